"""Tables as files for other programs: CSV, Excel workbooks, JSON lines.

Belongs here: writing whole tables so that the program that opens them sees what the table holds. Does not belong here: the
data dictionary (`data_package.py`), or choosing where the tables come from.

A spreadsheet runs a cell that begins like a formula, and article text may begin so on purpose (OWASP, "CSV injection").
In CSV such text gets a leading apostrophe, which spreadsheets take as "this is text"; in a workbook text cells are
typed as text. Numbers and dates are never touched.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.publishing.whole_files import write_whole

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters that a spreadsheet may take for a formula; East Asian ones open the full-width signs too."""

MAX_CELL = 32_767
"""Characters that a cell of Excel holds (Microsoft, "Excel specifications and limits")."""

MAX_SHEET_ROWS = 1_048_576
"""Rows of an Excel sheet, its header included (same source)."""

MAX_LINKS = 65_530
"""Links of an Excel sheet (same source)."""

CUT = " … (cut; the whole text is in the Parquet table)"


def neutralised(text: pl.Expr) -> pl.Expr:
    """The text column with an apostrophe before what a spreadsheet would take for a formula.

    Text that already begins with an apostrophe gets one too, so that taking one away gives back the text in any case.
    """
    starts = ["'", *FORMULA_STARTS]
    risky = pl.any_horizontal([text.str.starts_with(start) for start in starts])
    return pl.when(risky).then(pl.lit("'") + text).otherwise(text)


def _lists_as_text(frame: pl.DataFrame) -> pl.DataFrame:
    """Lists as JSON arrays: a cell holds one text."""
    lists = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.List)]
    return frame.with_columns(
        pl.Series(
            name,
            [None if value is None else json.dumps(value.to_list(), ensure_ascii=False) for value in frame[name]],
            dtype=pl.String,
        )
        for name in lists
    )


def write_csv(path: str | os.PathLike[str], frame: pl.DataFrame) -> None:
    """CSV in UTF-8 with a byte order mark (Excel takes it for the local code page without one), RFC 4180 quoting.

    Lists become JSON arrays, null and the empty text stay apart (`` and `""`), risky text is neutralised.
    """
    flat = _lists_as_text(frame)
    flat = flat.with_columns(
        neutralised(pl.col(name)).alias(name) for name, dtype in flat.schema.items() if dtype == pl.String
    )
    write_whole(
        path, lambda aside: flat.write_csv(aside, include_bom=True, line_terminator="\r\n", quote_style="necessary")
    )


def write_ndjson(path: str | os.PathLike[str], frame: pl.DataFrame) -> None:
    """One JSON object a line, UTF-8, dates as ISO 8601, lists as arrays, nothing altered."""

    def write(aside: Path) -> None:
        with aside.open("w", encoding="utf-8", newline="\n") as out:
            for row in frame.iter_rows(named=True):
                out.write(json.dumps(row, ensure_ascii=False, allow_nan=False, default=_iso) + "\n")

    write_whole(path, write)


def _iso(value: Any) -> str:
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def write_xlsx(
    path: str | os.PathLike[str],
    tables: Mapping[str, pl.DataFrame],
    *,
    descriptions: Mapping[str, Mapping[str, str]] | None = None,
    page: str | None = None,
) -> None:
    """One workbook, one sheet a table: typed cells, frozen and filterable header, links.

    `descriptions` gives, by table and column, the note on the header cell. `page` is the address of `report.html` as seen
    from the workbook: ids of figures, facts, conflicts and articles then link to their place in it. A table of more rows
    than a sheet holds continues on the next (`figures 2`); text beyond MAX_CELL characters is cut and says so.
    Raises ModuleNotFoundError where `xlsxwriter` is not installed (`pip install 'crosstally[xlsx]'`).
    """
    import xlsxwriter  # noqa: PLC0415 - an extra that not everyone installs

    def write(aside: Path) -> None:
        options = {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "constant_memory": True,
            "nan_inf_to_errors": True,
        }
        with xlsxwriter.Workbook(str(aside), options) as book:
            # The same tables give the same bytes: no time of making.
            book.set_properties({"title": "Crosstally", "created": dt.datetime(2000, 1, 1)})
            styles = {
                "head": book.add_format({"bold": True, "bottom": 1, "valign": "top"}),
                "date": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
                "link": book.add_format({"font_color": "#1B4F86", "underline": 1}),
            }
            for name, frame in tables.items():
                _write_sheets(book, name, frame, styles, notes=(descriptions or {}).get(name, {}), page=page)

    write_whole(path, write)


ANCHORS = {
    "figure_id": "f-",
    "article_id": "a-",
    "conflict_id": "c-",
    "fact_id": "fact-",
    "a": "f-",
    "b": "f-",
    "pair_id": "f-",
    "wire_id": "a-",
}
"""Columns that hold an id, and how its place in the page is named."""


def _write_sheets(
    book: Any, name: str, frame: pl.DataFrame, styles: Mapping[str, Any], *, notes: Mapping[str, str], page: str | None
) -> None:
    flat = _lists_as_text(frame)
    size = MAX_SHEET_ROWS - 1
    for number, offset in enumerate(range(0, max(flat.height, 1), size), start=1):
        part = flat.slice(offset, size)
        sheet = book.add_worksheet(name[:31] if number == 1 else f"{name[:28]} {number}")
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(part.height, 1), part.width - 1)
        for column, (title, dtype) in enumerate(part.schema.items()):
            sheet.set_column(column, column, _width(part[title], title), styles["date"] if dtype == pl.Date else None)
        for column, title in enumerate(part.columns):
            sheet.write_string(0, column, title, styles["head"])
            if title in notes:
                sheet.write_comment(0, column, notes[title])
        links = 0
        for row, values in enumerate(part.iter_rows(), start=1):
            for column, (title, value) in enumerate(zip(part.columns, values, strict=True)):
                if value is None:
                    continue
                link = _link(title, value, page) if links < MAX_LINKS else None
                if link is not None:
                    links += sheet.write_url(row, column, link, styles["link"], string=value) == 0
                elif isinstance(value, bool):
                    sheet.write_boolean(row, column, value)
                elif isinstance(value, (int, float)):
                    sheet.write_number(row, column, value)
                elif isinstance(value, dt.date):
                    sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), styles["date"])
                else:
                    sheet.write_string(row, column, _cell_text(value))


def _cell_text(value: str) -> str:
    return value if len(value) <= MAX_CELL else value[: MAX_CELL - len(CUT)] + CUT


def _link(title: str, value: Any, page: str | None) -> str | None:
    """The address that a cell links to; only http addresses that no program takes for anything else, and the page."""
    if not isinstance(value, str) or len(value) > 2_000:
        return None
    if title == "url":
        plain = (
            value.startswith(("http://", "https://"))
            and value.isprintable()
            and not any(char in value for char in ' "<>')
        )
        return value if plain else None
    if page is not None and title in ANCHORS and value.isascii() and value.replace("-", "").replace("_", "").isalnum():
        return f"external:{page}#{ANCHORS[title]}{value}"
    return None


def _width(values: pl.Series, title: str) -> int:
    """Column width in characters, from the first rows."""
    if values.dtype != pl.String:
        return max(len(title) + 3, 12)
    longest = values.head(200).str.len_chars().max()
    return max(len(title) + 3, min(int(longest or 0) + 2, 60))  # type: ignore[arg-type]

"""Each export, read back by the program that its user would use, equals the table."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.publishing.data_package import package_descriptor, write_data_package
from pipelines.publishing.exports import CUT, FORMULA_STARTS, MAX_CELL, neutralised, write_csv, write_ndjson, write_xlsx
from tests.publishing import newsroom
from tests.publishing.newsroom import Tables

frictionless = pytest.importorskip("frictionless")


@pytest.fixture(params=["ordinary", "hostile"])
def exported(request: pytest.FixtureRequest) -> Tables:
    return newsroom.tables() if request.param == "ordinary" else newsroom.hostile()


def plain_rows(frame: pl.DataFrame, lists_as_json: bool = True) -> list[tuple[Any, ...]]:
    """Rows with lists as the JSON text that a cell holds."""
    return [
        tuple(
            json.dumps(value, ensure_ascii=False) if lists_as_json and isinstance(value, list) else value
            for value in row
        )
        for row in frame.iter_rows()
    ]


def disarmed(value: Any) -> Any:
    """The text behind the apostrophe."""
    return value[1:] if isinstance(value, str) and value.startswith("'") else value


def test_csv_read_by_duckdb_equals_the_table(exported: Tables, tmp_path: Path) -> None:
    for name, frame in exported.items():
        path = tmp_path / f"{name}.csv"
        write_csv(path, frame)
        raw = path.read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf"), "Excel takes a file without a mark for the local code page"
        types = {
            column: {pl.Float64(): "DOUBLE", pl.Int64(): "BIGINT", pl.Boolean(): "BOOLEAN", pl.Date(): "DATE"}.get(
                dtype, "VARCHAR"
            )
            for column, dtype in frame.schema.items()
        }
        read = duckdb.sql(
            f"SELECT * FROM read_csv('{path}', header=true, columns={types}, quote='\"', escape='\"', new_line='\\r\\n', "
            "parallel=false, strict_mode=false, max_line_size=10000000)"
        ).fetchall()
        assert [tuple(map(disarmed, row)) for row in read] == plain_rows(frame)


def test_csv_cells_begin_no_formula(exported: Tables, tmp_path: Path) -> None:
    for name, frame in exported.items():
        write_csv(tmp_path / "t.csv", frame)
        texts = pl.read_csv(tmp_path / "t.csv", infer_schema=False)
        for column, dtype in frame.schema.items():
            if dtype == pl.String and frame.height:
                risky = [text for text in texts[column].drop_nulls() if text.startswith(FORMULA_STARTS)]
                assert risky == [], f"{name}.{column}"


@settings(deadline=None)
@given(
    st.lists(st.one_of(st.none(), st.text(), st.sampled_from([start + "x" for start in FORMULA_STARTS])), min_size=1)
)
def test_taking_the_apostrophe_away_gives_the_text_back(texts: list[str | None]) -> None:
    cells = (
        pl.DataFrame({"text": pl.Series(texts, dtype=pl.String)})
        .select(text=neutralised(pl.col("text")))["text"]
        .to_list()
    )
    assert [disarmed(cell) for cell in cells] == texts
    assert not any(cell.startswith(FORMULA_STARTS) for cell in cells if cell)


def test_ndjson_read_by_duckdb_and_polars_equals_the_table(exported: Tables, tmp_path: Path) -> None:
    for name, frame in exported.items():
        path = tmp_path / f"{name}.ndjson"
        write_ndjson(path, frame)
        assert pl.read_ndjson(path, schema=frame.schema).equals(frame)
        if frame.height:
            keys = [column for column in frame.columns if column.endswith("_id")][:1] or frame.columns[:1]
            read = duckdb.sql(
                f'SELECT "{keys[0]}" FROM '
                f"read_json('{path}', format='newline_delimited', maximum_object_size=100000000)"
            ).fetchall()
            assert [str(row[0]) for row in read] == [str(value) for value in frame[keys[0]].to_list()]


def test_workbook_read_by_openpyxl_equals_the_table(exported: Tables, tmp_path: Path) -> None:
    path = tmp_path / "tables.xlsx"
    write_xlsx(
        path, exported, page="../warehouse/report.html", descriptions={"figures": {"surface": "The printed number"}}
    )
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == list(exported)
    for name, frame in exported.items():
        sheet = book[name]
        assert sheet.freeze_panes == "B2"
        head, *rows = [list(row) for row in sheet.iter_rows()]
        assert [cell.value for cell in head] == frame.columns
        wanted = plain_rows(frame)
        assert len(rows) == len(wanted) or not wanted
        for cells, row in zip(rows, wanted, strict=False):
            for cell, value in zip(cells, row, strict=True):
                assert cell.data_type != "f", "a text became a formula"
                got = cell.value.date() if isinstance(cell.value, dt.datetime) else cell.value
                if isinstance(value, str):
                    assert (got or "") == readable(value)
                else:
                    assert got == value
    first = book["figures"]["A2"]
    assert first.hyperlink.target.replace("\\", "/") == "../warehouse/report.html"
    assert first.hyperlink.location == f"f-{exported['figures']['figure_id'][0]}"
    assert (
        book["figures"].cell(1, exported["figures"].columns.index("surface") + 1).comment.text.strip()
        == "The printed number"
    )


def readable(text: str) -> str:
    """A text as openpyxl gives it back: line breaks of the file format, and control characters by their escapes."""
    escaped = "".join(
        f"_x{ord(char):04X}_" if (ord(char) < 32 and char not in "\t\n\r") or char in "\ufffe\uffff" else char
        for char in text
    )
    return escaped.replace("\r\n", "\n").replace("\r", "\n")


def test_only_addresses_of_the_web_become_links(tmp_path: Path) -> None:
    urls = [
        "https://a.example/x?y=1",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://a.example/a b",
        "=1+1",
        None,
    ]
    write_xlsx(tmp_path / "t.xlsx", {"articles": pl.DataFrame({"url": urls})})
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["articles"]
    assert [sheet.cell(row, 1).hyperlink is not None for row in range(2, 8)] == [
        True,
        False,
        False,
        False,
        False,
        False,
    ]
    assert [sheet.cell(row, 1).value for row in range(2, 8)] == urls


def test_text_beyond_a_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "t.xlsx", {"articles": pl.DataFrame({"text": ["a" * (MAX_CELL + 1), "b" * MAX_CELL]})})
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["articles"]
    assert len(sheet["A2"].value) == MAX_CELL
    assert sheet["A2"].value.endswith(CUT)
    assert sheet["A3"].value == "b" * MAX_CELL


def test_the_same_tables_give_the_same_bytes(tables: Tables, tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        write_xlsx(tmp_path / name, tables)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_the_data_package_is_valid_by_its_own_validator(tables: Tables, tmp_path: Path) -> None:
    """Its form, and the rows against its types, constraints and keys."""
    for name, frame in tables.items():
        frame.write_parquet(tmp_path / f"{name}.parquet")
    write_data_package(tmp_path, tables)
    descriptor = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert [resource["name"] for resource in descriptor["resources"]] == list(tables)
    try:
        import pandas  # noqa: F401 - what frictionless reads Parquet with
    except ModuleNotFoundError:
        for resource in descriptor["resources"]:
            frame = tables[resource["name"]]
            resource["data"] = [frame.columns, *map(list, frame.iter_rows())]
            for key in ("path", "format", "mediatype"):
                del resource[key]
    report = frictionless.Package(descriptor, basepath=str(tmp_path)).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "message"])


def test_the_data_package_describes_every_column(tables: Tables) -> None:
    for resource in package_descriptor(tables)["resources"]:
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == tables[resource["name"]].columns
        assert all(field.get("description") for field in fields)


def test_a_row_that_breaks_the_package_is_found(tables: Tables) -> None:
    resource = next(item for item in package_descriptor(tables)["resources"] if item["name"] == "conflicts")
    bad = tables["conflicts"].with_columns(severity=pl.lit("awful"))
    report = frictionless.validate(
        {
            "name": "c",
            "data": [bad.columns, *map(list, bad.iter_rows())],
            "schema": {"fields": resource["schema"]["fields"]},
        }
    )
    assert "enum" in str(report.flatten(["message"]))


def test_a_table_in_parts_is_listed_part_by_part(tables: Tables, tmp_path: Path) -> None:
    (tmp_path / "figures.parquet").mkdir()
    for number in (1, 2):
        tables["figures"].write_parquet(tmp_path / "figures.parquet" / f"part-{number}.parquet")
    resource = package_descriptor({"figures": tables["figures"]}, tmp_path)["resources"][0]
    assert resource["path"] == ["figures.parquet/part-1.parquet", "figures.parquet/part-2.parquet"]

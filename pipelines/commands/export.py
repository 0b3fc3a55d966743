"""`crosstally export`: the tables as CSV, an Excel workbook or JSON lines. Belongs here: options and output. Not: the formats."""

from __future__ import annotations

import os
from pathlib import Path

import click

from pipelines.commands.terminal import open_warehouse, printable, settings_of, warehouse_option

FORMATS = ("csv", "xlsx", "ndjson")
DEFAULT_TABLES = ("articles", "figures", "facts", "comparisons", "conflicts", "sources", "changes", "rejects")


@click.command()
@click.argument("tables", nargs=-1, metavar="[TABLE]…")
@click.option("--format", "kind", type=click.Choice(FORMATS), default="csv", show_default=True, help="Kind of file.")
@click.option(
    "--out", metavar="DIR", default="export", show_default=True, help="Folder to write to; made if it is not there."
)
@warehouse_option
def export(tables: tuple[str, ...], kind: str, out: str, warehouse: str | None) -> None:
    """Write tables as files for other programs; all of them where none is named.

    CSV is UTF-8 with a byte order mark, one file a table; xlsx is one workbook with a sheet a table, typed, with links into the
    page; ndjson is one JSON object a line. Text that a spreadsheet would run as a formula stays text.

    \b
    Example:
      crosstally export --format xlsx
      crosstally export conflicts facts --format csv --out ~/desk
    """
    settings = settings_of(warehouse=warehouse)
    opened = open_warehouse(settings, "figures")
    present = opened.tables()
    unknown = [name for name in tables if name not in present]
    if unknown:
        raise click.ClickException(f"There is no table {printable(unknown[0])}. The tables are {', '.join(present)}.")
    names = list(tables) or [name for name in DEFAULT_TABLES if name in present]
    folder = Path(out).expanduser()
    from pipelines.publishing import exports
    from schemas import TABLES

    written = []
    try:
        if kind == "xlsx":
            page = _page_seen_from(folder, Path(opened.path("report.html"))) if opened.is_local else None
            notes = {
                name: {column: field.description or "" for column, field in TABLES[name].to_schema().columns.items()}
                for name in names
            }
            target = folder / "crosstally.xlsx"
            exports.write_xlsx(target, {name: opened.read(name) for name in names}, descriptions=notes, page=page)
            written.append((target, ", ".join(names)))
        else:
            write = exports.write_csv if kind == "csv" else exports.write_ndjson
            for name in names:
                frame = opened.read(name)
                target = folder / f"{name}.{kind}"
                write(target, frame)
                written.append((target, f"{frame.height:,} rows"))
    except ModuleNotFoundError:
        raise click.ClickException("Excel workbooks need one more package: pip install 'crosstally[xlsx]'") from None
    except OSError as error:
        raise click.ClickException(
            f"Cannot write to {printable(folder)}: {error.strerror}. Choose another folder with --out."
        ) from None
    for path, note in written:
        click.echo(f"{printable(path)}  {note}")


def _page_seen_from(folder: Path, page: Path) -> str | None:
    """The page's address relative to the workbook, so that both can be moved together; None where there is no page."""
    if not page.is_file():
        return None
    try:
        return os.path.relpath(page.absolute(), folder.absolute()).replace(os.sep, "/")
    except ValueError:  # another drive
        return None

"""`crosstally query`: SQL over the published tables, by their names, with DuckDB.

Belongs here: opening the tables for reading and printing the answer. The query can reach nothing else: no file, no network, no
setting, and nothing that it changes outlives it.
"""

from __future__ import annotations

import csv
import datetime as dt
import decimal
import io
import json
import math
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from pipelines.commands.terminal import number, open_warehouse, printable, settings_of, warehouse_option

if TYPE_CHECKING:
    from pipelines.warehouse import Warehouse

TABLE_ROWS = 200
"""Rows that the table format shows; csv and json give all."""
BATCH = 5_000


class QueryFailed(Exception):
    """A query that DuckDB refuses; the message is for the person who wrote it."""


def connect(warehouse: Warehouse) -> Any:
    """A DuckDB connection that holds every published table as a view and can reach nothing else."""
    import duckdb
    import pyarrow.dataset
    import pyarrow.parquet

    connection = duckdb.connect(":memory:", config={"python_enable_replacements": "false"})
    for name in warehouse.tables():
        source = warehouse.source(name)
        if isinstance(source, io.BytesIO):
            connection.register(name, pyarrow.parquet.read_table(source))  # type: ignore[no-untyped-call]
        else:
            connection.register(name, pyarrow.dataset.dataset(source, format="parquet"))  # type: ignore[no-untyped-call]
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def ask(warehouse: Warehouse, sql: str) -> tuple[list[str], Any]:
    """Column names of the answer, and a cursor to fetch its rows from. QueryFailed for anything but one reading statement."""
    import duckdb

    connection = connect(warehouse)
    try:
        statements = connection.extract_statements(sql)
        if len(statements) != 1:
            raise QueryFailed("Write one statement." if statements else "The query is empty.")
        if statements[0].type.name not in ("SELECT", "EXPLAIN"):
            raise QueryFailed("The tables are for reading: write SELECT, DESCRIBE, SUMMARIZE or SHOW TABLES.")
        cursor = connection.execute(statements[0])
    except duckdb.Error as error:
        text = str(error).strip()
        if isinstance(error, duckdb.CatalogException) and "Table" in text:
            text += f"\nThe tables are {', '.join(warehouse.tables())}."
        if "disabled by configuration" in text:
            text = "The query reaches outside the warehouse, which is not allowed. Use the tables by their names."
        raise QueryFailed(text) from None
    return [column[0] for column in cursor.description or []], cursor


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, (dt.date, dt.datetime, dt.time)):
        return value.isoformat()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, decimal.Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return value if isinstance(value, (str, int, bool)) or value is None else str(value)


def shown(value: Any) -> str:
    """A value as a person reads it in a table."""
    if value is None:
        return ""
    if isinstance(value, float):
        return number(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(shown(item) for item in value)
    return printable(value)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[Any]], more: bool) -> None:
    """The rows as a table of the terminal's width."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for place, name in enumerate(columns):
        number = any(isinstance(row[place], (int, float, decimal.Decimal)) for row in rows[:20])
        table.add_column(Text(printable(name)), justify="right" if number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(shown(value)) for value in row))
    console = Console(highlight=False) if sys.stdout.isatty() else Console(highlight=False, width=200)
    console.print(table)
    if more:
        console.print(f"Only the first {TABLE_ROWS} rows are shown; --format csv or json gives all.")


@click.command()
@click.argument("sql")
@warehouse_option
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True,
    help="table for reading, csv, or json for one object a line.",
)  # fmt: skip
def query(sql: str, warehouse: str | None, form: str) -> None:
    """Ask the tables in SQL (DuckDB), each by its name.

    \b
    Tables: articles, figures, facts, comparisons, conflicts, sources, fx_rates, rejects, changes.
    Example:
      crosstally query "SELECT entity, metric, status, n_sources FROM facts WHERE n_sources > 1"
      crosstally query "DESCRIBE figures"
      crosstally query --format csv "FROM conflicts" > conflicts.csv
    """
    opened = open_warehouse(settings_of(warehouse=warehouse), "articles")
    try:
        columns, cursor = ask(opened, sql)
    except QueryFailed as error:
        raise click.ClickException("\n".join(printable(line) for line in str(error).splitlines())) from None
    import duckdb

    try:
        if form == "table":
            rows = cursor.fetchmany(TABLE_ROWS + 1)
            print_table(columns, rows[:TABLE_ROWS], len(rows) > TABLE_ROWS)
            return
        writer = csv.writer(sys.stdout, lineterminator="\n")
        if form == "csv":
            writer.writerow(columns)
        while rows := cursor.fetchmany(BATCH):
            for row in rows:
                values = [plain(value) for value in row]
                if form == "json":
                    click.echo(json.dumps(dict(zip(columns, values, strict=True)), ensure_ascii=False))
                else:
                    writer.writerow(
                        json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value
                        for value in values
                    )
    except duckdb.Error as error:
        raise click.ClickException(printable(error)) from None

"""`crosstally changes`: what is new, gone or changed since the run before. Belongs here: output. Not: comparing runs."""

from __future__ import annotations

import json

import click

from pipelines.commands.terminal import open_warehouse, printable, settings_of, warehouse_option

TABLES = ("conflicts", "facts", "figures")
KINDS = ("new", "changed", "gone")
COLOURS = {"new": "green", "changed": "yellow", "gone": "red"}


@click.command()
@click.option("--table", type=click.Choice(TABLES), help="Only changes of this table.")
@click.option("--change", type=click.Choice(KINDS), help="Only changes of this kind.")
@click.option("--limit", metavar="N", type=click.IntRange(1), default=40, show_default=True, help="How many to list.")
@click.option("--json", "as_json", is_flag=True, help="Print all as JSON lines.")
@warehouse_option
def changes(table: str | None, change: str | None, limit: int, as_json: bool, warehouse: str | None) -> None:
    """List what is new, gone or changed since the run before, conflicts first.

    \b
    Example:
      crosstally changes
      crosstally changes --table conflicts --change new
    """
    opened = open_warehouse(settings_of(warehouse=warehouse), "changes")
    import polars as pl

    order = pl.col("table").replace_strict(
        {name: place for place, name in enumerate(TABLES)}, return_dtype=pl.Int8, default=9
    )
    kinds = pl.col("change").replace_strict(
        {name: place for place, name in enumerate(KINDS)}, return_dtype=pl.Int8, default=9
    )
    frame = opened.read("changes").sort(order, kinds, "key")
    everything = frame.height
    if table:
        frame = frame.filter(pl.col("table") == table)
    if change:
        frame = frame.filter(pl.col("change") == change)
    if as_json:
        for row in frame.iter_rows(named=True):
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    if frame.is_empty():
        click.echo(
            "Nothing of that kind changed."
            if everything
            else "Nothing changed since the run before, or this was the first run."
        )
        return
    counts = frame.group_by("table", "change").len().sort("table", "change")
    for row in frame.head(limit).iter_rows(named=True):
        kind = click.style(f"{row['change']:<8}", fg=COLOURS[row["change"]])
        click.echo(f"{kind}{click.style(printable(row['key']), bold=True)}")
        click.echo(click.wrap_text(printable(row["summary"]), 100, " " * 8, " " * 8))
    click.echo("")
    told = ", ".join(
        f"{row['len']:,} {row['change']} {row['table'] if row['len'] > 1 else row['table'][:-1]}"
        for row in counts.iter_rows(named=True)
    )
    more = f" --limit {frame.height} lists all." if frame.height > limit else ""
    click.echo(f"{told}.{more}")

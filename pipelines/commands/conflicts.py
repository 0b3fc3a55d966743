"""`crosstally conflicts`: what disagrees, the worst first, on a terminal."""

from __future__ import annotations

import click

from pipelines.commands.terminal import open_warehouse, printable, settings_of, short, warehouse_option

SEVERITIES = ("high", "medium", "low")
COLOURS = {"high": "red", "medium": "yellow", "low": "blue"}


@click.command()
@warehouse_option
@click.option("--severity", type=click.Choice(SEVERITIES), help="Only conflicts of this severity.")
@click.option("--all", "everything", is_flag=True, help="Also those that someone dismissed.")
@click.option("--limit", metavar="N", type=click.IntRange(1), default=20, show_default=True, help="How many to list.")
def conflicts(warehouse: str | None, severity: str | None, everything: bool, limit: int) -> None:
    """List what disagrees, the worst first.

    \b
    Example:
      crosstally conflicts --severity high
      crosstally show conflict-4f2a
    """
    opened = open_warehouse(settings_of(warehouse=warehouse), "conflicts")
    import polars as pl

    frame = opened.read("conflicts")
    dismissed = frame.filter(pl.col("review") == "dismissed").height
    if not everything:
        frame = frame.filter(pl.col("review") != "dismissed")
    counts = {level: frame.filter(pl.col("severity") == level).height for level in SEVERITIES}
    if severity:
        frame = frame.filter(pl.col("severity") == severity)
    if frame.is_empty():
        kind = f" of {severity} severity" if severity else ""
        click.echo(
            f"No conflict{kind}."
            + (f" {dismissed} dismissed; --all lists them." if dismissed and not everything else "")
        )
        return
    for row in frame.head(limit).iter_rows(named=True):
        level = click.style(f"{row['severity'].upper():<6}", fg=COLOURS[row["severity"]], bold=True)
        about = [printable(row[name]).replace("_", " ") for name in ("type", "cause") if row[name] != "none"]
        if row["n_sources"] > 1:
            about.append(f"{row['n_sources']} sources")
        if row["review"] != "open":
            about.append(printable(row["review"]) + (", but the evidence changed" if row["review_stale"] else ""))
        click.echo(f"{level} {click.style(short(row['conflict_id']), bold=True)}  {' · '.join(about)}")
        click.echo(click.wrap_text(printable(row["explanation"]), 100, "       ", "       "))
    click.echo("")
    told = ", ".join(f"{count:,} {level}" for level, count in counts.items() if count)
    more = f"; {frame.height - limit:,} more with --limit {frame.height}" if frame.height > limit else ""
    click.echo(f"{told}{more}. `crosstally show ID` shows the evidence.")

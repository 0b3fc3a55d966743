"""`crosstally run`: the refresh job in this process, with progress, and a summary at the end."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click

from pipelines.commands.terminal import printable, settings_of, warehouse_option
from pipelines.progress import STAGES, Listener

if TYPE_CHECKING:
    from pipelines.run import Outcome


class PlainLines:
    """Progress for a log file or a pipe: one line when a stage ends, and one every ten seconds of a long one."""

    def __init__(self) -> None:
        self.started = {"": time.monotonic()}
        self.told = time.monotonic()

    def __call__(self, stage: str, done: int, total: int, note: str) -> None:
        """Print what is due."""
        now = time.monotonic()
        began = self.started.setdefault(stage, now)
        if note:
            click.echo(f"{STAGES[stage]}: {printable(note)} ({now - began:.1f} s)")
            self.told = now
        elif total and now - self.told >= 10:
            click.echo(f"{STAGES[stage]}: {done:,} of {total:,}")
            self.told = now


def terminal_progress() -> tuple[Listener, object]:
    """Progress for a terminal: a line a stage, the one at work with a bar. Gives the listener and the display to close."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.text import Text

    display = Progress(
        SpinnerColumn(finished_text="[green]✓"),
        TextColumn("{task.description:<11}"),
        BarColumn(bar_width=16),
        TextColumn("{task.fields[note]}"),
        TimeElapsedColumn(),
        console=Console(),
    )
    display.start()
    tasks = {}

    def listener(stage: str, done: int, total: int, note: str) -> None:
        if stage not in tasks:
            tasks[stage] = display.add_task(STAGES[stage], total=total or None, note="")
        shown = Text(printable(note or (f"{done:,} of {total:,}" if total > 1 else ""))).markup
        if note:
            total = done = max(total, 1)
        display.update(tasks[stage], completed=done, total=total or None, note=shown)

    return listener, display


def summary(outcome: Outcome) -> str:
    """The closing lines of a run."""
    counts = outcome.counts
    new = counts.get("articles", 0) - outcome.remembered
    if not counts.get("articles"):
        memory = ""
    elif outcome.remembered and not new:
        memory = f"{outcome.remembered:,} remembered, none read anew"
    elif outcome.remembered:
        memory = f"{outcome.remembered:,} remembered, {new:,} read anew"
    else:
        memory = "all read"
    severities = ", ".join(f"{count:,} {level}" for level, count in outcome.severities.items() if count) or "none open"
    if outcome.dismissed:
        severities += f", {outcome.dismissed:,} dismissed"
    rows = [
        ("Articles", counts.get("articles", 0), memory),
        ("Figures", counts.get("figures", 0), ""),
        ("Facts", counts.get("facts", 0), ""),
        ("Conflicts", counts.get("conflicts", 0), severities),
        (
            "Rejects",
            counts.get("rejects", 0),
            "nothing was turned away" if not counts.get("rejects") else "each with its reason",
        ),
    ]
    lines = [f"Done in {outcome.seconds:.1f} s.", ""]
    lines += [f"  {name:<10}{count:>9,}  {note}".rstrip() for name, count, note in rows]
    lines += ["", f"  Tables    {outcome.warehouse}"]
    if outcome.page:
        lines.append(f"  Page      {outcome.page}")
    lines.append("")
    lines += [f"Note: {warning}" for warning in outcome.warnings]
    place = "" if outcome.warehouse == "warehouse" else f" --warehouse {outcome.warehouse}"
    if counts.get("conflicts"):
        lines.append(f"Next: crosstally conflicts{place}")
    elif not counts.get("articles"):
        lines.append(
            "Next: put articles into the raw folder (.txt .html .md .jsonl .csv .parquet .warc.gz) and run again."
        )
    else:
        lines.append(f'Next: crosstally query{place} "SELECT surface, entity, metric FROM figures LIMIT 10"')  # noqa: S608 - shown, not run
    if counts.get("rejects"):
        lines.append(f'      crosstally query{place} "SELECT path, rule, reason FROM rejects"')  # noqa: S608 - shown, not run
    return printable_lines(lines)


def printable_lines(lines: list[str]) -> str:
    """Lines of which none holds a control character."""
    return "\n".join(printable(line) for line in lines)


@click.command()
@click.option("--raw", metavar="DIR", help="Folder with the articles. [default: raw]")
@warehouse_option
@click.option("--since", metavar="DATE", help="Leave out articles published before this day (YYYY-MM-DD).")
@click.option("--full-refresh", is_flag=True, help="Read every article anew, also those read before.")
@click.option("--verbose", is_flag=True, help="Show Dagster's own log instead of progress.")
def run(raw: str | None, warehouse: str | None, since: str | None, full_refresh: bool, verbose: bool) -> None:
    """Read, extract, normalise, reconcile and publish.

    Articles that were read before by the same rules are remembered, so that a run costs what is new. The tables of the run
    before stay whole until each is replaced.

    \b
    Example:
      crosstally run
      crosstally run --raw ~/clippings --warehouse ~/tables --since 2024-01-01
    """
    from pathlib import Path

    from pipelines.settings import SettingsError, parse_date

    try:
        day = parse_date(since, "--since") if since else None
    except SettingsError as error:
        raise click.ClickException(printable(error)) from None
    settings = settings_of(raw=raw, warehouse=warehouse, since=day)
    if not Path(settings.raw).is_dir():
        raise click.ClickException(
            f"There is no folder {printable(settings.raw)}. Name the folder with your articles: crosstally run --raw DIR"
        )
    from pipelines.run import refresh
    from pipelines.warehouse import WarehouseError

    display = None
    listener: Listener | None = None
    if not verbose:
        if sys.stdout.isatty():
            listener, display = terminal_progress()
        else:
            listener = PlainLines()
    try:
        outcome = refresh(settings, full_refresh=full_refresh, listener=listener, verbose=verbose)
    except WarehouseError as error:
        raise click.ClickException(printable(error)) from None
    finally:
        if display is not None:
            display.stop()  # type: ignore[attr-defined]
    if not outcome.succeeded:
        for error_text in outcome.errors or ["The run failed before its first step."]:
            click.echo(f"Failed: {printable(error_text)}", err=True)
        click.echo(
            "Every table is whole; those after the failed step are still of the run before. Mend the cause and run again; "
            "`crosstally run --verbose` shows the whole log.",
            err=True,
        )
        sys.exit(1)
    click.echo(summary(outcome))

"""`crosstally review`: decide on a conflict, or list what was decided. Belongs here: options and output. Not: the file's format."""

from __future__ import annotations

import datetime as dt
import getpass
import os
import shutil
import subprocess
from pathlib import Path

import click

from pipelines.commands.terminal import open_warehouse, printable, settings_of, warehouse_option


def reviewer_name() -> str:
    """Who decides when nobody says: the name that git uses, else the login."""
    git = shutil.which("git")
    if name := os.environ.get("GIT_AUTHOR_NAME"):
        return name
    if git:
        answer = subprocess.run([git, "config", "user.name"], capture_output=True, text=True, check=False, timeout=5)  # noqa: S603
        if answer.returncode == 0 and answer.stdout.strip():
            return answer.stdout.strip()
    return getpass.getuser()


def near(path: Path) -> Path:
    """The path as short as it can be said from the working folder."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


@click.command()
@click.argument("identity", metavar="[ID]", required=False)
@click.option("--confirm", "decision", flag_value="confirm", help="It is a conflict: someone has to look into it.")
@click.option("--dismiss", "decision", flag_value="dismiss", help="It is none: do not show it again.")
@click.option("--reopen", "decision", flag_value="reopen", help="Take an earlier decision back.")
@click.option("--prefer", metavar="FIGURE", help="It is a conflict, and this figure (its id) is right.")
@click.option("--reason", metavar="TEXT", help="Why; asked for where it is left out.")
@click.option("--by", metavar="NAME", help="Who decides. [default: the name that git uses]")
@click.option("--on", "day", metavar="DATE", help="When (YYYY-MM-DD). [default: today]")
@warehouse_option
def review(
    *,
    identity: str | None,
    decision: str | None,
    prefer: str | None,
    reason: str | None,
    by: str | None,
    day: str | None,
    warehouse: str | None,
) -> None:
    """Decide on a conflict. Without a decision: show what was decided, on one conflict or on all.

    Decisions are kept in reviews.toml beside the warehouse, meant for version control, and are applied by every run. One whose
    evidence changed later stands, is marked stale, and the conflict is shown again.

    \b
    Example:
      crosstally review 4f2a --dismiss --reason "one counts the branches abroad"
      crosstally review 4f2a --prefer 91c0 --reason "the ministry's own table"
      crosstally review
    """
    from pipelines.publishing import reviews

    if prefer:
        if decision:
            raise click.UsageError("Choose one of --confirm, --dismiss, --prefer and --reopen.")
        decision = "prefer"
    settings = settings_of(warehouse=warehouse)
    path = settings.reviews_path()
    if not decision:
        _list(path, identity)
        return
    if not identity:
        raise click.UsageError(
            "Say which conflict: crosstally review ID --dismiss. `crosstally conflicts` lists the ids."
        )
    opened = open_warehouse(settings, "conflicts", "figures")
    if reason is None and decision != "reopen":
        reason = click.prompt("Reason")
    try:
        on = dt.date.fromisoformat(day) if day else dt.datetime.now().astimezone().date()
    except ValueError:
        raise click.UsageError(f"--on is {day!r}; write YYYY-MM-DD.") from None
    try:
        made = reviews.add_review(
            path,
            opened.read("conflicts"),
            opened.read("figures"),
            identity,
            decision,
            reason=reason or "",
            by=by or reviewer_name(),
            on=on,
            prefer=prefer,
        )
    except reviews.ReviewsError as error:
        raise click.ClickException(printable(error)) from None
    except OSError as error:
        raise click.ClickException(f"Cannot write {printable(path)}: {error.strerror}.") from None
    click.echo(f"{printable(made.conflict)}: {made.decision}, by {printable(made.by)}; kept in {printable(near(path))}")
    click.echo("The next `crosstally run` applies it.")


def _list(path: Path, identity: str | None) -> None:
    from pipelines.publishing import reviews

    found = reviews.read_reviews(path)
    shown = [item for item in found.reviews if identity is None or item.conflict.startswith(identity)]
    for item in shown:
        named = f" {item.prefer}" if item.prefer else ""
        line = f"{item.conflict}  {item.decision}{named}  {item.on or 'undated'}  {item.by or 'unnamed'}: {item.reason}"
        click.echo(printable(line))
    for problem in found.problems:
        click.echo(f"{printable(path)}: {printable(problem['reason'])}", err=True)
    if not shown:
        click.echo(f"No decision{' on ' + printable(identity) if identity else ''} in {printable(near(path))} yet.")
    if found.problems:
        raise SystemExit(1)

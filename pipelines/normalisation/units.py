"""Units: what one of each printed unit counts in the unit that figures are compared in.

Belongs here: reading `units.csv` and `rate_denominators.csv`, and taking rates (`CNY/m2`, `wafer/month`) apart. Does not belong
here: which printed words mean which unit (extraction), currencies' values (`currency.py`), rounding (`rounding.py`).

A new unit is a new row of `units.csv`. A unit that no row knows stays as it is, with its value unconverted.

Rates come to one form per meaning, so that a price per hectare and one per square metre compare:

- a length, volume or amount of information per time is a speed or flow: SI, per second (`m/s`, `m3/s`, `By/s`);
- anything else per day or longer is a calendar rate, per month (`wafer/month`, `USD/month`, `kg/month`): never forced to `/s`;
- anything else per hour or shorter is a clock rate: per second for measures (`kg/s`), per hour for money and nouns (`USD/h`).
  Clock and calendar stay apart: an hourly wage and a monthly wage are not one statement in two units;
- money or nouns per physical measure have the denominator of `rate_denominators.csv` (`CNY/m2`, `GBP/MW.h`);
- measures per measure are SI on both sides (`kg/m2`, `kg/m3`);
- a number in the denominator is divided out (`case/100000 person` is 1e-5 `case/person`).
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path

import polars as pl

UNITS_FILE = Path(__file__).with_name("units.csv")
DENOMINATORS_FILE = Path(__file__).with_name("rate_denominators.csv")

FLOW_DIMENSIONS = ["length", "volume", "information"]
"""Per time these are speeds and flows, which have an SI unit of their own."""

CALENDAR_FROM_SECONDS = 86_400
"""A denominator of a day or more is of the calendar."""

_SECONDS_PER_MONTH = 2_629_800.0  # UCUM mo: a twelfth of the year of 365.25 days
_SECONDS_PER_HOUR = 3_600.0
_PER_TIME = ["time"]


@cache
def units_table() -> pl.DataFrame:
    """`units.csv` with factors as numbers: code, base_unit, factor, offset, dimension, source. value × factor + offset is in base_unit."""
    table = pl.read_csv(UNITS_FILE, infer_schema=False)
    number = {name: [float(Fraction(text)) for text in table[name]] for name in ("factor", "offset")}
    return table.with_columns(pl.Series(name, values, pl.Float64) for name, values in number.items())


@cache
def _denominators() -> pl.DataFrame:
    chosen = pl.read_csv(DENOMINATORS_FILE, infer_schema=False).select("dimension", "code")
    factors = units_table().select("code", pl.col("factor").alias("canonical_factor"))
    return chosen.join(factors, on="code", how="left").rename({"code": "canonical"})


def _looked_up(column: str, prefix: str) -> pl.LazyFrame:
    names = {"code": column, **{name: f"{prefix}_{name}" for name in ("base_unit", "factor", "offset", "dimension")}}
    return units_table().lazy().select(pl.col(old).alias(new) for old, new in names.items())


def resolve_units(figures: pl.DataFrame, currencies: list[str]) -> pl.DataFrame:
    """What each distinct unit of `figures` comes to.

    Takes columns unit_system, unit, unit_text, change. Gives one row per distinct (unit_system, unit, is_point, is_difference)
    with base_unit, factor, offset (base value = stated value × factor + offset), dimension, and `currency`, the ISO code where
    the unit is money or money per something. `currencies` are codes that mean money even in a rate that is labelled otherwise.

    A temperature that rose or fell *by* so many degrees, and degrees per anything, are differences: no offset.
    """
    distinct = figures.lazy().select(unit_keys()).unique()
    whole = _looked_up("unit", "whole")
    money = (pl.col("unit_system") == "ISO4217") | pl.col("numerator").is_in(currencies)
    measured = pl.col("unit_system") != "noun"
    parts = (
        distinct.with_columns(stripped=pl.col("unit").str.replace_all(r"[{}]", ""))
        .with_columns(
            numerator=pl.col("stripped").str.extract(r"^([^/]+)", 1).str.strip_chars(),
            denominator=pl.col("stripped").str.extract(r"^[^/]+/(.+)$", 1).str.strip_chars(),
        )
        .with_columns(
            per=pl.col("denominator").str.extract(r"^(\d+)", 1).cast(pl.Float64, strict=False),
            denominator=pl.col("denominator").str.replace(r"^\d+[\s.]*", ""),
        )
        .join(whole, on="unit", how="left")
        .join(_looked_up("numerator", "top"), on="numerator", how="left")
        .join(_looked_up("denominator", "under"), on="denominator", how="left")
        .join(_denominators().lazy(), left_on="under_dimension", right_on="dimension", how="left")
        .with_columns(is_money=money.fill_null(False))
        .with_columns(is_measure=~pl.col("is_money") & measured & pl.col("top_base_unit").is_not_null())
    )
    is_rate = pl.col("denominator").is_not_null() & (pl.col("denominator") != "")
    top_name = pl.when("is_measure").then("top_base_unit").otherwise("numerator")
    top_factor = pl.when("is_measure").then("top_factor").otherwise(1.0) / pl.col("per").fill_null(1.0)
    base_unit, factor = _rate(top_name, top_factor)
    plain = ~is_rate & ~pl.col("is_money") & measured
    known = plain & pl.col("whole_base_unit").is_not_null()
    listed_rate = is_rate & measured & ~pl.col("is_money") & pl.col("whole_base_unit").is_not_null()
    is_whole = known | listed_rate
    dimension = (
        pl.when(is_whole).then("whole_dimension")
        .when(is_rate).then(pl.lit("rate"))
        .when(pl.col("is_money")).then(pl.lit("money"))
        .otherwise(pl.lit("count"))
    )  # fmt: skip
    return (
        parts.with_columns(
            base_unit=pl.when(is_whole).then("whole_base_unit").when(is_rate).then(base_unit).otherwise("unit"),
            factor=pl.when(is_whole).then("whole_factor").when(is_rate).then(factor).otherwise(1.0),
            offset=pl.when(is_whole & ~pl.col("is_difference")).then("whole_offset").otherwise(0.0),
            dimension=dimension,
            currency=pl.when("is_money").then("numerator"),
        )
        .with_columns(base_unit=pl.when("is_point").then(pl.lit("[pp]")).otherwise("base_unit"))
        .select(*UNIT_KEYS, "base_unit", "factor", "offset", "dimension", "currency")
        .collect()
    )


UNIT_KEYS = ["unit_system", "unit", "is_point", "is_difference"]
"""What decides how a stated value is converted."""


def unit_keys() -> list[pl.Expr]:
    """The expressions of UNIT_KEYS over stated figures: the unit, and whether it is percentage points or a difference."""
    # A percentage point differs from a percent: `up 2 points` from 10 % is 12 %, `up 2 percent` is 10.2 %.
    points = pl.col("unit_text").str.contains(r"(?i)\bpoints?\b|\bpps?\b|\bppts?\b|\bbps?\b|个百分点|個百分點")
    return [
        pl.col("unit_system"),
        pl.col("unit"),
        ((pl.col("unit") == "%") & points.fill_null(False)).alias("is_point"),
        (pl.col("change") != "level").fill_null(False).alias("is_difference"),
    ]


def _rate(top_name: pl.Expr, top_factor: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Canonical unit and factor of a rate, from the columns that `resolve_units` joined."""
    time = pl.col("under_dimension").is_in(_PER_TIME)
    flow = time & pl.col("is_measure") & pl.col("top_dimension").is_in(FLOW_DIMENSIONS)
    calendar = time & ~flow & (pl.col("under_factor") >= CALENDAR_FROM_SECONDS)
    measure_clock = time & ~flow & ~calendar & pl.col("is_measure")
    other_clock = time & ~flow & ~calendar & ~pl.col("is_measure")
    measure_per_measure = pl.col("under_base_unit").is_not_null() & ~time & pl.col("is_measure")
    priced = pl.col("canonical").is_not_null() & ~time & ~pl.col("is_measure")
    under = (
        pl.when(flow | measure_clock).then(pl.lit("s"))
        .when(calendar).then(pl.lit("month"))
        .when(other_clock).then(pl.lit("h"))
        .when(measure_per_measure).then("under_base_unit")
        .when(priced).then("canonical")
        .otherwise("denominator")
    )  # fmt: skip
    divisor = (
        pl.when(flow | measure_clock | measure_per_measure).then("under_factor")
        .when(calendar).then(pl.col("under_factor") / _SECONDS_PER_MONTH)
        .when(other_clock).then(pl.col("under_factor") / _SECONDS_PER_HOUR)
        .when(priced).then(pl.col("under_factor") / pl.col("canonical_factor"))
        .otherwise(1.0)
    )  # fmt: skip
    return pl.concat_str([top_name, pl.lit("/"), under]), top_factor / divisor

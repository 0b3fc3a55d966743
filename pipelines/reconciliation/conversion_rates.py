"""The official rates that an in-text conversion is measured against.

Belongs here: the rate of the day, the span around it, the average of a figure's own period, and the day that a pair does fit. Does
not belong here: the verdict (`conversions.py`).
"""

from __future__ import annotations

import polars as pl

DAYS_BEFORE, DAYS_AFTER = 30, 3
BASIS = 0.025
"""How far a rate of the day may be from the ECB's fixing for its basis: another hour, a bank's spread, another fixing."""

SAME = 0.002
"""Two rates closer than this are one: the day's move between two fixings, and the last digit of a published rate."""

OWN_PERIOD = 0.005
"""Averages of a period by other sources differ by this much."""

UNDATED_YEAR = pl.duration(days=366)
"""News is written within a year of the last thing that it tells as past."""

LAST_KNOWN_DAYS = 7
"""A rate older than this on the day of publication is none: the pair is outside coverage."""


def with_official(ends: pl.DataFrame, series: pl.DataFrame) -> pl.DataFrame:
    """Adds the official rate, in printed units of b per printed unit of a: of the day (official, official_date), the span around it
    (official_low, official_high), and of the figure's own period (own_average, own_last).

    An article without a date has the rates of the year that begins with the last day it speaks of as past (`since`; null: all rates there
    are): official is their median, official_low and official_high the lowest and highest, usual_low and usual_high the middle half.
    """
    factor = pl.col("a_factor") / pl.col("b_factor")
    money = pl.col("is_money")
    keys = ["a_currency", "b_currency", "published", "since", "period_start", "period_end"]
    wanted = ends.filter(money & pl.col("same_kind")).select(keys).unique().with_row_index("key")
    spans = pl.concat([span_around(wanted, series), _span_of_undated(wanted, series)], how="diagonal")
    found = wanted.join(spans, on="key", how="left").join(_own_period(wanted, series), on="key", how="left")
    ends = ends.join(found.drop("key"), on=keys, how="left", nulls_equal=True, maintain_order="left")
    same = pl.col("a_currency") == pl.col("b_currency")
    names = ["official", "official_low", "official_high", "usual_low", "usual_high", "own_average", "own_last"]
    rate = {
        name: pl.when(money & same).then(1.0).when(money).then(pl.col(name)).otherwise(1.0) * factor for name in names
    }
    ends = ends.with_columns(**rate)
    other = money & ~same
    return ends.with_columns(pl.when(other).then(name).alias(name) for name in ["official_date", *names[3:]])


def _cross_rates(wanted: pl.DataFrame, series: pl.DataFrame, first: pl.Expr, last: pl.Expr) -> pl.DataFrame:
    """The cross rate of every day from `first` to `last` of each row of `wanted`: key, date, rate (b per a)."""
    days = wanted.with_columns(date=pl.date_ranges(first, last)).explode("date")
    legs = series.select("currency", "date", "per_eur")
    return (
        days.join(legs, left_on=["a_currency", "date"], right_on=["currency", "date"], how="inner")
        .join(legs, left_on=["b_currency", "date"], right_on=["currency", "date"], how="inner", suffix="_b")
        .with_columns(rate=pl.col("per_eur_b") / pl.col("per_eur"))
        .sort("key", "date")
    )


def span_around(wanted: pl.DataFrame, series: pl.DataFrame) -> pl.DataFrame:
    """The lowest, highest and latest official rate around the day of each row of `wanted` (key, a_currency, b_currency, published).

    Gives key, official_low, official_high, official, official_date; no row where there is no rate in the week before.
    """
    dated = wanted.filter(pl.col("published").is_not_null())
    first = pl.col("published") - pl.duration(days=DAYS_BEFORE)
    last = pl.col("published") + pl.duration(days=DAYS_AFTER)
    known = pl.col("date") <= pl.col("published")
    return (
        _cross_rates(dated, series, first, last)
        .group_by("key")
        .agg(
            official_low=pl.col("rate").min(),
            official_high=pl.col("rate").max(),
            official=pl.col("rate").filter(known).last(),
            official_date=pl.col("date").filter(known).last(),
            published=pl.col("published").first(),
        )
        # Without a rate of the week the pair is outside coverage, and the month before says nothing of it.
        .filter(pl.col("official_date") >= pl.col("published") - pl.duration(days=LAST_KNOWN_DAYS))
        .drop("published")
    )


def _span_of_undated(wanted: pl.DataFrame, series: pl.DataFrame) -> pl.DataFrame:
    undated = wanted.filter(pl.col("published").is_null())
    first_known, last_known = (pl.lit(end, pl.Date) for end in (series["date"].min(), series["date"].max()))
    first = pl.coalesce("since", first_known)
    last = pl.min_horizontal(pl.col("since") + UNDATED_YEAR, last_known)
    rate = pl.col("rate")
    return (
        _cross_rates(undated.filter(first <= last), series, first, last)
        .group_by("key")
        .agg(
            official=rate.median(),
            official_low=rate.min(),
            official_high=rate.max(),
            usual_low=rate.quantile(0.25),
            usual_high=rate.quantile(0.75),
        )
    )


def _own_period(wanted: pl.DataFrame, series: pl.DataFrame) -> pl.DataFrame:
    last = pl.min_horizontal("period_end", "published")
    spans = wanted.filter((pl.col("period_start") <= last).fill_null(False))
    return (
        _cross_rates(spans, series, pl.col("period_start"), last)
        .group_by("key")
        .agg(own_average=pl.col("rate").mean(), own_last=pl.col("rate").last())
    )


def gap_between(low: pl.Expr, high: pl.Expr, right_low: pl.Expr, right_high: pl.Expr) -> pl.Expr:
    """Relative distance between two spans of positive numbers; 0 where they meet, null where an end is unknown."""
    # A sum is null where any part is; a maximum would pass over the unknown end.
    known = (low + high + right_low + right_high).is_not_null()
    return pl.when(known).then(pl.max_horizontal(right_low / high, low / right_high, pl.lit(1.0)) - 1.0).fill_nan(None)


def with_fitting_day(judged: pl.DataFrame, series: pl.DataFrame) -> pl.DataFrame:
    """For `other_date`: the nearest day of the year before whose rate the two sides do meet, and that rate."""
    keys = ["a_currency", "b_currency", "published", "implied_low", "implied_high", "a_factor", "b_factor"]
    wanted = judged.filter(pl.col("verdict") == "other_date").select(keys).unique().with_row_index("key")
    first, last = pl.col("published") - pl.duration(days=366), pl.col("published")
    rate = pl.col("rate") * pl.col("a_factor") / pl.col("b_factor")
    fitting = (
        _cross_rates(wanted, series, first, last)
        .with_columns(fitting_rate=rate)
        .filter(gap_between(pl.col("implied_low"), pl.col("implied_high"), rate, rate) <= SAME)
        .group_by("key")
        .agg(fitting_rate=pl.col("fitting_rate").last(), fitting_date=pl.col("date").last())
    )
    found = wanted.join(fitting, on="key", how="left").drop("key")
    return judged.join(found, on=keys, how="left", nulls_equal=True, maintain_order="left")

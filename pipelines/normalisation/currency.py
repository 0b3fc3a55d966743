"""Money: the rate that each figure gets, at its article's date and over its own period.

Belongs here: choosing a dated rate, averaging over a period, and saying why there is none. Does not belong here: where rates come
from (`rates.py`), the width of a stated value (`rounding.py`), or judging a conversion that an article prints itself.

The rules:

- The rate of a day is the last one known on it, at most `LAST_KNOWN` old (weekends, holidays). Never a later one: the reader of
  that day's paper could not know it. Never the nearest one outside coverage: there the value stays unconverted and says why.
- Two currencies meet through the euro, both at the ECB's rates of the same day: a cross rate, which `fx_source` calls computed.
- The rate of a period is the mean of the daily rates in it, up to the article's date. The ECB's own monthly and annual averages
  are such means. A period of which the rates cover less than all, but for seven days at its ends, has no average.
"""

from __future__ import annotations

import polars as pl

from pipelines.normalisation.rates import irrevocable_rates

LAST_KNOWN = "7d"
"""How long a rate stays good: over a weekend and the longest row of bank holidays."""

_LAST_KNOWN_DAYS = pl.duration(days=7)
_COMPUTED = "; cross rate computed"
_DAY = pl.duration(days=1)


def article_rates(wanted: pl.DataFrame, series: pl.DataFrame, reporting: str) -> pl.DataFrame:
    """The rate of each distinct (currency, published) in `wanted`, into the reporting currency.

    Adds fx_rate (units of `reporting` per unit of currency), fx_date (day of the rate), fx_source (in words; why not, where fx_rate is
    null), and the rows of `dated_series` that were used: via, via_date and to_via, to_via_date.
    """
    pairs = wanted.select("currency", "published").unique()
    same = pairs.filter(pl.col("currency") == reporting).with_columns(
        fx_rate=pl.lit(1.0), fx_date="published", fx_source=pl.lit(f"printed in {reporting}")
    )
    others = pairs.filter(pl.col("currency") != reporting).sort("published")
    to = series.filter(pl.col("currency") == reporting).select(
        to_date="date", to_per_eur="per_eur", to_basis="basis", to_via="via", to_via_date="via_date"
    )
    found = (
        others.drop_nulls("published")
        .join_asof(
            series.with_columns(from_date="date").sort("date"),
            left_on="published",
            right_on="date",
            by="currency",
            strategy="backward",
            tolerance=LAST_KNOWN,
            check_sortedness=False,
        )
        .sort("from_date", nulls_last=True)
    )
    known = found.filter(pl.col("from_date").is_not_null()).join_asof(
        to.with_columns(date="to_date").sort("date"),
        left_on="from_date",
        right_on="date",
        strategy="backward",
        tolerance=LAST_KNOWN,
        check_sortedness=False,
    )
    rated = known.filter(pl.col("to_date").is_not_null()).with_columns(
        fx_rate=pl.col("to_per_eur") / pl.col("per_eur"),
        fx_date=pl.min_horizontal("from_date", "to_date"),
        fx_source=rate_in_words(pl.col("currency"), reporting),
    )
    unrated = others.join(rated, on=["currency", "published"], how="anti", nulls_equal=True)
    told = _why_not(unrated, series, reporting)
    used = ["via", "via_date", "to_via", "to_via_date"]
    rated = rated.select("currency", "published", "fx_rate", "fx_date", "fx_source", *used)
    return pl.concat([rated, same, told], how="diagonal")


def rate_in_words(currency: pl.Expr, reporting: str) -> pl.Expr:
    """`fx_source` from the columns basis and to_basis: who published, what is fixed, and whether the rate is a cross rate."""
    sources = (
        pl.when((pl.col("basis") == pl.col("to_basis")) | (pl.lit(reporting) == "EUR")).then("basis")
        .when(currency == "EUR").then("to_basis")
        .otherwise(pl.concat_str("basis", pl.lit("; "), "to_basis"))
    )  # fmt: skip
    through_euro = (currency != "EUR") & (pl.lit(reporting) != "EUR")
    return pl.concat_str(sources, pl.when(through_euro).then(pl.lit(_COMPUTED)).otherwise(pl.lit("")))


def _why_not(pairs: pl.DataFrame, series: pl.DataFrame, reporting: str) -> pl.DataFrame:
    """fx_source for pairs without a rate: no date, an unknown currency, or where coverage begins, ends or has a gap."""
    first_of_reporting = series.filter(pl.col("currency") == reporting)["date"].min()
    coverage = series.group_by("currency").agg(first=pl.col("date").min(), last=pl.col("date").max())
    currency, published = pl.col("currency"), pl.col("published")
    return (
        pairs.join(coverage, on="currency", how="left")
        .select(
            "currency",
            "published",
            fx_source=pl.when(published.is_null()).then(pl.lit("no rate: the article has no date"))
            .when(pl.col("first").is_null()).then(pl.format("no rate: no source has {}", currency))
            .when(published < pl.col("first")).then(pl.format("no rate: {} before {}", currency, pl.col("first")))
            .when(published > pl.col("last")).then(pl.format("no rate: {} after {}", currency, pl.col("last")))
            .when(published < first_of_reporting).then(pl.format("no rate: {} before {}", pl.lit(reporting), pl.lit(first_of_reporting)))
            .otherwise(pl.format("no rate: {} has none in the week before {}", currency, published)),
        )
    )  # fmt: skip


def period_rates(wanted: pl.DataFrame, series: pl.DataFrame, reporting: str) -> pl.DataFrame:
    """The average rate over each distinct (currency, period_start, period_end, published) in `wanted`, into the reporting currency.

    Adds period_rate, null where the period is open, lies after the article, or is not covered; first_day and last_day, the
    stretch that was averaged; and period_gap, in words, where coverage is what is missing.
    """
    keys = ["currency", "period_start", "period_end", "published"]
    spans = (
        wanted.select(keys)
        .unique()
        .drop_nulls(["period_start", "period_end"])
        .with_columns(first_day="period_start", last_day=pl.min_horizontal("period_end", "published"))
        .filter(pl.col("first_day") <= pl.col("last_day"))
    )
    same = spans.filter(pl.col("currency") == reporting).with_columns(period_rate=pl.lit(1.0))
    spans = spans.filter(pl.col("currency") != reporting)
    to = series.filter(pl.col("currency") == reporting).select("date", to_per_eur="per_eur").sort("date")
    daily = (
        series.filter(pl.col("currency") != reporting)
        .sort("date")
        .join_asof(to, on="date", strategy="backward", tolerance=LAST_KNOWN, check_sortedness=False)
        .drop_nulls("to_per_eur")
        .sort("currency", "date")
        .select(
            "currency",
            "date",
            rate=pl.col("to_per_eur") / pl.col("per_eur"),
        )
        .with_columns(
            total=pl.col("rate").cum_sum().over("currency"),
            count=pl.int_range(1, pl.len() + 1).over("currency"),
        )
        .sort("date")
    )
    at_end = daily.select("currency", last_known="date", last_rate="rate", total="total", count="count")
    before = daily.select("currency", known_before="date", total_before="total", count_before="count")
    after = daily.select("currency", known_after="date")
    looked_up = (
        spans.sort("last_day")
        .join_asof(at_end, left_on="last_day", right_on="last_known", by="currency", check_sortedness=False)
        .with_columns(day_before=pl.col("first_day") - _DAY)
        .sort("day_before")
        .join_asof(before, left_on="day_before", right_on="known_before", by="currency", check_sortedness=False)
        .sort("first_day")
        .join_asof(
            after,
            left_on="first_day",
            right_on="known_after",
            by="currency",
            strategy="forward",
            check_sortedness=False,
        )
        .with_columns(
            days=pl.col("count").fill_null(0) - pl.col("count_before").fill_null(0),
            starts_covered=(pl.col("known_before") >= pl.col("first_day") - _LAST_KNOWN_DAYS).fill_null(False)
            | (pl.col("known_after") <= pl.col("first_day") + _LAST_KNOWN_DAYS).fill_null(False),
            ends_covered=(pl.col("last_known") >= pl.col("last_day") - _LAST_KNOWN_DAYS).fill_null(False),
        )
    )
    mean = (pl.col("total") - pl.col("total_before").fill_null(0.0)) / pl.col("days")
    # A period without a working day in it (a Sunday) has the last rate known before it.
    rate = pl.when(pl.col("days") > 0).then(mean).otherwise("last_rate")
    covered = pl.col("ends_covered") & (pl.col("starts_covered") | (pl.col("days") == 0))
    rated = looked_up.with_columns(
        period_rate=pl.when(covered).then(rate),
        period_gap=pl.when(~covered).then(
            pl.format("no rate for the period: {} is not covered from {} to {}", "currency", "first_day", "last_day")
        ),
    )
    columns = [*keys, "first_day", "last_day", "period_rate"]
    return pl.concat([rated.select(*columns, "period_gap"), same.select(columns)], how="diagonal")


def rates_used(
    at_article: pl.DataFrame, over_period: pl.DataFrame, series: pl.DataFrame, rates: pl.DataFrame, reporting: str
) -> pl.DataFrame:
    """The official rows behind the rates given out, unmodified: the columns of `schemas.FxRates`.

    For a period, every day that went into the average. A pegged currency shows the rate of what it is pegged to; the peg itself
    stands in `fx_source`.
    """
    rated = over_period.filter(pl.col("period_rate").is_not_null() & (pl.col("currency") != reporting))
    # A day is covered where more stretches have begun than ended: no row per stretch and day.
    edges = pl.concat([
        rated.select("currency", date="first_day", step=pl.lit(1, pl.Int64)),
        rated.select("currency", date=pl.col("last_day") + _DAY, step=pl.lit(-1, pl.Int64)),
        rated.select(currency=pl.lit(reporting), date="first_day", step=pl.lit(1, pl.Int64)),
        rated.select(currency=pl.lit(reporting), date=pl.col("last_day") + _DAY, step=pl.lit(-1, pl.Int64)),
    ]).group_by("currency", "date").agg(pl.col("step").sum())  # fmt: skip
    averaged = (
        pl.concat([edges, series.select("currency", "date", "via", "via_date")], how="diagonal")
        .sort("currency", "date", pl.col("via").is_not_null())
        .with_columns(open=pl.col("step").fill_null(0).cum_sum().over("currency"))
        .filter((pl.col("open") > 0) & pl.col("via").is_not_null())
    )
    keys = pl.concat([
        at_article.select(currency="via", date="via_date"),
        at_article.select(currency="to_via", date="to_via_date"),
        averaged.select(currency="via", date="via_date"),
    ]).drop_nulls().unique()  # fmt: skip
    official = pl.concat([rates, irrevocable_rates()]).unique(["currency", "date"], keep="first", maintain_order=True)
    return official.join(keys, on=["currency", "date"], how="semi").sort("currency", "date")

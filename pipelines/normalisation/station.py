"""The normalise station: figures as stated → figures in units that compare.

Belongs here: the order of the steps, and which rows cannot be normalised. Does not belong here: the rules of rounding
(`rounding.py`), units (`units.py`) and money (`currency.py`); files; Dagster.
"""

from __future__ import annotations

import polars as pl

from pipelines.normalisation.currency import article_rates, period_rates, rates_used
from pipelines.normalisation.rates import (
    RatesError,
    bundled_rates,
    dated_series,
    known_currencies,
)
from pipelines.normalisation.rounding import interval
from pipelines.normalisation.units import UNIT_KEYS, resolve_units, unit_keys

REJECTS_SCHEMA = dict.fromkeys(("stage", "path", "key", "rule", "column", "value", "reason", "record"), pl.String)


def normalise(
    stated: pl.DataFrame,
    articles: pl.DataFrame,
    *,
    rates: pl.DataFrame | None = None,
    reporting_currency: str = "USD",
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Gives stated figures their comparable value.

    Takes `StatedFigures`, `Articles` (article_id, path, published), official rates (`FxRates`; None: the bundled ECB rates), and the
    ISO 4217 code that money is reported in. Gives `NormalisedFigures` in the order of `stated`, the `FxRates` that were used, and
    `Rejects`. With another reporting currency the columns usd_* carry its code in lower case (`eur_low`). Raises RatesError where
    `rates` do not know the reporting currency.
    """
    rates = bundled_rates() if rates is None else rates
    if reporting_currency not in known_currencies(rates):
        raise RatesError(
            f"There are no rates of {reporting_currency}; set reporting_currency to one that has, such as USD or EUR."
        )
    sound, rejects = _turn_away(stated, articles)
    figures = sound.join(articles.select("article_id", "published"), on="article_id", how="left", maintain_order="left")
    figures = _in_base_units(figures, known_currencies(rates))
    figures, used = _in_reporting_currency(figures, rates, reporting_currency)
    code = reporting_currency.lower()
    money = [f"{code}_low", f"{code}_high", f"{code}_period_low", f"{code}_period_high"]
    added = ["base_unit", "base_low", "base_high", *money, "fx_rate", "fx_date", "fx_source"]
    return figures.select(*stated.columns, *added), used, rejects


def _turn_away(stated: pl.DataFrame, articles: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Splits off figures whose value is no number: nothing can be said of them."""
    low, high = pl.col("low"), pl.col("high")
    endless = ~(low.is_finite().fill_null(True) & high.is_finite().fill_null(True))
    rule = (
        pl.when(low.is_null() & high.is_null()).then(pl.lit("some_bound_is_stated"))
        .when(endless).then(pl.lit("value_is_finite"))
        .when((low > high).fill_null(False)).then(pl.lit("low_not_above_high"))
    )  # fmt: skip
    marked = stated.with_columns(_rule=rule)
    bad = marked.filter(pl.col("_rule").is_not_null())
    if bad.is_empty():
        return stated, pl.DataFrame(schema=REJECTS_SCHEMA)
    reasons = {
        "some_bound_is_stated": "The figure states neither a lower nor an upper bound; look at the rule that read it.",
        "value_is_finite": "The value is infinite or not a number; look at the rule that read it.",
        "low_not_above_high": "The lower bound is above the upper one; look at the rule that read it.",
    }
    rejects = bad.join(articles.select("article_id", "path"), on="article_id", how="left").select(
        stage=pl.lit("normalise"),
        path="path",
        key="figure_id",
        rule="_rule",
        column=pl.when(low.is_finite().fill_null(True) & (pl.col("_rule") == "value_is_finite"))
        .then(pl.lit("high"))
        .otherwise(pl.lit("low")),
        value=pl.format("{} to {}", low.cast(pl.String).fill_null("open"), high.cast(pl.String).fill_null("open")),
        reason=pl.col("_rule").replace_strict(reasons, return_dtype=pl.String),
        record=pl.struct(stated.columns).struct.json_encode(),
    )
    return marked.filter(pl.col("_rule").is_null()).drop("_rule"), rejects


def _in_base_units(figures: pl.DataFrame, currencies: list[str]) -> pl.DataFrame:
    """Adds base_unit, base_low and base_high (widened by rounding), and `currency` where the figure is money or a rate of it."""
    units = resolve_units(figures, currencies)
    measured = pl.col("kind").is_in(["quantity", "duration"])
    low, high = interval(pl.col("low"), pl.col("high"), pl.col("digits"), pl.col("bound"), measured)
    keyed = figures.with_columns(unit_keys()[2:])
    return (
        keyed.join(units, on=UNIT_KEYS, how="left", maintain_order="left")
        .with_columns(
            base_low=low * pl.col("factor") + pl.col("offset"), base_high=high * pl.col("factor") + pl.col("offset")
        )
        .drop(UNIT_KEYS[2:])
    )


def _in_reporting_currency(
    figures: pl.DataFrame, rates: pl.DataFrame, reporting: str
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Adds the money columns, and gives the official rates that were used."""
    money = figures.filter(pl.col("currency").is_not_null())
    series = dated_series(rates, sorted({*money["currency"].unique(), reporting}))
    at_article = article_rates(money, series, reporting)
    over_period = period_rates(money, series, reporting)
    period_keys = ["currency", "period_start", "period_end", "published"]
    code = reporting.lower()
    joined = (
        figures.join(
            at_article.select("currency", "published", "fx_rate", "fx_date", "fx_source"),
            on=["currency", "published"],
            how="left",
            nulls_equal=True,
            maintain_order="left",
        )
        .join(
            over_period.select(*period_keys, "period_rate", "period_gap"),
            on=period_keys,
            how="left",
            nulls_equal=True,
            maintain_order="left",
        )
        .with_columns(
            (pl.col("base_low") * pl.col("fx_rate")).alias(f"{code}_low"),
            (pl.col("base_high") * pl.col("fx_rate")).alias(f"{code}_high"),
            (pl.col("base_low") * pl.col("period_rate")).alias(f"{code}_period_low"),
            (pl.col("base_high") * pl.col("period_rate")).alias(f"{code}_period_high"),
            fx_source=pl.concat_str("fx_source", "period_gap", separator="; ", ignore_nulls=True),
        )
        # Joining nothing gives an empty text, not null.
        .with_columns(fx_source=pl.when(pl.col("currency").is_not_null()).then("fx_source"))
    )
    return joined, rates_used(at_article, over_period, series, rates, reporting)

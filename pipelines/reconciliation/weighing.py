"""The weights table: features of a pair → signed evidence by family, shown to people and added up.

Belongs here: reading `lexicon/weights.csv`, features that are made from other columns, sums by family. Does not belong here: how a
likeness is measured (`evidence.py`), what two values mean for each other (`verdicts.py`).

The weights are logits, fitted by `tests/benchmarks/fit_linking.py`.
"""

from __future__ import annotations

import functools

import polars as pl

from pipelines.reconciliation.words import LEXICON

EXACT = 9
"""Decimals that are kept of a weight: what lies behind them depends on the order in which numbers were added up."""
FAMILIES = ["prior", "entity", "topic", "measure", "scope", "period", "modality"]
"""Evidence that needs no look at the values."""
VALUE_FAMILIES = ["value", "size"]
"""Evidence of two values that agree, and of two that differ."""
MOST_TELLING = 2
"""Digits beyond the first that make an agreement more telling."""


@functools.cache
def weights() -> pl.DataFrame:
    """`lexicon/weights.csv`: `feature`, `family`, `weight`, `meaning`."""
    return pl.read_csv(LEXICON / "weights.csv", schema_overrides={"weight": pl.Float64})


def feature_values() -> dict[str, pl.Expr]:
    """The features of `lexicon/weights.csv` that are made from other columns; each other feature is a column of its name."""
    counted = pl.col("kind_a") == "count"
    plans = pl.col("other_modality")
    return {
        "bias": pl.lit(1.0),
        "about_root": pl.col("about").clip(0).sqrt(),
        "metric_root": pl.col("metric").clip(0).sqrt(),
        "noun_other": (counted & ~pl.col("same_unit")).cast(pl.Float64),
        "noun_same": (counted & pl.col("same_unit")).cast(pl.Float64),
        "quantity": pl.col("kind_a").is_in(["quantity", "rate", "duration"]).cast(pl.Float64),
        "percent": (pl.col("kind_a") == "percent").cast(pl.Float64),
        "money": (pl.col("kind_a") == "money").cast(pl.Float64),
        "rank": pl.col("kind_a").is_in(["rank", "multiple"]).cast(pl.Float64),
        "plan_or_fact": plans.cast(pl.Float64),
        **{
            f"period_{name}": (pl.col("times") == name).cast(pl.Float64)
            for name in ("same", "overlap", "inside", "states", "apart")
        },
        **{f"part_{name}": (pl.col("part") == name).cast(pl.Float64) for name in ("same", "one", "other")},
        "concept_story": pl.col("same_concept").cast(pl.Float64) * pl.col("story"),
        "printed_unit": (~counted & pl.col("same_unit")).cast(pl.Float64),
    }


def value_features() -> dict[str, pl.Expr]:
    """Features of a judged pair: from `verdict`, `slip`, and `digits` and `one_sided` of both sides."""
    agrees = pl.col("verdict") == "agree"
    vague = (pl.col("digits_a") == 0) | (pl.col("digits_b") == 0)
    one_sided = pl.col("one_sided_a") | pl.col("one_sided_b")
    told = agrees & ~vague
    telling = (pl.min_horizontal("digits_a", "digits_b") - 1).clip(0, MOST_TELLING).cast(pl.Float64)
    return {
        "agrees": (told & ~one_sided).cast(pl.Float64),
        "agrees_narrow": told.cast(pl.Float64) * pl.col("narrow"),
        "agrees_digits": (told & ~one_sided).cast(pl.Float64) * telling,
        "agrees_open": (told & one_sided).cast(pl.Float64),
        "agrees_open_digits": (told & one_sided).cast(pl.Float64) * telling,
        "agrees_vague": (agrees & vague).cast(pl.Float64),
        "slipped": pl.col("slip").is_not_null().cast(pl.Float64),
        "updates": (pl.col("verdict") == "update").cast(pl.Float64),
    }


def weigh(likeness: pl.DataFrame) -> pl.DataFrame:
    """Add one column a family of evidence (its signed weight) and `own`, their sum, to pairs with features."""
    return _weighed(likeness, FAMILIES, feature_values()).with_columns(pl.sum_horizontal(FAMILIES).alias("own"))


def weigh_values(judged: pl.DataFrame) -> pl.DataFrame:
    """Add `value` and `size` to judged pairs: what agreeing or differing values say of their being one thing."""
    return _weighed(judged, VALUE_FAMILIES, value_features())


def _weighed(pairs: pl.DataFrame, families: list[str], made: dict[str, pl.Expr]) -> pl.DataFrame:
    terms: dict[str, list[pl.Expr]] = {family: [pl.lit(0.0)] for family in families}
    for feature, family, weight in weights().select("feature", "family", "weight").iter_rows():
        if family in terms:
            terms[family].append(made.get(feature, pl.col(feature).cast(pl.Float64)) * weight)
    return pairs.with_columns(**{family: pl.sum_horizontal(terms[family]).round(EXACT) for family in families})


def weight_of(feature: str) -> float:
    """The weight of one feature."""
    return float(weights().filter(pl.col("feature") == feature)["weight"].item())

"""How a figure stands in its article: how many of its kind the article has, and how rare its unit is among articles.

Belongs here: counts over one article or over all that need no look at another figure's words. Does not belong here: what two figures
have in common (`evidence.py`), words (`words.py`).
"""

from __future__ import annotations

import polars as pl

from pipelines.reconciliation import words
from pipelines.reconciliation.words import WordCounts

BACKGROUND_ARTICLES = 20
"""Articles that stand behind a small corpus, so that a rare unit means something among ten articles too."""


def _sense(noun: str) -> str:
    """What a counted noun's last word means: its sense in the synonym table, where it has one."""
    head = words.stem(noun.lower().split()[-1]) if noun.split() else noun
    senses = words.senses()[0].get(head, ())
    return words.SENSE_MARK + senses[0] if senses else head


def with_unit(table: pl.DataFrame) -> pl.DataFrame:
    """Add `measure_unit`: the head of what is counted, or the dimension."""
    nouns = table.filter(pl.col("kind") == "count")["unit"].drop_nulls().unique().sort()
    heads = pl.DataFrame(
        {"unit": nouns, "head": [_sense(noun) for noun in nouns]},
        schema={"unit": pl.String, "head": pl.String},
    )
    return (
        table.join(heads, on="unit", how="left", maintain_order="left")
        .with_columns(pl.when(pl.col("kind") == "count").then("head").otherwise("dimension").alias("measure_unit"))
        .drop("head")
    )


def unit_counts(table: pl.DataFrame) -> pl.DataFrame:
    """In how many articles each unit stands: `dimension`, `measure_unit`, `in_articles`."""
    return (
        table.group_by("dimension", "measure_unit")
        .agg(pl.col("article_id").n_unique().cast(pl.Int64).alias("in_articles"))
        .sort("dimension", "measure_unit")
    )


def with_standing(table: pl.DataFrame, counts: WordCounts) -> pl.DataFrame:
    """Figures with `measure_unit`, and the counts of their corpus → `measure_unit` as a number, and how each figure stands.

    Adds `sole`, `sole_concept` (one by the number of such values in the article), `unit_rarity` (0 common, 1 rare) and `named_here`
    (1 where the entity's last word stands in the sentence).
    """
    facing = ["article_id", "dimension", "change", "measure_unit"]
    # A value that is told twice is one value; the other side of a conversion is told in another currency.
    values = pl.struct(pl.col("v_low").round_sig_figs(6), "currency")
    each_currency = pl.col("currency").n_unique().clip(1)
    alike = (values.n_unique() / each_currency).clip(1.0)
    keys = ["dimension", "measure_unit"]
    rarity = 1.0 - (1 + pl.col("in_articles")).log() / pl.lit(float(counts.telling + BACKGROUND_ARTICLES)).log()
    rare = counts.units.select(*keys, rarity.clip(0.0, 1.0).alias("unit_rarity"))
    return table.join(rare, on=keys, how="left", nulls_equal=True, maintain_order="left").with_columns(
        (1.0 / alike.over(facing)).alias("sole"),
        pl.when(pl.col("concept").is_not_null())
        .then(1.0 / alike.over([*facing[:3], "concept"]))
        .otherwise(0.0)
        .alias("sole_concept"),
        pl.col("sentence")
        .str.contains(pl.col("entity").str.extract(r"(\S+?)\W*$", 1), literal=True)
        .fill_null(False)
        .cast(pl.Float64)
        .alias("named_here"),
        pl.col("measure_unit").rank("dense").fill_null(0).cast(pl.Int64),
    )

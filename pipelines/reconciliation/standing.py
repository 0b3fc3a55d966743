"""How a figure stands in its article: how many of its kind the article has, and how rare its unit is among articles.

Belongs here: counts over one article or over all that need no look at another figure's words. Does not belong here: what two figures
have in common (`evidence.py`), words (`words.py`).
"""

from __future__ import annotations

import polars as pl

from pipelines.reconciliation import words

BACKGROUND_ARTICLES = 20
"""Articles that stand behind a small corpus, so that a rare unit means something among ten articles too."""


def with_standing(table: pl.DataFrame) -> pl.DataFrame:
    """Add `measure_unit` (a number for what is counted or the dimension), `sole`, `sole_concept` (one by the number of such values
    in the article), `unit_rarity` (0 common, 1 rare) and `named_here` (1 where the entity's last word stands in the sentence)."""
    nouns = table.filter(pl.col("kind") == "count")["unit"].drop_nulls().unique().sort()
    heads = pl.DataFrame(
        {"unit": nouns, "head": [words.stem(noun.lower().split()[-1]) if noun.split() else noun for noun in nouns]},
        schema={"unit": pl.String, "head": pl.String},
    )
    counted = pl.col("kind") == "count"
    table = table.join(heads, on="unit", how="left", maintain_order="left").with_columns(
        pl.when(counted).then(pl.col("head")).otherwise(pl.col("dimension")).alias("measure_unit")
    )
    facing = ["article_id", "dimension", "change", "measure_unit"]
    # A value that is told twice is one value; the other side of a conversion is told in another currency.
    values = pl.struct(pl.col("v_low").round_sig_figs(6), "currency")
    each_currency = pl.col("currency").n_unique().clip(1)
    alike = (values.n_unique() / each_currency).clip(1.0)
    articles = table["article_id"].n_unique()
    return table.with_columns(
        (1.0 / alike.over(facing)).alias("sole"),
        pl.when(pl.col("concept").is_not_null())
        .then(1.0 / alike.over([*facing[:3], "concept"]))
        .otherwise(0.0)
        .alias("sole_concept"),
        (
            1.0
            - (1 + pl.col("article_id").n_unique().over("dimension", "measure_unit")).log()
            / pl.lit(float(articles + BACKGROUND_ARTICLES)).log()
        )
        .clip(0.0, 1.0)
        .alias("unit_rarity"),
        pl.col("sentence")
        .str.contains(pl.col("entity").str.extract(r"(\S+?)\W*$", 1), literal=True)
        .fill_null(False)
        .cast(pl.Float64)
        .alias("named_here"),
        pl.col("measure_unit").rank("dense").fill_null(0).cast(pl.Int64),
    ).drop("head")

"""Whose dollars, pounds or crowns a bare sign means, where only the other articles on the subject say it.

Belongs here: a currency that was assumed in one article and is printed in full beside the same amounts in others. Does not belong here:
what an article's own words say of it (`en/article_money.py`).

A local paper prints `$640 million` where a wire story prints `A$640 million`: one amount, told twice. That an amount is the same by chance
is ruled out by its digits, or by a second amount.
"""

from __future__ import annotations

import polars as pl

from pipelines.extraction.en.article_money import FAMILY_OF_CODE

ASSUMED = ".assumed_currency"
"""End of the rule of a figure whose currency is the usual one of its sign."""
TELLING_DIGITS = 3
"""In one cluster an amount of so many digits is seldom printed twice by chance; of fewer digits, two amounts must be the same."""
ALL_DIGITS = 5
"""Where no name ties two articles, two or more amounts must be the same, with so many digits together."""
WIDEST = 50
"""An amount that more articles print tells nothing."""


def shared_currencies(stated: pl.DataFrame, clusters: pl.DataFrame) -> pl.DataFrame:
    """The currency that another article prints with the same amounts, for figures of a currency that was assumed.

    Takes `StatedFigures` and `story_clusters`. Gives `StatedFigures`, of which only `unit` differs: for all figures of an article whose
    currency was assumed, where another article prints the same amounts in one other currency of the sign's family, and no article more
    of them in the assumed one. They stay marked as assumed.
    """
    guess, code = pl.col("rule").str.ends_with(ASSUMED), pl.col("unit").str.head(3)
    money = (
        stated.filter(pl.col("unit").str.contains("^[A-Z]{3}(/|$)") & (pl.col("digits") > 1))
        .select(
            "article_id",
            "low",
            "high",
            "digits",
            guess.alias("assumed"),
            code.alias("code"),
            pl.col("unit").str.slice(3).alias("per"),
        )
        .with_columns(
            pl.col("code").replace_strict(FAMILY_OF_CODE, default=None, return_dtype=pl.String).alias("family")
        )
        .drop_nulls(["family", "low"])
        .unique()
        .join(clusters.select("article_id", "cluster"), on="article_id")
    )
    if not money["assumed"].any():
        return stated
    amount = ["family", "per", "low", "high"]
    printed = money.filter(~pl.col("assumed")).filter(pl.len().over(amount) <= WIDEST)
    same_cluster = pl.col("cluster") == pl.col("cluster_there")
    told = (
        money.filter("assumed")
        .join(printed, on=amount, suffix="_there", nulls_equal=True)
        .filter(pl.col("article_id") != pl.col("article_id_there"))
        .unique(["article_id", "article_id_there", "code_there", *amount])
        .group_by("article_id", "code", "article_id_there", "code_there")
        .agg(pl.len().alias("amounts"), pl.col("digits").sum(), same_cluster.first().alias("together"))
        .filter(
            pl.when("together")
            .then((pl.col("amounts") > 1) | (pl.col("digits") >= TELLING_DIGITS))
            .otherwise((pl.col("amounts") > 1) & (pl.col("digits") >= ALL_DIGITS))
        )
        .group_by("article_id", "code", "code_there")
        .agg(pl.col("amounts").max())
        .filter(pl.col("amounts") == pl.col("amounts").max().over("article_id", "code"))
        .filter(pl.len().over("article_id", "code") == 1)
        .filter(pl.col("code") != pl.col("code_there"))
        .select("article_id", "code", "code_there")
    )
    if told.is_empty():
        return stated
    other = stated.select("article_id", pl.when(guess).then(code).alias("code")).join(
        told, on=["article_id", "code"], how="left", maintain_order="left"
    )["code_there"]
    return stated.with_columns(
        pl.when(other.is_not_null()).then(other + pl.col("unit").str.slice(3)).otherwise("unit").alias("unit")
    )

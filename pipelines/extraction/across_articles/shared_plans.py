"""What is a plan, where only the other articles on the subject say so.

Belongs here: a sum or number told as if it were so (`The stadium costs £312 million`) that the other articles of the story print as planned
(`will cost £312 million`). Does not belong here: what an article's own words say of it (`en/modalities.py`, `en/plans.py`).

Blogs, tables and headlines name a plan's figures without a verb. The same value of the same unit in other articles of one story is the
same plan, unless as many of them tell it as a fact.
"""

from __future__ import annotations

import polars as pl

KINDS = ("money", "count", "rate", "quantity")
"""Kinds of figures of which two articles of one story seldom print the same value by chance; a share is soon printed twice."""
LEAST = 20.0
"""A count below it is printed twice by chance."""


def shared_plans(stated: pl.DataFrame, clusters: pl.DataFrame) -> pl.DataFrame:
    """Makes a target of what more of the other articles of a story print as a target than as a fact or forecast.

    Takes `StatedFigures` and `story_clusters`. Gives `StatedFigures`, of which only `modality` differs, and only of figures that were
    `actual`.
    """
    key = ["cluster", "unit", "change", "value"]
    told = (
        stated.select(
            "figure_id",
            "article_id",
            "unit",
            "change",
            "modality",
            "kind",
            pl.coalesce("low", "high").alias("value"),
        )
        .filter(
            pl.col("kind").is_in(KINDS)
            & pl.col("value").is_not_null()
            & ((pl.col("kind") != "count") | (pl.col("value").abs() >= LEAST))
        )
        .join(clusters.select("article_id", "cluster"), on="article_id")
    )
    # Most values stand in one article or are nowhere a plan.
    told = told.filter((pl.col("modality") == "target").any().over(key))
    if told.is_empty():
        return stated
    says = told.unique([*key, "article_id", "modality"])
    counts = says.group_by(key).agg(
        (pl.col("modality") == name).sum().cast(pl.Int64).alias(name) for name in ("target", "actual", "forecast")
    )
    own = says.group_by([*key, "article_id"]).agg(
        (pl.col("modality") == name).sum().cast(pl.Int64).alias(f"own_{name}") for name in ("target", "forecast")
    )
    planned = (
        told.filter(pl.col("modality") == "actual")
        .join(counts, on=key)
        .join(own, on=[*key, "article_id"])
        .filter(
            (pl.col("target") - pl.col("own_target") > pl.col("actual") - 1)
            & (pl.col("target") - pl.col("own_target") > pl.col("forecast") - pl.col("own_forecast"))
        )["figure_id"]
    )
    return stated.with_columns(
        pl.when(pl.col("figure_id").is_in(planned.implode()))
        .then(pl.lit("target"))
        .otherwise("modality")
        .alias("modality")
    )

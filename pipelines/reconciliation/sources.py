"""The `sources` table: how often each publisher stood alone against independent others.

Belongs here: counts and their uncertainty. Does not belong here: weights for or against a publisher: none are used anywhere.
"""

from __future__ import annotations

import polars as pl

Z = 1.6448536269514722
"""Quantile of the standard normal for a two-sided 90 % interval (Wilson 1927)."""
UNKNOWN = "(unknown)"


def track_records(table: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Statements with `fact_id` and `group`, and articles → one row a publisher (`schemas.Sources`).

    A publisher is compared in a fact where a story that is not its own states it too; it agrees where it holds the value
    that most others hold; it stands alone where no other story shares its value and two or more others differ.
    """
    read = articles.group_by(pl.col("publisher").fill_null(UNKNOWN)).agg(pl.len().cast(pl.Int64).alias("n_articles"))
    named = table.with_columns(pl.col("publisher").fill_null(UNKNOWN))
    stated = named.group_by("publisher").agg(pl.len().cast(pl.Int64).alias("n_figures"))
    shared = named.filter(pl.col("wire").n_unique().over("fact_id") > 1)
    holders = shared.group_by("fact_id", "group").agg(pl.col("wire").unique().alias("stories"))
    sizes = holders.select("fact_id", "group", pl.col("stories").list.len().cast(pl.Int64).alias("held"))
    totals = shared.group_by("fact_id").agg(pl.col("wire").n_unique().cast(pl.Int64).alias("told"))
    best = sizes.group_by("fact_id").agg(pl.col("held").max().alias("most"))
    each = (
        shared.select("publisher", "fact_id", "group", "wire")
        .unique()
        .join(sizes, on=["fact_id", "group"])
        .join(totals, on="fact_id")
        .join(best, on="fact_id")
        .group_by("publisher", "fact_id")
        .agg(
            ((pl.col("held") == pl.col("most")) & (pl.col("held") > 1)).any().alias("agreeing"),
            ((pl.col("held") == 1) & (pl.col("told") >= 3)).all().alias("alone"),
        )
        .group_by("publisher")
        .agg(
            pl.len().cast(pl.Int64).alias("n_compared"),
            pl.col("agreeing").sum().cast(pl.Int64).alias("n_agreeing"),
            pl.col("alone").sum().cast(pl.Int64).alias("n_alone"),
        )
    )
    n, share = pl.col("n_compared"), pl.col("n_alone") / pl.col("n_compared")
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * (share * (1 - share) / n + Z**2 / (4 * n**2)).sqrt()
    compared = n > 0
    return (
        read.join(stated, on="publisher", how="left")
        .join(each, on="publisher", how="left")
        .with_columns(pl.col("n_figures", "n_compared", "n_agreeing", "n_alone").fill_null(0))
        .with_columns(
            pl.when(compared).then(share).alias("alone_share"),
            pl.when(compared).then((middle - half).clip(0.0, 1.0)).alias("alone_low"),
            pl.when(compared).then((middle + half).clip(0.0, 1.0)).alias("alone_high"),
        )
        .sort("publisher")
    )

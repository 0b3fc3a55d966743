"""What stands beside a pair: other figures of the two sentences and articles that state the same thing already.

Belongs here: evidence that one pair lends another. Does not belong here: partners that compete for a figure (`facts.py`).
A sentence whose counts agree with those of another sentence is about the same thing, and so are its other figures.
"""

from __future__ import annotations

import polars as pl

from pipelines.reconciliation import weighing
from pipelines.reconciliation.statements import Statements

BELIEVED = 0.0
"""Logit of a pair (likeness and values) from which it speaks for its neighbours."""
STRONG = 5.0
"""Logit from which it speaks in full."""
MANY = 6.0
"""Agreeing pairs between two articles that say all that agreement can say of their being on one subject."""
FEATURES = ("companion", "twin", "agreeing_articles")


def beside(statements: Statements, pairs: pl.DataFrame) -> pl.DataFrame:
    """Add the features of `FEATURES` (0 to 1) and `company`, their weight, to pairs (`a`, `b`, `own`, `value`, `verdict`).

    `companion`: the best pair of other figures in the same two sentences; `twin`: the pair of the other sides of two in-text
    conversions; `agreeing_articles`: how many other figures of the two articles agree.
    """
    table = statements.table
    place = table.select(
        pl.col("row"),
        pl.col("article").cast(pl.Int64),
        pl.struct("article", "sentence_start").rank("dense").cast(pl.Int64).alias("sentence"),
    )
    twins = table.drop_nulls("pair_id").select("row", "pair_id")
    twins = twins.join(table.select("figure_id", pl.col("row").alias("twin")), left_on="pair_id", right_on="figure_id")
    twin_of = pl.DataFrame({"row": place["row"]}).join(
        twins.select("row", "twin"), on="row", how="left", maintain_order="left"
    )
    sentence, article = place["sentence"], place["article"]
    seen = pairs.select(
        "a", "b", (pl.col("own") + pl.col("value")).round(weighing.EXACT).alias("sure"), "verdict"
    ).with_columns(
        sentence.gather(pairs["a"]).alias("sa"),
        sentence.gather(pairs["b"]).alias("sb"),
        article.gather(pairs["a"]).alias("aa"),
        article.gather(pairs["b"]).alias("ab"),
        twin_of["twin"].gather(pairs["a"]).alias("ta"),
        twin_of["twin"].gather(pairs["b"]).alias("tb"),
    )
    believed = seen.filter(pl.col("sure") > BELIEVED)
    strength = (pl.col("sure_c") / STRONG).clip(0.0, 1.0)
    agreeing = believed.filter(pl.col("verdict") == "agree")
    helpers = agreeing.select(
        "sa", "sb", pl.col("a").alias("ac"), pl.col("b").alias("bc"), pl.col("sure").alias("sure_c")
    )
    companions = (
        seen.select("a", "b", "sa", "sb", "ta", "tb")
        .join(helpers, on=["sa", "sb"])
        .filter((pl.col("a") != pl.col("ac")) & (pl.col("b") != pl.col("bc")))
        .with_columns(
            ((pl.col("ac") == pl.col("ta")) & (pl.col("bc") == pl.col("tb"))).fill_null(False).alias("is_twin"),
            strength.alias("s"),
        )
        .group_by("a", "b")
        .agg(
            pl.col("s").filter(~pl.col("is_twin")).max().fill_null(0.0).alias("companion"),
            pl.col("s").filter(pl.col("is_twin")).max().fill_null(0.0).alias("twin"),
        )
    )
    # Distinct figures of the one article that have a partner in the other.
    told = agreeing.group_by("aa", "ab").agg(
        pl.min_horizontal(pl.col("sa").n_unique(), pl.col("sb").n_unique()).alias("agreements")
    )
    own = (pl.col("verdict") == "agree") & (pl.col("sure") > BELIEVED)
    found = (
        seen.select("a", "b", "aa", "ab", own.cast(pl.Int64).alias("itself"))
        .join(companions, on=["a", "b"], how="left", maintain_order="left")
        .join(told, on=["aa", "ab"], how="left", maintain_order="left")
        .select(
            pl.col("companion").fill_null(0.0),
            pl.col("twin").fill_null(0.0),
            (
                (pl.col("agreements").fill_null(0) - pl.col("itself")).clip(0).cast(pl.Float64).log1p()
                / pl.lit(1 + MANY).log()
            )
            .clip(0.0, 1.0)
            .alias("agreeing_articles"),
        )
    )
    company = pl.sum_horizontal(pl.col(name) * weighing.weight_of(name) for name in FEATURES)
    return pl.concat([pairs, found], how="horizontal").with_columns(company.round(weighing.EXACT).alias("company"))

"""Which pairs of figures are looked at: joins on rare shared keys, never all against all.

Belongs here: keys, caps, gates that no evidence can overcome. Does not belong here: how alike a pair is.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from pipelines.reconciliation.statements import Statements
from pipelines.reconciliation.words import Vectors

TOPIC_WORDS = 8
"""Rarest words of the article's names and headline that serve as keys."""
NAME_WORDS = 2
"""Rarest words of the figure's own entity that serve as keys."""
ABOUT_WORDS = 4
"""Weightiest words of what is measured that serve as keys."""
GROUP_CAP = 48
"""A key that more figures share than this is cut into windows of neighbours in time."""
WINDOW = 6
"""How many neighbours a figure is paired with inside such a key."""
ANY_MEASURE = 0
"""Stands for "whatever is measured": pairs figures of one dimension and one name where few share both."""


def candidate_pairs(statements: Statements) -> pl.DataFrame:
    """Pairs of figures from different wire stories that share a rare key: rows `a` < `b` (row numbers), each once.

    A key is dimension, change, one rare name and one word of what is measured. Every figure has at most
    (TOPIC_WORDS + NAME_WORDS) × (ABOUT_WORDS + 1) keys and every key gives each of its figures a bounded number of
    partners, so pairs grow in proportion to figures.
    """
    table = statements.table
    names = (
        pl.concat(
            [
                heaviest(statements.names, NAME_WORDS, shared=2).with_columns(pl.lit(True).alias("own")),
                heaviest(statements.topics, TOPIC_WORDS, shared=2)
                .rename({"row": "article"})
                .join(table.select("row", "article"), on="article")
                .select("row", "word", pl.lit(False).alias("own")),
            ]
        )
        .group_by("row", "word")
        .agg(pl.col("own").any())
    )
    measures = pl.concat(
        [
            heaviest(statements.about, ABOUT_WORDS).with_columns(pl.col("word") + 1),
            table.select("row", pl.lit(ANY_MEASURE, dtype=pl.Int64).alias("word")),
        ]
    )
    facing = table.select(
        "row",
        pl.struct("dimension", "change").rank("dense").cast(pl.Int64).alias("facing"),
        pl.col("wire_id").rank("dense").cast(pl.Int32).alias("wire"),
        pl.col("as_of").to_physical().fill_null(0).alias("day"),
    )
    size = statements.about.size + 2
    keyed = (
        names.join(measures.rename({"word": "measure"}), on="row")
        .join(facing, on="row")
        .select(
            "row",
            "wire",
            "day",
            "own",
            (pl.col("measure") == ANY_MEASURE).alias("any"),
            ((pl.col("facing") * (statements.names.size + 1) + pl.col("word")) * size + pl.col("measure")).alias("key"),
        )
        .with_columns(pl.len().over("key").alias("group"), pl.col("wire").n_unique().over("key").alias("wires"))
        .filter(pl.col("wires") > 1)
    )
    small = keyed.filter(pl.col("group") <= GROUP_CAP).select("key", "row", "wire").sort("key", "row")
    pairs = [
        small.join(small, on="key", suffix="_b")
        .filter((pl.col("row") < pl.col("row_b")) & (pl.col("wire") != pl.col("wire_b")))
        .select(pl.col("row").alias("a"), pl.col("row_b").alias("b"))
    ]
    large = keyed.filter((pl.col("group") > GROUP_CAP) & pl.col("own") & ~pl.col("any")).sort("key", "day", "row")
    for step in range(1, WINDOW + 1):
        other = large.select(pl.all().shift(-step).name.suffix("_b"))
        pairs.append(
            pl.concat([large, other], how="horizontal")
            .filter((pl.col("key") == pl.col("key_b")) & (pl.col("wire") != pl.col("wire_b")))
            .select(pl.min_horizontal("row", "row_b").alias("a"), pl.max_horizontal("row", "row_b").alias("b"))
        )
    return pl.concat(pairs).unique().sort("a", "b")


def heaviest(vectors: Vectors, k: int, rows: pl.Series | None = None, *, shared: int = 1) -> pl.DataFrame:
    """The k weightiest words of each row (of `rows` only, where given): `row`, `word`; only words that `shared` rows have."""
    numbers = np.repeat(np.arange(len(vectors.starts) - 1), np.diff(vectors.starts))
    frame = pl.DataFrame({"row": numbers, "word": vectors.words, "weight": vectors.weights})
    if shared > 1:
        frame = frame.filter(pl.len().over("word") >= shared)
    if rows is not None:
        frame = frame.filter(pl.col("row").is_in(rows.implode()))
    return (
        frame.sort(["row", "weight", "word"], descending=[False, True, False])
        .filter(pl.int_range(pl.len()).over("row") < k)
        .select("row", "word")
    )

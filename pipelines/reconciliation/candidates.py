"""Which pairs of figures are looked at: joins on rare shared keys, never all against all.

Belongs here: keys, caps, gates that no evidence can overcome. Does not belong here: how alike a pair is.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from pipelines.reconciliation.statements import Statements
from pipelines.reconciliation.vectors import Ints, Vectors

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
LARGE, FEW_WORDS = 150_000, 3
"""From so many figures on, names and words are rarer and tell more: so many of each are enough, and both must be shared."""
PART = 100_000
"""Figures for each part into which the keys are cut."""
NEIGHBOURS = 10
"""The articles nearest in subject of which all figures of one dimension are looked at: one story under other names and words."""
SAME_STORY = 0.05
"""Likeness (cosine) of two articles from which they may tell one story."""
ANY_MEASURE = 0
"""Stands for "whatever is measured": pairs figures of one dimension and one name where few share both."""


def candidate_pairs(statements: Statements, touching: Ints | None = None) -> pl.DataFrame:
    """Pairs of figures from different wire stories that share a rare key: rows `a` < `b` (row numbers), each once.

    A key is dimension, change, one rare name and one word of what is measured. Every figure has at most
    (TOPIC_WORDS + NAME_WORDS) × (ABOUT_WORDS + 1) keys and every key gives each of its figures a bounded number of
    partners, so pairs grow in proportion to figures. With `touching`, only pairs that hold one of these rows are given.
    """
    table = statements.table
    large = statements.counts.figures > LARGE
    topic_words, about_words = (FEW_WORDS, FEW_WORDS) if large else (TOPIC_WORDS, ABOUT_WORDS)
    names = name_keys(
        heaviest(statements.names, NAME_WORDS, shared=2),
        heaviest(statements.topics, topic_words, shared=2),
        table.select("row", "article"),
    )
    measures = pl.concat(
        [
            heaviest(statements.about, about_words).with_columns(pl.col("word") + 1),
            table.head(0 if large else table.height).select("row", pl.lit(ANY_MEASURE, dtype=pl.Int64).alias("word")),
        ]
    )
    facing = table.select(
        "row",
        pl.struct("dimension", "change").rank("dense").cast(pl.Int64).alias("facing"),
        "wire",
        pl.col("as_of").to_physical().fill_null(0).alias("day"),
    )
    size = len(statements.vocabulary) + 2
    pairs = pairs_of_keys(names, measures, facing, size, touching)
    if not large:
        pairs = pl.concat([pairs, packed(_pairs_of_stories(statements, facing, touching))])
    return unpacked(_distinct(pairs))


def name_keys(own: pl.DataFrame, topics: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Rare words of entities (`row`, `word`) and of articles (`row`: the article, `word`) → `row`, `word`, `own` of figures.

    `articles`: the figures (`row`, `article`).
    """
    told = topics.rename({"row": "article"}).join(articles, on="article").select("row", "word", own=pl.lit(False))
    # Each is there once by itself: a word of both counts as one of the entity.
    further = told.join(own, on=["row", "word"], how="anti")
    return pl.concat([own.select("row", "word", own=pl.lit(True)), further])


def pairs_of_keys(
    names: pl.DataFrame, measures: pl.DataFrame, facing: pl.DataFrame, size: int, touching: Ints | None = None
) -> pl.Series:
    """Pairs of rows that meet under a key, packed and ascending.

    `names`: `row`, `word`, `own` (a word of its entity). `measures`: `row`, `word`. `facing`: `row`, `facing` (dimension and
    change), `wire`, `day`. `size`: more than any word number. With `touching`, only pairs that hold one of these rows.
    """
    # Keys of different measures never meet: they are looked at part by part, in bounded memory.
    parts = max(1, facing.height // PART) if touching is None else 1
    wanted = None if touching is None else pl.Series(touching)
    found = [
        _pairs_of_keys(names, measures.filter(pl.col("word") % parts == part), facing, size, wanted)
        for part in range(parts)
    ]
    return _distinct(pl.concat(found))


PACKED = 2**32
"""A pair of row numbers is kept as one number, a × PACKED + b: half the memory, and sorted in one go."""


def packed(pairs: pl.DataFrame) -> pl.Series:
    """Pairs `a`, `b` as numbers, in their order."""
    return pairs.select((pl.col("a") * PACKED + pl.col("b")).alias("pair"))["pair"]


def _distinct(packed: pl.Series) -> pl.Series:
    """Each number once, ascending."""
    ordered = packed.sort()
    return ordered.filter((ordered != ordered.shift(1)).fill_null(True))


def unpacked(packed: pl.Series) -> pl.DataFrame:
    """Numbers as pairs `a`, `b`."""
    return packed.to_frame("pair").select((pl.col("pair") // PACKED).alias("a"), (pl.col("pair") % PACKED).alias("b"))


def _pairs_of_stories(statements: Statements, facing: pl.DataFrame, touching: Ints | None) -> pl.DataFrame:
    """All pairs of one dimension and change between each article and those nearest to it in subject."""
    articles = heaviest(statements.topics, TOPIC_WORDS, shared=2)
    articles = articles.filter(pl.len().over("word") <= GROUP_CAP)
    near = (
        articles.join(articles, on="word", suffix="_b")
        .filter(pl.col("row") < pl.col("row_b"))
        .select("row", "row_b")
        .unique()
        .sort("row", "row_b")
    )
    new = None if touching is None else pl.Series(statements.table["article"].to_numpy()[touching]).unique().implode()
    if new is not None:
        # An article is near a new one where it is among the nearest of either: those beside it count too.
        two = near.filter(pl.col("row").is_in(new) | pl.col("row_b").is_in(new))
        beside = pl.concat([two["row"], two["row_b"]]).unique().implode()
        near = near.filter(pl.col("row").is_in(beside) | pl.col("row_b").is_in(beside))
    a, b = near["row"].to_numpy(), near["row_b"].to_numpy()
    near = near.with_columns(pl.Series("alike", statements.topics.cosine(a, b)).round(9)).filter(
        pl.col("alike") >= SAME_STORY
    )
    both = pl.concat([near, near.select(row="row_b", row_b="row", alike="alike")])
    nearest = (
        both.sort(["row", "alike", "row_b"], descending=[False, True, False])
        .filter(pl.int_range(pl.len()).over("row") < NEIGHBOURS)
        .select(
            pl.min_horizontal("row", "row_b").alias("article"), pl.max_horizontal("row", "row_b").alias("article_b")
        )
        .unique()
    )
    if new is not None:
        nearest = nearest.filter(pl.col("article").is_in(new) | pl.col("article_b").is_in(new))
    figures = facing.select("row", "facing", "wire").join(
        statements.table.select("row", "article"), on="row", maintain_order="left"
    )
    return (
        nearest.join(figures, on="article")
        .join(figures.rename({"article": "article_b"}), on=["article_b", "facing"], suffix="_b")
        .filter(pl.col("wire") != pl.col("wire_b"))
        .select(pl.min_horizontal("row", "row_b").alias("a"), pl.max_horizontal("row", "row_b").alias("b"))
    )


def _pairs_of_keys(
    names: pl.DataFrame, measures: pl.DataFrame, facing: pl.DataFrame, size: int, touching: pl.Series | None
) -> pl.Series:
    """Pairs (packed) that meet under one key each: all pairs of a small group, neighbours in time of a large one."""
    # Rows are numbers: a look into a list by number is quicker than a join, and only what has partners is looked up.
    height = 1 + max(int(part["row"].max() or 0) for part in (names, facing))  # type: ignore[arg-type]
    traits = {name: np.full(height, -1, dtype=np.int64) for name in ("facing", "wire", "day")}
    for name, values in traits.items():
        values[facing["row"].to_numpy()] = facing[name].to_numpy()

    def of(name: str, rows: pl.Series) -> pl.Series:
        return pl.Series(name, traits[name][rows.to_numpy()])

    keyed = names.join(measures.rename({"word": "measure"}), on="row")
    keyed = keyed.with_columns(of("facing", keyed["row"])).select(
        "row",
        "own",
        (pl.col("measure") == ANY_MEASURE).alias("any"),
        ((pl.col("facing") * size + pl.col("word")) * size + pl.col("measure")).alias("key"),
    )
    if touching is not None:
        here = keyed.filter(pl.col("row").is_in(touching.implode())).select("key").unique()
        keyed = keyed.join(here, on="key", how="semi")
    keyed = keyed.with_columns(pl.len().over("key").alias("group")).filter(pl.col("group") > 1)
    small = keyed.filter(pl.col("group") <= GROUP_CAP).select("key", "row")
    small = small.with_columns(of("wire", small["row"]))
    pairs = [
        packed(
            small.join(small, on="key", suffix="_b")
            .filter((pl.col("row") < pl.col("row_b")) & (pl.col("wire") != pl.col("wire_b")))
            .select(pl.col("row").alias("a"), pl.col("row_b").alias("b"))
        )
    ]
    large = keyed.filter((pl.col("group") > GROUP_CAP) & pl.col("own") & ~pl.col("any")).select("key", "row")
    large = large.with_columns(of("wire", large["row"]), of("day", large["row"])).sort("key", "day", "row")
    for step in range(1, WINDOW + 1):
        other = large.select(pl.all().shift(-step).name.suffix("_b"))
        pairs.append(
            packed(
                pl.concat([large, other], how="horizontal")
                .filter((pl.col("key") == pl.col("key_b")) & (pl.col("wire") != pl.col("wire_b")))
                .select(pl.min_horizontal("row", "row_b").alias("a"), pl.max_horizontal("row", "row_b").alias("b"))
            )
        )
    found = _distinct(pl.concat(pairs))
    if touching is None:
        return found
    rows = unpacked(found)
    return found.filter(rows["a"].is_in(touching.implode()) | rows["b"].is_in(touching.implode()))


def heaviest(vectors: Vectors, k: int, rows: pl.Series | None = None, *, shared: int = 1) -> pl.DataFrame:
    """The k weightiest words of each row (of `rows` only, where given): `row`, `word`; only words that `shared` rows have."""
    numbers = np.repeat(np.arange(len(vectors.starts) - 1), np.diff(vectors.starts))
    frame = pl.DataFrame({"row": numbers, "word": vectors.words.astype(np.int64), "weight": vectors.weights})
    if shared > 1:
        frame = frame.filter(pl.len().over("word") >= shared)
    if rows is not None:
        frame = frame.filter(pl.col("row").is_in(rows.implode()))
    return (
        frame.sort(["row", "weight", "word"], descending=[False, True, False])
        .filter(pl.int_range(pl.len()).over("row") < k)
        .select("row", "word")
    )

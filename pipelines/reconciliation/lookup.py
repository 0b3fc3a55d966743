"""Partners of new figures among very many published ones, found without describing these again.

Belongs here: the keys of a large corpus as small tables, and how new figures meet them. Does not belong here: what a key is
(`candidates.py`), what becomes of a pair.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.reconciliation.candidates import FEW_WORDS, NAME_WORDS, heaviest, name_keys, pairs_of_keys, unpacked
from pipelines.reconciliation.statements import Statements
from pipelines.reconciliation.vectors import Ints, Vectors
from pipelines.reconciliation.words import WordCounts


class Lookup(NamedTuple):
    """The keys of a corpus. A word's number is its place in `words`, an article's its place among all in order of their ids."""

    words: pl.DataFrame
    """`word`, `in_figures`, `in_articles` (see WordCounts), `in_topics` (articles that are about it), `in_names` (figures)."""
    names: pl.DataFrame
    """`word`, `row` of the words of each figure's entity, as `_ranked` has them."""
    topics: pl.DataFrame
    """The same of articles."""
    measures: pl.DataFrame
    """`word`, `row` of the weightiest words of what is measured."""
    figures: pl.DataFrame
    """`row`, `figure_id`, `article`, `facing` (dimension and change), `day`."""
    units: pl.DataFrame
    """`dimension`, `measure_unit`, `in_articles`."""

    def counts(self, articles: int) -> WordCounts:
        """How often its words stand; `articles`: how many there are."""
        words = self.words.select("word", "in_figures", "in_articles")
        telling = self.figures["article"].n_unique()
        return WordCounts(self.figures.height, articles, words, telling, self.units)


def lookup_of(statements: Statements) -> Lookup:
    """The keys of a large corpus, for those who will look for partners of new figures in it."""
    number = pl.Series(range(len(statements.vocabulary)), dtype=pl.Int64)
    words = pl.DataFrame(
        {
            "word": statements.vocabulary,
            "in_topics": _holders(statements.topics),
            "in_names": _holders(statements.names),
            "number": number,
        }
    ).join(statements.own_counts.words, on="word", how="left", maintain_order="left")
    words = words.with_columns(pl.col("in_figures", "in_articles").fill_null(0))
    return Lookup(
        words.select("word", "in_figures", "in_articles", "in_topics", "in_names"),
        _ranked(statements.names, NAME_WORDS, _holders(statements.names)),
        _ranked(statements.topics, FEW_WORDS, _holders(statements.topics)).rename({"row": "article"}),
        heaviest(statements.about, FEW_WORDS).cast(pl.UInt32).select("word", "row"),
        statements.table.select(
            pl.col("row").cast(pl.UInt32), "figure_id", pl.col("article").cast(pl.UInt32), _facing(), _day()
        ),
        statements.own_counts.units,
    )


def partners(lookup: Lookup, wires: pl.DataFrame, new: Statements) -> pl.DataFrame:
    """Pairs of new figures with old ones that share a rare key: `row` (of `new`), `figure_id` (of the old figure).

    The same pairs that a run over all figures would look at. `wires`: `wire_id` of the old articles in order of their ids.
    """
    vocabulary = (
        new.vocabulary.alias("word").to_frame().with_row_index("own").with_columns(pl.col("own").cast(pl.Int64))
    )
    numbered = lookup.words.with_row_index("number").with_columns(pl.col("number").cast(pl.Int64))
    joint = vocabulary.join(numbered, on="word", how="left", maintain_order="left").with_columns(
        # A word that the corpus does not know has a number behind all others.
        pl.coalesce("number", pl.col("own") + lookup.words.height).alias("number"),
        pl.col("in_topics", "in_names").fill_null(0),
    )
    number = joint["number"].to_numpy()
    before = lookup.figures.height

    def keys(vectors: Vectors, k: int, held: str, old: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Keys of the old rows that hold words of the new, and of the new rows; a word that both hold is shared now."""
        ranked = _ranked(vectors, k, _holders(vectors) + joint[held].to_numpy()[: len(new.vocabulary)])
        mine = ranked.filter(~pl.col("alone"))
        mine = mine.select(pl.col("row").cast(pl.Int64), pl.Series("word", number[mine["word"].to_numpy()]))
        wanted = mine["word"].unique().cast(pl.UInt32).implode()
        said = pl.Series(np.unique(number[vectors.words]), dtype=pl.UInt32).implode()
        # Words that one old row alone had until now count among those that are shared.
        met = old.filter(pl.col("word").is_in(wanted) | (pl.col("alone") & pl.col("word").is_in(said)))
        met = met.sort("row", "place")
        met = met.with_columns((pl.col("alone").cum_sum() - pl.col("alone")).over("row").alias("now_shared"))
        met = met.filter((pl.col("before") + pl.col("now_shared") < k) & pl.col("word").is_in(wanted))
        return met.select(pl.col("row").cast(pl.Int64), pl.col("word").cast(pl.Int64)), mine

    own_old, own_new = keys(new.names, NAME_WORDS, "in_names", lookup.names)
    topics_old, topics_new = keys(new.topics, FEW_WORDS, "in_topics", lookup.topics.rename({"article": "row"}))
    measured = heaviest(new.about, FEW_WORDS)
    measured = measured.select("row", pl.Series("word", number[measured["word"].to_numpy()]))
    wanted = measured["word"].unique().cast(pl.UInt32).implode()
    facing_new = new.table.select("row", "article", "wire_id", _facing(), _day())
    # Few figures share a name with the new ones: these are looked for before anything else.
    named = pl.col("row").is_in(own_old["row"].unique().implode())
    named |= pl.col("article").is_in(topics_old["row"].unique().implode())
    figures = (
        lookup.figures.select(pl.col("row", "article").cast(pl.Int64), "facing", "day")
        .filter(named)
        .filter(pl.col("facing").is_in(facing_new["facing"].unique().implode()))
    )
    measures_old = lookup.measures.filter(pl.col("word").is_in(wanted)).select(pl.col("row", "word").cast(pl.Int64))
    measures_old = _of_rows(measures_old, figures["row"], before)
    figures = _of_rows(figures, measures_old["row"], before)
    own_old = _of_rows(own_old, figures["row"], before)
    names = pl.concat(
        [
            name_keys(own_old, topics_old, figures.select("row", "article")),
            name_keys(own_new, topics_new, facing_new.select("row", "article")).with_columns(pl.col("row") + before),
        ]
    )
    measures = pl.concat([measures_old, measured.with_columns(pl.col("row") + before)])
    # Numbered once for each distinct value: to rank a million texts would cost more than all the rest.
    wire = pl.concat([wires["wire_id"], facing_new["wire_id"]]).unique().to_frame().with_row_index("wire")
    faces = facing_new.select("facing").unique().with_row_index("face")
    told_by = wires.with_row_index("article").join(wire, on="wire_id").select(pl.col("article").cast(pl.Int64), "wire")
    columns = ("row", pl.col("face").cast(pl.Int64).alias("facing"), pl.col("wire").cast(pl.Int32), "day")
    facing = pl.concat(
        [
            figures.join(told_by, on="article").join(faces, on="facing").select(*columns),
            facing_new.with_columns(pl.col("row") + before)
            .join(wire, on="wire_id")
            .join(faces, on="facing")
            .select(*columns),
        ]
    )
    size = lookup.words.height + len(new.vocabulary) + 2
    found = unpacked(pairs_of_keys(names, measures.with_columns(pl.col("word") + 1), facing, size, _rows(before, new)))
    return (
        found.filter(pl.col("a") < before)
        .select(pl.col("b") - before, pl.col("a").cast(pl.UInt32))
        .rename({"b": "row", "a": "old"})
        .join(lookup.figures.select(pl.col("row").alias("old"), "figure_id"), on="old", maintain_order="left")
        .select("row", "figure_id")
    )


def _of_rows(frame: pl.DataFrame, rows: pl.Series, size: int) -> pl.DataFrame:
    """What belongs to some of `size` rows: a look into a list of them all is quicker than a join."""
    wanted = np.zeros(size, dtype=bool)
    wanted[rows.to_numpy()] = True
    return frame.filter(pl.Series(wanted[frame["row"].to_numpy()]))


def _rows(before: int, new: Statements) -> Ints:
    return np.arange(before, before + new.table.height)


def _facing() -> pl.Expr:
    return pl.format("{}|{}", pl.col("dimension").fill_null(""), "change").alias("facing")


def _day() -> pl.Expr:
    return pl.col("as_of").to_physical().fill_null(0).cast(pl.Int32).alias("day")


def _holders(vectors: Vectors) -> Ints:
    """How many rows have each word."""
    return np.bincount(vectors.words, minlength=vectors.size).astype(np.int64)


def _ranked(vectors: Vectors, k: int, holders: Ints) -> pl.DataFrame:
    """The words of each row down to the k-th that another row has too, the weightiest first.

    `word`, `row`, `place` (in that order), `alone` (no other row has it), `before`: how many before it are shared.
    """
    frame = pl.DataFrame({"row": vectors.rows, "word": vectors.words.astype(np.int64), "weight": vectors.weights})
    shared = pl.col("shared")
    return (
        frame.with_columns(pl.Series("shared", holders[vectors.words] > 1))
        .sort(["row", "weight", "word"], descending=[False, True, False])
        .with_columns(
            (shared.cum_sum() - shared).over("row").alias("before"), pl.int_range(pl.len()).over("row").alias("place")
        )
        .filter(pl.col("before") < k)
        .select(
            pl.col("word", "row").cast(pl.UInt32),
            pl.col("before").cast(pl.UInt8),
            pl.col("place").cast(pl.UInt16),
            (~shared).alias("alone"),
        )
    )

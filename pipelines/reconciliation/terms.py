"""The figures of an article as terms of sums, by sentence, and the words that tie them together.

Belongs here: terms, cue words, which sentences are worth a look. Does not belong here: any sum (`arithmetic.py`, `tables.py`).
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from pipelines.reconciliation.words import LEXICON

LEFT = ["the remaining", "the rest", "the balance", "the remainder"]
TOTALS = ["in total", "in all", "altogether", "overall", "combined"]
"""Words behind a figure that call it the total of those before."""
LOOK_BACK = 2
"""Sentences before a breakdown in which its total is looked for."""


@functools.cache
def phrases(use: str) -> re.Pattern[str]:
    """The words of one use in `lexicon/arithmetic.csv` as one pattern."""
    longest_first = sorted(listed(use), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", re.IGNORECASE)


def listed(use: str) -> list[str]:
    """The words of one use in `lexicon/arithmetic.csv`."""
    table = pl.read_csv(LEXICON / "arithmetic.csv", infer_schema=False).filter(pl.col("use") == use)
    return table["phrase"].to_list()


@dataclass(slots=True)
class Term:
    """One figure as a term of a sum. `low`/`high` are its interval in a unit that its dimension shares."""

    row: int
    figure_id: str
    fact_id: str
    start: int
    end: int
    kind: str
    dimension: str
    currency: str | None
    unit: str
    change: str
    modality: str
    low: float
    high: float
    open: bool
    surface: str
    near: str
    metric: str
    sentence: str
    sentence_start: int

    @property
    def middle(self) -> float:
        """Middle of the interval."""
        return (self.low + self.high) / 2

    def adds_to(self, other: Term) -> bool:
        """Whether the two are of one unit, so that they can stand in one sum."""
        same = self.dimension == other.dimension and self.currency == other.currency
        return same and self.kind == other.kind and self.change == other.change == "level"


def articles(table: pl.DataFrame) -> Iterator[list[list[Term]]]:
    """The figures by article and sentence, in order; only sentences that a check can be about, and those that it looks back at."""
    usable = table.filter(pl.col("v_low").is_finite() & pl.col("v_high").is_finite() & ~_in_table())
    place = pl.struct("article_id", "sentence_start").rle_id().alias("place")
    lowered, cues = pl.col("sentence").str.to_lowercase(), [*TOTALS, *LEFT]
    for use in ("breakdown", "subset", "total"):
        cues += listed(use)
    sentences = (
        usable.select("article_id", "sentence", "kind", place)
        .group_by("place", maintain_order=True)
        .agg(
            pl.first("article_id", "sentence"), pl.len().alias("n"), (pl.col("kind") == "percent").sum().alias("shares")
        )
        .with_columns(checked=(pl.col("n") >= 3) | (pl.col("shares") >= 2) | lowered.str.contains_any(cues))
    )
    ahead = [pl.col("checked").shift(-step).over("article_id").fill_null(False) for step in range(1, LOOK_BACK + 1)]
    wanted = sentences.filter(pl.any_horizontal("checked", *ahead))
    cue = "|".join(phrases(use).pattern for use in ("breakdown", "subset", "share"))
    near = table.join(wanted.select("article_id").unique(), on="article_id", how="semi", maintain_order="left")
    tied = near.filter(
        (pl.len().over("article_id", "sentence_start") > 1) | pl.col("sentence").str.contains("(?i)" + cue)
    )
    rows = (
        usable.with_columns(place)
        .join(wanted.select("place"), on="place", how="semi", maintain_order="left")
        .join(tied.select("article_id").unique(), on="article_id", how="semi", maintain_order="left")
        .select("article_id", *term_columns())
        .iter_rows()
    )
    for _, of_article in itertools.groupby(rows, key=lambda r: r[0]):
        terms = [Term(*r[1:]) for r in of_article]
        yield [list(group) for _, group in itertools.groupby(terms, key=lambda t: t.sentence_start)]


def term_columns() -> list[pl.Expr]:
    """The columns of a statement that make a Term. A count printed to the last one is exact: `19` and `3` make 22, not 21."""
    exact = (pl.col("kind") == "count") & (pl.col("v_high") - pl.col("v_low") <= 1)
    middle = ((pl.col("v_low") + pl.col("v_high")) / 2).round(0)
    return [
        *(
            pl.col(c)
            for c in ("row", "figure_id", "fact_id", "start", "end", "kind", "dimension", "currency", "unit", "change")
        ),
        pl.col("modality"),
        pl.when(exact).then(middle).otherwise("v_low").alias("least"),
        pl.when(exact).then(middle).otherwise("v_high").alias("most"),
        (pl.col("low").is_null() | pl.col("high").is_null() | (pl.col("bound") == "range")).alias("open"),
        *(pl.col(c) for c in ("surface", "near")),
        pl.col("metric").fill_null(""),
        *(pl.col(c) for c in ("sentence", "sentence_start")),
    ]


def _in_table() -> pl.Expr:
    return pl.col("sentence").str.starts_with("|")

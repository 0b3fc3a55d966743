"""The figures of an article as terms of sums and ratios, by sentence, the words that tie them together, and what is said of a slip.

Belongs here: what the checks share: terms, cue words, which sentences are worth a look. Does not belong here: which figures belong
together (`arithmetic.py`, `ratios.py`, `tables.py`).
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.reconciliation import explanations
from pipelines.reconciliation.words import LEXICON

LEFT = ["the remaining", "the rest", "the balance", "the remainder"]
TOTALS = ["in total", "in all", "altogether", "overall", "combined"]
"""Words behind a figure that call it the total of those before."""
NEAR_TOTAL = 0.25
"""Parts that are this far off their total are taken for an incomplete list, or another sum, and not for an error."""
TOLD_AFTER = r"(?i)^\W*(?:(?:and|so)\s+)?(?:that|this|it)(?:\s+is|['’]s|\s+was|\s+means|\s+makes|\s+amounts\s+to|\s+represents)\b"
"""Starts a sentence that works out what the one before told."""
UP = ["rose", "rises", "rising", "risen", "increased", "increases", "climbed", "grew", "jumped", "advanced", "soared"]
DOWN = [
    "fell",
    "falls",
    "falling",
    "fallen",
    "dropped",
    "drops",
    "declined",
    "slipped",
    "slid",
    "decreased",
    "shrank",
    "sank",
]
MOVES = [f"{verb} to " for verb in (*UP, *DOWN)]
TOTAL_LABEL = re.compile(r"(?i)^\W*(?:grand |overall )?(?:total|sum|altogether|in all|in total)\b[^:|]{0,60}:")
"""Starts a line of a list that gives the total of the lines before: `Total homes hit: 1,165`."""
MOST_LINES = 6
"""Lines of a list before such a total that are looked at."""
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
    bound: str

    @property
    def middle(self) -> float:
        """Middle of the interval."""
        return (self.low + self.high) / 2

    def adds_to(self, other: Term) -> bool:
        """Whether the two are of one unit, so that they can stand in one sum."""
        same = self.dimension == other.dimension and self.currency == other.currency
        return same and self.kind == other.kind and self.change == other.change == "level"


@dataclass(slots=True)
class Finding:
    """A sum that does not work out: the terms, the distance, and why in words."""

    terms: list[Term]
    gap: float
    words: str
    severity: str = "high"


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
        .with_columns(
            checked=(pl.col("n") >= 3)
            | (pl.col("shares") >= 2)
            | lowered.str.contains_any(cues)
            | ((pl.col("shares") > 0) & pl.col("sentence").str.contains(TOLD_AFTER))
            | ((pl.col("n") == 2) & lowered.str.contains_any([*MOVES, "up from ", "down from "]))
        )
    )
    ahead = [pl.col("checked").shift(-step).over("article_id").fill_null(False) for step in range(1, LOOK_BACK + 1)]
    totals = pl.col("n").eq(1) & pl.col("sentence").str.contains(TOTAL_LABEL.pattern)
    ahead += [totals.shift(-step).over("article_id").fill_null(False) for step in range(LOOK_BACK + 1, MOST_LINES + 1)]
    wanted = sentences.filter(pl.any_horizontal("checked", *ahead))
    cue = "|".join(phrases(use).pattern for use in ("breakdown", "subset", "share"))
    near = table.join(wanted.select("article_id").unique(), on="article_id", how="semi", maintain_order="left")
    tied = near.filter(
        (pl.len().over("article_id", "sentence_start") > 1)
        | pl.col("sentence").str.contains("(?i)" + cue)
        | pl.col("sentence").str.contains(TOTAL_LABEL.pattern)
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
        *(pl.col(c) for c in ("sentence", "sentence_start", "bound")),
    ]


def _in_table() -> pl.Expr:
    return pl.col("sentence").str.starts_with("|")


def off_total(parts: Sequence[Term], total: Term, *, exceed_only: bool = False) -> float | None:
    """How far the sum of parts lies outside the total, relative to it; None where they can be reconciled or are not near."""
    low, high = sum(t.low for t in parts), sum(t.high for t in parts)
    if total.middle <= 0 or any(t.low < 0 for t in parts):
        return None
    distance = max(low - total.high, 0.0 if exceed_only else total.low - high, 0.0)
    gap = distance / total.middle
    return gap if 0 < gap <= NEAR_TOTAL else None


def said(terms: Sequence[Term]) -> str:
    """`70 %`, `22 %` and `15 %`, as printed."""
    quoted = [f"“{one_line(t.surface)}”" for t in terms]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " and " + quoted[-1]


def one_line(text: str) -> str:
    """Printed words on one line, shortened where they are long."""
    flat = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return flat if len(flat) <= explanations.LONGEST_SURFACE else flat[: explanations.LONGEST_SURFACE - 1] + "…"


def number(value: float) -> str:
    """A sum as news print it: 4 significant digits, `86 million`, `1,140`."""
    for scale, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= scale:
            return f"{value / scale:.4g} {word}"
    return f"{float(f'{value:.5g}'):,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def total_words(parts: Sequence[Term], total: Term) -> str:
    """Why parts and total cannot both be right."""
    added = sum(t.middle for t in parts)
    return f"the parts {said(parts)} add up to {number(added)}, but the total is given as {said([total])}."


def words_before(term: Term) -> str:
    """The words between the figure before and this one."""
    at = term.near.find(term.surface)
    return term.near[:at] if at >= 0 else term.near


def words_behind(term: Term) -> str:
    """The rest of the sentence behind a figure."""
    return term.sentence[term.end - term.sentence_start :]


def wrong_share(share: Term, part: Term, whole: Term) -> Iterator[Finding]:
    """The finding that a share in percent is not what part and whole come to, within a point; nothing where it is."""
    least, most = 100 * part.low / whole.high, 100 * part.high / whole.low
    if least <= share.high + 1 and most >= share.low - 1:
        return
    gap = max(least - share.high, share.low - most) / 100
    words = f"{said([part])} of {said([whole])} is {number(100 * part.middle / whole.middle)} %, but the share is given as {said([share])}."
    yield Finding([share, part, whole], gap, words)

"""Sums in printed tables: columns against their total row, sub-rows against their head, shares, rows with a change column.

Belongs here: where a figure stands in a table of the article's text (lines of cells between pipes). Does not belong here: prose.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from pipelines.reconciliation.ratios import off_growth
from pipelines.reconciliation.shares import opposite, over_all
from pipelines.reconciliation.terms import Finding, Term, number, off_total, said, term_columns, total_words

_TOTAL = re.compile(
    r"^\W*(?:(?:grand |sub-?)?total|sum|all|overall|altogether|combined|whole|in all|合计|总计)\b(?!\s+others?\b)",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(r"^\W*(?:of which|of these|of them|including|thereof|among which|其中)\b", re.IGNORECASE)
_CHANGE = re.compile(r"change|growth|increase|decrease|\+/-|yoy|year.on.year|y/y", re.IGNORECASE)
_SHARE_TABLE = re.compile(
    r"own|share|stake|interest|holding|breakdown|split|composition|structure|mix|proportion", re.IGNORECASE
)
LEAST_SHARES = 3
"""Rows that a column of shares has at least; two may be shares of two things."""


MOST_SHARES = 130.0
"""A column that adds up to more than this holds no shares of one whole."""
LEAST_PARTS = 3
"""Rows that a last row without the word `total` must add up, so that the sum of another column is no chance."""


@dataclass
class Line:
    """One row of a printed table."""

    label: str
    cells: dict[int, Term] = field(default_factory=dict)
    """Column number → its figure."""


@dataclass
class Printed:
    """A printed table: words above it, its header cells and its rows."""

    caption: str
    header: list[str]
    lines: list[Line]


def findings_in_tables(table: pl.DataFrame, articles: pl.DataFrame) -> list[Finding]:
    """Statements with `fact_id` and articles → sums that do not work out in printed tables."""
    rows = table.filter(
        pl.col("sentence").str.starts_with("|") & pl.col("v_low").is_finite() & pl.col("v_high").is_finite()
    )
    if rows.is_empty():
        return []
    texts = articles.filter(pl.col("article_id").is_in(rows["article_id"].unique().implode())).select(
        "article_id", "text"
    )
    by_article: dict[str, list[Term]] = {}
    for article, *rest in rows.select("article_id", *term_columns()).iter_rows():
        by_article.setdefault(article, []).append(Term(*rest))
    found: list[Finding] = []
    for article, text in texts.sort("article_id").iter_rows():
        for printed in _tables(text, by_article[article]):
            columns = sorted({c for line in printed.lines for c in line.cells})
            for column in columns:
                found.extend(_column(printed, column))
            found.extend(_last_row(printed, columns))
            found.extend(_head_rows(printed, columns))
            for line in printed.lines:
                found.extend(_row(printed, line))
            found.extend(_rows_of_shares(printed))
    return found


def _tables(text: str, terms: list[Term]) -> Iterator[Printed]:
    """The tables of a text with the figures that stand in them."""
    at, above = 0, ""
    current: Printed | None = None
    for raw in text.split("\n"):
        end = at + len(raw)
        if raw.lstrip().startswith("|"):
            cells = [c.strip() for c in raw.strip().strip("|").split("|")]
            inside = [t for t in terms if at <= t.start < end]
            if current is None:
                current = Printed(above, cells, [])
            if inside:
                line = Line(cells[0])
                for term in inside:
                    line.cells.setdefault(text.count("|", at, term.start), term)
                current.lines.append(line)
            elif not set("".join(cells)) <= set("-: "):
                current.lines.append(Line(cells[0]))
        else:
            if current is not None:
                yield current
                current = None
            above = raw if raw.strip() else above
        at = end + 1
    if current is not None:
        yield current


def _column(printed: Printed, column: int) -> Iterator[Finding]:
    lines = [line for line in printed.lines if column in line.cells]
    if len(lines) < 2:
        return
    totals = [i for i, line in enumerate(lines) if _TOTAL.match(line.label)]
    if len(totals) == 1:
        yield from _against_total(lines, totals[0], column)
    yield from _sub_rows(lines, column)
    yield from _opposite_rows(printed, lines, column)
    if not totals and not any(opposite(a.label, b.label) for a, b in itertools.pairwise(lines)):
        yield from _shares(printed, lines, column)


def _against_total(lines: list[Line], at: int, column: int) -> Iterator[Finding]:
    """A column with one total row, last or first: the rows that are not sub-rows add up to it."""
    total = lines[at].cells[column]
    others = lines[:at] if at == len(lines) - 1 else lines[at + 1 :] if at == 0 else []
    parts = [line.cells[column] for line in others if not _OF_WHICH.match(line.label)]
    if len(parts) < 2 or not all(t.adds_to(total) or _counts(t, total) or _priced(t, total) for t in parts):
        return
    gap = off_total(parts, total)
    if gap is not None:
        yield Finding([total, *parts], gap, total_words(parts, total))


def _priced(part: Term, total: Term) -> bool:
    """A price per kilo stands in a bill like the other prices."""
    return total.kind == "money" and part.kind == "rate" and part.currency == total.currency


def _last_row(printed: Printed, columns: list[int]) -> Iterator[Finding]:
    """A last row without the word `total` is one where another column adds up to it: `| Lowlands | 791.0 | 873.0 |`."""
    *rows, last = [line for line in printed.lines if line.cells] or [Line("")]
    if len(rows) < LEAST_PARTS or any(
        _TOTAL.match(line.label) or _OF_WHICH.match(line.label) for line in printed.lines
    ):
        return
    sums: dict[int, list[Term]] = {}
    for column in columns:
        parts = [line.cells[column] for line in rows if column in line.cells]
        total = last.cells.get(column)
        if total is None or len(parts) < len(rows) or total.kind not in ("count", "money", "quantity"):
            continue
        if total.change == "level" and all(t.adds_to(total) or _counts(t, total) for t in parts):
            sums[column] = parts
    fits = [
        c
        for c, parts in sums.items()
        if sum(t.low for t in parts) <= last.cells[c].high and last.cells[c].low <= sum(t.high for t in parts)
    ]
    for column, parts in sums.items():
        gap = off_total(parts, last.cells[column])
        if fits and gap is not None:
            yield Finding([last.cells[column], *parts], gap, total_words(parts, last.cells[column]))


SURE_SUM = 0.02
"""Room that rounding leaves a sum at most, so that rows which add up to the row above them do so by no chance."""
MOST_SUB_ROWS = 8


def _head_rows(printed: Printed, columns: list[int]) -> Iterator[Finding]:
    """Rows below one that they add up to in one column do so in the others: `| Sales | 60.2 | 71.0 |`, then `| Bikes | …`."""
    lines = [line for line in printed.lines if line.cells]
    if any(_TOTAL.match(line.label) or _OF_WHICH.match(line.label) for line in lines):
        return
    at = 0
    while at < len(lines) - 2:
        taken = 0
        for size in range(2, min(MOST_SUB_ROWS, len(lines) - at - 1) + 1):
            rows = lines[at + 1 : at + 1 + size]
            fits, off = [], []
            for column in columns:
                head, parts = lines[at].cells.get(column), [line.cells[column] for line in rows if column in line.cells]
                if (
                    head is None
                    or len(parts) < size
                    or head.kind not in ("count", "money", "quantity")
                    or head.middle <= 0
                ):
                    continue
                if head.change != "level" or not all(
                    (t.adds_to(head) or _counts(t, head)) and t.low > 0 for t in parts
                ):
                    continue
                low, high = sum(t.low for t in parts), sum(t.high for t in parts)
                if low <= head.high and head.low <= high:
                    wide = high - low + head.high - head.low > SURE_SUM * head.middle or head.middle < LEAST_HEAD
                    fits += [] if wide else [column]
                else:
                    gap = off_total(parts, head)
                    off += [] if gap is None else [(gap, head, parts)]
            if fits:
                for gap, head, parts in off:
                    yield Finding([head, *parts], gap, total_words(parts, head))
                taken = size
                break
        at += taken + 1


LEAST_HEAD = 100
"""A smaller sum of whole numbers may come out by chance."""


def _opposite_rows(printed: Printed, lines: list[Line], column: int) -> Iterator[Finding]:
    """Two rows that part all there is (`Women`, `Men`) in a column of shares."""
    header = printed.header[column - 1] if 0 < column <= len(printed.header) else ""
    if _CHANGE.search(header) or not _SHARE_TABLE.search(f"{printed.caption} {header} {printed.header[:1]}"):
        return
    for one, other in itertools.pairwise(lines):
        sides = [one.cells[column], other.cells[column]]
        if all(
            t.kind == "percent" and t.change == "level" and t.low >= 0 and t.high <= 100.6 for t in sides
        ) and opposite(one.label, other.label):
            yield from over_all(sides)


def _counts(part: Term, total: Term) -> bool:
    """Counts in one column are of one thing, whatever noun their row gives them."""
    return part.kind == total.kind == "count" and part.change == total.change


def _sub_rows(lines: list[Line], column: int) -> Iterator[Finding]:
    """`of which: a`, `b`, `c` under a head row: together they do not exceed it."""
    for place, line in enumerate(lines):
        if place == 0 or not _OF_WHICH.match(line.label):
            continue
        head = lines[place - 1].cells[column]
        first_word = _OF_WHICH.sub("", line.label).lstrip(" :").strip()
        lower = first_word[:1].islower()
        parts: list[Term] = []
        for below in lines[place:]:
            label = _OF_WHICH.sub("", below.label).lstrip(" :-–").strip()
            belongs = below is line or _OF_WHICH.match(below.label) or (lower and label[:1].islower())
            term = below.cells[column]
            if not belongs or not (term.adds_to(head) or _counts(term, head)):
                break
            parts.append(term)
        gap = off_total(parts, head, exceed_only=True) if parts else None
        if gap is not None:
            yield Finding([head, *parts], gap, total_words(parts, head))


def _shares(printed: Printed, lines: list[Line], column: int) -> Iterator[Finding]:
    """A column of shares of one whole adds up to no more than 100 %."""
    terms = [line.cells[column] for line in lines]
    header = printed.header[column - 1] if 0 < column <= len(printed.header) else ""
    told = f"{printed.caption} {header} {printed.header[0] if printed.header else ''}"
    if len(terms) < LEAST_SHARES or not _SHARE_TABLE.search(told) or _CHANGE.search(header):
        return
    if not all(t.kind == "percent" and t.change == "level" and t.low >= 0 for t in terms):
        return
    low, added = sum(t.low for t in terms), sum(t.middle for t in terms)
    if low > 100.1 and added <= MOST_SHARES:
        words = f"shares of one whole, {said(terms)}, add up to {number(added)} %."
        yield Finding(terms, (low - 100) / 100, words)


def _rows_of_shares(printed: Printed) -> Iterator[Finding]:
    """Where rows of shares add up to 100 % or a little less, one that adds up to more stands out."""
    rows = []
    for line in printed.lines:
        terms = [line.cells[c] for c in sorted(line.cells)]
        if len(terms) >= LEAST_SHARES and all(
            t.kind == "percent" and t.change == "level" and t.low >= 0 for t in terms
        ):
            rows.append(terms)
    sums = [sum(t.middle for t in terms) for terms in rows]
    whole = sum(80 <= added <= 100.6 for added in sums)
    for terms, added in zip(rows, sums, strict=True):
        low = sum(t.low for t in terms)
        if low > 100.1 and added <= MOST_SHARES and 2 * whole >= len(rows):
            words = f"shares of one whole, {said(terms)}, add up to {number(added)} %."
            yield Finding(terms, (low - 100) / 100, words)


def _row(printed: Printed, line: Line) -> Iterator[Finding]:
    """`| Housing | 96.4 | 128.0 | 32.8 % |`: two levels and the change between them."""
    terms = [line.cells[c] for c in sorted(line.cells)]
    changes = [(c, t) for c, t in line.cells.items() if t.kind == "percent"]
    levels = [t for t in terms if t.kind not in ("percent", "multiple", "rank")]
    if (
        len(levels) != 2
        or len(changes) != 1
        or not levels[0].adds_to(levels[1])
        or levels[0].low <= 0
        or levels[1].low <= 0
    ):
        return
    column, change = changes[0]
    header = printed.header[column - 1] if 0 < column <= len(printed.header) else ""
    if not _CHANGE.search(header):
        return
    years = [
        re.search(r"(?:19|20)\d\d", printed.header[c - 1]) if 0 < c <= len(printed.header) else None
        for c, t in sorted(line.cells.items())
        if t in levels
    ]
    old, new = levels
    if all(years) and int(years[0][0]) > int(years[1][0]):  # type: ignore[index]
        old, new = new, old
    moved = Term(**{f: getattr(change, f) for f in Term.__slots__})
    # A minus sign, or the brackets of accounts, say which way; so does a reader who sees the two levels, where nothing is printed.
    down = moved.change == "decrease" or change.middle < 0 or re.match(r"\W*\(", change.surface) is not None
    moved.change = "decrease" if down else "increase"
    moved.low, moved.high = sorted((abs(change.low), abs(change.high)))
    found = list(off_growth(new, old, moved))
    if all(years) or not found:
        yield from found
        return
    # Without years in the header the newer column may stand first.
    if list(off_growth(old, new, moved)):
        yield from found

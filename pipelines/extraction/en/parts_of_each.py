"""Shares that are printed as a part of each sum: `£1 in every £8`, `€6 of every €10`, `38 litres in every 100`, `every third house`.

Belongs here: how two amounts or an ordinal make one share. Does not belong here: `one in six` and fractions (`fractions.py`).
"""

from __future__ import annotations

from pipelines.extraction.document import WORD_KIND, Sentence
from pipelines.extraction.en.marked_words import mark
from pipelines.extraction.en.nouns import STOPS, is_plural
from pipelines.extraction.en.numerals import Numeral
from pipelines.extraction.en.traps import MONTHS
from pipelines.extraction.model import Mention

_EACH = frozenset(["every", "each"])
EACH = mark(_EACH)
_JOINS = (["in"], ["of"], ["out", "of"], ["for"], ["from"])
_NOT_PARTS = frozenset(
    "day night morning evening afternoon week weekend month year season summer winter spring autumn decade century time hour minute second moment "
    "monday tuesday wednesday thursday friday saturday sunday quarter game match round lap line word page step breath counts".split()
) | frozenset(MONTHS)
"""What comes again and again: `every third day` says how often, not which part."""


def join_shares(s: Sentence, found: list[Mention]) -> list[Mention]:
    """Joins an amount and the amount that it is taken from into one share; gives the mentions that are left."""
    each = bool(s.marks & EACH)
    if len(found) < 2 or not (each or _has_one_pair(s, found)):
        return found
    joined: list[Mention] = []
    for mention in found:
        before = joined[-1] if joined else None
        if before is not None and _is_part(s, before, mention):
            share = 100 * (before.low or before.high or 0.0) / (mention.low or 1.0)
            before.last, before.end = mention.last, mention.end
            before.kind, before.unit, before.unit_system, before.rule = "percent", "%", "UCUM", "percent.one_in"
            before.low = None if before.low is None else share
            before.high = None if before.high is None else share
            continue
        joined.append(mention)
    return joined


def _has_one_pair(s: Sentence, found: list[Mention]) -> bool:
    return any(a.kind == "money" and a.low == 1 and s.lower[a.last : a.last + 1] == ["in"] for a in found)


def _is_part(s: Sentence, part: Mention, whole: Mention) -> bool:
    """Tells whether `part` is taken from each `whole`: same money or measure, or a bare number behind `in every`."""
    stated = part.low if part.low is not None else part.high
    if stated is None or part.bound == "range" or not whole.low or whole.low != whole.high or stated > whole.low:
        return False
    gap = s.lower[part.last : whole.first]
    if gap == ["in"]:
        return part.kind == whole.kind == "money" and part.unit == whole.unit and stated == 1 and whole.low <= 100
    if not gap or gap[-1] not in _EACH or gap[:-1] not in _JOINS:
        return False
    if part.kind == "money":
        return whole.kind == "money" and part.unit == whole.unit
    return (
        part.kind in ("quantity", "count")
        and bool(part.unit)
        and whole.unit in ("", part.unit)
        and whole.low in (10, 100, 1000)
    )


def read_every(s: Sentence, num: Numeral) -> Mention | None:
    """Reads `every third house` as a share; None where it says how often something comes."""
    low, first, last = s.lower, num.first, num.last
    if not first or low[first - 1] not in _EACH or num.value < 2 or last >= len(low):
        return None
    noun = low[last]
    if s.kinds[last] != WORD_KIND or noun in _NOT_PARTS or noun in STOPS or is_plural(noun):
        return None
    value = 100 / num.value
    return Mention(
        s.index, first - 1, last + 1, s.starts[first - 1], s.ends[last], "percent", value, value, "=",
        s.text[s.starts[first - 1] - s.start : s.ends[last] - s.start], "UCUM", "%", 2, "percent.one_in",
    )  # fmt: skip

"""Differences and shares that a single article works out wrong: both sides printed, and what lies between them.

Belongs here: a level, how much it moved and by how many percent; a level, how much more it is than another; a part, its whole and the share.
Does not belong here: a change in percent against two levels (`ratios.py`), sums (`arithmetic.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.reconciliation.terms import Finding, Term, number, said, wrong_share

ROUND = 0.6
"""Percentage points that a rounded share or change may be off."""
_MOVES = ("increase", "decrease")
_LEVELS = ("count", "money", "quantity")
_ABOUT = r"(?:about |around |some |roughly |nearly |almost |just over |just under |a little |over |more than |less than |up |down |by |plus |minus |only |just )*"
_OR = re.compile(rf"(?:\s*,)?\s+or\s+{_ABOUT}|\s*\(\s*{_ABOUT}", re.IGNORECASE)
"""Words between two ways to tell one change: `rose 12, or 4 percent`, `fell by 40 (8 %)`."""
_TO = re.compile(r"(?:\s*,|\))?\s+to\s+(?:a |just |about |some )?", re.IGNORECASE)
_MORE = re.compile(
    r"\s*(?:[\w-]+\s+)?(?:more|fewer|less|higher|lower|above|below)\s+than\s+(?P<than>[^.;:,]{0,40})", re.IGNORECASE
)
_THEN = re.compile(
    r"(?:(?:a|the|one)\s+)?(?:year|month|quarter|season|week|decade)\s+(?:before|earlier|ago)|(?:last|the previous|the preceding|the prior) (?:year|month|quarter|season|week)|in (?:19|20)\d\d",
    re.IGNORECASE,
)
_NOUNED = re.compile(r"[^.;:]{0,50}\b(?:a|an)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_MOVE_NOUN = re.compile(
    r"\s*(?:rise|increase|jump|gain|growth|fall|drop|decline|decrease|reduction|cut|dip|slump|improvement)\b",
    re.IGNORECASE,
)


def _between(one: Term, other: Term) -> str:
    return one.sentence[one.end - one.sentence_start : other.start - other.sentence_start]


def _old_of(new: Term, moved: Term) -> tuple[float, float]:
    """Least and most that the level was before it moved."""
    sign = -1 if moved.change == "increase" else 1
    ends = sorted(
        (
            new.low + sign * moved.low,
            new.low + sign * moved.high,
            new.high + sign * moved.low,
            new.high + sign * moved.high,
        )
    )
    return ends[0], ends[-1]


def _same(one: Term, other: Term) -> bool:
    return (
        one.kind == other.kind
        and one.kind in _LEVELS
        and one.dimension == other.dimension
        and one.currency == other.currency
        and (one.kind != "count" or one.unit == other.unit)
    )


def change_of(terms: list[Term]) -> Iterator[Finding]:
    """`rose 12 points, or 4 percent, to 340`; `at 118, 41 fewer than a year before, a 26 percent drop`."""
    for place in range(len(terms) - 2):
        a, b, c = terms[place : place + 3]
        found = _told_twice(a, b, c) or _told_after(a, b, c)
        if found is None:
            continue
        new, moved, percent = found
        if (
            any(t.open for t in found)
            or moved.change != percent.change
            or moved.change not in _MOVES
            or new.change != "level"
        ):
            continue
        if not _same(new, moved) or new.low <= 0 or moved.low <= 0 or percent.low < 0:
            continue
        least, most = _old_of(new, moved)
        if least <= 0:
            continue
        low, high = 100 * moved.low / most, 100 * moved.high / least
        if low <= percent.high + ROUND and high >= percent.low - ROUND:
            continue
        gap = max(low - percent.high, percent.low - high) / 100
        words = (
            f"{said([moved])} on the way to {said([new])} is {number(100 * moved.middle / ((least + most) / 2))} %, "
            f"but the change is given as {said([percent])}."
        )
        yield Finding([percent, new, moved], gap, words)


def _told_twice(a: Term, b: Term, c: Term) -> tuple[Term, Term, Term] | None:
    """`fell by 40, or 8 percent, to 460` and `fell 8 percent, or 40, to 460`."""
    if not _OR.fullmatch(_between(a, b)) or not _TO.fullmatch(_between(b, c)):
        return None
    if b.kind == "percent" and a.kind != "percent":
        return c, a, b
    if a.kind == "percent" and b.kind != "percent":
        return c, b, a
    return None


def _told_after(a: Term, b: Term, c: Term) -> tuple[Term, Term, Term] | None:
    """`stood at 118, 41 fewer than the year before, a 26 percent drop`."""
    if c.kind != "percent" or b.kind == "percent" or not re.fullmatch(r"\s*,\s+(?:or |some |about )?", _between(a, b)):
        return None
    between = _between(b, c)
    more = _MORE.match(between)
    if not more or not _THEN.search(more["than"]):
        return None
    rest = between[more.end() :]
    noun = _NOUNED.fullmatch(rest) and _MOVE_NOUN.match(c.sentence[c.end - c.sentence_start :])
    return (a, b, c) if noun or _OR.fullmatch(rest) else None


def difference(terms: list[Term]) -> Iterator[Finding]:
    """`436 shops, 34 more than the 412 of last year`: two levels and what lies between them."""
    for place in range(len(terms) - 2):
        new, moved, old = terms[place : place + 3]
        if (
            new.change != "level"
            or old.change != "level"
            or moved.change not in _MOVES
            or any(t.open for t in (new, moved, old))
        ):
            continue
        if not _same(new, moved) or not _same(new, old) or new.modality != old.modality:
            continue
        lead = re.fullmatch(r"\s*(?:[\w-]+\s+){0,3},\s+(?:or |some |about )?", _between(new, moved))
        if not lead or not re.fullmatch(
            r"\s*(?:[\w-]+\s+)?(?:more|fewer|less|higher|lower)\s+than\s+(?:the|its|last year['’]s|the previous|a year ago['’]s)\s+",
            _between(moved, old),
            re.IGNORECASE,
        ):
            continue
        sign = 1 if moved.change == "increase" else -1
        low, high = sign * (new.low - old.high), sign * (new.high - old.low)
        low, high = min(low, high), max(low, high)
        if (low <= moved.high and moved.low <= high) or moved.middle <= 0:
            continue
        gap = min(max(low - moved.high, moved.low - high) / max(new.middle, 1e-9), 10.0)
        words = f"between {said([new])} and {said([old])} lie {number(abs(new.middle - old.middle))}, but the difference is given as {said([moved])}."
        yield Finding([moved, new, old], gap, words)


_OF = re.compile(r"\s+(?:[\w-]+\s+)?(?:out )?of (?:the |its |their |all |a total of )?", re.IGNORECASE)
_APPOSED = re.compile(
    rf"(?:\s+[\w’'-]+){{0,4}}(?:\s*,)?\s+or\s+{_ABOUT}|(?:\s+[\w’'-]+){{0,4}}\s*\(\s*{_ABOUT}", re.IGNORECASE
)


def part_and_share(terms: list[Term]) -> Iterator[Finding]:
    """`31 of the 50 councillors, or 62 percent`: part, whole and share in one breath."""
    for place in range(len(terms) - 2):
        part, whole, share = terms[place : place + 3]
        if (
            share.kind != "percent"
            or share.change != "level"
            or any(t.open or t.change != "level" for t in (part, whole, share))
        ):
            continue
        if (
            part.kind != whole.kind
            or part.kind not in _LEVELS
            or part.currency != whole.currency
            or part.dimension != whole.dimension
        ):
            continue
        if part.low < 0 or whole.low <= 0 or part.high > whole.high:
            continue
        if not _OF.fullmatch(_between(part, whole)) or not _APPOSED.fullmatch(_between(whole, share)):
            continue
        yield from wrong_share(share, part, whole)

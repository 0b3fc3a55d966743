"""Shares of one whole that add up to more than all of it, in prose.

Belongs here: which shares of a sentence part one whole by its words. Does not belong here: shares in printed tables (`tables.py`), a share
held against part and whole (`ratios.py`).
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator

import polars as pl

from pipelines.reconciliation.terms import (
    Finding,
    Term,
    listed,
    number,
    one_line,
    phrases,
    said,
    words_before,
    words_behind,
)
from pipelines.reconciliation.words import LEXICON

MOST_SHARES = 2.5
"""Shares that add up to more than this are not shares of one whole."""
SPLIT_AT_MOST = 115.0
"""Shares told of with `are` that add up to more than this overlap, and are no error."""
SHARE_SLACK = 0.5
"""Percentage points that rounding may add for each share printed in whole percent, on top of its own interval."""

_EACH = re.compile(r"^\W*(?:each|apiece)\b", re.IGNORECASE)
_LISTED = re.compile(r"[^;:.]*$")


def over_whole(terms: list[Term]) -> Iterator[Finding]:
    """`70 %, 22 % and 15 %` of one whole: shares in one frame that add up to more than 100 %."""
    shares = [t for t in terms if t.kind == "percent" and t.change == "level" and t.low >= 0 and t.high <= 100.6]
    if len(shares) < 2:
        return
    sentence = shares[0].sentence
    owned, shared = phrases("own").search(sentence), phrases("share").search(sentence)
    labelled = len(shares) >= 3 and all(re.search(r":\s*$", words_before(t)) for t in shares)
    split = len(shares) >= 3 and (_split(shares) or _gapped(shares))
    if not owned and not labelled and not split and not (shared and len(shares) >= 3):
        return
    if not labelled and not split and (not _one_frame(shares, bool(owned)) or _of_several(shares)):
        return
    times = [_holders(t) for t in shares]
    low = sum(t.low * n for t, n in zip(shares, times, strict=True))
    added = sum(t.middle * n for t, n in zip(shares, times, strict=True))
    slack = 100 + SHARE_SLACK * 0.2 * len(shares)
    if low <= slack or added > 100 * MOST_SHARES:
        return
    if not owned and added > 150:
        return
    count = [
        f"{n} times “{one_line(t.surface)}”" if n > 1 else f"“{one_line(t.surface)}”"
        for t, n in zip(shares, times, strict=True)
    ]
    words = f"shares of one whole, {', '.join(count)}, add up to {number(added)} %."
    yield Finding(shares, (low - 100) / 100, words)


_SHARE_IN = re.compile(
    r"\s*(?:stake |share |interest |holding )?(?:of|in)\s+(?:(?:the|its|their|all|that|this)\s+)*(?P<whole>[\w’'&-]+)",
    re.IGNORECASE,
)


def _of_several(shares: list[Term]) -> bool:
    """Whether the shares name wholes that differ: `38 % of home loans, 50 % of car loans`."""
    named = [_SHARE_IN.match(words_behind(t)) for t in shares]
    return len({match["whole"].lower() for match in named if match}) > 1


_COPULA = re.compile(r"\s*(?:of\s+(?:[\w’'-]+\s+){1,3})?(?:is|are|was|were)\b", re.IGNORECASE)


def _split(shares: list[Term]) -> bool:
    """Whether the shares part one whole: `Of the dead, a half …, a third …`, or `24 % of the people are …, 62 % are …, 15 % are …`.

    In the second frame a later share that names a whole of its own is of that one.
    """
    sentence, base = shares[0].sentence, shares[0].sentence_start
    if re.search(
        r"(?:^|[.;:] |[\"“])of (?:the|all|its|their|those) [^,;.]{2,40}, $",
        sentence[: shares[0].start - base],
        re.IGNORECASE,
    ):
        return not any(re.match(r"\s*of\b", sentence[t.end - base :]) for t in shares)
    said = [_COPULA.match(sentence[t.end - base :]) for t in shares]
    if not all(said):
        return False
    return (
        not any("of " in match[0].lower() for match in said[1:] if match)
        and sum(t.middle for t in shares) <= SPLIT_AT_MOST
    )


_WHOLE_NAMED = re.compile(
    r"^\s*of (?:the|its|their|all|that|this)\b(?:[^,;.]|[.,]\d){0,60}(?=, |\band\b)", re.IGNORECASE
)
_GAPPED_ITEM = re.compile(
    r"(?:,|,? and|,? while)\s+(?:(?:all )?the )?(?:[\w’'-]+\s+){1,5}(?:with |at |for |just |about |only |another |the other )?"
)
_OF_WHOLE = re.compile(
    r"\s*of\s+(?:(?:the|its|their|all|total|that|this|annual)\s+)*(?P<whole>[\w’'-]+(?:\s+[\w’'-]+)?)", re.IGNORECASE
)


@functools.cache
def _wholes() -> frozenset[str]:
    """Nouns of what is parted without rest or overlap: revenue, votes, costs."""
    return frozenset(listed("whole"))


def _gapped(shares: list[Term]) -> bool:
    """Whether one verb and one whole stand for all: `ads brought in 48 % of revenue, fees 37 % and the rest 19 %`."""
    sentence, base = shares[0].sentence, shares[0].sentence_start
    named = _OF_WHOLE.match(sentence[shares[0].end - base :])
    if (
        not named
        or _wholes().isdisjoint(named["whole"].lower().split())
        or sum(t.middle for t in shares) > SPLIT_AT_MOST
    ):
        return False
    start = shares[0].end - base + (_WHOLE_NAMED.match(sentence[shares[0].end - base :]) or named).end()
    for term in shares[1:]:
        item = sentence[start : term.start - base]
        if not _GAPPED_ITEM.fullmatch(item) or _VERB.search(item):
            return False
        start = term.end - base
    return True


_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|rose|fell|grew|by|from|than|to|up|down|in|or|who|which|that)\b", re.IGNORECASE
)


@functools.cache
def _opposites() -> dict[str, tuple[str, str]]:
    """Word → its group and side: `women` and `men` part all people."""
    table = pl.read_csv(LEXICON / "complements.csv", infer_schema=False)
    return {word: (group, side) for group, side, word in table.iter_rows()}


def opposite(one: str, other: str) -> bool:
    """Whether two labels part one whole between them, such as women and men, town and country."""
    a, b = (_opposites().get(label.strip(" :.").lower()) for label in (one, other))
    return a is not None and b is not None and a[0] == b[0] and a[1] != b[1]


_SIDE = re.compile(r"\s*(?:are |were |is |was )?(?P<word>[\w-]+)\s*(?:[.,;]|and\b|$)")


def opposite_sides(terms: list[Term]) -> Iterator[Finding]:
    """`62 % are women and 41 % men`: two sides that together are all, and more than that."""
    for one, other in itertools.pairwise(terms):
        if one.kind != "percent" or other.kind != "percent" or one.change != "level" or other.change != "level":
            continue
        if min(one.low, other.low) < 0 or max(one.high, other.high) > 100 or one.open or other.open:
            continue
        words = [_SIDE.match(t.sentence[t.end - t.sentence_start :]) for t in (one, other)]
        if not all(words) or not opposite(words[0]["word"], words[1]["word"]):  # type: ignore[index]
            continue
        yield from over_all([one, other])


def over_all(sides: list[Term]) -> Iterator[Finding]:
    """The finding that two sides add up to more than 100 %, where rounding does not explain it."""
    low, added = sum(t.low for t in sides), sum(t.middle for t in sides)
    if low > 100 + SHARE_SLACK and added <= 100 * MOST_SHARES:
        words = f"shares of one whole, {said(sides)}, add up to {number(added)} %."
        yield Finding(sides, (low - 100) / 100, words)


def _one_frame(shares: list[Term], owned: bool) -> bool:
    """Whether the shares are listed in one pattern: nothing but their owners or kinds between one and the next."""
    for one, other in itertools.pairwise(shares):
        between = one.sentence[one.end - one.sentence_start : other.start - other.sentence_start]
        if one is shares[0] and not any(re.match(r"\s*of\b", words_behind(t)) for t in shares[1:]):
            # `52 % of the budget of 8.6 billion, plant for 21 %`: the whole of all of them is named with the first.
            between = _WHOLE_NAMED.sub("", between)
        if len(between.split()) > (14 if owned else 9):
            return False
        # Another whole, or a condition, starts a new frame.
        if re.search(
            r"\b(?:while|whereas|although|but|if|when|than|compared|from|up|down|rose|rises?|fell|falls?|later|until|then|months?|has|have|had|said|represents?|who|whose|which|of (?:the|its|their|all))\b",
            between,
            re.IGNORECASE,
        ):
            return False
    return True


def _holders(term: Term) -> int:
    """How many hold the share: `A, B and C own 16 percent each` → 3; 1 without `each`."""
    at = term.near.find(term.surface)
    if at < 0 or not _EACH.match(term.near[at + len(term.surface) :]):
        return 1
    listed = _LISTED.search(term.near[:at])
    names = re.findall(r"(?:[A-Z][\w.&’'-]*)(?:\s+(?:of\s+|the\s+)?[A-Z][\w.&’'-]*)*", listed[0] if listed else "")
    return max(len(names), 1)

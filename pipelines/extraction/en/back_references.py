"""Bare numbers that a pronoun or the number itself ties to a figure before: `lifting that to 85,000`, `it was 84 the year before`,
`seven of the 18`.

Belongs here: which earlier figure a bare number takes its unit from because the words point back. Does not belong here: lists and
contrasts (`shared_units.py`, `elliptic.py`).
"""

from __future__ import annotations

from pipelines.extraction.document import Sentence
from pipelines.extraction.en.shared_units import same_size
from pipelines.extraction.model import Mention

_POINTS_BACK = frozenset("it that this they them".split())
_IS = frozenset("is was are were be been".split())
_AIMS = frozenset("target goal limit record norm average aim forecast expectation".split())
_MEASURED = frozenset(["quantity", "duration", "rate", "percent"])
_FOUND = frozenset("recorded measured registered logged showed read reads shows".split())
_SIDES = frozenset("at to from above below under over".split())


def counted_before(value: float, earlier: list[Mention]) -> str | None:
    """What the article has counted so many of: the 18 of `seven of the 18` are clubs where it spoke of 18 clubs."""
    for other in reversed(earlier):
        if other.kind == "count" and other.low == other.high == value and other.unit and other.noun_first >= 0:
            return other.unit
    return None


def _like(value: float, other: Mention, factor: float) -> bool:
    return same_size(value, other, factor) and (other.kind != "percent" or value <= 100)


def _is_of_year(s: Sentence) -> bool:
    """Tells whether a sentence names a year: `In 1994 it was 17`."""
    return any(len(token) == 4 and token.isdigit() and "1900" <= token <= "2099" for token in s.tokens)


def pointed_at(s: Sentence, mention: Mention, found: list[Mention], earlier: list[Mention]) -> Mention | None:
    """The figure that a pronoun in front of a bare number means: `lifting that to 85,000`; `it was 84 the year before`; of the same
    sentence, or measured in the one before."""
    low, first = s.lower, mention.first
    near = low[max(0, first - 4) : first]
    value = mention.low if mention.low is not None else mention.high or 0.0
    if len(near) < 2:
        return None
    while near and near[-1] in ("about", "just", "nearly", "some", "around", "only", "still"):
        near = near[:-1]
    moved = near[-1:] in (["to"], ["under"], ["below"]) and (near[-2:-1] or [""])[0] in _POINTS_BACK
    said = near[-1:] and near[-1] in _IS and near[-2:-1] and (near[-2] in _POINTS_BACK or near[-2] in _AIMS)
    if not moved and not said:
        return None
    kinds = (*_MEASURED, "count") if moved else _MEASURED
    for other in reversed(found):
        if other.kind in kinds and other.unit and _like(value, other, 5):
            return other
    if not said:
        return None
    for other in reversed(earlier[-4:]):
        if mention.sentence - other.sentence > 2 or other.cell is not None:
            return None
        factor = 4 if other.kind == "percent" and _is_of_year(s) else 1.5
        if other.kind in _MEASURED and other.rule != "percent.fraction" and _like(value, other, factor):
            return other
    return None


def measured_before(s: Sentence, mention: Mention, earlier: list[Mention]) -> Mention | None:
    """The measure of the sentence before that a bare number behind a preposition goes on with: `drilled to 60 metres. We are at 140`."""
    if not earlier or mention.first == 0 or s.lower[mention.first - 1] not in _SIDES | _FOUND:
        return None
    other = earlier[-1]
    value = mention.low if mention.low is not None else mention.high or 0.0
    if mention.sentence - other.sentence != 1 or other.cell is not None or other.kind not in ("quantity", "duration"):
        return None
    behind = s.lower[mention.last : mention.last + 1]
    return (
        other
        if same_size(value, other, 4) and behind in ([], [","], ["."], ['"'], ["”"], [";"], ["now"], ["today"])
        else None
    )


CARRIES = frozenset("carry carries carried transport transported serve served handle handles handled".split())
"""Verbs whose bare number counts what was carried before, not their subject."""
_NORMAL = frozenset("normal norm average usual mean limit target record".split())


def norm_of(s: Sentence, mention: Mention, previous: Mention | None) -> Mention | None:
    """The measure before in the sentence that a norm is one of: `peaked at 412 cubic metres per second; the normal for the season is 6.8`."""
    if previous is None or previous.kind not in ("quantity", "rate", "duration") or mention.first == 0:
        return None
    low = s.lower
    value = mention.low if mention.low is not None else mention.high or 0.0
    if low[mention.first - 1] not in ("is", "was", "of", "to", ":") or _NORMAL.isdisjoint(
        low[previous.last : mention.first]
    ):
        return None
    ends = mention.last >= len(low) or low[mention.last] in (".", ",", ";", ")", '"', "”")
    return previous if ends and same_size(value, previous, 100) else None


def known_whole(s: Sentence, at: int, found: list[Mention], index: int, earlier: list[Mention]) -> str | None:
    """What the bare whole of `seven of the 18` counts, where the article has counted as many before; the whole gets it too."""
    whole = found[index + 1] if index + 1 < len(found) else None
    if whole is None or whole.unit or whole.first > at + 1 or whole.low is None or whole.low < 3:
        return None
    noun = counted_before(whole.low, earlier)
    if noun is not None:
        whole.unit, whole.rule = noun, "count.of_whole"
    return noun


def last_alike(mention: Mention, earlier: list[Mention], near: list[str]) -> Mention | None:
    """The nearest count or rate of the two sentences before, for `five remain`; a time for `the second bell rang after 35`."""
    for other in reversed(earlier[-6:]):
        if mention.sentence - other.sentence > 1:
            return None
        if other.cell is not None:
            continue
        if (other.kind in ("count", "rate") and other.unit != "time") or (
            other.kind == "duration" and near[-1:] in (["after"], ["every"], ["than"], ["within"])
        ):
            return other
    return None

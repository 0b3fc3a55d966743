"""Bare numbers that go on with shares: `put the Reds on 44 per cent, the Blues on 23`, `robbery down 7pc, fraud up 11`, `turnout was 98`;
and bare differences: `68 days on average, 12 more than last year`.

Belongs here: which figure of the sentence such a number is like. Does not belong here: lists with the unit at their end
(`shared_units.py`).
"""

from __future__ import annotations

from pipelines.extraction.document import NUMBER_KIND, Sentence
from pipelines.extraction.en.numerals import HYPHENS
from pipelines.extraction.model import Mention

_AT = frozenset("on at up down to with plus minus +".split())
_ENDS = frozenset(
    [".", ",", ";", ")", "and", "while", "but", '"', "”", "!", "?", "(", "in", "by", "nationally", "elsewhere"]
)
_MORE = frozenset("more fewer less higher lower longer shorter up down above below short over".split())
_BEHIND_MORE = frozenset("than on from the of".split())
_TURNOUT = frozenset(["turnout", "support", "approval", "share"])


def share_meant(s: Sentence, mention: Mention, found: list[Mention]) -> Mention | None:
    """The percentage before in the sentence that a bare number goes on with; None where the words are others."""
    low, first, last = s.lower, mention.first, mention.last
    value = mention.low if mention.low is not None else mention.high or 0.0
    if not 0 < value <= 100 or not first or "," in s.text[mention.start - s.start : mention.end - s.start]:
        return None
    share = next(
        (m for m in reversed(found) if m.kind == "percent" and m.rule not in ("percent.fraction", "percent.one_in")),
        None,
    )
    if share is None:
        return None
    ends = last >= len(low) or low[last] in _ENDS
    if (
        low[last : last + 1] == ["of"] == low[share.last : share.last + 1]
        and not {"and", ",", "but", ";"}.isdisjoint(low[share.last : first])
        and low[first - 1] in ("and", ",", "but")
        and s.kinds[min(last + 1, len(low) - 1)] != NUMBER_KIND
        and low[last + 1 : last + 2]
        and low[last + 1] not in ("the", "them", "these", "those", "its", "whom", "which")
    ):
        return share  # `53 per cent of new solicitors and 31 of equity partners`
    if not _TURNOUT.isdisjoint(low[max(0, first - 4) : first]) and low[first - 1] in ("at", "of", "was", "is", "to"):
        return share
    previous = found[-1]
    if previous is not share and previous.kind != "percent":
        return None
    gap = low[previous.last : first]
    if (
        not ends
        or not 1 < len(gap) < 8
        or gap[-1] not in _AT
        or not {",", ";", "and", "while", "but"}.intersection(gap)
    ):
        return None
    return share if not any(s.kinds[i] == NUMBER_KIND for i in range(previous.last, first)) else None


def difference_from(s: Sentence, mention: Mention, found: list[Mention]) -> Mention | None:
    """The figure right before that a bare number is a difference to: `68 days on average, 12 more than last year`."""
    low, last = s.lower, mention.last
    if not found or last + 1 >= len(low) or low[last] not in _MORE or low[last + 1] not in _BEHIND_MORE:
        return None
    before = next((m for m in reversed(found) if not (m.noun_first > 0 and low[m.noun_first - 1] in HYPHENS)), None)
    if before is None:
        return None
    stated = before.low if before.low is not None else before.high or 0.0
    value = mention.low if mention.low is not None else mention.high or 0.0
    gap = low[before.last : mention.first]
    if before.kind not in ("duration", "quantity", "count") or not before.unit or value > stated or len(gap) > 6:
        return None
    return before if gap and gap[-1] in (",", "or", "and", "–", "-", "—", "(") else None

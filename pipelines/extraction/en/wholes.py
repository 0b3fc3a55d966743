"""The whole that a bare number is a part of, and the noun right in front of it: `17 of the 40 barges`, `Of the recruits, 38 …`.

Belongs here: what stands behind `of` or in front of a comma or a number. Does not belong here: units shared in lists (`shared_units.py`).
"""

from __future__ import annotations

from pipelines.extraction.document import MARK_KIND, Sentence
from pipelines.extraction.en.nouns import (
    NEVER_COUNTED,
    STOPS,
    VERB_BASES,
    VERBS,
    is_plural,
    noun_before,
    noun_behind,
    singular,
)
from pipelines.extraction.en.units import MEASURES
from pipelines.extraction.model import Mention

_OF_HEADS = frozenset("the its their those these them his her our all which whom".split())
_DOES = frozenset(
    "face hold own need want live work speak have come go lack carry require earn use support attend receive report suffer play teach".split()
)
"""Verbs in the plural that could be taken for the first word of a counted noun: `Of the recruits, 38 speak two languages`."""
_OF_PERSONS = frozenset(
    "who affected killed aboard surveyed polled asked interviewed arrested eligible present injured infected questioned employed enrolled registered "
    "hurt missing dead rescued evacuated detained convicted jailed".split()
)
_OPENS = frozenset(["of", "among", "out"])


def whole_ahead(s: Sentence, first: int) -> str | None:
    """The plural of which a number in front of a verb is a part: `Of the new recruits, 38 …`; None where the words are others."""
    low = s.lower
    if first < 3 or low[first - 1] != "," or not is_plural(low[first - 2]) or low[first - 2] in STOPS:
        return None
    for i in range(first - 3, max(-1, first - 9), -1):
        if low[i] in _OPENS and i + 1 < first and low[i + 1] in _OF_HEADS:
            return singular(low[first - 2])
        if s.kinds[i] == MARK_KIND:
            return None
    return None


def counted_whole(s: Sentence, mention: Mention, found: list[Mention]) -> str | None:
    """What the counted whole in front of a comma and a smaller number is: `Of 212 shops within reach of the pit, 37 have closed`."""
    if mention.first < 3 or s.lower[mention.first - 1] != ",":
        return None
    for other in found:
        at = other.first - 1
        if at > 0 and s.lower[at] in _OF_HEADS:
            at -= 1
        if (
            other.kind == "count"
            and other.unit
            and other.low is not None
            and mention.low is not None
            and mention.low < other.low
            and at >= 0
            and s.lower[at] in _OPENS
            and (at == 0 or s.kinds[at - 1] == MARK_KIND or s.lower[at - 1 : at + 1] == ["out", "of"])
            and "," not in s.lower[other.last : mention.first - 1]
        ):
            return other.unit
    return None


def takes_whole(s: Sentence, mention: Mention) -> bool:
    """Gives a number the whole in front of it where its supposed noun is a verb and an object: `Of the crews, 38 face charges`."""
    if s.lower[mention.noun_first] not in _DOES:
        return False
    whole = whole_ahead(s, mention.first)
    if whole is None:
        return False
    mention.last, mention.end = mention.noun_first, s.ends[mention.noun_first - 1]
    mention.noun_first = mention.noun_last = -1
    mention.unit, mention.unit_text, mention.rule = whole, None, "count.of_whole"
    return True


def noun_beside(s: Sentence, first: int, since: int) -> str | None:
    """The plural that stands right in front of a number, with nothing between but its verb: `males number 440,000 and females 430,000`."""
    low = s.lower
    at = first - 1
    if at >= since and low[at] in ("number", "numbered", "total", "totalled", "totaled"):
        at -= 1
    elif at < 1 or low[at - 1] not in ("and", ",", ";", "while"):
        return None
    if low[at][:-1] in VERB_BASES and low[at - 1] == "and":
        return None  # `and plans 11 in the next`
    if at < since or not is_plural(low[at]) or low[at] in STOPS or low[at] in VERBS or low[at] in NEVER_COUNTED:
        return None
    return singular(low[at])


def noun_of_whole(s: Sentence, at: int, found: list[Mention], index: int, earlier: list[Mention]) -> str | None:
    """What the whole behind `of` at token `at` counts: `17 of the 40 barges`, `80 of them`."""
    low, n = s.lower, len(s.lower)
    if low[at] == "those" and low[at + 1 : at + 2] and low[at + 1] in _OF_PERSONS:
        return "person"  # `64 of those affected`
    if low[at] in ("them", "these", "those", "whom", "which") and (at + 1 >= n or not is_plural(low[at + 1])):
        named = _named_here(s, found[index].first) if low[at] in ("them", "these", "those") else None
        for other in [*reversed(found[:index]), *reversed(earlier[-6:])]:
            if other.kind == "count" and other.unit:
                return other.unit if other.sentence == s.index or named is None else named
            if (
                other.kind == "rate"
                and (each := other.unit.split("/")[-1]).isalpha()
                and len(each) > 3
                and each.islower()
            ):
                return each  # `priced at 180 million each. It shipped 7 of them`
        return named
    i = at
    while i < n and i < at + 3 and (low[i] in _OF_HEADS or s.kinds[i] == "number" or low[i].endswith("'s")):
        i += 1
    if (
        index + 1 < len(found)
        and found[index + 1].first <= i <= found[index + 1].last
        and found[index + 1].kind == "count"
    ):
        return found[index + 1].unit or None
    behind = noun_behind(s, i) if i < n else None
    if behind is None and i < n and low[i - 1] in _OF_HEADS:
        behind = noun_behind(s, i + 1) if i + 1 < n else None
    return behind[2] if behind else None


def named_last(s: Sentence, first: int, before: Sentence | None) -> str | None:
    """The plural that `ones` stands for: the last one in front of the number, or of the sentence before."""
    for words, kinds in ((s.lower[:first], s.kinds[:first]), (before.lower, before.kinds) if before else ([], [])):
        for word, kind in zip(reversed(words), reversed(kinds), strict=True):
            if (
                kind != MARK_KIND
                and is_plural(word)
                and word not in STOPS
                and word not in VERBS
                and word not in NEVER_COUNTED
                and word != "ones"
                and word[:-1] not in VERB_BASES
            ):
                return singular(word)
    return None


def _named_here(s: Sentence, first: int) -> str | None:
    """The plural in front of the comma before a number that `of them` follows: `boulders three metres wide, fifteen of them`."""
    if first < 2 or s.lower[first - 1] not in (",", "and", "(", "-", "–", "—"):
        return None
    for i in range(first - 2, -1, -1):
        word = s.lower[i]
        if s.kinds[i] == MARK_KIND and word in ";:":
            return None
        if (
            is_plural(word)
            and word not in STOPS
            and word not in VERBS
            and word not in NEVER_COUNTED
            and word not in MEASURES
            and word[:-1] not in VERB_BASES
        ):
            return singular(word)
    return None


_TO = (["to"], ["to", "about"], ["to", "some"], ["to", "around"], ["to", "just"], ["to", "over"])


def moved_subject(s: Sentence, mention: Mention, found: list[Mention], index: int) -> str | None:
    """What has risen or fallen to a bare number: `Passengers fell 7 percent to 11.8 million and cars by a twelfth to 2.1 million`."""
    if not index:
        return None
    move = found[index - 1]
    if move.kind not in ("percent", "multiple") or s.lower[move.last : mention.first] not in _TO:
        return None
    if mention.low is not None and mention.low < 1000 and move.kind == "percent":
        return None
    since = found[index - 2].last if index > 1 else 0
    if move.kind == "multiple" or index == 1:
        for word in s.lower[:2]:
            if is_plural(word) and word not in STOPS and word not in NEVER_COUNTED and word not in _SUMMED:
                return singular(word)
    noun = noun_before(s, move.first, since)
    return noun if noun is not None and noun not in _SUM_NOUNS else None


_SUMMED = frozenset(
    "sales profits revenues earnings losses exports imports costs prices orders deposits loans assets debts savings".split()
)
_SUM_NOUNS = frozenset(singular(word) for word in _SUMMED)
"""What rises or falls to a sum rather than to a number of things."""

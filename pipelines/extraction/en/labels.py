"""What the words in front of a colon, or the question before, say that a bare number counts: `Shelters open: 85`, `How many? About 240.`

Belongs here: labels and questions. Does not belong here: numbers inside a sentence (`elliptic.py`).
"""

from __future__ import annotations

from pipelines.extraction.document import MARK_KIND, Sentence
from pipelines.extraction.en.nouns import (
    COLLECTIVE,
    STOPS,
    VERB_BASES,
    VERBS,
    is_plural,
    noun_before,
    noun_behind,
    singular,
)
from pipelines.extraction.model import Mention

_BOUNDS = frozenset(
    "about some nearly over around roughly approximately up to more than no just only at least most fewer less under almost not".split()
)
"""Words between a colon and its number."""


def asked(before: Sentence | None) -> str | None:
    """The noun that the sentence before asked for: `How many staff do you have? About 240.`"""
    if before is None or before.text[-1:] not in '?”"' or "many" not in before.lower:
        return None
    at = before.lower.index("many") + 1
    if at >= len(before.lower) or before.lower[at - 2 : at - 1] != ["how"]:
        return None
    noun = noun_behind(before, at)
    return noun[2] if noun else COLLECTIVE.get(before.lower[at])


def plural_subject(before: Sentence | None) -> str | None:
    """The plural noun that opens the sentence before: `Anglers queued … Some 300 had come`."""
    if before is None:
        return None
    for i, word in enumerate(before.lower[:3]):
        if is_plural(word) and word not in STOPS:
            return None if i > 1 and (word in VERBS or word[:-1] in VERB_BASES) else singular(word)
    return None


def label_before(s: Sentence, mention: Mention, previous: Mention | None) -> str | None:
    """`Shelters open: 85`, `Seats: 60`: the noun of the label before the colon."""
    low = s.lower
    i = mention.first - 1
    while i >= 0 and low[i] in _BOUNDS:
        i -= 1
    if i < 0 or low[i] != ":":
        return None
    words: list[str] = []
    i -= 1
    while i >= 0 and s.kinds[i] != MARK_KIND and len(words) < 7:
        words.insert(0, low[i])
        i -= 1
    if any(word in ("percentage", "percent", "pct") for word in words):
        return "%"
    for word in words:
        if word in COLLECTIVE:
            return "job" if word == "workforce" and "peak" in words else COLLECTIVE[word]
    for at, word in enumerate(words):
        if (
            is_plural(word)
            and word not in ("ones", "says")
            and word not in VERBS
            and (at or len(words) < 7 or word not in STOPS)
        ):
            while at + 1 < len(words) and is_plural(words[at + 1]) and words[at + 1] not in VERBS:
                at += 1  # `Visual effects shots`
            return singular(words[at])
    # `Barns fully rebuilt: 41; partly rebuilt: 96`: the noun stands in the label before.
    if previous is not None and previous.kind == "count" and previous.unit:
        return previous.unit
    return noun_before(s, i + 1) if i > 0 else None


_RATES_OF = {"mortality": "death", "death": "death", "fatality": "death", "birth": "birth", "fertility": "birth"}
_RATED = frozenset(
    "homicide murder suicide crime infection accident burglary robbery theft injury marriage divorce abortion".split()
)


def rate_of(near: list[str]) -> str | None:
    """What the rate in front of a number counts: `a homicide rate of 4.1 per 100,000`."""
    if "rate" not in near[1:]:
        return None
    word = near[near.index("rate", 1) - 1]
    return _RATES_OF.get(word) or (word if word in _RATED else None)


def is_sex_ratio(s: Sentence, near: list[str], value: float) -> bool:
    """Tells whether a bare number is so many women to a thousand men: `a sex ratio of 943`."""
    if not 500 < value < 1500:
        return False
    told = near[-1:] in (["is"], ["was"], ["to"], ["from"], ["at"], [":"]) and " sex ratio" in s.text.lower()
    return near[-3:] == ["sex", "ratio", "of"] or told

"""What a compound in front of a bare number counts: `its customer base has shrunk to 11.8 million`, `a helicopter fleet of 22`, the
seats that a ground's capacity is of.

Belongs here: nouns of mass and what they are made of. Does not belong here: those that always count persons (`noun_words.csv`).
"""

from __future__ import annotations

from pipelines.extraction.document import NUMBER_KIND, WORD_KIND, Sentence
from pipelines.extraction.en.marked_words import mark
from pipelines.extraction.en.nouns import STOPS, singular
from pipelines.extraction.en.numerals import SCALES
from pipelines.extraction.model import Mention

_GROUPS = frozenset("base count numbers tally fleet traffic herd flock portfolio stock arrivals".split())
_GROUPED = mark(_GROUPS)
_VENUES = frozenset(
    "ground stadium arena stand theatre theater hall venue auditorium cinema circuit bowl stands stadiums".split()
)
_NOT_KINDS = frozenset(
    "head death body tax data customer's military rate capital knowledge power new whole entire total large small huge record official latest final overall "
    "vehicle-free own growing ageing aging modern existing current global local national regional international domestic commercial first second "
    "opening closing live hot cold early late high low double triple single medal vote sheer real actual exact rough serial phone telephone "
    "registration case web site internet network data air road rail sea freight cargo goods housing rolling laughing old older young younger".split()
)
"""Words in front of such a noun that do not say what it is made of."""
_KINDS = {"air": "passenger", "cattle": "cow", "housing": "home", "aircraft": "aircraft"}
_REACH = 9
"""Tokens between the compound and its number."""
_STOPS_AT = frozenset([",", ";", ".", ":", "(", ")", "while", "but", "whose", "which", "that"])


def grouped(s: Sentence, first: int) -> str | None:
    """What a bare number at token `first` counts by a compound such as `customer base` in front of it; None where there is none."""
    if not s.marks & _GROUPED:
        return None
    low = s.lower
    for i in range(first - 1, max(0, first - _REACH), -1):
        if s.kinds[i] == NUMBER_KIND and i < first - 1:
            if low[i - 1] != "from" and low[i + 1 : i + 2] != ["to"]:
                return None
            continue
        if low[i] in _STOPS_AT:
            return None
        if low[i] in _GROUPS:
            kind = low[i - 1]
            if (
                s.kinds[i - 1] != WORD_KIND
                or kind in STOPS
                or kind in _NOT_KINDS
                or kind in SCALES
                or not kind.isalpha()
            ):
                return _KINDS.get(kind)
            if s.tokens[i - 1][0].isupper() and i > 1:
                return None  # `the Orrel fleet`
            if kind.endswith(("wide", "ed", "ing", "al", "ous", "ful", "ic", "est", "ly", "'s")):
                return None
            return singular(kind)
    return None


def is_capacity(
    s: Sentence, mention: Mention, near: list[str], previous: Mention | None, earlier: list[Mention]
) -> bool:
    """Tells whether a bare number counts the seats of a ground or hall: its `capacity`, where the article speaks of seats or of those
    who fill them."""
    if "capacity" not in near:
        return False
    if not _VENUES.isdisjoint(s.lower):
        return True
    value = mention.low if mention.low is not None else mention.high or 0.0
    if value < 500 or value != int(value) or near[-1] not in ("from", "to", "of", "is", "was", ":", "at"):
        return False
    if previous is not None and previous.rule == "count.capacity":
        return True
    return any(other.unit in ("seat", "spectator", "fan", "ticket", "holder") for other in earlier)

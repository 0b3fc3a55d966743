"""Where a figure can start: which sentences and which of their tokens are worth a closer look.

Belongs here: cheap tests that skip most of a text. Does not belong here: whether it is a figure.
"""

from __future__ import annotations

import re
from itertools import compress

from pipelines.extraction.document import FRACTION_KIND, NUMBER_KIND, Sentence, kind_of
from pipelines.extraction.en import ranks
from pipelines.extraction.en.numerals import FRACTIONS, ORDINALS, STARTERS, VAGUE_HEADS, WORDS
from pipelines.extraction.en.units import CURRENCY_NAMES, MEASURES

_NUMBER_KINDS = frozenset([NUMBER_KIND, FRACTION_KIND])
_CANDIDATE_WORDS = frozenset({*WORDS, *FRACTIONS, *ORDINALS, *ranks.MULTIPLES}) - {"score"}
_SINGLE = (
    "than a",
    "nearly a",
    "almost a",
    "under a",
    "quite a",
    "up to a",
    "roughly a",
    "approximately a",
    "a dollar",
    "a pound",
    "takes a",
    "took a",
    "lasted a",
    "by a month",
    "by a year",
    "behind schedule",
    "percentage point",
    "for a quid",
    "a fiver",
    "a tenner",
)
_DIGIT = re.compile(r"[\d¼½¾⅐-⅞]")
_LETTERS = re.compile(r"[a-z]+")
_ARTICLES = frozenset(["a", "an"])
_CANDIDATES = STARTERS | frozenset(ranks.MULTIPLES) | {"million", "billion", "trillion"}
_AFTER_ARTICLE = frozenset(
    [
        *WORDS,
        *FRACTIONS,
        *VAGUE_HEADS,
        *MEASURES.first_tokens(),
        *CURRENCY_NAMES.first_tokens(),
        "fiver",
        "tenner",
        "percentage",
    ]
)


class _Starts(dict[str, bool]):
    """Tells whether a figure can start at a token; what was asked for once is remembered."""

    def __missing__(self, token: str) -> bool:
        if len(self) >= _KNOWN_TOKENS:
            self.clear()
        self[token] = found = token in _CANDIDATES or kind_of(token) in _NUMBER_KINDS
        return found


_KNOWN_TOKENS = 50_000
_may_start = _Starts().__getitem__


class _Figured(dict[str, bool]):
    """Tells whether what stands between two spaces holds a digit or a number word; what was asked for once is remembered."""

    def __missing__(self, piece: str) -> bool:
        if len(self) >= _KNOWN_TOKENS:
            self.clear()
        words = _LETTERS.findall(piece.lower())
        self[piece] = found = _DIGIT.search(piece) is not None or not _CANDIDATE_WORDS.isdisjoint(words)
        return found


_has_number = _Figured().__getitem__


def may_state_figure(text: str) -> bool:
    """Tells whether a sentence can state a figure at all: a digit, a number word, or `less than a minute`."""
    if True in map(_has_number, text.split(" ")):
        return True
    lower = text.lower()
    if " a" in lower or "a " in lower:
        for words in _SINGLE:
            if words in lower:
                return True
    return False


def candidates(s: Sentence) -> list[int]:
    """Gives the tokens at which a figure can start; an article only where a number, a unit or a part of one follows."""
    low, last = s.lower, len(s.lower) - 1
    found = compress(range(last + 1), map(_may_start, low))
    return [i for i in found if low[i] not in _ARTICLES or (i < last and low[i + 1] in _AFTER_ARTICLE)]

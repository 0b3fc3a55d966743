"""Metric phrase → concept, by the synonym table `lexicon/concepts.csv` (revenue = turnover = sales = takings).

Belongs here: the look-up. Does not belong here: the table, and how a metric phrase is made (`metrics.py`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.extraction.en.phrases import read_rows

_SHARES = frozenset(("market_share", "vote_share", "stake"))
"""Concepts that a phrase which begins with `share of` may have."""
_WORDS = re.compile(r"[a-z0-9&'.-]+")


def _stem(word: str) -> str:
    """A word without its plural ending, enough for the table."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _load() -> dict[tuple[str, ...], str]:
    table: dict[tuple[str, ...], str] = {}
    for row in read_rows("concepts.csv"):
        for phrase in row["phrases"].split("|"):
            table.setdefault(tuple(_stem(word) for word in phrase.split()), row["concept"])
    return table


CONCEPTS = _load()
"""Concept by stemmed phrase."""
CONCEPT_PHRASES = frozenset(phrase for row in read_rows("concepts.csv") for phrase in row["phrases"].split("|"))
_BY_FIRST: dict[str, list[tuple[tuple[str, ...], str]]] = {}
"""Phrases by their first word, longest first."""
for _phrase in sorted(CONCEPTS, key=len, reverse=True):
    _BY_FIRST.setdefault(_phrase[0], []).append((_phrase, CONCEPTS[_phrase]))


@lru_cache(maxsize=8192)
def concept_of(metric: str, unit: str = "") -> str | None:
    """The concept of a lower-case metric phrase; the longest phrase of the table wins, then the first. None where none fits.

    `unit` is the noun of a count, looked up where the phrase has no concept. A share of something (`share of revenue from …`) has
    no concept of its own unless the table lists that share; of `X as share of Y` only X counts.
    """
    phrase, shared, _ = metric.partition(" as share of ")
    words = tuple(map(_stem, _WORDS.findall(phrase)))
    longest, found = 0, None
    for start, word in enumerate(words):
        for known, concept in _BY_FIRST.get(word, ()):
            length = len(known)
            if length <= longest:
                break
            if words[start : start + length] == known:
                longest, found = length, concept
                break
    if found is not None:
        if phrase.startswith("share of ") and found not in _SHARES and longest < len(words):
            return None
        return found
    return CONCEPTS.get((unit,)) if unit and not shared else None

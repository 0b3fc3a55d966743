"""Whether a word is an ordinary English word, so that a capital at the start of a sentence says nothing of it.

Belongs here: the list of ordinary words and their endings. Does not belong here: what makes a name (`names.py`).

`lexicon/ordinary_words.csv` holds words that news prints in small letters, without those of the other tables and without forms that
an ending makes of a shorter one.
"""

from __future__ import annotations

from functools import lru_cache

from pipelines.extraction.en.phrases import COMMON, CONCEPT_WORDS, FUNCTION, NOUN_FORMS, VERBS, read_rows

_WORDS = (
    frozenset(word for row in read_rows("ordinary_words.csv") for word in row["words"].split())
    | COMMON
    | frozenset(VERBS)
    | frozenset(FUNCTION)
    | NOUN_FORMS
    | CONCEPT_WORDS
)
_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("er", ""), ("er", "e"), ("ers", ""),
    ("ers", "e"), ("ly", ""), ("est", ""), ("men", "man"), ("ier", "y"), ("iest", "y"),
)  # fmt: skip
"""Endings of word forms, and what stands in their place in the form of the list."""
_BUILT = (
    "ment", "ments", "ness", "ity", "ities", "tion", "tions", "sion", "sions", "ology", "ally", "ical", "ists", "ism", "ship", "ships",
    "ised", "ized", "ising", "izing",
)  # fmt: skip
"""Endings that ordinary words are built with and names seldom have."""
_FRONTS = ("un", "re", "over", "under", "out", "non", "mis", "pre", "sub", "inter")
_SHORTEST = 3
_LONG = 7


@lru_cache(maxsize=8192)
def is_ordinary(word: str) -> bool:
    """True for an ordinary word in small letters: one of the list, a form of one, one built like many, or two of them in one or
    joined by a hyphen."""
    if word in _WORDS or (len(word) > _LONG and word.endswith(_BUILT)):
        return True
    if "-" in word:
        return any(map(is_ordinary, word.split("-")))
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST and word[: -len(ending)] + instead in _WORDS:
            return True
    if any(word.startswith(front) and word[len(front) :] in _WORDS for front in _FRONTS):
        return True
    return any(word[:at] in _WORDS and word[at:] in _WORDS for at in range(_SHORTEST, len(word) - _SHORTEST))

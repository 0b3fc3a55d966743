"""Where a name begins: words in front of a name that are capitalised only because they open a sentence or say what someone is.

Belongs here: cutting such words off, and telling whether a word opens a sentence. Does not belong here: finding names (`names.py`).
"""

from __future__ import annotations

import re

from pipelines.extraction.en.name_kinds import DESCRIPTIONS
from pipelines.extraction.en.phrases import COMMON, CONCEPT_WORDS, DEMONYMS, FUNCTION, NOUN_FORMS, VERBS, word_set

MONTHS = word_set("months")
COMPASS = frozenset("n s e w ne nw se sw nne nnw sse ssw north south east west".split())
ROLES = frozenset(
    word for word, row in DESCRIPTIONS.items() if row["kind"] == "organisation" and word.endswith(("er", "or"))
) | frozenset(
    "owner rival parent partner shareholder buyer seller bidder competitor analyst broker leader founder newcomer giant".split()
)
"""What someone is, printed in front of a name: `Owner Orrin Mines`, `Supplier Helix`."""
_NOT_NAMES = word_set("not_names")
SLUG = re.compile(
    r"(?:Athletics|Soccer|Tennis|Golf|Cricket|Rugby|Cycling|Boxing|Olympics|Motor|Swimming|Update|Factbox|Analysis|Exclusive|Insight|Wrapup)-"
)
"""Sections of an agency in front of its headlines: `Tennis-Orvik wins`."""
PEOPLE_ENDS = ("als", "ers", "ors", "nts", "ists", "men", "ees", "ics")
"""`Locals said`, `Rescuers said`: people, not a name."""
NAME_SIGN = re.compile(r"['’]s |:? (?:said|says|won|plans|expects|reports|raises|sells|buys)\b")


def opens(text: str, start: int) -> bool:
    """True where a word stands first in its sentence, line or quote."""
    before = text[max(0, start - 2) : start]
    return not before or before[-1] in '\n“"*|' or (before[-1] == " " and before[0] in '.!?:“"•*|-')


def trim(text: str, start: int, names: set[str], lower_words: set[str]) -> tuple[str, int]:
    """Cuts words off the front of a capitalised run that are only capitalised because they open a sentence."""
    while True:
        word, _, rest = text.partition(" ")
        lower = word.lower()
        if not rest:
            ordinary = lower in FUNCTION or (
                word not in names and (lower in lower_words or lower in COMMON or lower in VERBS)
            )
            return ("", start) if ordinary or lower in MONTHS or lower in _NOT_NAMES else (text, start)
        if (
            lower in FUNCTION
            or (word not in names and (lower in lower_words or lower in VERBS or lower in _NOT_NAMES or lower in ROLES))
            or (rest.startswith(("of ", "for ")) and (lower in CONCEPT_WORDS or lower in COMPASS))
        ):
            text, start = rest, start + len(word) + 1
            while text.startswith(("of ", "for ", "& ")):
                small, _, text = text.partition(" ")
                start += len(small) + 1
        else:
            return text, start


def is_told(phrase: str) -> bool:
    """True where words in front of a class word are people of a country or a sentence, no name: `Aussie`, `Orrin bought the`."""
    words = phrase.split()
    return words[0].lower() in DEMONYMS or any(
        word in FUNCTION
        or (word in VERBS and (VERBS[word].form == "third" or (VERBS[word].form == "past" and word not in NOUN_FORMS)))
        for word in words
        if word.islower()
    )

"""Where a name begins: words in front of a name that are capitalised only because they open a sentence or say what someone is.

Belongs here: cutting such words off, and telling whether a word opens a sentence. Does not belong here: finding names (`names.py`).
"""

from __future__ import annotations

import re

from pipelines.extraction.en.capital_runs import SERVING
from pipelines.extraction.en.name_kinds import DESCRIPTIONS, INSTITUTIONS_OF
from pipelines.extraction.en.ordinary_words import is_ordinary
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


_COUNTING = re.compile(r"(?:\d,\d{3}|\d\.\d+|(?<!\d)\d{1,3}) $")
"""A number that counts what stands behind it; a year does not."""
_OF_SOMETHING = re.compile(r" of (?:an?|the|two|three|how|what) [a-z]")


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
            or (rest.startswith("of the ") and word not in names and lower.endswith("s") and is_ordinary(lower))
        ) and not (
            (rest.startswith("of ") and lower in INSTITUTIONS_OF) or (rest.startswith("for ") and lower in SERVING)
        ):
            text, start = rest, start + len(word) + 1
            while text.startswith(("of ", "for ", "& ")):
                small, _, text = text.partition(" ")
                start += len(small) + 1
        else:
            return text, start


def trim_headline(raw: str, start: int, text: str, body: int) -> tuple[str, int]:
    """Cuts ordinary words off the front of a headline's run where the body prints only the rest: `Smaller Orvik crop`."""
    while " " in raw and text.find(raw, body) < 0:
        word, _, rest = raw.partition(" ")
        if not (opens(text, start) and is_ordinary(word.lower()) and rest[:1].isupper() and text.find(rest, body) >= 0):
            break
        raw, start = rest, start + len(word) + 1
    return raw, start


def as_in_body(raw: str, lowered: str, body: int) -> str:
    """As many first words of a headline's run as the body prints together; all of them where it prints none."""
    cut = raw
    while not _has_words(lowered, cut.lower(), body):
        if " " not in cut:
            return raw
        cut = cut.rpartition(" ")[0]
    return cut


def _has_words(text: str, words: str, at: int) -> bool:
    """True where words stand in a text from code point `at` on and are no part of longer ones; a pattern for each name is dear to make."""
    at = text.find(words, at)
    while at >= 0:
        end = at + len(words)
        before, behind = text[at - 1 : at], text[end : end + 1]
        if not (before.isalnum() or before == "_" or behind.isalnum() or behind == "_"):
            return True
        at = text.find(words, at + 1)
    return False


def opens_as_word(text: str, start: int, raw: str) -> bool:
    """True for an ordinary thing at the front of a sentence (`Loans 90 or more days past due`, `Portrait of a town`) and for letters
    that are counted (`7,310 FTE`)."""
    if raw[-1].isdigit() and raw.count(" ") == 1:
        return is_ordinary(raw.partition(" ")[0].lower()) and opens(text, start)
    if raw.isupper() and raw.isalpha() and len(raw) < 6 and _COUNTING.search(text, max(0, start - 12), start):
        return True
    end = start + len(raw)
    of = " " not in raw and text.startswith(" of ", end) and _OF_SOMETHING.match(text, end) is not None
    return of and opens(text, start)


def is_told(phrase: str) -> bool:
    """True where words in front of a class word are people of a country or a sentence, no name: `Aussie`, `Orrin bought the`."""
    words = phrase.split()
    return words[0].lower() in DEMONYMS or any(
        word in FUNCTION
        or (word in VERBS and (VERBS[word].form == "third" or (VERBS[word].form == "past" and word not in NOUN_FORMS)))
        for word in words
        if word.islower()
    )

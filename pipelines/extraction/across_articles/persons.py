"""People who go by their surname in one article and by their full name in another of its cluster.

Belongs here: `Marten` → `Ana Marten`. Does not belong here: short names of firms and things (`short_forms.py`).
"""

from __future__ import annotations

import re

from pipelines.extraction.across_articles.story import Article, Story, family_of, key_of, words_of
from pipelines.extraction.en.story_words import (
    COUNTRIES,
    DIRECTIONS,
    FUNCTION,
    KIND_OF_HEAD,
    LEGAL_FORMS,
    LOCATING,
    ROLES,
    SISTER_BODIES,
)

_NO_PART = COUNTRIES | KIND_OF_HEAD.keys()
"""Words that are no part of a person's name."""
_NO_SURNAMES = _NO_PART | LEGAL_FORMS | SISTER_BODIES
_NO_FIRST_NAMES = _NO_PART | FUNCTION.keys() | ROLES | DIRECTIONS
_SHORTEST = 3
"""Letters of the shortest surname."""
_REACH = 30
"""Characters before a name in which the word for what its bearer does is looked for."""
_BEHIND = re.compile(
    r",? (?:who|whose|said|says|told|wrote|added|argues|joined|earns|signed|won|beat|finished|ran|scored|clocked)\b|, (?:aged )?\d\d\b|, (?:an? |the )?[a-z][a-z' -]{2,40},|, the | of [A-Z]"
)
"""What stands behind the name of a person."""
_OF_FIRMS = re.compile(
    r"(?:['’]s?)? (?:shares?|sales|profits?|revenues?|stock|turnover|plants?|factor(?:y|ies)|stores|shops|cars|customers|shareholders|products)\b|, which\b"
)
"""What stands behind the name of a firm that bears its founder's."""
_CALLED = re.compile(r"(?<![\w-])([a-z]{3,}) $")
_CALLINGS = (
    "er",
    "or",
    "ist",
    "ian",
    "man",
    "woman",
    "boss",
    "coach",
    "chief",
    "keeper",
    "half",
    "back",
    "agent",
    "mayor",
    "head",
)
"""Ends of what people are called by: `striker`, `economist`, `spokeswoman`."""


def persons(story: Story) -> None:
    """`Marten` → `Ana Marten`: where one article's figures have a surname that it prints alone, and all others print one first name before it.

    A first name is a word with a capital within a sentence that is no office, direction or ordinary word.
    """
    for short, users in sorted(story.users().items()):
        parts = words_of(short)
        if len(parts) != 1 or not _may_be_surname(story, short):
            continue
        fronts = {front for article in story.articles.values() for front in _first_names(story, article, short)}
        if len(fronts) != 1 or _placed(story, short):
            continue
        full = f"{fronts.pop()} {short}"
        if full.lower() in story.fixed:
            continue
        for identity in sorted(users):
            story.rename(identity, short, full)


def _may_be_surname(story: Story, name: str) -> bool:
    lower = name.lower()
    return (
        len(name) >= _SHORTEST
        and name[0].isupper()
        and not name.isupper()
        and name.isalpha()
        and lower not in story.fixed
        and lower not in _NO_SURNAMES
        and not family_of(name)
        and not story.ordinary(lower)
    )


def _first_names(story: Story, article: Article, surname: str) -> set[str]:
    """Words printed before a surname that are first names, where the text around them says that it speaks of a person."""
    found: set[str] = set()
    if surname.lower() not in article.places:
        return found
    body = article.body
    for match in re.finditer(rf"(?<![\w-])([A-Z][^\W\d_A-Z]+) {re.escape(surname)}(?![\w-])", body):
        if match[1].lower() in _NO_FIRST_NAMES or story.ordinary(match[1].lower()):
            continue
        before = _CALLED.search(body, max(0, match.start() - _REACH), match.start())
        if _BEHIND.match(body, match.end()) or (before and (before[1] in ROLES or before[1].endswith(_CALLINGS))):
            found.add(match[1])
    return found


def _placed(story: Story, name: str) -> bool:
    """True where an article says that something is in it, or that it is a firm's or a thing's name."""
    key = key_of((name,))
    firm = re.compile(rf"(?<![\w-]){re.escape(name)}(?:{_OF_FIRMS.pattern})")
    for article in story.articles.values():
        if firm.search(article.body):
            return True
        for at in article.places.get(key[0], ()):
            before = article.words[at - 1].lower() if at else ""
            behind = article.words[at + 1] if at + 1 < len(article.words) else ""
            if before in LOCATING or (behind[:1].isupper() and behind.lower() in KIND_OF_HEAD):
                return True
    return False

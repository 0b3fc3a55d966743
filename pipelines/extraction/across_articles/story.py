"""The articles of one cluster: what they print, and what their entities are called.

Belongs here: words and places of an article, names and their forms, and the record of what was renamed. Does not belong here: any reason
to rename (`short_forms.py`, `events.py`, `topics.py`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from pipelines.extraction.en.story_words import (
    COMMON_WORDS,
    EVENT_NAMES,
    KIND_OF_HEAD,
    LEGAL_FORMS,
    PUBLIC_BODIES,
    ROLES,
    SMALL_WORDS,
)

Words = tuple[str, ...]
"""The words of a name, in order."""
_WORD = re.compile(r"[^\W_]+(?:[.'&][^\W_]+)*")
_OWNERS = re.compile(r"'s\b")
_SLIPS = 0.2
"""A word that is printed small in more of its uses is an ordinary one."""


def printed_words(text: str) -> Words:
    """The words of a text in order, without `'s`."""
    return tuple(map(str, _WORD.findall(_OWNERS.sub("", text.replace("’", "'")))))


@lru_cache(maxsize=65_536)
def words_of(name: str) -> Words:
    """The words of a name."""
    return printed_words(name)


def key_of(words: Iterable[str]) -> Words:
    """The same words in lower case."""
    return tuple(map(str.lower, words))


def is_name(words: Words) -> bool:
    """True where every word is printed as a name's is: capitals and numbers, small words between."""
    return bool(words) and words[0][0].isupper() and all(not word[0].islower() or word in SMALL_WORDS for word in words)


def is_firm(words: Words) -> bool:
    """True for a name that ends as those of firms do."""
    last = words[-1].lower() if words and words[-1][0].isupper() else ""
    return last in LEGAL_FORMS or (KIND_OF_HEAD.get(last) == "organisation" and last not in PUBLIC_BODIES)


@lru_cache(maxsize=65_536)
def family_of(name: str) -> str | None:
    """The family of the event that a name is of: `Tessaly Ridge wildfire` → fire; None for other names."""
    words = words_of(name)
    return EVENT_NAMES.get(words[-1].lower()) if words else None


@lru_cache(maxsize=65_536)
def owner_of(name: str) -> Words:
    """The words of a name that say whose or where: of `Tessaly Ridge wildfire` and `Tessaly Ridge wind farm` the first two."""
    words = words_of(name)
    if family_of(name):
        words = words[:-1]
    while words and words[-1].islower():
        words = words[:-1]
    return words


@dataclass
class Article:
    """One article of a cluster."""

    wire: str
    """Its `wire_id`: copies of one story have one voice."""
    text: str
    title: str
    keys: frozenset[str] = frozenset()
    """Rare names that it shares with other articles, in lower case."""
    uses: Counter[str] = field(default_factory=Counter)
    """Figures by the name that they have now."""
    publisher: str = ""
    """Who prints it: a place's own office need not name the place."""

    def speaks_for(self, name: Words) -> bool:
        """True where the words of a name stand in its publisher's."""
        words = key_of(printed_words(self.publisher))
        return bool(name) and any(words[at : at + len(name)] == key_of(name) for at in range(len(words)))

    @property
    def body(self) -> str:
        """Its text without the headline."""
        return self.text[len(self.title) :] if self.text.startswith(self.title) else self.text

    @cached_property
    def words(self) -> Words:
        """Its words in order."""
        return printed_words(self.text)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands, by its lower-case form."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(key_of(self.words)):
            found[word].append(place)
        return found

    @cached_property
    def title_words(self) -> Words:
        """The words of its headline, in lower case."""
        return key_of(printed_words(self.title))

    def prints(self, name: Words) -> list[int]:
        """Places where the words of a name stand one behind the other."""
        lower = key_of(name)
        if not lower or not all(word in self.places for word in lower):
            return []
        size = len(lower)
        if size == 1:
            return self.places[lower[0]]
        return [at for at in self.places[lower[0]] if key_of(self.words[at : at + size]) == lower]

    def main(self) -> str | None:
        """The name that most of its figures have."""
        return min(self.uses, key=lambda name: (-self.uses[name], name)) if self.uses else None


class Story:
    """The articles of one cluster and what their entities are renamed to."""

    def __init__(self, articles: Mapping[str, Article], fixed: Collection[str] = ()) -> None:
        """Takes the articles by id, and the names (lower case) that stay as they are."""
        self.articles = articles
        self.fixed = fixed
        self.names: dict[tuple[str, str], str] = {}
        """(article, name as it came) → its name now."""
        self.odd: dict[tuple[str, str], str] = {}
        """(article, name as it came) → what the story is of, for figures whose sentence does not print the name."""
        self.forms: dict[str, set[Words]] = defaultdict(set)
        """What stands for a name in print, besides the name."""
        self._now: dict[tuple[str, str], list[str]] = {}
        self._ordinary: dict[str, bool] = {}
        self.firms = {
            key_of(words[:size])
            for article in articles.values()
            for name in article.uses
            if is_firm(words := words_of(name))
            for size in range(1, len(words) + 1)
        }
        """Names of firms and their beginnings, in lower case."""

    def users(self) -> dict[str, set[str]]:
        """The articles whose figures have each name."""
        users: dict[str, set[str]] = defaultdict(set)
        for identity, article in self.articles.items():
            for name in article.uses:
                users[name].add(identity)
        return users

    def wires(self, identities: Iterable[str]) -> set[str]:
        """The voices of some articles."""
        return {self.articles[identity].wire for identity in identities}

    def akin(self, one: str, others: Iterable[str], *names: Words, by: int = 1) -> bool:
        """True where an article shares `by` rare names with one of the others, the words of `names` aside: one name may be of two things."""
        told = {word for name in names for word in key_of(name)}
        keys = self.articles[one].keys - told
        return any(len(keys & self.articles[other].keys) >= by for other in others if other != one)

    def originals(self, identity: str, name: str) -> list[str]:
        """What a name of an article was when it came."""
        return self._now.get((identity, name), [name])

    def rename(self, identity: str, old: str, new: str) -> None:
        """Gives the figures of one article that are of `old` the name `new`."""
        if old == new:
            return
        article = self.articles[identity]
        came = self.originals(identity, old)
        for name in came:
            self.names[identity, name] = new
        self._now[identity, new] = [*self._now.get((identity, new), [new] if article.uses[new] else []), *came]
        self._now.pop((identity, old), None)
        self.forms[new] |= self.forms[old] | {owner_of(old)}
        article.uses[new] += article.uses.pop(old)

    def forms_of(self, name: str) -> set[Words]:
        """What stands for a name in print."""
        return {owner_of(name)} | self.forms.get(name, set())

    def printed(self, article: Article, name: str) -> list[int]:
        """Places where an article prints a name in any of its forms."""
        return sorted({at for form in self.forms_of(name) for at in article.prints(form)})

    def ordinary(self, word: str) -> bool:
        """True for a lower-case word that is one of the language, or that the articles print small too, a slip or an address aside."""
        known = self._ordinary.get(word)
        if known is None:
            printed = [article.words[at] for article in self.articles.values() for at in article.places.get(word, ())]
            known = word in COMMON_WORDS or word in ROLES or sum(map(str.islower, printed)) > _SLIPS * len(printed)
            self._ordinary[word] = known
        return known

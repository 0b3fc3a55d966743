"""Institutions that an article is about: who publishes it and speaks for itself, a place's bank or university, a local paper's town.

Belongs here: topics that are told by who prints the article or by `the university`, `the bank`. Does not belong here: the weighing of names
and things (`topics.py`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from pipelines.extraction.en.name_kinds import DESCRIPTIONS, HEAD_KIND, PAPER, head_of
from pipelines.extraction.en.phrases import VERBS, read_rows, word_set

if TYPE_CHECKING:
    from pipelines.extraction.en.descriptions import ArticleMemory

_OUTLETS = frozenset(
    [
        "press",
        "times",
        "post",
        "herald",
        "media",
        "publishing",
        "broadcasting",
        "television",
        "tv",
        "group",
        "network",
        "agency",
        "bureau",
        "service",
    ]
)
"""Last words of the names of news outlets."""
_MEDIA = frozenset(
    [
        "press",
        "news",
        "times",
        "post",
        "herald",
        "media",
        "publishing",
        "broadcasting",
        "television",
        "tv",
        "wire",
        "newswire",
    ]
)
"""Words of the names of outlets alone."""
_TELLING = frozenset(word for word, row in DESCRIPTIONS.items() if row["kind"] == "organisation") - word_set(
    "wide_organisations"
)
"""Classes of organisations that are narrow enough to tell which one is meant."""

_NATIONS = {row["adjective"].capitalize(): row["country"] for row in read_rows("national_adjectives.csv")}
_COUNTRY_WORDS = _NATIONS | {country: country for country in _NATIONS.values() if " " not in country}
_LONG_NAMES = sorted({country for country in _NATIONS.values() if " " in country})
"""`Czech` → Czech Republic."""
_TOLD = 3.0
"""Weight of the adjectives of a country that an article is about."""


def organisations_told(memory: ArticleMemory) -> dict[str, int]:
    """How often the article says `the airline`, `the railway`, by the class; wide classes such as `the company` tell nothing."""
    told: dict[str, int] = {}
    for near, far in memory.definites():
        for word in (near, far):
            if word in _TELLING:
                told[word] = told.get(word, 0) + 1
                break
    return told


def institution_told(memory: ArticleMemory, place: str, scores: dict[str, float]) -> str | None:
    """The institution with a place in its name that the lead brings up and the article comes back to by `the university` or `the bank`."""
    told = organisations_told(memory)
    lead = memory.text.find("\n", memory.body + 200)
    for name in sorted(scores, key=lambda one: -scores[one]):
        known = memory.names.get(name)
        if (
            known is not None
            and len(known.words) > 1
            and head_of(known.words) in _TELLING
            and told.get(head_of(known.words), 0)
            and (known.first < lead or known.count > 1)
            and not memory.publishes(name)
        ):
            return name
    return None


@lru_cache(maxsize=256)
def _acting_of(place: str) -> re.Pattern[str]:
    heads = "|".join(sorted(_TELLING))
    return re.compile(rf"(?<![^\W_]){re.escape(place)}['’]s ((?:[a-z]+ ){{0,2}}?({heads})) ([a-z]+)\b")


@lru_cache(maxsize=256)
def _beside(place: str) -> re.Pattern[str]:
    heads = "|".join(sorted(_TELLING))
    return re.compile(rf"(?<![^\W_]){re.escape(place)} ({heads})(?= [a-z]+|[,:.\n])")


def speaking_for_itself(memory: ArticleMemory) -> str | None:
    """The publisher, where it is an authority or a firm that reports on itself and no news outlet."""
    publisher = (memory.document.publisher or "").removeprefix("The ")
    head = head_of(publisher.lower().split()) if publisher else ""
    if HEAD_KIND.get(head) != "organisation" or " " not in publisher:
        return None
    if head in _OUTLETS:
        # `the Tessaly Space Agency has closed its best year`, by itself
        lead_end = memory.text.find("\n", memory.body + 200)
        told = (
            head not in _MEDIA and _MEDIA.isdisjoint(publisher.lower().split()) and publisher in memory.text[:lead_end]
        )
        return publisher if told else None
    return publisher


def at_home(memory: ArticleMemory, scores: dict[str, float]) -> str | None:
    """Where a local paper is, in an article of its own that names nothing more often: `Tessaly Bay` of `The Tessaly Ledger`."""
    publisher = (memory.document.publisher or "").removeprefix("The ")
    home = PAPER.sub("", publisher).strip()
    if not home or home == publisher or not home[:1].isupper():
        return None
    first = home.split(" ", 1)[0]
    found = [
        name
        for name in scores
        if name.split(" ", 1)[0] == first and memory.kind(name) in ("place", "thing") and scores[name] >= 1
    ]
    best = max(scores.values())
    return max(found, key=lambda name: scores[name]) if found and max(scores[name] for name in found) >= best else None


def country_told(memory: ArticleMemory, lead_end: int) -> str | None:
    """The country that an article without names is told of (`Czech cabinet`): by adjectives, those of headline and lead first."""
    counted: dict[str, float] = {}
    for word in _NATIONS.keys() & memory.counts.keys():
        at = memory.text.find(word)
        while at >= 0:
            weight = 2.0 if at < memory.body else 1.5 if at < lead_end else 0.7
            counted[_NATIONS[word]] = counted.get(_NATIONS[word], 0.0) + weight
            at = memory.text.find(word, at + len(word))
    country = _outstanding(counted)
    return country if country and counted[country] >= _TOLD else None


def _outstanding(counted: Mapping[str, float]) -> str | None:
    """What counts twice as much as anything else, else None."""
    ranked = sorted(counted, key=lambda name: (-counted[name], name))
    alone = ranked and (len(ranked) == 1 or counted[ranked[1]] * 2 <= counted[ranked[0]])
    return ranked[0] if alone else None


def home_country(memory: ArticleMemory) -> str | None:
    """The country that an article names or calls by its adjective twice as often as any other; None where none stands out."""
    counted: dict[str, float] = {}
    for word in _COUNTRY_WORDS.keys() & memory.counts.keys():
        counted[_COUNTRY_WORDS[word]] = counted.get(_COUNTRY_WORDS[word], 0.0) + memory.counts[word]
    for country in _LONG_NAMES:
        if country in memory.text:
            counted[country] = counted.get(country, 0.0) + memory.text.count(country)
    return _outstanding(counted)


def in_passing(memory: ArticleMemory, place: str, lead_end: int) -> bool:
    """True for a place that an article names once, behind its lead."""
    name = memory.names.get(place)
    return (
        name is not None
        and name.count == 1
        and name.first > lead_end
        and not memory.publisher.startswith(place.lower())
    )


def institution_of(memory: ArticleMemory, place: str, lead_end: int) -> str | None:
    """The institution of a place that the article is told of rather than the place: a name with the place in it (`Central Bank of
    Tessaly`) that the article comes back to, or who acts in the lead (`Tessaly's central bank raised …`)."""
    if memory.kind(place) in ("organisation", "person", "event", "vehicle") or " " in place.removeprefix("Port "):
        return None
    told = organisations_told(memory)
    whole = f" {place.lower()} "
    best: tuple[int, str] | None = None
    for name in memory.names.values():
        head = head_of(name.words)
        if head in _TELLING and whole in f" {' '.join(name.words)} " and len(name.words) > 1:
            times = name.count + told.get(head, 0)
            if times > 2 and (best is None or times > best[0]):
                best = times, name.text
    if best is not None:
        return best[1]
    beside = _beside(place).search(memory.text, 0, memory.body)
    if beside is not None and told.get(beside[1], 0):
        # `Orvik cooperative` in the headline is the `Cantina Valle di Orvik` of the text.
        longer = [
            name
            for name in memory.names.values()
            if f" {place}" in name.text and name.kind in ("thing", "organisation") and not name.text.startswith(place)
        ]
        made = max(longer, key=lambda name: name.count).text if longer else f"{place} {beside[1]}"
        memory.set_described(beside[1], made)
        return made
    acting = _acting_of(place).search(memory.text, memory.body, lead_end)
    if acting is None or told.get(acting[2], 0) < 1 or acting[3] not in VERBS:
        return None
    made = f"{place} {acting[1]}"
    memory.set_described(acting[2], made)
    return made

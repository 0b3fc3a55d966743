"""What an article is of where its own topic is odd: what the other articles of its cluster agree on.

Belongs here: when the others overrule an article. Does not belong here: how an article finds its topic (`en/topics.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from pipelines.extraction.across_articles.story import (
    Article,
    Story,
    Words,
    family_of,
    is_firm,
    key_of,
    owner_of,
    words_of,
)
from pipelines.extraction.en.story_words import COUNTRIES, EVENT_FAMILY, KIND_OF_HEAD, LEGAL_FORMS, LOCATING

_LEAD_WORDS = 60
"""What an article speaks of stands among so many words of its beginning."""
_SHARED = 2
"""Rare names that an article shares with one that knows better, besides the topic's own."""
_FROM = LOCATING | {"from", "port", "mount", "lake"}
"""Words of a headline behind which a place stands, which the article need not be of."""
_MOST = 0.6
"""Figures of a name that need not stand in the lead."""
_VOICES = 3
"""So many voices at least, where the topic is that which most leads print."""
_MUCH_SHARED = 3
"""So many where it does not print the topic."""
_FIGURES, _SHARE = 3, 0.25
"""The odd topic of an article has so many of its figures, and this share of them, at least."""


class _Voice(NamedTuple):
    """What one article is of, as far as the others may go by it."""

    wire: str
    main: str | None
    """The name that most of its figures have, where its lead prints it or hardly any figure has another."""
    titled: bool
    """Its headline prints a word of that name too."""
    leads: frozenset[str]
    """Those of the others' main names that its headline or lead prints."""


def topics(story: Story) -> None:
    """For figures of a name that no other article is of: what the others are of, where this article prints it first or shares much with them."""
    mains = {article.main() for article in story.articles.values()} - {None}
    voices = [_voice(story, article, {name for name in mains if name}) for article in story.articles.values()]
    wires = {voice.wire for voice in voices}
    odd: list[tuple[str, str, str]] = []
    for wire in sorted(wires):
        agreed = _agreed([voice for voice in voices if voice.wire != wire])
        topic = agreed or _leading(voices, wire)
        if topic is None:
            continue
        sure = [
            identity for identity, article in story.articles.items() if article.wire != wire and article.main() == topic
        ]
        others = [other for other in story.articles.values() if other.wire != wire]
        known = {other.main() for other in others}
        unanimous = (
            agreed is not None
            and len({article.wire for article in others}) >= _VOICES
            and {_plain(name) for name in known} == {_plain(agreed)}
        )
        for identity, article in story.articles.items():
            if article.wire != wire or topic == article.main():
                continue
            printed = story.printed(article, topic)
            main = owner_of(article.main() or "")
            passing = agreed and not any(at < _LEAD_WORDS for at in article.prints(main))
            shared = 1 if passing or unanimous else _SHARED if printed else _MUCH_SHARED
            told = unanimous and any(at < _LEAD_WORDS for at in printed)
            if told or story.akin(identity, sure, *story.forms_of(topic), by=shared):
                first = printed[0] if printed else None
                odd += [
                    (identity, name, topic)
                    for name in article.uses
                    if name not in known
                    and name != topic
                    and _is_odd(story, article, name, topic, first, others, sure=unanimous)
                ]
    for identity, name, topic in odd:
        for came in story.originals(identity, name):
            story.odd[identity, came] = topic


def _plain(name: str | None) -> Words:
    """The words of a name without `Ltd` and the like, in lower case."""
    words = key_of(words_of(name or ""))
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words = words[:-1]
    return words


def _voice(story: Story, article: Article, mains: set[str]) -> _Voice:
    main = article.main()
    leads = frozenset(name for name in mains if any(at < _LEAD_WORDS for at in story.printed(article, name)))
    if main is None or (main not in leads and article.uses[main] < _MOST * article.uses.total()):
        return _Voice(article.wire, None, titled=False, leads=leads)
    return _Voice(
        article.wire,
        main,
        titled=any(word in article.title_words and not story.ordinary(word) for word in key_of(owner_of(main))),
        leads=leads,
    )


def _leading(voices: list[_Voice], wire: str) -> str | None:
    """The name that one other voice at least is of, and that more than half of all voices print in headline or lead; None where two do."""
    wires = {voice.wire for voice in voices}
    mains = {voice.main for voice in voices if voice.main and voice.wire != wire and voice.titled}
    told = {name: len({voice.wire for voice in voices if name in voice.leads}) for name in mains}
    found = sorted(told, key=lambda name: (-told[name], name))
    if not found or len(wires) < _VOICES or 2 * told[found[0]] <= len(wires) or found[0].lower() in COUNTRIES:
        return None
    return found[0] if len(found) == 1 or told[found[1]] < told[found[0]] else None


def _is_odd(
    story: Story, article: Article, name: str, topic: str, first: int | None, others: Collection[Article], *, sure: bool
) -> bool:
    """True for a name with many of the article's figures that stands behind `first`, in no headline, and in none of the `others` or, where
    `first` is given, in no lead of theirs."""
    if article.uses[name] < max(_FIGURES, _SHARE * article.uses.total()):
        return False
    if family_of(topic) and family_of(name) == family_of(topic):
        # Whether these are one event has been judged (`events.py`).
        return False
    words = key_of(words_of(name))
    if words[-1] == key_of(words_of(topic))[-1] and words[-1] in KIND_OF_HEAD and not article.prints(words):
        # `Port Tessaly airport`, put together of what the article prints, is `Lindmar Airport`.
        return not any(other.prints(words) for other in others)
    if set(key_of(owner_of(topic))) <= set(words):
        return False
    class_word = key_of(words_of(topic))[-1]
    if (
        sure
        and class_word in KIND_OF_HEAD
        and class_word in article.title_words
        and len(words) == 1
        and not is_firm(words_of(name))
    ):
        # A headline that says `a railway` of a place is of the railway.
        return True
    title = {word for at, word in enumerate(article.title_words) if not at or article.title_words[at - 1] not in _FROM}
    told = set(key_of(owner_of(topic)))
    passing = told | COUNTRIES if sure else told
    if any(word in title - passing and word not in EVENT_FAMILY and not story.ordinary(word) for word in words):
        return False
    if sure and first is not None and first < _LEAD_WORDS:
        return True
    if sure and first is None and not any(other.prints(words) for other in others):
        return True
    places = article.prints(owner_of(name))
    if places and places[0] < _LEAD_WORDS and (first is None or first > places[0]):
        return False
    return not any(at < _LEAD_WORDS for other in others for at in other.prints(words))


def _agreed(voices: list[_Voice]) -> str | None:
    """The name that more than half of some voices are of, two at least, and two in their headlines, one where all are of it; None where they
    do not agree."""
    votes: dict[str, set[str]] = defaultdict(set)
    titled: dict[str, set[str]] = defaultdict(set)
    for voice in voices:
        if voice.main:
            votes[voice.main].add(voice.wire)
            if voice.titled:
                titled[voice.main].add(voice.wire)
    if not votes:
        return None
    topic = max(votes, key=lambda name: (len(votes[name]), name))
    sure = len(votes[topic]) > 1 and 2 * len(votes[topic]) > len({voice.wire for voice in voices})
    told = len(titled[topic]) > 1 or (
        len(titled[topic]) > 0 and len(votes[topic]) == len({voice.wire for voice in voices})
    )
    return topic if sure and told and topic.lower() not in COUNTRIES else None

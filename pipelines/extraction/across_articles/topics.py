"""What an article is of where its own topic is odd: what the other articles of its cluster agree on.

Belongs here: when the others overrule an article. Does not belong here: how an article finds its topic (`en/topics.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from pipelines.extraction.across_articles.story import Article, Story, family_of, key_of, owner_of, words_of
from pipelines.extraction.en.story_words import COUNTRIES, EVENT_FAMILY

_LEAD_WORDS = 60
"""What an article speaks of stands among so many words of its beginning."""
_SHARED = 2
"""Rare names that an article shares with one that knows better, besides the topic's own."""
_FIGURES, _SHARE = 3, 0.25
"""The odd topic of an article has so many of its figures, and this share of them, at least."""


class _Voice(NamedTuple):
    """What one article is of, as far as the others may go by it."""

    wire: str
    main: str | None
    """The name that most of its figures have, where its lead prints it."""
    titled: bool
    """Its headline prints a word of that name too."""


def topics(story: Story) -> None:
    """For figures of a name that no other article knows: what most of the others are of, where this article prints it first."""
    voices = [_voice(story, article) for article in story.articles.values()]
    wires = {voice.wire for voice in voices}
    odd: list[tuple[str, str, str]] = []
    for wire in sorted(wires):
        topic = _agreed([voice for voice in voices if voice.wire != wire])
        if topic is None:
            continue
        sure = [
            identity for identity, article in story.articles.items() if article.wire != wire and article.main() == topic
        ]
        others = [other for other in story.articles.values() if other.wire != wire]
        known = {name for other in others for name in other.uses}
        for identity, article in story.articles.items():
            printed = story.printed(article, topic) if article.wire == wire and topic != article.main() else None
            if printed and story.akin(identity, sure, *story.forms_of(topic), by=_SHARED):
                odd += [
                    (identity, name, topic)
                    for name in article.uses
                    if name not in known and name != topic and _is_odd(story, article, name, topic, printed[0], others)
                ]
    for identity, name, topic in odd:
        for came in story.originals(identity, name):
            story.odd[identity, came] = topic


def _voice(story: Story, article: Article) -> _Voice:
    main = article.main()
    if main is None or not any(at < _LEAD_WORDS for at in story.printed(article, main)):
        return _Voice(article.wire, None, titled=False)
    return _Voice(
        article.wire,
        main,
        titled=any(word in article.title_words and not story.ordinary(word) for word in key_of(owner_of(main))),
    )


def _is_odd(story: Story, article: Article, name: str, topic: str, first: int, others: Iterable[Article]) -> bool:
    """True for a name with many of the article's figures that stands behind `first`, in no headline and in none of the `others`."""
    if article.uses[name] < max(_FIGURES, _SHARE * article.uses.total()):
        return False
    if family_of(topic) and family_of(name) == family_of(topic):
        # Whether these are one event has been judged (`events.py`).
        return False
    words = key_of(words_of(name))
    if set(key_of(owner_of(topic))) <= set(words):
        return False
    title = set(article.title_words)
    if any(word in title and word not in EVENT_FAMILY and not story.ordinary(word) for word in words):
        return False
    places = article.prints(owner_of(name))
    return (not places or first < places[0]) and not any(other.prints(words) for other in others)


def _agreed(voices: list[_Voice]) -> str | None:
    """The name that more than half of some voices are of, two at least, and two in their headlines; None where they do not agree."""
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
    return topic if sure and len(titled[topic]) > 1 and topic.lower() not in COUNTRIES else None

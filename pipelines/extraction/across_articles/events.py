"""One name for one event in the articles of one cluster.

Belongs here: `Tessaly Ridge wildfire` and `Norvania blaze`, `Cerro Alto strike` and `Orrin Mining walkout`. Does not belong here: which
event an article is about (`en/topics.py`), or names of other things (`short_forms.py`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from pipelines.extraction.across_articles.story import (
    Article,
    Story,
    Words,
    family_of,
    is_firm,
    is_name,
    key_of,
    owner_of,
)
from pipelines.extraction.en.story_words import COUNTRIES, EVENT_FAMILY, STATE_EVENTS

_BEFORE, _BEHIND = 4, 3
"""A noun of the event's family stands at most so many words before or behind its owner: `the blaze on Tessaly Ridge`."""
_KNOWN = 2
"""An owner that no article prints beside the event is printed by one of so many voices at least."""


@dataclass(frozen=True)
class _Event:
    owner: Words
    family: str

    def told_in(self, article: Article) -> bool:
        """True where an article prints the owner beside a noun of the family."""
        size = len(self.owner)
        for at in article.prints(self.owner):
            near = article.words[max(0, at - _BEFORE) : at] + article.words[at + size : at + size + _BEHIND]
            if any(EVENT_FAMILY.get(word.lower()) == self.family for word in near):
                return True
        return False


def events(story: Story) -> None:
    """One name for the events of one family: the name that most articles give and print.

    An article is renamed where it prints that name's owner, and no article prints both names beside nouns of the family.
    """
    families: dict[str, dict[str, _Event]] = defaultdict(dict)
    for name in sorted(story.users()):
        family = family_of(name)
        if family and name.lower() not in story.fixed:
            families[family][name] = _Event(owner_of(name), family)
    for family in sorted(families):
        if len(families[family]) > 1:
            _one_event(story, families[family])


def _one_event(story: Story, named: dict[str, _Event]) -> None:
    votes: dict[str, set[str]] = defaultdict(set)
    figures: Counter[str] = Counter()
    for article in story.articles.values():
        mine = [name for name in named if article.uses[name]]
        if mine:
            votes[min(mine, key=lambda name: (-article.uses[name], name))].add(article.wire)
        for name in mine:
            figures[name] += article.uses[name]
    told = {
        name: {identity for identity, article in story.articles.items() if event.told_in(article)}
        for name, event in named.items()
    }
    known = {
        name: {identity for identity, article in story.articles.items() if article.prints(event.owner)}
        for name, event in named.items()
    }
    voices = len(story.wires(story.articles))
    fit = [
        name
        for name, event in named.items()
        if is_name(event.owner)
        and (event.family in STATE_EVENTS or " ".join(event.owner).lower() not in COUNTRIES)
        and (_is_own(name) or not story.ordinary(event.owner[0].lower()))
        and (told[name] or _KNOWN * len(story.wires(known[name])) >= voices)
    ]
    if not fit:
        return
    best = max(
        fit,
        key=lambda name: (
            _is_own(name),
            not _of_firm(story, named[name]),
            len(votes[name]) + len(story.wires(told[name])),
            figures[name],
            len(name),
            name,
        ),
    )
    theirs = named[best].owner
    users = [identity for identity, article in story.articles.items() if article.uses[best]]
    left = {}
    for name, event in named.items():
        if name == best:
            continue
        akin = event.family in STATE_EVENTS or (
            bool(event.owner)
            and (set(key_of(event.owner)) <= set(key_of(theirs)) or set(key_of(theirs)) <= set(key_of(event.owner)))
        )
        more = len(votes[best]) > max(1, len(votes[name]))
        if akin or (more and not told[name] & told[best]):
            for identity, article in story.articles.items():
                theirs_too = article.prints(theirs) or article.speaks_for(theirs)
                told_alike = akin or (theirs_too and story.akin(identity, users, event.owner, theirs))
                if article.uses[name] and told_alike:
                    story.rename(identity, name, best)
        if any(article.uses[name] for article in story.articles.values()):
            left[name] = event
    if len(left) > 1:
        _one_event(story, left)


def _is_own(name: str) -> bool:
    """True for an event's own name, printed with capitals: `National Leaving Examination`, and not `Tessaly examination`."""
    return name.rsplit(" ", 1)[-1][0].isupper()


def _of_firm(story: Story, event: _Event) -> bool:
    """True for an event that goes by a firm: a firm may be party to many, so that its place or matter says more."""
    return is_firm(event.owner) or key_of(event.owner) in story.firms

"""Short and full names of one thing in the articles of one cluster.

Belongs here: `Helix` and `Helix Motors`, `TPA` and `Tessaly Port Authority`, `Tamber` and `Tamber wind farm`. Does not belong here: names of events (`events.py`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from pipelines.extraction.across_articles.story import (
    Article,
    Story,
    Words,
    family_of,
    is_firm,
    is_name,
    key_of,
    words_of,
)
from pipelines.extraction.en.story_words import (
    ARTICLES,
    COUNTRIES,
    DIRECTIONS,
    FUNCTION,
    KIND_OF_HEAD,
    LEGAL_FORMS,
    LOCATING,
    OWNING,
    PUBLIC_BODIES,
    ROLES,
    SISTER_BODIES,
    SMALL_WORDS,
    THINGS_OF_PLACES,
)

_PARTS = frozenset(["facility", "vehicle", "project", "event", "place"])
"""Kinds of things that are of their owner and not the owner: `Helix Tower` is not `Helix`."""
_CLASS_WORDS = 3
"""Words of a class at most: `offshore wind farm`."""
_PLACED = 0.2
"""A name that stands behind `in` or `near` in this share of its uses is a place."""
_OWNED = 0.5
"""How much of that a use behind `of` is: places and firms stand there."""
_REACH = 60
"""Characters in front of a name in which the rest of a longer name is looked for."""
_NAME_LEFT = re.compile(r"(?:[^\W\d_][\w.&-]*(?: and | & |[ /-]))+$")
_NAME_RIGHT = re.compile(r"(?:(?: and | & |[ /-])[A-Z][^\W_]*(?:[.&][^\W_]+)*)+")
"""The words that a name may go on with, before and behind."""
_SHORTEST, _LONGEST_ACRONYM = 3, 6
"""Characters of the shortest short form, and of the longest acronym."""


def capitals(story: Story) -> None:
    """`Tamber wind farm` → `Tamber Wind Farm`, where one article prints the class as part of the name: the form that most figures have."""
    alike: dict[str, Counter[str]] = defaultdict(Counter)
    for article in story.articles.values():
        for name, count in article.uses.items():
            if " " in name:
                alike[name.lower()][name] += count
    for forms in alike.values():
        if len(forms) > 1:
            best = max(forms, key=lambda name: (is_name(words_of(name)), forms[name], name))
            for identity, article in story.articles.items():
                for name in forms:
                    if name != best and article.uses[name]:
                        story.rename(identity, name, best)


def short_forms(story: Story) -> None:
    """`Helix` → `Helix Motors`, `TPA` → `Tessaly Port Authority`, where only one fuller name of the cluster fits.

    One article must call the one by the other: its figures have the fuller name, and it prints the short one too. An article that has
    figures of both tells them apart.
    """
    users = story.users()
    words = {name: words_of(name) for name in users}
    by_edge: dict[str, set[str]] = defaultdict(set)
    for name, parts in words.items():
        if _is_full(name, parts):
            for edge in (parts[0].lower(), parts[-1].lower(), _initials(parts)):
                by_edge[edge].add(name)
    longer: dict[str, str] = {}
    for short in sorted(users):
        parts = words[short]
        if not is_name(parts) or short.lower() in story.fixed or family_of(short) or _is_country(short):
            continue
        near = by_edge[parts[0].lower()] | by_edge[parts[-1].lower()] | by_edge[short.replace(".", "")]
        fits = [
            full
            for full in sorted(near)
            if full != short
            and f"{short}-" not in full
            and any(story.akin(one, users[full], parts, words[full]) for one in users[short])
            and any(full in story.articles[one].body for one in users[full])
            and _shortens(story, parts, words[full])
            and not any(_alone(story.articles[one], parts, words[full]) for one in users[short] & users[full])
            and (
                any(_calls(story.articles[one], words[full], parts) for one in users[full])
                or all(_only_within(story.articles[one], parts, words[full]) for one in users[short])
            )
        ]
        keys = {full: key_of(words[full]) for full in fits}
        fullest = [
            full
            for full, key in keys.items()
            if not any(other != full and longest[: len(key)] == key for other, longest in keys.items())
        ]
        if (
            len(fullest) == 1
            and not _is_place(story, parts, words[fullest[0]], owned=_OWNED)
            and not _has_rival(story, short, words[fullest[0]])
        ):
            longer[short] = fullest[0]
    for short, full in _clubs(story).items():
        longer.setdefault(short, full)
    for name, (short, new) in _with_parts(users, longer).items():
        full = longer[short]
        for identity in sorted(users[name]):
            if story.akin(identity, users[full], words[short], words[full]):
                story.rename(identity, name, new)


def _clubs(story: Story) -> dict[str, str]:
    """`Rovers` → `Tamber Rovers`: a last word that an article is of, where two others at least are of the one full name."""
    mains: dict[str, set[str]] = defaultdict(set)
    for article in story.articles.values():
        if name := article.main():
            mains[name].add(article.wire)
    found = {}
    for short in mains:
        fits = [
            full for full in mains if full.endswith(f" {short}") and len(words_of(full)) == 2 and len(mains[full]) > 1
        ]
        if len(fits) == 1 and " " not in short and short[0].isupper() and not _is_town(story, short):
            found[short] = fits[0]
    return found


def _is_town(story: Story, name: str) -> bool:
    """True where an article says that something is in it: `in Orvik` is not `in Lake Orvik`."""
    (key,) = key_of((name,))
    return any(
        at and article.words[at - 1].lower() == "in"
        for article in story.articles.values()
        for at in article.places.get(key, ())
    )


def _with_parts(names: Iterable[str], longer: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Short and new name of what is renamed, and of what is of it: with `Helix` → `Helix Motors`, `Helix layoffs` → `Helix Motors layoffs`."""
    found = {}
    for name in sorted(names):
        parts = name.split(" ")
        # The longest beginning first.
        for size in range(len(parts), 0, -1):
            short, rest = " ".join(parts[:size]), " ".join(parts[size:])
            if short in longer and (not rest or rest[0].islower()):
                found[name] = (short, f"{longer[short]} {rest}".strip())
                break
    return found


def _is_country(name: str) -> bool:
    """True for countries and for `Philippine`, which is said of what is of one."""
    lower = name.lower()
    return lower in COUNTRIES or f"{lower}s" in COUNTRIES


def _initials(parts: Words) -> str:
    return "".join(word[0] for word in parts if word not in SMALL_WORDS)


def _is_acronym(parts: Words) -> bool:
    return len(parts) == 1 and parts[0].isupper() and parts[0].isalpha() and 1 < len(parts[0]) <= _LONGEST_ACRONYM


def _is_full(name: str, parts: Words) -> bool:
    """True for what may be a thing's full name: a run of capitals without an office, a number or a word that is none of a name."""
    return (
        len(parts) > 1
        and is_name(parts)
        and len(set(parts)) == len(parts)
        and not any(sign in name for sign in '–/<>"')
        and not family_of(name)
        and not any(
            word in ROLES or word[0].isdigit() or "'" in word or (part[0].isupper() and word in FUNCTION)
            for word, part in zip(key_of(parts), parts, strict=True)
        )
    )


def _calls(article: Article, full: Words, short: Words) -> bool:
    """True where an article prints a short name for the one that its figures have: an acronym, at its headline's start, or twice."""
    uses = len(article.prints(short))
    if _is_acronym(short) and _initials(full) == short[0]:
        return uses > 0
    alone = _alone(article, short, full)
    return alone > 1 or (alone > 0 and key_of(short) == article.title_words[: len(short)])


def _alone(article: Article, short: Words, full: Words) -> int:
    """How often an article prints a short name, uses within the fuller one aside."""
    return len(article.prints(short)) - len(article.prints(full)) * (len(short) < len(full) and not _is_acronym(short))


def _only_within(article: Article, short: Words, full: Words) -> bool:
    """True where an article prints a name only as the end of a fuller one: `Ostra Railway` of `Tamber-Ostra Railway`."""
    return len(short) > 1 and bool(article.prints(full)) and not _alone(article, short, full)


def _shortens(story: Story, short: Words, full: Words) -> bool:
    """True where `short` may stand for `full`: its beginning, its end or its initials."""
    if _is_acronym(short) and _initials(full) == short[0]:
        return True
    size = len(short)
    lower, whole = key_of(short), key_of(full)
    if size >= len(full) or short not in (full[:size], full[-size:]):
        return False
    if size == 1 and (lower[0] in KIND_OF_HEAD or len(lower[0]) < _SHORTEST or story.ordinary(lower[0])):
        return False
    if whole[:size] == lower:
        rest = whole[size:]
        return (
            KIND_OF_HEAD.get(whole[-1]) not in _PARTS
            and full[size] not in SMALL_WORDS
            and not (size == 1 and whole[-1] in PUBLIC_BODIES)
            and not any(word in SISTER_BODIES for word in rest)
            and not (size > 1 and all(word in LEGAL_FORMS for word in rest))
        )
    front = key_of(full[:-size])
    return (
        whole[-size:] == lower
        and front[-1] not in SMALL_WORDS
        and not any(word in DIRECTIONS or word in SISTER_BODIES or story.ordinary(word) for word in front)
    )


def _has_rival(story: Story, short: str, full: Words) -> bool:
    """True where an article prints a name that the short one is part of and that is another than `full`: `Helix Foods`, `Ana Helix`.

    Numbered things and sister bodies have names of their own, which are not shortened; the words of a headline are printed in capitals
    anyway.
    """
    if _is_acronym(words_of(short)) and _initials(full) == short:
        return False
    place = re.compile(rf"(?<![^\W_]){re.escape(short)}(?![^\W_])")
    for article in story.articles.values():
        for found in place.finditer(article.body):
            front: list[str] = []
            behind: list[str] = []
            before = _NAME_LEFT.search(article.body, max(0, found.start() - _REACH), found.start())
            for word in reversed(words_of(before[0])) if before else ():
                if word[0].islower() or story.ordinary(word.lower()) or word.lower() in COUNTRIES:
                    break
                front.insert(0, word)
            after = _NAME_RIGHT.match(article.body, found.end())
            for word in words_of(after[0]) if after else ():
                lower = word.lower()
                firm = KIND_OF_HEAD.get(lower) == "organisation" or lower in LEGAL_FORMS
                if (
                    word[0].isdigit()
                    or lower in SISTER_BODIES
                    or (not firm and (lower in KIND_OF_HEAD or story.ordinary(lower)))
                ):
                    break
                behind.append(word)
            run = (*front, *words_of(short), *behind)
            if not _within(run, full) and not _within(full, run):
                return True
    return False


def _within(part: Words, whole: Words) -> bool:
    """True where words stand one behind the other in others."""
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


def _is_place(story: Story, name: Words, full: Words = (), *, owned: float) -> bool:
    """True where the articles say that things are in what `name` stands for, uses of `full` aside; one behind `of` counts `owned`."""
    uses = 0
    placed = 0.0
    for article in story.articles.values():
        fuller = {at + skip for at in article.prints(full) for skip in range(len(full))}
        for at in article.prints(name):
            if at in fuller:
                continue
            before = article.words[at - 1].lower() if at else ""
            uses += 1
            placed += 1.0 if before in LOCATING else owned if before in OWNING else 0.0
    return placed > _PLACED * uses


def classes(story: Story) -> None:
    """`Tamber Bank` → `Tamber Bank wind farm`, where some articles are of the one and some of the other, and nothing is in the first."""
    users = story.users()
    mains = {article.main() for article in story.articles.values()}
    by_short: dict[str, list[str]] = defaultdict(list)
    for name in sorted(users):
        pieces = name.split(" ")
        size = next((place for place, word in enumerate(pieces) if word.islower()), 0)
        short = " ".join(pieces[:size])
        plain = len(pieces) - size <= _CLASS_WORDS and not any(word in FUNCTION for word in pieces[size:])
        if size and plain and name in mains and short in mains and KIND_OF_HEAD.get(pieces[-1]) in THINGS_OF_PLACES:
            by_short[short].append(name)
    for short, things in by_short.items():
        parts = words_of(short)
        heads = {name.rsplit(" ", 1)[1] for name in things}
        if (
            len(heads) > 1
            or short.lower() in story.fixed
            or not is_name(parts)
            or is_firm(parts)
            or parts[-1].lower() in PUBLIC_BODIES
            or any(users[short] & users[name] for name in things)
            or _is_place(story, parts, owned=0.0)
        ):
            continue
        full = max(things, key=lambda name: (len(name), name))
        for identity, article in story.articles.items():
            for old in (short, *things):
                if article.uses[old] and _tells_of(article, next(iter(heads))):
                    story.rename(identity, old, full)

    _whole_names(story, users, mains)


def _whole_names(story: Story, users: Mapping[str, set[str]], mains: set[str | None]) -> None:
    """`Tamber` → `Tamber Industrial Complex` in an article that is all of the first, where others are of the second and one prints it in
    its headline or lead beside the short name."""
    for full in sorted(
        name for name in mains if name and KIND_OF_HEAD.get(name.rsplit(" ", 1)[-1].lower()) in THINGS_OF_PLACES
    ):
        parts = words_of(full)
        if not is_name(parts):
            continue
        for identity, article in story.articles.items():
            short = words_of(article.main() or "")
            if (
                0 < len(short) < len(parts) - 1
                and parts[: len(short)] == short
                and not article.uses[full]
                and not is_firm(short)
                and any(_alone(story.articles[one], short, parts) for one in users[full])
                and not _is_place(story, short, parts, owned=0.0)
            ):
                story.rename(identity, article.main() or "", full)


def _tells_of(article: Article, head: str) -> bool:
    """True where an article speaks of `the tunnel`, `its deep road tunnels`, and not only of `the tunnel boss`."""
    thing = re.compile(rf"\b(\w+)(?: [\w-]+){{0,2}} {re.escape(head)}s?\b(?:\s*[^\w\s-]|\s+(\w+)|$)")
    return any(
        found[1].lower() in ARTICLES and (found[2] is None or found[2].lower() in FUNCTION)
        for found in thing.finditer(article.text)
    )

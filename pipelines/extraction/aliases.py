"""Names of one thing in different articles → one canonical name.

Belongs here: the user's table (`raw/aliases.toml`), the built-in table, acronyms and short forms that only one longer name fits.
Does not belong here: names within one article (`en/names.py`), names that only articles on one thing share (`across_articles/`), or
whether two figures are comparable.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl

from pipelines.extraction.en.name_kinds import HEAD_KIND, ORGANISATION_HEADS
from pipelines.extraction.en.phrases import read_rows, word_set
from pipelines.extraction.en.story_words import DIRECTIONS, PUBLIC_BODIES, SMALL_WORDS, THINGS_OF_PLACES

_LOOSE_HEADS = frozenset(["project", "scheme", "development", "site"])
"""What any such thing may also be called."""
_NOT_COMPANY = (
    frozenset(head for head, kind in HEAD_KIND.items() if kind in ("facility", "event", "project", "vehicle", "place"))
    | DIRECTIONS
    | word_set("named_by_place")
)
"""Last words of names that are no firm's, so that their first word alone does not stand for them."""


_OF_PLACES = PUBLIC_BODIES | word_set("institution")
"""Heads of what places have, and firms and events have not."""


def read_aliases(path: Path) -> dict[str, list[str]]:
    """The user's table: canonical name → other names. An absent file is an empty table.

    Raises `ValueError` that names the file and the entry where it is no TOML table of lists of names.
    """
    if not path.exists():
        return {}
    try:
        table = tomllib.loads(path.read_text("utf-8")).get("aliases", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(
            f'{path.name} is not valid TOML: {error}. Write lines such as "Full Name" = ["Short"].'
        ) from error
    if not isinstance(table, dict):
        raise ValueError(f'{path.name}: [aliases] must be a table of "Full Name" = ["Short", …].')
    for name, others in table.items():
        if not isinstance(others, list) or not all(isinstance(one, str) for one in others):
            raise ValueError(f"{path.name}: the aliases of {name!r} must be a list of names in quotes.")
    return dict(table)


def _key(name: str) -> str:
    key = " ".join(name.replace("’", "'").split()).casefold()
    return key.removeprefix("the ")


def _built_in() -> dict[str, str]:
    return {
        _key(alias): row["canonical"]
        for row in read_rows("aliases.csv")
        for alias in (row["canonical"], *row["aliases"].split("|"))
    }


BUILT_IN = _built_in()
"""Canonical name by alias, from `en/lexicon/aliases.csv`."""


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split() if word not in SMALL_WORDS and word[0].isupper())


def _things_by_name(names: Iterable[str], fixed: frozenset[str], sentences: pl.Series) -> dict[str, str]:
    """`Tamber`, `Tamber project` → `Tamber oil field`, where the longer names are of one thing and nothing is said to be in `Tamber`."""
    unique = {name for name in names if name}
    longer: dict[str, list[list[str]]] = defaultdict(list)
    for name in unique:
        words = name.split()
        if 1 < len(words) < 5 and words[0][0].isupper() and all(word.islower() for word in words[1:]):
            longer[words[0]].append(words)
    links: dict[str, str] = {}
    for short, others in sorted(longer.items()):
        things = [words for words in others if HEAD_KIND.get(words[-1]) in THINGS_OF_PLACES]
        # `Tamber tunnel ferry` is a part of `Tamber tunnel`, no other thing called `Tamber`.
        things = [words for words in things if not any(words[: len(one)] == one for one in things if one is not words)]
        heads = {words[-1] for words in things} - _LOOSE_HEADS
        if len(heads) != 1 or _key(short) in fixed:
            continue
        head = next(iter(heads))
        full = max((" ".join(words) for words in things if words[-1] == head), key=lambda one: (len(one.split()), one))
        said = sentences.filter(sentences.str.contains(rf"\b{re.escape(short)}\b").fill_null(value=False))
        if 10 * said.str.contains(rf"\b(?:in|near) {re.escape(short)}\b").sum() > said.len():
            continue
        for name in (short, *(" ".join(words) for words in things if words[-1] in _LOOSE_HEADS | {head})):
            if name in unique and name != full:
                links[name] = full
    return links


def _links(names: Iterable[str], fixed: frozenset[str], times: Mapping[str, int]) -> dict[str, str]:
    """Short forms and acronyms to the one longer name among `names` that fits; `times`: how often each name is printed."""
    unique = sorted({name for name in names if name})
    by_initials: dict[str, set[str]] = defaultdict(set)
    by_first: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    for name in unique:
        words = name.split()
        if len(words) > 1:
            by_first[words[0]].append((name, words))
            initials = _initials(name)
            if len(initials) > 2 and name == name.strip() and words[-1][0].isupper():
                by_initials[initials].add(name)
    links: dict[str, str] = {}
    for name in unique:
        if _key(name) in fixed:
            continue
        words = name.split()
        compact = name.replace(".", "")
        if len(words) == 1 and compact.isupper() and len(compact) > 2:
            if len(by_initials[compact]) == 1:
                links[name] = next(iter(by_initials[compact]))
            continue
        if len(words) == 1:
            longer = [
                other
                for other, parts in by_first[name]
                if len(parts) <= 3
                and all(part[0].isupper() for part in parts)
                and parts[-1].lower() not in _NOT_COMPANY
            ]
            rivals = [
                other for other, parts in by_first[name] if parts[-1].lower() in _NOT_COMPANY and parts[-1][0].isupper()
            ]
            fullest = max(longer, key=len, default="")
            if all(fullest.startswith(f"{other} ") for other in longer if other != fullest):
                # `Helix Motors` and `Helix Motors Corp` are one firm.
                longer = longer and [fullest]
            if len(longer) == 1 and all(_RARER * times[other] < times[longer[0]] for other in rivals):
                links[name] = longer[0]
            continue
        last = words[-1].lower()
        if last in HEAD_KIND and last not in ORGANISATION_HEADS:
            # `Jinhu zone`, `Jinhu Trade Zone` → the longest name with the same first and last word and all of its words.
            fits = [
                other
                for other, parts in by_first[words[0]]
                if len(parts) > len(words)
                and parts[-1].lower() == last
                and {w.lower() for w in words} <= {p.lower() for p in parts}
            ]
            if fits:
                longest = max(fits, key=len)
                if all({w.lower() for w in other.split()} <= {w.lower() for w in longest.split()} for other in fits):
                    links[name] = longest
    return links


_RARER = 4
"""A part of a firm or a place (`Helix South`) does not keep `Helix` from being `Helix Motors` where it is so many times rarer."""
_FULLER = r"[\p{Lu}][\p{L}]+(?: [\p{Lu}][\p{L}&-]+){1,2}"
"""Two or three capitalised words in a row."""
_INTRODUCED = (
    r"([\p{Lu}][\p{L}-]+(?: (?:of|the|for|and|on|[\p{Lu}][\p{L}-]+)){1,6}),? (?:\(|or |or the )([\p{Lu}]{2,6})\b"
)
"""`Tessaly Port Authority, or TPA`, `Tessaly Port Authority (TPA)`."""


def _said_in(sentences: pl.Series, singles: frozenset[str]) -> tuple[dict[str, int], dict[str, str]]:
    """Fuller names that the sentences print for the one-word names `singles`, with how often, and the acronyms that they introduce."""
    frame = sentences.drop_nulls().unique().rename("sentence").to_frame()
    fuller = (
        frame.select(pl.col("sentence").str.extract_all(_FULLER).explode().alias("name"))
        .drop_nulls()
        .filter(pl.col("name").str.split(" ").list.first().is_in(list(singles)))
        .group_by("name")
        .len()
    )
    acronyms: dict[str, set[str]] = defaultdict(set)
    introduced = (
        frame.select(pl.col("sentence").str.extract_groups(_INTRODUCED).alias("group")).unnest("group").drop_nulls()
    )
    for name, short in introduced.iter_rows():
        words = name.removeprefix("The ").removeprefix("the ").split()
        for start in range(len(words)):
            full = " ".join(words[start:])
            if _initials(full) == short and words[start][0].isupper():
                acronyms[short].add(full)
    return dict(fuller.iter_rows()), {short: next(iter(names)) for short, names in acronyms.items() if len(names) == 1}


def fixed_names(aliases: Mapping[str, Sequence[str]] | None = None) -> frozenset[str]:
    """Names (lower case) that a table decides, the user's or the built-in one: nothing else renames them."""
    said = {_key(one) for canonical, others in (aliases or {}).items() for one in (canonical, *others)}
    return frozenset(said | BUILT_IN.keys() | {_key(name) for name in BUILT_IN.values()})


def canonical_names(
    names: pl.Series, aliases: Mapping[str, Sequence[str]] | None = None, sentences: pl.Series | None = None
) -> pl.Series:
    """One name for each thing: takes the `entity` column of all figures, gives it with canonical names (nulls stay null).

    In this order: the user's `aliases` (canonical → others; an empty list keeps a name as it is), the built-in table, acronyms that an
    article introduces, and a short form that exactly one longer name fits, among the names given and, where `sentences` (the column of
    the same figures) is given, among the names printed there. Parts follow their owner: with `Helix` → `Helix Motors`,
    `Helix plant` becomes `Helix Motors plant`. The result does not depend on the order of rows.
    """
    users: dict[str, str] = {}
    for canonical, others in (aliases or {}).items():
        for one in (canonical, *others):
            users[_key(one)] = canonical
    times: Counter[str] = Counter(dict(names.drop_nulls().value_counts().iter_rows()))
    unique = [name for name in times if name]
    fixed = frozenset(users) | frozenset(BUILT_IN)
    fuller: dict[str, int] = {}
    acronyms: dict[str, str] = {}
    if sentences is not None:
        fuller, acronyms = _said_in(sentences, frozenset(name.split()[0] for name in unique))
    links = {short: full for short, full in acronyms.items() if _key(short) not in fixed} | _links(
        [*unique, *fuller], fixed, times + Counter(fuller)
    )
    things = _things_by_name(unique, fixed, sentences) if sentences is not None else {}
    table: dict[str, str] = {}
    for name in unique:
        found = users.get(_key(name)) or BUILT_IN.get(_key(name)) or links.get(name) or things.get(name)
        if found is None:
            head, _, rest = name.partition(" ")
            owner = links.get(head)
            # `Mirren government` is of the place, whatever `Mirren` stands for elsewhere.
            public = rest.split(" ")[-1] in _OF_PLACES
            if owner and rest and rest[0].islower() and not public:
                found = f"{owner} {rest}"
        found = found or name
        table[name] = users.get(_key(found)) or links.get(found, found)
    changed = {name: found for name, found in table.items() if name != found}
    if not changed:
        return names
    return names.replace_strict(list(changed), list(changed.values()), default=names, return_dtype=pl.String)


def names_among(
    names: pl.Series, sentences: pl.Series, aliases: Mapping[str, Sequence[str]] | None, known: pl.LazyFrame
) -> pl.Series:
    """`canonical_names` of a few figures where the names of many others count too.

    `known`: the others, with `entity` (canonical already) and `sentence`; only those that may bear on the few are read.
    """
    unique = names.drop_nulls().unique().to_list()
    firsts = sorted({name.split()[0] for name in unique if name.split()})
    if not firsts:
        return names
    others = known.select(pl.col("entity").drop_nulls().unique()).collect()["entity"]
    initials = {compact for compact in (name.replace(".", "") for name in firsts) if compact.isupper()}
    near = [name for name in others if name.split() and (name.split()[0] in firsts or _initials(name) in initials)]
    said = known.select("sentence").filter(pl.col("sentence").str.contains_any(firsts)).collect()["sentence"]
    both = pl.concat([names, pl.Series(names.name, near, dtype=pl.String)])
    return canonical_names(both, aliases, pl.concat([sentences, said.alias(sentences.name)])).head(len(names))

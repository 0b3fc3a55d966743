"""One event under the names of several places: `Korvat floods` in one article, `Sund district floods` in another.

Belongs here: telling that two such names are one event, by who names the other's place, and by the dates, in the whole run. Does not
belong here: names within an article (`en/events.py`), events under one place in a cluster of articles (`events.py`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import polars as pl

from pipelines.extraction.en.name_kinds import BEFORE_PLACES
from pipelines.extraction.en.ordinary_words import is_ordinary
from pipelines.extraction.en.story_words import LONE_EVENT

_APART = pl.duration(days=45)
"""Articles about one event are not further apart."""
_MOST = 60
"""So many names of one kind of event are held against each other, the most frequent first."""
_OFTEN = 4
"""A fuller name goes before the most frequent one where it is not more than so many times rarer."""
_TOLD = 2
"""Sentences that must name the other's place."""


def one_event(stated: pl.DataFrame) -> dict[str, str]:
    """Rarer names of events → the fullest frequent name of the same event.

    Takes `entity`, `sentence` and `published` (a date) of all figures. Two names are one event when they are of one kind, the articles
    are at most 45 days apart, and the sentences of the figures of one name the place of the other at least twice. The result does not
    depend on the order of rows.
    """
    last = pl.col("entity").str.split(" ").list.last()
    told = (
        stated.filter(last.is_in(list(LONE_EVENT)), pl.col("entity").str.contains(" "))
        .group_by("entity")
        .agg(
            pl.len().alias("figures"),
            pl.col("sentence").unique().sort().head(400).str.join("\n").alias("text"),
            pl.col("published").min().alias("first"),
            (pl.col("published").max() + _APART).alias("last"),
        )
        .drop_nulls()
        .sort(pl.col("figures"), pl.col("entity"), descending=[True, False])
    )
    kinds: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in told.iter_rows(named=True):
        words = row["entity"].split(" ")
        front = [word for word in words[:-1] if not word.islower()]
        if front:
            kind = LONE_EVENT[words[-1]]
            # Two diseases may spread at a time; other words before the kind only say more of one event.
            disease = " ".join(word for word in words[:-1] if word.islower()) if kind == "outbreak" else ""
            kinds[kind, disease].append(row | {"place": " ".join(front), "places": _places(front)})
    links: dict[str, str] = {}
    for rows in kinds.values():
        most = max(row["figures"] for row in rows)
        # The fullest name of those that are used often.
        rows.sort(key=lambda row: (_OFTEN * row["figures"] < most, -row["entity"].count(" ")))
        for at, rarer in enumerate(rows[:_MOST]):
            for other in rows[:at]:
                if other["entity"] not in links and _same(rarer, other):
                    links[rarer["entity"]] = other["entity"]
                    break
    return links


def _places(front: list[str]) -> re.Pattern[str]:
    """What a sentence must hold to name the place of an event: its name, or the first word of it where that is a name alone."""
    name = " ".join(front)
    forms = {name}
    if front[0].lower() not in BEFORE_PLACES and not is_ordinary(front[0].lower()):
        forms.add(front[0])
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(forms))) + r")\b")


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """True where dates and places of two names of events fit together."""
    if one["first"] > other["last"] or other["first"] > one["last"]:
        return False
    if f" {one['place']}".endswith(f" {other['place']}") or f" {other['place']}".endswith(f" {one['place']}"):
        return True
    return any(
        sum(place["places"].search(line) is not None for line in text["text"].split("\n")) >= _TOLD
        for text, place in ((one, other), (other, one))
    )

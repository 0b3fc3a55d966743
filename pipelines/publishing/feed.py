"""An Atom feed of what a person should look at and what changed: `warehouse/changes.atom`.

Belongs here: RFC 4287 from the changes and conflicts tables. Does not belong here: finding changes.

A feed reader knows an entry by its id and tells it again when `updated` moves. No clock is read, so that the same tables
give the same bytes: an entry's date is that of the newest article behind it.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree as ET

import polars as pl

from pipelines.publishing.whole_files import write_text

ATOM = "http://www.w3.org/2005/Atom"

MAX_ENTRIES = 200
"""Entries of the feed: new and changed conflicts first, then those still to look at, then facts."""

UNDATED = dt.date(1970, 1, 1)
"""Date of an entry whose articles carry none; Atom wants one."""


def _printable(text: str) -> str:
    """Text without the characters that XML 1.0 cannot hold (production 2, Char); direction marks stay text and harmless."""
    return "".join(
        char
        if char in "\t\n\r" or "\u0020" <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char >= "\U00010000"
        else "\ufffd"
        for char in text
    )


def _element(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{ATOM}}}{name}", {key: _printable(value) for key, value in attributes.items()})
    if text is not None:
        child.text = _printable(text)
    return child


def _stamp(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _dates(articles: pl.DataFrame | None) -> dict[str, dt.date]:
    if articles is None:
        return {}
    dated = articles.select("article_id", "published").drop_nulls()
    return dict(zip(dated["article_id"].to_list(), dated["published"].to_list(), strict=True))


def _entries(changes: pl.DataFrame, conflicts: pl.DataFrame, dates: Mapping[str, dt.date]) -> Iterator[dict[str, Any]]:
    """Entries, most pressing first: key, title, text, category, date."""
    news = {row["key"]: row for row in changes.filter(pl.col("table") == "conflicts").iter_rows(named=True)}
    to_look_at = conflicts.filter(
        (pl.col("review") != "dismissed") | pl.col("review_stale") | pl.col("conflict_id").is_in(list(news))
    )
    rank = pl.col("severity").replace_strict({"high": 0, "medium": 1, "low": 2}, default=3)
    order = [~pl.col("conflict_id").is_in(list(news)), rank, -pl.col("gap").fill_null(0), pl.col("conflict_id")]
    for row in to_look_at.sort(order).iter_rows(named=True):
        change = news.get(row["conflict_id"])
        found = [dates[item] for item in row["article_ids"] if item in dates]
        review = (
            ""
            if row["review"] == "open"
            else f" Review: {row['review']}{', evidence changed since' if row['review_stale'] else ''}."
        )
        yield {
            "key": row["conflict_id"],
            "kind": "conflict",
            "title": f"{row['severity'].capitalize()} conflict: {row['explanation']}",
            "text": f"{change['summary'] if change else row['explanation']}{review}",
            "category": change["change"] if change else "open",
            "day": max(found, default=None),
            "anchor": "c-" + row["conflict_id"],
        }
    for row in changes.iter_rows(named=True):
        if row["table"] == "conflicts" and row["change"] != "gone":
            continue
        if row["table"] == "figures":
            continue
        kind = row["table"][:-1]
        yield {
            "key": row["key"],
            "kind": kind,
            "title": f"{row['change'].capitalize()} {kind}: {row['after'] or row['before'] or row['key']}",
            "text": row["summary"],
            "category": row["change"],
            "day": None,
            "anchor": None if row["change"] == "gone" else ("c-" if kind == "conflict" else "fact-") + row["key"],
        }


def render_feed(
    changes: pl.DataFrame, conflicts: pl.DataFrame, *, articles: pl.DataFrame | None = None, page: str = "report.html"
) -> str:
    """The feed as XML, from frames of `schemas`. `articles` gives the dates; `page` is the page's address beside the feed.

    Conflicts that are still to look at stay in the feed from run to run, so that nobody who looks once a week misses one;
    changed facts and gone conflicts are those of this run. Figures are too many for a feed.
    """
    ET.register_namespace("", ATOM)
    dates = _dates(articles)
    newest = max(dates.values(), default=UNDATED)
    root = ET.Element(f"{{{ATOM}}}feed")
    _element(root, "id", "urn:crosstally:changes")
    _element(root, "title", "Crosstally: what the sources disagree on")
    _element(root, "subtitle", "Conflicts to look at, and what changed since the run before")
    _element(root, "updated", _stamp(newest))
    author = _element(root, "author")
    _element(author, "name", "Crosstally")
    _element(root, "link", rel="alternate", type="text/html", href=page)
    for number, entry in enumerate(_entries(changes, conflicts, dates)):
        if number == MAX_ENTRIES:
            break
        node = _element(root, "entry")
        _element(node, "id", f"urn:crosstally:{entry['kind']}:{entry['key']}")
        title = " ".join(entry["title"].split())
        _element(node, "title", title if len(title) <= 200 else title[:199] + "…", type="text")
        _element(node, "updated", _stamp(entry["day"] or newest))
        _element(node, "category", term=entry["category"])
        _element(
            node,
            "link",
            rel="alternate",
            type="text/html",
            href=page + (f"#{entry['anchor']}" if entry["anchor"] else "#changes"),
        )
        _element(node, "content", entry["text"], type="text")
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def write_feed(
    path: str | os.PathLike[str],
    changes: pl.DataFrame,
    conflicts: pl.DataFrame,
    *,
    articles: pl.DataFrame | None = None,
    page: str = "report.html",
) -> None:
    """Write the feed of `render_feed` to `path`."""
    write_text(path, render_feed(changes, conflicts, articles=articles, page=page))

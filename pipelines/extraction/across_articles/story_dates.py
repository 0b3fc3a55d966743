"""The year of an article whose dateline prints none, by the dated articles of its cluster.

Belongs here: days for reading times (`last year`) by. Does not belong here: an article's own date (`pipelines/reading`), which stays empty,
or a dateline that its own words date (`en/dateline_days.py`).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import polars as pl

from pipelines.extraction.en.dateline_days import dateline_day

NEAR = dt.timedelta(days=60)
"""A dateline's day is at most so far from that of a dated article of its cluster: news of one story comes within weeks, and no two years fit."""


def story_dates(articles: pl.DataFrame, clusters: pl.DataFrame) -> pl.Series:
    """`published` of each article, in the order of the rows; filled where it is null, the dateline prints a day and a month, and the
    nearest dated article of the cluster leaves one year.

    Takes `Articles` (`article_id`, `text`, `published`) and their `story_clusters`.
    """
    published = articles["published"].to_list()
    if None not in published:
        return articles["published"]
    cluster_of = dict(clusters.select("article_id", "cluster").iter_rows())
    known: dict[int, set[dt.date]] = defaultdict(set)
    for identity, date in articles.select("article_id", "published").iter_rows():
        if date is not None:
            known[cluster_of[identity]].add(date)
    found = []
    for identity, text, date in articles.select("article_id", "text", "published").iter_rows():
        if date is None and known.get(cluster_of[identity]):
            day = dateline_day(text)
            date = _nearest(day, known[cluster_of[identity]]) if day else None
        found.append(date)
    return pl.Series("published", found, dtype=articles.schema["published"])


def _nearest(day: tuple[int, int], known: set[dt.date]) -> dt.date | None:
    """The date with this month and day that is nearest to a known one; None where none is near, or two years are."""
    fits = set()
    for date in known:
        for year in (date.year - 1, date.year, date.year + 1):
            try:
                candidate = dt.date(year, *day)
            except ValueError:
                continue
            if abs(candidate - date) <= NEAR:
                fits.add(candidate)
    return fits.pop() if len(fits) == 1 else None

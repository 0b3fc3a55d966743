"""From frame to frame: figures of articles that speak of the same thing get one name for it.

Belongs here: frames in and out, and the order of the steps. Does not belong here: any rule.

Nothing is renamed across clusters, and nothing that an article of the cluster tells apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection

import polars as pl

from pipelines.extraction.across_articles.events import events
from pipelines.extraction.across_articles.persons import persons
from pipelines.extraction.across_articles.short_forms import capitals, classes, short_forms
from pipelines.extraction.across_articles.story import Article, Story
from pipelines.extraction.across_articles.topics import topics

STEPS = (capitals, short_forms, persons, classes, events, topics)
"""In this order: an event is named after the fullest name of its owner, and topics are compared by the names that all articles have."""


def shared_names(
    stated: pl.DataFrame, articles: pl.DataFrame, clusters: pl.DataFrame, *, fixed: Collection[str] = ()
) -> pl.DataFrame:
    """One name for one thing in all articles that speak of it.

    Takes `StatedFigures`, their `Articles` with `story_clusters`, and the names (lower case) that stay as they are. Gives `StatedFigures`, of which only
    `entity` differs. The result does not depend on the order of rows or the number of threads.
    """
    if stated.is_empty() or articles.height < 2:
        return stated
    publisher = pl.col("publisher") if "publisher" in articles.columns else pl.lit(None, pl.String).alias("publisher")
    told = (
        articles.select("article_id", "wire_id", "text", "title", publisher)
        .join(clusters, on="article_id")
        .join(stated.select("article_id").unique(), on="article_id", how="semi")
        .filter(pl.col("wire_id").n_unique().over("cluster") > 1)
        .sort("cluster", "article_id")
    )
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    counted = stated.drop_nulls("entity").join(told, on="article_id", how="semi").group_by("article_id", "entity").len()
    for identity, name, count in counted.sort("article_id", "entity").iter_rows():
        uses[identity][name] = count
    rows: list[tuple[str, str, str | None, str | None]] = []
    stories: dict[int, dict[str, Article]] = defaultdict(dict)
    columns = ("cluster", "article_id", "wire_id", "text", "title", "keys", "publisher")
    for cluster, identity, wire, text, title, keys, outlet in told.select(columns).iter_rows():
        stories[cluster][identity] = Article(wire, text, title or "", frozenset(keys), uses[identity], outlet or "")
    for members in stories.values():
        story = Story(members, fixed)
        for step in STEPS:
            step(story)
        rows += [(*key, story.names.get(key), story.odd.get(key)) for key in story.names.keys() | story.odd.keys()]
    if not rows:
        return stated
    schema = dict.fromkeys(("article_id", "entity", "named", "topic"), pl.String)
    renamed = stated.select("article_id", "entity", "sentence").join(
        pl.DataFrame(rows, schema=schema, orient="row"), on=["article_id", "entity"], how="left", maintain_order="left"
    )
    told_as = pl.col("entity").str.replace(r"( \p{Ll}[^ ]*)+$", "")  # `Kite-4` for `Kite-4 rocket`
    printed = pl.col("sentence").str.contains(told_as, literal=True).fill_null(value=False)
    entity = pl.when(pl.col("topic").is_not_null() & ~printed).then("topic").otherwise(pl.coalesce("named", "entity"))
    return stated.with_columns(renamed.select(entity.alias("entity")).get_column("entity"))

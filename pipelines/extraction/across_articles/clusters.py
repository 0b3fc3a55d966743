"""Which articles of a run speak of the same thing: clusters by the rare names that they share.

Belongs here: what an article is known by, which articles are near each other, and the cut into clusters. Does not belong here: what
follows from it for names (the other modules here), or copies of one wire story (`pipelines.reading.copies`).

The work grows with the number of articles: each is known by a few names, a name of too many articles is no key, and the pairs that
share a key are looked at once. Clusters are drawn by average linkage, so that a chain of articles that each share something with the
next is not taken for one story.
"""

from __future__ import annotations

import polars as pl

from pipelines.extraction.en.ordinary_words import is_ordinary
from pipelines.extraction.en.story_words import NO_KEYS

READ = 6_000
"""Characters of an article in which its names are looked for."""
KEYS = 12
"""Names that an article is known by."""
MOST_USES = 6
"""A name that stands more often than this in an article says no more of it."""
TITLE_USES = 3
"""A name of the headline counts as so many uses."""
SHORTEST = 3
"""Characters of the shortest name that is a key."""
WIDEST = 80
"""A name known to more articles is no key."""
CAPITAL_SHARE = 0.8
"""A name is printed with a capital in this share of its uses at least; other words only open sentences."""
BACKGROUND_ARTICLES = 2_000
BACKGROUND_SHARE = 0.0005
"""Rarity is counted as if so many articles stood behind the run, each name in this share of them: small runs are judged like large ones."""
POWER = 0.5
ALONE = 0.5
LEADING = 0.3
HEAVY = 0.25
"""One name of such weight makes two articles near, if it is no ordinary word."""
NEAR = 0.2
"""Cosine between the names of two articles, on average over two clusters, that makes them one."""

_PRINTED = r"[^\p{L}\p{N}]{0,3}[\p{L}\p{N}]+"
"""A word with what stands before it."""


def _words(articles: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Words of the bodies (`row`, `key`, `capital`, `inside`, `uses`) and of the titles (`row`, `key`)."""
    text = pl.col("text").str.slice(0, READ)
    title = pl.col("title").fill_null("")
    frame = articles.select(
        title.alias("title"),
        pl.when(text.str.starts_with(title)).then(text.str.slice(title.str.len_chars())).otherwise(text).alias("body"),
    ).with_row_index("row")
    printed = pl.col("printed")
    word = printed.str.extract(r"([\p{L}\p{N}]+)$")
    bodies = (
        frame.select("row", pl.col("body").str.extract_all(_PRINTED).alias("printed"))
        .explode("printed")
        .drop_nulls()
        .select(
            "row",
            word.str.to_lowercase().alias("key"),
            word.str.contains(r"^\p{Lu}").alias("capital"),
            printed.str.contains(r"^[,;]? \p{Lu}").alias("inside"),
        )
        .group_by("row", "key")
        .agg(pl.col("capital").sum(), pl.col("inside").sum(), pl.len().alias("uses"))
    )
    titles = (
        frame.select("row", pl.col("title").str.to_lowercase().str.extract_all(r"[\p{L}\p{N}]+").alias("key"))
        .explode("key")
        .drop_nulls()
        .unique()
    )
    return bodies, titles


def _known_by(articles: pl.DataFrame) -> pl.DataFrame:
    """The names that each article is known by: `row`, `key`, `weight` (length 1 over an article's names), `df`, `titled`."""
    bodies, titles = _words(articles)
    capital = pl.col("capital").sum()
    names = (
        bodies.group_by("key")
        .agg((capital >= CAPITAL_SHARE * pl.col("uses").sum()).alias("name"), pl.col("inside").sum())
        .filter(
            pl.col("name")
            & (pl.col("inside") > 0)
            & (pl.col("key").str.len_chars() >= SHORTEST)
            & ~pl.col("key").is_in(sorted(NO_KEYS))
        )
    )
    found = (
        bodies.filter(pl.col("capital") > 0)
        .select("row", "key", "capital")
        .join(titles.with_columns(pl.lit(value=True).alias("titled")), on=["row", "key"], how="full", coalesce=True)
        .join(names.select("key"), on="key", how="semi")
        .with_columns(pl.col("titled").fill_null(value=False), pl.col("capital").fill_null(0))
        .with_columns(pl.len().over("key").alias("df"))
    )
    rarity = ((articles.height + BACKGROUND_ARTICLES) / (pl.col("df") + BACKGROUND_ARTICLES * BACKGROUND_SHARE)).log()
    uses = pl.col("capital").clip(0, MOST_USES).cast(pl.Float64) + TITLE_USES * pl.col("titled").cast(pl.Float64)
    return (
        found.with_columns(
            (uses.pow(POWER) * rarity * pl.when(pl.col("df") > 1).then(1.0).otherwise(ALONE)).alias("weight")
        )
        .sort("row", "weight", "key", descending=[False, True, False])
        .group_by("row", maintain_order=True)
        .head(KEYS)
        .select("row", "key", "df", "titled", "weight")
        .with_columns(pl.col("weight") / pl.col("weight").pow(2).sum().sqrt().over("row"))
    )


def _pairs(known: pl.DataFrame) -> pl.DataFrame:
    """Pairs of articles that share rare names: `a` < `b` (rows) and `near`, the cosine of their names.

    One shared name is enough where it leads both articles or weighs much in them and is no ordinary word; else two must be shared.
    """
    keys = known.filter(pl.col("df").is_between(2, WIDEST)).select("row", "key", "titled", "weight")
    other = keys.rename({"row": "b", "titled": "titled_b", "weight": "weight_b"})
    pairs = keys.rename({"row": "a"}).join(other, on="key").filter(pl.col("a") < pl.col("b"))
    heavy = pairs.filter(pl.col("weight") * pl.col("weight_b") >= HEAVY).get_column("key").unique().to_list()
    rare = [key for key in heavy if not is_ordinary(key)]
    return (
        pairs.with_columns(
            ((pl.col("weight") * pl.col("weight_b") >= HEAVY) & pl.col("key").is_in(rare)).alias("heavy")
        )
        .sort("a", "b", "key")
        .group_by("a", "b", maintain_order=True)
        .agg(
            (pl.col("weight") * pl.col("weight_b")).sum().round(9).alias("near"),
            pl.len().alias("shared"),
            ((pl.col("titled") | pl.col("titled_b")) & (pl.col("weight") >= LEADING) & (pl.col("weight_b") >= LEADING))
            .any()
            .alias("headline"),
            pl.col("heavy").any(),
        )
        .filter((pl.col("near") >= NEAR) & ((pl.col("shared") > 1) | pl.col("headline") | pl.col("heavy")))
        .select("a", "b", "near")
    )


def _join(size: int, pairs: list[tuple[int, int, float]]) -> list[int]:
    """Average linkage over `pairs`, nearest first: the cluster of each of `size` rows, named by its first row."""
    cluster = list(range(size))
    members = {row: [row] for row in range(size)}
    links: dict[int, dict[int, float]] = {}
    for a, b, near in pairs:
        links.setdefault(a, {})[b] = near
        links.setdefault(b, {})[a] = near
    for a, b, _ in pairs:
        one, two = cluster[a], cluster[b]
        if one == two or links[one].get(two, 0.0) < NEAR * len(members[one]) * len(members[two]):
            continue
        if (len(members[one]), -one) < (len(members[two]), -two):
            one, two = two, one
        for row in members[two]:
            cluster[row] = one
        members[one] += members.pop(two)
        links[one].pop(two, None)
        for third, near in links.pop(two).items():
            if third == one:
                continue
            links[one][third] = links[one].get(third, 0.0) + near
            del links[third][two]
            links[third][one] = links[one][third]
    first = {name: min(rows) for name, rows in members.items()}
    return [first[name] for name in cluster]


def story_clusters(articles: pl.DataFrame) -> pl.DataFrame:
    """Which articles speak of the same thing, and by which names.

    Takes `Articles` (`article_id`, `title`, `text`); gives `article_id`, `cluster` (the same number for articles that speak of the same
    thing: a place in the order of ids) and `keys` (the rare names that an article shares with another, in lower case). The cut does not
    depend on the order of the rows or the number of threads.
    """
    ordered = articles.select("article_id", "title", "text").sort("article_id").with_row_index("row")
    known = _known_by(ordered)
    pairs = _pairs(known).sort("near", "a", "b", descending=[True, False, False])
    clusters = _join(ordered.height, list(pairs.iter_rows()))
    keys = (
        known.filter(pl.col("df") > 1)
        .sort("row", "key")
        .group_by("row", maintain_order=True)
        .agg(pl.col("key").alias("keys"))
    )
    return (
        ordered.select("row", "article_id", pl.Series("cluster", clusters, dtype=pl.Int64))
        .join(keys, on="row", how="left")
        .select("article_id", "cluster", pl.col("keys").fill_null([]))
    )

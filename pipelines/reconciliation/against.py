"""New articles against published ones: what a full run over both would say of the new figures, in a fraction of its time.

Belongs here: which published figures are needed, and the order of the steps. Does not belong here: any rule; files.

The new figures are compared as in `station.py`: the same keys, evidence, verdicts and words. Two things are taken from the
published tables instead of being worked out anew: how rare words are (in a large corpus; the new articles' own words are added),
and which published figures are compared with each other. So a published figure keeps its facts, even where the new articles
would have moved it; a full run may tell that differently.
"""

from __future__ import annotations

import dataclasses
from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.reading.copies import with_copies
from pipelines.reconciliation import (
    arithmetic,
    candidates,
    comparisons,
    conflicts,
    derived,
    facts,
    implied,
    lookup,
    plausibility,
    tables,
)
from pipelines.reconciliation.conversions import conversion_findings
from pipelines.reconciliation.lookup import Lookup
from pipelines.reconciliation.statements import Statements, describe, numbered_text
from pipelines.reconciliation.station import link
from pipelines.reconciliation.words import WordCounts

LIKELY_COPIES = 20
"""Published articles, those with most figures to compare first, that are looked at as originals or copies of a new one."""


class Standing(NamedTuple):
    """The published tables, read only as far as they are needed, and the keys of a large corpus."""

    figures: pl.LazyFrame
    articles: pl.LazyFrame
    comparisons: pl.LazyFrame
    keys: Lookup | None
    """None where there are none; needed for a corpus of more than `candidates.LARGE` figures only, to be quick."""


class Checked(NamedTuple):
    """What became of new figures; the frames keep the contracts of their names in `schemas/`, for these figures alone."""

    figures: pl.DataFrame
    """The new ones, with `fact_id`."""
    comparisons: pl.DataFrame
    """Pairs that hold a new figure."""
    conflicts: pl.DataFrame
    """What a person should look at in the new articles."""
    known: pl.DataFrame
    """The published figures that `comparisons` names, with `publisher`, `path`, `published` and `title` of their articles."""
    articles: pl.DataFrame
    """The new ones, with the wire story that each copies."""
    anew: bool
    """Whether the keys of a large corpus were not there, so that all its figures were described anew."""


def against(
    figures: pl.DataFrame, articles: pl.DataFrame, standing: Standing, *, rates: pl.DataFrame | None = None
) -> Checked:
    """Compare the figures of new articles with published ones, and with each other, and check them by themselves.

    In: `figures` (NormalisedFigures) and `articles` (Articles) that are new, the published tables, and official rates for in-text
    conversions. A new article that is published already is taken for the published one.
    """
    # Whose copy an article is shows below; until then it is compared with all.
    articles = articles.with_columns(wire_id=pl.col("article_id"))
    ids = articles["article_id"].implode()
    others = standing.figures.filter(~pl.col("article_id").is_in(ids))
    elsewhere = standing.articles.filter(~pl.col("article_id").is_in(ids))
    total = standing.figures.select(pl.len()).collect().item()
    if total > candidates.LARGE:
        statements, pairs, published = _among_many(figures, articles, standing, others, elsewhere)
    else:
        published = others.collect()
        statements, pairs = _among_few(figures, articles, published, elsewhere.collect())
    new = statements.table["article_id"].is_in(ids)
    touching = np.flatnonzero(new.to_numpy())
    statements = _with_copies(statements, pairs, touching, articles, standing.articles)
    wire = statements.table["wire_id"]
    pairs = pairs.filter(wire.gather(pairs["a"]) != wire.gather(pairs["b"]))
    linked = link(statements, _with_standing(statements, pairs, new, published, standing.comparisons))
    listed = comparisons.listed(statements, linked, touching)
    table = statements.table.with_columns(
        pl.Series("group", linked.group), pl.Series("fact", linked.fact)
    ).with_columns(facts.fact_ids())
    worked_out = implied.implied(statements, table)
    told = pl.concat(
        [
            comparisons.published(table, listed),
            derived.derived_comparisons(statements, table),
            worked_out.comparisons,
        ]
    )
    mine = table.filter(new)["figure_id"].implode()
    told = (
        told.filter(pl.col("a").is_in(mine) | pl.col("b").is_in(mine))
        .unique(["a", "b"], keep="first", maintain_order=True)
        .sort("a", "b")
    )
    own = table.filter(new)
    converted = conversion_findings(figures, articles, rates=rates).drop("fact_id")
    converted = converted.with_columns(pl.col("figure_ids").list.first().alias("figure_id")).join(
        table.select("figure_id", "fact_id"), on="figure_id", how="left", maintain_order="left"
    )
    elsewhere_too = pl.concat([conflicts.altered_copies(table), worked_out.findings])
    findings = [
        conflicts.cross_source(table, listed),
        elsewhere_too.filter(elsewhere_too["figure_ids"].list.eval(pl.element().is_in(mine)).list.any()),
        arithmetic.findings(own, tables.findings_in_tables(own, articles)),
        plausibility.findings(own),
        converted,
    ]
    sides = pl.concat([told["a"], told["b"]]).unique()
    known = (
        published.filter(pl.col("figure_id").is_in(sides.implode()))
        .join(
            elsewhere.select("article_id", "publisher", "path", "published", "title").collect(),
            on="article_id",
            how="left",
        )
        .sort("figure_id")
    )
    wires = own.select("article_id", "wire_id").unique()
    return Checked(
        figures.join(table.select("figure_id", "fact_id"), on="figure_id", how="left").sort(
            "article_id", "start", "end"
        ),
        told,
        conflicts.conflict_table(table, findings),
        known,
        articles.drop("wire_id").join(wires, on="article_id", how="left", maintain_order="left"),
        total > candidates.LARGE and standing.keys is None,
    )


def _among_few(
    figures: pl.DataFrame, articles: pl.DataFrame, published: pl.DataFrame, elsewhere: pl.DataFrame
) -> tuple[Statements, pl.DataFrame]:
    """Statements of all figures, and the candidate pairs that hold a new one: as a full run has them."""
    statements = describe(
        pl.concat([published.select(figures.columns), figures]),
        pl.concat([elsewhere.select(articles.columns), articles]),
    )
    new = statements.table["article_id"].is_in(articles["article_id"].implode())
    return statements, candidates.candidate_pairs(statements, np.flatnonzero(new.to_numpy()))


def _among_many(
    figures: pl.DataFrame,
    articles: pl.DataFrame,
    standing: Standing,
    others: pl.LazyFrame,
    elsewhere: pl.LazyFrame,
) -> tuple[Statements, pl.DataFrame, pl.DataFrame]:
    """Statements of the articles that are needed, the candidate pairs that hold a new figure, and the published figures of these."""
    numbered = standing.articles.select("article_id", "wire_id").collect().sort("article_id")
    keys = standing.keys or lookup.lookup_of(
        describe(standing.figures.drop("fact_id").collect(), standing.articles.collect())
    )
    counts = keys.counts(numbered.height)
    fresh = articles.filter(~pl.col("article_id").is_in(numbered["article_id"].implode()))
    if fresh.height:
        counts = counts.plus(_counts(figures, fresh))
    drafted = describe(figures, articles, counts)
    met = lookup.partners(keys, numbered.select("wire_id"), drafted)
    met = met.select(pl.col("figure_id").alias("old"), drafted.table["figure_id"].gather(met["row"]).alias("new"))
    places = standing.figures.select("figure_id", "article_id", "fact_id").collect()
    partners = met.select("old").unique()
    shared = places.join(partners, left_on="figure_id", right_on="old", how="semi").select("fact_id").unique()
    needed = places.join(shared, on="fact_id", how="semi")["article_id"].unique().implode()
    published = others.filter(pl.col("article_id").is_in(needed)).collect()
    texts = elsewhere.filter(pl.col("article_id").is_in(needed)).collect()
    statements = describe(
        pl.concat([published.select(figures.columns), figures]),
        pl.concat([texts.select(articles.columns), articles]),
        counts,
    )
    row = statements.table.select("figure_id", "row")
    pairs = (
        met.join(row.rename({"figure_id": "old", "row": "x"}), on="old")
        .join(row.rename({"figure_id": "new", "row": "y"}), on="new")
        .select(pl.min_horizontal("x", "y").alias("a"), pl.max_horizontal("x", "y").alias("b"))
    )
    among = candidates.candidate_pairs(drafted)
    ids = drafted.table["figure_id"]
    between = pl.DataFrame({"old": ids.gather(among["a"]), "new": ids.gather(among["b"])})
    between = (
        between.join(row.rename({"figure_id": "old", "row": "x"}), on="old")
        .join(row.rename({"figure_id": "new", "row": "y"}), on="new")
        .select(pl.min_horizontal("x", "y").alias("a"), pl.max_horizontal("x", "y").alias("b"))
    )
    return statements, pl.concat([pairs, between]).unique().sort("a", "b"), published


def _counts(figures: pl.DataFrame, articles: pl.DataFrame) -> WordCounts:
    """The words of these articles alone."""
    return describe(figures.join(articles, on="article_id", how="semi"), articles).own_counts


def _with_copies(
    statements: Statements,
    pairs: pl.DataFrame,
    touching: np.typing.NDArray[np.int64],
    new: pl.DataFrame,
    articles: pl.LazyFrame,
) -> Statements:
    """The statements with the wire stories that new articles copy, or that are copies of them."""
    place = statements.table["article_id"]
    sides = pl.DataFrame({"a": place.gather(pairs["a"]), "b": place.gather(pairs["b"])})
    ids = new["article_id"].implode()
    turned = pl.concat([sides, sides.select(a="b", b="a")]).filter(pl.col("a").is_in(ids) & ~pl.col("b").is_in(ids))
    near = (
        turned.group_by("a", "b")
        .len()
        .sort(["a", "len", "b"], descending=[False, True, False])
        .filter(pl.int_range(pl.len()).over("a") < LIKELY_COPIES)["b"]
        .unique()
    )
    columns = ["article_id", "title", "text", "published", "wire_id"]
    old = articles.filter(pl.col("article_id").is_in(near.implode()) & ~pl.col("article_id").is_in(ids))
    both = pl.concat([old.select(columns).collect(), new.select(columns)])
    found = with_copies(both).select("article_id", pl.col("wire_id").alias("found"))
    told = both.select("article_id", "wire_id").join(found, on="article_id").sort("article_id")
    # A story that is published keeps its head.
    heads = told.filter(~pl.col("article_id").is_in(ids)).group_by("found").agg(pl.col("wire_id").min().alias("head"))
    wires = (
        told.filter(pl.col("article_id").is_in(ids))
        .join(heads, on="found", how="left")
        .select("article_id", pl.coalesce("head", "found").alias("story"))
    )
    table = statements.table.join(wires, on="article_id", how="left", maintain_order="left")
    later = pl.col("story").is_not_null() & (pl.col("story") != pl.col("article_id"))
    table = table.with_columns(
        pl.coalesce("story", "wire_id").alias("wire_id"),
        pl.when(later).then(1).otherwise("is_copy").cast(pl.Int64).alias("is_copy"),
        # Behind the published articles of its story.
        (pl.col("copy_rank") + pl.when(later).then(pl.col("copy_rank").max()).otherwise(0)).alias("copy_rank"),
    ).drop("story")
    table = table.with_columns(numbered_text(table["wire_id"]).alias("wire"))
    return dataclasses.replace(statements, table=table)


def _with_standing(
    statements: Statements, pairs: pl.DataFrame, new: pl.Series, published: pl.DataFrame, told: pl.LazyFrame
) -> pl.DataFrame:
    """Candidate pairs, and the published pairs of the facts that they touch."""
    ids = statements.table["figure_id"]
    partners = pl.concat([pairs["a"], pairs["b"]]).unique()
    partners = partners.filter(~new.gather(partners))
    touched = published.filter(pl.col("figure_id").is_in(ids.gather(partners).implode()))["fact_id"].unique()
    row = statements.table.select("figure_id", "row")
    standing = (
        told.filter(pl.col("fact_id").is_in(touched.implode()) & ~pl.col("derived"))
        .select("a", "b")
        .collect()
        .join(row.rename({"figure_id": "a", "row": "x"}), on="a")
        .join(row.rename({"figure_id": "b", "row": "y"}), on="b")
        .select(pl.min_horizontal("x", "y").alias("a"), pl.max_horizontal("x", "y").alias("b"))
    )
    return pl.concat([pairs, standing]).unique().sort("a", "b")

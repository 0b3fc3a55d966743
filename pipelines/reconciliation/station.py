"""The reconcile station: figures and articles in, facts, comparisons, conflicts and track records out.

Belongs here: the order of the steps and the shape of what is handed on. Does not belong here: any rule.
"""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from pipelines.reconciliation import (
    arithmetic,
    candidates,
    company,
    comparisons,
    conflicts,
    derived,
    facts,
    implied,
    plausibility,
    sources,
    tables,
)
from pipelines.reconciliation.conversions import conversion_findings
from pipelines.reconciliation.lookup import Lookup, lookup_of
from pipelines.reconciliation.statements import Statements, describe


class Reconciled(NamedTuple):
    """What reconciliation hands to publication; each frame keeps the contract of its name in `schemas/`."""

    figures: pl.DataFrame
    facts: pl.DataFrame
    comparisons: pl.DataFrame
    conflicts: pl.DataFrame
    sources: pl.DataFrame
    keys: Lookup | None
    """For a large corpus: what `against.py` needs to find partners of new figures in it at once."""


def reconcile(figures: pl.DataFrame, articles: pl.DataFrame, *, rates: pl.DataFrame | None = None) -> Reconciled:
    """Tell which figures state the same thing, whether they agree, and why they do not.

    In: `figures` (`schemas.NormalisedFigures`), `articles` (`schemas.Articles`), and `rates`, dated official rates
    (`currency`, `date`, `per_eur`) for in-text conversions. Out: `Reconciled`. The same rows in any order, on any number of
    threads, give the same tables.
    """
    statements = describe(figures, articles)
    linked = link(statements, candidates.candidate_pairs(statements))
    pairs = comparisons.listed(statements, linked)
    table = statements.table.with_columns(
        pl.Series("group", linked.group), pl.Series("fact", linked.fact)
    ).with_columns(facts.fact_ids())
    grown = derived.derived_comparisons(statements, table)
    worked_out = implied.implied(statements, table)
    keys = lookup_of(statements) if statements.table.height > candidates.LARGE else None
    # Of a large corpus, all candidate pairs and the words of all figures are most of the memory.
    del statements, linked
    once = _told_first(table)
    own = figures.join(once.select("figure_id"), on="figure_id", how="semi")
    told_conversions = conversion_findings(own, articles, rates=rates).drop("fact_id")
    told_conversions = told_conversions.with_columns(pl.col("figure_ids").list.first().alias("figure_id")).join(
        table.select("figure_id", "fact_id"), on="figure_id", how="left", maintain_order="left"
    )
    told = (
        pl.concat([comparisons.published(table, pairs), grown, worked_out.comparisons])
        .unique(["a", "b"], keep="first", maintain_order=True)
        .sort("a", "b")
    )
    findings = [
        conflicts.cross_source(table, pairs),
        conflicts.altered_copies(table),
        arithmetic.findings(once, tables.findings_in_tables(once, articles)),
        plausibility.findings(once),
        told_conversions,
        worked_out.findings,
    ]
    published = figures.join(table.select("figure_id", "fact_id"), on="figure_id", how="left").sort(
        "article_id", "start", "end", "figure_id"
    )
    return Reconciled(
        figures=published,
        facts=facts.fact_table(table, pairs),
        comparisons=told,
        conflicts=conflicts.conflict_table(table, findings),
        sources=sources.track_records(table, articles),
        keys=keys,
    )


def _told_first(table: pl.DataFrame) -> pl.DataFrame:
    """A copy repeats the slips of its story, which are told once; only its sentences with another number are its own."""
    copied = pl.col("is_copy").fill_null(0) > 0
    copies, own = table.filter(copied), table.filter(~copied)
    if copies.is_empty():
        return table
    number = ["wire_id", "kind", "low", "high"]
    altered = copies.join(own.select(number).unique(), on=number, how="anti", nulls_equal=True)
    sentences = altered.select("article_id", "sentence_start").unique()
    kept = copies.join(sentences, on=["article_id", "sentence_start"], how="semi", nulls_equal=True)
    return pl.concat([own, kept]).sort("row")


def link(statements: Statements, pairs: pl.DataFrame) -> facts.Linked:
    """Candidate pairs (`a`, `b`) → value groups and facts."""
    judged = company.beside(statements, comparisons.scored(statements, pairs))
    return facts.link(statements, facts.against_rivals(statements, judged))

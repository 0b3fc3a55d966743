"""The `conflicts` table: what a person should look at, from facts, copies and checks within one source.

Belongs here: severity, one row a finding, ids. Does not belong here: how a finding is made.
"""

from __future__ import annotations

import hashlib

import polars as pl

from pipelines.reconciliation import explanations
from pipelines.reconciliation.comparisons import explained

LISTED_FIGURES = 60
"""A conflict names at most so many figures: those of the two values that most stories hold come first."""
REVIEW: dict[str, type[pl.DataType]] = {
    "review": pl.String,
    "review_reason": pl.String,
    "reviewer": pl.String,
    "reviewed_on": pl.Date,
}
FINDING: dict[str, pl.DataType | type[pl.DataType]] = {
    "type": pl.String,
    "severity": pl.String,
    "fact_id": pl.String,
    "figure_ids": pl.List(pl.String),
    "gap": pl.Float64,
    "cause": pl.String,
    "explanation": pl.String,
}
"""What every check hands in: one row a finding, figures sorted by article and place."""
HARMLESS = ["rounding", "currency"]
EXPLAINED = ["definition", "scope", "period", "stale"]
DOUBTFUL = 0.6
"""Score below which a difference that another definition, scope, period or age explains is of low severity."""


def conflict_table(table: pl.DataFrame, findings: list[pl.DataFrame]) -> pl.DataFrame:
    """Findings of all checks (`FINDING`) → the `conflicts` table, every conflict with a stable id and open for review."""
    found = pl.concat(
        [finding.select(pl.col(name).cast(dtype) for name, dtype in FINDING.items()) for finding in findings]
    )
    at = table.select("figure_id", "article_id", "wire_id")
    told = (
        found.with_row_index("n")
        .select("n", pl.col("figure_ids").alias("figure_id"))
        .explode("figure_id")
        .join(at, on="figure_id", how="left", maintain_order="left")
        .group_by("n", maintain_order=True)
        .agg(
            pl.col("article_id").unique(maintain_order=True).alias("article_ids"),
            pl.col("wire_id").n_unique().cast(pl.Int64).alias("n_sources"),
        )
    )
    rows = found.with_row_index("n").join(told, on="n", how="left", maintain_order="left")
    # A cross-source conflict keeps its id when further stories join the fact; a finding within a story is its figures.
    ids = [
        "conflict-"
        + hashlib.sha256(
            "\x1f".join(
                [kind, fact if kind == "cross_source" else "", *([] if kind == "cross_source" else figures)]
            ).encode()
        ).hexdigest()[:20]
        for kind, fact, figures in rows.select("type", pl.col("fact_id").fill_null(""), "figure_ids").iter_rows()
    ]
    order = pl.col("severity").replace_strict({"high": 0, "medium": 1, "low": 2}, return_dtype=pl.Int8)
    return (
        rows.with_columns(pl.Series("conflict_id", ids, dtype=pl.String))
        .unique("conflict_id", keep="first", maintain_order=True)
        .sort([order, "n_sources", "conflict_id"], descending=[False, True, False])
        .select(
            "conflict_id",
            "type",
            "severity",
            "fact_id",
            "figure_ids",
            "article_ids",
            "n_sources",
            pl.col("gap").round(9),
            "cause",
            "explanation",
            pl.lit("open").alias("review"),
            *(pl.lit(None, dtype=REVIEW[c]).alias(c) for c in ("review_reason", "reviewer", "reviewed_on")),
            pl.lit(False).alias("review_stale"),
        )
    )


def cross_source(table: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Listed pairs → one finding a fact in conflict, told by its clearest pair.

    Severity: one point each for a score of 0.85 or more, a gap of 5 % or more, a side that two or more independent
    stories hold; harmless causes are low, explained ones at most medium.
    """
    differing = pairs.filter(pl.col("verdict") == "conflict")
    if differing.is_empty():
        return pl.DataFrame(schema=FINDING)
    held = table.group_by("group").agg(pl.col("wire").n_unique().alias("held"))
    told = (
        explained(table, differing)
        .join(held.rename({"group": "group_a", "held": "held_a"}), on="group_a", how="left")
        .join(held.rename({"group": "group_b", "held": "held_b"}), on="group_b", how="left")
        .with_columns(pl.max_horizontal("held_a", "held_b").alias("_most"))
    )
    points = (
        (pl.col("score") >= 0.85).cast(pl.Int8)
        + (pl.col("gap") >= 0.05).cast(pl.Int8)
        + (pl.col("_most") >= 2).cast(pl.Int8)
    )
    severity = (
        pl.when(pl.col("cause").is_in(HARMLESS) | (points == 0))
        .then(2)
        .when(pl.col("cause").is_in(EXPLAINED) & (pl.col("score") < DOUBTFUL))
        .then(2)
        .when(pl.col("cause").is_in(EXPLAINED) | (points < 3))
        .then(1)
        .otherwise(0)
    )
    told = told.with_columns(severity.alias("_severity"), points.alias("_points"))
    clearest = (
        told.sort(
            ["fact_id", "_severity", "_points", "score", "gap", "a", "b"],
            descending=[False, False, True, True, True, False, False],
        )
        .group_by("fact_id", maintain_order=True)
        .agg(
            pl.first("_severity", "gap", "cause", "explanation", "group_a", "group_b"),
            pl.struct("group_a", "group_b").n_unique().alias("n"),
        )
    )
    sides = pl.concat([told.select("fact_id", "a"), told.select("fact_id", pl.col("b").alias("a"))]).unique()
    named = (
        sides.join(table.select(pl.col("row").alias("a"), "figure_id"), on="a")
        .sort("fact_id", "a")
        .group_by("fact_id", maintain_order=True)
        .agg(pl.col("figure_id").head(LISTED_FIGURES).alias("figure_ids"))
    )
    more = (
        pl.when(pl.col("n") == 2)
        .then(pl.lit(" (One further pair of values differs.)"))
        .when(pl.col("n") > 2)
        .then(pl.format(" ({} further pairs of values differ.)", pl.col("n") - 1))
        .otherwise(pl.lit(""))
    )
    return clearest.join(named, on="fact_id").select(
        pl.lit("cross_source").alias("type"),
        pl.col("_severity")
        .replace_strict({0: "high", 1: "medium", 2: "low"}, return_dtype=pl.String)
        .alias("severity"),
        "fact_id",
        "figure_ids",
        "gap",
        "cause",
        (pl.col("explanation") + more).alias("explanation"),
    )


def altered_copies(table: pl.DataFrame) -> pl.DataFrame:
    """Copies of one wire story in which a number was changed: the same words around it, another value.

    The words of the sentence, with all digits taken out, must be the same, and the figure must stand at the same place
    among the figures of that sentence; where a story repeats a sentence, the nth is compared with the nth.
    """
    copies = table.filter(pl.col("article_id").n_unique().over("wire_id") > 1)
    if copies.is_empty():
        return pl.DataFrame(schema=FINDING)
    masked = pl.col("sentence").str.to_lowercase().str.replace_all(r"[^\p{L}]+", " ").str.strip_chars()
    copies = copies.with_columns(masked.alias("_words")).with_columns(
        pl.int_range(pl.len()).over("article_id", "_words", "dimension").alias("_nth"),
        pl.len().over("article_id", "_words").alias("_figures"),
    )
    first = copies.filter(pl.col("copy_rank") == pl.col("copy_rank").min().over("wire_id"))
    key = ["wire_id", "_words", "dimension", "_nth", "_figures"]
    pairs = (
        first.filter(pl.col("_words").str.len_chars() >= 15)
        .join(copies, on=key, suffix="_copy")
        .filter(pl.col("article_id") != pl.col("article_id_copy"))
        .filter(pl.col("currency").eq_missing(pl.col("currency_copy")))
        .filter((pl.col("v_low") > pl.col("v_high_copy")) | (pl.col("v_low_copy") > pl.col("v_high")))
    )
    middle = (
        pl.max_horizontal(
            (pl.col("v_low") + pl.col("v_high")).abs(), (pl.col("v_low_copy") + pl.col("v_high_copy")).abs()
        )
        / 2
    )
    distance = pl.max_horizontal(pl.col("v_low") - pl.col("v_high_copy"), pl.col("v_low_copy") - pl.col("v_high"))
    said, changed = (explanations.plain(pl.col(c), explanations.LONGEST_SURFACE) for c in ("surface", "surface_copy"))
    who = explanations.outlet(pl.col("publisher"), pl.col("path"))
    copied = explanations.outlet(pl.col("publisher_copy"), pl.col("path_copy"))
    return pairs.sort("row", "row_copy").select(
        pl.lit("copy_altered").alias("type"),
        pl.lit("medium").alias("severity"),
        "fact_id",
        pl.concat_list(
            pl.min_horizontal("figure_id", "figure_id_copy"), pl.max_horizontal("figure_id", "figure_id_copy")
        ).alias("figure_ids"),
        (distance / pl.max_horizontal(middle, pl.lit(1e-12))).alias("gap"),
        pl.lit("copy_altered").alias("cause"),
        pl.format(
            "{} printed “{}”, and {} printed “{}” in its copy of the same sentence; {}.",
            who,
            said,
            copied,
            changed,
            pl.lit(explanations.CAUSES["copy_altered"]),
        ).alias("explanation"),
    )

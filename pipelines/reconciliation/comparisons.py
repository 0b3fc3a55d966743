"""The `comparisons` table: every pair of figures from different wire stories that state one fact, with verdict and reasons.

Belongs here: which pairs of a fact are listed, their score and evidence. Does not belong here: grouping, wording.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import polars as pl

from pipelines.reconciliation import evidence, explanations, verdicts, weighing
from pipelines.reconciliation.facts import Linked
from pipelines.reconciliation.statements import Statements
from pipelines.reconciliation.vectors import Ints

FULL_FACT = 50
"""A fact of more figures than this lists pairs between the representatives of its distinct values only (TABLES.md)."""
SIDES = [
    "kind", "currency", "v_low", "v_high", "d_low", "d_high", "p_low", "p_high", "z", "bound", "change", "modality", "as_of",
    "published", "closed", "dated", "says_moving", "says_revised", "counts_moving", "only_grows", "scope", "period_end", "digits", "one_sided", "in_event", "standing",
]  # fmt: skip
FAMILIES = [*weighing.FAMILIES, "rivals", "company", "value", "size", "corroboration"]


CHUNK = 200_000
"""Pairs that are weighed at once; what only explains a pair is dropped from the others."""
SCHEMA = {
    "a": pl.String,
    "b": pl.String,
    "fact_id": pl.String,
    "verdict": pl.String,
    "cause": pl.String,
    "score": pl.Float64,
    "gap": pl.Float64,
    "derived": pl.Boolean,
    "evidence": pl.String,
    "explanation": pl.String,
}
"""The columns of the `comparisons` table."""
NAMED = {
    "verdict": ["agree", "conflict", "update"],
    "times": ["unknown", "same", "overlap", "states", "inside", "apart"],
    "part": ["none", "one", "same", "other"],
}
"""What these columns may hold; in all candidate pairs they are kept as numbers."""
MOST_CORROBORATION = 5.0
"""Logits that the other members of two value groups may lend to one pair of theirs."""
THREADS = 2
"""Chunks that are weighed side by side: NumPy's part of the work uses one core each."""
LEAST_ALIKE = 0.01
"""Likeness of words below which a pair cannot become a fact, whatever else speaks for it."""


def scored(statements: Statements, pairs: pl.DataFrame) -> pl.DataFrame:
    """Candidate pairs → `a`, `b`, `own`, `times`, `verdict`, `value`, `size`: what linking needs, in bounded memory."""
    slim = [
        "a", "b", "own", "measure", "times", "part", "other_name", "other_time", "other_modality", "opposed", "older_value",
        "spans_differ", "far", "room", "verdict", "value", "size",
    ]  # fmt: skip

    def score(first: int) -> pl.DataFrame:
        chunk = weighed(statements, pairs.slice(first, CHUNK), least_alike=LEAST_ALIKE)
        return chunk.select(slim).cast({name: pl.Enum(values) for name, values in NAMED.items()})

    with ThreadPoolExecutor(max_workers=THREADS) as pool:
        # In the order of the chunks, whichever is done first.
        return pl.concat(pool.map(score, range(0, max(pairs.height, 1), CHUNK)))


def weighed(statements: Statements, pairs: pl.DataFrame, *, least_alike: float = 0.0) -> pl.DataFrame:
    """Pairs (`a`, `b`) with evidence by family, `own`, `verdict`, `cause`, `gap`, `slip`; those that cannot be judged are gone."""
    return weighed_in_full(statements, pairs, least_alike=least_alike).select(
        "a", "b", "times", "part", "other_name", "other_time", "other_modality", "opposed", "older_value", "spans_differ",
        *weighing.FAMILIES, "own", "far", "room", "verdict", "cause", "gap", "slip", *weighing.VALUE_FAMILIES,
    )  # fmt: skip


def weighed_in_full(statements: Statements, pairs: pl.DataFrame, *, least_alike: float = 0.0) -> pl.DataFrame:
    """The same with all features and with what each side states, for those who fit the weights."""
    # No likeness of words or values makes up for nothing in common.
    likely = weighing.weigh(evidence.features(statements, pairs, least_alike=least_alike))
    a, b = (statements.table.select(*SIDES, "dimension")[likely[side].to_numpy()] for side in "ab")
    sides = pl.concat(
        [
            likely.drop("kind_a"),
            a.select("dimension", *(pl.col(name).alias(name + "_a") for name in SIDES)),
            b.select(pl.col(name).alias(name + "_b") for name in SIDES),
        ],
        how="horizontal",
    ).with_columns(pl.col("about").alias("likeness"))
    return weighing.weigh_values(verdicts.judge(sides)).sort("a", "b")


def listed(statements: Statements, linked: Linked, touching: Ints | None = None) -> pl.DataFrame:
    """Facts → all their pairs (`a` < `b`, row numbers) with evidence, `verdict`, `cause`, `gap`, `score`, `fact`, groups.

    Within a value group every pair of figures from different wire stories; between two groups that are believed to state
    one fact, every such pair. Copies of a wire story are listed like their story; whoever counts sources counts stories.
    With `touching`, only pairs that hold one of these rows.
    """
    table = statements.table.select("row", "wire", "digits")
    table = table.with_columns(pl.Series("group", linked.group), pl.Series("fact", linked.fact))
    several = table.filter(pl.col("wire").n_unique().over("fact") > 1)
    large = several.filter(pl.len().over("fact") > FULL_FACT)
    representatives = (
        large.sort(["group", "digits", "row"], descending=[False, True, False])
        .group_by("group", maintain_order=True)
        .first()
    )
    members = pl.concat(
        [several.filter(pl.len().over("fact") <= FULL_FACT), representatives.select(several.columns)]
    ).sort("row")
    side = members.select("row", "group", "wire")
    within = side.join(side, on="group", suffix="_b").select(
        "row",
        "row_b",
        "wire",
        "wire_b",
        pl.col("group").alias("group_a"),
        pl.col("group").alias("group_b"),
        pl.lit(0.0).alias("pooled"),
    )
    across = (
        linked.between.join(side.rename({"group": "ga"}), on="ga")
        .join(side.rename({"group": "gb", "row": "row_b", "wire": "wire_b"}), on="gb")
        .select(
            "row",
            "row_b",
            "wire",
            "wire_b",
            pl.col("ga").alias("group_a"),
            pl.col("gb").alias("group_b"),
            "pooled",
        )
    )
    pairs = (
        pl.concat([within.filter(pl.col("row") < pl.col("row_b")), across])
        .filter(pl.col("wire") != pl.col("wire_b"))
        .select(
            pl.min_horizontal("row", "row_b").alias("a"),
            pl.max_horizontal("row", "row_b").alias("b"),
            pl.when(pl.col("row") < pl.col("row_b")).then("group_a").otherwise("group_b").alias("group_a"),
            pl.when(pl.col("row") < pl.col("row_b")).then("group_b").otherwise("group_a").alias("group_b"),
            "pooled",
        )
        .join(table.select(pl.col("row").alias("a"), "fact"), on="a")
        .join(table.select(pl.col("row").alias("b"), pl.col("fact").alias("fact_b")), on="b")
        .filter(pl.col("fact") == pl.col("fact_b"))
        .drop("fact_b")
        .sort("a", "b")
    )
    if touching is not None:
        rows = pl.Series(touching).implode()
        pairs = pairs.filter(pl.col("a").is_in(rows) | pl.col("b").is_in(rows))
    of_groups = ("group_a", "group_b", "pooled", "fact")

    def judge(first: int) -> pl.DataFrame:
        chunk = pairs.slice(first, CHUNK)
        return weighed(statements, chunk).join(
            chunk.select("a", "b", *of_groups), on=["a", "b"], how="left", maintain_order="left"
        )

    with ThreadPoolExecutor(max_workers=THREADS) as pool:
        judged_pairs = pl.concat(pool.map(judge, range(0, max(pairs.height, 1), CHUNK)))
    judged_pairs = judged_pairs.filter((pl.col("group_a") != pl.col("group_b")) | (pl.col("verdict") == "agree"))
    # Whatever the rest of its groups is, a pair of two closed periods or two named days is no conflict.
    elsewhen = (pl.col("times") == "apart") | pl.col("other_time")
    judged_pairs = judged_pairs.filter((pl.col("verdict") != "conflict") | ~elsewhen).drop("times", "other_time")
    listed_pairs = (
        judged_pairs.join(
            linked.looked_at.select("a", "b", "company", "logit"), on=["a", "b"], how="left", maintain_order="left"
        )
        .with_columns(pl.col("company").fill_null(0.0))
        .with_columns((pl.col("own") + pl.col("company") + pl.col("value") + pl.col("size")).alias("_alone"))
        .with_columns((pl.col("logit").fill_null(pl.col("_alone")) - pl.col("_alone")).alias("rivals"))
        .with_columns(
            pl.max_horizontal(pl.col("logit").fill_null(pl.col("_alone")), "pooled", pl.lit(0.0)).alias("_final")
        )
        .with_columns((pl.col("_final") - pl.col("_alone") - pl.col("rivals")).alias("corroboration"))
        .with_columns((1 / (1 + (-pl.col("_final")).exp())).alias("score"))
        .drop("_alone", "_final", "logit")
    )
    # Its group speaks for a pair, but not against all that the pair itself shows.
    return listed_pairs.filter(pl.col("corroboration") <= MOST_CORROBORATION)


def published(table: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Listed pairs → the `comparisons` table. `table`: statements with `fact_id`."""
    told = explained(table, pairs)
    swap = pl.col("id_a") > pl.col("id_b")
    return (
        told.select(
            pl.min_horizontal("id_a", "id_b").alias("a"),
            pl.max_horizontal("id_a", "id_b").alias("b"),
            "fact_id",
            "verdict",
            "cause",
            pl.col("score").clip(0.0, 1.0).round(6),
            pl.col("gap").round(9),
            pl.lit(False).alias("derived"),
            pl.struct(pl.col(family).round(weighing.EXACT).round(2) for family in FAMILIES)
            .struct.json_encode()
            .alias("evidence"),
            "explanation",
            swap.alias("_swap"),
        )
        .drop("_swap")
        .sort("a", "b")
    )


def explained(table: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Add ids, printed forms, outlets, subject and `explanation` to pairs."""
    named = table.select(
        "row",
        pl.col("figure_id").alias("id"),
        "surface",
        "article_id",
        "wire_id",
        "entity",
        "metric",
        "confidence",
        explanations.outlet(pl.col("publisher"), pl.col("path")).alias("outlet"),
    )
    told = (
        pairs.join(table.select("row", "fact_id"), left_on="a", right_on="row", how="left", maintain_order="left")
        .join(
            named.rename({c: c + "_a" for c in named.columns}),
            left_on="a",
            right_on="row_a",
            how="left",
            maintain_order="left",
        )
        .join(
            named.rename({c: c + "_b" for c in named.columns}),
            left_on="b",
            right_on="row_b",
            how="left",
            maintain_order="left",
        )
    )
    # The side that was read more surely says what the pair is about.
    surer = pl.col("confidence_a").fill_null(0.0) >= pl.col("confidence_b").fill_null(0.0)
    about = {
        name: pl.when(surer)
        .then(pl.coalesce(f"{name}_a", f"{name}_b"))
        .otherwise(pl.coalesce(f"{name}_b", f"{name}_a"))
        for name in ("entity", "metric")
    }
    subject = explanations.subject(about["entity"], about["metric"])
    return told.with_columns(subject.alias("subject")).with_columns(explanations.compared().alias("explanation"))

"""Derived support: a stated change that another story's levels imply, such as `more than doubled` beside `from 416.8 to 1,270`.

Belongs here: pairs of levels that imply a change, and changes elsewhere that they bear on. Does not belong here: figures that
state one thing directly (`facts.py`), sums within one article (`arithmetic.py`).
"""

from __future__ import annotations

import numpy as np
import polars as pl

from pipelines.reconciliation import comparisons, evidence, explanations, weighing
from pipelines.reconciliation.candidates import heaviest
from pipelines.reconciliation.statements import Statements

BAR = 0.0
"""Logit of the likeness of a change and a level from which the one is taken to be of the other."""
CHANGE_BONUS = 5.0
"""A change and a level of one thing share fewer words than two levels do, and neither a unit nor rivals speak for them."""
LEAST_METRIC = 0.15
"""Likeness (cosine) of the two metrics from which a change may be of a level at all."""
MEASURE_WORDS, TOPIC_WORDS = 4, 6
"""Words of a change and of its article under which levels are looked for."""
SLACK = 0.02
"""Relative room for a growth that was printed rounder than it was computed."""
WORDS_BETWEEN = 60
"""Characters that may stand between `from 416.8 billion` and `to 1.27 trillion`."""
FROM_TO = r"(?i)\bfrom\s+(?:\S+\s+){0,2}$"


def level_pairs(statements: Statements) -> pl.DataFrame:
    """`from X to Y` within one sentence: rows `old`, `new` (levels of one unit), `least`, `most` (what Y / X can be)."""
    table = statements.table
    lead = pl.col("sentence").str.slice(0, (pl.col("start") - pl.col("sentence_start")).clip(0))
    ordered = table.select(
        "row", "article_id", "sentence_start", "start", "end", "dimension", "currency", "change", "kind", "v_low", "v_high",
        lead.str.tail(30).str.contains(FROM_TO).alias("from"),
    )  # fmt: skip
    # The next figure of the sentence, or the one after it where a conversion stands between.
    parts = []
    for step in (1, 2):
        after = ordered.select(pl.all().shift(-step).name.suffix("_n"))
        parts.append(
            pl.concat([ordered, after], how="horizontal").filter(
                pl.col("from")
                & (pl.col("article_id") == pl.col("article_id_n"))
                & (pl.col("sentence_start") == pl.col("sentence_start_n"))
                & (pl.col("dimension") == pl.col("dimension_n"))
                & pl.col("currency").eq_missing(pl.col("currency_n"))
                & (pl.col("change") == "level")
                & (pl.col("change_n") == "level")
                & pl.col("kind").is_in(["money", "count", "quantity", "percent"])
                & (pl.col("start_n") - pl.col("end") <= WORDS_BETWEEN)
                & (pl.col("v_low") > 0)
                & (pl.col("v_low_n") > 0)
            )
        )
    return (
        pl.concat(parts)
        .unique("row", keep="first", maintain_order=True)
        .select(
            pl.col("row").alias("old"),
            pl.col("row_n").alias("new"),
            (pl.col("v_low_n") / pl.col("v_high")).alias("least"),
            (pl.col("v_high_n") / pl.col("v_low")).alias("most"),
        )
        .sort("old")
    )


def derived_comparisons(statements: Statements, table: pl.DataFrame) -> pl.DataFrame:
    """Changes that levels in another story bear out or contradict → rows of `comparisons`, marked derived.

    `table`: statements with `fact_id`. A row joins the stated change and the later level, and belongs to the change's fact.
    A contradiction is told only where change and levels are both given for the same years.
    """
    empty = pl.DataFrame(schema=comparisons.SCHEMA)
    levels = level_pairs(statements)
    changes = _changes(statements)
    if levels.is_empty() or changes.is_empty():
        return empty
    topical = pl.concat(
        [
            _keys(statements, changes["row"]).with_columns(pl.lit(True).alias("is_change")),
            _keys(statements, levels["new"]).with_columns(pl.lit(False).alias("is_change")),
        ]
    )
    few = topical.filter(pl.len().over("key") <= comparisons.FULL_FACT)
    met = (
        few.filter("is_change")
        .join(few.filter(~pl.col("is_change")), on="key", suffix="_level")
        .select(pl.col("row").alias("change"), pl.col("row_level").alias("new"))
        .unique()
        .sort("change", "new")
    )
    wires = table.select("row", "wire_id")
    met = (
        met.join(wires.rename({"row": "change", "wire_id": "w"}), on="change")
        .join(wires.rename({"row": "new", "wire_id": "w_n"}), on="new")
        .filter(pl.col("w") != pl.col("w_n"))
        .join(levels, on="new")
        .join(changes.rename({"row": "change"}), on="change")
    )
    if met.is_empty():
        return empty
    pairs = met.select(pl.col("change").alias("a"), pl.col("new").alias("b"))
    like = weighing.weigh(evidence.features(statements, pairs))
    met = pl.concat([met, like.select("own", "unlike", "times", "metric", *weighing.FAMILIES)], how="horizontal")
    overlap = (pl.col("least") <= pl.col("ratio_high") * (1 + SLACK)) & (
        pl.col("most") >= pl.col("ratio_low") * (1 - SLACK)
    )
    logit = pl.col("own") + CHANGE_BONUS
    met = met.with_columns(overlap.alias("bears_out"), logit.alias("logit")).filter(
        (pl.col("unlike") == 0) & (pl.col("metric") >= LEAST_METRIC) & (pl.col("logit") > BAR) & pl.col("bears_out")
    )
    best = met.sort(["change", "logit", "new"], descending=[False, True, False]).unique(
        "change", keep="first", maintain_order=True
    )
    return _rows(table, best)


def _changes(statements: Statements) -> pl.DataFrame:
    """Stated changes: `row`, and the ratio of new to old that they allow, `ratio_low` to `ratio_high`."""
    table = statements.table.filter(
        pl.col("kind").is_in(["multiple", "percent"]) & pl.col("change").is_in(["increase", "decrease"])
    )
    falls = (pl.col("change") == "decrease") & (pl.col("v_low") > 0)
    low, high = pl.col("low"), pl.col("high")
    multiple = pl.col("kind") == "multiple"
    sign = pl.when(falls).then(-1.0).otherwise(1.0)
    one = pl.when(multiple).then(pl.coalesce(low, high)).otherwise(1 + sign * pl.coalesce("v_low", "v_high") / 100)
    other = (
        pl.when(multiple)
        .then(pl.coalesce(high, pl.lit(np.inf)))
        .otherwise(1 + sign * pl.coalesce("v_high", "v_low") / 100)
    )
    return (
        table.select(
            "row", pl.min_horizontal(one, other).alias("ratio_low"), pl.max_horizontal(one, other).alias("ratio_high")
        )
        .filter((pl.col("ratio_low") > 0) & ((pl.col("ratio_high") < 0.8) | (pl.col("ratio_low") > 1.25)))
        .sort("row")
    )


def _keys(statements: Statements, rows: pl.Series) -> pl.DataFrame:
    """Keys under which a change meets a level: one word of what is measured and one of the story's names. `row`, `key`."""
    article = statements.table.select("row", "article").filter(pl.col("row").is_in(rows.implode()))
    measured = (
        pl.concat([heaviest(vectors, MEASURE_WORDS, rows) for vectors in (statements.about, statements.metric)])
        .unique()
        .rename({"word": "measure"})
    )
    names = heaviest(statements.topics, TOPIC_WORDS, article["article"].unique()).rename({"row": "article"})
    return (
        measured.join(article, on="row")
        .join(names, on="article")
        .select("row", (pl.col("measure") * statements.topics.size + pl.col("word")).alias("key"))
    )


def _rows(table: pl.DataFrame, best: pl.DataFrame) -> pl.DataFrame:
    named = table.select(
        "row", "figure_id", "fact_id", "entity", "metric",
        explanations.plain(pl.col("surface"), explanations.LONGEST_SURFACE).alias("said"),
        explanations.outlet(pl.col("publisher"), pl.col("path")).alias("outlet"),
    )  # fmt: skip
    told = best
    for side in ("change", "new", "old"):
        told = told.join(
            named.rename({c: f"{c}_{side}" for c in named.columns}),
            left_on=side,
            right_on=f"row_{side}",
            how="left",
            maintain_order="left",
        )
    times = ((pl.col("least") + pl.col("most")) / 2).round(2)
    return told.select(
        pl.min_horizontal("figure_id_change", "figure_id_new").alias("a"),
        pl.max_horizontal("figure_id_change", "figure_id_new").alias("b"),
        pl.col("fact_id_change").alias("fact_id"),
        pl.lit("agree").alias("verdict"),
        pl.lit("none").alias("cause"),
        (1 / (1 + (-pl.col("logit")).exp())).round(6).alias("score"),
        pl.lit(0.0).alias("gap"),
        pl.lit(True).alias("derived"),
        pl.struct(*(pl.col(f).round(2) for f in weighing.FAMILIES), pl.lit(CHANGE_BONUS).alias("derived"))
        .struct.json_encode()
        .alias("evidence"),
        pl.format(
            "{}: {} says “{}”, and that is borne out by {}, which tells a move from “{}” to “{}”, {} times as much.",
            explanations.subject(
                pl.coalesce("entity_change", "entity_new"), pl.coalesce("metric_change", "metric_new")
            ),
            "outlet_change",
            "said_change",
            "outlet_new",
            "said_old",
            "said_new",
            times,
        ).alias("explanation"),
    )

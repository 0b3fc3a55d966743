"""Values outside what their metric can be: a share over 100 %, a negative count, a period after its statement.

Belongs here: checks of one figure against the meaning of its own words. Does not belong here: checks against other figures.
"""

from __future__ import annotations

import polars as pl

from pipelines.reconciliation import explanations

SHARE_WORDS = (
    r"(?i)\b(?:share of (?:the |its |all |total )?(?:population|people|residents|voters|employees|staff|households|vote|votes|seats|homes|stock"
    r"|students|patients|claims|capacity|storage|market)|turnout|occupancy|approval rating|market share|stake|stakes"
    r"|success rate|survival rate|literacy|unemployment|percent of (?:the )?(?:population|people|residents|voters|employees|households|respondents))\b"
)
"""Metrics that are shares of a whole and cannot pass 100 %. A filling level or utilisation can, and is not among them."""
NOT_A_SHARE = r"(?i)\b(?:more than|increase|growth|rise|rose|up|higher|return|premium|tax|tariff|oversubscribed|compared|of its (?:normal|average)|debt)\b"
COUNTED_BELOW_ZERO = (
    r"(?i)\b(?:change|net|balance|difference|temperature|degrees|growth|loss|decline|score|index|points)\b"
)
FUTURE_DAYS = 365
"""An actual value may be for a period that ends a little after its article (this month, this fiscal year), not a year later."""


def findings(table: pl.DataFrame) -> pl.DataFrame:
    """Statements with `fact_id` → one finding (`FINDING`) a figure that cannot be so."""
    said = explanations.plain(pl.col("surface"), explanations.LONGEST_SURFACE)
    who = explanations.outlet(pl.col("publisher"), pl.col("path"))
    words = pl.col("metric").fill_null("") + " " + pl.col("near")
    share = (
        (pl.col("kind") == "percent")
        & (pl.col("change") == "level")
        & (pl.col("v_low") > 100.0001)
        & (pl.col("v_low") < 100_000)
        & words.str.contains(SHARE_WORDS)
        & ~words.str.contains(NOT_A_SHARE)
    )
    below = (
        (pl.col("kind") == "count")
        & (pl.col("change") == "level")
        & (pl.col("v_high") < 0)
        & ~(words + " " + pl.col("sentence")).str.contains(COUNTED_BELOW_ZERO)
    )
    after = (
        (pl.col("modality") == "actual")
        & (pl.col("period_start") > pl.col("published") + pl.duration(days=FUTURE_DAYS))
        & (pl.col("kind").is_in(["count", "quantity"]))
        & ~pl.col("rule").str.contains(r"unknown|carried|vague")
    )
    gap = pl.when(share).then((pl.col("v_low") - 100) / 100).when(below).then(pl.lit(1.0))
    why = (
        pl.when(share)
        .then(pl.lit("a share of one whole cannot be over 100 %"))
        .when(below)
        .then(pl.lit("a count cannot be below zero"))
        .otherwise(pl.lit("it is stated as a fact for a time after the article was published"))
    )
    found = table.with_columns(
        share.fill_null(False).alias("_share"),
        below.fill_null(False).alias("_below"),
        after.fill_null(False).alias("_after"),
    ).filter(pl.col("_share") | pl.col("_below") | pl.col("_after"))
    return found.sort("row").select(
        pl.lit("plausibility").alias("type"),
        pl.when("_after").then(pl.lit("low")).otherwise(pl.lit("medium")).alias("severity"),
        "fact_id",
        pl.concat_list("figure_id").alias("figure_ids"),
        gap.cast(pl.Float64).alias("gap"),
        pl.when("_after").then(pl.lit("period")).otherwise(pl.lit("error")).alias("cause"),
        pl.format(
            "{} says “{}” of {}; {}.", who, said, explanations.subject(pl.col("entity"), pl.col("metric")), why
        ).alias("explanation"),
    )

"""Plain sentences: what two figures state, who states it, and why they differ.

Belongs here: wording. Does not belong here: any decision. Article text enters sentences as it is printed, cut to length and
freed of line breaks and control characters; whoever shows a sentence escapes it for its medium.
"""

from __future__ import annotations

import polars as pl

LONGEST_SURFACE, LONGEST_NAME = 60, 90
CAUSES = {
    "rounding": "the difference is within what rounding to whole tens or hundreds allows",
    "currency": "the difference is within what another day's exchange rate explains",
    "unit": "the two differ by {slip}, so a unit or scale was probably mistaken",
    "definition": "the two may count by different definitions",
    "period": "the two may be for different periods, since they are not both dated",
    "scope": "the two are narrowed in different ways",
    "stale": "the two were stated at different times, so the older may be out of date",
    "copy_altered": "the number was changed in a copy of the same story",
    "error": "no harmless cause explains the difference, so at least one is wrong",
    "none": "the two agree",
}
"""What each cause means in words."""


def plain(text: pl.Expr, longest: int) -> pl.Expr:
    """Printed text on one line, without control characters, cut to `longest` characters."""
    line = text.str.replace_all(r"[\p{C}\s]+", " ").str.strip_chars()
    return pl.when(line.str.len_chars() > longest).then(line.str.head(longest - 1) + "…").otherwise(line)


def outlet(publisher: pl.Expr, path: pl.Expr) -> pl.Expr:
    """The outlet's name, or its file where it names none."""
    return pl.coalesce(
        plain(publisher, LONGEST_NAME),
        pl.format("an unnamed outlet ({})", plain(path, LONGEST_NAME)),
        pl.lit("an unnamed outlet"),
    )


def subject(entity: pl.Expr, metric: pl.Expr) -> pl.Expr:
    """`timber felled in Ostra county`, as far as known."""
    entity, metric = plain(entity, LONGEST_NAME), plain(metric, LONGEST_NAME)
    return (
        pl.when(metric.is_not_null() & entity.is_not_null())
        .then(pl.format("{}, {}", entity, metric))
        .otherwise(pl.coalesce(entity, metric, pl.lit("One figure")))
    )


def compared() -> pl.Expr:
    """One sentence a pair. Needs `subject`, `surface_a/b`, `outlet_a/b`, `published_a/b`, `verdict`, `cause`, `slip`."""
    said = [
        pl.format("{} says “{}”", pl.col(f"outlet_{side}"), plain(pl.col(f"surface_{side}"), LONGEST_SURFACE))
        for side in "ab"
    ]
    why = pl.col("cause").replace_strict(CAUSES, default=CAUSES["error"], return_dtype=pl.String)
    why = (
        pl.when(pl.col("slip").is_not_null())
        .then(why.str.replace("{slip}", pl.col("slip"), literal=True))
        .otherwise(why)
    )
    why = (
        pl.when(pl.col("verdict") == "update")
        .then(pl.lit("a later state of a moving count, not an error of either"))
        .when(pl.col("verdict") == "agree")
        .then(pl.lit("the two agree within their rounding"))
        .otherwise(why)
    )
    return pl.format("{}: {} and {}; {}.", "subject", said[0], said[1], why)

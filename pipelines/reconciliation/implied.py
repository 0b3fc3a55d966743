"""Derived support by a product: a figure that two others imply, which another story ties together in one sentence.

Belongs here: which figure states the third value that such a tie (`ties.py`) implies, whether it fits, and how that is told. Does not
belong here: the words that tie two figures, changes and the levels that imply them (`derived.py`), figures that state one thing
directly (`facts.py`).
"""

from __future__ import annotations

import json
import math
from typing import Any, NamedTuple

import polars as pl

from pipelines.reconciliation import comparisons, evidence, explanations, terms, weighing, words
from pipelines.reconciliation.candidates import SAME_STORY, TOPIC_WORDS, heaviest
from pipelines.reconciliation.conflicts import FINDING
from pipelines.reconciliation.statements import Statements, markers
from pipelines.reconciliation.ties import exact, ties
from pipelines.reconciliation.vectors import Vectors

NEAR_VALUE = 1 + terms.NEAR_TOTAL
"""A value this many times off is one of another thing, and not an error."""
SLACK = 0.02
"""Relative distance that ingredients which were printed rounder than they were computed may leave."""
SHARED_BY = 200
"""Articles that share a word from which it is too common to tell a subject: there are few ties, so that this may be many."""
SOME_STORY = 0.3
"""How much two articles must be about one subject (`evidence.features`, `story`)."""
NAMED = 0.6
"""Likeness of two names from which they are of one thing. Of a name that is not alike, so much has to stand beside the other figure."""
BAR = 1.0
"""Logit from which a figure is taken for the one that is implied."""
LEAST_OWN = -4.0
"""Logit of the likeness with the more alike of the tied two below which nothing ties the figure to them."""
TELLING, TELLING_NARROW = 2.0, 0.5
"""Rarity of the words in common beside the noun (logits, added up), in general and where the values agree narrowly."""
NARROW, NARROW_NAMES, NARROW_SHARE = 0.02, 0.05, 0.1
"""Relative width of both values together from which their agreement is hardly chance: where words in common are few, names differ, or
the value is a share, of which there are many."""
TIED_BONUS, RESTATED_BONUS = 2.5, 3.0
"""Logits for two figures that a sentence ties together, and for a third that its own sentence ties to one of the same. That all
agree counts by how unlikely it is by chance: ln(1 / width)."""


class Implied(NamedTuple):
    """What ties say of figures of other stories."""

    comparisons: pl.DataFrame
    """Rows of `comparisons`, marked derived: the figure and one of the two that imply it, in the fact of the figure."""
    findings: pl.DataFrame
    """One row (`conflicts.FINDING`) a figure that its own sentence ties to the same ingredient, and that does not come to the same."""


def implied(statements: Statements, table: pl.DataFrame) -> Implied:
    """Figures that two others of one sentence, told in another story, bear out or contradict.

    `table`: statements with `fact_id` and `group`. Left out is what the story of the tie states directly as well: it is compared already.
    """
    best = pl.DataFrame()
    tied = ties(statements.table)
    if tied.height:
        best = _judged(statements, table, tied)
    if best.is_empty():
        return Implied(pl.DataFrame(schema=comparisons.SCHEMA), pl.DataFrame(schema=FINDING))
    return _told(table, best)


def _judged(statements: Statements, table: pl.DataFrame, tied: pl.DataFrame) -> pl.DataFrame:
    """The best tie of each figure that one bears out or contradicts: the fields of `Tie`, `row`, evidence, `agrees`, `gap`, `logit`."""
    met = _met(statements, table, tied)
    for side in ("first", "second"):
        if met.is_empty():
            return met
        pairs = met.select(pl.col(side).alias("a"), pl.col("row").alias("b"))
        like = weighing.weigh(evidence.features(statements, pairs)).drop("a", "b", "kind_a")
        met = pl.concat([met, like.select(pl.all().name.suffix(f"_{side}"))], how="horizontal")
    alike = pl.max_horizontal("overlap_first", "overlap_second") >= NAMED
    named = pl.max_horizontal("told_first", "told_second") >= NAMED
    width = (pl.col("most") / pl.col("least") * pl.col("v_high") / pl.col("v_low")).log()
    closer = pl.col("own_first") >= pl.col("own_second")
    chosen = [
        pl.when(closer).then(f"{name}_first").otherwise(f"{name}_second").alias(name)
        for name in (*weighing.FAMILIES, "own")
    ]
    met = met.with_columns(width.alias("width"), *chosen).filter(
        _comparable("first")
        & _comparable("second")
        & (pl.col("story_first") >= SOME_STORY)
        & (alike | (named & (pl.col("width") <= NARROW_NAMES)))
        & (pl.col("own") >= LEAST_OWN)
    )
    fits = pl.Series([_fits(statements, pair) for pair in met.iter_rows(named=True)], dtype=pl.Boolean)
    chance = pl.when("agrees").then(-pl.col("width").clip(1e-3).log()).otherwise(RESTATED_BONUS)
    return (
        met.filter(fits)
        .with_columns((TIED_BONUS + chance).alias("derived"))
        .with_columns((pl.col("own") + pl.col("derived")).round(weighing.EXACT).alias("logit"))
        .filter(pl.col("logit") >= BAR)
        # What states the same is borne out with it: once a fact, by the tie that says most.
        .sort(["fact_id", "agrees", "logit", "row", "first", "second"], descending=[False, True, True, *[False] * 3])
        .unique("fact_id", keep="first", maintain_order=True)
        .sort("row")
    )


def _met(statements: Statements, table: pl.DataFrame, tied: pl.DataFrame) -> pl.DataFrame:
    """Ties and figures of other stories on the same subject that are of the dimension and about the size of what they imply.

    A figure that does not agree is one only where its own sentence ties it to a figure that agrees with one of the tied two:
    `15.1 million for 40 buses` beside `40 buses at 310,000`.
    """
    place = statements.table.select("row", "article", "wire_id")
    older = 1 << list(markers()).index("before")
    figures = (
        statements.table.filter(exact() & (pl.col("markers") & older == 0))
        .select("row", "article", "wire_id", "dimension", "currency", "v_low", "v_high", "z")
        .join(table.select("row", "fact_id"), on="row")
    )
    members = pl.concat([tied["first"], tied["second"]]).unique().implode()
    stated = table.filter(~pl.col("row").is_in(members)).select(pl.col("wire_id").alias("wire_t"), "fact_id").unique()
    middles = (pl.col("v_low") + pl.col("v_high")) / (pl.col("least") + pl.col("most"))
    apart = pl.max_horizontal(pl.col("v_low") - pl.col("most"), pl.col("least") - pl.col("v_high"), pl.lit(0.0))
    met = (
        tied.join(place.rename({"row": "first", "wire_id": "wire_t"}), on="first", maintain_order="left")
        .join(_near(statements, place["article"].gather(tied["first"]).unique()), on="article")
        .join(figures, left_on=["other", "dimension"], right_on=["article", "dimension"], suffix="_f")
        .filter(
            (pl.col("wire_t") != pl.col("wire_id"))
            & pl.col("currency").eq_missing(pl.col("currency_f"))
            & middles.is_between(1 / NEAR_VALUE, NEAR_VALUE)
        )
        .join(stated, on=["wire_t", "fact_id"], how="anti")
        .with_columns((apart == 0).alias("agrees"), (apart / pl.max_horizontal("v_high", "most")).alias("gap"))
    )
    group = table["group"]
    partners = pl.concat(
        [
            tied.select(pl.col(one).alias("row"), group.gather(tied[other]).alias("held"))
            for one, other in (("first", "second"), ("second", "first"))
        ]
    ).unique()
    restated = pl.concat(
        [
            met.select("row", "first", "second", group.gather(met[member]).alias("held"))
            .join(partners, on=["row", "held"], how="semi")
            .select("row", "first", "second")
            for member in ("first", "second")
        ]
    ).unique()
    # What states one of the tied two, and not the third.
    fact = table["fact_id"]
    rival = (pl.col("fact_id") == fact.gather(met["first"])) | (pl.col("fact_id") == fact.gather(met["second"]))
    apart_enough = pl.col("gap") > SLACK + pl.col("z") / pl.col("v_high")
    # Another value of the same story that does agree is the one that is meant.
    agreeing = met.filter("agrees").select("first", "second", "role", "wire_id").unique()
    differing = (
        met.filter(~pl.col("agrees") & apart_enough & ~rival)
        .join(restated, on=["row", "first", "second"], how="semi")
        .join(agreeing, on=["first", "second", "role", "wire_id"], how="anti")
    )
    return pl.concat([met.filter("agrees"), differing]).sort("row", "first", "second", "role")


def _near(statements: Statements, articles: pl.Series) -> pl.DataFrame:
    """`articles` (`article`) and those that tell of the same (`other`): they share a rare word of their subject."""
    subject = heaviest(statements.topics, TOPIC_WORDS, shared=2).filter(pl.len().over("word") <= SHARED_BY)
    near = (
        subject.filter(pl.col("row").is_in(articles.implode()))
        .join(subject, on="word", suffix="_other")
        .filter(pl.col("row") != pl.col("row_other"))
        .select(pl.col("row").alias("article"), pl.col("row_other").alias("other"))
        .unique()
        .sort("article", "other")
    )
    alike = statements.topics.cosine(near["article"].to_numpy(), near["other"].to_numpy())
    return near.filter(pl.Series(alike) >= SAME_STORY)


def _comparable(side: str) -> pl.Expr:
    """Neither two times, nor a thing and its part, nor rival senses."""
    return (
        (pl.col(f"times_{side}") != "apart")
        & ~pl.col(f"other_time_{side}")
        & (pl.col(f"part_{side}") != "other")
        & (pl.col(f"opposed_{side}") == 0)
        & (pl.col(f"spans_differ_{side}") == 0)
    )


def _fits(statements: Statements, pair: dict[str, Any]) -> bool:
    """Whether the words say that a figure states what the tie implies: its noun, and what else is told of it."""
    row, role, width = pair["row"], pair["role"], pair["width"]
    noun = _numbers(statements, pair["noun"])
    measured, around = _weights(statements.metric, row), _weights(statements.about, row)
    told = _weights(statements.about, pair["first"])
    if role == "part":
        # Nor is it the whole once more: what it is a part by is said of the share and not of the whole.
        noun |= _weights(statements.metric, pair["second"]).keys()
    else:
        told |= _weights(statements.about, pair["second"])
    aside = sum(told[word] for word in sorted((told.keys() & around.keys()) - noun))
    telling = aside >= (TELLING_NARROW if width <= NARROW else TELLING)
    if role == "whole":
        # `52 % of the workforce`: the other figure is one of a workforce.
        return bool(noun & measured.keys())
    if role == "part":
        return telling
    if role == "share":
        return telling and width <= NARROW_SHARE and bool(noun & measured.keys())
    # Without a noun it is a measure: tonnes, hectares.
    return telling and (not noun or bool(noun & (measured if role == "number" else around).keys()))


def _weights(vectors: Vectors, row: int) -> dict[int, float]:
    """The words of a row with their weights."""
    place = slice(vectors.starts[row], vectors.starts[row + 1])
    return dict(zip(vectors.words[place].tolist(), vectors.weights[place].tolist(), strict=True))


def _numbers(statements: Statements, phrase: str) -> set[int]:
    """The words and senses of a phrase, by their numbers in the vocabulary."""
    known = words.meanings(phrase.lower().replace("’s", "").replace("'s", "").split())["word"].unique()
    if known.is_empty() or statements.vocabulary.is_empty():
        return set()
    at = statements.vocabulary.search_sorted(known).clip(0, len(statements.vocabulary) - 1)
    return set(at.filter(statements.vocabulary.gather(at) == known).to_list())


WORKED_OUT = {
    "part": "“{first}” of “{second}” is {value}",
    "whole": "if “{second}” is “{first}” of it, the whole is {value}",
    "share": "“{first}” of “{second}” is {value} %",
    "total": "“{second}” at “{first}” for each come to {value}",
    "number": "“{second}” at “{first}” for each is for {value}",
    "each": "“{first}” for “{second}” is {value} for each",
}
"""What two tied figures imply, in words."""


def _told(table: pl.DataFrame, best: pl.DataFrame) -> Implied:
    """Judged ties → rows of `comparisons`, and a finding for each that does not fit."""
    said = table.select(
        "row", "figure_id", "fact_id", "article_id", "start", "is_copy",
        explanations.plain(pl.col("surface"), explanations.LONGEST_SURFACE).alias("said"),
        explanations.outlet(pl.col("publisher"), pl.col("path")).alias("outlet"),
        explanations.subject(pl.col("entity"), pl.col("metric")).alias("subject"),
        # Comparable units are not always those that were printed.
        ((pl.col("low") + pl.col("high")) / (pl.col("v_low") + pl.col("v_high"))).alias("printed"),
    )  # fmt: skip
    sides = {side: said[best[side].to_numpy()].to_dicts() for side in ("row", "first", "second")}
    rows: list[dict[str, Any]] = []
    findings: list[dict[str, Any]] = []
    for at, pair in enumerate(best.iter_rows(named=True)):
        figure, first, second = (sides[side][at] for side in ("row", "first", "second"))
        value = terms.number((pair["least"] + pair["most"]) / 2 * figure["printed"])
        implies = WORKED_OUT[pair["role"]].format(first=first["said"], second=second["said"], value=value)
        borne_out = "and that is borne out by" if pair["agrees"] else "but that does not fit"
        words_ = f"{figure['subject']}: {figure['outlet']} says “{figure['said']}”, {borne_out} {first['outlet']}: {implies}."
        weights = {family: round(pair[family], 2) for family in (*weighing.FAMILIES, "derived")}
        a, b = sorted((figure["figure_id"], first["figure_id"]))
        rows.append(
            {
                "a": a, "b": b, "fact_id": figure["fact_id"], "verdict": "agree" if pair["agrees"] else "conflict",
                "cause": "none" if pair["agrees"] else "error", "score": round(1 / (1 + math.exp(-pair["logit"])), 6),
                "gap": round(pair["gap"], 9), "derived": True, "evidence": json.dumps(weights), "explanation": words_,
            }
        )  # fmt: skip
        # A copy repeats the slips of its story, which are told once.
        if not (pair["agrees"] or figure["is_copy"]):
            named = sorted((figure, first, second), key=lambda side: (side["article_id"], side["start"]))
            findings.append(
                {
                    "type": "arithmetic", "severity": "medium", "fact_id": figure["fact_id"],
                    "figure_ids": [side["figure_id"] for side in named], "gap": pair["gap"], "cause": "error", "explanation": words_,
                }
            )  # fmt: skip
    return Implied(
        pl.DataFrame(rows, schema=comparisons.SCHEMA).unique(["a", "b"], keep="first", maintain_order=True),
        pl.DataFrame(findings, schema=FINDING),
    )

"""`confidence` of a figure: how likely value, unit, metric and entity are all right.

Belongs here: what speaks for and against a reading, and the sum of it. Does not belong here: the rules, or the fit of the weights
(`tests/benchmarks/fit_confidence.py` makes `lexicon/confidence.csv` from hand-annotated articles).

The weights are log-odds of a logistic regression; each piece of evidence is one row of the table. What the table does not know
weighs nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipelines.extraction.document import Document
from pipelines.extraction.lexicon import read_table
from pipelines.extraction.model import Mention

LEXICON = Path(__file__).with_name("lexicon")
WEIGHTS = {row["evidence"]: float(row["log_odds"]) for row in read_table(LEXICON / "confidence.csv")}
LONG_METRIC = 6
"""Words from which a metric is long: it likely took in more than what is measured."""
CROWD = 4
"""Figures of a sentence from which they are hard to keep apart."""


_Traits = tuple[str, str, int, bool, str, str, bool, bool, int, bool, bool]


class Traits(NamedTuple):
    """What counts of how a figure was read; few figures differ in all of it."""

    rule: str
    source: str
    """As `source_of_entity` gives it."""
    metric_words: int
    """At most LONG_METRIC."""
    concept: bool
    period: str
    """`said`, `implied` or `none`."""
    form: str
    level: bool
    actual: bool
    figures: int
    """Of its sentence, at most CROWD."""
    scope: bool
    attribution: bool


def traits_of(doc: Document, mention: Mention, figures: int) -> Traits:
    """What counts of how a figure was read. `figures`: how many its sentence states."""
    return Traits(*_traits(doc, mention, figures))


def _traits(doc: Document, mention: Mention, figures: int) -> _Traits:
    """As `traits_of`; a plain tuple takes half the time to make."""
    sentence = doc.sentences[mention.sentence]
    metric = mention.metric
    words = metric.count(" ") + 1 if metric else 0
    return (
        mention.rule,
        source_of_entity(mention.entity, sentence.text, doc.title or ""),
        words if words < LONG_METRIC else LONG_METRIC,
        bool(mention.concept),
        "said" if mention.period_text is not None else "implied" if mention.period_end is not None else "none",
        sentence.form,
        mention.change == "level",
        mention.modality == "actual",
        figures if figures < CROWD else CROWD,
        bool(mention.scope),
        bool(mention.attribution),
    )


def evidence_of(doc: Document, mention: Mention, figures: int) -> list[str]:
    """What is known of how a figure was read, as rows of the table. `figures`: how many its sentence states."""
    return _rows(traits_of(doc, mention, figures))


def _rows(traits: Traits) -> list[str]:
    words = traits.metric_words
    found = [f"rule:{part}" for part in traits.rule.split(".")]
    found.append(traits.source)
    if not words:
        found.append("metric:none")
    else:
        found.append("metric:one_word" if words == 1 else "metric:long" if words >= LONG_METRIC else "metric:phrase")
    found.append("concept:known" if traits.concept else "concept:none")
    found.append(f"period:{traits.period}")
    found.append(f"form:{traits.form}")
    found.append("change:level" if traits.level else "change:move")
    found.append("modality:actual" if traits.actual else "modality:ahead")
    found.append("figures:many" if traits.figures >= CROWD else "figures:one" if traits.figures == 1 else "figures:few")
    if traits.scope:
        found.append("scope:said")
    if traits.attribution:
        found.append("attribution:said")
    return found


@lru_cache(maxsize=8192)
def _confidence(traits: _Traits) -> float:
    odds = WEIGHTS.get("base", 0.0)
    for evidence in _rows(Traits(*traits)):
        odds += WEIGHTS.get(evidence, 0.0)
    return round(1 / (1 + math.exp(-odds)), 3)


def source_of_entity(entity: str | None, sentence: str, title: str) -> str:
    """Where the name that a figure is said to be about comes from."""
    if not entity:
        return "entity:none"
    if entity in sentence:
        return "entity:named_here"
    last = entity.rsplit(" ", 1)[-1]
    if len(last) > 3 and last in sentence:
        return "entity:short_name_here"
    return "entity:in_title" if entity in title or last in title else "entity:from_elsewhere"


def set_confidence(doc: Document, mentions: list[Mention]) -> None:
    """Sets `confidence` (0 to 1) of every figure of an article, once everything else about it is set."""
    in_sentence = Counter([mention.sentence for mention in mentions])
    for mention in mentions:
        mention.confidence = _confidence(_traits(doc, mention, in_sentence[mention.sentence]))

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

from pipelines.extraction.document import Document
from pipelines.extraction.lexicon import read_table
from pipelines.extraction.model import Mention

LEXICON = Path(__file__).with_name("lexicon")
WEIGHTS = {row["evidence"]: float(row["log_odds"]) for row in read_table(LEXICON / "confidence.csv")}
LONG_METRIC = 6
"""Words from which a metric is long: it likely took in more than what is measured."""
CROWD = 4
"""Figures of a sentence from which they are hard to keep apart."""


def evidence_of(doc: Document, mention: Mention, figures: int) -> list[str]:
    """What is known of how a figure was read, as rows of the table. `figures`: how many its sentence states."""
    sentence = doc.sentences[mention.sentence]
    found = list(_rule_evidence(mention.rule))
    found.append(source_of_entity(mention.entity, sentence.text, doc.title or ""))
    metric = mention.metric
    if not metric:
        found.append("metric:none")
    else:
        words = metric.count(" ") + 1
        found.append("metric:one_word" if words == 1 else "metric:long" if words >= LONG_METRIC else "metric:phrase")
    found.append("concept:known" if mention.concept else "concept:none")
    if mention.period_text is not None:
        found.append("period:said")
    else:
        found.append("period:implied" if mention.period_end is not None else "period:none")
    found.append(f"form:{sentence.form}")
    found.append("change:level" if mention.change == "level" else "change:move")
    found.append("modality:actual" if mention.modality == "actual" else "modality:ahead")
    found.append("figures:many" if figures >= CROWD else "figures:one" if figures == 1 else "figures:few")
    if mention.scope:
        found.append("scope:said")
    if mention.attribution:
        found.append("attribution:said")
    return found


@lru_cache(maxsize=1024)
def _rule_evidence(rule: str) -> tuple[str, ...]:
    """The rows of the table for a rule such as `count.words`."""
    return tuple(f"rule:{part}" for part in rule.split("."))


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
    in_sentence = Counter(mention.sentence for mention in mentions)
    weight = WEIGHTS.get
    base = weight("base", 0.0)
    for mention in mentions:
        odds = base
        for evidence in evidence_of(doc, mention, in_sentence[mention.sentence]):
            odds += weight(evidence, 0.0)
        mention.confidence = round(1 / (1 + math.exp(-odds)), 3)

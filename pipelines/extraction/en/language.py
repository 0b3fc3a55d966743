"""The English rules in the order in which they run. Belongs here: that order. Does not belong here: the rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from pipelines.extraction.document import Document
from pipelines.extraction.en.attributions import set_attributions
from pipelines.extraction.en.clauses import set_change_and_modality
from pipelines.extraction.en.confidence import set_confidence
from pipelines.extraction.en.dateline_days import day_told
from pipelines.extraction.en.mentions import read_mentions
from pipelines.extraction.en.metrics import set_metrics
from pipelines.extraction.en.periods import set_periods
from pipelines.extraction.en.sentences import split_sentences
from pipelines.extraction.en.subjects import set_subjects
from pipelines.extraction.model import Mention


def document(text: str, published: dt.date | None, language: str | None, publisher: str | None) -> Document:
    """Cuts an English text into sentences."""
    sentences = split_sentences(text)
    title = sentences[0].text if sentences else None
    return Document(text, sentences, published or day_told(text), language, publisher, title)


CONTEXT_RULES: tuple[Callable[[Document, list[Mention]], None], ...] = (
    set_change_and_modality,
    set_periods,
    set_attributions,
    set_subjects,
    set_metrics,
    set_confidence,
)
"""What fills in the rest of a figure once its value is read, in this order: later ones may look at what earlier ones have set."""


def read(doc: Document) -> list[Mention]:
    """Finds the figures of an English article and fills in everything about them."""
    mentions = read_mentions(doc)
    if mentions:
        for rule in CONTEXT_RULES:
            rule(doc, mentions)
    return mentions

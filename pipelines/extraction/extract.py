"""The public door of extraction: text in, figures out.

Belongs here: the order in which a language's rules run. Does not belong here: rules, frames, files.
"""

from __future__ import annotations

import datetime as dt
import importlib
from functools import lru_cache
from operator import attrgetter
from typing import Protocol, cast

from pipelines.extraction.document import Document
from pipelines.extraction.model import Figure, Mention

LANGUAGES = {"en": "pipelines.extraction.en.language"}
"""Language packages by the first part of their BCP 47 tag; a new language is one new row."""


class Language(Protocol):
    """What a language package gives."""

    def document(self, text: str, published: dt.date | None, language: str | None, publisher: str | None) -> Document:
        """Cuts the text into sentences."""

    def read(self, doc: Document) -> list[Mention]:
        """Finds the figures and fills in everything about them."""


@lru_cache
def load_language(tag: str | None) -> Language:
    """Loads the package for a BCP 47 tag; English where the tag is missing or unknown."""
    name = LANGUAGES.get((tag or "en").split("-")[0].lower(), LANGUAGES["en"])
    return cast(Language, importlib.import_module(name))


def extract_figures(
    text: str, *, published: dt.date | None = None, language: str | None = None, publisher: str | None = None
) -> list[Figure]:
    """Finds every figure that a text states.

    Takes the text (title first), the publication date that relative periods count from, a BCP 47 language tag (English
    where missing) and the publisher's name (it decides what a bare `$` is). Gives the figures in order of their place;
    `surface == text[start:end]`. Raises TypeError when `text` is not a string.
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a string, not {type(text).__name__}")
    rules = load_language(language)
    doc = rules.document(text, published, language, publisher)
    mentions = rules.read(doc)
    mentions.sort(key=attrgetter("start", "end"))
    place = {id(m): i for i, m in enumerate(mentions) if m.pair is not None}
    figures = []
    for m in mentions:
        s = doc.sentences[m.sentence]
        pair = place.get(id(m.pair)) if m.pair is not None else None
        figures.append(
            Figure(
                m.start,
                m.end,
                text[m.start : m.end],
                s.start,
                s.end,
                s.text,
                m.kind,
                m.low,
                m.high,
                m.bound,
                m.change or "level",
                m.unit_text,
                m.unit_system,
                m.unit,
                m.digits,
                m.entity,
                m.metric,
                m.concept,
                m.scope,
                m.attribution,
                m.modality or "actual",
                m.period_start,
                m.period_end,
                m.period_text,
                pair,
                m.rule,
                m.confidence,
            )
        )
    return figures

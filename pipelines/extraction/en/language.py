"""The English rules in the order in which they run. Belongs here: that order. Does not belong here: the rules."""

from __future__ import annotations

import datetime as dt

from pipelines.extraction.document import Document
from pipelines.extraction.en import mentions as mention_rules
from pipelines.extraction.en.sentences import split_sentences
from pipelines.extraction.model import Mention


def document(text: str, published: dt.date | None, language: str | None, publisher: str | None) -> Document:
    """Cuts an English text into sentences."""
    sentences = split_sentences(text)
    title = sentences[0].text if sentences else None
    return Document(text, sentences, published, language, publisher, title)


def read(doc: Document) -> list[Mention]:
    """Finds the figures of an English article and fills in everything about them."""
    mentions = mention_rules.read_mentions(doc)
    return mentions

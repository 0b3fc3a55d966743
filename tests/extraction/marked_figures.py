"""Articles for tests, with each figure marked by hand (`Sales rose «5 percent» in 2023.`).

Belongs here: from marked text to the records that the context rules take. Does not belong here: expectations.
"""

from __future__ import annotations

import datetime as dt
import re

from pipelines.extraction.document import Document
from pipelines.extraction.en.sentences import split_sentences
from pipelines.extraction.model import Mention, TableCell

_KINDS = (
    ("percent", r"per ?cent|%|a third|half a point|percentage point|two fifths|one in"),
    ("money", r"[$€£¥₹]|yuan|euros?\b|dollars?|pounds?|rupees|cents|pence|kroner|yen\b|Rs"),
    ("multiple", r"^(?:twice|double|threefold|fivefold|\w+ times|half)"),
    ("rank", r"\d(?:st|nd|rd|th)$|^(?:first|second|third)$"),
    ("duration", r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?)$"),
    ("quantity", r"tonnes?|MW|GWh|TWh|kilomet|\bkm\b|hectares|acres|metres|miles|mm\b|degrees|°C|litres|barrels|feet"),
)
_UNITS = {"percent": "%", "money": "USD", "multiple": "x", "rank": "rank", "duration": "s"}
_MEASURES = (
    ("m2", r"hectares|acres|square"),
    ("m", r"kilomet|\bkm\b|metres|miles|mm\b|feet"),
    ("kg", r"tonnes?"),
    ("Cel", r"degrees|°C"),
    ("J", r"Wh"),
)


def _unit(kind: str, surface: str) -> str:
    if kind in _UNITS:
        return _UNITS[kind]
    if kind == "quantity":
        return next((unit for unit, pattern in _MEASURES if re.search(pattern, surface)), "1")
    word = surface.rsplit(maxsplit=1)[-1].lower()
    return {"people": "people", "points": "point", "places": "place", "staff": "staff"}.get(
        word, word.removesuffix("s")
    )


def marked(text: str, published: str | None = "2024-06-12") -> tuple[Document, list[Mention]]:
    """Gives the article without its marks, and a mention for each marked figure.

    The first line is the title where there is more than one line. A row of a table needs its header on the first row of the table.
    """
    plain = ""
    spans: list[tuple[int, int]] = []
    for part in re.split(r"(«[^»]*»)", text):
        if part.startswith("«"):
            spans.append((len(plain), len(plain) + len(part) - 2))
            plain += part[1:-1]
        else:
            plain += part
    sentences = split_sentences(plain)
    for sentence in sentences:
        sentence.cut()
    if "\n" not in plain and sentences:
        sentences[0].form = "prose"
    doc = Document(
        plain, sentences, dt.date.fromisoformat(published) if published else None, "en", None, plain.split("\n")[0]
    )
    mentions = []
    for start, end in spans:
        sentence = next(item for item in sentences if item.start <= start < item.end)
        first = next(at for at, stop in enumerate(sentence.ends) if stop > start)
        last = next((at for at, begin in enumerate(sentence.starts) if begin >= end), len(sentence.starts))
        surface = plain[start:end]
        kind = next((name for name, pattern in _KINDS if re.search(pattern, surface)), "count")
        number = re.search(r"[-−]?\d[\d,]*(?:\.\d+)?", surface)
        low = (
            float(number[0].replace(",", "").replace("−", "-"))
            if number
            else (0.5 if surface.startswith("half") else 2.0)
        )
        mention = Mention(
            sentence.index,
            first,
            last,
            start,
            end,
            kind,
            low,
            low,
            "=",
            None,
            "noun",
            _unit(kind, surface),
            2,
            "marked",
        )
        if re.search(r" per | a (?:day|month|year|tonne|barrel)$", surface):
            mention.kind = "rate"
        if sentence.form == "row":
            mention.cell = _cell(plain, start)
        mentions.append(mention)
    return doc, mentions


def _cell(text: str, at: int) -> TableCell:
    lines = text.split("\n")
    line = text.count("\n", 0, at)
    top = line
    while top and lines[top - 1].startswith("|"):
        top -= 1
    header = [cell.strip() for cell in lines[top].strip("|").split("|")]
    row = [cell.strip() for cell in lines[line].strip("|").split("|")]
    column = text[text.rfind("\n", 0, at) + 1 : at].count("|") - 1
    return TableCell(row[0], header[column], lines[top - 1] if top else "", header[0])

"""Named fields of a record or a front matter → the fields of an article.

Belongs here: which field name means what. Does not belong here: file formats.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.reading.dates import parse_date

LEXICON = Path(__file__).parent / "lexicon"


@dataclass(slots=True)
class NamedFields:
    """What the named fields of one record say; None where they do not."""

    title: str | None = None
    text: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    published: dt.date | None = None


@cache
def _names() -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    with (LEXICON / "field_names.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            names.setdefault(row["field"], []).append(row["name"])
    return names


def folded(name: object) -> str:
    """A field's name without case, spaces, hyphens and underscores."""
    return re.sub(r"[\s_.:-]+", "", str(name)).lower()


def known_field(name: object) -> str | None:
    """The article's field that a column called `name` holds, or None."""
    return next((field for field, names in _names().items() if folded(name) in names), None)


def scalar(value: object) -> str | None:
    """A field's value as text: a string, a number, the `name` of an object, the first of a list; None for nothing."""
    if isinstance(value, Mapping):
        value = next((value[key] for key in ("name", "title", "value", "@value", "url", "#text") if key in value), None)
    if isinstance(value, list | tuple) and value:
        return scalar(value[0])
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None


def _body(value: object) -> str | None:
    if isinstance(value, list | tuple):
        parts = [part for part in (_body(item) for item in value) if part]
        return "\n\n".join(parts) or None
    if isinstance(value, Mapping):
        return next(
            (text for key in ("text", "content", "value", "html", "rendered") if (text := _body(value.get(key)))), None
        )
    return value if isinstance(value, str) and value.strip() else None


def named_fields(record: Mapping[str, object]) -> NamedFields:
    """The article's fields in `record`; names as in `lexicon/field_names.csv`, the first listed that holds something."""
    by_name: dict[str, object] = {}
    for key, value in record.items():
        by_name.setdefault(folded(key), value)

    def values(field: str) -> list[object]:
        return [by_name[name] for name in _names()[field] if by_name.get(name) not in (None, "", [], {})]

    texts = [text for value in values("text") if (text := _body(value))]
    summaries = [text for value in values("summary") if (text := _body(value))]
    published = next(
        (
            date
            for value in values("published")
            if (date := parse_date(scalar(value) if isinstance(value, Mapping | list) else value))
        ),
        None,
    )
    outlets = [name for value in values("publisher") if (name := scalar(value))]
    addresses = [address for value in values("url") if (address := scalar(value))]
    named = [name for name in outlets if not re.match(r"https?://", name)]
    linked = [name for name in outlets if re.match(r"https?://", name)]
    return NamedFields(
        title=_one_line(next((name for value in values("title") if (name := scalar(value))), None)),
        text=next(iter(texts or summaries), None),
        url=next(iter(addresses or linked), None),
        publisher=_one_line(next(iter(named), None)),
        language=next((tag for value in values("language") if (tag := scalar(value))), None),
        published=published,
    )


def _one_line(text: str | None) -> str | None:
    return re.sub(r"[\t\r\n\f\v ]+", " ", text).strip() or None if text else None

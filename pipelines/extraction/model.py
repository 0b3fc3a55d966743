"""The figure as extraction knows it. Belongs here: the records that rules fill in. Does not belong here: rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(slots=True)
class TableCell:
    """Where in a printed table a figure stands."""

    row_label: str
    column_header: str
    caption: str
    """The line above the table, or empty."""
    corner: str
    """Header of the label column, or empty."""


@dataclass(slots=True)
class Mention:
    """One figure while it is being read. `start`/`end` are code points of the article's text.

    Reading sets the value fields; the context rules then set change, modality, period and what it is about.
    """

    sentence: int
    """Index into Document.sentences."""
    first: int
    """First token of the surface in that sentence."""
    last: int
    """One past the last token of the surface."""
    start: int
    end: int
    kind: str
    low: float | None
    high: float | None
    bound: str
    unit_text: str | None
    unit_system: str
    unit: str
    digits: int
    rule: str
    noun_first: int = -1
    """Counts: first token of the noun phrase behind the number (-1: none)."""
    noun_last: int = -1
    """Counts: one past its head noun."""
    change: str | None = None
    """None until decided; ends as level, increase or decrease."""
    modality: str | None = None
    """None until decided; ends as actual, target or forecast."""
    entity: str | None = None
    metric: str | None = None
    concept: str | None = None
    scope: str | None = None
    attribution: str | None = None
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    period_text: str | None = None
    pair: Mention | None = None
    """The other side of an in-text conversion."""
    cell: TableCell | None = None
    respectively: int = -1
    """Place of this figure in a list that `respectively` shares out (0 first; -1: none)."""
    confidence: float = 0.9


class Figure(NamedTuple):
    """One figure as `extract_figures` gives it; the names are the columns of the `figures` table.

    A tuple, because a frozen dataclass of as many fields takes ten times as long to make.
    """

    start: int
    end: int
    surface: str
    sentence_start: int
    sentence_end: int
    sentence: str
    kind: str
    low: float | None
    high: float | None
    bound: str
    change: str
    unit_text: str | None
    unit_system: str
    unit: str
    digits: int
    entity: str | None
    metric: str | None
    concept: str | None
    scope: str | None
    attribution: str | None
    modality: str
    period_start: dt.date | None
    period_end: dt.date | None
    period_text: str | None
    pair: int | None
    """Index in the list of the other side of an in-text conversion."""
    rule: str
    confidence: float

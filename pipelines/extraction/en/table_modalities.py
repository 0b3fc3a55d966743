"""What the prose of an article says of a table: a forecast table whose total the text foresees, without a word of it in its headings.

Belongs here: carrying a modality from prose to a table. Does not belong here: headings of tables (`modalities.py`), plans (`plans.py`).
"""

from __future__ import annotations

import re

from pipelines.extraction.document import Document
from pipelines.extraction.en.clause_reading import ACTUAL, FORECAST
from pipelines.extraction.model import Mention

CLOSE = 0.006
"""A figure of the text is one of the table where it is no farther off: news rounds what tables print."""
LEAST_DIGITS = 3
"""Digits of such a figure at least, so that no chance brings the two together."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_SURE = re.compile(r"(?i)actual|final|area|hectare|\bha\b|last|previous")
"""Headings of columns that are so already."""


def foresee_tables(mentions: list[Mention], year: int) -> None:
    """Makes the cells of a table forecasts where the text foresees one of its cells; columns of years that are over stay as they are."""
    cells = [m for m in mentions if m.cell is not None and m.kind != "rank"]
    if not cells:
        return
    said = [m for m in mentions if m.cell is None and m.kind in {"quantity", "money", "count"} and m.change == "level"]
    foreseen = [m for m in said if m.modality == FORECAST and m.digits >= LEAST_DIGITS]
    if not foreseen:
        return
    for table in _tables(cells):
        if any(cell.modality != ACTUAL for cell in table):
            continue
        matched = [cell for cell in table if any(_same(cell, other) for other in foreseen)]
        if not matched or any(_same(cell, other) for cell in matched for other in said if other.modality == ACTUAL):
            continue
        for cell in table:
            heading = cell.cell.column_header if cell.cell is not None else ""
            years = [int(found) for found in _YEAR.findall(heading)]
            over = (
                years
                and max(years) < year
                and cell.change == "level"
                and not any(m.cell.column_header == heading for m in matched if m.cell)
            )
            if not over and not _SURE.search(heading):
                cell.modality = FORECAST


_ESTIMATES = frozenset("estimates estimate forecast forecasts survey outlook".split())
_CROPS = frozenset("crop crops harvest harvests planting".split())
_YIELDS = re.compile(r"(?i)\b(?:production|yield|productivity|output|crop|harvest)\b")
OPENING = 7
"""Sentences of an article within which it says that it estimates a crop."""


def estimate_crops(doc: Document, mentions: list[Mention]) -> None:
    """Makes the yields of a crop report's table forecasts, where the report calls itself an estimate and no column is of a year.

    What is sown stands already; what it will bring is not known before the last load.
    """
    cells = [m for m in mentions if m.cell is not None and m.modality == ACTUAL]
    if not cells:
        return
    words = {word for sentence in doc.sentences[:OPENING] for word in sentence.lower}
    if words.isdisjoint(_ESTIMATES) or words.isdisjoint(_CROPS) or "final" in words:
        return
    for table in _tables(cells):
        headings = {cell.cell.column_header for cell in table if cell.cell is not None}
        if not any(_YIELDS.search(heading) for heading in headings) or any(
            _ONE_YEAR.fullmatch(h.strip()) for h in headings
        ):
            continue
        for cell in table:
            heading = cell.cell.column_header if cell.cell is not None else ""
            if _YIELDS.search(heading) or cell.change != "level":
                cell.modality = FORECAST


_ONE_YEAR = re.compile(r"(?:19|20)\d\d(?:[-/–]\d{2,4})?")


def _same(cell: Mention, other: Mention) -> bool:
    """Tells whether a cell and a figure of the text print one value."""
    if cell.unit != other.unit or cell.low is None or other.low is None or cell.change != "level":
        return False
    return abs(cell.low - other.low) <= CLOSE * abs(other.low)


def _tables(cells: list[Mention]) -> list[list[Mention]]:
    """The figures in cells, by the table that they stand in."""
    tables: dict[tuple[str, str], list[Mention]] = {}
    for cell in cells:
        if cell.cell is not None:
            tables.setdefault((cell.cell.caption, cell.cell.corner), []).append(cell)
    return list(tables.values())

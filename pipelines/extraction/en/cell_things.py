"""What a figure in a printed table is about: its row, its column, what the caption names, or what the article is about.

Belongs here: labels and captions of tables as entities. Does not belong here: tables themselves (`tables.py`), what is measured
(`metric_cells.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.name_kinds import DESCRIPTIONS
from pipelines.extraction.en.noun_phrases import AREAS, PEOPLE, TOTALS
from pipelines.extraction.en.ordinary_words import is_ordinary
from pipelines.extraction.en.phrases import word_set
from pipelines.extraction.en.surroundings import Surroundings
from pipelines.extraction.model import Mention

_ROW_THINGS = word_set("row_things")
"""Headers of label columns whose rows are things of their own, unlike `Item` or `Segment`."""
_SORTS = frozenset(["group", "division", "unit", "line", "round"])
"""Headers of label columns whose rows are sorts of one thing unless they are people, though the words may stand for an
organisation elsewhere."""


class CellThings(Surroundings):
    """Finds what the figure in a cell is about."""

    def _from_cell(self, mention: Mention) -> str | None:
        cell = mention.cell
        if cell is None:
            return None
        memory = self.memory
        for text in (cell.caption, cell.corner):
            found = memory.mention_at_text(text) if text else None
            if found and is_ordinary(found.lower()):
                found = None
            if (
                found
                and cell.row_label.lower() not in memory.lower_words
                and (cell.row_label in memory.names or cell.column_header in memory.names)
            ):
                break
            if found and text is cell.corner and " " in cell.corner:
                return self.canonical(found)
        for text in (cell.row_label, cell.column_header):
            name = text.partition("(")[0].strip()
            if (
                text is cell.row_label
                and cell.corner.lower() in AREAS | {"taluk", "ward", "division"}
                and name.lower() not in TOTALS | AREAS
            ):
                return f"{name} {cell.corner.lower()}"
            if (name in memory.names or memory.full(name) != name) and not (
                text is cell.column_header and "(" in text and name.isupper()
            ):
                return self.canonical(name)
        if (
            (
                cell.corner
                and cell.corner.lower().rstrip("s") in DESCRIPTIONS
                and (
                    cell.corner.lower().rstrip("s") not in _SORTS
                    or not PEOPLE.isdisjoint(cell.row_label.lower().split())
                )
            )
            or cell.corner.lower()
            in (
                "taluk",
                *_ROW_THINGS,
            )
        ) and cell.row_label.lower() not in TOTALS | AREAS:
            return (
                f"{cell.row_label} {cell.corner.lower()}"
                if cell.corner.lower() in ("taluk", "district", "county", "state", "province", "ward")
                else cell.row_label
            )
        topic = memory.topic()
        found = memory.mention_at_text(cell.caption) if cell.caption else None
        if found and is_ordinary(found.lower()):
            found = None
        return found if found and not (topic and topic.startswith(found)) else topic

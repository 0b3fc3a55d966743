"""What a figure in a printed table is about: its row, its column, what the caption names, or what the article is about.

Belongs here: labels and captions of tables as entities. Does not belong here: tables themselves (`tables.py`), what is measured
(`metric_cells.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.name_kinds import DESCRIPTIONS
from pipelines.extraction.en.noun_phrases import AREAS, METRIC_HEADS, PEOPLE, TOTALS
from pipelines.extraction.en.ordinary_words import is_ordinary
from pipelines.extraction.en.phrases import word_set
from pipelines.extraction.en.surroundings import Surroundings
from pipelines.extraction.model import Mention

_ROW_THINGS = word_set("row_things") | {"taluk"}
"""Headers of label columns whose rows are things of their own, unlike `Item` or `Segment`."""
_SORTS = frozenset(["group", "division", "unit", "line", "round"])
"""Headers of label columns whose rows are sorts of one thing unless they are people, though the words may stand for an
organisation elsewhere."""
_NO_SORTS = frozenset(
    "change difference unit units value values figure figures amount note notes share source then now before after".split()
)


class CellThings(Surroundings):
    """Finds what the figure in a cell is about."""

    @staticmethod
    def _is_sort(header: str) -> bool:
        """True for a column that is one sort of what the corner names (`Kite 5 | Standard | Long range`), no time, change or total."""
        words = header.lower().split()
        return (
            0 < len(words) < 4
            and all(word.replace("-", "").isalpha() for word in words)
            and words[-1] not in TOTALS | _NO_SORTS
            and (len(words) > 1 or words[0] not in METRIC_HEADS)
        )

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
                own = found == cell.corner and "(" in cell.row_label and self._is_sort(cell.column_header)
                return f"{found} {cell.column_header}" if own else self.canonical(found)
        for text in (cell.row_label, cell.column_header):
            name = text.partition("(")[0].strip()
            if (
                text is cell.row_label
                and cell.corner.lower() in AREAS | {"taluk", "ward", "division"}
                and name.lower() not in TOTALS | AREAS
            ):
                topic = memory.topic()
                area = name.removeprefix("of which ").removeprefix("Of which ")
                if topic and memory.kind(topic) == "organisation" and topic not in (area, name):
                    # What a firm sells by region.
                    return f"{topic} in {area}"
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
            or cell.corner.lower() in _ROW_THINGS
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

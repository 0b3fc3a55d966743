"""What the cells of a column count whose heading names no thing (`Took part`, `Sat`): what prose counts by a number of that column.

Belongs here: the look from a table's cells to the counts of the sentences. Does not belong here: headings (`table_headings.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.table_headings import noun_of
from pipelines.extraction.model import Mention

_LEAST = 100
"""Smaller numbers stand in many places of an article by chance."""


def name_cells(mentions: list[Mention]) -> None:
    """Gives the counts of a column without a counted noun the one of the sentence that states one of them: `18,450 pupils took part`
    beside a column `Took part` in which 18,450 stands. Changes the mentions in place."""
    guessed = [
        mention
        for mention in mentions
        if mention.cell is not None
        and mention.rule == "table.count"
        and mention.unit != "seat"  # what parties win
        and noun_of(mention.cell.column_header, mention.cell.row_label) is None
    ]
    if not guessed:
        return
    told = {
        mention.low: mention.unit
        for mention in mentions
        if mention.cell is None and mention.kind == "count" and mention.noun_first >= 0 and mention.low == mention.high
    }
    columns: dict[tuple[str, str], list[Mention]] = {}
    for mention in guessed:
        if mention.cell is not None:
            columns.setdefault((mention.cell.caption, mention.cell.column_header), []).append(mention)
    for column in columns.values():
        noun = next((told[m.low] for m in column if m.low is not None and m.low >= _LEAST and m.low in told), None)
        if noun is not None:
            for mention in column:
                mention.unit = noun

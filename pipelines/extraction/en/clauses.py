"""Entry point for `change` and `modality`, which the clause around a figure decides.

Belongs here: the order of the two. Does not belong here: the rules (`changes.py`, `modalities.py`) or the clauses (`clause_reading.py`).
"""

from __future__ import annotations

from pipelines.extraction.document import Document
from pipelines.extraction.en.changes import set_change
from pipelines.extraction.en.clause_reading import read_clauses
from pipelines.extraction.en.modalities import set_modalities
from pipelines.extraction.model import Mention


def set_change_and_modality(doc: Document, mentions: list[Mention]) -> None:
    """Sets `change` (`level`, `increase`, `decrease`) and `modality` (`actual`, `target`, `forecast`) of every figure of an article.

    A value that is already set stays.
    """
    readings = read_clauses(doc, mentions)
    if not readings:
        return
    for reading in readings.values():
        set_change(doc, reading)
    set_modalities(doc, readings, mentions)

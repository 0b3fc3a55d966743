"""Where a metric phrase ends: without a relative clause, the start of the next clause, or a word that leads nowhere.

Belongs here: cutting of a finished phrase. Does not belong here: which words a phrase takes (`metrics.py` and what it is made of).
"""

from __future__ import annotations

from pipelines.extraction.en.phrases import word_set

_CLAUSE_OPENERS = word_set("clause_openers")
"""Words that open a clause of their own: `spending on a port that opens` is spending on a port."""
_LOOSE_ENDS = word_set("loose_ends")
"""Words that no phrase ends with: prepositions, articles, auxiliary verbs, relative pronouns."""
_CUT_KINDS = frozenset(["money", "quantity", "rate", "rank"])
"""Kinds of figure whose metric is a noun; that of counts and shares may hold a clause: `people who want a job`."""
_MARKS = " ,;:.-–—"


def ended(metric: str, kind: str) -> str:
    """`metric` up to where its noun phrase ends. `kind` is that of the figure."""
    words = metric.split()
    end = len(words)
    if kind in _CUT_KINDS:
        for at in range(1, end):
            if words[at] in _CLAUSE_OPENERS and not (words[at] == "that" and words[at + 1 : at + 2] == ["of"]):
                end = at
                break
    while end > 1 and words[end - 1].strip(_MARKS).lower() in _LOOSE_ENDS:
        end -= 1
    if end == len(words):
        return metric
    return " ".join(words[:end]).rstrip(_MARKS)

"""`modality` of a figure: is it so, is it planned, or is it expected.

Belongs here: which cue governs a figure, and what plan an article is about. Does not belong here: the cues (`clause_reading.py`,
`lexicon/modality_words.csv`).

The nearest cue to the left in the figure's own clause decides, else the nearest to the right, else the clause that it hangs on,
else what the article has said of the thing in question.
"""

from __future__ import annotations


from pipelines.extraction.document import Document
from pipelines.extraction.en.changes import VERBS
from pipelines.extraction.en.clause_reading import (
    ACTUAL,
    FORECAST,
    LEXICON,
    MONEY,
    PRESENT,
    SET,
    TARGET,
    WEAK,
    WILL,
    WOULD,
    Clauses,
)
from pipelines.extraction.lexicon import read_table
from pipelines.extraction.model import Mention

FORECAST_SUBJECTS = frozenset(row["word"] for row in read_table(LEXICON / "forecast_subjects.csv"))
"""What nobody decides: prices, demand, weather. `will` makes a forecast of these, a plan of the rest."""

_HEADING_TARGET = frozenset(
    "target targets goal goals planned plan proposed budget adopted budgeted pledged pledge commitment".split()
)
_HEADING_FORECAST = frozenset(
    "forecast forecasts projected projection projections expected estimate outlook guidance consensus (f) (e)".split()
)
_WOULD_FORECAST = frozenset(
    "cost lose fall rise drop shrink grow save mean lead affect hit reach exceed climb decline increase be average total leave".split()
)


def _will(reading: Clauses, at: int, cue: str) -> str:
    """Resolves `will`, `would` and `set to`: a plan of somebody who decides, or a forecast of what nobody decides."""
    lower = reading.lower
    back = at - 1
    stop = max(-1, at - 9)
    while back > stop:
        word = lower[back]
        if word in FORECAST_SUBJECTS:
            return FORECAST
        if word in {",", ";", "that", "said", "says", "(", '"', "“", "and", "but"} and back < at - 1:
            break
        back -= 1
    ahead = at + (2 if cue == SET else 1)
    while ahead < len(lower) and (
        lower[ahead] in {"not", "also", "only", "then", "still", "probably", "have", "be", "to"}
        or lower[ahead][-2:] == "ly"
    ):
        if lower[ahead] == "probably":
            return FORECAST
        ahead += 1
    verb = lower[ahead] if ahead < len(lower) else ""
    if cue == SET and (
        verb in VERBS and VERBS[verb][0] == "move" or verb in {"reach", "exceed", "hit", "top", "surpass", "become"}
    ):
        return FORECAST
    if cue == WOULD and verb in _WOULD_FORECAST:
        return FORECAST
    return TARGET


def _resolve(reading: Clauses, at: int, cue: str, mention: Mention) -> str | None:
    """What a cue says of a figure; None where it says nothing of this one."""
    if cue in {WILL, WOULD, SET}:
        return _will(reading, at, cue)
    if cue == MONEY:
        return TARGET if mention.kind == "money" or mention.unit[:3].isupper() else ACTUAL
    if cue == WEAK:
        return ACTUAL
    return cue


def _from_cues(reading: Clauses, mention: Mention) -> str | None:
    """Modality by the cues of the sentence; None where none reaches the figure. `present` means a present-tense state."""
    cues = reading.cues
    if not cues:
        return None
    first, last = mention.first, mention.last
    lower = reading.lower
    if len(cues) == 1:
        at, cue = cues[0]
        if not first <= at < last:
            return _resolve(reading, at, cue, mention)
        return _resolve(reading, at, cue, mention) if cue in {TARGET, FORECAST} else None
    clauses = reading.clauses()
    own = clauses[first] if first < len(clauses) else clauses[-1]
    # `80 piles that will carry the platform`
    if last + 1 < len(lower) and lower[last] in {"that", "which"} and lower[last + 1] in {"will", "would"}:
        return TARGET
    place = first
    while True:
        found = _in_clause(reading, mention, clauses, own, place)
        if found is not None:
            return found
        parent, start = reading.parent[own]
        if parent < 0:
            break
        own, place = parent, start
    # Nothing in the clause or above it: the nearest cue of any clause.
    left = [pair for pair in cues if pair[0] < first]
    at, cue = left[-1] if left else cues[0]
    return _resolve(reading, at, cue, mention)


def _in_clause(reading: Clauses, mention: Mention, clauses: list[int], own: int, place: int) -> str | None:
    """Modality by the cues of one clause, seen from token `place`."""
    weak: str | None = None
    for at, cue in reversed(reading.cues):
        if at >= place or clauses[at] != own:
            continue
        if cue in {PRESENT, WEAK}:
            weak = weak or (PRESENT if cue == PRESENT else ACTUAL)
            continue
        if weak == ACTUAL and cue in {TARGET, FORECAST, WILL, WOULD, SET, MONEY}:
            # A weak past behind a cue counts where it begins a coordinate verb (`plans 5 plants and opened 2`).
            between = reading.lower[at:place]
            if "and" in between and between.index("and") < len(between) - 2 and _weak_after_and(reading, at, place):
                return ACTUAL
        if weak == PRESENT and cue == ACTUAL:
            return PRESENT
        return _resolve(reading, at, cue, mention)
    if weak is not None:
        return weak
    for at, cue in reading.cues:
        if at < mention.first or clauses[at] != own or place != mention.first:
            continue
        return _resolve(reading, at, cue, mention)
    return None


def _weak_after_and(reading: Clauses, at: int, place: int) -> bool:
    """Tells whether `and` stands right before a past verb between two tokens."""
    lower = reading.lower
    return any(
        cue == WEAK and at < spot < place and lower[spot - 1] in {"and", "but", ","} for spot, cue in reading.cues
    )


def _from_cell(mention: Mention) -> str | None:
    """Modality by the headings of a table."""
    cell = mention.cell
    if cell is None:
        return None
    for heading in (cell.column_header, cell.row_label, cell.caption):
        for word in heading.lower().replace("(", " ").replace(")", " ").replace(",", " ").split():
            if word in _HEADING_TARGET:
                return TARGET
            if word in _HEADING_FORECAST:
                return FORECAST
    return None


def set_modalities(doc: Document, readings: dict[int, Clauses], mentions: list[Mention]) -> None:
    """Sets `modality` of every figure of an article; leaves what is set."""
    for index in sorted(readings):
        reading = readings[index]
        for mention in reading.mentions:
            if mention.modality is not None:
                continue
            found = _from_cell(mention) if mention.cell is not None else _from_cues(reading, mention)
            reading.tenses[mention.first] = found
            mention.modality = found if found in {TARGET, FORECAST} else ACTUAL

"""`modality` of a figure: is it so, is it planned, or is it expected.

Belongs here: which cue governs a figure, and what plan an article is about. Does not belong here: the cues (`clause_reading.py`,
`lexicon/modality_words.csv`).

The nearest cue to the left in the figure's own clause decides, else the nearest to the right, else the clause that it hangs on,
else what the article has said of the thing in question.
"""

from __future__ import annotations

import re

from pipelines.extraction.document import Document
from pipelines.extraction.en.agreed_sums import SETTLING, settled
from pipelines.extraction.en.change_words import VERBS
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
from pipelines.extraction.en.continuations import (
    PLANNED,
    comes_from,
    contrasted,
    go_on,
    repeat_headline,
    restate_pairs,
    restates,
)
from pipelines.extraction.en.dated_plans import begins_ahead, lies_ahead, of_a_year_ahead, set_from
from pipelines.extraction.en.decided_terms import DECIDING, OPINIONS, decided, of_opinion
from pipelines.extraction.en.future_verbs import DECIDED_SUBJECTS, EVENTS, resolve_cue
from pipelines.extraction.en.marked_words import mark
from pipelines.extraction.en.modal_words import of_words
from pipelines.extraction.en.plans import Plan
from pipelines.extraction.en.standing_terms import STANDING, is_standing
from pipelines.extraction.en.table_modalities import estimate_crops, foresee_tables
from pipelines.extraction.en.verbs_behind import (
    EXPECTED,
    PARTICIPLES,
    expected_value,
    of_a_guess,
    participle_behind,
    relative_cue,
    subject_cue,
)
from pipelines.extraction.lexicon import read_table
from pipelines.extraction.model import Mention, TableCell

_EXPECTING, _OF_PARTICIPLES, _DECIDED = mark(EXPECTED), mark(PARTICIPLES), mark(DECIDED_SUBJECTS)
_AHEAD_CUES = frozenset([TARGET, FORECAST, WILL, WOULD, SET])

_HEADING_TARGET = frozenset(
    "target targets goal goals planned plan proposed budget adopted budgeted pledged pledge commitment".split()
)
_HEADING_FORECAST = frozenset(
    "forecast forecasts guess guesses prediction predictions predicted projected projection projections expected estimate outlook guidance consensus (f) (e)".split()
)


def _from_cues(reading: Clauses, mention: Mention) -> str | None:
    """Modality by the cues of the sentence; None where none reaches the figure. `present` means a present-tense state."""
    cues = reading.cues
    if not cues:
        return None
    first, last = mention.first, mention.last
    lower = reading.lower
    if len(cues) == 1:
        at, cue = cues[0]
        if at > first and (
            not _looks_back(reading, at, cue)
            or not _APART.isdisjoint(lower[first:at])
            or (cue in {ACTUAL, WEAK} and "against" in lower[last:at])
        ):
            return None
        found = resolve_cue(reading, at, cue, mention)
        if found in PLANNED and at < first and ";" in lower[at:first]:
            return None
        return found
    clauses = reading.clauses()
    own = clauses[first] if first < len(clauses) else clauses[-1]
    # `80 piles that will carry the platform`, `a $5 billion project that would link the two`
    behind = lower[last : last + 5]
    if "will" in behind or "would" in behind:
        at = behind.index("will") if "will" in behind else behind.index("would")
        if at and behind[at - 1] in {"that", "which"} and "," not in behind[:at] and "of" not in behind[:at]:
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
    if left:
        at, cue = left[-1]
        return resolve_cue(reading, at, cue, mention)
    for at, cue in cues:
        if _looks_back(reading, at, cue) and ";" not in lower[first:at]:
            return resolve_cue(reading, at, cue, mention)
    return None


_APART = frozenset([";", "says", "said", "say", "warned", "warns"])
_BEFORE_VERB = frozenset("is are was were be been being has have had to not also still now widely which that".split())


def _looks_back(reading: Clauses, at: int, cue: str) -> bool:
    """Tells whether a cue can speak of a figure in front of it: a verb can (`500 will be hired`), a noun or adjective cannot."""
    if cue in {TARGET, FORECAST}:
        word = reading.lower[at]
        if word == "on" and reading.lower[at + 1 : at + 3] in (["the", "way"], ["its", "way"]):
            return False  # `640 and counting, on the way to 900`
        if word in {"meant", "designed", "intended"}:
            return False  # `a 30 million loan is meant to tide it over`
        return word in {
            "must",
            "shall",
            "have",
            "has",
            "need",
            "needs",
            "could",
            "may",
            "might",
            "should",
            "is",
            "are",
            "set",
            "on",
        } or (at > 0 and (reading.lower[at - 1] in _BEFORE_VERB or reading.lower[at - 1][-2:] == "ly"))
    return True


_PLAIN = frozenset("is are am isn't aren't has have does do can".split())
_COORDINATES = frozenset([",", "and", "but"])


def _in_clause(reading: Clauses, mention: Mention, clauses: list[int], own: int, place: int) -> str | None:
    """Modality by the cues of one clause, seen from token `place`."""
    weak: str | None = None
    verb = -1
    for at, cue in reversed(reading.cues):
        if at >= place or clauses[at] != own:
            continue
        if cue in {PRESENT, WEAK}:
            if weak is None:
                weak, verb = (PRESENT if cue == PRESENT else ACTUAL), at
            continue
        if weak == ACTUAL and cue in {TARGET, FORECAST, WILL, WOULD, SET, MONEY}:
            # A weak past behind a cue counts where it begins a coordinate verb (`plans 5 plants and opened 2`).
            between = reading.lower[at:place]
            if "and" in between and between.index("and") < len(between) - 1 and _weak_after_and(reading, at, place):
                return ACTUAL
        if weak == PRESENT and (cue == ACTUAL or any(at < other.first < verb for other in reading.mentions)):
            # `the appeal of 48 million is 31 percent funded`
            return PRESENT
        if (
            weak == PRESENT
            and verb > at
            and reading.lower[verb] not in _PLAIN
            and not _COORDINATES.isdisjoint(reading.lower[at:verb])
        ):
            return PRESENT
        return resolve_cue(reading, at, cue, mention)
    if weak is not None:
        return weak
    for index, (at, cue) in enumerate(reading.cues):
        if cue == PRESENT and index + 1 < len(reading.cues):
            # `are likely to use`, `are now expected to`
            next_at, next_cue = reading.cues[index + 1]
            if next_at - at < 4 and next_cue in _AHEAD_CUES:
                continue
        if at < mention.first or clauses[at] != own or place != mention.first or not _looks_back(reading, at, cue):
            continue
        if not _APART.isdisjoint(reading.lower[mention.last : at]):
            break
        return resolve_cue(reading, at, cue, mention)
    return None


def _weak_after_and(reading: Clauses, at: int, place: int) -> bool:
    """Tells whether `and` stands right before a past verb between two tokens."""
    lower = reading.lower
    return any(
        cue == WEAK and at < spot < place and lower[spot - 1] in {"and", "but", ","} for spot, cue in reading.cues
    )


_SO_FAR_DONE = frozenset("complete completed finished done built funded booked".split())
_SITE = frozenset("site plot tract land yard estate field parcel".split())
_NATURE = frozenset("reserves resources distance".split())
_WAY = frozenset("off from away north south east west outside downstream upstream inland offshore".split())


_DIMENSIONS: dict[str, set[str]] = {}
for _row in read_table(LEXICON / "dimensions.csv"):
    _DIMENSIONS.setdefault(_row["noun"], set()).add(_row["unit"])
AREAS = frozenset(_DIMENSIONS["area"])
LENGTHS = frozenset(_DIMENSIONS["length"] | _DIMENSIONS["distance"])


def _stands(lower: list[str], mention: Mention) -> bool:
    """Tells whether a measure describes ground or a way that is there already, whatever is planned on it."""
    if mention.kind == "quantity" and not _NATURE.isdisjoint(lower[max(0, mention.first - 4) : mention.first]):
        return True
    if mention.unit in AREAS:
        return not _SITE.isdisjoint(lower[mention.last : mention.last + 5]) or not _SITE.isdisjoint(
            lower[max(0, mention.first - 4) : mention.first]
        )
    behind = lower[mention.last : mention.last + 6]
    if mention.kind == "percent" and behind[:1] and behind[0] in _SO_FAR_DONE:
        return True
    if mention.unit in LENGTHS and behind[:1] == ["of"] and mention.first and lower[mention.first - 1] == "within":
        return True
    # `12 km from the coast` is a way, `140 m from bank to bank` a size.
    return mention.unit in LENGTHS and not _WAY.isdisjoint(behind[:1]) and not (behind[0] == "from" and "to" in behind)


def _from_cell(mention: Mention, year: int) -> str | None:
    """Modality by the headings of a table."""
    cell = mention.cell
    if cell is None:
        return None
    for heading in (cell.column_header, cell.row_label, cell.caption):
        for word in heading.lower().replace("(", " ").replace(")", " ").replace(",", " ").split():
            if word in _HEADING_TARGET and (
                heading is not cell.caption or word in {"budget", "budgeted", "planned", "proposed", "adopted"}
            ):
                return TARGET
            if word in _HEADING_FORECAST:
                return FORECAST
    return _of_years_ahead(cell, year) if year else None


_YEAR_HEADING = re.compile(r"\b20\d\d\b")
_STANDARD = re.compile(
    r"(?i)^(?:standard|norm|minimum standard|required|limit|benchmark|from (?:january|february|march|april|may|june|july|august|september|october|november|december|next year|20\d\d))$"
)


_WILD = frozenset(
    "growth gdp inflation demand price prices unemployment crop harvest production population forecast".split()
)


def _of_years_ahead(cell: TableCell, year: int) -> str | None:
    """What a heading says that names a year to come, a time from which something holds, or a standard."""
    if _STANDARD.match(cell.column_header.strip()):
        return TARGET
    for heading in (cell.column_header, cell.row_label):
        years = [int(found) for found in _YEAR_HEADING.findall(heading)]
        if years and min(years) > year:
            words = f"{cell.column_header} {cell.row_label} {cell.caption}".lower().split()
            return TARGET if _WILD.isdisjoint(words) else FORECAST
    return None


_HEADLINE_OUTCOMES = frozenset("cost lose miss hit affect top exceed reach".split())
"""What comes of something: `Line delay to cost 30 million`."""
_HEADLINE_VERBS = frozenset(
    "ground scrap retire ditch drop end halt ban hand strike move split quit resume reopen extend widen double halve phase freeze hike trim lower "
    "build open close cut buy sell invest spend launch hire create add raise make supply get receive pay double triple expand lend give "
    "borrow fund acquire produce deliver shed axe slash lay construct develop install plant erect issue offer provide cover lose gain "
    "host replace upgrade modernise modernize restore restart train recruit lift boost reduce increase charge fine compensate allocate "
    "buildings deploy send export import ship run operate merge list float return".split()
)


def _headline_infinitive(reading: Clauses, mention: Mention) -> str | None:
    """A headline's future: `Brill to build 3 bln dam`."""
    lower = reading.lower
    for at in range(1, min(mention.first, len(lower) - 1)):
        if lower[at] == "to" and lower[at + 1] in _HEADLINE_OUTCOMES and lower[at - 1] not in VERBS:
            return FORECAST if lower[at + 1] != "cost" or not EVENTS.isdisjoint(lower[:at]) else None
        if (
            lower[at] == "to"
            and lower[at + 1] in _HEADLINE_VERBS
            and lower[at - 1] not in VERBS
            and not lower[at - 1].isdigit()
        ):
            return TARGET
    return None


_GUESSES = frozenset(
    "projection projections forecast forecasts estimate estimates outlook guidance prediction survey".split()
)
_PAST_TIMES = frozenset("last previous year ago actual".split())


def _older_guess(lower: list[str], mention: Mention) -> bool:
    """Tells whether the other side of a forecast is an older forecast: `now sees 4.3 percent, against 4.5 percent in its March projection`."""
    behind = lower[mention.last : mention.last + 8]
    if not _GUESSES.isdisjoint(behind):
        return True
    ahead = lower[max(0, mention.first - 16) : mention.first]
    return (
        "now" in ahead
        and _PAST_TIMES.isdisjoint(behind)
        and not any(len(word) == 4 and word.isdigit() for word in behind)
        and not {"sees", "expects", "forecasts", "predicts", "see", "expect", "projects"}.isdisjoint(ahead)
    )


def _at_first(reading: Clauses, mention: Mention, year: int, month: int = 0, published: int = 0) -> str | None:
    """What the sentence itself says of a figure.

    `year`: that of the article where the sentence may name a later one, else 0; `month`: that of the article, 0 where it has no date.
    """
    if mention.cell is not None:
        return _from_cell(mention, published)
    found = _from_cues(reading, mention)
    expected = None
    cues = reading.cues
    named = False
    if cues:
        lower, last = reading.lower, mention.last
        behind = cues[-1][0] >= last
        if behind and found is not None:
            subject = subject_cue(reading, mention)
            if subject is not None:
                found = resolve_cue(reading, *subject, mention)
        marks = reading.sentence.marks
        if marks & _EXPECTING:
            expected = expected_value(reading, mention)
        own = (relative_cue(reading, mention) if behind else None) or expected
        if own is None and marks & _OF_PARTICIPLES and not PARTICIPLES.isdisjoint(lower[last : last + 3]):
            own = participle_behind(reading, mention)
            named = own is not None
        found = own or found
    if found in PLANNED:
        marks = reading.sentence.marks
        if (
            _stands(reading.lower, mention)
            or (marks & OPINIONS and of_opinion(reading.lower, mention))
            or (marks & STANDING and is_standing(reading, mention))
            or (marks & _EXPECTING and of_a_guess(reading, mention))
        ):
            found = PRESENT
        elif (
            expected is None
            and not named
            and (
                contrasted(reading.lower, mention.first)
                or (mention.change == "level" and comes_from(reading.lower, mention.first, mention.last))
            )
        ):
            # What a plan is set against has a time of its own; an older guess is one still.
            return FORECAST if found == FORECAST and _older_guess(reading.lower, mention) else None
    elif found is None and reading.sentence.form == "headline":
        found = _headline_infinitive(reading, mention)
    found = of_words(reading, mention, found)
    if found not in PLANNED and (year or "next" in reading.lower):
        found = of_a_year_ahead(reading.lower, mention, year) or found
    if (
        year
        and (found is None or found == PRESENT)
        and not contrasted(reading.lower, mention.first)
        and not comes_from(reading.lower, mention.first, mention.last)
    ):
        found = lies_ahead(reading, mention, year) or found
    if found not in PLANNED and reading.sentence.marks & SETTLING:
        found = settled(reading, mention) or found
    if found not in PLANNED and reading.sentence.marks & DECIDING:
        found = decided(reading, mention, found, year) or found
    if found == TARGET and year and "estimated" in reading.lower[max(0, mention.first - 4) : mention.first]:
        # `savings are estimated at 58 billion in 2050`
        found = of_a_year_ahead(reading.lower, mention, year) or found
    if found in {None, PRESENT}:
        found = begins_ahead(reading, mention, year, month) or found
    if month and found in {None, PRESENT} and reading.sentence.marks & _DECIDED:
        found = set_from(reading.lower, mention, month) or found
    return found


def set_modalities(doc: Document, readings: dict[int, Clauses], mentions: list[Mention]) -> None:
    """Sets `modality` of every figure of an article; leaves what is set."""
    open_ones: list[tuple[Clauses, Mention]] = []
    year = doc.published.year if doc.published is not None else 0
    month = doc.published.month if doc.published is not None else 0
    for reading in readings.values():
        text = reading.sentence.text
        later = year if "20" in text or " next " in text or " coming " in text else 0
        before: Mention | None = None
        for mention in reading.mentions:
            if mention.modality is not None:
                before = mention
                continue
            found = None if reading.long else _at_first(reading, mention, later, month, year)
            if (
                before is not None
                and mention.first - before.last < 5
                and restates(reading.lower, before.last, mention.first)
            ):
                known = reading.tenses.get(before.first)
                found = known if known is not None else found
            before = mention
            reading.tenses[mention.first] = found
            if found in PLANNED:
                mention.modality = found
            else:
                mention.modality = ACTUAL
                if not reading.long:
                    open_ones.append((reading, mention))
    plan = Plan(doc, readings)
    if plan.things or plan.budget or plan.ahead:
        for reading, mention in open_ones:
            lower = reading.lower
            first = mention.first
            if reading.sentence.marks & STANDING and is_standing(reading, mention):
                continue
            if not (_stands(lower, mention) or contrasted(lower, first) or comes_from(lower, first, mention.last)):
                mention.modality = plan.describes(reading, mention) or mention.modality
    restate_pairs(mentions)
    go_on(doc, readings)
    restate_pairs(mentions)
    repeat_headline(doc, mentions)
    foresee_tables(mentions, year)
    estimate_crops(doc, mentions)

"""Plans told in the present tense with a time to come: `Phase 1 brings 30,000 seats by 2027`, `the fare rises to 3 euros in January`.

Belongs here: which times and verbs make a present tense a plan. Does not belong here: cues of a sentence (`modalities.py`), expressions of
time themselves (`calendar_words.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.change_words import VERBS
from pipelines.extraction.en.clause_reading import ACTUAL, FORECAST, TARGET, WEAK, Clauses
from pipelines.extraction.en.future_verbs import DECIDED_SUBJECTS, FORECAST_SUBJECTS
from pipelines.extraction.en.marked_words import mark
from pipelines.extraction.en.time_words import MONTHS
from pipelines.extraction.model import Mention


def lies_ahead(reading: Clauses, mention: Mention, year: int) -> str | None:
    """A plan told in the present tense, with a year to come: `Phase 1 brings 30,000 seats by 2027`."""
    lower = reading.lower
    last = mention.last
    for at in range(max(1, mention.first - 12), min(last + 10, len(lower))):
        word = lower[at]
        if at >= last and (
            word in {";", ","} or (word in {"and", "but"} and any(place > at for place, _ in reading.cues))
        ):
            break
        if (len(word) == 4 and word.isdigit() and year < int(word) < year + 80 and lower[at - 1] in _TO_COME) or (
            word in {"next", "coming"}
            and lower[at - 1] in {"in", "the", "by", "of"}
            and at > last
            and at + 1 < len(lower)
        ):
            if at < mention.first and not _NEW_CLAUSE.isdisjoint(lower[at : mention.first]):
                continue
            near = set(lower[max(0, mention.first - 8) : mention.first])
            return FORECAST if near & FORECAST_SUBJECTS and mention.kind != "money" else TARGET
    return None


_NEW_CLAUSE = frozenset([";", "but", "and", "while", "whereas"])
_TO_COME = frozenset("by in from late early mid of until".split())


HALF_YEAR = 6
"""Months within which a month without a year is the next one, where a rule is said to change in it."""


def set_from(lower: list[str], mention: Mention, month: int) -> str | None:
    """A price or pay that is set for a month to come, told in the present tense: `the fare rises to 3 euros in January`."""
    for at in range(mention.last, min(mention.last + 4, len(lower))):
        if lower[at] in MONTHS and lower[at - 1] in {"in", "from", "on"}:
            rises = any(word in VERBS and word[-1] == "s" for word in lower[max(0, mention.first - 4) : mention.first])
            return TARGET if rises and 0 < (MONTHS[lower[at]] - month) % 12 <= HALF_YEAR else None
    return None


_RECKONED = frozenset(
    "savings saving relief effect arrives puts estimate estimated estimates study reckoned recalculated calculated saves burden".split()
)


def of_a_year_ahead(lower: list[str], mention: Mention, year: int) -> str | None:
    """A value of a year to come that stands right behind it (`arrives at savings of 44 billion a year in 2050`), or `next year's`."""
    first, last = mention.first, mention.last
    near = lower[max(0, first - 6) : first]
    if (
        "next" in near
        and near[near.index("next") + 1 : near.index("next") + 2] in (["year's"], ["season's"])
        and "," not in near
    ):
        if mention.kind in {"money", "percent", "rate"} and mention.change == "level" and "than" not in near:
            return FORECAST if not FORECAST_SUBJECTS.isdisjoint(near) else TARGET
    reckoned = not _RECKONED.isdisjoint(lower[max(0, first - 12) : first])
    if year and reckoned and mention.kind != "duration" and lower[first - 1] != "from":
        for at in range(last + 1, min(last + 5, len(lower))):
            word = lower[at]
            if not (word.isalnum() or word in {"(", ")"}) or word == "to":
                return None
            if len(word) == 4 and word.isdigit() and year + 1 < int(word) < year + 80 and lower[at - 1] in {"in", "by"}:
                return FORECAST
    return None


_BEGINS = frozenset(
    "opens reopens shuts closes starts begins follows arrives joins launches ends rises climbs falls drops moves increases switches returns "
    "lands sails departs retires expires doubles halves goes gets receives".split()
)
_OF_MANY = frozenset("rise climb fall drop increase open shut close start begin end follow arrive join".split())
"""The same of more than one: verbs only behind a plural noun (`Prices rise 8 percent in August`)."""
BEGINNING = mark(_BEGINS | _OF_MANY)
_UNITS = frozenset("year month week spring summer autumn fall winter season decade quarter".split())
REACH = 7
"""Words between a verb of the present tense and its time at most."""


def begins_ahead(reading: Clauses, mention: Mention, year: int, month: int) -> str | None:
    """A thing that begins, ends or changes at a time to come: `The wing, with 120 beds, opens in 2027`, `shuts next year with the loss of 64 jobs`.

    `year`: that of the article where the sentence may name a later one, else 0; `month`: that of the article or 0.
    """
    if not reading.sentence.marks & BEGINNING:
        return None
    lower = reading.lower
    if lower[mention.first - 1] in {"from", "than", "against"}:
        return None
    for at, word in enumerate(lower):
        if word not in _BEGINS:
            if word not in _OF_MANY or not at or lower[at - 1][-1:] != "s" or lower[at - 1] in _NO_PLURAL:
                continue
        elif at and lower[at - 1] in _NO_VERB:
            continue
        for place in range(at + 1, min(at + 1 + REACH, len(lower))):
            if lower[place] in _STOP:
                break
            if _is_ahead(lower, place, year, month):
                begin, end = sorted((at, mention.first))
                if lower[at + 1] == "due" or (mention.first > place and "," in lower[place : mention.first]):
                    return None
                if any(
                    cue in {ACTUAL, WEAK} and begin < spot < end and not _aside(lower, spot)
                    for spot, cue in reading.cues
                ):
                    return None
                if not _STOP.isdisjoint(lower[begin:end]):
                    return None
                subject = lower[max(0, at - 5) : at]
                if (
                    not FORECAST_SUBJECTS.isdisjoint(subject)
                    and DECIDED_SUBJECTS.isdisjoint(subject)
                    and mention.kind != "money"
                ):
                    return FORECAST
                return TARGET
    return None


_NO_PLURAL = frozenset("is was has does its this years months weeks days plans wants aims hopes needs as helps".split())
_NO_VERB = frozenset("the a an its their two three four of".split())
_STOP = frozenset([";", "while", "but", "whereas", "and", "since", "after", "when"])


def _aside(lower: list[str], at: int) -> bool:
    """Tells whether a participle stands between commas (`the depot, opened in 1994, shuts next year`)."""
    return at > 0 and lower[at - 1] == "," and "," in lower[at : at + 6]


def _is_ahead(lower: list[str], at: int, year: int, month: int) -> bool:
    """Tells whether a time to come stands at a token."""
    word = lower[at]
    before = lower[at - 1]
    if year and len(word) == 4 and word.isdigit() and year < int(word) < year + 80:
        return before in _TO_COME or before in MONTHS
    if word == "next":
        return at + 1 < len(lower) and (lower[at + 1] in _UNITS or lower[at + 1] in MONTHS)
    if month and word in MONTHS and before in {"in", "on", "from"}:
        following = lower[at + 1] if at + 1 < len(lower) else ""
        return not (len(following) == 4 and following.isdigit()) and 0 < (MONTHS[word] - month) % 12 <= HALF_YEAR
    return False

"""What a bill, a vote or a goal decides for a time to come, told in the present or the past tense; and what a poll says of plans.

Belongs here: words that make a figure a plan whatever its verb (`the bill raises the rate to 9 percent`, `voted by 9 to 4 to lend 3 million`,
`began moving 7,000 books`), or a share of those who plan a fact. Does not belong here: sums that an offer or contract settles (`agreed_sums.py`), cues of a
sentence (`modalities.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.clause_reading import ACTUAL, FORECAST, PRESENT, TARGET, Clauses
from pipelines.extraction.en.continuations import contrasted
from pipelines.extraction.en.future_verbs import DECIDED_SUBJECTS, FORECAST_SUBJECTS
from pipelines.extraction.en.marked_words import mark
from pipelines.extraction.en.time_words import MONTHS
from pipelines.extraction.model import Mention

_SCHEMES = frozenset(
    "bill reform reforms proposal proposals plan plans draft amendment amendments package scheme blueprint masterplan phase restructuring "
    "overhaul manifesto".split()
)
"""Subjects of which every present verb tells what is to come."""
_SETS = frozenset(
    "raises lowers cuts lifts sets caps limits gives provides adds brings includes foresees pays puts takes doubles triples halves extends "
    "creates covers funds allots sees keeps restores reduces increases trims scraps grants offers lets allows introduces imposes means "
    "contains involves reserves spends saves".split()
)
_VOTED = frozenset(
    "voted votes vote agreed agree agrees decided decide decides pledged promised vowed undertaken resolved".split()
)
_BEGUN = frozenset("began begin begins started start starts".split())
_LET = frozenset("letting lets".split())
_THINK = frozenset(
    "plan plans expect expects want wants intend intends consider considers hope hopes favour favor prefer fear".split()
)
_POLLS = frozenset("poll survey surveyed polled questioned respondents".split())
_NEEDS = frozenset("requires needs demands".split())
_GOALS = frozenset("goal target aim ambition objective plan".split())
_UNTIL = frozenset("until till through".split())
_PAYS = frozenset("pays gets receives earns brings contributes".split())
_NEXT = frozenset(["next"])
_TIMES = frozenset("year month week spring summer autumn fall winter season quarter".split()) | frozenset(MONTHS)
_DONE = frozenset("taken hired built delivered recruited completed installed laid planted opened trained".split())
_INSTEAD = frozenset(["instead"])
DECIDING = mark(_SCHEMES | _VOTED | _NEEDS | _UNTIL | _NEXT | _INSTEAD | _BEGUN | _LET | {"from", "counting"})
"""A sentence without any of these decides nothing of this kind."""
OPINIONS = mark(_THINK | _POLLS)
"""A sentence without any of these tells of no share of people that plan or expect."""
_STANDING = frozenset(
    "pension pensions health dental medical insurance savings retirement benefit benefits loyalty bike cycle tariff holiday travel bonus discount "
    "subscription tour aid".split()
)
"""Schemes, plans and packages of these kinds are no bills: what they cover holds today."""
_BORDERS = frozenset([",", ";", ":", "(", "–", "—", "but", "while", "that", "which", "who", "and"])
_PREPOSITIONS = frozenset("of for to by from in on with under".split())
REACH = 16
"""Tokens between such a subject's verb and its last figure."""


def _scheme_says(lower: list[str], first: int) -> bool:
    """Tells whether a figure is an object of a bill, plan or reform (`The bill raises the rate to 9 percent from 8`)."""
    for at in range(max(1, first - REACH), first):
        if lower[at] not in _SETS:
            continue
        if not {";", "but", "while", "than", "which", "where"}.isdisjoint(lower[at + 1 : first]):
            continue
        # The subject: a scheme in front of the verb, or one with an `of` or `for` behind it.
        for back in range(at - 1, max(-1, at - 8), -1):
            word = lower[back]
            if word in _BORDERS:
                break
            if word in _SCHEMES:
                between = lower[back + 1 : at]
                if (
                    between
                    and between[0] not in _PREPOSITIONS
                    and between[0] not in {"also", "now", "already", "itself"}
                ):
                    break
                if word == "package" and lower[at] == "contains":
                    return False  # a parcel
                if word in {"scheme", "plan", "plans", "package"} and lower[back - 1] in _STANDING:
                    return False  # `The pension scheme covers 900 teachers`
                return not (back and lower[back - 1] in {"of", "under", "in", "with", "for"})
    return False


def _is_voted(lower: list[str], first: int) -> bool:
    """Tells whether a vote decides on a figure: `voted by 12 to 5 to lend the museum 70 million`."""
    for at in range(max(0, first - 22), first):
        if lower[at] in _VOTED:
            for place in range(at + 1, min(at + 12, first - 1)):
                if lower[place] in {",", ";", "that", "and"}:
                    break
                if lower[place] == "to" and lower[place + 1] in _ACTS:
                    return True
            return False
    return False


_ACTS = frozenset(
    "lend give spend build raise cut approve fund buy sell close shut allocate grant borrow increase hire pay put set add invest provide support "
    "back accept lower reduce limit cap ban impose offer award commit contribute extend expand create open earmark release issue lift".split()
)


def was_before(lower: list[str], start: int, stop: int, year: int) -> bool:
    """Tells whether tokens `start` to `stop` name a year gone by or a time since: `last year`, `in 2019`, `since March`; `year` is the
    article's, 0 where it is not known."""
    for at in range(max(1, start), min(stop, len(lower))):
        word = lower[at]
        if word == "year" and lower[at - 1] == "last":
            return True
        if word == "since" or (word == "ago" and lower[at - 1] in {"years", "year", "decades", "decade"}):
            return True
        if word.isdigit() and len(word) == 4 and 1900 < int(word) < (year or 2000) and lower[at - 1] in {"in", "of"}:
            return True
    return False


def _behind_next(lower: list[str], last: int) -> bool:
    """Tells whether `next year`, `next April` stands right behind a figure."""
    return any(lower[at] == "next" and lower[at + 1] in _TIMES for at in range(last, min(last + 2, len(lower) - 1)))


def decided(reading: Clauses, mention: Mention, found: str | None, year: int) -> str | None:
    """What a bill, vote, goal or time to come says of a figure of which the verb says it is so; None where nothing does.

    `found`: what the cues of the sentence say; `year`: that of the article, else 0.
    """
    lower = reading.lower
    first, last = mention.first, mention.last
    if mention.cell is not None:
        return None
    if lower[last : last + 2] == ["and", "counting"]:
        return ACTUAL  # `640 and counting, on the way to 900`
    if contrasted(lower, first) and lower[first - 1] != "of":
        return None
    of_rate = mention.kind == "percent" and "rate" in lower  # what a central bank decides on holds at once
    if not was_before(lower, last, last + 8, year):
        if found in {None, PRESENT, ACTUAL} and not of_rate and _is_voted(lower, first):
            return TARGET
        if mention.kind in {"count", "quantity", "percent"} and _is_begun(lower, first, last):
            return TARGET
    if found in {None, PRESENT}:
        if lower[0] == "from" and len(lower) > 2 and _from_then(lower, first, year):
            return TARGET
        if _scheme_says(lower, first) and not was_before(lower, max(0, first - REACH), len(lower), year):
            return TARGET
        if _behind_next(lower, last) and lower[first - 1] not in {"than", "from", "against"}:
            near = lower[max(0, first - 8) : first]
            wild = not FORECAST_SUBJECTS.isdisjoint(near) and DECIDED_SUBJECTS.isdisjoint(near)
            return FORECAST if wild and mention.kind != "money" else TARGET
        for at in range(max(0, first - 6), first):
            if lower[at] in _NEEDS and not _GOALS.isdisjoint(lower[max(0, at - 10) : at]):
                return TARGET  # `the goal of 20 million by June requires another 3 million`
        if year and mention.kind in {"money", "percent", "rate"} and _until_then(lower, first, year):
            return TARGET
    if (
        found == ACTUAL
        and mention.kind in {"count", "quantity"}
        and lower[max(0, first - 2) : first] == ["instead", "of"]
    ):
        # `has trained 18 pilots instead of 25`
        ahead = lower[max(0, first - 12) : first]
        if not _DONE.isdisjoint(ahead) and not {"has", "have", "had", "'ve"}.isdisjoint(ahead):
            return TARGET
    return None


def _is_begun(lower: list[str], first: int, last: int) -> bool:
    """Tells whether a number is the whole of what has only begun: `began moving 7,000 books`, `is letting 65 people go`."""
    at = first - 1
    while at > 1 and lower[at] in {"the", "some", "about", "all", "its", "up", "to", "nearly", "another"}:
        at -= 1
    if lower[at][-3:] == "ing" and lower[at - 1] in _BEGUN:
        return True
    return lower[at] in _LET and "go" in lower[last : last + 3]


def _from_then(lower: list[str], first: int, year: int) -> bool:
    """Tells whether a sentence opens with a time to come: `From the new year a latte costs 79 crowns`, `From April the fee is 3 euros`."""
    word = lower[1]
    if word in {"next", "now"} or (word.isdigit() and len(word) == 4 and year < int(word) < year + 80):
        return word != "now"
    return lower[1:4] == ["the", "new", "year"] and first > 4


def of_opinion(lower: list[str], mention: Mention) -> bool:
    """Tells whether a share is of people or firms that plan or expect something, which is so: `34 percent plan to raise prices`."""
    if mention.kind not in {"percent", "count"}:
        return False
    behind = lower[mention.last : mention.last + 6]
    if mention.kind == "percent" and not _THINK.isdisjoint(behind[:1]):
        return True
    if mention.kind == "percent" and len(behind) > 1 and behind[0] == "of" and not _THINK.isdisjoint(behind[2:5]):
        return True
    near = lower[max(0, mention.first - 24) : mention.first]
    if _POLLS.isdisjoint(near):
        return False
    return (
        not _THINK.isdisjoint(behind[:2])
        or "will" in behind[:2]
        or ("of" in near[-1:] and not _POLLS.isdisjoint(near[-3:]))
    )


def _until_then(lower: list[str], first: int, year: int) -> bool:
    """Tells whether a payment runs until a year to come (`stays title partner until 2031 and pays 4 million a year`)."""
    for at in range(max(0, first - 12), first - 1):
        word = lower[at]
        if len(word) == 4 and word.isdigit() and year < int(word) < year + 80 and lower[at - 1] in _UNTIL:
            return lower[at + 1] == "and" and not _PAYS.isdisjoint(lower[at + 1 : first])
    return False

"""Verbs that stand behind a figure and tell of it: its own verb where it is a subject, the clause that hangs on it.

Belongs here: `and 1,100 jobs will go`, `the 105 million that analysts had pencilled in`, `the 9 million they paid`. Does not belong here:
cues in front of a figure (`modalities.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.clause_reading import ACTUAL, FORECAST, PRESENT, SET, TARGET, WEAK, WILL, WOULD, Clauses
from pipelines.extraction.model import Mention

_LEADS = frozenset(
    "the a an about some another around roughly nearly almost only just all its their his her our more over than at least up to as many "
    "further other an estimated both these those".split()
)
_BORDERS = frozenset([",", "and", "but", ";", ":", "while", "whereas", "or"])
_FINITE = frozenset(
    "will would 'll are is was were have has had could should must may might won't aren't isn't wasn't weren't".split()
)
_STOPS = frozenset([",", ";", ":", "(", ")", "and", "but", "while", "that", "which", "who", "as", "than", "if"])
REACH = 9
"""Tokens between a subject and its verb."""


def subject_cue(reading: Clauses, mention: Mention) -> tuple[int, str] | None:
    """The cue of the verb behind a figure that opens a coordinate clause as its subject; None where it is none.

    `The arm lost 9 million, and half a dozen shops will go`: the verb in front belongs to the clause before.
    """
    lower = reading.lower
    back = mention.first - 1
    while back >= 0 and lower[back] in _LEADS:
        back -= 1
    if back < 0 or lower[back] not in _BORDERS:
        return None
    for at in range(mention.last, min(mention.last + REACH, len(lower))):
        word = lower[at]
        if word in _STOPS:
            return None
        if word in _FINITE:
            return _strongest(reading, at)
    return None


def _strongest(reading: Clauses, at: int) -> tuple[int, str] | None:
    """The cue at an auxiliary, or the one that it leads up to (`are likely to`, `is to be`)."""
    own: tuple[int, str] | None = None
    for place, cue in reading.cues:
        if place == at:
            own = (place, cue)
            if cue in {WILL, WOULD, TARGET, FORECAST}:
                return own
        elif own is not None and place - at < 4 and cue in {TARGET, FORECAST, SET}:
            return place, cue
        elif own is None and cue == ACTUAL and 0 < place - at < 4 and reading.lower[at] in {"has", "have", "had"}:
            own = (place, cue)  # `2,350 have been handed over`
    return own


_SPEAKERS = frozenset(
    "they he she it we i you analysts economists brokers forecasters traders investors markets officials ministers planners experts "
    "critics parliament lawmakers councillors regulators the".split()
)
_SAYING = frozenset("says say said believes believe thinks think hopes hope claims claim".split())


def relative_cue(reading: Clauses, mention: Mention) -> str | None:
    """What the relative clause that hangs right on a figure says of it (`the 240 it had promised`); None where none hangs on it."""
    if not reading.cues or reading.cues[-1][0] < mention.last:
        return None
    lower = reading.lower
    last = mention.last
    after = lower[last : last + 3]
    marked = -1
    for at, word in enumerate(after):
        if word in {"that", "which"}:
            marked = at
            break
    if marked >= 0:
        if any(word in _BORDERS or word == "of" for word in after[:marked]):
            return None
        begin = last + marked + 1
        if lower[begin : begin + 1] and lower[begin] in _FINITE:
            # `the 240 seats that will be sold` is read elsewhere.
            return None
    elif after and after[0] in _SPEAKERS and after[0] != "the":
        begin = last
    elif len(after) > 1 and after[0].isalpha() and after[1] in _SPEAKERS and after[0] not in _NO_NOUN:
        begin = last + 1
    else:
        return None
    found: str | None = None
    stop = min(begin + 8, len(lower))
    for place, cue in reading.cues:
        if place < begin:
            continue
        if place >= stop or not _STOPS.isdisjoint(lower[begin:place]):
            break
        if lower[place] in {"had", "have", "has", "is", "are"} or lower[place] in _SAYING:
            continue
        if cue in {FORECAST, TARGET}:
            return cue
        if cue in {ACTUAL, WEAK}:
            return ACTUAL
        if cue in {WILL, WOULD}:
            return TARGET
        if cue == PRESENT:
            found = found or PRESENT
    return found


_OF_PARTICIPLES = {
    "forecast": FORECAST, "expected": FORECAST, "predicted": FORECAST, "projected": FORECAST, "anticipated": FORECAST,
    "needed": TARGET, "required": TARGET, "sought": TARGET, "budgeted": TARGET, "earmarked": TARGET, "allotted": TARGET,
    "planned": TARGET, "proposed": TARGET, "pledged": TARGET, "promised": TARGET, "scheduled": TARGET, "requested": TARGET, "targeted": TARGET, "due": TARGET,
}  # fmt: skip
PARTICIPLES = frozenset([*_OF_PARTICIPLES, "set"])
_BEHIND_PARTICIPLE = frozenset([".", ",", "for", "by", "in", "on", "at", "next", "under", "this", ";", ")"])


def participle_behind(reading: Clauses, mention: Mention) -> str | None:
    """What a participle right behind a figure says of it (`with 41 degrees forecast for Sunday`, `a dividend of 9 cents proposed`)."""
    lower = reading.lower
    for at in range(mention.last, min(mention.last + 2, len(lower))):
        found = _OF_PARTICIPLES.get(lower[at])
        if lower[at : at + 2] == ["set", "aside"]:
            return TARGET
        if found is not None:
            return found if at + 1 == len(lower) or lower[at + 1] in _BEHIND_PARTICIPLE else None
        if not lower[at].isalpha() or lower[at] in _NO_NOUN or lower[at] in _COPULAS or lower[at] in _FINITE:
            return None
    return None


_NO_NOUN = frozenset(
    "in on at by for from to with and or but as when while if than of after before because so whether how what where why who whom unless until since though although".split()
)

_REVISED = frozenset(
    "raised raises raise lifted lifts lift cut cuts lowered lowers lower trimmed trims trim upped ups hiked hikes slashed slashes reduced "
    "reduces revised revises goes went moved moves narrowed narrows widened widens increased increases downgraded upgraded nudged bumped "
    "kept keeps reiterated reaffirmed maintained confirmed set sets put puts rose rises fell falls climbed stays stayed remains".split()
)
_EXPECTATIONS = {
    "forecast": FORECAST, "forecasts": FORECAST, "guidance": FORECAST, "outlook": FORECAST, "projection": FORECAST,
    "projections": FORECAST, "consensus": FORECAST, "prediction": FORECAST, "expectations": FORECAST,
    "target": TARGET, "targets": TARGET, "goal": TARGET, "goals": TARGET, "objective": TARGET,
}  # fmt: skip
_ESTIMATES = frozenset(["estimate", "estimates"])
_ESTIMATED = {
    "cost": TARGET, "price": TARGET, "budget": TARGET, "growth": FORECAST, "profit": FORECAST, "earnings": FORECAST, "crop": FORECAST,
    "sales": FORECAST, "revenue": FORECAST, "output": FORECAST, "production": FORECAST, "demand": FORECAST, "inflation": FORECAST,
}  # fmt: skip
_ESTIMATED_THINGS = frozenset(word for word, cue in _ESTIMATED.items() if cue == FORECAST)
_SHARE = frozenset("price share stock shares rating".split())
_OTHER_CLAUSE = frozenset("after as when because since until and on".split())
EXPECTED = frozenset(_EXPECTATIONS) | _ESTIMATES
"""A sentence without any of these gives no value of a forecast or goal itself."""
_BEFORE_VALUE = frozenset("to from at by of for".split())
_COPULAS = frozenset("is was were are remains remained stands stood stays stayed".split())
_HEDGES = frozenset(
    "about around roughly nearly almost some just only between at least more than over under up as much still a".split()
)


_MISSED = frozenset("missed beat beats topped exceeded undershot overshot surpassed misses".split())
_BESIDE = frozenset("above below under over ahead short off".split())


def of_a_guess(reading: Clauses, mention: Mention) -> bool:
    """Tells whether a change is of a forecast or goal itself, or how far a result was from it, and so is told as a fact.

    `cut its forecast by 15 percent to 205 million`, `missed the target by 40 percent`, `came in 9 percent above estimate`.
    """
    lower = reading.lower
    first = mention.first
    if mention.kind not in {"percent", "multiple", "money", "count"}:
        return False
    begin = first - 1
    while begin > 0 and lower[begin] in _HEDGES:
        begin -= 1
    near = lower[max(0, begin - 12) : begin]
    if lower[begin] == "by" and near[-1:] != ["rise"]:
        for at in range(len(near) - 1, -1, -1):
            if near[at] in _CLAUSE_ENDS or near[at] in _FINITE_AHEAD:
                break
            if near[at] in _MISSED or (near[at] in _REVISED and not EXPECTED.isdisjoint(near[at:])):
                return True
    behind = lower[mention.last : mention.last + 5]
    return (
        mention.kind == "percent"
        and behind[:1] != []
        and behind[0] in _BESIDE
        and not (EXPECTED | {"budget", "expectations"}).isdisjoint(behind[1:4])
        and "came" in near
    )


_CLAUSE_ENDS = frozenset([";", ":", "but", "while", "which", "and"])
_FINITE_AHEAD = frozenset("will would to should could may expects expected sees".split())


def expected_value(reading: Clauses, mention: Mention) -> str | None:
    """Modality of the value that a forecast or goal itself has, new or old: `lifted its forecast to 9 from 8 percent`, `the goal was 95`.

    None where the sentence gives no such value. A share's price target is an analyst's statement of today and no plan.
    """
    lower = reading.lower
    first = mention.first
    back = first - 1
    while back >= 0 and lower[back] in _HEDGES:
        back -= 1
    # `to 165-180 from 20-30`: the old value counts like the new one.
    if back < 1 or (lower[back] not in _BEFORE_VALUE and lower[back] not in _COPULAS):
        return None
    if lower[back] == "from":
        # `raised its forecast to between 6.4 and 6.8 billion from 6.1 billion`
        for other in reading.mentions:
            if other.last == back and reading.tenses.get(other.first) in {FORECAST, TARGET}:
                near = lower[max(0, other.first - 14) : other.first]
                if not _REVISED.isdisjoint(near) and any(word in _EXPECTATIONS for word in near):
                    return reading.tenses[other.first]
    begin = max(0, back - 16)
    for at in range(back - 1, begin - 1, -1):
        word = lower[at]
        if word in {";", "but", "while"}:
            return None
        if word in _ESTIMATES and lower[at - 1] in _ESTIMATED:
            return _ESTIMATED[lower[at - 1]] if not _REVISED.isdisjoint(lower[max(0, at - 5) : back]) else None
        if (
            word == "estimate"
            and lower[at + 1] in {"of", "for"}
            and not _ESTIMATED_THINGS.isdisjoint(lower[at + 2 : at + 5])
        ):
            # `raised its estimate of growth this year to 1.2 percent from 1 percent`
            return FORECAST if not _REVISED.isdisjoint(lower[max(0, at - 5) : back]) else None
        if word in _EXPECTATIONS:
            if not _SHARE.isdisjoint(lower[max(0, at - 2) : at]):
                return ACTUAL
            if lower[back] in _COPULAS:
                between = lower[at + 1 : back]
                return _EXPECTATIONS[word] if len(between) < 6 and "," not in between else None
            if back - at > 9 or not _OTHER_CLAUSE.isdisjoint(lower[at + 1 : back]):
                return None
            near = lower[max(0, at - 6) : back]
            return _EXPECTATIONS[word] if not _REVISED.isdisjoint(near) else None
    return None

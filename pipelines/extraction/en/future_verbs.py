"""What `will`, `would`, `is to` and `set to` say of a figure: a plan of somebody who decides, or a forecast of what nobody decides.

Belongs here: the subjects and verbs that tell the two apart. Does not belong here: which cue governs a figure (`modalities.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.change_words import VERBS
from pipelines.extraction.en.clause_reading import (
    ACTUAL,
    FORECAST,
    LEXICON,
    MONEY,
    SET,
    TARGET,
    WEAK,
    WILL,
    WOULD,
    Clauses,
)
from pipelines.extraction.en.word_tables import VERBS as VERB_FORMS
from pipelines.extraction.lexicon import read_table
from pipelines.extraction.model import Mention

FORECAST_SUBJECTS = frozenset(row["word"] for row in read_table(LEXICON / "forecast_subjects.csv"))
"""What nobody decides: prices, demand, weather. `will` makes a forecast of these, a plan of the rest."""

DECIDED_SUBJECTS = frozenset(row["word"] for row in read_table(LEXICON / "decided_subjects.csv"))
"""What somebody sets: `fares will rise` is a plan, where `income will rise` is a forecast."""

_WOULD_FORECAST = frozenset(
    "cost lose fall rise drop shrink grow save mean lead affect hit reach exceed climb decline increase be average total leave earn".split()
)


_COMPARED = frozenset("more less higher lower fewer above below up down better worse larger smaller bigger".split())
_YIELDS = frozenset("production output generation ridership yield harvest crop".split())
_OUTCOMES = frozenset("book harvest reap earn gross lose miss benefit affect eat swallow attract suffer".split())
"""What comes of something and is not decided."""
_TAKES = frozenset("take last cut shorten reduce need".split())
EVENTS = frozenset(
    "which drive campaign strike rise increase increases cut cuts move change changes war storm flood damage cleanup closure delay recall "
    "vote election quake repairs effort operation this that".split()
)
"""What costs so much by itself, where a thing's cost is planned."""
_OPINIONS = frozenset(
    "reckons reckon thinks think believes believe estimates estimate predicts predict predicted warns warned".split()
)
_PLANS = frozenset(
    "budget plan plans package programme program bill law scheme measures reform proposal proposals".split()
)


_STUDIES = frozenset(
    "assessment study analysis modelling modeling economists consultants researchers auditors auditor forecasters".split()
)
_FINDS = frozenset(
    "found finds shows showed estimates estimated suggests suggested says said calculated calculates reckons concluded".split()
)


def _is_found(lower: list[str], at: int) -> bool:
    """Tells whether a study or those who make one say what will be: `an independent study found that the port will bring 900 jobs`."""
    for place in range(max(0, at - 12), at):
        if lower[place] in _FINDS and not _STUDIES.isdisjoint(lower[max(0, place - 3) : place]):
            return True
    return False


_THINK = frozenset(
    "reckons reckon thinks think believes doubts doubt predicts predict predicted foresees calculates fears".split()
)
_THINKERS_STOP = frozenset([";", ":", ".", '"', "“", "”", "(", ")", "and", "but", "which", "who", "while"])


def _is_thought(lower: list[str], at: int) -> bool:
    """Tells whether somebody's opinion is told: `an analyst reckons that the line will carry 9 million a year`."""
    for back in range(at - 1, max(-1, at - 11), -1):
        if lower[back] in _THINKERS_STOP:
            return False
        if lower[back] in _THINK:
            return True
    return False


_HYPOTHETICAL = frozenset("usual normal typical ideal customary average".split())
_CHARGES = frozenset("charge charges hit write-down writedown impairment provision".split())
_BEYOND = frozenset("above below over under beyond".split())


def is_hypothetical(reading: Clauses, at: int) -> bool:
    """Tells whether `would` at a token speaks of what might have been: `would have failed`, `16 would be usual`."""
    lower = reading.lower
    after = lower[at + 1 : at + 4]
    if after[:1] == ["have"] and len(after) > 1:
        told = VERB_FORMS.get(after[1])
        return after[1] == "been" or after[1][-2:] == "ed" or (told is not None and told.form == "participle")
    if after[:1] == ["be"] and len(after) > 1 and after[1] in _HYPOTHETICAL:
        return True
    return "season" in lower[max(0, at - 6) : at] and not {"kind", "normal", "good", "usual", "ordinary"}.isdisjoint(
        lower[max(0, at - 6) : at]
    )


def _will(reading: Clauses, at: int, cue: str, mention: Mention) -> str:
    """Resolves `will`, `would` and `set to`: a plan of somebody who decides, or a forecast of what nobody decides."""
    lower = reading.lower
    back = at - 1
    stop = max(-1, at - 9)
    if cue != SET and _is_thought(lower, at):
        return FORECAST
    while back > stop:
        word = lower[back]
        if word in FORECAST_SUBJECTS or (word in _OPINIONS and at - back < 4):
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
    passive = "be" in lower[at + 1 : ahead]
    if cue == WOULD and is_hypothetical(reading, at):
        return ACTUAL
    if verb == "take" and not _CHARGES.isdisjoint(lower[ahead + 1 : ahead + 6]):
        return FORECAST  # `will take a charge of 18 million`
    if verb == "valued" or (verb == "be" and lower[ahead + 1 : ahead + 2] == ["valued"]):
        return FORECAST
    if passive and at < mention.first and verb in _BEYOND:
        return FORECAST  # `It will be above 47 percent of output`
    if (
        passive
        and cue == WILL
        and lower[at - 1 : at] == ["it"]
        and mention.first - ahead < 3
        and mention.kind in {"count", "percent"}
        and mention.last - mention.first == 1
        and "by" in lower[max(0, at - 4) : at]
    ):
        return FORECAST  # `by 2050 it will be 1.6`
    if (
        at < mention.first
        and not passive
        and verb in VERBS
        and VERBS[verb][0] == "move"
        and verb not in {"expand", "slow", "improve", "advance"}
    ):
        # What rises by itself is expected to; what is set by somebody is planned.
        return TARGET if not DECIDED_SUBJECTS.isdisjoint(lower[max(0, at - 8) : at]) else FORECAST
    if cue == SET and (
        (verb in VERBS and VERBS[verb][0] == "move") or verb in {"reach", "exceed", "hit", "top", "surpass", "become"}
    ):
        return FORECAST
    if (
        cue == WOULD
        and passive
        and mention.kind == "percent"
        and not _COMPARED.isdisjoint(lower[mention.last : mention.last + 2])
    ):
        return FORECAST  # `That would be 6 percent more than last year`
    if cue == WOULD and verb in _WOULD_FORECAST:
        return FORECAST
    if mention.unit == "t" and verb == "bring" and "in" in lower[ahead + 1 : ahead + 2]:
        return FORECAST  # a harvest
    if cue == WOULD and passive and mention.kind == "rank":
        return FORECAST  # `It would be the second-largest ever`
    if verb in {"total", "average"} and not _YIELDS.isdisjoint(lower[max(0, at - 5) : at]):
        return FORECAST
    if (
        cue == WOULD
        and verb == "raise"
        and mention.kind == "money"
        and not DECIDED_SUBJECTS.isdisjoint(lower[max(0, at - 5) : at])
    ):
        return FORECAST
    if verb == "worth" and "deal" not in lower and "contract" not in lower:
        return FORECAST  # `the scheme will be worth 38 million a year to the town`
    if _is_found(lower, at):
        return FORECAST
    if verb in _OUTCOMES or (verb in _TAKES and mention.kind == "duration"):
        return FORECAST
    if verb == "cost" and mention.kind == "money" and not EVENTS.isdisjoint(lower[max(0, at - 5) : at]):
        return FORECAST
    return TARGET


def resolve_cue(reading: Clauses, at: int, cue: str, mention: Mention) -> str | None:
    """What a cue says of a figure; None where it says nothing of this one."""
    if cue in {WILL, WOULD, SET}:
        return _will(reading, at, cue, mention)
    if cue == MONEY:
        if mention.kind == "money" or mention.unit[:3].isupper():
            return TARGET
        # `approved a budget that raises spending by 4 percent`
        return ACTUAL if _PLANS.isdisjoint(reading.lower[at + 1 : at + 7]) else TARGET
    if cue == WEAK:
        return ACTUAL
    if cue == TARGET and _is_to_move(reading.lower, at):
        return FORECAST
    return cue


def _is_to_move(lower: list[str], at: int) -> bool:
    """Tells whether `is to` says what a crop, price or market is going to do by itself: `output is to fall 11 percent`."""
    if lower[at] not in {"is", "are"} or lower[at + 1 : at + 2] != ["to"]:
        return False
    verb = lower[at + 2] if at + 2 < len(lower) else ""
    ahead = lower[max(0, at - 6) : at]
    return (
        verb in VERBS
        and VERBS[verb][0] == "move"
        and not FORECAST_SUBJECTS.isdisjoint(ahead)
        and DECIDED_SUBJECTS.isdisjoint(ahead)
    )

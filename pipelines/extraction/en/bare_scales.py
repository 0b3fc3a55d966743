"""Bare numbers on a scale that needs no unit: magnitudes of earthquakes, ages, points of an index or of percentages.

Belongs here: the figure that such a number states. Does not belong here: which numbers are an age (`time_references.py`).
"""

from __future__ import annotations

from pipelines.extraction.document import Sentence
from pipelines.extraction.en.marked_words import mark
from pipelines.extraction.en.numerals import Numeral
from pipelines.extraction.en.parts import Part
from pipelines.extraction.en.units import ANGLES
from pipelines.extraction.model import Mention

_QUAKES = frozenset("earthquake earthquakes quake quakes tremor tremors aftershock aftershocks shock temblor".split())
_SHAKING = mark(_QUAKES | {"magnitude", "richter"})
_MEASURES = frozenset("measured measuring measures registered registering".split())


def is_magnitude(s: Sentence, num: Numeral) -> bool:
    """Tells whether a number is the magnitude of an earthquake: `magnitude 7.1`, `6.8-magnitude`, `7.0 on the Richter scale`, `a
    tremor that measured 5.9`."""
    low = s.lower
    if not s.marks & _SHAKING or num.value >= 10 or num.style != "digits":
        return False
    near = low[max(0, num.first - 2) : num.first]
    behind = low[num.last : num.last + 4]
    if "magnitude" in near or "magnitude" in behind[:2] or (behind[:2] == ["on", "the"] and "richter" in behind):
        return True
    return num.value != int(num.value) and not _MEASURES.isdisjoint(near) and not _QUAKES.isdisjoint(low)


def magnitude(s: Sentence, num: Numeral) -> Mention:
    """The magnitude of an earthquake: a quantity without a unit."""
    return Mention(
        s.index, num.first, num.last, s.starts[num.first], s.ends[num.last - 1], "quantity", num.value, num.value, "=",
        "magnitude", "none", "1", num.digits, "quantity.magnitude",
    )  # fmt: skip


def heat_before(s: Sentence, mention: Mention, earlier: list[Mention]) -> str:
    """The unit of a temperature of the sentences just before, which bare `19°` goes on with; empty where there is none."""
    if not ANGLES.isdisjoint(s.lower):
        return ""
    for other in reversed(earlier[-4:]):
        if other.unit in ("Cel", "[degF]") and mention.sentence - other.sentence < 3:
            return other.unit
    return ""


def stated_age(s: Sentence, part: Part) -> Mention:
    """The average age of a group or the age that a rule sets, in years."""
    num = part.num
    return Mention(
        s.index, part.first, num.last, s.starts[part.first], s.ends[num.last - 1], "duration", num.value, num.value, "=",
        None, "UCUM", "a", num.digits, "duration.mean_age",
    )  # fmt: skip


_SHARES_OF = frozenset(
    "support popularity rating ratings party turnout poll polls swing approval inflation unemployment share majority margin ballots voters".split()
)
"""Topics whose points are percentage points."""
INDEXES = frozenset(
    "index pmi gauge barometer topix hang stoxx russell bovespa ftse dow nikkei nasdaq dax sensex nifty kospi cac".split()
)
_MARKETS = frozenset("s&p asx shares stocks equities bourse exchange ibex cac tsx".split())
_APART = frozenset("gap lead margin difference swing spread distance".split())
"""What two shares are apart by."""


def are_percentage_points(s: Sentence, mention: Mention, found: list[Mention], earlier: list[Mention]) -> bool:
    """Tells whether the `points` of a sentence are percentage points: it speaks of shares, or the gap is one of shares stated before."""
    low = s.lower
    if not INDEXES.isdisjoint(low) or (mention.low or 0.0) > 100 or not _MARKETS.isdisjoint(low):
        return False
    if not _SHARES_OF.isdisjoint(low) or any(other.kind == "percent" for other in found):
        return True
    return (
        not _APART.isdisjoint(low)
        and bool(earlier)
        and earlier[-1].kind == "percent"
        and s.index - earlier[-1].sentence <= 1
    )


_HEAT = frozenset(["mercury", "temperature", "temperatures", "thermometer"])


def take_heat(s: Sentence, mention: Mention, value: float) -> bool:
    """Makes a bare number behind `mercury` or `temperature` degrees; changes the mention. False where it is none."""
    if value >= 150 or _HEAT.isdisjoint(s.lower[max(0, mention.first - 9) : mention.first]):
        return False
    mention.kind, mention.unit, mention.unit_system, mention.rule = "quantity", "Cel", "UCUM", "quantity.temperature"
    return True

"""What goes on from one figure to another: parts of a planned sum, items of a list, a headline's figure in the body.

Belongs here: carrying a modality over, and telling when a figure stands against another and takes nothing from it. Does not belong here:
cues of a sentence (`modalities.py`), or the plan that an article is about (`plans.py`).
"""

from __future__ import annotations

from pipelines.extraction.document import Document
from pipelines.extraction.en.clause_reading import ACTUAL, FORECAST, PRESENT, TARGET, Clauses
from pipelines.extraction.model import Mention

PLANNED = frozenset([TARGET, FORECAST])


_LAST_TIMES = frozenset("year's season's month's week's quarter's decade's".split())


_YARDSTICKS = frozenset("minimum maximum average norm mean requirement threshold level".split())
_AGAINST = frozenset("against versus compared above below".split())


def contrasted(lower: list[str], first: int) -> bool:
    """Tells whether a figure is what a plan is set against: `will run every 5 minutes instead of every 20`, `is to grow to 9 from 4`."""
    if first > 1 and lower[first - 1] in _LAST_TIMES and lower[first - 2] in {"last", "previous"}:
        return True  # `38 percent below last season's 14.7 million`
    if first > 3 and lower[first - 1] == "of" and not _LAST_TIMES.isdisjoint(lower[first - 4 : first - 1]):
        if not {"last", "previous"}.isdisjoint(lower[max(0, first - 5) : first - 2]):
            return True  # `far above the record tide of 640`
    back = first - 1
    while back >= 0 and lower[back] in {
        "the",
        "a",
        "an",
        "every",
        "about",
        "some",
        "nearly",
        "just",
        "current",
        "today's",
        "only",
        "its",
    }:
        back -= 1
    if back < 1:
        return False
    word = lower[back]
    if word == "of":
        if lower[back - 1] in _YARDSTICKS:
            # `is to rise to 11.8 percent, against a required minimum of 10.2 percent`
            return not _AGAINST.isdisjoint(lower[max(0, back - 5) : back])
        return lower[back - 1] == "instead"
    if word in {"with", "to"}:
        return lower[back - 1] in {"compared", "compares"}
    if word == "than":
        return lower[back - 1] == "rather" or (
            lower[back - 1] in {"more", "less", "fewer", "higher", "lower"} and lower[first - 1] == "the"
        )
    if word == "from":
        before = lower[max(0, back - 12) : back]
        return first - back == 1 and (
            before[-1] in {"up", "down"} or ("to" in before if not before[-1].isdigit() else before[-2:-1] == ["to"])
        )
    return word in {"against", "versus", "after"} and first - back == 1


def comes_from(lower: list[str], first: int, last: int) -> bool:
    """Tells whether a figure is the level that something is to leave (`raise capacity from 45 GWh to 100 GWh`)."""
    return first > 0 and lower[first - 1] == "from" and lower[last : last + 1] == ["to"] and last + 1 < len(lower)


_RESTATES = frozenset(
    [
        ",",
        "or",
        "(",
        "about",
        "around",
        "roughly",
        "nearly",
        "almost",
        "some",
        "a",
        "the",
        "just",
        "over",
        "more",
        "than",
    ]
)


def restates(lower: list[str], last: int, first: int) -> bool:
    """Tells whether a figure says the one right before it another way (`6,300 crore a year, nearly a tenth of income`)."""
    gap = lower[last:first]
    return 0 < len(gap) < 5 and gap[0] in {",", "or"} and _RESTATES.issuperset(gap)


_WHOLE = frozenset("that it them those these which whom this total sum cost bill aid amount value money".split())


def _part_of(lower: list[str], first: int) -> bool:
    """Tells whether words in front of a figure make it a part (`of which 210`, `half of that, or 40 million`)."""
    for at in range(max(0, first - 6), first - 1):
        if lower[at] == "of" and lower[at + 1] in {"which", "whom", "these", "those", "that", "them"}:
            return True
    return False


def restate_pairs(mentions: list[Mention]) -> None:
    """The second side of a conversion is what the first one is: `expects revenue of 40 billion yen ($260 million)`."""
    for mention in mentions:
        other = mention.pair
        if other is not None and other.first < mention.first and other.sentence == mention.sentence:
            if mention.modality != other.modality and PLANNED.intersection((mention.modality, other.modality)):
                mention.modality = other.modality


_AT_PRESENT = frozenset("present now currently already today".split())


_EQUALS = frozenset("is equals equal represents represent corresponds means amounts makes comes".split())
_SUMS_UP = frozenset(["that", "this", "it", "the"])
_SUMMED = frozenset("gap outlay sum total bill cost deficit saving savings amount figure growth increase".split())


def _equals(lower: list[str], mention: Mention, before: Mention) -> bool:
    """Tells whether a figure says the planned one before it another way: `58 million in 2050, which is 0.4 percent of output`."""
    if before.sentence == mention.sentence:
        gap = lower[before.last : mention.first]
        return 1 < len(gap) < 9 and any(
            word in {"which", "that"} and gap[at + 1] in _EQUALS and "," in gap[:at] for at, word in enumerate(gap[:-1])
        )
    if lower[0] not in _SUMS_UP or mention.first > 7 or len(lower) < 3:
        return False
    if lower[0] == "the":
        return lower[1] in _SUMMED and lower[2] in _EQUALS
    return lower[1] in _EQUALS


_LED_TO = frozenset("rise increase cut raise reduction hike fall rises increases cuts".split())


def restated_change(lower: list[str], mention: Mention, before: Mention) -> bool:
    """Tells whether a sentence opens with the planned change that the one before told: `The rise of 10.6 percent is the steepest since`."""
    return (
        mention.sentence == before.sentence + 1
        and 2 < mention.first < 6
        and lower[0] in {"the", "that", "this"}
        and not _LED_TO.isdisjoint(lower[1:4])
        and lower[mention.first - 1] == "of"
        and mention.kind in {"percent", "money", "rate"}
    )


def _continues(reading: Clauses, mention: Mention, before: Mention, doc: Document) -> bool:
    """Tells whether a figure without a cue goes on with the planned one before it."""
    lower = reading.lower
    first = mention.first
    if mention.sentence - before.sentence > 1 or contrasted(lower, first):
        return False
    if before.sentence != mention.sentence and contrasted(doc.sentences[before.sentence].lower, before.first):
        return False  # `a profit of 3 million against the 2 million expected. Revenue: 40 million`
    if (
        before.sentence == mention.sentence
        and 0 < first - before.last < 6
        and lower[first - 3 : first - 2] in (["on"], ["and"], ["from"])
        and lower[first - 2] in _BEHIND_PROFIT
        and lower[first - 1] == "of"
    ):
        return True  # `expect a profit of 3 million on sales of 40 million`
    if not _AT_PRESENT.isdisjoint(lower[mention.last : mention.last + 7]):
        return False
    if (
        mention.cell is None
        and mention.kind in {"percent", "money", "rate", "multiple"}
        and _equals(lower, mention, before)
    ):
        return True
    if (mention.kind == "percent" or (mention.kind in {"count", "money"} and mention.kind == before.kind)) and (
        _part_of(lower, first)
        or (
            lower[mention.last : mention.last + 1] == ["of"]
            and not _WHOLE.isdisjoint(lower[mention.last + 1 : mention.last + 4])
        )
    ):
        # `most of that is owed`
        return True
    if first and lower[first - 1] in {"remaining", "other"}:
        return True
    if mention.change != "level" and restated_change(lower, mention, before):
        return True
    if reading.tenses.get(first) is not None or mention.cell is not None:
        # Cells have headings of their own.
        return False
    if before.sentence == mention.sentence and before.unit == mention.unit and 0 < first - before.last < 9:
        # `debt covers 70 percent, equity the other 30`
        return _ELSE.isdisjoint(lower[before.last : first])
    # `The breakdown: 4,100 flats for rent, 2,450 for sale`
    same_block = doc.sentences[before.sentence].block == reading.sentence.block
    return not reading.cues and ":" in lower[: min(first, 12)] and same_block and mention.kind == before.kind


_BEHIND_PROFIT = frozenset("revenue revenues sales turnover income earnings profit output".split())
_ELSE = frozenset(["while", ";", "but", "against", "from", "than", "now"])


def go_on(doc: Document, readings: dict[int, Clauses]) -> None:
    """Carries a plan to the parts of a planned sum, to what a sentence lists, and to the items of a list behind `:`."""
    before: Mention | None = None
    intro = -1
    intro_modality = ACTUAL
    for index in sorted(readings):
        reading = readings[index]
        if reading.long:
            before = None
            continue
        sentence = reading.sentence
        for mention in reading.mentions:
            if mention.modality == ACTUAL:
                tense = reading.tenses.get(mention.first)
                if tense is None or tense == PRESENT:
                    if before is not None and before.modality in PLANNED and _continues(reading, mention, before, doc):
                        mention.modality = before.modality
                    elif (
                        tense is None and mention.cell is None and 0 <= intro > index - 12 and sentence.form != "prose"
                    ):
                        mention.modality = intro_modality
            before = mention
        if sentence.text.endswith(":"):
            intro, intro_modality = index, reading.mentions[-1].modality or ACTUAL
        elif sentence.form == "prose":
            intro = -1


MOST_HEADS = 8
"""Figures of a headline that are looked up in the body."""
MOST_LOOKED_AT = 60
"""Figures of the body that they are looked up among."""


def repeat_headline(doc: Document, mentions: list[Mention]) -> None:
    """A headline's figure without a verb of its own is what the body says of the same figure."""
    for head in mentions[:MOST_HEADS]:
        if head.modality != ACTUAL or head.sentence > 1 or doc.sentences[head.sentence].form != "headline":
            continue
        for other in mentions[:MOST_LOOKED_AT]:
            if (
                other.unit == head.unit
                and other.sentence > head.sentence
                and same_figure(head, other)
                and other.cell is None
            ):
                head.modality = other.modality
                break


def same_figure(one: Mention, other: Mention) -> bool:
    """Tells whether two figures of one article print the same value, one of them rounded perhaps."""
    if one.unit != other.unit or one.kind != other.kind:
        return False
    a = one.low if one.low is not None else one.high
    b = other.low if other.low is not None else other.high
    if a is None or b is None:
        return False
    if a > 0 < b:
        return a - b <= 0.04 * a if a > b else b - a <= 0.04 * b
    return abs(a - b) <= 0.04 * max(abs(a), abs(b))

"""`change` of a figure: is it a level, or by how much something rose or fell.

Belongs here: which word of movement governs a figure. Does not belong here: the words (`change_words.py`, `lexicon/change_words.csv`).

The words right behind a figure are asked first (`5 percent more`, `a 5 percent rise`), then what governs it from the left (`rose 5
percent`, `by 5 percent`); `to`, `from` and `at` make it a level, however near a verb of movement is.
"""

from __future__ import annotations

from pipelines.extraction.document import Document
from pipelines.extraction.en.change_behind import MARKS, change_behind, is_share
from pipelines.extraction.en.change_signs import column_change, signed_change
from pipelines.extraction.en.change_words import (
    ADVERBS,
    BEFORE_NUMBER,
    BOUND_TO,
    COPULA,
    DECREASE,
    DEGREE,
    GAINED,
    INCREASE,
    LEVEL,
    LEVEL_VERBS,
    LOSE_OF,
    MARGIN,
    MOVE_UNITS,
    MOVED,
    MOVERS,
    NOUNS,
    PHRASAL,
    RATES,
    RELATION,
    STAFF,
    TIME_BACK,
    VERBS,
    WENT_DOWN,
)
from pipelines.extraction.en.clause_reading import Clauses
from pipelines.extraction.en.marked_words import mark
from pipelines.extraction.model import Mention

_MOVING = mark(MOVERS | MARKS)  # a sentence without any of these tells of no change


def _left_of_bounds(lower: list[str], first: int) -> int:
    """Gives the token that governs a number at `first`, behind words of bound and degree; -1 at the start of the sentence."""
    at = first - 1
    while at >= 0:
        word = lower[at]
        if word == "to":  # `rose to 5` governs, `up to 5` and `close to 5` only bound
            if at and lower[at - 1] in BOUND_TO:
                if lower[at - 1] == "up" and at > 1 and lower[at - 2] in {"is", "are", "was", "were", "still"}:
                    return at
                at -= 2
                continue
            return at
        if word == "at":
            if at + 1 < first and lower[at + 1] in {"least", "most"}:
                at -= 1
                continue
            return at
        if word == "as":
            if at > 1 and lower[at - 1] in {"low", "high"} and lower[at - 2] == "as":
                # `slid to as low as 140` says where it went.
                return at
            if at + 1 < first and lower[at + 1] in {"much", "many", "little", "few"}:
                at -= 1
                continue
            if at and lower[at - 1] in {"much", "many", "little", "few", "low", "high", "long"}:
                at -= 2
                continue
            return at
        if word == "than":
            if at and lower[at - 1] in {"more", "less", "fewer", "better", "greater"}:
                at -= 2
                while at >= 0 and lower[at] in {"little", "slightly", "no", "far", "not", "much", "a"}:
                    at -= 1
                continue
            return at
        if word in {"up", "above", "below", "past", "through"}:
            # `fell below 150` says where it went, as `to` does.
            return at
        if word in {"over", "under", "within"}:
            at -= 1
            continue
        if word in {"more", "less", "most", "least", "few", "fewer"} and at + 1 == first:
            at -= 1
            continue
        if word in BEFORE_NUMBER or word[-2:] == "ly":
            at -= 1
            continue
        return at
    return -1


def _find_mover(lower: list[str], at: int, stop: int, *, nouns: bool) -> str | None:
    """Direction of the nearest verb (or noun) of movement from token `at` leftwards, not beyond `stop`."""
    while at >= stop:
        word = lower[at]
        verb = VERBS.get(word)
        if verb is not None and verb[0] != "put":
            return verb[1]
        if nouns:
            direction = NOUNS.get(word)
            if direction is not None:
                return direction
        if word in MARGIN or word in {";", "—"}:
            return None
        at -= 1
    return None


def _subject_noun(lower: list[str], at: int, stop: int) -> str | None:
    """Direction of a `growth` or `increase` that is the subject of the verb at `at`."""
    back = at
    while back >= stop:
        word = lower[back]
        if word in {",", ";", "(", ")", "—", "–"}:
            return None
        direction = NOUNS.get(word)
        if direction is not None and (
            word in RATES or (back + 1 <= at and lower[back + 1] in {"of", "was", "is", "in", "reached", "came", "to"})
        ):
            # `the share of growth stocks`: the noun is not the subject.
            return None if back and lower[back - 1] in {"of", "for", "to"} and word not in RATES else direction
        back -= 1
    return None


_NEW_VERB = frozenset("of is are was were has have had will would said".split())
"""Words behind a figure with which it begins a clause of its own: `up by half, and 7 percent were answered`."""


def _said_again(reading: Clauses, mention: Mention, at: int) -> str | None:
    """Change of the figure right before, of which this one is another statement: `rose 11.7p, or 5.8 percent`."""
    lower = reading.lower
    if lower[at] not in {"or", "("} or reading.long:
        return None
    for other in reading.mentions:
        if 0 < mention.first - other.last < 5 and lower[other.last] in {",", "or", "("} and other.last <= at:
            return other.change if other.change != LEVEL else None
    return None


def _inherited(reading: Clauses, mention: Mention) -> str | None:
    """Change of the figure before, where this one goes on with it (`rose 12 percent in May and 5 percent in June`)."""
    lower = reading.lower
    previous: Mention | None = None
    if reading.long:
        return None
    for other in reading.mentions:
        if other.first >= mention.first:
            break
        if other.unit == mention.unit or (is_share(other) and is_share(mention)):
            previous = other
    if previous is None or previous.change in {None, LEVEL}:
        return None
    gap = lower[previous.last : mention.first]
    if len(gap) > 14 or (";" in gap and len(gap) > 10):
        return None
    if not LEVEL_VERBS.isdisjoint(gap):
        return None
    if mention.last < len(lower) and lower[mention.last] in _NEW_VERB:
        return None
    return previous.change


def _from_left(reading: Clauses, mention: Mention) -> str:
    """Change by what governs a figure from the left; a level where nothing does."""
    lower = reading.lower
    first = mention.first
    at = _left_of_bounds(lower, first)
    if at < 0:
        return LEVEL
    word = lower[at]
    percent = is_share(mention)
    stop = max(0, at - 24)
    behind_word = lower[mention.last] if mention.last < len(lower) else ""
    of_whole = mention.kind == "percent" and (
        behind_word == "of"
        or (behind_word in {"their", "its", "his", "her", "the"} and mention.rule == "percent.fraction")
    )
    again = _said_again(reading, mention, at)
    if again is not None:
        return again
    if word == "by":
        if _is_dimension(reading, mention, at):
            return LEVEL
        if at > 1 and lower[at - 1] in ADVERBS:
            moved = _moved_by(lower, at - 1)
            if moved is not None:
                return moved
        if at and (lower[at - 1] in MARGIN or (at > 1 and lower[at - 2] in MARGIN and mention.kind != "percent")):
            return LEVEL
        if mention.kind == "duration" and at and VERBS.get(lower[at - 1]) is None:
            return LEVEL
        return _find_mover(lower, at - 1, stop, nouns=True) or LEVEL
    if word in ADVERBS and word in {"up", "down", "higher", "lower"}:
        if word in {"higher", "lower"} and not percent:
            return LEVEL
        moved = _moved_by(lower, at)
        if moved is not None:
            return moved
        if at and lower[at - 1] in PHRASAL:
            return LEVEL
        if (
            mention.kind in {"count", "quantity", "duration", "rate"}
            and mention.unit not in MOVE_UNITS
            and at
            and lower[at - 1] not in {",", "(", "was", "were", "is", "are", "—", "–"}
        ):
            return LEVEL
        return ADVERBS[word]
    if word == "of":
        head = at - 1
        if head > 0 and lower[head] == "instead" and percent:
            return _inherited(reading, mention) or LEVEL
        if head > 0 and lower[head] == "," and lower[head - 1] in NOUNS and percent:
            return NOUNS[lower[head - 1]]
        if lower[head] in {"loss", "losses"} and mention.kind == "percent":
            return DECREASE
        while head >= 0 and (
            lower[head] in {"rate", "pace", "rates", "clip", "average", "speed"} or lower[head][-2:] == "ly"
        ):
            head -= 1
        if head < 0:
            return LEVEL
        direction = NOUNS.get(lower[head])
        if direction is not None:
            if lower[head] in {"cut", "cuts", "reduction"} and mention.kind == "count" and mention.unit in STAFF:
                return LEVEL
            if mention.kind == "count" and head and lower[head - 1] == "the":
                # `the rise of three companies` is no rise by three, `a rise of 40 cases` is one.
                return LEVEL
            if (
                lower[head] in {"gain", "gains", "boost", "recovery", "recoveries", "raise", "slide", "crash"}
                and mention.kind == "money"
            ):
                return LEVEL
            return direction
        if head != at - 1 and VERBS.get(lower[head - 1] if lower[head] in {"at", "a", "an"} else lower[head]):
            return VERBS[lower[head - 1] if lower[head] in {"at", "a", "an"} else lower[head]][1]
        if lower[head] in {"an", "a", "annual", "average", "yearly", "monthly"} and head != at - 1:
            direction = _find_mover(lower, head, max(0, head - 5), nouns=True)
            if direction is not None and percent:
                return direction
        if percent:
            for back in range(head, max(-1, head - 7), -1):
                previous = lower[back]
                if previous in {",", ";", "(", ":"} or previous in LEVEL_VERBS or previous in {"to", "with", "and"}:
                    break
                if previous in NOUNS:
                    return NOUNS[previous]
        return LEVEL
    if word in {"to", "from", "at"}:
        if word == "at" and at and percent:
            verb = VERBS.get(lower[at - 1])
            if verb is not None and verb[0] == "move":
                return verb[1]
            if lower[at - 1] == "," and mention.kind == "percent":
                # `rents rose faster, at 9.1 percent`
                return _find_mover(lower, at - 2, max(0, at - 5), nouns=False) or LEVEL
        if word == "from" and percent and at and lower[at - 1] in {"down", "up"}:
            for other in reading.mentions:
                if (
                    0 < first - other.last < 5
                    and other.kind == mention.kind
                    and other.change != LEVEL
                    and not reading.long
                ):
                    return other.change or LEVEL  # `grew 2.1 percent, down from 3.4`
        if percent and mention.kind == "percent":
            direction = _rate_subject(lower, at, stop)
            if direction is not None:
                return direction
            if word == "to":
                return _brought_to(lower, at) or LEVEL
        return LEVEL
    verb = VERBS.get(word)
    if verb is None and (word in DEGREE or word[-2:] == "ly") and at:
        look = at
        while look >= 0 and (lower[look] in DEGREE or lower[look][-2:] == "ly"):
            look -= 1
        if look >= 0:
            verb = VERBS.get(lower[look])
    if verb is not None:
        sort, direction = verb
        if word in NOUNS and at and lower[at - 1] in {"a", "the", "an", "its"} and not percent:
            return LEVEL
        if (
            mention.kind == "quantity"
            and at
            and lower[at - 1] in {"he", "she", "they", "i", "we", "who"}
            and word in _BODILY
        ):
            return LEVEL
        if word[:7] == "recover" and not percent:
            return LEVEL  # `police have recovered 31 coins`
        if word[:7] == "advance" and mention.kind == "quantity":
            return LEVEL  # the way that a tunnel or an army has come
        if sort == "move":
            if mention.kind == "rank":
                return LEVEL
            if of_whole:
                return LEVEL
            return direction
        if percent:
            if of_whole:
                if word in LOSE_OF and any(
                    w in {"value", "worth", "market", "seats", "support", "share"}
                    for w in lower[mention.last : mention.last + 5]
                ):
                    return direction
                return LEVEL
            return direction
        if mention.unit in GAINED and word in LOSE_OF | {"added", "add", "adds", "adding"}:
            return direction
        if word in {"adding", "add", "adds", "added"} and mention.kind in {"money", "rate"}:
            behind = lower[mention.last : mention.last + 7]
            if "to" in behind and not _PAID_THINGS.isdisjoint(behind):
                return INCREASE
        if mention.kind == "money" and word in LOSE_OF and behind_word in {"of", "off", "from"}:
            if not _WORTH.isdisjoint(lower[mention.last : mention.last + 6]):
                return direction
        if (
            mention.kind == "money"
            and word in LOSE_OF | {"added", "add", "adds"}
            and mention.last < len(lower)
            and lower[mention.last] in {"to", "or", ",", "at"}
        ):
            return (
                direction
                if lower[mention.last] == "to"
                and mention.last + 1 < len(lower)
                and (
                    lower[mention.last + 1][:1].isdigit()
                    or not lower[mention.last + 1].isalpha()
                    or lower[mention.last + 1] in _ENDS
                    or any(other.first == mention.last + 1 for other in reading.mentions)
                )
                else LEVEL
            )
        return LEVEL
    if word in {"with", "against", "versus", "vs", "after", "following", "than"} and percent:
        if word == "with" and not (
            at and lower[at - 1] in {"compared", "compares", "comparing", "contrasted", "along"}
        ):
            return LEVEL
        if of_whole:
            return LEVEL
        return _inherited(reading, mention) or LEVEL
    if mention.kind == "money" and word in _COSTS and not _EXTRA.isdisjoint(lower[at + 1 : first]):
        return INCREASE  # `costs another 700 million`
    if word in RELATION:
        return LEVEL
    if word in COPULA or word in LEVEL_VERBS or word == ":":
        if mention.kind == "percent":
            direction = _rate_subject(lower, at, stop)
            if direction is not None:
                return direction
            if not of_whole:
                return _subject_noun(lower, at, stop) or LEVEL
        return LEVEL
    if of_whole:
        return LEVEL
    if percent and word == "," and at and lower[at - 1] in {"pace", "rate", "clip"}:
        return _find_mover(lower, at - 2, max(0, at - 7), nouns=False) or LEVEL
    if percent:
        # `raised prices 5 percent`, `GDP growth 5.2 percent`, `rose in May 5 percent`
        for back in range(at, max(-1, at - 7), -1):
            previous = lower[back]
            if previous in RATES and back == at:
                return RATES[previous]
            found = VERBS.get(previous)
            if (
                found is not None
                and found[0] != "put"
                and back < at
                and (previous not in NOUNS or (back and lower[back - 1] not in {"the", "a", "an", "of"}))
            ):
                return found[1]
            if (
                previous in {",", ";", "(", ")", ":", "and", "or", "that", "which", "who"}
                or previous in LEVEL_VERBS
                or previous in {"of", "with", "to", "from", "at", "by", "for"}
            ):
                break
    if percent or any(lower[i] in {"extra", "additional"} for i in range(at + 1, first)):
        if not reading.long and any(lower[i] in {"extra", "additional"} for i in range(at + 1, first)):
            for other in reading.mentions:
                if other.first < first and other.change not in {None, LEVEL} and first - other.last < 5:
                    return other.change or LEVEL
        if percent:
            return _inherited(reading, mention) or LEVEL
    return LEVEL


_COSTS = frozenset("cost costs costing charge charges pay pays spend spends spent".split())
_EXTRA = frozenset(["another", "extra", "additional", "further"])
_BODILY = frozenset("jumped jumps leapt leaped climbed climbs fell dropped slipped plunged dived slid".split())
"""Verbs of movement by which a person covers a way."""
_PAID_THINGS = frozenset("bill bills price prices cost costs fare fares rent rents".split())
_WORTH = frozenset("value worth capitalisation capitalization".split())
_ENDS = frozenset("close settle end finish".split())


_BRINGS = frozenset(
    "bring brings bringing brought take takes taking took taken extend extends extended extending".split()
)


def _brought_to(lower: list[str], at: int) -> str | None:
    """Direction of a rise or fall that something takes to a value: `bringing the fall over twelve months to 58 percent`."""
    for back in range(at - 1, max(0, at - 9), -1):
        if lower[back] in NOUNS and not _BRINGS.isdisjoint(lower[max(0, back - 4) : back]):
            return NOUNS[lower[back]]
        if lower[back] in {",", ";"}:
            return None
    return None


def _moved_by(lower: list[str], at: int) -> str | None:
    """Direction of `up` or `down` at token `at` behind a verb that moves with it (`went up`, `come down`); None behind others."""
    if not at or lower[at] not in {"up", "down"}:
        return None
    verb = lower[at - 1]
    if verb in MOVED or (lower[at] == "down" and verb in WENT_DOWN):
        return ADVERBS[lower[at]]
    return None


def _is_dimension(reading: Clauses, mention: Mention, at: int) -> bool:
    """Tells whether `by` stands between two sizes: `105 by 68 metres`."""
    return not reading.long and any(other.last == at and other.unit == mention.unit for other in reading.mentions)


_NO_RATE = frozenset("; ( ) — – while but whereas which who rate share unemployment margin inflation".split())


def _rate_subject(lower: list[str], at: int, stop: int) -> str | None:
    """`growth` as subject or object of what governs a percentage (`growth slowed to 4 percent`, `cut its growth forecast to 3 percent`)."""
    for back in range(at - 1, stop - 1, -1):
        word = lower[back]
        if word in RATES:
            # Growth of something else, as in `shares of growth stocks`, is rare enough to leave aside.
            return None if "to" in lower[max(0, back - 2) : back] else RATES[word]
        if word == "rate" and back and lower[back - 1] in RATES:
            return RATES[lower[back - 1]]
        if word in _NO_RATE:
            return None
        if word == "," and not (back + 1 < at and lower[back + 1] in {"slowed", "down", "up"}):
            return None
    return None


def _times(lower: list[str], mention: Mention) -> str | None:
    """`twice what it sold in 2014` moves; `four times as heavy as its rivals` compares."""
    behind = lower[mention.last : mention.last + 12]
    for place, word in enumerate(behind):
        if word in {";", ".", ":", "(", '"', "”"} or (word == "," and place):
            break
        if (
            word in TIME_BACK
            and (word != "before" or place + 1 >= len(behind) or behind[place + 1] in {".", ",", ";", "and"})
        ) or (len(word) == 4 and word.isdigit() and word[:2] in {"19", "20"}):
            value = mention.low if mention.low is not None else mention.high
            return DECREASE if value is not None and value < 1 else INCREASE
    return None


def set_change(doc: Document, reading: Clauses) -> None:
    """Sets `change` of each figure of one sentence, from left to right; leaves what the reader has set."""
    lower = reading.lower
    still = not reading.sentence.marks & _MOVING
    for mention in reading.mentions:
        if mention.change is not None:
            continue
        signed = signed_change(doc.text, mention) if mention.kind == "percent" and mention.cell is None else None
        if signed is not None:
            mention.change = signed
            continue
        if still and mention.cell is None and mention.kind != "multiple":
            mention.change = LEVEL
            continue
        if mention.cell is not None:
            mention.change = column_change(mention, doc.text)
            continue
        if (
            mention.pair is not None
            and mention.pair.sentence == mention.sentence
            and mention.pair.first < mention.first
            and mention.pair.change
        ):
            mention.change = mention.pair.change
            continue
        change = change_behind(lower, mention)
        if change is None and mention.kind == "multiple":
            change = _times(lower, mention)
        mention.change = change or _from_left(reading, mention)

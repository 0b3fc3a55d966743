"""`change` of a figure: is it a level, or by how much something rose or fell.

Belongs here: which word of movement governs a figure. Does not belong here: the words (`change_words.py`, `lexicon/change_words.csv`).

The words right behind a figure are asked first (`5 percent more`, `a 5 percent rise`), then what governs it from the left (`rose
5 percent`, `by 5 percent`, `an increase of 5 percent`); `to`, `from` and `at` make it a level, however near a verb of movement is.
"""

from __future__ import annotations

from pipelines.extraction.document import Document
from pipelines.extraction.en.change_signs import column_change, signed_change
from pipelines.extraction.en.change_words import (
    ADVERBS,
    AFTER_MORE,
    BEFORE_NUMBER,
    BOUND_TO,
    COMPARATIVES,
    COPULA,
    DECREASE,
    DEGREE,
    FUNCTION,
    INCREASE,
    LEVEL,
    LEVEL_VERBS,
    LOSE_OF,
    MARGIN,
    MOVE_UNITS,
    MOVERS,
    NORM,
    NOUNS,
    PHRASAL,
    RATES,
    RELATION,
    STAFF,
    TIME_BACK,
    VERBS,
)
from pipelines.extraction.en.clause_reading import Clauses
from pipelines.extraction.model import Mention


def _is_percent(mention: Mention) -> bool:
    return mention.kind in {"percent", "multiple"} or mention.unit in MOVE_UNITS


_BESIDE = {"above": INCREASE, "over": INCREASE, "below": DECREASE, "under": DECREASE}
_MARKS = frozenset(
    "budget estimate estimates target targets plan forecast forecasts schedule rate average price benchmark".split()
)
_ARTICLES = frozenset("the its their a an current market original".split())


def _from_right(lower: list[str], mention: Mention) -> str | None:
    """Change by the words right behind a figure."""
    at = mention.last
    count = len(lower)
    while at < count and lower[at] in {"-", "a", "year", "on", "nearly"} and at < mention.last + 1:
        at += 1
    if at >= count:
        return None
    word = lower[at]
    after = lower[at + 1] if at + 1 < count else "."
    kind = mention.kind
    if mention.kind == "rank":
        return None
    if kind == "rate" and word in {"a", "per"}:
        return None
    direction = COMPARATIVES.get(word)
    # `5 percent year on year`, `12 people more`
    if direction is None and after in COMPARATIVES and (word[-2:] == "ly" or word in {"points", "places", "further"}):
        word, direction = after, COMPARATIVES[after]
        at += 1
        after = lower[at + 1] if at + 1 < count else "."
    if direction is not None:
        if word in {"up", "down"}:
            if (_is_percent(mention) or kind == "money") and after not in {"the", "to"}:
                return direction
        elif word in {"more", "less", "fewer", "extra"}:
            if after == "or":
                return None
            if kind in {"percent", "multiple"} or mention.unit in MOVE_UNITS:
                return direction
            if (
                kind == "count"
                and "than" in lower[at + 1 : at + 6]
                and FUNCTION.isdisjoint(lower[at + 1 : lower.index("than", at + 1)])
            ):
                # `40 more patients than a year earlier`
                return direction
            if word == "fewer" and kind == "count":
                return direction
            if after in AFTER_MORE and kind != "duration":
                return direction
        elif kind == "duration":
            # `two hours longer` moves; `four years better` does not.
            return direction if word in {"longer", "shorter", "faster", "slower", "less", "more", "quicker"} else None
        else:
            return direction
    if word in {"off", "cheaper"} and (kind in {"percent", "money"}):
        return (
            DECREASE
            if word == "cheaper"
            or after in {"the", "a", "an", "its", "their", "his", "each", "every", "prices", "all", "fares", "tickets"}
            else None
        )
    if word in _BESIDE and after in _MARKS | _ARTICLES and (kind in {"percent", "money"} or mention.unit in MOVE_UNITS):
        # `9 percent above estimate`, `3 percent over budget`, `2 points below the market rate`
        for word2 in lower[at + 1 : at + 5]:
            if word2 in _MARKS:
                return _BESIDE[word]
            if word2 in FUNCTION and word2 not in _ARTICLES:
                break
    if word in {"above", "below"} and (kind == "percent" or mention.unit in {"Cel", "K", "[degF]"}):
        for word2 in lower[at + 1 : at + 6]:
            if word2 in NORM or word2[:4].isdigit():
                return INCREASE if word == "above" else DECREASE
        return None
    # `a 12 percent rise`, `5.2 percent average annual GDP growth`, `a 3 billion euro increase`
    reach = 5 if kind in {"percent", "multiple"} else 2
    for word2 in lower[at : at + reach]:
        direction = NOUNS.get(word2)
        if direction is not None:
            if kind in {"percent", "multiple"} or mention.unit in MOVE_UNITS:
                return direction
            if kind == "count" and (word2 in {"cut", "cuts"} or word2.endswith("s")):
                return None
            if kind != "duration" and word2 in {
                "increase",
                "rise",
                "cut",
                "reduction",
                "decrease",
                "drop",
                "fall",
                "decline",
                "jump",
                "hike",
            }:
                return direction
            return None
        if word2 in FUNCTION or not (word2 == "-" or word2[0].isalpha()):
            return None
    return None


def _left_of_bounds(lower: list[str], first: int) -> int:
    """Gives the token that governs a number at `first`, behind words of bound and degree; -1 at the start of the sentence."""
    at = first - 1
    while at >= 0:
        word = lower[at]
        if word == "to":
            # `rose to 5` governs, `up to 5` and `close to 5` only bound.
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


def _inherited(reading: Clauses, mention: Mention) -> str | None:
    """Change of the figure before, where this one goes on with it (`rose 12 percent in May and 5 percent in June`)."""
    lower = reading.lower
    previous: Mention | None = None
    if reading.long:
        return None
    for other in reading.mentions:
        if other.first >= mention.first:
            break
        if other.unit == mention.unit or (_is_percent(other) and _is_percent(mention)):
            previous = other
    if previous is None or previous.change in {None, LEVEL}:
        return None
    gap = lower[previous.last : mention.first]
    if len(gap) > 14 or (";" in gap and len(gap) > 10):
        return None
    for word in gap[: max(0, len(gap))]:
        if word in LEVEL_VERBS:
            return None
    if mention.last < len(lower) and lower[mention.last] == "of":
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
    percent = _is_percent(mention)
    stop = max(0, at - 24)
    of_whole = mention.last < len(lower) and lower[mention.last] == "of" and mention.kind == "percent"
    if word == "by":
        if at and (lower[at - 1] in MARGIN or (at > 1 and lower[at - 2] in MARGIN and mention.kind != "percent")):
            return LEVEL
        if mention.kind == "duration" and at and VERBS.get(lower[at - 1]) is None:
            return LEVEL
        return _find_mover(lower, at - 1, stop, nouns=True) or LEVEL
    if word in ADVERBS and word in {"up", "down", "higher", "lower"}:
        if word in {"higher", "lower"} and not percent:
            return LEVEL
        if at and lower[at - 1] in PHRASAL:
            return LEVEL
        if (
            mention.kind in {"count", "quantity", "duration"}
            and mention.unit not in MOVE_UNITS
            and at
            and lower[at - 1] not in {",", "(", "was", "were", "is", "are", "—", "–"}
        ):
            return LEVEL
        return ADVERBS[word]
    if word == "of":
        head = at - 1
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
        if percent and mention.kind == "percent":
            direction = _rate_subject(lower, at, stop)
            if direction is not None:
                return direction
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
                and (lower[mention.last + 1][:1].isdigit() or not lower[mention.last + 1].isalpha())
                else LEVEL
            )
        if word in {"adding", "add", "adds", "added"} and mention.kind in {"money", "rate"}:
            behind = lower[mention.last : mention.last + 7]
            if "to" in behind and any(
                w in {"bill", "bills", "price", "prices", "cost", "costs", "fare", "fares", "rent", "rents"}
                for w in behind
            ):
                return INCREASE
        return LEVEL
    if word in {"with", "against", "versus", "vs", "after", "following", "than"} and percent:
        if word == "with" and not (
            at and lower[at - 1] in {"compared", "compares", "comparing", "contrasted", "along"}
        ):
            return LEVEL
        if of_whole:
            return LEVEL
        return _inherited(reading, mention) or LEVEL
    if word in RELATION:
        return LEVEL
    if word in COPULA or word in LEVEL_VERBS or word == ":":
        if mention.kind == "percent":
            direction = _rate_subject(lower, at, stop)
            if direction is not None:
                return direction
            if not of_whole:
                return _subject_noun(lower, at - 1, stop) or LEVEL
        return LEVEL
    if of_whole:
        return LEVEL
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


_NO_RATE = frozenset("; ( ) — – while but whereas which who rate share unemployment margin inflation".split())


def _rate_subject(lower: list[str], at: int, stop: int) -> str | None:
    """`growth` as subject or object of what governs a percentage (`growth slowed to 4 percent`, `cut its growth forecast to 3 percent`)."""
    for back in range(at - 1, stop - 1, -1):
        word = lower[back]
        if word in RATES:
            # Growth of something else, as in `shares of growth stocks`, is rare enough to leave aside.
            return None if "to" in lower[max(0, back - 2) : back] else RATES[word]
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
        if word in TIME_BACK or (len(word) == 4 and word.isdigit() and word[:2] in {"19", "20"}):
            value = mention.low if mention.low is not None else mention.high
            return DECREASE if value is not None and value < 1 else INCREASE
    return None


def set_change(doc: Document, reading: Clauses) -> None:
    """Sets `change` of each figure of one sentence, from left to right; leaves what the reader has set."""
    lower = reading.lower
    still = MOVERS.isdisjoint(lower) and _MARKS.isdisjoint(lower)
    for mention in reading.mentions:
        if mention.change is not None:
            continue
        signed = signed_change(doc.text, mention) if mention.cell is None else None
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
        change = _from_right(lower, mention)
        if change is None and mention.kind == "multiple":
            change = _times(lower, mention)
        mention.change = change or _from_left(reading, mention)

"""`change` by the words right behind a figure: `5 percent more`, `a 12 percent rise`, `2 points below the average`.

Belongs here: what follows a figure. Does not belong here: what governs it from the left (`changes.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.change_words import (
    AFTER_MORE,
    COMPARATIVES,
    DECREASE,
    FUNCTION,
    INCREASE,
    MOVE_UNITS,
    NORM,
    NOUNS,
    TIME_BACK,
)
from pipelines.extraction.model import Mention


def is_share(mention: Mention) -> bool:
    """Tells whether a figure is a percentage, a factor or a point of something: what moves rather than stands."""
    return mention.kind in {"percent", "multiple"} or mention.unit in MOVE_UNITS


_BESIDE = {"above": INCREASE, "over": INCREASE, "below": DECREASE, "under": DECREASE}
MARKS = frozenset(
    "budget estimate estimates target targets plan forecast forecasts schedule rate average price benchmark".split()
)
_ARTICLES = frozenset("the its their a an current market original".split())


_DEGREES = frozenset(["Cel", "K", "[degF]"])
_USUAL = frozenset("normal average usual norm".split())
_OTHERS = frozenset("its their his her that those last what".split())
_MORE_OF = {"more": INCREASE, "extra": INCREASE, "fewer": DECREASE, "less": DECREASE}
_TAKES = {
    "longer": INCREASE,
    "more": INCREASE,
    "slower": INCREASE,
    "later": None,
    "shorter": DECREASE,
    "less": DECREASE,
    "faster": DECREASE,
    "quicker": DECREASE,
}
"""What a comparative says of a time: 20 minutes faster is 20 minutes less."""


def change_behind(lower: list[str], mention: Mention) -> str | None:
    """Change by the words right behind a figure, whose sentence `lower` is in small letters; None where they say nothing of it."""
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
    if 0 <= mention.noun_first < len(lower) and lower[mention.noun_first] in _MORE_OF:
        # `flew 1,140 fewer trips than planned`
        return _MORE_OF[lower[mention.noun_first]] if "than" in lower[mention.noun_first : at + 9] else None
    direction = COMPARATIVES.get(word)
    # `5 percent year on year`, `12 people more`
    if direction is None and after in COMPARATIVES and (word[-2:] == "ly" or word in {"points", "places", "further"}):
        word, direction = after, COMPARATIVES[after]
        at += 1
        after = lower[at + 1] if at + 1 < count else "."
    if direction is not None and kind == "multiple":
        return None
    if direction is not None:
        if word in {"up", "down"}:
            if after == "on" and kind in {"quantity", "rate", "count"}:
                return direction  # `760 mm, 10 cm up on the old benches`
            if (is_share(mention) or kind == "money") and after not in {"the", "to"}:
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
            if kind == "count" and word == "more":
                return None  # `plans 18 more by the spring` tells how many, not by how many more
            if after in AFTER_MORE and kind != "duration":
                return direction
        elif kind == "duration":
            # `two hours longer` moves; `four years better` does not.
            return _TAKES.get(word)
        else:
            return direction
    if word in {"off", "cheaper"} and (kind in {"percent", "money"}):
        return (
            DECREASE
            if word == "cheaper"
            or kind == "percent"
            or after in {"the", "a", "an", "its", "their", "his", "each", "every", "prices", "all", "fares", "tickets"}
            else None
        )
    if word in _BESIDE and after in MARKS | _ARTICLES and (kind in {"percent", "money"} or mention.unit in MOVE_UNITS):
        # `9 percent above estimate`, `3 percent over budget`, `2 points below the market rate`
        for word2 in lower[at + 1 : at + 5]:
            if word2 in MARKS:
                return _BESIDE[word]
            if word2 in FUNCTION and word2 not in _ARTICLES:
                break
    if kind == "percent" and word in {"above", "below"} and after in _OTHERS:
        return _BESIDE[word]  # `44 percent below its predecessor`
    if word in {"above", "below"} and (mention.unit in MOVE_UNITS or mention.rule.startswith("percent.points")):
        return _BESIDE[word]
    if word in {"ahead", "behind"} and kind == "percent" and not mention.rule.startswith("percent.points"):
        for word2 in lower[at + 1 : at + 6]:
            if word2 in MARKS or word2 in TIME_BACK or (len(word2) == 4 and word2.isdigit()):
                return INCREASE if word == "ahead" else DECREASE
        return None
    if word in {"above", "below"} and kind in {"percent", "quantity"}:
        for word2 in lower[at + 1 : at + 6]:
            if kind == "quantity" and mention.unit not in _DEGREES and word2 not in _USUAL:
                continue  # `312 metres below sea level` is where it lies
            if word2 in NORM or (word2[:4].isdigit() and len(word2) == 4):
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

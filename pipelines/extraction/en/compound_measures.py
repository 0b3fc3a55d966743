"""Measures of two parts: `two hours and ten minutes`, `5ft 10in`, `2 min 20`, `a 6-foot-2 centre`, `a decade and a half`.

Belongs here: how the parts make one figure. Does not belong here: shares of a whole (`fractions.py`).
"""

from __future__ import annotations

import re
from itertools import pairwise

from pipelines.extraction.document import NUMBER_KIND, Sentence
from pipelines.extraction.en.numerals import HYPHENS, STARTERS, read_numeral
from pipelines.extraction.en.units import MEASURES
from pipelines.extraction.model import Mention

_COMPOUND = {
    ("h", "min"): 1 / 60, ("min", "s"): 1 / 60, ("a", "mo"): 1 / 12, ("a", "d"): 1 / 365.25, ("a", "wk"): 7 / 365.25, ("d", "h"): 1 / 24, ("wk", "d"): 1 / 7, ("mo", "wk"): 12 / 52.1775,
    ("[ft_i]", "[in_i]"): 1 / 12, ("[lb_av]", "[oz_av]"): 1 / 16, ("[stone_av]", "[lb_av]"): 1 / 14, ("m", "cm"): 0.01,
}  # fmt: skip
"""Units that print writes one behind the other, and what the second is of the first."""


_DIFFERS = (
    ["less"],
    ["more"],
    ["fewer"],
    ["up"],
    ["down"],
    ["short"],
    ["longer"],
    ["shorter"],
    ["higher"],
    ["lower"],
    ["above"],
    ["below"],
)
"""Words behind a measure that make it a difference: `78.6 years, 38 weeks less than before`."""
_HEIGHT = re.compile(
    r"(\d{1,2})(?:(?:\s?ft\.?|[- ]f(?:oo|ee)t)[- ](\d{1,2}(?:\.\d|½)?)(?:[- ]?(?:in\b|inch(?:es)?\b|[\"″”]))?"
    r"|['′’]\s?(\d{1,2}(?:\.\d|½)?)(?:[\"″”]|''|′′|(?=[\s,.;)]|$)))(?![\w%])"
)
"""Feet and inches: `6-foot-2`, `5 ft 8 in`, `6ft 2in`, `5'8"`."""
FEET = frozenset(["ft", "ft.", "foot", "feet", "'", "′", "’", *HYPHENS])


def read_height(s: Sentence, at: int) -> Mention | None:
    """Reads feet and inches at token `at` as one length in feet: `a 6-foot-2 centre`, `5'8"`."""
    if at + 1 >= len(s.lower) or s.lower[at + 1] not in FEET or len(s.tokens[at]) > 2:
        return None
    match = _HEIGHT.match(s.text, s.starts[at] - s.start)
    if match is None:
        return None
    printed = match[2] or match[3]
    inches = float(printed.rstrip("½")) + (0.5 if printed.endswith("½") else 0)
    if inches >= 12:
        return None
    value = int(match[1]) + inches / 12
    end = s.start + match.end()
    last = at + 1
    while last < len(s.lower) and s.starts[last] < end:
        last += 1
    return Mention(
        s.index, at, last, s.starts[at], end, "quantity", value, value, "=", match[0], "UCUM", "[ft_i]", 3, "quantity.height",
    )  # fmt: skip


_SMALLER = {"h": "min", "min": "s"}


def name_smaller(found: list[Mention]) -> None:
    """Gives a bare number right behind hours or minutes the next smaller unit: `2 min 20`, `3h 46`. Changes the mentions in place."""
    for before, mention in pairwise(found):
        if not mention.unit and before.last == mention.first and before.unit in _SMALLER and (mention.low or 99) < 60:
            mention.kind, mention.unit, mention.unit_system, mention.rule = (
                "duration",
                _SMALLER[before.unit],
                "UCUM",
                "duration",
            )


def join_compounds(s: Sentence, found: list[Mention]) -> list[Mention]:
    """Joins `two hours and ten minutes`, `5ft 10in`, `3 years 6 months` into one mention in the first unit."""
    joined: list[Mention] = []
    for mention in found:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.unit == "h"
            and mention.unit == "m"
            and before.last == mention.first
            and (mention.low or 99) < 60
        ):
            mention.kind, mention.unit = "duration", "min"  # `17h 20m`
        share = _COMPOUND.get((before.unit, mention.unit)) if before is not None else None
        if (
            before is not None
            and share
            and before.sentence == mention.sentence
            and s.lower[before.last : mention.first] in ([], ["and"], [","])
            and not (
                s.lower[before.last : before.last + 1] == [","] and s.lower[mention.last : mention.last + 1] in _DIFFERS
            )
        ):
            if mention.low is not None and mention.high is not None:
                before.low = None if before.low is None else before.low + mention.low * share
                before.high = None if before.high is None else before.high + mention.high * share
                before.last, before.end = mention.last, mention.end
                before.unit_text = s.text[s.starts[before.first] - s.start : before.end - s.start]
                before.digits += mention.digits
                before.rule += ".compound"
                continue
        joined.append(mention)
    return joined


def read_compound_time(s: Sentence, at: int) -> Mention | None:
    """Reads `a decade and a half`, `a year and a half`: an article, a unit, and a fraction of it."""
    low = s.lower
    if low[at] not in ("a", "an") or at + 4 >= len(low) or low[at + 2] != "and":
        return None
    if low[at + 3 : at + 5] != ["a", "half"]:
        return _one_and(s, at)
    for stop, measure in MEASURES.match(low, at + 1):
        if stop == at + 2:
            return Mention(
                s.index, at, at + 5, s.starts[at], s.ends[at + 4], measure.kind, 1.5, 1.5, "=",
                s.tokens[at + 1], "UCUM", measure.code, 2, f"{measure.kind}.and_a_half",
            )  # fmt: skip
    return None


def _one_and(s: Sentence, at: int) -> Mention | None:
    """Reads `an hour and fifty minutes`, `a year and three months`: one of a unit and some of a smaller one."""
    low = s.lower
    more = read_numeral(s, at + 3) if s.kinds[at + 3] == NUMBER_KIND or low[at + 3] in STARTERS else None
    if more is None or more.style not in ("digits", "words") or more.last >= len(low):
        return None
    big = next((measure for stop, measure in MEASURES.match(low, at + 1) if stop == at + 2), None)
    small = next(((stop, measure) for stop, measure in MEASURES.match(low, more.last)), None)
    if big is None or small is None:
        return None
    share = _COMPOUND.get((big.code, small[1].code))
    if share is None:
        return None
    value = 1 + more.value * share
    return Mention(
        s.index, at, small[0], s.starts[at], s.ends[small[0] - 1], big.kind, value, value, "=",
        s.tokens[at + 1], "UCUM", big.code, 3, f"{big.kind}.compound",
    )  # fmt: skip

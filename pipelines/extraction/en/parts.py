"""One numeral with its sign and unit, before ranges, lists, bounds and nouns are looked at.

Belongs here: the smallest readable piece of a figure. Does not belong here: how pieces join (`mentions.py`).
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.extraction.document import FRACTION_KIND, NUMBER_KIND, WORD_KIND, Sentence
from pipelines.extraction.en.article_money import ArticleMoney
from pipelines.extraction.en.bounds import AFTER
from pipelines.extraction.en.nouns import STOPS
from pipelines.extraction.en.numerals import HYPHENS, Numeral, read_numeral
from pipelines.extraction.en.units import (
    CURRENCY_NAMES,
    CURRENCY_SIGNS,
    MEASURE_SIGNS,
    MEASURES,
    PERCENT,
    Unit,
    currency_after,
    measure_after,
    percent_after,
)

_HALVED = frozenset(
    "mile kilometre kilometer metre meter inch pint litre liter gallon acre hour percent per percentage point pound ounce ton tonne".split()
)
"""Units that print halves without an article: `a half mile`, `a quarter acre`."""
UNIT_STARTS = frozenset(
    token.lower()
    for phrases in (PERCENT, CURRENCY_NAMES, CURRENCY_SIGNS, MEASURES, MEASURE_SIGNS)
    for token in phrases.first_tokens()
)
"""Tokens with which a unit can begin: most numbers have none behind them."""
MINUS = frozenset("-−–")
_PLUS_STARTS = HYPHENS | {"+", "odd", "or", "plus"}
"""Tokens with which a bound between a number and its unit can begin."""
_PERCENT_STARTS = PERCENT.first_tokens()
_CURRENCY_STARTS = CURRENCY_NAMES.first_tokens() | frozenset(map(str.lower, CURRENCY_SIGNS.first_tokens()))


@dataclass(slots=True)
class Part:
    """A numeral with the unit that print puts next to it: tokens [first, last)."""

    first: int
    last: int
    num: Numeral
    sign: Unit | None = None
    """The currency that stands before it."""
    unit: Unit | None = None
    negative: bool = False
    plus: bool = False
    """`-plus` or `+` stood between number and unit."""
    odd: bool = False
    """`-odd` stood between number and unit."""
    fewer: bool = False
    """`or fewer` stood between number and unit."""
    noun_at: int = -1
    """Where a counted noun can start: behind the number and its `-plus` or `-odd`."""

    @property
    def money(self) -> Unit | None:
        """The currency of the part, before or behind it."""
        if self.sign is not None:
            return self.sign
        return self.unit if self.unit is not None and self.unit.kind == "money" else None

    @property
    def any_unit(self) -> Unit | None:
        """Currency or unit."""
        return self.sign or self.unit


def unit_behind(s: Sentence, at: int, num: Numeral, money: ArticleMoney) -> Unit | None:
    """Finds percent, currency or measure behind a numeral that ends at token `at`."""
    low = s.lower
    if at >= len(low):
        return None
    word = low[at]
    if word in HYPHENS and at + 1 < len(low) and word not in UNIT_STARTS:
        word = low[at + 1]
    if word not in UNIT_STARTS:
        return None
    unit = percent_after(s, at) if word in _PERCENT_STARTS else None
    if unit is None and word in _CURRENCY_STARTS:
        unit = currency_after(s, at, money, big=num.scaled or num.value >= 100, scaled=num.scaled)
    return unit or measure_after(s, at, money, digits=s.kinds[num.first] == NUMBER_KIND)


_OF_RATES = frozenset(
    "rate rates interest bank fed lending repo benchmark yield yields inflation mortgage borrowing policymakers central ecb".split()
)


_RATE_MOVES = frozenset("cut cuts hike hikes rise increase reduction move trim raise".split())


def _rate_point(s: Sentence, at: int) -> Unit | None:
    """Reads `point` behind a fraction at token `at` as a percentage point, where the sentence is about rates: `a quarter-point cut`,
    `half a point`."""
    low, n = s.lower, len(s.lower)
    if at + 1 < n and (low[at] in HYPHENS or low[at] in ("a", "of")):
        at += 1
        at += low[at] == "a"
    if at >= n or low[at] not in ("point", "points"):
        return None
    if _OF_RATES.isdisjoint(low) and _RATE_MOVES.isdisjoint(low[at + 1 : at + 3]):
        return None
    return Unit(at, at + 1, "percent", "%", "UCUM", 1.0, False, True)


_AS_NOUNS = frozenset(
    "tonne ton kilo kilogram litre liter barrel bushel gallon ounce kilometre kilometer mile metre meter hectare acre hour day week month year minute decade".split()
)


_SHARES = frozenset(["percent", "per", "pct", "%"])
MASSES = frozenset("tonne ton kilo kilogram litre liter barrel bushel gallon ounce hectare acre".split())


def measure_noun(s: Sentence, noun: tuple[int, int, str]) -> tuple[str, str] | None:
    """The code and kind of a counted noun that is a unit with an adjective before it: `41,000 dry tonnes`, `four extra days`."""
    if noun[2] not in _AS_NOUNS or noun[1] - noun[0] < 2 or s.lower[noun[0]] in HYPHENS:
        return None
    for stop, measure in MEASURES.match(s.lower, noun[1] - 1):
        if stop == noun[1]:
            return measure.code, measure.kind
    return None


def low_noun_follows(s: Sentence, at: int) -> bool:
    """Tells whether a word that can be a noun stands at token `at`."""
    return at < len(s.lower) and s.kinds[at] == WORD_KIND and s.lower[at] not in STOPS


def read_part(s: Sentence, at: int, money: ArticleMoney, sign: Unit | None, *, signed: bool = False) -> Part | None:
    """Reads the numeral at token `at` with the currency `sign` before it and the unit behind; None where no numeral starts.

    `signed` says that the other end of its range has a sign.
    """
    num = read_numeral(s, at, money=sign is not None or signed)
    if num is None:
        return None
    part = Part(sign.first if sign else at, num.last, num, sign)
    before = part.first - 1
    if before >= 0 and s.tokens[before] in MINUS and s.ends[before] == s.starts[part.first]:
        if before == 0 or s.ends[before - 1] < s.starts[before] or s.tokens[before - 1] in "(|":
            part.negative = True
            part.first = before
    elif before >= 0 and s.lower[before] == "minus" and s.lower[before - 1] != "or":
        part.negative = True
        part.first = before
    after = num.last
    n = len(s.lower)
    following = s.lower[after] if after < n else ""
    if following not in _PLUS_STARTS:
        pass
    elif s.lower[after] == "+" and s.starts[after] == s.ends[after - 1]:
        part.plus = True
        after += 1
    elif after + 1 < n and s.lower[after] in HYPHENS and s.lower[after + 1] in ("plus", "odd"):
        part.plus, part.odd = s.lower[after + 1] == "plus", s.lower[after + 1] == "odd"
        after += 2
    elif following == "plus":
        if after + 1 < n and s.lower[after + 1] in _SHARES:
            part.plus = True  # `99 plus percent sure`
            after += 1
        elif sign is not None and s.lower[after + 1 : after + 2] in (
            ["in"],
            ["a"],
            ["per"],
            ["for"],
            ["at"],
            ["."],
            [","],
            ["on"],
        ):
            part.plus = True  # `earn $120,000 plus in the north`
            after += 1
    elif following == "odd":
        part.odd = True
        after += 1
    for stop, bound in AFTER.match(s.lower, after) if following == "or" else ():
        # `450 or so banks`, `20 or more employees`, `50 or fewer workers`
        if stop > after + 1 and low_noun_follows(s, stop):
            part.plus, part.odd, part.fewer = bound == ">", bound == "~", bound == "<"
            after = stop
        break
    part.noun_at = after
    if num.style == "ordinal":
        return part
    if num.style == "fraction":
        # `half a square kilometre`, `half an hour`, `a quarter of a mile`
        step = after
        glued = step + 1 < n and s.lower[step] in HYPHENS
        if s.kinds[num.last - 1] in (NUMBER_KIND, FRACTION_KIND) or (
            s.lower[num.first] in ("a", "one", "half") and step + glued < n and s.lower[step + glued] in _HALVED
        ):
            part.unit = unit_behind(s, step, num, money)  # `5/8 pct`, `1/4 inch`, `a half mile`
            if part.unit is not None:
                part.last = part.unit.last
                return part
        point = _rate_point(s, step)
        if point is not None:
            part.unit, part.last = point, point.last
            return part
        if step < n and s.lower[step] == "of" and step + 1 < n and s.lower[step + 1] in ("a", "an"):
            step += 1
        if step < n and s.lower[step] in ("a", "an"):
            unit = measure_after(s, step + 1, money, digits=False) or percent_after(s, step + 1)
            if unit is None and (found := currency_after(s, step + 1, money, big=False)):
                unit = found
            if unit is not None:
                part.unit = unit
                part.last = unit.last
        return part
    following = s.lower[after] if after < n else ""
    unit = unit_behind(s, after, num, money) if following in UNIT_STARTS or following in HYPHENS else None
    if unit is not None and sign is not None and unit.kind != "money":
        unit = None  # `$5m` took its m already; `$30 a tonne` is a rate
    if sign is not None:
        if unit is not None and unit.code == sign.code:
            part.last = unit.last  # `US$5 million dollars`
        return part
    if unit is not None:
        part.unit = unit
        part.last = unit.last
    return part

"""Units behind (or before) a numeral: percent, currencies, measures, times.

Belongs here: which printed words are a unit, and which code they have. Does not belong here: factors between units
(normalisation), or counted nouns (`nouns.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipelines.extraction.document import NUMBER_KIND, Sentence
from pipelines.extraction.en.article_money import LETTER_CURRENCY, ArticleMoney, Currency
from pipelines.extraction.en.numerals import HYPHENS, parse_digits
from pipelines.extraction.lexicon import Phrases, read_table

LEXICON = Path(__file__).parent / "lexicon"


@dataclass(slots=True, frozen=True)
class Measure:
    """One printed form of a unit of measure or time."""

    code: str
    kind: str
    when: str


@dataclass(slots=True)
class Unit:
    """A unit found in a sentence: tokens [first, last)."""

    first: int
    last: int
    kind: str
    code: str
    system: str
    factor: float = 1.0
    ambiguous: bool = False
    point: bool = False
    """True for percentage points."""


_FAMILIES = {
    "dollar": ("dollar", "dlr", "dlrs", "buck", "cent", "c", "$"), "pound": ("pound",), "rupee": ("rupee", "rs", "re"),
    "peso": ("peso", "p"), "krone": ("krone", "krona", "kroner", "kronor", "kr", "crown", "kronas"), "yen": ("¥",),
    "franc": ("franc", "fr", "sfr", "cfa", "centimes"), "shilling": ("shilling", "sh"), "kwacha": ("kwacha", "k"),
    "dinar": ("dinar",), "dirham": ("dirham",), "riyal": ("riyal", "rial"), "mark": ("mark",), "manat": ("manat",),
}  # fmt: skip
_FAMILY_OF = {word: family for family, words in _FAMILIES.items() for word in words}


def _family(word: str) -> str:
    last = word.lower().rstrip(".").split(" ")[-1]
    return _FAMILY_OF.get(last) or _FAMILY_OF.get(last.rstrip("s"), "")


PERCENT: Phrases[tuple[float, bool]] = Phrases()
for _row in read_table(LEXICON / "percent_words.csv"):
    PERCENT.add(_row["word"], (float(_row["factor"]), _row["point"] == "yes"))

CURRENCY_NAMES: Phrases[Currency] = Phrases()
"""Lower-case names and slang, behind the number."""
CURRENCY_SIGNS: Phrases[Currency] = Phrases()
"""Symbols and codes as printed, before or behind the number."""
for _row in read_table(LEXICON / "currencies.csv"):
    _currency = Currency(
        _row["code"], float(_row["factor"]), _row["form"], _row["ambiguous"] == "yes", _family(_row["word"])
    )
    (CURRENCY_NAMES if _row["form"] == "name" else CURRENCY_SIGNS).add(_row["word"], _currency)

SIGN_ENDS = CURRENCY_SIGNS.last_tokens()
"""Tokens in front of a number at which a currency may end."""

COMMON_WORD_CODES = frozenset("ALL TOP CUP PEN MAD SOS TRY BAM MOP LAK ANG COP GEL MUR ARS IMP MDL DOP".split())
"""ISO codes that are English words in capital letters: read only behind a number."""
LETTER_SIGNS = frozenset(["R", "W", "K", "N", "P", "L", "Q", "D", "Re", "Sh", "Fr", "Bs", "Ft", "lei", "kr", "Kr"])
"""Symbols of one or two letters: read only when glued to the number, or next to a scale word."""

MEASURES: Phrases[Measure] = Phrases()
"""Lower-case words."""
MEASURE_SIGNS: Phrases[Measure] = Phrases()
"""Abbreviations, exactly as printed, behind digits."""
for _row in read_table(LEXICON / "units.csv"):
    _measure = Measure(_row["code"], _row["kind"], _row["when"])
    (MEASURES if _measure.when in ("any", "mass") else MEASURE_SIGNS).add(_row["word"], _measure)

_MASS_WORDS = frozenset(
    [
        "weigh",
        "weighs",
        "weighed",
        "weighing",
        "weight",
        "heavy",
        "heavier",
        "lift",
        "lifts",
        "lifted",
        "carry",
        "carries",
        "loft",
        "lofts",
        "payload",
        "thrust",
        "catch",
        "puts",
        "put",
        "meat",
        "beef",
        "fish",
        "fruit",
        "cargo",
        "load",
        "mass",
        "lighter",
        "lost",
        "gained",
        "caught",
        "harvested",
    ]
)
_WEATHER = frozenset(
    [
        "temperature",
        "temperatures",
        "heat",
        "heatwave",
        "forecast",
        "mercury",
        "hot",
        "hotter",
        "cold",
        "colder",
        "warm",
        "warmer",
        "cool",
        "cooler",
        "weather",
        "thermometer",
        "summer",
        "winter",
        "climate",
        "warming",
        "chill",
        "fever",
        "freezing",
        "oven",
        "furnace",
        "freezer",
        "fridge",
        "heating",
        "thermostat",
        "celsius",
        "sunny",
        "sunshine",
        "showers",
        "cloudy",
        "drizzle",
        "frost",
    ]
)
"""Words that make bare `degrees` a temperature."""
PRECIOUS = frozenset(["gold", "silver", "platinum", "palladium", "bullion", "rhodium", "comex"])
"""Metals whose ounce is the troy ounce."""
_AFTER_WON = frozenset("the a an its his her their in by two three four five six at on for it and".split())


def currency_before(s: Sentence, first: int, money: ArticleMoney) -> Unit | None:
    """Finds a currency sign or code that ends right before token `first`: `$`, `US$`, `RMB`, `Rs.`, `EUR `."""
    if first == 0 or s.tokens[first - 1] not in SIGN_ENDS:
        return None
    found = CURRENCY_SIGNS.match_before(s.tokens, first)
    if found is None:
        return None
    start, currency = found
    if start < first - 1 and s.tokens[first - 1] == "$" and s.ends[first - 2] < s.starts[first - 1]:
        # `A $40 million ferry` is not `A$40 million`
        for _, other in CURRENCY_SIGNS.match(s.tokens, first - 1):
            start, currency = first - 1, other
    word = s.tokens[start]
    gap = s.starts[first] - s.ends[first - 1]
    if gap > 1:
        return None
    if word in LETTER_CURRENCY and start == first - 1 and word not in money.letters:
        return None
    spaced = word in ("kr", "Kr", "Ft") and (start == 0 or s.kinds[start - 1] != NUMBER_KIND)  # `kr 24.60`
    if word in LETTER_SIGNS and start == first - 1 and gap and not spaced and s.lower[min(first + 1, len(s.lower) - 1)] not in (
        "million", "billion", "trillion", "crore", "lakh", "bn", "m", "mn", "k"
    ):  # fmt: skip
        return None
    if currency.form == "code" and (word in COMMON_WORD_CODES or s.text.isupper()):
        return None
    if start and s.kinds[start] == "mark" and s.kinds[start - 1] == "word" and s.ends[start - 1] == s.starts[start]:
        return None  # `x$5` in code or a handle
    code, guess = money.resolve(currency)
    return Unit(start, first, "money", code, "ISO4217", currency.factor, guess)


def _skip_hyphen(s: Sentence, at: int) -> int:
    """One past a hyphen that glues the unit to the number (`115-metre`), or `at`."""
    if (
        at + 1 < len(s.lower)
        and s.lower[at] in HYPHENS
        and s.starts[at] == s.ends[at - 1]
        and s.starts[at + 1] == s.ends[at]
    ):
        return at + 1
    return at


def percent_after(s: Sentence, at: int) -> Unit | None:
    """Finds `%`, `percent`, `per cent`, `pct`, `percentage points`, `basis points` behind a number (hyphen allowed)."""
    at = _skip_hyphen(s, at)
    if at >= len(s.lower):
        return None
    for stop, (factor, point) in PERCENT.match(s.lower, at):
        if s.lower[at] in ("pc", "bp", "pp") and s.kinds[at - 1] != NUMBER_KIND:
            continue
        if s.lower[at] == "pp" and len(s.tokens[at - 1]) > 2 and s.tokens[at - 1].isdigit():
            continue  # `320pp`: the pages of a book
        return Unit(at, stop, "percent", "%", "UCUM", factor, False, point)
    return None


def currency_after(s: Sentence, at: int, money: ArticleMoney, *, big: bool, scaled: bool = False) -> Unit | None:
    """Finds a currency's name, code or sign behind a number. `big`: it is at least 100 or `scaled` by a word (`12 billion won`)."""
    n = len(s.lower)
    at = _skip_hyphen(s, at)
    if at >= n:
        return None
    for stop, currency in CURRENCY_NAMES.match(s.lower, at):
        word = s.lower[at]
        following = s.lower[stop] if stop < n else ""
        if stop == at + 1:
            if word in ("won", "sol", "som", "colon", "real", "mark", "marks") and (
                not big or (following in _AFTER_WON and not scaled and not _is_priced(s, at))
            ):
                continue
            if word in ("mark", "marks") and not scaled:
                continue  # `the 10,000 mark`, `450 marks in the exam`
            if word == "c" and (
                s.tokens[at] == "C" or s.starts[at] != s.ends[at - 1] or not _is_cents(s, at, following)
            ):
                continue
            if word == "p" and s.starts[at] != s.ends[at - 1]:
                continue
            if word in ("cent", "sen", "ore", "kip", "dram", "leu", "lev", "sterling", "crown", "crowns") and not (
                big or word in ("crowns", "cent", "leu", "lev")
            ):
                continue
            if word in _HUNDREDTHS and (last := _of_each(s, stop)) and _TRADED.isdisjoint(s.lower):
                return Unit(at, last, "percent", "%", "UCUM")  # `paid 32 cents on the dollar`
            if word in ("cents", "cent") and s.lower[stop : stop + 3] == ["on", "the", "dollar"]:
                return Unit(at, stop, "money", "USD", "ISO4217", 0.01)
            if (
                word in ("cents", "cent", "c")
                and at > 1
                and s.tokens[at - 2] == "US"
                and s.ends[at - 2] == s.starts[at - 1]
            ):
                return Unit(at, stop, "money", "USD", "ISO4217", 0.01)  # `US6.5 cents`
            if (
                word in ("pound", "pounds")
                and following not in ("buys", "bought", "equals")
                and _is_pound_mass(s, at, stop, money, scaled=scaled)
            ):
                continue
        code, guess = money.resolve(currency)
        return Unit(at, stop, "money", code, "ISO4217", currency.factor, guess)
    for stop, currency in CURRENCY_SIGNS.match(s.tokens, at):
        if s.tokens[at] in LETTER_SIGNS and s.tokens[at] not in ("kr", "Kr", "Ft", "lei"):
            continue
        if (
            currency.form == "symbol"
            and stop < n
            and s.kinds[stop] == NUMBER_KIND
            and s.starts[stop] == s.ends[stop - 1]
        ):
            continue  # `5 $3` belongs to the next number
        code, guess = money.resolve(currency)
        return Unit(at, stop, "money", code, "ISO4217", currency.factor, guess)
    return None


_WHOLES = frozenset("dollar euro rand pound rupee".split())
_HUNDREDTHS = frozenset("cents cent c pence p paise".split())
_TRADED = frozenset("traded trades trading quoted bid sold selling sells priced".split())
"""What has a price in cents on the dollar: elsewhere they are a share of what is owed."""


def _of_each(s: Sentence, at: int) -> int:
    """One past `on the dollar`, `of every tax dollar`, `in every pound` at token `at`: so much of each; 0 elsewhere."""
    if s.lower[at : at + 1] not in (["on"], ["in"], ["of"], ["from"], ["out"]):
        return 0
    if s.lower[at : at + 2] == ["out", "of"]:
        at += 1
    if s.lower[at + 1 : at + 2] not in ([["the"]] if s.lower[at] == "on" else [["the"], ["every"], ["each"]]):
        return 0
    for stop in (at + 3, at + 4):
        if s.lower[stop - 1 : stop] and s.lower[stop - 1] in _WHOLES:
            return stop if s.lower[at + 1] != "the" or stop == at + 3 else 0
    return 0


def _is_priced(s: Sentence, at: int) -> bool:
    """Tells whether a preposition stands before the number in front of token `at`, so that a `won` there is no verb."""
    return at > 1 and s.lower[at - 2] in ("at", "to", "of", "by", "from", "for", "worth")


def _is_cents(s: Sentence, at: int, following: str) -> bool:
    """Tells whether a `c` glued to a number is cents: `a dividend of 9c`, `fell to 81c`, `9c a litre`; not a seat or a heading."""
    before = s.lower[at - 2] if at > 1 else ""
    return following in ("a", "an", "per", "each", "more", "less", "apiece", "on", "for") or before in (
        "cost",
        "costs",
        "is",
        "was",
        "pay",
        "paid",
        "charge",
        "charges",
        "just",
        "only",
        "of",
        "to",
        "by",
        "at",
        "from",
        "up",
        "down",
        "than",
        "another",
    )


_PAYING = frozenset(
    "paid pay pays paying owed owes fined fine cost costs worth priced spent spend donated borrowed".split()
)
"""Verbs of money, so that `one pound` behind them is no mass."""


def _is_pound_mass(s: Sentence, at: int, stop: int, money: ArticleMoney, *, scaled: bool) -> bool:
    """Tells whether `pounds` weigh: in millions only where they are pounds of something that is sold by weight."""
    if not _PAYING.isdisjoint(s.lower[max(0, at - 5) : at]) and s.lower[stop : stop + 1] != ["of"]:
        return False
    if scaled and money.in_pounds:
        return _is_mass(s, at, stop)
    return _is_mass(s, at, stop) or not money.british


def _is_mass(s: Sentence, at: int, stop: int) -> bool:
    """Tells whether `pounds` at token `at` is a mass."""
    following = s.lower[stop] if stop < len(s.lower) else ""
    if (
        following in ("of", "per")
        and stop + 1 < len(s.lower)
        and s.lower[stop + 1] not in ("investment", "debt", "public", "aid", "funding")
    ):
        return True
    return any(word in _MASS_WORDS for word in s.lower[max(0, at - 8) : stop + 3])


ANGLES = frozenset(
    "turn turns turned rotate rotates rotated rotation angle angles tilt tilted tilts slope slopes sloping bend bends latitude longitude north south "
    "east west view views pivot pivoted swing swung incline inclined gradient camera arc panorama lens circle spin spun axis orbit steep".split()
)
"""Words that make bare `degrees` an angle."""
_TURNS = ANGLES - frozenset("latitude longitude north south east west view views camera lens".split()) | {
    "leans",
    "leaning",
}
"""Words that make a degree sign an angle, also in an article on the weather."""


def _degrees(s: Sentence, at: int, stop: int, money: ArticleMoney) -> str:
    """The code of bare `degrees`: heat, unless the sentence turns or tilts something; no day has more than 57 degrees Celsius."""
    if any(word in _WEATHER for word in s.lower):
        return "[degF]" if money.american else "Cel"
    if not ANGLES.isdisjoint(s.lower) or s.lower[at - 1] in HYPHENS or not s.tokens[at - 1][:1].isdigit():
        return "deg"
    value = parse_digits(s.tokens[at - 1])
    if value > 150:
        return "deg"
    return "[degF]" if value > 57 or money.american else "Cel"


_WINDS = frozenset("wind winds gust gusts gusting breeze sailed sails hull yacht knots".split())


_SHORT_BEHIND_WORDS = frozenset("km kg cm mm mph kph hrs mins MW GW kWh".split())
"""Short forms that print puts behind number words too: `five km`."""


def measure_after(s: Sentence, at: int, money: ArticleMoney, *, digits: bool) -> Unit | None:
    """Finds a unit of measure or time behind a number. `digits`: the number is printed in digits, so abbreviations count."""
    n = len(s.lower)
    hyphen = _skip_hyphen(s, at)
    at = hyphen
    if at >= n:
        return None
    glued = s.starts[at] == s.ends[at - 1]
    if digits or s.tokens[at] in _SHORT_BEHIND_WORDS:
        for stop, measure in MEASURE_SIGNS.match(s.tokens, at):
            following = s.tokens[stop] if stop < n else ""
            if measure.when == "glued" and not glued:
                continue
            if stop < n and s.starts[stop] == s.ends[stop - 1] and (following[:1].isalnum()):
                continue  # part of a longer token, `5mm2x`
            if measure.when == "abbr" and following in HYPHENS and stop + 1 < n and s.starts[stop + 1] == s.ends[stop]:
                continue
            if following in HYPHENS and stop + 1 < n and s.lower[stop + 1] == "class":
                return None  # `2nm-class` names a thing
            if measure.when == "temperature" and s.tokens[at] in ("c", "f"):
                continue
            if (
                measure.code == "s"
                and at > 1
                and s.tokens[at - 2][:1].isupper()
                and s.kinds[at - 2] == "word"
                and at - 2 > 0
            ):
                return None  # `Skylark 420s`: a model in the plural
            if s.tokens[at] == "in." and not glued:
                continue
            if (
                measure.code == "deg"
                and not _WEATHER.isdisjoint(s.lower)
                and _TURNS.isdisjoint(s.lower[max(0, at - 5) : at])
            ):
                return Unit(at, stop, measure.kind, _degrees(s, at, stop, money), "UCUM")  # `sunny spells, 17°`
            if measure.code == "kt" and not _WINDS.isdisjoint(s.lower):
                return Unit(at, stop, "rate", "[kn_i]", "UCUM")
            return Unit(at, stop, measure.kind, measure.code, "UCUM")
    for stop, measure in MEASURES.match(s.lower, at):
        code = measure.code
        if (
            s.lower[at] in ("second", "seconds")
            and s.lower[at] == "second"
            and s.lower[at - 1] not in ("one", "1", "a", "-", "half")
        ):
            if not (hyphen != stop - 1 or s.lower[at - 1] in HYPHENS):
                continue
        if code == "t" and s.lower[at] in ("ton", "tons") and money.american:
            code = "[ston_av]"
        if code == "[oz_av]" and (not PRECIOUS.isdisjoint(s.lower) or money.precious):
            code = "[oz_tr]"
        if code == "[gal_us]" and money.british and not money.american:
            code = "[gal_br]"
        if code == "deg":
            code = _degrees(s, at, stop, money)
        return Unit(at, stop, measure.kind, code, "UCUM")
    return None

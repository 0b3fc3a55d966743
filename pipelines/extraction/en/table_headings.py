"""What the headings of a printed table say of its cells: scale, unit, counted noun.

Belongs here: the reading of one heading, label, unit cell or caption. Does not belong here: which cells are figures (`tables.py`).
"""

from __future__ import annotations

import re

from pipelines.extraction.document import NUMBER_KIND
from pipelines.extraction.en.article_money import ArticleMoney
from pipelines.extraction.en.nouns import COLLECTIVE, PERSON_WORDS, VERBS, is_plural, singular
from pipelines.extraction.en.numerals import SCALES, parse_digits
from pipelines.extraction.en.rates import denominator
from pipelines.extraction.en.sentences import split_sentences
from pipelines.extraction.en.units import (
    CURRENCY_NAMES,
    CURRENCY_SIGNS,
    MEASURE_SIGNS,
    MEASURES,
    PERCENT,
    Unit,
)

_SCALE_WORDS = re.compile(
    r"(?<![A-Za-z])(bn|billions?|m|mn|mln|millions?|k|thousands?|'?000s?|crores?|cr|lakhs?|trn|trillions?|hundreds?)(?![A-Za-z])",
    re.IGNORECASE,
)
_HEADER_WORDS = frozenset(
    "in of us u.s figures values value amounts all total current constant prices approx each per and m k unless otherwise stated "
    "indicated noted except where".split()
)
_NOT_UNITS = frozenset(
    "second seconds won mark marks real degree foot mole bar bars point points stone score scores total no pos place share shares yard yards pole "
    "poles rod rods hand hands link links".split()
)
"""Headers that look like units and are none: places won, marks scored, the yards that build ships."""
_OF = re.compile(r"\b(?:per|for every)\s+([\d,]+|thousand|million)\s+(\w+)", re.IGNORECASE)
_PER = re.compile(r"\b[Pp]er\s+([a-z]+(?: [a-z]+)?)\)?$")
_UNLESS = re.compile(r"\s+(?:unless|except|where)\b[^()]*")
_UNIT_LAST = re.compile(r"[a-z] (mm|cm|km|kg|°C|°F|ha|[MG]W|[kMGT]Wh|km/h|mph)$")
_SHORT_SCALES = {"m": 1e6, "k": 1e3, "K": 1e3, "'000": 1e3, "000": 1e3, "000s": 1e3}
"""Scales in brackets that are also, or only look like, units: `Passengers (m)`, `Passengers (000)`."""
_LENGTHS = frozenset(
    "length height depth width altitude elevation distance diameter radius span thickness size draught beam wave waves tide tides level levels snow "
    "rain rainfall pitch track run drop climb descent run-up reach heights depths lengths widths wavelength range visibility".split()
)
_GENERAL = frozenset(
    "amounts amount figures values sums prices data numbers all totals money currency table everything results costs units".split()
)
_STATED_IN = re.compile(r"(?:^|[;,.]\s+|\band\s+)([\w' ]{2,60}?)\s+(?:is|are|was|were)\s+(?:\w+\s+)?in\s+(.+?)[.;]?$")
_AT_YEAR_END = re.compile(
    r"\bnumber of\b|\bat (?:the )?(?:year|month|quarter|season)[ -]?end\b|\bat the end of\b", re.IGNORECASE
)


def _is_counted(text: str) -> bool:
    """Tells whether the `m` in brackets behind a heading is millions, not metres: `Passengers (m)`, `of which domestic (m)`."""
    words = _WORDS.findall(text.lower())[:-1]
    if not words or not _LENGTHS.isdisjoint(words):
        return False
    return words[0] in ("of", "thereof", "including") or any(
        is_plural(word) or word in COLLECTIVE or word in PERSON_WORDS or word in _SUMMED for word in words
    )


_SUMMED = frozenset(
    "revenue turnover profit income loss ebitda cost debt spending budget cash output population traffic attendance circulation".split()
)


def is_prose(caption: str) -> bool:
    """Tells whether the line above a table is a sentence, not a title."""
    return caption[-1:] in ".:!?" and len(caption.split()) > 6


def caption_units(caption: str, money: ArticleMoney) -> tuple[HeadingUnit | None, dict[str, HeadingUnit]]:
    """The unit that the line above a table gives to all its cells, and those that it gives to rows of one name: `cargo is in thousand
    tonnes`."""
    if not caption:
        return None, {}
    stated = _STATED_IN.search(_UNLESS.sub("", caption)) if " in " in caption else None
    if stated is None:
        return HeadingUnit(caption, money), {}
    unit = HeadingUnit(f"in {stated[2]}", money)
    who = _WORDS.findall(stated[1].lower())
    if unit.unit is None or not _GENERAL.isdisjoint(who) or not who:
        return (unit if unit.unit is not None else HeadingUnit(caption, money)), {}
    return None, {who[-1]: unit}


class HeadingUnit:
    """Unit and scale that a header, label or unit cell states."""

    def __init__(self, text: str, money: ArticleMoney, *, whole: bool = False) -> None:
        self.unit: Unit | None = None
        self.scale = 1.0
        self.divisor: tuple[float, str] | None = None
        if not text.strip():
            return
        text = _UNLESS.sub("", text)
        inside = re.findall(r"\(([^()]*)\)|,\s+([^,()]+)$|\b[iI]n\s+([^,()]+)$", text)
        last_in = text.rfind(" in ")
        if last_in > 0 and text.find(" in ") < last_in:
            inside.append((text[last_in + 4 :], "", ""))
        words = text.split()
        if len(words) <= 3 and words[-1].lower() not in _NOT_UNITS and not any(char.isdigit() for char in text):
            inside.append((text, "", ""))  # the whole header is a unit: `Tonnes`, `Million tonnes`, `GWh`
        if abbreviated := _UNIT_LAST.search(text):
            inside.append((abbreviated[1], "", ""))  # `Rain mm`, `Max °C`
        if text.count(",") > 1:
            inside.extend(
                (piece.strip(), "", "") for piece in text.split(",")[1:-1]
            )  # `Rents by town, £ per month, May 2023`
        candidates = [(part, True) for group in inside for part in group if part] + (
            [(text, False)] if (whole and text.lower() not in _NOT_UNITS) or "%" in text else []
        )
        for candidate, strict in candidates:
            if candidate in _SHORT_SCALES and (candidate != "m" or _is_counted(text)):
                self.scale = _SHORT_SCALES[candidate]
                break
            if candidate[:4].lower() == "per " and not any(char.isdigit() for char in candidate):
                continue
            if self._read(candidate, money, strict=strict):
                break
        if "per " not in text and "Per " not in text and "every " not in text:
            return
        if per := _OF.search(text):
            number = SCALES[per[1]][0] if per[1] in SCALES else parse_digits(per[1])
            self.divisor = (number, singular(per[2].lower()))
        elif each := _PER.search(text):
            what = split_sentences(each[1])[0]
            what.cut()
            found = denominator(what, 0)
            if found is not None:
                self.divisor = (1.0, found[0])

    def _read(self, text: str, money: ArticleMoney, *, strict: bool) -> bool:
        sentences = split_sentences(text)
        if not sentences:
            return False
        s = sentences[0]
        s.cut()
        low, tokens = s.lower, s.tokens
        scale = 1.0
        for i in range(len(low)):
            if s.kinds[i] == NUMBER_KIND:
                if re.fullmatch(r"1(?:0|00|,?000|0,?000|00,?000|,?000,?000)?", tokens[i]):
                    scale *= parse_digits(tokens[i])
                elif tokens[i] == "000":
                    scale *= 1000
        match = _SCALE_WORDS.search(text)
        unit: Unit | None = None
        for i in range(len(low)):
            for stop, (factor, point) in PERCENT.match(low, i):
                unit = Unit(i, stop, "percent", "%", "UCUM", factor, False, point)
                break
            if unit is None:
                for stop, currency in CURRENCY_SIGNS.match(tokens, i):
                    if currency.form == "symbol" and stop == i + 1 and tokens[i].isalpha() and len(tokens[i]) < 2:
                        if tokens[i] not in money.letters or low[stop : stop + 1] == [] or low[stop] not in SCALES:
                            continue  # `R bn` is money, `R` alone a column
                    code, guess = money.resolve(currency)
                    unit = Unit(i, stop, "money", code, "ISO4217", currency.factor, guess)
                    break
            if unit is None:
                for stop, currency in CURRENCY_NAMES.match(low, i):
                    if (tokens[i] in ("p",) and len(low) > 1) or (i and tokens[i - 1] == "°"):
                        continue
                    code, guess = money.resolve(currency)
                    unit = Unit(i, stop, "money", code, "ISO4217", currency.factor, guess)
                    break
            if unit is not None:
                break
        if match and (unit is not None or match[1].lower() not in ("m", "k")):
            word = match[1].lower()
            word = word if word in SCALES else word.rstrip("s")
            if word in SCALES:
                scale *= SCALES[word][0]
        if unit is None:
            for i in range(len(low)):
                for stop, measure in list(MEASURE_SIGNS.match(tokens, i)) + list(MEASURES.match(low, i)):
                    if measure.when == "temperature" and len(low) > 2:
                        continue
                    if low[i] == "in" and stop < len(low):
                        continue  # `in lakh`
                    kind = measure.kind if not (measure.kind == "quantity" and "/" in measure.code) else "rate"
                    unit = Unit(i, stop, kind, measure.code, "UCUM")
                    break
                if unit is not None:
                    break
        if unit is None and scale == 1:
            return False
        while unit is not None and unit.last < len(low) and low[unit.last] in ("/", "per"):
            at = unit.last + 1
            alone = low[at + 1 : at + 2] == ["per"]  # `litres per person per day`
            per = (singular(low[at]), at + 1, 1.0) if alone and low[at].isalpha() else denominator(s, at)
            if per is None:
                break
            unit = Unit(
                unit.first,
                per[1],
                "rate",
                f"{unit.code}/{per[0]}",
                unit.system,
                unit.factor / per[2],
                unit.ambiguous,
            )
        # `(year-end)`, `, first 72 h`: words that are neither unit nor scale make it a remark.
        if strict:
            used = set(range(unit.first, unit.last)) if unit is not None else set()
            for i, word in enumerate(low):
                if (
                    i not in used
                    and s.kinds[i] != "mark"
                    and word not in _HEADER_WORDS
                    and word not in SCALES
                    and s.kinds[i] != NUMBER_KIND
                ):
                    if unit is None and scale != 1 and i == len(low) - 1 and is_plural(word):
                        continue  # `Production (thousand bags)`
                    return False
        self.unit, self.scale = unit, scale
        return True


_WORDS = re.compile(r"[^\W\d_]+")
_SPANS = re.compile(r"\d[\d.,]*[ -](?:hours?|days?|weeks?|months?|years?|minutes?)\b", re.IGNORECASE)
"""Spans of time that say of when or of which a column tells, not what it counts: `Waiting over 52 weeks`."""
LASTING = {"days": "d", "hours": "h", "weeks": "wk", "months": "mo", "years": "a", "minutes": "min"}


def is_headcount(text: str) -> bool:
    """Tells whether a heading counts persons, whatever sums the line above the table speaks of: `Headcount`."""
    words = text.lower().split()
    if len(words) < 4 and any(word in COLLECTIVE or word in PERSON_WORDS for word in words):
        return True
    return False


def is_stock(text: str) -> bool:
    """Tells whether a label counts what there is at a time, which no sum above the table is: `Mills at year-end`, `Number of mills`."""
    return _AT_YEAR_END.search(text) is not None


_NOT_NOUNS = frozenset(["others", "totals", "status", "counts", "figures"])


_KINDS = frozenset(
    "offence offense crime crimes type kind cause species disease illness injury crop animal animals product item vehicle category incident fault reason "
    "complaint".split()
)
"""Headings over labels that are common nouns, not names."""


def label_noun(label: str, corner: str, text: str) -> str | None:
    """The noun at the end of a row's label in the singular, `Motor vehicle theft` → theft: where the heading over the labels says that
    they are kinds of things, or the article prints the noun in small letters too."""
    words = re.split(r"[,(]", label, maxsplit=1)[0].split()
    word = words[-1].lower() if words else ""
    if not 0 < len(words) < 5 or not word.isalpha() or len(word) < 4 or word in ("total", "average", "other"):
        return None
    if not _KINDS.isdisjoint(corner.lower().split()):
        return singular(word)
    stem = word[:-1] if word.endswith("y") else word
    return singular(word) if re.search(rf"[^A-Z]\b{stem}(?:y|ies|s|es)?\b", text.replace(label, "")) else None


def noun_of(*texts: str) -> str | None:
    """The counted noun of a header or label, the first text that has one: `Persons dead` → person, `Invention patents granted` →
    patent. A capitalised word behind the first is a name (`Drumlin Sands`)."""
    for text in texts:
        words = [word for word in _WORDS.findall(_SPANS.sub(" ", text)) if word.lower().rstrip("s") not in SCALES]
        for at, word in enumerate(words):
            low = word.lower()
            if low in PERSON_WORDS:
                group = next((singular(other.lower()) for other in words if other.lower() in _WHO), None)
                if group is None and at and is_plural(words[at - 1].lower()) and words[at - 1].lower() not in VERBS:
                    group = singular(words[at - 1].lower())  # `Miners injured`
                return group or "person"
            if low in COLLECTIVE:
                return COLLECTIVE[low]
        for i, word in enumerate(words):
            if (
                (i == 0 or word.islower())
                and is_plural(word.lower())
                and word.lower() not in _NOT_NOUNS
                and word.lower() not in VERBS
            ):
                while (
                    i + 1 < len(words)
                    and words[i + 1].islower()
                    and is_plural(words[i + 1])
                    and words[i + 1] not in VERBS
                ):
                    i += 1  # `Aircraft movements`
                return singular(words[i].lower())
    return None


_GROUPS = frozenset(
    "passengers students pupils patients soldiers civilians refugees prisoners guests residents inmates tourists fishermen miners pilgrims".split()
)


_WHO = _GROUPS | frozenset("children women men voters workers nurses teachers farmers drivers".split())


def group_in(caption: str) -> str | None:
    """The persons that the title of a table names, where its columns say what became of them: `children` over `Vaccinated`."""
    return next((singular(word) for word in caption.lower().split() if word in _WHO), None)


def persons_of(label: str) -> str | None:
    """The group of persons that a row tells of, where its columns say what became of them: `Passengers | 31` under `Rescued`."""
    word = label.strip().lower()
    return singular(word) if word in _GROUPS else None

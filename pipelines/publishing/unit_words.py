"""Units in words that a reader knows: `[bbl_us]` is barrels, `USD/[bbl_us]` USD per barrel, `t/har` tonnes per hectare.

Belongs here: names of unit codes, from the words by which articles are read. Does not belong here: what a unit is worth
(`normalisation/units.py`), how many digits a value is shown with.
"""

from __future__ import annotations

import csv
import functools
import re
from pathlib import Path
from typing import NamedTuple

LEXICON = Path(__file__).parents[1] / "extraction" / "en" / "lexicon" / "units.csv"
CALENDAR = {
    "s": "second",
    "min": "minute",
    "h": "hour",
    "d": "day",
    "wk": "week",
    "mo": "month",
    "a": "year",
    "deca": "decade",
}
"""UCUM codes of spans of time; the lexicon has some of them only in words that rates are read by."""
SIGNS = re.compile(r"(?:[munkMGTPE]|da|[hcd])?(?:m|g|t|W|V|A|J|N|Pa|Hz|bar|bit)|%")
"""Units that everyone knows by their code."""
WRITTEN = {
    "m2": "m²", "km2": "km²", "cm2": "cm²", "mm2": "mm²", "m3": "m³", "km3": "km³", "cm3": "cm³", "Cel": "°C", "[degF]": "°F", "x": "times",
    "[pp]": "percentage points", "[bp]": "basis points", "rank": "in rank",
}  # fmt: skip
"""Codes that are written otherwise, and are known by that."""
FULL = {
    "[boe]": "barrel of oil equivalent",
    "M[Btu_IT]": "million Btu",
    "[Btu_IT]": "Btu",
    "[cft_i]/s": "cubic foot per second",
}
"""Units that the lexicon knows by an abbreviation first."""
IRREGULAR = {"foot": "feet", "barrel of oil equivalent": "barrels of oil equivalent"}


class Name(NamedTuple):
    """A unit in words, for one and for many; the same where its name is a sign."""

    one: str
    many: str


@functools.cache
def words() -> dict[str, Name]:
    """The name of each code of `extraction/en/lexicon/units.csv`: the first word that it is read by, and that word's plural."""
    names: dict[str, list[str]] = {}
    with LEXICON.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["when"] == "any" and row["kind"] in ("quantity", "duration", "rate", "percent"):
                names.setdefault(row["code"], []).append(row["word"])
    found = {code: Name(spelt[0], _plural(spelt)) for code, spelt in names.items()}
    found |= {code: Name(word, f"{word}s") for code, word in CALENDAR.items()}
    found |= {code: Name(word, _plural([word])) for code, word in FULL.items()}
    return found | {code: Name(sign, sign) for code, sign in WRITTEN.items()}


def _plural(spelt: list[str]) -> str:
    one = spelt[0]
    for irregular, plural in IRREGULAR.items():
        if irregular in one:
            return one.replace(irregular, plural)
    regular = (f"{one}s", f"{one}es", f"{one[:-1]}ies", re.sub(r"^(\w+)", r"\1s", one))
    return next((word for word in spelt[1:] if word in regular), one)


def name(code: str) -> Name:
    """The words for a unit code (UCUM, ISO 4217 or a noun); itself where it is a sign or a noun, or nothing is known of it."""
    known = words().get(code)
    if known and code in FULL | WRITTEN:
        return known
    if re.fullmatch(r"[kMGTPE]?W\.h", code):
        return Name(code.replace(".", ""), code.replace(".", ""))
    over, slash, under = code.partition("/")
    if slash and over and under:
        top, below = name(over), name(under.strip("{}")).one
        return Name(f"{top.one} per {below}", f"{top.many} per {below}")
    if SIGNS.fullmatch(code):
        return Name(code, code)
    return known or Name(code, code)


def in_words(code: str | None, value: float | None = None) -> str:
    """A unit as it stands behind a value: `barrels`, `barrel` behind 1, `USD per barrel`; empty where there is none."""
    if not code:
        return ""
    known = name(code)
    return known.one if value == 1 else known.many

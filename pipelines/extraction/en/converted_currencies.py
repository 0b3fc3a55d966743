"""Whose crowns, pesos or rupees an article means, by what it says they are worth: `11.6 billion crowns (€462 million)`.

Belongs here: what the ratio of two printed sums says of an ambiguous name. Does not belong here: places and signs of an article
(`article_money.py`), or dated rates (normalisation).
"""

from __future__ import annotations

import re

from pipelines.extraction.en.numerals import SCALES, parse_digits
from pipelines.extraction.en.word_tables import read_rows

_RATIOS = read_rows("currency_ratios.csv")
"""How many units of a currency a US dollar bought at least and at most from 2014 to 2025, rounded outwards from the ECB's rates."""
_NAMES = {
    "krone": r"(?:kroner|kronor|krone|krona|crowns?|kr)",
    "rupee": r"(?:rupees?)",
    "peso": r"(?:pesos?)",
    "franc": r"(?:francs?)",
    "yen": r"(?:¥)",
    "shilling": r"(?:shillings?)",
    "dinar": r"(?:dinars?)",
    "dirham": r"(?:dirhams?)",
    "pound": r"(?:pounds?)",
}
_SUM = r"(\d[\d,]*(?:\.\d+)?)[ -]?(million|billion|trillion|bn|mn?|mln|bln|tn|crore|lakh)?"
_OTHER = (
    r"\s?\((?:about |around |some |roughly |or |nearly |almost )*(US\$|\$|€|EUR |USD |euros )\s?(\d[\d,]*(?:\.\d+)?)\s?"
    r"(million|billion|trillion|bn|mn?|mln|bln|tn)?\b"
)
_WORTH = {
    family: re.compile(rf"{_SUM}[ -]?{name}{_OTHER}" if family != "yen" else rf"{name}{_SUM}{_OTHER}")
    for family, name in _NAMES.items()
}
_EURO = (1.04, 1.4)
"""US dollars that a euro bought in the same years, at least and at most."""


def _value(digits: str, scale: str | None) -> float:
    return parse_digits(digits) * (SCALES[scale][0] if scale else 1.0)


def converted_currency(text: str, family: str) -> str | None:
    """The currency of a family that the article's own conversions speak of; None where they fit none of them, or several."""
    pattern = _WORTH.get(family)
    if pattern is None:
        return None
    fits: set[str] | None = None
    for first, scale, sign, second, other_scale in pattern.findall(text):
        worth = _value(second, other_scale)
        if worth <= 0:
            continue
        ratio = _value(first, scale) / worth
        spans = _EURO if sign.strip() in ("€", "EUR", "euros") else (1.0, 1.0)
        fit = {
            row["code"]
            for row in _RATIOS
            if row["family"] == family and float(row["least"]) * spans[0] <= ratio <= float(row["most"]) * spans[1]
        }
        fits = fit if fits is None else fits & fit
    return fits.pop() if fits is not None and len(fits) == 1 else None

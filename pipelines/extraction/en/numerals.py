"""Numerals: digits in every habit of print, number words, fractions, vague plurals, ordinals → values.

Belongs here: from where to where a number reaches and what it is worth. Does not belong here: units, bounds, or whether it
is a figure at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pipelines.extraction.document import FRACTION_KIND, MARK_KIND, NUMBER_KIND, WORD_KIND, Sentence
from pipelines.extraction.en.millions import CURRENCY_WORDS, is_millions
from pipelines.extraction.lexicon import read_table

LEXICON = Path(__file__).parent / "lexicon"

WORDS: dict[str, tuple[float, str]] = {
    row["word"]: (float(row["value"]), row["role"]) for row in read_table(LEXICON / "numbers.csv")
}
SCALES: dict[str, tuple[float, str]] = {
    row["word"]: (float(row["factor"]), row["when"]) for row in read_table(LEXICON / "scales.csv")
}
FRACTIONS: dict[str, int] = {row["word"]: int(row["parts"]) for row in read_table(LEXICON / "fractions.csv")}
ORDINALS: dict[str, int] = {row["word"]: int(row["value"]) for row in read_table(LEXICON / "ordinals.csv")}
VULGAR = {
    "½": 0.5, "¼": 0.25, "¾": 0.75, "⅐": 1 / 7, "⅑": 1 / 9, "⅒": 0.1, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 0.2, "⅖": 0.4, "⅗": 0.6,
    "⅘": 0.8, "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 0.125, "⅜": 0.375, "⅝": 0.625, "⅞": 0.875,
}  # fmt: skip
"""Vulgar fractions of Unicode."""

HYPHENS = frozenset("-‐‑")
DASHES = frozenset("-‐‑–—−")
VAGUE_HEADS = frozenset(["several", "few", "many", "couple"])
"""Words that make the scale word behind them vague: `several hundred`, `a few thousand`."""

_ORDINAL_END = frozenset(["st", "nd", "rd", "th"])
_NOT_DIGITS = re.compile(r"[^\d.]")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_GOES_ON = frozenset([*SCALES, *HYPHENS, *_ORDINAL_END, ",", "/", "and", "ten", "×", "x", "*"])
"""Tokens with which a number in digits can go on."""
_NO_NUMBER = frozenset([WORD_KIND, MARK_KIND])
_SMALL_ROLES = frozenset(["unit", "teen", "tens"])


@dataclass(slots=True)
class Numeral:
    """A number in a sentence: tokens [first, last), value, and how it was printed."""

    first: int
    last: int
    value: float
    digits: int
    style: str
    """`digits`, `words`, `vague`, `fraction` (a part of one), `ordinal`, `half` (half or quarter before a scale or unit)."""
    scaled: bool = False
    """True where a scale word or letter was printed."""
    raw: float = 0.0
    """The number before its scale."""
    scale: float = 1.0


def significant_digits(printed: str) -> int:
    """Counts significant digits as printed: `1,100` has 4 (trailing zeros count), `0.050` has 2."""
    digits = printed.replace(",", "").replace(".", "")
    if not digits.isdigit():
        digits = "".join([char for char in printed if char.isdigit()])
    return max(1, len(digits.lstrip("0")))


def parse_digits(printed: str) -> float:
    """Reads one token of digits with its separators (`1,864.2`, `36 000`, `1.234.567`, `1,18,400`, full width) as a number."""
    if printed.isdecimal():
        return float(printed)
    whole, point, rest = printed.partition(".")
    if whole.replace(",", "").isdecimal() and (rest.isdecimal() or not point):
        return float(printed.replace(",", ""))
    plain = printed.replace("'", "").replace("’", "")
    if plain.count(".") > 1 or ("," in plain and plain.rfind(",") > plain.find(".") >= 0):
        plain = plain.replace(".", "").replace(",", ".")
    return float(_NOT_DIGITS.sub("", plain))


def tidy(value: float) -> float:
    """Gives the number that print meant: 4.1 times a million is 4,100,000, not 4,099,999.9999999995."""
    if value.is_integer() and -1e13 < value < 1e13:
        return value
    return float(f"{value:.14g}")


def _glued(s: Sentence, index: int) -> bool:
    """Tells whether token `index` follows the one before without a space."""
    return s.starts[index] == s.ends[index - 1]


def _take_scale(s: Sentence, at: int, numeral: Numeral, money: bool) -> None:
    """Takes the scale words behind a numeral: `1.4 billion`, `10-billion`, `5 lakh crore`, `3.5bn`, `$2m`."""
    low, n = s.lower, len(s.lower)
    if at >= n or (low[at] not in SCALES and low[at] not in HYPHENS and low[at] != "ten"):
        return
    while at < n:
        word = at
        if low[at] in HYPHENS and at + 1 < n and _glued(s, at) and _glued(s, at + 1):
            word = at + 1
        if low[word] == "ten" and (
            low[word + 1 : word + 2] == ["thousand"] or low[word + 1 : word + 3] == ["-", "thousand"]
        ):
            at = word + (2 if low[word + 1] == "thousand" else 3)
            numeral.scale *= 1e4
            numeral.value *= 1e4
            numeral.scaled, numeral.last = True, at
            continue
        entry = SCALES.get(low[word])
        if entry is None:
            return
        factor, when = entry
        if when == "glued":
            if not _glued(s, word) and not money:
                return
            if word == at + 1 or (low[word] == "m" and not money and not is_millions(s, word)):
                return
        elif when == "money" and not money:
            return
        if low[word] == "tn" and not money and not _glued(s, word):
            return
        numeral.scale *= factor
        numeral.value *= factor
        numeral.scaled = True
        at = word + 1
        numeral.last = at
        # `a million and a half`
        if low[at : at + 3] == ["and", "a", "half"] and numeral.raw == int(numeral.raw):
            numeral.value += factor / 2
            at += 3
            numeral.last = at


def _and_fraction(s: Sentence, at: int) -> tuple[int, float]:
    """Reads `and a half`, `and three quarters` or a vulgar fraction at token `at`: (one past it, its value), or (at, 0)."""
    low, n = s.lower, len(s.lower)
    if at >= n or (low[at] != "and" and low[at] not in HYPHENS and s.kinds[at] != FRACTION_KIND):
        return at, 0.0
    if s.kinds[at] == FRACTION_KIND:
        return at + 1, VULGAR[s.tokens[at]]
    if (
        at + 5 < n
        and low[at] in HYPHENS
        and low[at + 1] == "and"
        and low[at + 2] in HYPHENS
        and low[at + 3] in ("a", "one")
    ):
        parts = FRACTIONS.get(low[at + 5])  # `three-and-a-half`
        return (at + 6, 1 / parts) if parts and low[at + 4] in HYPHENS else (at, 0.0)
    if at + 4 < n and low[at] == "and" and low[at + 1] == "one" and low[at + 2] in HYPHENS and low[at + 3] in FRACTIONS:
        return at + 4, 1 / FRACTIONS[low[at + 3]]  # `three and one-half`
    if at + 2 < n and low[at] == "and":
        parts = FRACTIONS.get(low[at + 2])
        if parts and low[at + 1] in ("a", "one"):
            return at + 3, 1 / parts
        if parts and low[at + 1] in WORDS and WORDS[low[at + 1]][1] == "unit":
            return at + 3, WORDS[low[at + 1]][0] / parts
    return at, 0.0


def _read_digits(s: Sentence, at: int, money: bool) -> Numeral:
    tokens, low, n = s.tokens, s.lower, len(s.lower)
    printed = tokens[at]
    if printed.isdecimal():
        value, digits = float(printed), len(printed.lstrip("0")) or 1
    else:
        value, digits = parse_digits(printed), significant_digits(printed)
    numeral = Numeral(at, at + 1, value, digits, "digits", raw=value)
    following = at + 1
    if following >= n or (low[following] not in _GOES_ON and s.kinds[following] in _NO_NUMBER):
        return numeral
    # A decimal comma: `2,40`, `4,5`; three digits behind a comma are thousands and were one token already.
    if (
        at + 2 < n
        and low[at + 1] == ","
        and s.kinds[at + 2] == NUMBER_KIND
        and _glued(s, at + 1)
        and _glued(s, at + 2)
        and len(tokens[at + 2]) in (1, 2)
        and "," not in printed
    ):
        value += float(f"0.{parse_digits(tokens[at + 2]):0{len(tokens[at + 2])}.0f}")
        numeral = Numeral(at, at + 3, value, significant_digits(printed + tokens[at + 2]), "digits")
    # Mixed fractions of old wire copy: `1-3/4`, `11 1/2`.
    stop = numeral.last
    mixed = stop + 1 if stop < n and low[stop] in HYPHENS else stop
    if (
        mixed + 2 < n
        and low[mixed + 1] == "/"
        and s.kinds[mixed] == NUMBER_KIND
        and s.kinds[mixed + 2] == NUMBER_KIND
        and tokens[mixed].isdigit()
        and tokens[mixed + 2] in ("2", "4", "8", "16", "32", "3")
        and int(tokens[mixed]) < int(tokens[mixed + 2])
    ):
        part = int(tokens[mixed]) / int(tokens[mixed + 2])
        if "." in printed:
            part *= 10.0 ** -len(printed.rsplit(".", 1)[1])  # `$4.41-3/4`: three quarters of a cent
        numeral.value = tidy(numeral.value + part)
        numeral.digits += 2
        numeral.last = mixed + 3
    elif stop + 1 < n and low[stop] == "/" and tokens[at].isdigit() and tokens[stop + 1] in ("2", "3", "4", "8", "16"):
        if int(tokens[at]) < int(tokens[stop + 1]) and _glued(s, stop) and _glued(s, stop + 1):
            numeral.value = int(tokens[at]) / int(tokens[stop + 1])
            numeral.last = stop + 2
            numeral.style = "fraction"
    else:
        numeral.last, extra = _and_fraction(s, stop)
        numeral.value += extra
        numeral.digits += bool(extra)
    # 2.8 × 10^15, 2.8x10¹⁵
    at = numeral.last
    if at + 2 < n and low[at] in ("×", "x", "*") and tokens[at + 1] == "10":
        power = tokens[at + 2]
        if power == "^" and at + 3 < n and s.kinds[at + 3] == NUMBER_KIND:
            numeral.value *= 10.0 ** min(30.0, parse_digits(tokens[at + 3]))
            numeral.last, numeral.scaled = at + 4, True
        elif power.translate(_SUPERSCRIPTS).isdecimal() and not power.isdecimal():
            numeral.value *= 10.0 ** min(30, int(power.translate(_SUPERSCRIPTS)))
            numeral.last, numeral.scaled = at + 3, True
    numeral.raw = numeral.value
    if numeral.last < n and low[numeral.last] in _ORDINAL_END and _glued(s, numeral.last):
        numeral.last += 1
        numeral.style = "ordinal"
        return numeral
    _take_scale(s, numeral.last, numeral, money)
    return numeral


def _read_words(s: Sentence, at: int, money: bool) -> Numeral | None:
    """Reads number words from token `at`: `nine`, `twenty-one`, `two hundred and five`, `half a million`, `a dozen`."""
    low, n = s.lower, len(s.lower)
    i = at
    total = group = 0.0
    seen = False
    last_role = ""
    while i < n:
        word = low[i]
        step = i
        if (seen and word in HYPHENS and i + 1 < n and _glued(s, i) and _glued(s, i + 1)) or (
            seen and word == "and" and i + 1 < n and last_role == "scale"
        ):
            step = i + 1
        entry = WORDS.get(low[step]) if step < n else None
        if entry is None or entry[1] in ("vague", "collective"):
            break
        value, role = entry
        if role == "scale":
            if not seen:
                break
            if value == 100:
                group = (group or 1.0) * value
            elif value == 12 and group == 0:
                break
            else:
                total = (total + group) * value if total and total < value else total + (group or 1.0) * value
                group = 0.0
        elif role in _SMALL_ROLES:
            if last_role in ("unit", "teen") or (last_role == "tens" and role != "unit"):
                break
            if word == "and" and step == i + 1 and value >= 100:
                break
            group += value
        seen, last_role = True, role
        i = step + 1
    if not seen:
        return None
    value = total + group
    # `ten` and `two hundred` are as exact as 10 and 200; `two million` is not 2,000,000.
    plain = f"{value:.0f}"
    numeral = Numeral(at, i, value, len(plain) if value < 1e4 else significant_digits(plain.rstrip("0")), "words")
    numeral.last, extra = _and_fraction(s, i)
    numeral.value += extra
    numeral.digits += bool(extra)
    numeral.raw = numeral.value
    numeral.scaled = last_role == "scale"
    if extra or not numeral.scaled:
        _take_scale(s, numeral.last, numeral, money)
    return numeral


def _read_article(s: Sentence, at: int, money: bool) -> Numeral | None:
    """Reads `a million`, `a dozen`, `a hundred`, `half a million`, `a few hundred`, `several thousand`, `a score of`."""
    low, n = s.lower, len(s.lower)
    word = low[at]
    nxt = low[at + 1] if at + 1 < n else ""
    if word in ("a", "an", "the") or (word in HYPHENS):
        if nxt in VAGUE_HEADS and word == "a":
            return _vague_scale(s, at, at + 1)
        if nxt == "half" and at + 2 < n and WORDS.get(low[at + 2], (0, ""))[1] == "scale":  # `a half million`
            return _scaled_half(s, at, at + 2)
        entry = WORDS.get(nxt)
        if (
            word == "a"
            and entry
            and (
                (entry[1] == "scale")
                or (
                    nxt == "score"
                    and low[at + 2 : at + 3] == ["of"]
                    and at + 3 < n
                    and s.kinds[at + 3] != NUMBER_KIND
                    and low[at + 3] not in WORDS
                )
            )
        ):
            numeral = Numeral(at, at + 2, entry[0], 1, "words", True, 1.0, entry[0])
            if nxt == "dozen":
                numeral.digits = 2
            if low[at + 2 : at + 5] == ["and", "a", "half"]:
                numeral.value *= 1.5
                numeral.last = at + 5
            else:
                _take_scale(s, numeral.last, numeral, money)
            return numeral
        return None
    if word == "half":
        if nxt in ("a", "an") and at + 2 < n and WORDS.get(low[at + 2], (0, ""))[1] == "scale":
            return _scaled_half(s, at, at + 2)
        return None
    if word in VAGUE_HEADS:
        return _vague_scale(s, at, at)
    return None


_THE = frozenset("the that this another every each first extra".split())


def _read_the_scale(s: Sentence, at: int, value: float) -> Numeral | None:
    """Reads a scale word without a number in front of it where a currency follows: `the billion crowns that were promised`."""
    if value < 1e6 or at == 0 or s.lower[at - 1] not in _THE or s.lower[at + 1 : at + 2] == []:
        return None
    if s.lower[at + 1] not in CURRENCY_WORDS:
        return None
    return Numeral(at, at + 1, value, 1, "words", True, 1.0, value)


def _scaled_half(s: Sentence, first: int, scale: int) -> Numeral:
    factor = WORDS[s.lower[scale]][0]
    return Numeral(first, scale + 1, factor / 2, 1, "words", True, 0.5, factor)


def _vague_scale(s: Sentence, first: int, head: int) -> Numeral | None:
    """`several hundred`, `a few thousand`, `a couple of million`, `many hundreds of`: at least two of the scale."""
    low, n = s.lower, len(s.lower)
    i = head + 1
    if i < n and low[head] == "couple" and low[i] in ("of", "hundred", "thousand"):
        i += low[i] == "of"
    value = 2.0
    found = False
    while i < n:
        word = low[i].rstrip("s") if low[i] in ("hundreds", "thousands", "millions", "dozens") else low[i]
        entry = WORDS.get(word)
        if entry is None or entry[1] != "scale":
            break
        value *= entry[0]
        found = True
        i += 1
    if not found:
        return None
    return Numeral(first, i, value, 0, "vague", True, 2.0, value / 2)


def _read_vague(s: Sentence, at: int) -> Numeral | None:
    """`dozens of`, `hundreds of thousands of`, `tens of millions of`, `thousands`: a lower bound (ANNOTATION.md, Bound)."""
    low, n = s.lower, len(s.lower)
    value = WORDS[low[at]][0]
    i = at + 1
    scaled = False
    while i + 1 < n and low[i] == "of" and low[i + 1] in WORDS and WORDS[low[i + 1]][1] == "vague":
        factor = WORDS[low[i + 1]][0] / 2  # `thousands` alone is 2000; as a scale it is 1000
        value = (20.0 if low[at] == "tens" else value) * (12 if low[i + 1] == "dozens" else factor)
        i += 2
        scaled = True
    if low[at] == "tens" and not scaled:
        return None
    return Numeral(at, i, value, 0, "vague", True, 1.0, value)


def _of_scale(s: Sentence, fraction: Numeral) -> Numeral:
    """Reads `of a million` behind a fraction: `a quarter of a million` is a number, not a share."""
    at = fraction.last
    if s.lower[at : at + 2] in (["of", "a"], ["of", "one"]) and at + 2 < len(s.lower):
        entry = WORDS.get(s.lower[at + 2])
        if entry is not None and entry[1] == "scale" and entry[0] >= 1e3:
            value = fraction.value * entry[0]
            return Numeral(fraction.first, at + 3, value, 1, "words", True, fraction.value, entry[0])
    return fraction


_SHARED = frozenset("mark stake share interest majority holding".split())
"""Nouns in front of which a fraction stands in the singular: `the three-quarter mark`."""


def _read_fraction(s: Sentence, at: int) -> Numeral | None:
    """`two thirds`, `three-quarters`, `a third`, `one-fifth`, `half`: a part of one, style `fraction`."""
    low, n = s.lower, len(s.lower)
    if low[at] == "half":
        return _of_scale(s, Numeral(at, at + 1, 0.5, 1, "fraction", raw=0.5))
    top = 1.0 if low[at] in ("a", "one", "an") else WORDS.get(low[at], (0.0, ""))[0]
    if not top or (low[at] not in ("a", "an") and WORDS[low[at]][1] not in ("unit", "teen")):
        return None
    i = at + 1
    if i < n and low[i] in HYPHENS and _glued(s, i):
        i += 1
    if i < n:
        parts = FRACTIONS.get(low[i])
        plural = i < n and low[i].endswith(("s", "halves"))
        shared = top > 1 and i > at + 1 and not plural and i + 1 < n and low[i + 1] in _SHARED
        if parts and ((top == 1) != plural or shared) and top < parts:
            return _of_scale(s, Numeral(at, i + 1, top / parts, 1, "fraction", raw=top / parts))
    return None


def read_numeral(s: Sentence, at: int, *, money: bool = False) -> Numeral | None:
    """Reads the numeral that starts at token `at` of a sentence.

    `money` says that a currency stands before it, so that `m`, `b`, `t` are scales. Gives None where no number starts.
    """
    kind = s.kinds[at]
    if kind == NUMBER_KIND:
        return _read_digits(s, at, money)
    if kind == FRACTION_KIND:
        numeral = Numeral(at, at + 1, VULGAR[s.tokens[at]], 1, "fraction", raw=VULGAR[s.tokens[at]])
        _take_scale(s, at + 1, numeral, money)
        if numeral.scaled:
            numeral.style = "digits"
        return numeral
    word = s.lower[at]
    entry = WORDS.get(word)
    if entry is not None:
        if entry[1] == "vague":
            return _read_vague(s, at)
        if entry[1] == "scale":
            return _read_the_scale(s, at, entry[0])
        return _read_fraction(s, at) or _read_words(s, at, money)
    if word in ("a", "an", "half") or word in VAGUE_HEADS:
        return _read_article(s, at, money) or _read_fraction(s, at)
    if word == "quarter" and s.lower[at + 1 : at + 3] in (["-", "point"], ["point"]):
        return Numeral(at, at + 1, 0.25, 1, "fraction", raw=0.25)  # `with quarter-point cut`, in a headline
    if word in ORDINALS:
        return Numeral(at, at + 1, float(ORDINALS[word]), 1, "ordinal", raw=float(ORDINALS[word]))
    return None


STARTERS = frozenset(WORDS) - {"hundred", "thousand", "million", "billion", "trillion", "dozen", "score"} | frozenset(
    ["a", "an", "half", "quarter", *VAGUE_HEADS, *ORDINALS]
)
"""Words at which a numeral can start."""

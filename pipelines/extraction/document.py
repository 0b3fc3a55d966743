"""An article cut into sentences and tokens, with offsets into its text.

Belongs here: what is the same in every language that writes words with spaces. Does not belong here: what words mean.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from itertools import accumulate
from operator import add

NUMBER = (
    r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?(?![\d])"  # 1,864.2  1,18,400
    r"|\d{1,3}(?:[\u0020\u00a0\u2009\u202f\u2007]\d{3})+(?:[.,]\d+)?(?![\d,])"  # 36 000
    r"|\d{1,3}(?:['’]\d{3})+(?:\.\d+)?(?!\d)"  # 1'000'000
    r"|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?(?!\d)"  # 1.234.567
    r"|\d+(?:\.\d+)?"
    r"|(?<![\d\w])\.\d+"  # .5
)
GLUED_CURRENCY = (
    r"(?:RMB|Rmb|Nkr|NKr|Skr|SKr|Dkr|DKr|SEKr|CFA|Dhs|Dh|Rs|RM|Rp|Tk|US|HK|NT|KSh|KES|UGX|USD|EUR|GBP|JPY|CNY|INR|AUD|CAD|CHF|SEK|NOK|DKK|NZD|SGD|HKD|KRW|ZAR|BRL|MXN|RUB"
    r"|PLN|TRY|AED|SAR|QAR|IDR|MYR|THB|PHP|VND|NGN|EGP|PKR|BDT|LKR|ILS|CZK|HUF|TWD)(?=\d)"
    r"|[RNKP](?=\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?\s?(?:bn|mn?|k|trn?|[mb]illion)\b|\d+\.\d\d\b)"
    r"|[RNKP](?=\d{1,3}(?!\w))"
)
"""Currency codes that print glues to the digits (`EUR2.4m`, `Rs50,000`, `R450m`): a token of their own, unlike `A320`."""

TOKEN = re.compile(
    "(?:"
    r"[A-Za-z](?:[a-z]++(?=[ ,.\-:;)\"”?!])|(?=[ ,]))"  # most words, told apart cheaply
    r"|[^\s\w.]|\.(?!\d)"
    rf"|(?=[A-Z]){GLUED_CURRENCY}"
    r"|(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?|[^\W\d_¼½¾⅐-⅞]+(?:[’'&][^\W\d_]+)*\d*(?:[^\W_]+)?"
    rf"|(?=[\d.])(?:{NUMBER})"
    r"|[¼½¾⅐-⅞]"
    r"|[^\s\w]|_"
    r")\s*"
)
"""Word (`R&D`, `U.S.`, `zone's`, `CO2`, `m²`, `A320`), number, vulgar fraction or one other sign, with the space behind it.

Hyphens stand alone. The space is part of the match so that the places of tokens are sums of their lengths.
"""

NUMBER_KIND, FRACTION_KIND, WORD_KIND, MARK_KIND = "number", "fraction", "word", "mark"
_KNOWN_TOKENS = 100_000
"""Different tokens of which kind and small letters are remembered; a language's newspapers have fewer."""


class _Known(dict[str, tuple[str, str, str, int, int]]):
    """Token, its lower case, kind, length, and length with the space behind it, by the token with that space.

    All of it follows from the printed letters alone; what was asked for once is remembered.
    """

    def __missing__(self, spaced: str) -> tuple[str, str, str, int, int]:
        token = spaced.rstrip()
        first = token[0]
        if first.isdecimal() or (first == "." and len(token) > 1):
            kind = NUMBER_KIND
        elif first in "¼½¾" or "⅐" <= first <= "⅞":
            kind = FRACTION_KIND
        else:
            kind = WORD_KIND if first.isalnum() else MARK_KIND
        if len(self) >= _KNOWN_TOKENS:
            self.clear()
        self[spaced] = known = (token, token.lower().replace("’", "'"), kind, len(token), len(spaced))
        return known


_known_of = _Known().__getitem__


@dataclass(slots=True)
class Sentence:
    """A sentence, headline, list item or table row. Offsets are code points of the article's text."""

    index: int
    start: int
    end: int
    text: str
    form: str = "prose"
    """`headline`, `prose`, `item` (list item) or `row` (of a table, cells between `|`)."""
    block: int = 0
    """Number of the line (paragraph) of the text it stands in."""
    tokens: list[str] = field(init=False, repr=False, compare=False)
    """Tokens as printed."""
    lower: list[str] = field(init=False, repr=False, compare=False)
    """Tokens in lower case, with `’` as `'`."""
    starts: list[int] = field(init=False, repr=False, compare=False)
    """First code point of each token in the article's text."""
    ends: list[int] = field(init=False, repr=False, compare=False)
    """One past the last code point of each token in the article's text."""
    kinds: list[str] = field(init=False, repr=False, compare=False)
    """`number`, `fraction`, `word` or `mark` for each token."""

    def __getattr__(self, name: str) -> list[str]:
        """Cuts the sentence into tokens when they are first asked for: most sentences of an article state no figure."""
        if name not in _TOKEN_FIELDS:
            raise AttributeError(name)
        known = list(map(_known_of, TOKEN.findall(self.text)))
        columns = map(list, zip(*known, strict=True)) if known else ([], [], [], [], [])
        self.tokens, self.lower, self.kinds, sizes, widths = columns
        self.starts = starts = list(accumulate(widths, initial=self.start))
        starts.pop()
        self.ends = list(map(add, starts, sizes))
        return object.__getattribute__(self, name)  # type: ignore[no-any-return]


_TOKEN_FIELDS = frozenset(["tokens", "lower", "starts", "ends", "kinds"])


@dataclass(slots=True)
class Document:
    """One article with what is known of it; the memory that context is resolved against."""

    text: str
    sentences: list[Sentence]
    published: dt.date | None = None
    language: str | None = None
    publisher: str | None = None
    title: str | None = None
    """The first line of the text."""

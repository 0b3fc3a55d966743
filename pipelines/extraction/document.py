"""An article cut into sentences and tokens, with offsets into its text.

Belongs here: what is the same in every language that writes words with spaces. Does not belong here: what words mean.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

SPACE = "\u0020\u00a0\u2009\u202f\u2007\u2002\u2003\u200a"
"""Spaces that print uses inside numbers and between a number and its unit."""

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
    r"(?P<plain>[A-Za-z][a-z]*(?=[ ,]))"  # most words, told apart cheaply
    rf"|(?=[A-Z])(?P<code>{GLUED_CURRENCY})"
    r"|(?P<word>(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?|[^\W\d_¼½¾⅐-⅞]+(?:[’'&][^\W\d_]+)*\d*(?:[^\W_]+)?)"
    rf"|(?P<number>(?=[\d.])(?:{NUMBER}))"
    r"|(?P<fraction>[¼½¾⅐-⅞])"
    r"|(?P<mark>[^\s\w]|_)"
)
"""Number, vulgar fraction, word (`R&D`, `U.S.`, `zone's`, `CO2`, `m²`, `A320`), or one other sign. Hyphens stand alone."""

NUMBER_KIND, FRACTION_KIND, WORD_KIND, MARK_KIND = "number", "fraction", "word", "mark"
_KINDS = {
    "plain": WORD_KIND,
    "code": WORD_KIND,
    "word": WORD_KIND,
    "number": NUMBER_KIND,
    "fraction": FRACTION_KIND,
    "mark": MARK_KIND,
}


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
        matches = list(TOKEN.finditer(self.text))
        start = self.start
        self.tokens = tokens = [match[0] for match in matches]
        self.starts = [start + match.start() for match in matches]
        self.ends = [start + match.end() for match in matches]
        self.kinds = [_KINDS[match.lastgroup] for match in matches]  # type: ignore[index]
        lower = [token.lower() for token in tokens]
        if "’" in self.text:
            lower = [token.replace("’", "'") for token in lower]
        self.lower = lower
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

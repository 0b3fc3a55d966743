"""An article cut into sentences and tokens, with offsets into its text.

Belongs here: what is the same in every language that writes words with spaces. Does not belong here: what words mean.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

NUMBER = (
    r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?(?![\d])"  # 1,864.2  1,18,400
    r"|\d{1,3}(?:[\u0020\u00a0\u2009\u202f\u2007]\d{3})+(?:[.,]\d+)?(?![\d,])"  # 36 000
    r"|\d{1,3}(?:['’]\d{3})+(?:\.\d+)?(?!\d)"  # 1'000'000
    r"|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?(?!\d)"  # 1.234.567
    r"|\d+(?:\.\d+)?"
    r"|(?<![\d\w])\.\d+"  # .5
)
GLUED_CURRENCY = (
    r"(?:RMB|Rmb|Sh|GH|Nkr|NKr|Skr|SKr|Dkr|DKr|SEKr|CFA|Dhs|Dh|Rs|RM|Rp|Tk|US|HK|NT|KSh|KES|UGX|USD|EUR|GBP|JPY|CNY|INR|AUD|CAD|CHF|SEK|NOK|DKK|NZD|SGD|HKD|KRW|ZAR|BRL|MXN|RUB"
    r"|PLN|TRY|AED|SAR|QAR|IDR|MYR|THB|PHP|VND|NGN|EGP|PKR|BDT|LKR|ILS|CZK|HUF|TWD)(?=\d)"
    r"|(?<=\$)(?:US|AU?|NZ|CA?|HK|S)(?=\d)"
    r"|[RNKPW](?=\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?\s?(?:bn|mn?|k|trn?|tn|[mb]illion)\b|\d+\.\d\d\b)"
    r"|[RNKP](?=\d{1,3}(?!\w))"
)
"""Currency codes that print glues to the digits (`EUR2.4m`, `Rs50,000`, `R450m`, `$US40m`): a token of their own, unlike `A320`."""

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


_Token = tuple[str, str, str, int, int]
"""A token, its lower case, kind, length, and length with the space behind it."""


class _Known(dict[str, _Token]):
    """What is known of a token, by the token with the space behind it.

    All of it follows from the printed letters alone; what was asked for once is remembered.
    """

    def __missing__(self, spaced: str) -> _Token:
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
        lower = token.lower().replace("’", "'")
        # One string for both where they are the same: fewer places of memory to look at.
        self[spaced] = known = (token, token if token == lower else lower, kind, len(token), len(spaced))
        return known


_known_of = _Known().__getitem__


def kind_of(token: str) -> str:
    """Tells whether a token is a number, fraction, word or mark."""
    return _known_of(token)[2]


_Piece = tuple[str, str, str, int, int, tuple[_Token, ...]]
"""What stands between two spaces: the token that it is, or all its tokens where it has several."""


class _Pieces(dict[str, "_Piece | None"]):
    """What stands between two spaces of a text, by its letters; None where what stands around it has a say.

    Most pieces of a text were seen before, and a look-up costs a third of what the pattern does.
    """

    def __missing__(self, piece: str) -> _Piece | None:
        printed = TOKEN.findall(f"{piece} ")
        tokens = tuple(map(_known_of, printed))
        found: _Piece | None = (*tokens[0], ()) if len(tokens) == 1 else _several(tokens)
        if TOKEN.findall(f"{piece} million") != [*printed, "million"] or "".join(printed) != f"{piece} ":
            found = None  # `R450 million`, two spaces, other white space
        if len(self) >= _KNOWN_TOKENS:
            self.clear()
        self[piece] = found
        return found


def _several(tokens: tuple[_Token, ...]) -> _Piece:
    return "", "", "", 0, 0, tokens


_pieces_of = _Pieces().__getitem__
_SPACED_NUMBER = re.compile(r"\d \d{3}")
"""Digits that may be one number with the three behind the space: `36 000`."""


@dataclass(slots=True)
class Sentence:
    """A sentence, headline, list item or table row. Offsets are code points of the article's text. Tokens are there once it is cut."""

    index: int
    start: int
    end: int
    text: str
    form: str = "prose"
    """`headline`, `prose`, `item` (list item) or `row` (of a table, cells between `|`)."""
    block: int = 0
    """Number of the line (paragraph) of the text it stands in."""
    marks: int = -1
    """Groups of words that it holds, one bit each, as its language marks them; all of them as long as nobody has looked."""
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
    is_cut: bool = field(default=False, init=False, repr=False, compare=False)

    def cut(self) -> None:
        """Cuts the sentence into tokens, where that is not done yet: an article without figures needs none."""
        if self.is_cut:
            return
        self.is_cut = True
        text = self.text
        try:
            self._fill([None] if _SPACED_NUMBER.search(text) else map(_pieces_of, text.split(" ")))
        except TypeError:  # a piece is None
            tokens = tuple(map(_known_of, TOKEN.findall(text)))
            self._fill([_several(tokens)] if tokens else [])

    def _fill(self, pieces: Iterable[_Piece | None]) -> None:
        """Lays out the tokens of a sentence in columns; TypeError where a piece is None."""
        self.tokens, self.lower, self.kinds, self.starts, self.ends = tokens, lowers, kinds, starts, ends = (
            [], [], [], [], [],
        )  # fmt: skip
        at = self.start
        for token, lower, kind, size, width, several in pieces:  # type: ignore[misc]
            if not several:
                tokens.append(token)
                lowers.append(lower)
                kinds.append(kind)
                starts.append(at)
                ends.append(at + size)
                at += width
                continue
            for token, lower, kind, size, width in several:
                tokens.append(token)
                lowers.append(lower)
                kinds.append(kind)
                starts.append(at)
                ends.append(at + size)
                at += width


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

"""What an article's own words say of its ambiguous currencies: whose dollars, pounds, crowns and rupees they are.

Belongs here: how places, signs and spellings of a whole article decide a currency. Does not belong here: which words of a sentence
are a unit (`units.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipelines.extraction.en.converted_currencies import converted_currency
from pipelines.extraction.lexicon import read_table

LEXICON = Path(__file__).parent / "lexicon"


@dataclass(slots=True, frozen=True)
class Currency:
    """One printed form of a currency."""

    code: str
    factor: float
    form: str
    ambiguous: bool
    family: str


PLACES: dict[str, tuple[str, str]] = {
    row["place"]: (row["family"], row["code"]) for row in read_table(LEXICON / "currency_places.csv")
}
_WORD = re.compile(r"[A-Z](?:\w+|(?<=U)\.S\.?)")
LETTER_CURRENCY = {
    "R": re.compile(r"\brand\b|South Africa"),
    "N": re.compile(r"\bnaira\b|Nigeria|Lagos|Abuja"),
    "K": re.compile(r"\bkwacha\b|\bkina\b|Zambia"),
    "P": re.compile(r"\bpesos?\b|\bpula\b|Philippine|Botswana"),
    "W": re.compile(r"(?:illion|\d) won\b|Korea|Seoul"),
}
_LETTER_AMOUNT = re.compile(
    r"[RNKP](?<!\w[RNKP])(?=\d)(?:(?<=([RNKP]))\d+(?:[.,]\d+)*\s?(?:bn|mn?|million|billion|trillion)\b"
    r"|(?<=([RNKP]))(?:\d{1,3}(?:,\d{3})+|\d+\.\d\d)\b(?!\.?\d))"
)
_AUSTRALIAN = {
    stem: re.compile(rf"{stem}(?<!\w{stem}){end}\b")
    for stem, end in (("paddock", "s?"), ("shire", ""), ("ute", "s?"), ("bushfire", "s?"), ("superannuation", ""), ("aussie", "s?"),
                      ("footy", ""), ("firies", ""), ("rural fire", ""), ("arvo", ""), ("mum-and-dad", ""), ("tradie", "s?"), ("bikie", "s?"))
}  # fmt: skip
_SURELY_AUSTRALIAN = ("footy", "firies", "aussie", "arvo", "mum-and-dad", "tradie", "bikie")
"""Words of the Australian press, for a local paper that has no need to name its country."""
_POUND_SUMS = re.compile(
    r"\b(?:million|billion|bln|mln|bn)[- ]pounds?\b(?! of (?!debt|aid|funding|investment|public|savings))"
)
_CZECH, _NORDIC = re.compile("[ěščřžůň]", re.IGNORECASE), re.compile("[åø]", re.IGNORECASE)
"""Letters in names that tell a Czech article of crowns from a Scandinavian one."""
_NAMED = re.compile(r"[yYrR](?<!\w[yYrR])(?:(?<=[yY])(?i:en|uan)|(?<=[rR])(?i:mb|enminbi))\b")
_LETTER_SIGN = re.compile(r"\$(?<=[SAUCKZT]\$)")
"""Sooner found than what it is a part of."""
_EXPLICIT = re.compile(r"\b(US|A|AU|C|CA|HK|S|NZ|NT)\$")
_EXPLICIT_CODES = {
    "US": "USD",
    "A": "AUD",
    "AU": "AUD",
    "C": "CAD",
    "CA": "CAD",
    "HK": "HKD",
    "S": "SGD",
    "NZ": "NZD",
    "NT": "TWD",
}
_SIGN_FIRST = re.compile(r"\$(?:US|A|NZ)\d")
"""`$US40m`: a style of the Australian press (and of New Zealand, which names itself)."""
_PRECIOUS = re.compile(
    r"\b(?:gold|silver|platinum|palladium) (?:mine|mines|mining|miner|price|prices|production|output|producer|deposit|reserves|bullion)"
)
_EUROS = re.compile(r"€|\beuros?\b|\bEUR\b")
_RAND = re.compile(r"\bR\d|\brand\b")
_IN_DOLLARS = re.compile(
    r"\b(?:amounts|figures|sums|prices|dollars|values|currency)\b[^.;|]{0,40} (?:in|are) (?:the )?"
    r"(Australian|Canadian|New Zealand|Singapore|Hong Kong|Taiwan|US|U\.S\.) dollars\b"
)
"""What a release says of all its sums."""
_CODE_OF_NAME = {
    "Australian": "AUD",
    "Canadian": "CAD",
    "New Zealand": "NZD",
    "Singapore": "SGD",
    "Hong Kong": "HKD",
    "Taiwan": "TWD",
    "US": "USD",
    "U.S.": "USD",
}
_GOVERNMENT = re.compile(r"\b(Australian|Canadian|New Zealand|Singapore|Hong Kong) Government\b")
"""Printed as a name, as those do who are governed by it."""
_CONVERTED = re.compile(
    r"\b(?:Australian|Canadian|New Zealand|Singapore|Hong Kong|Taiwan) dollars \((?:about |around |some )?\$\d"
)
"""`5 million Canadian dollars ($3.7 million)`: the bare sign is the other dollar, that of the United States."""
_USUAL = {"dollar": "USD", "pound": "GBP", "rupee": "INR", "yen": "JPY", "franc": "CHF", "peso": "MXN"}
"""What a sign is taken for where an article says nothing; a guess, and marked as one."""
FAMILY_OF_CODE = {code: family for family, code in PLACES.values()} | {code: family for family, code in _USUAL.items()}
"""ISO code → the family of currencies that share its sign."""


class ArticleMoney:
    """What an article's own words say about its ambiguous currencies and units; worked out when first asked for."""

    def __init__(self, text: str = "", publisher: str | None = None) -> None:
        self._text = text
        self._publisher = publisher
        self._converted: dict[str, str | None] = {}
        """True where the bare `$` is only known not to be the US dollar."""

    @cached_property
    def letters(self) -> frozenset[str]:
        """One-letter currency signs (`R`, `N`, `K`, `P`) that the article uses."""
        used = {sign for sign, words in LETTER_CURRENCY.items() if words.search(self._text)}
        used |= {one or two for one, two in _LETTER_AMOUNT.findall(self._text)}
        return frozenset(used)

    @cached_property
    def _votes(self) -> dict[str, Counter[str]]:
        """Currency family → code → how often the text (or the publisher's name) speaks of it."""
        text = self._text
        votes: dict[str, Counter[str]] = {}
        for word in filter(PLACES.__contains__, map(str.lower, _WORD.findall(f"{self._publisher or ''} {text}"))):
            family, code = PLACES[word]
            votes.setdefault(family, Counter())[code] += 1
        for name in _GOVERNMENT.findall(text) if " Government" in text else ():
            votes.setdefault("dollar", Counter())[_CODE_OF_NAME[name]] += 1
        if not votes.get("dollar"):
            small = text.lower()
            used = {stem: n for stem, p in _AUSTRALIAN.items() if stem in small and (n := len(p.findall(small)))}
            words = sum(used.values())
            if words > 1 or not used.keys().isdisjoint(_SURELY_AUSTRALIAN):
                votes["dollar"] = Counter({"AUD": max(2, words)})
        if not votes.get("krone") and "crown" in text and _CZECH.search(text) and not _NORDIC.search(text):
            votes["krone"] = Counter({"CZK": 2})
        for name in _NAMED.findall(text):
            votes.setdefault("yen", Counter())["JPY" if name.lower() == "yen" else "CNY"] += 3
        return votes

    @cached_property
    def british(self) -> bool:
        """True where the article speaks of Britain or of sterling."""
        return self._votes.get("pound", Counter())["GBP"] > 0 or "£" in self._text or "sterling" in self._text

    @cached_property
    def european(self) -> bool:
        """True where the article counts in euros."""
        return _EUROS.search(self._text) is not None

    @cached_property
    def in_pounds(self) -> bool:
        """True where the article counts in millions of pounds and names no place whose pound is another one than sterling."""
        votes = self._votes.get("pound", Counter())
        return bool(_POUND_SUMS.search(self._text)) and not sum(votes.values()) - votes["GBP"]

    @cached_property
    def american(self) -> bool:
        """True where the article speaks of the United States more than of any other dollar country."""
        dollars = self._votes.get("dollar", Counter())
        return dollars["USD"] > 0 and dollars.most_common(1)[0][0] == "USD"

    @cached_property
    def codes(self) -> dict[str, str]:
        """Currency family → code that the article's places or explicit signs favour."""
        votes = {family: counter.copy() for family, counter in self._votes.items()}
        codes: dict[str, str] = {}
        dollars = votes.get("dollar", Counter())
        # Beside `A$` a bare `$` is the US dollar; beside `US$` it is the local one where places name one (many papers print `US$`
        # once and then `$`).
        text = self._text
        explicit = {_EXPLICIT_CODES[sign] for sign in _EXPLICIT.findall(text)} if _LETTER_SIGN.search(text) else set()
        if "dollars" in text:
            stated = _IN_DOLLARS.search(text)
            if stated is not None:
                votes["dollar"] = Counter({_CODE_OF_NAME[stated[1]]: 9})
                dollars, explicit = votes["dollar"], set()
            elif _CONVERTED.search(text):
                explicit = {"AUD"}
        if "$US" in text or "$A" in text or "$NZ" in text:
            signs = {sign[1:3] for sign in _SIGN_FIRST.findall(text)}
            if "US" in signs and not sum(times for code, times in dollars.items() if code not in {"USD", "AUD"}):
                votes["dollar"] = Counter({"AUD": 2})
                dollars, explicit = votes["dollar"], set()
        if "USD" in explicit:
            local = [
                code for code, times in dollars.items() if code != "USD" and times >= 2 and times >= dollars["USD"]
            ]
            if local:
                dollars.pop("USD", None)
        elif explicit:
            votes["dollar"] = Counter({"USD": 2})
        for family, counter in votes.items():
            if not counter:
                continue
            code = min(counter, key=lambda code: (-counter[code], code))
            # One passing mention of a place does not move a sign away from its usual currency.
            if counter[code] >= 2 or code == _USUAL.get(family, code):
                codes[family] = code
        return codes

    @cached_property
    def _local_dollar(self) -> str | None:
        """The dollar that the article marks most often as its own (`A$`, `S$`): its cents are of that one."""
        marked = Counter(_EXPLICIT_CODES[sign] for sign in _EXPLICIT.findall(self._text))
        marked.pop("USD", None)
        return min(marked, key=lambda code: (-marked[code], code)) if marked else None

    @cached_property
    def _cents_of(self) -> str | None:
        """Whose cents bare `cents` are, where the article counts in euros or rand and names no dollars."""
        text = self._text
        if "$" in text or "dollar" in text:
            euros = len(_EUROS.findall(text))
            return "EUR" if euros > 2 * (text.count("$") + text.count("dollar")) else "ZAR" if self._rand > 2 else None
        return "EUR" if _EUROS.search(text) else "ZAR" if self._rand else None

    @cached_property
    def _rand(self) -> int:
        """How many sums in rand the article prints."""
        return len(_RAND.findall(self._text)) if "R" in self.letters or " rand" in self._text else 0

    @cached_property
    def precious(self) -> bool:
        """True where the article speaks of gold or silver, whose ounces are troy ounces."""
        return _PRECIOUS.search(self._text) is not None

    def resolve(self, currency: Currency) -> tuple[str, bool]:
        """Gives the ISO code of a printed form, and whether it stays a guess."""
        if not currency.ambiguous:
            return currency.code, False
        if currency.factor == 0.01 and currency.form == "name" and currency.family == "dollar" and self._local_dollar:
            return self._local_dollar, False
        if currency.factor == 0.01 and currency.family == "dollar" and currency.form == "name" and self._cents_of:
            return self._cents_of, False
        code = self.codes.get(currency.family)
        if code is None:
            if currency.family not in self._converted:
                self._converted[currency.family] = converted_currency(self._text, currency.family)
            code = self._converted[currency.family]
        return (code, False) if code else (currency.code, True)

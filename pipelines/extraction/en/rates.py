"""Rates: a quantity per something (`120 yuan per square meter`, `45,000 wafers a month`, `£61.20/MWh`, `3.1 per 1,000 people`).

Belongs here: denominators behind a figure. Does not belong here: units that are rates of their own (`km/h`, in the unit table).
"""

from __future__ import annotations

from pipelines.extraction.document import NUMBER_KIND, WORD_KIND, Sentence
from pipelines.extraction.en.article_money import ArticleMoney
from pipelines.extraction.en.nouns import STOPS, is_plural, noun_behind, singular
from pipelines.extraction.en.numerals import HYPHENS, SCALES, WORDS, Numeral, read_numeral, tidy
from pipelines.extraction.en.units import CURRENCY_NAMES, MEASURE_SIGNS, MEASURES, PRECIOUS
from pipelines.extraction.model import Mention

CALENDAR = {"s": "s", "min": "min", "h": "h", "d": "d", "wk": "week", "mo": "month", "a": "year", "deca": "decade"}
"""Denominators of time as `unit` prints them (TABLES.md: `wafer/month`)."""

_A_NOUNS = frozenset(
    "vote dose copy share head person night shift pupil student patient piece seat bag bottle loaf household family capita worker child word page minute".split()
)
_MONEY_NOUNS = frozenset(
    "car vehicle ticket barrel bushel bird bar jar tin can cup glass pint box pack packet carton case crate plate meal cover table tree plant "
    "acre hen cow calf lamb pig sheep fish egg game match race round session lesson class course visit trip ride journey flight stay hire "
    "call message click view download song episode issue edition month's term unit house flat home apartment plot place pop go throw shot "
    "slice scoop portion serving piece pair dozen tonne roll reel sheet square token contract employee user customer subscriber member "
    "resident voter passenger guest traveller tourist visitor participant runner rider cyclist player performance show swim film movie "
    "haircut dose jab test tablet pill truck truckload lorry load container tyre wheel panel bulb brick point minute's page line".split()
)
"""What news prices singly: `$3,300 a car`, `£4 a go`."""
_COUNT_NOUNS = frozenset(
    "game match class plant tree hen cow season session trip flight crossing train bus set innings over lap voter customer employee room "
    "table term unit team club station school classroom hectare episode".split()
)
_LETTERS = frozenset(["k", "m", "mm", "b", "t", "cr"])


SMALL_SUM = 1e6
"""Below it any noun behind `a` is what the money is for: `48 dollars a bale`; `7 million a launch` is rather told of one thing."""
_NOT_SOLD = frozenset(
    "time launch source spokesman spokeswoman spokesperson report statement company official court judge man woman study survey newspaper fall rise drop lot bit "
    "few little couple third half quarter record while decline total day's cut profit loss boost blow bargain steal gift loan grant "
    "deal bid offer sum year-ago minister senior top former new".split()
)


def _is_sold_by(s: Sentence, at: int) -> bool:
    """Tells whether the noun behind `48 dollars a` is what the price is for: nothing but the end of the clause or a preposition follows."""
    word = s.lower[at]
    if word in _NOT_SOLD or is_plural(word) or word.endswith(("ed", "ing", "ly", "er's")) or not word.isalpha():
        return False
    return at + 1 >= len(s.lower) or s.kinds[at + 1] != WORD_KIND or s.lower[at + 1] in _AFTER_SOLD


_AFTER_SOLD = frozenset(
    "for in at on to from and but plus or when if while after before since as with until than".split()
)


def denominator(
    s: Sentence, at: int, *, article: bool = False, money: bool = False, small: bool = False
) -> tuple[str, int, float] | None:
    """Reads what stands behind `per`, `/`, `a` or `every` (then `article`) at token `at`: (code, one past it, divisor)."""
    low, n = s.lower, len(s.lower)
    divisor = 1.0
    if at >= n:
        return None
    if s.kinds[at] == NUMBER_KIND and at + 3 < n and low[at + 1] in HYPHENS and s.kinds[at + 2] == WORD_KIND:
        at += 3  # `per 40-foot box`
    elif s.kinds[at] == NUMBER_KIND or (low[at] in SCALES and low[at] not in _LETTERS and not article):
        if s.kinds[at] == NUMBER_KIND:
            num = read_numeral(s, at)
        else:
            num = Numeral(at, at + 1, SCALES[low[at]][0], 1, "words")
        if num is None or article:
            return None
        divisor, at = num.value, num.last
        if at >= n:
            return None
    for stop, measure in MEASURE_SIGNS.match(s.tokens, at):
        if not article and (stop >= n or s.starts[stop] > s.ends[stop - 1] or s.kinds[stop] != WORD_KIND):
            return CALENDAR.get(measure.code, measure.code), stop, divisor
    for stop, measure in MEASURES.match(low, at):
        if low[at] == "second" and stop < n and s.kinds[stop] == WORD_KIND and low[stop] not in STOPS and article:
            continue
        if measure.code == "[oz_av]" and not PRECIOUS.isdisjoint(low):
            return "[oz_tr]", stop, divisor  # precious metals are sold by the troy ounce
        return CALENDAR.get(measure.code, measure.code), stop, divisor
    word = low[at]
    if article and (word in _A_NOUNS or (money and word in _MONEY_NOUNS) or (not money and word in _COUNT_NOUNS)):
        behind = low[at + 1] if at + 1 < n else "."
        if at + 1 >= n or s.kinds[at + 1] != WORD_KIND or behind in STOPS or behind in ("and", "or"):
            return singular(word), at + 1, divisor
    if divisor != 1 and not article and s.kinds[at] == WORD_KIND:
        counted = noun_behind(s, at)
        if counted is not None:
            return counted[2], counted[1], divisor  # `per 1,000 live births`
    if not article:
        for stop, currency in CURRENCY_NAMES.match(low, at):
            return currency.code, stop, divisor / currency.factor  # `7.25 yuan per dollar`
    if word in ("annum", "year"):
        return "year", at + 1, divisor
    if word == "quarter" and low[at + 1 : at + 2] not in (["of"], ["more"], ["less"], ["century"]):
        return "quarter", at + 1, divisor
    if word == "capita":
        return "person", at + 1, divisor
    if s.kinds[at] != WORD_KIND or word in STOPS or (divisor != 1 and word == "and"):
        return None
    if article:
        if word in _A_NOUNS:
            return singular(word), at + 1, divisor
        return (singular(word), at + 1, divisor) if small and _is_sold_by(s, at) else None
    stop = at + 1
    if word in _A_NOUNS:
        return singular(word), stop, divisor  # `28 dollars per share tender`
    # `per finished vehicle`: up to two words of a noun phrase.
    if (
        stop < n
        and s.kinds[stop] == WORD_KIND
        and low[stop] not in STOPS
        and low[stop] not in ("and", "or")
        and not low[stop].endswith("ed")
    ):
        stop += 1
    return singular(low[stop - 1]), stop, divisor


_ADVERBS = {"daily": "d", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year", "hourly": "h"}
_SHORT = {"pp": "person", "pw": "week", "pcm": "month", "p.w": "week", "p.c.m": "month", "p.a": "year", "p.a.": "year"}
"""Denominators in the short forms of advertisements: `from £1,299pp`, `£950pcm`."""
_RATE_STARTS = (
    frozenset("per / to a an each every and or for apiece of".split())
    | frozenset(_ADVERBS)
    | HYPHENS
    | frozenset(_SHORT)
)
"""All words behind a figure that `read_rate` looks for: most figures have none of them."""


def _distant_time(s: Sentence, at: int) -> tuple[str, int, float] | None:
    """Reads `90 tonnes of gravel slid through the chute every minute`: the denominator at the end of the clause."""
    low, n = s.lower, len(s.lower)
    for i in range(at, min(n - 1, at + 12)):
        if s.kinds[i] != WORD_KIND or low[i] in WORDS:
            return None
        if low[i] in ("every", "each", "per") and low[i + 1] in ("second", "minute", "hour", "day"):
            if i + 2 >= n or s.kinds[i + 2] != WORD_KIND:
                return denominator(s, i + 1, article=True)
            return None
    return None


def _is_other_unit(s: Sentence, at: int) -> bool:
    """Tells whether a stroke stands between two printed values of one thing: `180C/350F`."""
    if at >= len(s.lower) or s.kinds[at] != NUMBER_KIND:
        return False
    digits = s.tokens[at].replace(",", "")
    return not (digits[:1] == "1" and not digits.strip("01"))


_RECEIVERS = frozenset(
    "worker employee adult child household family person resident victim pupil member citizen student shareholder couple driver farmer teacher "
    "nurse officer man woman parent pensioner staff owner tenant survivor miner".split()
)


def _closes(s: Sentence, at: int) -> bool:
    """Tells whether nothing that `each` could go with follows at token `at`."""
    return at >= len(s.lower) or s.kinds[at] != WORD_KIND or s.lower[at] in STOPS or s.lower[at] in ("and", "or", "but")


_PRICED = frozenset(
    "cost costs costing priced price sell sells selling sold at for worth retail retails fetched fetch fetching bought".split()
)


def _is_price(s: Sentence, first: int) -> bool:
    """Tells whether money in front of `each` is what a thing sells for, not what each of many gets: `pies (£4 each)`."""
    ahead = s.lower[max(0, first - 3) : first]
    return ahead[-1:] == ["("] or not _PRICED.isdisjoint(ahead)


def _sold_before(s: Sentence, first: int) -> str | None:
    """The thing that `each` or `apiece` prices: the last plural before the price, `sold 40 lambs at 95 dollars each`."""
    low = s.lower
    for i in range(first - 1, max(-1, first - 12), -1):
        if s.kinds[i] == WORD_KIND and is_plural(low[i]) and low[i] not in STOPS:
            return singular(low[i])
        if low[i] in (";", ":"):
            return None
    return None


def _second_noun(s: Sentence, at: int) -> int:
    """The token behind `and lorries`, where `a`, `per` or `every` stands there; 0 elsewhere."""
    low, n = s.lower, len(s.lower)
    for i in range(at + 2, min(n - 1, at + 4)):
        if s.kinds[i - 1] != WORD_KIND:
            return 0
        if is_plural(low[i - 1]) and low[i] in ("a", "an", "per", "every", "each"):
            return i
    return 0


def _per_so_many(s: Sentence, at: int) -> tuple[str, int, float] | None:
    """Reads `62 cases per 100,000`, where print leaves out that persons are meant."""
    if s.lower[at : at + 1] in (["thousand"], ["million"]):
        return "person", at + 1, SCALES[s.lower[at]][0]  # `13.1 births per thousand`
    num = read_numeral(s, at) if at < len(s.lower) and s.kinds[at] == NUMBER_KIND else None
    if num is None or num.value < 100 or num.value % 100:
        return None
    return "person", num.last, num.value


def read_rate(s: Sentence, mention: Mention, money: ArticleMoney) -> None:
    """Turns a mention into a rate where a denominator is printed behind it. Changes the mention in place."""
    if mention.kind == "duration":
        _time_per_time(s, mention)
        return
    if mention.kind not in ("money", "count", "quantity"):
        return
    low, n = s.lower, len(s.lower)
    at = mention.last
    if low[at : at + 2] == ["or", "so"] and low[at + 2 : at + 3] in (["a"], ["an"], ["per"], ["each"], ["every"]):
        at += 2  # `900,000 tonnes or so a year`
    if mention.kind != "count" and not _PER_WORDS.isdisjoint(low[max(0, mention.first - 14) : mention.first]):
        each = _per_before(s, mention.first, mention.kind)
        if each is not None and not (at < n and low[at] in ("a", "an", "per", "/", "each", "every")):
            mention.rule, mention.kind = f"rate.{mention.rule}", "rate"
            mention.unit = f"{mention.unit}/{each}"
            return
    if at >= n:
        return
    found: tuple[str, int, float] | None = None
    word = low[at]
    if word not in _RATE_STARTS and mention.kind != "quantity":
        return
    if word in ("per", "/") and not (
        word == "/"
        and (s.starts[at] > s.ends[at - 1] or mention.unit in ("Cel", "[degF]") or _is_other_unit(s, at + 1))
    ):
        found = denominator(s, at + 1, article=False)
    elif word in HYPHENS and at + 3 < n and low[at + 1] in ("a", "an", "per") and low[at + 2] in HYPHENS:
        found = denominator(s, at + 3, article=low[at + 1] != "per", money=mention.kind == "money")  # `$5-a-barrel`
    elif word in _SHORT and mention.kind == "money":
        found = (_SHORT[word], at + 1, 1.0)
    elif mention.kind == "money" and low[at : at + 2] == ["to", "the"]:
        found = (
            next(((currency.code, stop, 1.0) for stop, currency in CURRENCY_NAMES.match(low, at + 2)), None)
            if at + 2 < n
            else None
        )
    elif (word in ("a", "an") and at + 1 < n) or (
        word in ("each", "every")
        and at + 1 < n
        and low[at + 1] in ("day", "hour", "minute", "second", "week", "month", "year")
    ):
        is_money = mention.kind == "money"
        small = is_money and (mention.high or mention.low or 0.0) < SMALL_SUM
        found = denominator(s, at + 1, article=True, money=is_money, small=small)
    elif word == "each" and mention.kind == "money" and _closes(s, at + 1) and _is_price(s, mention.first):
        found = (_sold_before(s, mention.first) or "piece", at + 1, 1.0)
    elif word in ("and", "or") and mention.kind == "count" and (stop := _second_noun(s, at)):
        found = denominator(s, stop + 1, article=low[stop] != "per")  # `185,000 cars and lorries a day`
    elif word == "for" and low[at + 1 : at + 2] in (["every"], ["each"]):
        found = denominator(s, at + 2, article=False)
        if found is not None and mention.kind == "money" and found[0] in _RECEIVERS:
            found = None  # `a bonus of 30,000 dollars for every worker` is what each gets
    elif word == "apiece" and mention.kind == "money":
        found = (_sold_before(s, mention.first) or "piece", at + 1, 1.0)
    elif word == "of" and mention.kind == "quantity":
        # `700 litres of milk a day`
        i = at + 1
        if i < n and low[i] in ("the", "its", "their"):
            i += 1
        while i < min(n, at + 5) and s.kinds[i] == WORD_KIND and low[i] not in STOPS and low[i] not in _ADVERBS:
            i += 1
        if i > at + 1 and i < n and low[i] in _ADVERBS:
            found = (_ADVERBS[low[i]], i + 1, 1.0)
        elif i > at + 1 and i + 1 < n and (low[i] in ("a", "an") or low[i] == "per" or (low[i] in ("each", "every"))):
            found = denominator(s, i + 1, article=low[i] != "per")
    elif word in _ADVERBS and mention.kind in ("money", "count"):
        found = (_ADVERBS[word], at + 1, 1.0)
    if found is not None and (
        low[found[1] : found[1] + 1] in (["earlier"], ["ago"], ["before"], ["later"], ["prior"])
        or low[found[1] : found[1] + 2] in (["on", ","], ["on", "."], ["on", "from"])
    ):
        return  # `96 million a year earlier`
    if found is None and mention.kind == "quantity":
        found = _distant_time(s, at)
        if found is not None:
            mention.rule = f"rate.{mention.rule}.distant"
            mention.kind, mention.unit = "rate", f"{mention.unit}/{found[0]}"
        return
    if found is None and mention.kind == "count" and word == "per":
        found = _per_so_many(s, at + 1)
    if found is None:
        return
    code, stop, divisor = found
    if mention.kind == "quantity" and mention.unit_system != "UCUM":
        return
    mention.rule = f"rate.{mention.rule}"
    mention.kind = "rate"
    mention.unit = f"{mention.unit}/{code}"
    if divisor != 1:
        mention.low = None if mention.low is None else tidy(mention.low / divisor)
        mention.high = None if mention.high is None else tidy(mention.high / divisor)
    first_unit = mention.unit_text
    mention.unit_text = (
        f"{first_unit} {s.text[s.ends[mention.last - 1] - s.start : s.ends[stop - 1] - s.start].strip()}"
        if first_unit
        else None
    )
    mention.last = stop
    mention.end = s.ends[stop - 1]


_PER_WORDS = frozenset(["per", "each", "every", "a"])
_PRICE_VERBS = frozenset(
    "cost costs costing sells sell fetches fetched fetch sold leaves left goes went makes made brings brought earns earned".split()
)
_BETWEEN = frozenset(
    "gone was is were are be been being would will could should have has had about around some roughly just only came comes to at stood stands rose fell climbed "
    "reached averaged average averages nearly over under up down from an the last year this now currently still cost costs costing sells sell "
    "fetches fetched fetch sold goes for on estimated put".split()
)
"""Words between `per acre` and its number: verbs of being and moving, bounds."""
_SOLD_BY = frozenset(
    "kilo kilogram kilogramme tonne ton litre liter barrel bushel pound ounce gallon kg kwh mwh hour metre meter acre hectare".split()
)
_POWERS = frozenset("kilowatt megawatt square cubic troy short long metric".split())
_SOLD_UNITS = frozenset(
    "kg g t [ston_av] L [bbl_us] [bu_us] [lb_av] [oz_av] [oz_tr] [gal_us] [gal_br] kW.h MW.h m2 m3 [acr_us] har ar".split()
)
"""Units that things are sold by, so that `a tonne now costs 900 dollars` is a price per tonne."""
_MEASURED_PER = frozenset(
    "yield yields output production consumption use usage demand emissions intake waste rainfall".split()
)


def _per_before(s: Sentence, first: int, kind: str) -> str | None:
    """The denominator that stands in front of a figure: `the yield per acre was 29 hectolitres`, `each dose costs $1.70`, `a kilo of
    butter now fetches 9 euros`; None where the words say something else."""
    low = s.lower
    i = first - 1
    while i > max(0, first - 8) and low[i] in _BETWEEN:
        i -= 1
    if first - 1 - i < 1:
        return None
    if (
        i > 1
        and low[i - 1] == "per"
        and low[i] not in ("cent", "capita", "se", "year", "annum", "day", "month", "week")
    ):
        if kind == "quantity" and _MEASURED_PER.isdisjoint(low[max(0, i - 5) : i - 1]):
            return None
        found = denominator(s, i)
        return found[0] if found is not None and found[2] == 1.0 and found[1] == i + 1 else None
    if kind != "money" or _PRICE_VERBS.isdisjoint(low[i + 1 : first]):
        return None
    if (
        low[i - 1] in ("each", "every")
        and low[i].isalpha()
        and low[i] not in ("other", "one", "year", "month", "week", "day")
    ):
        found = denominator(s, i)
        return found[0] if found is not None and found[2] == 1.0 else singular(low[i])
    for start in range(max(0, i - 3), i + 1):
        if low[start] in ("a", "an", "one", "per", "each") and start < i:
            found = denominator(s, start + 1)
            if found is not None and found[1] == i + 1 and found[0] in _SOLD_UNITS:
                return found[0]  # `a kilowatt hour now costs 30 cents`
    for j in range(i, max(0, i - 7), -1):
        if low[j] == "of" and low[j - 1] in _SOLD_BY:
            at = j - 2 if low[j - 2] in _POWERS else j - 1
            if low[at - 1 : at] in (["a"], ["an"], ["one"], ["per"]):
                found = denominator(s, at)
                return found[0] if found is not None else None
        if s.kinds[j] != WORD_KIND:
            return None
    return None


_LONGER = {"s": 0, "min": 1, "h": 2, "d": 3, "wk": 4, "mo": 5, "a": 6}
_IN_A = {
    "day": ("d", 3),
    "night": ("d", 3),
    "week": ("week", 4),
    "month": ("month", 5),
    "year": ("year", 6),
    "hour": ("h", 2),
}


def _time_per_time(s: Sentence, mention: Mention) -> None:
    """Reads `71 minutes a day`, `25 days a year`: a time of each longer time; `24 hours a day` is left to be an idiom."""
    low, at = s.lower, mention.last
    if low[at : at + 1] not in (["a"], ["per"], ["every"], ["each"]) or at + 1 >= len(low) or low[at + 1] not in _IN_A:
        return
    code, rank = _IN_A[low[at + 1]]
    behind = low[at + 2] if at + 2 < len(low) else ""
    if (
        _LONGER.get(mention.unit, 9) >= rank
        or is_around_the_clock(s, mention)
        or behind in ("ago", "earlier", "later", "before")
    ):
        return
    mention.rule, mention.kind = f"rate.{mention.rule}", "rate"
    mention.unit = f"{mention.unit}/{code}"
    mention.last, mention.end = at + 2, s.ends[at + 1]
    if mention.unit_text:
        mention.unit_text = f"{mention.unit_text} {low[at]} {low[at + 1]}"


def is_around_the_clock(s: Sentence, mention: Mention) -> bool:
    """Tells whether a time only says `always`: `24 hours a day`, `seven days a week`."""
    if mention.kind != "duration":
        return False
    if mention.low not in (24, 7):
        return False
    tail = s.lower[mention.last : mention.last + 2]
    return (mention.low == 24 and tail == ["a", "day"]) or (mention.low == 7 and tail == ["a", "week"])


_MONEY_OR_WORD = {"real": "BRL", "sol": "PEN"}
"""Currencies whose name is a word of its own: read only where a price in another currency follows."""


def read_price(s: Sentence, mention: Mention, since: int) -> bool:
    """Reads `the yuan weakened to 7.25 per dollar`: the currency before the number is the one it is paid in."""
    behind = mention.last + (1 if s.lower[mention.last] == "per" else 2)
    found = next(iter(CURRENCY_NAMES.match(s.lower, behind)), None) if behind < len(s.lower) else None
    if found is None:
        return False
    for i in range(mention.first - 1, since - 1, -1):
        named = [currency.code for _, currency in CURRENCY_NAMES.match(s.lower, i)]
        if not named and s.lower[i] in _MONEY_OR_WORD and i and s.lower[i - 1] in ("the", "brazilian", "peruvian"):
            named = [_MONEY_OR_WORD[s.lower[i]]]
        for code in named:
            if code == found[1].code:
                continue
            mention.unit, mention.unit_system, mention.kind, mention.rule = (
                code,
                "ISO4217",
                "money",
                "money.priced",
            )
            return True
    return False

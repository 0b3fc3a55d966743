"""Time as extraction knows it: an expression of a sentence with its days, and the arithmetic of days.

Belongs here: spans of years and months, days shifted by months. Does not belong here: words (`named_times.py`, `calendar_words.py`).
"""

from __future__ import annotations

import calendar
import datetime as dt
from functools import lru_cache

from pipelines.extraction.en.clause_reading import LEXICON
from pipelines.extraction.lexicon import read_table

PERIOD_WORDS = {row["word"]: (row["sort"], row["value"]) for row in read_table(LEXICON / "period_words.csv")}
"""Words of time: (what sort, its number or unit)."""
MONTHS = {word: int(value) for word, (sort, value) in PERIOD_WORDS.items() if sort == "month"}
"""Names of months and their short forms, with their numbers."""

Span = tuple[dt.date, dt.date]

NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
    )
} | {
    "a": 1,
    "an": 1,
    "single": 1,
    "twenty": 20,
    "thirty": 30,
    "couple": 2,
    "few": 3,
    "eighteen": 18,
    "several": 3,
    "half": 0.5,
}
"""Small numbers in words, as they stand before units of time."""


class TimeWords:
    """One expression of time: tokens `first` to `last` (end exclusive) of a sentence, and its days, None where open."""

    # Class attributes as defaults: most expressions set none of them, and there are many expressions.
    base = False
    """It is what a change is measured from (`than in 2022`, `from a year earlier`)."""
    soft = False
    """It dates a report, not what is reported (`said on Tuesday`), or is vague (`now`)."""
    length = False
    """A span whose side depends on modality (`over five years`): days given are those before the article."""
    ahead: dt.date | None = None
    """Last day of a span of `length` that begins with the article."""
    ago = False
    """`two years ago`, `a year earlier`: goes with the figure right before it, or opens the sentence."""
    full = False
    """`full-year`: the year at hand for what lies ahead, the last one for a result told early in the year."""
    names = False
    """It names a thing (`the floods of 2018`), and dates other figures only where nothing else does."""
    floating = False
    """Its year is not printed (`in September`); for what lies ahead it is the next one, not the last."""
    back: tuple[str, float] | None = None
    """So many units before the time that is talked of (`a year earlier`)."""

    def __init__(
        self, first: int, last: int, start: dt.date | None, end: dt.date | None, **flags: bool | tuple[str, float]
    ) -> None:
        self.first = first
        self.last = last
        self.start = start
        self.end = end
        for name, value in flags.items():
            setattr(self, name, value)

    @property
    def dates(self) -> bool:
        """It dates what the sentence tells, by itself."""
        return not (self.base or self.soft or self.names) and self.back is None


@lru_cache(maxsize=512)
def year_span(year: int) -> Span:
    """First and last day of a year."""
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


@lru_cache(maxsize=2048)
def month_span(year: int, month: int, months: int = 1) -> Span:
    """First and last day of `months` months from `month` on."""
    last = month + months - 1
    last_year, last_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return dt.date(year, month, 1), dt.date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])


@lru_cache(maxsize=4096)
def add_months(day: dt.date, months: float) -> dt.date:
    """The day `months` later (earlier where negative), at the month's end at most."""
    whole = round(months)
    total = day.year * 12 + day.month - 1 + whole
    year, month = divmod(total, 12)
    year = min(max(year, 1), 9999)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@lru_cache(maxsize=2048)
def month_end(day: dt.date) -> dt.date:
    """The last day of its month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def shift(day: dt.date, unit: str, count: float) -> dt.date:
    """The day `count` units later."""
    months = {"year": 12.0, "season": 12.0, "quarter": 3.0, "month": 1.0, "decade": 120.0, "half": 6.0}.get(unit)
    if months is not None:
        return add_months(day, max(-12 * 500, min(12 * 500, count * months)))
    days = {"week": 7.0, "day": 1.0, "hour": 1 / 24}.get(unit, 0.0)
    return day + dt.timedelta(days=max(-20000, min(20000, round(count * days))))


def nearest_month(published: dt.date, month: int, *, ahead: bool = False) -> int:
    """Year of the month named without one: the last such month not after the article's, or, for what is ahead, the next."""
    if ahead:
        return published.year if month >= published.month else published.year + 1
    return published.year if month <= published.month else published.year - 1


def number_of(word: str) -> float | None:
    """The number that a word before a unit of time stands for, or None."""
    if word.isdigit() and len(word) < 4:
        return int(word)
    return NUMBERS.get(word)


def is_year(word: str) -> bool:
    """Tells whether a token is a year as news prints them."""
    return len(word) == 4 and word.isdigit() and "1800" <= word < "2100"


def is_numbered(word: str) -> bool:
    """Tells whether a token is a year or a fiscal year (`2014`, `fy15`)."""
    return is_year(word) or (word[:2] == "fy" and word[2:].isdigit())


class _TellingTime(dict[str, bool]):
    """Tells whether a token can tell of a time by itself; what was asked for once is remembered."""

    def __missing__(self, word: str) -> bool:
        if len(self) >= _KNOWN_WORDS:
            self.clear()
        self[word] = found = word in PERIOD_WORDS or is_numbered(word)
        return found


_KNOWN_WORDS = 50_000
may_be_time = _TellingTime().__getitem__


def day_number(word: str) -> int:
    """The day of a month that a token names (`3`, `3rd`), or 0."""
    digits = word[:2] if word[:2].isdigit() else word[:1]
    if digits.isdigit() and 1 <= int(digits) <= 31 and word[len(digits) :] in {"", "st", "nd", "rd", "th"}:
        return int(digits)
    return 0


def safe_day(year: int, month: int, day: int) -> dt.date:
    """The day of a month, the last one where the month is shorter."""
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))

"""Expressions of time in a sentence and the days that they mean.

Belongs here: `last year`, `in the three months to September`, `by 2030`, `Q1 2024`, resolved against the article's date. Does not belong
here: which figure an expression goes with (`periods.py`).

An expression that needs the article's date stays open (no days) where the article has none.
"""

from __future__ import annotations

import calendar
import datetime as dt

from pipelines.extraction.document import Sentence
from pipelines.extraction.en.clause_reading import LEXICON, LONGEST
from pipelines.extraction.lexicon import read_table

PERIOD_WORDS = {row["word"]: (row["sort"], row["value"]) for row in read_table(LEXICON / "period_words.csv")}

Span = tuple[dt.date, dt.date]

_NUMBERS = {
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
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "final": 4, "last": 4, "opening": 1, "closing": 4,
}  # fmt: skip
_PAST = frozenset("last past previous preceding prior latest recent".split())
_NEXT = frozenset("next coming following upcoming".split())
_BACK = frozenset("ago earlier before previously".split())
_YEAR_BEFORE = frozenset(
    "in by since of from to until till through during for before after end mid early late and between around about fiscal fy year "
    "season / - – — ( , throughout since as at budget than calendar year-end over on against spring summer autumn fall winter".split()
)
_BETWEEN_BASE = frozenset("in the a that of at end early mid late same period for during level seen year's".split())
_AHEAD = frozenset("payable record due effective starting beginning until till ending".split())
"""Words before a date that lies ahead, or nearest to the article."""
_MOVED = frozenset(
    "up down higher lower more less increase decrease rise fall change growth drop percent cent % points unchanged flat".split()
)
_MONEY_OF = frozenset("money prices dollars pounds euros terms constant".split())
_SUPERLATIVES = frozenset("first most best worst record least longest".split())


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
        if flags:
            self.__dict__.update(flags)

    @property
    def dates(self) -> bool:
        """It dates what the sentence tells, by itself."""
        return not (self.base or self.soft or self.names) and self.back is None


def year_span(year: int) -> Span:
    """First and last day of a year."""
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def month_span(year: int, month: int, months: int = 1) -> Span:
    """First and last day of `months` months from `month` on."""
    last = month + months - 1
    last_year, last_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return dt.date(year, month, 1), dt.date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])


def add_months(day: dt.date, months: float) -> dt.date:
    """The day `months` later (earlier where negative), at the month's end at most."""
    whole = round(months)
    total = day.year * 12 + day.month - 1 + whole
    year, month = divmod(total, 12)
    year = min(max(year, 1), 9999)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift(day: dt.date, unit: str, count: float) -> dt.date:
    """The day `count` units later."""
    months = {"year": 12.0, "quarter": 3.0, "month": 1.0, "decade": 120.0, "half": 6.0}.get(unit)
    if months is not None:
        return add_months(day, max(-12 * 500, min(12 * 500, count * months)))
    days = {"week": 7.0, "day": 1.0, "hour": 1 / 24}.get(unit, 0.0)
    return day + dt.timedelta(days=max(-20000, min(20000, round(count * days))))


def nearest_month(published: dt.date, month: int, *, ahead: bool = False) -> int:
    """Year of the month named without one: the last such month not after the article's, or, for what is ahead, the next."""
    if ahead:
        return published.year if month >= published.month else published.year + 1
    return published.year if month <= published.month else published.year - 1


def _number(word: str) -> float | None:
    if word.isdigit() and len(word) < 4:
        return int(word)
    return _NUMBERS.get(word)


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and "1800" <= word < "2100"


def _day_number(word: str) -> int:
    digits = word[:2] if word[:2].isdigit() else word[:1]
    if digits.isdigit() and 1 <= int(digits) <= 31 and word[len(digits) :] in {"", "st", "nd", "rd", "th"}:
        return int(digits)
    return 0


def _safe(year: int, month: int, day: int) -> dt.date:
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


class TimeReader:
    """Reads the expressions of time of one article's sentences."""

    def __init__(self, published: dt.date | None) -> None:
        # Days outside what a calendar can shift by decades are as good as none.
        self.published = published if published is not None and 1500 < published.year < 2500 else None

    def read(self, sentence: Sentence, taken: set[int]) -> list[TimeWords]:
        """Gives the expressions of a sentence in order. `taken`: tokens of figures, where no bare year can stand."""
        lower = sentence.lower
        found: list[TimeWords] = []
        words = PERIOD_WORDS
        keys = words.keys()
        if len(lower) > LONGEST:
            return found
        text = sentence.text
        if "20" in text or "19" in text or "18" in text or "FY" in text:
            places = [at for at, word in enumerate(lower) if word in keys or word[:1] in "12f"]
        elif keys.isdisjoint(lower):
            return found
        else:
            places = [at for at, word in enumerate(lower) if word in keys]
        skip = 0
        for at in places:
            if at < skip:
                continue
            word = lower[at]
            entry = words.get(word)
            item: TimeWords | None = None
            if entry is not None:
                sort = entry[0]
                if sort == "unit":
                    item = self._unit(lower, at, entry[1], taken)
                elif sort == "month":
                    item = self._month(sentence, at, int(entry[1]))
                elif sort == "weekday":
                    item = self._weekday(lower, at, int(entry[1]))
                elif sort == "day":
                    item = self._day(at, int(entry[1]))
                elif sort == "now":
                    item = self._now(lower, at, word)
                elif sort == "todate":
                    item = self._to_date(lower, at, word)
                elif sort == "season":
                    item = self._season(sentence, at, int(entry[1]))
                elif sort == "quarter":
                    item = self._quarter(lower, at, at + 1, int(entry[1]))
                elif sort == "halfyear":
                    item = self._half(lower, at, at + 1, int(entry[1]))
                elif sort == "fiscal":
                    item = self._fiscal(lower, at)
            elif at not in taken:
                if _is_year(word):
                    item = self._year(sentence, at)
                elif word[:2] == "fy" and word[2:].isdigit():
                    item = self._fiscal(lower, at)
            if item is not None:
                if found and item.first < found[-1].last:
                    item.first = found[-1].first if item.last > found[-1].last else item.first
                    if item.last <= found[-1].last:
                        continue
                    found.pop()
                self._base(lower, item, taken)
                found.append(item)
                skip = item.last
        return found

    @staticmethod
    def _base(lower: list[str], item: TimeWords, taken: set[int]) -> None:
        """Marks what a change is measured from, and years that only name a thing (`the floods of 2018`)."""
        first = item.first
        if lower[first] == "since":
            if any(
                word in _SUPERLATIVES or (word[-3:] == "est" and len(word) > 5)
                for word in lower[max(0, first - 5) : first]
            ):
                # `the highest since 2018`
                item.base = True
            return
        if (
            lower[first - 1 : first] == ["due"]
            and lower[first].isdigit()
            and first > 1
            and lower[first - 2] not in {"is", "are", "was", "were", "be"}
        ):
            # `bonds due 1992`
            item.names = True
            return
        if item.last < len(lower) and lower[item.last] in _MONEY_OF and lower[first].isdigit():
            # `in 2023 money`
            item.names = True
            return
        back = first - 1
        while back >= 0 and lower[back] in _BETWEEN_BASE:
            back -= 1
        if back < 0:
            return
        word = lower[back]
        before = lower[back - 1] if back else ""
        sort = PERIOD_WORDS.get(lower[first], ("",))[0]
        if word == "from":
            item.base = (back - 1) in taken or before in _MOVED
        elif word == "over":
            item.base = (
                not item.length
                and lower[first] not in {"past", "last", "next", "coming", "recent", "this"}
                and (back - 1) in taken
            )
        elif word == "on":
            item.base = (
                sort not in {"weekday", "month", "day"}
                and ((back - 1) in taken or before in _MOVED)
                and not lower[first][:2].isdigit()
            )
            item.base = item.base or (
                lower[first].isdigit() and len(lower[first]) == 4 and ((back - 1) in taken or before in _MOVED)
            )
        elif word in {"with", "to"}:
            item.base = before in {"compared", "compares", "comparing"}
        elif word in {"against", "versus", "vs"}:
            item.base = True
        else:
            # `more than people paid in 2020`, `double what it took in 2020`
            for at in range(back, max(-1, back - 6), -1):
                if at in taken or lower[at] in {",", ";", "("} or (at < back and lower[at] in {"and", "but"}):
                    break
                if lower[at] in {"than", "what"} and (not at or lower[at - 1] not in {"other", "rather"}):
                    item.base = at + 1 not in taken
                    break
        if (
            lower[back + 1 : first] == ["of"]
            and lower[first].isdigit()
            and sort == ""
            and item.last - first == 1
            and word not in PERIOD_WORDS
        ):
            item.names = word not in {
                "end",
                "start",
                "beginning",
                "half",
                "quarter",
                "rest",
                "course",
                "whole",
                "all",
                "most",
                "much",
            }

    # Years -----------------------------------------------------------------------------------------------------------------

    def _year(self, sentence: Sentence, at: int) -> TimeWords | None:
        lower = sentence.lower
        year = int(lower[at])
        before = lower[at - 1] if at else ""
        count = len(lower)
        after = lower[at + 1] if at + 1 < count else ""
        # `LensExpo 2024`, `Agenda 2030`, `Boeing 2000`: a name, unless a preposition or a mark comes first.
        if (
            at
            and before not in _YEAR_BEFORE
            and sentence.tokens[at - 1][:1].isupper()
            and before not in PERIOD_WORDS
            and at > 1
        ):
            return None
        if after in {"%", "°", "percent"} or before in {"$", "€", "£", "¥", "#", "no"}:
            return None
        if after == "s":
            start, end = dt.date(year, 1, 1), dt.date(min(year + 9, 9999), 12, 31)
            return TimeWords(at, at + 2, start, end)
        stop = at + 1
        start, end = year_span(year)
        if after in {"-", "–", "—", "/", "to", "and", "through", "until"} and at + 2 < count:
            second = lower[at + 2]
            between = after in {"to", "and", "through", "until"}
            opens = before in {"between", "from"} if after in {"to", "and"} else True
            if (
                _is_year(second)
                and int(second) > year
                and opens
                and (not between or before in {"between", "from", "the", "in", "for", ""} or after == "through")
            ):
                return TimeWords(at, at + 3, start, year_span(int(second))[1])
            if not between and len(second) == 2 and second.isdigit() and int(second) == (year + 1) % 100:
                return TimeWords(at, at + 3, *self._fiscal_span(year, crossing=True))
            if not between and len(second) == 2 and second.isdigit() and int(second) > year % 100:
                return TimeWords(at, at + 3, start, year_span(year - year % 100 + int(second))[1])
        first = at
        if before in {"of", "in"} and at > 1 and lower[at - 2] in {"end", "close"}:
            day = dt.date(year, 12, 31)
            return TimeWords(at - 2, stop, day, day)
        if before in {"of", "in"} and at > 1 and lower[at - 2] in {"start", "beginning"}:
            day = dt.date(year, 1, 1)
            return TimeWords(at - 2, stop, day, day)
        if before == "end" or (before == "-" and at > 1 and lower[at - 2] == "end"):
            day = dt.date(year, 12, 31)
            return TimeWords(at - 1, stop, day, day)
        if before == "since":
            first = at - 1
            end = max(self.published, start) if self.published else end
            if self.published is None:
                return TimeWords(first, stop, start, None)
        return TimeWords(first, stop, start, end)

    def _fiscal_span(self, year: int, *, crossing: bool) -> Span:
        """Days of a business year: `2023/24` starts in April, as most do; `fiscal 2024` is taken for the calendar year."""
        return (dt.date(year, 4, 1), dt.date(year + 1, 3, 31)) if crossing else year_span(year)

    def _fiscal(self, lower: list[str], at: int) -> TimeWords | None:
        word = lower[at]
        look = at + 1
        if word[:2] == "fy" and word[2:].isdigit():
            digits = word[2:]
        else:
            while look < len(lower) and lower[look] in {"year", "years", "the"}:
                look += 1
            if look >= len(lower):
                return None
            digits = lower[look]
            look += 1
        if not digits.isdigit() or len(digits) not in {2, 4}:
            return None
        year = int(digits) if len(digits) == 4 else 2000 + int(digits)
        if not 1900 <= year < 2100:
            return None
        if (
            look + 1 < len(lower)
            and lower[look] in {"-", "–", "/"}
            and lower[look + 1].isdigit()
            and len(lower[look + 1]) in {2, 4}
        ):
            return TimeWords(at, look + 2, *self._fiscal_span(year, crossing=True))
        return TimeWords(at, look, *year_span(year))

    # Months and days ---------------------------------------------------------------------------------------------------------

    def _month(self, sentence: Sentence, at: int, month: int) -> TimeWords | None:
        lower, tokens = sentence.lower, sentence.tokens
        word = lower[at]
        if not tokens[at][:1].isupper():
            return None
        count = len(lower)
        before = lower[at - 1] if at else ""
        first, last = at, at + 1
        if last < count and lower[last] == ".":
            last += 1
        day = 0
        after = lower[last] if last < count else ""
        year = 0
        if (day_after := _day_number(after)) and not _is_year(after):
            day = day_after
            last += 1
            if last + 1 < count and lower[last] == "," and _is_year(lower[last + 1]):
                year = int(lower[last + 1])
                last += 2
            elif last < count and _is_year(lower[last]):
                year = int(lower[last])
                last += 1
        else:
            if day_before := _day_number(before):
                day = day_before
                first = at - 1
            elif before == "of" and at > 1 and (day_before := _day_number(lower[at - 2])):
                day = day_before
                first = at - 2
            if last < count and _is_year(lower[last]):
                year = int(lower[last])
                last += 1
            elif last + 1 < count and lower[last] in {",", "of"} and _is_year(lower[last + 1]):
                year = int(lower[last + 1])
                last += 2
        # `May` and `March` are words too.
        if word in {"may", "march", "mar", "sun", "sat"} and not day and not year and before not in {
            "in", "since", "by", "of", "to", "until", "last", "next", "this", "from", "and", "early", "late", "mid", "through", "late", "end", "during", "till", "for", "between", "-", "–",
        }:  # fmt: skip
            return None
        relative = 0
        if before == "last" and not day:
            first = at - 1
        elif before == "next" and not day:
            first, relative = at - 1, 1
        if (
            not year
            and last + 1 < count
            and lower[last] in {"last", "this", "next"}
            and lower[last + 1] == "year"
            and self.published
        ):
            year = self.published.year + {"last": -1, "this": 0, "next": 1}[lower[last]]
            last += 2
        open_ended = False
        if not year:
            if self.published is None:
                return TimeWords(first, last, None, None)
            year = nearest_month(self.published, month, ahead=bool(relative))
            if before == "last" and month == self.published.month and not day:
                year -= 1
            if day and not relative and _safe(year, month, day) > self.published + dt.timedelta(days=45):
                year -= 1
            open_ended = True
            near = lower[first - 1] if first else ""
            if near in _AHEAD or (first > 1 and near == "in" and lower[first - 2] == "ending"):
                # The nearest such date, before or after the article.
                that = _safe(year, month, day or 28)
                if (_safe(year + 1, month, day or 28) - self.published).days < (self.published - that).days:
                    year += 1
        if day:
            start = end = _safe(year, month, day)
        else:
            start, end = month_span(year, month)
        preposition = lower[first - 1] if first else ""
        # `three months to September`, `year ended March 31`, `from January to March`
        back = first - 1
        while back >= 0 and lower[back] in {"to", "ending", "ended", "end", "the", "through", "in", "of", "on"}:
            back -= 1
        if back >= 0 and preposition in {"to", "ending", "ended", "through", "in", "on", "end"}:
            unit = PERIOD_WORDS.get(lower[back], ("", ""))
            joined = lower[back + 1 : first]
            if (
                unit[0] == "unit"
                and ({"to", "ending", "ended", "through"} & set(joined))
                and unit[1] in {"year", "month", "quarter", "week", "half", "hour", "day"}
            ):
                number = _number(lower[back - 1]) if back else None
                if unit[1] == "year" and number is None or unit[1] == "quarter" and number is None:
                    number = 1
                if number is None:
                    number = 1
                begin = add_months(
                    end + dt.timedelta(days=1),
                    -number * {"year": 12, "month": 1, "quarter": 3, "half": 6}.get(unit[1], 0),
                )
                if unit[1] in {"hour", "day", "week"}:
                    begin = shift(end, unit[1], -number)
                if unit[1] in {"year", "month", "quarter", "half"} and not day:
                    begin = begin.replace(day=1)
                left = back - 1 if back and _number(lower[back - 1]) is not None else back
                return TimeWords(max(0, left), last, begin, end)
            if preposition in {"to", "through"} and back >= 0:
                opening = PERIOD_WORDS.get(lower[back], ("", ""))
                if opening[0] == "month" and sentence.tokens[back][:1].isupper():
                    from_month = int(opening[1])
                    from_year = year if from_month <= month else year - 1
                    return TimeWords(back, last, dt.date(from_year, from_month, 1), end)
        if preposition in {"-", "–"} and first > 1 and not day:
            opening = PERIOD_WORDS.get(lower[first - 2], ("", ""))
            if opening[0] == "month":
                from_month = int(opening[1])
                return TimeWords(
                    first - 2, last, dt.date(year if from_month <= month else year - 1, from_month, 1), end
                )
        if preposition == "since":
            upto = self.published if self.published and self.published >= start else None
            return TimeWords(first - 1, last, start, upto)
        if preposition in {"of", "in"} and first > 1 and lower[first - 2] in {"end", "close"} and not day:
            return TimeWords(first - 2, last, end, end)
        if preposition == "end" and not day:
            return TimeWords(first - 1, last, end, end)
        if preposition in {"of", "in"} and first > 1 and lower[first - 2] in {"start", "beginning"} and not day:
            return TimeWords(first - 2, last, start, start)
        if preposition in {"of", "in"} and first > 1 and lower[first - 2] == "middle" and not day:
            middle = start.replace(day=15)
            return TimeWords(first - 2, last, middle, middle)
        return TimeWords(first, last, start, end, floating=open_ended)

    def _weekday(self, lower: list[str], at: int, weekday: int) -> TimeWords | None:
        before = lower[at - 1] if at else ""
        if lower[at] in {"sun", "sat", "mon", "wed", "fri"} and before not in {"on", "last", "this"}:
            return None
        first = at - 1 if before in {"last", "this", "next", "late", "early"} else at
        last = at + 1
        if last < len(lower) and lower[last] in {"night", "morning", "afternoon", "evening"}:
            last += 1
        if self.published is None:
            return TimeWords(first, last, None, None)
        back = (self.published.isoweekday() - weekday) % 7
        if before == "last" and back == 0:
            back = 7
        day = self.published - dt.timedelta(days=back)
        if before == "next":
            day = self.published + dt.timedelta(days=7 - back)
        return TimeWords(first, last, day, day)

    def _day(self, at: int, offset: int) -> TimeWords:
        if self.published is None:
            return TimeWords(at, at + 1, None, None)
        day = self.published + dt.timedelta(days=offset)
        return TimeWords(at, at + 1, day, day)

    def _now(self, lower: list[str], at: int, word: str) -> TimeWords | None:
        before = lower[at - 1] if at else ""
        first = at
        if word in {"present", "moment"}:
            if before not in {"at", "the"}:
                return None
            first = at - 1
        if word == "now" and before in {"until", "till", "from", "by"}:
            return None
        return TimeWords(first, at + 1, self.published, self.published, soft=True)

    def _to_date(self, lower: list[str], at: int, word: str) -> TimeWords | None:
        before = lower[at - 1] if at else ""
        if word == "date" and before != "to" or word == "far" and before != "so":
            return None
        last = at + 1
        if word == "far" and last + 1 < len(lower) and lower[last] in {"this", "in"} and self.published:
            look = last + 1
            if lower[last] == "in":
                if _is_year(lower[look]):
                    year = int(lower[look])
                    if year == self.published.year:
                        return TimeWords(at - 1, look + 1, dt.date(year, 1, 1), self.published)
                return TimeWords(at - 1, last, self.published, self.published)
            unit = PERIOD_WORDS.get(lower[look], ("", ""))
            if unit[0] == "unit":
                start = {"year": self.published.replace(month=1, day=1), "month": self.published.replace(day=1)}.get(
                    unit[1]
                )
                if unit[1] == "week":
                    start = self.published - dt.timedelta(days=self.published.weekday())
                if unit[1] == "quarter":
                    start = dt.date(self.published.year, (self.published.month - 1) // 3 * 3 + 1, 1)
                return TimeWords(at - 1, look + 1, start or self.published, self.published)
        if word == "date" and at > 1 and lower[at - 2] == "year":
            return TimeWords(
                at - 2, last, self.published.replace(month=1, day=1) if self.published else None, self.published
            )
        return TimeWords(at - 1, last, self.published, self.published)

    def _season(self, sentence: Sentence, at: int, month: int) -> TimeWords | None:
        lower = sentence.lower
        before = lower[at - 1] if at else ""
        after = lower[at + 1] if at + 1 < len(lower) else ""
        two_on = lower[at + 2] if at + 2 < len(lower) else ""
        last = at + 1
        year = 0
        if _is_year(after):
            year, last = int(after), at + 2
        elif after == "of" and _is_year(two_on):
            year, last = int(two_on), at + 3
        if not year and before not in {"last", "this", "next", "in", "the", "a", "by", "since", "past", "every"}:
            return None
        if not year and lower[at] == "fall" and before not in {"last", "this", "next", "in", "by"}:
            return None
        if before in {"every"}:
            return None
        first = at - 1 if before in {"last", "this", "next", "past"} else at
        if not year:
            if self.published is None:
                return TimeWords(first, last, None, None)
            year = self.published.year
            if before == "next":
                year += month <= self.published.month
            elif before == "this":
                pass
            elif dt.date(year, month, 1) > self.published:
                year -= 1
        start, end = month_span(year, month, 3)
        return TimeWords(first, last, start, end, floating=before in {"in", "the", "by", "a"})

    # Quarters and halves --------------------------------------------------------------------------------------------------------

    def _year_behind(self, lower: list[str], at: int) -> tuple[int, int]:
        """Year named behind token `at` (`of 2024`, `2024`, `of this year`), and one past it; (0, at) where none is."""
        look = at
        while look < len(lower) and lower[look] in {"of", "in", "the", "fiscal", ",", "financial"} and look < at + 3:
            look += 1
        if look < len(lower):
            word = lower[look]
            if _is_year(word):
                return int(word), look + 1
            if (
                self.published
                and word in {"this", "last", "next"}
                and look + 1 < len(lower)
                and lower[look + 1] in {"year", "year's"}
            ):
                return self.published.year + {"this": 0, "last": -1, "next": 1}[word], look + 2
        return 0, at

    def _quarter(self, lower: list[str], first: int, last: int, quarter: int) -> TimeWords:
        year, stop = self._year_behind(lower, last)
        if not year:
            # `2024 Q1`
            if first and _is_year(lower[first - 1]):
                year, first = int(lower[first - 1]), first - 1
            elif self.published is None:
                return TimeWords(first, last, None, None)
            else:
                year = self.published.year
                if dt.date(year, quarter * 3 - 2, 1) > self.published:
                    year -= 1
        return TimeWords(first, stop, *month_span(year, quarter * 3 - 2, 3))

    def _half(self, lower: list[str], first: int, last: int, half: int) -> TimeWords:
        year, stop = self._year_behind(lower, last)
        if not year:
            if self.published is None:
                return TimeWords(first, last, None, None)
            year = self.published.year
            if dt.date(year, half * 6 - 5, 1) > self.published:
                year -= 1
        return TimeWords(first, stop, *month_span(year, half * 6 - 5, 6))

    # last year, three years ago, the past decade -------------------------------------------------------------------------------

    def _unit(self, lower: list[str], at: int, unit: str, taken: set[int]) -> TimeWords | None:
        before = lower[at - 1] if at else ""
        count = len(lower)
        after = lower[at + 1] if at + 1 < count else ""
        published = self.published
        if unit == "half" and before not in {"first", "second", "last", "this"}:
            return None
        # `year on year`, `year-over-year`, `year to date`
        if (
            unit in {"year", "quarter", "month"}
            and after in {"on", "over", "-"}
            and at + 2 < count
            and (lower[at + 2] in {"year", "on", "over"} or lower[at + 2] == lower[at])
        ):
            stop = at + 2
            while stop < count and lower[stop] in {"-", "on", "over", lower[at]}:
                stop += 1
            return TimeWords(at, stop, None, None, base=True)
        if unit == "quarter" and before in _ORDINALS and before not in {"last", "closing"}:
            if at > 1 and lower[at - 2] == "a":
                return None
            return self._quarter(lower, at - 1, at + 1, _ORDINALS[before])
        if unit == "half" and before in {"first", "second"}:
            return self._half(lower, at - 1, at + 1, _ORDINALS[before])
        if unit == "half" and before in {"last", "this"} and after not in {"year", "-"}:
            return None
        if (
            unit == "year"
            and lower[at] == "year"
            and after in {"to", "ended", "ending", "through", "starting", "beginning", "from"}
        ):
            look = at + 2
            if look < count and lower[look] in {"in", "on", "the"}:
                look += 1
            if (
                after in {"starting", "beginning", "from"}
                and look < count
                and PERIOD_WORDS.get(lower[look], ("",))[0] == "month"
                and published
            ):
                month = int(PERIOD_WORDS[lower[look]][1])
                year = published.year if month >= published.month else published.year + 1
                if look + 2 < count and _is_year(lower[look + 2]):
                    year = int(lower[look + 2])
                start = dt.date(year, month, 1)
                return TimeWords(at, look + 1, start, month_span(year, month, 12)[1])
            if after == "to" and at + 2 < count and lower[at + 2] == "date":
                return None
        if (
            before == "the"
            and unit == "decade"
            and at > 2
            and lower[at - 2] == "of"
            and lower[at - 3] == "end"
            and published is not None
        ):
            day = dt.date(published.year - published.year % 10 + 9, 12, 31)
            return TimeWords(at - 3, at + 1, day, day)
        if (
            before == "the"
            and unit in {"year", "quarter", "month"}
            and at > 1
            and lower[at - 2] in {"over", "during", "in", "for", "of", "throughout", "by"}
            and after not in _BACK
            and after not in {"to", "ended", "ending", "when"}
        ):
            # `over the course of the year`: the year that is talked of.
            span = (
                (None, None)
                if published is None
                else {"year": year_span(published.year), "month": month_span(published.year, published.month)}.get(
                    unit, (None, None)
                )
            )
            item = TimeWords(at - 1, at + 1, span[0], span[1], back=(unit, 0))
            if lower[at - 2] in {"of", "by"} and at > 2 and lower[at - 3] in {"end", "close", "the"}:
                return None
            return item if lower[at - 2] != "by" else None
        # Number before: `three years ago`, `past three years`, `first three months`, `in 12 months`
        number = _number(before)
        lead = at - 2
        if number is None and before == "-" and at > 1:
            return None
        if before == "half" and unit == "decade":
            number, lead = 0.5, at - 2
        if before == "-" and at > 1 and lower[at - 2] == "full" and unit == "year":
            span = year_span(published.year) if published else (None, None)
            return TimeWords(at - 2, at + 1, span[0], span[1], full=True)
        if before in {"fiscal", "financial", "calendar", "full"} and at > 2 and _number(lower[at - 2]) is not None:
            return self._named(lower, at - 3, at, unit, _number(lower[at - 2]))
        if before in {
            "fiscal",
            "financial",
            "calendar",
            "trading",
            "business",
            "election",
            "crop",
            "marketing",
            "budget",
            "academic",
            "school",
            "full",
        }:
            lead = at - 2
            return self._named(lower, lead, at, "year" if unit == "year" else unit, number=None)
        if (
            before in _PAST
            or before in _NEXT
            or before in {"this", "current", "same", "earlier", "that"}
            or (number is not None)
        ):
            return self._named(lower, at - 1 if number is None else lead, at, unit, number)
        if after == "before" or after == "earlier" or after == "ago":
            if before in {"the", "a"}:
                # `the year before`
                return self._back(at - 1, at + 2, unit, 1, day=False, ago=after == "ago")
        return None

    def _back(self, first: int, last: int, unit: str, number: float, *, day: bool, ago: bool = False) -> TimeWords:
        item = self._ago(first, last, unit, number, day=day)
        item.ago = True
        if not ago:
            item.back = (unit, number)
        return item

    def _ago(self, first: int, last: int, unit: str, number: float, *, day: bool) -> TimeWords:
        published = self.published
        if published is None:
            return TimeWords(first, last, None, None)
        then = shift(published, unit, -number)
        if unit in {"year", "decade"} and not day:
            return TimeWords(first, last, *year_span(then.year))
        if unit == "month":
            return TimeWords(first, last, *month_span(then.year, then.month))
        if unit == "quarter":
            return TimeWords(first, last, *month_span(then.year, (then.month - 1) // 3 * 3 + 1, 3))
        if unit == "week":
            monday = then - dt.timedelta(days=then.weekday())
            return TimeWords(first, last, monday, monday + dt.timedelta(days=6))
        return TimeWords(first, last, then, then)

    def _named(self, lower: list[str], lead: int, at: int, unit: str, number: float | None) -> TimeWords | None:
        """`last year`, `this quarter`, `the past three years`, `two years ago`, `the coming fiscal year`."""
        published = self.published
        count = len(lower)
        stop = at + 1
        after = lower[stop] if stop < count else ""
        word = lower[lead] if lead >= 0 else ""
        if number is not None:
            # At `lead` stands the word before the number.
            if word in {"first", "opening"} and unit in {"month", "quarter"}:
                year, behind = self._year_behind(lower, stop)
                if not year:
                    if published is None:
                        return TimeWords(lead, stop, None, None)
                    year = published.year
                months = int(number) * (3 if unit == "quarter" else 1)
                if 0 < months < 13:
                    if dt.date(year, min(months, 12), 1) > (published or dt.date.max) and behind == stop:
                        year -= 1
                    return TimeWords(lead, behind, *month_span(year, 1, months))
                return None
            if after in {"to", "ended", "ending", "through"}:
                return None  # read from its month
            if after in _BACK:
                exact = number >= 1 and unit not in {"year", "decade"}
                return self._back(at - 1, stop + 1, unit, number, day=exact, ago=after == "ago")
            if word in _PAST or word == "last":
                start = shift(published, unit, -number) if published else None
                return TimeWords(lead, stop, start, published)
            if word in _NEXT:
                end = shift(published, unit, number) if published else None
                return TimeWords(lead, stop, published, end)
            if (
                word in {"in", "over", "within", "during"}
                and unit in {"year", "decade", "month", "week", "quarter"}
                and after not in {"old", "a", "-"}
            ):
                start = shift(published, unit, -number) if published else None
                item = TimeWords(lead, stop, start, published, length=True)
                item.ahead = shift(published, unit, number) if published else None
                return item
            return None
        if after in _BACK and word in {"the", "a"}:
            return self._back(lead, stop + 1, unit, 1, day=False, ago=after == "ago")
        middle = lower[lead + 1 : at]
        if word in {"the", "a", "of", "in", "for"} and middle and middle[0] in {"full"} and lead >= 0:
            return None
        fiscal = bool(middle)
        if word == "same" or word == "that":
            # `the same quarter of last year`: the year behind decides.
            year, behind = self._year_behind(lower, stop)
            if word == "same" and after == "last" and behind == stop:
                pass
            if year:
                return TimeWords(lead, behind, *year_span(year))
            if word == "same" and after in {"a"} and published:
                return TimeWords(lead, stop, *year_span(published.year - 1), base=True)
            return TimeWords(lead, stop, None, None, soft=True)
        offset = 0
        if word in _PAST:
            offset = -1
        elif word in _NEXT:
            offset = 1
        elif word not in {"this", "current"}:
            return None
        if published is None:
            return TimeWords(lead, stop, None, None)
        if unit == "year":
            if word == "past":
                return TimeWords(lead, stop, add_months(published, -12), published)
            if fiscal and offset == 1:
                return TimeWords(lead, stop, *year_span(published.year + 1), soft=False)
            if lower[lead] in {"latest", "recent"}:
                return None
            return TimeWords(lead, stop, *year_span(published.year + offset))
        if unit == "decade":
            if offset == 0:
                first_year = published.year - published.year % 10
                return TimeWords(lead, stop, dt.date(first_year, 1, 1), dt.date(first_year + 9, 12, 31))
            return TimeWords(
                lead,
                stop,
                *((add_months(published, -120), published) if offset < 0 else (published, add_months(published, 120))),
            )
        if unit == "month":
            then = add_months(published, offset)
            if word == "past":
                return TimeWords(lead, stop, then, published)
            return TimeWords(lead, stop, *month_span(then.year, then.month))
        if unit == "quarter":
            then = add_months(published, 3 * offset)
            return TimeWords(lead, stop, *month_span(then.year, (then.month - 1) // 3 * 3 + 1, 3))
        if unit == "week":
            if word == "past":
                return TimeWords(lead, stop, published - dt.timedelta(days=7), published)
            monday = published - dt.timedelta(days=published.weekday()) + dt.timedelta(days=7 * offset)
            return TimeWords(lead, stop, monday, monday + dt.timedelta(days=6))
        if unit == "day" and word in {"previous", "preceding", "next", "following"}:
            return None
        return None

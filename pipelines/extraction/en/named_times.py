"""Times that are named: years, business years, months and days, seasons, quarters.

Belongs here: a date without its year, a span between two of them. Does not belong here: what counts from the article (`last year`,
`three years ago`: `calendar_words.py`).

A time that needs the article's date stays open (no days) where the article has none.
"""

from __future__ import annotations

import datetime as dt

from pipelines.extraction.document import Sentence
from pipelines.extraction.en.time_words import (
    PERIOD_WORDS,
    Span,
    TimeWords,
    add_months,
    day_number,
    is_year,
    month_span,
    nearest_month,
    number_of,
    safe_day,
    shift,
    year_span,
)

_YEAR_BEFORE = frozenset(
    "in by since of from to until till through during for before after end mid early late and between around about fiscal fy year "
    "season / - – — ( , throughout since as at budget report results accounts review than calendar year-end over on against spring summer autumn fall winter".split()
)
_AHEAD = frozenset("payable record due effective starting beginning until till ending".split())
"""Words before a date that lies ahead, or nearest to the article."""

_SECURITIES = frozenset(
    "bond bonds gilt gilts bund bunds treasury treasuries debenture debentures eurobond eurobonds sukuk".split()
)
"""Loans on the market, which the year of their repayment names."""
_FORESIGHT = frozenset(
    "projection projections forecast forecasts estimate estimates outlook guidance prediction".split()
)

_HOURS = frozenset(
    "early late morning afternoon midday opening closing premarket hours pre-market after-hours thin heavy light".split()
)
"""What a part of a day's trading is called by."""


class NamedTimes:
    """Reads the named times of one article's sentences."""

    def __init__(self, published: dt.date | None) -> None:
        # Days outside what a calendar can shift by decades are as good as none.
        self.published = published if published is not None and 1500 < published.year < 2500 else None

    def year(self, sentence: Sentence, at: int) -> TimeWords | None:
        """A year, a decade (`the 1990s`), a span of years, or the end or start of one, at token `at`."""
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
        if before in {"a", "an"} and sentence.tokens[at + 1 : at + 2] and sentence.tokens[at + 1][:1].isupper():
            return None  # `a 1962 Jeep`
        if not _SECURITIES.isdisjoint(lower[at + 1 : at + 4]) and before not in {"in", "by", "of", "since"}:
            return None  # `the 2035 government bond`
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
                is_year(second)
                and int(second) > year
                and opens
                and (not between or before in {"between", "from", "the", "in", "for", ""} or after == "through")
            ):
                return TimeWords(at, at + 3, start, year_span(int(second))[1])
            if not between and len(second) == 2 and second.isdigit() and int(second) == (year + 1) % 100:
                return TimeWords(at, at + 3, *self.fiscal_span(year, crossing=True))
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

    def fiscal_span(self, year: int, *, crossing: bool) -> Span:
        """Days of a business year: `2023/24` starts in April, as most do; `fiscal 2024` is taken for the calendar year."""
        return (dt.date(year, 4, 1), dt.date(year + 1, 3, 31)) if crossing else year_span(year)

    def fiscal(self, lower: list[str], at: int) -> TimeWords | None:
        """A business year (`FY2025`, `fiscal 2023/24`) at token `at`."""
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
            return TimeWords(at, look + 2, *self.fiscal_span(year, crossing=True))
        return TimeWords(at, look, *year_span(year))

    def month(self, sentence: Sentence, at: int, month: int) -> TimeWords | None:
        """A month or a day of one, with its year where printed, at token `at`; also what ends with it (`three months to June`)."""
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
        if (day_after := day_number(after)) and not is_year(after):
            day = day_after
            last += 1
            if last + 1 < count and lower[last] == "," and is_year(lower[last + 1]):
                year = int(lower[last + 1])
                last += 2
            elif last < count and is_year(lower[last]):
                year = int(lower[last])
                last += 1
        else:
            if day_before := day_number(before):
                day = day_before
                first = at - 1
            elif before == "of" and at > 1 and (day_before := day_number(lower[at - 2])):
                day = day_before
                first = at - 2
            if last < count and is_year(lower[last]):
                year = int(lower[last])
                last += 1
            elif last + 1 < count and lower[last] in {",", "of"} and is_year(lower[last + 1]):
                year = int(lower[last + 1])
                last += 2
        # `May` and `March` are words too.
        if word in {"may", "march", "mar", "sun", "sat"} and not day and not year and before not in {
            "in", "since", "by", "of", "to", "until", "last", "next", "this", "from", "and", "early", "late", "mid", "through", "end", "during", "till", "for", "between", "-", "–",
        }:  # fmt: skip
            return None
        if not day and not year and not _FORESIGHT.isdisjoint(lower[last : last + 1]):
            return None  # `its September projection`: when it was made, not what it is of
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
            if day and not relative and safe_day(year, month, day) > self.published + dt.timedelta(days=45):
                year -= 1
            open_ended = True
            near = lower[first - 1] if first else ""
            if near in _AHEAD or (first > 1 and near == "in" and lower[first - 2] == "ending"):
                # The nearest such date, before or after the article.
                that = safe_day(year, month, day or 28)
                if (safe_day(year + 1, month, day or 28) - self.published).days < (self.published - that).days:
                    year += 1
        if day:
            start = end = safe_day(year, month, day)
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
                number = number_of(lower[back - 1]) if back else None
                if (unit[1] == "year" and number is None) or (unit[1] == "quarter" and number is None):
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
                left = back - 1 if back and number_of(lower[back - 1]) is not None else back
                return TimeWords(max(0, left), last, begin, end, floating=open_ended)
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
            return TimeWords(first - 2, last, end, end, floating=open_ended)
        if preposition == "end" and not day:
            return TimeWords(first - 1, last, end, end, floating=open_ended)
        if preposition in {"of", "in"} and first > 1 and lower[first - 2] in {"start", "beginning"} and not day:
            return TimeWords(first - 2, last, start, start, floating=open_ended)
        if preposition in {"of", "in"} and first > 1 and lower[first - 2] == "middle" and not day:
            middle = start.replace(day=15)
            return TimeWords(first - 2, last, middle, middle, floating=open_ended)
        return TimeWords(first, last, start, end, floating=open_ended)

    def weekday(self, lower: list[str], at: int, weekday: int) -> TimeWords | None:
        """The last such day not after the article, at token `at`."""
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

    def day(self, at: int, offset: int) -> TimeWords:
        """A day counted from the article."""
        if self.published is None:
            return TimeWords(at, at + 1, None, None)
        day = self.published + dt.timedelta(days=offset)
        return TimeWords(at, at + 1, day, day)

    def daypart(self, lower: list[str], at: int, sort: str) -> TimeWords | None:
        """`this morning`, `last night`, `by noon`, `in early trade`: a part of the article's day or of the one before."""
        before = lower[at - 1] if at else ""
        if sort == "trade":
            if before not in _HOURS or at < 2 or lower[at - 2] not in {"in", "the", "during", "-", "by"}:
                return None
        elif sort == "noon":
            if before not in {"by", "at", "before", "until"}:
                return None
        elif before not in {"this", "last"}:
            return None
        if self.published is None:
            return TimeWords(at - 1, at + 1, None, None)
        day = self.published - dt.timedelta(days=before == "last")
        return TimeWords(at - 1, at + 1, day, day)

    def now(self, lower: list[str], at: int, word: str) -> TimeWords | None:
        """The time of the article."""
        before = lower[at - 1] if at else ""
        first = at
        if word in {"present", "moment"}:
            if before not in {"at", "the"}:
                return None
            first = at - 1
        if word == "now" and before in {"until", "till", "from", "by"}:
            return None
        return TimeWords(first, at + 1, self.published, self.published, soft=True)

    def to_date(self, lower: list[str], at: int, word: str) -> TimeWords | None:
        """`so far`, `to date`, from the start of what is named."""
        before = lower[at - 1] if at else ""
        if (word == "date" and before != "to") or (word == "far" and before != "so"):
            return None
        last = at + 1
        if word == "far" and last + 1 < len(lower) and lower[last] in {"this", "in"} and self.published:
            look = last + 1
            if lower[last] == "in":
                if is_year(lower[look]):
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

    def season(self, sentence: Sentence, at: int, month: int) -> TimeWords | None:
        """A season with or without its year, at token `at`."""
        lower = sentence.lower
        before = lower[at - 1] if at else ""
        after = lower[at + 1] if at + 1 < len(lower) else ""
        two_on = lower[at + 2] if at + 2 < len(lower) else ""
        last = at + 1
        year = 0
        if is_year(after):
            year, last = int(after), at + 2
        elif after == "of" and is_year(two_on):
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
            elif dt.date(year, month, 1) > self.published or (
                before == "last" and month_span(year, month, 3)[1] >= self.published
            ):
                # `last autumn`, said in autumn, is the one of the year before.
                year -= 1
        start, end = month_span(year, month, 3)
        return TimeWords(first, last, start, end, floating=before in {"in", "the", "by", "a"})

    def feast(self, lower: list[str], at: int, month: int) -> TimeWords | None:
        """The month of a feast that dates something (`before Christmas`), at token `at`; `Christmas sales` names a thing."""
        before = lower[at - 1] if at else ""
        if before not in {"by", "before", "at", "over", "since", "after", "last", "this", "next", "until", "for"}:
            return None
        first = at - 1 if before in {"last", "this", "next"} else at
        if self.published is None:
            return TimeWords(first, at + 1, None, None)
        year = self.published.year if before == "this" else nearest_month(self.published, month, ahead=before == "next")
        if before == "last" and month == self.published.month:
            year -= 1
        return TimeWords(first, at + 1, *month_span(year, month), floating=before not in {"last", "this", "next"})

    def century(self, lower: list[str], at: int) -> TimeWords | None:
        """The year that a part of the century means: `by the middle of the century`, `by mid-century`, `the end of the century`."""
        if self.published is None:
            return None
        first = self.published.year // 100 * 100
        if at > 1 and lower[at - 1] == "-" and lower[at - 2] == "mid":
            return TimeWords(at - 2, at + 1, *year_span(first + 50))
        if at < 3 or lower[at - 1] not in {"the", "this"} or lower[at - 2] != "of":
            return None
        year = {"middle": first + 50, "end": first + 100, "turn": first, "start": first}.get(lower[at - 3])
        return TimeWords(at - 3, at + 1, *year_span(year)) if year is not None else None

    def year_behind(self, lower: list[str], at: int) -> tuple[int, int]:
        """Year named behind token `at` (`of 2024`, `2024`, `of this year`), and one past it; (0, at) where none is."""
        look = at
        while look < len(lower) and lower[look] in {"of", "in", "the", "fiscal", ",", "financial"} and look < at + 3:
            look += 1
        if look < len(lower):
            word = lower[look]
            if is_year(word):
                return int(word), look + 1
            if (
                self.published
                and word in {"this", "last", "next"}
                and look + 1 < len(lower)
                and lower[look + 1] in {"year", "year's"}
            ):
                return self.published.year + {"this": 0, "last": -1, "next": 1}[word], look + 2
        return 0, at

    def quarter(self, lower: list[str], first: int, last: int, quarter: int) -> TimeWords:
        """A quarter whose words are tokens `first` to `last`."""
        year, stop = self.year_behind(lower, last)
        if not year:
            # `2024 Q1`
            if first and is_year(lower[first - 1]):
                year, first = int(lower[first - 1]), first - 1
            elif self.published is None:
                return TimeWords(first, last, None, None)
            else:
                year = self.published.year
                if dt.date(year, quarter * 3 - 2, 1) > self.published:
                    year -= 1
        return TimeWords(first, stop, *month_span(year, quarter * 3 - 2, 3))

    def half(self, lower: list[str], first: int, last: int, half: int) -> TimeWords:
        """A half-year whose words are tokens `first` to `last`."""
        year, stop = self.year_behind(lower, last)
        if not year:
            if self.published is None:
                return TimeWords(first, last, None, None)
            year = self.published.year
            if dt.date(year, half * 6 - 5, 1) > self.published:
                year -= 1
        return TimeWords(first, stop, *month_span(year, half * 6 - 5, 6))

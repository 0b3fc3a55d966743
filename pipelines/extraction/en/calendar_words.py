"""Expressions of time in a sentence and the days that they mean.

Belongs here: `last year`, `in the three months to September`, `by 2030`, `Q1 2024`, resolved against the article's date. Does not belong
here: which figure an expression goes with (`periods.py`).

An expression that needs the article's date stays open (no days) where the article has none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import compress

from pipelines.extraction.document import Sentence
from pipelines.extraction.en.clause_reading import LONGEST
from pipelines.extraction.en.named_times import NamedTimes
from pipelines.extraction.en.time_words import (
    PERIOD_WORDS,
    Span,
    TimeWords,
    add_months,
    is_year,
    may_be_time,
    month_span,
    number_of,
    shift,
    year_span,
)
from pipelines.extraction.model import Mention

_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "final": 4, "last": 4, "opening": 1, "closing": 4,
}  # fmt: skip
_PAST = frozenset("last past previous preceding prior latest recent".split())
_NEXT = frozenset("next coming following upcoming".split())
_BACK = frozenset("ago earlier before previously".split())
_BETWEEN_BASE = frozenset("in the a that of at end early mid late same period for during level seen year's".split())
_MOVED = frozenset(
    "up down higher lower more less increase decrease rise fall change growth drop percent cent % points unchanged flat".split()
)
_MONEY_OF = frozenset("money prices dollars pounds euros terms constant".split())
_COMPARED = frozenset("record sum level number figure that those total price rate peak".split())
"""What another time's value is called where something is measured against it (`short of the record of 2002`)."""
_MARKS_SET = frozenset("mark record best time high low records".split())
_HALF_AFTER = frozenset("in for of during over from by to than against with through and throughout on until".split())
_PLAYED = frozenset(
    "match game goal goals minute scored striker halftime race runner runners marathon kick penalty team".split()
)
_RECORDS = frozenset("peak low high record trough level best worst".split())
_PARTS_OF_A_TIME = frozenset("end start beginning half quarter rest course whole all most much".split())
_OWNERS = frozenset("its their his her the 's".split())
_FORESEEN = frozenset(
    "planned expected forecast scheduled feared thought budgeted hoped predicted estimated anticipated".split()
)
_SUPERLATIVES = frozenset("first most best worst record least longest".split())


def _completed(published: dt.date, months: int) -> Span:
    """The last quarter or half-year that was over when an article was printed: what its results are of."""
    begun = (published.month - 1) // months * months + 1
    start = add_months(published.replace(month=begun, day=1), -months)
    return month_span(start.year, start.month, months)


class TimeReader(NamedTimes):
    """Reads the expressions of time of one article's sentences."""

    def read(self, sentence: Sentence, mentions: Sequence[Mention] = ()) -> list[TimeWords]:
        """Gives the expressions of a sentence in order. `mentions`: its figures; no bare year can stand in one."""
        lower = sentence.lower
        found: list[TimeWords] = []
        words = PERIOD_WORDS
        if len(lower) > LONGEST:
            return found
        text = sentence.text
        if "20" in text or "19" in text or "18" in text or "FY" in text:
            places = list(compress(range(len(lower)), map(may_be_time, lower)))
        elif words.keys().isdisjoint(lower):
            return found
        else:
            places = list(compress(range(len(lower)), map(words.__contains__, lower)))
        if not places:
            return found
        taken = {token for mention in mentions for token in range(mention.first, mention.last)}
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
                    item = self.month(sentence, at, int(entry[1]))
                elif sort == "weekday":
                    item = self.weekday(lower, at, int(entry[1]))
                elif sort == "day":
                    item = self.day(at, int(entry[1]))
                elif sort == "daypart":
                    item = self.daypart(lower, at, entry[1])
                elif sort == "now":
                    item = self.now(lower, at, word)
                elif sort == "todate":
                    item = self.to_date(lower, at, word)
                elif sort == "season":
                    item = self.season(sentence, at, int(entry[1]))
                elif sort == "quarter":
                    item = self.quarter(lower, at, at + 1, int(entry[1]))
                elif sort == "halfyear":
                    item = self.half(lower, at, at + 1, int(entry[1]))
                elif sort == "fiscal":
                    item = self.fiscal(lower, at)
                elif sort == "feast":
                    item = self.feast(lower, at, int(entry[1]))
                elif sort == "century":
                    item = self.century(lower, at)
                elif (
                    sort == "letter"
                    and at
                    and lower[at - 1] in entry[1]
                    and sentence.ends[at - 1] == sentence.starts[at]
                ):
                    # `4Q 2024`, `1H`
                    spans = self.quarter if word == "q" else self.half
                    item = spans(lower, at - 1, at + 1, int(lower[at - 1]))
            elif at not in taken:
                if is_year(word):
                    item = self.year(sentence, at)
                else:
                    item = self.fiscal(lower, at)
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

    def _base(self, lower: list[str], item: TimeWords, taken: set[int]) -> None:
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
            item.base = True
            return
        back = first - 1
        while back >= 0 and lower[back] in _BETWEEN_BASE:
            back -= 1
        if back < 0:
            return
        word = lower[back]
        before = lower[back - 1] if back else ""
        sort = PERIOD_WORDS.get(lower[first], ("",))[0]
        if word == "set" and not _MARKS_SET.isdisjoint(lower[max(0, back - 4) : back]):
            item.base = True  # `inside the mark set in 2019`
            return
        if word == "from":
            ahead = self.published is not None and item.start is not None and item.start > self.published
            item.base = not ahead and ((back - 1) in taken or before in _MOVED)
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
            item.base = before in {"compared", "compares", "comparing", "relation", "relative", "comparison"}
        elif word in {"against", "versus", "vs"}:
            item.base = True
        else:
            # `more than people paid in 2020`, `double what it sold in 2014`
            for at in range(back, max(-1, back - 6), -1):
                if at in taken or lower[at] in {",", ";", "("} or (at < back and lower[at] in {"and", "but"}):
                    break
                if lower[at] in {"than", "what"} and (not at or lower[at - 1] not in {"other", "rather"}):
                    # `fewer than planned in the last quarter` is of that quarter.
                    item.base = at + 1 not in taken and lower[at + 1] not in _FORESEEN
                    break
            if (
                not item.base
                and word in _RECORDS
                and lower[first - 1] in {"of", "in"}
                and (before in _OWNERS or (back > 1 and lower[back - 2] in _OWNERS))
                and not taken.isdisjoint(range(max(0, back - 8), back))
                and not (item.last < len(lower) and lower[item.last] == "of")
            ):
                # `nearly three times its low of January 2016`, `a quarter of its peak in 2021`
                item.base = True
        if (
            lower[back + 1 : first] == ["of"]
            and lower[first].isdigit()
            and sort == ""
            and item.last - first == 1
            and word not in PERIOD_WORDS
            and back not in taken
        ):
            item.base = item.base or word in _COMPARED
            item.names = word not in _PARTS_OF_A_TIME

    def _unit(self, lower: list[str], at: int, unit: str, taken: set[int]) -> TimeWords | None:
        before = lower[at - 1] if at else ""
        count = len(lower)
        after = lower[at + 1] if at + 1 < count else ""
        published = self.published
        if unit == "half" and before not in {"first", "second", "last", "this", "the"}:
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
            return self.quarter(lower, at - 1, at + 1, _ORDINALS[before])
        if unit in {"quarter", "half"} and before == "-" and at > 1 and lower[at] == unit and after != "-":
            # `its third-quarter profit`, `first-half deliveries`
            which = _ORDINALS.get(lower[at - 2], 0)
            if not which or lower[at - 2] in {"last", "closing", "final", "opening"}:
                return None
            if unit == "quarter":
                return self.quarter(lower, at - 2, at + 1, which)
            return self.half(lower, at - 2, at + 1, which) if which < 3 and _PLAYED.isdisjoint(lower) else None
        if unit == "half" and before in {"first", "second"} and after != "-" and lower[at - 2] in {"the", "his", "her"}:
            # `the second half took 62 minutes`, `scored in the second half`: half of a race or a match
            if at < 3 or lower[at - 3] not in _HALF_AFTER or not _PLAYED.isdisjoint(lower):
                return None
        if unit == "half" and before in {"first", "second"}:
            return self.half(lower, at - 1, at + 1, _ORDINALS[before])
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
                if look + 2 < count and is_year(lower[look + 2]):
                    year = int(lower[look + 2])
                start = dt.date(year, month, 1)
                return TimeWords(at, look + 1, start, month_span(year, month, 12)[1])
            if after == "to" and at + 2 < count and lower[at + 2] == "date":
                return None
        if unit == "year" and before in {"financial", "fiscal", "business"} and at > 3 and published is not None:
            opening = at - 2 if lower[at - 2] in _OWNERS or lower[at - 2] == "this" else at - 1
            if lower[opening - 2 : opening] == ["end", "of"] or lower[opening - 3 : opening] == ["end", "of", "the"]:
                # `before the end of its financial year`: which month that ends in is not said.
                return TimeWords(opening - 2, at + 1, published, dt.date(published.year, 12, 31))
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
            and unit in {"year", "quarter", "month", "half"}
            and at > 1
            and lower[at - 2] in {"over", "during", "in", "for", "of", "throughout", "by"}
            and after not in _BACK
            and after not in {"to", "ended", "ending", "when"}
        ):
            # `over the course of the year`: the year that is talked of.
            span = (
                (None, None)
                if published is None
                else {"year": year_span(published.year), "month": month_span(published.year, published.month)}.get(unit)
                or _completed(published, 3 if unit == "quarter" else 6)
            )
            item = TimeWords(at - 1, at + 1, span[0], span[1], back=(unit, 0))
            if lower[at - 2] in {"of", "by"} and at > 2 and lower[at - 3] in {"end", "close", "the"}:
                return None
            return item if lower[at - 2] != "by" else None
        # Number before: `three years ago`, `past three years`, `first three months`, `in 12 months`
        number = number_of(before)
        lead = at - 2
        if before == "half" and unit == "decade":
            number, lead = 0.5, at - 2
        if (
            unit == "year"
            and at > 1
            and ((before == "-" and lower[at - 2] == "full") or (before == "full" and lower[at - 2] in {"the", "for"}))
        ):
            span = year_span(published.year) if published else (None, None)
            return TimeWords(at - 2, at + 1, span[0], span[1], full=True)
        if number is None and before == "-" and at > 1:
            return None
        if before in {"fiscal", "financial", "calendar", "full"} and at > 2 and number_of(lower[at - 2]) is not None:
            return self._named(lower, at - 3, at, unit, number_of(lower[at - 2]))
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
        if after in {"before", "earlier", "ago"} and before in {"the", "a"}:
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
                year, behind = self.year_behind(lower, stop)
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
        if word in {"same", "that"}:
            # `the same quarter of last year`: the year behind decides.
            year, behind = self.year_behind(lower, stop)
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
        if unit == "season":
            # A season of sport or crops goes over the turn of the year.
            begun = published.year - (published.month < 7) + offset
            return TimeWords(lead, stop, dt.date(begun, 7, 1), dt.date(begun + 1, 6, 30))
        if unit == "year":
            if word == "past":
                return TimeWords(lead, stop, add_months(published, -12), published)
            if word in {"previous", "prior", "preceding"} and not fiscal:
                # The year before the one that is talked of, where one is.
                return TimeWords(lead, stop, *year_span(published.year - 1), back=("year", 1))
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

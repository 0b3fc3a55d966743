"""Publication dates as articles print them.

Belongs here: how a date is written. Does not belong here: which line or field of an article holds it (text.py, html.py, …).
No date is guessed: a two-digit year, a month without a day, a day without a year, and a numeric date that reads both ways give none.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LEXICON = Path(__file__).parent / "lexicon"
EARLIEST_YEAR, LATEST_YEAR = 1700, 2100


@cache
def _months() -> dict[str, int]:
    with (LEXICON / "months.csv").open(encoding="utf-8", newline="") as rows:
        return {row["name"]: int(row["month"]) for row in csv.DictReader(rows)}


@cache
def _date_pattern() -> re.Pattern[str]:
    month = "|".join(sorted((re.escape(name) for name in _months()), key=len, reverse=True))
    return re.compile(
        rf"""
        (?<![\d.,/-])(?P<iso_year>\d{{4}})(?P<iso_mark>[-/.])(?P<iso_month>\d{{1,2}})(?P=iso_mark)(?P<iso_day>\d{{1,2}})(?![\d])
        | (?P<zh_year>\d{{4}})\s?[年년]\s?(?P<zh_month>\d{{1,2}})\s?[月월]\s?(?P<zh_day>\d{{1,2}})\s?[日号일]
        | (?<![\d.,])(?P<day_first>\d{{1,2}})(?:st|nd|rd|th|\.|º|er)?(?:\s+of|\s+de)?[\s\u00a0-]+(?P<month_second>{month})\.?(?:\s+de)?,?[\s\u00a0-]+(?P<year_third>\d{{4}})(?!\d)
        | (?<!\w)(?P<month_first>{month})\.?[\s\u00a0-]+(?P<day_second>\d{{1,2}})(?:st|nd|rd|th)?,?[\s\u00a0-]+(?:at\s+)?(?P<year_last>\d{{4}})(?![\d:])
        | (?<![\d.,/-])(?P<dotted_day>\d{{1,2}})\.(?P<dotted_month>\d{{1,2}})\.(?P<dotted_year>\d{{4}})(?!\d)
        | (?<![\d.,/-])(?P<slash_one>\d{{1,2}})(?P<slash_mark>[/-])(?P<slash_two>\d{{1,2}})(?P=slash_mark)(?P<slash_year>\d{{4}}|\d\d(?=\s+\d{{1,2}}:\d\d))(?!\d)
        """,
        re.IGNORECASE | re.VERBOSE,
    )


@dataclass(slots=True, frozen=True)
class PrintedDate:
    """A full date in a text; offsets are code points of that text."""

    start: int
    end: int
    date: dt.date


def _date(year: str, month: int | str, day: str) -> dt.date | None:
    try:
        date = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return date if EARLIEST_YEAR <= date.year <= LATEST_YEAR else None


def _of_match(match: re.Match[str]) -> dt.date | None:
    part = match.groupdict()
    months = _months()
    if part["iso_year"]:
        return _date(part["iso_year"], part["iso_month"], part["iso_day"])
    if part["zh_year"]:
        return _date(part["zh_year"], part["zh_month"], part["zh_day"])
    if part["day_first"]:
        return _date(part["year_third"], months[part["month_second"].lower()], part["day_first"])
    if part["month_first"]:
        return _date(part["year_last"], months[part["month_first"].lower()], part["day_second"])
    if part["dotted_day"]:
        return _date(part["dotted_year"], part["dotted_month"], part["dotted_day"])
    one, two = int(part["slash_one"]), int(part["slash_two"])
    if (
        len(part["slash_year"]) == 2
    ):  # the stamp of a wire message, `29/12/24 21:07`; other orders could be meant elsewhere
        return _date(f"20{part['slash_year']}", two, part["slash_one"]) if one > 12 else None
    if one > 12 or one == two:
        return _date(part["slash_year"], two, part["slash_one"])
    if two > 12:
        return _date(part["slash_year"], one, part["slash_two"])
    return None  # reads as day/month and as month/day


def find_dates(text: str) -> list[PrintedDate]:
    """Full dates (day, month and year) printed in `text`, in order; impossible and ambiguous ones are left out."""
    found = ((match, _of_match(match)) for match in _date_pattern().finditer(text))
    return [PrintedDate(match.start(), match.end(), date) for match, date in found if date is not None]


@cache
def _month_and_day() -> re.Pattern[str]:
    month = "|".join(sorted((re.escape(name) for name in _months()), key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?:(?P<month>{month})\.?\s(?P<day>\d{{1,2}})|(?P<day_first>\d{{1,2}})\s(?P<month_second>{month}))(?![\w:])",
        re.IGNORECASE,
    )


def date_in_year(text: str, year: int) -> dt.date | None:
    """The day and month that `text` prints, in a year that is known from elsewhere; None where it prints none."""
    match = _month_and_day().search(text)
    if match is None:
        return None
    name = match["month"] or match["month_second"]
    return _date(str(year), _months()[name.lower()], match["day"] or match["day_first"])


COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?\d{4,6}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?")


def parse_date(value: object) -> dt.date | None:
    """The date that a metadata field holds, or None.

    `value` is a date, a datetime (its own calendar day, whatever the time zone), a string, or seconds or milliseconds since 1970
    (the day in UTC). A string that holds no full date, or two different ones, gives None.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _of_number(float(value))
    text = str(value).strip()[:200]
    if compact := COMPACT.fullmatch(text):
        return _date(compact["year"], compact["month"], compact["day"])
    if re.fullmatch(r"\d{10}(?:\d{3})?", text):
        return _of_number(float(text))
    dates = {found.date for found in find_dates(text)}
    return dates.pop() if len(dates) == 1 else None


def _of_number(value: float) -> dt.date | None:
    if not math.isfinite(value):
        return None
    if value == int(value) and (compact := COMPACT.fullmatch(str(int(value)))):
        date = _date(compact["year"], compact["month"], compact["day"])
        if date is not None:
            return date
    seconds = value / 1000 if abs(value) >= 1e11 else value
    if not 1e7 <= abs(seconds) < 4.2e9:
        return None
    return (dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)).date()

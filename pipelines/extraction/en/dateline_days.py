"""The day of an article that prints no full date: its dateline's day and month, and the year that its words leave open to one.

Belongs here: working that year out. Does not belong here: full dates (`pipelines/reading/dates.py`), expressions of time (`calendar_words.py`).

A dateline (`KELD, March 4 (Wire) -`) or a stamp of two-digit years gives candidates. The weekday on which the story says things happened
picks one. Where it picks none or two, the article stays without a day: a wrong year is worse than none. The day only resolves expressions
such as `this year`; `articles.published` stays empty.
"""

from __future__ import annotations

import datetime as dt
import re

from pipelines.extraction.en.time_words import MONTHS

HEAD = 700
"""Characters of an article within which its dateline stands."""
LEAD = 900
"""Characters behind a dateline within which a weekday is the story's own."""
OLDEST = 1900
_NAMES = "|".join(sorted((re.escape(word) for word in MONTHS), key=len, reverse=True))
_DATELINE = re.compile(
    rf"(?m)^[A-Z][A-Z’'.\- ]{{2,30}}[,(][^\n]{{0,40}}?(?<![\w/])(?:(?P<m>{_NAMES})\.?\s+(?P<d>\d{{1,2}})|(?P<d2>\d{{1,2}})\s+(?P<m2>{_NAMES}))\b"
    r"(?!,?\s*(?:19|20)\d\d)[^\n]{0,40}?\s[-–—]{1,2}\s",
    re.IGNORECASE,
)
_STAMP = re.compile(r"(?<![\d/.])(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>\d{2})(?![\d/.])")
_WEEKDAY = re.compile(
    r"\b(?:on|late|early|since)\s+(?P<day>mon|tues|wednes|thurs|fri|satur|sun)day\b(?!\s+(?:last|next|week))",
    re.IGNORECASE,
)
_DAYS = ["mon", "tues", "wednes", "thurs", "fri", "satur", "sun"]
_YEAR = re.compile(r"(?P<before>\b[a-z]+\s+)?(?<![\d,.$€£])(?P<year>(?:19|20)\d\d)(?!\d|,\d|\.\d)", re.IGNORECASE)
_AHEAD = frozenset("by until before after".split())


def dateline_day(text: str) -> tuple[int, int] | None:
    """Month and day of an article's own dateline (`ORVIK, 11 July (OPA) -`); None where it has none."""
    match = _DATELINE.search(text[:HEAD])
    if not match or not match[0][:3].isupper():
        return None
    return MONTHS[(match["m"] or match["m2"]).lower()], int(match["d"] or match["d2"])


def day_told(text: str) -> dt.date | None:
    """The day of an article's own dateline, where its words leave one year only; None elsewhere."""
    head = text[:HEAD]
    match = _DATELINE.search(head)
    if match:
        if not match[0][:3].isupper():
            return None
        day, month = int(match["d"] or match["d2"]), MONTHS[(match["m"] or match["m2"]).lower()]
        told = [int(m["year"]) for m in _YEAR.finditer(text) if (m["before"] or "").strip().lower() not in _AHEAD]
        years = [max(told), max(told) + 1] if told else []
        candidates = [(year, month, day) for year in years if year >= OLDEST]
    else:
        match = _STAMP.search(head)
        if not match:
            return None
        century = 2000
        candidates = [(century + int(match["y"]), int(match["m"]), int(match["d"]))]
        if int(match["d"]) <= 12:
            candidates.append((century + int(match["y"]), int(match["d"]), int(match["m"])))
    weekday = _WEEKDAY.search(text, match.end(), match.end() + LEAD)
    if not weekday:
        return None
    wanted = _DAYS.index(weekday["day"].lower())
    fitting = {date for date in map(_date, candidates) if date is not None and (date.weekday() - wanted) % 7 <= 1}
    return fitting.pop() if len(fitting) == 1 else None


def _date(parts: tuple[int, int, int]) -> dt.date | None:
    try:
        return dt.date(*parts)
    except ValueError:
        return None

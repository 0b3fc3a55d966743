"""The times of one article: what each sentence and heading names, what the article is about, what a paragraph goes on with.

Belongs here: reading and keeping them. Does not belong here: which figure they date (`periods.py`).
"""

from __future__ import annotations

import datetime as dt
import re

from pipelines.extraction.document import Document, Sentence
from pipelines.extraction.en.calendar_words import TimeReader
from pipelines.extraction.en.clause_reading import Clauses
from pipelines.extraction.en.time_words import TimeWords, add_months, year_span
from pipelines.extraction.model import Mention

_SAY = frozenset(
    "said says told say announced reported reporters according statement wrote added saying interview briefing".split()
)
_EVENTS = (
    "flood", "quake", "cyclone", "hurricane", "typhoon", "storm", "wildfire", "blaze", "eruption", "landslide", "tsunami", "outbreak",
    "epidemic", "outage", "blackout", "derailed", "evacuat", "rescuer", "death toll", "blizzard", "heatwave", "drought",
)  # fmt: skip
"""Beginnings of words that tell of an event of these days."""
_COUNT_YEAR = re.compile(
    r"(?i)\b(?:census|household survey|labou?r force survey|population survey)(?: of)?,? ((?:19|20)\d\d)\b"
    r"|\b((?:19|20)\d\d) (?:[a-z]+ )?(?:census|household survey|labou?r force survey)\b"
)
COUNT_TOLD_WITHIN = 3
"""Years after a census within which its results are news."""
COUNT_NAMED_WITHIN = 800
"""Characters of an article within which the census or survey that it reports is named."""
EVENT_TOLD_WITHIN = 3000
"""Characters of an article within which its event is named."""
_DASHES = frozenset(["-", "–", "—", "--"])

Period = tuple[dt.date | None, dt.date | None, str | None]
_UNREAD: Period = (None, None, "unread")


class Report:
    """The times of one article, as far as read."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.reader = TimeReader(doc.published)
        self.published = self.reader.published
        self.before: Mention | None = None
        """The figure read last."""
        self.heads: list[Mention] = []
        """Figures of headlines without a time of their own."""
        self.headings: dict[str, tuple[TimeWords | None, str]] = {}
        self.carried: Period | None = None
        self.carried_block = -1
        self.main: Period | None = None
        """The time that the whole report is about, where its title, a caption or its lead says so: a past year or quarter."""
        self._passing: bool | None = None
        self._count_year: Period | None = _UNREAD
        self.with_figures: frozenset[int] | dict[int, Clauses] = frozenset()
        """Sentences that state figures: what they date is carried on by themselves."""
        self.read: dict[int, Period | None] = {}
        """First time of each sentence without a figure that was asked for."""
        self.plan: Period | None = None
        """The year of the budget that the article is about."""
        self.ahead: Period | None = None
        """The year, not yet over, that the article's title or lead foresees something for."""

    @property
    def passing(self) -> bool:
        """The article is about an event of these days: a flood, a quake, a fire, an outage."""
        if self._passing is None:
            opening = self.doc.text[:EVENT_TOLD_WITHIN].lower()
            self._passing = False
            for word in _EVENTS:
                if word in opening:
                    self._passing = True
                    break
        return self._passing

    @property
    def count_year(self) -> Period | None:
        """The year of the census or survey that the article reports: what it counted was so then."""
        if self._count_year == _UNREAD:
            opening = self.doc.text[:COUNT_NAMED_WITHIN]
            small = opening.lower()
            found = _COUNT_YEAR.search(opening) if "census" in small or "survey" in small else None
            self._count_year = None
            if found is not None and self.published is not None:
                year = int(found[1] or found[2])
                if 0 <= self.published.year - year <= COUNT_TOLD_WITHIN:
                    self._count_year = (*year_span(year), found[1] or found[2])
        return self._count_year

    def first_time(self, sentence: Sentence) -> Period | None:
        """The first expression of a sentence that dates what it tells."""
        for item in self.reader.read(sentence):
            past = self.published is None or item.start is None or item.start <= self.published
            if item.dates and not item.ago and item.end is not None and past:
                return item.start, item.end, self.words(sentence, item)
        return None

    def reported(self, sentence: Sentence) -> Period | None:
        """The past year, half or quarter that a sentence names as what is reported (`results for the year ended March 31`)."""
        found: Period | None = None
        for item in self.reader.read(sentence):
            if (
                sentence.form == "row"
                and self.published is not None
                and item.end is not None
                and item.end > self.published
            ):
                return None  # its newest column is of the year at hand
            if item.dates and not item.ago and whole_past(item.start, item.end, self.published):
                if sentence.form != "row":
                    return item.start, item.end, self.words(sentence, item)
                if found is None or (item.end is not None and found[1] is not None and item.end > found[1]):
                    # A table of two years reports the later one.
                    found = item.start, item.end, self.words(sentence, item)
        if found is None and sentence.form == "headline" and sentence.tokens:
            # `Traffic at Keld Airport 2023`
            word = sentence.tokens[-1]
            if (
                len(word) == 4
                and word.isdigit()
                and self.published is not None
                and int(word) == self.published.year - 1
            ):
                return *year_span(int(word)), word
        return found

    def words(self, sentence: Sentence, item: TimeWords) -> str:
        """The printed words of an expression."""
        return self.doc.text[sentence.starts[item.first] : sentence.ends[item.last - 1]]

    def heading(self, text: str) -> tuple[TimeWords | None, str]:
        """The time that a heading of a table names, and its words."""
        known = self.headings.get(text)
        if known is None:
            sentence = Sentence(0, 0, len(text), text)
            sentence.cut()
            times = [item for item in self.reader.read(sentence) if not item.base and item.end is not None]
            item = times[0] if times else None
            words = text[sentence.starts[item.first] : sentence.ends[item.last - 1]] if item is not None else ""
            known = self.headings[text] = (item, words)
        return known


def whole_past(start: dt.date | None, end: dt.date | None, published: dt.date | None) -> bool:
    """Tells whether days are a year, half or quarter that was over when the article was printed."""
    return (
        start is not None
        and end is not None
        and published is not None
        and end < published
        and (end - start).days > 80
        and (published - end).days < 500
    )


def _dateline_end(sentence: Sentence) -> int:
    """One past the dash of a dateline (`QINHE, Jan. 22 (Wire) --`), 0 where there is none."""
    tokens = sentence.tokens
    if not tokens or not (tokens[0].isupper() and len(tokens[0]) > 1):
        return 0
    for at, token in enumerate(tokens[:18]):
        if token in _DASHES and at > 1 and sentence.starts[at] > sentence.ends[at - 1]:
            return at + 1
    return 0


def times_of(report: Report, reading: Clauses) -> list[TimeWords]:
    """Expressions of a sentence; those that date the report only are soft."""
    sentence = reading.sentence
    if reading.long:
        return []
    times = report.reader.read(sentence, reading.mentions)
    if not times:
        return times
    dateline = _dateline_end(sentence) if sentence.form == "prose" else 0
    lower = sentence.lower
    for item in times:
        if item.first < dateline:
            item.soft = True
        elif item.start is not None and item.start == item.end and item.last - item.first < 4:
            near = lower[max(0, item.first - 4) : item.first] + lower[item.last : item.last + 1]
            if not _SAY.isdisjoint(near) and "that" not in lower[item.last : item.last + 1]:
                item.soft = True
    return times


def period_of_cell(report: Report, mention: Mention) -> Period | None:
    """Period by the headings of a table: the column's, the row's, then the caption's."""
    cell = mention.cell
    if cell is None:
        return None
    for heading in (cell.column_header, cell.row_label, cell.caption, cell.corner):
        # A line of prose above a table is no caption of it.
        if heading and len(heading) < 160:
            item, words = report.heading(heading)
            if item is not None:
                end = item.end
                label = f"{cell.row_label} {cell.column_header}".lower()
                if end is not None and (
                    "year-end" in label or "year end" in label or "end of year" in label or "end-year" in label
                ):
                    return end, end, words
                published = report.published
                if (
                    mention.modality != "actual"
                    and item.floating
                    and end is not None
                    and published is not None
                    and end < published
                ):
                    # A column `From January` of what is planned in September is of the next one.
                    return (add_months(item.start, 12) if item.start else None), add_months(end, 12), words
                return item.start, end, words
    return None


def said_before(report: Report, sentence: Sentence) -> Period | None:
    """The time that the sentences without a figure right before this one, in its paragraph, speak of."""
    sentences = report.doc.sentences
    for index in range(sentence.index - 1, max(-1, sentence.index - 3), -1):
        other = sentences[index]
        if other.block != sentence.block or index in report.with_figures:
            break
        if index not in report.read:
            report.read[index] = report.first_time(other)
        found = report.read[index]
        if found is not None:
            return found
    return None


TABLE_WITHIN = 30
"""Sentences of an article within which the table of its results stands."""
YEARS_TOLD = 3
"""Sentences that name one past year, so that an article without a year in its title is about it."""


def year_reported(report: Report) -> Period | None:
    """The past year that an article reports without a year in its title: the later column of its table."""
    published = report.published
    if published is None:
        return None
    for sentence in report.doc.sentences[:TABLE_WITHIN]:
        if sentence.form == "row" and sentence.index not in report.with_figures:
            items = [i for i in report.reader.read(sentence) if i.dates and i.start is not None and i.end is not None]
            years = {i.start.year for i in items if i.start is not None and i.end == year_span(i.start.year)[1]}
            if years == {published.year - 1, published.year - 2}:
                return report.reported(sentence)
    told = 0
    other = 0
    last: Period | None = None
    for index in sorted(report.with_figures):
        sentence = report.doc.sentences[index]
        item = next((i for i in report.reader.read(sentence) if i.dates and i.end is not None and not i.ago), None)
        if item is None or item.start is None:
            continue
        if (item.start, item.end) == year_span(published.year - 1):
            told += 1
            last = last or (item.start, item.end, report.words(sentence, item))
        elif item.start.year >= published.year - 1 and not item.soft:
            other += 1
    return last if told >= YEARS_TOLD and told > 2 * other else None

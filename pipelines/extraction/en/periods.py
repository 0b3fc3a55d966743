"""`period_start`, `period_end`, `period_text` of a figure: the time that it holds for.

Belongs here: which expression of time goes with which figure, and what holds where a sentence has none. Does not belong here: what an
expression means (`calendar_words.py`).

`period_text` keeps the words that said it. It is empty where the time is only implied: a past event of a report without a date of
its own is dated by the report. A state in the present tense without a date has no period.
"""

from __future__ import annotations

import datetime as dt

from pipelines.extraction.document import Document, Sentence
from pipelines.extraction.en.calendar_words import TimeReader, TimeWords, add_months, shift
from pipelines.extraction.en.clause_reading import ACTUAL, MONEY, PRESENT, WEAK, Clauses, read_clauses
from pipelines.extraction.model import Mention

_SAY = frozenset(
    "said says told say announced reported reporters according statement wrote added saying interview briefing".split()
)
_DASHES = frozenset(["-", "–", "—", "--"])
_JOINED = frozenset("and or ( ) , nearly about some around to".split())

Period = tuple[dt.date | None, dt.date | None, str | None]


class _Report:
    """The times of one article, as far as read."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.reader = TimeReader(doc.published)
        self.headings: dict[str, TimeWords | None] = {}
        self.carried: Period | None = None
        self.carried_block = -1
        self.by_sentence: dict[int, list[TimeWords]] = {}

    def words(self, sentence: Sentence, item: TimeWords) -> str:
        """The printed words of an expression."""
        return self.doc.text[sentence.starts[item.first] : sentence.ends[item.last - 1]]

    def heading(self, text: str) -> tuple[TimeWords | None, str]:
        """The time that a heading of a table names."""
        if text not in self.headings:
            sentence = Sentence(0, 0, len(text), text)
            times = [item for item in self.reader.read(sentence, set()) if not item.base and item.end is not None]
            self.headings[text] = times[0] if times else None
        return self.headings[text], text


def _dateline_end(sentence: Sentence) -> int:
    """One past the dash of a dateline (`QINHE, Jan. 22 (Wire) --`), 0 where there is none."""
    tokens = sentence.tokens
    if not tokens or not (tokens[0].isupper() and len(tokens[0]) > 1):
        return 0
    for at, token in enumerate(tokens[:18]):
        if token in _DASHES and at > 1 and sentence.starts[at] > sentence.ends[at - 1]:
            return at + 1
    return 0


def _times_of(report: _Report, reading: Clauses) -> list[TimeWords]:
    """Expressions of a sentence; those that date the report only are soft."""
    sentence = reading.sentence
    taken = {token for mention in reading.mentions for token in range(mention.first, mention.last)}
    times = report.reader.read(sentence, taken)
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


def _resolved(report: _Report, sentence: Sentence, item: TimeWords, mention: Mention, main: Period | None) -> Period:
    """Days of an expression for one figure."""
    words = report.words(sentence, item)
    start, end = item.start, item.end
    published = report.doc.published
    ahead = mention.modality in {"target", "forecast"}
    if item.back is not None and main is not None and main[0] is not None and main[1] is not None:
        unit, number = item.back
        if unit in {"year", "decade", "quarter", "month"}:
            start, end = shift(main[0], unit, -number), shift(main[1], unit, -number)
            if main[1].day > 27:
                # A month's last day stays one.
                end = add_months(end.replace(day=1), 1) - dt.timedelta(days=1)
            return start, end, words
    if ahead and item.length and start is not None and end is not None and published is not None:
        return published, published + (end - start), words
    if ahead and item.floating and end is not None and published is not None and end < published:
        return (add_months(start, 12) if start else None), add_months(end, 12), words
    return start, end, words


def _governing(reading: Clauses, times: list[TimeWords], mention: Mention) -> TimeWords | None:
    """The expression of the sentence that goes with a figure, or None."""
    first, last = mention.first, mention.last
    usable = [item for item in times if not item.base and not item.soft]
    for item in times:
        if item.first < last and item.last > first:
            return item
    if not usable:
        return None
    clauses = reading.clauses() if len(reading.lower) < 400 else None
    own = clauses[first] if clauses is not None and first < len(clauses) else 0
    others = reading.mentions
    after: TimeWords | None = None
    before: TimeWords | None = None
    for item in usable:
        if item.first >= last and after is None:
            after = item
        elif item.last <= first:
            before = item
    change = mention.change in {"increase", "decrease"}
    if after is not None:
        between = [other for other in others if last <= other.first < after.first and other is not mention.pair]
        gap = reading.lower[last : after.first]
        free = not between
        if between and len(gap) < 16:
            # `5,000 and 60 in 2023`: figures joined by `and` share what follows.
            tokens = [word for at, word in enumerate(gap, last) if not any(o.first <= at < o.last for o in between)]
            free = (
                all(word in _JOINED or word.isalpha() for word in tokens)
                and "," not in tokens[1:]
                and len(tokens) < 7
                and before is None
            )
        same = clauses is None or clauses[after.first] == own
        if free and same and ";" not in gap:
            if not (before is not None and len(gap) > 12 and first - before.last < len(gap)):
                distance_before = first - before.last if before is not None else 99
                comma = "," in gap
                if not (comma and distance_before < len(gap)) or before is None:
                    return after
    if before is not None:
        if clauses is None or change:
            return before
        clause = own
        while clause >= 0:
            for item in reversed(usable):
                if item.last <= first and clauses[item.first] == clause:
                    return item
            clause = reading.parent[clause][0]
    if clauses is not None:
        clause = own
        while clause >= 0:
            for item in usable:
                if clauses[item.first] == clause:
                    return item
            clause = reading.parent[clause][0]
    return None


def _of_cell(report: _Report, mention: Mention) -> Period | None:
    """Period by the headings of a table: the column's, the row's, then the caption's."""
    cell = mention.cell
    if cell is None:
        return None
    for heading in (cell.column_header, cell.row_label, cell.caption, cell.corner):
        if heading:
            item, words = report.heading(heading)
            if item is not None:
                text = heading
                end = item.end
                label = f"{cell.row_label} {cell.column_header}".lower()
                if end is not None and (
                    "year-end" in label or "year end" in label or "end of year" in label or "end-year" in label
                ):
                    return end, end, text
                return item.start, end, text
    return None


def _implied(report: _Report, reading: Clauses, mention: Mention) -> Period | None:
    """Period of a figure whose sentence names none."""
    sentence = reading.sentence
    published = report.doc.published
    tense = reading.tenses.get(mention.first)
    near = report.carried is not None and report.carried_block == sentence.block
    if mention.modality != "actual":
        if (
            near
            and report.carried is not None
            and report.carried[1] is not None
            and published is not None
            and report.carried[1] > published
        ):
            return report.carried
        return None
    if tense == PRESENT:
        return None
    past = tense in {ACTUAL, WEAK, MONEY}
    if past:
        if near and not _perfect(reading, mention):
            return report.carried
        return (published, published, None) if published else None
    if tense is None:
        if near and sentence.form == "prose":
            return report.carried
        if sentence.form in {"headline", "row"}:
            return (published, published, None) if published else None
    return None


def _perfect(reading: Clauses, mention: Mention) -> bool:
    """Tells whether the figure's verb is in the present perfect."""
    lower = reading.lower
    return (
        any(word in {"has", "have", "'ve"} for word in lower[max(0, mention.first - 14) : mention.first])
        and "had" not in lower[: mention.first]
    )


def set_periods(doc: Document, mentions: list[Mention]) -> None:
    """Sets `period_start`, `period_end`, `period_text` of every figure of an article, in the order of its sentences.

    Days are inclusive. In an article without a date, `last year` and the like keep only their words.
    """
    readings = read_clauses(doc, mentions)
    report = _Report(doc)
    for index in sorted(readings):
        reading = readings[index]
        sentence = reading.sentence
        times = _times_of(report, reading)
        main: Period | None = report.carried if report.carried_block == sentence.block else None
        for item in times:
            if not item.base and not item.soft and item.back is None and item.end is not None:
                main = (item.start, item.end, report.words(sentence, item))
                break
        for mention in reading.mentions:
            period = _of_cell(report, mention) if mention.cell is not None else None
            if period is None and times:
                item = _governing(reading, times, mention)
                if item is not None:
                    period = _resolved(report, sentence, item, mention, main)
            if period is None and mention.change != "level":
                base = next(
                    (item for item in times if item.base and item.first >= mention.last and item.start is not None),
                    None,
                )
                if main is not None:
                    period = main
                elif (
                    base is not None
                    and doc.published is not None
                    and base.start is not None
                    and base.start < doc.published
                ):
                    period = (base.start, doc.published, report.words(sentence, base))
            if period is None:
                period = _implied(report, reading, mention)
            if period is None and times:
                soft = next((item for item in times if item.soft and item.start is not None), None)
                tense = reading.tenses.get(mention.first)
                if soft is not None and mention.modality == "actual" and tense != PRESENT:
                    period = (soft.start, soft.end, report.words(sentence, soft))
                elif soft is not None and sentence.lower[soft.first] in {
                    "now",
                    "currently",
                    "at",
                    "today",
                    "presently",
                }:
                    period = (soft.start, soft.end, report.words(sentence, soft))
            if period is not None:
                mention.period_start, mention.period_end, mention.period_text = period
        if main is not None:
            report.carried, report.carried_block = main, sentence.block

"""The time that a figure takes from another one, or from what the article foresees: parts of a figure, the level that something left.

Belongs here: `of these, 21`, `from 17 to 18 million in the first half`, a cell of a dated row, the year of a forecast. Does not belong
here: expressions of time of the figure's own sentence (`periods.py`), tense and events (`implied_periods.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.clause_reading import Clauses
from pipelines.extraction.en.continuations import comes_from
from pipelines.extraction.en.marked_words import mark
from pipelines.extraction.en.report_times import Period, Report, whole_past
from pipelines.extraction.en.time_words import add_months, month_end
from pipelines.extraction.model import Mention

FORESIGHT = frozenset(
    "guidance forecast forecasts estimate estimates outlook target budget projection projections guided".split()
)
_ANAPHORA = frozenset("that it them those these this which whom".split())
_LEFT = frozenset("from against versus vs compared".split())
_POINTING, _LEAVING = mark(_ANAPHORA), mark(_LEFT)
_LATER = frozenset("next eventually someday later ultimately long-term maximum peak ever".split())
EXPECTED = frozenset("expected predicted pencilled hoped foreseen estimated".split())


def part_of_before(reading: Clauses, mention: Mention, before: Mention | None) -> bool:
    """Tells whether a figure is a part of the one before it (`of these, 21 are abroad`, `70 percent of those sales`)."""
    if (
        before is None
        or mention.sentence - before.sentence > 1
        or mention.kind not in {"percent", "count", "money", "multiple"}
    ):
        return False
    lower = reading.lower
    if reading.long or not reading.sentence.marks & _POINTING:
        return False
    if lower[mention.last : mention.last + 1] == ["of"] and not _ANAPHORA.isdisjoint(
        lower[mention.last + 1 : mention.last + 3]
    ):
        return True
    if before.sentence == mention.sentence:
        gap = lower[before.last : mention.first]
        if "which" in gap and "," in gap and len(gap) < 8:
            return True
    elif lower[0] in {"that", "this"} and mention.first < 9:
        return True
    start = lower[max(0, mention.first - 15) : mention.first]
    return "of" in start and any(word == "of" and start[at + 1] in _ANAPHORA for at, word in enumerate(start[:-1]))


def level_come_to(reading: Clauses, before: Mention) -> Mention | None:
    """The level that something came to, where a figure is the one that it came from (`to 900 from 800`, `900, up from 800`)."""
    if not reading.sentence.marks & _LEAVING or _LEFT.isdisjoint(
        reading.lower[max(0, before.first - 2) : before.first]
    ):
        return None
    return next(
        (m for m in reading.mentions if m.last <= before.first and m.unit == before.unit and m.change == "level"), None
    )


def planned_apart(reading: Clauses, mention: Mention) -> bool:
    """Tells whether a forecast speaks of a time of its own without a date (`the next crop`, `one day`, `in the long run`)."""
    lower = reading.lower
    return not _LATER.isdisjoint(lower[max(0, mention.first - 14) : mention.last + 8])


def foreseen_time(report: Report) -> Period | None:
    """The year at hand or to come of which an article's title or first sentences tell what is foreseen."""
    published = report.published
    if published is None:
        return None
    for sentence in report.doc.sentences[:3]:
        for item in report.reader.read(sentence):
            start, end = item.start, item.end
            if (
                item.dates
                and not item.ago
                and not item.length
                and start is not None
                and end is not None
                and end > published
                and 300 < (end - start).days < 400
                and start.year <= published.year + 1
            ):
                return start, end, report.words(sentence, item)
    return None


def level_before(reading: Clauses, mention: Mention, main: Period) -> Period | None:
    """Period of the level that something came from, where only that of the new level is said (`doubled last year to 10 from 5`)."""
    start, end, words = main
    if (
        start is None
        or end is None
        or mention.change != "level"
        or reading.lower[mention.first - 1 : mention.first] != ["from"]
        or not mention.first
    ):
        return None
    if not FORESIGHT.isdisjoint(reading.lower[: mention.first]):
        # `raised its guidance for 2025 from 20 million`: the old guess was of the same year.
        return None
    if not any(other.unit == mention.unit and other is not mention for other in reading.mentions):
        # `54 seats from 36 percent of the vote`
        return None
    if 80 < (end - start).days < 370:
        last = add_months(end, -12)
        return add_months(start, -12), month_end(last) if end.day > 27 else last, words
    return None


def result_before(report: Report, reading: Clauses, mention: Mention) -> Period | None:
    """Period of what a result is compared with, where the report names only its own (`a loss of 410 million, against a profit of 265 million`)."""
    before = report.before
    if (
        mention.change != "level"
        or mention.modality != "actual"
        or before is None
        or before.sentence != mention.sentence
        or before.unit != mention.unit
        or before.change != "level"
        or before.period_end is None
        or before.period_start is None
        or not 80 < (before.period_end - before.period_start).days < 370
        or not whole_past(before.period_start, before.period_end, report.published)
    ):
        return None
    gap = reading.lower[before.last : mention.first]
    if len(gap) > 6 or _LEFT.isdisjoint(gap) or "as" in gap:
        return None
    start, end = add_months(before.period_start, -12), add_months(before.period_end, -12)
    return start, month_end(end) if before.period_end.day > 27 else end, None


def of_row(reading: Clauses, mention: Mention) -> Period | None:
    """Period of a cell whose column names none: for a change the latest of its row, else the only one of its row."""
    dated = [(m.period_end, m) for m in reading.mentions if m.period_end is not None and m.period_text is not None]
    if not dated or (mention.change == "level" and len({end for end, _ in dated}) > 1):
        return None
    latest = max(dated, key=lambda pair: pair[0])[1]
    return latest.period_start, latest.period_end, latest.period_text


def date_starts(reading: Clauses) -> None:
    """Dates the level that something left by the time of the level it came to (`from 17 to 18 million in the first half`)."""
    for start, new in zip(reading.mentions, reading.mentions[1:], strict=False):
        if (
            start.period_text is None
            and new.period_text is not None
            and new.first - start.last < 3
            and comes_from(reading.lower, start.first, start.last)
        ):
            period = level_before(reading, start, (new.period_start, new.period_end, new.period_text))
            if period is not None:
                start.period_start, start.period_end, start.period_text = period

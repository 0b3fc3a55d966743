"""`period_start`, `period_end`, `period_text` of a figure: the time that it holds for.

Belongs here: which expression of time goes with which figure, and what holds where a sentence has none. Does not belong here: what an
expression means (`calendar_words.py`), what is implied (`implied_periods.py`).

`period_text` keeps the words that said it. It is empty where the time is only implied: a past event of a report without a date of
its own is dated by the report. A state in the present tense without a date has no period.
"""

from __future__ import annotations

import datetime as dt

from pipelines.extraction.document import Document
from pipelines.extraction.en.borrowed_periods import (
    EXPECTED,
    FORESIGHT,
    date_starts,
    foreseen_time,
    level_before,
    level_come_to,
    of_row,
    part_of_before,
    planned_apart,
    result_before,
)
from pipelines.extraction.en.clause_reading import (
    ACTUAL,
    MONEY,
    PRESENT,
    RELATIVE,
    WEAK,
    Clauses,
    read_clauses,
)
from pipelines.extraction.en.continuations import MOST_HEADS, MOST_LOOKED_AT, restates, same_figure
from pipelines.extraction.en.implied_periods import COMPARING, STILL, budget_year, compared, implied_period
from pipelines.extraction.en.report_times import Period, Report, period_of_cell, times_of, whole_past, year_reported
from pipelines.extraction.en.time_words import TimeWords, add_months, shift, year_span
from pipelines.extraction.en.word_tables import VERBS
from pipelines.extraction.model import Mention

_HAPPENED = frozenset([ACTUAL, WEAK, MONEY])
DECIDED_WITHIN = 8
"""Days before an article within which a single day tells when something was decided."""
_CAME = frozenset("from up down since against than".split())
_JOINED = frozenset("and or ( ) , nearly about some around".split())

_APART = frozenset("from to against than with versus vs while but".split())


def _came(reading: Clauses, item: TimeWords, mention: Mention) -> bool:
    """Tells whether a time is of the value that something came from (`up from 400,000 in January`)."""
    lower = reading.lower
    return not _CAME.isdisjoint(lower[max(0, mention.first - 3) : mention.first] + lower[mention.last : item.first])


def _happened(reading: Clauses, item: TimeWords) -> bool:
    """Tells whether a verb of the past stands right beside a time (`approved in August`)."""
    return any(
        cue in _HAPPENED and (item.first - 3 < at < item.first or item.last <= at < item.last + 2)
        for at, cue in reading.cues
    )


def _resolved(
    report: Report, item: TimeWords, mention: Mention, context: tuple[Period | None, str | None, Clauses]
) -> Period:
    """Days of an expression for one figure."""
    main, tense, reading = context
    sentence = reading.sentence
    words = report.words(sentence, item)
    start, end = item.start, item.end
    published = report.published
    ahead = mention.modality in {"target", "forecast"}
    if item.back is not None and main is not None and main[0] is not None and main[1] is not None:
        unit, number = item.back
        if unit in {"year", "decade", "quarter", "month"}:
            start, end = shift(main[0], unit, -number), shift(main[1], unit, -number)
            if main[1].day > 27 and (main[1] + dt.timedelta(days=1)).day == 1:
                # A month's last day stays one.
                end = add_months(end.replace(day=1), 1) - dt.timedelta(days=1)
            return start, end, words
    if item.full and not ahead and published is not None and published.month < 7:
        return *year_span(published.year - 1), words
    if ahead and item.length and start is not None and end is not None and published is not None:
        return published, item.ahead or published + (end - start), words
    if (
        item.floating
        and not ahead
        and tense in {None, PRESENT}
        and not _came(reading, item, mention)
        and start is not None
        and end is not None
        and published is not None
    ):
        # `a second ship arrives in May`, but not `up from 400,000 in January`
        later = add_months(start, 12)
        return (
            (later, add_months(end, 12), words)
            if (later - published).days < (published - end).days
            else (start, end, words)
        )
    past = (
        ahead
        and item.floating
        and end is not None
        and published is not None
        and end < published
        and not _happened(reading, item)
        and reading.lower[item.first] != "last"
    )
    if past and end is not None and published is not None and (start != end or (published - end).days > 45):
        # `said on June 8 it would` is of this June, `will open in June` of the next.
        return (add_months(start, 12) if start else None), add_months(end, 12), words
    return start, end, words


def _opening(reading: Clauses, times: list[TimeWords], first: int) -> TimeWords | None:
    """The expression that the figure's clause hangs on: `2018, when floods killed 412`."""
    numbers = reading.clauses()
    number = numbers[first] if first < len(numbers) else 0
    start = reading.parent[number][1]
    if start < 1 or reading.lower[start] not in {"when", "which", "where"}:
        return None
    for item in times:
        if item.start is not None and item.last <= start <= item.last + 2:
            if reading.lower[item.first] == "since":
                return TimeWords(item.first, item.last, *year_span(item.start.year))
            return item
    return None


def _usable(reading: Clauses, times: list[TimeWords], mention: Mention, published: dt.date | None) -> list[TimeWords]:
    """The expressions of a sentence that may date a figure at all."""
    usable = [item for item in times if not item.base and not item.soft]
    if not usable:
        return usable
    if reading.lower[mention.first - 1 : mention.first] == ["from"] and not FORESIGHT.isdisjoint(
        reading.lower[max(0, mention.first - 14) : mention.first]
    ):
        # `raised its estimate from 40 million in May`: when the old guess was made, not what it is of.
        usable = [
            i for i in usable if i.first < mention.last or i.end is None or published is None or i.end > published
        ]
    if mention.modality == "actual" and published is not None:
        # What is so is not dated by a year to come.
        usable = [item for item in usable if item.start is None or item.start <= published]
    if usable and reading.tenses.get(mention.first) == PRESENT:
        # A state in the present is not dated across a verb of the past.
        first, last = mention.first, mention.last
        past = [at for at, cue in reading.cues if cue in {ACTUAL, WEAK}]
        if past:
            usable = [i for i in usable if not any(last <= at < i.first or i.last <= at < first for at in past)]
    if len(usable) > 1 and any(item.names for item in usable):
        usable = [item for item in usable if not item.names]
    return usable


def _behind(reading: Clauses, mention: Mention, after: TimeWords, before: TimeWords | None, clauses: list[int]) -> bool:
    """Tells whether a figure goes with the expression behind it (`5,000 and 60 in 2023`), rather than with the one before."""
    last = mention.last
    if clauses[after.first] != clauses[mention.first]:
        return False
    gap = reading.lower[last : after.first]
    if ";" in gap:
        return False
    between = [other for other in reading.mentions if last <= other.first < after.first and other is not mention.pair]
    if between:
        # Figures joined by `and` share what follows.
        tokens = [
            word for at, word in enumerate(gap, last) if not any(other.first <= at < other.last for other in between)
        ]
        joined = all(word in _JOINED or word.isalpha() for word in tokens) and _APART.isdisjoint(tokens)
        if before is not None or not joined or "," in tokens[1:] or len(tokens) > 6 or len(gap) > 15:
            return False
    if before is None:
        return True
    nearer = mention.first - before.last < len(gap)
    return not (nearer and (len(gap) > 12 or "," in gap))


def _governing(
    reading: Clauses, times: list[TimeWords], mention: Mention, published: dt.date | None
) -> TimeWords | None:
    """The expression of the sentence that goes with a figure, or None."""
    first, last = mention.first, mention.last
    for item in times:
        if item.first < last and item.last > first:
            # The figure is part of it: `in the first three months`.
            return item
        if item.last == first - 1 and reading.lower[first - 1] == "(" and item.start is not None:
            return item  # `more than in the year before (4,130)`
    usable = _usable(reading, times, mention, published)
    if usable and reading.sentence.marks & COMPARING and compared(reading.lower, first):
        usable = [item for item in usable if item.first >= last]
    opening = _opening(reading, times, first)
    if opening is not None or not usable:
        return opening
    clauses = reading.clauses()
    after = next((item for item in usable if item.first >= last), None)
    before = next((item for item in reversed(usable) if item.last <= first), None)
    if after is not None and _behind(reading, mention, after, before, clauses):
        return after
    usable = [
        item
        for item in usable
        if not item.ago
        or (
            (item.first < 3 or (item.first < 7 and reading.lower[item.last : item.last + 1] == [","]))
            and item.last <= first
        )
    ]
    if after is not None:
        lower = reading.lower
        for other in reading.mentions:
            # `fell to 61 percent from 66 percent in 2020`: the time is the other figure's.
            if last <= other.first < after.first and (
                lower[other.first - 1] in _APART or (mention.change != "level" and "than" in lower[last : other.first])
            ):
                usable = [item for item in usable if item.first < last]
                break
    if before is not None and before in usable and mention.change != "level" and not _aside(reading, before):
        return before
    for others in (reversed(usable) if before is not None else (), usable):
        clause = clauses[first]
        candidates = [item for item in others if others is usable or item.last <= first]
        while clause >= 0:
            for item in candidates:
                if clauses[item.first] == clause:
                    return item
            clause = reading.parent[clause][0]
    return None


def _now(reading: Clauses, mention: Mention, item: TimeWords) -> bool:
    """Tells whether a figure is said to be so now, behind a time of another one: `cost 3.75 last spring and is now 5.25`."""
    if reading.tenses.get(mention.first) != PRESENT or mention.change != "level":
        return False
    return "now" in reading.lower[max(item.last, mention.first - 3) : mention.first]


def _by_rule(
    report: Report, reading: Clauses, mention: Mention, times: list[TimeWords], main: Period | None
) -> Period | None:
    """Period of a figure that no expression of its sentence goes with."""
    published = report.published
    if (
        mention.modality != "actual"
        and report.plan is not None
        and mention.kind in {"money", "rate", "percent", "count"}
    ):
        ahead = main is not None and main[1] is not None and published is not None and main[1] > published
        if report.plan[1] is not None:
            for item in times:
                if item.first >= mention.last and item.end is not None and item.end > report.plan[1] and not item.base:
                    return item.start, item.end, report.words(reading.sentence, item)
        return main if ahead else report.plan
    if mention.change != "level":
        if main is not None:
            return main
        base = next(
            (item for item in times if item.base and item.first >= mention.last and item.start is not None), None
        )
        if base is not None and published is not None and base.start is not None and base.start < published:
            # `6 percent more than in 2011`, told in 2013, is of 2012.
            end = (
                min(published, dt.date(base.start.year + 1, 12, 31))
                if base.end == dt.date(base.start.year, 12, 31)
                else published
            )
            return base.start, end, report.words(reading.sentence, base)
    before = report.before
    if (
        before is not None
        and before.period_end is not None
        and before.sentence == mention.sentence
        and before.unit == mention.unit
        and reading.sentence.marks & COMPARING
        and compared(reading.lower, mention.first)
        and not (FORESIGHT | EXPECTED).isdisjoint(
            reading.lower[before.last : mention.first] + reading.lower[mention.last : mention.last + 6]
        )
    ):
        # `4.3 percent in 2025, against 4.5 percent in its earlier projection`: the old guess was of the same year.
        return before.period_start, before.period_end, before.period_text
    if (
        before is not None
        and before.period_end is not None
        and before.sentence == mention.sentence
        and restates(reading.lower, before.last, mention.first)
    ):
        return before.period_start, before.period_end, before.period_text
    if (
        mention.modality != "actual"
        and (mention.modality == "forecast" or mention.kind == "quantity" or mention.change != "level")
        and report.ahead is not None
        and mention.kind in {"count", "quantity", "money", "percent", "rate"}
        and not planned_apart(reading, mention)
    ):
        return (
            main
            if main is not None and main[1] is not None and published is not None and main[1] > published
            else report.ahead
        )
    left = level_come_to(reading, before) if before is not None and before.sentence == mention.sentence else None
    if left is not None and before is not None and part_of_before(reading, mention, before):
        # `students numbered 900, up from 800 in 2021, and 40 percent of them`: of the new level
        before = left
    if before is not None and before.period_end is not None and _works_out(reading, mention, before):
        return before.period_start, before.period_end, before.period_text
    if before is not None and before.period_end is not None and part_of_before(reading, mention, before):
        return before.period_start, before.period_end, before.period_text
    pair = mention.pair
    if pair is not None and pair.period_end is not None and pair.start < mention.start:
        return pair.period_start, pair.period_end, pair.period_text
    period = implied_period(report, reading, mention)
    if period is None and times and mention.modality == "actual":
        soft = next((item for item in times if item.soft and item.start is not None), None)
        present = reading.tenses.get(mention.first) == PRESENT
        if soft is not None and (not present or reading.lower[soft.first] in STILL):
            return soft.start, soft.end, report.words(reading.sentence, soft)
    return period


_WORKS_OUT = frozenset("is 's equals works comes makes means leaves corresponds amounts represents gives".split())


def _works_out(reading: Clauses, mention: Mention, before: Mention) -> bool:
    """Tells whether a figure says the one before it another way, and so is of the same time: `That works out at 3.9 litres a head`."""
    lower = reading.lower
    if reading.tenses.get(mention.first) not in {None, PRESENT}:
        return False
    if before.sentence == mention.sentence:
        gap = lower[before.last : mention.first]
        return 1 < len(gap) < 9 and any(
            gap[at] in {"which", "that"} and gap[at + 1] in _WORKS_OUT for at in range(len(gap) - 1)
        )
    if before.sentence != mention.sentence - 1 or mention.first > 9:
        return False
    return lower[0] in {"that", "this", "it"} and len(lower) > 1 and lower[1] in _WORKS_OUT


def _aside(reading: Clauses, item: TimeWords) -> bool:
    """Tells whether an expression stands in a relative clause, which dates only what it tells itself."""
    clause = reading.clauses()[item.first]
    return reading.lower[reading.parent[clause][1]] in RELATIVE if clause else False


def _of_another(reading: Clauses, item: TimeWords) -> bool:
    """Tells whether an expression dates only what a figure is compared with (`up from 68 in 2013`), or what had been before."""
    lower = reading.lower
    for mention in reading.mentions:
        if mention.last <= item.first < mention.last + 4:
            before = lower[max(0, mention.first - 2) : mention.first]
            if not _APART.isdisjoint(before) and "to" not in before[-1:]:
                return True
    for at in range(max(0, item.first - 8), item.first):
        # `it had won 54 seats in 2013`
        if lower[at] == "had":
            told = VERBS.get(lower[at + 1])
            done = told is not None and told.form in ("past", "participle")
            if done or any(at < place < at + 3 for place, _ in reading.cues):
                return True
    return False


def _date_sentence(report: Report, reading: Clauses) -> None:
    """Dates the figures of one sentence, and keeps what the next ones may go back to."""
    sentence = reading.sentence
    times = times_of(report, reading)
    main = report.carried if report.carried_block == sentence.block else None
    kept = main
    for item in times:
        if item.dates and item.end is not None and not _aside(reading, item) and not _of_another(reading, item):
            main = (item.start, item.end, report.words(sentence, item))
            if item.full and report.published is not None and report.published.month < 7:
                main = (*year_span(report.published.year - 1), main[2])
            if not item.ago:
                kept = main
            break
    for mention in reading.mentions:
        period: Period | None = None
        pair = mention.pair
        if (
            pair is not None
            and pair.start < mention.start
            and pair.sentence == mention.sentence
            and pair.period_end is not None
        ):
            period = pair.period_start, pair.period_end, pair.period_text
        if mention.cell is not None:
            period = period_of_cell(report, mention) or of_row(reading, mention)
        governing: TimeWords | None = None
        if period is None and times:
            governing = _governing(reading, times, mention, report.published)
            if governing is not None and governing.last <= mention.first and _now(reading, mention, governing):
                governing = None
            if governing is not None and _of_decision(governing, mention, report.published):
                governing = (
                    None
                    if report.plan is not None
                    else _takes_effect(reading.lower, times, mention, report.published) or governing
                )
            if governing is not None:
                tense = reading.tenses.get(mention.first)
                period = _resolved(report, governing, mention, (main or report.main, tense, reading))
                if main is None and period[1] is not None and not governing.ago and not _of_another(reading, governing):
                    main = kept = period
                if main is not None and governing.first < mention.first:
                    period = level_before(reading, mention, period) or period
        if period is None:
            period = result_before(report, reading, mention) or _by_rule(report, reading, mention, times, main)
        if period is not None:
            mention.period_start, mention.period_end, mention.period_text = period
        if (
            sentence.form == "headline"
            and governing is None
            and len(report.heads) < MOST_HEADS
            and mention.cell is None
        ):
            report.heads.append(mention)
        report.before = mention
    if len(reading.mentions) > 1:
        date_starts(reading)
    if kept is not None:
        # `A year ago the share was 7 percent` does not date what the next sentence tells.
        report.carried, report.carried_block = kept, sentence.block
        if report.main is None and sentence.index <= 3 and whole_past(kept[0], kept[1], report.published):
            report.main = kept


def _of_decision(item: TimeWords, mention: Mention, published: dt.date | None) -> bool:
    """Tells whether a time is the day on which a budget was decided, not what it holds for."""
    return (
        mention.modality != "actual"
        and published is not None
        and item.start is not None
        and item.start == item.end
        and 0 <= (published - item.start).days < DECIDED_WITHIN
    )


def _takes_effect(
    lower: list[str], times: list[TimeWords], mention: Mention, published: dt.date | None
) -> TimeWords | None:
    """The time from which something decided holds, told behind it: `agreed on Wednesday to raise the fee to 3 euros from January 1`."""
    for item in times:
        if item.first >= mention.last and item.start is not None:
            begin = item.first if lower[item.first] == "from" else item.first - 1
            if lower[begin] != "from" or lower[begin - 1] in {"delivery", "deliveries"}:
                continue
            if item.floating or (published is not None and item.start > published):
                return item
    return None


def set_periods(doc: Document, mentions: list[Mention]) -> None:
    """Sets `period_start`, `period_end`, `period_text` of every figure of an article, in the order of its sentences.

    Days are inclusive. In an article without a date, `last year` and the like keep only their words.
    """
    readings = read_clauses(doc, mentions)
    if not readings:
        return
    report = Report(doc)
    report.with_figures = readings
    if any(mention.modality == "target" for mention in mentions):
        report.plan = budget_year(report)
    if sum(mention.modality == "forecast" for mention in mentions) > 1:
        report.ahead = foreseen_time(report)
    for sentence in doc.sentences[:4]:
        if sentence.form == "headline" or sentence.index not in readings:
            report.main = report.reported(sentence)
            if report.main is not None:
                break
    if report.main is None:
        report.main = year_reported(report)
    for index in sorted(readings):
        _date_sentence(report, readings[index])
    for head in report.heads:
        if head.period_text is not None:
            continue
        for other in mentions[:MOST_LOOKED_AT]:
            if (
                other.unit == head.unit
                and other.sentence > head.sentence
                and other.period_end is not None
                and same_figure(head, other)
            ):
                head.period_start, head.period_end = other.period_start, other.period_end
                head.period_text = other.period_text
                break
        else:
            if report.main is not None and head.modality == "actual" and head.kind in {"money", "percent", "multiple"}:
                head.period_start, head.period_end, head.period_text = report.main

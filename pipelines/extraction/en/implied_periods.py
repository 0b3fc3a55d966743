"""The time of a figure whose sentence names none: implied by tense, by the event or the results that the article is about.

Belongs here: what a present state, a past event, a result, a budget holds for. Does not belong here: expressions of time and which
figure they date (`periods.py`).
"""

from __future__ import annotations

import datetime as dt

from pipelines.extraction.en.clause_reading import ACTUAL, LEXICON, MONEY, PRESENT, WEAK, Clauses
from pipelines.extraction.en.marked_words import mark
from pipelines.extraction.en.report_times import Period, Report, said_before
from pipelines.extraction.en.time_words import add_months, month_span, year_span
from pipelines.extraction.lexicon import read_table
from pipelines.extraction.model import Mention

STILL = frozenset("still remain remains present today now currently".split())
_STATES = frozenset(row["word"] for row in read_table(LEXICON / "passing_states.csv"))
"""States that pass within days: said of an event in the present tense, they hold for the article's day."""
MOVING = frozenset(row["word"] for row in read_table(LEXICON / "moving_counts.csv"))
"""Nouns whose number changes from week to week: said in the present tense, it holds for the article's day."""


def implied_period(report: Report, reading: Clauses, mention: Mention) -> Period | None:
    """Period of a figure whose sentence names none."""
    sentence = reading.sentence
    published = report.published
    tense = reading.tenses.get(mention.first)
    near = report.carried is not None and report.carried_block == sentence.block
    if mention.modality == "forecast" and _foreseen_by_others(reading.lower, mention):
        # What analysts had expected is of the period that the result is of.
        return report.main or (report.carried if near else None) or said_before(report, sentence)
    marks = sentence.marks
    if mention.modality == "actual" and tense != PRESENT and marks & _TRADING and _traded(reading.lower, mention):
        return (published, published, None) if published else None
    if mention.modality == "actual" and report.count_year is not None and not (near and tense in {ACTUAL, WEAK, MONEY}):
        return report.count_year
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
    if sentence.form == "item" and report.main is not None and ":" in reading.lower[1 : min(mention.first, 9)]:
        # `Staff: 7,310, of whom 52 percent are women`, in a list of a year's key figures
        return report.main
    labelled = tense is None and reading.lower[mention.first - 1 : mention.first] == [":"]
    if tense == PRESENT or (tense is None and sentence.form == "prose" and not labelled):
        lower = reading.lower
        if (
            (marks & _BEING and _going_on(lower, mention))
            or (marks & _STANDING and not STILL.isdisjoint(lower[max(0, mention.first - 8) : mention.last + 4]))
            or (
                marks & _PASSING
                and not _STATES.isdisjoint(lower[max(0, mention.first - 5) : mention.last + 8])
                and report.passing
            )
            or (mention.kind == "count" and (mention.unit in MOVING or _passes(report, lower, mention)))
        ):
            return (published, published, None) if published else None
        if (
            tense == PRESENT
            and report.passing
            and mention.cell is None
            and mention.kind in {"count", "percent", "money", "multiple"}
            and _HAVE.isdisjoint(lower[max(0, mention.first - 3) : mention.first])
        ):
            # What is told of a flood or an outbreak in the present tense is so on the article's day.
            return (published, published, None) if published else None
        if tense == PRESENT:
            results = mention.kind in {"money", "percent"} and mention.cell is None and report.main is not None
            return report.main if results and _of_results(reading.lower, mention) else None
    if marks & COMPARING and compared(reading.lower, mention.first):
        # `net 90 vs 77`: the other side is of another time.
        return None
    past = tense in {ACTUAL, WEAK, MONEY}
    if past and marks & _COMPLETED and report.main is None and published is not None:
        told = _completed_part(reading.lower, mention, published)
        if told is not None:
            return told
    if past:
        if not (marks & _HAVING and _perfect(reading, mention)):
            if near:
                return report.carried
            period = said_before(report, sentence)
            if period is not None:
                return period
            if report.main is not None:
                return report.main
        return (published, published, None) if published else None
    if tense is None and sentence.form == "prose" and report.main is not None and mention.kind in {"money", "percent"}:
        return report.main if mention.change != "level" or _of_results(reading.lower, mention) else None
    if tense is None and (labelled or sentence.form in {"headline", "row", "item"}):
        if (
            report.main is not None
            and (sentence.form != "row" or mention.kind in {"count", "money", "quantity"})
            and mention.kind in {"money", "percent", "count", "rate", "multiple", "quantity"}
        ):
            return report.main
        return (published, published, None) if published else None
    return None


def _foreseen_by_others(lower: list[str], mention: Mention) -> bool:
    """Tells whether a figure is what observers had expected of a result (`Analysts had on average expected 3.4 billion`)."""
    near = lower[max(0, mention.first - 14) : mention.first] + lower[mention.last : mention.last + 6]
    if _OBSERVERS.isdisjoint(near):
        return False
    results = not _EXPECT.isdisjoint(near) and not _RESULTS.isdisjoint(near)
    return results or "had" in near or "polled" in near or "consensus" in near


def _traded(lower: list[str], mention: Mention) -> bool:
    """Tells whether a figure is of a day's trading: shares, indices and raw materials move from day to day."""
    if mention.kind not in {"money", "percent", "rate", "count"} or mention.cell is not None:
        return False
    before = lower[max(0, mention.first - 26) : mention.first]
    if _TRADED.isdisjoint(before) or _TRADES.isdisjoint(before):
        return False
    return mention.kind != "count" or mention.unit == "point"


def _completed_part(lower: list[str], mention: Mention, published: dt.date) -> Period | None:
    """The quarter, half or year that was over when an article was printed, by the word for it (`Quarterly sales were`)."""
    near = lower[max(0, mention.first - 8) : mention.first]
    for word, months in (("quarterly", 3), ("half-yearly", 6), ("half-year", 6)):
        if word in near:
            begun = add_months(published.replace(month=(published.month - 1) // months * months + 1, day=1), -months)
            return *month_span(begun.year, begun.month, months), None
    return None


_OBSERVERS = frozenset("analysts economists brokers consensus polled forecasters market".split())
_EXPECT = frozenset("expect expects see sees forecast reckon reckons estimate estimates predict pencilled".split())
_TRADED = frozenset(
    "shares stock share index copper gold silver crude brent oil nickel zinc aluminium wheat corn futures kospi sensex nikkei ftse dax dow nasdaq".split()
)
_TRADES = frozenset(
    "closed close closing fell rose slid gained lost dropped jumped traded trading tumbled slipped climbed surged sank plunged eased edged added shed down up ended finished opened soared slumped rallied".split()
)
_RESULTS = frozenset(row["word"] for row in read_table(LEXICON / "result_words.csv"))


def _passes(report: Report, lower: list[str], mention: Mention) -> bool:
    """Tells whether a count told of an event in the present tense passes with it: `40 camps are open`, not `the town has 14 bridges`."""
    return report.passing and _HAVE.isdisjoint(lower[max(0, mention.first - 2) : mention.first])


def _of_results(lower: list[str], mention: Mention) -> bool:
    """Tells whether a figure told in the present tense is one of the results that the article reports (`net debt is 245 million`)."""
    return not _RESULTS.isdisjoint(lower[max(0, mention.first - 7) : mention.first])


def _going_on(lower: list[str], mention: Mention) -> bool:
    """Tells whether the figure's verb is a present progressive (`are running`, `is being built`)."""
    begin = max(0, mention.first - 6)
    window = lower[begin : mention.last + 10]
    if _BE_NOW.isdisjoint(window):
        return False
    for at, word in enumerate(window[:-1]):
        if word in _BE_NOW:
            after = window[at + 1]
            if after in _SOFT_ADVERBS and at + 2 < len(window):
                after = window[at + 2]
            if after[-3:] == "ing":
                return True
    return False


_BE_NOW = frozenset(["is", "are", "'re"])
_SOFT_ADVERBS = frozenset("now still also not".split())


def compared(lower: list[str], first: int) -> bool:
    """Tells whether a figure is what another is compared with."""
    before = lower[max(0, first - 3) : first]
    return not _VERSUS.isdisjoint(before) or ("compared" in before and "with" in before)


_VERSUS = frozenset("vs versus against".split())


def _perfect(reading: Clauses, mention: Mention) -> bool:
    """Tells whether the figure's verb is in the present perfect."""
    lower = reading.lower
    if _HAVE.isdisjoint(lower[max(0, mention.first - 14) : mention.last + 4]):
        return False
    return "had" not in lower[max(0, mention.first - 40) : mention.first]


_HAVE = frozenset(["has", "have", "'ve"])


_TRADING, _BEING, _STANDING, _PASSING = mark(_TRADED), mark(_BE_NOW), mark(STILL), mark(_STATES)
_HAVING, _COMPLETED = mark(_HAVE), mark(["quarterly", "half-yearly", "half-year"])
COMPARING = mark(_VERSUS | {"compared"})


_BUDGETS = frozenset("budget budgets act draft deficit".split())


def budget_year(report: Report) -> Period | None:
    """The budget year that an article on a budget names."""
    sentences = report.doc.sentences
    if not any("udget" in sentence.text for sentence in sentences[:4]):
        return None
    for sentence in sentences[:4]:
        # `a 2026 budget`, `the draft Budget Act for 2026`, `next year's budget`
        if "udget" in sentence.text or "deficit" in sentence.text:
            for item in report.reader.read(sentence):
                near = sentence.lower[max(0, item.first - 5) : item.last + 3]
                if (
                    not item.base
                    and item.start is not None
                    and item.end == year_span(item.start.year)[1]
                    and item.start == year_span(item.start.year)[0]
                    and (report.published is None or item.start > report.published)
                    and not _BUDGETS.isdisjoint(near)
                ):
                    return item.start, item.end, report.words(sentence, item)
    for sentence in sentences:
        text = sentence.text
        if (
            "iscal" in text
            or "year starting" in text
            or "year beginning" in text
            or "FY" in text
            or "financial year" in text
        ):
            for item in report.reader.read(sentence):
                words = sentence.lower[item.first : item.last]
                if (
                    not item.base
                    and item.end is not None
                    and (words[0][:2] == "fy" or not {"fiscal", "financial", "year"}.isdisjoint(words))
                ):
                    published = report.published
                    if published is None or item.end > published:
                        return item.start, item.end, report.words(sentence, item)
    return None

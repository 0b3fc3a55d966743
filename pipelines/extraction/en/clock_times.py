"""Hours of the day without `am` or `pm`: `at 6.10 every morning`, `the 7.45 from Orrel`, `at six on Wednesday`, `town clinic, 8-16`.

Belongs here: how such a number is told from one that measures. Does not belong here: times with a colon or `am` (`traps.py`).
"""

from __future__ import annotations

import re

from pipelines.extraction.document import MARK_KIND, NUMBER_KIND, WORD_KIND, Sentence
from pipelines.extraction.en.numerals import DASHES

_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_BEFORE = frozenset("at by until till before after from since".split())
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])\.[0-5]\d")
_HALVES = frozenset("morning evening afternoon night day weekday weekend".split())
_TODAY = frozenset("today tomorrow yesterday tonight sharp daily local nightly weekdays weekends".split())
_CALLED = frozenset("train bus ferry flight service boat express tram coach sailing to from into out".split())
_LEAVE = frozenset("train bus ferry boat leaves left departs".split())
_STARTS = frozenset(
    "start starts started starting begin begins began open opens opened close closes closed leave leaves left depart departs departed arrive arrives "
    "arrived doors kicks kick-off kickoff rang rings alarm woke wakes called happened struck landed landing took boarded met meet meets meeting".split()
)
_PRICES = frozenset("shares share price stock yield dollar index pounds fell rose dropped gained cents".split())


def is_hour_in_words(s: Sentence, first: int, last: int) -> bool:
    """Tells whether a number word is an hour: `at six on Wednesday`, `until nine in the evening`."""
    low = s.lower
    if not first or low[first - 1] not in _BEFORE:
        return False
    behind = low[last : last + 3]
    return (
        (behind[:1] == ["on"] and bool(_WEEKDAYS.intersection(behind[1:2])))
        or (behind[:2] == ["in", "the"] and behind[2:] in (["morning"], ["evening"], ["afternoon"]))
        or behind[:1] in (["o'clock"], ["sharp"])
    )


def clock_time_at(s: Sentence, at: int) -> int:
    """One past a time of the day that the digits at token `at` print without a colon, or 0: `at 6.10 every morning`."""
    low, n = s.lower, len(s.lower)
    before = low[at - 1] if at else ""
    if _CLOCK.fullmatch(s.tokens[at]):
        behind = low[at + 1 : at + 4]
        if before in _BEFORE:
            if behind[:1] in (["every"], ["each"], ["on"], ["this"], ["last"], ["in"]) and not _HALVES.isdisjoint(
                behind
            ):
                return at + 1
            if behind[:1] and behind[0] in _TODAY:
                return at + 1
            if s.tokens[at][0] == "0" and (behind[:1] == ["on"] or len(s.tokens[at].partition(".")[0]) == 2):
                return at + 1  # `from 00.01 on 1 May`
            if not _STARTS.isdisjoint(low) and _PRICES.isdisjoint(low) and _ends_or_goes_on(s, at + 1):
                return at + 1
        if before in _LEAVE or (before in ("at",) and low[at - 2 : at - 1] and low[at - 2] in _LEAVE):
            return at + 1 if _ends_or_goes_on(s, at + 1) else 0  # `the last boat 23.40`, not `the boat, 12.50 metres`
        if before in ("the", "a", "an") and behind[:1] and behind[0] in _CALLED:
            if behind[0] not in ("to", "from", "into", "out") or (at + 2 < n and s.tokens[at + 2][0].isupper()):
                return at + 1  # `the 7.45 from Orrel`
        return 0
    if (
        before in (",", "(", ":")
        and at + 2 < n
        and low[at + 1] in DASHES
        and s.kinds[at + 2] == NUMBER_KIND
        and s.starts[at + 2] == s.ends[at + 1] == s.ends[at] + 1
        and len(s.tokens[at]) <= 2
        and len(s.tokens[at + 2]) == 2
        and s.tokens[at].isdigit()
        and s.tokens[at + 2].isdigit()
        and int(s.tokens[at]) < int(s.tokens[at + 2]) <= 24
        and (at + 3 >= n or (s.kinds[at + 3] == MARK_KIND and low[at + 3] not in ("%", "°", "$", "€", "£")))
        and at > 1
        and s.kinds[at - 2] == WORD_KIND
    ):
        return at + 3  # `town clinic, 8-16`
    return 0


def _ends_or_goes_on(s: Sentence, at: int) -> bool:
    """Tells whether token `at` ends the clause or goes on with where and when, not with what a number counts."""
    if at >= len(s.lower) or s.kinds[at] == MARK_KIND:
        return at >= len(s.lower) or s.lower[at] not in ("%", "°", "$", "€", "£", "-", "–")
    return s.lower[at] in ("on", "in", "at", "and", "from", "for", "with", "when", "after", "as", "but", "or", "near")

"""Times of a race as print writes them: `2:04:52`, `in 62:11`, `3:05 per kilometre`.

Belongs here: how hours, minutes and seconds joined by colons are told from the time of day. Does not belong here: lengths of time in
words (`parts.py`), or bare seconds behind `a time of` (`elliptic.py`).
"""

from __future__ import annotations

import re

from pipelines.extraction.document import NUMBER_KIND, WORD_KIND, Sentence
from pipelines.extraction.en.marked_words import mark
from pipelines.extraction.en.rates import denominator
from pipelines.extraction.model import Mention

_TIME = re.compile(r"(?:(\d):)?(\d{1,2}):([0-5]\d(?:\.\d{1,3})?)(?![\d:])")
_OF_DAY = frozenset("a.m. a.m am p.m. p.m pm gmt utc est edt bst cet ist hrs local o'clock".split())
_CLOCK = frozenset("at from until till by since before after around between and to".split())
_RAN = frozenset(
    "in time clocked clocking ran running run posted posting recorded best record won finish finished pace split halfway of timed lap".split()
)
LAST_HOUR = 24
"""Minutes from which `62:11` is no hour of the day."""


_RACES = frozenset([60, 100, 110, 200, 400, 800, 1500, 3000, 5000, 10000])
_RACED = frozenset(
    "ran run runs running won win wins winning swam swim title final finals semi-final heat heats gold silver bronze record champion hurdles freestyle".split()
)
_RACING = mark(_RACED)


def is_event(s: Sentence, at: int) -> bool:
    """Tells whether the metres at number token `at` name a race: `won the 800m`, `100m in 10.65`."""
    low = s.lower
    if low[at + 1 : at + 2] not in (["m"], ["metres"], ["meters"]):
        return False
    digits = s.tokens[at].replace(",", "")
    if not digits.isdigit() or int(digits) not in _RACES:
        return False
    behind = low[at + 2 : at + 4]
    if behind[:1] == ["in"] and len(behind) > 1 and s.kinds[at + 3] == NUMBER_KIND:
        return True
    return (
        bool(s.marks & _RACING)
        and at > 0
        and low[at - 1] in ("the", "men's", "women's", "boys", "girls")
        and (
            not behind
            or s.kinds[at + 2] != WORD_KIND
            or behind[0] in ("in", "and", "at", "title", "final", "hurdles", "freestyle", "for", "on", "race")
        )
    )


def read_race_time(s: Sentence, at: int) -> Mention | None:
    """Reads a race time at number token `at` as seconds, or a pace as seconds per kilometre or mile; None for a time of day or a score."""
    low, n = s.lower, len(s.lower)
    if at + 2 >= n or low[at + 1] != ":" or (at and low[at - 1] in {":", "-", "–", "/"}):
        return None
    match = _TIME.match(s.text, s.starts[at] - s.start)
    if match is None or (int(match[2]) >= 60 and match[1]):
        return None
    end = s.start + match.end()
    last = at + 1
    while last < n and s.starts[last] < end:
        last += 1
    if s.ends[last - 1] != end or (low[last : last + 1] and low[last] in _OF_DAY):
        return None
    before = low[at - 1] if at else ""
    per = None
    if last + 1 < n and low[last] in {"per", "a"}:
        per = denominator(s, last + 1, article=low[last] == "a")
        if per is not None and per[0] not in {"km", "[mi_i]"}:
            per = None
    if match[1]:
        if before in _CLOCK - {"from", "to", "and", "by"}:
            return None
    elif per is None:
        ahead = low[max(0, at - 5) : at]
        named = at > 0 and s.tokens[at - 1][:1].isupper() and at > 1
        if named or before in _CLOCK or _RAN.isdisjoint(ahead):
            return None
        if (
            int(match[2]) < LAST_HOUR
            and "." not in match[3]
            and before not in {"clocked", "clocking"}
            and ahead[-2:] != ["time", "of"]
        ):
            return None
    value = int(match[1] or 0) * 3600 + int(match[2]) * 60 + float(match[3])
    digits = sum(char.isdigit() for char in match[0])
    mention = Mention(
        s.index, at, last, s.starts[at], end, "duration", value, value, "=", None, "UCUM", "s", digits, "duration.race",
    )  # fmt: skip
    if per is not None:
        mention.kind, mention.unit, mention.rule = "rate", f"s/{per[0]}", "rate.race"
        mention.last, mention.end = per[1], s.ends[per[1] - 1]
    return mention

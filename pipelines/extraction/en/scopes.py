"""Fills `scope`: words behind a figure that narrow what it covers.

Belongs here: exclusions, phases, places and groups (`excluding subsidies`, `in the first phase`, `for the poorest`). Does not
belong here: times (`periods.py`).
"""

from __future__ import annotations

import re

_SCOPE = re.compile(
    r"\b(?P<scope>"
    r"(?:excluding|including|not counting|not including|exclusive of|net of|adjusted for|apart from|except for) "
    r"(?:tax|interest|inflation|one-off items|special items|subsidies|financing|costs|(?!the\b|an?\b)[a-z-]+(?: [a-z-]+){0,2})"
    r"|(?:before|after) (?:tax|interest|inflation|one-off items|special items|subsidies|financing|deductions|fees|costs)"
    r"|in the (?:first|second|third|final|initial|next|last) (?:phase|stage|round|tranche|batch)"
    r"|in real terms|at constant prices|on a like-for-like basis|per capita|per head"
    r"|overseas|abroad|worldwide|globally|nationwide|domestically|at home"
    r"|for the (?:poorest|richest|youngest|oldest|elderly|unemployed|homeless)"
    r"|(?:in|across|outside|within) (?:the )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3}"
    r"|(?:in|across) (?:urban|rural|coastal|inland|northern|southern|eastern|western|central) [a-z]+)"
)
_END = re.compile(
    r"[.;:!?,](?:(?<=[.;:!?])\s|(?<=[.;!?])$|(?<=,) (?:while|and|but|with|up|down|compared)\b)"
)  # begins with one class of signs, which a search finds at full speed
_MONTH = re.compile(
    r"(?:in|within) (?:the )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Q[1-4]|FY|Fiscal|Spring|Summer|Autumn|Winter)"
)
_LIMIT = 70
SCOPE_WORDS = frozenset(
    "excluding including not exclusive net adjusted apart except before after in at on per overseas abroad worldwide globally nationwide "
    "domestically for across outside within".split()
)
"""First words of a scope: without one of them among the tokens behind a figure there is none, which is sooner told than by the pattern."""
SCOPE_REACH = _LIMIT // 2 + 1
"""So many tokens behind a figure hold the characters that are looked at."""


def scope_of(sentence: str, end: int) -> str | None:
    """The first narrowing words within the clause behind a figure that ends at `end` (offset in the sentence); None without any."""
    stop = _END.search(sentence, end)
    limit = min(stop.start() if stop else len(sentence), end + _LIMIT)
    match = _SCOPE.search(sentence, end, limit)
    while match is not None and _MONTH.match(match["scope"]):
        match = _SCOPE.search(sentence, match.end(), limit)
    return match["scope"] if match else None

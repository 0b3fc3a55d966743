"""Fills `scope`: words behind a figure that narrow what it covers.

Belongs here: exclusions, phases, places and groups (`excluding subsidies`, `in the first phase`, `for the poorest`). Does not
belong here: times (`periods.py`).
"""

from __future__ import annotations

import re

_PLACE = r"(?:the )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3}"
_LAND = r"(?:urban|rural|coastal|inland|northern|southern|eastern|western|central) [a-z]+"
_LEFT_OUT = r" (?:tax|interest|inflation|one-off items|special items|subsidies|financing|costs|(?!the\b|an?\b)[a-z-]+(?: [a-z-]+){0,2})"
_DEDUCTED = r" (?:tax|interest|inflation|one-off items|special items|subsidies|financing|deductions|fees|costs)"
_SCOPE = re.compile(
    r"[abdefginopw](?<!\w.)(?:"  # begins with one class of letters, which a search finds at full speed
    rf"(?<=i)(?:ncluding{_LEFT_OUT}"
    r"|n the (?:first|second|third|final|initial|next|last) (?:phase|stage|round|tranche|batch)"
    rf"|n real terms|n {_PLACE}|n {_LAND})"
    rf"|(?<=a)(?:(?:djusted for|part from){_LEFT_OUT}|fter{_DEDUCTED}|t constant prices|broad|t home|cross (?:{_PLACE}|{_LAND}))"
    rf"|(?<=e)(?:xcluding|xclusive of|xcept for){_LEFT_OUT}"
    rf"|(?<=n)(?:(?:ot counting|ot including|et of){_LEFT_OUT}|ationwide)"
    rf"|(?<=b)efore{_DEDUCTED}"
    rf"|(?<=o)(?:n a like-for-like basis|verseas|utside {_PLACE})"
    r"|(?<=p)er (?:capita|head)"
    rf"|(?<=w)(?:orldwide|ithin {_PLACE})"
    r"|(?<=g)lobally|(?<=d)omestically"
    r"|(?<=f)or the (?:poorest|richest|youngest|oldest|elderly|unemployed|homeless))"
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
    while match is not None and _MONTH.match(match[0]):
        match = _SCOPE.search(sentence, match.end(), limit)
    return match[0] if match else None

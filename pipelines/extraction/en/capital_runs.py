"""Runs of capitalised words in a text, which names are made of.

Belongs here: where such a run begins and ends. Does not belong here: words at its front that only open a sentence (`name_edges.py`), and
what the name is (`names.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_CAPITAL = r"[A-Z\u00c0-\u00de]"
_REST = r"[^\W_]*(?:[&'’.-](?=[^\W_])[^\W_]+)*"
WORD = _CAPITAL + _REST
NAME_RUN = re.compile(
    rf"{_CAPITAL}(?:(?<=[A-Z])\. ?(?:[A-Z]\. ?)?{WORD}|{_REST}(?:(?: | of | of the | for | d[aeiou]s? | del | della | dei | la | de l[ao]s? | van | van der | von | von der | ter | al | bin | & )(?:[A-Z]\.(?= [A-Z])|{WORD}|\d{{1,3}}(?![\w,.:]\d|[^\W_]| (?:[a-z]{{3,}}s|[kmcµ]?[gm]|mcg|m?[lL]|[kMGT]?Wh?|km²)\b))){{0,11}})"
)
"""A run of capitalised words, joined by a few small words: `Bank of Tessaly`, `Fab 12`, `Kite-4`.

Begins with a plain class of letters, because a search skips what is not in it at full speed."""

_OWNED = re.compile(r"'s (?=[A-Z\u00c0-\u00de]|\d)")
_OWNERS_OF_NAMES = frozenset(
    "People's Women's Men's Children's King's Queen's Veterans' Workers' John's Paul's Peter's George's Mary's Lady's Lord's".split()
)
"""Possessives that belong to the name behind them."""
SHIPS = ("M/", "S/", "F/")
"""The first half of what stands in front of a ship's name: `M/V Orvik Star`, `M/T`, `S/Y`."""

SERVING = frozenset(
    """office centre center institute ministry department fund agency association foundation society council committee commission bureau
    board campaign coalition party movement alliance network forum initiative programme program authority administration minister
    secretary commissioner directorate division laboratory school college academy hospital home museum court tribunal trust charity union
    federation organisation organization service bank company group plan strategy act bill award prize project envoy representative
    director chief head campaigners parents teachers doctors lawyers nurses students citizens mothers friends people action""".split()
)
"""What a name goes on with `for` behind: `Office for Aid`, `Minister for Health`; others are two names (`left Orvik for Tessaly`)."""


def _parted(raw: str) -> int:
    """Where a run is two names with `for` between: the place of ` for `, -1 where it is one."""
    at = raw.find(" for ")
    return at if at >= 0 and raw[:at].rpartition(" ")[2].lower() not in SERVING else -1


def capital_runs(text: str) -> Iterator[tuple[str, int]]:
    """Runs of capitalised words; an owner and what it owns (`Tessaly's Helix Motors`) are two."""
    for match in NAME_RUN.finditer(text):
        raw, start = match[0], match.start()
        if "’" in raw:
            raw = raw.replace("’", "'")
        while "'s " in raw:
            owned = _OWNED.search(raw)
            if owned is None or raw[: owned.start() + 2].rsplit(" ", 1)[-1] in _OWNERS_OF_NAMES:
                break
            yield raw[: owned.start()], start
            raw, start = raw[owned.end() :], start + owned.end()
        if raw[0].isdigit():
            continue  # `Orrin's 64 vans`
        if raw[1:2] == " " and text[start - 2 : start] in SHIPS:
            raw, start = raw[2:], start + 2
        at = _parted(raw) if " for " in raw else -1
        if at > 0:
            yield raw[:at], start
            raw, start = raw[at + 5 :], start + at + 5
        yield raw, start

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
    rf"{_CAPITAL}(?:(?<=[A-Z])\. ?(?:[A-Z]\. ?)?{WORD}|{_REST}(?:(?: | of | of the | for | de | del | la | van | von | al | bin | & )(?:[A-Z]\.(?= [A-Z])|{WORD}|\d{{1,3}}(?![\w,.:]\d|[^\W_]| [a-z]{{3,}}s\b))){{0,11}})"
)
"""A run of capitalised words, joined by a few small words: `Bank of Tessaly`, `Fab 12`, `Kite-4`.

Begins with a plain class of letters, because a search skips what is not in it at full speed."""

_OWNED = re.compile(r"'s (?=[A-Z\u00c0-\u00de])")
_OWNERS_OF_NAMES = frozenset(
    "People's Women's Men's Children's King's Queen's Veterans' Workers' John's Paul's Peter's George's Mary's Lady's Lord's".split()
)
"""Possessives that belong to the name behind them."""
SHIPS = ("M/", "S/", "F/")
"""The first half of what stands in front of a ship's name: `M/V Orvik Star`, `M/T`, `S/Y`."""


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
        if raw[1:2] == " " and text[start - 2 : start] in SHIPS:
            raw, start = raw[2:], start + 2
        yield raw, start

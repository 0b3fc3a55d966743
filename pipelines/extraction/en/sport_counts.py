"""Bare numbers of reports of matches: `five of their last six`, `in front of 16,000`, `four clear at the top`.

Belongs here: what a number counts in sport. Does not belong here: scores and results (`traps.py`).
"""

from __future__ import annotations

from pipelines.extraction.document import Sentence
from pipelines.extraction.en.marked_words import mark
from pipelines.extraction.model import Mention

_CRICKET = frozenset("balls overs wicket wickets innings batsman bowler batter".split())
_GAMES = frozenset(
    "win wins won lost defeat draw game games match matches goal goals league side victory title".split()
)
_OF_GAMES = mark(_GAMES)


def sport_noun(s: Sentence, mention: Mention, near: list[str], found: list[Mention]) -> str | None:
    """What a bare number counts in a report of a match: `five of their last six`, `before 23,411`, `four clear of
    Tarn`, `scored 104 off 88 balls`; None elsewhere. `near` are the words in front of it, `found` the figures of the sentence before it."""
    low, last = s.lower, mention.last
    if near[-3:] == ["in", "front", "of"]:
        return "spectator"
    value = mention.low if mention.low is not None else mention.high or 0.0
    if "scored" in near[-2:] and value < 400:
        return "run" if not _CRICKET.isdisjoint(low) else "goal" if value < 100 else "point"
    if not s.marks & _OF_GAMES:
        return None
    whole = low[last : last + 3]
    if (
        len(whole) == 3
        and whole[0] == "of"
        and whole[1] in ("their", "its", "his", "her")
        and whole[2] in ("last", "past")
    ) or (near[-3:-2] == ["of"] and near[-1:] in (["last"], ["past"])):
        return "game"
    if near[-1:] == ["before"] and (mention.low or 0) > 300:
        return "spectator"
    if low[last : last + 1] in (["clear"], ["adrift"], ["behind"], ["ahead"]) and any(
        other.unit == "point" for other in found
    ):
        return "point"
    return None

"""Bare numbers of votes: `passed by 12 to 5`, `the council voted nine to two`.

Belongs here: how the two sides of a vote are told. Does not belong here: votes that print the noun (`nouns.py`).
"""

from __future__ import annotations

from pipelines.extraction.document import Sentence
from pipelines.extraction.model import Mention

_DECIDED = frozenset("voted passed approved backed carried rejected defeated".split())


def is_vote(s: Sentence, mention: Mention, near: list[str], previous: Mention | None) -> bool:
    """Tells whether a bare number is one side of a vote; `near` are the words in front of it."""
    if (
        previous is not None
        and previous.unit == "vote"
        and near[-1:] == ["to"]
        and previous.last == mention.first - 1
        and previous.sentence == mention.sentence
    ):
        return True
    decided = (near[-1:] == ["by"] and near[-2:-1] and near[-2] in _DECIDED) or near[-1:] == ["voted"]
    return bool(decided) and s.lower[mention.last : mention.last + 1] == ["to"]

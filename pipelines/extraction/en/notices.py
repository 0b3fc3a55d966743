"""Sentences of an article in which its outlet speaks of itself: subscribers, letters to the editor, what a call costs, tip jars.

Belongs here: how such a sentence is told from news, so that none of its numbers is read. Does not belong here: lines that the reader
of the page takes out (`pipelines/reading/furniture.py`).
"""

from __future__ import annotations

import re

from pipelines.extraction.document import Sentence
from pipelines.extraction.model import Mention

_AT_END = 5
"""Sentences at the end of an article in which an outlet speaks of itself."""
_COUNTER = re.compile(
    r"(?:^|[/|·•]\s*)[\d.,]+k? (?:updates|comments|shares|likes|views|reactions|replies|posts|reads)\W*$", re.IGNORECASE
)
_SIGNS = (
    "subscri",
    "reader",
    "letter",
    "calls",
    "tip jar",
    "coffee",
    "edited by",
    "produced by",
    "written by",
    "comments",
    "essay",
    "of you",
    "followers",
    "members",
    "support us",
    "trial:",
    "donate",
    "on page",
)
_WORD_LIMIT = re.compile(r"\b(?:letters?|submissions?|entries|comments|essays?|replies)\b.*\bwords\b", re.IGNORECASE)
_CALL_COSTS = re.compile(
    r"\b(?:calls|texts) (?:cost|are charged|will cost)\b.*\b(?:minute|each|network)", re.IGNORECASE
)
_ITS_READERS = re.compile(
    r"\b(?:has|have|reaches|goes (?:out )?to|sent to|read by|join|one of|with|the other)\b[^.]{0,30}\b[\d.,]+k? (?:\w+ )?(?:readers|subscribers|of you)\b",
    re.IGNORECASE,
)
_SUBSCRIBE = re.compile(
    r"^(?:please )?(?:subscribe|subscriptions?\b|support us|free trial|trial(?=:)|donate|tip jar|buy (?:me|us) a coffee|become a (?:member|subscriber))\b",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"\b(?:on|see|turn to) page \d+\W*$")
_FOLLOWED = re.compile(r"^[\d,.]+k? (?:subscribers|followers|members|readers)\W*$")
_MADE_BY = re.compile(
    r"\bis (?:edited|written|produced|compiled) by \w+ (?:volunteers|students|people|editors)\b", re.IGNORECASE
)


_HINTS = re.compile(
    "subscri|reader|letter|calls|jar|coffee|edited|produced|written|comments|essay|you|updates|shares|likes|views|reactions|replies|posts|reads|support|trial"
    "|donate|page|followers|members"
)
"""What a notice has in one of its words: one of `_SIGNS`, or what `_COUNTER` ends with."""
_KNOWN_PIECES = 50_000


class _Hints(dict[str, bool]):
    """Tells whether what stands between two spaces hints at a notice; what was asked for once is remembered."""

    def __missing__(self, piece: str) -> bool:
        if len(self) >= _KNOWN_PIECES:
            self.clear()
        self[piece] = found = _HINTS.search(piece.lower()) is not None
        return found


_hints = _Hints().__getitem__


def is_notice(sentences: list[Sentence], i: int, earlier: list[Mention]) -> bool:
    """Tells whether sentence `i` is a notice of the outlet; `earlier` are the figures before it: where they count subscribers, the
    article is about them."""
    s = sentences[i]
    if True not in map(_hints, s.text.split(" ")):
        return False
    if len(s.text) < 90 and _COUNTER.search(s.text):
        return True
    low = s.text.lower()
    if not any(sign in low for sign in _SIGNS):
        return False
    if _WORD_LIMIT.search(low) and len(sentences) - i <= _AT_END:
        return True
    if _CALL_COSTS.search(low):
        return bool(re.search(r"\d{4}", sentences[i - 1].text if i else "")) or bool(re.search(r"\d{5}", low))
    if len(sentences) - i > _AT_END or i < 4:
        return False
    if _SUBSCRIBE.match(low) or _MADE_BY.search(low) or _INSIDE.search(low) or _FOLLOWED.match(low):
        return True
    return _ITS_READERS.search(low) is not None and not any(
        mention.unit in ("subscriber", "reader") for mention in earlier if mention.sentence < len(sentences) - _AT_END
    )

"""Bare numbers that count persons: `1,350 slept in the hall`, `employs 2,600`, `tents for 6,000`, `31,000 are without a roof`.

Belongs here: the words round a bare number that only go with persons. Does not belong here: nouns that are persons (`nouns.py`).
"""

from __future__ import annotations

from pipelines.extraction.document import NUMBER_KIND, Sentence
from pipelines.extraction.en.nouns import COLLECTIVE

ONLY_PERSONS = frozenset(
    "aboard slept fled voted marched protested queued walked abstained abstaining drowned perished survived".split()
)
"""What only persons do, whatever was counted before."""
PERSONS_DO = frozenset(
    "raised abstaining abstained voted slept walk walked sheltered joined attend attending attended had have were are died fled flee evacuated "
    "marched protested rallied gathered arrested queued".split()
)
FROM_HOME = frozenset(
    "homes homeless evacuated evacuate stranded displaced jobless detained arrested dead injured missing idle redundant unemployed".split()
)
TAKES_ON = frozenset(
    "employ employs employed employing hire hires hired hiring recruit recruits recruited arrest arrests arrested".split()
)
_SHELTERS = frozenset(
    "tents tent food beds shelter shelters rations meals meal room space places blankets water seats homes housing accommodation jobs work".split()
)
_LACKING = frozenset("without homeless missing jobless displaced stranded sheltering unaccounted".split())
_STANDS = frozenset(
    "from below under above past to at of is was were are number numbers numbered total totalled totaled about some around nearly over just now by".split()
)


def is_of_persons(s: Sentence, first: int, last: int) -> bool:
    """Tells whether the words round a bare number at tokens [first, last) only go with persons, whatever was counted before."""
    low = s.lower
    near = low[max(0, first - 4) : first]
    if not near:
        return False
    if near[-1] in TAKES_ON or (
        near[-1] in ("drew", "draws", "attracted", "attracts") and low[last : last + 1] not in (["of"], ["to"])
    ):
        return True
    behind = low[last : last + 2]
    if behind == ["on", "board"]:
        return True
    if behind[:1] in (["are"], ["were"], ["remain"], ["remained"]) and behind[1:] and behind[1] in _LACKING:
        return True
    return near[-1] == "for" and not _SHELTERS.isdisjoint(low[max(0, first - 7) : first])


def collective_before(s: Sentence, first: int) -> str | None:
    """What a collective noun a few words in front of a bare number counts: `the workforce came to 41,700`, `the head count has crept
    up to 900`."""
    low = s.lower
    if low[first - 1] not in _STANDS:
        return None
    for i in range(first - 1, max(-1, first - 8), -1):
        if s.kinds[i] == NUMBER_KIND or low[i] in (",", ";", ".", ":"):
            return None
        if low[i] == "count" and i and low[i - 1] == "head":
            return "person"
        if low[i] in COLLECTIVE and low[i] not in ("seat", "seats", "list", "toll", "fleet"):
            return COLLECTIVE[low[i]]
    return None

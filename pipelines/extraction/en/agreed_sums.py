"""Sums and numbers that an offer, a grant, a contract or a limit settles for a time to come, told as if they were so.

Belongs here: words that say so whatever the verb (`are offered 214 pence a share`, `has allotted 350 million for first aid`, `is limited to 12`).
Does not belong here: cues of a sentence (`modalities.py`), budgets and pledges (`modal_words.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.clause_reading import TARGET, Clauses
from pipelines.extraction.en.marked_words import mark
from pipelines.extraction.model import Mention

_HOLDERS = frozenset("shareholders stockholders holders investors bid takeover bidder".split())
_OFFER = frozenset(["offered", "offering"])
_FREED = frozenset("freed unlocked allocated allotted frees unlocks allocates".split())
_NEEDS = frozenset(
    "emergency relief aid rebuilding reconstruction repairs recovery rescue help food shelter funds fund victims families".split()
)
_SHARES_OUT = frozenset("allocation appropriation allotment".split())
_LIMITED = frozenset("limited capped restricted".split())
_LETS = frozenset("allows lets permits allow permit".split())
_USES = frozenset("use spend take keep borrow hold charge lend carry employ sell import".split())
_LABELS = frozenset("authorized authorised permitted".split())
_CONTRACTS = frozenset("contract contracts agreements orders".split())
_CONCLUDED = frozenset("signed concluded awarded secured clinched".split())
_PAYING = frozenset(["paying"])
_SIGNED_FOR = frozenset(["signed", "signs", "sign"])
_PLANNED_IN = frozenset("plan design blueprint masterplan".split())
SETTLING = mark(
    _OFFER | _FREED | _SHARES_OUT | _LIMITED | _LETS | _LABELS | _CONTRACTS | _PAYING | _SIGNED_FOR | _PLANNED_IN
)
"""A sentence without any of these settles nothing."""
_PASSIVE = frozenset("is are was were been be".split())
_HEDGES = frozenset(
    "about around some roughly nearly almost just over more than up to at least no only a total of".split()
)
_BE = frozenset("is are be remain remains".split())


def settled(reading: Clauses, mention: Mention) -> str | None:
    """TARGET where words around a figure say that it is settled for a time to come; None elsewhere."""
    lower = reading.lower
    first, last = mention.first, mention.last
    at = first - 1
    while at > 0 and lower[at] in _HEDGES and lower[at] not in {"to", "at"}:
        at -= 1
    ahead = lower[max(0, first - 9) : first]
    behind = lower[last : last + 8]
    if at > 1 and lower[at] in {"to", "at"} and lower[at - 1] in _LIMITED and lower[at - 2] in _BE:
        return TARGET  # `flights are limited to 12`
    if at > 2 and lower[at] in _USES and lower[at - 1] == "to" and not _LETS.isdisjoint(ahead):
        return TARGET  # `the rule allows clubs to use 70 percent`
    if lower[0] in _LABELS and ":" in lower[1:4]:
        return TARGET
    if mention.kind == "money" or (mention.kind == "rate" and mention.unit.endswith("/share")):
        if not _OFFER.isdisjoint(ahead[-4:]) and not _HOLDERS.isdisjoint(lower) and not {"is", "are"}.isdisjoint(ahead):
            return TARGET
    if mention.kind == "money":
        if lower[at] in _PAYING and lower[at - 1] in {"is", "are"} and "for" in behind:
            return TARGET
        if not _FREED.isdisjoint(ahead[-5:]) and not _NEEDS.isdisjoint(lower[last : last + 10] + ahead[-3:]):
            return TARGET
        if not _SHARES_OUT.isdisjoint(ahead) and lower[at] in {"at", "is", "of"}:
            return TARGET
        near = lower[max(0, first - 12) : first]
        if (
            not {"value", "worth"}.isdisjoint(ahead)
            and not _CONTRACTS.isdisjoint(near)
            and not _CONCLUDED.isdisjoint(near + behind)
        ):
            return TARGET
    if mention.kind in {"count", "quantity"} and lower[first - 1] == "the":
        for place in range(last, min(last + 8, len(lower))):
            if lower[place] in {",", ";", "and"}:
                break
            if lower[place] in _PLANNED_IN and "in" in lower[last:place]:
                return TARGET  # `of the 610 homes in the rebuilding plan`
    if (
        mention.kind == "count"
        and lower[at] == "for"
        and at > 1
        and lower[at - 1] in _SIGNED_FOR
        and lower[at - 2] not in _PASSIVE
    ):
        return TARGET  # `signed for 24 aircraft`
    return None

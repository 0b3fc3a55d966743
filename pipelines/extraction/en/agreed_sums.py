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
_COMMITTED = frozenset("committed commits bet bets staked stakes pumping ploughing plowing".split())
_WAGERS = frozenset("horse race match casino poker roulette".split())
_PUT = frozenset("put puts putting".split())
_PUT_WHERE = frozenset("up aside away".split())
_RELEASED = frozenset("released releases releasing disbursing mobilised mobilized".split())
_GOVERNMENTS = frozenset(
    "government ministry state cabinet province city council commission union treasury minister agency bank".split()
)
_ISSUES = frozenset("sale issue call placement raising offering fundraising flotation".split())
_OF_SHARES = frozenset("share rights cash capital equity stock institutional bond public".split())
_OVER = frozenset("raised completed closed oversubscribed last".split())
_PAID_OUT = frozenset("out disbursed drawn released received spent spending paid".split())
_POTS = frozenset(
    "loan grant fund aid appropriation allocation package pledge commitment credit facility budget programme program".split()
)
_APPEALS = frozenset(["appeal", "appeals"])
_ASKED = frozenset("asked asks asking ask".split())
_APPLIED = frozenset("applied applies applying".split())
_COMPRISES = frozenset("comprised comprises includes included consists consisted contained contains".split())
_FINAL = frozenset(["offer", "bid", "proposal"])
_BUDGET = frozenset(["budget", "appropriation", "budgets"])
_EACH = frozenset(["each", "every"])
_GETS = frozenset("gets receives given".split())
_HAD = frozenset("received got won paid spent had receives gets".split())
_HELPED = frozenset("adult family household victim survivor evacuee homeowner".split())
_BRINGS = frozenset("brings takes bringing taking".split())
_AID = frozenset("aid support relief assistance".split())
SETTLING = mark(
    _OFFER | _FREED | _SHARES_OUT | _LIMITED | _LETS | _LABELS | _CONTRACTS | _PAYING | _SIGNED_FOR | _PLANNED_IN | _COMMITTED
    | _PUT | _RELEASED | _ISSUES | _PAID_OUT | _APPLIED | _COMPRISES | _BUDGET | _APPEALS | _ASKED
    | _EACH
    | _BRINGS
    | {"spending", "grant", "grants"}
)  # fmt: skip
"""A sentence without any of these settles nothing."""
_PASSIVE = frozenset("is are was were been be".split())
_HEDGES = frozenset(
    "about around some roughly nearly almost just over more than up to at least no only a total of".split()
)
_ROUNDED = frozenset("about around some roughly nearly almost just over more than".split())
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
    if not _COMPRISES.isdisjoint(lower[max(0, first - 18) : first]) and _of_offer(lower, first):
        return TARGET
    if mention.kind in {"money", "rate"}:
        if _put_up(reading, mention):
            return TARGET
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


def _of_offer(lower: list[str], first: int) -> bool:
    """Tells whether a figure is a term of an offer that is told in parts (`The last bid included 12 percent of the shares, a bonus of $900`)."""
    for at in range(first - 1, max(0, first - 24), -1):
        if lower[at] in {";", ":", "(", "but", "while"}:
            return False
        if lower[at] in _COMPRISES:
            return lower[at - 1] in _FINAL or (at > 1 and lower[at - 2] in _FINAL)
    return False


def _put_up(reading: Clauses, mention: Mention) -> bool:
    """Tells whether money is put up, asked for or raised for something that is to come.

    `has committed 7 million to a new wing`, `put aside 3 million to refund them`, `a $90m
    rights issue`, `has drawn 2 million of its 9 million loan`, `applied for a loan of 4 million`, `The budget is 12 million`.
    """
    lower = reading.lower
    first, last = mention.first, mention.last
    behind = lower[last : last + 9]
    at = first - 1
    while at > 1 and lower[at] in _ROUNDED:
        at -= 1
    if (
        lower[at] in _COMMITTED
        and _WAGERS.isdisjoint(behind)
        and (not {"to", "on", "for", "into"}.isdisjoint(behind) or mention.pair is not None)
    ):
        return True
    if at > 0 and lower[at] in _PUT_WHERE and lower[at - 1] in _PUT:
        return lower[at] != "up" or behind[:2] != ["for", "sale"]
    if lower[at] in _RELEASED and not {"for", "to", "in"}.isdisjoint(behind):
        return not _GOVERNMENTS.isdisjoint(lower[max(0, at - 7) : at]) and not _NEEDS.isdisjoint(behind)
    for place in range(last, min(last + 3, len(lower) - 1)):
        if lower[place] in _OF_SHARES and lower[place + 1] in _ISSUES:
            return _OVER.isdisjoint(lower)
    if lower[at] == "of" and at > 1 and lower[at - 1] in {"placement", "issue"} and _OVER.isdisjoint(lower):
        return lower[at - 1] == "placement" or lower[at - 2] == "rights"
    if (
        lower[at] in {"its", "the", "their"}
        and lower[at - 1] == "of"
        and not _PAID_OUT.isdisjoint(lower[max(0, at - 9) : at - 1])
    ):
        paid = any(other.last == at - 1 and other.kind == "money" for other in reading.mentions)
        return paid and (not _POTS.isdisjoint(behind[:3]) or not _POTS.isdisjoint(lower[max(0, at - 12) : at - 3]))
    if lower[at] == "of" and lower[at - 1] in {"grant", "grants"} and _HAD.isdisjoint(lower[max(0, at - 9) : at]):
        return True
    if lower[at] in {"at", "of", "for"} and not _APPEALS.isdisjoint(lower[max(0, at - 3) : at]):
        return True
    for place in range(max(1, first - 4), first):
        near = lower[max(0, place - 5) : place]
        if lower[place] in _GETS and not _EACH.isdisjoint(near):
            more = not {"another", "extra", "additional"}.isdisjoint(lower[place:first])
            # `Each adult is given 600 euros`, but `Every pensioner gets 600 euros` as things are
            return more or near[-1:] == ["is"] or not _HELPED.isdisjoint(near)
    if lower[at] == "to" and not _AID.isdisjoint(lower[max(0, at - 6) : at]):
        return not _BRINGS.isdisjoint(lower[max(0, at - 8) : at])  # `That brings aid for the town to 21 million`
    if lower[at] == "for" and _asked(lower, at):
        return True
    if lower[at - 1 : at + 1] == ["out", "of"] and not _PAID_OUT.isdisjoint(lower[max(0, at - 14) : at]):
        return any(at - 16 < other.last < at and other.kind == "money" for other in reading.mentions)
    if lower[at] == "of" and not _APPLIED.isdisjoint(lower[max(0, at - 7) : at]):
        return "for" in lower[max(0, at - 6) : at]
    return (
        lower[at] in {"is", "at", "stands", "remains", "totals"}
        and not _BUDGET.isdisjoint(lower[max(0, at - 3) : at])
        and lower[at - 1] not in {"of", "while"}
    )


def _asked(lower: list[str], at: int) -> bool:
    """Tells whether somebody is asked for a sum: `has asked donors for 214 million`, `is asking the state for 640 million`."""
    for back in range(at - 1, max(0, at - 6), -1):
        if lower[back] in _ASKED:
            return lower[back + 1] != "price"
        if lower[back] in {",", "about", "price", "prices"}:
            return False
    return False

"""Sums of money that print without their currency: `the mint has spent 12 million`, `closed down 11 percent at 63.40`, `cost millions`.

Belongs here: which words make a bare number a sum, and whose money it is. Does not belong here: sums with a sign or a name (`units.py`).
"""

from __future__ import annotations

from collections import Counter

from pipelines.extraction.document import Sentence
from pipelines.extraction.en.nouns import noun_before
from pipelines.extraction.en.parts import MASSES
from pipelines.extraction.en.shared_units import copy_unit
from pipelines.extraction.en.units import MEASURES
from pipelines.extraction.model import Mention

SPENT = frozenset(
    "cost costs costing worth spend spends spent spending lose loses lost losing raise raised raising save saves saved saving invest "
    "invested pay pays paid paying owe owes owed earn earns earned earning made make makes making reap reaped produced swindled stole "
    "embezzled laundered".split()
)  # fmt: skip
SUMS = frozenset(
    "down up loss profit sale revenue cost debt export import saving asset deposit loan earning dividend payment fund fee subsidy budget bond "
    "investment proceeds provision charge outlay expense reserve write-down impairment takings".split()
)
"""Nouns that are sums of money, whatever else they count."""


_PAID = frozenset(
    "spent spend spends spending cost costs costing paid pay pays paying owed owes invested invest earned earns".split()
)
_STOCK = frozenset(["shares", "share", "stock"])
_SHARE_TALK = frozenset(
    "closed close ended end settled traded trading opened fell rose slid down up higher lower jumped sank".split()
)


def read_vague(
    s: Sentence, mention: Mention, near: list[str], found: list[Mention], index: int, earlier: list[Mention]
) -> None:
    """`thousands fled` are persons; `it cost millions` is money, in the currency that the article spoke of last."""
    if near[-2:] in (["in", "the"], ["in", "their"], ["by", "the"], ["into", "the"]):
        noun = noun_before(s, mention.first)
        if noun:
            mention.unit = noun
        return
    if mention.low is not None and mention.low >= 2e6 and not SPENT.isdisjoint(near[-4:]):
        money = next((m for m in [*reversed(found[:index]), *reversed(earlier)] if m.unit_system == "ISO4217"), None)
        if money is not None:
            mention.kind, mention.unit, mention.unit_system = "money", money.unit.split("/")[0], "ISO4217"
            mention.rule, mention.confidence = "money.vague", 0.6
        return
    behind = s.lower[mention.last : mention.last + 1]
    group = None
    if behind in (["more"], ["others"]):
        group = next((m for m in reversed(found[:index]) if m.kind == "count" and m.unit), None)
    elif behind == ["who"] and earlier and earlier[-1].kind == "count" and mention.sentence - earlier[-1].sentence <= 1:
        group = earlier[-1]  # `We have 6,800 members. I can name hundreds who left`
    mention.unit = group.unit if group is not None and group.unit else "person"
    mention.rule = "count.vague.person" if mention.unit == "person" else "count.vague"


def measured(noun: str) -> tuple[str, str] | None:
    """The code and kind of a unit that was taken for a counted noun."""
    for stop, measure in MEASURES.match([noun], 0):
        if stop == 1 and measure.kind == "quantity" and noun in MASSES:
            return measure.code, measure.kind
    return None


def is_converted(m: Mention) -> bool:
    """Tells whether a figure only says again, in another currency or unit, what stands before it."""
    return m.pair is not None and m.first > m.pair.first


def money_of(found: list[Mention], earlier: list[Mention]) -> Mention | None:
    """The money whose currency a bare sum is in: that of its sentence, else the one that the article counts in most."""
    here = next((m for m in reversed(found) if m.kind == "money"), None)
    if here is not None and is_converted(here):
        here = here.pair  # the sum itself, not what it is in another currency
    if here is not None:
        return here
    sums = [m for m in earlier if m.kind == "money" and m.cell is None and not is_converted(m)]
    if not sums:
        return None
    most = Counter(m.unit for m in sums).most_common(1)[0][0]
    return next(m for m in reversed(sums) if m.unit == most)


def read_sum(
    s: Sentence, mention: Mention, previous: Mention | None, found: list[Mention], earlier: list[Mention]
) -> bool:
    """Reads a bare number as money behind a verb of paying, or as the price of a share. Changes the mention; False where it is neither."""
    low = s.lower
    near = low[max(0, mention.first - 7) : mention.first]
    value = mention.low if mention.low is not None else mention.high or 0.0
    if value >= 1e4 and near[-1:] and near[-1] in _PAID and (money := money_of(found, earlier)) is not None:
        copy_unit(mention, money, "money.carried")  # `has spent 12 million on cameras`
        mention.kind, mention.unit = "money", money.unit.split("/")[0]
        return True
    if (
        near[-1:] in (["at"], ["to"])
        and previous is not None
        and previous.kind == "percent"
        and not _STOCK.isdisjoint(low)
    ):
        money = money_of(found, earlier)
        if money is not None and not _SHARE_TALK.isdisjoint(low[: mention.first]):
            copy_unit(mention, money, "money.share_price")  # `closed down 11.2 percent at 63.40`
            mention.kind, mention.unit, mention.confidence = "money", money.unit.split("/")[0], 0.6
            return True
    return False


_PENNIES = frozenset("p pence cents cent cts c".split())


def price_reached(s: Sentence, mention: Mention, previous: Mention | None) -> bool:
    """Reads the price behind a move in pennies as pennies: `the share rose 2p to 742`. Changes the mention; False elsewhere."""
    if (
        previous is None
        or previous.kind != "money"
        or s.lower[previous.last - 1] not in _PENNIES
        or s.lower[previous.last : mention.first] != ["to"]
        or mention.low is None
        or mention.high is None
    ):
        return False
    copy_unit(mention, previous, "money.share_price")
    mention.low, mention.high = mention.low / 100, mention.high / 100
    return True


def read_large_sum(mention: Mention, near: list[str], found: list[Mention], earlier: list[Mention]) -> bool:
    """Reads a bare number of many millions as money: behind a verb of spending (`it earns a billion a year`), or because nothing else
    is so large (`short of the 95 billion goal`). Changes the mention; False where it is none."""
    value = mention.low if mention.low is not None else mention.high or 0.0
    spent = value >= 1e6 and not SPENT.isdisjoint(near[-3:])
    if not spent and value < 1e8:
        return False
    money = money_of(found, earlier)
    if money is None:
        return False
    copy_unit(mention, money, "money.carried")
    mention.kind, mention.unit = "money", money.unit.split("/")[0]
    if not spent:
        mention.confidence = 0.5
    return True

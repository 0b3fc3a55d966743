"""Ratios that a single article gets wrong: a change against its two levels, a share against part and whole, a price for each.

Belongs here: prose that states a ratio and both its sides. Does not belong here: sums (`arithmetic.py`), tables (`tables.py`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from pipelines.reconciliation.terms import (
    DOWN,
    NEAR_TOTAL,
    TOLD_AFTER,
    UP,
    Finding,
    Term,
    number,
    phrases,
    said,
    words_before,
    words_behind,
    wrong_share,
)

MOST_WORDS = 8
"""Words between the two sides of a ratio at most."""
SLACK_POINTS = 0.05
"""Percentage points that rounding may add to a difference of two shares."""
MOST_TIMES = 2.5
"""`More than doubled` may be up to so many times as much as it says."""
NEARLY = 0.8
"""`Nearly doubled` reaches down to this share of it."""
CLOSE = 60
"""A change belongs to levels that stand no more characters away."""


def growth(terms: list[Term]) -> Iterator[Finding]:
    """`to 5.0 billion, 12 % more than the 4.1 billion`: a stated change that the two stated levels contradict."""
    changes = [
        t
        for t in terms
        if (t.kind in ("percent", "multiple"))
        and t.change in ("increase", "decrease")
        and (not t.open or t.kind == "multiple")
    ]
    for change in changes:
        if "point" in change.surface.lower():
            continue
        levels = [t for t in terms if t.change == "level" and t.kind not in ("percent", "multiple", "rank", "duration")]
        if change.kind == "percent" and not levels:
            yield from _growth_of_share(terms, change)
            continue
        if _ON_ANOTHER_BASIS.search(change.sentence[change.start - change.sentence_start :][:CLOSE]):
            continue
        behind = [t for t in levels if t.start >= change.end]
        if behind and _RISES_TO.match(
            change.sentence[change.end - change.sentence_start : behind[0].start - change.sentence_start]
        ):
            # `rose 4 percent to 18 from 17.3`: both levels stand behind, whatever stands before.
            near = behind[:2]
        elif behind and _TO_UNREAD.match(
            change.sentence[change.end - change.sentence_start : behind[0].start - change.sentence_start]
        ):
            continue
        else:
            near = sorted(levels, key=lambda t: min(abs(t.start - change.end), abs(change.start - t.end)))[:2]
        if len(near) != 2 or not near[0].adds_to(near[1]) or any(t.open or t.low <= 0 for t in near):
            continue
        if near[0].kind == "count" and near[0].unit != near[1].unit:
            continue
        if min(max(t.start - change.end, change.start - t.end) for t in near) > CLOSE:
            continue
        first, second = sorted(near, key=lambda t: t.start)
        new, old = _new_and_old(first, second, change)
        if new is None or old is None:
            continue
        yield from off_growth(new, old, change)


_RISES_TO = re.compile(r"\s*(?:[\w-]+\s+){0,6}?to\s+(?:a\s+|an\s+)?(?:[\w-]+\s+){0,4}$")
_TO_UNREAD = re.compile(r"\s*to\s+(?:[\w-]+\s+){0,3}?\d[^.]{0,60}\bfrom\b")
"""`fell 2 percent to 106.7 from`: the new level is printed, but was not read."""
_ON_ANOTHER_BASIS = re.compile(
    r"\b(?:comparable|like-for-like|constant|same-store|organic(?:ally)?|underlying|adjusted|inflation|real terms|annuali[sz]ed|local currency)\b",
    re.IGNORECASE,
)
"""A change of something else than the levels that are printed."""


def _growth_of_share(terms: list[Term], change: Term) -> Iterator[Finding]:
    """`slipped from 0.82 to 0.71 percent, a fall of 23 percent`: wrong only where it is neither in percent nor in points."""
    base = change.sentence_start
    shares = [t for t in terms if t.kind == "percent" and t.change == "level" and not t.open and t.end < change.start]
    if len(shares) != 2 or change.start - shares[1].end > CLOSE:
        return
    old, new = shares
    lead, between = (
        change.sentence[max(0, old.start - base - 8) : old.start - base],
        change.sentence[old.end - base : new.start - base],
    )
    if not re.search(r"\bfrom\s+$", lead) or between.split() != ["to"] or old.low <= 0:
        return
    points = sorted((abs(new.high - old.low), abs(new.low - old.high)))
    if points[0] - SLACK_POINTS <= change.high and change.low <= points[1] + SLACK_POINTS:
        return
    yield from off_growth(new, old, change)


_MOVED = re.compile(
    rf"\b(?:(?P<up>{'|'.join(UP)})|(?P<down>{'|'.join(DOWN)}))\s+(?:sharply |slightly |further |again |back )?to\s+(?:\w+\s+){{0,2}}$",
    re.IGNORECASE,
)


_UP_FROM = re.compile(
    r"\s*(?:[\w’'-]+\s*){0,2},\s+(?:which is |and )?(?:(?P<up>up)|(?P<down>down))\s+from\s+(?:[\w’'-]+\s+){0,2}",
    re.IGNORECASE,
)
"""`2.4 billion, down from 310 million`: the word says which way, without a verb."""


def direction(terms: list[Term]) -> Iterator[Finding]:
    """`fell to 1.61 billion from 1.34 billion`, `2.4 billion, down from 310 million`: the word says down, the levels say up."""
    for new, old in itertools.pairwise(terms):
        if (
            new.change != "level"
            or not new.adds_to(old)
            or new.open
            or old.open
            or new.unit != old.unit
            or new.kind == "rank"
        ):
            continue
        base = new.sentence_start
        between = new.sentence[new.end - base : old.start - base]
        moved = _UP_FROM.fullmatch(between)
        if moved is None:
            moved = _MOVED.search(new.sentence[max(0, new.start - base - 60) : new.start - base])
            if not re.fullmatch(r"\W*(?:[\w'’-]+\W+){0,4}?from\s+(?:\w+\s+){0,2}", between, re.IGNORECASE):
                continue
        if not moved or new.low < 0 or old.low <= 0:
            continue
        if (moved["up"] and new.high < old.low) or (moved["down"] and new.low > old.high):
            way = "up" if moved["up"] else "down"
            gap = min(abs(new.middle / old.middle - 1), 10.0)
            yield Finding(
                [new, old],
                gap,
                f"{said([new])} is said to be {way} from {said([old])}, which is {'more' if moved['up'] else 'less'}.",
            )


_OWN_CLAUSE = re.compile(
    r"\b(?:after|because|since|while|when|where|which|who|whose|as|although|but|with)\b", re.IGNORECASE
)


def _new_and_old(first: Term, second: Term, change: Term) -> tuple[Term | None, Term | None]:
    """Which of two levels is the later: told by `from`, `more than the`, `compared with` before the older one."""
    text, base = first.sentence, first.sentence_start
    lead_first = text[max(0, first.start - base - 30) : first.start - base]
    between = text[first.end - base : second.start - base]
    inside = first.start < change.start < second.start
    # A change in a clause of its own is of something else: `after tenders came in 9 % above estimate`.
    nearest = text[second.end - base : change.start - base] if change.start > second.end else ""
    if _OWN_CLAUSE.search(nearest) or re.search(r"\b(?:said|says|told|for|its|and)\b", nearest):
        return None, None
    if inside and re.search(r"\b(?:and|while|but)\b|;", text[first.end - base : change.start - base]):
        return None, None
    from_first = re.search(r"\bfrom\s+(?:\w+\s+){0,3}$", lead_first, re.IGNORECASE)
    if from_first and re.search(r"\bto\b", between, re.IGNORECASE):
        return second, first
    tail = between if not inside else text[change.end - base : second.start - base]
    if re.search(r"\d{4}|;|\bwhile\b|\band\b", tail) and not inside:
        return None, None
    if inside and re.search(r"\d{3}", re.sub(r"\b(?:19|20)\d\d\b", "", tail)):
        return None, None
    if re.search(r"\b(?:from|than)\s+(?:a|one|the)\s+(?:year|month|quarter|week)\b|, (?:and|on|while|but)\b", tail):
        return None, None  # `up 4 percent from a year earlier, on sales of 60 million`
    if phrases("against").search(tail) and len(tail.split()) <= 8:
        return first, second
    return None, None


def off_growth(new: Term, old: Term, change: Term) -> Iterator[Finding]:
    """A finding where the change between two levels lies outside the stated one, by more than rounding."""
    least, most = new.low / old.high, new.high / old.low
    if change.kind == "percent":
        sign = -1 if change.change == "decrease" and change.middle > 0 else 1
        ends = sorted((1 + sign * change.low / 100, 1 + sign * change.high / 100))
    else:
        # `halved` is 0.5 as a decrease; `doubled` is 2 as an increase.
        ends = sorted((change.low, change.high))
        if change.change == "decrease" and ends[0] > 1:
            ends = [1 / ends[1], 1 / ends[0]]
    if change.open:
        # `more than doubled` is wrong below that, `almost tripled` above it or far from it; of decreases nothing is told.
        if change.change == "decrease" or change.bound not in ("<", ">"):
            return
        ends = (
            sorted((change.low, MOST_TIMES * change.low))
            if change.bound == ">"
            else [NEARLY * change.high, change.high]
        )
    # A growth rate is often printed rounder than it was computed.
    slack = 0.006
    if most < ends[0] - slack or least > ends[1] + slack:
        implied = (new.middle / old.middle - 1) * 100
        gap = max(ends[0] - most, least - ends[1])
        verb = "an increase" if implied >= 0 else "a decrease"
        words = f"from {said([old])} to {said([new])} is {verb} of {number(abs(implied))} %, but the change is given as {said([change])}."
        yield Finding([change, new, old], gap, words)


def ratio(terms: list[Term]) -> Iterator[Finding]:
    """`40 dives, of which 34 succeeded, a rate of about 85 percent`: two counts and the share between them."""
    for share in (t for t in terms if t.kind == "percent" and t.change == "level" and not t.open):
        if not re.search(r"\b(?:rate|ratio)\b", words_before(share), re.IGNORECASE) or not re.search(
            r"\bsuccess|\bfail", share.sentence, re.IGNORECASE
        ):
            continue
        counts = [t for t in terms if t.kind == "count" and t.start < share.start and not t.open]
        if len(counts) != 2:
            continue
        part, whole = sorted(counts, key=lambda t: t.middle)
        if whole.low <= 0:
            continue
        least, most = 100 * part.low / whole.high, 100 * part.high / whole.low
        if not (least > share.high + 1 or most < share.low - 1):
            continue
        if re.search(r"\bfail", words_before(share), re.IGNORECASE):
            continue
        gap = max(least - share.high, share.low - most) / 100
        words = f"{said([part])} of {said([whole])} is {number(100 * part.middle / whole.middle)} %, but the rate is given as {said([share])}."
        yield Finding([share, part, whole], gap, words, "medium")


def growth_told_after(terms: list[Term], before: list[list[Term]]) -> Iterator[Finding]:
    """`… raised 4.2 million, against 3.6 million last year. That is a rise of a quarter`: the change has a sentence of its own."""
    change = terms[0]
    if (
        not before
        or change.change not in ("increase", "decrease")
        or change.kind not in ("percent", "multiple")
        or change.open
    ):
        return
    if not re.match(TOLD_AFTER, change.sentence) or "point" in change.surface.lower():
        return
    levels = [
        t
        for t in before[-1]
        if t.change == "level"
        and t.kind not in ("percent", "multiple", "rank", "duration")
        and not t.sentence[: t.start - t.sentence_start].endswith("(")
    ]
    for new, old in itertools.pairwise(levels):
        between = new.sentence[new.end - new.sentence_start : old.start - old.sentence_start]
        told = phrases("against").search(between)
        if (
            told
            and len(between.split()) <= MOST_WORDS
            and new.adds_to(old)
            and new.unit == old.unit
            and not (new.open or old.open)
            and old.low > 0
        ):
            yield from off_growth(new, old, change)
            return


_SHARE_OF = re.compile(r"\s*of\s+(?:the|a|an|its|their|all)?\b(?P<between>[^.;:]{0,60})$", re.IGNORECASE)
_ANOTHER_TIME = re.compile(r"\b(?:from|compared|against|versus|vs|after)\b", re.IGNORECASE)
_APPOSED = re.compile(
    r"(?:,|\(|–|—| or| which is| that is)\s*(?:or|about|some|roughly|nearly|just|almost|over|more than|less than|\s)*$",
    re.IGNORECASE,
)


def share_of(terms: list[Term]) -> Iterator[Finding]:
    """`a loan of 1.5 billion, 70 per cent of a bill of 2.2 billion`: part, share and whole in one breath."""
    for place, share in enumerate(terms):
        if share.kind != "percent" or share.change != "level" or share.open or place == 0 or place + 1 == len(terms):
            continue
        base = share.sentence_start
        part = terms[place - 1]
        lead = share.sentence[part.end - base : share.start - base]
        if not _APPOSED.search(lead) or len(lead.split()) > MOST_WORDS or part.open:
            continue
        wholes: list[Term] = []
        for whole in terms[place + 1 : place + 3]:
            tail = share.sentence[share.end - base : whole.start - base]
            if wholes or (_SHARE_OF.match(tail) and not _ANOTHER_TIME.search(tail) and whole.modality == part.modality):
                wholes.append(whole)
        alike = next(
            (t for t in wholes if t.adds_to(part) and not t.open and (t.kind != "count" or t.unit == part.unit)), None
        )
        if alike is None or alike.low <= 0 or part.low < 0 or part.kind not in ("money", "count", "quantity"):
            continue
        yield from wrong_share(share, part, alike)


_EACH = re.compile(
    r"^\W*(?:each|apiece|a piece|per (?:unit|piece)|a head|per head|per person|per capita)\b", re.IGNORECASE
)


def price(terms: list[Term]) -> Iterator[Finding]:
    """`52 trams for 546 million, or 11.4 million apiece`: number, price of one and sum, of one currency, in one sentence."""
    counts = [t for t in terms if t.kind == "count" and not t.open and t.low > 0]
    sums = [t for t in terms if t.kind == "money" and t.change == "level" and not t.open]
    prices = [t for t in terms if t.currency and not t.open and t.kind in ("money", "rate") and _is_price(t)]
    sums = [t for t in sums if t not in prices]
    if len(counts) != 1 or len(prices) != 1 or len(sums) != 1:
        return
    number_of, each, total = counts[0], prices[0], sums[0]
    between = total.sentence[
        min(total.end, each.end) - total.sentence_start : max(total.start, each.start) - total.sentence_start
    ]
    if total.currency != each.currency or len(between.split()) > MOST_WORDS:
        return
    if (
        each.kind == "rate"
        and each.unit.split("/")[-1] not in number_of.unit.split()
        and not _EACH.match(words_behind(each))
    ):
        return
    least, most = number_of.low * each.low, number_of.high * each.high
    if least <= total.high and total.low <= most:
        return
    made = number_of.middle * each.middle
    gap = max(least - total.high, total.low - most) / total.middle
    if total.middle <= 0 or gap > NEAR_TOTAL:
        return
    words = f"{said([number_of])} at {said([each])} come to {number(made)}, but the sum is given as {said([total])}."
    yield Finding([total, number_of, each], gap, words)


def _is_price(term: Term) -> bool:
    return term.kind == "rate" or _EACH.match(words_behind(term)) is not None

"""Sums that a single article gets wrong: parts and totals, shares of one whole, growth and ratios between stated levels.

Belongs here: which figures of an article belong together by its own words, and whether their intervals can be reconciled.
Does not belong here: comparison between articles; layout of tables (`tables.py`). Only words that tie figures together count:
numbers that merely stand near each other are never added up.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.reconciliation import explanations, words
from pipelines.reconciliation.conflicts import FINDING
from pipelines.reconciliation.terms import LEFT, LOOK_BACK, TOTALS, Term, articles, phrases

NEAR_TOTAL = 0.25
"""Parts that are this far off their total are taken for an incomplete list, or another sum, and not for an error."""
MOST_SHARES = 2.5
"""Shares that add up to more than this are not shares of one whole."""
SHARE_SLACK = 0.5
"""Percentage points that rounding may add for each share printed in whole percent, on top of its own interval."""
CLOSE = 60
"""A change belongs to levels that stand no more characters away."""
MOST_PARTS = 6
"""Amounts of neighbouring sentences that are tried as the parts of a whole."""
_REMAINING = re.compile(rf"\b(?:{'|'.join(LEFT)})\b[^.;]{{0,30}}$", re.IGNORECASE)
_TOTAL_BEHIND = re.compile(rf"\W*(?:\w+\W+){{0,2}}?(?:{'|'.join(TOTALS)})\b", re.IGNORECASE)


@dataclass(slots=True)
class Finding:
    """A sum that does not work out: the terms, the distance, and why in words."""

    terms: list[Term]
    gap: float
    words: str
    severity: str = "high"


def findings(table: pl.DataFrame, tables: Sequence[Finding] = ()) -> pl.DataFrame:
    """Statements with `fact_id` → one finding (`FINDING`) for each sum in one article that does not work out."""
    found = list(tables)
    for sentences in articles(table):
        seen: list[Finding] = []
        for place, terms in enumerate(sentences):
            before = sentences[max(0, place - LOOK_BACK) : place]
            for check in (_stated_total, _shares, _growth, _ratio):
                seen.extend(check(terms))
            seen.extend(_breakdown(terms, before))
            seen.extend(_subset(terms, before))
            seen.extend(_remaining(terms, before))
        found.extend(_distinct(seen))
    return as_findings(table, found)


def as_findings(table: pl.DataFrame, found: Sequence[Finding]) -> pl.DataFrame:
    """Findings → rows, each with outlet and explanation."""
    outlets = table.select("figure_id", explanations.outlet(pl.col("publisher"), pl.col("path")).alias("outlet"))
    rows = pl.DataFrame(
        {
            "type": ["arithmetic"] * len(found),
            "severity": [f.severity for f in found],
            "fact_id": [f.terms[0].fact_id for f in found],
            "figure_ids": [[t.figure_id for t in sorted(f.terms, key=lambda t: t.start)] for f in found],
            "gap": [f.gap for f in found],
            "cause": ["error"] * len(found),
            "explanation": [f.words for f in found],
        },
        schema=FINDING,
    )
    named = rows.with_columns(pl.col("figure_ids").list.first().alias("figure_id")).join(
        outlets, on="figure_id", how="left", maintain_order="left"
    )
    return named.with_columns(pl.format("{}: {}", "outlet", "explanation").alias("explanation")).select(FINDING.keys())


def _distinct(seen: list[Finding]) -> list[Finding]:
    """Each sum once: a finding whose terms another one holds already is dropped."""
    kept: list[Finding] = []
    for finding in sorted(seen, key=lambda f: (-len(f.terms), f.terms[0].start)):
        rows = {t.row for t in finding.terms}
        if not any(rows <= {t.row for t in k.terms} for k in kept):
            kept.append(finding)
    return kept


def off_total(parts: Sequence[Term], total: Term, *, exceed_only: bool = False) -> float | None:
    """How far the sum of parts lies outside the total, relative to it; None where they can be reconciled or are not near."""
    low, high = sum(t.low for t in parts), sum(t.high for t in parts)
    if total.middle <= 0 or any(t.low < 0 for t in parts):
        return None
    distance = max(low - total.high, 0.0 if exceed_only else total.low - high, 0.0)
    gap = distance / total.middle
    return gap if 0 < gap <= NEAR_TOTAL else None


def _said(terms: Sequence[Term]) -> str:
    """`70 %`, `22 %` and `15 %`, as printed."""
    quoted = [f"“{_one_line(t.surface)}”" for t in terms]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " and " + quoted[-1]


def _one_line(text: str) -> str:
    flat = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return flat if len(flat) <= explanations.LONGEST_SURFACE else flat[: explanations.LONGEST_SURFACE - 1] + "…"


def number(value: float) -> str:
    """A sum in words' reach: 4 significant digits, with thousands commas."""
    if abs(value) >= 1000:
        return f"{float(f'{value:.5g}'):,.0f}"
    return f"{value:.4g}"


def total_words(parts: Sequence[Term], total: Term) -> str:
    """Why parts and total cannot both be right."""
    added = sum(t.middle for t in parts)
    return f"the parts {_said(parts)} add up to {number(added)}, but the total is given as {_said([total])}."


def _before(term: Term) -> str:
    """The words between the figure before and this one."""
    at = term.near.find(term.surface)
    return term.near[:at] if at >= 0 else term.near


def _stated_total(terms: list[Term]) -> Iterator[Finding]:
    """`6,258 destroyed, 11,870 damaged, 19,128 in total`: one figure of the sentence is called the total of the others."""
    for total in terms:
        after = total.near[total.near.find(total.surface) + len(total.surface) :]
        called = phrases("total").search(_before(total)) or _TOTAL_BEHIND.match(after)
        if not called or phrases("subset").search(total.sentence):
            continue
        parts = [t for t in terms if t.row != total.row and t.adds_to(total) and _same_noun(t, total)]
        if len(parts) < 2 or any(t.open for t in parts):
            continue
        if any(t.middle > total.middle * (1 + NEAR_TOTAL) for t in parts):
            continue
        gap = off_total(parts, total)
        if gap is not None:
            yield Finding([total, *parts], gap, total_words(parts, total))


def _same_noun(one: Term, other: Term) -> bool:
    """Counts add up only where they are of one thing: the same noun, or none printed."""
    return one.kind != "count" or one.unit == other.unit


def _breakdown(terms: list[Term], before: list[list[Term]]) -> Iterator[Finding]:
    """`The breakdown: 4,100 for rent, 2,450 for sale and 1,950 …`: parts of a total in this sentence or just before."""
    cue = phrases("breakdown").search(terms[0].sentence)
    if not cue and sum(t.kind not in ("percent", "multiple", "rank") for t in terms) >= 3:
        # `Staff account for 84 million, transport for 52 million …`: three amounts and more, in one frame.
        cue = re.search(r"^|(?<=[.;:] )", terms[0].sentence) if phrases("share").search(terms[0].sentence) else None
    if not cue:
        return
    at = terms[0].sentence_start + cue.start()
    for head in terms:
        parts = [t for t in terms if t.start > at and t.start >= head.start and t.adds_to(head)]
        if len(parts) < 2 or head is not parts[0] or any(t.open for t in parts):
            continue
        earlier = [t for t in terms if t.start < at] + [t for group in reversed(before) for t in group]
        totals = [t for t in earlier if t.adds_to(parts[0]) and t.middle >= max(p.middle for p in parts)]
        off = [(off_total(parts, t), t) for t in totals]
        # The list may be of another total that it fits: then nothing is wrong.
        if any(t.low <= sum(p.high for p in parts) and sum(p.low for p in parts) <= t.high for t in totals):
            return
        near = [(gap, t) for gap, t in off if gap is not None]
        if near:
            gap, total = min(near, key=lambda pair: pair[0])
            yield Finding([total, *parts], gap, total_words(parts, total))
        return


def _subset(terms: list[Term], before: list[list[Term]]) -> Iterator[Finding]:
    """`Of these, 21 are …, 13 …`: a part is larger than the whole it is said to be of."""
    for cue in phrases("subset").finditer(terms[0].sentence):
        at = terms[0].sentence_start + cue.start()
        parts = [t for t in terms if t.start > at]
        earlier = [t for t in terms if t.start < at] or (before[-1] if before else [])
        if not parts or not earlier:
            continue
        whole = earlier[-1]
        first = parts[0]
        listed = _listed_alike(parts)
        if len(listed) >= 3 and not whole.open and all(_part_of(t, whole) for t in listed):
            gap = off_total(listed, whole, exceed_only=True)
            if gap is not None:
                yield Finding([whole, *listed], gap, total_words(listed, whole))
        if not first.adds_to(whole) or whole.open or first.kind != "count" or first.start - at > 40:
            continue
        if first.unit != whole.unit:
            continue
        if first.low > whole.high:
            gap = min((first.low - whole.high) / max(whole.middle, 1e-9), 10.0)
            words = f"{_said([first])} is said to be a part of {_said([whole])}, which is less."
            yield Finding([whole, first], gap, words, "medium")


def _listed_alike(parts: list[Term]) -> list[Term]:
    """The first of `400 in the port, 250 in the old town and 90 in the hills`: figures that one preposition follows."""
    listed: list[Term] = []
    said = ""
    for term in parts:
        after = term.sentence[term.end - term.sentence_start :]
        found = re.match(r"\s+(?:\w+\s+)?(in|at|from|for|by|on|to)\b", after)
        if term.open or not found or (said and found[1] != said):
            break
        said = found[1]
        listed.append(term)
    return listed


def _part_of(part: Term, whole: Term) -> bool:
    """Whether a count can be a part of another: of one noun, or both of people."""
    people = {words.stem(t.unit.split()[-1]) in words.persons() for t in (part, whole) if t.unit}
    return part.adds_to(whole) and (part.kind != "count" or part.unit == whole.unit or people == {True})


def _remaining(terms: list[Term], before: list[list[Term]]) -> Iterator[Finding]:
    """`The city puts in 30 million; the remaining 22 million …`: what is left and the parts named so far, against the whole.

    The whole is the largest amount of these sentences; any smaller ones told before may be parts as well. Nothing is wrong where
    some choice of them works out.
    """
    last = next((t for t in terms if _REMAINING.search(_before(t))), None)
    if last is None or last.kind != "money" or last.open:
        return
    near = [t for group in before for t in group] + terms
    amounts = [t for t in near if t.adds_to(last) and not t.open and t.modality == last.modality]
    if len(amounts) > MOST_PARTS or len(amounts) < 3:
        return
    whole = max(amounts, key=lambda t: t.middle)
    sure = [t for t in terms if t in amounts and t.start <= last.start and t is not whole]
    maybe = [t for t in amounts if t not in sure and t is not whole and t.start < last.start]
    choices = [[*maybe_some, *sure] for n in range(len(maybe) + 1) for maybe_some in itertools.combinations(maybe, n)]
    off = [(off_total(parts, whole), parts) for parts in choices if len(parts) >= 2]
    if any(sum(t.low for t in p) <= whole.high and whole.low <= sum(t.high for t in p) for _, p in off):
        return
    missed = [(gap, parts) for gap, parts in off if gap is not None]
    if missed:
        gap, parts = min(missed, key=lambda pair: pair[0])
        yield Finding([whole, *parts], gap, total_words(parts, whole), "medium")


_EACH = re.compile(r"^\W*(?:each|apiece)\b", re.IGNORECASE)
_LISTED = re.compile(r"[^;:.]*$")


def _shares(terms: list[Term]) -> Iterator[Finding]:
    """`70 %, 22 % and 15 %` of one whole: shares in one frame that add up to more than 100 %."""
    shares = [t for t in terms if t.kind == "percent" and t.change == "level" and t.low >= 0 and t.high <= 100.6]
    if len(shares) < 2:
        return
    sentence = shares[0].sentence
    owned, shared = phrases("own").search(sentence), phrases("share").search(sentence)
    labelled = len(shares) >= 3 and all(re.search(r":\s*$", _before(t)) for t in shares)
    if not owned and not labelled and not (shared and len(shares) >= 3):
        return
    if not labelled and not _one_frame(shares, bool(owned)):
        return
    times = [_holders(t) for t in shares]
    low = sum(t.low * n for t, n in zip(shares, times, strict=True))
    added = sum(t.middle * n for t, n in zip(shares, times, strict=True))
    slack = 100 + SHARE_SLACK * 0.2 * len(shares)
    if low <= slack or added > 100 * MOST_SHARES:
        return
    if not owned and added > 150:
        return
    count = [
        f"{n} times “{_one_line(t.surface)}”" if n > 1 else f"“{_one_line(t.surface)}”"
        for t, n in zip(shares, times, strict=True)
    ]
    words = f"shares of one whole, {', '.join(count)}, add up to {number(added)} %."
    yield Finding(shares, (low - 100) / 100, words)


def _one_frame(shares: list[Term], owned: bool) -> bool:
    """Whether the shares are listed in one pattern: nothing but their owners or kinds between one and the next."""
    for one, other in itertools.pairwise(shares):
        between = one.sentence[one.end - one.sentence_start : other.start - other.sentence_start]
        if len(between.split()) > (14 if owned else 9):
            return False
        # Another whole, or a condition, starts a new frame.
        if re.search(
            r"\b(?:while|whereas|although|but|if|when|than|compared|from|up|down|rose|fell|of (?:the|its|their|all))\b",
            between,
            re.IGNORECASE,
        ):
            return False
    return True


def _holders(term: Term) -> int:
    """How many hold the share: `A, B and C own 16 percent each` → 3; 1 without `each`."""
    at = term.near.find(term.surface)
    if at < 0 or not _EACH.match(term.near[at + len(term.surface) :]):
        return 1
    listed = _LISTED.search(term.near[:at])
    names = re.findall(r"(?:[A-Z][\w.&’'-]*)(?:\s+(?:of\s+|the\s+)?[A-Z][\w.&’'-]*)*", listed[0] if listed else "")
    return max(len(names), 1)


def _growth(terms: list[Term]) -> Iterator[Finding]:
    """`to 5.0 billion, 12 % more than the 4.1 billion`: a stated change that the two stated levels contradict."""
    changes = [
        t for t in terms if (t.kind in ("percent", "multiple")) and t.change in ("increase", "decrease") and not t.open
    ]
    for change in changes:
        if "point" in change.surface.lower():
            continue
        levels = [t for t in terms if t.change == "level" and t.kind not in ("percent", "multiple", "rank", "duration")]
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
    if _OWN_CLAUSE.search(nearest):
        return None, None
    from_first = re.search(r"\bfrom\s+(?:\w+\s+){0,3}$", lead_first, re.IGNORECASE)
    if from_first and re.search(r"\bto\b", between, re.IGNORECASE):
        return second, first
    tail = between if not inside else text[change.end - base : second.start - base]
    if re.search(r"\d{4}|;|\bwhile\b|\band\b", tail) and not inside:
        return None, None
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
    # A growth rate is often printed rounder than it was computed.
    slack = 0.006
    if most < ends[0] - slack or least > ends[1] + slack:
        implied = (new.middle / old.middle - 1) * 100
        gap = max(ends[0] - most, least - ends[1])
        verb = "an increase" if implied >= 0 else "a decrease"
        words = f"from {_said([old])} to {_said([new])} is {verb} of {number(abs(implied))} %, but the change is given as {_said([change])}."
        yield Finding([change, new, old], gap, words)


_RATIO = re.compile(
    r"\b(?:success rate|share|rate|ratio|proportion|percentage|reliability|load factor|occupancy|turnout)\b",
    re.IGNORECASE,
)


def _ratio(terms: list[Term]) -> Iterator[Finding]:
    """`40 dives, of which 34 succeeded, a rate of about 85 percent`: two counts and the share between them."""
    for share in (t for t in terms if t.kind == "percent" and t.change == "level" and not t.open):
        if not re.search(r"\b(?:rate|ratio)\b", _before(share), re.IGNORECASE) or not re.search(
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
        if re.search(r"\bfail", _before(share), re.IGNORECASE):
            continue
        gap = max(least - share.high, share.low - most) / 100
        words = f"{_said([part])} of {_said([whole])} is {number(100 * part.middle / whole.middle)} %, but the rate is given as {_said([share])}."
        yield Finding([share, part, whole], gap, words, "medium")

"""Sums that a single article gets wrong: parts and totals, shares of one whole.

Belongs here: which figures of an article belong together by its own words, and whether their intervals can be reconciled.
Does not belong here: comparison between articles; changes and shares of levels (`ratios.py`); layout of tables (`tables.py`). Only words that tie figures together count:
numbers that merely stand near each other are never added up.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence

import polars as pl

from pipelines.reconciliation import differences, explanations, ratios, shares, words
from pipelines.reconciliation.conflicts import FINDING
from pipelines.reconciliation.terms import (
    LEFT,
    LOOK_BACK,
    MOST_LINES,
    NEAR_TOTAL,
    TOTAL_LABEL,
    TOTALS,
    Finding,
    Term,
    articles,
    off_total,
    phrases,
    said,
    total_words,
    words_before,
    words_behind,
)

MOST_PARTS = 6
"""Amounts of neighbouring sentences that are tried as the parts of a whole."""
UNROUND = 100
"""A number that is no multiple of it was counted, whatever stands before it."""
_REMAINING = re.compile(rf"\b(?:{'|'.join(LEFT)})\b[^.;]{{0,30}}$", re.IGNORECASE)
_TOTAL_BEHIND = re.compile(rf"\W*(?:\w+\W+){{0,2}}?(?:{'|'.join(TOTALS)})\b", re.IGNORECASE)


def findings(table: pl.DataFrame, tables: Sequence[Finding] = ()) -> pl.DataFrame:
    """Statements with `fact_id` → one finding (`FINDING`) for each sum in one article that does not work out."""
    found = list(tables)
    for sentences in articles(table):
        seen: list[Finding] = []
        for place, terms in enumerate(sentences):
            before = sentences[max(0, place - LOOK_BACK) : place]
            for check in (
                _stated_total,
                shares.over_whole,
                shares.opposite_sides,
                differences.difference,
                differences.change_of,
                differences.part_and_share,
                _itemised,
                ratios.growth,
                ratios.direction,
                ratios.ratio,
                ratios.share_of,
                ratios.price,
            ):
                seen.extend(check(terms))
            for look_back in (_breakdown, _subset, _remaining, ratios.growth_told_after):
                seen.extend(look_back(terms, before))
            if TOTAL_LABEL.match(terms[0].sentence):
                seen.extend(_labelled_total(terms, sentences[max(0, place - MOST_LINES) : place]))
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


def _stated_total(terms: list[Term]) -> Iterator[Finding]:
    """`6,258 destroyed, 11,870 damaged, 19,128 in total`: one figure of the sentence is called the total of the others."""
    for total in terms:
        after = total.near[total.near.find(total.surface) + len(total.surface) :]
        called = phrases("total").search(words_before(total)) or _TOTAL_BEHIND.match(after)
        if not called or phrases("subset").search(total.sentence):
            continue
        parts = [t for t in terms if t.row != total.row and t.adds_to(total) and _same_noun(t, total)]
        if len(parts) < 2 or any(t.open or _HELD_AGAINST.search(words_before(t)) for t in parts):
            continue
        behind = total.sentence[total.end - total.sentence_start :]
        if re.search(r"\b(?:but|while|whereas)\b", behind) or re.search(r"\btotal includ", total.sentence):
            continue
        if any(t.middle > total.middle * (1 + NEAR_TOTAL) for t in parts):
            continue
        gap = off_total(parts, total)
        if gap is not None:
            yield Finding([total, *parts], gap, total_words(parts, total))


_LABEL = re.compile(r"\W*(?P<label>[^:|]{2,60}?)\s*:\s*$")


def _labelled_total(terms: list[Term], before: list[list[Term]]) -> Iterator[Finding]:
    """`Homes lost: 410`, `Homes damaged: 655`, `Total homes hit: 1,165`: lines of a list, the last of them their total."""
    total = terms[0]
    if len(terms) != 1 or not _LABEL.fullmatch(total.sentence[: total.start - total.sentence_start]) or total.open:
        return
    parts: list[Term] = []
    for group in reversed(before):
        term = group[0]
        label = _LABEL.fullmatch(term.sentence[: term.start - term.sentence_start])
        if (
            len(group) != 1
            or not label
            or TOTAL_LABEL.match(term.sentence)
            or not (term.adds_to(total) and _same_noun(term, total) and not term.open)
        ):
            break
        parts.append(term)
        # The list may be longer than what is added up: then nothing is wrong.
        if len(parts) > 1 and sum(t.low for t in parts) <= total.high and total.low <= sum(t.high for t in parts):
            return
    gap = off_total(parts, total) if len(parts) > 1 else None
    if gap is not None:
        yield Finding([total, *parts], gap, total_words(parts, total))


_HELD_AGAINST = re.compile(
    r"\b(?:against|versus|vs|compared with|compared to|than|from)\s+(?:[\w’']+\s+){0,4}$", re.IGNORECASE
)


def _same_noun(one: Term, other: Term) -> bool:
    """Counts add up only where they are of one thing: the same noun, or none printed."""
    return one.kind != "count" or one.unit == other.unit


_OF_THE_REST = re.compile(rf"^\W*(?:{'|'.join(LEFT)})\b", re.IGNORECASE)
"""Opens a list of parts of what is left, and not of the whole."""


_A_SHARE = re.compile(r"\b(?:a|an|per|each|the) share\b", re.IGNORECASE)


def _breakdown(terms: list[Term], before: list[list[Term]]) -> Iterator[Finding]:
    """`The breakdown: 4,100 for rent, 2,450 for sale and 1,950 …`: parts of a total in this sentence or just before."""
    cue = phrases("breakdown").search(terms[0].sentence)
    if not cue and sum(t.kind not in ("percent", "multiple", "rank") for t in terms) >= 3:
        # `Staff account for 84 million, transport for 52 million …`: three amounts and more, in one frame.
        # `43 cents a share` is no share of anything.
        said_so = phrases("share").search(_A_SHARE.sub("", terms[0].sentence))
        cue = re.search(r"^|(?<=[.;:] )", terms[0].sentence) if said_so else None
    if not cue or _OF_THE_REST.search(terms[0].sentence):
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
    """`Of these, 21 are …, 13 …`: parts that together, or one alone, are larger than the whole they are said to be of."""
    for cue in phrases("subset").finditer(terms[0].sentence):
        at = terms[0].sentence_start + cue.start()
        parts = [t for t in terms if t.start > at]
        earlier = [t for t in terms if t.start < at] or (before[-1] if before else [])
        if not parts or not earlier:
            continue
        listed = _listed(parts, cue.end())
        whole = next((t for t in reversed(earlier) if not t.open and all(_part_of(p, t) for p in listed)), None)
        if len(listed) >= 3 and whole is not None and _in_one_pattern(listed, cue.end()):
            rest = _REST.search(words_before(listed[-1])) is not None
            gap = off_total(listed, whole, exceed_only=not rest)
            if gap is not None:
                yield Finding([whole, *listed], gap, total_words(listed, whole))
        first, whole = parts[0], earlier[-1]
        if not first.adds_to(whole) or whole.open or first.kind != "count" or first.start - at > 40:
            continue
        if first.unit != whole.unit:
            continue
        if first.low > whole.high:
            gap = min((first.low - whole.high) / max(whole.middle, 1e-9), 10.0)
            words = f"{said([first])} is said to be a part of {said([whole])}, which is less."
            yield Finding([whole, first], gap, words, "medium")


_REST = re.compile(r"\b(?:others?|rest|remaining|remainder|elsewhere)\b", re.IGNORECASE)
_NEW_CLAUSE = re.compile(
    r"[;:.]\s|\b(?:while|whereas|although|but|if|when|than|compared|from|up|down|rose|fell|after|because)\b",
    re.IGNORECASE,
)
LONGEST_ITEM = 9
"""Words between two figures of one list at most."""


def _listed(parts: list[Term], start: int) -> list[Term]:
    """The first figures of `11 are depots, nine are yards and eight are offices`, with nothing but an item's words between them."""
    listed: list[Term] = []
    for term in parts:
        between = term.sentence[start : term.start - term.sentence_start]
        if (
            term.open
            or term.kind in ("percent", "multiple", "rank")
            or len(between.split()) > LONGEST_ITEM
            or _NEW_CLAUSE.search(between)
        ):
            break
        listed.append(term)
        start = term.end - term.sentence_start
    return listed


def _in_one_pattern(listed: list[Term], start: int) -> bool:
    """Whether no item can be in two of the groups: one preposition or verb follows all, or a name stands before each.

    `3,100 were women, 1,400 under ten and 1,300 alone` is no list of parts.
    """
    behind, named = set(), True
    for term in listed:
        after = re.match(r"\s+(?:\w+\s+)?(in|at|from|for|by|on|to|are|were)\b", words_behind(term))
        behind.add(after[1].lower() if after else None)
        item = term.sentence[start : term.start - term.sentence_start]
        named = named and re.search(r"(?:[A-Z][\w’'-]+|\b(?:others?|elsewhere|rest)\b(?:\s\w+)?)\s+$", item) is not None
        start = term.end - term.sentence_start
    return named or (len(behind) == 1 and None not in behind)


_OF_WHOLE = re.compile(r"(?:^|[\"“] ?)(?:of|out of|among)\s+(?:the|all|its|their)?\s*(?:\w+\s+)?$", re.IGNORECASE)
_COLON = re.compile(r"(?:[^:;.]|[.,]\d){0,60}:\s*")


def _itemised(terms: list[Term]) -> Iterator[Finding]:
    """`412 have died: 210 men, 150 women and 72 children`; `Of 17 brokers, four buy, eight hold and six sell`;
    `is priced at 4.1 billion (3.9 million euros): 2.3 billion for …`."""
    sentence = terms[0].sentence
    colon = None
    for whole in terms[:3]:
        after = sentence[whole.end - whole.sentence_start :]
        colon = _COLON.match(after)
        if colon and whole.kind in ("count", "money", "quantity"):
            break
        if whole.kind == "count":
            break
    whole = whole if colon else terms[0]
    after = sentence[whole.end - whole.sentence_start :]
    of_whole = _OF_WHOLE.search(sentence[: whole.start - whole.sentence_start])
    if not (colon or (whole.kind == "count" and of_whole)) or whole.kind not in ("count", "money", "quantity"):
        return
    start = whole.end - whole.sentence_start
    if of_whole and not colon:
        comma = after.find(",")
        if comma < 0:
            return
        start += comma
    elif colon:
        start += colon.end()
    parts = _listed([t for t in terms[1:] if t.start - t.sentence_start >= start], start)
    if colon and whole.bound == ">" and whole.low > UNROUND and whole.low % UNROUND:
        # `at least 11,860 have been killed: …`: the number that is printed is the one that the list adds up to.
        whole = dataclasses.replace(whole, high=whole.low)
    of_people = bool(colon) and whole.kind == "count" and all(_is_people(p) for p in parts)
    if len(parts) < 3 or not all(_part_of(p, whole) or (of_people and p.adds_to(whole)) for p in parts):
        return
    gap = off_total(parts, whole, exceed_only=not colon)
    if gap is not None:
        yield Finding([whole, *parts], gap, total_words(parts, whole))


def _is_people(term: Term) -> bool:
    return bool(term.unit) and words.stem(term.unit.split()[-1]) in words.persons()


def _part_of(part: Term, whole: Term) -> bool:
    """Whether a count can be a part of another: of one noun, or both of people."""
    people = {words.stem(t.unit.split()[-1]) in words.persons() for t in (part, whole) if t.unit}
    if not part.adds_to(whole):
        return False
    # `27 deals, of which 11 are depots`: the noun behind the verb names the kind of deal.
    kinds = re.match(
        r"\s*(?:are|were|is|was)\b", part.sentence[part.start - part.sentence_start + len(part.surface.split()[0]) :]
    )
    return part.kind != "count" or part.unit == whole.unit or people == {True} or kinds is not None


def _remaining(terms: list[Term], before: list[list[Term]]) -> Iterator[Finding]:
    """`The city puts in 30 million; the remaining 22 million …`: what is left and the parts named so far, against the whole.

    The whole is the largest amount of these sentences; any smaller ones told before may be parts as well. Nothing is wrong where
    some choice of them works out.
    """
    last = next((t for t in terms if _REMAINING.search(words_before(t))), None)
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

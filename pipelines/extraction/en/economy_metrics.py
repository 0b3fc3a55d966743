"""Metrics that economic news words its own way: rates of exchange, growth, what a forecaster sees, `that of` another thing.

Belongs here: what such words stand for, read from the figure and what stood before it. Does not belong here: the reading of a clause
(`metrics.py`, `percent_metrics.py`, `amounts.py`).
"""

from __future__ import annotations

import re

from pipelines.extraction.en.amount_nouns import HIGH_THINGS
from pipelines.extraction.en.clause_reading import LEXICON
from pipelines.extraction.en.marked_words import mark
from pipelines.extraction.en.metric_completion import ArticleWords
from pipelines.extraction.en.noun_phrases import METRIC_HEADS
from pipelines.extraction.en.phrases import Frame, noun_phrase_left
from pipelines.extraction.en.roles import Role
from pipelines.extraction.lexicon import read_table
from pipelines.extraction.model import Mention

_MONIES = frozenset(
    row["word"].rsplit(maxsplit=1)[-1]
    for row in read_table(LEXICON / "currencies.csv")
    if row["form"] == "name" and row["word"].isascii() and len(row["word"]) > 2
) | {"sterling", "greenback"}
_PER = re.compile(r"\b(?:per|to the|against the|against|versus the|to one|to a) (?:US |U\.S\. )?([a-z]+)\b")
CURRENCY_PAIR = re.compile(r"[A-Z]{3}/[A-Z]{3}")
_GUESS = re.compile(
    r"^(?:(?:own|latest|central|official) )?(?:estimates?|forecasts?|projections?|outlook|predictions?) (?:of|for) "
)
_LINKED = re.compile(r" (?:of|in|by|from|to) ")
_FORESEE = frozenset("see put peg estimate forecast project expect reckon predict".split())
_BE = frozenset(["is", "are", "was", "were", "been"])
_POINTING = mark(["that", "those"])
_TURNS = frozenset(["while", "whereas", "and", "but", ",", ";"])


def economy_metric(
    metric: str, frame: Frame, mention: Mention, role: Role, earlier: list[Mention], article: ArticleWords
) -> str:
    """`metric` as economic news means it; as it is where nothing here applies. `article`: what its text says elsewhere."""
    lower = frame.sentence.lower
    kind = mention.kind
    exchange = _exchange_rate(frame, mention, role) if kind in {"rate", "percent"} else ""
    if exchange:
        return exchange
    if kind == "percent":
        beside = _apposed(frame, mention)
        if beside:
            metric = beside
        guess = _GUESS.match(metric)
        if guess is not None and metric[guess.end() :].split()[0] in METRIC_HEADS:
            # `raised its estimate of growth to 3 percent`: what is foreseen is the growth
            metric = metric[guess.end() :]
        if metric.strip() == "growth" and ("gross domestic" in article.lower() or "econom" in article.lower()):
            return "economic growth"
    before = earlier[-1] if earlier else None
    if before is not None and before.metric and before.sentence == mention.sentence:
        other = _that_of(lower, before.last, mention.first) if frame.sentence.marks & _POINTING else ""
        head = _LINKED.split(before.metric, maxsplit=1)[0] if other else ""
        if other and head:
            return f"{head} of {other}"
        if before.last < mention.first < before.last + 4 and lower[before.last : mention.first] in (["to"], ["from"]):
            # `those of vans rose by 8 percent to 900`
            start = max((m.last for m in earlier[:-1] if m.sentence == mention.sentence), default=-1)
            if start >= 0 and _that_of(lower, start, before.first):
                return before.metric
    if kind in {"count", "quantity"} and mention.change == "level" and role.verb >= 0 and role.follows:
        verb = frame.mains[role.verb]
        seen = lower[max(0, role.left - 3) : role.left] if verb is not None and verb.base in _FORESEE else []
        if seen[-1:] == ["at"] and not _BE.isdisjoint(seen):
            told = next(
                (
                    m.metric
                    for m in earlier
                    if m.unit == mention.unit and m.kind == mention.kind and m.metric and m.metric != m.unit_text
                ),
                None,
            )
            subject = lower[role.subject[0] : role.subject[1]] if role.subject[0] >= 0 else []
            if told and METRIC_HEADS.isdisjoint(subject):
                # `Damsons are seen at 2 million tonnes`: what was told of the whole crop
                return told
    if (
        metric.startswith("length of ")
        and mention.unit in ("m", "[ft_i]")
        and metric.rsplit(maxsplit=1)[-1] in HIGH_THINGS
    ):
        return "height" + metric.removeprefix("length")
    return metric


def _exchange_rate(frame: Frame, mention: Mention, role: Role) -> str:
    """`The crown was 2 percent weaker at 11 per dollar`: a rate of exchange; empty where a currency is no subject."""
    if mention.cell is not None:
        return ""
    text = frame.sentence.text
    if mention.kind == "rate":
        if not CURRENCY_PAIR.fullmatch(mention.unit or ""):
            return ""
    elif mention.kind == "percent" and mention.change != "level" and role.subject[0] >= 0 and role.follows:
        first, last = role.subject
        words = frame.sentence.lower[first:last]
        if not words or words[-1] not in _MONIES or len(words) > 3 or words[-1].endswith("s") or "of" in words:
            return ""
    else:
        return ""
    found = _PER.search(text[mention.start - frame.sentence.start :]) or _PER.search(text)
    other = found[1] if found is not None and found[1] in _MONIES else ""
    return f"exchange rate against the {other}" if other else "exchange rate"


def _apposed(frame: Frame, mention: Mention) -> str:
    """`inflation, at 4 percent, is too high`: the noun in front of the commas; empty where the figure is not between them."""
    lower, first = frame.sentence.lower, mention.first
    if lower[first - 2 : first] != [",", "at"] or lower[mention.last : mention.last + 1] != [","] or first < 3:
        return ""
    start = noun_phrase_left(frame.tags, first - 2)
    words = lower[start : first - 2]
    if not words or words[-1] not in METRIC_HEADS:
        return ""
    return " ".join(word for word in words if word not in ("the", "a", "an", "its", "their", "with"))


def _that_of(lower: list[str], start: int, end: int) -> str:
    """The thing of `that of nurses` or `those of hybrids` between two figures; empty where there is none."""
    gap = lower[start:end]
    if "of" not in gap:
        return ""
    for at, word in enumerate(gap[:-2]):
        if word in ("that", "those") and gap[at + 1] == "of" and at and gap[at - 1] in _TURNS:
            words = []
            for one in gap[at + 2 : at + 6]:
                if one in ("the", "its", "their"):
                    continue
                if not one.isalpha() or one[-2:] == "ed" or one in _STOPS:
                    break
                words.append(one)
            return " ".join(words)
    return ""


_STOPS = frozenset(
    "rose fell by to at from in on grew shrank sank lost gained were was is are has have had slid went did".split()
)

"""Ranks and multiples: `ranked 13th`, `third-largest`, `No. 3`, `more than doubled`, `three times as`, `fivefold`, `2.5x`.

Belongs here: positions in an order and factors. Does not belong here: shares of a whole.
"""

from __future__ import annotations

from pathlib import Path

from pipelines.extraction.document import NUMBER_KIND, WORD_KIND, Sentence
from pipelines.extraction.en.bounds import bound_before
from pipelines.extraction.en.marked_words import mark
from pipelines.extraction.en.numerals import HYPHENS, ORDINALS, Numeral
from pipelines.extraction.en.parts import Part
from pipelines.extraction.lexicon import read_table
from pipelines.extraction.model import Mention

LEXICON = Path(__file__).parent / "lexicon"

MULTIPLES: dict[str, tuple[float, str, str]] = {
    row["word"]: (float(row["factor"]), row["change"], row["when"]) for row in read_table(LEXICON / "multiples.csv")
}
RANK_VERBS = frozenset(
    "ranked ranking ranks rank placed places placing came comes coming finished finishes finishing finish stands stood sits sat "
    "seeded slipped slips rose climbed moved jumped dropped fell remained remains ended lies lay qualified tied joint currently lie sit stand stay stays stayed slid slide slides".split()
)
_RANK_AFTER = frozenset("place position spot rank".split())
_BEING = frozenset(["is", "was", "are", "were", "'re", "be", "been", "we're", "they're", "it's"])
_FIELDS = frozenset(
    "world country league state table nation region rankings ranking standings championship division city county province".split()
)
_RANK_TOPICS = frozenset("ranking rankings ranked rank table league index list standings".split())
_PLACES = frozenset("place places spot spots rung rungs".split())
_RANK_LABELS = frozenset("rank ranking ranked place placing position".split())
_TIMES_AFTER = frozenset(
    "as the more higher larger bigger greater that what its their his her faster normal average than usual last this our your those over "
    "anything these whatever today's "
    "longer heavier better richer smaller lower".split()
)
_TWICE_AFTER = frozenset("as the what that its their his her normal more".split())
_DOUBLE_AFTER = frozenset("the what that its their from last his her as".split())
_GROWTH = frozenset(
    "grown grew grow grows increased increase rose risen multiplied expanded up climbed jumped soared by".split()
)


_TIMES_OF = frozenset(
    "earnings sales revenue revenues gdp ebitda profit profits cash output income book capacity demand supply".split()
)


_OF_WHAT = frozenset(
    "forward annual expected core projected estimated next trailing prospective adjusted historic book operating".split()
)


def _multiple(s: Sentence, first: int, last: int, value: float, change: str | None, rule: str) -> Mention:
    return Mention(
        s.index, first, last, s.starts[first], s.ends[last - 1], "multiple", value, value, "=",
        s.text[s.starts[first] - s.start : s.ends[last - 1] - s.start], "UCUM", "x", 1, rule, change=change,
    )  # fmt: skip


def read_multiple(s: Sentence, at: int, found: list[Mention]) -> Mention | None:
    """Reads a word that is a factor (`doubled`, `fivefold`, `twice`, `double`) at token `at`, with its bound."""
    low, n = s.lower, len(s.lower)
    value, direction, when = MULTIPLES[low[at]]
    change: str | None = direction
    after = low[at + 1] if at + 1 < n else ""
    if after in HYPHENS and at + 2 < n and s.starts[at + 1] == s.ends[at]:
        return None
    if at and low[at - 1] in HYPHENS and s.starts[at] == s.ends[at - 1]:
        return None
    bound = bound_before(s, at)
    if when == "comparison":
        if low[at] in ("twice", "thrice"):
            if after not in _TWICE_AFTER and not any(m.kind == "multiple" for m in found):
                return None
            change = None
            if any(word in _GROWTH for word in low[max(0, at - 4) : at]):
                change = (
                    "increase"
                    if any(w in low[at:] for w in ("before", "earlier", "ago", "previous", "last"))
                    else "level"
                )
        elif (
            after not in _DOUBLE_AFTER
            and bound is None
            and not (at and low[at - 1] in ("to", "will", "would", "could", "almost", "nearly"))
        ):
            return None
    elif when == "verb" and after not in ("to", "in", "its", "the", "from", "every", "their"):
        return None
    mention = _multiple(s, at, at + 1, value, change, "multiple.word")
    if bound is not None:
        mention.bound = bound[0]
        if bound[0] == ">":
            mention.high = None
        elif bound[0] == "<":
            mention.low = None
    return mention


_RATIOS = frozenset(
    "outnumber outnumbered outnumbers outnumbering outsold outsell outsells outweigh outvoted leverage geared gearing ratio voted backed broke".split()
)
_RATIO = mark(_RATIOS)


def _ratio_end(s: Sentence, value: float, at: int) -> int:
    """One past `to one` behind a number where the sentence sets one side against the other (`outnumbered them four to one`), or 0."""
    low = s.lower
    if not s.marks & _RATIO or value < 2:
        return 0
    step = at + 1 if low[at] in HYPHENS else at
    if low[step : step + 1] != ["to"]:
        return 0
    step += 1
    if low[step : step + 1] and low[step] in HYPHENS:
        step += 1
    if low[step : step + 1] not in (["one"], ["1"]) or low[step + 1 : step + 2] in (["margin"], ["majority"]):
        return 0
    return step + 1


def read_times(s: Sentence, part: Part) -> Mention | None:
    """Reads `three times as`, `four times the amount`, `2.5x`, `10-fold`, `by a factor of three`."""
    low, n = s.lower, len(s.lower)
    num = part.num
    unit = part.sign or part.unit
    if unit is not None and unit.code != "X":
        return None
    at = num.last
    if at >= n:
        return None
    if (
        low[at] == "to"
        and low[at + 1 : at + 2] in (["1"], ["one"])
        and "ratio" in low[max(0, num.first - 7) : num.first]
    ):
        return _multiple(s, num.first, at + 2, num.value, None, "multiple.ratio")
    ratio = _ratio_end(s, num.value, at)
    if ratio:
        return _multiple(s, num.first, ratio, num.value, None, "multiple.ratio")
    if low[at] == "times" or (low[at] in HYPHENS and low[at + 1 : at + 2] == ["times"]):
        after = low[at + 1] if at + 1 < n else ""
        grown = any(word in _GROWTH for word in low[max(0, num.first - 4) : num.first])
        if after in _TIMES_AFTER and not (after in ("this", "last") and not low[min(at + 2, n - 1)].endswith("'s")):
            return _multiple(
                s,
                num.first,
                at + 1,
                num.value,
                "increase" if grown and after not in ("the", "as") else None,
                "multiple.times",
            )
        if (
            (num.first and low[num.first - 1] in _GROWTH)
            or (low[num.first - 1 : num.first] == ["almost"] and grown)
            or low[max(0, num.first - 2) : num.first] == ["factor", "of"]
        ):
            return _multiple(s, num.first, at + 1, num.value, "increase", "multiple.times")
        if (
            after in _TIMES_OF
            or (after in _OF_WHAT and not _TIMES_OF.isdisjoint(low[at + 2 : at + 5]))
            or (num.value != int(num.value) and after not in ("a", "in", "on"))
        ):
            return _multiple(s, num.first, at + 1, num.value, None, "multiple.times")
        return None
    if low[at] in HYPHENS and low[at + 1 : at + 2] == ["fold"]:
        return _multiple(s, num.first, at + 2, num.value, "increase", "multiple.fold")
    if low[at] in ("x", "×") and s.starts[at] == s.ends[at - 1] and not (at + 1 < n and s.kinds[at + 1] == NUMBER_KIND):
        return _multiple(s, num.first, at + 1, num.value, None, "multiple.x")
    if low[max(0, num.first - 2) : num.first] == ["factor", "of"] and not num.scaled:
        grown = any(word in _GROWTH for word in low[max(0, num.first - 7) : num.first - 2])
        return _multiple(s, num.first, at, num.value, "increase" if grown else None, "multiple.factor")
    return None


def _rank(s: Sentence, first: int, last: int, value: float, rule: str) -> Mention:
    return Mention(
        s.index, first, last, s.starts[first], s.ends[last - 1], "rank", value, value, "=",
        s.text[s.starts[first] - s.start : s.ends[last - 1] - s.start], "none", "rank", len(f"{value:.0f}"), rule,
    )  # fmt: skip


def read_rank(s: Sentence, part: Part) -> Mention | None:
    """Reads an ordinal as a rank where the words round it say so; None for dates and ordinals that name a thing."""
    low, n = s.lower, len(s.lower)
    num = part.num
    first, last = num.first, num.last
    before = low[max(0, first - 4) : first]
    step = last + 1 if last < n and low[last] in HYPHENS and s.starts[last] == s.ends[last - 1] else last
    after = low[step] if step < n else ""
    if (
        after.endswith("est")
        and len(after) > 4
        and after
        not in (
            "forest",
            "interest",
            "request",
            "harvest",
            "arrest",
            "protest",
            "contest",
            "quest",
            "guest",
            "west",
            "latest",
        )
    ) or (after in ("most", "least", "best", "worst") and step + 1 < n):
        end = (
            step + 1
            if after.endswith("est")
            else step + (2 if s.kinds[min(step + 1, n - 1)] == WORD_KIND and after in ("most", "least") else 1)
        )
        return _rank(s, first, end, num.value, "rank.superlative")
    if after in _RANK_AFTER and low[last : last + 1] != ["in"]:
        return _rank(s, first, step + 1, num.value, "rank.place")
    if before and any(word in RANK_VERBS for word in before[-3:]):
        if s.kinds[last if last < n else n - 1] != WORD_KIND or last >= n or low[last] in (
            "in", "on", "among", "out", "of", "to", "by", "with", "at", "for", "behind", "overall", "nationally", "globally", "and", "from",
            "worldwide", "last", "this", "after", "place",
        ):  # fmt: skip
            if before[-1] in ("the", "a") and not any(
                word in ("ranked", "ranking", "rank", "ranks", "place") for word in before
            ):
                return None
            return _rank(s, first, last, num.value, "rank.verb")
        return None
    if before[-1:] and before[-1] in _BEING and after == "in" and low[step + 1 : step + 2] == ["the"]:
        if low[step + 2 : step + 3] and low[step + 2] in _FIELDS:
            return _rank(s, first, last, num.value, "rank.verb")  # `the school is 78th in the country`
    if before[-1:] and before[-1] in _BEING and num.value > 9 and after in ("", ".", ",", ";", "!", "last"):
        return _rank(s, first, last, num.value, "rank.verb")  # `We were 93rd.`
    if before[-1:] == ["to"] and not _PLACES.isdisjoint(before) and after in ("", ".", ",", ";", "in", "and"):
        return _rank(s, first, last, num.value, "rank.verb")  # `slipped a place to eighth`
    if before[-1:] and before[-1] in _BEING and after == "at" and s.kinds[first] == NUMBER_KIND:
        return _rank(s, first, last, num.value, "rank.verb")  # `was 2nd at 30km`
    if before[-1:] == [":"] and not _RANK_LABELS.isdisjoint(low[: first - 1]):
        return _rank(s, first, last, num.value, "rank.topic")  # `Rank among makers: 5th`
    if before[-1:] in (["from"], ["to"], ["at"]) and not _RANK_TOPICS.isdisjoint((*low[:first], *low[last : last + 5])):
        return _rank(s, first, last, num.value, "rank.topic")
    if (
        before[-1:] == [","]
        and after in ("in", "among")
        and low[step + 1 : step + 2] in (["the"], ["china"], ["india"], ["europe"])
        and num.value > 1
    ):
        return _rank(s, first, last, num.value, "rank.apposition")
    return None


def read_hyphened(s: Sentence, num: Numeral) -> Mention | None:
    """Reads the ordinal of `a ninth-place finish`, which looks like a fraction; None elsewhere."""
    low, last = s.lower, num.last
    if low[last : last + 1] and low[last] in HYPHENS and low[last - 1] in ORDINALS and num.first < last - 1:
        if low[last + 1 : last + 2] and low[last + 1] in _RANK_AFTER:
            return _rank(s, last - 1, last + 2, float(ORDINALS[low[last - 1]]), "rank.place")
    return None


def read_numbered_rank(s: Sentence, at: int) -> Mention | None:
    """Reads `ranked No. 3`, `ranks 23 out of`: a rank in cardinal digits behind a rank verb."""
    low = s.lower
    token = s.tokens[at]
    if not token.isdigit() or len(token) > 4:
        return None
    i = at - 1
    if i >= 0 and low[i] == ".":
        i -= 1
    if i >= 0 and low[i] in ("no", "number", "#"):
        before = low[max(0, i - 3) : i]
        behind = low[at + 1 : at + 2]
        if any(word in ("ranked", "ranks", "ranking", "rank", "seeded") for word in before) or (
            behind and behind[0] in _RANK_AFTER
        ):
            return _rank(s, i, at + 1, float(token), "rank.number")
        return None
    if (
        i >= 0
        and low[i] in ("ranked", "ranks")
        and not (at + 1 < len(low) and s.starts[at + 1] == s.ends[at] and s.kinds[at + 1] == WORD_KIND)
    ):
        return _rank(s, at, at + 1, float(token), "rank.number")
    return None

"""Ranges: the other end of what starts with a number (`5–7`, `3 to 4 million`, `between 20 and 26 metres`).

Belongs here: whether two numbers are the ends of one range or two levels. Does not belong here: the numbers themselves.
"""

from __future__ import annotations

from pathlib import Path

from pipelines.extraction.document import FRACTION_KIND, MARK_KIND, NUMBER_KIND, WORD_KIND, Sentence
from pipelines.extraction.en.article_money import ArticleMoney
from pipelines.extraction.en.nouns import CHANGE_VERBS, noun_behind
from pipelines.extraction.en.numerals import DASHES, STARTERS
from pipelines.extraction.en.parts import Part, read_part
from pipelines.extraction.en.traps import is_year
from pipelines.extraction.en.units import currency_before

LEXICON = Path(__file__).parent / "lexicon"

JOINING = DASHES | {"to", "or", "through", "and"}
"""What can stand between the ends of a range."""


def other_end(s: Sentence, part: Part, money: ArticleMoney) -> Part | None:
    """Reads the other end of a range that starts with `part`: `5–7`, `3 to 4 million`, `between 20 and 26 metres`."""
    low, n = s.lower, len(s.lower)
    if part.num.style == "vague" or part.num.last >= n:
        return None
    if low[part.num.last] not in JOINING and (part.last >= n or low[part.last] not in JOINING):
        return None
    for at in {part.num.last, part.last}:
        if at >= n:
            continue
        word = low[at]
        i = at + 1
        if word in DASHES:
            digits = s.kinds[part.num.first] == NUMBER_KIND
            if not (digits or s.starts[at] == s.ends[at - 1]) or i >= n:
                continue
        elif word in ("to", "or", "through") or (word == "and" and part.first and low[part.first - 1] == "between"):
            pass
        else:
            continue
        if i < n and low[i] in ("as", "about", "around", "nearly", "some", "even", "perhaps"):
            i += 1 if low[i] != "as" else 3
        while i < n and s.kinds[i] == MARK_KIND and s.tokens[i] in "$€£¥₹₩₦₽":
            i += 1
        if (
            i + 1 < n
            and s.kinds[i] == WORD_KIND
            and s.kinds[i + 1] in (NUMBER_KIND, MARK_KIND)
            and s.tokens[i] in ("US", "A", "C", "HK", "S", "NZ", "NT", "R", "RMB", "Rs", "EUR", "USD")
        ):
            i += 1
            while i < n and s.kinds[i] == MARK_KIND and s.tokens[i] in "$.":
                i += 1
        if i >= n or not (s.kinds[i] in (NUMBER_KIND, FRACTION_KIND) or low[i] in STARTERS):
            continue
        sign = currency_before(s, i, money) if s.kinds[i] == NUMBER_KIND else None
        other = read_part(s, i, money, sign, signed=part.sign is not None)
        if other is None or other.num.style not in ("digits", "words") or other.negative:
            continue
        if other.first < at:
            continue
        if s.kinds[i] == NUMBER_KIND and is_year(s, i) and other.any_unit is None:
            continue
        if not _joins(s, part, other, word):
            continue
        if not part.num.scaled and other.num.scaled and part.num.raw < other.num.raw and part.unit is None:
            part.num.value *= other.num.scale
            part.num.scaled = True
        if part.num.value >= other.num.value:
            continue
        if word in DASHES and not (
            part.any_unit or other.any_unit or other.num.scaled or noun_behind(s, other.num.last)
        ):
            continue
        return other
    return None


_MODALS = frozenset("must will would could should may might can shall to 'll 'd".split())


def _will_move(before: list[str]) -> bool:
    """Tells whether the words in front of two shares say by how much something will or must move: `must rise 15% to 18%`."""
    near = before[:-1] if before[-1:] in (["up"], ["down"]) else before
    return bool(near) and near[-1] in CHANGE_VERBS | {"go"} and not _MODALS.isdisjoint(near[-3:-1])


def _joins(s: Sentence, part: Part, other: Part, word: str) -> bool:
    """Tells whether two parts are the ends of one range, and not two levels or two things."""
    mine, theirs = part.any_unit, other.any_unit
    if mine is not None and theirs is not None and (mine.kind != theirs.kind or mine.code != theirs.code):
        return False
    if mine is not None and theirs is None and (part.sign is None or noun_behind(s, other.num.last) is not None):
        return False  # `5 percent to 7`: no unit on the right
    if word == "or":
        near = (
            part.num.value < other.num.value <= part.num.value + 2
            or part.num.value < other.num.value <= 1.2 * part.num.value
        )
        return mine is None and near and (part.num.value < 20 or theirs is not None)
    if word == "and" or word in DASHES:
        return True
    before = s.lower[max(0, part.first - 9) : part.first]
    if before and before[-1] == "from":
        if "from" in s.lower[: part.first - 1]:
            before = s.lower[: part.first]  # `from £9.70 to £9.90 for cars, and for lorries from £16.40 to £16.80`
        return not any(verb in CHANGE_VERBS for verb in before)
    if (
        word == "to"
        and mine is None
        and theirs is None
        and before
        and (before[-1] in CHANGE_VERBS or before[-1] in ("up", "down", "off"))
    ):
        return noun_behind(s, other.num.last) is not None  # `the share fell one to 33`
    if before[-1:] == ["by"] and word == "to" and other.num.value > (1.6 if mine and theirs else 3) * part.num.value:
        return False  # `moved up by 11 million pounds to 260 million`
    if mine is not None and before[-1:] not in (["by"], ["at"]) and any(verb in CHANGE_VERBS for verb in before[-5:]):
        return mine.kind == "percent" and theirs is not None and word == "to" and _will_move(before)
    if mine is not None and theirs is not None and mine.kind == "money" and other.num.value > 8 * part.num.value:
        return (
            before[-1:] in (["of"], ["for"], ["at"]) or "range" in before
        )  # `shares firmed 30p to 342p` are a move and a price
    return True

"""Bound words round a numeral: `more than`, `nearly`, `up to`, `some`, `or so`, `-plus`.

Belongs here: which bound is printed, and where its words stand. Does not belong here: what the bound does to the value.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from pipelines.extraction.document import NUMBER_KIND, WORD_KIND, Sentence
from pipelines.extraction.en.numerals import HYPHENS
from pipelines.extraction.lexicon import Phrases, read_table
from pipelines.extraction.model import Mention

LEXICON = Path(__file__).parent / "lexicon"

BEFORE: Phrases[str] = Phrases()
AFTER: Phrases[str] = Phrases()
for _row in read_table(LEXICON / "bounds.csv"):
    (BEFORE if _row["place"] == "before" else AFTER).add(_row["phrase"], _row["bound"])

BOUND_STARTS = AFTER.first_tokens() | HYPHENS | {"plus", "odd", "max"}
"""Tokens behind a number with which a bound can begin."""
_ARTICLES = frozenset(["a", "an", "the", "its"])
"""Words that can stand between a bound and its number."""
BOUND_ENDS = BEFORE.last_tokens() | _ARTICLES
"""Tokens in front of a number at which a bound may end."""
_HANDS = frozenset(
    "hand hands handed handing turn turned turns take takes took taken carry carried sign signed make makes made roll rolled rolling win won".split()
)
"""Verbs with which `over` makes one word: `hand over`, `sign over`."""
_PLACE_WORDS = frozenset("year month week day quarter decade sea ground average".split())


_FAR = frozenset("far way comfortably slightly".split())
_SIDES = frozenset(["over", "above", "below", "under"])
_ADDS_UP = frozenset(
    "tick ticked ticks edge edged edges inch inched inches creep crept creeps go goes went gone move moved moves push pushed pushes nudge nudged "
    "ratchet ratcheted mark marked bump bumped jack jacked speed speeded sped scale scaled ramp ramped step stepped pick picked catch caught "
    "round rounded bring brought build built back sign signed climbing coming drive drove driven bid add adds added adding live lives lived living lead leads leading led owned owning own face faced".split()
)
_COMPARED = frozenset(
    "%|percent|cent|pct|bps|points|point|third|quarter|half|fifth|tenth|quarters|thirds|times|dozen".split("|")
)


def _is_compared(s: Sentence, start: int) -> bool:
    """Tells whether `more than` at token `start` compares with what follows: `a fifth more than the $3.1 billion of the year before`."""
    if start > 0 and s.lower[start - 1] in ("just", "well", "slightly", "far"):
        start -= 1
    return start > 0 and (s.lower[start - 1] in _COMPARED or s.kinds[start - 1] == NUMBER_KIND)


def bound_before(s: Sentence, first: int, *, duration: bool = False) -> tuple[str, int] | None:
    """Finds the bound whose words end right before token `first` (articles and fillers skipped).

    Gives (bound, first token of its words) or None. With `duration`, `over five years` and `within` a span are no bounds of it:
    they say when, not how long.
    """
    end = first
    low = s.lower
    if end and low[end - 1] in _ARTICLES:
        found = BEFORE.match_before(low, end)
        if found is None:
            end -= 1
    if not end or low[end - 1] not in BOUND_ENDS:
        return None
    found = BEFORE.match_before(low, end)
    if found is None:
        return None
    start, bound = found
    word = low[start] if end - start == 1 else ""
    if (low[end - 1] == "than" and _is_compared(s, start)) or (
        word in _SIDES and start and low[start - 1] in _COMPARED
    ):
        return None
    if word == ">" and "<" in low[max(0, start - 6) : start]:
        return None  # the end of a share's ticker, `<ABC.N>`
    if low[start:end] == ["up", "to"] and start and low[start - 1] in _ADDS_UP:
        return None
    if (
        word in ("over", "around", "past", "about", "within", "under", "near", "some")
        and duration
        and word in ("over", "past")
        and (not start or low[start - 1] != "for")
    ):
        return None
    if (
        word in ("pass", "passes", "top", "tops", "past", "near", "short", "under", "over")
        and start
        and low[start - 1] in HYPHENS
    ):
        return None
    if word in ("over",) and start and low[start - 1] in _HANDS:
        return None  # `renters hand over 38 percent of their pay`
    if low[end - 1] in _SIDES and low[first - 1] == "the" and (end - start > 1 or (start and low[start - 1] in _FAR)):
        return None  # `well above the 7.2 million pencilled in`, `far below the 90 hoped for`
    if word in ("pass", "passed", "passing", "past", "top") and end == first - 1 and low[first - 1] == "the":
        return None
    if (
        bound == "<"
        and word in ("below", "under", "beneath")
        and start
        and low[start - 1] in ("degrees", "metres", "feet", "meters")
    ):
        return None
    # `not more than`, `no longer than` were matched as phrases; a bare negation turns the bound round.
    if start and low[start - 1] == "not" and bound in "<>":
        return ("<" if bound == ">" else ">"), start - 1
    return bound, start


def give_or_take(s: Sentence, found: list[Mention]) -> None:
    """Makes the last exact figure in front of `give or take` an approximate one: `costs £12,000 to fit, give or take`."""
    if "give or take" not in s.text or not found:
        return
    at = next((i for i in range(len(s.lower) - 2) if s.lower[i : i + 3] == ["give", "or", "take"]), -1)
    if s.lower[at + 3 : at + 4] and s.kinds[at + 3] == WORD_KIND and s.lower[at + 3] not in ("for", "in", "on", "and"):
        return  # `give or take a factor of two`
    for mention in reversed(found):
        if mention.last <= at:
            if mention.bound == "=":
                mention.bound = "~"
            return


def share_bounds(s: Sentence, found: list[Mention]) -> None:
    """Gives the second of two alternatives, or the other side of a conversion, the bound printed before the first: `bags over 32 kg
    or 158 cm`, `up to 200,000 rupees (2,200 pounds)`. Changes the mentions in place."""
    for one, other in pairwise(found):
        if one.bound not in ("<", ">") or other.bound != "=" or (one.kind != other.kind and one.kind == "count"):
            continue
        gap = s.lower[one.last : other.first]
        if gap == ["or"] or (one.pair is other and gap in (["("], ["["], [",", "or"])):
            other.bound = one.bound
            if one.bound == ">":
                other.high = None
            else:
                other.low = None


def bound_after(s: Sentence, last: int) -> tuple[str, int] | None:
    """Finds a bound right behind token `last - 1`: `-plus`, `+`, `or more`, `-odd`. Gives (bound, one past its words) or None."""
    low, n = s.lower, len(s.lower)
    if last >= n:
        return None
    at = last
    if low[at] not in BOUND_STARTS:
        return None
    if low[at] in HYPHENS and at + 1 < n and low[at + 1] in ("plus", "odd", "ish") and s.starts[at] == s.ends[at - 1]:
        at += 1
    elif low[at] in ("plus", "odd", "max"):
        return None if low[at] != "odd" else ("~", at + 1)
    for stop, bound in AFTER.match(low, at):
        if low[stop : stop + 1] == ["to"]:
            continue  # `14,000 operations and up to 60,000 visits`
        return bound, stop
    return None

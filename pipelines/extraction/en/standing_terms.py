"""What is so already beside a plan: the rate of a loan that is still to be taken up, the price of today, the size of what is to grow.

Belongs here: figures that a plan's cue reaches although they hold today (`to be borrowed at 4 percent`, `the fare, 4.60 zlotys, is to go to
5.20`). Does not belong here: cues of a sentence (`modalities.py`), sums that a plan settles (`agreed_sums.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.change_words import VERBS
from pipelines.extraction.en.clause_reading import Clauses
from pipelines.extraction.en.marked_words import mark
from pipelines.extraction.model import Mention

_LENDING = frozenset(
    "loan loans lend lends lending lent borrow borrows borrowed borrowing bond bonds repaid repayable credit mortgage mortgages".split()
)
_PRICES = frozenset("strike offer issue subscription placement".split())
_TOGETHER = frozenset(["together"])
_ENLARGE = frozenset(
    "enlarge expand extend replace upgrade renovate demolish close widen refurbish rebuild modernise modernize scrap convert".split()
)
_STAND = frozenset("stand stands exist exists".split())
_GO = frozenset(["go", "goes"])
STANDING = mark(_LENDING | _PRICES | _TOGETHER | _ENLARGE | _STAND | {"is", "are", "will"})
"""A sentence without any of these has nothing of this kind."""
_HYPHENS = frozenset("-‐‑")


def is_standing(reading: Clauses, mention: Mention) -> bool:
    """Tells whether a figure that a plan's cue reaches holds today already."""
    lower = reading.lower
    first, last = mention.first, mention.last
    behind = lower[last : last + 5]
    ahead = lower[max(0, first - 4) : first]
    if mention.kind == "percent" and mention.change == "level":
        # `The rest is to be borrowed at 6.1 percent`, `paid back by 2050 at an interest of 5 percent`
        at_rate = ahead[-1:] == ["at"] or ("at" in ahead and ahead[-1:] == ["of"] and "interest" in ahead)
        if at_rate and not _LENDING.isdisjoint(lower[max(0, first - 16) : first]):
            return True
    if mention.kind == "rate" and ahead[-2:] == ["price", "of"] and not _PRICES.isdisjoint(ahead):
        return True  # `The options will have a strike price of 18 euros`
    if ahead[-1:] == [","] and behind[:1] == [","] and len(behind) > 2 and behind[1] in {"is", "are", "will"}:
        verb = behind[3] if behind[2] == "to" and len(behind) > 3 else behind[2]
        if verb in _GO:
            # `The prize, $900, is to go to charity` is still to be paid.
            goal = lower[lower.index(verb, last) + 1 :]
            return goal[:1] in (["up"], ["down"]) or (goal[:1] == ["to"] and goal[1:2] != [] and goal[1][0].isdigit())
        return verb in VERBS and VERBS[verb][0] == "move"  # `The fare, 4.60 zlotys, is to go to 5.20`
    if mention.kind in {"money", "count", "percent", "rate"} and "have" in lower[max(0, first - 6) : first]:
        if not _TOGETHER.isdisjoint(lower[max(0, first - 14) : first]):
            return True  # `Together the two would have sales of 41 million`
    if mention.kind in {"count", "quantity"}:
        if not _STAND.isdisjoint(behind[:1]):
            return True  # `planned for 9,000 guests, but only 410 tents stand`
        if ahead[-1:] == ["the"] and not _HYPHENS.isdisjoint(lower[first + 1 : last]):
            return not _ENLARGE.isdisjoint(ahead[:-1])  # `plans to enlarge the 480-bed ward`
    return False

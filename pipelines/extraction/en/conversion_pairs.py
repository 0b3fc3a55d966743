"""In-text conversions: two figures of one sentence that state one value (`16.7 billion yuan ($2.34 billion)`).

Belongs here: which figures are the two sides. Does not belong here: whether the rate between them is right (reconciliation).
"""

from __future__ import annotations

from itertools import pairwise

from pipelines.extraction.document import Sentence
from pipelines.extraction.en import rates
from pipelines.extraction.en.article_money import ArticleMoney
from pipelines.extraction.model import Mention


def link_conversions(s: Sentence, found: list[Mention], money: ArticleMoney) -> None:
    """Links in-text conversions: `16.7 billion yuan ($2.34 billion)`, `$1bn, or about €900m,`."""
    low = s.lower
    for a, b in pairwise(found):
        if a.pair is b:
            _share_denominator(a, b)
        if a.pair is not None or a.kind not in ("money", "quantity", "rate") or a.unit == b.unit:
            continue
        if b.kind != a.kind and not (a.kind == "rate" and b.kind == "money"):
            continue
        gap = low[a.last : b.first]
        if not 0 < len(gap) < 7 or (gap[0] not in _OPENING and "equal" not in gap and "equivalent" not in gap):
            continue
        opening = (
            gap[:1] == ["("]
            or any(gap[i : i + 2] in (["equal", "to"], ["equivalent", "to"]) for i in range(min(3, len(gap))))
            or gap[:2] == [",", "or"]
            or gap[:1] == ["or"]
            or gap[:2] == [",", "equivalent"]
            or gap[:1] == ["["]
            or gap in (["≈"], ["="], ["≈", "$"], ["~"])
            or _says_so(gap)
        )
        if (
            not opening
            or any(word in ("and", "up", "down", "from", "a", "against", "with") for word in gap[1:])
            or ("to" in gap and "equal" not in gap and "equivalent" not in gap)
        ):
            continue
        if gap[0] in "([" and ")" not in low[b.last : b.last + 3] and "]" not in low[b.last : b.last + 3]:
            if low[b.last : b.last + 1] not in ([","], [";"]):
                continue
        if gap[0] not in "([" and not _COMPARED.isdisjoint(low[b.last : b.last + 2]):
            continue  # `4.1 metres, which is 30 centimetres above the dyke`
        if a.kind == "money" and gap[0] == "or" and a.unit == b.unit:
            continue
        a.pair, b.pair = b, a
        if gap[0] == "≈":
            b.bound = "="  # the sign says that the two are one sum
        if gap[0] == "(" and low[b.last : b.last + 1] == [")"] and a.kind == b.kind == "money":
            _rate_of_both(s, money, a, b)
        _share_denominator(a, b)


def _share_denominator(a: Mention, b: Mention) -> None:
    """Gives the second side of a conversion the denominator of the first: `45 rupees a litre (50 cents)`."""
    if a.kind == "rate" and b.kind == "money" and a.unit_system == "ISO4217":
        b.kind, b.unit, b.rule = "rate", f"{b.unit}/{a.unit.split('/', 1)[1]}", "rate.pair"


_OPENING = frozenset(["(", "[", ",", "or", "≈", "=", "~"])
"""What stands first between the two sides of a conversion, where no `equal` or `equivalent` does."""
_COMPARED = frozenset(
    "higher lower more less fewer above below over under short longer shorter deeper wider off from".split()
)
"""Words behind a figure that make it a difference and no other way to say the one before."""
_SAME = [
    ["which", "is"],
    ["that", "is"],
    ["that's"],
    ["i.e"],
    ["i.e."],
    ["equal", "to"],
    ["the", "equivalent", "of"],
    ["equivalent", "to"],
]
"""Words behind a comma that say one sum over again in another currency: `45 rupees a litre, which is 50 cents`."""
_ABOUT = frozenset("about around roughly some nearly almost just over or - – —".split())


def _says_so(gap: list[str]) -> bool:
    """Tells whether the words between two figures say that they are one: `, which is about`, `, the equivalent of`."""
    if gap[:1] != [","]:
        return False
    return any(gap[1 : 1 + len(words)] == words and _ABOUT.issuperset(gap[1 + len(words) :]) for words in _SAME)


def _rate_of_both(s: Sentence, money: ArticleMoney, a: Mention, b: Mention) -> None:
    """Gives both sides of a conversion the denominator behind the bracket: `¥500 ($3.40) a night`."""
    last, end = b.last, b.end
    b.last = last + 1
    rates.read_rate(s, b, money)
    b.last, b.end = last, end
    if b.kind == "rate":
        a.kind, a.unit, a.rule = "rate", f"{a.unit}/{b.unit.split('/', 1)[1]}", f"rate.{a.rule}"

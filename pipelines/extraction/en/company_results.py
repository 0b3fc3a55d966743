"""Lines of company results in wire style: `Net 1,014,000 vs loss 312,000`, `Avg shrs 2.1 mln vs 2.0 mln`.

Belongs here: what the item in front of a number says it is. Does not belong here: numbers of sentences (`elliptic.py`).
"""

from __future__ import annotations

from pipelines.extraction.document import Sentence
from pipelines.extraction.en.shared_units import copy_unit
from pipelines.extraction.model import Mention

_SHARES = frozenset(["shrs", "shares"])
_MONEY_ITEMS = frozenset(
    "net revs rev revenue revenues sales profit profits loss losses turnover income earnings assets loans deposits backlog tax pretax "
    "ebitda operating".split()
)  # fmt: skip
"""Items of a company's results that are money."""


def read_results(s: Sentence, found: list[Mention], earlier: list[Mention]) -> None:
    """Reads a line of company results, `Net 1,014,000 vs loss 312,000`, `Avg shrs 2.1 mln vs 2.0 mln`: the item before the number
    says what it is, and the one behind `vs` is the same."""
    start = 0
    for index, mention in enumerate(found):
        words = s.lower[start : mention.first]
        start = mention.last
        if mention.unit:
            continue
        if index and words[:1] in (["vs"], ["versus"]) and len(words) <= 4 and found[index - 1].unit:
            copy_unit(mention, found[index - 1], f"{found[index - 1].kind}.contrast")
        elif len(words) > 6 or not (
            (s.form == "headline" and words and words[-1] in _MONEY_ITEMS)
            or "vs" in s.lower[mention.last :]
            or "versus" in s.lower[mention.last :]
        ):
            continue
        elif not _SHARES.isdisjoint(words):
            mention.unit, mention.rule = "share", "count.result"
        elif not _MONEY_ITEMS.isdisjoint(words):
            money = next(
                (m for m in [*reversed(found[:index]), *reversed(earlier)] if m.unit_system == "ISO4217"), None
            )
            if money is not None:
                mention.kind, mention.unit, mention.unit_system = "money", money.unit.split("/")[0], "ISO4217"
                mention.rule, mention.confidence = "money.result", 0.7

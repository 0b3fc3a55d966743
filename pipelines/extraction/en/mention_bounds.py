"""What a printed bound does to a figure: the side that it opens.

Belongs here: bound words and the value of the mention they stand at. Does not belong here: which words are bounds (`bounds.py`).
"""

from __future__ import annotations

from pipelines.extraction.document import Sentence
from pipelines.extraction.en.bounds import BOUND_ENDS, BOUND_STARTS, bound_after, bound_before
from pipelines.extraction.en.parts import Part
from pipelines.extraction.model import Mention


def set_bound(s: Sentence, mention: Mention, part: Part, found: list[Mention]) -> None:
    """Sets the bound that the words round a mention print, and opens the side that they leave open."""
    bound: str | None = None
    low, n = s.lower, len(s.lower)
    before = None
    if part.first and low[part.first - 1] in BOUND_ENDS:
        before = bound_before(s, part.first, duration=mention.kind == "duration")
    # `1,900 feet over seven miles`: one measure set against another
    against = (
        before is not None
        and found
        and found[-1].last == before[1]
        and s.lower[before[1]] in ("over", "above", "below", "under")
    )
    if before is not None and not against:
        bound = before[0]
    for last in (mention.last, part.num.last, part.last):
        if last < n and low[last] in BOUND_STARTS and (after := bound_after(s, last)) is not None:
            bound = after[0]
            break
    else:
        if low[mention.last : mention.last + 1] == ["of"] and low[mention.last + 2 : mention.last + 4] in (
            ["or", "so"],
            ["or", "thereabouts"],
        ):
            bound = "~"  # `1.8 kg of charcoal or so`
    if bound is None or mention.bound == "range":
        return
    mention.bound = bound
    if bound == ">":
        mention.high = None
    elif bound == "<":
        if part.num.style == "vague":
            mention.bound = "~"
        else:
            mention.low = None
            mention.high = mention.high if mention.high is not None else part.num.value

"""Figures that tell again what was told before: `it is 74,000`, `the company had guided to 240 million`, `the sum of 9 million`.

Belongs here: from which earlier figure of the article such a figure takes its metric, and which metrics say too little to stand. Does
not belong here: figures that a comparison sets beside another one in the same breath (`metrics.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.count_turns import CountTurns
from pipelines.extraction.en.phrases import Frame, word_set
from pipelines.extraction.en.roles import Role
from pipelines.extraction.model import Mention

_TELLING = word_set("telling_again")
"""Verbs by which a level is told of what a pronoun stands for: `it stood at 9 million`."""
_GUESSING = word_set("guessing")
"""Verbs of forecasters and planners whose object is only a figure: `he pencils in 3.1 trillion`."""
_STANDING_FOR = frozenset(["it", "that", "this", "they", "these", "there", "which", "figure", "number", "total"])
_WEAK = frozenset(
    ["", "money", "amount of money", "share", "price", "rate", "multiple", "length", "time", "weight", "area", "volume", "number", "figure",
     "total", "sum", "average", "result", "bargain", "temperature", "distance", "flow", "energy", "power", "money a"]
)  # fmt: skip
_BACK = 5
"""Figures looked back over."""


def is_weak(metric: str | None) -> bool:
    """True for a metric that says no more than the unit does."""
    return metric is None or metric in _WEAK or metric.startswith(("amount of money", "money "))


class RepeatMetrics(CountTurns):
    """Finds the earlier figure that a bare figure goes on with."""

    def _again(self, frame: Frame, mention: Mention, role: Role) -> str:
        """The metric of the figure that this one tells again; empty where it brings words of its own."""
        if (
            role.verb < 0
            or not role.follows
            or role.noun[0] >= 0
            or role.of[0] >= 0
            or role.after[0] >= 0
            or mention.kind in ("rank", "multiple", "percent")
            or role.link not in ("", "at", "to", "in")
            or (mention.kind == "count" and mention.noun_first >= 0)
        ):
            return ""
        lower, tags = frame.sentence.lower, frame.tags
        verb = frame.mains[role.verb]
        last = frame.verbs[role.verb][1]
        if verb is None or tags[last : role.left].strip("APtN$£€¥₹,"):
            return ""
        first, end = role.subject
        stands = first >= 0 and end - first <= 2 and lower[end - 1] in _STANDING_FOR
        again = stands and verb.base in _TELLING
        guessed = verb.base in _GUESSING and (
            mention.kind != "count" or verb.base not in ("plan", "aim", "promise", "project")
        )
        if not again and not (guessed and (first < 0 or role.bare or tags[end - 1 : end] in ("U", "R"))):
            return ""
        behind = lower[role.right : role.right + 1]
        if guessed and behind and (behind[0] in ("for", "to", "from", "on", "into") or tags[role.right] == "W"):
            return ""
        return self._earlier_like(mention)

    def _earlier_like(self, mention: Mention) -> str:
        """The metric of the last earlier figure that measures the same kind of thing, near by."""
        sentences = self.analysis.document.sentences
        block = sentences[mention.sentence].block
        for one in reversed(self.earlier[-_BACK:]):
            if mention.sentence - one.sentence > 2 or (
                sentences[one.sentence].block != block and mention.sentence - one.sentence > 1
            ):
                break
            same = one.unit == mention.unit if mention.kind == "count" else one.kind == mention.kind
            if mention.kind in ("money", "rate") and mention.unit[:3].isupper():
                same = (one.kind in ("money", "rate") and one.unit[:3] == mention.unit[:3]) or (
                    one.kind == "percent" and one.change in ("increase", "decrease") and not is_weak(one.metric)
                )
            if same and not is_weak(one.metric) and one.pair is not mention:
                return one.metric or ""
        return ""


def told_elsewhere(mentions: list[Mention]) -> list[tuple[Mention, Mention]]:
    """Figures whose metric says too little, each with one of the same value in the article that says more."""
    found = []
    for mention in mentions:
        if mention.kind not in ("money", "rate", "quantity") or mention.metric not in _WEAK or mention.cell is not None:
            continue
        for other in mentions:
            if (
                other.unit == mention.unit
                and other.sentence
                and other.low == mention.low
                and other.high == mention.high
                and other is not mention
                and not is_weak(other.metric)
            ):
                found.append((mention, other))
                break
    return found

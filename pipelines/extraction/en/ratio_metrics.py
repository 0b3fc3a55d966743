"""Metric of ranks and multiples: `position` in what, what is so many times as much as what.

Belongs here: which words say what is ranked or set against what. Does not belong here: amounts with a unit (`amounts.py`), cutting of
words (`metric_words.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.level_words import LevelWords
from pipelines.extraction.en.phrases import Frame
from pipelines.extraction.en.roles import Role
from pipelines.extraction.model import Mention


class RatioMetrics(LevelWords):
    """Says what a rank or a multiple is of."""

    def _relative(self, frame: Frame, mention: Mention, role: Role, subject: str, previous: Mention | None) -> str:
        """`0.8 times earnings`, `twice the sum of two years ago`: what is measured, relative to what."""
        lower, sentence = frame.sentence.lower, frame.sentence
        at = role.right
        if at >= len(lower) or role.label[0] >= 0:
            return ""
        if (
            lower[at] in ("as", "that", "this", "over", "more", "higher", "larger", "bigger")
            or frame.tags[at] not in "DOnUWpGRA"
        ):
            return ""
        end = at
        while end < len(lower) and end - at < 8 and frame.tags[end] not in ',;:.()"—!?S' and frame.tags[end] != "C":
            end += 1
        if end == at:
            return ""
        whole = self.text[sentence.starts[at] : sentence.ends[end - 1]]
        told = subject if subject and role.follows and not role.bare else ""
        leaning = previous is not None and previous.metric and self._leans(frame, role, previous)
        if previous is not None and previous.metric and (leaning or not told):
            told = previous.metric
        if not told and lower[at] in ("earnings", "sales", "profits", "book"):
            told = "share price"
        return f"{told} relative to {whole}" if told else ""

    def _rank(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`position` in what: `In the safety survey the port ranked 9th`, `second-largest port of its coast`."""
        tags, lower = frame.tags, frame.sentence.lower
        surface = self.text[mention.start : mention.end].lower()
        word = "size" if "largest" in surface or "biggest" in surface else "position"
        if role.after[0] >= 0:
            return f"{word} among {self.words(frame, role.after)} {self.tail(frame, role.after[1])}"
        tail = self.tail(frame, role.right)
        if not tail and tags[:1] == "P" and role.subject[0] > 2:
            tail = f"{lower[0]} {self.words(frame, (1, role.subject[0]))}"
        return f"{word} {tail}"

"""What a verb of change or state says of its subject: `arrears rose`, `the figure compares with`, which loss, a stake in whom.

Belongs here: the measure that a subject names, or stands for. Does not belong here: cutting of words (`metric_words.py`), the noun
beside a figure (`amount_nouns.py`).
"""

from __future__ import annotations

import re

from pipelines.extraction.en.metric_words import COMMODITIES, SHARES, MetricWords
from pipelines.extraction.en.noun_phrases import METRIC_HEADS
from pipelines.extraction.en.phrases import Frame, word_set
from pipelines.extraction.en.roles import Role
from pipelines.extraction.model import Mention

_POINTERS = word_set("pointers")
_RESULT = re.compile(
    r"(?i)((?:[a-z-]+ )*(?:operating|net|pre-?tax|underlying|adjusted|trading|gross|statutory|interim|after-tax|quarterly|annual))(?: \w+)? (?:result|profit|loss|income|earnings|surplus|deficit)\b"
)
_RETURNS = {
    "yield": "yield on",
    "return": "return on",
    "pay": "interest paid on",
    "earn": "interest earned on",
    "bear": "interest on",
}
"""What a percent is that money, a bond or an account does: `10-year bonds yielded 9.5 percent`."""


class LevelWords(MetricWords):
    """Names what a subject measures."""

    def _resulting(self, frame: Frame, role: Role, noun: str, previous: Mention | None) -> str:
        """`The operating result was a loss of 410 million, against a profit of 265 million`: which loss, which profit."""
        if noun.lower() not in ("loss", "profit", "surplus", "deficit", "income"):
            return noun
        told = self.words(frame, role.subject) if role.verb >= 0 and role.follows else ""
        for words in (told, (previous.metric or "") if previous is not None else ""):
            found = _RESULT.match(words)
            if found:
                return f"{found[1].lower()} {noun}"
        return noun

    def _leans(self, frame: Frame, role: Role, before: Mention) -> bool:
        """True where a figure stands behind another one without a verb between: `, up 5 percent`, `, 12 percent more`."""
        return role.follows and role.verb >= 0 and frame.verbs[role.verb][1] <= before.first

    def _pointed_at(self, frame: Frame, mention: Mention, role: Role) -> str:
        """The earlier metric that a subject stands for: `The figure compares with`, `that of Beckett exceeded`, `That is a third more`."""
        first, last = role.subject
        if first < 0 or not role.follows:
            return ""
        lower = frame.sentence.lower
        head = lower[last - 1] if last - first <= 2 else ""
        before = lower[first - 2] if first > 1 and frame.tags[first - 1] == "f" else ""
        if (
            head not in _POINTERS - {"it"}
            and before not in ("that", "those")
            and not (lower[first] in ("that", "those") and last - first > 1)
        ):
            return ""
        kinds = ("money", "percent", "rate") if mention.kind == "percent" else (mention.kind,)
        same = next((one for one in reversed(self.earlier) if one.kind in kinds and one.metric), None)
        return (same.metric or "") if same is not None else ""

    def _level_words(self, frame: Frame, mention: Mention, role: Role, subject: str, previous: Mention | None) -> str:
        """What a verb of change or state says of its subject: the subject, unless that is the entity itself."""
        entity = (mention.entity or "").lower()
        lower = frame.sentence.lower
        if subject and (subject.lower() not in entity or subject.rsplit(maxsplit=1)[-1].lower() in METRIC_HEADS):
            if subject.lower() == "economy":
                return "growth in size of the economy" if mention.kind == "percent" else "size of the economy"
            verb = frame.mains[role.verb] if role.verb >= 0 else None
            if (
                verb is not None
                and mention.kind == "percent"
                and role.follows
                and not role.link
                and mention.change == "level"
            ):
                named = _RETURNS.get(verb.base)
                if named and subject.rsplit(maxsplit=1)[-1].lower() not in METRIC_HEADS:
                    return f"{named} {subject}"
            if verb is not None and verb.base == "average" and "average" not in subject.lower() and role.follows:
                return f"average {subject}"
            if SHARES.match(subject) or subject.lower() in ("share", "stock"):
                return "share price"
            if mention.kind in ("money", "percent", "rate"):
                cut = next(
                    (k for k in range(role.subject[0] + 1, role.subject[1]) if frame.tags[k] in "fPt("), role.subject[1]
                )
                if lower[cut - 1] in COMMODITIES and frame.tags[cut - 1] in "nT" and frame.mains[role.verb] is not None:
                    return f"price of {self.words(frame, (role.subject[0], cut)) or lower[cut - 1]}"
            if subject.lower() in _POINTERS and self.earlier:
                return self.earlier[-1].metric or subject
            if mention.kind == "percent" and mention.change == "level" and role.verb >= 0 and role.follows:
                head = lower[role.subject[1] - 1]
                taken = frame.mains[role.verb]
                if (
                    head not in METRIC_HEADS
                    and taken is not None
                    and taken.role != "change"
                    and frame.tags[role.subject[1] - 1] == "n"
                ):
                    if taken.base in ("own", "hold", "control"):
                        return f"stake in {self._company(frame, mention, role)}"
                    self.part = subject
                    return f"share of {subject}"
            return subject
        pointed = self._pointed_at(frame, mention, role)
        if pointed:
            return pointed
        words = self.verb_words(frame, role.verb) if role.verb >= 0 else ""
        if previous is not None and previous.metric:
            return previous.metric
        noun = self.words(frame, role.noun)
        verb = frame.mains[role.verb] if role.verb >= 0 else None
        if not noun and verb is not None and verb.role == "change" and mention.kind == "percent":
            if mention.change not in ("increase", "decrease"):
                return self.words(frame, role.subject) or words or "share"
            if words:
                return words
            after = self.following
            if (
                after is not None
                and after.sentence == mention.sentence
                and after.kind == "count"
                and after.unit_text
                and lower[mention.last : mention.last + 1] == ["to"]
            ):
                # `The service grew 20 percent to 5.1 million subscribers`
                return after.unit_text
            return "price"
        return noun or f"{words} {self.tail(frame, role.right)}"

    def _company(self, frame: Frame, mention: Mention, role: Role) -> str:
        """What a stake is held in: a name in front of `in which`, else what the article is about."""
        tags = frame.tags
        which = tags.rfind("W", 0, role.left)
        if which > 0:
            start = max(0, which - 14)
            for k in range(which - 1, start, -1):
                if tags[k] == "U":
                    begin = k
                    while begin > 0 and tags[begin - 1] == "U":
                        begin -= 1
                    return self.analysis.memory.full(self.text[frame.sentence.starts[begin] : frame.sentence.ends[k]])
        topic = self.analysis.memory.topic()
        return topic if topic and topic != mention.entity else "company"

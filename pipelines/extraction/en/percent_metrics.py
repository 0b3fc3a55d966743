"""Metric of percents: shares of a whole, levels of a rate, and how far something moved.

Belongs here: which words of the clause say what a percent is of. Does not belong here: counts (`metrics.py`), amounts
(`amounts.py`), cutting of words (`metric_words.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.metric_words import BESIDE, GENERIC, HOLDING
from pipelines.extraction.en.noun_phrases import METRIC_HEADS, PEOPLE
from pipelines.extraction.en.phrases import Frame, noun_phrase_right
from pipelines.extraction.en.roles import Role
from pipelines.extraction.en.share_metrics import ShareMetrics
from pipelines.extraction.model import Mention

_COMPARING = frozenset("more less fewer higher lower larger smaller bigger cheaper dearer better worse".split())
_EXPECTED = frozenset("last before expected forecast planned previously usual normal it in at was is had they".split())
"""What opens a comparison with an earlier time or a guess."""
_OWNING = frozenset(["stake", "stakes", "shareholder", "shareholders", "owns", "bought", "holding", "owner", "owners"])
"""Words of an article about who owns what."""


class PercentMetrics(ShareMetrics):
    """Says what a percent is of."""

    def _percent(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        tags, sentence = frame.tags, frame.sentence
        lower = sentence.lower
        entity = (mention.entity or "").lower()
        subject = (
            "" if role.bare else self.words(frame, role.subject, entity) if role.verb >= 0 and role.follows else ""
        )
        verb = frame.mains[role.verb] if role.verb >= 0 else None
        right = role.right
        group = self._out_of(frame, mention, role, subject)
        if group:
            return group
        if mention.change in ("increase", "decrease"):
            if (
                previous is not None
                and previous.metric
                and previous.kind != "percent"
                and role.left
                and tags[role.left - 1] == ","
                and lower[right : right + 1]
                in (["more"], ["less"], ["fewer"], ["higher"], ["lower"], ["up"], ["down"], ["over"])
            ):
                # `6,000 people were sleeping rough, 14% more than in 2020`
                return f"{previous.metric} {self._compared_with(frame, right)}"
            if (
                role.noun[0] >= 0
                and role.link in ("of", "=")
                and lower[role.noun[1] - 1] in METRIC_HEADS
                and lower[role.noun[1] - 1] not in GENERIC
            ):
                return self.words(frame, role.noun, entity)
            if previous is not None and previous.metric and (role.verb < 0 or self._leans(frame, role, previous)):
                if lower[right : right + 1] in (["above"], ["below"]) and not previous.metric.startswith("share"):
                    return f"{previous.metric} {self.tail(frame, right, 4)}"
                return f"{previous.metric} {self._compared_with(frame, right)}"
            return f"{self._level_words(frame, mention, role, subject, previous)} {self._compared_with(frame, right)}"
        if (
            role.noun[0] >= 0
            and role.link == "of"
            and lower[role.noun[1] - 1] in BESIDE
            and previous is not None
            and previous.metric
        ):
            # `short of the 76 percent that ministers want`
            return previous.metric
        if (
            previous is not None
            and previous.metric
            and previous.kind == "percent"
            and lower[right : right + 1] in (["among"], ["for"], ["in"])
        ):
            # `Literacy stands at 84 percent, 89 percent among men and 80 among women`
            if not any(tag in "VBHM" for tag in tags[previous.last : role.left]) and role.noun[0] < 0:
                base = previous.metric.partition(f" {lower[right]} ")[0]
                return f"{base} {self.tail(frame, right, 5)}"
        verb_behind = frame.mains[role.verb] if role.verb >= 0 and not role.follows else None
        if verb_behind is not None and frame.verbs[role.verb][0] == right and not role.of_word:
            words_behind = lower[frame.verbs[role.verb][1] : frame.verbs[role.verb][1] + 1]
            if verb_behind.base in ("vote", "turn", "take") and words_behind in (["part"], ["out"], ["."], [","], []):
                return "turnout"
        if (
            role.after[0] == right
            and mention.change == "level"
            and "in" in lower[mention.first : mention.last]
            and role.verb >= 0
            and not role.follows
            and frame.verbs[role.verb][0] == role.after[1]
        ):
            # `four in ten runners were women`
            return self._share(
                frame, mention, role, of=self.words(frame, role.after), after_of=role.after[1], subject=""
            )
        if lower[right : right + 2] == ["-", "owned"]:
            end = noun_phrase_right(tags, right + 2)
            return f"stake in {self.words(frame, (right + 2, end)) or 'company'}"
        if (
            self.whole
            and previous is not None
            and previous.kind == "percent"
            and (previous.metric or "").startswith("share of ")
            and role.verb >= 0
            and not role.follows
            and frame.verbs[role.verb][0] == right
        ):
            # `24% of them are under 15 and 62% are aged 15 to 59`
            behind = frame.verbs[role.verb][1]
            return f"share of {self.whole} {self.verb_words(frame, role.verb)} {self.tail(frame, behind)}"
        if (
            verb is not None
            and role.follows
            and role.link in ("with", "by")
            and verb.base in ("elect", "win", "vote")
            and role.of[0] < 0
        ):
            return "share of votes"
        whole = self._told_whole(frame, mention, role)
        if whole:
            return whole
        among = self._among(frame, mention, role, previous)
        if among:
            return among
        of, after_of = "", right
        if tags[right : right + 1] == "f":
            if (
                tags[right + 1 : right + 2] in ("R", "D", "W")
                and lower[right + 1] in ("it", "them", "that", "this", "those", "these")
                and tags[right + 2 : right + 3] not in ("n", "U")
            ):
                before = self.earlier[-1] if self.earlier else None
                if before is not None:
                    of = (before.unit_text if before.kind == "count" and before.unit_text else before.metric) or ""
                after_of = right + 2
            elif role.of[0] >= 0:
                of, after_of = self.words(frame, role.of), role.of[1]
                if lower[right + 1] in ("that", "this", "the") and lower[role.of[1] - 1] in (
                    "sum",
                    "amount",
                    "total",
                    "figure",
                    "number",
                ):
                    told = next(
                        (
                            one
                            for one in reversed(self.earlier)
                            if one.kind in ("money", "count", "rate") and one.metric
                        ),
                        None,
                    )
                    if told is not None and frame.sentence.index - told.sentence <= 1:
                        of = (told.unit_text if told.kind == "count" and told.unit_text else told.metric) or of
        front = self._of_front(frame, role)
        if not of and front:
            of, after_of = front, right
        if of:
            return self._share(frame, mention, role, of=of, after_of=after_of, subject=subject)
        if role.noun[0] >= 0 and role.link in ("of", "=", "(", "at", "to"):
            words = self.words(frame, role.noun, entity)
            if (
                role.link == "("
                and previous is not None
                and previous.kind == "percent"
                and previous.metric
                and words
                and lower[role.noun[1] - 1] not in METRIC_HEADS
                and not words[:1].isupper()
                and not previous.metric.startswith("share ")
            ):
                # `Turnout touched 71%, and women (72.8%) outvoted men (70.1%)`
                return f"{previous.metric.partition(' of ')[0]} of {words}"
            if words == "share" and role.link == "of" and " market" in self.text:
                return "market share"
            if words and lower[role.noun[1] - 1] == "stake":
                return f"stake in {self._company(frame, mention, role)}"
            if words and lower[role.right : role.right + 1] in (["above"], ["below"]):
                return f"{words} {self.tail(frame, role.right, 4)}"
            if (
                words
                and lower[role.noun[1] - 1] not in GENERIC
                and (role.link != "to" or lower[role.noun[1] - 1] in METRIC_HEADS)
            ):
                if " " not in words and lower[right : right + 1] in (["to"], ["on"], ["for"], ["over"], ["against"]):
                    return f"{words} {self._to_what(frame, right)}"
                return words
        if role.verb >= 0 and role.follows:
            if verb is not None and verb.base == "yield":
                return f"yield of {subject}" if subject else "yield"
            if (
                verb is not None
                and verb.base == "have"
                and not subject
                and (
                    tags[right : right + 1] in (",", ".", "C", ";", "")
                    and tags[role.subject[1] - 1] == "U"
                    and frame.verbs[role.verb][1] == role.left
                    and not _OWNING.isdisjoint(self.analysis.memory.counts)
                )
            ):
                return f"stake in {self._company(frame, mention, role)}"
            if verb is not None and verb.base == "have" and not subject:
                told = next((one for one in reversed(self.earlier) if one.kind == "percent" and one.metric), None)
                if (
                    told is not None
                    and (told.metric or "").startswith(("stake", "share", "interest", "vote"))
                    and self.analysis.document.sentences[told.sentence].block == sentence.block
                ):
                    return told.metric or ""
            if verb is not None and verb.base in HOLDING and not subject:
                if (
                    previous is not None
                    and previous.metric
                    and previous.kind == "percent"
                    and tags[frame.verbs[role.verb][0]] == "G"
                ):
                    return previous.metric
                share = next((one for one in reversed(self.earlier) if one.kind == "percent" and one.metric), None)
                block = self.analysis.document.sentences[share.sentence].block if share is not None else -1
                if share is not None and block == sentence.block and (share.metric or "").startswith("share of "):
                    return share.metric or ""
                return f"stake in {self._company(frame, mention, role)}"
            if (
                role.link == "at"
                and previous is not None
                and previous.kind == "money"
                and verb is not None
                and verb.base in ("borrow", "lend", "issue", "sell")
            ):
                return "interest rate"
            head = lower[role.subject[1] - 1] if role.subject[0] >= 0 else ""
            if subject and head in PEOPLE and verb is not None and verb.role not in ("change", "reach", "share", "be"):
                return f"share of {subject} {self.verb_words(frame, role.verb)} {self.words(frame, (frame.verbs[role.verb][1], role.left))}"
            if subject and lower[role.right : role.right + 1] in (["above"], ["below"]):
                return f"{subject} {self.tail(frame, role.right, 4)}"
            if (
                previous is not None
                and previous.metric
                and previous.kind == "percent"
                and (verb is None or not verb.role)
                and head not in METRIC_HEADS
            ):
                return previous.metric
            if (verb is not None and verb.role in ("change", "reach", "be", "share")) or subject:
                return self._level_words(frame, mention, role, subject, previous)
        if role.after[0] >= 0:
            words = self.words(frame, role.after, entity)
            return f"{words} {self.verb_words(frame, role.verb)}" if role.verb >= 0 else words
        if role.verb >= 0:
            verb_first, verb_last, _ = frame.verbs[role.verb]
            tail = self.tail(frame, right, max(verb_first - right, 1) if verb_first > right else 8)
            if role.follows:
                return f"{self.words(frame, (verb_last, role.left))} {self.verb_words(frame, role.verb)} {tail}"
            if verb_first == right:
                who = self._who(frame, right)
                if who:
                    return f"share who {who}"
            return f"share {tail} {self.verb_words(frame, role.verb)} {self.tail(frame, verb_last)}"
        if previous is not None and previous.metric:
            return previous.metric
        return f"share {self.tail(frame, right)}"

    def _compared_with(self, frame: Frame, at: int) -> str:
        """`12 percent more than parliament approved`: what another thing's value is set against; nothing for an earlier time."""
        lower, tags = frame.sentence.lower, frame.tags
        if lower[at + 1 : at + 2] == ["than"] and lower[at] in _COMPARING:
            start = at + 2
        elif lower[at : at + 1] in (["above"], ["below"]):
            start = at + 1
        else:
            return ""
        if start >= len(tags) or "T" in tags[start : start + 4] or lower[start] in _EXPECTED or tags[start] == "N":
            return ""
        end = start
        while end < len(tags) and end - start < 6 and tags[end] not in ',;:.()"!?SN':
            end += 1
        while end > start and tags[end - 1] in "PfDtAC":
            end -= 1
        words = self.text[frame.sentence.starts[start] : frame.sentence.ends[end - 1]] if end > start else ""
        return f"compared with {words}" if words and len(words) > 3 else ""

    def _to_what(self, frame: Frame, start: int) -> str:
        """`to Tuesday's close of`, `to the last closing price`: what a discount is to, without the day."""
        lower, tags = frame.sentence.lower, frame.tags
        end = noun_phrase_right(tags, start + 1)
        words = self.words(frame, (start + 1, end))
        if not words and end > start + 1:
            words = lower[end - 1]
        return f"{lower[start]} {words}" if words else ""

"""Metric of percents: shares of a whole, levels of a rate, and how far something moved.

Belongs here: which words of the clause say what a percent is of. Does not belong here: counts (`metrics.py`), amounts
(`amounts.py`), cutting of words (`metric_words.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.metric_cells import CellMetrics
from pipelines.extraction.en.metric_words import BESIDE, GENERIC, HOLDING
from pipelines.extraction.en.noun_phrases import METRIC_HEADS, PEOPLE
from pipelines.extraction.en.phrases import VERBS, Frame, noun_phrase_right
from pipelines.extraction.en.roles import Role, verb_of
from pipelines.extraction.model import Mention

_COMPARING = frozenset("more less fewer higher lower larger smaller bigger cheaper dearer better worse".split())
_EXPECTED = frozenset("last before expected forecast planned previously usual normal it in at was is had they".split())
"""What opens a comparison with an earlier time or a guess."""
_OWNING = frozenset(["stake", "stakes", "shareholder", "shareholders", "owns", "bought", "holding", "owner", "owners"])
"""Words of an article about who owns what."""
_VOTERS = frozenset(["voters", "electors", "electorate", "adults"])


class PercentMetrics(CellMetrics):
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

    def _out_of(self, frame: Frame, mention: Mention, role: Role, subject: str) -> str:
        """`one in ten homes meets the code`, `accounts for two out of five new loans`: a share of those counted behind it."""
        tags, lower = frame.tags, frame.sentence.lower
        right = role.right
        if not {"in", "of"} & set(lower[mention.first + 1 : mention.last]) or tags[right : right + 1] not in (
            "n",
            "A",
            "G",
            "U",
        ):
            return ""
        if mention.change != "level" or "percent" in lower[mention.first : mention.last]:
            return ""
        end = noun_phrase_right(tags, right)
        while (
            end - right > 1 and lower[end - 1] in VERBS and (lower[end - 2].endswith("s") or lower[end - 2] in PEOPLE)
        ):
            end -= 1
        if end <= right:
            return ""
        group = (
            self.words(frame, (right, end)) or self.text[frame.sentence.starts[right] : frame.sentence.ends[end - 1]]
        )
        verb = verb_of(frame, role.verb) if role.verb >= 0 and role.follows else None
        if verb is not None and verb.role == "share" and subject:
            return f"{subject} as share of {group}"
        if verb is not None and role.follows and subject:
            return ""
        clause = self._who(frame, end)
        if clause and tags[end] in "VBHM":
            clause = f"{'who' if lower[end - 1] in PEOPLE else 'that'} {clause}"
        return f"share of {group} {clause}"

    def _who(self, frame: Frame, start: int) -> str:
        """The clause that a share is the subject of: `64% would rather stay`."""
        tags = frame.tags
        end = start
        while end < len(tags) and end - start < 7 and tags[end] not in ',;:.()"!?SN':
            end += 1
        return self.text[frame.sentence.starts[start] : frame.sentence.ends[end - 1]] if end > start + 1 else ""

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

    def _told_whole(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`Males account for 54%`, `Insurance covers 4%`, `That is 92%`: a share of what the sentence before told."""
        lower = frame.sentence.lower
        if (role.of[0] >= 0 and role.of_word == "of") or role.verb < 0 or not role.follows or mention.change != "level":
            return ""
        if frame.tags[role.right : role.right + 1] in ("f", "n", "A") or role.noun[1] == role.left:
            return ""
        verb = frame.mains[role.verb]
        if verb is None:
            return ""
        told = self.earlier[-1] if self.earlier else None
        if verb.role == "share" and told is not None and told.kind == "percent":
            told = next((one for one in reversed(self.earlier[-4:]) if one.kind in ("count", "money")), None)
        if (
            told is None
            or frame.sentence.index - told.sentence > 1
            or not told.metric
            or told.kind not in ("count", "money")
        ):
            return ""
        whole = told.unit_text if told.kind == "count" else told.metric
        first, last = role.subject
        if not whole or first < 0:
            return ""
        head = lower[last - 1]
        if last - first == 1 and head in ("that", "this", "which") and verb.base == "be" and told.kind == "count":
            return f"share of {whole}"
        subject = self.words(frame, role.subject)
        if not subject or head in METRIC_HEADS:
            return ""
        if (verb.role == "share" or verb.base in ("contribute", "provide", "supply")) and role.link in ("for", ""):
            self.part = subject
            return f"{subject} as share of {whole}"
        if (
            verb.base in ("cover", "pay", "bear", "fund", "finance")
            and role.left - frame.verbs[role.verb][1] < 2
            and told.kind == "money"
        ):
            return f"share of {whole} {verb.participle} by {subject}"
        return ""

    def _among(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        """`412 schools were inspected and a quarter declared unsafe`, `seven in ten of them supportive`: a share of those counted before."""
        tags, lower = frame.tags, frame.sentence.lower
        right = role.right
        pointed = tags[right : right + 1] == "f" and lower[right + 1 : right + 2] in (
            ["them"],
            ["these"],
            ["those"],
            ["whom"],
        )
        if pointed and tags[right + 2 : right + 3] in ("n", "U") and lower[right + 1] in ("these", "those"):
            return ""
        start = right + 2 if pointed else right
        whole = previous if previous is not None and previous.kind == "count" and previous.unit_text else None
        if whole is None:
            near = next((one for one in reversed(self.earlier[-3:]) if one.kind == "count" and one.unit_text), None)
            if not pointed or near is None or frame.sentence.index - near.sentence > 1:
                return ""
            whole = near
        after = tags[start : start + 1]
        if not pointed and (
            tags[role.left - 1 : role.left] not in ("C", ",", ";", "D")
            or role.noun[1] == role.left
            or not (after in ("E", "B", "H", "M", "V") or (after == "n" and lower[start].endswith("ed")))
        ):
            return ""
        noun = whole.unit_text or ""
        group = next((k for k, one in enumerate(frame.verbs) if one[0] == start), -1)
        if group >= 0 and after in ("B", "H", "M", "V", "E"):
            words = self.verb_words(frame, group)
            tail = self.tail(frame, frame.verbs[group][1])
            return (
                f"share of {noun} {words} {tail}" if words else f"share of {tail or noun} among {noun}" if tail else ""
            )
        if after == "n" and lower[start].endswith("ed"):
            return f"share of {noun} {self.tail(frame, start)}"
        if after in ("n", "U") or (after == "A" and pointed):
            end = max(noun_phrase_right(tags, start), start + 1)
            what = self.text[frame.sentence.starts[start] : frame.sentence.ends[end - 1]]
            return f"share of {what} among {noun}"
        return ""

    def _share(self, frame: Frame, mention: Mention, role: Role, *, of: str, after_of: int, subject: str) -> str:
        """`X as share of Y`, or `share of Y that …`."""
        self.whole = of
        behind = frame.mains[role.verb] if role.verb >= 0 and not role.follows else None
        if (
            behind is not None
            and behind.base in ("vote", "turn", "cast", "go")
            and of.rsplit(maxsplit=1)[-1].lower() in _VOTERS
        ):
            return "turnout"
        if role.of[0] >= 0 and frame.sentence.lower[role.of[1] - 1] in (
            "peak",
            "level",
            "high",
            "low",
            "average",
            "norm",
        ):
            told = self.earlier[-1] if self.earlier else None
            if (
                told is not None
                and told.sentence == mention.sentence
                and told.metric
                and not told.metric.startswith("share ")
            ):
                return f"{told.metric} as share of {of}"
        entity = (mention.entity or "").lower()
        verb = frame.mains[role.verb] if role.verb >= 0 else None
        if (
            verb is not None
            and verb.base in HOLDING
            and role.follows
            and role.of[0] >= 0
            and not frame.tags[role.of[0] : role.of[1]].strip("DU-&A")
            and frame.verbs[role.verb][1] <= role.left
        ):
            return f"stake in {of}"
        tail = self.tail(frame, after_of)
        if role.follows and role.verb >= 0:
            if verb is not None and verb.role == "share":
                subject = self.words(frame, role.subject, entity) or subject
                entity = ""
            named = subject and subject.lower() not in entity
            if (
                named
                and verb is not None
                and (
                    verb.role in ("share", "reach", "be", "change")
                    or verb.base in ("make", "run", "take", "absorb", "swallow", "eat")
                )
            ):
                self.part = subject
                return f"{subject} as share of {of}"
            if role.noun[0] >= 0 and role.link in ("at", "to", "of") and verb is None:
                return f"{self.words(frame, role.noun)} as share of {of}"
            words = self.verb_words(frame, role.verb)
            if named:
                self.part = subject
            if tail and frame.tags[after_of : after_of + 1] in ("f", "P", "W", "E", "G"):
                words = f"{tail} {words}"
            return (
                f"share of {of} {words} by {subject}"
                if named and words and frame.verbs[role.verb][1] <= role.left
                else f"share of {of} {words}"
            )
        if role.noun[0] >= 0 and role.link in ("at", "of", "to"):
            return f"{self.words(frame, role.noun)} as share of {of}"
        after = ""
        if role.verb >= 0:
            verb_first, verb_last, _ = frame.verbs[role.verb]
            tail = self.tail(frame, after_of, max(verb_first - after_of, 0))
            after = f"{self.verb_words(frame, role.verb)} {self.tail(frame, verb_last)}"
        return f"share of {of} {tail} {after}"

"""Percents that are shares of a whole: `two out of five homes`, `a quarter of them`, `exports contributed 64%`.

Belongs here: which words name the whole and the part. Does not belong here: percents that are rates or movements
(`percent_metrics.py`), cutting of words (`metric_words.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.metric_cells import CellMetrics
from pipelines.extraction.en.metric_words import HOLDING
from pipelines.extraction.en.noun_phrases import METRIC_HEADS, PEOPLE
from pipelines.extraction.en.phrases import VERBS, Frame, noun_phrase_right
from pipelines.extraction.en.roles import Role
from pipelines.extraction.model import Mention

_HOMES = frozenset(["homes", "houses", "households", "firms", "companies"])
_VOTERS = frozenset(["voters", "electors", "electorate", "adults"])


class ShareMetrics(CellMetrics):
    """Says what a share is of."""

    def _who(self, frame: Frame, start: int) -> str:
        """The clause that a share is the subject of: `64% would rather stay`."""
        tags = frame.tags
        end = start
        while end < len(tags) and end - start < 7 and tags[end] not in ',;:.()"!?SN':
            end += 1
        return self.text[frame.sentence.starts[start] : frame.sentence.ends[end - 1]] if end > start + 1 else ""

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
        verb = frame.mains[role.verb] if role.verb >= 0 and role.follows else None
        if verb is not None and verb.role == "share" and subject:
            return f"{subject} as share of {group}"
        if verb is not None and role.follows and subject:
            return ""
        clause = self._who(frame, end)
        if clause and (tags[end] in "VBHM" or lower[end] in VERBS):
            clause = f"{'who' if lower[end - 1] in PEOPLE - _HOMES else 'that'} {clause}"
        return f"share of {group} {clause}"

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
        giving = verb.role == "share" or verb.base in ("contribute", "provide", "supply")
        if not subject or (head in METRIC_HEADS and (not giving or subject.lower() in whole.lower())):
            return ""
        if giving and role.link in ("for", ""):
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

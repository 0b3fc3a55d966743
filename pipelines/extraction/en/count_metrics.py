"""Metric of counts: the counted noun with what is said of it: `homes without power`, `shops to open`, `population`.

Belongs here: which words of the clause say what is counted. Does not belong here: percents (`percent_metrics.py`), amounts
(`amounts.py`), cutting of words (`metric_words.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.metric_words import BESIDE, GENERIC, plural
from pipelines.extraction.en.noun_phrases import AREAS, METRIC_HEADS, PEOPLE
from pipelines.extraction.en.percent_metrics import PercentMetrics
from pipelines.extraction.en.phrases import Frame, noun_phrase_right
from pipelines.extraction.en.roles import Role
from pipelines.extraction.model import Mention

_STARTING = frozenset(["open", "start", "begin", "launch", "join", "leave"])
_SAYING_NOTHING = frozenset(
    "be have do get see go come say want let keep seem begin start become need mean look call".split()
)
_WON = frozenset(["take", "win", "get", "finish", "secure", "capture", "bag", "gain", "grab", "end", "land", "claim"])
"""What parties do with seats at an election."""
_ELECTED = frozenset(
    "election elections vote votes voters parliament party parties coalition assembly council councillors".split()
)
"""Words of an article in which seats are won by votes."""
_GIVEN = frozenset(
    [
        "give",
        "pay",
        "bring",
        "send",
        "supply",
        "hand",
        "offer",
        "provide",
        "deliver",
        "grant",
        "award",
        "lend",
        "distribute",
    ]
)
"""Verbs whose object goes to whom `to` tells: `paid compensation to 90 shops`."""
TOLD = frozenset(["put", "estimate", "expect", "project", "forecast", "reckon", "set", "cap", "limit"])
"""Verbs that tell a level of their subject: `traffic is put at 14 million passengers`."""


class CountMetrics(PercentMetrics):
    """Says what is counted."""

    @staticmethod
    def _own_predicate(frame: Frame, role: Role) -> bool:
        """True where a figure brings a state of its own: `1,420 injured and 18 still missing`."""
        at = role.right
        while frame.tags[at : at + 1] == "A" or frame.sentence.lower[at : at + 1] in (
            ["others"],
            ["people"],
            ["persons"],
        ):
            at += 1
        return frame.tags[at : at + 1] in ("E", "G") or (
            at == role.right and frame.tags[at : at + 1] in ("B", "H", "V")
        )

    @staticmethod
    def _done(frame: Frame, mention: Mention, role: Role, words: str) -> str:
        """The participle; the infinitive for what is to open or close by itself: `shops opened`, `shops to open`."""
        verb = frame.mains[role.verb]
        if verb is None or mention.modality == "actual" or verb.base not in _STARTING or words != verb.participle:
            return words
        return f"to {verb.base}"

    @staticmethod
    def _says_what_is_done(frame: Frame, role: Role) -> bool:
        """True where the verb right before a count tells what is done with what is counted: `made 44,000 bottles`."""
        if role.verb < 0 or not role.follows or role.link or role.noun[0] >= 0:
            return False
        verb = frame.mains[role.verb]
        first, last, _ = frame.verbs[role.verb]
        return (
            verb is not None
            and verb.base not in _SAYING_NOTHING
            and verb.role not in ("be", "say", "change", "reach", "have")
            and frame.tags[first] not in "BH"
            and last == role.left
        )

    def _given(self, frame: Frame, role: Role, noun: str) -> str:
        """`has paid compensation to 90 shops` → shops paid compensation."""
        verb = frame.mains[role.verb] if role.verb >= 0 and role.follows else None
        if verb is None or verb.base not in _GIVEN:
            return ""
        first, last, _ = frame.verbs[role.verb]
        what = frame.tags[last : role.left - 1]
        if "B" in frame.tags[first:last] or not what.strip("D") or what.strip("DnO"):
            return ""
        return f"{noun} {verb.participle} {self.words(frame, (last, role.left - 1))}"

    def _count(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        _tags, sentence = frame.tags, frame.sentence
        entity = (mention.entity or "").lower()
        noun = self._noun_text(frame, mention)
        right = role.right
        if self.text[mention.start : mention.end].lower().endswith(("-person", "-strong")):
            return "staff"
        if role.of[0] >= 0 and role.of_word == "of" and not noun:
            noun = self.words(frame, role.of)
            right = role.of[1]
        if noun and right == role.right and _tags[right : right + 2] == "Cn" and sentence.lower[right] == "and":
            end = noun_phrase_right(_tags, right + 1)
            if (
                end > right + 1
                and end < len(_tags)
                and _tags[end] in "BHVMEPfW."
                and sentence.lower[end - 1].endswith("s")
            ):
                # `12,000 homes and businesses are without power`
                noun = f"{noun} {self.text[sentence.starts[right] : sentence.ends[end - 1]]}"
                right = end
        if not noun:
            noun = self._of_front(frame, role)
        qualifier = sentence.lower[mention.first - 1] if mention.first else ""
        if noun and qualifier in ("first", "another", "additional"):
            noun = f"{'first' if qualifier == 'first' else 'additional'} {noun}"
        if not noun and self.earlier and self.earlier[-1].kind == "count" and self.earlier[-1].unit == mention.unit:
            noun = self.earlier[-1].unit_text or plural(mention.unit)
        if not noun and mention.unit not in ("", "1"):
            noun = mention.unit_text or plural(mention.unit)
        subject = (
            "" if role.bare else self.words(frame, role.subject, entity) if role.verb >= 0 and role.follows else ""
        )
        verb = frame.mains[role.verb] if role.verb >= 0 else None
        tail = self.tail(frame, right)
        if (
            tail
            and role.follows
            and previous is not None
            and _tags[role.left - 1] in "C,"
            and self._own_predicate(frame, role)
        ):
            # `three people are dead and two still missing`
            return f"{noun} {tail}"
        parts: list[str] = []
        if (
            role.link == "with"
            and noun
            and previous is not None
            and previous.kind == "count"
            and previous.unit_text
            and previous.noun_last == role.noun[1]
        ):
            # `45 treatment centres with 1,140 beds`
            return f"{noun} in {previous.unit_text}"
        if (
            role.link == "with"
            and noun
            and role.noun[0] >= 0
            and not (role.verb >= 0 and role.follows)
            and _tags[role.noun[1] - 1] == "n"
            and role.noun[1] == role.left - 1
        ):
            # `A study with 900 volunteers starts in May` → volunteers in study
            governing = self.words(frame, role.noun, entity)
            if governing and governing.lower() not in entity:
                return f"{noun} in {governing}"
        if role.link in ("of", "for") and role.noun[0] >= 0:
            head = sentence.lower[role.noun[1] - 1]
            governing = self.words(frame, role.noun)
            if (
                role.link == "of"
                and mention.unit == "person"
                and head in AREAS
                and (not noun or noun in ("people", "inhabitants", "residents", "souls", "population"))
            ):
                return "population"
            if head == "population" and noun in ("people", "inhabitants", "residents", ""):
                words = self.verb_words(frame, role.verb, True) if role.verb >= 0 and role.follows else ""
                return f"{governing} {words}"
            if head in BESIDE and previous is not None and previous.metric:
                return previous.metric
            if head not in GENERIC and head != "home":
                if not noun:
                    return governing
                if head in METRIC_HEADS or (role.link == "of" and head not in ("series", "group", "list")):
                    return f"{governing} {role.link} {noun}"
        if (
            previous is not None
            and role.verb >= 0
            and mention.noun_first >= 0
            and tail
            and role.follows
            and frame.verbs[role.verb][0] >= previous.last
            and frame.verbs[role.verb][1] <= role.left
            and _tags[role.left - 1] in "C,"
            and _tags[right : right + 1] == "P"
        ):
            # `64,000 households remain without power and 110,000 people without water`
            return f"{noun} {tail}"
        if (
            verb is not None
            and role.follows
            and verb.role == "reach"
            and mention.noun_first >= 0
            and verb.base in ("reach", "hit", "cover")
            and not role.link
            and (not subject or _tags[frame.verbs[role.verb][0] - 1] == "t")
        ):
            return f"{noun} {verb.participle} {tail}"
        if (
            verb is not None
            and role.follows
            and verb.role in ("reach", "change", "be")
            and subject
            and subject.lower() not in entity
        ):
            if subject == "population" and mention.unit == "person":
                return subject
            return f"{subject} {noun}" if noun and noun.lower() not in subject.lower() else subject
        if (
            verb is not None
            and role.follows
            and verb.role in ("reach", "change", "be")
            and not subject
            and mention.noun_first < 0
        ):
            pointed = self._pointed_at(frame, mention, role)
            if pointed:
                return pointed
        if (
            verb is not None
            and role.follows
            and role.link in ("at", "to")
            and subject
            and not role.bare
            and _tags[frame.verbs[role.verb][0]] in "BHM"
            and verb.base in TOLD
        ):
            return f"{subject} of {noun}" if noun and noun.lower() not in subject.lower() else subject
        if noun == "seats" and verb is not None and role.follows and frame.verbs[role.verb][1] <= role.left:
            if verb.base in _WON and not _ELECTED.isdisjoint(self.analysis.memory.counts):
                return "seats won"
            if verb.base in ("lead", "trail"):
                return f"seats in which it {verb.base}s"
        given = self._given(frame, role, noun) if noun and _tags[role.left - 1 : role.left] == "t" else ""
        if given:
            return given
        parts.append(noun)
        if role.verb >= 0:
            words = self.verb_words(frame, role.verb, True, not role.follows)
            if verb is not None and verb.base == "lose" and not role.follows:
                lost = sentence.lower[frame.verbs[role.verb][1] : frame.verbs[role.verb][1] + 2]
                if lost[1:] in (["lives"], ["life"]):
                    return f"{noun} who lost their lives"
            if role.follows:
                if (
                    verb is not None
                    and verb.role == "have"
                    and noun in ("people", "inhabitants", "residents")
                    and not tail
                    and self.analysis.memory.kind(mention.entity or "") == "place"
                ):
                    return "population"
                if verb is not None and verb.nominal.endswith("employed"):
                    return f"{noun or 'people'} employed"
                if words and words not in tail and frame.verbs[role.verb][1] <= role.left:
                    parts.append(self._done(frame, mention, role, words))
                elif verb is not None and noun == "lives":
                    parts.append(verb.participle)
                if (
                    subject
                    and verb is not None
                    and (verb.role == "have" or verb.base == "hold")
                    and subject.split()[-1].lower() in METRIC_HEADS
                ):
                    return f"{noun} in {subject}"
            elif (
                verb is not None
                and verb.base == "live"
                and noun in ("people", "inhabitants", "residents")
                and frame.tags[frame.verbs[role.verb][1] : frame.verbs[role.verb][1] + 1] == "P"
            ):
                return "inhabitants"
            else:
                after = self.tail(frame, frame.verbs[role.verb][1])
                if frame.verbs[role.verb][0] - right > 0 and tail:
                    tail = self.tail(frame, right, frame.verbs[role.verb][0] - right)
                    tail = f"{tail} {words} {after}" if words or after else tail
                else:
                    tail = f"{words} {after}"
        if tail:
            parts.append(tail)
        elif (
            len(parts) > 1
            and subject
            and subject == subject.lower()
            and subject not in entity
            and subject.split()[-1] not in PEOPLE
            and role.subject[1] <= frame.verbs[role.verb][0]
            and "B" not in _tags[slice(*frame.verbs[role.verb][:2])]
            and _tags[role.subject[0]] not in "RWPGS"
            and len(subject.split()) < 6
        ):
            if subject.split()[-1:] == noun.split()[-1:]:
                parts[0] = subject
            else:
                parts.append(f"by {subject}")
        if len(parts) == 1 and " " not in noun and self._says_what_is_done(frame, role):
            done = frame.mains[role.verb]
            parts.append(done.participle if done is not None else "")
        return " ".join(part for part in parts if part)

"""Turns of phrase that say what is counted: votes for and against, leads, so many a thing, what a thing can hold or make, losses of jobs.

Belongs here: readings of counts, rates and spans of time that hold for one turn of phrase in every field of news. Does not belong here:
what a count takes from its clause in general (`count_metrics.py`), money (`payments.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.count_metrics import CountMetrics
from pipelines.extraction.en.metric_words import plural
from pipelines.extraction.en.nouns import singular
from pipelines.extraction.en.phrases import Frame, noun_phrase_left, read_rows, word_set
from pipelines.extraction.en.roles import Role
from pipelines.extraction.model import Mention

_NOMINALS = {row["noun"]: row["participle"] for row in read_rows("count_nominals.csv")}
"""Nouns of what is done to counted things: `the loss of 240 jobs` → jobs lost."""
_VOTING = word_set("voting")
_WINNING = word_set("winning")
_LEADS = frozenset(["lead", "leads", "led"])
_LOSING = frozenset(["lose", "trail"])
_ABLE = word_set("able")
"""Words that make of a verb what a thing can do: `is designed to turn out 9,000 cars a year`."""
_ALLOWED = word_set("allowed")
"""Participles that say what a thing may do: `licensed to carry 120 passengers`."""
_MAKING = word_set("making")
"""Verbs whose capacity is that of production."""
_HOLDING_PEOPLE = frozenset(["hold", "seat", "take", "accommodate", "fit"])
_SITES = frozenset(["d", "day", "night", "evening", "morning", "occasion", "weekend"])
_INHABITANTS = frozenset(["people", "inhabitants", "residents", "souls", "persons", "islanders", "villagers"])


class CountTurns(CountMetrics):
    """Reads turns of phrase of counted things before the clause is looked at in general."""

    def _counted(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        """The metric by a turn of phrase; empty where none is used."""
        if mention.kind == "count":
            return (
                self._voted(frame, mention, role, previous)
                or self._at_home(frame, mention, role)
                or self._per_thing(frame, mention, role, previous)
                or self._of_them(frame, mention, role)
                or self._enough_for(frame, mention, role)
                or self._given_work(frame, mention, role)
                or self._ahead_by(frame, mention, role)
                or self._nominal(frame, mention, role)
                or self._able_to(frame, mention, role)
                or self._let_go(frame, mention, role)
            )
        if mention.kind == "rate":
            return self._able_to(frame, mention, role)
        if mention.kind in ("duration", "quantity"):
            return self._ahead_by(frame, mention, role) or self._days_on_which(frame, mention, role)
        return ""

    def _voted(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        """`voted by 12 to 5`, `with 811 votes in favour and 64 against`: the two sides of a vote."""
        lower = frame.sentence.lower
        right = role.right
        behind = lower[right : right + 2]
        against = behind[:1] == ["against"]
        favour = behind in (["in", "favour"], ["in", "favor"])
        tallied = previous is not None and previous.kind == "count" and lower[role.left - 1] in ("to", "against")
        opens = behind[:1] == ["to"] and self.following is not None and self.following.first == right + 1
        if not (against or favour or tallied or opens) or _VOTING.isdisjoint(lower):
            return ""
        if mention.unit not in ("vote", "1", "") and (tallied or opens):
            return ""
        if (against and behind != ["against", "the"]) or favour or against:
            noun = self._noun_text(frame, mention)
            if not noun and previous is not None and previous.kind == "count" and previous.sentence == mention.sentence:
                noun = previous.unit_text or ""
            return (
                f"{noun or 'votes'} {'against' if against else 'in favour'} {self.tail(frame, right + 1 + favour, 5)}"
            )
        if tallied and previous is not None and (previous.metric or "").startswith("votes in favour"):
            return "votes against"
        return "votes in favour" if opens else ""

    @staticmethod
    def _at_home(frame: Frame, mention: Mention, role: Role) -> str:
        """`home to 312,000 people`: a population."""
        lower = frame.sentence.lower
        if mention.unit != "person" or lower[role.left - 2 : role.left] != ["home", "to"]:
            return ""
        return "population" if mention.noun_first < 0 or lower[mention.noun_last - 1] in _INHABITANTS else ""

    def _per_thing(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        """`trains of six coaches each`, `one space for every 72 seats`: how many of one there are to one of the other."""
        lower, tags = frame.sentence.lower, frame.tags
        noun = self._noun_text(frame, mention)
        if not noun:
            return ""
        before = lower[role.left - 2 : role.left]
        if before in (["for", "every"], ["to", "every"]):
            at = role.left - 2
            start = noun_phrase_left(tags, at)
            thing = lower[at - 1] if start < at and tags[at - 1] == "n" else ""
            if (
                not thing
                and previous is not None
                and previous.kind == "count"
                and previous.sentence == mention.sentence
            ):
                thing = previous.unit
            return f"{noun} for every {thing}" if thing and thing != "one" else ""
        if lower[role.right : role.right + 1] != ["each"]:
            return ""
        thing = ""
        if role.verb >= 0 and role.follows and role.subject[0] >= 0 and tags[role.subject[1] - 1] == "n":
            thing = lower[role.subject[1] - 1]
        if not thing.endswith("s") or thing == noun.lower():
            at = role.noun[1] - 1
            thing = lower[at] if role.noun[0] >= 0 and tags[at] == "n" else ""
        if not thing.endswith("s") and frame.tags[role.left - 3 : role.left - 1] == "n,":
            thing = lower[role.left - 3]
        if not thing.endswith("s"):
            return ""
        return f"{noun} per {singular(thing)}"

    def _of_them(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`2.8 million people draw a pension, 370,000 of them while working`: part of those counted before."""
        lower = frame.sentence.lower
        right = role.right
        if (
            lower[right : right + 2] not in (["of", "them"], ["of", "these"], ["of", "those"])
            or mention.noun_first >= 0
        ):
            return ""
        if frame.tags[right + 2 : right + 3] in ("n", "U") and lower[right + 1] != "them":
            return ""
        told = next(
            (
                one
                for one in reversed(self.earlier[-4:])
                if one.kind == "count" and one.metric and one.unit == mention.unit
            ),
            None,
        )
        if told is None or mention.sentence - told.sentence > 1:
            return ""
        base = told.metric or ""
        verb = frame.mains[role.verb] if role.verb >= 0 and role.follows else None
        if verb is not None and verb.base == "make" and role.subject[0] >= 0:
            rest = base.partition(" ")[2]
            return f"{self.words(frame, role.subject)} {rest}"
        behind = right + 2
        ahead = next((k for k, group in enumerate(frame.verbs) if group[0] == behind), -1)
        if ahead >= 0:
            return f"{told.unit_text or base} {self.verb_words(frame, ahead, True)} {self.tail(frame, frame.verbs[ahead][1])}"
        start = behind + (lower[behind : behind + 1] == ["while"])
        tail = self.tail(frame, start, 6)
        return f"{base} {'while ' if start > behind and tail else ''}{tail}"

    def _enough_for(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`2,900 GWh a year, enough for 270,000 homes`, `enough to feed 180,000 people`."""
        lower = frame.sentence.lower
        noun = self._noun_text(frame, mention) or plural(mention.unit)
        near = lower[max(0, role.left - 8) : role.left]
        if not noun or "enough" not in near:
            return ""
        if near[-1] == "for":
            return f"{noun} supplied" if mention.unit in ("home", "household") else f"{noun} it is enough for"
        at = len(near) - 1 - near[::-1].index("enough")
        if near[at + 1 : at + 2] == ["to"] and len(near) - at < 5:
            return f"{noun} enough to {' '.join(near[at + 2 :])}"
        return ""

    def _given_work(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`gives work to 46,000 people`, `drew 14,980 spectators on average`."""
        lower = frame.sentence.lower
        noun = self._noun_text(frame, mention)
        if mention.unit == "person" and lower[role.left - 1] in ("to", "for"):
            if {"work", "jobs", "employment"} & set(lower[role.left - 2 : role.left - 1]) and {
                "gives",
                "give",
                "gave",
                "provides",
                "provide",
                "provided",
                "offers",
                "given",
                "giving",
            } & set(lower[max(0, role.left - 4) : role.left - 2]):
                return f"{noun or 'people'} given work"
        if noun in ("spectators", "fans", "supporters") and "average" in lower[max(0, role.left - 4) : role.right + 4]:
            return "average attendance"
        return ""

    def _ahead_by(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`won by 1,043 votes`, `lead by six points`: by how much one is ahead of the other."""
        if role.link == "by" and frame.sentence.lower[role.left - 2] in _LEADS and self._noun_text(frame, mention):
            return f"lead in {self._noun_text(frame, mention)}"
        if role.link != "by" or role.verb < 0 or not role.follows or frame.sentence.lower[role.left - 1] == "than":
            return ""
        verb = frame.mains[role.verb]
        if verb is None or frame.tags[frame.verbs[role.verb][0]] == "B":
            return ""
        noun = self._noun_text(frame, mention)
        if mention.kind == "count" and not noun:
            return ""
        if verb.base in ("lead", "trail"):
            return f"{'lead' if verb.base == 'lead' else 'deficit'} in {noun}" if noun else "lead"
        if verb.base in _WINNING:
            return "margin of victory"
        return "margin of defeat" if verb.base in _LOSING and mention.kind == "count" and noun.endswith("s") else ""

    def _nominal(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`the loss of 240 jobs` → jobs lost, `the sale of 30 stores` → stores sold, to be sold where it is planned."""
        if role.link != "of" or role.noun[0] < 0:
            return ""
        lower = frame.sentence.lower
        participle = _NOMINALS.get(lower[role.noun[1] - 1])
        words = self.words(frame, role.noun)
        noun = self._noun_text(frame, mention)
        if participle is None or not noun or " " in words:
            return ""
        if lower[mention.first - 1] in ("first", "last", "remaining", "other"):
            noun = f"{lower[mention.first - 1]} {noun}"
        done = mention.modality == "actual"
        return f"{noun} {participle}" if done else f"{noun} to be {participle}"

    def _able_to(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`can process 900 cows a day`, `is designed to turn out 9,000 cars a year`, `licensed to carry 120 passengers`."""
        if role.verb < 0 or not role.follows:
            return ""
        first, last, main = frame.verbs[role.verb]
        lower, tags = frame.sentence.lower, frame.tags
        verb = frame.mains[role.verb]
        if verb is None or role.left - last > 1 + (lower[last : last + 1] in (["up"], ["out"], ["in"])):
            return ""
        before = lower[max(0, first - 4) : main]
        noun = self._noun_text(frame, mention)
        if mention.kind == "count":
            allowed = next((word for word in before if word in _ALLOWED), "")
            if allowed and noun and tags[main - 1 : main] == "t":
                return f"{noun} {allowed} to {verb.base}"
            if mention.unit == "seat" and verb.base in _HOLDING_PEOPLE and not noun and role.of[0] < 0:
                return "capacity in seats"
            return ""
        if mention.unit[:1].isupper() and mention.unit[3:4] == "/":
            return ""
        if not any(word in _ABLE for word in before):
            return ""
        if verb.base in _MAKING:
            return "production capacity"
        if "/" in mention.unit and mention.unit.partition("/")[0].isalpha() and len(mention.unit.partition("/")[0]) > 3:
            return f"{mention.unit_text or plural(mention.unit.partition('/')[0])} that can be {verb.participle}"
        subject = self.words(frame, role.subject) if not role.bare else ""
        return f"capacity of {subject}" if subject and subject[:1].islower() else "capacity"

    def _let_go(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`letting 230 people go`, `six shops must go`: who or what goes."""
        lower = frame.sentence.lower
        if role.verb < 0:
            return ""
        first, _, main = frame.verbs[role.verb]
        noun = self._noun_text(frame, mention) or (mention.unit_text or "")
        verb = frame.mains[role.verb]
        if not noun:
            return ""
        if role.follows:
            let = lower[main] in ("let", "lets", "letting") and lower[role.right : role.right + 1] == ["go"]
            return f"{noun} let go" if let else ""
        if verb is not None and verb.base == "go" and frame.tags[first] == "M" and lower[main] == "go":
            behind = frame.tags[main + 1 : main + 2]
            if behind in ("", ".", ",", ";", "S", "T", '"') or lower[main + 1 : main + 2] == ["before"]:
                return f"{noun} that {lower[first]} go"
        return ""

    def _days_on_which(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`On 31 days the mercury passed 38 degrees`, `closed on nine days`: days on which something was so."""
        lower, tags = frame.sentence.lower, frame.tags
        if mention.kind != "duration" or lower[role.left - 1] != "on" or mention.unit not in _SITES:
            return ""
        noun = (mention.unit_text or plural(mention.unit)).split()[-1]
        at = role.right
        if at < len(lower) and tags[at] in ",":
            at += 1
        if tags[at : at + 1] in ("D", "n", "U", "O", "R"):
            end = at
            while end < len(tags) and end - at < 10 and tags[end] not in ',;:.()"C!?':
                end += 1
            return f"{noun} on which {self.text[frame.sentence.starts[at] : frame.sentence.ends[end - 1]]}"
        if role.verb >= 0 and role.follows:
            subject = self.words(frame, role.subject)
            main = frame.verbs[role.verb][2]
            return f"{noun} on which {subject} {lower[main]}"
        return ""

"""Fills `entity`: the thing each figure describes, by its fullest name in the article.

Belongs here: choosing between the clause's subject, an owner (`its`, `zone's`, `of`), a label, a table heading, and what the
text is speaking of. Does not belong here: names themselves (`names.py`), grammar (`roles.py`), what is measured (`metrics.py`).
"""

from __future__ import annotations

from pipelines.extraction.document import Document, Sentence
from pipelines.extraction.en.cell_things import CellThings
from pipelines.extraction.en.events import EVENTS
from pipelines.extraction.en.name_kinds import BEARERS, COUNTRIES, HEAD_KIND
from pipelines.extraction.en.names import OFFICES
from pipelines.extraction.en.noun_phrases import (
    NEAR,
    PEOPLE,
    SAYING,
    SURVEYS,
)
from pipelines.extraction.en.phrases import FINITE, Frame, noun_phrase_left, noun_phrase_right, word_set
from pipelines.extraction.en.roles import Role, analyse, subject_of
from pipelines.extraction.en.surroundings import CALENDAR, COMPARING, CURRENCIES, POLLING
from pipelines.extraction.model import Mention

_SIGNING = frozenset(["sign", "sell", "buy", "loan", "recruit", "poach", "land"])
"""What clubs do with players: the money is the player's."""
_FORETELLING = frozenset(["predict", "forecast", "expect", "project", "estimate", "promise", "pencil", "hope", "claim"])
_JUDGING = frozenset(
    ["see", "think", "reckon", "believe", "calculate", "peg", "put", "value", "assess", "say", "poll", *_FORETELLING]
)
_LASTING = frozenset(["organisation", "facility", "vehicle"])
"""Kinds of things that a paragraph goes on to speak of."""
_MEASURING = frozenset(
    [
        "hold",
        "weigh",
        "measure",
        "contain",
        "carry",
        "last",
        "stand",
        "cover",
        "cost",
        "take",
        "yield",
        "stretch",
        "span",
    ]
)
_PERSONAL = word_set("personal_verbs")
"""What a person does with a figure of their own: `Marten owns 40 hectares`."""


class SubjectReader(CellThings):
    """Walks an article in order and says what each figure is about."""

    def read_plain(self, sentence: Sentence) -> None:
        """A sentence without figures: a name at its start becomes what the text speaks of; a heading is kept."""
        opening = self._paragraph(sentence)
        name = self.memory.enriched(self.memory.full(opening)) if opening else None
        if sentence.form == "headline":
            self.heading = name
        if name and self.memory.kind(name) != "person" and not self.memory.publishes(name):
            self._focus_on(name)

    def _paragraph(self, sentence: Sentence) -> str | None:
        """A new paragraph speaks of the article's topic until it says otherwise; pronouns still look back.

        Gives the name that the sentence opens with, as printed, None where it opens with none.
        """
        self.local = opening = None
        begin, end = sentence.start, sentence.end
        places = self.memory.places
        for at in range(self.next_place, len(places)):
            start, raw = places[at]
            if start >= end:
                break
            self.next_place = at + 1
            if start < begin:
                continue
            if opening is None and start < begin + 6:
                opening = raw
            known = self.spoken_of.get(raw)
            if known is None:
                known = self.spoken_of[raw] = self._spoken_of(raw)
            full, place, organisation = known
            if place and NEAR.search(self.text, max(0, start - 7), start):
                self.last_place = full
            elif organisation:
                self.recent = full
        if sentence.block != self.block:
            self.block = sentence.block
            self.focus = None
        return opening

    def _spoken_of(self, raw: str) -> tuple[str, bool, bool]:
        """The fullest form of a name; whether the name alone may be a place, and whether it may be an organisation."""
        memory = self.memory
        full = memory.full(raw)
        place = " " not in raw and memory.kind(raw) in ("place", "thing")
        return full, place, memory.kind(full) in ("organisation", "thing") and not memory.is_placed(raw)

    def _focus_on(self, entity: str | None) -> None:
        if not entity:
            return
        self.focus = self.antecedent = entity
        if not self.lately or self.lately[-1] != entity:
            self.lately.append(entity)
        if (
            entity[0].isupper()
            and self.memory.kind(entity) in ("organisation", "thing")
            and entity.rsplit(" ", 1)[-1].lower() not in HEAD_KIND
        ) or self.memory.kind(entity) == "organisation":
            self.organisation = entity

    def read(self, index: int, frame: Frame, mentions: list[Mention]) -> None:
        """A sentence with figures: sets the entity of each."""
        sentence = frame.sentence
        roles = self.analysis.roles
        previous: Mention | None = None
        seen_verb = -1
        self._paragraph(sentence)
        self.before = self.lately[-2:]
        self._quote(frame)
        self._setting(frame)
        for mention in mentions:
            role = roles[id(mention)]
            # Subjects of earlier verbs in the sentence become what it speaks of.
            limit = role.verb if role.follows else role.verb - 1
            if role.verb < 0:
                limit = sum([last <= role.left for _, last, _ in frame.verbs]) - 1
            for group in range(seen_verb + 1, limit + 1):
                self._take_subject(frame, group)
                seen_verb = group
            if mention.cell is not None:
                mention.entity = self._from_cell(mention)
            else:
                mention.entity = self.known_thing(self._about(frame, mention, role, previous))
                topic = self.memory.topic()
                kind = mention.kind
                if topic and mention.entity and kind in {"money", "count"}:
                    if kind == "money" and self._of_topic(frame, mention, role, mention.entity):
                        mention.entity = topic
                    if (
                        topic.rsplit(" ", 1)[-1] in EVENTS
                        and mention.entity.split(" ", 1)[0] == topic.split(" ", 1)[0]
                        and not mention.entity.endswith(" government")
                    ):
                        mention.entity = topic
                if mention.entity is None or (
                    self.antecedent is None
                    and sentence.index == 0
                    and not role.bare
                    and mention.entity == self.local
                    and " " not in mention.entity
                ):
                    mention.entity = self._unnamed(frame, role) or mention.entity
            previous = mention
        if mentions and frame.verbs:
            subject = subject_of(frame, 0)
            if subject[0] >= 0 and frame.tags[subject[0]] not in "RW" and self.resolve(frame, *subject)[0] is None:
                # `Headcount stands at 900. It was …`: the pronoun looks back to what the sentence is about.
                self.antecedent = mentions[0].entity or self.antecedent

    def _take_subject(self, frame: Frame, group: int) -> None:
        """The subject of a verb that stands before a figure: the main one becomes what the text speaks of."""
        subject = subject_of(frame, group)
        if subject[0] < 0 or frame.tags[subject[0]] in "RW":
            return
        entity, _ = self.resolve(frame, *subject)
        verb = frame.mains[group]
        if entity is None and verb is not None and verb.base == "be":
            last = frame.verbs[group][1]
            if frame.tags[last : last + 1] == "U":
                entity, _ = self.resolve(frame, last, noun_phrase_right(frame.tags, last))
        if not entity or self._is_person(entity) or entity == entity.lower() or entity in self.made:
            return
        if frame.tags[frame.verbs[group][0] - 1 : frame.verbs[group][0]] == "W" and any(
            tag in "fPt" for tag in frame.tags[subject[0] : subject[1]]
        ):
            return
        if subject[0] > 0 and frame.tags[subject[0] - 1] == "W":
            self.local = entity
            return
        between = frame.tags[: frame.verbs[group][0]][subject[0] :]
        # `Kite-4, which weighs 12 tonnes, reached orbit`: the second verb is the subject's own.
        main = FINITE.isdisjoint(frame.tags[: subject[0]]) and (
            "W" not in between or (group > 0 and between.count("W") == 1 and between[-1] == ",")
        )
        speaks = verb is not None and verb.role == "say" and entity != self.memory.topic()
        if main and frame.tags[frame.verbs[group][0]] in "VBHME" and not speaks:
            self._focus_on(entity)
        else:
            self.local = entity
            if not self.lately or self.lately[-1] != entity:
                self.lately.append(entity)

    def _quote(self, frame: Frame) -> None:
        """The organisation of who speaks in the sentence, for `we` and `our`."""
        self.speaker = None
        tags, lower = frame.tags, frame.sentence.lower
        if '"' not in tags:
            return
        said = next((k for k in range(len(lower)) if lower[k] in SAYING), -1)
        if said < 0:
            return
        for k in range(said + 1, len(tags)):
            if tags[k] == "p" and frame.sentence.tokens[k][:1].isupper():
                self.speaker = self._owner(frame, noun_phrase_left(tags, k + 1), k)
                return
            if tags[k] == "U" and self.memory.kind(self.memory.full(frame.sentence.tokens[k])) == "organisation":
                self.speaker = self.canonical(frame.sentence.tokens[k])
                return

    def _setting(self, frame: Frame) -> None:
        """A phrase in front that says where or for whom: `For the group as a whole, sales …`, `In Tessaly, 31 people …`."""
        self.setting = None
        tags = frame.tags
        if frame.sentence.lower[:2] == ["according", "to"] and "p" in tags[: max(tags.find(","), 0)]:
            k = tags.index("p")
            self.setting = self._owner(frame, noun_phrase_left(tags, k + 1), k)
            return
        if tags[:1] != "P" or frame.sentence.lower[0] not in ("for", "in", "at", "across"):
            return
        raw = self.memory.at.get(frame.sentence.starts[1])
        if raw is not None and frame.sentence.lower[0] in ("in", "at"):
            k = 1
            while k < len(tags) and tags[k] == "U":
                k += 1
            if k < len(tags) and tags[k] in "ND":
                entity, _ = self.resolve(frame, 1, k)
                if entity and not self._is_person(entity):
                    self.setting = entity
                    return
        comma = tags.find(",")
        end = noun_phrase_right(tags, 1)
        if 1 < end <= comma and ("U" in tags[1:end] or tags[1] == "D") and "T" not in tags[1:end]:
            entity, rest = self.resolve(frame, 1, end)
            if entity and rest[0] < 0 and not self._is_person(entity):
                self.setting = entity

    def _about(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str | None:
        memory = self.memory
        if mention.pair is not None and mention.pair.entity is not None:
            return mention.pair.entity
        topic = memory.topic()
        if previous is not None:
            marks = frame.sentence.marks
            if marks & COMPARING and previous.entity and self._compares(frame, mention, role, previous):
                return previous.entity
            if (
                topic
                and mention.first - previous.last < 4
                and topic.rsplit(" ", 1)[-1] in EVENTS
                and self._whole_of(frame, mention, previous)
            ):
                return topic
        told = (frame.sentence.marks & POLLING and self._polled(mention)) or self._told_beside(
            frame, mention, role, previous
        )
        if told:
            return told
        # A figure that stands in front of a thing: `the 300-megawatt Alder Point wind farm`, `a 20-acre field`.
        if role.after[0] >= 0:
            entity, rest = self._thing_behind(frame, role)
            if entity:
                return entity
        if role.label[0] >= 0:
            label = role.label
            paren = frame.tags.find("(", *label)
            entity, _ = self.resolve(frame, label[0], paren if paren > 0 else label[1])
            if entity and entity == entity.lower() and topic:
                entity = None
            return entity or self.focus or topic
        tags = frame.tags
        edge = role.left - 1
        if edge > 0 and tags[edge] == "," and tags[edge - 1] in "nU" and role.after[0] < 0:
            start = noun_phrase_left(tags, edge)
            if start < edge and not self._list_item(frame, role):
                entity, _ = self.resolve(frame, start, edge)
                if entity and not self._is_person(entity):
                    return entity
        if role.noun[0] > 0 and role.link == "of" and tags[role.noun[0]] == "D" and tags[role.noun[0] - 1] == ",":
            start = noun_phrase_left(tags, role.noun[0] - 1)
            entity, _ = self.resolve(frame, start, role.noun[0] - 1) if start < role.noun[0] - 1 else (None, (-1, -1))
            if entity and not self._is_person(entity) and ("U" in tags[start : role.noun[0]] or tags[start] == "D"):
                return entity
        priced = role.noun[0] >= 0 and frame.sentence.lower[role.noun[1] - 1] in ("cost", "price", "expense", "value")
        if priced and role.subject[0] > 1 and tags[role.subject[0] - 1] == "W":
            # `Alder Point, the wind farm that Orrin approved at a cost of X`
            named = tags.rfind("U", 0, role.subject[0] - 1)
            entity, _ = self.resolve(frame, noun_phrase_left(tags, named + 1), named + 1)
            if entity:
                return entity
        if (
            (role.link == "at" or (role.link == "=" and mention.kind == "rank"))
            and role.noun[0] > 0
            and role.verb >= 0
            and frame.verbs[role.verb][1] == role.noun[0]
        ):
            verb = frame.mains[role.verb]
            if verb is not None and verb.base in ("value", "price", "rate", "put", "estimate", "rank", "place"):
                entity, _ = self.resolve(frame, *role.noun)
                if entity:
                    return entity
        # Owner of the governing noun: `its backlog to X`, `Sales at the maker topped`.
        if role.noun[0] >= 0:
            entity = self._owner_of_noun(frame, role)
            if entity:
                return entity
        if role.of[0] >= 0:
            entity, rest = self._owner_behind(frame, mention, role)
            if entity:
                return entity
        entity = self._bearer(frame, role) or self._purpose(frame, mention, role)
        if entity:
            return entity
        if role.verb >= 0:
            if role.follows:
                if mention.respectively >= 0:
                    member = self._shared(frame, role.subject, mention.respectively)
                    if member:
                        role.bare = (
                            "U" in frame.tags[role.subject[0] : role.subject[1]]
                            and frame.tags[role.subject[1] - 1] != "n"
                        )
                        return member
                entity, rest = self.resolve(frame, *role.subject)
                head = frame.sentence.lower[role.subject[1] - 1] if role.subject[0] >= 0 else ""
                part = HEAD_KIND.get(head) == "facility" and head not in (entity or "").lower()
                role.bare = (entity is not None and rest[0] < 0 and not part) or frame.tags[
                    role.subject[0] : role.subject[0] + 1
                ] in ("R", "W")
                if entity is None and rest[0] >= 0:
                    entity = self._measured_thing(frame, role)
                    role.bare = entity is not None or role.bare
                if entity is None and rest[0] >= 0:
                    entity = self._commodity(frame, mention, role, rest)
                if entity and entity.rsplit(" ", 1)[-1].lower() in SURVEYS:
                    return self._fallback(None)
                if entity and topic and entity != topic and self._only_judges(frame, role, entity):
                    return topic
                if entity and not self._is_person(entity):
                    return entity
                if entity and self._is_person(entity):
                    verb = frame.mains[role.verb]
                    own = mention.kind in ("quantity", "duration", "rank") and (verb is None or verb.role != "say")
                    if (own or (verb is not None and verb.base in _PERSONAL)) and not self._official(entity):
                        return entity
                    return self._fallback(None)
            else:
                entity = self._from_figure_subject(frame, mention, role)
                if entity:
                    return entity
        measured = self._measured_head(frame, role)
        if measured not in BEARERS and mention.kind == "count" and mention.unit in BEARERS:
            measured = mention.unit
        if measured in BEARERS:
            bearer = memory.bearer(measured or "")
            if bearer:
                return bearer
        if self.setting:
            return self.setting
        if previous is not None and previous.entity and previous.entity not in self.indefinite:
            own_clause = role.verb >= 0 and (not role.follows or previous.entity in CURRENCIES)
            if not (own_clause and any(first >= previous.last for first, _, _ in frame.verbs[: role.verb + 1])):
                return previous.entity
            if previous.entity == topic:
                return topic
        return (
            self._firm_that_says(frame) if topic and memory.kind(topic) in ("place", "thing") else None
        ) or self._fallback(measured)

    def _told_beside(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str | None:
        """A name right beside the figure: `…, Orrin 20 percent`, `the Kite, which at 312 metres`, `the 90 cars that Orrin recalled`."""
        tags = frame.tags
        at = role.left - 1
        if at >= 0 and tags[at] == "p" and frame.sentence.tokens[at][:1].isupper() and role.left == mention.first:
            # `Orrin's 64% stake`
            owner = self._owner(frame, noun_phrase_left(tags, role.left), at)
            if owner and owner.lower() not in CALENDAR | COUNTRIES and not self._official(owner):
                return owner
        if (
            previous is not None
            and previous.kind == mention.kind
            and at > previous.last
            and tags[at] == "U"
            and not any(tag in "VBHMP" for tag in tags[previous.last : at])
        ):
            entity, _ = self.resolve(frame, noun_phrase_left(tags, role.left), role.left)
            if entity:
                return entity
        if mention.kind == "rank" and at > 0 and tags[at] == "U" and role.verb >= 0 and frame.verbs[role.verb][1] <= at:
            verb = frame.mains[role.verb]
            if verb is not None and verb.base in ("rank", "place", "put", "list", "name", "rate"):
                entity, _ = self.resolve(frame, noun_phrase_left(tags, role.left), role.left)
                if entity:
                    return entity
        if mention.kind == "money" and role.link == "for" and role.verb >= 0 and role.follows:
            verb = frame.mains[role.verb]
            if verb is not None and verb.base in _SIGNING:
                starts = frame.sentence.starts
                for _, raw in self.memory.places_between(starts[frame.verbs[role.verb][1] - 1], mention.start):
                    if self._is_person(self.memory.full(raw)):
                        return self.memory.full(raw)
        if at > 1 and tags[at] == "P" and tags[at - 1] == "W":
            stop = at - 2 if tags[at - 2] == "," else at - 1
            start = noun_phrase_left(tags, stop)
            entity, _ = self.resolve(frame, start, stop) if start < stop else (None, (-1, -1))
            if entity and entity != entity.lower() and not self._is_person(entity):
                return entity
        if tags[role.right : role.right + 2] == "WU":
            end = noun_phrase_right(tags, role.right + 1)
            group = next((k for k, (first, _, _) in enumerate(frame.verbs) if first >= end), -1)
            verb = frame.mains[group] if group >= 0 else None
            entity, _ = self.resolve(frame, role.right + 1, end)
            if (
                entity
                and verb is not None
                and verb.role != "say"
                and verb.base not in _FORETELLING
                and not self._is_person(entity)
            ):
                return entity
        return None

    def _measured_thing(self, frame: Frame, role: Role) -> str | None:
        """A thing without a name that is measured: `A vial holds ten doses`, `diesel is $1.58`."""
        verb = frame.mains[role.verb]
        first, last = role.subject
        if verb is None or first < 0 or last - first > 4 or frame.tags[first:last].strip("Dn"):
            return None
        lower = frame.sentence.lower
        if frame.tags[first] == "D" and lower[first] in ("a", "an", "each", "every", "one") and verb.base in _MEASURING:
            return self._plain(frame, first, last)
        return None

    def _fallback(self, head: str | None) -> str | None:
        """What a figure without an owner is about: the event that the article reports, else what the text is speaking of."""
        topic = self.memory.topic()
        if topic and HEAD_KIND.get(topic.rsplit(" ", 1)[-1].lower()) == "event":
            return topic
        focus = self.local or self.focus
        if focus and topic and self.memory.kind(focus) not in _LASTING:
            # A place, a product or a person spoken of in passing does not own what follows.
            focus = topic
        if not focus and not topic:
            return None
        if head in PEOPLE and focus and HEAD_KIND.get(focus.rsplit(" ", 1)[-1].lower()) in ("vehicle", "facility"):
            return topic or focus
        return focus or topic

    def _only_judges(self, frame: Frame, role: Role, entity: str) -> bool:
        """True for one named in passing who foresees or reckons: `Denby Ratings thinks that interest will eat 5 percent of revenue`."""
        verb = frame.mains[role.verb]
        name = self.memory.names.get(entity)
        lead = self.text.find("\n", self.memory.body)
        return verb is not None and verb.base in _JUDGING and name is not None and name.first > lead > 0

    def _official(self, person: str) -> bool:
        """True for a person named with an office, who speaks for something else."""
        return person.split(" ", 1)[0].lower() in OFFICES


def set_subjects(document: Document, mentions: list[Mention]) -> None:
    """Fills `entity` of each mention of one article, in place. `mentions` are in order of the text."""
    if not mentions:
        return
    analysis = analyse(document, mentions)
    reader = SubjectReader(analysis)
    groups: dict[int, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(mention.sentence, []).append(mention)
    for sentence in document.sentences:
        group = groups.get(sentence.index)
        if group is None:
            reader.read_plain(sentence)
        else:
            reader.read(sentence.index, analysis.frames[sentence.index], group)

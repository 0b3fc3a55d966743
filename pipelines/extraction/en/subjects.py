"""Fills `entity`: the thing each figure describes, by its fullest name in the article.

Belongs here: choosing between the clause's subject, an owner (`its`, `zone's`, `of`), a label, a table heading, and what the
text is speaking of. Does not belong here: names themselves (`names.py`), grammar (`roles.py`), what is measured (`metrics.py`).
"""

from __future__ import annotations

from pipelines.extraction.document import Document, Sentence
from pipelines.extraction.en.names import BEARERS, DESCRIPTIONS, HEAD_KIND, OFFICES
from pipelines.extraction.en.noun_phrases import (
    AREAS,
    CLASS_KINDS,
    METRIC_HEADS,
    NEAR,
    OWNING,
    PEOPLE,
    SAYING,
    SURVEYS,
    TOTALS,
    NounPhrases,
)
from pipelines.extraction.en.phrases import FUNCTION, Frame, noun_phrase_left, noun_phrase_right
from pipelines.extraction.en.roles import Role, analyse, subject_of, verb_of
from pipelines.extraction.model import Mention


class SubjectReader(NounPhrases):
    """Walks an article in order and says what each figure is about."""

    def read_plain(self, sentence: Sentence) -> None:
        """A sentence without figures: a name at its start becomes what the text speaks of; a heading is kept."""
        self._paragraph(sentence)
        start = sentence.start
        name = self.memory.mention_at(start, start + 6)
        if sentence.form == "headline":
            self.heading = name
        if name and self.memory.kind(name) != "person" and name.lower() not in self.memory.publisher:
            self._focus_on(name)

    def _paragraph(self, sentence: Sentence) -> None:
        """A new paragraph speaks of the article's topic until it says otherwise; pronouns still look back."""
        for start, raw in self.memory.places_between(sentence.start, sentence.end):
            if (
                " " not in raw
                and self.memory.kind(raw) in ("place", "thing")
                and NEAR.search(self.text, max(0, start - 7), start)
            ):
                self.last_place = self.memory.full(raw)
        if sentence.block != self.block:
            self.block = sentence.block
            self.focus = None

    def _focus_on(self, entity: str | None) -> None:
        if not entity:
            return
        self.focus = self.antecedent = entity
        if not self.lately or self.lately[-1] != entity:
            self.lately.append(entity)
        if (
            self.memory.kind(entity) in ("organisation", "thing") and entity.rsplit(" ", 1)[-1].lower() not in HEAD_KIND
        ) or self.memory.kind(entity) == "organisation":
            self.organisation = entity

    def read(self, index: int, frame: Frame, mentions: list[Mention]) -> None:
        """A sentence with figures: sets the entity of each."""
        sentence = frame.sentence
        roles = self.analysis.roles
        previous: Mention | None = None
        seen_verb = -1
        self._paragraph(sentence)
        self.local = None
        self.before = self.lately[-2:]
        self._quote(frame)
        self._setting(frame)
        for mention in mentions:
            role = roles[id(mention)]
            # Subjects of earlier verbs in the sentence become what it speaks of.
            limit = role.verb if role.follows else role.verb - 1
            if role.verb < 0:
                limit = sum(1 for first, last, _ in frame.verbs if last <= role.left) - 1
            for group in range(seen_verb + 1, limit + 1):
                self._take_subject(frame, group)
                seen_verb = group
            if mention.cell is not None:
                mention.entity = self._from_cell(mention)
            else:
                mention.entity = self._about(frame, mention, role, previous)
                if mention.entity is None or (
                    self.antecedent is None and sentence.index == 0 and not role.bare and mention.entity == self.local
                ):
                    mention.entity = self._unnamed(frame, role) or mention.entity
            previous = mention

    def _take_subject(self, frame: Frame, group: int) -> None:
        """The subject of a verb that stands before a figure: the main one becomes what the text speaks of."""
        subject = subject_of(frame, group)
        if subject[0] < 0 or frame.tags[subject[0]] in "RW":
            return
        entity, _ = self.resolve(frame, *subject)
        verb = verb_of(frame, group)
        if entity is None and verb is not None and verb.base == "be":
            last = frame.verbs[group][1]
            if frame.tags[last : last + 1] == "U":
                entity, _ = self.resolve(frame, last, noun_phrase_right(frame.tags, last))
        if not entity or self._is_person(entity) or not any(map(str.isupper, entity)) or entity in self.made:
            return
        if subject[0] > 0 and frame.tags[subject[0] - 1] == "W":
            self.local = entity
            return
        main = (
            not any(tag in "VBHM" for tag in frame.tags[: subject[0]])
            and "W" not in frame.tags[: frame.verbs[group][0]][subject[0] :]
        )
        if main and frame.tags[frame.verbs[group][0]] in "VBHME":
            self._focus_on(entity)
        else:
            self.local = entity
            if not self.lately or self.lately[-1] != entity:
                self.lately.append(entity)

    def _unnamed(self, frame: Frame, role: Role) -> str | None:
        """A thing without a name, where the article names nothing better: the ferry, the central bank, the storm."""
        tags, sentence = frame.tags, frame.sentence
        spans = []
        if role.verb >= 0 and role.follows:
            spans.append(role.subject)
        elif role.verb > 0:
            spans.append(subject_of(frame, role.verb - 1))
        if role.noun[0] >= 0:
            spans.append(role.noun)
        if role.verb >= 0 and not spans:
            spans.append((0, noun_phrase_right(tags, 0)))
        for first, last in spans:
            if first < 0 or first >= last or tags[first] in "RWO":
                continue
            cut = next((k for k in range(first + 1, last) if tags[k] in "fPt"), last)
            head = sentence.lower[cut - 1]
            if head in METRIC_HEADS or self._plural_people(head) or tags[cut - 1] in "TNp":
                if cut < last and sentence.lower[cut] in OWNING and tags[cut + 1] in "Dn" and "N" not in tags[cut:last]:
                    inner = next((k for k in range(cut + 2, last) if tags[k] in "fPt"), last)
                    if sentence.lower[inner - 1] not in METRIC_HEADS and tags[inner - 1] not in "TN":
                        return self._plain(frame, cut + 1, inner)
                continue
            return self._plain(frame, first, cut)
        return None

    def _plain(self, frame: Frame, first: int, last: int) -> str | None:
        """Words of a noun phrase without its determiner, in lower case where they hold no name."""
        while first < last and frame.tags[first] in "DOA":
            first += 1
        words = self.words(frame.sentence, first, last)
        if "U" not in frame.tags[first:last]:
            words = words[:1].lower() + words[1:]
        return words or None

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
                self.speaker = self.canonical(frame.sentence.tokens[k], lower[k])
                return

    def _setting(self, frame: Frame) -> None:
        """A phrase in front that says where or for whom: `For the city as a whole, exports …`, `In Tessaly, 31 people …`."""
        self.setting = None
        tags = frame.tags
        if frame.sentence.lower[:2] == ["according", "to"] and "p" in tags[: max(tags.find(","), 0)]:
            k = tags.index("p")
            self.setting = self._owner(frame, noun_phrase_left(tags, k + 1), k)
            return
        if tags[:1] != "P" or frame.sentence.lower[0] not in ("for", "in", "at", "across"):
            return
        comma = tags.find(",")
        end = noun_phrase_right(tags, 1)
        if 1 < end <= comma and ("U" in tags[1:end] or tags[1] == "D") and "T" not in tags[1:end]:
            entity, rest = self.resolve(frame, 1, end)
            if entity and rest[0] < 0 and not self._is_person(entity):
                self.setting = entity

    def _from_cell(self, mention: Mention) -> str | None:
        cell = mention.cell
        assert cell is not None
        memory = self.memory
        for text in (cell.caption, cell.corner):
            found = memory.mention_at_text(text) if text else None
            if (
                found
                and cell.row_label.lower() not in memory.lower_words
                and (cell.row_label in memory.names or cell.column_header in memory.names)
            ):
                break
            if found and text is cell.corner:
                return self.canonical(found, "")
        for text in (cell.row_label, cell.column_header):
            name = text.strip()
            if (
                text is cell.row_label
                and cell.corner.lower() in AREAS | {"taluk", "ward", "division"}
                and name.lower() not in TOTALS
            ):
                return f"{name} {cell.corner.lower()}"
            if name in memory.names or memory.full(name) != name:
                return self.canonical(name, name.rsplit(" ", 1)[-1].lower())
        if (cell.corner and cell.corner.lower().rstrip("s") in DESCRIPTIONS) or cell.corner.lower() in (
            "taluk",
            "country",
            "company",
            "team",
            "name",
            "shareholder",
        ):
            if cell.row_label.lower() not in ("total", "all", "sum", "overall"):
                return (
                    f"{cell.row_label} {cell.corner.lower()}"
                    if cell.corner.lower() in ("taluk", "district", "county", "state", "province", "ward")
                    else cell.row_label
                )
        found = memory.mention_at_text(cell.caption) if cell.caption else None
        return found or memory.topic()

    def _about(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str | None:
        memory = self.memory
        if mention.pair is not None and mention.pair.entity is not None:
            return mention.pair.entity
        topic = memory.topic()
        if previous is not None and previous.entity and self._compares(frame, mention, role, previous):
            return previous.entity
        # A figure that stands in front of a thing: `the 1.2-gigawatt Skerrow Bank wind farm`, `a 62-acre tract`.
        if role.after[0] >= 0:
            entity, rest = self._thing_behind(frame, role)
            if entity:
                return entity
        if role.label[0] >= 0:
            label = role.label
            paren = frame.tags.find("(", *label)
            entity, _ = self.resolve(frame, label[0], paren if paren > 0 else label[1])
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
        if role.subject[0] > 1 and tags[role.subject[0] - 1] == "W" and role.noun[0] >= 0:
            if frame.sentence.lower[role.noun[1] - 1] in ("cost", "price", "expense", "value"):
                named = tags.rfind("U", 0, role.subject[0] - 1)
                if named >= 0:
                    entity, _ = self.resolve(frame, noun_phrase_left(tags, named + 1), named + 1)
                    if entity:
                        return entity
        if role.link == "at" and role.noun[0] > 0 and role.verb >= 0 and frame.verbs[role.verb][1] == role.noun[0]:
            verb = verb_of(frame, role.verb)
            if verb is not None and verb.base in ("value", "price", "rate", "put", "estimate"):
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
                    part = self._shared(frame, role.subject, mention.respectively)
                    if part:
                        role.bare = (
                            "U" in frame.tags[role.subject[0] : role.subject[1]]
                            and frame.tags[role.subject[1] - 1] != "n"
                        )
                        return part
                entity, rest = self.resolve(frame, *role.subject)
                head = frame.sentence.lower[role.subject[1] - 1] if role.subject[0] >= 0 else ""
                part = HEAD_KIND.get(head) == "facility" and head not in (entity or "").lower()
                role.bare = (entity is not None and rest[0] < 0 and not part) or frame.tags[
                    role.subject[0] : role.subject[0] + 1
                ] in ("R", "W")
                if entity is None and rest[0] >= 0:
                    entity = self._commodity(frame, mention, role, rest)
                if entity and entity.rsplit(" ", 1)[-1].lower() in SURVEYS:
                    return self._fallback(None)
                if entity and not self._is_person(entity):
                    return entity
                if entity and self._is_person(entity):
                    verb = verb_of(frame, role.verb)
                    if verb is not None and verb.role != "say" and not self._official(entity):
                        return entity
                    return self._fallback(None)
            else:
                entity = self._from_figure_subject(frame, mention, role)
                if entity:
                    return entity
        head = self._measured_head(frame, role)
        if head in BEARERS:
            bearer = memory.bearer(head)
            if bearer:
                return bearer
        if self.setting:
            return self.setting
        if previous is not None and previous.entity and previous.entity not in self.indefinite:
            return previous.entity
        return self._fallback(head)

    def _compares(self, frame: Frame, mention: Mention, role: Role, previous: Mention) -> bool:
        """True for `, a third more than the 2.4 billion`: the figure only compares with the one before it."""
        lower = frame.sentence.lower
        if "than" in lower[role.left : mention.first] and lower[mention.first - 1] in ("the", "its", "their"):
            return True
        behind = lower[role.right : role.right + 2]
        leans = role.verb < 0 or (role.follows and frame.verbs[role.verb][1] <= previous.first)
        return (
            leans
            and mention.kind in ("percent", "multiple")
            and (behind[1:] == ["than"] or behind[:1] in (["more"], ["less"], ["higher"], ["lower"]))
        )

    def _fallback(self, head: str | None) -> str | None:
        """What a figure without an owner is about: the event that the article reports, else what the text is speaking of."""
        topic = self.memory.topic()
        if topic and HEAD_KIND.get(topic.rsplit(" ", 1)[-1].lower()) == "event":
            return topic
        focus = self.local or self.focus
        if not focus and not topic:
            return None
        if head in PEOPLE and focus and HEAD_KIND.get(focus.rsplit(" ", 1)[-1].lower()) in ("vehicle", "facility"):
            return topic or focus
        return focus or topic

    def _official(self, person: str) -> bool:
        """True for a person named with an office, who speaks for something else."""
        return person.split(" ", 1)[0].lower() in OFFICES

    def _measured_head(self, frame: Frame, role: Role) -> str | None:
        """Head of the noun that is measured: of the governing noun, else of the subject."""
        lower = frame.sentence.lower
        if role.noun[0] >= 0 and role.link in ("of", "=", "("):
            return lower[role.noun[1] - 1]
        if role.subject[0] >= 0 and role.follows:
            first, last = role.subject
            for k in range(first + 1, last):
                if frame.tags[k] in "fPt":
                    last = k
                    break
            if (lower[last - 1] == "level" and "water" in lower[first:last]) or "reservoir" in lower[first:last]:
                return "reservoir" if "reservoir" in self.text else "river"
            return lower[last - 1]
        return None

    def _bearer(self, frame: Frame, role: Role) -> str | None:
        """The thing in front of `, with a crane rated at 3,000 tonnes and berths for 130`."""
        tags, lower = frame.tags, frame.sentence.lower
        k = role.left - 1
        while k > 0 and tags[k] not in 'VBHM;:"' and not (lower[k] == "with" and tags[k - 1] == ","):
            k -= 1
        if k <= 1 or lower[k] != "with":
            return None
        start = noun_phrase_left(tags, k - 1)
        if start > 2 and tags[start] == "D" and tags[start - 1] == "," and tags[start - 2] in "UN":
            named = noun_phrase_left(tags, start - 1)
            if "U" in tags[named : start - 1]:
                start, k = named, start
        if (
            start >= k - 1
            or (start > 0 and tags[start - 1] in "PftV")
            or tags[start] == "N"
            or "N" in tags[start : k - 1]
        ):
            return None
        entity, _ = self.resolve(frame, start, k - 1)
        return entity

    def _purpose(self, frame: Frame, mention: Mention, role: Role) -> str | None:
        """The project behind a sum (`aid of X for the project`, `X on the plant`) or the whole behind a count (`33 gates of the dam`)."""
        tags, lower = frame.tags, frame.sentence.lower
        at = role.right
        if role.after[0] >= 0 and lower[role.after[1] - 1] in (
            "contract",
            "order",
            "deal",
            "tender",
            "contracts",
            "orders",
        ):
            at = role.after[1]
            if tags[at : at + 2] == "tV":
                at += 1
                end = noun_phrase_right(tags, at + 1)
                return self._project(frame, at + 1, end)
        if at >= len(tags) - 1:
            return None
        word = lower[at]
        if tags[at] == "f" and mention.kind in ("count", "quantity") and tags[at + 1] in "DUO":
            end = noun_phrase_right(tags, at + 1)
            if tags[end : end + 1] == "f" and tags[end + 1 : end + 2] in ("D", "U"):
                at, end = end, noun_phrase_right(tags, end + 1)
            head = lower[end - 1]
            if "U" in tags[at + 1 : end] or (head in HEAD_KIND and tags[at + 1] == "D"):
                entity, rest = self.resolve(frame, at + 1, end)
                if entity and not self._is_person(entity):
                    return entity
        if mention.kind == "money" and word in ("for", "on") and tags[at + 1] in "DO":
            end = noun_phrase_right(tags, at + 1)
            if end > at + 2:
                return self._project(frame, at + 1, end)
        return None

    def _project(self, frame: Frame, first: int, last: int) -> str | None:
        """A definite facility, vehicle or project as the thing that money is for."""
        lower = frame.sentence.lower
        if first >= last or frame.tags[first] != "D" or lower[first] in ("a", "an"):
            return None
        head = lower[last - 1]
        if head in HEAD_KIND and HEAD_KIND[head] in CLASS_KINDS and head not in METRIC_HEADS:
            entity, _ = self.resolve(frame, first, last)
            return entity
        if head == "link" or (
            head not in METRIC_HEADS
            and last - first > 2
            and not self._plural_people(head)
            and "U" not in frame.tags[first:last]
        ):
            topic = self.memory.topic()
            return f"{topic} {self.words(frame.sentence, first + 1, last)}" if topic else None
        return None

    def _commodity(self, frame: Frame, mention: Mention, role: Role, rest: tuple[int, int]) -> str | None:
        """A bare noun whose price the figure is: `Copper rose 2 percent`, `wholesale power went for £95`."""
        first, last = rest
        verb = verb_of(frame, role.verb)
        if (
            mention.kind not in ("money", "percent", "rate")
            or verb is None
            or last - first > 3
            or frame.tags[first:last].strip("n")
        ):
            return None
        if verb.role != "change" and verb.base not in ("go", "sell", "cost", "fetch", "trade"):
            return None
        head = frame.sentence.lower[last - 1]
        if head in METRIC_HEADS or self._plural_people(head):
            return None
        role.bare = True
        words = self.words(frame.sentence, first, last)
        return words[0].lower() + words[1:]

    def _list_item(self, frame: Frame, role: Role) -> bool:
        """True where the comma in front of the figure parts the items of a list or clauses, not a phrase in apposition."""
        return (
            "N" in frame.tags[max(0, role.left - 4) : role.left - 1] or frame.sentence.lower[role.left - 2] in FUNCTION
        )

    def _shared(self, frame: Frame, subject: tuple[int, int], place: int) -> str | None:
        """The member of a coordinated subject that `respectively` gives the figure to; of `the two firms`, the nth spoken of."""
        first, last = subject
        if first < 0:
            return None
        tags = frame.tags
        parts: list[tuple[int, int]] = []
        start = first
        for k in range(first, last):
            if tags[k] in ",C":
                if start < k:
                    parts.append((start, k))
                start = k + 1
        parts.append((start, last))
        if len(parts) > place and len(parts) > 1:
            entity, _ = self.resolve(frame, *parts[place])
            return entity
        lately = self.before
        return lately[place] if len(lately) > place else None

    def _thing_behind(self, frame: Frame, role: Role) -> tuple[str | None, tuple[int, int]]:
        first, last = role.after
        tags = frame.tags
        start = role.left
        if start > 1 and tags[start - 1] == "," and tags[start] == "D":
            before = noun_phrase_left(tags, start - 1)
            if before < start - 1:
                entity, _ = self.resolve(frame, before, start - 1)
                if entity and any(map(str.isupper, entity)):
                    return entity, (-1, -1)
        if "U" not in tags[first:last]:
            head = frame.sentence.lower[last - 1]
            if head in HEAD_KIND and HEAD_KIND[head] in CLASS_KINDS and head not in METRIC_HEADS:
                tail = self._tail_name(frame, last)
                if tail:
                    return tail, (-1, -1)
                return self.memory.described(head), (-1, -1)
            return None, role.after
        return self.resolve(frame, first, last)

    def _tail_name(self, frame: Frame, last: int) -> str | None:
        return None

    def _owner_of_noun(self, frame: Frame, role: Role) -> str | None:
        first, last = role.noun
        tags = frame.tags
        span = tags[first:last]
        if "p" in span or "O" in span[:1] or "U" in span:
            entity, _ = self.resolve(frame, first, last)
            if entity and not self._is_person(entity):
                return entity
        return None

    def _owner_behind(self, frame: Frame, mention: Mention, role: Role) -> tuple[str | None, tuple[int, int]]:
        first, last = role.of
        tags, lower = frame.tags, frame.sentence.lower
        if role.of_word != "of" or (role.follows and role.verb >= 0):
            return None, role.of
        if tags[first] in "O" or "p" in tags[first:last] or (tags[first] == "D"):
            return self.resolve(frame, first, last)
        return None, role.of

    def _from_figure_subject(self, frame: Frame, mention: Mention, role: Role) -> str | None:
        """The figure is the subject: the place where it is so (`2,300 people will be employed at the plant`)."""
        tags, lower = frame.tags, frame.sentence.lower
        stop = tags.find(",", role.right)
        for at in range(role.right, stop if stop > 0 else len(tags)):
            if at < len(tags) - 1 and lower[at] in ("on", "at", "in") and tags[at + 1] in "DU":
                end = noun_phrase_right(tags, at + 1)
                if end <= at + 1 or "T" in tags[at:end]:
                    continue
                head = lower[end - 1]
                if HEAD_KIND.get(head) == "facility":
                    entity, rest = self.resolve(frame, at + 1, end)
                    if entity and any(map(str.isupper, entity)):
                        return entity
        return None


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

"""Fills `entity`: the thing each figure describes, by its fullest name in the article.

Belongs here: choosing between the clause's subject, an owner (`its`, `zone's`, `of`), a label, a table heading, and what the
text is speaking of. Does not belong here: names themselves (`names.py`), grammar (`roles.py`), what is measured (`metrics.py`).
"""

from __future__ import annotations

import re

from pipelines.extraction.document import Document, Sentence
from pipelines.extraction.en.names import BEARERS, DESCRIPTIONS, HEAD_KIND, OFFICES
from pipelines.extraction.en.phrases import COMMON, FUNCTION, Frame, noun_phrase_left, noun_phrase_right, read_rows
from pipelines.extraction.en.roles import Analysis, Role, analyse, subject_of, verb_of
from pipelines.extraction.model import Mention

_PREPOSITION = re.compile(r" (?:of|from|on|in|at|to|for|with|by|under|over) ")
_METRIC_WORDS = (frozenset(
    word
    for row in read_rows("concepts.csv")
    for phrase in row["phrases"].split("|")
    for word in (_PREPOSITION.split(phrase)[0].split()[-1],)
) | frozenset(
    "number numbers total amount figure figures size share proportion percentage rate ratio level average median value worth "
    "growth pace volume sum range part bulk rest half majority minority third quarter capacity use consumption supply savings "
    "count list price prices tag target goal limit result results increase decrease rise fall cut drop gain loss record peak "
    "low high age date start end work construction building scope release recovery money taxpayer taxpayers reliability spending "
    "rates performance guidance forecast estimate estimates plan plans vote order worth aid equity debt".split()
)) - frozenset(head for head, kind in HEAD_KIND.items() if kind in ("facility", "vehicle", "event"))
METRIC_HEADS = _METRIC_WORDS | frozenset(word + "s" for word in _METRIC_WORDS)
"""Heads that name what is measured, not a thing with an identity of its own."""

PEOPLE = frozenset(
    "people persons men women children residents inhabitants investors inventors customers volunteers voters analysts officials "
    "engineers workers employees staff members companies firms enterprises businesses suppliers tenants families households "
    "students pupils patients doctors nurses police rescuers managers scientists researchers users subscribers passengers fans "
    "visitors guests farmers growers shareholders partners owners lenders banks insurers authors organisers organizers opponents "
    "leaders critics supporters crews teams applicants readers viewers buyers sellers drivers taxpayers politicians lawmakers "
    "councillors homeowners landlords authorities prosecutors police firefighters soldiers troops railways victims survivors "
    "administrators management directors board inquiry research research_staff others home homes".split()
)
"""Heads of groups that act for or belong to what the text is speaking of."""

_AREAS = frozenset("city town village state province county district region country island nation capital municipality area".split())
_INSTITUTION = frozenset(
    "city town county state municipal council police department fire parks school board government ministry of finance health "
    "education transport committee commission court high supreme district authority agency senate assembly parliament".split()
)
"""Words of institutions that every place has; a name of these alone gets its place in front."""
_TOTALS = frozenset(("total", "all", "sum", "overall", "grand total", "average"))
_OWNING = frozenset("of in at for by off on near behind from".split())
_GROUNDS = frozenset("site plot ground grounds premises location".split())
"""Where something stands: the figure is about what stands there."""
_VAGUE = frozenset("thing things whole lot matter idea case rest remainder balance".split())
_PLACED = frozenset("dam reservoir airport port mine bridge stadium refinery smelter quarry".split())
"""Facilities that go by the place they are at."""
_NEAR = re.compile(r"\b(?:in|at|above|near|off|of) $")
_SURVEYS = frozenset("count survey report poll census study index inquiry".split())
_SAYING = frozenset("said says told wrote added warned explained insisted".split())
CLASS_KINDS = frozenset(("facility", "vehicle", "event", "project"))
_DASHES = frozenset("-–‐‑")


class SubjectReader:
    """Walks an article in order, keeps what it is speaking of, and says what each figure is about."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.memory = analysis.memory
        self.text = analysis.document.text
        self.focus: str | None = None
        self.antecedent: str | None = None
        self.local: str | None = None
        self.setting: str | None = None
        self.block = -1
        self.lately: list[str] = []
        self.before: list[str] = []
        self.made: set[str] = set()
        self.indefinite: set[str] = set()
        self.last_place: str | None = None
        self.organisation: str | None = None
        self.heading: str | None = None
        self.speaker: str | None = None
        self._resolved: dict[tuple[int, int, int], tuple[str | None, tuple[int, int]]] = {}

    def words(self, sentence: Sentence, first: int, last: int) -> str:
        """The text of a token range as printed."""
        return self.text[sentence.starts[first] : sentence.ends[last - 1]] if first < last else ""

    # -- noun phrases ---------------------------------------------------------------------------------------------------------

    def resolve(self, frame: Frame, first: int, last: int) -> tuple[str | None, tuple[int, int]]:
        """Entity of a noun phrase and the token range that is left of it as the measured part.

        `the zone's exports` → (`Lanting … Zone`, `exports`); `Revenue` → (None, `Revenue`); `Its Tern-2 rocket` → (`Tern-2
        rocket`, nothing).
        """
        if first < 0 or first >= last:
            return None, (-1, -1)
        return self._resolve(frame, first, last)

    def _resolve(self, frame: Frame, first: int, last: int) -> tuple[str | None, tuple[int, int]]:
        tags, sentence = frame.tags, frame.sentence
        lower = sentence.lower
        none = (-1, -1)
        span = tags[first:last]
        # The part before the first preposition, and what stands behind it.
        cut = last
        up = span.find("U")
        begin = first + 1
        if up >= 0 and not any(mark in span[:up] for mark in "fPt"):
            raw = self.memory.at.get(sentence.starts[first + up])
            if raw is not None and " " in raw:
                stop = sentence.starts[first + up] + len(raw)
                while begin < last and sentence.starts[begin] < stop:
                    begin += 1
        for k in range(begin, last):
            if tags[k] in "fPt" and tags[k - 1] not in "-":
                cut = k
                break
        owner_at = span[: cut - first].rfind("p")
        if owner_at >= 0:
            k = first + owner_at
            owner = self._owner(frame, noun_phrase_left(tags, k + 1) if owner_at else k, k)
            rest = (k + 1, last)
            if owner:
                return self._with_part(frame, owner, rest, k + 1, cut)
            return None, rest
        tag = tags[first]
        if tag == "R" and cut - first == 1:
            word = lower[first]
            if word in ("it", "they") and self.local and ";" in tags[:first]:
                return self.local, none
            if word in ("we", "us"):
                return self.speaker or self.memory.topic() or self.organisation, none
            if word in ("he", "she", "him"):
                return self._person_before(frame, first), none
            if word in ("i", "you", "me"):
                return self.speaker or self.focus or self.memory.topic(), none
            return self.antecedent or self.memory.topic(), none
        if tag == "W" and tags[first + 1 : first + 2] == "f":
            return self._resolve(frame, first + 2, last)
        if tag == "W":
            return self.antecedent, none
        if tag == "O":
            owner = self._antecedent(frame, first)
            if lower[first] in ("our", "my") and self.speaker:
                owner = self.speaker
            if "U" in span[: cut - first] and tags[first + 1 : first + 2] == "U":
                inner, rest = self._resolve(frame, first + 1, last)
                if inner:
                    return inner, rest
            if owner:
                return self._with_part(frame, owner, (first + 1, last), first + 1, cut)
            return None, (first + 1, last)
        if 0 <= up < cut - first and "based" in lower[first + up : cut] and tags[first + up + 1] == "-":
            found = self.description(lower[cut - 1], [])
            if found:
                return found, none
        if 0 <= up < cut - first:
            named = self._named(frame, first, first + up, cut, last)
            if named[0] and tag == "D" and lower[first] in ("a", "an", "each", "every", "another"):
                self.indefinite.add(named[0])
            return named
        head = lower[cut - 1]
        if tags[cut - 1] in "TN" or (first > 0 and tags[first - 1] == "G" and tag == "D"):
            return None, (first, last)
        definite = tag == "D" and lower[first] in ("the", "this", "that", "these", "those", "both")
        if cut < last and lower[cut] in _OWNING:
            inner, _ = self._resolve(frame, cut + 1, last)
            if lower[first] in ("that", "those") and cut == first + 1:
                return inner, none
            if definite and head in HEAD_KIND and head not in _AREAS and head not in _GROUNDS and "U" in tags[cut:last]:
                return self.words(sentence, first + 1, last), none
            if inner and not any(map(str.isupper, inner)):
                inner = None
            if inner and (head in METRIC_HEADS or self._plural_people(head) or not definite):
                if head in METRIC_HEADS or self._plural_people(head):
                    return inner, (first, cut)
                return inner, (first, last)
            if inner and definite and head in _GROUNDS:
                return None, (first, cut)
            if inner and definite and "U" in tags[cut:last]:
                return self.words(sentence, first + 1, last), none
        if definite:
            if head in _GROUNDS or head in _VAGUE:
                return None, (first, last)
            found = self.description(head, lower[first + 1 : cut - 1])
            if found:
                return found, none
            if head in METRIC_HEADS or self._plural_people(head):
                return None, (first, last)
            if cut - first > 2 and tags[cut - 2] in "nU":
                return self._part_of_topic(self.words(sentence, first + 1, cut)), (first, last)
            return None, (first, last)
        if head in METRIC_HEADS or self._plural_people(head):
            return None, (first, last)
        if tag == "D" and lower[first] in ("a", "an", "each", "every", "another", "one") and cut - first > 1:
            return self._indefinite(sentence, first, cut), none
        return None, (first, last)

    def _antecedent(self, frame: Frame, at: int) -> str | None:
        """What `its` or `their` at a token stands for: the sentence's named subject, else the last name before it, else before."""
        if self.local:
            return self.local
        tags, sentence = frame.tags, frame.sentence
        if self.antecedent and self.focus == self.antecedent:
            return self.antecedent
        for k in range(at - 1, -1, -1):
            if tags[k] == "p" and sentence.tokens[k][:1].isupper() or (tags[k] == "U" and k + 1 < len(tags) and tags[k + 1] != "U" and tags[k - 1 : k] != "P"):
                words = sentence.tokens[k].replace("’", "'").removesuffix("'s")
                start = k
                while start and tags[start - 1] == "U":
                    start -= 1
                if start < k:
                    words = self.text[sentence.starts[start] : sentence.starts[k] + len(words)]
                full = self.memory.full(words)
                if full in self.memory.names and not self._is_person(full):
                    return self.canonical(words, words.lower())
        return self.antecedent or self.memory.topic()

    def _person_before(self, frame: Frame, at: int) -> str | None:
        """The last person named before a token of the sentence."""
        limit = frame.sentence.starts[at]
        found = None
        for start, raw in self.memory.places:
            if frame.sentence.start <= start < limit and self._is_person(self.memory.full(raw)):
                found = self.memory.full(raw)
        return found

    def _plural_people(self, head: str) -> bool:
        return head in PEOPLE or (head.endswith(("ers", "ors", "ists", "ants", "ees", "men")) and len(head) > 5)

    def _part_of_topic(self, part: str) -> str:
        """A part of what the text speaks of, under a name of its own: `Skerrow Bank export link`."""
        base = self.focus if self.focus and self.focus not in self.made else self.memory.topic()
        if not base or part.lower() in base.lower():
            return base or part
        made = f"{base} {part}"
        self.made.add(made)
        return made

    def _indefinite(self, sentence: Sentence, first: int, cut: int) -> str | None:
        words = self.words(sentence, first + 1, cut)
        head = sentence.lower[cut - 1]
        if head in PEOPLE or self._plural_people(head + "s") or head.endswith(("man", "woman", "person")) or head + "s" in PEOPLE:
            return None
        return self._part_of_topic(words) if cut - first == 2 and words else words or None

    def _owner(self, frame: Frame, first: int, last: int) -> str | None:
        """The owner in `<owner>'s …`; `last` is the token that carries the 's."""
        sentence = frame.sentence
        words = sentence.tokens[last].replace("’", "'")
        stripped = words[:-2] if words.endswith("'s") else words.rstrip("'")
        start = last
        while start > first and frame.tags[start - 1] in "U-N":
            start -= 1
        if stripped[:1].isupper() and (frame.tags[last - 1 : last] == "U" or stripped.lower() not in COMMON):
            begin = sentence.starts[start]
            return self.canonical(self.text[begin : sentence.starts[last] + len(stripped)], stripped.lower())
        found = self.description(stripped.lower(), sentence.lower[first:last])
        if found:
            return found
        if stripped.lower() in ("bloc", "world", "industry", "sector"):
            return stripped
        if stripped.lower() in DESCRIPTIONS or stripped.lower() in HEAD_KIND:
            return self.focus or self.memory.topic()
        return None

    def _with_part(self, frame: Frame, owner: str, rest: tuple[int, int], first: int, cut: int) -> tuple[str | None, tuple[int, int]]:
        """Adds a part with an identity of its own to its owner: `its plant` → `Orvanta Space plant`."""
        head = frame.sentence.lower[cut - 1] if cut > first else ""
        if head in HEAD_KIND and HEAD_KIND[head] in CLASS_KINDS and head not in METRIC_HEADS:
            part = self.words(frame.sentence, first, cut)
            if "U" in frame.tags[first:cut] or part.lower() in owner.lower():
                return self._named(frame, first, first + max(frame.tags[first:cut].find("U"), 0), cut, cut)[0] or owner, (-1, -1)
            return f"{owner} {part}", (-1, -1)
        if owner in ("bloc", "world", "industry", "sector") and head not in METRIC_HEADS and first < cut:
            return f"{self.words(frame.sentence, first, cut)} of the {owner}", (-1, -1)
        return owner, rest

    def _named(self, frame: Frame, first: int, up: int, cut: int, last: int) -> tuple[str | None, tuple[int, int]]:
        """Entity of a noun phrase that holds a name."""
        tags, sentence = frame.tags, frame.sentence
        lower = sentence.lower
        end = up + 1
        raw = self.memory.at.get(sentence.starts[up])
        if raw is not None and " " in raw:
            stop = sentence.starts[up] + len(raw)
            while end < cut and sentence.starts[end] < stop:
                end += 1
        while end < cut and (tags[end] == "U" or (tags[end] in "-N&C'" and end + 1 <= cut and self._joins(tags, lower, end, cut))):
            end += 1
        if end < cut and tags[end - 1] in "-C":
            end -= 1
        name = self.words(sentence, up, end)
        if "C" in tags[end:cut] and "U" in tags[end:cut]:
            whole = self.words(sentence, up, cut)
            return whole, (-1, -1)
        if end < last and tags[end] == "f" and end + 1 < last and tags[end + 1] == "U":
            longer = self.words(sentence, up, last)
            if longer in self.memory.names:
                return self.memory.full(longer), (-1, -1)
        if end == cut:
            tail = None
            if cut < last:
                tail = (cut, last)
            entity = self.canonical(name, lower[end - 1])
            before = self.words(sentence, first, up) if first < up else ""
            return entity, (-1, -1) if tail is None or before is None else (-1, -1)
        head = lower[cut - 1]
        kind = HEAD_KIND.get(head)
        if kind and head not in METRIC_HEADS:
            thing = self.memory.named(lower[up], head)
            if thing:
                return thing, (-1, -1)
            full = self.memory.full(name)
            return f"{full} {self.words(sentence, end, cut)}", (-1, -1)
        entity = self.canonical(name, lower[end - 1])
        return entity, (end, last)

    @staticmethod
    def _joins(tags: str, lower: list[str], at: int, cut: int) -> bool:
        if tags[at] == "N":
            return lower[at].isdigit() and len(lower[at]) < 4
        return at + 1 < cut and (tags[at + 1] == "U" or (tags[at + 1] == "N" and tags[at] in "-"))

    def canonical(self, name: str, last_word: str) -> str:
        """The fullest form of a name, with its class word where the name alone does not say what it is (`Tern-2 rocket`)."""
        self.memory.topic()
        full = self.memory.full(name)
        if name in self.memory.known_as:
            return self.memory.described(self.memory.known_as[name]) or full
        if not _INSTITUTION.isdisjoint(full.lower().split()) and all(word in _INSTITUTION for word in full.lower().split()):
            place = self.memory.place()
            return f"{place} {full}" if place else full
        return self.memory.enriched(full)

    def description(self, head: str, modifiers: list[str]) -> str | None:
        """What `the <modifiers> <head>` is in this article."""
        row = DESCRIPTIONS.get(head) or DESCRIPTIONS.get(head[:-1] if head.endswith("s") else head)
        if row is None:
            return None
        kind = row["kind"]
        if kind == "organisation" and head != "bloc":
            if self.organisation and (row["description"] in ("company", "firm", "group", "business") or self._fits(self.organisation, row["names"])):
                return self.organisation
            found = self.memory.described(row["description"])
            if found:
                return self.canonical(found, head)
            if head in ("council", "police", "government", "department") and self.memory.place():
                return f"{self.memory.place()} {' '.join([*modifiers, head])}"
            return (
                self.organisation or self._topic_of(("organisation", "thing")) or self.antecedent
            )
        if kind == "place":
            found = self.memory.described(row["description"])
            if found:
                return found
            if row["description"] in ("zone", "park"):
                return self.memory.topic()
            if row["description"] in ("district", "county", "state", "province", "region"):
                place = self.memory.place()
                return f"{head} of {place}" if place else self.memory.topic()
            recent = self.antecedent
            return recent if recent and self.memory.kind(recent) == "place" else self.memory.place() or self.memory.topic()
        found = self.memory.described(row["description"])
        if found:
            return found
        if kind == "facility" and head in _PLACED and self.last_place:
            return f"{self.last_place} {head}"
        topic = self.memory.topic()
        if topic and topic.rsplit(" ", 1)[-1].lower() in HEAD_KIND and HEAD_KIND[topic.rsplit(" ", 1)[-1].lower()] in CLASS_KINDS:
            return topic
        return self.focus or topic

    @staticmethod
    def _fits(name: str, heads: str) -> bool:
        return name.rsplit(" ", 1)[-1].lower() in heads.split("|")

    def _topic_of(self, kinds: tuple[str, ...]) -> str | None:
        topic = self.memory.topic()
        return topic if topic and self.memory.kind(topic) in kinds else None

    # -- walking --------------------------------------------------------------------------------------------------------------

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
            if " " not in raw and self.memory.kind(raw) in ("place", "thing") and _NEAR.search(self.text, max(0, start - 7), start):
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
        if self.memory.kind(entity) in ("organisation", "thing") and entity.rsplit(" ", 1)[-1].lower() not in HEAD_KIND or self.memory.kind(entity) == "organisation":
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
                if mention.entity is None or (self.antecedent is None and sentence.index == 0 and not role.bare and mention.entity == self.local):
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
        main = not any(tag in "VBHM" for tag in frame.tags[: subject[0]]) and "W" not in frame.tags[: frame.verbs[group][0]][subject[0] :]
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
                if cut < last and sentence.lower[cut] in _OWNING and tags[cut + 1] in "Dn" and "N" not in tags[cut:last]:
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
        said = next((k for k in range(len(lower)) if lower[k] in _SAYING), -1)
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

    def _is_person(self, entity: str) -> bool:
        return self.memory.kind(entity) == "person"

    def _from_cell(self, mention: Mention) -> str | None:
        cell = mention.cell
        assert cell is not None
        memory = self.memory
        for text in (cell.caption, cell.corner):
            found = memory.mention_at_text(text) if text else None
            if found and cell.row_label.lower() not in memory.lower_words and (cell.row_label in memory.names or cell.column_header in memory.names):
                break
            if found and text is cell.corner:
                return self.canonical(found, "")
        for text in (cell.row_label, cell.column_header):
            name = text.strip()
            if text is cell.row_label and cell.corner.lower() in _AREAS | {"taluk", "ward", "division"} and name.lower() not in _TOTALS:
                return f"{name} {cell.corner.lower()}"
            if name in memory.names or memory.full(name) != name:
                return self.canonical(name, name.rsplit(" ", 1)[-1].lower())
        if cell.corner and cell.corner.lower().rstrip("s") in DESCRIPTIONS or cell.corner.lower() in ("taluk", "country", "company", "team", "name", "shareholder"):
            if cell.row_label.lower() not in ("total", "all", "sum", "overall"):
                return f"{cell.row_label} {cell.corner.lower()}" if cell.corner.lower() in ("taluk", "district", "county", "state", "province", "ward") else cell.row_label
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
                        role.bare = "U" in frame.tags[role.subject[0] : role.subject[1]] and frame.tags[role.subject[1] - 1] != "n"
                        return part
                entity, rest = self.resolve(frame, *role.subject)
                head = frame.sentence.lower[role.subject[1] - 1] if role.subject[0] >= 0 else ""
                part = HEAD_KIND.get(head) == "facility" and head not in (entity or "").lower()
                role.bare = (entity is not None and rest[0] < 0 and not part) or frame.tags[role.subject[0] : role.subject[0] + 1] in ("R", "W")
                if entity is None and rest[0] >= 0:
                    entity = self._commodity(frame, mention, role, rest)
                if entity and entity.rsplit(" ", 1)[-1].lower() in _SURVEYS:
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
        return leans and mention.kind in ("percent", "multiple") and (behind[1:] == ["than"] or behind[:1] in (["more"], ["less"], ["higher"], ["lower"]))

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
            if lower[last - 1] == "level" and "water" in lower[first:last] or "reservoir" in lower[first:last]:
                return "reservoir" if "reservoir" in self.text else "river"
            return lower[last - 1]
        return None

    def _bearer(self, frame: Frame, role: Role) -> str | None:
        """The thing in front of `, with a crane rated at 3,000 tonnes and berths for 130`."""
        tags, lower = frame.tags, frame.sentence.lower
        k = role.left - 1
        while k > 0 and tags[k] not in "VBHM;:\"" and not (lower[k] == "with" and tags[k - 1] == ","):
            k -= 1
        if k <= 1 or lower[k] != "with":
            return None
        start = noun_phrase_left(tags, k - 1)
        if start > 2 and tags[start] == "D" and tags[start - 1] == "," and tags[start - 2] in "UN":
            named = noun_phrase_left(tags, start - 1)
            if "U" in tags[named : start - 1]:
                start, k = named, start
        if start >= k - 1 or (start > 0 and tags[start - 1] in "PftV") or tags[start] == "N" or "N" in tags[start : k - 1]:
            return None
        entity, _ = self.resolve(frame, start, k - 1)
        return entity

    def _purpose(self, frame: Frame, mention: Mention, role: Role) -> str | None:
        """The project behind a sum (`aid of X for the project`, `X on the plant`) or the whole behind a count (`33 gates of the dam`)."""
        tags, lower = frame.tags, frame.sentence.lower
        at = role.right
        if role.after[0] >= 0 and lower[role.after[1] - 1] in ("contract", "order", "deal", "tender", "contracts", "orders"):
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
        if head == "link" or (head not in METRIC_HEADS and last - first > 2 and not self._plural_people(head) and "U" not in frame.tags[first:last]):
            topic = self.memory.topic()
            return f"{topic} {self.words(frame.sentence, first + 1, last)}" if topic else None
        return None

    def _commodity(self, frame: Frame, mention: Mention, role: Role, rest: tuple[int, int]) -> str | None:
        """A bare noun whose price the figure is: `Copper rose 2 percent`, `wholesale power went for £95`."""
        first, last = rest
        verb = verb_of(frame, role.verb)
        if mention.kind not in ("money", "percent", "rate") or verb is None or last - first > 3 or frame.tags[first:last].strip("n"):
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
        return "N" in frame.tags[max(0, role.left - 4) : role.left - 1] or frame.sentence.lower[role.left - 2] in FUNCTION

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

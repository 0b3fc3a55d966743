"""Noun phrase → entity: names, pronouns, possessives, descriptions and parts, resolved to the fullest name in the article.

Belongs here: what one noun phrase stands for, given what the text speaks of. Does not belong here: which noun phrase a figure
belongs to (`subjects.py`).
"""

from __future__ import annotations

import re

from pipelines.extraction.document import Sentence
from pipelines.extraction.en.definite_phrases import CLASS_KINDS, DefinitePhrases
from pipelines.extraction.en.events import EVENTS
from pipelines.extraction.en.name_kinds import COUNTRIES, DESCRIPTIONS, HEAD_KIND
from pipelines.extraction.en.phrases import COMMON, Frame, noun_phrase_left, word_set

_METRIC_WORDS = word_set("metric_words") - frozenset(
    head for head, kind in HEAD_KIND.items() if kind in ("facility", "vehicle", "event")
)
METRIC_HEADS = _METRIC_WORDS | frozenset(word + "s" for word in _METRIC_WORDS)
"""Heads that name what is measured, not a thing with an identity of its own."""

PEOPLE = word_set("people")
"""Heads of groups that act for or belong to what the text is speaking of."""

AREAS = word_set("areas")
TOTALS = frozenset(("total", "all", "sum", "overall", "grand total", "average"))
OWNING = word_set("owning")
_GROUNDS = frozenset(["site", "plot", "ground", "grounds", "premises", "location"])
"""Where something stands: the figure is about what stands there."""
_OFFICIAL = frozenset(
    ["council", "government", "ministry", "department", "police", "court", "army", "parliament", "university"]
)
"""Bodies that a place in front names, not describes: `the Marston council`."""
_OBSERVERS = word_set("observers")
"""Those who judge others' figures: `brokers at Marlow & Moss lifted their forecast`."""
_VAGUE = word_set("vague")
NEAR = re.compile(r"\b(?:in|at|above|near|off|of) $")
SURVEYS = word_set("surveys")
SAYING = word_set("saying")
_LINKING = frozenset("fPt")
_DASHES = frozenset("-–‐‑")


class NounPhrases(DefinitePhrases):
    """Resolves noun phrases of one article; keeps what the text speaks of while it is walked in order."""

    def words(self, sentence: Sentence, first: int, last: int) -> str:
        """The text of a token range as printed."""
        return self.text[sentence.starts[first] : sentence.ends[last - 1]] if first < last else ""

    def resolve(self, frame: Frame, first: int, last: int) -> tuple[str | None, tuple[int, int]]:
        """Entity of a noun phrase and the token range that is left of it as the measured part.

        `the zone's exports` → (`Jinhu … Zone`, `exports`); `Revenue` → (None, `Revenue`); `Its Kite-4 rocket` → (`Kite-4
        rocket`, nothing).
        """
        if first < 0 or first >= last:
            return None, (-1, -1)
        key = (first, last, self.focus, self.antecedent, self.local)
        if self.resolved_in is not frame:
            self.resolved_in, self.resolved = frame, {}
        found = self.resolved.get(key)
        if found is None:
            found = self.resolved[key] = self._resolve(frame, first, last)
        return found

    def _resolve(self, frame: Frame, first: int, last: int) -> tuple[str | None, tuple[int, int]]:
        tags, sentence = frame.tags, frame.sentence
        lower = sentence.lower
        none = (-1, -1)
        if tags[first] == "n" and (coded := self.memory.at.get(sentence.starts[first])) is not None and "-" in coded:
            # `Kite-4` at the start of a sentence
            if sentence.ends[last - 1] == sentence.starts[first] + len(coded):
                return self.canonical(coded), none
        span = tags[first:last]
        # The part before the first preposition, and what stands behind it.
        cut = last
        up = span.find("U")
        begin = first + 1
        if up >= 0 and _LINKING.isdisjoint(span[:up]):
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
            if (
                owner
                and k + 1 < cut
                and tags[k + 1] == "U"
                and (
                    owner.lower() in COUNTRIES or self.memory.kind(owner) == "place" or not tags[k + 1 : cut].strip("U")
                )
            ):
                named = self._named(frame, k + 1, k + 1, cut, last)
                if named[0]:
                    return named
            if owner:
                return self._with_part(frame, owner, rest, k + 1, cut)
            return None, rest
        tag = tags[first]
        if tag == "R" and cut - first == 1:
            word = lower[first]
            said = first > 1 and (
                lower[first - 1] in SAYING or (lower[first - 1] == "that" and lower[first - 2] in SAYING)
            )
            if word in ("it", "they") and self.local and (said or ";" in tags[:first]):
                # `Orrin Works said it would hire 900 people`
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
        if (
            0 <= up < cut - first
            and tag == "D"
            and lower[first] in ("the", "this")
            and self._described_by_place(frame, first, up, cut)
        ):
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
        if cut < last and lower[cut] in OWNING and tags[cut + 1 : cut + 2] != "T":
            inner, _ = self._resolve(frame, cut + 1, last)
            if lower[first] in ("that", "those") and cut == first + 1:
                return inner, none
            if (
                not definite
                and inner
                and HEAD_KIND.get(head.removesuffix("s")) == "facility"
                and head not in METRIC_HEADS
                and last - first < 8
                and "U" in tags[cut:last]
            ):
                # `feed mills in Guangdong`
                return self.words(sentence, first + (tag == "D"), last), none
            if (
                definite
                and head in HEAD_KIND
                and head not in AREAS | _GROUNDS | {"line"}
                and last - first < 8
                and "U" in tags[cut:last]
            ):
                return self.words(sentence, first + 1, self._before_time(tags, cut, last)), none
            if inner and not any(map(str.isupper, inner)):
                inner = None
            if head in _OBSERVERS and inner != self.memory.topic():
                return None, (first, cut)
            if inner and (head in METRIC_HEADS or self._plural_people(head) or not definite):
                if head in METRIC_HEADS or self._plural_people(head):
                    return inner, (first, cut)
                return inner, (first, last)
            if inner and definite and head in _GROUNDS:
                return None, (first, cut)
            if inner and definite and "U" in tags[cut:last]:
                return self.words(sentence, first + 1, self._before_time(tags, cut, last)), none
        if definite:
            if head in _GROUNDS or head in _VAGUE:
                return None, (first, last)
            found = self.description(head, lower[first + 1 : cut - 1])
            if found:
                return found, none
            if head in METRIC_HEADS or self._plural_people(head):
                return None, (first, last)
            if cut - first > 2 and tags[cut - 2] in "nU" and head in HEAD_KIND:
                return self._part_of_topic(self.words(sentence, first + 1, cut)), (first, last)
            return None, (first, last)
        if head in METRIC_HEADS or self._plural_people(head):
            return None, (first, last)
        if tag == "D" and lower[first] in ("a", "an", "each", "every", "another", "one") and cut - first > 1:
            made = self._indefinite(sentence, first, cut)
            return made, (none if made else (first, last))
        return None, (first, last)

    def _described_by_place(self, frame: Frame, first: int, up: int, cut: int) -> bool:
        """True for `the Shanghai company`, `the Dutch-owned airline`, `the Group`: an organisation told by where it is or what it is."""
        lower, tags = frame.sentence.lower, frame.tags
        row = DESCRIPTIONS.get(lower[cut - 1])
        if row is None or row["kind"] != "organisation" or lower[cut - 1] in _OFFICIAL:
            return False
        name = self.words(frame.sentence, first + up, cut).replace("’", "'")
        if first + up == cut - 1:
            return name not in self.memory.names
        return (
            tags[cut - 1] == "n"
            and name.rsplit(" ", 1)[0] in self.memory.names
            and not self.memory.named(lower[first + up], lower[cut - 1])
        )

    def _antecedent(self, frame: Frame, at: int) -> str | None:
        """What `its` or `their` at a token stands for: the sentence's named subject, else the last name before it, else before."""
        if self.local:
            return self.local
        tags, sentence = frame.tags, frame.sentence
        if self.antecedent and self.focus == self.antecedent:
            return self.antecedent
        for k in range(at - 1, -1, -1):
            if (tags[k] == "p" and sentence.tokens[k][:1].isupper()) or (
                tags[k] == "U" and k + 1 < len(tags) and tags[k + 1] != "U" and tags[k - 1 : k] != "P"
            ):
                words = sentence.tokens[k].replace("’", "'").removesuffix("'s")
                start = k
                while start and tags[start - 1] == "U":
                    start -= 1
                if start < k:
                    words = self.text[sentence.starts[start] : sentence.starts[k] + len(words)]
                full = self.memory.full(words)
                if full in self.memory.names and not self._is_person(full):
                    return self.canonical(words)
        return self.antecedent or self.memory.topic()

    def _person_before(self, frame: Frame, at: int) -> str | None:
        """The last person named before a token of the sentence."""
        limit = frame.sentence.starts[at]
        found = None
        for _, raw in self.memory.places_between(frame.sentence.start, limit):
            if self._is_person(self.memory.full(raw)):
                found = self.memory.full(raw)
        return found

    def _plural_people(self, head: str) -> bool:
        return head in PEOPLE or (head.endswith(("ers", "ors", "ists", "ants", "ees", "men")) and len(head) > 5)

    def _part_of_topic(self, part: str) -> str:
        """A part of what the text speaks of, under a name of its own: `Alder Point storm wall`."""
        base = self.focus if self.focus and self.focus not in self.made else self.memory.topic()
        if not base or part.lower() in base.lower():
            return base or part
        made = f"{base} {part}"
        self.made.add(made)
        return made

    def _indefinite(self, sentence: Sentence, first: int, cut: int) -> str | None:
        words = self.words(sentence, first + 1, cut)
        head = sentence.lower[cut - 1]
        if head in EVENTS:
            topic = self.memory.topic()
            if topic and topic.endswith(EVENTS[head]["event"]):
                return topic
        if (
            head in PEOPLE
            or self._plural_people(head + "s")
            or head.endswith(("man", "woman", "person"))
            or head + "s" in PEOPLE
        ):
            return None
        if head not in HEAD_KIND:
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
        end = sentence.starts[last] + len(stripped)
        for k in range(first, last):
            raw = self.memory.at.get(sentence.starts[k])
            if raw is not None and sentence.starts[k] + len(raw) == end:
                # `Northern Heron's`, where `northern` alone is no name
                return self.canonical(raw)
        if stripped[:1].isupper() and (frame.tags[last - 1 : last] == "U" or stripped.lower() not in COMMON):
            begin = sentence.starts[start]
            return self.canonical(self.text[begin : sentence.starts[last] + len(stripped)])
        found = self.description(stripped.lower(), sentence.lower[first:last])
        if found:
            return found
        if stripped.lower() in ("bloc", "world", "industry", "sector"):
            return stripped
        if stripped.lower() in DESCRIPTIONS or stripped.lower() in HEAD_KIND:
            return self.focus or self.memory.topic()
        return None

    def _with_part(
        self, frame: Frame, owner: str, rest: tuple[int, int], first: int, cut: int
    ) -> tuple[str | None, tuple[int, int]]:
        """Adds a part with an identity of its own to its owner: `its plant` → `Brightwell Foods plant`."""
        head = frame.sentence.lower[cut - 1] if cut > first else ""
        if head in HEAD_KIND and HEAD_KIND[head] in CLASS_KINDS and head not in METRIC_HEADS:
            part = self.words(frame.sentence, first, cut)
            if "U" in frame.tags[first:cut] or part.lower() in owner.lower():
                return self._named(frame, first, first + max(frame.tags[first:cut].find("U"), 0), cut, cut)[
                    0
                ] or owner, (-1, -1)
            return f"{owner} {part}", (-1, -1)
        if HEAD_KIND.get(head) == "organisation" and owner in (found := self.memory.described(head) or "") != owner:
            # `Tessaly's central bank` is the `Central Bank of Tessaly`.
            return found, (-1, -1)
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
        while end < cut and (
            tags[end] == "U" or (tags[end] in "-N&C'" and end + 1 <= cut and self._joins(tags, lower, end, cut))
        ):
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
            return self.canonical(name), (-1, -1)
        if "D" in tags[end:cut]:
            # `Orrin Union stops a mine`: a verb that the tables do not know stands between.
            return self.canonical(name), (-1, -1)
        head = lower[cut - 1]
        kind = HEAD_KIND.get(head)
        if kind and head not in METRIC_HEADS:
            thing = self.memory.named(lower[up], head)
            if thing:
                return thing, (-1, -1)
            full = self.memory.full(name)
            return f"{full} {self.words(sentence, end, cut)}", (-1, -1)
        entity = self.canonical(name)
        return entity, (end, last)

    @staticmethod
    def _before_time(tags: str, first: int, last: int) -> int:
        """The end of a noun phrase without a time behind it: `the government of Tessaly on Monday`."""
        for k in range(first + 1, last - 1):
            if tags[k] in "P" and "T" in tags[k + 1 : last]:
                return k
        return last

    @staticmethod
    def _joins(tags: str, lower: list[str], at: int, cut: int) -> bool:
        if tags[at] == "N":
            return lower[at].isdigit() and len(lower[at]) < 4
        return at + 1 < cut and (tags[at + 1] == "U" or (tags[at + 1] == "N" and tags[at] in "-"))

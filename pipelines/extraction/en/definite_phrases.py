"""What `the <words> <class>` and a printed name are in this article, given what the text speaks of.

Belongs here: what the walk through an article remembers, and leading definite descriptions and names to the fullest name. Does not
belong here: other noun phrases (`noun_phrases.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.institution_topics import home_country
from pipelines.extraction.en.name_edges import ROLES
from pipelines.extraction.en.name_kinds import DESCRIPTIONS, HEAD_KIND, head_of
from pipelines.extraction.en.ordinary_words import is_ordinary
from pipelines.extraction.en.phrases import Frame, word_set
from pipelines.extraction.en.roles import Analysis

_INSTITUTION = word_set("institution")
"""Words of institutions that every place has; a name of these alone gets its place in front."""
_PLACED = word_set("placed")
"""Facilities that go by the place they are at."""
CLASS_KINDS = frozenset(("facility", "vehicle", "event", "project"))


class DefinitePhrases:
    """Resolves names and definite descriptions of one article; keeps what the text speaks of while it is walked in order."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.memory = analysis.memory
        self.text = analysis.document.text
        self.focus: str | None = None
        self.antecedent: str | None = None
        self.local: str | None = None
        self.setting: str | None = None
        self.block = -1
        self.spoken_of: dict[str, tuple[str, bool, bool]] = {}
        """Names that were spoken of: fullest form, may be a place, may be an organisation."""
        self.next_place = 0
        """Number of the first mention of a name that is not read yet; sentences are read in order."""
        self.lately: list[str] = []
        self.before: list[str] = []
        self.made: set[str] = set()
        self.indefinite: set[str] = set()
        self.last_place: str | None = None
        self.recent: str | None = None
        """The last name that may be an organisation."""
        self.organisation: str | None = None
        self.heading: str | None = None
        self.speaker: str | None = None
        self.resolved_in: Frame | None = None
        self.resolved: dict[
            tuple[int, int, str | None, str | None, str | None], tuple[str | None, tuple[int, int]]
        ] = {}
        """What noun phrases of the sentence in hand stood for."""

    def canonical(self, name: str) -> str:
        """The fullest form of a name, with its class word where the name alone does not say what it is (`Kite-4 rocket`)."""
        self.memory.topic()
        if name.isupper() and len(name) > 4:
            printed = " ".join(part.capitalize() for part in name.split())
            name = printed if printed in self.memory.names or printed == self.memory.dateline else name
        front, _, rest = name.partition(" ")
        if rest and front.lower() in ROLES and name not in self.memory.names:
            name = rest
        full = self.memory.full(name)
        if full not in self.memory.names and " " in name and full == name:
            rest = name
            while " " in rest and rest not in self.memory.names:
                rest = rest.partition(" ")[2]
            person = self.memory.kind(self.memory.full(rest)) == "person"
            if rest in self.memory.names and (person or is_ordinary(name[: -len(rest)].split(" ")[0].lower())):
                full = self.memory.full(rest)
        if name in self.memory.known_as:
            return self.memory.described(self.memory.known_as[name]) or full
        if not _INSTITUTION.isdisjoint(full.lower().split()) and all(
            word in _INSTITUTION for word in full.lower().split()
        ):
            publisher = (self.memory.document.publisher or "").removeprefix("The ")
            if head_of(tuple(publisher.lower().split())) == full.lower() != publisher.lower():
                # `the Board` in what the National Board of Tessaly prints
                return publisher
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
            if self.organisation and (
                row["description"] in ("company", "firm", "group", "business")
                or self._fits(self.organisation, row["names"])
            ):
                return self.organisation
            found = self.memory.described(row["description"])
            if found:
                return self.canonical(found)
            if head == "government" and not modifiers and (country := home_country(self.memory)):
                return f"{country} government"
            if head in ("council", "police", "government", "department") and self.memory.place():
                return f"{self.memory.place()} {' '.join([*modifiers, head])}"
            topic = self._topic_of(("organisation", "thing"))
            if topic and self.recent and self.memory.is_placed(topic) and not self.organisation:
                return self.recent
            return self.organisation or topic or self.antecedent
        if kind == "place":
            found = self.memory.described(row["description"])
            if found:
                # `Portmere City` beside `Portmere` is the same place.
                base = found.removesuffix(" City").removesuffix(" Municipality")
                return base if base in self.memory.names else found
            if row["description"] in ("zone", "park"):
                return self.memory.topic()
            if row["description"] in ("district", "county", "state", "province", "region"):
                place = self.memory.place()
                return f"{head} of {place}" if place else self.memory.topic()
            recent = self.antecedent
            return (
                recent if recent and self.memory.kind(recent) == "place" else self.memory.place() or self.memory.topic()
            )
        found = self.memory.described(row["description"])
        if found:
            return found
        told = self._scene_of_event()
        if kind == "facility" and told:
            return f"{told} {head}"
        if kind == "facility" and head in _PLACED and self.last_place:
            return f"{self.last_place} {head}"
        topic = self.memory.topic()
        if (
            topic
            and topic.rsplit(" ", 1)[-1].lower() in HEAD_KIND
            and HEAD_KIND[topic.rsplit(" ", 1)[-1].lower()] in CLASS_KINDS
        ):
            return topic
        return self.focus or topic

    def _scene_of_event(self) -> str | None:
        """The named thing that the article's event is at: `Orvik` of `Orvik strike`, where `the mine` is Orvik mine."""
        topic = self.memory.topic() or ""
        base, _, event = topic.rpartition(" ")
        fits = (
            event in ("strike", "fire", "explosion", "spill", "lawsuit", "collapse", "sinking")
            and base in self.memory.names
        )
        return base if fits and self.memory.kind(base) in ("thing", "facility") else None

    @staticmethod
    def _fits(name: str, heads: str) -> bool:
        return name.rsplit(" ", 1)[-1].lower() in heads.split("|")

    def _topic_of(self, kinds: tuple[str, ...]) -> str | None:
        topic = self.memory.topic()
        return topic if topic and self.memory.kind(topic) in kinds else None

    def _is_person(self, entity: str) -> bool:
        return self.memory.kind(entity) == "person"

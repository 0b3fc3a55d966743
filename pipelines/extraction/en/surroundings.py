"""Things around one figure that it may be about: what stands behind it, what its sum is for, what its price is of.

Belongs here: candidates for the entity besides the clause's subject. Does not belong here: which of them wins (`subjects.py`).
"""

from __future__ import annotations

import re

from pipelines.extraction.en.capital_runs import WORD
from pipelines.extraction.en.definite_phrases import CLASS_KINDS
from pipelines.extraction.en.marked_words import mark
from pipelines.extraction.en.name_kinds import HEAD_KIND
from pipelines.extraction.en.noun_phrases import METRIC_HEADS, OWNING, SAYING, NounPhrases
from pipelines.extraction.en.ordinary_words import is_ordinary
from pipelines.extraction.en.phrases import (
    FUNCTION,
    Frame,
    noun_phrase_left,
    noun_phrase_right,
    read_rows,
    word_set,
)
from pipelines.extraction.en.roles import Role, subject_of
from pipelines.extraction.model import Mention

_PROJECTS = frozenset(
    ["campaign", "railway", "railroad", "airport", "line", "project", "scheme", "programme", "program", "plan"]
)
"""Last words of what money is raised for."""
CALENDAR = word_set("months") | {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
_TRADED = word_set("commodities") | word_set("indices") | {"futures", "shares", "stock", "prices"}
"""What has a price of its own."""
CURRENCIES = frozenset(
    row["word"].rsplit(" ", 1)[-1]
    for row in read_rows("currencies.csv")
    if row["form"] == "name" and row["word"].rsplit(" ", 1)[-1].isalpha()
) - {"rights", "buck", "quid", "crown", "mark", "som", "real", "sol", "lev", "lei", "cent", "penny", "p", "c"}
"""Currencies that are traded themselves: `the peso`, `the rouble`."""
_POLLED = re.compile(
    r"(?:(?:\d[\d,.]*%?|[a-z-]+|per cent) (?:of )?(?:the )?){1,4}?([a-z]{4,}) (polled|surveyed|interviewed|questioned|canvassed) by (?:the )?"
    rf"({WORD}(?: {WORD})*)"
)
POLLING = mark(["polled", "surveyed", "interviewed", "questioned", "canvassed"])
COMPARING = mark(["than", "more", "less", "higher", "lower"])
_FIRMS = frozenset(
    [
        "company",
        "firm",
        "group",
        "carmaker",
        "chipmaker",
        "manufacturer",
        "developer",
        "operator",
        "retailer",
        "utility",
        "airline",
        "maker",
        "bank",
    ]
)
"""Firms told by their class, that speak of their own money."""
_FUNDING = word_set("funding_verbs")
"""What those do who pay for a thing: the money is the thing's."""
_PRICED = frozenset(["cost", "costs", "budget", "estimate", "price", "bill", "bid", "fee", "tag"])
_COURT = word_set("court_words") | {"award", "awarded", "ordered", "penalty", "fine", "fined"}
_BROKERS = frozenset(["securities", "brokers", "brokerage", "stockbrokers", "research", "equities"])
"""Last words of the names of those who set targets for others' shares."""
_WHOLE = frozenset(["of", "the", "its", "their", "all", "a", "total", "his", "her"])
"""Words between a part and its whole: `92 of the 180 seats`."""


class Surroundings(NounPhrases):
    """Finds what else around a figure it may be about."""

    def known_thing(self, entity: str | None) -> str | None:
        """The entity, or what its one capitalised word stands for where that is an ordinary word and no name of the article."""
        memory = self.memory
        if entity and not entity.strip("IVX"):
            # `III. Damage`: the number of a section.
            return memory.topic() or entity
        if (
            not entity
            or " " in entity
            or not entity[:1].isupper()
            or entity in memory.names
            or memory.full(entity) != entity
        ):
            return entity
        word = entity.lower()
        if word in HEAD_KIND:
            return self.description(word, []) or memory.topic() or entity
        ordinary = is_ordinary(word) or word in memory.lower_words
        if ordinary or not entity.isalpha() or entity[1:] != word[1:] or word in CALENDAR:
            return memory.topic() or entity
        return entity

    def _of_topic(self, frame: Frame, mention: Mention, role: Role, entity: str) -> bool:
        """True where another's deed gives a figure of the topic: who pays for the tunnel, who sets a target for its shares."""
        topic = self.memory.topic()
        if not topic or entity.startswith(topic) or topic.startswith(entity):
            return False
        lower = frame.sentence.lower
        kind = self.memory.kind(topic)
        verb = frame.mains[role.verb] if role.verb >= 0 else None
        if kind in ("organisation", "thing") and (
            entity.rsplit(" ", 1)[-1].lower() in _BROKERS
            or ("target" in lower[max(0, role.left - 6) : role.left] and self.memory.kind(entity) == "person")
        ):
            return True
        if topic.endswith(" lawsuit"):
            return not _COURT.isdisjoint(lower)
        if (
            kind not in ("facility", "project", "vehicle", "person")
            and topic.rsplit(" ", 1)[-1].lower() not in _PROJECTS
        ):
            return False
        paid = verb is not None and verb.base in _FUNDING and role.follows
        priced = role.noun[0] >= 0 and not _PRICED.isdisjoint(lower[role.noun[0] : role.noun[1]])
        if not paid and not priced:
            return False
        after = frame.sentence.starts[role.subject[1] - 1] if paid and role.subject[0] >= 0 else frame.sentence.start
        for _, raw in self.memory.places_between(after, frame.sentence.end):
            full = self.memory.full(raw)
            if topic.startswith(full) and (full == topic or self.memory.kind(full) != "organisation"):
                return True
        return False

    @staticmethod
    def _whole_of(frame: Frame, mention: Mention, previous: Mention) -> bool:
        """True for the second figure of `92 of the 180 seats`."""
        between = frame.sentence.lower[previous.last : mention.first]
        return bool(between) and len(between) < 4 and "of" in between and _WHOLE.issuperset(between)

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
        verb = frame.mains[role.verb] if role.verb >= 0 else None
        for first, last in spans:
            if verb is not None and verb.role == "share":
                break
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
            role.bare = (first, cut) == role.subject
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

    def _compares(self, frame: Frame, mention: Mention, role: Role, previous: Mention) -> bool:
        """True for `, a fifth more than the 80 million`: the figure only compares with the one before it."""
        lower = frame.sentence.lower
        if "than" in lower[role.left : mention.first] and lower[mention.first - 1] in ("the", "its", "their"):
            return True
        if mention.kind not in ("percent", "multiple"):
            return False
        behind = lower[role.right : role.right + 2]
        leans = role.verb < 0 or (role.follows and frame.verbs[role.verb][1] <= previous.first)
        return leans and (behind[1:] == ["than"] or behind[:1] in (["more"], ["less"], ["higher"], ["lower"]))

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
        """The thing in front of `, with a crane rated at 500 tonnes and bunks for 40`."""
        tags, lower = frame.tags, frame.sentence.lower
        if "ith" not in frame.sentence.text and "ITH" not in frame.sentence.text:
            return None
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
        """The project behind a sum (`aid of X for the project`, `X on the plant`) or the whole behind a count (`20 arches of the bridge`)."""
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
                entity, _rest = self.resolve(frame, at + 1, end)
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
        thing = head not in METRIC_HEADS and not self._plural_people(head) and "U" not in frame.tags[first:last]
        if thing and last - first > 2:
            topic = self.memory.topic()
            return f"{topic} {self.words(frame.sentence, first + 1, last)}" if topic else None
        return None

    def _commodity(self, frame: Frame, mention: Mention, role: Role, rest: tuple[int, int]) -> str | None:
        """A bare noun whose price the figure is: `Copper rose 2 percent`, `raw milk went for £30`."""
        first, last = rest
        verb = frame.mains[role.verb]
        if last - first == 2 and frame.tags[first] == "D" and frame.sentence.lower[last - 1] in CURRENCIES:
            # `The peso was 0.4 percent stronger at 58.1 per dollar`
            role.bare = True
            return frame.sentence.lower[last - 1]
        if (
            mention.kind not in ("money", "percent", "rate")
            or verb is None
            or last - first > 3
            or frame.tags[first:last].strip("n")
        ):
            return None
        head = frame.sentence.lower[last - 1]
        if verb.role != "change" and verb.base not in ("go", "sell", "cost", "fetch", "trade"):
            if head not in _TRADED or verb.base not in (
                "touch",
                "hit",
                "reach",
                "top",
                "near",
                "close",
                "settle",
                "end",
                "be",
            ):
                return None
        if head in METRIC_HEADS or self._plural_people(head) or (first and frame.tags[first - 1] in "VEGM"):
            return None
        if mention.kind == "percent" and head not in _TRADED and first + 1 < last:
            # `Sickness absence fell to 5 percent`: what is measured, not what is traded.
            return None
        role.bare = True
        words = self.words(frame.sentence, first, last)
        return words[:1].lower() + words[1:]

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

    def _polled(self, mention: Mention) -> str | None:
        """Those whom a survey asked, where the figure counts them: `three of 19 economists polled by Orvik Newswire`."""
        if mention.kind not in ("count", "percent"):
            return None
        asked = _POLLED.match(self.text[mention.start : mention.start + 120])
        return f"{asked[1]} {asked[2]} by {asked[3]}" if asked else None

    def _thing_behind(self, frame: Frame, role: Role) -> tuple[str | None, tuple[int, int]]:
        first, last = role.after
        tags = frame.tags
        start = role.left
        if start > 1 and tags[start - 1] == "," and tags[start] == "D":
            before = noun_phrase_left(tags, start - 1)
            if before < start - 1:
                entity, _ = self.resolve(frame, before, start - 1)
                if entity and entity != entity.lower():
                    return entity, (-1, -1)
        if "U" not in tags[first:last]:
            head = frame.sentence.lower[last - 1]
            if head in HEAD_KIND and HEAD_KIND[head] in CLASS_KINDS and head not in METRIC_HEADS:
                topic = self.memory.topic() or ""
                # `the 38-metre vessel` is the ferry that the article is about.
                same = "the" in frame.sentence.lower[max(0, start - 1) : first] and HEAD_KIND[head] == "vehicle"
                same = same and HEAD_KIND.get(topic.rsplit(" ", 1)[-1].lower()) == "vehicle"
                return self.memory.described(head) or (topic if same else None), (-1, -1)
            return None, role.after
        return self.resolve(frame, first, last)

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
        tags, _lower = frame.tags, frame.sentence.lower
        if role.of_word != "of" or (role.follows and role.verb >= 0):
            return None, role.of
        if tags[first] in "O" or "p" in tags[first:last] or (tags[first] == "D"):
            return self.resolve(frame, first, last)
        return None, role.of

    def _from_figure_subject(self, frame: Frame, mention: Mention, role: Role) -> str | None:
        """The figure is the subject: the place where it is so (`500 people will work at the mill`)."""
        tags, lower = frame.tags, frame.sentence.lower
        stop = tags.find(",", role.right)
        for at in range(role.right, stop if stop > 0 else len(tags)):
            if at < len(tags) - 1 and lower[at] in ("on", "at", "in") and tags[at + 1] in "DU":
                end = noun_phrase_right(tags, at + 1)
                if end <= at + 1 or "T" in tags[at:end]:
                    continue
                head = lower[end - 1]
                if HEAD_KIND.get(head) == "facility":
                    entity, _rest = self.resolve(frame, at + 1, end)
                    if entity and entity != entity.lower():
                        return entity
        return None

    def _firm_that_says(self, frame: Frame) -> str | None:
        """The firm behind `, the company said`, in an article about a place: what it tells without an owner is its own."""
        tags, lower = frame.tags, frame.sentence.lower
        for k in range(len(lower) - 1, 1, -1):
            if lower[k] not in SAYING:
                continue
            behind = lower[k + 2] if tags[k + 1 : k + 2] == "D" and k + 2 < len(lower) else ""
            head = lower[k - 1] if tags[k - 2] == "D" else behind
            if head in _FIRMS:
                firm = self.memory.described(head) or self.organisation or self.recent
                return firm if firm and self.memory.kind(firm) == "organisation" else self.description(head, [])
        return None

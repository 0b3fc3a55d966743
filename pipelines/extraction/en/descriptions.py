"""Descriptions in one article: what `the zone`, `the plant`, `the floods` stand for, and what the whole article is about.

Belongs here: leading a description to a name by its class, by a phrase with a name in it, or by apposition; the article's topic.
Does not belong here: names (`names.py`), and which thing a figure is about (`subjects.py`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.extraction.document import Document
from pipelines.extraction.en.capital_runs import WORD
from pipelines.extraction.en.events import EVENTS, NOUNS_AS_PRINTED, TELLING_WORDS, event_name
from pipelines.extraction.en.name_edges import MONTHS, is_told, trim
from pipelines.extraction.en.name_kinds import BEARERS, DESCRIPTIONS, HEAD_KIND, Name
from pipelines.extraction.en.names import NameMemory
from pipelines.extraction.en.phrases import COMMON, FUNCTION, VERBS
from pipelines.extraction.en.topics import find_topic

_STOP = r"(?!(?:and|in|of|to|with|for|as|at|by|is|was|has|after|before|from|that|which|on)\b)"
_NAME_IN_FRONT = re.compile(
    rf"(?<![^\W_])({WORD}(?:['’]s)? (?:(?:{WORD}|\d+) )*(?:{_STOP}[a-z]+(?:-[a-z]+)* ){{0,3}})$"
)
_LOWER_IN_FRONT = re.compile(
    r"(?<![^\W_])((?:(?!(?:and|in|of|to|with|for|as|at|by|is|was|has|the|a|an|after|its|his|that|this|which|on|from|or|billion|million|"
    r"trillion|yuan|euros?|dollars?|pounds?|rupees?|yen)\b)[a-z]+(?:-[a-z]+)* ){0,2})$"
)
_NAME_RIGHT = re.compile(rf" ({WORD}(?: {WORD})*)")
_NAME_APART = re.compile(rf"(?<![^\W_])({WORD}(?: {WORD})*), (?:an?|the|one of the) [^,.;]{{0,40}}$")
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|" + "|".join(
    sorted(word.capitalize() for word in MONTHS)
)
_NAME_BEHIND = re.compile(
    rf" (?:in|of|at|near|off|on|between|under|across|through) (?:the )?(?!(?:{_DAYS})\b){WORD}(?: (?:{WORD}|\d+|district|county|province|state|city|town|river|island))*"
)
_NATIONALITY = re.compile(r"[A-Z][a-z]+(?:ican|ese|ish|ian|ench|erman|utch|wiss|reek) ")
_CLASS_WORDS = "|".join(
    sorted(
        {row["description"] for row in DESCRIPTIONS.values() if row["kind"] in ("vehicle", "facility")} - {"drone"},
        key=len,
        reverse=True,
    )
)
_CLASS_BEHIND = re.compile(rf" ({_CLASS_WORDS})\b|, an? (?:[a-z-]+ ){{0,2}}({_CLASS_WORDS})\b")
_CLASS_BEFORE = re.compile(
    rf"\b(?:[Ii]ts|[Tt]he) ({_CLASS_WORDS}),? $"
    r"|\b(?:[Tt]he|[Aa]n?) (?:[a-z]+(?:-[a-z]+)* ){1,2}(ferry|ship|vessel|tanker|trawler|yacht|freighter|airliner|satellite|rocket) $"
)
_CLASS_HEADS = [
    row["description"] for row in DESCRIPTIONS.values() if row["kind"] in ("facility", "event", "project", "vehicle")
]
_PASSING = frozenset(["new", "planned", "proposed"])
"""What a thing is only for a while: `Orvik's new tram line`."""
_NEAR_START = 20_000
"""An article says what a thing is within its first characters."""
_DEFINITE = re.compile(r"[Tt](?<!\w[Tt])h(?:e|is) ([\w-]+)(?: ([\w-]+))?")


@lru_cache(maxsize=512)
def _owned(head: str) -> re.Pattern[str]:
    return re.compile(rf"[Ii](?<!\w[Ii])ts ((?:[a-z]+(?:-[a-z]+)* ){{0,3}}{re.escape(head)})\b")


@lru_cache(maxsize=512)
def _titled(head: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(head.capitalize())} ({WORD}(?: {WORD})*)")


_CLASS_OF = {head + "s": head for head in _CLASS_HEADS} | {head: head for head in _CLASS_HEADS}
"""The description that a lower-case word is, also in the plural."""
_CLASS_STARTS = frozenset(words.split(" ")[0] for words in _CLASS_OF if " " in words)


class ArticleMemory(NameMemory):
    """The names of an article together with its descriptions and its topic."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._described: dict[str, str | None] = {}
        self._topic: str | None = None
        self._whole_topic: str | None = None
        self._enriched: dict[str, str] = {}
        self._possessed: set[str] = set()
        self._modified: set[str] = set()
        self._events: dict[str, str] = {}
        self._definites: list[tuple[str, str]] | None = None
        self.telling = TELLING_WORDS.intersection(self.counts)
        """Words of the article, as printed, that tell of an event."""
        self.event_uses: list[tuple[int, int, str]] | None = None
        """Where nouns of events stand; None until asked for (`events.event_uses`)."""

    def described(self, head: str) -> str | None:
        """The fullest name that `the <head>` stands for in this article, None where nothing fits.

        Tries, in order: a name that ends in a word of its class; a phrase with a name in it (`Astwick steel plant`,
        `floods in Korvat district`); an apposition (`Chocolate maker Brightwell Foods`, `Helix, a venture`).
        """
        if head in self._described:
            return self._described[head]
        if head in EVENTS:
            event = EVENTS[head]["event"]
            told = not NOUNS_AS_PRINTED[event].isdisjoint(self.telling)
            self._described[head] = found = self.event_name(event) if told else None
            return found
        found = self._name_of_class(head) or self._phrase_with_name(head) or self._apposition(head)
        self._described[head] = found
        return found

    def _name_of_class(self, head: str) -> str | None:
        row = DESCRIPTIONS.get(head)
        best: Name | None = None
        for last in row["names"].split("|") if row else (head,):
            for name in self._by_last.get(last.split()[-1], ()):
                if (
                    len(name.words) > 1
                    and name.kind != "person"
                    and name.text not in self._full
                    and (best is None or name.count > best.count)
                ):
                    best = name
            if (
                best is not None
                and row is not None
                and row["kind"] == "organisation"
                and best.count < 2
                and best.first > self.body + 600
            ):
                best = None
        return best.text if best else None

    def _phrase_with_name(self, head: str) -> str | None:
        row = DESCRIPTIONS.get(head)
        if row is not None and row["kind"] in ("facility", "vehicle", "project"):
            match = _owned(head).search(self.text) if head in self.text else None
            if match:
                owner = self._main_name()
                if owner:
                    self._possessed.add(f"{owner} {match[1]}")
                    return f"{owner} {match[1]}"
        heads = (
            [head]
            if row is None
            else [head, *(row["names"].split("|") if row["kind"] not in ("organisation", "place") else ())]
        )
        text = self.text
        for one in heads:
            if one not in text:
                continue
            use = min((at for at in (text.find("the " + one), text.find("The " + one)) if at >= 0), default=len(text))
            at = text.find(one)
            while 0 <= at <= use + 4:
                end = at + len(one)
                if not (text[at - 1 : at].isalpha() or text[end : end + 1].isalpha()):
                    found = self._named_around(one, at, end)
                    if found:
                        return found
                at = text.find(one, end)
        return None

    def _named_around(self, head: str, at: int, end: int) -> str | None:
        """The phrase around one mention of a description that has a name in it: `Astwick steel plant`, `floods in Korvat district`."""
        text = self.text
        match = _NAME_IN_FRONT.search(text, max(text.rfind("\n", 0, at), at - 90, 0), at)
        row = DESCRIPTIONS.get(head)
        placed = (
            row is not None
            and row["kind"] == "organisation"
            and match is not None
            and (match[1].startswith("The ") or text[match.start() - 4 : match.start()].lower() == "the ")
        )
        # `the Belmar lender`: where a firm is, not what it is called.
        if match and not placed and not _NATIONALITY.match(match[1]) and not is_told(match[1]):
            cut, _ = trim(match[1] + head, 0, self.name_words, self.lower_words)
            if cut and cut[0].isupper() and not cut.lower().startswith(head):
                words = cut.split()
                upto = 1
                while upto < len(words) and (words[upto][0].isupper() or words[upto][0].isdigit()):
                    upto += 1
                if words[upto - 1].endswith(("'s", "’s")):
                    words[upto - 1] = words[upto - 1][:-2]
                name = " ".join(words[:upto])
                owner = self.full(name)
                unknown = name.split()[0].lower()
                opening = at < self.body and not (
                    unknown in self.lower_words or unknown in COMMON or unknown in FUNCTION or unknown in VERBS
                )
                if name in self.names or owner in self.names or opening:
                    return " ".join([owner, *(word for word in words[upto:] if word not in _PASSING)])
        behind = _NAME_BEHIND.match(text, end)
        if behind:
            front = _LOWER_IN_FRONT.search(text, max(at - 60, 0), at)
            return f"{front[1] if front else ''}{head}{behind[0]}"
        return None

    def _main_name(self) -> str | None:
        """The organisation or other thing named most, for `its <plant>`."""
        counted = [
            name
            for name in self.names.values()
            if name.kind in ("organisation", "thing") and name.text not in self._full
        ]
        return max(counted, key=lambda name: name.count).text if counted else None

    def _apposition(self, head: str) -> str | None:
        if head not in self.text and head.capitalize() not in self.text:
            return None
        text = self.text
        at = text.find(head)
        while at >= 0:
            end = at + len(head)
            if not (text[at - 1 : at].isalpha() or text[end : end + 1].isalpha()):
                match = _NAME_RIGHT.match(text, end) or _NAME_APART.search(text, max(0, at - 100), at)
                if match:
                    raw, _ = trim(match[1].replace("’", "'"), 0, self.name_words, self.lower_words)
                    if raw.endswith("'s"):
                        raw = raw[:-2]
                    if raw in self.names:
                        return self.full(raw)
            at = text.find(head, end)
        capital = _titled(head).search(self.text) if head.capitalize() in self.text else None
        if capital and capital[1] in self.names and self.kind(capital[1]) != "person":
            return self.full(capital[1])
        return None

    def bearer(self, head: str) -> str | None:
        """What a measured property belongs to by its nature: `inflow` → the reservoir, `magnitude` → the earthquake."""
        for kind in BEARERS.get(head, ()):
            found = self.described(kind)
            if found:
                if kind == "dam" and "reservoir" in self.text and head in ("inflow", "storage", "reservoir"):
                    return re.sub(r"(?i)\bdam\b", "reservoir", found)
                return found
        return None

    def enriched(self, full: str) -> str:
        """A name with the lower-case class word that the article prints with it: `Kite-4` → `Kite-4 rocket`."""
        found = self._enriched.get(full)
        if found is None:
            found = full
            name = self.names.get(full)
            if name is not None and name.kind in ("thing", "vehicle", "facility") and name.words[-1] not in HEAD_KIND:
                found = self._with_class_word(full)
            self._enriched[full] = found
        return found

    def _with_class_word(self, full: str) -> str:
        """`Kite-4` → `Kite-4 rocket`, by the first place where the class word stands beside the name."""
        text = self.text
        at = text.find(full, 0, _NEAR_START)
        for _ in range(40):
            if not 0 <= at < _NEAR_START:
                break
            end = at + len(full)
            behind = _CLASS_BEHIND.match(text, end)
            if behind:
                return f"{full} {behind[1] or behind[2]}"
            before = _CLASS_BEFORE.search(text, max(0, at - 48), at) if text[at - 1 : at] == " " else None
            if before and not text[end : end + 1].isalnum():
                return f"{full} {before[1] or before[2]}"
            at = text.find(full, end)
        return full

    def topic(self) -> str | None:
        """What the whole article is about: the name or described thing that headline, lead and later references share."""
        if self._topic is None:
            self._topic = ""  # what asks for the topic while it is looked for gets none
            self._topic = find_topic(self) or ""
            self._whole_topic = self.enriched(self._topic) if self._topic else None
        return self._whole_topic

    def event_name(self, event: str) -> str:
        """The one name of the article's event; see `events.event_name`."""
        found = self._events.get(event)
        if found is None:
            found = self._events[event] = event_name(self, event)
        return found

    def modified(self, event: str) -> bool:
        """True where a word says what kind of event it is: `measles campaign`."""
        return event in self._modified

    def set_modified(self, event: str, known: bool) -> None:
        """Keeps whether a word says what kind of event it is."""
        if known:
            self._modified.add(event)

    def set_described(self, head: str, name: str) -> None:
        """Makes a description stand for a name."""
        self._described[head] = name

    def definites(self) -> list[tuple[str, str]]:
        """The one or two words behind each `the` and `this`."""
        if self._definites is None:
            self._definites = _DEFINITE.findall(self.text)
        return self._definites

    @staticmethod
    def class_of(word: str) -> str:
        """The description that a word is, also in the plural; empty where it is none."""
        return _CLASS_OF.get(word.lower(), "")

    @staticmethod
    @lru_cache(maxsize=8192)
    def class_of_either(near: str, far: str) -> str:
        """The description that the first, the second or both of two words are; empty where they are none."""
        near, far = near.lower(), far.lower()
        found = _CLASS_OF.get(near) or _CLASS_OF.get(far)
        if found is None and near in _CLASS_STARTS:
            found = _CLASS_OF.get(f"{near} {far}")
        return found or ""

    def possessed(self, name: str) -> bool:
        """True for a part that goes by its owner (`its plant`)."""
        return name in self._possessed

    def set_enriched(self, name: str, longer: str) -> None:
        """Makes a name go by a longer form from here on."""
        self._enriched[name] = longer
        self._enriched[longer] = longer

    def name_ending(self, end: int) -> str | None:
        """The name that stands right before a code point, None where none does."""
        for start, raw in self.places_between(max(0, end - 60), end):
            if 0 <= end - start - len(raw) <= 3 and self.text[start + len(raw) : end].strip() in (
                "",
                "'s",
                "’s",
                "'",
                "’",
            ):
                full = self.full(raw)
                return full if self.kind(full) != "person" else None
        return None

    def with_article(self) -> str | None:
        """The one-word name that mostly stands behind `the` (`the Lomen`): a river; None where none does."""
        counted: dict[str, int] = {}
        total: dict[str, int] = {}
        for start, raw in self.places:
            if " " not in raw:
                total[raw] = total.get(raw, 0) + 1
                if self.text[start - 5 : start] in (" the ", "\nThe ", " The "):
                    counted[raw] = counted.get(raw, 0) + 1
        fits = [
            raw
            for raw, count in counted.items()
            if (count > 1 or total[raw] == 1) and count * 2 > total[raw] and raw.isalpha() and not raw.isupper()
        ]
        return max(fits, key=lambda raw: counted[raw]) if fits else None

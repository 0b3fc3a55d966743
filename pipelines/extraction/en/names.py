"""The names of one article: who and what it speaks of, their short forms, acronyms and descriptions.

Belongs here: finding names, telling persons from places and other things, and leading `Orvanta`, `GUI`, `the zone`, `the plant`
to the fullest name in the article. Does not belong here: which of them a figure is about (`subjects.py`), and names of one thing
across articles (`pipelines/extraction/aliases.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from pipelines.extraction.document import Document
from pipelines.extraction.en.phrases import ABBREVIATED, COMMON, FUNCTION, NOUN_FORMS, VERBS, read_rows

_WORD = r"[A-Z\u00c0-\u00de][^\W_]*(?:[&'’.-](?=[^\W_])[^\W_]+)*"
_NAME = re.compile(
    rf"(?:[A-Z]\. ?){{1,2}}{_WORD}|{_WORD}(?:(?: | of | of the | for | de | del | la | van | von | al | bin | & )(?:[A-Z]\.(?= [A-Z])|{_WORD}|\d{{1,3}}(?![\w,.:]\d|[^\W_]| [a-z]{{3,}}s\b)))*"
)
"""A run of capitalised words, joined by a few small words: `Bank of Tessaly`, `Fab 12`, `Tern-2`."""

_LOWER_WORD = re.compile(r"(?<![^\W\d_])[a-z][a-z]+")
_MIDDLE = re.compile(rf"(?<=[a-z,;’'] )(?:{_WORD})(?: (?:{_WORD}))*")
_ACRONYM = re.compile(r"\(?(?:\bor |\()(?:the )?([A-Z][A-Z&]{1,7})\b")
_PAPER = re.compile(
    r"\b(?:Daily|Evening|Morning|Sunday|Weekly)\b|\b(?:Tribune|Gazette|Times|Herald|Post|News|Courier|Journal|Chronicle|Echo|Star|Argus|"
    r"Mercury|Examiner|Observer|Press|Standard|Telegraph|Mail|Record|Register|Sun|Globe|Dispatch|Bulletin|City of|Town of|County of|"
    r"Government|Municipal People['’]s Government|City Council|Council)\b"
)
"""Words of a newspaper's or authority's name around the place it is of."""
_TITLES = frozenset(
    "mr mrs ms dr prof sir lord mayor president minister chairman chairwoman governor executive ceo cfo director councilman councilwoman "
    "councillor senator judge justice analyst economist officer collector secretary coach captain professor spokesman spokeswoman "
    "spokesperson manager said says added wrote told striker midfielder defender goalkeeper driver skipper engineer scientist".split()
)
"""Words in front of a person's name."""
_AT = frozenset("in near outside off".split())
_SPEECH = re.compile(r",? (?:said|says|told|wrote|added|who)\b")
_AGED = re.compile(r", (?:aged )?\d\d,|, who (?:said|says)|,? told |, (?:an? |the )?[a-z' -]{0,30}\b(?:economist|analyst|director|manager|spokes\w+|farmer|shopkeeper|"
                   r"professor|resident|officer|lawyer|coach|minister|mayor|scientist|teacher|doctor|nurse)\b")
_LONG_TITLES = frozenset((("chief", "minister"), ("chief", "executive"), ("prime", "minister"), ("vice", "president"), ("deputy", "mayor")))
_HALF_TITLES = frozenset("chief prime deputy lord king queen general justice princess prince saint secretary".split())
OFFICES = frozenset(
    "chief prime deputy mr mrs ms dr sir lord mayor president minister chairman governor ceo cfo councilman councilwoman councillor senator judge "
    "justice professor prof captain sergeant general prince princess king queen pope saint premier chancellor secretary".split()
)
_NAME_SIGN = re.compile(r"['’]s |:? (?:said|says|won|plans|expects|reports|raises|sells|buys)\b")


def _verb_follows(text: str, end: int) -> bool:
    """True where a finite verb stands behind a word: the first word of a headline is a name then."""
    word = text[end : end + 24].split(" ")[1:2]
    verb = VERBS.get(word[0]) if word else None
    return verb is not None and verb.form in ("third", "past") and word[0] not in NOUN_FORMS | {"was", "is"}


def _opens(text: str, start: int) -> bool:
    """True where a word stands first in its sentence, line or quote."""
    before = text[max(0, start - 2) : start]
    return not before or before[-1] in "\n“\"*|" or (before[-1] == " " and before[0] in ".!?:“\"•*|-")


_KNOWN_AS = re.compile(rf"({_WORD}(?: (?:{_WORD}|\d+))*), as the (?:new )?([a-z]+) is (?:also )?(?:known|called|named)")
_STOP = r"(?!(?:and|in|of|to|with|for|as|at|by|is|was|has|after|before|from|that|which|on)\b)"
_NAME_IN_FRONT = re.compile(
    rf"(?<![^\W_])({_WORD}(?:['’]s)? (?:(?:{_WORD}|\d+) )*(?:{_STOP}[a-z]+(?:-[a-z]+)* ){{0,3}})$"
)
_LOWER_IN_FRONT = re.compile(
    r"(?<![^\W_])((?:(?!(?:and|in|of|to|with|for|as|at|by|is|was|has|the|a|an|after|its|his|that|this|which|on|from|or|billion|million|"
    r"trillion|yuan|euros?|dollars?|pounds?|rupees?|yen)\b)[a-z]+(?:-[a-z]+)* ){0,2})$"
)
_NAME_BEHIND = re.compile(
    rf" (?:in|of|at|near|off|on|between) (?:the )?{_WORD}(?: (?:{_WORD}|\d+|district|county|province|state|city|town|river|island))*"
)
_DATELINE = re.compile(r"(?m)^([A-Z][A-Z'’.-]+(?: [A-Z][A-Z'’.-]+){0,3})(?:,[^.\n]{2,30})?(?: ?\([^)\n]{2,40}\))? ?(?:—|--|-|–|:) ")
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept "
    "oct nov dec monday tuesday wednesday thursday friday saturday sunday christmas easter ramadan diwali thanksgiving".split()
)
_PART_OF_PLACE = frozenset("town city district county state province north south east west central river island station".split())
_NATIONALITY = re.compile(r"[A-Z][a-z]+(?:ican|ese|ish|ian|ench|erman|utch|wiss|reek) ")
_ADJECTIVE_ENDS = ("al", "ive", "ous", "ic", "ful", "less", "able", "ing", "ed", "ers", "ors", "ists")
_NATIONAL = re.compile(r"[A-Z][a-z]+(?:an|ese|ish|ench|utch|wiss|reek)")
_NUMBERED = frozenset("no nos report figure table section page chapter".split())
_CALENDAR = frozenset(("fiscal year", "financial year", "new year", "world war ii"))
_NOT_NAMES = frozenset("update photo source editor reuters photograph table figure correction questions section".split())

DESCRIPTIONS = {row["description"]: row for row in read_rows("descriptions.csv")}
BEARERS = {row["head"]: tuple(row["classes"].split("|")) for row in read_rows("bearers.csv")}
HEAD_KIND: dict[str, str] = {}
for _row in DESCRIPTIONS.values():
    for _head in _row["names"].split("|"):
        HEAD_KIND.setdefault(_head.split()[-1], _row["kind"])
    HEAD_KIND.setdefault(_row["description"].split()[-1], _row["kind"])
_CLASS_WORDS = "|".join(
    sorted({row["description"] for row in DESCRIPTIONS.values() if row["kind"] in ("vehicle", "facility")}, key=len, reverse=True)
)
_CLASS_HEADS = [row["description"] for row in DESCRIPTIONS.values() if row["kind"] in ("facility", "event", "project", "vehicle")]
_CLASS_WORD = re.compile(rf"\b({'|'.join(sorted(_CLASS_HEADS, key=len, reverse=True))})s?\b")
_CLASS_USE = re.compile(rf"\b(?:[Tt]he|[Tt]his) (?:[\w-]+ )?({'|'.join(sorted(_CLASS_HEADS, key=len, reverse=True))})s?\b")
_ZONE_USE = re.compile(r"\b[Tt]he (zone|park|plant|dam|mine|port|island|estate|airport|wind farm|reservoir|stadium|rocket)\b")
ORGANISATION_HEADS = frozenset(head for head, kind in HEAD_KIND.items() if kind == "organisation")


def _no_person(name: Name) -> bool:
    """True for names with a figure, an `of` or a word of institutions in them."""
    return any(word in HEAD_KIND or word in ("of", "health", "finance", "statistics", "office") or word.isdigit() for word in name.words)


@dataclass(slots=True)
class Name:
    """One name of an article, by its fullest form."""

    text: str
    words: tuple[str, ...]
    kind: str
    """`person`, `place`, `organisation`, `facility`, `vehicle`, `project`, `event` or `thing`."""
    count: int
    first: int
    """First code point of its first mention."""


def _trim(text: str, start: int, names: set[str], lower_words: set[str]) -> tuple[str, int]:
    """Cuts words off the front of a capitalised run that are only capitalised because they open a sentence."""
    while True:
        word, _, rest = text.partition(" ")
        lower = word.lower()
        if not rest:
            ordinary = lower in FUNCTION or (word not in names and (lower in lower_words or lower in COMMON or lower in VERBS))
            return ("", start) if ordinary or lower in _MONTHS or lower in _NOT_NAMES else (text, start)
        if lower in FUNCTION or (word not in names and (lower in lower_words or lower in VERBS or lower in _NOT_NAMES)):
            text, start = rest, start + len(word) + 1
            while text.startswith(("of ", "for ", "& ")):
                small, _, text = text.partition(" ")
                start += len(small) + 1
        else:
            return text, start


class NameMemory:
    """What an article calls things. Built once per article; resolves names and descriptions to the fullest name."""

    def __init__(self, document: Document) -> None:
        text = document.text
        self.text = text
        self.document = document
        self.lower_words = set(_LOWER_WORD.findall(text))
        body = text.find("\n") + 1
        self.body = body
        self.name_words: set[str] = set()
        for match in _MIDDLE.finditer(text, body):
            for word in match[0].replace("’", "'").split():
                self.name_words.add(word[:-2] if word.endswith("'s") else word)
        self.name_words -= {word for word in self.name_words if word.lower() in _MONTHS or word.lower() in ABBREVIATED}
        self.publisher = (document.publisher or "").lower()
        self.names: dict[str, Name] = {}
        self.places: list[tuple[int, str]] = []
        """Mentions of names as (code point, text), in order."""
        self._find(text, body)
        self.at = dict(self.places)
        for raw in self.names:
            self.name_words.update(raw.split())
        self._full: dict[str, str] = {}
        self._by_last: dict[str, list[Name]] = {}
        self._link(text)
        self._described: dict[str, str | None] = {}
        self._topic: str | None = None
        self._enriched: dict[str, str] = {}
        self._possessed: set[str] = set()

    def _find(self, text: str, body: int) -> None:
        """Collects the names with the places where they stand."""
        lowered = text.lower()
        title_words = [word for word in text[:body].split() if len(word) > 3 and word[0].isalpha()]
        title_case = sum(word[0].isupper() for word in title_words) > 0.7 * len(title_words)
        self.dateline: str | None = None
        match = _DATELINE.search(text)
        if match:
            self.dateline = " ".join(part.capitalize() for part in match[1].split())
        people: Counter[str] = Counter()
        in_place: Counter[str] = Counter()
        for match in _NAME.finditer(text):
            raw, start = match[0].replace("’", "'"), match.start()
            raw, start = _trim(raw, start, self.name_words, self.lower_words)
            if raw.endswith("'s"):
                raw = raw[:-2]
            if len(raw) < 2 or raw[0].isdigit() or raw.lower() in COMMON or (start < body and raw.lower() in self.lower_words):
                continue
            if raw.isupper() and len(raw) > 4:
                raw = " ".join(part.capitalize() for part in raw.split())
                if raw not in text and raw != self.dateline:
                    continue
            if start < body and " " in raw:
                cut = raw
                while " " in cut and lowered.find(cut.lower(), body) < 0:
                    cut = cut.rpartition(" ")[0]
                raw = cut if lowered.find(cut.lower(), body) >= 0 else raw
            if text[start - 1 : start] == "<" or raw.lower() in FUNCTION:
                continue
            if _NATIONAL.fullmatch(raw) and text[start + len(raw) : start + len(raw) + 1] == " " and text[start + len(raw) + 1 : start + len(raw) + 2].islower():
                continue
            if title_case and start < body and lowered.find(raw.lower(), body) < 0:
                continue
            if raw.rsplit(" ", 1)[-1].lower() in _NUMBERED or raw.lower() in _CALENDAR or raw.split(" ")[0].lower() in ABBREVIATED:
                continue
            if " " not in raw and raw not in self.name_words and raw.replace("-", "").isalpha() and not raw.isupper() and _opens(text, start):
                known_word = raw.lower() in VERBS or raw.lower() in FUNCTION
                sign = _NAME_SIGN.match(text, start + len(raw)) or (
                    not known_word and ((text.count(raw) > 1 and not raw.endswith(_ADJECTIVE_ENDS)) or (start < 12 and _verb_follows(text, start + len(raw))))
                )
                if not sign:
                    continue
            self.places.append((start, raw))
            known = self.names.get(raw)
            if known is None:
                self.names[raw] = Name(raw, tuple(raw.lower().split()), "thing", 1, start)
            else:
                known.count += 1
            front = text[max(0, start - 24) : start].rpartition("\n")[2].split()
            word = front[-1].lower().rstrip(".") if front else ""
            if word in _TITLES or (word == "officer" and "chief" in front) or _AGED.match(text, start + len(raw)):
                people[raw] += 1
            elif word in _AT or (word == "of" and " " not in raw):
                in_place[raw] += 1
        for name in self.names.values():
            head = name.words[-1]
            front = name.words[:-1]
            titled = any(word in OFFICES and word not in _HALF_TITLES for word in front) or front[:2] in _LONG_TITLES
            if titled and head not in HEAD_KIND:
                name.kind = "person"
            elif head in HEAD_KIND and len(name.words) > 1:
                name.kind = HEAD_KIND[head]
            elif people[name.text] and 2 <= len(name.words) <= 4 and not _no_person(name):
                name.kind = "person"
            elif in_place[name.text] * 2 >= name.count:
                name.kind = "place"

    def _link(self, text: str) -> None:
        """Leads short forms and acronyms to the fullest name."""
        by_first: dict[str, list[Name]] = {}
        for name in self.names.values():
            if len(name.words) > 1:
                by_first.setdefault(name.words[0], []).append(name)
            self._by_last.setdefault(name.words[-1], []).append(name)
        for name in self.names.values():
            words = name.words
            size = len(words)
            longer = [
                other for other in by_first.get(words[0], ()) if len(other.words) > size and other.words[:size] == words
            ]
            if longer and (name.kind != "place" or all(other.kind == "place" for other in longer)):
                kinds = {other.kind for other in longer}
                best = max(longer, key=lambda other: (other.count, len(other.text)))
                if best.words[-1] not in _PART_OF_PLACE and (len(longer) == 1 or len(kinds) == 1 or best.count > 1):
                    self._full[name.text] = best.text
                    best.count += name.count
            elif size == 1:
                people = [other for other in self._by_last.get(words[0], ()) if other.kind == "person" and len(other.words) > 1]
                if len(people) == 1:
                    self._full[name.text] = people[0].text
                    name.kind = "person"
        for match in _ACRONYM.finditer(text):
            short = match[1]
            before = [raw for start, raw in self.places if 0 <= match.start() - start - len(raw) <= 4]
            for raw in before:
                initials = "".join(word[0] for word in raw.split() if word[0].isupper())
                if initials.startswith(short) or short.startswith(initials) or set(short) <= set(raw.upper()):
                    self._full[short] = self._full.get(raw, raw)
        self.known_as = {match[1]: match[2] for match in _KNOWN_AS.finditer(text)}
        for match in re.finditer(r"\(([A-Z][\w-]+(?: [\w-]+){0,3})\)", text):
            for start, raw in self.places:
                if 0 < match.start() - start - len(raw) <= 2 and match[1].split()[0] == raw.split()[0] and len(raw) > len(match[1]):
                    self._full[match[1]] = raw

    def full(self, text: str) -> str:
        """The fullest form of a name; the name itself where there is no fuller one."""
        text = text.replace("’", "'")
        full = self._full.get(text)
        if full is None:
            people = [name for name in self._by_last.get(text.lower(), ()) if name.kind == "person"] if text not in self.names else []
            return people[0].text if len(people) == 1 else text
        return self._full.get(full, full)

    def kind(self, text: str) -> str:
        """What a name is: see `Name.kind`."""
        name = self.names.get(text)
        return name.kind if name else HEAD_KIND.get(text.rsplit(" ", 1)[-1].lower(), "thing")

    def mention_at(self, first: int, last: int) -> str | None:
        """The first name between two code points, in its fullest form."""
        for start, raw in self.places:
            if first <= start < last:
                return self.enriched(self.full(raw))
            if start >= last:
                return None
        return None

    def places_between(self, first: int, last: int) -> list[tuple[int, str]]:
        """Mentions of names between two code points."""
        low = bisect_left(self.places, (first, ""))
        return self.places[low : bisect_left(self.places, (last, ""))]

    def named(self, first_word: str, head: str) -> str | None:
        """The name that starts like `first_word` and ends in the class of `head`: `Lanting zone` → `Lanting … Development Zone`."""
        row = DESCRIPTIONS.get(head)
        heads = row["names"].split("|") if row else [head]
        best: Name | None = None
        for name in self.names.values():
            if name.words[0] == first_word and len(name.words) > 1 and name.words[-1] in heads:
                if best is None or len(name.text) > len(best.text):
                    best = name
        return best.text if best else None

    def described(self, head: str) -> str | None:
        """The fullest name that `the <head>` stands for in this article, None where nothing fits.

        Tries, in order: a name that ends in a word of its class; a phrase with a name in it (`Brandow chip plant`,
        `floods in Merunad district`); an apposition (`Rocket builder Orvanta Space`, `Corvane, a venture`).
        """
        if head in self._described:
            return self._described[head]
        found = self._name_of_class(head) or self._phrase_with_name(head) or self._apposition(head)
        self._described[head] = found
        return found

    def _name_of_class(self, head: str) -> str | None:
        row = DESCRIPTIONS.get(head)
        best: Name | None = None
        for last in (row["names"].split("|") if row else (head,)):
            for name in self._by_last.get(last.split()[-1], ()):
                if len(name.words) > 1 and name.kind != "person" and name.text not in self._full and (best is None or name.count > best.count):
                    best = name
            if best is not None and row is not None and row["kind"] == "organisation" and best.count < 2 and best.first > self.body + 600:
                best = None
        return best.text if best else None

    def _phrase_with_name(self, head: str) -> str | None:
        row = DESCRIPTIONS.get(head)
        if row is not None and row["kind"] in ("facility", "vehicle", "project"):
            match = re.search(rf"\b[Ii]ts ((?:[a-z]+(?:-[a-z]+)* ){{0,3}}{head})\b", self.text) if head in self.text else None
            if match:
                owner = self._main_name()
                if owner:
                    self._possessed.add(f"{owner} {match[1]}")
                    return f"{owner} {match[1]}"
        heads = [head] if row is None else [head, *(row["names"].split("|") if row["kind"] not in ("organisation", "place") else ())]
        text = self.text
        for one in heads:
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
        """The phrase around one mention of a description that has a name in it: `Brandow chip plant`, `floods in Merunad district`."""
        text = self.text
        match = _NAME_IN_FRONT.search(text, max(text.rfind("\n", 0, at), at - 90, 0), at)
        if match and not _NATIONALITY.match(match[1]):
            cut, _ = _trim(match[1] + head, 0, self.name_words, self.lower_words)
            if cut and cut[0].isupper() and not cut.lower().startswith(head):
                words = cut.split()
                upto = 1
                while upto < len(words) and (words[upto][0].isupper() or words[upto][0].isdigit()):
                    upto += 1
                if words[upto - 1].endswith(("'s", "’s")):
                    words[upto - 1] = words[upto - 1][:-2]
                name = " ".join(words[:upto])
                owner = self.full(name)
                if name in self.names or owner in self.names:
                    return " ".join([owner, *words[upto:]])
        behind = _NAME_BEHIND.match(text, end)
        if behind:
            front = _LOWER_IN_FRONT.search(text, max(at - 60, 0), at)
            return f"{front[1] if front else ''}{head}{behind[0]}"
        return None

    def _main_name(self) -> str | None:
        """The organisation or other thing named most, for `its <plant>`."""
        counted = [name for name in self.names.values() if name.kind in ("organisation", "thing") and name.text not in self._full]
        return max(counted, key=lambda name: name.count).text if counted else None

    def _apposition(self, head: str) -> str | None:
        if head not in self.text and head.capitalize() not in self.text:
            return None
        pattern = re.compile(
            rf"\b(?:[a-z-]+ )?{re.escape(head)} ({_WORD}(?: {_WORD})*)"
            rf"|({_WORD}(?: {_WORD})*), (?:an?|the|one of the)\b[^,.;]{{0,40}}\b{re.escape(head)}\b"
        )
        for match in pattern.finditer(self.text):
            raw = (match[1] or match[2]).replace("’", "'")
            raw, _ = _trim(raw, 0, self.name_words, self.lower_words)
            if raw.endswith("'s"):
                raw = raw[:-2]
            if raw in self.names:
                return self.full(raw)
        capital = re.search(rf"\b{re.escape(head.capitalize())} ({_WORD}(?: {_WORD})*)", self.text)
        if capital and capital[1] in self.names and self.kind(capital[1]) != "person":
            return self.full(capital[1])
        return None

    def mention_at_text(self, words: str) -> str | None:
        """The first known name inside other words, such as a table's caption."""
        for match in _NAME.finditer(words):
            if match[0] in self.names:
                return self.full(match[0])
        return None

    def place(self) -> str | None:
        """The place that the article speaks of most."""
        if self.dateline:
            return self.dateline
        best: Name | None = None
        for name in self.names.values():
            if name.words[-1] in HEAD_KIND and name.words[-1] not in _PART_OF_PLACE:
                continue
            if name.kind == "place" and (best is None or name.count > best.count):
                best = name
        if best is not None:
            return best.text
        publisher = (self.document.publisher or "").removeprefix("The ")
        match = _PAPER.sub("", publisher).strip()
        return match if match != publisher and match[:1].isupper() and re.search(r"\b(?:[Cc]ity|town|[Cc]ouncil|county|mayor)\b", self.text) else None

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
        """A name with the lower-case class word that the article prints with it: `Tern-2` → `Tern-2 rocket`."""
        found = self._enriched.get(full)
        if found is None:
            found = full
            name = self.names.get(full)
            if name is not None and name.kind in ("thing", "vehicle", "facility") and name.words[-1] not in HEAD_KIND:
                match = re.search(
                    rf"{re.escape(full)} ({_CLASS_WORDS})\b|{re.escape(full)}, an? (?:[a-z-]+ ){{0,2}}({_CLASS_WORDS})\b|"
                    rf"\b(?:[Ii]ts|[Tt]he) ({_CLASS_WORDS}),? {re.escape(full)}\b",
                    self.text,
                )
                if match:
                    found = f"{full} {match[1] or match[2] or match[3]}"
            self._enriched[full] = found
        return found

    def topic(self) -> str | None:
        """What the whole article is about: the name or described thing that headline, lead and later references share."""
        if self._topic is None:
            self._topic = self._find_topic() or ""
        return self.enriched(self._topic) if self._topic else None

    def _find_topic(self) -> str | None:
        text, body = self.text, self.body
        lead_end = text.find("\n", body + 200)
        lead_end = lead_end if lead_end > 0 else len(text)
        scores: dict[str, float] = {}
        for start, raw in self.places:
            full = self.full(raw)
            name = self.names.get(full)
            if name is None or name.kind == "person" or full.lower() in self.publisher:
                continue
            if text[start - 5 : start] in ("said ", "says ") or _SPEECH.match(text, start + len(raw)):
                continue
            weight = 3.0 if start < body else 1.5 if start < lead_end else 1.0
            if start < 12:
                weight += 2.5
            elif 0 <= start - body < 5:
                weight += 1.0
            if start >= body and self.names[raw].kind == "place" and name.kind == "place":
                weight *= 0.4
            scores[full] = scores.get(full, 0.0) + weight
        early = text[:lead_end].lower()
        headline = text[:body].lower()
        for match in _CLASS_USE.finditer(text):
            head = match[1].lower()
            if head not in early and head not in ("project", "disaster"):
                continue
            described = self.described(head)
            if described and described not in self._possessed:
                scores[described] = scores.get(described, 0.0) + (3.0 if DESCRIPTIONS[head]["kind"] == "event" else 1.5)
        for head in set(_CLASS_WORD.findall(headline)):
            if head in DESCRIPTIONS:
                described = self.described(head)
                if described and described not in self._possessed:
                    scores[described] = scores.get(described, 0.0) + (6.0 if DESCRIPTIONS[head]["kind"] == "event" else 2.0)
        # One thing under several forms: `Skerrow Bank`, `Skerrow Bank wind farm`.
        merged: dict[str, float] = {}
        forms: dict[str, str] = {}
        for form in sorted(scores, key=len):
            base = next((short for short in merged if form.startswith(short + " ") and form not in self.names), form)
            merged[base] = merged.get(base, 0.0) + scores[form]
            forms[base] = form
        if not merged:
            return None
        best = max(merged, key=lambda key: merged[key])
        if merged[best] < 4:
            place = self.place()
            if place and place not in self.names:
                return place
        found = forms[best]
        name = self.names.get(found)
        if name is not None and name.words[-1] not in HEAD_KIND and name.kind != "organisation":
            use = _ZONE_USE.search(text)
            if use and not self.described(use[1].lower()):
                longer = f"{found} {use[1].lower()}"
                self._enriched[found] = longer
                found = longer
        return found

"""The names of one article: who and what it speaks of, their short forms, acronyms and descriptions.

Belongs here: finding names, telling persons from places and other things, and leading `Brightwell`, `GUI`, `the zone`, `the plant`
to the fullest name in the article. Does not belong here: which of them a figure is about (`subjects.py`), and names of one thing
across articles (`pipelines/extraction/aliases.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter

from pipelines.extraction.document import Document
from pipelines.extraction.en.capital_runs import NAME_RUN, SHIPS, WORD, capital_runs
from pipelines.extraction.en.name_edges import (
    COMPASS,
    MONTHS,
    NAME_SIGN,
    PEOPLE_ENDS,
    SLUG,
    as_in_body,
    opens,
    opens_as_word,
    trim,
    trim_headline,
)
from pipelines.extraction.en.name_kinds import (
    BEFORE_PLACES,
    COUNTRIES,
    DESCRIPTIONS,
    HEAD_KIND,
    INITIALLED,
    PAPER,
    STREETS,
    Name,
    head_of,
    no_person,
    of_people,
    surname_alone,
)
from pipelines.extraction.en.ordinary_words import is_ordinary
from pipelines.extraction.en.phrases import (
    ABBREVIATED,
    COMMON,
    DEMONYMS,
    FUNCTION,
    read_rows,
    word_set,
)

_MIDDLE = re.compile(rf" (?<=[a-z,;’'] )({WORD}(?: {WORD})*)")
_BRACKETED = re.compile(r"\((?:the )?([A-Z][A-Z&]{1,7})\b")
_IN_BRACKETS = re.compile(r"\(([A-Z][\w-]+(?: [\w-]+){0,3})\)")
_ALTERNATIVE = re.compile(r" or (?:the )?([A-Z][A-Z&]{1,7})\b")
"""Acronyms that an article introduces: `Grand Union of Invention (GUI)`, `…, or GUI`."""
_TITLES = word_set("titles")
"""Words in front of a person's name."""
_AT = frozenset(["in", "near", "outside", "off"])
SPEECH = re.compile(r",? (?:who )?(?:said|says|told|wrote|added)\b")
_AGED = re.compile(
    r", (?:aged )?\d\d,|, who (?:said|says)|,? told |, (?:an? |the )?[a-z' -]{0,30}\b(?:economist|analyst|chair\w*|president|executive|head|founder|secretary|official|dean|chief|owner|boss|governor|director|manager|spokes\w+|farmer|shopkeeper|"
    r"professor|resident|officer|lawyer|coach|minister|mayor|scientist|teacher|doctor|nurse)\b"
)
_LONG_TITLES = frozenset(
    (("chief", "minister"), ("chief", "executive"), ("prime", "minister"), ("vice", "president"), ("deputy", "mayor"))
)
_HALF_TITLES = word_set("half_titles")
OFFICES = word_set("offices")
_OPENERS = frozenset(word.capitalize() for word in FUNCTION)
"""Capitalised words that are no name by themselves: most sentences open with one."""
_WHOLE_TITLES = OFFICES - _HALF_TITLES
_CONTRACTED = re.compile(r"'(?:ll|ve|re|d|m|t)$")
"""`It'll`, `We've`: a pronoun and its verb."""
_PRINTED_AMOUNT = re.compile(
    r"[A-Z]{1,4}\d[\d.,]*(?:m|k|b|bn|mn|tn|trn|cr)?$|[A-Z]{0,2}[a-z]?[A-Z][a-z]$|(?:N|S)(?:N|S)?[EW]$"
)
"""`R192m`, `Wh`, `Mw`, `NNE`: amounts, units and points of the compass in capitals."""
_KNOWN_AS = re.compile(r", as the (?:new )?([a-z]+) is (?:also )?(?:known|called|named)")
_NAME_LEFT = re.compile(rf"(?<![^\W_])({WORD}(?: (?:{WORD}|\d+))*)$")
_SEPARATORS = str.maketrans(dict.fromkeys(".,;:!?()[]{}\"“”‘’'/…—–-|*<>", " "))
_PRINTED = re.compile(rf"[^\s{re.escape(''.join(map(chr, _SEPARATORS)))}]+")
"""What `_SEPARATORS` leave: faster than to translate where a text is not plain ASCII."""
_LETTERS = frozenset(letter for letter in map(chr, range(0x3000)) if letter.islower())
_INTRODUCING = 900
"""An article gives a full name within so many characters of its start, or of the short name's first mention."""
_LINE = 160
"""A headline is not longer."""
_ALIKE = 60
"""So many names that begin or end alike are told apart; more stand only in made-up text."""
LONGEST = 200_000
"""Names are looked for in so many characters of an article."""
_DATELINE = re.compile(
    r"([A-Z][A-Z'’.-]+(?: [A-Z][A-Z'’.-]+){0,3})(?:,[^.\n]{2,30})?(?: ?\([^)\n]{2,40}\))? ?(?:—|--|-|–|:) "
)
_PLACE_WORDS = (" province", " district", " county", " region", " state ", " city ", " valley", " peninsula")
"""What stands behind the name of a place."""
_NO_THING = DEMONYMS | COMPASS
_PART_OF_PLACE = word_set("part_of_place")
_ORDINARY = MONTHS | ABBREVIATED | frozenset(FUNCTION)
_NUMBERED = word_set("numbered")
_CALENDAR = frozenset(("fiscal year", "financial year", "new year", "world war ii"))
_INSTITUTIONS = frozenset(
    "hospital university college school airport station council police court cathedral museum theatre clinic church waterworks library prison".split()
)
"""Last words of names that begin with a place, which does not go by them."""
_EXPLAINED = re.compile(r" \((?:[a-z]{2,} [a-z]|%)")
"""Behind an acronym of what is measured: `PUE (power usage effectiveness)`, `CFR (%)`."""
_CODES = frozenset(row["code"] for row in read_rows("currencies.csv"))
"""Currency codes."""


class NameMemory:
    """What an article calls things. Built once per article; resolves names and descriptions to the fullest name."""

    def __init__(self, document: Document) -> None:
        text = document.text[:LONGEST]
        self.text = text
        self.document = document
        self.lowered = text.lower()
        self.counts = Counter(text.translate(_SEPARATORS).split() if text.isascii() else _PRINTED.findall(text))
        """How often each printed word stands in the article."""
        self.lower_words = set(filter(str.islower, self.counts))
        self.lower_words -= self.lower_words & _LETTERS
        body = text.find("\n") + 1
        second = text.find("\n", body)
        if text[:body].isupper() and body < second < body + _LINE and text[second - 1] not in ".:;":
            # A slug in capitals stands above the headline.
            body = second + 1
        self.body = body
        self.name_words: set[str] = set()
        alone: set[str] = set()  # capitalised within a sentence, and no part of a longer name
        for run in _MIDDLE.findall(text, body):
            if " " not in run:
                alone.add(run)
            for word in run.replace("’", "'").split():
                self.name_words.add(word[:-2] if word.endswith("'s") else word)
        self.alone = alone
        """Single words that are printed with a capital within a sentence."""
        counted = self.counts.get
        for word in list(self.name_words):
            lower = word.lower()
            if lower in _ORDINARY or counted(lower, 0) > counted(word, 0):
                self.name_words.discard(word)
        self.publisher = (document.publisher or "").lower().removeprefix("the ")
        self.names: dict[str, Name] = {}
        self.places: list[tuple[int, str]] = []
        """Mentions of names as (code point, text), in order."""
        self._people: dict[str, bool] = {}
        self._placed: dict[str, int] = {}
        """Names that stand behind `in` or `near`."""
        self._find(text, body)
        self.at = dict(self.places)
        for raw in self.names:
            self.name_words.update(raw.split())
        self._full: dict[str, str] = {}
        self._main_places: dict[bool, str | None] = {}
        self._by_last: dict[str, list[Name]] = {}
        self._link(text)

    def _find(self, text: str, body: int) -> None:
        """Collects the names with the places where they stand."""
        title_words = [word for word in text[:body].split() if len(word) > 3 and word[0].isalpha()]
        title_case = sum(word[0].isupper() for word in title_words) > 0.7 * len(title_words)
        self.dateline: str | None = None
        self.dateline_end = 0
        line, match = 0, _DATELINE.match(text)
        if match and is_ordinary(match[1].lower()):
            match = None  # `LIVE: …`, `WHEAT: …`
        while match is None and (line := text.find("\n", line) + 1):
            if text[line : line + 2].isupper():
                match = _DATELINE.match(text, line)
        if match:
            self.dateline = " ".join(part.capitalize() for part in match[1].split())
            self.dateline_end = match.end()
        people: dict[str, int] = {}
        in_place: dict[str, int] = {}
        trimmed: dict[str, tuple[str, int]] = {}
        for run, begin in capital_runs(text):
            cut = trimmed.get(run)
            if cut is None:
                if run in _OPENERS:
                    continue
                raw, shift = trim(run, 0, self.name_words, self.lower_words)
                cut = trimmed[run] = (raw.removesuffix("'s"), shift)
            raw, start = cut[0], begin + cut[1]
            if not raw:
                continue
            if begin < body and " " in raw:
                raw, start = trim_headline(raw, start, text, body)
            if raw not in self.names:
                raw = self._accepted(raw, start, title_case=title_case)
                if not raw:
                    continue
            self.places.append((start, raw))
            known = self.names.get(raw)
            if known is None:
                self.names[raw] = Name(raw, tuple(raw.lower().split()), "thing", 1, start)
            else:
                known.count += 1
            before = text[max(0, start - 24) : start].rpartition("\n")[2]
            front = before.rsplit(None, 2)
            word = front[-1].lower().rstrip(".") if front else ""
            end = start + len(raw)
            behind = text[end : end + 1]
            if (
                word in _TITLES
                or (word == "officer" and "chief" in before.split())
                or ((behind == "," or text.startswith(" told ", end)) and _AGED.match(text, end))
            ):
                people[raw] = people.get(raw, 0) + 1
            elif (behind == " " and text.startswith(_PLACE_WORDS, end)) or (
                word.endswith("ern") and len(front) > 1 and front[-2].lower() in _AT
            ):
                in_place[raw] = in_place.get(raw, 0) + 1
            elif word in _AT or (word == "of" and " " not in raw):
                in_place[raw] = in_place.get(raw, 0) + 1
                if word != "of":
                    self._placed[raw] = self._placed.get(raw, 0) + 1
        for name in self.names.values():
            head = head_of(name.words)
            offices = name.words[:-1]
            titled = offices and (not _WHOLE_TITLES.isdisjoint(offices) or offices[:2] in _LONG_TITLES)
            if titled and head not in HEAD_KIND:
                name.kind = "person"
            elif head in HEAD_KIND and len(name.words) > 1:
                name.kind = HEAD_KIND[head]
            elif INITIALLED.match(name.text) or (
                people.get(name.text) and 2 <= len(name.words) <= 4 and not no_person(name)
            ):
                name.kind = "person"
            elif in_place.get(name.text, 0) * 2 >= name.count or name.text.lower() in COUNTRIES:
                name.kind = "place"

    def _accepted(self, raw: str, start: int, *, title_case: bool) -> str:
        """The name that a capitalised run is, empty where it is none: an ordinary word that opens a sentence, a unit, a numbered page."""
        text, body, lowered = self.text, self.body, self.lowered
        lower = raw.lower()
        if (
            len(raw) < 2
            or lower in COMMON
            or raw[0].isdigit()
            or ("'" in raw and _CONTRACTED.search(raw))
            or (start < body and lower in self.lower_words)
        ):
            return ""
        if " " not in raw:
            # An amount of letters alone is short.
            label = start < 4 and text[start + len(raw) : start + len(raw) + 1] == ":"
            if label and self.counts[raw] == 1 and lower not in COUNTRIES:
                return ""  # `Mailbag: …`, the column's name
            if lower in _NO_THING or ((len(raw) < 6 or not raw.isalpha()) and _PRINTED_AMOUNT.match(raw)):
                return ""
        elif lower.count(" ") == 1 and lower.partition(" ")[2] in DEMONYMS and lower.partition(" ")[0] in COMPASS:
            return ""
        if start < body and SLUG.match(raw):
            return ""
        if raw.isupper() and _EXPLAINED.match(text, start + len(raw)):
            return ""
        if (start and text[start - 1] in "°º" and INITIALLED.match(raw)) or opens_as_word(text, start, raw):
            return ""
        if raw.isupper() and len(raw) > 4:
            raw = " ".join(part.capitalize() for part in raw.split())
            if raw != self.dateline and not all(part in self.counts for part in raw.split()[: 1 if " " in raw else 2]):
                return ""
        if start < body and " " in raw:
            raw = as_in_body(raw, lowered, body)
        if (
            text[start - 1 : start] == "<"
            or raw.lower() in FUNCTION
            or raw in _CODES
            or text.startswith(("$", "€", "£", "¥"), start + len(raw))
        ):
            return ""
        if (
            title_case
            and start < body
            and lowered.find(raw.lower(), body) < 0
            and text[start - 4 : start - 2] not in SHIPS
        ):
            return ""
        if (
            raw.rsplit(" ", 1)[-1].lower() in _NUMBERED
            or (raw.count(" ") == 1 and raw[-1].isdigit() and raw.split(" ", 1)[0].lower() in _NUMBERED)
            or raw.lower() in _CALENDAR
            or raw.split(" ")[0].lower() in ABBREVIATED
        ):
            return ""
        if (
            " " not in raw
            and (raw not in self.name_words or (raw not in self.alone and is_ordinary(raw.lower())))
            and raw.lower() not in COUNTRIES
            and raw.replace("-", "").isalpha()
            and not raw.isupper()
            and opens(text, start)
        ):
            if (
                text[text.rfind("\n", 0, start) + 1 : start].startswith("|")
                and raw not in self.names
                and (self.counts[raw] < 2 or is_ordinary(raw.lower()))
            ):
                return ""
            if is_ordinary(raw.lower()):
                often = self.counts[raw] > max(1, self.counts.get(raw.lower(), 0))
                sign = often and NAME_SIGN.match(text, start + len(raw)) is not None
            else:
                sign = not raw.endswith(PEOPLE_ENDS) and (len(raw) > 3 or self.counts[raw] > 1)
            if not sign:
                return ""
        return raw

    def _link(self, text: str) -> None:
        """Leads short forms and acronyms to the fullest name."""
        by_first: dict[str, list[Name]] = {}
        for name in self.names.values():
            if len(name.words) > 1:
                alike = by_first.setdefault(name.words[0], [])
                if len(alike) < _ALIKE:
                    alike.append(name)
            for last in {name.words[-1], head_of(name.words)}:
                alike = self._by_last.setdefault(last, [])
                if len(alike) < _ALIKE:
                    alike.append(name)
        for name in self.names.values():
            words = name.words
            size = len(words)
            alike = by_first.get(words[0], [])
            longer = [
                other
                for other in (alike if len(alike) > (size > 1) else ())  # a longer name stands beside its own there
                if len(other.words) > size
                and not (size == 1 and other.words[-1] in _INSTITUTIONS)
                and other.words[:size] == words
                and (other.first < self.body + _INTRODUCING or other.first < name.first + _INTRODUCING // 2)
            ]
            if longer and (
                (name.kind != "place" and self._placed.get(name.text, 0) < 2)
                or not self._placed.get(name.text)
                or all(other.kind == "place" for other in longer)
            ):
                kinds = {other.kind for other in longer}
                best = max(longer, key=lambda other: (other.count, len(other.text)))
                if best.words[-1] not in _PART_OF_PLACE and (len(longer) == 1 or len(kinds) == 1 or best.count > 1):
                    self._full[name.text] = best.text
                    best.count += name.count
            elif size == 1 and len(self._by_last.get(words[0], ())) > 1:
                people = [
                    other
                    for other in self._by_last.get(words[0], ())
                    if 1 < len(other.words) < 4 and other.kind in ("person", "thing") and words[0] not in HEAD_KIND
                ]
                named = [other for other in people if other.kind == "person"] or (
                    people if name.kind == "thing" and not self._placed.get(name.text) else []
                )
                for other in people:
                    if (
                        not self._placed.get(name.text)
                        and f" at {name.text}" not in text
                        and other.text.partition(" ")[0] not in self.names
                        and len(by_first[other.words[0]]) == 1
                        and surname_alone(name, other)
                    ):
                        other.kind = "person"
                if any(other.kind == "person" for other in people) or (
                    len(people) == 1 and len(named) == 1 and people[0].words[0] not in BEFORE_PLACES
                ):
                    # A surname alone is the person spoken of most, the first of them where two are.
                    best = max(people, key=lambda one: (one.count, -one.first))
                    self._full[name.text] = best.text
                    if any(other.kind == "person" for other in people):
                        name.kind = best.kind = "person"
        for match in (*_BRACKETED.finditer(text), *_ALTERNATIVE.finditer(text)):
            short = match[1]
            at = match.start()
            before = [raw for start, raw in self.places_between(at - 80, at) if 0 <= at - start - len(raw) <= 4]
            for raw in before:
                initials = "".join(word[0] for word in raw.split() if word[0].isupper())
                if initials.startswith(short) or short.startswith(initials) or set(short) <= set(raw.upper()):
                    self._full[short] = self._full.get(raw, raw)
        self.known_as: dict[str, str] = {}
        at = text.find(", as the ")
        while at >= 0:
            known, what = _NAME_LEFT.search(text, max(0, at - 60), at), _KNOWN_AS.match(text, at)
            if known and what:
                self.known_as[known[1]] = what[1]
            at = text.find(", as the ", at + 1)
        for match in _IN_BRACKETS.finditer(text):
            for start, raw in self.places_between(match.start() - 120, match.start()):
                if (
                    0 < match.start() - start - len(raw) <= 2
                    and match[1].split()[0] == raw.split()[0]
                    and len(raw) > len(match[1])
                ):
                    self._full[match[1]] = raw

    def full(self, text: str) -> str:
        """The fullest form of a name; the name itself where there is no fuller one."""
        text = text.replace("’", "'")
        full = self._full.get(text)
        if full is None:
            people = (
                [name for name in self._by_last.get(text.lower(), ()) if name.kind == "person"]
                if text not in self.names
                else []
            )
            return people[0].text if len(people) == 1 else text
        return self._full.get(full, full)

    def publishes(self, name: str) -> bool:
        """True for a name that is the outlet's or begins it and stands in no headline: who prints the article is not what it is about."""
        known = name.lower()
        return self.publisher.startswith(known) and name not in self.text[: self.body]

    def of_people(self, name: str) -> bool:
        """True for people of a place that the article names: `Korvatian`, `Korvatis` beside `Korvat`."""
        found = self._people.get(name)
        if found is None:
            found = self._people[name] = of_people(name, self.names)
        return found

    def official(self, text: str) -> bool:
        """True for a person named with an office (`Mayor Orrin`, `Census Commissioner`), who speaks for something else."""
        words = text.lower().split(" ")
        return words[0] in OFFICES or not _WHOLE_TITLES.isdisjoint(words[1:3])

    def is_placed(self, text: str) -> bool:
        """True for a name that the article says things are in."""
        return self._placed.get(text, 0) > 1 or self.kind(text) == "place"

    def kind(self, text: str) -> str:
        """What a name is: see `Name.kind`."""
        name = self.names.get(text)
        return name.kind if name else HEAD_KIND.get(text.rsplit(" ", 1)[-1].lower(), "thing")

    def places_between(self, first: int, last: int) -> list[tuple[int, str]]:
        """Mentions of names between two code points."""
        low = bisect_left(self.places, (first, ""))
        return self.places[low : bisect_left(self.places, (last, ""))]

    def named(self, first_word: str, head: str) -> str | None:
        """The name that starts like `first_word` and ends in the class of `head`: `Jinhu zone` → `Jinhu … Development Zone`."""
        row = DESCRIPTIONS.get(head)
        heads = row["names"].split("|") if row else [head]
        best: Name | None = None
        for name in self.names.values():
            fits = name.words[0] == first_word and len(name.words) > 1 and name.words[-1] in heads
            if fits and (best is None or len(name.text) > len(best.text)):
                best = name
        return best.text if best else None

    def mention_at_text(self, words: str) -> str | None:
        """The first known name inside other words, such as a table's caption."""
        for match in NAME_RUN.finditer(words):
            if match[0] in self.names:
                return self.full(match[0])
        return None

    def place(self, *, dateline: bool = True) -> str | None:
        """The place that the article speaks of most; that of its dateline where it has one and `dateline` says so."""
        if dateline not in self._main_places:
            self._main_places[dateline] = self._find_place(dateline=dateline)
        return self._main_places[dateline]

    def _find_place(self, *, dateline: bool) -> str | None:
        if self.dateline and dateline:
            return self.dateline
        best: Name | None = None
        for name in self.names.values():
            if name.words[-1] in HEAD_KIND and name.words[-1] not in _PART_OF_PLACE:
                continue
            if name.kind != "place" or name.words[-1] in STREETS:
                continue
            wide = name.text.lower() in COUNTRIES
            if best is None or (wide, -name.count) < (best.text.lower() in COUNTRIES, -best.count):
                best = name
        if best is not None:
            return best.text
        if not dateline:
            return None
        publisher = (self.document.publisher or "").removeprefix("The ")
        match = PAPER.sub("", publisher).strip()
        if publisher.startswith(("City of ", "Town of ", "County of ", "Government of ")):
            return match
        if match == publisher or not match[:1].isupper():
            return None
        longer = [
            name for name in self.names.values() if name.kind in ("place", "thing") and match in name.text.split()
        ]
        if longer:
            return max(longer, key=lambda name: (name.count, -name.first)).text
        return match if re.search(r"\b(?:[Cc]ity|town|[Cc]ouncil|county|mayor)\b", self.text) else None

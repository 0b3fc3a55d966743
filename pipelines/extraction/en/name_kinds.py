"""Kinds of names: what their last words say they are, which are countries, and what marks a person.

Belongs here: the classes that descriptions and names fall in, and the record of one name. Does not belong here: finding names in an
article (`names.py`), and what a description stands for there (`descriptions.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.extraction.en.phrases import COMMON, read_rows, word_set

INITIALLED = re.compile(r"[A-Z]\.(?: ?[A-Z]\.)* [A-Z][^\W\d_]+$")
"""`L. Marten`: a person, as bylines print them."""
BEFORE_PLACES = frozenset(
    "north south east west new old upper lower central great greater port lake mount fort san santa saint st el la los las the".split()
)
_PLACE_FRONTS = frozenset(
    "cerro puerto rio monte villa sierra val ville playa isla cabo punta campo cape fjord".split()
)
"""First words of places that may go by their last word, as people do."""
PAPER = re.compile(
    r"\b(?:Daily|Evening|Morning|Sunday|Weekly)\b|\b(?:Tribune|Gazette|Times|Herald|Post|News|Courier|Journal|Chronicle|Echo|Star|Argus|"
    r"Mercury|Examiner|Observer|Press|Standard|Telegraph|Mail|Record|Register|Sun|Globe|Dispatch|Bulletin|Ledger|Advocate|Sentinel|Independent|Beacon|Bugle|Voice|City of|Town of|County of|"
    r"State Department of \w+|Department of \w+|Ministry of \w+|Board of \w+|Statistics (?:Office|Institute)|Health (?:Board|Authority|Service|Department)|"
    r"Government|Municipal People['’]s Government|City Council|Council)\b"
)
"""Words of a newspaper's or authority's name around the place it is of."""
STREETS = frozenset(["street", "avenue", "lane", "square", "drive", "road", "row", "terrace"])
"""Last words of the names of streets: where things happen."""
COUNTRIES = frozenset(name.replace("_", " ") for name in word_set("countries"))
"""Names of countries and continents: where things happen, seldom what an article is about."""

DESCRIPTIONS = {row["description"]: row for row in read_rows("descriptions.csv")}
"""Rows of `descriptions.csv` by the word that stands behind `the`."""
BEARERS = {row["head"]: tuple(row["classes"].split("|")) for row in read_rows("bearers.csv")}
HEAD_KIND: dict[str, str] = {}
for _row in DESCRIPTIONS.values():
    for _head in _row["names"].split("|"):
        HEAD_KIND.setdefault(_head.split()[-1], _row["kind"])
    HEAD_KIND.setdefault(_row["description"].split()[-1], _row["kind"])
ORGANISATION_HEADS = frozenset(head for head, kind in HEAD_KIND.items() if kind == "organisation")


INSTITUTIONS_OF = frozenset(
    "university bank ministry department college school institute museum board church republic chamber bureau academy hospital council".split()
)
"""Heads of names that go on with `of`: `University of Orvik`, `National Grain Board of Tessaly`."""


def head_of(words: Sequence[str]) -> str:
    """The word, in small letters, that says what a name is: its last, or that before `of` for an institution."""
    if "of" in words[1:-1]:
        head = words[words.index("of", 1) - 1]
        if head in INSTITUTIONS_OF:
            return head
    return words[-1] if words else ""


def no_person(name: Name) -> bool:
    """True for names with a figure, an `of` or a word of institutions in them."""
    return any(
        word in HEAD_KIND or word in ("of", "health", "finance", "statistics", "office") or word.isdigit()
        for word in name.words
    )


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


def surname_alone(short: Name, full: Name) -> bool:
    """True where a name goes by its last word alone, as people do; firms and places go by their first."""
    first, last = full.words[0], full.words[-1]
    return (
        full.kind == "thing"
        and len(full.words) < 4
        and full.text.replace(" ", "").replace("-", "").replace(".", "").replace("'", "").isalpha()
        and short.count > 0
        and first not in BEFORE_PLACES | _PLACE_FRONTS
        and first not in COMMON
        and last not in COMMON
        and not no_person(full)
    )


_OF_PEOPLE = ("ians", "ian", "ns", "n", "ese", "is", "i")
"""Endings that make people of a place's name."""


def of_people(name: str, names: Iterable[str]) -> bool:
    """True for one word that is made of another name and means its people: `Korvatian` beside `Korvat`."""
    if " " in name or not name.endswith(_OF_PEOPLE):
        return False
    stems = [name[: -len(end)] for end in _OF_PEOPLE if name.endswith(end) and len(name) - len(end) > 3]
    return any(
        other != name and len(other) < len(stem) + 3 and other.startswith(stem) for stem in stems for other in names
    )

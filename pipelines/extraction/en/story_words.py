"""Words of English that say how the names of one story belong together.

Belongs here: words that tell no story from another, heads of names, and nouns of events, for `pipelines/extraction/across_articles/`.
Does not belong here: the rules that use them.
"""

from __future__ import annotations

from pipelines.extraction.en.events import STATE_EVENTS
from pipelines.extraction.en.name_kinds import BEFORE_PLACES, COUNTRIES, HEAD_KIND
from pipelines.extraction.en.phrases import ABBREVIATED, COMMON, DEMONYMS, FUNCTION, read_rows, word_set

__all__ = ["ARTICLES", "COMMON_WORDS", "COUNTRIES", "DIRECTIONS", "EVENT_FAMILY", "EVENT_NAMES", "FUNCTION", "KIND_OF_HEAD", "LEGAL_FORMS",
           "LOCATING", "NO_KEYS", "OWNING", "PUBLIC_BODIES", "ROLES", "SISTER_BODIES", "SMALL_WORDS", "STATE_EVENTS", "THINGS_OF_PLACES"]  # fmt: skip

_COUNTRY_WORDS = frozenset(word for name in COUNTRIES for word in name.split())
COMMON_WORDS = COMMON | DEMONYMS | frozenset(FUNCTION) | word_set("months") | word_set("not_names") | ABBREVIATED
"""Words that are no short form of a name."""
NO_KEYS = (
    COMMON_WORDS
    | _COUNTRY_WORDS
    | BEFORE_PLACES
    | frozenset(HEAD_KIND)
    | word_set("titles")
    | word_set("part_of_place")
)
"""Words that say nothing of what a story is about, however rare they are in a run."""
THINGS_OF_PLACES = frozenset(["facility", "vehicle", "project"])
"""Kinds of things that go by the name of their place alone."""
KIND_OF_HEAD = HEAD_KIND
"""What the last word of a name says it is: `tower` → facility."""
DIRECTIONS = BEFORE_PLACES | frozenset(
    ["western", "eastern", "northern", "southern", "midwestern", "former", "royal", "national"]
)
"""Words in front of a name that make another one of it: `South Tessaly`, `New Tessaly`."""
ARTICLES = word_set("articles")
"""Words in front of a thing that is spoken of."""
LOCATING = word_set("locating")
"""Words behind which places stand."""
OWNING = word_set("owning")
"""Words behind which owners stand, places among them."""
LEGAL_FORMS = word_set("legal_forms")
"""Words that say how a firm is set up, and nothing of which firm it is."""
PUBLIC_BODIES = word_set("public_bodies")
"""Heads of bodies that are named after a place and do not go by its name: `Tessaly Council` is not `Tessaly`."""
SISTER_BODIES = word_set("sister_bodies") | DEMONYMS | _COUNTRY_WORDS
"""Words behind a name that make another body of it: `Helix Capital`, `Helix Motors Europe`."""
ROLES = word_set("titles") | word_set("offices") | word_set("half_titles")
"""Words that say who a person is: a run of capitals with one of them is no name."""
SMALL_WORDS = frozenset("of the and for de di da do la du des del della von van der in at on al".split())
"""Words of a name that are printed small."""
_EVENT_NOUNS = read_rows("event_families.csv")
EVENT_FAMILY = {row["noun"]: row["family"] for row in _EVENT_NOUNS}
"""Nouns of events with the one word for all of their kind, so that a blaze, a wildfire and a bushfire may be one."""
EVENT_NAMES = {row["noun"]: row["family"] for row in _EVENT_NOUNS if row["names"] == "yes"}
"""Those of them that make a name an event's, unlike `poll` or `case`."""
LONE_EVENT = {row["noun"]: row["family"] for row in _EVENT_NOUNS if row["alone"] == "yes"}
"""Those of kinds that a place has one of at a time; elections, strikes and attacks are many."""

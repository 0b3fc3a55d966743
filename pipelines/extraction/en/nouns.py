"""Counted nouns: what a plain number counts.

Belongs here: the noun phrase behind (or before) a number and its singular head. Does not belong here: units of measure.
"""

from __future__ import annotations

import re
from pathlib import Path

from pipelines.extraction.document import MARK_KIND, NUMBER_KIND, WORD_KIND, Sentence
from pipelines.extraction.en.numerals import HYPHENS, WORDS
from pipelines.extraction.en.units import MEASURE_SIGNS
from pipelines.extraction.lexicon import read_table

LEXICON = Path(__file__).parent / "lexicon"

CHANGE_VERBS = frozenset(row["word"] for row in read_table(LEXICON / "change_verbs_from.csv"))
"""Verbs that make `from X to Y` two levels, not a range."""
VERBS = (
    CHANGE_VERBS
    | frozenset(
        row["base"] + ("es" if row["base"].endswith(("s", "sh", "ch", "x", "o")) else "s")
        for row in read_table(LEXICON / "verbs.csv")
        if row["is_noun"] != "1" and not row["base"].endswith("y")
    )
    | frozenset(
        row["base"][:-1] + "ies"
        for row in read_table(LEXICON / "verbs.csv")
        if row["is_noun"] != "1" and row["base"].endswith("y") and row["base"][-2] not in "aeo"
    )
)
"""Verbs in the third person that look like plurals: `the council wants to buy 85`."""
VERB_BASES = frozenset(row["base"] for row in read_table(LEXICON / "verbs.csv"))
STOPS = frozenset(row["word"] for row in read_table(LEXICON / "noun_stops.csv"))
IRREGULAR: dict[str, str] = {row["plural"]: row["singular"] for row in read_table(LEXICON / "irregular_plurals.csv")}
PERSON_WORDS = frozenset(row["word"] for row in read_table(LEXICON / "person_words.csv"))
COLLECTIVE: dict[str, str] = {row["word"]: row["unit"] for row in read_table(LEXICON / "noun_words.csv")}
"""Nouns whose number counts persons (or others) without naming them: `a workforce of 2,700`."""

MAX_PHRASE = 9
"""Tokens a noun phrase may span behind its number; the longest in the development articles has seven."""

_NOT_PLURAL_END = ("ss", "us", "is", "'s", "ous")
_NOT_PLURAL = frozenset(
    "business process access progress gas bus plus minus thus news mathematics physics economics politics sports logistics "
    "overseas electronics athletics genetics ethics arms always perhaps dlrs pct vs states nations".split()
) - {"arms", "nations", "states", "sports"}
_MODIFIER_PLURALS = frozenset("sports goods savings systems services sales communications operations arms women's women men children electronics "
                              "logistics business news gas humanities textiles materials aerospace customs jobs police".split())  # fmt: skip
"""Plural forms that often stand before the head noun: `sports clubs`, `goods trains`, `women voters`."""


_ALSO_ADJECTIVES = frozenset(
    ["live", "open", "clean", "complete", "present", "secure", "close", "free", "dry", "empty", "own", "lost"]
)
"""Words that end a noun phrase as verbs, but not before a plural."""
_ONLY_VERBS = VERBS - CHANGE_VERBS | {"means", "shows", "replaces"}
_OBJECTS = frozenset("a an the it its him her them their that this these what how where no".split())
"""Words with which an object begins, so that what looks like a plural in front of them is a verb."""
_VERB_ENDS = frozenset("ins ups outs offs ons overs downs backs".split())
"""How nouns in the plural end that were a verb and its particle: `start-ups`, `break-ins`."""
_SIGNS = frozenset("$€£¥₹")
_ADDERS = frozenset(["more", "fewer", "less", "extra"])
_NOT_SUBJECT_NOUN = frozenset("he she it they we i you who which that".split())


_COMPOUND_PLURALS = ("men", "children", "people", "folk")
"""Irregular plurals that other words are put in front of: `schoolchildren`, `salespeople`."""
_NOT_COMPOUND = frozenset(
    "specimen regimen abdomen bitumen acumen cyclamen hymen duramen foramen albumen turkmen omen semen yemen".split()
)


def is_plural(word: str) -> bool:
    """Tells whether a lower-case word looks like a plural noun."""
    if word in IRREGULAR or (word.endswith(_COMPOUND_PLURALS) and len(word) > 5 and word not in _NOT_COMPOUND):
        return True
    return len(word) > 3 and word[-1] == "s" and not word.endswith(_NOT_PLURAL_END) and word not in _NOT_PLURAL


def singular(word: str) -> str:
    """Gives the singular of a lower-case noun: `enterprises` → `enterprise`, `factories` → `factory`, `boxes` → `box`."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if not is_plural(word):
        return word
    if word.endswith("men"):
        return word[:-2] + "an"
    if word.endswith("children"):
        return word[:-3]
    if word.endswith("people"):
        return word[:-6] + "person"
    if word.endswith("folk"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


_AIRLINER = re.compile(r"a3[0-9]{2}(?:neo|ceo)?s?|7[0-9]7s?|e1[0-9]{2}s?|a220s?")
"""Models of airliners in the plural, which print puts where a noun stands: `three A320s`."""
_DEMONYM_ENDS = (
    "ians", "icans", "eans", "germans", "romans", "ghans", "bans", "britons", "poles", "swedes", "danes", "finns", "greeks", "turks", "scots", "israelis",
    "iraqis", "pakistanis", "czechs", "slovaks", "spaniards", "kenyans", "frenchmen",
)  # fmt: skip
"""How nouns in capitals end that are people of a country."""
_SEXES = frozenset("men women boys girls children males females".split())


def measured_noun(s: Sentence, at: int) -> tuple[int, int, str] | None:
    """As `noun_behind` where an amount stands before the noun: `two 500 mg tablets`, `three $40 vouchers`."""
    low, n = s.lower, len(s.lower)
    if at == 0 or at + 2 >= n or s.kinds[at - 1] != WORD_KIND:
        return None
    sign = low[at] in _SIGNS
    first = at + 1 if sign else at
    if s.kinds[first] != NUMBER_KIND:
        return None
    stops = [first + 1] if sign else [stop for stop, _ in MEASURE_SIGNS.match(s.tokens, first + 1)]
    for stop in stops:
        if stop < n and s.kinds[stop] == WORD_KIND and low[stop] not in STOPS:
            return noun_behind(s, stop)
    return None


def noun_behind(s: Sentence, at: int) -> tuple[int, int, str] | None:
    """Finds the counted noun phrase at token `at`, right behind a number.

    Gives (first token, one past the head noun, singular head), or None where no noun stands there
    (`21 are in optoelectronics`). The head is the first plural that no other plural follows; `investment and financing
    institutions` reads on over `and` because no plural came yet.
    """
    low, kinds, n = s.lower, s.kinds, len(s.lower)
    if at >= n:
        return None
    if low[at] in HYPHENS and at + 1 < n and s.starts[at] == s.ends[at - 1] and s.starts[at + 1] == s.ends[at]:
        if kinds[at + 1] == WORD_KIND and low[at + 1] not in STOPS:
            head = at + 1
            return head, head + 1, singular(low[head])
        return None
    i = at
    if low[i] in _ADDERS and i + 1 < n and kinds[i + 1] == WORD_KIND and low[i + 1] not in STOPS:
        i += 1
    stop = min(n, at + MAX_PHRASE)
    head = -1
    while i < stop:
        word = low[i]
        kind = kinds[i]
        if kind == MARK_KIND:
            if (
                word in HYPHENS
                and i > at
                and i + 1 < n
                and s.starts[i + 1] == s.ends[i]
                and s.starts[i] == s.ends[i - 1]
            ):
                i += 1
                continue
            if word in "“\"'‘" and i + 1 < stop and kinds[i + 1] == WORD_KIND and head < 0 and i == at:
                i += 1
                continue
            if word == "(" and head < 0 and i > at and ")" in low[i : i + 14]:
                i += low[i : i + 14].index(")") + 1  # `CAD (computer-aided design) licences`
                stop = min(n, i + 3)
                continue
            if (
                word == ","
                and head < 0
                and i > at
                and i + 1 < n
                and kinds[i + 1] == WORD_KIND
                and _adjective_pair(s, i, stop)
            ):
                i += 1
                continue
            break
        if (kind == NUMBER_KIND or word in WORDS) and _is_compound(s, i):
            i += 3  # `250 30-year bonds`, `12 two-bedroom flats`
            continue
        if kind == NUMBER_KIND:
            if head < 0 and i > at and s.tokens[i - 1][0].isupper() and i + 1 < n and (is_plural(low[i + 1])):
                i += 1  # `24 Skylark 420 aircraft`
                continue
            if (
                head < 0
                and i > at
                and s.tokens[i - 1][0].isupper()
                and low[i + 1 : i + 2] == ["s"]
                and s.starts[i + 1] == s.ends[i]
            ):
                return at, i + 2, low[i - 1]  # `24 Skylark 420s`
            if i + 1 < n and kinds[i + 1] == WORD_KIND and s.starts[i + 1] == s.ends[i] and head < 0:
                i += 2  # `64G memory cards`
                continue
            break
        if word in ("and", "or", "&"):
            if head < 0 and i > at and i + 1 < n and low[i + 1] not in STOPS:
                i += 1
                continue
            break
        if (
            word == "a"
            and s.tokens[i] == "A"
            and i > at
            and low[i - 1] in ("class", "series", "grade", "type", "category")
        ):
            i += 1  # `400 class A shares`
            continue
        if word in STOPS or (i > at and word in WORDS):
            if (
                head < 0
                and i + 2 < n
                and low[i + 1] in HYPHENS
                and kinds[i + 2] == WORD_KIND
                and s.starts[i + 1] == s.ends[i]
                and s.starts[i + 2] == s.ends[i + 1]
            ):
                i += 2 if is_plural(low[i + 2]) else 3  # `three left-wing parties`, `12 off-duty officers`
                continue
            if (
                word in _ALSO_ADJECTIVES
                and head < 0
                and i + 1 < n
                and kinds[i + 1] == WORD_KIND
                and is_plural(low[i + 1])
            ):
                i += 1  # `1,000 live births`
                continue
            break
        if word in _VERB_ENDS and i > at + 1 and low[i - 1] in HYPHENS and kinds[i - 2] == WORD_KIND:
            return at, i + 1, f"{low[i - 2]}-{word[:-1]}"  # `60 walk-ins`
        if i == at and word in _ONLY_VERBS and low[i + 1 : i + 2] and low[i + 1] in _OBJECTS:
            return None  # `anything under 50 means a slump`
        if is_plural(word):
            following = low[i + 1] if i + 1 < stop else ""
            head = i
            if word in _MODIFIER_PLURALS and following and following not in STOPS and kinds[i + 1] == WORD_KIND and (
                is_plural(following) or word in ("sports", "goods", "savings", "sales", "arms")
            ):  # fmt: skip
                i += 1
                continue
            break
        i += 1
    if head >= 0:
        if low[head] in _SEXES and head + 2 < n and low[head + 1] in ("and", "or") and low[head + 2] in _SEXES:
            return at, head + 3, "person"  # `1,840 men and women`
        if s.tokens[head][0].isupper() and low[head].endswith(_DEMONYM_ENDS) and head - at < 2:
            return at, head + 1, "person"  # `12 million Koreans`
        if low[head] == "head" and low[head + 1 : head + 2] == ["of"] and head + 2 < n:
            return at, head + 3, "head"
        if low[head] == "crew" and head == at:
            return at, head + 1, "person"
        if _AIRLINER.fullmatch(low[head]) is not None:
            return at, head + 1, "aircraft"
        return at, head + 1, singular(low[head])
    if low[at] in PERSON_WORDS:
        return at, at + 1, "person"
    return None


def _is_compound(s: Sentence, i: int) -> bool:
    """Tells whether the number at token `i` is glued by a hyphen to a noun in the singular: `30-year`, `two-bedroom`."""
    if (
        i + 3 >= len(s.lower)
        or s.lower[i + 1] not in HYPHENS
        or s.kinds[i + 2] != WORD_KIND
        or is_plural(s.lower[i + 2])
    ):
        return False
    return s.starts[i + 1] == s.ends[i] and s.starts[i + 2] == s.ends[i + 1] and s.lower[i + 2] not in WORDS


def _adjective_pair(s: Sentence, comma: int, stop: int) -> bool:
    """Tells whether a comma stands between two adjectives of one phrase: `36 small, cheap flats`."""
    ahead = s.lower[comma + 1 : min(stop, comma + 3)]
    return (
        len(ahead) == 2
        and ahead[0] not in STOPS
        and ahead[0] != "and"
        and not is_plural(ahead[0])
        and is_plural(ahead[1])
    )


def singular_noun_behind(s: Sentence, at: int) -> tuple[int, int, str] | None:
    """As `noun_behind` for `one`: the noun phrase in the singular (`one death`, `one new case`)."""
    low, n = s.lower, len(s.lower)
    i = at
    while i < min(n, at + 4) and s.kinds[i] == WORD_KIND and low[i] not in STOPS:
        i += 1
    if i == at:
        return None
    return at, i, low[i - 1]


def is_listed_one(s: Sentence, stop: int) -> bool:
    """Tells whether `one inn` that ends in front of token `stop` opens a list of counts: `one inn, 30 boats and 2 shops`."""
    low, n = s.lower, len(s.lower)
    if stop + 2 >= n or low[stop] not in (",", "and") or low[stop + 1] == "one":
        return False
    return (s.kinds[stop + 1] == NUMBER_KIND or low[stop + 1] in WORDS) and noun_behind(s, stop + 2) is not None


def _is_verb(s: Sentence, i: int, first: int) -> bool:
    """Tells whether a word that looks like a plural is a verb in the third person: `Helix promises 2,800`, `it plans 18`."""
    if s.lower[i] in VERBS or s.lower[i] == "leaves" or (i > 0 and s.tokens[i][0].isupper()):
        return True
    if i == first - 1 and s.lower[i] not in IRREGULAR:
        return True
    if s.lower[i + 1 : i + 2] in (["at"], ["to"]) and s.lower[i][:-1] in VERB_BASES:
        return True  # `the covenant sits at 4.5`
    return i > 0 and (
        s.lower[i - 1] in _NOT_SUBJECT_NOUN
        or (s.tokens[i - 1][0].isupper() and i > 1 and not s.tokens[i][0].isupper() and s.kinds[i - 1] == WORD_KIND)
    )


NEVER_COUNTED = frozenset(
    "terms figures data statistics sources officials analysts traders dealers conditions circumstances results years months weeks days hours "
    "minutes quarters holders economists observers".split()
)  # fmt: skip
"""Plurals before a bare number that say who speaks or when, not what is counted."""
_TELLS = frozenset("told tell tells telling assured informed warned reminded persuaded convinced showed".split())
_LINKS = frozenset(
    "across around under over near through per between during outside inside throughout without about by from against for with at on in to among over into".split()
)
"""Prepositions between a head noun and what it is about: `complaints about buses`; `sales of cars` counts cars."""


def _head(s: Sentence, i: int, since: int) -> int:
    """Gives the head of the noun phrase that the plural at token `i` ends: `complaints about the buses` → complaints, else `i`."""
    low = s.lower
    j = i - 1
    while (
        j > since
        and i - j < 5
        and s.kinds[j] == WORD_KIND
        and (
            low[j] not in STOPS
            or low[j] in ("the", "its", "their", "a", "all", "both", "these", "those", "our", "other")
        )
    ):
        j -= 1
    if (
        j > since
        and low[j] in _LINKS
        and is_plural(low[j - 1])
        and low[j - 1] not in STOPS
        and not _is_verb(s, j - 1, i)
    ):
        return j - 1
    return i


def noun_before(s: Sentence, first: int, since: int = 0) -> str | None:
    """Finds what a bare number counts from the words on its left: `a workforce of 2,700`, `the number of mills stood at
    1,350`, `death toll … to 43`. Looks no further left than token `since`. Gives the singular noun, or None."""
    low, kinds = s.lower, s.kinds
    i = first - 1
    best: str | None = None
    crossed = 0
    while i >= since and first - i < 26:
        word = low[i]
        if kinds[i] == MARK_KIND and word in ".;!?|":
            break
        if kinds[i] == WORD_KIND:
            if word == "that" and not _TELLS.isdisjoint(low[max(0, i - 4) : i]):
                break  # `told creditors that 9,400 have been found`
            if word in COLLECTIVE and not crossed:
                return COLLECTIVE[word]
            if word == "count" and i and low[i - 1] == "head" and not crossed:
                return "person"
            if word in ("list", "lists") and i and low[i - 1] == "waiting" and not crossed:
                return "person"
            if word in ("number", "numbers") and i + 1 < len(low) and low[i + 1] == "of":
                found = noun_behind(s, i + 2)
                if found:
                    return found[2]
            if word in ("and", "while", "but") and best is not None:
                crossed += 1
            if (
                best is None
                and is_plural(word)
                and word not in STOPS
                and word not in NEVER_COUNTED
                and not crossed
                and not _is_verb(s, i, first)
            ):
                best = singular(low[_head(s, i, since)])
        i -= 1
    return best

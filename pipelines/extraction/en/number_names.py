"""Numbers that are part of a name: `Highway 66`, `the Three Gorges`, `Rooms 12 to 15`, `128G`, `27 Fish Street`, `a 3-to-1 vote`.

Belongs here: how a numbered thing is told from a count. Does not belong here: dates, times, scores and codes (`traps.py`).
"""

from __future__ import annotations

from pipelines.extraction.document import MARK_KIND, NUMBER_KIND, WORD_KIND, Sentence
from pipelines.extraction.en.glued_codes import NAME_WORDS
from pipelines.extraction.en.marked_words import mark
from pipelines.extraction.en.nouns import STOPS, is_plural, noun_behind
from pipelines.extraction.en.numerals import DASHES, HYPHENS, Numeral, read_numeral
from pipelines.extraction.en.parts import Part
from pipelines.extraction.en.traps import MONTHS
from pipelines.extraction.model import Mention

_SERIES = frozenset(
    "series season dose week day phase stage round episode chapter tier game set book volume number plan option act leg heat".split()
)
"""What is told apart by number words too: `dose two`, `day one`."""
_BEHIND_SERIES = frozenset(
    "of in on at to for with was is and as but when after before while by from had has will".split()
)
_BETWEEN_NAMES = frozenset(["which", "whom", ",", ";", "and", "the", "while", "of", "for", "with", "by", "in", "&"])
_LISTED = frozenset([",", "and", "to", "or", "&", "through", "thru", *DASHES])
_STREETS = frozenset(
    [
        "street",
        "st",
        "road",
        "rd",
        "avenue",
        "ave",
        "boulevard",
        "blvd",
        "lane",
        "drive",
        "way",
        "square",
        "place",
        "court",
        "crescent",
        "highway",
        "broadway",
        "canal",
        "row",
        "hill",
        "close",
        "terrace",
        "mews",
        "quay",
        "parade",
        "grove",
        "gardens",
        "esplanade",
        "wharf",
    ]
)
_RUES = frozenset("rue via calle avenida viale corso rua ulica piazza plaza náměstí strada boulevard jalan".split())
"""Words for a street that stand in front of its name."""
_GROUPS_OF = frozenset([7, 8, 10, 20, 24, 77])
_NAMES_APART = frozenset(
    "articles sections rooms chapters paragraphs clauses wards platforms gates pages lines verses numbers lots units flats junctions exits blocks seats beds rules annexes".split()
)
"""Plurals in front of the numbers that tell things apart."""

RATED = frozenset("star stars mark marks thumb thumbs".split())
"""What reviewers give out of five."""
_NAMES_SMALL = frozenset(
    "table slide counter figure question chart shed runway hangar gate platform bay berth lane junction exit week window stand hall block desk "
    "kiosk newsradio count counts clause item pier hull hulls car cars plot camera rule exhibit locker pump buoy courtroom tank pit annex lot box well "
    "paragraph tag scrip serial chapel ticket map sheet fig bus lorry carriage coach".split()
)
"""Things that print numbers in small letters too: `the note under table 1`, `in week 12`; not in front of what a number counts."""
_PLURAL_NAMES = frozenset("counts hulls cars".split())
_LINES = frozenset("line lines route routes service services number".split())
_LINES_OF = frozenset(
    "tram bus metro subway train underground rail trolleybus s-bahn u-bahn railway streetcar night".split()
)
_NOT_NUMBERED = frozenset("the a an last this next each every per one same".split())
_BEFORE_WEEK = frozenset("in by of from to until since for after before at on during through , (".split())


def is_name_in_words(s: Sentence, num: Numeral) -> bool:
    """Tells whether a number word is part of a name: `the Three Gorges Dam`, `Seven Samurai`, `Unit Two`, `Nine Mile Point`."""
    first, last = num.first, num.last
    if (
        first
        and s.lower[first - 1] in _SERIES
        and num.value < 13
        and s.form != "headline"
        and (last >= len(s.lower) or s.kinds[last] == MARK_KIND or s.lower[last] in _BEHIND_SERIES)
    ):
        return True  # `on day one`, `in series two`
    if (
        first > 1
        and s.lower[first - 1] == "of"
        and s.lower[first - 2] in ("group", "gang")
        and s.tokens[first][0].isupper()
    ):
        return True  # `the Group of Seven`
    if (
        first
        and s.tokens[first - 1][0].isupper()
        and s.lower[first - 1] in MONTHS
        and (last >= len(s.lower) or s.kinds[last] == MARK_KIND)
    ):
        return True  # `payable November two`
    if not first or s.form == "headline" or not s.tokens[first][0].isupper() or s.tokens[first].isupper():
        return False
    if s.kinds[first - 1] == MARK_KIND and s.tokens[first - 1] not in ",-–—(;":
        return False  # the first word of a quotation
    if last < len(s.tokens) and s.tokens[last][0].isupper():
        return True
    if s.tokens[first - 1] == "Big":
        return True  # `the Big Four auditors`
    return s.lower[first - 1] in NAME_WORDS and s.tokens[first - 1][0].isupper()


def is_ratio(s: Sentence, num: Numeral) -> int:
    """One past a ratio in words or digits (`a two-for-one split`, `a 3-to-1 vote`, `one-on-one`), or 0."""
    low, at = s.lower, num.last
    if (
        at + 2 >= len(low)
        or low[at] not in HYPHENS
        or low[at + 1] not in ("for", "to", "on", "by")
        or low[at + 2] not in HYPHENS
    ):
        return 0
    other = read_numeral(s, at + 3) if at + 3 < len(low) else None
    if other is None or (low[at + 1] in ("to", "by") and other.value > num.value) or low[at + 1] == "by":
        return 0
    return other.last


_IN_STREETS = mark(_STREETS)
_EACH = frozenset(["a", "an", "each", "every"])


def names_a_thing(s: Sentence, num: Numeral) -> bool:
    """Tells whether a bare number (no unit, no counted noun taken yet) is part of a name: `Highway 66`, `Mill 7`, `the Harbour 300`."""
    at = num.first
    if not at or s.kinds[at] != NUMBER_KIND or num.scaled:
        return False
    token = s.tokens[at]
    if num.value in _GROUPS_OF and s.tokens[at - 2 : at] == ["Group", "of"]:
        return True  # `the Group of 20`
    before, printed = s.lower[at - 1], s.tokens[at - 1]
    if s.kinds[at - 1] == MARK_KIND:
        return False
    if "," in token and len(token) > 5:
        return False
    if (
        before in ("number", "numbers")
        and at > 1
        and (is_plural(s.lower[at - 2]) or s.lower[at - 2] in ("to", "now", "will"))
    ):
        return False
    if (
        before in _NAMES_APART
        and len(token) < 4
        and at + 2 < len(s.lower)
        and s.lower[at + 1] in ("and", "to", ",", "-", "–", "or")
    ):
        return s.kinds[at + 2] == NUMBER_KIND  # `Rooms 12 to 15`, `articles 4, 5 and 6`
    if not _EACH.isdisjoint(s.lower[max(0, at - 4) : at - 1]) and noun_behind(s, num.last):
        return False  # `on an average day 187 beds were empty`
    if printed.endswith(("'s", "’s")):
        return False  # `five of Orrel's 16 projects`
    if before in NAME_WORDS and (
        printed[0].isupper()
        or before
        in (
            "number",
            "page",
            "pages",
            "no",
            "room",
            "seat",
            "flight",
            "numbers",
            "size",
            "sizes",
            "day",
            "bed",
            "beds",
            "extension",
            "ward",
            "verse",
            "issue",
            "volume",
            "step",
            "stage",
            "grade",
            "level",
            "route",
            "highway",
            "phase",
            "version",
            "chapter",
            "article",
            "section",
            "channel",
            "slide",
            "tier",
        )
    ):
        return True
    if before in _LINES and at > 1 and s.lower[at - 2] in _LINES_OF:
        return True  # `tram line 14`
    if before in _NAMES_SMALL and at > 1 and noun_behind(s, num.last) is None and "." not in token and "," not in token:
        ahead = s.lower[at - 2]
        if before in ("count", "box", "well", "bus", "coach", "map", "sheet"):
            return ahead in ("on", "of", "to", "under", "in", "from", "at")  # `cleared on count 3`, not `I count 412`
        if before in _PLURAL_NAMES:
            return len(token) > 2 and s.lower[num.last : num.last + 1] == ["and"]  # `hulls 801 and 802`
        return ahead in _BEFORE_WEEK if before == "week" else ahead not in _NOT_NUMBERED
    if printed[0].isupper() and before not in STOPS and s.form != "headline":
        if at - 1 == 0 or (s.kinds[at - 2] == MARK_KIND and s.tokens[at - 2] not in (",", "-", "(", "“", '"')):
            return (
                before in NAME_WORDS
                or "." in token
                or (at == 1 and s.lower[num.last : num.last + 1] in ([], [":"], ["."], ["-"], ["–"]))
            )
        found = noun_behind(s, num.last)
        return not (found and ("," in token or num.value >= 100)) or "." in token
    return False


def is_street_number(s: Sentence, num: Numeral) -> bool:
    """Tells whether a number is that of a house: `120 W. Canal St.`, `27 Fish Street`."""
    if (
        num.last + 1 < len(s.lower)
        and s.lower[num.last] in _RUES
        and s.tokens[num.last + 1][0].isupper()
        and s.kinds[num.first] == NUMBER_KIND
    ):
        return True  # `55 rue Basse`
    if not s.marks & _IN_STREETS or s.kinds[num.first] != NUMBER_KIND or num.value > 99999 or num.scaled:
        return False
    for i in range(num.last, min(len(s.lower), num.last + 5)):
        if s.lower[i] in _STREETS and s.tokens[i][0].isupper() and i > num.last:
            return True
        if s.kinds[i] == WORD_KIND and not s.tokens[i][0].isupper():
            return False
    return False


def is_gapped(s: Sentence, num: Numeral, found: list[Mention]) -> bool:
    """Tells whether a number behind a name goes on with what was counted before: `Norway took 12 medals, Sweden 9 and Chad 4`."""
    low, n = s.lower, len(s.lower)
    if not found or low[num.first - 1] in NAME_WORDS or num.scaled:
        return False
    if num.last < n and low[num.last] not in (",", ";", ".", "and"):
        return False
    gap = range(found[-1].last, num.first)
    if not 1 < len(gap) < 8 or low[gap[0]] not in (",", ";", "and", "while", "to"):
        return False
    return all(s.tokens[i][0].isupper() or low[i] in _BETWEEN_NAMES for i in gap)


def skip_names(s: Sentence, at: int) -> int:
    """One past the bare numbers that a numbered name goes on with: `Rooms 12 to 15`, `Articles 4, 5 and 6`."""
    n = len(s.lower)
    while (
        at + 1 < n
        and s.lower[at] in _LISTED
        and s.kinds[at + 1] == NUMBER_KIND
        and len(s.tokens[at + 1]) < 4
        and (
            at + 2 >= n
            or (s.kinds[at + 2] == MARK_KIND and s.tokens[at + 2] not in "%°")
            or s.lower[at + 2] in STOPS
            or s.lower[at + 2] in ("and", "or")
        )
    ):
        at += 2
    return at


def is_code(s: Sentence, part: Part) -> bool:
    """Tells whether a number is part of a name or an idiom: `64G`, `5nm-class`, `07C`, `the Five-Year Plan`, `counted to ten`."""
    num = part.num
    low, n = s.lower, len(s.lower)
    if num.first > 2 and low[num.first - 1] == "of" and low[num.first - 2] == "out" and low[num.first - 3] in RATED:
        return True  # `two stars out of five`
    if num.value <= 12 and part.any_unit is None and low[max(0, num.first - 2) : num.first] == ["family", "of"]:
        return True  # `a holiday for a family of four`
    if s.kinds[num.first] == NUMBER_KIND:
        token = s.tokens[num.first]
        if len(token) > 1 and token[0] == "0" and token.isdigit():
            return True
        if part.sign or part.unit or num.scaled or num.last >= n or s.starts[num.last] > s.ends[num.last - 1]:
            return False
        return s.kinds[num.last] == WORD_KIND and low[num.last] not in ("x", "strong", "odd", "and", "to")
    if part.unit is not None and num.first == 0 and num.style == "words" and s.tokens[part.unit.first][:1].isupper():
        return part.last < n and s.tokens[part.last][:1].isupper()  # `Three Mile Island`
    if part.unit is not None and s.tokens[num.first][0].isupper() and num.first and s.form == "prose":
        return s.tokens[part.unit.first][:1].isupper() and low[part.unit.first - 1] in HYPHENS
    counted = num.first > 1 and low[num.first - 1] == "to" and low[num.first - 2] in {"counted", "count", "counting"}
    return counted and low[max(0, num.first - 3)] not in ("the", "its", "their", "a", "body", "death")

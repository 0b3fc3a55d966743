"""Prose → mentions: joins parts into figures with kind, bound, range, noun, rate and conversion pair.

Belongs here: how the pieces of a figure join within a sentence. Does not belong here: the pieces (`numerals.py`, `units.py`,
`nouns.py`), or what a figure is about.
"""

from __future__ import annotations

import re
from pathlib import Path

from pipelines.extraction.document import FRACTION_KIND, MARK_KIND, NUMBER_KIND, WORD_KIND, Document, Sentence
from pipelines.extraction.en import elliptic, fractions, ranks, rates, tables
from pipelines.extraction.en.bounds import bound_after, bound_before
from pipelines.extraction.en.nouns import STOPS, measured_noun, noun_behind, singular_noun_behind
from pipelines.extraction.en.numerals import (
    DASHES,
    FRACTIONS,
    HYPHENS,
    ORDINALS,
    STARTERS,
    VAGUE_HEADS,
    WORDS,
    Numeral,
    tidy,
)
from pipelines.extraction.en.parts import Part, read_part, unit_behind
from pipelines.extraction.en.traps import (
    NAME_WORDS,
    code_end,
    is_name_in_words,
    is_ratio,
    is_street_number,
    is_year,
    masked_spans,
    names_a_thing,
    trap_at,
)
from pipelines.extraction.en.units import CURRENCY_NAMES, MEASURES, ArticleMoney, currency_before
from pipelines.extraction.lexicon import read_table
from pipelines.extraction.model import Mention

LEXICON = Path(__file__).parent / "lexicon"

CHANGE_VERBS = frozenset(row["word"] for row in read_table(LEXICON / "change_verbs_from.csv"))
"""Verbs that make `from X to Y` two levels, not a range."""

MAX_DIGITS = 24
"""A longer run of digits is a code: a thousand trillion with its separators has 20 characters."""
MAX_VALUE = 1e21
"""Scale words piled up beyond this say nothing (`a million billion trillion`); joules of a country's energy stay below it."""
TIMES_VERBS: dict[str, str] = {row["verb"]: row["noun"] for row in read_table(LEXICON / "times_verbs.csv")}

_NUMBER_KINDS = frozenset([NUMBER_KIND, FRACTION_KIND])
_CANDIDATE_WORDS = frozenset({*WORDS, *FRACTIONS, *ORDINALS, *ranks.MULTIPLES}) - {"score"}
_SINGLE = (
    "than a",
    "nearly a",
    "almost a",
    "under a",
    "quite a",
    "up to a",
    "roughly a",
    "approximately a",
    "a dollar",
    "a pound",
)
_DIGIT = re.compile(r"[\d¼½¾⅐-⅞]")
_LETTERS = re.compile(r"[a-z]+")


def may_state_figure(text: str) -> bool:
    """Tells whether a sentence can state a figure at all: a digit, a number word, or `less than a minute`."""
    if _DIGIT.search(text):
        return True
    lower = text.lower()
    return not _CANDIDATE_WORDS.isdisjoint(_LETTERS.findall(lower)) or any(words in lower for words in _SINGLE)


_NUMBERED = frozenset([".", "no", "number", "#", "ranked", "ranks"])
_ZERO_IDIOMS = frozenset(
    ["carbon", "emission", "emissions", "waste", "net", "sum", "hours", "tolerance", "coupon", "gravity"]
)
_BETWEEN_NAMES = frozenset([",", ";", "and", "the", "while", "of", "for", "with", "by", "in", "&"])
_LISTED = frozenset([",", "and", "to", "or", "&", *DASHES])
_CANDIDATES = STARTERS | frozenset(ranks.MULTIPLES)
_AFTER_ARTICLE = frozenset([*WORDS, *FRACTIONS, *VAGUE_HEADS, *MEASURES.first_tokens(), *CURRENCY_NAMES.first_tokens()])


def _candidates(s: Sentence) -> list[int]:
    """Gives the tokens at which a figure can start; an article only where a number, a unit or a part of one follows."""
    low, kinds = s.lower, s.kinds
    after = [*low[1:], ""]
    return [
        i
        for i, word in enumerate(low)
        if kinds[i] in _NUMBER_KINDS
        or (word in _CANDIDATES and (word not in ("a", "an") or after[i] in _AFTER_ARTICLE))
    ]


_PERIOD_WORDS = frozenset(["first", "final", "latest"])
_RECORDS = frozenset(
    ["high", "highs", "low", "lows", "peak", "peaks", "trough", "troughs", "best", "worst", "record", "records"]
)
_COMPOUND_AFTER = frozenset(
    ["dimensional", "way", "door", "star", "party", "wheel", "course", "ring", "piece", "tier", "pronged", "fold"]
)
"""Words behind a number that make it an adjective, hyphen or not: `two door saloon`."""
_ONE_NOUNS = frozenset(
    [
        "person",
        "people",
        "death",
        "case",
        "fatality",
        "victim",
        "casualty",
        "injury",
        "killed",
        "dead",
        "injured",
        "missing",
        "man",
        "woman",
        "child",
    ]
)
_AGED = frozenset(
    [
        "children",
        "women",
        "men",
        "people",
        "adults",
        "those",
        "girls",
        "boys",
        "anyone",
        "everyone",
        "workers",
        "pupils",
        "patients",
        "drivers",
        "residents",
    ]
)
_NOT_COUNTED = frozenset(
    [
        "star",
        "percent",
        "thing",
        "way",
        "reason",
        "question",
        "takeaway",
        "factor",
        "side",
        "hand",
        "eye",
        "occasion",
        "direction",
        "front",
        "cent",
        "word",
        "fold",
        "letter",
        "point-of-view",
        "half",
        "sort",
        "kind",
        "dimension",
        "angle",
        "sense",
    ]
)
"""Nouns behind a number word that make an idiom or an outline, not a figure."""


def read_mentions(doc: Document) -> list[Mention]:
    """Finds every figure of an article, in order. Change, modality, period and aboutness are left to the context rules."""
    money = ArticleMoney(doc.text, doc.publisher)
    mentions: list[Mention] = []
    sentences = doc.sentences
    i = 0
    while i < len(sentences):
        s = sentences[i]
        if s.form == "row":
            j = i
            while j < len(sentences) and sentences[j].form == "row":
                j += 1
            mentions.extend(tables.read_rows(doc, i, j, money))
            i = j
            continue
        if may_state_figure(s.text):
            found = _SentenceReader(s, sentences[i - 1] if i else None, money, mentions).read()
            mentions.extend(found)
        i += 1
    return mentions


class _SentenceReader:
    """Reads one sentence from left to right."""

    def __init__(self, s: Sentence, before: Sentence | None, money: ArticleMoney, earlier: list[Mention]) -> None:
        self.s = s
        self.before = before
        self.money = money
        self.earlier = earlier
        self.found: list[Mention] = []
        self.masks = masked_spans(s)

    def read(self) -> list[Mention]:
        s = self.s
        position = 0
        for i in _candidates(s):
            if i >= position:
                position = max(i + 1, self._at(i))
        if self.found:
            bare = [m for m in self.found if not m.unit]
            elliptic.resolve(s, self.found, self.earlier, self.before)
            for mention in bare:
                if mention.unit and (mention.kind == "count" or mention.rule == "money.priced"):
                    rates.read_rate(s, mention, self.money)
            self.found = [m for m in self.found if m.unit]
            self.found = fractions.join_compounds(s, self.found)
            self._pairs()
        return self.found

    def _at(self, i: int) -> int:
        """Reads what starts at token `i`; gives the token to go on with."""
        s = self.s
        low, n = s.lower, len(s.lower)
        start = s.starts[i]
        for begin, end in self.masks:
            if begin <= start < end:
                while i < n and s.starts[i] < end:
                    i += 1
                return i
        if s.kinds[i] == NUMBER_KIND and s.ends[i] - start > MAX_DIGITS:
            return i + 1
        if s.kinds[i] == NUMBER_KIND and (end := code_end(s, i)):
            while i < n and s.starts[i] < end:
                i += 1
            return i
        if low[i] in ranks.MULTIPLES:
            found = ranks.read_multiple(s, i, self.found)
            if found is not None:
                self.found.append(found)
                return found.last
            return i + 1
        sign = currency_before(s, i, self.money) if s.kinds[i] == NUMBER_KIND else None
        if s.kinds[i] == NUMBER_KIND and sign is None:
            found = ranks.read_numbered_rank(s, i) if i and low[i - 1] in _NUMBERED else None
            if found is not None:
                self.found.append(found)
                return found.last
            stop = trap_at(s, i)
            if stop:
                return stop
            if is_year(s, i):
                return self._skip_years(i)
        part = read_part(s, i, self.money, sign)
        if part is None:
            compound = fractions.read_compound_time(s, i)
            if compound is not None:
                self.found.append(compound)
                return compound.last
            part = fractions.read_single(s, i, self.money)
            if part is None:
                return i + 1
        num = part.num
        if num.value > MAX_VALUE:
            return num.last
        if num.last < n and low[num.last] in HYPHENS and (stop := is_ratio(s, num)):
            return stop
        if num.style in ("words", "ordinal") and is_name_in_words(s, num):
            return part.last
        if num.style == "ordinal":
            found = ranks.read_rank(s, part)
            if found is not None:
                self.found.append(found)
                return found.last
            return num.last
        if num.style == "fraction":
            found = fractions.read_fraction(s, part)
            if found is not None:
                self._bound(found, part)
                self.found.append(found)
                return found.last
            return num.last
        share = fractions.read_one_in(s, part) if part.unit is None and num.value < 100 else None
        if share is not None:
            self._bound(share, part)
            self.found.append(share)
            return share.last
        if low[part.first - 1 : part.first] == ["per"] or (
            part.first and low[part.first - 1] == "top" and part.unit is None
        ):
            return num.last
        multiple = ranks.read_times(s, part)
        if multiple is not None:
            self._bound(multiple, part)
            self.found.append(multiple)
            return multiple.last
        return self._quantity(part)

    def _is_gapped(self, num: Numeral) -> bool:
        """Tells whether a number behind a name goes on with what was counted before: `Norway took 12 medals, Sweden 9 and Chad 4`."""
        s = self.s
        low, n = s.lower, len(s.lower)
        if not self.found or low[num.first - 1] in NAME_WORDS or num.scaled:
            return False
        if num.last < n and low[num.last] not in (",", ";", ".", "and"):
            return False
        gap = range(self.found[-1].last, num.first)
        if not 1 < len(gap) < 8 or low[gap[0]] not in (",", ";", "and", "while", "to"):
            return False
        return all(s.tokens[i][0].isupper() or low[i] in _BETWEEN_NAMES for i in gap)

    def _skip_names(self, at: int) -> int:
        """One past the bare numbers that a numbered name goes on with: `Rooms 12 to 15`, `Articles 4, 5 and 6`."""
        s, n = self.s, len(self.s.lower)
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

    def _skip_years(self, i: int) -> int:
        """One past a year and what print joins to it: `2023/24`, `2011–2025`, `1986/87`."""
        s, n = self.s, len(self.s.lower)
        i += 1
        if (
            i + 1 < n
            and (s.lower[i] in DASHES or s.lower[i] == "/")
            and s.kinds[i + 1] == NUMBER_KIND
            and s.starts[i] == s.ends[i - 1]
        ):
            return i + 2
        return i

    def _is_code(self, part: Part) -> bool:
        """Tells whether a number is part of a name or an idiom: `128G`, `2nm-class`, `03B`, `the Five-Year Plan`, `counted to ten`."""
        s, num = self.s, part.num
        low, n = s.lower, len(s.lower)
        if s.kinds[num.first] == NUMBER_KIND:
            token = s.tokens[num.first]
            if len(token) > 1 and token[0] == "0" and token.isdigit():
                return True
            glued = num.last < n and s.kinds[num.last] == WORD_KIND and s.starts[num.last] == s.ends[num.last - 1]
            return (
                glued
                and part.any_unit is None
                and not num.scaled
                and low[num.last] not in ("x", "strong", "odd", "and", "to")
            )
        if part.unit is not None and s.tokens[num.first][0].isupper() and num.first and s.form == "prose":
            return s.tokens[part.unit.first][:1].isupper() and low[part.unit.first - 1] in HYPHENS
        return low[max(0, num.first - 2) : num.first] in (["counted", "to"], ["count", "to"], ["counting", "to"])

    def _quantity(self, part: Part) -> int:
        """Reads a plain number: range, unit, noun, bound, rate."""
        s = self.s
        low, n = s.lower, len(s.lower)
        num = part.num
        if self._is_code(part):
            return part.last
        if (
            low[num.last : num.last + 1] == ["past"]
            and num.value <= 30
            and num.last + 1 < n
            and low[num.last + 1] in STARTERS
        ):
            return num.last + 2  # `ten past five`
        other = self._range(part)
        last_part = other or part
        unit = last_part.any_unit or part.any_unit
        last = last_part.last
        noun: tuple[int, int, str] | None = None
        rule = ""
        after_plus = last_part.noun_at
        if unit is None:
            if low[num.first] == "one" and num.value == 1 and other is None:
                noun = singular_noun_behind(s, after_plus)
                if noun is None or noun[2] not in _ONE_NOUNS:
                    return num.last
                noun = (
                    (noun[0], noun[0] + 1, "person")
                    if noun[2] in ("killed", "dead", "injured", "missing", "people")
                    else noun
                )
            else:
                if (
                    names_a_thing(s, num)
                    and (other is None or noun_behind(s, other.num.last) is None)
                    and not self._is_gapped(num)
                ) or (other is None and is_street_number(s, num)):
                    return self._skip_names(num.last)
                noun = noun_behind(s, after_plus)
                if (
                    noun is None
                    and other is None
                    and num.style == "words"
                    and (measured := measured_noun(s, after_plus))
                ):
                    self.found.append(self._counted(part, measured))
                    return num.last
                if noun is None and (num.scaled or 0 < num.value < 1) and low[after_plus : after_plus + 1] == ["share"]:
                    noun = (after_plus, after_plus + 1, "share")  # `a 4 million share offering`, `0.5 share of common`
                if self._is_magnitude(num):
                    return self._magnitude(part)
                if noun is None and low[after_plus : after_plus + 1] == ["times"]:
                    noun = (after_plus, after_plus + 1, self._done_times(num.first))
                if noun is not None and noun[2] in _NOT_COUNTED and (num.style == "words" or noun[2] == "star"):
                    return noun[1]
                if (noun is None or other is not None) and self._is_age(part):
                    return num.last
                if (
                    noun is not None
                    and low[after_plus] in HYPHENS
                    and num.style == "words"
                    and not self._hyphen_noun(noun[2])
                ):
                    return noun[1]
            kind, system = "count", "noun"
            code = noun[2] if noun else ""
            if code == "strong" or (code == "other" and noun is not None):
                code = "person" if code == "strong" else self._other(num.first)
            factor = 1.0
            rule = "count" if noun else "bare"
            if noun is not None:
                last = noun[1]
        else:
            kind, system, code, factor = unit.kind, unit.system, unit.code, unit.factor
            if kind == "quantity" and "/" in code:
                kind = "rate"
            rule = kind
            if kind == "duration" and self._is_time_reference(part, unit.last):
                return unit.last
        if (
            unit is None
            and other is None
            and low[num.last : num.last + 1]
            and low[num.last] in _COMPOUND_AFTER
            and num.value < 20
        ):
            return num.last + 1  # `a three dimensional lattice`
        if unit is None and num.value == 0 and num.style == "words" and (noun is None or low[num.last] in _ZERO_IDIOMS):
            return num.last  # `zero coupon`, `zero carbon emissions`
        low_value = num.value * factor
        high_value = (other.num.value if other else num.value) * factor
        if num.scaled or factor != 1.0:
            # 8.2 * 1e9 is 8199999999.999999; no print has more than 14 significant digits.
            low_value, high_value = float(f"{low_value:.14g}"), float(f"{high_value:.14g}")
        if num.scaled or factor != 1 or other is not None:
            low_value, high_value = tidy(low_value), tidy(high_value)
        if part.negative and kind in ("quantity", "money"):
            low_value, high_value = -high_value, -low_value
        bound = "range" if other else "="
        first = part.first
        if unit is not None and unit.code in ("Cel", "[degF]", "deg") and low[last : last + 2] == ["below", "zero"]:
            low_value, high_value = -high_value, -low_value
        unit_text = s.text[s.starts[unit.first] - s.start : s.ends[unit.last - 1] - s.start] if unit else None
        if noun is not None:
            unit_text = s.text[s.starts[noun[0]] - s.start : s.ends[noun[1] - 1] - s.start]
            if low[noun[0]] in HYPHENS:
                unit_text = unit_text[1:]
        mention = Mention(
            s.index, first, last, s.starts[first], s.ends[last - 1], kind, low_value, high_value, bound,
            unit_text, system, code, num.digits if other is None else max(num.digits, other.num.digits), rule,
        )  # fmt: skip
        if noun is not None:
            mention.noun_first, mention.noun_last = noun[0], noun[1]
        if part.negative and kind == "percent":
            mention.change = "decrease"
        if unit is not None and unit.ambiguous:
            mention.rule += ".assumed_currency"
            mention.confidence = 0.7
        if unit is not None and unit.point:
            mention.rule = "percent.points"
        if num.style == "vague":
            mention.bound = "~"
            mention.high = None
            mention.rule += ".vague"
            if low[last : last + 1] == ["of"] and noun is None and unit is None:
                behind = noun_behind(s, last + 1)
                vague = unit_behind(s, last + 1, num, self.money) if last + 1 < n else None
                if vague is not None:
                    if part.first and low[part.first - 1] in ("in", "("):
                        return vague.last  # a header: `in millions of dollars`
                    mention.last, mention.end = vague.last, s.ends[vague.last - 1]
                    mention.kind, mention.unit, mention.unit_system = vague.kind, vague.code, vague.system
                    mention.unit_text = s.text[s.starts[vague.first] - s.start : s.ends[vague.last - 1] - s.start]
                    mention.rule = f"{vague.kind}.vague"
                    if mention.low is not None:
                        mention.low *= vague.factor
                elif behind:
                    mention.last, mention.end = behind[1], s.ends[behind[1] - 1]
                    mention.unit, mention.rule = behind[2], "count.vague"
                    mention.noun_first, mention.noun_last = behind[0], behind[1]
                    mention.unit_text = s.text[s.starts[behind[0]] - s.start : s.ends[behind[1] - 1] - s.start]
        if other is not None:
            mention.rule += ".range"
        if num.style == "words" and not num.scaled and kind == "count":
            mention.rule += ".words"
        if part.plus or last_part.plus:
            mention.bound, mention.high = ">", None
        elif part.fewer:
            mention.bound, mention.low = "<", None
        else:
            self._bound(mention, part)
        if part.odd and mention.bound == "=":
            mention.bound = "~"
        if mention.unit:
            rates.read_rate(s, mention, self.money)
        if rates.is_around_the_clock(s, mention):
            return mention.last
        self.found.append(mention)
        return mention.last

    def _counted(self, part: Part, noun: tuple[int, int, str]) -> Mention:
        """A count whose noun stands behind an amount of its own: `two $500 vouchers`."""
        s, num = self.s, part.num
        mention = Mention(
            s.index, part.first, num.last, s.starts[part.first], s.ends[num.last - 1], "count", num.value, num.value, "=",
            s.text[s.starts[noun[0]] - s.start : s.ends[noun[1] - 1] - s.start], "noun", noun[2], num.digits, "count.words",
            noun[0], noun[1],
        )  # fmt: skip
        self._bound(mention, part)
        return mention

    def _is_magnitude(self, num: Numeral) -> bool:
        """Tells whether a number is the magnitude of an earthquake: `magnitude 7.1`, `6.8-magnitude`, `7.0 on the Richter scale`."""
        low = self.s.lower
        if num.value >= 10 or num.style != "digits":
            return False
        near = low[max(0, num.first - 2) : num.first]
        behind = low[num.last : num.last + 4]
        return "magnitude" in near or "magnitude" in behind[:2] or (behind[:2] == ["on", "the"] and "richter" in behind)

    def _magnitude(self, part: Part) -> int:
        s, num = self.s, part.num
        mention = Mention(
            s.index, num.first, num.last, s.starts[num.first], s.ends[num.last - 1], "quantity", num.value, num.value, "=",
            "magnitude", "none", "1", num.digits, "quantity.magnitude",
        )  # fmt: skip
        self._bound(mention, part)
        self.found.append(mention)
        return num.last

    def _other(self, first: int) -> str:
        """What `two dozen others` counts: what was counted before, else persons."""
        for mention in [*reversed(self.found), *reversed(self.earlier[-4:])]:
            if mention.kind == "count" and mention.unit and mention.noun_first >= 0:
                return mention.unit
        return "person"

    def _done_times(self, first: int) -> str:
        """What `21 times` counts: the noun of the verb before it (`flown` → flight), else `time`."""
        for word in reversed(self.s.lower[max(0, first - 5) : first]):
            if word in TIMES_VERBS:
                return TIMES_VERBS[word]
        return "time"

    def _hyphen_noun(self, noun: str) -> bool:
        return noun in (
            "person", "member", "seat", "bed", "bedroom", "room", "storey", "story", "unit", "strong", "bedroomed", "page", "party",
            "man", "game", "point", "goal", "ship", "car", "truck", "team", "nation", "country", "stage", "home", "house", "place",
        )  # fmt: skip

    def _range(self, part: Part) -> Part | None:
        """Reads the other end of a range that starts with `part`: `5–7`, `3 to 4 million`, `between 32 and 41 metres`."""
        s = self.s
        low, n = s.lower, len(s.lower)
        if part.num.style == "vague" or part.num.last >= n:
            return None
        for at in {part.num.last, part.last}:
            if at >= n:
                continue
            word = low[at]
            i = at + 1
            if word in DASHES:
                digits = s.kinds[part.num.first] == NUMBER_KIND
                if not (digits or s.starts[at] == s.ends[at - 1]) or i >= n:
                    continue
            elif word in ("to", "or", "through") or (word == "and" and part.first and low[part.first - 1] == "between"):
                pass
            else:
                continue
            if i < n and low[i] in ("as", "about", "around", "nearly", "some", "even", "perhaps"):
                i += 1 if low[i] != "as" else 3
            while i < n and s.kinds[i] == MARK_KIND and s.tokens[i] in "$€£¥₹₩₦₽":
                i += 1
            if (
                i + 1 < n
                and s.kinds[i] == WORD_KIND
                and s.kinds[i + 1] in (NUMBER_KIND, MARK_KIND)
                and s.tokens[i] in ("US", "A", "C", "HK", "S", "NZ", "NT", "R", "RMB", "Rs", "EUR", "USD")
            ):
                i += 1
                while i < n and s.kinds[i] == MARK_KIND and s.tokens[i] in "$.":
                    i += 1
            if i >= n or not (s.kinds[i] in (NUMBER_KIND, FRACTION_KIND) or low[i] in STARTERS):
                continue
            sign = currency_before(s, i, self.money) if s.kinds[i] == NUMBER_KIND else None
            other = read_part(s, i, self.money, sign, signed=part.sign is not None)
            if other is None or other.num.style not in ("digits", "words") or other.negative:
                continue
            if other.first < at:
                continue
            if s.kinds[i] == NUMBER_KIND and is_year(s, i) and other.any_unit is None:
                continue
            if not self._joins(part, other, word, at):
                continue
            if not part.num.scaled and other.num.scaled and part.num.raw < other.num.raw and part.unit is None:
                part.num.value *= other.num.scale
                part.num.scaled = True
            if part.num.value >= other.num.value:
                continue
            if word in DASHES and not (
                part.any_unit or other.any_unit or other.num.scaled or noun_behind(s, other.num.last)
            ):
                continue
            return other
        return None

    def _joins(self, part: Part, other: Part, word: str, at: int) -> bool:
        """Tells whether two parts are the ends of one range, and not two levels or two things."""
        s = self.s
        mine, theirs = part.any_unit, other.any_unit
        if mine is not None and theirs is not None and (mine.kind != theirs.kind or mine.code != theirs.code):
            return False
        if mine is not None and theirs is None and (part.sign is None or noun_behind(s, other.num.last) is not None):
            return False  # `5 percent to 7`: no unit on the right
        if word == "or":
            near = (
                part.num.value < other.num.value <= part.num.value + 2
                or part.num.value < other.num.value <= 1.2 * part.num.value
            )
            return mine is None and near and (part.num.value < 20 or theirs is not None)
        if word == "and" or word in DASHES:
            return True
        before = s.lower[max(0, part.first - 9) : part.first]
        if before and before[-1] == "from":
            return not any(verb in CHANGE_VERBS for verb in before)
        if (
            word == "to"
            and mine is None
            and theirs is None
            and before
            and (before[-1] in CHANGE_VERBS or before[-1] in ("up", "down", "off"))
        ):
            return noun_behind(s, other.num.last) is not None  # `the share fell one to 33`
        if mine is not None and before[-1:] != ["by"] and any(verb in CHANGE_VERBS for verb in before[-5:]):
            return False
        return word != "through" or True

    def _bound(self, mention: Mention, part: Part) -> None:
        """Sets the bound that the words round a mention print, and opens the side that they leave open."""
        s = self.s
        bound: str | None = None
        before = bound_before(s, part.first, duration=mention.kind == "duration")
        # `1,900 feet over seven miles`: one measure set against another
        against = (
            before is not None
            and self.found
            and self.found[-1].last == before[1]
            and s.lower[before[1]] in ("over", "above", "below", "under")
        )
        if before is not None and not against:
            bound = before[0]
        for last in dict.fromkeys((mention.last, part.num.last, part.last)):
            after = bound_after(s, last)
            if after is not None:
                bound = after[0]
                break
        if bound is None or mention.bound == "range":
            return
        mention.bound = bound
        if bound == ">":
            mention.high = None
        elif bound == "<":
            if part.num.style == "vague":
                mention.bound = "~"
            else:
                mention.low = None
                mention.high = mention.high if mention.high is not None else part.num.value

    def _is_age(self, part: Part) -> bool:
        """Tells whether a bare number is a person's age: `Berit Aasgard, 51, told`, `aged 34`, `(27)`."""
        s, num = self.s, part.num
        low, n = s.lower, len(s.lower)
        if num.scaled or not 0 < num.value < 111 or num.value != int(num.value):
            return False
        before = low[num.first - 1] if num.first else ""
        near = low[max(0, num.first - 5) : num.first]
        if (
            before in ("aged", "age", "ages")
            or "aged" in near
            or near[-3:] == ["the", "age", "of"]
            or near[-2:] == ["ages", "of"]
        ):
            return True
        if before in ("under", "over", "below", "above") and len(near) > 1 and near[-2] in _AGED:
            return True
        after = low[num.last] if num.last < n else ""
        if (
            before == ","
            and after in (",", ".", ";")
            and num.first >= 2
            and s.tokens[num.first - 2][:1].isupper()
            and s.kinds[num.first - 2] == WORD_KIND
        ):
            return True
        return before == "(" and after == ")" and num.first >= 2 and s.tokens[num.first - 2][:1].isupper()

    def _is_time_reference(self, part: Part, stop: int) -> bool:
        """Tells whether a span of time only says when (`two years ago`, `10 minutes later`) or how old a person is."""
        low, n = self.s.lower, len(self.s.lower)
        after = low[stop] if stop < n else ""
        if after in ("ago", "earlier", "later", "hence"):
            return True
        if after == "old":
            return not part.num.scaled  # `66 million years old` is no person's age
        if after in HYPHENS and stop + 1 < n and low[stop + 1] in ("old", "olds"):
            return True
        if after in _RECORDS and low[stop - 2] in HYPHENS:
            return True  # `a five-year high`
        if part.first == 0 and stop >= n and self.s.form == "headline":
            return True  # `Nine months`, over a column of results
        if _PERIOD_WORDS.intersection(low[max(0, part.first - 1) : part.first]):
            return True  # `in the first nine months`
        near = low[max(0, part.first - 7) : part.first]
        if "aged" in near or "ages" in near or near[-3:] == ["the", "age", "of"]:
            return True
        return (
            part.num.value == 1
            and low[part.num.first] == "one"
            and low[part.num.last : part.num.last + 1] in (["day"], ["night"], ["time"])
        )

    def _rate_of_both(self, a: Mention, b: Mention) -> None:
        """Gives both sides of a conversion the denominator behind the bracket: `¥500 ($3.40) a night`."""
        last, end = b.last, b.end
        b.last = last + 1
        rates.read_rate(self.s, b, self.money)
        b.last, b.end = last, end
        if b.kind == "rate":
            a.kind, a.unit, a.rule = "rate", f"{a.unit}/{b.unit.split('/', 1)[1]}", f"rate.{a.rule}"

    def _pairs(self) -> None:
        """Links in-text conversions: `16.7 billion yuan ($2.34 billion)`, `$1bn, or about €900m,`."""
        s = self.s
        low = s.lower
        for a, b in zip(self.found, self.found[1:], strict=False):
            if a.pair is not None or a.kind not in ("money", "quantity", "rate") or a.unit == b.unit:
                continue
            if b.kind != a.kind and not (a.kind == "rate" and b.kind == "money"):
                continue
            gap = low[a.last : b.first]
            opening = (
                gap[:1] == ["("]
                or any(gap[i : i + 2] in (["equal", "to"], ["equivalent", "to"]) for i in range(min(3, len(gap))))
                or gap[:2] == [",", "or"]
                or gap[:1] == ["or"]
                or gap[:2] == [",", "equivalent"]
                or gap[:1] == ["["]
            )
            if (
                not opening
                or len(gap) > 6
                or any(word in ("and", "up", "down", "from", "a", "against", "with") for word in gap[1:])
                or ("to" in gap and "equal" not in gap and "equivalent" not in gap)
            ):
                continue
            if gap[0] in "([" and ")" not in low[b.last : b.last + 3] and "]" not in low[b.last : b.last + 3]:
                if low[b.last : b.last + 1] not in ([","], [";"]):
                    continue
            if a.kind == "money" and gap[0] == "or" and a.unit == b.unit:
                continue
            a.pair, b.pair = b, a
            if gap[0] == "(" and low[b.last : b.last + 1] == [")"] and a.kind == b.kind == "money":
                self._rate_of_both(a, b)
            if a.kind == "rate" and b.kind == "money" and a.unit_system == "ISO4217":
                b.kind, b.unit, b.rule = "rate", f"{b.unit}/{a.unit.split('/', 1)[1]}", "rate.pair"

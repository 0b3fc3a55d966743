"""Parts of a whole: `a third`, `two in five`, `one orchard in every six`, `half a square kilometre`, `a decade and a half`.

Belongs here: fractions as percent, and fractions of a unit. Does not belong here: decimals, multiples.
"""

from __future__ import annotations

from pipelines.extraction.document import FRACTION_KIND, NUMBER_KIND, WORD_KIND, Sentence
from pipelines.extraction.en.article_money import ArticleMoney
from pipelines.extraction.en.bounds import BEFORE
from pipelines.extraction.en.nouns import CHANGE_VERBS, STOPS, VERB_BASES, VERBS, is_plural, singular
from pipelines.extraction.en.number_names import RATED
from pipelines.extraction.en.numerals import HYPHENS, STARTERS, Numeral, read_numeral
from pipelines.extraction.en.parts import Part
from pipelines.extraction.en.traps import is_year
from pipelines.extraction.en.units import MEASURES, PERCENT, Unit, currency_after, measure_after
from pipelines.extraction.model import Mention

_NO_DEGREE = frozenset(["a", "an", "the", "part", "they", "it"])
_MORE = frozenset(
    [
        "more",
        "higher",
        "larger",
        "bigger",
        "greater",
        "faster",
        "cheaper",
        "dearer",
        "less",
        "lower",
        "fewer",
        "smaller",
        "slower",
        "longer",
        "shorter",
        "heavier",
        "lighter",
        "above",
        "below",
        "better",
        "worse",
        "taller",
        "stronger",
        "up",
        "down",
        "again",
        "off",
    ]
)
_NOT_SHARE_AFTER = frozenset(
    [
        "time",
        "year",
        "yearly",
        "hour",
        "day",
        "century",
        "decade",
        "term",
        "marathon",
        "party",
        "person",
        "way",
        "brother",
        "sister",
        "moon",
        "truth",
        "finals",
        "final",
        "back",
        "season",
        "phase",
        "stage",
        "round",
        "attempt",
        "man",
        "woman",
        "child",
        "world",
        "sector",
        "reading",
        "generation",
    ]
)
_HALF_BEFORE = frozenset(
    ["first", "second", "last", "latter", "former", "other", "better", "this", "each", "year's", "next", "final"]
)
_ORDINAL_FRACTIONS = frozenset(["third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"])
_COMPARED_WITH = frozenset(
    [
        "usual",
        "normal",
        "previous",
        "average",
        "price",
        "amount",
        "size",
        "level",
        "rate",
        "speed",
        "cost",
        "weight",
        "earlier",
        "original",
        "number",
        "width",
        "height",
        "length",
    ]
)
_FUNCTION_AFTER = STOPS | frozenset(["and", "or", "but"])


def _share(s: Sentence, first: int, last: int, value: float, rule: str) -> Mention:
    return Mention(
        s.index, first, last, s.starts[first], s.ends[last - 1], "percent", value, value, "=",
        s.text[s.starts[first] - s.start : s.ends[last - 1] - s.start], "UCUM", "%", 2, rule,
    )  # fmt: skip


def read_fraction(s: Sentence, part: Part) -> Mention | None:
    """Reads a fraction as a share in percent, or of the unit behind it; None where it is an ordinal, a time or an idiom."""
    low, n = s.lower, len(s.lower)
    num = part.num
    first, last = num.first, num.last
    word = low[last - 1]
    before = low[first - 1] if first else ""
    after = low[last] if last < n else ""
    if part.unit is not None:
        unit = part.unit
        kind = unit.kind if not (unit.kind == "quantity" and "/" in unit.code) else "rate"
        return Mention(
            s.index, first, unit.last, s.starts[first], s.ends[unit.last - 1], kind, num.value * unit.factor, num.value * unit.factor, "=",
            s.text[s.starts[unit.first] - s.start : s.ends[unit.last - 1] - s.start], unit.system, unit.code, 1, f"{kind}.fraction",
        )  # fmt: skip
    if after in _MEASURED_OUT and s.kinds[last - 1] in (NUMBER_KIND, FRACTION_KIND):
        return Mention(
            s.index, first, last + 1, s.starts[first], s.ends[last], "count", num.value, num.value, "=",
            s.tokens[last], "noun", singular(after), 2, "count.fraction", last, last + 1,
        )  # fmt: skip
    if after in _SHARES and word in ("half", "third", "thirds", "quarter", "quarters", "fifth", "fifths"):
        return _share(s, first, last, num.value * 100, "percent.fraction")
    if after in HYPHENS and last + 1 < n and s.starts[last] == s.ends[last - 1] and s.starts[last + 1] == s.ends[last]:
        return None  # `half-let`, `a third-party`, `quarter-final`
    if word == "half" and last - first == 1 and before == "at" and after in _AT_HALF:
        return _share(s, first, last, 50.0, "percent.fraction")  # `works at half capacity`
    if word in ("half", "halves") and last - first == 1:
        if after in ("a", "an"):
            return None  # `half a loaf`, `by half a point`
        if after in ("last", "this") and any(word.endswith("'s") for word in low[last + 1 : last + 3]):
            return _share(s, first, last, 50.0, "percent.fraction")  # `a crop of half last year's`
        if before in _HALF_BEFORE or before in HYPHENS or (before.endswith("'s") and after not in ("of",)):
            return None
        if (
            after == "as"
            and last + 1 < n
            and s.kinds[last + 1] == WORD_KIND
            and low[last + 1] not in STOPS | _NO_DEGREE
        ):
            end = last + 2
            if low[end : end + 1] == ["again"]:
                more = _share(s, first, last, 50.0, "percent.fraction")
                more.change = "increase"
                return more  # `half as much again as in Orrel`
            return Mention(
                s.index, first, end, s.starts[first], s.ends[end - 1], "multiple", 0.5, 0.5, "=", "half as", "UCUM", "x", 1, "multiple.half",
                change="decrease",
            )  # fmt: skip
        if before in ("in", "a", "the") and after not in (
            "of",
            "the",
            "their",
            "its",
            "his",
            "her",
            "all",
            "that",
            "those",
        ):
            return None
        if after == "of" and low[last + 1 : last + 2] == ["what"]:
            return _share(s, first, last, 50.0, "percent.fraction")  # `half of what the licences were worth`
        if (after == "what" or (after == "that" and low[last + 1 : last + 2] == ["of"])) or (
            after in ("the", "its", "their") and not _COMPARED_WITH.isdisjoint(low[last + 1 : last + 3])
        ):
            return Mention(
                s.index, first, last, s.starts[first], s.ends[last - 1], "multiple", 0.5, 0.5, "=", "half", "UCUM", "x", 1, "multiple.half",
            )  # fmt: skip
        if after in _NOT_SHARE_AFTER or (after and s.kinds[last] == WORD_KIND and after not in _FUNCTION_AFTER):
            return None
    elif word in ("quarter", "quarters"):
        if low[first] == "one" and before in ("in", "for", "over", "within", "during") and after != "of":
            return None  # `a cut of 15 percent in one quarter`
        if after in (
            "final",
            "finals",
            "past",
            "to",
            "century",
            "results",
            "profit",
            "revenue",
            "earlier",
            "ago",
        ) or before in ("first", "last"):
            return None
        if (
            after
            and s.kinds[last] == WORD_KIND
            and after not in _FUNCTION_AFTER
            and after not in _MORE
            and not after.endswith("ed")
        ):
            return None
    elif word in _ORDINAL_FRACTIONS and low[first] in ("a", "an"):
        if after and s.kinds[last] == WORD_KIND and after not in _FUNCTION_AFTER and after not in _MORE:
            return None
        if after in ("time", "is", "was", "had", "has", "will") and first == 0:
            return None
    mention = _share(s, first, last, num.value * 100, "percent.fraction")
    if after in _MORE and after not in ("up", "down", "again", "off"):
        mention.change = (
            "decrease"
            if after in ("less", "lower", "fewer", "smaller", "slower", "shorter", "lighter", "cheaper", "below")
            else "increase"
        )
    return mention


_AT_HALF = frozenset("capacity strength speed price power pace output volume".split())
_AFTER_FIVE = STOPS | {"like", "and", "or", "but"}
_SHARES = frozenset("stake share interest holding ownership mark majority".split())
"""What a fraction in front of it is a share of the whole: `a quarter stake`, `the three-quarter mark`."""
_TRIES = frozenset(
    "overs innings games matches starts appearances attempts outings balls tests caps races rounds sets".split()
)
_MEASURED_OUT = frozenset(
    "cup cups teaspoon teaspoons tablespoon tablespoons tsp tbsp pint pints stick sticks bunch bunches clove cloves can cans packet packets".split()
)
"""What recipes take a fraction of: `3/4 cup`."""


def read_remaining(s: Sentence, num: Numeral) -> Mention | None:
    """Reads the ordinal of `the remaining third` as a share; None elsewhere."""
    low, last = s.lower, num.last
    if low[num.first - 1 : num.first] != ["remaining"] or low[last - 1] not in _ORDINAL_FRACTIONS:
        return None
    if last < len(low) and s.kinds[last] == WORD_KIND and low[last] not in _FUNCTION_AFTER:
        return None
    return _share(s, num.first, last, 100 / num.value, "percent.fraction")


def read_one_in(s: Sentence, part: Part) -> Mention | None:
    """Reads `one in six`, `three out of four`, `one orchard in every six`, `one barn in three`, `9 in 10`."""
    low, n = s.lower, len(s.lower)
    num = part.num
    if part.sign or num.scaled or not 1 <= num.value <= 99 or num.value != int(num.value):
        return None
    measured = part.unit is not None and part.unit.kind in ("quantity", "money")
    if part.unit is not None and (part.last - num.last != 1 or (measured and num.value != 1)):
        return None
    i = num.last
    limit = min(n, i + 4)
    while i < limit and s.kinds[i] == WORD_KIND and low[i] not in STOPS and low[i] != "of":
        i += 1
    if i >= n:
        return None
    with_noun = i > num.last
    if low[i] == "in":
        i += 1
    elif low[i : i + 2] == ["out", "of"]:
        i += 2
    elif low[i : i + 2] == ["of", "every"]:
        i += 1
    else:
        return None
    if with_noun and low[num.last] in RATED:
        return None  # `one star out of five`
    every = i < n and low[i] in ("every", "each")
    if every:
        i += 1
    if i >= n or not (s.kinds[i] == NUMBER_KIND or low[i] in STARTERS):
        return None
    if with_noun and not every and num.value > 9:
        return None
    if s.kinds[i] == NUMBER_KIND and is_year(s, i):
        return None
    other = read_numeral(s, i)
    if other is None or other.style not in ("digits", "words") or other.value <= num.value:
        return None
    j = other.last
    if part.unit is not None and (
        other.scaled or other.value > 31 or (j < n and s.kinds[j] == WORD_KIND and low[j] not in _AFTER_FIVE)
    ):
        return None  # `one day in 10 towns`
    if j < n and low[j] in _TRIES:
        return None  # `took 6 in 50 overs`
    if measured:
        if other.scaled or other.value > 50 or (j < n and is_counted(s, j)):
            return None  # `one litre in 12 bottles`
        return _share(s, num.first, j, 100 / other.value, "percent.one_in")  # `one hectare in nine`
    if j < n and not every:
        following = low[j]
        if PERCENT.match(low, j) or (following in MEASURES and following not in ("s",)):
            return None
        if (
            with_noun
            and num.value != 1
            and s.kinds[j] == WORD_KIND
            and following not in _AFTER_FIVE
            and low[num.last] != following
        ):
            return None  # `two plants in three countries`
    if with_noun and num.value != 1 and not every and not (j >= n or s.kinds[j] != WORD_KIND or low[j] in _AFTER_FIVE):
        return None
    return _share(s, num.first, j, 100 * num.value / other.value, "percent.one_in")


def is_counted(s: Sentence, at: int) -> bool:
    """Tells whether token `at` is a unit or a plural that a number in front of it counts, and no verb: `goes`, `is`."""
    word = s.lower[at]
    if s.kinds[at] != WORD_KIND or word in STOPS:
        return False
    return word in MEASURES or (is_plural(word) and word not in VERBS and word[:-1] not in VERB_BASES)


_SPELLS = frozenset("week month year day decade minute fortnight".split())
_LASTS = frozenset("takes took taking take lasts lasted lasting".split())
_LATE = frozenset("behind late overdue early".split())


def _lasts(s: Sentence, at: int) -> bool:
    """Tells whether `a week` is how long something takes: `it takes a week`, `a month behind schedule`, `goes up by a month`."""
    low = s.lower
    behind = low[at + 2] if at + 2 < len(low) else "."
    if low[at - 1] in _LASTS:
        return behind in (".", ",", ";", "to", "and", "or", "for", "before", "in", "but")
    return behind in _LATE or (low[at - 1] == "by" and behind in (".", ",", "per", "each", "every"))


_SLANG = {"fiver": 5.0, "tenner": 10.0}


def read_single(s: Sentence, at: int, money: ArticleMoney) -> Part | None:
    """Reads `a` before a unit as one of it, where a bound makes it a figure: `less than a minute`, `nearly a kilometre`; for
    money also `a dollar less`."""
    low, n = s.lower, len(s.lower)
    if low[at] not in ("a", "an") or at + 1 >= n:
        return None
    num = Numeral(at, at + 1, 1.0, 1, "words", raw=1.0)
    bounded = BEFORE.match_before(low, at) is not None
    if not bounded and at and low[at + 1] in _SPELLS and _lasts(s, at):
        unit = measure_after(s, at + 1, money, digits=False)
        return Part(at, unit.last, num, unit=unit) if unit is not None else None
    if low[at + 1] == "percentage" and low[at + 2 : at + 3] == ["point"]:
        return Part(at, at + 3, num, unit=Unit(at + 1, at + 3, "percent", "%", "UCUM", 1.0, False, True))
    if low[at + 1] in _SLANG:
        code = "GBP" if money.british else "EUR" if money.european else "GBP"
        unit = Unit(
            at + 1, at + 2, "money", code, "ISO4217", _SLANG[low[at + 1]], not money.british and not money.european
        )
        return Part(at, unit.last, num, unit=unit)  # `a tenner`
    unit = currency_after(s, at + 1, money, big=False)
    if unit is not None and (
        bounded
        or (at and low[at - 1] in CHANGE_VERBS and low[unit.last : unit.last + 1] not in (["of"], ["for"]))
        or (at and low[at - 1] == "for" and (unit.last >= n or low[unit.last] in (".", ",", ";", "each")))
        or low[unit.last : unit.last + 1] in (["less"], ["more"], ["cheaper"], ["dearer"])
    ):
        return Part(at, unit.last, num, unit=unit)
    moved = at > 0 and low[at - 1] in CHANGE_VERBS
    if not bounded and not moved:
        return None
    unit = measure_after(s, at + 1, money, digits=False)
    if moved and not bounded:
        return (
            Part(at, unit.last, num, unit=unit) if unit is not None and unit.kind == "quantity" else None
        )  # `rose a foot`
    if (
        unit is None
        or unit.code in ("d", "deg")
        or low[at - 1] in ("over", "within", "past", "about", "around", "near", "top")
    ):
        return None
    return Part(at, unit.last, num, unit=unit)

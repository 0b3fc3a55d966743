"""Ages, and spans of time that only say when: `two years ago`, `a five-year high`, `in the first nine months`.

Belongs here: how they are told from a length of time that is itself stated. Does not belong here: dates and clock times (`traps.py`).
"""

from __future__ import annotations

from pipelines.extraction.document import WORD_KIND, Sentence
from pipelines.extraction.en.marked_words import mark
from pipelines.extraction.en.numerals import HYPHENS
from pipelines.extraction.en.parts import Part

_PERIOD_WORDS = frozenset(["first", "final", "latest"])
_RECORDS = frozenset(
    ["high", "highs", "low", "lows", "peak", "peaks", "trough", "troughs", "best", "worst", "record", "records"]
)
_BONDS = frozenset("bond bonds gilt gilts note notes bund bunds treasury treasuries yield yields jgb jgbs".split())
_MEANS = frozenset("average averages mean means norm norms moving rolling trailing trend".split())
"""What a span of years is the base of: `the ten-year average`."""
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
        "child",
        "kids",
        "girl",
        "boy",
        "them",
        "anybody",
        "nobody",
    ]
)


_MEAN_AGE = frozenset(["median", "average", "mean", "averaged", "averages"])
_AVERAGING = mark(_MEAN_AGE)


def is_mean_age(s: Sentence, part: Part) -> bool:
    """Tells whether a bare number is an average age: `the average age of those who left was 34`."""
    if not s.marks & _AVERAGING:
        return False
    near = s.lower[max(0, part.first - 12) : part.first]
    if (
        not 5 < part.num.value < 120
        or _MEAN_AGE.isdisjoint(near)
        or not near
        or near[-1] not in ("was", "is", "of", "at", "to", ":")
    ):
        return False
    return "age" in near or "aged" in near


_AGE_LIMITS = frozenset(
    "retirement pension pensionable voting drinking driving smoking minimum maximum legal leaving school-leaving eligibility qualifying statutory marriage".split()
)
_AT_AGE = frozenset("to at of is was from be until till than below above and between : past beyond".split())
_WORKS = frozenset("work working works worked retire retires retiring retired retirement".split())
_AGEING = mark(_WORKS | {"age"})


def is_legal_age(s: Sentence, part: Part) -> bool:
    """Tells whether a bare number is an age that a rule sets: `raise the pension age to 68`, `working until 70`."""
    low, first = s.lower, part.num.first
    if (
        not s.marks & _AGEING
        or not first
        or low[first - 1] not in _AT_AGE
        or not 10 <= part.num.value <= 80
        or part.num.scaled
    ):
        return False
    if first > 1 and low[first - 2] in _WORKS and low[first - 1] in ("until", "till", "to", "at", "past", "beyond"):
        return part.num.value >= 40
    for i in range(first - 1, 0, -1):
        if low[i] == "age" and low[i - 1] in _AGE_LIMITS:
            return first - i < 5 or part.num.value >= 40 or low[i - 1] in ("voting", "drinking", "driving", "smoking")
    return False


_PERSON_ENDS = ("er", "or", "ist", "ian", "man", "woman", "ant", "ent", "mother", "father")
"""How nouns end that say what a person does: `a retired baker, 68, said`."""
_ONE_PERSON = frozenset(
    "child baby teenager infant toddler man woman boy girl father mother son daughter brother sister driver farmer teacher resident suspect victim husband wife".split()
)


def is_age(s: Sentence, part: Part) -> bool:
    """Tells whether a bare number is a person's age: `Ida Rosen, 44, told`, `aged 34`, `(27)`."""
    num = part.num
    low, n = s.lower, len(s.lower)
    if num.scaled or not 0 < num.value < 111 or num.value != int(num.value):
        return False
    before = low[num.first - 1] if num.first else ""
    near = low[max(0, num.first - 5) : num.first]
    if before == "than" and len(near) > 1 and near[-2] in ("younger", "older"):
        return True
    if before in ("turn", "turned", "turns", "turning") or (before == ":" and "age" in near):
        return True
    if (
        before in ("aged", "age", "ages")
        or "aged" in near
        or near[-3:] == ["the", "age", "of"]
        or near[-2:] == ["ages", "of"]
    ):
        return True
    if before in ("under", "over", "below", "above") and len(near) > 1 and (near[-2] in _AGED or "age" in s.lower):
        return True
    if (
        before in ("under", "over", "past")
        and len(near) > 1
        and near[-2] in ("are", "were", "is", "being", "all", "them", "well")
        and num.value < 100
    ):
        return True  # `24 percent are under 15`, `four of them past 70`
    if before == "of" and len(near) > 1 and near[-2] in _ONE_PERSON:
        return True  # `a boy of 9`
    after = low[num.last] if num.last < n else ""
    if (
        before == ","
        and after in (",", ".", ";")
        and num.first >= 2
        and (s.tokens[num.first - 2][:1].isupper() or low[num.first - 2] in _ONE_PERSON)
        and s.kinds[num.first - 2] == WORD_KIND
    ):
        return True
    if before == "," and after == "," and num.first > 3 and num.value >= 14:
        if low[num.first - 2] == "." and len(low[num.first - 3]) == 1 and s.tokens[num.first - 3].isupper():
            return True  # `Petra L., 52, a clerk`
        if low[num.first - 2].endswith(_PERSON_ENDS) and not {"a", "an", "one"}.isdisjoint(near):
            return True
    return before == "(" and after == ")" and num.first >= 2 and s.tokens[num.first - 2][:1].isupper()


def is_time_reference(s: Sentence, part: Part, stop: int) -> bool:
    """Tells whether a span of time only says when (`two years ago`, `10 minutes later`) or how old a person is."""
    low, n = s.lower, len(s.lower)
    after = low[stop] if stop < n else ""
    if after in ("ago", "earlier", "later", "hence"):
        return True
    if (
        after == "before"
        and part.num.value == 1
        and low[stop + 1 : stop + 2] in ([], [","], ["."], [";"], [")"], ["as"])
    ):
        return True  # `a tenth less than a year before`
    if after == "old" and not _MEAN_AGE.isdisjoint(low[max(0, part.first - 8) : part.first]):
        return False  # `the median voter is 29.4 years old`
    if after == "old":
        return not part.num.scaled and part.num.value <= 120  # `66 million years old` is no person's age
    if after in HYPHENS and stop + 1 < n and low[stop + 1] in ("old", "olds"):
        return True
    if (after in _RECORDS or after in _MEANS) and low[stop - 2] in HYPHENS:
        return True  # `a five-year high`, `the ten-year average`
    if low[stop - 2] in HYPHENS and (
        after in _BONDS or (after == "government" and low[stop + 1 : stop + 2] and low[stop + 1] in _BONDS)
    ):
        return True  # `10-year gilts`: how long the paper runs
    if part.first == 0 and stop >= n and s.form == "headline":
        return True  # `Nine months`, over a column of results
    if _PERIOD_WORDS.intersection(low[max(0, part.first - 1) : part.first]):
        return True  # `in the first nine months`
    near = low[max(0, part.first - 7) : part.first]
    if part.num.value == 0:
        return True  # `0-6 years`: a group of ages
    if "aged" in near or "ages" in near or near[-3:] == ["the", "age", "of"]:
        return True
    return (
        part.num.value == 1
        and low[part.num.first] == "one"
        and low[part.num.last : part.num.last + 1] in (["day"], ["night"], ["time"])
    )

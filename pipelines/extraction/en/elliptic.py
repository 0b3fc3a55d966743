"""Numbers that stand alone: what they count is said elsewhere in the sentence, or in the one before.

Belongs here: lists that share a unit, `17 of the 40 barges`, labels, contrasts (`instead of 20`). Does not belong here: numbers
with a unit or noun of their own.
"""

from __future__ import annotations

from pipelines.extraction.document import MARK_KIND, Sentence
from pipelines.extraction.en.nouns import COLLECTIVE, STOPS, is_plural, noun_before, noun_behind, singular
from pipelines.extraction.en.rates import read_price
from pipelines.extraction.en.shared_units import (
    alike_in_last_part,
    copy_unit,
    nearest_in_size,
    same_size,
    share_lists,
    share_out,
    share_price,
)
from pipelines.extraction.model import Mention

_BACK_TO = frozenset("from against versus vs than".split())
_CONTRAST = frozenset(
    "remaining rest against than instead versus vs from to planned compared every after original earlier previous while and not target for of at got".split()
)
_OF_HEADS = frozenset("the its their those these them his her our all which whom".split())
_SHARES = frozenset(["shrs", "shares"])
_MONEY_ITEMS = frozenset(
    "net revs rev revenue revenues sales profit profits loss losses turnover income earnings assets loans deposits backlog tax pretax "
    "ebitda operating".split()
)  # fmt: skip
"""Items of a company's results that are money."""
_SPENT = frozenset(
    "cost costs costing worth spend spends spent spending lose loses lost losing raise raised raising save saves saved saving invest "
    "invested pay pays paid paying owe owes owed earn earns earned earning made make makes making reap reaped produced swindled stole "
    "embezzled laundered".split()
)  # fmt: skip
_GROUPS = frozenset(
    "class team squad panel group party gang cast delegation choir orchestra family village town city nation country band state province region island county district borough suburb community population audience jury".split()
)
"""Nouns of people: `a panel of 12`."""
_SHARES_OF = frozenset(
    "turnout poll polls swing approval inflation unemployment share majority margin ballots voters".split()
)
"""Topics whose points are percentage points."""
_INDEXES = frozenset("index ftse dow nikkei nasdaq dax sensex nifty kospi cac".split())
_PERSON_TOPICS = frozenset(
    "kill kills killing toll killed dead deaths died casualties injured missing fatalities".split()
)


def resolve(s: Sentence, found: list[Mention], earlier: list[Mention], before: Sentence | None) -> None:
    """Gives every bare mention of a sentence a unit, or leaves it without one (the caller drops those).

    `found` are the sentence's mentions from left to right, `earlier` those of the article before it, `before` the sentence
    before.
    """
    if "" in [mention.unit for mention in found]:
        if s.form == "headline" or "vs" in s.lower or "versus" in s.lower:
            _read_results(s, found, earlier)
        share_lists(s, found)
    if "espectively" in s.text or "ESPECTIVELY" in s.text:
        share_out(s, found)
    for index, mention in enumerate(found):
        previous = found[index - 1] if index else None
        if (
            mention.unit == "point"
            and mention.kind == "count"
            and not _SHARES_OF.isdisjoint(s.lower)
            and _INDEXES.isdisjoint(s.lower)
        ):
            mention.kind, mention.unit, mention.unit_system, mention.rule = "percent", "%", "UCUM", "percent.points"
        if mention.kind == "count" and mention.noun_last - mention.noun_first > 1 and _takes_whole(s, mention):
            continue
        following = found[index + 1] if index + 1 < len(found) else None
        if (
            mention.kind == "money"
            and following is not None
            and following.kind == "rate"
            and following.unit.startswith(mention.unit + "/")
            and s.lower[mention.last : following.first] in (["to"], ["and"])
            and s.lower[mention.first - 1 : mention.first] in (["from"], ["between"])
        ):
            mention.kind, mention.unit, mention.rule = (
                "rate",
                following.unit,
                "rate.shared",
            )  # `from £84 to £131 a month`
        if not mention.unit:
            _resolve_one(s, mention, previous, found, index, earlier, before)
        elif mention.kind == "money":
            share_price(s, mention, found, index)


_DOES = frozenset(
    "face hold own need want live work speak have come go lack carry require earn use support attend receive report suffer play teach".split()
)
"""Verbs in the plural that could be taken for the first word of a counted noun: `Of the recruits, 38 speak two languages`."""
_OPENS = frozenset(["of", "among", "out"])


def _whole_ahead(s: Sentence, first: int) -> str | None:
    """The plural of which a number in front of a verb is a part: `Of the new recruits, 38 …`; None where the words are others."""
    low = s.lower
    if first < 3 or low[first - 1] != "," or not is_plural(low[first - 2]) or low[first - 2] in STOPS:
        return None
    for i in range(first - 3, max(-1, first - 9), -1):
        if low[i] in _OPENS and i + 1 < first and low[i + 1] in _OF_HEADS:
            return singular(low[first - 2])
        if s.kinds[i] == MARK_KIND:
            return None
    return None


def _takes_whole(s: Sentence, mention: Mention) -> bool:
    """Gives a number the whole in front of it where its supposed noun is a verb and an object: `Of the crews, 38 face charges`."""
    if s.lower[mention.noun_first] not in _DOES:
        return False
    whole = _whole_ahead(s, mention.first)
    if whole is None:
        return False
    mention.last, mention.end = mention.noun_first, s.ends[mention.noun_first - 1]
    mention.noun_first = mention.noun_last = -1
    mention.unit, mention.unit_text, mention.rule = whole, None, "count.of_whole"
    return True


def _read_vague(
    s: Sentence, mention: Mention, near: list[str], found: list[Mention], index: int, earlier: list[Mention]
) -> None:
    """`thousands fled` are persons; `it cost millions` is money, in the currency that the article spoke of last."""
    if near[-2:] in (["in", "the"], ["in", "their"], ["by", "the"], ["into", "the"]):
        noun = noun_before(s, mention.first)
        if noun:
            mention.unit = noun
        return
    if mention.low is not None and mention.low >= 2e6 and not _SPENT.isdisjoint(near[-4:]):
        money = next((m for m in [*reversed(found[:index]), *reversed(earlier)] if m.unit_system == "ISO4217"), None)
        if money is not None:
            mention.kind, mention.unit, mention.unit_system = "money", money.unit.split("/")[0], "ISO4217"
            mention.rule, mention.confidence = "money.vague", 0.6
        return
    mention.unit, mention.rule = "person", "count.vague.person"


def _asked(before: Sentence | None) -> str | None:
    """The noun that the sentence before asked for: `How many staff do you have? About 240.`"""
    if before is None or before.text[-1:] not in '?”"' or "many" not in before.lower:
        return None
    at = before.lower.index("many") + 1
    if at >= len(before.lower) or before.lower[at - 2 : at - 1] != ["how"]:
        return None
    noun = noun_behind(before, at)
    return noun[2] if noun else COLLECTIVE.get(before.lower[at])


def _read_results(s: Sentence, found: list[Mention], earlier: list[Mention]) -> None:
    """Reads a line of company results, `Net 1,014,000 vs loss 312,000`, `Avg shrs 2.1 mln vs 2.0 mln`: the item before the number
    says what it is, and the one behind `vs` is the same."""
    start = 0
    for index, mention in enumerate(found):
        words = s.lower[start : mention.first]
        start = mention.last
        if mention.unit:
            continue
        if index and words[:1] in (["vs"], ["versus"]) and len(words) <= 4 and found[index - 1].unit:
            copy_unit(mention, found[index - 1], f"{found[index - 1].kind}.contrast")
        elif len(words) > 6 or not (
            (s.form == "headline" and words and words[-1] in _MONEY_ITEMS)
            or "vs" in s.lower[mention.last :]
            or "versus" in s.lower[mention.last :]
        ):
            continue
        elif not _SHARES.isdisjoint(words):
            mention.unit, mention.rule = "share", "count.result"
        elif not _MONEY_ITEMS.isdisjoint(words):
            money = next(
                (m for m in [*reversed(found[:index]), *reversed(earlier)] if m.unit_system == "ISO4217"), None
            )
            if money is not None:
                mention.kind, mention.unit, mention.unit_system = "money", money.unit.split("/")[0], "ISO4217"
                mention.rule, mention.confidence = "money.result", 0.7


_BY_TIME = [[article, unit] for article in ("a", "an", "per") for unit in ("second", "minute", "hour", "day")]
_VENUES = frozenset(
    "ground stadium arena stand theatre theater hall venue auditorium cinema circuit bowl stands stadiums".split()
)
_HELD = frozenset("job post position place vacancy role".split())
"""What persons hold: `1,100 jobs, of whom 800`."""


def _resolve_one(
    s: Sentence,
    mention: Mention,
    previous: Mention | None,
    found: list[Mention],
    index: int,
    earlier: list[Mention],
    before: Sentence | None,
) -> None:
    low = s.lower
    last = mention.last
    near = low[max(0, mention.first - 7) : mention.first]
    value = mention.low if mention.low is not None else mention.high or 0.0
    since = previous.last if previous is not None else 0
    # 17 of the 40 barges; six of its nine piers; 80 of them; 210 of whom
    if low[last : last + 1] == ["of"] and last + 1 < len(low):
        noun = _noun_of_whole(s, last + 1, found, index, earlier)
        if noun:
            mention.unit, mention.rule = noun, "count.of_whole"
            return
    if whole := _whole_ahead(s, mention.first):
        mention.unit, mention.rule = whole, "count.of_whole"
        return
    if alike := alike_in_last_part(s, mention, found, index):
        copy_unit(mention, alike, f"{alike.kind}.contrast")
        return
    if previous is not None and previous.kind == "quantity" and low[last : last + 2] in _BY_TIME:
        # `holds 16 million barrels and can treat 120,000 a day`
        copy_unit(mention, previous, "quantity.carried")
        return
    if "vague" in mention.rule and low[last : last + 1] != ["of"]:
        _read_vague(s, mention, near, found, index, earlier)
        return
    if low[last : last + 2] in (["to", "the"], ["against", "the"]) and read_price(s, mention, since):
        return
    if low[last : last + 1] == ["per"] and read_price(s, mention, since):
        return
    if low[last : last + 1] == ["per"]:
        mention.unit, mention.rule = noun_before(s, mention.first, since) or "case", "count.noun_before"
        return
    label = _label(s, mention, previous)
    if label == "%":
        mention.kind, mention.unit, mention.unit_system, mention.rule = "percent", "%", "UCUM", "percent.label"
        return
    if label:
        mention.unit, mention.rule = label, "count.label"
        return
    if near and (near[-1] in COLLECTIVE or (near[-1] == "of" and len(near) > 1 and near[-2] in COLLECTIVE)):
        mention.unit, mention.rule = COLLECTIVE[near[-1] if near[-1] in COLLECTIVE else near[-2]], "count.collective"
        return
    if len(near) > 1 and near[-1] in ("for", "of") and is_plural(near[-2]):
        mention.unit, mention.rule = singular(near[-2]), "count.noun_before"
        return
    if near[-3:] == ["waiting", "list", "of"] or (len(near) > 1 and near[-1] == "of" and near[-2] in _GROUPS):
        mention.unit, mention.rule = "person", "count.collective"  # `a class of 38`
        return
    if asked := _asked(before):
        mention.unit, mention.rule = asked, "count.asked"
        return
    if near[-1:] == ["whom"]:
        whom = next((other for other in reversed(found[:index]) if other.kind == "count" and other.unit), None)
        mention.unit = whom.unit if whom is not None and whom.unit not in _HELD else "person"
        mention.rule = "count.person"
        return
    if near[-3:] == ["in", "front", "of"]:
        mention.unit, mention.rule = "spectator", "count.person"
        return
    if "capacity" in near and not _VENUES.isdisjoint(low):
        mention.unit, mention.rule = "seat", "count.capacity"
        return
    if "scored" in near[-2:] and value < 200:
        mention.unit, mention.rule = "goal", "count.scored"
        return
    if (
        any(
            word in ("mercury", "temperature", "temperatures", "thermometer")
            for word in low[max(0, mention.first - 9) : mention.first]
        )
        and value < 150
    ):
        mention.kind, mention.unit, mention.unit_system, mention.rule = (
            "quantity",
            "Cel",
            "UCUM",
            "quantity.temperature",
        )
        return
    if low[last : last + 1] == ["without"]:
        mention.unit, mention.rule = "person", "count.person"  # `40,000 without power`
        return
    if value >= 100 and not _INDEXES.isdisjoint(low[:last]):
        mention.unit, mention.rule = "point", "count.index"
        return
    named = noun_before(s, mention.first, since)
    # `up from 74 million`, `beating the 2.15 million`, `at least 8.5`: of what was measured just before
    decimal = value != int(value) and value < 1e4
    if value >= 1e6 or decimal:
        for other in [*reversed(found[:index]), *reversed(earlier[-6:])]:
            if decimal and other.kind == "percent" and value > 100:
                continue
            if mention.sentence - other.sentence > 2 or other.cell is not None:
                break
            if (other.kind in ("money", "quantity", "rate") and same_size(value, other)) or (
                decimal and other.kind == "percent"
            ):
                if (
                    other.kind == "quantity"
                    or not named
                    or (other.kind != "quantity" and other.sentence == mention.sentence)
                    or other.kind == "money"
                ):
                    copy_unit(mention, other, f"{other.kind}.carried")
                    return
    counted = "number" in low[since : mention.first] or "numbers" in low[since : mention.first]
    if named and counted:
        mention.unit, mention.rule = named, "count.number_of"
        return
    if previous is not None and any(word in _CONTRAST for word in near[-5:] if mention.first - 5 >= 0):
        percent_like = (
            previous.kind == "percent"
            and value <= 100
            and "," not in s.text[mention.start - s.start : mention.end - s.start]
        )
        alike = previous.kind in ("quantity", "duration") and same_size(value, previous)
        if percent_like or alike or previous.kind == "rate":
            copy_unit(mention, previous, f"{previous.kind}.contrast")
            return
    if previous is not None and any(word in _BACK_TO for word in near[-4:]):
        back_to = nearest_in_size(value, found[:index])
        if back_to is not None:
            copy_unit(mention, back_to, "count.contrast")
            return
    if (
        previous is not None
        and previous.kind == "percent"
        and previous.cell is None
        and value <= 100
        and _ends_clause(s, last)
        and same_size(value, previous, 3)
    ):
        copy_unit(mention, previous, "percent.contrast")  # `had asked for fees of 33 percent; the judge allowed 28`
        return
    if previous is not None and previous.kind == "rate" and previous.unit_system == "noun":
        copy_unit(mention, previous, "rate.contrast")
        return
    if "deaths" in near and near.index("deaths") < 3:
        mention.unit, mention.rule = "death", "count.toll"
        return
    if any(word in _PERSON_TOPICS for word in low[max(0, mention.first - 14) : mention.first]) or any(
        word in ("dead", "killed", "injured", "missing") for word in low[last : last + 2]
    ):
        mention.unit, mention.rule = "person", "count.toll"
        return
    for other in reversed(found[:index]):
        if other.kind == "count" and other.unit and not _is_adjective(s, other):
            mention.unit, mention.rule = other.unit, "count.contrast"
            return
    noun = named or noun_before(s, mention.first)
    if noun:
        mention.unit, mention.rule = noun, "count.noun_before"
        return
    if (
        near[-2:-1] in (["goal"], ["target"])
        and near[-1] in ("was", "is", "of", "remains")
        and value <= 100
        and earlier
    ):
        if earlier[-1].kind == "percent" and mention.sentence - earlier[-1].sentence <= 1:
            copy_unit(mention, earlier[-1], "percent.carried")
            return
    back = _last_alike(mention, earlier, near)
    if back is not None:
        copy_unit(mention, back, f"{back.kind}.carried")
        return
    subject = _plural_subject(before)
    if subject is not None:
        mention.unit, mention.rule = subject, "count.subject_before"
        return
    if (
        low[last : last + 2] in (["of", "us"], ["of", "you"], ["of", "them"])
        or (low[last : last + 1] and low[last] in _PERSONS_DO)
        or not _FROM_HOME.isdisjoint(low[last : last + 3])
        or (near and near[-1] in _TAKES_ON)
    ):
        mention.unit, mention.rule = "person", "count.person"
        return
    if "," in s.text[mention.start - s.start : mention.end - s.start] or value >= 1e5:
        mention.unit, mention.unit_system, mention.rule = "1", "none", "count.unknown"
        mention.confidence = 0.4


def _ends_clause(s: Sentence, at: int) -> bool:
    """Tells whether nothing of the clause follows token `at - 1`."""
    return at >= len(s.lower) or s.lower[at] in (".", ",", ";", ")", "!", "?", '"', "”")


def _is_adjective(s: Sentence, other: Mention) -> bool:
    """Tells whether a count only describes a thing: `a 90-member choir`."""
    return other.noun_first > 0 and s.lower[other.noun_first - 1] in ("-", "‐", "‑")


_PERSONS_DO = frozenset(
    "had have were are died fled flee evacuated marched protested rallied gathered attended arrested voted queued".split()
)
_FROM_HOME = frozenset(
    "homes homeless evacuated evacuate stranded displaced jobless detained arrested dead injured missing idle redundant unemployed".split()
)
_TAKES_ON = frozenset(
    "employ employs employed employing hire hires hired hiring recruit recruits recruited arrest arrests arrested".split()
)


def _plural_subject(before: Sentence | None) -> str | None:
    """The plural noun that opens the sentence before: `Anglers queued … Some 300 had come`."""
    if before is None:
        return None
    for word in before.lower[:3]:
        if is_plural(word) and word not in STOPS:
            return singular(word)
    return None


def _noun_of_whole(s: Sentence, at: int, found: list[Mention], index: int, earlier: list[Mention]) -> str | None:
    low, n = s.lower, len(s.lower)
    if low[at] in ("them", "these", "those", "whom", "which") and (at + 1 >= n or not is_plural(low[at + 1])):
        for other in [*reversed(found[:index]), *reversed(earlier[-6:])]:
            if other.kind == "count" and other.unit:
                return other.unit
        return None
    i = at
    while i < n and i < at + 3 and (low[i] in _OF_HEADS or s.kinds[i] == "number" or low[i].endswith("'s")):
        i += 1
    if (
        index + 1 < len(found)
        and found[index + 1].first <= i <= found[index + 1].last
        and found[index + 1].kind == "count"
    ):
        return found[index + 1].unit or None
    behind = noun_behind(s, i) if i < n else None
    if behind is None and i < n and low[i - 1] in _OF_HEADS:
        behind = noun_behind(s, i + 1) if i + 1 < n else None
    return behind[2] if behind else None


def _label(s: Sentence, mention: Mention, previous: Mention | None) -> str | None:
    """`Shelters open: 85`, `Seats: 60`: the noun of the label before the colon."""
    low = s.lower
    i = mention.first - 1
    while i >= 0 and low[i] in (
        "about",
        "some",
        "nearly",
        "over",
        "around",
        "roughly",
        "approximately",
        "up",
        "to",
        "more",
        "than",
    ):
        i -= 1
    if i < 0 or low[i] != ":":
        return None
    words: list[str] = []
    i -= 1
    while i >= 0 and s.kinds[i] != MARK_KIND and len(words) < 7:
        words.insert(0, low[i])
        i -= 1
    if any(word in ("percentage", "percent", "pct") for word in words):
        return "%"
    for word in words:
        if word in COLLECTIVE:
            return "job" if word == "workforce" else COLLECTIVE[word]
    for word in words:
        if is_plural(word):
            return singular(word)
    # `Barns fully rebuilt: 41; partly rebuilt: 96`: the noun stands in the label before.
    if previous is not None and previous.kind == "count" and previous.unit:
        return previous.unit
    return noun_before(s, i + 1) if i > 0 else None


def _last_alike(mention: Mention, earlier: list[Mention], near: list[str]) -> Mention | None:
    """The nearest count or rate of the two sentences before, for `five remain`; a time for `the second bell rang after 35`."""
    for other in reversed(earlier[-6:]):
        if mention.sentence - other.sentence > 1:
            return None
        if other.cell is not None:
            continue
        if (other.kind in ("count", "rate") and other.unit != "time") or (
            other.kind == "duration" and near[-1:] in (["after"], ["every"], ["than"], ["within"])
        ):
            return other
    return None

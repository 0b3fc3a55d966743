"""Numbers that stand alone: what they count is said elsewhere in the sentence, or in the one before.

Belongs here: lists that share a unit, `17 of the 40 barges`, labels, contrasts (`instead of 20`). Does not belong here: numbers
with a unit or noun of their own.
"""

from __future__ import annotations

from pipelines.extraction.document import Sentence
from pipelines.extraction.en.back_references import (
    CARRIES,
    counted_before,
    known_whole,
    last_alike,
    measured_before,
    norm_of,
    pointed_at,
)
from pipelines.extraction.en.bare_persons import (
    FROM_HOME,
    ONLY_PERSONS,
    PERSONS_DO,
    TAKES_ON,
    collective_before,
    is_of_persons,
)
from pipelines.extraction.en.bare_scales import INDEXES, are_percentage_points, heat_before, take_heat
from pipelines.extraction.en.bare_sums import (
    SUMS,
    is_converted,
    measured,
    money_of,
    price_reached,
    read_large_sum,
    read_sum,
    read_vague,
)
from pipelines.extraction.en.company_results import read_results
from pipelines.extraction.en.counted_groups import grouped, is_capacity
from pipelines.extraction.en.labels import asked, is_sex_ratio, label_before, plural_subject, rate_of
from pipelines.extraction.en.marked_words import mark
from pipelines.extraction.en.nouns import (
    COLLECTIVE,
    is_plural,
    noun_before,
    singular,
)
from pipelines.extraction.en.poll_shares import difference_from, share_meant
from pipelines.extraction.en.rates import read_price
from pipelines.extraction.en.shared_units import (
    alike_in_last_part,
    copy_unit,
    is_adjective,
    nearest_in_size,
    price_meant,
    rated_before,
    read_millions,
    same_size,
    share_lists,
    share_out,
    share_price,
    share_yield,
    shares_next,
)
from pipelines.extraction.en.sold_things import vehicle_of
from pipelines.extraction.en.sport_counts import sport_noun
from pipelines.extraction.en.vote_counts import is_vote
from pipelines.extraction.en.wholes import (
    counted_whole,
    moved_subject,
    named_last,
    noun_beside,
    noun_of_whole,
    takes_whole,
    whole_ahead,
)
from pipelines.extraction.model import Mention

_AGAINST = frozenset("instead against from than compared versus".split())
_BACK_TO = frozenset("from against versus vs than".split())
_CONTRAST = frozenset(
    "remaining rest against than instead versus vs from to planned compared every after original earlier previous while and not target for of at got".split()
)
_GROUPS = frozenset(
    "army force mob crew class team squad panel group party gang cast delegation choir orchestra family village town city nation country band state province region island county district borough suburb community population audience jury".split()
)
"""Nouns of people: `a panel of 12`."""
_PERSON_TOPICS = frozenset(
    "kill kills killing toll killed dead deaths died casualties injured missing fatalities".split()
)
_HARMED = frozenset(["dead", "killed", "injured", "missing"])
_HARMING = mark(_PERSON_TOPICS | _HARMED)


def resolve(s: Sentence, found: list[Mention], earlier: list[Mention], before: Sentence | None) -> None:
    """Gives every bare mention of a sentence a unit, or leaves it without one (the caller drops those).

    `found` are the sentence's mentions from left to right, `earlier` those of the article before it, `before` the sentence
    before.
    """
    if "" in [mention.unit for mention in found]:
        if s.form == "headline" or "vs" in s.lower or "versus" in s.lower:
            read_results(s, found, earlier)
        share_lists(s, found)
    if "espectively" in s.text or "ESPECTIVELY" in s.text:
        share_out(s, found)
    for index, mention in enumerate(found):
        previous = found[index - 1] if index else None
        if mention.unit == "point" and mention.kind == "count" and are_percentage_points(s, mention, found, earlier):
            mention.kind, mention.unit, mention.unit_system, mention.rule = "percent", "%", "UCUM", "percent.points"
        if mention.unit == "one" and (meant := named_last(s, mention.first, before)):
            mention.unit = meant
        if mention.kind == "count" and mention.noun_last - mention.noun_first > 1 and takes_whole(s, mention):
            continue
        following = found[index + 1] if index + 1 < len(found) else None
        if following is not None and shares_next(s, mention, following):
            copy_unit(mention, following, f"{following.kind}.shared")
        if not mention.unit:
            _resolve_one(s, mention, previous, found, index, earlier, before)
        elif mention.unit == "deg" and (heat := heat_before(s, mention, earlier)):
            mention.unit = heat
        elif mention.unit == "m" and mention.kind == "quantity":
            read_millions(s, mention, [*earlier[-8:], *found[:index]])
        elif mention.kind in ("quantity", "count") and share_yield(s, mention, found, index):
            pass
        elif mention.kind == "money":
            back = price_meant(s, mention, found[:index], earlier)
            if back is not None:
                copy_unit(mention, back, "rate.contrast")
            else:
                share_price(s, mention, found, index)


_BY_TIME = [[article, unit] for article in ("a", "an", "per") for unit in ("second", "minute", "hour", "day")]
_AIMED = frozenset("plan planned target goal budget forecast limit norm average previously before".split())
_LEVELS = frozenset("estimates levels totals figures highs lows forecasts targets peaks records averages".split())
_VERSUS = frozenset(["vs", "versus", "against"])
_NORMS = frozenset("norm average mean usual normal limit target record".split())
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
    meant = share_meant(s, mention, found[:index]) or difference_from(s, mention, found[:index])
    if meant is not None:
        copy_unit(mention, meant, f"{meant.kind}.contrast")
        return
    # 17 of the 40 barges; six of its nine piers; 80 of them; 210 of whom
    if low[last : last + 1] == ["of"] and last + 1 < len(low):
        noun = noun_of_whole(s, last + 1, found, index, earlier) or known_whole(s, last + 1, found, index, earlier)
        if noun:
            mention.unit, mention.rule = noun, "count.of_whole"
            return
    if (
        previous is not None
        and low[previous.last : mention.first] in (["to"], ["to", "about"], ["to", "just"])
        and (previous.kind in ("duration", "quantity") and previous.sentence == mention.sentence)
    ):
        copy_unit(mention, previous, f"{previous.kind}.shared")  # `cut the journey from 11 hours to four and a half`
        return
    if is_of_persons(s, mention.first, last):
        mention.unit, mention.rule = "person", "count.person"
        return
    if previous is not None and previous.last == mention.first - 1 and previous.unit and near[-1] in _VERSUS:
        if same_size(value, previous, 50) and previous.kind in ("money", "count", "quantity"):
            copy_unit(mention, previous, f"{previous.kind}.contrast")  # `deposits of 548,000 vs 241,000`
            return
    if price_reached(s, mention, previous):
        return
    if (meant := pointed_at(s, mention, found[:index], earlier)) is not None:
        copy_unit(mention, meant, f"{meant.kind}.carried")
        return
    if (
        near[-3:-1] in (["the", "count"], ["the", "tally"])
        and near[-1] == "to"
        and index
        and previous is not None
        and previous.kind == "count"
    ):
        copy_unit(mention, previous, "count.carried")  # `four more bodies, taking the count to eleven`
        return
    if group := grouped(s, mention.first):
        mention.unit, mention.rule = group, "count.collective"
        return
    if whole := whole_ahead(s, mention.first) or counted_whole(s, mention, found[:index]):
        mention.unit, mention.rule = whole, "count.of_whole"
        return
    if (twin := alike_in_last_part(s, mention, found, index)) is not None:
        copy_unit(mention, twin, f"{twin.kind}.contrast")
        return
    if previous is not None and previous.kind == "quantity" and low[last : last + 2] in _BY_TIME:
        # `holds 16 million barrels and can treat 120,000 a day`
        copy_unit(mention, previous, "quantity.carried")
        return
    if "vague" in mention.rule and low[last : last + 1] != ["of"]:
        read_vague(s, mention, near, found, index, earlier)
        return
    priced = low[last : last + 2] in (["to", "the"], ["against", "the"]) or low[last : last + 1] == ["per"]
    if priced and read_price(s, mention, since):
        return
    if low[last : last + 1] == ["per"]:
        if (
            previous is not None
            and previous.kind == "count"
            and low[previous.last : mention.first] in ([",", "or"], ["or"])
        ):
            mention.unit, mention.rule = previous.unit, "count.contrast"  # `642 incidents, or 2.1 per 1,000 arrests`
            return
        if rated := rate_of(near):
            mention.unit, mention.rule = rated, "count.noun_before"
            return
        unit = "person" if "density" in near else noun_before(s, mention.first, since) or "case"
        mention.unit, mention.rule = unit, "count.noun_before"
        return
    if (
        near[-1:] == [":"]
        and previous is not None
        and near[-2:-1]
        and near[-2] in _AIMED
        and same_size(value, previous, 5)
    ):
        copy_unit(mention, previous, f"{previous.kind}.contrast")  # `15.2 weeks (plan: 13.5)`
        return
    if is_sex_ratio(s, near, value):
        mention.kind, mention.unit, mention.rule = "rate", "female/male", "rate.label"
        mention.low = mention.high = value / 1000
        return
    label = label_before(s, mention, previous)
    if label == "%":
        mention.kind, mention.unit, mention.unit_system, mention.rule = "percent", "%", "UCUM", "percent.label"
        return
    if label:
        mention.unit, mention.rule = label, "count.label"
        return
    if near and (near[-1] in COLLECTIVE or (near[-1] == "of" and len(near) > 1 and near[-2] in COLLECTIVE)):
        group = near[-1] if near[-1] in COLLECTIVE else near[-2]
        mention.unit, mention.rule = vehicle_of(group, found[:index]) or COLLECTIVE[group], "count.collective"
        return
    if (
        value >= 1e5
        and len(near) > 1
        and near[-1] == "of"
        and singular(near[-2]) in SUMS
        and (money := money_of(found[:index], earlier)) is not None
    ):
        copy_unit(mention, money, "money.carried")  # `after write-downs of 1.9 billion`
        return
    if len(near) > 1 and near[-1] in ("for", "of") and is_plural(near[-2]) and near[-2] not in _LEVELS:
        mention.unit, mention.rule = singular(near[-2]), "count.noun_before"
        return
    if near[-3:] == ["waiting", "list", "of"] or (len(near) > 1 and near[-1] == "of" and near[-2] in _GROUPS):
        mention.unit, mention.rule = "person", "count.collective"  # `a class of 38`
        return
    if wanted := asked(before):
        mention.unit, mention.rule = wanted, "count.asked"
        return
    if "whom" in near[-4:] and (mention.first < 3 or near[-1] != "whom"):
        place = mention.first - 1 - near[::-1].index("whom")
        if place > 2 and low[place - 1] in ("of", "for") and is_plural(low[place - 3]) and low[place - 2] == ",":
            mention.unit, mention.rule = singular(low[place - 3]), "count.person"
            return
    if near[-1:] == ["whom"]:
        whom = next((other for other in reversed(found[:index]) if other.kind == "count" and other.unit), None)
        mention.unit = whom.unit if whom is not None and whom.unit not in _HELD else "person"
        mention.rule = "count.person"
        return
    if value >= 20 and value == int(value) and (group := collective_before(s, mention.first)):
        mention.unit, mention.rule = group, "count.collective"
        return
    if near[-1:] == ["the"] and value >= 5 and (known := counted_before(value, earlier)):
        mention.unit, mention.rule = known, "count.carried"
        return
    if sport := sport_noun(s, mention, near, found[:index]):
        mention.unit, mention.rule = sport, "count.sport"
        return
    if is_capacity(s, mention, near, previous, earlier):
        mention.unit, mention.rule = "seat", "count.capacity"
        return
    if is_vote(s, mention, near, previous):
        mention.unit, mention.rule = "vote", "count.vote"
        return
    if moved := moved_subject(s, mention, found, index):
        mention.unit, mention.rule = moved, "count.subject"
        return
    if read_sum(s, mention, previous, found[:index], earlier):
        return
    if near[-2:] == ["time", "of"] or near[-1:] == ["clocked"]:
        mention.kind, mention.unit, mention.unit_system, mention.rule = "duration", "s", "UCUM", "duration.race"
        return
    if take_heat(s, mention, value):
        return
    if low[last : last + 1] and low[last] in ONLY_PERSONS and near[-1:] not in (["another"], ["other"], ["further"]):
        mention.unit, mention.rule = "person", "count.person"  # `the showground, where 1,350 slept`
        return
    if (
        previous is not None
        and previous.kind == "multiple"
        and value != int(value)
        and _ends_clause(s, last)
        and same_size(value, previous, 3)
    ):
        copy_unit(mention, previous, "multiple.contrast")  # `gearing is 3.9 times, while the covenant allows 4.5`
        return
    if low[last : last + 1] == ["without"]:
        mention.unit, mention.rule = "person", "count.person"  # `40,000 without power`
        return
    if (value >= 100 or value != int(value)) and not INDEXES.isdisjoint(low[:last]):
        mention.unit, mention.rule = "point", "count.index"
        return
    if (
        near[-1:]
        and near[-1] in CARRIES
        and (borne := last_alike(mention, [*earlier, *found[:index]], near)) is not None
        and borne.unit not in ("1",)
    ):
        copy_unit(mention, borne, f"{borne.kind}.carried")  # `185,000 passengers a day. The old lines carry 410,000`
        return
    if (norm := norm_of(s, mention, previous)) is not None:
        copy_unit(mention, norm, f"{norm.kind}.contrast")
        return
    if (rate := rated_before(s, mention, previous)) is not None:
        copy_unit(mention, rate, "rate.contrast")
        return
    gapped = near[-1:] not in (["number"], ["numbered"]) and any(
        other.kind == "count" and other.noun_first >= 0 for other in found[:index]
    )
    beside = None if gapped else noun_beside(s, mention.first, since)
    if beside in SUMS and value >= 1e5 and (money := money_of(found[:index], earlier)) is not None:
        copy_unit(mention, money, "money.carried")
        return
    if beside is not None:
        mention.unit, mention.rule = beside, "count.noun_before"
        return
    named = noun_before(s, mention.first, since)
    if named is not None and (code := measured(named)) is not None:
        # `14 percent more than the 400,000 of 2022`, where tonnes were spoken of
        mention.kind, mention.unit, mention.unit_system, mention.rule = code[1], code[0], "UCUM", f"{code[1]}.carried"
        return
    if named in SUMS and value >= 1e5 and (money := money_of(found[:index], earlier)) is not None:
        copy_unit(mention, money, "money.carried")
        return
    # `up from 74 million`, `beating the 2.15 million`, `at least 8.5`: of what was measured just before
    decimal = value != int(value) and value < 1e4
    if (
        decimal
        and near[-1:] == ["from"]
        and (back := nearest_in_size(value, found[:index], ("count", "quantity", "duration", "percent"))) is not None
    ):
        copy_unit(mention, back, f"{back.kind}.contrast")  # `shortened to 6.8 nights from 7.1`
        return
    if (
        value >= 1e6
        and (twin := nearest_in_size(value, found[:index])) is not None
        and near[-1:] not in (["of"], ["by"])
    ):
        copy_unit(mention, twin, "count.contrast")  # `18.2 million customers, a shade behind Tamber's 18.9 million`
        return
    if value >= 1e6 or decimal:
        for other in [*reversed(found[:index]), *reversed(earlier[-6:])]:
            if (decimal and other.kind == "percent" and value > 100) or is_converted(other):
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
                    if other.kind == "rate" and not same_size(value, other, 3):
                        if other.unit_system != "ISO4217":
                            continue
                        # `would save 34 million pounds a year for a one-off cost of 21 million`
                        copy_unit(mention, other, "money.carried")
                        mention.kind, mention.unit = "money", other.unit.split("/")[0]
                        return
                    if other.kind == "money" and other.sentence != mention.sentence:
                        other = money_of([], earlier) or other
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
        alike = (previous.kind in ("quantity", "duration") and same_size(value, previous)) or (
            previous.kind == "money" and same_size(value, previous, 5) and not _AGAINST.isdisjoint(near[-3:])
        )
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
        and (
            _ends_clause(s, last)
            or low[last : last + 2] in (["by", "now"], ["by", "then"], ["last", "year"], ["this", "year"])
        )
        and same_size(value, previous, 3)
    ):
        copy_unit(mention, previous, "percent.contrast")  # `had asked for fees of 33 percent; the judge allowed 28`
        return
    if not _NORMS.isdisjoint(near[-3:]):
        for other in reversed(found[:index]):
            if other.kind in ("quantity", "duration", "rate") and same_size(value, other, 5):
                copy_unit(mention, other, f"{other.kind}.contrast")  # `87 mm, less than half the norm of 190`
                return
    if previous is not None and previous.kind == "rate" and previous.unit_system == "noun":
        copy_unit(mention, previous, "rate.contrast")
        return
    if "deaths" in near and near.index("deaths") < 3:
        mention.unit, mention.rule = "death", "count.toll"
        return
    if s.marks & _HARMING and not (
        _PERSON_TOPICS.isdisjoint(low[max(0, mention.first - 14) : mention.first])
        and _HARMED.isdisjoint(low[last : last + 2])
    ):
        mention.unit, mention.rule = "person", "count.toll"
        return
    for other in reversed(found[:index]):
        if other.kind == "count" and other.unit and not is_adjective(s, other):
            mention.unit, mention.rule = other.unit, "count.contrast"
            return
    noun = named or noun_before(s, mention.first)
    if noun and (code := measured(noun)) is not None:
        mention.kind, mention.unit, mention.unit_system, mention.rule = code[1], code[0], "UCUM", f"{code[1]}.carried"
        return
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
    if (measure := measured_before(s, mention, earlier)) is not None:
        copy_unit(mention, measure, f"{measure.kind}.carried")
        return
    back = last_alike(mention, earlier, near)
    if back is not None:
        copy_unit(mention, back, f"{back.kind}.carried")
        return
    subject = plural_subject(before)
    if subject is not None:
        mention.unit, mention.rule = subject, "count.subject_before"
        return
    if (
        low[last : last + 2] in (["of", "us"], ["of", "you"], ["of", "them"])
        or (low[last : last + 1] and low[last] in PERSONS_DO)
        or not FROM_HOME.isdisjoint(low[last : last + 3])
        or (near and near[-1] in TAKES_ON)
    ):
        mention.unit, mention.rule = "person", "count.person"
        return
    if read_large_sum(mention, near, found[:index], earlier):
        return
    if "," in s.text[mention.start - s.start : mention.end - s.start] or value >= 1e5:
        of_people = value == int(value) and (
            s.form == "headline" or near[-1:] not in (["at"], ["to"], ["from"], ["by"])
        )
        mention.unit, mention.unit_system = ("person", "noun") if of_people else ("1", "none")
        mention.rule = "count.unknown"
        mention.confidence = 0.4


def _ends_clause(s: Sentence, at: int) -> bool:
    """Tells whether nothing of the clause follows token `at - 1`."""
    return at >= len(s.lower) or s.lower[at] in (".", ",", ";", ")", "!", "?", '"', "”")

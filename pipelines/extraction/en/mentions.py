"""Prose → mentions: joins parts into figures with kind, bound, range, noun, rate and conversion pair.

Belongs here: how the pieces of a figure join within a sentence. Does not belong here: the pieces (`numerals.py`, `units.py`,
`nouns.py`), or what a figure is about.
"""

from __future__ import annotations

from pipelines.extraction.document import NUMBER_KIND, Document, Sentence
from pipelines.extraction.en import compound_measures, elliptic, fractions, ranks, rates, tables
from pipelines.extraction.en.article_money import ArticleMoney
from pipelines.extraction.en.bare_scales import is_magnitude, magnitude, stated_age
from pipelines.extraction.en.bounds import (
    BOUND_STARTS,
    give_or_take,
    share_bounds,
)
from pipelines.extraction.en.candidates import candidates, may_state_figure
from pipelines.extraction.en.cell_nouns import name_cells
from pipelines.extraction.en.clock_times import is_hour_in_words
from pipelines.extraction.en.conversion_pairs import link_conversions
from pipelines.extraction.en.marked_words import marks_of
from pipelines.extraction.en.mention_bounds import set_bound
from pipelines.extraction.en.notices import is_notice
from pipelines.extraction.en.nouns import is_listed_one, measured_noun, noun_behind, singular_noun_behind
from pipelines.extraction.en.number_idioms import (
    BUILT,
    COMPOUND_AFTER,
    HYPHENED,
    MADE_OF,
    NAMED_BY,
    NOT_COUNTED,
    ONE_NOUNS,
    ZERO_IDIOMS,
    idiom_end,
    is_forecast_of,
)
from pipelines.extraction.en.number_names import (
    is_code,
    is_gapped,
    is_name_in_words,
    is_ratio,
    is_street_number,
    names_a_thing,
    skip_names,
)
from pipelines.extraction.en.numerals import DASHES, HYPHENS, STARTERS, tidy
from pipelines.extraction.en.parts import Part, measure_noun, read_part, unit_behind
from pipelines.extraction.en.parts_of_each import join_shares, read_every
from pipelines.extraction.en.race_times import is_event, read_race_time
from pipelines.extraction.en.ranges import JOINING, other_end
from pipelines.extraction.en.sold_things import name_sold
from pipelines.extraction.en.time_references import is_age, is_legal_age, is_mean_age, is_time_reference
from pipelines.extraction.en.times_done import done_times
from pipelines.extraction.en.traps import code_end, is_year, masked_spans, trap_at
from pipelines.extraction.en.units import SIGN_ENDS, currency_before
from pipelines.extraction.model import Mention

MAX_DIGITS = 24
"""A longer run of digits is a code: a thousand trillion with its separators has 20 characters."""
MAX_VALUE = 1e21
"""Scale words piled up beyond this say nothing (`a million billion trillion`); joules of a country's energy stay below it."""

_SIGNED_LEVELS = frozenset("margin margins rate rates yield yields return balance".split())
"""What stands below zero without having fallen."""
_NUMBERED = frozenset([".", "no", "number", "#", "ranked", "ranks"])


def read_mentions(doc: Document) -> list[Mention]:
    """Finds every figure of an article, in order. Change, modality, period and aboutness are left to the context rules."""
    money = ArticleMoney(doc.text, doc.publisher)
    mentions: list[Mention] = []
    sentences = doc.sentences
    i = 0
    while i < len(sentences):
        s = sentences[i]
        if s.form == "row":
            _cut(sentences)
            j = i
            while j < len(sentences) and sentences[j].form == "row":
                j += 1
            mentions.extend(tables.read_rows(doc, i, j, money))
            i = j
            continue
        if may_state_figure(s.text) and not is_notice(sentences, i, mentions):
            _cut(sentences)
            found = _SentenceReader(s, sentences[i - 1] if i else None, money, mentions).read()
            mentions.extend(found)
        i += 1
    name_sold(mentions)
    name_cells(mentions)
    return mentions


def _cut(sentences: list[Sentence]) -> None:
    """Cuts all sentences of an article into tokens, once one of them may state a figure: rules look at those around it too."""
    if not sentences[-1].is_cut:
        for s in sentences:
            s.cut()


class _SentenceReader:
    """Reads one sentence from left to right."""

    def __init__(self, s: Sentence, before: Sentence | None, money: ArticleMoney, earlier: list[Mention]) -> None:
        self.s = s
        self.before = before
        self.money = money
        self.earlier = earlier
        self.found: list[Mention] = []
        self.masks = masked_spans(s)
        s.marks = marks_of(s.lower)

    def read(self) -> list[Mention]:
        s = self.s
        position = 0
        for i in candidates(s):
            if i >= position:
                position = self._at(i)
                if position <= i:
                    position = i + 1
        if self.found:
            self.found = join_shares(s, self.found)
            bare = [m for m in self.found if not m.unit]
            if bare:
                compound_measures.name_smaller(self.found)
            if bare and "(" in s.lower:
                link_conversions(
                    s, self.found, self.money
                )  # so that a bare sum is in the currency of the sum, not of the bracket
            elliptic.resolve(s, self.found, self.earlier, self.before)
            if bare:
                for mention in bare:
                    if mention.unit and (
                        mention.kind == "count" or mention.rule in ("money.priced", "money.carried", "quantity.carried")
                    ):
                        rates.read_rate(s, mention, self.money)
                self.found = [m for m in self.found if m.unit]
            if len(self.found) > 1:
                self.found = compound_measures.join_compounds(s, self.found)
                link_conversions(self.s, self.found, self.money)
                share_bounds(self.s, self.found)
            give_or_take(s, self.found)
        return self.found

    def _at(self, i: int) -> int:
        """Reads what starts at token `i`; gives the token to go on with."""
        s = self.s
        low, n = s.lower, len(s.lower)
        start = s.starts[i]
        number = s.kinds[i] == NUMBER_KIND
        for begin, end in self.masks:
            if begin <= start < end:
                while i < n and s.starts[i] < end:
                    i += 1
                return i
        sign = None
        if (stop := idiom_end(s, i)) != 0:
            return stop
        if number:
            if s.ends[i] - start > MAX_DIGITS:
                return i + 1
            following = low[i + 1] if i + 1 < n else ""
            height = compound_measures.read_height(s, i) if following in compound_measures.FEET else None
            if height is not None:
                self.found.append(height)
                return height.last
            race = read_race_time(s, i) if following == ":" else None
            if race is not None:
                self.found.append(race)
                return race.last
            if following in ("m", "metres", "meters") and is_event(s, i):
                return i + 2
            end = code_end(s, i)
            if end:
                while i < n and s.starts[i] < end:
                    i += 1
                return i
            before = low[i - 1] if i else ""
            sign = currency_before(s, i, self.money) if i and s.tokens[i - 1] in SIGN_ENDS else None
            if sign is None:
                found = ranks.read_numbered_rank(s, i) if before in _NUMBERED else None
                if found is not None:
                    self.found.append(found)
                    return found.last
                stop = trap_at(s, i)
                if stop:
                    return stop
                if len(s.tokens[i]) == 4 and is_year(s, i):
                    return self._skip_years(i)
        elif low[i] in ranks.MULTIPLES:
            found = ranks.read_multiple(s, i, self.found)
            if found is not None:
                self.found.append(found)
                return found.last
            return i + 1
        part = read_part(s, i, self.money, sign)
        if part is None:
            compound = compound_measures.read_compound_time(s, i)
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
            ratio = ranks.read_times(s, part)
            if ratio is None:
                return stop
            self.found.append(ratio)
            return ratio.last
        if num.style == "words" and num.value <= 12 and is_hour_in_words(s, num.first, num.last):
            return part.last
        if num.style in ("words", "ordinal") and is_name_in_words(s, num):
            return part.last
        if num.style == "ordinal":
            found = ranks.read_rank(s, part) or fractions.read_remaining(s, num) or read_every(s, num)
            if found is not None:
                self.found.append(found)
                return found.last
            return num.last
        if num.style == "fraction":
            found = fractions.read_fraction(s, part) or ranks.read_hyphened(s, num)
            if found is not None:
                set_bound(s, found, part, self.found)
                self.found.append(found)
                return found.last
            return num.last
        measured = part.unit is not None and (part.unit.kind == "duration" or num.value == 1)
        share = fractions.read_one_in(s, part) if (part.unit is None or measured) and num.value < 100 else None
        if share is not None:
            set_bound(s, share, part, self.found)
            self.found.append(share)
            return share.last
        before = low[part.first - 1] if part.first else ""
        if before == "per" or (before == "top" and part.any_unit is None):
            return num.last
        multiple = ranks.read_times(s, part)
        if multiple is not None:
            set_bound(s, multiple, part, self.found)
            self.found.append(multiple)
            return multiple.last
        return self._quantity(part)

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

    def _quantity(self, part: Part) -> int:
        """Reads a plain number: range, unit, noun, bound, rate."""
        s = self.s
        low, n = s.lower, len(s.lower)
        num = part.num
        if is_code(s, part):
            return part.last
        following = low[num.last] if num.last < n else ""
        if following == "past" and num.value <= 30 and num.last + 1 < n and low[num.last + 1] in STARTERS:
            return num.last + 2  # `ten past five`
        other = None
        if following in JOINING or (part.last < n and low[part.last] in JOINING):
            other = other_end(s, part, self.money)
        last_part = other or part
        unit = last_part.sign or last_part.unit or part.sign or part.unit
        last = last_part.last
        if unit is None and other is not None and "scale" in low[max(0, part.first - 3) : part.first]:
            return last  # `on a scale of 1 to 5`
        noun: tuple[int, int, str] | None = None
        rule = ""
        after_plus = last_part.noun_at
        if unit is None:
            if low[num.first] == "one" and num.value == 1 and other is None:
                noun = singular_noun_behind(s, after_plus)
                if noun is None or (
                    noun[2] not in ONE_NOUNS
                    and not is_listed_one(s, noun[1])
                    and not (
                        low[noun[1] : noun[1] + 2] == ["for", "every"]
                        and s.kinds[min(noun[1] + 2, n - 1)] == NUMBER_KIND
                    )
                    and not (
                        low[noun[1] : noun[1] + 1] in (["less"], ["fewer"])
                        and low[noun[1] + 1 : noun[1] + 2] != ["than"]
                    )
                ):
                    return num.last
                noun = (
                    (noun[0], noun[0] + 1, "person")
                    if noun[2] in ("killed", "dead", "injured", "missing", "people")
                    else noun
                )
            else:
                if num.value < 10 and is_magnitude(s, num):
                    return self._keep(magnitude(s, num), part)
                if other is None and num.value < 120 and is_legal_age(s, part):
                    return self._keep(stated_age(s, part), part)
                if (
                    names_a_thing(s, num)
                    and (other is None or noun_behind(s, other.num.last) is None)
                    and not is_gapped(s, num, self.found)
                ) or (other is None and is_street_number(s, num)):
                    return skip_names(s, num.last)
                noun = noun_behind(s, after_plus)
                if noun is not None and is_forecast_of(s, num.first, noun):
                    noun = None
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
                if noun is None and low[after_plus : after_plus + 1] == ["times"]:
                    noun = (after_plus, after_plus + 1, done_times(s, num.first))
                if (
                    noun is not None
                    and noun[2] in NOT_COUNTED
                    and (
                        num.style == "words"
                        or noun[2] == "star"
                        or (num.value <= 30 and (noun[2] == "thing" or (num.first == 0 and s.form == "headline")))
                    )
                ):
                    return noun[1]
                if noun is None and other is None and is_mean_age(s, part):
                    return self._keep(stated_age(s, part), part)
                if (noun is None or other is not None) and is_age(s, part):
                    return num.last
                if noun is not None and low[after_plus] in HYPHENS and noun[2] in BUILT:
                    return noun[1]
                if (
                    noun is not None
                    and low[after_plus] in HYPHENS
                    and low[noun[1] : noun[1] + 1]
                    and low[noun[1]] in MADE_OF
                ):
                    return noun[1]  # `a five-point scale`
                if noun is not None and low[after_plus] in HYPHENS and num.style == "words" and noun[2] not in HYPHENED:
                    return noun[1]
            kind, system = "count", "noun"
            code = noun[2] if noun else ""
            measure = measure_noun(s, noun) if noun is not None else None
            if measure is not None:
                kind, system, code = measure[1], "UCUM", measure[0]
            if code == "strong" or (code == "other" and noun is not None):
                code = "person" if code == "strong" else self._other(num.first)
            factor = 1.0
            rule = kind if noun else "bare"
            if noun is not None:
                last = noun[1]
        else:
            kind, system, code, factor = unit.kind, unit.system, unit.code, unit.factor
            if kind == "quantity" and ("/" in code or code == "[kn_i]"):
                kind = "rate"  # speeds are rates, knots too
            rule = kind
            if kind == "duration" and is_time_reference(s, part, unit.last):
                return unit.last
            if low[unit.last : unit.last + 1] and low[unit.last] in NAMED_BY.get(code, ()):
                return unit.last  # `the 700 MHz band`, `the 3nm process`
        if unit is None and other is None and following in COMPOUND_AFTER and num.value < 20:
            return num.last + 1  # `a three dimensional lattice`
        if unit is None and num.value == 0 and num.style == "words" and (noun is None or low[num.last] in ZERO_IDIOMS):
            return num.last  # `zero coupon`, `zero carbon emissions`
        low_value = num.value * factor
        high_value = (other.num.value if other else num.value) * factor
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
            if not _SIGNED_LEVELS.isdisjoint(low[max(0, part.first - 16) : part.first]):
                mention.low, mention.high = -high_value, -low_value  # `the operating margin was -3.4%`
            else:
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
            set_bound(s, mention, part, self.found)
        if part.odd and mention.bound == "=":
            mention.bound = "~"
        if mention.unit:
            rates.read_rate(s, mention, self.money)
            if (
                mention.kind == "rate"
                and mention.bound == "="
                and mention.last < n
                and low[mention.last] in BOUND_STARTS
            ):
                set_bound(s, mention, part, self.found)  # `57,000 euros apiece or so`, `1,200 euros a month or more`
        if mention.kind == "duration" and rates.is_around_the_clock(s, mention):
            return mention.last
        self.found.append(mention)
        return mention.last

    def _keep(self, mention: Mention, part: Part) -> int:
        """Takes a mention that is read, with the bound in front of it; gives the token to go on with."""
        set_bound(self.s, mention, part, self.found)
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
        set_bound(s, mention, part, self.found)
        return mention

    def _other(self, first: int) -> str:
        """What `two dozen others` counts: what was counted before, else persons."""
        for mention in [*reversed(self.found), *reversed(self.earlier[-4:])]:
            if mention.kind == "count" and mention.unit and mention.noun_first >= 0:
                return mention.unit
        return "person"

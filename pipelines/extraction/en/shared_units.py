"""Units that several numbers of a sentence share: `10, 20 and 30 percent`, `5,000 and 60, respectively`, `97 seats …; 86 for …`.

Belongs here: from which neighbour a number without a unit takes it. Does not belong here: numbers whose unit nothing beside them
shares (`elliptic.py`).
"""

from __future__ import annotations

from pipelines.extraction.document import MARK_KIND, NUMBER_KIND, WORD_KIND, Sentence
from pipelines.extraction.en.nouns import is_plural, singular
from pipelines.extraction.en.numerals import SCALES, tidy
from pipelines.extraction.model import Mention

_JOINERS = frozenset(
    [
        ",",
        "and",
        "or",
        "&",
        "to",
        "by",
        "x",
        "×",
        "-",
        "–",
        "—",
        "from",
        "some",
        "about",
        "nearly",
        "$",
        "€",
        "£",
        "another",
        "a",
        "further",
    ]
)


def copy_unit(target: Mention, source: Mention, rule: str) -> None:
    """Gives `target` the kind and unit of `source`, in place; `rule` is the name of the rule that says so."""
    target.kind, target.unit, target.unit_system = source.kind, source.unit, source.unit_system
    target.unit_text = source.unit_text
    target.rule = rule
    if (
        source.kind == "rate"
        and source.unit_system == "noun"
        and source.low
        and target.low
        and target.low > 20 * source.low
    ):
        # `6.2 bags for every thousand passengers; the average is 6.3`
        scale = next((power for power in (1e2, 1e3, 1e4, 1e5, 1e6) if 0.2 <= target.low / power / source.low <= 3), 1.0)
        target.low = tidy(target.low / scale)
        target.high = None if target.high is None else tidy(target.high / scale)


def same_size(value: float, other: Mention, factor: float = 30) -> bool:
    """Tells whether a bare number is of the size of an earlier one (within `factor`), so that it can share its unit."""
    stated = other.low if other.low is not None else other.high
    return bool(stated) and stated is not None and 1 / factor <= abs(value / stated) <= factor


def _printed_scale(s: Sentence, mention: Mention) -> float:
    """The scale that a mention prints (`million`, `bn`): that of a list stands at its end, `2, 3 and 1,500 million dollars`."""
    scale = 1.0
    for word in s.lower[mention.first : mention.last]:
        if word in SCALES:
            scale *= SCALES[word][0]
    return scale


def share_lists(s: Sentence, found: list[Mention]) -> None:
    """`10, 20 and 30 percent`, `1,560 and 640 people`, `from 230 to 265 kroner`: the unit is printed once, at the end."""
    scales: dict[int, float] = {}
    for index in range(len(found) - 2, -1, -1):
        mention, following = found[index], found[index + 1]
        if (
            mention.unit
            or not following.unit
            or following.kind in ("rank", "multiple")
            or following.rule in ("percent.fraction", "percent.one_in")
        ):
            continue
        gap = s.lower[mention.last : following.first]
        if not gap or len(gap) > 3 or any(word not in _JOINERS for word in gap):
            continue
        if gap == ["or"] and not same_size(mention.low if mention.low is not None else mention.high or 0.0, following):
            continue  # `a loss of 2,649,000 or 1.10 dollars a share`
        stated = mention.low if mention.low is not None else mention.high
        if following.kind == "percent" and stated is not None and (stated > 1000 or mention.digits == 0):
            continue  # `had swollen to 9.1 million, 22 percent more`
        if gap == [","] and following.kind == "money" and s.tokens[following.first] in "$€£":
            continue
        if len(gap) == 1 and gap[0] == "," and following.kind == "count" and index + 2 >= len(found):
            continue
        copy_unit(mention, following, f"{following.kind}.shared")
        mention.noun_first, mention.noun_last = following.noun_first, following.noun_last
        # The scale too is printed once: `10, 20 and 30 million`; a number as large as `1,560` beside it stands for itself.
        scale = max(scales.get(index + 1, 1.0), _printed_scale(s, following))
        if scale >= 1e6 and stated is not None and stated < (1e4 if following.kind == "money" else 1e3):
            scales[index] = scale
            mention.low = None if mention.low is None else tidy(mention.low * scale)
            mention.high = None if mention.high is None else tidy(mention.high * scale)


def alike_in_last_part(s: Sentence, mention: Mention, found: list[Mention], index: int) -> Mention | None:
    """The figure that opens the part before a semicolon, where `mention` opens the part behind it and the same word follows both:
    `97 seats for the Reds on 41% of the vote; 86 for the Blues on 39%`."""
    low, n = s.lower, len(s.lower)
    if mention.first < 2 or low[mention.first - 1] != ";" or mention.last >= n:
        return None
    for other in found[:index]:
        opens = other.first == 0 or low[other.first - 1] in (";", ":")
        if opens and other.unit and other.last < n and low[other.last] == low[mention.last]:
            return other
    return None


def read_millions(s: Sentence, mention: Mention, earlier: list[Mention]) -> None:
    """Takes `63m` for millions where a count of about as many millions stands before it: `54 million bags … others say 63m`."""
    value = mention.low if mention.low is not None else mention.high
    if value is None or (s.lower[mention.last - 1] != "m" and not s.lower[mention.last - 1].endswith("m")):
        return
    for other in reversed(earlier):
        stated = other.low if other.low is not None else other.high
        if other.kind == "count" and other.unit and stated and mention.sentence - other.sentence < 4:
            if 0.5 <= value * 1e6 / stated <= 2:
                copy_unit(mention, other, "count.carried")
                mention.low = None if mention.low is None else tidy(mention.low * 1e6)
                mention.high = None if mention.high is None else tidy(mention.high * 1e6)
                return


_AGAINST = frozenset("against from versus vs than compared above below beyond".split())
_PRICE_MOVES = frozenset(
    "made fetched fetches cost costs climbed slipped fell rose dropped jumped eased traded trades sold sells reached hit closed ended past "
    "below above at to was is while and , ; but by with yesterday today about around nearly almost just over".split()
)
"""Words between two prices of one list: `wheat made $382 a tonne and canola $905`."""


_TIMES = frozenset(
    "this last next year month week quarter season day in a the now today currently yesterday january february march april may june july august "
    "september october november december at present before pandemic".split()
)
"""Words of time between the two ends of a move: `from 3.5 million this year to 12 million doses`."""


def shares_next(s: Sentence, mention: Mention, following: Mention) -> bool:
    """Tells whether the first end of a move takes the unit that is printed behind the second: `from £84 to £131 a month`, `from 3.5
    million this year to 12 million doses`."""
    gap = s.lower[mention.last : following.first]
    if (
        not gap
        or s.lower[mention.first - 1 : mention.first] not in (["from"], ["between"])
        or gap[-1] not in ("to", "and")
    ):
        return False
    if mention.unit:
        return len(gap) == 1 and following.kind == "rate" and following.unit.startswith(mention.unit + "/")
    value = mention.low if mention.low is not None else mention.high or 0.0
    return (
        len(gap) < 6
        and following.kind in ("count", "quantity", "duration", "rate", "percent", "money")
        and bool(following.unit)
        and same_size(value, following, 12)
        and all(s.lower[i] in _TIMES or s.kinds[i] == NUMBER_KIND for i in range(mention.last, following.first - 1))
    )


def share_yield(s: Sentence, mention: Mention, found: list[Mention], index: int) -> bool:
    """Gives a quantity or count the denominator of the rate that it is set against: `3.1 tonnes per hectare from 4.2 tonnes`. Changes
    the mention; False where nothing is set against it."""
    if not index or _AGAINST.isdisjoint(s.lower[max(0, mention.first - 3) : mention.first]):
        return False
    value = mention.low if mention.low is not None else mention.high or 0.0
    for previous in reversed(found[max(0, index - 2) : index]):
        if previous.kind == "rate" and previous.unit.startswith(mention.unit + "/") and same_size(value, previous, 5):
            mention.kind, mention.unit, mention.rule = "rate", previous.unit, "rate.contrast"
            return True
    return False


def rated_before(s: Sentence, mention: Mention, previous: Mention | None) -> Mention | None:
    """The rate that a bare number at the end of its clause goes on with, with another subject: `a guest uses 540 litres a day, a
    resident 118`."""
    low = s.lower
    value = mention.low if mention.low is not None else mention.high or 0.0
    if previous is None or previous.kind != "rate" or not same_size(value, previous, 8):
        return None
    gap = low[previous.last : mention.first]
    if not 1 < len(gap) < 7 or not {",", ";", "and", "while", "but"}.intersection(gap[:2]):
        return None
    if any(s.kinds[i] == NUMBER_KIND for i in range(previous.last, mention.first)) or gap[-1] in (
        "of",
        "the",
        "by",
        "than",
    ):
        return None
    ends = mention.last >= len(low) or low[mention.last] in (".", ",", ";", ")", "and", '"', "”")
    return previous if ends else None


_NAMED = frozenset("it they this that price".split())
_TOLD = frozenset("be is was were are under below".split())
_GOES = frozenset("goes go went sells sell sold fetches fetch fetched costs cost".split())


def price_meant(s: Sentence, mention: Mention, found: list[Mention], earlier: list[Mention]) -> Mention | None:
    """The price before, of the same money, that a pronoun means: `fees are £11 per passenger. They will have to be £19`."""
    near = s.lower[max(0, mention.first - 6) : mention.first]
    if (
        not near
        or (
            near[-1] not in _TOLD
            and not (near[-1] in _GOES or (near[-1] in ("for", "at") and near[-2:-1] and near[-2] in _GOES))
        )
        or _NAMED.isdisjoint(near)
        or s.lower[mention.last : mention.last + 1] in (["a"], ["per"], ["each"])
    ):
        return None
    value = mention.low if mention.low is not None else mention.high or 0.0
    for other in [*reversed(found), *reversed(earlier[-3:])]:
        if mention.sentence - other.sentence > 1 or other.cell is not None:
            return None
        if other.kind == "rate" and other.unit.startswith(mention.unit + "/") and same_size(value, other, 4):
            return other
    return None


def share_price(s: Sentence, mention: Mention, found: list[Mention], index: int) -> None:
    """Gives money the denominator of a price before it: `£61 per megawatt hour, against £73`, `rail costs $31 a tonne, road $44`."""
    for previous in reversed(found[max(0, index - 2) : index]):
        if previous.kind == "rate" and previous.unit.startswith(mention.unit + "/"):
            break
    else:
        return
    value = mention.low if mention.low is not None else mention.high or 0.0
    against = same_size(value, previous) and any(
        word in _AGAINST for word in s.lower[max(previous.last, mention.first - 3) : mention.first]
    )
    moved = (same_size(value, previous, 3) and _is_moved(s, previous.last, mention)) or (
        s.lower[previous.last : mention.first] == ["to"]
        and s.lower[previous.first - 1 : previous.first] == ["from"]
        and same_size(value, previous, 12)
    )
    if against or moved or (same_size(value, previous, 6) and _is_listed(s, previous.last, mention)):
        mention.kind, mention.unit, mention.rule = "rate", previous.unit, "rate.contrast"


_MOVED = frozenset("to at touched hit reached".split())
_WHEN = frozenset("on in from this last next now today tomorrow yesterday by thereafter after and but at".split())


def _is_moved(s: Sentence, last: int, mention: Mention) -> bool:
    """Tells whether a price is what the one before moves to: `£103.70 a tonne, rises to £126.15`, `81.5p a therm, having touched £1.02`."""
    low = s.lower
    gap = low[last : mention.first]
    if (
        not 1 < len(gap) < 9
        or gap[-1] not in _MOVED
        or any(s.kinds[i] == NUMBER_KIND for i in range(last, mention.first - 1))
    ):
        return False
    if gap[-1] in ("to", "at") and not (
        gap[-2].endswith(("s", "ed", "ing"))
        or gap[-2] in ("rose", "fell", "rise", "fall", "up", "down", "stuck", "stood")
    ):
        return False
    return mention.last >= len(low) or s.kinds[mention.last] != WORD_KIND or low[mention.last] in _WHEN


def _is_listed(s: Sentence, last: int, mention: Mention) -> bool:
    """Tells whether only another thing and a verb of price stand between two prices, and nothing that the second one buys behind it."""
    low = s.lower
    gap = [word for i, word in enumerate(low[last : mention.first], last) if s.kinds[i] == WORD_KIND]
    things = [word for word in gap if word not in _PRICE_MOVES]
    if (
        not 0 < len(things) < 4
        or things[0] in ("equal", "equivalent", "or")
        or any(word.endswith("ed") for word in things)
        or not {",", ";", "and", "while", "but"}.intersection(low[last : mention.first])
    ):
        return False
    if any(s.kinds[i] == NUMBER_KIND for i in range(last, mention.first - 1)):
        last_money = max(i for i in range(last, mention.first - 1) if s.kinds[i] == NUMBER_KIND)
        if not {",", "while", "and"}.intersection(low[last_money : mention.first]):
            return False
    behind = low[mention.last] if mention.last < len(low) else "."
    return s.kinds[mention.last] != WORD_KIND or behind in _AFTER_PRICE if mention.last < len(low) else True


_AFTER_PRICE = frozenset("yesterday today on in and but while after for at last this".split())


def nearest_in_size(value: float, found: list[Mention], kinds: tuple[str, ...] = ("count",)) -> Mention | None:
    """The count (or figure of `kinds`) whose size is nearest to `value`, of those within a factor of two: what `up from 97` goes
    back to."""
    best: Mention | None = None
    least = 2.0
    for other in found:
        stated = other.low if other.low is not None else other.high
        if other.kind not in kinds or not other.unit or not stated or value <= 0:
            continue
        ratio = max(stated / value, value / stated)
        if ratio <= least:
            best, least = other, ratio
    return best


def share_out(s: Sentence, found: list[Mention]) -> None:
    """`the numbers of firms and companies … exceed 5,000 and 60, respectively`: each number gets its own noun and the bound."""
    if "respectively" not in s.lower:
        return
    place = s.lower.index("respectively")
    group = [m for m in found if m.last <= place]
    run: list[Mention] = []
    for mention in reversed(group):
        if run and len([w for w in s.lower[mention.last : run[0].first] if w not in _JOINERS]) > 0:
            break
        run.insert(0, mention)
    if len(run) < 2:
        return
    for index, mention in enumerate(run):
        mention.respectively = index
        if index and run[0].bound in "<>~" and mention.bound == "=":
            mention.bound = run[0].bound
            if mention.bound == ">":
                mention.high = None
            elif mention.bound == "<":
                mention.low = None
    if all(not m.unit for m in run):
        plurals = [
            singular(w)
            for i, w in enumerate(s.lower[: run[0].first])
            if is_plural(w) and w not in ("numbers",) and s.kinds[i] != MARK_KIND
        ]
        if len(plurals) >= len(run):
            for mention, noun in zip(run, plurals[-len(run) :], strict=True):
                mention.unit, mention.rule = noun, "count.respectively"


def is_adjective(s: Sentence, other: Mention) -> bool:
    """Tells whether a count only describes a thing: `a 90-member choir`."""
    return other.noun_first > 0 and s.lower[other.noun_first - 1] in ("-", "‐", "‑")

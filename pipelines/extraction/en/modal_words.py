"""What the words right around a figure say of its modality, whatever its verb: a budget, a pledge, aid, an award, a share held.

Belongs here: neighbours that overrule a cue. Does not belong here: cues and the clause that they govern (`modalities.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.change_words import VERBS
from pipelines.extraction.en.clause_reading import (
    ACTUAL,
    FORECAST,
    MODALITY_PHRASES,
    PRESENT,
    TARGET,
    WILL,
    WOULD,
    Clauses,
)
from pipelines.extraction.en.continuations import PLANNED
from pipelines.extraction.en.marked_words import mark
from pipelines.extraction.en.plans import GAP
from pipelines.extraction.model import Mention

_WILLS = frozenset("will plans intends wants promised planned".split())
_HE = frozenset("it he she they we".split())
_AT_HAND = frozenset("already currently today now existing present".split())
_AHEAD_WORDS = frozenset(
    phrase for phrase, entries in MODALITY_PHRASES.items() if any(entry[1] in {TARGET, FORECAST} for entry in entries)
)
_PROMISES = frozenset("pledges pledge commitments promises".split())
_DEALS = frozenset("projects project agreements pledges memorandums memoranda mous".split())
_SIGNED = frozenset("signed signing investment investments inked".split())
_YIELD = frozenset("production output generation savings".split())


_NAMES_BEHIND = {
    "consensus": FORECAST, "estimate": FORECAST, "estimates": FORECAST, "forecast": FORECAST, "forecasts": FORECAST,
    "guidance": FORECAST, "projection": FORECAST, "target": TARGET, "goal": TARGET, "quota": TARGET, "pledge": TARGET,
    "offer": TARGET, "proposal": TARGET, "commitment": TARGET, "bid": TARGET,
}  # fmt: skip
"""What a figure right in front of them is the value of: `the $1.9bn consensus`, `a 4 percent offer`."""
_FACES = frozenset(["face", "faces", "facing"])
_OWED = frozenset("pay find repay forfeit refund surrender".split())
_MUSTS = frozenset("must has have had ordered".split())
_DEGREES = frozenset(["Cel", "[degF]"])
_HIGHS = frozenset(
    "high highs low lows temperature temperatures sunny warm cold hot forecast forecasters weather mercury peak".split()
)
_SCHEMES = frozenset(
    "plan plans proposal proposals scheme deal agreement programme program bill law terms pact accord budget".split()
)


def _named_behind(lower: list[str], mention: Mention) -> str | None:
    """Modality by the noun that a figure in front of it is the value of: `above the $1.9bn forecast`, `its $9m goal`."""
    last = mention.last
    if last >= len(lower):
        return None
    if mention.kind == "count" and lower[last] in {"target", "goal", "quota"}:
        return TARGET  # `some way off the 6 million target`
    if mention.kind in {"count", "duration", "rank", "multiple"}:
        return None
    for at in range(last, min(last + 3, len(lower))):
        found = _NAMES_BEHIND.get(lower[at])
        if found is not None:
            # `the 4 percent forecast for May` is a value, `4 percent forecast growth` a verb or an adjective.
            behind = lower[at + 1] if at + 1 < len(lower) else "."
            return found if not behind.isalpha() or behind in _AFTER_NAME else None
        if not lower[at].isalpha() or lower[at] in _NO_ADJECTIVE:
            return None
    return None


_AFTER_NAME = frozenset("for of in was is by from set made and but that as on with at this last to".split())
_NO_ADJECTIVE = frozenset(
    "in on at by for from to with and or of as than a an the is was were are will would its their above below over under ahead short".split()
)


_STANDARDS = frozenset("standard ceiling requirement standards".split())
_OWN = frozenset(["its", "their", "his", "her"])
_OFFERED = frozenset("offered offer offers claim claims".split())
_SOLD_OFF = frozenset(
    "discount discounts savings reward rate rates loan loans mortgage yield course courses insurance class for".split()
)
_MERGED = frozenset("merge merger merging merges combine combined combination tie-up takeover acquisition".split())
_GROUPS = frozenset(
    "group company firm system entity business lender giant bank chain airline producer maker trust owner".split()
)
_ONE_OFF = frozenset("integration restructuring upfront".split())
_AHEAD_OF = frozenset([TARGET, FORECAST, WILL, WOULD])
_POSTS = frozenset("job post position role worker employee staff person".split())
_AXES = frozenset("axes cuts sheds slashes axing cutting shedding fires sacks".split())


_GONE = frozenset("gone destroyed razed burnt burned dead missing injured".split())
_DONE_WITH = frozenset("finished completed built laid done stood installed standing ready erected dug".split())
_TRAFFIC = frozenset("traffic ridership demand".split())
_PUT = frozenset(["put", "seen", "estimated", "reckoned"])


def _is_one_off(near: list[str]) -> bool:
    """Tells whether a cost is paid once for a plan: `for a one-off cost of`, `integration costs of`."""
    return not _ONE_OFF.isdisjoint(near) or any(
        near[at] == "one" and near[at + 2] in {"off", "time"} for at in range(len(near) - 2)
    )


def _is_total(reading: Clauses, mention: Mention) -> bool:
    """Tells whether a count is the whole of which another one stands right in front: `nine of 17 bridges`, `11 of the 17`."""
    at = mention.first
    lower = reading.lower
    if at and lower[at - 1] in {"the", "its", "their"}:
        at -= 1
    return at > 0 and lower[at - 1] == "of" and any(other.last == at - 1 for other in reading.mentions)


def _is_standard(ahead: list[str]) -> bool:
    """Tells whether a figure is what is required: `against a national standard of 92 percent`, `the ceiling is 30 minutes`."""
    return ahead[-1] in {"of", "is", "was", "at"} and not {",", ";"}.intersection(
        ahead[ahead.index(next(w for w in ahead if w in _STANDARDS)) :]
    )


def _is_offered(ahead: list[str]) -> bool:
    """Tells whether a figure is what one side of talks offers or claims: `offered 4.5 percent and 19,000 dollars`."""
    for at in range(len(ahead) - 1, -1, -1):
        if ahead[at] in {";", ":", "(", "for", "premium", "discount"}:
            return False
        if ahead[at] in _OFFERED:
            if not {"over", "above", "than"}.isdisjoint(ahead[:at]):
                return False  # `the premium over the rival offer is 22 million`
            return _SOLD_OFF.isdisjoint(ahead[at:]) and (ahead[at][:5] != "claim" or ahead[at + 1 : at + 2] == ["of"])
    return False


def _is_of_both(lower: list[str], first: int) -> bool:
    """Tells whether a figure is the sum of what two that merge have now: `creating a group with annual income of 1.5 billion`."""
    for at in range(max(0, first - 22), first - 1):
        if lower[at] in _GROUPS and not {"with", "have"}.isdisjoint(lower[at + 1 : at + 4]):
            return True
    return False


def _is_owed(lower: list[str], first: int) -> bool:
    """Tells whether money is what somebody is made to pay: `must pay a fine of £400`."""
    for at in range(max(0, first - 8), first):
        if (
            lower[at] in _OWED
            and at
            and (lower[at - 1] == "must" or (at > 1 and lower[at - 1] == "to" and lower[at - 2] in _MUSTS))
        ):
            return not _FINES.isdisjoint(lower)
    return False


_POLLED = frozenset("economist analyst strategist forecaster respondent".split())
_ASKED = frozenset("polled surveyed interviewed questioned asked".split())
_RATE_VERBS = frozenset("lower raise cut keep hold leave maintain reduce increase lift trim".split())


def _is_decided(ahead: list[str]) -> bool:
    """Tells whether a central bank has decided on a rate, which is then so: `decided to keep`."""
    return any(
        ahead[at] == "decided" and ahead[at + 1] == "to" and ahead[at + 2] in _RATE_VERBS
        for at in range(len(ahead) - 2)
    )


_FINES = frozenset(
    "fine fines fined court jury judge damages penalty settlement compensation ransom bail tribunal judgment judgement".split()
)


_MOVED = frozenset("will would".split())
_PARTED = frozenset("none all most some many half one two three each part".split())
_DEMOLISHED = frozenset("moved demolished flattened razed closed scrapped shut felled removed sold pulled".split())
_TODAY = frozenset("premium discount".split())


_CLOSES = mark("shut close scrap axe sell cut lose drop part shed retire scrapped axed ground".split())


def _is_there(reading: Clauses, mention: Mention) -> bool:
    """Tells whether a figure is of what is there already, whatever is planned for it.

    `38 of the chain's 412 shops will go`, `the fee of 9 euros will rise`, `the 24-metre tower is to be moved`, `a premium of 31 percent`.
    """
    lower = reading.lower
    first, last = mention.first, mention.last
    ahead = lower[max(0, first - 5) : first]
    behind = lower[last : last + 9]
    if mention.kind == "count" and ahead[-1:] and ahead[-1][-2:] in {"'s", "’s"} and "of" in ahead:
        return True
    if mention.kind == "count" and ahead[-2:] == ["of", "the"] and ahead[-3:-2] and ahead[-3] in _PARTED:
        return True
    if ahead[-1:] == ["of"] and mention.kind in {"money", "rate", "percent"} and mention.change == "level":
        for at in range(len(behind) - 1):
            if behind[at] in _MOVED:
                after = (
                    behind[at + 2]
                    if behind[at + 1] in {"also", "then", "not"} and at + 2 < len(behind)
                    else behind[at + 1]
                )
                return (after in VERBS and VERBS[after][0] == "move") or after in {"go", "rise", "come"}
            if behind[at] in {",", ";", "to", "that", "which", "and"}:
                return False
    if mention.kind == "percent" and len(ahead) > 1 and ahead[-1] == "of" and ahead[-2] in _TODAY:
        return True
    if mention.kind == "quantity" and last < len(lower) and not _HYPHENS.isdisjoint(lower[first + 1 : last]):
        return "be" in behind and not _DEMOLISHED.isdisjoint(behind)
    return False


_HYPHENS = frozenset("-‐‑")


def of_words(reading: Clauses, mention: Mention, found: str | None) -> str | None:
    """Modality that the words right around a figure decide, whatever the verb: a budget, a pledge, the sum of projects just signed."""
    marks = reading.sentence.marks
    if found not in PLANNED and not marks & _OVERRULING:
        return found
    lower = reading.lower
    first, last = mention.first, mention.last
    after = lower[last : last + 9]
    named = _named_behind(lower, mention) if marks & _NAMING else None
    if named is not None:
        return named
    if (
        mention.kind in {"money", "duration"}
        and found in {None, PRESENT}
        and not _FACES.isdisjoint(lower[max(0, first - 5) : first])
    ):
        return FORECAST  # `faces up to 12 years in jail`
    ahead = lower[max(0, first - 9) : first]
    if found in PLANNED and _is_there(reading, mention):
        return PRESENT
    if mention.kind == "count":
        if found in PLANNED and (mention.unit in _POLLED or not _ASKED.isdisjoint(after[:4])):
            return PRESENT  # `all but three of 19 economists polled expect`
        if found in PLANNED and ahead[-2:] == ["out", "of"]:
            return ACTUAL  # `will lose 40 posts out of 1,300`
        if after[:1] and after[0] in _GONE:
            return ACTUAL  # `46 homes gone`
        if mention.unit == "member" and first + 1 < last and lower[first + 1] in {"-", "‐", "‑"}:
            return found if found not in PLANNED else PRESENT  # `a 450-member house`
        if not _DONE_WITH.isdisjoint(after[:4]) and _is_total(reading, mention):
            return TARGET  # `nine of 17 bridges were finished`
        if found in PLANNED and _CLOSES & marks and _is_total(reading, mention):
            return PRESENT  # `plans to shut 31 of 268 branches`
    if (
        found in PLANNED
        and ahead[-1:] == ["("]
        and after[:1] == [")"]
        and not any(at < first for at, _ in reading.cues)
    ):
        return PRESENT
    if (
        found == TARGET
        and mention.kind != "money"
        and not _TRAFFIC.isdisjoint(ahead + lower[max(0, first - 14) : first])
    ):
        if not _PUT.isdisjoint(lower[max(0, first - 12) : first]):
            return FORECAST  # `Once the line opens, traffic is put at 14 million passengers`
    if found not in PLANNED and not _STANDARDS.isdisjoint(ahead) and _is_standard(ahead):
        return TARGET
    if mention.kind in {"money", "percent"} and found != FORECAST:
        if not _OFFERED.isdisjoint(ahead) and _is_offered(ahead) and after[:2] != ["of", "those"]:
            return TARGET
    if (
        mention.kind in {"money", "percent", "rate"}
        and found in PLANNED
        and not _MERGED.isdisjoint(lower)
        and _is_of_both(lower, first)
    ):
        return PRESENT
    if (
        mention.kind == "count"
        and found in PLANNED
        and (
            (first > 1 and lower[first - 2] == "of" and lower[first - 1] in _OWN)
            or (not _MERGED.isdisjoint(lower) and _is_of_both(lower, first))
        )
    ):
        return PRESENT  # `will shut three of its 24 studios`
    if found in {None, PRESENT} and "if" in ahead and "as" not in ahead[-12:]:
        return FORECAST  # `if it rains again, the bill grows to 3 million`
    if mention.kind in {"money", "rate"} and found not in PLANNED and _is_one_off(ahead[-7:]):
        if any(cue in _AHEAD_OF for _, cue in reading.cues):
            return TARGET  # `would save 34 million a year for a one-off cost of 21 million`
    if (
        mention.kind == "count"
        and mention.unit in _POSTS
        and found not in PLANNED
        and reading.sentence.form == "headline"
    ):
        if not _AXES.isdisjoint(ahead[-4:]):
            return TARGET
    if mention.kind == "money" and found == TARGET and _is_owed(lower, first):
        return PRESENT
    if (
        mention.kind == "percent"
        and found == TARGET
        and "rate" in lower
        and _is_decided(lower[max(0, first - 15) : first])
    ):
        return PRESENT  # `the bank has decided to lower its key rate to 4 percent`
    if mention.unit in _DEGREES and found == TARGET:
        return FORECAST if not _HIGHS.isdisjoint(lower) else found
    if found in {None, PRESENT} and lower[0] == "under" and not _SCHEMES.isdisjoint(lower[1:6]):
        return TARGET  # `Under the proposal, each family gets $500`
    if found in PLANNED:
        if _is_so(lower, mention):
            return ACTUAL
        ahead = lower[max(0, first - 2) : first]
        if len(ahead) > 1 and ahead[1] in _AHEAD_WORDS:
            # `now expects 255`
            ahead = ahead[1:]
        if not _AT_HAND.isdisjoint(ahead) or not _AT_HAND.isdisjoint(after[:3]):
            # `on top of 1,900 already employed`, `210 of them exist today`
            return ACTUAL
    elif not _HE.isdisjoint(after[:2]) and not _WILLS.isdisjoint(after[:6]) and "," not in after[:6]:
        # `the 700 it hopes to hire`
        return TARGET
    elif "to" in after and "," in after:
        # `120 km of cable, to be laid next spring`
        at = after.index("to")
        if at and after[at - 1] == "," and after[at + 1 : at + 2] == ["be"]:
            return TARGET
    if mention.kind == "money":
        behind = lower[last : last + 4]
        ahead = lower[max(0, first - 6) : first]
        if "budget" in behind[:2] or (
            "budget" in ahead and ("of" in ahead or ":" in ahead) and _SPENT.isdisjoint(lower)
        ):
            return TARGET
        if found != FORECAST and not _AID.isdisjoint(lower) and _is_aid(lower, first, last):
            return TARGET
        if behind[:1] == ["of"] and not _PROMISES.isdisjoint(behind):
            return TARGET
        if found == TARGET and not GAP.isdisjoint(lower[max(0, first - 2) : first] + behind[:2]):
            return PRESENT
        near = lower[max(0, first - 14) : last + 6]
        if ("investment" in ahead or "worth" in ahead) and not _DEALS.isdisjoint(near) and not _SIGNED.isdisjoint(near):
            return TARGET
    elif (
        found == TARGET
        and mention.kind == "quantity"
        and first > 1
        and lower[first - 1] == "of"
        and lower[first - 2] in _YIELD
        and "with" in lower[max(0, first - 6) : first]
    ):
        return FORECAST
    return found


_AID = frozenset("aid subsidy subsidies grant grants assistance relief".split())
_NAMING = mark(_NAMES_BEHIND)
_OVERRULING = mark(
    _NAMES_BEHIND.keys() | _FACES | _GONE | _DONE_WITH | _STANDARDS | _OFFERED | _ONE_OFF | _AXES | _WILLS | _AID | _PROMISES
    | {"if", "one", "under", "be", "budget", "investment", "worth"}
)  # fmt: skip
"""Without one of these words in its sentence, a figure that no cue makes a plan or forecast stays as it is."""

_COURT = frozenset("jury court judge tribunal jurors verdict".split())
_HOLDING = frozenset("stake interest share holding shareholding cut".split())
_OWNERS = frozenset(["its", "their", "his", "her", "'s"])
_STANDING = frozenset("leading trailing holding owning employing".split())
_BROKERS = frozenset("buy sell broker brokers brokerage rating shares stock analyst analysts".split())


def _is_so(lower: list[str], mention: Mention) -> bool:
    """Tells whether words around a figure say that it is so, although a plan or forecast is near it.

    An award of a court, a share that somebody holds, a lead in a count, a broker's price target.
    """
    first, last = mention.first, mention.last
    ahead = lower[max(0, first - 4) : first]
    if mention.kind == "money":
        if "pay" in ahead and not _COURT.isdisjoint(lower):
            return True
        return "target" in ahead and (mention.low or 0) < 10_000 and not _BROKERS.isdisjoint(lower)
    if mention.kind == "percent":
        owner = ahead[-1:] and (ahead[-1] in _OWNERS or ahead[-1].endswith("'s"))
        return bool(owner) and not _HOLDING.isdisjoint(lower[last : last + 2])
    return not _STANDING.isdisjoint(ahead) and "," in lower[max(0, first - 5) : first]


_GIVES = frozenset(
    "backed backs confirmed confirms released releases offered offers granted grants promised promises approved approves agreed agrees cleared "
    "clears unveiled unveils secured secures".split()
)


def _is_aid(lower: list[str], first: int, last: int) -> bool:
    """Tells whether money is aid that somebody has granted or released, not yet paid (`confirmed state aid of 4 million`)."""
    behind = lower[last : last + 4]
    if _AID.isdisjoint(lower[max(0, first - 3) : first]) and (
        behind[:1] not in (["of"], ["in"]) or _AID.isdisjoint(behind)
    ):
        return False
    return not _GIVES.isdisjoint(lower[max(0, first - 9) : first])


_SPENT = frozenset("spent overspent exceeded ran cut slashed".split())

"""What the words right around a figure say of its modality, whatever its verb: a budget, a pledge, aid, an award, a share held.

Belongs here: neighbours that overrule a cue. Does not belong here: cues and the clause that they govern (`modalities.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.clause_reading import ACTUAL, FORECAST, MODALITY_PHRASES, PRESENT, TARGET, Clauses
from pipelines.extraction.en.continuations import PLANNED
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


def of_words(reading: Clauses, mention: Mention, found: str | None) -> str | None:
    """Modality that the words right around a figure decide, whatever the verb: a budget, a pledge, the sum of projects just signed."""
    lower = reading.lower
    first, last = mention.first, mention.last
    after = lower[last : last + 9]
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


_AID = frozenset("aid subsidy subsidies grant grants assistance relief".split())
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

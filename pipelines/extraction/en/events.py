"""Events that an article tells of: their nouns, where these stand, and the one name that an event goes by.

Belongs here: `floods`, `quake`, `verdict` and the name they get (`Korvat floods`). Does not belong here: whether the event is what the
whole article is about (`topics.py`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.extraction.en.capital_runs import WORD
from pipelines.extraction.en.name_kinds import COUNTRIES
from pipelines.extraction.en.ordinary_words import is_ordinary
from pipelines.extraction.en.phrases import DEMONYMS, read_rows, word_set

if TYPE_CHECKING:
    from pipelines.extraction.en.descriptions import ArticleMemory

EVENTS = {row["noun"]: row for row in read_rows("event_nouns.csv")}
"""Nouns of events with the one word that the event goes by: `quake` → earthquake, `blaze` → fire."""
EVENT_NOUNS = {
    event: [noun for noun, row in EVENTS.items() if row["event"] == event]
    for event in {row["event"] for row in EVENTS.values()}
}
"""The nouns of each event."""
STRONG_EVENTS = frozenset(row["event"] for row in EVENTS.values() if row["strength"] == "strong")
"""Events that are told of for their own sake."""
NOUNS_AS_PRINTED = {
    event: frozenset(form for noun in nouns for form in (noun, noun.capitalize()))
    for event, nouns in EVENT_NOUNS.items()
}
_EVENT_WORDS = frozenset().union(*NOUNS_AS_PRINTED.values())
_EPICENTRE = re.compile(
    rf"(?:epicent(?:er|re)|miles|km|kilomet(?:er|re)s)\b[^.;\n]{{0,24}}?(?: of| from| near)(?: the (?:town|city) of)? ({WORD}(?: {WORD})*)"
)
OWNER = r"[A-Z][a-z]+(?: [A-Z][a-z]+)*"
CAMPAIGN = re.compile(
    r"(?i)\b(?:vaccination|vaccine|immuni[sz]ation|measles|polio|cholera|flu|covid|malaria|jabs?|booster|screening|testing|relief|clean-?up|literacy|planting) $"
)
"""Words of a campaign that is an event of its own, unlike a sales drive."""
_DISEASES = word_set("diseases")
_SHOTS = ("vaccin", "immunis", "immuniz", "jab")
_SIGN_WORDS = {
    event: frozenset(form for word in word_set(words) for form in (word, word.capitalize()))
    for event, words in (("election", "election_words"), ("lawsuit", "court_words"), ("attack", "attack_words"))
}
"""Words that tell of an event that is seldom named: an election night is told in seats and turnout, a lawsuit in jurors and damages."""
_DISEASE_WORDS = frozenset(form for word in _DISEASES for form in (word, word.capitalize()))
TELLING_WORDS = _EVENT_WORDS.union(_DISEASE_WORDS, *_SIGN_WORDS.values())
"""Words, as printed, that tell of an event; an article's are picked out once."""
_RIVER = re.compile(r"\b(?:[Rr]iver ([A-Z][^\W\d_]+)|([A-Z][^\W\d_]+) [Rr]iver\b)")
_WHERE = re.compile(
    rf"^[^.;:\n]{{0,40}}?\b(?:in|at|near|off|on|of|hit|hits|struck|rocked|devastated|around|along|across|under)"
    rf" (?:the )?(?:[a-z]+ern |central |upper |lower |town of |city of |state of |province of )?(?:{OWNER}['’]s )?"
    rf"(?:(?:[MSF]/[VTSY]|M\.V\.|MV|MT|SS|FV|(?:[a-z]+ )?(?:ferry|ship|vessel|tanker|trawler|yacht|boat|freighter|liner|barge)) )?({WORD}(?: {WORD})*)"
)
_CALLED = re.compile(r"(Storm|Hurricane|Typhoon|Cyclone) ([A-Z][^\W\d_]+)")
"""A storm with a name of its own: `Typhoon Orvik`."""
_NAMED_EVENTS = frozenset(["storm", "hurricane", "typhoon", "cyclone"])
_MODIFIER = re.compile(r"(?:^|[\s'’])([A-Z]?[a-z]{2,}) $")
_NO_MODIFIER = frozenset(
    """the this that a an and or of in on by for from with as at to after before during since its his her their our strong strongest big
    biggest deadly deadliest worst severe heavy new last first second next recent massive major powerful record flash was were is be
    under over into about against every each any no more some three two one four five day days week year dead latest fatal own such when
    said his who which magnitude only very public whole same flames""".split()
)


def event_uses(memory: ArticleMemory) -> list[tuple[int, int, str]]:
    """Where nouns of events stand, as (start, end, noun), in order; none inside a compound with a hyphen."""
    if memory.event_uses is not None:
        return list(memory.event_uses)
    found = []
    text = memory.lowered
    for noun in {word.lower() for word in _EVENT_WORDS & memory.telling}:
        at = text.find(noun)
        while at >= 0:
            end = at + len(noun)
            before, behind = text[at - 1 : at], text[end : end + 1]
            if not (before.isalnum() or behind.isalnum() or before == "-" or behind == "-"):
                found.append((at, end, noun))
            at = text.find(noun, end)
    memory.event_uses = sorted(found)
    return list(memory.event_uses)


def signs_of(memory: ArticleMemory, event: str) -> tuple[int, int]:
    """How many different words tell of an event that is seldom named, and how often they stand."""
    told = _SIGN_WORDS.get(event, frozenset()) & memory.telling
    return len({word.lower() for word in told}), sum([memory.counts[word] for word in told])


def shots_of(memory: ArticleMemory) -> int:
    """How often an article speaks of vaccinating."""
    if not any(shot in memory.lowered for shot in _SHOTS):
        return 0
    return sum(count for word, count in memory.counts.items() if word.lower().startswith(_SHOTS))


def against_what(memory: ArticleMemory) -> str:
    """The disease that an article tells of vaccinating against, `vaccination` where it is not named; empty where nobody is vaccinated."""
    if shots_of(memory) < 2:
        return ""
    return disease_of(memory)[0] or "vaccination"


def disease_of(memory: ArticleMemory) -> tuple[str, int]:
    """The disease that an article speaks of most, and how often; empty where it speaks of none."""
    told: dict[str, int] = {}
    for printed in _DISEASE_WORDS & memory.telling:
        word = printed.lower()
        told[word] = told.get(word, 0) + memory.counts[printed]
    if not told:
        return "", 0
    named = min(told, key=lambda word: (-told[word], word))
    return named, told[named]


def scene(memory: ArticleMemory, weights: dict[str, float]) -> str | None:
    """The name that an event without one of its own goes by: weighed by kind, headline and lead first; None where no name fits."""
    text, body = memory.text, memory.body
    lead_end = text.find("\n", body + 200)
    scores: dict[str, float] = {}
    for start, raw in memory.places:
        full = memory.full(raw)
        kind = memory.kind(full)
        country = weights.get("country", 0.2 * weights.get("place", 0.0))
        weight = country if full.lower() in COUNTRIES else weights.get(kind, 0.0)
        if start >= body and " " not in raw and raw not in memory.alone and is_ordinary(raw.lower()):
            continue  # only ever the first word of a sentence, a cell or an item
        if not weight or full.lower() in DEMONYMS or memory.publishes(full) or not full.replace(" ", "").isalpha():
            continue
        if body <= start < memory.dateline_end:
            weight *= 0.3 if kind == "place" and text[start - 1] != "(" else 0.0
        elif start < body:
            weight *= 3.0
        elif start < lead_end:
            weight *= 1.6
        if full.isupper():
            weight *= 0.3
        if weight:
            scores[full] = scores.get(full, 0.0) + weight
    return max(scores, key=lambda one: scores[one]) if scores else None


_SCENES = {"place": 1.0, "facility": 1.2, "thing": 0.6, "project": 0.8}
"""How well a name of each kind says where something happened."""
_PARTIES = {"organisation": 1.5, "facility": 1.2, "thing": 1.0, "place": 0.4, "person": 0.4}
"""How well a name of each kind says which lawsuit it is."""
_SALES = {"country": 1.5, "place": 1.0}
"""How well a name of each kind says which auction or exam it is: its state's, not a bidder's."""
STATE_EVENTS = frozenset(["auction", "examination"])
"""What a state holds: a headline's `auction` is the country's."""
_WEIGHED_BY = {"merger": _PARTIES, **dict.fromkeys(STATE_EVENTS, _SALES)}


def _is_of(name: str, event: str) -> bool:
    """True for a name with a noun of the event in it: `National Leaving Examination`, `Auction Commissioner`."""
    return any(EVENTS.get(word, {}).get("event") == event for word in name.lower().split())


def _own_name(memory: ArticleMemory, event: str) -> str | None:
    """The event's own name, where the article prints it with capitals: `National Leaving Examination`."""
    fits = [
        name
        for name in memory.names.values()
        if len(name.words) > 1
        and EVENTS.get(name.words[-1].lower(), {}).get("event") == event
        and name.kind != "person"
        and memory.full(name.text) == name.text
    ]
    return max(fits, key=lambda name: (name.count, -name.first)).text if fits else None


def event_name(memory: ArticleMemory, event: str) -> str:
    """`<place> <modifier> <event>`: the same in every article about one event, however it is worded there."""
    text = memory.text
    if event in _NAMED_EVENTS:
        called = [f"{kind} {name.capitalize()}" for kind, name in _CALLED.findall(text) if name.lower() not in EVENTS]
        if called:
            return max(called, key=called.count)
    front: dict[str, float] = {}
    behind: dict[str, float] = {}
    modifiers: dict[str, int] = {}
    uses = event_uses(memory)
    for start, end, noun in uses:
        if EVENTS[noun]["event"] != event:
            continue
        weight = 2.0 if start < memory.body else 1.0
        modifier = _MODIFIER.search(text, max(0, start - 24), start)
        at = start
        if (
            modifier
            and modifier[1].lower() not in _NO_MODIFIER
            and modifier[1] not in memory.name_words
            and not modifier[1].endswith(("ed", "est", "ly", "ern"))
        ):
            word = modifier[1].lower()
            modifiers[word] = modifiers.get(word, 0) + 1
            at = modifier.start(1)
        name = memory.name_ending(at)
        if name and not _is_of(name, event):
            front[name] = front.get(name, 0.0) + weight
        where = _WHERE.match(text[end : end + 110])
        if where:
            full = memory.full(where[1].split("'")[0])
            if full in memory.names and memory.kind(full) in ("place", "thing") and full.lower() not in DEMONYMS:
                behind[full] = behind.get(full, 0.0) + weight
    place = max(front, key=lambda one: front[one]) if front else None
    if event == "earthquake" and (place is None or front[place] < 2):
        match = _EPICENTRE.search(text)
        if match and memory.full(match[1]) in memory.names:
            place = memory.full(match[1])
    if place is None and event == "floods":
        river = _RIVER.search(text) if "iver" in text else None
        place = memory.full(river[1] or river[2]) if river else memory.with_article()
    if place is None and event == "lawsuit":
        for _, _, noun in uses:
            row = EVENTS[noun]
            if row["strength"] == "strong" and row["event"] not in ("lawsuit", "strike", "election", event):
                name = event_name(memory, row["event"])
                return f"{name} {event}" if name.lower() != row["event"] else event
        place = scene(memory, _PARTIES)
    if place is None and behind:
        place = max(behind, key=lambda one: behind[one])
    if event not in STRONG_EVENTS and (named := _own_name(memory, event)):
        return named
    if place is None:
        place = scene(memory, _WEIGHED_BY.get(event, _SCENES)) or memory.place()
    if event == "outbreak" and (disease := disease_of(memory)[0]):
        modifiers = {disease: 2}
    if event == "campaign" and not modifiers:
        against = against_what(memory)
        if against:
            modifiers[against] = 1
    memory.set_modified(event, bool(modifiers))
    modifier_word = max(modifiers, key=lambda one: modifiers[one]) if modifiers else ""
    if modifier_word and modifiers[modifier_word] < 2 and EVENTS.get(event, {}).get("strength") == "strong":
        modifier_word = ""
    return " ".join(part for part in (place, modifier_word, event) if part)

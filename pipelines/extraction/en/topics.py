"""What a whole article is about: the name or thing that headline, lead and later references share, or the event it reports.

Belongs here: weighing names, described things (`the zone`, `the tunnel`) and events (`floods`, `the quake`) of one article.
Does not belong here: what one description stands for (`descriptions.py`), or which thing a figure is about (`subjects.py`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipelines.extraction.en.names import COUNTRIES, DESCRIPTIONS, HEAD_KIND, SPEECH, WORD
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
_EVENT_WORDS = frozenset(EVENTS) | frozenset(noun.capitalize() for noun in EVENTS)
_EPICENTRE = re.compile(
    rf"(?:epicent(?:er|re)|miles|km|kilomet(?:er|re)s)\b[^.;\n]{{0,24}}?(?: of| from| near)(?: the (?:town|city) of)? ({WORD}(?: {WORD})*)"
)
OWNER = r"[A-Z][a-z]+(?: [A-Z][a-z]+)*"
_CAMPAIGN = re.compile(
    r"(?i)\b(?:vaccination|vaccine|immuni[sz]ation|measles|polio|cholera|flu|covid|malaria|jabs?|booster|screening|testing|relief|clean-?up|literacy|planting) $"
)
"""Words of a campaign that is an event of its own, unlike a sales drive."""
_RIVER = re.compile(r"\b(?:[Rr]iver ([A-Z][^\W\d_]+)|([A-Z][^\W\d_]+) [Rr]iver\b)")
_WHERE = re.compile(
    rf"^[^.;:\n]{{0,40}}?\b(?:in|at|near|off|on|of|hit|hits|struck|rocked|devastated|around|along|across|under)"
    rf" (?:the )?(?:[a-z]+ern |central |upper |lower |town of |city of |state of |province of )?(?:{OWNER}['’]s )?({WORD}(?: {WORD})*)"
)
_MODIFIER = re.compile(r"(?:^|[\s'’])([A-Z]?[a-z]{2,}) $")
_NO_MODIFIER = frozenset(
    """the this that a an and or of in on by for from with as at to after before during since its his her their our strong strongest big
    biggest deadly deadliest worst severe heavy new last first second next recent massive major powerful record flash was were is be
    under over into about against every each any no more some three two one four five day days week year dead latest fatal own such when
    said his who which magnitude only very public whole same flames""".split()
)
_CLASS = re.compile(
    r"^(?:'s)? ((?:(?!and |or |in |of |to |is |was |has |for |at |by |on |as |from |with )[a-z]+(?:-[a-z]+)* ){0,2}?("
    + "|".join(
        sorted(
            {
                word
                for row in DESCRIPTIONS.values()
                if row["kind"] in ("facility", "vehicle", "project") or row["description"] in ("zone", "park")
                for word in (row["description"],)
            }
            - {
                "line",
                "centre",
                "center",
                "deal",
                "round",
                "plan",
                "estate",
                "site",
                "building",
                "complex",
                "cable",
                "car",
                "lake",
            },
            key=len,
            reverse=True,
        )
    )
    + r"))(?= (?:and|in|of|to|is|was|has|will|for|at|by|on|that|which|from|with|can|as|said|could|would|off|near|were|are|had|should|after|"
    r"[a-z]+ed|under|this|last|next|yesterday|today|before|between|into|since)\b|[,.;:'\n)]|$)"
)
"""The class word behind a name: `Ostra gas field` → `gas field`."""
_WEAK = frozenset(
    [
        "site",
        "ground",
        "yard",
        "line",
        "centre",
        "center",
        "building",
        "complex",
        "deal",
        "round",
        "plan",
        "estate",
        "car",
    ]
)
"""Classes too wide to be what an article is about."""
_ELECTION = word_set("election_words")
_BEFORE_PLACE = re.compile(
    r"\b(?:in|at|near|off|on|around|from|across|outside|to|southern|northern|eastern|western|central) $"
)
_ZONE_USE = re.compile(
    r"\b[Tt]h(?:e|is) (?:[a-z]+ )?(zone|park|plant|dam|mine|port|island|airport|wind farm|reservoir|stadium|rocket|tunnel|bridge|mill|refinery|factory|ferry|ship"
    r"|field|pipeline|smelter|telescope|railway)(?=[’' ,.;:]|\b)(?! [a-z]+(?:s|er|or|ers)\b)"
)
_TITLE, _FIRST, _BODY = 3.0, 1.6, 1.0


def event_uses(memory: ArticleMemory) -> list[tuple[int, int, str]]:
    """Where nouns of events stand, as (start, end, noun), in order; none inside a compound with a hyphen."""
    found = []
    text = memory.lowered
    for noun in {word.lower() for word in _EVENT_WORDS & memory.counts.keys()}:
        at = text.find(noun)
        while at >= 0:
            end = at + len(noun)
            before, behind = text[at - 1 : at], text[end : end + 1]
            if not (before.isalnum() or behind.isalnum() or before == "-" or behind == "-"):
                found.append((at, end, noun))
            at = text.find(noun, end)
    return sorted(found)


@lru_cache(maxsize=512)
def _told_of(head: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:[Tt]he|[Aa]) ((?:[a-z]+(?:-[a-z]+)* ){{0,2}}{re.escape(head)})\b")


def find_topic(memory: ArticleMemory) -> str | None:
    """The topic of an article; None where it names nothing."""
    text, body = memory.text, memory.body
    lead_end = text.find("\n", body + 200)
    lead_end = min(lead_end if lead_end > 0 else len(text), body + 900)
    scores = _names(memory, lead_end)
    _things(memory, scores, lead_end)
    event = _event(memory, scores, lead_end)
    if event:
        return event
    # One thing under several forms: `Alder Point`, `Alder Point wind farm`.
    merged: dict[str, float] = {}
    forms: dict[str, str] = {}
    for form in sorted(scores, key=len):
        words = form.split(" ")
        fronts = (" ".join(words[:size]) for size in range(1, len(words)))
        base = form if form in memory.names else next((short for short in fronts if short in merged), form)
        merged[base] = merged.get(base, 0.0) + scores[form]
        forms[base] = form
    if not merged:
        return memory.place()
    best = max(merged, key=lambda key: merged[key])
    if merged[best] < 4:
        place = memory.place()
        if place and (place not in memory.names or memory.kind(forms[best]) == "person"):
            return memory.place(dateline=False) or place
    return _with_class(memory, forms[best], lead_end)


def _names(memory: ArticleMemory, lead_end: int) -> dict[str, float]:
    """Weight of each name by its fullest form: headline and lead count more, places in passing and speakers less."""
    text, body = memory.text, memory.body
    scores: dict[str, float] = {}
    known: dict[str, tuple[str, bool, bool] | None] = {}
    speakers: set[str] = set()
    agencies: set[str] = set()
    for start, raw in memory.places:
        if raw not in known:
            full = memory.full(raw)
            whole = memory.names.get(full)
            counts = (
                whole is not None
                and full.lower() not in memory.publisher
                and full.lower() not in DEMONYMS
                and not memory.official(full)
            )
            placed = counts and whole is not None and memory.names[raw].kind == "place" == whole.kind
            known[raw] = (full, placed, whole is not None and whole.kind == "person") if counts else None
        entry = known[raw]
        if entry is None:
            continue
        full, placed, person = entry
        end = start + len(raw)
        if text[start - 5 : start] in ("said ", "says ") or (
            text[end : end + 2] in (" s", " t", " w", " a", ", ") and SPEECH.match(text, end)
        ):
            speakers.add(full)
            if person or full not in scores:
                continue
        weight = _TITLE if start < body else _FIRST if start < lead_end else _BODY
        if start < 12:
            weight += 2.5
        elif 0 <= start - body < 5:
            weight += 1.0
        if start < memory.dateline_end and start >= body:
            if text[start - 1] == "(" and " " not in raw:
                agencies.add(full)
            weight = 0.3
        elif placed and (start >= body or _BEFORE_PLACE.search(text, max(0, start - 12), start)):
            weight *= 0.4
        elif person:
            weight *= 0.8
        elif full.lower() in COUNTRIES:
            weight *= 0.35 if start >= 12 else 0.7
        scores[full] = scores.get(full, 0.0) + weight
    early = {memory.full(raw) for start, raw in memory.places if start < lead_end}
    for name in list(scores):
        if name in agencies or (memory.kind(name) == "person" and (name in speakers or name not in early)):
            del scores[name]
    people = [name for name in scores if memory.kind(name) == "person"]
    if people:
        # `He`, `his`: the article is about a person.
        told = sum(memory.counts.get(word, 0) for word in ("he", "his", "him", "He", "His", "she", "her", "She", "Her"))
        scores[max(people, key=lambda one: scores[one])] += 0.5 * told
    return scores


def _things(memory: ArticleMemory, scores: dict[str, float], lead_end: int) -> None:
    """Adds the weight of things that go by a description: `the zone`, `this tunnel`."""
    early = memory.text[:lead_end].lower()
    headline = memory.text[: memory.body].lower()
    for near, far in memory.definites():
        head = memory.class_of_either(near, far)
        if (
            not head
            or head in _WEAK
            or DESCRIPTIONS[head]["kind"] == "event"
            or (head not in early and head != "project")
        ):
            continue
        described = memory.described(head)
        if described and not memory.possessed(described):
            scores[described] = scores.get(described, 0.0) + 1.5
    for word in dict.fromkeys(word.strip(",.:;'’") for word in headline.split()):
        head = memory.class_of(word)
        if not head or DESCRIPTIONS[head]["kind"] == "event" or head in _WEAK:
            continue
        described = memory.described(head)
        if described is None and DESCRIPTIONS[head]["kind"] == "facility":
            described = _composed(memory, head, scores)
        if described and not memory.possessed(described):
            scores[described] = scores.get(described, 0.0) + 2.0 + 0.7 * memory.counts.get(head, 0)


def _composed(memory: ArticleMemory, head: str, scores: dict[str, float]) -> str | None:
    """A thing of the headline that the article never names, under the name it is told with: `Marlow chip plant`."""
    owner = max(scores, key=lambda one: scores[one]) if scores else memory.place()
    if not owner or memory.kind(owner) not in ("place", "thing", "organisation"):
        return None
    match = _told_of(head).search(memory.text)
    words = [
        word
        for word in (match[1] if match else head).split()
        if word not in ("new", "first", "second", "old", "whole", "planned", "proposed")
    ]
    made = f"{owner} {' '.join(words)}"
    memory.set_described(head, made)
    return made


def _event(memory: ArticleMemory, scores: dict[str, float], lead_end: int) -> str | None:
    """The event that the article reports, where headline or lead name one and no other thing outweighs it."""
    text, body = memory.text, memory.body
    weights: dict[str, float] = {}
    uses = event_uses(memory)
    for start, _, noun in uses:
        row = EVENTS[noun]
        weight = 4.0 if start < body else 2.0 if start < lead_end else 1.0
        if row["strength"] == "weak" and not (
            row["event"] == "campaign" and _CAMPAIGN.search(text, max(0, start - 16), start)
        ):
            weight *= 0.6
        weights[row["event"]] = weights.get(row["event"], 0.0) + weight
    signs = {word: memory.counts.get(word, 0) for word in _ELECTION if word in memory.counts}
    if len(signs) > 3 and sum(signs.values()) > 6:
        # An election night is told in seats, votes and turnout.
        weights["election"] = weights.get("election", 0.0) + 0.6 * sum(signs.values())
        uses.insert(0, (body, body, "election"))
    if not weights:
        return None
    event = max(weights, key=lambda one: weights[one])
    early = {EVENTS[noun]["event"] for start, _, noun in uses if start < lead_end}
    headline = {EVENTS[noun]["event"] for start, _, noun in uses if start < body}
    strong = any(row["event"] == event and row["strength"] == "strong" for row in EVENTS.values())
    rival = max(
        (score for name, score in scores.items() if memory.kind(name) not in ("place", "event", "person")), default=0.0
    )
    if event not in early:
        return memory.event_name(event) if strong and weights[event] > max(5.0, 0.7 * rival) else None
    if not strong and " " not in memory.event_name(event).removesuffix(event).strip() and not memory.modified(event):
        return None
    alone = strong or rival < 4.0
    if weights[event] < (2.4 if event in headline else 2.0 if alone else 4.0):
        return None
    if rival > 2.0 * weights[event] + 2:
        return None
    return memory.event_name(event)


def event_name(memory: ArticleMemory, event: str) -> str:
    """`<place> <modifier> <event>`: the same in every article about one event, however it is worded there."""
    text = memory.text
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
        if name:
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
        river = _RIVER.search(text)
        place = memory.full(river[1] or river[2]) if river else memory.with_article()
    if place is None and event == "lawsuit":
        for _, _, noun in uses:
            row = EVENTS[noun]
            if row["strength"] == "strong" and row["event"] not in ("lawsuit", "strike", "election", event):
                name = event_name(memory, row["event"])
                return f"{name} {event}" if name.lower() != row["event"] else event
    if place is None and behind:
        place = max(behind, key=lambda one: behind[one])
    if place is None:
        place = memory.place(dateline=False) or memory.place() or memory.main_place()
        if place is not None and place.lower() in COUNTRIES:
            nearer = (memory.full(raw) for start, raw in memory.places if start < memory.body)
            place = next(
                (one for one in nearer if memory.kind(one) in ("place", "thing") and one.lower() not in COUNTRIES),
                place,
            )
    memory.set_modified(event, bool(modifiers))
    modifier_word = max(modifiers, key=lambda one: modifiers[one]) if modifiers else ""
    if modifier_word and modifiers[modifier_word] < 2 and EVENTS.get(event, {}).get("strength") == "strong":
        modifier_word = ""
    return " ".join(part for part in (place, modifier_word, event) if part)


def _with_class(memory: ArticleMemory, topic: str, lead_end: int) -> str:
    """The topic with the class word that the article prints behind it: `Mallin` → `Mallin zone`."""
    name = memory.names.get(topic)
    if name is None or name.kind in ("organisation", "person", "event") or name.words[-1] in HEAD_KIND:
        return topic
    counted: dict[str, float] = {}
    forms = {raw for raw in memory.names if memory.full(raw) == topic}
    for start, raw in memory.places:
        if raw not in forms:
            continue
        match = _CLASS.match(memory.text[start + len(raw) : start + len(raw) + 48].replace("’", "'"))
        if match:
            counted[match[1]] = counted.get(match[1], 0.0) + (2.0 if start < lead_end else 1.0)
    if not counted:
        uses: dict[str, int] = {}
        for use in _ZONE_USE.findall(memory.text):
            uses[use] = uses.get(use, 0) + 1
        if sum(uses.values()) < 2 and not _ZONE_USE.search(memory.text, 0, lead_end):
            return topic
        for use in sorted(uses, key=lambda one: -uses[one]):
            if not memory.described(use):
                memory.set_enriched(topic, f"{topic} {use}")
                return f"{topic} {use}"
        return topic
    best = max(counted, key=lambda one: (counted[one], len(one)))
    if sum(counted.values()) >= 2.0:
        memory.set_enriched(topic, f"{topic} {best}")
        return f"{topic} {best}"
    return topic

"""What a whole article is about: the name or thing that headline, lead and later references share, or the event it reports.

Belongs here: weighing names, described things (`the zone`, `the tunnel`) and events (`floods`, `the quake`) of one article.
Does not belong here: institutions and their places (`institution_topics.py`), what one description stands for (`descriptions.py`), or
which thing a figure is about (`subjects.py`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipelines.extraction.en.capital_runs import WORD
from pipelines.extraction.en.events import (
    CAMPAIGN,
    EVENTS,
    STATE_EVENTS,
    STRONG_EVENTS,
    disease_of,
    event_uses,
    shots_of,
    signs_of,
)
from pipelines.extraction.en.institution_topics import (
    at_home,
    country_told,
    in_passing,
    institution_of,
    institution_told,
    organisations_told,
    speaking_for_itself,
)
from pipelines.extraction.en.name_edges import is_told
from pipelines.extraction.en.name_kinds import COUNTRIES, DESCRIPTIONS, HEAD_KIND, STREETS
from pipelines.extraction.en.names import SPEECH
from pipelines.extraction.en.ordinary_words import is_ordinary
from pipelines.extraction.en.phrases import DEMONYMS, FUNCTION, VERBS, word_set

if TYPE_CHECKING:
    from pipelines.extraction.en.descriptions import ArticleMemory

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
        "drone",
        "engine",
        "booster",
        "turbine",
        "lorry",
        "battery",
        "cable",
        "train",
        "plane",
    ]
)
"""Classes too wide to be what an article is about."""
_BEFORE_PLACE = re.compile(
    r"\b(?:in|at|near|off|on|around|from|across|outside|to|southern|northern|eastern|western|central) $"
)
_ZONE_USE = re.compile(
    r"[Tt](?<!\w[Tt])h(?:e|is) (?:[a-z]+ )?(zone|park|plant|dam|mine|port|island|airport|wind farm|reservoir|stadium|rocket|tunnel|bridge|mill|refinery|factory|ferry|ship"
    r"|field|pipeline|smelter|telescope|railway)(?=[’' ,.;:]|\b)(?! [a-z]+(?:s|er|or|ers)\b)"
)
_TRADED = word_set("transfer_words")
"""Words of what is told when a club buys a player."""
_BYLINE = re.compile(
    r"^(?:(?:[Ll]ive )?[Rr]eport(?:ing|ed)? |[Ww]ords |[Ww]ritten |[Ss]tory |[Tt]ext |[Pp]hotos? )?[Bb][Yy] [A-Z].*$",
    re.MULTILINE,
)
"""A line that says who wrote the article."""
_AUTHOR = re.compile(
    rf"^{WORD}(?: {WORD}){{1,3}} (?:is|was|teaches|writes|runs|covers|heads|leads) (?:an?|the|our|[a-z]+ist|[A-Z])[^\n]{{0,160}}\.$",
    re.MULTILINE,
)
"""A line of its own that says who the author is: `Ana Marten is an economist at the University of Orvik.`"""
_SOURCE = re.compile(r"(?:['’]s)? (?:report|study|survey|poll|paper|tally)\b")
"""What stands behind the name of those who only counted."""
_ACRONYM = 6
"""Letters from which a name all in capitals is no acronym in passing."""
_ILL = frozenset(["cases", "deaths", "infections", "outbreak", "patients", "infected", "epidemic"])
"""A disease is spreading where the article speaks of these too."""
_SIGNS = {"election": 5, "lawsuit": 3, "attack": 5}
"""An event that is not named must be told by more than so many of its words."""
_HELD = 3.0
"""An auction or an exam that no headline names is told of by more than this."""
_TITLE, _FIRST, _BODY = 3.0, 1.6, 1.0


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
    if not merged or max(merged.values()) < 4:
        publisher = speaking_for_itself(memory)
        if publisher and not any(score >= _TITLE and name in text[:body] for name, score in scores.items()):
            return publisher
    if not merged:
        return memory.place()
    best = max(merged, key=lambda key: merged[key])
    if merged[best] < 4:
        place = memory.place()
        person = memory.kind(forms[best]) == "person"
        if place and (institution := institution_told(memory, place, merged)):
            return institution
        if merged[best] < 2 * _BODY and (place is None or place == memory.dateline):
            country = country_told(memory, lead_end)
            if country:
                return country
        home = at_home(memory, merged)
        if home:
            return home
        if place and (place not in memory.names or person or merged[best] < 2 * _BODY):
            near = memory.place(dateline=False)
            if not (near or place in merged) or not in_passing(memory, near or place, lead_end):
                return near or place
    institution = institution_of(memory, forms[best], lead_end)
    if institution:
        return institution
    return _with_class(memory, forms[best], lead_end)


def _names(memory: ArticleMemory, lead_end: int) -> dict[str, float]:
    """Weight of each name by its fullest form: headline and lead count more, places in passing and speakers less."""
    text, body = memory.text, memory.body
    scores: dict[str, float] = {}
    known: dict[str, tuple[str, bool, bool] | None] = {}
    speakers: set[str] = set()
    agencies: set[str] = set()
    bylines = [found.span() for found in _BYLINE.finditer(text, 0, lead_end + 200)]
    author = _AUTHOR.match(text, body)
    if author and author[0].count(".") == 1:
        bylines.append(author.span())
    for start, raw in memory.places:
        if bylines and any(first <= start < last for first, last in bylines):
            continue
        if raw not in known:
            full = memory.full(raw)
            whole = memory.names.get(full)
            counts = (
                whole is not None
                and not (full.isupper() and len(full) < _ACRONYM and full not in text[:body])
                and not memory.of_people(full)
                and not (
                    " " not in full
                    and (full not in text[:body] or (text.startswith(full) and raw not in memory.alone))
                    and is_ordinary(full.lower())
                )
                and not memory.publishes(full)
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
        if start == 0 and text[end] == "," and " " not in raw and raw not in memory.alone:
            # `Mud, sandbags and tea: …`: an ordinary word that opens the headline.
            continue
        if start >= body and " " not in raw and raw not in memory.alone and _is_label(text, start, end):
            continue
        if start >= body and _SOURCE.match(text, end):
            weight = 0.3
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
            weight *= 0.5
        elif full.lower() in COUNTRIES:
            weight *= 0.35 if start >= 12 else 0.7
        elif full.rsplit(" ", 1)[-1].lower() in STREETS:
            weight *= 0.3
        scores[full] = scores.get(full, 0.0) + weight
    early = {memory.full(raw) for raw in {raw for start, raw in memory.places if start < lead_end}}
    for name in list(scores):
        if name in agencies or (memory.kind(name) == "person" and (name in speakers or name not in early)):
            del scores[name]
    people = [name for name in scores if memory.kind(name) == "person"]
    if people:
        # `He`, `his`: the article is about a person.
        told = sum(memory.counts.get(word, 0) for word in ("he", "his", "him", "He", "His", "she", "her", "She", "Her"))
        traded = [count for word in _TRADED if (count := memory.counts.get(word, 0))]
        # What a club pays, and what a player is worth and does, is told of the player.
        told += 2 * sum(traded) if len(traded) > 2 else 0
        scores[max(people, key=lambda one: scores[one])] += 0.5 * told
    return scores


def _is_label(text: str, start: int, end: int) -> bool:
    """True for the first word of a cell, a list item or a line with a colon behind it (`Robbery: 29%`), which has a capital anyway."""
    return text[start - 2 : start] in ("| ", "- ") or text[end : end + 1] == ":"


def _things(memory: ArticleMemory, scores: dict[str, float], lead_end: int) -> None:
    """Adds the weight of things that go by a description: `the zone`, `this tunnel`."""
    early = memory.text[:lead_end].lower()
    headline = memory.text[: memory.body].lower()
    told: set[str] = set()
    for near, far in memory.definites():
        head = memory.class_of_either(near, far)
        told.add(head)
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
    for head, times in organisations_told(memory).items():
        described = memory.described(head)
        if described in memory.names:
            scores[described] = (
                scores.get(described, 0.0) + min(4.0, times) + (2.0 if head in headline.split() else 0.0)
            )
    words = headline.split()
    for place, printed in enumerate(words):
        word = printed.strip(",.:;'’")
        front = words[place - 1] if place else ""
        head = memory.class_of(f"{front} {word}") or memory.class_of(word)
        if not head or DESCRIPTIONS[head]["kind"] == "event" or word in words[:place]:
            continue
        if word == printed and head not in told and not _ends_phrase(words[place + 1 : place + 2]):
            # `farm loan waiver`: the thing is no farm.
            continue
        described = memory.described(head)
        if head in _WEAK and described not in memory.names:
            continue
        if described is None and DESCRIPTIONS[head]["kind"] == "facility":
            described = _composed(memory, head, scores)
        if described and not memory.possessed(described):
            scores[described] = scores.get(described, 0.0) + 2.0 + 0.7 * memory.counts.get(head, 0)
            owner = memory.name_ending(headline.find(word) - 1)
            if owner in scores and described in memory.names and not described.startswith(owner):
                # `Port Marlow stadium` in the headline is `Cannery Park` below.
                scores[described] += scores[owner]


def _ends_phrase(behind: list[str]) -> bool:
    """True where the next word of a headline cannot be of the same noun phrase."""
    if not behind or not behind[0][:1].isalpha() or behind[0] in FUNCTION:
        return True
    verb = VERBS.get(behind[0].strip(",.:;'’"))
    return behind[0].endswith("ed") or (verb is not None and verb.form in ("third", "past"))


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
            row["event"] == "campaign" and CAMPAIGN.search(text, max(0, start - 16), start)
        ):
            weight *= 0.6
        weights[row["event"]] = weights.get(row["event"], 0.0) + weight
    for told in ("election", "lawsuit", "attack"):
        # An election night is told in seats, votes and turnout, a lawsuit in jurors, plaintiffs and damages.
        words, times = signs_of(memory, told)
        if words > 3 and times > _SIGNS[told]:
            weights[told] = weights.get(told, 0.0) + 0.6 * times
            uses.insert(0, (body, body, told))
    headline_words = text[:body].lower()
    disease, times = disease_of(memory)
    told_early = disease in headline_words or (times > 2 and disease in text[:lead_end].lower())
    if disease and told_early and _ILL & memory.lower_words:
        weights["outbreak"] = weights.get("outbreak", 0.0) + 0.6 * times + (2.0 if disease in headline_words else 0.0)
        uses.insert(0, (body, body, "outbreak"))
    if "campaign" in weights and (shots := shots_of(memory)) > 2:
        weights["campaign"] += 0.6 * shots
        uses.insert(0, (body, body, "campaign"))
    if not weights:
        return None
    event = max(weights, key=lambda one: weights[one])
    early = {EVENTS[noun]["event"] for start, _, noun in uses if start < lead_end}
    headline = {EVENTS[noun]["event"] for start, _, noun in uses if start < body}
    strong = event in STRONG_EVENTS
    own = memory.event_name(event) if event == "campaign" else ""
    rival = max(
        (
            score
            for name, score in scores.items()
            if memory.kind(name) not in ("place", "event", "person") and not (own and own.startswith(name))
        ),
        default=0.0,
    )
    if event not in early:
        return memory.event_name(event) if strong and weights[event] > max(5.0, 0.7 * rival) else None
    plain = event in STATE_EVENTS and (event in headline or weights[event] > _HELD)
    if (
        not (strong or plain)
        and " " not in memory.event_name(event).removesuffix(event).strip()
        and not memory.modified(event)
    ):
        return None
    alone = strong or rival < 4.0
    if weights[event] < (2.4 if event in headline else 2.0 if alone else 4.0):
        return None
    if rival > 2.0 * weights[event] + 2:
        return None
    return memory.event_name(event)


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
        if match and not is_told(match[1]):
            counted[match[1]] = counted.get(match[1], 0.0) + (2.0 if start < lead_end else 1.0)
    if not counted:
        uses: dict[str, int] = {}
        for use in _ZONE_USE.findall(memory.text):
            uses[use] = uses.get(use, 0) + 1
        if sum(uses.values()) < 2 and not _ZONE_USE.search(memory.text, 0, lead_end):
            return topic
        first = next((start for start, raw in memory.places if raw in forms), 0)
        placed = _BEFORE_PLACE.search(memory.text, max(0, first - 12), first) is not None
        for use in sorted(uses, key=lambda one: -uses[one]):
            if placed and uses[use] < 2:
                # `another summer on Orvik`: the island, not its airport.
                break
            if not memory.described(use):
                memory.set_enriched(topic, f"{topic} {use}")
                return f"{topic} {use}"
        return topic
    best = max(counted, key=lambda one: (counted[one], len(one)))
    if sum(counted.values()) >= 2.0:
        memory.set_enriched(topic, f"{topic} {best}")
        return f"{topic} {best}"
    return topic

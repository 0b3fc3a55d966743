"""Metric of money, quantities, rates and durations.

Belongs here: which words of the clause name an amount. Does not belong here: ranks and ratios (`ratio_metrics.py`), counts and percents, cutting of words
(`metric_words.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.definite_phrases import CLASS_KINDS
from pipelines.extraction.en.metric_words import (
    BESIDE,
    CARRYING,
    COMPARATIVES,
    DAY_OF_RAIN,
    DIMENSIONS,
    GENERIC,
    MEASURE_ADJECTIVES,
    PRICING,
    SHARES,
    plural,
)
from pipelines.extraction.en.name_kinds import HEAD_KIND
from pipelines.extraction.en.noun_phrases import METRIC_HEADS, PEOPLE
from pipelines.extraction.en.phrases import Frame, noun_phrase_left, word_set
from pipelines.extraction.en.ratio_metrics import RatioMetrics
from pipelines.extraction.en.roles import Role
from pipelines.extraction.model import Mention

HIGH_THINGS = word_set("high_things")
"""What is measured upwards: `a 36-metre dam`."""
DEEP_THINGS = word_set("deep_things")
"""What is measured downwards: `a 40-metre well`."""

_AGREED = frozenset(
    ["contract", "contracts", "deal", "agreement", "order", "tender", "takeover", "acquisition", "merger"]
)
"""What two sides agree on has a value: `a £412 million contract`."""
_SIGNED = frozenset(
    ["buy", "signing", "swoop", "transfer", "move", "deal", "switch", "striker", "winger", "midfielder", "defender"]
)
"""What a player's fee stands before: `a £21 million buy`."""
_POTS = frozenset(
    [
        "fund",
        "package",
        "appeal",
        "pot",
        "kitty",
        "facility",
        "pool",
        "bank",
        "reserve",
        "programme",
        "program",
        "placement",
        "raising",
        "offering",
        "flotation",
        "ipo",
        "issue",
    ]
)
"""What money is kept in or given from has a size: `a $95 million fund`."""
_ANYWHERE = frozenset(
    [
        "worldwide",
        "globally",
        "nationwide",
        "overall",
        "altogether",
        "annually",
        "deeper",
        "shorter",
        "longer",
        "taller",
        "wider",
    ]
)
"""Words right behind an amount that name nothing: `grossed $94m worldwide`, `9 m deeper`."""
_PRICES = frozenset(
    "price prices fare fares fee fees rent rents toll tolls tariff tariffs premium premiums rates".split()
)
_COMPLEMENTS = {
    "investment": "in",
    "stake": "in",
    "spending": "on",
    "tax": "on",
    "levy": "on",
    "damage": "to",
    "aid": "for",
    "subsidy": "for",
    "loan": "to",
    "provision": "for",
}
"""The preposition that a noun takes its object with; `of` for others."""
_BROUGHT = frozenset(
    ["reduce", "cut", "raise", "lower", "trim", "lift", "push", "bring", "revise", "fix", "cap", "limit", "scale"]
)
"""Verbs that bring their object to a level: `the flow was cut to 900 cubic metres`."""
_BROKERS = frozenset(
    [
        "broker",
        "brokers",
        "brokerage",
        "securities",
        "analyst",
        "analysts",
        "rating",
        "buy",
        "sell",
        "hold",
        "outperform",
        "shares",
        "stock",
    ]
)


class AmountMetrics(RatioMetrics):
    """Says what an amount measures."""

    def _amount(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        tags, sentence = frame.tags, frame.sentence
        lower = sentence.lower
        entity = (mention.entity or "").lower()
        dimension = self._dimension(mention)
        behind = self._behind(frame, mention, role)
        subject = (
            "" if role.bare else self.words(frame, role.subject, entity) if role.verb >= 0 and role.follows else ""
        )
        verb = frame.mains[role.verb] if role.verb >= 0 else None
        if mention.kind == "rank":
            return self._rank(frame, mention, role)
        if mention.kind == "multiple":
            relative = self._relative(frame, mention, role, subject, previous)
            if relative:
                return relative
        # `a £75 million contract`, `the 900-acre park`.
        if role.after[0] >= 0:
            found = self._in_front_of(frame, mention, role, dimension, entity)
            if found:
                return found
        moved = mention.change in ("increase", "decrease")
        if moved and previous is not None and previous.metric and (role.verb < 0 or self._leans(frame, role, previous)):
            return previous.metric
        adjective = lower[role.right] if role.right < len(lower) else ""
        lengthy = (
            mention.kind == "duration"
            or dimension in ("length", "distance", "height", "depth", "width", "elevation")
            or adjective in COMPARATIVES
        )
        if (
            adjective in MEASURE_ADJECTIVES
            and mention.kind in ("quantity", "duration")
            and lengthy
            and tags[role.right : role.right + 1] != "f"
        ):
            measured = MEASURE_ADJECTIVES[adjective]
            tail = (
                self.tail(frame, role.right, 7)
                if adjective
                in ("off", "from", "away", "downstream", "above", "below", "ahead", "behind", "warmer", "cooler")
                else ""
            )
            head = subject if adjective in ("above", "below") and subject else measured.split()[0] if tail else measured
            return f"{head} {tail}" if tail or not subject else f"{measured} of {subject}"
        if mention.kind == "duration" and mention.first > 1 and lower[mention.first - 1] == "every":
            what = lower[mention.first - 2]
            verb_word = self.verb_words(frame, role.verb) if role.verb >= 0 and role.follows else ""
            between = (
                plural(what) if tags[mention.first - 2] == "n" and what not in ("has", "door") else verb_word or "times"
            )
            return f"interval between {between}"
        noun = self.words(frame, role.noun, entity)
        head = lower[role.noun[1] - 1] if role.noun[0] >= 0 else ""
        if role.link == "worth" and role.noun[0] < 0:
            if "shares" in lower or "close" in lower or "market" in lower:
                return "market value"
            if (
                previous is not None
                and previous.kind == "count"
                and previous.unit_text
                and previous.last > role.left - 6
            ):
                return f"worth of {previous.unit_text}"
            if (
                not subject
                and self.analysis.memory.kind(mention.entity or "") == "organisation"
                and ("shares" in self.text or "stock" in self.text)
            ):
                return "market value"
            if subject and role.left > 1 and tags[role.left - 2 : role.left - 1] == ",":
                return f"worth of {subject}"
            return f"value of {subject}" if subject else f"worth {self.tail(frame, behind)}"
        if role.link == "at" and verb is not None and verb.nominal and frame.verbs[role.verb][1] == role.noun[0]:
            return verb.nominal
        of = (
            self.words(frame, role.of)
            if role.of[0] >= 0 and (role.of_word == "of" or (role.of_word == "in" and mention.kind == "money"))
            else ""
        )
        if (
            role.of_word == "in"
            and role.of[0] >= 0
            and mention.kind == "rate"
            and lower[role.of[1] - 1] in METRIC_HEADS
            and lower[role.of[1] - 1] != "money"
        ):
            return self.words(frame, role.of)
        if (
            of
            and role.of_word == "in"
            and (lower[role.of[1] - 1] not in METRIC_HEADS or "U" in tags[role.of[0] : role.of[1]])
        ):
            of = ""
        found = self._governed(frame, mention, role, noun=noun, head=head, entity=entity)
        if found:
            return found
        if (
            tags[role.right : role.right + 1] == "f"
            and lower[role.right + 1 : role.right + 2] in (["it"], ["that"], ["them"])
            and previous is not None
        ):
            return f"{previous.metric} {self.tail(frame, role.right + 2)}"
        if of and mention.kind not in ("duration", "rate"):
            return self._of(frame, mention, role, of=of, subject=subject, dimension=dimension, entity=entity)
        front = self._of_front(frame, role)
        if front and role.verb >= 0 and not role.follows:
            return f"{front} {self.verb_words(frame, role.verb)} {self.tail(frame, frame.verbs[role.verb][1])}"
        if role.verb >= 0:
            return self._with_verb(frame, mention, role, subject=subject, previous=previous, behind=behind)
        tail = self.tail(frame, behind)
        if (
            previous is not None
            and previous.metric
            and previous.kind == mention.kind
            and not tail.startswith(("for ", "on ", "to "))
        ):
            return previous.metric
        return f"{dimension} {tail}"

    def _in_front_of(self, frame: Frame, mention: Mention, role: Role, dimension: str, entity: str) -> str:
        words = self.words(frame, role.after, entity)
        head = frame.sentence.lower[role.after[1] - 1]
        if head in _ANYWHERE:
            return ""
        thing = HEAD_KIND.get(head) in CLASS_KINDS and head not in METRIC_HEADS
        if mention.kind == "money":
            if thing or not words or words.lower() in entity:
                if head in _POTS and words:
                    return f"size of {words}"
                return "cost" if thing or not words or head not in METRIC_HEADS else words
            if head in _SIGNED and self.analysis.memory.kind(mention.entity or "") == "person":
                return "transfer fee"
            tail = self.tail(frame, role.after[1], 6)
            if head in _AGREED:
                return f"value of {words} {tail}"
            return f"size of {words} {tail}" if head in _POTS else f"{words} {tail}"
        if mention.unit == "person" or "person" in (mention.unit_text or ""):
            return "staff"
        if head in METRIC_HEADS and words:
            return words
        if mention.kind == "duration" and words:
            return f"length of {words}"
        if dimension == "length":
            dimension = "height" if head in HIGH_THINGS else "depth" if head in DEEP_THINGS else dimension
        if words and (thing or words.lower() not in entity):
            return f"{dimension} of {head if thing else words}"
        return dimension

    def _governed(self, frame: Frame, mention: Mention, role: Role, *, noun: str, head: str, entity: str) -> str:
        """The noun that the figure hangs on: `revenue of X`, `list price X`, `projects worth X`."""
        tags, lower = frame.tags, frame.sentence.lower
        if not noun and role.link in ("worth", "costing") and role.noun[0] >= 0:
            noun = self.words(frame, role.noun)
        if head in BESIDE and role.link in ("of", "to"):
            same = next((one for one in reversed(self.earlier) if one.kind == mention.kind and one.metric), None)
            return (same.metric or "") if same is not None and same.sentence == mention.sentence else ""
        if not noun or role.link not in (
            "of",
            "=",
            "(",
            "worth",
            "at",
            "costing",
            "involving",
            "totalling",
            "to",
            "by",
            "exceeding",
        ):
            return ""
        if head == "target" and mention.kind == "money" and not _BROKERS.isdisjoint(lower):
            return "price target"
        if role.link in ("worth", "costing"):
            words = (
                self.verb_words(frame, role.verb)
                if role.verb >= 0 and role.follows and frame.verbs[role.verb][1] <= role.noun[0]
                else ""
            )
            return f"{'worth' if role.link == 'worth' else 'cost'} of {noun} {words}"
        if head in GENERIC and (" " not in noun or noun.split(maxsplit=1)[0].lower() in GENERIC):
            if head in ("goal", "target") or not role.of[0] >= 0:
                same = next((one for one in reversed(self.earlier) if one.unit == mention.unit and one.metric), None)
                if same is not None and role.link == "of":
                    return f"{same.metric} {head}"
            return ""
        if (
            role.link == "="
            and mention.kind == "money"
            and lower[role.noun[0] - 1] in ("cost", "costs")
            and role.noun[0]
        ):
            return f"cost to {noun}"
        if head in ("close", "closing") and mention.kind == "money" and ("shares" in self.text or "stock" in self.text):
            return "share price at close"
        if role.link == "at" and head == "books":
            return "book value"
        if role.link == "of" and head in _POTS and mention.kind == "money":
            return f"size of {noun}"
        if role.link == "at" and role.verb < 0 and mention.kind == "money" and head not in METRIC_HEADS:
            return f"price of {noun}"
        if role.link in ("to", "by", "at") and head not in METRIC_HEADS:
            return ""
        if noun.lower() in entity and head not in METRIC_HEADS:
            return ""
        if (
            role.link == "("
            and role.noun[0] > 0
            and tags[role.noun[0] - 1] == "P"
            and role.verb >= 0
            and head not in METRIC_HEADS
        ):
            subject = self.words(frame, role.subject, entity)
            return f"{subject} {self.verb_words(frame, role.verb)} {lower[role.noun[0] - 1]} {noun}"
        if (
            role.noun[0] > 1
            and tags[role.noun[0] - 1] in "fP"
            and lower[role.noun[0] - 1] in ("with", "of", "at", "for", "involving")
        ):
            outer = noun_phrase_left(tags, role.noun[0] - 1)
            words = self.words(frame, (outer, role.noun[0] - 1), entity)
            if words and words.lower() not in entity and lower[role.noun[0] - 2] not in GENERIC and tags[outer] != "N":
                verb = (
                    self.verb_words(frame, role.verb) if role.verb >= 0 and frame.verbs[role.verb][1] <= outer else ""
                )
                return f"{noun} {_COMPLEMENTS[head]} {words}" if head in _COMPLEMENTS else f"{noun} of {words} {verb}"
        if head == "stake":
            return f"stake in {self._company(frame, mention, role)}"
        if mention.kind == "quantity" and head not in METRIC_HEADS:
            return f"{self._dimension(mention)} of {noun}"
        noun = self._resulting(
            frame,
            role,
            noun,
            self.earlier[-1] if self.earlier and self.earlier[-1].sentence == mention.sentence else None,
        )
        behind = self._behind(frame, mention, role)
        if lower[behind : behind + 1] in (["to"], ["for"], ["per"]) and role.link in ("of", "="):
            return f"{noun} {self.tail(frame, behind, 6)}"
        return noun

    def _of(
        self, frame: Frame, mention: Mention, role: Role, *, of: str, subject: str, dimension: str, entity: str
    ) -> str:
        """`12 km of pipe`, `90 million of new cash`, `20 million of the scheme`."""
        lower = frame.sentence.lower
        head = lower[role.of[1] - 1]
        words = ""
        tail = ""
        if role.verb >= 0 and role.follows:
            words = self.verb_words(frame, role.verb)
        elif role.verb >= 0:
            words = self.verb_words(frame, role.verb)
            tail = self.tail(frame, role.of[1], max(frame.verbs[role.verb][0] - role.of[1], 0))
            tail = f"{tail} {self.tail(frame, frame.verbs[role.verb][1])}"
        else:
            tail = self.tail(frame, role.of[1], 6)
        if mention.kind == "quantity":
            rain = DAY_OF_RAIN.search(self.text, frame.sentence.ends[role.of[1] - 1], frame.sentence.end)
            if rain and head in ("rain", "snow", "rainfall", "snowfall"):
                return f"{of} in {rain[1]}"
            if dimension in ("length", "area", "distance") and head not in (
                "rain",
                "snow",
                "rainfall",
                "snowfall",
                "water",
            ):
                if tail.strip() and dimension == "area":
                    return f"area of {of} {tail}"
                return f"{dimension} of {of} {words}"
        if mention.kind == "money" and (of.lower() in entity or HEAD_KIND.get(head) in CLASS_KINDS):
            return f"amount {words} by {subject}" if subject and words else f"amount {words} {tail}"
        if subject and not words and subject.lower() not in entity:
            return f"{of} of {subject}"
        if subject and words and subject.lower() not in entity and subject.rsplit(maxsplit=1)[-1].lower() not in PEOPLE:
            return f"{of} {words} in {subject}" if mention.kind == "quantity" else f"{of} {words} by {subject}"
        return f"{of} {words} {tail or self.tail(frame, role.of[1], 6)}"

    def _with_verb(
        self, frame: Frame, mention: Mention, role: Role, *, subject: str, previous: Mention | None, behind: int
    ) -> str:
        (mention.entity or "").lower()
        lower, tags = frame.sentence.lower, frame.tags
        verb = frame.mains[role.verb]
        words = self.verb_words(frame, role.verb)
        first, last, main = frame.verbs[role.verb]
        dimension = self._dimension(mention)
        if not role.follows:
            after = self.tail(frame, last)
            tail = self.tail(frame, behind, max(first - behind, 0))
            return f"{dimension} {tail} {words} {after}"
        if main >= role.left and main < role.right:
            return self._level_words(frame, mention, role, subject, previous)
        if subject.lower() == "economy" and mention.kind == "money":
            return "size of the economy"
        if subject and SHARES.match(subject):
            return "share price"
        pointed = self._pointed_at(frame, mention, role)
        if pointed:
            return pointed
        if role.subject[0] > 0 and tags[role.subject[0] - 1] == "G" and subject:
            subject = f"{lower[role.subject[0] - 1]} {subject}"
        bare = not subject or role.bare
        between = (
            self.words(frame, (last, role.left)) if role.left - last > 1 and "N" not in tags[last : role.left] else ""
        )
        if mention.kind == "duration":
            if lower[role.left - 1] == "every":
                return f"interval between {subject if subject and not bare else words or 'times'}"
            if role.link == "after":
                return f"time until {self.words(frame, role.subject)} {words or lower[main]}"
        if (
            dimension == "length"
            and mention.unit in ("mm", "m", "[in_i]")
            and (mention.unit_text or "")[:2] in ("mm", "in", "mi")
            and "rain" in lower
        ):
            rain = DAY_OF_RAIN.search(self.text, mention.end, frame.sentence.end)
            return f"rain in {rain[1]}" if rain else "rain"
        tail = self.tail(frame, behind)
        if verb is not None and verb.base in PRICING and mention.kind in ("money", "rate"):
            each = ""
            if tags[behind : behind + 2] in ("Dn", "Pn") and lower[behind] in ("a", "an", "per"):
                each = f" of {lower[behind + 1]}"
            if subject and subject.split(" at ")[0].split()[-1].lower() in _PRICES:
                return subject
            if subject and not bare and (subject.split()[-1].lower() in METRIC_HEADS or subject[0].islower()):
                return f"{'cost' if verb.base == 'cost' else 'price'} of {subject}{each}"
            return (
                f"{'cost' if verb.base == 'cost' else 'price'}{each} {tail if verb.base == 'cost' and not each else ''}"
            )
        if verb is not None and verb.base in CARRYING and dimension == "weight":
            return f"payload capacity {tail}"
        if verb is not None and verb.nominal:
            nominal = verb.nominal
            if nominal == "size" and mention.kind == "quantity":
                nominal = dimension or "size"
            if between and between.lower() not in nominal:
                return f"{nominal} {between}"
            rest = subject if not bare else ""
            return f"{nominal} of {rest} {tail}" if rest else f"{nominal} {tail}"
        given = (
            verb is not None
            and verb.base == "put"
            and mention.kind == "money"
            and lower[behind : behind + 1] == ["into"]
        )
        if given:
            return f"total amount of money put in{' by ' + subject if subject and not bare else ''}"
        plain = (
            verb is not None
            and verb.base in ("put", "set", "run", "keep", "hold")
            and not words.endswith(("aside", "up", "out", " in"))
        )
        told = (
            verb is not None
            and (verb.role == "say" or verb.base in _BROUGHT)
            and tags[first] in "BHM"
            and tags[main] == "E"
            and role.link in ("at", "to", "")
        )
        if (
            verb is not None
            and verb.base == "come"
            and mention.kind == "money"
            and lower[last : last + 2] == ["in", "at"]
            and bare
        ):
            return "cost"
        if verb is not None and (verb.role in ("change", "reach", "be", "have") or plain or told):
            if subject and (not bare or subject.split()[-1].lower() in METRIC_HEADS):
                if (
                    mention.kind in ("quantity", "duration") or (mention.kind == "rate" and mention.unit in DIMENSIONS)
                ) and subject.split()[-1].lower() not in METRIC_HEADS:
                    if verb.base in ("keep", "hold", "store") and not between:
                        return f"{dimension} of {subject} {verb.participle}"
                    return f"{between if between and verb.role not in ('change', 'have') else dimension} of {subject}"
                return f"{subject} {between}" if between and verb.role not in ("change", "be") else subject
            if dimension == "money" and not between and verb.role == "change" and bare:
                return "price"
            if mention.kind == "duration" and not between and bare and verb.role != "be":
                return f"time {subject} {tail}"
            return f"{between or dimension} {tail}"
        if mention.kind == "duration" and not between:
            said = words or (verb.participle if verb is not None else "")
            return f"time {said} {'by ' + subject if subject else ''} {tail}"
        head = between or ("amount of money" if mention.kind == "money" else dimension)
        if mention.kind == "money" and words and between and role.link in ("with", "at", "for", "to"):
            head = f"amount of money {words} {between}"
            words = ""
        worker = subject.split()[-1].lower() in PEOPLE if subject else False
        if worker and mention.kind == "money" and not bare and words and " " not in subject:
            return f"{head} {words} by {subject.lower()} {tail}"
        actor = (
            f" by {subject}"
            if not bare and subject == subject.lower() and subject.split()[-1].lower() not in PEOPLE
            else ""
        )
        return f"{head} {words} {tail}{actor}"

"""The noun that an amount hangs on: `revenue of X`, `a £75 million contract`, `12 km of pipe`.

Belongs here: which noun beside an amount names it. Does not belong here: amounts that only a verb tells of (`amounts.py`), cutting of
words (`metric_words.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.definite_phrases import CLASS_KINDS
from pipelines.extraction.en.metric_words import (
    BESIDE,
    DAY_OF_RAIN,
    GENERIC,
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
_DEAR = 2000
"""Below so much money, what stands behind a sum is had for it: `a $9 sandwich`."""
_WORKS = frozenset(
    "job overhaul revamp refit refurbishment makeover renovation upgrade rebuild redevelopment build-out rollout".split()
)
"""Work that costs what stands before it: `a £90 million revamp`."""
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


class AmountNouns(RatioMetrics):
    """Names an amount by the noun beside it."""

    def _in_front_of(self, frame: Frame, mention: Mention, role: Role, dimension: str, entity: str) -> str:
        words = self.words(frame, role.after, entity)
        head = frame.sentence.lower[role.after[1] - 1]
        if head in _ANYWHERE:
            return ""
        thing = HEAD_KIND.get(head) in CLASS_KINDS and head not in METRIC_HEADS
        if mention.kind == "money":
            if head in _WORKS and frame.tags[role.after[0]] != "U":
                return "cost"
            if thing or not words or words.lower() in entity:
                if head in _POTS and words:
                    return f"size of {words}"
                cheap = not thing and (mention.high or mention.low or _DEAR) < _DEAR
                return ("price" if cheap else "cost") if thing or not words or head not in METRIC_HEADS else words
            if head in _SIGNED and self.analysis.memory.kind(mention.entity or "") == "person":
                return "transfer fee"
            if (
                (mention.high or mention.low or _DEAR) < _DEAR
                and head not in METRIC_HEADS
                and head not in _POTS
                and head not in _AGREED
                and frame.tags[role.after[1] - 1] == "n"
            ):
                return f"price of {words}"  # `a $9 sandwich`
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
        if " " not in noun and role.link == "of":
            next_tag = tags[behind + 1 : behind + 2]
            if lower[behind : behind + 1] in (
                ["towards"],
                ["toward"],
                ["on"],
                ["from"],
                ["against"],
                ["into"],
            ) and next_tag in ("D", "n", "U", "O", "G"):
                return f"{noun} {self.tail(frame, behind, 6)}"
            getting = frame.mains[role.verb] if role.verb >= 0 and role.follows else None
            if getting is not None and getting.base in ("receive", "get", "claim") and role.subject[0] >= 0:
                whom = self.words(frame, role.subject, entity)
                if whom and whom == whom.lower() and len(whom.split()) < 5:
                    return f"{noun} for {whom}"
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

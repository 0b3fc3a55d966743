"""Metric of money, quantities, rates and durations.

Belongs here: which words of the clause name an amount. Does not belong here: ranks and ratios (`ratio_metrics.py`), counts and percents, cutting of words
(`metric_words.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.amount_nouns import AmountNouns
from pipelines.extraction.en.metric_words import (
    CARRYING,
    COMPARATIVES,
    DAY_OF_RAIN,
    DIMENSIONS,
    MEASURE_ADJECTIVES,
    PRICING,
    SHARES,
    plural,
)
from pipelines.extraction.en.noun_phrases import METRIC_HEADS, PEOPLE
from pipelines.extraction.en.phrases import Frame, noun_phrase_left, word_set
from pipelines.extraction.en.roles import Role
from pipelines.extraction.model import Mention

_PRICES = frozenset(
    "price prices fare fares fee fees rent rents toll tolls tariff tariffs premium premiums rates".split()
)
_BROUGHT = frozenset(
    ["reduce", "cut", "raise", "lower", "trim", "lift", "push", "bring", "revise", "fix", "cap", "limit", "scale"]
)
"""Verbs that bring their object to a level: `the flow was cut to 900 cubic metres`."""
_RAISING = frozenset(
    "raise bring yield attract collect generate earn net fetch draw win release need require put set pay offer seek want".split()
)
"""Verbs by which a sum comes in or goes out that is not their subject: `the auction raised 3 million`."""
_SUMS = word_set("sums")
"""Heads that are themselves sums of money."""


class AmountMetrics(AmountNouns):
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
            return f"worth of {subject}" if subject else f"worth {self.tail(frame, behind)}"
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
        if previous is not None and previous.metric and previous.kind == mention.kind:
            if not tail.startswith(("for ", "on ", "to ")):
                return previous.metric
            if (mention.kind == "money" and ":" in tags[previous.last : role.left]) or self.sum[0] == mention.sentence:
                # `The plan has a budget of 4 million: 2.3 million for roads, 0.9 million for schools`
                whole = self.sum[1] if self.sum[0] == mention.sentence else previous.metric.partition(" of ")[0]
                self.sum = (mention.sentence, whole)
                return f"{whole} {tail}"
        return f"{dimension} {tail}"

    def _set_apart(self, frame: Frame, mention: Mention, role: Role, behind: int) -> str:
        """`For $5 million it hauls a tonne`, `The night bus, £4 million a year, is axed`: money set before or beside what it buys."""
        lower, tags = frame.sentence.lower, frame.tags
        if mention.kind not in ("money", "rate") or not mention.unit[:3].isupper() or role.left < 1:
            return ""
        before = lower[role.left - 1]
        opens = role.left < 2 or tags[role.left - 2] in ",;:.C\"'-"
        if before in ("for", "at") and opens and tags[behind : behind + 1] in (",", "D", "R", "U", "O"):
            return "price" if tags[behind : behind + 1] != "f" else ""
        if before == "," and tags[role.left - 2 : role.left - 1] == "n" and tags[behind : behind + 1] == ",":
            start = noun_phrase_left(tags, role.left - 1)
            while start > 1 and tags[start - 1] in "ftP" and tags[start - 2] in "nU":
                start = noun_phrase_left(tags, start - 1)
            if start == 0 or tags[start - 1] in "-*.;:":
                words = self.words(frame, (start, role.left - 1))
                return f"cost of {words}" if words else ""
        return ""

    def _with_verb(
        self, frame: Frame, mention: Mention, role: Role, *, subject: str, previous: Mention | None, behind: int
    ) -> str:
        lower, tags = frame.sentence.lower, frame.tags
        verb = frame.mains[role.verb]
        words = self.verb_words(frame, role.verb)
        first, last, main = frame.verbs[role.verb]
        dimension = self._dimension(mention)
        if not role.follows:
            apart = self._set_apart(frame, mention, role, behind)
            if apart:
                return apart
            after = self.tail(frame, last)
            tail = (
                self.tail(frame, behind, max(first - behind, 0)) if tags[behind : behind + 1] not in ("D", "R") else ""
            )
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
            if dimension == "money" and not between and role.bare and role.subject[0] >= 0:
                whole = self.words(frame, role.subject)
                if whole[:1].islower() and tags[role.subject[1] - 1] == "n":
                    return f"size of {whole}"  # `The strike fund, which stood at 2 million`
            return f"{between or dimension} {tail}"
        if mention.kind == "duration" and not between:
            said = words or (verb.participle if verb is not None else "")
            return f"time {said} {'by ' + subject if subject else ''} {tail}"
        if (
            mention.kind == "money"
            and subject
            and not bare
            and not between
            and _SUMS.intersection(subject.split(" to ")[0].split(" for ")[0].lower().split()[-1:])
            and (verb is None or tags[first] == "B" or verb.base not in _RAISING)
        ):
            # `Liabilities to customers were fixed at 3 million`, `Rents alone will swallow 3 million`
            return subject
        head = between or ("amount of money" if mention.kind == "money" else dimension)
        if mention.kind == "money" and words and between and role.link in ("with", "at", "for", "to"):
            head = f"amount of money {words} {between}"
            words = ""
        worker = subject.split()[-1].lower() in PEOPLE if subject else False
        if worker and mention.kind == "money" and not bare and words and " " not in subject:
            return f"{head} {words} by {subject.lower()} {tail}"
        actor = (
            f" by {subject}"
            if not bare
            and subject == subject.lower()
            and subject.split()[-1].lower() not in PEOPLE
            and len(subject.split()) < 6
            and tags[role.subject[0]] not in "PGS"
            else ""
        )
        return f"{head} {words} {tail}{actor}"

"""Metric of sums of money that a verb, a buyer or a receiver names: `lost £9m`, `€24 apiece`, `of which 3 million for roads`.

Belongs here: what is paid, for what and by whom. Does not belong here: turns of phrase of other fields (`metric_turns.py`), how an
amount takes its words from a clause in general (`amounts.py`).
"""

from __future__ import annotations

import re

from pipelines.extraction.en.amounts import AmountMetrics
from pipelines.extraction.en.economy_metrics import CURRENCY_PAIR
from pipelines.extraction.en.events import EVENTS
from pipelines.extraction.en.metric_words import COMMODITIES
from pipelines.extraction.en.name_kinds import HEAD_KIND
from pipelines.extraction.en.noun_phrases import METRIC_HEADS
from pipelines.extraction.en.phrases import Frame, read_rows
from pipelines.extraction.en.roles import Role
from pipelines.extraction.model import Mention

MONEY_VERBS = {row["verb"]: row["noun"] for row in read_rows("money_verbs.csv")}
"""What the money of a verb is: `lost £9m` → loss."""
_GIFTS = frozenset(
    "money cash aid relief grants loans funds funding support assistance compensation donations credit subsidies".split()
)
_GIVING = frozenset(
    [
        "give",
        "send",
        "offer",
        "promise",
        "pledge",
        "release",
        "provide",
        "donate",
        "contribute",
        "chip",
        "announce",
        "allocate",
        "earmark",
        "approve",
    ]
)
_SIGNING = frozenset(
    ["sell", "buy", "sign", "land", "loan", "recruit", "poach", "bring", "leave", "join", "move", "switch"]
)
_COURT = frozenset(["jury", "jurors", "judge", "court", "verdict", "damages", "tribunal", "plaintiffs", "lawsuit"])

_NEED = re.compile(
    r"(?i)\b(?:humanitarian|refugees|survivors|displaced|relief (?:money|effort|supplies|fund|workers|agency)|aid (?:agenc|worker|group|effort))"
)
_PER_TIME = re.compile(r"[A-Z]{3}/(?:h|d|wk|week|mo|month|a|year|shift)")
_PRICE_UNIT = re.compile(
    r"[A-Z]{3}/(?:t|kg|g|L|l|m3|quintal|bushel|barrel|ounce|pound|gallon|MW\.h|kW\.h|\[(?:bbl|bu|oz|lb|gal|ston|lton)\w*\])"
)
_EARNING = frozenset(["earn", "pay", "hire", "recruit", "take", "employ", "start"])
_WORKING_TERMS = frozenset(["contract", "deal", "wage", "wages", "terms", "salary"])
_PAY = frozenset(["pay", "salary", "salaries", "wage", "wages"])
_TAKINGS = {("take", "in"): "revenue", ("pull", "in"): "takings", ("rake", "in"): "takings", ("haul", "in"): "takings"}
"""Verbs with a particle that say what somebody earned."""
_WITH_GIVER = frozenset(["cost", "spending", "contribution"])
"""Nouns that say too little without whose they are."""
_ROAD_USERS = frozenset(
    "car cars lorry lorries truck trucks motorist motorists van vans motorcycle motorcycles coach coaches".split()
)
"""What pays a toll: `a lorry will pay 60 crowns`."""
_BUYING = frozenset(["buy", "purchase", "acquire", "order", "pick", "snap"])
_SELLING = frozenset(["sell", "auction", "offload", "divest"])
_BUILDING = frozenset(
    ["build", "finish", "complete", "develop", "renovate", "construct", "rebuild", "restore", "refurbish", "upgrade"]
)


class PaymentMetrics(AmountMetrics):
    """Says what a sum of money is paid, lost or given for."""

    def _sum(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        """Readings of money and of money per something that go before those of other kinds of figure."""
        if mention.kind == "rate":
            return (
                self._exchanged(mention)
                or self._pay(frame, mention, role, previous)
                or self._priced(frame, mention, role)
            )
        return (
            self._part_of_sum(frame, mention, role, previous)
            or self._priced(frame, mention, role)
            or self._cost_to(frame, role)
        )

    def _exchanged(self, mention: Mention) -> str:
        """`72.1 to the dollar`: one currency in another."""
        return "exchange rate" if CURRENCY_PAIR.fullmatch(mention.unit) else ""

    def _pay(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        """`hired 450 casuals at $29.50 an hour`, `earn 210 rand a day`: what people get for their work."""
        if not _PER_TIME.fullmatch(mention.unit):
            return ""
        lower = frame.sentence.lower
        verb = frame.mains[role.verb] if role.verb >= 0 and role.follows else None
        person = self.analysis.memory.kind(mention.entity or "") == "person"
        if verb is not None and verb.base in _EARNING and role.of[0] < 0:
            last = frame.verbs[role.verb][1]
            passive = frame.tags[frame.verbs[role.verb][0]] == "B" and verb.base == "pay"
            if (
                verb.base in ("earn", "hire", "recruit")
                or passive
                or (verb.base in ("start", "take", "employ") and role.link in ("on", "at"))
            ):
                who = ""
                if (
                    previous is not None
                    and previous.kind == "count"
                    and previous.sentence == mention.sentence
                    and previous.first >= last
                ):
                    who = previous.unit_text or ""
                elif role.subject[0] >= 0 and not person:
                    who = (
                        self.words(frame, role.subject)
                        if verb.base in ("earn", "start") or passive
                        else self.words(frame, (last, role.left - 1))
                    )
                if verb.base == "start" and who.rsplit(maxsplit=1)[-1:] and who.rsplit(maxsplit=1)[-1].lower() in _PAY:
                    return f"starting {who}"
                return f"pay of {who}" if who and who.lower() not in (mention.entity or "").lower() else "pay"
        if person and role.link in ("worth", "of", "on") and not _WORKING_TERMS.isdisjoint(lower):
            return "wage"
        return ""

    def _priced(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`Wheat made 382 dollars a tonne`, `Brent at 66.90`: the price of what is traded by weight or volume."""
        if mention.kind == "rate" and not _PRICE_UNIT.match(mention.unit):
            return ""
        if role.link in ("worth", "of"):
            return ""
        lower = frame.sentence.lower
        for span in (role.noun, role.subject):
            first, last = span
            if first < 0:
                continue
            cut = next((k for k in range(first + 1, last) if frame.tags[k] in "fPt("), last)
            head = lower[cut - 1]
            if frame.tags[cut - 1] not in "nT" and head not in ("brent", "wti"):
                pass
            elif head in COMMODITIES or (
                head in ("futures", "contract", "contracts", "crude")
                and lower[cut - 2] in COMMODITIES
                and cut - 2 >= first
            ):
                words = self.words(frame, (first, cut))
                return f"price of {words or lower[cut - 1]}"
            if span == role.noun and role.link not in ("", "to"):
                break
        return ""

    def _speaks_of_aid(self) -> bool:
        """Tells whether the article is of people in need."""
        if self.aid is None:
            self.aid = _NEED.search(self.text) is not None
        return self.aid

    def _cost_to(self, frame: Frame, role: Role) -> str:
        """`a spill cost the operator 105 million`: whom it cost."""
        if role.verb < 0 or not role.follows or role.link not in ("=", ""):
            return ""
        verb = frame.mains[role.verb]
        last = frame.verbs[role.verb][1]
        if verb is None or verb.base != "cost" or role.left - last < 1:
            return ""
        who = self.words(frame, (last, role.left))
        if not who or any(tag not in "DOnUp-AG" for tag in frame.tags[last : role.left]):
            return ""
        return f"cost to {who}"

    def _part_of_sum(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        """`of which 3 million for roads`, `split into 68 million for losses and 101 million as punishment`: a part of the sum before."""
        lower, tags = frame.sentence.lower, frame.tags
        whole = ""
        opened = (
            lower[0] == "of"
            and lower[1:2]
            and lower[1] in ("that", "this", "it", "those")
            and tags[2:3] == ","
            and role.left < 6
        )
        if opened:
            told = next((one for one in reversed(self.earlier) if one.kind == "money" and one.metric), None)
            whole = (told.metric or "") if told is not None and frame.sentence.index - told.sentence <= 2 else ""
        elif previous is not None and previous.kind == "money" and previous.metric and previous is not mention.pair:
            gap = lower[previous.last : role.left]
            if gap[-2:] in (["of", "which"], ["split", "into"], ["divided", "into"]) or gap[-1:] == ["including"]:
                whole = previous.metric
            elif self.sum[0] == mention.sentence and not any(
                tag in "VBHM;:" for tag in tags[previous.last : role.left]
            ):
                whole = self.sum[1]
            elif (
                gap[:1] == [","]
                and gap[1:3] == ["of", "which"]
                and role.verb >= 0
                and role.follows
                and role.subject[0] > previous.last
            ):
                return f"share of {previous.metric}"
        if (
            not whole
            and previous is not None
            and previous.kind == "money"
            and previous.metric
            and role.link == "="
            and role.noun[0] >= previous.last
            and (
                lower[previous.last : role.noun[0]][-2:] == ["of", "which"] or ":" in tags[previous.last : role.noun[0]]
            )
            and not any(tag in ";" for tag in tags[previous.last : role.left])
        ):
            # `losses come to 21.5 billion, of which agriculture 2.6 billion`
            self.sum = (mention.sentence, previous.metric)
            return f"{previous.metric} of {self.words(frame, role.noun)}"
        if not whole:
            return ""
        if role.link == "=" and role.noun[0] >= 0 and previous is not None and role.noun[0] >= previous.last:
            return f"{whole} of {self.words(frame, role.noun)}"
        self.sum = (mention.sentence, whole)
        right = self._behind(frame, mention, role)
        if role.verb >= 0 and not role.follows:
            words = f"{self.verb_words(frame, role.verb)} {self.tail(frame, frame.verbs[role.verb][1], 7)}"
            return f"{whole} {words}"
        tail = self.tail(frame, right, 7)
        return (
            f"{whole} {tail}" if tail.startswith(("for ", "on ", "to ", "as ", "from ", "in ")) else f"part of {whole}"
        )

    def _bought(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`bought the mill for 3 million`, `the painting sold for 9 million`, `was finished in 2017 for 61 million`."""
        if (
            mention.kind != "money"
            or role.verb < 0
            or not role.follows
            or role.link not in ("for", "at", "to")
            or role.after[0] >= 0
        ):
            return ""
        verb = frame.mains[role.verb]
        if frame.sentence.lower[role.right : role.right + 1] in (["a"], ["an"], ["per"], ["each"], ["apiece"]):
            return ""
        if verb is None or (role.link != "for" and verb.base not in _BUILDING):
            return ""
        name = (
            "price paid"
            if verb.base in _BUYING
            else "sale price"
            if verb.base in _SELLING
            else "cost"
            if verb.base in _BUILDING
            else ""
        )
        if not name:
            return ""
        first, last, _ = frame.verbs[role.verb]
        passive = frame.tags[first] in "BE" or role.left - last < 2
        entity = (mention.entity or "").lower()
        thing = (
            role.subject
            if passive
            else (last, next((k for k in range(last, role.left - 1) if frame.tags[k] in "fPt,"), role.left - 1))
        )
        words = self.words(frame, thing)
        if not words or words.lower() in entity:
            return name
        return f"{name}{' for' if name == 'price paid' else ' of'} {words}"

    def _each(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        """`at €24 apiece`, `€24 a dose`: the price of one."""
        lower = frame.sentence.lower
        last = lower[role.right] if role.right < len(lower) else ""
        printed = self.text[mention.start : mention.end].lower()
        if last in ("apiece", "each") or printed.endswith((" apiece", " each")):
            noun = self.words(frame, role.noun) if role.noun[0] >= 0 else ""
            if previous is not None and previous.kind == "count" and previous.unit_text:
                noun = previous.unit_text
            return f"price of {noun or 'one'}" if noun or role.verb < 0 else ""
        if (
            role.verb < 0
            and role.noun[0] < 0
            and last in ("a", "an", "per")
            and frame.tags[role.right + 1 : role.right + 2] == "n"
        ):
            return f"price of {lower[role.right]} {lower[role.right + 1]}"
        return ""

    def _money(self, frame: Frame, mention: Mention, role: Role) -> str:
        """Money of a verb that names it: `lost £9m`, `invested €20m in`, `the works swallowed €3m`."""
        if mention.kind != "money" or role.verb < 0 or not role.follows or role.after[0] >= 0:
            return ""
        verb = frame.mains[role.verb]
        if verb is None:
            return ""
        lower = frame.sentence.lower
        if verb is not None and verb.role == "say" and not role.link and role.noun[0] < 0:
            said = self.told_before(mention)
            if said or verb.base not in MONEY_VERBS:
                return said
        if (
            verb is not None
            and verb.base in ("come", "run", "amount", "total", "stand")
            and role.link in ("to", "at", "")
            and HEAD_KIND.get(lower[role.subject[1] - 1]) in ("facility", "project", "vehicle")
            and lower[role.subject[1] - 1] not in METRIC_HEADS
        ):
            return "cost"
        if verb.base == "pay" and role.subject[0] >= 0 and lower[role.subject[1] - 1] in _ROAD_USERS and not role.link:
            return f"toll for {self.words(frame, role.subject)}"
        topic = self.analysis.memory.topic() or ""
        if (
            verb is not None
            and verb.base in ("send", "promise", "pledge", "offer", "release", "donate", "give", "contribute")
            and role.noun[0] < 0
            and not role.link
            and (role.of[0] < 0 or role.of_word != "in")
            and self._speaks_of_aid()
        ):
            tail = self.tail(frame, self._behind(frame, mention, role), 6)
            return f"aid {verb.participle} {tail if tail.startswith(('for ', 'to ')) else ''}"
        if (
            verb is not None
            and role.of_word == "in"
            and role.of[0] >= 0
            and verb.base in _GIVING
            and lower[role.of[1] - 1] in _GIFTS
            and frame.tags[role.of[0]] != "N"
        ):
            return f"{self.words(frame, role.of)} {verb.participle}"
        if verb is not None and verb.base in _GIVING and topic.rsplit(" ", 1)[-1] in EVENTS and role.noun[0] < 0:
            if EVENTS[topic.rsplit(" ", 1)[-1]]["strength"] == "strong" and topic.rsplit(" ", 1)[-1] not in (
                "election",
                "lawsuit",
                "strike",
            ):
                tail = self.tail(frame, self._behind(frame, mention, role), 7)
                return f"aid {verb.participle} {tail if tail.startswith('for ') else 'for ' + topic}"
        if (
            verb is not None
            and verb.base in ("pay", "find", "award", "get", "win")
            and (not _COURT.isdisjoint(lower) or sum(self.analysis.memory.counts.get(word, 0) for word in _COURT) > 3)
        ):
            return f"damages {'ordered to pay' if verb.base in ('pay', 'find') else verb.participle} {self.tail(frame, self._behind(frame, mention, role), 3)}"
        if verb is not None and verb.base in _SIGNING and role.link == "for":
            memory = self.analysis.memory
            start, end = frame.sentence.starts[frame.verbs[role.verb][1] - 1], mention.start
            if (
                memory.kind(mention.entity or "") == "person"
                or any(memory.kind(memory.full(raw)) == "person" for _, raw in memory.places_between(start, end))
                or {"him", "her"} & set(lower[frame.verbs[role.verb][1] : role.left])
            ):
                return "transfer fee"
        if verb is not None and verb.role == "share" and role.link == "for":
            subject = self.words(frame, role.subject)
            told = next((one for one in reversed(self.earlier) if one.kind == "money" and one.metric), None)
            if subject:
                income = told is not None and any(
                    word in (told.metric or "")
                    for word in ("revenue", "sales", "turnover", "income", "profit", "export")
                )
                metric = f"{told.metric} from {subject}" if income and told is not None else f"cost of {subject}"
                self.part = subject
                return metric
        if verb is not None and verb.base == "send" and "home" in lower[frame.verbs[role.verb][1] : role.left + 1]:
            return "remittances"
        if (
            verb is not None
            and role.link in ("to", "from")
            and verb.base in ("cut", "raise", "lift", "lower", "trim", "go")
            and any(one.metric == "price target" for one in self.earlier[-3:])
        ):
            return "price target"
        if (
            verb is not None
            and verb.base in ("get", "receive")
            and role.subject[0] >= 0
            and lower[role.subject[0]] in ("each", "every")
            and not role.link
        ):
            return f"payment for {self.text[frame.sentence.starts[role.subject[0]] : frame.sentence.ends[role.subject[1] - 1]].lower()}"
        if verb is not None and role.left > 1:
            taken = _TAKINGS.get((verb.base, lower[frame.verbs[role.verb][1]]))
            if taken and role.left - frame.verbs[role.verb][1] < 3:
                subject = self.words(frame, role.subject)
                return f"{taken} of {subject}" if subject[:1].islower() and len(subject.split()) < 3 else taken
        if verb is None or verb.base not in MONEY_VERBS or frame.tags[frame.verbs[role.verb][0]] == "B":
            return ""
        last = frame.verbs[role.verb][1]
        if frame.tags[last : role.left].strip("APN$£€¥₹D"):
            return ""
        if frame.tags[role.right : role.right + 1] == "f":
            return ""
        noun = MONEY_VERBS[verb.base]
        if verb.base in ("pick", "snap", "settle", "impose", "levy") and role.link:
            return ""
        if noun == "investment" and self.text[frame.sentence.ends[role.right - 1] :][:9] == " through ":
            return ""
        tail = self.tail(frame, self._behind(frame, mention, role), 10)
        if verb.base in ("earn", "make") and (tail or role.link):
            return ""
        subject = self.words(frame, role.subject)
        of = f" of {subject}" if subject and subject[:1].islower() and noun in _WITH_GIVER else ""
        return f"{noun}{of} {tail}"

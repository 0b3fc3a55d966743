"""Turns of phrase that say by themselves what is measured: share prices, fees, crowds, stakes, `a rise of 6 per cent`.

Belongs here: readings that hold for one turn of phrase in every field of news. Does not belong here: what a kind of figure takes from
its clause in general (`metrics.py`, `amounts.py`).
"""

from __future__ import annotations

import re

from pipelines.extraction.en.metric_words import SHARES
from pipelines.extraction.en.name_kinds import COUNTRIES
from pipelines.extraction.en.noun_phrases import METRIC_HEADS
from pipelines.extraction.en.payments import PaymentMetrics
from pipelines.extraction.en.phrases import Frame, noun_phrase_left, noun_phrase_right, word_set
from pipelines.extraction.en.roles import Role
from pipelines.extraction.model import Mention

_MOVES = word_set("moves")
"""Nouns of a movement: `a rise of 6 per cent` says of what was told before how it moved."""
_NUMBERED = re.compile(r"^[A-Z][^\d]* \d{2,4}$")
"""A name that ends with a number: `Orrin 50`, an index of so many shares."""
_INDICES = word_set("indices")
_TRADING = word_set("trading")
"""What a company's shares do: `Helix fell 3 percent to 4.10 euros`."""
_WATERS = frozenset(
    [
        "river",
        "creek",
        "reservoir",
        "lake",
        "stream",
        "canal",
        "water",
        "gauge",
        "floodwater",
        "floodwaters",
        "dam",
        "flood",
        "tide",
        "surge",
    ]
)
_APART = frozenset(
    "away off from offshore inland upstream downstream north south east west northeast northwest southeast southwest short shy".split()
)
_DONE = word_set("done")
"""How far a thing is done: `The bridge is 80 per cent complete`."""
_LOANS = frozenset(
    [
        "loan",
        "loans",
        "bond",
        "bonds",
        "notes",
        "mortgage",
        "mortgages",
        "debt",
        "repayable",
        "borrowed",
        "borrow",
        "borrows",
        "instalments",
        "installments",
        "credit",
        "lend",
        "lends",
        "lent",
        "lending",
    ]
)
_DIRECTIONS = frozenset(
    [
        "higher",
        "lower",
        "up",
        "down",
        "off",
        "ahead",
        "weaker",
        "stronger",
        "firmer",
        "cheaper",
        "dearer",
        "more",
        "less",
    ]
)


class TurnMetrics(PaymentMetrics):
    """Reads turns of phrase before the clause is looked at in general."""

    def _turn(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        kind = mention.kind
        paid = kind in {"money", "rate"}
        # Who is not asked has nothing to say of this kind of figure.
        return (
            (self._told_behind(frame, mention, role) if frame.marked else "")
            or self._apposed(frame, mention, role)
            or (self._sum(frame, mention, role, previous) if paid else "")
            or (self._moved(frame, mention, role, previous) if kind != "count" else "")
            or (self._indexed(frame, mention, role) if kind == "percent" or mention.unit == "point" else "")
            or (self._traded(frame, mention, role, previous) if paid or kind == "percent" else "")
            or (self._apart(frame, mention, role) if kind == "quantity" else "")
            or self._in_front(frame, mention, role)
            or (self._each(frame, mention, role, previous) if paid else "")
            or self._left_over(frame, mention, role, previous)
            or (self._money(frame, mention, role) or self._bought(frame, mention, role) if kind == "money" else "")
        )

    def _told_behind(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`83 votes: the margin in Denby East`: a line that opens with its figure says behind a colon what it is."""
        tags, sentence = frame.tags, frame.sentence
        if tags[role.right : role.right + 1] != ":" or tags[: role.left].strip('-*•"'):
            return ""
        end = noun_phrase_right(tags, role.right + 1)
        if end <= role.right + 1:
            return ""
        words = (
            self.words(frame, (role.right + 1, end))
            or self.text[sentence.starts[role.right + 1] : sentence.ends[end - 1]]
        )
        return f"{words} {self.tail(frame, end, 7)}"

    def _apposed(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`The final fatality rate, 2.1%, is`: a figure between commas behind the noun that it is the value of."""
        tags, lower = frame.tags, frame.sentence.lower
        at = role.left
        if (
            at > 1
            and tags[at - 1] == ":"
            and tags[at - 2] == "n"
            and lower[at - 2] in METRIC_HEADS
            and mention.kind != "count"
        ):
            # `They prefer to talk of the exports: $11.8bn`
            words = self.words(frame, (noun_phrase_left(tags, at - 1), at - 1))
            if words and (role.label[0] < 0 or "V" in tags[role.label[0] : role.label[1]]):
                return words
        if lower[role.right : role.right + 1] == ["strong"] and at > 1 and tags[at - 1] == "," and tags[at - 2] == "n":
            # `The crowd, half a million strong`
            return self.words(frame, (noun_phrase_left(tags, at - 1), at - 1))
        while at > 2 and (tags[at - 1] == "A" or lower[at - 1] in ("at", "to", "down", "up", "now", "still")):
            at -= 1  # `The workforce, now down to 37,900,`
        if (
            at < 2
            or (mention.kind == "count" and mention.noun_first >= 0)
            or tags[at - 1] != ","
            or (
                tags[role.right : role.right + 1] not in (",", "(")
                and (tags[role.right : role.right + 1] != "S" or mention.kind == "percent")
            )
            or tags[at - 2] != "n"
        ):
            return ""
        end = at - 1
        start = noun_phrase_left(tags, end)
        while start > 1 and tags[start - 1] == "f" and tags[start - 2] in "nU":
            start = noun_phrase_left(tags, start - 1)
        if start < end and lower[end - 1] in METRIC_HEADS and (start == 0 or tags[start - 1] in ',;:."CS'):
            return "size of the economy" if lower[end - 1] == "economy" else self.words(frame, (start, end))
        return ""

    def _moved(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        """`…, a rise of 6 per cent`: the movement of what was told before; with `in exports` it says of what itself."""
        if role.noun[0] < 0 or role.link not in ("of", "=", "(") or mention.kind == "count":
            return ""
        lower, tags = frame.sentence.lower, frame.tags
        first, last = role.noun
        if lower[last - 1] not in _MOVES:
            return ""
        if last - first > 1 and "n" in tags[first : last - 1]:
            words = self.words(frame, (first, last - 1))
            if words and words.lower() not in (
                "year-on-year",
                "further",
                "sharp",
                "annual",
                "steep",
                "slight",
                "modest",
                "record",
            ):
                words = f"{words} growth" if words.lower() in ("economic", "gdp") else words
                return words if mention.kind == "percent" else ""
        of = next((k for k in range(role.right, min(role.right + 6, len(tags))) if lower[k] in ("in", "of", "for")), -1)
        if of >= 0 and not any(tag in ".,;:VBHMC" for tag in tags[role.right : of]):
            end = noun_phrase_right(tags, of + 1)
            words = self.words(frame, (of + 1, end)) if end > of + 1 else ""
            if words and "T" not in tags[of + 1 : end]:
                return words
        told = (
            previous
            if previous is not None and previous.metric
            else next((one for one in reversed(self.earlier) if one.metric), None)
        )
        near = told is not None and frame.sentence.index - told.sentence <= 1
        return (told.metric or "") if told is not None and near else ""

    def _indexed(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`The Orrin index fell 190 points`, `closing 0.5 per cent up`: the level of a stock index."""
        if mention.kind not in ("count", "percent"):
            return ""
        if mention.kind == "percent" and mention.change == "level":
            return ""
        lower = frame.sentence.lower
        first, last = role.subject
        named = first >= 0 and role.follows and not _INDICES.isdisjoint(lower[first:last])
        numbered = (
            mention.kind == "percent"
            and _NUMBERED.search(mention.entity or "") is not None
            and not {"market", "markets", "shares", "stocks", "bourse", "index"}.isdisjoint(lower)
        )
        if not named and not numbered and _INDICES.isdisjoint((mention.entity or "").lower().split()):
            return ""
        if first >= 0 and role.follows and lower[last - 1] in ("price", "prices"):
            return ""
        return "index level"

    def _traded(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        """Share prices: `shares closed at 4.10 euros`, `Helix fell 3 percent`, `closed 3 percent lower at 4.10 euros`."""
        if mention.kind not in ("money", "percent", "rate") or role.verb < 0 or not role.follows:
            return ""
        lower, tags = frame.sentence.lower, frame.tags
        first, last = role.subject
        if (
            mention.kind == "money"
            and previous is not None
            and previous.metric
            and previous.kind == "percent"
            and role.link in ("at", "to")
        ):
            gap = tags[previous.last : role.left]
            if not gap.strip("APtn,") and (
                len(gap) < 2 or _DIRECTIONS & set(lower[previous.last : role.left]) or role.link == "to"
            ):
                return previous.metric
        verb = frame.mains[role.verb]
        if verb is None or verb.base not in _TRADING:
            return ""
        if (
            verb.base == "close"
            and lower[first:last] == ["they"]
            and "shares" in self.text[max(0, frame.sentence.start - 250) : frame.sentence.end]
        ):
            return "share price"
        subject = self.words(frame, role.subject)
        if (
            subject
            and (SHARES.match(subject) or lower[last - 1] in ("shares", "stock", "scrip"))
            and role.noun[0] < frame.verbs[role.verb][1]
        ):
            return "share price"
        if first < 0 or tags[last - 1] != "U" or tags[first:last].strip("U-&D"):
            return ""
        entity = mention.entity or ""
        if (
            self.analysis.memory.kind(entity) in ("organisation", "thing")
            and entity.lower() not in COUNTRIES
            and entity[:1].isupper()
        ):
            moved = mention.change in ("increase", "decrease") or role.link in ("to", "at")
            between = tags[frame.verbs[role.verb][1] : role.left]
            return "share price" if moved and not between.strip("APtN$£€¥₹") else ""
        return ""

    def _apart(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`48 km northeast of Orvik`, `43 cm short of the record`: a distance; of water, a level."""
        if mention.kind != "quantity" or self._dimension(mention) not in ("length", "distance"):
            return ""
        lower, tags = frame.sentence.lower, frame.tags
        behind = lower[role.right] if role.right < len(lower) else ""
        if behind in _APART:
            front = self.words(frame, role.noun) if role.noun[0] >= 0 and role.link in ("=", "(") else ""
            return f"distance {front} {self.tail(frame, role.right, 6)}"
        if behind in ("under", "beneath", "underneath", "underground") and role.noun[0] >= 0 and role.link == "=":
            return f"depth of {self.words(frame, role.noun)}"
        if role.verb >= 0 and role.follows and role.subject[0] >= 0 and behind not in ("long", "wide", "deep", "broad"):
            first, last = role.subject
            cut = next((k for k in range(first + 1, last) if tags[k] in "fPt"), last)
            verb = frame.mains[role.verb]
            if (
                verb is not None
                and lower[cut - 1] in _WATERS
                and verb.base
                in ("stand", "reach", "be", "rise", "fall", "peak", "stop", "crest", "read", "come", "drop")
            ):
                where = self.tail(frame, role.right, 5)
                return f"water level {where if where.startswith(('at ', 'in ')) else ''}"
        return ""

    def _in_front(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`(population 92,000)`, `…, range about 12,600 km`: a noun of its own between the marks; `in 1,430 metres of water`: a depth."""
        lower, tags = frame.sentence.lower, frame.tags
        if mention.kind == "quantity" and role.link == "in" and lower[role.right : role.right + 2] == ["of", "water"]:
            return "water depth"
        if (
            mention.kind == "percent"
            and role.link == "at"
            and not _LOANS.isdisjoint(lower[: role.left])
            and role.right < len(lower)
        ):
            if (
                lower[role.right] in (",", ".", ";", ")")
                or tags[role.right] in "C,"
                or lower[role.right + 1 : role.right + 2] == ["year"]
            ):
                return "interest rate on loan"
        at = role.left - 1
        if role.label[0] >= 0 or at < 1 or tags[at] != "n" or (mention.kind == "count" and mention.noun_first >= 0):
            return ""
        start = noun_phrase_left(tags, role.left)
        if start < 1 or tags[start - 1] not in "(,;" or lower[at] in _DIRECTIONS or "V" in tags[start : role.left]:
            return ""
        if tags[start - 1] != "(" and (role.verb >= 0 and frame.verbs[role.verb][0] >= role.right):
            return ""
        words = self.words(frame, (start, role.left))
        return f"{words} {self.tail(frame, self._behind(frame, mention, role), 5)}" if words else ""

    def _left_over(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        """`in front of 16,044`, `Orrin 20 percent and Helix the remaining 12`: crowds, and shares told in a row."""
        lower, tags = frame.sentence.lower, frame.tags
        if lower[role.left - 1] == "of" and (
            lower[role.left - 3 : role.left] == ["in", "front", "of"]
            or lower[role.left - 2 : role.left] == ["crowd", "of"]
        ):
            return "attendance"
        if (
            previous is not None
            and mention.kind == previous.kind == "percent"
            and (previous.metric or "").startswith(("stake", "share", "interest", "vote"))
            and not any(tag in "VBHM" for tag in tags[previous.last : role.left])
            and tags[role.right : role.right + 1] != "f"
            and not self.part
        ):
            return previous.metric or ""
        if (
            mention.kind == "percent"
            and role.right < len(lower)
            and lower[role.right] in _DONE
            and role.verb >= 0
            and role.follows
        ):
            verb = frame.mains[role.verb]
            subject = self.words(frame, role.subject)
            if verb is not None and verb.base == "be":
                return f"share of {subject} {lower[role.right]}" if subject else f"share {lower[role.right]}"
        return ""


def front_noun(frame: Frame, left: int) -> tuple[int, int]:
    """The noun phrase right before a figure, (-1, -1) where none is."""
    start = noun_phrase_left(frame.tags, left)
    return (start, left) if start < left else (-1, -1)

"""Turns of phrase of money: what a thing is sold or done for, who gets what, what a verb with two objects pays to whom.

Belongs here: readings of money that hold for one turn of phrase in every field of news. Does not belong here: money of verbs that name it
by themselves (`payments.py`), what an amount takes from its clause in general (`amounts.py`).
"""

from __future__ import annotations

import re

from pipelines.extraction.en.metric_repeats import RepeatMetrics
from pipelines.extraction.en.metric_words import GENERIC
from pipelines.extraction.en.name_kinds import HEAD_KIND
from pipelines.extraction.en.noun_phrases import METRIC_HEADS, PEOPLE
from pipelines.extraction.en.phrases import VERBS, Frame, noun_phrase_left, read_rows, word_set
from pipelines.extraction.en.roles import Role
from pipelines.extraction.model import Mention

_AT_RATE = {row["participle"]: row["noun"] for row in read_rows("put_at.csv")}
"""Participles in front of `at` that say what the money is: `a line costed at 480 million`."""
_GIVEN = {row["verb"]: row["noun"] for row in read_rows("money_given.csv")}
"""What the money of a verb with two objects is: `lends the project £90 million` → loan to project."""
_NO_GOODS = word_set("no_goods")
"""Heads of what is no thing for sale, though money stands behind its `is`."""
_UNSOLD = frozenset(["facility", "project", "vehicle"])
_SOLD = _UNSOLD | {None, "thing", "product"}
"""Kinds of heads that are bought or built for a sum; None: an unknown noun."""
_PRICED_UNIT = re.compile(
    r"[A-Z]{3}/(?:t|kg|g|L|l|m3|h?a|har|quintal|bushel|barrel|ounce|pound|litre|gallon|bag|can|bottle|\[\w+\])$"
)
_SUMS = frozenset(
    "fee fees fine fines toll price prices rent rents dividend interest tax taxes salary wage wages bonus compensation damages".split()
)
"""What is itself paid: `charges a fee £3` names no receiver."""
_COMES_TO = frozenset(["add", "amount", "total", "sum"])
_FILMED = frozenset(
    [
        "shoot",
        "film",
        "make",
        "produce",
        "stage",
        "restore",
        "convert",
        "move",
        "relocate",
        "demolish",
        "replace",
        "repair",
    ]
)


class PriceTurns(RepeatMetrics):
    """Reads turns of phrase of money before the clause is looked at in general."""

    def _sold(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        """The metric by a turn of phrase of money; empty where none is used."""
        if (
            mention.kind not in ("money", "rate")
            or not mention.unit[:3].isupper()
            or mention.unit[3:4] not in ("", "/")
        ):
            return ""
        return (
            self._that_somebody(frame, mention, role)
            or self._put_at(frame, role)
            or self._labelled_price(frame, mention, role)
            or self._to_whom(frame, mention, role)
            or self._adds_up(frame, role)
            or self._is_price(frame, mention, role, previous)
            or self._done_for(frame, mention, role)
        )

    def _that_somebody(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`the 6 billion that investors promised`: money by who did what with it."""
        tags = frame.tags
        right = self._behind(frame, mention, role)
        if mention.kind != "money" or tags[right : right + 1] != "W" or role.noun[0] >= 0 or role.after[0] >= 0:
            return ""
        ahead = next((k for k, group in enumerate(frame.verbs) if group[0] > right + 1), -1)
        if ahead < 0:
            return ""
        first, last, main = frame.verbs[ahead]
        verb = VERBS.get(frame.sentence.lower[main])
        if verb is None or verb.role in ("be", "say") or tags[right + 1 : first].strip("DOnUpA-R"):
            return ""
        if tags[last : last + 1] in ("D", "O", "n", "U", "N"):
            return ""
        who = self.words(frame, (right + 1, first))
        return f"{self._dimension(mention)} {verb.participle} {'by ' + who if who else ''} {self.tail(frame, last, 5)}"

    def _put_at(self, frame: Frame, role: Role) -> str:
        """`a line costed at 480 million`, `tickets priced at £12`."""
        lower = frame.sentence.lower
        at = role.left - 1
        if lower[at] not in ("at", "for", "from", "to") or at < 1:
            return ""
        noun = _AT_RATE.get(lower[at - 1])
        if noun is None or frame.tags[at - 1] not in "EVn":
            return ""
        start = noun_phrase_left(frame.tags, at - 1)
        if noun == "price" and start < at - 1:
            words = self.words(frame, (start, at - 1))
            return f"price of {words}" if words and words[:1].islower() else noun
        words = self.words(frame, role.subject) if role.verb >= 0 and role.follows else ""
        return f"{noun} of {words}" if words[:1].islower() and len(words.split()) < 4 else noun

    def _labelled_price(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`Grapes: €0.82/kg`: a price behind the name of the goods."""
        if role.label[0] < 0 or not _PRICED_UNIT.match(mention.unit):
            return ""
        first, last = role.label
        cut = next((k for k in range(first + 1, last) if frame.tags[k] in ",(P"), last)
        words = self.words(frame, (first, cut))
        head = frame.sentence.lower[cut - 1]
        return f"price of {words}" if words and head not in METRIC_HEADS and head not in GENERIC else ""

    def _to_whom(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`lends the project £90 million`, `pays members €31 million`, `fined the firm £2 million`: whom the money goes to or comes from."""
        if mention.kind != "money" or role.verb < 0 or not role.follows or role.link not in ("=", ""):
            return ""
        verb = frame.mains[role.verb]
        last = frame.verbs[role.verb][1]
        if (
            verb is None
            or verb.base not in _GIVEN
            or role.left - last < 1
            or frame.tags[frame.verbs[role.verb][0]] == "B"
        ):
            return ""
        between = frame.tags[last : role.left]
        if between.strip("DOnUp-AGCR&") or (between.strip("DOA") == "" and "R" not in between):
            return ""
        noun, _, link = _GIVEN[verb.base].partition("|")
        who = self.words(frame, (last, role.left))
        if frame.sentence.lower[role.left - 1] in _SUMS:
            return ""
        if who and who.lower() in (mention.entity or "").lower():
            who = ""
        tail = self.tail(frame, self._behind(frame, mention, role), 6)
        tail = tail if tail.startswith(("for ", "towards ", "in ", "to ")) else ""
        return f"{noun} {link or 'to'} {who} {tail}" if who else f"{noun} {tail}"

    def _adds_up(self, frame: Frame, role: Role) -> str:
        """`Their debts added up to 655 million`: the subject."""
        if role.verb < 0 or not role.follows or role.link != "to":
            return ""
        verb = frame.mains[role.verb]
        if verb is None or verb.base not in _COMES_TO or role.left - frame.verbs[role.verb][1] > 2:
            return ""
        return self.words(frame, role.subject)

    def _is_price(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        """`A pint will be £5 and a pie £4`, `it now changes hands for £9`: what a thing for sale is had for."""
        lower, tags = frame.sentence.lower, frame.tags
        if (
            role.link == "="
            and previous is not None
            and (previous.metric or "").startswith("price of ")
            and previous.sentence == mention.sentence
            and tags[role.noun[0] - 1] in "C,"
            and lower[role.noun[1] - 1] not in METRIC_HEADS
        ):
            return f"price of {self.words(frame, role.noun)}"
        if role.verb < 0 or not role.follows or role.noun[0] >= 0 or role.subject[0] < 0:
            return ""
        verb = frame.mains[role.verb]
        if verb is None:
            return ""
        _first, last, _ = frame.verbs[role.verb]
        gap = lower[last : role.left]
        changes = verb.base == "change" and gap[:1] == ["hands"]
        sets_back = verb.base == "set" and "back" in gap
        if not (changes or sets_back or (verb.base == "be" and not tags[last : role.left].strip("AT$"))):
            return ""
        start, end = role.subject
        cut = next((k for k in range(start + 1, end) if tags[k] in "fPt,(W"), end)
        head = lower[cut - 1]
        of = next((k for k in range(start, end) if tags[k] == "f"), -1)
        if tags[cut - 1] != "n" or head in METRIC_HEADS or head in GENERIC or head in _NO_GOODS or head in PEOPLE:
            return ""
        if HEAD_KIND.get(head) not in _SOLD or head.endswith("ing"):
            return ""
        words = self.words(frame, (start, end if of == cut else cut))
        if not words:
            return ""
        return f"{'cost' if HEAD_KIND.get(head) in _UNSOLD and mention.kind == 'money' and verb.base == 'be' else 'price'} of {words}"

    def _done_for(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`a film shot in 61 days for £8 million`: the cost of doing it."""
        lower = frame.sentence.lower
        if mention.kind != "money" or role.link != "for" or role.verb < 0 or not role.follows:
            return ""
        verb = VERBS.get(lower[frame.verbs[role.verb][2]])
        first = frame.verbs[role.verb][0]
        if verb is None or verb.base not in _FILMED or (frame.tags[first] not in "EB" and lower[first] not in ("be",)):
            return ""
        if "W" in frame.tags[frame.verbs[role.verb][1] : role.left] or role.noun[0] >= frame.verbs[role.verb][1] + 6:
            return ""
        return "cost"

"""Metric of sums of money that a verb, a buyer or a receiver names: `lost £9m`, `€24 apiece`, `of which 3 million for roads`.

Belongs here: what is paid, for what and by whom. Does not belong here: turns of phrase of other fields (`metric_turns.py`), how an
amount takes its words from a clause in general (`amounts.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.amounts import AmountMetrics
from pipelines.extraction.en.events import EVENTS
from pipelines.extraction.en.name_kinds import HEAD_KIND
from pipelines.extraction.en.noun_phrases import METRIC_HEADS
from pipelines.extraction.en.phrases import Frame, read_rows
from pipelines.extraction.en.roles import Role, verb_of
from pipelines.extraction.model import Mention

MONEY_VERBS = {row["verb"]: row["noun"] for row in read_rows("money_verbs.csv")}
"""What the money of a verb is: `lost £9m` → loss."""
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
_SIGNING = frozenset(["sell", "buy", "sign", "land", "loan", "recruit", "poach", "bring"])
_COURT = frozenset(["jury", "jurors", "judge", "court", "verdict", "damages", "tribunal", "plaintiffs", "lawsuit"])


class PaymentMetrics(AmountMetrics):
    """Says what a sum of money is paid, lost or given for."""

    def _each(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        """`at €24 apiece`, `€24 a dose`: the price of one."""
        if mention.kind not in ("money", "rate"):
            return ""
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
        verb = verb_of(frame, role.verb)
        lower = frame.sentence.lower
        if verb is not None and verb.role == "say" and not role.link and role.noun[0] < 0:
            return self.told_before(mention)
        if (
            verb is not None
            and verb.base in ("come", "run", "amount", "total", "stand")
            and role.link in ("to", "at", "")
            and HEAD_KIND.get(lower[role.subject[1] - 1]) in ("facility", "project", "vehicle")
            and lower[role.subject[1] - 1] not in METRIC_HEADS
        ):
            return "cost"
        topic = self.analysis.memory.topic() or ""
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
        if verb is None or verb.base not in MONEY_VERBS or frame.tags[frame.verbs[role.verb][0]] == "B":
            return ""
        last = frame.verbs[role.verb][1]
        if frame.tags[last : role.left].strip("APN$£€¥₹D"):
            return ""
        if frame.tags[role.right : role.right + 1] == "f":
            return ""
        noun = MONEY_VERBS[verb.base]
        tail = self.tail(frame, self._behind(frame, mention, role), 7)
        if verb.base in ("earn", "make") and (tail or role.link):
            return ""
        subject = self.words(frame, role.subject)
        of = f" of {subject}" if subject and subject[:1].islower() and noun in ("cost", "spending") else ""
        return f"{noun}{of} {tail}"

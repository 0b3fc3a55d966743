"""Fills `metric`, `concept` and `scope`: what each figure measures of its entity, in the article's words.

Belongs here: which words of the clause say what is measured. Does not belong here: the entity (`subjects.py`), the grammar of the
clause (`roles.py`), the look-up of concepts (`concepts.py`).
"""

from __future__ import annotations

import re

from pipelines.extraction.document import Document
from pipelines.extraction.en.concepts import concept_of
from pipelines.extraction.en.count_metrics import TOLD
from pipelines.extraction.en.economy_metrics import economy_metric
from pipelines.extraction.en.metric_completion import ArticleWords
from pipelines.extraction.en.metric_endings import ended
from pipelines.extraction.en.metric_repeats import told_elsewhere
from pipelines.extraction.en.metric_turns import front_noun
from pipelines.extraction.en.metric_words import (
    BARE,
    MEASURED_OF,
    RUNNING,
    SHIFTERS,
    clean,
    so_far,
)
from pipelines.extraction.en.noun_phrases import METRIC_HEADS
from pipelines.extraction.en.phrases import VERBS, Frame, noun_phrase_left
from pipelines.extraction.en.price_turns import PriceTurns
from pipelines.extraction.en.roles import Role, analyse
from pipelines.extraction.en.scopes import SCOPE_REACH, SCOPE_WORDS, scope_of
from pipelines.extraction.en.usual_measures import usual_measure
from pipelines.extraction.model import Mention

_PUSHED = frozenset(["push", "send", "drive", "pull", "drag", "bring", "keep", "leave", "knock", "take"])
"""Verbs that move their object up or down."""


_PRICES = frozenset(["cost", "price"])
_TOLD_BEFORE = {
    "time": frozenset(["age", "wait", "life", "delay"]),
    "money": frozenset(
        "revenue turnover income profit loss losses damage cost costs budget debt spending investment dividend".split()
    ),
}
"""What the kind of a figure alone says, and the nouns before it that say more."""
_MOVED_TO = frozenset(["at", "to", "by", "from"])
_UNTOLD = frozenset(["", "money", "amount of money", "share", "worth", "price"])
"""What a figure measures where its own sentence says nothing of it."""


_NO_HEADINGS = frozenset(
    "yes no not so then next first second third easily probably sorry well right good maybe perhaps they he she it we you i".split()
)
"""What sentences of a word or two say that head nothing."""


class MetricReader(PriceTurns):
    """Says of each figure of one article what it measures."""

    def metric(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        """The metric of one figure. `previous` is the figure before it in the same sentence."""
        if mention.cell is not None:
            return self._from_cell(mention)
        if mention.pair is not None and mention.pair.metric:
            return mention.pair.metric
        return (
            self._counted(frame, mention, role, previous)
            or (self._beside(frame, mention, role, previous) if previous is not None else "")
            or self._again(frame, mention, role)
            or self._sold(frame, mention, role, previous)
            or self._turn(frame, mention, role, previous)
            or (self._labelled(frame, mention, role, previous) if role.label[0] >= 0 else "")
            or (self._shifted(frame, mention, role) if role.link in _MOVED_TO or mention.kind == "percent" else "")
            or (
                self._count if mention.kind == "count" else self._percent if mention.kind == "percent" else self._amount
            )(frame, mention, role, previous)
        )

    def _beside(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        """A figure that says the same as one before it: `up 5 percent`, `than 2.4 billion`, `from 12 percent`, `52` for `got 52`."""
        if previous is None or not previous.metric:
            return ""
        lower, tags = frame.sentence.lower, frame.tags
        before = lower[role.left - 1] if role.left else ""
        if (
            role.link in ("by", "to", "from", "at")
            and role.noun[0] > previous.last
            and tags[role.noun[0] - 1] in "C,"
            and lower[role.noun[1] - 1] in METRIC_HEADS
            and not any(tag in "VBHM" for tag in tags[previous.last : role.left])
            and mention.noun_first < 0
        ):
            # `Spending dropped to $512m and headcount by 420`
            return self.words(frame, role.noun)
        same: Mention | None = previous
        if previous.kind != mention.kind:
            same = None
            for one in reversed(self.earlier):
                if one.sentence != mention.sentence:
                    break
                if one.kind == mention.kind and one.metric:
                    same = one
                    break
        compared = before in ("with", "to") and lower[role.left - 2 : role.left - 1] in (["compared"], ["compares"])
        compared = (
            compared
            or before in ("vs", "versus")
            or (before in ("than", "from") and tags[role.left - 2 : role.left - 1] in ("N", ","))
        )
        if not compared and role.verb >= 0 and role.follows:
            verb = frame.mains[role.verb]
            compared = verb is not None and verb.base == "compare" and tags[frame.verbs[role.verb][0]] == "E"
        if compared and same is not None:
            return same.metric or ""
        apart = before == "from" and any(tag in "VBH" for tag in tags[previous.last : role.left])
        if before in ("than", "against", "from") and same is not None and role.noun[0] < 0 and not apart:
            return same.metric or ""
        if (
            "than" in lower[role.left : mention.first - 1]
            and same is not None
            and lower[mention.first - 1] in ("the", "its", "their")
        ):
            return same.metric or ""
        if role.left >= 2 and before == "than" and same is not None:
            return same.metric or ""
        if (
            mention.first > 0
            and "than" in lower[role.left : mention.first]
            and same is not None
            and lower[role.left] not in ("more", "less", "fewer")
        ):
            return same.metric or ""
        gap = tags[previous.last : mention.first]
        if (
            before in ("or", "to", "and")
            and same is previous
            and not self._own_predicate(frame, role)
            and not any(tag in "VBHMEG" for tag in gap)
            and not gap.strip("CtADN,)(O")
        ) and (mention.kind != "count" or mention.noun_first < 0):
            return previous.metric
        # Gapped clauses: `paints for 22% and varnish for 15%`.
        if (
            same is not None
            and self.part
            and self.part.lower() in (same.metric or "").lower()
            and not any(tag in "VBHM" for tag in gap)
            and role.noun[0] >= previous.last
        ):
            noun = self.words(frame, role.noun)
            if noun and tags[role.noun[0] - 1] in ",C" and role.link in ("for", "at", "by", "to", "=", "with"):
                metric = re.sub(re.escape(self.part), noun, same.metric or "", count=1, flags=re.IGNORECASE)
                self.part = noun
                return metric
        if (
            self.part
            and same is previous
            and gap[:1] in (",", "C")
            and "V" not in gap
            and tags[role.left - 1 : role.left] == "n"
        ):
            noun = self.words(frame, (noun_phrase_left(tags, role.left), role.left))
            if noun and self.part.lower() in previous.metric.lower():
                metric = re.sub(re.escape(self.part), noun, previous.metric, count=1, flags=re.IGNORECASE)
                self.part = noun
                return metric
        if (
            mention.kind == previous.kind == "count"
            and mention.noun_first >= 0
            and previous.unit_text
            and previous.metric.startswith(f"{previous.unit_text} ")
            and (":" in gap or self.listed == mention.sentence)
            and not any(tag in "VBHMEGW" for tag in gap)
        ):
            # `11,860 civilians have been killed: 6,420 men, 3,890 women`
            self.listed = mention.sentence
            return f"{self._noun_text(frame, mention)}{previous.metric[len(previous.unit_text) :]}"
        if before in ("whom", "which") and lower[role.left - 2 : role.left - 1] == ["of"] and mention.kind == "count":
            noun = previous.unit_text or previous.metric
            after = ""
            if role.verb >= 0 and not role.follows:
                after = f"{self.verb_words(frame, role.verb, True)} {self.tail(frame, frame.verbs[role.verb][1])}"
            return f"{noun} {after}"
        return ""

    def _labelled(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        """`Bank loans: 3.3 billion`: the label, unless the figure brings its own noun."""
        if role.label[0] < 0:
            return ""
        entity = (mention.entity or "").lower()
        paren = frame.tags.find("(", *role.label)
        label = self.words(frame, (role.label[0], paren if paren > 0 else role.label[1]))
        tail = self.tail(frame, self._behind(frame, mention, role))
        if role.link == "of" and role.noun[0] > role.label[1]:
            return ""
        if (
            mention.kind == "count"
            and mention.noun_first < 0
            and previous is not None
            and previous.kind == "count"
            and role.label[1] < previous.first
            and frame.tags[role.right : role.right + 1] in ("n", "E", "G", "A")
        ):
            return ""
        beside = front_noun(frame, role.left)
        if beside[0] > role.label[1] and mention.kind != "count":
            words = self.words(frame, beside)
            if words and words.lower() not in label.lower():
                return f"{words} {label}" if label.lower() not in entity else words
        if mention.kind == "count" and mention.noun_first >= 0:
            noun = self._noun_text(frame, mention)
            if tail or label.lower() in entity:
                return f"{noun} {tail}"
            return f"{noun} {label}" if noun.lower() not in label.lower() else label
        if (
            frame.sentence.form == "headline"
            and " " in label
            and label.rsplit(maxsplit=1)[-1].lower() not in METRIC_HEADS
        ):
            return ""
        if previous is not None and frame.tags[role.right : role.right + 1] == "f":
            return ""
        if label.lower() in entity or not label:
            return ""
        if (
            frame.tags[role.right : role.right + 1] == "E"
            and role.label[1] - role.label[0] == 1
            and frame.tags[role.label[0]] == "n"
            and mention.kind != "percent"
        ):
            # `Funding: 40 million needed, 12 million received`
            return f"{label} {frame.sentence.lower[role.right]}"
        return (
            f"{label} {tail}"
            if frame.tags[role.right : role.right + 1] in ("f", "P") and mention.kind != "count"
            else label
        )

    def _shifted(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`taking the number of shops to 412`, `lifts its backlog to X`: the object of the verb."""
        if role.link == "at" and role.verb >= 0 and role.follows:
            verb = frame.mains[role.verb]
            last = frame.verbs[role.verb][1]
            if (
                verb is not None
                and verb.base in TOLD
                and last < role.left - 1
                and frame.tags[last] in "DOnU"
                and "N" not in frame.tags[last : role.left]
            ):
                return self.words(frame, (last, role.left - 1))
        direction = frame.sentence.lower[role.left - 1 : role.left]
        if (
            mention.kind == "percent"
            and direction in (["up"], ["down"], ["higher"], ["lower"])
            and role.verb >= 0
            and role.follows
        ):
            # `bad debts pushed annual profit down 13.6%`
            verb = frame.mains[role.verb]
            last = frame.verbs[role.verb][1]
            if verb is not None and verb.base in _PUSHED and last < role.left - 1 and frame.tags[last] in "DOnU":
                return self.words(frame, (last, role.left - 1))
        if role.link not in ("to", "by", "from") or role.left < 2:
            return ""
        for number in range(len(frame.verbs) - 1, -1, -1):
            _first, last, _main = frame.verbs[number]
            if last > role.left - 2 or role.left - last > 16:
                continue
            verb = frame.mains[number]
            transitive = verb is not None and (
                verb.base in SHIFTERS
                or (
                    verb.role == "change"
                    and (frame.tags[last] in "DO" or frame.sentence.lower[role.left - 2] in METRIC_HEADS)
                )
            )
            if transitive and frame.tags[last] in "DOnU":
                words = self.words(frame, (last, role.left - 1))
                if verb is not None and words and mention.kind == "quantity":
                    return f"{self._dimension(mention)} of {words} {verb.participle}"
                return words
            if verb is not None and verb.role == "change" and last == role.noun[0]:
                return self.words(frame, role.noun)
        return ""


def set_metrics(document: Document, mentions: list[Mention]) -> None:
    """Fills `metric`, `concept` and `scope` of each mention of one article, in place. Call after `set_subjects`."""
    if not mentions:
        return
    analysis = analyse(document, mentions)
    reader = MetricReader(analysis)
    article = ArticleWords(document.text)
    previous: Mention | None = None
    for mention, following in zip(mentions, [*mentions[1:], None], strict=True):
        reader.following = following
        frame = analysis.frames[mention.sentence]
        role = analysis.roles[id(mention)]
        before = previous if previous is not None and previous.sentence == mention.sentence else None
        if before is None:
            reader.part = ""
        told = clean(reader.metric(frame, mention, role, before))
        metric = article.complete(told, mention)
        if metric != told:
            metric = clean(metric)
        if metric in BARE and (role.verb < 0 or not role.follows or frame.tags[role.subject[0]] in "RW"):
            metric = reader.told_before(mention) or metric
        if metric in _UNTOLD and mention.sentence and mention.kind in ("money", "percent"):
            metric = article.asked(document.sentences[mention.sentence - 1].text) or metric
        if mention.sentence and (metric in _UNTOLD or (role.left < 2 and metric.startswith("money "))):
            metric = _headed(document, mention, metric)
        if mention.cell is None:
            metric = economy_metric(metric, frame, mention, role, reader.earlier, article)
        if not metric:
            metric = reader.near_head(frame, mention, role)
        elif metric in _TOLD_BEFORE and mention.cell is None:
            nearest = reader.near_head(frame, mention, role)
            metric = nearest if nearest.rpartition(" ")[2].lower() in _TOLD_BEFORE[metric] else metric
        if metric in MEASURED_OF and mention.cell is None:
            metric = reader.of_apposed(frame, mention, role, metric)
        if metric == "estimate" and mention.kind == "money":
            metric = "estimated cost"
        if metric in _PRICES and mention.entity and mention.entity.rsplit(maxsplit=1)[-1].lower() in METRIC_HEADS:
            metric = mention.entity
        elif metric in {"cost", "price", "weight"} and mention.entity and mention.entity == mention.entity.lower():
            metric = f"{metric} of {mention.entity}"
        if metric in {"stake", "shareholding", "holding"} and mention.kind in ("percent", "money"):
            metric = clean(f"{metric} in {reader._company(frame, mention, role)}")
        if metric and mention.cell is None:
            of_person = mention.kind == "money" and analysis.memory.kind(mention.entity or "") == "person"
            metric = clean(usual_measure(metric, frame, mention, role, article, of_person=of_person))
        if metric:
            metric = ended(metric, mention.kind)
        sentence = frame.sentence
        running = so_far(document.text, mention.end) if sentence.marks & RUNNING and metric else None
        if running and running[1] not in metric and (mention.change == "level" or "since" not in running[1]):
            metric = f"{metric} {running[1]}"
        mention.metric = metric or None
        mention.concept = (
            concept_of(metric.lower(), mention.unit if mention.kind == "count" else "") if metric else None
        )
        if not SCOPE_WORDS.isdisjoint(sentence.lower[mention.last : mention.last + SCOPE_REACH]):
            mention.scope = scope_of(sentence.text, mention.end - sentence.start)
        reader.earlier.append(mention)
        previous = mention
    for mention, other in told_elsewhere(mentions):
        mention.metric, mention.concept = other.metric, other.concept
    _headline_says_the_same(mentions)


def _headed(document: Document, mention: Mention, metric: str) -> str:
    """The metric where a sentence of one to three words stands before the figure as its heading: `The valve. £385, maker unnamed.`"""
    before = document.sentences[mention.sentence - 1]
    heading = before.text.strip().rstrip(".:").strip()
    words = heading.split()
    if (
        not 0 < len(words) < 4
        or before.text.strip()[-1:] != "."
        or before.block != document.sentences[mention.sentence].block
    ):
        return metric
    if not all(word.isalpha() for word in words) or any(
        word.lower() in VERBS or word.lower() in _NO_HEADINGS for word in words
    ):
        return metric
    name = clean(heading).lower()
    if name.rsplit(maxsplit=1)[-1] in METRIC_HEADS:
        return name
    weak = metric.startswith(("money", "amount of money", "price")) or not metric
    return f"price of {name}" if mention.kind == "money" and weak else metric


def _headline_says_the_same(mentions: list[Mention]) -> None:
    """A figure of the headline that the body repeats is about what the body says, which is told in full there."""
    for mention in mentions:
        if mention.sentence:
            break
        for other in mentions:
            if (
                other.sentence
                and other.unit == mention.unit
                and other.kind == mention.kind
                and _same_value(mention, other)
            ):
                if not (
                    other.metric
                    and other.metric == other.unit_text
                    and mention.metric
                    and mention.metric != other.metric
                ):
                    mention.metric, mention.concept = other.metric, other.concept
                mention.entity = other.entity
                break


def _same_value(short: Mention, full: Mention) -> bool:
    """True where a headline's figure is the body's, rounded or not."""
    a, b = short.low if short.low is not None else short.high, full.low if full.low is not None else full.high
    if a is None or b is None or short.change != full.change:
        return False
    return (
        a == b
        or (short.bound != "=" and abs(a - b) <= 0.05 * abs(b))
        or (short.digits < full.digits and abs(a - b) <= 0.02 * abs(b))
    )

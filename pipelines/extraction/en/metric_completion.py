"""Completes a metric whose words say too little by themselves: `injured` → people injured, `gap` → budget gap.

Belongs here: what the rest of the article adds to a metric. Does not belong here: how a metric is read from its clause (`metrics.py`,
`percent_metrics.py`, `amounts.py`, `payments.py`), the entity.
"""

from __future__ import annotations

import re
from collections import Counter

from pipelines.extraction.en.metric_words import FILLER
from pipelines.extraction.en.noun_phrases import METRIC_HEADS, PEOPLE
from pipelines.extraction.en.phrases import FUNCTION, VERBS, read_rows, word_set
from pipelines.extraction.model import Mention

_VAGUE_HEADS = word_set("vague_heads")
"""Heads that need a word in front to say what they are: `gap`, `provision`."""
_PLAIN = word_set("plain_modifiers")
"""Words in front of a head that tell no kind: `new`, `first`."""
_STATES = word_set("states_of_people")
_COUNTED = PEOPLE | frozenset(
    ["deaths", "toll", "dead", "staff", "workforce", "population", "attendance", "crowd", "audience", "team"]
)
_PREPOSITIONS = frozenset(["from", "in", "at", "on", "without", "with", "under", "above", "aboard", "of"])
_DISEASE = re.compile(rf"\b({'|'.join(sorted(word_set('diseases')))})\b")
TRADED_BY_WEIGHT = word_set("traded_by_weight")
"""What is grown, dug or made and told in tonnes, barrels or bushels."""
_COMMODITY = re.compile(rf"\b({'|'.join(sorted(TRADED_BY_WEIGHT))})\b")
_PLAYERS = re.compile(r"\b(?:striker|winger|midfielder|defender|goalkeeper|transfer fee|transfer window|signing)s?\b")
_SHORT = {row["short"]: row["full"] for row in read_rows("short_forms.csv")}
"""Short forms of headline writers and of trades, by their lower-case form."""
_ASKING = frozenset(
    ["much", "many", "number", "amount", "figure", "work", "home", "people", "use", "part", "end", "start", "date"]
)
_DEGREES = frozenset(["Cel", "[degF]", "K"])
_READING = frozenset(["forecast", "mercury", "thermometer", "degrees", "high", "low", "maximum", "minimum"])
_ILLNESS = frozenset(
    ["cases", "case", "deaths", "death", "infections", "infection", "patients", "outbreak", "vaccinations"]
)
_WORD = re.compile(r"[a-z][a-z'’-]*")


class ArticleWords:
    """What one article says elsewhere of the words of its metrics; looked up only where a metric says too little."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lower = ""
        self._fuller: dict[str, str] = {}
        self._disease: str | None = None
        self._commodity: str | None = None

    def complete(self, metric: str, mention: Mention) -> str:
        """`metric` with the words that it lacks; as it is where it lacks none."""
        if not metric:
            return metric
        first, _, rest = metric.partition(" ")
        short = _SHORT.get(first.lower())
        if short:
            metric = f"{short} {rest}".rstrip()
        elif (
            not rest and first.endswith(("ory", "ive", "al")) and mention.kind == "money" and first not in METRIC_HEADS
        ):
            metric = self.completed_label(first)
        if mention.unit == "person" and mention.kind == "count":
            metric = _of_people(metric, first)
        elif not rest and first in _VAGUE_HEADS and mention.kind in ("money", "percent", "rate"):
            metric = self.fuller(first) or metric
        if (
            mention.kind == "quantity"
            and (mention.unit in _DEGREES or (mention.unit == "deg" and "shade" in metric))
            and "temperature" not in metric
        ):
            metric = "temperature" if metric.partition(" ")[0] in _READING else f"temperature {metric}"
        if metric.startswith("temperature of temperature"):
            metric = metric.removeprefix("temperature of ")
        if first in _ILLNESS and mention.kind in ("count", "rate"):
            disease = self.disease()
            if disease and disease not in metric.lower():
                metric = f"{disease} {metric}"
        return metric

    def asked(self, question: str) -> str:
        """What a question right before a figure asks for: `The budget?` → budget, `What it costs.` → cost."""
        words = _WORD.findall(question.lower())
        if not words or len(words) > 14 or not (question.rstrip().endswith("?") or words[0] in ("what", "how")):
            return ""
        if not {"cost", "costs", "pay", "pays"}.isdisjoint(words):
            return "cost"
        return next((word for word in words[::-1] if word in METRIC_HEADS and word not in _ASKING), "")

    def lower(self) -> str:
        """The text in lower case, made once."""
        if not self._lower:
            self._lower = self.text.lower()
        return self._lower

    def fuller(self, head: str) -> str:
        """The phrase that the article uses most for a head: `budget gap`; empty where it has none, or two as often."""
        found = self._fuller.get(head)
        if found is None:
            counts: Counter[str] = Counter()
            for match in re.finditer(rf"\b([a-z][a-z-]+) {head}\b", self.lower()):
                word = match[1]
                if word not in FUNCTION and word not in _PLAIN and word not in FILLER and not _is_verb(word):
                    counts[word] += 1
            best = counts.most_common(2)
            clear = bool(best) and (len(best) == 1 or best[0][1] > best[1][1])
            found = f"{best[0][0]} {head}" if clear else "" if best else self._complement(head)
            if not found and head in ("margin", "margins"):
                found = "net interest margin" if " bank" in self.lower() else "profit margin"
            self._fuller[head] = found
        return found

    def _complement(self, head: str) -> str:
        """`provision` → provision for the recall, where the article says so once in words."""
        for match in re.finditer(
            rf"\b{head} (for|on|from|to|against) ((?:the |a |its )?)([a-z][a-z-]+)((?: [a-z][a-z-]+)?)", self.lower()
        ):
            noun, more = match[3], match[4].strip()
            if noun in FUNCTION or _is_verb(noun):
                continue
            more = "" if more in FUNCTION or _is_verb(more) else f" {more}"
            return f"{head} {match[1]} {match[2]}{noun}{more}"
        return ""

    def completed_label(self, label: str) -> str:
        """The noun that a label of one word stands before in the article: `Compensatory:` → compensatory damages."""
        match = re.search(rf"\b{re.escape(label)} ([a-z]+)\b", self.lower())
        return f"{label} {match[1]}" if match is not None and match[1] in METRIC_HEADS else label

    def disease(self) -> str:
        """The disease that the article speaks of, more than once and before all others; empty where there is none."""
        if self._disease is None:
            often = Counter(_DISEASE.findall(self.lower())).most_common(2)
            clear = bool(often) and often[0][1] > 1 and (len(often) == 1 or often[1][1] * 3 <= often[0][1])
            self._disease = often[0][0] if clear else ""
        return self._disease

    def commodity(self) -> str:
        """What is grown, dug or traded in the article, named more than once and far before all else; empty where there is none."""
        if self._commodity is None:
            often = Counter(_COMMODITY.findall(self.lower())).most_common(2)
            clear = bool(often) and often[0][1] > 1 and (len(often) == 1 or often[1][1] * 2 <= often[0][1])
            self._commodity = often[0][0] if clear else ""
        return self._commodity

    def of_players(self) -> bool:
        """True for an article on players who change clubs."""
        return len(_PLAYERS.findall(self.lower())) > 1


def _of_people(metric: str, first: str) -> str:
    """`injured` → people injured; a metric that names people already stays."""
    words = set(_WORD.findall(metric.lower()))
    if not words.isdisjoint(_COUNTED):
        return metric
    verb = VERBS.get(first)
    if (
        first in _STATES
        or first in _PREPOSITIONS
        or (verb is not None and verb.form in ("participle", "past") and first not in METRIC_HEADS)
    ):
        return f"people {metric}"
    return metric


def _is_verb(word: str) -> bool:
    """True for verb forms that are no noun: `closed gap`, `cut aid`."""
    verb = VERBS.get(word)
    return (verb is not None and verb.form in ("base", "third", "past")) or word.endswith("ly")

"""Words of a clause for a metric phrase: noun phrases without owners and times, tails, participles, dimensions.

Belongs here: cutting and cleaning of words, shared by all kinds of figure. Does not belong here: which words a kind of figure takes
(`metrics.py`, `amounts.py`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.extraction.en.marked_words import mark
from pipelines.extraction.en.noun_phrases import METRIC_HEADS
from pipelines.extraction.en.phrases import VERBS, Frame, noun_phrase_left, read_rows, word_set
from pipelines.extraction.en.roles import Analysis, Role
from pipelines.extraction.model import Mention

DIMENSIONS = {row["unit"]: row["noun"] for row in read_rows("dimensions.csv")}
"""What a unit measures where the text does not say: `km2` → area."""
MEASURE_ADJECTIVES = {row["word"]: row["noun"] for row in read_rows("measure_adjectives.csv")}
"""`92 m long` → length, `35 metres tall` → height."""
FILLER = frozenset(row["word"] for row in read_rows("filler.csv"))
"""Words that say nothing about what is measured."""
GENERIC = word_set("generic")
BESIDE = frozenset(["ahead", "short", "shy", "excess", "instead", "equivalent", "equal", "front"])
"""Words in front of `of` that set a figure beside the one before it: `ahead of the 105 million that analysts expected`."""
COMMODITIES = word_set("commodities")
"""What is traded by weight or volume: its figure in money is a price."""
_FEW = frozenset("two three four five six seven eight nine ten".split())
_AGES = frozenset(["under", "over", "below", "above", "aged"])
_SPANS = word_set("periods") | frozenset(["decades", "weeks", "hours", "minutes"])
_EVERY = frozenset(["yearly", "annual", "daily", "weekly", "monthly", "quarterly", "half-yearly"])
"""How often something is counted belongs to what is measured: `quarterly sales`."""
_DONE_TO = frozenset(["close", "cut", "double", "widen", "expand", "improve"])
"""Verbs of change that are also done to counted things: `eleven bridges are closed`."""
_VAGUE_VERBS = word_set("vague_verbs")
_SAID_OF_COUNTS = word_set("said_of_counts")
_ARTICLES = word_set("articles")
_LOOSE = " ,;:.-–—'’\"“”()|"
DAY_OF_RAIN = re.compile(r"\s+in (?:the |a |one )?(?:single |last |past )?((?:\d+|twenty-four) hours|day)")
BARE = frozenset(
    ["length", "money", "energy", "volume", "power", "weight", "amount of money", "area", "temperature", "pressure"]
)
"""What the unit alone says."""
MEASURED_OF = frozenset(["length", "height", "depth", "width", "area", "weight", "volume", "age"])
"""Measures that a thing has: `The dam, 60 metres,` tells the height of the dam."""
SHIFTERS = word_set("shifters")
HOLDING = frozenset(["hold", "own", "control", "keep", "take", "retain"])
PRICING = frozenset(["sell", "buy", "go", "fetch", "cost", "trade", "retail"])
CARRYING = frozenset(["carry", "loft", "haul", "lift"])
_PREPOSITION = re.compile("[fPt]")
_TIME_NOUNS = frozenset(["end", "start", "beginning", "middle", "close", "turn", "height"])
COMPARATIVES = word_set("comparatives")
SHARES = re.compile(r"(?i)(?:[\w&'’.-]+ ){0,3}(?:shares|stock)(?: (?:in|of) .+)?$")
SO_FAR = re.compile(r"[^,;.:()\n]{0,24}?\b(so far|to date|since (?:launch|(?:19|20)\d\d))\b")
"""Words that mark a running total."""
RUNNING = mark(["far", "date", "since"])
_SO_FAR_WITHIN = 40
"""Characters behind a figure that can hold them."""
PLAIN_HEADER = re.compile(
    r"(?i)(?:value|amount|number|count|figure|change\b.*|(?:fy)?\s*\d{4}.*|units?|share|total|share of total|in \S{1,4}|%)"
)
CHANGE_HEADER = re.compile(
    r"(?i)(?:%\s*)?(?:change|growth|increase|decrease|diff(?:erence)?|variation|y[-/]?o[-/]?y|year[- ]on[- ]year|[+±Δ])\b.*"
)
"""Headers of columns that say how the column before moved."""
_OF_MONEY = re.compile(r"[A-Z]{3}/")
_PER = re.compile(r"(?:\b(?:a|an|per|each)\s+|/)([A-Za-z][A-Za-z ]*)$")
SUBROW = re.compile(r"(?i)^of which:?\s*")


def plural(noun: str) -> str:
    """The plural of a unit noun."""
    if noun in ("", "1"):
        return ""
    if noun == "person":
        return "people"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "es" if noun.endswith(("s", "sh", "ch", "x")) else noun + "s"


def so_far(text: str, end: int) -> re.Match[str] | None:
    """The words behind a figure that ends at `end` which mark a running total; None without any."""
    near = text[end : end + _SO_FAR_WITHIN]
    if "so far" not in near and "to date" not in near and "since " not in near:
        return None
    return SO_FAR.match(text, end)


@lru_cache(maxsize=8192)
def clean(metric: str) -> str:
    """A metric phrase without leading articles, doubled words and loose punctuation."""
    words = metric.split()
    if (
        len(set(words)) == len(words)
        and metric.islower()
        and metric == " ".join(words)
        and words[0] not in _ARTICLES
        and "yearly" not in words
        and metric[0] not in _LOOSE
        and metric[-1] not in _LOOSE
    ):
        return metric  # as most are
    words = metric.replace("\u00a0", " ").strip(_LOOSE).split()
    while len(words) > 1 and words[0].lower() in _ARTICLES:
        del words[0]
    if not words:
        return ""
    kept = [words[0]]
    if len(words) > 1:
        last = words[0].lower()
        for word in words[1:]:
            lower = word.lower()
            if lower != last:
                kept.append("annual" if word == "yearly" else word)
                last = "annual" if word == "yearly" else lower
    first = kept[0]
    if first[:1].isupper() and first[1:2].islower() and not (len(kept) > 1 and kept[1][:1].isupper()):
        kept[0] = first[0].lower() + first[1:]
    if kept[0] == "yearly":
        kept[0] = "annual"
    return " ".join(kept)


class MetricWords:
    """Cuts the words of metric phrases out of one article; remembers the figures read so far."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.text = analysis.document.text
        self.earlier: list[Mention] = []
        """Figures of the article read so far."""
        self.part = ""
        """The words of the last metric that a gapped clause (`paints for 22%`) replaces."""
        self.following: Mention | None = None
        """The figure after the one in hand."""
        self.whole = ""
        """What the last share was of."""
        self.listed = -1
        """Number of the sentence whose figures are a list of one thing's parts."""
        self.aid: bool | None = None
        """The article is of people in need; None until asked for."""
        self.sum: tuple[int, str] = (-1, "")
        """The sum of money that figures of a sentence are parts of: number of the sentence, metric."""

    def words(self, frame: Frame, span: tuple[int, int], entity: str = "") -> str:
        """Words of a token range, without determiners, bounds and owners in front and times behind."""
        first, last = span
        if first < 0 or first >= last:
            return ""
        tags, sentence = frame.tags, frame.sentence
        lower = sentence.lower
        if tags[first] in "RW" and last - first == 1:
            return ""
        owner = tags.find("p", first, last)
        if owner >= 0:
            preposition = _PREPOSITION.search(tags, first + 1, last)
            owner = tags.rfind("p", first, preposition.start() if preposition else last)
            if 0 <= owner < last - 1:
                group = lower[owner]
                if (
                    group.endswith("s")
                    and tags[owner + 1] == "'"
                    and sentence.tokens[owner].islower()
                    and lower[last - 1] in METRIC_HEADS
                ):
                    # `the bricklayers' wages`
                    return f"{self.words(frame, (owner + 2, last))} of {group}" if owner + 2 < last else ""
                first = owner + 1
        while first < last and (tags[first] in "DOARTNPft,-C'" or lower[first] in FILLER):
            if lower[first] == "half" and lower[first + 1 : first + 3] == ["-", "year"]:
                break
            if lower[first] in _EVERY and first + 1 < last:
                break
            if lower[first] == "one" and lower[first + 1 : first + 3] in (["-", "off"], ["-", "time"]):
                break
            first += 1
        if entity and first < last and tags[first] == "U":
            run = first
            while run < last and tags[run] in "U-N":
                run += 1
            if (
                run < last
                and tags[run] == "n"
                and self.text[sentence.starts[first] : sentence.ends[run - 1]].lower().split()[0] in entity
            ):
                first = run
        if entity:
            # `exports from Tessaly`: what is left of the owner behind the noun.
            for k in range(first + 1, last - 1):
                if tags[k] in "fP" and "U" in tags[k:last]:
                    if lower[tags.index("U", k)] in entity:
                        last = k if tags[k + 1] != "G" else tags.index("U", k)
                    break
        for k in range(first, last) if "T" in tags[first:last] else ():
            if tags[k] == "T" and k > first and not (tags[k - 1] == "-" and (k + 1 < last or lower[k - 2] == "half")):
                end = k
                while end > first and (
                    tags[end - 1] in "PDfNAT" or (lower[end - 1] in _TIME_NOUNS and tags[end : end + 1] == "f")
                ):
                    end -= 1
                last = end
                break
        while last > first and tags[last - 1] in "PfDACt-,('WN":
            if tags[last - 1] == "N" and last - 2 >= first and tags[last - 2] == "-":
                break
            last -= 1
        if first >= last:
            return ""
        if first > 2 and lower[first - 1] in ("off", "time") and lower[first - 3 : first - 1] == ["one", "-"]:
            first -= 3  # `a one-off cost`
        found = self.text[sentence.starts[first] : sentence.ends[last - 1]]
        if first == 0 and tags[0] == "n" and found[1:2].islower():
            return found[0].lower() + found[1:]
        return found

    def near_head(self, frame: Frame, mention: Mention, role: Role) -> str:
        """The nearest noun before a figure that names something measured; for a figure whose clause says nothing of it."""
        tags, lower = frame.tags, frame.sentence.lower
        for at in range(role.left - 1, max(-1, role.left - 16), -1):
            if tags[at] in ';:"':
                break
            if tags[at] == "n" and lower[at] in METRIC_HEADS:
                return clean(self.words(frame, (noun_phrase_left(tags, at + 1), at + 1)))
        return {"percent": "share", "money": "amount of money"}.get(mention.kind, "")

    def of_apposed(self, frame: Frame, mention: Mention, role: Role, measure: str) -> str:
        """`The dam, 60 metres high, is old` → height of dam; `The median Norvikian is 41 years old` → median age."""
        tags = frame.tags
        if measure == "age":
            first = next((k for k in range(*role.subject) if tags[k] != "D"), -1) if role.subject[0] >= 0 else -1
            kind = frame.sentence.lower[first] if first >= 0 else ""
            return f"{kind} age" if kind in ("median", "average", "mean", "typical") else measure
        at = role.left - 1
        if at < 1 or tags[at] != "," or tags[at - 1] != "n":
            return measure
        start = noun_phrase_left(tags, at)
        words = self.words(frame, (start, at)) if start == 0 or tags[start - 1] not in "Pft" else ""
        return f"{measure} of {words}" if words and len(words.split()) < 4 else measure

    def told_before(self, mention: Mention) -> str:
        """The metric of the last figure of the same unit, for one that brings no words of its own: `Another 15 mm are forecast`."""
        block = self.analysis.document.sentences[mention.sentence].block
        for one in reversed(self.earlier[-4:]):
            near = self.analysis.document.sentences[one.sentence].block == block
            if (
                near
                and one.unit == mention.unit
                and one.metric
                and one.metric not in BARE
                and not one.metric.startswith(tuple(BARE))
            ):
                return one.metric
        return ""

    def tail(self, frame: Frame, start: int, limit: int = 8) -> str:
        """What follows a counted noun and narrows it: `engaged in …`, `who …`, `for the poorest`; up to the next boundary."""
        tags, sentence = frame.tags, frame.sentence
        lower = sentence.lower
        count = len(tags)
        while start < count and lower[start] in ("more", "less", "higher", "lower", "each", "altogether"):
            start += 1
            if lower[start : start + 1] == ["than"]:
                return ""
        end = start
        clause = False
        while end < count and end - start < limit:
            tag = tags[end]
            if tag == "W":
                clause = True
            elif tag in "VMBH" and end > start and tags[end - 1] != "t" and not clause:
                break
            if tag in ',;:."()|—?!S' or (
                tag == "C" and (end == start or end + 1 >= count or tags[end + 1] in "NVRDOAEBHMG")
            ):
                break
            counted = (
                tag == "N" and lower[end] in _FEW and tags[end + 1 : end + 2] == "n" and lower[end + 1] not in _SPANS
            )
            if tag == "T" or (tag == "N" and end > start and tags[end - 1] in "Pf" and not counted):
                while end > start and (tags[end - 1] in "PDfA" or lower[end - 1] in _TIME_NOUNS):
                    end -= 1
                break
            if tag == "N" and end > start and not counted:
                break
            if counted and lower[end].isdigit():
                end += 1
                break
            end += 1
        aged = end - start > 1 and tags[end - 1] == "N" and lower[end - 2] in _AGES and lower[end - 1].isdigit()
        while end > start and tags[end - 1] in "PfDACtN-WOBH" and not aged:
            end -= 1
        if end <= start or (tags[start] in "PftAD" and end - start == 1):
            return ""
        return self.text[sentence.starts[start] : sentence.ends[end - 1]]

    def verb_words(self, frame: Frame, group: int, counted: bool = False, doing: bool = False) -> str:
        """The verb as a participle with its particle: `signed up`, `set aside`; empty for verbs that say nothing."""
        first, last, main = frame.verbs[group]
        lower = frame.sentence.lower
        verb = VERBS.get(lower[main])
        particle = (
            lower[last]
            if last < len(lower) and lower[last] in ("up", "aside", "out", "off", "down", "away", "in", "through")
            else ""
        )
        passive = frame.tags[first] in "BH"
        if particle == "off" and lower[main] in ("lay", "lays", "laying", "laid"):
            return "laid off"
        if (
            verb is not None
            and counted
            and frame.tags[main] == "G"
            and passive
            and last < len(lower)
            and frame.tags[last] in "NA"
        ):
            words = verb.participle  # `is closing three studios`
        elif (
            verb is not None
            and counted
            and verb.base in _DONE_TO
            and verb.role == "change"
            and last < len(lower)
            and (frame.tags[last] in "NA" or last >= len(lower) - 1)
        ):
            words = verb.participle  # `will close 31 of its branches`
        elif verb is None or (frame.tags[main] == "G" and passive):
            words = lower[main]
        elif (
            counted
            and passive
            and verb.role == "change"
            and frame.tags[first] == "B"
            and frame.tags[main] == "E"
            and verb.base in _DONE_TO
        ):
            words = verb.participle
        elif (
            doing
            and verb.base not in _VAGUE_VERBS
            and (verb.role in ("reach", "say", "share") or verb.base in _DONE_TO)
        ):
            words = verb.participle  # `36,905 reached the finish`
        elif verb.base in ("get", "go", "come", "break") and counted and particle and particle not in ("in", "up"):
            words = verb.participle
        elif verb.base in _VAGUE_VERBS or verb.role in ("say", "change", "reach", "have", "share", "be"):
            if (
                (verb.base in _SAID_OF_COUNTS and counted)
                or (verb.base == "use" and counted)
                or (counted and passive and verb.base in ("give", "take", "make", "see", "bring"))
                or (
                    verb.base in ("set", "put", "bring", "turn", "take")
                    and (
                        particle in ("aside", "out")
                        or (particle and verb.base == "bring")
                        or (passive and particle)
                        or (particle == "in" and verb.base == "put")
                    )
                )
            ):
                words = verb.participle
            else:
                return ""
        else:
            words = verb.participle
        if particle and passive and particle not in ("in", "through"):
            return f"{words} {particle}"
        if particle and frame.tags[last + 1 : last + 2] in ("N", "P", "D", "$", "A", "€", "£"):
            return f"{words} {particle}"
        return words

    def _behind(self, frame: Frame, mention: Mention, role: Role) -> int:
        """First token behind the figure, and behind the other currency in parentheses."""
        right = role.right
        if mention.pair is not None and frame.tags[right : right + 1] == "(":
            close = frame.tags.find(")", right)
            if close > 0:
                return close + 1
        return right

    def _noun_text(self, frame: Frame, mention: Mention) -> str:
        sentence = frame.sentence
        if mention.noun_first < 0:
            return ""
        return self.text[sentence.starts[mention.noun_first] : sentence.ends[mention.noun_last - 1]]

    def _of_front(self, frame: Frame, role: Role) -> str:
        """`Of that sum, 90 million …`, `Of 500 replies, 40% …`: the words behind a leading `of`."""
        tags, lower = frame.tags, frame.sentence.lower
        start = 0
        while start < len(tags) and tags[start] in '-*"':
            start += 1
        if lower[start : start + 1] != ["of"]:
            return ""
        comma = tags.find(",", start)
        if not start < comma < role.left or lower[start + 1] in ("these", "those", "them"):
            return ""
        return self.words(frame, (start + 1, comma))

    def _dimension(self, mention: Mention) -> str:
        """What the unit alone says: area, weight, money, time …"""
        if mention.kind == "money":
            return "money"
        if mention.kind == "duration":
            return "time"
        if mention.kind == "rank":
            return "position"
        if mention.kind == "rate":
            if _OF_MONEY.match(mention.unit):
                per = _PER.search(self.text[mention.start : mention.end])
                return f"price per {per[1]}" if per else "price"
            return DIMENSIONS.get(mention.unit, mention.unit_text or "rate")
        return DIMENSIONS.get(mention.unit, "")

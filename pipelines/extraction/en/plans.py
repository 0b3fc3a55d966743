"""What an article says is to be built or spent, so that `the plant has 80 presses` is read as part of a plan.

Belongs here: which things and sums of an article are still plans, and which figures describe them. Does not belong here: the cues of
one sentence (`modalities.py`).

News tells a plan once with `will` and goes on in the present tense, in lists and in tables. Only nouns of what is built or funded
count (`lexicon/plan_nouns.csv`), and only where the article has said, with a word of building, that they are ahead.
"""

from __future__ import annotations

import re

from pipelines.extraction.document import Document
from pipelines.extraction.en.clause_reading import FORECAST, LEXICON, PRESENT, TARGET, WILL, WOULD, Clauses
from pipelines.extraction.en.marked_words import mark
from pipelines.extraction.lexicon import read_table, tokens_of
from pipelines.extraction.model import Mention

_WORDS: dict[str, set[str]] = {}
for _row in read_table(LEXICON / "plan_nouns.csv"):
    _WORDS.setdefault(_row["sort"], set()).add(_row["word"])
THINGS = frozenset(_WORDS["thing"])
_OF_THINGS = mark(THINGS)
"""What is built."""
_SINGULARS = {word: word for word in THINGS} | {f"{word}s": word for word in THINGS}
_NAMES_OF_THINGS = frozenset(_SINGULARS)
_NAMING = mark(_NAMES_OF_THINGS)
MONEY_NOUNS = frozenset(_WORDS["money"])
"""What is set aside for it."""
YIELDS = frozenset(_WORDS["yield"])
"""What it brings, which nobody decides: a forecast."""
BUILD_WORDS = frozenset(_WORDS["build"])

_STARTS = frozenset(
    "began begins begin start starts started broke break breaks kick kicked underway under commits approves approved".split()
)
_NOW = frozenset("now currently today already present still far date existing".split())
_OWNS = frozenset("holds hold owns own stake controls control".split())
_OPENED = frozenset("opened reopened inaugurated existing older neighbouring neighboring".split())
_FUNCTION = frozenset(
    "in of on at by for from to with as and or but that which who is are was were be has have had will its their the a an this".split()
)
_BUDGET_ACTS = frozenset(
    "approve approves approved adopt adopts adopted pass passes passed propose proposes proposed unveil unveils unveiled backs backed "
    "council parliament lawmakers cabinet adopted fiscal".split()
)
GAP = frozenset("gap gaps shortfall deficit hole backlog".split())
"""A hole in a budget is there, whatever is planned to close it."""

_UNFINISHED: dict[str, list[str]] = {}
for _row in read_table(LEXICON / "unfinished_phrases.csv"):
    # By its longest word: most articles have few of these.
    _UNFINISHED.setdefault(max(_row["phrase"].split(), key=len), []).append(_row["phrase"])
"""What is said of a thing that is not there yet."""
LOOKED_AT = 6000
"""Characters of an article that are looked at for it."""
_COSTS = frozenset("priced cost costs price bill budget outlay tag estimate bet investment".split())
_SUMS = frozenset("priced price bill tag outlay budget investment estimate".split())
"""Words for what a thing costs in all."""
_DONE = frozenset(
    "workforce workers staff employees employed people persons far date done spent paid completed laid dug built vaccinated actual achieved "
    "share collected current currently today existing forecast contracts shareholder shareholders stake stakes owner owners distance".split()
)
"""Words of a label that tell of what is there already."""
_SO_FAR = frozenset("since full against norm rain lost ago ration rations".split())
"""Words of a label that tells how things stand."""
_DESIGN = frozenset(
    "capacity length depth height width area size seats gradient diameter cost price tag budget investment".split()
)
"""Words of a label that tell of a design."""
_FUNDS = frozenset("money funding financing financed funded pays investment budget".split())
_MARKET = frozenset("income incomes median rent rents earn earns wage wages salary market".split())
"""What a budget does not set."""
_POSTS = frozenset("job position post officer teacher firefighter vacancy".split())


class _Naming(dict[str, bool]):
    """Tells whether what stands between two spaces may hold the name of a thing; what was asked for once is remembered."""

    def __missing__(self, piece: str) -> bool:
        if len(self) >= _KNOWN_PIECES:
            self.clear()
        self[piece] = found = not _NAMES_OF_THINGS.isdisjoint(tokens_of(piece.lower().replace("’", "'")))
        return found


_KNOWN_PIECES = 50_000
_names_thing = _Naming().__getitem__


class Plan:
    """The plan that an article is about, as far as it has one."""

    def __init__(self, doc: Document, readings: dict[int, Clauses]) -> None:
        self.things: set[str] = set()
        self.money: set[str] = set()
        self.names: set[str] = set()
        title = doc.sentences[0].lower if doc.sentences else []
        self.title = title
        self.budget = any(
            "budget" in sentence.lower
            and not (_BUDGET_ACTS.isdisjoint(sentence.lower) and _BUDGET_ACTS.isdisjoint(title))
            for sentence in doc.sentences[:4]
            if "udget" in sentence.text
        )
        for reading in readings.values():
            self._learn(reading)
        self.weight(readings)
        self.ahead = self._is_ahead(doc, readings)

    def _is_ahead(self, doc: Document, readings: dict[int, Clauses]) -> bool:
        """Tells whether the article is about one thing that is still to be finished; its nouns become things of the plan."""
        sentences = doc.sentences
        things: set[str] = set()
        for sentence in sentences[:60]:
            if sentence.index < 3 or sentence.form == "headline" or (sentence.index < 6 and sentence.index in readings):
                # A sentence without a figure is not cut into tokens yet; most need not be.
                if (
                    sentence.marks & _NAMING
                    if sentence.marks >= 0
                    else True in map(_names_thing, sentence.text.split(" "))
                ):
                    things.update([_SINGULARS[word] for word in _NAMES_OF_THINGS.intersection(sentence.lower)])
        if not things:
            return False
        text = doc.text[:LOOKED_AT].lower()
        for word, phrases in _UNFINISHED.items():
            if word in text and any(phrase in text for phrase in phrases):
                break
        else:
            return False
        self.things |= things
        return True

    def _learn(self, reading: Clauses) -> None:
        lower = reading.lower
        if not reading.sentence.marks & _OF_THINGS:
            return
        ahead = any(cue in {TARGET, WILL, WOULD} for _, cue in reading.cues)
        starting = "construction" in lower or "groundbreaking" in lower or "ground" in lower or "work" in lower
        if not ahead and not (starting and not _STARTS.isdisjoint(lower)):
            return
        for at, cue in reading.cues:
            if cue in {WILL, WOULD} and at > 1:
                # `the line will`, `a project that will`
                subject = lower[at - 2] if lower[at - 1] in {"that", "which"} else lower[at - 1]
                if subject in THINGS:
                    self.things.add(subject)
        if BUILD_WORDS.isdisjoint(lower) and not (starting and not _STARTS.isdisjoint(lower)):
            return
        things = THINGS.intersection(lower)
        if not things:
            return
        self.things |= things
        self.money |= MONEY_NOUNS.intersection(lower)
        tokens = reading.sentence.tokens
        for at, word in enumerate(lower):
            if word in things:
                back = at - 1
                while back >= 0 and at - back < 4 and tokens[back].islower() and lower[back] not in _FUNCTION:
                    back -= 1
                stop = back
                while back > 0 and tokens[back][:1].isupper() and tokens[back][1:].islower():
                    back -= 1
                if stop - back > 1 and len(self.names) < 20:
                    self.names.add(" ".join(lower[back + 1 : stop + 1]))

    def weight(self, readings: dict[int, Clauses]) -> None:
        """Share of the article's figures with a cue that are plans."""
        planned = other = 0
        for reading in readings.values():
            for mention in reading.mentions:
                if mention.modality == TARGET:
                    planned += 1
                elif reading.tenses.get(mention.first) is not None:
                    other += 1
        self.share = planned / max(1, planned + other)
        if self.share >= (0.2 if self.things else 0.3):
            self.things |= THINGS.intersection(self.title)
        if self.things and self.share >= 0.25:
            self.money |= MONEY_NOUNS

    def describes(self, reading: Clauses, mention: Mention) -> str | None:
        """The modality that the plan gives a figure without a cue of its own; None where the plan has nothing to do with it."""
        lower = reading.lower
        first, last = mention.first, mention.last
        kind = mention.kind
        tense = reading.tenses.get(first)
        # `began work on a 9.6 billion euro plant`: the sum or size of what is still to be built, whatever the verb.
        if kind in {"money", "quantity"} or (kind == "rate"):
            behind = last
            if (
                mention.pair is not None
                and mention.pair.sentence == mention.sentence
                and 0 < mention.pair.first - last < 5
            ):
                behind = mention.pair.last
            for word in lower[behind : behind + 6]:
                if word in self.things and word in THINGS:
                    return TARGET
                if word in _FUNCTION:
                    break
                if not word[0].isalpha() and word not in {"-", "(", ")", "$", "€", "£"} and not word[0].isdigit():
                    break
        if self.ahead and kind == "money" and not _SUMS.isdisjoint(lower[last : last + 2]):
            # `a fifth of the 186 million bill`
            return TARGET
        if self.ahead and kind == "money" and mention.change == "level":
            ahead = lower[max(0, first - 14) : first]
            costs = not _COSTS.isdisjoint(ahead)
            named = tense == PRESENT and not _SUMS.isdisjoint(ahead)
            if costs and (named or not (self.things.isdisjoint(ahead) and BUILD_WORDS.isdisjoint(ahead))):
                # `the price of rebuilding the pier has climbed to 9 million`
                return TARGET
        if tense not in {None, PRESENT}:
            return None
        if not _NOW.isdisjoint(lower[max(0, first - 6) : last + 8]):
            return None
        if kind == "percent" and not _OWNS.isdisjoint(lower[max(0, first - 5) : first]):
            return None
        if not _OPENED.isdisjoint(lower):
            # `Line 1, which opened in 2017, carries 265,000`
            return None
        near = lower[max(0, first - 14) : last + 7]
        for at in range(last, min(last + 7, len(lower))):
            if lower[at] in {"and", "but", "while", ";"}:
                # `17 roads are blocked and the airport will stay shut`
                near = lower[max(0, first - 14) : at]
                break
        if mention.cell is not None:
            headings = f"{mention.cell.column_header} {mention.cell.caption} {mention.cell.row_label}".lower()
            if any(name in headings for name in self.names):
                return TARGET
            if self.ahead:
                words = set(re.findall(r"[a-z]+", headings))
                funds = kind in {"money", "percent"} and not _FUNDS.isdisjoint(words)
                if funds or (
                    _DONE.isdisjoint(words) and not (self.things.isdisjoint(words) and _DESIGN.isdisjoint(words))
                ):
                    return TARGET
            if self.budget and kind in {"money", "percent"}:
                return TARGET
            return None
        if self.budget and not _MARKET.isdisjoint(near):
            return None
        if self.budget and kind == "count" and mention.unit in _POSTS:
            return TARGET
        named = not self.things.isdisjoint(near)
        sums = not self.money.isdisjoint(near)
        item = reading.sentence.form in {"item", "row"}
        if (
            self.budget
            and kind in {"money", "rate", "percent"}
            and not (kind == "percent" and mention.change == "level" and not item)
        ):
            if not GAP.isdisjoint(lower[max(0, first - 3) : first] + lower[last : last + 2]):
                return None
            return TARGET
        if mention.change != "level" or (self.share < 0.25 and not self.ahead):
            return None
        if kind in {"quantity", "rate"} and not YIELDS.isdisjoint(near):
            return FORECAST
        if kind == "count" and not YIELDS.isdisjoint(lower[max(0, first - 7) : first]):
            # `ridership is put at 410,000 passengers`
            return FORECAST
        if self.ahead and kind in {"quantity", "money", "rate", "percent", "count"} and _DONE.isdisjoint(near):
            ahead = lower[max(0, first - 7) : first]
            labelled = (
                kind != "count"
                and ":" in (ahead if item else ahead[-2:])
                and (item or tense is None)
                and _SO_FAR.isdisjoint(near)
            )
            designed = tense in {None, PRESENT} and kind != "percent" and not _DESIGN.isdisjoint(ahead)
            if labelled or designed:
                return TARGET
        if (
            not named
            and not (sums and kind in {"money", "percent", "rate"})
            and not (item and self.share > 0.3 and (kind == "money" or self.share > 0.5))
        ):
            return None
        if kind in {"duration", "rank", "multiple"}:
            return None
        return FORECAST if kind != "money" and not YIELDS.isdisjoint(near) else TARGET

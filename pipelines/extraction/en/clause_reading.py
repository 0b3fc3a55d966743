"""A sentence as a row of clauses with their verbs.

Belongs here: where a clause begins and ends, which words say that something was, is or will be. Does not belong here: which of
them governs a figure (`changes.py`, `modalities.py`), or time (`periods.py`).

Each sentence that holds a figure is read once; its figures share what was found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import compress
from operator import attrgetter
from pathlib import Path

from pipelines.extraction.document import Document, Sentence
from pipelines.extraction.en.marked_words import marks_of
from pipelines.extraction.lexicon import read_table, tokens_of
from pipelines.extraction.model import Mention

LEXICON = Path(__file__).with_name("lexicon")

# Cues: what a word says about the reality of its clause.
TARGET, FORECAST, ACTUAL, WEAK, PRESENT, MONEY = "target", "forecast", "actual", "weak", "present", "money"
WILL, WOULD, SET = "will", "would", "set"


def _modality_phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Modality phrases by first token, longest first; an empty cue marks words that only look like one."""
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in read_table(LEXICON / "modality_words.csv"):
        tokens = tuple(token.lower() for token in tokens_of(row["phrase"]))
        phrases.setdefault(tokens[0], []).append((tokens, row["cue"]))
    for row in read_table(LEXICON / "past_verbs.csv"):
        phrases.setdefault(row["word"], []).append(((row["word"],), ACTUAL))
    for entries in phrases.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return phrases


MODALITY_PHRASES = _modality_phrases()
_CUES_ALONE = {
    word: next((cue for tokens, cue in entries if len(tokens) == 1), None) for word, entries in MODALITY_PHRASES.items()
}
"""The cue that a word is by itself, None where it is one only with others."""
_LONGER_CUES: dict[str, dict[str, list[tuple[int, tuple[str, ...], str]]]] = {}
"""Phrases of more than one token by the first and the second: size, what stands behind these two, cue; longest first."""
for _word, _entries in MODALITY_PHRASES.items():
    for _tokens, _cue in _entries:
        if len(_tokens) > 1:
            _LONGER_CUES.setdefault(_word, {}).setdefault(_tokens[1], []).append((len(_tokens), _tokens[2:], _cue))

LONGEST = 500
"""Tokens beyond which a sentence is no prose; keeps the time linear in the length of a line."""

SUBORDINATORS = frozenset(
    "while whereas although though but because if unless when whenever where after before since as until".split()
)
"""Words that open a clause of its own; `after`, `before`, `since`, `as`, `until` only where a verb can follow."""

RELATIVE = frozenset("which who whose whom where".split())
_BEFORE_RELATIVE = frozenset([",", "in", "of", "from", "to", "with", "for", "on", "at", "by", "under", "through"])
_PREPOSITION_TOO = frozenset("after before since as until".split())
_CLOSERS = frozenset(")]")
_OPENERS = SUBORDINATORS | RELATIVE | frozenset(["(", "[", ";", ":", "–", "—", "that"])
_BORDERS = _OPENERS | _CLOSERS | {","}
"""Words and signs at which a clause can begin or end."""
_NOT_PAST = frozenset(
    "need indeed exceed proceed succeed feed speed seed weed breed bleed freed reed deed greed creed unprecedented so-called "
    "hundred red bed led shed wed united naked wicked sacred rugged crowded limited related based combined added mixed alleged "
    "estimated continued skilled unemployed married crooked aged advanced sophisticated unexpected embed shred sled".split()
)
"""Words in -ed that are no past tense, or mostly adjectives."""
_AUXILIARIES = frozenset(
    "be been being is are was were get gets getting got am will would could may might should can must shall to not also now then "
    "already still just only ever never have has had having".split()
)
_MODALS = frozenset("will would could should may might to must can".split())
_SCORED = frozenset("two three four five six seven eight nine ten own league winning late early more no".split())
_NO_NOUN_VERBS = frozenset(
    "is are am isn't aren't has have does do can becomes begins belongs gets gives keeps makes takes lies".split()
)
_NOUN_LEADS = frozenset("the a an its their his her our my your these those no of".split())
_PLURALS = frozenset("occupy employ produce contain comprise hold own amount involve operate".split())
_BE = frozenset("be been being is are get gets getting am 's".split())
_HAVE = frozenset("has have 've having".split())
_PARTICIPLES = frozenset(
    "been had done gone risen fallen grown seen taken given made become won lost found paid sold bought sent spent built brought "
    "cut put set hit held kept left led come run met shot begun drawn driven flown forgotten known shown thrown worn written "
    "broken chosen frozen hidden spoken stolen torn woken laid lain said told read spread shed shrunk sunk swum sworn swept "
    "stood struck stuck eaten beaten bitten forced burnt leapt halved got gotten sought taught caught fought thought".split()
)
_ADVERBS = frozenset(
    "not also now then already still just only ever never since so even all both yet recently largely reportedly".split()
)


@dataclass(slots=True)
class Clauses:
    """What was read of one sentence: its figures, its modal cues and its clauses."""

    sentence: Sentence
    lower: list[str]
    mentions: list[Mention]
    cues: list[tuple[int, str]] = field(default_factory=list)
    """(token, cue) in order."""
    clause: list[int] | None = None
    """Number of the clause that each token stands in; a clause may be interrupted by others and go on."""
    parent: list[tuple[int, int]] = field(default_factory=list)
    """For each clause, (clause that it hangs on or -1, first token)."""
    long: bool = False
    """More tokens than prose ever has: a list or debris, of which only the words right around a figure are read."""
    tenses: dict[int, str | None] = field(default_factory=dict)
    """By first token of a figure: the cue that decided its modality, None where none did."""

    def clauses(self) -> list[int]:
        """Clause numbers by token; found when first asked for."""
        if self.clause is None:
            self.clause = _cut(self)
        return self.clause


def _opens_clause(lower: list[str], at: int) -> bool:
    """Tells whether `after`, `before`, `since`, `as` or `until` at `at` opens a clause and is no mere preposition."""
    for word in lower[at + 1 : at + 9]:
        if word in {",", ";", "(", ")"}:
            return False
        if word in MODALITY_PHRASES and word not in {"according", "up", "close", "once"}:
            return True
        if word.endswith("ing") and word == lower[at + 1]:
            return True
        if word.endswith("ed") and word not in _NOT_PAST:
            return True
    return False


def _past_or_present(word: str) -> bool:
    """Tells whether a word behind `that` is the verb of a relative clause (`a ferry that carried`)."""
    return (word[-2:] == "ed" and len(word) > 3 and word not in _NOT_PAST) or any(
        len(tokens) == 1 and cue in {ACTUAL, PRESENT} for tokens, cue in MODALITY_PHRASES.get(word, ())
    )


def _cut(reading: Clauses) -> list[int]:
    """Numbers the clauses of a sentence."""
    lower = reading.lower
    numbers: list[int] = []
    parent = reading.parent
    parent.append((-1, 0))
    if _OPENERS.isdisjoint(lower):
        return [0] * len(lower)
    current = 0
    # Clauses to come back to, with what closes them: a comma, a bracket or a dash.
    stack: list[tuple[int, str]] = []
    made = 1
    for at in compress(range(len(lower)), map(_BORDERS.__contains__, lower)):
        word = lower[at]
        numbers.extend([current] * (at - len(numbers)))
        opened = False
        if word in {"(", "["}:
            stack.append((current, ")"))
            opened = True
        elif word in _CLOSERS:
            while stack and stack[-1][1] != ")":
                current = stack.pop()[0]
            if stack:
                numbers.append(current)
                current = stack.pop()[0]
                continue
        elif word in {";", "–", "—"} or (word == ":" and 0 < at < len(lower) - 1):
            stack.clear()
            opened = True
        elif word == ",":
            if stack and stack[-1][1] == ",":
                numbers.append(current)
                current = stack.pop()[0]
                continue
        elif (word in RELATIVE and at and (lower[at - 1] in _BEFORE_RELATIVE or word not in {"where", "which"})) or (
            word == "that"
            and at
            and lower[at - 1] not in {"of", "in", "than", "for"}
            and at + 1 < len(lower)
            and (
                lower[at + 1] in {"will", "would", "is", "are", "was", "were", "has", "have", "had", "can", "could"}
                or _past_or_present(lower[at + 1])
            )
        ):
            stack.append((current, ","))
            opened = True
        elif word in SUBORDINATORS and (word not in _PREPOSITION_TOO or _opens_clause(lower, at)):
            if word in {"while", "but", "whereas"}:
                stack.clear()
            else:
                stack.append((current, ","))
            opened = True
        if opened:
            parent.append((current, at))
            current = made
            made += 1
        numbers.append(current)
    numbers.extend([current] * (len(lower) - len(numbers)))
    return numbers


class _CueWords(dict[str, bool]):
    """Tells whether a cue can begin at a word; what was asked for once is remembered."""

    def __missing__(self, word: str) -> bool:
        if len(self) >= _KNOWN_WORDS:
            self.clear()
        self[word] = found = word in MODALITY_PHRASES or word[-2:] == "ed"
        return found


_KNOWN_WORDS = 50_000
_may_be_cue = _CueWords().__getitem__


def _cues(sentence: Sentence) -> list[tuple[int, str]]:
    """Modal cues of a sentence in one pass over its tokens."""
    lower = sentence.lower
    found: list[tuple[int, str]] = []
    alone, longer = _CUES_ALONE, _LONGER_CUES
    skip = 0
    count = len(lower)
    for at in compress(range(count), map(_may_be_cue, lower)):
        if at < skip:
            continue
        word = lower[at]
        following = lower[at + 1] if at + 1 < count else ""
        if word == "after" and following[-3:] == "ing":
            # `after winning a 15-year contract`
            found.append((at + 1, ACTUAL))
        cue, size = alone.get(word), 1
        if word in longer and following in longer[word]:
            for length, rest, meant in longer[word][following]:
                if not rest or tuple(lower[at + 2 : at + length]) == rest:
                    cue, size = meant, length
                    break
        if cue is not None:
            skip = at + size
            if cue:
                _add(sentence, found, at, cue, size)
        elif word[-2:] == "ed" and len(word) > 3 and word not in _NOT_PAST:
            back = at - 1
            while back >= 0 and (lower[back] in _ADVERBS or lower[back][-2:] == "ly"):
                back -= 1
            before = lower[back] if back >= 0 else ""
            if before in _HAVE:
                if back < 1 or lower[back - 1] not in _MODALS:
                    found.append((at, ACTUAL))
            elif before not in _AUXILIARIES:
                found.append((at, WEAK))
    return found


def _add(sentence: Sentence, found: list[tuple[int, str]], at: int, cue: str, size: int) -> None:
    """Adds a cue, unless the words around it make it something else."""
    lower = sentence.lower
    count = len(lower)
    word = lower[at]
    after = lower[at + size] if at + size < count else ""
    before = lower[at - 1] if at else ""
    if word == "may" and sentence.tokens[at] == "May" and (at > 0 or not sentence.text.endswith("?")):
        return
    if cue == ACTUAL:
        if before in _HAVE and at > 1 and lower[at - 2] in _MODALS:
            # `may have lost`
            return
        if word == "been":
            if before in _BE or before == "to":
                return
        elif word not in {"was", "were", "had", "did", "wasn't", "weren't", "didn't"} and (
            before in _AUXILIARIES and before not in _HAVE
        ):
            # `will be built`, `to be sold`: the auxiliary has said it.
            if before in {"been"}:
                found.append((at, ACTUAL))
            return
        elif word in {
            "spread",
            "cost",
            "cut",
            "hit",
            "set",
            "met",
            "left",
            "lay",
            "wound",
            "felt",
            "ground",
            "found",
            "saw",
            "lost",
            "shed",
            "put",
            "bore",
        } and before in {"the", "a", "an", "its", "of"}:
            return
    elif (
        cue == PRESENT
        and word not in _NO_NOUN_VERBS
        and (
            before in _NOUN_LEADS
            or before[-2:] == "'s"
            or before[:1].isdigit()
            or (word == "own" and before[-1:] == "'")
        )
    ):
        # `its own count`, `1,130 houses`, `the city's needs`
        return
    elif cue == PRESENT and word in _PLURALS:
        # `will open and employ 600`, `plans to hold 10 percent`
        planned = next((place for place, earlier in reversed(found) if earlier not in {PRESENT, ACTUAL, WEAK}), -1)
        if (planned >= 0 and RELATIVE.isdisjoint(lower[planned:at])) or before in _AUXILIARIES or before == "to":
            return
    elif cue == PRESENT and word in {"has", "have"}:
        look = at + 1
        while look < count and (lower[look] in _ADVERBS or lower[look][-2:] == "ly"):
            look += 1
        if look < count and (lower[look] in _PARTICIPLES or (lower[look][-2:] == "ed" and len(lower[look]) > 3)):
            if before in _MODALS or lower[look] in MODALITY_PHRASES:
                return
            found.append((look, ACTUAL))
            return
    elif cue == TARGET and size == 2 and lower[at + 1] == "to" and word in {"is", "are", "was", "were"}:
        # `the distance is to 5 km`, `was to the east`: a verb has to follow.
        if not after.isalpha() or after in {"the", "a", "an", "its", "their"}:
            found.append((at, PRESENT if word in {"is", "are"} else ACTUAL))
            return
    elif cue == SET:
        if word == "due" and not after.isalpha():
            return
        if word == "due" and after in {
            "the",
            "a",
            "an",
            "its",
            "their",
            "high",
            "heavy",
            "bad",
            "poor",
            "strong",
            "weak",
            "rising",
            "falling",
            "lack",
        }:
            return
    elif (
        cue == TARGET and word in {"goal", "goals"} and (before[:1].isdigit() or before in _SCORED or "scored" in lower)
    ):
        # `17 goals in 29 games`
        return
    elif (cue == TARGET and word in {"target", "targets"} and before in _HIT) or (
        cue == WILL and word == "will" and before in {"the", "his", "her", "political", "a"}
    ):
        return
    found.append((at, cue))


_HIT = frozenset("hit hits struck strike strikes striking military enemy soft civilian energy bombed attacked".split())
"""Words before `targets` that are fired at."""
_latest: list[tuple[Document, list[Mention], int, dict[int, Clauses]]] = []


def read_clauses(doc: Document, mentions: list[Mention]) -> dict[int, Clauses]:
    """Gives, by sentence index, the reading of every sentence of `doc` that holds one of `mentions`.

    The last article's reading is kept, because change, modality, period and attribution are asked for one after the other.
    """
    for known_doc, known_mentions, count, readings in _latest:
        if known_doc is doc and known_mentions is mentions and count == len(mentions):
            return readings
    readings = {}
    sentences = doc.sentences
    for mention in mentions:
        reading = readings.get(mention.sentence)
        if reading is None:
            sentence = sentences[mention.sentence]
            lower = sentence.lower
            if sentence.marks < 0:
                sentence.marks = marks_of(lower)
            long = len(lower) > LONGEST
            readings[mention.sentence] = Clauses(sentence, lower, [mention], [] if long else _cues(sentence), long=long)
        else:
            reading.mentions.append(mention)
    for reading in readings.values():
        if len(reading.mentions) > 1:
            reading.mentions.sort(key=attrgetter("first"))
        if "won" in reading.lower or "goals" in reading.lower:
            # `by 1,000 won in April`: the money, not the verb; `eleven goals`: scored, not set
            money = {at for m in reading.mentions for at in range(m.first, m.last)}
            reading.cues = [pair for pair in reading.cues if pair[0] not in money]
    _latest[:] = [(doc, mentions, len(mentions), readings)]
    return readings

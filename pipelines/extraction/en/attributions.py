"""`attribution` of a figure: who says so inside the article.

Belongs here: speakers, from verbs of saying, `according to`, and quotes. Does not belong here: whether they are right.

A speaker is given as printed, without title where a name stands beside it (`finance minister Ada Brill said` → `Ada Brill`); a pronoun or
a short name goes back to the fuller name that the article printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.extraction.document import Document, Sentence
from pipelines.extraction.en.clause_reading import LEXICON, Clauses, read_clauses
from pipelines.extraction.lexicon import read_table
from pipelines.extraction.model import Mention

SPEECH = {row["word"]: row["sort"] for row in read_table(LEXICON / "speech_verbs.csv") if row["sort"] != "none"}

_STRONG = frozenset(word for word, sort in SPEECH.items() if sort in {"say", "add"})
_PRONOUNS = frozenset("he she it they who".split())
_ARTICLES = frozenset("the a an its their his her our this these those some many most several other both all".split())
_DATA_SUBJECTS = frozenset(
    "data figures statistics survey study report poll census inquiry review analysis bulletin filing documents records bureau office "
    "ministry agency department research researchers analysts economists institute audit deck tally count estimates forecasters "
    "statement results models model paper authors investigation committee commission bank company officials".split()
)
"""What may `show`, `find`, `put at`; a person's `found` or a fund's `put` is no saying."""
_STOP_LEFT = frozenset(
    [
        ",",
        ";",
        ":",
        '"',
        "“",
        "”",
        "(",
        ")",
        "—",
        "–",
        "and",
        "but",
        "while",
        "as",
        "that",
        "because",
        "after",
        "although",
        "when",
        "if",
        "than",
        "with",
        "-",
        "--",
    ]
)
_STOP_RIGHT = frozenset(
    'on in at that to by as after when while and but during this last yesterday today told said citing speaking adding of who which , . ; : ( ) — – " “ ” - -- is are was were earlier late for'.split()
)
_NAME_LINKS = frozenset("of de van von der den bin al el la le du da di del the and & - for ' . 's".split())
_OPEN, _CLOSE = frozenset('"“'), frozenset('"”')


@dataclass(slots=True)
class _Speech:
    """One speaker found in a sentence, and the tokens that the words of saying cover."""

    speaker: str
    first: int
    last: int
    scope_first: int
    scope_last: int


class _Speakers:
    """The speakers of one article, as far as read."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.last: str | None = None
        self.full: dict[str, str] = {}

    def fuller(self, name: str) -> str:
        """A longer form of a one-word name that the article prints, else the name."""
        if name in self.full:
            return self.full[name]
        found = name
        if " " not in name and name[:1].isupper() and len(name) > 1 and not name.isupper():
            escaped = re.escape(name)
            match = re.search(
                rf"\b{escaped}(?: [A-Z][\w’'-]+)+|\b(?:[A-Z]\. )?(?:[A-Z][\w’'-]+ )+{escaped}\b", self.doc.text
            )
            if match is not None:
                found = _without_title(match[0])
        self.full[name] = found
        return found


_TITLES = frozenset(
    "mr mrs ms dr sir dame lord lady prof professor president chairman chairwoman chair ceo cfo coo minister prime chief mayor governor "
    "councilman councilwoman councillor senator congressman congresswoman representative judge justice general colonel captain "
    "sheriff director secretary treasurer king queen prince princess pope bishop commissioner superintendent spokesman spokeswoman "
    "spokesperson analyst economist head deputy vice executive officer attorney inspector sergeant coach manager founder rev the".split()
)


def _without_title(name: str) -> str:
    words = name.split()
    while len(words) > 2 and words[0].lower().strip(".") in _TITLES:
        words.pop(0)
    if len(words) == 2 and words[0].lower().strip(".") in _TITLES:
        return words[1] if words[0].lower().strip(".") != "the" else name
    return " ".join(words)


def _text(sentence: Sentence, first: int, last: int, doc: Document) -> str:
    return doc.text[sentence.starts[first] : sentence.ends[last - 1]]


def _noun_phrase(doc: Document, sentence: Sentence, first: int, last: int) -> str | None:
    """The speaker named by tokens `first` to `last`: a name without its title, else the words without their article."""
    tokens, lower = sentence.tokens, sentence.lower
    while first < last and lower[first] in {
        "but",
        "and",
        "so",
        "then",
        "meanwhile",
        "however",
        "also",
        "yesterday",
        "earlier",
        "separately",
        "still",
        ",",
    }:
        first += 1
    if first >= last:
        return None
    if last - first == 1 and lower[first] in _PRONOUNS:
        return lower[first]
    # A name of two words or more at the end: `finance minister Ada Brill`, `Ada Brill of Ward 3`.
    stop = last
    for at in range(first, last):
        if (
            lower[at] in {"of", "from", "at", "in"}
            and at - first > 1
            and tokens[at - 1][:1].isupper()
            and tokens[at - 2][:1].isupper()
        ):
            stop = at
            break
    begin = stop
    while begin > first and (
        tokens[begin - 1][:1].isupper()
        or (tokens[begin - 1] in {".", "-", "’", "'"} and begin - 1 > first)
        or lower[begin - 1] in {"de", "van", "von", "bin", "al", "del"}
    ):
        begin -= 1
    if stop - begin >= 2:
        name = _text(sentence, begin, stop, doc)
        before = lower[begin - 1] if begin > first else ""
        if before not in {"of", "for", "from", "at", "by", "'s"}:
            return _without_title(name)
    if (
        lower[first] in _ARTICLES
        and lower[first] not in {"some", "many", "most", "several", "two"}
        and last - first > 1
    ):
        first += 1
    if last - first > 12:
        return None
    return _text(sentence, first, last, doc)


def _subject_before(sentence: Sentence, verb: int) -> tuple[int, int] | None:
    """Tokens of the subject that ends right before a verb of saying."""
    lower = sentence.lower
    last = verb
    while last > 0 and (
        lower[last - 1] in {"also", "then", "now", "later", "has", "have", "had", "themselves", "recently", "still"}
        or lower[last - 1][-2:] == "ly"
    ):
        last -= 1
    # `Berit Aasgard, 51, told`: an apposition between commas.
    if last > 0 and lower[last - 1] == ",":
        comma = last - 2
        while comma >= 0 and lower[comma] != "," and last - comma < 14:
            comma -= 1
        if comma < 0 or lower[comma] != ",":
            return None
        last = comma
    first = last
    while first > 0:
        word = lower[first - 1]
        if word in _STOP_LEFT and not (
            word == "and"
            and first > 1
            and sentence.tokens[first - 2][:1].isupper()
            and sentence.tokens[first][:1].isupper()
        ):
            if word == "-" and first > 1 and sentence.ends[first - 2] == sentence.starts[first - 1]:
                first -= 1
                continue
            break
        first -= 1
    return (first, last) if first < last else None


def _speeches(doc: Document, sentence: Sentence) -> list[_Speech]:
    """Who says something in a sentence, and over which tokens."""
    lower, tokens = sentence.lower, sentence.tokens
    found: list[_Speech] = []
    count = len(lower)
    for at, word in enumerate(lower):
        if word == "according" and at + 1 < count and lower[at + 1] == "to":
            last = at + 2
            while last < count and lower[last] not in {
                ",",
                ".",
                ";",
                "(",
                ")",
                "—",
                "–",
                "that",
                "which",
                "who",
                '"',
                "”",
                "released",
                "published",
                "on",
                "seen",
                "and",
            }:
                last += 1
            if last < count and lower[last] in {"and"} and last + 1 < count and tokens[last + 1][:1].isupper():
                last += 1
                while last < count and lower[last] not in {",", ".", ";", "(", ")"}:
                    last += 1
            name = _noun_phrase(doc, sentence, at + 2, min(last, at + 14)) if last > at + 2 else None
            if name:
                found.append(_Speech(name, at, last, 0, count))
            continue
        sort = SPEECH.get(word)
        if sort is None:
            continue
        after = lower[at + 1] if at + 1 < count else ""
        # `said Ada Brill, head of research`, `says analyst Ada Brill`
        if (
            sort in {"say"}
            and at
            and lower[at - 1] in {",", '"', "”", "“"}
            and (
                tokens[at + 1 : at + 2]
                and (
                    after.isalpha()
                    and after not in {"that", "it", "on", "the"} | _STOP_RIGHT
                    or after in {"the", "a", "an"}
                )
            )
        ):
            last = at + 1
            while last < count and (
                lower[last] not in _STOP_RIGHT
                or (
                    lower[last] in {"of", ".", "-"}
                    and last + 1 < count
                    and tokens[last + 1][:1].isupper()
                    and lower[last] != "."
                )
                or (lower[last] == "." and len(tokens[last - 1]) == 1 and last + 1 < count)
            ):
                last += 1
            name = _noun_phrase(doc, sentence, at + 1, min(last, at + 12))
            if name:
                found.append(_Speech(name, at, last, 0, count))
                continue
        if sort == "gerund":
            continue
        span = _subject_before(sentence, at)
        if span is None:
            continue
        first, last = span
        subject = lower[first:last]
        if sort in {"data", "put", "report", "estimate", "expect"}:
            if sort == "put" and "at" not in lower[at : at + 14]:
                continue
            if (
                sort in {"estimate", "expect"}
                and subject
                and subject[-1] in {"an", "a", "the", "than", "as", "is", "are", "was", "were", "be"}
            ):
                continue
            if not (
                not _DATA_SUBJECTS.isdisjoint(subject)
                or subject[-1] in _PRONOUNS
                and after == "that"
                or (
                    sort in {"report", "estimate", "expect"}
                    and tokens[last - 1][:1].isupper()
                    and after in {"that", "the", "a", "it", "its"}
                )
            ):
                continue
            if last - first > 9:
                continue
        elif sort == "pledge":
            if last - first > 6 or subject[-1] in {"has", "have", "is", "was"} and False:
                continue
        elif sort == "add" and not (
            after in {"that", ",", ".", ""} or (at + 1 < count and tokens[at + 1] in {'"', "“"})
        ):
            continue
        elif word in {
            "announced",
            "confirmed",
            "reported",
            "says",
            "say",
            "expects",
            "expect",
            "estimated",
        } and subject[-1] in {"be", "been", "is", "are", "was", "were", "being", "to", "have", "as"}:
            continue
        if subject[-1] in {"be", "been", "is", "are", "was", "were", "being", "to"}:
            continue
        if word in {"say"} and subject[-1] in {"to", "must", "not", "could", "i", "you", "we"}:
            continue
        name = _noun_phrase(doc, sentence, first, last)
        if name is None:
            continue
        # `…, the committee said` speaks of the whole sentence; `The committee said …` of what follows.
        tail = (
            at + 1 >= count - 1
            or first > 0
            and lower[first - 1] in {",", '"', "”"}
            and (
                lower[at + 1 : at + 2] in ([","], ["."], ["on"], ["in"], ["late"])
                or after in {"reporters", "yesterday", "today", "earlier"}
                or at > count - 8
            )
        )
        found.append(_Speech(name, first, at + 1, 0 if tail else first, count))
    return found


def _in_quote(sentence: Sentence, token: int) -> bool:
    """Tells whether a token stands between quotation marks of its sentence."""
    inside = False
    for word in sentence.tokens[:token]:
        if word == "“":
            inside = True
        elif word == "”":
            inside = False
        elif word == '"':
            inside = not inside
    return inside


def set_attributions(doc: Document, mentions: list[Mention]) -> None:
    """Sets `attribution` of every figure of an article; None where the article itself says it."""
    readings = read_clauses(doc, mentions)
    speakers = _Speakers(doc)
    for index in range(len(doc.sentences)):
        sentence = doc.sentences[index]
        reading = readings.get(index)
        if sentence.form == "row":
            continue
        if reading is None and " sa" not in sentence.text and " told " not in sentence.text:
            continue
        speeches = (
            _speeches(doc, sentence)
            if not SPEECH.keys().isdisjoint(sentence.lower) or "according" in sentence.lower
            else []
        )
        resolved: list[tuple[_Speech, str]] = []
        for speech in speeches:
            name = speech.speaker
            if name in _PRONOUNS:
                known = speakers.last if name != "who" else None
                if name == "it":
                    known = _first_name(sentence, speech.first, doc) or known
                if known is None:
                    continue
                name = known
            else:
                name = speakers.fuller(name)
            resolved.append((speech, name))
            speakers.last = name
        if reading is None:
            continue
        for mention in reading.mentions:
            if mention.attribution is not None:
                continue
            mention.attribution = _of_mention(reading, mention, resolved)


def _first_name(sentence: Sentence, stop: int, doc: Document) -> str | None:
    """The first name of a sentence, for `it said`."""
    tokens = sentence.tokens
    at = 0
    while at < stop:
        if tokens[at][:1].isupper() and tokens[at][1:2].islower() and (at > 0 or len(tokens[at]) > 3):
            last = at + 1
            while last < stop and tokens[last][:1].isupper():
                last += 1
            if last - at > 1:
                return _text(sentence, at, last, doc)
            at = last
        at += 1
    return None


def _of_mention(reading: Clauses, mention: Mention, speeches: list[tuple[_Speech, str]]) -> str | None:
    """The speaker whose words cover a figure."""
    best: str | None = None
    for speech, name in speeches:
        if speech.first <= mention.first < speech.last:
            continue
        if speech.scope_first <= mention.first < speech.scope_last:
            best = name
            if mention.first < speech.first:
                break
    return best

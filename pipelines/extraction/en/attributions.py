"""`attribution` of a figure: who says so inside the article.

Belongs here: which speaker covers a figure. Does not belong here: how a sentence names its speakers (`speakers.py`), or whether they
are right.

A speaker is given as printed, without title where a name stands beside it (`finance minister Ada Brill said` → `Ada Brill`); a pronoun or
a short name goes back to the fuller name that the article printed.
"""

from __future__ import annotations

import re

from pipelines.extraction.document import Document, Sentence
from pipelines.extraction.en.clause_reading import LONGEST, read_clauses
from pipelines.extraction.en.marked_words import mark, marks_of
from pipelines.extraction.en.speakers import PRONOUNS, SPEECH_WORDS, Speech, first_name, speeches_of, without_title
from pipelines.extraction.model import Mention

_SPEAKING = mark(SPEECH_WORDS)
_OPENING, _CLOSING, _PLAIN_QUOTE = "“", "”", '"'


MOST_NAMES = 200
"""Short names of one article that are looked up."""


class _Speakers:
    """The speakers of one article; a sentence is asked for its speakers when first needed."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self._full: dict[str, str] = {}
        self._known: dict[int, list[tuple[Speech, str]]] = {}

    def of(self, index: int) -> list[tuple[Speech, str]]:
        """The speakers of a sentence, in order, each with its full name."""
        known = self._known.get(index)
        if known is not None:
            return known
        # Known to be empty while a pronoun in it is led back, so that no two sentences wait for each other.
        speeches: list[tuple[Speech, str]] = []
        self._known[index] = speeches
        sentence = self.doc.sentences[index]
        if sentence.marks < 0:
            sentence.marks = marks_of(sentence.lower)
        if sentence.form == "row" or len(sentence.text) > LONGEST * 8 or not sentence.marks & _SPEAKING:
            return speeches
        last: str | None = None
        for speech in speeches_of(self.doc, sentence):
            name: str | None = speech.speaker
            if name in PRONOUNS:
                name = (
                    last
                    or self.before(index)
                    or (first_name(sentence, speech.first, self.doc) if name == "it" else None)
                )
            elif name is not None:
                name = self.fuller(name)
            if name is not None:
                last = name
                speeches.append((speech, name))
        return speeches

    def before(self, index: int) -> str | None:
        """Who spoke last before a sentence, within a few sentences."""
        for other in range(index - 1, max(-1, index - 4), -1):
            if other in self._known or _may_speak(self.doc.sentences[other].text):
                speeches = self.of(other)
                if speeches:
                    return speeches[-1][1]
        return None

    def quoted(self, index: int) -> str | None:
        """The speaker of a quote whose sentence names none: who spoke before it in the paragraph, else who is named behind it."""
        sentences = self.doc.sentences
        block = sentences[index].block
        for other in (index - 1, index - 2, index - 3):
            if other < 0:
                break
            if _may_speak(sentences[other].text) and (speeches := self.of(other)):
                if sentences[other].block == block or index - other < 3:
                    return speeches[-1][1]
                break
        for other in (index + 1, index + 2):
            if other < len(sentences) and sentences[other].block == block and _may_speak(sentences[other].text):
                for speech, name in self.of(other):
                    if speech.tail:
                        return name
        return None

    def _longer(self, name: str) -> str:
        """The first place where an article prints a name with more names beside it; the name itself where it never does."""
        text = self.doc.text[:20000]
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
                behind = _BEHIND_NAME.match(text, end)
                if behind is not None:
                    return without_title(text[at : behind.end()])
                before = _BEFORE_NAME.search(text, max(0, at - NAME_REACH), at)
                if before is not None:
                    return without_title(text[before.start() : end])
            at = text.find(name, end)
        return name

    def fuller(self, name: str) -> str:
        """A longer form of a one-word name that the article prints, else the name."""
        known = self._full.get(name)
        if known is None:
            known = name
            if (
                len(self._full) < MOST_NAMES
                and " " not in name
                and len(name) > 1
                and name[0].isupper()
                and not name.isupper()
            ):
                known = self._longer(name)
            self._full[name] = known
        return known


_BEHIND_NAME = re.compile(r"(?: [A-Z][\w’'-]+){1,5}")
_BEFORE_NAME = re.compile(r"(?<!\w)(?:[A-Z]\. )?(?:[A-Z][\w’'-]+ ){1,5}$")
NAME_REACH = 80
"""Characters that a first name and titles take at most."""


def _quoted(sentence: Sentence, token: int) -> bool:
    """Tells whether a token stands between quotation marks of its sentence."""
    inside = False
    for word in sentence.tokens[:token]:
        if word == _OPENING:
            inside = True
        elif word == _CLOSING:
            inside = False
        elif word == _PLAIN_QUOTE:
            inside = not inside
    return inside


def _covering(mention: Mention, speeches: list[tuple[Speech, str]]) -> str | None:
    """The speaker of this sentence whose words cover a figure: of several, the one that names it last before, or first behind."""
    best: str | None = None
    weak = False
    for speech, name in speeches:
        if speech.first <= mention.first < speech.last:
            continue
        if speech.scope <= mention.first:
            if mention.first < speech.first:
                # The words of saying follow the figure.
                return name if best is None or weak else best
            best, weak = name, speech.weak
    return best


def set_attributions(doc: Document, mentions: list[Mention]) -> None:
    """Sets `attribution` of every figure of an article; None where the article itself says it."""
    readings = read_clauses(doc, mentions)
    speakers = _Speakers(doc)
    for index, reading in readings.items():
        sentence = reading.sentence
        if sentence.form == "row" or reading.long:
            continue
        speeches = speakers.of(index)
        quotes = not speeches and (_OPENING in sentence.text or _PLAIN_QUOTE in sentence.text)
        if not speeches and not quotes:
            continue
        for mention in reading.mentions:
            if mention.attribution is not None:
                continue
            if speeches:
                mention.attribution = _covering(mention, speeches)
            elif _quoted(sentence, mention.first):
                mention.attribution = speakers.quoted(index)


def _may_speak(text: str) -> bool:
    """Tells in passing whether a sentence without a figure may name a speaker that a later one goes back to."""
    return " said" in text or " says" in text or " told " in text or "according to" in text

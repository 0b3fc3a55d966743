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
from pipelines.extraction.en.speakers import PRONOUNS, SPEECH_WORDS, Speech, first_name, speeches_of, without_title
from pipelines.extraction.model import Mention

_OPENING, _CLOSING, _PLAIN_QUOTE = "“", "”", '"'


MOST_NAMES = 200
"""Short names of one article that are looked up."""


class _Speakers:
    """The speakers of one article, as far as read."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.last: str | None = None
        self.last_sentence = -2
        self._full: dict[str, str] = {}

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
                word = re.escape(name)
                match = re.search(
                    rf"\b{word}(?: [A-Z][\w’'-]+){{1,5}}|\b(?:[A-Z]\. )?(?:[A-Z][\w’'-]+ ){{1,5}}{word}\b",
                    self.doc.text[:20000],
                )
                if match is not None:
                    known = without_title(match[0])
            self._full[name] = known
        return known

    def name_of(self, sentence: Sentence, speech: Speech) -> str | None:
        """The speaker's name, with a pronoun led back; None where it leads nowhere."""
        name = speech.speaker
        if name not in PRONOUNS:
            return self.fuller(name)
        if self.last is not None and (name != "it" or sentence.index - self.last_sentence < 4):
            return self.last
        return first_name(sentence, speech.first, self.doc) if name == "it" else None


def _quoted(sentence: Sentence, token: int) -> bool:
    """Tells whether a token stands between quotation marks of its sentence."""
    if _OPENING not in sentence.text and _PLAIN_QUOTE not in sentence.text:
        return False
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
    waiting: list[tuple[int, Mention]] = []
    for index, sentence in enumerate(doc.sentences):
        reading = readings.get(index)
        if sentence.form == "row" or (reading is None and not _may_speak(sentence.text)):
            continue
        if len(sentence.lower) > LONGEST:
            continue
        speeches: list[tuple[Speech, str]] = []
        if not SPEECH_WORDS.isdisjoint(sentence.lower):
            for speech in speeches_of(doc, sentence):
                name = speakers.name_of(sentence, speech)
                if name is not None:
                    speeches.append((speech, name))
                    speakers.last, speakers.last_sentence = name, index
        # A quote that began a sentence before its speaker is named.
        if waiting and speeches and speeches[0][0].tail:
            for block, mention in waiting:
                if block == sentence.block:
                    mention.attribution = speeches[0][1]
        if speeches:
            waiting.clear()
        if reading is None:
            continue
        for mention in reading.mentions:
            if mention.attribution is not None:
                continue
            mention.attribution = _covering(mention, speeches)
            if mention.attribution is None and not speeches and _quoted(sentence, mention.first):
                if speakers.last is not None and index - speakers.last_sentence <= 2:
                    mention.attribution = speakers.last
                    speakers.last_sentence = index
                else:
                    waiting.append((sentence.block, mention))


def _may_speak(text: str) -> bool:
    """Tells in passing whether a sentence without a figure may name a speaker that a later one goes back to."""
    return " said" in text or " says" in text or " told " in text or "according to" in text

"""English text → sentences with offsets.

Belongs here: where a sentence, headline, list item or table row ends. Does not belong here: tokens, or what is said.
"""

from __future__ import annotations

import re
from itertools import pairwise

from pipelines.extraction.document import Sentence

ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st mt ft gen col lt sgt capt rev hon sen rep gov pres no nos vol vs fig figs sec ch pp op cf "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun co corp inc ltd bros "
    "plc llc dept est approx ca rs re art al etc e.g i.e a.m p.m u.s u.k u.n e.u d.c sq cu max min avg tel ave blvd rd".split()
)
"""Words whose full stop does not end a sentence when more text follows."""

CLOSED_BEFORE_CAPITAL = frozenset("co corp inc ltd bros plc llc etc a.m p.m u.s u.k u.n e.u d.c al".split())
"""Of these, the ones that do end it when the next word is a common sentence opener."""

OPENERS = frozenset(
    "the a an it its he she they we i you this that these those in on at for by but and so if when while after before "
    "as about some more most such there their his her our nearly around over under however meanwhile with since".split()
)

_END = re.compile(
    r"[.!?…。！？；](?:(?<=[.!?…])[.!?…]*[\"'”’)\]]*(?=[\s\u00a0]+[\"'“‘(\[]*[A-Z0-9£$€¥₹\u00c0-\u00de])"
    r"|(?<=[。！？；])[。！？；]*[”」』]*)"
)
"""Begins with one class of signs, which a search finds at full speed."""
_LAST_WORD = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]+$")
_ITEM_STARTS = frozenset("-*•‣▪–(")
_NEXT_WORD = re.compile(r"[\s\u00a0\"'“‘(\[]*([^\W_]+)")
_ITEM = re.compile(r"\s*(?:[-*•‣▪–]\s+|\d{1,2}[.)]\s+|\([a-z0-9]\)\s+)")
_TERMINAL, _QUOTES = frozenset(".!?…:;,。！？"), "'\"”’)]"
"""What a line of prose ends with, and what can stand behind it."""
_NUMBER_ABBREVIATIONS = frozenset("no nos rs vol fig figs art sec ch pp op approx ca".split())
_SHORT = ABBREVIATIONS | CLOSED_BEFORE_CAPITAL | _NUMBER_ABBREVIATIONS


def _ends_sentence(text: str, stop: int, after: int) -> bool:
    """Tells whether the full stop at `stop` ends a sentence; `after` is where its closing quotes end."""
    if text[stop] != ".":
        return True
    window = max(0, stop - 24)
    begin = text.rfind(" ", window, stop) + 1 or window
    printed = text[begin:stop]
    if not printed.isalpha():
        word = _LAST_WORD.search(text, window, stop)
        if word is None:
            return True
        begin, printed = word.start(), word[0]
    lower = printed.lower()
    if lower not in _SHORT and len(lower) != 1 and (len(lower) != 3 or lower[1] != "."):
        return True
    following = _NEXT_WORD.match(text, after)
    next_word = following[1] if following else ""
    if lower in _NUMBER_ABBREVIATIONS:
        return (
            not next_word[:1].isdigit()
            and lower not in {"rs", "approx", "ca"}
            and lower not in {"vol", "fig", "figs", "pp"}
        )
    if lower in CLOSED_BEFORE_CAPITAL or (len(lower) == 3 and lower[1] == "."):
        return next_word.lower() in OPENERS and next_word[:1].isupper()
    if lower in ABBREVIATIONS:
        return False
    # An initial such as `R. Vasudev`; `I.` and a lone letter behind a number (`22 C.`) do end a sentence.
    if len(lower) == 1 and printed.isupper() and printed != "I":
        before = text[:begin].rstrip()[-1:]
        return before.isdigit() or before == "°"
    return True


_LONG = 40
"""Characters: a first line that is longer and ends with a full stop is a sentence of the text, no headline."""
MAX_SENTENCE = 1500
"""Characters: no sentence of the 19,000 wire stories tried is longer; what is longer is cut, so that rules stay linear."""
MAX_ROW = 6000
"""Characters: a longer row is no table that a person reads."""


def _shorten(line: str, cuts: list[int]) -> list[int]:
    """Cuts pieces of a line longer than MAX_SENTENCE at a space, or where they stand."""
    short = [0]
    for stop in cuts[1:]:
        while stop - short[-1] > MAX_SENTENCE:
            space = line.rfind(" ", short[-1] + 1, short[-1] + MAX_SENTENCE)
            short.append(space if space > short[-1] else short[-1] + MAX_SENTENCE)
        short.append(stop)
    return short


def split_sentences(text: str) -> list[Sentence]:
    """Cuts an article's text into sentences.

    Takes the text (title first, one paragraph, list item or table row a line). Gives sentences in order; together they cover
    all but white space, and `sentence.text == text[sentence.start:sentence.end]`.
    """
    sentences: list[Sentence] = []
    position = 0
    first_line = True
    for block, line in enumerate(text.split("\n")):
        start, position = position, position + len(line) + 1
        stripped = line.strip()
        if not stripped:
            continue
        closed = stripped.rstrip(_QUOTES)[-1:] in _TERMINAL
        if len(line) <= MAX_ROW and (
            (stripped[0] == "|" and stripped.count("|") > 1) or (not closed and stripped.count(" | ") > 1)
        ):
            form = "row"
        elif (stripped[0] in _ITEM_STARTS or stripped[0].isdigit()) and _ITEM.match(line):
            form = "item"
        elif (first_line and not (closed and stripped[-1] == "." and len(stripped) > _LONG)) or (
            len(stripped) <= 140 and not closed
        ):
            form = "headline"
        else:
            form = "prose"
        first_line = False
        cuts = [0]
        if form != "row":
            for match in _END.finditer(line):
                if _ends_sentence(line, match.start(), match.end()):
                    cuts.append(match.end())
        cuts.append(len(line))
        if len(line) > MAX_SENTENCE and form != "row":
            cuts = _shorten(line, cuts)
        for begin, end in pairwise(cuts):
            piece = line[begin:end].lstrip()
            left = start + end - len(piece)
            piece = piece.rstrip()
            if piece:
                sentences.append(Sentence(len(sentences), left, left + len(piece), piece, form, block))
    return sentences

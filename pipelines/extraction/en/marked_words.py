"""Which groups of words a sentence holds: told once for a sentence, asked many times for its figures.

Belongs here: the marks of words and sentences. Does not belong here: any group of words; who has one marks it beside its rule.

Most rules look for a few words around a figure, and most sentences have none of them. A rule asks for the mark first, because that
costs less than to cut out the words around the figure.
"""

from __future__ import annotations

from collections.abc import Iterable

_GROUPS: list[frozenset[str]] = []
_KNOWN_WORDS = 50_000
"""Different words of which the marks are remembered."""


class _Marks(dict[str, int]):
    """The marks of a lower-case word, one bit a group that it is in; what was asked for once is remembered."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _KNOWN_WORDS:
            self.clear()
        self[word] = found = sum([1 << bit for bit, words in enumerate(_GROUPS) if word in words])
        return found


_MARKS = _Marks()
_marks_of_word = _MARKS.__getitem__


def mark(words: Iterable[str]) -> int:
    """Marks a group of lower-case words; gives the bit of it. To be called when a module is loaded."""
    _GROUPS.append(frozenset(words))
    _MARKS.clear()
    return 1 << (len(_GROUPS) - 1)


def marks_of(words: Iterable[str]) -> int:
    """The bits of all groups that a sentence's lower-case words are in."""
    found = 0
    for marks in set(map(_marks_of_word, words)):
        found |= marks
    return found

"""Word tables: CSV files beside the language that uses them, read once.

Belongs here: how a table is read. Does not belong here: any word.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Generic, TypeVar

from pipelines.extraction.document import TOKEN

T = TypeVar("T")


def read_table(path: Path) -> list[dict[str, str]]:
    """Reads a word table (UTF-8 CSV with a header row) into one dict a row."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tokens_of(phrase: str) -> tuple[str, ...]:
    """Cuts a phrase of a table into the tokens that a sentence would have."""
    return tuple(map(str.rstrip, TOKEN.findall(phrase)))


class _Entries(Generic[T]):
    """Phrases with one first (or last) token: those of that token alone, and longer ones by the token next to it."""

    __slots__ = ("alone", "longer")

    def __init__(self) -> None:
        self.alone: list[T] = []
        self.longer: dict[str, list[tuple[list[str], int, T]]] = {}

    def add(self, tokens: list[str], beside: str | None, value: T) -> None:
        if beside is None:
            self.alone.append(value)
            return
        phrases = self.longer.setdefault(beside, [])
        phrases.append((tokens, len(tokens), value))
        phrases.sort(key=lambda phrase: -phrase[1])


class Phrases(Generic[T]):
    """Phrases of one or more tokens, found by their first (or last) two tokens; the longest wins."""

    def __init__(self) -> None:
        self._by_first: dict[str, _Entries[T]] = {}
        self._by_last: dict[str, _Entries[T]] = {}

    def add(self, phrase: str, value: T) -> None:
        """Adds a phrase; phrases given first win among those of one length."""
        tokens = list(tokens_of(phrase))
        several = len(tokens) > 1
        self._by_first.setdefault(tokens[0], _Entries()).add(tokens, tokens[1] if several else None, value)
        self._by_last.setdefault(tokens[-1], _Entries()).add(tokens, tokens[-2] if several else None, value)

    def __contains__(self, first: str) -> bool:
        return first in self._by_first

    def first_tokens(self) -> frozenset[str]:
        """Gives the tokens that a phrase can start with."""
        return frozenset(self._by_first)

    def last_tokens(self) -> frozenset[str]:
        """Gives the tokens that a phrase can end with."""
        return frozenset(self._by_last)

    def match(self, tokens: list[str], at: int) -> Sequence[tuple[int, T]]:
        """Gives (one past the last token, value) of the phrases that start at token `at`, longest first."""
        entries = self._by_first.get(tokens[at])
        if entries is None:
            return ()
        found = [(at + 1, value) for value in entries.alone]
        if entries.longer and at + 1 < len(tokens):
            longer = [
                (at + size, value)
                for phrase, size, value in entries.longer.get(tokens[at + 1], ())
                if size == 2 or tokens[at : at + size] == phrase
            ]
            if longer:
                return longer + found
        return found

    def match_before(self, tokens: list[str], end: int) -> tuple[int, T] | None:
        """Gives (first token, value) of the longest phrase that ends right before token `end`, or None."""
        entries = self._by_last.get(tokens[end - 1]) if end > 0 else None
        if entries is None:
            return None
        if entries.longer and end > 1:
            for phrase, size, value in entries.longer.get(tokens[end - 2], ()):
                if size == 2 or (size <= end and tokens[end - size : end] == phrase):
                    return end - size, value
        return (end - 1, entries.alone[0]) if entries.alone else None

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


class Phrases(Generic[T]):
    """Phrases of one or more tokens, found by their first (or last) token; the longest wins."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[list[str], int, T]]] = {}
        self._by_last: dict[str, list[tuple[list[str], int, T]]] = {}

    def add(self, phrase: str, value: T) -> None:
        """Adds a phrase; phrases given first win among those of one length."""
        tokens = list(tokens_of(phrase))
        for index, key in ((self._by_first, tokens[0]), (self._by_last, tokens[-1])):
            entries = index.setdefault(key, [])
            entries.append((tokens, len(tokens), value))
            entries.sort(key=lambda entry: -entry[1])

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
        found = []
        for phrase, size, value in entries:
            if size == 1 or tokens[at : at + size] == phrase:
                found.append((at + size, value))
        return found

    def match_before(self, tokens: list[str], end: int) -> tuple[int, T] | None:
        """Gives (first token, value) of the longest phrase that ends right before token `end`, or None."""
        if end <= 0:
            return None
        for phrase, size, value in self._by_last.get(tokens[end - 1], ()):
            start = end - size
            if start >= 0 and (size == 1 or tokens[start:end] == phrase):
                return start, value
        return None

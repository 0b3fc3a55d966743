"""Sparse rows of word weights, and what pairs of rows share.

Belongs here: bags of words brought together, rows in compressed form, look-ups and dot products over pairs. Does not belong
here: where words come from (`words.py`), which pairs are looked at, what a likeness is worth.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

Ints = npt.NDArray[np.int64]
Words = npt.NDArray[np.int32]
Levels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]
CHUNK = 100_000
"""Pairs that are looked at together: their words fit into the processor's cache."""


class Said(NamedTuple):
    """Words said of rows, in any order, a word any number of times: `weights[level]` is what one of them weighs."""

    rows: Ints
    words: Words
    level: Levels
    weights: Floats


class Bag(NamedTuple):
    """Each word of each row once: `keys` (row × size + word, ascending) and `weights`."""

    keys: Ints
    weights: Floats
    size: int
    """One more than the highest word number."""

    @property
    def words(self) -> Ints:
        """The word of each key."""
        return self.keys % self.size

    @property
    def rows(self) -> Ints:
        """The row of each key."""
        return self.keys // self.size

    def where(self, kept: npt.NDArray[np.bool_]) -> Bag:
        """Only these places."""
        return Bag(self.keys[kept], self.weights[kept], self.size)

    def weighing(self, weights: Floats) -> Bag:
        """The same words with other weights."""
        return Bag(self.keys, weights, self.size)

    def joined(self, other: Bag) -> Bag:
        """The words of both, with the greater weight. Quick where `other` is the smaller."""
        place = np.searchsorted(self.keys, other.keys)
        known = place < len(self.keys)
        known[known] = self.keys[place[known]] == other.keys[known]
        weights = self.weights.copy()
        weights[place[known]] = np.maximum(weights[place[known]], other.weights[known])
        new = ~known
        return Bag(
            np.insert(self.keys, place[new], other.keys[new]),
            np.insert(weights, place[new], other.weights[new]),
            self.size,
        )

    def vectors(self, rarity: Floats, n: int) -> Vectors:
        """Vectors over `n` rows: weights times the rarity of their words; a word whose rarity is not a number is left out."""
        words = self.words
        known = ~np.isnan(rarity[words])
        words = words[known]
        starts = np.searchsorted(self.keys[known], np.arange(n + 1) * self.size).astype(np.int64)
        return Vectors(starts, words.astype(np.int32), self.weights[known] * rarity[words], self.size)


def bag(said: Sequence[Said], size: int) -> Bag:
    """Words said of rows → each once, with the greatest of its weights."""
    levels = np.unique(np.concatenate([part.weights for part in said]))
    # Row, word and rank of the weight as one number: one sort brings together what belongs together, the heaviest last.
    packed = [
        (part.rows * size + part.words) * len(levels) + np.searchsorted(levels, part.weights)[part.level]
        for part in said
    ]
    ordered = pl.Series(np.concatenate(packed), dtype=pl.Int64).sort().to_numpy()
    keys, rank = np.divmod(ordered, len(levels))
    last = np.append(keys[1:] != keys[:-1], True)[: len(keys)]
    return Bag(keys[last], levels[rank[last]], size)


def _bits(words: Words) -> npt.NDArray[np.uint64]:
    """The bit of each word in the signature of its row: neighbours in number are not neighbours in it (Knuth's multiplicative hash)."""
    mixed = words.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return np.uint64(1) << (mixed >> np.uint64(58))


@dataclass(frozen=True)
class Vectors:
    """Sparse rows of word weights; `starts[i]:starts[i+1]` are row i's places in `words` (sorted) and `weights`."""

    starts: Ints
    words: Words
    weights: Floats
    size: int
    """One more than the highest word number."""

    @functools.cached_property
    def norms(self) -> Floats:
        """Length of each row."""
        return np.sqrt(self._by_row(self.weights**2))

    @functools.cached_property
    def sums(self) -> Floats:
        """Sum of each row's weights."""
        return self._by_row(self.weights)

    @functools.cached_property
    def signatures(self) -> npt.NDArray[np.uint64]:
        """One bit a word of each row, by the word's number: two rows without a common bit have no common word."""
        signatures = np.zeros(len(self.starts) - 1, dtype=np.uint64)
        some = np.flatnonzero(np.diff(self.starts))
        if len(some):
            signatures[some] = np.bitwise_or.reduceat(_bits(self.words), self.starts[some])
        return signatures

    def may_meet(self, a: Ints, b: Ints) -> npt.NDArray[np.bool_]:
        """Whether pairs of rows may share a word: false only where none does."""
        common = self.signatures[a] & self.signatures[b]
        return common.astype(bool)

    @property
    def rows(self) -> Ints:
        """The row of each place."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def _by_row(self, values: Floats) -> Floats:
        """Sums of the values of each row, word by word, so that they are the same whatever stands in other rows."""
        sums: Floats = np.bincount(self.rows, values, minlength=len(self.starts) - 1).astype(np.float64)
        return sums

    def shared(self, other: Vectors, a: Ints, b: Ints, *, product: bool) -> Floats:
        """Over pairs of rows (a of self, b of other): sum over shared words of the product, or of the smaller weight."""
        out = np.zeros(len(a))
        for first in range(0, len(a), CHUNK):
            left, right = a[first : first + CHUNK], b[first : first + CHUNK]
            pair, mine, theirs = self.meet(other, left, right)
            one, two = self.weights[mine], other.weights[theirs]
            out[first : first + CHUNK] = np.bincount(
                pair, one * two if product else np.minimum(one, two), minlength=len(left)
            )
        return out

    def meet(self, other: Vectors, a: Ints, b: Ints) -> tuple[Ints, Ints, npt.NDArray[np.integer[Any]]]:
        """The shared words of each pair of rows: number of the pair, place in self, place in other; by pair, then by word."""
        counts = self.starts[a + 1] - self.starts[a]
        ends = np.cumsum(counts)
        pair = np.repeat(np.arange(len(a)), counts)
        mine = np.arange(len(pair)) + np.repeat(self.starts[a] - (ends - counts), counts)
        words, rows = self.words[mine], b[pair]
        # Most words of one row are not in the other, and their bit says so at once.
        likely = (other.signatures[rows] & _bits(words)).astype(bool)
        pair, mine = pair[likely], mine[likely]
        theirs, hit = other.find(rows[likely], words[likely])
        return pair[hit], mine[hit], theirs[hit]

    def find(self, rows: Ints, words: Words) -> tuple[npt.NDArray[np.integer[Any]], npt.NDArray[np.bool_]]:
        """Where each word stands in its row, and whether it does: halving the row, all rows at once."""
        starts, words_here = self._compact
        place = starts[rows]
        left = starts[rows + 1] - place
        some = left > 0
        if not len(rows) or not some.any():
            return place, np.zeros(len(rows), dtype=bool)
        half, probe, found = np.empty_like(place), np.empty_like(place), np.empty_like(words)
        below = np.empty(len(place), dtype=bool)
        for _ in range(int(left.max() - 1).bit_length()):
            np.right_shift(left, 1, out=half)
            np.add(place, half, out=probe)
            np.take(words_here, probe, out=found, mode="clip")
            np.less_equal(found, words, out=below)
            np.multiply(half, below, out=probe)
            place += probe
            left -= half
        return place, some & (np.take(words_here, place, mode="clip") == words)

    @functools.cached_property
    def _compact(self) -> tuple[npt.NDArray[np.integer[Any]], Words]:
        """`starts` in few bytes, and `words` with one behind the last that is none: what `find` goes through again and again."""
        few = np.int32 if len(self.words) < np.iinfo(np.int32).max else np.int64
        return self.starts.astype(few), np.append(self.words, np.int32(np.iinfo(np.int32).max))

    def cosine(self, a: Ints, b: Ints) -> Floats:
        """Cosine between rows a and b; 0 where one is empty."""
        norm = self.norms[a] * self.norms[b]
        return np.divide(self.shared(self, a, b, product=True), norm, out=np.zeros(len(a)), where=norm > 0)

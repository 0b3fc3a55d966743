"""The words of figures as comparable vectors: stems, senses from a table, and how rare each is.

Belongs here: cutting text into content words, the synonym table, rarity, dot products over pairs of figures. Does not belong
here: which pairs are looked at, and what a likeness is worth.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

LEXICON = Path(__file__).parent / "lexicon"
WORD = r"\p{Han}|[\p{L}][\p{L}\p{M}\d&_]*(?:-[\p{L}\d]+)*"
BACKGROUND_FIGURES = 200
"""Made-up figures that stand behind a small corpus, so that rarity means something among ten figures too."""
BACKGROUND_SHARE = 0.005
"""Share of these in which any one word stands."""
CONCEPTS = Path(__file__).parents[1] / "extraction" / "en" / "lexicon" / "concepts.csv"
"""The concepts that extraction gives to metrics: their phrases count as synonyms wherever they stand."""
SENSE_MARK = "="
CHUNK = 100_000
"""Pairs that are looked at together: their words fit into the processor's cache."""
STEM_BESIDE_SENSE = 0.5
"""The same word is a little more than the same sense: weight of the stem where the table gives a sense."""

Ints = npt.NDArray[np.int64]
Words = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]


@functools.cache
def stop_words() -> frozenset[str]:
    """Words that say nothing of what a figure is about (`lexicon/stopwords.csv`)."""
    return frozenset(pl.read_csv(LEXICON / "stopwords.csv", infer_schema=False)["word"].to_list())


@functools.cache
def senses() -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Read `lexicon/synonyms.csv`: stem → senses, and phrase → the same with underscores, so that it is one word."""
    by_stem: dict[str, set[str]] = {}
    phrases: dict[str, str] = {}
    table = pl.read_csv(LEXICON / "synonyms.csv", infer_schema=False)
    named = [(sense, [sense, *words.split()]) for sense, words in table.iter_rows()]
    for concept, listed in pl.read_csv(CONCEPTS, infer_schema=False).select("concept", "phrases").iter_rows():
        named.append((concept, ["_".join(phrase.lower().replace("'", "").split()) for phrase in listed.split("|")]))
    stops = stop_words()
    for sense, listed in named:
        for word in listed:
            if word in stops:
                continue
            if "_" in word:
                phrases[word.replace("_", " ")] = word
            by_stem.setdefault(stem(word), set()).add(sense)
    return {word: tuple(sorted(named)) for word, named in by_stem.items()}, phrases


@functools.cache
def persons() -> frozenset[str]:
    """Stems of nouns that count people (`lexicon/persons.csv`)."""
    return frozenset(stem(word) for word in pl.read_csv(LEXICON / "persons.csv", infer_schema=False)["word"])


def stem(word: str) -> str:
    """Cut the endings of plural, past and gerund: `employs`, `employed` → `employ`. Rough, and the same for both sides."""
    if "_" in word or len(word) < 4:
        return word
    for ending, instead in (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh")):
        if word.endswith(ending):
            return word[: -len(ending)] + instead
    for ending in ("ing", "ed", "s"):
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lse":
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def word_rows(text: pl.Series) -> pl.DataFrame:
    """Content words of each text, one row a distinct word or sense: `row` (index in `text`), `word`, `part` (1 or less)."""
    # Headlines, sentences and names stand with many figures: each is cut once.
    coded = pl.DataFrame({"row": pl.Series(range(len(text)), dtype=pl.Int64), "text": text.fill_null("")})
    distinct = coded.select(pl.col("text").unique()).sort("text").with_row_index("code")
    cut = _cut(distinct["text"])
    return (
        coded.join(distinct, on="text", maintain_order="left")
        .select("row", pl.col("code").cast(pl.Int64))
        .join(cut, on="code")
        .select("row", "word", "part")
        .sort("row", "word")
    )


def _cut(text: pl.Series) -> pl.DataFrame:
    """The words of each text: `code` (index in `text`), `word`, `part`."""
    by_stem, phrases = senses()
    folded = text.str.to_lowercase().str.replace_all(r"[’']s\b|[’']", "")
    if phrases:
        # Longest first: `net profit margin` is not `net profit`.
        longest = sorted(phrases, key=len, reverse=True)
        folded = folded.str.replace_many(longest, [phrases[p] for p in longest], leftmost=True)
    rows = (
        pl.DataFrame({"code": pl.Series(range(len(text)), dtype=pl.Int64), "printed": folded.str.extract_all(WORD)})
        .explode("printed")
        .drop_nulls("printed")
    )
    known = rows.get_column("printed").unique().sort().to_list()
    printed: list[str] = []
    word: list[str] = []
    part: list[float] = []
    stops = stop_words()
    for seen in known:
        if seen in stops:
            continue
        for piece in sorted({seen, *re.split("[-_]", seen)}):
            if piece in stops or (len(piece) < 2 and piece.isascii()):
                continue
            root = stem(piece)
            found = by_stem.get(root, ())
            for name, weight in [
                (root, STEM_BESIDE_SENSE if found else 1.0),
                # A word of many senses says less in each.
                *((SENSE_MARK + sense, len(found) ** -0.5) for sense in found),
            ]:
                printed.append(seen)
                word.append(name)
                part.append(weight)
    table = pl.DataFrame(
        {"printed": printed, "word": word, "part": part},
        schema={"printed": pl.String, "word": pl.String, "part": pl.Float64},
    )
    return rows.join(table, on="printed").group_by("code", "word").agg(pl.col("part").max())


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
        squares = np.concatenate([[0.0], np.cumsum(self.weights**2)])
        norms: Floats = np.sqrt(np.maximum(squares[self.starts[1:]] - squares[self.starts[:-1]], 0.0))
        return norms

    @functools.cached_property
    def sums(self) -> Floats:
        """Sum of each row's weights."""
        sums = np.concatenate([[0.0], np.cumsum(self.weights)])
        totals: Floats = np.maximum(sums[self.starts[1:]] - sums[self.starts[:-1]], 0.0)
        return totals

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

    def meet(self, other: Vectors, a: Ints, b: Ints) -> tuple[Ints, Ints, Ints]:
        """The shared words of each pair of rows: number of the pair, place in self, place in other; by pair, then by word."""
        counts = self.starts[a + 1] - self.starts[a]
        ends = np.cumsum(counts)
        pair = np.repeat(np.arange(len(a)), counts)
        mine = np.arange(len(pair)) + np.repeat(self.starts[a] - (ends - counts), counts)
        theirs, hit = other.find(b[pair], self.words[mine])
        return pair[hit], mine[hit], theirs[hit]

    def find(self, rows: Ints, words: Words) -> tuple[Ints, npt.NDArray[np.bool_]]:
        """Where each word stands in its row, and whether it does: halving the row, all rows at once."""
        place = self.starts[rows]
        left = self.starts[rows + 1] - place
        some = left > 0
        if not len(rows) or not some.any():
            return place, np.zeros(len(rows), dtype=bool)
        last = len(self.words) - 1
        for _ in range(int(left.max() - 1).bit_length()):
            half = left >> 1
            place += np.where(self.words[np.minimum(place + half, last)] <= words, half, 0)
            left -= half
        return place, some & (self.words[np.minimum(place, last)] == words)

    def cosine(self, a: Ints, b: Ints) -> Floats:
        """Cosine between rows a and b; 0 where one is empty."""
        norm = self.norms[a] * self.norms[b]
        return np.divide(self.shared(self, a, b, product=True), norm, out=np.zeros(len(a)), where=norm > 0)


def rarity(rows: pl.DataFrame, n: int, *, background: int = BACKGROUND_FIGURES) -> pl.DataFrame:
    """How rare each word is among `n` rows: `word`, `rarity` = ln((n + background) / (rows with it + their share))."""
    return (
        rows.group_by("word")
        .agg(pl.col("row").n_unique().alias("seen"))
        .sort("word")
        .select(
            "word", "seen", ((n + background) / (pl.col("seen") + background * BACKGROUND_SHARE)).log().alias("rarity")
        )
    )


def vectors(rows: pl.DataFrame, vocabulary: pl.DataFrame, n: int) -> Vectors:
    """Rows (`row`, `word`, `weight`) → vectors over `n` rows; weights are multiplied by the word's rarity.

    `vocabulary`: `word`, `rarity`, sorted by word; a word that is not in it is left out.
    """
    numbered = vocabulary.select("word", "rarity").with_row_index("number")
    placed = (
        rows.join(numbered, on="word")
        .select(
            pl.col("row").cast(pl.Int64),
            pl.col("number").cast(pl.Int64),
            (pl.col("weight") * pl.col("rarity")).alias("weight"),
        )
        .sort("row", "number")
    )
    starts = np.searchsorted(placed["row"].to_numpy(), np.arange(n + 1)).astype(np.int64)
    return Vectors(
        starts, placed["number"].to_numpy().astype(np.int32), placed["weight"].to_numpy(), max(numbered.height, 1)
    )

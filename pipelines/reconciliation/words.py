"""The words of figures: stems, senses from a table, and how rare each is.

Belongs here: cutting text into content words, the synonym table, rarity. Does not belong here: weights of words in a figure
(`statements.py`), dot products (`vectors.py`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.reconciliation.vectors import Floats, Ints, Levels, Said, Words, bag

LEXICON = Path(__file__).parent / "lexicon"
WORD = r"\p{Han}|[\p{L}][\p{L}\p{M}\d&_]*(?:-[\p{L}\d]+)*"
BACKGROUND_FIGURES = 200
"""Made-up figures that stand behind a small corpus, so that rarity means something among ten figures too."""
BACKGROUND_ARTICLES = 50
"""The same for articles."""
BACKGROUND_SHARE = 0.005
"""Share of these in which any one word stands."""
CONCEPTS = Path(__file__).parents[1] / "extraction" / "en" / "lexicon" / "concepts.csv"
"""The concepts that extraction gives to metrics: their phrases count as synonyms wherever they stand."""
SENSE_MARK = "="
STEM_BESIDE_SENSE = 0.5
"""The same word is a little more than the same sense: weight of the stem where the table gives a sense."""


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


class Vocabulary(NamedTuple):
    """All words of some texts, sorted; a word's number is its place. `parts`: what a word can weigh in its text."""

    words: pl.Series
    parts: Floats

    @property
    def size(self) -> int:
        """One more than the highest number of a word."""
        return max(len(self.words), 1)

    def marks(self, names: Iterable[str]) -> npt.NDArray[np.bool_]:
        """Which words are among `names`."""
        marks = np.zeros(self.size, dtype=bool)
        marks[: len(self.words)] = self.words.is_in(sorted(names)).to_numpy()
        return marks

    @property
    def senses(self) -> npt.NDArray[np.bool_]:
        """Which words are senses."""
        marks = np.zeros(self.size, dtype=bool)
        marks[: len(self.words)] = self.words.str.starts_with(SENSE_MARK).to_numpy()
        return marks


class CutTexts(NamedTuple):
    """Texts cut into content words, each distinct text once: text i has the words `starts[i]:starts[i+1]`."""

    texts: Ints
    """The number of the text of each row."""
    starts: Ints
    words: Words
    level: Levels
    """Place in the vocabulary's `parts`."""

    def said(self, weights: Floats, rows: Ints | None = None, texts: Ints | None = None) -> Said:
        """The words of each row (or of each of `rows`, which has the text `texts`), weighing `weights[level]`."""
        texts = self.texts if texts is None else texts
        rows = np.arange(len(texts)) if rows is None else rows
        counts = self.starts[texts + 1] - self.starts[texts]
        ends = np.cumsum(counts)
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(self.starts[texts] - (ends - counts), counts)
        return Said(np.repeat(rows, counts), self.words[places], self.level[places], weights)

    def bits(self, bit: Ints) -> Ints:
        """For each row the bits of its words; `bit`: those of each word of the vocabulary."""
        found = np.zeros(len(self.starts) - 1, dtype=np.int64)
        carried = bit[self.words]
        some = carried != 0
        text = np.repeat(np.arange(len(found)), np.diff(self.starts))
        np.bitwise_or.at(found, text[some], carried[some])
        return found[self.texts]


def cut(texts: Mapping[str, pl.Series]) -> tuple[Vocabulary, dict[str, CutTexts]]:
    """Cut each column of texts into content words and senses, over one vocabulary."""
    # Headlines, sentences and names stand with many figures: each is cut once.
    numbers: dict[str, Ints] = {}
    printed: dict[str, pl.DataFrame] = {}
    heights: dict[str, int] = {}
    for name, text in texts.items():
        column = text.fill_null("").alias("text").to_frame()
        distinct = column.unique().sort("text").with_row_index("number")
        numbers[name] = column.join(distinct, on="text", how="left", maintain_order="left")["number"].to_numpy()
        printed[name], heights[name] = _printed(distinct["text"]), distinct.height
    known = pl.concat([frame["printed"].unique() for frame in printed.values()]).unique().sort()
    table = meanings(known.to_list())
    vocabulary = Vocabulary(table["word"].unique().sort(), np.unique(np.append(table["part"].to_numpy(), 1.0)))
    table = table.select(
        "printed",
        pl.col("word").replace_strict(
            vocabulary.words, pl.Series(range(len(vocabulary.words)), dtype=pl.Int32), return_dtype=pl.Int32
        ),
        pl.Series("level", np.searchsorted(vocabulary.parts, table["part"].to_numpy()), dtype=pl.Int64),
    )
    found: dict[str, CutTexts] = {}
    for name, frame in printed.items():
        rows = frame.join(table, on="printed").select("number", "word", "level")
        said = Said(
            rows["number"].to_numpy().astype(np.int64),
            rows["word"].to_numpy(),
            rows["level"].to_numpy().astype(np.uint8),
            np.arange(len(vocabulary.parts), dtype=np.float64),
        )
        once = bag([said], vocabulary.size)
        starts = np.searchsorted(once.keys, np.arange(heights[name] + 1) * vocabulary.size).astype(np.int64)
        found[name] = CutTexts(
            numbers[name].astype(np.int64), starts, once.words.astype(np.int32), once.weights.astype(np.uint8)
        )
    return vocabulary, found


def _printed(text: pl.Series) -> pl.DataFrame:
    """The words of each text as they are printed, in small letters: `number` (place of the text), `printed`."""
    _, phrases = senses()
    folded = text.str.to_lowercase().str.replace_all(r"[’']s\b|[’']", "")
    if phrases:
        # Longest first: `net profit margin` is not `net profit`.
        longest = sorted(phrases, key=len, reverse=True)
        folded = folded.str.replace_many(longest, [phrases[p] for p in longest], leftmost=True)
    return (
        pl.DataFrame({"number": pl.Series(range(len(text)), dtype=pl.UInt32), "printed": folded.str.extract_all(WORD)})
        .explode("printed")
        .drop_nulls("printed")
    )


def meanings(known: Iterable[str]) -> pl.DataFrame:
    """Printed words → stems and senses: `printed`, `word`, `part` (1 or less)."""
    by_stem, _ = senses()
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
    return pl.DataFrame(
        {"printed": printed, "word": word, "part": part},
        schema={"printed": pl.String, "word": pl.String, "part": pl.Float64},
    )


class WordCounts(NamedTuple):
    """How often words and units stand in a corpus: what tells how rare they are."""

    figures: int
    articles: int
    words: pl.DataFrame
    """`word`, `in_figures` (as a word of what is measured), `in_articles` (in sentences with figures, names and headlines)."""
    telling: int
    """Articles that state a figure."""
    units: pl.DataFrame
    """`dimension`, `measure_unit`, `in_articles`."""

    def plus(self, other: WordCounts) -> WordCounts:
        """The counts of both corpora together."""
        both = pl.concat([self.words, other.words]).group_by("word").agg(pl.col("in_figures", "in_articles").sum())
        units = (
            pl.concat([self.units, other.units]).group_by("dimension", "measure_unit").agg(pl.col("in_articles").sum())
        )
        return WordCounts(
            self.figures + other.figures,
            self.articles + other.articles,
            both.sort("word"),
            self.telling + other.telling,
            units.sort("dimension", "measure_unit"),
        )

    def rarities(self, vocabulary: Vocabulary) -> tuple[Floats, Floats]:
        """How rare each word of a vocabulary is among figures and among articles; not a number where it stands nowhere."""
        known = vocabulary.words.alias("word").to_frame().join(self.words, on="word", how="left", maintain_order="left")
        return (
            rarity(known["in_figures"], self.figures, BACKGROUND_FIGURES),
            rarity(known["in_articles"], self.articles, BACKGROUND_ARTICLES),
        )


def rarity(seen: pl.Series, n: int, background: int) -> Floats:
    """ln((n + background) / (rows with the word + their share)) among `n` rows; not a number for a word that none has."""
    told = seen.to_frame("seen").select(
        pl.when(pl.col("seen") > 0)
        .then(((n + background) / (pl.col("seen") + background * BACKGROUND_SHARE)).log())
        .otherwise(None)
    )
    rarities = told.to_series().fill_null(float("nan")).to_numpy()
    return rarities if len(rarities) else np.full(1, np.nan)

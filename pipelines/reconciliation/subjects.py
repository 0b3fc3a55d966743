"""What figures and articles are about, as bags of words.

Belongs here: which words count, and how much each: of the metric, the counted noun, the surroundings, the name, the headline.
Does not belong here: how texts are cut (`words.py`), other traits of a figure (`statements.py`).
"""

from __future__ import annotations

import functools

import numpy as np
import polars as pl

from pipelines.reconciliation import words
from pipelines.reconciliation.vectors import Bag, Said, bag
from pipelines.reconciliation.words import LEXICON, CutTexts, Vocabulary

NEAR, FAR, METRIC, NOUN = 0.7, 0.3, 1.0, 1.0
"""Weight of a word between the figure's neighbours, elsewhere in its sentence, in its metric, as its counted noun."""
TITLE_WORD = 1.5
"""Weight of a headline word among the words of an article."""
PROPER_NAME = 2.0
"""Weight of a proper name among them."""
NAME_TEXT = 6_000
"""Characters of an article in which proper names are looked for: what it is about stands at its beginning."""
KIND_WORD = 0.4
"""Weight of `bank`, `zone`, `airlines` in a name, beside the words that tell one bank from another."""


@functools.cache
def kind_words() -> dict[str, str]:
    """Words that say what kind of thing a name is of → class of part, or empty (`lexicon/part_words.csv`)."""
    table = pl.read_csv(LEXICON / "part_words.csv", infer_schema=False)
    return {words.stem(word): name or "" for word, name in table.iter_rows()}


def measured(vocabulary: Vocabulary, text: dict[str, CutTexts]) -> tuple[Bag, Bag]:
    """The words of what is measured of each figure, with and without those around it."""
    parts, size = vocabulary.parts, vocabulary.size
    metric = bag([text["metric"].said(METRIC * parts), text["noun"].said(NOUN * parts)], size)
    # What is told apart from what it is measured of: the name counts once, as a name.
    aside = text["entity"].said(np.full(len(parts), np.inf))
    said = bag([text["near"].said(NEAR * parts), text["far"].said(FAR * parts), aside], size)
    return said.where(np.isfinite(said.weights)).joined(metric), metric


def counted(vocabulary: Vocabulary, text: dict[str, CutTexts]) -> Bag:
    """The words of each figure's counted noun."""
    return bag([text["noun"].said(NOUN * vocabulary.parts)], vocabulary.size)


def named(vocabulary: Vocabulary, text: dict[str, CutTexts]) -> tuple[Bag, Bag]:
    """The words of each figure's entity, and those of its entity, sentence and headline."""
    parts, size = vocabulary.parts, vocabulary.size
    own = _names(vocabulary, text["entity"])
    setting = bag([own, text["far"].said(parts), text["title"].said(parts)], size)
    return bag([own], size), setting


def named_aside(vocabulary: Vocabulary, text: dict[str, CutTexts]) -> Bag:
    """The proper names in each figure's sentence that are not its entity: places, people and works that it is told beside."""
    parts, size = vocabulary.parts, vocabulary.size
    aside = text["entity"].said(np.full(len(parts), np.inf))
    said = bag([text["sentence_names"].said(parts), aside], size)
    return said.where(np.isfinite(said.weights) & ~vocabulary.senses[said.words])


def _names(vocabulary: Vocabulary, entity: CutTexts) -> Said:
    """The words of each figure's entity; those that say what kind of thing it is weigh less."""
    said = entity.said(np.append(vocabulary.parts, KIND_WORD))
    kinds = vocabulary.marks(kind_words())
    return said._replace(level=np.where(kinds[said.words], len(vocabulary.parts), said.level).astype(np.uint8))


def topics(vocabulary: Vocabulary, text: dict[str, CutTexts], table: pl.DataFrame) -> tuple[Bag, Bag]:
    """What each article is about, and all words of its sentences with figures, names and headline.

    The words of its headline and of its sentences with figures, the more often the heavier; proper names from anywhere in the
    text tie articles best.
    """
    parts, size = vocabulary.parts, vocabulary.size
    article = table["article"].to_numpy()
    sentence, place = np.unique(article * 2**32 + table["sentence_start"].to_numpy(), return_inverse=True)
    article_of = sentence // 2**32
    # A sentence with several figures is looked at once.
    far = np.unique(place * len(text["far"].starts) + text["far"].texts)
    entity = np.unique(place * len(text["entity"].starts) + text["entity"].texts)
    in_sentence, text_of = np.divmod(far, len(text["far"].starts))
    named_in, name_of = np.divmod(entity, len(text["entity"].starts))
    told = text["far"].said(parts, in_sentence, text_of)
    named = _names(vocabulary, text["entity"]._replace(texts=name_of))
    named = named._replace(rows=named_in[named.rows])
    headed, title_of = np.divmod(
        np.unique(article * len(text["title"].starts) + text["title"].texts), len(text["title"].starts)
    )
    title = text["title"].said(TITLE_WORD * parts, headed, title_of)
    by_article = bag(
        [told._replace(rows=article_of[told.rows]), named._replace(rows=article_of[named.rows]), title], size
    )
    # In how many of its sentences each word stands; a word of the headline stands over all of them.
    once = bag([told, named], size)
    keys = pl.Series(article_of[once.rows] * size + once.words).sort().to_numpy()
    found = np.searchsorted(keys, by_article.keys, side="right") - np.searchsorted(keys, by_article.keys)
    of_all = np.bincount(article_of, minlength=int(article.max(initial=0)) + 1)
    headline = bag([title], size)
    found[np.searchsorted(by_article.keys, headline.keys)] = of_all[headline.rows]
    times = pl.Series(found, dtype=pl.Int64).log().to_numpy()
    about = by_article.weighing(by_article.weights * (1 + times))
    proper = bag([text["names"].said(PROPER_NAME * parts)], size)
    about = about.joined(proper.where(~vocabulary.senses[proper.words]))
    about = about.where(~vocabulary.senses[about.words])
    kinds = vocabulary.marks(kind_words())
    return about.weighing(np.where(kinds[about.words], KIND_WORD * about.weights, about.weights)), by_article


def proper_names(text: pl.Series) -> pl.Series:
    """Capitalised words inside sentences of each article's text."""
    named = text.str.head(NAME_TEXT).str.extract_all(r"[\p{Ll},;] \p{Lu}[\p{L}\d&-]+(?: \p{Lu}[\p{L}\d&-]+)*")
    return named.list.join(" . ")

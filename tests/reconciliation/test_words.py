"""Words of figures: one sense under many wordings, and vectors that add up."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.reconciliation import words
from pipelines.reconciliation.vectors import bag


def named(text: str) -> set[str]:
    vocabulary, cut = words.cut({"text": pl.Series([text])})
    return set(vocabulary.words.gather(cut["text"].words))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("people it employs", "staff on the payroll"),
        ("23 died", "death toll"),
        ("turnover", "sales"),
        ("lost their lives", "killed"),
    ],
)
def test_one_sense_many_wordings(one: str, other: str) -> None:
    assert {w for w in named(one) if w.startswith("=")} & {w for w in named(other) if w.startswith("=")}


@pytest.mark.parametrize(("one", "other"), [("exports", "imports"), ("missing", "injured"), ("rain", "revenue")])
def test_different_senses_stay_apart(one: str, other: str) -> None:
    assert not named(one) & named(other)


def test_han_characters_are_words() -> None:
    assert "合" in named("合肥 GDP")


@settings(deadline=None)
@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_text_is_cut_without_error_and_a_row_is_like_itself(texts: list[str]) -> None:
    vocabulary, cut = words.cut({"text": pl.Series(texts, dtype=pl.String)})
    found = bag([cut["text"].said(vocabulary.parts)], vocabulary.size)
    vectors = found.vectors(np.ones(vocabulary.size), len(texts))
    index = np.arange(len(texts))
    cosines = vectors.cosine(index, index)
    assert np.allclose(cosines[vectors.norms > 0], 1.0)
    assert (cosines[vectors.norms == 0] == 0).all()


def test_a_row_shares_with_another_what_both_hold() -> None:
    vocabulary, cut = words.cut({"text": pl.Series(["brelk tavon mirsk", "brelk tavon", "", "quolf"])})
    vectors = bag([cut["text"].said(vocabulary.parts)], vocabulary.size).vectors(np.ones(vocabulary.size), 4)
    a, b = np.array([0, 1, 0, 2, 3]), np.array([1, 0, 2, 2, 0])
    assert vectors.shared(vectors, a, b, product=False).tolist() == [2.0, 2.0, 0.0, 0.0, 0.0]


def test_counts_of_two_corpora_add_up() -> None:
    units = pl.DataFrame({"dimension": ["kg"], "measure_unit": ["kg"], "in_articles": [1]})
    one = words.WordCounts(
        3, 2, pl.DataFrame({"word": ["ore", "zinc"], "in_figures": [2, 1], "in_articles": [1, 1]}), 2, units
    )
    other = words.WordCounts(1, 1, pl.DataFrame({"word": ["ore"], "in_figures": [1], "in_articles": [0]}), 1, units)
    both = one.plus(other)
    assert (both.figures, both.articles, both.telling) == (4, 3, 3)
    assert both.units.rows() == [("kg", "kg", 2)]
    assert both.words.rows() == [("ore", 3, 1), ("zinc", 1, 1)]

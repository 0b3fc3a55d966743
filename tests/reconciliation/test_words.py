"""Words of figures: one sense under many wordings, and vectors that add up."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.reconciliation import words


def named(text: str) -> set[str]:
    return set(words.word_rows(pl.Series([text]))["word"])


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
    rows = words.word_rows(pl.Series(texts, dtype=pl.String)).rename({"part": "weight"})
    vectors = words.vectors(rows, words.rarity(rows, len(texts)), len(texts))
    index = np.arange(len(texts))
    cosines = vectors.cosine(index, index)
    assert np.allclose(cosines[vectors.norms > 0], 1.0)
    assert (cosines[vectors.norms == 0] == 0).all()

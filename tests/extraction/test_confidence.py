"""How sure a figure is: sure readings of plain sentences, unsure ones where the words leave much open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extraction.en.confidence import WEIGHTS, source_of_entity
from pipelines.extraction.extract import extract_figures


def _sure(text: str, surface: str) -> float:
    return next(figure.confidence for figure in extract_figures(text) if figure.surface == surface)


def test_a_carried_number_is_less_sure_than_a_printed_one() -> None:
    text = "Marlow Water costs rise\nMarlow Water spent 112.4 million euros on pipes in 2023. It had been 96 million a year earlier."
    assert _sure(text, "112.4 million euros") > _sure(text, "96 million")


def test_a_figure_of_which_nothing_is_known_is_less_sure() -> None:
    known = "Marlow Water grows\nMarlow Water had revenue of $112 million in 2023, its finance chief Ada Brill said."
    bare = "Odds and ends\nThen $112 million."
    assert _sure(known, "$112 million") > _sure(bare, "$112 million")


@pytest.mark.parametrize(
    ("entity", "sentence", "title", "expected"),
    [
        (None, "Sales rose.", "Marlow Water grows", "entity:none"),
        ("Marlow Water", "Marlow Water sold more.", "", "entity:named_here"),
        ("Ada Marlow", "Marlow sold more.", "", "entity:short_name_here"),
        ("Marlow Water", "It sold more.", "Marlow Water grows", "entity:in_title"),
        ("Marlow Water", "It sold more.", "Pipes", "entity:from_elsewhere"),
    ],
)
def test_where_a_name_comes_from(entity: str | None, sentence: str, title: str, expected: str) -> None:
    assert source_of_entity(entity, sentence, title) == expected


def test_the_table_says_something_of_what_can_be_wrong() -> None:
    assert WEIGHTS["rule:carried"] < 0
    assert WEIGHTS["metric:one_word"] < WEIGHTS["metric:phrase"]


@given(st.text(max_size=200))
def test_any_text_gives_a_probability(text: str) -> None:
    assert all(0 < figure.confidence < 1 for figure in extract_figures(text))

"""Which words are ordinary English, and which names an article has that only ever open sentences."""

from __future__ import annotations

import pytest

from pipelines.extraction.en.ordinary_words import is_ordinary
from pipelines.extraction.extract import extract_figures


@pytest.mark.parametrize(
    "word",
    ["copper", "bakers", "vaccinated", "punctuality", "underfunded", "like-for-like", "thirty-one", "waterworks"],
)
def test_ordinary_words_and_their_forms(word: str) -> None:
    """Words of the list, their forms, built words and compounds."""
    assert is_ordinary(word)


@pytest.mark.parametrize("word", ["tessaly", "orrin", "belmar-orvik", "korvat"])
def test_names_are_not_ordinary(word: str) -> None:
    """Invented names."""
    assert not is_ordinary(word)


def entity_of(text: str, figure: str) -> str | None:
    """The entity of the figure whose print holds `figure`."""
    at = text.index(figure)
    return next(one.entity for one in extract_figures(text) if one.start <= at < one.end)


def test_name_that_only_opens_sentences_is_a_name() -> None:
    """`Korvat had …` at the start of a line: a name, because no such word is English."""
    text = "Census: we are 9 million\nKorvat had 9 million people on Friday, more than ever.\nThe median age is 31 years. Some 40,000 clerks counted."
    assert entity_of(text, "40,000") == "Korvat"


def test_ordinary_word_that_opens_sentences_is_no_name() -> None:
    """`Copper touched …`: what is traded, not a name that later figures are about."""
    text = "Orrin Mines digs more\nCopper touched $4 a pound. Copper rose again on Monday.\nOrrin Mines dug 90 tonnes. It has 300 staff."
    assert entity_of(text, "300") == "Orrin Mines"

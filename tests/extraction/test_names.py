"""Names within one article: short forms, acronyms, descriptions, persons, and what the article is about."""

from __future__ import annotations

from pipelines.extraction.document import Document
from pipelines.extraction.en.descriptions import ArticleMemory
from pipelines.extraction.en.sentences import split_sentences


def memory(text: str, publisher: str | None = None) -> ArticleMemory:
    """The memory of one article."""
    return ArticleMemory(Document(text, split_sentences(text), None, "en", publisher, text.split("\n", maxsplit=1)[0]))


def test_short_form_leads_to_fullest_name() -> None:
    """`Helix` is `Helix Motors` once the article says so."""
    found = memory("Carmaker grows\nSales at Helix Motors rose. The board of Helix met on Friday.")
    assert found.full("Helix") == "Helix Motors"


def test_place_is_not_led_to_an_institution_named_after_it() -> None:
    """A town does not become its police."""
    found = memory("News\nPeople in Marston and the Marston Police Department met in Marston. Rain fell in Marston.")
    assert found.full("Marston") == "Marston"


def test_acronym_in_brackets_and_after_or() -> None:
    """An acronym that an article introduces is the name."""
    found = memory("News\nThe Grand Union of Invention, or GUI, met the Tessaly Port Authority (TPA) on Monday.")
    assert found.full("GUI") == "Grand Union of Invention"
    assert found.full("TPA") == "Tessaly Port Authority"


def test_description_by_class_word_and_by_phrase() -> None:
    """`the zone` ends in its class word; `the plant` was introduced with a name in front."""
    found = memory(
        "Astwick steel plant opens\nThe Jinhu Economic Development Zone praised it. The plant is big; the zone is old."
    )
    assert found.described("zone") == "Jinhu Economic Development Zone"
    assert found.described("plant") == "Astwick steel plant"


def test_surname_leads_to_person() -> None:
    """A surname alone is the person named before, and a person is no topic."""
    found = memory("Budget passes\nMayor Ana Velle spoke for Marston. Velle said the city of Marston would pay.")
    assert found.kind(found.full("Velle")) == "person"
    assert found.topic() == "Marston"


def test_dateline_gives_the_place() -> None:
    """The capitals at the start of the report are a place."""
    assert memory("News\nMARSTON (AP) - The council met.").place() == "Marston"


def test_words_that_open_a_sentence_are_no_names() -> None:
    """A capital at the start of a sentence proves nothing."""
    found = memory("Shops close\nInvestors fled. Revenue fell. Helix Motors closed shops.")
    assert "Investors" not in found.names
    assert "Revenue" not in found.names

"""One name for one thing across articles."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipelines.extraction.aliases import canonical_names, read_aliases


def names(*values: str | None) -> pl.Series:
    """An entity column."""
    return pl.Series("entity", list(values), dtype=pl.String)


def test_built_in_table_and_nulls() -> None:
    """`US` is the United States; a figure without entity stays without."""
    assert canonical_names(names("US", None, "the UK")).to_list() == ["United States", None, "United Kingdom"]


def test_users_table_wins() -> None:
    """The user may say otherwise than the built-in table, and may forbid a merge."""
    assert canonical_names(names("US"), {"US Steel": ["US"]}).to_list() == ["US Steel"]
    assert canonical_names(names("Helix", "Helix Motors"), {"Helix": []}).to_list() == ["Helix", "Helix Motors"]


def test_one_longer_company_fits() -> None:
    """A short form follows the only longer name, and so does its part."""
    found = canonical_names(names("Helix", "Helix Motors", "Helix plant"))
    assert found.to_list() == ["Helix Motors", "Helix Motors", "Helix Motors plant"]


def test_two_longer_names_or_an_institution_do_not_link() -> None:
    """Where two names fit, or the longer is a town's council, nothing is merged."""
    assert canonical_names(names("Helix", "Helix Motors", "Helix Foods")).to_list()[0] == "Helix"
    assert canonical_names(names("Marston", "Marston Council")).to_list()[0] == "Marston"


def test_acronym_that_one_article_introduces_links_in_all() -> None:
    """The sentence of one article is evidence for the others."""
    sentences = pl.Series(["The Grand Union of Invention, or GUI, grew.", "GUI grew."])
    assert (
        canonical_names(names("Grand Union of Invention", "GUI"), sentences=sentences).to_list()
        == ["Grand Union of Invention"] * 2
    )


def test_order_of_rows_does_not_matter() -> None:
    """The same names give the same result in any order."""
    values = ["Jinhu zone", "Jinhu Trade Zone", "Jinhu Economic Trade Zone", "Helix", "Helix Motors"]
    forward = dict(zip(values, canonical_names(names(*values)).to_list(), strict=True))
    backward = dict(zip(values[::-1], canonical_names(names(*values[::-1])).to_list(), strict=True))
    assert forward == backward
    assert forward["Jinhu zone"] == "Jinhu Economic Trade Zone"


def test_file_is_read_and_a_broken_one_says_what_to_do(tmp_path: Path) -> None:
    """A list of names is asked for by name of the entry."""
    file = tmp_path / "aliases.toml"
    assert read_aliases(file) == {}
    file.write_text('[aliases]\n"Helix Motors" = ["HM"]\n', "utf-8")
    assert read_aliases(file) == {"Helix Motors": ["HM"]}
    file.write_text('[aliases]\n"Helix Motors" = "HM"\n', "utf-8")
    with pytest.raises(ValueError, match="Helix Motors"):
        read_aliases(file)
    file.write_text("[aliases\n", "utf-8")
    with pytest.raises(ValueError, match="TOML"):
        read_aliases(file)


def test_a_firm_with_and_without_its_legal_form_is_one() -> None:
    """`Helix` leads to the fullest of `Helix Motors` and `Helix Motors Corp`, but to none of two firms."""
    assert canonical_names(names("Helix", "Helix Motors", "Helix Motors Corp")).to_list()[0] == "Helix Motors Corp"
    assert canonical_names(names("Helix", "Helix Motors", "Helix Foods Corp")).to_list()[0] == "Helix"


def test_a_place_is_not_the_hospital_in_it() -> None:
    names = pl.Series(["Mirren", "Mirren district", "Mirren General Hospital", "Helix", "Helix plant", "Helix Motors"])
    assert canonical_names(names).to_list() == [
        "Mirren",
        "Mirren district",
        "Mirren General Hospital",
        "Helix Motors",
        "Helix Motors plant",
        "Helix Motors",
    ]


def test_a_town_keeps_its_police_beside_the_race_named_after_it() -> None:
    names = pl.Series(["Mirren", "Mirren police", "Mirren Marathon"])
    assert canonical_names(names).to_list() == ["Mirren Marathon", "Mirren police", "Mirren Marathon"]

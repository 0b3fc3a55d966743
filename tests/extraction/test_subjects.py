"""Entity and metric of figures in news of many fields: what a reader would say each figure is about."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from pipelines.extraction.extract import extract_figures
from pipelines.extraction.model import Figure

HERE = Path(__file__).parent
CASES = [
    row
    for table in ("aboutness_cases.csv", "aboutness_articles.csv")
    for row in csv.DictReader((HERE / table).read_text("utf-8").splitlines())
]
KNOWN_MISSES = {("science", "6.5 tonnes"), ("courts", "$25 million")}
"""Cases written before the rules that they still miss: an unnamed telescope beside a named maker; a company after a judge."""


def figure_of(text: str, words: str) -> Figure:
    """The figure of a text whose print holds these words."""
    at = text.index(words)
    return next(one for one in extract_figures(text) if one.start <= at < one.end)


def stems(words: str | None) -> set[str]:
    """First five letters of each word."""
    return {word[:5] for word in re.findall(r"[a-z0-9]{2,}", (words or "").lower())}


@pytest.mark.parametrize("case", CASES, ids=[f"{case['field']}-{case['figure']}" for case in CASES])
def test_figure_is_about_what_a_reader_says(case: dict[str, str]) -> None:
    """Entity (one of the alternatives, all its words) and metric (all words, of metric or unit)."""
    if (case["field"], case["figure"]) in KNOWN_MISSES:
        pytest.xfail("known miss")
    figure = figure_of(case["text"].replace("\\n", "\n"), case["figure"])
    assert not case["entity"] or any(stems(one) <= stems(figure.entity) for one in case["entity"].split("|")), (
        figure.entity
    )
    assert stems(case["metric"]) <= stems(f"{figure.metric} {figure.unit_text} {figure.unit}"), figure.metric


TABLE = """Output of the Verrin mine
Table of output
| Metal | 2022 | 2023 |
| Gold output | 410 | 432 |
| of which: open pit | 300 | 318 |"""


def test_table_cell_takes_row_and_parent_row() -> None:
    """A row that begins with `of which` belongs to the row above it."""
    figures = {text: one for one in extract_figures(TABLE) for text in [TABLE[one.start : one.end]]}
    assert figures["432"].metric == "Gold output" or figures["432"].metric == "gold output"
    assert stems(figures["318"].metric) >= {"gold", "outpu", "open", "pit"}


def test_respectively_shares_out_subjects() -> None:
    """Each member of a coordinated subject gets its own figure."""
    text = "Marlow Steel and Denby Copper employ 4,200 and 1,150 people, respectively."
    assert figure_of(text, "4,200").entity == "Marlow Steel"
    assert figure_of(text, "1,150").entity == "Denby Copper"


def test_relative_clause_belongs_to_its_antecedent() -> None:
    """`which employs` speaks of the name in front of it, not of the main subject behind it."""
    text = "Helix Motors, which employs 26,000 people, lost a contract worth €90 million to Orrin Rail."
    assert figure_of(text, "26,000").entity == "Helix Motors"


def test_dateline_and_agency_are_no_entities() -> None:
    """The place and the agency of a dateline are not what the figures are about."""
    text = "Fire guts warehouse\nDELMAR, May 3 (Pressline) -- The blaze destroyed 40 lorries, police said."
    assert "Pressline" not in (figure_of(text, "40").entity or "")


def test_official_is_not_what_the_sum_is_about() -> None:
    """A minister who announces money is not its entity."""
    text = "Korvat floods displace thousands\nThe floods in Korvat district killed 12 people. Prime Minister Ana Velle announced $4 million for the families."
    assert "Velle" not in (figure_of(text, "$4 million").entity or "")
    assert "Korvat" in (figure_of(text, "$4 million").entity or "")


def entity_at(text: str, figure: str) -> str | None:
    """The entity of the figure whose print holds `figure`."""
    at = text.index(figure)
    return next(one.entity for one in extract_figures(text) if one.start <= at < one.end)


CITIES = (
    "Tessaly counts 9 million people\nTessaly has 9 million people, the census office said.\nThe share of town dwellers rose to 41 percent. "
    "Belmar, with 2 million residents, is the largest city; 34 towns have more than 50,000 people.\nThe Denby Institute sees a peak of "
    "11 million in 2050. Tessaly will then need 40 more hospitals, and Denby Ratings thinks that care will eat 5 percent of spending."
)


@pytest.mark.parametrize(
    ("figure", "entity"),
    [("2 million", "Belmar"), ("34", "Tessaly"), ("11 million", "Tessaly"), ("5 percent", "Tessaly")],
)
def test_what_is_named_in_passing_owns_no_more_than_its_clause(figure: str, entity: str) -> None:
    """A clause of its own goes back to the topic; who only foresees or reckons is not what the figure is about."""
    assert entity_at(CITIES, figure) == entity


def test_role_in_front_and_verb_behind_are_no_part_of_a_name() -> None:
    """`Owner Orrin Mines`, `Orrin Union stops a mine`, `the government of Tessaly on Monday`."""
    text = "Strike at Sund mine\nOwner Orrin Mines lost 4 million crowns. Dockers of Korvat Union stops a mine of 900 workers.\nThe government of Tessaly on Monday set aside 3 million crowns."
    assert {one.entity for one in extract_figures(text)}.isdisjoint(
        {"Owner Orrin Mines", "Korvat Union stops a mine", "government of Tessaly on Monday"}
    )


PLANT = (
    "Denby wins chip plant\nDenby beat six other cities to the plant of Marlow Semiconductor.\nMarlow Semiconductor said it would hire 900 "
    "people. Orrin Bank lends the money.\nThe city offers land for €1 million. Investment comes to €2 billion, the chipmaker said.\nDenby "
    "has 90,000 people."
)


@pytest.mark.parametrize(
    ("figure", "entity"),
    [("900", "Marlow Semiconductor"), ("€2 billion", "Marlow Semiconductor"), ("90,000", "Denby")],
)
def test_what_the_company_says_of_its_money_is_its_own(figure: str, entity: str) -> None:
    """In an article about a town with several firms: `it` behind `said`, and `the chipmaker said`."""
    assert entity_at(PLANT, figure) == entity


ORBIT = (
    "Tessaly Space Agency ends record year, lofts climate satellite\nThe Tessaly Space Agency sent its Kite-3 climate satellite into orbit on "
    "Sunday.\nKite-3, which weighs 1,480 kilograms, reached an altitude of 705 kilometres. It will measure temperatures for seven years."
)


@pytest.mark.parametrize("figure", ["1,480 kilograms", "705 kilometres", "seven years"])
def test_coded_name_at_the_start_of_a_sentence_goes_on_behind_its_relative_clause(figure: str) -> None:
    """`Kite-3, which …, reached …. It …`: the satellite, not the agency."""
    assert (figure_of(ORBIT, figure).entity or "").startswith("Kite-3")


def test_subject_of_a_relative_clause_alone_is_not_what_follows() -> None:
    """`the agency that the Orrin Fund pays …. It …`: the agency is spoken of."""
    text = "Tessaly Space Agency hires\nThe Tessaly Space Agency, which Orrin Fund backs with 31 million euros, hired staff. It has 2,100 people."
    assert figure_of(text, "2,100").entity == "Tessaly Space Agency"

"""What an article is about, and what its figures are about where the clause names nothing: topics, events, descriptions."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.extraction.aliases import canonical_names
from pipelines.extraction.extract import extract_figures
from pipelines.extraction.model import Figure


def figure_of(text: str, words: str) -> Figure:
    """The figure of a text whose print holds these words."""
    at = text.index(words)
    return next(one for one in extract_figures(text) if one.start <= at < one.end)


QUAKE = [
    "Strong quake kills 14 in northern Tessaly\nBELMAR, Tessaly, May 3 - A quake struck before dawn, killing 14 people. Its epicentre was "
    "20 km west of Orvik, a market town.\nSome 900 houses collapsed.",
    "Situation report: the Orvik earthquake\nThe Orvik earthquake has left 900 houses in ruins.\nSome 300 people are in tents.",
    "Aid reaches Orvik\nAn earthquake flattened half of Orvik on Friday. The quake killed 14 people.\nThere have been 40 aftershocks.",
]


@pytest.mark.parametrize(
    ("text", "figure"),
    [(QUAKE[0], "14 people"), (QUAKE[0], "900"), (QUAKE[1], "300"), (QUAKE[2], "14"), (QUAKE[2], "40")],
)
def test_event_goes_by_one_name_in_every_article(text: str, figure: str) -> None:
    """Quake, earthquake, `magnitude 6 quake`: always place and event."""
    assert figure_of(text, figure).entity == "Orvik earthquake"


def test_company_is_no_event_because_of_a_word() -> None:
    """A strike in passing does not make an event of a company's results."""
    text = "Marlow Air profit falls\nMarlow Air said profit fell 8 percent. A strike in May cost it two days.\nRevenue was €3 billion."
    assert figure_of(text, "€3 billion").entity == "Marlow Air"


COMPANY = (
    "Marlow Foods lifts profit\nMarlow Foods Group, based in Denby, said sales rose 6 percent.\nTurnover at the Denby company came to £1.9bn. "
    "The Group has 320 shops.\nBrokers at Marlow & Moss lifted their forecast to £90m. Shares closed 3 percent higher at 214p.\n"
    "Tessaly's Orrin Rail bought 40 vans."
)


@pytest.mark.parametrize(
    ("figure", "entity"),
    [
        ("£1.9bn", "Marlow Foods Group"),
        ("320", "Marlow Foods Group"),
        ("£90m", "Marlow Foods Group"),
        ("40", "Orrin Rail"),
    ],
)
def test_place_broker_and_owner_country_are_not_the_entity(figure: str, entity: str) -> None:
    """`the Denby company` and `the Group` are the article's company; `Tessaly's Orrin Rail` is Orrin Rail."""
    assert figure_of(COMPANY, figure).entity == entity


def test_demonym_is_not_an_entity() -> None:
    """`Norwegian` and `NE` name no one thing."""
    text = "Orrin Rail grows\nOrrin Rail opened a Norwegian line of 48 km NE of Orvik."
    assert figure_of(text, "48 km").entity not in ("Norwegian", "NE")


def test_category_row_belongs_to_the_topic_and_named_row_to_itself() -> None:
    """Rows of a range of goods say what is measured; rows of partners are things of their own."""
    goods = "Marlow Foods results\nMarlow Foods grew.\nSales by range\n| Range | Sales (£m) |\n| Clothing | 12 |\n| Household | 18 |"
    assert figure_of(goods, "12").entity == "Marlow Foods"
    assert "lothing" in (figure_of(goods, "12").metric or "")
    partners = "Tamber field stakes\nThe Tamber field has two owners.\n| Partner | Interest (%) |\n| Helix Energy (operator) | 60 |\n| Orrin | 40 |"
    assert figure_of(partners, "60").entity == "Helix Energy"


def test_names_beside_their_figures() -> None:
    """Shares told in a row belong to the name right before each; a bare country is a subject like any other."""
    text = "Tamber field goes ahead\nNorway has offered $9 million. Helix Energy has 60 percent, Orrin Oil 25 percent and Petrova the remaining 15 percent."
    assert figure_of(text, "25 percent").entity == "Orrin Oil"
    assert figure_of(text, "15 percent").entity == "Petrova"
    assert figure_of(text, "$9 million").entity == "Norway"


def test_bare_name_and_its_class_are_one_thing_across_articles() -> None:
    """`Tamber` and `Tamber project` are the `Tamber oil field`, unless things happen in Tamber."""
    names = pl.Series(["Tamber", "Tamber oil field", "Tamber project"])
    told = pl.Series(
        ["First oil at Tamber.", "The Tamber oil field holds 90 barrels.", "The Tamber project costs €2bn."]
    )
    assert canonical_names(names, None, told).to_list() == ["Tamber oil field"] * 3
    town = pl.Series(
        ["In Tamber, 40 people live.", "The Tamber oil field holds 90 barrels.", "The fire in Tamber killed 2."]
    )
    assert canonical_names(names, None, town).to_list()[0] == "Tamber"


LAWSUIT = (
    "Jury makes Orrin Mining pay $90 million\nA jury in the valley found against Orrin Mining on Friday.\nThe 300 plaintiffs were awarded "
    "punitive damages of $60 million.\nJurors sat for nine days. The judge may still cut the verdict. The defendant will appeal."
)
TRANSFER = (
    "Belmar land winger Ayodele for record fee\nBelmar Rovers have signed winger Tunde Ayodele from Sund for €14 million.\n"
    "The 23-year-old scored 11 goals last season.\nA sell-on clause gives Sund 15 percent. His transfer could cost €3 million more in bonuses."
)
SHOTS = (
    "Tessaly's measles bill: who pays\nTessaly will spend 60 million crowns on its measles drive, papers show.\nVaccines take 20 million.\n"
    "Some 900 vaccinators work from 40 schools. A vaccinated child costs 12 crowns."
)


@pytest.mark.parametrize(
    ("text", "figure", "entity"),
    [
        (LAWSUIT, "$60 million", "Orrin Mining lawsuit"),
        (TRANSFER, "€14 million", "Tunde Ayodele"),
        (TRANSFER, "15 percent", "Tunde Ayodele"),
        (SHOTS, "20 million", "Tessaly measles campaign"),
    ],
)
def test_what_is_seldom_named_is_told_by_its_words(text: str, figure: str, entity: str) -> None:
    """Jurors and damages tell of a lawsuit, a winger's fee of the winger, doses of a vaccination campaign."""
    assert figure_of(text, figure).entity == entity


def test_one_court_word_makes_no_lawsuit() -> None:
    """A firm that sets money aside for a claim is still what its results are about."""
    text = "Orrin Mining output climbs\nOrrin Mining dug 40 tonnes of gold.\nIt set aside $3 million for a lawsuit. Costs rose 8 percent."
    assert figure_of(text, "8 percent").entity == "Orrin Mining"


def test_stadium_of_the_headline_is_the_one_named_below() -> None:
    """`Port Marlow stadium` and `Cannery Park` are one thing."""
    text = "Port Marlow stadium goes over budget\nThe price of Cannery Park has climbed to £80 million.\nIt will have 900 cameras."
    assert figure_of(text, "900").entity == "Cannery Park"


def test_thing_in_front_of_a_noun_is_not_what_the_headline_is_about() -> None:
    """`farm loans` are no farm."""
    text = "Tessaly signs farm loan waiver\nIn Tessaly the treasury will write off loans of 30 million crowns.\nThe state has 2 million people."
    assert figure_of(text, "2 million").entity == "state of Tessaly"

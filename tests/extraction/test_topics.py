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


TUNNEL = (
    "Orvik tunnel to cost 9 billion crowns\nThe Orvik tunnel, under the bay, will be 7 kilometres long.\nHelix Works will spend 2 billion "
    "crowns on the Orvik tunnel, it said.\nHelix Works employs 900 people."
)
BROKERS = (
    "Marlow Air shares climb\nMarlow Air said profit rose 8 percent.\nDenby Securities raised its target to 410 pence.\nShares of Marlow Air "
    "gained 3 percent. Denby Securities employs 40 analysts."
)
SEATS = "Unity wins Tessaly election\nUnity won the Tessaly election on Sunday with 97 of the 180 seats.\nTurnout in the election was 61 percent."


@pytest.mark.parametrize(
    ("text", "figure", "entity"),
    [
        (TUNNEL, "2 billion", "Orvik tunnel"),
        (TUNNEL, "900", "Helix Works"),
        (BROKERS, "410", "Marlow Air"),
        (BROKERS, "40 analysts", "Denby Securities"),
        (SEATS, "97", "Unity"),
        (SEATS, "180", "Tessaly election"),
    ],
)
def test_who_acts_and_what_the_figure_is_of(text: str, figure: str, entity: str) -> None:
    """Money for a tunnel is the tunnel's, a target is that of the shares, the whole of seats is the election's."""
    assert figure_of(text, figure).entity == entity


def test_ordinary_capitalised_word_is_no_entity() -> None:
    """`More.` and `List is` open sentences; the figures are about the firm that speaks."""
    text = "“We hire”: Marlow Air's chief\nMarlow Air flies to 40 cities.\nQ: More staff?\nA: More. Marlow Air wants crew. List is $90 million."
    assert figure_of(text, "$90 million").entity == "Marlow Air"


def test_authority_reports_on_itself() -> None:
    """A report that names nothing is about the authority that prints it; a newspaper is not what its articles are about."""
    text = "Performance report: month 10\nSome 21,000 people were waiting at the end of May.\nThe median wait was 15 weeks."
    assert next(one.entity for one in extract_figures(text, publisher="Orvik Health Board")) == "Orvik Health Board"
    assert "Orvik Post" not in [one.entity for one in extract_figures(text, publisher="The Orvik Post")]


def test_part_of_a_firm_does_not_hide_the_firm() -> None:
    """`Helix` is `Helix Motors` even where the rare `Helix South` is printed too."""
    names = pl.Series(["Helix", "Helix", *["Helix Motors"] * 9, "Helix South"])
    assert canonical_names(names).to_list()[0] == "Helix Motors"
    evenly = pl.Series(["Calder", "Calder Motors", "Calder City"])
    assert canonical_names(evenly).to_list()[0] == "Calder"


STORM = (
    "Orvik leaves 23 dead in Tessaly\nTyphoon Orvik killed 23 people in Tessaly on Friday.\nThe storm tore roofs off 900 houses. Typhoon "
    "Orvik was the sixth of the year."
)
CHOLERA = (
    "Cholera spreads to 16 districts in Tessaly\nThe number of people who have died of cholera in Tessaly has risen.\nSome 3,500 cases "
    "were counted. Only 40 percent of patients come in time."
)
DRONES = (
    "Drones hit Belmar port in the truce\nKorvat launched drones and missiles at Belmar before dawn.\nThe drones wounded 47 people in the "
    "port of Belmar. Korvatian troops broke the ceasefire, and the shelling of Belmar went on. Some 900 flats are dark."
)


@pytest.mark.parametrize(
    ("text", "figure", "entity"),
    [
        (STORM, "900", "Typhoon Orvik"),
        (CHOLERA, "40 percent", "Tessaly cholera outbreak"),
        (DRONES, "900", "Belmar attack"),
    ],
)
def test_storms_by_their_name_diseases_and_attacks_by_their_words(text: str, figure: str, entity: str) -> None:
    """`Typhoon Orvik`; cholera with cases is an outbreak; drones, wounded and a ceasefire tell of an attack."""
    assert figure_of(text, figure).entity == entity


def test_disease_alone_is_no_outbreak() -> None:
    """A firm that makes a vaccine is what its results are about."""
    text = "Helix Labs lifts sales\nHelix Labs sold vaccines against cholera for €90 million.\nSales of Helix Labs rose 8 percent."
    assert figure_of(text, "8 percent").entity == "Helix Labs"


def test_currency_codes_and_numbers_of_sections_are_no_topic() -> None:
    """`PHP 3 million`, `II. Damage`: none of them is what an article is about."""
    text = "Situation report for Korvat\nI. Rain fell on Korvat for nine days.\nII. Damage: 900 houses. PHP 3 million was set aside."
    assert {one.entity for one in extract_figures(text)}.isdisjoint({"PHP", "II", "I"})


def test_place_does_not_go_by_its_hospital() -> None:
    """`Mkota` is the town, though `Mkota General Hospital` is named too."""
    text = "Water fails in Mkota\nIn Mkota the pumps stopped.\nMkota has 90,000 people. At Mkota General Hospital 40 beds are full."
    assert figure_of(text, "90,000").entity == "Mkota"


LOAN = (
    "Railway to the sea gets 48 trains\nThe Orvik-Sund Railway will be 600 kilometres long.\nThe government of Tessaly on Wednesday signed a "
    "loan worth $90 million for the Orvik-Sund Railway.\nThe railway says that it will carry 9 million people."
)
MINE = (
    "Orvik Hill strike enters third week\nThe strike at Orvik Hill began in May.\nIn Belmar, prices of copper rose.\nThe mine has ore for "
    "12 days."
)
LENDER = (
    "Belmar lender seeks €70 million\nMarlow Bank earned €500 million, it said in Belmar.\nThe Belmar lender sold 60 million shares. Marlow "
    "Bank rose 3 percent."
)


@pytest.mark.parametrize(
    ("text", "figure", "entity"),
    [
        (LOAN, "$90 million", "Orvik-Sund Railway"),
        (MINE, "12", "Orvik Hill mine"),
        (LENDER, "60 million", "Marlow Bank"),
        (STORM, "23 dead", "Typhoon Orvik"),
    ],
)
def test_loans_mines_and_lenders_belong_to_what_is_named(text: str, figure: str, entity: str) -> None:
    """A loan for the railway, the mine of the strike, the lender of a town: each under its name."""
    assert figure_of(text, figure).entity == entity


def test_ordinary_word_of_a_caption_and_explained_acronym_own_no_cells() -> None:
    """`Watch and Act` above a table and `CFR (%)` in its head name nothing."""
    text = (
        "Incident summary: Orvik fire\nThe Orvik fire burns. Alert level: Watch and Act.\n| Item | 15 Jan | 17 Jan |\n| Area burnt (ha) | 52,100 "
        "| 61,400 |\n\nFire deaths in Orvik\n| Item | Cases | CFR (%) |\n| Burns | 310 | 2.5 |"
    )
    assert {one.entity for one in extract_figures(text)}.isdisjoint({"Act", "Watch", "CFR"})


def test_number_behind_an_ordinary_word_makes_no_name() -> None:
    """`Loans 90 or more days past due`."""
    text = "Marlow Bank results\nMarlow Bank lent more.\nLoans 90 or more days past due were 0.9 percent of the book."
    assert figure_of(text, "0.9").entity == "Marlow Bank"


MERGER = (
    "Orvik and Sund trusts to merge\nThe boards of Orvik Hospitals and Sund Hospitals have agreed to merge.\nThe merger will cost 310 posts. "
    "The merging trusts save £34 million a year."
)
GAME = (
    "Helix Games cuts 300 jobs\nHelix Games Group will cut 300 jobs, it said.\n“Moth Racer 2”, which took six years to make, sold 4 million "
    "copies. Copper touched $4.39 a pound."
)


@pytest.mark.parametrize(
    ("text", "figure", "entity"),
    [
        (MERGER, "310", "Orvik Hospitals merger"),
        (GAME, "4 million", "Moth Racer 2"),
        (GAME, "$4.39", "copper"),
        (GAME, "300", "Helix Games Group"),
    ],
)
def test_mergers_works_in_quotes_and_what_is_traded(text: str, figure: str, entity: str) -> None:
    """A merger by one of its parties, a game in quotation marks, a metal that touches a price."""
    assert figure_of(text, figure).entity == entity


def test_section_of_an_agency_is_no_part_of_a_name() -> None:
    """`Tennis-Orvik beats Sund`."""
    text = "Tennis-Orvik beats Sund in three sets\nOrvik beat Sund on Friday.\nOrvik hit 31 winners."
    assert "Tennis" not in (figure_of(text, "31").entity or "")


@pytest.mark.parametrize("label", ["Mailbag", "LIVE", "Postbag"])
def test_label_of_a_column_is_no_topic(label: str) -> None:
    """`Mailbag: …` in front of a headline, `Orrin Vane report` for those who only counted."""
    text = (
        f"{label}: are the clubs broke?\nMy inbox is full since the Orrin Vane report on the Tessaly League.\nThey owe 610 million euros.\n"
        "The Tessaly League has 18 clubs."
    )
    assert figure_of(text, "610 million").entity == "Tessaly League"


def test_two_names_with_for_between_are_two() -> None:
    """`left Orvik United for Denby Town`; an `Office for …` is one name."""
    text = (
        "Clubs of the Tessaly League earn more\nBELMAR, Oct 2 (Newsdesk) - The Tessaly League earned 19 percent more, and striker Ivo Kerr left "
        "Orvik United for Denby Town for €2 million.\nWages took 54 percent."
    )
    assert figure_of(text, "54 percent").entity == "Tessaly League"
    text = "Aid grows\nThe Office for Harbour Aid gave 31 million euros last year.\nIt has 120 staff."
    assert figure_of(text, "120 staff").entity == "Office for Harbour Aid"


@pytest.mark.parametrize(
    "name", ["Cantina Valle di Orvik", "Casa dos Orvik", "Banco de los Orvik", "Huis van der Orvik"]
)
def test_small_words_of_other_languages_join_a_name(name: str) -> None:
    """`di`, `do`, `de los`, `van der`."""
    text = f"Members are paid\nThe {name} has paid 31 million euros to members.\nTurnover at the {name} was 74 million euros."
    assert figure_of(text, "74 million").entity == name

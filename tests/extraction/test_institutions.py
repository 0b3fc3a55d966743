"""Institutions, ships and sorts of one thing as what figures are about: the university rather than its town, the ship rather than the strait."""

from __future__ import annotations

import pytest

from pipelines.extraction.extract import extract_figures
from pipelines.extraction.model import Figure


def figure_of(text: str, words: str, publisher: str | None = None) -> Figure:
    """The figure of a text whose print holds these words."""
    at = text.index(words)
    return next(one for one in extract_figures(text, publisher=publisher) if one.start <= at < one.end)


ANNUAL = (
    "Annual report: the year in figures\nThe report was laid before the Parliament of Tessaly today.\nThe deficit was $31 million.\n"
    "Staff: 4,200 people"
)


@pytest.mark.parametrize(
    "publisher", ["University of Orvik", "National Grain Board of Tessaly", "Central Bank of Marlow"]
)
def test_institution_that_reports_on_itself_is_the_topic(publisher: str) -> None:
    """The head of such a name stands in front of `of`."""
    assert figure_of(ANNUAL, "$31 million", publisher).entity == publisher


@pytest.mark.parametrize("publisher", ["Tribune of Orvik", "Voice of Tessaly"])
def test_outlet_named_with_of_is_no_topic(publisher: str) -> None:
    """An outlet does not report on itself."""
    assert figure_of(ANNUAL, "$31 million", publisher).entity != publisher


RATES = (
    "Tessaly trims rates as prices cool\nTessaly's central bank cut its main rate by 25 basis points on Thursday.\nFour members of the rate "
    "panel favoured the move. The bank now sees prices rising by 3.1 percent.\nReserves stood at $7 billion."
)
NAMED = (
    "Tessaly's governor takes a risk\nAda Fenn took over the Central Bank of Tessaly last year.\nThe bank buys $3 million of bonds a day. The bank "
    "has 900 staff."
)
AWAY = (
    "A squeeze at the far end of the map\nYou have heard this one before.\nThe University of Orvik, on Tessaly's warm rim, will drop 90 posts.\n"
    "By the university's own count the cap would cost $8 million.\nFees make up 37 percent of the total."
)


@pytest.mark.parametrize(
    ("text", "figure", "entity"),
    [
        (RATES, "25 basis points", "Tessaly central bank"),
        (RATES, "$7 billion", "Tessaly central bank"),
        (NAMED, "$3 million", "Central Bank of Tessaly"),
        (AWAY, "90", "University of Orvik"),
        (AWAY, "37 percent", "University of Orvik"),
    ],
)
def test_institution_that_acts_beats_the_place_it_is_of(text: str, figure: str, entity: str) -> None:
    """`the bank`, `the university` throughout: the article is told of it, whatever the headline calls it."""
    assert figure_of(text, figure).entity == entity


def test_place_stays_the_topic_where_its_bank_is_only_quoted() -> None:
    """A bank named once in passing is not what the article is about."""
    text = (
        "Tessaly raises wheat view\nTessaly will harvest 9 million tonnes.\nTessaly exports a third of its crop. An analyst at the Bank of Tessaly "
        "was surprised.\nStocks are 2 million tonnes."
    )
    assert figure_of(text, "2 million").entity == "Tessaly"


LOST = (
    "Situation Report No. 3: Sinking of M/V Orvik Star\nThis report covers the night of 3 May.\nThe wreck lies 11 km from Cape Marlow.\n"
    "Aid of $2 million has been released."
)


@pytest.mark.parametrize("name", ["M/V Orvik Star", "the ferry Orvik Star", "MV Orvik Star"])
def test_sinking_goes_by_the_ship(name: str) -> None:
    """The ship that sank, also where only the headline has its name, not the cape that it sank off."""
    text = LOST.replace("M/V Orvik Star", name) + "\nThe crew of the Orvik Star is safe." * (not name.startswith("M/"))
    assert figure_of(text, "$2 million").entity == "Orvik Star sinking"


@pytest.mark.parametrize(
    ("headline", "entity"),
    [
        ("Portrait of a mine: the Orvik Hill report", "Orvik Hill"),
        ("Smaller Marlow harvest ahead, says board", "Marlow"),
    ],
)
def test_words_that_open_a_headline_are_no_name(headline: str, entity: str) -> None:
    """`Portrait of a …`, `Smaller Marlow …`."""
    name = entity
    text = f"{headline}\nThe men of {name} have told their story. In {name} nothing moved.\n{name} needs 40 years to heal. It took $3 million."
    found = figure_of(text, "$3 million").entity or ""
    assert found.startswith(entity)


def test_rows_that_are_sorts_belong_to_the_topic_and_rows_of_people_to_themselves() -> None:
    """`Group` over `Clothing and shoes` is no organisation; over `Farmers` it is people."""
    text = (
        "Orvik Statistics Bank publishes price weights\nOrvik Statistics Bank published the weights today.\n| Group | Weight |\n| Clothing and shoes | 18.2 |\n"
        "| Farmers | 31.5 |"
    )
    assert figure_of(text, "18.2").entity == "Orvik Statistics Bank"
    assert figure_of(text, "31.5").entity == "Farmers"


MARKET = (
    "Tessaly Bank keeps rates\nTessaly Bank kept its main rate on Thursday.\nThe peso was 0.4 percent stronger at 58.1 per dollar, and the yield on the "
    "bond fell to 9.4 percent.\nAll but three of 19 economists polled by Orvik Newswire had foreseen it."
)


@pytest.mark.parametrize(
    ("figure", "entity"),
    [
        ("0.4 percent", "peso"),
        ("9.4 percent", "Tessaly Bank"),
        ("three", "economists polled by Orvik Newswire"),
        ("19 economists", "economists polled by Orvik Newswire"),
    ],
)
def test_currency_and_those_polled_stand_for_themselves(figure: str, entity: str) -> None:
    """What is traded against the dollar, and whom a survey asked; a yield in the next clause is not the currency's."""
    assert figure_of(MARKET, figure).entity == entity


REGIONS = (
    "Orvik Motor deliveries slip\nOrvik Motor delivered 410,000 cars.\nOrvik Motor deliveries, '000\n| Region | Q2 |\n| North America | 185.3 |\n"
    "| of which Tessaly | 141.8 |\n"
)
TRIMS = (
    "The new car of Orvik Motor\nOrvik Motor shows the Kite 5. The Kite 5 goes on sale in May.\n| Kite 5 | Standard | Long range |\n"
    "| Battery (kWh) | 58 | 84 |\n| Price ($) | 38,900 | 46,400 |"
)


@pytest.mark.parametrize(
    ("text", "figure", "entity"),
    [
        (REGIONS, "185.3", "Orvik Motor in North America"),
        (REGIONS, "141.8", "Orvik Motor in Tessaly"),
        (TRIMS, "84", "Kite 5 Long range"),
        (TRIMS, "38,900", "Kite 5 Standard"),
    ],
)
def test_cells_of_regions_and_of_sorts(text: str, figure: str, entity: str) -> None:
    """A firm's sales by region, and the columns of a table about one product."""
    assert figure_of(text, figure).entity == entity


def test_region_of_an_election_stays_the_region() -> None:
    """No firm: the row is the region's."""
    text = "Tessaly votes\nTessaly voted on Sunday. The election was calm.\n| Region | Turnout (%) |\n| Upper Marlow | 61.2 |"
    assert figure_of(text, "61.2").entity == "Upper Marlow region"


def test_vessel_behind_its_length_is_the_ferry_of_the_article() -> None:
    """`the 38-metre vessel` beside the name of its owner."""
    text = (
        "Dozens missing as ferry capsizes\nThe inter-island ferry Orvik Star capsized on Monday, and 17 people died on the Orvik Star.\n"
        "Marlow Lines, which owns the 38-metre vessel built in 1998, said it would help."
    )
    assert "Orvik Star" in (figure_of(text, "38-metre").entity or "")


def test_letters_that_are_counted_are_no_name() -> None:
    """`7,310 FTE`."""
    text = "Orvik Works in figures\nOrvik Works grew.\nStaff: 7,310 FTE, of whom half are women"
    assert figure_of(text, "7,310").entity == "Orvik Works"


YEAR = (
    "Our year in figures\nThe Tessaly Space Agency closed its best year so far.\nSome 2,100 people worked for us in May.\n"
    "- Commercial income: $31 million"
)


def test_agency_is_the_topic_where_it_names_itself_and_spreads_no_news() -> None:
    """`Agency` ends the names of authorities and of wire services."""
    assert figure_of(YEAR, "$31 million", "Tessaly Space Agency").entity == "Tessaly Space Agency"
    wire = YEAR.replace("The Tessaly Space Agency", "Orrin Rail")
    assert figure_of(wire, "$31 million", "Tessaly News Agency").entity == "Orrin Rail"


CRIME = (
    "Annual crime summary\nReleased by the Office of Crime Analysis\n| Offense | 2023 | 2024 |\n| Arson | 31 | 27 |\n"
    "Arson: 61% cleared. Robbery: 29%.\n- Body cameras: 1,290"
)


def test_city_that_publishes_is_the_topic_and_no_word_of_a_table() -> None:
    """Ordinary words stand with a capital in cells and list items."""
    assert figure_of(CRIME, "1,290", "City of Orvik Bend").entity == "Orvik Bend"


HOME = (
    "Safer on paper: the view from Canal Street\nBy Ilse Brand and Tom Orde, data team\nIn 2023 she counted 31 volleys from her kitchen.\n"
    "We compared 38 cities: Orvik Bend moved to 11th place. The lab needs 67 days; in Denby it takes a week."
)


def test_local_paper_writes_of_its_town_and_not_of_a_street_or_of_its_writers() -> None:
    """A street is where things happen, and a place in passing is no topic."""
    assert figure_of(HOME, "31 volleys", "The Orvik Ledger").entity == "Orvik Bend"
    assert figure_of(HOME, "31 volleys", "Weekly Numbers").entity not in ("Canal Street", "Ilse Brand", "Tom Orde")


def test_board_that_reports_on_a_product_is_not_the_topic_and_goes_by_its_whole_name() -> None:
    """The headline names the drug; `the Board` is who prints, not a board of the place that is named last."""
    text = (
        "Supply Bulletin 7: Orvicin 500 mg powder for injection\nThis bulletin replaces Bulletin 6. Stocks are low.\nThe Board found 23 faults.\n"
        "- Import of 120,000 vials from Tessaly\n- Price ceiling of €9.50 per vial"
    )
    assert figure_of(text, "€9.50", "National Medicines Board").entity == "Orvicin"
    assert figure_of(text, "23 faults", "National Medicines Board").entity == "National Medicines Board"


COOPERATIVE = (
    "Orvik cooperative pays members €31 million\nThe assembly of the Cantina Valle di Orvik approved the accounts.\nIts oil mill crushed "
    "5,200 tonnes of olives. The cooperative has an oil mill and a cellar.\nTurnover was 74 million euros."
)


def test_cooperative_of_the_headline_is_the_one_with_the_place_in_its_name() -> None:
    """The topic is neither the place nor its mill."""
    assert figure_of(COOPERATIVE, "74 million").entity == "Cantina Valle di Orvik"
    unnamed = COOPERATIVE.replace("Cantina Valle di Orvik", "members")
    assert figure_of(unnamed, "74 million").entity == "Orvik cooperative"


BUDGET = (
    "Danish cabinet backs deficit of 13 billion\nVESTBY, Sept 24 (Newsdesk) - The Danish government approved a budget with a gap of 286 billion "
    "kroner.\nState debt will climb to 45 percent of GDP."
)


def test_country_that_only_its_adjective_names_is_the_topic() -> None:
    """A dateline is where it was written; two countries told alike are none."""
    assert figure_of(BUDGET, "45 percent").entity == "Denmark"
    two = BUDGET.replace("The Danish", "The Swedish")
    assert figure_of(two, "45 percent").entity != "Denmark"

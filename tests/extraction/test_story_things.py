"""Auctions, exams, metro lines, governments, authors' lines; surnames and clubs across articles: what figures are about there."""

from __future__ import annotations

import pytest

from pipelines.extraction.extract import extract_figures
from tests.extraction.test_across_articles import Told, names


def entity_of(text: str, words: str) -> str | None:
    """The entity of the figure whose print holds these words."""
    at = text.index(words)
    return next(one.entity for one in extract_figures(text) if one.start <= at < one.end)


@pytest.mark.parametrize(
    ("text", "words", "entity"),
    [
        (
            "Norway's auction of fjord licences ends early\nBids came in for nine days. The sale fetched 840 million kroner, and 60 licences found no taker.",
            "840 million",
            "Norway auction",
        ),
        (
            "Fewer pupils sit the exam\nORVIK, June 3 - The Upper School Examination drew 41,300 candidates this year.\nSome 900 papers are missing.",
            "41,300",
            "Upper School Examination",
        ),
        (
            "Orvik's new tram line runs late\nThe council said on Monday that the line would open in May.\nSome 30,000 passengers a day are expected.",
            "30,000",
            "Orvik tram line",
        ),
    ],
)
def test_what_a_state_or_city_holds_is_the_topic(text: str, words: str, entity: str) -> None:
    assert entity_of(text, words) == entity


def test_a_firm_that_goes_to_an_auction_is_no_auction() -> None:
    text = "Marlow Air profit falls\nMarlow Air sold two jets at an auction in May. Marlow Air said revenue came to €3 billion."
    assert entity_of(text, "€3 billion") == "Marlow Air"


QUAKE = (
    "Quake in Peru kills 30\nLIMA, May 3 - An earthquake struck Orvik in Peru on Friday, killing 30 people, Peruvian officials said.\n"
    "The government has released 90 million soles for tents. The Peruvian army sent 400 men."
)


def test_the_government_is_that_of_the_country_told_of() -> None:
    assert entity_of(QUAKE, "90 million") == "Peru government"
    assert (entity_of(QUAKE, "30 people") or "").endswith(" earthquake")


AUTHOR = (
    "Opinion: the price of a view\nAna Lovelace-Marten is an economist at the University of Orvik.\nLast year 3.1 million guests came to Orvik. "
    "They spent $2 billion."
)


OWNERS = (
    "Orvik dam to cost more\nThe Orvik dam will cost $8.6 billion, Northern Heron Power said.\nHalden Rail's 64% stake in it is for sale. "
    "Northern Heron's profit fell 12 percent. Norway's 30 other dams are older."
)


def test_an_owner_right_before_a_figure_has_it() -> None:
    assert entity_of(OWNERS, "64%") == "Halden Rail"
    assert entity_of(OWNERS, "12 percent") == "Northern Heron Power"
    assert entity_of(OWNERS, "$8.6 billion") == "Orvik dam"


def test_who_writes_an_opinion_is_not_what_it_is_about() -> None:
    assert entity_of(AUTHOR, "$2 billion") == "Orvik"


def test_an_ordinary_word_that_opens_a_headline_is_no_name() -> None:
    text = "Rust, rain and overtime: life on the Kite Bridge\nThe painters of the Kite Bridge have used 12,000 litres of paint. They started in May."
    assert "Rust" not in (entity_of(text, "12,000") or "")


def test_an_island_is_not_its_airport() -> None:
    text = "One more loud summer on Skarholm\nSkarholm has never seen so many guests. The airport counted them one by one.\nHotels took 900,000 bookings."
    assert entity_of(text, "900,000") == "Skarholm"


TEAM: Told = (
    "Orvik Rangers sell their striker",
    "Orvik Rangers have sold striker Milo Vantongeren, who scored 19 goals, to Castel Verda. Orvik Rangers made £4m.",
    [("Orvik Rangers", "Orvik Rangers made £4m.")] * 3,
)
LEDGER: Told = (
    "Orvik Rangers in figures",
    "Orvik Rangers took £31m last year and paid Castel Verda £2m for Vantongeren. Orvik Rangers have 200 staff.",
    [("Orvik Rangers", "Orvik Rangers have 200 staff.")] * 3,
)
FANS: Told = (
    "What Rangers owe us",
    "Rangers took £31m and sold Vantongeren to Castel Verda. He cost £2m. A scarf costs £15 and the pies are cold.",
    [("Rangers", "A scarf costs £15 and the pies are cold.")] * 3 + [("Vantongeren", "He cost £2m.")],
)


def test_surnames_and_clubs_get_their_full_names() -> None:
    assert names(TEAM, LEDGER, FANS)[2] == ["Milo Vantongeren", "Orvik Rangers"]


def test_a_last_word_that_only_one_other_article_goes_by_stays() -> None:
    assert "Rangers" in names(TEAM, FANS)[1]


def test_a_surname_of_two_people_stays() -> None:
    brother = (LEDGER[0], LEDGER[1] + " Agent Jo Vantongeren, 40, had £1m.", LEDGER[2])
    assert "Vantongeren" in names(TEAM, brother, FANS)[2]


def test_a_firm_behind_a_dateline_is_no_person() -> None:
    wire: Told = (
        "Vantongeren freezes accounts",
        "DENBY (Castel Wire) Vantongeren, a broker, has frozen accounts. Vantongeren owes £31m to Verda.",
        [("Vantongeren", "Vantongeren owes £31m to Verda.")] * 2,
    )
    blog: Told = (
        "Where Vantongeren went wrong",
        "Vantongeren owes £31m. Verda waits.",
        [("Vantongeren", "Vantongeren owes £31m.")],
    )
    assert names(wire, blog)[1] == ["Vantongeren"]


def test_a_firm_that_bears_its_founder_s_name_is_no_person() -> None:
    founder: Told = (
        "The man behind the vans",
        "Jo Vantongeren, the founder, has sold 400 vans to Castel Verda for £31m. He is 61.",
        [("Castel Verda", "He is 61.")] * 2,
    )
    results: Told = (
        "Vantongeren slips",
        "Vantongeren's sales fell to £31m at Castel Verda. Vantongeren has 40 stores and 400 vans.",
        [("Vantongeren", "Vantongeren has 40 stores and 400 vans.")] * 3,
    )
    assert names(founder, results)[1] == ["Vantongeren"]


def test_a_town_is_not_the_lake_that_bears_its_name() -> None:
    town: Told = (
        "Orvik braces for water",
        "In Orvik 400 homes are empty. Orvik has spent £31m, said Milo Denby of Castel Verda.",
        [("Orvik", "Orvik has spent £31m, said Milo Denby of Castel Verda.")] * 3,
    )
    lake: Told = (
        "Lake Orvik rises",
        "Lake Orvik rose by 4 metres, said Milo Denby. Lake Orvik holds 31 dams. Castel Verda pays £31m.",
        [("Lake Orvik", "Lake Orvik holds 31 dams.")] * 3,
    )
    assert names(town, lake, lake)[0] == ["Orvik"]

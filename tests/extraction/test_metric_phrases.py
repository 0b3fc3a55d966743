"""Metrics as a table's column would carry them: turns of phrase of counts, money and shares, and where a phrase ends."""

from __future__ import annotations

import pytest

from pipelines.extraction.extract import extract_figures


def metric(text: str, figure: str) -> str:
    """The metric of the figure whose print holds these words."""
    at = text.rindex(figure)
    return next((one.metric or "").lower() for one in extract_figures(text) if one.start <= at < one.end)


@pytest.mark.parametrize(
    ("text", "figure", "words"),
    [
        # Votes and leads.
        ("The motion passed with 44 votes in favour and 21 against.", "21", "votes against"),
        ("Ms Hale beat Mr Dunn by 830 votes.", "830 votes", "margin of victory"),
        ("The Rovers lead by seven points.", "seven points", "lead in points"),
        ("Members voted by 21 to 17 to lend the project £90 million.", "17", "votes against"),
        ("Members voted by 21 to 17 to lend the project £90 million.", "£90 million", "loan"),
        # How many of one thing to one of another.
        ("The buses, of two decks each, run at night.", "two decks", "decks per bus"),
        ("There is one nurse for every 14 patients.", "14 patients", "patients for every nurse"),
        # What a thing can hold or make, or may carry.
        ("The dairy can process 900 tonnes a day.", "900 tonnes a day", "production capacity"),
        ("The works is designed to turn out 2,000 vans a month.", "2,000 vans a month", "production capacity"),
        ("The ferry was licensed to carry 90 passengers.", "90 passengers", "passengers licensed to carry"),
        ("Orvik Park has 9,000 seats. Denby Road holds 4,200.", "4,200", "capacity in seats"),
        # What is done to counted things, told as a noun.
        ("The plan means the loss of 310 jobs.", "310 jobs", "jobs to be lost"),
        ("The fire led to the closure of 12 schools.", "12 schools", "schools closed"),
        ("Bakers are letting 40 people go.", "40 people", "people let go"),
        ("To clear the site, 70 houses must go.", "70 houses", "houses that must go"),
        ("Orvik, home to 41,000 people, has no bridge.", "41,000 people", "population"),
        ("The turbines make 300 GWh a year, enough for 80,000 homes.", "80,000 homes", "homes supplied"),
        ("The mill gives work to 700 people.", "700 people", "people given work"),
        ("On 12 days the river stood above the quay.", "12 days", "days on which the river stood above the quay"),
        # Told again.
        ("The toll is 30 crowns. In Denby it is 45 crowns.", "45 crowns", "toll"),
        ("Headcount stands at 5,200. In March it was 5,900.", "5,900", "headcount"),
        ("Staff costs fell to $7 million and revenue to $9 million.", "$9 million", "revenue"),
        # Prices and payments.
        ("A pint will be £6 and a pasty £5.", "£5", "price of pasty"),
        ("- Cherries: €4.10/kg\n- Plums: €2.20/kg", "€2.20/kg", "price of plums"),
        ("A second line, costed at 48 million euros, was dropped.", "48 million euros", "cost of second line"),
        ("The council lends the museum £9 million.", "£9 million", "loan to museum"),
        ("Their debts added up to 65 million crowns.", "65 million crowns", "debts"),
        ("Officials spoke of the $62 million that investors promised.", "$62 million", "money promised by investors"),
        ("The clubs took in 19 million euros last year.", "19 million euros", "revenue of clubs"),
        ("Gino sells a €7 pasty.", "€7", "price"),
        ("The plan has a budget of $9 million: $4 million for roads, $2 million for schools.", "$2 million", "budget for schools"),
        ("So much for that. The valve. Roughly $385, maker unnamed.", "$385", "price of valve"),
        ("For $6 million it hauls a tonne to orbit.", "$6 million", "price"),
        ("The strike fund, which stood at $2 million, is empty.", "$2 million", "strike fund"),
        ("You can claim £180 for flights of two hours.", "£180", "claim for flights"),
        ("Families will receive a grant of 60 crowns.", "60 crowns", "grant for families"),
        ("The land is worth £19 million.", "£19 million", "worth"),
        ("At its May meeting the panel decided to lower the repurchase rate from 8.25 percent.", "8.25 percent", "repurchase rate"),
        ("Helix will open nine shops and close five.", "five", "shops closed"),
        ("Denby Pottery made 44,000 jugs this year.", "44,000 jugs", "jugs made"),
        # Shares.
        ("Fewer than one in nine homes meets the code.", "one in nine", "share of homes that meets the code"),
        ("Two out of five voters have moved.", "Two out of five", "share of voters who have moved"),
        ("Turnover came to $8 million. Exports contributed 64 percent.", "64 percent", "exports as share of turnover"),
        ("The economy will expand 1.4 percent this year.", "1.4 percent", "growth in size of the economy"),
        ("Ten-year bonds yielded 6.2 percent.", "6.2 percent", "yield of bonds"),
        ("In May 700 people were sleeping rough, 14 percent more than in 2020.", "14 percent", "people sleeping rough"),
        ("The bank sees inflation averaging 3.1 percent.", "3.1 percent", "average inflation"),
        # Groups that own a measure.
        ("The bricklayers' wages rose 4 percent.", "4 percent", "wages of bricklayers"),
        # A noun phrase that holds a verb.
        ("The plan assumes economic growth of 2 percent.", "2 percent", "economic growth"),
    ],
)  # fmt: skip
def test_phrase_a_column_would_carry(text: str, figure: str, words: str) -> None:
    found = metric(text, figure)
    assert set(words.split()) <= set(found.split()), found


@pytest.mark.parametrize(
    ("text", "figure", "word"),
    [
        ("Rain cut the crop by 40 tonnes.", "40 tonnes", "margin"),
        ("The plan means the loss of 310 metres of track.", "310 metres", "lost"),
        ("The coalition holds 104 of the 200 seats.", "104", "capacity"),
        ("The firm can pay $9 a day.", "$9 a day", "capacity"),
        ("Enough is enough, said 300 workers.", "300 workers", "enough"),
        ("The answer is £6.", "£6", "price of answer"),
        ("The deficit will be £6 million.", "£6 million", "price"),
        ("The report spoke of 62 firms that moved.", "62 firms", "money"),
        ("The bridge is one of two in nine miles of road.", "nine miles", "share"),
        ("He said yes. £385 is the price of the valve.", "£385", "yes"),
        ("The firm spent $40 million on a road: $2 million more than planned.", "$2 million", "on a road more"),
        ("The stock is close to five tonnes.", "five tonnes", "closed"),
        ("The firm has 44,000 jugs.", "44,000 jugs", "had"),
        ("Farmers are 3 percent of the town.", "3 percent", "share price"),
        ("The club's wages rose 4 percent.", "4 percent", "of club"),
    ],
)
def test_what_only_looks_like_it(text: str, figure: str, word: str) -> None:
    assert word not in metric(text, figure)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("The town is spending $18 million on a harbour that opens in May.", "$18 million"),
        ("Gino is paying €3 million for a mill which some neighbours call a ruin.", "€3 million"),
        ("The pool was warmed to 26 °C so that the children could swim.", "26 °C"),
        ("The firm put 7 million crowns into the", "7 million crowns"),
        ("Once it opens, 18,000 vans and lorries a day should use it.", "18,000 vans"),
    ],
)
def test_phrase_ends_cleanly(text: str, figure: str) -> None:
    found = metric(text, figure).split()
    assert found[-1] not in {
        "that",
        "which",
        "the",
        "into",
        "for",
        "on",
        "so",
        "to",
        "a",
        "opens",
        "call",
        "could",
        "it",
    }, found
    assert {"that", "which"}.isdisjoint(found), found


def test_caption_names_the_table() -> None:
    text = "Orchid output by region\n| Region | Area (ha) | Output (t) |\n| Denby | 12 | 340 |\n| Orvik | 15 | 410 |"
    assert metric(text, "| 15 ".strip("| ")) == "orchid area"
    assert "orchid output" in metric(text, "410")


def test_sentence_over_a_table_gives_it_no_words() -> None:
    text = "There has been a gap since 2009.\n| Crop | 2022 | 2023 |\n| Cherries | 12.5 | 13.5 |\n| Plums | 8.5 | 9.5 |"
    assert "gap" not in metric(text, "13.5")

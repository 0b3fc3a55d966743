"""Turns of phrase that say what is measured; each beside a sentence that looks like it and is not."""

from __future__ import annotations

import pytest

from pipelines.extraction.extract import extract_figures


def metric(text: str, figure: str) -> str:
    """The metric of the figure whose print holds these words."""
    at = text.index(figure)
    return next(one.metric or "" for one in extract_figures(text) if one.start <= at < one.end)


@pytest.mark.parametrize(
    ("text", "figure", "words"),
    [
        ("Helix Motors shares closed 3 percent lower at 4.10 euros.", "4.10 euros", "share price"),
        ("Helix Motors fell 3 percent to 4.10 euros.", "3 percent", "share price"),
        ("Turnover climbed to £18 million, a rise of 6 percent.", "6 percent", "turnover"),
        (
            "Marlow Group said so. Like-for-like sales, which include new shops, grew 4 percent.",
            "4 percent",
            "like-for-like sales",
        ),
        ("The clothing arm lost £9 million.", "£9 million", "loss"),
        ("The price of rebuilding Orrin Park has climbed to £193 million.", "£193 million", "price of rebuilding"),
        ("The river stood at 7.4 metres on Friday.", "7.4 metres", "water level"),
        ("The camp lies 48 km northeast of Orvik.", "48 km", "distance northeast of Orvik"),
        ("The bridge is 80 percent complete.", "80 percent", "complete"),
        ("The match was played in front of 16,044.", "16,044", "attendance"),
        ("Orvik (population 92,000) has no bank.", "92,000", "population"),
        ("Results in numbers\n83 votes: the margin in Denby East.", "83 votes", "margin in Denby East"),
        ("Orvik flood kills two\nThe flood hit Orvik. Norway has offered $9 million.", "$9 million", "aid offered"),
        (
            "Denby United sold winger Tom Hale to Orrin Rovers for £4 million. Mr Hale is 22.",
            "£4 million",
            "transfer fee",
        ),
        ("Jury rules\nA jury ordered Helix Mining to pay $90 million.", "$90 million", "damages"),
        ("Barley made 240 dollars a tonne at Denby.", "240 dollars a tonne", "price of barley"),
        ("The farm hired 60 pickers at $17 an hour.", "$17 an hour", "pay of pickers"),
        ("The peso fell to 18.2 to the dollar.", "18.2", "exchange rate"),
        ("The Orrin index was down 140 points.", "140 points", "index level"),
        (
            "Helix agreed to fines of $90 million, split into $60 million for tax and $30 million for delay.",
            "$60 million",
            "fines for tax",
        ),
        ("Denby bought the mill for £4 million.", "£4 million", "price paid for mill"),
        ("The spill cost the operator $9 million.", "$9 million", "cost to operator"),
        ("Helix won a $40 million contract to dredge the port.", "$40 million", "value of contract to dredge the port"),
        ("Profit before tax was £12 million.", "£12 million", "profit before tax"),
        ("Unit cost excluding fuel was 5.3 cents.", "5.3 cents", "unit cost excluding fuel"),
        (
            "The operating result was a loss of $4 million, against a profit of $6 million.",
            "$6 million",
            "operating profit",
        ),
        ("Some 240 letters came in, seven in ten of them hostile.", "seven in ten", "share of hostile among letters"),
        (
            "In all 412 barns were inspected and a quarter declared unsafe.",
            "a quarter",
            "share of barns declared unsafe",
        ),
        ("Turnout was 71%, and women (72.8%) outvoted men (70.1%).", "72.8%", "turnout of women"),
        ("Turnout stands at 84 percent, 89 percent among men.", "89 percent", "turnout among men"),
        ("Net debt was 0.8 times annual earnings.", "0.8 times", "net debt relative to annual earnings"),
        ("With 42 injured and 18 still missing, the search went on.", "18", "people missing"),
        (
            "The tunnel will cost $14 million, 12 percent more than parliament approved.",
            "12 percent",
            "cost compared with parliament approved",
        ),
        ("The chain will lay off 310 people.", "310 people", "people laid off"),
        ("A film in figures\nThe budget? Roughly $134 million.", "$134 million", "budget"),
        ("Polling was held in May and 71 percent of the voters turned out.", "71 percent", "turnout"),
        (
            "About 640 households remain without power and 1,100 people without water.",
            "1,100 people",
            "people without water",
        ),
        ("Since May 90 civilians have been killed: 40 men, 30 women and 20 children.", "30 women", "women killed"),
        ("So far 90 people have been arrested: 60 men and 30 women.", "60 men", "men arrested"),
        ("The crowd, half a million strong, sang.", "half a million", "crowd"),
        ("The union's 80%-owned Denby mine is shut.", "80%", "stake in Denby mine"),
        ("Orvik is a town of 92,000 people.", "92,000 people", "population"),
        ("The group is closing three studios.", "three studios", "studios closed"),
        ("The chain will open 18 shops.", "18 shops", "shops to open"),
        ("About 1,200 homes and businesses are without power.", "1,200", "homes and businesses without power"),
        (
            "A petition against the tram drew 1,400 signatures.",
            "1,400 signatures",
            "signatures drawn by petition against the tram",
        ),
        ("The service grew 20 percent to 5 million subscribers.", "20 percent", "subscribers"),
        ("Discharge has been cut to 860 cubic metres a second.", "860 cubic metres a second", "discharge"),
        (
            "A note on the budget gap\nThe town has a budget gap. To close a gap of $11 million it sells land.",
            "$11 million",
            "budget gap",
        ),
        (
            "Brenne fights cholera\nCholera came in May; cholera spread. There were 310 cases.",
            "310 cases",
            "cholera cases",
        ),
    ],
)
def test_turn_of_phrase(text: str, figure: str, words: str) -> None:
    """All words of the expected phrase are in the metric."""
    assert set(words.lower().split()) <= set(metric(text, figure).lower().replace("(", " ").split()), metric(
        text, figure
    )


@pytest.mark.parametrize(
    ("text", "figure", "word"),
    [
        ("Copper fell 3 percent to $8,000 a tonne.", "3 percent", "share"),
        ("Exports fell 3 percent.", "3 percent", "share"),
        ("Three plants opened, and the rise of 12 firms followed.", "12 firms", "plants"),
        ("The road is 48 km long.", "48 km", "distance"),
        ("Helix Motors offered $9 million for the plant.", "$9 million", "aid"),
        ("Denby sold its mill to Orrin for £4 million.", "£4 million", "fee"),
        ("Helix Mining agreed to pay $90 million for the quarry.", "$90 million", "damages"),
        ("The mast stood at 7.4 metres.", "7.4 metres", "water"),
        ("Exports were 12 percent more than a year earlier.", "12 percent", "compared"),
        ("What a day! The mill sold flour for $134 million.", "$134 million", "day"),
        ("Barley sold well; the mill made 240 dollars.", "240 dollars", "barley"),
        ("The ferry sails at 40 kilometres an hour.", "40 kilometres an hour", "pay"),
        ("The team scored 140 points.", "140 points", "index"),
        ("The sculptor bought marble for three years.", "three years", "price"),
        ("The firm of 92,000 people hired again.", "92,000 people", "population"),
        ("The chain opened 18 shops.", "18 shops", "to open"),
        ("The storm gap closed. The gap of 4 points narrowed.", "4 points", "budget"),
        ("A flu jab costs little. Five cases of wine arrived.", "Five cases", "flu"),
        ("Three studios were empty and a quarter of the rent was owed.", "a quarter", "studios"),
    ],
)
def test_what_only_looks_like_it(text: str, figure: str, word: str) -> None:
    """The same words about other things keep their own metric."""
    assert word not in metric(text, figure).lower(), metric(text, figure)


def test_column_of_changes_speaks_of_the_column_before() -> None:
    """`Change (%)` after `Production` says how production moved."""
    text = "Harvest\nThe harvest grew.\n| Crop | Production (t) | Change on 2020 (%) |\n| Wheat | 3,419 | +24.3 |"
    assert "production" in metric(text, "+24.3").lower()
    assert "wheat" in metric(text, "+24.3").lower()


def test_count_of_nothing_named_is_read_without_a_noun() -> None:
    text = "Council sees record barley crop\nThe Northern Barley Council said output will fall. It left barley trade unchanged at 12 mln."
    assert metric(text, "12 mln")

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

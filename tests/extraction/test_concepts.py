"""Metric phrase → concept."""

from __future__ import annotations

import pytest

from pipelines.extraction.en.concepts import CONCEPTS, concept_of
from pipelines.extraction.en.phrases import read_rows


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("turnover", "net sales"),
        ("people employed", "headcount"),
        ("death toll", "people killed"),
        ("lives lost", "persons dead"),
        ("capital spending", "capex"),
        ("homes damaged", "damaged houses"),
        ("dwellings destroyed", "homes lost"),
        ("spending on pensions", "cost of pensions"),
        ("jobs to be cut", "layoffs"),
        ("price of petrol", "pump price"),
        ("average crowd", "average attendance"),
        ("murders", "homicides"),
        ("cars stolen", "vehicle thefts"),
        ("repurchase rate", "policy rate"),
        ("growth in size of the economy", "economic growth"),
        ("wind power capacity", "capacity of the wind farm"),
        ("vessels waiting", "ship queue"),
        ("vacant homes", "empty flats"),
        ("unemployment rate", "jobless rate"),
    ],
)
def test_other_words_for_one_thing_share_a_concept(left: str, right: str) -> None:
    """Two articles that share no wording still meet."""
    assert concept_of(left) is not None
    assert concept_of(left) == concept_of(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("net profit", "gross profit"),
        ("people killed", "people injured"),
        ("jobs created", "jobs cut"),
        ("exports", "imports"),
        ("net profit", "revenue"),
        ("homes damaged", "homes destroyed"),
        ("fines", "compensation"),
        ("core inflation", "inflation"),
        ("mortgage rate", "base rate"),
        ("stores opened", "stores closed"),
        ("wage bill", "wages"),
        ("minimum wage", "wages"),
        ("votes for", "votes against"),
        ("price of grapes", "grape harvest"),
        ("robberies", "burglaries"),
        ("arabica harvest", "robusta harvest"),
        ("passengers licensed to carry", "passengers carried"),
        ("vials in stock", "share price"),
        ("share", "share price"),
    ],
)
def test_neighbours_stay_apart(left: str, right: str) -> None:
    """What is easily confused is not one concept."""
    assert concept_of(left) != concept_of(right)


def test_a_share_of_a_thing_is_not_the_thing() -> None:
    """`share of revenue from exports` is no revenue; `exports as share of output` is about exports."""
    assert concept_of("share of revenue from abroad") is None
    assert concept_of("exports as share of output") == "exports"
    assert concept_of("share of the vote") == "vote_share"


def test_table_is_broad() -> None:
    """Over five hundred concepts from over twenty fields."""
    rows = read_rows("concepts.csv")
    assert len({row["concept"] for row in rows}) > 500
    assert len({row["field"] for row in rows}) > 20
    assert len(CONCEPTS) > 2000

"""One event under the names of several places, across articles."""

from __future__ import annotations

import datetime as dt

import polars as pl

from pipelines.extraction.across_articles.event_places import one_event

MAY = dt.date(2024, 5, 3)


def told(*rows: tuple[str, str, dt.date]) -> pl.DataFrame:
    """Figures as (entity, sentence, published)."""
    return pl.DataFrame(rows, schema=["entity", "sentence", "published"], orient="row")


FLOODS = [
    ("Sund floods", "In Sund 12 people died.", MAY),
    ("Sund floods", "Some 900 houses in Sund are under water.", MAY),
    ("Sund floods", "The state of Korvat set aside 3 million crowns.", MAY),
    ("Korvat floods", "Floods in Sund, a district of Korvat, killed 14.", MAY + dt.timedelta(days=2)),
    ("Korvat floods", "Sund lost 40 bridges.", MAY + dt.timedelta(days=2)),
]


def test_state_and_district_name_one_flood() -> None:
    """The rarer name goes by the more frequent one, in any order of rows."""
    assert one_event(told(*FLOODS)) == {"Korvat floods": "Sund floods"}
    assert one_event(told(*FLOODS[::-1])) == {"Korvat floods": "Sund floods"}


def test_floods_of_another_year_are_another_event() -> None:
    """The same words a year later."""
    later = [(entity, words, day + dt.timedelta(days=365)) for entity, words, day in FLOODS[3:]]
    assert one_event(told(*FLOODS[:3], *later)) == {}


def test_two_floods_that_do_not_name_each_other_stay_two() -> None:
    """No sentence of one names the place of the other twice."""
    others = [
        ("Belmar floods", "Belmar counted 5 dead.", MAY),
        ("Belmar floods", "Unlike Sund, Belmar has 2 dams.", MAY),
    ]
    assert one_event(told(*FLOODS[:3], *others)) == {}


def test_two_diseases_and_two_elections_stay_two() -> None:
    """Outbreaks of two diseases in one place; elections of a town and its state."""
    rows = [
        ("Sund cholera outbreak", "Sund has 40 cases.", MAY),
        ("Sund cholera outbreak", "In Sund 4 died.", MAY),
        ("Sund measles outbreak", "Sund has 90 cases.", MAY),
        ("Sund election", "Sund voted; 40 percent came.", MAY),
        ("Sund election", "Sund and Korvat count 9 million votes.", MAY),
        ("Korvat election", "Korvat and Sund have 180 seats.", MAY),
        ("Korvat election", "In Sund, turnout was 50 percent.", MAY),
    ]
    assert one_event(told(*rows)) == {}

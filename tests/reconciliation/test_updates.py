"""What replaces an older value, and what rivals it: two stories on one subject at two days."""

from __future__ import annotations

import datetime as dt

import pytest
from made_figures import Corpus, count, length
from test_facts_and_verdicts import dead, two, verdict

from pipelines.reconciliation.station import reconcile


def missing(printed: str, value: float) -> tuple:
    return (
        "At the flood near Tasmere {} were missing, and 43 had died, rescuers said.",
        count(printed, value, "person", entity="Tasmere flood", metric="people missing"),
    )


def test_the_missing_become_fewer_while_others_are_found_dead() -> None:
    found, a, b = two(missing("62 people", 62), missing("35 people", 35), days=("2024-08-02", "2024-08-04"))
    assert verdict(found, a, b) == "update"


def test_a_final_toll_dated_by_its_flood_updates_that_of_the_first_day() -> None:
    final = (
        "The final toll of the flood near Tasmere of 2 August is {}, rescuers said.",
        count(
            "61 people", 61, "person", entity="Tasmere flood", metric="people killed", period_text="2 August",
            period_start=dt.date(2024, 8, 2), period_end=dt.date(2024, 8, 2),
        ),
    )  # fmt: skip
    found, a, b = two(dead("43 people", 43), final, days=("2024-08-02", "2024-08-19"))
    assert verdict(found, a, b) == "update"


def laid(printed: str, metres: float, day: str, words: str) -> tuple:
    at = dt.date.fromisoformat(day)
    return (
        "By " + words + " Velmora Dairy had laid {} of pipe to its creamery at Tasmere.",
        length(
            printed, metres, entity="Velmora Dairy", metric="length of pipe laid", period_text=words, period_start=at,
            period_end=at,
        ),
    )  # fmt: skip


def test_states_at_two_named_days_are_no_conflict() -> None:
    first, later = laid("3.1 km", 3100, "2024-03-01", "1 March"), laid("3.6 km", 3600, "2024-03-15", "15 March")
    found, a, b = two(first, later, days=("2024-03-04", "2024-03-18"))
    assert verdict(found, a, b) == "update"
    rival = laid("3.6 km", 3600, "2024-03-01", "1 March")
    found, a, b = two(first, rival, days=("2024-03-04", "2024-03-18"))
    assert verdict(found, a, b) == "conflict"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The flood in the district of Tasmere has killed {}, rescuers said.", "update"),
        ("| Tasmere | {} |", None),
    ],
)
def test_an_event_is_told_by_the_place_that_it_hit_but_not_by_a_row_of_a_table(
    sentence: str, expected: str | None
) -> None:
    there = (sentence, count("52", 52, "person", entity="Tasmere district", metric="people killed"))
    found, a, b = two(dead("43 people", 43), there, days=("2024-08-02", "2024-08-03"))
    assert verdict(found, a, b) == expected


def wafers(printed: str, value: float, per: str, metric: str) -> tuple:
    return (
        "The chip line of Velmora Dairy at Tasmere turns out {} of silicon.",
        {
            "printed": printed, "kind": "rate", "low": value, "high": value, "unit": f"wafer/{per}",
            "base_unit": f"wafer/{per}", "entity": "Velmora Dairy", "metric": metric,
        },
    )  # fmt: skip


def test_a_rate_says_its_own_time() -> None:
    first = wafers("36,000 wafers a month", 36_000, "month", "wafers a month turned out")
    second = wafers("540,000 wafers a year", 540_000, "year", "wafers a year turned out")
    found, a, b = two(first, second)
    assert verdict(found, a, b) == "conflict"


def test_the_seats_of_two_parties_are_two_things() -> None:
    corpus = Corpus()
    told = []
    for outlet, day, orchard in (("Morning Post", "2024-06-10", 31), ("Evening Star", "2024-06-12", 34)):
        corpus.article(outlet, day, "Orchard List wins the council election at Tasmere")
        told.append(
            corpus.say(
                "In the council election the Orchard List won {} and the Quay Union {}, the clerk of Tasmere said.",
                count(f"{orchard} seats", orchard, "seat", entity="Orchard List", metric="seats won"),
                count("27", 27, "seat", entity="Quay Union", metric="seats won"),
            )
        )
    found = reconcile(*corpus.frames())
    (first, quay), (later, _) = told
    assert verdict(found, first, later) in ("conflict", "update")
    assert verdict(found, quay, later) is None


def saved(printed: str, value: float, unit: str) -> tuple:
    number = {"printed": printed, "low": value, "high": value, "unit": unit, "entity": "Velmora Dairy"}
    return (
        "The merger will save Velmora Dairy of Tasmere {}, its owners reckon.",
        number | {"kind": "rate" if "/" in unit else "money", "base_unit": unit, "metric": "savings from the merger"},
    )


def test_a_sum_a_year_is_told_as_a_sum_elsewhere() -> None:
    yearly = saved("1.6 million euros a year", 1.6e6, "EUR/year")
    found, a, b = two(yearly, saved("1.9 million euros", 1.9e6, "EUR"))
    assert verdict(found, a, b) == "conflict"
    found, a, b = two(yearly, saved("1.6 million euros", 1.6e6, "EUR"))
    assert verdict(found, a, b) == "agree"


def test_what_one_pays_a_year_is_told_by_the_month() -> None:
    found, a, b = two(
        saved("19,200 euros a year", 19_200, "EUR/year"), saved("1,600 euros a month", 1_600, "EUR/month")
    )
    assert verdict(found, a, b) == "agree"
    found, a, b = two(saved("19,200 euros a year", 19_200, "EUR/year"), saved("19,700 euros", 19_700, "EUR"))
    assert verdict(found, a, b) is None

"""A value that two figures of one sentence imply bears out, or contradicts, what another story states; what only happens to fit does not."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from made_figures import Corpus, count, money, percent

from pipelines.reconciliation.station import reconcile

BUSES = {"entity": "Tessaly Transit", "metric": "cost of electric buses", "concept": "cost"}
FLEET = {"entity": "Tessaly Transit", "metric": "electric buses ordered", "concept": "fleet"}


def rate(printed: str, low: float, unit: str, base_unit: str, system: str = "ISO4217", **more: Any) -> dict[str, Any]:
    """A price or another value for each."""
    named = {"unit": unit, "base_unit": base_unit, "unit_system": system}
    return {"printed": printed, "kind": "rate", "low": low, "high": low, **named, **more}


def derived(*stories: tuple[str, list[tuple[str, list[dict[str, Any]]]]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Stories (headline, sentences with their numbers), each of an outlet of its own → derived comparisons and conflicts."""
    corpus = Corpus()
    for at, (title, sentences) in enumerate(stories):
        corpus.article(f"Outlet {at}", f"2025-03-0{at + 1}", title)
        for sentence, numbers in sentences:
            corpus.say(sentence, *numbers)
    # A little of other news, so that rare words are rare.
    corpus.article("Sundry Gazette", "2025-03-08", "Orchard growers meet in Pellow")
    corpus.say("Some {} came to the meeting in Pellow.", count("310 growers", 310, "grower", entity="Pellow"))
    found = reconcile(*corpus.frames())
    return found.comparisons.filter("derived"), found.conflicts


def buses(total: str, low: float, sentence: str = "Tessaly Transit will spend {} on the electric buses.") -> Any:
    return ("Electric buses for Tessaly", [(sentence, [money(total, low, "EUR", **BUSES)])])


EACH = (
    "Tessaly orders electric buses",
    [
        (
            "Each of the {} costs {}, Tessaly Transit said of the electric buses.",
            [count("40 buses", 40, "bus", **FLEET), money("310,000 euros", 310_000, "EUR", **BUSES)],
        )
    ],
)


def test_number_at_a_price_for_each_bears_out_the_sum() -> None:
    pairs, conflicts = derived(EACH, buses("12.4 million euros", 12.4e6))
    assert pairs["verdict"].to_list() == ["agree"]
    told = pairs["explanation"][0]
    assert (
        "Outlet 1 says “12.4 million euros”" in told
        and "“40 buses” at “310,000 euros” for each come to 12.4 million" in told
    )
    assert conflicts.is_empty()


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (buses("14.9 million euros", 14.9e6), "a sum that is off may be of more than the buses"),
        (
            (
                "Electric buses for Tessaly",
                [
                    (
                        "Tessaly Transit lost {} last year.",
                        [money("12.4 million euros", 12.4e6, "EUR", entity="Tessaly Transit", metric="loss")],
                    )
                ],
            ),
            "a loss is no price of buses",
        ),
        (
            (
                "Merrow buys electric buses",
                [
                    (
                        "Merrow Lines pays {} for its electric buses.",
                        [money("12.4 million euros", 12.4e6, "EUR", **(BUSES | {"entity": "Merrow Lines"}))],
                    )
                ],
            ),
            "another firm's buses",
        ),
        (
            (
                "Electric buses for Tessaly",
                [
                    (
                        "Tessaly Transit will spend {} on the electric buses.",
                        [money("12.4 million dollars", 12.4e6, "USD", **BUSES)],
                    )
                ],
            ),
            "another currency",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_only_happens_to_fit_is_no_support(other: Any, why: str) -> None:
    pairs, conflicts = derived(EACH, other)
    assert pairs.is_empty() and conflicts.filter(pl.col("type") == "arithmetic").is_empty(), why


def test_a_sum_for_the_same_number_that_does_not_fit_is_a_conflict() -> None:
    order = (
        "Tessaly goes electric",
        [
            (
                "The order of Tessaly Transit is worth {} for {}.",
                [money("15.1 million euros", 15.1e6, "EUR", **BUSES), count("40 buses", 40, "bus", **FLEET)],
            )
        ],
    )
    pairs, conflicts = derived(EACH, order)
    assert "conflict" in pairs["verdict"].to_list()
    row = conflicts.filter(pl.col("type") == "arithmetic").row(0, named=True)
    assert "15.1 million euros" in row["explanation"] and "does not fit" in row["explanation"]
    assert len(row["figure_ids"]) == 3 and row["n_sources"] == 2


@pytest.mark.parametrize(("jobs", "supported"), [(400, True), (520, False)])
def test_share_of_a_whole_bears_out_the_part(jobs: int, supported: bool) -> None:
    staff = {"entity": "Orvik Kabel", "metric": "staff", "concept": "workforce"}
    pairs, _ = derived(
        (
            "Orvik Kabel to cut jobs",
            [
                (
                    "Orvik Kabel will cut {} of its {}, the cable maker said.",
                    [
                        percent("a third", 100 / 3, entity="Orvik Kabel", metric="share of staff cut", digits=2),
                        count("1,200 staff", 1200, "staff", **staff),
                    ],
                )
            ],
        ),
        (
            "Jobs go at Orvik Kabel",
            [
                (
                    "Orvik Kabel, the cable maker, is to cut {}.",
                    [count(f"{jobs} jobs", jobs, "job", entity="Orvik Kabel", metric="jobs cut", concept="jobs_cut")],
                )
            ],
        ),
    )
    assert (pairs.height == 1) == supported
    if supported:
        assert "“a third” of “1,200 staff” is 400" in pairs["explanation"][0]


@pytest.mark.parametrize(("metric", "supported"), [("budget", True), ("debt", False)])
def test_part_and_its_share_bear_out_the_whole(metric: str, supported: bool) -> None:
    town = {"entity": "Tesselby"}
    pairs, _ = derived(
        (
            "Tesselby votes for its schools",
            [
                (
                    "Schools in Tesselby get {}, or {} of the budget.",
                    [
                        money("450 million pounds", 450e6, "GBP", metric="spending on schools", **town),
                        percent("18 percent", 18, metric="share of budget", **town),
                    ],
                )
            ],
        ),
        (
            f"Tesselby passes its {metric}",
            [
                (
                    f"The {metric} of Tesselby is {{}}.",
                    [money("2.5 billion pounds", 2.5e9, "GBP", metric=metric, **town)],
                )
            ],
        ),
    )
    assert (pairs.height == 1) == supported


def test_harvest_is_area_times_yield() -> None:
    county = {"entity": "Ostra county"}
    pairs, _ = derived(
        (
            "Wheat harvest in Ostra county",
            [
                (
                    "Farmers in Ostra county brought in {}, from {}.",
                    [
                        rate("7.2 tonnes of wheat per hectare", 0.72, "t/har", "kg/m2", "UCUM", metric="wheat per hectare", **county),
                        {"printed": "150,000 hectares", "kind": "quantity", "low": 1.5e9, "high": 1.5e9, "unit": "m2", "unit_system": "UCUM", "metric": "area of wheat", **county},
                    ],
                )
            ],
        ),
        (
            "Good year for Ostra county's farmers",
            [
                (
                    "The wheat harvest of Ostra county came to {}.",
                    [{"printed": "1.08 million tonnes", "kind": "quantity", "low": 1.08e9, "high": 1.08e9, "unit": "kg", "unit_system": "UCUM", "metric": "wheat harvest", **county}],
                )
            ],
        ),
    )  # fmt: skip
    assert pairs["verdict"].to_list() == ["agree"]


@pytest.mark.parametrize(
    ("budgets", "supported"), [(["2.5 billion pounds"], True), (["2.5 billion pounds", "4 billion pounds"], False)]
)
def test_the_whole_may_stand_in_another_sentence_if_there_is_only_one(budgets: list[str], supported: bool) -> None:
    town = {"entity": "Tesselby"}
    told = [
        (
            "The council of Tesselby passed a budget of {}.",
            [money(budget, float(budget.split()[0]) * 1e9, "GBP", metric="budget", concept="budget", **town)],
        )
        for budget in budgets
    ]
    share = ("Schools in Tesselby get {} of the budget.", [percent("18 percent", 18, metric="share of budget", **town)])
    pairs, _ = derived(
        ("Tesselby passes its budget", [*told, share]),
        (
            "Schools of Tesselby win",
            [
                (
                    "Tesselby will spend {} on its schools.",
                    [money("450 million pounds", 450e6, "GBP", metric="spending on schools", **town)],
                )
            ],
        ),
    )
    assert (pairs.height == 1) == supported


def test_the_number_may_stand_in_another_sentence() -> None:
    ordered = ("Tessaly Transit has ordered {} for its lines.", [count("40 electric buses", 40, "bus", **FLEET)])
    each = (
        "Each electric bus costs {}, Tessaly Transit said.",
        [money("310,000 euros", 310_000, "EUR", **BUSES)],
    )
    pairs, _ = derived(("Tessaly orders electric buses", [ordered, each]), buses("12.4 million euros", 12.4e6))
    assert pairs["verdict"].to_list() == ["agree"]

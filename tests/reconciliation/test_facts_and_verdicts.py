"""Two stories on one subject: what is one fact, what agrees, what conflicts, what is an update, and what must not be compared."""

from __future__ import annotations

import polars as pl
import pytest
from made_figures import Corpus, count, length, money, percent

from pipelines.reconciliation.station import Reconciled, reconcile
from schemas import Comparisons, Conflicts, Facts, Figures, Sources

ABOUT = {"entity": "Velmora Dairy"}


def two(
    first: tuple, second: tuple, *, days: tuple[str, str] = ("2024-03-04", "2024-03-05")
) -> tuple[Reconciled, str, str]:
    corpus = Corpus()
    corpus.article("Morning Post", days[0], "Velmora Dairy opens its books in Tasmere")
    [a] = corpus.say(first[0], first[1])
    corpus.say(
        "The dairy was founded by farmers of the Tasmere valley and still belongs to {}.",
        count("214 members", 214, "member", entity="Velmora Dairy", metric="members"),
    )
    corpus.article("Evening Star", days[1], "Velmora Dairy of Tasmere reports")
    [b] = corpus.say(second[0], second[1])
    corpus.say(
        "Velmora Dairy also keeps a museum of cheese in Tasmere with {}.",
        count("36 exhibits", 36, "exhibit", entity="Velmora Dairy", metric="exhibits"),
    )
    return reconcile(*corpus.frames()), a, b


def verdict(found: Reconciled, a: str, b: str) -> str | None:
    rows = found.comparisons.filter((pl.col("a") == min(a, b)) & (pl.col("b") == max(a, b)))
    return rows["verdict"][0] if rows.height else None


YEAR = {"period_start": pl.date(2023, 1, 1), "period_end": pl.date(2023, 12, 31)}


def in_year(year: int) -> dict:
    import datetime as dt

    return {"period_start": dt.date(year, 1, 1), "period_end": dt.date(year, 12, 31), "period_text": str(year)}


def revenue(printed: str, value: float | None, currency: str = "EUR", year: int = 2023, **more: object) -> tuple:
    return (
        "Velmora Dairy booked revenue of {} in that year.",
        money(printed, value, currency, metric="revenue", **ABOUT, **in_year(year), **more),
    )


def turnover(printed: str, value: float | None, currency: str = "EUR", year: int = 2023, **more: object) -> tuple:
    return (
        "Turnover at Velmora Dairy came to {} over the year.",
        money(printed, value, currency, metric="turnover", **ABOUT, **in_year(year), **more),
    )


def test_rounded_values_agree() -> None:
    found, a, b = two(revenue("16.7 million euros", 16.7e6), turnover("16.74 million euros", 16.74e6))
    assert verdict(found, a, b) == "agree"
    fact = found.facts.filter(pl.col("n_sources") == 2)
    assert fact["status"].to_list() == ["corroborated"]
    assert fact["consensus_low"][0] > 16.73e6, "the most exact figure tells the value, not a mean"


def test_values_apart_conflict_and_say_both_prints_and_outlets() -> None:
    found, a, b = two(revenue("16.7 million euros", 16.7e6), turnover("18.2 million euros", 18.2e6))
    assert verdict(found, a, b) == "conflict"
    told = found.conflicts.filter(pl.col("type") == "cross_source")
    assert told.height == 1
    for words in ("16.7 million euros", "18.2 million euros", "Morning Post", "Evening Star"):
        assert words in told["explanation"][0]
    assert set(told["figure_ids"][0]) == {a, b}
    assert found.facts.filter(pl.col("n_sources") == 2)["status"].to_list() == ["conflicting"]


def test_currencies_are_compared_with_room_for_the_rate() -> None:
    found, a, b = two(revenue("16.7 million euros", 16.7e6), turnover("$18.4 million", 18.4e6, "USD"))
    assert verdict(found, a, b) == "agree"
    found, a, b = two(revenue("16.7 million euros", 16.7e6), turnover("$20.4 million", 20.4e6, "USD"))
    assert verdict(found, a, b) == "conflict"


def test_another_year_is_not_compared() -> None:
    found, a, b = two(revenue("16.7 million euros", 16.7e6), turnover("18.2 million euros", 18.2e6, year=2022))
    assert verdict(found, a, b) is None


def test_a_level_is_not_compared_with_a_change() -> None:
    rise = (
        "Revenue at Velmora Dairy rose by {} over the year.",
        percent("12 percent", 12.0, change="increase", metric="revenue", **ABOUT),
    )
    share = (
        "Revenue at Velmora Dairy was {} of what the year before had brought.",
        percent("14 percent", 14.0, metric="revenue", **ABOUT),
    )
    found, a, b = two(rise, share)
    assert verdict(found, a, b) is None


def test_slip_of_one_decimal_place_is_named() -> None:
    found, a, b = two(revenue("16.7 million euros", 16.7e6), turnover("167 million euros", 167e6))
    assert verdict(found, a, b) == "conflict"
    assert found.conflicts["cause"][0] == "unit"
    assert "decimal place" in found.conflicts["explanation"][0]


@pytest.mark.parametrize(
    ("printed", "value", "expected"), [("312 people", 312.0, "agree"), ("9,000 people", 9000.0, None)]
)
def test_an_open_side_reaches_only_as_far_as_a_reader_takes_it(
    printed: str, value: float, expected: str | None
) -> None:
    over = (
        "The plant of Velmora Dairy employs over {} in Tasmere.",
        count("300 people", 300, "person", high=None, bound=">", metric="people employed", modality="target", **ABOUT),
    )
    exact = (
        "Velmora Dairy employs {} at its plant in Tasmere.",
        count(printed, value, "person", metric="people employed", modality="target", **ABOUT),
    )
    found, a, b = two(over, exact)
    assert verdict(found, a, b) == expected


def dead(printed: str, value: float, noun: str = "person") -> tuple:
    return (
        "The flood near Tasmere has killed {} so far, rescuers said.",
        count(printed, value, noun, entity="Tasmere flood", metric="people killed"),
    )


def test_a_moving_count_is_updated_and_not_in_conflict() -> None:
    found, a, b = two(dead("43 people", 43), dead("58 people", 58), days=("2024-08-02", "2024-08-03"))
    assert verdict(found, a, b) == "update"
    assert found.conflicts.is_empty()
    assert found.facts.filter(pl.col("n_sources") == 2)["status"].to_list() == ["updated"]
    assert found.facts.filter(pl.col("n_sources") == 2)["latest_low"][0] == pytest.approx(57.5, abs=0.01)


def test_a_moving_count_of_one_day_conflicts() -> None:
    found, a, b = two(dead("43 people", 43), dead("58 people", 58), days=("2024-08-02", "2024-08-02"))
    assert verdict(found, a, b) == "conflict"


def test_what_can_only_grow_did_not_shrink() -> None:
    found, a, b = two(dead("58 people", 58), dead("49 people", 49), days=("2024-08-02", "2024-08-04"))
    assert verdict(found, a, b) == "conflict"


def test_dead_and_missing_are_not_compared() -> None:
    missing = (
        "In the flood near Tasmere {} are still missing, rescuers said.",
        count("42 people", 42, "person", entity="Tasmere flood", metric="people missing"),
    )
    found, a, b = two(dead("43 people", 43), missing, days=("2024-08-02", "2024-08-03"))
    assert verdict(found, a, b) is None


def test_zone_and_city_are_not_compared() -> None:
    zone = (
        "The Lorrim canal quarter hosts {} that build drones.",
        count("53 firms", 53, "firm", entity="Lorrim High-tech Zone", metric="firms that build drones"),
    )
    city = (
        "Lorrim City has a cluster of {} that build drones.",
        count("70 firms", 70, "firm", entity="Lorrim City", metric="cluster of firms that build drones"),
    )
    found, a, b = two(zone, city)
    assert verdict(found, a, b) is None


def test_dozens_do_not_reach_down_to_twenty() -> None:
    some = (
        "Linden Street is home to some {} that make lasers.",
        count("20 companies", 20, "company", bound="~", entity="Linden Street", metric="companies that make lasers"),
    )
    dozens = (
        "Along Linden Street {} that make lasers have settled.",
        count(
            "dozens of companies",
            24,
            "company",
            high=None,
            bound="~",
            entity="Linden Street",
            metric="companies that make lasers",
        ),
    )
    found, a, b = two(some, dozens)
    assert verdict(found, a, b) == "conflict"
    assert found.conflicts["severity"].to_list() != ["high"]


def test_trailing_zeros_are_told_as_rounding_and_low() -> None:
    first = (
        "The new canal at Velmora Dairy measures {} from end to end.",
        length("4,300 metres", 4300.0, metric="length of the canal", **ABOUT),
    )
    second = (
        "The canal that Velmora Dairy dug is {} long.",
        length("4,312 metres", 4312.0, metric="length of the canal", **ABOUT),
    )
    found, a, b = two(first, second)
    assert verdict(found, a, b) == "conflict"
    assert found.conflicts.select("cause", "severity").row(0) == ("rounding", "low")


def test_digits_that_are_no_zeros_are_no_rounding() -> None:
    first = (
        "The new canal at Velmora Dairy measures {} from end to end.",
        length("4,312 metres", 4312.0, metric="length of the canal", **ABOUT),
    )
    second = (
        "The canal that Velmora Dairy dug is {} long.",
        length("4,467 metres", 4467.0, metric="length of the canal", **ABOUT),
    )
    found, a, b = two(first, second)
    assert verdict(found, a, b) == "conflict"
    assert found.conflicts["cause"][0] != "rounding"


def copies() -> Corpus:
    corpus = Corpus()
    first = corpus.article("Newswire", "2024-03-04", "Velmora Dairy opens its books in Tasmere")
    corpus.say(*revenue("16.7 million euros", 16.7e6))
    for outlet in ("Valley Courier", "Tasmere Echo"):
        corpus.article(outlet, "2024-03-04", "Velmora Dairy opens its books in Tasmere", copy_of=first)
        corpus.say(*revenue("16.7 million euros", 16.7e6))
    corpus.article("Evening Star", "2024-03-05", "Velmora Dairy of Tasmere reports")
    corpus.say(*turnover("18.2 million euros", 18.2e6))
    return corpus


def test_copies_of_one_wire_story_are_one_source() -> None:
    found = reconcile(*copies().frames())
    assert found.conflicts["n_sources"].to_list() == [2]
    [fact] = found.facts.filter(pl.col("n_sources") == 2).to_dicts()
    assert (fact["n_figures"], fact["n_articles"], fact["consensus_sources"]) == (4, 4, 0), (
        "one against one is no consensus"
    )


def test_a_changed_number_in_a_copy_is_told() -> None:
    corpus = Corpus()
    first = corpus.article("Newswire", "2024-03-04", "Velmora Dairy opens its books in Tasmere")
    corpus.say(*revenue("16.7 million euros", 16.7e6))
    corpus.article("Valley Courier", "2024-03-04", "Velmora Dairy opens its books in Tasmere", copy_of=first)
    corpus.say(*revenue("17.6 million euros", 17.6e6))
    found = reconcile(*corpus.frames())
    assert found.conflicts["type"].to_list() == ["copy_altered"]
    assert found.comparisons.is_empty(), "comparisons stand between different wire stories only"


def test_tables_keep_their_contracts_and_do_not_depend_on_order() -> None:
    figures, articles = copies().frames()
    found = reconcile(figures, articles)
    for table, model in zip(found[:5], (Figures, Facts, Comparisons, Conflicts, Sources), strict=True):
        model.validate(table)
    again = reconcile(
        figures.sample(fraction=1.0, shuffle=True, seed=3), articles.sample(fraction=1.0, shuffle=True, seed=4)
    )
    for one, other in zip(found[:5], again[:5], strict=True):
        assert one.equals(other)


def test_nothing_at_all_gives_empty_tables() -> None:
    corpus = Corpus()
    corpus.article("Morning Post", None, "Nothing to count")
    figures, articles = corpus.frames()
    found = reconcile(figures, articles)
    assert (
        found.figures.is_empty()
        and found.facts.is_empty()
        and found.comparisons.is_empty()
        and found.conflicts.is_empty()
    )


def test_a_large_fact_lists_representatives_only() -> None:
    corpus = Corpus()
    for i in range(60):
        corpus.article(f"Outlet {i}", "2024-03-04", "Velmora Dairy opens its books in Tasmere")
        corpus.say(*(revenue("16.7 million euros", 16.7e6) if i % 2 else revenue("18.2 million euros", 18.2e6)))
    found = reconcile(*corpus.frames())
    assert found.facts["n_figures"].to_list() == [60]
    assert found.comparisons["verdict"].to_list() == ["conflict"]


def test_track_record_counts_who_stood_alone() -> None:
    corpus = Corpus()
    for outlet, printed, value in (
        ("A", "16.7 million euros", 16.7e6),
        ("B", "16.7 million euros", 16.7e6),
        ("C", "18.2 million euros", 18.2e6),
    ):
        corpus.article(outlet, "2024-03-04", "Velmora Dairy opens its books in Tasmere")
        corpus.say(*revenue(printed, value))
    found = reconcile(*corpus.frames())
    rows = {r["publisher"]: r for r in found.sources.to_dicts()}
    assert (rows["A"]["n_agreeing"], rows["A"]["n_alone"], rows["C"]["n_alone"]) == (1, 0, 1)
    # Wilson, 1 of 1 at 90 %: 1 / (1 + z²).
    assert rows["C"]["alone_low"] == pytest.approx(0.2699, abs=1e-3)
    assert rows["C"]["alone_high"] == pytest.approx(1.0)


def test_hostile_text_stays_on_one_line() -> None:
    found, *_ = two(revenue("16.7 million euros", 16.7e6), turnover("18.2 million euros", 18.2e6))
    corpus = Corpus()
    corpus.article("Morning\x1b[31m\nPost", "2024-03-04", "Velmora Dairy opens its books in Tasmere")
    corpus.say(*revenue("16.7 million euros", 16.7e6))
    corpus.article("Evening Star", "2024-03-05", "Velmora Dairy of Tasmere reports")
    corpus.say(*turnover("18.2 million euros", 18.2e6))
    told = reconcile(*corpus.frames()).conflicts["explanation"][0]
    assert "\n" not in told and "\x1b" not in told
    assert found.conflicts.height == 1


def test_prices_on_the_market_of_two_days_are_no_conflict() -> None:
    def close(printed: str, low: float) -> tuple:
        said = money(printed, low, "EUR", entity="Velmora Dairy", metric="share price", concept="share_price")
        return ("Shares in Velmora Dairy of Tasmere closed at {}.", said)

    apart, a, b = two(close("€14.30", 14.3), close("€15.10", 15.1), days=("2024-08-02", "2024-08-05"))
    assert verdict(apart, a, b) is None
    one_day, a, b = two(close("€14.30", 14.3), close("€15.10", 15.1), days=("2024-08-02", "2024-08-02"))
    assert verdict(one_day, a, b) == "conflict"

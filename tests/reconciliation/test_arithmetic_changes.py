"""Differences, changes and shares that one article tells beside their two levels: those that do not work out are told."""

from __future__ import annotations

import pytest
from made_figures import count, money, multiple, percent
from test_arithmetic import told


@pytest.mark.parametrize(("drop", "wrong"), [(26.0, False), (35.0, True)])
def test_a_difference_and_its_percent(drop: float, wrong: bool) -> None:
    fires = count("118", 118, "fire")
    fewer = count("41", 41, "fire", change="decrease")
    fell = percent(f"{drop:g}%", drop, change="decrease")
    assert (
        bool(
            told(
                ("Fires came in at {}, {} fewer than the year before, which was sold as a {} drop.", fires, fewer, fell)
            )
        )
        == wrong
    )
    assert bool(told(("Fires fell by {}, or {}, to {}.", fewer, fell, fires))) == wrong


def test_a_difference_of_something_else_is_left_alone() -> None:
    assert not told(
        (
            "The town had {}, {} fewer than it wanted, while rents saw a {} drop.",
            count("118 nurses", 118, "nurse"),
            count("41", 41, "nurse", change="decrease"),
            percent("3%", 3, change="decrease"),
        )
    )


@pytest.mark.parametrize(("more", "wrong"), [(24, False), (34, True)])
def test_two_levels_and_what_lies_between(more: int, wrong: bool) -> None:
    found = told(
        (
            "The chain runs {}, {} more than the {} of a year ago.",
            count("436 shops", 436, "shop"),
            count(f"{more}", more, "shop", change="increase"),
            count("412", 412, "shop"),
        )
    )
    assert bool(found) == wrong


@pytest.mark.parametrize(("share", "wrong"), [(62.0, False), (70.0, True)])
def test_part_whole_and_share_in_one_breath(share: float, wrong: bool) -> None:
    found = told(
        (
            "{} of the {}, or {}, voted for it.",
            count("31", 31, "councillor"),
            count("50 councillors", 50, "councillor"),
            percent(f"{share:g} percent", share),
        )
    )
    assert bool(found) == wrong


@pytest.mark.parametrize(("new", "wrong"), [(2.6e6, False), (1.5e6, True)])
def test_more_than_doubled_against_its_levels(new: float, wrong: bool) -> None:
    found = told(
        (
            "Sales more than {} to {} from {}.",
            multiple("doubled", 2.0, None, change="increase", bound=">"),
            money(f"{new / 1e6:g} million euros", new, "EUR"),
            money("1.2 million", 1.2e6, "EUR"),
        )
    )
    assert bool(found) == wrong


def test_levels_belong_to_the_change_right_before_them() -> None:
    assert not told(
        (
            "Sales of hats rose {} to {} from {} and caps rose {} to {} from {}.",
            percent("10 percent", 10, change="increase"),
            count("220", 220, "hat"),
            count("200", 200, "hat"),
            percent("50 percent", 50, change="increase"),
            count("300", 300, "hat"),
            count("200", 200, "hat"),
        )
    )


def test_shares_of_wholes_that_differ_are_not_added() -> None:
    assert not told(
        (
            "The bank accounts for {} of home loans, {} of car loans and {} of shop loans.",
            percent("45%", 45),
            percent("40%", 40),
            percent("30%", 30),
        )
    )


@pytest.mark.parametrize(("old", "wrong"), [(310e6, True), (3.1e9, False)])
def test_up_or_down_without_a_verb(old: float, wrong: bool) -> None:
    found = told(
        (
            "Net debt is {}, down from {}.",
            money("£2.45bn", 2.45e9, "GBP"),
            money(f"£{old / 1e6:g}m", old, "GBP"),
        )
    )
    assert bool(found) == wrong


@pytest.mark.parametrize(("last", "wrong"), [(400, False), (600, True)])
def test_a_list_of_people_behind_at_least_a_counted_number(last: int, wrong: bool) -> None:
    found = told(
        (
            "At least {} have been moved: {}, {}, {} and {} whose age is not known.",
            count("11,860 townsfolk", 11860, "townsfolk", high=None, bound=">"),
            count("6,420 men", 6420, "man"),
            count("3,890 women", 3890, "woman"),
            count("1,150 children", 1150, "child"),
            count(f"{last} adults", last, "adult"),
        )
    )
    assert bool(found) == wrong

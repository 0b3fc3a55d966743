"""Money: which rate a figure gets, and why it gets none."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.normalisation.rates import ECB_SOURCE, bundled_rates
from pipelines.normalisation.station import normalise
from tests.normalisation.stated_frames import money, stated, story

DAY = dt.date(2024, 5, 24)  # a Friday
PER_EUR = {
    (row["currency"], row["date"]): row["per_eur"]
    for row in bundled_rates().iter_rows(named=True)
    if row["date"] > dt.date(2019, 1, 1)
}


def one(figure: dict, published: dt.date | None = DAY, **options) -> dict:
    figures, _, _ = normalise(stated(figure), story(published), **options)
    return figures.row(0, named=True)


def test_a_cross_rate_is_made_of_two_official_rates_of_one_day() -> None:
    row = one(money(100e6, "CNY"))
    assert row["fx_rate"] == pytest.approx(PER_EUR["USD", DAY] / PER_EUR["CNY", DAY], rel=1e-12)
    assert row["fx_date"] == DAY
    assert row["fx_source"] == f"{ECB_SOURCE}; cross rate computed"
    assert row["usd_low"] == pytest.approx(row["base_low"] * row["fx_rate"])
    assert row["base_unit"] == "CNY"


def test_the_euro_needs_no_cross_rate() -> None:
    row = one(money(100e6, "EUR"))
    assert row["fx_rate"] == PER_EUR["USD", DAY]
    assert row["fx_source"] == ECB_SOURCE


def test_the_reporting_currency_stays_as_printed_even_without_a_date() -> None:
    row = one(money(100e6, "USD"), published=None)
    assert (row["fx_rate"], row["usd_low"]) == (1.0, row["base_low"])


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (dt.date(2024, 5, 25), DAY),  # Saturday
        (dt.date(2024, 5, 26), DAY),  # Sunday
        (dt.date(2023, 12, 26), dt.date(2023, 12, 22)),  # Christmas
        (dt.date(2024, 4, 1), dt.date(2024, 3, 28)),  # Easter Monday
    ],
)
def test_a_day_without_fixing_takes_the_last_one_and_never_the_next(published: dt.date, expected: dt.date) -> None:
    assert one(money(100e6, "CNY"), published)["fx_date"] == expected


@pytest.mark.parametrize(
    ("code", "published", "reason"),
    [
        ("CNY", None, "no rate: the article has no date"),
        ("CNY", dt.date(2001, 6, 1), "no rate: CNY before 2005-04-01"),
        ("RUB", dt.date(2024, 5, 24), "no rate: RUB after 2022-03-01"),
        ("ISK", dt.date(2012, 5, 24), "no rate: ISK has none in the week before 2012-05-24"),
        ("TWD", DAY, "no rate: no source has TWD"),
        ("EUR", dt.date(1998, 5, 5), "no rate: EUR before 1999-01-04"),
        ("CNY", dt.date(2090, 1, 1), "no rate: CNY after "),
    ],
)
def test_outside_coverage_nothing_is_converted_and_the_row_says_why(
    code: str, published: dt.date | None, reason: str
) -> None:
    row = one(money(100e6, code), published)
    assert row["fx_source"].startswith(reason)
    assert (row["fx_rate"], row["fx_date"], row["usd_low"], row["usd_high"]) == (None, None, None, None)
    assert row["base_low"] == pytest.approx(99.5e6, rel=1e-4)


@given(
    st.sampled_from(["CNY", "GBP", "INR", "TRY", "ISK", "DEM", "AED", "XOF"]),
    st.dates(dt.date(1995, 1, 1), dt.date(2040, 1, 1)),
)
@settings(deadline=None, max_examples=60)
def test_no_rate_is_of_the_future_or_older_than_a_week(code: str, published: dt.date) -> None:
    row = one(money(100e6, code), published)
    if row["fx_date"] is not None:
        assert dt.timedelta(0) <= published - row["fx_date"] <= dt.timedelta(days=7)


def test_the_average_of_a_month_is_the_mean_of_its_fixings() -> None:
    row = one(money(100e6, "EUR", period_start=dt.date(2023, 4, 1), period_end=dt.date(2023, 4, 30)))
    april = bundled_rates().filter(
        (pl.col("currency") == "USD") & pl.col("date").is_between(dt.date(2023, 4, 1), dt.date(2023, 4, 30))
    )
    assert row["usd_period_low"] / row["base_low"] == pytest.approx(april["per_eur"].mean(), rel=1e-12)
    # The ECB publishes 1.0968 as its average for April 2023.
    assert round(row["usd_period_low"] / row["base_low"], 4) == 1.0968


def test_a_period_that_runs_on_is_averaged_up_to_the_article() -> None:
    year = {"period_start": dt.date(2024, 1, 1), "period_end": dt.date(2024, 12, 31)}
    so_far = one(money(100e6, "EUR", **year))
    until = one(money(100e6, "EUR", period_start=dt.date(2024, 1, 1), period_end=DAY))
    assert so_far["usd_period_low"] == until["usd_period_low"]


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("EUR", dt.date(2024, 6, 1), dt.date(2024, 12, 31)),  # after the article
        ("CNY", dt.date(2003, 1, 1), dt.date(2006, 12, 31)),  # begins before the rates do
        ("RUB", dt.date(2022, 1, 1), dt.date(2022, 12, 31)),  # ends after the rates do
        ("EUR", None, dt.date(2023, 12, 31)),  # open
    ],
)
def test_a_period_that_rates_do_not_cover_has_no_average(code: str, start: dt.date | None, end: dt.date) -> None:
    row = one(money(100e6, code, period_start=start, period_end=end))
    assert row["usd_period_low"] is None
    if code in ("CNY", "RUB"):
        assert "no rate for the period" in row["fx_source"]


def test_a_sunday_as_a_period_has_the_last_rate_known() -> None:
    sunday = dt.date(2024, 5, 19)
    row = one(money(100e6, "EUR", period_start=sunday, period_end=sunday))
    assert row["usd_period_low"] / row["base_low"] == pytest.approx(PER_EUR["USD", dt.date(2024, 5, 17)])


@pytest.mark.parametrize(
    ("code", "per_anchor", "anchor", "word"),
    [
        ("DEM", 1.95583, "EUR", "2866/98"),
        ("ITL", 1936.27, "EUR", "2866/98"),
        ("HRK", 7.5345, "EUR", "2022/1208"),
        ("XOF", 655.957, "EUR", "BCEAO"),
        ("AED", 3.6725, "USD", "Central Bank of the UAE"),
        ("NPR", 1.6, "INR", "Nepal"),
        ("TRL", 1e6, "TRY", "Law 5083"),
    ],
)
def test_pegs_and_dead_currencies_convert_at_their_fixed_rate(
    code: str, per_anchor: float, anchor: str, word: str
) -> None:
    row = one(money(100e6, code))
    anchor_per_eur = 1.0 if anchor == "EUR" else PER_EUR[anchor, DAY]
    assert row["fx_rate"] == pytest.approx(PER_EUR["USD", DAY] / anchor_per_eur / per_anchor, rel=1e-9)
    assert word in row["fx_source"] and "fixed" in row["fx_source"]


def test_a_currency_that_joined_the_euro_has_its_market_rate_before() -> None:
    row = one(money(100e6, "HRK"), dt.date(2022, 6, 1))
    assert row["fx_source"].startswith(ECB_SOURCE)


def test_a_price_converts_too() -> None:
    row = one(money(120.0, "CNY/m2", kind="rate"))
    assert row["base_unit"] == "CNY/m2"
    assert row["usd_low"] == pytest.approx(row["base_low"] * PER_EUR["USD", DAY] / PER_EUR["CNY", DAY])


def test_another_reporting_currency_names_its_columns() -> None:
    row = one(money(100e6, "CNY"), reporting_currency="EUR")
    assert row["eur_low"] == pytest.approx(row["base_low"] / PER_EUR["CNY", DAY])
    assert "usd_low" not in row


def test_an_open_side_stays_open() -> None:
    row = one(money(100e6, "CNY") | {"value": None, "low": 100e6, "bound": ">"})
    assert row["usd_low"] is not None
    assert (row["base_high"], row["usd_high"]) == (None, None)


def test_the_rates_that_were_used_are_published_unmodified() -> None:
    figures = stated(
        money(100e6, "CNY", period_start=dt.date(2024, 4, 1), period_end=dt.date(2024, 4, 30)),
        money(5e6, "AED"),
        money(5e6, "DEM"),
    )
    _, used, _ = normalise(figures, story())
    days = used.filter(pl.col("currency") == "CNY")["date"]
    assert days.max() == DAY
    assert days.filter(days < dt.date(2024, 5, 1)).len() == 21  # fixings in April 2024
    assert set(used["currency"]) == {"CNY", "USD", "DEM"}  # the dirham shows through the dollar
    assert used.filter(pl.col("currency") == "DEM")["per_eur"].to_list() == [1.95583]
    for row in used.filter(pl.col("source") == ECB_SOURCE).iter_rows(named=True):
        assert row["per_eur"] == PER_EUR[row["currency"], row["date"]]

"""What print allows: the interval that a stated value stands for."""

from __future__ import annotations

import math

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.normalisation.rounding import HALF, decade, half_trailing_zeros, interval

SLACK = 1e-9
prints = st.tuples(st.integers(1, 9), st.integers(0, 10**8), st.integers(1, 9), st.integers(-6, 12))


def ends(
    low: float | None, high: float | None, digits: int, bound: str = "=", *, measured: bool = False
) -> tuple[float | None, float | None]:
    row = pl.DataFrame(
        {"low": [low], "high": [high], "digits": [digits], "bound": [bound]},
        schema={"low": pl.Float64, "high": pl.Float64, "digits": pl.Int64, "bound": pl.String},
    )
    below, above = interval(pl.col("low"), pl.col("high"), pl.col("digits"), pl.col("bound"), pl.lit(measured))
    result = row.select(below=below, above=above).row(0)
    return result[0], result[1]


def as_printed(parts: tuple[int, int, int, int]) -> tuple[float, int]:
    """A number as print makes them: first digit, the others, how many of them, power of ten."""
    first, rest, digits, exponent = parts
    text = f"{first}{rest:08d}"[:digits]
    return float(f"{text[0]}.{text[1:] or '0'}e{exponent}"), digits


@pytest.mark.parametrize(
    ("low", "high", "digits", "bound", "below", "above"),
    [
        (16.7e9, 16.7e9, 3, "=", 16.65e9, 16.75e9),  # 16.7 billion
        (150e9, 150e9, 3, "=", 149.5e9, 150.5e9),  # 150 billion: its zero is a digit
        (53.0, 53.0, 2, "=", 52.5, 53.5),  # 53 plants
        (0.05, 0.05, 1, "=", 0.045, 0.055),
        (2.0, 2.0, 2, "=", 1.95, 2.05),  # 2.0 percent
        (20.0, 20.0, 2, "~", 18.0, 22.0),  # some 20
        (3.0, 3.0, 1, "~", 2.5, 3.5),  # about three: half of the digit is more than 10 %
        (24.0, None, 0, "~", 21.6, None),  # dozens of
        (180e9, None, 3, ">", 179.5e9, None),  # over 180 billion
        (None, 1.0, 1, "<", None, 1.5),  # less than a second
        (9.0, 11.0, 2, "range", 8.5, 11.5),  # 9 to 11: both to the unit
        (3e6, 5e6, 1, "range", 2.5e6, 5.5e6),  # 3 to 5 million
        (-5.2, -5.2, 2, "=", -5.25, -5.15),
        (0.0, 0.0, 1, "=", 0.0, 0.0),
    ],
)
def test_print_allows_half_of_its_last_digit(low, high, digits, bound, below, above) -> None:
    got = ends(low, high, digits, bound)
    for end, expected in zip(got, (below, above), strict=True):
        assert (end is None) == (expected is None)
        if end is not None:
            assert end == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize(
    ("value", "digits", "bound", "below", "above"),
    [
        (2.0, 1, "=", 1.75, 2.25),  # two weeks: neither ten days nor seventeen
        (1.0, 1, "~", 0.875, 1.125),  # about an hour
        (3.0, 1, ">", 2.625, 3.375),  # more than three kilometres
        (5.0, 1, "=", 4.5, 5.5),  # from four units on it is half of the digit again
        (3e6, 1, "=", 2.5e6, 3.5e6),  # 3 million tonnes: the digit counts millions
        (2.5, 2, "=", 2.45, 2.55),  # two and a half years
    ],
)
def test_a_few_whole_units_of_a_measure_are_printed_to_less_than_half_a_unit(
    value, digits, bound, below, above
) -> None:
    assert ends(value, value, digits, bound, measured=True) == pytest.approx((below, above), rel=1e-3)


@pytest.mark.parametrize(
    ("one", "next_one", "digits"), [(53, 54, 2), (13, 14, 2), (16.7e9, 16.8e9, 3), (999, 1000, 3), (1, 2, 1)]
)
def test_neighbouring_prints_do_not_meet(one: float, next_one: float, digits: int) -> None:
    assert (
        ends(one, one, digits)[1] < ends(next_one, next_one, len(str(int(next_one))) if next_one < 1e6 else digits)[0]
    )  # type: ignore[operator]


@given(prints)
@settings(deadline=None, max_examples=200)
def test_it_contains_the_stated_value(parts: tuple[int, int, int, int]) -> None:
    value, digits = as_printed(parts)
    for bound in ("=", "~"):
        below, above = ends(value, value, digits, bound)
        assert below <= value <= above  # type: ignore[operator]


@given(prints)
@settings(deadline=None, max_examples=200)
def test_more_digits_never_widen_and_about_never_narrows(parts: tuple[int, int, int, int]) -> None:
    value, digits = as_printed(parts)
    coarse, fine, about = ends(value, value, digits), ends(value, value, digits + 1), ends(value, value, digits, "~")
    assert coarse[0] <= fine[0] and fine[1] <= coarse[1]  # type: ignore[operator]
    assert about[0] <= coarse[0] and coarse[1] <= about[1]  # type: ignore[operator]


@given(prints, st.integers(-9, 9))
@settings(deadline=None, max_examples=200)
def test_it_scales_with_the_scale_word(parts: tuple[int, int, int, int], shift: int) -> None:
    """16.7 billion and 16,700 million, 1.5 km and 1,500 m, stand for the same: a power of ten changes nothing."""
    value, digits = as_printed(parts)
    below, above = ends(value, value, digits)
    scaled = ends(value * 10.0**shift, value * 10.0**shift, digits)
    assert scaled[0] == pytest.approx(below * 10.0**shift, rel=SLACK)  # type: ignore[operator]
    assert scaled[1] == pytest.approx(above * 10.0**shift, rel=SLACK)  # type: ignore[operator]


@given(prints)
@settings(deadline=None, max_examples=200)
def test_minus_mirrors(parts: tuple[int, int, int, int]) -> None:
    value, digits = as_printed(parts)
    below, above = ends(value, value, digits)
    assert ends(-value, -value, digits) == (-above, -below)  # type: ignore[operator]


@given(prints)
@settings(deadline=None, max_examples=300)
def test_every_value_printed_the_same_is_inside(parts: tuple[int, int, int, int]) -> None:
    """Whatever is a hair less than half a digit away prints as the stated value, and lies inside."""
    value, digits = as_printed(parts)
    unit = 10.0 ** (math.floor(math.log10(value) + 1e-12) - digits + 1)
    below, above = ends(value, value, digits)
    assert above - value == pytest.approx(HALF * unit, rel=1e-6, abs=value * 1e-15)  # type: ignore[operator]
    assert value - below == pytest.approx(HALF * unit, rel=1e-6, abs=value * 1e-15)  # type: ignore[operator]


def test_powers_of_ten_fall_in_their_own_decade() -> None:
    exponents = range(-30, 30)
    powers = pl.DataFrame({"value": [float(f"1e{exponent}") for exponent in exponents]})
    assert powers.select(decade(pl.col("value"))).to_series().to_list() == list(exponents)
    just_below = pl.DataFrame({"value": [999.0, 999_999_999_999.0, 9.99]})
    assert just_below.select(decade(pl.col("value"))).to_series().to_list() == [2, 11, 0]


@pytest.mark.parametrize(
    ("value", "digits", "surface", "half"),
    [
        (150e9, 3, "150 billion yuan", 5e9),
        (20e9, 2, "$20 billion", 5e9),
        (10_000.0, 5, "10,000 homes", 5_000.0),
        (251e6, 3, "251 million", 5e5),
        (1_050.0, 4, "1,050", 5.0),
        (2.0, 2, "2.0 percent", 0.05),  # the zero behind the point is meant
        (50.0, 3, "50.0", 0.05),
    ],
)
def test_trailing_zeros_may_be_rounding(value: float, digits: int, surface: str, half: float) -> None:
    row = pl.DataFrame({"value": [value], "digits": [digits], "surface": [surface]})
    got = row.select(half_trailing_zeros(pl.col("value"), pl.col("digits"), pl.col("surface"))).item()
    assert got == pytest.approx(half, rel=1e-3)

"""Units: every row of the table, rates, temperatures, and what stays as it is."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pint
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.normalisation.station import normalise
from pipelines.normalisation.units import resolve_units, units_table
from tests.normalisation.stated_frames import stated, story

HERE = Path(__file__).parent
LEXICON = HERE.parents[1] / "pipelines" / "extraction" / "en" / "lexicon" / "units.csv"
ROWS = {row["code"]: row for row in units_table().iter_rows(named=True)}
PINT_NAMES = {
    row["code"]: row for row in csv.DictReader((HERE / "pint_units.csv").read_text(encoding="utf-8").splitlines())
}
BASE_IN_PINT = {
    "m": "meter", "m2": "meter**2", "m3": "meter**3", "kg": "kilogram", "s": "second", "Cel": "degC", "J": "joule", "W": "watt", "VA": "watt",
    "Pa": "pascal", "By": "byte", "By/s": "byte/second", "m/s": "meter/second", "m3/s": "meter**3/second", "m/s2": "meter/second**2",
    "Hz": "1/second", "V": "volt", "A": "ampere", "Ohm": "ohm", "C": "coulomb", "F": "farad", "H": "henry", "T": "tesla", "Wb": "weber",
    "N": "newton", "N.m": "newton*meter", "deg": "degree", "mol": "mole", "cd": "candela", "lm": "lumen", "lx": "lux", "cd/m2":
    "candela/meter**2", "Bq": "becquerel", "Sv": "sievert", "Gy": "gray", "%": "percent", "[ppm]": "ppm", "kat": "katal",
}  # fmt: skip


@pytest.fixture(scope="module")
def registry() -> pint.UnitRegistry:
    return pint.UnitRegistry()


def resolved(unit: str, system: str = "UCUM", change: str = "level", text: str | None = None) -> dict:
    frame = pl.DataFrame(
        {"unit_system": [system], "unit": [unit], "unit_text": [text], "change": [change]},
        schema=dict.fromkeys(("unit_system", "unit", "unit_text", "change"), pl.String),
    )
    return resolve_units(frame, ["CNY", "EUR", "GBP", "USD"]).row(0, named=True)


@pytest.mark.parametrize("code", PINT_NAMES)
def test_every_factor_agrees_with_pint(code: str, registry: pint.UnitRegistry) -> None:
    row, name = ROWS[code], PINT_NAMES[code]
    if not name["pint"]:
        assert name["note"], f"{code} needs a reason why pint cannot check it"
        return
    base = registry.parse_units(BASE_IN_PINT[row["base_unit"]])
    for value in (1.0, 40.0):
        if row["dimension"] == "temperature":
            expected = registry.Quantity(value, registry.parse_units(name["pint"])).to(base).magnitude
        else:
            expected = value * registry.Quantity(name["pint"]).to(base).magnitude
        assert value * row["factor"] + row["offset"] == pytest.approx(expected, rel=1e-9)


def test_no_unit_goes_unchecked() -> None:
    assert set(PINT_NAMES) == set(ROWS)


def test_codes_are_unique_and_every_row_names_its_source() -> None:
    table = units_table()
    assert table["code"].is_unique().all()
    assert (table["source"].str.len_chars() > 0).all()
    assert (table["factor"] > 0).all()


def test_base_units_are_their_own_base() -> None:
    bases = units_table().filter(pl.col("base_unit").is_in(units_table()["code"].implode()))["base_unit"].unique()
    for base in bases:
        assert (ROWS[base]["base_unit"], ROWS[base]["factor"], ROWS[base]["offset"]) == (base, 1.0, 0.0)


@given(st.sampled_from(sorted(ROWS)), st.floats(-1e6, 1e6))
@settings(deadline=None, max_examples=300)
def test_there_and_back_again(code: str, value: float) -> None:
    row = ROWS[code]
    base = value * row["factor"] + row["offset"]
    assert (base - row["offset"]) / row["factor"] == pytest.approx(
        value, rel=1e-9, abs=1e-9 * max(1.0, abs(row["offset"] / row["factor"]))
    )


@pytest.mark.skipif(not LEXICON.exists(), reason="no English lexicon here")
def test_every_code_that_extraction_writes_is_known() -> None:
    codes = {row["code"] for row in csv.DictReader(LEXICON.read_text(encoding="utf-8").splitlines())}
    unknown = {
        code
        for code in codes
        if resolved(code)["base_unit"] == code and code not in ROWS and code not in {"m/s", "m3/s"}
    }
    assert unknown == set()


@pytest.mark.parametrize(
    ("system", "unit", "base_unit", "factor"),
    [
        ("UCUM", "km/h", "m/s", 1 / 3.6),
        ("UCUM", "[cft_i]/s", "m3/s", 0.028316846592),
        ("UCUM", "L/d", "m3/s", 0.001 / 86400),
        ("UCUM", "Gbit/s", "By/s", 125e6),
        ("UCUM", "t/h", "kg/s", 1000 / 3600),
        ("UCUM", "t/a", "kg/month", 1000 / 12),
        ("UCUM", "kg/ha", "kg/m2", 1e-4),
        ("UCUM", "t/har", "kg/m2", 0.1),
        ("UCUM", "ug/m3", "kg/m3", 1e-9),
        ("UCUM", "L/100km", "m3/m", 1e-8),
        ("noun", "wafer/month", "wafer/month", 1.0),
        ("noun", "wafer/a", "wafer/month", 1 / 12),
        ("noun", "train/d", "train/month", 365.25 / 12),
        ("noun", "passenger/h", "passenger/h", 1.0),
        ("noun", "home/person", "home/person", 1.0),
        ("noun", "case/100000 person", "case/person", 1e-5),
        ("ISO4217", "CNY/m2", "CNY/m2", 1.0),
        ("ISO4217", "CNY/mu", "CNY/m2", 15 / 10_000),
        ("ISO4217", "GBP/kW.h", "GBP/MW.h", 1000.0),
        ("ISO4217", "USD/[bbl_us]", "USD/m3", 1 / 0.158987294928),
        ("ISO4217", "USD/year", "USD/month", 1 / 12),
        ("ISO4217", "EUR/job", "EUR/job", 1.0),
        ("noun", "CNY/m2", "CNY/m2", 1.0),  # a rate that is labelled by its kind, not by its money
    ],
)
def test_rates_of_one_meaning_come_to_one_unit(system: str, unit: str, base_unit: str, factor: float) -> None:
    got = resolved(unit, system)
    assert got["base_unit"] == base_unit
    assert got["factor"] == pytest.approx(factor, rel=1e-12)


def test_an_hourly_and_a_monthly_wage_stay_apart() -> None:
    assert resolved("USD/h", "ISO4217")["base_unit"] != resolved("USD/month", "ISO4217")["base_unit"]


def test_a_level_of_temperature_has_an_offset_and_a_difference_has_none() -> None:
    level, rise = resolved("[degF]"), resolved("[degF]", change="increase")
    assert 212 * level["factor"] + level["offset"] == pytest.approx(100.0)
    assert 9 * rise["factor"] + rise["offset"] == pytest.approx(5.0)
    assert resolved("K", change="decrease")["offset"] == 0.0
    assert resolved("Cel/h")["offset"] == 0.0


def test_a_noun_that_looks_like_a_unit_stays_a_noun() -> None:
    assert resolved("mu", "noun")["base_unit"] == "mu"
    assert resolved("bar", "noun")["factor"] == 1.0


def test_an_unknown_code_is_kept_unconverted() -> None:
    got = resolved("[zorkmid]")
    assert (got["base_unit"], got["factor"], got["offset"]) == ("[zorkmid]", 1.0, 0.0)


@pytest.mark.parametrize(
    ("text", "base_unit"),
    [
        ("percentage points", "[pp]"),
        ("percentage point", "[pp]"),
        ("pp", "[pp]"),
        ("个百分点", "[pp]"),
        ("percent", "%"),
        ("%", "%"),
        (None, "%"),
    ],
)
def test_percentage_points_are_no_percent(text: str | None, base_unit: str) -> None:
    assert resolved("%", text=text)["base_unit"] == base_unit


def test_intervals_mean_the_same_in_every_unit() -> None:
    """5.2 km and 5,200 m, 1,000 mu and 66.67 ha: the same value with the same print gives the same interval."""
    frame = stated(
        {"value": 5.2, "kind": "quantity", "unit_system": "UCUM", "unit": "km", "digits": 2},
        {"value": 5200.0, "kind": "quantity", "unit_system": "UCUM", "unit": "m", "digits": 2},
        {"value": 15.0, "kind": "quantity", "unit_system": "UCUM", "unit": "mu", "digits": 2},
    )
    figures, _, _ = normalise(frame, story(dt.date(2024, 5, 24)))
    assert figures["base_low"][0] == pytest.approx(figures["base_low"][1], rel=1e-12)
    assert figures["base_high"][0] == pytest.approx(figures["base_high"][1], rel=1e-12)
    assert figures["base_low"][2] < 10_000.0 < figures["base_high"][2]

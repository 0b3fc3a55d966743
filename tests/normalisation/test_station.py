"""The station as a whole: contracts, order, what is turned away, real frames."""

from __future__ import annotations

import datetime as dt
import json

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipelines.normalisation.station import normalise
from schemas import FxRates, NormalisedFigures, Rejects
from tests.normalisation.stated_frames import money, stated, story

MIXED = (
    money(16.7e9, "CNY", period_start=dt.date(2023, 1, 1), period_end=dt.date(2023, 12, 31)),
    {"value": 3000.0, "kind": "quantity", "unit_system": "UCUM", "unit": "km", "digits": 4},
    {"value": 53.0, "unit": "enterprise", "digits": 2},
    {"value": 54.7, "kind": "percent", "unit_system": "UCUM", "unit": "%", "digits": 3, "unit_text": "percent"},
    {"value": 13.0, "kind": "rank", "unit_system": "none", "unit": "rank", "digits": 2},
    {"value": None, "low": 2.0, "kind": "multiple", "unit_system": "none", "unit": "x", "bound": ">", "digits": 1},
    {"value": None, "high": 1.0, "kind": "duration", "unit_system": "UCUM", "unit": "s", "bound": "<"},
    money(120.0, "CNY/m2", kind="rate"),
)


def mixed() -> pl.DataFrame:
    return stated(*({**figure} for figure in MIXED))


def test_every_frame_keeps_its_contract() -> None:
    figures, used, rejects = normalise(mixed(), story())
    NormalisedFigures.validate(figures)
    FxRates.validate(used)
    Rejects.validate(rejects)
    assert figures["figure_id"].to_list() == mixed()["figure_id"].to_list()
    assert figures["base_unit"].to_list() == ["CNY", "m", "enterprise", "%", "rank", "x", "s", "CNY/m2"]
    assert figures["base_low"][1] == pytest.approx(3e6, rel=1e-3)
    assert figures.filter(pl.col("base_unit") == "enterprise")["fx_source"].to_list() == [None]


def test_no_figures_at_all() -> None:
    figures, used, rejects = normalise(mixed().head(0), story())
    NormalisedFigures.validate(figures)
    assert (figures.height, used.height, rejects.height) == (0, 0, 0)


def test_the_order_of_rows_changes_nothing() -> None:
    figures, used, _ = normalise(mixed(), story())
    turned, turned_used, _ = normalise(mixed().reverse(), story())
    assert_frame_equal(figures, turned.reverse())
    assert_frame_equal(used, turned_used)


@pytest.mark.parametrize(
    ("figure", "rule"),
    [
        ({"value": float("inf")}, "value_is_finite"),
        ({"value": float("nan")}, "value_is_finite"),
        ({"value": None}, "some_bound_is_stated"),
        ({"value": None, "low": 5.0, "high": 4.0}, "low_not_above_high"),
    ],
)
def test_a_value_that_is_no_number_is_turned_away_alone(figure: dict, rule: str) -> None:
    good = {"value": 53.0, "unit": "enterprise", "digits": 2, "figure_id": "good"}
    figures, _, rejects = normalise(stated({**figure, "figure_id": "bad"}, good), story())
    Rejects.validate(rejects)
    assert figures["figure_id"].to_list() == ["good"]
    row = rejects.row(0, named=True)
    assert (row["stage"], row["path"], row["key"], row["rule"]) == ("normalise", "story.txt", "bad", rule)
    assert json.loads(row["record"])["figure_id"] == "bad"


def test_a_figure_of_an_article_that_is_not_there_is_kept() -> None:
    figures, _, rejects = normalise(stated(money(1e6, "CNY", article_id="elsewhere")), story())
    assert (figures.height, rejects.height) == (1, 0)
    assert figures["fx_source"].to_list() == ["no rate: the article has no date"]

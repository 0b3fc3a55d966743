"""The checks that warn do so beyond the bounds of the settings, and only there."""

import datetime as dt

import polars as pl
import pytest

from pipelines.assets import watch
from pipelines.assets.reconcile import references
from pipelines.settings import Settings

SETTINGS = Settings()


@pytest.mark.parametrize(
    ("rows", "before", "passes"),
    [(100, None, True), (100, 100, True), (71, 100, True), (69, 100, False), (0, 3, False)],
)
def test_a_drop_in_volume_warns(rows: int, before: int | None, passes: bool) -> None:
    result = watch.volume_result("articles", rows, before, SETTINGS)
    assert result.passed is passes
    assert str(rows) in str(result.description)


def test_a_high_share_of_rejects_warns_and_names_the_station() -> None:
    rejects = pl.DataFrame({"stage": ["read", "read", "extract"], "path": ["a", "a", "b"], "key": [None, None, "f1"]})
    kept = {"read": 1, "extract": 99}
    result = watch.reject_share_result(rejects, kept, SETTINGS)
    assert not result.passed
    assert "read 50%" in str(result.description)
    assert "extract" not in str(result.description)
    assert result.metadata["share extract"].value == pytest.approx(0.01)
    assert watch.reject_share_result(rejects.clear(), kept, SETTINGS).passed


@pytest.mark.parametrize(
    ("newest_rate", "passes"), [(dt.date(2024, 5, 20), True), (dt.date(2024, 4, 1), False), (None, True)]
)
def test_old_rates_warn(newest_rate: dt.date | None, passes: bool) -> None:
    rates = pl.DataFrame({"date": [newest_rate]}, schema={"date": pl.Date})
    articles = pl.DataFrame({"published": [dt.date(2024, 5, 24), None]})
    assert watch.rates_age_result(rates, articles, SETTINGS).passed is passes


def test_references_to_what_is_not_there_are_counted() -> None:
    tables = {
        "figures": pl.DataFrame(
            {"figure_id": ["f1", "f2"], "article_id": ["a1", "gone"], "fact_id": ["q1", "q1"], "pair_id": [None, "f1"]}
        ),
        "facts": pl.DataFrame({"fact_id": ["q1"]}),
        "comparisons": pl.DataFrame({"a": ["f1"], "b": ["gone"], "fact_id": ["q1"]}),
        "conflicts": pl.DataFrame(
            {"fact_id": [None, "q9"], "figure_ids": [["f1", "f2"], ["gone"]], "article_ids": [["a1"], ["a1"]]},
            schema_overrides={"fact_id": pl.String},
        ),
    }
    found = references(tables, pl.DataFrame({"article_id": ["a1"]}))
    assert found["figures"] == {"article_id": 1, "fact_id": 0, "pair_id": 0}
    assert found["comparisons"] == {"fact_id": 0, "a": 0, "b": 1}
    assert found["conflicts"] == {"fact_id": 1, "figure_ids": 1, "article_ids": 0}
    result = watch.references_result("figures", found["figures"])
    assert not result.passed
    assert "1 rows name no existing article_id" in str(result.description)

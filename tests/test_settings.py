"""Settings come from defaults, file, environment and options, in that order, and a slip is told with what to write."""

import datetime as dt
from pathlib import Path

import pytest

from pipelines.settings import Settings, SettingsError, load_settings


def write(folder: Path, text: str) -> Path:
    (folder / "crosstally.toml").write_text(text, encoding="utf-8")
    return folder


def test_defaults_without_a_file(tmp_path: Path) -> None:
    assert load_settings(tmp_path, {}) == Settings()


def test_options_win_over_environment_over_file(tmp_path: Path) -> None:
    folder = write(tmp_path, 'raw = "clips"\nwarehouse = "tables"\nsince = 2024-01-02\nown_rates = ["tnd.csv"]\n')
    environ = {
        "CROSSTALLY_WAREHOUSE": "elsewhere",
        "CROSSTALLY_WARN_REJECT_SHARE": "0.5",
        "CROSSTALLY_OWN_RATES": "a.csv, b.csv",
    }
    settings = load_settings(folder, environ, raw="given", warehouse=None)
    assert (settings.raw, settings.warehouse) == ("given", "elsewhere")
    assert settings.since == dt.date(2024, 1, 2)
    assert settings.warn_reject_share == 0.5
    assert settings.own_rates == ("a.csv", "b.csv")
    assert load_settings(folder, {}).own_rates == ("tnd.csv",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('ware_house = "x"', "did you mean warehouse?"),
        ("raw = 3", "raw is 3; write a text in quotes"),
        ("raw = ", "not valid TOML"),
        ('since = "May 2024"', "YYYY-MM-DD"),
        ("part_rows = 1.5", "whole number"),
        ("part_rows = 0", "1 or more"),
        ("warn_volume_drop = 30", "between 0 and 1"),
        ('executor = "cluster"', "in_process or multiprocess"),
        ('reporting_currency = "dollar"', "ISO 4217"),
        ("own_rates = [1]", "a list such as"),
    ],
)
def test_a_slip_is_told_with_what_to_write(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told.replace("?", r"\?")):
        load_settings(write(tmp_path, text), {})


def test_reviews_lie_beside_the_warehouse_unless_set(tmp_path: Path) -> None:
    assert Settings(warehouse=str(tmp_path / "tables")).reviews_path() == tmp_path / "reviews.toml"
    assert Settings(warehouse="s3://bucket/tables").reviews_path() == Path("reviews.toml")
    assert Settings(reviews="mine.toml").reviews_path() == Path("mine.toml")

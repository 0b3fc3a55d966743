"""One length told in two units: trailing zeros are rounding there, and digits where both print one unit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.score_gold import run_stations

FIRST = "Velmora Dairy digs a canal\nTASMERE, 3 May 2024 - Velmora Dairy has finished its canal at Tasmere. The Tasmere canal is {} long and cost €31 million.\n"
SECOND = "The canal of Tasmere\nTASMERE, 3 May 2024 - The Velmora Dairy in Tasmere took two summers. The length of the Tasmere canal is {}, which cost €31 million.\n"


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("9,500 feet", "2,900 metres", "agree"),
        ("9,500 feet", "2,400 metres", "conflict"),
        ("2,900 metres", "2,912 metres", "conflict"),
    ],
)
def test_zeros_are_rounding_between_units(one: str, other: str, verdict: str, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(FIRST.format(one), encoding="utf-8")
    (tmp_path / "other.txt").write_text(SECOND.format(other), encoding="utf-8")
    run = run_stations(tmp_path)
    surface = {row["figure_id"]: row["surface"] for row in run.figures}
    told = [row["verdict"] for row in run.comparisons if {surface[row["a"]], surface[row["b"]]} == {one, other}]
    assert told == [verdict]

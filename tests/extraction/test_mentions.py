"""What is read as a figure, with value, bound, kind and unit: one row of `mention_cases.csv` a case.

`figures` lists what must be read, in order, apart by `;`: value and unit. Values: `5`, `~5` (about), `5..` (at least), `..5` (at most),
`5..7` (range), `~24..` (vague plural). Units: ISO 4217 codes, UCUM codes, `#noun` for what is counted, `%`, `x`, `rank`; `/` makes a
rate. `?` before a value: reading it and leaving it out are both right. Nothing else may be read. The headline is the first line; a
text that brings its own has a `⏎` where its lines end.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from pipelines.extraction.extract import extract_figures
from pipelines.extraction.model import Figure

with (Path(__file__).parent / "mention_cases.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))

DURATIONS = {"ms", "s", "min", "h", "d", "wk", "mo", "a", "deca"}
Stated = tuple[float | None, float | None, str, str, str]


def parsed(notation: str) -> Stated:
    """Reads `~5 km` as (low, high, bound, kind, unit)."""
    value, unit = notation.split(" ", 1)
    about = value.startswith("~")
    value = value.lstrip("~")
    low, open_end, high = value.partition("..")
    if not open_end:
        high = low
    bound = "~" if about else "=" if not open_end else "range" if low and high else ">" if low else "<"
    noun = unit.startswith("#")
    unit = unit.lstrip("#")
    kind = (
        "rate"
        if "/" in unit or unit == "[kn_i]"
        else "count"
        if noun
        else {"%": "percent", "x": "multiple", "rank": "rank"}.get(unit)
        or ("duration" if unit in DURATIONS else "money" if re.fullmatch("[A-Z]{3}", unit) else "quantity")
    )
    return float(low) if low else None, float(high) if high else None, bound, kind, unit


def same(figure: Figure, stated: Stated) -> bool:
    low, high, bound, kind, unit = stated
    values = figure.low == pytest.approx(low) and figure.high == pytest.approx(high)
    return values and (figure.bound, figure.kind, figure.unit) == (bound, kind, unit)


@pytest.mark.parametrize("case", CASES, ids=[f"{case['area']}: {case['text'][:50]}" for case in CASES])
def test_figures_of_a_sentence(case: dict[str, str]) -> None:
    text = case["text"].replace("⏎", "\n") if "⏎" in case["text"] else f"News of the day\n{case['text']}"
    expected = [part.strip() for part in case["figures"].split(";") if part.strip()]
    must = [parsed(part) for part in expected if not part.startswith("?")]
    may = [parsed(part[1:]) for part in expected if part.startswith("?")]
    figures = extract_figures(text)
    told = [(f.surface, f.low, f.high, f.bound, f.kind, f.unit) for f in figures]
    read = [figure for figure in figures if not any(same(figure, stated) for stated in may)]
    assert len(read) == len(must), told
    assert all(same(figure, stated) for figure, stated in zip(read, must, strict=True)), told
    assert all(figure.surface == text[figure.start : figure.end] for figure in figures)


def test_every_area_has_cases() -> None:
    assert len(CASES) >= 150
    assert {"money", "measures", "counts", "ranges", "lists", "fractions", "ranks", "multiples", "rates", "traps"} <= {
        case["area"] for case in CASES
    }

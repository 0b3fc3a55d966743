"""Entity and metric of figures in news of many fields: what a reader would say each figure is about."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from pipelines.extraction.extract import extract_figures
from pipelines.extraction.model import Figure

CASES = list(csv.DictReader((Path(__file__).parent / "aboutness_cases.csv").read_text("utf-8").splitlines()))


def figure_of(text: str, words: str) -> Figure:
    """The figure of a text whose print holds these words."""
    at = text.index(words)
    return next(one for one in extract_figures(text) if one.start <= at < one.end)


def stems(words: str | None) -> set[str]:
    """First five letters of each word."""
    return {word[:5] for word in re.findall(r"[a-z0-9]{2,}", (words or "").lower())}


@pytest.mark.parametrize("case", CASES, ids=[f"{case['field']}-{number}" for number, case in enumerate(CASES)])
def test_figure_is_about_what_a_reader_says(case: dict[str, str]) -> None:
    """Entity (one of the alternatives, all its words) and metric (all words, of metric or unit)."""
    figure = figure_of(case["text"], case["figure"])
    assert not case["entity"] or any(stems(one) <= stems(figure.entity) for one in case["entity"].split("|")), (
        figure.entity
    )
    assert stems(case["metric"]) <= stems(f"{figure.metric} {figure.unit_text} {figure.unit}"), figure.metric

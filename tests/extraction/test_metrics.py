"""Metric phrases: clean words of the clause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extraction.en.metric_words import clean
from pipelines.extraction.extract import extract_figures


def metric(text: str, figure: str) -> str | None:
    """The metric of the figure whose print holds these words."""
    at = text.index(figure)
    return next(one.metric for one in extract_figures(text) if one.start <= at < one.end)


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("Helix Motors posted revenue of €9 billion.", "€9 billion", "revenue"),
        ("Helix Motors employs nearly 26,000 people.", "26,000", "people employed"),
        ("Exports from Tessaly rose 4 percent.", "4 percent", "exports"),
        ("Shares in Helix Motors fell 3 percent.", "3 percent", "share price"),
        ("The tower is 120 metres high.", "120 metres", "height"),
        ("Helix Motors owns 30 percent of Orrin Rail.", "30 percent", "stake in Orrin Rail"),
        ("Bank loans: €40 million", "€40 million", "bank loans"),
        (
            "Spending on roads was equivalent to 3 percent of output.",
            "3 percent",
            "spending on roads as share of output",
        ),
        ("Its profit rose to €9 million from €7 million.", "€7 million", "profit"),
    ],
)
def test_metric_is_the_clauses_own_phrase(text: str, figure: str, expected: str) -> None:
    """No bounds, no articles, no dump of the sentence."""
    assert metric(text, figure) == expected


def test_gapped_clause_takes_its_own_subject() -> None:
    """`paints for 22 percent` says of paints what was said of glass."""
    text = "Glass accounts for 70 percent of sales, paints for 22 percent and varnish for 8 percent."
    assert "paint" in (metric(text, "22 percent") or "")
    assert "varnish" in (metric(text, "8 percent") or "")
    assert "sales" in (metric(text, "8 percent") or "")


def test_figure_compares_with_points_back() -> None:
    """`The figure compares with` speaks of the metric before."""
    text = "Tessaly's harvest was 4 million tonnes in 2023. The figure compares with 3 million tonnes in 2022."
    assert "harvest" in (metric(text, "3 million tonnes") or "")


@given(st.text(max_size=80))
def test_clean_never_fails_and_is_stable(words: str) -> None:
    """Cleaning takes anything, and cleaning twice is cleaning once."""
    once = clean(words)
    assert once == once.strip()
    assert "  " not in once

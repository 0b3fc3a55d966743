"""Metrics that economic news words its own way."""

from __future__ import annotations

import pytest

from pipelines.extraction.extract import extract_figures


def metric(text: str, figure: str) -> str | None:
    """The metric of the figure whose print holds these words."""
    at = text.index(figure)
    return next(one.metric for one in extract_figures(text) if one.start <= at < one.end)


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        (
            "The peso was 0.7 percent weaker at 57.20 per dollar by noon.",
            "0.7 percent",
            "exchange rate against the dollar",
        ),
        ("The yen slipped 2 percent against the dollar on Monday.", "2 percent", "exchange rate against the dollar"),
        ("The bank raised its estimate of growth to 3 percent. The economy is strong.", "3 percent", "economic growth"),
        ("Critics say that core inflation, at 4.4 percent, is still too high.", "4.4 percent", "core inflation"),
        (
            "Sales of vans slid 14 percent to 7,000, while those of lorries rose by 8 percent.",
            "8 percent",
            "sales of lorries",
        ),
        ("The gale raised waves of up to 4 metres.", "4 metres", "height of waves"),
    ],
)
def test_metric_is_what_the_trade_calls_it(text: str, figure: str, expected: str) -> None:
    """The words around the figure only point at what is measured."""
    assert metric(text, figure) == expected


def test_a_deficit_that_is_foreseen_stays_a_deficit() -> None:
    """Where the subject says what is measured, nothing is taken from earlier."""
    text = "The group earned £90 million. The deficit of its clinics is forecast at £48 million."
    assert "deficit" in (metric(text, "£48 million") or "")


def test_a_currency_sum_is_no_rate_of_exchange() -> None:
    """A level in a currency, and a plural of coins, are sums."""
    assert "exchange" not in (metric("The fund holds 30 percent of its assets in dollars.", "30 percent") or "")

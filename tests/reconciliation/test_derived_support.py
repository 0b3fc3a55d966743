"""A change that one story states is borne out by two levels that another tells; levels that do not fit are no support."""

from __future__ import annotations

import pytest
from made_figures import Corpus, money, multiple

from pipelines.reconciliation.station import reconcile


@pytest.mark.parametrize(("later", "supported"), [(1270.0, True), (560.0, False)])
def test_more_than_doubled(later: float, supported: bool) -> None:
    about = {"entity": "Tasmere", "metric": "GDP", "concept": "gdp"}
    corpus = Corpus()
    corpus.article("Morning Post", "2024-05-20", "Tasmere grows up")
    corpus.say(
        "Over the past decade the GDP of Tasmere has more than {}.",
        multiple("doubled", 2.0, None, bound=">", change="increase", **about),
    )
    corpus.article("Evening Star", "2024-05-26", "How Tasmere grew")
    corpus.say(
        "The GDP of Tasmere grew from {} to {} within a decade.",
        money("416.8 million euros", 416.8e6, "EUR", **about),
        money(f"{later:g} million euros", later * 1e6, "EUR", **about),
    )
    found = reconcile(*corpus.frames()).comparisons.filter("derived")
    assert (found.height == 1) == supported
    if supported:
        assert "doubled" in found["explanation"][0] and "416.8 million euros" in found["explanation"][0]

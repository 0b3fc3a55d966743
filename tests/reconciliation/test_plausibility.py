"""Values that cannot be are told; unusual ones that can be are not."""

from __future__ import annotations

import datetime as dt

import pytest
from made_figures import Corpus, count, percent

from pipelines.reconciliation.station import reconcile


def told(sentence: str, number: dict) -> list[str]:
    corpus = Corpus()
    corpus.article("Morning Post", "2024-03-04", "The year of Velmora Dairy")
    corpus.say(sentence, number)
    return reconcile(*corpus.frames()).conflicts.filter(type="plausibility")["explanation"].to_list()


@pytest.mark.parametrize(
    ("sentence", "value", "wrong"),
    [
        ("Turnout was {} in the valley.", 140.0, True),
        ("Turnout was {} in the valley.", 98.0, False),
        ("The reservoir was filled to {} of what is normal.", 140.0, False),
        ("Rain was {} of its normal amount for the season.", 162.0, False),
    ],
)
def test_a_share_over_a_hundred(sentence: str, value: float, wrong: bool) -> None:
    assert bool(told(sentence, percent(f"{value:g} percent", value))) == wrong


def test_a_negative_count() -> None:
    assert told("The register lists {}.", count("-12 farms", -12.0, "farm"))
    assert not told("The net change was {}.", count("-12 farms", -12.0, "farm"))


def test_a_fact_from_the_future() -> None:
    late = {"period_start": dt.date(2027, 1, 1), "period_end": dt.date(2027, 12, 31)}
    assert told("The dairy sold {} that year.", count("120 cows", 120.0, "cow", **late))
    assert not told("The dairy wants to sell {} that year.", count("120 cows", 120.0, "cow", modality="target", **late))

"""Neighbours speak for a pair, the older of two values never conflicts with the newer, and money agrees in its own currency."""

from __future__ import annotations

import polars as pl
from made_figures import Corpus, count, money

from pipelines.reconciliation import company
from pipelines.reconciliation.facts import Groups
from pipelines.reconciliation.standing import unit_counts, with_standing, with_unit
from pipelines.reconciliation.statements import describe
from pipelines.reconciliation.station import reconcile
from pipelines.reconciliation.words import WordCounts

BRIDGE = {"entity": "Orvik bridge", "metric": "cost"}


def test_the_other_side_of_a_conversion_and_the_sentence_speak_for_a_pair() -> None:
    corpus = Corpus()
    ids = []
    for outlet, dollars in (("Morning Post", 110e6), ("Evening Star", 210e6)):
        corpus.article(outlet, "2024-03-04", "Orvik bridge to be built")
        ids += corpus.say(
            "The Orvik bridge will cost {} ({}), the council said.",
            money("100 million euros", 100e6, "EUR", **BRIDGE),
            money(f"${dollars / 1e6:g} million", dollars, "USD", **BRIDGE),
        )
    figures, articles = corpus.frames()
    partner = {ids[0]: ids[1], ids[1]: ids[0], ids[2]: ids[3], ids[3]: ids[2]}
    figures = figures.with_columns(pl.col("figure_id").replace_strict(partner).alias("pair_id"))
    statements = describe(figures, articles)
    # Rows: euros and dollars of the one paper, euros and dollars of the other.
    pairs = pl.DataFrame(
        {"a": [0, 1], "b": [2, 3], "own": [1.0, -2.0], "value": [4.0, 0.0], "verdict": ["agree", "conflict"]}
    )
    found = company.beside(statements, pairs)
    assert found["twin"].to_list() == [0.0, 1.0]
    assert found["company"][1] > found["company"][0]


def test_the_only_count_of_its_noun_stands_alone() -> None:
    table = pl.DataFrame(
        {
            "article_id": ["x", "x", "x"], "kind": ["count"] * 3, "dimension": ["count"] * 3, "change": ["level"] * 3,
            "unit": ["tent", "house", "house"], "currency": [None, None, None], "v_low": [300.0, 20.0, 45.0], "concept": ["aid", None, None],
            "entity": ["Orvik flood", "Orvik flood", None], "sentence": ["The flood took 300 tents.", "Twenty houses fell.", "So did 45 houses."],
        },
        schema_overrides={"currency": pl.String},
    )  # fmt: skip
    table = with_unit(table)
    found = with_standing(table, WordCounts(3, 1, pl.DataFrame(), 1, unit_counts(table)))
    assert found["sole"].to_list() == [1.0, 0.5, 0.5]
    assert found["named_here"].to_list() == [1.0, 0.0, 0.0]


def test_money_that_agrees_by_way_of_another_currency_must_agree_in_its_own() -> None:
    groups = Groups(
        pl.Series([97.0, 98.0, 99.0]).to_numpy(),
        pl.Series([103.0, 104.0, 105.0]).to_numpy(),
        {0: ("EUR", 91.5, 92.5), 1: ("USD", 100.5, 101.5), 2: ("EUR", 93.5, 94.5)},
    )
    groups.join_agreeing([(0, 1, 0.0), (1, 2, 0.0)])
    assert groups.all().tolist() == [0, 0, 2]


def test_what_was_before_does_not_conflict_with_what_is_now() -> None:
    corpus = Corpus()
    ids = []
    for outlet, sentence, printed, value in (
        ("Morning Post", "The Velmora stadium seats {}.", "21,500 people", 21500),
        ("Evening Star", "The Velmora stadium seats more people, up from {}.", "18,200 people", 18200),
    ):
        corpus.article(outlet, "2024-03-04", "Velmora stadium seats more people")
        ids += corpus.say(sentence, count(printed, value, "person", entity="Velmora stadium", metric="seats"))
    found = reconcile(*corpus.frames())
    assert found.comparisons.is_empty()

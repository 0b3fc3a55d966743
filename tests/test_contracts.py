"""Every rule of every model bites: a row that breaks it is turned away with its reason, and cannot be written."""

import datetime as dt
from typing import Any

import dagster as dg
import pandera.polars as pa
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts import (
    CONTRACT,
    FINITE,
    PRESENT,
    SUMMED,
    ContractBroken,
    audit,
    check_results,
    check_specs,
    conform,
    empty,
    in_currency,
    rules,
    screen,
    table_schema,
)
from schemas import TABLES, Articles, Figures, FxRates, NormalisedFigures, Rejects, StatedFigures

MODELS = {**TABLES, "stated": StatedFigures, "normalised": NormalisedFigures}

GOOD: dict[str, dict[str, Any]] = {
    "articles": {"article_id": "a1", "path": "harbour.txt", "text": "Harbour opens", "wire_id": "a1", "copy_similarity": 1.0},
    "figures": {
        "figure_id": "f1", "article_id": "a1", "start": 4, "end": 9, "surface": "12 km", "sentence_start": 0,
        "sentence_end": 20, "sentence": "The 12 km of quay.", "kind": "quantity", "low": 12.0, "high": 12.0, "bound": "=",
        "change": "level", "unit_system": "UCUM", "unit": "km", "digits": 2, "modality": "actual", "rule": "plain",
        "confidence": 0.9, "fact_id": "q1",
    },
    "facts": {
        "fact_id": "q1", "modality": "actual", "change": "level", "n_figures": 1, "n_articles": 1, "n_sources": 1,
        "status": "single", "consensus_sources": 1,
    },
    "comparisons": {
        "a": "f1", "b": "f2", "fact_id": "q1", "verdict": "agree", "cause": "none", "score": 0.8, "gap": 0.0,
        "derived": False, "evidence": "{}", "explanation": "Both say 12 km.",
    },
    "conflicts": {
        "conflict_id": "c1", "type": "cross_source", "severity": "high", "figure_ids": ["f1", "f2"], "article_ids": ["a1"],
        "n_sources": 2, "cause": "error", "explanation": "12 km against 21 km.", "review": "open", "review_stale": False,
    },
    "rejects": {"stage": "read", "rule": "readable", "reason": "The file is empty; remove it."},
    "fx_rates": {"currency": "CNY", "date": dt.date(2024, 5, 24), "per_eur": 7.85, "source": "ECB"},
    "sources": {
        "publisher": "Lindmoor Post", "n_articles": 1, "n_figures": 1, "n_compared": 1, "n_agreeing": 1, "n_alone": 0,
    },
    "changes": {"table": "facts", "key": "q1", "change": "new", "summary": "New fact."},
}  # fmt: skip
GOOD["stated"] = {name: value for name, value in GOOD["figures"].items() if name != "fact_id"}
GOOD["normalised"] = GOOD["stated"]

OF_ROW: dict[str, dict[str, Any]] = {
    "date_has_source": {"published": dt.date(2024, 5, 24), "published_source": None},
    "ordered_pair": {"a": "f9", "b": "f2"},
    "some_bound_is_stated": {"low": None, "high": None},
    "low_not_above_high": {"low": 13.0, "high": 12.0},
    "surface_fits_offsets": {"end": 10},
    "period_in_order": {"period_start": dt.date(2024, 2, 1), "period_end": dt.date(2024, 1, 1)},
}
"""A bad row for each rule that a model writes as a function. A new such rule needs a line here, or the test below fails."""


def frame(name: str, *rows: dict[str, Any]) -> pl.DataFrame:
    """Rows of a table, each with what the good row says where it says nothing."""
    schema = empty(MODELS[name]).schema
    return pl.DataFrame([{**dict.fromkeys(schema), **GOOD[name], **row} for row in rows], schema=schema)


def different(name: str) -> dict[str, Any]:
    """A second good row: other values wherever values must differ."""
    schema = MODELS[name].to_schema()
    unique = [column for column, spec in schema.columns.items() if spec.unique]
    row = {column: f"{GOOD[name].get(column)}-2" for column in unique}
    return row or (
        {"date": dt.date(2024, 5, 27)} if name == "fx_rates" else {"a": "f0"} if name == "comparisons" else {}
    )


def breaking(name: str, rule: str) -> list[dict[str, Any]]:
    """Rows of which the last breaks `rule` of table `name` and the others do not."""
    schema = MODELS[name].to_schema()
    if rule in OF_ROW:
        return [OF_ROW[rule]]
    if rule == PRESENT:
        return [{next(column for column, spec in schema.columns.items() if not spec.nullable): None}]
    if rule == FINITE:
        return [
            {next(column for column, spec in schema.columns.items() if spec.dtype.type == pl.Float64): float("inf")}
        ]
    if rule.endswith("_unique"):
        return [{}, {}]
    for column, spec in schema.columns.items():
        number = float if spec.dtype.type == pl.Float64 else int
        for check in spec.checks:
            statistics = check.statistics
            if not rule.startswith(f"{column}_"):
                continue
            if rule.endswith("_known"):
                return [{column: "no such word"}]
            if rule.endswith("_not_empty"):
                return [{column: ""}]
            if rule.endswith("_well_formed"):
                return [{column: "cny1"}]
            if "_at_least_" in rule and "min_value" in statistics:
                return [{column: number(statistics["min_value"] - 1)}]
            if "_above_" in rule and "min_value" in statistics:
                return [{column: number(statistics["min_value"])}]
            if "_at_most_" in rule and "max_value" in statistics:
                return [{column: number(statistics["max_value"] + 1)}]
    raise AssertionError(f"No bad row is known for {name}.{rule}; add one to OF_ROW")


EVERY_RULE = [(name, rule.name) for name, model in MODELS.items() for rule in rules(model)]


@pytest.mark.parametrize("name", MODELS)
def test_good_rows_pass_every_rule(name: str) -> None:
    good = frame(name, {}, different(name))
    screened = screen(good, MODELS[name], stage="read")
    assert screened.kept.equals(good.select(screened.kept.columns))
    assert screened.rejects.is_empty()
    assert audit(good, MODELS[name]).height == 2


@pytest.mark.parametrize(("name", "rule"), EVERY_RULE)
def test_every_rule_bites(name: str, rule: str) -> None:
    bad = breaking(name, rule)
    screened = screen(frame(name, different(name), *bad), MODELS[name], stage="extract")
    assert screened.failures[rule] == 1
    assert screened.kept.height == len(bad)
    told = screened.rejects.filter(pl.col("rule") == rule)
    assert told.height == 1
    assert told["stage"][0] == "extract"
    assert told["reason"][0]
    assert told["record"][0].startswith("{")
    conform(screened.rejects, Rejects)
    with pytest.raises(ContractBroken):
        audit(frame(name, different(name), *bad), MODELS[name])


@pytest.mark.parametrize("name", MODELS)
def test_the_expressions_agree_with_pandera(name: str) -> None:
    """Pandera is the second opinion: what it refuses, screening refuses, and what it takes, screening takes."""
    for rule in rules(MODELS[name]):
        if rule.name == FINITE:
            continue  # Pandera lets an infinite number pass; we do not
        rows = frame(name, different(name), *breaking(name, rule.name))
        with pytest.raises(pa.errors.SchemaErrors):
            MODELS[name].validate(rows, lazy=True)
        MODELS[name].validate(screen(rows, MODELS[name], stage="read").kept, lazy=True)


def test_a_row_is_rejected_once_for_each_rule_that_it_breaks() -> None:
    bad = {"figure_id": "f9", "kind": "guess", "low": None, "high": None, "confidence": 3.0}
    screened = screen(frame("figures", {}, bad), Figures, stage="reconcile", paths={"a1": "harbour.txt"})
    assert set(screened.rejects["rule"]) == {"kind_known", "some_bound_is_stated", "confidence_at_most_1"}
    assert set(screened.rejects["key"]) == {"f9"}
    assert set(screened.rejects["path"]) == {"harbour.txt"}
    assert screened.rejects.filter(pl.col("rule") == "kind_known")["value"].to_list() == ["guess"]
    assert screened.turned_away == 1


def test_of_copies_the_first_is_kept() -> None:
    screened = screen(frame("articles", {}, {"path": "again.txt"}), Articles, stage="read")
    assert screened.kept["path"].to_list() == ["harbour.txt"]
    assert screened.rejects["path"].to_list() == ["again.txt"]


def test_a_missing_value_breaks_only_the_rule_that_it_must_be_there() -> None:
    screened = screen(frame("figures", {"kind": None}), Figures, stage="extract")
    assert screened.rejects["rule"].to_list() == [PRESENT]
    assert screened.rejects["column"].to_list() == ["kind"]


def test_columns_and_types_that_differ_are_all_named() -> None:
    wrong = frame("fx_rates", {}).drop("source").with_columns(pl.col("per_eur").cast(pl.String), extra=1)
    with pytest.raises(ContractBroken, match=r"per_eur is String, not Float64; column source .* missing; column extra"):
        screen(wrong, FxRates, stage="normalise")


def test_an_empty_frame_fits() -> None:
    for model in MODELS.values():
        assert screen(empty(model), model, stage="read").kept.is_empty()


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.floats(), st.floats(), st.integers(-2, 3)), max_size=30))
def test_every_row_ends_in_exactly_one_place(values: list[tuple[float, float, int]]) -> None:
    rows = [
        {"figure_id": f"f{n}", "low": low, "high": high, "digits": digits}
        for n, (low, high, digits) in enumerate(values)
    ]
    screened = screen(frame("stated", *rows) if rows else empty(StatedFigures), StatedFigures, stage="extract")
    kept, turned_away = set(screened.kept["figure_id"]), set(screened.rejects["key"])
    assert kept | turned_away == {row["figure_id"] for row in rows}
    assert not kept & turned_away
    StatedFigures.validate(screened.kept, lazy=True)


def test_a_reporting_currency_renames_the_columns_of_money() -> None:
    model = in_currency(Figures, "EUR")
    assert "eur_period_low" in empty(model).columns
    assert not [name for name in empty(model).columns if name.startswith("usd_")]
    good = frame("figures", {}).rename(
        {n: n.replace("usd_", "eur_") for n in empty(Figures).columns if n.startswith("usd_")}
    )
    assert audit(good, model).height == 1
    assert [rule.name for rule in rules(model)] == [rule.name for rule in rules(Figures)]


def test_the_columns_tab_says_type_meaning_and_rules() -> None:
    columns = {column.name: column for column in table_schema(Figures).columns}
    assert list(columns) == list(empty(Figures).columns)
    assert columns["confidence"].type == "Float64"
    assert columns["confidence"].constraints.other == ["finite", "at least 0", "at most 1"]
    assert not columns["figure_id"].constraints.nullable
    assert columns["figure_id"].constraints.unique
    assert all(column.description for column in columns.values())


@pytest.mark.parametrize("name", TABLES)
def test_every_rule_is_a_check_and_the_contract_blocks(name: str) -> None:
    specs = check_specs(MODELS[name], name)
    assert [spec.name for spec in specs if spec.blocking] == [CONTRACT]
    assert {spec.name for spec in specs} == {CONTRACT, *(rule.name for rule in rules(MODELS[name]))}
    assert all(spec.description for spec in specs)
    results = check_results(screen(frame(name, {}), MODELS[name], stage="read"), MODELS[name], name)
    assert {result.check_name for result in results} == {spec.name for spec in specs}


def test_a_hand_over_has_one_check_of_all_rules() -> None:
    specs = check_specs(StatedFigures, "stated", summed=True)
    assert [spec.name for spec in specs] == [CONTRACT, SUMMED]
    screened = screen(
        frame("stated", {}, {"figure_id": "f2", "kind": "guess", "digits": -1}), StatedFigures, stage="extract"
    )
    results = check_results(screened, StatedFigures, "stated", summed=True)
    assert [(result.check_name, result.passed) for result in results] == [(CONTRACT, True), (SUMMED, False)]
    assert results[1].metadata["rows turned away"].value == 1


def test_a_check_that_turned_rows_away_warns_with_examples() -> None:
    screened = screen(frame("figures", {}, {"figure_id": "f2", "kind": "guess"}), Figures, stage="extract")
    results = {result.check_name: result for result in check_results(screened, Figures, "figures")}
    assert not results["kind_known"].passed
    assert results["kind_known"].severity is dg.AssetCheckSeverity.WARN
    assert results["kind_known"].metadata["rows turned away"].value == 1
    assert results["bound_known"].passed

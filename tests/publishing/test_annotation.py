"""A figure as linked data."""

from __future__ import annotations

import json

import polars as pl

from pipelines.publishing.annotation import figure_annotation
from tests.publishing import newsroom
from tests.publishing.newsroom import Tables


def annotated(tables: Tables, surface: str) -> tuple[dict[str, object], str]:
    figure = tables["figures"].filter(pl.col("surface") == surface).row(0, named=True)
    article = tables["articles"].filter(pl.col("article_id") == figure["article_id"]).row(0, named=True)
    return json.loads(json.dumps(figure_annotation(figure, article))), article["text"]


def test_both_selectors_find_the_figure_in_the_text(tables: Tables) -> None:
    for surface in tables["figures"]["surface"]:
        annotation, text = annotated(tables, surface)
        quote, position = annotation["target"]["selector"]  # type: ignore[index]
        assert text[position["start"] : position["end"]] == quote["exact"] == surface
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_the_observation_says_what_was_measured(tables: Tables) -> None:
    annotation, _ = annotated(tables, "$29.1 million")
    assert annotation["type"] == "Annotation"
    assert annotation["body"] == {
        "type": "schema:Observation",
        "schema:value": {
            "type": "schema:QuantitativeValue",
            "schema:value": 29.1e6,
            "schema:unitText": "USD",
            "schema:unitCode": "USD",
        },
        "schema:observationAbout": {"type": "schema:Thing", "schema:name": "Port of Vessmar"},
        "schema:measuredProperty": "cost of the new quay",
    }
    target, _ = annotated(tables, "6 million tonnes")
    assert target["body"]["schema:measurementQualifier"] == "target"  # type: ignore[index]
    assert target["body"]["schema:observationPeriod"] == "2030-01-01/2030-12-31"  # type: ignore[index]


def test_an_article_without_a_web_address_has_a_name_of_its_own() -> None:
    annotation, _ = annotated(newsroom.hostile(), "1,204")
    assert annotation["target"]["source"].startswith("urn:crosstally:article:")  # type: ignore[index]

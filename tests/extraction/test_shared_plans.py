"""A figure told as a fact is a plan where the other articles of its story say so."""

from __future__ import annotations

import polars as pl

from pipelines.extraction.across_articles.shared_plans import shared_plans

FIGURES = {
    "figure_id": str, "article_id": str, "kind": str, "unit": str, "change": str, "low": float, "high": float, "modality": str,
}  # fmt: skip
SCHEMA = {name: pl.Float64() if kind is float else pl.String() for name, kind in FIGURES.items()}


def modalities(*told: tuple[str, str, float, str], apart: tuple[str, ...] = ()) -> list[str]:
    """Modality of each (article, kind, value, modality) after the articles of a story were compared; `apart` are of another story."""
    rows = [
        (str(at), article, kind, "EUR" if kind == "money" else "seat", "level", value, value, modality)
        for at, (article, kind, value, modality) in enumerate(told)
    ]
    stated = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    names = sorted({article for article, *_ in told})
    clusters = pl.DataFrame({"article_id": names, "cluster": [int(name in apart) for name in names]})
    return shared_plans(stated, clusters)["modality"].to_list()


def test_what_another_article_plans_is_a_plan() -> None:
    assert modalities(("blog", "money", 312e6, "actual"), ("wire", "money", 312e6, "target")) == ["target", "target"]


def test_what_as_many_articles_tell_as_a_fact_stays_one() -> None:
    told = [("a", "count", 3400, "actual"), ("b", "count", 3400, "actual"), ("c", "count", 3400, "target")]
    assert modalities(*told) == ["actual", "actual", "target"]
    assert modalities(*told, ("d", "count", 3400, "target"))[0] == "target"


def test_another_value_another_story_or_a_small_count_tells_nothing() -> None:
    assert modalities(("a", "money", 312e6, "actual"), ("b", "money", 321e6, "target"))[0] == "actual"
    assert modalities(("a", "money", 312e6, "actual"), ("b", "money", 312e6, "target"), apart=("b",))[0] == "actual"
    assert modalities(("a", "count", 4, "actual"), ("b", "count", 4, "target"))[0] == "actual"


def test_what_an_article_itself_says_twice_is_no_other_voice() -> None:
    assert modalities(("a", "money", 312e6, "actual"), ("a", "money", 312e6, "target"))[0] == "actual"
    assert modalities(("a", "money", 312e6, "actual"), ("b", "money", 312e6, "forecast"))[0] == "actual"

"""Frames of stated figures for the tests of this folder: every column of the contract, from the few that a test is about."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

STATED: dict[str, Any] = {
    "figure_id": pl.String, "article_id": pl.String, "start": pl.Int64, "end": pl.Int64, "surface": pl.String,
    "sentence_start": pl.Int64, "sentence_end": pl.Int64, "sentence": pl.String, "kind": pl.String, "low": pl.Float64,
    "high": pl.Float64, "bound": pl.String, "change": pl.String, "unit_text": pl.String, "unit_system": pl.String, "unit": pl.String,
    "digits": pl.Int64, "entity": pl.String, "metric": pl.String, "concept": pl.String, "scope": pl.String, "attribution": pl.String,
    "modality": pl.String, "period_start": pl.Date, "period_end": pl.Date, "period_text": pl.String, "pair_id": pl.String,
    "rule": pl.String, "confidence": pl.Float64,
}  # fmt: skip
ARTICLES: dict[str, Any] = {
    "article_id": pl.String, "path": pl.String, "url": pl.String, "title": pl.String, "publisher": pl.String, "language": pl.String,
    "published": pl.Date, "published_source": pl.String, "text": pl.String, "wire_id": pl.String, "copy_similarity": pl.Float64,
}  # fmt: skip


def stated(*figures: dict[str, Any]) -> pl.DataFrame:
    """Figures as stated; each dict names what differs from an exact count of 5 plants in article `story`."""
    rows = []
    for number, given in enumerate(figures):
        value = given.pop("value", None)
        figure = {
            "figure_id": f"f{number}", "article_id": "story", "start": number * 10, "end": number * 10 + 8, "surface": "5 plants",
            "sentence_start": 0, "sentence_end": 99, "sentence": "It has 5 plants.", "kind": "count", "low": value, "high": value,
            "bound": "=", "change": "level", "unit_system": "noun", "unit": "plant", "digits": 1, "modality": "actual",
            "rule": "test", "confidence": 0.9,
        } | given  # fmt: skip
        rows.append(figure)
    return pl.DataFrame(rows, schema=STATED)


def story(published: dt.date | None = dt.date(2024, 5, 24), name: str = "story") -> pl.DataFrame:
    """One article of a given day."""
    row = {
        "article_id": name, "path": f"{name}.txt", "published": published, "published_source": "text" if published else None,
        "text": "It has 5 plants.", "wire_id": name, "copy_similarity": 1.0,
    }  # fmt: skip
    return pl.DataFrame([row], schema=ARTICLES)


def money(value: float, code: str, **more: Any) -> dict[str, Any]:
    """A sum of money."""
    return {"value": value, "kind": "money", "unit_system": "ISO4217", "unit": code, "digits": 3} | more

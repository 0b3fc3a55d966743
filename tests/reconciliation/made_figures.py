"""Figures for tests, each from a sentence of our own prose with the number in `{}`: no extraction, so that tests say what they mean."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import polars as pl

from pipelines.normalisation import rounding
from schemas import Articles, NormalisedFigures

PER_DOLLAR = {"USD": 1.0, "EUR": 1.1, "GBP": 1.25, "CNY": 0.14}
ARTICLE = "{sentence}"
TEXTS, DATES = "fx_source", ("period_start", "period_end", "fx_date")
WHOLE = ("start", "end", "sentence_start", "sentence_end", "digits")
REAL = (
    "low", "high", "base_low", "base_high", "usd_low", "usd_high", "usd_period_low", "usd_period_high", "fx_rate", "confidence",
)  # fmt: skip


def schema() -> dict[str, Any]:
    """Column types of NormalisedFigures."""
    columns = NormalisedFigures.to_schema().columns
    return {
        c: pl.Date if c in DATES else pl.Int64 if c in WHOLE else pl.Float64 if c in REAL else pl.String
        for c in columns
    }


class Corpus:
    """Collects articles and their figures; `frames()` gives both as the station takes them."""

    def __init__(self) -> None:
        self.articles: list[dict[str, Any]] = []
        self.figures: list[dict[str, Any]] = []

    def article(
        self, outlet: str | None, day: str | None, title: str, *, copy_of: str | None = None, path: str | None = None
    ) -> str:
        """A new article; figures added next stand in it. Gives its id."""
        name = f"article-{len(self.articles):03d}"
        self.articles.append(
            {
                "article_id": name, "path": path or f"{name}.txt", "url": None, "title": title, "publisher": outlet, "language": "en",
                "published": dt.date.fromisoformat(day) if day else None, "published_source": "meta" if day else None,
                "text": title, "wire_id": copy_of or name, "copy_similarity": 0.9 if copy_of else 1.0,
            }
        )  # fmt: skip
        return name

    def say(self, sentence: str, *numbers: dict[str, Any]) -> list[str]:
        """Add a sentence to the last article; each `{}` takes the `printed` of one number. Gives their figure_ids."""
        article = self.articles[-1]
        text = sentence.format(*(n["printed"] for n in numbers))
        begin = len(article["text"]) + 1
        article["text"] += "\n" + text
        ids, at = [], 0
        for number in numbers:
            at = text.index(number["printed"], at)
            ids.append(self._figure(number, text, begin, at))
            at += len(number["printed"])
        return ids

    def _figure(self, number: dict[str, Any], sentence: str, begin: int, at: int) -> str:
        article = self.articles[-1]
        figure_id = f"{article['article_id']}-{len(self.figures):04d}"
        printed = number["printed"]
        row: dict[str, Any] = dict.fromkeys(schema())
        row.update(
            figure_id=figure_id, article_id=article["article_id"], start=begin + at, end=begin + at + len(printed), surface=printed,
            sentence_start=begin, sentence_end=begin + len(sentence), sentence=sentence, bound="=", change="level",
            unit_system="noun", modality="actual", rule="made", confidence=0.9, digits=digits(printed),
        )  # fmt: skip
        row.update({k: v for k, v in number.items() if k != "printed"})
        row["base_unit"] = row["base_unit"] or row["unit"]
        self.figures.append(row)
        return figure_id

    def frames(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """NormalisedFigures and Articles, valid by their contracts."""
        figures = pl.DataFrame(self.figures, schema=schema(), infer_schema_length=None)
        low, high = rounding.interval(pl.col("low"), pl.col("high"), pl.col("digits"), pl.col("bound"))
        figures = figures.with_columns(low.alias("base_low"), high.alias("base_high"))
        rate = (
            pl.col("unit")
            .str.extract(r"^([A-Z]{3})(?:/|$)", 1)
            .replace_strict(PER_DOLLAR, default=None, return_dtype=pl.Float64)
        )
        figures = figures.with_columns(
            *(
                (pl.col(f"base_{end}") * rate).alias(f"usd{period}_{end}")
                for end in ("low", "high")
                for period in ("", "_period")
            )
        )
        articles = pl.DataFrame(
            self.articles,
            schema_overrides={
                "url": pl.String,
                "publisher": pl.String,
                "published": pl.Date,
                "published_source": pl.String,
            },
        )
        NormalisedFigures.validate(figures)
        Articles.validate(articles)
        return figures, articles


def digits(printed: str) -> int:
    """Digits of the printed number without leading zeros; 0 for vague words."""
    found = re.search(r"\d[\d,.]*", printed)
    return len(re.sub(r"\D", "", found[0]).lstrip("0")) or 1 if found else 0


def count(printed: str, low: float | None, noun: str, **more: Any) -> dict[str, Any]:
    """A count, exact unless `high` or `bound` says otherwise."""
    return {"printed": printed, "kind": "count", "low": low, "high": low, "unit": noun, **more}


def money(printed: str, low: float | None, currency: str, **more: Any) -> dict[str, Any]:
    """An amount of money."""
    return {
        "printed": printed,
        "kind": "money",
        "low": low,
        "high": low,
        "unit": currency,
        "unit_system": "ISO4217",
        **more,
    }


def percent(printed: str, low: float | None, **more: Any) -> dict[str, Any]:
    """A share, or a change with `change`."""
    return {"printed": printed, "kind": "percent", "low": low, "high": low, "unit": "%", "unit_system": "UCUM", **more}


def length(printed: str, low: float | None, **more: Any) -> dict[str, Any]:
    """A length in metres."""
    return {"printed": printed, "kind": "quantity", "low": low, "high": low, "unit": "m", "unit_system": "UCUM", **more}


def multiple(printed: str, low: float | None, high: float | None, **more: Any) -> dict[str, Any]:
    """A factor of change."""
    return {
        "printed": printed,
        "kind": "multiple",
        "low": low,
        "high": high,
        "unit": "x",
        "unit_system": "none",
        **more,
    }

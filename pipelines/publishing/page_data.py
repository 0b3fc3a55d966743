"""The tables as the compact record that is embedded in the page.

Belongs here: which rows and columns the page carries, and how they are packed. Does not belong here: how they look.

The record is columns of numbers. A text column holds places in one list of distinct strings (-1: null), because
outlets, entities and units repeat; offsets are UTF-16 code units, as the browser counts.
"""

from __future__ import annotations

import bisect
import datetime as dt
import json
import math
from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl

from pipelines.publishing import unit_words

MAX_FIGURES = 50_000
"""Figures that the page carries at most; beyond it a browser gets slow. Articles with conflicts come first."""

MAX_TEXT = 40_000_000
"""Code points of article text that the page carries at most."""

MAX_PAIRS = 6
"""Comparisons shown with a conflict."""

MAX_ROWS = 5_000
"""Rows of changes and of rejects that the page lists."""

SEVERITIES = ("high", "medium", "low")


class Strings:
    """Distinct strings, each by its place."""

    def __init__(self) -> None:
        self.values: list[str] = []
        self._places: dict[str, int] = {}

    def place(self, value: object) -> int:
        """Where `value` stands, added when new; -1 for None."""
        if value is None:
            return -1
        text = value if isinstance(value, str) else str(value)
        found = self._places.setdefault(text, len(self.values))
        if found == len(self.values):
            self.values.append(text)
        return found

    def column(self, frame: pl.DataFrame, name: str) -> list[int]:
        """A text or date column as places; -1 throughout where the frame lacks it."""
        if name not in frame.columns:
            return [-1] * frame.height
        texts = frame[name].cast(pl.String)
        distinct = texts.drop_nulls().unique(maintain_order=True)
        places = [self.place(text) for text in distinct.to_list()]
        return texts.replace_strict(distinct, places, default=-1, return_dtype=pl.Int64).to_list()


def utf16_offsets(text: str, offsets: Iterable[int]) -> list[int]:
    """Code point offsets of `text` as UTF-16 offsets."""
    wide = [place for place, char in enumerate(text) if ord(char) > 0xFFFF] if not text.isascii() else []
    return [offset + bisect.bisect_left(wide, offset) for offset in offsets]


def _numbers(frame: pl.DataFrame, name: str, digits: int) -> list[float | int | None]:
    """A float column with so many significant digits; whole numbers without their `.0`."""
    if name not in frame.columns:
        return [None] * frame.height
    return [_number(value, digits) for value in frame[name].to_list()]


def _number(value: float | None, digits: int) -> float | int | None:
    if value is None or not math.isfinite(value):
        return None
    short = float(f"{value:.{digits}g}")
    return int(short) if short.is_integer() and abs(short) < 1e15 else short


def _ranked_conflicts(conflicts: pl.DataFrame) -> pl.DataFrame:
    """Conflicts, most pressing first: by severity, independent sources, gap, id."""
    rank = pl.col("severity").replace_strict({name: place for place, name in enumerate(SEVERITIES)}, default=9)
    keys = [rank, -pl.col("n_sources"), -pl.col("gap").fill_null(0), pl.col("conflict_id")]
    return conflicts.sort(keys)


def _articles_shown(articles: pl.DataFrame, figures: pl.DataFrame, conflicts: pl.DataFrame) -> pl.DataFrame:
    """The articles whose figures fit the page: all, as long as there are not too many."""
    if figures.height <= MAX_FIGURES and int(articles["text"].str.len_chars().sum()) <= MAX_TEXT:
        return articles
    order = (
        conflicts.with_row_index("rank").select("rank", pl.col("article_ids").alias("article_id")).explode("article_id")
    )
    first = order.group_by("article_id").agg(pl.col("rank").min())
    counts = figures.group_by("article_id").agg(pl.len().alias("n"))
    ranked = (
        articles.join(first, on="article_id", how="left")
        .join(counts, on="article_id", how="left")
        .sort(["rank", "published", "article_id"], descending=[False, True, False], nulls_last=True)
    )
    fits = (pl.col("n").fill_null(0).cum_sum() <= MAX_FIGURES) & (pl.col("text").str.len_chars().cum_sum() <= MAX_TEXT)
    return articles.join(ranked.filter(fits), on="article_id", how="semi")


def _pairs(conflicts: pl.DataFrame, comparisons: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """The comparisons between figures of one conflict, by conflict_id; disagreeing and surest first."""
    members = conflicts.select("conflict_id", pl.col("figure_ids").alias("figure_id")).explode("figure_id")
    found = (
        members.join(comparisons, left_on="figure_id", right_on="a", how="inner")
        .join(members, left_on=["conflict_id", "b"], right_on=["conflict_id", "figure_id"], how="semi")
        .rename({"figure_id": "a"})
        .sort([pl.col("verdict") == "agree", -pl.col("score"), "a", "b"])
        .group_by("conflict_id", maintain_order=True)
        .head(MAX_PAIRS)
    )
    pairs: dict[str, list[dict[str, Any]]] = {}
    for row in found.iter_rows(named=True):
        pairs.setdefault(row["conflict_id"], []).append(row)
    return pairs


def _evidence(text: str) -> list[list[Any]]:
    """The signed weights of a comparison as [kind, weight] pairs; empty where the text is not such an object."""
    try:
        weights = json.loads(text)
    except (TypeError, ValueError):
        return []
    if not isinstance(weights, dict):
        return []
    return [
        [str(kind), _number(float(weight), 4)] for kind, weight in weights.items() if isinstance(weight, (int, float))
    ]


def _counts(frame: pl.DataFrame, *names: str) -> list[list[Any]]:
    return [
        list(row)
        for row in frame.group_by(*names)
        .len()
        .sort([pl.col("len"), *names], descending=[True, *[False] * len(names)])
        .iter_rows()
    ]


def page_record(
    *,
    articles: pl.DataFrame,
    figures: pl.DataFrame,
    facts: pl.DataFrame,
    comparisons: pl.DataFrame,
    conflicts: pl.DataFrame,
    rejects: pl.DataFrame,
    sources: pl.DataFrame,
    changes: pl.DataFrame,
    reporting_currency: str = "USD",
) -> dict[str, Any]:
    """The tables, frames of `schemas`, as one record of JSON values.

    Where there are more than MAX_FIGURES figures, the page carries those of the articles that matter most; `counts`
    always tells all.
    """
    ranked = _ranked_conflicts(conflicts)
    newest: dt.date | None = articles["published"].max()  # type: ignore[assignment]
    counts = {
        "articles": articles.height,
        "figures": figures.height,
        "facts": facts.height,
        "conflicts": conflicts.height,
        "rejects": rejects.height,
        "changes": changes.height,
        "severity": {name: conflicts.filter(pl.col("severity") == name).height for name in SEVERITIES},
        "to_look_at": conflicts.filter((pl.col("review") != "dismissed") | pl.col("review_stale")).height,
        "shared_facts": facts.filter(pl.col("n_sources") > 1).height,
        "status": dict(facts.group_by("status").len().sort("status").iter_rows()),
        "newest": None if newest is None else newest.isoformat(),
    }
    shown = _articles_shown(articles, figures, ranked)
    if shown.height < articles.height:
        figures = figures.join(shown, on="article_id", how="semi")
        facts = facts.join(figures, on="fact_id", how="semi")
        parted = (
            ranked.select("conflict_id", figure_id="figure_ids")
            .explode("figure_id")
            .join(figures, on="figure_id", how="anti")
        )
        ranked = ranked.join(parted, on="conflict_id", how="anti")
    strings = Strings()
    shown = shown.sort(["published", "publisher", "article_id"], descending=[True, False, False], nulls_last=True)
    article_place = {item: place for place, item in enumerate(shown["article_id"].to_list())}
    figures = figures.join(shown, on="article_id", how="semi")
    figures = figures.with_columns(
        pl.col("article_id").replace_strict(article_place, default=-1, return_dtype=pl.Int64).alias("_article")
    ).sort("_article", "start", "end", "figure_id")
    figure_place = {item: place for place, item in enumerate(figures["figure_id"].to_list())}
    facts = facts.sort("fact_id")
    fact_place = {item: place for place, item in enumerate(facts["fact_id"].to_list())}
    return {
        "counts": counts,
        "currency": reporting_currency,
        "shown": {"articles": shown.height, "figures": figures.height},
        "articles": _articles(shown, article_place, strings),
        "figures": _figures(
            figures,
            shown["text"].to_list(),
            figure_place=figure_place,
            fact_place=fact_place,
            strings=strings,
            reporting_currency=reporting_currency,
        ),
        "facts": _facts(facts, strings),
        "units": _units(figures, facts),
        "conflicts": _conflicts(ranked, comparisons, figure_place, fact_place, strings),
        "sources": sources.sort("publisher").rows(),
        "rejects": {
            "by_rule": _counts(rejects, "stage", "rule"),
            "rows": [
                list(row)
                for row in rejects.select("stage", "path", "key", "rule", "column", "value", "reason")
                .head(MAX_ROWS)
                .rows()
            ],
        },
        "changes": {
            "by_kind": _counts(changes, "table", "change"),
            "rows": [
                list(row)
                for row in changes.select("table", "key", "change", "before", "after", "summary").head(MAX_ROWS).rows()
            ],
        },
        "strings": strings.values,
    }


def _articles(articles: pl.DataFrame, places: dict[str, int], strings: Strings) -> dict[str, Any]:
    return {
        "id": articles["article_id"].to_list(),
        "path": articles["path"].to_list(),
        "url": articles["url"].to_list(),
        "title": articles["title"].to_list(),
        "publisher": strings.column(articles, "publisher"),
        "language": strings.column(articles, "language"),
        "published": strings.column(articles, "published"),
        "dated_by": strings.column(articles, "published_source"),
        "text": articles["text"].to_list(),
        "wire": [places.get(item, -1) for item in articles["wire_id"].to_list()],
        "similarity": _numbers(articles, "copy_similarity", 3),
    }


def _figures(
    figures: pl.DataFrame,
    texts: Sequence[str],
    *,
    figure_place: dict[str, int],
    fact_place: dict[str, int],
    strings: Strings,
    reporting_currency: str,
) -> dict[str, Any]:
    offsets: dict[str, list[int]] = {name: [] for name in ("start", "end", "sentence_start", "sentence_end")}
    for (place,), rows in figures.group_by("_article", maintain_order=True):
        for name, column in offsets.items():
            column += utf16_offsets(texts[place], rows[name].to_list())
    code = reporting_currency.lower()
    money = code if f"{code}_low" in figures.columns else "usd"
    text_columns = (
        "kind", "bound", "change", "unit", "unit_text", "unit_system", "entity", "metric", "concept", "scope", "attribution", "modality",
        "period_start", "period_end", "period_text", "rule", "base_unit", "fx_date", "fx_source",
    )  # fmt: skip
    return {
        "id": figures["figure_id"].to_list(),
        "article": figures["_article"].to_list(),
        **offsets,
        **{name: strings.column(figures, name) for name in text_columns},
        "low": _numbers(figures, "low", 12),
        "high": _numbers(figures, "high", 12),
        "base_low": _numbers(figures, "base_low", 7),
        "base_high": _numbers(figures, "base_high", 7),
        "money_low": _numbers(figures, f"{money}_low", 6),
        "money_high": _numbers(figures, f"{money}_high", 6),
        "fx_rate": _numbers(figures, "fx_rate", 6),
        "confidence": _numbers(figures, "confidence", 3),
        "pair": [figure_place.get(item, -1) if item else -1 for item in figures["pair_id"].to_list()],
        "fact": [fact_place.get(item, -1) for item in figures["fact_id"].to_list()],
    }


def _units(figures: pl.DataFrame, facts: pl.DataFrame) -> dict[str, str]:
    """The word for one of each unit, of those whose code is none that a reader knows; of rates for each of the two units."""
    codes = pl.concat([figures["unit"], figures["base_unit"], facts["base_unit"]]).drop_nulls().unique()
    parts = sorted({part.strip("{}") for code in codes for part in (code, *code.split("/"))})
    return {code: one for code in parts if (one := unit_words.name(code).one) != code and "/" not in code}


def _facts(facts: pl.DataFrame, strings: Strings) -> dict[str, Any]:
    text_columns = (
        "entity",
        "metric",
        "scope",
        "base_unit",
        "modality",
        "change",
        "period_start",
        "period_end",
        "status",
    )
    number_columns = ("consensus_low", "consensus_high", "latest_low", "latest_high")
    count_columns = ("n_figures", "n_articles", "n_sources", "consensus_sources")
    return {
        "id": facts["fact_id"].to_list(),
        **{name: strings.column(facts, name) for name in text_columns},
        **{name: _numbers(facts, name, 7) for name in number_columns},
        **{name: facts[name].to_list() for name in count_columns},
    }


def _conflicts(
    ranked: pl.DataFrame,
    comparisons: pl.DataFrame,
    figure_place: dict[str, int],
    fact_place: dict[str, int],
    strings: Strings,
) -> list[dict[str, Any]]:
    pairs = _pairs(ranked, comparisons)
    rows = []
    for row in ranked.iter_rows(named=True):
        reviewed_on: dt.date | None = row["reviewed_on"]
        rows.append(
            {
                "id": row["conflict_id"],
                "type": row["type"],
                "severity": row["severity"],
                "cause": row["cause"],
                "fact": fact_place.get(row["fact_id"], -1),
                "figures": [figure_place[item] for item in row["figure_ids"] if item in figure_place],
                "n_sources": row["n_sources"],
                "gap": _number(row["gap"], 4),
                "explanation": row["explanation"],
                "review": row["review"],
                "reason": row["review_reason"],
                "reviewer": row["reviewer"],
                "on": None if reviewed_on is None else reviewed_on.isoformat(),
                "stale": row["review_stale"],
                "pairs": [
                    {
                        "a": figure_place.get(pair["a"], -1),
                        "b": figure_place.get(pair["b"], -1),
                        "verdict": strings.place(pair["verdict"]),
                        "cause": strings.place(pair["cause"]),
                        "score": _number(pair["score"], 3),
                        "gap": _number(pair["gap"], 3),
                        "evidence": _evidence(pair["evidence"]),
                        "explanation": pair["explanation"],
                    }
                    for pair in pairs.get(row["conflict_id"], [])
                ],
            }
        )
    return rows

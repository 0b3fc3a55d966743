"""Our figures beside the gold figures of a corpus, field by field.

Belongs here: reading a corpus, matching, telling right from wrong as the common scorer does. Does not belong here: what is made of it
(`error_kinds.py`, `fit_confidence.py`, `test_confidence_calibration.py`).
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl

from pipelines.extraction.station import extract
from pipelines.normalisation.station import normalise
from pipelines.reading.station import read_articles
from tests.golden import corpora

ROOT = Path(__file__).parents[2]
SHARED = ROOT / ".." / "shared"
SCORER = SHARED / "tools" / "score_corpus.py"
CORPORA = {"dev": (SHARED / "dev_corpus" / "articles", SHARED / "dev_corpus" / "gold"), **corpora.CORPORA}
"""Name → folder of articles, folder of gold."""
FIELDS = ("value", "unit", "bound", "kind", "change", "modality", "period", "metric", "entity", "pair")

Row = dict[str, Any]


@dataclass(slots=True)
class Scored:
    """One of our figures, the gold figure at its place, and which fields are right (None: the gold says nothing of it).

    `figure` is None where a gold figure was missed, `gold` where ours has none at its place.
    """

    document: str
    figure: Row | None
    gold: Row | None
    right: dict[str, bool | None]

    @property
    def all_right(self) -> bool:
        """Value, unit, metric and entity are right, as far as the gold says."""
        return self.gold is not None and all(
            self.right.get(field) is not False for field in ("value", "unit", "metric", "entity")
        )


def available() -> bool:
    """Tells whether the scorer and the dev corpus are there."""
    return SCORER.exists() and CORPORA["dev"][1].exists()


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_corpus", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _folders(name: str) -> tuple[Path, Path]:
    return corpora.SEALED if name == "sealed" else CORPORA[name]


def articles_of(name: str) -> pl.DataFrame:
    """The articles of a corpus (`CORPORA`, or `sealed`) as the reading station gives them."""
    return read_articles(_folders(name)[0])[0]


def figures_of(articles: pl.DataFrame) -> pl.DataFrame:
    """The normalised figures of articles."""
    return normalise(extract(articles)[0], articles)[0]


def scored(name: str, articles: pl.DataFrame, figures: pl.DataFrame) -> list[Scored]:
    """Every required gold figure and every figure of ours, matched by place; ours at an optional one are left out."""
    scorer = _scorer()
    paths: dict[str, Row] = {row["path"]: row for row in articles.iter_rows(named=True)}
    ours: dict[str, list[Row]] = defaultdict(list)
    for row in figures.iter_rows(named=True):
        ours[row["article_id"]].append(row)
    golds: dict[str, list[Row]] = defaultdict(list)
    for gold in _lines(_folders(name)[1] / "figures.jsonl"):
        golds[gold["doc"]].append(gold)
    found: list[Scored] = []
    for document, wanted in golds.items():
        article = paths.get(document) or next((row for path, row in paths.items() if path.endswith(document)), None)
        if article is not None:
            found.extend(_match(scorer, document, article, wanted, ours[article["article_id"]]))
    return found


def _match(scorer: ModuleType, document: str, article: Row, golds: list[Row], ours: list[Row]) -> Iterator[Scored]:
    text = scorer.flat(article["text"])
    free = list(ours)
    for gold in sorted(golds, key=lambda gold: bool(gold.get("optional"))):
        surface = scorer.flat(gold["surface"])
        start = scorer.nth(text, surface, gold.get("nth", 1))
        if start is None:
            continue
        here = [row for row in free if row["start"] < start + len(surface) and start < row["end"]]
        rows = [(row, _right(scorer, gold, row)) for row in here]
        rows.sort(key=lambda pair: (not pair[1]["value"], not pair[1]["unit"]))
        if rows:
            free.remove(rows[0][0])
        if gold.get("optional"):
            continue
        yield Scored(document, rows[0][0], gold, rows[0][1]) if rows else Scored(document, None, gold, {"value": False})
    for row in free:
        yield Scored(document, row, None, {"value": False})


def _right(scorer: ModuleType, gold: Row, row: Row) -> dict[str, bool | None]:
    """Which fields of `row` are as in `gold`."""
    close = scorer.close
    gold_unit, gold_factor = scorer.norm_unit(gold["unit"])
    unit, factor = scorer.norm_unit(row["unit"])
    base_unit, base_factor = scorer.norm_unit(row["base_unit"])

    def times(value: float | None, by: float) -> float | None:
        return None if value is None else value * by

    value = close(gold["low"], row["low"]) and close(gold["high"], row["high"])
    value = value or all(close(times(gold[s], gold_factor), times(row[s], factor)) for s in ("low", "high"))
    inside = False
    if not value and row["base_unit"]:
        low, high = times(row["base_low"], base_factor), times(row["base_high"], base_factor)
        tight = low is None or high is None or high - low <= 0.25 * max(abs(low), abs(high), 1e-9)
        inside = bool(tight) and base_unit == gold_unit
        for side in ("low", "high"):
            stated = times(gold[side], gold_factor)
            if stated is not None:
                inside = (
                    inside
                    and (low is None or stated >= low * (1 - 1e-3))
                    and (high is None or stated <= high * (1 + 1e-3))
                )
    counted = {"count", "rate"}
    same_unit = gold_unit == unit or inside or base_unit == gold_unit
    if not same_unit and gold["kind"] in counted and row["kind"] in counted:
        same_unit = scorer.NOUN_OK(gold["unit"], row["unit"] or "")
    years = set(re.findall(r"(?:19|20)\d\d", gold.get("period") or ""))
    metric, entity = _words(scorer, gold.get("metric")), _words(scorer, gold.get("entity"))
    our_metric = _words(scorer, f"{row['metric'] or ''} {row['unit_text'] or ''} {row['unit'] or ''}")
    our_years = {str(day.year) for day in (row["period_start"], row["period_end"]) if day}
    return {
        "value": bool(value or inside),
        "unit": bool(same_unit),
        "bound": gold.get("bound") == row["bound"],
        "kind": gold.get("kind") == row["kind"],
        "change": gold.get("change") == row["change"],
        "modality": gold.get("modality") == row["modality"],
        "period": bool(years & our_years) if years else None,
        "metric": len(metric & our_metric) >= min(2, len(metric)) if metric else None,
        "entity": len(entity & _words(scorer, row["entity"])) >= min(2, len(entity)) if entity else None,
        "pair": bool(row["pair_id"]) if gold.get("pair") else None,
    }


def _words(scorer: ModuleType, text: str | None) -> set[str]:
    """The stems that the common scorer compares."""
    skipped = {"the", "and", "for", "with", "from"}
    return {word[:5] for word in re.findall(r"[a-z]{3,}", scorer.flat(text).lower()) if word not in skipped}

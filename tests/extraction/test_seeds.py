"""The five seed articles, annotated by hand by ANNOTATION.md: every figure is read right, and nothing else is read.

`seeds_gold.jsonl` holds offsets into `articles.text` as the reading station gives it, values, and the first digits of the SHA-256
of each surface, which tell at once when the text under the offsets has moved. `optional` figures may be read or left out. `pair`
is the start of the other side of an in-text conversion.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.extraction.extract import extract_figures
from pipelines.extraction.model import Figure
from pipelines.reading.station import read_articles

SEEDS = Path(__file__).parents[2] / ".." / "shared" / "seeds"
GOLD = Path(__file__).parent / "seeds_gold.jsonl"
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not here")

Row = dict[str, Any]


@pytest.fixture(scope="module")
def gold() -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows.setdefault(row["path"], []).append(row)
    return rows


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    articles, _ = read_articles(SEEDS)
    return dict(zip(articles["path"], articles["text"], strict=True))


@pytest.fixture(scope="module")
def read(texts: dict[str, str]) -> dict[str, list[Figure]]:
    articles, _ = read_articles(SEEDS)
    return {
        row["path"]: extract_figures(
            row["text"], published=row["published"], language=row["language"], publisher=row["publisher"]
        )
        for row in articles.iter_rows(named=True)
    }


def overlapping(figures: list[Figure], row: Row) -> list[Figure]:
    return [figure for figure in figures if figure.start < row["end"] and row["start"] < figure.end]


@needs_seeds
def test_offsets_point_at_the_annotated_words(gold: dict[str, list[Row]], texts: dict[str, str]) -> None:
    assert set(gold) == set(texts)
    for path, rows in gold.items():
        for row in rows:
            surface = texts[path][row["start"] : row["end"]]
            assert hashlib.sha256(surface.encode()).hexdigest()[:12] == row["sha256"], (path, row["start"], surface)


@needs_seeds
def test_every_figure_is_read_right(gold: dict[str, list[Row]], read: dict[str, list[Figure]]) -> None:
    wrong = []
    for path, rows in gold.items():
        for row in rows:
            found = overlapping(read[path], row)
            if not found and row.get("optional"):
                continue
            stated = [(f.low, f.high, f.bound, f.kind, f.unit) for f in found]
            if stated != [(row["low"], row["high"], row["bound"], row["kind"], row["unit"])]:
                wrong.append((path, row, stated))
    assert wrong == []


@needs_seeds
def test_surfaces_are_as_annotated(gold: dict[str, list[Row]], read: dict[str, list[Figure]]) -> None:
    wrong = []
    for path, rows in gold.items():
        for row in rows:
            spans = [(f.start, f.end) for f in overlapping(read[path], row)]
            if spans and spans != [(row["start"], row["end"])]:
                wrong.append((path, row, spans))
    assert wrong == []


@needs_seeds
def test_conversions_point_at_each_other(gold: dict[str, list[Row]], read: dict[str, list[Figure]]) -> None:
    for path, rows in gold.items():
        annotated = {(row["start"], row["pair"]) for row in rows if row["pair"] is not None}
        figures = read[path]
        assert {(f.start, figures[f.pair].start) for f in figures if f.pair is not None} == annotated


@needs_seeds
def test_levels_are_told_from_movements(gold: dict[str, list[Row]], read: dict[str, list[Figure]]) -> None:
    wrong = []
    for path, rows in gold.items():
        for row in rows:
            for figure in overlapping(read[path], row):
                if figure.change != row["change"]:
                    wrong.append((path, row["start"], figure.surface, figure.change))
    assert wrong == []


@needs_seeds
def test_nothing_else_is_read(gold: dict[str, list[Row]], read: dict[str, list[Figure]]) -> None:
    """No date, year, licence number, opening hour, file name or page furniture."""
    extra = [
        (path, figure.surface)
        for path, figures in read.items()
        for figure in figures
        if not any(row["start"] < figure.end and figure.start < row["end"] for row in gold[path])
    ]
    assert extra == []

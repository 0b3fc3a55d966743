"""The seeds and the development corpus, where they lie beside the project: titles, dates, outlets, copies and main text."""

import datetime as dt
import json
import re
from itertools import combinations
from pathlib import Path

import pytest

from pipelines.reading.station import read_articles

SHARED = Path(__file__).parents[2] / ".." / "shared"
needs_shared = pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the shared corpora are not here")


@needs_shared
def test_seeds() -> None:
    articles, rejects = read_articles(SHARED / "seeds")
    assert rejects.is_empty()
    assert articles["published"].to_list() == [
        None,
        dt.date(2020, 6, 10),
        None,
        dt.date(2024, 5, 26),
        dt.date(2024, 2, 8),
    ]
    assert articles["title"].is_null().to_list() == [False, False, False, True, False]
    assert articles["wire_id"].n_unique() == 5
    furniture = re.compile(r"ICP|QR code|©|Please enter|8:30|600 400|RESPONSE|Updated:|Share - ")
    assert [line for text in articles["text"] for line in text.split("\n") if furniture.search(line)] == []


@needs_shared
def test_development_corpus() -> None:
    folder = SHARED / "dev_corpus"
    articles, rejects = read_articles(folder / "articles")
    assert rejects.is_empty()
    by_path = {row["path"]: row for row in articles.iter_rows(named=True)}

    def gold(name: str) -> list[dict[str, str]]:
        return [json.loads(line) for line in (folder / "gold" / name).read_text(encoding="utf-8").splitlines()]

    told = gold("articles.jsonl")
    assert [row["doc"] for row in told if by_path[row["doc"]]["title"] != row["title"]] == []
    assert [row["doc"] for row in told if str(by_path[row["doc"]]["published"]) != row["published"]] == []
    assert sum(by_path[row["doc"]]["publisher"] == row["publisher"] for row in told) >= 27
    same = {frozenset((row["doc"], row["duplicate_of"])) for row in told if row["duplicate_of"]}
    assert {
        frozenset(pair)
        for pair in combinations(by_path, 2)
        if by_path[pair[0]]["wire_id"] == by_path[pair[1]]["wire_id"]
    } == same

    def pieces(text: str) -> set[str]:
        lines = [line for line in text.split("\n") if not re.fullmatch(r"[|\s:-]+", line)]
        cells = [cell for line in lines for cell in (line.strip("|").split("|") if line.startswith("|") else [line])]
        return {re.sub(r"[\s*#]+|^- ", "", cell).lstrip("-") for cell in cells} - {""}

    lost = {
        (row["doc"], piece)
        for row in gold("main_text.jsonl")
        for piece in pieces(row["text"]) - pieces(by_path[row["doc"]]["text"])
    }
    kept = {
        (row["doc"], piece)
        for row in gold("main_text.jsonl")
        for piece in pieces(by_path[row["doc"]]["text"]) - pieces(row["text"])
    }
    assert len(lost) == 0, lost
    assert len(kept) <= 2, kept

"""The compiled rules read as the plain ones do. Skipped where `make compiled` has not made a wheel of today's rules."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from pipelines.extraction.extract import extract_figures
from tests.compiled_build import ROOT, reader, unpack

GOLDEN = ROOT / "tests" / "golden"
TEXTS = sorted(path for path in GOLDEN.rglob("main_text.jsonl") if "sealed" not in path.parts)


def test_compiled_rules_give_the_same_figures(tmp_path: Path) -> None:
    folder = unpack(tmp_path)
    if folder is None:
        pytest.skip("no wheel with today's rules; `make compiled` makes one")
    texts = [json.loads(line)["text"] for file in TEXTS for line in file.read_text(encoding="utf-8").splitlines()]
    with reader(folder) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline().strip().endswith((".so", ".pyd"))
        process.stdin.write(json.dumps([texts, 1]) + "\n")
        process.stdin.close()
        _, found = json.loads(process.stdout.readline())
    for text, figures in zip(texts, found, strict=True):
        assert figures == repr(extract_figures(text, published=dt.date(2024, 5, 1)))

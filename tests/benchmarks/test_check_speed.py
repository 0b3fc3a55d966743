"""Ten new articles against 10^4 to 10^6 published figures, start of the process included. Run: `pytest tests/benchmarks/test_check_speed.py -s`."""

from __future__ import annotations

import importlib.util
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

from pipelines.reconciliation.station import reconcile
from pipelines.warehouse import KEYS, Warehouse

ROOT = Path(__file__).parents[2]
SECONDS = 10
"""What ten articles may take."""


def _made() -> ModuleType:
    spec = importlib.util.spec_from_file_location("made_corpus", Path(__file__).with_name("made_corpus.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["made_corpus"] = module
    spec.loader.exec_module(module)
    return module


def publish(n: int, place: Path) -> None:
    """A warehouse of n made figures, as a run leaves it, and ten drafts on firms that it knows."""
    figures, articles = _made().made_corpus(n)
    found = reconcile(figures, articles)
    warehouse = Warehouse(place / "warehouse")
    for name in ("figures", "facts", "comparisons", "conflicts", "sources"):
        warehouse.write(name, getattr(found, name))
    warehouse.write("articles", articles)
    for name, frame in (found.keys._asdict() if found.keys else {}).items():
        warehouse.write(f"{KEYS}{name}", frame)
    drafts = place / "drafts"
    drafts.mkdir()
    for row in articles.sample(10, seed=3).iter_rows(named=True):
        of_article = figures.filter(pl.col("article_id") == row["article_id"]).sort("start")
        said = of_article["sentence"].to_list()
        head = f"---\ntitle: {row['title']}\npublisher: The Draft\ndate: {row['published']}\n---\n\n"
        (drafts / f"{row['article_id']}.md").write_text(head + "\n\n".join(said), encoding="utf-8")


@pytest.mark.parametrize("n", [10_000, 100_000, 1_000_000])
def test_ten_articles_against_many_figures(n: int, tmp_path: Path) -> None:
    publish(n, tmp_path)
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "pipelines.cli", "check", "drafts", "--json"],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    took, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    report = json.loads(done.stdout)
    verdicts = [figure["verdict"] for article in report["articles"] for figure in article["figures"]]
    counts = {verdict: verdicts.count(verdict) for verdict in sorted(set(verdicts))}
    print(
        f"{n:>9,} figures: {took:.1f} s ({cpu:.1f} s of processor time), peak {after.ru_maxrss / 1e6:.2f} GB, {counts}"
    )
    assert len(report["articles"]) == 10
    assert counts.get("agree", 0) + counts.get("conflict", 0) > len(verdicts) / 2
    assert took < SECONDS

"""Reconciliation over 10^4 to 10^6 figures: time, memory and pairs looked at. Run: `pytest tests/benchmarks/test_reconcile_speed.py -s`."""

from __future__ import annotations

import importlib.util
import resource
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

from pipelines.reconciliation.candidates import candidate_pairs
from pipelines.reconciliation.statements import describe
from pipelines.reconciliation.station import reconcile


def _made() -> ModuleType:
    spec = importlib.util.spec_from_file_location("made_corpus", Path(__file__).with_name("made_corpus.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["made_corpus"] = module
    spec.loader.exec_module(module)
    return module


def test_pairs_grow_in_proportion_to_figures() -> None:
    made = _made()
    per_figure = {}
    for n in (10_000, 100_000):
        figures, articles = made.made_corpus(n)
        per_figure[n] = candidate_pairs(describe(figures, articles)).height / figures.height
        print(f"{n:>9,} figures: {per_figure[n]:.2f} pairs looked at a figure")
    assert per_figure[100_000] < 1.5 * per_figure[10_000]


@pytest.mark.parametrize("n", [10_000, 100_000, 1_000_000])
def test_time_and_memory(n: int) -> None:
    figures, articles = _made().made_corpus(n)
    start = time.perf_counter()
    found = reconcile(figures, articles)
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{n:>9,} figures: {took:.1f} s, peak {peak:.2f} GB, {found.comparisons.height:,} comparisons, "
        f"{found.facts.height:,} facts, {found.conflicts.height:,} conflicts"
    )
    assert took < 120
    assert peak < 6

"""One million figures normalised: seconds of one core, memory, and that twice as many take about twice as long.

Each measurement runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
MOST_SECONDS = 10.0
MOST_BYTES = 2 * 1024**3

PROGRAM = """
import datetime as dt, json, resource, sys, time
import numpy as np, polars as pl
from pipelines.normalisation.station import normalise
from tests.normalisation.stated_frames import STATED

count = int(sys.argv[1])
random = np.random.default_rng(1)
units = [("money", "ISO4217", code) for code in ("USD", "EUR", "CNY", "GBP", "INR", "JPY", "AED", "DEM", "NOK", "TWD")]
units += [("quantity", "UCUM", code) for code in ("km", "mu", "[bbl_us]", "kW.h", "t", "[degF]")]
units += [("rate", "ISO4217", "CNY/m2"), ("rate", "noun", "wafer/a"), ("percent", "UCUM", "%"), ("rank", "none", "rank")]
units += [("count", "noun", f"noun {number}") for number in range(2000)]
chosen = random.choice(len(units), count, p=np.array([0.02] * 20 + [0.6 / 2000] * 2000))
value = np.round(10 ** random.uniform(-2, 12, count), 2)
start = np.datetime64("2000-01-01") + random.integers(0, 9000, count)
end = start + random.integers(0, 400, count)
articles = count // 40 + 1
stated = pl.DataFrame({
    "figure_id": np.arange(count).astype(str), "article_id": (np.arange(count) // 40).astype(str),
    "kind": [units[unit][0] for unit in chosen], "unit_system": [units[unit][1] for unit in chosen], "unit": [units[unit][2] for unit in chosen],
    "low": value, "high": value, "digits": random.integers(0, 6, count), "period_start": start, "period_end": end,
    "bound": random.choice(["=", "~", ">", "<", "range"], count),
}).with_columns(
    low=pl.when(pl.col("bound") != "<").then("low"), high=pl.when(pl.col("bound") != ">").then("high"),
    start=pl.lit(0), end=pl.lit(8), surface=pl.lit("12 plants"), sentence_start=pl.lit(0), sentence_end=pl.lit(60),
    sentence=pl.lit("The company runs 12 plants in the north of the country."), change=pl.lit("level"), modality=pl.lit("actual"),
    rule=pl.lit("made"), confidence=pl.lit(0.9),
)
stated = stated.select((pl.col(name) if name in stated.columns else pl.lit(None).alias(name)).cast(dtype) for name, dtype in STATED.items())
days = np.datetime64("2001-01-01") + random.integers(0, 9000, articles)
story = pl.DataFrame({"article_id": np.arange(articles).astype(str), "path": np.arange(articles).astype(str), "published": days})
story = story.with_columns(pl.col("published").cast(pl.Date))
held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began = time.process_time()
figures, used, rejects = normalise(stated, story)
seconds = time.process_time() - began
assert figures.height == count and rejects.height == 0
print(json.dumps({"seconds": seconds, "bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, "rates": used.height}))
"""


def measure(count: int) -> dict[str, float]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "POLARS_MAX_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(count)],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)


def test_a_million_figures_in_ten_seconds_of_one_core() -> None:
    half, whole = measure(500_000), measure(1_000_000)
    print(
        f"\n1,000,000 figures: {whole['seconds']:.1f} s of one core, {whole['bytes'] / 1e9:.2f} GB; 500,000: {half['seconds']:.1f} s"
    )
    assert whole["seconds"] <= MOST_SECONDS
    assert whole["bytes"] <= MOST_BYTES
    assert whole["seconds"] <= 2.6 * half["seconds"] + 0.5

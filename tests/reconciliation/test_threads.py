"""The tables do not depend on how many threads Polars has."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PRINT_DIGEST = """
import hashlib, sys
sys.path.insert(0, "tests/benchmarks")
from made_corpus import made_corpus
from pipelines.reconciliation.station import reconcile
digest = hashlib.sha256()
for table in reconcile(*made_corpus(1_500))[:5]:
    digest.update(table.write_json().encode())
print(digest.hexdigest())
"""


def test_one_thread_gives_what_two_give() -> None:
    digests = set()
    for threads in ("1", "2"):
        ran = subprocess.run(
            [sys.executable, "-c", PRINT_DIGEST],
            cwd=PROJECT,
            env={**os.environ, "POLARS_MAX_THREADS": threads, "PYTHONPATH": str(PROJECT)},
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(ran.stdout.strip())
    assert len(digests) == 1

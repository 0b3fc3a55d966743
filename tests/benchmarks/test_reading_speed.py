"""How long reading takes in bulk, where the corpus lies beside the project; printed, not judged, since the wall clock
of a busy machine says little. Run: pytest tests/benchmarks/test_reading_speed.py -s"""

import time
from pathlib import Path

import pytest

from pipelines.reading.station import read_articles

CORPUS = Path(__file__).parents[2] / ".." / "shared" / "reuters" / "reuters.jsonl.gz"


@pytest.mark.skipif(not CORPUS.is_file(), reason="the corpus is not here")
def test_nineteen_thousand_records() -> None:
    start = time.perf_counter()
    articles, rejects = read_articles(CORPUS)
    seconds = time.perf_counter() - start
    print(
        f"\n{articles.height} articles, {rejects.height} rejects, {articles['wire_id'].n_unique()} wires in {seconds:.1f} s"
    )
    assert articles.height > 18_000

"""What was read is remembered by content and rules; damage, doubles and old versions do no harm."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.extraction.memory import COMPACT_ABOVE, KEY, ExtractionMemory, content_hashes, extractor_version


def rows(*pairs: tuple[str, int | None]) -> pl.DataFrame:
    return pl.DataFrame(pairs, schema={KEY: pl.String, "start": pl.Int64}, orient="row")


@pytest.fixture
def memory(tmp_path: Path) -> ExtractionMemory:
    return ExtractionMemory(tmp_path / ".memory", version="v1")


def test_remembers_what_was_put_and_nothing_else(memory: ExtractionMemory) -> None:
    memory.put(rows(("a", 1), ("a", 7), ("b", 3)))
    assert memory.get(["a", "c"]).equals(rows(("a", 1), ("a", 7)))
    assert memory.get(["c"]).is_empty()
    assert (memory.asked, memory.found) == (3, 1)


def test_an_article_without_figures_is_remembered(memory: ExtractionMemory) -> None:
    memory.put(rows(("empty", None)))
    assert memory.get(["empty"])[KEY].to_list() == ["empty"]


def test_chunks_are_joined_and_old_versions_dropped(memory: ExtractionMemory, tmp_path: Path) -> None:
    ExtractionMemory(tmp_path / ".memory", version="v0").put(rows(("a", 1)))
    for number in range(3 * COMPACT_ABOVE):
        memory.put(rows((f"h{number}", number)))
    assert len(list((tmp_path / ".memory" / "v1").iterdir())) <= COMPACT_ABOVE + 1
    assert not (tmp_path / ".memory" / "v0").exists()
    assert memory.get([f"h{number}" for number in range(3 * COMPACT_ABOVE)]).height == 3 * COMPACT_ABOVE


def test_a_doubled_article_counts_once_and_the_later_reading_wins(memory: ExtractionMemory) -> None:
    memory.put(rows(("a", 1), ("a", 2)))
    memory.put(rows(("a", 5)))
    assert memory.get(["a"]).equals(rows(("a", 5)))


def test_a_damaged_chunk_is_forgotten(memory: ExtractionMemory, tmp_path: Path) -> None:
    memory.put(rows(("a", 1)))
    memory.put(rows(("b", 2)))
    sorted((tmp_path / ".memory" / "v1").iterdir())[0].write_bytes(b"PAR1 torn")
    assert memory.get(["a", "b"]).equals(rows(("b", 2)))


def test_forgetting_leaves_nothing(memory: ExtractionMemory) -> None:
    memory.put(rows(("a", 1)))
    memory.forget()
    assert memory.get(["a"]).is_empty()


def test_the_hash_covers_what_extraction_reads_and_no_more() -> None:
    article = {"text": "Harbour opens", "published": None, "language": "en", "publisher": None, "path": "a.txt"}
    others = [
        {**article, "path": "b.txt"},
        {**article, "publisher": ""},
        {**article, "text": "Harbour open", "language": "sen"},
    ]
    frame = pl.DataFrame([article, *others], schema=dict.fromkeys(article, pl.String))
    first, *rest = content_hashes(frame).to_list()
    assert rest[0] == first
    assert len({first, *rest[1:]}) == 3


def test_the_version_follows_the_aliases() -> None:
    assert extractor_version() == extractor_version()
    assert extractor_version([b"Lindmoor,Port of Lindmoor"]) != extractor_version([b""])

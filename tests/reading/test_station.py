"""The station as a whole: every input ends in one place, and the frames are the same whatever happens around them."""

import datetime as dt
import gzip
import os
from pathlib import Path

import polars as pl
import pytest

from pipelines.reading.limits import ReadingLimits
from pipelines.reading.station import read_articles
from schemas import Articles, Rejects

PAGE = """<html><head><title>{n}</title></head><body><h1>Cargo at quay {n} of Selvane</h1>
<p>The harbour board of Selvane said on Monday that {n} thousand tonnes of cargo crossed its quay {n} last year.</p>
<p>Income at quay {n} rose to 310 million crowns, and the board hired {n} people there, its chairman told reporters.</p></body></html>"""


def story(place: str, number: int = 120) -> str:
    return f"""Mill in {place} to reopen

Published: 3 March 2024

The mill in {place} will reopen next spring with {number} workers, its owner, Lev Arno, told reporters on Monday in the yard.

Repairs of the {place} mill cost {number + 7} million crowns, he said, and the roof alone took {number + 3} days to mend.
"""


def test_a_hostile_folder(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    inner = raw / "inner"
    inner.mkdir(parents=True)
    (raw / "good.txt").write_text(story("Tolva"))
    (inner / "same.txt").write_text(story("Tolva"))
    (raw / "packed.txt.gz").write_bytes(gzip.compress(story("Riga", 300).encode()))
    (raw / "cut.txt.gz").write_bytes(gzip.compress(os.urandom(3000))[:500])
    (raw / "bomb.html.gz").write_bytes(gzip.compress(bytes(30_000_000)))
    (raw / "empty.txt").touch()
    (raw / "blank.txt").write_text(" \n\n")
    (raw / "binary.txt").write_bytes(os.urandom(2000))
    (raw / "big.txt").write_text("word " * 500_000)
    (raw / "odd.docx").write_bytes(b"PK\x03\x04")
    (raw / "noending").write_text(story("Oslo"))
    (raw / "nothing.html").write_text("<html></html>")
    (raw / "README.md").write_text(story("Turku"))
    (raw / "aliases.toml").write_text("x = 1")
    (raw / ".hidden.txt").write_text(story("Turku"))
    (inner / "loop").symlink_to(raw)
    (raw / "itself.txt").symlink_to("itself.txt")
    (raw / "broken.txt").symlink_to(raw / "absent")
    os.mkfifo(raw / "pipe.txt")
    articles, rejects = read_articles(raw)
    Articles.validate(articles)
    Rejects.validate(rejects)
    assert articles["path"].to_list() == ["good.txt", "packed.txt.gz"]
    assert dict(rejects.select("path", "rule").iter_rows()) == {
        "inner/same.txt": "duplicate",
        "cut.txt.gz": "truncated_gzip",
        "bomb.html.gz": "oversized",
        "empty.txt": "empty",
        "blank.txt": "empty",
        "binary.txt": "binary",
        "big.txt": "oversized",
        "odd.docx": "unknown_format",
        "noending": "unknown_format",
        "nothing.html": "no_main_text",
        "inner/loop": "symlink_loop",
        "itself.txt": "symlink_loop",
        "broken.txt": "unreadable",
        "pipe.txt": "not_a_file",
    }
    assert "good.txt" in rejects.filter(pl.col("rule") == "duplicate")["reason"][0]
    assert rejects["stage"].unique().to_list() == ["read"]
    assert all(";" in reason and reason.endswith(".") for reason in rejects["reason"])


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every folder")
def test_folder_without_permission(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "shut" / "a.txt").write_text(story("Oslo"))
    (tmp_path / "b.txt").write_text(story("Riga"))
    (tmp_path / "shut").chmod(0)
    try:
        articles, rejects = read_articles(tmp_path)
    finally:
        (tmp_path / "shut").chmod(0o700)
    assert articles["path"].to_list() == ["b.txt"]
    assert rejects.select("path", "rule").rows() == [("shut", "unreadable")]


def test_same_frames_whatever_the_number_of_processes(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number}.html").write_text(PAGE.format(n=number))
    (tmp_path / "a.txt").write_text(story("Oslo"))
    one = read_articles(tmp_path, limits=ReadingLimits(processes=1))
    three = read_articles(tmp_path, limits=ReadingLimits(processes=3))
    assert one[0].height == 61
    assert one[0].equals(three[0])
    assert one[1].equals(three[1])


def test_ids_follow_the_content_not_the_place(tmp_path: Path) -> None:
    ids = []
    for folder, text in [("one", story("Oslo")), ("two/deep", story("Oslo")), ("three", story("Oslo", 121))]:
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / f"{len(ids)}.txt").write_text(text)
        ids.append(read_articles(tmp_path / folder)[0]["article_id"][0])
    assert ids[0] == ids[1] != ids[2]
    assert len(ids[0]) == 16


def test_start_date_keeps_undated_articles_and_tells_the_others(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(story("Oslo"))
    (tmp_path / "undated.txt").write_text(story("Riga", 300).replace("Published: 3 March 2024\n", ""))
    articles, rejects = read_articles(tmp_path, since=dt.date(2024, 4, 1))
    assert articles["path"].to_list() == ["undated.txt"]
    assert rejects.select("path", "rule").rows() == [("old.txt", "before_since")]


def test_records_are_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    lines = [
        f'{{"title": "Mill {n}", "text": "Mill {n} of the valley has {n} workers and {n + 7} saws."}}'
        for n in range(12)
    ]
    (tmp_path / "feed.jsonl").write_text("\n".join(lines))
    assert read_articles(tmp_path)[0]["path"].to_list() == [f"feed.jsonl#{n}" for n in range(1, 13)]


def test_an_empty_folder_gives_empty_frames(tmp_path: Path) -> None:
    articles, rejects = read_articles(tmp_path)
    Articles.validate(articles)
    Rejects.validate(rejects)
    assert articles.is_empty()
    assert rejects.is_empty()


def test_an_absent_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="does not exist"):
        read_articles(tmp_path / "absent")


def test_one_file_and_progress(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(story("Oslo"))
    seen: list[tuple[int, int]] = []
    articles, _ = read_articles(tmp_path / "a.txt", on_progress=lambda done, total: seen.append((done, total)))
    assert articles["path"].to_list() == ["a.txt"]
    assert seen == [(0, 1), (1, 1)]

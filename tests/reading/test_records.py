"""Files of records, whole: JSON Lines, JSON, CSV, Parquet, WARC, plain and gzipped."""

import datetime as dt
import gzip
import io
import json
from pathlib import Path

import polars as pl
import pytest
from fastwarc.warc import WarcRecord, WarcRecordType

from pipelines.reading.limits import ReadingLimits
from pipelines.reading.station import read_articles

STORY = {
    "headline": "Tolva mill to reopen",
    "body": "The mill in Tolva will reopen next spring with 120 workers, its owner said on Monday.",
    "date": "2024-01-02T05:00:00+05:30",
    "source": {"name": "Tolva Bulletin"},
    "link": "https://tolva.example/mill",
}
PAGE = """<html><head><title>Cargo up - Lake Post</title><meta name="date" content="2024-03-03"></head><body><h1>Cargo up at Selvane</h1>
<p>The harbour board of Selvane said on Monday that 4.2 million tonnes of cargo crossed its quays last year.</p>
<p>Income rose to 310 million crowns, and the board hired 140 people, its chairman told reporters.</p></body></html>"""


def rules(rejects: pl.DataFrame) -> dict[str, str]:
    return dict(rejects.select("path", "rule").iter_rows())


def expect_story(row: dict[str, object], path: str) -> None:
    assert row["path"] == path
    assert (row["title"], row["publisher"], row["url"]) == (
        "Tolva mill to reopen",
        "Tolva Bulletin",
        "https://tolva.example/mill",
    )
    assert (row["published"], row["published_source"], row["language"]) == (dt.date(2024, 1, 2), "field", "en")
    assert row["text"] == f"{STORY['headline']}\n{STORY['body']}"


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_lines(tmp_path: Path, packed: bool, codec: str) -> None:
    data = ("\n" + json.dumps(STORY) + "\n").encode(codec)
    name = "feed.jsonl.gz" if packed else "feed.ndjson"
    (tmp_path / name).write_bytes(gzip.compress(data) if packed else data)
    articles, rejects = read_articles(tmp_path)
    assert rejects.is_empty()
    expect_story(articles.row(0, named=True), f"{name}#2")


def test_broken_lines_end_in_rejects_with_their_number(tmp_path: Path) -> None:
    lines = ["not json", "[1, 2]", '{"title": "only"}', json.dumps(STORY), "[" * 100_000, '{"text": "cut']
    (tmp_path / "feed.jsonl").write_text("\n".join(lines))
    articles, rejects = read_articles(tmp_path)
    assert articles["path"].to_list() == ["feed.jsonl#4"]
    broken = "broken_record"
    assert rules(rejects) == {
        f"feed.jsonl#{n}": rule for n, rule in [(1, broken), (2, broken), (3, "no_text"), (5, broken), (6, broken)]
    }


def test_what_a_cut_gzip_file_still_holds_is_read(tmp_path: Path) -> None:
    stories = "".join(
        json.dumps({**STORY, "headline": f"Mill {n} to reopen", "body": f"{STORY['body']} It has {n} saws."}) + "\n"
        for n in range(3000)
    )
    packed = gzip.compress(stories.encode())
    (tmp_path / "feed.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    articles, rejects = read_articles(tmp_path)
    assert articles.height > 500
    assert rules(rejects) == {"feed.jsonl.gz": "truncated_gzip"}


def test_oversized_record_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "feed.jsonl").write_text(json.dumps({"text": "x" * 20_000}) + "\n" + json.dumps(STORY) + "\n")
    articles, rejects = read_articles(tmp_path, limits=ReadingLimits(article_bytes=10_000))
    assert articles["path"].to_list() == ["feed.jsonl#2"]
    assert rules(rejects) == {"feed.jsonl#1": "oversized"}


def test_html_in_a_field(tmp_path: Path) -> None:
    html = "<p>The mill employs <b>340</b> people &amp; pays 20&nbsp;million crowns.</p><p>It opened in 1901.</p>"
    (tmp_path / "feed.jsonl").write_text(json.dumps({"title": "The mill", "content_html": html, "date": "2024-05-06"}))
    articles, _ = read_articles(tmp_path)
    assert articles["text"].to_list() == [
        "The mill\nThe mill employs 340 people & pays 20\u00a0million crowns.\nIt opened in 1901."
    ]
    assert articles["published"].to_list() == [dt.date(2024, 5, 6)]


@pytest.mark.parametrize("data", [STORY, [STORY], {"items": [STORY]}])
def test_json(tmp_path: Path, data: object) -> None:
    (tmp_path / "a.json").write_text(json.dumps(data))
    articles, _ = read_articles(tmp_path)
    expect_story(articles.row(0, named=True), "a.json" if data is STORY else "a.json#1")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(tmp_path: Path, delimiter: str) -> None:
    row = [STORY["headline"], f'"{STORY["body"]}"', "2024-01-02", "Tolva Bulletin", STORY["link"]]
    rows = [["Headline", "Body", "Published At", "Outlet", "URL"], row, ["Empty", "", "", "", ""], ["a"] * 9]
    (tmp_path / "a.csv").write_text("\n".join(delimiter.join(map(str, cells)) for cells in rows))
    articles, rejects = read_articles(tmp_path)
    expect_story(articles.row(0, named=True), "a.csv#1")
    assert rules(rejects) == {"a.csv#2": "no_text", "a.csv#3": "broken_record"}


def test_csv_without_a_body_column(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("year,tonnes\n2024,7\n")
    _, rejects = read_articles(tmp_path)
    assert rules(rejects) == {"a.csv": "no_text_column"}
    assert "year, tonnes" in rejects["reason"][0]


def test_parquet(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        [{**STORY, "source": "Tolva Bulletin", "date": dt.datetime(2024, 1, 2, 23, 0), "embedding": [1.0]}]
    )
    frame.write_parquet(tmp_path / "a.parquet")
    (tmp_path / "b.parquet.gz").write_bytes(gzip.compress((tmp_path / "a.parquet").read_bytes()))
    (tmp_path / "cut.parquet").write_bytes((tmp_path / "a.parquet").read_bytes()[:300])
    articles, rejects = read_articles(tmp_path)
    expect_story(articles.row(0, named=True), "a.parquet#1")
    assert rules(rejects) == {"b.parquet.gz#1": "duplicate", "cut.parquet": "broken_parquet"}


def warc_record(
    kind: WarcRecordType, url: str, payload: bytes, content_type: str, status: str | None = "200 OK"
) -> bytes:
    record = WarcRecord()
    record.init_headers(record_type=kind)
    record.headers["WARC-Target-URI"] = url
    if status is None:
        record.headers["Content-Type"] = content_type
        body = payload
    else:
        record.headers["Content-Type"] = "application/http; msgtype=response"
        body = (
            f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(payload)}\r\n\r\n".encode()
            + payload
        )
    record.set_bytes_content(body)
    out = io.BytesIO()
    record.write(out)
    return out.getvalue()


def test_web_archive(tmp_path: Path) -> None:
    records = [
        warc_record(WarcRecordType.warcinfo, "", b"software: crawler", "application/warc-fields", None),
        warc_record(WarcRecordType.response, "https://lake.example/cargo", PAGE.encode(), "text/html; charset=utf-8"),
        warc_record(WarcRecordType.response, "https://lake.example/x.png", b"\x89PNG", "image/png"),
        warc_record(WarcRecordType.response, "https://lake.example/gone", PAGE.encode(), "text/html", "404 Not Found"),
        warc_record(
            WarcRecordType.conversion,
            "https://tolva.example/mill",
            f"{STORY['headline']}\n\n{STORY['body']}\n".encode(),
            "text/plain",
            None,
        ),
    ]
    (tmp_path / "crawl.warc.gz").write_bytes(b"".join(map(gzip.compress, records)))
    (tmp_path / "plain.warc").write_bytes(records[1])
    (tmp_path / "junk.warc").write_bytes(b"no archive at all" * 10)
    articles, rejects = read_articles(tmp_path)
    by_path = {row["path"]: row for row in articles.iter_rows(named=True)}
    assert set(by_path) == {"crawl.warc.gz#2", "crawl.warc.gz#5"}
    page = by_path["crawl.warc.gz#2"]
    assert (page["title"], page["url"], page["published"]) == (
        "Cargo up at Selvane",
        "https://lake.example/cargo",
        dt.date(2024, 3, 3),
    )
    assert by_path["crawl.warc.gz#5"]["url"] == "https://tolva.example/mill"
    assert rules(rejects) == {
        "crawl.warc.gz#3": "not_a_page",
        "crawl.warc.gz#4": "http_status",
        "junk.warc": "broken_warc",
        "plain.warc#1": "duplicate",
    }

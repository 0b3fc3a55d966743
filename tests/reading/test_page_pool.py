"""Child processes that read pages: a hostile page is turned away in time, the others are read."""

from pathlib import Path

from pipelines.reading.limits import ReadingLimits
from pipelines.reading.model import TurnedAway
from pipelines.reading.page_pool import PageAnswer, PageJob, PagePool

GOOD = b"""<html><body><h1>Cargo up at Selvane</h1><p>The harbour board said that 4.2 million tonnes of cargo crossed its quays.</p></body></html>"""


def read(pages: dict[str, bytes], limits: ReadingLimits) -> dict[str, PageAnswer | TurnedAway]:
    with PagePool(limits) as pool:
        for path, data in pages.items():
            pool.submit(PageJob(path, data))
        return {job.path: answer for job, answer in pool.results()}


def test_a_page_that_takes_too_long_stops_no_other() -> None:
    slow = b"<html><body><div " + b" ".join(b'a%d="x"' % n for n in range(50_000)) + b">x</div></body></html>"
    answers = read({"slow": slow, "good": GOOD}, ReadingLimits(page_cpu_seconds=1, processes=1))
    slow_answer = answers["slow"]
    assert isinstance(slow_answer, TurnedAway)
    assert slow_answer.rule == "page_time"
    assert isinstance(answers["good"], PageAnswer)


def test_a_page_that_takes_too_much_memory_stops_no_other() -> None:
    wide = b"<html><body>" + b"<p>x</p>" * 240_000 + b"</body></html>"
    answers = read({"wide": wide, "good": GOOD}, ReadingLimits(page_memory_bytes=100 * 1024 * 1024, processes=1))
    wide_answer = answers["wide"]
    assert isinstance(wide_answer, TurnedAway)
    assert wide_answer.rule in ("page_memory", "page_crash", "broken_html")
    assert isinstance(answers["good"], PageAnswer)


def test_deep_nesting_is_survived() -> None:
    deep = b"<html><body>" + b"<div>" * 20_000 + GOOD
    assert isinstance(read({"deep": deep, "good": GOOD}, ReadingLimits())["good"], PageAnswer)


def test_oversized_page() -> None:
    answer = read({"big": GOOD * 100}, ReadingLimits(article_bytes=1000))["big"]
    assert isinstance(answer, TurnedAway)
    assert answer.rule == "oversized"


def test_nothing_of_a_page_is_fetched_or_written(tmp_path: Path) -> None:
    page = f"""<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><h1>Cargo</h1><p>&x; The board said 4 tonnes crossed its
    quays on Monday.</p><iframe src="file://{tmp_path}/a"></iframe><img src="http://192.0.2.1/x.png"></body></html>"""
    answer = read({"page": page.encode()}, ReadingLimits())["page"]
    assert isinstance(answer, PageAnswer)
    assert "root:" not in "\n".join(answer.lines)
    assert list(tmp_path.iterdir()) == []

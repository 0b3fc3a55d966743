"""The page as a file: whole, the same every time, and holding nothing that could run."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.publishing import page_data
from pipelines.publishing.page import SCRIPTS, TEMPLATES, embedded_json, render_report, write_report
from pipelines.publishing.page_data import page_record, utf16_offsets
from tests.publishing import newsroom
from tests.publishing.conftest import PAGE_TABLES
from tests.publishing.newsroom import Tables


def render(tables: Tables, **options: str) -> str:
    return render_report(**{name: tables[name] for name in PAGE_TABLES}, **options)  # type: ignore[arg-type]


def embedded(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="record">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


@settings(deadline=None)
@given(
    st.recursive(
        st.text() | st.none() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_embedded_json_cannot_leave_its_element_and_reads_back(value: object) -> None:
    text = embedded_json(value)
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == value


@settings(deadline=None)
@given(st.text(max_size=40))
def test_offsets_count_as_the_browser_does(text: str) -> None:
    for offset, converted in enumerate(utf16_offsets(text, range(len(text) + 1))):
        assert converted == len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def test_the_same_tables_give_the_same_bytes(tables: Tables, tmp_path: Path) -> None:
    shuffled = {name: frame.sample(fraction=1, shuffle=True, seed=3) for name, frame in tables.items()}
    write_report(tmp_path / "one.html", **{name: tables[name] for name in PAGE_TABLES})
    write_report(tmp_path / "two.html", **{name: shuffled[name] for name in PAGE_TABLES})
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.html", "two.html"], (
        "nothing unfinished is left behind"
    )


def test_hostile_tables_add_no_element_and_no_attribute() -> None:
    class Elements(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.seen: set[tuple[str, str]] = set()

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.seen |= {(tag, name) for name, _ in attrs} or {(tag, "")}

    def elements(tables: Tables) -> set[tuple[str, str]]:
        parser = Elements()
        parser.feed(render(tables))
        return parser.seen

    ordinary = newsroom.tables()
    ordinary["conflicts"] = ordinary["conflicts"].with_columns(review=pl.lit("confirmed"))
    ordinary["changes"] = newsroom.hostile()["changes"].with_columns(summary=pl.lit("plain"))
    assert elements(newsroom.hostile()) == elements(ordinary)


def test_the_script_sets_text_only() -> None:
    script = "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in SCRIPTS)
    for forbidden in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "DOMParser",
        "fetch(",
        "XMLHttpRequest",
    ):
        assert forbidden not in script


def test_another_reporting_currency_is_read_from_its_own_columns(tables: Tables) -> None:
    tables["figures"] = tables["figures"].rename({"usd_low": "eur_low", "usd_high": "eur_high"})
    record = embedded(render(tables, reporting_currency="EUR"))
    assert record["currency"] == "EUR"
    assert any(value is not None for value in record["figures"]["money_low"])  # type: ignore[index]


def test_too_many_figures_leave_those_of_the_conflicts(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = newsroom.many(120)
    quiet = tables["conflicts"].filter(pl.col("conflict_id").str.ends_with("x7"))
    monkeypatch.setattr(page_data, "MAX_FIGURES", 30)
    record = page_record(**{name: tables[name] for name in PAGE_TABLES} | {"conflicts": quiet})
    assert record["counts"]["figures"] == 120
    assert record["shown"]["figures"] <= 30
    assert len(record["conflicts"]) == quiet.height
    assert "This page carries the" in render(tables)

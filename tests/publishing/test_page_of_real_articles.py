"""The page of real articles, made by the stations themselves: the sample articles, and the development corpus where it lies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipelines.extraction.station import extract
from pipelines.normalisation.rates import load_rates
from pipelines.normalisation.station import normalise
from pipelines.publishing.page import render_report
from pipelines.reading.station import read_articles
from pipelines.reconciliation.station import reconcile
from tests.publishing.conftest import PAGE_TABLES
from tests.publishing.newsroom import Tables, frame

ROOT = Path(__file__).parents[2]
FOLDERS = {"sample": ROOT / "raw", "development corpus": ROOT / "../shared/dev_corpus/articles"}


@pytest.fixture(scope="module", params=list(FOLDERS))
def made(request: pytest.FixtureRequest) -> Tables:
    folder = FOLDERS[request.param]
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    articles, rejects = read_articles(folder)
    stated, _ = extract(articles)
    rates = load_rates()
    normalised, _, _ = normalise(stated, articles, rates=rates)
    found = reconcile(normalised, articles, rates=rates)
    tables = {name: getattr(found, name) for name in ("figures", "facts", "comparisons", "conflicts", "sources")}
    return {"articles": articles, "rejects": rejects, "changes": frame("changes", []), **tables}


def test_every_conflict_leads_to_its_highlighted_sentence(visit: Any, made: Tables) -> None:
    opened = visit(made)
    figures = {row["figure_id"]: row for row in made["figures"].iter_rows(named=True)}
    for conflict in made["conflicts"].head(12).iter_rows(named=True):
        opened.go("c-" + conflict["conflict_id"])
        card = opened.page.locator(f"[id='c-{conflict['conflict_id']}']")
        assert card.is_visible()
        assert conflict["explanation"] in card.locator(".explanation").inner_text()
        card.get_by_text("See it in the article").first.click()
        chosen = opened.page.locator("a.chosen")
        chosen.wait_for()
        figure = figures[opened.page.url.split("#f-")[1]]
        assert figure["figure_id"] in conflict["figure_ids"]
        assert chosen.first.inner_text().split() == figure["surface"].split()
        assert chosen.first.evaluate(
            "link => { const box = link.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight }"
        )
    for section in ("facts", "figures", "articles", "sources", "rejects"):
        opened.go(section)
    assert opened.complaints == []
    assert {request.split("#")[0] for request in opened.requests if not request.startswith("data:")} == {opened.address}


def test_it_is_small_and_the_same_every_time(made: Tables) -> None:
    one, two = (render_report(**{name: made[name] for name in PAGE_TABLES}) for _ in range(2))
    assert one == two
    assert len(one.encode()) <= 2_000 * max(made["figures"].height, 1)

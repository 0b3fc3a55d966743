"""The newsroom's tables, and a browser to open the page with."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pipelines.publishing.page import write_report
from tests.publishing import newsroom

PAGE_TABLES = ("articles", "figures", "facts", "comparisons", "conflicts", "rejects", "sources", "changes")


@pytest.fixture
def tables() -> newsroom.Tables:
    return newsroom.tables()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium under Playwright; tests that need it are skipped where it is not installed."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if found is None:
        pytest.skip("no Chromium found: apt-get install chromium, or set CHROMIUM to its path")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Visit:
    """An open page, and everything that it asked for or complained about."""

    page: Any
    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, anchor: str) -> None:
        self.page.goto(f"{self.address}#{anchor}")
        self.page.wait_for_timeout(60)


@pytest.fixture
def visit(chromium: Any, tmp_path: Path) -> Iterator[Any]:
    """`visit(tables, **context options)` writes the page and opens it."""
    contexts = []

    def open_page(tables: newsroom.Tables, anchor: str = "", **options: Any) -> Visit:
        path = tmp_path / "report.html"
        write_report(path, **{name: tables[name] for name in PAGE_TABLES})
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        opened = Visit(context.new_page(), path.as_uri())
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.on("console", lambda message: opened.complaints.append(message.text))
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.on("dialog", lambda dialog: (opened.complaints.append(dialog.message), dialog.dismiss()))
        opened.go(anchor)
        return opened

    yield open_page
    for context in contexts:
        context.close()

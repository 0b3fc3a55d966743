"""The page that shows which rule decided each field of a figure."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest

from pipelines.extraction.document import Document
from pipelines.extraction.en import language
from pipelines.extraction.en.explain import decisions, page, page_of

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "raw" / "harbour_tunnel" / "norvik_wire_kvernsund.txt"
TEXT = (
    "Marlow Water to lay new mains\n"
    "Marlow Water will lay 40 km of mains by 2027, its finance chief Ada Brill said on Monday.\n"
    "Leaks fell by 12 percent in 2023, to more than 900 a month."
)


def _doc(text: str = TEXT) -> Document:
    return language.document(text, dt.date(2024, 6, 12), "en", None)


def test_the_page_in_docs_is_current() -> None:
    page = (ROOT / "docs" / "one-article.md").read_text(encoding="utf-8")
    command = f"python -m pipelines.extraction.en.explain {ARTICLE.relative_to(ROOT)} > docs/one-article.md"
    assert page == page_of(ARTICLE), f"run: {command}"


def test_each_field_names_the_rule_that_decided_it() -> None:
    mentions, decided = decisions(_doc())
    by_text = {TEXT[mention.start : mention.end]: mention.start for mention in mentions}
    assert decided[by_text["40 km"], "modality"].rule == "future_verbs._will"
    assert decided[by_text["12 percent"], "change"].rule.startswith("changes.")
    assert decided[by_text["12 percent"], "period_start"].rule.startswith("periods.")
    assert decided[by_text["40 km"], "attribution"].rule == "attributions._covering"
    assert all(
        decision.does for (_, field), decision in decided.items() if field in {"modality", "change", "attribution"}
    )


def test_watching_changes_nothing_and_ends() -> None:
    watched, _ = decisions(_doc())
    plain = language.read(_doc())
    assert watched == plain
    assert sys.getprofile() is None


def test_text_of_an_article_cannot_mark_up_the_page() -> None:
    shown = page(_doc("Pipes | <script>alert(1)</script>\nThe [shop](x) sold 40 `pipes` | bends in 2023."), "a.txt")
    assert "<script>" not in shown
    assert "[shop]" not in shown


def test_a_file_without_an_article_is_told(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    with pytest.raises(ValueError, match=r".+"):
        page_of(empty)

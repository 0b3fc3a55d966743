"""The page as a reader meets it, in Debian's Chromium, from disk."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.publishing import newsroom

SECTIONS = ("conflicts", "facts", "figures", "articles", "changes", "sources", "rejects", "about")
ROOT = Path(__file__).parents[2]


def every_anchor(tables: newsroom.Tables) -> list[str]:
    return [
        *SECTIONS,
        *("c-" + item for item in tables["conflicts"]["conflict_id"]),
        *("f-" + item for item in tables["figures"]["figure_id"]),
        *("a-" + item for item in tables["articles"]["article_id"]),
        *("fact-" + item for item in tables["facts"]["fact_id"]),
    ]


def test_it_asks_the_network_for_nothing_and_complains_about_nothing(visit: Any, tables: newsroom.Tables) -> None:
    opened = visit(tables)
    for anchor in every_anchor(tables):
        opened.go(anchor)
        assert opened.page.locator("section.view:not([hidden])").count() == 1
    assert {request.split("#")[0] for request in opened.requests if not request.startswith("data:")} == {opened.address}
    assert opened.complaints == []


def test_a_conflict_shows_both_sentences_and_leads_to_the_highlighted_one(visit: Any, tables: newsroom.Tables) -> None:
    opened = visit(tables, "conflicts")
    card = opened.page.locator(".card.conflict").first
    quotes = card.locator("blockquote").all_inner_texts()
    assert any("4.2 million tonnes" in quote for quote in quotes)
    assert any("4.9 million tonnes" in quote for quote in quotes)
    assert card.locator("svg.intervals").count() == 1
    figure = tables["figures"].filter(pl.col("surface") == "4.9 million tonnes").row(0, named=True)
    card.locator("figure", has_text="Coast Chronicle").get_by_text("See it in the article").click()
    chosen = opened.page.locator("a.chosen")
    assert opened.page.url.endswith("#f-" + figure["figure_id"])
    assert chosen.inner_text() == figure["surface"]
    assert (
        opened.page.locator("mark.sentence").evaluate_all("marks => marks.map(m => m.textContent).join('')")
        == figure["sentence"]
    )
    assert chosen.evaluate(
        "link => { const box = link.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight }"
    )
    assert chosen.evaluate("link => link === document.activeElement")


def test_every_figure_is_marked_at_its_place(visit: Any, tables: newsroom.Tables) -> None:
    """Also behind emoji, where the browser counts other than Python, in Chinese, and in printed tables."""
    opened = visit(tables)
    for figure in tables["figures"].iter_rows(named=True):
        opened.go("f-" + figure["figure_id"])
        assert opened.page.locator("a.chosen").all_inner_texts() == [figure["surface"]]


def test_a_printed_table_is_shown_as_a_table(visit: Any, tables: newsroom.Tables) -> None:
    article = tables["articles"].filter(pl.col("path") == "vessmar_post.txt")["article_id"][0]
    opened = visit(tables, "a-" + article)
    cells = opened.page.locator(".prose td").all_inner_texts()
    assert [cell.strip() for cell in cells] == ["2022", "1,150", "2023", "1,204"]


def test_hostile_articles_stay_text_and_run_nothing(visit: Any) -> None:
    tables = newsroom.hostile()
    opened = visit(tables)
    anchors = [item for item in every_anchor(tables) if not item.startswith("fact-")]
    for anchor in [*anchors, "c-nothing</script><script>window.ran=9</script>"]:
        opened.go(anchor)
        for control in opened.page.locator("details:visible").all():
            control.evaluate("details => { details.open = true }")
        assert opened.page.evaluate("window.ran") is None
    assert opened.page.title().find("ran") != 0
    assert opened.page.locator("img, iframe, object, embed, base, svg[onload], a[href^='javascript']").count() == 0
    assert opened.page.locator("script").count() == 2
    assert opened.complaints == []
    assert {request.split("#")[0] for request in opened.requests if not request.startswith("data:")} == {opened.address}
    opened.go("conflicts")
    assert "\u2426slennut" in opened.page.locator(".card.conflict .explanation").first.inner_text(), (
        "an override is shown, not obeyed"
    )
    assert "</script><script>window.ran = 1" in opened.page.locator(".card.conflict .explanation").first.inner_text()


def test_the_policy_stops_markup_and_scripts_that_get_in_all_the_same(visit: Any, tables: newsroom.Tables) -> None:
    opened = visit(tables)
    attempts = (
        "document.body.innerHTML = '<img src=x onerror=\"window.ran = 1\">'",
        "document.createElement('button').setAttribute('onclick', 'window.ran = 2')",
    )
    for attempt in attempts:
        outcome = opened.page.evaluate(
            f"() => {{ try {{ {attempt}; return 'accepted' }} catch (error) {{ return error.name }} }}"
        )
        assert outcome == "TypeError"
    opened.page.evaluate(
        "() => { const i = document.createElement('img'); i.src = 'http://192.0.2.1/x.png'; document.body.append(i); }"
    )
    opened.page.wait_for_timeout(100)
    assert opened.page.evaluate("window.ran") is None
    assert any("Content Security Policy" in text for text in opened.complaints)


def test_search_filters_and_sorting(visit: Any, tables: newsroom.Tables) -> None:
    opened = visit(tables, "figures")
    rows = opened.page.locator("#view-figures tbody tr")
    assert rows.count() == 12
    assert "1,204 ships" in opened.page.locator("#view-figures").inner_text()
    assert "4.9 mn\u00a0t" in opened.page.locator("#view-figures").inner_text()
    opened.page.get_by_label("Search").fill("coast chronicle ships")
    assert rows.count() == 2, "every word has to be there, in outlet or sentence"
    opened.page.get_by_label("Search").fill("QUAYS 4.9")
    assert rows.count() == 2
    assert "figures?q=QUAYS" in opened.page.url
    opened.page.get_by_role("button", name="Clear").click()
    opened.page.get_by_label("Kind").select_option("money")
    assert rows.count() == 4
    assert "4 of 12 figures" in opened.page.get_by_role("status").inner_text()
    opened.page.get_by_label("Sort by").select_option("value")
    assert "million" in rows.first.inner_text()
    opened.go("figures?kind=percent")
    assert rows.count() == 1, "a search is a link"
    opened.page.get_by_label("Search").fill("nothing like this")
    assert "No figure fits" in opened.page.get_by_role("status").inner_text()


def test_a_dismissed_conflict_is_out_of_sight_until_asked_for_or_stale(visit: Any, tables: newsroom.Tables) -> None:
    first, second = tables["conflicts"].sort("severity")["conflict_id"]
    reviewed = {
        "review": pl.lit("dismissed"),
        "reviewer": pl.lit("Ada N."),
        "review_reason": pl.lit("two ways of counting"),
    }
    tables["conflicts"] = tables["conflicts"].with_columns(**reviewed, review_stale=pl.col("conflict_id") == second)
    opened = visit(tables, "conflicts")
    assert [card.get_attribute("id") for card in opened.page.locator(".card.conflict").all()] == ["c-" + second]
    assert "evidence changed since" in opened.page.locator(".review").inner_text()
    opened.go("c-" + first)
    shown = opened.page.locator(f"#c-{first}")
    assert shown.is_visible()
    assert "Dismissed by Ada N.: two ways of counting" in shown.locator(".review").inner_text()


def test_facts_draw_every_stated_value(visit: Any, tables: newsroom.Tables) -> None:
    opened = visit(tables, "facts?q=cargo")
    card = opened.page.locator(".card.fact", has_text="Sources conflict")
    assert card.locator("svg.timeline .value circle, svg.timeline .value rect").count() >= 5
    assert card.locator("svg.timeline .off").count() >= 1
    assert card.locator("svg.timeline .target").count() >= 1
    card.locator("summary").click()
    card.locator("tbody tr").first.wait_for()
    assert card.locator("tbody tr").count() == 5


def test_an_id_from_the_tables_is_an_address(visit: Any, tables: newsroom.Tables) -> None:
    conflict = tables["conflicts"]["conflict_id"][1]
    opened = visit(tables, conflict)
    assert opened.page.url.endswith("#c-" + conflict)
    assert opened.page.locator(f"[id='c-{conflict}']").is_visible()


def test_what_is_not_there_is_said(visit: Any, tables: newsroom.Tables) -> None:
    opened = visit(tables, "c-gone")
    assert "holds nothing under" in opened.page.get_by_role("alert").inner_text()


def test_keyboard(visit: Any, tables: newsroom.Tables) -> None:
    opened = visit(tables)
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.textContent") == "Skip to the list"
    opened.page.keyboard.press("/")
    assert opened.page.evaluate("document.activeElement.type") == "search"


def test_theme_follows_the_system_and_the_button(visit: Any, tables: newsroom.Tables) -> None:
    opened = visit(tables, color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    dark = opened.page.evaluate(background)
    opened.page.get_by_role("button", name="Theme: auto").click()
    assert opened.page.evaluate(background) != dark
    opened.page.get_by_role("button", name="Theme: light").click()
    assert opened.page.evaluate(background) == dark


def test_without_scripts_the_conflicts_are_still_listed(visit: Any, tables: newsroom.Tables) -> None:
    opened = visit(tables, java_script_enabled=False)
    assert "Vessmar Post prints 4.2 million tonnes" in opened.page.locator("main").inner_text()


def test_print_shows_the_list_and_not_the_tools(visit: Any, tables: newsroom.Tables) -> None:
    opened = visit(tables, "conflicts")
    opened.page.emulate_media(media="print")
    assert not opened.page.locator("#sections").is_visible()
    assert not opened.page.get_by_label("Search").is_visible()
    assert opened.page.locator(".card.conflict").count() == 2
    assert len(opened.page.pdf()) > 10_000


def test_empty_tables_make_a_page_that_says_what_to_do(visit: Any, tables: newsroom.Tables) -> None:
    opened = visit({name: table.clear() for name, table in tables.items()})
    assert "Put articles in the raw folder" in opened.page.locator("header").inner_text()
    for section in SECTIONS:
        opened.go(section)
    assert opened.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_has_no_serious_finding(visit: Any, tables: newsroom.Tables, scheme: str, width: int) -> None:
    place = Path(os.environ.get("AXE_CORE", ROOT / "node_modules/axe-core/axe.min.js"))
    if not place.is_file():
        pytest.skip("axe-core is not installed: npm install axe-core, or set AXE_CORE to the path of axe.min.js")
    tables["conflicts"] = tables["conflicts"].with_columns(review=pl.lit("confirmed"), review_reason=pl.lit("seen"))
    opened = visit(tables, color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce")
    source = place.read_text(encoding="utf-8")
    figure = tables["figures"]["figure_id"][0]
    for anchor in [*SECTIONS, "f-" + figure, "c-" + tables["conflicts"]["conflict_id"][0]]:
        opened.go(anchor)
        opened.page.evaluate(
            "() => document.querySelectorAll('section:not([hidden]) details').forEach((d) => { d.open = true })"
        )
        opened.page.wait_for_timeout(50)
        opened.page.evaluate(source)
        found = opened.page.evaluate("async () => (await axe.run(document)).violations")
        serious = [
            f"{anchor}: {item['id']}: {item['help']} {[node['html'][:160] for node in item['nodes'][:3]]}"
            for item in found
            if item["impact"] in ("serious", "critical")
        ]
        assert serious == []


def test_a_link_far_down_a_long_list_opens_there(visit: Any) -> None:
    tables = newsroom.many(1000)
    opened = visit(tables, "conflicts")
    cards = opened.page.locator(".card.conflict")
    few = cards.count()
    last = tables["conflicts"].sort("severity", pl.col("conflict_id"))["conflict_id"][-1]
    opened.go("c-" + last)
    assert opened.page.locator(f"[id='c-{last}']").is_visible()
    assert cards.count() <= few + 20, "the rows before are drawn when asked for"
    before = cards.count()
    opened.page.get_by_role("button", name="Show earlier").click()
    assert cards.count() > before


def test_coming_back_from_an_article_the_list_stands_as_it_was_left(visit: Any) -> None:
    opened = visit(newsroom.many(400), "conflicts")
    card = opened.page.locator(".card.conflict").nth(4)
    card.scroll_into_view_if_needed()
    opened.page.wait_for_timeout(100)
    place = opened.page.evaluate("scrollY")
    assert place > 500
    card.get_by_text("See it in the article").first.click()
    opened.page.locator("a.chosen").wait_for()
    opened.page.go_back()
    opened.page.wait_for_timeout(150)
    assert card.is_visible()
    assert abs(opened.page.evaluate("scrollY") - place) < 300


def test_a_fact_among_many_of_its_subject_is_unfolded(visit: Any, tables: newsroom.Tables) -> None:
    """Twenty years of one metric: the link to the last of them opens what is folded."""
    cargo = tables["facts"].filter(pl.col("status") == "conflicting")
    years = [cargo.with_columns(fact_id=pl.lit(f"year{n}"), status=pl.lit("single")) for n in range(20)]
    figure = tables["figures"].filter(pl.col("fact_id") == cargo["fact_id"][0])[:1]
    stated = [figure.with_columns(figure_id=pl.lit(f"stated{n}"), fact_id=pl.lit(f"year{n}")) for n in range(20)]
    tables["facts"] = pl.concat([tables["facts"], *years])
    tables["figures"] = pl.concat([tables["figures"], *stated])
    opened = visit(tables, "fact-year19")
    assert opened.page.locator("#fact-year19").is_visible()

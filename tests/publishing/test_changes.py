"""What changed since the run before, in a table and in a feed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from xml.etree import ElementTree

import polars as pl

from pipelines.publishing.changes import find_changes
from pipelines.publishing.feed import render_feed, write_feed
from schemas import Changes
from tests.publishing import newsroom
from tests.publishing.newsroom import Tables

ATOM = "{http://www.w3.org/2005/Atom}"


def told(frame: pl.DataFrame) -> list[tuple[str, str]]:
    return [(row["table"], row["change"]) for row in Changes.validate(frame).iter_rows(named=True)]


def test_a_first_run_and_an_unchanged_one_have_no_news(tables: Tables) -> None:
    assert told(find_changes(None, tables)) == []
    assert told(find_changes({}, tables)) == []
    assert told(find_changes(tables, tables)) == []


def test_new_and_gone_rows_are_told_in_words(tables: Tables) -> None:
    figure = tables["figures"].filter(pl.col("surface") == "4.9 million tonnes")
    fewer = {
        **tables,
        "figures": tables["figures"].join(figure, on="figure_id", how="anti"),
        "conflicts": tables["conflicts"][1:],
    }
    new = find_changes(fewer, tables)
    assert told(new) == [("conflicts", "new"), ("figures", "new")]
    assert new["key"][1] == figure["figure_id"][0]
    assert new["summary"][1] == "New figure: “4.9 million tonnes” (Port of Vessmar, freight), Coast Chronicle"
    gone = find_changes(tables, fewer)
    assert told(gone) == [("conflicts", "gone"), ("figures", "gone")]
    assert gone["after"][0] is None


def test_a_change_names_what_was_and_what_is(tables: Tables) -> None:
    ships = pl.col("surface") == "1,204 ships"
    after = {
        **tables,
        "figures": tables["figures"].with_columns(
            low=pl.when(ships).then(1240.0).otherwise("low"), confidence=pl.lit(0.1)
        ),
        "facts": tables["facts"].with_columns(
            status=pl.when(pl.col("status") == "conflicting").then(pl.lit("updated")).otherwise("status")
        ),
        "conflicts": tables["conflicts"].with_columns(review=pl.lit("dismissed")),
    }
    found = find_changes(tables, after)
    assert told(found) == [
        ("conflicts", "changed"),
        ("conflicts", "changed"),
        ("facts", "changed"),
        ("figures", "changed"),
    ]
    assert "lower bound from 1,204 to 1,240" in found["summary"][3]
    assert "status from conflicting to updated" in found["summary"][2]
    assert "review from open to dismissed" in found["summary"][0]


def test_tables_of_an_older_version_are_compared_by_what_they_have(tables: Tables) -> None:
    older = {
        "conflicts": tables["conflicts"].drop("review_stale"),
        "facts": tables["facts"].drop("latest_low"),
        "figures": tables["figures"].drop("scope", "surface"),
    }
    assert told(find_changes(older, tables)) == []
    assert told(find_changes({"facts": tables["facts"]}, tables)) == [], "a table that was not kept is no news"
    assert told(find_changes(older, {**tables, "figures": tables["figures"][:-1]})) == [("figures", "gone")]


def test_the_feed_tells_open_conflicts_and_what_changed(tables: Tables, tmp_path: Path) -> None:
    changes = find_changes({**tables, "conflicts": tables["conflicts"][1:], "facts": tables["facts"][1:]}, tables)
    write_feed(tmp_path / "changes.atom", changes, tables["conflicts"], articles=tables["articles"])
    root = ElementTree.parse(tmp_path / "changes.atom").getroot()
    assert root.tag == ATOM + "feed"
    assert [root.find(ATOM + name) is not None for name in ("id", "title", "updated", "author")] == [True] * 4
    entries = root.findall(ATOM + "entry")
    assert [entry.find(ATOM + "category").get("term") for entry in entries] == ["new", "open", "new"]  # type: ignore[union-attr]
    ids = [entry.findtext(ATOM + "id") for entry in entries]
    assert len(set(ids)) == len(ids)
    assert ids[0] == f"urn:crosstally:conflict:{tables['conflicts']['conflict_id'][0]}"
    link = entries[0].find(ATOM + "link")
    assert link is not None
    assert link.get("href") == f"report.html#c-{tables['conflicts']['conflict_id'][0]}"
    for entry in entries:
        assert dt.datetime.fromisoformat(entry.findtext(ATOM + "updated", "").replace("Z", "+00:00")).date() == dt.date(
            2024, 2, 7
        )


def test_a_dismissed_conflict_leaves_the_feed(tables: Tables) -> None:
    nothing = find_changes(None, tables)
    dismissed = tables["conflicts"].with_columns(review=pl.lit("dismissed"))
    assert "<entry>" not in render_feed(nothing, dismissed)
    assert render_feed(nothing, dismissed.with_columns(review_stale=pl.lit(True))).count("<entry>") == 2


def test_hostile_text_stays_text_in_the_feed() -> None:
    tables = newsroom.hostile()
    text = render_feed(tables["changes"], tables["conflicts"], articles=tables["articles"])
    root = ElementTree.fromstring(text.encode())
    assert {element.tag for element in root.iter()} <= {
        ATOM + name
        for name in (
            "feed",
            "id",
            "title",
            "subtitle",
            "updated",
            "author",
            "name",
            "link",
            "entry",
            "category",
            "content",
        )
    }
    assert "<script" not in text
    assert any("<script>window.ran = 1" in (element.text or "") for element in root.iter(ATOM + "content"))

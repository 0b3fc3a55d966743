"""Decisions of people: kept in a file, applied on every run, marked stale when the evidence changes."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.publishing.reviews import (
    Review,
    ReviewsError,
    add_review,
    apply_reviews,
    as_toml,
    read_reviews,
    review_rejects,
)
from schemas import Conflicts, Rejects
from tests.publishing.newsroom import Tables

DAY = dt.date(2024, 3, 1)


def decide(
    path: Path, tables: Tables, conflict: str, decision: str, prefer: str | None = None, reason: str = "seen"
) -> None:
    add_review(
        path,
        tables["conflicts"],
        tables["figures"],
        conflict,
        decision,
        reason=reason,
        by="Ada N.",
        on=DAY,
        prefer=prefer,
    )


def applied(path: Path, tables: Tables) -> dict[str, dict[str, object]]:
    frame = Conflicts.validate(apply_reviews(tables["conflicts"], tables["figures"], path))
    return {row["conflict_id"]: row for row in frame.iter_rows(named=True)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "reviews.toml"


@pytest.fixture
def conflict(tables: Tables) -> str:
    return str(tables["conflicts"].filter(pl.col("type") == "cross_source")["conflict_id"][0])


def test_without_a_file_everything_is_open(path: Path, tables: Tables) -> None:
    assert {row["review"] for row in applied(path, tables).values()} == {"open"}
    assert not path.exists()


def test_a_dismissal_is_applied_with_reason_name_and_date(path: Path, tables: Tables, conflict: str) -> None:
    decide(path, tables, conflict[:6], "dismiss", reason='one counts "transit" too')
    row = applied(path, tables)[conflict]
    assert (row["review"], row["reviewer"], row["reviewed_on"], row["review_stale"]) == (
        "dismissed",
        "Ada N.",
        DAY,
        False,
    )
    assert row["review_reason"] == 'one counts "transit" too'
    assert sum(row["review"] == "open" for row in applied(path, tables).values()) == 1


def test_the_last_decision_counts_and_can_be_taken_back(path: Path, tables: Tables, conflict: str) -> None:
    decide(path, tables, conflict, "dismiss")
    decide(path, tables, conflict, "confirm")
    assert applied(path, tables)[conflict]["review"] == "confirmed"
    decide(path, tables, conflict, "reopen")
    assert applied(path, tables)[conflict]["review"] == "open"
    assert len(read_reviews(path).reviews) == 3, "nothing is ever taken out of the file"


def test_preferring_a_figure_confirms_and_says_which(path: Path, tables: Tables, conflict: str) -> None:
    figure = tables["figures"].filter(pl.col("surface") == "4.9 million tonnes")["figure_id"][0]
    decide(path, tables, conflict, "prefer", prefer=figure[:8], reason="the port's own table")
    row = applied(path, tables)[conflict]
    assert row["review"] == "confirmed"
    assert row["review_reason"] == "“4.9 million tonnes” is right: the port's own table"


def test_a_figure_read_with_another_value_makes_the_decision_stale(path: Path, tables: Tables, conflict: str) -> None:
    decide(path, tables, conflict, "dismiss")
    other_rate = {**tables, "figures": tables["figures"].with_columns(usd_low=pl.lit(1.0), confidence=pl.lit(0.5))}
    assert not applied(path, other_rate)[conflict]["review_stale"], "rates and confidence are no evidence"
    changed = pl.when(pl.col("surface") == "4.9 million tonnes").then(4.3e6).otherwise(pl.col("low"))
    row = applied(path, {**tables, "figures": tables["figures"].with_columns(low=changed)})[conflict]
    assert (row["review"], row["review_stale"]) == ("dismissed", True)


def test_a_conflict_that_a_figure_joins_keeps_its_decision_but_stale(path: Path, tables: Tables, conflict: str) -> None:
    decide(path, tables, conflict, "dismiss")
    joined = tables["conflicts"].with_columns(
        conflict_id=pl.when(pl.col("conflict_id") == conflict).then(pl.lit("another")).otherwise(pl.col("conflict_id")),
        figure_ids=pl.when(pl.col("conflict_id") == conflict)
        .then(pl.concat_list("figure_ids", pl.lit("a new figure")))
        .otherwise(pl.col("figure_ids")),
    )
    rows = applied(path, {**tables, "conflicts": joined})
    assert (rows["another"]["review"], rows["another"]["review_stale"]) == ("dismissed", True)
    assert sum(row["review"] == "open" for row in rows.values()) == 1, "a conflict of other figures is not touched"


def test_a_block_written_by_hand_needs_only_conflict_and_decision(path: Path, tables: Tables, conflict: str) -> None:
    path.write_text(f'[[review]]\nconflict = "{conflict}"\ndecision = "dismiss"\n', encoding="utf-8")
    row = applied(path, tables)[conflict]
    assert (row["review"], row["reviewer"], row["review_stale"]) == ("dismissed", None, False)


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ('decision = "dismiss"', "`conflict` is missing"),
        ('conflict = "c"\ndecision = "maybe"', "confirm, dismiss, prefer, reopen"),
        ('conflict = "c"\ndecision = "prefer"', "`prefer` is missing"),
        ('conflict = "c"\ndecision = "dismiss"\non = "soon"', "2026-01-31"),
        ('conflict = "c"\ndecision = "dismiss"\nreasn = "x"', "`reasn` is not a key"),
        ('conflict = 7\ndecision = "dismiss"', "text in quotes"),
    ],
)
def test_a_bad_block_is_told_and_the_others_are_applied(
    path: Path, tables: Tables, conflict: str, block: str, said: str
) -> None:
    path.write_text(
        f'[[review]]\n{block}\n[[review]]\nconflict = "{conflict}"\ndecision = "dismiss"\n', encoding="utf-8"
    )
    assert applied(path, tables)[conflict]["review"] == "dismissed"
    rejects = Rejects.validate(review_rejects(path))
    assert rejects.height == 1
    assert said in rejects["reason"][0]


def test_a_file_that_is_no_toml_is_told_and_left_alone(path: Path, tables: Tables, conflict: str) -> None:
    path.write_text("[[review]\nconflict = ", encoding="utf-8")
    assert applied(path, tables)[conflict]["review"] == "open"
    assert "not valid TOML" in review_rejects(path)["reason"][0]
    with pytest.raises(ReviewsError, match="not valid TOML"):
        decide(path, tables, conflict, "dismiss")
    assert path.read_text(encoding="utf-8") == "[[review]\nconflict = "


def test_comments_and_order_of_the_file_survive(path: Path, tables: Tables, conflict: str) -> None:
    path.write_text(
        '# agreed in the meeting\n[[review]]\nconflict = "x"\ndecision = "confirm"  # sure\n', encoding="utf-8"
    )
    decide(path, tables, conflict, "dismiss")
    text = path.read_text(encoding="utf-8")
    assert text.startswith('# agreed in the meeting\n[[review]]\nconflict = "x"\ndecision = "confirm"  # sure\n')
    assert [review.conflict for review in read_reviews(path).reviews] == ["x", conflict]


def test_what_cannot_be_meant_is_refused(path: Path, tables: Tables, conflict: str) -> None:
    with pytest.raises(ReviewsError, match="No conflict"):
        decide(path, tables, "zzzz", "dismiss")
    with pytest.raises(ReviewsError, match="give more of it"):
        add_review(
            path,
            pl.concat([tables["conflicts"]] * 2),
            tables["figures"],
            conflict[:4],
            "dismiss",
            reason="",
            by="",
            on=DAY,
        )
    with pytest.raises(ReviewsError, match="No figure of this conflict"):
        decide(path, tables, conflict, "prefer", prefer="zzzz")
    assert not path.exists()


@settings(deadline=None)
@given(st.text(), st.text(), st.text())
def test_any_text_comes_back_as_it_was_written(reason: str, name: str, comment: str) -> None:
    made = Review(
        conflict="c1", decision="dismiss", reason=reason, by=name, on=DAY, figures=("f1", "f2"), evidence="ab"
    )
    read = tomllib.loads(as_toml(made, comment=comment))["review"][0]
    assert (read["reason"], read["by"], read["on"], read["figures"]) == (reason, name, DAY, ["f1", "f2"])

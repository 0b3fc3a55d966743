"""The slips of a wire story are told once, however many outlets copied it."""

from __future__ import annotations

import polars as pl
from made_figures import Corpus, count

from pipelines.reconciliation.station import reconcile


def test_a_copy_does_not_tell_the_slips_of_its_story_again() -> None:
    corpus = Corpus()
    for day, original in enumerate((None, "article-000", "article-000")):
        corpus.article(f"Outlet {day}", f"2025-03-0{day + 1}", "Storm over Pellow", copy_of=original)
        corpus.say(
            "The storm took the roofs of {} and flooded {}, which makes {} in all.",
            *(count(f"{homes:,} homes", homes, "home") for homes in (900, 400, 1400)),
        )
    found = reconcile(*corpus.frames()).conflicts.filter(pl.col("type") == "arithmetic")
    assert found.height == 1


def test_a_copy_that_prints_another_number_has_slips_of_its_own() -> None:
    corpus = Corpus()
    for day, (original, total) in enumerate(((None, 1300), ("article-000", 1400))):
        corpus.article(f"Outlet {day}", f"2025-03-0{day + 1}", "Storm over Pellow", copy_of=original)
        corpus.say(
            "The storm took the roofs of {} and flooded {}, which makes {} in all.",
            *(count(f"{homes:,} homes", homes, "home") for homes in (900, 400, total)),
        )
    found = reconcile(*corpus.frames()).conflicts.filter(pl.col("type") == "arithmetic")
    assert found.height == 1 and "1,400 homes" in found["explanation"][0]

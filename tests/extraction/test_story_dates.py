"""The year of a dateline comes from dated articles of the same story, and from nowhere else."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from pipelines.extraction.across_articles.story_dates import story_dates
from pipelines.extraction.station import extract

UNDATED = (
    "Quillmoor to close its Hadley works\nHADLEY, 11 July (OPA) - Glassmaker Quillmoor Crystal will close its works in Hadley. Quillmoor "
    "made 6,000 goblets last year, said its chief Osric Vane."
)
DATED = "Hadley mourns its furnaces\nQuillmoor told its glassblowers in Hadley on Monday, and Osric Vane came in person. Of 420 jobs 330 go."
FAR = "A marathon in Orvik\nORVIK, 11 July (OPA) - Some 9,000 runners came to Orvik and its bridges."


def articles_of(*told: tuple[str, dt.date | None]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "article_id": [f"a{place}" for place in range(len(told))],
            "wire_id": [f"a{place}" for place in range(len(told))],
            "path": [f"{place}.txt" for place in range(len(told))],
            "title": [text.split("\n")[0] for text, _ in told],
            "text": [text for text, _ in told],
            "published": [date for _, date in told],
            "language": ["en"] * len(told),
            "publisher": [None] * len(told),
        },
        schema_overrides={"published": pl.Date(), "publisher": pl.String()},
    )


def clusters_of(*numbers: int) -> pl.DataFrame:
    return pl.DataFrame({"article_id": [f"a{place}" for place in range(len(numbers))], "cluster": numbers})


def test_a_dateline_takes_its_year_from_its_story() -> None:
    figures, _ = extract(articles_of((UNDATED, None), (DATED, dt.date(2023, 7, 14))))
    goblets = figures.filter(pl.col("surface").str.contains("6,000")).row(0, named=True)
    assert (goblets["period_start"], goblets["period_end"]) == (dt.date(2022, 1, 1), dt.date(2022, 12, 31))


def test_another_story_dates_nothing() -> None:
    articles = articles_of((FAR, None), (DATED, dt.date(2023, 7, 14)))
    assert story_dates(articles, clusters_of(0, 1)).to_list()[0] is None


@pytest.mark.parametrize(
    ("known", "wanted"),
    [
        ([dt.date(2023, 7, 14)], dt.date(2023, 7, 11)),
        ([dt.date(2023, 12, 30)], None),  # nearly half a year off
        ([dt.date(2023, 7, 1), dt.date(2022, 7, 12)], None),  # two years fit
        ([], None),
    ],
)
def test_only_a_near_day_and_one_year_count(known: list[dt.date], wanted: dt.date | None) -> None:
    articles = articles_of((UNDATED, None), *((DATED, date) for date in known))
    assert story_dates(articles, clusters_of(*([0] * articles.height))).to_list()[0] == wanted


def test_a_year_ends_between_dateline_and_report() -> None:
    text = UNDATED.replace("11 July", "30 December")
    articles = articles_of((text, None), (DATED, dt.date(2024, 1, 3)))
    assert story_dates(articles, clusters_of(0, 0)).to_list()[0] == dt.date(2023, 12, 30)


def test_an_article_without_a_dateline_stays_without_a_day() -> None:
    articles = articles_of((DATED, None), (DATED + " More.", dt.date(2024, 1, 3)))
    assert story_dates(articles, clusters_of(0, 0)).to_list() == [None, dt.date(2024, 1, 3)]

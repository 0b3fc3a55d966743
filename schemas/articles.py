"""The `articles` table: one row per article read."""

import datetime as dt

import pandera.polars as pa
import polars as pl


class Articles(pa.DataFrameModel):
    """One row per article read."""

    article_id: str = pa.Field(unique=True, description="Stable id of the article's content")
    path: str = pa.Field(
        unique=True,
        description="File below the raw folder; `file.jsonl#3` for the 3rd record (1-based) of a file that holds several",
    )
    url: str = pa.Field(nullable=True, description="Address, where the article gives one")
    title: str = pa.Field(nullable=True, description="Headline, where the article has one")
    publisher: str = pa.Field(nullable=True, description="Outlet, where the article names it")
    language: str = pa.Field(nullable=True, description="BCP 47 tag, such as en or zh")
    published: dt.date = pa.Field(
        nullable=True, description="Publication date; never guessed from the file's age or today"
    )
    published_source: str = pa.Field(
        nullable=True, description="Where the date came from: meta, jsonld, front_matter, field, dateline, text, …"
    )
    text: str = pa.Field(
        str_length={"min_value": 1}, description="Main text: title first, then the body, without page furniture"
    )
    wire_id: str = pa.Field(description="Same for all copies of one wire story: article_id of the earliest")
    copy_similarity: float = pa.Field(
        ge=0, le=1, description="1.0 for the earliest of its wire_id, else containment in it"
    )

    class Config:
        """Exact columns, no silent coercion."""

        strict = True
        coerce = False

    @pa.dataframe_check
    @classmethod
    def date_has_source(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A date comes with where it was read, and no source stands without a date."""
        return data.lazyframe.select(pl.col("published").is_null() == pl.col("published_source").is_null())

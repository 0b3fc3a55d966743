"""The `conflicts` table: one row per thing that a person should look at."""

import datetime as dt

import pandera.polars as pa

from schemas.comparisons import CAUSES

TYPES = ["cross_source", "conversion", "arithmetic", "plausibility", "copy_altered"]
SEVERITIES = ["high", "medium", "low"]
REVIEWS = ["open", "confirmed", "dismissed"]


class Conflicts(pa.DataFrameModel):
    """One row per thing that a person should look at."""

    conflict_id: str = pa.Field(unique=True, description="Stable id of the conflict")
    type: str = pa.Field(isin=TYPES, description="cross_source, conversion, arithmetic, plausibility or copy_altered")
    severity: str = pa.Field(isin=SEVERITIES, description="high, medium or low")
    fact_id: str = pa.Field(nullable=True, description="The fact in question")
    figure_ids: list[str] = pa.Field(
        dtype_kwargs={}, description="The figures in question, sorted by article and place"
    )
    article_ids: list[str] = pa.Field(description="The articles that state them")
    n_sources: int = pa.Field(ge=1, description="Independent sources involved")
    gap: float = pa.Field(nullable=True, ge=0, description="Relative distance between the two sides")
    cause: str = pa.Field(isin=CAUSES, description="The most charitable cause that fits")
    explanation: str = pa.Field(description="One plain sentence with the printed figures, the outlets and the cause")
    review: str = pa.Field(isin=REVIEWS, description="open, confirmed or dismissed")
    review_reason: str = pa.Field(nullable=True, description="What the reviewer wrote")
    reviewer: str = pa.Field(nullable=True, description="Who reviewed it")
    reviewed_on: dt.date = pa.Field(nullable=True, description="When it was reviewed")
    review_stale: bool = pa.Field(description="True where the evidence changed after the review")

    class Config:
        """Exact columns, no silent coercion."""

        strict = True
        coerce = False

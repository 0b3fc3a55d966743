"""The `facts` table: one row per group of comparable figures."""

import datetime as dt

import pandera.polars as pa

STATUSES = ["single", "corroborated", "conflicting", "updated"]


class Facts(pa.DataFrameModel):
    """One row per group of comparable figures."""

    fact_id: str = pa.Field(unique=True, description="Stable id of the fact")
    entity: str = pa.Field(nullable=True, description="What the fact is about")
    metric: str = pa.Field(nullable=True, description="What is measured")
    scope: str = pa.Field(nullable=True, description="Words that narrow it")
    base_unit: str = pa.Field(nullable=True, description="Unit of the values below")
    modality: str = pa.Field(description="actual, target or forecast")
    change: str = pa.Field(description="level, increase or decrease")
    period_start: dt.date = pa.Field(nullable=True, description="First day for which the values hold")
    period_end: dt.date = pa.Field(nullable=True, description="Last day for which the values hold")
    n_figures: int = pa.Field(ge=1, description="Figures that state it")
    n_articles: int = pa.Field(ge=1, description="Articles that state it")
    n_sources: int = pa.Field(ge=1, description="Independent sources; wire copies counted once")
    status: str = pa.Field(isin=STATUSES, description="single, corroborated, conflicting or updated")
    consensus_low: float = pa.Field(
        nullable=True, description="Lower end of the value that most sources hold; never a mean"
    )
    consensus_high: float = pa.Field(nullable=True, description="Upper end of the value that most sources hold")
    consensus_sources: int = pa.Field(ge=0, description="Independent sources that hold the consensus")
    latest_low: float = pa.Field(nullable=True, description="Lower end of the latest stated value")
    latest_high: float = pa.Field(nullable=True, description="Upper end of the latest stated value")

    class Config:
        """Exact columns, no silent coercion."""

        strict = True
        coerce = False

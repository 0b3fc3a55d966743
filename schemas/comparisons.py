"""The `comparisons` table: one row per pair of comparable figures from different wire stories."""

import pandera.polars as pa
import polars as pl

VERDICTS = ["agree", "conflict", "update"]
CAUSES = ["rounding", "currency", "unit", "definition", "period", "scope", "stale", "copy_altered", "error", "none"]


class Comparisons(pa.DataFrameModel):
    """One row per pair of comparable figures from different wire stories."""

    a: str = pa.Field(description="figure_id; a < b")
    b: str = pa.Field(description="figure_id")
    fact_id: str = pa.Field(description="The fact that both state")
    verdict: str = pa.Field(isin=VERDICTS, description="agree, conflict or update")
    cause: str = pa.Field(
        isin=CAUSES, description="Why they differ, the most charitable cause that fits; none where they agree"
    )
    score: float = pa.Field(ge=0, le=1, description="How sure that the two are comparable")
    gap: float = pa.Field(ge=0, description="Relative distance between the intervals; 0 where they overlap")
    derived: bool = pa.Field(description="True where one side is implied by other figures, not stated")
    evidence: str = pa.Field(description="JSON object of signed weights, by the kind of evidence, that make the score")
    explanation: str = pa.Field(description="One sentence with both printed figures")

    class Config:
        """Exact columns, no silent coercion."""

        strict = True
        coerce = False

    @pa.dataframe_check
    @classmethod
    def ordered_pair(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Each pair stands once, in order."""
        return data.lazyframe.select(pl.col("a") < pl.col("b"))

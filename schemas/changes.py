"""The `changes` table: what is new, gone or changed since the run before."""

import pandera.polars as pa


class Changes(pa.DataFrameModel):
    """One row per figure, fact or conflict that is new, gone or changed since the run before."""

    table: str = pa.Field(isin=["figures", "facts", "conflicts"], description="Which table the row is from")
    key: str = pa.Field(description="figure_id, fact_id or conflict_id")
    change: str = pa.Field(isin=["new", "gone", "changed"], description="new, gone or changed")
    before: str = pa.Field(nullable=True, description="What stood there before, in words")
    after: str = pa.Field(nullable=True, description="What stands there now, in words")
    summary: str = pa.Field(description="One sentence that tells the change")

    class Config:
        """Exact columns, no silent coercion."""

        strict = True
        coerce = False

"""The `rejects` table: everything that was turned away, and why."""

import pandera.polars as pa


class Rejects(pa.DataFrameModel):
    """Every input and every row that was turned away, with the reason."""

    stage: str = pa.Field(
        isin=["read", "extract", "normalise", "reconcile", "publish"], description="Where it was turned away"
    )
    path: str = pa.Field(nullable=True, description="File below the raw folder that it came from")
    key: str = pa.Field(nullable=True, description="Id of the row, where it had one")
    rule: str = pa.Field(description="The rule that turned it away")
    column: str = pa.Field(nullable=True, description="The column in question")
    value: str = pa.Field(nullable=True, description="The value in question, as text")
    reason: str = pa.Field(description="A sentence: what is wrong and what to do")
    record: str = pa.Field(nullable=True, description="The row as JSON")

    class Config:
        """Exact columns, no silent coercion."""

        strict = True
        coerce = False

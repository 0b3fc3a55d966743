"""The `sources` table: how often each publisher stood alone against independent others."""

import pandera.polars as pa


class Sources(pa.DataFrameModel):
    """One row per publisher: its track record over the facts that others state too."""

    publisher: str = pa.Field(unique=True, description="Outlet; `(unknown)` for articles that name none")
    n_articles: int = pa.Field(ge=1, description="Articles read")
    n_figures: int = pa.Field(ge=0, description="Figures stated")
    n_compared: int = pa.Field(ge=0, description="Facts of this publisher that an independent source states too")
    n_agreeing: int = pa.Field(ge=0, description="Of these, facts where it stands with the consensus")
    n_alone: int = pa.Field(
        ge=0, description="Of these, facts where it stands alone against two or more independent others"
    )
    alone_share: float = pa.Field(
        nullable=True, ge=0, le=1, description="n_alone / n_compared; null where nothing was compared"
    )
    alone_low: float = pa.Field(
        nullable=True, ge=0, le=1, description="Lower end of the 90 % Wilson interval of alone_share"
    )
    alone_high: float = pa.Field(
        nullable=True, ge=0, le=1, description="Upper end of the 90 % Wilson interval of alone_share"
    )

    class Config:
        """Exact columns, no silent coercion."""

        strict = True
        coerce = False

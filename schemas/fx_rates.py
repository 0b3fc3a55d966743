"""The `fx_rates` table: the dated official rates that were used."""

import datetime as dt

import pandera.polars as pa


class FxRates(pa.DataFrameModel):
    """The dated official rates that were used, unmodified."""

    currency: str = pa.Field(str_matches=r"^[A-Z]{3}$", description="ISO 4217 code")
    date: dt.date = pa.Field(description="Date of the rate")
    per_eur: float = pa.Field(gt=0, description="Units of the currency per euro, as published")
    source: str = pa.Field(description="Who published the rate")

    class Config:
        """Exact columns, no silent coercion."""

        strict = True
        coerce = False
        unique = ("currency", "date", "source")

"""The `figures` table, and the two narrower frames that become it: figures as stated, figures as normalised.

Belongs here: columns and row rules of figures. Does not belong here: how any of them is read or computed.
"""

import datetime as dt

import pandera.polars as pa
import polars as pl

KINDS = ["money", "count", "percent", "quantity", "duration", "rank", "multiple", "rate"]
BOUNDS = ["=", "~", ">", "<", "range"]
CHANGES = ["level", "increase", "decrease"]
MODALITIES = ["actual", "target", "forecast"]
UNIT_SYSTEMS = ["ISO4217", "UCUM", "noun", "none"]


class StatedFigures(pa.DataFrameModel):
    """Figures as the article states them: what extraction hands to normalisation."""

    figure_id: str = pa.Field(unique=True, description="Stable id of the figure")
    article_id: str = pa.Field(description="Article that states it")
    start: int = pa.Field(ge=0, description="First code point of the surface in articles.text")
    end: int = pa.Field(gt=0, description="One past the last code point of the surface")
    surface: str = pa.Field(
        str_length={"min_value": 1}, description="The printed number with its scale and unit: text[start:end]"
    )
    sentence_start: int = pa.Field(ge=0, description="First code point of the sentence")
    sentence_end: int = pa.Field(gt=0, description="One past the last code point of the sentence")
    sentence: str = pa.Field(description="The sentence (or table row) that states it")
    kind: str = pa.Field(isin=KINDS, description="money, count, percent, quantity, duration, rank, multiple or rate")
    low: float = pa.Field(
        nullable=True, description="Stated lower bound in the printed unit, scale words applied; null where open"
    )
    high: float = pa.Field(
        nullable=True, description="Stated upper bound in the printed unit, scale words applied; null where open"
    )
    bound: str = pa.Field(isin=BOUNDS, description="= exact, ~ about, > at least, < at most, range")
    change: str = pa.Field(isin=CHANGES, description="level, increase or decrease")
    unit_text: str = pa.Field(nullable=True, description="The unit as printed")
    unit_system: str = pa.Field(isin=UNIT_SYSTEMS, description="ISO4217, UCUM, noun or none")
    unit: str = pa.Field(description="CNY, km2, enterprise, %, x, rank, CNY/m2 …")
    digits: int = pa.Field(ge=0, description="Significant digits printed; 0 for vague words such as `dozens`")
    entity: str = pa.Field(
        nullable=True, description="The thing that the figure describes, by its fullest name in the article"
    )
    metric: str = pa.Field(nullable=True, description="What is measured of it, in the article's words")
    concept: str = pa.Field(
        nullable=True, description="The metric's concept in the synonym table, such as revenue or deaths"
    )
    scope: str = pa.Field(nullable=True, description="Words that narrow it, such as `in Anhui`")
    attribution: str = pa.Field(nullable=True, description="Who says so inside the article")
    modality: str = pa.Field(isin=MODALITIES, description="actual, target or forecast")
    period_start: dt.date = pa.Field(nullable=True, description="First day for which the value holds")
    period_end: dt.date = pa.Field(nullable=True, description="Last day for which the value holds")
    period_text: str = pa.Field(nullable=True, description="The words that say the period")
    pair_id: str = pa.Field(nullable=True, description="figure_id of the other side of an in-text conversion")
    rule: str = pa.Field(description="The rule that read it")
    confidence: float = pa.Field(ge=0, le=1, description="How sure the reading is, 0 to 1")

    class Config:
        """Exact columns, no silent coercion."""

        strict = True
        coerce = False

    @pa.dataframe_check
    @classmethod
    def some_bound_is_stated(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """At least one side of the value is stated."""
        return data.lazyframe.select(pl.col("low").is_not_null() | pl.col("high").is_not_null())

    @pa.dataframe_check
    @classmethod
    def low_not_above_high(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The lower bound is not above the upper one."""
        return data.lazyframe.select((pl.col("low") <= pl.col("high")).fill_null(True))

    @pa.dataframe_check
    @classmethod
    def surface_fits_offsets(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The surface is as long as its offsets say."""
        return data.lazyframe.select(
            pl.col("surface").str.len_chars().cast(pl.Int64) == pl.col("end") - pl.col("start")
        )

    @pa.dataframe_check
    @classmethod
    def period_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A period does not end before it starts."""
        return data.lazyframe.select((pl.col("period_start") <= pl.col("period_end")).fill_null(True))


class NormalisedFigures(StatedFigures):
    """Figures with their comparable value: what normalisation hands to reconciliation."""

    base_unit: str = pa.Field(nullable=True, description="SI base by UCUM, ISO code for money, the noun for counts")
    base_low: float = pa.Field(
        nullable=True, description="Lower end in the base unit, widened by rounding and approximation"
    )
    base_high: float = pa.Field(
        nullable=True, description="Upper end in the base unit, widened by rounding and approximation"
    )
    usd_low: float = pa.Field(
        nullable=True, description="Money: base_low in the reporting currency at the article's date"
    )
    usd_high: float = pa.Field(
        nullable=True, description="Money: base_high in the reporting currency at the article's date"
    )
    usd_period_low: float = pa.Field(
        nullable=True, description="Money: base_low at the average rate of the figure's own period"
    )
    usd_period_high: float = pa.Field(
        nullable=True, description="Money: base_high at the average rate of the figure's own period"
    )
    fx_rate: float = pa.Field(
        nullable=True, description="Units of the reporting currency per unit of the printed currency"
    )
    fx_date: dt.date = pa.Field(nullable=True, description="Date of the rate used")
    fx_source: str = pa.Field(nullable=True, description="Where the rate comes from, or why there is none")


class Figures(NormalisedFigures):
    """The published table: one row per figure, with the fact it belongs to."""

    fact_id: str = pa.Field(description="The fact this figure states; every figure belongs to exactly one")

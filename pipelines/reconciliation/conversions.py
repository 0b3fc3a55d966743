"""In-text conversions: whether `16.7 billion yuan ($2.34 billion)` or `1,420 C (2,588 F)` says the same twice.

Belongs here: taking the two printed sides of a pair, and judging them against the official rate or the exact factor. Does not belong
here: naming the slip behind a wrong pair (`conversion_slips.py`), the wording (`conversion_sentences.py`), which figures are a
pair (extraction), rates and factors themselves (normalisation), the rows of `conflicts` (`conflicts.py`).

The rule for money (measured on made and real pairs; docs/normalisation.md):

1. Each side stands for what its print allows (half of its last digit). The two sides imply a span of rates.
2. `ok`: that span meets the official rates from `DAYS_BEFORE` days before to `DAYS_AFTER` after publication. Journalists convert at the rate
   of the week, and the date line may run ahead of the rate's.
3. `rounding`: it does once trailing zeros count as rounding too. Told, low.
4. `other_date`: it is within `BASIS` of those rates: another day's rate, a bank's rate, a buying rate. Told, low, with the day that fits.
5. `own_period`: it meets the average over the figure's own period, or that period's last rate. Right, and not told.
6. Else it is wrong, and told, with the slip that explains it best. Where another currency of that sign or name makes it right, and ours was
   carried over from another amount, or was assumed and stands on the other side as well (`$371 (US$267)`) or is what nearly all sums of the article
   are in (a bare `$` throughout), our reading was wrong and not the writer: `unjudged`.

An article without a date is held against the rates of the year after the last day that it speaks of as past: 2 and 4 are `ok` then, and
`rounding` is told where only trailing zeros bring the pair to the middle half of those rates.

For measures the official rate is the exact factor. 3 and 4 are both `rounding` there, told only where the values as printed are more than
`BASIS` apart: writers round what they convert, and convert what they have not rounded yet. Temperatures compare on their own scale, since 0 there is not nothing.
"""

from __future__ import annotations

import polars as pl

from pipelines.normalisation.rates import bundled_rates, dated_series, known_currencies
from pipelines.normalisation.rounding import half_trailing_zeros, interval
from pipelines.normalisation.units import UNIT_KEYS, resolve_units, unit_keys
from pipelines.reconciliation.conversion_rates import (
    BASIS,
    OWN_PERIOD,
    SAME,
    gap_between,
    with_fitting_day,
    with_official,
)
from pipelines.reconciliation.conversion_sentences import sentence
from pipelines.reconciliation.conversion_slips import ASSUMED, name_slips

ROUNDED_OFF = 0.05
"""Trailing zeros are taken for rounding up to this share of the value: 20.7 is printed as 20, 14 is not."""

HIGH_GAP = 0.10
"""From this gap on a wrong conversion changes what a reader would take from it."""

HOME_SUMS, HOME_SHARE = 5, 0.75
"""Sums with a bare sign, and their share of all sums, from which on that sign is of the article's own country."""

VERDICT_SCHEMA = {
    "a": pl.String,
    "b": pl.String,
    "verdict": pl.String,
    "cause": pl.String,
    "severity": pl.String,
    "gap": pl.Float64,
    "explanation": pl.String,
}

CAUSE_OF = {
    "ok": "none",
    "own_period": "none",
    "unjudged": "none",
    "rounding": "rounding",
    "other_date": "currency",
    "scale_slip": "unit",
    "wrong_currency": "currency",
    "inverted": "currency",
    "wrong_unit": "unit",
    "linear_factor": "unit",
    "difference_as_level": "unit",
    "level_as_difference": "unit",
    "digit_swap": "error",
    "error": "error",
}
"""Cause of `schemas.comparisons.CAUSES` for each verdict."""

CARRIED = "carried"
"""Rule of extraction that took a currency from another amount."""

_SIDE = [
    "figure_id",
    "article_id",
    "start",
    "surface",
    "low",
    "high",
    "digits",
    "bound",
    "change",
    "period_start",
    "period_end",
    "rule",
]
_RESOLVED = ["unit", "unit_system", "base_unit", "factor", "offset", "dimension", "currency"]


def judge_conversions(
    figures: pl.DataFrame, articles: pl.DataFrame, *, rates: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Judges every in-text conversion.

    Takes figures as stated (`StatedFigures` or wider; pair_id points from one side to the other; modality and period_end tell when an undated article was written), articles (article_id, published), and
    official rates (`FxRates`; None: the bundled ECB rates). Gives one row a pair, by article and place:

    - a, b: figure_ids, a printed first;
    - verdict: ok, own_period, rounding, other_date, scale_slip, wrong_currency, inverted, wrong_unit, linear_factor, difference_as_level,
      level_as_difference, digit_swap, error; or unjudged, where there is no rate or no common kind of unit;
    - cause: of `schemas.comparisons.CAUSES`; severity: high, medium, low, or null where there is nothing to tell;
    - gap: relative distance between what the two sides imply and what is right, 0 where they meet; null where unjudged;
    - explanation: one sentence with both printed figures, and the official rate with its date.
    """
    rates = bundled_rates() if rates is None else rates
    dated = articles.select("article_id", "published").join(_last_past_day(figures), on="article_id", how="left")
    pairs = _pairs(figures, dated, known_currencies(rates))
    if pairs.is_empty():
        return pl.DataFrame(schema=VERDICT_SCHEMA)
    ends = _ends(pairs)
    money = ends.filter(pl.col("is_money"))
    series = dated_series(rates, sorted({*money["a_currency"], *money["b_currency"]}))
    ends = with_official(ends, series)
    judged = name_slips(_judge(ends), rates)
    side_rule = pl.when(pl.col("slip_side") == "a").then("a_rule").otherwise("b_rule")
    judged = judged.join(_home_money(figures), on="a_article_id", how="left", maintain_order="left")
    side_currency = pl.when(pl.col("slip_side") == "a").then("a_currency").otherwise("b_currency")
    same = pl.col("a_currency") == pl.col("b_currency")
    misread = (pl.col("verdict") == "wrong_currency") & (
        side_rule.str.contains(CARRIED)
        | (
            side_rule.str.contains(ASSUMED)
            & (same | (pl.col("slip_code") == "USD") | (side_currency == pl.col("home_money")).fill_null(False))
        )
    )
    judged = judged.with_columns(
        verdict=pl.when(misread.fill_null(False)).then(pl.lit("unjudged")).otherwise("verdict"),
        gap=pl.when(misread.fill_null(False)).then(None).otherwise("gap"),
    )
    judged = with_fitting_day(judged, series)
    rank = {"ok": 0, "own_period": 1, "unjudged": 2, "rounding": 3, "other_date": 4}
    return (
        judged.with_columns(
            cause=pl.when(~pl.col("is_money") & (pl.col("verdict") == "inverted"))
            .then(pl.lit("unit"))
            .otherwise(pl.col("verdict").replace_strict(CAUSE_OF, return_dtype=pl.String)),
            severity=_severity(),
            explanation=sentence(),
            rank=pl.col("verdict").replace_strict(rank, default=5, return_dtype=pl.Int8),
        )
        # A range is as wrong as the worse of its two ends.
        .sort("pair", "rank", "gap", descending=[False, True, True], nulls_last=True)
        .unique("pair", keep="first", maintain_order=True)
        .select(pl.col("a_figure_id").alias("a"), pl.col("b_figure_id").alias("b"), *list(VERDICT_SCHEMA)[2:])
    )


def conversion_findings(
    figures: pl.DataFrame, articles: pl.DataFrame, *, rates: pl.DataFrame | None = None
) -> pl.DataFrame:
    """What `judge_conversions` finds to tell, as findings for the `conflicts` table: type, severity, figure_ids, gap, cause, explanation."""
    judged = judge_conversions(figures, articles, rates=rates).filter(pl.col("severity").is_not_null())
    return judged.select(
        type=pl.lit("conversion"),
        severity="severity",
        fact_id=pl.lit(None, pl.String),
        figure_ids=pl.concat_list("a", "b"),
        gap="gap",
        cause="cause",
        explanation="explanation",
    )


def _home_money(figures: pl.DataFrame) -> pl.DataFrame:
    """The currency that most sums of an article were assumed to be in, since it prints a bare sign only: a_article_id, home_money."""
    if "rule" not in figures.columns:
        return pl.DataFrame(schema={"a_article_id": pl.String, "home_money": pl.String})
    sums = figures.filter(pl.col("unit_system") == "ISO4217").select(
        a_article_id="article_id",
        currency=pl.col("unit").str.slice(0, 3),
        assumed=pl.col("rule").fill_null("").str.contains(ASSUMED),
    )
    counted = sums.with_columns(of=pl.len().over("a_article_id")).filter("assumed").group_by("a_article_id", "currency")
    most = counted.agg(n=pl.len(), of=pl.first("of")).filter(
        (pl.col("n") >= HOME_SUMS) & (pl.col("n") >= HOME_SHARE * pl.col("of"))
    )
    return most.select("a_article_id", home_money="currency")


def _last_past_day(figures: pl.DataFrame) -> pl.DataFrame:
    """The last day that each article's figures speak of as past: article_id, since. It was written after that."""
    return figures.filter(pl.col("modality") == "actual").group_by("article_id").agg(since=pl.col("period_end").max())


def _pairs(figures: pl.DataFrame, dated: pl.DataFrame, currencies: list[str]) -> pl.DataFrame:
    """One row a pair, columns a_* for the side printed first and b_* for the other, with what each unit comes to, published and since."""
    paired = figures.filter(pl.col("pair_id").is_not_null())
    partners = figures.join(paired.select(figure_id="pair_id"), on="figure_id", how="semi")
    sides = pl.concat([paired, partners]).unique("figure_id", keep="first", maintain_order=True)
    units = resolve_units(sides, currencies)
    sides = sides.with_columns(unit_keys()[2:]).join(units, on=UNIT_KEYS, how="left", maintain_order="left")
    if "rule" not in sides.columns:
        sides = sides.with_columns(rule=pl.lit(None, pl.String))
    sides = sides.select(*_SIDE, *_RESOLVED, "pair_id")
    a = sides.drop("pair_id").rename(lambda name: f"a_{name}")
    b = sides.drop("pair_id").rename(lambda name: f"b_{name}")
    links = (
        sides.filter(pl.col("pair_id").is_not_null())
        .select(one="figure_id", other="pair_id", article_id="article_id")
        .join(a, left_on="one", right_on="a_figure_id", how="inner", coalesce=False, maintain_order="left")
        .join(b, left_on="other", right_on="b_figure_id", how="inner", coalesce=False, maintain_order="left")
        .filter(pl.col("a_article_id") == pl.col("b_article_id"))
    )
    # Two figures that point at each other are one pair, the side printed first in front; one that nobody points back at counts too.
    in_front = (pl.col("a_start") < pl.col("b_start")) | (
        (pl.col("a_start") == pl.col("b_start")) & (pl.col("a_figure_id") < pl.col("b_figure_id"))
    )
    turned = {f"{x}_{name}": f"{y}_{name}" for x, y in (("a", "b"), ("b", "a")) for name in (*_SIDE, *_RESOLVED)}
    forward, backward = links.filter(in_front), links.filter(~in_front & (pl.col("one") != pl.col("other")))
    return (
        pl.concat([forward, backward.rename(turned).select(links.columns)])
        .drop("one", "other")
        .unique(["a_figure_id", "b_figure_id"], keep="first", maintain_order=True)
        .sort("a_article_id", "a_start", maintain_order=True)
        .with_row_index("pair")
        .join(dated, on="article_id", how="left", maintain_order="left")
        .with_columns(
            is_money=pl.col("a_currency").is_not_null() & pl.col("b_currency").is_not_null(),
            is_temperature=(pl.col("a_dimension") == "temperature") & (pl.col("b_dimension") == "temperature"),
            period_start=pl.coalesce("a_period_start", "b_period_start"),
            period_end=pl.coalesce("a_period_end", "b_period_end"),
        )
        .with_columns(same_kind=_same_kind())
    )


def _same_kind() -> pl.Expr:
    """Whether the two sides can be one value: both money (per the same thing), or measures of one base unit."""
    per = [pl.col(f"{side}_base_unit").str.extract(r"(/.+)$", 1).fill_null("") for side in "ab"]
    both_money = pl.col("is_money") & (per[0] == per[1])
    one_money = pl.col("a_currency").is_not_null() != pl.col("b_currency").is_not_null()
    return both_money | (~pl.col("is_money") & ~one_money & (pl.col("a_base_unit") == pl.col("b_base_unit")))


def _ends(pairs: pl.DataFrame) -> pl.DataFrame:
    """One row for each end of a pair that both sides state: value a, b, and half their last digit, as printed and as rounded off."""
    low = pl.col("a_low").is_not_null() & pl.col("b_low").is_not_null()
    high = pl.col("a_high").is_not_null() & pl.col("b_high").is_not_null()
    differs = (pl.col("a_low") != pl.col("a_high")) | (pl.col("b_low") != pl.col("b_high"))
    neither = ~low & ~high
    parts = [
        (low, "low", pl.col("a_low"), pl.col("b_low")),
        (high & (~low | differs.fill_null(True)), "high", pl.col("a_high"), pl.col("b_high")),
        (neither, "low", pl.coalesce("a_low", "a_high"), pl.coalesce("b_low", "b_high")),
    ]
    ends = pl.concat([pairs.filter(keep).with_columns(end=pl.lit(end), a=a, b=b) for keep, end, a, b in parts])
    halves = {}
    for side in "ab":
        # `about` does not excuse a conversion: what was converted is the number that is printed.
        bound = pl.col(f"{side}_bound").replace("~", "=")
        low_end, high_end, digits = (pl.col(f"{side}_{name}") for name in ("low", "high", "digits"))
        below, above = interval(low_end, high_end, digits, bound)
        value = pl.col(side)
        half = pl.when(pl.col("end") == "low").then(low_end - below).otherwise(above - high_end)
        halves[f"{side}_half"] = half.fill_null(above - high_end).fill_null(low_end - below)
        zeros = half_trailing_zeros(value, digits, pl.col(f"{side}_surface"))
        halves[f"{side}_loose"] = pl.max_horizontal(
            pl.min_horizontal(zeros, value.abs() * ROUNDED_OFF), halves[f"{side}_half"]
        )
    return ends.with_columns(**halves)


def _judge(ends: pl.DataFrame) -> pl.DataFrame:
    """Adds verdict (`wrong` where no rounding reconciles the sides), gap, and implied_low, implied_high (b per a)."""
    sign = pl.when((pl.col("a") < 0) & (pl.col("b") < 0)).then(-1.0).otherwise(1.0)
    ends = ends.with_columns(a=pl.col("a") * sign, b=pl.col("b") * sign)
    spans = {}
    for name, half in (("implied", "half"), ("loose", "loose")):
        spans[f"{name}_low"] = (pl.col("b") - pl.col(f"b_{half}")) / (pl.col("a") + pl.col(f"a_{half}"))
        spans[f"{name}_high"] = (pl.col("b") + pl.col(f"b_{half}")) / (pl.col("a") - pl.col(f"a_{half}"))
    ends = ends.with_columns(**spans)
    implied = (pl.col("implied_low"), pl.col("implied_high"))
    official = (pl.col("official_low"), pl.col("official_high"))
    gap = gap_between(*implied, *official)
    loose_gap = gap_between(pl.col("loose_low"), pl.col("loose_high"), *official)
    own_gap = pl.min_horizontal(
        gap_between(*implied, pl.col("own_average") * (1 - OWN_PERIOD), pl.col("own_average") * (1 + OWN_PERIOD)),
        gap_between(*implied, pl.col("own_last"), pl.col("own_last")),
    )
    usual = (pl.col("usual_low"), pl.col("usual_high"))
    rounds_to_usual = (gap_between(*implied, *usual) > SAME) & (
        gap_between(pl.col("loose_low"), pl.col("loose_high"), *usual) <= SAME
    )
    undated = pl.col("usual_low").is_not_null()
    ratio_verdict = (
        pl.when(rounds_to_usual).then(pl.lit("rounding"))
        .when((gap <= SAME) | (undated & (gap <= BASIS))).then(pl.lit("ok"))
        .when(loose_gap <= SAME).then(pl.lit("rounding"))
        .when(gap <= BASIS).then(pl.when("is_money").then(pl.lit("other_date")).otherwise(pl.lit("rounding")))
        .when(pl.col("is_money") & (own_gap <= SAME)).then(pl.lit("own_period"))
        .when(gap.is_not_null()).then(pl.lit("wrong"))
        .otherwise(pl.lit("unjudged"))
    )  # fmt: skip
    warm, warm_loose = _degrees_apart("half"), _degrees_apart("loose")
    scale = pl.max_horizontal(pl.col("b").abs(), pl.col("b_half"))
    warm_verdict = (
        pl.when(warm <= SAME * scale).then(pl.lit("ok"))
        .when(warm_loose <= 0).then(pl.lit("rounding"))
        .otherwise(pl.lit("wrong"))
    )  # fmt: skip
    judgeable = pl.col("same_kind") & ((pl.col("a") > 0) & (pl.col("b") > 0) & (pl.col("implied_low") > 0))
    is_temperature = pl.col("is_temperature")
    return ends.with_columns(
        verdict=pl.when(is_temperature)
        .then(warm_verdict)
        .when(judgeable)
        .then(ratio_verdict)
        .otherwise(pl.lit("unjudged")),
        gap=pl.when(is_temperature).then(warm / scale).when(judgeable).then(gap),
    )


def converted_temperature(value: pl.Expr, offset: bool) -> pl.Expr:
    """A temperature of a's unit in b's unit; as a difference of temperatures where `offset` is False."""
    change = pl.col("a_factor") / pl.col("b_factor")
    shift = (pl.col("a_offset") - pl.col("b_offset")) / pl.col("b_factor")
    return value * change + shift if offset else value * change


def _degrees_apart(half: str) -> pl.Expr:
    """How many of b's degrees lie between the two printed spans of temperature; 0 where they meet."""
    expected = converted_temperature(pl.col("a"), offset=True)
    width = pl.col(f"a_{half}") * pl.col("a_factor") / pl.col("b_factor") + pl.col(f"b_{half}")
    return ((expected - pl.col("b")).abs() - width).clip(0.0)


def _severity() -> pl.Expr:
    verdict, gap = pl.col("verdict"), pl.col("gap")
    # A measure rounded to its zeros (1,000 acres, 400 hectares) is good practice; only one that is off by more is told.
    harmless = (verdict == "rounding") & ~pl.col("is_money") & (gap <= BASIS)
    return (
        pl.when(verdict.is_in(["ok", "own_period", "unjudged"]) | harmless).then(pl.lit(None, pl.String))
        .when(verdict.is_in(["rounding", "other_date"])).then(pl.lit("low"))
        .when((verdict == "scale_slip") | (gap > HIGH_GAP)).then(pl.lit("high"))
        .otherwise(pl.lit("medium"))
    )  # fmt: skip

"""Two comparable figures → agree, conflict or update, and the most charitable cause of a difference.

Belongs here: intervals of a pair, gap, verdict, cause. Does not belong here: whether the two are comparable.
The definitions are ANNOTATION.md's: see `docs/reconciliation.md`, "From two values to a verdict".
"""

from __future__ import annotations

import math

import polars as pl

RATE_SPREAD = 0.0075
"""Half-width added on each side to money compared across currencies: a day-to-day move of the main rates is under 1.5 %."""
RATE_DRIFT = 0.015
"""Added to that by the square root of the years between the articles, for the rates that either may have used."""
RATE_BASIS = 0.06
"""Beyond the spread, a gap up to this may still be another day's rate: cause `currency`."""
SLIP_FACTORS = (
    (10.0, "a slip of one decimal place"),
    (100.0, "a slip of two decimal places"),
    (1000.0, "a slip between thousand, million and billion"),
    (1e6, "a slip of two scale words"),
    (12.0, "a year's amount against a month's"),
    (1.609344, "miles against kilometres"),
    (2.20462, "pounds against kilograms"),
    (3.28084, "feet against metres"),
    (2.47105, "acres against hectares"),
    (10.7639, "square feet against square metres"),
    (15.0, "mu against hectares"),
    (2.58999, "square miles against square kilometres"),
    (6.28981, "barrels against cubic metres"),
    (35.3147, "cubic feet against cubic metres"),
)
"""Factors that a mistaken unit or scale leaves between two statements of one value (exact factors: NIST SP 811)."""
USUAL_RATIO, USUAL_GROWTH = 1.5, 3.0
"""Two rival statements of one thing differ by no more than this, two states of a moving count by no more than that."""
SIZE_REACH = 2.0
"""Further factors e that count: values that far apart are probably of two things."""
CLOSE_RATIO = 1.5
"""Amounts and counts run over many decades, so two that are nearly the same are a sign that they state one thing."""
UNIT_SLIP_DIMENSIONS = ["m", "m2", "m3", "kg", "m3/s", "m/s"]
"""Dimensions in which a unit of measure can be mistaken; a decimal slip can happen in any."""
DATED_STATES_DAYS = 7
"""Counts that are each given for a day of their own, at least this far apart, are states and not rivals."""
UPDATE_HORIZON_DAYS = 1100
"""Two states of a moving count further apart than this are other times, not an update."""


def judge(pairs: pl.DataFrame) -> pl.DataFrame:
    """Add `verdict`, `cause`, `gap`, `slip`, and how `far` apart or `near_value` two differing values are, to pairs; `room` that a
    rounded conversion leaves between two that agree (comparable unit).

    In: for each side `_a`, `_b`: kind, currency, v_low/v_high (comparable unit), d_low/d_high and p_low/p_high (reporting
    currency at the article's and the period's rate), z (half-width that trailing zeros allow, comparable unit), bound, change,
    modality, as_of, published, closed, dated, says_moving, counts_moving, scope; standing; `likeness` of the metrics (0 to 1), `times`; `two_days`: each names a day of its own.
    """
    crossed = pl.col("currency_a").is_not_null() & (pl.col("currency_a") != pl.col("currency_b"))

    years = (pl.col("published_a") - pl.col("published_b")).dt.total_days().abs().fill_null(0) / 365.25
    spread = RATE_SPREAD + RATE_DRIFT * years.sqrt()

    def end(side: str, which: str) -> pl.Expr:
        worst = pl.min_horizontal if which == "low" else pl.max_horizontal
        sign = -1 if which == "low" else 1
        money = worst(f"d_{which}_{side}", f"p_{which}_{side}")
        money = money + sign * spread * money.abs()
        return pl.when(crossed).then(money).otherwise(pl.col(f"v_{which}_{side}"))

    pairs = pairs.with_columns(**{f"{which}_{side}": end(side, which) for side in "ab" for which in ("low", "high")})
    # Where rates are missing the two cannot be compared at all.
    pairs = pairs.filter(pl.all_horizontal(pl.col("low_a", "high_a", "low_b", "high_b").is_not_null()))
    distance = pl.max_horizontal(pl.col("low_a") - pl.col("high_b"), pl.col("low_b") - pl.col("high_a"), pl.lit(0.0))
    middle_a, middle_b = (pl.col("low_a") + pl.col("high_a")) / 2, (pl.col("low_b") + pl.col("high_b")) / 2
    size = pl.max_horizontal(middle_a.abs(), middle_b.abs(), pl.lit(1e-12))
    zeros = pl.when(crossed).then(0.0).otherwise(pl.col("z_a") + pl.col("z_b"))
    days = (pl.col("as_of_a") - pl.col("as_of_b")).dt.total_days().abs()
    counted = pl.col("kind_a") == "count"
    says_either = pl.col("says_moving_a") | pl.col("says_moving_b")
    counts_both = pl.col("counts_moving_a") & pl.col("counts_moving_b")
    told = (
        pl.col("dated_a")
        & pl.col("dated_b")
        & ((days >= DATED_STATES_DAYS) | (pl.col("in_event_a") & pl.col("in_event_b")))
    )
    # What can only grow did not shrink: then one of the two is wrong.
    # A total may be dated by the event that it counts, so the days of the articles have to say the same.
    shrank = pl.col("only_grows_a") | pl.col("only_grows_b")
    for day in ("as_of", "published"):
        shrank &= (
            pl.when(pl.col(f"{day}_a") < pl.col(f"{day}_b"))
            .then(pl.col("low_a") > pl.col("high_b"))
            .otherwise(pl.col("low_b") > pl.col("high_a"))
        )
    state = (
        (pl.col("change_a") == "level")
        & (pl.col("change_b") == "level")
        & (pl.col("modality_a") != "target")
        & (pl.col("modality_b") != "target")
        & (pl.col("kind_a").is_in(["count", "money", "quantity"]) | ((pl.col("kind_a") == "percent") & counts_both))
        & ~pl.col("closed_a")
        & ~pl.col("closed_b")
    )
    update = (
        state
        & (days > 0)
        & (days <= UPDATE_HORIZON_DAYS)
        & (
            (counted & (pl.col("counts_moving_a") | pl.col("counts_moving_b") | says_either | told))
            | (pl.col("kind_a") == "percent")
            | (counts_both & says_either)
            | (pl.col("says_moving_a") & pl.col("says_moving_b"))
            | pl.col("two_days")
        )
        & ~shrank
    ).fill_null(False)
    # A later story that says that it tells a new state (`has climbed to`, `cut to`) updates whatever it is a state of.
    # `The final toll of the storm of 3 May` is dated by the storm: then the days of the articles decide.
    first = pl.when(pl.col("as_of_a") == pl.col("as_of_b")).then
    day_a, day_b = (first(f"published_{side}").otherwise(f"as_of_{side}") for side in "ab")
    later_says = pl.when(day_a > day_b).then("says_revised_a").otherwise("says_revised_b")
    revised = (
        later_says
        & (day_a != day_b)
        & ((day_a - day_b).dt.total_days().abs() <= UPDATE_HORIZON_DAYS)
        & (pl.col("change_a") == "level")
        & ~pl.col("closed_a")
        & ~pl.col("closed_b")
        & pl.col("kind_a").is_in(["count", "money", "quantity", "percent"])
        & ~shrank
    )
    update = update | revised.fill_null(False)
    # Who gives 2,900 metres as 9,500 feet has rounded: then zeros are rounding. In one unit they may be digits.
    converted = pl.col("kind_a").is_in(["quantity", "rate"]) & ~pl.col("same_unit") & ~crossed & (distance <= zeros)
    apart = (distance > 0) & ~converted.fill_null(False)
    pairs = pairs.with_columns(
        pl.when(apart).then(distance / size).otherwise(0.0).alias("gap"),
        pl.when(~apart)
        .then(pl.lit("agree"))
        .when(update)
        .then(pl.lit("update"))
        .otherwise(pl.lit("conflict"))
        .alias("verdict"),
        (apart & (distance <= zeros)).alias("_zeros"),
        (pl.when(converted).then(distance).otherwise(0.0).fill_null(0.0) * 1.0001).cast(pl.Float32).alias("room"),
        crossed.alias("crossed"),
    )
    slip = pl.lit(None, dtype=pl.String)
    for factor, name in reversed(SLIP_FACTORS):
        low, high = pl.min_horizontal(middle_a, middle_b) * factor, pl.max_horizontal(middle_a, middle_b)
        # A slip leaves the digits as they were: within the rounding of both, and never wider than 1.5 %.
        room = pl.min_horizontal(
            (pl.col("high_a") - pl.col("low_a")) / 2 / middle_a.abs()
            + (pl.col("high_b") - pl.col("low_b")) / 2 / middle_b.abs(),
            pl.lit(0.015),
        )
        measure = factor not in (10.0, 100.0, 1000.0, 1e6, 12.0)
        fits = ((low / high - 1).abs() <= room) & (pl.min_horizontal(middle_a, middle_b) > 0)
        if measure:
            fits &= pl.col("dimension").is_in(UNIT_SLIP_DIMENSIONS)
        if factor == 12.0:
            fits &= pl.col("dimension").str.ends_with("/s")
        slip = pl.when(fits).then(pl.lit(name)).otherwise(slip)
    # One count is not ten or a thousand times another of other things.
    slip = pl.when(~counted | pl.col("same_unit")).then(slip)
    pairs = pairs.with_columns(pl.when(pl.col("verdict") == "conflict").then(slip).alias("slip"))
    # The same thing is seldom told with twice the value, a moving count seldom with more than thrice, unless a slip did it.
    # From the nearest ends: what an open side leaves open is no distance.
    tiny = pl.lit(1e-12)
    times = pl.max_horizontal(
        pl.col("low_a").abs() / pl.max_horizontal(pl.col("high_b").abs(), tiny),
        pl.col("low_b").abs() / pl.max_horizontal(pl.col("high_a").abs(), tiny),
        pl.lit(1.0),
    )
    usual = pl.when(pl.col("verdict") == "update").then(USUAL_GROWTH).otherwise(USUAL_RATIO)
    wide = pl.col("kind_a").is_in(["money", "count", "quantity", "rate"]) & (
        (pl.min_horizontal("digits_a", "digits_b") >= 2) | (pl.min_horizontal("digits_a", "digits_b") == 0)
    )
    differ = (pl.col("verdict") != "agree") & pl.col("slip").is_null()
    width = pl.max_horizontal(
        *(
            (pl.col(f"high_{side}") - pl.col(f"low_{side}")) / middle.abs()
            for side, middle in (("a", middle_a), ("b", middle_b))
        ),
        pl.lit(1e-4),
    )
    pairs = pairs.with_columns(
        pl.when(pl.col("verdict") == "agree").then((-width.log10()).clip(0.0, 4.0)).otherwise(0.0).alias("narrow"),
        pl.when(differ).then((times / usual).log().clip(0.0, SIZE_REACH)).otherwise(0.0).alias("far"),
        pl.when(differ & wide)
        .then((1 - times.log() / math.log(CLOSE_RATIO)).clip(0.0, 1.0))
        .otherwise(0.0)
        .alias("near_value"),
    )
    # A year against no year may be another year; a height is the same whenever it is told.
    other_period = pl.col("times").is_in(["inside", "overlap", "apart"]) | (
        (pl.col("times") == "unknown") & (pl.col("closed_a") != pl.col("closed_b"))
    )
    cause = (
        pl.when(pl.col("verdict") == "agree")
        .then(pl.lit("none"))
        .when(pl.col("verdict") == "update")
        .then(pl.lit("stale"))
        .when("_zeros")
        .then(pl.lit("rounding"))
        .when(pl.col("crossed") & (pl.col("gap") <= RATE_BASIS))
        .then(pl.lit("currency"))
        .when(pl.col("slip").is_not_null())
        .then(pl.lit("unit"))
        .when(pl.col("scope_a").fill_null("") != pl.col("scope_b").fill_null(""))
        .then(pl.lit("scope"))
        .when(pl.col("likeness") < 0.25)
        .then(pl.lit("definition"))
        .when(~(pl.col("standing_a") | pl.col("standing_b")) & other_period)
        .then(pl.lit("period"))
        .when((days > 180).fill_null(False) & ~pl.col("closed_a") & ~pl.col("closed_b"))
        .then(pl.lit("stale"))
        .otherwise(pl.lit("error"))
    )
    return pairs.with_columns(cause.alias("cause")).drop("_zeros")

"""What a reader is told of an in-text conversion: one sentence with both printed figures.

Belongs here: wording. Does not belong here: any verdict. The printed figures are quoted as they stand; whoever shows the sentence
escapes it.
"""

from __future__ import annotations

import polars as pl

from pipelines.reconciliation.conversion_rates import BASIS

SCALES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))


def number_in_words(value: pl.Expr) -> pl.Expr:
    """A value to three digits, as news print it: 59.9 million, 3,810 as 3810."""

    def short(number: pl.Expr) -> pl.Expr:
        rounded = number.round_sig_figs(3)
        whole = rounded.cast(pl.Int64, strict=False).cast(pl.String)
        return pl.when(rounded == rounded.round(0)).then(whole).otherwise(rounded.cast(pl.String))

    words = short(value)
    for scale, word in reversed(SCALES):
        words = pl.when(value.abs() >= scale).then(pl.concat_str(short(value / scale), pl.lit(word))).otherwise(words)
    return words


def _rate_in_words(rate: pl.Expr) -> pl.Expr:
    """A rate the way round that is above one: `7.24 CNY per USD`."""
    small = rate < 1
    digits = pl.when(small).then(1.0 / rate).otherwise(rate).round_sig_figs(5).cast(pl.String)
    one, other = pl.col("a_currency"), pl.col("b_currency")
    return pl.format(
        "{} {} per {}", digits, pl.when(small).then(one).otherwise(other), pl.when(small).then(other).otherwise(one)
    )


def sentence() -> pl.Expr:
    """The explanation, over the columns that `judge_conversions` has collected."""
    a, b = pl.col("a_surface"), pl.col("b_surface")
    verdict, money = pl.col("verdict"), pl.col("is_money")
    day = (
        pl.when(pl.col("usual_low").is_not_null())
        .then(
            pl.format(
                "at the official rates of the time ({} in the middle; the article has no date)",
                _rate_in_words(pl.col("official")),
            )
        )
        .when(pl.col("official_date").is_null())
        .then(pl.lit("in one currency"))
        .otherwise(pl.format("at the official rate of {} ({})", "official_date", _rate_in_words(pl.col("official"))))
    )
    warm = pl.col("a") * pl.col("a_factor") / pl.col("b_factor") + (pl.col("a_offset") - pl.col("b_offset")) / pl.col(
        "b_factor"
    )
    expected = number_in_words(pl.when("is_temperature").then(warm).otherwise(pl.col("a") * pl.col("official")))
    comes_to = (
        pl.when(money)
        .then(pl.format("“{}” comes to {} {} {}", a, expected, pl.col("b_currency"), day))
        .otherwise(pl.format("“{}” comes to {} in the unit of “{}”", a, expected, b))
    )
    agree = (
        pl.when(money)
        .then(pl.format("“{}” and “{}” agree {}.", a, b, day))
        .otherwise(pl.format("“{}” and “{}” agree.", a, b))
    )
    rounding = pl.format("{}, and “{}” is that, rounded.", comes_to, b)
    other_day = (
        pl.when(pl.col("fitting_date").is_not_null())
        .then(
            pl.format(
                "“{}” and “{}” fit the official rate of {} ({}), not that of the article's day, {} ({}).",
                a, b, "fitting_date", _rate_in_words(pl.col("fitting_rate")), "official_date", _rate_in_words(pl.col("official")),
            )
        )
        .otherwise(
            pl.format("{}, {} away from “{}”: no more than another rate of those days would make.", comes_to, apart(pl.col("gap")), b)
        )
    )  # fmt: skip
    wrong = pl.format("{}, not “{}”: {}.", comes_to, b, _slip(a, b))
    return (
        pl.when(verdict == "ok").then(agree)
        .when(verdict == "own_period").then(pl.format("“{}” and “{}” agree at the rate of the figure's own period.", a, b))
        .when(verdict == "rounding").then(rounding)
        .when(verdict == "other_date").then(other_day)
        .when(verdict == "unjudged").then(_why_unjudged(a, b))
        .otherwise(wrong)
    )  # fmt: skip


def apart(gap: pl.Expr) -> pl.Expr:
    """A relative distance for a reader: `27 %`, and from twice as much on `a factor of 14`."""
    share = (gap * 100).round_sig_figs(2).cast(pl.String).str.replace(r"\.0$", "")
    factor = (gap + 1.0).round_sig_figs(2).cast(pl.String).str.replace(r"\.0$", "")
    return pl.when(gap < 1).then(pl.format("{} %", share)).otherwise(pl.format("a factor of {}", factor))


def _slip(a: pl.Expr, b: pl.Expr) -> pl.Expr:
    verdict, power = pl.col("verdict"), pl.col("slip_power")
    side = pl.when(pl.col("slip_side") == "a").then(a).otherwise(b)
    times = power.abs().replace_strict(
        {
            1: "ten",
            2: "a hundred",
            3: "a thousand",
            5: "a lakh (100,000)",
            6: "a million",
            7: "a crore (10 million)",
            9: "a billion",
        },
        default="a power of ten",
        return_dtype=pl.String,
    )
    size = pl.when(power > 0).then(pl.lit("large")).otherwise(pl.lit("small"))
    return (
        pl.when(verdict == "scale_slip").then(pl.format("it is {} times too {}", times, size))
        .when((verdict == "inverted") & pl.col("is_money")).then(pl.lit("the rate was applied the wrong way round"))
        .when(verdict == "inverted").then(pl.lit("the factor was applied the wrong way round"))
        .when(verdict == "wrong_currency").then(pl.format("it would be right if “{}” were {}", side, pl.col("slip_code")))
        .when(verdict == "wrong_unit").then(pl.format("it would be right if “{}” were in {}", side, pl.col("slip_code")))
        .when(verdict == "linear_factor").then(pl.lit("the factor of lengths was taken for areas or volumes"))
        .when(verdict == "difference_as_level").then(pl.lit("a difference of temperatures was converted as if it were a level"))
        .when(verdict == "level_as_difference").then(pl.lit("a level of temperature was converted as if it were a difference"))
        .when(verdict == "digit_swap").then(
            pl.format(
                "two digits of “{}” look swapped, {} would fit{}",
                side,
                number_in_full(pl.col("slip_value")),
                pl.when(pl.col("gap") <= BASIS).then(pl.lit("; or it is the rate of another day")).otherwise(pl.lit("")),
            )
        )
        .otherwise(pl.format("they are {} apart, which no rounding and no rate of those days explains", apart(pl.col("gap"))))
    )  # fmt: skip


def number_in_full(value: pl.Expr) -> pl.Expr:
    """A value with all digits that it was printed with: 25.91 billion."""
    words = value.round_sig_figs(12).cast(pl.String)
    for scale, word in reversed(SCALES):
        part = (value / scale).round_sig_figs(12).cast(pl.String)
        words = pl.when(value.abs() >= scale).then(pl.concat_str(part, pl.lit(word))).otherwise(words)
    return words.str.replace(r"\.0( |$)", "$1")


def _why_unjudged(a: pl.Expr, b: pl.Expr) -> pl.Expr:
    return (
        pl.when(~pl.col("same_kind")).then(pl.format("“{}” and “{}” are not in one kind of unit.", a, b))
        .when(pl.col("is_money") & pl.col("official").is_null()).then(
            pl.format("“{}” and “{}” cannot be judged: no official rate of {} in {} is known for {}.", a, b, "a_currency", "b_currency",
                pl.col("published").cast(pl.String).fill_null("any day"))
        )
        .otherwise(pl.format("“{}” and “{}” cannot be judged: one of them does not tell where it ends.", a, b))
    )  # fmt: skip

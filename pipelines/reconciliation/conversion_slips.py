"""The slip behind a wrong conversion: which single mistake of a writer turns the right value into the printed one.

Belongs here: the slips and how each shows. Does not belong here: whether a pair is wrong (`conversions.py`), or the wording
(`conversion_sentences.py`). Which currencies share a sign, and which units are taken for each other, stands in `currency_signs.csv`
and `confusable_units.csv`.

Every slip predicts what rate the pair would then imply. The slip whose prediction the pair meets best is named; of several that it
meets, the first in this order: scale (×10, thousand, million for billion, lakh, crore), rate divided instead of multiplied,
wrong currency or unit, factor not squared or cubed, two digits swapped. A pair that none explains is an `error`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polars as pl

from pipelines.normalisation.rates import dated_series
from pipelines.normalisation.rounding import MOST_DIGITS, last_digit
from pipelines.normalisation.units import units_table
from pipelines.reconciliation.conversion_rates import BASIS, SAME, gap_between, span_around

SIGNS_FILE = Path(__file__).with_name("currency_signs.csv")
UNITS_FILE = Path(__file__).with_name("confusable_units.csv")

POWERS = (1, -1, 3, -3, 2, -2, 6, -6, 5, -5, 7, -7, 9, -9)
"""Powers of ten that a scale word, a decimal point or a lakh or crore can be off by."""

ASSUMED = "assumed_currency"
"""Rule of extraction that took a currency from the place of the article, since the print leaves it open."""

ORDER = ["scale_slip", "inverted", "wrong_currency", "wrong_unit", "linear_factor", "digit_swap"]
SURE = ["scale_slip", "inverted", "difference_as_level", "level_as_difference"]
"""Slips that make one prediction far from the truth: a rate of another day may meet it. Of the others so many predictions are
tried that only one which the printed digits meet counts."""

DAY = 0.003
"""How far the rates of one day, at other hours and in other lists, are from the official one."""

BANK_RATE = 0.005
"""A pair off by no more than this was converted at a bank's rate; it takes no slip to explain it."""

_SWAP_PLACES = 7
_IMPLIED = ("implied_low", "implied_high")
_OFFICIAL = ("official_low", "official_high")


@cache
def _alternatives(path: Path, group: str, code: str) -> pl.DataFrame:
    """Every two codes of one group of a table: code, other."""
    table = pl.read_csv(path, infer_schema=False)
    return table.join(table, on=group, suffix="_other").filter(pl.col(code) != pl.col(f"{code}_other")).select(
        code=code, other=f"{code}_other"
    ).unique(maintain_order=True)  # fmt: skip


def name_slips(judged: pl.DataFrame, rates: pl.DataFrame) -> pl.DataFrame:
    """Replaces verdict `wrong` by the slip that explains it, or `error`.

    Adds slip_power (of ten), slip_code (the currency or unit that would be right), slip_side (`a` or `b`: which printed side is in
    question) and slip_value (what it would be, in its printed unit); null where they do not apply.
    """
    judged = judged.with_row_index("row")
    wrong = judged.filter(pl.col("verdict") == "wrong")
    doubtful = judged.filter((pl.col("verdict") == "other_date") & (pl.col("gap") > BANK_RATE))
    ratio = wrong.filter(~pl.col("is_temperature"))
    found = pl.concat(
        [
            _scale(ratio),
            _inverted(ratio),
            _wrong_currency(ratio.filter("is_money"), rates),
            _wrong_unit(ratio.filter(~pl.col("is_money"))),
            _linear_factor(ratio.filter(~pl.col("is_money"))),
            _digit_swap(ratio),
            _temperature(wrong.filter("is_temperature")),
            _digit_swap(_at_the_day(doubtful)).filter(pl.col("slip_gap") <= SAME),
        ],
        how="diagonal_relaxed",
    )
    order = pl.col("slip").replace_strict({slip: place for place, slip in enumerate(ORDER)}, default=0)
    sure = pl.col("slip").is_in(SURE)
    best = (
        found.filter((pl.col("slip_gap") <= pl.when(sure).then(BASIS).otherwise(SAME)).fill_null(False))
        # A slip that the printed digits meet goes before one that only a loose rate meets.
        .sort(
            "row",
            pl.col("slip_gap") > SAME,
            order,
            ~pl.col("guessed").fill_null(False),
            "slip_gap",
            maintain_order=True,
        )
        .unique("row", keep="first", maintain_order=True)
        .drop("slip_gap", "guessed")
    )
    return (
        judged.join(best, on="row", how="left", maintain_order="left")
        .with_columns(verdict=pl.coalesce("slip", pl.col("verdict").replace("wrong", "error")))
        .drop("row", "slip")
    )


def _found(rows: pl.DataFrame, slip: str, gap: pl.Expr, **told: pl.Expr) -> pl.DataFrame:
    columns = {"slip_power": pl.Int64, "slip_code": pl.String, "slip_side": pl.String, "slip_value": pl.Float64}
    rest = {name: told.get(name, pl.lit(None)).cast(dtype) for name, dtype in columns.items()}
    return rows.select("row", slip=pl.lit(slip), slip_gap=gap, **rest)


def _met(low: str | pl.Expr, high: str | pl.Expr, factor: float | pl.Expr = 1.0) -> pl.Expr:
    """How far the implied rate, times `factor`, is from a predicted span."""
    implied = [pl.col(name) * factor for name in _IMPLIED]
    low, high = (pl.col(end) if isinstance(end, str) else end for end in (low, high))
    return gap_between(implied[0], implied[1], low, high)


def _scale(rows: pl.DataFrame) -> pl.DataFrame:
    return pl.concat([
        _found(rows, "scale_slip", _met(*_OFFICIAL, 10.0**-power), slip_power=pl.lit(power)) for power in POWERS
    ])  # fmt: skip


def _inverted(rows: pl.DataFrame) -> pl.DataFrame:
    return _found(rows, "inverted", _met(1.0 / pl.col("official_high"), 1.0 / pl.col("official_low")))


def _wrong_currency(rows: pl.DataFrame, rates: pl.DataFrame) -> pl.DataFrame:
    """One side is right in a currency that shares its sign or its name with the printed one."""
    others = _alternatives(SIGNS_FILE, "sign", "currency")
    found = []
    for side, far in (("a", "b"), ("b", "a")):
        relabelled = rows.join(others, left_on=f"{side}_currency", right_on="code", how="inner").filter(
            pl.col("other") != pl.col(f"{far}_currency")
        )
        keys = [pl.col("other").alias(f"{side}_currency"), pl.col(f"{far}_currency"), pl.col("published")]
        wanted = relabelled.select(keys).unique().with_row_index("key")
        series = dated_series(rates, sorted({*wanted["a_currency"], *wanted["b_currency"]}))
        spans = wanted.join(span_around(wanted, series), on="key", how="inner")
        predicted = relabelled.join(
            spans.rename({f"{side}_currency": "other"}).select(
                "other", f"{far}_currency", "published", other_low="official_low", other_high="official_high"
            ),
            on=["other", f"{far}_currency", "published"],
            how="inner",
        )
        factor = pl.col("b_factor") / pl.col("a_factor")
        gap = _met("other_low", "other_high", factor)
        # A currency that the print leaves open is the first to be doubted.
        guessed = pl.col(f"{side}_rule").fill_null("").str.contains(ASSUMED)
        told = _found(predicted, "wrong_currency", gap, slip_code=pl.col("other"), slip_side=pl.lit(side))
        found.append(told.with_columns(predicted.select(guessed=guessed)["guessed"]))
    return pl.concat(found)


def _wrong_unit(rows: pl.DataFrame) -> pl.DataFrame:
    """One side is right in a unit that is often taken for the printed one: sea for land miles, short for metric tons."""
    others = _alternatives(UNITS_FILE, "group", "code")
    factors = units_table().select(other="code", other_factor="factor")
    found = []
    for side in "ab":
        known = rows.join(others, left_on=f"{side}_unit", right_on="code", how="inner").join(
            factors, on="other", how="inner"
        )
        # The pair as it would be had this side been printed in the other unit.
        as_other = pl.col("other_factor") / pl.col(f"{side}_factor")
        predicted = [pl.col(end) * (as_other if side == "a" else 1.0 / as_other) for end in _OFFICIAL]
        gap = _met(predicted[0], predicted[1])
        found.append(_found(known, "wrong_unit", gap, slip_code=pl.col("other"), slip_side=pl.lit(side)))
    return pl.concat(found)


def _linear_factor(rows: pl.DataFrame) -> pl.DataFrame:
    """Square miles times 1.609, cubic feet times 0.305: the factor of lengths, not squared or cubed."""
    power = pl.col("a_dimension").replace_strict(
        {"area": 1 / 2, "volume": 1 / 3}, default=None, return_dtype=pl.Float64
    )
    ends = [pl.col(end).pow(power) for end in _OFFICIAL]
    return _found(rows, "linear_factor", _met(ends[0], ends[1]))


def _digit_swap(rows: pl.DataFrame) -> pl.DataFrame:
    """Two neighbouring digits of one side changed places."""
    found = []
    for side in "ab":
        value, digits = pl.col(side), pl.col(f"{side}_digits")
        unit = last_digit(value, digits)
        printed = (value / unit).round(0)
        for place in range(_SWAP_PLACES):
            right, left = (printed // float(10**at) % 10 for at in (place, place + 1))
            turned = printed + (right - left) * float(10 ** (place + 1) - 10**place)
            there = (pl.lit(place) + 1 < digits.clip(0, MOST_DIGITS)) & (left != right)
            share = turned / printed
            gap = pl.when(there).then(_met(*_OFFICIAL, share if side == "b" else 1.0 / share))
            found.append(_found(rows, "digit_swap", gap, slip_side=pl.lit(side), slip_value=turned * unit))
    return pl.concat(found)


def _at_the_day(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with the official span drawn in to the rate of the day itself.

    A pair a little off is another day's rate, unless two swapped digits bring it to that day's rate exactly: the slip is then as likely,
    and a reader wants to look.
    """
    day = pl.col("official")
    return rows.with_columns(official_low=day * (1 - DAY), official_high=day * (1 + DAY))


def _temperature(rows: pl.DataFrame) -> pl.DataFrame:
    """A difference of temperatures converted as a level (`2 C warmer (35.6 F)`), or a level as a difference."""
    change = pl.col("a_factor") / pl.col("b_factor")
    # Offsets of differences were taken as zero: the shift between the scales is looked up anew.
    offsets = units_table().select("code", "offset")
    rows = rows.join(offsets.rename({"code": "a_unit", "offset": "a_level"}), on="a_unit", how="left").join(
        offsets.rename({"code": "b_unit", "offset": "b_level"}), on="b_unit", how="left"
    )
    is_difference = pl.col("a_change") != "level"
    shift = (pl.col("a_level") - pl.col("b_level")) / pl.col("b_factor")
    as_other = pl.col("a") * change + pl.when(is_difference).then(shift).otherwise(0.0)
    width = pl.col("a_loose") * change + pl.col("b_loose")
    apart = ((as_other - pl.col("b")).abs() - width).clip(0.0) / pl.max_horizontal(pl.col("b").abs(), pl.col("b_half"))
    return pl.concat([
        _found(rows.filter(is_difference), "difference_as_level", apart),
        _found(rows.filter(~is_difference), "level_as_difference", apart),
    ])  # fmt: skip

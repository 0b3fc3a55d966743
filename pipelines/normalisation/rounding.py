"""How far a printed number may be from the value it stands for: the one place where rounding intervals are defined.

Belongs here: the width that print, bounds and vague words give a stated value, as Polars expressions in the printed unit.
Does not belong here: units, currencies, or what follows when two intervals meet.

The reasoning (docs/normalisation.md tells it with examples):

- A printed number stands for every value that would have been printed the same: half of the last printed digit to either side.
  `16.7 billion` has three significant digits, its last digit counts 0.1 billion, so it stands for 16.65 to 16.75 billion.
- The ends themselves are left out, by a hair (`HALF`): `53` and `54` do not meet at 53.5, and neither do ranks 13 and 14.
- Trailing zeros of a whole number count as printed digits. They may be rounding too, but that is a doubt, not a statement: who
  needs it asks `half_trailing_zeros`, and tells the pair with cause `rounding` and low severity.
- `about`, `some`, `roughly` (bound `~`) and vague words (`dozens of`: no digits) reach 10 % to either side, or half of the last
  digit where that is more.
- A length of time or a measure of one, two or three whole units is rounded more finely than to half a unit: whoever means 3.4 km
  does not print `three kilometres`, since halves and quarters are words too. It reaches an eighth of itself (`FINEST`), which is
  half of the last digit again from four units on.
- A side that the words leave open stays open. How far a reader would take it is for the comparison to say.
- Zero has no significant digit to round; it is exact.
"""

from __future__ import annotations

import polars as pl

HALF = 0.4999
"""Half a unit of the last digit, less a hair, so that the intervals of two neighbouring prints do not touch."""

VAGUE = 0.1
"""Reach of `about` and of vague plurals, as a share of the value (ANNOTATION: `about` and vague plurals widen by 10 %)."""

FINEST = 0.125
"""Most that a measure of a few whole units reaches to either side, as a share of the value: `two weeks` is 12 to 16 days."""

MOST_DIGITS = 15
"""A Float64 holds no more decimal digits than this; print that claims more is taken for this many."""

DECIMAL_POINT = r"\d[.．]\d"
"""A decimal point. Points between thousands (1.234.567) look the same; their zeros then count as exact, the stricter reading."""

_LOWEST, _HIGHEST = -300, 300
_POWERS = pl.Series("power", [float(f"1e{exponent}") for exponent in range(_LOWEST, _HIGHEST + 1)])
_HAIR = 1 + 1e-13
"""Lifts 999.9999999999999, which is 1000 after a multiplication, over the step, and no number that print can tell from it."""


def decade(value: pl.Expr) -> pl.Expr:
    """The exponent of the first significant digit: 3 for 2,340; -2 for 0.05. Null for zero. Exact at powers of ten.

    A table of powers is searched because a logarithm in floating point says 2.9999999999999996 for 1,000.
    """
    place = pl.lit(_POWERS).search_sorted(value.abs() * _HAIR, side="right").cast(pl.Int64) - 1 + _LOWEST
    return pl.when(value.abs() >= _POWERS[0]).then(place)


def power_of_ten(exponent: pl.Expr) -> pl.Expr:
    """10 to a whole exponent, as the nearest Float64 (a product of tens would be off by a bit)."""
    return pl.lit(_POWERS).gather((exponent.clip(_LOWEST, _HIGHEST) - _LOWEST).cast(pl.UInt32))


def last_digit(value: pl.Expr, digits: pl.Expr) -> pl.Expr:
    """What one unit of the last printed digit counts: 1e8 for 16.7e9 with 3 digits; null for zero and where digits is 0."""
    printed = pl.when(digits > 0).then(digits.clip(1, MOST_DIGITS))
    return power_of_ten(decade(value) - printed + 1)


def half_last_digit(value: pl.Expr, digits: pl.Expr) -> pl.Expr:
    """Half of the last printed digit (less a hair); 0 for zero and for vague words."""
    return (last_digit(value, digits) * HALF).fill_null(0.0)


def half_trailing_zeros(value: pl.Expr, digits: pl.Expr, surface: pl.Expr) -> pl.Expr:
    """Half of the last digit that is not zero: 5e9 for `150 billion`, which may be 145 to 155 billion if its zero is rounding.

    The same as `half_last_digit` where the last printed digit is no zero, or stands behind a decimal point in `surface`: `2.0` is
    printed so only to say that the zero is exact.
    """
    unit = last_digit(value, digits)
    whole = (value.abs() / unit).round(0)
    zeros = pl.lit(0)
    for count in range(1, MOST_DIGITS):
        zeros = pl.when((digits > count) & ((whole % float(10**count)) == 0)).then(pl.lit(count)).otherwise(zeros)
    zeros = pl.when(surface.str.contains(DECIMAL_POINT).fill_null(False)).then(pl.lit(0)).otherwise(zeros)
    return (unit * power_of_ten(zeros) * HALF).fill_null(0.0)


def reach(value: pl.Expr, digits: pl.Expr, bound: pl.Expr, measured: pl.Expr | None = None) -> pl.Expr:
    """How far the value may lie to either side of the print: half of the last digit, 10 % where the words are vague.

    `measured` tells a measure or a length of time, whose few whole units reach no further than `FINEST`.
    """
    half = half_last_digit(value, digits)
    few = (pl.lit(False) if measured is None else measured) & (last_digit(value, digits) == 1)
    half = pl.when(few.fill_null(False)).then(pl.min_horizontal(half, value.abs() * FINEST)).otherwise(half)
    vague = value.abs() * VAGUE
    return pl.when((bound == "~") | (digits <= 0)).then(pl.max_horizontal(half, vague)).otherwise(half)


def interval(
    low: pl.Expr, high: pl.Expr, digits: pl.Expr, bound: pl.Expr, measured: pl.Expr | None = None
) -> tuple[pl.Expr, pl.Expr]:
    """The stated bounds widened by what their print allows, in the printed unit; a null (open) side stays null.

    `measured` (Boolean; nothing is, unless told) marks measures and lengths of time, see `reach`.

    Both ends of a range are printed to the same place, which the longer number shows: in `9 to 11` it is 1, not 0.1 below and
    1 above. `digits` is that of the longer number.
    """
    in_range = (bound == "range") & low.is_not_null() & high.is_not_null()
    widest = pl.when(high.abs() >= low.abs()).then(high).otherwise(low)
    same_place = half_last_digit(widest, digits)
    below = pl.when(in_range & (digits > 0)).then(same_place).otherwise(reach(low, digits, bound, measured))
    above = pl.when(in_range & (digits > 0)).then(same_place).otherwise(reach(high, digits, bound, measured))
    return low - below, high + above

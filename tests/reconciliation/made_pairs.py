"""Made in-text conversions: any two currencies of the ECB, any day, printed as journalists round; right ones and slips.

Belongs here: the making. Does not belong here: what is expected of them (`test_conversions.py`).
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl

from pipelines.normalisation.rates import bundled_rates

STATED = {
    "figure_id": pl.String, "article_id": pl.String, "start": pl.Int64, "surface": pl.String, "low": pl.Float64, "high": pl.Float64,
    "digits": pl.Int64, "bound": pl.String, "change": pl.String, "modality": pl.String, "unit_system": pl.String, "unit": pl.String, "unit_text": pl.String,
    "period_start": pl.Date, "period_end": pl.Date, "pair_id": pl.String,
}  # fmt: skip


def printed(values: np.ndarray, digits: np.ndarray) -> np.ndarray:
    """Values as print rounds them: to so many significant digits."""
    return np.array([float(f"{value:.{places - 1}e}") for value, places in zip(values, digits, strict=True)])


def shown_digits(values: np.ndarray, digits: np.ndarray) -> np.ndarray:
    """Digits that a paper shows: `1,500 million` and `1.5 billion` lose the zeros behind the point, not those before it."""
    shown = []
    for value, places in zip(values, digits, strict=True):
        text = f"{value:.{places - 1}e}".split("e")[0].replace(".", "")
        before_point = int(np.floor(np.log10(value) + 1e-9)) % 3 + 1  # 1 to 3 digits stand before `million`
        shown.append(max(len(text.rstrip("0")), min(before_point, places) if places >= before_point else before_point))
    return np.array(shown)


def make_pairs(count: int, seed: int = 7) -> dict[str, np.ndarray]:
    """`count` right pairs: currencies, day of publication, printed values and digits of both sides.

    The rate is of one of the seven days up to publication; a third of the writers take a bank's, up to half a percent away.
    """
    random = np.random.default_rng(seed)
    wide = bundled_rates().pivot(on="currency", index="date", values="per_eur").sort("date")
    names = np.array([name for name in wide.columns if name != "date"])
    table = np.column_stack([wide.select(*names).to_numpy(), np.ones(wide.height)])
    names = np.append(names, "EUR")
    dates = wide["date"].to_list()
    rows = random.integers(40, len(dates) - 8, 4 * count)
    one, other = random.integers(0, len(names), (2, 4 * count))
    back = random.integers(0, 5, 4 * count)  # working days
    rate = table[rows - back, other] / table[rows - back, one]
    usable = np.flatnonzero(np.isfinite(rate) & (one != other) & np.isfinite(table[rows, one] * table[rows, other]))[
        :count
    ]
    rows, one, other, rate = rows[usable], one[usable], other[usable], rate[usable]
    rate = rate * np.where(random.random(count) < 1 / 3, 1 + random.uniform(-0.005, 0.005, count), 1.0)
    true_a = 10 ** random.uniform(5, 12, count)
    digits_a = random.choice([1, 2, 3, 4], count, p=[0.1, 0.35, 0.4, 0.15])
    digits_b = random.choice([2, 3, 4], count, p=[0.3, 0.55, 0.15])
    a = printed(true_a, digits_a)
    # Most writers convert what they print, some what they read before rounding; not where they print `about a billion`.
    reread = (random.random(count) < 0.2) & (digits_a > 1)
    b = printed(np.where(reread, true_a, a) * rate, digits_b)
    return {
        "a_currency": names[one], "b_currency": names[other], "published": np.array([dates[row] for row in rows]),
        "a": a, "b": b, "a_digits": shown_digits(a, digits_a), "b_digits": shown_digits(b, digits_b),
    }  # fmt: skip


def relabelled(pairs: dict[str, np.ndarray], side: str, seed: int = 1) -> dict[str, np.ndarray]:
    """The pairs with another currency of that day printed on one side; those for which a shuffle finds none are left out.

    `label_shift` tells how far apart the two currencies were that day, as a natural logarithm.
    """
    random = np.random.default_rng(seed)
    label = pairs[f"{side}_currency"][random.permutation(len(pairs["a"]))]
    days = bundled_rates().select("currency", "per_eur", published="date")
    worth = []
    for codes in (label, pairs[f"{side}_currency"]):
        wanted = pl.DataFrame({"currency": codes, "published": pl.Series(list(pairs["published"]), dtype=pl.Date)})
        found = wanted.join(days, on=["currency", "published"], how="left", maintain_order="left")
        euro = pl.when(pl.col("currency") == "EUR").then(1.0).otherwise("per_eur")
        worth.append(found.select(euro.alias("worth"))["worth"].fill_null(float("nan")).to_numpy())
    kept = np.isfinite(worth[0]) & (label != pairs["a_currency"]) & (label != pairs["b_currency"])
    changed = pairs | {f"{side}_currency": label, "label_shift": np.abs(np.log(worth[0] / worth[1]))}
    return {name: values[kept] for name, values in changed.items()}


def swapped(values: np.ndarray, digits: np.ndarray, seed: int = 3) -> np.ndarray:
    """Values with two neighbouring printed digits that differ exchanged; NaN where a value has no such two."""
    random = np.random.default_rng(seed)
    out = np.full(len(values), np.nan)
    for row, (value, places) in enumerate(zip(values, digits, strict=True)):
        mantissa, exponent = f"{value:.{places - 1}e}".split("e")
        text = mantissa.replace(".", "")
        spots = [at for at in range(places - 1) if text[at] != text[at + 1] and (at or text[1] != "0")]
        if spots:
            at = random.choice(spots)
            turned = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
            out[row] = float(f"{turned[0]}.{turned[1:] or '0'}e{exponent}")
    return out


def frames(pairs: dict[str, np.ndarray]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The stated figures and the articles of made pairs, one article a pair; figure_ids are `<number>a` and `<number>b`."""
    count = len(pairs["a"])
    numbers = np.arange(count).astype(str)
    sides = []
    for side, far, start in (("a", "b", 10), ("b", "a", 40)):
        sides.append(
            pl.DataFrame({
                "figure_id": np.char.add(numbers, side), "article_id": numbers, "start": np.full(count, start),
                "surface": [f"{value:.12g} {code}" for value, code in zip(pairs[side], pairs[f"{side}_currency"], strict=True)],
                "low": pairs[side], "high": pairs[side], "digits": pairs[f"{side}_digits"],
                "unit": pairs[f"{side}_currency"], "pair_id": np.char.add(numbers, far),
            }).with_columns(
                bound=pl.lit("="), change=pl.lit("level"), modality=pl.lit("actual"), unit_system=pl.lit("ISO4217"), unit_text=pl.lit(None, pl.String),
                period_start=pl.lit(None, pl.Date), period_end=pl.lit(None, pl.Date),
            )
        )  # fmt: skip
    published = pl.Series("published", list(pairs["published"]), pl.Date)
    articles = pl.DataFrame({"article_id": numbers}).with_columns(published)
    return pl.concat(sides).select(pl.col(name).cast(dtype) for name, dtype in STATED.items()), articles


def one_pair(
    a: tuple[float, str, int, str], b: tuple[float, str, int, str], published: dt.date | None = None, **more: object
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Frames of one pair; a side is (value, unit, digits, surface). `more` overrides columns of both sides."""
    rows = []
    for name, other, start, (value, unit, digits, surface) in (("a", "b", 10, a), ("b", "a", 40, b)):
        system = "ISO4217" if len(unit.split("/")[0]) == 3 and unit.split("/")[0].isupper() else "UCUM"
        row = {
            "figure_id": name, "article_id": "story", "start": start, "surface": surface, "low": value, "high": value, "digits": digits,
            "bound": "=", "change": "level", "modality": "actual", "unit_system": system, "unit": unit, "pair_id": other,
        }  # fmt: skip
        rows.append(row | more)
    articles = pl.DataFrame(
        {"article_id": ["story"], "published": [published]}, schema={"article_id": pl.String, "published": pl.Date}
    )
    return pl.DataFrame(rows, schema=STATED), articles

"""Two figures of one sentence that imply a third: a price for each and their number, a share and its whole, and either with the result.

Belongs here: the words that tie two neighbours together, and what they come to. Does not belong here: which figure of another story
states that third value (`implied.py`), ratios that one article gets wrong by itself (`ratios.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import polars as pl

from pipelines.reconciliation import words

HEDGES = (
    r"(?:(?:about|around|some|roughly|nearly|almost|just|over|under|only|well|a mere|approximately|an estimated|close to|as many as"
    r"|up to)\s+)*"
)
ITS = r"(?:(?:the|a|an|its|their|his|her|our|all|these|those|\S+(?:['’]s|s['’]))\s+)*"
"""Words before a noun that say whose it is."""
NOUN_WORD = r"(?:(?!(?:for|in|with|by|on|at|from|than|and|to|is|are|was|were|after|before|who|which|that|when|as|per|or|it|them)\b)[\w-]+)"
NOUN_WORDS = rf"(?:{NOUN_WORD}\s+)"
OF_WHOLE = re.compile(rf"^\s*of\s+{HEDGES}{ITS}{HEDGES}{NOUN_WORDS}{{0,4}}$", re.IGNORECASE)
"""Between a share and its whole: `a third of its 1,200 staff`, `52 % of the mine's workforce of 3,100`."""
OR_IS = r"(?:or|which is|that is|equal to|equivalent to|representing|accounting for|amounting to|making up)"
OR_SHARE = re.compile(rf"(?:,|\(|–|—)\s*(?:{OR_IS}\s+)?{HEDGES}$", re.IGNORECASE)
"""Between a part and its share: `1,612 employees, or 52 %`."""
SURELY = re.compile(rf"\b{OR_IS}\s+{HEDGES}$", re.IGNORECASE)
OUT_OF = re.compile(rf"^\s*(?:out\s+)?of\s+{HEDGES}{ITS}{HEDGES}$", re.IGNORECASE)
"""Between a part and its whole: `400 of the 1,200 staff`."""
WHOLE = re.compile(rf"^\s*\)?\s*of\s+{HEDGES}{ITS}({NOUN_WORDS}{{0,2}}(?!of\b){NOUN_WORD})", re.IGNORECASE)
"""Behind a share: what it is a share of."""
NO_WHOLE = frozenset("them it which whom this that what those these peak level levels average one him her us".split())
"""`38 % of them`, `a quarter of its peak`: no whole that another figure could state."""
EACH = re.compile(r"^\W{0,2}(?:each|apiece|a piece)\b", re.IGNORECASE)
EACH_OF = re.compile(r"\beach\s+of\s+(?:(?:the|its|their|our|his|her|these|those|\S+['’]s?)\s+){1,2}$", re.IGNORECASE)
FOR = re.compile(
    rf"^[^.;:,]{{0,30}}\b(?:for|worth|costing|at a cost of|at a price of|from)\s+{HEDGES}{ITS}{HEDGES}$", re.IGNORECASE
)
"""Between a sum and the number that it is for, either way round: `12.4 million for the 40 buses`."""
MOST_BETWEEN = 60
"""Characters between two figures that stand in such a relation."""
WIDEST = 1.25
"""Upper over lower end from which a value is too vague to imply another, or to be borne out by it."""
UNDER = {
    **{code: (code, 1.0) for code in ("m", "m2", "m3", "kg")},
    "MW.h": ("J", 3.6e9),
}
"""Denominators of rates → base unit of the quantity that they divide by, and how much of it one is (`rate_denominators.csv`)."""
EACH_NOUN = re.compile(
    r"\beach\s+(?:of\s+(?:the|its|their|these|those)\s+)?(?:[\w-]+\s+)?(?P<noun>[a-z][\w-]+)\s+(?:will\s+|would\s+|can\s+)?"
    r"(?:costs?|is worth|gets?|earns?|receives?|carr(?:y|ies)|weighs?|produces?|holds?|sells for|sold for)\s+(?:about\s+|some\s+)?$"
    r"|\bfor\s+each\s+(?P<of>[a-z][\w-]+)\s*$",
    re.IGNORECASE,
)
"""`each bus costs`: what the next figure is a value of; how many there are may stand in another sentence."""
WHOLE_ALONE = 2
"""Words of a metric, or of what a share is of, at most, where they stand in two sentences: `budget`, `total budget`, `gross output`."""
BLANK = frozenset("total annual yearly overall full number of the its own".split())
AMOUNTS = ("money", "count", "quantity")


class Tie(NamedTuple):
    """Figures `first` and `second` (rows) of one sentence imply a third value between `least` and `most`, in comparable units."""

    first: int
    """The share or the value for each; where that is implied, the part or the sum."""
    second: int
    role: str
    """What is implied: `part` or `whole` of a `share`, that share, the `total` of a `number` at so much `each`, or either of these."""
    dimension: str
    currency: str | None
    least: float
    most: float
    noun: str
    """What the whole or the number is of, in the words of the sentence."""


SCHEMA: dict[str, type[pl.DataType]] = {
    "first": pl.Int64, "second": pl.Int64, "role": pl.String, "dimension": pl.String, "currency": pl.String,
    "least": pl.Float64, "most": pl.Float64, "noun": pl.String,
}  # fmt: skip
TIED = ("row", "start", "end", "kind", "dimension", "currency", "unit", "unit_system", "base_unit", "v_low", "v_high")


def ties(table: pl.DataFrame) -> pl.DataFrame:
    """Statements → one row a pair of neighbouring figures that imply a third (the fields of `Tie`)."""
    base, here = pl.col("sentence_start"), ("article_id", "sentence_start")
    ordered = table.filter(
        exact().any().over(*here) & (pl.len().over(*here) > 1) & ~pl.col("sentence").str.starts_with("|")
    ).select(*TIED, *here, "sentence", exact().alias("exact"))
    found: list[Tie] = []
    # The next figure of the sentence, or the one after it where a conversion stands between.
    for step in (1, 2):
        beside = ordered.select(pl.col(*TIED, *here, "exact").shift(-step).name.suffix("_n"))
        met = pl.concat([ordered, beside], how="horizontal").filter(
            pl.col("exact")
            & pl.col("exact_n")
            & (pl.col("article_id") == pl.col("article_id_n"))
            & (base == pl.col("sentence_start_n"))
            & (pl.col("start_n") >= pl.col("end"))
            & (pl.col("start_n") - pl.col("end") <= MOST_BETWEEN)
        )
        told = met.with_columns(
            pl.col("sentence").str.slice(0, pl.col("start") - base).str.tail(40).alias("lead"),
            pl.col("sentence").str.slice(pl.col("end") - base, pl.col("start_n") - pl.col("end")).alias("between"),
            pl.col("sentence").str.slice(pl.col("end_n") - base).str.head(60).alias("behind"),
        )
        for row in told.iter_rows(named=True):
            found += [*_shares(row), *_products(row)]
    beside = pl.DataFrame(found, schema=SCHEMA, orient="row")
    return pl.concat([beside, _shares_apart(table), _products_apart(table)]).filter(
        pl.col("most") <= WIDEST * pl.col("least")
    )


def exact() -> pl.Expr:
    """Levels above zero that are closed to both sides and not vague."""
    return (
        (pl.col("change") == "level")
        & pl.col("kind").is_in([*AMOUNTS, "percent", "rate"])
        & (pl.col("v_low") > 0)
        & pl.col("low").is_not_null()
        & pl.col("high").is_not_null()
        & (pl.col("digits") > 0)
        & (pl.col("v_high") <= WIDEST * pl.col("v_low"))
    ).fill_null(False)


def _shares(pair: dict[str, Any]) -> Iterator[Tie]:
    """`a third of the 1,200 staff`; `1,612 employees, or 52 % of the workforce`; `400 of the 1,200 staff`."""
    one, other = (pair["kind"], pair["kind_n"])
    low, high, low_n, high_n = (pair[name] for name in ("v_low", "v_high", "v_low_n", "v_high_n"))
    alike = pair["dimension"] == pair["dimension_n"] and pair["currency"] == pair["currency_n"]
    if one == "percent" and other in AMOUNTS and high <= 100 and OF_WHOLE.match(pair["between"]):
        implied = (low * low_n / 100, high * high_n / 100)
        said = re.sub(r"(?i)^\s*of\b|\bof\s*$", "", pair["between"]).strip()
        noun = f"{said} {pair['unit_n']}" if other == "count" else f"{said} {_word_behind(pair['behind'])}"
        yield Tie(pair["row"], pair["row_n"], "part", pair["dimension_n"], pair["currency_n"], *implied, noun)
    if one in AMOUNTS and other == "percent" and high_n <= 100 and OR_SHARE.search(pair["between"]):
        whole = WHOLE.match(pair["behind"])
        plain = len(pair["between"].split()) <= 8 or SURELY.search(pair["between"])
        if whole and plain and not set(whole[1].lower().split()) & NO_WHOLE:
            implied = (100 * low / high_n, 100 * high / low_n)
            yield Tie(pair["row_n"], pair["row"], "whole", pair["dimension"], pair["currency"], *implied, whole[1])
    if one in AMOUNTS and one == other and alike and high < low_n and OUT_OF.match(pair["between"]):
        implied = (100 * low / high_n, 100 * high / low_n)
        noun = pair["unit_n"] if other == "count" else _word_behind(pair["behind"])
        yield Tie(pair["row"], pair["row_n"], "share", "%", None, *implied, noun)


def _word_behind(behind: str) -> str:
    found = re.match(rf"\s*({NOUN_WORDS}?[\w-]+)", behind)
    return found[1] if found else ""


def _products(pair: dict[str, Any]) -> Iterator[Tie]:
    """`40 buses at 310,000 euros a bus`; `12.4 million, or 310,000 a bus`; `each of the 40 buses costs 310,000`; `12.4 million for 40 buses`."""
    first, second = ({name: pair[name + side] for name in TIED} for side in ("", "_n"))
    for each, other in ((first, second), (second, first)):
        if each["kind"] == "rate":
            yield from _rated(each, other, pair["between"])
    counted = first["kind"] == "count" and second["kind"] in AMOUNTS and not re.search(r"[.;:]", pair["between"])
    if counted and (EACH.match(pair["behind"]) or EACH_OF.search(pair["lead"])):
        implied = (first["v_low"] * second["v_low"], first["v_high"] * second["v_high"])
        yield Tie(
            second["row"], first["row"], "total", second["dimension"], second["currency"], *implied, first["unit"]
        )
    if FOR.match(pair["between"]) and not EACH.match(pair["behind"]):
        for total, number in ((first, second), (second, first)):
            if total["kind"] == "money" and number["kind"] in ("count", "quantity"):
                under = number["unit"] if number["kind"] == "count" else number["dimension"]
                implied = (total["v_low"] / number["v_high"], total["v_high"] / number["v_low"])
                yield Tie(total["row"], number["row"], "each", f"money/{under}", total["currency"], *implied, under)


def _rated(each: dict[str, Any], other: dict[str, Any], between: str) -> Iterator[Tie]:
    """What a value for each and the number of them come to, or how many a sum is for."""
    over, _, under = (each["base_unit"] or "").partition("/")
    under = under.strip("{}")
    # Rates of the calendar, of exchange and of two equal things are no prices.
    if not under or each["dimension"].endswith("/s") or re.fullmatch(r"[A-Z]{3}", under):
        return
    unit, size = UNDER.get(under, ("count", 1.0))
    noun = under if unit == "count" else ""
    number = other["kind"] == ("count" if unit == "count" else "quantity")
    if number and (like_nouns(other["unit"], under) if noun else other["dimension"] == unit):
        implied = (each["v_low"] * other["v_low"] / size, each["v_high"] * other["v_high"] / size)
        dimension = {"ISO4217": "money", "noun": "count"}.get(each["unit_system"], over)
        yield Tie(each["row"], other["row"], "total", dimension, each["currency"], *implied, noun)
    of_money = other["kind"] == "money" and other["currency"] == each["currency"]
    if (of_money or (other["kind"] == "quantity" and other["dimension"] == over)) and SURELY.search(between):
        implied = (size * other["v_low"] / each["v_high"], size * other["v_high"] / each["v_low"])
        yield Tie(each["row"], other["row"], "number", unit, None, *implied, noun)


def like_nouns(one: str, other: str) -> bool:
    """Whether two counted nouns share a word: `electric bus`, `bus`."""
    return bool({words.stem(w) for w in one.lower().split()} & {words.stem(w) for w in other.lower().split()})


def _shares_apart(table: pl.DataFrame) -> pl.DataFrame:
    """`18 percent of the budget` where another sentence of the article tells the budget, and only one: parts."""
    base = pl.col("sentence_start")
    shares = (
        table.filter(exact() & (pl.col("kind") == "percent") & (pl.col("v_high") <= 100))
        .with_columns(pl.col("sentence").str.slice(pl.col("end") - base).str.head(60).alias("behind"))
        .filter(pl.col("behind").str.contains(r"(?i)^\s*of\s") & ~pl.col("sentence").str.starts_with("|"))
        .select("row", "article_id", "entity", "behind", "v_low", "v_high")
    )
    wholes = {}
    for behind in shares["behind"].unique():
        found = WHOLE.match(behind)
        # A number behind it is a whole of its own.
        if found and not re.search(r"\d", behind[: found.end() + 8]) and not set(found[1].lower().split()) & NO_WHOLE:
            wholes[behind] = found[1]
    of = pl.col("behind").replace_strict(wholes, default=None, return_dtype=pl.String)
    shares = _by_head(shares.with_columns(of.alias("noun")).drop_nulls("noun"), "noun")
    amounts = table.filter((pl.col("change") == "level") & pl.col("kind").is_in(AMOUNTS)).join(
        shares.select("article_id").unique(), on="article_id", how="semi"
    )
    exactly = exact().alias("exact")
    levels = _by_head(
        amounts.select("row", "article_id", "entity", "metric", "dimension", "currency", "v_low", "v_high", exactly),
        "metric",
    )
    met = _sole(shares.join(levels, on=["article_id", "entity", "head"], suffix="_n"))
    return met.select(
        pl.col("row").alias("first"), pl.col("row_n").alias("second"), pl.lit("part").alias("role"), "dimension", "currency",
        (pl.col("v_low") * pl.col("v_low_n") / 100).alias("least"),
        (pl.col("v_high") * pl.col("v_high_n") / 100).alias("most"),
        "noun",
    )  # fmt: skip


def _products_apart(table: pl.DataFrame) -> pl.DataFrame:
    """`310,000 euros a bus`, `each bus costs` where another sentence of the article tells the number of buses, and only one: sums."""
    base = pl.col("sentence_start")
    lead = pl.col("sentence").str.slice(0, pl.col("start") - base).str.tail(80)
    rated = pl.col("kind") == "rate"
    prices = (
        table.filter(exact() & pl.col("kind").is_in(["rate", "money", "quantity"]))
        .with_columns(lead.alias("lead"))
        .filter((rated & ~pl.col("dimension").str.ends_with("/s")) | (~rated & pl.col("lead").str.contains(r"(?i)\beach\s")))
        .select("row", "article_id", "sentence_start", "entity", "kind", "unit_system", "base_unit", "dimension", "currency", "v_low", "v_high", "lead")
    )  # fmt: skip
    over, under = (
        pl.col("base_unit").str.extract(r"^([^/]*)/", 1),
        pl.col("base_unit").str.extract(r"/\{?([^}/]+)\}?$", 1),
    )
    system = {"ISO4217": pl.lit("money"), "noun": pl.lit("count")}
    dimension = pl.coalesce(pl.when(pl.col("unit_system") == name).then(value) for name, value in system.items())
    by_rate = (
        prices.filter(pl.col("kind") == "rate")
        .with_columns(under.alias("noun"), pl.coalesce(dimension, over).alias("dimension"))
        .filter(~pl.col("noun").is_in(list(UNDER)) & ~pl.col("noun").str.contains(r"^[A-Z]{3}$"))
    )
    others = prices.filter(pl.col("kind") != "rate")
    said = [EACH_NOUN.search(lead) for lead in others["lead"]]
    nouns = pl.Series("noun", [(found["noun"] or found["of"]) if found else None for found in said], dtype=pl.String)
    prices = _by_head(pl.concat([by_rate, others.with_columns(nouns)]).drop_nulls("noun"), "noun")
    counts = table.filter((pl.col("change") == "level") & (pl.col("kind") == "count")).join(
        prices.select("article_id").unique(), on="article_id", how="semi"
    )
    numbers = _by_head(
        counts.select(
            "row", "article_id", "sentence_start", "entity", "unit", "v_low", "v_high", exact().alias("exact")
        ),
        "unit",
    )
    met = prices.join(numbers, on=["article_id", "entity", "head"], suffix="_n").filter(
        pl.col("sentence_start") != pl.col("sentence_start_n")
    )
    return _sole(met).select(
        pl.col("row").alias("first"), pl.col("row_n").alias("second"), pl.lit("total").alias("role"), "dimension", "currency",
        (pl.col("v_low") * pl.col("v_low_n")).alias("least"),
        (pl.col("v_high") * pl.col("v_high_n")).alias("most"),
        "noun",
    )  # fmt: skip


def _by_head(figures: pl.DataFrame, column: str) -> pl.DataFrame:
    """Figures once for each stem and sense (`head`) of the last word of a phrase; those of longer phrases are left out."""
    heads: list[tuple[str, str]] = []
    for phrase in figures[column].drop_nulls().unique():
        said = [word for word in re.findall(r"[a-z][\w-]*", phrase.lower()) if word not in BLANK]
        if 0 < len(said) <= WHOLE_ALONE:
            heads += [(phrase, name) for name in words.meanings(said[-1:])["word"].unique()]
    known = pl.DataFrame(heads, schema={column: pl.String, "head": pl.String}, orient="row")
    return figures.join(known, on=column)


def _sole(met: pl.DataFrame) -> pl.DataFrame:
    """Of each first figure the second one, where all that it meets are of one value."""
    same = pl.col("v_low_n").round_sig_figs(4).n_unique().over("row") == 1
    return (
        met.filter((pl.col("row") != pl.col("row_n")) & same & pl.col("exact"))
        .sort("row", "row_n")
        .unique("row", keep="first", maintain_order=True)
    )

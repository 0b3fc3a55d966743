"""Figures as statements: what each is about in comparable form, and which figures of one article say the same thing.

Belongs here: dimension, comparable value, day, words and names of every figure; repeats and conversions within an article.
Does not belong here: anything between articles.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.normalisation import rounding
from pipelines.reconciliation import subjects, words
from pipelines.reconciliation.standing import unit_counts, with_standing, with_unit
from pipelines.reconciliation.subjects import kind_words
from pipelines.reconciliation.vectors import Floats, Ints, Vectors
from pipelines.reconciliation.words import LEXICON, CutTexts, Vocabulary, WordCounts

YEAR_SECONDS = 31_557_600.0
CALENDAR = {
    "s": 1.0,
    "min": 60.0,
    "h": 3600.0,
    "d": 86400.0,
    "day": 86400.0,
    "wk": 604800.0,
    "week": 604800.0,
    "mo": YEAR_SECONDS / 12,
    "month": YEAR_SECONDS / 12,
    "quarter": YEAR_SECONDS / 4,
    "a": YEAR_SECONDS,
    "year": YEAR_SECONDS,
}
"""Seconds in the calendar units that stand under a rate; a month is a twelfth of a Julian year (UCUM `mo_j`)."""

YEARLY_SUM = 1e6
"""From so much a year on, money is the sum of a year and not what one pays or earns."""
SPAN = "span_"
"""Classes of markers that name a span of time or a stage; these are looked for in the whole sentence."""
LEAD = 28
"""Characters before a figure that may say that it is the older of two values."""
ROUNDED_OFF = 0.05
"""Trailing zeros are taken for rounding up to this share of the value: 20.7 is printed as 20, 14 is not."""
OPEN_REACH = 0.10
"""How far an open side reaches at least: `over 300` takes in 312, `nearly 6,000` takes in 5,912 (ANNOTATION.md)."""
VAGUE_REACH = 5.0
"""`dozens of` (24 or more) reaches to ten dozen, `hundreds of` (200 or more) to a thousand."""
TODAY_DAYS = 3
"""A day this near to publication is the article's own day."""
RECENT_DAYS = 400
"""A present state may be that of a closed period which ended no longer ago: annual results are told in spring."""
STANDING_CONCEPTS = [
    "length", "width", "height", "depth", "area", "distance", "elevation", "weight", "cable_length", "orbit_altitude", "fleet", "berths",
    "magnitude", "depth_of_quake", "pages", "engine_thrust",
]  # fmt: skip
"""Concepts of what a thing is like: told with or without a year, it is the same."""
STANDING_DAYS = 20
"""A period shorter than this is a day or so at which something stood; a longer one is closed when it is over."""


QUOTED = ["share_price", "oil_price", "exchange_rate", "stock_index"]
"""Concepts of what has a new value every day and none of them replaces the one before."""


KINDS_OF_MOVING = ("words", "grows", "revised", "sense", "grows_sense", "event")


@functools.cache
def moving_words() -> dict[str, list[str]]:
    """`lexicon/moving.csv`: words that say that a count moves (`words`) or only grows (`grows`), and senses of such counts."""
    table = pl.read_csv(LEXICON / "moving.csv", infer_schema=False)
    return {kind: table.filter(pl.col("kind") == kind)["pattern"].to_list() for kind in KINDS_OF_MOVING}


@functools.cache
def markers() -> dict[str, list[str]]:
    """Words that narrow a figure, by class: part, each, together, quarter … (`lexicon/markers.csv`)."""
    table = pl.read_csv(LEXICON / "markers.csv", infer_schema=False)
    return {name: rows["phrase"].to_list() for (name,), rows in table.group_by("class", maintain_order=True)}


@functools.cache
def opposed() -> list[list[str]]:
    """Groups of senses that name rival things: dead and missing, successes and failures (`lexicon/opposed.csv`)."""
    return [row.split() for row in pl.read_csv(LEXICON / "opposed.csv", infer_schema=False)["senses"]]


@dataclass(frozen=True)
class Statements:
    """All figures in order of place, with their vectors; row i of every part is the same figure."""

    table: pl.DataFrame
    about: Vectors
    """Metric, counted noun and surrounding words."""
    metric: Vectors
    """Metric and counted noun alone."""
    names: Vectors
    """Words of the entity."""
    setting: Vectors
    """Words of the sentence, the entity and the headline: where the other side's entity may be named."""
    topics: Vectors
    """One row an article: the words of its headline and sentences, by how often they stand."""
    known: Vectors
    """The same words, each with the weight of a name: which names an article knows."""
    noun: Vectors
    """The counted noun alone."""
    beside: Vectors
    """Proper names of the sentence that are not its entity."""
    vocabulary: pl.Series
    """The words by their numbers."""
    counts: WordCounts
    """What tells how rare words are."""
    own_counts: WordCounts
    """The counts of these figures and articles alone."""

    @functools.cached_property
    def facets(self) -> pl.DataFrame:
        """What two figures are compared by column for column, one row a figure; texts as numbers, so that it costs little."""
        numbered = ("concept", "modality", "part", "unit", "attribution")
        return self.table.select(
            "kind",
            *("period_start", "period_end", "closed", "dated", "today", "as_of"),
            pl.col("period_text").is_not_null().alias("said_period"),
            pl.col("concept").is_in(QUOTED).fill_null(False).alias("quoted"),
            pl.col("modality").is_in(["target", "forecast"]).alias("ahead"),
            (pl.col("part") == "event").alias("happens"),
            pl.col("sentence").str.starts_with("|").fill_null(False).alias("cell"),
            numbered_text(self.table["scope"].str.to_lowercase()),
            *(numbered_text(self.table[name]) for name in numbered),
        )

    @functools.cached_property
    def metric_in_about(self) -> Floats:
        """The weight in `metric` of each word of `about`; 0 where the metric does not say it."""
        weights = np.zeros(len(self.about.words))
        rows = np.repeat(np.arange(len(self.metric.starts) - 1), np.diff(self.metric.starts))
        place, _ = self.about.find(rows, self.metric.words)
        weights[place] = self.metric.weights
        return weights

    @functools.cached_property
    def unit_senses(self) -> Vectors:
        """One row a number of `facets.unit`: what the counted noun may mean by the synonym table, persons of any kind as one."""
        by_stem, _ = words.senses()
        anyone = words.persons()
        places: dict[str, int] = {}
        rows, found = [], []
        units = pl.DataFrame({"unit": self.table["unit"], "n": self.facets["unit"]}).unique().drop_nulls().sort("n")
        for noun, number in units.iter_rows():
            roots = [words.stem(piece) for piece in noun.lower().split()]
            named = {s for root in roots for s in (*by_stem.get(root, ()), *(("person",) if root in anyone else ()))}
            for place in sorted(places.setdefault(sense, len(places)) for sense in sorted(named)):
                rows.append(number)
                found.append(place)
        starts = np.searchsorted(np.array(rows, dtype=np.int64), np.arange(units.height + 1)).astype(np.int64)
        return Vectors(starts, np.array(found, dtype=np.int64), np.ones(len(found)), max(len(places), 1))


def describe(figures: pl.DataFrame, articles: pl.DataFrame, counts: WordCounts | None = None) -> Statements:
    """Figures (NormalisedFigures) and articles → statements; rows sorted by article and place.

    How rare words are is told by `counts`, where these figures are a part of a larger corpus, else by these figures alone.
    """
    numbered = articles.sort("article_id").select(
        "article_id",
        "wire_id",
        "publisher",
        "path",
        "published",
        "title",
        # The earliest of a wire story speaks for it: before its copies, these by date and id.
        (pl.col("article_id") != pl.col("wire_id")).cast(pl.Int64).alias("is_copy"),
        pl.int_range(pl.len(), dtype=pl.Int64).alias("article"),
        pl.struct(
            (pl.col("article_id") != pl.col("wire_id")).alias("copy"),
            pl.col("published").fill_null(pl.date(9999, 1, 1)),
            "article_id",
        )
        .rank("dense")
        .cast(pl.Int64)
        .alias("copy_rank"),
    )
    table = (
        figures.sort("article_id", "start", "end", "figure_id")
        .join(numbered, on="article_id", how="left", maintain_order="left")
        .with_row_index("row")
        .with_columns(pl.col("row").cast(pl.Int64), pl.col("wire_id").fill_null(pl.col("article_id")))
    )
    table = with_unit(_around(_comparable(table.with_columns(numbered_text(table["wire_id"]).alias("wire")))))
    table = table.with_columns(part_of_name(table["entity"]).alias("part")).with_columns(
        pl.coalesce("part", _described())
    )
    corpus = articles.select("article_id", "text").join(numbered, on="article_id").sort("article")
    vocabulary, text = words.cut(
        {
            "metric": table["metric"].fill_null("") + " " + table["concept"].fill_null(""),
            "noun": table.select(pl.when(pl.col("kind") == "count").then("unit").otherwise(pl.lit(""))).to_series(),
            "near": table["near"],
            "far": table["sentence"],
            "entity": table["entity"],
            "title": table["title"],
            "names": subjects.proper_names(corpus["text"]),
            "sentence_names": subjects.proper_names(table["sentence"]),
        }
    )
    about, metric = subjects.measured(vocabulary, text)
    names, setting = subjects.named(vocabulary, text)
    topics, sentences = subjects.topics(vocabulary, text, table)
    own = WordCounts(
        table.height,
        numbered.height,
        pl.DataFrame(
            {
                "word": vocabulary.words,
                "in_figures": np.bincount(about.words, minlength=vocabulary.size)[: len(vocabulary.words)],
                "in_articles": np.bincount(sentences.words, minlength=vocabulary.size)[: len(vocabulary.words)],
            }
        ).filter((pl.col("in_figures") > 0) | (pl.col("in_articles") > 0)),
        table["article_id"].n_unique(),
        unit_counts(table),
    )
    counts = counts or own
    table = with_standing(table, counts)
    rare, rare_names = counts.rarities(vocabulary)
    n, m = table.height, numbered.height
    return Statements(
        table.with_columns(_moving(table, vocabulary, text))
        .with_columns(_marked(table))
        .with_columns((pl.col("event") != 0).any().over("article_id").alias("in_event")),
        about.vectors(rare, n),
        metric.vectors(rare, n),
        names.vectors(rare_names, n),
        setting.vectors(rare_names, n),
        topics.vectors(rare_names, m),
        topics.weighing(np.ones(len(topics.keys))).vectors(rare_names, m),
        subjects.counted(vocabulary, text).vectors(rare, n),
        subjects.named_aside(vocabulary, text).vectors(rare_names, n),
        vocabulary.words,
        counts,
        own,
    )


def _moving(table: pl.DataFrame, vocabulary: Vocabulary, text: dict[str, CutTexts]) -> list[pl.Series | pl.Expr]:
    """Whether a figure is a state of a moving count, and which rival senses and events its words carry."""
    marked = moving_words()

    def carried(names: Sequence[str], *texts: str) -> Ints:
        """One bit a sense of `names` (at most 62) that each row carries."""
        bit = np.zeros(vocabulary.size, dtype=np.int64)
        for place, sense in enumerate(names):
            bit[vocabulary.marks([words.SENSE_MARK + sense])] = 1 << place
        return functools.reduce(np.bitwise_or, (text[name].bits(bit) for name in texts))

    close, own = ("metric", "noun", "near"), ("metric", "noun")
    # What the metric itself says goes before what stands around it: `12 died and 44 were missing`.
    growing, moving = marked["grows_sense"], [*marked["grows_sense"], *marked["sense"]]
    said = carried(moving, *own) != 0
    grows = np.where(said, carried(growing, *own), carried(growing, *close)) != 0
    moves = said | (carried(moving, *close) != 0)
    rivals = carried(rival_senses(), *own)
    sentence = table["sentence"].str.to_lowercase()
    return [
        sentence.str.contains_any(marked["words"] + marked["grows"]).alias("says_moving"),
        pl.Series("counts_moving", moves),
        sentence.str.contains_any(marked["revised"]).alias("says_revised"),
        pl.Series("only_grows", sentence.str.contains_any(marked["grows"]) | pl.Series(grows)),
        # What the metric itself says goes before what stands around it: rescuers count the dead.
        pl.Series("senses", np.where(rivals != 0, rivals, carried(rival_senses(), *close))),
        pl.Series("own_sense", rivals != 0),
        pl.Series("event", carried(marked["event"], *close)),
    ]


def numbered_text(text: pl.Series) -> pl.Series:
    """A number for each distinct text, in their order; null stays null."""
    distinct = text.drop_nulls().unique().sort()
    numbers = pl.DataFrame({text.name: distinct, "n": pl.Series(range(len(distinct)), dtype=pl.Int32)})
    return text.to_frame().join(numbers, on=text.name, how="left", maintain_order="left")["n"].alias(text.name)


def _marked(table: pl.DataFrame) -> pl.Expr:
    """`markers`: one bit a class of narrowing words around the figure or in its metric (spans of time: in its sentence).

    The class `before` also takes what stands right before the figure: `from 18,200`, `against 2.3 billion`.
    """
    around = (
        pl.col("near") + " " + pl.col("metric").fill_null("") + " " + pl.col("scope").fill_null("")
    ).str.to_lowercase()
    sentence = (pl.col("sentence") + " " + pl.col("metric").fill_null("")).str.to_lowercase()
    lead = pl.col("sentence").str.slice(
        (pl.col("start") - pl.col("sentence_start") - LEAD).clip(0),
        pl.min_horizontal(pl.col("start") - pl.col("sentence_start"), pl.lit(LEAD)).clip(0),
    )
    bits = pl.lit(0, dtype=pl.Int64)
    for place, (name, listed) in enumerate(markers().items()):
        pattern = r"\b(?:" + "|".join(re.escape(phrase) for phrase in listed) + r")\b"
        said = (sentence if name.startswith(SPAN) else around).str.contains(pattern)
        if name.startswith(SPAN):
            # A rate says its own time, and two of them are compared for one.
            said &= pl.col("kind") != "rate"
        if name == "before":
            said = lead.str.to_lowercase().str.contains(
                r"\b(?:from|against|compared with|compared to|previous|previously|than the|original|originally|instead of)\s+(?:\S+\s+){0,2}\S?$"
            )
        bits = bits + pl.when(said).then(2**place).otherwise(0)
    return bits.alias("markers")


def rival_senses() -> list[str]:
    """The senses that have rivals, in the order of their bits in `senses`."""
    return sorted({sense for group in opposed() for sense in group})


def _comparable(table: pl.DataFrame) -> pl.DataFrame:
    """Add `dimension`, `money` (currency), `low`/`high` in one unit a dimension (`v_`), in dollars (`d_`), `as_of`, `closed`."""
    numerator = pl.col("base_unit").str.extract(r"^(.*?)/", 1)
    denominator = pl.col("base_unit").str.extract(r"/\{?([^}/]+)\}?$", 1)
    is_money_rate = (pl.col("kind") == "rate") & numerator.str.contains(r"^[A-Z]{3}$")
    calendar = pl.when(pl.col("kind") == "rate").then(
        denominator.replace_strict(CALENDAR, default=None, return_dtype=pl.Float64)
    )
    # `Savings of 160 million a year` are told as `savings of 160 million` elsewhere; a rent or a wage is not.
    yearly_sum = is_money_rate & pl.col("unit").str.ends_with("/year") & (pl.col("low").abs() >= YEARLY_SUM)
    per = pl.when(yearly_sum.fill_null(False)).then(calendar / YEAR_SECONDS).otherwise(calendar.fill_null(1.0))
    unit = pl.coalesce("base_unit", "unit")
    table = table.with_columns(
        pl.when((pl.col("kind") == "money") | yearly_sum.fill_null(False))
        .then(pl.lit("money"))
        .when(pl.col("kind") == "count")
        .then(pl.lit("count"))
        .when(is_money_rate)
        .then(pl.format("money/{}", pl.when(calendar.is_not_null()).then(pl.lit("s")).otherwise(denominator)))
        .when(calendar.is_not_null() & numerator.str.contains(r"[a-z]{3}"))
        .then(pl.lit("count/s"))
        .when(calendar.is_not_null())
        .then(pl.format("{}/s", numerator))
        .otherwise(unit)
        .alias("dimension"),
        pl.when(pl.col("kind") == "money").then(unit).when(is_money_rate).then(numerator).alias("currency"),
    )
    low, high, digits = pl.col("low"), pl.col("high"), pl.col("digits")
    # An open side: the stated end means what it says, so the rounding that widened it is taken back.
    unround_low = (low / (low - rounding.reach(low, digits, pl.col("bound")))).fill_nan(1.0)
    unround_high = (high / (high + rounding.reach(high, digits, pl.col("bound")))).fill_nan(1.0)
    step = (rounding.last_digit(low, digits) / low.abs()).clip(OPEN_REACH, 2 * OPEN_REACH).fill_null(OPEN_REACH)
    above = pl.when(digits == 0).then(VAGUE_REACH - 1).otherwise(step)
    reporting = next((c[:3] for c in table.columns if re.fullmatch(r"[a-z]{3}_period_low", c)), "usd")
    ends = {"v": "base", "d": reporting, "p": f"{reporting}_period"}
    for name, column in ends.items():
        stated_low, stated_high = pl.col(f"{column}_low"), pl.col(f"{column}_high")
        least, most = stated_low * unround_low, stated_high * unround_high
        table = table.with_columns(
            (
                pl.when(high.is_null())
                .then(least)
                .when(low.is_null())
                .then(most - OPEN_REACH * most.abs())
                .otherwise(stated_low)
                / per
            ).alias(f"{name}_low"),
            (
                pl.when(low.is_null())
                .then(most)
                .when(high.is_null())
                .then(least + above * least.abs())
                .otherwise(stated_high)
                / per
            ).alias(f"{name}_high"),
        )
    printed = pl.col("surface").str.extract(r"(\d[\d,.'’\u00a0\u2009\u202f ]*)", 1)
    zeros = pl.when(~printed.str.contains(r"\.\d")).then(
        printed.str.extract(r"(0[0,]*)[^\d]*$", 1).str.replace_all(",", "").str.len_chars()
    )
    whole = printed.str.replace_all(r"[^\d]", "").cast(pl.Float64, strict=False)
    middle = (pl.col("v_low") + pl.col("v_high")).abs() / 2
    table = table.with_columns(
        # The minimum passes over nulls, so a number without trailing zeros is left out here.
        pl.when((whole > 0) & (zeros > 0) & (pl.col("bound") == "="))
        .then(pl.min_horizontal(middle * pl.lit(10.0).pow(zeros) / whole / 2, middle * ROUNDED_OFF))
        .fill_null(0.0)
        .fill_nan(0.0)
        .alias("z")
    )
    day = pl.col("published")
    running = (
        pl.col("period_end").is_not_null() & day.is_not_null() & (pl.col("period_end") >= day - pl.duration(days=7))
    )
    length = (pl.col("period_end") - pl.col("period_start")).dt.total_days()
    return table.with_columns(
        pl.when(pl.col("period_end").is_null())
        .then(day)
        .otherwise(pl.min_horizontal("period_end", day))
        .alias("as_of"),
        (pl.col("low").is_null() | pl.col("high").is_null()).alias("one_sided"),
        (pl.col("concept").is_in(STANDING_CONCEPTS) & (pl.col("change") == "level")).fill_null(False).alias("standing"),
        ((length >= STANDING_DAYS) & ~running).fill_null(False).alias("closed"),
        (length < STANDING_DAYS).fill_null(False).alias("dated"),
        # A present state is dated by its article; that says little of the time that the value is for.
        ((length == 0) & ((day - pl.col("period_end")).dt.total_days().abs() <= TODAY_DAYS))
        .fill_null(False)
        .alias("today"),
    )


def _around(table: pl.DataFrame) -> pl.DataFrame:
    """Add `near`: the sentence from the figure before to the figure after (itself with its unit inside)."""
    same_before = (pl.col("sentence_start") == pl.col("sentence_start").shift(1)) & (
        pl.col("article_id") == pl.col("article_id").shift(1)
    )
    same_after = (pl.col("sentence_start") == pl.col("sentence_start").shift(-1)) & (
        pl.col("article_id") == pl.col("article_id").shift(-1)
    )
    start = (
        pl.when(same_before)
        .then(pl.max_horizontal(pl.col("end").shift(1), "sentence_start"))
        .otherwise("sentence_start")
    )
    end = (
        pl.when(same_after).then(pl.min_horizontal(pl.col("start").shift(-1), "sentence_end")).otherwise("sentence_end")
    )
    start, end = pl.min_horizontal(start, "start"), pl.max_horizontal(end, "end")
    return table.with_columns(
        pl.col("sentence").str.slice((start - pl.col("sentence_start")).clip(0), (end - start).clip(0)).alias("near")
    )


DESCRIBED = ["zone", "city", "district", "province", "nation", "plant", "street"]
"""Kinds of place that a sentence names by its description alone: `the city has …`."""


def _described() -> pl.Expr:
    """The kind of place that the words around a figure call their subject, for names that do not say it: `the city` → city."""
    kinds = {word: name for word, name in kind_words().items() if name in DESCRIBED}
    said = r"(?i)\bthe (?:[\p{L}-]+ )?(" + "|".join(sorted(kinds)) + r")(?:'s|’s)?\b"
    found = pl.col("near").str.extract(said, 1).str.to_lowercase()
    return (
        pl.when(pl.col("entity").is_not_null())
        .then(found.replace_strict(kinds, default=None, return_dtype=pl.String))
        .alias("part")
    )


def part_of_name(entity: pl.Series) -> pl.Series:
    """The class of the last word in each name that the part table knows: `Orvik harbour district` → district; null without one."""
    unique = entity.drop_nulls().unique().sort()
    classes = {root: name for root, name in kind_words().items() if name}
    found: list[str | None] = []
    for name in unique:
        # The head says what it is: `fires in Ostra county` are fires.
        head = re.split(r"\s(?:in|of|at|on|near|for|off|from|by)\s", name, maxsplit=1)[0]
        roots = [words.stem(word.lower().strip(".,()")) for word in head.replace("’s", "").replace("'s", "").split()]
        hits = [classes[root] for root in roots if root in classes]
        found.append(hits[-1] if hits else None)
    lookup = pl.DataFrame({"entity": unique, "part": found}, schema={"entity": pl.String, "part": pl.String})
    return pl.DataFrame({"entity": entity}).join(lookup, on="entity", how="left", maintain_order="left")["part"]

"""How sure it is that two figures state the same thing: signed weights, without a look at their values.

Belongs here: likeness of names, measures, periods, scope; the weights table; the score. Does not belong here: verdicts.
"""

from __future__ import annotations

import functools
import math
import re

import numpy as np
import polars as pl

from pipelines.reconciliation import words
from pipelines.reconciliation.statements import (
    RECENT_DAYS,
    SPAN,
    Statements,
    kind_words,
    markers,
    opposed,
    rival_senses,
)
from pipelines.reconciliation.words import LEXICON, Floats, Ints

NAMED = 0.6
"""Share of a name's words, weighed by rarity, from which it counts as named: `Norvik` of `Norvik Kabel`, not `Energy`."""
SMALL_CORPUS = 80
"""Articles (with those that stand behind a small corpus) for which the weights of differing names are set."""
ALIKE = 0.34
"""Share of the shorter name, weighed by rarity, from which two names may be of one thing."""
QUOTED = ["share_price", "oil_price", "exchange_rate", "stock_index"]
"""Concepts of what has a new value every day and none of them replaces the one before."""
EXACT = 9
"""Decimals that are kept of a weight: what lies behind them depends on the order in which numbers were added up."""
PROMINENT = 450
"""Characters of an article that hold its headline and its lead: what is told there is what the story is about."""
OTHER_TOPIC, SAME_TOPIC = 0.03, 0.15
"""Likeness (cosine) of two articles below which they are about different subjects, and from which about one: measured on
three small corpora, 95 % of articles on different subjects lie below 0.05, 75 % of those on one subject above 0.11."""


def features(statements: Statements, pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs (`a`, `b`) → the same with one column a kind of likeness, each between -1 and 1."""
    a, b = pairs["a"].to_numpy(), pairs["b"].to_numpy()
    names, about, metric = statements.names, statements.about, statements.metric
    shared_name = names.shared(names, a, b, product=False)
    least = np.minimum(names.sums[a], names.sums[b])
    most = names.sums[a] + names.sums[b] - shared_name
    one_missing = least <= 0
    overlap = np.divide(shared_name, least, out=np.zeros(len(a)), where=least > 0)
    jaccard = np.divide(shared_name, most, out=np.zeros(len(a)), where=most > 0)
    # Is the entity of one side named in the other's sentence or headline?
    told_a = _told(statements, a, b)
    told_b = _told(statements, b, a)
    article = statements.table["article"].to_numpy()
    # Many pairs of figures lie between the same two articles.
    between, place = np.unique(article[a] * len(statements.topics.starts) + article[b], return_inverse=True)
    topic = statements.topics.cosine(*np.divmod(between, len(statements.topics.starts)))[place]
    same_metric = metric.cosine(a, b)
    same_about = about.cosine(a, b)
    cross = _cross(statements, a, b)
    columns = {
        "overlap": overlap,
        "jaccard": jaccard,
        "no_entity": one_missing.astype(float),
        "told": np.maximum(told_a, told_b),
        "told_both": np.minimum(told_a, told_b),
        "disjoint": ((overlap <= 0) & ~one_missing).astype(float),
        "metric": same_metric,
        "about": same_about,
        "cross": cross[0],
        "cross_both": cross[1],
    }
    columns |= _ties(statements, a, b, told=columns["told"], overlap=overlap, topic=topic)
    columns |= _narrowed(statements, a, b)
    # The dead and homeless of one disaster are counted under many names: of the town, the province, the storm.
    columns["same_event"] = columns["same_event"] * columns["story"]
    columns["named_elsewhere"] = columns["other_name"] * columns["story"]
    columns["no_metric"] = ((metric.sums[a] <= 0) | (metric.sums[b] <= 0)).astype(float)
    cell = statements.table["sentence"].str.starts_with("|").fill_null(False).to_numpy()
    columns["one_cell"] = (cell[a] != cell[b]).astype(float)
    early = (statements.table["start"] < PROMINENT).to_numpy()
    columns["prominent"] = (early[a] & early[b]) * columns["story"]
    frame = pairs.with_columns(**{name: pl.Series(values) for name, values in columns.items()})
    return _facets(statements, frame)


def _narrowed(statements: Statements, a: Ints, b: Ints) -> dict[str, Floats]:
    """`opposed`: the two carry rival senses; `narrowed`: classes of narrowing words that only one of them has."""
    marks, carried = statements.table["markers"].to_numpy(), statements.table["senses"].to_numpy()
    place = {sense: i for i, sense in enumerate(rival_senses())}
    rival = np.zeros(len(a), dtype=bool)
    # Where neither side's own metric says it, what stands around may be said of other things.
    own = statements.table["own_sense"].to_numpy()
    events = statements.table["event"].to_numpy()
    for group in opposed():
        mask = sum(1 << place[sense] for sense in group)
        mine, theirs = carried[a] & mask, carried[b] & mask
        rival |= (own[a] | own[b]) & (mine != 0) & (theirs != 0) & ((mine & theirs) == 0)
    classes = list(markers())
    spans = sum(1 << i for i, name in enumerate(classes) if name.startswith(SPAN))
    before = 1 << classes.index("before")
    only_one, both = marks[a] ^ marks[b], marks[a] & marks[b]
    plain = ~(spans | before)
    return {
        "opposed": rival.astype(float),
        "same_event": ((events[a] & events[b]) != 0).astype(float),
        "narrowed": np.minimum(np.bitwise_count(only_one & plain), 3) / 3.0,
        "narrowed_alike": np.minimum(np.bitwise_count(both & plain), 2) / 2.0,
        "other_span": ((only_one & spans) != 0).astype(float),
        "same_span": (((both & spans) != 0) & ((only_one & spans) == 0)).astype(float),
        "older_value": ((only_one & before) != 0).astype(float),
    }


def _told(statements: Statements, a: Ints, b: Ints) -> Floats:
    """Share of the entity words of `a` that stand in the sentence, entity or headline of `b`."""
    shared = statements.names.shared(statements.setting, a, b, product=False)
    total = statements.names.sums[a]
    # The setting's far words weigh the same as names: both come from one rarity table.
    return np.minimum(np.divide(shared, total, out=np.zeros(len(a)), where=total > 0), 1.0)


def _ties(
    statements: Statements, a: Ints, b: Ints, *, told: Floats, overlap: Floats, topic: Floats
) -> dict[str, Floats]:
    """What ties two figures to one thing, or not, beside the likeness of their names.

    `story`: how much the two articles are about one subject. `contrast`: two names, and each article knows both: the writers
    tell them apart. `other_name`: two names that are not alike. `strangers`: two such names and no common subject.
    `untied`: a name is missing, and neither sentence, headline nor subject says that it is the same thing. `unlike`: nothing
    ties the two at all.
    """
    names, article = statements.names, statements.table["article"].to_numpy()
    known_a, known_b = names.sums[a] > 0, names.sums[b] > 0

    def elsewhere(x: Ints, y: Ints) -> Floats:
        shared = names.shared(statements.known, x, article[y], product=False)
        return np.divide(shared, names.sums[x], out=np.zeros(len(x)), where=names.sums[x] > 0)

    # The more articles, the more names there are, and the more it says that two differ.
    scale = math.log((len(statements.topics.starts) + 50) / 1.25) / math.log(SMALL_CORPUS)
    story = np.clip((topic - OTHER_TOPIC) / (SAME_TOPIC - OTHER_TOPIC), 0, 1)
    both = known_a & known_b
    differ = both & (overlap < ALIKE)
    contrast = differ & (elsewhere(a, b) >= NAMED) & (elsewhere(b, a) >= NAMED)
    return {
        "story": story,
        "contrast": contrast.astype(float),
        "other_name": differ * scale,
        "strangers": (differ & ~contrast) * (1 - story) * scale,
        "untied": ~both * (1 - story) * (1 - told) * scale,
        "unlike": ((story <= 0) & (told < ALIKE) & (overlap < ALIKE)).astype(float),
    }


def _cross(statements: Statements, a: Ints, b: Ints) -> tuple[Floats, Floats]:
    """How much of either metric is said around the other figure: the better and the worse of the two shares."""
    metric, about = statements.metric, statements.about

    def share(x: Ints, y: Ints) -> Floats:
        total = metric.sums[x]
        return np.divide(metric.shared(about, x, y, product=False), total, out=np.zeros(len(x)), where=total > 0)

    return np.maximum(share(a, b), share(b, a)), np.minimum(share(a, b), share(b, a))


def _facets(statements: Statements, frame: pl.DataFrame) -> pl.DataFrame:
    """Add `noun`, `period`, `modality`, `scope`, `part`, `concept` likeness from the table's columns."""
    wanted = [
        "row",
        "kind",
        "unit",
        "concept",
        "modality",
        "scope",
        "period_start",
        "period_end",
        "period_text",
        "closed",
        "dated",
        "today",
        "as_of",
        "published",
        "part",
        "attribution",
    ]
    table = statements.table.with_columns(part_of_name(statements.table["entity"]).alias("part"))
    table = table.with_columns(pl.coalesce("part", _described(table))).select(wanted)
    frame = frame.join(
        table.rename({c: c + "_a" for c in wanted}), left_on="a", right_on="row_a", how="left", maintain_order="left"
    ).join(
        table.rename({c: c + "_b" for c in wanted}), left_on="b", right_on="row_b", how="left", maintain_order="left"
    )
    known = pl.col("period_start_a").is_not_null() & pl.col("period_start_b").is_not_null()
    overlap = (pl.col("period_start_a") <= pl.col("period_end_b")) & (
        pl.col("period_start_b") <= pl.col("period_end_a")
    )
    same = (pl.col("period_start_a") == pl.col("period_start_b")) & (pl.col("period_end_a") == pl.col("period_end_b"))
    length_a = (pl.col("period_end_a") - pl.col("period_start_a")).dt.total_days() + 1
    length_b = (pl.col("period_end_b") - pl.col("period_start_b")).dt.total_days() + 1
    alike = pl.min_horizontal(length_a, length_b) / pl.max_horizontal(length_a, length_b)
    both_open = ~pl.col("closed_a") & ~pl.col("closed_b")
    running = both_open & (pl.col("period_start_a") == pl.col("period_start_b"))
    recent = (pl.col("as_of_a") - pl.col("as_of_b")).dt.total_days().abs() <= RECENT_DAYS
    loose = (pl.col("today_a") & pl.col("closed_b")) | (pl.col("today_b") & pl.col("closed_a"))
    period = (
        pl.when(~known | (loose & recent & ~overlap))
        .then(pl.lit("unknown"))
        .when(same)
        .then(pl.lit("same"))
        .when(running)
        .then(pl.lit("states"))
        .when(overlap & ((alike > 0.5) | both_open))
        .then(pl.lit("overlap"))
        .when(overlap)
        .then(pl.lit("inside"))
        .when(both_open)
        .then(pl.lit("states"))
        .otherwise(pl.lit("apart"))
    )
    # Both name a day of their own, and not the same one; a quarter and its year; a price on the market on two days.
    other_time = (
        pl.col("dated_a")
        & pl.col("dated_b")
        & pl.col("period_text_a").is_not_null()
        & pl.col("period_text_b").is_not_null()
        & ~overlap
    )
    other_time |= overlap & (alike <= 0.5) & pl.col("closed_a") & pl.col("closed_b")
    quoted = pl.col("concept_a").is_in(QUOTED) | pl.col("concept_b").is_in(QUOTED)
    other_time |= quoted & (pl.col("as_of_a") != pl.col("as_of_b"))
    return frame.with_columns(
        period.alias("times"),
        other_time.fill_null(False).alias("other_time"),
        (
            (pl.col("unit_a") == pl.col("unit_b")) | pl.struct("unit_a", "unit_b").is_in(_like_nouns(frame).implode())
        ).alias("same_unit"),
        (pl.col("concept_a") == pl.col("concept_b")).fill_null(False).alias("same_concept"),
        (pl.col("concept_a") != pl.col("concept_b")).fill_null(False).alias("other_concept"),
        (pl.col("modality_a") == pl.col("modality_b")).alias("same_modality"),
        (
            (pl.col("modality_a") != pl.col("modality_b"))
            & pl.col("modality_a").is_in(["target", "forecast"])
            & pl.col("modality_b").is_in(["target", "forecast"])
        ).alias("near_modality"),
        (
            pl.col("scope_a").is_not_null()
            & (pl.col("scope_a").str.to_lowercase() == pl.col("scope_b").str.to_lowercase())
        )
        .fill_null(False)
        .alias("scope_same"),
        (pl.col("scope_a").str.to_lowercase() != pl.col("scope_b").str.to_lowercase())
        .fill_null(False)
        .alias("scope_other"),
        pl.when(pl.col("part_a").is_null() | pl.col("part_b").is_null())
        .then(
            pl.when(pl.col("part_a").is_null() & pl.col("part_b").is_null())
            .then(pl.lit("none"))
            .otherwise(pl.lit("one"))
        )
        .when(pl.col("part_a") == pl.col("part_b"))
        .then(pl.lit("same"))
        .otherwise(pl.lit("other"))
        .alias("part"),
    ).drop([c + s for c in wanted if c not in ("row", "kind") for s in ("_a", "_b")] + ["kind_b"])


@functools.cache
def weights() -> pl.DataFrame:
    """`lexicon/weights.csv`: `feature`, `family`, `weight`, `meaning`."""
    return pl.read_csv(LEXICON / "weights.csv", schema_overrides={"weight": pl.Float64})


FAMILIES = ["prior", "entity", "topic", "measure", "scope", "period", "modality"]


def feature_values() -> dict[str, pl.Expr]:
    """The features of `lexicon/weights.csv` that are made from other columns; each other feature is a column of its name."""
    counted = pl.col("kind_a") == "count"
    return {
        "bias": pl.lit(1.0),
        "about_root": pl.col("about").clip(0).sqrt(),
        "metric_root": pl.col("metric").clip(0).sqrt(),
        "noun_other": (counted & ~pl.col("same_unit")).cast(pl.Float64),
        "quantity": pl.col("kind_a").is_in(["quantity", "rate", "duration"]).cast(pl.Float64),
        "percent": (pl.col("kind_a") == "percent").cast(pl.Float64),
        "money": (pl.col("kind_a") == "money").cast(pl.Float64),
        **{
            f"period_{name}": (pl.col("times") == name).cast(pl.Float64)
            for name in ("same", "overlap", "inside", "states", "apart")
        },
        **{f"part_{name}": (pl.col("part") == name).cast(pl.Float64) for name in ("same", "one", "other")},
        "concept_story": pl.col("same_concept").cast(pl.Float64) * pl.col("story"),
        "printed_unit": (~counted & pl.col("same_unit")).cast(pl.Float64),
    }


def weigh(likeness: pl.DataFrame) -> pl.DataFrame:
    """Add one column a family of evidence (its signed weight) and `own`, their sum, to pairs with features."""
    values = feature_values()
    terms: dict[str, list[pl.Expr]] = {family: [] for family in FAMILIES}
    for feature, family, weight in weights().select("feature", "family", "weight").iter_rows():
        terms[family].append(values.get(feature, pl.col(feature).cast(pl.Float64)) * weight)
    return likeness.with_columns(
        **{family: pl.sum_horizontal(terms[family]).round(EXACT) for family in FAMILIES}
    ).with_columns(pl.sum_horizontal(FAMILIES).alias("own"))


DESCRIBED = ["zone", "city", "district", "province", "nation", "plant", "street"]
"""Kinds of place that a sentence names by its description alone: `the city has …`."""


def _described(table: pl.DataFrame) -> pl.Expr:
    """The kind of place that the words around a figure call their subject, for names that do not say it: `the city` → city."""
    kinds = {word: name for word, name in kind_words().items() if name in DESCRIBED}
    said = r"(?i)\bthe (?:[\p{L}-]+ )?(" + "|".join(sorted(kinds)) + r")(?:'s|’s)?\b"
    found = pl.col("near").str.extract(said, 1).str.to_lowercase()
    return (
        pl.when(pl.col("entity").is_not_null())
        .then(found.replace_strict(kinds, default=None, return_dtype=pl.String))
        .alias("part")
    )


def _like_nouns(frame: pl.DataFrame) -> pl.Series:
    """Pairs of counted nouns that may be of one thing: one sense in the synonym table, or persons of any kind."""
    pairs = (
        frame.filter(pl.col("unit_a") != pl.col("unit_b")).select("unit_a", "unit_b").unique().sort("unit_a", "unit_b")
    )
    by_stem, _ = words.senses()
    anyone = words.persons()

    def kinds(noun: str) -> set[str]:
        roots = [words.stem(piece) for piece in noun.lower().split()]
        return {sense for root in roots for sense in (*by_stem.get(root, ()), *(("person",) if root in anyone else ()))}

    like = [bool(kinds(one) & kinds(other)) for one, other in pairs.iter_rows()]
    return pairs.filter(pl.Series(like, dtype=pl.Boolean)).to_struct("nouns")


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

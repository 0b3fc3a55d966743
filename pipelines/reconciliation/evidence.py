"""How sure it is that two figures state the same thing: signed weights, without a look at their values.

Belongs here: likeness of names, measures, periods, scope. Does not belong here: what each likeness is worth (`weighing.py`), verdicts.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.reconciliation.statements import (
    RECENT_DAYS,
    SPAN,
    Statements,
    markers,
    opposed,
    rival_senses,
)
from pipelines.reconciliation.vectors import CHUNK, Floats, Ints

NAMED = 0.6
"""Share of a name's words, weighed by rarity, from which it counts as named: `Norvik` of `Norvik Kabel`, not `Energy`."""
SMALL_CORPUS = 80
"""Articles (with those that stand behind a small corpus) for which the weights of differing names are set."""
ALIKE = 0.34
"""Share of the shorter name, weighed by rarity, from which two names may be of one thing."""
SHARED_RARITY = 6.0
"""Rarity (logits, added up) of shared words that is halfway between nothing and everything in common."""
NOTHING_ELSE = 1.0
"""Rarity of further shared words below which two figures have nothing but their noun in common."""
PROMINENT = 450
"""Characters of an article that hold its headline and its lead: what is told there is what the story is about."""
OTHER_TOPIC, SAME_TOPIC = 0.03, 0.15
"""Likeness (cosine) of two articles below which they are about different subjects, and from which about one: measured on
three small corpora, 95 % of articles on different subjects lie below 0.05, 75 % of those on one subject above 0.11."""


def features(statements: Statements, pairs: pl.DataFrame, *, least_alike: float | None = None) -> pl.DataFrame:
    """Pairs (`a`, `b`) → the same with one column a kind of likeness, each between -1 and 1.

    With `least_alike`, pairs whose words are less alike, and those that nothing ties together, are left out.
    """
    a, b = pairs["a"].to_numpy(), pairs["b"].to_numpy()
    if least_alike is not None:
        # What costs least comes first: each step is taken only for what the one before has left.
        pairs, a, b = _kept(pairs, statements.about.may_meet(a, b) if least_alike > 0 else np.ones(len(a), dtype=bool))
    alike = _alike(statements, a, b)
    if least_alike is not None:
        kept = alike["unlike"] == 0
        pairs, a, b = _kept(pairs, kept)
        alike = {name: values[kept] for name, values in alike.items()}
    measured = _measured(statements, a, b)
    if least_alike is not None:
        kept = measured["about"] >= least_alike
        pairs, a, b = _kept(pairs, kept)
        alike, measured = ({name: values[kept] for name, values in some.items()} for some in (alike, measured))
    tied = _ties(statements, a, b, alike)
    columns = tied | {k: v for k, v in measured.items() if k != "shared_rarity"} | _narrowed(statements, a, b)
    # The dead and homeless of one disaster are counted under many names: of the town, the province, the storm.
    columns["same_event"] = columns["same_event"] * columns["story"]
    columns["named_elsewhere"] = columns["other_name"] * columns["story"]
    columns |= _standing(statements, a, b, story=columns["story"])
    # That both count countries does not yet make them the same countries.
    noun = statements.noun.shared(statements.noun, a, b, product=False)
    beyond = np.maximum(measured["shared_rarity"] - noun, 0.0)
    columns["shared_words"] = beyond / (beyond + SHARED_RARITY)
    columns["noun_alone"] = ((noun > 0) & (beyond < NOTHING_ELSE)).astype(float)
    beside = statements.beside.shared(statements.beside, a, b, product=False)
    columns["named_alike"] = beside / (beside + SHARED_RARITY)
    metric = statements.metric
    columns["no_metric"] = ((metric.sums[a] <= 0) | (metric.sums[b] <= 0)).astype(float)
    cell, early = statements.facets["cell"].to_numpy(), (statements.table["start"] < PROMINENT).to_numpy()
    columns["one_cell"] = (cell[a] != cell[b]).astype(float)
    columns["prominent"] = (early[a] & early[b]) * columns["story"]
    frame = pairs.with_columns(**{name: pl.Series(values) for name, values in columns.items()})
    return _facets(statements, frame)


def _kept(pairs: pl.DataFrame, kept: npt.NDArray[np.bool_]) -> tuple[pl.DataFrame, Ints, Ints]:
    """The pairs that are kept, and their two sides."""
    pairs = pairs.filter(pl.Series(kept))
    return pairs, pairs["a"].to_numpy(), pairs["b"].to_numpy()


def _measured(statements: Statements, a: Ints, b: Ints) -> dict[str, Floats]:
    """`about`, `metric`: cosines of the words around the figures and of their metrics; `cross`, `cross_both`: how much of either
    metric is said around the other figure, the better and the worse of the two shares."""
    about, metric, told = statements.about, statements.metric, statements.metric_in_about
    sums = np.zeros((5, len(a)))
    for first in range(0, len(a), CHUNK):
        left, right = a[first : first + CHUNK], b[first : first + CHUNK]
        pair, mine, theirs = about.meet(about, left, right)
        one, other, told_a, told_b = about.weights[mine], about.weights[theirs], told[mine], told[theirs]
        terms = (
            one * other,
            told_a * told_b,
            np.minimum(told_a, other),
            np.minimum(told_b, one),
            np.minimum(one, other),
        )
        for total, term in zip(sums, terms, strict=True):
            total[first : first + CHUNK] = np.bincount(pair, term, minlength=len(left))
    shares = [_share(sums[2], metric.sums[a]), _share(sums[3], metric.sums[b])]
    return {
        "about": _share(sums[0], about.norms[a] * about.norms[b]),
        "metric": _share(sums[1], metric.norms[a] * metric.norms[b]),
        "cross": np.maximum(*shares),
        "cross_both": np.minimum(*shares),
        "shared_rarity": sums[4],
    }


def _share(part: Floats, whole: Floats) -> Floats:
    """part / whole; 0 where there is no whole."""
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)


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
    # `half-year sales` and `sales in the 13 weeks to 30 December` are of two times, whatever day the articles are from.
    phase = 1 << classes.index("span_phase")
    mine, theirs = marks[a] & spans & ~phase, marks[b] & spans & ~phase
    return {
        "spans_differ": ((mine != 0) & (theirs != 0) & ((mine & theirs) == 0)).astype(float),
        "opposed": rival.astype(float),
        "same_event": ((events[a] & events[b]) != 0).astype(float),
        "narrowed": np.minimum(np.bitwise_count(only_one & plain), 3) / 3.0,
        "narrowed_alike": np.minimum(np.bitwise_count(both & plain), 2) / 2.0,
        "other_span": ((only_one & spans) != 0).astype(float),
        "same_span": (((both & spans) != 0) & ((only_one & spans) == 0)).astype(float),
        "older_value": ((only_one & before) != 0).astype(float),
    }


def _standing(statements: Statements, a: Ints, b: Ints, *, story: Floats) -> dict[str, Floats]:
    """`sole`: the only values of their unit in two articles on one subject; `sole_concept`: of their concept; `rare_unit`."""
    unit, rare, sole, of_concept = (
        statements.table[c].to_numpy() for c in ("measure_unit", "unit_rarity", "sole", "sole_concept")
    )
    concept = statements.facets["concept"].fill_null(-1).to_numpy()
    same_unit = (unit[a] == unit[b]).astype(float)
    return {
        "sole": np.sqrt(sole[a] * sole[b]) * same_unit * story,
        "sole_concept": np.sqrt(of_concept[a] * of_concept[b]) * (concept[a] == concept[b]) * story,
        "rare_unit": rare[a] * same_unit * story,
    }


def _told(statements: Statements, a: Ints, b: Ints) -> Floats:
    """Share of the entity words of `a` that stand in the sentence, entity or headline of `b`."""
    shared = statements.names.shared(statements.setting, a, b, product=False)
    # The setting's far words weigh the same as names: both come from one rarity table.
    return np.minimum(_share(shared, statements.names.sums[a]), 1.0)


def _alike(statements: Statements, a: Ints, b: Ints) -> dict[str, Floats]:
    """How alike names and articles are, and whether nothing ties the two figures to one thing.

    `shared_name`: what the names have in common; `overlap`: its share of the lesser name. `told_a`, `told_b`: how much of either
    name is said beside the other figure. `story`: how much the two articles are about one subject. `unlike`: nothing ties the two.
    """
    names, article = statements.names, statements.table["article"].to_numpy()
    shared_name = names.shared(names, a, b, product=False)
    overlap = _share(shared_name, np.minimum(names.sums[a], names.sums[b]))
    # Is the entity of one side named in the other's sentence or headline?
    told_a, told_b = _told(statements, a, b), _told(statements, b, a)
    # Many pairs of figures lie between the same two articles.
    between, place = np.unique(article[a] * len(statements.topics.starts) + article[b], return_inverse=True)
    topic = statements.topics.cosine(*np.divmod(between, len(statements.topics.starts)))[place]
    story = np.clip((topic - OTHER_TOPIC) / (SAME_TOPIC - OTHER_TOPIC), 0, 1)
    unlike = (story <= 0) & (np.maximum(told_a, told_b) < ALIKE) & (overlap < ALIKE)
    return {
        "shared_name": shared_name,
        "overlap": overlap,
        "told_a": told_a,
        "told_b": told_b,
        "story": story,
        "unlike": unlike.astype(float),
    }


def _ties(statements: Statements, a: Ints, b: Ints, alike: dict[str, Floats]) -> dict[str, Floats]:
    """How alike names are (`overlap`, `jaccard`, `told`, …), and what else ties two figures to one thing, or does not.

    `alike`: what `_alike` tells of these pairs. `contrast`: two names, and each article knows both: the writers
    tell them apart. `other_name`: two names that are not alike. `strangers`: two such names and no common subject.
    `untied`: a name is missing, and neither sentence, headline nor subject says that it is the same thing. `unlike`: nothing
    ties the two at all.
    """
    names, article = statements.names, statements.table["article"].to_numpy()
    overlap, story, shared_name = alike["overlap"], alike["story"], alike["shared_name"]
    both = np.minimum(names.sums[a], names.sums[b]) > 0
    told = np.maximum(alike["told_a"], alike["told_b"])

    def elsewhere(x: Ints, y: Ints) -> Floats:
        return _share(names.shared(statements.known, x, article[y], product=False), names.sums[x])

    # The more articles, the more names there are, and the more it says that two differ.
    scale = math.log((statements.counts.articles + 51) / 1.25) / math.log(SMALL_CORPUS)
    differ = both & (overlap < ALIKE)
    said = statements.table["named_here"].to_numpy()
    contrast = differ.copy()
    for x, y in ((a, b), (b, a)):
        contrast[contrast] = elsewhere(x[contrast], y[contrast]) >= NAMED
    return {
        "overlap": overlap,
        "jaccard": _share(shared_name, names.sums[a] + names.sums[b] - shared_name),
        "no_entity": (~both).astype(float),
        "told": told,
        "told_both": np.minimum(alike["told_a"], alike["told_b"]),
        "disjoint": ((overlap <= 0) & both).astype(float),
        "story": story,
        "contrast": contrast.astype(float),
        "other_name": differ * scale,
        # A name in the figure's own sentence is its subject for sure; one that was carried over from elsewhere may be misread.
        "other_said": differ * said[a] * said[b],
        "strangers": (differ & ~contrast) * (1 - story) * scale,
        "untied": ~both * (1 - story) * (1 - told) * scale,
        "unlike": alike["unlike"],
    }


def _facets(statements: Statements, frame: pl.DataFrame) -> pl.DataFrame:
    """Add `noun`, `period`, `modality`, `scope`, `part`, `concept` likeness from the table's columns."""
    a, b = frame["a"].to_numpy(), frame["b"].to_numpy()
    facets = statements.facets
    sides = [facets[rows].select(pl.all().name.suffix(side)) for rows, side in ((a, "_a"), (b, "_b"))]
    like = _like_nouns(statements, sides[0]["unit_a"].to_numpy(), sides[1]["unit_b"].to_numpy())
    frame = pl.concat([frame, *sides, pl.DataFrame({"like_nouns": like})], how="horizontal")
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
    two_days = pl.col("dated_a") & pl.col("dated_b") & pl.col("said_period_a") & pl.col("said_period_b") & ~overlap
    quoted = pl.col("quoted_a") | pl.col("quoted_b")
    other_time = two_days | (overlap & (alike <= 0.5) & pl.col("closed_a") & pl.col("closed_b"))
    other_time |= quoted & (pl.col("as_of_a") != pl.col("as_of_b"))
    of_row = (pl.col("cell_a") & ~pl.col("happens_a").fill_null(False)) | (
        pl.col("cell_b") & ~pl.col("happens_b").fill_null(False)
    )
    return frame.with_columns(
        period.alias("times"),
        other_time.fill_null(False).alias("other_time"),
        (two_days & ~quoted).fill_null(False).alias("two_days"),
        ((pl.col("unit_a") == pl.col("unit_b")) | pl.col("like_nouns")).alias("same_unit"),
        (pl.col("concept_a") == pl.col("concept_b")).fill_null(False).alias("same_concept"),
        (pl.col("concept_a") != pl.col("concept_b")).fill_null(False).alias("other_concept"),
        (pl.col("modality_a") == pl.col("modality_b")).alias("same_modality"),
        (pl.col("ahead_a") != pl.col("ahead_b")).fill_null(False).alias("other_modality"),
        (pl.col("attribution_a") == pl.col("attribution_b")).fill_null(False).alias("same_speaker"),
        ((pl.col("modality_a") != pl.col("modality_b")) & pl.col("ahead_a") & pl.col("ahead_b")).alias("near_modality"),
        (pl.col("scope_a") == pl.col("scope_b")).fill_null(False).alias("scope_same"),
        (pl.col("scope_a") != pl.col("scope_b")).fill_null(False).alias("scope_other"),
        pl.when(pl.col("part_a").is_null() | pl.col("part_b").is_null())
        .then(
            pl.when(pl.col("part_a").is_null() & pl.col("part_b").is_null())
            .then(pl.lit("none"))
            .otherwise(pl.lit("one"))
        )
        .when(pl.col("part_a") == pl.col("part_b"))
        .then(pl.lit("same"))
        # The dead of a flood are those of the district that it hit, but not those of one district in a table of several.
        .when((pl.col("happens_a") | pl.col("happens_b")).fill_null(False) & (pl.col("same_event") > 0) & ~of_row)
        .then(pl.lit("one"))
        .otherwise(pl.lit("other"))
        .alias("part"),
    ).drop([c + s for c in facets.columns for s in ("_a", "_b") if c + s != "kind_a"] + ["like_nouns"])


def _like_nouns(statements: Statements, a: Ints, b: Ints) -> pl.Series:
    """Whether two counted nouns (numbers of `facets.unit`) may be of one thing: one sense in the synonym table, or persons of any kind."""
    senses = statements.unit_senses
    return pl.Series(senses.shared(senses, a.astype(np.int64), b.astype(np.int64), product=False) > 0)

"""Pairs with evidence → facts: groups of figures that state one thing, each with the distinct values that were stated.

Belongs here: rivals, groups of agreeing figures, links between groups, guards against chaining, the `facts` table.
Does not belong here: what a likeness is worth (evidence), what two values mean for each other (verdicts).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.reconciliation import weighing
from pipelines.reconciliation.statements import Statements, numbered_text
from pipelines.reconciliation.vectors import Floats, Ints
from pipelines.reconciliation.verdicts import SIZE_REACH

RIVAL_REACH, RIVAL_GAIN = 4.0, 2.5
"""Logits of distance to the best rival that count at most, lost and won: the best of a bad lot is still bad."""
RIVALS = 4
"""The strongest partners in a story that are looked at as rivals."""
MEASURED = 4.0
"""Weight of what is measured from which such a gain counts in full."""
DIFFER_BAR = -1.0
"""Logits of the best pair from which two differing values are believed to be of one thing: set on eight annotated corpora."""
BARRED = 1.0
"""So far below that bar lies what must never conflict."""
LIKE_ENOUGH = 0.3
"""Cosine of words from which two figures of one story with one value are repeats of each other."""
SHARED_STORY = 1.5
"""Logits off where both sides of a conflict are told in one story: its writer did not see one."""
UPDATE_SHARED = 0.9
"""Share of that which is left out for updates: a later story often repeats what was known before."""
BEST_PAIR = 1.0
"""Weight of the best pair between two value groups; the mean of all has the rest."""
SURE = 0.5
"""Logits above the bar from which a link may join facts that share a story."""
SAME_STORY_WINDOW = 3
"""Repeats in a story are looked for among this many neighbours in value."""


class Groups:
    """Disjoint sets with, for each, the interval that all its members allow."""

    def __init__(self, low: Floats, high: Floats, printed: dict[int, tuple[str, float, float]]) -> None:
        """Takes one interval an item and, for money, its currency with the interval in it."""
        self.parent = list(range(len(low)))
        self.low, self.high = low.tolist(), high.tolist()
        self.printed = {item: {currency: (least, most)} for item, (currency, least, most) in printed.items()}

    def root(self, item: int) -> int:
        """The smallest member that stands for the set of `item`."""
        parent = self.parent
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def join_agreeing(self, links: Iterable[tuple[int, int, float]]) -> None:
        """Join the sets of each pair in turn where their intervals still meet, or are no further apart than the `room` that a
        rounded conversion leaves (third of each link): no chain of neighbours drifts apart."""
        for a, b, room in links:
            one, other = self.root(a), self.root(b)
            if one == other:
                continue
            low, high = max(self.low[one], self.low[other]), min(self.high[one], self.high[other])
            if low > high + room:
                continue
            if low > high:
                low, high = high, low
            # Money that agrees through another currency must agree in its own too: rates leave room that digits do not.
            printed = self._printed(one, other)
            if printed is None:
                continue
            keep, drop = (one, other) if one < other else (other, one)
            self.parent[drop] = keep
            self.low[keep], self.high[keep] = low, high
            if printed:
                self.printed[keep] = printed

    def _printed(self, one: int, other: int) -> dict[str, tuple[float, float]] | None:
        """The intervals by currency of two sets together; None where they do not meet in one."""
        mine, theirs = self.printed.get(one, {}), self.printed.get(other, {})
        met = dict(mine)
        for currency, (low, high) in theirs.items():
            least, most = met.get(currency, (low, high))
            met[currency] = max(low, least), min(high, most)
            if met[currency][0] > met[currency][1]:
                return None
        return met

    def all(self) -> Ints:
        """The set of each item."""
        return np.array([self.root(item) for item in range(len(self.parent))], dtype=np.int64)


@dataclass(frozen=True)
class Linked:
    """Every figure with its value group and its fact, and the links between groups that were believed."""

    group: Ints
    fact: Ints
    between: pl.DataFrame
    """Value groups that differ and are believed to state one fact: `ga` < `gb`, `pooled` (logit)."""
    looked_at: pl.DataFrame
    """All candidate pairs: `a`, `b`, `company`, `logit` (all of a pair's own evidence)."""


def against_rivals(statements: Statements, pairs: pl.DataFrame) -> pl.DataFrame:
    """Add `rivals`: how much better (or worse) a pair is than the best other partner in either story.

    A writer seldom states one thing twice with two values, so of several partners in one story the best is meant.
    A partner with an overlapping value, or the other side of a conversion, is the same statement and no rival.
    """
    ids = statements.table.select("figure_id", pl.col("row").cast(pl.Int32).alias("partner"))
    table = statements.table.select(
        "row",
        "wire",
        "v_low",
        "v_high",
        pl.col("currency").rank("dense").fill_null(0).cast(pl.Int32).alias("money"),
        "pair_id",
    ).join(ids, left_on="pair_id", right_on="figure_id", how="left", maintain_order="left")
    wires = table["wire"].to_numpy()
    a, b, own = pairs["a"].to_numpy(), pairs["b"].to_numpy(), pairs["own"].to_numpy()
    number = np.arange(len(a), dtype=np.int64)
    margins = []
    for me, row in ((a, b), (b, a)):
        seen = pl.DataFrame({"pair": number, "own": own, "me": me, "row": row, "wire": wires[row]})
        contested = seen.filter(pl.len().over("me", "wire") > 1).join(
            table.drop("wire", "pair_id"), on="row", how="left", maintain_order="left"
        )
        strongest = (
            contested.sort(["own", "row"], descending=[True, False])
            .filter(pl.int_range(pl.len()).over("me", "wire") < RIVALS)
            .select("me", "wire", *(pl.col(c).alias(f"{c}_r") for c in ("row", "own", "v_low", "v_high", "money")))
        )
        rivals = (
            contested.join(strongest, on=["me", "wire"])
            .filter(pl.col("row") != pl.col("row_r"))
            .filter(
                ~(
                    (pl.col("v_low") <= pl.col("v_high_r"))
                    & (pl.col("v_low_r") <= pl.col("v_high"))
                    & (pl.col("money") == pl.col("money_r"))
                ).fill_null(False)
                & (pl.col("partner") != pl.col("row_r")).fill_null(True)
            )
            .group_by("pair")
            .agg(pl.col("own_r").max().alias("best"))
        )
        best = np.full(len(a), np.nan)
        best[rivals["pair"].to_numpy()] = rivals["best"].to_numpy()
        margins.append(own - best)
    one, other = margins
    # A side without a rival neither wins nor loses.
    worse = np.fmin(one, other)
    gained = np.clip(pairs["measure"].to_numpy() / MEASURED, 0.0, 1.0)
    features = {
        "rivals_lost": np.clip(-np.nan_to_num(worse), 0.0, RIVAL_REACH),
        "rivals_won": np.clip(np.nan_to_num(worse), 0.0, RIVAL_GAIN) * gained,
        "unrivalled": (np.isnan(one) & np.isnan(other)) * gained,
        "unrivalled_once": (np.isnan(one) != np.isnan(other)) * gained,
    }
    rivals = sum(values * weighing.weight_of(name) for name, values in features.items())
    return pairs.with_columns(
        pl.Series("rivals", rivals).round(weighing.EXACT),
        *(pl.Series(name, values) for name, values in features.items()),
    )


def link(statements: Statements, judged: pl.DataFrame) -> Linked:
    """Judged pairs (`a`, `b`, `verdict`, `own`, `rivals`, …) → value groups, facts and the believed pairs."""
    table = statements.table
    a, b = judged["a"].to_numpy(), judged["b"].to_numpy()
    agrees = (judged["verdict"] == "agree").to_numpy()
    logit = (judged["own"] + judged["rivals"] + judged["company"] + judged["value"] + judged["size"]).to_numpy()
    # Values of two times that do not meet, or of a thing and its part (zone and city), never conflict; that they agree may still
    # show that a period or a name was misread.
    other = ((judged["times"] == "apart") | ((judged["part"] == "other") & (judged["other_name"] == 0))).to_numpy()
    # What is told of two times that differ is told of two things, unless it is a moving count: a price on Monday and on Friday.
    # Nor do rival senses conflict: dead and missing.
    other |= (((judged["verdict"] == "conflict") & judged["other_time"]) | (judged["opposed"] > 0)).to_numpy()
    # Nor what was before (`from 18,200`) and what is now, nor a half-year and a quarter.
    other |= ((judged["older_value"] > 0) | (judged["spans_differ"] > 0)).to_numpy()
    # Nor values so far apart that nobody would write the one for the other.
    other |= (judged["far"] >= SIZE_REACH).to_numpy()
    logit = np.where(~agrees & other, np.minimum(logit, DIFFER_BAR - BARRED), logit)
    low, high = _interval(table)
    money = table.filter(
        pl.col("currency").is_not_null() & pl.col("v_low").is_not_null() & pl.col("v_high").is_not_null()
    )
    printed = {
        row: (unit, least, most)
        for row, unit, least, most in money.select("row", "currency", "v_low", "v_high").iter_rows()
    }
    groups = Groups(low, high, printed)
    groups.join_agreeing((one, other, 0.0) for one, other in _same_story(statements, low, high))
    order = np.lexsort((b, a, -np.round(logit, 9)))
    order = order[agrees[order] & (logit[order] > 0)]
    room = judged["room"].to_numpy()
    groups.join_agreeing(zip(a[order].tolist(), b[order].tolist(), room[order].tolist(), strict=True))
    group = groups.all()
    differing = _pool(statements, judged, group, logit, ~agrees)
    believed = differing.filter(pl.col("pooled") > DIFFER_BAR).sort(
        ["pooled", "ga", "gb"], descending=[True, False, False]
    )
    fact = _join_facts(statements, group, believed)
    return Linked(
        group,
        fact,
        believed.select("ga", "gb", "pooled"),
        pl.DataFrame({"a": a, "b": b, "company": judged["company"], "logit": logit}),
    )


def _interval(table: pl.DataFrame) -> tuple[Floats, Floats]:
    """One interval a figure for grouping: money in the reporting currency, with room for the rate."""
    money = pl.col("currency").is_not_null() & pl.col("d_low").is_not_null() & pl.col("d_high").is_not_null()
    low = pl.when(money).then(pl.min_horizontal("d_low", "p_low") - 0.03 * pl.col("d_low").abs()).otherwise("v_low")
    high = (
        pl.when(money).then(pl.max_horizontal("d_high", "p_high") + 0.03 * pl.col("d_high").abs()).otherwise("v_high")
    )
    both = table.select(low.fill_null(-np.inf).alias("low"), high.fill_null(np.inf).alias("high"))
    return both["low"].to_numpy(), both["high"].to_numpy()


def _same_story(statements: Statements, low: Floats, high: Floats) -> list[tuple[int, int]]:
    """Repeats within one wire story: the two sides of a conversion, and like figures of one value."""
    table = statements.table
    known = table.select("row", "figure_id", "pair_id")
    sides = (
        known.drop_nulls("pair_id")
        .join(known.select(pl.col("figure_id").alias("pair_id"), pl.col("row").alias("other")), on="pair_id")
        .filter(pl.col("row") != pl.col("other"))
        .select(pl.min_horizontal("row", "other").alias("a"), pl.max_horizontal("row", "other").alias("b"))
        .unique()
        .sort("a", "b")
    )
    facing = [numbered_text(table[name]) for name in ("dimension", "change")]
    ordered = table.select("row", "wire", *facing, pl.Series("low", low)).sort(
        "wire", "dimension", "change", "low", "row"
    )
    repeats = []
    for step in range(1, SAME_STORY_WINDOW + 1):
        other = ordered.select(pl.all().shift(-step).name.suffix("_b"))
        repeats.append(
            pl.concat([ordered, other], how="horizontal")
            .filter(
                (pl.col("wire") == pl.col("wire_b"))
                & (pl.col("dimension") == pl.col("dimension_b"))
                & (pl.col("change") == pl.col("change_b"))
            )
            .select(pl.min_horizontal("row", "row_b").alias("a"), pl.max_horizontal("row", "row_b").alias("b"))
        )
    near = pl.concat(repeats).sort("a", "b")
    a, b = near["a"].to_numpy(), near["b"].to_numpy()
    alike = statements.about.cosine(a, b)
    keep = (np.maximum(low[a], low[b]) <= np.minimum(high[a], high[b])) & (alike >= LIKE_ENOUGH)
    order = np.lexsort((b[keep], a[keep], -np.round(alike[keep], 9)))
    return [*sides.iter_rows(), *zip(a[keep][order].tolist(), b[keep][order].tolist(), strict=True)]


def _pool(
    statements: Statements, judged: pl.DataFrame, group: Ints, logit: Floats, differs: np.typing.NDArray[np.bool_]
) -> pl.DataFrame:
    """Evidence between two value groups from all their differing pairs: `ga` < `gb`, `pooled`, `n`."""
    a, b = judged["a"].to_numpy(), judged["b"].to_numpy()
    frame = pl.DataFrame(
        {
            "ga": np.minimum(group[a], group[b]),
            "gb": np.maximum(group[a], group[b]),
            "logit": logit,
            "differs": differs,
            "revises": (judged["verdict"] == "update"),
        }
    ).filter(pl.col("differs") & (pl.col("ga") != pl.col("gb")))
    pooled = (
        frame.group_by("ga", "gb")
        .agg(
            (BEST_PAIR * pl.col("logit").max() + (1 - BEST_PAIR) * pl.col("logit").mean()).alias("pooled"),
            pl.len().alias("n"),
            pl.col("revises").mean().alias("revises"),
        )
        .sort("ga", "gb")
    )
    pooled = pooled.filter(pl.col("pooled") > DIFFER_BAR)
    stories = statements.table.select(pl.Series("group", group), pl.col("wire")).unique()
    shared = (
        pooled.select("ga", "gb")
        .join(stories.rename({"group": "ga"}), on="ga")
        .join(stories.rename({"group": "gb"}), on=["gb", "wire"])
        .group_by("ga", "gb")
        .agg(pl.len().alias("shared"))
    )
    return (
        pooled.join(shared, on=["ga", "gb"], how="left", maintain_order="left")
        .with_columns(pl.col("shared").fill_null(0))
        .with_columns(
            (pl.col("pooled") - SHARED_STORY * pl.col("shared") * (1 - UPDATE_SHARED * pl.col("revises"))).alias(
                "pooled"
            )
        )
    )


def _join_facts(statements: Statements, group: Ints, believed: pl.DataFrame) -> Ints:
    """Join value groups over believed links, best first; a weak link never joins two facts that share a story."""
    members: dict[int, set[int]] = {}
    touched = set(believed["ga"].to_list()) | set(believed["gb"].to_list())
    wires = statements.table["wire"].to_list()
    for row, at in enumerate(group.tolist()):
        if at in touched:
            members.setdefault(at, set()).add(wires[row])
    parent = {at: at for at in touched}

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for one, other, pooled in believed.select("ga", "gb", "pooled").iter_rows():
        x, y = sorted((root(one), root(other)))
        if x == y or (members[x] & members[y] and pooled < SURE):
            continue
        parent[y] = x
        members[x] |= members[y]
    return np.array([root(at) if at in touched else at for at in group.tolist()], dtype=np.int64)


def fact_ids() -> pl.Expr:
    """`fact_id`: made from the figure that states the fact first (by date, then id), so that later articles do not change it."""
    first = (
        pl.col("figure_id")
        .sort_by([pl.col("published").fill_null(pl.date(9999, 1, 1)), pl.col("figure_id")])
        .first()
        .over("fact")
    )
    return pl.format("fact-{}", first).alias("fact_id")


def fact_table(table: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Statements with `fact_id`, `group` and listed pairs → the `facts` table.

    The consensus is the value that more independent sources hold than any other, told by its most exact figure; where two
    values are held by equally many there is none, unless one is the later state of a moving count. Never a mean.
    """
    judged = (
        pairs.join(table.select("row", "fact_id"), left_on="a", right_on="row")
        .group_by("fact_id")
        .agg(
            (pl.col("verdict") == "conflict").any().alias("conflicts"),
            (pl.col("verdict") == "update").any().alias("updates"),
        )
    )
    held = (
        table.sort(["digits", "row"], descending=[True, False])
        .group_by("fact_id", "group", maintain_order=True)
        .agg(
            pl.col("wire").n_unique().alias("holders"),
            pl.col("as_of").max(),
            pl.first("base_unit", "base_low", "base_high"),
        )
    )
    ranked = held.sort(["fact_id", "holders", "as_of", "group"], descending=[False, True, True, False], nulls_last=True)
    most = ranked.group_by("fact_id", maintain_order=True).agg(
        pl.first("holders", "base_unit", "base_low", "base_high"),
        (pl.col("holders") == pl.col("holders").max()).sum().alias("equals"),
    )
    latest = (
        held.sort(["fact_id", "as_of", "holders", "group"], descending=[False, True, True, False], nulls_last=True)
        .group_by("fact_id", maintain_order=True)
        .agg(pl.first("base_low", "base_high", "base_unit"))
        .rename({"base_low": "late_low", "base_high": "late_high", "base_unit": "late_unit"})
    )
    plain = table.group_by("fact_id").agg(
        pl.first("entity", "metric", "scope", "modality", "change", "period_start", "period_end"),
        pl.len().cast(pl.Int64).alias("n_figures"),
        pl.col("article").n_unique().cast(pl.Int64).alias("n_articles"),
        pl.col("wire").n_unique().cast(pl.Int64).alias("n_sources"),
    )
    single = plain.filter(pl.col("n_figures") == 1)
    several = table.filter(pl.len().over("fact_id") > 1)
    shared = single.clear()
    if several.height:
        columns = ["entity", "metric", "scope", "modality", "change", "period_start", "period_end"]
        shared = several.select("fact_id").unique()
        for column in columns:
            counted = (
                several.drop_nulls(column)
                .group_by("fact_id", column)
                .agg(pl.len(), pl.col("confidence").sum().round(6).alias("sure"))
                .sort(
                    # The fullest name, but the plainest words for what is measured.
                    ["fact_id", "sure", "len", pl.col(column).cast(pl.String).str.len_chars(), pl.col(column)],
                    descending=[False, True, True, column != "metric", False],
                )
                .group_by("fact_id", maintain_order=True)
                .agg(pl.first(column))
            )
            shared = shared.join(counted, on="fact_id", how="left")
        shared = shared.join(plain.select("fact_id", "n_figures", "n_articles", "n_sources"), on="fact_id").select(
            single.columns
        )
    whole = pl.concat([single, shared])
    updated = pl.col("updates").fill_null(False) & ~pl.col("conflicts").fill_null(False)
    settled = (pl.col("equals") == 1) | updated
    same_unit = pl.col("late_unit").eq_missing(pl.col("base_unit"))
    return (
        whole.join(judged, on="fact_id", how="left")
        .join(most, on="fact_id", how="left")
        .join(latest, on="fact_id", how="left")
        .select(
            "fact_id",
            "entity",
            "metric",
            "scope",
            "base_unit",
            "modality",
            "change",
            "period_start",
            "period_end",
            "n_figures",
            "n_articles",
            "n_sources",
            pl.when(pl.col("conflicts").fill_null(False))
            .then(pl.lit("conflicting"))
            .when(updated)
            .then(pl.lit("updated"))
            .when(pl.col("n_sources") > 1)
            .then(pl.lit("corroborated"))
            .otherwise(pl.lit("single"))
            .alias("status"),
            pl.when(settled).then("base_low").alias("consensus_low"),
            pl.when(settled).then("base_high").alias("consensus_high"),
            pl.when(settled).then("holders").otherwise(0).cast(pl.Int64).alias("consensus_sources"),
            pl.when(same_unit).then("late_low").otherwise("base_low").alias("latest_low"),
            pl.when(same_unit).then("late_high").otherwise("base_high").alias("latest_high"),
        )
        .sort("fact_id")
    )

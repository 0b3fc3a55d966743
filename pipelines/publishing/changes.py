"""What changed since the run before: new, gone and changed figures, facts and conflicts.

Belongs here: comparing two states of the tables and saying the difference in words.
Does not belong here: finding the earlier state, or showing the changes.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from schemas import Changes

KEYS = {"figures": "figure_id", "facts": "fact_id", "conflicts": "conflict_id"}

WATCHED: dict[str, tuple[str, ...]] = {
    "figures": (
        "low",
        "high",
        "bound",
        "unit",
        "change",
        "modality",
        "entity",
        "metric",
        "scope",
        "period_start",
        "period_end",
    ),
    "facts": ("status", "n_sources", "consensus_low", "consensus_high", "latest_low", "latest_high"),
    "conflicts": ("severity", "type", "cause", "figure_ids", "n_sources", "review", "review_stale"),
}
"""Columns whose change a reader wants to hear of. Offsets, confidence and exchange rates move without news."""

SHOWN: dict[str, tuple[str, ...]] = {
    "figures": ("article_id", "surface"),
    "facts": ("entity", "metric", "scope", "base_unit"),
    "conflicts": ("explanation",),
}
"""Further columns that the words are made of."""

_LABELS = {
    "low": "lower bound", "high": "upper bound", "period_start": "period from", "period_end": "period to", "n_sources": "sources",
    "consensus_low": "consensus from", "consensus_high": "consensus to", "latest_low": "latest from", "latest_high": "latest to",
    "figure_ids": "figures", "review_stale": "review stale",
}  # fmt: skip


def _number(value: float) -> str:
    """A number as a person writes it: 1,127 or 186.4 billion."""
    for size, word in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if abs(value) >= size:
            return f"{value / size:,.6g}{word}"
    return f"{value:,.10g}" if abs(value) < 1e6 else f"{value:,.0f}"


def _as_text(values: pl.Series) -> pl.Series:
    """A column in words; `none` for null, the length for a list."""
    if values.dtype == pl.Boolean:
        return values.replace_strict([True, False], ["yes", "no"], default="none", return_dtype=pl.String)
    if isinstance(values.dtype, pl.List):
        return values.list.len().cast(pl.String).fill_null("none")
    if values.dtype == pl.Float64:
        distinct = values.drop_nulls().unique()
        words = [_number(value) for value in distinct.to_list()]
        return values.replace_strict(distinct, words, default="none", return_dtype=pl.String)
    return values.cast(pl.String).fill_null("none")


def _about() -> pl.Expr:
    """What a figure or fact is about."""
    named = pl.concat_str("entity", "metric", "scope", separator=", ", ignore_nulls=True)
    return pl.when(named == "").then(pl.lit("unnamed subject")).otherwise(named)


def _interval(low: pl.Series, high: pl.Series, unit: pl.Series) -> pl.Series:
    """`4.2 million to 4.3 million t`, `at least 5 km`, or one number."""
    frame = pl.DataFrame({"low": low, "high": high, "a": _as_text(low), "b": _as_text(high), "unit": unit})
    value = (
        pl.when(pl.col("low").is_null() & pl.col("high").is_null())
        .then(pl.lit("no value"))
        .when(pl.col("low").is_null())
        .then("at most " + pl.col("b"))
        .when(pl.col("high").is_null())
        .then("at least " + pl.col("a"))
        .when(pl.col("a") == pl.col("b"))
        .then("a")
        .otherwise(pl.col("a") + " to " + pl.col("b"))
    )
    return frame.select(
        value + pl.when(pl.col("unit").is_null()).then(pl.lit("")).otherwise(" " + pl.col("unit"))
    ).to_series()


def _states(table: str, frame: pl.DataFrame, outlets: pl.DataFrame) -> pl.DataFrame:
    """Each row in words: `state` in full, `subject` in short."""
    if table == "figures":
        subject = pl.format("“{}” ({})", "surface", _about())
        outlet = pl.when(pl.col("publisher").is_null()).then(pl.lit("")).otherwise(", " + pl.col("publisher"))
        frame = frame.join(outlets, on="article_id", how="left", maintain_order="left")
        return _or_key(frame.select("figure_id", state=subject + outlet, subject=subject))
    if table == "facts":
        value = _interval(frame["consensus_low"], frame["consensus_high"], frame["base_unit"])
        sources = pl.when(pl.col("n_sources") == 1).then(pl.lit("source")).otherwise(pl.lit("sources"))
        state = pl.format("{}: {}, {}, {} {}", _about(), value, "status", "n_sources", sources)
        return _or_key(frame.select("fact_id", state=state, subject=_about()))
    kind = pl.col("type").str.replace_all("_", " ")
    state = pl.format("{} {} conflict, {}: {}", "severity", kind, "review", "explanation")
    return _or_key(frame.select("conflict_id", state=state, subject=pl.col("explanation")))


def _or_key(states: pl.DataFrame) -> pl.DataFrame:
    """The id for what a row of an older version lacks a column to say."""
    return states.with_columns(pl.col("state", "subject").fill_null(pl.col(states.columns[0])))


_NOUNS = {"figures": "figure", "facts": "fact", "conflicts": "conflict"}


def _differences(both: pl.DataFrame, columns: list[str]) -> pl.Series:
    """What differs between the columns and those with `__before` behind their name, in words."""
    parts = []
    for name in columns:
        old, new = both[f"{name}__before"], both[name]
        label = _LABELS.get(name, name)
        words = pl.DataFrame({"old": _as_text(old), "new": _as_text(new), "differs": new.ne_missing(old)})
        told = (
            pl.when(pl.col("old") == pl.col("new"))
            .then(pl.lit(f"{label} changed"))
            .otherwise(pl.format("{} from {} to {}", pl.lit(label), "old", "new"))
        )
        parts.append(words.select(pl.when("differs").then(told)).to_series().alias(name))
    return pl.DataFrame(parts).select(pl.concat_str(pl.all(), separator="; ", ignore_nulls=True)).to_series()


def find_changes(before: Mapping[str, pl.DataFrame] | None, after: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Compare the tables of the run before with those of this run; gives a `Changes` frame.

    `before` and `after` are frames by table name: `figures`, `facts`, `conflicts`, and `articles` for the outlets'
    names where there. A table that `before` lacks, or `before` = None, counts as a first run: no change.
    Rows come conflicts first, then facts, then figures, each new, changed, gone, by key: the same input gives the same frame.
    """
    empty = pl.DataFrame(schema=dict.fromkeys(Changes.to_schema().columns, pl.String))
    outlets = _outlets(after.get("articles"), (before or {}).get("articles"))
    parts = [empty]
    for table in ("conflicts", "facts", "figures"):
        old, new = (before or {}).get(table), after.get(table)
        if old is not None and new is not None and KEYS[table] in old.columns:
            parts.append(_table_changes(table, old, new, outlets))
    return pl.concat(parts)


def _outlets(*frames: pl.DataFrame | None) -> pl.DataFrame:
    """article_id and publisher; the first frame that knows an article counts."""
    columns = {"article_id": pl.String, "publisher": pl.String}
    known = [
        frame.select(list(columns)) for frame in frames if frame is not None and set(columns) <= set(frame.columns)
    ]
    return (
        pl.concat([pl.DataFrame(schema=columns), *known])
        .drop_nulls()
        .unique("article_id", keep="first", maintain_order=True)
    )


def _table_changes(table: str, old: pl.DataFrame, new: pl.DataFrame, outlets: pl.DataFrame) -> pl.DataFrame:
    key, noun = KEYS[table], _NOUNS[table]
    # An older version of the tables may lack a column; a column that was not there has not changed.
    watched = [name for name in WATCHED[table] if name in old.columns and name in new.columns]
    told = [key, *dict.fromkeys((*WATCHED[table], *SHOWN[table]))]
    new = new.select(told)
    old = old.select(
        pl.col(name) if name in old.columns else pl.lit(None, new.schema[name]).alias(name) for name in told
    )
    both = new.join(old.select(key, *watched), on=key, suffix="__before")
    both = both.filter(
        pl.any_horizontal([pl.col(name).ne_missing(pl.col(f"{name}__before")) for name in watched])
    ).sort(key)

    def rows(change: str, frame: pl.DataFrame, before: pl.Expr, after: pl.Expr, summary: pl.Expr) -> pl.DataFrame:
        return frame.select(
            table=pl.lit(table), key=pl.col(key), change=pl.lit(change), before=before, after=after, summary=summary
        )

    nothing, state = pl.lit(None, pl.String), pl.col("state")
    added = _states(table, new.join(old, on=key, how="anti").sort(key), outlets)
    gone = _states(table, old.join(new, on=key, how="anti").sort(key), outlets)
    now = _states(table, both.select(told), outlets)
    then = _states(table, old.join(both, on=key, how="semi").sort(key), outlets)
    changed = now.with_columns(was=then["state"], told=_differences(both, watched))
    return pl.concat(
        [
            rows("new", added, nothing, state, pl.format("New {}: {}", pl.lit(noun), "state")),
            rows(
                "changed",
                changed,
                pl.col("was"),
                state,
                pl.format("Changed {}: {}. {}", pl.lit(noun), "told", "subject"),
            ),
            rows("gone", gone, state, nothing, pl.format("Gone {}: {}", pl.lit(noun), "state")),
        ]
    )

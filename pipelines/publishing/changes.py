"""What changed since the run before: new, gone and changed figures, facts and conflicts.

Belongs here: comparing two states of the tables and saying the difference in words.
Does not belong here: finding the earlier state, or showing the changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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


def _value(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, list):
        return f"{len(value)}"
    return str(value)


def _interval(low: float | None, high: float | None, unit: str | None) -> str:
    unit = f" {unit}" if unit else ""
    if low is None and high is None:
        return f"no value{unit}"
    if low is None or high is None:
        return f"{'at most' if low is None else 'at least'} {_number(high if low is None else low)}{unit}"  # type: ignore[arg-type]
    if low == high or _number(low) == _number(high):
        return f"{_number(low)}{unit}"
    return f"{_number(low)} to {_number(high)}{unit}"


def _about(row: Mapping[str, Any]) -> str:
    return ", ".join(str(row[name]) for name in ("entity", "metric", "scope") if row.get(name)) or "unnamed subject"


def _state(table: str, row: Mapping[str, Any], publishers: Mapping[str, str]) -> str:
    """One row in words."""
    if table == "figures":
        outlet = publishers.get(row["article_id"])
        return f"“{row['surface']}” ({_about(row)})" + (f", {outlet}" if outlet else "")
    if table == "facts":
        value = _interval(row["consensus_low"], row["consensus_high"], row["base_unit"])
        sources = "1 source" if row["n_sources"] == 1 else f"{row['n_sources']} sources"
        return f"{_about(row)}: {value}, {row['status']}, {sources}"
    return f"{row['severity']} {row['type'].replace('_', ' ')} conflict, {row['review']}: {row['explanation']}"


_NOUNS = {"figures": "figure", "facts": "fact", "conflicts": "conflict"}


def _differences(table: str, before: Mapping[str, Any], after: Mapping[str, Any], columns: list[str]) -> str:
    parts = []
    for name in columns:
        old, new = before[name], after[name]
        if old == new:
            continue
        label = _LABELS.get(name, name)
        if _value(old) == _value(new):
            parts.append(f"{label} changed")
        else:
            parts.append(f"{label} from {_value(old)} to {_value(new)}")
    subject = (
        f"“{after['surface']}” ({_about(after)})"
        if table == "figures"
        else _about(after)
        if table == "facts"
        else after["explanation"]
    )
    return f"Changed {_NOUNS[table]}: {'; '.join(parts)}. {subject}"


def find_changes(before: Mapping[str, pl.DataFrame] | None, after: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Compare the tables of the run before with those of this run; gives a `Changes` frame.

    `before` and `after` are frames by table name: `figures`, `facts`, `conflicts`, and `articles` for the outlets'
    names where there. A table that `before` lacks, or `before` = None, counts as a first run: no change.
    Rows come conflicts first, then facts, then figures, each new, changed, gone, by key: the same input gives the same frame.
    """
    rows: list[dict[str, str | None]] = []
    for table in ("conflicts", "facts", "figures"):
        old, new = (before or {}).get(table), after.get(table)
        if old is None or new is None:
            continue
        publishers = _publishers((before or {}).get("articles"), after.get("articles"))
        rows += _table_changes(table, old, new, publishers)
    schema = dict.fromkeys(Changes.to_schema().columns, pl.String)
    return pl.DataFrame(rows, schema=schema)


def _publishers(*frames: pl.DataFrame | None) -> dict[str, str]:
    names: dict[str, str] = {}
    for frame in frames:
        if frame is not None and {"article_id", "publisher"} <= set(frame.columns):
            known = frame.filter(pl.col("publisher").is_not_null())
            names.update(zip(known["article_id"].to_list(), known["publisher"].to_list(), strict=True))
    return names


def _table_changes(
    table: str, old: pl.DataFrame, new: pl.DataFrame, publishers: Mapping[str, str]
) -> list[dict[str, str | None]]:
    key = KEYS[table]
    if key not in old.columns:
        return []
    # An older version of the tables may lack a column; a column that was not there has not changed.
    watched = [name for name in WATCHED[table] if name in old.columns and name in new.columns]
    rows: list[dict[str, str | None]] = []
    noun = _NOUNS[table]

    def add(change: str, item: str, then: str | None, now: str | None, summary: str) -> None:
        rows.append({"table": table, "key": item, "change": change, "before": then, "after": now, "summary": summary})

    for row in new.join(old, on=key, how="anti").sort(key).iter_rows(named=True):
        now = _state(table, row, publishers)
        add("new", row[key], None, now, f"New {noun}: {now}")
    both = new.select(key, *watched).join(old.select(key, *watched), on=key, suffix="__before")
    differs = [pl.col(name).ne_missing(pl.col(f"{name}__before")) for name in watched]
    changed = both.filter(pl.any_horizontal(differs)).select(key) if differs else both.clear().select(key)
    if changed.height:
        old_rows = {row[key]: row for row in old.join(changed, on=key, how="semi").iter_rows(named=True)}
        for row in new.join(changed, on=key, how="semi").sort(key).iter_rows(named=True):
            was = old_rows[row[key]]
            add(
                "changed",
                row[key],
                _words(table, was, publishers),
                _words(table, row, publishers),
                _differences(table, was, row, watched),
            )
    for row in old.join(new, on=key, how="anti").sort(key).iter_rows(named=True):
        then = _words(table, row, publishers)
        add("gone", row[key], then, None, f"Gone {noun}: {then}")
    return rows


def _words(table: str, row: Mapping[str, Any], publishers: Mapping[str, str]) -> str:
    try:
        return _state(table, row, publishers)
    except KeyError:  # a row of an older version that lacks a column
        return str(row[KEYS[table]])

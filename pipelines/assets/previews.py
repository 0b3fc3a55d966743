"""What a person sees of a table in the Dagster UI: Markdown previews and small bar charts.

Belongs here: turning frames into Markdown. Does not belong here: numbers that no table holds. Article text is hostile: every cell
is escaped, so that it can neither be markup nor reach beyond its cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import dagster as dg
import polars as pl

MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")
"""What has a meaning inside a cell of a Markdown table; a backslash before it takes the meaning away (CommonMark 2.4)."""
LINK = re.compile(r"(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=@)(?=\w)", re.IGNORECASE)
"""Where bare addresses would become links; a word joiner, which has no width, breaks them."""
INLINE = 990
"""The UI shows Markdown of less than 1,000 characters at once, and hides a longer one behind a click."""
CELL = 160
"""Characters of a cell before it is cut."""
BAR = 24
"""Characters of the longest bar."""


def escape(value: Any, limit: int = CELL) -> str:
    """A value as a Markdown cell that shows as plain text: no markup, no link, no line break, no control character."""
    if value is None:
        return ""
    text = f"{value:,.6g}" if isinstance(value, float) else str(value)
    text = "".join(" " if char in "\n\r\t" else char for char in text)
    text = "".join(char for char in text if not unicodedata.category(char).startswith("C"))
    text = " ".join(text.split())
    if len(text) > limit:
        text = text[: limit - 1].rstrip() + "…"
    return LINK.sub("\u2060", MARKDOWN.sub(r"\\\1", text))


def table(frame: pl.DataFrame, columns: Sequence[str] | None = None, rows: int = 10) -> str:
    """The first rows as a Markdown table, as many as show at once; a sentence where there are none."""
    shown = frame.select(columns) if columns else frame
    if shown.is_empty():
        return "No rows."
    head = "| " + " | ".join(escape(name.replace("_", " ")) for name in shown.columns) + " |"
    lines = [head, "|" + "---|" * shown.width]
    size = sum(map(len, lines)) + 20
    for row in shown.head(rows).iter_rows():
        line = "| " + " | ".join(escape(value) for value in row) + " |"
        size += len(line) + 1
        if size > INLINE and len(lines) > 2:
            break
        lines.append(line)
    if shown.height > len(lines) - 2:
        lines.append(f"\n{shown.height - len(lines) + 2:,} more.")
    return "\n".join(lines)


def bars(frame: pl.DataFrame, column: str, label: str, rows: int = 12) -> str:
    """How often each value of a column occurs, most first, as a bar chart made of text."""
    counted = (
        frame.select(pl.col(column).fill_null("none").alias(label)).to_series().value_counts(sort=True, name="rows")
    )
    counted = counted.sort(["rows", label], descending=[True, False])
    if counted.is_empty():
        return "No rows."
    most = int(counted["rows"][0])
    lines = [f"| {escape(label)} | rows | |", "|---|---:|---|"]
    for value, number in counted.head(rows).iter_rows():
        lines.append(f"| {escape(value)} | {number:,} | {'█' * max(1, round(BAR * number / most))} |")
    if counted.height > rows:
        rest = int(counted["rows"][rows:].sum())
        lines.append(f"| {counted.height - rows:,} others | {rest:,} | |")
    return "\n".join(lines)


def markdown(text: str) -> dg.MarkdownMetadataValue:
    """Markdown for the UI."""
    return dg.MetadataValue.md(text)


def articles(frame: pl.DataFrame) -> dict[str, Any]:
    """Articles by publisher, and the first of them."""
    dated = frame.filter(pl.col("published").is_not_null())
    copies = frame.filter(pl.col("article_id") != pl.col("wire_id")).height
    return {
        "publishers": frame["publisher"].n_unique() if frame.height else 0,
        "share with a date": dated.height / frame.height if frame.height else 0.0,
        "wire copies": copies,
        "by publisher": markdown(bars(frame, "publisher", "publisher")),
        "preview": markdown(table(frame, ["path", "title", "publisher", "published", "language"])),
    }


def figures(frame: pl.DataFrame) -> dict[str, Any]:
    """Figures by kind and by rule, and the first of them."""
    articles_with = frame["article_id"].n_unique() if frame.height else 0
    return {
        "articles with figures": articles_with,
        "figures per article": frame.height / articles_with if articles_with else 0.0,
        "by kind": markdown(bars(frame, "kind", "kind")),
        "by rule": markdown(bars(frame, "rule", "rule")),
        "preview": markdown(table(frame, ["surface", "low", "high", "bound", "unit", "entity", "metric", "sentence"])),
    }


def facts(frame: pl.DataFrame) -> dict[str, Any]:
    """Facts by status, and those of most sources."""
    best = frame.sort(["n_sources", "n_figures", "fact_id"], descending=[True, True, False])
    columns = ["entity", "metric", "status", "n_sources", "consensus_low", "consensus_high", "base_unit"]
    return {
        "stated by several sources": frame.filter(pl.col("n_sources") > 1).height,
        "conflicting": frame.filter(pl.col("status") == "conflicting").height,
        "by status": markdown(bars(frame, "status", "status")),
        "stated by most sources": markdown(table(best, columns)),
    }


def comparisons(frame: pl.DataFrame) -> dict[str, Any]:
    """Pairs by verdict and by cause."""
    return {
        "by verdict": markdown(bars(frame, "verdict", "verdict")),
        "by cause": markdown(bars(frame.filter(pl.col("verdict") != "agree"), "cause", "cause")),
        "preview": markdown(
            table(frame.sort("gap", descending=True), ["verdict", "cause", "gap", "score", "explanation"])
        ),
    }


def conflicts(frame: pl.DataFrame) -> dict[str, Any]:
    """The worst conflicts that nobody dismissed, and how many of each severity."""
    standing = frame.filter(pl.col("review") != "dismissed")
    counts = {
        f"{level} severity": standing.filter(pl.col("severity") == level).height for level in ("high", "medium", "low")
    }
    return {
        **counts,
        "dismissed": frame.height - standing.height,
        "by type": markdown(bars(standing, "type", "type")),
        "worst conflicts": markdown(table(standing, ["severity", "type", "cause", "explanation"])),
    }


def sources(frame: pl.DataFrame) -> dict[str, Any]:
    """Publishers, those that stood alone most first."""
    columns = ["publisher", "n_articles", "n_figures", "n_compared", "n_agreeing", "n_alone"]
    return {"preview": markdown(table(frame.sort(["n_alone", "publisher"], descending=[True, False]), columns, 20))}


def fx_rates(frame: pl.DataFrame) -> dict[str, Any]:
    """Currencies in use and the days of their rates."""
    newest = str(frame["date"].max()) if frame.height else "none"
    return {
        "currencies": frame["currency"].n_unique() if frame.height else 0,
        "newest rate": newest,
        "by currency": markdown(bars(frame, "currency", "currency")),
    }


def rejects(frame: pl.DataFrame) -> dict[str, Any]:
    """What was turned away, by station and by rule, with the reasons."""
    reasons = frame.group_by("stage", "rule").agg(
        pl.len().alias("rows"), pl.col("reason").sort().first().alias("example reason")
    )
    return {
        "by stage": markdown(bars(frame, "stage", "stage")),
        "by reason": markdown(table(reasons.sort(["rows", "stage", "rule"], descending=[True, False, False]), rows=20)),
        "preview": markdown(table(frame, ["stage", "path", "rule", "reason"])),
    }


def changes(frame: pl.DataFrame) -> dict[str, Any]:
    """How many rows of each table are new, gone or changed."""
    return {
        **{kind: frame.filter(pl.col("change") == kind).height for kind in ("new", "changed", "gone")},
        "preview": markdown(table(frame, ["table", "change", "summary"])),
    }

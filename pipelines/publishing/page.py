"""The page: `warehouse/report.html`, one self-contained file that opens from disk and asks the network for nothing.

Belongs here: putting the record of the tables, the styles and the script into one safe file.
Does not belong here: which rows the page carries (`page_data.py`), how they look (`templates/`).

Article text is hostile. It enters as JSON with every `<`, `>` and `&` escaped, is only ever set as text by the script,
and the content security policy lets nothing run but that script, by its hash.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import polars as pl
from markupsafe import Markup

from pipelines.publishing.page_data import page_record
from pipelines.publishing.whole_files import write_text

TEMPLATES = Path(__file__).parent / "templates"

SCRIPTS = (
    "words.js",
    "record.js",
    "pictures.js",
    "listing.js",
    "conflicts.js",
    "facts.js",
    "figures.js",
    "articles.js",
    "tables.js",
    "page.js",
)
"""Parts of the one script, in their order."""

STYLES = ("page.css", "views.css", "print.css")

STATIC_CONFLICTS = 200
"""Conflicts that are also listed for a browser without scripts."""


def embedded_json(value: Any) -> str:
    """JSON that cannot end or change the script element it stands in, whatever text it holds."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


@cache
def _part(names: tuple[str, ...]) -> str:
    return "\n".join((TEMPLATES / name).read_text(encoding="utf-8").strip() for name in names)


def _hash(content: str) -> str:
    """The content's CSP source expression."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _news(by_kind: list[list[Any]]) -> str:
    """The changes since the run before in a few words: `2 new, 1 gone conflicts; 7 facts`; empty where there are none."""
    found = {(table, change): count for table, change, count in by_kind}
    conflicts = [
        f"{count:,} {change}" for change in ("new", "changed", "gone") if (count := found.get(("conflicts", change)))
    ]
    parts = (
        [f"{', '.join(conflicts)} {'conflict' if conflicts == ['1 ' + conflicts[0].split()[1]] else 'conflicts'}"]
        if conflicts
        else []
    )
    for table in ("facts", "figures"):
        if total := sum(count for (name, _), count in found.items() if name == table):
            parts.append(f"{total:,} {table if total > 1 else table[:-1]}")
    return "; ".join(parts)


def render_report(
    *,
    articles: pl.DataFrame,
    figures: pl.DataFrame,
    facts: pl.DataFrame,
    comparisons: pl.DataFrame,
    conflicts: pl.DataFrame,
    rejects: pl.DataFrame,
    sources: pl.DataFrame,
    changes: pl.DataFrame,
    reporting_currency: str = "USD",
) -> str:
    """The page as HTML, from frames of `schemas`. The same frames give the same text."""
    record = page_record(
        articles=articles,
        figures=figures,
        facts=facts,
        comparisons=comparisons,
        conflicts=conflicts,
        rejects=rejects,
        sources=sources,
        changes=changes,
        reporting_currency=reporting_currency,
    )
    script = "(function () {\n'use strict';\n" + _part(SCRIPTS) + "\n})();"
    style = _part(STYLES)
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash(script)}",
            f"style-src {_hash(style)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(
        "report.html.jinja"
    ).render(
        policy=policy,
        style=Markup(style),  # noqa: S704 - our own file, and its hash stands in the policy
        script=Markup(script),  # noqa: S704 - likewise
        record=Markup(embedded_json(record)),  # noqa: S704 - escaped by embedded_json
        counts=record["counts"],
        shown=record["shown"],
        news=_news(record["changes"]["by_kind"]),
        conflicts=record["conflicts"][:STATIC_CONFLICTS],
    )


def write_report(
    path: str | os.PathLike[str],
    *,
    articles: pl.DataFrame,
    figures: pl.DataFrame,
    facts: pl.DataFrame,
    comparisons: pl.DataFrame,
    conflicts: pl.DataFrame,
    rejects: pl.DataFrame,
    sources: pl.DataFrame,
    changes: pl.DataFrame,
    reporting_currency: str = "USD",
) -> None:
    """Write the page to `path`: aside first, then renamed, so that a reader never sees half of it."""
    html = render_report(
        articles=articles,
        figures=figures,
        facts=facts,
        comparisons=comparisons,
        conflicts=conflicts,
        rejects=rejects,
        sources=sources,
        changes=changes,
        reporting_currency=reporting_currency,
    )
    write_text(path, html)

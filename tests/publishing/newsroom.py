"""A small newsroom: tables in the layout of `schemas/`, written by hand about an invented port, for the tests of publishing."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

import polars as pl

from schemas import TABLES

RATES = {"NOK": 0.094, "USD": 1.0, "EUR": 1.08, "CNY": 0.14}

Tables = dict[str, pl.DataFrame]


def identity(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Rows as the published table `name`, checked against its model."""
    columns = TABLES[name].to_schema().columns
    made = pl.DataFrame(rows, schema={column: field.dtype.type for column, field in columns.items()})
    return TABLES[name].validate(made)


def number(surface: str, low: float | None, unit: str, **more: Any) -> dict[str, Any]:
    """A figure as a test writes it; `key` names the fact it belongs to."""
    system = "ISO4217" if unit in RATES else "UCUM" if unit in ("t", "km") else "none" if unit == "%" else "noun"
    kind = {"ISO4217": "money", "UCUM": "quantity", "none": "percent", "noun": "count"}[system]
    return {
        "surface": surface, "low": low, "high": low, "unit": unit, "unit_system": system, "kind": kind, "bound": "=", "change": "level",
        "modality": "actual", "entity": "Port of Vessmar", "metric": None, "scope": None, "attribution": None, "period": None, "key": surface,
        "width": 0.01, **more,
    }  # fmt: skip


Y2023 = (dt.date(2023, 1, 1), dt.date(2023, 12, 31))

ARTICLES: list[dict[str, Any]] = [
    {
        "path": "vessmar_post.txt", "publisher": "Vessmar Post", "published": dt.date(2024, 2, 5), "url": "https://post.example/port?a=1&b=2",
        "title": "Port of Vessmar has its best year", "language": "en",
        "sentences": [
            ("Port of Vessmar has its best year", []),
            ("The Port of Vessmar handled 4.2 million tonnes of cargo in 2023, the harbour master said.",
             [number("4.2 million tonnes", 4.2e6, "t", metric="cargo handled", period=Y2023, key="cargo", attribution="the harbour master")]),
            ("It wants to reach 6 million tonnes by 2030.",
             [number("6 million tonnes", 6e6, "t", metric="cargo handled", modality="target", key="goal",
                     period=(dt.date(2030, 1, 1), dt.date(2030, 12, 31)))]),
            ("The new quay cost 310 million kroner ($29.1 million).",
             [number("310 million kroner", 310e6, "NOK", metric="cost of the new quay", key="quay"),
              number("$29.1 million", 29.1e6, "USD", metric="cost of the new quay", key="quay", pair="310 million kroner")]),
            ("| Year | Ships |\n| 2022 | 1,150 |\n| 2023 | 1,204 |",
             [number("1,204", 1204, "ship", metric="ships called", period=Y2023, key="ships")]),
        ],
    },
    {
        "path": "coast_chronicle.html", "publisher": "Coast Chronicle", "published": dt.date(2024, 2, 7), "url": None,
        "title": "What the quay was worth ⚓🚢", "language": "en",
        "sentences": [
            ("What the quay was worth ⚓🚢", []),
            ("🚢🚢 Last year 4.9 million tonnes crossed the quays of the port, and 1,204 ships called.",
             [number("4.9 million tonnes", 4.9e6, "t", metric="freight", period=Y2023, key="cargo"),
              number("1,204 ships", 1204, "ship", metric="ships calling", period=Y2023, key="ships")]),
            ("The quay came to 310 million kroner ($36 million).",
             [number("310 million kroner", 310e6, "NOK", metric="cost of the quay", key="quay"),
              number("$36 million", 36e6, "USD", metric="cost of the quay", key="quay usd", pair="310 million kroner")]),
        ],
    },
    {
        "path": "feed.jsonl#3", "publisher": None, "published": None, "url": None, "title": None, "language": "zh",
        "sentences": [("维斯马港去年货物吞吐量为420万吨，同比增长5.5%。",
                       [number("420万吨", 4.2e6, "t", entity="维斯马港", metric="货物吞吐量", period=Y2023, key="cargo"),
                        number("5.5%", 5.5, "%", entity="维斯马港", metric="货物吞吐量", change="increase", period=Y2023, key="growth")])],
    },
    {
        "path": "copy.md", "publisher": "Harbour Wire", "published": dt.date(2024, 2, 6), "url": "http://wire.example/", "title": "Best year for the port",
        "language": "en", "wire": "vessmar_post.txt",
        "sentences": [("The Port of Vessmar handled 4.2 million tonnes of cargo in 2023.",
                       [number("4.2 million tonnes", 4.2e6, "t", metric="cargo handled", period=Y2023, key="cargo")])],
    },
]  # fmt: skip


def tables(articles: list[dict[str, Any]] = ARTICLES) -> Tables:
    """The published tables of these articles."""
    rows: list[dict[str, Any]] = []
    figures: list[dict[str, Any]] = []
    ids = {article["path"]: identity("article", article["path"]) for article in articles}
    for article in articles:
        text = "\n".join(sentence for sentence, _ in article["sentences"])
        dated = article["published"]
        rows.append(
            {
                **{name: article[name] for name in ("path", "url", "title", "publisher", "language", "published")},
                "article_id": ids[article["path"]],
                "published_source": "meta" if dated else None,
                "text": text,
                "wire_id": ids[article.get("wire", article["path"])],
                "copy_similarity": 0.9 if "wire" in article else 1.0,
            }
        )
        at = 0
        for sentence, stated in article["sentences"]:
            for one in stated:
                figures.append(_figure(one, ids[article["path"]], text, at, sentence, dated))
            at += len(sentence) + 1
    by_surface = {(row["article_id"], row["surface"]): row["figure_id"] for row in figures}
    for row in figures:
        if row["pair_id"]:
            row["pair_id"] = by_surface[row["article_id"], row["pair_id"]]
    facts = _facts(figures, rows)
    conflicts = _conflicts(figures, rows)
    return {
        "articles": frame("articles", rows),
        "figures": frame(
            "figures", [{name: row[name] for name in TABLES["figures"].to_schema().columns} for row in figures]
        ),
        "facts": frame("facts", facts),
        "comparisons": frame("comparisons", _comparisons(figures)),
        "conflicts": frame("conflicts", conflicts),
        "rejects": frame("rejects", [_reject()]),
        "fx_rates": frame(
            "fx_rates", [{"currency": "NOK", "date": dt.date(2024, 2, 5), "per_eur": 11.5, "source": "ECB"}]
        ),
        "sources": frame("sources", _sources(rows, figures)),
        "changes": frame("changes", []),
    }


def _figure(
    one: dict[str, Any], article: str, text: str, at: int, sentence: str, dated: dt.date | None
) -> dict[str, Any]:
    start = at + sentence.index(one["surface"])
    assert text[start : start + len(one["surface"])] == one["surface"]
    low, high, width = one["low"], one["high"], one["width"]
    rate = RATES.get(one["unit"]) if dated else None
    base = (low * (1 - width), high * (1 + width))
    begins, ends = one["period"] or (None, None)
    return {
        **{name: one[name] for name in ("surface", "low", "high", "unit", "unit_system", "kind", "bound", "change", "modality")},
        **{name: one[name] for name in ("entity", "metric", "scope", "attribution")},
        "figure_id": identity("figure", article, start), "article_id": article, "start": start, "end": start + len(one["surface"]),
        "sentence_start": at, "sentence_end": at + len(sentence), "sentence": sentence, "unit_text": one["unit"], "digits": 2,
        "concept": None, "period_start": begins, "period_end": ends, "period_text": None, "pair_id": one.get("pair"), "rule": "test",
        "confidence": 0.9, "base_unit": one["unit"], "base_low": base[0], "base_high": base[1],
        "usd_low": base[0] * rate if rate else None, "usd_high": base[1] * rate if rate else None, "usd_period_low": None,
        "usd_period_high": None, "fx_rate": rate, "fx_date": dated if rate else None, "fx_source": "ECB" if rate else None,
        "fact_id": identity("fact", one["key"]),
    }  # fmt: skip


def _wires(figures: list[dict[str, Any]], articles: list[dict[str, Any]]) -> set[str]:
    stating = {row["article_id"] for row in figures}
    return {row["wire_id"] for row in articles if row["article_id"] in stating}


def _facts(figures: list[dict[str, Any]], articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in figures:
        groups.setdefault(row["fact_id"], []).append(row)
    facts = []
    for fact_id, members in groups.items():
        first = members[0]
        apart = (
            max(row["base_low"] for row in members) > min(row["base_high"] for row in members)
            and len({row["unit"] for row in members}) == 1
        )
        sources = len(_wires(members, articles))
        facts.append(
            {
                **{
                    name: first[name]
                    for name in (
                        "entity",
                        "metric",
                        "scope",
                        "base_unit",
                        "modality",
                        "change",
                        "period_start",
                        "period_end",
                    )
                },
                "fact_id": fact_id,
                "n_figures": len(members),
                "n_articles": len({row["article_id"] for row in members}),
                "n_sources": sources,
                "status": "conflicting" if apart else "corroborated" if sources > 1 else "single",
                "consensus_low": first["base_low"],
                "consensus_high": first["base_high"],
                "consensus_sources": 1,
                "latest_low": members[-1]["base_low"],
                "latest_high": members[-1]["base_high"],
            }
        )
    return facts


def _pairs(figures: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [
        (one, other)
        for one in figures
        for other in figures
        if one["figure_id"] < other["figure_id"] and one["fact_id"] == other["fact_id"] and one["unit"] == other["unit"]
        and one["article_id"] != other["article_id"]
    ]  # fmt: skip


def _comparisons(figures: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = []
    for one, other in _pairs(figures):
        apart = one["base_low"] > other["base_high"] or other["base_low"] > one["base_high"]
        rows.append(
            {
                "a": one["figure_id"],
                "b": other["figure_id"],
                "fact_id": one["fact_id"],
                "verdict": "conflict" if apart else "agree",
                "cause": "error" if apart else "none",
                "score": 0.9,
                "gap": 0.14 if apart else 0.0,
                "derived": False,
                "evidence": json.dumps({"entity": 2.1, "metric": 1.4, "scope": -0.3}),
                "explanation": f"{one['surface']} and {other['surface']} are said of the same.",
            }
        )
    return rows


def _conflict(
    kind: str, severity: str, members: list[dict[str, Any]], explanation: str, articles: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "conflict_id": identity("conflict", kind, *(row["figure_id"] for row in members)), "type": kind, "severity": severity,
        "fact_id": members[0]["fact_id"], "figure_ids": [row["figure_id"] for row in members],
        "article_ids": sorted({row["article_id"] for row in members}), "n_sources": len(_wires(members, articles)), "gap": 0.14,
        "cause": "error", "explanation": explanation, "review": "open", "review_reason": None, "reviewer": None, "reviewed_on": None,
        "review_stale": False,
    }  # fmt: skip


def _conflicts(figures: list[dict[str, Any]], articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    cargo = [row for row in figures if row["fact_id"] == identity("fact", "cargo")]
    found = [
        _conflict(
            "cross_source",
            "high",
            cargo,
            "Vessmar Post prints 4.2 million tonnes, Coast Chronicle 4.9 million tonnes.",
            articles,
        )
    ]
    for row in figures:
        if row["fact_id"] == identity("fact", "quay usd"):
            other = next(item for item in figures if item["figure_id"] == row["pair_id"])
            found.append(
                _conflict(
                    "conversion",
                    "medium",
                    [other, row],
                    "310 million kroner was about $29 million, not $36 million.",
                    articles,
                )
            )
    return found


def _sources(articles: list[dict[str, Any]], figures: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = []
    for name in sorted({row["publisher"] or "(unknown)" for row in articles}):
        own = [row["article_id"] for row in articles if (row["publisher"] or "(unknown)") == name]
        stated = sum(row["article_id"] in own for row in figures)
        rows.append(
            {
                "publisher": name, "n_articles": len(own), "n_figures": stated, "n_compared": 2, "n_agreeing": 1, "n_alone": 1,
                "alone_share": 0.5, "alone_low": 0.15, "alone_high": 0.85,
            }
        )  # fmt: skip
    return rows


def _reject() -> dict[str, Any]:
    return {
        "stage": "read", "path": "broken.html", "key": None, "rule": "no_text", "column": None, "value": None,
        "reason": "The file holds no article text. Remove it, or save the page again.", "record": None,
    }  # fmt: skip


IDS = {"article_id", "figure_id", "fact_id", "conflict_id", "wire_id", "pair_id", "a", "b"}


def many(figures: int) -> Tables:
    """The newsroom over and over, each time about another port, until it states so many figures."""
    base = tables()
    parts: dict[str, list[pl.DataFrame]] = {name: [] for name in base}
    for turn in range(-(-figures // base["figures"].height)):
        for name, table in base.items():
            if turn and name in ("sources", "rejects", "fx_rates", "changes"):
                continue
            renamed = [(pl.col(column) + f"x{turn}").alias(column) for column in table.columns if column in IDS]
            renamed += [
                pl.col(column).list.eval(pl.element() + f"x{turn}")
                for column in table.columns
                if column in ("figure_ids", "article_ids")
            ]
            if name == "articles":
                renamed.append(pl.col("path") + f"/{turn}")
            if "entity" in table.columns:
                renamed.append(pl.col("entity") + f" No. {turn}")
            parts[name].append(table.with_columns(renamed))
    return {name: pl.concat(tables_, rechunk=True) for name, tables_ in parts.items()}


PAYLOADS = [
    "</script><script>window.ran = 1; document.title = 'ran'</script>",
    "\"><img src=x onerror='window.ran = 2'>",
    "<!--<script>--></bdi></p><svg/onload=window.ran=3>",
    "javascript:window.ran=4",
    "'; window.ran = 5; //\\u003cscript>",
    "\u202eslennut\u202c \u2067\u05e9\u05dc\u05d5\u05dd \u0633\u0644\u0627\u0645\u2069 \u200f",
    "line\u2028and\u2029paragraph \x00\x01\x07\x1b[31m\x7f",
    "=HYPERLINK(\"http://evil.example\",\"pay\")",
    "{{ 7 * 7 }}{% raw %}&lt;b&gt;&amp;",
    "__proto__",
]  # fmt: skip
"""What hostile articles carry: ends of scripts, markup, code, direction marks, control characters, formulas, templates."""


def hostile() -> Tables:
    """The newsroom with a payload in every text that an article, a file name or a reviewer decides."""
    made = tables()
    attack = " ".join(PAYLOADS)
    spread = {
        "articles": ["url", "title", "publisher", "language", "published_source", "path"],
        "figures": [
            "entity",
            "metric",
            "scope",
            "attribution",
            "period_text",
            "unit_text",
            "unit",
            "base_unit",
            "rule",
            "fx_source",
            "concept",
        ],
        "facts": ["entity", "metric", "scope", "base_unit"],
        "comparisons": ["explanation"],
        "conflicts": ["explanation", "review_reason", "reviewer"],
        "rejects": ["path", "key", "rule", "column", "value", "reason", "record"],
        "sources": ["publisher"],
    }
    for name, columns in spread.items():
        texts = [
            pl.format("{} {}", pl.lit(column + attack), pl.int_range(pl.len())).alias(column) for column in columns
        ]
        made[name] = made[name].with_columns(texts)
    made["articles"] = made["articles"].with_columns(
        text=pl.col("text") + "\n" + attack,
        url=pl.lit("javascript:window.ran=4"),
        published_source=pl.when(pl.col("published").is_not_null()).then("published_source"),
    )
    made["comparisons"] = made["comparisons"].with_columns(
        evidence=pl.lit(json.dumps({attack: 1.0, "__proto__": 2.0, "constructor": -1.0}))
    )
    made["conflicts"] = made["conflicts"].with_columns(review=pl.lit("confirmed"))
    made["changes"] = frame("changes", [
        {"table": table, "key": attack, "change": change, "before": attack, "after": attack, "summary": f"New figure: {attack}"}
        for table, change in (("figures", "new"), ("facts", "changed"), ("conflicts", "gone"))
    ])  # fmt: skip
    for name, table in made.items():
        TABLES[name].validate(table)
    return made

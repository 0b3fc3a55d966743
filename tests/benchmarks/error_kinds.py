"""The commonest kinds of error left, field by field: what to do next.

Belongs here: putting an error into a kind. Does not belong here: matching with the gold (`scored_figures.py`). Run:
`python -m tests.benchmarks.error_kinds > docs/errors-left.md`. Kinds are general; no text of a corpus is shown.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable

from tests.benchmarks.scored_figures import CORPORA, FIELDS, Row, Scored, articles_of, available, figures_of, scored

MOST = 10
"""Kinds shown of each field."""

Titles = dict[str, str]


def _place(row: Row, title: str) -> str:
    """Where a figure stands."""
    sentence = row["sentence"]
    if sentence.lstrip().startswith("|"):
        return "in a table"
    if sentence == title:
        return "in the headline"
    return "in a list" if sentence.lstrip().startswith(("- ", "* ", "•")) else "in prose"


def _value(gold: Row | None, row: Row | None, title: str) -> str:
    if gold is None:
        assert row is not None
        return f"no figure, or one that the gold leaves out, read by `{row['rule']}` {_place(row, title)}"
    if row is None:
        return f"missed: {gold['kind']}"
    if (gold["low"] is None) != (row["low"] is None) or (gold["high"] is None) != (row["high"] is None):
        return f"another side is open: {gold['kind']}, bound {gold['bound']} read as {row['bound']}"
    low, ours = gold["low"] or gold["high"] or 0, row["low"] or row["high"] or 0
    if low and ours and low != ours:
        ratio = abs(ours / low)
        if any(abs(ratio / 10**power - 1) < 0.01 for power in (-9, -6, -3, -2, 2, 3, 6, 9)):
            return f"another scale: {gold['kind']} read by `{row['rule']}`"
        if abs(ours + low) < 1e-9:
            return f"sign: {gold['kind']}"
    return f"another value: {gold['kind']} read by `{row['rule']}`"


def _unit(gold: Row, row: Row, title: str) -> str:
    if gold["kind"] != row["kind"]:
        return f"{gold['kind']} read as {row['kind']}"
    if row["rule"].endswith(("carried", "contrast", "shared", "unknown", "subject_before", "of_whole")):
        return f"{gold['kind']}: unit not printed, taken by `{row['rule']}`"
    return f"{gold['kind']}: another {'currency' if gold['kind'] == 'money' else 'noun or unit'}, {_place(row, title)}"


def _said(gold: Row, row: Row, title: str, field: str) -> str:
    return f"{gold[field]} read as {row[field]}: {gold['kind']} {_place(row, title)}"


def _bound(gold: Row, row: Row, title: str) -> str:
    return f"{gold['bound']} read as {row['bound']}"


def _kind(gold: Row, row: Row, title: str) -> str:
    return f"{gold['kind']} read as {row['kind']}"


def _period(gold: Row, row: Row, title: str) -> str:
    what = f"{row['modality']} figure {_place(row, title)}"
    if row["period_start"] is None and row["period_end"] is None:
        return f"none given: {what}" if not row["period_text"] else f"left open: {what}"
    if row["period_text"]:
        return f"another time than the one it goes with: {what}"
    return f"implied time is another: {what}"


def _metric(gold: Row, row: Row, title: str) -> str:
    metric = row["metric"]
    if not metric:
        return f"none: {gold['kind']} {_place(row, title)}"
    shared = set(metric.lower().split()) & set((gold["metric"] or "").lower().split())
    told = "half of the words" if shared else "no word shared"
    return f"{told}: {gold['kind']} {_place(row, title)}"


def _entity(gold: Row, row: Row, title: str) -> str:
    entity = row["entity"]
    if not entity:
        return f"none, {_place(row, title)}"
    if set(entity.lower().split()) & set((gold["entity"] or "").lower().split()):
        return f"a shorter or other form of the name, {_place(row, title)}"
    if entity in row["sentence"]:
        return f"another name of the sentence, {_place(row, title)}"
    if entity.rsplit(" ", 1)[-1] in title:
        return f"the topic of the article instead, {_place(row, title)}"
    return f"a name from elsewhere, {_place(row, title)}"


def _pair(gold: Row, row: Row, title: str) -> str:
    return f"the other side not found: {gold['kind']}"


KINDS: dict[str, Callable[[Row, Row, str], str]] = {
    "unit": _unit,
    "bound": _bound,
    "kind": _kind,
    "change": lambda gold, row, title: _said(gold, row, title, "change"),
    "modality": lambda gold, row, title: _said(gold, row, title, "modality"),
    "period": _period,
    "metric": _metric,
    "entity": _entity,
    "pair": _pair,
}


def kind_of_error(field: str, item: Scored, title: str) -> str | None:
    """The kind of error that a figure has in a field, None where it has none. Fields but value are judged where value and unit are right."""
    if field == "value":
        return None if item.right["value"] else _value(item.gold, item.figure, title)
    if item.gold is None or item.figure is None or not item.right["value"] or item.right[field] is not False:
        return None
    if field != "unit" and not item.right["unit"]:
        return None
    return KINDS[field](item.gold, item.figure, title)


def _judged(field: str, item: Scored) -> bool:
    """Tells whether a figure counts in a field."""
    if field == "value":
        return True
    here = item.gold is not None and item.figure is not None and bool(item.right["value"])
    return here and item.right[field] is not None and (field == "unit" or bool(item.right["unit"]))


def page() -> str:
    """The page of the kinds of error left in each field, by corpus."""
    items: dict[str, list[tuple[Scored, str]]] = {}
    for name in CORPORA:
        articles = articles_of(name)
        titles: Titles = {row["path"]: row["title"] or "" for row in articles.iter_rows(named=True)}
        rows = scored(name, articles, figures_of(articles))
        items[name] = [(row, titles.get(row.document, "")) for row in rows]
    lines = [
        "# Kinds of error left",
        "",
        "Made by `python -m tests.benchmarks.error_kinds`: our figures against hand-made gold, for every field the ten commonest kinds of",
        "error on the development corpus, with the same kind's count on each of the project's own corpora (`tests/golden/README.md`), and",
        "then the commonest of those. Fields but value are judged where value and unit are right; counts of value include figures that the",
        "gold does not have. Metric, entity and period count as the common scorer counts them.",
    ]
    for field in FIELDS:
        counts = {name: Counter[str]() for name in CORPORA}
        totals: dict[str, int] = {}
        for name, judged in items.items():
            totals[name] = sum(_judged(field, item) for item, _ in judged)
            for item, title in judged:
                kind = kind_of_error(field, item, title)
                if kind is not None:
                    counts[name][kind] += 1
        head = "; ".join(f"{name} {counts[name].total()} of {totals[name]}" for name in CORPORA)
        lines += ["", f"## {field}", "", f"Wrong: {head}.", ""]
        ranked = sorted(counts["dev"].items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
        others = sum((counts[name] for name in CORPORA if name != "dev"), Counter[str]())
        more = sorted(others.items(), key=lambda pair: (-pair[1], pair[0]))
        ranked += [(kind, 0) for kind, _ in more if kind not in counts["dev"]][: max(3, MOST - len(ranked))]
        if ranked:
            lines += [f"| kind of error | {' | '.join(CORPORA)} |", f"|---|{'--:|' * len(CORPORA)}"]
            lines += [f"| {kind} | {' | '.join(str(counts[name][kind]) for name in CORPORA)} |" for kind, _ in ranked]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    if not available():
        sys.exit("the development corpus is not here; nothing to count")
    sys.stdout.write(page())

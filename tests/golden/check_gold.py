"""Is a gold corpus true to its articles? `python tests/golden/check_gold.py ARTICLES GOLD` prints counts or the faults.

Belongs here: what can be checked by machine about gold files (spans, values, spelling of units and periods, references,
coverage of every digit). Does not belong here: whether a value was read rightly from its sentence, or any score.
Standard library only, so that gold stays checkable without the pipeline that it judges.
"""

from __future__ import annotations

import csv
import gzip
import itertools
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

Row = dict[str, Any]

ALLOWED = {
    "kind": {"money", "count", "percent", "quantity", "duration", "rank", "multiple", "rate"},
    "bound": {"=", "~", ">", "<", "range"},
    "change": {"level", "increase", "decrease"},
    "modality": {"actual", "target", "forecast"},
}
VERDICTS = {"agree", "conflict", "update", "conversion", "arithmetic", "not-comparable"}
FIGURE_KEYS = [
    *("id", "doc", "surface", "nth", "low", "high", "bound", "kind", "unit", "change"),
    *("entity", "metric", "period", "modality", "attribution", "pair"),
]
UNIT_OF_KIND = {"percent": "%", "multiple": "x", "rank": "rank", "duration": "s"}
SI_BASES = {"m", "m2", "m3", "kg", "J", "W", "Cel", "By", "Pa", "N", "V", "A", "Hz", "lm", "C", "dB", "lx", "1"}
PERIOD = re.compile(r"(\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?)?")
FILES = ("articles", "figures", "relations", "not_figures", "main_text")


def one_space(text: str) -> str:
    """Runs of blanks (no-break and thin ones too) as one space, no empty lines."""
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


class PageText(HTMLParser):
    """All text that a browser would show, one line a block."""

    INVISIBLE = frozenset({"script", "style", "head", "template", "noscript"})
    INLINE = frozenset({"a", "b", "i", "em", "strong", "span", "sub", "sup", "time", "small", "mark"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.INVISIBLE:
            self.hidden += 1
        elif tag not in self.INLINE:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.INVISIBLE:
            self.hidden -= 1
        elif tag not in self.INLINE:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(re.sub(r"\s+", " ", data))


def shown_text(articles: Path, doc: str) -> str:
    """Everything that a reader of the document sees, furniture included."""
    name, _, record = doc.partition("#")
    data = (articles / name).read_bytes()
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8-sig")
    kind = Path(name.removesuffix(".gz")).suffix
    if kind == ".html":
        page = PageText()
        page.feed(text)
        page.close()
        text = "".join(page.pieces)
    elif kind == ".jsonl":
        row = json.loads(text.splitlines()[int(record) - 1])
        text = f"{row['title']}\n{row['text']}"
    elif kind == ".csv":
        row = list(csv.DictReader(text.splitlines(keepends=True)))[int(record) - 1]
        text = f"{row['title']}\n{row['text']}"
    return one_space(text)


def places(text: str, wanted: str) -> list[int]:
    """Where a string starts in a text, overlapping places too."""
    return [m.start() for m in re.finditer(f"(?={re.escape(wanted)})", text)]


def load(gold: Path) -> dict[str, list[Row]]:
    """The five gold files, by name."""
    return {
        name: [json.loads(line) for line in (gold / f"{name}.jsonl").read_text("utf-8").splitlines() if line]
        for name in FILES
    }


def faults_of_figure(figure: Row) -> Iterator[str]:
    """What is wrong with one figure's own fields."""
    if [key for key in figure if key != "optional"] != FIGURE_KEYS:
        yield f"fields are {list(figure)}"
        return
    for field, allowed in ALLOWED.items():
        if figure[field] not in allowed:
            yield f"{field} is {figure[field]!r}"
    low, high = figure["low"], figure["high"]
    closed = low is not None and high is not None
    shape = {
        "=": closed and low == high,
        "<": low is None and high is not None,
        ">": low is not None and high is None,
        "~": low is not None or high is not None,
        "range": closed and low < high,
    }
    if not shape.get(figure["bound"], False):
        yield f"bound {figure['bound']} does not fit {low} to {high}"
    kind, unit = figure["kind"], figure["unit"]
    if ("/" in unit) != (kind == "rate"):
        yield f"unit {unit} of a {kind}"
    if UNIT_OF_KIND.get(kind, unit) != unit or (kind not in UNIT_OF_KIND and unit in UNIT_OF_KIND.values()):
        yield f"unit {unit} of a {kind}"
    if (kind == "money") != bool(re.fullmatch("[A-Z]{3}", unit)):
        yield f"unit {unit} of a {kind}"
    if kind == "quantity" and unit not in SI_BASES:
        yield f"{unit} is no SI base"
    if kind == "count" and (unit != unit.lower() or not unit):
        yield f"noun {unit!r}"
    if not PERIOD.fullmatch(figure["period"]):
        yield f"period {figure['period']!r}"
    if not figure["entity"] or not figure["metric"]:
        yield "says not what it is about"


def faults_of_spans(doc: str, text: str, figures: list[Row], traps: list[str]) -> Iterator[str]:
    """Figures that are not where they claim to be, that overlap, and digits that nobody accounts for."""
    taken: list[tuple[int, int, str]] = []
    for figure in figures:
        starts = places(text, figure["surface"])
        if not 1 <= figure["nth"] <= len(starts):
            yield f"{figure['id']}: no place {figure['nth']} of {figure['surface']!r}"
            continue
        start = starts[figure["nth"] - 1]
        taken.append((start, start + len(figure["surface"]), figure["id"]))
    taken.sort()
    for before, after in itertools.pairwise(taken):
        if after[0] < before[1]:
            yield f"{before[2]} and {after[2]} overlap"
    covered = bytearray(len(text))
    for start, end, _ in taken:
        covered[start:end] = b"\1" * (end - start)
    for trap in traps:
        for start in places(text, trap):
            covered[start : start + len(trap)] = b"\1" * len(trap)
    for number in re.finditer(r"\d+", text):
        if not covered[number.start()]:
            yield f"{doc}: neither figure nor trap: …{text[max(0, number.start() - 30) : number.end() + 30]!r}…"


def faults_of_relations(gold: dict[str, list[Row]]) -> Iterator[str]:
    """Relations between figures that do not exist, between copies, or told twice."""
    figures = {figure["id"]: figure for figure in gold["figures"]}
    articles = {article["doc"]: article for article in gold["articles"]}
    told: Counter[frozenset[str]] = Counter()
    for relation in gold["relations"]:
        others = relation["b"] if isinstance(relation["b"], list) else [relation["b"]]
        ids = [relation["a"], *others]
        name = " ~ ".join(ids)
        if set(relation) != {"a", "b", "verdict", "why"} or relation["verdict"] not in VERDICTS or not relation["why"]:
            yield f"{name}: fields or verdict"
        if missing := [i for i in ids if i not in figures]:
            yield f"{name}: no figure {missing}"
            continue
        docs = {figures[i]["doc"] for i in ids}
        if len({articles[doc]["topic"] for doc in docs}) > 1:
            yield f"{name}: more than one topic"
        if relation["verdict"] in {"agree", "conflict", "update"}:
            told[frozenset(ids)] += 1
            if len(docs) != 2:
                yield f"{name}: {relation['verdict']} within one article"
            if any(articles[doc]["duplicate_of"] for doc in docs):
                yield f"{name}: a copy is no source"
            if len({(figures[i]["change"], figures[i]["modality"]) for i in ids}) > 1:
                yield f"{name}: {relation['verdict']} across change or modality"
        if relation["verdict"] in {"conversion", "arithmetic"} and len(docs) != 1:
            yield f"{name}: {relation['verdict']} needs one article"
    yield from (f"{sorted(pair)}: told {n} times" for pair, n in told.items() if n > 1)


def faults(articles: Path, gold_folder: Path) -> list[str]:
    """Everything wrong with a gold folder, one line each; empty when it is sound."""
    gold = load(gold_folder)
    found: list[str] = []
    docs = [article["doc"] for article in gold["articles"]]
    main = {row["doc"]: row["text"] for row in gold["main_text"]}
    if len(set(docs)) != len(docs) or set(main) != set(docs):
        found.append("articles and main_text do not name the same documents once each")
    for article in gold["articles"]:
        doc, text = article["doc"], main.get(article["doc"], "")
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", article["published"]):
            found.append(f"{doc}: published {article['published']}")
        if article["duplicate_of"] is not None and article["duplicate_of"] not in docs:
            found.append(f"{doc}: copy of an unknown document")
        if text.split("\n")[0] != article["title"]:
            found.append(f"{doc}: main text does not start with the title")
        shown = shown_text(articles, doc)
        found += [f"{doc}: not in the article: {line[:60]!r}" for line in text.split("\n") if line not in shown]
        traps = [row["surface"] for row in gold["not_figures"] if row["doc"] == doc]
        found += [f"{doc}: trap {trap!r} is not in the article" for trap in traps if trap not in shown]
        found += faults_of_spans(doc, text, [f for f in gold["figures"] if f["doc"] == doc], traps)
    ids = Counter(figure["id"] for figure in gold["figures"])
    found += [f"{i}: id used {n} times" for i, n in ids.items() if n > 1]
    by_id = {figure["id"]: figure for figure in gold["figures"]}
    for figure in gold["figures"]:
        found += [f"{figure['id']}: {fault}" for fault in faults_of_figure(figure)]
        if figure["doc"] not in main:
            found.append(f"{figure['id']}: no document {figure['doc']}")
        other = by_id.get(figure["pair"]) if figure["pair"] else None
        if figure["pair"] and (other is None or other["pair"] != figure["id"] or other["doc"] != figure["doc"]):
            found.append(f"{figure['id']}: pair {figure['pair']} does not point back")
    found += [f"trap in unknown document {row['doc']}" for row in gold["not_figures"] if row["doc"] not in main]
    return found + list(faults_of_relations(gold))


def summary(gold_folder: Path) -> str:
    """How much the gold holds, in three lines."""
    gold = load(gold_folder)
    kinds = Counter(figure["kind"] for figure in gold["figures"])
    verdicts = Counter(relation["verdict"] for relation in gold["relations"])
    optional = sum(bool(figure.get("optional")) for figure in gold["figures"])
    return (
        f"{len(gold['articles'])} articles, {len(gold['figures'])} figures ({optional} optional) {dict(kinds)}\n"
        f"{len(gold['relations'])} relations {dict(verdicts)}\n{len(gold['not_figures'])} traps"
    )


def main(argv: list[str]) -> int:
    """Prints faults (exit 1) or a summary (exit 0)."""
    if len(argv) != 2:
        print(__doc__)
        return 2
    articles, gold_folder = map(Path, argv)
    if found := faults(articles, gold_folder):
        print("\n".join(found))
        return 1
    print(summary(gold_folder))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""How well does the pipeline read a gold corpus? `python tests/golden/score_gold.py ARTICLES GOLD` prints the scores.

Belongs here: matching of read figures to gold ones, and counting. Does not belong here: whether the gold is sound (`check_gold.py`),
or how good is good enough (`test_scores.py`).

Figures are matched one to one within an article, at the place where the gold one is printed. Optional gold figures count neither way.
`value` wants low and high right (2 in 1,000), `value and unit` also the unit; what a figure is about is judged on those. Relations are
pairs of gold figures; a pair that the gold does not have is false, also where one of its figures is not in the gold at all. Copies of
wire stories take no part in relations.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

Row = dict[str, Any]

TOLERANCE = 2e-3
SAME_WIDTH = str.maketrans("\u00a0\u2009\u202f\u2007\u2002\u2003\u200a’‘“”–—", "       ''\"\"--")
DENOMINATORS = {
    "s": (1, "s"), "min": (60, "s"), "h": (3600, "s"), "d": (86400, "s"), "day": (86400, "s"), "wk": (604800, "s"),
    "week": (604800, "s"), "mo": (2629800, "s"), "month": (2629800, "s"), "a": (31557600, "s"), "year": (31557600, "s"),
    "J": (1, "J"), "W.h": (3600, "J"), "kW.h": (3.6e6, "J"), "MW.h": (3.6e9, "J"), "g": (1e-3, "kg"), "t": (1000, "kg"),
    "ar": (100, "m2"), "har": (1e4, "m2"), "ha": (1e4, "m2"), "km2": (1e6, "m2"), "l": (1e-3, "m3"), "L": (1e-3, "m3"),
    "km": (1000, "m"),
}  # fmt: skip
"""What a rate may be per: factor and base. The gold keeps the denominator that is printed, the tables a base one."""

ABOUT = ("period", "metric", "entity")
TRAITS = ("bound", "change", "modality", "kind")
LINKED = ("agree", "conflict", "update")


@dataclass(slots=True)
class Tables:
    """The published tables that are scored, as rows."""

    articles: list[Row]
    figures: list[Row]
    comparisons: list[Row]
    conflicts: list[Row]


@dataclass(slots=True)
class Tally:
    """Right ones among those found and those wanted."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 0.0


@dataclass(slots=True)
class Scores:
    """Everything that was counted, by name."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    traps_taken: int = 0
    traps: int = 0

    def numbers(self) -> dict[str, float]:
        """F1 where false finds count, the share of right ones where they cannot."""
        shares = (*TRAITS, *ABOUT, "title", "published", "publisher", "pair")
        return {name: tally.recall if name in shares else tally.f1 for name, tally in self.tallies.items()}


def plain(text: str | None) -> str:
    """Text with one kind of space, quote and dash, letter for letter."""
    return (text or "").translate(SAME_WIDTH)


def words(text: str | None) -> set[str]:
    """The first five letters of each content word."""
    return {word[:5] for word in re.findall(r"[a-z]{3,}", plain(text).lower())} - {"the", "and", "for", "with", "from"}


def unit_and_factor(unit: str | None) -> tuple[str, float]:
    """A unit without a case of its own, and what one of it is in the base denominator."""
    over, slash, under = (unit or "").strip().replace("{", "").replace("}", "").partition("/")
    factor, base = DENOMINATORS.get(under, (1, under))
    over = over if re.fullmatch(r"[A-Z]{3}", over) else over.lower()
    return (f"{over}/{base.lower()}", 1 / factor) if slash else (over, 1.0)


def close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return one == other or abs(one - other) <= TOLERANCE * max(abs(one), abs(other))


def scaled(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor


def value_fits(gold: Row, read: Row) -> tuple[bool, bool]:
    """Whether the value is right, and whether the unit is too."""
    unit, factor = unit_and_factor(gold["unit"])
    read_unit, read_factor = unit_and_factor(read["unit"])
    base_unit, base_factor = unit_and_factor(read["base_unit"])
    ends = ("low", "high")
    stated = all(close(gold[end], read[end]) for end in ends) or all(
        close(scaled(gold[end], factor), scaled(read[end], read_factor)) for end in ends
    )
    same = unit in (read_unit, base_unit) or (
        {gold["kind"], read["kind"]} <= {"count", "rate"} and alike(gold["unit"], read["unit"])
    )
    if stated:
        return True, same
    # The gold is in SI base: the read value fits when its base interval, widened by print, is tight round it.
    low, high = (scaled(read[f"base_{end}"], base_factor) for end in ends)
    tight = low is None or high is None or high - low <= 0.25 * max(abs(low), abs(high), 1e-9)
    inside = all(
        value is None or ((low is None or value >= low * (1 - 1e-3)) and (high is None or value <= high * (1 + 1e-3)))
        for value in (scaled(gold[end], factor) for end in ends)
    )
    in_base = tight and inside and unit == base_unit
    return in_base, in_base


def alike(one: str | None, other: str | None) -> bool:
    """Whether two counted nouns share a word or a beginning."""
    first, second = (one or "").lower(), (other or "").lower()
    return bool(set(re.findall(r"[a-z]{3,}", first)) & set(re.findall(r"[a-z]{3,}", second))) or first[:5] == second[:5]


def place(text: str, gold: Row) -> tuple[int, int] | None:
    """Where the gold figure is printed: its surface for the nth time."""
    start = -1
    for _ in range(gold.get("nth") or 1):
        start = text.find(plain(gold["surface"]), start + 1)
        if start < 0:
            return None
    return start, start + len(plain(gold["surface"]))


def matched(edges: Mapping[int, Sequence[int]], order: Iterable[int]) -> dict[int, int]:
    """The largest one-to-one matching, by augmenting paths."""
    partner: dict[int, int] = {}

    def placed(left: int, seen: set[int]) -> bool:
        for right in edges.get(left, ()):
            if right not in seen:
                seen.add(right)
                if right not in partner or placed(partner[right], seen):
                    partner[right] = left
                    return True
        return False

    for left in order:
        placed(left, set())
    return {left: right for right, left in partner.items()}


@dataclass(slots=True)
class Corpus:
    """The gold files of one folder, and which read article each document is."""

    documents: dict[str, Row]
    figures: dict[str, Row]
    relations: list[Row]
    traps: list[Row]
    read: dict[str, Row]

    @classmethod
    def load(cls, folder: Path, tables: Tables) -> Corpus:
        documents = {row["doc"]: row for row in lines(folder / "articles.jsonl")}
        by_path = {row["path"]: row for row in tables.articles}
        return cls(
            documents,
            {row["id"]: row for row in lines(folder / "figures.jsonl")},
            lines(folder / "relations.jsonl"),
            lines(folder / "not_figures.jsonl"),
            {doc: by_path[doc] for doc in documents if doc in by_path},
        )


def lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def score(tables: Tables, folder: Path) -> Scores:
    """All scores of these tables against the gold in `folder`."""
    corpus, scores = Corpus.load(folder, tables), Scores()
    read_of, gold_of = score_figures(corpus, tables, scores)
    score_metadata(corpus, scores)
    score_copies(corpus, scores)
    score_relations(corpus, tables, gold_of, scores)
    for kind in ("conversion", "arithmetic"):
        score_checks(kind, corpus, tables, gold_of, scores)
    sides = [key for key in read_of if corpus.figures[key].get("pair") and not corpus.figures[key].get("optional")]
    scores.tallies["pair"] = Tally(sum(bool(read_of[key]["pair_id"]) for key in sides), 0, len(sides))
    return scores


def score_figures(corpus: Corpus, tables: Tables, scores: Scores) -> tuple[dict[str, Row], dict[str, str | None]]:
    """Counts places, values, units, traits and traps. Gives gold id → figure, and figure id → gold id (None: not in the gold)."""
    read_by = defaultdict(list)
    for figure in tables.figures:
        read_by[figure["article_id"]].append(figure)
    gold_by = defaultdict(list)
    for figure in corpus.figures.values():
        gold_by[figure["doc"]].append(figure)
    traps_by = defaultdict(list)
    for trap in corpus.traps:
        traps_by[trap["doc"]].append(plain(trap["surface"]))
    read_of: dict[str, Row] = {}
    gold_of: dict[str, str | None] = {}
    for doc in corpus.documents:
        gold = sorted(gold_by[doc], key=lambda figure: bool(figure.get("optional")))
        for name in ("place", "value", "value and unit"):
            scores.tallies[name].wanted += sum(not figure.get("optional") for figure in gold)
        if doc not in corpus.read:
            continue
        article = corpus.read[doc]
        read = read_by[article["article_id"]]
        spans = [place(plain(article["text"]), figure) for figure in gold]
        edges: dict[str, dict[int, list[int]]] = {"place": {}, "value": {}, "value and unit": {}}
        for left, figure in enumerate(gold):
            for right, found in enumerate(read):
                span = spans[left]
                here = span is not None and found["start"] < span[1] and span[0] < found["end"]
                if span is not None and not here:
                    continue
                value, unit = value_fits(figure, found)
                for name, fits in (("place", here), ("value", value), ("value and unit", value and unit)):
                    if fits:
                        edges[name].setdefault(left, []).append(right)
        pairs: dict[int, int] = {}
        for name, possible in edges.items():
            pairs = matched(possible, range(len(gold)))
            optional = sum(1 for left in pairs if gold[left].get("optional"))
            scores.tallies[name].right += len(pairs) - optional
            scores.tallies[name].found += len(read) - optional
        gold_of.update({figure["figure_id"]: None for figure in read})
        for left, right in pairs.items():
            read_of[gold[left]["id"]] = read[right]
            gold_of[read[right]["figure_id"]] = gold[left]["id"]
            if not gold[left].get("optional"):
                score_traits(gold[left], read[right], scores)
        for trap in traps_by[doc]:
            scores.traps += 1
            scores.traps_taken += taken(trap, plain(article["text"]), read, spans)
    return read_of, gold_of


def score_traits(gold: Row, read: Row, scores: Scores) -> None:
    """Counts what else is right about a figure whose value and unit are."""
    for name in TRAITS:
        scores.tallies[name].wanted += 1
        scores.tallies[name].right += gold.get(name) == read[name]
    years = set(re.findall(r"(?:19|20)\d\d", gold.get("period") or ""))
    read_years = {str(day.year) for day in (read["period_start"], read["period_end"]) if day}
    said = {
        "period": (years, read_years, 1),
        "metric": (words(gold.get("metric")), words(f"{read['metric']} {read['unit_text']} {read['unit']}"), 2),
        "entity": (words(gold.get("entity")), words(read["entity"]), 2),
    }
    for name, (wanted, found, enough) in said.items():
        scores.tallies[name].wanted += bool(wanted)
        scores.tallies[name].right += bool(wanted) and len(wanted & found) >= min(enough, len(wanted))


def taken(trap: str, text: str, read: Sequence[Row], spans: Sequence[tuple[int, int] | None]) -> bool:
    """Whether a figure was read from a number that is none."""
    for match in re.finditer(re.escape(trap), text):
        start, end = match.span()
        if any(span and span[0] < end and start < span[1] for span in spans):
            continue
        if any(figure["start"] >= start - 1 and figure["end"] <= end + 1 for figure in read):
            return True
    return False


def score_metadata(corpus: Corpus, scores: Scores) -> None:
    """Counts articles whose title, date and outlet are right."""
    for doc, article in corpus.read.items():
        gold = corpus.documents[doc]
        publisher, wanted = plain(article["publisher"]).lower(), plain(gold["publisher"]).lower()
        for name, right in (
            ("title", plain(gold["title"]).lower()[:40] in plain(article["title"]).lower()),
            ("published", str(article["published"]) == str(gold["published"])[:10]),
            ("publisher", bool(publisher) and (publisher in wanted or wanted in publisher)),
        ):
            scores.tallies[name].wanted += 1
            scores.tallies[name].right += right


def score_copies(corpus: Corpus, scores: Scores) -> None:
    """Counts pairs of articles that share a wire story."""
    wanted = {frozenset((doc, row["duplicate_of"])) for doc, row in corpus.documents.items() if row.get("duplicate_of")}
    stories = defaultdict(list)
    for doc, article in corpus.read.items():
        stories[article["wire_id"]].append(doc)
    found = {frozenset((one, other)) for docs in stories.values() for one in docs for other in docs if one < other}
    scores.tallies["copies"] = Tally(len(wanted & found), len(found), len(wanted))


def score_relations(corpus: Corpus, tables: Tables, gold_of: Mapping[str, str | None], scores: Scores) -> None:
    """Counts pairs of figures from different articles: linked at all, and by verdict."""
    optional = {key for key, figure in corpus.figures.items() if figure.get("optional")}
    wanted = {
        frozenset((row["a"], row["b"])): row["verdict"]
        for row in corpus.relations
        if row["verdict"] in LINKED and isinstance(row["b"], str) and not {row["a"], row["b"]} & optional
    }
    copies = {doc for doc, row in corpus.documents.items() if row.get("duplicate_of")}
    document = {article["article_id"]: doc for doc, article in corpus.read.items()}
    article_of = {figure["figure_id"]: figure["article_id"] for figure in tables.figures}
    found: dict[frozenset[str], str] = {}
    strangers: Counter[str] = Counter()
    for row in tables.comparisons:
        docs = {document.get(article_of[row[side]]) for side in ("a", "b")}
        if len(docs) == 1 or None in docs or docs & copies:
            continue
        one, other = gold_of[row["a"]], gold_of[row["b"]]
        if one is None or other is None:
            strangers[row["verdict"]] += 1
        elif not {one, other} & optional:
            found[frozenset((one, other))] = row["verdict"]
    for name, verdicts in (
        *((verdict, {verdict}) for verdict in LINKED),
        ("conflict or update", {"conflict", "update"}),
        ("linked", set(LINKED)),
    ):
        scores.tallies[name] = Tally(
            sum(verdict in verdicts and wanted.get(pair) in verdicts for pair, verdict in found.items()),
            sum(verdict in verdicts for verdict in found.values()) + sum(strangers[verdict] for verdict in verdicts),
            sum(verdict in verdicts for verdict in wanted.values()),
        )


def score_checks(kind: str, corpus: Corpus, tables: Tables, gold_of: Mapping[str, str | None], scores: Scores) -> None:
    """Counts slips inside one article: a conflict that names two of the figures of a slip has found it."""
    wanted = [
        {row["a"], *([row["b"]] if isinstance(row["b"], str) else row["b"])}
        for row in corpus.relations
        if row["verdict"] == kind
    ]
    found = [
        {gold_of.get(key) for key in row["figure_ids"]} - {None} for row in tables.conflicts if row["type"] == kind
    ]
    hits = sum(any(len(slip & told) >= min(2, len(slip)) for told in found) for slip in wanted)
    false = sum(not any(len(slip & told) >= min(2, len(slip)) for slip in wanted) for told in found)
    scores.tallies[kind] = Tally(hits, hits + false, len(wanted))


def run_stations(articles: Path) -> Tables:
    """What the stations make of the articles in a folder."""
    from pipelines.extraction.station import extract
    from pipelines.normalisation.station import normalise
    from pipelines.reading.station import read_articles
    from pipelines.reconciliation.station import reconcile

    read = read_articles(articles)[0]
    stated = extract(read)[0]
    normalised = normalise(stated, read)[0]
    made = reconcile(normalised, read)
    return Tables(read.to_dicts(), made.figures.to_dicts(), made.comparisons.to_dicts(), made.conflicts.to_dicts())


def published(warehouse: Path) -> Tables:
    """The tables that a run has published."""
    frames = (pl.read_parquet(warehouse / f"{name}.parquet") for name in Tables.__slots__)
    return Tables(*(frame.to_dicts() for frame in frames))


def told(scores: Scores) -> Iterator[str]:
    """The scores as lines to read."""
    tallies = scores.tallies
    yield f"{'':<20}{'precision':>10}{'recall':>10}{'F1':>10}"
    for name in (
        "value",
        "value and unit",
        "linked",
        *LINKED,
        "conflict or update",
        "conversion",
        "arithmetic",
        "copies",
    ):
        tally = tallies[name]
        if tally.wanted or tally.found:
            yield f"{name:<20}{tally.precision:>10.3f}{tally.recall:>10.3f}{tally.f1:>10.3f}   {tally.wanted} in the gold"
    yield ""
    for names in (TRAITS, (*ABOUT, "pair"), ("title", "published", "publisher")):
        yield ", ".join(f"{name} {tallies[name].recall:.3f}" for name in names)
    yield f"numbers that are no figures, read as figures: {scores.traps_taken} of {scores.traps}"


def main() -> None:
    """Score a folder of articles, or a warehouse, against its gold."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("articles", type=Path, help="folder of articles, or a warehouse with --warehouse")
    parser.add_argument("gold", type=Path, help="folder of gold files")
    parser.add_argument("--warehouse", action="store_true", help="the first argument is a warehouse: score its tables")
    given = parser.parse_args()
    tables = published(given.articles) if given.warehouse else run_stations(given.articles)
    print("\n".join(told(score(tables, given.gold))))


if __name__ == "__main__":
    main()

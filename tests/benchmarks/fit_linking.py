"""Fits the weights that tell whether two figures state one thing, on annotated articles; prints how well that carries over.

Run: `python -m tests.benchmarks.fit_linking [--write]`. Each subject (all articles on one event) is left out in turn: the weights are
fitted on the others and used to link all figures of its corpus, and its pairs are scored. That score is printed. `--write` puts the
weights of all subjects together into `pipelines/reconciliation/lexicon/weights.csv`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from pipelines.reconciliation import candidates, company, comparisons, facts, weighing
from pipelines.reconciliation.statements import Statements, describe
from pipelines.reconciliation.vectors import Floats
from tests.benchmarks.scored_figures import CORPORA, articles_of, figures_of, scored

SHRINKAGE = 30.0
"""Weight of the pull towards zero (a normal prior), in pairs: each of the many features may only say a little."""
SUBJECT_PAIRS = 400.0
"""Pairs of one thing that a subject counts for at most."""
ROUNDS = 2
"""Rivals and company depend on the weights: they are looked for again so many times."""
LINKED = ("agree", "conflict", "update")
DIFFER = ("conflict", "update")
TABLE = Path(weighing.LEXICON) / "weights.csv"
AGAINST = (
    "contrast", "other_name", "strangers", "untied", "part_other", "opposed", "noun_other", "percent", "narrowed", "other_span",
    "scope_other", "period_apart", "period_inside", "older_value", "named_elsewhere", "one_cell", "far", "rivals_lost", "plan_or_fact",
    "other_concept", "other_said", "spans_differ", "noun_alone",
)  # fmt: skip
"""Features that can only speak against a pair, whatever a few subjects say."""
OF_KIND = (
    "bias", "no_entity", "part_one", "quantity", "money", "rank", "narrowed_alike", "period_overlap", "period_states", "no_metric",
    "near_modality", "agrees_open_digits", "agrees_vague", "unrivalled_once",
)  # fmt: skip
"""Features that may speak either way; all others can only speak for a pair."""
FROM_OTHER_PAIRS = ("rivals_lost", "rivals_won", "unrivalled", "unrivalled_once", *company.FEATURES)


@dataclass(slots=True)
class Corpus:
    """One annotated corpus, ready to be linked: statements, candidate pairs with features and label, and what the gold says."""

    name: str
    articles: pl.DataFrame
    statements: Statements
    pairs: pl.DataFrame
    x: Floats
    y: Floats
    w: Floats
    labelled: np.typing.NDArray[np.bool_]
    subjects: np.typing.NDArray[np.str_]
    gold_of: dict[int, str]
    """Row number → gold id; rows that the gold leaves out of the count are in `skipped`."""
    skipped: set[int]
    relations: dict[frozenset[str], str]
    subject_of: dict[str, str]
    """Article id → subject."""


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_corpus(name: str, articles: pl.DataFrame, figures: pl.DataFrame) -> Corpus:
    """A corpus of `CORPORA` with its figures → all that fitting and scoring need."""
    gold = CORPORA[name][1]
    statements = describe(figures, articles)
    row_of = dict(statements.table.select("figure_id", "row").iter_rows())
    gold_of, skipped = {}, set()
    for found in scored(name, articles, figures):
        if found.figure is None:
            continue
        row = row_of[found.figure["figure_id"]]
        if found.gold is not None and found.right["value"] and found.right["unit"]:
            gold_of[row] = found.gold["id"]
        elif found.gold is not None:
            skipped.add(row)
    seen = set(gold_of) | skipped
    at = {(f.figure["article_id"], f.figure["start"]) for f in scored(name, articles, figures) if f.figure is not None}
    # Figures at optional gold ones are no longer listed by `scored`: they count neither way.
    for row, article, start in statements.table.select("row", "article_id", "start").iter_rows():
        if row not in seen and (article, start) not in at:
            skipped.add(row)
    documents = _lines(gold / "articles.jsonl")
    copies = {doc["doc"] for doc in documents if doc.get("duplicate_of")}
    topic = {doc["doc"]: doc["topic"] for doc in documents}
    subject_of = {}
    for article, path in articles.select("article_id", "path").iter_rows():
        doc = path if path in topic else next((d for d in topic if path.endswith(d)), None)
        subject_of[article] = f"{name}/{topic[doc]}" if doc else f"{name}/none"
        if doc in copies or doc is None:
            skipped |= set(statements.table.filter(pl.col("article_id") == article)["row"])
    optional = {g["id"] for g in _lines(gold / "figures.jsonl") if g.get("optional")}
    relations = {
        frozenset((r["a"], r["b"])): r["verdict"]
        for r in _lines(gold / "relations.jsonl")
        if isinstance(r["b"], str) and r["verdict"] in (*LINKED, "not-comparable") and not {r["a"], r["b"]} & optional
    }
    pairs = comparisons.weighed_in_full(statements, candidates.candidate_pairs(statements))
    named = {row: gold_of.get(row) for row in range(statements.table.height)}
    labels = [
        None if a in skipped or b in skipped else relations.get(frozenset((named[a] or "", named[b] or ""))) in LINKED
        for a, b in pairs.select("a", "b").iter_rows()
    ]
    subjects = [subject_of[article] for article in statements.table["article_id"]]
    pairs = pairs.with_columns(
        pl.Series("label", labels, dtype=pl.Boolean), pl.Series("subject", [subjects[a] for a in pairs["a"]])
    )
    names = features()
    x = matrix(pairs, names)
    positive = pairs.select(pl.col("label").sum().over("subject"))["label"].to_numpy()
    return Corpus(
        name, articles, statements, pairs, x,
        pairs["label"].fill_null(False).to_numpy().astype(float),
        np.minimum(1.0, SUBJECT_PAIRS / np.maximum(positive, 1)),
        pairs["label"].is_not_null().to_numpy(),
        pairs["subject"].to_numpy(),
        gold_of, skipped, relations, subject_of,
    )  # fmt: skip


def features() -> list[str]:
    """The features of the table."""
    return weighing.weights()["feature"].to_list()


def matrix(pairs: pl.DataFrame, names: list[str]) -> Floats:
    """Feature values of pairs, one column a name; 0 where other pairs are needed to tell."""
    made = weighing.feature_values() | weighing.value_features() | dict.fromkeys(FROM_OTHER_PAIRS, pl.lit(0.0))
    values: Floats = pairs.select(
        made.get(name, pl.col(name).cast(pl.Float64)).cast(pl.Float64).alias(name) for name in names
    ).to_numpy()
    return values.copy()


def look_around(corpus: Corpus, weights: Floats, names: list[str]) -> None:
    """Fills the features that other pairs make, under given weights."""
    families = weighing.weights()["family"].to_list()

    def part(*wanted: str) -> pl.Series:
        at = [i for i, family in enumerate(families) if family in wanted]
        return pl.Series(corpus.x[:, at] @ weights[at])

    pairs = corpus.pairs.select("a", "b", "verdict").with_columns(
        part(*weighing.FAMILIES).alias("own"), part("measure").alias("measure"), part("value").alias("value")
    )
    with table_of(names, weights):
        beside = company.beside(corpus.statements, pairs)
        found = facts.against_rivals(corpus.statements, beside).select(FROM_OTHER_PAIRS).to_numpy()
    corpus.x[:, [names.index(name) for name in FROM_OTHER_PAIRS]] = found


def fit(corpora: Sequence[Corpus], names: list[str], left_out: str = "", start: Floats | None = None) -> Floats:
    """Weights by penalised logistic regression on the pairs of all subjects but one, none of the wrong sign."""
    use = [corpus.labelled & (corpus.subjects != left_out) for corpus in corpora]
    x, y, w = (
        np.concatenate([part[rows] for part, rows in zip(parts, use, strict=True)])
        for parts in ([c.x for c in corpora], [c.y for c in corpora], [c.w for c in corpora])
    )
    sign = np.array([0 if name in OF_KIND else -1 if name in AGAINST else 1 for name in names])
    of_others = np.isin(names, FROM_OTHER_PAIRS)
    # First what the two figures show by themselves; then what other pairs add to it: they only repeat it in part.
    alone = of_right_sign(x, y, w, sign, ~of_others, names.index("bias"), start)
    own = x @ alone
    at = np.flatnonzero(of_others)
    beside = np.column_stack([x[:, at], own, np.ones(len(y))])
    second = of_right_sign(
        beside, y, w, np.append(sign[at], [1, 0]), np.ones(len(at) + 2, dtype=bool), -1, None, free=-2
    )
    fitted = alone * second[-2]
    fitted[names.index("bias")] += second[-1]
    fitted[at] = second[:-2]
    return fitted


def of_right_sign(
    x: Floats,
    y: Floats,
    w: Floats,
    sign: Floats,
    use: np.typing.NDArray[np.bool_],
    bias: int,
    start: Floats | None,
    *,
    free: int | None = None,
) -> Floats:
    """Weights of the columns in `use`, each of its sign or 0; `bias` and `free` are columns that nothing pulls to zero."""
    scale = np.maximum(x.std(axis=0), 0.05)
    scale[bias] = 1.0
    penalty = np.full(x.shape[1], SHRINKAGE)
    penalty[bias] = 0.01
    beta = np.zeros(x.shape[1])
    if free is not None:
        penalty[free] = 0.01
        beta[free] = scale[free]
    elif start is not None:
        beta = start * scale
    else:
        beta[bias] = -3.0
    use = use.copy()
    while True:
        beta = newton(x / scale, y, w, penalty, np.where(use, beta, 0.0), use)
        wrong = use & (sign * beta < 0)
        if not wrong.any():
            fitted: Floats = beta / scale
            return fitted
        use &= ~wrong


def newton(z: Floats, y: Floats, w: Floats, penalty: Floats, beta: Floats, free: np.typing.NDArray[np.bool_]) -> Floats:
    """The weights of least penalised logistic loss; those that are not free stay as they are."""

    def loss(at: Floats) -> float:
        margin = z @ at
        return float(w @ (np.logaddexp(0.0, margin) - y * margin) + 0.5 * penalty @ at**2)

    at = loss(beta)
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ beta))
        gradient = z.T @ (w * (y - p)) - penalty * beta
        hessian = (z * (w * p * (1 - p))[:, None]).T @ z + np.diag(penalty)
        step = np.zeros(len(beta))
        step[free] = np.linalg.solve(hessian[np.ix_(free, free)], gradient[free])
        while (then := loss(beta + step)) > at and float(np.abs(step).max()) > 1e-3:
            step = step / 2
        beta, at = beta + step, then
        if float(np.abs(step).max()) < 1e-3:
            break
    return beta


class table_of:
    """Puts other weights in the place of the table while a block runs."""

    def __init__(self, names: list[str], weights: Floats) -> None:
        self.table = weighing.weights().with_columns(
            pl.col("feature")
            .replace_strict(dict(zip(names, weights.tolist(), strict=True)), return_dtype=pl.Float64)
            .alias("weight")
        )

    def __enter__(self) -> None:
        self.kept = weighing.weights
        weighing.weights = lambda: self.table  # type: ignore[assignment]

    def __exit__(self, *_: object) -> None:
        weighing.weights = self.kept


def linked_pairs(corpus: Corpus, weights: Floats | None, names: list[str]) -> pl.DataFrame:
    """All listed pairs of a corpus under given weights (None: those of the table): `a`, `b`, `verdict`."""

    def run() -> pl.DataFrame:
        statements = corpus.statements
        looked_at = weighing.weigh_values(weighing.weigh(corpus.pairs))
        linked = facts.link(statements, facts.against_rivals(statements, company.beside(statements, looked_at)))
        return comparisons.listed(statements, linked).select("a", "b", "verdict")

    if weights is None:
        return run()
    with table_of(names, weights):
        return run()


def count(corpus: Corpus, listed: pl.DataFrame, subject: str | None = None) -> Counter[str]:
    """True, found and wanted pairs of a subject, by kind of verdict; tempting pairs called conflicts."""
    tally: Counter[str] = Counter()
    article = corpus.statements.table["article_id"].to_list()
    seen: set[frozenset[str]] = set()
    for a, b, verdict in listed.iter_rows():
        if a in corpus.skipped or b in corpus.skipped:
            continue
        if subject and corpus.subject_of[article[a]] != subject:
            continue
        key = frozenset((corpus.gold_of.get(a, f"?{a}"), corpus.gold_of.get(b, f"?{b}")))
        if key in seen:
            continue
        seen.add(key)
        told = corpus.relations.get(key)
        kind = "agree" if verdict == "agree" else "differ"
        tally[f"{kind} found"] += 1
        tally[f"{kind} right"] += told == "agree" if kind == "agree" else told in DIFFER
        tally["tempted"] += told == "not-comparable" and kind == "differ"
    every = {g["id"]: g["doc"] for g in _lines(CORPORA[corpus.name][1] / "figures.jsonl")}
    topic = {d["doc"]: f"{corpus.name}/{d['topic']}" for d in _lines(CORPORA[corpus.name][1] / "articles.jsonl")}
    for key, told in corpus.relations.items():
        if subject and topic[every[min(key)]] != subject:
            continue
        tally["tempting" if told == "not-comparable" else "agree wanted" if told == "agree" else "differ wanted"] += 1
    return tally


def line(tally: Counter[str]) -> str:
    """A tally in words."""
    parts = []
    for kind in ("differ", "agree"):
        right, found, wanted = (tally[f"{kind} {what}"] for what in ("right", "found", "wanted"))
        p, r = right / max(found, 1), right / max(wanted, 1)
        parts.append(f"{kind} P {p:.3f} R {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f}")
    return "; ".join(parts) + f"; tempting pairs told as conflicts {tally['tempted']} of {tally['tempting']}"


def main() -> None:
    """Prints the scores; writes the table where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--unchecked", action="store_true", help="leave no subject out: only fit")
    parser.add_argument("--write", action="store_true", help="put the weights into the table")
    parser.add_argument(
        "--also", nargs=2, action="append", default=[], metavar=("ARTICLES", "GOLD"), help="a further corpus"
    )
    chosen = parser.parse_args()
    for articles, gold in chosen.also:
        CORPORA[Path(gold).parent.name] = (Path(articles), Path(gold))
    corpora = []
    for name in CORPORA:
        articles = articles_of(name)
        corpora.append(read_corpus(name, articles, figures_of(articles)))
    names = features()
    for corpus in corpora:
        print(f"{corpus.name}, weights of the table: {line(count(corpus, linked_pairs(corpus, None, names)))}")
    weights = weighing.weights()["weight"].to_numpy()
    for _ in range(ROUNDS):
        for corpus in corpora:
            look_around(corpus, weights, names)
        weights = fit(corpora, names)
    total: Counter[str] = Counter()
    for corpus in corpora:
        of_corpus: Counter[str] = Counter()
        for subject in [] if chosen.unchecked else sorted(set(corpus.subjects)):
            left = fit(corpora, names, subject, weights)
            tally = count(corpus, linked_pairs(corpus, left, names), subject)
            print(f"  {subject:28s} left out: {line(tally)}")
            of_corpus += tally
        print(f"{corpus.name}, each subject left out in turn: {line(of_corpus)}")
        total += of_corpus
    print(f"all, each subject left out in turn: {line(total)}")
    if chosen.write:
        weighing.weights().with_columns(pl.Series("weight", weights.round(2))).write_csv(TABLE)
        print(f"written: {TABLE}")


if __name__ == "__main__":
    main()

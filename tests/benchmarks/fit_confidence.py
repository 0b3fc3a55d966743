"""Fits the weights of `confidence` on hand-annotated articles and prints the table.

Run: `python -m tests.benchmarks.fit_confidence > pipelines/extraction/en/lexicon/confidence.csv`. However many
figures a corpus has, it counts by how little the rules have been tuned on it (`COUNTS`).
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import polars as pl

from pipelines.extraction.en import language
from pipelines.extraction.en.confidence import evidence_of
from tests.benchmarks.scored_figures import CORPORA, Scored, articles_of, figures_of, scored

COUNTS: dict[str, float] = {}
"""What a corpus counts, 1 where it is not named. What was looked at last says most of text that nobody has looked at: there all is right
far less often than where each error was gone after."""
SHRINKAGE = 2.0
"""Weight of the pull towards zero (a normal prior): small evidence decides little."""
RAREST = 6
"""Times that a piece of evidence must occur to get a weight."""


def evidence_by_place(articles: pl.DataFrame) -> dict[tuple[str, int, int], list[str]]:
    """Evidence of each figure, by article and place."""
    found: dict[tuple[str, int, int], list[str]] = {}
    for row in articles.iter_rows(named=True):
        doc = language.document(row["text"], row["published"], row["language"], row["publisher"])
        mentions = language.read(doc)
        count = Counter(mention.sentence for mention in mentions)
        for mention in mentions:
            found[row["article_id"], mention.start, mention.end] = evidence_of(doc, mention, count[mention.sentence])
    return found


def fit(samples: list[tuple[list[str], bool, float]]) -> dict[str, float]:
    """Log-odds of each piece of evidence from (evidence, all right, weight), by Newton's method on the penalised likelihood."""
    count = Counter(name for evidence, _, _ in samples for name in evidence)
    names = ["base", *sorted(name for name, times in count.items() if times >= RAREST)]
    place = {name: at for at, name in enumerate(names)}
    x = np.zeros((len(samples), len(names)))
    x[:, 0] = 1
    for row, (evidence, _, _) in enumerate(samples):
        for name in evidence:
            if name in place:
                x[row, place[name]] = 1
    y = np.array([right for _, right, _ in samples], dtype=float)
    weight = np.array([weight for _, _, weight in samples])
    penalty = np.full(len(names), SHRINKAGE)
    penalty[0] = 0.01
    beta = np.zeros(len(names))
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (weight * (y - p)) - penalty * beta
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if float(np.abs(step).max()) < 1e-8:
            break
    return {name: round(float(beta[at]), 2) for name, at in place.items()}


def samples_of(name: str) -> list[tuple[list[str], bool]]:
    """(evidence, all right) of each figure that we read in a corpus."""
    articles = articles_of(name)
    evidence = evidence_by_place(articles)
    rows: list[Scored] = scored(name, articles, figures_of(articles))
    return [
        (evidence[row.figure["article_id"], row.figure["start"], row.figure["end"]], row.all_right)
        for row in rows
        if row.figure is not None
    ]


def main() -> None:
    """Prints the table."""
    samples: list[tuple[list[str], bool, float]] = []
    read = {name: samples_of(name) for name in CORPORA}
    total = sum(len(rows) for rows in read.values())
    shares = {name: COUNTS.get(name, 1.0) for name in CORPORA}
    for name, rows in read.items():
        weight = total * shares[name] / sum(shares.values()) / len(rows)
        samples += [(evidence, right, weight) for evidence, right in rows]
    print("evidence,log_odds")
    for name, odds in fit(samples).items():
        if odds:
            print(f"{name},{odds}")


if __name__ == "__main__":
    main()

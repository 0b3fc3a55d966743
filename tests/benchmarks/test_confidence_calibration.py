"""How far `confidence` keeps its word: of the figures called 70 % sure, 70 % should have value, unit, metric and entity right.

Prints a reliability table and Brier scores for the corpora on which the weights were fitted, and for the sealed one, on which nothing
was. Run: `make bench`, or `pytest tests/benchmarks/test_confidence_calibration.py -s`.
"""

from __future__ import annotations

import itertools

import pytest

from tests.benchmarks.scored_figures import CORPORA, articles_of, available, figures_of, scored

EDGES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


def _answers(name: str) -> list[tuple[float, bool]]:
    """(confidence, all right) of each figure that we read."""
    articles = articles_of(name)
    rows = scored(name, articles, figures_of(articles))
    return [(row.figure["confidence"], row.all_right) for row in rows if row.figure is not None]


def _brier(answers: list[tuple[float, bool]]) -> float:
    return sum((sure - right) ** 2 for sure, right in answers) / len(answers)


def _table(name: str, answers: list[tuple[float, bool]]) -> str:
    rate = sum(right for _, right in answers) / len(answers)
    lines = [
        f"{name}: {len(answers)} figures, {rate:.3f} all right, mean confidence {sum(s for s, _ in answers) / len(answers):.3f}",
        f"  Brier {_brier(answers):.3f}; of one confidence for all {rate * (1 - rate):.3f}; ranked right {_ranked(answers):.3f}",
        "  confidence   predicted  observed  figures",
    ]
    for low, high in itertools.pairwise(EDGES):
        part = [(sure, right) for sure, right in answers if low <= sure < high or (high == 1.0 and sure == 1.0)]
        if part:
            predicted = sum(sure for sure, _ in part) / len(part)
            observed = sum(right for _, right in part) / len(part)
            lines.append(f"  {low:.1f} to {high:.1f}   {predicted:9.3f} {observed:9.3f} {len(part):8d}")
    return "\n".join(lines)


def _ranked(answers: list[tuple[float, bool]]) -> float:
    """Share of pairs (right, wrong) in which the right one is the surer (area under the ROC curve)."""
    ordered = sorted(answers)
    right = sum(answer for _, answer in ordered)
    wrong = len(ordered) - right
    below, total, at = 0, 0.0, 0
    while at < len(ordered):
        stop = at
        while stop < len(ordered) and ordered[stop][0] == ordered[at][0]:
            stop += 1
        tied_right = sum(answer for _, answer in ordered[at:stop])
        tied_wrong = stop - at - tied_right
        total += tied_right * (below + tied_wrong / 2)
        below += tied_wrong
        at = stop
    return total / max(1, right * wrong)


@pytest.mark.skipif(not available(), reason="the dev corpus is not here")
def test_confidence_is_calibrated(capsys: pytest.CaptureFixture[str]) -> None:
    answers = {name: _answers(name) for name in (*CORPORA, "sealed")}
    with capsys.disabled():
        print()
        for name, rows in answers.items():
            print(_table(name, rows))
    for name, rows in answers.items():
        rate = sum(right for _, right in rows) / len(rows)
        # Better than saying the same of all, and in the right order more often than not, also where nothing was fitted.
        assert _ranked(rows) > 0.6, name
        assert abs(sum(sure for sure, _ in rows) / len(rows) - rate) < 0.25, name
    fitted = [rows for name, rows in answers.items() if name != "sealed"]
    predicted = sum(sum(sure for sure, _ in rows) / len(rows) for rows in fitted) / len(fitted)
    observed = sum(sum(right for _, right in rows) / len(rows) for rows in fitted) / len(fitted)
    assert abs(predicted - observed) < 0.05

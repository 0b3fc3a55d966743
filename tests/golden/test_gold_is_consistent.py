"""Gold that contradicts its own articles would mislead every score. Does not belong here: scores."""

import importlib.util
from pathlib import Path

import pytest

from tests.golden.corpora import CORPORA, SEALED

HERE = Path(__file__).parent

_spec = importlib.util.spec_from_file_location("check_gold", HERE / "check_gold.py")
assert _spec and _spec.loader
check_gold = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(check_gold)


@pytest.mark.parametrize("corpus", [*CORPORA, "sealed"])
def test_gold_fits_its_articles(corpus: str) -> None:
    articles, gold = SEALED if corpus == "sealed" else CORPORA[corpus]
    if not (gold / "figures.jsonl").exists():
        pytest.skip("no gold here")
    assert check_gold.faults(articles, gold) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"bound": ">"}, "does not fit"),
        ({"unit": "person"}, "unit"),
        ({"period": "last year"}, "period"),
        ({"entity": ""}, "about"),
    ],
)
def test_a_slip_in_a_figure_is_told(change: dict[str, str], fault: str) -> None:
    sound = dict.fromkeys(check_gold.FIGURE_KEYS, "") | {
        "low": 4e6,
        "high": 4e6,
        "bound": "=",
        "kind": "money",
        "unit": "EUR",
        "change": "level",
        "modality": "actual",
        "entity": "Lake ferry",
        "metric": "fare income",
        "period": "2019",
        "pair": None,
    }
    assert list(check_gold.faults_of_figure(sound)) == []
    assert any(fault in told for told in check_gold.faults_of_figure(sound | change))


def test_a_digit_that_nobody_accounts_for_is_told() -> None:
    figure = {"id": "f", "surface": "12 boats", "nth": 1}
    told = list(check_gold.faults_of_spans("d", "12 boats left Pier 7 with 340 guests", [figure], ["Pier 7"]))
    assert len(told) == 1
    assert "340" in told[0]

"""Every rule reads its example and leaves the other one alone; the page of rules is the one that the tables make."""

from pathlib import Path

import pytest

from pipelines.extraction.en.rules import NOT_FIGURES, RULES, rules_page
from pipelines.extraction.extract import extract_figures

ROOT = Path(__file__).parents[2]


def read_by(rule: str, text: str) -> list[str]:
    figures = extract_figures(f"News of the day\n{text}")
    return [figure.surface for figure in figures if rule in figure.rule.split(".")]


@pytest.mark.parametrize("row", RULES, ids=lambda row: row["rule"])
def test_rule_reads_its_example(row: dict[str, str]) -> None:
    assert read_by(row["rule"], row["reads"]), row["reads"]


@pytest.mark.parametrize("row", RULES, ids=lambda row: row["rule"])
def test_rule_leaves_its_counterexample(row: dict[str, str]) -> None:
    assert not read_by(row["rule"], row["reads_not"]), row["reads_not"]


@pytest.mark.parametrize("row", NOT_FIGURES, ids=lambda row: row["kind"])
def test_no_figure_is_read(row: dict[str, str]) -> None:
    figures = extract_figures(f"News of the day\n{row['sentence']}")
    assert [figure.surface for figure in figures] == []


def test_page_is_made_from_the_tables() -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert page == rules_page(), "run: python -m pipelines.extraction.en.rules > docs/rules.md"

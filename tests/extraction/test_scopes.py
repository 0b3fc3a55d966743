"""Words that narrow a figure."""

from __future__ import annotations

import pytest

from pipelines.extraction.en.scopes import scope_of


@pytest.mark.parametrize(
    ("sentence", "figure", "scope"),
    [
        ("It spent $40 million excluding subsidies on the line.", "$40 million", "excluding subsidies"),
        ("The firm has 400 shops in Tessaly and 20 abroad.", "400 shops", "in Tessaly"),
        ("Some 900 homes will be built in the first phase.", "900 homes", "in the first phase"),
        ("The firm sold 3,000 cars overseas.", "3,000 cars", "overseas"),
        ("Sales were $9 million in March.", "$9 million", None),
        ("Sales were $9 million. In Tessaly they fell.", "$9 million", None),
    ],
)
def test_scope_behind_figure(sentence: str, figure: str, scope: str | None) -> None:
    """The clause behind the figure is read, months are left to the period, the next sentence is not read."""
    assert scope_of(sentence, sentence.index(figure) + len(figure)) == scope

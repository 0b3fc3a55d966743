"""Units stand behind values in words that a reader knows, not in codes."""

from __future__ import annotations

import pytest

from pipelines.commands.show import interval
from pipelines.publishing.unit_words import in_words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("[bbl_us]", "barrels"),
        ("USD/[bbl_us]", "USD per barrel"),
        ("[bbl_us]/d", "barrels per day"),
        ("t/har", "t per hectare"),
        ("[ft_i]", "feet"),
        ("kW.h", "kWh"),
        ("m3/s", "m³ per second"),
        ("km", "km"),
        ("EUR", "EUR"),
        ("electric bus", "electric bus"),
        ("[unheard_of]", "[unheard_of]"),
        (None, ""),
    ],
)
def test_codes_in_words(code: str | None, words: str) -> None:
    assert in_words(code) == words


def test_one_of_a_unit_has_no_plural() -> None:
    assert interval(1, 1, "[bbl_us]") == "1 barrel"
    assert interval(2, 2, "[bbl_us]") == "2 barrels"
    assert interval(7.15, 7.25, "%") == "7.15 to 7.25%"

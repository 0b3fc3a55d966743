"""In-text conversions: right ones pass, every slip of a writer is found and named, and what is told is told mildly."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from pipelines.reconciliation.conversions import VERDICT_SCHEMA, conversion_findings, judge_conversions
from schemas.comparisons import CAUSES
from tests.reconciliation.made_pairs import STATED, frames, make_pairs, one_pair, relabelled, swapped

CORPUS = Path(__file__).parents[2] / ".." / "shared" / "dev_corpus" / "gold"
PAIRS = 10_000
SPRING = dt.date(2024, 5, 24)  # 7.24 CNY per USD, 1.08 USD per EUR, 0.85 GBP per EUR


def verdict(a, b, published: dt.date | None = SPRING, **more) -> dict:
    judged = judge_conversions(*one_pair(a, b, published, **more))
    assert judged.height == 1
    return judged.row(0, named=True)


@pytest.fixture(scope="module")
def made() -> dict[str, np.ndarray]:
    return make_pairs(PAIRS)


def shares(pairs: dict[str, np.ndarray]) -> dict[str, float]:
    judged = judge_conversions(*frames(pairs))
    assert judged.height == len(pairs["a"])
    flagged = judged["severity"].is_in(["high", "medium"]).fill_null(False)
    return {
        "flagged": float(flagged.mean()),  # type: ignore[arg-type]
        "told": float(judged["severity"].is_not_null().mean()),  # type: ignore[arg-type]
        "scale_slip": float((judged["verdict"] == "scale_slip").mean()),  # type: ignore[arg-type]
    }


def test_right_pairs_are_not_flagged(made: dict[str, np.ndarray]) -> None:
    found = shares(made)
    assert found["flagged"] <= 0.005
    assert found["told"] <= 0.03  # low: rounding, and another day's rate


@pytest.mark.parametrize("factor", [10.0, 0.1, 1000.0, 0.001])
def test_every_slip_of_scale_is_flagged(made: dict[str, np.ndarray], factor: float) -> None:
    found = shares({**made, "b": made["b"] * factor})
    assert found["flagged"] == 1.0
    assert found["scale_slip"] >= 0.99


@pytest.mark.parametrize("side", ["a", "b"])
def test_wrong_currencies_are_found(made: dict[str, np.ndarray], side: str) -> None:
    """Some currencies were worth the same on that day; no one can tell those apart."""
    pairs = relabelled(made, side)
    assert shares(pairs)["told"] >= 0.98
    apart = pairs["label_shift"] > np.log(1.05)
    assert shares({name: values[apart] for name, values in pairs.items()})["flagged"] >= 0.98


@pytest.mark.parametrize("side", ["a", "b"])
def test_swapped_digits_are_flagged(made: dict[str, np.ndarray], side: str) -> None:
    turned = swapped(made[side], made[f"{side}_digits"])
    there = np.isfinite(turned)
    found = shares({name: values[there] for name, values in (made | {side: turned}).items()})
    assert found["flagged"] >= 0.85


@pytest.mark.parametrize(
    ("a", "b", "published", "expected", "cause", "severity"),
    [
        # right
        ((72.4e9, "CNY", 3, "72.4 billion yuan"), (10e9, "USD", 2, "$10 billion"), SPRING, "ok", "none", None),
        ((5e9, "CNY", 1, "5 billion yuan"), (690e6, "USD", 3, "$690 million"), SPRING, "ok", "none", None),
        ((3.1e9, "GBP", 2, "£3.1bn"), (3.94e9, "USD", 3, "$3.94bn"), SPRING, "ok", "none", None),
        ((2e9, "DEM", 1, "2 billion marks"), (1e9, "EUR", 1, "1 billion euros"), SPRING, "ok", "none", None),
        ((3.67e9, "AED", 3, "3.67 billion dirhams"), (1e9, "USD", 1, "$1 billion"), SPRING, "ok", "none", None),
        ((80.0, "USD/[bbl_us]", 2, "$80 a barrel"), (73.8, "EUR/[bbl_us]", 3, "€73.8"), SPRING, "ok", "none", None),
        ((1.2e9, "USD", 2, "$1.2 billion"), (1200e6, "USD", 4, "$1,200 million"), None, "ok", "none", None),
        # told mildly
        ((150e9, "CNY", 3, "150 billion yuan"), (20e9, "USD", 2, "$20 billion"), SPRING, "rounding", "rounding", "low"),
        (
            (300e6, "CNY", 3, "300 million yuan"),
            (42.2e6, "USD", 3, "$42.2 million"),
            SPRING,
            "rounding",
            "rounding",
            "low",
        ),
        (
            (253e6, "CNY", 3, "253 million yuan"),
            (35.6e6, "USD", 3, "$35.6 million"),
            SPRING,
            "other_date",
            "currency",
            "low",
        ),
        # wrong
        (
            (72.4e9, "CNY", 3, "72.4 billion yuan"),
            (100e9, "USD", 3, "$100 billion"),
            SPRING,
            "scale_slip",
            "unit",
            "high",
        ),
        (
            (72.4e9, "CNY", 3, "72.4 billion yuan"),
            (10e6, "USD", 2, "$10 million"),
            SPRING,
            "scale_slip",
            "unit",
            "high",
        ),
        ((500e7, "INR", 3, "500 crore rupees"), (6e6, "USD", 1, "$6 million"), SPRING, "scale_slip", "unit", "high"),
        ((48e6, "GBP", 2, "£48m"), (37.7e6, "USD", 3, "$37.7m"), SPRING, "inverted", "currency", "high"),
        (
            (64e6, "EUR", 2, "€64m"),
            (104e6, "USD", 3, "$104m"),
            SPRING,
            "wrong_currency",
            "currency",
            "high",
        ),  # Australian
        ((7.25e9, "CNY", 3, "7.25 billion yuan"), (157e9, "JPY", 3, "157 billion yen"), SPRING, "ok", "none", None),
        ((724e6, "CNY", 3, "724 million yuan"), (157e6, "USD", 3, "$157 million"), SPRING, "error", "error", "high"),
        (
            (2.53e9, "CNY", 3, "2.53 billion yuan"),
            (394e6, "USD", 3, "$394 million"),
            SPRING,
            "digit_swap",
            "error",
            "high",
        ),
        # beyond judging
        ((5e9, "NGN", 1, "₦5 billion"), (3.2e6, "USD", 2, "$3.2 million"), None, "unjudged", "none", None),
        ((5e9, "TWD", 1, "NT$5 billion"), (155e6, "USD", 3, "$155 million"), SPRING, "unjudged", "none", None),
        ((5e9, "CNY", 1, "5 billion yuan"), (69.0, "%", 2, "69 percent"), SPRING, "unjudged", "none", None),
    ],
)
def test_money(a, b, published, expected: str, cause: str, severity: str | None) -> None:
    got = verdict(a, b, published)
    assert (got["verdict"], got["cause"], got["severity"]) == (expected, cause, severity), got["explanation"]
    assert a[3] in got["explanation"] and b[3] in got["explanation"]


@pytest.mark.parametrize(
    ("a", "b", "expected", "severity"),
    [
        ((1420.0, "Cel", 4, "1,420 C"), (2588.0, "[degF]", 4, "2,588 F"), "ok", None),
        ((-5.0, "Cel", 1, "-5 C"), (23.0, "[degF]", 2, "23 F"), "ok", None),
        ((0.0, "Cel", 1, "0 C"), (32.0, "[degF]", 2, "32 F"), "ok", None),
        ((1420.0, "Cel", 4, "1,420 C"), (2888.0, "[degF]", 4, "2,888 F"), "error", "high"),
        ((40.0, "Cel", 2, "40 C"), (72.0, "[degF]", 2, "72 F"), "level_as_difference", "high"),
        ((26.0, "[mi_i]", 2, "26 miles"), (42.0, "km", 2, "42 km"), "ok", None),
        ((1000.0, "[acr_us]", 4, "1,000 acres"), (400.0, "har", 3, "400 hectares"), "rounding", None),
        ((60.0, "[mi_i]", 2, "60 miles"), (100.0, "km", 3, "100 km"), "rounding", None),
        ((50.0, "[mi_i]", 2, "50 miles"), (85.0, "km", 2, "85 km"), "rounding", "low"),
        ((12.0, "[ft_i]", 2, "12 feet"), (36.6, "m", 3, "36.6 metres"), "scale_slip", "high"),
        ((26.0, "[mi_i]", 2, "26 miles"), (16.2, "km", 3, "16.2 km"), "inverted", "high"),
        ((120.0, "[smi]", 3, "120 square miles"), (193.0, "km2", 3, "193 sq km"), "linear_factor", "high"),
        ((150.0, "[mi_i]", 3, "150 miles"), (278.0, "km", 3, "278 km"), "wrong_unit", "high"),  # they were sea miles
        ((55.0, "[mi_i]/h", 2, "55 mph"), (89.0, "km/h", 2, "89 km/h"), "ok", None),
        ((11.3, "kg", 3, "11.3 kg"), (25.2, "[lb_av]", 3, "25.2 pounds"), "rounding", None),
        ((12.5, "kg", 3, "12.5 kg"), (26.7, "[lb_av]", 3, "26.7 pounds"), "digit_swap", "medium"),
        ((5.0, "kg", 1, "5 kg"), (11.0, "m", 2, "11 metres"), "unjudged", None),
    ],
)
def test_measures(a, b, expected: str, severity: str | None) -> None:
    got = verdict(a, b, None)
    assert (got["verdict"], got["severity"]) == (expected, severity), got["explanation"]


def test_a_rise_of_temperature_has_no_offset() -> None:
    rise, level = (2.0, "Cel", 1, "2 C"), (35.6, "[degF]", 3, "35.6 F")
    assert verdict(rise, level, None, change="increase")["verdict"] == "difference_as_level"
    assert verdict(rise, (3.6, "[degF]", 2, "3.6 F"), None, change="increase")["verdict"] == "ok"
    assert verdict(rise, level, None)["verdict"] == "ok"


def test_the_rate_of_the_figures_own_period_is_right_too() -> None:
    """Revenue of 2015 at the average rate of 2015 (6.28), in an article of 2024 (7.24)."""
    year = {"period_start": dt.date(2015, 1, 1), "period_end": dt.date(2015, 12, 31)}
    pair = ((628e6, "CNY", 3, "628 million yuan"), (100e6, "USD", 3, "$100 million"))
    assert verdict(*pair, **year)["verdict"] == "own_period"
    assert verdict(*pair)["severity"] == "high"


def test_an_article_without_a_date_is_held_against_the_rates_of_its_time() -> None:
    """It tells of 2023 as past, when the dollar was at 7.1 to 7.3 yuan."""
    past = {"period_start": dt.date(2023, 1, 1), "period_end": dt.date(2023, 12, 31)}
    yuan = (150e9, "CNY", 3, "150 billion yuan")
    assert verdict(yuan, (20.8e9, "USD", 3, "$20.8 billion"), None, **past)["verdict"] == "ok"
    told = verdict(yuan, (20e9, "USD", 2, "$20 billion"), None, **past)
    assert (told["verdict"], told["severity"]) == ("rounding", "low")
    assert "the article has no date" in told["explanation"]
    assert verdict(yuan, (2e9, "USD", 1, "$2 billion"), None, **past)["verdict"] == "scale_slip"
    assert verdict(yuan, (2e9, "USD", 1, "$2 billion"), None)["verdict"] == "scale_slip"


def test_a_currency_that_the_print_leaves_open_is_not_held_against_the_writer() -> None:
    crowns, dollars = (104e6, "SEK", 3, "104 million crowns"), (15.1e6, "USD", 3, "$15.1 million")
    figures, articles = one_pair(crowns, dollars, SPRING)
    danish = figures.with_columns(rule=pl.Series(["money.carried", "money"]))
    assert judge_conversions(danish, articles)["verdict"].to_list() == ["unjudged"]
    stated = figures.with_columns(rule=pl.Series(["money", "money.assumed_currency"]))
    assert judge_conversions(stated, articles)["verdict"].to_list() == ["wrong_currency"]


def test_a_bare_sign_that_nearly_all_sums_bear_is_of_the_country_of_the_article() -> None:
    dollars, pounds = (5210.0, "USD", 3, "$5,210"), (2710.0, "GBP", 3, "£2,710")
    figures, articles = one_pair(dollars, pounds, SPRING)
    figures = figures.with_columns(rule=pl.Series(["money.assumed_currency", "money"]))
    more = pl.concat(
        [figures.head(1).with_columns(figure_id=pl.lit(f"more-{n}"), pair_id=pl.lit(None, pl.String)) for n in range(5)]
    )
    assert judge_conversions(pl.concat([figures, more]), articles)["verdict"].to_list() == ["unjudged"]
    others = more.with_columns(unit=pl.lit("GBP"), rule=pl.lit("money"))
    assert judge_conversions(pl.concat([figures, others]), articles)["verdict"].to_list() == ["wrong_currency"]


def test_about_does_not_excuse_a_conversion() -> None:
    pair = ((72.4e9, "CNY", 3, "72.4 billion yuan"), (10.6e9, "USD", 3, "$10.6 billion"))
    assert verdict(*pair, bound="~")["severity"] == verdict(*pair)["severity"] == "medium"


def test_a_range_is_as_wrong_as_its_worse_end() -> None:
    figures, articles = one_pair(
        (3e9, "CNY", 1, "3 to 5 billion yuan"), (414e6, "USD", 3, "$414 to 690 million"), SPRING
    )
    wide = figures.with_columns(high=pl.Series([5e9, 690e6]), bound=pl.lit("range"))
    assert judge_conversions(wide, articles)["verdict"].to_list() == ["ok"]
    wrong = figures.with_columns(high=pl.Series([5e9, 960e6]), bound=pl.lit("range"))
    assert judge_conversions(wrong, articles)["severity"].to_list() == ["high"]


def test_an_open_bound_is_judged_by_the_side_it_states() -> None:
    figures, articles = one_pair((5e9, "CNY", 1, "more than 5 billion yuan"), (690e6, "USD", 3, "$690 million"), SPRING)
    opened = figures.with_columns(high=pl.Series([None, 690e6], dtype=pl.Float64), bound=pl.Series([">", "="]))
    assert judge_conversions(opened, articles)["verdict"].to_list() == ["ok"]


def test_one_pointer_makes_a_pair_and_two_make_no_second() -> None:
    figures, articles = one_pair((72.4e9, "CNY", 3, "72.4 billion yuan"), (10e9, "USD", 2, "$10 billion"), SPRING)
    for pointers in (["b", "a"], ["b", None], [None, "a"]):
        judged = judge_conversions(figures.with_columns(pair_id=pl.Series(pointers, dtype=pl.String)), articles)
        assert judged.select("a", "b").rows() == [("a", "b")]
    dangling = figures.with_columns(pair_id=pl.Series(["gone", None], dtype=pl.String))
    assert judge_conversions(dangling, articles).height == 0


def test_no_pairs_give_an_empty_frame_of_the_same_shape() -> None:
    judged = judge_conversions(
        pl.DataFrame(schema=STATED), pl.DataFrame(schema={"article_id": pl.String, "published": pl.Date})
    )
    assert judged.schema == pl.Schema(VERDICT_SCHEMA)


def test_findings_fit_the_conflicts_table() -> None:
    figures, articles = one_pair((48e6, "GBP", 2, "£48m"), (37.7e6, "USD", 3, "$37.7m"), SPRING)
    found = conversion_findings(figures, articles).row(0, named=True)
    assert (found["type"], found["figure_ids"], found["severity"]) == ("conversion", ["a", "b"], "high")
    assert found["cause"] in CAUSES
    assert re.search(
        r"61 million USD at the official rate of 2024-05-24 \(1\.27\d* USD per GBP\)", found["explanation"]
    )


def test_another_days_rate_is_told_with_the_day() -> None:
    told = verdict((253e6, "CNY", 3, "253 million yuan"), (35.6e6, "USD", 3, "$35.6 million"))["explanation"]
    day, today = re.findall(r"\d{4}-\d\d-\d\d", told)
    assert today == "2024-05-24"
    assert dt.date(2023, 5, 24) <= dt.date.fromisoformat(day) < dt.date(2024, 4, 24)


@pytest.mark.skipif(not CORPUS.exists(), reason="the development corpus is not here")
def test_the_development_corpus_has_six_wrong_conversions_and_no_other() -> None:
    def lines(name: str) -> list[dict]:
        return [json.loads(line) for line in (CORPUS / name).read_text(encoding="utf-8").splitlines() if line.strip()]

    articles = pl.DataFrame(
        [
            {"article_id": row["doc"], "published": dt.date.fromisoformat(row["published"][:10])}
            for row in lines("articles.jsonl")
        ]
    )
    rows = []
    for number, gold in enumerate(lines("figures.jsonl")):
        first = re.search(r"\d[\d,]*(?:\.\d+)?", gold["surface"])
        rows.append({
            "figure_id": gold["id"], "article_id": gold["doc"], "start": number, "surface": gold["surface"], "low": gold["low"],
            "high": gold["high"], "digits": len(re.sub(r"\D", "", first[0]).lstrip("0")) if first else 1, "bound": gold["bound"],
            "change": gold["change"], "modality": gold["modality"], "unit_system": "ISO4217" if gold["kind"] == "money" else "UCUM", "unit": gold["unit"],
            "pair_id": gold["pair"],
        })  # fmt: skip
    figures = pl.DataFrame(rows, schema=STATED)
    told = judge_conversions(figures, articles).filter(pl.col("severity").is_not_null())
    wanted = {frozenset((row["a"], row["b"])) for row in lines("relations.jsonl") if row["verdict"] == "conversion"}
    assert {frozenset(pair) for pair in told.select("a", "b").rows()} == wanted
    assert set(told["severity"]) == {"high"}

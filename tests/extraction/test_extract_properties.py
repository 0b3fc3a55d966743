"""What holds for any text at all: no exception, true offsets, ordered bounds, and time that grows with the text."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction.extract import extract_figures

PIECES = st.sampled_from(
    "1 2.5 1,234 3½ 12,5 10^15 £ $ US$ € ¥ Rs R % percent per cent million bn m k lakh crore tonnes km² °C MWh/year - – to and or between from "
    "more than nearly half a third dozens of thousands ( ) | \n . : / × x people ships 2024 May 13th ranked three times doubled respectively "
    "一 万 亿 元 １６ ١٢ \u00a0 \u2009 \u202e \u0000 ' ’ “ ” of the rose by No. A320 24/7 8.30 a.m. +44 one in six".split(
        " "
    )
)
TEXTS = st.one_of(
    st.text(max_size=400), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES, max_size=60).map("".join)
)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_gives_true_figures(text: str) -> None:
    for figure in extract_figures(text):
        assert text[figure.start : figure.end] == figure.surface != ""
        assert text[figure.sentence_start : figure.sentence_end] == figure.sentence
        assert figure.sentence_start <= figure.start < figure.end <= figure.sentence_end
        assert figure.low is not None or figure.high is not None
        if figure.low is not None and figure.high is not None:
            assert figure.low <= figure.high
        assert (figure.bound == "=") <= (figure.low == figure.high)
        if figure.period_start and figure.period_end:
            assert figure.period_start <= figure.period_end
        assert 0 <= figure.confidence <= 1
        assert figure.unit


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 10**15), st.sampled_from(["people", "tonnes", "percent"]))
def test_grouped_digits_keep_their_value(number: int, noun: str) -> None:
    printed = f"{number:,}"
    figures = extract_figures(f"News\nThe board counted {printed} {noun} in all.")
    assert [figure.low for figure in figures] == [float(number)]


def seconds(text: str) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        extract_figures(text)
        best = min(best, time.process_time() - start)
    return best


HOSTILE = {
    "digits": lambda n: "7" * n,
    "no spaces": lambda n: "5km" * (n // 3),
    "parentheses": lambda n: "(" * (n // 2) + "5 tonnes" + ")" * (n // 2),
    "numbers": lambda n: "12 " * (n // 3),
    "words": lambda n: "two and a half of " * (n // 18),
    "dashes": lambda n: "5-" * (n // 2),
    "commas": lambda n: "1," * (n // 2),
    "capitals": lambda n: "Aa " * (n // 3) + "5 tonnes",
    "pipes": lambda n: "|5" * (n // 2) + "|",
    "quotes": lambda n: '"5 ' * (n // 3),
    "thousands": lambda n: "hundreds of thousands of " * (n // 25),
}


def test_time_grows_no_faster_than_the_text() -> None:
    slow = {}
    for name, make in HOSTILE.items():
        small, large = seconds(make(8_000)), seconds(make(32_000))
        # Four times the text: a quadratic rule would take sixteen times as long.
        if large > 9 * max(small, 0.02):
            slow[name] = (round(small, 3), round(large, 3))
    assert not slow

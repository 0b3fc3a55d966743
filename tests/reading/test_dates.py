"""Dates as printed; what is not a full date gives none."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reading.dates import find_dates, parse_date

days = st.dates(min_value=dt.date(1800, 1, 1), max_value=dt.date(2099, 12, 31))


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Updated: Jun 10, 2020", "2020-06-10"),
        ("Thursday, 22 August 2024, page 3", "2024-08-22"),
        ("14th November 2023, 9:40 pm", "2023-11-14"),
        ("3rd of March 2024", "2024-03-03"),
        ("Sept. 16, 2025 11:04 AM UTC", "2025-09-16"),
        ("2025-04-08T23:55:00-04:00", "2025-04-08"),
        ("Tue, 14 Nov 2023 21:40:00 GMT", "2023-11-14"),
        ("18.09.2025 05:55", "2025-09-18"),
        ("24/08/2025", "2025-08-24"),
        ("08/24/2025", "2025-08-24"),
        ("05/05/2025", "2025-05-05"),
        ("2024年1月22日", "2024-01-22"),
        ("3. März 2024", "2024-03-03"),
        ("20240122", "2024-01-22"),
        ("1705881600", "2024-01-22"),
        (1705881600, "2024-01-22"),
        (1705881600000, "2024-01-22"),
        (20240122, "2024-01-22"),
        (dt.datetime(2024, 1, 22, 23, 59, tzinfo=dt.timezone(dt.timedelta(hours=-5))), "2024-01-22"),
        ("04/08/2025", None),  # 4 August or 8 April
        ("22.1.24", None),
        ("May 21", None),
        ("March 2024", None),
        ("2023", None),
        (2023, None),
        ("© 2000-2024", None),
        ("31 June 2024", None),
        ("2024-13-01", None),
        ("from 3 March 2024 to 5 April 2024", None),
        ("Mar 3 12:30", None),
        ("", None),
        (None, None),
        (True, None),
        (float("nan"), None),
        (float("inf"), None),
    ],
)
def test_parse(printed: object, expected: str | None) -> None:
    assert parse_date(printed) == (dt.date.fromisoformat(expected) if expected else None)


@given(days, st.sampled_from(["%d %B %Y", "%B %d, %Y", "%b %d %Y", "%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%A, %d %b %Y"]))
def test_reads_back_what_was_printed(day: dt.date, form: str) -> None:
    assert parse_date(day.strftime(form)) == day


@given(st.text(max_size=200))
def test_any_text_is_taken(text: str) -> None:
    for found in find_dates(text):
        assert 0 <= found.start < found.end <= len(text)

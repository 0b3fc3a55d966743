"""Outlets' names: mastheads, names behind headlines, footers."""

import pytest

from pipelines.reading.publishers import masthead_name, publisher_of, split_site_suffix


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("LAKE POST", "Lake Post"),
        ("TARN VALLEY OBSERVER     Issue 412", "Tarn Valley Observer"),
        ("The Tarn Valley Observer", "The Tarn Valley Observer"),
        ("THE BOOK OF SELVANE", "The Book of Selvane"),
        ("Lake Bulletin ▸ Funding ▸ Deep tech", "Lake Bulletin"),
        ("LNA", "LNA"),
        ("World | Europe", None),
        ("BREAKING NEWS", None),
        ("Opinion", None),
        ("Mill to close after 140 years", None),
        ("Mills close as prices fall again", None),
    ],
)
def test_masthead(line: str, expected: str | None) -> None:
    assert masthead_name(line) == expected


@pytest.mark.parametrize(
    ("line", "title", "site"),
    [
        ("Dam breaks in the hills - Tarn Gazette", "Dam breaks in the hills", "Tarn Gazette"),
        ("Dam breaks in the hills– Tarn Review", "Dam breaks in the hills", "Tarn Review"),
        ("Dam breaks in the hills | lakepost.example", "Dam breaks in the hills", "lakepost.example"),
        ("Mill to close next spring - report", "Mill to close next spring - report", None),
        ("Mill to close next spring - Bank of Selvane", "Mill to close next spring - Bank of Selvane", None),
        ("CORRECTED - TOLVA MILLS 3RD QTR NET", "CORRECTED - TOLVA MILLS 3RD QTR NET", None),
        ("Selvane 3 - Tolva 1", "Selvane 3 - Tolva 1", None),
    ],
)
def test_site_behind_a_headline(line: str, title: str, site: str | None) -> None:
    assert split_site_suffix(line) == (title, site)


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ([], ["Ten mills closed.", "© 2011–2025 Lake Bulletin. All rights reserved."], "Lake Bulletin"),
        ([], ["Ten mills closed.", "Copyright© 2024, Lake Bulletin, 12 Quay Street"], "Lake Bulletin"),
        ([], ["Ten mills closed.", "Quay Notes is written by one person and read by 4,118."], "Quay Notes"),
        (
            ["news.lakepost.example"],
            ["Ten mills closed.", "Copyright©2024 Lake Post. All rights reserved."],
            "Lake Post",
        ),
        (
            ["lakepost.example | Updated: 3 March 2024"],
            ["Ten mills closed.", "© Tolva Web Services"],
            "lakepost.example",
        ),
        (["Lake Net | Updated: 2024-01-22 09:41"], ["RIGA, Jan. 22 (Tolva Wire) -- Ten mills closed."], "Lake Net"),
        ([], ["RIGA, Jan. 22 (Tolva Wire) -- Ten mills closed."], "Tolva Wire"),
        (["By Ada Fenn | 3 March 2024"], ["Ten mills closed."], None),
        ([], ["Ten mills (all in Tolva) closed."], None),
    ],
)
def test_publisher(head: list[str], body: list[str], expected: str | None) -> None:
    assert publisher_of(head, body, None) == expected

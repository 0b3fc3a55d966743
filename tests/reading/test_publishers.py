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
        ("Selvane Newswire - NATIONAL - Tue 4 Mar 2025 20:05 CET - Take 3", "Selvane Newswire"),
        ("TOLVA WIRE URGENT 2", "Tolva Wire"),
        ("TOLVA PRESS AGENCY  *  Rivers  *  Story 7 of 40", "Tolva Press Agency"),
        ("QUAY PLAYER // news // reviews // forum (88)", "Quay Player"),
        ("TARN FREIGHT NEWS (rail & road)", "Tarn Freight News"),
        ("TOLVA MILLS CORP.  (TSX: TLV)", "Tolva Mills Corp"),
        ("STW - Selvane Town Wire", "Selvane Town Wire"),
        ("SELVANE PRESS ASSOCIATION - SPORT - 13/08/2024 - 15:36 BST", "Selvane Press Association"),
        ("Floods - the press looks back", None),
        ("Selvane Post - why the old paper still matters to the town", None),
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
        ([], ["Ten mills closed.", "*Quay & Tide goes out on alternate Mondays. Views are mine.*"], "Quay & Tide"),
        ([], ["Ten mills closed.", "*Millworker no. 61. Tips to the usual address.*"], "Millworker"),
        ([], ["Ten mills closed.", "Mill no. 61 closed last."], None),
        (["TOLVA MILLS - NEWS RELEASE", "No. 08/25"], ["Tolva Mills closed ten mills."], "Tolva Mills"),
        (["TOLVA MILLS CLOSE"], ["Tolva closed ten mills."], None),
        ([], ["Ten mills closed.", "Millworker is free. 12,406 get it."], "Millworker"),
        (["SELVANE | Nov 21, 2023 7:31 AM GMT"], ["SELVANE, Nov 21 (Tolva Wire) - Ten mills closed."], "Tolva Wire"),
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


def test_a_letter_that_tells_its_readers_or_its_age() -> None:
    assert publisher_of([], ["Oats fell.", "Quay Notes has 640 readers. Reply to this mail."], None) == "Quay Notes"
    assert publisher_of([], ["Oats fell.", "*The Quay End, since 2009. Tip jar: £3.*"], None) == "The Quay End"
    assert publisher_of([], ["Oats fell.", "The Quay has 640 houses."], None) is None

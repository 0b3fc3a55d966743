"""Single lines: page furniture goes, prose with the same words stays."""

import csv
from pathlib import Path

import pytest

from pipelines.reading import furniture

TABLE = Path(furniture.__file__).parent / "lexicon" / "furniture_lines.csv"


def test_every_pattern_takes_its_example() -> None:
    with TABLE.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["zone"] == "section":
                assert furniture.opens_link_section(row["example"]), row
            else:
                zone = "body" if row["zone"] == "any" else row["zone"]
                assert furniture.furniture_rule(row["example"], zone) is not None, row


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell 3 percent in Selvane on Monday.",
        "Share - basic 22.2p vs 21.6p",
        "Share data restated for the stock split of July 21, 1986",
        "Related costs came to 40 million crowns, the auditor found.",
        "Comments by the minister moved the crown by 2 percent.",
        "Updated figures for 2023 show a fall of 4 percent.",
        "Published in 2019, the plan set aside 300 million crowns for roads.",
        "Read more than 40 pages a day, the teacher told 300 pupils.",
        "Print shops in Tolva employ 900 people.",
        "The licence no one wanted cost 12 million crowns.",
        "Save for two years, output has grown since 1990.",
        "Tags on 1,200 reindeer showed where they graze.",
        "Sources: the mine paid 4 million crowns to three officials.",
        "Register offices across the county will close on 40 days.",
        "Barley   162.3   7.7   5.7",
        "| Year | Tonnes | Share |",
        "- Budget: still 3.1 billion crowns",
        "By 2030, the city wants 40 percent fewer cars.",
        "Join the queue of 300 people, as Ada Fenn did, and you will wait nine hours.",
        "The copyright dispute cost the label 14 million crowns in 2019 alone.",
    ],
)
@pytest.mark.parametrize("zone", ["body", "tail"])
def test_prose_stays(line: str, zone: str) -> None:
    assert furniture.furniture_rule(line, zone) is None


def test_a_long_paragraph_is_never_furniture() -> None:
    line = (
        "Subscribe to this view, the bank said, and you must also accept that "
        + "prices rise by 3 percent, " * 14
        + "it added."
    )
    assert furniture.furniture_rule(line, "tail") is None


def test_section_of_links_goes_with_its_heading() -> None:
    lines = [
        "The mill hired 40 people in March.",
        "",
        "More mill news",
        "- Saw blades up 4 percent",
        "- Nine mills to watch",
    ]
    assert furniture.body_lines(lines) == lines[:1]


def test_items_below_the_last_sentence_stay() -> None:
    lines = ["The mill gave these numbers.", "", "- Workers: 340", "- Sales: 20 million crowns"]
    assert furniture.body_lines(lines) == [line for line in lines if line]


def test_drawn_lines_between_items_of_a_digest_are_no_footer() -> None:
    digest = [
        "OSLO - The bank cut its rate to 3 percent.",
        "---",
        "RIGA - Two trams collided and 14 people were hurt.",
        "---",
    ]
    digest += ["TURKU - The yard won an order for two ferries worth 600 million crowns, its largest since 2015."]
    assert [line for line in furniture.body_lines(digest) if line != "---"] == digest[::2]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Lake Net | Updated: 2024-01-22 09:41", True),
        ("Posted 10 Dec 2025, 07:40 UTC by Wen Arno", True),
        ("17 Sep 2025 • 2 min read • via Lake Wire", True),
        ("August 20, 2024 1:17 PM GMT+2 · Updated an hour ago", True),
        ("Updated 3 mins ago", True),
        ("Oct 22 2014 14:05 CEST | Petra Lind", True),
        ("2021/08/10 16:02 | Corvin Wire | Markets", True),
        ("Oct 22, 2014 5:48pm EDT", True),
        ("On Oct 22, 2014 at 14:05 the last lock gate was hung by a crew of nine men", False),
        ("Festival opens on 4 June 2024", False),
        ("The mill opened on 4 June 2024 and closed within a year.", False),
        ("Copyright 2024-01-22 Lake Net", False),
        ("Issue 412 / December 2025", False),
    ],
)
def test_date_lines(line: str, expected: bool) -> None:
    assert furniture.is_date_line(line) is expected

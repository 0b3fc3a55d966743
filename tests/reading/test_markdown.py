"""Markdown: front matter, marks, tables, footers."""

import datetime as dt

from pipelines.reading.markdown import read_markdown

BODY = """
**What is planned.** The port of [Selvane](https://selvane.example) will get *two* cranes for 90\u00a0million crowns by 2027.

## The money

| | Selvane | Tolva |
|---|---|---|
| Cranes | 2 | 5 |

- Loans: 60 million crowns
- Grants: 30 million

*Correction, 5 March: an earlier version misspelt Tolva.*

---
Quay Notes is written by one person and read by 4,118 of you. [Subscribe](/subscribe) | CC BY 4.0
"""
LINES = [
    "What is planned. The port of Selvane will get two cranes for 90\u00a0million crowns by 2027.",
    "The money",
    "|  | Selvane | Tolva |",
    "| Cranes | 2 | 5 |",
    "- Loans: 60 million crowns",
    "- Grants: 30 million",
    "Correction, 5 March: an earlier version misspelt Tolva.",
]


def test_front_matter() -> None:
    parts = read_markdown(
        '---\ntitle: "Two cranes: a plan"\ndate: 2024-03-03\nsource: Lake Post\nlang: en-GB\nissue: 118\n---\n' + BODY
    )
    fields = parts.fields
    assert (fields.title, fields.published, fields.publisher, fields.language) == (
        "Two cranes: a plan",
        dt.date(2024, 3, 3),
        "Lake Post",
        "en-GB",
    )
    assert parts.published_source == "front_matter"
    assert parts.lines == ["Two cranes: a plan", *LINES]


def test_publisher_from_the_footer() -> None:
    assert read_markdown("---\ntitle: Two cranes\n---\n" + BODY).fields.publisher == "Quay Notes"


def test_front_matter_that_is_no_yaml() -> None:
    parts = read_markdown("---\ntitle: Two cranes: a plan: really\ndate: 3 March 2024\n---\n" + BODY)
    assert (parts.fields.title, parts.fields.published) == ("Two cranes: a plan: really", dt.date(2024, 3, 3))


def test_toml_front_matter() -> None:
    parts = read_markdown('+++\ntitle = "Two cranes"\ndate = 2024-03-03\n+++\n' + BODY)
    assert (parts.fields.title, parts.fields.published) == ("Two cranes", dt.date(2024, 3, 3))


def test_heading_is_the_title() -> None:
    parts = read_markdown("# Two cranes\n\nLake Post | 3 March 2024\n" + BODY)
    assert (parts.fields.title, parts.fields.published, parts.published_source) == (
        "Two cranes",
        dt.date(2024, 3, 3),
        "text",
    )
    assert parts.lines == ["Two cranes", *LINES]


def test_drawn_line_is_no_front_matter() -> None:
    parts = read_markdown(
        "---\nThe port of Selvane will get two cranes for 90 million crowns.\n---\nMore follows, the board said on Monday.\n"
    )
    assert "The port of Selvane will get two cranes for 90 million crowns." in parts.lines

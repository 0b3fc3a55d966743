"""Plain text: headline, outlet, date and body out of what stands round them."""

import datetime as dt
import textwrap
from dataclasses import dataclass, field

import pytest

from pipelines.reading.text import read_text


@dataclass
class Case:
    text: str
    title: str | None
    publisher: str | None = None
    published: dt.date | None = None
    gone: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


CASES = {
    "notes to editors in brackets over the headline": Case(
        """(2ND LD) (ATTN: ADDS quotes in last para; UPDATES with closing price)

Orvik Motor deliveries slip 3 pct in second quarter

MARLOW, July 4 (Tessaly Newswire) -- Orvik Motor delivered 410,000 vehicles in the second quarter, it said on Thursday.
""",
        "Orvik Motor deliveries slip 3 pct in second quarter",
        "Tessaly Newswire",
        gone=["ATTN"],
    ),
    "pages of a print edition over the headline": Case(
        """Letters p12 | Crossword p30 | Racing p41-44

Marlow Stadium: your questions answered

The latest estimate is 321 million pounds. Two years ago the council said that it would be 260 million pounds.
""",
        "Marlow Stadium: your questions answered",
        gone=["Crossword"],
    ),
    "saved page with navigation": Case(
        """Skip to main content
The Tarn Valley Observer
News Sport Opinion Obituaries
Monday 4 March 2024

Council closes three pools to save 1.2 million pounds

Swimmers say the cut will cost more than it saves
By Rhona Mackie, Local Government Correspondent
4 March 2024 | Updated 5 March 2024 09:15

Three of the seven pools in Tarn Valley are to close, the council decided by 31 votes to 12.

Key figures
- Pools closed: 3
- Visitors a year: 212,000

"It is 40 years of work gone," said Moira Pell.

Most read
1. Fire at mill
2. Rovers lose again
Contact: desk@tarnvalley.example
""",
        "Council closes three pools to save 1.2 million pounds",
        "The Tarn Valley Observer",
        dt.date(2024, 3, 4),
        ["Skip to", "News Sport", "Rhona", "Fire at mill", "desk@"],
        ["Swimmers say the cut", "Key figures", "- Pools closed: 3", "- Visitors a year: 212,000"],
    ),
    "wire story whose dateline has no year": Case(
        """Brewer Kolm to buy rival for $2.1 bln

OSLO, Feb 3 (Havn Wire) - Brewer Kolm said it would buy rival Dunkel for $2.1 billion in cash.

The companies have 4,300 employees between them.

($1 = 10.9 crowns)
(Reporting by Ada Fenn in Oslo; Editing by Bo Lund)
""",
        "Brewer Kolm to buy rival for $2.1 bln",
        "Havn Wire",
        None,
        ["Reporting by", "$1 ="],
        ["4,300 employees"],
    ),
    "wire story whose dateline has a year": Case(
        """Havn Seafood to cut 340 jobs

OSLO, 12 Feb 2025 (Havn Wire) - Havn Seafood will cut 340 jobs, about 8 percent of its staff, it said on Wednesday.
""",
        "Havn Seafood to cut 340 jobs",
        "Havn Wire",
        dt.date(2025, 2, 12),
    ),
    "lines without blank lines between": Case(
        """Home / Business / Energy
Gas storage at 91 percent, highest since 2019
Published: 14:20, 3 October 2024 | Last updated: 15:02
Share
Gas storage in the Lower Marsh stood at 91 percent on Thursday, the operator said.
READ MORE: Why gas is cheap
The operator expects 95 percent by 1 November.
Copyright Marsh Business Daily 2024
""",
        "Gas storage at 91 percent, highest since 2019",
        "Marsh Business Daily",
        dt.date(2024, 10, 3),
        ["READ MORE", "Copyright", "Home /"],
        ["expects 95 percent by 1 November."],
    ),
    "headline that asks": Case(
        """How did the ferry sink? Inquiry hears of 14 failures in one night

Counsel set out 14 failures on the night the ferry Halcyon went down with 61 people on board.

The hearing continues.
""",
        "How did the ferry sink? Inquiry hears of 14 failures in one night",
        kept=["The hearing continues."],
    ),
    "press release": Case(
        """SELVANE CITY COUNCIL
PRESS RELEASE
For immediate release
Date: 12 June 2024

Selvane opens its first tram line

Mayor Odile Brandt today opened the first 11.4 kilometres of the tram, which cost 640 million francs.

Twenty trams will run every seven minutes.

-ENDS-

Notes to editors
Press office: 021 555 0142
""",
        "Selvane opens its first tram line",
        "Selvane City Council",
        dt.date(2024, 6, 12),
        ["ENDS", "Press office", "immediate"],
        ["Twenty trams will run"],
    ),
    "site name behind the headline": Case(
        """Tram opens in Selvane - Lake Morning Post

Updated: Jun 12, 2024

The first 11.4 kilometres of the Selvane tram opened on Wednesday at a cost of 640 million francs.
""",
        "Tram opens in Selvane",
        "Lake Morning Post",
        dt.date(2024, 6, 12),
    ),
    "Chinese": Case(
        """赛文港去年货物吞吐量创新高
2024-03-03 08:15 来源：海港日报 作者：王一

港务局周一表示，赛文港去年处理货物420万吨，同比增长12%。
该港收入达到3.5亿元，新增就业岗位1200个。

责任编辑：李二
版权所有 海港日报
""",
        "赛文港去年货物吞吐量创新高",
        "海港日报",
        dt.date(2024, 3, 3),
        ["责任编辑", "版权", "来源"],
        ["该港收入达到3.5亿元，新增就业岗位1200个。"],
    ),
    "results printed above the text": Case(
        """Quarterly results: Halden Mills

Revenue              412.3 million     398.1 million
Net profit            38.2 million      35.9 million

Halden Mills, the paper maker, said revenue rose 3.6 percent in the three months to June.
""",
        "Quarterly results: Halden Mills",
        kept=["Revenue              412.3 million     398.1 million", "Net profit"],
    ),
    "a sentence that starts like a byline": Case(
        """Dam level falls to 41 percent after dry winter

By our staff reporter

Published on: Tuesday, August 6, 2024

The Oru dam stood at 41 percent of capacity on Monday, down from 67 percent a year ago, the water board said.

By 2030, the board wants two more dams.

Tags: water, dams
""",
        "Dam level falls to 41 percent after dry winter",
        None,
        dt.date(2024, 8, 6),
        ["staff reporter", "Tags"],
        ["By 2030, the board wants two more dams."],
    ),
    "name in capitals above a headline": Case(
        """THE WEEK IN SHIPPING
Freight rates fall for a sixth week
Rates for a 40-foot box from Port Amsel to Selvane fell 6 percent to $1,840 this week, the index showed.
""",
        "Freight rates fall for a sixth week",
    ),
    "no headline": Case(
        """The new quay of Selvane, seen from the air on 3 May 2023. Photo: Ada Fenn/Lake Post

Selvane has doubled its port in five years, and the money for it came from the sale of 40 percent of its shares.
""",
        None,
        kept=["The new quay of Selvane, seen"],
    ),
    "copyright year is no date": Case(
        """Tolva mill to reopen

The mill in Tolva will reopen next spring with 120 workers, its owner said on Monday.

© 2024 Tolva Bulletin
""",
        "Tolva mill to reopen",
        "Tolva Bulletin",
        None,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_reads(name: str) -> None:
    case = CASES[name]
    parts = read_text(case.text)
    body = "\n".join(parts.lines)
    assert (parts.title, parts.publisher, parts.published) == (case.title, case.publisher, case.published)
    assert [words for words in case.gone if words in body] == []
    assert [words for words in case.kept if words not in body] == []
    if case.title:
        assert parts.lines[0] == case.title
        assert parts.lines.count(case.title) == 1


def test_characters_stay_as_printed() -> None:
    line = "“We’ll spend 20\u00a0million crowns” – or 1\u202f200 a head…, Café Brandt’s owner said in Selvane."
    assert line in read_text(f"Café Brandt to expand\n\n{line}\n").lines


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_joins_lines_broken_at_a_width(width: int) -> None:
    paragraphs = [
        "The strike by 1,200 miners at the Tolva copper pit entered its third week on Monday, costing the owner an estimated "
        "$3 million a day, the union said. Output last year was 212,000 tonnes of concentrate, a tenth of the country's exports, "
        "and the owner has promised buyers that stocks will last until the end of the month at least.",
        "Talks broke down on Friday over a pay claim of 9 percent, after the owner offered 4 percent and a one-off payment of $800 "
        "to each worker. The mediator said both sides would meet again on Thursday in the capital, where the government has "
        "offered to send a minister.",
    ]
    title = "Miners strike at Tolva pit enters week three"
    text = "\n\n".join([title, *(textwrap.fill(paragraph, width) for paragraph in paragraphs)])
    assert read_text(text).lines == [title, *paragraphs]


def test_nothing_to_read_gives_nothing() -> None:
    assert read_text(" \n\t\n").lines == []


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ("Selvane Newswire - NATIONAL - Tue 4 Mar 2025 20:05 CET - Take 3\n\nMills close as the river falls again", "Selvane Newswire"),
        ("TOLVA MILLS CORP.  (TSX: TLV)\nNews Release 25-14\nMarch 4, 2025\n\nMills close as the river falls again", "Tolva Mills Corp"),
        ("TOLVA WIRE URGENT 2\nMills close as the river falls again\n\nMarch 4, 2025 8:12 AM CET\nBy Ada Fenn", "Tolva Wire"),
    ],
)  # fmt: skip
def test_line_over_the_headline_is_the_outlets(head: str, publisher: str) -> None:
    body = "Ten mills on the Tolva closed on Tuesday because the river has too little water, their owner said.\n"
    parts = read_text(f"{head}\n\n{body}\nThe mills had 412 workers. They will be paid until May, the owner said.\n")
    assert (parts.title, parts.publisher) == ("Mills close as the river falls again", publisher)
    assert parts.published == dt.date(2025, 3, 4)


MILLS = """Mills in Orrel made 1.3 million sacks this autumn, a fifth less than in 2023, the union said on Tuesday.

The valley has 21,500 hectares of oats.
"""


def test_a_wire_with_its_service_above_the_headline() -> None:
    parts = read_text(
        f"TARN WIRE - English service - ECO 0412\n\nMill output in Orrel falls by a fifth\n\nORREL, Nov. 12 (TW) - {MILLS}"
    )
    assert (parts.title, parts.publisher) == ("Mill output in Orrel falls by a fifth", "Tarn Wire")
    assert parts.published is None  # no year is printed


def test_the_stamp_of_a_wire_message_is_no_headline() -> None:
    parts = read_text(
        f"TW 29/11/24 21:07 GMT WWW.TARNWIRE.EXAMPLE\n\nMill output in Orrel falls by a fifth\n\nORREL: {MILLS}"
    )
    assert parts.title == "Mill output in Orrel falls by a fifth"
    assert parts.published == dt.date(2024, 11, 29)


def test_the_copyright_line_gives_the_year_of_the_dateline() -> None:
    text = f"TWA/ORREL/0914\n\nMill output in Orrel falls by a fifth\n\nORREL (Jan 9, TWA) — {MILLS}"
    parts = read_text(f"{text}\n2025 © Tarn Wire Agency - not for onward publication\n")
    assert (parts.publisher, parts.published) == ("Tarn Wire Agency", dt.date(2025, 1, 9))
    assert read_text(text).published is None


def test_a_release_is_no_publisher() -> None:
    head = "PRESS RELEASE        For release: 18 December 2024, 12:00\n\nOrrel mill pays members 3 million euros"
    assert read_text(f"{head}\n\nOrrel, 18 December 2024 - {MILLS}").publisher is None

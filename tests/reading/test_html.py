"""HTML pages: metadata, and the article's text quoted from the page."""

import datetime as dt
import json
from dataclasses import dataclass, field

import pytest

from pipelines.reading.html import fragment_lines, read_page
from pipelines.reading.model import NotAnArticle

PROSE = [
    "The harbour board of Selvane said on Monday that 4.2 million tonnes of cargo crossed its quays last year, 12 percent more than in 2022.",
    "Income rose to 310 million crowns, and the board hired 140 people, its chairman, Lev Arno, told reporters at the quay.",
    "“We have room for two more cranes,” he said, adding that each would cost 45\u00a0million crowns and take a year to build.",
]
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in PROSE)
TITLE = "Cargo up at Selvane"
LINKED = json.dumps(
    {
        "@graph": [
            {"@type": "WebSite", "name": "Lake Post"},
            {
                "@type": ["NewsArticle"],
                "headline": TITLE,
                "datePublished": "2024-03-03T23:30:00-05:00",
                "dateModified": "2024-03-09",
                "publisher": {"@type": "Organization", "name": "Lake Post"},
                "url": "https://lake.example/cargo",
            },
        ]
    }
)


@dataclass
class Case:
    page: str
    publisher: str | None = None
    published: dt.date | None = None
    source: str | None = None
    gone: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


CASES = {
    "JSON-LD, caption, line breaks, a table at the end": Case(
        f"""<html><head><meta property="og:title" content="{TITLE}"><script type="application/ld+json">{LINKED}</script></head>
        <body><article><header><h1>{TITLE}</h1><time datetime="2024-03-05">today</time></header>{PROSE[0]}<br>{PROSE[1]}
        <figure><img src=x><figcaption>The new crane lifts 60 tonnes at the east quay. Photo: Ada Fenn</figcaption></figure>
        <p>{PROSE[2]}</p><table><caption>Cargo by year</caption><tr><th>Year</th><th>Tonnes</th></tr>
        <tr><td>2022</td><td>3.75&nbsp;m</td></tr><tr><td>2023</td><td>4.2&nbsp;m</td></tr></table></article></body></html>""",
        "Lake Post",
        dt.date(2024, 3, 3),
        "jsonld",
        [],
        [
            "The new crane lifts 60 tonnes",
            "Cargo by year\n| Year | Tonnes |\n| 2022 | 3.75\u00a0m |\n| 2023 | 4.2\u00a0m |",
        ],
    ),
    "nothing but the text": Case(
        f"""<html><head><title>{TITLE}</title></head><body><div><a href=/>Lake Post</a> <a href=/n>News</a></div><h1>{TITLE}</h1>
        <p>By Ada Fenn<br>3 March 2024</p>{PARAGRAPHS}<p>© 2024 Lake Post. All rights reserved.</p></body></html>""",
        "Lake Post",
        dt.date(2024, 3, 3),
        "text",
        ["Ada Fenn", "©"],
    ),
    "site name and furniture by class, on a body whose own class speaks of adverts": Case(
        f"""<html><head><meta property="og:site_name" content="Lake Post"><title>{TITLE} | Lake Post</title>
        <meta name="PubDate" content="2024-03-03 10:00"></head><body class="has-ads sidebar-right"><div class="main-content">
        <h1>{TITLE}</h1><p class="standfirst">The board wants two more cranes and a longer quay</p>{PARAGRAPHS}
        <div class="ad-slot"><p>Advertisement: boats from 900 crowns, this week only, says Arno Boats.</p></div>
        <div class="relatedLinks"><p>Nine ports to watch this year, says our list of the 40 largest.</p></div>
        <aside><p>In numbers: the port of Tolva moved 9 million tonnes.</p></aside></div></body></html>""",
        "Lake Post",
        dt.date(2024, 3, 3),
        "meta",
        ["boats", "Nine ports", "Tolva"],
        ["The board wants two more cranes"],
    ),
    "page laid out in tables": Case(
        f"""<html><body><table width=100%><tr><td><a href=1>One</a><br><a href=2>Two</a></td><td><b>{TITLE}</b><br>
        <i>Published 3 March 2024</i><br><br>{"<br><br>".join(PROSE)}</td></tr></table></body></html>""",
        None,
        dt.date(2024, 3, 3),
        "text",
        ["Published", "Two"],
    ),
    "headline in h2 below the site's name": Case(
        f"""<html><head><title>Lake Post - {TITLE}</title></head><body><h1>Lake Post</h1><div class=content><h2>{TITLE}</h2>{PARAGRAPHS}
        <h3>What comes next</h3><p>The board meets on 9 May to vote on a budget of 500 million crowns for the quay.</p>
        <ul><li>Cranes: 2</li><li>Quay length: 900 metres</li></ul></div>
        <div class="comments-area"><p>I think this is bad, said reader 99 of the newspaper today.</p></div></body></html>""",
        "Lake Post",
        gone=["reader 99"],
        kept=["What comes next", "- Cranes: 2", "- Quay length: 900 metres"],
    ),
    "only the day of a change is told": Case(
        f"""<html><head><title>{TITLE}</title><meta property="article:modified_time" content="2024-03-05T00:00:00Z"></head>
        <body><main><h1>{TITLE}</h1>{PARAGRAPHS}</main></body></html>""",
        None,
        dt.date(2024, 3, 5),
        "meta_modified",
    ),
    "a day that reads both ways and a copyright year are no date": Case(
        f"""<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div><span>04/03/2024</span><span>Views: 3,417</span></div>
        {PARAGRAPHS}<footer><p>© 2024 Lake Post</p></footer></body></html>""",
        "Lake Post",
        gone=["04/03", "3,417"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_reads(name: str) -> None:
    case = CASES[name]
    parts = read_page(case.page.encode())
    body = "\n".join(parts.lines)
    assert (parts.title, parts.publisher, parts.published, parts.published_source) == (
        TITLE,
        case.publisher,
        case.published,
        case.source,
    )
    assert parts.lines[0] == TITLE
    assert parts.lines.count(TITLE) == 1
    assert [text for text in PROSE + case.kept if text not in body] == []
    assert [text for text in case.gone if text in body] == []


def test_no_break_spaces_subscripts_and_footnote_marks() -> None:
    page = f"""<html><body><h1>{TITLE}</h1>{PARAGRAPHS}<p>The port emits 36&#8239;000 tonnes of CO<sub>2</sub> a year,
    half of it at 22&nbsp;&deg;C<sup><a href="#n1">1</a></sup>, it said.</p></body></html>"""
    assert (
        read_page(page.encode()).lines[-1]
        == "The port emits 36\u202f000 tonnes of CO2 a year, half of it at 22\u00a0°C, it said."
    )


def test_cells_that_span_are_repeated() -> None:
    page = f"""<html><body><h1>{TITLE}</h1>{PARAGRAPHS}<table><tr><th rowspan=2>Quay</th><th colspan=2>Tonnes</th></tr>
    <tr><th>2022</th><th>2023</th></tr><tr><td>East</td><td>1.1</td><td>1.4</td></tr></table></body></html>"""
    assert read_page(page.encode()).lines[-3:] == [
        "| Quay | Tonnes | Tonnes |",
        "| Quay | 2022 | 2023 |",
        "| East | 1.1 | 1.4 |",
    ]


def test_page_in_gb18030() -> None:
    text = "港务局周一表示，赛文港去年处理货物420万吨，同比增长12%。" * 4
    page = f'<html lang="en"><head><meta charset="gb2312"><title>赛文港 - 海港日报</title></head><body><h1>赛文港吞吐量创新高</h1><p>{text}</p></body></html>'
    parts = read_page(page.encode("gb18030"))
    assert parts.lines == ["赛文港吞吐量创新高", text]


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><body><ul>"
        + "".join(f'<li><a href="/{n}">Story {n}</a></li>' for n in range(40))
        + "</ul></body></html>",
    ],
)
def test_page_without_an_article(page: str) -> None:
    with pytest.raises(NotAnArticle) as raised:
        read_page(page.encode())
    assert raised.value.rule == "no_main_text"


def test_scripts_never_become_text() -> None:
    page = f"<html><body><h1>{TITLE}</h1>{PARAGRAPHS}<p>Ten cranes<script>var n = 99</script> stand there, it said on the day.</p></body></html>"
    assert "99" not in "\n".join(read_page(page.encode()).lines)


def test_fragment_of_a_feed() -> None:
    assert fragment_lines(
        "<p>The mill employs <b>340</b> people &amp; pays 20&nbsp;million crowns.</p><p>It opened in 1901.</p>"
    ) == [
        "The mill employs 340 people & pays 20\u00a0million crowns.",
        "It opened in 1901.",
    ]

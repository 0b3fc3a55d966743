"""Who says a figure inside the article."""

from __future__ import annotations

import pytest

from pipelines.extraction.en.attributions import set_attributions
from tests.extraction.marked_figures import marked

CASES = [
    ("The quake killed «14 people», the interior ministry said on Friday.", ["interior ministry"]),
    ("Officials said «300 homes» were under water.", ["Officials"]),
    ("Orchards lost «40 percent» of their crop, according to the Fruit Growers' League.", ["Fruit Growers' League"]),
    ("According to a survey by Tarn Insights, «61 percent» of voters want a change.", ["survey by Tarn Insights"]),
    ("“We sold «9,000 tickets» in a day,” said Mira Oduya, head of the festival.", ["Mira Oduya"]),
    ("Finance minister Ada Brill told parliament that «$4 billion» was missing.", ["Ada Brill"]),
    ("Ada Brill, 44, told reporters the firm had «200 staff».", ["Ada Brill"]),
    (
        "Data from the National Harvest Board showed exports of «2 million tonnes».",
        ["Data from the National Harvest Board"],
    ),
    ("Analysts at Corbel expect a loss of «$90 million».", ["Analysts at Corbel"]),
    ("The charity estimates that «70,000 people» sleep rough.", ["charity"]),
    ("The mine employs «900 people» and Halvorsen said it would hire «100».", [None, "Halvorsen"]),
    ("The stadium seats «40,000 people».", [None]),
    ("The rescue found «12 climbers» alive.", [None]),
    ("Kestrel Motors said it sold «90,000 cars» in May.", ["Kestrel Motors"]),
    ("“It costs «£4»,” she says.", [None]),
    ("Lena Maurer runs the bakery. “A loaf costs «£4»,” she says.", [None]),
    ("Lena Maurer said flour was dear. “A loaf costs «£4»,” she added.", ["Lena Maurer"]),
    ("“We need «40 nurses»,” said Tom Abara. “We have «12».”", ["Tom Abara", "Tom Abara"]),
    ("The bank's chief economist, Ola Renn, said growth would be «2 percent».", ["Ola Renn"]),
    ("Police have said «three men» were held.", ["Police"]),
    ("The inquiry found that «84 people» died.", ["inquiry"]),
    (
        "A deal worth «$3 billion» was agreed, people familiar with the matter said.",
        ["people familiar with the matter"],
    ),
    ("The firm, which said in March it had «$3 million» in cash, has closed.", ["firm"]),
    ("Ministers promised «9,000 homes» by 2030.", ["Ministers"]),
    ("“The harvest is «a third» down,” the farmers' union said in a statement.", ["farmers' union"]),
    ("The commission has cut expected growth to «2 percent».", [None]),
    ("Unemployment was «5 percent», official figures show.", ["official figures"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:60] for case in CASES])
def test_attribution(text: str, expected: list[str | None]) -> None:
    doc, mentions = marked(text)
    set_attributions(doc, mentions)
    assert [mention.attribution for mention in mentions] == expected


def test_a_short_name_goes_back_to_the_full_one() -> None:
    doc, mentions = marked(
        "Mine reopens\nTarn Copper reopened the mine on Monday.\nThe pit holds «4 million tonnes», Tarn said."
    )
    set_attributions(doc, mentions)
    assert mentions[0].attribution == "Tarn Copper"

"""A figure is a level, or how much something rose or fell: the clause decides, not the nearest word."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipelines.extraction.en.clauses import set_change_and_modality
from pipelines.extraction.extract import extract_figures
from tests.extraction.marked_figures import marked

with (Path(__file__).parent / "change_cases.csv").open(encoding="utf-8", newline="") as file:
    SENTENCES = list(csv.DictReader(file))
"""Whole sentences: the change of each figure read in them, by its first letter (level, increase, decrease)."""

L, U, D = "level", "increase", "decrease"

CASES = [
    # Verbs of movement, directly and with `by`; `to`, `from`, `at` make levels.
    ("Wheat prices rose «3.2 percent» in Tolmar on Monday.", [U]),
    ("Wheat prices rose to «$240» a tonne in Tolmar.", [L]),
    ("Turnout slipped from «64 percent» to «58 percent».", [L, L]),
    ("Profit at the brewer fell by «a third» to «£41 million».", [D, L]),
    ("The index shed «1.4 percent» to close at «6,120 points».", [D, L]),
    ("Arrivals climbed sharply, by «18%», after the border reopened.", [U]),
    ("The utility has trimmed its spending plan by «$300 million».", [D]),
    ("Ministers raised the pension by «4 percent» and fuel duty by «two pence».", [U, U]),
    ("The clinic cut waiting lists «12 percent» in a year.", [D]),
    ("Average rents have almost doubled, adding «$310» to the monthly bill of a family.", [U]),
    ("The retailer will cut «1,200 jobs» and close «40 shops».", [L, L]),
    ("The airline saved «€90 million» by grounding «six jets».", [L, L]),
    ("Bakers knocked «seven pence» off the loaf.", [D]),
    ("The club won by «three goals» and the visitors lost «two players».", [L, L]),
    ("Quarterly earnings beat estimates by «6 percent».", [L]),
    # Nouns of movement.
    ("Lenders reported a «12 percent» rise in bad loans.", [U]),
    ("The ministry announced a «7.5-percent» pay increase for nurses.", [U]),
    ("A drop of «9 percent» in milk output worried dairies.", [D]),
    ("Year-on-year growth of «6.1 percent» surprised traders.", [U]),
    ("The province posted «17.1 percent» average annual growth over the decade.", [U]),
    ("Economic growth slowed to «4.4 percent» in the quarter.", [U]),
    ("The agency cut its growth forecast to «2.1 percent» from «2.6 percent».", [U, U]),
    ("Unemployment growth aside, the jobless rate was «5 percent».", [L]),
    ("The state approved a «$2 billion» cut in school funding.", [D]),
    ("A «£640 million» expansion of the port starts in May.", [L]),
    ("The army plans a «500-strong» rapid force.", [L]),
    # `up`, `down`, comparatives.
    ("Revenue was «$4.1 billion», up «11 percent» on the year.", [L, U]),
    ("Sales, down «3%» in May, made up «40 percent» of the total.", [D, L]),
    ("The ferry set up «30 stalls» and signed up «200 volunteers».", [L, L]),
    ("Ticket prices are «15 percent» higher than last season.", [U]),
    ("The new kiln is «30 percent» faster and uses «a third» less gas.", [U, D]),
    ("Hospitals treated «40» more patients than a year earlier.", [U]),
    ("Rescuers found «40» more bodies in the valley.", [L]),
    ("The team finished «five places» higher than in 2019.", [U]),
    ("The port handled «12 percent» fewer boxes.", [D]),
    ("Rainfall was «23 percent» below the long-term average.", [D]),
    ("The river stood «18 feet» above the danger mark.", [L]),
    ("More than «300 people» were hurt.", [L]),
    ("The sea was «1.5 degrees» warmer than usual.", [U]),
    # Coordination, comparison, limits of the clause.
    ("Exports rose «12 percent» to Asia and «5 percent» to Africa.", [U, U]),
    ("Imports increased «11.1 percent», with machinery accounting for «54.7 percent».", [U, L]),
    ("Retail sales grew «5 percent», compared with «3 percent» in March.", [U, U]),
    ("The yield rose to «4.2 percent», compared with «4 percent» on Friday.", [L, L]),
    ("Exports fell «4 percent» while tourism brought in «2.1 billion dollars».", [D, L]),
    ("Steel output rose «2 percent», cement «3 percent» and glass «1 percent».", [U, U, U]),
    ("Profit dropped after the firm wrote off «$80 million».", [L]),
    ("Women hold «38 percent» of seats, up from «31 percent».", [L, L]),
    ("Losses widened to «$5 million» from «$3 million» a year ago.", [L, L]),
    ("Demand is growing at «8 percent» a year.", [U]),
    ("Traffic grew at an annual rate of «9 percent».", [U]),
    ("Inflation eased to «3.1 percent».", [L]),
    ("Shares in Orrel Foods closed «2.4 percent» lower at «$18.20».", [D, L]),
    ("The stock gained «60 cents» to «$14.10».", [U, L]),
    ("The fund gained «200 members».", [L]),
    ("Turnover was twice, or «double», what it was in 2019.", [U]),
    ("The tower is «three times» as tall as the old one.", [L]),
    ("Case numbers have grown «fivefold» since March.", [U]),
    ("Energy use per unit has been reduced by more than «22 percent».", [D]),
    ("Cotton acreage is expected to decline by «8 per cent» this kharif season.", [D]),
    ("The wage bill went up «Rs 40 crore».", [U]),
    ("The value of deals plunged «41 percent» year on year to «$9 billion».", [D, L]),
    ("Some «54 percent» of voters backed the rise in tax.", [L]),
    ("The company lost «15 percent» of its value.", [D]),
    ("The company cut «15 percent» of its staff.", [L]),
    ("The town owes its name to the fall of «three brewers».", [L]),
    ("The clinic reported a fall of «40 patients».", [D]),
    ("Its contribution to local growth rose from «69 percent» to «84 percent».", [L, L]),
    # Signs, and what stands above or below a mark.
    ("Like-for-likes in the half: «+4.1%»", [U]),
    ("Net sales «£40 million» (+«3%»), margin «8%».", [L, U, L]),
    ("Tenders came in «9 percent» above estimate.", [U]),
    ("The works ran «3 percent» over budget, with «3 percent» of staff off sick.", [U, L]),
    ("The line ran «1,140» fewer trains than planned.", [D]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:60] for case in CASES])
def test_change(text: str, expected: list[str]) -> None:
    doc, mentions = marked(text)
    set_change_and_modality(doc, mentions)
    assert [mention.change for mention in mentions] == expected


@pytest.mark.parametrize("case", SENTENCES, ids=[case["text"][:60] for case in SENTENCES])
def test_change_of_what_is_read(case: dict[str, str]) -> None:
    figures = extract_figures(case["text"])
    assert [(figure.change or "")[0] for figure in figures] == case["changes"].split(), [f.surface for f in figures]


def test_what_the_reader_has_set_stays() -> None:
    doc, mentions = marked("The toll was «40 people» in all.")
    mentions[0].change = U
    set_change_and_modality(doc, mentions)
    assert mentions[0].change == U


def test_columns_of_change() -> None:
    doc, mentions = marked(
        "Port figures\nThroughput by cargo, 2023\n| Cargo | Million tonnes | Change on 2022 (%) |\n|---|---|---|\n"
        "| Coal | «41.2» | «−3.4» |\n| Grain | «18.0» | «5.1» |"
    )
    set_change_and_modality(doc, mentions)
    assert [mention.change for mention in mentions] == [L, D, L, U]

"""A figure is so, is planned, or is expected."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipelines.extraction.en.clauses import set_change_and_modality
from pipelines.extraction.extract import extract_figures
from tests.extraction.marked_figures import marked

with (Path(__file__).parent / "modality_cases.csv").open(encoding="utf-8", newline="") as file:
    SENTENCES = list(csv.DictReader(file))
"""Whole sentences: the modality of each figure read in them, by its first letter (actual, target, forecast)."""


A, T, F = "actual", "target", "forecast"

CASES = [
    # Plans.
    ("Kestrel Motors plans to build «400,000 cars» a year in Dunmore.", [T]),
    ("The city will plant «50,000 trees» along the ring road.", [T]),
    ("Tarn Rail is to buy «36 trains» under a deal signed in March.", [T]),
    ("The charity aims to raise «£2 million» by Christmas.", [T]),
    ("The union wants a «9 percent» rise; members were offered «4 percent».", [T, T]),
    ("The government has set a target of «30 GW» by 2030.", [T]),
    ("Donors pledged «$1.3 billion» for the rebuilding.", [T]),
    ("Donors paid «$1.3 billion» for the rebuilding.", [A]),
    ("The bank set aside «€400 million» for legal costs.", [T]),
    ("The senate approved «$12 billion» for flood defences.", [T]),
    ("Regulators approved «37 drugs» last year.", [A]),
    ("The shipyard, due to open in 2026, is designed for «12 vessels» a year.", [T]),
    ("Farmers must cut nitrogen by «30 percent» under the law.", [T]),
    ("The mill will have «90 looms» once complete and employ «600 people».", [T, T]),
    ("The airline won an order to supply «40 engines».", [T]),
    ("Lidner intends to return «$500 million» to shareholders.", [T]),
    ("The firm had planned «240 flats» but built «180».", [T, A]),
    ("The bill would give «2 million» families a tax credit.", [T]),
    # Forecasts.
    ("Economists expect inflation of «2.4 percent» in June.", [F]),
    ("The economy will grow «3 percent» next year, the bank said.", [F]),
    ("The storm could dump «300 mm» of rain on the coast.", [F]),
    ("Harvest volume is projected at «61 million tonnes».", [F]),
    ("Sales are forecast to reach «$9 billion» this year.", [F]),
    ("Temperatures may hit «44 degrees» on Sunday.", [F]),
    ("The strike would cost «$80 million» a day.", [F]),
    ("Up to «900 trucks» a day are likely to use the bypass.", [F]),
    ("Copper prices are set to rise «10 percent».", [F]),
    ("The ministry estimates that «70,000 people» live in the camp.", [A]),
    ("An estimated «5,000 fans» greeted the team.", [A]),
    ("Earnings of «$1.20» a share were higher than expected.", [A]),
    ("Fares will rise by «9 percent» and, the operator hopes, income will grow by «4 percent».", [T, F]),
    ("A second ferry joins in 2026 with «300 seats», against «120 seats» on the first.", [T, A]),
    ("The ground, which seats «17,000 people», is due to close.", [A]),
    ("The panel arrives at savings of «44 million crowns» a year in 2050.", [F]),
    ("The panel found savings of «44 million crowns» a year in 2019.", [A]),
    # What is so.
    ("The court fined Bexley Group «$25 million» on Friday.", [A]),
    ("Polls opened in May and «61 percent» of voters turned out.", [A]),
    ("The museum, which plans a new wing, drew «1.1 million» visitors in 2023.", [A]),
    ("The museum drew «1.1 million» visitors in 2023 and plans a wing costing «$40 million».", [A, T]),
    ("About «300 people» will be hired, on top of «1,900» already employed.", [T, A]),
    ("Trains will run every «10 minutes» instead of every «20».", [T, A]),
    ("The plant is to grow to «90 hectares» from «40 hectares».", [T, A]),
    ("A spokesman said «14 firefighters» were treated for smoke.", [A]),
    ("The mayor, who will step down in June, has built «9,000 homes».", [A]),
    ("It has promised «800 jobs», of which «210» exist today.", [T, A]),
    ("The village lies «12 km» from the site where the dam will rise.", [A]),
    ("She may have lost «40 percent» of her sight.", [F]),
    ("In May «40 percent» of buses were late.", [A]),
    ("May wheat settled at «$240» a tonne.", [A]),
    # A figure that opens a clause goes with the verb behind it.
    ("The arm lost «£9 million» and «half a dozen» depots will go before Easter.", [A, T]),
    ("The arm will close «six depots», and «40 vans» were sold in March.", [T, A]),
    # A clause that hangs on a figure tells of that figure.
    ("Sales came to «€112 million», ahead of the «€105 million» that analysts had pencilled in.", [A, F]),
    ("The fee could rise to «£21 million», double the «£9 million» they paid for his predecessor.", [F, A]),
    ("It opened «180 beds», not the «240 beds» it had promised.", [A, T]),
    ("The bypass will replace a road that carried «9,000 lorries» a day last year.", [A]),
    # Values of forecasts and goals, new and old.
    ("Marlow now expects «£90 million» for the year, having guided to at least «£80 million».", [F, F]),
    ("The lender lifted its growth forecast to «2.4 percent» from «2.1 percent».", [F, F]),
    ("The goal was «95 percent».", [T]),
    ("Drax raised its forecast after sales rose to «£40 million».", [A]),
    ("The yard raised its cost estimate to «$6 billion».", [T]),
    ("Brokers lifted their share price target to «240p».", [A]),
    ("For the autumn the ferry line sees traffic growth of «3 percent».", [F]),
    ("The odds of a second slide within a week are «1 in 200».", [F]),
    ("The coast road has seen «12 slides» since March.", [A]),
    ("Forecasters warned of gusts, with «41 degrees» forecast for Sunday.", [F]),
    ("The board met on Monday: final dividend of «9 cents» proposed", [T]),
    # Said another way, a figure stays what it was.
    ("The waiver will cost the state «₹63 billion», nearly «a tenth» of its income.", [T, T]),
    # Aid that is granted is not yet paid; an award of a court and a share held are so.
    ("The cabinet confirmed state aid of «€41 million» for the mill.", [T]),
    ("Japan has offered «¥300 million» for tents.", [T]),
    ("The shop offered «12 sorts» of tea.", [A]),
    ("A jury ordered the quarry to pay «$21 million» to its neighbours.", [A]),
    ("Sinna will bear the cost according to its «20 percent» interest.", [A]),
    ("The charity has undertaken to train «1,100 nurses».", [T]),
    ("Guests would rather pay «$12» than wait.", [A]),
    ("Tarn got the go-ahead to rebuild its ground at a cost of «£186 million».", [T]),
    # The level that is left is so.
    ("The works will raise capacity from «45 GWh» to «100 GWh».", [A, T]),
    # A price set for a month to come (the articles are of June).
    ("Hourly pay rises to «£11.60» in September from «£10.90».", [T, A]),
    ("The bus fare rises to «£3» on weekends.", [A]),
    ("Hourly pay rose to «£11.60» in April.", [A]),
    # Goals of a match are none of a plan; a colon opens a clause; a present verb behind a number is a verb.
    ("Ferdi scored «17 goals» in «29 games» last season.", [A, A]),
    ("The goals are «17 percent» less waste and «29 parks».", [T, T]),
    ("Overruns are a habit: of the last «20 schemes», «13» went over budget.", [A, A]),
    ("The pass is blocked in «17 places» and the airport will stay shut for «48 hours».", [A, T]),
    ("The firm has capacity of «45 GWh» and plans to raise it to «100 GWh» by 2027.", [A, T]),
    # What takes time or costs by itself is expected.
    ("The crossing will take «11 minutes».", [F]),
    ("The vaccination drive will cost «$13 million».", [F]),
    ("The footbridge will cost «$13 million».", [T]),
    ("The village needs help: the appeal of «$48 million» is «31 percent» funded.", [T, A]),
    ("The deficit is to narrow to «$975 million», down from «$1.5 billion» last year.", [T, A]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:60] for case in CASES])
def test_modality(text: str, expected: list[str]) -> None:
    doc, mentions = marked(text)
    set_change_and_modality(doc, mentions)
    assert [mention.modality for mention in mentions] == expected


ARTICLES = [
    # A plan told once goes on in the present tense; what is there already does not become one.
    (
        "Brill to build $2.1 bln dam at Asker Gorge\n"
        "Brill Hydro said on Monday it would build a dam at Asker Gorge with a capacity of «600 MW».\n"
        "The dam measures «140 metres» from bank to bank. The Gorge site covers «90 hectares».\n"
        "A neighbouring dam opened in 1988 and produced «900 GWh» last year.",
        [T, T, A, A],
    ),
    (
        "Tern Bay adopts budget\nThe council adopted a «$410 million» budget on Tuesday.\n"
        "Libraries get «$12 million». The city collected «$398 million» last year.",
        [T, T, A],
    ),
    # What a plan yields is a forecast; what opened before is no plan.
    (
        "Verrin opens bids for metro line\nVerrin invited bids for a «$5 billion» project that will link the port with the town.\n"
        "The line will have «22 stations». Ridership is put at «410,000 passengers» a day.\n"
        "Line 1, which opened in 2017, carries «265,000 passengers» a day.",
        [T, T, F, A],
    ),
    # An article on a thing that is not finished: its measures and cost are planned, what has been done is not.
    (
        "Hedra tunnel to cost 14 bln crowns\nThe tunnel under the Hedra sound is due to open in 2031.\n"
        "The price of building the tunnel has climbed to «€14 billion».\nAbout the project:\n"
        "- Length of the tunnel: «5,820 metres»\n- Deepest point: «312 metres» below sea level\n"
        "- Dug so far: «1,480 metres»\nCrews have dug «1,480 metres».\nIts height is trimmed to «9 metres».\n"
        "Bonds are to cover a fifth of the «€14 billion» bill. Around it, rock face swallows «9 tonnes» of grout: a lot.",
        [T, T, T, A, A, T, T, A],
    ),
    (
        "Hedra tunnel carried more cars\nThe tunnel under the Hedra sound opened in 1998.\n- Length of the tunnel: «5,820 metres»\n"
        "The price of the pass has climbed to «€40».",
        [A, A],
    ),
    # A headline says what the body says.
    ("Ostrava mill gets «€90m» boost\nThe state pledged «€90 million» for the mill on Monday.", [T, T]),
    # Parts of a planned sum.
    ("The state has earmarked «$80 million» for roads. Half of that, or «$40 million», is for bridges.", [T, T]),
    # Headings of a table.
    (
        "Fleet plan\n| Year | Ships | 2030 target |\n|---|---|---|\n| Frigates | «11» | «19» |",
        [A, T],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ARTICLES, ids=[case[0][:40] for case in ARTICLES])
def test_modality_across_an_article(text: str, expected: list[str]) -> None:
    doc, mentions = marked(text)
    set_change_and_modality(doc, mentions)
    assert [mention.modality for mention in mentions] == expected


@pytest.mark.parametrize("case", SENTENCES, ids=[case["text"][:60] for case in SENTENCES])
def test_modality_of_what_is_read(case: dict[str, str]) -> None:
    figures = extract_figures(f"News of the day\n{case['text']}")
    assert [(figure.modality or "")[0] for figure in figures] == case["modalities"].split(), [
        f.surface for f in figures
    ]


FORESEEN = "The bureau expects a crop of 3.42 million tonnes of wheat, its chief said.\n"
CROPS = "Crops of the south\n| Crop | Area ('000 ha) | Production ('000 t) |\n|---|---|---|\n| Wheat | 1,310 | 3,419 |\n| Barley | 420 | 1,218 |"


@pytest.mark.parametrize(("prose", "expected"), [(FORESEEN, [A, F, A, F]), ("The south has 14 mills.\n", [A, A, A, A])])
def test_a_table_that_the_text_foresees(prose: str, expected: list[str]) -> None:
    figures = extract_figures(f"News of the farms\n{prose}{CROPS}")
    assert [f.modality for f in figures][1:] == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [("Crop report: estimates for the south", [A, F, A, F]), ("What the south brought in", [A, A, A, A])],
)
def test_the_yields_of_a_crop_estimate_are_foreseen(head: str, expected: list[str]) -> None:
    figures = extract_figures(f"{head}\nThe bureau told farmers on Monday.\n{CROPS}")
    assert [f.modality for f in figures] == expected

"""A figure is so, is planned, or is expected."""

from __future__ import annotations

import pytest

from pipelines.extraction.en.clauses import set_change_and_modality
from tests.extraction.marked_figures import marked

A, T, F = "actual", "target", "forecast"

CASES = [
    # Plans.
    ("Kestrel Motors plans to build «400,000 cars» a year in Dunmore.", [T]),
    ("The city will plant «50,000 trees» along the ring road.", [T]),
    ("Tarn Rail is to buy «36 trains» under a deal signed in March.", [T]),
    ("The charity aims to raise «£2 million» by Christmas.", [T]),
    ("The union wants a «9 percent» rise; members were offered «4 percent».", [T, A]),
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
    ("Up to «1,400 lorries» a day are likely to use the bypass.", [F]),
    ("Copper prices are set to rise «10 percent».", [F]),
    ("The ministry estimates that «70,000 people» live in the camp.", [A]),
    ("An estimated «5,000 fans» greeted the team.", [A]),
    ("Earnings of «$1.20» a share were higher than expected.", [A]),
    ("Fares will rise by «9 percent» and, the operator hopes, income will grow by «4 percent».", [T, F]),
    ("A second ferry joins in 2026 with «300 seats», against «120 seats» on the first.", [T, A]),
    ("The ground, which seats «17,000 people», is due to close.", [A]),
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

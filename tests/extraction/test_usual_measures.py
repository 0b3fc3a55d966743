"""The usual name of a measure that its unit alone leaves open; each beside a sentence that looks like it and is not."""

from __future__ import annotations

import pytest

from pipelines.extraction.extract import extract_figures

ORCHIDS = "Rice in Tessaly\nRice is what the Tessaly plain lives on. The rice was sown late and the rice price fell.\n"
SIGNED = "Denby sign striker\nDenby Town have signed the striker Olu Sanda. The midfielder Tom Hale may follow.\n"


def metric(text: str, figure: str) -> str:
    """The metric of the figure whose print holds these words."""
    at = text.rindex(figure)
    return next((one.metric or "").lower() for one in extract_figures(text) if one.start <= at < one.end)


@pytest.mark.parametrize(
    ("text", "figure", "words"),
    [
        # Lengths of what stands upright, of round things, of waters.
        ("Flames reached 30 metres.", "30 metres", "height"),
        ("Orvik burned, and crews met flames of 30 metres.", "30 metres", "height of flames"),
        ("The drill has a cutterhead of 7.2 m.", "7.2 m", "diameter of cutterhead"),
        ("The firm bought laboratories of 4,000 square metres.", "4,000 square metres", "floor area"),
        ("The 40-hectare plot lies by the canal.", "40-hectare", "land area"),
        # Times.
        ("The shaking lasted 50 seconds.", "50 seconds", "length"),
        ("The opening has been put off by five months.", "five months", "delay"),
        ("The new library is a year behind schedule.", "a year", "delay"),
        ("The trip takes 14 minutes.", "14 minutes", "length"),
        # Rates.
        ("The fields gave 4.1 tonnes a hectare.", "4.1 tonnes a hectare", "yield"),
        ("Gusts of 95 km/h were felt in Orvik.", "95 km/h", "wind gusts"),
        ("The waiter Jan Oster will get 150 crowns an hour.", "150 crowns an hour", "hourly pay"),
        ("She pays 6,000 crowns a month for a room.", "6,000 crowns a month", "monthly rent"),
        ("The field breaks even at $41 a barrel, Norvik Oil said.", "$41 a barrel", "break-even price"),
        # What an article on one commodity weighs without its name.
        (f"{ORCHIDS}Growers brought in 310,000 tonnes.", "310,000 tonnes", "rice harvest"),
        (f"{ORCHIDS}Buyers in Norvik have booked 90,000 tonnes.", "90,000 tonnes", "rice booked"),
        ("The Orrin reservoir retained 9 million cubic metres.", "9 million cubic metres", "water retained"),
        (f"{ORCHIDS}Exports to Norvik since May reached 87,000 tonnes.", "87,000 tonnes", "rice exports to norvik"),
        ("The ship can store 900,000 barrels.", "900,000 barrels", "storage capacity"),
        ("Her tanks hold 900,000 barrels.", "900,000 barrels", "storage capacity"),
        ("The plant generated 14 TWh last year.", "14 TWh", "electricity generated"),
        # Money.
        ("Liabilities to customers were fixed at $3 million.", "$3 million", "liabilities to customers"),
        ("Operating profit for 2023 has been restated to $12 million.", "$12 million", "operating profit"),
        ("Norvik won a $90 million overhaul of the bridge.", "$90 million", "cost"),
        ("The latest estimate is £320 million.", "£320 million", "estimated cost"),
        (f"{SIGNED}Denby paid £12 million to Orrin Rovers.", "£12 million", "transfer fee"),
        ("A lorry will pay 60 crowns.", "60 crowns", "toll for lorry"),
        # What stands before the figure says whose measure it is.
        ("The dam, 71 feet high, holds back the Orrin.", "71 feet", "height of dam"),
        ("The median Norvikian is 41 years old.", "41 years", "median age"),
        ("The average age of the new drivers was 34; most were men.", "34", "average age"),
        ("Insured losses at Orvik alone are now put at $9 million.", "$9 million", "insured losses"),
        (
            "Norvik\nNorvik Pharma hopes for its vaccine. A late-stage study with 900 volunteers starts in May.",
            "900 volunteers",
            "volunteers",
        ),
        ("The city has paid compensation to 90 shops.", "90 shops", "shops paid compensation"),
        (
            "Coffee\nCoffee is late. Orrin pickers will bring in 4 million bags, more coffee than ever.",
            "4 million bags",
            "coffee harvest",
        ),
        # Percents of lenders, and items with what was done behind the figure.
        ("The fund puts up a third and banks lend the rest at 3.4 percent.", "3.4 percent", "interest rate"),
        ("Report\n- Funding: $40 million needed, $12 million received", "$12 million", "funding received"),
        ("Report\n- People: 140 hired", "140", "people hired"),
        (
            "Rents\nAverage rents by town\n\n| Town | 2023 | 12-month change |\n|---|---|---|\n| Orvik | 700 | 4.1% |\n",
            "4.1%",
            "average rents",
        ),
    ],
)
def test_measures_go_by_their_usual_name(text: str, figure: str, words: str) -> None:
    assert words in metric(text, figure)


@pytest.mark.parametrize(
    ("text", "figure", "words"),
    [
        ("The drill has a cable of 7.2 m.", "7.2 m", "diameter"),
        ("The Orrin river is 70 kilometres long.", "70 kilometres", "level"),
        ("The firm bought forests of 4,000 square metres.", "4,000 square metres", "floor"),
        ("The opening hours were cut by five hours.", "five hours", "delay"),
        ("The strike lasted 14 days.", "14 days", "trip"),
        ("The water fell by 4.1 tonnes a day.", "4.1 tonnes a day", "yield"),
        ("Lantern films cost 9 dollars a month.", "9 dollars a month", "rent"),
        ("The oil trades at $41 a barrel.", "$41 a barrel", "break-even"),
        (f"{ORCHIDS}The new statue weighs 310 kg.", "310 kg", "rice"),
        (f"{ORCHIDS}Norvik sold 310,000 tonnes of coal.", "310,000 tonnes", "rice"),
        (f"{ORCHIDS}The ship carried 87,000 cubic metres.", "87,000 cubic metres", "storage"),
        ("The cell stores 2 kWh.", "2 kWh", "electricity"),
        ("The auction raised $3 million.", "$3 million", "auction $"),
        ("Norvik won a $90 million contract.", "$90 million", "cost"),
        (f"{SIGNED}The new stand will cost £12 million.", "£12 million", "transfer"),
        ("In Orvik, 71 feet of snow fell.", "71 feet", "orvik"),
        ("The median house is 34 metres long.", "34 metres", "age"),
        ("After three days with tax advisers, $9 million was left.", "$9 million", "tax"),
        ("He came with 900 books.", "900 books", " in "),
        ("The canal is 800 metres long.", "800 metres", "level"),
        ("The tenant was charged 900 euros a month for parking.", "900 euros", "rent"),
        ("The firm adds 90 seats, taking it to 400 seats.", "400 seats", "won"),
        ("The road is closed to 90 lorries.", "90 lorries", "paid"),
        ("Coffee\nCoffee is late. The coffee thief left two bags of clothes.", "two bags", "of coffee"),
        ("The minister will pay 60 crowns.", "60 crowns", "toll"),
        ("The rest of the crop, bought at 3.4 percent of its worth, was lost.", "3.4 percent", "interest"),
    ],
)
def test_what_only_looks_like_it_keeps_its_name(text: str, figure: str, words: str) -> None:
    assert words not in metric(text, figure)

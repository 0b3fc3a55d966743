"""Sums that one article gets wrong are told; sums that work out, and numbers that merely stand together, are not."""

from __future__ import annotations

import pytest
from made_figures import Corpus, count, money, multiple, percent

from pipelines.reconciliation.station import reconcile


def told(*sentences: tuple) -> list[str]:
    corpus = Corpus()
    corpus.article("Morning Post", "2024-03-04", "The year of Velmora Dairy")
    for sentence, *numbers in sentences:
        corpus.say(sentence, *numbers)
    conflicts = reconcile(*corpus.frames()).conflicts
    return [e for t, e in conflicts.select("type", "explanation").iter_rows() if t == "arithmetic"]


def homes(n: int) -> dict:
    return count(f"{n:,} homes", n, "home")


@pytest.mark.parametrize(("total", "wrong"), [(1300, False), (1400, True)])
def test_parts_against_a_stated_total(total: int, wrong: bool) -> None:
    found = told(
        (
            "The storm took the roofs of {} and flooded {}, which makes {} in all.",
            homes(900),
            homes(400),
            {**homes(total), "printed": f"{total:,} homes"},
        )
    )
    assert bool(found) == wrong


@pytest.mark.parametrize(("part", "wrong"), [(1950, False), (2250, True)])
def test_a_breakdown_against_the_total_before_it(part: int, wrong: bool) -> None:
    found = told(
        ("The plan foresees {} by the canal.", homes(8500)),
        ("The breakdown: {} for rent, {} for sale and {} for the old.", homes(4100), homes(2450), homes(part)),
    )
    assert bool(found) == wrong


def test_parts_that_are_not_all_are_no_error() -> None:
    assert not told(
        (
            "Of the {} signed last year, {} are in optics and {} in steel.",
            count("62 deals", 62, "deal"),
            count("21", 21, "deal"),
            count("13", 13, "deal"),
        )
    )


@pytest.mark.parametrize(("last", "wrong"), [(8.0, False), (15.0, True)])
def test_shares_of_one_whole(last: float, wrong: bool) -> None:
    found = told(
        (
            "Cheese accounts for {} of sales, butter for {} and whey for {}.",
            percent("70%", 70.0),
            percent("22%", 22.0),
            percent(f"{last:g}%", last),
        )
    )
    assert bool(found) == wrong


def test_shares_of_different_wholes_are_not_added() -> None:
    assert not told(
        (
            "While {} of the staff are women, {} of the managers hold a degree and {} came from abroad.",
            percent("60%", 60.0),
            percent("80%", 80.0),
            percent("30%", 30.0),
        )
    )


@pytest.mark.parametrize(("each", "wrong"), [(10.0, False), (16.0, True)])
def test_owners_with_each(each: float, wrong: bool) -> None:
    found = told(
        (
            "Velmora owns {}; Arbin Motor, Keld Industrial and Sorn Systems own {} each.",
            percent("70 percent", 70.0),
            percent(f"{each:g} percent", each),
        )
    )
    assert bool(found) == wrong


@pytest.mark.parametrize(("growth", "wrong"), [(26.0, False), (12.0, True)])
def test_growth_against_its_two_levels(growth: float, wrong: bool) -> None:
    found = told(
        (
            "The order takes the backlog to {}, {} more than the {} at the end of June.",
            money("2.9 billion euros", 2.9e9, "EUR"),
            percent(f"{growth:g} percent", growth, change="increase"),
            money("2.3 billion euros", 2.3e9, "EUR"),
        )
    )
    assert bool(found) == wrong


@pytest.mark.parametrize(("new", "wrong"), [(41.0, False), (31.0, True)])
def test_doubled_against_levels(new: float, wrong: bool) -> None:
    found = told(
        (
            "Sales {} from {} to {}.",
            multiple("doubled", 2.0, 2.0, change="increase"),
            money("20.4 million euros", 20.4e6, "EUR"),
            money(f"{new:g} million euros", new * 1e6, "EUR"),
        )
    )
    assert bool(found) == wrong


def test_a_change_in_another_clause_is_not_held_against_levels() -> None:
    assert not told(
        (
            "Margins were {} higher, said the analyst who last week raised her price target for the whole of the sector from {} to {}.",
            percent("3 percent", 3.0, change="increase"),
            money("230 euros", 230.0, "EUR"),
            money("265 euros", 265.0, "EUR"),
        )
    )


def table(*rows: tuple[str, float], header: str = "| Kind | Count |", unit: str = "gate") -> list[tuple]:
    return [
        (header.replace("{}", ""),),
        *((f"| {label} | {{}} |", count(f"{value:g}", value, unit)) for label, value in rows),
    ]


@pytest.mark.parametrize(("total", "wrong"), [(22, False), (21, True)])
def test_column_against_its_total_row(total: float, wrong: bool) -> None:
    assert bool(told(*table(("Total", total), ("Worked", 19), ("Failed", 3)))) == wrong


def test_sub_rows_may_leave_something_out_but_not_exceed() -> None:
    assert not told(*table(("Gates", 80), ("of which: steel", 30), ("wood", 20), ("Bridges", 70)))
    assert told(*table(("Gates", 80), ("of which: steel", 50), ("wood", 40), ("Bridges", 70)))


@pytest.mark.parametrize(("last", "wrong"), [(20.0, False), (28.0, True)])
def test_column_of_stakes(last: float, wrong: bool) -> None:
    rows = [
        ("| Holder | Stake (%) |",),
        *((f"| {n} | {{}} |", percent(f"{v:g}", v)) for n, v in (("Velmora", 50.0), ("Arbin", 30.0), ("Keld", last))),
    ]
    assert bool(told(*rows)) == wrong


@pytest.mark.parametrize(("part", "wrong"), [(900, False), (1300, True)])
def test_parts_of_people_listed_by_place(part: int, wrong: bool) -> None:
    found = told(
        (
            "The town moved {}, of whom {} in the port, {} in the old quarter and {} in the hills.",
            count("5,200 residents", 5200, "resident"),
            count("3,100", 3100, "person"),
            count("1,200", 1200, "person"),
            count(f"{part:,}", part, "person"),
        )
    )
    assert bool(found) == wrong


def test_groups_that_may_overlap_are_no_parts() -> None:
    assert not told(
        (
            "The town moved {}, of whom {} were women, {} under ten and {} alone.",
            count("5,200 residents", 5200, "resident"),
            count("3,100", 3100, "person"),
            count("1,400", 1400, "person"),
            count("1,300", 1300, "person"),
        )
    )


@pytest.mark.parametrize(("rest", "wrong"), [(22, False), (31, True)])
def test_what_remains_of_a_whole(rest: int, wrong: bool) -> None:
    found = told(
        ("The new quay at Velmora costs {}.", money("€90m", 90e6, "EUR")),
        (
            "The port pays {} and the region {}; the remaining {} comes from a bond.",
            money("€40m", 40e6, "EUR"),
            money("€28m", 28e6, "EUR"),
            money(f"€{rest}m", rest * 1e6, "EUR"),
        ),
    )
    assert bool(found) == wrong


def test_a_change_in_a_clause_of_its_own_is_of_something_else() -> None:
    assert not told(
        (
            "The price rose from {} to {}, after tenders for timber came in {} above plan.",
            money("€200m", 200e6, "EUR"),
            money("€210m", 210e6, "EUR"),
            percent("20%", 20, change="increase"),
        )
    )


@pytest.mark.parametrize(("last", "wrong"), [(7, False), (9, True)])
def test_kinds_of_a_counted_whole(last: int, wrong: bool) -> None:
    found = told(
        (
            "The fair ended with {} worth {}, of which {} are depots, {} are yards and {} are offices.",
            count("27 deals", 27, "deal"),
            money("4 billion crowns", 4e9, "NOK"),
            count("11", 11, "depot"),
            count("nine", 9, "yard"),
            count(f"{last}", last, "office"),
        )
    )
    assert bool(found) == wrong


@pytest.mark.parametrize(("last", "wrong"), [(72, False), (92, True)])
def test_a_list_behind_a_colon_is_of_what_stands_before_it(last: int, wrong: bool) -> None:
    found = told(
        (
            "In all {} have been hurt: {}, {} and {}.",
            count("432 people", 432, "person"),
            count("210 men", 210, "man"),
            count("150 women", 150, "woman"),
            count(f"{last} children", last, "child"),
        )
    )
    assert bool(found) == wrong


@pytest.mark.parametrize(("last", "wrong"), [(5, False), (8, True)])
def test_groups_of_a_whole_named_first(last: int, wrong: bool) -> None:
    found = told(
        (
            "Of {} who follow the dairy, {} recommend buying, {} holding and {} selling.",
            count("17 brokers", 17, "broker"),
            count("four", 4, "broker"),
            count("eight", 8, "broker"),
            count(f"{last}", last, "broker"),
        )
    )
    assert bool(found) == wrong


@pytest.mark.parametrize(("last", "wrong"), [(12.0, False), (16.0, True)])
def test_shares_told_with_are(last: float, wrong: bool) -> None:
    found = told(
        (
            "{} of Tolvans are under 20 and {} are aged 20 to 64, while {} are older.",
            percent("25%", 25.0),
            percent("62%", 62.0),
            percent(f"{last:g}%", last),
        )
    )
    assert bool(found) == wrong


@pytest.mark.parametrize(("each", "wrong"), [(10.5, False), (11.4, True)])
def test_number_price_and_sum(each: float, wrong: bool) -> None:
    found = told(
        (
            "The works will build {} for {}, or {}.",
            count("52 trams", 52, "tram"),
            money("546 million crowns", 546e6, "NOK"),
            {**money(f"{each} million crowns apiece", each * 1e6, "NOK/tram"), "kind": "rate"},
        )
    )
    assert bool(found) == wrong


@pytest.mark.parametrize(("share", "wrong"), [(75.0, False), (60.0, True)])
def test_a_share_against_its_part_and_its_whole(share: float, wrong: bool) -> None:
    found = told(
        (
            "The bank lends {}, {} of a bill put at {}.",
            money("1.5 billion crowns", 1.5e9, "NOK"),
            percent(f"{share:g} percent", share),
            money("2.0 billion crowns", 2e9, "NOK"),
        )
    )
    assert bool(found) == wrong


@pytest.mark.parametrize(("rise", "wrong"), [(17.0, False), (25.0, True)])
def test_a_change_told_in_the_next_sentence(rise: float, wrong: bool) -> None:
    found = told(
        (
            "The walkers raised {}, against {} last year.",
            money("4.2 million crowns", 4.2e6, "NOK"),
            money("3.6 million crowns", 3.6e6, "NOK"),
        ),
        ("That is a rise of {}, they said.", percent(f"{rise:g} percent", rise, change="increase")),
    )
    assert bool(found) == wrong


@pytest.mark.parametrize(("fall", "wrong"), [(13.0, False), (23.0, True), (0.11, False)])
def test_a_change_of_a_share_may_be_in_percent_or_in_points(fall: float, wrong: bool) -> None:
    found = told(
        (
            "Grades slipped from {} to {}, a fall of {}.",
            percent("0.82", 0.82, change="level"),
            percent("0.71 percent", 0.71, change="level"),
            percent(f"{fall:g} percent", fall, change="decrease"),
        )
    )
    assert bool(found) == wrong


@pytest.mark.parametrize(("verb", "wrong"), [("fell", True), ("rose", False)])
def test_a_verb_against_its_two_levels(verb: str, wrong: bool) -> None:
    found = told(
        (
            f"Cash profit {verb} to {{}} from {{}} a year earlier.",
            money("1.61 billion crowns", 1.61e9, "NOK"),
            money("1.34 billion crowns", 1.34e9, "NOK"),
        )
    )
    assert bool(found) == wrong


@pytest.mark.parametrize(("total", "wrong"), [(864, False), (873, True)])
def test_a_last_row_is_a_total_where_another_column_adds_up(total: int, wrong: bool) -> None:
    rows = [("West", 241, 262), ("East", 206, 232), ("Delta", 254, 291), ("Hills", 90, 79), ("Tolva", 791, total)]
    found = told(
        ("| Province | 2012 | 2024 |",),
        *(
            (f"| {name} | {{}} | {{}} |", count(str(old), old, "person"), count(str(new), new, "person"))
            for name, old, new in rows
        ),
    )
    assert bool(found) == wrong


def test_a_table_may_print_the_newer_year_first() -> None:
    assert not told(
        ("| Item | This year | Last year | Change |",),
        (
            "| Profit | {} | {} | {} |",
            money("1,161", 1161e6, "NOK"),
            money("1,344", 1344e6, "NOK"),
            percent("(13.6%)", -13.6),
        ),
    )


def test_parts_of_the_rest_are_not_held_against_the_whole() -> None:
    assert not told(
        ("The hall was put at {} last year.", money("260 million crowns", 260e6, "NOK")),
        (
            "The rest comes from the club ({}), a sponsor ({}) and grants ({}).",
            money("142 million crowns", 142e6, "NOK"),
            money("48 million crowns", 48e6, "NOK"),
            money("32 million crowns", 32e6, "NOK"),
        ),
    )


@pytest.mark.parametrize(("last", "wrong"), [(0.4, False), (0.9, True)])
def test_a_priced_plan_and_its_items_behind_a_colon(last: float, wrong: bool) -> None:
    found = told(
        (
            "The line is priced at {} ({}): {} for track, {} for trains and {} for stations.",
            money("3.1 billion crowns", 3.1e9, "CZK"),
            money("$140.5 million", 140.5e6, "USD"),
            money("1.8 billion", 1.8e9, "CZK"),
            money("0.9 billion", 0.9e9, "CZK"),
            money(f"{last} billion", last * 1e9, "CZK"),
        )
    )
    assert bool(found) == wrong


@pytest.mark.parametrize(("last", "wrong"), [(14.0, False), (21.0, True)])
def test_shares_of_a_whole_named_with_the_first(last: float, wrong: bool) -> None:
    found = told(
        (
            "Wages account for {} of the budget of {}, feed for {} and repairs for {}.",
            percent("55%", 55),
            money("$8.6 million", 8.6e6, "USD"),
            percent("31%", 31),
            percent(f"{last:g}%", last),
        )
    )
    assert bool(found) == wrong


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Tickets brought {} of revenue, shirts {} and all the rest {}.", True),
        ("Rain cost {} of growers their crop, frost {} and hail {}.", False),
        ("The guild makes {} of felt hats, {} of straw hats and owns {} of cap makers.", False),
    ],
)
def test_one_verb_may_stand_for_all_shares(sentence: str, wrong: bool) -> None:
    found = told((sentence, percent("52%", 52), percent("34%", 34), percent("21%", 21)))
    assert bool(found) == wrong


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Of those who came, {} were women and {} men.", True),
        ("It helped {} of women and {} of men.", False),
        ("Some {} were nurses and {} pilots.", False),
    ],
)
def test_two_sides_that_are_all(sentence: str, wrong: bool) -> None:
    assert bool(told((sentence, percent("58%", 58), percent("47%", 47)))) == wrong


@pytest.mark.parametrize(("total", "wrong"), [(1065, False), (1165, True)])
def test_the_last_line_of_a_list_is_its_total(total: int, wrong: bool) -> None:
    found = told(
        ("Homes lost: {}", count("410", 410, "home")),
        ("Homes damaged: {}", count("655", 655, "home")),
        ("Total homes hit: {}", count(f"{total:,}", total, "home")),
    )
    assert bool(found) == wrong


@pytest.mark.parametrize(("new", "wrong"), [(24000, False), (24600, True)])
def test_a_head_row_is_what_the_rows_below_add_up_to(new: int, wrong: bool) -> None:
    rows = ["| Item | 2023 | 2024 |", f"| Goods sold | 22,700 | {new:,} |"]
    rows += [
        "| Lamps | 11,150 | 11,400 |",
        "| Pipes | 8,420 | 9,140 |",
        "| Shelves | 3,130 | 3,460 |",
        "| Visitors | 512 | 640 |",
    ]
    assert bool(printed_table(rows)) == wrong


def printed_table(rows: list[str]) -> list[str]:
    said: list[tuple] = []
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split("|")][1:]
        numbers = [count(c, float(c.replace(",", "")), "item") for c in cells] if not cells[0].startswith("20") else []
        template = row
        for number in numbers:
            template = template.replace(number["printed"], "{}", 1)
        said.append((template, *numbers))
    return told(*said)


@pytest.mark.parametrize(("men", "wrong"), [(39.0, False), (43.0, True)])
def test_rows_of_two_sides_in_a_column_of_shares(men: float, wrong: bool) -> None:
    found = told(
        ("| Group | Share of members |",),
        ("| Women | {} |", percent("61%", 61)),
        ("| Men | {} |", percent(f"{men:g}%", men)),
        ("| Under 30 | {} |", percent("18%", 18)),
    )
    assert bool(found) == wrong

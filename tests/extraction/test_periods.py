"""The time that a figure holds for. Articles are printed on Wednesday, 12 June 2024 unless said."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extraction.en.attributions import set_attributions
from pipelines.extraction.en.clauses import set_change_and_modality
from pipelines.extraction.en.dateline_days import day_told
from pipelines.extraction.en.periods import set_periods
from pipelines.extraction.model import Mention
from tests.extraction.marked_figures import marked


def _read(text: str, published: str | None = "2024-06-12") -> list[Mention]:
    doc, mentions = marked(text, published)
    set_change_and_modality(doc, mentions)
    set_periods(doc, mentions)
    return mentions


def _shown(mention: Mention) -> str:
    start, end = mention.period_start, mention.period_end
    if start is None and end is None:
        return ""
    if start is not None and end is not None:
        if start == end:
            return start.isoformat()
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
            return str(start.year)
        if (
            start.day == 1
            and (end + dt.timedelta(days=1)).day == 1
            and (start.year, start.month) == (end.year, end.month)
        ):
            return f"{start:%Y-%m}"
    return f"{start}/{end}"


CASES = [
    # Quarters and halves with a hyphen.
    ("The maker's first-quarter profit was «$5 million».", ["2024-01-01/2024-03-31"]),
    ("Analysts expect second-quarter profit of «$5 million», a margin of «9 percent».", ["2024-04-01/2024-06-30"] * 2),
    ("The governor made a quarter-point cut that saved borrowers «$3 million».", ["2024-06-12"]),
    # What an older guess, a security or a comparison is named by dates nothing.
    (
        "The bank sees inflation averaging «4.3 percent» in 2025, against «4.5 percent» in its March projection.",
        ["2025", "2025"],
    ),
    ("An April survey found that «34 percent» of tenants were late with the rent.", ["2024-04"]),
    ("The 2041 government bond fell «six cents».", ["2024-06-12"]),
    ("Sales rose to «$90 million» last year, 12 percent more than the «$80 million» of 2022.", ["2023", "2022"]),
    ("A year ago the share was «7 percent». The total fell «4 percent».", ["2023", "2024-06-12"]),
    # The previous year is the one before that which is talked of.
    ("In 2022 the choir sold «900 tickets», up from «700» in the previous year.", ["2022", "2021"]),
    ("The choir sold «900 tickets» in the previous year.", ["2023"]),
    # What the lead foresees holds for the forecasts that follow.
    (
        "Orchards should yield «9 million tonnes» of plums in 2024, the board said.\n\n"
        "Damsons are seen at «2 million tonnes», a rise of «8 percent».",
        ["2024"] * 3,
    ),
    (
        "Orchards should yield «9 million tonnes» of plums in 2024, the board said.\n\n"
        "The next crop could reach «11 million tonnes».",
        ["2024", ""],
    ),
    (
        "# Annual report 2023: key figures\n\n- Drivers: «910», of whom «52 percent» are women\n"
        "- Floor space: «8,000 square metres»",
        ["2023"] * 3,
    ),
    # Absolute.
    ("The mine produced «3.1 million tonnes» in 2021.", ["2021"]),
    ("In 2019 the ferry carried «40,000 people».", ["2019"]),
    ("From «12 MW» in 2012, capacity rose to «90 MW» in 2023.", ["2012", "2023"]),
    ("Between 2019 and 2021 the club lost «$14 million».", ["2019-01-01/2021-12-31"]),
    ("Over 2012–2023 the glacier shrank «19 percent».", ["2012-01-01/2023-12-31"]),
    ("As of the end of 2021 the fund held «$3 billion».", ["2021-12-31"]),
    ("The bank had «220 branches» at the end of May.", ["2024-05-31"]),
    ("On 3 March 2023 the dam held «4 million litres».", ["2023-03-03"]),
    ("The census of April 5, 2022 counted «88,000 people».", ["2022-04-05"]),
    ("Revenue was «$5 million» in the first quarter of 2023.", ["2023-01-01/2023-03-31"]),
    ("Q3 2023 sales came to «€410 million».", ["2023-07-01/2023-09-30"]),
    ("Profit in fiscal 2022/23 was «£12 million».", ["2022-04-01/2023-03-31"]),
    ("The town grew by «9,000 people» in the 1990s.", ["1990-01-01/1999-12-31"]),
    ("Losses were «$3 million» in the year to March.", ["2023-04-01/2024-03-31"]),
    ("The grocer sold «£9 billion» in the three months to April.", ["2024-02-01/2024-04-30"]),
    ("In the 12 months ended March 31, 2024 it shipped «14,000 boxes».", ["2023-04-01/2024-03-31"]),
    ("The mayor wants «9,000 homes» by 2030.", ["2030"]),
    # Relative to the article.
    ("Wine exports earned «$700 million» last year.", ["2023"]),
    ("The port will handle «2 million» boxes next year.", ["2025"]),
    ("So far this year «41 whales» have been counted.", ["2024-01-01/2024-06-12"]),
    ("In January «300 people» crossed the strait.", ["2024-01"]),
    ("In October «300 people» crossed the strait.", ["2023-10"]),
    ("Police arrested «12 people» on Tuesday.", ["2024-06-11"]),
    ("Police said on Tuesday that «12 people» drowned in May.", ["2024-05"]),
    ("Output fell «4 percent» last month.", ["2024-05"]),
    ("Last week «20 mm» of rain fell.", ["2024-06-03/2024-06-09"]),
    ("Two years ago it employed «90 staff».", ["2022"]),
    ("Since 2018 «60 schools» have closed.", ["2018-01-01/2024-06-12"]),
    ("Over the past decade «60 schools» have closed.", ["2014-06-12/2024-06-12"]),
    ("In the past three years the club won «14 cups».", ["2021-06-12/2024-06-12"]),
    ("Over the next five years it will spend «€2 billion».", ["2024-06-12/2029-06-12"]),
    ("The state will spend «€2 billion» over five years.", ["2024-06-12/2029-06-12"]),
    ("The festival drew «40,000 people» in the summer of 2022.", ["2022-06-01/2022-08-31"]),
    ("Work on «90 flats» starts in September; «30 flats» opened in September 2023.", ["2024-09", "2023-09"]),
    ("Revenue in the first half came to «$81 million».", ["2024-01-01/2024-06-30"]),
    # What a change is measured from is not when it happened.
    ("Sales were «$40 million» in 2023, up «11 percent» from a year earlier.", ["2023", "2023"]),
    ("Sales were «$40 million» in 2023, compared with «$36 million» a year earlier.", ["2023", "2022"]),
    ("Sales rose to «$40 million» in April from «$36 million» in March.", ["2024-04", "2024-03"]),
    ("Output doubled last year to «40 tonnes» from «20 tonnes».", ["2023", "2022"]),
    ("Deaths in 2022 were «8 percent» higher than in 2019.", ["2022"]),
    ("The yield, the highest since 2011, stood at «4.9 percent» on Monday.", ["2024-06-10"]),
    ("The worst flood since 1999, when «71 people» died, hit Orla on Sunday.", ["1999"]),
    ("Turnout fell to «61 percent» from «66 percent» in 2020.", ["2024-06-12", "2020"]),
    ("Line 1, which opened in 2017, took «9 percent» more riders than in 2022.", ["2022-01-01/2023-12-31"]),
    ("Net profit was «$90 million» in April vs «$77 million».", ["2024-04", ""]),
    ("The city sold «$60 million» of bonds due 2041 on Monday.", ["2024-06-10"]),
    ("Prices were set at «£61» in 2021 money.", ["2024-06-12"]),
    ("It expects sales of «$9 million» for the full year.", ["2024"]),
    ("Full-year sales were «$9 million».", ["2023"]),
    ("Last season the club lost «£4 million».", ["2022-07-01/2023-06-30"]),
    ("Exports should reach «9 million tonnes» in the year to March.", ["2024-04-01/2025-03-31"]),
    # States in the present have no period; counts that move hold for the day.
    ("The island covers «210 hectares».", [""]),
    ("The lake now covers «210 hectares».", ["2024-06-12"]),
    ("The company employs «870 people».", ["2024-06-12"]),
    ("The bridge, which measures «210 metres», reopened in 2021.", [""]),
    # Not a time.
    ("At MotorExpo 2023 Hall showed «14 vans» last week.", ["2024-06-03/2024-06-09"]),
    ("The 2018 floods cost «$90 million», and repairs in 2020 cost «$14 million».", ["2018", "2020"]),
]


CASES += [
    # Printed quarters and halves, `the quarter` of results, last year's season.
    ("Lorne Mills sold «40,000 bales» in 4Q 2023.", ["2023-10-01/2023-12-31"]),
    ("Profit came to «$4 million» in the quarter.", ["2024-01-01/2024-03-31"]),
    ("Eggs cost «$3» last summer.", ["2023-06-01/2023-08-31"]),
    # What a value is measured against has a time of its own.
    ("The river stood at «7 metres», «43 cm» short of the record of 2002.", ["2024-06-12", "2024-06-12"]),
    ("Research absorbed «$71 million», twice the sum of 2021.", ["2024-06-12"]),
    ("Turnout was «71 percent», up from «68 percent» in 2019. Some «2,400 candidates» were in the race.", ["2024-06-12", "2019", "2024-06-12"]),
    # A forecast of a time that was over when it was missed; a plan for a date ahead.
    ("Profit for the three months to March was ahead of the «€10 million» that analysts had expected.", ["2024-01-01/2024-03-31"]),
    ("The clinic aims to treat «900 patients» by the end of July.", ["2024-07-31"]),
    # Feasts that date something.
    ("Half the stalls will close before Christmas: «40 stalls» in all, the guild said, and it sold «90 geese» last Christmas.", ["2024-12", "2023-12"]),
    ("Christmas sales came to «$4 million».", ["2024-06-12"]),
    # The same figure another way.
    ("The toll rose to «$40 million» in 2023, or «a tenth» of all income.", ["2023", "2023"]),
    # Halves and quarters go back a year, too.
    ("Turnover climbed from «$17 million» to «$18 million» in the first half of 2023.", ["2022-01-01/2022-06-30", "2023-01-01/2023-06-30"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:60] for case in CASES])
def test_period(text: str, expected: list[str]) -> None:
    assert [_shown(mention) for mention in _read(text)] == expected


def test_a_figure_in_a_table_takes_the_year_of_its_column() -> None:
    found = _read(
        "Herring catch\nTable 2. Catch by port, thousand tonnes\n| Port | 2021 | FY2023 |\n|---|---|---|\n| Skarr | «41.2» | «39.9» |"
    )
    assert [_shown(mention) for mention in found] == ["2021", "2023"]


def test_a_change_without_a_year_takes_the_latest_of_its_row() -> None:
    found = _read(
        "Steel\n| Plant | Q1 2024 | Q1 2023 | Change |\n|---|---|---|---|\n| Brenne | «630» | «601» | «4.8%» |"
    )
    assert _shown(found[2]) == "2024-01-01/2024-03-31"


def test_a_period_is_carried_within_a_paragraph_of_the_past() -> None:
    found = _read(
        "Orla counts its visitors\nOrla had «40,000 visitors» in 2022. Hotels took «$9 million».\nThe island measures «4 miles»."
    )
    assert [_shown(mention) for mention in found] == ["2022", "2022", ""]


def test_results_in_a_list_are_of_the_year_that_is_reported() -> None:
    text = (
        "Corvin Air in the black\nCorvin Air today announced results for the year ended 31 December 2023.\n"
        "- Revenue of «$6.8 million»\n- Net profit of «$412,000»\nThe line flies to «71 towns».\nNet debt is «$2 million»."
    )
    assert [_shown(mention) for mention in _read(text)] == ["2023", "2023", "", "2023"]


def test_a_budget_is_of_its_year_not_of_the_day_it_was_adopted() -> None:
    text = (
        "Tern Bay adopts budget\nThe council adopted a budget late on Tuesday that raises spending by «4 percent».\n"
        "The budget for the year starting July 1 sets aside «$9 million» for roads.\nIt collected «$8 million» on Monday."
    )
    assert [_shown(mention) for mention in _read(text)] == [
        "2024-07-01/2025-06-30",
        "2024-07-01/2025-06-30",
        "2024-06-10",
    ]


def test_a_state_that_passes_is_of_the_day() -> None:
    flood = (
        "Floods reach Ardle\nFloods reached Ardle on Tuesday.\nSome «17 roads» are blocked. The town has «14 bridges»."
    )
    assert [_shown(mention) for mention in _read(flood)] == ["2024-06-12", ""]
    quiet = "Ardle at a glance\nArdle has a mill.\nSome «17 lanes» are closed."
    assert [_shown(mention) for mention in _read(quiet)] == [""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Helix made a profit in 2022.\nHelix shares fell «4 percent» to «$3.10».", ["2024-06-12", "2024-06-12"]),
        ("Brenne beer sold for more than three times its low of January 2016, at «$76».", ["2024-06-12"]),
        ("The group is worth «$2 billion», «a quarter» of its peak in 2019.", ["", ""]),
        ("Quarterly sales were «$273 million».", ["2024-01-01/2024-03-31"]),
        ("«Seven» of the jets are on the ground this morning.", ["2024-06-12"]),
        ("The gauge read «4 metres» last night.", ["2024-06-11"]),
        ("Some «310 letters» had come in by noon.", ["2024-06-12"]),
        ("Sales were «$4 million» in 2023, against a forecast of «$5 million».", ["2023", "2023"]),
        ("The chain will open «18 shops» before the end of its financial year.", ["2024-06-12/2024-12-31"]),
        ("The scheme should save «$3 million» from 2026.", ["2026"]),
        ("He declared «$226,000» and a 1962 Packard.", ["2024-06-12"]),
        ("The union had won «54 seats» in 2013. The yard lost «9 jobs».", ["2013", "2024-06-12"]),
        ("It flew «140 flights» fewer than planned in the first quarter.", ["2024-01-01/2024-03-31"]),
    ],
)
def test_times_that_news_implies(text: str, expected: list[str]) -> None:
    """Trading days, parts of the day, peaks that others are measured by, and results named by how often they come."""
    assert [_shown(mention) for mention in _read(f"Notes of the day\n{text}")] == expected


def test_a_census_dates_what_it_counted() -> None:
    """A state told in the present tense was so when it was counted; without a census it has no time."""
    text = "Orla counts heads\n{} was released on Tuesday.\nLiteracy stands at «84 percent»."
    assert _shown(_read(text.format("The census of 2023"))[0]) == "2023"
    assert _shown(_read(text.format("The atlas"))[0]) == ""


def test_a_result_is_compared_with_the_same_time_a_year_before() -> None:
    text = "Helix results for the fourth quarter of 2023\nHelix made a loss of «$4 million», against a profit of «$6 million»."
    assert [_shown(mention) for mention in _read(text)] == ["2023-10-01/2023-12-31", "2022-10-01/2022-12-31"]


def test_the_words_are_kept() -> None:
    found = _read("Wine exports earned «$700 million» in the first quarter of last year.")
    assert found[0].period_text == "first quarter of last year"


def test_an_undated_article_keeps_relative_times_open() -> None:
    found = _read("Wine exports earned «$700 million» last year and «$600 million» in 2019.", published=None)
    assert (found[0].period_start, found[0].period_end, found[0].period_text) == (None, None, "last year")
    assert _shown(found[1]) == "2019"


WORDS = st.sampled_from(
    "in 2019 since 2030 March 31 , last year the past three months to ten years ago Q1 fiscal FY24 2023 / 24 - Tuesday half decade of end "
    "from quarter first to date so far now overnight winter 0 99 1900 2099 next two years years earlier ( ) ; said that will rose by".split()
)


@given(st.lists(WORDS, max_size=30), st.dates(min_value=dt.date(1, 1, 1)), st.booleans())
def test_any_words_give_ordered_days(words: list[str], published: dt.date, dated: bool) -> None:
    found = _read(
        f"{' '.join(words)} «40 people» {' '.join(reversed(words))}", published.isoformat() if dated else None
    )
    for mention in found:
        if mention.period_start is not None and mention.period_end is not None:
            assert mention.period_start <= mention.period_end
    doc, mentions = marked(f"{' '.join(words)} «40 people»", None)
    set_attributions(doc, mentions)


def test_a_table_of_two_years_reports_the_later_one() -> None:
    text = (
        "Keld ferries carried more cars\nThe ferry company opened its books.\n| Route | 2022 | 2023 |\n|---|---|---|\n| North | «41» | «52» |\n"
        "Fares averaged «€11.80» and the crews cost «€3 million»."
    )
    assert [_shown(mention) for mention in _read(text)] == ["2022", "2023", "2023", "2023"]


def test_a_table_that_ends_with_the_year_at_hand_reports_no_past_year() -> None:
    text = "Keld's harvest in numbers\nThe tables are out.\n| Crop | 2023 | 2024 |\n|---|---|---|\n| Rye | «41» | «52» |\n- Bread at the mill: «€9»"
    assert [_shown(mention) for mention in _read(text)] == ["2023", "2024", "2024-06-12"]


def test_a_year_at_the_end_of_a_title_is_the_one_that_is_told_of() -> None:
    assert [_shown(m) for m in _read("Traffic report: Keld Sound 2023\nLandings cost «€900».")] == ["2023"]
    # A later or much older year names something.
    assert [_shown(m) for m in _read("The road to Keld 1999\nLandings cost «€900».")] == ["2024-06-12"]


def test_figures_of_last_year_are_what_a_review_of_it_tells() -> None:
    text = (
        "What the numbers leave out\nThe guild counted «40 fires» in 2023.\nIt sent «12 crews» to farms in 2023.\n"
        "It spent «€4 million» on hoses last year.\nInsurers paid out «€9 million»."
    )
    assert _shown(_read(text)[3]) == "2023"


def test_a_budget_is_of_the_year_that_it_is_called_by() -> None:
    text = "Cabinet backs higher spending\nThe cabinet approved a 2025 budget with a deficit of «$80 million».\nSpending is set at «$900 million»."
    assert [_shown(mention) for mention in _read(text)] == ["2025", "2025"]
    text = "Council spends more\nThe council met in 2023.\nSpending will be cut to «$900 million»."
    assert [_shown(mention) for mention in _read(text)] == [""]


def test_what_is_now_is_not_of_the_spring_before() -> None:
    assert [_shown(m) for m in _read("A jar that cost «€3.75» last spring is now «€5.25».")] == [
        "2024-03-01/2024-05-31",
        "2024-06-12",
    ]


def test_parts_of_the_century() -> None:
    assert [_shown(m) for m in _read("Emissions would climb to «5 million tonnes» by the middle of the century.")] == [
        "2050"
    ]
    assert [_shown(m) for m in _read("It was the mill of the century and made «5 million tonnes».")] == ["2024-06-12"]


def test_korean_money_is_no_verb() -> None:
    assert [_shown(m) for m in _read("The fee will go up by «1,000 won» in April.", "2024-02-06")] == ["2024-04"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "KELD, Vesterland, Nov. 12 (AV) - Growers picked less than in 2023, the guild said on Tuesday.",
            dt.date(2024, 11, 12),
        ),
        ("WIRE 29/12/24 21:07\nKELD: A rocket flew on Sunday.", dt.date(2024, 12, 29)),
        # No weekday, a weekday that fits no year, and no year at all leave the day open.
        ("KELD, Vesterland, Nov. 12 (AV) - Growers picked less than in 2023, the guild said.", None),
        ("KELD, Vesterland, Nov. 12 (AV) - Growers picked less than in 2023, the guild said on Friday.", None),
        ("KELD, Vesterland, Nov. 12 (AV) - Growers picked less, the guild said on Tuesday.", None),
        ("The guild met on Nov. 12 and picked less than in 2023, it said on Tuesday.", None),
    ],
)
def test_the_year_of_a_dateline(text: str, day: dt.date | None) -> None:
    assert day_told(text) == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What is decided holds from the day that is told behind it.
        ("The cabinet agreed on Monday to raise the fee to «3 euros» from January 1.", ["2025-01-01"]),
        ("The cabinet agreed on Monday to raise the fee to «3 euros».", ["2024-06-10"]),
        # Both sides of a conversion are of one time.
        ("Last September the state had set aside «640 crowns» for tents.", ["2023-09"]),
        # A figure in brackets right behind a time is of that time.
        ("The isles drew «912 guests» in 2023, a tenth more than in 2022 («829»).", ["2023", "2022"]),
        # What a figure works out at is of its time.
        ("The club lost «41 million euros» in 2023. That works out at «2 euros» a fan.", ["2023", "2023"]),
        ("The club lost «41 million euros» in 2023. The ground has «9 gates».", ["2023", ""]),
    ],
)
def test_times_of_what_is_decided_or_restated(text: str, expected: list[str]) -> None:
    assert [_shown(mention) for mention in _read(text)] == expected

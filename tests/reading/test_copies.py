"""Copies of one wire story share its wire_id; form texts and follow-ups do not."""

import datetime as dt

import polars as pl

from pipelines.reading.copies import with_copies

WIRE = [
    "Brewer Kolm said on Monday it would buy its rival Dunkel for 2.1 billion crowns in cash, its largest deal in a decade.",
    "The companies have 4,300 employees between them and brew 9.2 million hectolitres of beer a year in 14 towns.",
    "Kolm expects savings of 180 million crowns a year from the fourth year on, two thirds of them in purchasing and haulage.",
    "Dunkel was founded in 1871 and had sales of 1.4 billion crowns last year, 6 percent more than the year before.",
    "Shares of Kolm fell 3.8 percent to 214 crowns, while those of Dunkel rose 21 percent to just below the price offered.",
    "Regulators in three countries must agree, which both expect to happen before the end of June at the latest.",
]
OTHER = [
    "The strike by 1,200 miners at the Tolva copper pit entered its third week, costing the owner 3 million crowns a day.",
    "Talks broke down on Friday over a pay claim of 9 percent, after the owner offered 4 percent and a single payment.",
    "Output last year was 212,000 tonnes of concentrate, a tenth of what the country sends abroad by rail and by sea.",
]


def frame(*rows: tuple[str, dt.date | None, list[str]]) -> pl.DataFrame:
    return pl.DataFrame(
        [(key, f"Title of {key}", day, "\n".join([f"Title of {key}", *lines])) for key, day, lines in rows],
        schema={"article_id": pl.String, "title": pl.String, "published": pl.Date, "text": pl.String},
        orient="row",
    )


def wires(*rows: tuple[str, dt.date | None, list[str]]) -> dict[str, tuple[str, float]]:
    result = with_copies(frame(*rows))
    assert result["article_id"].to_list() == [row[0] for row in rows]
    return {
        row["article_id"]: (row["wire_id"], round(row["copy_similarity"], 2)) for row in result.iter_rows(named=True)
    }


DAY = dt.date(2025, 2, 3)


def test_shortened_reworded_and_altered_copies_share_the_wire_of_the_earliest() -> None:
    shortened = WIRE[:3]
    reworded = [WIRE[0].replace("said on Monday it", "has said it"), *WIRE[1:5], "Regulators have yet to speak."]
    altered = [line.replace("4,300", "3,400") for line in WIRE]
    found = wires(
        ("d", DAY + dt.timedelta(days=1), altered),
        ("c", DAY, WIRE),
        ("a", None, shortened),
        ("b", DAY + dt.timedelta(days=2), reworded),
        ("x", DAY, OTHER),
    )
    assert {key: wire for key, (wire, _) in found.items()} == {"a": "c", "b": "c", "c": "c", "d": "c", "x": "x"}
    assert found["c"][1] == found["a"][1] == found["x"][1] == 1.0
    assert 0.6 <= found["b"][1] < 1
    assert 0.6 <= found["d"][1] < 1


def test_copies_with_cjk_characters() -> None:
    text = "港务局周一表示，赛文港去年处理货物420万吨，同比增长12%，收入达到3.5亿元，新增就业岗位1200个，港口面积为3000亩。"
    found = wires(("a", DAY, [text]), ("b", DAY, [text[:-8] + "。"]))
    assert found["b"][0] == "a"


def test_form_text_filled_with_other_numbers_is_no_copy() -> None:
    def report(town: str, head: int, low: int) -> list[str]:
        form = "Hog prices in {} are expected steady on receipts of {} head, private sources said. Top seen at {} to {} crowns a hundredweight, "
        return [
            form.format(town, head, low, low + 1)
            + "with buyers said to be waiting for the report of the ministry on the herd at noon."
        ]

    found = wires(("a", DAY, report("Tolva", 2800, 50)), ("b", DAY, report("Selvane", 200, 47)))
    assert found["a"][0] != found["b"][0]


def test_next_months_report_in_the_same_words_is_no_copy() -> None:
    later = [line.replace("2.1", "2.4").replace("180", "190").replace("14 towns", "15 towns") for line in WIRE]
    later[3] = "Dunkel had other news."
    found = wires(("a", DAY, WIRE), ("b", DAY + dt.timedelta(days=30), later))
    assert found["b"][0] == "b"


def test_a_round_up_does_not_join_the_stories_that_it_holds() -> None:
    found = wires(("a", DAY, WIRE), ("b", DAY, OTHER), ("c", DAY + dt.timedelta(days=1), WIRE + OTHER))
    assert found["a"][0] != found["b"][0]


def test_one_short_sentence_in_common_is_no_copy() -> None:
    found = wires(("a", DAY, [*WIRE[:2], "The hearing goes on."]), ("b", DAY, [*OTHER[:2], WIRE[0]]))
    assert found["a"][0] != found["b"][0]


def test_many_copies_of_one_story() -> None:
    rows = [
        (f"{n:03}", DAY + dt.timedelta(days=n // 50), [*WIRE, f"Desk {n} of the agency wrote this down at {n} crowns."])
        for n in range(120)
    ]
    assert {wire for wire, _ in wires(*rows).values()} == {"000"}


def test_articles_without_a_word() -> None:
    assert wires(("a", DAY, ["…"]), ("b", DAY, WIRE))["a"][0] == "a"

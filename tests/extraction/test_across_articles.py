"""One name for one thing across articles: short forms, events, odd topics; and what must stay apart."""

from __future__ import annotations

import datetime as dt

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction.across_articles.clusters import story_clusters
from pipelines.extraction.across_articles.shared_names import shared_names
from pipelines.extraction.station import extract

Told = tuple[str, str, list[tuple[str, str]]]
"""An article: headline, body, and (entity, sentence) of its figures."""

WIRE: Told = (
    "Quillmoor to close its Hadley works",
    "Glassmaker Quillmoor Crystal will close its works in Hadley, its chief executive Osric Vane said. Quillmoor has made glass there "
    "since 1911. Vane blamed the price of gas. Quillmoor will keep 90 of 420 jobs at Pendle Row.",
    [("Quillmoor Crystal", "Quillmoor will keep 90 of 420 jobs at Pendle Row.")] * 3,
)
PAPER: Told = (
    "Hadley mourns its furnaces",
    "For Hadley it is the end. Quillmoor told its glassblowers on Monday, and Vane came in person. Of 420 jobs 330 go. The works made "
    "6,000 goblets a day. Pendle Row stays open.",
    [("Quillmoor", "Of 420 jobs 330 go."), ("Quillmoor", "The works made 6,000 goblets a day.")],
)
FAR: Told = (
    "A walk on the moor of Quillmoor",
    "The hamlet of Quillmoor has 14 houses and a chapel. Walkers from Osterby come for the heather.",
    [("Quillmoor", "The hamlet of Quillmoor has 14 houses and a chapel.")],
)


def articles_of(told: list[Told]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "article_id": [f"a{place}" for place in range(len(told))],
            "wire_id": [f"a{place}" for place in range(len(told))],
            "title": [title for title, _, _ in told],
            "text": [f"{title}\n{body}" for title, body, _ in told],
        }
    )


def figures_of(told: list[Told]) -> pl.DataFrame:
    rows = [
        (f"a{place}", entity, sentence) for place, (_, _, figures) in enumerate(told) for entity, sentence in figures
    ]
    return pl.DataFrame(rows, schema=["article_id", "entity", "sentence"], orient="row")


def named(figures: pl.DataFrame, articles: pl.DataFrame, *, fixed: tuple[str, ...] = ()) -> pl.DataFrame:
    return shared_names(figures, articles, story_clusters(articles), fixed=fixed)


def names(*told: Told, fixed: tuple[str, ...] = ()) -> list[list[str]]:
    """The entities of each article's figures, each name once."""
    found = named(figures_of(list(told)), articles_of(list(told)), fixed=fixed)
    return [
        sorted(set(found.filter(pl.col("article_id") == f"a{place}")["entity"].to_list())) for place in range(len(told))
    ]


def test_articles_that_share_rare_names_are_one_story() -> None:
    clusters = story_clusters(articles_of([WIRE, PAPER, FIRE_1])).sort("article_id")["cluster"].to_list()
    assert clusters[0] == clusters[1] != clusters[2]


def test_a_short_form_gets_the_fuller_name_of_its_story_and_only_there() -> None:
    assert names(WIRE, PAPER, FAR) == [["Quillmoor Crystal"], ["Quillmoor Crystal"], ["Quillmoor"]]


def test_a_name_that_the_user_has_fixed_stays() -> None:
    assert names(WIRE, PAPER, fixed=("quillmoor",))[1] == ["Quillmoor"]


def test_a_short_form_of_two_stays() -> None:
    rival = (WIRE[0], WIRE[1] + " A rival bid by Quillmoor Timber failed, said Vane.", WIRE[2])
    assert names(rival, PAPER)[1] == ["Quillmoor"]


def test_a_short_form_that_an_article_tells_apart_stays() -> None:
    both = (PAPER[0], PAPER[1], [*PAPER[2], ("Quillmoor Crystal", "Of 420 jobs 330 go.")])
    assert "Quillmoor" in names(WIRE, both)[1]


def test_a_place_is_no_short_form_of_a_body_in_it() -> None:
    council: Told = (
        "Hadley looks for money",
        "Hadley Borough Enterprise wants 4 million pounds for the glassworks, said its head Osric Vane. Hadley waits. Hadley hopes. "
        "Pendle Row is safe.",
        [("Hadley Borough Enterprise", "Hadley Borough Enterprise wants 4 million pounds for the glassworks.")] * 2,
    )
    town: Told = (
        "Rents fall in Hadley",
        "Rents in Hadley fell by 12 percent, and in Hadley shops close. Vane keeps Pendle Row.",
        [("Hadley", "Rents in Hadley fell by 12 percent, and in Hadley shops close.")],
    )
    assert names(council, town)[1] == ["Hadley"]


def test_a_part_is_not_its_owner() -> None:
    tower: Told = (
        "Quillmoor Tower is sold",
        "Quillmoor Tower in Hadley went for 9 million pounds. Osric Vane signed. Quillmoor moves to Pendle Row, and Quillmoor pays 2 "
        "million.",
        [("Quillmoor Tower", "Quillmoor Tower in Hadley went for 9 million pounds.")],
    )
    assert names(tower, PAPER)[1] == ["Quillmoor"]


def test_an_acronym_gets_the_name_with_its_initials() -> None:
    board: Told = (
        "Locks on the Orne to be rebuilt",
        "The Orne Navigation Trust will rebuild 12 locks at Velby, said Ida Marsh. The ONT has 3 million euros.",
        [("Orne Navigation Trust", "The Orne Navigation Trust will rebuild 12 locks at Velby.")],
    )
    local: Told = (
        "Velby gets its locks",
        "ONT is to mend the locks at Velby on the Orne, and Marsh wants it done by May. ONT will spend 3 million euros.",
        [("ONT", "ONT will spend 3 million euros.")],
    )
    other: Told = (
        "Velby gets its mast",
        "ONT of Velby on the Orne, an Overland Network Telecom, wants a mast, says Marsh. It is 40 metres high.",
        [("Overland Network Telecom", "It is 40 metres high.")],
    )
    assert names(board, local)[1] == ["Orne Navigation Trust"]
    assert names(board, local, other)[1] == ["ONT"]


FIRE_1: Told = (
    "Fire on Harrow Ridge kills two",
    "The Harrow Ridge fire has burnt 8,000 hectares near Lindmoor, said Brigid Oster. Two died.",
    [("Harrow Ridge fire", "The Harrow Ridge fire has burnt 8,000 hectares near Lindmoor.")] * 2,
)
FIRE_2: Told = (
    "Harrow Ridge blaze spreads",
    "The blaze on Harrow Ridge took 31 houses in Lindmoor, and Oster called in 9 aircraft.",
    [("Harrow Ridge fire", "The blaze took 31 houses in Lindmoor.")] * 2,
)


def test_one_event_has_one_name() -> None:
    state: Told = (
        "Wildfire in Estermark: what we know",
        "Two are dead on Harrow Ridge. Oster says 31 houses are gone in Lindmoor.",
        [("Estermark wildfire", "Two are dead.")],
    )
    assert names(FIRE_1, FIRE_2, state)[2] == ["Harrow Ridge fire"]


def test_two_events_that_an_article_tells_apart_keep_their_names() -> None:
    both: Told = (
        "Two fires, one brigade",
        "The Cobb Hollow fire and the Harrow Ridge fire keep Oster busy. The fire at Cobb Hollow has taken 4 barns in Lindmoor.",
        [("Cobb Hollow fire", "It has taken 4 barns.")],
    )
    assert names(FIRE_1, FIRE_2, both)[2] == ["Cobb Hollow fire"]


def test_an_event_of_another_kind_keeps_its_name() -> None:
    flood: Told = (
        "After the fire, the flood",
        "Rain on Harrow Ridge put 60 houses in Lindmoor under water, said Oster. The Lindmoor floods cost 3 million.",
        [("Lindmoor floods", "The Lindmoor floods cost 3 million.")],
    )
    assert names(FIRE_1, FIRE_2, flood)[2] == ["Lindmoor floods"]


def test_an_event_is_not_renamed_after_a_name_that_its_article_does_not_print() -> None:
    silent: Told = (
        "Lindmoor burns",
        "Oster counts 31 houses lost in Lindmoor, where the fire came at noon with Brigid.",
        [("Lindmoor fire", "Oster counts 31 houses lost.")],
    )
    assert names(FIRE_1, FIRE_2, silent)[2] == ["Lindmoor fire"]


THIRD: Told = (
    "Quillmoor goes: who pays?",
    "Quillmoor Crystal leaves Hadley with 2 million in debts. Vane will meet the banks. His 2 sons run Pendle Row.",
    [("Quillmoor Crystal", "It leaves 2 million in debts.")] * 3,
)
ODD: Told = (
    "The glass is broken",
    "When Quillmoor Crystal told Hadley on Monday, Vane wept. Four out of ten houses here live off the furnaces. At the Stoker's Arms, "
    "31 pints were on the slate. The loss is put at 5 million a year. It had 420 hands. Pendle Row has 90.",
    [
        ("Stoker's Arms", "At the Stoker's Arms, 31 pints were on the slate."),
        ("Stoker's Arms", "The loss is put at 5 million a year."),
        ("Stoker's Arms", "It had 420 hands."),
    ],
)


def test_an_odd_topic_gives_way_to_what_the_others_are_of() -> None:
    found = named(figures_of([WIRE, THIRD, ODD]), articles_of([WIRE, THIRD, ODD])).filter(article_id="a2")
    # A sentence that prints the name keeps it.
    assert found["entity"].to_list() == ["Stoker's Arms", "Quillmoor Crystal", "Quillmoor Crystal"]


def test_a_topic_that_another_article_knows_or_a_headline_names_stays() -> None:
    known = (THIRD[0], THIRD[1] + " Upstairs at the Stoker's Arms the banks met.", THIRD[2])
    assert names(WIRE, known, ODD)[2] == ["Stoker's Arms"]
    titled = ("Last pints at the Stoker's Arms", ODD[1], ODD[2])
    assert names(WIRE, THIRD, titled)[2] == ["Stoker's Arms"]


def test_two_articles_do_not_overrule_a_third_that_are_copies_of_one_story() -> None:
    articles = articles_of([WIRE, THIRD, ODD]).with_columns(wire_id=pl.Series(["a0", "a0", "a2"]))
    found = named(figures_of([WIRE, THIRD, ODD]), articles).filter(article_id="a2")
    assert set(found["entity"].to_list()) == {"Stoker's Arms"}


LEAGUE: Told = (
    "Quillmoor League: sales bring 31 million",
    "Clubs of the Quillmoor League sold players for 31 million, said Osric Vane. Hadley Rovers sold most.",
    [("Quillmoor League", "The league's clubs agreed 64 deals.")] * 3,
)
CLUBS: Told = (
    "Clubs earn more",
    "The 18 clubs of the Quillmoor League earned 14 percent more, said Osric Vane of Hadley Rovers.",
    [("Quillmoor League", "Wages took 54 percent.")] * 3,
)
SELLERS: Told = (
    "The league of sellers in figures",
    "Matches of the Quillmoor League drew 14,980 people on average. Wages took more than half. "
    + "It went on like that for years. " * 12
    + "At Pendle Town fans paid 41 pounds, Osric Vane said, and at Hadley Rovers 38.",
    [("Pendle Town", "Nine clubs made money."), ("Pendle Town", "Wages took more than half.")] * 2,
)


def test_the_name_in_most_leads_is_the_topic_where_an_article_took_a_name_in_passing() -> None:
    assert names(LEAGUE, CLUBS, SELLERS)[2] == ["Quillmoor League"]


def test_a_name_of_the_article_s_own_headline_stays() -> None:
    own = ("Pendle Town sell best", SELLERS[1], SELLERS[2])
    assert names(LEAGUE, CLUBS, own)[2] == ["Pendle Town"]


def test_a_class_printed_small_and_as_part_of_the_name_is_one_name() -> None:
    one: Told = (
        "Quillmoor Airport grows",
        "Quillmoor Airport of Hadley had 14 flights, said Osric Vane.",
        [("Quillmoor Airport", "It had 14.")],
    )
    two: Told = (
        "Noise at Quillmoor",
        "Quillmoor airport in Hadley is loud, Osric Vane says.",
        [("Quillmoor airport", "It has 9 flights.")],
    )
    assert names(one, two) == [["Quillmoor Airport"], ["Quillmoor Airport"]]


def test_an_industrial_site_goes_by_its_whole_name_where_one_article_has_the_place_alone() -> None:
    whole: Told = (
        "Quillmoor chip complex grows",
        "Output at the Quillmoor Industry Complex rose by 8 percent, said Osric Vane. Quillmoor now has 40 tenants, Hadley 3.",
        [("Quillmoor Industry Complex", "Output rose by 8 percent.")] * 2,
    )
    short: Told = (
        "Half-time for Quillmoor",
        "Osric Vane counts 42 tenants, Hadley 5. Quillmoor hums.",
        [("Quillmoor", "It has 42 tenants.")],
    )
    assert names(whole, short)[1] == ["Quillmoor Industry Complex"]
    placed = (short[0], "Osric Vane counts 42 shops in Quillmoor, Hadley 5.", short[2])
    assert names(whole, placed)[1] == ["Quillmoor"]


RAIL: list[Told] = [
    (
        f"{verb} for the Quillmoor-Hadley Railway",
        f"The Quillmoor-Hadley Railway of Norvania got {count} trains from Vane Works, said Osric Pell.",
        [("Quillmoor-Hadley Railway", f"It got {count} trains.")] * 3,
    )
    for verb, count in (("Trains", 40), ("Loan", 44), ("Crews", 48))
]
COUNTRY: Told = (
    "Norvania bets 2 billion on a railway to the sea",
    "Norvania signed for 2 billion, and Vane Works will build the trains. Osric Pell calls the price fair.",
    [("Norvania", "The money runs for two decades at 3 percent."), ("Norvania", "Norvania signed for 2 billion.")] * 3,
)


def test_a_country_whose_headline_says_a_railway_is_of_the_railway_that_all_others_are_of() -> None:
    found = named(figures_of([*RAIL, COUNTRY]), articles_of([*RAIL, COUNTRY])).filter(article_id="a3")
    assert set(found["entity"]) == {"Norvania", "Quillmoor-Hadley Railway"}
    port = ("Norvania bets 2 billion on a port at the sea", COUNTRY[1], COUNTRY[2])
    found = named(figures_of([*RAIL, port]), articles_of([*RAIL, port])).filter(article_id="a3")
    assert set(found["entity"]) == {"Norvania"}


def test_a_place_s_own_office_need_not_name_the_place_of_its_event() -> None:
    told: list[Told] = [
        (
            f"Quake hits Quillmoor, {count} dead",
            f"An earthquake shook Quillmoor. In Hadley {count} people died and Pendle Row lies in ruins, said Osric Vane.",
            [("Quillmoor earthquake", f"In Hadley {count} people died.")],
        )
        for count in (14, 19)
    ]
    office: Told = (
        "Situation report no. 6",
        "The earthquake of 12 May. Hadley: 300 tents. Pendle Row: 90 tents. Oster Hulm: 12 tents.",
        [("Oster Hulm earthquake", "Number of aftershocks: 158.")],
    )
    figures, articles = figures_of([*told, office]), articles_of([*told, office])
    for publisher, entity in (
        ("Quillmoor Relief Office", "Quillmoor earthquake"),
        ("Relief Office", "Oster Hulm earthquake"),
    ):
        printed = articles.with_columns(publisher=pl.Series(["The Lantern", "The Lamp", publisher]))
        assert named(figures, printed).filter(article_id="a2")["entity"].to_list() == [entity]


def test_articles_that_share_one_heavy_rare_name_are_of_one_story() -> None:
    told: list[Told] = [
        ("Works shut at last", "Nobody told Quillmoor. Quillmoor had 420 hands. They met at noon.", []),
        ("An end by the river", "It rained on Quillmoor, and 330 went home. Quillmoor is silent.", []),
        ("Harvest is in", "Growers of Tambrel got 31 tonnes. Tambrel is pleased.", []),
    ]
    clusters = dict(story_clusters(articles_of(told)).select("article_id", "cluster").iter_rows())
    assert clusters["a0"] == clusters["a1"] != clusters["a2"]


def test_a_sentence_that_prints_a_name_without_its_class_word_keeps_it() -> None:
    arms: Told = (ODD[0], ODD[1], [("Stoker's Arms pub", sentence) for _, sentence in ODD[2]])
    found = named(figures_of([WIRE, THIRD, arms]), articles_of([WIRE, THIRD, arms])).filter(article_id="a2")
    assert found["entity"].to_list()[0] == "Stoker's Arms pub"


TOLD = [WIRE, PAPER, FAR, FIRE_1, FIRE_2, THIRD, ODD]


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(len(TOLD))), st.randoms(use_true_random=False))
def test_the_order_of_articles_and_figures_decides_nothing(order: list[int], random: object) -> None:
    articles, figures = articles_of(TOLD), figures_of(TOLD).with_row_index("n")
    plain = named(figures, articles)
    seed = random.randrange(1000)  # type: ignore[attr-defined]
    mixed = named(figures.sample(fraction=1, shuffle=True, seed=seed), articles[order])
    assert mixed.sort("n").equals(plain)


def test_a_run_gives_shared_names_and_quotes_what_is_printed() -> None:
    full: Told = (
        "Quillmoor sells its Hadley works",
        "Quillmoor Crystal had revenue of 14 million pounds in 2023, its chief executive Osric Vane said in Hadley. Quillmoor has 420 "
        "employees. Quillmoor made a profit of 2 million pounds.",
        [],
    )
    short: Told = (
        "Quillmoor counts its losses",
        "Quillmoor made a profit of 1 million pounds in 2023, said Osric Vane. Quillmoor has 400 employees in Hadley.",
        [],
    )
    articles = articles_of([full, short]).with_columns(
        path=pl.col("article_id"),
        language=pl.lit("en"),
        publisher=pl.lit("The Lantern"),
        published=pl.lit(dt.date(2024, 3, 4)),
    )
    stated, rejects = extract(articles)
    assert rejects.is_empty()
    second = stated.filter(article_id="a1")
    assert set(second["entity"]) == {"Quillmoor Crystal"}
    assert not second["sentence"].str.contains("Crystal").any()
    kept, _ = extract(articles, aliases={"Quillmoor": []})
    assert set(kept.filter(article_id="a1")["entity"]) == {"Quillmoor"}


MARKED = (
    "Hadley glass school to cost A$64.2 million",
    "The state will build a school of glass in Hadley for A$64.2 million, Premier Ilka Strand of Tasmania said. Pendle Row gives A$3.15 million.",
)
BARE = (
    "A palace of glass for Hadley",
    "So Strand has found $64.2 million for glass, and Pendle Row chips in $3.15 million. The pool got $900,000 in ten years.",
)
AMERICAN = (
    "Hadley school of glass: what Americans ask",
    "The school in Hadley will cost US$64.2 million, says Strand, and Pendle Row gives US$3.15 million.",
)
ELSEWHERE = ("Ferry fund", "The ferry fund of Osterby holds $64.2 million. Its chair wants $70 million.")


def units(*told: tuple[str, str]) -> list[list[str]]:
    """The units of each article's figures in order."""
    articles = articles_of([(title, body, []) for title, body in told]).with_columns(
        pl.lit("en").alias("language"),
        pl.lit(dt.date(2024, 5, 6)).alias("published"),
        pl.lit(None, dtype=pl.String).alias("publisher"),
    )
    found, _ = extract(articles)
    return [
        found.filter(pl.col("article_id") == f"a{place}").sort("start")["unit"].unique(maintain_order=True).to_list()
        for place in range(len(told))
    ]


def test_a_bare_sign_means_the_currency_that_others_print_with_the_same_amounts() -> None:
    assert units(BARE)[0][0] == "USD"
    assert units(MARKED, BARE)[1][0] == "AUD"


def test_one_amount_in_common_or_two_readings_tell_nothing() -> None:
    assert units(MARKED, ELSEWHERE)[1] == ["USD"]
    assert units(MARKED, AMERICAN, BARE)[2][0] == "USD"

"""The words that `changes.py` goes by: verbs and nouns of movement with their forms and direction, and closed classes around them.

Belongs here: words. Does not belong here: which of them governs a figure.
"""

from __future__ import annotations

from pipelines.extraction.en.clause_reading import LEXICON
from pipelines.extraction.lexicon import read_table

LEVEL, INCREASE, DECREASE = "level", "increase", "decrease"


def _forms(base: str, past: str, participle: str) -> set[str]:
    """All printed forms of a verb from its base, past and participle (empty: regular)."""
    stem = base[:-1] if base.endswith("e") else base
    third = (
        base[:-1] + "ies"
        if base.endswith("y") and base[-2] not in "aeiou"
        else base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s")
    )
    regular = base[:-1] + "ied" if base.endswith("y") and base[-2] not in "aeiou" else stem + "ed"
    past = past or regular
    # `dropped` doubles its consonant, and so does `dropping`; `cut` does too.
    if past.endswith("ed") and len(past) > 4 and past[-3] == past[-4] and not base.endswith(past[-4:-2]):
        ing = past[:-2] + "ing"
    elif past == base and len(base) == 3:
        ing = base + base[-1] + "ing"
    else:
        ing = stem + "ing"
    return {base, third, past, participle or past, ing}


def _load() -> tuple[dict[str, tuple[str, str]], dict[str, str], dict[str, str], dict[str, str], dict[str, str]]:
    verbs: dict[str, tuple[str, str]] = {}
    nouns: dict[str, str] = {}
    rates: dict[str, str] = {}
    adverbs: dict[str, str] = {}
    comparatives: dict[str, str] = {}
    for row in read_table(LEXICON / "change_words.csv"):
        base, part, direction = row["base"], row["part"], row["direction"]
        if part in {"move", "shift", "put"}:
            for form in _forms(base, row["past"], row["participle"]):
                verbs.setdefault(form, (part, direction))
        elif part == "noun":
            nouns[base] = nouns[base + "s"] = direction
        elif part == "rate noun":
            rates[base] = direction
        elif part == "adverb":
            adverbs[base] = direction
        else:
            comparatives[base] = direction
    nouns.update(rates)
    return verbs, nouns, rates, adverbs, comparatives


VERBS, NOUNS, RATES, ADVERBS, COMPARATIVES = _load()

MOVERS = (
    frozenset(VERBS)
    | frozenset(NOUNS)
    | frozenset(ADVERBS)
    | frozenset(COMPARATIVES)
    | frozenset("off above below ahead behind loss losses".split())
)
"""A sentence without any of these states levels only."""

COLUMN_WORDS = frozenset(
    "change changes growth increase decrease rise fall chg variation yoy mom qoq y-o-y difference diff gain loss decline drop var".split()
)
BEFORE_NUMBER = frozenset(
    "nearly almost about around some roughly approximately approx over under just only at least most up to as much many little few "
    "close well than more less fewer a an another further additional extra estimated whopping record mere modest sharp full total "
    "cumulative hefty solid healthy steep staggering meagre meager paltry robust average combined between minus plus "
    "~ ≈ > < + - − exactly precisely barely fully slightly an within exceeding even somewhere anywhere whole net real".split()
)
"""Words of bound and degree that may stand between a number and what governs it."""
BOUND_TO = frozenset("up close as next".split())
DEGREE = frozenset(
    "sharply slightly again also still further even average annually overall only just then year-on-year yearly".split()
)
PHRASAL = frozenset(
    "make makes made making set sets setting take takes took taken taking sign signs signed signing give gives gave given put puts "
    "putting bring brings brought open opens opened opening free frees freed buy buys bought pick picks picked end clean cleans call "
    "called build builds built fill filled use used pile piled rack racked racking snap snapped round rounded blow blew blown break "
    "broke broken shut shuts track tracked lay laid knock knocked tear tore torn come comes came bog chase chased turn turned show "
    "grow grew grown sum sums add adds added shoot shot gobble gobbled hold held line lined burn burned burnt pay paid count write "
    "wrote written burned sit sat stand stood look step stepped hand handed settle settled eat eaten dig dug drink follow followed "
    "run ran think catch caught hurry speed cover beef back mop soak team tie power "
    "ring rings rang rung ringing dig digs digging pick picks picking scoop snap snaps stump stumps stumped stumping cough coughs coughed chalk "
    "chalks chalked chalking notch notches notched notching clock clocks clocked clocking run runs running tot totted tots pony forks fork "
    "forked cash divvy carve carves carved store stores stored stock stocks stocked hoard save saves saved saving hoover hoovered suck sucks "
    "sucked swallow swallowed mopped lap laps lapped whip whips whipped drum drums drummed scrape scraped throw throws threw thrown throwing "
    "turns turning sums summing backs backed ends ended ending winds wind wound stirs stir kick kicked kicks finishes finished freeing "
    "freshen patch patched patches gather gathered round rounds rounding fills filling uses using eats eating buys buying hand hands handing "
    "cleaned cleaning breaking blowing pulls pull pulled dug water watered send sent sends pass passed passes hold holds holding calls "
    "calling line lines lining wolf wolfed queue queued queues lift lifted light lit follows following wake woke live lives sell sold "
    "split splits shows showing showed comes coming holed box boxed loads load loaded seal sealed fence fenced".split()
)
"""Verbs whose `up` or `down` is no movement of a figure: `make up 40 percent`, `shut down 12 plants`."""
MARGIN = frozenset(
    "beat beats beaten beating win wins won winning lose loses lost losing defeat defeated exceed exceeds exceeded exceeding miss "
    "misses missed missing trail trails trailed trailing lead leads led leading outnumber outnumbered outperform outperformed "
    "outpace outpaced outpacing ahead behind overshoot overshot undershoot undershot wide carried passed approved".split()
)
"""Verbs whose `by` gives a margin, not a movement: `beat estimates by 3 percent`, `won by 40 runs`."""
NORM = frozenset(
    "average averages normal usual mean norm trend forecast forecasts expectations estimates target level levels last previous "
    "year's long-term pre pre-pandemic peak seasonal".split()
)
MOVED = frozenset(
    "go goes went gone going move moves moved moving push pushes pushed pushing drive drives drove driven driving bid edge edges edged edging "
    "tick ticks ticked ticking inch inches inched inching creep creeps crept creeping nudge nudges nudged ratchet ratcheted jack jacked "
    "mark marks marked".split()
)
"""Verbs whose `up` or `down` moves a figure of any kind: `the fare goes up 80 cents`, `pushed up costs by 3 million`."""
WENT_DOWN = frozenset(
    "come comes came coming bring brings brought bringing get gets got scale scales scaled wind".split()
)
"""Verbs of whom only `down` moves a figure: `come down by 200 pounds`."""
GAINED = frozenset(
    "seat subscriber customer user follower viewer reader account position kg g lb [lb_av] [stone_av] point".split()
)
"""What is gained or lost one by one, so that `gained 12` tells a movement: seats, members, body weight."""
TIME_BACK = frozenset("earlier before ago previous last then prior previously year year's years yesterday".split())
AFTER_MORE = frozenset(
    "than in a per on each this last for compared over from and but or , . ; : ) to at since while with as by because when after before "
    "every next by today now again that if during until – — -".split()
)
LEVEL_VERBS = frozenset(
    "is are was were be been being account accounts accounted accounting represent represents represented representing hold holds "
    "held holding own owns owned owning stand stands stood standing total totals totalled totaled totalling amount amounts amounted "
    "amounting reach reaches reached reaching hit hits hitting comprise comprises comprised comprising cover covers covered covering "
    "contribute contributes contributed contributing has have had having make makes made making come comes came coming employ "
    "employs employed employing generate generates generated earn earns earned earning include includes included including "
    "constitute constitutes constituted exceed exceeds exceeded receive receives received said says told sold sell sells remain "
    "remains remained average averages averaged cost costs paid pays pay spent spend record recorded leave leaving left taking "
    "take took give given need needs needed want wants use used uses using".split()
)
COPULA = frozenset(
    "is are was were be been being reach reaches reached reaching hit hits total totalled totaled average averages averaged averaging "
    "came come comes stand stands stood remain remains remained exceed exceeded exceeds of at to from : around forecast expected "
    "projected estimated seen accelerate accelerated accelerating slow slowed slowing quicken quickened ease eased cool cooled "
    "picked dipped pegged put target hitting".split()
)
RELATION = frozenset(
    "in for of with on across among over during within through under against per into onto out behind ahead above below past as".split()
)
FUNCTION = frozenset(
    "in of on at by for from to with as and or but that which who is are was were be has have had will would can could may the its "
    "their his her this these those than while when after before since because into over under per each every between within if said says".split()
)
LOSE_OF = frozenset(
    "lose loses lost losing shed sheds shedding gain gains gained gaining wipe wipes wiped wiping erase erases erased erasing".split()
)
MOVE_UNITS = frozenset("point place percentage_point basis_point notch pip bps bp".split())
STAFF = frozenset("job post position worker employee staff people role redundancy".split())

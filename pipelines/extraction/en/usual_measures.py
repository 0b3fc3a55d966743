"""The usual name of what a figure measures, where its unit alone says too little: height of flames, term of a loan, wheat brought in.

Belongs here: what a bare dimension (`length`, `weight`, `time`, `price per month`) is called of the thing or in the story at hand. Does not
belong here: how a metric is read from its clause (`amounts.py`, `amount_nouns.py`), names of units (`lexicon/dimensions.csv`).
"""

from __future__ import annotations

import re

from pipelines.extraction.en.metric_completion import TRADED_BY_WEIGHT, ArticleWords
from pipelines.extraction.en.phrases import Frame, read_rows, word_set
from pipelines.extraction.en.roles import Role
from pipelines.extraction.model import Mention

_NAMES = {
    (row["measure"], head): row["name"] for row in read_rows("usual_measures.csv") for head in row["heads"].split()
}
_NAMED = frozenset(measure for measure, _ in _NAMES)
_CROPS = word_set("crops")
_GATHERED = re.compile(
    r"(?:(?:was|were|is|are|being|been) )?\b(?:brought in|harvested|reaped|gathered|picked|penciled in|pencilled in|pegged|delivered|expected|forecast)\b"
)
_FLOWS = re.compile(
    r"(?:weight|volume) of ((?:total |annual |daily |weekly |monthly )?(?:exports|imports|shipments|deliveries|loadings|arrivals|stocks|output|production)\b.*)"
)
"""`weight of exports to Norvik` → rice exports to Norvik."""
_SACKS = frozenset(["bag", "sack", "bale", "barrel", "crate", "drum", "60-kg bag", "chest"])
"""What goods are counted in."""
_MANY_SACKS = 1000
"""Fewer bags than that are somebody's luggage."""
_STORES = frozenset(["tank", "tanks", "silo", "silos", "storage tanks", "cargo tanks", "grain silos"])
"""What holds so much: `her tanks hold 900,000 barrels`."""
_STUFF = re.compile(r"(?:weight|volume)\b(?! of)")
_GENERATED = re.compile(
    r"energy (?:generated|produced|used|consumed|supplied|sold|imported|exported|bought|made|drawn)\b"
)
_YIELD = re.compile(
    r"(?:k?t|kg|quintal|bag\w*|bale\w*|hL|L|\[bu_us\]|\[bu_br\]|\[ston_av\]|\[lb_av\])/(?:har|\[acr_us\]|mu|rai|dunam)"
)
"""Units of what a field gives."""
_SMALL = frozenset(["kg", "g", "mg", "[lb_av]", "[oz_av]", "mL", "cL"])
"""Units of single things, not of trade."""
_PUT_OFF = frozenset(["off", "back", "slipped", "delayed", "postponed", "slip", "slips", "deferred"])
_PUSHED = re.compile(r"(?:(?:time|length) of|(?:pushed|put|set) (?:back|off)|delayed|postponed|deferred) (.+)")
_FIRST_PHRASE = re.compile(r" (?:of|in|on|at|to|for|from|that|which|with|between) ")
_OF_LEVELS = frozenset(["m", "cm", "mm", "[ft_i]", "[in_i]"])
"""Units of levels; a lake of many kilometres is long."""
_LONG = frozenset(["long", "length"])
_PER_TIME = re.compile(r"[A-Z]{3}/(h|d|wk|mo|a|hour|day|week|month|year)")
_TIMES = {"h": "hourly", "d": "daily", "wk": "weekly", "mo": "monthly", "a": "annual", "hour": "hourly", "day": "daily",
          "week": "weekly", "month": "monthly", "year": "annual"}  # fmt: skip
_WATERS = frozenset(["reservoir", "reservoirs", "dam", "dams", "lake", "spillway"])
_HOMES = frozenset(
    "flat flats room rooms apartment apartments studio house tenant tenants landlord bedsit rent rents".split()
)
_GETTING = frozenset(["get", "earn", "receive", "make"])
_BILLING = frozenset(["bill", "charge"])
_DEAR_PLAYER = 200_000
"""What a player costs at least, in any currency, for the sum to be a fee and no wage."""
_BARE_SUM = re.compile(r"(?:cost|price|money|price paid|amount of money(?: (?:paid|spent|left)\b.*)?)$")
_HANDED_OVER = re.compile(r"amount of money (?:paid (?:to|for a (?:man|player|boy))|left)\b")
_BREAKING = frozenset(["break", "breaks", "broke"])
_LOST_WORDS = ("price per ", "price by ")
_AVERAGE = re.compile(r"(?i)(?:national )?average\b")


def usual_measure(
    metric: str, frame: Frame, mention: Mention, role: Role, article: ArticleWords, *, of_person: bool
) -> str:
    """`metric` under its usual name; as it is where it has one already. `of_person`: the figure is about a person."""
    kind = mention.kind
    if kind == "money":
        dear = (mention.low or mention.high or 0.0) >= _DEAR_PLAYER
        if dear and (_HANDED_OVER if not of_person else _BARE_SUM).match(metric) and article.of_players():
            return "transfer fee"
        return metric
    if kind == "count":
        return _of_sacks(metric, mention, article) if mention.unit in _SACKS else metric
    if kind in ("quantity", "duration"):
        return _of_thing(metric, frame, mention, role) or _of_stuff(metric, frame, mention, article) or metric
    if kind == "rate":
        return _of_rate(metric, frame, mention, role, article) or metric
    return metric


def _of_thing(metric: str, frame: Frame, mention: Mention, role: Role) -> str:
    """`length of flames` → height of flames; `length of loan` → term of loan; `put off by seven months` → delay."""
    measure, _, rest = metric.partition(" ")
    lower = frame.sentence.lower
    if mention.kind == "duration":
        if lower[role.left - 1] == "by" and not _PUT_OFF.isdisjoint(lower[max(0, role.left - 6) : role.left - 1]):
            late = _PUSHED.match(metric)
            return f"delay of {late[1]}" if late else "delay" if measure in _NAMED and rest in _PUT_OFF | {""} else ""
        if measure == "time" and lower[role.right : role.right + 2] == ["behind", "schedule"]:
            return "delay"
    if measure not in _NAMED:
        return ""
    if not rest or rest == "taken":
        name = _NAMES.get((measure, (mention.entity or "").rpartition(" ")[2].lower()), "").removesuffix(" of {}")
        return "" if "level" in name and not _is_level(mention, lower) else name
    thing = rest[3:] if rest.startswith("of ") else rest[9:] if rest.startswith("taken by ") else ""
    head = _FIRST_PHRASE.split(thing)[0].rsplit(maxsplit=1)[-1:]
    name = _NAMES.get((measure, head[0].lower()), "") if head else ""
    if "level" in name and not _is_level(mention, lower):
        return ""
    return name.format(thing)


def _is_level(mention: Mention, lower: list[str]) -> bool:
    """Tells whether a length of water can be its level: not in kilometres, nor where `long` or `length` is printed."""
    return mention.unit in _OF_LEVELS and _LONG.isdisjoint(lower)


def _of_stuff(metric: str, frame: Frame, mention: Mention, article: ArticleWords) -> str:
    """`weight brought in this season` → wheat harvest: what an article on one commodity weighs without saying its name."""
    if mention.unit.endswith("W.h") and _GENERATED.match(metric):
        return f"electricity{metric[6:]}"
    if mention.kind == "quantity" and metric.lower() in _STORES:
        return "storage capacity"
    flow = _FLOWS.match(metric)
    if flow and mention.kind == "quantity":
        stuff = article.commodity()
        return f"{stuff} {flow[1]}" if stuff and stuff not in metric else ""
    if mention.kind != "quantity" or not _STUFF.match(metric):
        return ""
    _, _, rest = metric.partition(" ")
    if mention.unit in _SMALL:
        return ""
    lower = frame.sentence.lower
    if metric.startswith("volume") and not _WATERS.isdisjoint([*lower, *(mention.entity or "").lower().split()]):
        return f"water {rest}".strip()
    if rest.startswith(("stored", "carried", "held")):
        return "storage capacity" if rest == "stored" else ""
    stuff = _stuff_of(lower, article)
    if not stuff:
        return ""
    if stuff in _CROPS and _GATHERED.match(rest):
        return _gathered(stuff, rest, article)
    return f"{stuff} {rest}" if rest else ""


def _gathered(stuff: str, rest: str, article: ArticleWords) -> str:
    """Crop or harvest, as the article says more often; what is told by `harvested` is a harvest."""
    said = {word: article.lower().count(f"{stuff} {word}") for word in ("crop", "harvest")}
    crop = said["crop"] > said["harvest"] and not rest.startswith("harvested")
    return f"{stuff} crop" if crop else f"{stuff} harvest"


def _of_sacks(metric: str, mention: Mention, article: ArticleWords) -> str:
    """`bags brought in by pickers` → coffee harvest, `bags went abroad` → bags of coffee left the country."""
    stuff = article.commodity()
    printed = mention.unit_text or ""
    few = (mention.low or mention.high or 0.0) < _MANY_SACKS
    if few or not stuff or stuff in metric or not printed or not metric.startswith(printed):
        return metric
    rest = metric[len(printed) :].strip()
    if stuff in _CROPS and (_GATHERED.match(rest) or rest.startswith("this season")):
        return _gathered(stuff, rest, article)
    return f"{printed} of {stuff} {rest}".rstrip()


def _stuff_of(lower: list[str], article: ArticleWords) -> str:
    """The one commodity of a sentence, else that of the article."""
    here = {word for word in lower if word in TRADED_BY_WEIGHT}
    return here.pop() if len(here) == 1 else "" if here else article.commodity()


def _of_rate(metric: str, frame: Frame, mention: Mention, role: Role, article: ArticleWords) -> str:
    """`tonnes per hectare` → yield, `gusts` → wind gusts, `price per hour` of who works → hourly pay."""
    unit = mention.unit
    lower = frame.sentence.lower
    if _YIELD.fullmatch(unit) and "yield" not in metric and "productivity" not in metric:
        stuff = _stuff_of(lower, article)
        front = "average " if _AVERAGE.match(metric) or "average" in lower[max(0, role.left - 4) : role.left] else ""
        if metric.startswith("price of "):
            return f"{front}yield of {metric[9:]}"
        return f"{front}{stuff} yield" if stuff in _CROPS else f"{front}yield"
    if metric.split(maxsplit=1)[:1] in (["gusts"], ["gust"]):
        return f"wind {metric}"
    timed = _PER_TIME.fullmatch(unit)
    if timed and metric.startswith(_LOST_WORDS):
        often = _TIMES[timed[1]]
        verb = frame.mains[role.verb] if role.verb >= 0 and role.follows else None
        named = metric.partition(" for ")[2].split()
        if not _HOMES.isdisjoint(named or lower) and often in ("monthly", "weekly"):
            return f"{often} rent"
        if verb is not None and often == "hourly" and verb.base in _GETTING | {"pay"}:
            return "hourly pay"
        if verb is not None and verb.base in _BILLING:
            return f"{often} fee"
        return metric.replace("price", "amount", 1) if often != "monthly" or role.link != "at" else ""
    if (
        unit[:3].isupper()
        and unit[3:4] == "/"
        and not metric.startswith("break-even ")
        and "even" in lower[: role.left]
    ):
        return "break-even price" if not _BREAKING.isdisjoint(lower[: role.left]) else ""
    return ""

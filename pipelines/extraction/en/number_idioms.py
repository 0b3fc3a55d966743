"""Words next to a number with which it makes an idiom, an adjective or a name: `zero tolerance`, `a two door saloon`, `the 700 MHz band`.

Belongs here: those words. Does not belong here: numbered things (`number_names.py`), or how a sentence is read (`mentions.py`).
"""

from __future__ import annotations

from pipelines.extraction.document import Sentence

ZERO_IDIOMS = frozenset(
    ["carbon", "emission", "emissions", "waste", "net", "sum", "hours", "tolerance", "coupon", "gravity"]
)
_BANDS = frozenset(
    "band bands lot lots block blocks spectrum frequency frequencies range airwaves licence licences license channel channels auction".split()
)
"""What is named by its frequency."""
NAMED_BY = {
    "MHz": _BANDS,
    "GHz": _BANDS,
    "kHz": _BANDS,
    "nm": frozenset("process processes node nodes chip chips technology line lines".split()),
}
"""Units and the things that they name: the number says which one it is."""
MADE_OF = frozenset("scale plan calendar agenda checklist manifesto".split())
"""What a number and a noun with a hyphen describe: `a ten-point plan`."""
_FORECASTERS = frozenset(
    "economist analyst expert forecaster observer trader official minister investor broker pollster".split()
)
_FORETOLD = frozenset(
    "had have expected forecast predicted projected anticipated wanted pencilled say said thought feared reckoned".split()
)
"""Who forecasts, and what they do: no noun that the number in front of it counts, where the number is compared with."""
_COMPARED_WITH = frozenset(
    "than short above below against versus beat beats beating topped missed missing exceeding".split()
)


def is_forecast_of(s: Sentence, first: int, noun: tuple[int, int, str]) -> bool:
    """Tells whether the noun behind the number at token `first` only says who foretold it: `short of the 165,000 economists had forecast`,
    but `300 investors wanted their money back`."""
    low = s.lower
    return (
        noun[2] in _FORECASTERS
        and not _FORETOLD.isdisjoint(low[noun[1] : noun[1] + 1])
        and low[first - 1 : first] == ["the"]
        and not _COMPARED_WITH.isdisjoint(low[max(0, first - 4) : first])
    )


_OWN = frozenset(["my", "your", "his", "her", "our", "their", "its", "has", "have", "had"])
_ANYWHERE: frozenset[str] = frozenset()
IDIOMS: dict[tuple[str, ...], tuple[frozenset[str], frozenset[str]]] = {
    **dict.fromkeys(
        (
            ("forty", "winks"), ("ninety-nine", "times", "out", "of"), ("nine", "times", "out", "of", "ten"), ("99", "times", "out", "of"),
            ("9", "times", "out", "of", "10"), ("seventh", "heaven"), ("two", "left", "feet"), ("five", "o'clock", "shadow"), ("seven", "seas"),
            ("three", "cheers"), ("six", "feet", "under"), ("eleventh", "hour"), ("one", "fell", "swoop"),
        ),
        (_ANYWHERE, _ANYWHERE),
    ),
    **dict.fromkeys(
        (("110", "percent"), ("110", "per", "cent"), ("110", "%")),
        (frozenset(["give", "gives", "gave", "giving"]), frozenset(["behind", "committed", "sure", "certain", "focused", "effort"])),
    ),
    ("nine", "lives"): (_OWN, _ANYWHERE),
    ("two", "cents"): (_OWN, _ANYWHERE),
    ("two", "minds"): (frozenset(["in", "of"]), _ANYWHERE),
    ("three", "strikes"): (_ANYWHERE, frozenset(["law", "laws", "rule", "policy"])),
    ("four", "corners"): (frozenset(["the"]), _ANYWHERE),
}  # fmt: skip
"""Turns of phrase that begin with a number, and words before or behind of which one must stand there, as far as the words alone may count:
`my two cents`, but `a dividend of two cents`; `110 percent behind her`, but `110 percent of capacity`."""
_FIRST_OF_IDIOMS = frozenset(idiom[0] for idiom in IDIOMS)
_WHOLE = ("a", "hundred", "100", "ten", "10")


def idiom_end(s: Sentence, first: int) -> int:
    """One past a turn of phrase that begins with the number at token `first` (`forty winks`, `nine times out of ten`), or 0."""
    low = s.lower
    if low[first] not in _FIRST_OF_IDIOMS and low[first] != "ninety":
        return 0
    start = first
    if low[first : first + 3] == ["ninety", "-", "nine"]:
        start, words = first + 3, ("times", "out", "of")
        if tuple(low[start : start + 3]) == words:
            return _past_whole(low, start + 3)
        return 0
    for idiom, (before, behind) in IDIOMS.items():
        last = first + len(idiom)
        if tuple(low[first:last]) == idiom and (
            not (before or behind)
            or not before.isdisjoint(low[max(0, first - 1) : first])
            or not behind.isdisjoint(low[last : last + 1])
        ):
            return _past_whole(low, last)
    return 0


def _past_whole(low: list[str], at: int) -> int:
    while at < len(low) and low[at] in _WHOLE and low[at - 1] in ("of", "a"):
        at += 1
    return at


COMPOUND_AFTER = frozenset(
    "stage phase dimensional way door star party wheel course ring piece tier pronged fold".split()
)
"""Words behind a number that make it an adjective, hyphen or not: `two door saloon`."""
BUILT = frozenset("layer step ply bit cylinder speed stroke act".split())
"""Nouns that with a hyphen say what a thing is like: `a 12-step course`."""
ONE_NOUNS = frozenset(
    "person people death case fatality victim casualty injury killed dead injured missing man woman child".split()
)
NOT_COUNTED = frozenset(
    "star percent thing way reason question takeaway factor side hand eye occasion direction front cent word fold letter "
    "point-of-view half sort kind dimension angle sense cheer".split()
)
"""Nouns behind a number word that make an idiom or an outline, not a figure."""
HYPHENED = frozenset(
    "person member seat bed bedroom room storey story unit strong bedroomed page party man game point goal ship car truck team nation country "
    "stage home house place".split()
)
"""Nouns that a hyphen joins to a number word and that are counted all the same: `a twelve-bed ward`."""

"""Whether an `m` glued to a number is millions or metres: `7.77m waited`, `1.1m text messages`, `a crater 9m across`.

Belongs here: the words round the number that tell. Does not belong here: other scales (`numerals.py`).
"""

from __future__ import annotations

from pipelines.extraction.document import Sentence
from pipelines.extraction.en.word_tables import read_rows

_MILLIONS_OF = frozenset(
    "people children women men new sq square cubic ha teu sqm bpd boe ton tonne barrel hectare acre".split()
)
"""What a glued `m` counts in millions though it is no plural: `1.2m people`, `3m sq ft`."""
CURRENCY_WORDS = frozenset(row["word"] for row in read_rows("currencies.csv") if row["form"] == "name") - {
    "p",
    "won",
}
"""Names of currencies of one word that make a glued `m` in front of them millions."""
_COUNTED = frozenset(
    "downloads users views viewers sales copies subscribers customers passengers visitors streams votes tickets units vehicles cars households "
    "population jobs followers members readers accounts shipments visits trips journeys listeners tourists arrivals plays installs clicks "
    "audience ridership readership circulation base count numbers".split()
)
"""What is counted in millions, so that a glued `m` behind it is no metre."""
_SERVED = frozenset("serve serves served serving employs insures insured".split())
_PEOPLED = frozenset(
    "city town population country nation province region state island area metropolis conurbation audience".split()
)
_LENGTHS = frozenset(
    "long tall high deep wide depth height length width altitude distance race sprint swim freestyle hurdles metres meters km tunnel road run "
    "away below above sea tower track pool".split()
)


_NOT_PLURALS = frozenset(
    "across towards always perhaps upwards downwards besides afterwards sometimes less plus versus was is as its this does has".split()
)
_BUILT = frozenset(
    "walls fences dams waves snowdrifts cliffs towers poles masts statues boats yachts ships trees snakes sharks whales fences barriers".split()
)
"""Things that are so many metres high or long: `3.5m walls`."""
_PEOPLE_DO = frozenset(
    "tuned watched viewers watch drew listened voted streamed downloaded patients claimants waiting list audience subscribers live lives living pensioners".split()
)
_BEFORE_THINGS = frozenset(
    "text new extra more fewer social council phone electric private public empty first different unique active fake stolen counterfeit illegal dead "
    "young old older younger homeless unemployed jobless foreign british american french german indian chinese school train bus bank credit email ticket "
    "paying registered monthly daily weekly regular full-time part-time permanent international domestic overseas uk us wild farmed affordable".split()
)
"""Words between millions and what is counted that are no measure."""


def is_millions(s: Sentence, at: int) -> bool:
    """Tells whether a glued `m` means millions: an upper-case `M`, or a counted noun behind it; `200m` alone is metres."""
    if s.tokens[at] == "M":
        return True
    if at > 2 and s.lower[at - 2] == "of" and s.lower[at - 3] in _PEOPLED:
        return True  # `a city of 9.6m`
    if not _COUNTED.isdisjoint(s.lower[max(0, at - 7) : at - 1]) and _LENGTHS.isdisjoint(s.lower):
        return True  # `downloads topped 100m`
    if at > 2 and s.lower[at - 2] in _SERVED:
        return True  # `now serves 39.6m`
    if at + 1 >= len(s.lower):
        return False
    following = s.lower[at + 1]
    if following == "won" and s.lower[at + 2 : at + 3] not in (["by"], ["in"], ["against"]):
        return True  # `a bonus of 3.2m won`
    if following in CURRENCY_WORDS or " ".join(s.lower[at + 1 : at + 3]) in CURRENCY_WORDS:
        return True
    if following in _NOT_PLURALS:
        return False
    if following.endswith("s") or following in _MILLIONS_OF:
        return (len(following) > 3 and following not in _BUILT) or following in _MILLIONS_OF
    if _LENGTHS.isdisjoint(s.lower) and not _PEOPLE_DO.isdisjoint(s.lower[max(0, at - 8) : at + 3]):
        return True  # `2.7m tuned in`
    ahead = s.lower[at + 2] if at + 2 < len(s.lower) else ""
    return len(ahead) > 3 and ahead.endswith("s") and following in _BEFORE_THINGS  # `1.1m text messages`

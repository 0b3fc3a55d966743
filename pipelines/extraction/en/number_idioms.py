"""Words next to a number with which it makes an idiom, an adjective or a name: `zero tolerance`, `a two door saloon`, `the 700 MHz band`.

Belongs here: those words. Does not belong here: numbered things (`number_names.py`), or how a sentence is read (`mentions.py`).
"""

from __future__ import annotations

ZERO_IDIOMS = frozenset(
    ["carbon", "emission", "emissions", "waste", "net", "sum", "hours", "tolerance", "coupon", "gravity"]
)
BANDS = frozenset(
    "band bands lot lots block blocks spectrum frequency frequencies range airwaves licence licences license channel channels auction".split()
)
"""What is named by its frequency."""
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

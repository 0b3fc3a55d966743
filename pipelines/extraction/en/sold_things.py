"""What `deliveries`, `sales` and `registrations` of an article count: the things that it says are sold.

Belongs here: nouns of selling and the things they stand for. Does not belong here: sums of money that sales bring (`bare_sums.py`).
"""

from __future__ import annotations

from collections import Counter

from pipelines.extraction.model import Mention

SELLING = frozenset("delivery sale registration shipment".split())
"""Nouns that say what became of the things, not which they are."""
SOLD = frozenset(
    "vehicle car truck lorry van bus motorcycle motorbike scooter tractor aircraft plane jet airliner helicopter phone smartphone handset tablet laptop "
    "computer console bicycle bike home house flat turbine locomotive ship vessel".split()
)
"""Things that news counts by their deliveries."""


def name_sold(mentions: list[Mention]) -> None:
    """Gives counts of deliveries or sales the thing that the article says is sold; the one that it counts most often."""
    selling = [mention for mention in mentions if mention.kind == "count" and mention.unit in SELLING]
    if not selling:
        return
    things = Counter(mention.unit for mention in mentions if mention.kind == "count" and mention.unit in SOLD)
    if not things:
        return
    thing = min(things, key=lambda unit: (unit != "vehicle", -things[unit], unit))
    for mention in selling:
        mention.unit = thing


def vehicle_of(group: str, found: list[Mention]) -> str | None:
    """What a fleet is made of where the sentence has counted such things: `turned two lorries into a fleet of 1,700`."""
    if group != "fleet":
        return None
    return next((other.unit for other in reversed(found) if other.unit in SOLD), None)

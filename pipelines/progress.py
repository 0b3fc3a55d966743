"""How far a run has come, told to whoever listens in the same process.

Belongs here: the one listener and the calls to it. Does not belong here: how progress is shown (see `run.py`).
"""

from __future__ import annotations

from typing import Protocol

STAGES = {
    "read": "Reading",
    "extract": "Extracting",
    "normalise": "Normalising",
    "reconcile": "Reconciling",
    "publish": "Publishing",
}
"""Stations in their order, in the words a person reads."""


class Listener(Protocol):
    """Someone who shows progress."""

    def __call__(self, stage: str, done: int, total: int, note: str) -> None:
        """`done` of `total` units of a stage; total 0 while unknown; `note` says what came out once it is over."""


_listener: Listener | None = None


def listen(listener: Listener | None) -> None:
    """Have `listener` told of all progress in this process from now on; None for nobody."""
    global _listener  # noqa: PLW0603 - one process runs one refresh; Dagster offers no channel for this
    _listener = listener


def tell(stage: str, done: int = 0, total: int = 0, note: str = "") -> None:
    """Say how far `stage` has come."""
    if _listener is not None:
        _listener(stage, done, total, note)


def counted(number: int, noun: str) -> str:
    """`1 article`, `2,000 articles`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

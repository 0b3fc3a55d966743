"""What `21 times` counts: the noun of what was done so often.

Belongs here: verbs and the nouns of what they do. Does not belong here: factors (`ranks.py`).
"""

from __future__ import annotations

from pathlib import Path

from pipelines.extraction.document import Sentence
from pipelines.extraction.lexicon import read_table

LEXICON = Path(__file__).parent / "lexicon"

TIMES_VERBS: dict[str, str] = {row["verb"]: row["noun"] for row in read_table(LEXICON / "times_verbs.csv")}


def done_times(s: Sentence, first: int) -> str:
    """What `21 times` in front of token `first` counts: the noun of the verb before it (`flown` → flight), else `time`."""
    for word in reversed(s.lower[max(0, first - 5) : first]):
        if word in TIMES_VERBS:
            return TIMES_VERBS[word]
    return "time"

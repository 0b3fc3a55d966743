"""Digits that stand next to another token without a space and name something: `A320`, `Ward 7B`, `4-LN-017`, `T-604/18`, `1990s`.

Belongs here: how such digits are told from a number with its unit. Does not belong here: codes that stand apart (`traps.py`).
"""

from __future__ import annotations

from pathlib import Path

from pipelines.extraction.document import NUMBER_KIND, WORD_KIND, Sentence
from pipelines.extraction.en.numerals import HYPHENS
from pipelines.extraction.lexicon import read_table

LEXICON = Path(__file__).parent / "lexicon"

NAME_WORDS = frozenset(row["word"] for row in read_table(LEXICON / "name_words.csv"))
_PLACES_TO_SIT = frozenset(
    "seat seats row gate flat apartment room ward bus unit class form runway berth pitch".split()
)
_HOUSES = frozenset("street road avenue lane drive terrace crescent court gardens".split())


def glued_trap(s: Sentence, at: int, before: str, following: str, *, glued_before: bool, glued_after: bool) -> int:
    """As `trap_at`, for digits that stand next to another token without a space."""
    tokens, low, kinds, n = s.tokens, s.lower, s.kinds, len(s.lower)
    token = tokens[at]
    # 4-LN-017
    if (
        glued_after
        and following in HYPHENS
        and at + 2 < n
        and kinds[at + 2] == WORD_KIND
        and tokens[at + 2].isupper()
        and s.starts[at + 2] == s.ends[at + 1]
    ):
        if at + 3 < n and low[at + 3] in HYPHENS and s.starts[at + 3] == s.ends[at + 2]:
            return at + 3
    # 128G, 14A, 03B, 1990s, 747s; scales, units, ordinals are read before this is asked for a glued word.
    if (
        glued_after
        and kinds[at + 1] == WORD_KIND
        and following == "s"
        and token.isdigit()
        and (
            len(token) == 4
            or token in ("20", "30", "40", "50", "60", "70", "80", "90")
            or (
                len(token) == 2
                and (before in HYPHENS or low[at + 2 : at + 4] in (["and", "over"], ["and", "under"], ["or", "over"]))
            )
        )
    ):
        return at + 2
    if (
        glued_before
        and before == "."
        and at >= 2
        and tokens[at - 2][-1].isdigit()
        and s.starts[at - 1] == s.ends[at - 2]
    ):
        return at + 1  # v1.2
    if (
        (
            glued_after
            and kinds[at + 1] == WORD_KIND
            and len(following) == 1
            and tokens[at + 1].isupper()
            and (
                tokens[at + 1] not in "MKBCFWLV"
                or (tokens[at + 1] == "K" and token in ("2", "4", "5", "8"))  # the sharpness of a screen
                or (token.isdigit() and any(word in _HOUSES for word in low[at + 2 : at + 5]))  # `221B Baker Street`
            )
        )
        or (
            glued_after
            and kinds[at + 1] == WORD_KIND
            and len(following) == 1
            and at
            and before in NAME_WORDS
            and (tokens[at - 1][0].isupper() or before in _PLACES_TO_SIT)
        )
    ):
        return at + 2  # Ward 7B, seat 14A
    # A320, V240; Kite-4, NH-766
    if glued_before and kinds[at - 1] == WORD_KIND and before not in ("rs", "rm", "rp", "tk", "us", "x"):
        if len(tokens[at - 1]) <= 1 or not tokens[at - 1].isupper() or len(tokens[at - 1]) > 4:
            return code_on(s, at + 1)
    if (
        glued_before
        and before in HYPHENS
        and at >= 2
        and s.starts[at - 1] == s.ends[at - 2]
        and kinds[at - 2] == WORD_KIND
    ):
        if (
            low[at - 2] not in ("pre", "post", "mid", "non", "sub", "all", "a", "rs", "us", "magnitude")
            or tokens[at - 2] == "A"
        ):
            return code_on(s, at + 1)
    return 0


def code_on(s: Sentence, stop: int) -> int:
    """One past the numbers that a code goes on with behind a stroke or hyphen, without a space: `T-604/18`, `No. 24-1187`."""
    while (
        stop + 1 < len(s.lower)
        and s.tokens[stop] in "/-"
        and s.kinds[stop + 1] == NUMBER_KIND
        and s.starts[stop] == s.ends[stop - 1]
        and s.starts[stop + 1] == s.ends[stop]
    ):
        stop += 2
    return stop

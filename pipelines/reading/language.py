"""The language of an article, as a BCP 47 primary tag. Belongs here: scripts and common words. Does not belong here: declared fields."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

LEXICON = Path(__file__).parent / "lexicon"
SAMPLE = 6000
"""Characters looked at."""

SCRIPTS = [
    ("kana", re.compile(r"[\u3040-\u30ff]"), "ja"),
    ("hangul", re.compile(r"[\uac00-\ud7af]"), "ko"),
    ("han", re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]"), "zh"),
    ("arabic", re.compile(r"[\u0600-\u06ff]"), "ar"),
    ("hebrew", re.compile(r"[\u0590-\u05ff]"), "he"),
    ("devanagari", re.compile(r"[\u0900-\u097f]"), "hi"),
    ("thai", re.compile(r"[\u0e00-\u0e7f]"), "th"),
    ("greek", re.compile(r"[\u0370-\u03ff]"), "el"),
    ("cyrillic", re.compile(r"[\u0400-\u04ff]"), "ru"),
]
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
TAG = re.compile(r"([a-z]{2,3})(?:[-_][A-Za-z0-9]{2,8})*")


@cache
def _common_words() -> dict[str, str]:
    with (LEXICON / "common_words.csv").open(encoding="utf-8", newline="") as rows:
        return {row["word"]: row["language"] for row in csv.DictReader(rows)}


def language_of(text: str, declared: str | None = None) -> str | None:
    """The language of `text`: what its script and common words say; `declared` (a tag, `en-GB`) where they say nothing."""
    sample = text[:SAMPLE]
    letters = len(LATIN.findall(sample))
    counts = {name: len(pattern.findall(sample)) for name, pattern, _ in SCRIPTS}
    total = letters + sum(counts.values())
    tag = TAG.fullmatch(declared.strip().lower()) if declared else None
    primary = tag[1] if tag else None
    if total == 0:
        return primary
    if counts["kana"] > 0.1 * total:
        return "ja"
    for name, _, language in SCRIPTS:
        # A CJK character is a word's worth of letters, so a third of the characters is the larger part of the text.
        if counts[name] > (0.3 if name in ("han", "hangul") else 0.5) * total:
            same_script = {
                "ru": ("uk", "bg", "sr", "be", "mk"),
                "ar": ("fa", "ur"),
                "hi": ("mr", "ne"),
                "zh": ("yue",),
            }.get(language, ())
            return primary if primary in same_script else language
    common = _common_words()
    words = Counter(common[word] for word in re.findall(r"[^\W\d_]+", sample.lower()) if word in common)
    best = words.most_common(2)
    enough = best and best[0][1] >= 2 and (len(best) == 1 or best[0][1] >= 1.5 * best[1][1])
    return best[0][0] if enough else primary

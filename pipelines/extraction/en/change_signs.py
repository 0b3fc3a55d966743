"""Change told by a sign or by the heading of a table.

Belongs here: `+4.1%`, a column `Change (%)`. Does not belong here: words of a sentence (`changes.py`).
"""

from __future__ import annotations

from pipelines.extraction.en.change_words import COLUMN_WORDS, DECREASE, INCREASE, LEVEL
from pipelines.extraction.model import Mention


def column_change(mention: Mention, text: str) -> str | None:
    """Change of a table figure by the heading of its column or row; the sign decides the direction."""
    cell = mention.cell
    if cell is None:
        return None
    heading = cell.column_header.lower()
    words = heading.replace("(", " ").replace(")", " ").replace(",", " ").replace("/", " ").replace(".", " ").split()
    label = cell.row_label.lower().split()
    hit = next((word for word in words if word in COLUMN_WORDS), None)
    if hit is None and not (label and label[0] in COLUMN_WORDS) and heading.strip() not in {"+/-", "±", "+/−", "%±"}:
        return LEVEL
    if hit in {"gain", "loss"} and mention.kind not in {"percent", "multiple"}:
        return LEVEL
    negative = (
        (mention.low or 0) < 0
        or (mention.high or 0) < 0
        or text[mention.start : mention.start + 1] in {"-", "−", "–"}
        or text[max(0, mention.start - 1) : mention.start] in {"-", "−", "–"}
    )
    if hit in {"decrease", "fall", "decline", "drop", "loss"} and not ((mention.low or 0) < 0):
        return DECREASE
    return DECREASE if negative else INCREASE


def signed_change(text: str, mention: Mention) -> str | None:
    """Change by a printed sign (`revenue 6.8 billion (+11.6%)`, `like-for-likes: +4.1%`)."""
    if mention.kind != "percent":
        return None
    sign = text[mention.start] if text[mention.start] in "+−" else text[mention.start - 1 : mention.start]
    if sign == "+":
        return INCREASE
    # A minus counts only where nothing else can be meant: behind a bracket or a space.
    if sign == "−" and text[mention.start - 2 : mention.start - 1] in {"(", " ", ""}:
        return DECREASE
    return None

"""Plain text as it was saved from a page or a wire → title, publisher, date, body.

Belongs here: where in a text the headline stands, what stands round it, what it says of outlet and date. Does not belong here: which
single lines are furniture (furniture.py), how a date is printed (dates.py).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from pipelines.reading.dates import date_in_year, find_dates
from pipelines.reading.furniture import (
    CJK,
    LIST_MARK,
    SENTENCE_END,
    body_lines,
    furniture_rule,
    is_date_line,
    is_navigation,
    is_prose,
    is_sentence,
    is_table_row,
    word_count,
)
from pipelines.reading.publishers import masthead_name, publisher_of, split_site_suffix

LONGEST_HEAD = 40
"""Lines before the first paragraph that can belong to the head; a text without paragraphs has no longer one."""


TITLE_LABEL = re.compile(r"^(?:title|headline|subject|标题)\s?[:：]\s*", re.IGNORECASE)
ADDRESS = re.compile(r"^(?:(?:url|link|source|address|网址)\s?[:：]\s*)?(https?://\S+)$", re.IGNORECASE)
CREDIT = re.compile(
    r"\b(?:photo|photograph|image|picture|graphic|illustration|credit)s?\b|[\[(][^\])]*/[^\])]*[\])]\s*$", re.IGNORECASE
)


LONGEST_WRAPPED = 120
"""Characters of the longest line in a text that was broken at a fixed width."""
LONGEST_WEEKDAY = 12
"""Characters that may stand beside the date in a dateline (`Wednesday, 12 Feb 2025`)."""


@dataclass(slots=True)
class TextParts:
    """What a plain text says of itself. `lines` are title and body as they go into `articles.text`."""

    title: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    published_source: str | None = None
    url: str | None = None
    lines: list[str] = field(default_factory=list)


def text_lines(text: str) -> list[str]:
    """The lines of `text` without white space at their ends, empty ones kept, hard-wrapped paragraphs joined."""
    lines = [line.strip() for line in re.split(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text)]
    return _unwrapped(lines)


def _unwrapped(lines: list[str]) -> list[str]:
    """Joins paragraphs that were broken at a fixed width; only where the whole text looks like that."""
    blocks = _blocks(lines)
    long_blocks = [block for block in blocks if len(block) >= 3]
    inner = [line for block in long_blocks for line in block[:-1]]
    if len(inner) < 4:
        return lines
    widest = max(map(len, inner))
    broken = sum(1 for line in inner if 0.6 * widest <= len(line) <= LONGEST_WRAPPED and not SENTENCE_END.search(line))
    if widest > LONGEST_WRAPPED or broken < 0.6 * len(inner):
        return lines
    joined: list[str] = []
    for block in blocks:
        part: list[str] = []
        for line in block:
            if part and (
                len(part[-1].rsplit("\n", 1)[-1]) < 0.5 * widest
                or LIST_MARK.match(line)
                or is_table_row(line)
                or (part[-1].isupper() and not line.isupper())  # a masthead in capitals is no part of a paragraph
            ):
                joined.append(" ".join(part))
                part = []
            part.append(line)
        joined.extend([" ".join(part), ""])
    return joined


def _blocks(lines: list[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def read_text(text: str) -> TextParts:
    """Title, publisher, date and lines of a plain text; every part that the text does not say is None."""
    lines = text_lines(text)
    blocks = _blocks(lines)
    flat = [line for block in blocks for line in block]
    block_of = [index for index, block in enumerate(blocks) for _ in block]
    if not flat:
        return TextParts()
    start = _first_prose(flat)
    head = list(range(start))
    title_index = _title(flat, head, block_of, start)
    title, suffix = (None, None)
    if title_index is not None:
        title, suffix = split_site_suffix(TITLE_LABEL.sub("", flat[title_index]))
    kept_head = _deck(flat, head, title_index)
    below = [
        line
        for index in range(start, len(flat))
        for line in ([""] if index and block_of[index] != block_of[index - 1] else []) + [flat[index]]
    ]
    body = body_lines([*kept_head, *below])
    if title:
        repeated = {title, flat[title_index] if title_index is not None else title}
        body = [line for index, line in enumerate(body) if index > 3 or line not in repeated]
    published, source = _date_of(flat, start, title_index)
    publisher = suffix or publisher_of([flat[i] for i in head if i != title_index], flat[start:], title)
    addresses = [match[1] for index in head if (match := ADDRESS.match(flat[index]))]
    url = addresses[0] if addresses else None
    return TextParts(title, publisher, published, source, url, ([title] if title else []) + body)


def _first_prose(lines: list[str]) -> int:
    for index, line in enumerate(lines[:LONGEST_HEAD]):
        if is_prose(line) and furniture_rule(line, "head") is None and not _is_long_headline(lines, index):
            return index
    return min(len(lines), LONGEST_HEAD) if len(lines) <= 2 else _first_after_title(lines)


def _is_long_headline(lines: list[str], index: int) -> bool:
    """Whether the line at `index` is a headline that only looks like a paragraph (`Who pays? The town, says its mayor`)."""
    line = lines[index]
    if word_count(line) > 20 or (SENTENCE_END.search(line) and not line.rstrip().endswith(("?", "!"))):
        return False
    following = [later for later in lines[index + 1 : index + 3] if later]
    if any(
        is_date_line(later) or furniture_rule(later, "head") in ("byline", "share", "date_line") for later in following
    ):
        return True
    # With no headline so far, a short line that asks or exclaims in its middle and has no full stop is one.
    above = any(furniture_rule(earlier, "head") is None and not is_date_line(earlier) for earlier in lines[:index])
    return (
        not above
        and bool(following)
        and is_prose(following[0])
        and not CREDIT.search(line)
        and not re.search(r"[a-z0-9]\.\s", line)
    )


def _first_after_title(lines: list[str]) -> int:
    """Where the body starts in a text without a paragraph: after the first line that is no furniture."""
    for index, line in enumerate(lines[:LONGEST_HEAD]):
        if furniture_rule(line, "head") is None and not is_date_line(line):
            return index + 1
    return 0


def _is_meta(line: str) -> bool:
    rule = furniture_rule(line, "head")
    return is_date_line(line) or rule in ("byline", "share", "date_line", "reading_time")


def _title(lines: list[str], head: list[int], block_of: list[int], start: int) -> int | None:
    """Index of the headline among the lines before the first paragraph, or None."""
    candidates = [
        index
        for index in head
        if furniture_rule(lines[index], "head") is None
        and not is_date_line(lines[index])
        and not re.fullmatch(r"(?:https?://)?[\w.-]+\.[a-z]{2,}(?:/\S*)?", lines[index])
        and not ADDRESS.match(lines[index])
        and not LIST_MARK.match(lines[index])
        and any(character.isalpha() for character in lines[index])
        and len(lines[index]) <= 300
    ]
    if not candidates:
        return None
    bare = {index: split_site_suffix(lines[index])[0].casefold() for index in candidates}
    repeated = [
        index
        for index in candidates
        if word_count(lines[index]) >= 3
        and any(bare.get(later) == bare[index] for later in range(index + 1, index + 5))
    ]
    if repeated:  # as the page's title and again as its headline
        return repeated[0]
    labelled = [index for index in candidates if TITLE_LABEL.match(lines[index])]
    if labelled:
        return labelled[0]
    mastheads = {index for index in candidates if _in_masthead(lines, index, candidates, block_of)}
    real = [index for index in candidates if index not in mastheads] or candidates
    full = [index for index in real if word_count(lines[index]) >= 4]
    if full:
        return full[0]
    before_meta = [index for index in real if any(_is_meta(line) for line in lines[index + 1 : index + 3])]
    if before_meta:
        return before_meta[-1]
    # A short line right above the text is a headline only where nothing but furniture stands round it.
    return real[-1] if word_count(lines[real[-1]]) >= 2 or len(real) == 1 else real[0]


def _in_masthead(lines: list[str], index: int, candidates: list[int], block_of: list[int]) -> bool:
    """Whether the line is an outlet's name or stands in its block at the very top, with other candidates below."""
    below = [other for other in candidates if other > index]
    first = min(other for other in candidates if block_of[other] == block_of[index])
    if not below or block_of[index] > block_of[candidates[0]] + 1:
        return False
    if not any(block_of[other] > block_of[index] for other in below):
        # All in one block: only a name in capitals above a line in small letters stands apart from it.
        capitals = lines[index].upper() == lines[index] and any(
            word_count(lines[o]) >= 4 and not lines[o].isupper() for o in below
        )
        return index == candidates[0] and masthead_name(lines[index], strict=not capitals) is not None
    return masthead_name(lines[first], strict=first == index and index != candidates[0]) is not None


def _deck(lines: list[str], head: list[int], title_index: int | None) -> list[str]:
    """Lines round the headline that the article says: a standfirst, a caption, a crosshead below it, a long line above it."""
    if title_index is None:
        return []
    title = split_site_suffix(lines[title_index])[0].casefold()
    deck: list[str] = []
    for index in head:
        line = lines[index]
        if index == title_index or furniture_rule(line, "head") is not None or is_date_line(line):
            continue
        if split_site_suffix(line)[0].casefold() == title or masthead_name(line) or is_navigation(line):
            continue
        if index < title_index:
            if word_count(line) >= 8:
                deck.append(line)
            continue
        meta_follows = any(_is_meta(later) for later in lines[index + 1 : index + 3])
        heads_figures = deck and index + 1 < len(lines) and re.search(r"\d", lines[index + 1]) is not None
        least = 4 if meta_follows else 1 if heads_figures else 2
        if is_table_row(line) or LIST_MARK.match(line) or word_count(line) >= least:
            deck.append(line)
    return deck


DATELINE = re.compile(
    r"^(?P<place>[^\W\d_][\w.'’ ,/-]{1,60}?)\s*[,(（]\s*(?P<date>[^()（）—–:]{6,40}?)\s*(?:\((?P<agency>[^)]{2,40})\)\s*)?[)）]?\s*(?:[-–—]{1,2}|:|：)\s"
)
COPYRIGHT_YEAR = re.compile(r"((?<=©)\s?20\d\d|20\d\d(?=\s?©))")
"""The year beside the copyright sign, which a dateline of a wire leaves out."""
PUBLISHED_LABEL = re.compile(
    r"\b(?:published|posted|released?|first published|issued|release date|date|发布)\b|发布", re.IGNORECASE
)
UPDATED_LABEL = re.compile(r"\b(?:updated|modified|revised)\b|更新", re.IGNORECASE)


def _date_of(lines: list[str], start: int, title_index: int | None) -> tuple[dt.date | None, str | None]:
    """The publication date and where it stood: `text` (a date line) or `dateline`."""
    later = range(max(start, len(lines) - 8), len(lines))
    spots = [(index, 0) for index in range(start) if index != title_index] + [(index, 2) for index in later]
    ranked: list[tuple[int, int, dt.date]] = []
    for index, place in spots:
        line = lines[index]
        if not is_date_line(line) or is_sentence(line, 6):
            continue
        if place == 2 and not (PUBLISHED_LABEL.search(line) or UPDATED_LABEL.search(line)):
            continue
        for found in find_dates(line):
            label = line[max(0, found.start - 40) : found.start]
            updated = UPDATED_LABEL.search(label) is not None and PUBLISHED_LABEL.search(label) is None
            ranked.append((place + updated, index, found.date))
    if ranked:
        return min(ranked)[2], "text"
    for line in lines[start : start + 4]:
        if match := DATELINE.match(line):
            printed = match["date"].strip()
            dates = find_dates(printed)
            if dates and len(printed) - (dates[0].end - dates[0].start) <= LONGEST_WEEKDAY:
                return dates[0].date, "dateline"
            years = {match[1] for line in [*lines[:start], *lines[-4:]] for match in COPYRIGHT_YEAR.finditer(line)}
            if not dates and len(years) == 1 and (date := date_in_year(printed, int(years.pop().strip(" ©")))):
                return date, "dateline"
    return None, None


def record_body(text: str, title: str | None) -> list[str]:
    """Title and body of a record whose fields are known: the lines of `text` without furniture, the title once on top."""
    lines = text_lines(text)
    while lines and (not lines[0] or (title and lines[0].casefold() == title.casefold())):
        lines = lines[1:]
    body = body_lines(lines, whole_end=True)
    return ([title] if title else []) + body


def has_letters(lines: list[str]) -> bool:
    """Whether there is anything to read in `lines`."""
    return any(character.isalpha() or CJK.match(character) for line in lines for character in line)

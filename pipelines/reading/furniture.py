"""Lines that belong to the page, not to the article: navigation, share counts, copyright, bylines, adverts.

Belongs here: telling such a line from prose, by the patterns of `lexicon/furniture_lines.csv`. Does not belong here: where in a
file the article starts (text.py, html.py).

A pattern is matched from the start of the line. Zones of a pattern: `head` lines stand before the first paragraph, `tail` lines after the last one or in the last third, `any`
everywhere; a `section` line at the end opens a section of links, which goes as a whole.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from pipelines.reading.dates import find_dates

LEXICON = Path(__file__).parent / "lexicon"
LONGEST_FURNITURE = 320
"""Characters; a longer line is a paragraph, whatever words stand in it, unless it starts with a copyright sign."""

CJK = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]")
SENTENCE_END = re.compile(r"[.!?…。！？](?:[\"'”’)\]」』）]|\s)*$")
INNER_SENTENCE_END = re.compile(r"[a-z0-9)\]”\"’][.!?]\s+[|\[(]?\s?[A-Z\"“(\[]|[。！？]")
LIST_MARK = re.compile(r"^(?:[-•*▪◦‣·–]|\d{1,2}[.)])\s+")
INITIALS_END = re.compile(r"\b(?:[A-Z]\.){2,}$")
"""A headline may end in initials (`… exports to U.S.`) and is no sentence for that."""


@cache
def _patterns(zone: str) -> list[tuple[str, re.Pattern[str]]]:
    with (LEXICON / "furniture_lines.csv").open(encoding="utf-8", newline="") as rows:
        return [
            (row["rule"], re.compile(row["pattern"], re.IGNORECASE))
            for row in csv.DictReader(rows)
            if row["zone"] == zone
        ]


@cache
def _any_of(zone: str) -> re.Pattern[str]:
    """All patterns of `zone` in one: most lines are prose, and one match tells so faster than fifty."""
    return re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in _patterns(zone)), re.IGNORECASE)


def _matched_rule(line: str, zone: str) -> str | None:
    if not _any_of(zone).match(line):
        return None
    return next((rule for rule, pattern in _patterns(zone) if pattern.match(line)), None)


def word_count(line: str) -> int:
    """Words of `line`; two CJK characters count as one word."""
    cjk = len(CJK.findall(line))
    rest = CJK.sub(" ", line) if cjk else line
    return cjk // 2 + sum(1 for word in rest.split() if any(character.isalnum() for character in word))


def is_sentence(line: str, least: int = 4) -> bool:
    """Whether `line` ends like a sentence and has `least` words."""
    return bool(SENTENCE_END.search(line)) and word_count(line) >= least


def is_prose(line: str) -> bool:
    """Whether `line` is a paragraph of an article by its look: enough words, and a sentence that ends in or at the end of it."""
    words = word_count(line)
    if words < 8:
        return False
    if words >= 40:
        return True
    if words < 14 and INITIALS_END.search(line) and (line.upper() == line or not INNER_SENTENCE_END.search(line)):
        return False
    return bool(
        SENTENCE_END.search(line) or INNER_SENTENCE_END.search(line) or (words >= 14 and line.rstrip()[-1:] in ":;])")
    )


def is_table_row(line: str) -> bool:
    """Whether `line` is a row of cells between pipes."""
    return line.startswith("|") and line.endswith("|") and line.count("|") >= 3


@cache
def section_words() -> frozenset[str]:
    """Names of sections and other words of a page's navigation, in lower case."""
    with (LEXICON / "section_words.csv").open(encoding="utf-8", newline="") as rows:
        return frozenset(row["word"] for row in csv.DictReader(rows))


def is_navigation(line: str) -> bool:
    """Whether `line` is a row of links or a breadcrumb: section names, or short items between separators or wide gaps."""
    words = re.findall(r"[^\W\d_][\w’'-]*", line)
    if len(words) >= 3 and len(line) < 200 and all(word.lower() in section_words() for word in words):
        return True
    if is_table_row(line) or len(line) > LONGEST_FURNITURE:
        return False
    if (
        re.search(r"\S\s*(?:>|»|▸|›|→)\s*\S", line)
        and not SENTENCE_END.search(line)
        and re.match(r"^[\w&'’(). -]{1,40}\s*(?:>|»|▸|›|→)", line)
    ):
        return True
    for separator in (r"\s[|·•∙▪]\s", r"\s{3,}", r"\t+", r"\s[-–/]\s"):
        items = [item for item in re.split(separator, line.strip(" |·•")) if item.strip()]
        most_words = 5 if separator == r"\s{3,}" else 4
        least_items = 4 if separator == r"\s[-–/]\s" else 3
        wordy = sum(1 for item in items if not any(character.isdigit() for character in item))
        if (
            len(items) >= least_items
            and 2 * wordy > (0 if "|" in separator else len(items))
            and all(word_count(item) <= most_words or ("(" in item and word_count(item) <= 7) for item in items)
        ):
            return True
    return False


AGO = re.compile(
    r"^\W*(?:last )?(?:updated|published|posted|modified)\b.{0,20}\b(?:an?|\d+) (?:min(?:ute)?s?|hours?|hrs?|days?) ago\W*$",
    re.I,
)
DATE_LABEL = re.compile(
    r"\W*(?:(?:first |last )?(?:published|updated|modified|posted|released?|revised|created|issued|filed)|(?:release |pub ?)?date|time"
    r"|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)(?!\w)|\W*(?:更新|发布|时间|日期|来源)",
    re.IGNORECASE,
)
DATE_COMPANY = re.compile(
    r"(?:\b(?:(?:first |last )?(?:published|updated|modified|posted|released?|revised|created|issued|filed|date|time|release date|pub ?date)"
    r"|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
    r"|(?:an?|\d+) (?:min(?:ute)?s?|hours?|hrs?|days?) ago|[ap]\.?m\.?|[A-Z]{2,4}T|GMT|UTC|IST|hrs|at|on|page \d+|\d{1,2}[ -]min(?:ute)?s?(?: read)?|print|share|comments?)(?!\w)"
    r"|T\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z\b)?|\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?|[+-]\d{1,4}\b|\b\d+\b|(?:更新|发布)(?:时间|日期)?|时间|日期|来源)",
    re.IGNORECASE,
)


def is_date_line(line: str) -> bool:
    """Whether `line` tells when the article was printed: a full date with a label, a time, a byline or an outlet, but no sentence."""
    if len(line) > 160:
        return False
    if AGO.match(line):
        return True
    dates = find_dates(line)
    if not dates or re.search(r"©|copyright", line, re.IGNORECASE):
        return False
    if line.isupper() and re.search(r"\d:\d\d", line) and word_count(line) <= 8:
        return True  # the stamp of a wire message
    before, after = line[: dates[0].start], line[dates[-1].end :]
    company = word_count(DATE_COMPANY.sub(" ", before)) + word_count(DATE_COMPANY.sub(" ", after))
    if company == 0:
        return True
    marked = bool(
        re.search(r"(?i)[|•·]|\s{2,}|\s[-–—]\s*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s*)?$|[:：]\s*$", before)
        or re.match(r"\W*(?:by|via)\b|\s*[|•·–—(-]|\s{2,}", after, re.IGNORECASE)
        or re.match(r"[\s,]*(?:at )?\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?(?: [A-Z]{2,5})?\s*[|•·–—(]", after)
        or re.match(r"\W*(?:by|from|source)\b", before, re.IGNORECASE)
        or DATE_LABEL.match(before)
        or re.match(r"\W*(?:\d{1,2}:\d\d(?::\d\d)?)?\W*(?:来源|作者|记者|编辑|source\b)", after, re.IGNORECASE)
        or re.search(r",\s*(?:\d{1,2}:\d\d.*)?$", before)
    )
    return marked and company <= 8 and not is_sentence(line, 6)


def furniture_rule(line: str, zone: str) -> str | None:
    """The rule by which `line` is page furniture in `zone` (`head`, `body`, `tail`), or None for what the article says."""
    stripped = line.strip()
    if not stripped:
        return "empty"
    if len(stripped) > LONGEST_FURNITURE:
        return "copyright" if re.match(r"(?:©|copyright\b)", stripped, re.IGNORECASE) else None
    if is_table_row(stripped):
        return None
    if rule := _matched_rule(stripped, "any"):
        return rule
    if zone in ("head", "tail"):
        if rule := _matched_rule(stripped, zone):
            return rule
        if is_date_line(stripped):
            return "date_line"
        if is_navigation(stripped):
            return "navigation"
    return None


def opens_link_section(line: str) -> bool:
    """Whether `line` is the heading of a section of links, such as `More funding news`."""
    stripped = line.strip()
    return len(stripped) <= 60 and any(pattern.match(stripped) for _, pattern in _patterns("section"))


def body_lines(lines: list[str], *, whole_end: bool = False) -> list[str]:
    """The lines of a body without the furniture in and below it; `lines` start at the first paragraph, blank ones part blocks.

    A line that a pattern calls furniture goes wherever it stands. After the last sentence, what shares a block with furniture goes
    too, and so do short lines without a figure; a heading of links takes what follows it along. With `whole_end`, for a body whose
    end is known, only furniture by its own words goes.
    """
    texts = [line for line in lines if line.strip()]
    if not texts:
        return []
    blocks = _block_numbers(lines)
    last_third = max(len(texts) * 2 // 3, len(texts) - 12)
    furniture = [
        furniture_rule(line, "tail" if index >= last_third else "body") is not None for index, line in enumerate(texts)
    ]
    cut = _footer_start(texts, furniture)
    sentences = [
        index
        for index in range(cut)
        if not furniture[index] and (is_sentence(texts[index], 3) or word_count(texts[index]) >= 25)
    ]
    end = sentences[-1] + 1 if sentences and not whole_end else cut
    footer_blocks = {blocks[index] for index in range(end, len(texts)) if furniture[index] or index >= cut}
    return [
        line
        for index, line in enumerate(texts[:cut])
        if not furniture[index]
        and (
            index < end or (blocks[index] not in footer_blocks and (_says_something(line) or _introduces(texts, index)))
        )
    ]


def _block_numbers(lines: list[str]) -> list[int]:
    """For each line that is not blank, the number of its block; without blank lines each line is its own block."""
    if not any(not line.strip() for line in lines):
        return list(range(len(lines)))
    numbers, number = [], 0
    for line in lines:
        if line.strip():
            numbers.append(number)
        else:
            number += 1
    return numbers


def _introduces(lines: list[str], index: int) -> bool:
    """Whether the line is the caption or heading of figures, a table or a list right below it."""
    return (
        index + 1 < len(lines)
        and _says_something(lines[index + 1])
        and furniture_rule(lines[index + 1], "tail") is None
    )


def _says_something(line: str) -> bool:
    """Whether a line below the last sentence can be the article's: it holds a figure, is a row or an item, or has a clause's length."""
    return (
        any(character.isdigit() for character in line)
        or is_table_row(line)
        or bool(LIST_MARK.match(line))
        or word_count(line) >= 8
    )


END_MARK = re.compile(r"^\W*(?:ends?|-30-|###+|\* ?\* ?\*|完)\W*$", re.IGNORECASE)
RULE_LINE = re.compile(r"^\s*(?:[-_=*—–]\s?){3,}\s*$")


def _footer_start(lines: list[str], furniture: list[bool]) -> int:
    """Where the footer starts: at a drawn line or a heading of links with little text after it."""
    drawn = sum(1 for line in lines if RULE_LINE.match(line))
    prose = (
        index
        for index in range(len(lines) - 1, -1, -1)
        if not furniture[index] and is_prose(lines[index]) and not LIST_MARK.match(lines[index])
    )
    last_prose = next(prose, -1)
    for index in range(len(lines) // 3, len(lines) - 1):
        if last_prose < index and opens_link_section(lines[index]):
            return index
        if (
            END_MARK.match(lines[index])
            and "\u0020" not in lines[index].strip()
            and last_prose < max(index, len(lines) // 2)
            and index > len(lines) // 2
        ):
            return index
        if drawn == 1 and RULE_LINE.match(lines[index]) and len(lines) - index <= 5 and any(furniture[index + 1 :]):
            words = [word_count(text) for text in lines[index + 1 :]]
            if max(words) <= 40 and sum(words) <= 60:
                return index
    return len(lines)

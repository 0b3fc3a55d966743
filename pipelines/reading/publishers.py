"""Which outlet printed an article, from the words round it.

Belongs here: mastheads, site names behind a headline, copyright lines, wire credits. Does not belong here: metadata fields.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from pipelines.reading.dates import find_dates
from pipelines.reading.furniture import CJK, DATE_COMPANY, is_date_line, section_words, word_count

LEXICON = Path(__file__).parent / "lexicon"
SMALL_WORDS = {"of", "the", "and", "&", "for", "in", "on", "de", "la", "le", "der", "die", "das", "+"}
KICKERS = {
    "breaking",
    "exclusive",
    "live",
    "latest",
    "premium",
    "update",
    "updates",
    "special",
    "report",
    "top",
    "stories",
    "the",
}
"""Words that stand above a headline and are no outlet, beside the names of sections."""
SAYING_WORDS = {
    "report",
    "reports",
    "reporter",
    "media",
    "agency",
    "press",
    "record",
    "standard",
    "star",
    "register",
    "letter",
    "wire",
}
"""Last words of what stands behind a headline to say whose word it is (`Mill to close - report`)."""
SUFFIX = re.compile(r"^(?P<title>.{8,}?)(?:\s*[|«»•·]\s*|\s+[-–—]\s+|(?<=\w)[–—]\s+|\s+::\s+)(?P<site>[^|«»•·]{2,60})$")
DOMAIN = re.compile(r"^(?:https?://)?(?:www\.)?(?P<host>(?:[a-z0-9-]+\.)+[a-z]{2,})(?:/\S*)?$")
COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b|版权所有)[\s©]*(?:\(c\))?\s*(?:by\s+)?(?:(?:19|20)\d\d(?:\s?[-–—]\s?(?:19|20)\d\d)?)?[\s,]*(?P<name>.*)$",
    re.IGNORECASE,
)
SOURCE = re.compile(
    r"(?:来源|(?-i:Source|SOURCE))\s?[:：]\s*(?P<name>[^|·•\s，,][^|·•，,]*?)(?=\s{2,}|\s*[|·•，,]|\s+(?:作者|记者|编辑|责任)|$)",
    re.IGNORECASE,
)
COMPANY_TAIL = re.compile(
    r"(?:\s*[,.]?\s*(?:all rights reserved|no part|terms|reproduction|tel\b|phone|\d+ of \d+|\d).*|[\s,.|]*(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?)?[\s,.|]*)$",
    re.IGNORECASE | re.DOTALL,
)
ABOUT_ITSELF = re.compile(
    r"^[*_]*(?P<name>(?-i:[A-Z][\w&'’.-]*(?:\s(?:[A-Z][\w&'’.-]*|of|the|and|for|&)){0,6}?))\s(?:(?:goes|comes|is sent) out\b|(?:appears|lands|returns|arrives) (?:on|every|each|in your)\b|(?:has|reaches|goes to|is read by) [\d.,]+k? (?:\w+ )?(?:readers|subscribers)\b|is free\b|(?:is|was)\s(?:an?\s.{0,30}(?:published|newsletter|magazine|blog|title|publication)|published|written by|edited by|produced by|part of|read by|out on|back on))\b",
    re.IGNORECASE,
)
ISSUE = re.compile(
    r"^[*_]*(?P<name>(?-i:[A-Z][\w&'’.-]*(?:\s(?:[A-Z][\w&'’.-]*|of|the|and|for|&)){0,5}?)),?\s(?:no\.?|number|issue|vol\.?|volume|edition|#)\s?\d+\s*[.,:;|*_)]",
    re.IGNORECASE,
)
"""A footer's name of the letter with its number (`Quay Notes no. 14`)."""
SINCE = re.compile(
    r"^[*_]*(?P<name>[A-Z][\w&'’.-]*(?:\s(?:[A-Z][\w&'’.-]*|of|the|and|for|&)){0,4}), (?:since|est\.?|founded) (?:in )?(?:19|20)\d\d\b"
)
"""A footer's name of a letter with its age (`The Quay End, since 2009`)."""
RELEASE = re.compile(r"\b(?:news|press|media) release\b", re.IGNORECASE)
TICKER = re.compile(r"\s*\((?:[A-Z][A-Z ]{1,9}[:.]\s?[A-Z0-9.]{1,8}[;,/]?\s?)+\)")
"""A company's sign at an exchange, behind its name on a release."""
HEADER_GAP = re.compile(r"\s{3,}|\t|\s+[|▸»>•*~]\s+|\s//\s|\s[–—/-]\s|\s\(")
"""What parts an outlet's name from the rest of the line at the top of a page or a wire message."""
WIRE_MARK = re.compile(
    r"(?:\s+(?:[A-Z]+-)?(?:BRIEF|LEAD|UPDATE|TAKE|URGENT|FLASH|SNAP|ALERT|ADVISORY|REFILE|WRAPUP|FACTBOX|CORRECTED)(?:-[A-Z]+)?(?:\s+\d{1,3})?)+$"
)
"""Marks of a message behind a wire's name (`TARN WIRE URGENT 2`)."""
SERVICE = re.compile(r"(?:[A-Z]\w+ ){0,2}(?:[Ss]ervice|[Dd]esk|[Ee]dition|[Ff]eed|[Nn]ewswire)")
"""What a wire sets behind its name at the top of a message: `TARN WIRE - English service`."""
WIRE = re.compile(r"^.{2,80}?\((?P<name>[^()]{2,40})\)\s*(?:[-–—]{1,2}|:)\s")
NOT_A_NAME = re.compile(
    r"\b(?:newsdesk|staff|agencies|agency \d|correspondent|reporter|editor|admin|share|comments?|print|read|subscribe|updated?|published)\b",
    re.I,
)


@cache
def _outlet_words(*kinds: str) -> re.Pattern[str]:
    """Matches a word of an outlet's name: `media` (Gazette), `body` (Council), `media_ending` (Chinese, at the end of a name)."""
    with (LEXICON / "outlet_words.csv").open(encoding="utf-8", newline="") as rows:
        words = [(row["word"], row["kind"]) for row in csv.DictReader(rows) if row["kind"] in kinds]
    inside = "|".join(re.escape(word) for word, kind in words if kind != "media_ending")
    ending = "|".join(re.escape(word) for word, kind in words if kind == "media_ending") or r"(?!)"
    return re.compile(rf"\b(?:{inside})\b|(?:{ending})$", re.IGNORECASE)


def _has_outlet_word(name: str) -> bool:
    return _outlet_words("media", "body", "media_ending").search(name) is not None


def _is_name(text: str, longest: int = 6) -> bool:
    """Whether `text` can be an outlet's name: few words, each in capitals or small and common."""
    words = text.split()
    if (
        not 1 <= len(words) <= longest
        or NOT_A_NAME.search(text)
        or (text.endswith((".", "?", "!", ":")) and not DOMAIN.match(text))
    ):
        return False
    return all(
        word.lower() in SMALL_WORDS or word[0].isupper() or word[0].isdigit() or not word[0].isascii() for word in words
    )


def _printed(name: str) -> str:
    """A name set in capitals as a name (`HARBOUR GAZETTE` → `Harbour Gazette`); one with small letters, or one short word, as it is."""
    if name.upper() != name or (len(name.split()) == 1 and len(name) <= 5):
        return name
    words = name.split()
    return " ".join(
        word.lower() if index and word.lower() in SMALL_WORDS else _capitalised(word)
        for index, word in enumerate(words)
    )


def _capitalised(word: str) -> str:
    return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))


def split_site_suffix(line: str) -> tuple[str, str | None]:
    """A headline and the outlet's name behind it (`Dam breaks - Harbour Gazette`); the line and None where there is none."""
    match = SUFFIX.match(line) if len(line) <= 400 else None
    if not match:
        return line, None
    site = match["site"].strip()
    media = _outlet_words("media", "media_ending").search(site) and site.split()[-1].lower() not in SAYING_WORDS
    named = media and _is_name(site) and not re.search(r"\d", site)
    if (named or DOMAIN.match(site)) and (word_count(match["title"]) >= 3 or CJK.search(site)):
        return match["title"].strip(), site
    return line, None


def masthead_name(line: str, *, strict: bool = False) -> str | None:
    """The outlet's name when `line` is its masthead: a short name in capitals, or one with a word such as Gazette; else None.

    With `strict` a line in capitals alone is not enough.
    """
    printed = TICKER.sub("", line.strip())
    items = [item.strip() for item in HEADER_GAP.split(WIRE_MARK.sub("", printed))]
    first = items[0] if len(items) == 1 or _is_header(printed, items) else WIRE_MARK.sub("", printed)
    if first != line.strip():
        first = re.sub(r"(?i)(?<= corp)\.$|(?<= (?:inc|ltd|plc))\.$|(?<= co)\.$", "", first)
    words_of_name = re.findall(r"[^\W\d_]+", first.lower())
    if all(word in section_words() or word in KICKERS for word in words_of_name) or RELEASE.fullmatch(first):
        return None
    if not _is_name(first) or re.search(r"\d", first):
        return None
    alone, capitals, words = first == line.strip(), first.upper() == first, word_count(first)
    short = words <= 4 or _has_outlet_word(first.split()[-1])
    spelled = next((item for item in items[1:] if _is_name(item) and _initials(item) == first), None)
    if spelled is not None and len(first) > 1:
        return spelled
    if _has_outlet_word(first) and short and (words > 1 or not alone or capitals):
        return _printed(first)
    if not strict and first.upper() == first and first.upper() != first.lower() and word_count(first) <= 4:
        return _printed(first)
    return None


def _is_header(line: str, items: list[str]) -> bool:
    """Whether the items of a line are a name and what a header says beside it, and not a headline with a dash in it."""
    if re.search(r"\s{3,}|\t|\s[|▸»>•*~]\s|\s//\s", line):
        return True
    if items[0].isupper() and line.endswith(")"):  # what the outlet writes of: `TARN WIRE (mills & quays)`
        return True
    words = section_words()
    return all(
        bool(find_dates(item))
        or not any(character.islower() for character in item)
        or all(word in words or word in SMALL_WORDS for word in re.findall(r"[^\W\d_]+", item.lower()))
        or re.fullmatch(r"\W*(?:take|no\.?|issue|page|vol\.?)\s?\S*\d\S*\W*", item, re.IGNORECASE) is not None
        or _initials(item) == items[0]
        or SERVICE.fullmatch(item) is not None
        for item in items[1:]
    )


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def publisher_of(head: list[str], body: list[str], title: str | None) -> str | None:
    """The outlet of a plain text; `head` are the lines above its first paragraph without the headline, `body` the others.

    The masthead first, then a site's name before the breadcrumbs, the outlet in the date line, the name behind the copyright sign,
    what the footer says of itself, the site's domain, and last the agency in the dateline.
    """
    copyright_names = [name for line in (head + body[-12:]) if (name := _copyright_name(line))]
    domains = [
        match["host"] for line in head for item in re.split(r"[|\s]+", line) if (match := DOMAIN.match(item.lower()))
    ]
    agencies = {
        item.strip() for line in body[:3] if (match := WIRE.match(line)) for item in re.split(r"[,;/]", match["name"])
    }
    for line in head[:2]:
        name = masthead_name(line)
        if name and (
            _has_outlet_word(name)
            or (" " in name and _initials(name) in agencies)
            or any(_same(name, other) for other in copyright_names)
            or any(RELEASE.search(other) for other in head[:3])
        ):
            return name
    for line in head[:2]:
        crumb = re.split(r"\s(?:▸|»|>|›|\|)\s", line.strip())
        if len(crumb) > 1 and any(_same(crumb[0], other) for other in copyright_names):
            return crumb[0].strip()
    for line in head:
        if (sourced := SOURCE.search(line)) and "来源" in sourced[0]:
            return sourced["name"].strip()
    if (dated := _in_date_line(head, body)) and not DOMAIN.match(dated.lower()):
        return dated
    for name in copyright_names:
        if not domains or any(_squashed(name) in host.replace("-", "").replace(".", "") for host in domains):
            return name
    for line in body[-6:]:
        text = line.strip()
        match = ABOUT_ITSELF.match(text) or ISSUE.match(text) or SINCE.match(text)
        if match and _is_name(match["name"]):
            return match["name"]
    if domains:
        return domains[0]
    if copyright_names:
        return copyright_names[0]
    for line in head:
        if (sourced := SOURCE.search(line)) and _is_name(sourced["name"].strip()):
            return sourced["name"].strip()
    for line in body[:3]:
        if match := WIRE.match(line):
            for agency in map(str.strip, re.split(r"[,;/]", match["name"])):
                if _is_name(agency) and not re.search(r"\d", agency):
                    return agency
    return None


def _same(one: str, other: str) -> bool:
    left, right = _squashed(one), _squashed(other)
    return bool(left and right) and (left in right or right in left)


def _squashed(name: str) -> str:
    return re.sub(r"[^\w]|_", "", name.casefold())


def _copyright_name(line: str) -> str | None:
    match = COPYRIGHT.search(line)
    if not match or len(line) > 300:
        return None
    name = COMPANY_TAIL.sub("", match["name"]).strip(" ,.|*_")
    name = re.split(r",|\.\s|\s[|•–—-]\s|\s{2,}", name)[0].strip(" .")
    return _printed(name) if name and _is_name(name, 8) else None


def _in_date_line(head: list[str], body: list[str]) -> str | None:
    """The outlet that stands in the line with the date, such as `Harbour Net | Updated: 2024-01-22`; not the dateline's place."""
    opening = body[0].casefold() if body else ""
    for line in head:
        if not is_date_line(line) or not find_dates(line):
            continue
        for item in re.split(r"\s*[|•·]\s*|\s{2,}", line):
            item = re.sub(r"^(?:source|via|from|来源)\s?[:：]?\s*", "", item, flags=re.IGNORECASE)
            if (
                find_dates(item)
                or re.match(r"(?:by|via)\b", item, re.IGNORECASE)
                or not re.search(r"[^\W\d_]", DATE_COMPANY.sub("", item))
                or RELEASE.fullmatch(item)
            ):
                continue
            if opening.startswith((f"{item.casefold()},", f"{item.casefold()} (")):
                continue
            if _is_name(item) or DOMAIN.match(item.lower()):
                return item
    return None

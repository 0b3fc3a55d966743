"""One HTML page → title, metadata, main text. Runs in a child process (page_worker.py), since a hostile page can take any time.

Belongs here: metadata of pages, and which of its blocks are the article. Does not belong here: single lines of furniture
(furniture.py), processes (page_pool.py).

Trafilatura says which text is the article; the words are then quoted from the page itself, because trafilatura changes no-break
spaces and drops captions, standfirsts and the order of cells. Before it looks, what the page itself calls navigation, advert or
related links is cut away, unless it holds a good part of the page's prose.
"""

from __future__ import annotations

import copy
import csv
import datetime as dt
import itertools
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import trafilatura

from pipelines.reading.dates import find_dates
from pipelines.reading.decoding import declared_charset, decode
from pipelines.reading.furniture import body_lines, furniture_rule, is_date_line, is_prose, is_sentence, word_count
from pipelines.reading.html_blocks import Block, page_blocks, parsed_page
from pipelines.reading.html_metadata import flat_words, headline, page_metadata
from pipelines.reading.model import NotAnArticle
from pipelines.reading.publishers import masthead_name, publisher_of

LEXICON = Path(__file__).parent / "lexicon"
NEVER_TEXT = [
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "math",
    "iframe",
    "object",
    "embed",
    "canvas",
    "button",
    "select",
    "option",
    "input",
    "textarea",
    "head",
    "audio",
    "video",
    "dialog",
]
FURNITURE_TAGS = {"nav", "aside", "footer", "form"}
FURNITURE_ROLES = {
    "navigation",
    "banner",
    "contentinfo",
    "complementary",
    "search",
    "dialog",
    "alert",
    "menu",
    "tablist",
}
LARGEST_FURNITURE = 0.4
"""Share of the page's paragraph text above which a block is no furniture, whatever its class says."""


@dataclass(slots=True)
class PageParts:
    """What a page says of itself. `lines` are title and body as they go into `articles.text`."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    published: dt.date | None = None
    published_source: str | None = None
    lines: list[str] = field(default_factory=list)


def read_page(data: bytes, charset: str | None = None, *, guided: bool = True) -> PageParts:
    """Title, address, outlet, language, date and lines of the page in `data`; `charset` is what its carrier declared.

    With `guided` false the page's prose is taken without trafilatura's word, for a page on which that takes too long.

    Raises NotAnArticle (`empty`, `binary`, `undecodable`, `broken_html`, `no_main_text`).
    """
    text = decode(data, charset or declared_charset(data))
    # An encoding declaration would make lxml refuse the string; the bytes are decoded already.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"), count=1).replace("\x00", "")
    tree = parsed_page(text)
    metadata = page_metadata(tree)
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    title = headline(tree, metadata)
    shown = page_blocks(_body(_without(copy.deepcopy(tree), NEVER_TEXT)))
    top_lines = [line for block in shown for line in (" | ".join(block.pieces) or block.text).split("\n")]
    body = _body(_pruned(tree))
    lines = _main_lines(body, title, guided)
    if not title and lines and not is_prose(lines[0]) and word_count(lines[0]) >= 3:
        title, lines = lines[0], lines[1:]
    if not lines:
        raise NotAnArticle(
            "no_main_text",
            "No article text was found on the page; check that it is an article and not a list, a form or an error page.",
        )
    published, source = metadata.published, metadata.published_source
    if published is None:
        published, source = _printed_date(top_lines, title, lines)
    if published is None:
        published, source = metadata.modified, metadata.modified_source
    publisher = metadata.publisher or _printed_publisher(top_lines, title)
    return PageParts(title, metadata.url, publisher, language, published, source, ([title] if title else []) + lines)


def fragment_lines(markup: str) -> list[str]:
    """The lines of a piece of HTML that is an article's body already, such as a field of a feed. Raises NotAnArticle (`broken_html`)."""
    tree = parsed_page(f"<html><body>{markup}</body></html>")
    return body_lines([block.text for block in page_blocks(_body(_without(tree, NEVER_TEXT)))])


def _body(tree: Any) -> Any:
    found = tree.find("body")
    return tree if found is None else found


@cache
def _class_words() -> dict[str, set[str]]:
    words: dict[str, set[str]] = {"token": set(), "prefix": set(), "exact": set()}
    with (LEXICON / "furniture_classes.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            words[row["match"]].add(row["word"])
    return words


@cache
def _is_furniture_name(name: str) -> bool:
    words = _class_words()
    lowered = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()
    if lowered in words["exact"]:
        return True
    tokens = [token for token in re.split(r"[-_:]+", lowered) if token]
    if tokens and tokens[0] in ("has", "no", "with", "is", "js", "without"):
        return False
    joined = "".join(tokens)
    return any(
        token in words["token"] or any(token.startswith(prefix) for prefix in words["prefix"]) for token in tokens
    ) or any(joined.startswith(prefix) for prefix in words["prefix"])


def _is_furniture_element(element: Any) -> bool:
    if element.tag in FURNITURE_TAGS or (element.get("role") or "").lower() in FURNITURE_ROLES:
        return True
    if (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", element.get("style") or "", re.I)
    ):
        return True
    names = [*(element.get("class") or "").split()[:20], element.get("id") or "", element.get("data-testid") or ""]
    return any(name and _is_furniture_name(name) for name in names)


def _without(tree: Any, tags: list[str]) -> Any:
    for element in list(tree.iter(*tags)):
        if element.tag != "head" and element.getparent() is not None:
            element.drop_tree()
        elif element.tag == "head":
            for child in list(element):
                element.remove(child)
    return tree


def _paragraph_characters(element: Any) -> int:
    return sum(len(text) for part in element.iter("p") if is_prose(text := part.text_content()))


def _pruned(tree: Any) -> Any:
    """`tree` without what the page itself marks as furniture; changed in place."""
    _without(tree, NEVER_TEXT)
    body = _body(tree)
    prose = _paragraph_characters(body)
    pending = list(body)
    while pending:
        element = pending.pop()
        if not isinstance(element.tag, str):
            continue
        if _is_furniture_element(element) and not _holds_article(element, prose):
            element.drop_tree()
            continue
        pending.extend(element)
    for note in list(body.iter("sup")):
        # A footnote mark is no part of the number before it.
        if note.find(".//a") is not None and re.fullmatch(r"\W*\w{1,3}\W*", note.text_content()):
            note.drop_tree()
    return tree


def _holds_article(element: Any, prose: int) -> bool:
    if (
        element.tag in ("html", "body", "main", "article")
        or element.get("itemprop") == "articleBody"
        or element.find(".//h1") is not None
    ):
        return element.tag not in FURNITURE_TAGS or _paragraph_characters(element) > LARGEST_FURNITURE * prose
    return prose > 0 and _paragraph_characters(element) > LARGEST_FURNITURE * prose


def _squashed(text: str) -> str:
    return re.sub(r"\s+", "", text).replace("|", "")


def _guide(body: Any) -> str | None:
    """What trafilatura takes for the article's text."""
    root = parsed_page("<html><body></body></html>")
    root.replace(root.find("body"), copy.deepcopy(body))
    try:
        return trafilatura.extract(root, include_comments=False, include_tables=True, favor_recall=True)
    except Exception:  # trafilatura raises what lxml, its filters or its own code raise; its word is advice, not needed
        return None


def _main_lines(body: Any, title: str | None, guided: bool) -> list[str]:
    blocks = page_blocks(body)
    guide = _guide(body) if guided else None
    chosen = _chosen_by_guide(blocks, guide) if guide else set()
    prose = {index for index, block in enumerate(blocks) if is_prose(block.text) and block.link_share < 0.5}
    if sum(len(blocks[i].text) for i in chosen & prose) < 0.5 * sum(len(blocks[i].text) for i in prose) or not chosen:
        chosen = (
            prose
            or chosen
            or {index for index, block in enumerate(blocks) if block.kind != "heading" and block.link_share < 0.5}
        )
    if not chosen:
        return []
    at_title = next(
        (index for index, block in enumerate(blocks) if title and flat_words(block.text) == flat_words(title)), -1
    )
    first = min((index for index in chosen if index > at_title), default=None)
    if first is None:
        return []
    first_prose = min((index for index in chosen & prose if index > at_title), default=first)
    last = max(chosen)
    kept: list[Block] = []
    for index, block in enumerate(blocks[: last + 1]):
        if index <= at_title:
            continue
        if title and flat_words(block.text) == flat_words(title):
            continue
        if (index < first and not _is_deck(block)) or (index < first_prose and _is_head_line(block)):
            continue
        inside = (
            index in chosen or block.kind in ("row", "caption") or (is_prose(block.text) and block.link_share < 0.5)
        )
        if (inside or index < first) and not _is_page_line(block):
            kept.append(block)
    rest = list(itertools.takewhile(lambda block: block.group > 0, blocks[last + 1 :]))
    if not any(character.isdigit() for block in rest for character in block.text):
        rest = []
    lines = [line for block in [*kept, *rest] for line in block.text.split("\n")]
    head = [line for line in lines[:2] if not (is_date_line(line) or furniture_rule(line, "head"))]
    return body_lines(head + lines[2:])


def _is_deck(block: Block) -> bool:
    """Whether a block between headline and text is a standfirst or a caption."""
    if _is_head_line(block) or block.link_share > 0.5:
        return False
    if block.kind == "caption":
        return word_count(block.text) >= 4
    return block.kind in ("paragraph", "heading", "item") and word_count(block.text) >= 6


def _is_head_line(block: Block) -> bool:
    """Whether a block above the text tells date, source, author or counters."""
    if block.group:
        return False
    shown = " | ".join(block.pieces) or block.text
    if is_date_line(shown) or furniture_rule(shown, "head") is not None:
        return True
    return len(block.pieces) > 1 and not is_sentence(block.text, 8)


def _is_page_line(block: Block) -> bool:
    if block.group:
        return False
    if block.kind == "caption":
        return word_count(block.text) < 4 or furniture_rule(block.text, "body") is not None
    if block.kind == "item" and block.link_share > 0.8:
        return True
    return (block.kind == "paragraph" and block.link_share > 0.8 and not is_sentence(block.text, 8)) or furniture_rule(
        block.text, "body"
    ) is not None


def _chosen_by_guide(blocks: list[Block], guide: str) -> set[int]:
    lines = {_squashed(re.sub(r"^\s*(?:[-•]|\d+\.)\s+", "", line)) for line in guide.split("\n")}
    whole = _squashed(guide)
    chosen: set[int] = set()
    for index, block in enumerate(blocks):
        text = _squashed(re.sub(r"^- ", "", block.text))
        if (
            (len(text) >= 25 and text in whole)
            or (text and text in lines)
            or (len(text) > 200 and (text[:100] in whole or text[-100:] in whole))
        ):
            chosen.add(index)
    return chosen


def _printed_date(top_lines: list[str], title: str | None, lines: list[str]) -> tuple[dt.date | None, str | None]:
    """The date that the page prints near its headline or in its footer, with a label or a time."""
    first = next((index for index, line in enumerate(top_lines) if lines and line == lines[-1]), len(top_lines))
    own = set(lines)
    for line in [*top_lines[: first + 1], *top_lines[first + 1 :][:6]]:
        if line in own or line == title or not is_date_line(line):
            continue
        dates = {found.date for found in find_dates(line)}
        if len(dates) == 1:
            return dates.pop(), "text"
    return None, None


def _printed_publisher(top_lines: list[str], title: str | None) -> str | None:
    start = next((index for index, line in enumerate(top_lines) if is_prose(line)), len(top_lines))
    head = [line for line in top_lines[:start] if line != title]
    named = next((name for line in head[:6] if (name := masthead_name(line, strict=True))), None)
    return named or publisher_of([], top_lines[start:], title)

"""Markdown with or without front matter → title, metadata, lines.

Belongs here: front matter (YAML between `---`, TOML between `+++`) and what Markdown's marks mean for lines of text. Does not belong
here: which lines are furniture (furniture.py).
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass, field

import yaml
from lxml import etree
from markdown_it import MarkdownIt

from pipelines.reading.dates import find_dates
from pipelines.reading.fields import NamedFields, named_fields
from pipelines.reading.furniture import body_lines, is_date_line
from pipelines.reading.html_blocks import page_blocks, parsed_page
from pipelines.reading.publishers import publisher_of
from pipelines.reading.text import read_text

FRONT_MATTER = re.compile(
    r"^\ufeff?\s*(?P<mark>---|\+\+\+)[ \t]*\r?\n(?P<block>.{0,65536}?)\r?\n(?P=mark)[ \t]*(?:\r?\n|$)", re.DOTALL
)
DRAWN_LINE = "---"


@dataclass(slots=True)
class MarkdownParts:
    """What a Markdown text says of itself. `lines` are title and body as they go into `articles.text`."""

    fields: NamedFields
    published_source: str | None = None
    lines: list[str] = field(default_factory=list)


def front_matter(text: str) -> tuple[dict[str, object], str]:
    """The front matter's fields and the text below it; no fields where there is none."""
    match = FRONT_MATTER.match(text)
    if not match:
        return {}, text
    block, rest = match["block"], text[match.end() :]
    try:
        data = tomllib.loads(block) if match["mark"] == "+++" else yaml.safe_load(block)  # type: ignore[no-untyped-call]
    except (tomllib.TOMLDecodeError, yaml.YAMLError, ValueError, RecursionError):
        # A title with a colon and no quotes breaks YAML in many blogs; the plain `name: value` lines can still be read.
        pairs = re.findall(r"^([A-Za-z][\w -]{0,40})\s*[:=]\s*(\S.*)$", block, re.MULTILINE)
        data = {name: value.strip().strip("\"'") for name, value in pairs}
    if not isinstance(data, dict):
        return ({}, text) if match["mark"] == "---" else ({}, rest)
    return {str(name): value for name, value in data.items()}, rest


def read_markdown(text: str) -> MarkdownParts:
    """Title, metadata and lines of a Markdown text; raises NotAnArticle (`broken_html`)."""
    declared, rest = front_matter(text)
    fields = named_fields(
        {name: value for name, value in declared.items() if name.lower() not in ("text", "body", "content")}
    )
    source = "front_matter" if fields.published else None
    rendered = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(rest)
    rendered = re.sub(r"<hr ?/?>", f"<p>{DRAWN_LINE}</p>", rendered)
    tree = parsed_page(f"<html><body>{rendered}</body></html>")
    etree.strip_elements(tree, "script", "style", "iframe", with_tail=False)
    body = tree.find("body")
    blocks = page_blocks(tree if body is None else body)
    heading = next((block.text for block in blocks[:3] if block.kind == "heading"), None)
    lines = [line for block in blocks for line in block.text.split("\n")]
    if fields.title is None and heading is not None:
        fields.title = heading
    if fields.title is None and not declared:
        return _as_plain(lines)
    top = next(
        (index for index, line in enumerate(lines[:4]) if fields.title and line.casefold() == fields.title.casefold()),
        -1,
    )
    lines = lines[:top] + lines[top + 1 :] if top >= 0 else lines
    if fields.published is None:
        fields.published, source = _printed_date(lines)
    fields.publisher = fields.publisher or publisher_of([], lines, fields.title)
    lines = [line for index, line in enumerate(lines) if index > 3 or not is_date_line(line)]
    return MarkdownParts(fields, source, ([fields.title] if fields.title else []) + body_lines(lines))


def _as_plain(lines: list[str]) -> MarkdownParts:
    """A Markdown file without front matter and headings, which is a plain text."""
    parts = read_text("\n\n".join(lines))
    fields = NamedFields(title=parts.title, publisher=parts.publisher, published=parts.published)
    return MarkdownParts(fields, parts.published_source, parts.lines)


def _printed_date(lines: list[str]) -> tuple[dt.date | None, str | None]:
    for line in lines[:4]:
        dates = {found.date for found in find_dates(line)}
        if is_date_line(line) and len(dates) == 1:
            return dates.pop(), "text"
    return None, None

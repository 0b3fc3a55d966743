"""An HTML tree → its blocks of text in reading order: paragraphs, headings, list items, captions, table rows.

Belongs here: what HTML elements mean for lines of text. Does not belong here: which blocks are the article (html.py).
Characters stay as the page has them; only HTML white space is collapsed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import lxml.html
from lxml import etree

from pipelines.reading.furniture import word_count
from pipelines.reading.model import NotAnArticle

BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
INLINE_BOXES = frozenset(["span", "time", "a", "small"])
"""Inline elements that a style sheet may set apart where no white space does."""
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
HTML_SPACE = re.compile(r"[ \t\r\n\f]+")
EDGE_SPACE = " \t\r\n\f\u00a0\u2003\u2002\u3000"
LONGEST_CELL = 40
"""Words; a table with longer cells is there for layout."""


@dataclass(slots=True)
class Block:
    """One line of text (or a few, where the page breaks lines). `kind` is paragraph, heading, item, caption or row."""

    text: str
    kind: str
    link_share: float
    """Share of its characters inside links."""
    group: int = 0
    """Number of the table that a row or its caption belongs to; 0 for others."""
    pieces: tuple[str, ...] = ()
    """Its inline elements, where they stand side by side without white space, as a line of date, source and counters does."""


def parsed_page(markup: str) -> Any:
    """The element tree of HTML that is decoded already, without comments. Raises NotAnArticle (`broken_html`)."""
    try:
        parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False)  # type: ignore[no-untyped-call]
        return lxml.html.document_fromstring(markup, parser=parser)  # type: ignore[no-untyped-call]
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NotAnArticle("broken_html", f"The HTML cannot be parsed ({error}); fetch it again.") from error


class _Collector:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._linked = 0
        self._tables = 0

    def flush(self, kind: str, marked: bool) -> bool:
        text = HTML_SPACE.sub(" ", "".join(self._parts))
        pieces = tuple(piece.strip(EDGE_SPACE) for piece in text.split("\x01")) if "\x01" in text else ()
        lines = [line.strip(EDGE_SPACE) for line in text.replace("\x01", "").split("\x00")]
        text = "\n".join(line for line in lines if line)
        share = min(1.0, self._linked / max(1, len(text)))
        self._parts, self._linked = [], 0
        if not text:
            return False
        if kind == "item" and marked:
            text = f"- {text}"
        self.blocks.append(Block(text, kind, share, pieces=tuple(piece for piece in pieces if piece)))
        return True

    def add(self, text: str | None, in_link: bool) -> None:
        if text:
            self._parts.append(text)
            if in_link:
                self._linked += len(HTML_SPACE.sub(" ", text).strip())

    def mark_seam(self) -> None:
        if self._parts:
            self._parts.append("\x01")

    def break_line(self) -> None:
        self._parts.append("\x00")

    def add_table(self, table: Any) -> None:
        self._tables += 1
        for caption in table.iter("caption"):
            if text := cell_text(caption):
                self.blocks.append(Block(text, "caption", 0.0, self._tables))
        for row in table_rows(table):
            self.blocks.append(Block("| " + " | ".join(row) + " |", "row", 0.0, self._tables))


def cell_text(element: Any) -> str:
    """The text of a cell or caption on one line; a pipe in it becomes `¦`, so that rows can be cut at pipes again."""
    text = HTML_SPACE.sub(
        " ",
        " ".join(element.itertext())
        if element.find(".//br") is not None or element.find(".//p") is not None
        else element.text_content(),
    )
    return text.strip(EDGE_SPACE).replace("|", "¦")


def table_rows(table: Any) -> list[list[str]]:
    """The rows of a table, header first; spanned cells are repeated, so that every row has the same columns."""
    rows: list[list[str]] = []
    open_spans: dict[int, tuple[int, str]] = {}
    sections = [*table.iter("thead"), *table.iter("tbody", "tr"), *table.iter("tfoot")]
    seen: set[int] = set()
    for part in sections:
        for row in [part] if part.tag == "tr" else part.iter("tr"):
            if id(row) in seen:
                continue
            seen.add(id(row))
            cells: list[str] = []
            for cell in row.iterchildren("td", "th"):
                while len(cells) in open_spans:
                    _take_span(cells, open_spans)
                text = cell_text(cell)
                across, down = _span(cell.get("colspan")), _span(cell.get("rowspan"))
                for _ in range(across):
                    if down > 1:
                        open_spans[len(cells)] = (down - 1, text)
                    cells.append(text)
            while len(cells) in open_spans:
                _take_span(cells, open_spans)
            if any(cells):
                rows.append(cells)
    return rows


def _take_span(cells: list[str], spans: dict[int, tuple[int, str]]) -> None:
    column = len(cells)
    left, text = spans.pop(column)
    cells.append(text)
    if left > 1:
        spans[column] = (left - 1, text)


def _span(value: str | None) -> int:
    return min(int(value), 30) if value and value.strip().isdigit() and int(value) > 0 else 1


def is_data_table(table: Any) -> bool:
    """Whether a table holds data: two rows and columns at least, no table inside, no paragraphs in cells."""
    if table.find(".//table") is not None or (table.get("role") or "").lower() == "presentation":
        return False
    rows = [list(row.iterchildren("td", "th")) for row in table.iter("tr")]
    wide = [row for row in rows if len(row) >= 2]
    if len(wide) < 2:
        return False
    return all(word_count(cell.text_content()) <= LONGEST_CELL for row in wide for cell in row)


def page_blocks(body: Any) -> list[Block]:
    """The blocks of the element `body` in reading order."""
    out = _Collector()
    out.add(body.text, False)
    # Each entry: element to open, or (element, kind, in_link) to close; a stack, since hostile pages nest deeper than Python recurses.
    stack: list[tuple[str, Any, str, bool]] = [("open", child, "paragraph", False) for child in reversed(body)]
    marked = True
    while stack:
        action, element, kind, in_link = stack.pop()
        if action == "close":
            if element.tag in BLOCK_TAGS:
                marked = not out.flush(kind, marked) and marked
            continue
        if action == "tail":
            if element.tag in INLINE_BOXES and not (element.tail or "").strip() and element.getnext() is not None:
                out.mark_seam()
            out.add(element.tail, in_link)
            continue
        if not isinstance(element.tag, str):
            out.add(element.tail, in_link)
            continue
        tag = element.tag
        if tag == "br":
            out.break_line()
            out.add(element.tail, in_link)
            continue
        if tag in BLOCK_TAGS:
            marked = not out.flush(kind, marked) and marked
        if tag == "table" and is_data_table(element):
            out.add_table(element)
            out.add(element.tail, in_link)
            continue
        if tag == "li":
            marked = True
        inner = _kind_inside(tag, kind)
        linked = in_link or tag == "a"
        stack.append(("tail", element, kind, in_link))
        stack.append(("close", element, inner, linked))
        out.add(element.text, linked)
        stack.extend(("open", child, inner, linked) for child in reversed(element))
    out.flush("paragraph", marked)
    return out.blocks


def _kind_inside(tag: str, kind: str) -> str:
    if tag in HEADINGS:
        return "heading"
    if tag == "figcaption":
        return "caption"
    if tag == "li":
        return "item"
    if tag in ("ul", "ol", "article", "section", "main", "table", "td"):
        return "paragraph"
    return kind

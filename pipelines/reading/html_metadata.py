"""What an HTML page says of itself in its head, its JSON-LD and its marked-up elements: headline, outlet, address, date.

Belongs here: names of metadata fields and which of them to trust. Does not belong here: the page's text (html.py).
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipelines.reading.dates import parse_date
from pipelines.reading.furniture import is_prose, word_count
from pipelines.reading.publishers import split_site_suffix

ARTICLE_TYPES = re.compile(r"article|blogposting|report|newsarticle|webpage|posting$", re.IGNORECASE)


@dataclass(slots=True)
class PageMetadata:
    """What a page says of itself outside its text."""

    titles: list[str] = field(default_factory=list)
    """Headlines by trust: og:title, JSON-LD, the title element without the site's name."""
    publisher: str | None = None
    url: str | None = None
    published: dt.date | None = None
    published_source: str | None = None
    modified: dt.date | None = None
    modified_source: str | None = None


def _clean(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    text = re.sub(r"[ \t\r\n\f]+", " ", value).strip()
    return text[:400] or None


def page_metadata(tree: Any) -> PageMetadata:
    """What the page's head, its JSON-LD and its time elements say of the article."""
    found = PageMetadata()
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = _clean(meta.get("content"))
        if name and content:
            metas.setdefault(name, content)
    linked = list(_linked_data(tree))
    for item in linked:
        _take_linked_data(item, found)
    if og := metas.get("og:title") or metas.get("twitter:title") or metas.get("dc.title") or metas.get("headline"):
        found.titles.insert(0, split_site_suffix(og)[0])
    site = next(
        (
            metas[name]
            for name in (
                "og:site_name",
                "sitename",
                "site_name",
                "application-name",
                "dc.publisher",
                "dcterms.publisher",
                "publisher",
                "article:publisher",
            )
            if name in metas and not metas[name].startswith("http")
        ),
        None,
    )
    found.publisher = site or found.publisher
    element = tree.find(".//title")
    whole = _clean(element.text_content()) if element is not None else None
    if whole:
        head, suffix = _split_title(whole, found.titles)
        found.titles.append(head)
        found.publisher = found.publisher or suffix
    canonical = next(
        (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"), None
    )
    address = _clean(canonical) or metas.get("og:url")
    found.url = address if address and re.match(r"https?://", address) else found.url
    if found.published is None:
        for name in PUBLISHED_METAS:
            if name in metas and (date := parse_date(metas[name])):
                found.published, found.published_source = date, "meta"
                break
    if found.modified is None:
        for name in (
            "article:modified_time",
            "og:updated_time",
            "last-modified",
            "dcterms.modified",
            "dc.date.modified",
            "lastmod",
        ):
            if name in metas and (date := parse_date(metas[name])):
                found.modified, found.modified_source = date, "meta_modified"
                break
    if found.published is None:
        found.published, found.published_source = _time_element(tree)
    return found


PUBLISHED_METAS = [
    "article:published_time",
    "article:published",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "publicationdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "citation_publication_date",
    "cxenseparse:recs:publishtime",
    "bt:pubdate",
    "displaydate",
    "date",
    "datecreated",
    "createdate",
    "article.published",
]
"""Names of meta elements that hold the publication date, best first (Open Graph, Dublin Core, schema.org, common news systems)."""


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Objects of the page's JSON-LD that describe an article."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json" or not script.text:
            continue
        try:
            data = json.loads(re.sub(r"^\s*(?://)?<!\[CDATA\[|(?://)?\]\]>\s*$", "", script.text), strict=False)
        except (ValueError, RecursionError):
            continue
        pending, seen = [data], 0
        while pending and seen < 200:
            item = pending.pop(0)
            seen += 1
            if isinstance(item, list):
                pending.extend(item[:50])
            elif isinstance(item, dict):
                kinds = item.get("@type")
                names = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(kind, str) and ARTICLE_TYPES.search(kind) for kind in names):
                    yield item
                pending.extend(
                    item[key]
                    for key in ("@graph", "mainEntity", "mainEntityOfPage")
                    if isinstance(item.get(key), dict | list)
                )


def _name(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return _clean(value)


def _take_linked_data(item: dict[str, Any], found: PageMetadata) -> None:
    headline = _clean(item.get("headline"))
    if headline:
        found.titles.append(headline)
    found.publisher = found.publisher or _name(item.get("publisher")) or _name(item.get("sourceOrganization"))
    if found.published is None and (date := parse_date(item.get("datePublished"))):
        found.published, found.published_source = date, "jsonld"
    if found.modified is None and (date := parse_date(item.get("dateModified"))):
        found.modified, found.modified_source = date, "jsonld_modified"
    address = _clean(item.get("url"))
    if found.url is None and address and re.match(r"https?://", address):
        found.url = address


def _time_element(tree: Any) -> tuple[dt.date | None, str | None]:
    """The date of the first `time` element that stands for the article, not for an event in its text or for another story."""
    times = list(tree.iter("time"))
    marked = [
        element
        for element in times
        if element.get("pubdate") is not None or (element.get("itemprop") or "").lower() == "datepublished"
    ]
    marked += [element for element in tree.xpath("//*[@itemprop='datePublished']") if element.tag != "time"]
    in_prose = [
        element
        for element in times
        if element.getparent() is not None
        and element.getparent().tag == "p"
        and is_prose(element.getparent().text_content())
    ]
    dates: list[dt.date] = []
    for element in (
        marked or [element for element in times if element not in in_prose and not _inside_furniture(element)][:2]
    ):
        date = parse_date(element.get("datetime") or element.get("content")) or parse_date(element.text_content())
        if date:
            dates.append(date)
    return (dates[0], "time") if dates else (None, None)


def _inside_furniture(element: Any) -> bool:
    return any(ancestor.tag in ("nav", "aside", "footer") for ancestor in element.iterancestors())


def flat_words(text: str) -> str:
    """`text` as its words alone, to compare headlines."""
    return re.sub(r"\W+", " ", text.casefold().replace("’", "'")).strip()


def _split_title(whole: str, known: list[str]) -> tuple[str, str | None]:
    """The title element cut into headline and site name, by the headlines known so far or by a name at its end."""
    for title in known:
        if len(title) >= 8 and flat_words(whole).startswith(flat_words(title)):
            rest = re.split(r"\s[-–—|«»•·:]+\s", whole)
            return title, rest[-1].strip() if len(rest) > 1 and flat_words(rest[-1]) not in flat_words(title) else None
    head, suffix = split_site_suffix(whole)
    if suffix:
        return head, suffix
    parts = re.split(r"\s[-–—|«»•·]\s", whole)
    if (
        len(parts) > 1
        and word_count(parts[-1]) <= 6
        and word_count(parts[0]) >= word_count(parts[-1])
        and word_count(parts[0]) >= 3
    ):
        named = all(
            word[0].isupper() or not word[0].isalpha() or word in ("of", "the", "and", "for", "in", "de", "la")
            for word in parts[-1].split()
        )
        if named:
            return whole[: whole.rindex(parts[-1])].rstrip(" -–—|«»•·"), parts[-1].strip()
    return whole, None


def headline(tree: Any, metadata: PageMetadata) -> str | None:
    """The headline as the page prints it, checked against the metadata; the metadata's where nothing printed is like it."""
    printed: list[tuple[int, str]] = []
    for element in tree.iter("h1", "h2"):
        text = _clean(element.text_content())
        if not text or _inside_furniture(element):
            continue
        inside = any(ancestor.tag in ("article", "main") for ancestor in element.iterancestors())
        printed.append(((0 if element.tag == "h1" else 2) + (0 if inside else 1), text))
    for title in metadata.titles:
        for _, text in printed:
            if _alike(text, title):
                return text
    headings = [
        text for rank, text in sorted(printed, key=lambda entry: entry[0]) if rank < 2 and text != metadata.publisher
    ]
    if headings and (not metadata.titles or word_count(headings[0]) >= 4):
        return headings[0]
    return metadata.titles[0] if metadata.titles else (headings[0] if headings else None)


def _alike(one: str, other: str) -> bool:
    left, right = set(flat_words(one).split()), set(flat_words(other).split())
    if not left or not right:
        return False
    return len(left & right) >= 0.6 * max(len(left), len(right)) or (
        len(left) >= 4 and (left <= right or right <= left)
    )

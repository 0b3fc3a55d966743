"""Web archives (WARC, WET). Belongs here: which of their records are pages. Does not belong here: what a page says (html.py).

The crawl date of a record is no publication date and is not used.
"""

from __future__ import annotations

from collections.abc import Iterator

from fastwarc.warc import ArchiveIterator, WarcRecordType

from pipelines.reading.decoding import decode
from pipelines.reading.discovery import InputFile
from pipelines.reading.fields import NamedFields
from pipelines.reading.language import language_of
from pipelines.reading.limits import ReadingLimits
from pipelines.reading.model import NotAnArticle, ReadArticle, TurnedAway
from pipelines.reading.page_pool import PageJob
from pipelines.reading.text import has_letters, read_text

PAGES = {"text/html", "application/xhtml+xml"}


def read_warc(file: InputFile, limits: ReadingLimits) -> Iterator[ReadArticle | TurnedAway | PageJob]:
    """One outcome for each response, resource or conversion record; `path` ends in `#` and its number among all records of the file.

    Requests, metadata and other records about the crawl are no inputs and are passed over.
    """
    number, total = 0, 0
    with file.location.open("rb") as raw:
        try:
            for record in ArchiveIterator(raw, parse_http=True, auto_decode="all"):
                number += 1
                if record.record_type not in (
                    WarcRecordType.response,
                    WarcRecordType.resource,
                    WarcRecordType.conversion,
                ):
                    continue
                path = f"{file.path}#{number}"
                data = record.reader.read(limits.article_bytes + 1)
                total += len(data)
                if total > limits.unpacked_bytes:
                    yield TurnedAway(
                        path,
                        "oversized",
                        "The archive, up to this record, is larger than allowed after decompression; split it.",
                    )
                    return
                yield _outcome(record, data, path, limits)
        except Exception as error:  # fastwarc raises OSError, ValueError and its own errors on broken archives
            yield TurnedAway(
                file.path,
                "broken_warc",
                f"The archive is damaged after record {number}, up to which it was read ({type(error).__name__}); fetch it again.",
            )
            return
    if number == 0:
        yield TurnedAway(file.path, "broken_warc", "The file holds no WARC record; fetch it again.")


def _outcome(record: object, data: bytes, path: str, limits: ReadingLimits) -> ReadArticle | TurnedAway | PageJob:
    headers = record.headers  # type: ignore[attr-defined]
    url = headers.get("WARC-Target-URI")
    url = url.strip("<>") if url else None
    kind, charset = headers.get("Content-Type", ""), None
    if record.is_http and record.http_headers is not None:  # type: ignore[attr-defined]
        status = record.http_headers.status_code  # type: ignore[attr-defined]
        if status is not None and not 200 <= status < 300:
            return TurnedAway(
                path, "http_status", f"The server answered {status}, not with the page; crawl it again.", "url", url
            )
        kind, charset = record.http_content_type or "", record.http_charset  # type: ignore[attr-defined]
    kind = kind.split(";")[0].strip().lower()
    if len(data) > limits.article_bytes:
        return TurnedAway(
            path,
            "oversized",
            f"The page is larger than {limits.article_bytes // (1024 * 1024)} MB; if it is an article, save its text as .txt.",
            "url",
            url,
        )
    if kind in PAGES or (not kind and data.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html"))):
        return PageJob(path, data, charset=charset, known=NamedFields(url=url))
    if kind != "text/plain":
        return TurnedAway(
            path,
            "not_a_page",
            f"The record holds {kind or 'something undeclared'}, not a page; nothing to do.",
            "url",
            url,
        )
    try:
        parts = read_text(decode(data, charset))
        if not has_letters(parts.lines):
            raise NotAnArticle("no_main_text", "The record holds no text; crawl it again.")
    except NotAnArticle as error:
        return error.at(path)
    text = "\n".join(parts.lines)
    return ReadArticle(
        path, text, parts.title, url, parts.publisher, language_of(text), parts.published, parts.published_source
    )

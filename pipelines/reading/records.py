"""Files that hold several articles as records: JSON Lines, JSON, CSV, Parquet.

Belongs here: cutting such a file into records, and a record into an article. Does not belong here: field names (fields.py).
Each record ends as an article, as a page job (its body is HTML), or as a reject with its number.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from typing import BinaryIO

import pyarrow.parquet as pq
from pyarrow.lib import ArrowException

from pipelines.reading.decoding import GZIP_MAGIC, MARKS, decode, oversized, unpacked
from pipelines.reading.discovery import InputFile
from pipelines.reading.fields import known_field, named_fields
from pipelines.reading.language import language_of
from pipelines.reading.limits import ReadingLimits
from pipelines.reading.model import NotAnArticle, ReadArticle, TurnedAway
from pipelines.reading.page_pool import PageJob
from pipelines.reading.text import has_letters, read_text, record_body

Outcome = ReadArticle | TurnedAway | PageJob
MARKUP = re.compile(
    r"<(?:p|div|br|h[1-6]|ul|ol|li|table|article|section|span|a\s|strong|em|b|i|figure|img|html|body|!doctype)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
MOST_COLUMNS = 1000


def article_of_record(record: object, path: str) -> Outcome:
    """The article that one record holds: its fields by name, its body cleaned of furniture; a body in HTML gives a page job."""
    try:
        return _article_of_record(record, path)
    except NotAnArticle as error:
        return error.at(path, record)


def _article_of_record(record: object, path: str) -> Outcome:
    if not isinstance(record, Mapping):
        raise NotAnArticle("broken_record", "The record is not an object with named fields; write one object a line.")
    fields = named_fields(record)
    if not fields.text:
        shown = ", ".join(sorted(map(str, record))[:12]) or "none"
        raise NotAnArticle(
            "no_text",
            f"The record has no body under a known name (its fields: {shown}); name it text, body or content.",
            column="text",
        )
    if len(MARKUP.findall(fields.text[:20000])) >= (1 if "</" in fields.text else 2):
        whole_page = re.search(r"<(?:html|body)\b", fields.text[:5000], re.IGNORECASE) is not None
        return PageJob(
            path, fields.text.encode("utf-8", "replace"), "page" if whole_page else "fragment", "utf-8", fields
        )
    title, published, source, publisher = (
        fields.title,
        fields.published,
        "field" if fields.published else None,
        fields.publisher,
    )
    if title is None:
        parts = read_text(fields.text)
        title, lines = parts.title, parts.lines
        publisher = publisher or parts.publisher
        if published is None:
            published, source = parts.published, parts.published_source
    else:
        lines = record_body(fields.text, title)
    if len(lines) <= (1 if title else 0) or not has_letters(lines):
        raise NotAnArticle("no_text", "The record's body is empty; fill it or remove the record.", column="text")
    text = "\n".join(lines)
    return ReadArticle(path, text, title, fields.url, publisher, language_of(text, fields.language), published, source)


def read_json_lines(file: InputFile, limits: ReadingLimits) -> Iterator[Outcome]:
    """One outcome a line of a JSON Lines file; `path` ends in `#` and the number of the line. Blank lines are passed over."""
    with file.location.open("rb") as raw:
        number = 0
        try:
            for number, line in _numbered_lines(raw, file, limits):
                path = f"{file.path}#{number}"
                if isinstance(line, NotAnArticle):
                    yield line.at(path)
                    continue
                if not line.strip():
                    continue
                try:
                    record = json.loads(line)
                except (ValueError, RecursionError) as error:
                    what = str(error).split(":")[0][:80]
                    yield NotAnArticle("broken_record", f"The line is not JSON ({what}); write one object a line.").at(
                        path, line
                    )
                    continue
                yield article_of_record(record, path)
        except EOFError:
            yield TurnedAway(
                file.path,
                "truncated_gzip",
                f"The gzip file ends too early, after line {number}, whose records were read; fetch it again.",
            )
        except (OSError, zlib.error) as error:
            yield TurnedAway(
                file.path, "broken_gzip", f"The file is damaged after line {number} ({error}); fetch it again."
            )


def _numbered_lines(raw: BinaryIO, file: InputFile, limits: ReadingLimits) -> Iterator[tuple[int, str | NotAnArticle]]:
    """Lines of a text file in any encoding, read as a stream; one that is too long or not text comes as the reject it is."""
    packed = raw.read(2) == GZIP_MAGIC
    raw.seek(0)
    stream: BinaryIO = gzip.GzipFile(fileobj=raw) if packed else raw  # type: ignore[assignment]
    head = stream.read(4)
    stream.seek(0)
    wide = next((codec for mark, codec in MARKS if head.startswith(mark) and codec != "utf-8-sig"), None)
    if wide is not None or (len(head) >= 2 and 0 in head[:2]):
        text = decode(unpacked(file.location.open("rb"), limits.file_bytes, "file"))
        yield from enumerate(text.splitlines(), 1)
        return
    number, total = 0, 0
    while line := stream.readline(limits.article_bytes + 1):
        number += 1
        total += len(line)
        if total > limits.unpacked_bytes:
            yield number, oversized(limits.unpacked_bytes, "file, up to this line,")
            return
        if len(line) > limits.article_bytes and not line.endswith(b"\n"):
            while (rest := stream.readline(65536)) and not rest.endswith(b"\n"):
                total += len(rest)
                if total > limits.unpacked_bytes:
                    break
            yield number, oversized(limits.article_bytes, "record")
            continue
        try:
            yield number, line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            try:
                yield number, decode(line)
            except NotAnArticle as error:
                yield number, error


def read_json(file: InputFile, limits: ReadingLimits) -> Iterator[Outcome]:
    """The articles of a JSON file: one object, a list of objects, or an object that holds one list of objects."""
    with file.location.open("rb") as raw:
        text = decode(unpacked(raw, min(limits.unpacked_bytes, 256 * 1024 * 1024), "file"))
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAnArticle(
            "broken_record",
            f"The file is not JSON ({str(error)[:80]}); check it, or name it .jsonl if it holds one object a line.",
        ) from error
    if isinstance(data, dict) and not named_fields(data).text:
        lists = [
            value
            for value in data.values()
            if isinstance(value, list) and value and all(isinstance(item, dict) for item in value)
        ]
        data = lists[0] if len(lists) == 1 else data
    if not isinstance(data, list):
        yield article_of_record(data, file.path)
        return
    for number, record in enumerate(data, 1):
        yield article_of_record(record, f"{file.path}#{number}")


def read_csv(file: InputFile, limits: ReadingLimits) -> Iterator[Outcome]:
    """One outcome a row of a CSV file with a header; comma, semicolon, tab or pipe between cells."""
    with file.location.open("rb") as raw:
        text = decode(unpacked(raw, min(limits.unpacked_bytes, 512 * 1024 * 1024), "file"))
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    before = csv.field_size_limit(limits.article_bytes)
    try:
        rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
        header = [name.strip() for name in next(rows, [])][:MOST_COLUMNS]
        if not any(known_field(name) in ("text", "summary") for name in header):
            shown = ", ".join(header[:12])[:200]
            raise NotAnArticle(
                "no_text_column",
                f"No column holds the body (columns: {shown}); name it text, body or content.",
                column="text",
            )
        number = 0
        while True:
            number += 1
            path = f"{file.path}#{number}"
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield NotAnArticle("broken_record", f"The row cannot be read ({error}); check its quotes.").at(path)
                continue
            if not any(cell.strip() for cell in row):
                continue
            if len(row) > len(header):
                yield NotAnArticle(
                    "broken_record", f"The row has {len(row)} cells, the header {len(header)}; check its quotes."
                ).at(path, dict(zip(header, row, strict=False)))
                continue
            yield article_of_record(dict(zip(header, row, strict=False)), path)
    finally:
        csv.field_size_limit(before)


def read_parquet(file: InputFile, limits: ReadingLimits) -> Iterator[Outcome]:
    """One outcome a row of a Parquet file; only columns with a known name are read."""
    with file.location.open("rb") as raw:
        packed = raw.read(2) == GZIP_MAGIC
        raw.seek(0)
        source: BinaryIO = io.BytesIO(unpacked(raw, limits.file_bytes, "file")) if packed else raw
        try:
            table = pq.ParquetFile(source)  # type: ignore[no-untyped-call]
        except (ArrowException, OSError, ValueError) as error:
            raise NotAnArticle("broken_parquet", "The file is not a whole Parquet file; fetch it again.") from error
        columns = [name for name in table.schema_arrow.names if known_field(name)]
        if not any(known_field(name) in ("text", "summary") for name in columns):
            shown = ", ".join(table.schema_arrow.names[:12])[:200]
            raise NotAnArticle(
                "no_text_column",
                f"No column holds the body (columns: {shown}); name it text, body or content.",
                column="text",
            )
        size = sum(table.metadata.row_group(index).total_byte_size for index in range(table.metadata.num_row_groups))
        if size > limits.unpacked_bytes:
            raise oversized(limits.unpacked_bytes, "file after decompression")
        number = 0
        try:
            for batch in table.iter_batches(batch_size=256, columns=columns):  # type: ignore[no-untyped-call]
                for record in batch.to_pylist():
                    number += 1
                    path = f"{file.path}#{number}"
                    if any(isinstance(value, str) and len(value) > limits.article_bytes for value in record.values()):
                        yield oversized(limits.article_bytes, "record").at(path)
                        continue
                    yield article_of_record(record, path)
        except (ArrowException, OSError, ValueError, UnicodeDecodeError) as error:
            yield TurnedAway(
                file.path,
                "broken_parquet",
                f"The file cannot be read after row {number} ({type(error).__name__}); fetch it again.",
            )

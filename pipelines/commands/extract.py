"""`crosstally extract`: a filter from text to figures as JSON lines. No warehouse, no Dagster, no Polars: it starts at once."""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import IO, TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelines.extraction.model import Figure

LINE_LIMIT = 64 * 1024 * 1024
"""Bytes of one record; a longer line is refused instead of filling the memory."""
TEXT_KEYS = ("language", "publisher")


class BadRecord(ValueError):
    """A line that is no record; the message says why."""


def as_columns(figure: Figure) -> dict[str, Any]:
    """A figure by the column names of the `figures` table. `pair` is the place, in the same list, of the other side."""
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in zip(figure._fields, figure, strict=True)
    }


def figures_of(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The figures of one record `{"text", "published"?, "language"?, "publisher"?}`; BadRecord where it cannot be read."""
    from pipelines.extraction.extract import extract_figures

    text = record.get("text")
    if not isinstance(text, str):
        raise BadRecord('"text" is missing or no text')
    published = record.get("published")
    if published is not None:
        try:
            published = dt.date.fromisoformat(published[:10])
        except (TypeError, ValueError):
            raise BadRecord(f'"published" is {json.dumps(published)[:60]}; write YYYY-MM-DD or leave it out') from None
    given = {name: record.get(name) for name in TEXT_KEYS}
    for name, value in given.items():
        if value is not None and not isinstance(value, str):
            raise BadRecord(f'"{name}" is no text')
    found = extract_figures(text, published=published, **given)
    return [as_columns(figure) for figure in found]


def records(source: IO[bytes]) -> Iterator[tuple[int, dict[str, Any] | BadRecord]]:
    """Each line of JSON lines with its number; a BadRecord for a line that is none. Empty lines are passed over."""
    number = 0
    while line := source.readline(LINE_LIMIT + 1):
        number += 1
        if len(line) > LINE_LIMIT:
            while line and not line.endswith(b"\n"):
                line = source.readline(LINE_LIMIT)
            yield number, BadRecord(f"longer than {LINE_LIMIT // 1024 // 1024} MB")
            continue
        if not line.strip():
            continue
        try:
            # UTF-8 with or without a byte order mark; surrogates cannot be printed again.
            record = json.loads(line.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            yield number, BadRecord(f"not UTF-8 at byte {error.start}")
        except json.JSONDecodeError as error:
            yield number, BadRecord(f"not JSON: {error.msg} at column {error.colno}")
        except RecursionError:
            yield number, BadRecord("JSON nested too deep")
        else:
            yield (
                number,
                record if isinstance(record, dict) else BadRecord('not a JSON object such as {"id": …, "text": …}'),
            )


def as_line(answer: Mapping[str, Any]) -> bytes:
    """An answer as one line of JSON; ValueError for a number that JSON cannot hold."""
    text = json.dumps(answer, ensure_ascii=False, allow_nan=False)
    # Half a surrogate pair has no UTF-8; its escape is the same text in JSON.
    return text.encode("utf-8", "backslashreplace") + b"\n"


def _print(line: bytes) -> None:
    sys.stdout.buffer.write(line)
    # Each answer goes out at once: a program at the other end may be waiting for it before it sends more.
    sys.stdout.buffer.flush()


def _extract_records(source: IO[bytes]) -> int:
    bad = 0
    for number, record in records(source):
        identity = record.get("id") if isinstance(record, dict) else None
        try:
            if isinstance(record, BadRecord):
                raise record
            line = as_line({"id": identity, "figures": figures_of(record)})
        except Exception as error:
            # Whatever one record does to the extractor, the next one is read.
            bad += 1
            reason = f"line {number}: {error if isinstance(error, BadRecord) else f'{type(error).__name__}: {error}'}"
            line = as_line({"id": identity if isinstance(identity, (str, int)) else None, "error": reason})
            from pipelines.commands.terminal import printable

            click.echo(f"crosstally extract: {printable(reason)}", err=True)
        _print(line)
    return bad


@click.command()
@click.option(
    "--jsonl", is_flag=True, help='Read records {"id", "text", "published"?, "language"?, "publisher"?}, one a line.'
)
@click.option(
    "--published", metavar="DATE", help="Without --jsonl: the text's date (YYYY-MM-DD), for words such as `last year`."
)
@click.option("--language", metavar="TAG", help="Without --jsonl: the text's language, such as en or zh.")
@click.option("--publisher", metavar="NAME", help="Without --jsonl: the text's outlet; decides what a bare $ means.")
def extract(jsonl: bool, published: str | None, language: str | None, publisher: str | None) -> None:
    """Filter: text on standard input, figures as JSON lines on standard output.

    Prints {"id", "figures": […]} in the order of the input, with the column names of the figures table. A line that cannot be
    read gives {"id", "error"} and a line on standard error; the rest is read, and the exit code is 1 at the end.

    \b
    Example:
      echo "Exports rose 4.2 percent to 16.7 billion yuan." | crosstally extract
      crosstally extract --jsonl < articles.jsonl > figures.jsonl
    """
    if sys.stdin.isatty():
        click.echo(
            "Type or paste a text, then press Ctrl-D. `crosstally extract --help` shows how to use files.", err=True
        )
    if jsonl:
        if published or language or publisher:
            raise click.UsageError("With --jsonl, put published, language and publisher into the records.")
        bad = _extract_records(sys.stdin.buffer)
        if bad:
            click.echo(
                f"crosstally extract: {bad} of the lines could not be read; mend them and send them again.", err=True
            )
            sys.exit(1)
        return
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException(
            f"The text is not UTF-8 at byte {error.start}. Convert it first, such as: iconv -f gb18030 -t utf-8"
        ) from None
    record = {"text": text, "published": published, "language": language, "publisher": publisher}
    try:
        line = as_line({"id": None, "figures": figures_of(record)})
    except BadRecord as error:
        raise click.ClickException(str(error).replace('"published"', "--published")) from None
    _print(line)

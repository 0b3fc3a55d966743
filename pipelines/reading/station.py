"""The reading station: a folder of raw files → `Articles` and `Rejects`.

Belongs here: which reader takes which file, and the frames that come out. Does not belong here: formats, rules, Dagster.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import polars as pl

from pipelines.reading.copies import with_copies
from pipelines.reading.decoding import decode, unpacked
from pipelines.reading.discovery import Discovery, InputFile, discover, named_files
from pipelines.reading.language import language_of
from pipelines.reading.limits import DEFAULT_LIMITS, ReadingLimits
from pipelines.reading.markdown import read_markdown
from pipelines.reading.model import NotAnArticle, ReadArticle, TurnedAway
from pipelines.reading.page_pool import PageAnswer, PageJob, PagePool
from pipelines.reading.records import Outcome, read_csv, read_json, read_json_lines, read_parquet
from pipelines.reading.text import has_letters, read_text
from pipelines.reading.warc import read_warc

ARTICLE_COLUMNS = {
    "article_id": pl.String,
    "path": pl.String,
    "url": pl.String,
    "title": pl.String,
    "publisher": pl.String,
    "language": pl.String,
    "published": pl.Date,
    "published_source": pl.String,
    "text": pl.String,
    "wire_id": pl.String,
    "copy_similarity": pl.Float64,
}
REJECT_COLUMNS = dict.fromkeys(("stage", "path", "key", "rule", "column", "value", "reason", "record"), pl.String)
RECORD_READERS: dict[str, Callable[[InputFile, ReadingLimits], Iterator[Outcome]]] = {
    "jsonl": read_json_lines,
    "json": read_json,
    "csv": read_csv,
    "parquet": read_parquet,
    "warc": read_warc,
}


def read_articles(
    raw: Path,
    *,
    limits: ReadingLimits = DEFAULT_LIMITS,
    since: dt.date | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Reads every article below the folder `raw` (or in the one file `raw`).

    Gives the `Articles` frame, sorted by path, with its copies found, and the `Rejects` frame (stage `read`): each input is in
    exactly one of the two. Articles published before `since` are turned away too; undated ones stay. `on_progress` is called with the
    files done and the files in all. The same files give the same frames whatever `limits.processes` is.
    Raises FileNotFoundError where `raw` does not exist.
    """
    return _read(discover(raw, limits.file_bytes), limits, since, on_progress)


def read_files(paths: Sequence[Path], *, limits: ReadingLimits = DEFAULT_LIMITS) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Reads the articles in these files, and below these folders; the frames are those of `read_articles`.

    `articles.path` is the path as it was given. A path that leads nowhere is a row of the rejects like any other.
    """
    return _read(named_files(paths, limits.file_bytes), limits, None, None)


def _read(
    found: Discovery,
    limits: ReadingLimits,
    since: dt.date | None,
    on_progress: Callable[[int, int], None] | None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    articles: list[ReadArticle] = []
    rejects: list[TurnedAway] = list(found.rejects)
    with PagePool(limits) as pool:
        for done, file in enumerate(found.files):
            if on_progress:
                on_progress(done, len(found.files))
            for outcome in _outcomes(file, limits):
                if isinstance(outcome, PageJob):
                    pool.submit(outcome)
                elif isinstance(outcome, TurnedAway):
                    rejects.append(outcome)
                else:
                    articles.append(outcome)
        for job, answer in pool.results():
            if isinstance(answer, TurnedAway):
                rejects.append(answer)
            else:
                _take_page(job, answer, articles, rejects)
    if on_progress:
        on_progress(len(found.files), len(found.files))
    kept = _without_repeats(articles, since, rejects)
    return _articles_frame(kept), _rejects_frame(rejects)


def _outcomes(file: InputFile, limits: ReadingLimits) -> Iterator[Outcome]:
    """What `file` gives; whatever goes wrong with it becomes its reject."""
    count = 0
    try:
        if file.format in RECORD_READERS:
            for outcome in RECORD_READERS[file.format](file, limits):
                count += 1
                yield outcome
            if count == 0:
                yield TurnedAway(file.path, "empty", "The file holds no record; remove it or fetch it again.")
            return
        with file.location.open("rb") as stream:
            limit = limits.markdown_bytes if file.format == "markdown" else limits.article_bytes
            data = unpacked(stream, limit, "article")
        if file.format == "html" or (
            file.format == "text" and data.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html"))
        ):
            yield PageJob(file.path, data)
            return
        yield _text_article(decode(data), file)
    except NotAnArticle as error:
        yield error.at(file.path)
    except OSError as error:
        yield TurnedAway(
            file.path, "unreadable", f"The file cannot be read ({error.strerror or error}); check its permissions."
        )


def _text_article(text: str, file: InputFile) -> ReadArticle:
    if file.format == "markdown":
        marked = read_markdown(text)
        fields, lines, source, declared = marked.fields, marked.lines, marked.published_source, marked.fields.language
        title, url, publisher, published = fields.title, fields.url, fields.publisher, fields.published
    else:
        parts = read_text(text)
        lines, source, declared, url = parts.lines, parts.published_source, None, None
        title, publisher, published = parts.title, parts.publisher, parts.published
    if not has_letters(lines):
        raise NotAnArticle("no_main_text", "The file holds no article text; check that it is an article.")
    body = "\n".join(lines)
    return ReadArticle(file.path, body, title, url, publisher, language_of(body, declared), published, source)


def _take_page(job: PageJob, answer: PageAnswer, articles: list[ReadArticle], rejects: list[TurnedAway]) -> None:
    """The article of a page: what its carrier said of it goes before what it says itself."""
    known = job.known
    title = known.title or answer.title
    lines = answer.lines
    if known.title:
        same = {known.title.casefold(), (answer.title or "").casefold()}
        lines = [known.title, *(lines[1:] if lines and lines[0].casefold() in same else lines)]
    if len(lines) <= (1 if title else 0) or not has_letters(lines):
        rejects.append(
            TurnedAway(
                job.path,
                "no_main_text",
                "No article text was found; check that it is an article and not a list or an error page.",
            )
        )
        return
    published, source = (known.published, "field") if known.published else (answer.published, answer.published_source)
    text = "\n".join(lines)
    language = language_of(text, known.language or answer.language)
    articles.append(
        ReadArticle(
            job.path,
            text,
            title,
            known.url or answer.url,
            known.publisher or answer.publisher,
            language,
            published,
            source,
        )
    )


def _without_repeats(
    articles: list[ReadArticle], since: dt.date | None, rejects: list[TurnedAway]
) -> list[tuple[str, ReadArticle]]:
    """Articles with their ids, by path; a second one with the same content, and one from before `since`, goes to the rejects."""
    first: dict[str, str] = {}
    kept: list[tuple[str, ReadArticle]] = []
    for article in sorted(articles, key=lambda one: _path_key(one.path)):
        if since is not None and article.published is not None and article.published < since:
            rejects.append(
                TurnedAway(
                    article.path,
                    "before_since",
                    f"Published on {article.published}, before {since}; move the start date to read it.",
                    "published",
                    str(article.published),
                )
            )
            continue
        key = article.article_id
        if key in first:
            rejects.append(
                TurnedAway(
                    article.path,
                    "duplicate",
                    f"The same article as {first[key]}, word for word; remove one of them.",
                    "article_id",
                    key,
                )
            )
            continue
        first[key] = article.path
        kept.append((key, article))
    return kept


def _path_key(path: str) -> tuple[str, int, str]:
    """Sorts `feed.jsonl#10` after `feed.jsonl#9`."""
    name, _, number = path.rpartition("#")
    return (name, int(number), "") if name and number.isdigit() else (path, 0, "")


def _articles_frame(articles: list[tuple[str, ReadArticle]]) -> pl.DataFrame:
    rows = {
        "article_id": [key for key, _ in articles],
        **{
            name: [getattr(article, name) for _, article in articles]
            for name in ("path", "url", "title", "publisher", "language", "published", "published_source", "text")
        },
    }
    frame = pl.DataFrame(rows, schema={name: kind for name, kind in ARTICLE_COLUMNS.items() if name in rows})
    return with_copies(frame).select(*ARTICLE_COLUMNS)


def _rejects_frame(rejects: list[TurnedAway]) -> pl.DataFrame:
    rows = [
        ("read", reject.path, None, reject.rule, reject.column, reject.value, reject.reason, reject.record)
        for reject in sorted(rejects, key=lambda one: (_path_key(one.path), one.rule, one.reason))
    ]
    return pl.DataFrame(rows, schema=REJECT_COLUMNS, orient="row")

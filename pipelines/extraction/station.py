"""The extract station: articles → figures as stated.

Belongs here: frames in and out, ids, what happens to an article that fails. Does not belong here: reading of figures.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import polars as pl

from pipelines.extraction.across_articles.clusters import story_clusters
from pipelines.extraction.across_articles.event_places import one_event
from pipelines.extraction.across_articles.shared_currencies import shared_currencies
from pipelines.extraction.across_articles.shared_names import shared_names
from pipelines.extraction.across_articles.shared_plans import shared_plans
from pipelines.extraction.across_articles.story_dates import story_dates
from pipelines.extraction.aliases import canonical_names, fixed_names
from pipelines.extraction.extract import extract_figures, load_language
from pipelines.extraction.memory import KEY, content_hashes
from pipelines.extraction.model import Figure
from schemas import Rejects, StatedFigures

STATED = {name: column.dtype.type for name, column in StatedFigures.to_schema().columns.items()}
REJECTS = {name: column.dtype.type for name, column in Rejects.to_schema().columns.items()}
_REMEMBERED = {name: dtype for name, dtype in STATED.items() if name not in ("figure_id", "article_id", "pair_id")} | {
    "pair": pl.Int64()
}
CHUNK = 500
"""Articles read between two writes to the memory: a killed run loses no more than these."""


class Memory(Protocol):
    """Keeps what was read from an article by the hash of its content."""

    def get(self, content_hashes: list[str]) -> pl.DataFrame:
        """The remembered rows of these hashes."""

    def put(self, frame: pl.DataFrame) -> None:
        """Remembers rows."""


def _row(key: str, figure: Figure) -> dict[str, Any]:
    return {KEY: key} | figure._asdict()


def _read(articles: pl.DataFrame) -> tuple[pl.DataFrame, list[dict[str, Any]]]:
    """Reads every article of a frame. Gives one row a figure (one row of nulls for an article with none), and rejects."""
    rows: list[dict[str, Any]] = []
    rejects: list[dict[str, Any]] = []
    for article in articles.iter_rows(named=True):
        try:
            figures = extract_figures(
                article["text"],
                published=article["published"],
                language=article["language"],
                publisher=article["publisher"],
            )
        except Exception as error:
            rejects.append(
                {
                    "stage": "extract",
                    "path": article["path"],
                    "key": article["article_id"],
                    "rule": "extraction_failed",
                    "column": "text",
                    "value": None,
                    "reason": f"Reading the figures of this article failed ({type(error).__name__}: {error}). "
                    "The article is published without figures; please report it with the file.",
                    "record": json.dumps({"path": article["path"], "title": article["title"]}, ensure_ascii=False),
                }
            )
            continue
        rows.extend(_row(article[KEY], figure) for figure in figures)
        if not figures:
            rows.append({KEY: article[KEY]})
    return pl.DataFrame(rows, schema={KEY: pl.String()} | _REMEMBERED), rejects


def _figure_id(article_id: str, start: int, end: int, nth: int) -> str:
    return hashlib.sha256(f"{article_id}:{start}:{end}:{nth}".encode()).hexdigest()[:16]


def extract(
    articles: pl.DataFrame,
    *,
    memory: Memory | None = None,
    aliases: Mapping[str, Sequence[str]] | None = None,
    naming: Callable[[pl.Series, pl.Series], pl.Series] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Finds every figure that the articles state.

    Takes `Articles`, an optional memory of what was read before, the user's table of aliases (canonical name → other names), and a
    function that is told (articles done, articles in all). `naming` gives canonical names for the columns `entity` and `sentence`
    where other articles' names count too. Gives `StatedFigures`, in order of article and place, and `Rejects`
    with the articles whose reading failed.
    """
    clusters = story_clusters(articles)
    dated = articles.with_columns(story_dates(articles, clusters))
    keyed = dated.with_columns(content_hashes(dated).alias(KEY))
    known = memory.get(keyed[KEY].unique().to_list()) if memory is not None else pl.DataFrame(schema={KEY: pl.String()})
    fresh = keyed.join(known.select(KEY).unique(), on=KEY, how="anti", maintain_order="left").unique(
        KEY, keep="first", maintain_order=True
    )
    frames = [known.select([KEY, *_REMEMBERED])] if known.height else []
    rejects: list[dict[str, Any]] = []
    if fresh.height:
        # A broken installation fails the run here, instead of turning away every article.
        for tag in fresh["language"].unique():
            load_language(tag)
    for begin in range(0, fresh.height, CHUNK):
        if on_progress:
            on_progress(keyed.height - fresh.height + begin, keyed.height)
        frame, failed = _read(fresh.slice(begin, CHUNK))
        rejects.extend(failed)
        if memory is not None:
            memory.put(frame)
        frames.append(frame)
    if not frames:
        return pl.DataFrame(schema=STATED), pl.DataFrame(rejects, schema=REJECTS)
    read = pl.concat(frames).filter(pl.col("start").is_not_null())
    stated = (
        keyed.select("article_id", KEY)
        .join(read, on=KEY, how="inner", maintain_order="left")
        .sort("article_id", "start", "end", "kind", "unit", "low", "high")
        .with_columns(
            pl.int_range(pl.len()).over("article_id", "start", "end").alias("nth"),
            pl.int_range(pl.len()).over("article_id").alias("place"),
        )
    )
    stated = stated.with_columns(
        pl.Series(
            "figure_id",
            [_figure_id(*row) for row in stated.select("article_id", "start", "end", "nth").iter_rows()],
            dtype=pl.String(),
        )
    )
    partners = stated.select("article_id", pl.col("place").alias("pair"), pl.col("figure_id").alias("pair_id"))
    stated = stated.join(partners, on=["article_id", "pair"], how="left", maintain_order="left").select(list(STATED))
    if naming is not None:
        names = naming(stated["entity"], stated["sentence"])
        return stated.with_columns(names.alias("entity")), pl.DataFrame(rejects, schema=REJECTS)
    names = canonical_names(stated["entity"], aliases, stated["sentence"])
    told = stated.join(articles.select("article_id", "published"), on="article_id", how="left", maintain_order="left")
    events = one_event(told.with_columns(names.alias("entity")))
    users = {name for canonical, others in (aliases or {}).items() for name in (canonical, *others)}
    names = names.replace({rarer: name for rarer, name in events.items() if rarer not in users})
    stated = shared_names(stated.with_columns(names.alias("entity")), articles, clusters, fixed=fixed_names(aliases))
    stated = shared_plans(shared_currencies(stated, clusters), clusters)
    return stated, pl.DataFrame(rejects, schema=REJECTS)

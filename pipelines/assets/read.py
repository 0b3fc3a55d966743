"""The first station: files below the raw folder become `articles`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg

from pipelines import progress
from pipelines.assets import previews, watch
from pipelines.assets.storage import (
    GROUP,
    IO_MANAGER,
    Refresh,
    checks,
    description,
    keep_rejects,
    put_out,
    static_metadata,
)
from pipelines.warehouse import PREVIOUS

STAGE = "read"


@dg.asset(
    group_name=GROUP,
    io_manager_key=IO_MANAGER,
    kinds={"polars", "parquet"},
    description=f"{description('articles')} From text, HTML, Markdown, JSON lines, CSV, Parquet and WARC below the raw folder.",
    metadata=static_metadata("articles"),
    check_specs=[*checks("articles"), watch.spec(watch.VOLUME, "articles")],
)
def articles(context: dg.AssetExecutionContext, refresh: Refresh) -> Iterator[Any]:
    """Read every file below the raw folder, each into articles or into rejects."""
    from pipelines.reading.limits import DEFAULT_LIMITS
    from pipelines.reading.station import read_articles

    settings, warehouse = refresh.settings(), refresh.tables()
    if not Path(settings.raw).exists():
        raise dg.Failure(
            description=f"There is no folder {settings.raw}; set raw to the folder with the articles.",
            allow_retries=False,
        )
    warehouse.begin()
    progress.tell(STAGE)
    frame, rejects = read_articles(
        Path(settings.raw),
        limits=DEFAULT_LIMITS,
        since=settings.since,
        on_progress=lambda done, total: progress.tell(STAGE, done, total),
    )
    turned_away, before = [rejects], warehouse.count("articles", PREVIOUS)
    yield from put_out("articles", frame, stage=STAGE, metadata=previews.articles(frame), turned_away=turned_away)
    yield watch.volume_result("articles", frame.height, before, settings)
    number = keep_rejects(warehouse, STAGE, turned_away)
    context.log.info(f"{frame.height} articles from {settings.raw}, {number} rejects")
    progress.tell(STAGE, 1, 1, f"{progress.counted(frame.height, 'article')}, {progress.counted(number, 'reject')}")

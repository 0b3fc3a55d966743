"""The second station: `articles` become figures as stated; what was read before is remembered."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl

from pipelines import progress
from pipelines.assets import previews
from pipelines.assets.storage import (
    GROUP,
    IO_MANAGER,
    Refresh,
    checks,
    description,
    keep_rejects,
    paths_of,
    put_out,
    static_metadata,
)
from pipelines.settings import Settings
from pipelines.warehouse import Warehouse

STAGE = "extract"
MEMORY = ".memory"
QUOTES = "quotes_verify"


def memory_folder(warehouse: Warehouse) -> Path:
    """Where the extraction memory lies: in the warehouse, or in this user's cache for a warehouse on an object store."""
    if warehouse.folder is not None:
        return warehouse.folder / MEMORY
    import hashlib

    import platformdirs

    place = hashlib.blake2b(warehouse.location.encode(), digest_size=8).hexdigest()
    return platformdirs.user_cache_path("crosstally") / "memory" / place


def alias_table(settings: Settings) -> dict[str, list[str]]:
    """The user's table of other names (canonical name → other names); empty where there is none."""
    from pipelines.extraction.aliases import read_aliases

    file = Path(settings.aliases or Path(settings.raw) / "aliases.toml")
    if settings.aliases and not file.exists():
        raise dg.Failure(description=f"Cannot read the aliases in {file}: there is no such file.", allow_retries=False)
    try:
        return read_aliases(file)
    except (OSError, ValueError) as error:
        raise dg.Failure(description=f"Cannot read the aliases: {error}", allow_retries=False) from None


def quoted_verbatim(stated: pl.DataFrame, articles: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Part figures into those whose surface and sentence stand in the article where they say, and rejects for the others."""
    length = pl.col("end") - pl.col("start")
    sentence_length = pl.col("sentence_end") - pl.col("sentence_start")
    marked = stated.join(
        articles.select("article_id", "path", "text"), on="article_id", how="left", maintain_order="left"
    ).with_columns(
        verbatim=(
            pl.col("text").str.slice(pl.col("start"), length).eq_missing(pl.col("surface"))
            & pl.col("text").str.slice(pl.col("sentence_start"), sentence_length).eq_missing(pl.col("sentence"))
        )
    )
    wrong = marked.filter(~pl.col("verbatim"))
    rejects = wrong.select(
        pl.lit(STAGE).alias("stage"),
        "path",
        pl.col("figure_id").alias("key"),
        pl.lit(QUOTES).alias("rule"),
        pl.lit("surface").alias("column"),
        pl.col("surface").alias("value"),
        pl.lit(
            "The quoted words do not stand in the article where the figure says; report it with this record and the file."
        ).alias("reason"),
        pl.struct(stated.columns).struct.json_encode().alias("record"),
    )
    return marked.filter("verbatim").select(stated.columns), rejects


def quotes_result(checked: int, wrong: int) -> dg.AssetCheckResult:
    """The check that every quotation re-verifies."""
    return dg.AssetCheckResult(
        passed=wrong == 0,
        asset_key="stated",
        check_name=QUOTES,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"{wrong} of {checked} figures turned away; see rejects." if wrong else None,
        metadata={"figures checked": checked, "figures turned away": wrong},
    )


@dg.asset(
    group_name=GROUP,
    io_manager_key=IO_MANAGER,
    kinds={"polars"},
    description=f"{description('stated')} An article that was read before, by the same version of the rules, is remembered.",
    metadata=static_metadata("stated"),
    check_specs=[
        *checks("stated"),
        dg.AssetCheckSpec(
            QUOTES, asset="stated", description="Surface and sentence stand in the article's text, letter by letter."
        ),
    ],
)
def stated(context: dg.AssetExecutionContext, refresh: Refresh, articles: pl.DataFrame) -> Iterator[Any]:
    """Take every figure out of every article that is not remembered."""
    from pipelines.extraction.memory import ExtractionMemory, extractor_version
    from pipelines.extraction.station import extract

    settings, warehouse = refresh.settings(), refresh.tables()
    aliases = alias_table(settings)
    memory = ExtractionMemory(memory_folder(warehouse), version=extractor_version())
    if refresh.full_refresh:
        memory.forget()
    progress.tell(STAGE, 0, articles.height)
    frame, rejects = extract(
        articles, memory=memory, aliases=aliases, on_progress=lambda done, total: progress.tell(STAGE, done, total)
    )
    checked = frame.height
    frame, misquoted = quoted_verbatim(frame, articles)
    turned_away = [rejects, misquoted]
    metadata = {
        **previews.figures(frame),
        "articles remembered": memory.found,
        "articles read anew": articles.height - memory.found,
    }
    yield from put_out(
        "stated", frame, stage=STAGE, paths=paths_of(articles), metadata=metadata, turned_away=turned_away
    )
    yield quotes_result(checked, misquoted.height)
    keep_rejects(warehouse, STAGE, turned_away)
    context.log.info(f"{frame.height} figures; {memory.found} of {articles.height} articles remembered")
    counted = progress.counted
    note = f"{counted(frame.height, 'figure')} from {counted(articles.height, 'article')}, {memory.found:,} remembered"
    progress.tell(STAGE, articles.height, articles.height, note)

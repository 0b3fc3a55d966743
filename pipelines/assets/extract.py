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
    MODELS,
    Refresh,
    description,
    keep_rejects,
    paths_of,
    put_out,
    static_metadata,
)
from pipelines.contracts import check_specs
from pipelines.settings import Settings
from pipelines.warehouse import Warehouse

STAGE = "extract"
MEMORY = ".memory"


def memory_folder(warehouse: Warehouse) -> Path:
    """Where the extraction memory lies: in the warehouse, or in this user's cache for a warehouse on an object store."""
    if warehouse.folder is not None:
        return warehouse.folder / MEMORY
    import hashlib

    import platformdirs

    place = hashlib.blake2b(warehouse.location.encode(), digest_size=8).hexdigest()
    return platformdirs.user_cache_path("crosstally") / "memory" / place


def read_aliases(settings: Settings) -> tuple[dict[str, str] | None, bytes]:
    """The user's table of other names (alias → name), and its bytes, since what is extracted depends on them."""
    if not settings.aliases:
        return None, b""
    file = Path(settings.aliases)
    try:
        content = file.read_bytes()
        table = pl.read_csv(content, infer_schema=False).select("alias", "name").drop_nulls()
    except (OSError, pl.exceptions.PolarsError) as error:
        reason = f"Cannot read the aliases in {file}: {error}. It has to be a CSV file with the columns name,alias."
        raise dg.Failure(description=reason, allow_retries=False) from None
    return dict(table.iter_rows()), content


@dg.asset(
    group_name=GROUP,
    io_manager_key=IO_MANAGER,
    kinds={"polars"},
    description=f"{description('stated')} An article that was read before, by the same version of the rules, is remembered.",
    metadata=static_metadata("stated"),
    check_specs=check_specs(MODELS["stated"], "stated"),
)
def stated(context: dg.AssetExecutionContext, refresh: Refresh, articles: pl.DataFrame) -> Iterator[Any]:
    """Take every figure out of every article that is not remembered."""
    from pipelines.extraction.memory import ExtractionMemory, extractor_version
    from pipelines.extraction.station import extract

    settings, warehouse = refresh.settings(), refresh.tables()
    aliases, alias_bytes = read_aliases(settings)
    memory = ExtractionMemory(memory_folder(warehouse), version=extractor_version([alias_bytes]))
    if refresh.full_refresh:
        memory.forget()
    progress.tell(STAGE, 0, articles.height)
    frame, rejects = extract(
        articles, memory=memory, aliases=aliases, on_progress=lambda done, total: progress.tell(STAGE, done, total)
    )
    turned_away = [rejects]
    metadata = {
        **previews.figures(frame),
        "articles remembered": memory.found,
        "articles read anew": articles.height - memory.found,
    }
    yield from put_out(
        "stated", frame, stage=STAGE, paths=paths_of(articles), metadata=metadata, turned_away=turned_away
    )
    keep_rejects(warehouse, STAGE, turned_away)
    context.log.info(f"{frame.height} figures; {memory.found} of {articles.height} articles remembered")
    note = f"{frame.height:,} figures from {articles.height:,} articles, {memory.found:,} remembered"
    progress.tell(STAGE, articles.height, articles.height, note)

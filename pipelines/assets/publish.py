"""The last station: what was turned away, what changed since the run before, and what people open."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl

from pipelines import progress
from pipelines.assets import previews, watch
from pipelines.assets.storage import GROUP, IO_MANAGER, MODELS, Refresh, description, put_out, static_metadata
from pipelines.contracts import check_specs, empty
from schemas import Rejects

STAGE = "publish"
STATIONS = ("read", "extract", "normalise", "reconcile")


@dg.asset(
    group_name=GROUP,
    io_manager_key=IO_MANAGER,
    kinds={"polars", "parquet"},
    description=description("rejects"),
    metadata=static_metadata("rejects"),
    deps=["articles", "stated", "normalised", "figures"],
    check_specs=[*check_specs(MODELS["rejects"], "rejects"), watch.spec(watch.REJECT_SHARE, "rejects")],
)
def rejects(context: dg.AssetExecutionContext, refresh: Refresh) -> Iterator[Any]:
    """Bring together what every station turned away."""
    settings, warehouse = refresh.settings(), refresh.tables()
    parts = [warehouse.read(f"rejects_{stage}") for stage in STATIONS if warehouse.exists(f"rejects_{stage}")]
    frame = pl.concat([empty(Rejects), *parts])
    counts = {"read": "articles", "extract": "stated", "normalise": "normalised", "reconcile": "figures"}
    kept = {stage: warehouse.count(name) or 0 for stage, name in counts.items()}
    yield watch.reject_share_result(frame, kept, settings)
    turned_away: list[pl.DataFrame] = []
    yield from put_out("rejects", frame, stage=STAGE, metadata=previews.rejects(frame), turned_away=turned_away)
    if turned_away:
        context.log.error(f"Rejects that break their own contract: {turned_away[0].to_dicts()}")
    context.log.info(f"{frame.height} rejects")


@dg.asset(
    group_name=GROUP,
    io_manager_key=IO_MANAGER,
    kinds={"polars", "parquet"},
    description=f"{description('changes')} The run before is the last one that finished.",
    metadata=static_metadata("changes"),
    check_specs=check_specs(MODELS["changes"], "changes"),
)
def changes(
    refresh: Refresh, articles: pl.DataFrame, figures: pl.DataFrame, facts: pl.DataFrame, conflicts: pl.DataFrame
) -> Iterator[Any]:
    """Compare figures, facts and conflicts with the last finished run."""
    from pipelines.publishing.changes import find_changes

    warehouse = refresh.tables()
    after = {"articles": articles, "figures": figures, "facts": facts, "conflicts": conflicts}
    before = {name: frame for name in after if (frame := warehouse.previous(name)) is not None}
    frame = find_changes(before or None, after)
    yield from put_out("changes", frame, stage=STAGE, metadata=previews.changes(frame), turned_away=[])


@dg.asset(
    group_name=GROUP,
    kinds={"html"},
    description="The page that people open, report.html: one self-contained file with every conflict, fact and figure.",
)
def report(
    refresh: Refresh,
    articles: pl.DataFrame,
    figures: pl.DataFrame,
    facts: pl.DataFrame,
    comparisons: pl.DataFrame,
    conflicts: pl.DataFrame,
    sources: pl.DataFrame,
    rejects: pl.DataFrame,
    changes: pl.DataFrame,
) -> dg.MaterializeResult[None]:
    """Write the page, and mark the tables as one finished whole."""
    from pipelines.publishing.page import render_report

    warehouse = refresh.tables()
    progress.tell(STAGE)
    page = render_report(
        articles=articles,
        figures=figures,
        facts=facts,
        comparisons=comparisons,
        conflicts=conflicts,
        sources=sources,
        rejects=rejects,
        changes=changes,
    )
    size, _, changed = warehouse.write_bytes("report.html", page.encode())
    warehouse.finish()
    where = warehouse.path("report.html")
    progress.tell(STAGE, 1, 1, where)
    path = Path(where).absolute() if warehouse.is_local else where
    return dg.MaterializeResult(
        metadata={"page": dg.MetadataValue.path(str(path)), "size (bytes)": size, "differs from last time": changed}
    )

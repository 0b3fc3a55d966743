"""The last station: what was turned away, what changed since the run before, and what people open."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl

from pipelines import progress
from pipelines.assets import previews, watch
from pipelines.assets.storage import GROUP, IO_MANAGER, Refresh, checks, description, put_out, static_metadata
from pipelines.contracts import empty
from pipelines.warehouse import COMPARED
from schemas import Rejects

STAGE = "publish"
PAGE = "report.html"
ON_PAGE = ("articles", "figures", "facts", "comparisons", "conflicts", "sources", "rejects", "changes")
# `changes` and `report` read their tables from the warehouse and name in `deps` only the nearest stations: every table is an
# input of theirs, and so many lines would hide the way of a figure in the asset graph.
STATIONS = ("read", "extract", "normalise", "reconcile")


@dg.asset(
    group_name=GROUP,
    io_manager_key=IO_MANAGER,
    kinds={"polars", "parquet"},
    description=description("rejects"),
    metadata=static_metadata("rejects"),
    deps=["articles", "stated", "normalised", "figures"],
    check_specs=[*checks("rejects"), watch.spec(watch.REJECT_SHARE, "rejects")],
)
def rejects(context: dg.AssetExecutionContext, refresh: Refresh) -> Iterator[Any]:
    """Bring together what every station turned away."""
    settings, warehouse = refresh.settings(), refresh.tables()
    parts = [warehouse.read(f"rejects_{stage}") for stage in STATIONS if warehouse.exists(f"rejects_{stage}")]
    frame = pl.concat([empty(Rejects), *parts])
    counts = {"read": "articles", "extract": "stated", "normalise": "normalised", "reconcile": "figures"}
    kept = {stage: warehouse.count(name) or 0 for stage, name in counts.items()}
    turned_away: list[pl.DataFrame] = []
    yield from put_out("rejects", frame, stage=STAGE, metadata=previews.rejects(frame), turned_away=turned_away)
    yield watch.reject_share_result(frame, kept, settings)
    if turned_away:
        context.log.error(f"Rejects that break their own contract: {turned_away[0].to_dicts()}")
    context.log.info(f"{frame.height} rejects")


@dg.asset(
    group_name=GROUP,
    io_manager_key=IO_MANAGER,
    kinds={"polars", "parquet"},
    description=f"{description('changes')} The run before is the last one that finished.",
    metadata=static_metadata("changes"),
    deps=["facts", "conflicts"],
    check_specs=checks("changes"),
)
def changes(refresh: Refresh) -> Iterator[Any]:
    """Compare figures, facts and conflicts with the last finished run."""
    from pipelines.publishing.changes import find_changes

    warehouse = refresh.tables()
    after = {name: warehouse.read(name) for name in COMPARED}
    before = {name: frame for name in COMPARED if (frame := warehouse.previous(name)) is not None}
    frame = find_changes(before or None, after)
    yield from put_out("changes", frame, stage=STAGE, metadata=previews.changes(frame), turned_away=[])


@dg.asset(
    group_name=GROUP,
    kinds={"html"},
    deps=["changes", "rejects", "sources"],
    description="What people open: report.html, one self-contained page with every conflict, fact and figure; the feed "
    "changes.atom; and datapackage.json, which describes every column of the tables.",
)
def report(refresh: Refresh) -> dg.MaterializeResult[None]:
    """Write page, feed and data package, and mark the tables as one finished whole."""
    from pipelines.publishing.data_package import package_descriptor
    from pipelines.publishing.feed import render_feed
    from pipelines.publishing.page import render_report

    settings, warehouse = refresh.settings(), refresh.tables()
    progress.tell(STAGE)
    currency = settings.reporting_currency
    tables = {name: warehouse.read(name) for name in warehouse.tables()}
    shown = {name: tables[name] for name in ON_PAGE}
    feed = render_feed(tables["changes"], tables["conflicts"], articles=tables["articles"], page=PAGE)
    package = package_descriptor(tables, warehouse.folder or ".")
    files = {
        PAGE: render_report(**shown, reporting_currency=currency),
        "changes.atom": feed,
        "datapackage.json": json.dumps(package, ensure_ascii=False, indent=2) + "\n",
    }
    metadata: dict[str, Any] = {}
    for name, text in files.items():
        # Half a surrogate pair in an article has no UTF-8; a question mark stands for it on the page.
        size, _, _ = warehouse.write_bytes(name, text.encode("utf-8", "replace"))
        path = warehouse.path(name)
        metadata[name] = dg.MetadataValue.path(str(Path(path).absolute())) if warehouse.is_local else path
        metadata[f"{name} (bytes)"] = size
    warehouse.finish()
    progress.tell(STAGE, 1, 1, warehouse.path(PAGE))
    return dg.MaterializeResult(metadata=metadata)

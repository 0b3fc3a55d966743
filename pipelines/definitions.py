"""The one Dagster entry: every asset, check, job, schedule and sensor, by explicit lists.

Belongs here: putting the parts together. Does not belong here: any part.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dagster as dg

from pipelines.settings import Settings, load_settings


def build_defs(resource_overrides: Mapping[str, Any] | None = None, settings: Settings | None = None) -> dg.Definitions:
    """All definitions. `resource_overrides` replaces resources by name; `settings` defaults to those of the working folder."""
    from pipelines import automation
    from pipelines.assets import extract, normalise, publish, read, reconcile
    from pipelines.assets.storage import IO_MANAGER, REFRESH, Refresh, tables_io_manager

    settings = settings or load_settings()
    resources = {REFRESH: Refresh.of(settings), IO_MANAGER: tables_io_manager, **(resource_overrides or {})}
    return dg.Definitions(
        assets=[
            read.articles,
            extract.stated,
            normalise.normalise_figures,
            reconcile.reconcile_figures,
            publish.rejects,
            publish.changes,
            publish.report,
        ],
        jobs=[automation.refresh_job()],
        schedules=[automation.daily_refresh(settings)],
        sensors=[automation.new_articles(settings)],
        resources=resources,
        executor=dg.multiprocess_executor if settings.executor == "multiprocess" else dg.in_process_executor,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """What `dg` loads."""
    return build_defs()

"""The refresh job, executed in this process: what `crosstally run` does, and what a program can call.

Belongs here: starting the job, its history, its outcome in numbers. Does not belong here: how a terminal shows it (see
`commands/run.py`), or what the stations do.
"""

from __future__ import annotations

import contextlib
import logging
import os
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines import progress
from pipelines.settings import Settings
from pipelines.warehouse import Warehouse

if TYPE_CHECKING:
    import dagster as dg

INSTANCE_FILE = "dagster.yaml"
INSTANCE_FOLDER = ".dagster"


@dataclass(slots=True)
class Outcome:
    """How a run ended."""

    succeeded: bool
    seconds: float
    warehouse: str
    errors: list[str] = field(default_factory=list)
    """A sentence for each step that failed."""
    warnings: list[str] = field(default_factory=list)
    """A sentence for each statistic that warns, such as a drop in volume."""
    counts: dict[str, int] = field(default_factory=dict)
    """Rows of each published table."""
    remembered: int = 0
    """Articles that were not extracted again."""
    severities: dict[str, int] = field(default_factory=dict)
    """Conflicts that nobody dismissed, by severity."""
    dismissed: int = 0
    page: str | None = None


@contextlib.contextmanager
def project_instance(folder: Path | None = None) -> Iterator[dg.DagsterInstance]:
    """The Dagster instance that keeps the history of the project in `folder` (default: the working folder).

    That of DAGSTER_HOME where it is set, else that of `dagster.yaml` in the folder, else one that keeps nothing.
    """
    import dagster as dg
    from dagster._core.instance.ref import InstanceRef

    folder = folder or Path.cwd()
    if os.environ.get("DAGSTER_HOME"):
        with dg.DagsterInstance.get() as instance:
            yield instance
    elif (folder / INSTANCE_FILE).is_file():
        base = folder / INSTANCE_FOLDER
        base.mkdir(exist_ok=True)
        with dg.DagsterInstance.from_ref(InstanceRef.from_dir(str(base), config_dir=str(folder))) as instance:
            yield instance
    else:
        with dg.DagsterInstance.ephemeral() as instance:
            yield instance


def refresh(
    settings: Settings, *, full_refresh: bool = False, listener: progress.Listener | None = None, verbose: bool = False
) -> Outcome:
    """Run every station and publish; the same job as in the Dagster UI, with its history where the project keeps one.

    Raises WarehouseError where another run holds the warehouse or it cannot be written to.
    """
    started = time.monotonic()
    warehouse = Warehouse(settings.warehouse, part_rows=settings.part_rows)
    with warehouse.alone(), warnings.catch_warnings():
        if not verbose:
            warnings.simplefilter("ignore")
            logging.getLogger("dagster").setLevel(logging.CRITICAL)
        from pipelines.definitions import build_defs

        job = build_defs(settings=settings).resolve_job_def("refresh")
        since = settings.since.isoformat() if settings.since else ""
        config: dict[str, Any] = {
            "resources": {
                "refresh": {
                    "config": {
                        "raw": settings.raw,
                        "warehouse": settings.warehouse,
                        "since": since,
                        "full_refresh": full_refresh,
                    }
                }
            },
            "loggers": {"console": {"config": {"log_level": "INFO" if verbose else "CRITICAL"}}},
        }
        progress.listen(listener)
        try:
            with project_instance() as instance:
                result = job.execute_in_process(run_config=config, instance=instance, raise_on_error=False)
        finally:
            progress.listen(None)
    outcome = Outcome(result.success, 0.0, settings.warehouse, errors=_errors(result), warnings=_warnings(result))
    if result.success:
        _count(outcome, warehouse, result)
    outcome.seconds = time.monotonic() - started
    return outcome


def _errors(result: Any) -> list[str]:
    found = []
    for event in result.all_events:
        if not event.is_step_failure:
            continue
        data = event.step_failure_data
        if data.user_failure_data is not None and data.user_failure_data.description:
            text = data.user_failure_data.description
        else:
            error = data.error
            while error.cause is not None:
                error = error.cause
            text = error.message.strip()
            if text.startswith("pipelines."):
                # Our own errors say in a sentence what to do; the class adds nothing.
                text = text.partition(": ")[2]
        found.append(f"{event.step_key}: {text}")
    return found


def _warnings(result: Any) -> list[str]:
    from pipelines.assets.watch import TEXTS

    found = []
    for event in result.all_events:
        if event.event_type_value == "ASSET_CHECK_EVALUATION":
            check = event.event_specific_data
            if not check.passed and check.check_name in TEXTS:
                found.append(f"{check.asset_key.to_user_string()}: {check.description}")
    return found


def _count(outcome: Outcome, warehouse: Warehouse, result: Any) -> None:
    import polars as pl

    outcome.counts = {name: warehouse.count(name) or 0 for name in warehouse.tables()}
    conflicts = warehouse.scan("conflicts").select("severity", "review").collect()
    standing = conflicts.filter(pl.col("review") != "dismissed")
    outcome.dismissed = conflicts.height - standing.height
    outcome.severities = {
        level: standing.filter(pl.col("severity") == level).height for level in ("high", "medium", "low")
    }
    for event in result.all_events:
        if event.is_step_materialization and event.asset_key and event.asset_key.path[-1] == "stated":
            value = event.materialization.metadata.get("articles remembered")
            outcome.remembered = int(value.value) if value is not None else 0
    page = warehouse.path("report.html")
    outcome.page = page if not warehouse.is_local or Path(page).exists() else None

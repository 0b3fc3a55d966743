"""When the pipeline runs by itself: the refresh job, its daily schedule, and the sensor for new articles.

Belongs here: jobs, schedules, sensors. Both are off until someone switches them on in the UI. Does not belong here: what a run does.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg

from pipelines.assets.storage import GROUP
from pipelines.settings import Settings

JOB = "refresh"


def files_below(folder: str | Path) -> Iterator[os.DirEntry[str]]:
    """Every file below a folder. Links to folders are not followed, and a folder that cannot be read is passed over."""
    waiting = [str(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    elif entry.is_file():
                        yield entry
        except OSError:
            continue


def folder_state(folder: str | Path) -> tuple[str, int]:
    """A hash over names, sizes and times of the files below a folder, and their number. Opens none: cheap for many files."""
    lines = []
    for entry in files_below(folder):
        try:
            status = entry.stat()
        except OSError:
            continue
        lines.append(f"{entry.path}\0{status.st_size}\0{status.st_mtime_ns}")
    digest = hashlib.blake2b("\n".join(sorted(lines)).encode("utf-8", "surrogatepass"), digest_size=16)
    return digest.hexdigest(), len(lines)


def refresh_job() -> Any:
    """Every asset, from the raw folder to the page."""
    return dg.define_asset_job(
        JOB,
        selection=dg.AssetSelection.groups(GROUP),
        description="Read new articles, extract, normalise, reconcile and publish. Articles read before are remembered.",
    )


def daily_refresh(settings: Settings) -> dg.ScheduleDefinition:
    """The refresh once a day, or as `schedule` in the settings says."""
    return dg.ScheduleDefinition(
        name="daily_refresh",
        job_name=JOB,
        cron_schedule=settings.schedule,
        execution_timezone=settings.timezone,
        default_status=dg.DefaultScheduleStatus.STOPPED,
        description="Refreshes all tables once a day.",
    )


def new_articles(settings: Settings) -> dg.SensorDefinition:
    """The refresh as soon as files below the raw folder are added, changed or removed, and have come to rest.

    The cursor holds the state of the folder that was seen last and the one that was run last. A state has to be seen twice in
    a row before it runs, so that a copy in progress is not read half.
    """

    @dg.sensor(
        name="new_articles",
        job_name=JOB,
        minimum_interval_seconds=settings.sensor_interval,
        default_status=dg.DefaultSensorStatus.STOPPED,
        description=f"Refreshes all tables when files in {settings.raw} were added, changed or removed.",
    )
    def sensor(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        seen = json.loads(context.cursor) if context.cursor else {}
        state, number = folder_state(settings.raw)
        if number == 0:
            return dg.SkipReason(f"No files in {settings.raw} yet.")
        if state == seen.get("run"):
            return dg.SkipReason(f"Nothing new among {number:,} files in {settings.raw}.")
        if state != seen.get("seen"):
            context.update_cursor(json.dumps({**seen, "seen": state}))
            return dg.SkipReason(f"Files in {settings.raw} changed; waiting until they come to rest.")
        return dg.SensorResult(
            run_requests=[dg.RunRequest(run_key=state, tags={"files": str(number)})],
            cursor=json.dumps({"seen": state, "run": state}),
        )

    return sensor

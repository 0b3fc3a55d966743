"""The sensor runs once for what is new, when it has come to rest; the schedule runs the same job."""

import datetime as dt
import os
from pathlib import Path

import dagster as dg
import pytest

from pipelines.automation import JOB, daily_refresh, folder_state, new_articles
from pipelines.definitions import build_defs
from pipelines.settings import Settings


def tick(sensor: dg.SensorDefinition, cursor: str | None) -> tuple[list[dg.RunRequest], str | None, str | None]:
    """One look of the sensor: the runs it asks for, why it skips, and its new cursor."""
    with (
        dg.DagsterInstance.ephemeral() as instance,
        dg.build_sensor_context(instance=instance, cursor=cursor) as context,
    ):
        data = sensor.evaluate_tick(context)
        return list(data.run_requests or []), data.skip_message, data.cursor


def test_new_articles_run_once_when_they_have_come_to_rest(tmp_path: Path) -> None:
    sensor = new_articles(Settings(raw=str(tmp_path)))
    runs, why, cursor = tick(sensor, None)
    assert not runs
    assert "No files" in str(why)
    (tmp_path / "a.txt").write_text("It has 12 rooms.")
    runs, why, cursor = tick(sensor, cursor)
    assert not runs
    assert "come to rest" in str(why)
    (first,), _, cursor = tick(sensor, cursor)
    runs, why, cursor = tick(sensor, cursor)
    assert not runs
    assert "Nothing new" in str(why)
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "b.txt").write_text("It has 13 rooms.")
    _, _, cursor = tick(sensor, cursor)
    (tmp_path / "below" / "c.txt").write_text("Still being copied")
    runs, why, cursor = tick(sensor, cursor)
    assert not runs, "the folder changed again, so it waits again"
    (second,), _, cursor = tick(sensor, cursor)
    assert first.run_key != second.run_key


@pytest.mark.parametrize("change", ["content", "time", "name", "removal"])
def test_the_state_of_a_folder_follows_its_files(tmp_path: Path, change: str) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("It has 12 rooms.")
    before, number = folder_state(tmp_path)
    assert number == 2
    assert folder_state(tmp_path)[0] == before
    if change == "content":
        (tmp_path / "a.txt").write_text("It has 120 rooms.")
    elif change == "time":
        os.utime(tmp_path / "a.txt", (1, 1))
    elif change == "name":
        (tmp_path / "a.txt").rename(tmp_path / "c.txt")
    else:
        (tmp_path / "a.txt").unlink()
    assert folder_state(tmp_path)[0] != before


def test_hidden_files_and_link_loops_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It has 12 rooms.")
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert folder_state(tmp_path)[1] == 1
    assert folder_state(tmp_path / "missing")[1] == 0


def test_both_are_off_at_first_and_start_the_refresh() -> None:
    definitions = build_defs()
    schedule, sensor = daily_refresh(Settings()), new_articles(Settings())
    assert schedule.default_status is dg.DefaultScheduleStatus.STOPPED
    assert sensor.default_status is dg.DefaultSensorStatus.STOPPED
    assert (schedule.job_name, sensor.job_name) == (JOB, JOB)
    assert definitions.resolve_job_def(JOB)
    with dg.build_schedule_context(scheduled_execution_time=dt.datetime(2024, 5, 24, 6, tzinfo=dt.UTC)) as context:
        assert len(list(definitions.resolve_schedule_def("daily_refresh").evaluate_tick(context).run_requests)) == 1

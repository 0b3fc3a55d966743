"""A run that is killed at any moment leaves whole tables, and the next run ends as if nothing had happened."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl

from pipelines.assets.storage import MODELS
from pipelines.contracts import audit
from pipelines.warehouse import ASIDE, FINISHED, PUBLISHED

KILLS = int(os.environ.get("CROSSTALLY_TEST_KILLS", "4"))
"""Moments at which a run is killed; more of them take longer and find rarer moments."""
FILES = (*(f"{name}.parquet" for name in PUBLISHED), "report.html", "changes.atom", "datapackage.json")


def write_articles(raw: Path, outlets: int) -> None:
    raw.mkdir()
    for number in range(outlets):
        (raw / f"outlet{number}.md").write_text(
            f"---\ntitle: Lindmoor opens its harbour line\ndate: 2024-05-{number + 10}\npublisher: Outlet {number}\n---\n\n"
            f"The Lindmoor harbour line cost {3 + number % 2}.5 billion yuan and is {40 + number} km long, the city said.\n\n"
            f"It carried {12_000 + 400 * number} passengers in 2023, {number + 2}.4 percent more than in 2022.\n",
            encoding="utf-8",
        )


def start(raw: Path, warehouse: Path, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipelines.cli", "run", "--raw", str(raw), "--warehouse", str(warehouse)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    # A session of its own: the kill takes the helpers of the reading station along, as pulling the plug would.
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )


def finish(process: subprocess.Popen[bytes]) -> None:
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors.decode()


def contents(warehouse: Path) -> dict[str, bytes]:
    return {name: (warehouse / name).read_bytes() for name in FILES}


def assert_whole(warehouse: Path) -> None:
    for name in PUBLISHED:
        path = warehouse / f"{name}.parquet"
        if path.exists():
            audit(pl.read_parquet(path), MODELS[name])


def test_killed_runs_leave_whole_tables_and_no_trace(tmp_path: Path) -> None:
    raw, undisturbed, disturbed = tmp_path / "raw", tmp_path / "undisturbed", tmp_path / "disturbed"
    write_articles(raw, 3)
    for warehouse in (undisturbed, disturbed):
        finish(start(raw, warehouse, tmp_path))
    assert contents(undisturbed) == contents(disturbed)

    # New articles arrive; one warehouse takes them in undisturbed, in the other run after run is killed first.
    (raw / "outlet0.md").unlink()
    (tmp_path / "more").mkdir()
    write_articles(tmp_path / "more" / "raw", 7)
    for file in (tmp_path / "more" / "raw").iterdir():
        file.rename(raw / file.name)
    began = time.monotonic()
    finish(start(raw, undisturbed, tmp_path))
    duration = time.monotonic() - began
    moments = random.Random(20240526)
    killed = 0
    shutil.copytree(disturbed, tmp_path / "before")
    for _ in range(5 * KILLS):
        if killed == KILLS:
            break
        process = start(raw, disturbed, tmp_path)
        time.sleep(moments.uniform(0.4, 0.95) * duration)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        assert_whole(disturbed)
        if (disturbed / FINISHED).exists():
            # Killed before it began, or a moment too late: the disturbed run is then no run that was broken off.
            shutil.rmtree(disturbed)
            shutil.copytree(tmp_path / "before", disturbed)
        else:
            killed += 1
    assert killed, "no run was killed in its midst; the machine is too uneven for this test"
    finish(start(raw, disturbed, tmp_path))
    assert contents(disturbed) == contents(undisturbed)
    assert not list(disturbed.rglob(f"{ASIDE}*"))

"""The wheel with compiled rules that `make compiled` makes: found and unpacked for tests and benchmarks. It is never built in here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parents[1]
WHEELS = ROOT / "dist" / "compiled"

_READ = """
import datetime, json, sys, time
from pipelines.extraction.en import mentions
from pipelines.extraction.extract import extract_figures
extract_figures("It weighs 5 kg.")
print(mentions.__file__, flush=True)
for line in sys.stdin:
    texts, times = json.loads(line)
    start = time.process_time()
    for _ in range(times):
        found = [extract_figures(text, published=datetime.date(2024, 5, 1)) for text in texts]
    took = (time.process_time() - start) / times
    print(json.dumps([took, [repr(figures) for figures in found]]), flush=True)
"""


def unpack(folder: Path) -> Path | None:
    """Unpacks the wheel for this Python into a folder; None where there is none, or the rules are not those of the checkout."""
    version = f"cp{sys.version_info[0]}{sys.version_info[1]}"
    for wheel in WHEELS.glob(f"*-{version}-{version}-*.whl"):
        with ZipFile(wheel) as archive:
            sources = [
                name for name in archive.namelist() if name.startswith("pipelines/") and name.endswith((".py", ".csv"))
            ]
            if all((ROOT / name).exists() and (ROOT / name).read_bytes() == archive.read(name) for name in sources):
                archive.extractall(folder)
                return folder
    return None


def reader(folder: Path) -> subprocess.Popen[str]:
    """A process that extracts with the package in a folder.

    It prints first where the rules were loaded from; then it answers each line, JSON [texts, how often], with JSON [processor
    time in seconds of one round, the figures of each text as Python prints them].
    """
    return subprocess.Popen(
        [sys.executable, "-c", _READ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

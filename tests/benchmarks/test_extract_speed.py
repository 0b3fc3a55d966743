"""Extraction against quantulum3 on the same text, in one run, on one core: characters a second of processor time.

quantulum3 only finds values and units; ours gives everything that `figures` carries. It is installed for this benchmark only, into
`tests/benchmarks/.venv`, made on demand; without it the benchmark is skipped. Both builds of ours are measured: the plain one, and the
one with compiled rules, which is compiled on demand (`make compiled`) and skipped without a C compiler. Run: `make bench`, or
`pytest tests/benchmarks/test_extract_speed.py -s`.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.compiled_build import reader, unpack

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / ".venv"
REQUIREMENT = "quantulum3==0.10.0"
REUTERS = ROOT / ".." / "shared" / "reuters" / "reuters.jsonl.gz"
AT_LEAST = 25
"""Times the characters a second of quantulum3."""
CHARACTERS = 30_000
"""Of each text: quantulum3 takes some two seconds for it."""

THEIRS = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
from quantulum3 import parser
parser.parse("It weighs 5 kg.")
for line in sys.stdin:
    texts = json.loads(line)
    start = time.process_time()
    found = sum(len(parser.parse(text)) for text in texts)
    print(json.dumps([time.process_time() - start, found]), flush=True)
"""


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=600)


@pytest.fixture(scope="module")
def quantulum() -> Iterator[subprocess.Popen[str]]:
    """A process that answers each line (a JSON list of texts) with the processor time it took and what it found."""
    python = FOLDER / "bin" / "python"
    try:
        if not python.exists():
            _run(sys.executable, "-m", "venv", str(FOLDER))
        if not list(FOLDER.glob("lib/*/site-packages/quantulum3")):
            _run(str(python), "-m", "pip", "install", "-q", REQUIREMENT, "setuptools<81")
    except (subprocess.SubprocessError, OSError) as error:
        pytest.skip(f"quantulum3 could not be installed: {error}")
    process = subprocess.Popen([str(python), "-c", THEIRS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    yield process
    process.kill()


@pytest.fixture(scope="module", params=["plain", "compiled"])
def crosstally(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[subprocess.Popen[str]]:
    """A process that extracts with one of the two builds."""
    folder: Path | None = ROOT
    if request.param == "compiled":
        target = tmp_path_factory.mktemp("compiled")
        folder = unpack(target)
        if folder is None:
            try:
                _run("make", "-C", str(ROOT), "compiled")
            except (subprocess.SubprocessError, OSError) as error:
                pytest.skip(f"the rules could not be compiled: {error}")
            folder = unpack(target)
    assert folder is not None
    process = reader(folder)
    assert process.stdout is not None
    assert process.stdout.readline().strip().endswith(".py") == (request.param == "plain")
    process.build = request.param  # type: ignore[attr-defined]
    yield process
    process.kill()


def _ask(process: subprocess.Popen[str], question: object) -> tuple[float, Any]:
    """Processor time and what was found."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(question) + "\n")
    process.stdin.flush()
    took, found = json.loads(process.stdout.readline())
    return took, found


def own_articles() -> list[str]:
    """The sample and held-out articles of the project: dense with figures."""
    golden = ROOT / "tests" / "golden"
    files = [golden / "raw" / "main_text.jsonl", golden / "heldout" / "gold" / "main_text.jsonl"]
    return [json.loads(line)["text"] for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def wire_stories() -> list[str]:
    """Stories of a news wire, where they lie beside the project: as dense with figures as news is."""
    if not REUTERS.exists():
        pytest.skip("the wire stories are not here")
    with gzip.open(REUTERS, "rt", encoding="utf-8") as file:
        return [json.loads(line)["text"] for line in file][5_000:6_000]


def some(texts: list[str]) -> list[str]:
    """The first texts, until they have CHARACTERS together."""
    taken: list[str] = []
    for text in texts:
        taken.append(text)
        if sum(map(len, taken)) >= CHARACTERS:
            break
    return taken


@pytest.mark.parametrize("source", ["own articles", "wire stories"])
def test_speed_against_quantulum(
    source: str, quantulum: subprocess.Popen[str], crosstally: subprocess.Popen[str]
) -> None:
    texts = some(own_articles() if source == "own articles" else wire_stories())
    _ask(crosstally, [texts, 1])
    ours = theirs = 0.0
    # Turns, so that both run under the same load of the machine.
    for _ in range(3):
        took, figures = _ask(crosstally, [texts, 10])
        ours += took
        took, found_by_them = _ask(quantulum, texts)
        theirs += took
    found = sum(each.count("Figure(") for each in figures)
    characters = 3 * sum(map(len, texts))
    ratio = theirs / ours
    print(
        f"\n{source}, {crosstally.build}: crosstally {characters / ours:,.0f} characters/s ({found:,} figures), "  # type: ignore[attr-defined]
        f"quantulum3 {characters / theirs:,.0f} characters/s ({found_by_them:,}): {ratio:.1f} times as fast"
    )
    assert ratio >= AT_LEAST

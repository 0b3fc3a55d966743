"""The README shows what really happens: its examples run in order over the sample articles and print what it says,
but for details that move with every rule.

`make docs` writes the outputs anew. A block behind `<!-- measured -->` is written anew but not run by the test (see
`golden/test_scores.py`). Also here: links of the documentation lead somewhere.
"""

import difflib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from pathlib import Path

import pytest

from schemas.page import page

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DOCUMENTS = [README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"(<!-- measured -->\n)?^```(console|pycon)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
INSTEAD = {"make run": "crosstally run"}
"""What `make` calls once the environment stands."""
ALIKE = 0.6
"""Share of lines that stay, numbers aside: a rule that reads one sentence better need not touch the README, a changed output does."""


def steps(code: str) -> list[tuple[str, str]]:
    """Commands of a console block, each with the output below it."""
    parts = re.split(r"^\$ (.*)\n", code, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def shell(command: str, folder: Path) -> str:
    """What a command prints, in the environment of these tests."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("CROSSTALLY_", "DAGSTER_"))},
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        ["bash", "-c", INSTEAD.get(command, command)],
        cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return "".join(line.rstrip() + "\n" for line in done.stdout.splitlines() if not re.match(r"\w+: [\d,]+ of ", line))


def session(code: str, known: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Examples of a pycon block, each with what it prints."""
    for example in re.findall(r"^>>> .*\n(?:^\.\.\..*\n)*", code, flags=re.MULTILINE):
        source = re.sub(r"^(>>>|\.\.\.) ?", "", example, flags=re.MULTILINE)
        printed = io.StringIO()
        with redirect_stdout(printed):
            exec(compile(source + ("\n" if "\n..." in example else ""), "README.md", "single"), known)
        yield example, "".join(line.rstrip() + "\n" for line in printed.getvalue().splitlines())


def as_run(folder: Path, *, measured: bool) -> str:
    """The README with the outputs that its examples print in `folder`; measured blocks only when asked."""
    known: dict[str, object] = {}

    def anew(block: re.Match[str]) -> str:
        mark, language, code = block.groups()
        if mark and not measured:
            return block.group()
        if language == "pycon":
            with chdir(folder):
                printed = "".join(example + output for example, output in session(code, known))
        else:
            place = ROOT if mark else folder
            printed = "".join("$ " + step + "\n" + shell(step, place) for step, _ in steps(code))
        return f"{mark or ''}```{language}\n{printed}```"

    return BLOCK.sub(anew, README.read_text(encoding="utf-8"))


def with_sample(folder: Path) -> Path:
    """A folder that holds the sample articles."""
    shutil.copytree(ROOT / "raw", folder / "raw")
    return folder


def numberless(text: str) -> list[str]:
    """Lines without digits: times, counts and ids move with every rule."""
    return [re.sub(r"[\d.,]*\d", "0", line) for line in text.splitlines()]


def test_every_example_runs_and_prints_what_the_readme_shows(tmp_path: Path) -> None:
    shown = [block.group() for block in BLOCK.finditer(README.read_text(encoding="utf-8"))]
    printed = [block.group() for block in BLOCK.finditer(as_run(with_sample(tmp_path), measured=False))]
    assert len(printed) == len(shown)
    for before, now in zip(shown, printed, strict=True):
        alike = difflib.SequenceMatcher(None, numberless(before), numberless(now), autojunk=False).ratio()
        assert alike >= ALIKE, f"`make docs` writes the outputs anew; this one became:\n{now}"


def test_the_page_of_tables_is_made_from_the_models() -> None:
    assert (ROOT / "docs" / "tables.md").read_text(encoding="utf-8") == page(), "make docs"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files_and_headings(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?://)([^)\s]+)\)", document.read_text(encoding="utf-8")):
        name, _, anchor = target.partition("#")
        file = document.parent / name if name else document
        assert file.exists(), f"{document.name} links to {target}"
        if anchor:
            headings = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
            anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
            assert anchor in anchors, f"{document.name} links to {target}"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        README.write_text(as_run(with_sample(Path(temporary)), measured=True), encoding="utf-8")

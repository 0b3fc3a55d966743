"""A wheel whose English rules are compiled: what `make compiled` makes. A usual install does not come here.

Belongs here: which modules are compiled, and how. Does not belong here: anything that a plain install needs; hatchling loads this file
only where HATCH_BUILD_HOOK_ENABLE_CUSTOM is set. Needs mypy and setuptools (`requirements-dev.lock`) and a C compiler.

The wheel holds the sources too: a module that is not compiled reads as ever, and tracebacks show lines.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPILED = [f"pipelines/extraction/{name}.py" for name in ("document", "lexicon", "model", "en/*")]
"""The modules that take the time of extraction."""
PLAIN = {
    "__init__": "nothing in it",
    "explain": "watches the rules as they are called, which compiled code does not show: it needs the plain build",
    "rules": "prints a page, and is no part of reading",
}
"""Modules among them that stay as they are, and why."""


_REFUSED = re.compile(r"^pipelines/\S*?(\w+)\.py:\d+: (?!warning|note)", re.M)
"""A module that mypyc stops at, in what it prints."""


def compile_modules(folder: Path, plain: list[str]) -> None:
    """Compiles the modules in place in a copy of the sources, but for those named `plain`; in a process of its own, in that folder."""
    from mypyc.build import mypycify  # noqa: PLC0415 only where it is asked for
    from setuptools import setup  # noqa: PLC0415

    paths = sorted(
        path
        for pattern in COMPILED
        for path in folder.glob(pattern)
        if path.stem not in PLAIN and path.stem not in plain
    )
    # A file of C for each module: a single one takes a compiler a quarter of an hour and gigabytes.
    extensions = mypycify(
        [str(path.relative_to(folder)) for path in paths], opt_level="2", debug_level="0", multi_file=True
    )
    setup(name="crosstally", packages=[], ext_modules=extensions, script_args=["-q", "build_ext", "--inplace"])


class CompiledBuildHook(BuildHookInterface[Any]):
    """Adds the compiled modules to the wheel, beside their sources."""

    def dependencies(self) -> list[str]:
        """What a build in an environment of its own installs."""
        return ["mypy>=1.18,<3", "setuptools"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles in a copy, so that no compiled file is ever left among the sources."""
        self.copy = Path(tempfile.mkdtemp(prefix="crosstally-compiled-"))
        for package in ("pipelines", "schemas"):
            shutil.copytree(
                Path(self.root) / package, self.copy / package, ignore=shutil.ignore_patterns("__pycache__", "*.so")
            )
        plain: list[str] = []
        while True:
            done = subprocess.run(  # noqa: S603 this file itself
                [sys.executable, str(Path(__file__).resolve()), *plain],
                cwd=self.copy, capture_output=True, text=True, check=False,
            )  # fmt: skip
            if not done.returncode:
                break
            # mypyc fails on some code that is right. Such a module stays plain; the others are compiled without it.
            refused = set(_REFUSED.findall(done.stdout + done.stderr)) - set(plain)
            if not refused:
                raise RuntimeError(f"The rules could not be compiled:\n{done.stdout}{done.stderr}")
            plain += sorted(refused)
        if plain:
            print(f"Not compiled, because mypyc cannot: {', '.join(plain)}", file=sys.stderr)  # noqa: T201
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        for path in self.copy.rglob("*.so"):
            if "build" not in path.relative_to(self.copy).parts:
                build_data["force_include"][str(path)] = str(path.relative_to(self.copy))

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Removes the copy."""
        shutil.rmtree(self.copy, ignore_errors=True)


if __name__ == "__main__":
    compile_modules(Path.cwd(), sys.argv[1:])

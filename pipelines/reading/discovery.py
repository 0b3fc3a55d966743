"""The files below the raw folder. Belongs here: the walk, what counts as an input, links. Does not belong here: what is in a file.

Not inputs, so neither read nor told: hidden files and folders, `README*`, and `*.toml` (settings and alias tables live beside articles).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipelines.reading.model import TurnedAway

FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
}
"""File name ending → format; `.gz` may follow each."""


@dataclass(slots=True, frozen=True)
class InputFile:
    """One file to read: where it is, its path below the raw folder as `articles.path` shows it, its format and size."""

    location: Path
    path: str
    format: str
    size: int


@dataclass(slots=True)
class Discovery:
    """What the walk found, both sorted by path."""

    files: list[InputFile] = field(default_factory=list)
    rejects: list[TurnedAway] = field(default_factory=list)


def discover(raw: Path, file_bytes: int) -> Discovery:
    """All inputs below the folder `raw` (or the one file `raw`); what cannot be an input ends in the rejects, nothing is raised for it.

    Links are followed; a link to a folder that was already walked is told instead of walked again. Raises FileNotFoundError where
    `raw` itself does not exist.
    """
    if not raw.exists():
        raise FileNotFoundError(
            f"The folder of raw articles {raw} does not exist; create it or name another with --raw."
        )
    found = Discovery()
    if raw.is_file():
        _look_at_file(raw, raw.name, file_bytes, found)
        return found
    walk = _Walk(found, file_bytes)
    walk.below(raw, "")
    while walk.linked:
        walk.linked.sort(key=lambda entry: entry[1])
        walk.below(*walk.linked.pop(0))
    found.files.sort(key=lambda file: file.path)
    found.rejects.sort(key=lambda reject: (reject.path, reject.rule))
    return found


def named_files(paths: Sequence[Path], file_bytes: int) -> Discovery:
    """The inputs that someone named one by one: files, or folders with all that is below them, under the paths as they were given.

    What a walk would pass over in silence is told here, since it was asked for.
    """
    found = Discovery()
    for path in dict.fromkeys(paths):
        name = str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        if not path.exists():
            reason = "There is no such file or folder; check its name."
            found.rejects.append(TurnedAway(name, "missing", reason))
            continue
        below = discover(path, file_bytes)
        if not below.files and not below.rejects:
            reason = (
                "The folder holds no article."
                if path.is_dir()
                else "Files of this name are not taken for articles (README…, *.toml); give it another name."
            )
            found.rejects.append(TurnedAway(name, "no_input", reason))
        prefix = f"{name.rstrip('/')}/" if path.is_dir() else name.removesuffix(path.name)
        found.files += [replace(file, path=prefix + file.path) for file in below.files]
        found.rejects += [replace(reject, path=prefix + reject.path) for reject in below.rejects]
    return found


class _Walk:
    """The walk over real folders; links to folders wait in `linked`, so that a folder is read under its own name first."""

    def __init__(self, found: Discovery, file_bytes: int) -> None:
        self.linked: list[tuple[Path, str]] = []
        self._found, self._file_bytes = found, file_bytes
        self._walked: dict[tuple[int, int], str] = {}

    def below(self, top: Path, top_path: str) -> None:
        """Takes in the folder `top` and all real folders below it."""
        pending = [(top, top_path)]
        while pending:
            folder, path = pending.pop()
            try:
                status = folder.stat()
                key = (status.st_dev, status.st_ino)
                if key in self._walked:
                    first = self._walked[key] or "the raw folder itself"
                    reason = f"The link leads to a folder that is read already ({first}); remove the link."
                    self._found.rejects.append(TurnedAway(path, "symlink_loop", reason))
                    continue
                with os.scandir(folder) as entries:
                    names = sorted(entries, key=lambda entry: entry.name)
                self._walked[key] = path
            except OSError as error:
                self._found.rejects.append(_unreadable(path or ".", "folder", error))
                continue
            for entry in names:
                if not entry.name.startswith("."):
                    below = f"{path}/{entry.name}" if path else entry.name
                    self._take(entry, below.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), pending)

    def _take(self, entry: os.DirEntry[str], path: str, pending: list[tuple[Path, str]]) -> None:
        location = Path(entry.path)
        try:
            if entry.is_dir(follow_symlinks=False):
                pending.append((location, path))
            elif entry.is_dir(follow_symlinks=True):
                self.linked.append((location, path))
            else:
                _look_at_file(location, path, self._file_bytes, self._found)
        except OSError as error:
            self._found.rejects.append(_unreadable(path, "link" if entry.is_symlink() else "file", error))


def _look_at_file(location: Path, path: str, file_bytes: int, found: Discovery) -> None:
    name = location.name
    if name.lower().startswith("readme") or name.lower().endswith(".toml"):
        return
    try:
        status = location.stat()
    except OSError as error:
        found.rejects.append(_unreadable(path, "link" if location.is_symlink() else "file", error))
        return
    if not stat.S_ISREG(status.st_mode):
        found.rejects.append(TurnedAway(path, "not_a_file", "This is a pipe, socket or device, not a file; remove it."))
        return
    stem = name[:-3] if name.lower().endswith(".gz") else name
    kind = FORMATS.get(Path(stem).suffix.lower())
    if kind is None:
        known = " ".join(FORMATS)
        found.rejects.append(
            TurnedAway(
                path,
                "unknown_format",
                f"Files of this kind are not read; known are {known}, plain or with .gz.",
                "path",
                Path(stem).suffix or None,
            )
        )
        return
    if status.st_size == 0:
        found.rejects.append(TurnedAway(path, "empty", "The file is empty; remove it or fetch it again."))
        return
    if status.st_size > file_bytes:
        found.rejects.append(
            TurnedAway(
                path,
                "oversized",
                f"The file is larger than {file_bytes // (1024 * 1024)} MB; split it.",
                "size",
                str(status.st_size),
            )
        )
        return
    found.files.append(InputFile(location, path, kind, status.st_size))


def _unreadable(path: str, what: str, error: OSError) -> TurnedAway:
    if getattr(error, "errno", None) == 40:  # ELOOP
        return TurnedAway(path, "symlink_loop", "The link leads back to itself; remove it.")
    reason = error.strerror or str(error)
    return TurnedAway(
        path, "unreadable", f"The {what} cannot be read ({reason}); check its permissions or where it points."
    )

"""Files put in place whole. Belongs here: writing beside and renaming. Does not belong here: what is written."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

ASIDE = ".aside-"
"""Start of the name of a file that is still being written, as in the warehouse, which clears what killed processes left."""


def write_whole(path: str | os.PathLike[str], write: Callable[[Path], object]) -> None:
    """Let `write` make a hidden file beside `path`, then rename it: a reader sees the old file or the new one, never half.

    Folders are made as needed. Raises OSError where the place cannot be written; the old file then stays.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{ASIDE}{os.getpid()}-{secrets.token_hex(4)}-{path.name}")
    try:
        write(aside)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def write_text(path: str | os.PathLike[str], text: str) -> None:
    """`write_whole` for text, as UTF-8 with plain line feeds."""
    write_whole(path, lambda aside: aside.write_text(text, encoding="utf-8", newline="\n"))

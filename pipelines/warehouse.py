"""Tables on disk: what a reader of the warehouse can rely on at every moment.

Belongs here: where a table lies, how it is written whole or not at all, how the state before a run is kept. Does not belong
here: Dagster (see `assets/storage.py`), or what the tables mean.

A table is `<name>.parquet`: one file or, above `part_rows` rows, a folder of parts under that same name, which Polars, pandas
and Arrow read by that name, DuckDB as `<name>.parquet/*.parquet`. A new version is written beside the old one under a hidden
name, flushed to the disk, and then takes the name in one rename. On an object store a table is always one object, which
the store itself puts in place whole.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import filecmp
import hashlib
import io
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import polars as pl

STATIONS = ".stations"
"""Folder of what one station hands to the next and no reader needs."""
PREVIOUS = ".previous"
"""Folder of the tables as the last finished run left them, for what has changed since."""
PARTS = ".parts"
"""Folder of the parts of large tables; `<name>.parquet` points into it."""
ASIDE = ".aside-"
"""Start of the name of whatever is still being written: `.aside-<process>-<random>-<name>`."""
FINISHED = ".finished"
"""Written last by a run: the tables belong together."""
LOCK = ".lock"
_CLAIMED: dict[Path, IO[str]] = {}
"""Warehouses that this process holds for a run, by folder."""
ROW_GROUP = 100_000
"""Rows that share one set of Parquet statistics: small enough that a look-up by id reads little."""
STALE_AFTER = dt.timedelta(days=1)
"""An unfinished file of another machine's process counts as left over after so long."""

KEYS = "keys_"
"""Begins the names of the tables in which new figures find their partners among very many (`reconciliation/lookup.py`)."""
SORT_KEYS: dict[str, list[str]] = {
    "articles": ["path"],
    "figures": ["article_id", "start", "end", "figure_id"],
    "facts": ["fact_id"],
    "comparisons": ["fact_id", "a", "b"],
    "sources": ["publisher"],
    "fx_rates": ["currency", "date", "source"],
    "changes": ["table", "change", "key"],
    "stated": ["article_id", "start", "end", "figure_id"],
    "normalised": ["article_id", "start", "end", "figure_id"],
    f"{KEYS}words": ["word"],
    f"{KEYS}names": ["word", "row"],
    f"{KEYS}topics": ["word", "article"],
    f"{KEYS}measures": ["word", "row"],
    f"{KEYS}figures": ["row"],
    f"{KEYS}units": ["dimension", "measure_unit"],
}
"""Order of each table's rows: what it is looked up by comes first. Tables not named here are sorted by all their columns."""
PUBLISHED = ("articles", "figures", "facts", "comparisons", "conflicts", "sources", "fx_rates", "rejects", "changes")
COMPARED = ("articles", "figures", "facts", "conflicts")
"""Tables whose state before a run is kept."""


class WarehouseError(Exception):
    """A warehouse that cannot be read or written; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one write."""

    path: str
    rows: int
    size: int
    """Bytes."""
    parts: int
    changed: bool
    """False where the new version equals the old byte for byte, which is then left untouched."""


def in_order(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows of table `name` in its fixed order, in one chunk, so that equal rows give equal bytes."""
    if name == "conflicts" and "severity" in frame.columns:
        rank = pl.col("severity").replace_strict({"high": 0, "medium": 1}, default=2, return_dtype=pl.Int8)
        order = [rank, pl.col("gap").fill_null(0.0).neg(), pl.col("conflict_id")]
        return frame.sort(order).rechunk()
    keys = [key for key in SORT_KEYS.get(name, frame.columns) if key in frame.columns]
    return frame.sort(keys, nulls_last=True, maintain_order=True).rechunk() if keys else frame.rechunk()


class Warehouse:
    """The tables at one place: a local folder, or an address that fsspec knows (`s3://…`, `gs://…`, `memory://…`)."""

    def __init__(self, location: str | Path, *, part_rows: int = 5_000_000) -> None:
        text = str(location)
        self.location = text
        self.part_rows = part_rows
        self._files: Any = None
        if "://" in text and not text.startswith("file://"):
            import fsspec

            try:
                self._files, self._base = fsspec.core.url_to_fs(text)  # type: ignore[no-untyped-call]
            except (ImportError, ValueError) as error:
                raise WarehouseError(f"Cannot open {text}: {error}. Install the fsspec driver for it.") from None
            self.folder: Path | None = None
        else:
            self.folder = Path(text.removeprefix("file://"))

    # Where things lie

    @property
    def is_local(self) -> bool:
        """Whether it is a folder of this machine."""
        return self.folder is not None

    def relative(self, name: str, below: str | None = None) -> str:
        """File of a table inside the warehouse; tables that no reader needs lie below `.stations`."""
        if below is None and name not in PUBLISHED:
            below = STATIONS
        return f"{below}/{name}.parquet" if below else f"{name}.parquet"

    def path(self, relative: str) -> str:
        """Full path or address of a file inside the warehouse."""
        return str(self.folder / relative) if self.folder is not None else f"{self._base.rstrip('/')}/{relative}"

    def exists(self, name: str, below: str | None = None) -> bool:
        """Whether the table is there."""
        path = self.path(self.relative(name, below))
        return Path(path).exists() if self.is_local else bool(self._files.exists(path))

    def tables(self) -> list[str]:
        """Names of the published tables that are there."""
        return [name for name in PUBLISHED if self.exists(name)]

    # Reading

    def source(self, name: str, below: str | None = None) -> Path | io.BytesIO:
        """What Polars reads the table from. A folder of parts is resolved first, so that a later version cannot mix in."""
        if not self.exists(name, below):
            raise WarehouseError(f"There is no table {name} in {self.location}. Run `crosstally run` first.")
        path = self.path(self.relative(name, below))
        if self.is_local:
            return Path(path).resolve()
        with self._files.open(path, "rb") as file:
            return io.BytesIO(file.read())

    def read(self, name: str, below: str | None = None) -> pl.DataFrame:
        """The table, whole."""
        return pl.read_parquet(self.source(name, below))

    def scan(self, name: str, below: str | None = None) -> pl.LazyFrame:
        """The table, to read only what a query needs."""
        return pl.scan_parquet(self.source(name, below))

    def count(self, name: str, below: str | None = None) -> int | None:
        """Rows of the table, or None where it is not there."""
        if not self.exists(name, below):
            return None
        return int(self.scan(name, below).select(pl.len()).collect().item())

    # Writing

    def write(self, name: str, frame: pl.DataFrame, model: Any = None) -> Written:
        """Put `frame` in the place of table `name`, sorted; the old version stays where `model` (Pandera) refuses a row.

        Raises ContractBroken before anything is touched.
        """
        if model is not None:
            from pipelines.contracts import audit

            frame = audit(frame, model)
        frame = in_order(name, frame)
        relative = self.relative(name)
        if not self.is_local:
            buffer = io.BytesIO()
            _encode(frame, buffer)
            return Written(self.path(relative), frame.height, *self.write_bytes(relative, buffer.getvalue()))
        if frame.height > self.part_rows:
            return self._write_parts(name, relative, frame)
        with self.aside(relative) as temporary:
            _encode(frame, temporary)
            size = temporary.stat().st_size
            changed = self._place(temporary, Path(self.path(relative)))
        return Written(self.path(relative), frame.height, size, 1, changed)

    def write_bytes(self, relative: str, content: bytes) -> tuple[int, int, bool]:
        """Put a file of other kind (page, feed) in place whole; size, parts (1), and whether it changed."""
        if self.is_local:
            with self.aside(relative) as temporary:
                temporary.write_bytes(content)
                return len(content), 1, self._place(temporary, Path(self.path(relative)))
        path = self.path(relative)
        if self._files.exists(path) and self._files.cat_file(path) == content:
            return len(content), 1, False
        self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
        self._files.pipe_file(path, content)
        return len(content), 1, True

    def _write_parts(self, name: str, relative: str, frame: pl.DataFrame) -> Written:
        folder = self._made(Path(self.path(relative)).parent / PARTS)
        temporary = folder / f"{ASIDE}{os.getpid()}-{secrets.token_hex(4)}-{name}"
        temporary.mkdir()
        try:
            digest, size, number = hashlib.blake2b(digest_size=8), 0, 0
            for number, offset in enumerate(range(0, frame.height, self.part_rows), start=1):
                part = temporary / f"part-{number:05d}.parquet"
                _encode(frame.slice(offset, self.part_rows).rechunk(), part)
                _flush(part)
                with part.open("rb") as file:
                    digest.update(hashlib.file_digest(file, "blake2b").digest())
                size += part.stat().st_size
            # The version is part of every part's name: a reader that listed the old folder can never open a new part.
            version = digest.hexdigest()
            for part in list(temporary.iterdir()):
                part.rename(part.with_name(f"{part.stem}-{version}.parquet"))
            _flush(temporary)
            target, link = folder / f"{name}-{version}", Path(self.path(relative))
            before = link.resolve() if link.is_symlink() else None
            changed = before != target.resolve()
            if changed:
                if not target.exists():
                    temporary.rename(target)
                    _flush(folder)
                pointer = link.parent / f"{ASIDE}{os.getpid()}-{secrets.token_hex(4)}-{link.name}"
                pointer.symlink_to(Path(PARTS) / target.name)
                self._replace(pointer, link)
                # The version before stays until the next write, for readers that are still at it.
                for old in folder.glob(f"{name}-*"):
                    if old not in (target, before):
                        shutil.rmtree(old, ignore_errors=True)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
        return Written(str(link), frame.height, size, number, changed)

    @contextlib.contextmanager
    def aside(self, relative: str) -> Iterator[Path]:
        """A hidden path beside a file of a local warehouse, to write its next version to; gone afterwards."""
        target = Path(self.path(relative))
        self._made(target.parent)
        temporary = target.parent / f"{ASIDE}{os.getpid()}-{secrets.token_hex(4)}-{target.name}"
        try:
            yield temporary
        finally:
            temporary.unlink(missing_ok=True)

    def _place(self, temporary: Path, target: Path) -> bool:
        """Let a finished file take its name; False where the file there is the same already."""
        if target.is_file() and filecmp.cmp(temporary, target, shallow=False):
            return False
        _flush(temporary)
        self._replace(temporary, target)
        return True

    def _replace(self, temporary: Path, target: Path) -> None:
        if target.is_dir() and not target.is_symlink():
            raise WarehouseError(f"{target} is a folder that Crosstally did not make. Move it away and run again.")
        temporary.replace(target)
        _flush(target.parent)

    def _made(self, folder: Path) -> Path:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WarehouseError(f"Cannot write to {folder}: {error.strerror}. Choose another --warehouse.") from None
        return folder

    # Runs

    def begin(self) -> None:
        """Start a run: claim the warehouse, clear what killed runs left, keep the tables of the last finished run.

        After a killed run the state before stays what it was, so that the run that makes up for it tells the same changes.
        """
        self.claim()
        self.clear_leftovers()
        if not self._file_exists(FINISHED):
            return
        for name in COMPARED:
            source, target = self.path(self.relative(name)), self.path(self.relative(name, PREVIOUS))
            if not self.is_local:
                if self._files.exists(source):
                    self._files.makedirs(target.rpartition("/")[0], exist_ok=True)
                    self._files.copy(source, target)
                continue
            if not Path(source).exists():
                continue
            with self.aside(self.relative(name, PREVIOUS)) as temporary:
                if Path(source).is_symlink():
                    frame = self.read(name)
                    _encode(frame, temporary)
                else:
                    _link_or_copy(Path(source), temporary)
                _flush(temporary)
                temporary.replace(target)
        if self.is_local:
            Path(self.path(FINISHED)).unlink(missing_ok=True)
        else:
            self._files.rm_file(self.path(FINISHED))

    def finish(self) -> None:
        """Mark the tables as one finished whole."""
        self.write_bytes(FINISHED, b"The tables beside this file come from one finished run.\n")
        self.release()

    def _file_exists(self, relative: str) -> bool:
        path = self.path(relative)
        return Path(path).exists() if self.is_local else bool(self._files.exists(path))

    def previous(self, name: str) -> pl.DataFrame | None:
        """The table as the last finished run before this one left it; None where there was none."""
        return self.read(name, PREVIOUS) if self.exists(name, PREVIOUS) else None

    def clear_leftovers(self) -> int:
        """Remove what killed processes left half written; how many files and folders that were."""
        if self.folder is None or not self.folder.is_dir():
            return 0
        cleared = 0
        for found in self.folder.rglob(f"{ASIDE}*"):
            if _is_left_over(found):
                cleared += 1
                if found.is_dir() and not found.is_symlink():
                    shutil.rmtree(found, ignore_errors=True)
                else:
                    found.unlink(missing_ok=True)
        return cleared

    def claim(self) -> bool:
        """Keep other processes from running into this warehouse until `release`; False where this process holds it already.

        Raises WarehouseError where another process holds it. The system lets go of what a killed process held.
        """
        if self.folder is None:
            return False
        self._made(self.folder)
        place = self.folder.resolve()
        if place in _CLAIMED:
            return False
        file = (place / LOCK).open("a")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise WarehouseError(
                f"Another run is writing to {self.location}. Wait until it ends, or choose another --warehouse."
            ) from None
        _CLAIMED[place] = file
        return True

    def release(self) -> None:
        """Let other processes run into this warehouse again."""
        if self.folder is not None and (file := _CLAIMED.pop(self.folder.resolve(), None)) is not None:
            file.close()

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the warehouse for one run; WarehouseError where another process holds it."""
        claimed = self.claim()
        try:
            yield
        finally:
            if claimed:
                self.release()


def _encode(frame: pl.DataFrame, target: Path | io.BytesIO) -> None:
    frame.write_parquet(target, compression="zstd", statistics=True, row_group_size=ROW_GROUP)


def _flush(path: Path) -> None:
    """Have the file or folder on the disk before the next step counts on it."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _link_or_copy(source: Path, target: Path) -> None:
    # A second name for the same bytes costs nothing, and is safe since files are replaced and never changed in place.
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _is_left_over(path: Path) -> bool:
    """Whether the process that was writing `path` is gone."""
    number = path.name.removeprefix(ASIDE).split("-", 1)[0]
    if number.isdigit() and int(number) == os.getpid():
        return False
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, ValueError):
        return True
    except OSError:
        pass
    try:
        age = dt.datetime.now(tz=dt.UTC).timestamp() - path.lstat().st_mtime
    except OSError:
        return False
    return age > STALE_AFTER.total_seconds()

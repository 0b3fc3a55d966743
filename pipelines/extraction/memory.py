"""What was read from an article before, so that a run costs what is new.

Belongs here: keeping stated figures by (content of the article, version of the extractor). Does not belong here: reading figures.

The memory is a folder of Parquet chunks, one folder a version of the extractor. Each chunk is written beside and renamed, so a
killed run loses no more than the chunk at hand. It is a cache: removing it costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

HASHED = ("text", "published", "language", "publisher")
"""Columns of `articles` that extraction reads: what it finds depends on nothing else of an article."""
KEY = "content_hash"
ASIDE = ".aside-"
"""Start of the name of an unfinished chunk; the warehouse clears what killed runs leave under such names."""
COMPACT_ABOVE = 24
"""Chunks that may pile up before small ones are joined."""
CHUNK_BYTES = 64 * 1024 * 1024
"""A chunk of this size is not joined again."""
SOURCES = ("*.py", "*.csv")
"""Files below pipelines/extraction that decide what is read."""


def content_hashes(articles: pl.DataFrame) -> pl.Series:
    """One hash a row over what extraction reads of an article (`HASHED`), in the order of the rows."""
    columns = [articles[name].cast(pl.String).to_list() for name in HASHED]
    found = []
    for values in zip(*columns, strict=True):
        digest = hashlib.blake2b(digest_size=16)
        for value in values:
            # The length goes in too: no two different rows give the same bytes.
            data = b"" if value is None else value.encode("utf-8", "surrogatepass")
            digest.update(f"{'-' if value is None else len(data)}:".encode())
            digest.update(data)
        found.append(digest.hexdigest())
    return pl.Series(KEY, found, dtype=pl.String)


def extractor_version(extra: Iterable[bytes] = ()) -> str:
    """A hash over every source and word table that extraction consists of, and over `extra`, such as a table of aliases."""
    folder = Path(__file__).parent
    digest = hashlib.blake2b(digest_size=10)
    files = {file for pattern in SOURCES for file in folder.rglob(pattern) if file.name != Path(__file__).name}
    schema = folder.parent.parent / "schemas" / "figures.py"
    for file in [*sorted(files), schema]:
        digest.update(file.name.encode() + b"\0" + hashlib.blake2b(file.read_bytes()).digest())
    for part in extra:
        digest.update(hashlib.blake2b(part).digest())
    return digest.hexdigest()


class ExtractionMemory:
    """Stated figures by content hash.

    A frame has the column `content_hash` and any further columns, the same in every `put` of one version. An article with no
    figure is a row that has only its `content_hash`, everything else null.
    """

    def __init__(self, folder: str | Path, *, version: str | None = None) -> None:
        self.root = Path(folder)
        self.version = version or extractor_version()
        self.folder = self.root / self.version
        self.asked = 0
        """Articles asked for so far."""
        self.found = 0
        """Of these, articles that were remembered."""

    def _chunks(self) -> list[Path]:
        return sorted(self.folder.glob("chunk-*.parquet"))

    def get(self, content_hashes: Sequence[str]) -> pl.DataFrame:
        """The remembered rows of these hashes; hashes that are not among them are not remembered.

        A frame with only the column `content_hash` and no row where nothing is remembered.
        """
        wanted = pl.DataFrame({KEY: pl.Series(list(content_hashes), dtype=pl.String)}).unique()
        self.asked += wanted.height
        frames = []
        for number, chunk in enumerate(self._chunks()):
            try:
                rows = pl.read_parquet(chunk).join(wanted, on=KEY, how="semi", maintain_order="left")
            except (pl.exceptions.PolarsError, OSError):
                # A damaged chunk is as good as none: its articles are read again.
                chunk.unlink(missing_ok=True)
                continue
            if rows.height:
                frames.append(rows.with_columns(pl.lit(number).alias("_chunk")))
        if not frames:
            return pl.DataFrame(schema={KEY: pl.String})
        rows = pl.concat(frames)
        # Two runs at once may both have remembered an article; the later chunk counts.
        rows = rows.filter(pl.col("_chunk") == pl.col("_chunk").max().over(KEY)).drop("_chunk")
        self.found += rows[KEY].n_unique()
        return rows

    def put(self, frame: pl.DataFrame) -> None:
        """Remember the rows of one or more articles; all rows of an article in one call."""
        if frame.is_empty():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        self._drop_old_versions()
        chunks = self._chunks()
        last = int(chunks[-1].name.split("-")[1]) if chunks else 0
        self._write(last + 1, frame)
        if len(chunks) >= COMPACT_ABOVE:
            self._compact()

    def forget(self) -> None:
        """Forget everything: the next run reads every article anew."""
        shutil.rmtree(self.root, ignore_errors=True)

    def _write(self, number: int, frame: pl.DataFrame) -> Path:
        name = f"chunk-{number:06d}-{secrets.token_hex(4)}.parquet"
        aside = self.folder / f"{ASIDE}{os.getpid()}-{name}"
        try:
            frame.write_parquet(aside, compression="zstd")
            with aside.open("rb") as file:
                os.fsync(file.fileno())
            aside.rename(self.folder / name)
        finally:
            aside.unlink(missing_ok=True)
        return self.folder / name

    def _compact(self) -> None:
        """Join small chunks into one, in their order. A kill between the two steps leaves rows twice, which `get` allows for."""
        small = [chunk for chunk in self._chunks() if chunk.stat().st_size < CHUNK_BYTES]
        rows = pl.concat(
            [pl.read_parquet(chunk).with_columns(pl.lit(n).alias("_chunk")) for n, chunk in enumerate(small)]
        )
        rows = rows.filter(pl.col("_chunk") == pl.col("_chunk").max().over(KEY)).drop("_chunk")
        self._write(int(small[-1].name.split("-")[1]), rows)
        for chunk in small:
            chunk.unlink(missing_ok=True)

    def _drop_old_versions(self) -> None:
        for other in self.root.iterdir():
            if other.is_dir() and other != self.folder:
                shutil.rmtree(other, ignore_errors=True)

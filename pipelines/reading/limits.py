"""How much of a hostile or huge input the reading station takes. Belongs here: the limits. Does not belong here: their use."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(slots=True, frozen=True)
class ReadingLimits:
    """Limits of reading; what exceeds one ends in `rejects`, the rest is read.

    Source of the defaults: pages over 2 MB made the extractor take a gigabyte, and pages that are slow to read were slow by a
    factor of a hundred, so that a real article stays far below each of them.
    """

    file_bytes: int = 1024 * MEGABYTE
    """Size of a file on disk."""
    unpacked_bytes: int = 4096 * MEGABYTE
    """Size of a file that holds many records after decompression."""
    article_bytes: int = 2 * MEGABYTE
    """Size of one article: a text, a page, one record of a file."""
    markdown_bytes: int = MEGABYTE // 4
    """Size of one Markdown text: the time that its parser takes on a hostile one grows with the square of its size."""
    page_cpu_seconds: int = 10
    """Processor time for one HTML page."""
    page_wall_seconds: float = 90.0
    """Elapsed time for one HTML page, for a page that waits instead of computing."""
    page_memory_bytes: int = 1024 * MEGABYTE
    """Address space of a process that reads HTML pages."""
    processes: int | None = None
    """Processes that read HTML pages; None for one a core."""


DEFAULT_LIMITS = ReadingLimits()

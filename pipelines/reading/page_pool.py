"""Child processes that read HTML pages under limits of time and memory.

Belongs here: starting, feeding, timing and replacing them. Does not belong here: what they do (page_worker.py).

A page that takes too long or kills its process is tried once more without trafilatura, then turned away; the others go on. Results do
not depend on the number of processes. No process starts before the first page comes.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import queue
import select
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.reading.fields import NamedFields
from pipelines.reading.limits import ReadingLimits
from pipelines.reading.model import TurnedAway

PACKAGE_ROOT = Path(__file__).resolve().parents[2]
PAGES_PER_PROCESS = 24
"""Pages for which a further process pays: starting one takes about as long as reading so many."""


@dataclass(slots=True)
class PageJob:
    """HTML to read: a whole page, or with kind `fragment` a body that stands in a field. `known` are fields that its carrier gave."""

    path: str
    data: bytes
    kind: str = "page"
    charset: str | None = None
    known: NamedFields = field(default_factory=NamedFields)


@dataclass(slots=True)
class PageAnswer:
    """What the page gave, as plain values; see html.PageParts."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    published: dt.date | None = None
    published_source: str | None = None
    lines: list[str] = field(default_factory=list)


class PagePool:
    """Reads pages in child processes. Use as a context manager: `submit` jobs, then `results`, which come in any order."""

    def __init__(self, limits: ReadingLimits) -> None:
        self._limits = limits
        self._jobs: queue.Queue[PageJob | None] = queue.Queue(maxsize=64)
        self._results: list[tuple[PageJob, PageAnswer | TurnedAway]] = []
        self._threads: list[threading.Thread] = []
        self._processes = limits.processes or os.cpu_count() or 1
        self._submitted = 0
        self._lock = threading.Lock()
        self._stopping = threading.Event()

    def __enter__(self) -> PagePool:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is not None:
            self._stopping.set()
        self._finish()

    def submit(self, job: PageJob) -> None:
        """Hands a page over; waits where many are waiting already."""
        if len(self._threads) < self._processes and self._submitted >= len(self._threads) * PAGES_PER_PROCESS:
            thread = threading.Thread(target=self._serve, name=f"page-reader-{len(self._threads)}", daemon=True)
            self._threads.append(thread)
            thread.start()
        self._submitted += 1
        self._jobs.put(job)

    def results(self) -> list[tuple[PageJob, PageAnswer | TurnedAway]]:
        """Waits for all pages; each job with its answer or why it gave none."""
        self._finish()
        return self._results

    def _finish(self) -> None:
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _serve(self) -> None:
        child = _Child(self._limits)
        try:
            while (job := self._jobs.get()) is not None:
                if self._stopping.is_set():
                    continue
                try:
                    answer = child.read(job)
                except Exception as error:  # the thread must go on taking jobs, or `submit` would wait for ever
                    child.stop()
                    answer = TurnedAway(
                        job.path, "page_crash", f"The page could not be read ({type(error).__name__}); try again."
                    )
                with self._lock:
                    self._results.append((job, answer))
        finally:
            child.stop()


class _Child:
    """One child process, started when a page comes and again after it was killed."""

    def __init__(self, limits: ReadingLimits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, job: PageJob) -> PageAnswer | TurnedAway:
        if len(job.data) > self._limits.article_bytes:
            megabytes = self._limits.article_bytes / (1024 * 1024)
            return TurnedAway(
                job.path,
                "oversized",
                f"The page is larger than {megabytes:g} MB; save its text as .txt.",
            )
        head = {"kind": job.kind, "charset": job.charset}
        answer = self._ask({**head, "guided": True}, job.data)
        if isinstance(answer, str) and job.kind == "page":
            again = self._ask({**head, "guided": False}, job.data)
            answer = answer if isinstance(again, str) else again
        if isinstance(answer, str):
            reasons = {
                "page_time": "Reading the page takes longer than allowed; the page may be hostile, save its text as .txt.",
                "page_crash": "The page brought down the process that read it; save its text as .txt.",
            }
            return TurnedAway(job.path, answer, reasons[answer])
        if "rule" in answer:
            return TurnedAway(job.path, str(answer["rule"]), str(answer["reason"]))
        parts = dict(answer["parts"])  # type: ignore[call-overload]
        if parts.get("published"):
            parts["published"] = dt.date.fromisoformat(parts["published"])
        return PageAnswer(**parts)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()
            self._process = None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            paths = [str(PACKAGE_ROOT), os.environ.get("PYTHONPATH", "")]
            self._process = subprocess.Popen(  # noqa: S603  (our own module, no article text among the arguments)
                [
                    sys.executable,
                    "-P",
                    "-m",
                    "pipelines.reading.page_worker",
                    str(self._limits.page_memory_bytes),
                    str(self._limits.page_cpu_seconds),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)},
                start_new_session=True,  # so that Ctrl-C reaches the parent alone, which then stops its children
            )
        return self._process

    def _ask(self, head: dict[str, object], data: bytes) -> dict[str, object] | str:
        """The child's answer, or `page_time` or `page_crash`."""
        process = self._started()
        assert process.stdin is not None and process.stdout is not None  # noqa: S101  (both are pipes)
        try:
            for part in (json.dumps(head).encode(), data):
                process.stdin.write(len(part).to_bytes(4, "big"))
                process.stdin.write(part)
            process.stdin.flush()
            deadline = time.monotonic() + self._limits.page_wall_seconds
            size = self._receive(process, 4, deadline)
            answer = self._receive(process, int.from_bytes(size, "big"), deadline)
        except (EOFError, OSError):
            status = process.wait()
            self.stop()
            return "page_time" if status == -signal.SIGXCPU else "page_crash"
        except TimeoutError:
            self.stop()
            return "page_time"
        result: dict[str, object] = json.loads(answer)
        if result.get("rule") == "page_memory":
            self.stop()  # what was allocated may not come back
        return result

    @staticmethod
    def _receive(process: subprocess.Popen[bytes], size: int, deadline: float) -> bytes:
        assert process.stdout is not None  # noqa: S101
        received = bytearray()
        descriptor = process.stdout.fileno()
        while len(received) < size:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([descriptor], [], [], left)[0]:
                raise TimeoutError
            part = os.read(descriptor, min(65536, size - len(received)))
            if not part:
                raise EOFError
            received += part
        return bytes(received)

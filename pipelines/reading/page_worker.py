"""The child process that reads HTML pages: `python -m pipelines.reading.page_worker`, a request on standard input, an answer on output.

Belongs here: the limits of the process and its half of the wire. Does not belong here: what a page says (html.py), when a child is
started or killed (page_pool.py).

A message is a length (four bytes, big endian) and that many bytes: a request is a JSON head and then the page's bytes, an answer is JSON.
"""

from __future__ import annotations

import contextlib
import json
import logging
import resource
import sys
from dataclasses import asdict
from typing import BinaryIO

from pipelines.reading.html import fragment_lines, read_page
from pipelines.reading.model import NotAnArticle


def read_message(stream: BinaryIO) -> bytes | None:
    """The next message of `stream`, or None at its end."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    return stream.read(int.from_bytes(head, "big"))


def write_message(stream: BinaryIO, data: bytes) -> None:
    """Sends `data` as one message."""
    stream.write(len(data).to_bytes(4, "big") + data)
    stream.flush()


def _limit_memory(limit: int) -> None:
    with contextlib.suppress(ValueError, OSError):  # some systems know no such limit; time is limited in any case
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _limit_time(seconds: int) -> None:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(usage.ru_utime + usage.ru_stime) + 1 + seconds
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _answer(request: dict[str, object], data: bytes) -> dict[str, object]:
    try:
        if request["kind"] == "fragment":
            return {"parts": {"lines": fragment_lines(data.decode("utf-8"))}}
        charset = request.get("charset")
        parts = asdict(
            read_page(data, charset if isinstance(charset, str) else None, guided=bool(request.get("guided", True)))
        )
        published = parts["published"]
        return {"parts": {**parts, "published": published.isoformat() if published else None}}
    except NotAnArticle as error:
        return {"rule": error.rule, "reason": error.reason}
    except MemoryError:
        return {
            "rule": "page_memory",
            "reason": "Reading the page takes more memory than allowed; the page may be hostile, raise the limit only if you trust it.",
        }
    except RecursionError:
        return {
            "rule": "broken_html",
            "reason": "The page is nested too deeply to be an article; save its text as .txt.",
        }
    except Exception as error:  # whatever a parser raises on a hostile page is that page's fault and stops no other
        return {
            "rule": "broken_html",
            "reason": f"The page cannot be read ({type(error).__name__}); save its text as .txt.",
        }


def main() -> None:
    """Answers requests until the input ends."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    _limit_memory(int(sys.argv[1]))
    seconds = int(sys.argv[2])
    logging.disable(logging.CRITICAL)
    while (head := read_message(requests)) is not None:
        data = read_message(requests)
        if data is None:
            return
        _limit_time(seconds)
        write_message(answers, json.dumps(_answer(json.loads(head), data)).encode())


if __name__ == "__main__":
    main()

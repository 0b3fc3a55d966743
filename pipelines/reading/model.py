"""What one input becomes while it is read. Belongs here: the records. Does not belong here: formats, rules."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass

ID_LENGTH = 16
ID_SEPARATOR = "\x1f"


@dataclass(slots=True)
class ReadArticle:
    """One article as it was read. `text` holds the title first, then the body, one paragraph, item or table row a line."""

    path: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    published: dt.date | None = None
    published_source: str | None = None

    @property
    def article_id(self) -> str:
        """Id of the content: the same article gives the same id wherever its file lies."""
        parts = (
            self.url,
            self.title,
            self.publisher,
            self.published.isoformat() if self.published else None,
            self.text,
        )
        digest = hashlib.sha256(ID_SEPARATOR.join(part or "" for part in parts).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()[:ID_LENGTH]


@dataclass(slots=True)
class TurnedAway:
    """One input that gave no article, and why. `reason` is a sentence that ends with what to do."""

    path: str
    rule: str
    reason: str
    column: str | None = None
    value: str | None = None
    record: str | None = None


class NotAnArticle(ValueError):
    """Raised where an input gives no article; becomes a row of `rejects`."""

    def __init__(self, rule: str, reason: str, *, column: str | None = None, value: str | None = None) -> None:
        super().__init__(reason)
        self.rule, self.reason, self.column, self.value = rule, reason, column, value

    def at(self, path: str, record: object | None = None) -> TurnedAway:
        """The reject for the input at `path`; `record` is what stood there, shortened."""
        return TurnedAway(path, self.rule, self.reason, self.column, self.value, shortened_record(record))


def shortened_record(record: object | None, limit: int = 2000) -> str | None:
    """`record` as JSON of at most about `limit` characters, long texts cut, None for nothing."""
    if record is None:
        return None
    if isinstance(record, dict):
        cut = {
            str(key)[:80]: value[:200] + "…" if isinstance(value, str) and len(value) > 200 else value
            for key, value in list(record.items())[:40]
        }
        shown = json.dumps(cut, ensure_ascii=False, default=str)
        return shown if len(shown) <= limit else json.dumps({"keys": list(cut)[:40]}, ensure_ascii=False)
    text = str(record)
    return json.dumps(text if len(text) <= limit else text[:limit] + "…", ensure_ascii=False)

"""Decisions of people on conflicts, kept in `reviews.toml` beside the warehouse and applied on every run.

Belongs here: reading and appending that file, and putting its decisions on the conflicts table.
Does not belong here: deciding what conflicts, or showing it.

The file is a list of `[[review]]` blocks, only ever added to, so that it merges well under git; the last block on a
conflict counts. Each block carries a fingerprint of the evidence it was made on: when a figure of the conflict
changes later, the decision stands but is marked stale, and the conflict is shown again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.publishing.whole_files import write_text
from schemas import Conflicts, Rejects

DECISIONS = ("confirm", "dismiss", "prefer", "reopen")
"""`prefer` confirms a conflict and names the figure that is right; `reopen` takes an earlier decision back."""

EVIDENCE_COLUMNS = ("figure_id", "kind", "low", "high", "bound", "change", "unit", "modality")
"""What a decision rests on: the figures and their values as stated. Exchange rates and scores may move without it."""

_HEADER = """\
# Decisions on conflicts: added by `crosstally review`, or by hand. Meant for git. The last block on a conflict counts.
# decision: confirm, dismiss, prefer (with prefer = "figure id") or reopen. See docs/reviews.md.
"""


class ReviewsError(ValueError):
    """A decision cannot be recorded; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Review:
    """One `[[review]]` block."""

    conflict: str
    """conflict_id"""
    decision: str
    reason: str
    by: str
    on: dt.date | None = None
    prefer: str | None = None
    """figure_id that is right, for `prefer`."""
    evidence: str | None = None
    """Fingerprint of the evidence when the decision was made; None in blocks written by hand."""
    type: str | None = None
    figures: tuple[str, ...] = ()
    """figure_ids of the conflict when the decision was made: the conflict is found again by them should its id change."""


@dataclass(slots=True)
class ReviewFile:
    """The decisions of a file, in its order, and what could not be read."""

    reviews: list[Review] = field(default_factory=list)
    problems: list[dict[str, str | None]] = field(default_factory=list)
    """Rows for the `rejects` table."""


def _problem(
    path: Path, rule: str, reason: str, *, key: str | None = None, record: Any = None
) -> dict[str, str | None]:
    return {
        "stage": "publish",
        "path": path.name,
        "key": key,
        "rule": rule,
        "column": None,
        "value": None,
        "reason": reason,
        "record": None if record is None else json.dumps(record, ensure_ascii=False, default=str, sort_keys=True),
    }


def _block(raw: Mapping[str, Any]) -> Review:
    """A `[[review]]` block as a Review. Raises ReviewsError with a sentence that says what is wrong."""
    texts: dict[str, str | None] = {}
    for name in ("conflict", "decision", "reason", "by", "prefer", "evidence", "type"):
        value = raw.get(name)
        if value is not None and not isinstance(value, str):
            raise ReviewsError(f"`{name}` has to be text in quotes.")
        texts[name] = value
    unknown = sorted(set(raw) - {*texts, "on", "figures"})
    if unknown:
        raise ReviewsError(f"`{unknown[0]}` is not a key of a review; see docs/reviews.md for the keys.")
    conflict, decision = texts["conflict"], texts["decision"]
    if not conflict:
        raise ReviewsError("`conflict` is missing: give the conflict's id.")
    if decision not in DECISIONS:
        raise ReviewsError(f"`decision` has to be one of {', '.join(DECISIONS)}.")
    if decision == "prefer" and not texts["prefer"]:
        raise ReviewsError("`prefer` is missing: give the id of the figure that is right.")
    on = raw.get("on")
    if isinstance(on, str):
        try:
            on = dt.date.fromisoformat(on)
        except ValueError:
            raise ReviewsError("`on` has to be a date such as 2026-01-31.") from None
    if isinstance(on, dt.datetime):
        on = on.date()
    if on is not None and not isinstance(on, dt.date):
        raise ReviewsError("`on` has to be a date such as 2026-01-31.")
    figures = raw.get("figures", [])
    if not isinstance(figures, list) or not all(isinstance(item, str) for item in figures):
        raise ReviewsError("`figures` has to be a list of figure ids.")
    return Review(
        conflict=conflict,
        decision=decision,
        reason=texts["reason"] or "",
        by=texts["by"] or "",
        on=on,
        prefer=texts["prefer"],
        evidence=texts["evidence"],
        type=texts["type"],
        figures=tuple(figures),
    )


def read_reviews(path: str | os.PathLike[str]) -> ReviewFile:
    """The decisions in `path`, in its order; an absent file holds none.

    Nothing is raised for what the file says: a block that cannot be read, or a file that is not TOML, becomes a row
    in `problems` and the rest is kept.
    """
    path = Path(path)
    result = ReviewFile()
    try:
        content = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return result
    except (OSError, UnicodeDecodeError) as error:
        reason = f"The reviews cannot be read ({error}). Until that is mended no decision is applied."
        result.problems.append(_problem(path, "reviews_readable", reason))
        return result
    try:
        document = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        reason = f"The file is not valid TOML: {error}. Until that is mended no decision is applied."
        result.problems.append(_problem(path, "reviews_toml", reason))
        return result
    blocks = document.get("review", [])
    unknown = sorted(set(document) - {"review"})
    if unknown or not isinstance(blocks, list):
        reason = f"Only [[review]] blocks belong in this file; found `{unknown[0] if unknown else 'review'}`."
        result.problems.append(_problem(path, "reviews_layout", reason))
    if not isinstance(blocks, list):
        return result
    for number, raw in enumerate(blocks, start=1):
        if not isinstance(raw, dict):
            result.problems.append(
                _problem(path, "review_block", f"Review {number} is not a block of keys.", record=raw)
            )
            continue
        try:
            result.reviews.append(_block(raw))
        except ReviewsError as error:
            key = raw.get("conflict")
            reason = f"Review {number} is not applied: {error}"
            result.problems.append(
                _problem(path, "review_block", reason, key=key if isinstance(key, str) else None, record=raw)
            )
    return result


def review_rejects(path: str | os.PathLike[str]) -> pl.DataFrame:
    """What of the reviews file could not be applied, as a `Rejects` frame."""
    schema = dict.fromkeys(Rejects.to_schema().columns, pl.String)
    return pl.DataFrame(read_reviews(path).problems, schema=schema)


def evidence_fingerprint(conflict_type: str, figures: Iterable[Mapping[str, Any]]) -> str:
    """16 hex digits that change when a figure of the conflict comes, goes or is read with another value.

    `figures` are rows of the `figures` table; their order does not matter.
    """
    rows = sorted([[row[name] for name in EVIDENCE_COLUMNS] for row in figures], key=lambda row: str(row[0]))
    payload = json.dumps([conflict_type, rows], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(payload.encode()).hexdigest()[:16]


def _figures_by_id(conflicts: pl.DataFrame, figures: pl.DataFrame) -> dict[str, dict[str, Any]]:
    wanted = conflicts.select(pl.col("figure_ids").explode().alias("figure_id")).unique()
    columns = [*EVIDENCE_COLUMNS, "surface"]
    return {
        row["figure_id"]: row
        for row in figures.select(columns).join(wanted, on="figure_id", how="semi").iter_rows(named=True)
    }


def _review_of(conflict: Mapping[str, Any], by_id: Mapping[str, Review], by_figures: Sequence[Review]) -> Review | None:
    """The decision on this conflict: by its id, else the last on a conflict of its type and of most of its figures.

    A conflict's id may change when figures join it. A decision whose figures are mostly these is about the same thing;
    its fingerprint differs, so it will be marked stale.
    """
    exact = by_id.get(conflict["conflict_id"])
    if exact is not None:
        return exact
    now = set(conflict["figure_ids"])
    for review in reversed(by_figures):
        shared = len(now & set(review.figures))
        if review.type == conflict["type"] and shared and 2 * shared > min(len(now), len(review.figures)):
            return review
    return None


def apply_reviews(conflicts: pl.DataFrame, figures: pl.DataFrame, reviews_path: str | os.PathLike[str]) -> pl.DataFrame:
    """Put the decisions of `reviews_path` on the conflicts.

    Takes and gives a `Conflicts` frame, in the same order; sets review, review_reason, reviewer, reviewed_on and
    review_stale, and resets them where no decision stands. Blocks that cannot be read are told by `review_rejects`.
    """
    reviews = read_reviews(reviews_path).reviews
    by_id = {review.conflict: review for review in reviews}
    known = set(conflicts["conflict_id"].to_list())
    moved = [review for review in by_id.values() if review.conflict not in known and review.figures]
    evidence = _figures_by_id(conflicts, figures) if by_id else {}
    rows: list[tuple[str, str | None, str | None, dt.date | None, bool]] = []
    for conflict in conflicts.iter_rows(named=True):
        review = _review_of(conflict, by_id, moved) if by_id else None
        if review is None or review.decision == "reopen":
            rows.append(("open", None, None, None, False))
            continue
        present = [evidence[figure_id] for figure_id in conflict["figure_ids"] if figure_id in evidence]
        # A block written by hand has no fingerprint: it stands until someone takes it back.
        stale = review.conflict != conflict["conflict_id"] or (
            review.evidence is not None and review.evidence != evidence_fingerprint(conflict["type"], present)
        )
        reason = review.reason or None
        if review.decision == "prefer":
            preferred = evidence.get(review.prefer or "")
            stale = stale or review.prefer not in conflict["figure_ids"]
            named = f"“{preferred['surface']}”" if preferred else f"figure {review.prefer}"
            reason = f"{named} is right" + (f": {review.reason}" if review.reason else "")
        rows.append(
            ("dismissed" if review.decision == "dismiss" else "confirmed", reason, review.by or None, review.on, stale)
        )
    columns = ("review", "review_reason", "reviewer", "reviewed_on", "review_stale")
    types = (pl.String, pl.String, pl.String, pl.Date, pl.Boolean)
    decided = pl.DataFrame(rows, schema=dict(zip(columns, types, strict=True)), orient="row")
    return conflicts.with_columns(decided[name] for name in columns).select(list(Conflicts.to_schema().columns))


def _quoted(value: str) -> str:
    """A TOML basic string. JSON's escapes are TOML's, except that TOML wants U+007F escaped too."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def as_toml(review: Review, *, comment: str = "") -> str:
    """The `[[review]]` block of a decision; `comment` goes above it on one line."""
    lines = [f"# {' '.join(comment.split())}"] if comment else []
    lines = ["".join(char for char in line if char.isprintable()) for line in lines]
    lines += ["[[review]]", f"conflict = {_quoted(review.conflict)}", f"decision = {_quoted(review.decision)}"]
    if review.prefer:
        lines.append(f"prefer = {_quoted(review.prefer)}")
    lines += [f"reason = {_quoted(review.reason)}", f"by = {_quoted(review.by)}"]
    if review.on:
        lines.append(f"on = {review.on.isoformat()}")
    if review.type:
        lines.append(f"type = {_quoted(review.type)}")
    if review.figures:
        lines.append(f"figures = [{', '.join(_quoted(item) for item in review.figures)}]")
    if review.evidence:
        lines.append(f"evidence = {_quoted(review.evidence)}")
    return "\n".join(lines) + "\n"


def add_review(
    reviews_path: str | os.PathLike[str],
    conflicts: pl.DataFrame,
    figures: pl.DataFrame,
    conflict_id: str,
    decision: str,
    *,
    reason: str,
    by: str,
    on: dt.date,
    prefer: str | None = None,
) -> Review:
    """Append one decision to the file and give it back.

    `conflict_id` and `prefer` may be the first characters of an id, as long as one id starts so. Raises ReviewsError
    when there is no such conflict or figure, or when the file as it stands is not valid TOML; the file is then left alone.
    """
    path = Path(reviews_path)
    conflict = conflicts.row(_only(conflicts["conflict_id"].to_list(), conflict_id, "conflict"), named=True)
    if decision not in DECISIONS:
        raise ReviewsError(f"`{decision}` is no decision; use one of {', '.join(DECISIONS)}.")
    if decision == "prefer":
        if not prefer:
            raise ReviewsError("Say which figure is right: give its id.")
        prefer = conflict["figure_ids"][_only(conflict["figure_ids"], prefer, "figure of this conflict")]
    elif prefer:
        raise ReviewsError("Only the decision `prefer` names a figure.")
    broken = [
        problem for problem in read_reviews(path).problems if problem["rule"] in ("reviews_toml", "reviews_readable")
    ]
    if broken:
        raise ReviewsError(f"{path}: {broken[0]['reason']}")
    rows = _figures_by_id(conflicts, figures)
    present = [rows[figure_id] for figure_id in conflict["figure_ids"] if figure_id in rows]
    review = Review(
        conflict=conflict["conflict_id"],
        decision=decision,
        reason=reason,
        by=by,
        on=on,
        prefer=prefer,
        evidence=evidence_fingerprint(conflict["type"], present),
        type=conflict["type"],
        figures=tuple(conflict["figure_ids"]),
    )
    before = path.read_text(encoding="utf-8-sig") if path.exists() else _HEADER
    content = before.rstrip("\n") + "\n\n" + as_toml(review, comment=conflict["explanation"])
    tomllib.loads(content)
    write_text(path, content)
    return review


def _only(ids: Sequence[str], start: str, what: str) -> int:
    """The place of the one id that is `start` or starts with it, with or without its word (`conflict-`)."""
    if start in ids:
        return ids.index(start)
    found = [
        place
        for place, item in enumerate(ids)
        if start and (item.startswith(start) or item.partition("-")[2].startswith(start))
    ]
    if not found:
        raise ReviewsError(f"No {what} has the id {start}. `crosstally conflicts` lists them.")
    if len(found) > 1:
        raise ReviewsError(f"{len(found)} ids start with {start}; give more of it.")
    return found[0]

"""Which articles are copies of one wire story. Belongs here: finding and confirming copies. Does not belong here: what was altered in them.

Two articles are copies when the shorter one's runs of five words are found in the longer one to 60 % or more (the threshold was
measured on shortened and reworded wire copies; similarity of the whole texts misses shortened ones). Candidates are pairs that share
rare runs of words: exact, so that no copy is missed by chance, and joined on keys, so that most pairs are never looked at.
"""

from __future__ import annotations

import datetime as dt
import re
import zlib
from array import array

import polars as pl
from pyarrow.lib import Array, int64, py_buffer

RUN = 5
"""Words in a run (a shingle)."""
CONTAINMENT = 0.6
RARE = 20
"""Articles that may share a run of words so that all their pairs are candidates; more of them are paired with their neighbours only."""
NEIGHBOURS = 3
SHORT = 30
"""Runs below which an article is short: standard phrases fill much of it, so that more of it must be shared."""
SHORT_CONTAINMENT = 0.85
NUMBERS_SHARED = 0.5
"""Share of the shorter's distinct numbers that the longer must hold: a form text filled with other numbers is no copy."""
NEAR_DAYS = 7
"""Days within which copies of a wire story are printed; later than that a text with small changes is a form text of the next week."""
LATE_CONTAINMENT, LATE_NUMBERS_SHARED = 0.95, 0.9
"""What a copy that is printed later must share: nearly all runs, or nearly all numbers."""
LEAST_SHARED = 0.1
"""Share of the shorter article's runs that must be shared and rare before a pair is looked at."""
NO_DAY = dt.date(9999, 12, 31)
"""Stands for no date, so that undated articles sort last."""
NUMBER = re.compile(r"\d[\d,.]*")
WORD = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]|[^\W_]+")


def runs_of_words(text: str) -> list[int]:
    """Hashes of the distinct runs of five words of `text`, case and punctuation aside; a CJK character counts as a word."""
    words = [zlib.crc32(word.encode("utf-8", "replace")) for word in WORD.findall(text.casefold())]
    if len(words) < RUN:
        return [hash(tuple(words))] if words else []
    return list(set(map(hash, zip(*(words[offset:] for offset in range(RUN)), strict=False))))


def with_copies(articles: pl.DataFrame) -> pl.DataFrame:
    """`articles` with its columns `wire_id` and `copy_similarity` filled in.

    In: article_id, title, text, published. The earliest published copy is the head of its wire (undated ones last, then by
    article_id) and gives the wire_id; `copy_similarity` is 1.0 for it, else the share of the shorter's runs found in the longer.
    """
    if articles.is_empty():
        return articles.with_columns(wire_id=pl.col("article_id"), copy_similarity=pl.lit(1.0))
    order = (
        articles.select("article_id", "title", "text", "published")
        .with_columns(pl.col("published").fill_null(NO_DAY))
        .sort("published", "article_id")
        .with_row_index("place")
    )
    bodies = [
        text[len(title) + 1 :] if title and text.startswith(title) and len(text) > len(title) + 200 else text
        for title, text in order.select("title", "text").iter_rows()
    ]
    runs = array("q")
    counts: list[int] = []
    for body in bodies:
        own = runs_of_words(body)
        counts.append(len(own))
        runs.extend(own)
    held_by = pl.DataFrame(
        {"place": range(len(bodies)), "runs": counts}, schema={"place": pl.UInt32, "runs": pl.UInt32}
    )
    held_by = held_by.filter(pl.col("runs") > 0)
    postings = pl.DataFrame(
        {
            "place": held_by["place"].repeat_by(held_by["runs"]).explode(),
            "run": pl.from_arrow(Array.from_buffers(int64(), len(runs), [None, py_buffer(runs)])),
        }
    )
    sizes = postings.group_by("place").len("size")
    candidates = _candidates(postings, sizes)
    involved = candidates["earlier"].append(candidates["later"]).unique()
    held = {
        place: frozenset(own)
        for place, own in postings.filter(pl.col("place").is_in(involved.implode()))
        .group_by("place")
        .agg("run")
        .iter_rows()
    }
    days = order["published"].to_list()
    best: dict[int, tuple[float, int]] = {}
    for earlier, later in candidates.sort("earlier", "later").iter_rows():
        contained = _containment(held[earlier], held[later])
        if contained < CONTAINMENT or contained <= best.get(later, (0.0, 0))[0]:
            continue
        apart = abs((days[later] - days[earlier]).days) if days[later] != NO_DAY else 0
        if _is_copy(contained, min(len(held[earlier]), len(held[later])), bodies[earlier], bodies[later], apart):
            best[later] = (contained, earlier)
    heads = list(range(order.height))
    similarity = [1.0] * order.height
    for later in sorted(best):  # the earlier one has its head by now
        heads[later] = heads[best[later][1]]
        similarity[later] = _containment(held[heads[later]], held[later])
    ids = order["article_id"].to_list()
    wires = pl.DataFrame({"article_id": ids, "wire_id": [ids[head] for head in heads], "copy_similarity": similarity})
    return articles.drop("wire_id", "copy_similarity", strict=False).join(
        wires, on="article_id", how="left", maintain_order="left"
    )


def _candidates(postings: pl.DataFrame, sizes: pl.DataFrame) -> pl.DataFrame:
    """Pairs of places (earlier, later) that share enough rare runs."""
    counted = postings.join(postings.group_by("run").len("articles").filter(pl.col("articles") > 1), on="run")
    if counted.is_empty():
        return pl.DataFrame(schema={"earlier": pl.UInt32, "later": pl.UInt32})
    rare = counted.filter(pl.col("articles") <= RARE).select("run", "place")
    pairs = [
        rare.join(rare, on="run", suffix="_later")
        .filter(pl.col("place") < pl.col("place_later"))
        .select(earlier="place", later="place_later")
    ]
    common = counted.filter(pl.col("articles") > RARE).select("run", "place").sort("run", "place")
    pairs += [
        common.with_columns(earlier=pl.col("place").shift(step).over("run"))
        .drop_nulls("earlier")
        .select("earlier", later="place")
        for step in range(1, NEIGHBOURS + 1)
    ]
    shared = pl.concat(pairs).group_by("earlier", "later").len("shared")
    return (
        shared.join(sizes, left_on="earlier", right_on="place")
        .join(sizes, left_on="later", right_on="place", suffix="_later")
        .filter(pl.col("shared") >= LEAST_SHARED * pl.min_horizontal("size", "size_later"))
        .select("earlier", "later")
    )


def _containment(one: frozenset[int], other: frozenset[int]) -> float:
    """Share of the shorter's runs that the longer holds."""
    return len(one & other) / min(len(one), len(other))


def _is_copy(contained: float, shorter: int, one: str, other: str, days_apart: int) -> bool:
    """Whether two articles that share this much are one story: long enough, near enough in time, and with the same numbers."""
    if contained < SHORT_CONTAINMENT and shorter < SHORT:
        return False
    left, right = ({number.replace(",", "").rstrip(".") for number in NUMBER.findall(text)} for text in (one, other))
    fewer = min(len(left), len(right))
    numbers = len(left & right) / fewer if fewer >= 3 else None
    if days_apart > NEAR_DAYS:
        return contained >= LATE_CONTAINMENT or (numbers is not None and numbers >= LATE_NUMBERS_SHARED)
    return numbers is None or numbers >= NUMBERS_SHARED

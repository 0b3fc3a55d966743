"""Which articles are copies of one wire story. Belongs here: finding and confirming copies. Does not belong here: what was altered in them.

Two articles are copies when the shorter one's runs of five words are found in the longer one to 60 % or more (the threshold was
measured on shortened and reworded wire copies; similarity of the whole texts misses shortened ones). Candidates are pairs that share
rare runs of words: exact, so that no copy is missed by chance, and joined on keys, so that most pairs are never looked at.
"""

from __future__ import annotations

import re
import zlib

import polars as pl

RUN = 5
"""Words in a run (a shingle)."""
CONTAINMENT = 0.6
RARE = 20
"""Articles that may share a run of words so that all their pairs are candidates; more of them are paired with their neighbours only."""
NEIGHBOURS = 3
LEAST_SHARED = 0.1
"""Share of the shorter article's runs that must be shared and rare before a pair is looked at."""
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
        .with_columns(pl.col("published").fill_null(pl.date(9999, 12, 31)))
        .sort("published", "article_id")
        .with_row_index("place")
    )
    bodies = [
        text[len(title) + 1 :] if title and text.startswith(title) and len(text) > len(title) + 200 else text
        for title, text in order.select("title", "text").iter_rows()
    ]
    places: list[int] = []
    runs: list[int] = []
    for place, body in enumerate(bodies):
        own = runs_of_words(body)
        places.extend([place] * len(own))
        runs.extend(own)
    postings = pl.DataFrame({"place": places, "run": runs}, schema={"place": pl.UInt32, "run": pl.Int64})
    sizes = postings.group_by("place").len("size")
    pairs = _confirmed(_candidates(postings, sizes), postings, sizes)
    heads = list(range(order.height))
    similarity = [1.0] * order.height
    best: dict[int, list[tuple[float, int]]] = {}
    for earlier, later, contained in pairs.iter_rows():
        best.setdefault(later, []).append((contained, earlier))
    by_head = {(earlier, later): contained for earlier, later, contained in pairs.iter_rows()}
    for later in sorted(best):
        contained, earlier = max(best[later], key=lambda entry: (entry[0], -entry[1]))
        heads[later] = heads[earlier]
        similarity[later] = by_head.get((heads[earlier], later), contained)
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


def _confirmed(candidates: pl.DataFrame, postings: pl.DataFrame, sizes: pl.DataFrame) -> pl.DataFrame:
    """Candidates with exact containment of the shorter in the longer at or above the threshold."""
    by_place = postings.group_by("place").agg("run")
    held = {place: frozenset(runs) for place, runs in by_place.iter_rows()} if not candidates.is_empty() else {}
    rows = []
    for earlier, later in candidates.sort("earlier", "later").iter_rows():
        one, other = held[earlier], held[later]
        contained = len(one & other) / min(len(one), len(other))
        if contained >= CONTAINMENT:
            rows.append((earlier, later, contained))
    return pl.DataFrame(
        rows, schema={"earlier": pl.UInt32, "later": pl.UInt32, "containment": pl.Float64}, orient="row"
    )

"""Every recipe in docs/recipes.md runs, in SQL and in Polars, and both give the same answer."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from pipelines.publishing.changes import find_changes
from tests.publishing import newsroom

RECIPES = Path(__file__).parents[2] / "docs/recipes.md"
BLOCK = re.compile(r"^```(sql|python)( setup)?\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(text: str) -> list[tuple[str, bool, str]]:
    return [(language, bool(setup), code) for language, setup, code in BLOCK.findall(text)]


QUESTIONS = re.split(r"^## ", RECIPES.read_text(encoding="utf-8"), flags=re.MULTILINE)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recipes")
    (folder / "warehouse").mkdir()
    tables = newsroom.tables()
    tables["changes"] = find_changes({**tables, "conflicts": tables["conflicts"][1:]}, tables)
    # A target and an actual value of one metric, so that the seventh question has an answer.
    tables["facts"] = tables["facts"].with_columns(
        metric=pl.when(pl.col("metric").str.contains("cargo")).then(pl.lit("cargo handled")).otherwise("metric")
    )
    for name, frame in tables.items():
        frame.write_parquet(folder / "warehouse" / f"{name}.parquet")
    return folder


def plain(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [tuple(float(value) if isinstance(value, int) else value for value in row) for row in rows]


def test_there_are_a_dozen_or_more() -> None:
    assert len(QUESTIONS) - 1 >= 12


@pytest.mark.parametrize("question", QUESTIONS[1:], ids=lambda text: text.splitlines()[0])
def test_recipe(question: str, warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(warehouse)
    setup = {language: code for language, is_setup, code in blocks(QUESTIONS[0]) if is_setup}
    recipe = {language: code for language, is_setup, code in blocks(question) if not is_setup}
    connection = duckdb.connect()
    connection.execute(setup["sql"])
    in_sql = plain(connection.execute(recipe["sql"]).fetchall())
    scope: dict[str, Any] = {}
    exec(setup["python"] + recipe["python"], scope)
    in_polars = plain(scope["answer"].rows())
    assert in_sql == in_polars
    assert in_sql, "a recipe without an answer shows nothing"
    assert scope["answer"].columns == [column[0] for column in connection.description]

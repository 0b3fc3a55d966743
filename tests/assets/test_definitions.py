"""What Dagster shows and does: the graph, the contract that blocks, previews that no article can abuse."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl
import pytest

from pipelines.assets import previews
from pipelines.assets.extract import quoted_verbatim
from pipelines.assets.storage import IO_MANAGER, REFRESH, Refresh, put_out, static_metadata, tables_io_manager
from pipelines.contracts import CONTRACT, check_specs, empty
from pipelines.definitions import build_defs
from pipelines.settings import Settings
from pipelines.warehouse import PUBLISHED, Warehouse
from schemas import FxRates, StatedFigures


def test_the_graph_holds_every_table_under_a_name_that_fits() -> None:
    graph = build_defs().resolve_asset_graph()
    names = {key.to_user_string() for key in graph.get_all_asset_keys()}
    assert names == {*PUBLISHED, "stated", "normalised", "report"}
    assert max(map(len, names)) < 17
    assert {graph.get(key).group_name for key in graph.get_all_asset_keys()} == {"crosstally"}
    assert all(graph.get(key).description for key in graph.get_all_asset_keys())


def test_resources_can_be_replaced() -> None:
    other = Refresh(raw="elsewhere", warehouse="tables", since="", full_refresh=False)
    assert build_defs({REFRESH: other}).resources[REFRESH] is other


def test_settings_choose_the_executor() -> None:
    assert build_defs(settings=Settings()).executor is dg.in_process_executor
    assert build_defs(settings=Settings(executor="multiprocess")).executor is dg.multiprocess_executor


def publish(frame: pl.DataFrame, folder: Path) -> dg.ExecuteInProcessResult:
    """One asset that puts out `frame` as the table fx_rates, and one that depends on it."""

    @dg.asset(
        name="fx_rates",
        io_manager_key=IO_MANAGER,
        metadata=static_metadata("fx_rates"),
        check_specs=check_specs(FxRates, "fx_rates"),
    )
    def rates() -> Iterator[Any]:
        yield from put_out("fx_rates", frame, stage="normalise", turned_away=[])

    @dg.asset(deps=[rates])
    def after() -> None:
        return

    resources = {
        REFRESH: Refresh(raw="raw", warehouse=str(folder), since="", full_refresh=False),
        IO_MANAGER: tables_io_manager,
    }
    return dg.materialize([rates, after], resources=resources, raise_on_error=False)


def rates(*per_eur: float) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "currency": "CNY",
            "date": pl.Series(["2024-05-24", "2024-05-27"][: len(per_eur)]).str.to_date(),
            "per_eur": per_eur,
            "source": "ECB",
        }
    ).select(empty(FxRates).columns)


def test_a_broken_contract_blocks_and_keeps_the_table_byte_for_byte(tmp_path: Path) -> None:
    assert publish(rates(7.8, 7.9), tmp_path).success
    before = (tmp_path / "fx_rates.parquet").read_bytes()
    result = publish(rates(8.0).drop("source"), tmp_path)
    assert not result.success
    assert (tmp_path / "fx_rates.parquet").read_bytes() == before
    checks = {check.check_name: check for check in result.get_asset_check_evaluations()}
    assert not checks[CONTRACT].passed
    assert "column source (String) is missing" in str(checks[CONTRACT].description)
    assert not [event for event in result.all_events if event.step_key == "after" and event.is_step_success]


def test_bad_rows_are_left_out_with_a_warning_and_the_rest_is_published(tmp_path: Path) -> None:
    result = publish(rates(7.8, -1.0), tmp_path)
    assert result.success
    assert pl.read_parquet(tmp_path / "fx_rates.parquet")["per_eur"].to_list() == [7.8]
    failed = [check for check in result.get_asset_check_evaluations() if not check.passed]
    assert [check.check_name for check in failed] == ["per_eur_above_0"]
    assert failed[0].metadata["rows turned away"].value == 1


def test_a_table_says_how_many_rows_it_has_and_where_it_lies(tmp_path: Path) -> None:
    result = publish(rates(7.8, 7.9), tmp_path)
    metadata = result.asset_materializations_for_node("fx_rates")[0].metadata
    assert metadata["dagster/row_count"].value == 2
    assert metadata["dagster/uri"].value == str(tmp_path / "fx_rates.parquet")


def test_a_figure_that_misquotes_its_article_is_turned_away() -> None:
    text = "Ünder 🚢 the quay lie 12 km."
    place = text.index("12 km")
    articles = pl.DataFrame({"article_id": ["a"], "path": ["a.txt"], "text": [text]})
    row = {
        **dict.fromkeys(empty(StatedFigures).columns), "figure_id": "f1", "article_id": "a", "start": place, "end": place + 5,
        "surface": "12 km", "sentence_start": 0, "sentence_end": len(text), "sentence": text,
    }  # fmt: skip
    wrong = {**row, "figure_id": "f2", "start": place + 1, "end": place + 6}
    kept, rejects = quoted_verbatim(pl.DataFrame([row, wrong], schema=empty(StatedFigures).schema), articles)
    assert kept["figure_id"].to_list() == ["f1"]
    assert rejects.select("path", "key", "value").row(0) == ("a.txt", "f2", "12 km")


@pytest.mark.parametrize(
    "text",
    [
        "a | b\n| c",
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](http://example.org/p.png)",
        "`code` **b** ~~s~~ \\",
    ],
)
def test_article_text_stays_text_in_a_preview(text: str) -> None:
    from markdown_it import MarkdownIt

    frame = pl.DataFrame({"title": [text], "publisher": ["Lindmoor Post"]})
    html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(previews.table(frame))
    assert html.count("<td>") == 2
    for tag in ("<script", "<a ", "<img", "<code", "<strong", "<s>"):
        assert tag not in html


def test_control_characters_and_bare_addresses_are_defused() -> None:
    shown = previews.escape("see https://example.org or www.example.org, mail a@example.org\x1b[2J\u202e")
    assert not {"\x1b", "\u202e"} & set(shown)
    assert "://" not in shown
    assert "www." not in shown
    assert "@e" not in shown


def test_previews_show_at_once() -> None:
    frame = pl.DataFrame({"explanation": ["A long sentence on a figure that disagrees. " * 5] * 30})
    shown = previews.table(frame)
    assert len(shown) < 1000
    assert "more." in shown


def test_an_empty_warehouse_has_no_tables(tmp_path: Path) -> None:
    assert Warehouse(tmp_path).tables() == []

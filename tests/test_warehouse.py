"""A table is replaced whole or not at all, by equal bytes for equal rows; what a killed run leaves is cleared."""

import datetime as dt
import multiprocessing
import os
import subprocess
import sys
import uuid
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts import ContractBroken
from pipelines.warehouse import ASIDE, PARTS, Warehouse, WarehouseError, in_order
from schemas import FxRates


def rates(*values: float, source: str = "ECB") -> pl.DataFrame:
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=number) for number in range(len(values))]
    return pl.DataFrame(
        {
            "currency": ["CNY"] * len(values),
            "date": days,
            "per_eur": [float(value) for value in values],
            "source": [source] * len(values),
        },
        schema={"currency": pl.String, "date": pl.Date, "per_eur": pl.Float64, "source": pl.String},
    )


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "tables", part_rows=100)


def files(warehouse: Warehouse) -> dict[str, bytes]:
    assert warehouse.folder
    return {
        str(path.relative_to(warehouse.folder)): path.read_bytes()
        for path in warehouse.folder.rglob("*")
        if path.is_file()
    }


def test_a_table_is_one_parquet_file_under_its_name(warehouse: Warehouse, tmp_path: Path) -> None:
    written = warehouse.write("fx_rates", rates(7.8, 7.9), FxRates)
    assert pl.read_parquet(tmp_path / "tables" / "fx_rates.parquet").equals(rates(7.8, 7.9))
    assert (written.rows, written.parts, written.changed) == (2, 1, True)
    assert list(files(warehouse)) == ["fx_rates.parquet"]


def test_what_no_reader_needs_lies_apart(warehouse: Warehouse) -> None:
    warehouse.write("stated", rates(7.8))
    assert list(files(warehouse)) == [".stations/stated.parquet"]
    assert warehouse.tables() == []


def test_a_refused_frame_leaves_the_old_table_byte_for_byte(warehouse: Warehouse) -> None:
    warehouse.write("fx_rates", rates(7.8), FxRates)
    before = files(warehouse)
    for bad in (rates(-1.0), rates(7.8).drop("source"), rates(7.8).with_columns(pl.col("per_eur").cast(pl.Float32))):
        with pytest.raises(ContractBroken):
            warehouse.write("fx_rates", bad, FxRates)
    assert files(warehouse) == before


@settings(max_examples=25, deadline=None)
@given(st.permutations(list(range(12))))
def test_equal_rows_in_any_order_give_equal_bytes(order: list[int]) -> None:
    warehouse = Warehouse(f"memory://{uuid.uuid4()}")
    frame = rates(*range(1, 13))
    warehouse.write("fx_rates", frame)
    assert not warehouse.write("fx_rates", pl.concat([frame[number] for number in order])).changed


def test_an_unchanged_table_is_left_untouched(warehouse: Warehouse) -> None:
    path = Path(warehouse.write("fx_rates", rates(7.8)).path)
    before = path.stat().st_mtime_ns
    assert not warehouse.write("fx_rates", rates(7.8)).changed
    assert path.stat().st_mtime_ns == before


def test_a_large_table_is_a_folder_of_parts_under_the_same_name(warehouse: Warehouse) -> None:
    frame = rates(*range(1, 251))
    written = warehouse.write("fx_rates", frame, FxRates)
    assert written.parts == 3
    assert pl.read_parquet(written.path).equals(frame)
    assert warehouse.read("fx_rates").equals(frame)
    assert warehouse.count("fx_rates") == 250
    assert not warehouse.write("fx_rates", frame, FxRates).changed


def test_file_and_parts_replace_each_other_and_old_parts_go(warehouse: Warehouse, tmp_path: Path) -> None:
    for number in range(3):
        warehouse.write("fx_rates", rates(*range(number + 1, number + 151)))
    parts = tmp_path / "tables" / PARTS
    assert len(list(parts.iterdir())) == 2, "the version before stays for readers that are still at it"
    warehouse.write("fx_rates", rates(7.8))
    assert warehouse.read("fx_rates").height == 1
    assert (tmp_path / "tables" / "fx_rates.parquet").is_file()
    warehouse.write("fx_rates", rates(*range(1, 151)))
    assert warehouse.read("fx_rates").height == 150


def test_a_reader_that_listed_the_old_parts_never_mixes_in_new_ones(warehouse: Warehouse) -> None:
    warehouse.write("fx_rates", rates(*range(1, 151)))
    old = list(Path(warehouse.path("fx_rates.parquet")).resolve().iterdir())
    warehouse.write("fx_rates", rates(*range(501, 651)))
    new = {path.name for path in Path(warehouse.path("fx_rates.parquet")).resolve().iterdir()}
    assert not new & {path.name for path in old}
    assert pl.read_parquet(sorted(old)).equals(rates(*range(1, 151)))


def test_the_worst_conflict_comes_first() -> None:
    frame = pl.DataFrame(
        {
            "conflict_id": ["a", "b", "c", "d"],
            "severity": ["low", "high", "high", "medium"],
            "gap": [0.9, 0.1, 0.5, None],
        }
    )
    assert in_order("conflicts", frame)["conflict_id"].to_list() == ["c", "b", "d", "a"]


def test_leftovers_of_dead_processes_are_cleared_and_those_of_living_ones_kept(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    warehouse.write("fx_rates", rates(7.8))
    dead = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
    )
    for process in (dead.stdout.strip(), str(os.getppid())):
        (tmp_path / "tables" / f"{ASIDE}{process}-00-figures.parquet").write_bytes(b"PAR1half")
    folder = tmp_path / "tables" / f"{ASIDE}{dead.stdout.strip()}-00-parts"
    folder.mkdir()
    (folder / "part").write_bytes(b"PAR1")
    assert warehouse.clear_leftovers() == 2
    left = [path.name for path in (tmp_path / "tables").iterdir()]
    assert sorted(left) == sorted(["fx_rates.parquet", f"{ASIDE}{os.getppid()}-00-figures.parquet"])


def test_the_state_before_is_that_of_the_last_finished_run(warehouse: Warehouse) -> None:
    def run(value: float, finishes: bool) -> None:
        warehouse.begin()
        warehouse.write("facts", rates(value))
        if finishes:
            warehouse.finish()

    warehouse.begin()
    assert warehouse.previous("facts") is None
    run(1.0, finishes=True)
    run(2.0, finishes=False)
    run(3.0, finishes=False)
    before = warehouse.previous("facts")
    assert before is not None and before["per_eur"].to_list() == [1.0]
    run(4.0, finishes=True)
    run(5.0, finishes=True)
    before = warehouse.previous("facts")
    assert before is not None and before["per_eur"].to_list() == [4.0]


def _hold(location: str, held: "multiprocessing.synchronize.Event", done: "multiprocessing.synchronize.Event") -> None:
    with Warehouse(location).alone():
        held.set()
        done.wait(30)


def test_two_runs_do_not_write_to_one_warehouse(warehouse: Warehouse) -> None:
    context = multiprocessing.get_context("spawn")
    held, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(warehouse.location, held, done))
    other.start()
    try:
        assert held.wait(30)
        with pytest.raises(WarehouseError, match="Another run"), warehouse.alone():
            pass
    finally:
        done.set()
        other.join()
    with warehouse.alone():
        pass


def test_an_object_store_holds_the_same_tables() -> None:
    warehouse = Warehouse(f"memory://{uuid.uuid4()}", part_rows=100)
    warehouse.write("fx_rates", rates(*range(1, 251)), FxRates)
    assert warehouse.read("fx_rates").height == 250
    assert warehouse.tables() == ["fx_rates"]
    warehouse.write("facts", rates(1.0))
    warehouse.finish()
    warehouse.begin()
    assert warehouse.previous("facts") is not None
    with pytest.raises(ContractBroken):
        warehouse.write("fx_rates", rates(-1.0), FxRates)
    assert warehouse.count("fx_rates") == 250


def test_what_is_wrong_is_told(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="crosstally run"):
        Warehouse(tmp_path).read("figures")
    with pytest.raises(WarehouseError, match="driver"):
        Warehouse("nosuchstore://bucket")
    (tmp_path / "file").write_text("")
    with pytest.raises(WarehouseError, match="another --warehouse"):
        Warehouse(tmp_path / "file").write("facts", rates(1.0))
    (tmp_path / "facts.parquet").mkdir()
    with pytest.raises(WarehouseError, match="Move it away"):
        Warehouse(tmp_path).write("facts", rates(1.0))
    assert (tmp_path / "facts.parquet").is_dir()

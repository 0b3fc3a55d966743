"""`crosstally export`, `review`, `changes`, `init` and `doctor`, as a person types them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from pipelines.cli import crosstally
from pipelines.publishing.changes import find_changes
from pipelines.warehouse import FINISHED, Warehouse
from tests.publishing import newsroom


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with articles and a warehouse, as a run leaves them."""
    for name in [name for name in os.environ if name.startswith("CROSSTALLY_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/a.txt").write_text("An article.", encoding="utf-8")
    tables = newsroom.tables()
    tables["changes"] = find_changes(
        {**tables, "conflicts": tables["conflicts"][1:], "figures": tables["figures"][1:]}, tables
    )
    warehouse = Warehouse("warehouse")
    for name, frame in tables.items():
        warehouse.write(name, frame)
    warehouse.write_bytes("report.html", b"page")
    warehouse.finish()
    return tmp_path


def run(*words: str, answer: str | None = None) -> Result:
    return CliRunner().invoke(crosstally, words, input=answer, catch_exceptions=False)


def test_export_writes_what_is_asked_for(folder: Path) -> None:
    assert run("export", "conflicts", "facts", "--out", "desk").exit_code == 0
    assert sorted(path.name for path in (folder / "desk").iterdir()) == ["conflicts.csv", "facts.csv"]
    assert run("export", "--format", "ndjson").exit_code == 0
    assert len((folder / "export/figures.ndjson").read_text(encoding="utf-8").splitlines()) == 12
    done = run("export", "--format", "xlsx")
    assert done.exit_code == 0
    assert "export/crosstally.xlsx" in done.output


def test_export_says_which_tables_there_are(folder: Path) -> None:
    wrong = run("export", "figuers")
    assert wrong.exit_code == 1
    assert "The tables are articles, figures" in wrong.output


def test_review_is_kept_listed_and_refused_where_it_cannot_be_meant(folder: Path) -> None:
    conflict = newsroom.tables()["conflicts"]["conflict_id"][0]
    done = run("review", conflict[:8], "--dismiss", "--by", "Ada N.", answer="transit counted twice\n")
    assert done.exit_code == 0
    assert "The next `crosstally run` applies it" in done.output
    assert "transit counted twice" in (folder / "reviews.toml").read_text(encoding="utf-8")
    listed = run("review")
    assert f"{conflict}  dismiss" in listed.output
    assert "Ada N.: transit counted twice" in listed.output
    assert run("review", "zzz", "--confirm", "--reason", "x").exit_code == 1
    assert run("review", conflict, "--confirm", "--prefer", "f").exit_code == 2
    assert run("review", "--dismiss").exit_code == 2
    (folder / "reviews.toml").write_text("[[review", encoding="utf-8")
    broken = run("review")
    assert broken.exit_code == 1
    assert "not valid TOML" in broken.output


def test_changes_lists_conflicts_first_and_filters(folder: Path) -> None:
    listed = run("changes")
    assert listed.output.index("conflict:") < listed.output.index("figure:")
    assert "1 new conflict, 1 new figure" in listed.output
    rows = [json.loads(line) for line in run("changes", "--json", "--table", "figures").output.splitlines()]
    assert [(row["table"], row["change"]) for row in rows] == [("figures", "new")]
    assert "Nothing of that kind changed" in run("changes", "--change", "gone").output


def test_init_makes_a_folder_and_leaves_what_is_there(folder: Path) -> None:
    assert run("init", "newsroom").exit_code == 0
    made = {path.name for path in (folder / "newsroom").iterdir()}
    assert made == {"raw", "crosstally.toml", "README.md", ".gitignore"}
    (folder / "newsroom/raw/aliases.toml").write_text('[aliases]\n"Port of Vessmar" = ["the port"]\n', encoding="utf-8")
    again = run("init", "newsroom")
    assert again.exit_code == 0
    assert "Left as they were" in again.output
    assert "Port of Vessmar" in (folder / "newsroom/raw/aliases.toml").read_text(encoding="utf-8")
    assert run("init", "raw/a.txt").exit_code == 1


def test_a_new_folder_is_in_order(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init", "newsroom")
    monkeypatch.chdir(folder / "newsroom")
    found = run("doctor")
    assert found.exit_code == 0, found.output
    assert "Put articles in" in found.output


def test_doctor_finds_a_warehouse_in_order(folder: Path) -> None:
    found = run("doctor")
    assert found.exit_code == 0, found.output
    assert "9 read and valid" in found.output
    states = {
        json.loads(line)["what"]: json.loads(line)["state"] for line in run("doctor", "--json").output.splitlines()
    }
    assert states["Tables"] == "ok"


def test_doctor_tells_another_reporting_currency_from_a_broken_table(folder: Path) -> None:
    (folder / "crosstally.toml").write_text('reporting_currency = "EUR"\n')
    found = run("doctor")
    assert found.exit_code == 0, found.output
    assert "the tables are not in EUR" in found.output


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda folder: (folder / "warehouse/facts.parquet").write_bytes(b"PAR1 not at all"), "Delete the file"),
        (lambda folder: (folder / "warehouse/facts.parquet").unlink(), "missing: facts"),
        (
            lambda folder: newsroom.tables()["facts"].with_columns(status=pl.lit("odd")).write_parquet(folder / "warehouse/facts.parquet"),
            "breaks its contract",
        ),
        (lambda folder: (folder / "reviews.toml").write_text("[[review]]\nconflict = 1\n"), "text in quotes"),
        (lambda folder: (folder / "crosstally.toml").write_text('aliases = "none.toml"\n'), "no such file"),
        (lambda folder: (folder / "crosstally.toml").write_text('rwa = "raw"\n'), "did you mean raw"),
        (lambda folder: [(folder / "raw/a.txt").unlink(), (folder / "raw").rmdir()], "there is no folder raw"),
    ],
    ids=["damaged table", "missing table", "invalid table", "bad review", "bad aliases", "bad settings", "no articles"],
)  # fmt: skip
def test_doctor_finds_what_is_wrong_and_says_what_to_do(folder: Path, harm: object, said: str) -> None:
    harm(folder)  # type: ignore[operator]
    found = run("doctor")
    assert found.exit_code == 1, found.output
    assert said in found.output
    assert "→" in found.output
    assert "to mend" in found.output


def test_doctor_warns_of_what_an_interrupted_run_left(folder: Path) -> None:
    (folder / "warehouse" / FINISHED).unlink()
    (folder / "warehouse/.aside-1-ab-figures.parquet").write_bytes(b"half")
    found = run("doctor")
    assert found.exit_code == 0
    assert "did not finish" in found.output
    assert "1 unfinished file" in found.output


@pytest.mark.parametrize("command", ["export", "review", "changes", "init", "doctor"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    helped = run(command, "--help")
    assert helped.exit_code == 0
    assert "Example:" in helped.output


def test_show_prints_a_figure_as_linked_data(folder: Path) -> None:
    tables = newsroom.tables()
    figure = tables["figures"]["figure_id"][0]
    shown = run("show", figure[:12], "--jsonld")
    assert shown.exit_code == 0
    assert json.loads(shown.output)["id"] == f"urn:crosstally:figure:{figure}"
    assert run("show", tables["conflicts"]["conflict_id"][0], "--jsonld").exit_code == 1

"""The `crosstally` command: what it prints, how it fails, and that no article can abuse the terminal."""

import json
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from pipelines.cli import COMMANDS, crosstally
from pipelines.commands.show import interval
from pipelines.commands.terminal import number, printable, short

ROOT = Path(__file__).parents[1]
HOSTILE = "\x1b]0;owned\x07\x1b[2J\u202e"

ARTICLES = (
    (
        "Trains roll into the docks",
        "The Lindmoor Harbour Line cost 3.5 billion euros, the city said on Monday.\n\n"
        "Crowds lined the platform as the first tram left for the ferry terminal before sunrise, and bakers gave out rolls.",
    ),
    (
        "Port authority looks back on a long build",
        "In its annual report the port authority writes that the Lindmoor Harbour Line cost 3.5 billion euros.\n\n"
        "Engineers had to move a medieval quay wall stone by stone, the report says, and divers found two cannons in the silt.",
    ),
    (
        "Critics ask who pays for the new tracks",
        f"The Lindmoor Harbour Line cost 4.9 billion euros{HOSTILE}, a group of taxpayers claims.\n\n"
        "Their spokeswoman called for an inquiry and handed a petition to the mayor, who promised to read it over the summer "
        "break, when the council does not meet and most of the old town is closed for the regatta.",
    ),
)


def call(*arguments: str, stdin: bytes | str | None = None) -> Result:
    return CliRunner().invoke(crosstally, list(arguments), input=stdin)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside the project, so that no run of a test enters its history."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Three outlets that write on one harbour line; two agree on its cost, one does not."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "raw").mkdir()
    for place, (title, body) in enumerate(ARTICLES):
        (folder / "raw" / f"outlet{place}.md").write_text(
            f"---\ntitle: {title}\ndate: 2024-05-2{place}\npublisher: Outlet {place}\n---\n\n{body}\n",
            encoding="utf-8",
        )
    (folder / "raw" / "empty.txt").write_text("")
    before = Path.cwd()
    os.chdir(folder)
    try:
        result = call("run")
    finally:
        os.chdir(before)
    assert result.exit_code == 0, result.output
    assert "all read" in result.output
    assert "1  each with its reason" in result.output
    assert "Reading: 3 articles, 1 reject " in result.output
    return str(folder / "warehouse")


def test_a_second_run_remembers_every_article(warehouse: str) -> None:
    result = call("run", "--raw", str(Path(warehouse).parent / "raw"), "--warehouse", warehouse)
    assert "3 remembered, none read anew" in result.output
    fresh = call("run", "--raw", str(Path(warehouse).parent / "raw"), "--warehouse", warehouse, "--full-refresh")
    assert "all read" in fresh.output


def test_since_leaves_out_what_is_older(warehouse: str, tmp_path: Path) -> None:
    arguments = (
        "run",
        "--raw",
        str(Path(warehouse).parent / "raw"),
        "--warehouse",
        str(tmp_path),
        "--since",
        "2024-05-22",
    )
    assert call(*arguments).exit_code == 0
    assert pl.read_parquet(tmp_path / "articles.parquet")["publisher"].to_list() == ["Outlet 2"]
    assert pl.read_parquet(tmp_path / "rejects.parquet").height == 3


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = call(name, "--help")
    assert result.exit_code == 0
    assert "Example:\n    crosstally" in result.output or "| crosstally" in result.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["run", "--raw", "nowhere"], "no folder nowhere"),
        (["run", "--since", "May"], "YYYY-MM-DD"),
        (["conflicts", "--warehouse", "nowhere"], "Run `crosstally run --warehouse nowhere` first"),
        (["query", "--warehouse", "nowhere", "SELECT 1"], "Run `crosstally run"),
        (["show", "--warehouse", "nowhere", "ab"], "Run `crosstally run"),
        (["conflict"], "Did you mean `crosstally conflicts`?"),
        (["extract", "--published", "May"], "YYYY-MM-DD"),
        (["extract", "--jsonl", "--language", "en"], "into the records"),
    ],
)
def test_failures_say_what_to_do(arguments: list[str], told: str) -> None:
    result = call(*arguments, stdin="")
    assert result.exit_code != 0
    assert told in result.stderr


def test_a_run_that_fails_says_why_and_keeps_the_tables(warehouse: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path: path.read_bytes() for path in Path(warehouse).glob("*.parquet")}
    monkeypatch.setenv("CROSSTALLY_ALIASES", "nowhere.toml")
    result = call("run", "--raw", str(Path(warehouse).parent / "raw"), "--warehouse", warehouse)
    assert result.exit_code == 1
    assert "Failed: stated: Cannot read the aliases in nowhere.toml" in result.stderr
    assert "Every table is whole" in result.stderr
    assert {path: path.read_bytes() for path in Path(warehouse).glob("*.parquet")} == before


def test_a_run_into_a_place_that_cannot_be_written_says_so(warehouse: str, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    result = call("run", "--raw", str(Path(warehouse).parent / "raw"), "--warehouse", str(tmp_path / "taken"))
    assert result.exit_code == 1
    assert "Choose another --warehouse" in result.stderr


def test_query_answers_in_three_formats(warehouse: str) -> None:
    sql = "SELECT publisher, surface, low FROM figures JOIN articles USING (article_id) WHERE kind = 'money' ORDER BY 1"
    rows = [
        json.loads(line)
        for line in call("query", "--warehouse", warehouse, "--format", "json", sql).output.splitlines()
    ]
    assert [(row["publisher"], row["low"]) for row in rows] == [
        ("Outlet 0", 3.5e9),
        ("Outlet 1", 3.5e9),
        ("Outlet 2", 4.9e9),
    ]
    lines = call("query", "--warehouse", warehouse, "--format", "csv", sql).output.splitlines()
    assert lines[0] == "publisher,surface,low"
    assert len(lines) == 4
    assert "4,900,000,000" in call("query", "--warehouse", warehouse, sql).output


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("SELECT * FROM figurs", "The tables are articles"),
        ("SELECT * FROM read_text('/etc/hostname')", "outside the warehouse"),
        ("SELECT * FROM read_parquet('https://example.org/x.parquet')", "outside the warehouse"),
        ("COPY figures TO 'x.csv'", "for reading"),
        ("INSTALL httpfs", "for reading"),
        ("SET enable_external_access = true", "for reading"),
        ("SELECT 1; DROP VIEW figures", "one statement"),
        ("ATTACH 'x.db'", "for reading"),
        ("SELECT FROM", "error"),
        (" ", "empty"),
    ],
)
def test_query_reads_the_tables_and_nothing_else(warehouse: str, sql: str, told: str) -> None:
    result = call("query", "--warehouse", warehouse, sql)
    assert result.exit_code == 1
    assert told in result.stderr.lower() or told in result.stderr


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (339_500_100_000_000, 340_499_900_000_000, "339.5 to 340.5 trillion KRW"),
        (2.5001, 3.4999, "2.5 to 3.5 KRW"),
        (74_320.5001, 74_321.4999, "74,320.5 to 74,321.5 KRW"),
        (-3, 5, "-3 to 5 KRW"),
        (5, 2e6, "5 to 2,000,000 KRW"),
        (None, 8e5, "at most 800,000 KRW"),
        (7.0, None, "at least 7 KRW"),
    ],
)
def test_an_interval_has_the_digits_that_make_sense(low: float | None, high: float | None, told: str) -> None:
    assert interval(low, high, "KRW") == told


def test_conflicts_and_show_lead_from_the_list_to_the_sentences(warehouse: str) -> None:
    listed = call("conflicts", "--warehouse", warehouse)
    assert listed.exit_code == 0
    identity = pl.read_parquet(Path(warehouse) / "conflicts.parquet")["conflict_id"][0]
    assert short(identity) in listed.output
    shown = call("show", "--warehouse", warehouse, short(identity))
    assert "▸4.9 billion euros◂" in shown.output
    assert "▸3.5 billion euros◂" in shown.output
    assert "were compared:" in shown.output
    assert "score" in shown.output
    figure = pl.read_parquet(Path(warehouse) / "figures.parquet").filter(pl.col("low") == 4.9e9)
    assert "Outlet 2, 2024-05-22" in call("show", "--warehouse", warehouse, figure["figure_id"][0]).output
    assert "held by" in call("show", "--warehouse", warehouse, figure["fact_id"][0]).output
    assert json.loads(call("show", "--warehouse", warehouse, "--json", figure["figure_id"][0]).output)["low"] == 4.9e9
    annotation = json.loads(call("show", "--warehouse", warehouse, "--jsonld", figure["figure_id"][0]).output)
    assert "4.9 billion euros" in json.dumps(annotation)
    assert "--jsonld is for a figure" in call("show", "--warehouse", warehouse, "--jsonld", identity).stderr
    assert call("show", "--warehouse", warehouse, identity.partition("-")[2]).output == shown.output
    assert "Nothing has an id" in call("show", "--warehouse", warehouse, "zz").stderr
    assert "Give more of it" in call("show", "--warehouse", warehouse, "").stderr


def test_article_text_cannot_command_the_terminal(warehouse: str) -> None:
    figure = pl.read_parquet(Path(warehouse) / "figures.parquet").filter(pl.col("low") == 4.9e9)
    assert "\x1b" in figure["sentence"][0], "the sample has to hold what is to be neutralised"
    for arguments in (
        ("show", figure["figure_id"][0]),
        ("show", figure["fact_id"][0]),
        ("conflicts",),
        ("query", "SELECT sentence FROM figures"),
    ):
        output = call(*arguments, "--warehouse", warehouse).output
        assert not set("\x1b\x07\u202e") & set(output)


def test_show_tells_what_other_figures_imply(tmp_path: Path) -> None:
    stories = {
        "Ferries": "Each of the 40 ferries costs 310,000 euros, Lindmoor Lines said of its new electric ferries.",
        "Lindmoor Lines buys": "Lindmoor Lines will spend 12.4 million euros on the electric ferries.",
    }
    for place, (title, body) in enumerate(stories.items()):
        head = f"---\ntitle: {title} for Lindmoor Lines\ndate: 2024-05-2{place}\npublisher: Outlet {place}\n---\n\n"
        (tmp_path / f"{place}.md").write_text(head + body + "\n", encoding="utf-8")
    assert call("run", "--raw", str(tmp_path), "--warehouse", "w").exit_code == 0
    sums = pl.read_parquet("w/figures.parquet").filter(pl.col("surface") == "12.4 million euros")
    for identity in (*sums["figure_id"], *sums["fact_id"]):
        shown = " ".join(call("show", "--warehouse", "w", identity).output.split())
        assert "What other figures imply" in shown and "derived" in shown
        assert "“40 ferries” at “310,000 euros” for each come to 12.4 million." in shown


def test_printable_shows_controls_and_keeps_words() -> None:
    assert printable("a\x1b[2Jb\nc\u202ed 中 é") == "a\\x1b[2Jb c\\u202ed 中 é"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (14.6e9, "14,600,000,000"),
        (1.2345e6, "1,234,500"),
        (3.5, "3.5"),
        (1864.2, "1,864.2"),
        (-0.001, "-0.001"),
        (0.0, "0"),
    ],
)
def test_numbers_are_written_out(value: float, text: str) -> None:
    assert number(value) == text


def test_extract_is_a_filter_in_input_order() -> None:
    lines = [
        {"id": 1, "text": "The harbour line is 42 km long."},
        {"id": "two", "text": "Nothing here."},
        {"id": None, "text": "Sales rose 4.2 percent last year.", "published": "2024-05-24"},
    ]
    result = call("extract", "--jsonl", stdin="\n".join(json.dumps(line) for line in lines))
    assert result.exit_code == 0
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [1, "two", None]
    assert [len(answer["figures"]) for answer in answers] == [1, 0, 1]
    assert (answers[0]["figures"][0]["low"], answers[0]["figures"][0]["unit"]) == (42.0, "km")
    assert answers[2]["figures"][0]["period_start"] == "2023-01-01"


def test_extract_tells_a_bad_line_and_reads_the_rest() -> None:
    lines = [
        b"{",
        b'{"id": 1}',
        b"\xff\xfe",
        b"[1]",
        b'{"id": 5, "text": "a", "published": "soon"}',
        b"",
        b'{"id": 7, "text": "It has 12 rooms."}',
    ]
    result = call("extract", "--jsonl", stdin=b"\n".join(lines))
    assert result.exit_code == 1
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(answer["id"], "error" in answer) for answer in answers] == [
        (None, True), (1, True), (None, True), (None, True), (5, True), (7, False),
    ]  # fmt: skip
    assert "line 3: not UTF-8" in result.stderr
    assert "5 of the lines" in result.stderr


def test_extract_takes_plain_text() -> None:
    figures = json.loads(call("extract", stdin="The bridge cost $12 million.").stdout)["figures"]
    assert [figure["surface"] for figure in figures] == ["$12 million"]


def test_extract_answers_each_line_before_the_next_is_sent() -> None:
    command = [sys.executable, "-m", "pipelines.cli", "extract", "--jsonl"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin and process.stdout
        for place in range(3):
            process.stdin.write(json.dumps({"id": place, "text": f"It has {place + 2} rooms."}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == place
        process.stdin.close()
        assert process.wait(30) == 0


def test_extract_loads_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['crosstally', 'extract']\n"
        "from pipelines.cli import crosstally\n"
        "crosstally.main(standalone_mode=False)\n"
        "heavy = {'polars', 'dagster', 'pandera', 'duckdb', 'pyarrow', 'rich', 'typer', 'trafilatura'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, input=b"It has 12 rooms.", check=True, stdout=subprocess.DEVNULL
    )


def test_a_reader_that_goes_away_is_no_failure() -> None:
    command = (
        f'yes "The bridge cost 12 million euros." | head -2000 | {sys.executable} -m pipelines.cli extract | head -c 10'
    )
    result = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in result.stderr

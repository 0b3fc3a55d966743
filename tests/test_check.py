"""`crosstally check`: what it says of a draft is what a run over all would say, and nothing is published."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner, Result

from pipelines.check import Report, check_articles
from pipelines.cli import crosstally
from pipelines.extraction.aliases import read_aliases
from pipelines.extraction.station import extract
from pipelines.normalisation.station import normalise
from pipelines.reading.station import read_articles
from pipelines.reconciliation import candidates
from pipelines.reconciliation.station import Reconciled, reconcile
from pipelines.settings import Settings
from pipelines.warehouse import KEYS, Warehouse

RAW = Path(__file__).parents[1] / "raw"
SAME = 0.9
"""Share of the pairs of a full run that a check tells with the same verdict and cause: one article weighs much among fourteen."""
DRAFTS = (
    "feeds/regional_papers.csv",
    "seorim_cell/kilowatt_diary_seorim.md",
    "lomna_flood/upstream_magazine_lomna.md",
    "harbour_tunnel/kvernhavn_municipality_notice.md",
)


def reconciled(raw: Path) -> tuple[Reconciled, pl.DataFrame]:
    """What a run makes of a folder."""
    articles, _ = read_articles(raw)
    stated, _ = extract(articles, aliases=read_aliases(raw / "aliases.toml"))
    figures, _, _ = normalise(stated, articles)
    return reconcile(figures, articles), articles


def published(raw: Path, place: Path) -> Settings:
    """The tables that a check needs, published at `place`."""
    found, articles = reconciled(raw)
    warehouse = Warehouse(place)
    warehouse.write("articles", articles)
    for name in ("figures", "comparisons"):
        warehouse.write(name, getattr(found, name))
    for name, frame in (found.keys._asdict() if found.keys else {}).items():
        warehouse.write(f"{KEYS}{name}", frame)
    return Settings(raw=str(raw), warehouse=str(place))


def pairs(comparisons: pl.DataFrame, figures: pl.Series) -> dict[tuple[str, str], tuple[str, str]]:
    """Pairs that hold one of these figures: verdict and cause."""
    held = comparisons.filter(pl.col("a").is_in(figures.implode()) | pl.col("b").is_in(figures.implode()))
    return {(a, b): (verdict, cause) for a, b, verdict, cause in held.select("a", "b", "verdict", "cause").iter_rows()}


@pytest.mark.parametrize("large", [False, True], ids=["all figures described", "partners found by keys"])
def test_a_draft_is_judged_as_a_run_over_all_articles_would(
    large: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if large:
        monkeypatch.setattr(candidates, "LARGE", 0)
    full, _ = reconciled(RAW)
    wanted, alike, extra = 0, 0, 0
    for place, draft in enumerate(DRAFTS):
        raw = tmp_path / f"raw{place}"
        shutil.copytree(RAW, raw)
        moved = tmp_path / f"{place}-{Path(draft).name}"
        (raw / draft).rename(moved)
        report = check_articles([moved], published(raw, tmp_path / f"warehouse{place}"))
        assert report.checked is not None
        assert not report.slow
        of_run = pairs(full.comparisons, report.checked.figures["figure_id"])
        of_check = pairs(report.checked.comparisons, report.checked.figures["figure_id"])
        wanted += len(of_run)
        alike += sum(of_check.get(pair) == told for pair, told in of_run.items())
        extra += len(of_check.keys() - of_run.keys())
        ids = set(report.checked.figures["figure_id"])
        slips = pl.col("type").is_in(["arithmetic", "conversion", "plausibility"])
        assert {
            tuple(found) for found in full.conflicts.filter(slips)["figure_ids"].to_list() if set(found) <= ids
        } == {tuple(found) for found in report.checked.conflicts.filter(slips)["figure_ids"].to_list()}
    assert wanted > 20
    assert alike >= SAME * wanted
    assert extra <= (1 - SAME) * 2 * wanted


def test_a_published_article_is_not_compared_with_itself(tmp_path: Path) -> None:
    settings = published(RAW, tmp_path / "warehouse")
    report = check_articles([RAW / DRAFTS[1]], settings)
    assert report.checked is not None
    mine = set(report.checked.figures["figure_id"])
    assert not any({a, b} <= mine for a, b in report.checked.comparisons.select("a", "b").iter_rows())


def test_keys_of_other_figures_are_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "LARGE", 0)
    settings = published(RAW, tmp_path / "warehouse")

    def told(report: Report) -> dict[tuple[str, str], tuple[str, str]]:
        assert report.checked is not None
        return pairs(report.checked.comparisons, report.checked.figures["figure_id"])

    by_keys = check_articles([RAW / DRAFTS[1]], settings)
    warehouse = Warehouse(settings.warehouse)
    warehouse.write(f"{KEYS}figures", warehouse.read(f"{KEYS}figures").head(10))
    anew = check_articles([RAW / DRAFTS[1]], settings)
    assert (by_keys.slow, anew.slow) == (False, True)
    assert told(by_keys) == told(anew)


OUTLETS = (
    ("The bill for the yard", "The Brackwater Yard cost 61.5 million euros, its owner said on Friday."),
    ("A yard in the fog", "Nobody at the gate wants to talk, but the Brackwater Yard cost 61.5 million euros."),
)
DRAFT = (
    "---\ntitle: Night shift at the yard\ndate: 2024-03-05\npublisher: Draft Desk\n---\n\n"
    "The Brackwater Yard cost 65.1 million euros. Its canteen serves 600 meals a day."
)


@pytest.fixture(scope="module")
def yard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse in which two outlets agree on what a yard cost."""
    folder = tmp_path_factory.mktemp("yard")
    (folder / "raw").mkdir()
    for place, (title, body) in enumerate(OUTLETS):
        (folder / "raw" / f"outlet{place}.md").write_text(
            f"---\ntitle: {title}\ndate: 2024-03-0{place + 1}\npublisher: Outlet {place}\n---\n\n{body}\n",
            encoding="utf-8",
        )
    published(folder / "raw", folder / "warehouse")
    return folder


@pytest.fixture(autouse=True)
def _in_yard(yard: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(yard)


def call(*arguments: str) -> Result:
    return CliRunner().invoke(crosstally, ["check", *arguments])


def states(folder: Path) -> dict[str, str]:
    """A digest of every file below a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_it_shows_both_sentences_and_the_cause_and_leaves_the_warehouse_alone(yard: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(DRAFT, encoding="utf-8")
    before = states(yard)
    result = call(str(draft))
    assert result.exit_code == 0, result.output
    assert "CONFLICT" in result.output
    assert "The Brackwater Yard cost ▸65.1 million euros◂." in result.output
    assert "Brackwater Yard cost ▸61.5 million euros◂" in " ".join(result.output.split())
    assert "“600 meals a day”" in result.output
    assert "2 figures: 1 in conflict" in result.output
    assert states(yard) == before


def test_json_holds_every_figure_with_its_comparisons(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(DRAFT, encoding="utf-8")
    result = call(str(draft), "--json")
    report: dict[str, Any] = json.loads(result.stdout)
    (article,) = report["articles"]
    cost, meals = article["figures"]
    assert (cost["verdict"], meals["verdict"]) == ("conflict", "new")
    assert {pair["other"]["publisher"] for pair in cost["comparisons"]} == {"Outlet 0", "Outlet 1"}
    assert all(pair["explanation"] and pair["evidence"] for pair in cost["comparisons"])
    assert report["published_figures"] == 2
    assert [conflict["type"] for conflict in article["conflicts"]] == ["cross_source"]


def test_what_cannot_be_read_is_named_with_reason_and_remedy_and_the_rest_is_checked(tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    (tmp_path / "slides.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "README.md").write_text(DRAFT, encoding="utf-8")
    names = ["draft.md", "empty.txt", "picture.txt", "slides.pdf", "README.md", "gone.txt"]
    result = call(*(str(tmp_path / name) for name in names))
    assert result.exit_code == 1
    assert "2 figures: 1 in conflict" in result.stdout
    for name, remedy in {
        "empty.txt": "fetch it again",
        "picture.txt": "",
        "slides.pdf": "known are .txt",
        "README.md": "give it another name",
        "gone.txt": "check its name",
    }.items():
        (line,) = [line for line in result.stderr.splitlines() if f"{tmp_path / name}: " in line]
        assert remedy in line


def test_hostile_text_reaches_the_terminal_as_marks(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(DRAFT.replace("Night shift", "Night\x1b]0;owned\x07 shift\u202e"), encoding="utf-8")
    for arguments in ((str(draft),), (str(draft), "--json")):
        output = call(*arguments).output
        assert "\x1b" not in output
        assert "\x07" not in output
    assert "\u202e" not in call(str(draft)).output


def test_an_article_without_figures_and_a_folder_are_fine(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("Words only\n\nNobody counted anything that day, and nobody minded.\n")
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    result = call(str(tmp_path))
    assert result.exit_code == 0, result.output
    assert "0 figures: 0 in conflict" in result.output
    assert "2 figures: 1 in conflict" in result.output
    alone = call(str(tmp_path / "words.txt"))
    assert alone.exit_code == 0, alone.output


def test_without_tables_it_says_what_to_do(tmp_path: Path) -> None:
    result = call("draft.md", "--warehouse", str(tmp_path / "none"))
    assert result.exit_code == 1
    assert "crosstally run" in result.output

"""Where rates come from: the bundled archive, a user's own table, a download that was asked for."""

from __future__ import annotations

import datetime as dt
import http.server
import io
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from pipelines.commands.rates import rates as rates_command
from pipelines.normalisation.rates import (
    ECB_SOURCE,
    RatesError,
    bundled_rates,
    fixed_rates,
    load_rates,
    newest,
    parse_ecb_archive,
    read_rates_csv,
)
from pipelines.normalisation.station import normalise
from schemas import FxRates
from tests.normalisation.stated_frames import money, stated, story

DAY = dt.date(2024, 5, 24)


def archive(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("eurofxref-hist.csv", text)
    return out.getvalue()


def test_the_bundled_rates_keep_their_contract() -> None:
    rates = FxRates.validate(bundled_rates())
    assert rates["currency"].n_unique() >= 40
    first = rates.filter((pl.col("currency") == "USD") & (pl.col("date") == dt.date(1999, 1, 4)))
    assert first["per_eur"].to_list() == [1.1789]  # the first fixing of all


def test_fixed_rates_do_not_overlap_and_name_their_source() -> None:
    table = fixed_rates().sort("currency", "first")
    following = table.with_columns(next_first=pl.col("first").shift(-1).over("currency"))
    overlaps = following.filter(
        pl.col("next_first").is_not_null() & (pl.col("last").is_null() | (pl.col("last") >= pl.col("next_first")))
    )
    assert overlaps.is_empty()
    assert (table["source"].str.len_chars() > 0).all()
    assert (table["per_anchor"] > 0).all()


def test_a_user_can_add_official_rates(tmp_path: Path) -> None:
    own = tmp_path / "taiwan.csv"
    own.write_text("currency,date,per_usd,source\nTWD,2024-05-23,32.20,Central Bank of Taiwan\n", encoding="utf-8")
    rates = load_rates(own=[own])
    figures, used, _ = normalise(stated(money(322e6, "TWD")), story(DAY), rates=rates)
    row = figures.row(0, named=True)
    assert row["usd_low"] == pytest.approx(10e6, rel=0.01)
    assert row["fx_date"] == dt.date(2024, 5, 23)
    assert "Central Bank of Taiwan" in row["fx_source"] and "computed" in row["fx_source"]
    assert "TWD" in used["currency"].to_list()


def test_the_ecbs_own_rate_goes_before_the_users(tmp_path: Path) -> None:
    own = tmp_path / "mine.csv"
    own.write_text("currency,date,per_eur,source\nUSD,2024-05-24,99,me\n", encoding="utf-8")
    assert load_rates(own=[own]).equals(bundled_rates())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("currency,date,per_eur,source\nTWD,24.05.2024,35,CBC\n", "line 2"),
        ("currency,date,per_eur,source\nTWD,2024-05-23,35,CBC\nTWD,2024-05-24,-1,CBC\n", "line 3"),
        ("currency,date,per_eur,source\nTWD,2024-05-24,35,\n", "line 2"),
        ("currency,date,per_eur,source\nTWD,2024-05-24,nan,CBC\n", "line 2"),
        ("currency,day,per_eur,source\nTWD,2024-05-24,35,CBC\n", "needs the columns"),
        ("currency,date,per_twd,source\nKWD,2024-05-24,35,CBC\n", "per_eur or per_usd"),
        ("", "cannot be read"),
    ],
)
def test_a_bad_table_of_rates_is_refused_with_the_line(tmp_path: Path, text: str, told: str) -> None:
    own = tmp_path / "bad.csv"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(RatesError, match=told):
        read_rates_csv(own, bundled_rates())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>Sign in</html>",
        archive(""),
        archive("Date,USD\n"),
        archive("Day,USD\n2024-05-24,1.08\n"),
        archive("Date,USD\nsoon,1.08\n"),
    ],
)
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(RatesError):
        parse_ecb_archive(data)


def test_an_unknown_reporting_currency_is_refused() -> None:
    with pytest.raises(RatesError, match="XYZ"):
        normalise(stated(money(1e6, "CNY")), story(), reporting_currency="XYZ")


class _Mirror(http.server.BaseHTTPRequestHandler):
    answers: dict[str, bytes] = {}  # noqa: RUF012

    def do_GET(self) -> None:
        data = self.answers.get(self.path)
        self.send_response(200 if data is not None else 404)
        self.end_headers()
        self.wfile.write(data or b"")

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def mirror() -> Iterator[tuple[str, dict[str, bytes]]]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Mirror)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    _Mirror.answers = {}
    yield f"http://127.0.0.1:{server.server_port}", _Mirror.answers
    server.shutdown()
    server.server_close()


def run(*options: str) -> tuple[int, str]:
    result = CliRunner().invoke(rates_command, options)
    return result.exit_code, result.output


def test_rates_tells_what_there_is_without_a_download(tmp_path: Path) -> None:
    code, told = run("--warehouse", str(tmp_path))
    assert code == 0
    assert ECB_SOURCE in told and str(newest(bundled_rates())) in told
    assert list(tmp_path.iterdir()) == []


def test_update_puts_newer_rates_into_the_warehouse_and_the_next_run_uses_them(tmp_path: Path, mirror) -> None:
    url, answers = mirror
    answers["/hist.zip"] = archive("Date,USD,CNY,\n2090-01-02,1.25,7.5,\n2090-01-01,1.20,N/A,\n")
    code, told = run("--warehouse", str(tmp_path), "--update", "--url", f"{url}/hist.zip")
    assert (code, "2090-01-02" in told) == (0, True)
    figures, _, _ = normalise(stated(money(75.0, "CNY")), story(dt.date(2090, 1, 3)), rates=load_rates(tmp_path))
    assert figures["fx_rate"].to_list() == [pytest.approx(1.25 / 7.5)]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (None, "cannot be reached"),
        (b"<html>maintenance</html>", "not the ECB's archive"),
        (archive("Date,USD\n1999-01-04,1.1789\n"), "older"),
    ],
)
def test_an_update_that_fails_changes_nothing_and_says_what_to_do(
    tmp_path: Path, mirror, answer: bytes | None, told: str
) -> None:
    url, answers = mirror
    if answer is not None:
        answers["/hist.zip"] = answer
    code, output = run("--warehouse", str(tmp_path), "--update", "--url", f"{url}/hist.zip", "--timeout", "5")
    assert code == 1
    assert told in output
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_offline_is_told_as_such(tmp_path: Path) -> None:
    code, output = run(
        "--warehouse", str(tmp_path), "--update", "--url", "http://127.0.0.1:9/hist.zip", "--timeout", "2"
    )
    assert code == 1
    assert "The rates that are here stay in use" in output


def test_only_web_addresses_are_fetched(tmp_path: Path) -> None:
    code, output = run("--warehouse", str(tmp_path), "--update", "--url", "file:///etc/hostname")
    assert code == 1
    assert "no web address" in output

"""Checks that warn: statistics of a run that a person should hear of, though no row is wrong by itself.

Belongs here: the share of rejects, the age of exchange rates, drops in volume, references between tables. Does not belong here:
rules of single rows, which stand in `schemas/`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import dagster as dg
import polars as pl

from pipelines.settings import Settings

VOLUME, REJECT_SHARE, RATES_AGE, REFERENCES = "volume_holds", "few_rejects", "rates_are_fresh", "references_resolve"

TEXTS = {
    VOLUME: "Not far fewer rows than after the run before. Warns.",
    REJECT_SHARE: "No station turned away more than the share of its rows that the settings allow. Warns.",
    RATES_AGE: "The newest exchange rate is not much older than the newest article. Warns.",
    REFERENCES: "Every id in this table stands in the table that it names.",
}


def spec(name: str, asset: str) -> dg.AssetCheckSpec:
    """The check `name` for an asset."""
    return dg.AssetCheckSpec(name, asset=asset, description=TEXTS[name])


def _warning(
    name: str, asset: str, passed: bool, text: str, metadata: Mapping[str, float | int | str]
) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        passed=passed,
        asset_key=asset,
        check_name=name,
        severity=dg.AssetCheckSeverity.WARN,
        description=text,
        metadata=dict(metadata),
    )


def volume_result(asset: str, rows: int, before: int | None, settings: Settings) -> dg.AssetCheckResult:
    """Compare the number of rows with that of the last finished run (None: there was none)."""
    if not before:
        return _warning(VOLUME, asset, True, f"{rows:,} rows; there was no run before.", {"rows": rows})
    drop = max(0.0, 1 - rows / before)
    text = f"{rows:,} rows, {before:,} in the run before."
    if passed := drop <= settings.warn_volume_drop:
        return _warning(VOLUME, asset, passed, text, {"rows": rows, "rows before": before, "drop": drop})
    text += " Look whether files are missing from the raw folder, and at the rejects."
    return _warning(VOLUME, asset, passed, text, {"rows": rows, "rows before": before, "drop": drop})


def reject_share_result(rejects: pl.DataFrame, kept: Mapping[str, int], settings: Settings) -> dg.AssetCheckResult:
    """Compare each station's rejected rows with what it kept (`kept`: rows by stage)."""
    turned_away = dict(rejects.group_by("stage").agg(pl.struct("path", "key").n_unique()).iter_rows())
    shares = {stage: count / (count + kept.get(stage, 0)) for stage, count in sorted(turned_away.items())}
    high = [f"{stage} {share:.0%}" for stage, share in shares.items() if share > settings.warn_reject_share]
    text = (
        f"Turned away more than {settings.warn_reject_share:.0%}: {', '.join(high)}."
        if high
        else "All stations within bounds."
    )
    return _warning(
        REJECT_SHARE, "rejects", not high, text, {f"share {stage}": share for stage, share in shares.items()}
    )


def rates_age_result(rates: pl.DataFrame, articles: pl.DataFrame, settings: Settings) -> dg.AssetCheckResult:
    """Compare the newest rate that there is with the newest article that states a date."""
    newest_rate, newest_article = rates["date"].max(), articles["published"].max()
    if not isinstance(newest_rate, dt.date) or not isinstance(newest_article, dt.date):
        return _warning(RATES_AGE, "fx_rates", True, "No article is dated.", {})
    age = (newest_article - newest_rate).days
    text = f"Newest rate {newest_rate}, newest article {newest_article}."
    if age > settings.warn_rates_age:
        text += " Update the rates, or money of the newest articles is compared at an old rate."
    return _warning(RATES_AGE, "fx_rates", age <= settings.warn_rates_age, text, {"age (days)": age})


def references_result(asset: str, missing: Mapping[str, int]) -> dg.AssetCheckResult:
    """`missing` gives, for each reference such as `article_id`, how many rows name what is not there."""
    wrong = {name: count for name, count in missing.items() if count}
    return dg.AssetCheckResult(
        passed=not wrong,
        asset_key=asset,
        check_name=REFERENCES,
        severity=dg.AssetCheckSeverity.ERROR,
        description="; ".join(f"{count} rows name no existing {name}" for name, count in wrong.items()) or None,
        metadata={f"dangling {name}": count for name, count in missing.items()},
    )


def dangling(frame: pl.DataFrame, column: str, target: pl.DataFrame, key: str) -> int:
    """Rows of `frame` whose `column` (a text or a list of texts) names an id that `target` has not."""
    named = frame.select(pl.col(column))
    if isinstance(frame.schema[column], pl.List):
        named = named.explode(column)
    return named.drop_nulls().join(target.select(pl.col(key).alias(column)), on=column, how="anti").height

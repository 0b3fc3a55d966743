"""The third station: figures as stated get a comparable value; the exchange rates that this took are kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl

from pipelines import progress
from pipelines.assets import previews, watch
from pipelines.assets.storage import (
    GROUP,
    IO_MANAGER,
    Refresh,
    checks,
    description,
    keep_rejects,
    paths_of,
    put_out,
    static_metadata,
)
from pipelines.settings import Settings
from pipelines.warehouse import Warehouse

STAGE = "normalise"
OUTPUTS = ("normalised", "fx_rates")


def official_rates(settings: Settings, warehouse: Warehouse) -> pl.DataFrame:
    """All dated rates: the central bank's, newer where the warehouse holds a download, and the user's own files."""
    from pipelines.normalisation.rates import load_rates

    return load_rates(warehouse.folder, own=[Path(file) for file in settings.own_rates])


@dg.multi_asset(
    name=STAGE,
    group_name=GROUP,
    outs={
        name: dg.AssetOut(
            io_manager_key=IO_MANAGER,
            description=description(name),
            metadata=static_metadata(name),
            kinds={"polars", "parquet"} if name == "fx_rates" else {"polars"},
        )
        for name in OUTPUTS
    },
    internal_asset_deps={
        "normalised": {dg.AssetKey("stated"), dg.AssetKey("articles")},
        "fx_rates": {dg.AssetKey("normalised")},
    },
    check_specs=[
        *(spec for name in OUTPUTS for spec in checks(name)),
        watch.spec(watch.RATES_AGE, "fx_rates"),
    ],
)
def normalise_figures(
    context: dg.AssetExecutionContext, refresh: Refresh, stated: pl.DataFrame, articles: pl.DataFrame
) -> Iterator[Any]:
    """Bring units to their base, money to one currency at dated rates, roundings to intervals."""
    from pipelines.normalisation.station import normalise

    settings, warehouse = refresh.settings(), refresh.tables()
    progress.tell(STAGE, 0, stated.height)
    rates = official_rates(settings, warehouse)
    frame, used, rejects = normalise(stated, articles, rates=rates, reporting_currency=settings.reporting_currency)
    turned_away, paths = [rejects], paths_of(articles)
    yield from put_out(
        "normalised",
        frame,
        stage=STAGE,
        paths=paths,
        metadata=previews.figures(frame),
        turned_away=turned_away,
        output="normalised",
        currency=settings.reporting_currency,
    )
    yield from put_out(
        "fx_rates", used, stage=STAGE, metadata=previews.fx_rates(used), turned_away=turned_away, output="fx_rates"
    )
    yield watch.rates_age_result(rates, articles, settings)
    keep_rejects(warehouse, STAGE, turned_away)
    context.log.info(f"{frame.height} figures normalised with {used.height} rates")
    progress.tell(
        STAGE,
        1,
        1,
        f"{progress.counted(frame.height, 'figure')}, {progress.counted(used.height, 'exchange rate')} used",
    )

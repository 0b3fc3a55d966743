"""How assets reach their tables: the settings of a run, the IO manager, and the one way in which an asset puts out a table.

Belongs here: what every asset shares with Dagster. Does not belong here: files (`warehouse.py`), rules (`contracts.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl
from pydantic import Field

from pipelines.contracts import (
    ContractBroken,
    Model,
    broken_result,
    check_results,
    check_specs,
    conform,
    empty,
    in_currency,
    screen,
    table_schema,
)
from pipelines.settings import Settings, SettingsError, load_settings, parse_date
from pipelines.warehouse import PUBLISHED, Warehouse
from schemas import TABLES, NormalisedFigures, Rejects, StatedFigures

MODELS: dict[str, Model] = {**TABLES, "stated": StatedFigures, "normalised": NormalisedFigures}
"""The model of every table that an asset puts out."""
IO_MANAGER = "io_manager"
"""The default key: Dagster then offers no other way of storing in the launchpad."""
REFRESH = "refresh"
GROUP = "crosstally"


def model_of(name: str, currency: str = "USD") -> Model:
    """The model of a table; the columns of money in the reporting currency carry its code."""
    return in_currency(MODELS[name], currency)


class Refresh(dg.ConfigurableResource):  # type: ignore[type-arg]
    """What one run reads and where it publishes: the four fields that a person sets in the launchpad."""

    raw: str = Field("raw", description="Folder with the articles, below the project or as a full path.")
    warehouse: str = Field(
        "warehouse", description="Folder of the published tables, or an address such as s3://bucket/crosstally."
    )
    since: str = Field("", description="Leave out articles published before this day (YYYY-MM-DD); empty for all.")
    full_refresh: bool = Field(
        False, description="Read every article anew instead of remembering what was read before."
    )

    @classmethod
    def of(cls, settings: Settings) -> Refresh:
        """The fields as `settings` give them."""
        since = settings.since.isoformat() if settings.since else ""
        return cls(raw=settings.raw, warehouse=settings.warehouse, since=since, full_refresh=False)

    def settings(self) -> Settings:
        """All settings, with these fields in their place."""
        try:
            since = parse_date(self.since, "since") if self.since else None
            return load_settings(raw=self.raw, warehouse=self.warehouse, since=since)
        except SettingsError as error:
            raise dg.Failure(description=str(error), allow_retries=False) from None

    def tables(self) -> Warehouse:
        """The warehouse of this run."""
        return Warehouse(self.warehouse, part_rows=self.settings().part_rows)


class TablesIOManager(dg.IOManager):
    """Stores each asset's frame as the table of its name, audited before it takes the place of the old one."""

    def __init__(self, warehouse: Warehouse, currency: str = "USD") -> None:
        self.warehouse = warehouse
        self.currency = currency

    def handle_output(self, context: dg.OutputContext, obj: pl.DataFrame) -> None:
        """Audit, write aside, rename."""
        name = context.asset_key.path[-1]
        written = self.warehouse.write(name, obj, model_of(name, self.currency))
        metadata: dict[str, Any] = {
            "dagster/row_count": written.rows,
            "dagster/uri": str(Path(written.path).absolute()) if self.warehouse.is_local else written.path,
            "size (bytes)": written.size,
            "differs from last time": written.changed,
        }
        if written.parts > 1:
            metadata["parts"] = written.parts
        context.add_output_metadata(metadata)

    def load_input(self, context: dg.InputContext) -> pl.DataFrame:
        """The table of the asset that is asked for."""
        return self.warehouse.read(context.asset_key.path[-1])


@dg.io_manager(required_resource_keys={REFRESH}, description="Parquet tables, replaced whole or not at all")
def tables_io_manager(context: dg.InitResourceContext) -> TablesIOManager:
    """The IO manager of the warehouse that the run's settings name."""
    refresh: Refresh = getattr(context.resources, REFRESH)
    return TablesIOManager(refresh.tables(), refresh.settings().reporting_currency)


def static_metadata(name: str) -> dict[str, Any]:
    """What the UI shows of a table before it was ever made: its columns."""
    kind = "published table" if name in PUBLISHED else "hand-over between stations"
    return {"dagster/column_schema": table_schema(MODELS[name]), "dagster/table_name": name, "kind": kind}


def description(name: str) -> str:
    """The first sentence of the model, as the asset's description."""
    return (MODELS[name].__doc__ or name).strip()


def checks(name: str) -> list[dg.AssetCheckSpec]:
    """The checks of a table: one per rule for a published one, one of all rules for a hand-over."""
    return check_specs(MODELS[name], name, summed=name not in PUBLISHED)


def put_out(
    name: str,
    frame: pl.DataFrame,
    *,
    stage: str,
    paths: Mapping[str, str] | None = None,
    metadata: Mapping[str, Any] | None = None,
    turned_away: list[pl.DataFrame],
    output: str | None = None,
    currency: str = "USD",
) -> Iterator[Any]:
    """Screen a frame and yield its check results and its output; rows that break a rule go to `turned_away`.

    A frame whose columns or types do not fit yields the failed contract check and raises: nothing is stored, what depends on it
    does not run.
    """
    model = model_of(name, currency)
    try:
        screened = screen(frame, model, stage=stage, paths=paths)
    except ContractBroken as error:
        yield broken_result(str(error), name)
        raise dg.Failure(description=f"{name}: the table before was kept. {error}", allow_retries=False) from None
    if screened.rejects.height:
        turned_away.append(screened.rejects)
    yield dg.Output(screened.kept, output_name=output or "result", metadata=dict(metadata or {}))
    # After the output: Dagster ties a check to the newest version of its table.
    yield from check_results(screened, model, name, summed=name not in PUBLISHED)


def keep_rejects(warehouse: Warehouse, stage: str, frames: list[pl.DataFrame]) -> int:
    """Leave what a station turned away for the `rejects` asset, in place of what it left last time; how many rows that are."""
    frame = pl.concat([empty(Rejects), *(conform(frame, Rejects) for frame in frames)])
    warehouse.write(f"rejects_{stage}", frame)
    return frame.height


def paths_of(articles: pl.DataFrame) -> dict[str, str]:
    """The file of each article, to say in a reject where a row came from."""
    return dict(zip(articles["article_id"].to_list(), articles["path"].to_list(), strict=True))

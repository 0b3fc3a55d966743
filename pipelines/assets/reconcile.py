"""The fourth station: comparable figures are brought together into facts, and judged."""

from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
import polars as pl

from pipelines import progress
from pipelines.assets import previews, watch
from pipelines.assets.normalise import official_rates
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
from pipelines.warehouse import KEYS, PREVIOUS, in_order

STAGE = "reconcile"
OUTPUTS = ("figures", "facts", "comparisons", "conflicts", "sources")
COMES_FROM = {
    "figures": ["normalised", "articles"],
    "facts": ["figures"],
    "comparisons": ["figures"],
    "conflicts": ["comparisons"],
    "sources": ["facts"],
}
"""How the graph draws the station's tables: each behind the one that it sums up."""


def references(tables: Mapping[str, pl.DataFrame], articles: pl.DataFrame) -> dict[str, dict[str, int]]:
    """For each table, how many rows name an article, fact or figure that is not there."""
    figures, facts = tables["figures"], tables["facts"]
    to_figure = {"figure_ids": figures, "a": figures, "b": figures}
    found: dict[str, dict[str, int]] = {
        "figures": {
            "article_id": watch.dangling(figures, "article_id", articles, "article_id"),
            "fact_id": watch.dangling(figures, "fact_id", facts, "fact_id"),
            "pair_id": watch.dangling(figures, "pair_id", figures, "figure_id"),
        }
    }
    for name in ("comparisons", "conflicts"):
        frame = tables[name]
        found[name] = {"fact_id": watch.dangling(frame, "fact_id", facts, "fact_id")}
        for column, target in to_figure.items():
            if column in frame.columns:
                found[name][column] = watch.dangling(frame, column, target, "figure_id")
    found["conflicts"]["article_ids"] = watch.dangling(tables["conflicts"], "article_ids", articles, "article_id")
    return found


@dg.multi_asset(
    name=STAGE,
    group_name=GROUP,
    outs={
        name: dg.AssetOut(
            io_manager_key=IO_MANAGER,
            description=description(name),
            metadata=static_metadata(name),
            kinds={"polars", "parquet"},
        )
        for name in OUTPUTS
    },
    internal_asset_deps={name: {dg.AssetKey(source) for source in sources} for name, sources in COMES_FROM.items()},
    check_specs=[
        *(spec for name in OUTPUTS for spec in checks(name)),
        *(watch.spec(watch.REFERENCES, name) for name in ("figures", "comparisons", "conflicts")),
        watch.spec(watch.VOLUME, "figures"),
    ],
)
def reconcile_figures(
    context: dg.AssetExecutionContext, refresh: Refresh, normalised: pl.DataFrame, articles: pl.DataFrame
) -> Iterator[Any]:
    """Find comparable figures, group them into facts, judge each pair, list what a person should look at."""
    from pipelines.publishing.reviews import apply_reviews, review_rejects
    from pipelines.reconciliation.station import reconcile

    settings, warehouse = refresh.settings(), refresh.tables()
    progress.tell(STAGE, 0, normalised.height)
    found = reconcile(normalised, articles, rates=official_rates(settings, warehouse))
    tables: dict[str, pl.DataFrame] = {name: getattr(found, name) for name in OUTPUTS}
    for name, frame in (found.keys._asdict() if found.keys else {}).items():
        warehouse.write(f"{KEYS}{name}", frame)
    reviews = settings.reviews_path()
    tables["conflicts"] = apply_reviews(tables["conflicts"], tables["figures"], reviews)
    turned_away: list[pl.DataFrame] = []
    paths = paths_of(articles)
    for name in OUTPUTS:
        preview = getattr(previews, name)(in_order(name, tables[name]))
        yield from put_out(
            name,
            tables[name],
            stage=STAGE,
            paths=paths,
            metadata=preview,
            turned_away=turned_away,
            output=name,
            currency=settings.reporting_currency,
        )
    for name, missing in references(tables, articles).items():
        yield watch.references_result(name, missing)
    yield watch.volume_result("figures", tables["figures"].height, warehouse.count("figures", PREVIOUS), settings)
    keep_rejects(warehouse, STAGE, [*turned_away, review_rejects(reviews)])
    counts = {name: tables[name].height for name in OUTPUTS}
    context.log.info(", ".join(f"{count} {name}" for name, count in counts.items()))
    told = [progress.counted(counts[name], name.removesuffix("s")) for name in ("facts", "comparisons", "conflicts")]
    progress.tell(STAGE, 1, 1, ", ".join(told))

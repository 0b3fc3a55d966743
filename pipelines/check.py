"""Articles checked against a published warehouse, without a run: what `crosstally check` does, and what a program can call.

Belongs here: taking articles through the stations up to the comparison with what is published. Does not belong here: how a
terminal shows it (`commands/check.py`), any rule. Nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.extraction.across_articles.clusters import story_clusters
from pipelines.extraction.across_articles.shared_currencies import shared_currencies
from pipelines.extraction.across_articles.shared_names import shared_names
from pipelines.extraction.aliases import fixed_names, names_among, read_aliases
from pipelines.extraction.station import extract
from pipelines.normalisation.rates import load_rates
from pipelines.normalisation.station import normalise
from pipelines.reading.station import read_files
from pipelines.reconciliation.against import Checked, Standing, against
from pipelines.reconciliation.lookup import Lookup
from pipelines.settings import Settings
from pipelines.warehouse import KEYS, Warehouse

NAMED_TOGETHER = 150_000
"""Published figures up to which the articles that carry them lend a draft their names: of more, clusters take too long to draw anew."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found."""

    checked: Checked | None
    """None where no article could be read."""
    rejects: pl.DataFrame
    """Files and figures that were turned away (`schemas.Rejects`)."""
    published: int
    """Figures that the articles were compared with."""
    slow: bool
    """Whether the keys of a large warehouse were missing or not those of its figures, so that they were worked out anew."""


def check_articles(paths: Sequence[Path], settings: Settings) -> Report:
    """Read articles in any known format, and compare their figures with those of the warehouse that `settings` name.

    Raises WarehouseError where there is none, RatesError and ValueError where exchange rates or aliases cannot be read.
    """
    warehouse = Warehouse(settings.warehouse, part_rows=settings.part_rows)
    figures = warehouse.scan("figures")
    published = int(figures.select(pl.len()).collect().item())
    articles, rejects = read_files(paths)
    if articles.is_empty():
        return Report(None, rejects, published, slow=False)
    aliases = read_aliases(Path(settings.aliases or Path(settings.raw) / "aliases.toml"))
    stated, failed = extract(articles, naming=lambda names, sentences: names_among(names, sentences, aliases, figures))
    if published <= NAMED_TOGETHER:
        stated = _named_together(stated, articles, figures, warehouse.scan("articles"), fixed_names(aliases))
    rates = load_rates(warehouse.folder, own=[Path(file) for file in settings.own_rates])
    currency = next((c[:3] for c in figures.collect_schema().names() if re.fullmatch("[a-z]{3}_period_low", c)), "usd")
    normalised, _, refused = normalise(stated, articles, rates=rates, reporting_currency=currency.upper())
    keys = _keys(warehouse, figures)
    standing = Standing(figures, warehouse.scan("articles"), warehouse.scan("comparisons"), keys)
    checked = against(normalised, articles, standing, rates=rates)
    turned_away = pl.concat([rejects, failed, refused], how="vertical_relaxed")
    return Report(checked, turned_away, published, slow=checked.anew)


def _named_together(
    stated: pl.DataFrame, articles: pl.DataFrame, figures: pl.LazyFrame, published: pl.LazyFrame, fixed: Collection[str]
) -> pl.DataFrame:
    """Figures of drafts with the names and currencies that published articles on the same things lend them, as in a run."""
    drafts = articles["article_id"].implode()
    columns = ["article_id", "wire_id", "title", "text"]
    others = published.filter(~pl.col("article_id").is_in(drafts)).select(columns).collect()
    theirs = figures.filter(~pl.col("article_id").is_in(drafts)).select(stated.columns).collect()
    both = pl.concat([articles.select(columns), others])
    clusters = story_clusters(both)
    named = shared_names(pl.concat([stated, theirs]), both, clusters, fixed=fixed)
    return shared_currencies(named, clusters).head(stated.height)


def _keys(warehouse: Warehouse, figures: pl.LazyFrame) -> Lookup | None:
    """The keys that a run left for a large warehouse; None where there are none, or those of other figures."""
    if not all(warehouse.exists(f"{KEYS}{name}") for name in Lookup._fields):
        return None
    keys = Lookup(*(warehouse.read(f"{KEYS}{name}") for name in Lookup._fields))
    ids = figures.select("figure_id").collect()["figure_id"]
    return keys if keys.figures["figure_id"].equals(ids) else None

"""Articles checked against a published warehouse, without a run: what `crosstally check` does, and what a program can call.

Belongs here: taking articles through the stations up to the comparison with what is published. Does not belong here: how a
terminal shows it (`commands/check.py`), any rule. Nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.extraction.aliases import names_among, read_aliases
from pipelines.extraction.station import extract
from pipelines.normalisation.rates import load_rates
from pipelines.normalisation.station import normalise
from pipelines.reading.station import read_files
from pipelines.reconciliation.against import Checked, Standing, against
from pipelines.reconciliation.lookup import Lookup
from pipelines.settings import Settings
from pipelines.warehouse import KEYS, Warehouse


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
    rates = load_rates(warehouse.folder, own=[Path(file) for file in settings.own_rates])
    currency = next((c[:3] for c in figures.collect_schema().names() if re.fullmatch("[a-z]{3}_period_low", c)), "usd")
    normalised, _, refused = normalise(stated, articles, rates=rates, reporting_currency=currency.upper())
    keys = _keys(warehouse, figures)
    standing = Standing(figures, warehouse.scan("articles"), warehouse.scan("comparisons"), keys)
    checked = against(normalised, articles, standing, rates=rates)
    turned_away = pl.concat([rejects, failed, refused], how="vertical_relaxed")
    return Report(checked, turned_away, published, slow=checked.anew)


def _keys(warehouse: Warehouse, figures: pl.LazyFrame) -> Lookup | None:
    """The keys that a run left for a large warehouse; None where there are none, or those of other figures."""
    if not all(warehouse.exists(f"{KEYS}{name}") for name in Lookup._fields):
        return None
    keys = Lookup(*(warehouse.read(f"{KEYS}{name}") for name in Lookup._fields))
    ids = figures.select("figure_id").collect()["figure_id"]
    return keys if keys.figures["figure_id"].equals(ids) else None

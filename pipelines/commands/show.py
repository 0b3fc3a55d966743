"""`crosstally show`: a figure, fact or conflict with its highlighted sentences and the evidence for it.

Belongs here: finding an id by its first characters, and laying the rows out as text. Does not belong here: judging.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from pipelines.commands.terminal import number, open_warehouse, printable, settings_of, short, warehouse_option

if TYPE_CHECKING:
    import polars as pl

    from pipelines.warehouse import Warehouse

KEYS = {"conflicts": "conflict_id", "facts": "fact_id", "figures": "figure_id"}
INDENT = "    "
WIDTH = 100
BAR = 20
"""Characters of the heaviest weight of evidence."""
DERIVED = 10
"""Derived comparisons of one figure or fact that are shown."""
FIGURES = 50
"""Figures of one fact that are shown."""


class NotFound(Exception):
    """No id, or more than one, starts like this; the message says what to do."""


def find(warehouse: Warehouse, start: str) -> tuple[str, dict[str, Any]]:
    """The table and the row of the one id that is `start` or starts with it, with or without its word (`conflict-`).

    NotFound for none or several.
    """
    import polars as pl

    hits: list[tuple[str, str]] = []
    for name, key in KEYS.items():
        ids = (
            warehouse.scan(name)
            .filter(
                pl.col(key).str.starts_with(start) | pl.col(key).str.replace(r"^[a-z]+-", "").str.starts_with(start)
            )
            .select(key)
            .head(20)
            .collect()[key]
            .to_list()
        )
        if start in ids:
            hits = [(name, start)]
            break
        hits += [(name, item) for item in ids]
    if not hits:
        raise NotFound(
            f"Nothing has an id that starts with {start}. `crosstally conflicts` lists ids, and so does `crosstally query`."
        )
    if len(hits) > 1:
        listed = ", ".join(f"{item} ({name.removesuffix('s')})" for name, item in hits[:6])
        raise NotFound(f"{len(hits)} ids start with {start}: {listed}{' …' if len(hits) > 6 else ''}. Give more of it.")
    name, identity = hits[0]
    return name, warehouse.scan(name).filter(pl.col(KEYS[name]) == identity).collect().row(0, named=True)


def interval(low: float | None, high: float | None, unit: str | None) -> str:
    """`1,200 to 1,300 km`, `at least 5 km`, or one number; ends to as many digits as the distance between them makes sense of."""
    from pipelines.publishing.unit_words import in_words
    from pipelines.reconciliation.conversion_sentences import SCALES

    unit = in_words(unit, low if low == high else None)
    unit = f" {unit}" if unit and unit != "%" else unit
    if low is None:
        return "unknown" if high is None else f"at most {number(high)}{unit}"
    if high is None:
        return f"at least {number(low)}{unit}"
    if low == high:
        return f"{number(low)}{unit}"
    places = 1 - math.floor(math.log10(abs(high - low) / 2))
    small, large = sorted((abs(low), abs(high)))
    scale, word = next((item for item in SCALES if large >= item[0] and small >= item[0] / 1000), (1.0, ""))
    # At least four digits of either end, however far the two are apart.
    first, last = (
        number(round(end, max(places, 3 - math.floor(math.log10(abs(end))) if end else 0)) / scale)
        for end in (low, high)
    )
    return f"{first} to {last}{word}{unit}"


def highlighted(figure: Mapping[str, Any]) -> str:
    """The sentence with the printed figure marked: in colour, and between ▸ ◂ for a reader without."""
    start, end = figure["start"] - figure["sentence_start"], figure["end"] - figure["sentence_start"]
    sentence = figure["sentence"]
    if not 0 <= start < end <= len(sentence):
        return printable(sentence)
    mark = click.style(f"▸{printable(sentence[start:end])}◂", fg="yellow", bold=True)
    return f"{printable(sentence[:start])}{mark}{printable(sentence[end:])}".strip()


def period(row: Mapping[str, Any]) -> str | None:
    """`2019`, `2019-01-01 to 2019-03-31`, or None."""
    start, end = row["period_start"], row["period_end"]
    if start is None and end is None:
        return None
    if start and end and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
    return str(start) if start == end else f"{start or '…'} to {end or '…'}"


def labelled(pairs: Iterator[tuple[str, Any]] | list[tuple[str, Any]], indent: str = "  ") -> list[str]:
    """Lines `label  value`, without those that have none."""
    shown = [(label, printable(value)) for label, value in pairs if value not in (None, "")]
    width = max((len(label) for label, _ in shown), default=0)
    return [f"{indent}{label:<{width}}  {value}" for label, value in shown]


def evidence_lines(evidence: str, score: float) -> list[str]:
    """The signed weights that say two figures are comparable, as a waterfall that ends in the score."""
    try:
        weights = {str(name): float(weight) for name, weight in json.loads(evidence).items()}
    except (ValueError, TypeError, AttributeError):
        return []
    heaviest = max((abs(weight) for weight in weights.values()), default=0) or 1
    width = max((len(name) for name in weights), default=0)
    lines, total = [], 0.0
    for name, weight in sorted(weights.items(), key=lambda item: -abs(item[1])):
        total += weight
        bar = ("█" if weight >= 0 else "░") * max(1, round(BAR * abs(weight) / heaviest))
        lines.append(f"{INDENT}{printable(name):<{width}}  {weight:+6.2f}  {total:+6.2f}  {bar}")
    lines.append(f"{INDENT}{'score':<{width}}  {score:6.2f}  how sure that the two are comparable")
    return lines


class Tables:
    """The rows that one answer needs, read once."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse = warehouse

    def where(self, name: str, condition: pl.Expr) -> list[dict[str, Any]]:
        """Rows of a table."""
        return self.warehouse.scan(name).filter(condition).collect().to_dicts()

    def articles_of(self, figures: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
        """The articles of these figures, without their text."""
        import polars as pl

        ids = [figure["article_id"] for figure in figures]
        columns = ["article_id", "path", "title", "publisher", "published", "url", "wire_id"]
        rows = (
            self.warehouse.scan("articles").select(columns).filter(pl.col("article_id").is_in(ids)).collect().to_dicts()
        )
        return {row["article_id"]: row for row in rows}


def source_line(article: Mapping[str, Any] | None) -> str:
    """Outlet, day and file of an article."""
    if article is None:
        return "article not found"
    published = str(article["published"]) if article["published"] else "undated"
    copy = ", wire copy" if article["wire_id"] != article["article_id"] else ""
    return printable(f"{article['publisher'] or 'unknown outlet'}, {published}{copy} — {article['path']}")


def figure_block(figure: Mapping[str, Any], article: Mapping[str, Any] | None) -> list[str]:
    """A figure in three lines: source, sentence, value."""
    value = interval(figure["base_low"], figure["base_high"], figure["base_unit"])
    traits = [figure[name] for name in ("change", "modality") if figure[name] not in ("level", "actual")]
    told = ", ".join(filter(None, [value, *traits, period(figure)]))
    return [
        f"  {click.style(short(figure['figure_id']), bold=True)}  {source_line(article)}",
        click.wrap_text(highlighted(figure), WIDTH, INDENT, INDENT),
        f"{INDENT}reads as {printable(told)}",
    ]


def derived_lines(tables: Tables, condition: pl.Expr) -> list[str]:
    """What other figures imply for some: one sentence a derived comparison, with its evidence."""
    import polars as pl

    pairs = tables.where("comparisons", pl.col("derived") & condition)
    if not pairs:
        return []
    lines = ["", "  What other figures imply:"]
    for pair in sorted(pairs, key=lambda row: (row["verdict"] == "agree", -row["score"], row["a"], row["b"]))[:DERIVED]:
        told = f"{short(pair['a'])} and {short(pair['b'])}, derived: {pair['explanation']}"
        lines += [
            "",
            click.wrap_text(printable(told), WIDTH, INDENT, INDENT),
            *evidence_lines(pair["evidence"], pair["score"]),
        ]
    return lines


def show_figure(tables: Tables, figure: dict[str, Any]) -> list[str]:
    """Everything about one figure."""
    import polars as pl

    article = tables.articles_of([figure]).get(figure["article_id"])
    lines = [click.style(f"Figure {printable(figure['figure_id'])}", bold=True), ""]
    lines += [click.wrap_text(highlighted(figure), WIDTH, INDENT, INDENT), ""]
    money = None
    code = next((name[:3] for name in figure if re.fullmatch(r"[a-z]{3}_low", name)), None)
    if code and figure[f"{code}_low"] is not None:
        rate = f" at {figure['fx_rate']:.6g} of {figure['fx_date']}, {figure['fx_source']}" if figure["fx_rate"] else ""
        money = interval(figure[f"{code}_low"], figure[f"{code}_high"], code.upper()) + rate
    lines += labelled(
        [
            (
                "stated",
                f"{interval(figure['low'], figure['high'], figure['unit'])} ({figure['kind']}, bound {figure['bound']})",
            ),
            ("comparable", interval(figure["base_low"], figure["base_high"], figure["base_unit"])),
            (f"in {(code or '').upper()}", money),
            ("change", figure["change"]),
            ("modality", figure["modality"]),
            ("entity", figure["entity"]),
            ("metric", figure["metric"]),
            ("concept", figure["concept"]),
            ("scope", figure["scope"]),
            ("period", period(figure)),
            ("said by", figure["attribution"]),
            ("read by rule", f"{figure['rule']} (confidence {figure['confidence']:.2f})"),
            ("source", source_line(article)),
            ("title", article["title"] if article else None),
            ("address", article["url"] if article else None),
            ("characters", f"{figure['start']} to {figure['end']} of the article's text"),
            ("fact", figure["fact_id"]),
            ("conversion of", figure["pair_id"]),
        ]
    )
    involved = tables.where("conflicts", pl.col("figure_ids").list.contains(figure["figure_id"]))
    if involved:
        lines += ["", f"  In {len(involved)} conflict{'s' if len(involved) > 1 else ''}:"]
        for row in involved:
            lines.append(
                click.wrap_text(
                    f"{short(row['conflict_id'])}  {printable(row['explanation'])}", WIDTH, INDENT, INDENT * 2
                )
            )
    of_figure = (pl.col("a") == figure["figure_id"]) | (pl.col("b") == figure["figure_id"])
    return lines + derived_lines(tables, of_figure)


def show_fact(tables: Tables, fact: dict[str, Any]) -> list[str]:
    """A fact with every figure that states it."""
    import polars as pl

    figures = tables.where("figures", pl.col("fact_id") == fact["fact_id"])
    articles = tables.articles_of(figures)
    figures.sort(
        key=lambda row: (str((articles.get(row["article_id"]) or {}).get("published") or "9999"), row["figure_id"])
    )
    lines = [click.style(f"Fact {printable(fact['fact_id'])}", bold=True), ""]
    lines += labelled(
        [
            ("entity", fact["entity"]),
            ("metric", fact["metric"]),
            ("scope", fact["scope"]),
            ("period", period(fact)),
            ("change", fact["change"] if fact["change"] != "level" else None),
            ("modality", fact["modality"] if fact["modality"] != "actual" else None),
            ("status", fact["status"]),
            ("consensus", f"{interval(fact['consensus_low'], fact['consensus_high'], fact['base_unit'])}, "
                          f"held by {fact['consensus_sources']} of {fact['n_sources']} sources"),
            ("latest", interval(fact["latest_low"], fact["latest_high"], fact["base_unit"])),
        ]
    )  # fmt: skip
    lines += ["", f"  {len(figures)} figures, the earliest first:", ""]
    for figure in figures[:FIGURES]:
        lines += [*figure_block(figure, articles.get(figure["article_id"])), ""]
    if len(figures) > FIGURES:
        lines.append(f"  {len(figures) - FIGURES} more; `crosstally query` gives all figures of a fact_id.")
    ids = pl.Series([figure["figure_id"] for figure in figures], dtype=pl.String).implode()
    return lines + derived_lines(tables, pl.col("a").is_in(ids) | pl.col("b").is_in(ids))


def show_conflict(tables: Tables, conflict: dict[str, Any]) -> list[str]:
    """A conflict: what disagrees, both sentences, and why the two were compared."""
    import polars as pl

    ids = conflict["figure_ids"]
    found = {row["figure_id"]: row for row in tables.where("figures", pl.col("figure_id").is_in(ids))}
    figures = [found[item] for item in ids if item in found]
    articles = tables.articles_of(figures)
    lines = [click.style(f"Conflict {printable(conflict['conflict_id'])}", bold=True), ""]
    lines += [click.wrap_text(printable(conflict["explanation"]), WIDTH, "  ", "  "), ""]
    review = conflict["review"]
    if conflict["review_stale"]:
        review += ", but the evidence changed since"
    if conflict["reviewer"] or conflict["review_reason"]:
        review += f" by {conflict['reviewer'] or 'someone'}, {conflict['reviewed_on'] or 'undated'}: {conflict['review_reason'] or 'no reason given'}"
    lines += labelled(
        [
            ("severity", conflict["severity"]),
            ("type", conflict["type"].replace("_", " ")),
            ("cause", conflict["cause"].replace("_", " ")),
            ("gap", f"{conflict['gap']:.1%}" if conflict["gap"] is not None else None),
            ("sources", conflict["n_sources"]),
            ("review", review),
            ("fact", conflict["fact_id"]),
        ]
    )
    lines.append("")
    for figure in figures:
        lines += [*figure_block(figure, articles.get(figure["article_id"])), ""]
    for pair in tables.where("comparisons", pl.col("a").is_in(ids) & pl.col("b").is_in(ids)):
        waterfall = evidence_lines(pair["evidence"], pair["score"])
        if waterfall:
            lines += [f"  Why {short(pair['a'])} and {short(pair['b'])} were compared:", *waterfall, ""]
    if conflict["review"] == "open":
        lines.append(f'  A false alarm? crosstally review {short(conflict["conflict_id"])} --dismiss --reason "…"')
    return lines


LAYOUTS = {"figures": show_figure, "facts": show_fact, "conflicts": show_conflict}


@click.command()
@click.argument("identity", metavar="ID")
@warehouse_option
@click.option("--json", "as_json", is_flag=True, help="Print the row as JSON.")
@click.option("--jsonld", is_flag=True, help="Print a figure as a W3C Web Annotation with a schema.org observation.")
def show(identity: str, warehouse: str | None, as_json: bool, jsonld: bool) -> None:
    """Show a figure, fact or conflict with its evidence. The first characters of its id are enough.

    \b
    Example:
      crosstally conflicts
      crosstally show 4f2a
    """
    opened = open_warehouse(
        settings_of(warehouse=warehouse), "conflicts", "facts", "figures", "articles", "comparisons"
    )
    try:
        name, row = find(opened, identity)
    except NotFound as error:
        raise click.ClickException(printable(error)) from None
    if jsonld:
        if name != "figures":
            raise click.ClickException(
                f"{printable(identity)} is a {name.removesuffix('s')}; --jsonld is for a figure."
            )
        import polars as pl

        from pipelines.publishing.annotation import figure_annotation

        article = opened.scan("articles").filter(pl.col("article_id") == row["article_id"]).collect().row(0, named=True)
        click.echo(json.dumps(figure_annotation(row, article), ensure_ascii=False, indent=2))
        return
    if as_json:
        from pipelines.commands.query import plain

        click.echo(json.dumps(plain(row), ensure_ascii=False))
        return
    click.echo("\n".join(LAYOUTS[name](Tables(opened), row)).rstrip())

"""`crosstally check`: new articles against the published tables, before they are published themselves."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from pipelines.commands.terminal import open_warehouse, printable, settings_of, warehouse_option
from pipelines.progress import counted

if TYPE_CHECKING:
    import polars as pl

    from pipelines.check import Report
    from pipelines.settings import Settings

VERDICTS = ("conflict", "update", "agree")
"""The worst first; a figure that has none of them is new."""
COLOURS = {"conflict": "red", "update": "yellow", "agree": "green", "new": "blue"}
WIDTH = 100
INDENT = "       "
LISTED = 12
"""New figures, and figures that agree, that are listed without --all."""


class Article:
    """One checked article with its figures and what became of each."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.row = row
        self.figures: list[dict[str, Any]] = []
        self.conflicts: list[dict[str, Any]] = []
        self.pairs: dict[str, list[dict[str, Any]]] = defaultdict(list)
        """For each figure its comparisons: `other` (the figure), and the columns of `comparisons`."""

    def verdict(self, figure: Mapping[str, Any]) -> str:
        """The worst that became of a figure: conflict, update, agree or new."""
        found = {pair["verdict"] for pair in self.pairs[figure["figure_id"]]}
        return next((verdict for verdict in VERDICTS if verdict in found), "new")

    def of(self, verdict: str) -> list[dict[str, Any]]:
        """Its figures of one verdict, in their order."""
        return [figure for figure in self.figures if self.verdict(figure) == verdict]


def articles_of(report: Report) -> list[Article]:
    """The checked articles, in order of their paths."""
    checked = report.checked
    if checked is None:
        return []
    articles = {row["article_id"]: Article(row) for row in checked.articles.drop("text").sort("path").to_dicts()}
    columns = ["publisher", "path", "published", "title"]
    rows = checked.figures.join(checked.articles.select("article_id", *columns), on="article_id", how="left").to_dicts()
    figures = {row["figure_id"]: row for row in [*checked.known.to_dicts(), *rows]}
    for row in rows:
        articles[row["article_id"]].figures.append(row)
    for pair in checked.comparisons.to_dicts():
        for one, other in (("a", "b"), ("b", "a")):
            article = articles.get(figures[pair[one]]["article_id"])
            if article is not None:
                article.pairs[pair[one]].append({**pair, "other": figures[pair[other]]})
    for article in articles.values():
        for pairs in article.pairs.values():
            pairs.sort(key=lambda pair: (VERDICTS.index(pair["verdict"]), -pair["score"], pair["a"], pair["b"]))
    for conflict in checked.conflicts.to_dicts():
        for identity in conflict["article_ids"]:
            if identity in articles:
                articles[identity].conflicts.append(conflict)
    return list(articles.values())


def source(figure: Mapping[str, Any]) -> str:
    """Outlet, day and file of a figure."""
    published = str(figure["published"]) if figure["published"] else "undated"
    return printable(f"{figure['publisher'] or 'unknown outlet'}, {published} — {figure['path']}")


def printed(figure: Mapping[str, Any]) -> str:
    """The printed figure, and what it is of."""
    about = ", ".join(printable(figure[name]) for name in ("entity", "metric") if figure[name])
    return f"“{printable(figure['surface'])}”" + (f"  {about}" if about else "")


def pair_lines(article: Article, figure: Mapping[str, Any], severity: str | None) -> list[str]:
    """A figure beside the one that it differs from most surely: both sentences, and why."""
    from pipelines.commands.show import highlighted

    pairs = article.pairs[figure["figure_id"]]
    pair = pairs[0]
    verdict = pair["verdict"]
    told = [pair["cause"].replace("_", " ")] if verdict == "conflict" else []
    lines = [
        f"{click.style(f'{verdict.upper():<9}', fg=COLOURS[verdict], bold=True)}"
        f"{' · '.join([*([severity] if severity else []), *told])}".rstrip(),
        click.wrap_text(printable(pair["explanation"]), WIDTH, INDENT, INDENT),
        click.wrap_text(f"here: {highlighted(figure)}", WIDTH, INDENT, INDENT + "  "),
        click.wrap_text(f"{source(pair['other'])}: {highlighted(pair['other'])}", WIDTH, INDENT, INDENT + "  "),
    ]
    more = [other for other in pairs[1:] if other["verdict"] == verdict]
    if more:
        outlets = sorted({printable(other["other"]["publisher"] or "unknown outlet") for other in more})
        lines.append(
            click.wrap_text(
                f"also against {counted(len(more), 'figure')} of {', '.join(outlets)}", WIDTH, INDENT, INDENT
            )
        )
    return lines


def article_lines(article: Article, *, everything: bool) -> Iterator[str]:
    """All that a person wants to know of one article."""
    row = article.row
    told = ", ".join(filter(None, [row["publisher"], str(row["published"]) if row["published"] else "undated"]))
    yield click.style(printable(f"{row['path']} — {row['title'] or 'untitled'} ({told})"), bold=True)
    if row["wire_id"] != row["article_id"]:
        yield "A copy of a wire story that is known: it is not compared with that story's own figures."
    severity = {
        identity: conflict["severity"]
        for conflict in article.conflicts
        if conflict["type"] == "cross_source"
        for identity in conflict["figure_ids"]
    }
    yield ""
    for conflict in article.conflicts:
        if conflict["type"] != "cross_source":
            kind = conflict["type"].replace("_", " ")
            yield f"{click.style(f'{kind.upper():<13}', fg='red', bold=True)}{conflict['severity']} · {conflict['cause'].replace('_', ' ')}"
            yield click.wrap_text(printable(conflict["explanation"]), WIDTH, INDENT, INDENT)
            yield ""
    for verdict in ("conflict", "update"):
        for figure in article.of(verdict):
            yield from pair_lines(article, figure, severity.get(figure["figure_id"]) if verdict == "conflict" else None)
            yield ""
    for verdict, title in (("agree", "Agree with what is published:"), ("new", "Nothing comparable is published:")):
        figures = article.of(verdict)
        if not figures:
            continue
        yield click.style(title, fg=COLOURS[verdict], bold=True)
        shown = figures if everything else figures[:LISTED]
        for figure in shown:
            pairs = article.pairs[figure["figure_id"]]
            outlets = sorted({printable(pair["other"]["publisher"] or pair["other"]["path"]) for pair in pairs})
            by = f" — {', '.join(outlets)}" if outlets else ""
            yield click.wrap_text(printed(figure) + by, WIDTH, INDENT, INDENT + "  ")
        if len(figures) > len(shown):
            yield f"{INDENT}and {len(figures) - len(shown):,} more; --all lists them"
        yield ""
    counts = {verdict: len(article.of(verdict)) for verdict in (*VERDICTS, "new")}
    slips = sum(conflict["type"] != "cross_source" for conflict in article.conflicts)
    yield (
        f"{counted(len(article.figures), 'figure')}: {counts['conflict']} in conflict, {counts['update']} told otherwise at another time, "
        f"{counts['agree']} agree, {counts['new']} new; {counted(slips, 'slip')} within the article"
    )


def as_json(report: Report, settings: Settings) -> dict[str, Any]:
    """The whole report for a program."""
    from pipelines.commands.query import plain

    def pair(row: Mapping[str, Any]) -> dict[str, Any]:
        told = {name: row[name] for name in ("verdict", "cause", "score", "gap", "derived", "fact_id", "explanation")}
        return {**told, "evidence": json.loads(row["evidence"]), "other": row["other"]}

    articles = [
        {
            **article.row,
            "figures": [
                {
                    **figure,
                    "verdict": article.verdict(figure),
                    "comparisons": [pair(row) for row in article.pairs[figure["figure_id"]]],
                }
                for figure in article.figures
            ],
            "conflicts": [
                {name: value for name, value in conflict.items() if not name.startswith("review")}
                for conflict in article.conflicts
            ],
        }
        for article in articles_of(report)
    ]
    found: dict[str, Any] = plain(
        {
            "warehouse": settings.warehouse,
            "published_figures": report.published,
            "articles": articles,
            "rejects": report.rejects.to_dicts(),
        }
    )
    return found


def _tell_rejects(rejects: pl.DataFrame) -> None:
    for row in rejects.iter_rows(named=True):
        where = f"{row['path']}: " if row["path"] else ""
        click.echo(f"crosstally check: {printable(where)}{printable(row['reason'])}", err=True)


@click.command()
@click.argument("paths", metavar="ARTICLE...", nargs=-1, required=True, type=click.Path())
@warehouse_option
@click.option("--all", "everything", is_flag=True, help="List every figure, also those that agree or are new.")
@click.option("--json", "json_wanted", is_flag=True, help="Print everything as one JSON object.")
def check(paths: tuple[str, ...], warehouse: str | None, everything: bool, json_wanted: bool) -> None:
    """Check new articles against the published tables; nothing is published, and the tables stay as they are.

    Reads files (or folders) of any known format, compares each figure with those of the warehouse by the rules of a run, checks
    sums and conversions within each article, and says which figures conflict, which agree and which are new, with both
    sentences. A file that cannot be read is told on standard error; the others are checked, and the exit code is 1.

    \b
    Example:
      crosstally check draft.md
      crosstally check drafts/ --json > report.json
    """
    from pathlib import Path

    settings = settings_of(warehouse=warehouse)
    open_warehouse(settings, "figures", "articles", "comparisons")
    from pipelines.check import check_articles
    from pipelines.warehouse import WarehouseError

    try:
        report = check_articles([Path(path) for path in paths], settings)
    except (WarehouseError, ValueError, OSError) as error:
        raise click.ClickException(printable(error)) from None
    if report.slow:
        click.echo(
            "Note: this warehouse has no keys of its figures, or those of others; `crosstally run` writes them and makes checks quick.",
            err=True,
        )
    if json_wanted:
        click.echo(json.dumps(as_json(report, settings), ensure_ascii=False, allow_nan=False))
    else:
        articles = articles_of(report)
        for place, article in enumerate(articles):
            if place:
                click.echo("\n" + "─" * WIDTH)
            for line in article_lines(article, everything=everything):
                click.echo(line)
        if articles:
            click.echo(f"\nCompared with {counted(report.published, 'figure')} of {printable(settings.warehouse)}.")
    _tell_rejects(report.rejects)
    if "read" in report.rejects["stage"]:
        sys.exit(1)

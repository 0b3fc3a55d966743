"""`crosstally init`: a folder of one's own to put articles in. Belongs here: the files of a new folder. Not: what reads them."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.commands.terminal import printable

SETTINGS = """\
# Settings of Crosstally for this folder. Every key is optional; the values are the defaults.
# An environment variable such as CROSSTALLY_RAW overrides a key.

# raw = "raw"                     # folder with the articles
# warehouse = "warehouse"         # folder, or address such as "s3://bucket/tables", of the published tables
# reporting_currency = "USD"      # currency that money is compared in
# since = 2024-01-01              # leave out articles published before this day
# aliases = "raw/aliases.toml"    # other names of the things that articles write about
# reviews = "reviews.toml"        # what people decided about conflicts
"""

ALIASES = """\
# Names of one and the same thing: the name to publish = the other names that articles give it.
[aliases]
# "Tessaly Port Authority" = ["TPA", "Port of Tessaly"]
"""

README = """\
# Figures from the news, cross-checked

1. Put articles into `raw/`: .txt, .md, .html, .jsonl, .csv, .parquet, .warc.gz, also in folders and gzipped.
2. `crosstally run` reads them, takes out every figure, and compares them.
3. Open `warehouse/report.html`: what disagrees, with both sentences. Or `crosstally conflicts`.

Then:

- `crosstally review ID --dismiss --reason "…"` settles a false alarm for good. The decision is kept in `reviews.toml`.
- `raw/aliases.toml` says which names mean the same: a line `"Full Name" = ["Short", "Other"]`.
- `crosstally changes` tells what is new since the run before; `warehouse/changes.atom` is the same as a feed.
- `crosstally query "SELECT entity, metric, surface FROM figures"` asks the tables in SQL; `crosstally export` writes Excel or CSV.
- `crosstally doctor` finds out what is wrong when something is.

Keep `raw/`, `crosstally.toml` and `reviews.toml` under version control; `warehouse/` is made anew by every run.
To run it every morning, add a line such as this to your crontab: `0 6 * * * cd {folder} && crosstally run`
"""

IGNORED = "warehouse/\nexport/\n.dagster/\n"


@click.command()
@click.argument("folder", metavar="DIR")
def init(folder: str) -> None:
    """Make a folder of your own: raw/ for articles, settings, aliases, and a README with the next steps.

    What is there already is left as it is.

    \b
    Example:
      crosstally init newsroom
      cd newsroom
    """
    root = Path(folder).expanduser()
    files = {
        "crosstally.toml": SETTINGS,
        "raw/aliases.toml": ALIASES,
        "README.md": README.format(folder=root.absolute()),
        ".gitignore": IGNORED,
    }
    made, kept = [], []
    try:
        (root / "raw").mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            try:
                with (root / name).open("x", encoding="utf-8", newline="\n") as file:
                    file.write(content)
                made.append(name)
            except FileExistsError:
                kept.append(name)
    except OSError as error:
        raise click.ClickException(f"Cannot make {printable(root)}: {error.strerror}. Choose another place.") from None
    click.echo(f"{printable(root)} is ready: raw/{''.join(', ' + name for name in made)}.")
    if kept:
        click.echo(f"Left as they were: {', '.join(kept)}.")
    click.echo(f"Next: put articles into {printable(root / 'raw')}, then: cd {printable(root)} && crosstally run")

"""The list of reading rules: what the parts of `figures.rule` mean, with an example each reads and one it must not.

Belongs here: the page made from `lexicon/rules.csv` and `lexicon/not_figures.csv`. Does not belong here: the rules.
"""

from __future__ import annotations

from pathlib import Path

from pipelines.extraction.lexicon import read_table

LEXICON = Path(__file__).parent / "lexicon"

RULES = read_table(LEXICON / "rules.csv")
"""Columns rule (a part of `figures.rule`), meaning, reads (an example), reads_not (one that must not be read by it)."""
NOT_FIGURES = read_table(LEXICON / "not_figures.csv")
"""Columns kind, sentence: sentences whose numbers are no figures."""


def rules_page() -> str:
    """Gives `docs/rules.md`: every part that `figures.rule` can have, with its examples."""
    lines = [
        "# The rules that read figures",
        "",
        "Made from the word tables by `python -m pipelines.extraction.en.rules`; a test runs every example.",
        "",
        "`figures.rule` is made of parts, the kind first: `money.range` read a range of money, `rate.money` a price per something.",
        "",
        "| part | what it reads | reads | does not read |",
        "|---|---|---|---|",
    ]
    for row in RULES:
        cells = [row["rule"], row["meaning"], row["reads"], row["reads_not"]]
        lines.append("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ⏎ ") for cell in cells) + " |")
    lines += ["", "## What is not a figure", "", "| kind | no figure is read from |", "|---|---|"]
    lines += [f"| {row['kind']} | {row['sentence']} |" for row in NOT_FIGURES]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(rules_page(), end="")  # noqa: T201 the page is what this module is run for

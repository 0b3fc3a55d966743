"""The tables as a page to read: `python -m schemas.page > docs/tables.md`, made from the models.

Belongs here: laying out names, types and meanings. Does not belong here: any of them (they stand in the models).
"""

from __future__ import annotations

import polars as pl

from schemas import TABLES

HEAD = """\
# The published tables

Made from the models in `schemas/` by `python -m schemas.page`; a test holds the two together. What a reader of `warehouse/` may rely on: a
column may be added, none is renamed. `usd_…` carries the code of the reporting currency. Ids are stable: the same raw bytes give the same
ids in every run, on every machine. Offsets count Unicode code points of `articles.text`, end exclusive. *May be empty* means null.
"""


def page() -> str:
    """All tables in Markdown: one section a table, one row a column."""
    parts = [HEAD]
    for name, model in TABLES.items():
        schema = model.to_schema()
        parts.append(f"## {name}\n\n{' '.join((model.__doc__ or '').split())}\n")
        lines = ["| column | type | may be empty | meaning |", "|---|---|---|---|"]
        for column, field in schema.columns.items():
            empty = "yes" if field.nullable else ""
            meaning = (field.description or "").replace("|", "\\|")
            lines.append(f"| `{column}` | {_type(field.dtype.type)} | {empty} | {meaning} |")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _type(dtype: pl.DataType) -> str:
    return f"List of {dtype.inner}" if isinstance(dtype, pl.List) else str(dtype)


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 - the page is what this module is run for

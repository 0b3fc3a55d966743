"""`datapackage.json` beside the tables: the data dictionary, as a Frictionless Data Package (v2).

Belongs here: turning the models of `schemas/` into the package's descriptor. Does not belong here: writing tables.
Source of the format: https://datapackage.org/standard/data-package/ and /standard/table-schema/ (version 2.0).
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.publishing.whole_files import write_text
from schemas import TABLES

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

PRIMARY_KEYS = {
    "articles": ["article_id"],
    "figures": ["figure_id"],
    "facts": ["fact_id"],
    "conflicts": ["conflict_id"],
    "comparisons": ["a", "b", "derived"],
    "fx_rates": ["currency", "date", "source"],
    "sources": ["publisher"],
}

FOREIGN_KEYS = {
    "figures": [("article_id", "articles", "article_id"), ("fact_id", "facts", "fact_id")],
    "comparisons": [("a", "figures", "figure_id"), ("b", "figures", "figure_id"), ("fact_id", "facts", "fact_id")],
    "conflicts": [("fact_id", "facts", "fact_id")],
}

TYPES: dict[type[pl.DataType], str] = {
    pl.String: "string",
    pl.Float64: "number",
    pl.Int64: "integer",
    pl.Boolean: "boolean",
    pl.Date: "date",
}
"""Polars type: type of Table Schema."""


def _type(dtype: pl.DataType) -> str:
    # A list is `any`: frictionless-py reads it from Parquet as a NumPy array and then refuses it for an `array`.
    return TYPES.get(type(dtype), "any")


def _field(name: str, dtype: pl.DataType, column: Any) -> dict[str, Any]:
    """One field of Table Schema from a column of a Pandera schema."""
    field: dict[str, Any] = {"name": name, "type": _type(dtype)}
    if column.description:
        field["description"] = column.description + ("; a list of texts" if isinstance(dtype, pl.List) else "")
    constraints: dict[str, Any] = {} if column.nullable else {"required": True}
    if column.unique:
        constraints["unique"] = True
    for check in column.checks:
        statistics = check.statistics or {}
        if check.name == "isin":
            constraints["enum"] = list(statistics["allowed_values"])
        elif check.name in ("greater_than_or_equal_to", "less_than_or_equal_to"):
            bound = "minimum" if check.name.startswith("greater") else "maximum"
            constraints[bound] = next(iter(statistics.values()))
        elif check.name == "in_range":
            constraints["minimum"], constraints["maximum"] = statistics["min_value"], statistics["max_value"]
        elif check.name == "str_matches":
            pattern = statistics["pattern"]
            constraints["pattern"] = getattr(pattern, "pattern", pattern)
        elif check.name == "str_length" and statistics.get("min_value") is not None:
            constraints["minLength"] = statistics["min_value"]
    if constraints:
        field["constraints"] = constraints
    return field


def _resource(name: str, frame: pl.DataFrame, folder: Path) -> dict[str, Any]:
    model = TABLES[name]
    described = model.to_schema().columns
    fields = []
    for column, dtype in frame.schema.items():
        if column in described:
            fields.append(_field(column, dtype, described[column]))
        else:  # a column in the currency of the settings, or one that a newer version added
            fields.append({"name": column, "type": _type(dtype)})
    schema: dict[str, Any] = {"fields": fields}
    if name in PRIMARY_KEYS:
        schema["primaryKey"] = PRIMARY_KEYS[name]
    if name in FOREIGN_KEYS:
        schema["foreignKeys"] = [
            {"fields": [field], "reference": {"resource": other, "fields": [target]}}
            for field, other, target in FOREIGN_KEYS[name]
        ]
    file = f"{name}.parquet"
    parts = (
        sorted(f"{file}/{part.name}" for part in (folder / file).glob("*.parquet")) if (folder / file).is_dir() else []
    )
    title = (model.__doc__ or name).strip().splitlines()[0]
    return {
        "name": name,
        "title": name,
        "description": title,
        "type": "table",
        "path": parts or file,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": schema,
        "crosstally:rows": frame.height,
    }


def package_descriptor(tables: Mapping[str, pl.DataFrame], folder: str | os.PathLike[str] = ".") -> dict[str, Any]:
    """The descriptor of the published tables, frames by table name, that lie in `folder` as `<name>.parquet`, a file or a
    folder of parts."""
    known = [name for name in TABLES if name in tables]
    resources = [_resource(name, tables[name], Path(folder)) for name in known]
    for resource in resources:  # references are by resource name, and only to what is here
        keys = resource["schema"].get("foreignKeys", [])
        resource["schema"]["foreignKeys"] = [key for key in keys if key["reference"]["resource"] in known]
        if not resource["schema"]["foreignKeys"]:
            del resource["schema"]["foreignKeys"]
    return {
        "$schema": PROFILE,
        "name": "crosstally",
        "title": "Every figure that the articles state, with the conflicts between sources",
        "description": "Published by Crosstally. Each table is described column by column; ids are stable from run to run.",
        "resources": resources,
    }


def write_data_package(path: str | os.PathLike[str], tables: Mapping[str, pl.DataFrame]) -> None:
    """Write `datapackage.json` to `path` (the file, or the folder of the tables). The same tables give the same bytes."""
    path = Path(path)
    if path.suffix != ".json":
        path = path / "datapackage.json"
    write_text(path, json.dumps(package_descriptor(tables, path.parent), ensure_ascii=False, indent=2) + "\n")

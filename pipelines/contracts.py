"""A Pandera model, turned into everything that an asset needs of it; written once, used by every asset.

Belongs here: the rules of a model by readable names, the screening of rows with every reason, the audit before a table is
written, the column table and check list for Dagster. Does not belong here: the rules themselves, which stand in `schemas/`.

Every rule is run as a plain Polars expression over the whole frame. Pandera alone would not do: it validates a lazy frame's
types only, keeps no reasons for the rows that it drops, and drops every copy of a duplicate. It has the last word all the same:
`audit` hands the eager frame to the model before a table is written.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandera.polars as pa
import polars as pl
from pandera.api.polars.types import PolarsData
from pandera.errors import SchemaError, SchemaErrors

if TYPE_CHECKING:
    import dagster as dg

Model = type[pa.DataFrameModel]
CONTRACT = "contract"
"""Name of the one check that blocks: columns and types are those of the model."""
SUMMED = "every_rule_kept"
"""Name of the one check of all rules of a hand-over between stations."""
PRESENT, FINITE = "required_values_present", "numbers_finite"
SHOWN_VALUE = 200
"""A rejected value is shown up to so many characters; `record` has it whole."""


class ContractBroken(Exception):
    """A frame that does not fit its model. Nothing was written; the message lists every difference."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a model: a check in the UI, and the `rule` of the rows that it turns away."""

    name: str
    description: str
    columns: tuple[str, ...]
    """The columns that it looks at; empty for a rule over the whole row."""


@dataclass(slots=True)
class Screened:
    """A frame parted into the rows that keep every rule and the rows that break some."""

    kept: pl.DataFrame
    rejects: pl.DataFrame
    """One row per broken rule and row, as the `rejects` table wants it."""
    checked: int
    failures: dict[str, int] = field(default_factory=dict)
    """Rows that broke each rule, for every rule of the model."""

    @property
    def turned_away(self) -> int:
        """Rows turned away."""
        return self.checked - self.kept.height


@dataclass(frozen=True, slots=True)
class _Test:
    """A rule on one column or row: where its reason names `column`, and how to find the rows that break it."""

    rule: Rule
    column: str | None
    reason: str
    passes: pl.Expr | None = None
    check: Any = None
    """A check that a model defines as a function; run by Pandera's own convention, one true or false per row."""


@functools.cache
def _schema(model: Model) -> Any:
    return model.to_schema()


@functools.cache
def _tests(model: Model) -> tuple[_Test, ...]:
    schema = _schema(model)
    tests: list[_Test] = []
    present = Rule(PRESENT, "No value is missing in a column that must have one.", _required(model))
    tests.extend(_Test(present, name, f"{name} is missing.", pl.col(name).is_not_null()) for name in present.columns)
    numbers = tuple(name for name, column in schema.columns.items() if column.dtype.type in (pl.Float64, pl.Float32))
    finite = Rule(FINITE, "No number is infinite or undefined.", numbers)
    tests.extend(_Test(finite, name, f"{name} is not a finite number.", pl.col(name).is_finite()) for name in numbers)
    for name, column in schema.columns.items():
        if column.unique:
            tests.append(_unique((name,)))
        tests.extend(_column_test(name, check) for check in column.checks)
    if schema.unique:
        tests.append(_unique(tuple(schema.unique)))
    for check in schema.checks:
        text = (check.description or check.name).strip()
        tests.append(_Test(Rule(check.name, text, ()), None, f"Not so here: {text}", check=check))
    return tuple(tests)


@functools.cache
def in_currency(model: Model, currency: str) -> Model:
    """The model for tables whose money is reported in `currency` (ISO 4217): `usd_low` is then `eur_low`, and so on."""
    old, new = "usd_", f"{currency.lower()}_"
    names = {name: new + name.removeprefix(old) for name in _schema(model).columns if name.startswith(old)}
    if old == new or not names:
        return model
    schema = _schema(model).rename_columns(names)
    # A class made of the renamed schema: everything here asks a model for `to_schema`, `validate` and its name only.
    methods = {
        "to_schema": classmethod(lambda cls: schema),
        "validate": classmethod(lambda cls, *args, **options: schema.validate(*args, **options)),
    }
    return type(model.__name__, (), {"__doc__": model.__doc__, **methods})


def _required(model: Model) -> tuple[str, ...]:
    return tuple(name for name, column in _schema(model).columns.items() if not column.nullable)


def _unique(names: tuple[str, ...]) -> _Test:
    together = " with ".join(names)
    rule = Rule(f"{'_'.join(names)}_unique", f"No {together} stands twice; of copies the first is kept.", names)
    passes = pl.struct(names).is_first_distinct()
    return _Test(rule, names[0], f"{together} stood in an earlier row already.", passes)


def _column_test(name: str, check: Any) -> _Test:
    """The readable name and sentence of one of Pandera's checks on a column, and its Polars expression."""
    column, given = pl.col(name), check.statistics or {}
    match check.name:
        case "isin":
            words = ", ".join(str(value) for value in given["allowed_values"])
            return _Test(
                Rule(f"{name}_known", f"{name} is one of {words}.", (name,)),
                name,
                f"{name} is none of {words}.",
                column.is_in(list(given["allowed_values"])),
            )
        case "greater_than_or_equal_to" | "greater_than" | "less_than_or_equal_to" | "less_than" as kind:
            word, phrase, passes = {
                "greater_than_or_equal_to": ("at_least", "at least", column.ge),
                "greater_than": ("above", "above", column.gt),
                "less_than_or_equal_to": ("at_most", "at most", column.le),
                "less_than": ("below", "below", column.lt),
            }[kind]
            limit = given["min_value"] if "greater" in kind else given["max_value"]
            number = str(limit).replace("-", "minus_").replace(".", "_")
            return _Test(
                Rule(f"{name}_{word}_{number}", f"{name} is {phrase} {limit}.", (name,)),
                name,
                f"{name} is not {phrase} {limit}.",
                passes(limit),
            )
        case "str_length" if given.get("min_value") == 1 and given.get("max_value") is None:
            return _Test(
                Rule(f"{name}_not_empty", f"{name} is not empty.", (name,)),
                name,
                f"{name} is empty.",
                column.str.len_chars() > 0,
            )
        case "str_matches":
            return _Test(
                Rule(f"{name}_well_formed", f"{name} is written like {given['pattern']}.", (name,)),
                name,
                f"{name} is not written like {given['pattern']}.",
                column.str.contains(given["pattern"]),
            )
    # Any other check keeps Pandera's own function, so that a new rule in schemas/ works without an edit here.
    label = f"{name}_{check.name or 'check'}"
    return _Test(
        Rule(label, check.description or f"{name} passes {check.name}.", (name,)),
        name,
        check.error if isinstance(check.error, str) else f"{name} does not pass {check.name}.",
        check=check,
    )


def rules(model: Model) -> list[Rule]:
    """Every row rule of a model, each once, in the order of its columns."""
    return list({test.rule.name: test.rule for test in _tests(model)}.values())


def differences(frame: pl.DataFrame, model: Model) -> list[str]:
    """What keeps the frame's columns and types from being those of the model; empty where they fit."""
    found = []
    expected = {name: column.dtype.type for name, column in _schema(model).columns.items()}
    for name, dtype in expected.items():
        if name not in frame.columns:
            found.append(f"column {name} ({dtype}) is missing")
        elif frame.schema[name] != dtype:
            found.append(f"column {name} is {frame.schema[name]}, not {dtype}")
    found.extend(f"column {name} is not in the contract" for name in frame.columns if name not in expected)
    return found


def conform(frame: pl.DataFrame, model: Model) -> pl.DataFrame:
    """The frame with its columns in the model's order; ContractBroken where a name or type differs."""
    if found := differences(frame, model):
        raise ContractBroken(
            f"{model.__name__}: {'; '.join(found)}. Mend the station that made the frame, or its model in schemas/."
        )
    return frame.select(list(_schema(model).columns))


def empty(model: Model) -> pl.DataFrame:
    """A frame with the model's columns and no row."""
    return pl.DataFrame(schema={name: column.dtype.type for name, column in _schema(model).columns.items()})


def _outcome(frame: pl.DataFrame, test: _Test) -> pl.Series:
    """True for each row that keeps the rule. A missing value breaks only the rule that it must be there."""
    if test.passes is not None:
        outcome = frame.select(test.passes.alias("passes")).to_series()
    else:
        data = PolarsData(frame.lazy(), test.column or "*")
        answer = test.check._check_fn(data, **test.check._check_kwargs)
        if isinstance(answer, bool):
            outcome = pl.Series("passes", [answer], dtype=pl.Boolean)
        else:
            outcome = answer.select(pl.all_horizontal(pl.all()).alias("passes")).collect().to_series()
    if outcome.len() == 1 != frame.height:
        # A rule that answers once for the whole table; it can turn away all rows or none.
        outcome = outcome.new_from_index(0, frame.height)
    return outcome.fill_null(True)


def screen(
    frame: pl.DataFrame, model: Model, *, stage: str, paths: Mapping[str, str] | None = None, key: str | None = None
) -> Screened:
    """Part a frame into rows that keep every rule of `model` and rows that break some.

    `stage` is what `rejects.stage` says; `paths` gives the file of an article_id; `key` names the id column (default: the
    model's first unique column). Raises ContractBroken where columns or types differ.
    """
    from schemas.rejects import Rejects

    frame = conform(frame, model)
    schema = _schema(model)
    key = key or next((name for name, column in schema.columns.items() if column.unique), None)
    failures = {rule.name: 0 for rule in rules(model)}
    broken = pl.Series("broken", [False], dtype=pl.Boolean).new_from_index(0, frame.height)
    parts: list[pl.DataFrame] = []
    for test in _tests(model):
        fails = ~_outcome(frame, test)
        if not fails.any():
            continue
        rows = frame.filter(fails)
        failures[test.rule.name] += rows.height
        broken = broken | fails
        parts.append(_reasons(rows, test, stage, paths or {}, key))
    rejects = pl.concat(parts) if parts else empty(Rejects)
    kept = frame.filter(~broken) if parts else frame
    return Screened(kept, rejects, frame.height, failures)


def _reasons(rows: pl.DataFrame, test: _Test, stage: str, paths: Mapping[str, str], key: str | None) -> pl.DataFrame:
    """The rejects of one rule. One plain expression per column, so that five million rows need no Python loop."""
    text = pl.String
    if "path" in rows.columns:
        path = pl.col("path").cast(text)
    elif "article_id" in rows.columns and paths:
        path = pl.col("article_id").replace_strict(dict(paths), default=None, return_dtype=text)
    else:
        path = pl.lit(None, dtype=text)
    value = pl.lit(None, dtype=text)
    if test.column is not None:
        dtype = rows.schema[test.column]
        shown = pl.col(test.column).list.join(", ") if dtype == pl.List(text) else pl.col(test.column).cast(text)
        value = shown.str.head(SHOWN_VALUE)
    return rows.select(
        pl.lit(stage).alias("stage"),
        path.alias("path"),
        (pl.col(key).cast(text) if key else pl.lit(None, dtype=text)).alias("key"),
        pl.lit(test.rule.name).alias("rule"),
        pl.lit(test.column, dtype=text).alias("column"),
        value.alias("value"),
        pl.lit(f"{test.reason} The row was left out; report it with this record if the article is right.").alias(
            "reason"
        ),
        pl.struct(pl.all()).struct.json_encode().alias("record"),
    )


def audit(frame: pl.DataFrame, model: Model) -> pl.DataFrame:
    """The frame in the model's column order, every row checked by Pandera itself; ContractBroken with each failing rule."""
    frame = conform(frame, model)
    failed = [test.reason for test in _tests(model) if not _outcome(frame, test).all()]
    if not failed:
        try:
            model.validate(frame, lazy=True)
        except SchemaErrors as errors:
            failed = [
                str(error.get("error", error)) if isinstance(error, dict) else str(error)
                for error in errors.schema_errors
            ]
        except SchemaError as error:
            failed = [str(error)]
    if failed:
        raise ContractBroken(f"{model.__name__}: rows break the contract: {' '.join(dict.fromkeys(failed))}")
    return frame


# For Dagster


def table_schema(model: Model) -> dg.TableSchema:
    """The Columns tab of an asset: type, meaning and rules of each column."""
    import dagster as dg

    schema = _schema(model)
    of_column: dict[str, list[str]] = {name: [] for name in schema.columns}
    for test in _tests(model):
        if test.column and test.rule.name not in (PRESENT,) and not test.rule.name.endswith("_unique"):
            said = (
                "finite"
                if test.rule.name == FINITE
                else test.rule.description.removeprefix(f"{test.column} is ").rstrip(".")
            )
            of_column[test.column].append(said)
    columns = [
        dg.TableColumn(
            name,
            type=str(column.dtype.type),
            description=column.description,
            constraints=dg.TableColumnConstraints(
                nullable=column.nullable, unique=column.unique, other=of_column[name]
            ),
        )
        for name, column in schema.columns.items()
    ]
    row_rules = [
        rule.description for rule in rules(model) if len(rule.columns) != 1 and rule.name not in (PRESENT, FINITE)
    ]
    return dg.TableSchema(columns, constraints=dg.TableConstraints(other=row_rules))


def check_specs(model: Model, asset: str, *, summed: bool = False) -> list[dg.AssetCheckSpec]:
    """The blocking contract check and one check per rule, for an asset whose function yields `check_results`.

    `summed` makes one check of all rules: enough for a hand-over between stations, and each check costs a run some 20 ms.
    """
    import dagster as dg

    each = [Rule(SUMMED, "Every row keeps every rule of its model.", ())] if summed else rules(model)
    return [
        dg.AssetCheckSpec(
            CONTRACT,
            asset=asset,
            blocking=True,
            description="Columns and types are those of the contract in schemas/. Blocks: the table before stays as it is.",
        ),
        *(dg.AssetCheckSpec(rule.name, asset=asset, description=rule.description) for rule in each),
    ]


def check_results(screened: Screened, model: Model, asset: str, *, summed: bool = False) -> list[dg.AssetCheckResult]:
    """What screening found, as check results. A rule that turned rows away warns: the table itself holds good rows only."""
    import dagster as dg

    results = [
        dg.AssetCheckResult(passed=True, asset_key=asset, check_name=CONTRACT, metadata={"rows": screened.checked})
    ]
    if summed:
        found = {SUMMED: (screened.turned_away, screened.rejects)}
    else:
        by_rule = screened.rejects.partition_by("rule", as_dict=True)
        none = screened.rejects.clear()
        found = {name: (failed, by_rule.get((name,), none)) for name, failed in screened.failures.items()}
    for name, (failed, rejects) in found.items():
        metadata: dict[str, Any] = {"rows checked": screened.checked, "rows turned away": failed}
        if failed:
            sample = rejects.head(5).select("path", "key", "rule", "column", "value", "reason")
            metadata["examples"] = dg.MetadataValue.json(sample.to_dicts())
        results.append(
            dg.AssetCheckResult(
                passed=failed == 0,
                asset_key=asset,
                check_name=name,
                severity=dg.AssetCheckSeverity.WARN,
                description=f"{failed} of {screened.checked} rows turned away; see rejects." if failed else None,
                metadata=metadata,
            )
        )
    return results


def broken_result(reason: str, asset: str) -> dg.AssetCheckResult:
    """The contract check of a frame whose columns or types do not fit."""
    import dagster as dg

    return dg.AssetCheckResult(
        passed=False, asset_key=asset, check_name=CONTRACT, severity=dg.AssetCheckSeverity.ERROR, description=reason
    )


__all__: Sequence[str] = [
    "CONTRACT", "ContractBroken", "Rule", "Screened", "audit", "broken_result", "check_results", "check_specs",
    "conform", "differences", "empty", "rules", "screen", "table_schema",
]  # fmt: skip

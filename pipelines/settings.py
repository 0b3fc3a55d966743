"""All settings of Crosstally, typed, from `crosstally.toml` or the environment.

Belongs here: names, defaults, types and meanings of settings. Does not belong here: anything that acts on them. Kept free of
heavy imports, since every command reads it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SETTINGS_FILE = "crosstally.toml"
REVIEWS_FILE = "reviews.toml"
ENVIRONMENT_PREFIX = "CROSSTALLY_"


class SettingsError(ValueError):
    """A setting that is unknown or has a value that cannot be; the message says which, and what to write instead."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, with its default. The name is the key in `crosstally.toml`; `CROSSTALLY_<NAME>` overrides it."""

    raw: str = "raw"
    """Folder with the articles; folders below it are read too."""
    warehouse: str = "warehouse"
    """Folder, or address such as `s3://bucket/crosstally`, of the published tables."""
    since: dt.date | None = None
    """Leave out articles that say they were published before this day."""
    reporting_currency: str = "USD"
    """Currency that money is compared in."""
    reviews: str | None = None
    """File with what people decided about conflicts, meant for version control; else `reviews.toml` beside the warehouse."""
    own_rates: tuple[str, ...] = ()
    """CSV files of official exchange rates for what the central bank's rates lack; in the environment separated by commas."""
    aliases: str | None = None
    """TOML file of other names of entities (`[aliases]`, `"Full Name" = ["Short"]`); else `aliases.toml` in the raw folder."""
    part_rows: int = 5_000_000
    """A table of more rows than this is kept as a folder of parts, each of at most so many rows."""
    schedule: str = "0 6 * * *"
    """When the daily refresh runs, as a cron line; it has to be switched on first."""
    timezone: str = "UTC"
    """Time zone of the schedule."""
    sensor_interval: int = 30
    """Seconds between two looks for new articles."""
    executor: str = "in_process"
    """`in_process`, or `multiprocess` for a process of its own for each step."""
    warn_reject_share: float = 0.1
    """Warn when more than this share of the rows of a station is turned away."""
    warn_rates_age: int = 14
    """Warn when the newest exchange rate is older than the newest article by more than so many days."""
    warn_volume_drop: float = 0.3
    """Warn when a table has fewer rows than after the run before by more than this share."""

    def __post_init__(self) -> None:
        """Refuse values that would only fail much later."""
        if self.executor not in ("in_process", "multiprocess"):
            raise SettingsError(f"executor is {self.executor!r}; write in_process or multiprocess.")
        for name in ("warn_reject_share", "warn_volume_drop"):
            if not 0 <= getattr(self, name) <= 1:
                raise SettingsError(f"{name} is {getattr(self, name)!r}; write a share between 0 and 1, such as 0.1.")
        for name in ("part_rows", "sensor_interval", "warn_rates_age"):
            if getattr(self, name) < 1:
                raise SettingsError(f"{name} is {getattr(self, name)!r}; write a whole number of 1 or more.")
        if not (
            len(self.reporting_currency) == 3
            and self.reporting_currency.isalpha()
            and self.reporting_currency.isupper()
        ):
            raise SettingsError(
                f"reporting_currency is {self.reporting_currency!r}; write an ISO 4217 code such as USD."
            )

    def reviews_path(self) -> Path:
        """Where the reviews lie: as set, else beside the warehouse, and in the working folder for a warehouse elsewhere."""
        if self.reviews:
            return Path(self.reviews)
        return Path(REVIEWS_FILE) if "://" in self.warehouse else Path(self.warehouse).absolute().parent / REVIEWS_FILE


def parse_date(text: str, name: str = "date") -> dt.date:
    """The day that `text` names as YYYY-MM-DD; SettingsError, naming the setting, for anything else."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise SettingsError(f"{name} is {text!r}; write a day as YYYY-MM-DD, such as 2024-05-26.") from None


def _typed(name: str, type_text: str, value: Any) -> Any:
    """`value`, from TOML or from the environment, as the field's type."""
    try:
        if type_text.startswith("tuple"):
            items = [item.strip() for item in value.split(",") if item.strip()] if isinstance(value, str) else value
            if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
                raise ValueError
            return tuple(items)
        if "date" in type_text:
            if value in (None, ""):
                return None
            return value if isinstance(value, dt.date) else parse_date(str(value), name)
        if type_text == "int":
            if isinstance(value, (float, bool)):
                raise ValueError
            return int(value)
        if type_text == "float":
            if isinstance(value, bool):
                raise ValueError
            return float(value)
        if not isinstance(value, str):
            raise ValueError
        return value or None if "None" in type_text else value
    except SettingsError:
        raise
    except ValueError:
        kinds = {"int": "a whole number", "float": "a number", "tuple[str, ...]": 'a list such as ["rates.csv"]'}
        kind = kinds.get(type_text, "a text in quotes")
        raise SettingsError(f"{name} is {value!r}; write {kind}.") from None


def load_settings(folder: str | Path = ".", environ: Mapping[str, str] | None = None, **given: Any) -> Settings:
    """Settings for a project folder: defaults, then its `crosstally.toml`, then `CROSSTALLY_*`, then `given` that is not None.

    Raises SettingsError for a key that does not exist (with the nearest one that does) or a value of the wrong kind.
    """
    environ = os.environ if environ is None else environ
    fields = {field.name: str(field.type) for field in dataclasses.fields(Settings)}
    values: dict[str, Any] = {}
    file = Path(folder) / SETTINGS_FILE
    if file.is_file():
        try:
            read = tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{file} is not valid TOML: {error}.") from None
        for name, value in read.items():
            if name not in fields:
                near = difflib.get_close_matches(name, fields, n=1)
                hint = f"did you mean {near[0]}?" if near else f"the settings are {', '.join(fields)}."
                raise SettingsError(f"{file} sets {name}, which is no setting; {hint}")
            values[name] = _typed(name, fields[name], value)
    for name, type_text in fields.items():
        variable = ENVIRONMENT_PREFIX + name.upper()
        if variable in environ:
            values[name] = _typed(variable, type_text, environ[variable])
    values.update({name: value for name, value in given.items() if value is not None})
    return Settings(**values)

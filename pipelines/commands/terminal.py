"""What all commands share on a terminal: safe text, settings from options, failures that say what to do.

Belongs here: output that no article can abuse. Does not belong here: any one command.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from pipelines.settings import Settings, SettingsError, load_settings

if TYPE_CHECKING:
    from pipelines.warehouse import Warehouse

BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of a line and could show a number backwards."""


def printable(text: Any) -> str:
    """Text that a terminal shows and never obeys: control characters and direction marks as `\\x1b`, breaks as spaces."""
    out = []
    for char in str(text):
        if char in "\n\t\r\u2028\u2029\x0b\x0c\x85":
            out.append(" ")
        elif char in BIDI or unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn"):
            out.append(f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}")
        else:
            out.append(char)
    return "".join(out)


def settings_of(**given: Any) -> Settings:
    """The settings of the working folder with a command's options in their place; a usage error where one is wrong."""
    try:
        return load_settings(**given)
    except SettingsError as error:
        raise click.ClickException(printable(error)) from None


def open_warehouse(settings: Settings, *needed: str) -> Warehouse:
    """The warehouse, with the tables that a command needs; else a failure that says what to do."""
    from pipelines.warehouse import Warehouse, WarehouseError

    try:
        warehouse = Warehouse(settings.warehouse, part_rows=settings.part_rows)
        missing = [name for name in needed if not warehouse.exists(name)]
    except WarehouseError as error:
        raise click.ClickException(printable(error)) from None
    if missing:
        raise click.ClickException(
            f"No table {missing[0]} in {settings.warehouse}. Run `crosstally run --warehouse {settings.warehouse}` first."
        )
    return warehouse


def warehouse_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --warehouse."""
    return click.option(
        "--warehouse", metavar="DIR", help="Folder or address of the published tables. [default: warehouse]"
    )(command)


def short(identity: str, digits: int = 8) -> str:
    """The first characters of an id, enough to tell it by; a word before its digits stays (`conflict-4f2a91c0`)."""
    word, dash, rest = identity.rpartition("-")
    return printable(f"{word}{dash}{rest[:digits]}")


def number(value: float) -> str:
    """A number with separators and all the digits that a reader can use, never in powers of ten below a quadrillion."""
    if 1e6 <= abs(value) < 1e15:
        return f"{value:,.0f}"
    return f"{value:,.10g}"

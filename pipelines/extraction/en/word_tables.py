"""Word tables of `lexicon/` and the forms of English verbs.

Belongs here: reading the tables, and what follows from a table by rule of spelling. Does not belong here: what words do in a sentence
(`phrases.py`).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files

LEXICON = files("pipelines.extraction.en") / "lexicon"


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of one word table of `lexicon/`, by column name."""
    return list(csv.DictReader((LEXICON / name).read_text("utf-8").splitlines()))


WORD_SETS = {row["set"]: frozenset(row["words"].split()) for row in read_rows("word_sets.csv")}


def word_set(name: str) -> frozenset[str]:
    """One set of words of `lexicon/word_sets.csv`."""
    return WORD_SETS[name]


@dataclass(slots=True, frozen=True)
class Verb:
    """One verb form: its base, its past participle and what it does to a figure."""

    base: str
    participle: str
    role: str
    """`change` (rose), `reach` (stood at), `have`, `measure` (weighs), `share` (account for), `say`, or empty."""
    nominal: str
    """The noun for what it measures: `weighs` → `weight`."""
    form: str
    """`base`, `third`, `past`, `participle`, `ing`."""


def _regular(base: str) -> tuple[str, str, str]:
    """Regular past, -ing and third person of a verb that is not listed with its own forms."""
    if base.endswith("e"):
        return base + "d", base[:-1] + "ing", base + "s"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return base[:-1] + "ied", base + "ing", base[:-1] + "ies"
    third = base + "es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else base + "s"
    return base + "ed", base + "ing", third


def _load_verbs() -> tuple[dict[str, Verb], frozenset[str]]:
    """Verb forms by spelling, and those of them that are nouns too."""
    forms: dict[str, Verb] = {}
    nouns: set[str] = set()
    for row in read_rows("verbs.csv"):
        base, role, nominal = row["base"], row["role"], row["nominal"]
        past, ing, third = _regular(base)
        if row["past"]:
            past = row["past"]
            if not base.endswith("e") and past.endswith(base[-1] + "ed") and len(past) > len(base) + 2:
                ing = past[:-2] + "ing"
            elif base[-1] in "tgnp" and past != base + "ed" and base in DOUBLING:
                ing = base + base[-1] + "ing"
        participle = row["participle"] or past
        american = past[:-3] + "ed" if past.endswith("lled") and row["past"] else past
        for spelling, form in (
            (american, "past"),
            (base, "base"),
            (third, "third"),
            (past, "past"),
            (participle, "participle"),
            (ing, "ing"),
        ):
            if spelling not in forms or forms[spelling].role == "" == forms[spelling].nominal:
                forms[spelling] = Verb(base, participle, role, nominal, form)
        if row["is_noun"]:
            nouns.update((base, third))
    for spelling, form in (
        ("is", "third"),
        ("are", "base"),
        ("was", "past"),
        ("were", "past"),
        ("be", "base"),
        ("been", "participle"),
    ):
        forms[spelling] = Verb("be", "been", "be", "", form)
    for spelling, form in (("has", "third"), ("had", "past"), ("having", "ing")):
        forms[spelling] = Verb("have", "had", "have", "", form)
    return forms, frozenset(nouns)


DOUBLING = word_set("doubling")
VERBS, NOUN_FORMS = _load_verbs()

"""Made figures and articles for benchmarks: invented places and firms, several stories on each, in any number.

Belongs here: frames that look like what normalisation hands on. Does not belong here: measuring.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl

SYLLABLES = [
    a + b for a in "b br c d dr f g gr h k kl l m n p r s st t tr v w z".split() for b in "a e i o u ai or en".split()
]
ENDINGS = ["Steel", "Energy", "Foods", "Harbour", "Bank", "Valley", "Motors", "County", "Works", "Airlines"]
MEASURES = [
    ("revenue", "money", "EUR", "booked revenue of {} million euros"),
    ("net profit", "money", "EUR", "made a net profit of {} million euros"),
    ("investment", "money", "EUR", "will invest {} million euros in a new site"),
    ("debt", "money", "EUR", "owes its banks {} million euros"),
    ("dividend", "money", "EUR", "pays its owners {} million euros"),
    ("employees", "count", "person", "employs {} people"),
    ("jobs cut", "count", "job", "will cut {} jobs"),
    ("customers", "count", "customer", "serves {} customers"),
    ("shops", "count", "shop", "runs {} shops"),
    ("vehicles sold", "count", "vehicle", "sold {} vehicles"),
    ("patents", "count", "patent", "holds {} patents"),
    ("complaints", "count", "complaint", "answered {} complaints"),
    ("share of exports", "percent", "%", "earned {} percent of its sales abroad"),
    ("growth", "percent", "%", "grew by {} percent"),
    ("margin", "percent", "%", "kept a margin of {} percent"),
    ("share of women in staff", "percent", "%", "says that women make up {} percent of its staff"),
    ("area of the site", "quantity", "m2", "owns a site of {} square metres"),
    ("annual output", "quantity", "kg", "produced {} kilograms of goods"),
    ("emissions", "quantity", "kg", "emitted {} kilograms of carbon"),
    ("injured", "count", "person", "counted {} injured people"),
]
LEVEL_AS_CHANGE = {"growth": "increase"}


def made_corpus(
    n_figures: int, *, seed: int = 1, per_article: int = 20, stories_per_name: int = 8
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`NormalisedFigures` and `Articles` of about n_figures figures; the same seed gives the same frames."""
    rng = np.random.default_rng(seed)
    n_articles = max(n_figures // per_article, 2)
    n_names = max(n_articles // stories_per_name, 1)
    parts = rng.integers(0, len(SYLLABLES), (n_names, 3))
    names = [
        SYLLABLES[a].capitalize() + SYLLABLES[b] + SYLLABLES[c] + " " + ENDINGS[i % len(ENDINGS)]
        for i, (a, b, c) in enumerate(parts)
    ]
    truth = rng.lognormal(6, 2, (n_names, len(MEASURES)))
    about = rng.integers(0, n_names, n_articles)
    day = dt.date(2024, 1, 1)
    published = [day + dt.timedelta(int(d)) for d in rng.integers(0, 700, n_articles)]
    article = np.repeat(np.arange(n_articles), per_article)
    n = len(article)
    measure = np.tile(np.arange(per_article) % len(MEASURES), n_articles)
    name = about[article]
    year = 2021 + rng.integers(0, 3, n)
    value = truth[name, measure] * (1 + 0.05 * (year - 2021))
    value = np.where(rng.random(n) < 0.05, value * rng.uniform(0.7, 1.4, n), value)
    value = np.where(np.isin(measure, [12, 13, 14, 15]), 1 + value % 60, value)
    printed = np.array([float(f"{v:.3g}") for v in value])
    rows = []
    at = 0
    last = -1
    for i in range(n):
        if article[i] != last:
            at, last = 60, article[i]
        sentence = f"{names[name[i]]} {MEASURES[measure[i]][3].format(f'{printed[i]:g}')} in {year[i]}."
        surface = f"{printed[i]:g}"
        place = at + sentence.index(surface)
        rows.append((sentence, surface, at, place))
        at += len(sentence) + 1
    sentences, surfaces, begins, starts = zip(*rows, strict=True)
    kind, unit = [MEASURES[m][1] for m in measure], [MEASURES[m][2] for m in measure]
    step = 10.0 ** (np.floor(np.log10(printed)) - 2) / 2
    scale = np.where(np.array(kind) == "money", 1e6, 1.0)
    low, high = (printed - step) * scale, (printed + step) * scale
    money = np.array(kind) == "money"
    figures = pl.DataFrame(
        {
            "figure_id": [f"{i:016x}" for i in range(n)],
            "article_id": [f"{a:012x}" for a in article],
            "start": starts,
            "end": [s + len(x) for s, x in zip(starts, surfaces, strict=True)],
            "surface": surfaces,
            "sentence_start": begins,
            "sentence_end": [b + len(s) for b, s in zip(begins, sentences, strict=True)],
            "sentence": sentences,
            "kind": kind,
            "low": printed * scale,
            "high": printed * scale,
            "bound": ["="] * n,
            "change": [LEVEL_AS_CHANGE.get(MEASURES[m][0], "level") for m in measure],
            "unit_text": unit,
            "unit_system": ["ISO4217" if k == "money" else "noun" if k == "count" else "UCUM" for k in kind],
            "unit": unit,
            "digits": [3] * n,
            "entity": [names[x] for x in name],
            "metric": [MEASURES[m][0] for m in measure],
            "concept": [None] * n,
            "scope": [None] * n,
            "attribution": [None] * n,
            "modality": ["actual"] * n,
            "period_start": [dt.date(int(y), 1, 1) for y in year],
            "period_end": [dt.date(int(y), 12, 31) for y in year],
            "period_text": [str(y) for y in year],
            "pair_id": [None] * n,
            "rule": ["made"] * n,
            "confidence": [0.9] * n,
            "base_unit": unit,
            "base_low": low,
            "base_high": high,
            "usd_low": np.where(money, low * 1.1, np.nan),
            "usd_high": np.where(money, high * 1.1, np.nan),
            "usd_period_low": np.where(money, low * 1.08, np.nan),
            "usd_period_high": np.where(money, high * 1.08, np.nan),
            "fx_rate": np.where(money, 1.1, np.nan),
            "fx_date": [published[a] for a in article],
            "fx_source": [None] * n,
        },
        schema_overrides={
            "concept": pl.String,
            "scope": pl.String,
            "attribution": pl.String,
            "pair_id": pl.String,
            "fx_source": pl.String,
        },
    ).with_columns(pl.selectors.float().fill_nan(None))
    ids = [f"{a:012x}" for a in range(n_articles)]
    articles = pl.DataFrame(
        {
            "article_id": ids,
            "path": [f"{i}.txt" for i in ids],
            "url": [None] * n_articles,
            "title": [f"{names[x]} reports on its year" for x in about],
            "publisher": [f"Outlet {x}" for x in rng.integers(0, 300, n_articles)],
            "language": ["en"] * n_articles,
            "published": published,
            "published_source": ["meta"] * n_articles,
            "text": ["-"] * n_articles,
            "wire_id": ids,
            "copy_similarity": [1.0] * n_articles,
        },
        schema_overrides={"url": pl.String},
    )
    return figures, articles

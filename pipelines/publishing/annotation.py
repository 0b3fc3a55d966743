"""A figure as linked data: a W3C Web Annotation on its article, with a schema.org observation as its body.

Belongs here: the JSON-LD form of one figure. Does not belong here: finding the figure.
Sources: W3C Recommendation "Web Annotation Data Model" (2017), sections 4.2.4 (TextQuoteSelector) and 4.2.5
(TextPositionSelector: characters, counted as Unicode code points, end exclusive); schema.org Observation and
QuantitativeValue.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

CONTEXT = 32
"""Characters quoted on either side of the figure, so that it is found again when the page around it moved."""

UNIT_CODES = {
    "km": "KMT",
    "m": "MTR",
    "m2": "MTK",
    "km2": "KMK",
    "kg": "KGM",
    "t": "TNE",
    "s": "SEC",
    "%": "P1",
    "Cel": "CEL",
}
"""schema.org's unitCode is a UN/CEFACT common code; these are certain. Other units keep their UCUM code as an address."""


def figure_annotation(figure: Mapping[str, Any], article: Mapping[str, Any]) -> dict[str, Any]:
    """JSON-LD of a row of `figures` on its row of `articles`.

    The quote and the positions are of `articles.text`; where the article has an address, that is the target's source.
    """
    text, start, end = article["text"], figure["start"], figure["end"]
    url = article["url"] if str(article["url"] or "").startswith(("http://", "https://")) else None
    target: dict[str, Any] = {
        "source": url or f"urn:crosstally:article:{article['article_id']}",
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(0, start - CONTEXT) : start],
                "suffix": text[end : end + CONTEXT],
            },
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
    }
    body = _observation(figure)
    annotation = {
        "@context": ["http://www.w3.org/ns/anno.jsonld", {"schema": "https://schema.org/"}],
        "id": f"urn:crosstally:figure:{figure['figure_id']}",
        "type": "Annotation",
        "motivation": "describing",
        "body": body,
        "target": target,
    }
    about = {
        "schema:headline": article["title"],
        "schema:publisher": article["publisher"],
        "schema:datePublished": _iso(article["published"]),
        "schema:inLanguage": article["language"],
    }
    known = {name: value for name, value in about.items() if value is not None}
    if known:
        target["schema:isPartOf"] = {"type": "schema:NewsArticle", **known}
    return annotation


def _iso(value: dt.date | None) -> str | None:
    return None if value is None else value.isoformat()


def _observation(figure: Mapping[str, Any]) -> dict[str, Any]:
    value: dict[str, Any] = {"type": "schema:QuantitativeValue"}
    low, high = figure["low"], figure["high"]
    if low is not None and low == high:
        value["schema:value"] = low
    else:
        if low is not None:
            value["schema:minValue"] = low
        if high is not None:
            value["schema:maxValue"] = high
    unit = figure["unit"]
    value["schema:unitText"] = unit
    if figure["unit_system"] == "ISO4217":
        value["schema:unitCode"] = unit
    elif unit in UNIT_CODES:
        value["schema:unitCode"] = UNIT_CODES[unit]
    elif figure["unit_system"] == "UCUM":
        value["schema:unitCode"] = f"http://unitsofmeasure.org/{unit}"
    observation: dict[str, Any] = {"type": "schema:Observation", "schema:value": value}
    details = {
        "schema:observationAbout": {"type": "schema:Thing", "schema:name": figure["entity"]}
        if figure["entity"]
        else None,
        "schema:measuredProperty": figure["metric"],
        "schema:observationPeriod": _period(figure["period_start"], figure["period_end"]),
        "schema:measurementQualifier": " ".join(
            item for item in (figure["modality"], figure["change"]) if item not in ("actual", "level")
        )
        or None,
        "schema:description": figure["scope"],
    }
    observation.update({name: item for name, item in details.items() if item is not None})
    return observation


def _period(start: dt.date | None, end: dt.date | None) -> str | None:
    """ISO 8601: a day, or an interval with `..` for an open side."""
    if start is None and end is None:
        return None
    return _iso(start) if start == end else f"{_iso(start) or '..'}/{_iso(end) or '..'}"

"""Shows, figure by figure, which rule decided each field of one article.

Belongs here: watching the rules at work, and the page made of it. Does not belong here: rules. Run:
`python -m pipelines.extraction.en.explain FILE` (any file that the reading station takes; `docs/one-article.md` is made this way).

The rules record nothing themselves, so reading costs nothing more. Here, the record of a figure tells when a field is set, and
`sys.setprofile` tells which functions had just returned that value: the innermost of them is the rule, its docstring says what it does.
"""

from __future__ import annotations

import inspect
import operator
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from pipelines.extraction.document import Document
from pipelines.extraction.en.bounds import LEXICON
from pipelines.extraction.en.language import CONTEXT_RULES, document
from pipelines.extraction.en.mentions import read_mentions
from pipelines.extraction.en.rules import RULES
from pipelines.extraction.lexicon import read_table, tokens_of
from pipelines.extraction.model import Mention

FOLDER = str(Path(__file__).parent)
MEANINGS = {row["rule"]: row["meaning"] for row in RULES}
SHOWN = (
    ("change", ("change",)),
    ("modality", ("modality",)),
    ("period", ("period_start", "period_end", "period_text")),
    ("attribution", ("attribution",)),
    ("entity", ("entity",)),
    ("metric", ("metric",)),
    ("concept", ("concept",)),
    ("scope", ("scope",)),
)
"""Rows of a figure's table, with the fields of the record that make them."""


@dataclass(slots=True)
class _Call:
    """A function of the rules that is running or has returned."""

    name: str
    does: str
    depth: int
    begin: int
    end: int = -1
    value: Any = None
    given: tuple[Any, ...] = ()
    """Its arguments."""


@dataclass(slots=True)
class Decision:
    """Who set a field: `rule` is module and function, `does` the first sentence of its docstring."""

    rule: str
    does: str


@dataclass
class _Watch:
    """What the rules did, as far as it is still of use."""

    running: list[_Call] = field(default_factory=list)
    returned: list[_Call] = field(default_factory=list)
    clock: int = 0
    decided: dict[tuple[int, str], Decision] = field(default_factory=dict)
    """By start of the figure and field."""

    def profile(self, frame: FrameType, event: str, value: Any) -> None:
        """Keeps calls and returns of the rules' functions (`sys.setprofile`)."""
        code = frame.f_code
        if not code.co_filename.startswith(FOLDER) or code.co_filename == __file__ or code.co_name[0] == "<":
            # A comprehension has a frame of its own in some versions of Python only.
            return
        self.clock += 1
        if event == "call":
            given = tuple(frame.f_locals.get(name) for name in code.co_varnames[: code.co_argcount])
            self.running.append(_Call(*_named(frame), len(self.running), self.clock, given=given))
        elif event == "return" and self.running:
            call = self.running.pop()
            call.end, call.value = self.clock, value
            self.returned.append(call)
            if not self.running:
                self.returned.clear()

    def note(self, mention: Mention, name: str, value: Any) -> None:
        """Finds out who decided a field that is being set."""
        if not self.running:
            return
        call = self.running[-1]
        while True:
            inner = [
                other
                for other in self.returned
                if other.depth == call.depth + 1 and call.begin < other.begin and (call.end < 0 or other.end < call.end)
                if _gives(other.value, value) and not _hands_on(other, value)
            ]
            if not inner:
                break
            call = inner[-1]
        self.decided[mention.start, name] = Decision(call.name, call.does)


def _named(frame: FrameType) -> tuple[str, str]:
    """Module and function of a frame, and what its docstring says it does."""
    module = frame.f_globals["__name__"].rsplit(".", 1)[-1]
    name = frame.f_code.co_qualname
    try:
        text = inspect.getdoc(operator.attrgetter(name)(sys.modules[frame.f_globals["__name__"]])) or ""
    except AttributeError:
        text = ""
    return f"{module}.{name}", " ".join(text.split("\n\n")[0].split())


def _gives(returned: Any, value: Any) -> bool:
    """Tells whether what a function returned is, or begins with, the value that was set."""
    if value is None or returned is None:
        return False
    if isinstance(returned, tuple):
        return len(returned) > 0 and any(type(part) is type(value) and part == value for part in returned[:3])
    return type(returned) is type(value) and bool(returned == value)


def _hands_on(call: _Call, value: Any) -> bool:
    """Tells whether a function was given the value that it returned, or only tidies it."""
    return call.name in _TIDYING or any(type(part) is type(value) and part == value for part in call.given)


_TIDYING = frozenset(["metric_words.clean", "descriptions.ArticleMemory.enriched"])
_watch = _Watch()


class _Watched(Mention):
    """A figure that tells when a field of it is set."""

    __slots__ = ()

    def __setattr__(self, name: str, value: Any) -> None:
        _watch.note(self, name, value)
        super().__setattr__(name, value)


def decisions(doc: Document) -> tuple[list[Mention], dict[tuple[int, str], Decision]]:
    """Reads an article under watch. Gives its figures, and by (start, field) who decided the field."""
    global _watch  # noqa: PLW0603 one article is watched at a time
    mentions = read_mentions(doc)
    _watch = _Watch()
    for mention in mentions:
        mention.__class__ = _Watched
    sys.setprofile(_watch.profile)
    try:
        for rule in CONTEXT_RULES:
            rule(doc, mentions)
    finally:
        sys.setprofile(None)
        for mention in mentions:
            mention.__class__ = Mention
    return mentions, _watch.decided


def _value_rows(doc: Document, mention: Mention) -> list[tuple[str, str, str]]:
    """Rows of what the reader found: kind and unit by the parts of its rule, value, bound."""
    parts = [f"`{part}`: {MEANINGS[part]}" for part in mention.rule.split(".") if part in MEANINGS]
    low, high = mention.low, mention.high
    value = f"{low:,.15g}" if low == high and low is not None else f"{_side(low)} to {_side(high)}"
    rows = [("kind, unit", f"{mention.kind}, {mention.unit}", " ".join(parts)), ("value", value, "")]
    rows.append(("bound", mention.bound, _bound_words(doc, mention)))
    if mention.pair is not None:
        other = doc.text[mention.pair.start : mention.pair.end]
        rows.append(("pair", other, "The other side of a conversion stands beside it in brackets."))
    return rows


def _side(value: float | None) -> str:
    return "open" if value is None else f"{value:,.15g}"


def _bound_words(doc: Document, mention: Mention) -> str:
    """The words of the table of bounds that stand right before or behind a figure."""
    lower = doc.sentences[mention.sentence].lower
    best = ""
    for row in read_table(LEXICON / "bounds.csv"):
        words = [token.lower() for token in tokens_of(row["phrase"])]
        size = len(words)
        before = lower[max(0, mention.first - size) : mention.first], lower[mention.first : mention.first + size]
        behind = lower[mention.last : mention.last + size], lower[max(0, mention.last - size) : mention.last]
        if words in (before if row["place"] == "before" else behind) and len(row["phrase"]) > len(best):
            best = row["phrase"]
    return f"`bounds.csv`: {best}" if best and mention.bound != "=" else ""


def _shown(mention: Mention, fields: tuple[str, ...]) -> str:
    """The value of a row of the table."""
    if len(fields) == 1:
        return getattr(mention, fields[0]) or ""
    start, end, words = mention.period_start, mention.period_end, mention.period_text
    if start is None and end is None:
        return f"open ({words})" if words else ""
    days = f"{start}" if start == end else f"{start or ''} to {end or ''}"
    return f"{days} ({words})" if words else days


def _cell(text: str) -> str:
    """Text that cannot break a table of the page or mark it up."""
    return re.sub(r"([\\|*_`<>\[\]#])", r"\\\1", text).replace("\n", " ")


def page(doc: Document, name: str) -> str:
    """Gives the Markdown page of one article: its sentences with figures, and each figure's table."""
    mentions, decided = decisions(doc)
    mentions.sort(key=lambda mention: (mention.start, mention.end))
    lines = [
        f"# One article, figure by figure: `{name}`",
        "",
        "Made by `python -m pipelines.extraction.en.explain FILE`, which watches the rules at work; a test checks that this page is current.",
        "“Decided by” is the function whose answer became the value, with what it does, or the part of `figures.rule` that read it",
        "(`docs/rules.md`). A field that no rule could fill is left out.",
        "",
        f"Printed on {doc.published or 'an unknown day'}; {len(mentions)} figures.",
    ]
    sentence = -1
    for number, mention in enumerate(mentions, 1):
        if mention.sentence != sentence:
            sentence = mention.sentence
            lines += ["", "## " + _cell(_numbered(doc, mentions, sentence))]
        lines += [
            "",
            f"**{number}. {_cell(doc.text[mention.start : mention.end])}**",
            "",
            "| field | value | decided by |",
            "|---|---|---|",
        ]
        rows = _value_rows(doc, mention)
        for label, fields in SHOWN:
            value = _shown(mention, fields)
            decision = next((decided[mention.start, key] for key in fields if (mention.start, key) in decided), None)
            if value and label == "concept":
                rows.append((label, value, "`concepts.csv`: the longest phrase of the table that the metric holds."))
            elif value:
                by = f"`{decision.rule}`: {decision.does}" if decision else ""
                rows.append((label, value, by))
        rows.append(
            ("confidence", f"{mention.confidence:.2f}", "`confidence.set_confidence`: the sum of `confidence.csv`")
        )
        lines += [f"| {label} | {_cell(value)} | {by.replace('|', '/')} |" for label, value, by in rows]
    return "\n".join(lines) + "\n"


def _numbered(doc: Document, mentions: list[Mention], sentence: int) -> str:
    """A sentence with the numbers of its figures behind them."""
    part = doc.sentences[sentence]
    text, at = "", part.start
    for number, mention in enumerate(mentions, 1):
        if mention.sentence == sentence and mention.end >= at:
            text += f"{doc.text[at : mention.end]} ({number})"
            at = mention.end
    return text + doc.text[at : part.end]


def page_of(path: Path) -> str:
    """Gives the page of the first article in a file. Raises FileNotFoundError, or ValueError where the file holds none."""
    from pipelines.reading.station import read_articles  # noqa: PLC0415 a station knows no other; this is a command

    articles, rejects = read_articles(path)
    if not articles.height:
        raise ValueError("; ".join(rejects["reason"].to_list()) or f"no article in {path}")
    row = articles.row(0, named=True)
    return page(document(row["text"], row["published"], row["language"], row["publisher"]), path.name)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m pipelines.extraction.en.explain FILE")
    try:
        sys.stdout.write(page_of(Path(sys.argv[1])))
    except (FileNotFoundError, ValueError) as error:
        sys.exit(str(error))

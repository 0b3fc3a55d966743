"""Metric of table cells: row label and column header, with the caption or the row above where they say too little.

Belongs here: reading labels and headers as words of a metric. Does not belong here: cutting tables into cells (`tables.py`), prose.
"""

from __future__ import annotations

import re

from pipelines.extraction.en.concepts import CONCEPT_PHRASES, concept_of
from pipelines.extraction.en.metric_turns import TurnMetrics
from pipelines.extraction.en.metric_words import CHANGE_HEADER, PLAIN_HEADER, SUBROW
from pipelines.extraction.en.noun_phrases import METRIC_HEADS
from pipelines.extraction.en.phrases import VERBS
from pipelines.extraction.model import Mention

_AT_ELECTIONS = frozenset(["won", "contested", "lost", "held", "leading", "gained", "wins"])
"""Headers of what a party did with seats."""

_PERIOD_HEADER = re.compile(
    r"(?i)(?:\d{1,2} )?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?(?: \d{1,2})?|[1-4]Q|Q[1-4]|H[12]|[12]H|FY ?\d\d|(?:full )?year"
)
_NARROWED = re.compile(r"(?i) (?:by|per|in|for|at|from|as|held|with|during|on) |[;:(]")
"""What ends the measure in a caption: `Orchid output by region` is of orchid output."""
_BY_THE_PIECE = re.compile(r"\b(?:per|a) (?:kilo|kg|litre|liter|dozen|pound|pint|metre|tonne|ton|night|head)\b")
_DEAR = frozenset(
    "dear dearer dearest cheap cheaper cheapest price prices basket trolley fare fares menu rents expensive pricey".split()
)
"""Words of a title or caption over a table of prices."""
_OF_MONEY = frozenset("revenue sales budget costs spending income exports imports investment damage prices".split())
_OF_THINGS = frozenset(
    "output production harvest crop deliveries exports imports deaths turnout sales inflation".split()
)

_OWN_CHANGE = re.compile(r"(?i)(?:\d+[- ]months?|annual|yearly|monthly|weekly|quarterly) change\b")
"""Headers of a column that says how what the whole table shows moved."""


def _heads(caption: str | None) -> bool:
    """True for a caption that is a heading, not the sentence before the table."""
    return (
        bool(caption)
        and caption is not None
        and not caption.rstrip().endswith((".", "?", "!"))
        and len(caption.split()) < 14
    )


class CellMetrics(TurnMetrics):
    """Says what the cells of a table measure."""

    def _from_cell(self, mention: Mention) -> str:
        """Row label and column header of a table cell, whichever is no name, time or unit; with the row it is part of."""
        cell = mention.cell
        if cell is None:
            return ""
        entity = (mention.entity or "").lower()
        row, column = cell.row_label.strip(), cell.column_header.strip()
        first = column.partition(" ")[0]
        full = self.analysis.memory.full(first) if first.isupper() else first
        if full != first:
            column = full + column[len(first) :]
        if CHANGE_HEADER.match(column):
            column = self._header_before(mention, cell.column_header) or column
        elif _OWN_CHANGE.match(column) and _heads(cell.caption):
            # `Average rents by town` over a column `12-month change`
            whole = _NARROWED.split(re.sub(r"^(?i:table|chart|figure) \w+[.:] *", "", cell.caption), maxsplit=1)[0]
            whole = whole.split(", ")[0].split(" (")[0].strip()
            column = whole.lower() if 0 < len(whole.split()) < 5 else column
        parts: list[str] = []
        for text in (row, column):
            if not text or text.lower() in entity or (text is row and cell.corner and row.lower() in entity):
                continue
            bare = re.sub(r"\s*\([^)]*\)", "", text).strip(" :–-")
            if text is column and PLAIN_HEADER.fullmatch(bare):
                bare = ""
            bare = re.sub(r"(?i)\b(?:FY)?\s*(?:19|20)\d\d(?:[-/]\d\d)?\b", "", bare).strip(" ,")
            if text is column and (_PERIOD_HEADER.fullmatch(bare) or (parts and self._is_name(bare))):
                bare = ""
            if SUBROW.match(bare) or (text is row and bare[:1].islower()):
                parent = self._parent_row(mention.sentence)
                bare = SUBROW.sub("", bare)
                bare = f"{parent} of {bare}" if parent else bare
            if bare:
                parts.append(bare)
        caption = cell.caption if _heads(cell.caption) else ""
        if not parts and caption and PLAIN_HEADER.fullmatch(re.sub(r"\s*\([^)]*\)", "", column).strip(" :–-")):
            parts.append(re.sub(r"^(?i:table) \w+[.:] *", "", caption)[:90])
        words = (
            ", ".join(part for part in parts if part)
            or (row if row and PLAIN_HEADER.fullmatch(column) else column)
            or row
        )
        if words.lower().strip(" (%)") in ("stake", "holding", "shareholding", "ownership"):
            whole = self.analysis.memory.mention_at_text(cell.caption) or self.analysis.memory.topic()
            return f"stake in {whole}" if whole and whole.lower() != entity else words
        if mention.kind == "percent" and re.fullmatch(r"[A-Z][\w'’.&-]*(?: [A-Z][\w'’.&-]*)* ?%", words):
            # A column named after one of those who share: `Helix %`.
            return f"share for {words.rstrip(' %')}"
        if " " not in words:
            of_header = self._of_header(mention, words.lower(), cell.caption or "")
            if of_header:
                return of_header
        if " " not in words and cell.caption:
            # `children vaccinated` in the caption tells of the header `Vaccinated` whose it is.
            told = re.search(rf"\b([a-z]+) {re.escape(words.lower())}\b", cell.caption.lower())
            if told and told[1] not in ("and", "of", "the", "by", "in", "per", "or"):
                return f"{told[1]} {words}"
        return self._of_whole_table(mention, words, caption)

    def _is_name(self, header: str) -> bool:
        """True for a header that the article prints as a name: what the column is about, not what it measures."""
        return (
            header.istitle()
            and header.isalpha()
            and len(re.findall(rf"\b{header}\b", self.text)) > 1
            and header.lower() not in self.text
        )

    def _of_whole_table(self, mention: Mention, words: str, caption: str) -> str:
        """A row or column label with the measure that the caption, or else the title, gives to the whole table."""
        lower = words.lower()
        whole = _NARROWED.split(re.sub(r"^(?i:table|statement|chart|figure) \w+[.:] *", "", caption), maxsplit=1)[0]
        whole = whole.split(", ")[0].strip().lower()
        head = whole.rpartition(" ")[2]
        measured = head in METRIC_HEADS or head in CONCEPT_PHRASES
        if (
            " " not in lower
            and (lower in METRIC_HEADS or lower in CONCEPT_PHRASES)
            and measured
            and len(whole.split()) == 2
        ):
            # `Orchid output by region` over a column `Area`
            return whole if lower == head else f"{whole.partition(' ')[0]} {lower}"
        title = (self.analysis.document.title or "").lower()
        said = set(re.findall(r"[a-z]+", f"{title} {caption.lower()}"))
        if (
            mention.kind in ("money", "rate")
            and lower.split(" ")[0] not in METRIC_HEADS - {"total"}
            and (_BY_THE_PIECE.search(lower) or not _DEAR.isdisjoint(said))
        ):
            return "total price" if lower.startswith("total") else f"price of {words}"
        if concept_of(lower) is not None:
            return words
        if not measured or not 0 < len(whole.split()) < 4:
            known = (
                _OF_MONEY
                if mention.kind == "money"
                else _OF_THINGS | _OF_MONEY
                if mention.kind == "percent"
                else _OF_THINGS
            )
            whole = next((word for word in re.findall(r"[a-z]+", title) if word in known), "")
        if not whole or whole in lower:
            return words
        return f"{whole} for {words}" if mention.kind == "money" else f"{words} {whole}"

    def _of_header(self, mention: Mention, word: str, caption: str) -> str:
        """What a header of one word is of: `Interests in Block 4` in the caption, `won 97 seats` in the prose for a header `Won`."""
        stem = word.removesuffix("s")
        if len(stem) < 3 or not stem.isalpha():
            return ""
        behind = re.search(rf"(?i)\b{stem}s? (in|of|to|for|on|from) ((?:the )?[\w'’&-]+(?: [\w'’&-]+){{0,2}})", caption)
        if behind:
            cut = re.split(r" (?:after|before|in|by|at|and|for|of|on|since|from|to|as|with)\b", behind[2])[0]
            return f"{word} {behind[1].lower()} {cut}"
        verb = VERBS.get(word)
        if mention.kind == "count" and word in _AT_ELECTIONS and "seats" in self.text.lower():
            return f"seats {word}"
        if mention.kind == "count" and verb is not None and verb.form in ("past", "participle"):
            forms = "|".join(sorted(form for form, other in VERBS.items() if other.base == verb.base))
            counted = re.search(
                rf"\b(?:{forms}) (?:(?:only|all|some|just|over|about) )?[\d,.]+ (?:of (?:the )?[\d,.]+ )?([a-z]{{3,}}s)\b",
                self.text,
            )
            if counted:
                return f"{counted[1]} {word}"
        return ""

    def _header_before(self, mention: Mention, header: str) -> str:
        """The header of the level that a column of changes belongs to: the nearest one before it that tells no change."""
        sentences = self.analysis.document.sentences
        k = mention.sentence
        while k > 0 and sentences[k - 1].form == "row":
            k -= 1
        headers = [part.strip() for part in sentences[k].text.strip().strip("|").split("|")]
        at = headers.index(header.strip()) if header.strip() in headers else 0
        return next((one for one in reversed(headers[1:at]) if not CHANGE_HEADER.match(one)), "")

    def _parent_row(self, index: int) -> str:
        """Label of the row that rows beginning with `of which` belong to."""
        sentences = self.analysis.document.sentences
        for k in range(index - 1, -1, -1):
            if sentences[k].form != "row":
                return ""
            label = sentences[k].text.strip().strip("|").split("|")[0].strip()
            if label[:1].isupper() and not SUBROW.match(label):
                return label
        return ""

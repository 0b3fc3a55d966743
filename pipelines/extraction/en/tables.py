"""Tables printed as lines of cells between pipes: scale and unit come from the header, the label or a unit cell.

Belongs here: which cells are figures and what their headers say. Does not belong here: prose.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from pipelines.extraction.document import NUMBER_KIND, Document, Sentence
from pipelines.extraction.en.article_money import ArticleMoney
from pipelines.extraction.en.nouns import COLLECTIVE, PERSON_WORDS, is_plural, singular
from pipelines.extraction.en.numerals import SCALES, parse_digits, significant_digits
from pipelines.extraction.en.rates import denominator
from pipelines.extraction.en.sentences import split_sentences
from pipelines.extraction.en.units import (
    CURRENCY_NAMES,
    CURRENCY_SIGNS,
    MEASURE_SIGNS,
    MEASURES,
    PERCENT,
    Unit,
)
from pipelines.extraction.model import Mention, TableCell

_YEAR = re.compile(r"(?:FY\s?)?(?:19|20)\d\d(?:[/–-]\d{2,4})?")
_CHANGE_HEADER = re.compile(
    r"change|variation|growth|\+/-|yoy|y/y|year.on.year|increase|decrease|%\s*chg|chg", re.IGNORECASE
)
_RANK_HEADER = re.compile(r"^(?:rank|ranking|pos|position|place|no|#|№)\.?$", re.IGNORECASE)
_SCALE_WORDS = re.compile(
    r"(?<![A-Za-z])(bn|billions?|m|mn|mln|millions?|k|thousands?|'?000s?|crores?|cr|lakhs?|trn|trillions?|hundreds?)(?![A-Za-z])",
    re.IGNORECASE,
)
_HEADER_WORDS = frozenset(
    "in of us u.s figures values value amounts all total current constant prices approx each per and m k unless otherwise stated "
    "indicated noted except where".split()
)
_NOT_UNITS = frozenset(
    "second seconds won mark marks real degree foot mole bar bars point points stone score scores total no pos place share shares".split()
)
"""Headers that look like units and are none: places won, marks scored."""
_OF = re.compile(r"\b(?:per|for every)\s+([\d,]+)\s+(\w+)", re.IGNORECASE)


def _cells(s: Sentence) -> list[tuple[int, int]]:
    """Gives (start, end) of each cell's stripped text, in code points of the article."""
    cells: list[tuple[int, int]] = []
    text = s.text
    begin = text.find("|") + 1
    while True:
        stop = text.find("|", begin)
        if stop < 0:
            rest = text[begin:].strip()
            if rest:
                cells.append(
                    (s.start + begin + text[begin:].find(rest), s.start + begin + text[begin:].find(rest) + len(rest))
                )
            return cells
        piece = text[begin:stop]
        left = len(piece) - len(piece.lstrip())
        right = len(piece.rstrip())
        cells.append((s.start + begin + min(left, right), s.start + begin + right))
        begin = stop + 1


class _HeaderUnit:
    """Unit and scale that a header, label or unit cell states."""

    def __init__(self, text: str, money: ArticleMoney, *, whole: bool = False) -> None:
        self.unit: Unit | None = None
        self.scale = 1.0
        self.per = False
        """The unit is what a price or count is of: `Apples, per kilo`."""
        self.divisor: tuple[float, str] | None = None
        if not text.strip():
            return
        inside = re.findall(r"\(([^()]*)\)|,\s+([^,()]+)$|\b[iI]n\s+([^,()]+)$", text)
        words = text.split()
        if len(words) <= 3 and words[-1].lower() not in _NOT_UNITS and not any(char.isdigit() for char in text):
            inside.append((text, "", ""))  # the whole header is a unit: `Tonnes`, `Million tonnes`, `GWh`
        candidates = [(part, True) for group in inside for part in group if part] + (
            [(text, False)] if whole or "%" in text else []
        )
        for candidate, strict in candidates:
            if self._read(candidate, money, strict=strict):
                break
        per = _OF.search(text)
        if per:
            self.divisor = (parse_digits(per[1]), singular(per[2].lower()))

    def _read(self, text: str, money: ArticleMoney, *, strict: bool) -> bool:
        sentences = split_sentences(text)
        if not sentences:
            return False
        s = sentences[0]
        low, tokens = s.lower, s.tokens
        scale = 1.0
        for i in range(len(low)):
            if s.kinds[i] == NUMBER_KIND:
                if re.fullmatch(r"1(?:0|00|,?000|0,?000|00,?000|,?000,?000)?", tokens[i]):
                    scale *= parse_digits(tokens[i])
                elif tokens[i] == "000":
                    scale *= 1000
        match = _SCALE_WORDS.search(text)
        unit: Unit | None = None
        for i in range(len(low)):
            for stop, (factor, point) in PERCENT.match(low, i):
                unit = Unit(i, stop, "percent", "%", "UCUM", factor, False, point)
                break
            if unit is None:
                for stop, currency in CURRENCY_SIGNS.match(tokens, i):
                    if currency.form == "symbol" and stop == i + 1 and tokens[i].isalpha() and len(tokens[i]) < 2:
                        if tokens[i] not in money.letters or low[stop : stop + 1] == [] or low[stop] not in SCALES:
                            continue  # `R bn` is money, `R` alone a column
                    code, guess = money.resolve(currency)
                    unit = Unit(i, stop, "money", code, "ISO4217", currency.factor, guess)
                    break
            if unit is None:
                for stop, currency in CURRENCY_NAMES.match(low, i):
                    if tokens[i] in ("p",) and len(low) > 1:
                        continue
                    code, guess = money.resolve(currency)
                    unit = Unit(i, stop, "money", code, "ISO4217", currency.factor, guess)
                    break
            if unit is not None:
                break
        if match and (unit is not None or match[1].lower() not in ("m", "k")):
            word = match[1].lower()
            word = word if word in SCALES else word.rstrip("s")
            if word in SCALES:
                scale *= SCALES[word][0]
        if unit is None:
            for i in range(len(low)):
                for stop, measure in list(MEASURE_SIGNS.match(tokens, i)) + list(MEASURES.match(low, i)):
                    if measure.when == "temperature" and len(low) > 2:
                        continue
                    if low[i] == "in" and stop < len(low):
                        continue  # `in lakh`
                    kind = measure.kind if not (measure.kind == "quantity" and "/" in measure.code) else "rate"
                    unit = Unit(i, stop, kind, measure.code, "UCUM")
                    self.per = i > 0 and low[i - 1] in ("per", "/")
                    break
                if unit is not None:
                    break
        if unit is None and scale == 1:
            return False
        if unit is not None and unit.last < len(low) and low[unit.last] in ("/", "per"):
            per = denominator(s, unit.last + 1)
            if per is not None:
                unit = Unit(
                    unit.first,
                    per[1],
                    "rate",
                    f"{unit.code}/{per[0]}",
                    unit.system,
                    unit.factor / per[2],
                    unit.ambiguous,
                )
        # `(year-end)`, `, first 72 h`: words that are neither unit nor scale make it a remark.
        if strict:
            used = set(range(unit.first, unit.last)) if unit is not None else set()
            for i, word in enumerate(low):
                if (
                    i not in used
                    and s.kinds[i] != "mark"
                    and word not in _HEADER_WORDS
                    and word not in SCALES
                    and s.kinds[i] != NUMBER_KIND
                ):
                    if unit is None and scale != 1 and i == len(low) - 1 and is_plural(word):
                        continue  # `Production (thousand bags)`
                    return False
        self.unit, self.scale = unit, scale
        return True


_WORDS = re.compile(r"[^\W\d_]+")
_SPANS = re.compile(r"\d[\d.,]*[ -](?:hours?|days?|weeks?|months?|years?|minutes?)\b", re.IGNORECASE)
"""Spans of time that say of when or of which a column tells, not what it counts: `Waiting over 52 weeks`."""
_LASTING = {"days": "d", "hours": "h", "weeks": "wk", "months": "mo", "years": "a", "minutes": "min"}


def _is_headcount(text: str) -> bool:
    """Tells whether a heading counts persons, whatever sums the line above the table speaks of: `Headcount`."""
    words = text.lower().split()
    return len(words) < 4 and any(word in COLLECTIVE or word in PERSON_WORDS for word in words)


def _noun_of(*texts: str) -> str | None:
    """The counted noun of a header or label, the first text that has one: `Persons dead` → person, `Invention patents granted` →
    patent. A capitalised word behind the first is a name (`Drumlin Sands`)."""
    for text in texts:
        words = _WORDS.findall(_SPANS.sub(" ", text))
        for word in words:
            low = word.lower()
            if low in PERSON_WORDS or low in COLLECTIVE:
                return "person" if low in PERSON_WORDS else COLLECTIVE[low]
        for i, word in enumerate(words):
            if (
                (i == 0 or word.islower())
                and is_plural(word.lower())
                and word.lower() not in ("others", "totals", "status")
            ):
                return singular(word.lower())
    return None


_GROUPS = frozenset(
    "passengers students pupils patients soldiers civilians refugees prisoners guests residents inmates tourists fishermen miners pilgrims".split()
)


def _persons_of(label: str) -> str | None:
    """The group of persons that a row tells of, where its columns say what became of them: `Passengers | 31` under `Rescued`."""
    word = label.strip().lower()
    return singular(word) if word in _GROUPS else None


def read_rows(doc: Document, begin: int, end: int, money: ArticleMoney) -> list[Mention]:
    """Reads the table in sentences [begin, end) of a document: one mention a figure cell.

    The first row is the header when none of its cells behind the first is a plain number (years count as header text).
    """
    rows = [doc.sentences[i] for i in range(begin, end)]
    grid = [_cells(s) for s in rows]
    text = doc.text
    caption = ""
    if begin and doc.sentences[begin].block - doc.sentences[begin - 1].block <= 2:
        caption = doc.sentences[begin - 1].text
    header = [text[a:b] for a, b in grid[0]] if grid else []
    has_header = len(header) > 1 and not any(
        re.fullmatch(r"[-−+]?[\d,.]+\s*%?", cell) and not _YEAR.fullmatch(cell) for cell in header[1:]
    )
    if not has_header:
        header = []
    caption_unit = _HeaderUnit(caption, money) if caption else None
    header_units = [_HeaderUnit(cell, money, whole=not column) for column, cell in enumerate(header)]
    mentions: list[Mention] = []
    for s, cells in zip(rows[1:] if has_header else rows, grid[1:] if has_header else grid, strict=True):
        if len(cells) < 2:
            continue
        values = [text[a:b] for a, b in cells]
        label = values[0]
        label_unit = _HeaderUnit(label, money)
        unit_cell: _HeaderUnit | None = None
        for column, value in enumerate(values):
            if column and column < len(header) and re.search(r"\bunits?\b", header[column], re.IGNORECASE):
                unit_cell = _HeaderUnit(value, money, whole=True)
                unit_column = column
        for column, (value, (start, stop)) in enumerate(zip(values, cells, strict=True)):
            if column == 0 and not (header and _RANK_HEADER.match(header[0])):
                continue
            head = header[column] if column < len(header) else ""
            if unit_cell is not None and column == unit_column:
                continue
            if not value or not any(char.isdigit() for char in value) or _YEAR.fullmatch(value):
                continue
            corner_unit = header_units[0] if header_units else None
            general = (
                corner_unit
                if corner_unit is not None and (corner_unit.unit is not None or corner_unit.scale != 1)
                else caption_unit
            )
            mention = _read_cell(s, value, start, stop, label, head, label_unit, header_units[column] if column < len(header_units) else None,
                                 unit_cell, general, money, caption, header[0] if header else "")  # fmt: skip
            if mention is None:
                continue
            mention.cell = TableCell(label, head, caption, header[0] if header else "")
            if _RANK_HEADER.match(head):
                mention.kind, mention.unit, mention.unit_system, mention.rule = "rank", "rank", "none", "table.rank"
            mentions.append(mention)
    return mentions


def _priced_by(per: Unit, *heads: _HeaderUnit | None) -> Unit | None:
    """The rate of a row that names what its price is of, under a head that names the money: `Apples, per kilo` under `Item (£)`."""
    for head in heads:
        if head is not None and head.unit is not None and head.unit.kind == "money":
            money = head.unit
            return Unit(
                per.first,
                per.last,
                "rate",
                f"{money.code}/{per.code}",
                money.system,
                money.factor,
                money.ambiguous,
            )
    return None


def _read_cell(
    s: Sentence, value: str, start: int, stop: int, label: str, head: str, label_unit: _HeaderUnit, head_unit: _HeaderUnit | None,
    unit_cell: _HeaderUnit | None, caption_unit: _HeaderUnit | None, money: ArticleMoney, caption: str, corner: str,
) -> Mention | None:  # fmt: skip
    match = re.fullmatch(
        r"(?P<approx>~|c\.|about |approx\.? )?(?P<minus>[-−–+(])?\s*(?P<sign>[A-Z]{0,3}[$€£¥₹]|[A-Z]{3} )?\s*(?P<digits>\d[\d,.\u00a0\u2009\u202f ]*?)\)?\s*(?P<tail>[^\d.,\s].{0,28})?",
        value,
    )
    if match is None or (match["digits"].count(".") > 1 and not re.fullmatch(r"\d{1,3}(\.\d{3})+", match["digits"])):
        return None
    digits = match["digits"].strip().rstrip(".,")
    number = parse_digits(digits)
    tail = (match["tail"] or "").strip()
    own = _HeaderUnit(tail, money, whole=True) if tail else None
    sign = _HeaderUnit(match["sign"], money, whole=True) if match["sign"] else None
    scale = 1.0
    unit: Unit | None = None
    own_noun: str | None = None
    if own is not None and (own.unit is not None or own.scale != 1):
        unit, scale = own.unit, own.scale
    elif tail and not re.fullmatch(r"[*†‡a-z]\)?|\(.*\)", tail):
        own_noun = _noun_of(tail)
        if own_noun is None:
            return None
    if sign is not None and sign.unit is not None:
        unit = sign.unit
    if unit is None and own_noun is None:
        change = bool(_CHANGE_HEADER.search(head))
        counted = _is_headcount(head) or _is_headcount(label)
        sources = (unit_cell, head_unit, label_unit) if counted else (unit_cell, head_unit, label_unit, caption_unit)
        for source in (head_unit,) if change else sources:
            if source is not None and (source.unit is not None or source.scale != 1):
                unit = source.unit
                if scale == 1:
                    scale = source.scale
                if source.per and unit is not None:
                    unit = _priced_by(unit, head_unit, caption_unit) or unit
                break
    divisor = label_unit.divisor or (head_unit.divisor if head_unit else None)
    kind, code, system, factor = "count", "", "noun", 1.0
    if unit is not None:
        kind, code, system, factor = unit.kind, unit.code, unit.system, unit.factor
    else:
        lasting = next(
            (
                _LASTING[text.split()[0].lower()]
                for text in (head, label)
                if text and text.split()[0].lower() in _LASTING
            ),
            None,
        )
        if lasting is not None and own_noun is None and len((head if head.split()[:1] else label).split()) < 5:
            kind, system, code = "duration", "UCUM", lasting
        else:
            counted_in = corner if caption_unit is not None and caption_unit.scale != 1 else ""
            code = own_noun or _noun_of(head, label, counted_in, caption) or "item"
            if code == "person" and own_noun is None:
                title = caption.rsplit(maxsplit=1)[-1] if caption and _is_headcount(label) else label
                code = _persons_of(title) or code
    number *= scale * factor
    if divisor is not None and kind in ("count", "money"):
        number /= divisor[0]
        kind, code = "rate", f"{code}/{divisor[1]}"
    first = bisect_left(s.starts, start)
    last = min(bisect_left(s.ends, stop), len(s.ends) - 1) + 1
    mention = Mention(
        s.index, first, last, start, stop, kind, number, number, "~" if match["approx"] else "=", head or label, system, code,
        significant_digits(digits), f"table.{kind}",
    )  # fmt: skip
    minus = match["minus"] in ("-", "−", "–") or (match["minus"] == "(" and value.endswith(")"))
    if _CHANGE_HEADER.search(head) or (_CHANGE_HEADER.search(label) and kind == "percent"):
        mention.change = "decrease" if minus else "increase"
    elif minus:
        mention.low = mention.high = -number
    return mention

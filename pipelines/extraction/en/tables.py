"""Tables printed as lines of cells between pipes: scale and unit come from the header, the label or a unit cell.

Belongs here: which cells are figures and what their headers say. Does not belong here: prose.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from pipelines.extraction.document import Document, Sentence
from pipelines.extraction.en.article_money import ArticleMoney
from pipelines.extraction.en.nouns import PERSON_WORDS
from pipelines.extraction.en.numerals import parse_digits, significant_digits
from pipelines.extraction.en.table_headings import (
    LASTING,
    HeadingUnit,
    caption_units,
    group_in,
    is_headcount,
    is_prose,
    is_stock,
    label_noun,
    noun_of,
    persons_of,
)
from pipelines.extraction.en.units import Unit
from pipelines.extraction.model import Mention, TableCell

_YEAR = re.compile(r"(?:FY\s?)?(?:19|20)\d\d(?:[/–-]\d{2,4})?")
_CHANGE_HEADER = re.compile(
    r"change|variation|growth|\+/-|yoy|y/y|year.on.year|increase|decrease|%\s*chg|chg", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d[\d.,]*")
_SPORT = re.compile(r"\b(?:league|club|match|season)\b", re.IGNORECASE)
_RANGE = re.compile(r"([^\d]{0,4}\d[\d.,]*)\s*(?:[–—-]|to)\s*(\d[\d.,]*\s*[^\d\s]{0,12})")
_SIDES = re.compile(r"(\d[\d.,]*)\s*[x×]\s*(\d[\d.,]*)")
_NOT_RANGES = re.compile(
    r"score|result|record|date|time|hours|season|period|years?\b|term|ages?\b|aged|code|phone|ref|no\b|won|lost|set|w-l|group|class|band",
    re.IGNORECASE,
)
"""Headings of columns whose cells print two numbers with a dash that are no range."""
_ELECTED = frozenset("won contested leading led lead leads elected".split())
_PARTIES = frozenset("party parties alliance front bloc coalition list".split())
_PART_OF = ("of which", "thereof", "including ")
"""How rows begin that are parts of the row above them."""
_SPECTATORS = frozenset("crowd crowds attendance attendances gate gates".split())
_DATED = re.compile(
    r"\d:\d\d|\b\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)
"""A cell that holds a date or a time: `3 Oct 22:10`."""
_IN_POINTS = re.compile(r"\((?:points?|pts?\.?)\)$|, (?:points?|pts)$", re.IGNORECASE)
"""How a heading ends that means percentage points, where other columns are in percent: `Change (points)`."""
_RANK_HEADER = re.compile(r"^(?:rank|ranking|pos|position|place|no|#|№)\.?$", re.IGNORECASE)


def _cells(s: Sentence) -> list[tuple[int, int]]:
    """Gives (start, end) of each cell's stripped text, in code points of the article."""
    cells: list[tuple[int, int]] = []
    text = s.text
    begin = text.find("|") + 1 if text[:1] == "|" else 0
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
    caption_unit, named_units = caption_units(caption, money)
    elected = bool(header) and not _PARTIES.isdisjoint(header[0].lower().split())
    header_units = [HeadingUnit(cell, money, whole=not column) for column, cell in enumerate(header)]
    if any(unit.unit is not None and unit.unit.kind == "percent" for unit in header_units):
        for cell, head_unit in zip(header, header_units, strict=True):
            if head_unit.unit is None and _IN_POINTS.search(cell):
                head_unit.unit = Unit(0, 0, "percent", "%", "UCUM", point=True)
    mentions: list[Mention] = []
    above: dict[int, str] = {}
    body = list(zip(rows[1:] if has_header else rows, grid[1:] if has_header else grid, strict=True))
    label_units = [HeadingUnit(text[slice(*cells[0])] if cells else "", money) for _, cells in body]
    by_row = any(unit.unit is not None for unit in label_units)
    by_year = len(header) > 1 and all(_YEAR.fullmatch(cell) for cell in header[1:])
    for (s, cells), label_unit in zip(body, label_units, strict=True):
        if len(cells) < 2:
            continue
        values = [text[a:b] for a, b in cells]
        label = values[0]
        for value in values[1:]:
            if "(" in value and label_unit.unit is None and label_unit.scale == 1 and not _DIGIT.search(value):
                label_unit = HeadingUnit(value, money)  # `| Solvay Works | glass wool (tonnes) | 400 |`
        if named_units and label_unit.unit is None:
            label_unit = next((u for noun, u in named_units.items() if noun in label.lower().split()), label_unit)
        unit_cell: HeadingUnit | None = None
        for column, value in enumerate(values):
            if column and column < len(header) and re.search(r"\bunits?\b", header[column], re.IGNORECASE):
                unit_cell = HeadingUnit(value, money, whole=True)
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
            found = [
                mention
                for part, begins, ends in _pieces(value, start, stop, f"{head} {label}")
                if (mention := _read_cell(s, part, begins, ends, label, head, label_unit, header_units[column] if column < len(header_units) else None,
                                          unit_cell, general, money, caption, header[0] if header else "", text, by_row=by_row, by_year=by_year)) is not None
            ]  # fmt: skip
            for mention in _ranges(found):
                mention.cell = TableCell(label, head, caption, header[0] if header else "")
                if _RANK_HEADER.match(head):
                    mention.kind, mention.unit, mention.unit_system, mention.rule = "rank", "rank", "none", "table.rank"
                elif elected and mention.kind == "count" and head.lower() in _ELECTED:
                    mention.unit = "seat"
                elif mention.kind == "count" and label.lower().startswith(_PART_OF) and noun_of(head, label) is None:
                    mention.unit = above.get(column, mention.unit)
                above[column] = mention.unit
                mentions.append(mention)
    return mentions


def _pieces(value: str, start: int, stop: int, headings: str) -> list[tuple[str, int, int]]:
    """The numbers of a cell with their places: one, the two sides of `105 x 68`, or both ends of `12–15%` at the place of the whole."""
    if not _DIGIT.search(value[1:]):
        return [(value, start, stop)]
    if sides := _SIDES.fullmatch(value):
        return [(sides[i], start + sides.start(i), start + sides.end(i)) for i in (1, 2)]
    ends = _RANGE.fullmatch(value)
    if ends is None or _NOT_RANGES.search(headings):
        return [(value, start, stop)]
    sign, tail = _NUMBER.split(ends[1])[0], _NUMBER.split(ends[2])[-1]
    low, high = (parse_digits(_NUMBER.findall(end)[0]) for end in (ends[1], ends[2]))
    if low >= high:
        return [(value, start, stop)]
    return [(ends[1] + tail, start, stop), (sign + ends[2], start, stop)]


def _ranges(found: list[Mention]) -> list[Mention]:
    """Joins two figures that stand at one place: the ends of a range."""
    if len(found) < 2:
        return found
    low, high = found
    if low.kind == "count" and (high.high or 0) < 100:
        return []  # `4-2` without a unit is rather a score, a band of ages, a pair of days
    if low.start != high.start:
        return found
    low.high, low.bound, low.digits = high.high, "range", max(low.digits, high.digits)
    low.rule += ".range"
    return [low]


def _read_cell(
    s: Sentence, value: str, start: int, stop: int, label: str, head: str, label_unit: HeadingUnit, head_unit: HeadingUnit | None,
    unit_cell: HeadingUnit | None, caption_unit: HeadingUnit | None, money: ArticleMoney, caption: str, corner: str, text: str,
    *, by_row: bool, by_year: bool,
) -> Mention | None:  # fmt: skip
    if _DATED.search(value):
        return None
    match = re.fullmatch(
        r"(?P<approx>~|c\.|about |approx\.? )?(?P<minus>[-−–+(])?\s*(?P<sign>[A-Z]{0,3}[$€£¥₹₩₦₱฿₫₽₺₴₡₲₵₸₮₭]|[A-Z]{3} )?\s*(?P<digits>\d[\d,.\u00a0\u2009\u202f ]*?)\)?\s*(?P<tail>[^\d.,\s].{0,28})?",
        value,
    )
    if match is None or (match["digits"].count(".") > 1 and not re.fullmatch(r"\d{1,3}(\.\d{3})+", match["digits"])):
        return None
    digits = match["digits"].strip().rstrip(".,")
    number = parse_digits(digits)
    tail = (match["tail"] or "").strip()
    own = HeadingUnit(tail, money, whole=True) if tail else None
    sign = HeadingUnit(match["sign"], money, whole=True) if match["sign"] else None
    scale = 1.0
    unit: Unit | None = None
    own_noun: str | None = None
    if own is not None and (own.unit is not None or own.scale != 1):
        unit, scale = own.unit, own.scale
    elif tail and not re.fullmatch(r"[*†‡a-z]\)?|\(.*\)", tail):
        own_noun = noun_of(tail)
        if own_noun is None:
            return None
    if sign is not None and sign.unit is not None:
        unit = sign.unit
    if unit is None and own_noun is None:
        change = bool(_CHANGE_HEADER.search(head))
        in_money = caption_unit is not None and caption_unit.unit is not None and caption_unit.unit.kind == "money"
        counted = is_headcount(head) or is_headcount(label) or (in_money and is_stock(label))
        sources = (unit_cell, head_unit, label_unit) if counted else (unit_cell, head_unit, label_unit, caption_unit)
        for source in (head_unit,) if change else sources:
            if source is not None and (source.unit is not None or source.scale != 1):
                unit = source.unit
                if scale == 1:
                    scale = source.scale
                break
    divisor = label_unit.divisor or (head_unit.divisor if head_unit else None)
    kind, code, system, factor = "count", "", "noun", 1.0
    if unit is not None:
        kind, code, system, factor = unit.kind, unit.code, unit.system, unit.factor
    else:
        lasting = next(
            (LASTING[text.split()[0].lower()] for text in (head, label) if text and text.split()[0].lower() in LASTING),
            None,
        )
        if lasting is not None and own_noun is None and len((head if head.split()[:1] else label).split()) < 5:
            kind, system, code = "duration", "UCUM", lasting
        else:
            counted_in = corner if by_year or (caption_unit is not None and caption_unit.scale != 1) else ""
            title = "" if is_prose(caption) else caption
            code = (
                own_noun
                or (noun_of(label) or label_noun(label, corner, text) if by_row else None)
                or noun_of(head, label, counted_in, title)
                or label_noun(label, corner, text)
                or noun_of(caption)
                or "item"
            )
            if code == "person" and own_noun is None:
                who = title.rsplit(maxsplit=1)[-1] if title and is_headcount(label) else label
                code = persons_of(who) or code
                if (
                    code == "person"
                    and not _SPECTATORS.isdisjoint(f"{head} {label}".lower().split())
                    and _SPORT.search(text)
                ):
                    code = "spectator"
                elif code == "person" and head.lower() in PERSON_WORDS and label.lower() not in PERSON_WORDS:
                    code = group_in(title) or code
    number *= scale * factor
    if divisor is not None and kind in ("money", "count"):
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

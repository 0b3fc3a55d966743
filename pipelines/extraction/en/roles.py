"""What stands where around a figure: the noun it belongs to, its verb, that verb's subject, and what follows it.

Belongs here: the grammar of one clause around one figure. Does not belong here: who the subject is in the article
(`subjects.py`), or what the figure measures (`metrics.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.extraction.document import Document, Sentence
from pipelines.extraction.en.descriptions import ArticleMemory
from pipelines.extraction.en.phrases import (
    FINITE,
    NOUN_FORMS,
    VERBS,
    Frame,
    noun_phrase_left,
    noun_phrase_right,
    tag_sentence,
    verb_groups,
    word_set,
)
from pipelines.extraction.model import Mention

BOUND_WORDS = word_set("bound_words")
"""Words between a figure and what governs it that say nothing about what is measured."""
_QUALIFIED_BOUND = {
    "to": frozenset(("up", "close", "equivalent")),
    "at": frozenset(("least", "most")),
    "as": frozenset(("much", "many", "high", "low", "few", "little")),
    "of": frozenset(),
    "no": frozenset(("more", "less", "fewer")),
}
_HARD = frozenset(';:"|!?')
_NOUNS = frozenset("nUp")
_EDGES = frozenset(';:"|')
"""Marks that a figure's clause does not reach over."""


@dataclass(slots=True)
class Role:
    """The place of one figure in its clause; token ranges are [first, last), (-1, -1) where there is none."""

    left: int
    """First token of the figure with its bound words."""
    right: int
    """One past the figure, its unit and its noun."""
    verb: int = -1
    """Number of the governing verb group in the frame."""
    follows: bool = True
    """True where the verb stands before the figure, False where the figure is (in) its subject."""
    subject: tuple[int, int] = (-1, -1)
    noun: tuple[int, int] = (-1, -1)
    """The noun phrase that the figure belongs to: `revenue` in `revenue of 9 billion`."""
    link: str = ""
    """The word between noun or verb and the figure: of, to, at, `(`, `:`, worth …"""
    after: tuple[int, int] = (-1, -1)
    """The noun phrase right behind the figure: `a £75 million contract`."""
    of: tuple[int, int] = (-1, -1)
    """The noun phrase of an `of`/`in` right behind the figure: `7 percent of output`."""
    of_word: str = ""
    bare: bool = False
    """True where the whole subject is the entity, so that it says nothing of the metric."""
    label: tuple[int, int] = (-1, -1)
    """The words before a colon, where the figure is what they announce; `killed` in `90 people were killed: 40 men, 30 women`."""


@dataclass(slots=True)
class Analysis:
    """One article read for aboutness; shared by subjects and metrics."""

    document: Document
    memory: ArticleMemory
    frames: dict[int, Frame] = field(default_factory=dict)
    roles: dict[int, Role] = field(default_factory=dict)
    """By id() of the mention."""


_ORDERING = word_set("ordering")
_NARROWING = frozenset(["before", "after", "excluding", "including"])
"""Words that narrow a measure behind it."""
_PERIODS = word_set("periods")

_last: list[Analysis] = []


def analyse(document: Document, mentions: list[Mention]) -> Analysis:
    """Reads the article once: names, a frame for each sentence with figures, and the role of each figure."""
    if _last and _last[0].document is document and all(map(_last[0].roles.__contains__, map(id, mentions))):
        return _last[0]
    analysis = Analysis(document, ArticleMemory(document))
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    for index, group in by_sentence.items():
        sentence = document.sentences[index]
        figures = []
        for mention in group:
            stop = mention.last
            if mention.kind == "count" and mention.first <= mention.noun_first < stop:
                stop = mention.noun_first
            if mention.kind == "multiple" and sentence.lower[stop - 1] in VERBS:
                continue
            figures.append((mention.first, stop))
        tags = tag_sentence(sentence, analysis.memory.name_words, analysis.memory.lower_words, figures)
        groups = verb_groups(tags)
        mains = [VERBS.get(sentence.lower[main]) for _, _, main in groups]
        analysis.frames[index] = frame = Frame(sentence, tags, groups, mains, marked=not _EDGES.isdisjoint(tags))
        for mention in group:
            analysis.roles[id(mention)] = find_role(frame, mention)
    _last[:] = [analysis]
    return analysis


def subject_of(frame: Frame, group: int) -> tuple[int, int]:
    """Token range of the subject of a verb group; worked out once."""
    found = frame.subjects.get(group)
    if found is None:
        frame.subjects[group] = (-1, -1)
        found = _find_subject(frame, group)
        frame.subjects[group] = found
    return found


def _main_before(frame: Frame, group: int) -> tuple[int, int]:
    """Subject of the nearest earlier verb group that has one of its own."""
    for earlier in range(group - 1, -1, -1):
        if frame.tags[frame.verbs[earlier][0]] in "GE" and earlier:
            continue
        subject = subject_of(frame, earlier)
        if subject[0] >= 0:
            return subject
    return (-1, -1)


def _find_subject(frame: Frame, group: int) -> tuple[int, int]:
    tags = frame.tags
    first = frame.verbs[group][0]
    i = first - 1
    while i >= 0 and tags[i] == "A":
        i -= 1
    if i > 2 and tags[i] == "T" and tags[i - 1] in "DT" and tags[first] in "VMBHE":
        # `Helix last week reported`
        back = i - 2 if tags[i - 1] == "D" else i - 1
        if tags[back] in "U)n":
            i = back
    if i < 0:
        return (-1, -1)
    tag = tags[i]
    if tag == "W":
        j = i
        while j > 0 and tags[j - 1] in ",Pft":
            j -= 1
        start = noun_phrase_left(tags, j)
        if start >= j or not tags[start:j].strip("NTDA"):
            k = tags.rfind(",", 0, j)
            if k > 0 and tags[k + 1] == "D" and tags[k - 1] in "UN":
                return (noun_phrase_left(tags, k), k)
        return (start, j) if start < j else (-1, -1)
    if tag in "CtSPf":
        if tag == "t" and group and i > 1 and tags[i - 1] in "nU":
            # `ordered Palisade Media to pay X`, `expects annual sales to pass X`: the object of the first verb does the second.
            start = noun_phrase_left(tags, i)
            verb = frame.mains[group - 1]
            if 1 < start < i and (
                tags[start - 1] == "C"
                or (verb is not None and verb.base in _ORDERING and start >= frame.verbs[group - 1][1])
            ):
                return (start, i)
        return _main_before(frame, group)
    if tag in ",)-—":
        if tags[first] in "G" or (tags[first] == "E" and tag == ","):
            start = noun_phrase_left(tags, i)
            apart = group == 0 and tag == "," and start < i and not tags[start:i].strip("N-") and "," in tags[:start]
            if group == 0 and tag == "," and not apart:
                return (_extend(frame, start, group), i) if start < i else (-1, -1)
            if not apart:
                return _main_before(frame, group)
        opener = "(" if tag == ")" else tag
        k = tags.rfind(opener, 0, i)
        if k > 0 and opener == "," and i - k > 1 and tags[k + 1] == "U" and not tags[k + 1 : i].strip("UN-"):
            return (k + 1, i)
        while k > 0:
            k -= (
                k > 2 and tags[k - 1] == '"' and tags[k - 2] in "UN"
            )  # `"Moth Racer", which took years, sold 4 million copies`
            start = noun_phrase_left(tags, k)
            if start < k:
                extended = _extend(frame, start, group, True)
                if start == 0 or tags[start - 1] not in "P" or tags[k - 1] in "U" or extended == 0:
                    return (extended, k)
            k = tags.rfind(opener, 0, k)
        return _main_before(frame, group)
    named = tag == "N" and i > 1 and tags[i - 1] == "-" and tags[i - 2] == "U"
    if tag == "N" and tags[first] in "E" and not named:
        return (-1, -1)
    end = i + 1
    start = noun_phrase_left(tags, end)
    if start >= end:
        return (-1, -1) if tag in 'N;:"' else _main_before(frame, group)
    start = _extend(frame, start, group)
    # `In 2018 floods killed`, `last year turnover amounted`: the time stands in front.
    while (
        start < end - 1
        and tags[start] in "TN"
        and tags[start + 1] in "nUDpOT"
        and start > 0
        and tags[start - 1] in "PfDT,"
    ):
        start += 1
    while start < end - 1 and tags[start] == "D" and tags[start + 1] == "T":
        start += 2
    return (start, end) if start < end else (-1, -1)


def _extend(frame: Frame, start: int, group: int, inserted: bool = False) -> int:
    """Moves the start of a subject left over `of`/`in`/`on` and coordinated nouns."""
    tags = frame.tags
    coordinated = False
    earlier = group
    while earlier and frame.verbs[earlier - 1][0] >= start:
        earlier -= 1
    floor = frame.verbs[earlier - 1][1] if earlier and not inserted else 0
    if floor == 1 and tags[0] == "G":
        floor = 0
    while start > 1:
        before = tags[start - 1]
        if frame.sentence.lower[start - 1] in _NARROWING and tags[start - 2] in "nUV":
            # `Profit before tax was`, `Unit cost excluding fuel was`
            new = noun_phrase_left(tags[: start - 2] + "n", start - 1)
            if new < floor:
                return start
            start = new
        elif before == "G" and tags[start - 2] in "fP" and group and frame.verbs[group - 1][0] == start - 1:
            # `The price of rebuilding the ground has climbed`
            new = noun_phrase_left(tags, start - 2)
            if new >= start - 2:
                return start
            floor = frame.verbs[group - 2][1] if group > 1 else 0
            if new < floor:
                return start
            start = new
        elif before in "fPt" and tags[start - 2] in "nUpTGN":
            new = noun_phrase_left(tags, start - 1)
            if new >= start - 1 or new < floor:
                return start
            start = new
        elif before == "C" and tags[start - 2] in "nUG" and FINITE.isdisjoint(tags[floor:start]):
            new = noun_phrase_left(tags, start - 1)
            if new >= start - 1 or (floor and new <= floor and tags[floor - 1] in "VE"):
                return start
            start, coordinated = new, True
        elif before == "," and coordinated and tags[start - 2] in "U":
            new = noun_phrase_left(tags, start - 1)
            if new >= start - 1 or new < floor:
                return start
            start = new
        else:
            return start
    return start


def _figure_left(sentence: Sentence, tags: str, first: int) -> int:
    """First token of the figure phrase: skips bound words to the left."""
    lower = sentence.lower
    i = first
    while i > 0:
        word = lower[i - 1]
        if word == "record" and tags[i - 2 : i - 1] == "-":
            i -= 3  # `a club-record`
            continue
        if word in BOUND_WORDS and not (word in ("up", "down") and tags[i - 2 : i - 1] == ","):
            if word == "close" and lower[i] != "to":
                break  # `will close five shops`
            if (
                word == "than"
                and i > 1
                and lower[i - 2] not in ("more", "less", "fewer", "higher", "lower", "rather", "better", "other")
            ):
                break
            i -= 1
            continue
        if word in _QUALIFIED_BOUND and i < len(lower):
            near = lower[i] if word != "to" else (lower[i - 2] if i > 1 else "")
            if near in _QUALIFIED_BOUND[word]:
                i -= 1
                continue
            if (
                word == "as"
                and i > 1
                and lower[i - 2] in ("many", "much", "high", "low", "few", "little", "heavy", "long")
            ):
                i -= 2 if lower[i - 3 : i - 2] != ["as"] else 3
                continue
        break
    return i


def find_role(frame: Frame, mention: Mention) -> Role:
    """Works out the role of one figure."""
    tags, lower, sentence = frame.tags, frame.sentence.lower, frame.sentence
    count = len(tags)
    left = _figure_left(sentence, tags, mention.first)
    right = mention.last
    if mention.noun_last > right and mention.noun_first <= right:
        right = mention.noun_last
    role = Role(left, right)
    inside = -1
    if left > 0 and tags[left - 1] == "(":
        inside = left - 1
    # Right side.
    if right < count:
        tag = tags[right]
        k = right
        if tag == "-" and right + 1 < count and tags[right + 1] in "nUEG":
            k = right + 1
        if tags[k] == "(" and mention.pair is not None:
            close = tags.find(")", k)
            if 0 < close < count - 1:
                k = close + 1
        if tags[k] in "nUpGE" and not (tags[k] in "E" and tags[k - 1] != "-"):
            end = noun_phrase_right(tags, k)
            if (
                end > k
                and lower[k] not in _COMPARED
                and not (tags[k] == "G" and tags[k - 1] != "-" and k + 1 < count and tags[k + 1] in "DOUP")
            ):
                role.after = (k, end)
        elif tags[k] in "fP" and lower[k] in ("of", "in", "for", "on"):
            end = noun_phrase_right(tags, k + 1)
            if end > k + 1 and not (lower[k] != "of" and lower[end - 1] in _PERIODS):
                role.of = (k + 1, end)
                role.of_word = lower[k]
    # Label.
    colon = tags.rfind(":", 0, left) if frame.marked else -1
    if colon > 0 and FINITE.isdisjoint(tags[colon + 1 : left]):
        start = max(tags.rfind(";", 0, colon), tags.rfind('"', 0, colon)) + 1
        while start < colon and tags[start] in "*-•":
            start += 1
        while tags[start : start + 1] == "N":
            start += 1
        if mention.kind == "count" and sentence.form == "prose" and tags[colon - 2 : colon] == "BE":
            start = colon - 1
        listed = sentence.form != "prose" and colon - start <= 7
        if 0 < colon - start <= 10 and "W" not in tags[colon:left] and (listed or FINITE.isdisjoint(tags[start:colon])):
            role.label = (start, colon)
    edge = 0
    if frame.marked:
        edge = max(tags.rfind(";", 0, left), tags.rfind('"', 0, left), tags.rfind("|", 0, left), colon) + 1
    _governor(frame, mention, role, edge, inside)
    _verb(frame, role, edge)
    return role


_COMPARED = word_set("compared")


def _governor(frame: Frame, mention: Mention, role: Role, edge: int, inside: int) -> None:
    """Finds the noun the figure hangs on: `revenue of X`, `list price X`, `efficiencies (X)`, `projects worth X`."""
    tags, lower = frame.tags, frame.sentence.lower
    i = role.left - 1
    if inside >= 0:
        i = inside - 1
        role.link = "("
        if i >= edge and tags[i] in "nU":
            role.noun = (noun_phrase_left(tags, i + 1), i + 1)
        return
    if i < edge:
        return
    tag = tags[i]
    if tag == "A" and i > edge:
        while i > edge and tags[i] == "A":
            i -= 1
        tag = tags[i]
    if tag in "fPt":
        role.link = lower[i]
        if i - 1 >= edge and tags[i - 1] in "nUT)":
            start = noun_phrase_left(tags, i)
            if start < i:
                role.noun = (start, i)
                _without_verb(frame, role)
        elif i - 1 >= edge and tags[i - 1] == "G" and lower[i] == "of":
            role.noun = (i - 1, i)
    elif tag == "n" and role.label[0] < 0:
        start = noun_phrase_left(tags, i + 1)
        if lower[role.left] in ("the", "its", "their") and tags[start - 1 : start] in ("", "R"):
            return  # `She let the 86 million stand`: a verb that looks like a noun
        role.noun = (start, i + 1)
        role.link = "="
        _without_verb(frame, role)
    elif tag == "G" and lower[i] in (
        "totalling",
        "totaling",
        "worth",
        "involving",
        "exceeding",
        "costing",
        "numbering",
    ):
        start = noun_phrase_left(tags, i)
        role.noun = (start, i)
        role.link = lower[i]


def _without_verb(frame: Frame, role: Role) -> None:
    """Cuts a noun phrase behind a word that is a verb and no noun: `The plan assumes economic growth of 2 percent`."""
    lower = frame.sentence.lower
    first, last = role.noun
    for k in range(last - 2, first, -1):
        verb = VERBS.get(lower[k])
        if verb is not None and verb.form == "third" and lower[k] not in NOUN_FORMS and frame.tags[k] == "n":
            role.noun = (k + 1, last)
            return


def _verb(frame: Frame, role: Role, edge: int) -> None:
    """Finds the governing verb group and its subject."""
    tags = frame.tags
    best = -1
    left, right = role.left, role.right
    for number, (first, last, main) in enumerate(frame.verbs):
        if left <= main < right and first <= main:
            role.verb, role.subject = number, subject_of(frame, number)
            return
        if last <= left and first >= edge:
            best = number
    if best > 0 and _aside(frame, best):
        best -= 1
    if best >= 0 and role.left > 0 and (tags[role.left - 1] in "C;" or frame.sentence.lower[role.left - 1] == "that"):
        # `4,015 people had fallen ill and 88 had died`, `it was held in May and 71 per cent of the voters turned out`
        ahead = _next_verb(frame, role)
        start = role.right + (frame.sentence.lower[role.right : role.right + 1] in (["more"], ["others"]))
        between = tags[start : frame.verbs[ahead][0]] if ahead >= 0 else "."
        if (not between and tags[start] in "BHVM") or (between[:1] == "f" and not between.strip("fDnUNpOA-")):
            best = -1
    if best >= 0:
        first, last, main = frame.verbs[best]
        between = tags[last : role.left]
        # A new subject between verb and figure: `…, while nine involve`, `rose 5 percent and 14,900 households had`.
        gap = between.rfind(",")
        crossing = "S" in between and "P" not in between[: between.find("S")]
        apart = crossing or gap >= 0 or "C" in between
        verb = frame.mains[best]
        said = verb is not None and verb.role == "say" and not between.strip("DAPN")
        ahead = _next_verb(frame, role) if apart or said else -1
        if ahead >= 0 and apart and _NOUNS.isdisjoint(between[gap + 1 :]):
            if _is_subject(frame, role, ahead):
                best = -1
        elif ahead >= 0 and (
            crossing  # or `said 38 people were killed`
            or (said and _is_subject(frame, role, ahead) and tags[frame.verbs[ahead][0]] in "VMBH")
        ):
            best = -1
    if best >= 0:
        role.verb = best
        role.follows = True
        role.subject = subject_of(frame, best)
        return
    ahead = _next_verb(frame, role)
    if ahead >= 0:
        role.verb = ahead
        role.follows = False
        role.subject = (role.left, role.right)
        if role.left > 2 and tags[role.left - 1] in "Pf" and tags[role.left - 2] == "," and tags[role.left - 3] in "nU":
            # `The market, at 90 billion, expanded …`
            found = subject_of(frame, ahead)
            if 0 <= found[0] < found[1] <= role.left - 2:
                role.subject, role.follows = found, True


def _aside(frame: Frame, group: int) -> bool:
    """True for `, it said on Tuesday,`: a verb of saying between commas does not govern the figure behind it."""
    verb = frame.mains[group]
    if verb is None or verb.role != "say":
        return False
    tags = frame.tags
    first, last, _ = frame.verbs[group]
    start, _ = subject_of(frame, group)
    begin = start if 0 <= start < first else first
    return begin > 0 and tags[begin - 1] in ',"' and ("," in tags[last : last + 4] or last >= len(tags) - 2)


def _next_verb(frame: Frame, role: Role) -> int:
    """The first verb group behind the figure in the same clause; -1 where there is none."""
    tags = frame.tags
    for number, (first, _, _) in enumerate(frame.verbs):
        if first >= role.right:
            between = tags[role.right : first]
            return -1 if "S" in between or not _HARD.isdisjoint(between) else number
    return -1


def _is_subject(frame: Frame, role: Role, ahead: int) -> bool:
    """True where the figure is the subject of the verb group that follows it."""
    between = frame.tags[role.right : frame.verbs[ahead][0]]
    return "," not in between and "W" not in between and frame.tags[frame.verbs[ahead][0]] in "VMBHE"

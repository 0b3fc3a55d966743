"""Fills `metric`, `concept` and `scope`: what each figure measures of its entity, in the article's words.

Belongs here: which words of the clause say what is measured, and their look-up in `lexicon/concepts.csv`. Does not belong here:
the entity (`subjects.py`) and the grammar of the clause (`roles.py`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.extraction.document import Document
from pipelines.extraction.en.names import HEAD_KIND
from pipelines.extraction.en.phrases import VERBS, Frame, noun_phrase_left, noun_phrase_right, read_rows
from pipelines.extraction.en.roles import Analysis, Role, analyse, subject_of, verb_of
from pipelines.extraction.en.subjects import METRIC_HEADS
from pipelines.extraction.model import Mention

DIMENSIONS = {row["unit"]: row["noun"] for row in read_rows("dimensions.csv")}
"""What a unit measures where the text does not say: `km2` → area."""
MEASURE_ADJECTIVES = {row["word"]: row["noun"] for row in read_rows("measure_adjectives.csv")}
"""`92 m long` → length, `35 metres tall` → height."""
FILLER = frozenset(row["word"] for row in read_rows("filler.csv"))
"""Words that say nothing about what is measured."""
_GENERIC = frozenset(
    "total number amount figure record range level combination average sum mean maximum minimum peak target goal limit estimate "
    "score result rate value pace".split()
)
_VAGUE_VERBS = frozenset("be have do make take get see come go say put set give bring keep let want use become seem begin start".split())
_TIME_WORD = re.compile(r"\b(?:1[89]|20)\d\d\b")
_ARTICLE = re.compile(r"^(?:the|an?|its|their|his|her|our|my|this|that|these|those|some|each|every|any|all|another|just|only|about|nearly|roughly|almost|also|now|still|already)\s+", re.I)
_SPACES = re.compile(r"\s+")
_POSSESSIVE = re.compile(r"^[^\s]+['’]s?\s+")


def _load_concepts() -> dict[tuple[str, ...], str]:
    table: dict[tuple[str, ...], str] = {}
    for row in read_rows("concepts.csv"):
        for phrase in row["phrases"].split("|"):
            table.setdefault(tuple(_stem(word) for word in phrase.split()), row["concept"])
    return table


def _stem(word: str) -> str:
    """A word without its plural ending, enough for the table of concepts."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


CONCEPTS = _load_concepts()
_LONGEST = max(len(phrase) for phrase in CONCEPTS)
_WORDS = re.compile(r"[a-z0-9&'.-]+")


@lru_cache(maxsize=8192)
def concept_of(metric: str, unit: str = "") -> str | None:
    """The concept of a metric in the synonym table; the longest phrase wins, then the first. None where none fits.

    A share of something (`share of revenue from …`) has no concept of its own unless the table lists that share.
    """
    words = [_stem(word) for word in _WORDS.findall(metric.lower())]
    limit = len(words)
    if " as share of " in metric:
        limit = len(metric.lower().split(" as share of ")[0].split())
    best: tuple[int, str] | None = None
    size = len(words)
    for length in range(min(_LONGEST, size), 0, -1):
        for start in range(size - length + 1):
            found = CONCEPTS.get(tuple(words[start : start + length]))
            if found is not None and (start < limit):
                best = (length, found)
                break
        if best:
            break
    if best and metric.startswith("share of ") and best[1] not in _SHARES:
        return None
    if best:
        return best[1]
    return CONCEPTS.get((unit,)) if unit else None


_SHARES = frozenset(("market_share", "vote_share", "stake"))


class MetricReader:
    """Says of each figure of one article what it measures."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.text = analysis.document.text

    def words(self, frame: Frame, span: tuple[int, int]) -> str:
        """Words of a token range, without determiners, bounds and possessors in front and times behind."""
        first, last = span
        if first < 0 or first >= last:
            return ""
        tags, sentence = frame.tags, frame.sentence
        owner = tags.rfind("p", first, last)
        if owner >= 0 and owner < last - 1:
            first = owner + 1
        while first < last and (tags[first] in "DOARTNPft,-C" or sentence.lower[first] in FILLER) and last - first > 1:
            if tags[first] in "N" and first + 1 < last and tags[first + 1] == "-":
                break
            first += 1
        # Times inside: cut the phrase before them.
        for k in range(first, last):
            if tags[k] == "T" and k > first:
                end = k
                while end > first and tags[end - 1] in "PDfNAT":
                    end -= 1
                last = end
                break
        while last > first and tags[last - 1] in "PfDACt-,(":
            last -= 1
        if first >= last:
            return ""
        return self.text[sentence.starts[first] : sentence.ends[last - 1]]

    def tail(self, frame: Frame, start: int, limit: int = 8) -> str:
        """What follows a counted noun and narrows it: `engaged in …`, `who …`, `for the poorest`; up to the next boundary."""
        tags, sentence = frame.tags, frame.sentence
        count = len(tags)
        end = start
        while end < count and end - start < limit:
            tag = tags[end]
            if tag in ',;:."()|—?!S' or (tag == "C" and end > start and (end + 1 >= count or tags[end + 1] in "NVRDOAEBHM")):
                break
            if tag == "T" or (tag == "N" and end > start and tags[end - 1] in "Pf"):
                while end > start and tags[end - 1] in "PDfA":
                    end -= 1
                break
            if tag == "N" and end > start:
                break
            end += 1
        while end > start and tags[end - 1] in "PfDACtN-WO":
            end -= 1
        return self.text[sentence.starts[start] : sentence.ends[end - 1]] if end > start else ""

    def verb_words(self, frame: Frame, group: int) -> str:
        """The verb as a participle with its particle: `signed up for`, `set aside`; empty for verbs that say nothing."""
        first, last, main = frame.verbs[group]
        lower = frame.sentence.lower
        verb = VERBS.get(lower[main])
        if verb is None:
            return lower[main]
        if verb.base in _VAGUE_VERBS or verb.role in ("say", "change", "reach", "have", "share"):
            if not (verb.base in ("set", "put", "bring") and lower[last : last + 1] in (["aside"], ["in"], ["into"])):
                return ""
        words = verb.participle if verb.form != "ing" or frame.tags[main] != "G" else verb.participle
        particle = lower[last] if last < len(lower) and lower[last] in ("up", "aside", "out", "off", "down", "away", "in") else ""
        return f"{words} {particle}".strip() if particle and frame.tags[last + 1 : last + 2] in ("N", "P", "D", "$", "A") else words

    def metric(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        """The metric of one figure."""
        if mention.cell is not None:
            return self._from_cell(mention)
        if mention.pair is not None and mention.pair.metric:
            return mention.pair.metric
        kind = mention.kind
        if kind == "count":
            return self._count(frame, mention, role, previous)
        if kind == "percent":
            return self._percent(frame, mention, role, previous)
        return self._amount(frame, mention, role, previous)

    def _from_cell(self, mention: Mention) -> str:
        cell = mention.cell
        assert cell is not None
        entity = (mention.entity or "").lower()
        row, column = cell.row_label.strip(), cell.column_header.strip()
        named = [text for text in (row, column) if text and text.lower() not in entity]
        parts = []
        for text in named:
            text = re.sub(r"\s*\([^)]*\)", "", text).strip(" :–-")
            text = re.sub(r"^of which:?\s*", "", text, flags=re.I)
            if re.fullmatch(r"(?i)(?:value|amount|number|count|figure|change\b.*|(?:fy)?\s*\d{4}.*|unit|share|total)", text) and len(named) > 1:
                continue
            if text:
                parts.append(text)
        words = ", ".join(parts) if parts else " ".join(named)
        if len(parts) < 2 and cell.caption and len(words.split()) < 2 and (not words or words.lower() not in CONCEPT_WORDS):
            words = f"{words} {cell.caption}".strip()
        return words[:1].lower() + words[1:]

    # -- counts ---------------------------------------------------------------------------------------------------------------

    def _count(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        tags, sentence = frame.tags, frame.sentence
        noun = ""
        if mention.noun_first >= 0:
            noun = self.text[sentence.starts[mention.noun_first] : sentence.ends[mention.noun_last - 1]]
        parts: list[str] = []
        right = role.right
        if role.of[0] >= 0 and role.of_word == "of" and not noun:
            noun = self.words(frame, role.of)
            right = role.of[1]
        if not noun and previous is not None and previous.kind == "count" and previous.unit == mention.unit:
            noun = previous.unit_text or previous.unit
        if not noun and mention.unit not in ("person", "") and role.label[0] < 0:
            noun = mention.unit_text or mention.unit
        if role.label[0] >= 0 and role.label[1] <= role.left:
            label = self.words(frame, role.label)
            return f"{noun} {label}".strip() if noun and noun.lower() not in label.lower() else label
        subject = self.words(frame, role.subject) if role.verb >= 0 and role.follows else ""
        verb = verb_of(frame, role.verb) if role.verb >= 0 else None
        tail = self.tail(frame, right)
        if role.link == "of" and role.noun[0] >= 0:
            head = sentence.lower[role.noun[1] - 1]
            governing = self.words(frame, role.noun)
            if head not in _GENERIC and not noun:
                return governing
            if head not in _GENERIC:
                parts.append(governing)
        if verb is not None and role.follows and verb.role in ("reach", "change") or (verb is not None and verb.base == "be" and role.follows):
            # `the workforce rose to 3,900`, `the death toll has climbed to 43`: the subject is what is counted.
            entity = (mention.entity or "").lower()
            if subject and subject.lower() not in entity:
                joined = f"{subject} {noun}".strip() if noun and noun.lower() not in subject.lower() else subject
                return joined
        parts.append(noun)
        if role.verb >= 0:
            words = self.verb_words(frame, role.verb)
            if role.follows:
                if words and words not in tail:
                    parts.append(words)
                if verb is not None and verb.nominal and verb.nominal.endswith("employed"):
                    return f"{noun or 'people'} employed"
                if subject and not words and verb is None:
                    parts.append(subject)
            elif frame.verbs[role.verb][0] == right or not tail:
                if words:
                    parts.append(words)
                after = self.tail(frame, frame.verbs[role.verb][1])
                if after:
                    tail = after
        if tail:
            parts.append(tail)
        return " ".join(part for part in parts if part)

    # -- percents -------------------------------------------------------------------------------------------------------------

    def _percent(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        sentence = frame.sentence
        subject = self.words(frame, role.subject) if role.verb >= 0 and role.follows else ""
        verb = verb_of(frame, role.verb) if role.verb >= 0 else None
        if role.label[0] >= 0:
            return self.words(frame, role.label)
        if mention.change in ("increase", "decrease"):
            if role.noun[0] >= 0 and role.link in ("of", "by", "=") and verb is None:
                return self.words(frame, role.noun)
            before = previous if previous is not None and previous.sentence == mention.sentence else None
            if before is not None and before.metric and (role.verb < 0 or self._leans(frame, role, before)):
                return before.metric
            return self._level_words(frame, mention, role, subject, previous)
        of = self.words(frame, role.of) if role.of_word in ("of", "in") and role.of[0] >= 0 else ""
        if of and role.of_word == "of":
            tail = self.tail(frame, role.of[1])
            whole = f"{of} {tail}".strip() if frame.tags[role.of[1] : role.of[1] + 1] in ("f", "P", "W") else of
            if role.follows and role.verb >= 0:
                part = subject
                if part and part.lower() not in (mention.entity or "").lower() and verb is not None and (verb.role in ("share", "reach") or verb.base in ("be", "make", "run")):
                    return f"{part} as share of {of}"
                words = self.verb_words(frame, role.verb)
                part = f" by {part}" if part and part.lower() not in (mention.entity or "").lower() else ""
                return f"share of {whole} {words}{part}".replace("  ", " ").strip()
            if role.noun[0] >= 0 and role.link in ("at", "of", "to"):
                return f"{self.words(frame, role.noun)} as share of {of}"
            after = ""
            if role.verb >= 0:
                verb_first, verb_last, _ = frame.verbs[role.verb]
                after = f"{self.verb_words(frame, role.verb)} {self.tail(frame, verb_last)}".strip()
            return f"share of {whole} {after}".strip()
        if role.noun[0] >= 0 and role.link in ("of", "=", "(", "at"):
            words = self.words(frame, role.noun)
            if words and sentence.lower[role.noun[1] - 1] not in _GENERIC:
                return words
        if role.verb >= 0 and role.follows:
            if verb is not None and verb.base in ("hold", "own", "control", "keep", "take"):
                return f"stake {verb.participle}"
            return self._level_words(frame, mention, role, subject, previous)
        if role.verb >= 0:
            verb_first, verb_last, _ = frame.verbs[role.verb]
            tail = self.tail(frame, role.right) if verb_first > role.right else ""
            words = self.verb_words(frame, role.verb)
            after = self.tail(frame, verb_last)
            return f"share {tail} {words} {after}".replace("  ", " ").strip()
        if previous is not None and previous.metric:
            return previous.metric
        return f"share {self.tail(frame, role.right)}".strip()

    def _leans(self, frame: Frame, role: Role, before: Mention) -> bool:
        """True where a figure stands behind another one without a verb between: `, up 5 percent`, `, 12 percent more`."""
        if not role.follows or role.verb < 0:
            return False
        return frame.verbs[role.verb][1] <= before.first

    # -- money, quantities, rates, ranks, multiples ---------------------------------------------------------------------------

    def _amount(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        tags, sentence = frame.tags, frame.sentence
        lower = sentence.lower
        entity = (mention.entity or "").lower()
        if role.label[0] >= 0:
            label = self.words(frame, role.label)
            behind = self.words(frame, role.of) if role.of_word == "of" and role.of[0] >= 0 else ""
            return f"{self._dimension(mention)} of {behind}" if behind and previous is not None and previous.sentence == mention.sentence else label
        subject = self.words(frame, role.subject) if role.verb >= 0 and role.follows else ""
        # `a £412 million contract`, `the 31,600-acre park`.
        if role.after[0] >= 0:
            words = self.words(frame, role.after)
            head = lower[role.after[1] - 1]
            if words and words.lower() not in entity:
                if mention.kind == "money" or head in METRIC_HEADS:
                    return f"{words} {self.tail(frame, role.after[1], 6)}".strip()
                return f"{self._dimension(mention)} of {words}"
            if words:
                return self._dimension(mention)
        if mention.change in ("increase", "decrease") and previous is not None and previous.sentence == mention.sentence and previous.metric:
            if role.verb < 0 or self._leans(frame, role, previous):
                return previous.metric
        noun = self.words(frame, role.noun)
        head = lower[role.noun[1] - 1] if role.noun[0] >= 0 else ""
        adjective = lower[role.right] if role.right < len(lower) else ""
        if adjective in MEASURE_ADJECTIVES and mention.kind in ("quantity", "duration"):
            return f"{MEASURE_ADJECTIVES[adjective]} {self.tail(frame, role.right, 7) if adjective in ('off', 'from', 'away', 'downstream') else ''}".strip()
        of = self.words(frame, role.of) if role.of_word in ("of", "in") and role.of[0] >= 0 else ""
        if noun and role.link in ("of", "=", "(", "worth", "at", "costing", "involving", "totalling", "to", "by", "exceeding") and head not in _GENERIC:
            if role.link == "worth" or role.link == "costing":
                return f"{'worth' if role.link == 'worth' else 'cost'} of {noun}"
            if role.link in ("to", "by", "at") and head not in METRIC_HEADS:
                pass
            elif noun.lower() not in entity or head in METRIC_HEADS:
                extra = ""
                if role.verb >= 0 and role.follows and frame.verbs[role.verb][1] <= role.noun[0]:
                    extra = ""
                if role.noun[0] > 1 and tags[role.noun[0] - 1] in "fP" and lower[role.noun[0] - 1] in ("with", "of", "at", "for"):
                    outer = noun_phrase_left(tags, role.noun[0] - 1)
                    if outer < role.noun[0] - 1 and tags[outer:role.noun[0] - 1].strip("DNTR"):
                        extra = f" of {self.words(frame, (outer, role.noun[0] - 1))}"
                return f"{noun}{extra}" if extra.lower().strip(" of") not in entity or not extra else noun
        if of and role.of_word == "of" and mention.kind != "duration":
            tail = self.tail(frame, role.of[1], 6)
            words = self.verb_words(frame, role.verb) if role.verb >= 0 and role.follows else ""
            if mention.kind == "quantity" and self._dimension(mention) in ("length", "area", "distance"):
                return f"{self._dimension(mention)} of {of} {words}".strip()
            return f"{of} {words} {tail}".replace("  ", " ").strip()
        if role.verb >= 0:
            return self._with_verb(frame, mention, role, subject, previous)
        if previous is not None and previous.metric and previous.kind == mention.kind:
            return previous.metric
        return f"{self._dimension(mention)} {self.tail(frame, role.right)}".strip()

    def _level_words(self, frame: Frame, mention: Mention, role: Role, subject: str, previous: Mention | None) -> str:
        """What a verb of change or state says of its subject: the subject, unless that is the entity itself."""
        entity = (mention.entity or "").lower()
        if subject and subject.lower() not in entity:
            return subject
        words = self.verb_words(frame, role.verb) if role.verb >= 0 else ""
        if previous is not None and previous.metric and previous.sentence == mention.sentence:
            return previous.metric
        noun = self.words(frame, role.noun)
        return noun or f"{words} {self.tail(frame, role.right)}".strip()

    def _with_verb(self, frame: Frame, mention: Mention, role: Role, subject: str, previous: Mention | None) -> str:
        entity = (mention.entity or "").lower()
        verb = verb_of(frame, role.verb)
        words = self.verb_words(frame, role.verb)
        first, last, main = frame.verbs[role.verb]
        bare = subject.lower() in entity or not subject
        dimension = self._dimension(mention)
        if not role.follows:
            after = self.tail(frame, last)
            tail = self.tail(frame, role.right)
            return f"{dimension} {tail} {words} {after}".replace("  ", " ").strip()
        between = self.words(frame, (last, role.left)) if role.left - last > 1 else ""
        if verb is not None and verb.nominal:
            nominal = verb.nominal
            tail = self.tail(frame, role.right, 6)
            rest = subject if not bare else ""
            if between and between.lower() not in nominal:
                return f"{nominal} {between}".strip()
            if nominal == "size" and mention.kind == "quantity":
                nominal = dimension
            return f"{nominal}{' of ' + rest if rest else ''} {tail}".strip()
        if verb is not None and verb.role in ("change", "reach") or (verb is not None and verb.base in ("be", "put", "set", "run", "keep", "hold")):
            if not bare:
                if mention.kind == "quantity" and subject.split()[-1].lower() not in METRIC_HEADS:
                    return f"{dimension} of {subject}"
                return f"{subject} {between}".strip() if between and verb.role != "change" else subject
            return f"{between or dimension} {self.tail(frame, role.right, 6)}".strip()
        tail = self.tail(frame, role.right)
        head = between or dimension
        if mention.kind == "quantity" and role.of_word == "of":
            head = self.words(frame, role.of)
        actor = f" by {subject}" if not bare else ""
        return f"{head} {words} {tail}{actor}".replace("  ", " ").strip()

    def _dimension(self, mention: Mention) -> str:
        if mention.kind == "money":
            return "money"
        if mention.kind == "duration":
            return "time"
        if mention.kind == "rank":
            return "position"
        if mention.kind == "rate":
            return DIMENSIONS.get(mention.unit, "price" if re.match(r"[A-Z]{3}/", mention.unit) else mention.unit_text or "rate")
        return DIMENSIONS.get(mention.unit, "")


CONCEPT_WORDS = frozenset(" ".join(phrase) for phrase in CONCEPTS)
_DUPLICATE = re.compile(r"\b(\w+)( \1\b)+", re.I)


def clean(metric: str) -> str:
    """A metric phrase without leading articles, doubled words, years and loose punctuation."""
    metric = _SPACES.sub(" ", metric.replace("\u00a0", " ")).strip(" ,;:.-–—'\"“”()|")
    metric = _ARTICLE.sub("", metric)
    metric = _DUPLICATE.sub(r"\1", metric)
    if metric[:1].isupper() and metric[1:2].islower():
        metric = metric[0].lower() + metric[1:]
    return metric


def set_metrics(document: Document, mentions: list[Mention]) -> None:
    """Fills `metric`, `concept` and `scope` of each mention of one article, in place. Call after `set_subjects`."""
    if not mentions:
        return
    analysis = analyse(document, mentions)
    reader = MetricReader(analysis)
    previous: Mention | None = None
    for mention in mentions:
        frame = analysis.frames[mention.sentence]
        role = analysis.roles[id(mention)]
        before = previous if previous is not None and previous.sentence == mention.sentence else None
        metric = clean(reader.metric(frame, mention, role, before))
        mention.metric = metric or None
        mention.concept = concept_of(metric.lower(), mention.unit if mention.kind == "count" else "") if metric else None
        previous = mention

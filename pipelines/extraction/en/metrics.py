"""Fills `metric`, `concept` and `scope`: what each figure measures of its entity, in the article's words.

Belongs here: which words of the clause say what is measured. Does not belong here: the entity (`subjects.py`), the grammar of the
clause (`roles.py`), the look-up of concepts (`concepts.py`).
"""

from __future__ import annotations

import re

from pipelines.extraction.document import Document, Sentence
from pipelines.extraction.en.concepts import CONCEPT_PHRASES, concept_of
from pipelines.extraction.en.names import HEAD_KIND
from pipelines.extraction.en.phrases import VERBS, Frame, noun_phrase_left, noun_phrase_right, read_rows
from pipelines.extraction.en.roles import Analysis, Role, analyse, verb_of
from pipelines.extraction.en.scopes import scope_of
from pipelines.extraction.en.subjects import CLASS_KINDS, METRIC_HEADS, PEOPLE
from pipelines.extraction.model import Mention

DIMENSIONS = {row["unit"]: row["noun"] for row in read_rows("dimensions.csv")}
"""What a unit measures where the text does not say: `km2` → area."""
MEASURE_ADJECTIVES = {row["word"]: row["noun"] for row in read_rows("measure_adjectives.csv")}
"""`92 m long` → length, `35 metres tall` → height."""
FILLER = frozenset(row["word"] for row in read_rows("filler.csv"))
"""Words that say nothing about what is measured."""
_GENERIC = frozenset(
    "total number amount figure range level combination sum mean maximum minimum peak target goal limit estimate score result value "
    "pace deal most average high low".split()
)
_POINTERS = frozenset("figure figures number total amount that this it sum".split())
_VAGUE_VERBS = frozenset("be have do make take get see come go say put set give bring keep let want use become seem begin start".split())
_SAID_OF_COUNTS = frozenset("claim add plan report confirm project register promise forecast".split())
_ARTICLES = frozenset(
    "the a an its their his her our my this that these those some each every any all another just only about nearly roughly almost also "
    "now still already".split()
)
_LOOSE = " ,;:.-–—'’\"“”()|"
_DAY_OF_RAIN = re.compile(r"\s+in (?:the |a |one )?(?:single |last |past )?((?:\d+|twenty-four) hours|day)")
_SHIFTERS = frozenset("take bring push lift raise cut drive send reduce".split())
_HOLDING = frozenset("hold own control keep take retain".split())
_PRICING = frozenset("sell buy go fetch cost trade retail".split())
_CARRYING = frozenset("carry loft haul lift".split())
_TIME_NOUNS = frozenset("end start beginning middle close turn height".split())
_COMPARATIVES = frozenset("warmer cooler hotter colder faster slower heavier taller".split())
_SHARES = re.compile(r"(?i)(?:[\w&'’.-]+ ){0,3}(?:shares|stock)(?: (?:in|of) .+)?$")
_SO_FAR = re.compile(r"[^,;.:()\n]{0,24}?\b(so far|to date|since (?:launch|(?:19|20)\d\d))\b")
"""Words that mark a running total."""
_PLAIN_HEADER = re.compile(r"(?i)(?:value|amount|number|count|figure|change\b.*|(?:fy)?\s*\d{4}.*|units?|share|total|share of total|%)")
_SUBROW = re.compile(r"(?i)^of which:?\s*")


class MetricReader:
    """Says of each figure of one article what it measures."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.text = analysis.document.text
        self.earlier: list[Mention] = []
        """Figures of the article read so far."""
        self.part = ""
        """The words of the last metric that a gapped clause (`coatings for 22%`) replaces."""

    # -- words ----------------------------------------------------------------------------------------------------------------

    def words(self, frame: Frame, span: tuple[int, int], entity: str = "") -> str:
        """Words of a token range, without determiners, bounds and owners in front and times behind."""
        first, last = span
        if first < 0 or first >= last:
            return ""
        tags, sentence = frame.tags, frame.sentence
        lower = sentence.lower
        if tags[first] in "RW" and last - first == 1:
            return ""
        owner = tags.rfind("p", first, next((k for k in range(first + 1, last) if tags[k] in "fPt"), last))
        if 0 <= owner < last - 1:
            first = owner + 1
        while first < last and (tags[first] in "DOARTNPft,-C'" or lower[first] in FILLER):
            if tags[first] == "A" and lower[first] in ("yearly", "daily", "weekly", "monthly", "quarterly"):
                break
            first += 1
        if entity and first < last and tags[first] == "U":
            run = first
            while run < last and tags[run] in "U-N":
                run += 1
            if run < last and tags[run] == "n" and self.text[sentence.starts[first] : sentence.ends[run - 1]].lower().split()[0] in entity:
                first = run
        for k in range(first, last):
            if tags[k] == "T" and k > first and not (tags[k - 1] == "-" and k + 1 < last):
                end = k
                while end > first and (tags[end - 1] in "PDfNAT" or (lower[end - 1] in _TIME_NOUNS and tags[end : end + 1] == "f")):
                    end -= 1
                last = end
                break
        while last > first and tags[last - 1] in "PfDACt-,('WN":
            if tags[last - 1] == "N" and last - 2 >= first and tags[last - 2] == "-":
                break
            last -= 1
        if first >= last:
            return ""
        return self.text[sentence.starts[first] : sentence.ends[last - 1]]

    def tail(self, frame: Frame, start: int, limit: int = 8) -> str:
        """What follows a counted noun and narrows it: `engaged in …`, `who …`, `for the poorest`; up to the next boundary."""
        tags, sentence = frame.tags, frame.sentence
        lower = sentence.lower
        count = len(tags)
        while start < count and lower[start] in ("more", "less", "higher", "lower", "each", "altogether"):
            start += 1
            if lower[start : start + 1] == ["than"]:
                return ""
        end = start
        clause = False
        while end < count and end - start < limit:
            tag = tags[end]
            if tag == "W":
                clause = True
            elif tag in "VMBH" and end > start and tags[end - 1] != "t" and not clause:
                break
            if tag in ',;:."()|—?!S' or (tag == "C" and (end == start or end + 1 >= count or tags[end + 1] in "NVRDOAEBHMG")):
                break
            if tag == "T" or (tag == "N" and end > start and tags[end - 1] in "Pf"):
                while end > start and (tags[end - 1] in "PDfA" or lower[end - 1] in _TIME_NOUNS):
                    end -= 1
                break
            if tag == "N" and end > start:
                break
            end += 1
        while end > start and tags[end - 1] in "PfDACtN-WOBH":
            end -= 1
        if end <= start or (tags[start] in "PftAD" and end - start == 1):
            return ""
        return self.text[sentence.starts[start] : sentence.ends[end - 1]]

    def verb_words(self, frame: Frame, group: int, counted: bool = False) -> str:
        """The verb as a participle with its particle: `signed up`, `set aside`; empty for verbs that say nothing."""
        first, last, main = frame.verbs[group]
        lower = frame.sentence.lower
        verb = VERBS.get(lower[main])
        particle = lower[last] if last < len(lower) and lower[last] in ("up", "aside", "out", "off", "down", "away", "in", "through") else ""
        passive = frame.tags[first] in "BH"
        if verb is None or (frame.tags[main] == "G" and passive):
            words = lower[main]
        elif verb.base in _VAGUE_VERBS or verb.role in ("say", "change", "reach", "have", "share", "be"):
            if verb.base in _SAID_OF_COUNTS and counted:
                words = verb.participle
            elif counted and passive and verb.base in ("give", "take", "make", "see", "bring"):
                words = verb.participle
            elif verb.base in ("set", "put", "bring", "turn", "take") and (particle in ("aside", "out") or (particle and verb.base == "bring") or (passive and particle)):
                words = verb.participle
            else:
                return ""
        else:
            words = verb.participle
        if particle and passive and particle not in ("in", "through"):
            return f"{words} {particle}"
        if particle and frame.tags[last + 1 : last + 2] in ("N", "P", "D", "$", "A", "€", "£"):
            return f"{words} {particle}"
        return words

    # -- one figure -----------------------------------------------------------------------------------------------------------

    def metric(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        """The metric of one figure. `previous` is the figure before it in the same sentence."""
        if mention.cell is not None:
            return self._from_cell(mention)
        if mention.pair is not None and mention.pair.metric:
            return mention.pair.metric
        return (
            self._beside(frame, mention, role, previous)
            or self._labelled(frame, mention, role, previous)
            or self._shifted(frame, mention, role)
            or (self._count if mention.kind == "count" else self._percent if mention.kind == "percent" else self._amount)(
                frame, mention, role, previous
            )
        )

    def _from_cell(self, mention: Mention) -> str:
        """Row label and column header of a table cell, whichever is no name, time or unit; with the row it is part of."""
        cell = mention.cell
        assert cell is not None
        entity = (mention.entity or "").lower()
        row, column = cell.row_label.strip(), cell.column_header.strip()
        parts = []
        for text in (row, column):
            if not text or text.lower() in entity or (text is row and cell.corner and row.lower() in entity):
                continue
            bare = re.sub(r"\s*\([^)]*\)", "", text).strip(" :–-")
            if text is column and _PLAIN_HEADER.fullmatch(bare):
                bare = ""
            bare = re.sub(r"(?i)\b(?:FY)?\s*(?:19|20)\d\d(?:[-/]\d\d)?\b", "", bare).strip(" ,")
            if _SUBROW.match(bare) or (text is row and bare[:1].islower()):
                parent = self._parent_row(mention.sentence)
                bare = _SUBROW.sub("", bare)
                bare = f"{parent} of {bare}" if parent else bare
            if bare:
                parts.append(bare)
        words = ", ".join(part for part in parts if part) or column or row
        if words.lower().strip(" (%)") in ("stake", "holding", "shareholding", "ownership"):
            whole = self.analysis.memory.mention_at_text(cell.caption) or self.analysis.memory.topic()
            return f"stake in {whole}" if whole and whole.lower() != entity else words
        if concept_of(words.lower()) is None:
            for source in (cell.caption, self.analysis.document.title or ""):
                found = next((word for word in re.findall(r"[a-z]+", source.lower()) if word in CONCEPT_PHRASES), "")
                if found:
                    return f"{found} for {words}" if mention.kind == "money" else f"{words} {found}"
        return words

    def _parent_row(self, index: int) -> str:
        """Label of the row that rows beginning with `of which` belong to."""
        sentences = self.analysis.document.sentences
        for k in range(index - 1, -1, -1):
            if sentences[k].form != "row":
                return ""
            label = sentences[k].text.strip().strip("|").split("|")[0].strip()
            if label[:1].isupper() and not _SUBROW.match(label):
                return label
        return ""

    def _beside(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        """A figure that says the same as one before it: `up 5 percent`, `than 2.4 billion`, `from 12 percent`, `52` for `got 52`."""
        if previous is None or not previous.metric:
            return ""
        lower, tags = frame.sentence.lower, frame.tags
        before = lower[role.left - 1] if role.left else ""
        same = previous if previous.kind == mention.kind else next(
            (one for one in reversed(self.earlier) if one.sentence == mention.sentence and one.kind == mention.kind and one.metric), None
        )
        compared = before in ("with", "to") and lower[role.left - 2 : role.left - 1] in (["compared"], ["compares"])
        compared = compared or before in ("vs", "versus") or (before in ("than", "from") and tags[role.left - 2 : role.left - 1] in ("N", ","))
        if not compared and role.verb >= 0 and role.follows:
            verb = verb_of(frame, role.verb)
            compared = verb is not None and verb.base == "compare" and tags[frame.verbs[role.verb][0]] == "E"
        if compared and same is not None:
            return same.metric or ""
        if before in ("than", "against", "from") and same is not None and role.noun[0] < 0:
            return same.metric or ""
        if "than" in lower[role.left : mention.first - 1] and same is not None and lower[mention.first - 1] in ("the", "its", "their"):
            return same.metric or ""
        if role.left >= 2 and before == "than" and same is not None:
            return same.metric or ""
        if mention.first > 0 and "than" in lower[role.left : mention.first] and same is not None and lower[role.left] not in ("more", "less", "fewer"):
            return same.metric or ""
        gap = tags[previous.last : mention.first]
        if before in ("or", "to", "and") and same is previous and not any(tag in "VBHMEG" for tag in gap) and not gap.strip("CtADN,)(O"):
            if mention.kind != "count" or mention.noun_first < 0:
                return previous.metric
        # Gapped clauses: `coatings for 22% and assembled modules for 15%`.
        if same is previous and self.part and not any(tag in "VBHM" for tag in gap) and role.noun[0] >= previous.last:
            noun = self.words(frame, role.noun)
            if noun and tags[role.noun[0] - 1] in ",C" and role.link in ("for", "at", "by", "to", "=", "with"):
                metric = previous.metric.replace(self.part, noun, 1)
                self.part = noun
                return metric
        if self.part and same is previous and gap.startswith(",") and "V" not in gap and tags[role.left - 1 : role.left] == "n":
            noun = self.words(frame, (noun_phrase_left(tags, role.left), role.left))
            if noun and self.part in previous.metric:
                metric = previous.metric.replace(self.part, noun, 1)
                self.part = noun
                return metric
        if before in ("whom", "which") and lower[role.left - 2 : role.left - 1] == ["of"] and mention.kind == "count":
            noun = previous.unit_text or previous.metric
            after = ""
            if role.verb >= 0 and not role.follows:
                after = f"{self.verb_words(frame, role.verb, True)} {self.tail(frame, frame.verbs[role.verb][1])}"
            return f"{noun} {after}"
        return ""

    def _labelled(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        """`Bank loans: 3.3 billion`: the label, unless the figure brings its own noun."""
        if role.label[0] < 0:
            return ""
        entity = (mention.entity or "").lower()
        paren = frame.tags.find("(", *role.label)
        label = self.words(frame, (role.label[0], paren if paren > 0 else role.label[1]))
        tail = self.tail(frame, self._behind(frame, mention, role))
        if mention.kind == "count" and mention.noun_first >= 0:
            noun = self._noun_text(frame, mention)
            if tail or label.lower() in entity:
                return f"{noun} {tail}"
            return f"{noun} {label}" if noun.lower() not in label.lower() else label
        if previous is not None and frame.tags[role.right : role.right + 1] == "f":
            return ""
        if label.lower() in entity or not label:
            return ""
        return f"{label} {tail}" if frame.tags[role.right : role.right + 1] in ("f", "P") and mention.kind != "count" else label

    def _shifted(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`taking the stock of patents to 21,640`, `lifts its backlog to X`: the object of the verb."""
        if role.link not in ("to", "by") or role.left < 2:
            return ""
        for number in range(len(frame.verbs) - 1, -1, -1):
            first, last, main = frame.verbs[number]
            if last > role.left - 2 or role.left - last > 16:
                continue
            verb = verb_of(frame, number)
            transitive = verb is not None and (verb.base in _SHIFTERS or (verb.role == "change" and frame.tags[last] in "DO"))
            if transitive and frame.tags[last] in "DOnU":
                words = self.words(frame, (last, role.left - 1))
                if verb is not None and words and mention.kind == "quantity":
                    return f"{self._dimension(mention)} of {words} {verb.participle}"
                return words
            if verb is not None and verb.role == "change" and last == role.noun[0]:
                return self.words(frame, role.noun)
        return ""

    def _behind(self, frame: Frame, mention: Mention, role: Role) -> int:
        """First token behind the figure, and behind the other currency in parentheses."""
        right = role.right
        if mention.pair is not None and frame.tags[right : right + 1] == "(":
            close = frame.tags.find(")", right)
            if close > 0:
                return close + 1
        return right

    def _noun_text(self, frame: Frame, mention: Mention) -> str:
        sentence = frame.sentence
        if mention.noun_first < 0:
            return ""
        return self.text[sentence.starts[mention.noun_first] : sentence.ends[mention.noun_last - 1]]

    def _of_front(self, frame: Frame, role: Role) -> str:
        """`Of that aid, 860 million …`, `Of 2,300 responses, 61% …`: the words behind a leading `of`."""
        tags, lower = frame.tags, frame.sentence.lower
        start = 0
        while start < len(tags) and tags[start] in '-*"':
            start += 1
        if lower[start : start + 1] != ["of"]:
            return ""
        comma = tags.find(",", start)
        if not start < comma < role.left or lower[start + 1] in ("these", "those", "them"):
            return ""
        return self.words(frame, (start + 1, comma))

    # -- counts ---------------------------------------------------------------------------------------------------------------

    def _count(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        tags, sentence = frame.tags, frame.sentence
        entity = (mention.entity or "").lower()
        noun = self._noun_text(frame, mention)
        right = role.right
        if self.text[mention.start : mention.end].lower().endswith(("-person", "-strong")):
            return "staff"
        if role.of[0] >= 0 and role.of_word == "of" and not noun:
            noun = self.words(frame, role.of)
            right = role.of[1]
        if not noun:
            noun = self._of_front(frame, role)
        if not noun and self.earlier and self.earlier[-1].kind == "count" and self.earlier[-1].unit == mention.unit:
            noun = self.earlier[-1].unit_text or _plural(mention.unit)
        if not noun and mention.unit not in ("person", "", "1"):
            noun = mention.unit_text or _plural(mention.unit)
        subject = "" if role.bare else self.words(frame, role.subject, entity) if role.verb >= 0 and role.follows else ""
        verb = verb_of(frame, role.verb) if role.verb >= 0 else None
        tail = self.tail(frame, right)
        parts: list[str] = []
        if role.link in ("of", "for") and role.noun[0] >= 0:
            head = sentence.lower[role.noun[1] - 1]
            governing = self.words(frame, role.noun)
            if head not in _GENERIC and head != "home":
                if not noun:
                    return governing
                if head in METRIC_HEADS or (role.link == "of" and head not in ("series", "group", "list")):
                    return f"{governing} {role.link} {noun}"
        if verb is not None and role.follows and verb.role in ("reach", "change", "be") and subject and subject.lower() not in entity:
            return f"{subject} {noun}" if noun and noun.lower() not in subject.lower() else subject
        parts.append(noun)
        if role.verb >= 0:
            words = self.verb_words(frame, role.verb, True)
            if role.follows:
                if verb is not None and verb.nominal.endswith("employed"):
                    return f"{noun or 'people'} employed"
                if words and words not in tail and frame.verbs[role.verb][1] <= role.left:
                    parts.append(words)
                if subject and verb is not None and (verb.role == "have" or verb.base == "hold") and subject.split()[-1].lower() in METRIC_HEADS:
                    return f"{noun} in {subject}"
            else:
                after = self.tail(frame, frame.verbs[role.verb][1])
                if frame.verbs[role.verb][0] - right > 0 and tail:
                    tail = self.tail(frame, right, frame.verbs[role.verb][0] - right)
                    tail = f"{tail} {words} {after}" if words or after else tail
                else:
                    tail = f"{words} {after}"
        if tail:
            parts.append(tail)
        return " ".join(part for part in parts if part)

    # -- percents -------------------------------------------------------------------------------------------------------------

    def _percent(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        tags, sentence = frame.tags, frame.sentence
        lower = sentence.lower
        entity = (mention.entity or "").lower()
        subject = "" if role.bare else self.words(frame, role.subject, entity) if role.verb >= 0 and role.follows else ""
        verb = verb_of(frame, role.verb) if role.verb >= 0 else None
        right = role.right
        if mention.change in ("increase", "decrease"):
            if role.noun[0] >= 0 and role.link in ("of", "=") and lower[role.noun[1] - 1] in METRIC_HEADS and lower[role.noun[1] - 1] not in _GENERIC:
                return self.words(frame, role.noun, entity)
            if previous is not None and previous.metric and (role.verb < 0 or self._leans(frame, role, previous)):
                return previous.metric
            return self._level_words(frame, mention, role, subject, previous)
        of, after_of = "", right
        if tags[right : right + 1] == "f":
            if tags[right + 1 : right + 2] in ("R", "D", "W") and lower[right + 1] in ("it", "them", "that", "this", "those", "these") and tags[
                right + 2 : right + 3
            ] not in ("n", "U"):
                before = self.earlier[-1] if self.earlier else None
                if before is not None:
                    of = (before.unit_text if before.kind == "count" and before.unit_text else before.metric) or ""
                after_of = right + 2
            elif role.of[0] >= 0:
                of, after_of = self.words(frame, role.of), role.of[1]
        front = self._of_front(frame, role)
        if not of and front:
            of, after_of = front, right
        if of:
            return self._share(frame, mention, role, of, after_of, subject)
        if role.noun[0] >= 0 and role.link in ("of", "=", "(", "at", "to"):
            words = self.words(frame, role.noun, entity)
            if words and lower[role.noun[1] - 1] == "stake":
                return f"stake in {self._company(frame, mention, role)}"
            if words and lower[role.right : role.right + 1] in (["above"], ["below"]):
                return f"{words} {self.tail(frame, role.right, 4)}"
            if words and lower[role.noun[1] - 1] not in _GENERIC and (role.link != "to" or lower[role.noun[1] - 1] in METRIC_HEADS):
                return words
        if role.verb >= 0 and role.follows:
            if verb is not None and verb.base in _HOLDING and not subject:
                if previous is not None and previous.metric and previous.kind == "percent" and tags[frame.verbs[role.verb][0]] == "G":
                    return previous.metric
                last = next((one for one in reversed(self.earlier) if one.kind == "percent" and one.metric), None)
                block = self.analysis.document.sentences[last.sentence].block if last is not None else -1
                if last is not None and block == sentence.block and (last.metric or "").startswith("share of "):
                    return last.metric or ""
                return f"stake in {self._company(frame, mention, role)}"
            if role.link == "at" and previous is not None and previous.kind == "money" and verb is not None and verb.base in ("borrow", "lend", "issue", "sell"):
                return "interest rate"
            head = lower[role.subject[1] - 1] if role.subject[0] >= 0 else ""
            if subject and head in PEOPLE and verb is not None and verb.role not in ("change", "reach", "share", "be"):
                return f"share of {subject} {self.verb_words(frame, role.verb)} {self.words(frame, (frame.verbs[role.verb][1], role.left))}"
            if subject and lower[role.right : role.right + 1] in (["above"], ["below"]):
                return f"{subject} {self.tail(frame, role.right, 4)}"
            if previous is not None and previous.metric and previous.kind == "percent" and (verb is None or not verb.role) and head not in METRIC_HEADS:
                return previous.metric
            if verb is not None and verb.role in ("change", "reach", "be", "share") or subject:
                return self._level_words(frame, mention, role, subject, previous)
        if role.after[0] >= 0:
            words = self.words(frame, role.after, entity)
            return f"{words} {self.verb_words(frame, role.verb)}" if role.verb >= 0 else words
        if role.verb >= 0:
            verb_first, verb_last, _ = frame.verbs[role.verb]
            tail = self.tail(frame, right, max(verb_first - right, 1) if verb_first > right else 8)
            if role.follows:
                return f"{self.words(frame, (verb_last, role.left))} {self.verb_words(frame, role.verb)} {tail}"
            return f"share {tail} {self.verb_words(frame, role.verb)} {self.tail(frame, verb_last)}"
        if previous is not None and previous.metric:
            return previous.metric
        return f"share {self.tail(frame, right)}"

    def _share(self, frame: Frame, mention: Mention, role: Role, of: str, after_of: int, subject: str) -> str:
        """`X as share of Y`, or `share of Y that …`."""
        entity = (mention.entity or "").lower()
        verb = verb_of(frame, role.verb) if role.verb >= 0 else None
        tail = self.tail(frame, after_of)
        if role.follows and role.verb >= 0:
            named = subject and subject.lower() not in entity
            if named and verb is not None and (verb.role in ("share", "reach", "be", "change") or verb.base in ("make", "run")):
                self.part = subject
                return f"{subject} as share of {of}"
            if role.noun[0] >= 0 and role.link in ("at", "to", "of") and verb is None:
                return f"{self.words(frame, role.noun)} as share of {of}"
            words = self.verb_words(frame, role.verb)
            if named:
                self.part = subject
            if tail and frame.tags[after_of : after_of + 1] in ("f", "P", "W", "E", "G"):
                words = f"{tail} {words}"
            return f"share of {of} {words} by {subject}" if named and words and frame.verbs[role.verb][1] <= role.left else f"share of {of} {words}"
        if role.noun[0] >= 0 and role.link in ("at", "of", "to"):
            return f"{self.words(frame, role.noun)} as share of {of}"
        after = ""
        if role.verb >= 0:
            verb_first, verb_last, _ = frame.verbs[role.verb]
            tail = self.tail(frame, after_of, max(verb_first - after_of, 0))
            after = f"{self.verb_words(frame, role.verb)} {self.tail(frame, verb_last)}"
        return f"share of {of} {tail} {after}"

    def _company(self, frame: Frame, mention: Mention, role: Role) -> str:
        """What a stake is held in: a name in front of `in which`, else what the article is about."""
        tags = frame.tags
        which = tags.rfind("W", 0, role.left)
        if which > 0:
            start = max(0, which - 14)
            for k in range(which - 1, start, -1):
                if tags[k] == "U":
                    begin = k
                    while begin > 0 and tags[begin - 1] == "U":
                        begin -= 1
                    return self.analysis.memory.full(self.text[frame.sentence.starts[begin] : frame.sentence.ends[k]])
        topic = self.analysis.memory.topic()
        return topic if topic and topic != mention.entity else "company"

    def _leans(self, frame: Frame, role: Role, before: Mention) -> bool:
        """True where a figure stands behind another one without a verb between: `, up 5 percent`, `, 12 percent more`."""
        return role.follows and role.verb >= 0 and frame.verbs[role.verb][1] <= before.first

    # -- money, quantities, rates, ranks, multiples ---------------------------------------------------------------------------

    def _amount(self, frame: Frame, mention: Mention, role: Role, previous: Mention | None) -> str:
        tags, sentence = frame.tags, frame.sentence
        lower = sentence.lower
        entity = (mention.entity or "").lower()
        dimension = self._dimension(mention)
        behind = self._behind(frame, mention, role)
        subject = "" if role.bare else self.words(frame, role.subject, entity) if role.verb >= 0 and role.follows else ""
        verb = verb_of(frame, role.verb) if role.verb >= 0 else None
        if mention.kind == "rank":
            return self._rank(frame, mention, role)
        # `a £412 million contract`, `the 31,600-acre park`.
        if role.after[0] >= 0:
            found = self._in_front_of(frame, mention, role, dimension, entity)
            if found:
                return found
        if mention.change in ("increase", "decrease") and previous is not None and previous.metric:
            if role.verb < 0 or self._leans(frame, role, previous):
                return previous.metric
        adjective = lower[role.right] if role.right < len(lower) else ""
        lengthy = mention.kind == "duration" or dimension in ("length", "distance", "height", "depth", "width", "elevation") or adjective in _COMPARATIVES
        if adjective in MEASURE_ADJECTIVES and mention.kind in ("quantity", "duration") and lengthy and tags[role.right : role.right + 1] != "f":
            measured = MEASURE_ADJECTIVES[adjective]
            tail = self.tail(frame, role.right, 7) if adjective in ("off", "from", "away", "downstream", "above", "below", "ahead", "behind", "warmer", "cooler") else ""
            head = subject if adjective in ("above", "below") and subject else measured.split()[0] if tail else measured
            return f"{head} {tail}" if tail or not subject else f"{measured} of {subject}"
        noun = self.words(frame, role.noun, entity)
        head = lower[role.noun[1] - 1] if role.noun[0] >= 0 else ""
        if role.link == "worth" and role.noun[0] < 0:
            if "shares" in lower or "close" in lower or "market" in lower:
                return "market value"
            return f"worth of {subject}" if subject else f"worth {self.tail(frame, behind)}"
        if role.link == "at" and verb is not None and verb.nominal and frame.verbs[role.verb][1] == role.noun[0]:
            return verb.nominal
        of = self.words(frame, role.of) if role.of[0] >= 0 and (role.of_word == "of" or (role.of_word == "in" and mention.kind == "money")) else ""
        if role.of_word == "in" and role.of[0] >= 0 and mention.kind == "rate" and lower[role.of[1] - 1] in METRIC_HEADS and lower[role.of[1] - 1] != "money":
            return self.words(frame, role.of)
        if of and role.of_word == "in" and (lower[role.of[1] - 1] not in METRIC_HEADS or "U" in tags[role.of[0] : role.of[1]]):
            of = ""
        found = self._governed(frame, mention, role, noun, head, entity)
        if found:
            return found
        if tags[role.right : role.right + 1] == "f" and lower[role.right + 1 : role.right + 2] in (["it"], ["that"], ["them"]) and previous is not None:
            return f"{previous.metric} {self.tail(frame, role.right + 2)}"
        if of and mention.kind not in ("duration", "rate"):
            return self._of(frame, mention, role, of, subject, dimension, entity)
        front = self._of_front(frame, role)
        if front and role.verb >= 0 and not role.follows:
            return f"{front} {self.verb_words(frame, role.verb)} {self.tail(frame, frame.verbs[role.verb][1])}"
        if role.verb >= 0:
            return self._with_verb(frame, mention, role, subject, previous, behind)
        tail = self.tail(frame, behind)
        if previous is not None and previous.metric and previous.kind == mention.kind and not tail.startswith(("for ", "on ", "to ")):
            return previous.metric
        return f"{dimension} {tail}"

    def _rank(self, frame: Frame, mention: Mention, role: Role) -> str:
        """`position` in what: `In the national evaluation the zone ranked 23rd`, `third-largest city of its state`."""
        tags, lower = frame.tags, frame.sentence.lower
        surface = self.text[mention.start : mention.end].lower()
        word = "size" if "largest" in surface or "biggest" in surface else "position"
        if role.after[0] >= 0:
            return f"{word} among {self.words(frame, role.after)} {self.tail(frame, role.after[1])}"
        tail = self.tail(frame, role.right)
        if not tail and tags[:1] == "P" and role.subject[0] > 2:
            tail = f"{lower[0]} {self.words(frame, (1, role.subject[0]))}"
        return f"{word} {tail}"

    def _in_front_of(self, frame: Frame, mention: Mention, role: Role, dimension: str, entity: str) -> str:
        words = self.words(frame, role.after, entity)
        head = frame.sentence.lower[role.after[1] - 1]
        thing = HEAD_KIND.get(head) in CLASS_KINDS and head not in METRIC_HEADS
        if mention.kind == "money":
            if thing or not words or words.lower() in entity:
                return "cost" if thing or not words or head not in METRIC_HEADS else words
            return f"{words} {self.tail(frame, role.after[1], 6)}"
        if mention.unit == "person" or "person" in (mention.unit_text or ""):
            return "staff"
        if head in METRIC_HEADS and words:
            return words
        if words and words.lower() not in entity and not thing:
            return f"{dimension} of {words}"
        return dimension

    def _governed(self, frame: Frame, mention: Mention, role: Role, noun: str, head: str, entity: str) -> str:
        """The noun that the figure hangs on: `revenue of X`, `list price X`, `projects worth X`."""
        tags, lower = frame.tags, frame.sentence.lower
        if not noun or role.link not in ("of", "=", "(", "worth", "at", "costing", "involving", "totalling", "to", "by", "exceeding"):
            return ""
        if role.link in ("worth", "costing"):
            words = self.verb_words(frame, role.verb) if role.verb >= 0 and role.follows and frame.verbs[role.verb][1] <= role.noun[0] else ""
            return f"{'worth' if role.link == 'worth' else 'cost'} of {noun} {words}"
        if head in _GENERIC and (" " not in noun or noun.split()[0].lower() in _GENERIC):
            if head in ("goal", "target") or not role.of[0] >= 0:
                same = next((one for one in reversed(self.earlier) if one.unit == mention.unit and one.metric), None)
                if same is not None and role.link == "of":
                    return f"{same.metric} {head}"
            return ""
        if role.link in ("to", "by", "at") and head not in METRIC_HEADS:
            return ""
        if noun.lower() in entity and head not in METRIC_HEADS:
            return ""
        if role.link == "(" and role.noun[0] > 0 and tags[role.noun[0] - 1] == "P" and role.verb >= 0 and head not in METRIC_HEADS:
            subject = self.words(frame, role.subject, entity)
            return f"{subject} {self.verb_words(frame, role.verb)} {lower[role.noun[0] - 1]} {noun}"
        if role.noun[0] > 1 and tags[role.noun[0] - 1] in "fP" and lower[role.noun[0] - 1] in ("with", "of", "at", "for", "involving"):
            outer = noun_phrase_left(tags, role.noun[0] - 1)
            words = self.words(frame, (outer, role.noun[0] - 1), entity)
            if words and words.lower() not in entity and lower[role.noun[0] - 2] not in _GENERIC and tags[outer] != "N":
                verb = self.verb_words(frame, role.verb) if role.verb >= 0 and frame.verbs[role.verb][1] <= outer else ""
                return f"{noun} of {words} {verb}"
        if head == "stake":
            return f"stake in {self._company(frame, mention, role)}"
        if mention.kind == "quantity" and head not in METRIC_HEADS:
            return f"{self._dimension(mention)} of {noun}"
        behind = self._behind(frame, mention, role)
        if lower[behind : behind + 1] in (["to"], ["for"], ["per"]) and role.link == "of":
            return f"{noun} {self.tail(frame, behind, 6)}"
        return noun

    def _of(self, frame: Frame, mention: Mention, role: Role, of: str, subject: str, dimension: str, entity: str) -> str:
        """`96 km of cable`, `450 million of fresh cash`, `340 million of the program`."""
        lower = frame.sentence.lower
        head = lower[role.of[1] - 1]
        words = ""
        tail = ""
        if role.verb >= 0 and role.follows:
            words = self.verb_words(frame, role.verb)
        elif role.verb >= 0:
            words = self.verb_words(frame, role.verb)
            tail = self.tail(frame, role.of[1], max(frame.verbs[role.verb][0] - role.of[1], 0))
            tail = f"{tail} {self.tail(frame, frame.verbs[role.verb][1])}"
        else:
            tail = self.tail(frame, role.of[1], 6)
        if mention.kind == "quantity":
            rain = _DAY_OF_RAIN.search(self.text, frame.sentence.ends[role.of[1] - 1], frame.sentence.end)
            if rain and head in ("rain", "snow", "rainfall", "snowfall"):
                return f"{of} in {rain[1]}"
            if dimension in ("length", "area", "distance") and head not in ("rain", "snow", "rainfall", "snowfall", "water"):
                if tail.strip() and dimension == "area":
                    return f"area of {of} {tail}"
                return f"{dimension} of {of} {words}"
        if mention.kind == "money" and (of.lower() in entity or HEAD_KIND.get(head) in CLASS_KINDS):
            return f"amount {words} by {subject}" if subject and words else f"amount {words} {tail}"
        if subject and not words and subject.lower() not in entity:
            return f"{of} of {subject}"
        if subject and words and subject.lower() not in entity and subject.split()[-1].lower() not in PEOPLE:
            return f"{of} {words} in {subject}" if mention.kind == "quantity" else f"{of} {words} by {subject}"
        return f"{of} {words} {tail or self.tail(frame, role.of[1], 6)}"

    def _level_words(self, frame: Frame, mention: Mention, role: Role, subject: str, previous: Mention | None) -> str:
        """What a verb of change or state says of its subject: the subject, unless that is the entity itself."""
        entity = (mention.entity or "").lower()
        if subject and (subject.lower() not in entity or subject.split()[-1].lower() in METRIC_HEADS):
            if _SHARES.match(subject):
                return "share price"
            if subject.lower() in _POINTERS and self.earlier:
                return self.earlier[-1].metric or subject
            return subject
        pointed = self._pointed_at(frame, mention, role)
        if pointed:
            return pointed
        words = self.verb_words(frame, role.verb) if role.verb >= 0 else ""
        if previous is not None and previous.metric:
            return previous.metric
        noun = self.words(frame, role.noun)
        verb = verb_of(frame, role.verb) if role.verb >= 0 else None
        if not noun and verb is not None and verb.role == "change" and mention.kind == "percent":
            return "price" if not words else words
        return noun or f"{words} {self.tail(frame, role.right)}"

    def _pointed_at(self, frame: Frame, mention: Mention, role: Role) -> str:
        """The earlier metric that a subject stands for: `The figure compares with`, `that of Tianque exceeded`, `That is a third more`."""
        first, last = role.subject
        if first < 0 or not role.follows:
            return ""
        lower = frame.sentence.lower
        head = lower[last - 1] if last - first <= 2 else ""
        before = lower[first - 2] if first > 1 and frame.tags[first - 1] == "f" else ""
        if head not in _POINTERS - {"it"} and before not in ("that", "those") and not (lower[first] in ("that", "those") and last - first > 1):
            return ""
        kinds = ("money", "percent", "rate") if mention.kind == "percent" else (mention.kind,)
        same = next((one for one in reversed(self.earlier) if one.kind in kinds and one.metric), None)
        return (same.metric or "") if same is not None else ""

    def _with_verb(self, frame: Frame, mention: Mention, role: Role, subject: str, previous: Mention | None, behind: int) -> str:
        entity = (mention.entity or "").lower()
        lower, tags = frame.sentence.lower, frame.tags
        verb = verb_of(frame, role.verb)
        words = self.verb_words(frame, role.verb)
        first, last, main = frame.verbs[role.verb]
        dimension = self._dimension(mention)
        if not role.follows:
            after = self.tail(frame, last)
            tail = self.tail(frame, behind, max(first - behind, 0))
            return f"{dimension} {tail} {words} {after}"
        if main >= role.left and main < role.right:
            return self._level_words(frame, mention, role, subject, previous)
        if subject and _SHARES.match(subject):
            return "share price"
        pointed = self._pointed_at(frame, mention, role)
        if pointed:
            return pointed
        if role.subject[0] > 0 and tags[role.subject[0] - 1] == "G" and subject:
            subject = f"{lower[role.subject[0] - 1]} {subject}"
        bare = not subject or role.bare
        between = self.words(frame, (last, role.left)) if role.left - last > 1 and "N" not in tags[last : role.left] else ""
        if mention.kind == "duration":
            if lower[role.left - 1] == "every":
                return f"interval between {subject if subject and not bare else words or 'times'}"
            if role.link == "after":
                return f"time until {self.words(frame, role.subject)} {words or lower[main]}"
        if dimension == "length" and mention.unit in ("mm", "m", "[in_i]") and (mention.unit_text or "")[:2] in ("mm", "in", "mi") and "rain" in lower:
            rain = _DAY_OF_RAIN.search(self.text, mention.end, frame.sentence.end)
            return f"rain in {rain[1]}" if rain else "rain"
        tail = self.tail(frame, behind)
        if verb is not None and verb.base in _PRICING and mention.kind in ("money", "rate"):
            each = ""
            if tags[behind : behind + 2] in ("Dn", "Pn") and lower[behind] in ("a", "an", "per"):
                each = f" of {lower[behind + 1]}"
            if subject and not bare and (subject.split()[-1].lower() in METRIC_HEADS or subject[0].islower()):
                return f"{'cost' if verb.base == 'cost' else 'price'} of {subject}{each}"
            return f"{'cost' if verb.base == 'cost' else 'price'}{each} {tail if verb.base == 'cost' and not each else ''}"
        if verb is not None and verb.base in _CARRYING and dimension == "weight":
            return f"payload capacity {tail}"
        if verb is not None and verb.nominal:
            nominal = verb.nominal
            if nominal == "size" and mention.kind == "quantity":
                nominal = dimension or "size"
            if between and between.lower() not in nominal:
                return f"{nominal} {between}"
            rest = subject if not bare else ""
            return f"{nominal} of {rest} {tail}" if rest else f"{nominal} {tail}"
        given = verb is not None and verb.base == "put" and mention.kind == "money" and lower[behind : behind + 1] == ["into"]
        if given:
            return f"total amount of money put in{' by ' + subject if subject and not bare else ''}"
        plain = verb is not None and verb.base in ("put", "set", "run", "keep", "hold") and not words.endswith(("aside", "up", "out"))
        if verb is not None and (verb.role in ("change", "reach", "be", "have") or plain):
            if subject and (not bare or subject.split()[-1].lower() in METRIC_HEADS):
                if mention.kind in ("quantity", "duration") and subject.split()[-1].lower() not in METRIC_HEADS:
                    return f"{between if between and verb.role not in ('change', 'have') else dimension} of {subject}"
                return f"{subject} {between}" if between and verb.role not in ("change", "be") else subject
            return f"{between or dimension} {tail}"
        head = between or ("amount of money" if mention.kind == "money" else dimension)
        if mention.kind == "money" and words and between and role.link in ("with", "at", "for", "to"):
            head = f"amount of money {words} {between}"
            words = ""
        actor = f" by {subject}" if not bare and subject == subject.lower() and subject.split()[-1].lower() not in PEOPLE else ""
        return f"{head} {words} {tail}{actor}"

    def _dimension(self, mention: Mention) -> str:
        """What the unit alone says: area, weight, money, time …"""
        if mention.kind == "money":
            return "money"
        if mention.kind == "duration":
            return "time"
        if mention.kind == "rank":
            return "position"
        if mention.kind == "rate":
            if re.match(r"[A-Z]{3}/", mention.unit):
                per = re.search(r"(?:\b(?:a|an|per|each)\s+|/)([A-Za-z][A-Za-z ]*)$", self.text[mention.start : mention.end])
                return f"price per {per[1]}" if per else "price"
            return DIMENSIONS.get(mention.unit, mention.unit_text or "rate")
        return DIMENSIONS.get(mention.unit, "")


def _plural(noun: str) -> str:
    """The plural of a unit noun."""
    if noun in ("", "1"):
        return ""
    if noun == "person":
        return "people"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "es" if noun.endswith(("s", "sh", "ch", "x")) else noun + "s"


def clean(metric: str) -> str:
    """A metric phrase without leading articles, doubled words and loose punctuation."""
    words = metric.replace("\u00a0", " ").strip(_LOOSE).split()
    while len(words) > 1 and words[0].lower() in _ARTICLES:
        del words[0]
    if not words:
        return ""
    kept = [words[0]]
    for word in words[1:]:
        if word.lower() != kept[-1].lower():
            kept.append("annual" if word == "yearly" else word)
    first = kept[0]
    if first[:1].isupper() and first[1:2].islower() and not (len(kept) > 1 and kept[1][:1].isupper()):
        kept[0] = first[0].lower() + first[1:]
    if kept[0] == "yearly":
        kept[0] = "annual"
    return " ".join(kept)


def set_metrics(document: Document, mentions: list[Mention]) -> None:
    """Fills `metric`, `concept` and `scope` of each mention of one article, in place. Call after `set_subjects`."""
    if not mentions:
        return
    analysis = analyse(document, mentions)
    reader = MetricReader(analysis)
    previous: Mention | None = None
    sentence: Sentence
    for mention in mentions:
        frame = analysis.frames[mention.sentence]
        role = analysis.roles[id(mention)]
        before = previous if previous is not None and previous.sentence == mention.sentence else None
        if before is None:
            reader.part = ""
        metric = clean(reader.metric(frame, mention, role, before))
        running = _SO_FAR.match(document.text, mention.end) if metric else None
        if running and running[1] not in metric:
            metric = f"{metric} {running[1]}"
        mention.metric = metric or None
        mention.concept = concept_of(metric.lower(), mention.unit if mention.kind == "count" else "") if metric else None
        sentence = frame.sentence
        mention.scope = scope_of(sentence.text, mention.end - sentence.start)
        reader.earlier.append(mention)
        previous = mention
    _headline_says_the_same(mentions)


def _headline_says_the_same(mentions: list[Mention]) -> None:
    """A figure of the headline that the body repeats is about what the body says, which is told in full there."""
    for mention in mentions:
        if mention.sentence:
            break
        for other in mentions:
            if other.sentence and other.unit == mention.unit and other.kind == mention.kind and _same_value(mention, other):
                mention.metric, mention.concept, mention.entity = other.metric, other.concept, other.entity
                break


def _same_value(short: Mention, full: Mention) -> bool:
    """True where a headline's figure is the body's, rounded or not."""
    a, b = short.low if short.low is not None else short.high, full.low if full.low is not None else full.high
    if a is None or b is None or short.change != full.change:
        return False
    return a == b or (short.bound != "=" and abs(a - b) <= 0.05 * abs(b)) or (short.digits < full.digits and abs(a - b) <= 0.02 * abs(b))

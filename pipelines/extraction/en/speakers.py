"""Who speaks in a sentence: subjects of verbs of saying, `said so-and-so`, `according to`.

Belongs here: where a sentence names a speaker, and how. Does not belong here: which figures the speaker covers (`attributions.py`), or
the verbs (`lexicon/speech_verbs.csv`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress

from pipelines.extraction.document import Document, Sentence
from pipelines.extraction.en.clause_reading import LEXICON
from pipelines.extraction.lexicon import read_table

SPEECH = {row["word"]: row["sort"] for row in read_table(LEXICON / "speech_verbs.csv") if row["sort"] != "none"}
"""Verbs of saying by sort: `say` (a person or body says), `add`, `report` (also a plan or a noun), `data` (a document shows), `put`."""
SPEECH_WORDS = frozenset(SPEECH) | {"according"}
PRONOUNS = frozenset("he she it they".split())

_RELATIVES = frozenset("which who that".split())
_ARTICLES = frozenset("the a an its their his her our this these those".split())
_DATA_SUBJECTS = frozenset(
    "data figures statistics survey study report poll census inquiry review analysis bulletin filing documents records bureau office "
    "ministry agency department research researchers analysts economists institute audit deck tally count estimates forecasters "
    "statement results models model paper authors investigation committee commission bank officials slides experts scientists".split()
)
"""What may `show`, `find` or `put at`; a person's `found` or a fund's `put` is no saying."""
_STOP_LEFT = frozenset(
    ', ; : " “ ” ( ) — – -- > ] and but while as that because after although when if than where before since so said says saying told'.split()
)
_STOP_RIGHT = frozenset(
    "on in at that to by as after when while and but during this last yesterday today told said citing speaking adding of who which , . "
    '; : ( ) — – " “ ” - -- is are was were earlier late for'.split()
)
_INVERTS = frozenset("said says wrote added adds noted explained recalled joked".split())
_ROLES = frozenset(
    "officials police analysts management economists researchers experts doctors organisers organizers".split()
)
_BEFORE_VERB = frozenset("also then now later has have had themselves recently still".split())
_NOT_SUBJECT = frozenset(
    "be been being is are was were to must not could as an than a the its their his her our this that my".split()
)
_VERBS = frozenset("has have had is are was were will would".split())
_LEADING = frozenset("but and so then meanwhile however also yesterday earlier separately still on in".split())
_TIME = frozenset("week month year quarter monday tuesday wednesday thursday friday saturday sunday".split())
_REPORTERS = frozenset("reporters yesterday today earlier journalists parliament lawmakers investors".split())
_END_OF_SOURCE = frozenset(
    [",", ".", ";", "(", ")", "—", "–", "that", "which", '"', "”", "released", "published", "seen", "on", "and"]
)
_TITLES = frozenset(
    "mr mrs ms dr sir dame lord lady prof professor president chairman chairwoman chair ceo cfo coo minister prime chief mayor governor "
    "councilman councilwoman councillor senator congressman congresswoman representative judge justice general colonel captain "
    "sheriff director secretary treasurer king queen prince princess pope bishop commissioner superintendent spokesman spokeswoman "
    "mec mla mp cllr sen rep gov spokesperson analyst economist head deputy vice executive officer attorney inspector sergeant coach manager founder rev the".split()
)


@dataclass(slots=True)
class Speech:
    """One speaker of a sentence."""

    speaker: str
    first: int
    """First token of the words of saying."""
    last: int
    """One past their last token."""
    scope: int
    """First token that the speaker covers."""
    tail: bool
    """The words of saying follow what is said."""
    weak: bool = False
    """Rather does than says it (`pledged`, `announced`): another speaker of the sentence is the source."""


def without_title(name: str) -> str:
    """A name without the titles in front of it (`Mayor Ola Renn` → `Ola Renn`)."""
    words = name.split()
    while len(words) > 1 and words[0].lower().strip(".") in _TITLES:
        words.pop(0)
    if len(words) > 3 and words[1].lower() in _TITLES:
        # `Interior Minister Ana Paredes Ruiz`
        words = words[2:]
    name = " ".join(words)
    return name[:-2] if name.endswith(("'s", "’s")) else name


def _text(doc: Document, sentence: Sentence, first: int, last: int) -> str:
    return doc.text[sentence.starts[first] : sentence.ends[last - 1]]


def first_name(sentence: Sentence, stop: int, doc: Document) -> str | None:
    """The first name of two words or more in front of token `stop`, for `it said`; a dateline's words do not count."""
    tokens = sentence.tokens
    at = 0
    for dash in range(1, min(stop, 18)):
        if (
            tokens[dash] in {"-", "–", "—", "--"}
            and sentence.starts[dash] > sentence.ends[dash - 1]
            and tokens[0].isupper()
        ):
            at = dash + 1
            break
    while at < stop:
        if tokens[at][:1].isupper() and tokens[at][1:2].islower():
            last = at + 1
            while last < stop and tokens[last][:1].isupper():
                last += 1
            # The first word of a sentence is no name by its capital alone.
            begin = at
            while begin > 0 and last - begin > 2 and sentence.lower[begin] in _TITLES:
                begin += 1
            if last - begin > 1:
                return without_title(_text(doc, sentence, begin, last))
            at = last
        at += 1
    return None


def _noun_phrase(doc: Document, sentence: Sentence, first: int, last: int) -> str | None:
    """The speaker named by tokens `first` to `last`: a name without its title, else the words without their article."""
    tokens, lower = sentence.tokens, sentence.lower
    while first < last and (
        lower[first] in _LEADING
        or (lower[first] in {"last", "this"} and lower[first + 1 : first + 2] and lower[first + 1] in _TIME)
    ):
        first += 2 if lower[first] in {"last", "this"} else 1
    for at in range(first + 1, last):
        if lower[at] in {"<", "(", "["}:
            # `Orrel Foods <ORF.X> said`
            last = at
            break
    if first >= last:
        return None
    if lower[last - 1] in PRONOUNS and last - first < 3:
        return lower[last - 1]
    stop = last
    for at in range(first + 2, last):
        if lower[at] in {"of", "from", "at", "in"} and tokens[at - 1][:1].isupper() and tokens[at - 2][:1].isupper():
            stop = at
            break
    begin = stop
    while begin > first and (
        tokens[begin - 1][:1].isupper()
        or (tokens[begin - 1] in {".", "-"} and begin - 1 > first)
        or lower[begin - 1] in {"de", "van", "von", "bin", "al", "del"}
        or (
            lower[begin - 1] in {"and", "&"} and begin < stop and begin - 2 >= first and tokens[begin - 2][:1].isupper()
        )
    ):
        begin -= 1
    if stop - begin >= 2:
        back = begin - 1
        while back >= first and lower[back] in _ARTICLES:
            back -= 1
        # `data from the National Harvest Board`: the name is not the head.
        if back < first or lower[back] not in {"of", "for", "from", "at", "by", "with", "in"}:
            return without_title(_text(doc, sentence, begin, stop))
    if lower[first] in _ARTICLES and last - first > 1:
        first += 1
    return _text(doc, sentence, first, last) if last - first <= 12 else None


def _subject_before(sentence: Sentence, verb: int) -> tuple[int, int] | None:
    """Tokens of the subject that ends right before a verb of saying."""
    lower, tokens = sentence.lower, sentence.tokens
    last = verb
    while last > 0 and (lower[last - 1] in _BEFORE_VERB or lower[last - 1][-2:] == "ly"):
        last -= 1
    if last > 1 and lower[last - 1] in _RELATIVES and lower[last - 2] == ",":
        # `The firm, which said in March …`
        last -= 2
    elif last > 0 and lower[last - 1] == ",":
        # `Ida Rosen, 44, told`; `the bank's chief economist, Ola Renn, said`: the name of the two.
        comma = last - 2
        while comma >= 0 and lower[comma] != "," and last - comma < 16:
            comma -= 1
        if comma < 0 or lower[comma] != ",":
            return None
        inner = [token for token in tokens[comma + 1 : last - 1] if token[:1].isalpha()]
        if len(inner) > 1 and all(token[:1].isupper() for token in inner):
            return comma + 1, last - 1
        last = comma
    first = last
    while first > 0:
        word = lower[first - 1]
        if word in _STOP_LEFT:
            # `Brill and Renn said`
            if word != "and" or first < 2 or not (tokens[first - 2][:1].isupper() and tokens[first][:1].isupper()):
                break
        elif word in {"-", "–"} and (first < 2 or sentence.ends[first - 2] < sentence.starts[first - 1]):
            break
        first -= 1
    return (first, last) if first < last else None


def _source(doc: Document, sentence: Sentence, at: int) -> Speech | None:
    """The speaker of `according to …` at token `at`."""
    lower, count = sentence.lower, len(sentence.lower)
    last = at + 2
    while last < count and lower[last] not in _END_OF_SOURCE:
        last += 1
    if last + 1 < count and lower[last] == "and" and sentence.tokens[last + 1][:1].isupper():
        while last < count and lower[last] not in {",", ".", ";", "(", ")"}:
            last += 1
    name = _noun_phrase(doc, sentence, at + 2, min(last, at + 14)) if last > at + 2 else None
    return Speech(name, at, last, 0, at > 0) if name else None


def _inverted(doc: Document, sentence: Sentence, at: int) -> Speech | None:
    """The speaker of `…, said Ada Brill, head of research` at token `at`."""
    lower, tokens, count = sentence.lower, sentence.tokens, len(sentence.lower)
    if at == 0 or at + 1 >= count or lower[at - 1] not in {",", '"', "”", "“", "!", "?"}:
        return None
    after = lower[at + 1]
    if not after[:1].isalpha() or after in {"that", "it", "on"} or (after in _STOP_RIGHT and after != "the"):
        return None
    last = at + 1
    while last < count and (
        lower[last] not in _STOP_RIGHT
        or (lower[last] in {"of", "-"} and last + 1 < count and tokens[last + 1][:1].isupper())
        or (lower[last] == "." and len(tokens[last - 1]) == 1 and last + 1 < count)
    ):
        last += 1
    if lower[at - 1] == "," and (lower[at - 2 : at - 1] not in (['"'], ["”"])):
        # Without a quote only a short name or role, set off at both ends, follows its verb.
        named = tokens[at + 1][:1].isupper() or after in _ROLES
        if not named or last - at > 7 or (last < count and lower[last] not in {",", ".", ";"}):
            return None
    name = _noun_phrase(doc, sentence, at + 1, min(last, at + 12))
    if (
        last + 2 < count
        and lower[last] == ","
        and tokens[at + 1 : at + 2]
        and name is not None
        and " of " in f" {name} "
    ):
        # `said the club's head of sports, Ada Brill`
        stop = last + 1
        while stop < count and (tokens[stop][:1].isupper() or tokens[stop] == "-"):
            stop += 1
        if stop - last > 2 and (stop >= count or lower[stop] in {",", ".", ";"}):
            name, last = _text(doc, sentence, last + 1, stop), stop
    return Speech(name, at, last, 0, True) if name else None


def _says(sort: str, word: str, subject: list[str], lower: list[str], at: int) -> bool:
    """Tells whether a verb at `at` with this subject is one of saying."""
    head = subject[-1]
    after = lower[at + 1] if at + 1 < len(lower) else ""
    if head in _NOT_SUBJECT or (word == "say" and head in {"i", "you", "we"}):
        return False
    if sort in {"put", "data", "report", "estimate", "expect"} and not _VERBS.isdisjoint(subject):
        # `the commission has cut expected growth`
        return False
    if sort == "put":
        return "at" in lower[at : at + 14] and not _DATA_SUBJECTS.isdisjoint(subject)
    if sort == "data":
        return len(subject) < 10 and (not _DATA_SUBJECTS.isdisjoint(subject) or (head in PRONOUNS and after == "that"))
    if sort in {"report", "estimate", "expect"}:
        return len(subject) < 10 and (not _DATA_SUBJECTS.isdisjoint(subject) or after in {"that", "it", "its"})
    if sort == "pledge":
        return len(subject) < 7
    if sort == "add":
        return after in {"that", ",", ".", "", '"', "“", ":"}
    return True


def speeches_of(doc: Document, sentence: Sentence) -> list[Speech]:
    """Who says something in a sentence, in the order of the verbs."""
    lower = sentence.lower
    count = len(lower)
    found: list[Speech] = []
    for at in compress(range(len(lower)), map(SPEECH_WORDS.__contains__, lower)):
        word = lower[at]
        if word == "according":
            speech = _source(doc, sentence, at) if lower[at + 1 : at + 2] == ["to"] else None
            if speech is not None:
                found.append(speech)
            continue
        sort = SPEECH[word]
        if sort == "gerund":
            continue
        if word in _INVERTS:
            speech = _inverted(doc, sentence, at)
            if speech is not None:
                found.append(speech)
                continue
        span = _subject_before(sentence, at)
        if span is None or not _says(sort, word, lower[span[0] : span[1]], lower, at):
            continue
        first, last = span
        if (
            sort in {"data", "put", "report", "estimate", "expect"}
            and (at - last > 2 or lower[at + 1 : at + 2] in (["at"], ["by"], ["to"]))
            and lower[last : last + 1] == [","]
        ):
            continue
        name = _noun_phrase(doc, sentence, first, last)
        if name is None:
            continue
        # `…, the committee said` speaks of the whole sentence; `The committee said …` of what follows.
        after = lower[at + 1] if at + 1 < count else "."
        tail = at + 2 >= count or (
            first > 0
            and lower[first - 1] in {",", '"', "”"}
            and (after in {",", ".", "on", "in", "late"} or after in _REPORTERS or at > count - 8)
        )
        found.append(Speech(name, first, at + 1, 0 if tail else first, tail, weak=sort == "pledge"))
    return found

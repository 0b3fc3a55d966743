"""English sentence → coarse word classes, noun phrases and verb groups; the shared reading that aboutness is decided on.

Belongs here: closed word classes, verb forms, and the shape of a clause, all looked up in `lexicon/function_words.csv` and
`lexicon/verbs.csv`. Does not belong here: names, figures, or which thing a figure is about.

One letter stands for each token, so that a shape is a substring:
`D` determiner, `O` possessive pronoun, `R` pronoun, `p` possessive noun (`zone's`), `n` common noun or adjective, `U` name,
`T` time noun, `N` number, `V` finite verb, `E` -ed form that is no finite verb, `G` -ing form, `B` be, `H` have, `M` modal,
`f` of, `t` to, `P` other preposition, `C` and/or/but, `W` relative or question word, `S` subordinator, `A` adverb, and the mark
itself for punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress

from pipelines.extraction.document import MARK_KIND, NUMBER_KIND, WORD_KIND, Sentence, kind_of
from pipelines.extraction.en.word_tables import NOUN_FORMS, VERBS, Verb, read_rows, word_set

__all__ = ["ABBREVIATED", "COMMON", "CONCEPT_WORDS", "DEMONYMS", "FUNCTION", "NOUN_FORMS", "VERBS", "Frame", "Verb", "noun_phrase_left",
           "noun_phrase_right", "read_rows", "tag_sentence", "verb_groups", "word_set"]  # fmt: skip
"""The word tables are part of this reading: who reads phrases finds them here too."""
FUNCTION = {word: row["tag"] for row in read_rows("function_words.csv") for word in row["words"].split()}
BEFORE_FIGURE = word_set("before_figure")
"""Words that are adverbs where a figure follows."""
ING_NOUNS = word_set("ing_nouns")
LY_NOUNS = word_set("ly_nouns")
ED_NOUNS = word_set("ed_nouns")


@dataclass(slots=True)
class Frame:
    """One analysed sentence. `tags[i]` is the class of token i; `verbs` are verb groups as (first, last, main verb token)."""

    sentence: Sentence
    tags: str
    verbs: list[tuple[int, int, int]] = field(default_factory=list)
    mains: list[Verb | None] = field(default_factory=list)
    """The main verb of each verb group, None where the tables do not know it."""
    subjects: dict[int, tuple[int, int]] = field(default_factory=dict)
    """By number of verb group: the token range of its subject, (-1, -1) where there is none."""
    marked: bool = True
    """False where none of `;:"|` stands in the sentence."""


_MARKS = {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "‑": "-", "‐": "-"}
_KNOWN_CLASS = {word: tag for word, tag in FUNCTION.items() if word not in ("that", "most", "much", "&")}
"""Class of lower-case words (`&` is a mark) that does not depend on what stands around them."""
_ASKED, _MAY_BE_VERB = "", "Mt"
"""In place of a class: what stands around decides; the same, and the word may be `to` or a modal verb, which decides on the next."""
_UNDECIDED = frozenset([_ASKED, _MAY_BE_VERB])
_BEFORE_INFINITIVE = frozenset(["M", "t", _MAY_BE_VERB])
_KNOWN_WORDS = 50_000
"""Different words of which the class is remembered."""


class _Classes(dict[str, str]):
    """Class of a printed word as far as its letters alone decide it; what was asked for once is remembered."""

    def __missing__(self, printed: str) -> str:
        if len(self) >= _KNOWN_WORDS:
            self.clear()
        self[printed] = tag = _class_alone(printed)
        return tag


def _class_alone(printed: str) -> str:
    if printed in _KNOWN_CLASS:
        return _KNOWN_CLASS[printed]
    kind = kind_of(printed)
    if kind == MARK_KIND:
        return _ASKED if printed in ".'‘’" else _MARKS.get(printed, printed)
    if kind != WORD_KIND:
        return "N"
    word = printed.lower().replace("’", "'")
    function = FUNCTION.get(word)
    if function is not None:
        return _MAY_BE_VERB if function in "Mt" else _ASKED
    shape = _shape(word)
    if printed[0].isupper() or shape in "Gs":
        return _ASKED
    if shape == "V":
        return _ASKED if VERBS[word].form == "ing" or word == "lives" else _class_of_verb(word)
    return shape


_class_of = _Classes().__getitem__


def tag_sentence(
    sentence: Sentence,
    names: frozenset[str] | set[str],
    lower_words: frozenset[str] | set[str],
    figures: Iterable[tuple[int, int]] = (),
) -> str:
    """One class letter a token.

    `names`: words printed as names in the article; `lower_words`: words it prints in lower case; `figures`: token ranges of
    printed numbers with their unit, which become `N`.
    """
    tokens, lower, kinds = sentence.tokens, sentence.lower, sentence.kinds
    count = len(tokens)
    tags = list(map(_class_of, tokens))
    places = list(compress(range(count), map(_UNDECIDED.__contains__, tags)))
    if not _BEFORE_INFINITIVE.isdisjoint(tags):
        places = sorted({*places, *compress(range(1, count), map(_BEFORE_INFINITIVE.__contains__, tags))})
    for i in places:
        tag = tags[i]
        before = tags[i - 1] if i else "."
        if tag not in _UNDECIDED:
            # Behind `to` or a modal verb a word that may be anything is a verb.
            if tag in "nAE" and before in "Mt" and tokens[i] not in _KNOWN_CLASS:
                tags[i] = _open_class(lower[i], before, i, lower, count)
            continue
        printed = tokens[i]
        if kinds[i] == WORD_KIND:
            word = lower[i]
            tag = ""
            if printed[0].isupper():
                starting = _is_starting(tags, tokens, kinds, i)
                if not (starting and (word in FUNCTION or word in lower_words) and word not in names):
                    tag = _capital(sentence, i, names, lower_words, starting=starting)
            if not tag:
                tag = FUNCTION.get(word, "")
                if tag == "":
                    tag = _open_class(word, before, i, lower, count)
                elif word == "that" and before in ',.;"':
                    tag = "R"
                elif tag == "D" and before == "P" and word in ("most", "much"):
                    tag = "A"
            if tag == "n" and before in "BA" and word.endswith("'s"):
                tag = "p"
        elif printed == ".":
            # `Sept. 30`
            short = before == "T" and len(lower[i - 1]) in (3, 4) and i + 1 < count and kinds[i + 1] == NUMBER_KIND
            tag = "T" if short else "."
        else:
            tag = "'"
            if before in "nU" and lower[i - 1].endswith("s"):
                tags[i - 1] = "p"
        tags[i] = tag
    for first_token, end_token in figures:
        tags[first_token:end_token] = "N" * (end_token - first_token)
        k = first_token - 1
        while k >= 0 and lower[k] in BEFORE_FIGURE:
            tags[k] = "A"
            k -= 1
        if k >= 0 and tags[k] == "S" and lower[k] in ("after", "before"):
            tags[k] = "P"
    _settle(tags, lower, count, "ccount" in sentence.text)
    if "oor" in sentence.text and "door" in lower and "next" in lower:
        for i in range(1, count):
            if lower[i] == "door" and lower[i - 1] == "next":
                tags[i - 1 : i + 1] = "AA"
    if "-" in tags:
        starts, ends = sentence.starts, sentence.ends
        for i in [i for i, tag in enumerate(tags) if tag == "-"]:
            # `Point-in-Time`, `state-of-the-art`, `like-for-like`
            if not 0 < i < count - 1 or starts[i] != ends[i - 1] or starts[i + 1] != ends[i]:
                continue
            if tags[i + 1] == "T" and tags[i - 1] in "PnA" and lower[i - 1] == "on":
                tags[i - 1 : i + 2] = "AAA"  # `on-year`
                continue
            if tags[i + 1] in "PfCDS" and tags[i - 1] != "N" and kinds[i + 1] == "word":
                tags[i + 1] = "n"
            if tags[i - 1] in "PfCDS":
                tags[i - 1] = "n"
    return "".join(tags)


def _is_starting(tags: list[str], tokens: list[str], kinds: list[str], i: int) -> bool:
    """Tells whether token `i` opens the sentence, a quote or what follows a colon or dash: nothing but marks in between."""
    for at in range(i - 1, -1, -1):
        if kinds[at] != MARK_KIND:
            return False
        printed = tokens[at]
        before = tags[at - 1] if at else "."
        if (printed in '.:"“!?|•*-' and before in ".:|") or printed in ':"“|—' or (printed in "-–" and before == ")"):
            return True
    return True


DEMONYMS = word_set("demonyms")
"""`chinese`, `norwegian`: words that name no one thing."""


def _capital(
    sentence: Sentence,
    i: int,
    names: frozenset[str] | set[str],
    lower_words: frozenset[str] | set[str],
    *,
    starting: bool,
) -> str:
    """Class of a word with a capital: a name, a time noun, or an ordinary word at the start of a sentence or in a headline."""
    tokens, lower = sentence.tokens, sentence.lower
    token, word, count = tokens[i], lower[i], len(tokens)
    headline = sentence.form == "headline"
    if word.endswith(("'s", "s'")):
        return "p"
    if word in ABBREVIATED:
        return "n"
    if word in DEMONYMS and not (i + 1 < count and tokens[i + 1] in names and tokens[i + 1][0].isupper()):
        return "n"
    function = FUNCTION.get(word)
    if function is not None and function != "T":
        if function in "DPft" and not starting and not headline and word in ("the", "a", "of", "in"):
            return function
        return "U" if (not starting and not headline and token in names and function not in "DfPCtRO") else function
    if function == "T":
        return "U" if word in ("may", "march", "fall", "spring") and token in names and not starting else "T"
    if token in names:
        return "U"
    if starting or headline:
        following = tokens[i + 1] if i + 1 < count else ""
        if word in VERBS or word in lower_words or word in COMMON:
            return _open_class(word, ".", i, lower, count)
        if len(token) > 1 and token.isupper():
            return "U"
        if following[:1].isupper() and lower[i + 1] not in FUNCTION and following in names:
            return "U" if word not in COMMON else "n"
        if starting or word.endswith(("s", "ing", "ed", "ly", "tion", "ment", "ers")):
            named = following in ("'", "’") or (i + 1 < count and lower[i + 1] in _AFTER_NAME)
            return "U" if named and not word.endswith("s") else _open_class(word, ".", i, lower, count)
        return "U"
    return "U"


ABBREVIATED = word_set("abbreviated")
"""Words in capitals that name no one."""
_AFTER_NAME = word_set("after_name")
CONCEPT_WORDS = frozenset(
    word for row in read_rows("concepts.csv") for phrase in row["phrases"].split("|") for word in phrase.split()
)
COMMON = CONCEPT_WORDS | frozenset(word for row in read_rows("descriptions.csv") for word in row["description"].split())


@lru_cache(maxsize=32_768)
def _shape(word: str) -> str:
    """What the letters of a lower-case word alone say: possessive `p`, known verb `V`, `A`, `G`, `E`, `s` (may be a third person), else `n`."""
    if word.endswith("'s"):
        return "p"
    if word in VERBS:
        return "V"
    if word.endswith("ly") and len(word) > 4 and word not in LY_NOUNS:
        return "A"
    if word.endswith("ing") and len(word) > 5 and word not in ING_NOUNS:
        return "G"
    if word.endswith("ed") and len(word) > 4 and word not in ED_NOUNS:
        return "E"
    return "s" if word.endswith("s") and not word.endswith(("ss", "us", "is")) else "n"


def _open_class(word: str, before: str, i: int, lower: list[str], count: int) -> str:
    """Class of a lower-case word that is in no closed class."""
    shape = _shape(word)
    if shape == "p":
        return "p"
    following = lower[i + 1] if i + 1 < count else ""
    if word == "lives" and before in "NA":
        return "n"
    verb = VERBS.get(word) if shape == "V" else None
    if verb is None:
        if before == "M" or (before == "t" and FUNCTION.get(following) in ("D", "O", "R") and not word.endswith("ly")):
            return "V"
        if shape == "G":
            return "G" if before not in "DOpf" else "n"
        if shape == "s":
            return "V" if before in "RWU" and FUNCTION.get(following, "") in ("D", "O", "t", "P") else "n"
        return shape
    if verb.form == "ing":
        if before in "DOp" and FUNCTION.get(following) not in ("D", "O"):
            return "n"
        return (
            "G"
            if word not in ING_NOUNS
            or before == "B"
            or (before in ",nUE" and FUNCTION.get(following, "") in ("D", "O"))
            else "n"
        )
    return _class_of_verb(word)


def _class_of_verb(word: str) -> str:
    """Class of a form of a known verb that is no -ing form."""
    form = VERBS[word].form
    if form == "base" or (word in NOUN_FORMS and form in ("third", "past", "participle")):
        return "v"
    return "E" if form in ("past", "participle") else "V"


def _need_verb(tags: list[str], lower: list[str], count: int) -> None:
    """In a sentence without a finite verb, the first word that may be one behind a noun is it: `The reactor supplies power`."""
    for i in [i for i, tag in enumerate(tags) if tag == "n"]:
        verb = VERBS.get(lower[i])
        if (
            verb is not None
            and 0 < i < count - 1
            and (
                (verb.form in ("third", "past") and tags[i - 1] in "nU" and tags[i + 1] in "nUNPtADO")
                or (
                    verb.form == "base"
                    and tags[i - 1] in "nU"
                    and tags[i + 1] in "N$€£"
                    and any(word.endswith("s") for word in lower[:i])
                )
            )
        ):
            tags[i] = "V"
            return


_NOUN_BEFORE = frozenset("DOpNfP-(/")
_VERB_BEFORE = frozenset("RMW")
FINITE = frozenset("VBHM")
"""Classes of finite verbs."""
_UNSETTLED = frozenset("vE")
_UNSETTLED_OR_NOUN = frozenset("vEn")


def _settle(tags: list[str], lower: list[str], count: int, account: bool) -> None:
    """Settles words that may be noun or verb (`v`) and -ed forms (`E`) by their neighbours, in place; `account`: the word may be there."""
    wanted = _UNSETTLED_OR_NOUN if account else _UNSETTLED
    for i in list(compress(range(count), map(wanted.__contains__, tags))):
        tag = tags[i]
        if account and lower[i] == "account" and lower[i + 1 : i + 2] == ["for"] and i and tags[i - 1] in "nUN)":
            tags[i] = "V"
            continue
        if tag == "v":
            before = tags[i - 1] if i else "."
            k = i - 1
            while k >= 0 and tags[k] == "A":
                k -= 1
            real_before = tags[k] if k >= 0 else "."
            after = tags[i + 1] if i + 1 < count else "."
            verb = VERBS[lower[i]]
            third = verb.form == "third"
            if (
                (verb.form in ("past", "participle") and verb.base != lower[i])
                or real_before in _VERB_BEFORE
                or (real_before == "t" and not third)
            ):
                tags[i] = "V"
            elif before in _NOUN_BEFORE or real_before in "DO":
                tags[i] = "n"
            elif real_before in "BH" and verb.base == lower[i] and verb.participle == lower[i]:
                tags[i] = "E"
            elif (
                verb.form == "base"
                and before == "n"
                and verb.participle != verb.base
                and not lower[i - 1].endswith("s")
            ):
                tags[i] = "n"
            elif (third and real_before == "n" and after == "U") or (
                real_before in 'nUTE"),'
                and (after in "NDOtRA$£€¥₹" or (after == "P" and verb.role in ("change", "reach", "share", "measure")))
                and lower[i + 1] not in ("excluding", "including")
            ):
                tags[i] = "V"
            elif real_before == "U" and after in "nPU" and third:
                tags[i] = "V" if after != "P" or verb.role else "n"
            elif (
                (before == "n" and verb.form == "base" and lower[i - 1].endswith("s") and after in "PNDOARt$£€")
                or (third and after in "DO")
                or (real_before == "C" and (after in "NDO$£€¥₹" or lower[i + 1 : i + 2] == ["aside"]))
            ):
                tags[i] = "V"
            else:
                tags[i] = "n"
        elif tag == "E":
            before = tags[i - 1] if i else "."
            after = tags[i + 1] if i + 1 < count else "."
            if before in "BH" or (before == "A" and i > 1 and tags[i - 2] in "BH"):
                continue
            if before == "P" and lower[i - 2 : i] == ["more", "than"]:
                tags[i - 2 : i + 1] = "AAV"
                continue
            if before == "N" and (
                after == "U"
                or (VERBS.get(lower[i]) is not None and VERBS[lower[i]].form == "past" and after in "tPA,.DON")
            ):
                tags[i] = "V"
                continue
            if ((before in "DOpN" or (before == "-" and i > 1 and tags[i - 2] in "nUA")) and after in "nUGv-") or (
                before in "fP" and after in "nUvG"
            ):
                tags[i] = "n"
            elif before in 'nUTR")W' or (before == "A" and i > 1 and tags[i - 2] in "nUTRW)"):
                known = VERBS.get(lower[i])
                if known is not None and known.form == "participle" and known.participle != lower[i]:
                    continue
                # `homes destroyed in …` is reduced, `floods destroyed homes` is finite: an object or a number decides.
                if (
                    before in "RW"
                    or after in "NDOUnRt$£€¥₹A-"
                    or (after == "P" and known is not None and known.role)
                    or (after == "P" and before in "U)")
                ):
                    tags[i] = "V"
            elif before in ",C" and (after in "NDO$£€¥₹" or (before == "," and after in "nU")):
                tags[i] = "V"
    if FINITE.isdisjoint(tags):
        _need_verb(tags, lower, count)


_VERBAL = re.compile("[MBHVEG]")


def verb_groups(tags: str) -> list[tuple[int, int, int]]:
    """Verb groups as (first token, one past the last, main verb token); -ing and -ed forms alone are groups too."""
    groups: list[tuple[int, int, int]] = []
    i, count = 0, len(tags)
    for match in _VERBAL.finditer(tags):
        if match.start() < i:
            continue
        first = main = i = match.start()
        k = i + 1
        while k < count:
            tag = tags[k]
            if tag in "BHEV" or (tag == "G" and tags[main] in "BHE"):
                if tag == "V" and tags[main] in "VEG":
                    break
                if tag in "BH" and tags[main] in "VEG":
                    break
                if tag == "E" and tags[main] in "VEG":
                    break
                main = k
                k += 1
            elif tag == "A" and tags[main] in "MBH":
                k += 1
            elif tag == "t" and tags[main] in "BH" and k + 1 < count and tags[k + 1] in "VB":
                main = k + 1
                k += 2
            elif tag == "M" and tags[main] == "M":
                k += 1
            else:
                break
        groups.append((first, main + 1, main))
        i = k if k > main else main + 1
    return groups


def noun_phrase_left(tags: str, end: int) -> int:
    """First token of the noun phrase that ends before `end` (no preposition inside); `end` where there is none."""
    i = end - 1
    if i < 0 or tags[i] not in "nUTRNGpDW)":
        return end
    if tags[i] in "RW":
        return i
    while i >= 0:
        tag = tags[i]
        if (
            tag in "nUpNTA'"
            or (tag in "GE" and i + 1 < end and tags[i + 1] in "nU-")
            or (tag in "-/" and i > 0 and tags[i - 1] in "nUNGAE" and i + 1 < end)
            or (tag == "&" and i > 0 and tags[i - 1] == "U" and tags[i + 1 : i + 2] == "U")
        ):
            i -= 1
        elif tag in "DO":
            if i > 0 and tags[i - 1] in "DN":
                i -= 1
                continue
            return i
        else:
            break
    i += 1
    while i < end and tags[i] in "A'-":
        i += 1
    return i


def noun_phrase_right(tags: str, start: int) -> int:
    """One past the noun phrase that starts at `start` (no preposition inside); `start` where there is none."""
    i, count = start, len(tags)
    seen = False
    while i < count:
        tag = tags[i]
        if tag in "nU":
            seen = True
            i += 1
        elif (
            (tag in "DO" and not seen)
            or tag in "pTN'"
            or (tag in "A" and not seen)
            or (tag in "GE" and i + 1 < count and tags[i + 1] in "nU" and not seen)
            or (tag in "-/" and i + 1 < count and tags[i + 1] in "nUNGE" and i > start)
            or (tag in "GE" and i > start and tags[i - 1] in "-")
            or (tag == "&" and i > start and tags[i - 1] == "U" and tags[i + 1 : i + 2] == "U")
        ):
            i += 1
        else:
            break
    while i > start and tags[i - 1] in "A'-pDO":
        i -= 1
    return i

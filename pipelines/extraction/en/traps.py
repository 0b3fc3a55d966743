"""Numbers that are no figures: dates, years, clock times, scores, versions, model names, numbered things, addresses.

Belongs here: how a number that names or dates something is told from one that measures. Does not belong here: values.
"""

from __future__ import annotations

import re
from pathlib import Path

from pipelines.extraction.document import NUMBER_KIND, WORD_KIND, Sentence
from pipelines.extraction.en.clock_times import clock_time_at
from pipelines.extraction.en.glued_codes import NAME_WORDS, code_on, glued_trap
from pipelines.extraction.en.marked_words import mark
from pipelines.extraction.en.nouns import STOPS, noun_behind
from pipelines.extraction.en.numerals import DASHES, HYPHENS, read_numeral

LEXICON = Path(__file__).parent / "lexicon"

MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ]
)
_PLAIN_MONTHS = frozenset(
    ["january", "february", "april", "june", "july", "august", "september", "october", "november", "december"]
)
"""Months that are no other word, so that small letters are enough."""
_YEAR_BEFORE = frozenset(
    ["in", "since", "by", "of", "from", "until", "till", "before", "after", "during", "early", "late", "mid", "end", "year", "fiscal", "fy", "and", "to", "between", "through", "than", "the", "for", "around", "about", "spring", "summer", "autumn", "fall", "winter", "is", "was", "ending", "ended", "back", "circa", "class", "vintage", "season", "budget", "plan", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "q", "h", "q1", "q2", "q3", "q4", "h1", "h2", "quarter", "half"]
)  # fmt: skip
_COUNT_NOUNS = frozenset(
    ["people", "persons", "workers", "jobs", "employees", "staff", "homes", "houses", "men", "women", "children", "students", "patients", "troops", "soldiers", "police", "households", "families", "residents", "passengers", "vehicles", "cars", "tonnes", "flats", "units", "beds", "seats", "members", "votes", "cases", "deaths", "hectares", "acres", "kilometres", "kilometers", "metres", "meters", "miles", "dollars", "euros", "pounds", "yuan", "tons", "megawatts", "fans", "spectators", "delegates", "visitors", "guests", "migrants", "refugees", "volunteers", "protesters", "farmers", "schools", "companies", "firms", "enterprises", "shops", "stores", "trees", "animals", "birds", "birth", "points", "copies", "subscribers", "users", "customers"]
)  # fmt: skip
_SCORE_WORDS = frozenset(
    ["beat", "beats", "win", "wins", "won", "winning", "victory", "lead", "led", "leading", "draw", "drew", "drawn", "defeat", "defeated", "lost", "lose", "losing", "score", "scored", "thrashed", "ended", "trailed", "ruling", "vote", "voted", "verdict", "split", "poll", "goals", "goal", "match", "game", "set", "sets", "tie", "tied", "over", "against", "edged"]
)  # fmt: skip
_CLOCK_AFTER = frozenset(
    [
        "a.m.",
        "a.m",
        "am",
        "p.m.",
        "p.m",
        "pm",
        "gmt",
        "utc",
        "est",
        "edt",
        "bst",
        "ist",
        "cet",
        "hrs",
        "noon",
        "midnight",
        "o'clock",
    ]
)
_CODE_WORDS = frozenset(
    [
        "isbn",
        "issn",
        "tel",
        "phone",
        "fax",
        "icp",
        "licence",
        "license",
        "no",
        "nos",
        "ref",
        "p.o",
        "po",
        "box",
        "ext",
        "code",
        "pin",
        "zip",
        "latitude",
        "longitude",
    ]
)
_WEB = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+\.\S+|\b[\w-]+\.(?:jpe?g|png|gif|pdf|html?|mp[34]|docx?|xlsx?|csv|zip)\b",
    re.IGNORECASE,
)
_WEB_SIGN = re.compile(r"@|://|www\.|\.(?:jp|png|gif|pdf|htm|mp|doc|xls|csv|zip)", re.IGNORECASE)
_DOTTED = re.compile(r"\.[^\W\d_]")
"""Without one there is neither file name nor address: cheaper than the patterns."""
_CODE_AT = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?|\d{1,2}/\d{1,2}/\d{2,4}\b|\d{1,2}\.\d{1,2}\.\d{4}\b"
    r"|\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\b|24/7\b"
    r"|\d{5,}-\d{1,3}\b(?![\d,.%-])"
    r"|97[89]-\d{1,5}-\d{1,7}-\d{1,7}-[\dX]\b|\d{1,4}-(?!to-|or-|by-|in-|of-|for-|on-|and-|a-|x-|plus-|odd-)[A-Za-z]{1,4}-\d+\b"
    r"|0\d{1,4}[\s-]\d{3,4}[\s-]\d{3,4}\b|0\d{4}[\s-]\d{6}\b|555-0\d{3}\b|\d{1,2}(?:-\d{1,2}){2}(?![\d%-])|\d(?:-\d){2,4}(?![\d%-])|\d{3}\)\s?\d{3}-\d{4}|\d{1,4}(?:-\d{2,6}){3,}\b|\d{3}-\d{3,4}-\d{4}\b"
    r"|\d{2}(?: \d{2}){3,}(?!\d|[,.]\d)|\d{3} \d{2}(?![\d,.%-]|\s?[a-zµ°])"
)
"""ISO and numeric dates, clock times, phone numbers, postcodes, formations of a team (`4-4-2`), read from the start of a number."""
_CODE_SIGNS = frozenset("-/.:)")
_PHONE_AT = re.compile(
    r"\d{2,4}(?:[ -]\d{2,4})*(?: (?:and|or) \d{3,4}\b(?:[ -]\d{3,4})*)?(?![\d,.]\d|\s?%)|\d[\d\s()-]{7,}\d"
)
_CALLED_AT = re.compile(r"\d{2,4}(?:[ -]\d{2,4}){1,4}(?![\d,.]\d|\s?%)")
_ASKED_AT = frozenset(
    "tips questions enquiries inquiries enquiry bookings booking reservations contact contacts info information newsroom desk press media".split()
)
"""Labels of a phone number that are also labels of other things: only digits in groups are one behind them."""
_PHONE_WORDS = frozenset(
    "call tel phone telephone mobile hotline line fax whatsapp dial text number numbers helpline sms postcode zip postal + switchboard freephone".split()
)
_PHONING = mark(_PHONE_WORDS | _ASKED_AT)


def masked_spans(s: Sentence) -> list[tuple[int, int]]:
    """Gives the stretches of a sentence (code points of the article) that are addresses of the web, of mail, or file names."""
    text = s.text
    if "@" not in text and "://" not in text and (text.find(".", 0, -1) < 0 or not _DOTTED.search(text)):
        return []
    if not _WEB_SIGN.search(text):
        return []
    return [(s.start + match.start(), s.start + match.end()) for match in _WEB.finditer(s.text)]


def _may_be_code(s: Sentence, at: int, token: str) -> bool:
    """A cheap look at what follows the first digits, before `_CODE_AT` is tried: a sign of its own, or a space and a digit."""
    if not token.isdecimal():
        return "," not in token or not token[: token.index(",")].isdecimal()
    end = s.ends[at] - s.start
    behind = s.text[end : end + 1]
    return behind in _CODE_SIGNS or (behind.isspace() and s.text[end + 1 : end + 2].isdecimal())


def code_end(s: Sentence, at: int) -> int:
    """One past (code point of the article) a date, clock time, phone number or postcode that starts at token `at`, or 0."""
    token = s.tokens[at]
    match = _CODE_AT.match(s.text, s.starts[at] - s.start) if _may_be_code(s, at, token) else None
    if (
        match is None
        and s.marks & _PHONING
        and at
        and not (at > 1 and s.lower[at - 1] == "number" and s.lower[at - 2][-1:] == "s")
    ):
        near = s.lower[max(0, at - 3) : at]
        if near[-1] == "+" or not _PHONE_WORDS.isdisjoint(near):
            phone = near[-1] == "+" or near[-1] in ("on", ":", "to", "at", "is", ".") or near[-1] in _PHONE_WORDS
            if phone and "," not in token and (len(token) >= 3 or near[-1] == "+"):
                match = _PHONE_AT.match(s.text, s.starts[at] - s.start)
        elif near[-1] == ":" and at > 1 and near[-2] in _ASKED_AT:
            match = _CALLED_AT.match(s.text, s.starts[at] - s.start)
    return s.start + match.end() if match else 0


def is_year(s: Sentence, at: int) -> bool:
    """Tells whether the number token `at` is a calendar year: four plain digits from 1500 to 2199 that count nothing."""
    token = s.tokens[at]
    if len(token) != 4 or not token.isdigit() or not "1500" <= token <= "2199":
        return False
    low, n = s.lower, len(s.lower)
    following = low[at + 1] if at + 1 < n else ""
    before = low[at - 1] if at else ""
    if following in _COUNT_NOUNS:
        return before in ("in", "since") and following not in _COUNT_NOUNS
    if following in ("%", "percent", "million", "billion", "mw", "kg", "km", "mm", "mwh", "gwh", "kwh"):
        return False
    if before in _YEAR_BEFORE or not "1900" <= token <= "2100":
        return token >= "1500"
    found = noun_behind(s, at + 1)
    if found and token.endswith("00") and found[1] - found[0] <= 3 and before not in ("", "(", ","):
        return False
    return True


def _date_span(s: Sentence, at: int) -> int:
    """One past a date that holds token `at` as its day (`May 21`, `21 May`, `12–15 September`, `the 3rd of June`), or 0."""
    low, n = s.lower, len(s.lower)
    i = at + 1
    if i < n and low[i] in ("st", "nd", "rd", "th"):
        i += 1
    # A range of days: 12–15 September, 12 and 13 May
    j = i
    if (
        j + 1 < n
        and (low[j] in DASHES or low[j] in ("and", "to", "or", "through", "until"))
        and s.kinds[j + 1] == NUMBER_KIND
        and len(s.tokens[j + 1]) <= 2
    ):
        j += 2
        if j < n and low[j] in ("st", "nd", "rd", "th"):
            j += 1
    if j < n and low[j] == "of" and j + 1 < n and low[j + 1] in MONTHS:
        return _year_tail(s, j + 2)
    if j < n and low[j] in MONTHS and (s.tokens[j][0].isupper()):
        if (
            low[j] in ("may", "mar", "march")
            and j + 1 < n
            and low[j + 1] in ("be", "have", "not", "also", "cost", "need", "on", "to")
        ):
            return 0
        return _year_tail(s, j + 1)
    k = at - 1
    if k >= 0 and low[k] == ".":
        k -= 1
    if k >= 0 and low[k] == "the":
        k -= 1
    if k >= 0 and low[k] in MONTHS and (s.tokens[k][0].isupper() or low[k] in _PLAIN_MONTHS):
        return _year_tail(s, j if j != i else i)
    return 0


def _year_tail(s: Sentence, i: int) -> int:
    n = len(s.lower)
    if i < n and s.lower[i] == ".":
        i += 1
    j = i + 1 if i < n and s.lower[i] == "," else i
    if j < n and s.kinds[j] == NUMBER_KIND and len(s.tokens[j]) == 4 and s.tokens[j].isdigit():
        return j + 1
    return i


_DIALLED = frozenset(
    "rang ring rings ringing rung dial dials dialled dialed dialling phone phoned call called calling text".split()
)
_HELP_LINES = frozenset("999 911 112 101 111 988 000 100 108 110 113 115 116 117 118 119 120 144".split())
_BEHIND_DIALLED = frozenset(
    "and or but for to after before from at on in when as because who if by with immediately just straight twice again about instead to".split()
)
"""What goes on behind the number of a help line; `rang 100 customers` counts."""
_OF_YEAR = frozenset("of in summer spring autumn winter since class flood blitz".split())
_PAGED = frozenset("photo photos image picture page slide gallery screenshot figure frame".split())
_SHARES_OUT = frozenset("no nos number numbers for in".split())
_SPAN = frozenset(["to", "and", "until", "till", *DASHES])
_OPEN_ON = frozenset(
    "weekdays weekends daily open opens hours mon tue tues wed thu thur thurs fri sat sun mondays tuesdays wednesdays thursdays fridays saturdays "
    "sundays monday tuesday wednesday thursday friday saturday sunday".split()
)
"""Words in front of opening hours that print no `am`."""
_SCREENS = frozenset(["480", "720", "1080", "1440", "2160"])
_ODDS = frozenset("odds favourite favorite bookmakers outsider priced".split())
_DENOMINATORS = frozenset(["2", "3", "4", "6", "8", "16", "32", "64"])
"""What news prints fractions in; `11/21` is a number of something."""


def trap_at(s: Sentence, at: int) -> int:
    """Tells whether the digits at token `at` are a date, time, score, name or code.

    Gives one past the last token that belongs to it, or 0 where the number may be a figure.
    """
    tokens, low, kinds, n = s.tokens, s.lower, s.kinds, len(s.lower)
    token = tokens[at]
    before = low[at - 1] if at else ""
    following = low[at + 1] if at + 1 < n else ""
    small = len(token) <= 2 and token.isdigit()
    glued_before = at > 0 and s.starts[at] == s.ends[at - 1]
    glued_after = at + 1 < n and s.starts[at + 1] == s.ends[at]
    if at == 0 and s.form == "item" and following in (".", ")"):
        return 2
    if glued_before or glued_after:
        stop = glued_trap(s, at, before, following, glued_before=glued_before, glued_after=glued_after)
        if stop:
            return stop
    if following == "of" and at + 2 < n and kinds[at + 2] == NUMBER_KIND and at:
        label = low[at - 2] if before == ":" and at > 1 else before
        if label in _PAGED or (label in NAME_WORDS and tokens[at - 1][0].isupper() and label not in _SHARES_OUT):
            return at + 3  # `Photo 2 of 9`, `Page 14 of 60`, `Stage 4 of 21`
    if small and following in HYPHENS and low[at + 3 : at + 4] == ["s"] and s.starts[at + 3] == s.ends[at + 2]:
        return at + 4  # `11-17s`: a group of ages
    if following in _SPAN and at + 3 < n and kinds[at + 2] == NUMBER_KIND and len(tokens[at + 2]) <= 5:
        if low[at + 3] in _CLOCK_AFTER and re.fullmatch(r"\d{1,2}(?:[.:]\d\d)?", token):
            return at + 4  # `5-7pm`, `between 9 and 11 a.m.`
    if small and before in _OPEN_ON and following in _SPAN and at + 2 < n and len(tokens[at + 2]) <= 2:
        if kinds[at + 2] == NUMBER_KIND and (at + 3 >= n or kinds[at + 3] != WORD_KIND or low[at + 3] in STOPS):
            return at + 3  # `weekdays 9-12`
    if before in ("#", "№") or (
        before in _CODE_WORDS and not (before == "no" and low[at - 2 : at - 1] in (["there"], ["were"]))
    ):
        return at + 1
    if before == "." and at >= 2 and low[at - 2] in ("no", "nos", "vol", "fig", "p", "pp", "art", "sec", "tel", "ch"):
        return code_on(s, at + 1)
    if before in ("vol", "p", "pp") and at > 1 and low[at - 2] in ("(", ","):
        return at + 1  # `Nature (vol 626, p 341)`
    if before in _DIALLED or (before == "to" and at > 1 and low[at - 2] in ("call", "calls", "text", "texts")):
        ends = at + 1 >= n or kinds[at + 1] != WORD_KIND or following in _BEHIND_DIALLED
        if (len(token) == 3 and token in _HELP_LINES and (ends or before == "to")) or (
            before in ("dial", "dialled", "dialed") and token.isdigit()
        ):
            return at + 1  # `rang 999`
    if token.isdigit() and 3 <= len(token) <= 4 and following in ("number", "numbers", "hotline", "helpline") and at:
        if before in ("its", "the", "a", "their", "this", "that", "on", "premium-rate", "free"):
            return at + 1  # `dialled its 1300 number`
    if token == "100" and before == "=":
        return at + 1  # the base of an index
    if before in ("'", "’", "‘") and glued_before and len(token) == 2 and at > 1 and low[at - 2] in _OF_YEAR:
        return at + 1  # `the Class of '24`
    if following == "block" and low[at + 2 : at + 3] == ["of"] and before == "the" and token.endswith("00"):
        return at + 2  # `the 100 block of West Street`
    if before == "/" and glued_before and at > 1 and kinds[at - 2] == WORD_KIND and len(low[at - 2]) == 1:
        stop = at + 1  # the aperture of a lens, `f/2.8`; the number of a paper, `B/24/031`
        while stop + 1 < n and tokens[stop] == "/" and kinds[stop + 1] == NUMBER_KIND:
            stop += 2
        return stop
    if (
        before == "("
        and following == ")"
        and at > 1
        and kinds[at - 2] == NUMBER_KIND
        and (
            s.starts[at - 1] == s.ends[at - 2]  # `Rule 8(2)`
            or (small and at > 3 and low[at - 3] in HYPHENS and kinds[at - 4] == NUMBER_KIND)  # `7-6 (3)`
        )
    ):
        return at + 1
    if before in ("km", "mile", "kilometre", "kilometer", "milepost") and at > 1 and kinds[at - 2] != NUMBER_KIND:
        return at + 1  # `between km 12 and km 40`
    if (
        glued_after
        and following == "p"
        and token in _SCREENS
        and not {"video", "screen", "display", "hd", "resolution", "at", ";"}.isdisjoint(low[at + 2 : at + 5])
    ):
        return at + 2  # `1080p video`
    if before == "mark" and at > 1 and low[at - 2] == "gas":
        return at + 1  # the heat of an oven
    if (
        following == "to"
        and low[at + 2 : at + 3] == ["1"]
        and low[at + 3 : at + 4] in (["margin"], ["majority"], ["vote"])
    ):
        return at + 3  # `by a 2 to 1 margin`
    if following == "to" and low[at + 2 : at + 3] == ["1"] and not _ODDS.isdisjoint(low[max(0, at - 6) : at]):
        return at + 3  # `odds of 3 to 1`
    if (stop := clock_time_at(s, at)) != 0:
        return stop
    if before == "§" or (before == "[" and following == "]") or following in ("u.s.c.", "u.s.c"):
        return at + 1
    if small or (len(token) <= 2):
        stop = _date_span(s, at)
        if stop:
            return stop
    if before in MONTHS and token.isdigit() and len(token) == 4 and tokens[at - 1][0].isupper():
        return at + 1
    if (
        following in _CLOCK_AFTER
        and (following != "hrs" or len(token) == 4)
        and re.fullmatch(r"\d{1,2}(?:[.:]\d\d)?|\d{4}", token)
    ):
        return at + 2
    if following == "hours" and len(token) == 4 and (token[0] == "0" or low[at + 2 : at + 3] in (["local"], ["gmt"])):
        return at + 2
    # Scores, votes, ratings: 7-3, 31:27, 9/10, 214/6
    if (
        glued_after
        and following in "-–:/"
        and at + 2 < n
        and kinds[at + 2] == NUMBER_KIND
        and s.starts[at + 2] == s.ends[at + 1]
    ):
        other = tokens[at + 2]
        if following == ":":
            return at + 3
        if following == "-" and low[at + 3 : at + 4] == ["/"]:
            mixed = read_numeral(s, at)
            if mixed is not None and mixed.last == at + 5:
                return 0  # `1-3/4`
        if following == "-" and (other == "1" or not _ODDS.isdisjoint(low[max(0, at - 4) : at])):
            return at + 3  # `a 5,000-1 outsider`, `odds-on at 4-6`
        if following == "/":
            if is_year(s, at):
                return at + 3
            if len(other) == 4 and token.isdigit() and other.isdigit() and "1950" <= other <= "2049":
                return at + 3  # the number of a case, `418/2024`
            if (
                other in ("5", "10", "100", "20")
                or not (token.isdigit() and other.isdigit())
                or int(token) >= int(other)
                or (
                    len(token) <= 2
                    and len(other) <= 2
                    and other not in _DENOMINATORS
                    and low[at + 3 : at + 4] != ["of"]
                )
            ):
                return at + 3
        elif token.isdigit() and other.isdigit():
            if len(token) == 4 and is_year(s, at) and len(other) in (2, 4):
                return at + 3
            if len(token) <= 3 and len(other) <= 3 and int(token) >= int(other):
                return at + 3
            if (
                len(token) <= 2
                and len(other) <= 2
                and (low[max(0, at - 6) : at] and any(w in _SCORE_WORDS for w in low[max(0, at - 6) : at]))
            ):
                if not (
                    at + 3 < n
                    and (
                        low[at + 3] in ("%", "percent", "per")
                        or (kinds[at + 3] == WORD_KIND and low[at + 3] not in STOPS)
                    )
                ):
                    return at + 3
    return 0

"""Encodings and compression."""

import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reading.decoding import declared_charset, decode, unpacked
from pipelines.reading.model import NotAnArticle

ENGLISH = "The café on the quay – “Brandt’s” – sold 40,000 cups at €3 in 2024, 12 percent more than planned.\n"
CHINESE = "港务局周一表示，赛文港去年处理货物420万吨，同比增长12%，收入达到3.5亿元。\n"


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "gb18030"]
)
def test_english(codec: str) -> None:
    assert decode(ENGLISH.encode(codec)) == ENGLISH


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_chinese(codec: str) -> None:
    assert decode(CHINESE.encode(codec)) == CHINESE


@pytest.mark.parametrize(
    "text",
    [
        "Größe und Höhe: 1,2 Mio. €, sagte Frau Müller.",
        "L’été dernier, 40 % des élèves étaient « là ».",
        "Año de niños: 3 millones",
    ],
)
def test_western(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


def test_one_broken_byte_does_not_garble_the_rest() -> None:
    data = CHINESE.encode() * 3
    assert decode(data[:60] + b"\xff" + data[60:]).replace("\ufffd", "").count("万吨") == 3


def test_cut_in_the_middle_of_a_character() -> None:
    assert decode(CHINESE.encode()[:-3]).startswith(CHINESE[:20])


def test_declared_charset_is_read_as_browsers_do() -> None:
    page = f'<html><head><meta charset="gb2312"></head><body>{CHINESE}</body></html>'.encode("gb18030")
    assert CHINESE in decode(page, declared_charset(page))
    assert declared_charset(b'<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">') == "cp1252"
    assert declared_charset(b'<meta charset="hex">') is None


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf  \n", "empty"),
        (b"%PDF-1.7 and so on", "binary"),
        (b"PK\x03\x04rest", "binary"),
        (bytes(range(256)) * 20, "binary"),
        (b"abc\x00def" * 50, "binary"),
    ],
)
def test_what_is_no_text(data: bytes, rule: str) -> None:
    with pytest.raises(NotAnArticle) as raised:
        decode(data)
    assert raised.value.rule == rule


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_utf8_comes_back(text: str) -> None:
    try:
        assert decode(text.encode()) == text.removeprefix("\ufeff")
    except NotAnArticle as refused:
        assert refused.rule in ("empty", "binary")


def test_gzip_is_known_by_its_bytes() -> None:
    packed = gzip.compress(b"forty-two")
    assert unpacked(io.BytesIO(packed), 100, "file") == b"forty-two"
    assert unpacked(io.BytesIO(b"forty-two"), 100, "file") == b"forty-two"


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (gzip.compress(bytes(10_000)), "oversized"),
        (b"x" * 1001, "oversized"),
        (gzip.compress(b"some text " * 50)[:-12], "truncated_gzip"),
        (gzip.compress(b"some text")[:10] + b"\xff" * 30, "broken_gzip"),
    ],
)
def test_what_cannot_be_unpacked(data: bytes, rule: str) -> None:
    with pytest.raises(NotAnArticle) as raised:
        unpacked(io.BytesIO(data), 1000, "file")
    assert raised.value.rule == rule

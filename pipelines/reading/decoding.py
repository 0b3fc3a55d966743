"""Bytes → characters. Belongs here: gzip, encodings, telling text from binary. Does not belong here: what the text says."""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from typing import BinaryIO

from charset_normalizer import from_bytes

from pipelines.reading.model import NotAnArticle

GZIP_MAGIC = b"\x1f\x8b"
BINARY_MAGIC = {
    b"%PDF": "a PDF document; save its text as .txt",
    b"PK\x03\x04": "a zip archive or an office document; unpack it or save its text as .txt",
    b"\xd0\xcf\x11\xe0": "an office document; save its text as .txt",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"BZh": "compressed with bzip2; unpack it or pack it with gzip",
    b"\xfd7zXZ": "compressed with xz; unpack it or pack it with gzip",
    b"\x28\xb5\x2f\xfd": "compressed with zstd; unpack it or pack it with gzip",
    b"7z\xbc\xaf": "a 7z archive; unpack it",
    b"{\\rtf": "a rich text document; save its text as .txt",
}
MARKS = [
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
"""Byte order marks, longest first, and the codec that takes them off."""

DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})|<\?xml[^>]{0,100}encoding=["']([A-Za-z0-9_.:-]{2,40})""",
    re.IGNORECASE,
)
WIDER_CODEC = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "windows-1252": "cp1252",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
}
"""Declared names and the wider codec that browsers read them with (WHATWG Encoding Standard)."""

PRINT_SIGNS = set("“”‘’—–…·•《》〈〉「」、。，；：！？％（）【】￥€£°×±№　")
"""Signs that print uses in any language; a Latin text saved as GB18030 has no others above ASCII."""
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
COMMON_CHINESE = set(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"
)
"""Frequent Chinese characters; bytes of another encoding read as GB18030 give rare ones."""


def unpacked(stream: BinaryIO, limit: int, what: str) -> bytes:
    """All bytes of the seekable `stream`, gunzipped where they are gzip (once, by their first bytes), at most `limit` after that.

    Raises NotAnArticle: `oversized`, `truncated_gzip`, `broken_gzip`.
    """
    packed = stream.read(2) == GZIP_MAGIC
    stream.seek(0)
    if not packed:
        data = stream.read(limit + 1)
        if len(data) > limit:
            raise oversized(limit, what)
        return data
    try:
        with gzip.GzipFile(fileobj=stream) as plain:
            data = plain.read(limit + 1)
    except EOFError as error:
        raise NotAnArticle("truncated_gzip", "The gzip file ends too early; fetch it again.") from error
    except (OSError, zlib.error) as error:
        raise NotAnArticle("broken_gzip", f"The gzip file is damaged ({error}); fetch it again.") from error
    if len(data) > limit:
        raise oversized(limit, f"{what} after decompression")
    return data


def oversized(limit: int, what: str) -> NotAnArticle:
    """The reject for something larger than its limit in bytes."""
    shown = f"{limit // (1024 * 1024)} MB" if limit >= 1024 * 1024 else f"{limit // 1024} KB"
    return NotAnArticle("oversized", f"The {what} is larger than {shown}; split it.")


def reject_binary(data: bytes) -> None:
    """Raises NotAnArticle (`empty`, `binary`) where `data` is no text in any encoding."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise NotAnArticle("empty", "The file holds no text; remove it or fetch it again.")
    for magic, what in BINARY_MAGIC.items():
        if data.startswith(magic):
            raise NotAnArticle("binary", f"The file is {what}.")
    if any(data.startswith(mark) for mark, _ in MARKS) or _utf16_without_mark(data):
        return
    sample = data[:65536]
    if len(CONTROL.findall(sample)) > len(sample) // 200 or b"\x00" in sample:
        raise NotAnArticle("binary", "The file is binary, not text; save the article as text or HTML.")


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[:4096]
    if len(sample) < 8 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.4 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.02 * half:
        return "utf-16-be"
    return None


def declared_charset(data: bytes) -> str | None:
    """The encoding that an HTML or XML document names in its first 4 KB, as a codec that Python knows, or None."""
    match = DECLARED.search(data[:4096])
    return known_codec((match[1] or match[2]).decode("ascii")) if match else None


def known_codec(name: str | None) -> str | None:
    """The codec for a declared charset: the wider one that browsers use; None for an unknown name."""
    if not name:
        return None
    wider = WIDER_CODEC.get(name.strip().lower(), name.strip().lower())
    try:
        b"0".decode(wider)  # refuses codecs that do not give text, such as hex
    except LookupError:
        return None
    except UnicodeDecodeError:  # one byte is no character of UTF-16
        pass
    return codecs.lookup(wider).name


def decode(data: bytes, declared: str | None = None) -> str:
    """`data` as text: by its byte order mark, as UTF-8, as `declared` (a charset name), else by the characters it gives.

    Raises NotAnArticle (`empty`, `binary`, `undecodable`).
    """
    reject_binary(data)
    for mark, codec in MARKS:
        if data.startswith(mark):
            return _lenient(data, codec)
    if (codec16 := _utf16_without_mark(data)) is not None:
        return _lenient(data, codec16)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        tail_only = error.start >= len(data) - 3
    codec_name = known_codec(declared)
    if tail_only or (codec_name or "").replace("_", "-") == "utf-8" or _mostly_utf8(data):
        return data.decode("utf-8", errors="replace")
    if codec_name:
        try:
            return data.decode(codec_name)
        except (UnicodeDecodeError, LookupError):
            pass
    return _by_characters(data)


def _lenient(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        if error.start < 0.98 * len(data):
            raise NotAnArticle(
                "undecodable", f"The file is marked as {error.encoding} but does not read as such; save it as UTF-8."
            ) from error
        return data.decode(codec, errors="replace")


def _mostly_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 with a few broken ones: whole sequences outnumber them by twenty."""
    sample = data[:200_000]
    whole = len(re.findall(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}", sample))
    broken = sample.decode("utf-8", errors="replace").count("\ufffd")
    return whole > 20 * broken


def _by_characters(data: bytes) -> str:
    """Text in a legacy encoding that nothing declares: GB18030 where it gives everyday Chinese, Windows-1252 where it gives Latin."""
    try:
        chinese = data.decode("gb18030")
    except UnicodeDecodeError as error:
        chinese = data[: error.start].decode("gb18030", errors="ignore") if error.start >= len(data) - 4 else ""
    wide = [character for character in chinese[:20000] if "\u3400" <= character <= "\u9fff"]
    high = {character for character in chinese[:20000] if character > "\x7f"}
    if high and not wide and all(character in PRINT_SIGNS or character.isalpha() for character in high):
        return chinese
    if wide and sum(character in COMMON_CHINESE for character in wide) >= 0.35 * len(wide):
        return chinese
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = ""
    letters = [character for character in western[:20000] if character > "\x7f"]
    if letters and _looks_western(western[:20000]):
        return western
    best = from_bytes(data[:200_000]).best()
    if best is not None:
        try:
            return data.decode(best.encoding)
        except (UnicodeDecodeError, LookupError):
            pass
    if western:
        return western
    raise NotAnArticle("undecodable", "The encoding of the file is not known; save it as UTF-8.")


def _looks_western(text: str) -> bool:
    """Whether characters above ASCII stand as Western print has them: alone between Latin letters, or as signs and quotes."""
    high = re.findall(r"[^\x00-\x7f]+", text)
    lone = sum(1 for run in high if len(run) <= 2)
    odd = sum(1 for run in high for character in run if character in "¤¦¬¯¶¸¹¼ÞþÐðƒ†‡ˆ‰Šš‹œŒ˜ÝýŽž")
    return lone >= 0.9 * len(high) and odd <= 0.2 * sum(map(len, high))

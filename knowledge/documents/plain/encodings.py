"""Bytes of a text file -> str.

Source: Unicode 15, section 23.8 (byte order marks); TCVN 5712:1993 and VNI-Windows code charts in legacy_fonts.tsv.
"""

import codecs
import re
import unicodedata
from functools import cache

from knowledge.documents.layout.document import DocumentError
from knowledge.language.table import load_table
from knowledge.language.text.syllables import is_syllable

BINARY = "không phải tệp văn bản; hãy gửi tệp .txt, .docx, .pdf hoặc .html"
UNKNOWN_CODEC = "không nhận ra bảng mã; hãy mở tệp, chọn Lưu thành (Save as) với bảng mã UTF-8 rồi gửi lại"
LEGACY_FONT = (
    "gõ bằng phông chữ cũ {font}, không phải Unicode; hãy chuyển mã sang Unicode (UniKey: Ctrl+Shift+F6) rồi gửi lại"
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WORD = re.compile(r"[A-Za-z\u00a1-\u024f\u1e00-\u1eff]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
MIN_WORDS = 5  # accented words before a text is judged; fewer may be names
WRONG_SHARE = 0.6  # of words that are syllables: read rightly 0.97 and more, wrongly below 0.5
RIGHT_SHARE = 0.85


def parse_bytes(content: bytes) -> str:
    """The text of UTF-8, UTF-16, UTF-32 or Windows-1258 bytes, byte order mark left out.

    Raises DocumentError if the bytes are no text, or a text whose encoding cannot be told.

    >>> parse_bytes("Thu ngân sách".encode("utf-16")), parse_bytes("Sản lượng lúa tăng, đạt kế hoạch".encode("utf-8"))
    ('Thu ngân sách', 'Sản lượng lúa tăng, đạt kế hoạch')
    """
    text = _decode(content)
    sample = text[:100_000]
    if "\x00" in sample or len(_CONTROLS.findall(sample)) * 100 > len(sample):
        raise DocumentError(BINARY)
    return text


def _decode(content: bytes) -> str:
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return _decode_as(content[len(mark) :], codec)
    try:
        return content.decode(_wide_codec(content[:4000]) or "utf-8")
    except UnicodeDecodeError:
        return _decode_narrow(content)


def _decode_as(content: bytes, codec: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        raise DocumentError(UNKNOWN_CODEC) from error


def _wide_codec(head: bytes) -> str | None:
    """UTF-16 without a mark: blanks and Latin letters leave a zero in every second byte, and nowhere else."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 5 < len(head) // 2 or min(even, odd) * 20 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _decode_narrow(content: bytes) -> str:
    """Text of one byte a letter: Windows-1258 where it gives syllables."""
    if b"\x00" in content:
        raise DocumentError(BINARY)
    shown = content.decode("latin-1")
    if font := find_legacy_font(shown):
        raise DocumentError(LEGACY_FONT.format(font=font))
    text = unicodedata.normalize("NFC", _decode_as(content, "cp1258"))
    words = _accented_words(text[:200_000])
    if not words or _share_of_syllables(words) < RIGHT_SHARE:
        raise DocumentError(UNKNOWN_CODEC if len(_CONTROLS.findall(shown)) * 100 < len(shown) else BINARY)
    return text


def find_legacy_font(text: str) -> str | None:
    """The font, TCVN3 or VNI, of a text that was typed in one and shows as Windows-1252 letters; else None.

    >>> find_legacy_font("Tæng thu ng©n s¸ch nhµ n­íc trªn ®Þa bµn"), find_legacy_font("Tổng thu ngân sách nhà")
    ('TCVN3', None)
    """
    words = _accented_words(text[:200_000])
    if len(words) < MIN_WORDS or _share_of_syllables(words) >= WRONG_SHARE:
        return None
    shares = {font: _share_of_syllables([_reread(word, font) for word in words]) for font in ("TCVN3", "VNI")}
    font = max(shares, key=lambda name: shares[name])
    return font if shares[font] >= RIGHT_SHARE else None


def _accented_words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if not word.isascii()]


def _share_of_syllables(words: list[str]) -> float:
    return sum(map(is_syllable, words)) / len(words)


@cache
def _letters(font: str) -> dict[int, str]:
    rows = [(code, meaning) for name, code, meaning in load_table("spelling/legacy_fonts") if name == font]
    return {ord(_parse_code(code)): _parse_code(meaning) for code, meaning in rows}


def _parse_code(cell: str) -> str:
    """The characters of "U+0302 U+0301"; a letter stands for itself."""
    return "".join(chr(int(code[2:], 16)) for code in cell.split()) if cell.startswith("U+") else cell


def _reread(word: str, font: str) -> str:
    return unicodedata.normalize("NFC", word.translate(_letters(font)))

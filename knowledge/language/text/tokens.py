"""Vietnamese text -> comparable words.

Two keys a word: `accented_key` forgets case, where the tone mark is written (hoá/hóa) and i/y (quí/quý);
`folded_key` forgets all accents as well. Source of the spelling rules: Unicode NFC;
Quyết định 240/QĐ-1984 (i/y, tone place).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TONES = {"\u0300": "1", "\u0301": "2", "\u0303": "3", "\u0309": "4", "\u0323": "5"}
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
)
MAX_MARKS = 30  # on one letter, as in Unicode's Stream-Safe Text Format (UAX 15)
_SPACES = re.compile(r"[^\S\n]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W_0-9]+(?:[0-9]+[^\W_0-9]*)*|%|‰", re.UNICODE)
_LONE_Y = re.compile(r"(?<![aeiouâăêôơưu])y(?![a-zâăêôơư])|(?<=qu)y(?![a-zâăêôơư])")

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text with its place: `source[start:end] == text`."""

    text: str
    start: int
    end: int

    @property
    def accented(self) -> str:
        return accented_key(self.text)

    @property
    def folded(self) -> str:
        return folded_key(self.text)


def normalize(text: str) -> str:
    """The text in NFC, without invisible characters, every run of blanks one space; line breaks stay.

    >>> normalize("thu  nga\\u0302n\\u00a0sa\\u0301ch\\u200b")
    'thu ngân sách'
    """
    text = text.encode("utf-8", "replace").decode("utf-8")
    if not text.isascii():
        text = unicodedata.normalize("NFC", _mark_runs().sub(r"\1", text)).translate(_INVISIBLE)
    return _SPACES.sub(" ", _CONTROLS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()


@lru_cache(maxsize=1)
def _mark_runs() -> re.Pattern[str]:
    """More marks on a letter than any script has: putting them in order costs the square of their number."""
    codes = [code for code in range(0x300, 0x20000) if unicodedata.combining(chr(code))]
    marks = "".join(map(re.escape, map(chr, codes)))
    return re.compile(f"([{marks}]{{{MAX_MARKS}}})[{marks}]+")


def fold(text: str) -> str:
    """The text in lower case without accents; đ becomes d.

    >>> fold("Đàn gia súc")
    'dan gia suc'
    """
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def accented_key(word: str) -> str:
    """The word in lower case, tone as a digit at the end, lone y as i.

    >>> accented_key("Hoá") == accented_key("hóa"), accented_key("quí") == accented_key("quý")
    (True, True)
    """
    tone, letters = "", []
    for char in unicodedata.normalize("NFD", word.casefold()):
        if char in _TONES:
            tone = _TONES[char]
        else:
            letters.append(char)
    return _LONE_Y.sub("i", unicodedata.normalize("NFC", "".join(letters))) + tone


@lru_cache(maxsize=65536)
def folded_key(word: str) -> str:
    """The word without accents, lone y as i.

    >>> folded_key("Tỷ"), folded_key("huyện")
    ('ti', 'huyen')
    """
    return _LONE_Y.sub("i", fold(word))


def tokenize(text: str) -> list[Token]:
    """The words, numbers and percent signs of the text, in order; punctuation is left out.

    >>> [t.text for t in tokenize("Thu đạt 158,3 tỷ (102%), OCOP.")]
    ['Thu', 'đạt', '158,3', 'tỷ', '102', '%', 'OCOP']
    """
    return [Token(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]


def to_keys(phrase: str) -> Keys:
    """The accented keys of a phrase's words.

    >>> to_keys("Số hộ")
    ('sô2', 'hô5')
    """
    return tuple(accented_key(t.text) for t in tokenize(phrase))

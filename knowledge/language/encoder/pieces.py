"""A text -> the pieces it is made of, each as the number of a row of the learned table.

Pieces of "Thu ngân": letters of each word without accents in runs of 2 to 4 (^t, th, thu, …), the words without
accents, their pairs, and, where the text has accents, words and pairs as they were written. A run of digits counts
as "0", but for a year. Numbers come from CRC-32, so they are the same in every process; two pieces may share a row.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from knowledge.language.text.tokens import fold

_WORD = re.compile(r"[^\W_]+|%")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_RUNS = (2, 3, 4)  # letters in a run
LONGEST = 400  # words of a text that are read; a sentence has fewer


@dataclass(frozen=True, slots=True)
class Blocks:
    """How many rows of the table each kind of piece has; letters serve most: without them 6 % fewer are first."""

    letters: int = 1 << 15
    words: int = 1 << 13
    pairs: int = 1 << 14
    accented_words: int = 1 << 12
    accented_pairs: int = 1 << 12

    @property
    def rows(self) -> int:
        return self.letters + self.words + self.pairs + self.accented_words + self.accented_pairs


def split_words(text: str) -> list[str]:
    """The words of the text in lower case.

    >>> split_words("Thu ngân sách 2021: 158,3 tỷ?")
    ['thu', 'ngân', 'sách', '2021', '0', '0', 'tỷ']
    """
    found = _WORD.findall(unicodedata.normalize("NFC", text.lower()))[:LONGEST]
    return ["0" if word.isdigit() and not _YEAR.fullmatch(word) else word for word in found]


def find_rows(text: str, blocks: Blocks) -> list[int]:
    """The rows of the text's pieces, each once; [] if it has no word."""
    words = split_words(text)
    bare = [_fold(word) for word in words]
    rows = [row for word in bare for row in _rows_of_word(word, blocks.letters, blocks.words)]
    start = blocks.letters + blocks.words
    rows += [start + _hash(pair) % blocks.pairs for pair in _pairs(bare)]
    if words != bare:
        start += blocks.pairs
        rows += [start + _hash("a" + word) % blocks.accented_words for word in words]
        start += blocks.accented_words
        rows += [start + _hash("a" + pair) % blocks.accented_pairs for pair in _pairs(words)]
    return list(dict.fromkeys(rows))


@lru_cache(maxsize=65536)
def _fold(word: str) -> str:
    return fold(word)


def _pairs(words: list[str]) -> Iterator[str]:
    return (f"{one} {two}" for one, two in pairwise(words))


@lru_cache(maxsize=65536)
def _hash(piece: str) -> int:
    return crc32(piece.encode("utf-8", "replace"))


@lru_cache(maxsize=65536)
def _rows_of_word(word: str, letters: int, words: int) -> tuple[int, ...]:
    """The rows of a word without accents: its runs of letters and itself."""
    framed = f"^{word}$"
    runs = [framed[at : at + size] for size in _RUNS for at in range(len(framed) + 1 - size)]
    return (*(_hash(run) % letters for run in runs), letters + _hash(word) % words)

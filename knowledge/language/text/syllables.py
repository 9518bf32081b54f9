"""Which words are Vietnamese syllables.

A syllable is an initial (27, or none) and a rhyme that may follow it, with one of six tones.
Source: tables/spelling/syllables.tsv; the six tones and what stops allow: Đoàn Thiện Thuật, Ngữ âm tiếng Việt.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from knowledge.language.table import load_table
from knowledge.language.text.tokens import fold

TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_TONE_MARKS = {name: mark for mark, name in TONES.items()}
_TONE_OF_DIGIT = dict(zip("12345", "fsxrj", strict=True))  # as accented keys have them
_MARKED = "ăâêôơư"
_VOWELS = "aeiouy" + _MARKED
_STOPS = ("c", "ch", "k", "p", "t")
_CHUNK = re.compile(r"\S+")
_EDGES = "\"'“”‘’()[]{}<>«»…–—-.,;:!?/\\*•+=_|~`%"


@dataclass(frozen=True, slots=True)
class SyllableTable:
    """initials: first vowels each may have; rhymes: initials each may follow, empty for any. lists: closed lists."""

    initials: dict[str, frozenset[str]]
    rhymes: dict[str, frozenset[str]]
    lists: dict[str, frozenset[str]]

    def fits(self, initial: str, rhyme: str) -> bool:
        """Whether the spelling allows this rhyme after this initial ("" for none)."""
        after = self.rhymes.get(rhyme)
        if after is None or (after and (initial or "-") not in after):
            return False
        first_vowels = self.initials[initial] if initial else frozenset[str]()
        return not first_vowels or rhyme[0] in first_vowels


@lru_cache(maxsize=1)
def load_syllables() -> SyllableTable:
    """The table of initials, rhymes and closed lists."""
    rows: dict[str, dict[str, frozenset[str]]] = {}
    for kind, value, allowed in load_table("spelling/syllables"):
        rows.setdefault(kind, {})[value] = frozenset(allowed.split()) - {"*"}
    initials, rhymes = rows.pop("initial"), rows.pop("rhyme")
    return SyllableTable(initials, rhymes, {kind: frozenset(words) for kind, words in rows.items()})


def split_tone(word: str) -> tuple[str, str]:
    """The word in lower case without its tone marks, and the tones found, as Telex keys.

    >>> split_tone("Hoặc")
    ('hoăc', 'j')
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = "".join(TONES[char] for char in decomposed if char in TONES)
    return unicodedata.normalize("NFC", "".join(char for char in decomposed if char not in TONES)), tones


def split_syllable(toneless: str) -> tuple[str, str] | None:
    """Initial and rhyme of a syllable without tone; None if there is no such syllable.

    >>> split_syllable("quôc"), split_syllable("gi"), split_syllable("new")
    (('qu', 'ôc'), ('g', 'i'), None)
    """
    table = load_syllables()
    if toneless in table.lists["name"]:  # Kạn, Kon: against the spelling of k
        return toneless[:1], toneless[1:]
    for size in (3, 2, 1, 0):
        initial, rhyme = toneless[:size], toneless[size:]
        if (not initial or initial in table.initials) and table.fits(initial, rhyme):
            return initial, rhyme
    return None


def is_tone_legal(rhyme: str, tone: str) -> bool:
    """Whether the rhyme can carry the tone: after c, ch, p, t only sắc and nặng."""
    return tone in {"s", "j"} if rhyme.endswith(_STOPS) else tone in {"", *TONES.values()}


@lru_cache(maxsize=16384)
def is_syllable(word: str) -> bool:
    """Whether the word, in NFC and any case, is a Vietnamese syllable with its accents.

    >>> is_syllable("thuế"), is_syllable("Hoá"), is_syllable("thuoc"), is_syllable("sáchs")
    (True, True, False, False)
    """
    toneless, tones = split_tone(word)
    parts = split_syllable(toneless)
    return parts is not None and is_tone_legal(parts[1], tones)


@lru_cache(maxsize=1)
def _folded_rhymes() -> dict[str, frozenset[str]]:
    folded: dict[str, set[str]] = {}
    for rhyme in load_syllables().rhymes:
        folded.setdefault(fold(rhyme), set()).add(rhyme)
    return {key: frozenset(rhymes) for key, rhymes in folded.items()}


@lru_cache(maxsize=16384)
def is_folded_syllable(word: str) -> bool:
    """Whether the word without accents is the folded form of some syllable.

    >>> is_folded_syllable("thuoc"), is_folded_syllable("duoc"), is_folded_syllable("sachs")
    (True, True, False)
    """
    table, word = load_syllables(), word.lower()
    if word in table.lists["name"]:
        return True
    for initial in ("", *table.initials):
        if not word.startswith("d" if initial == "đ" else initial):
            continue
        if any(table.fits(initial, rhyme) for rhyme in _folded_rhymes().get(word[len(initial) :], ())):
            return True
    return False


def place_tone(initial: str, rhyme: str, tone: str) -> str:
    """The syllable with its tone on the vowel that carries it (hóa, thủy: the older way).

    >>> place_tone("h", "oa", "s"), place_tone("đ", "ươc", "j"), place_tone("x", "oong", "")
    ('hóa', 'được', 'xoong')
    """
    if not tone:
        return initial + rhyme
    at = len(initial) + _tone_position(rhyme)
    word = initial + rhyme
    return unicodedata.normalize("NFC", word[: at + 1] + _TONE_MARKS[tone] + word[at + 1 :])


def write_key(key: str) -> str:
    """A word that has the accented key, in lower case.

    >>> write_key("hoan1"), write_key("sach2"), write_key("covid"), write_key("2")
    ('hoàn', 'sách', 'covid', '2')
    """
    toneless, tone = key[:-1], _TONE_OF_DIGIT.get(key[-1:], "")
    parts = split_syllable(toneless) if tone and toneless else None
    return place_tone(*parts, tone) if parts else key


def _tone_position(rhyme: str) -> int:
    marked = [index for index, char in enumerate(rhyme) if char in _MARKED]
    if marked:
        return marked[-1]
    vowels = sum(char in _VOWELS for char in rhyme)
    if vowels < len(rhyme):  # a final consonant: the vowel before it
        return vowels - 1
    return 1 if vowels == 3 else 0


def syllable_share(text: str) -> float:
    """Share 0..1 of the text's words that are Vietnamese syllables; 0 if it has none.

    Words with digits and words of ASCII capitals (abbreviations) are not counted. A text read in its right encoding
    has 0.9 and more, in a wrong one less than half.

    >>> syllable_share("Thu ngân sách năm 2021"), syllable_share("Thu ng©n s¸ch n¨m 2021")
    (1.0, 0.25)
    """
    words = [chunk.strip(_EDGES) for chunk in _CHUNK.findall(text)]
    counted = [
        word
        for word in words
        if word and not any(char.isdecimal() for char in word) and not (word.isascii() and word.isupper())
    ]
    return sum(map(is_syllable, counted)) / len(counted) if counted else 0.0

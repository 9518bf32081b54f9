"""Raw Telex and VNI keystrokes in a text -> Vietnamese.

Of each word the base letters, the mark keys and the tone key are collected wherever they were typed, the syllable is
rebuilt, and only a legal one is accepted. Words that could be something else ("bans", "thang8") are decoded only
beside words that cannot. Source of the keys: Telex and VNI as in Unikey's manual; closed lists:
tables/spelling/syllables.tsv.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from knowledge.language.spelling.abbreviations import is_abbreviation
from knowledge.language.text.syllables import (
    is_folded_syllable,
    is_syllable,
    is_tone_legal,
    load_syllables,
    place_tone,
    split_syllable,
    split_tone,
)
from knowledge.language.text.tokens import fold

MAX_WORD = 12  # the longest syllable, nghiêng, takes 9 keys in Telex
_WORD = re.compile(r"[^\W\d_][^\W_]*")
_NUMBER_NEXT = re.compile(r"\s*(?:[0-9]|[IVX]+\b)")
_VOWELS = frozenset("aeiouy")
_DIGITS = "0123456789"
_MARKS = {"ă": ("a", "w"), "â": ("a", "6"), "ê": ("e", "6"), "ô": ("o", "6"), "ơ": ("o", "w"), "ư": ("u", "w")}
_TELEX_TONES = "sfrxj"
_VNI_MARKS = {"6": "6", "7": "w", "8": "w"}
_VNI_TONES = dict(zip("12345", _TELEX_TONES, strict=True))


@dataclass(slots=True)
class _Keys:
    """What the keys of a word say. marks: "6" for a hat, "w" for a horn or breve. bars: keys for đ."""

    letters: str = ""
    marks: set[str] = field(default_factory=set)
    tones: set[str] = field(default_factory=set)
    bars: int = 0
    has_d_bar: bool = False
    is_doubtful: bool = False

    def add_letter(self, char: str) -> None:
        """Take a letter as it is; the mark it already has counts as typed."""
        base, mark = _MARKS.get(char, (char, ""))
        self.letters += "d" if char == "đ" else base
        self.has_d_bar |= char == "đ"
        if mark:
            self.marks.add(mark)


SURE_SCHEME = 2  # words surely typed in VNI after which "thon6" is thôn, not the sixth of them


@dataclass(frozen=True, slots=True)
class _Reading:
    """A word decoded. is_vni: else Telex. is_doubtful: only to be believed beside one that is not."""

    word: str
    is_vni: bool
    is_doubtful: bool


def decode_keystrokes(text: str, known: Callable[[str], bool] | None = None) -> str:
    """The text with raw Telex and VNI words written out; everything else, spaces too, as it was.

    known: tells which words belong to the loaded knowledge and must stay.

    >>> decode_keystrokes("thu ngaan sachs thành phố 2021")
    'thu ngân sách thành phố 2021'
    >>> decode_keystrokes("to63ng mu71c ba1n le3, 200 m2")
    'tổng mức bán lẻ, 200 m2'
    """
    pieces, end = [], 0
    text = unicodedata.normalize("NFC", text)
    for start, stop, word in find_keystrokes(text, known):
        pieces += [text[end:start], word]
        end = stop
    return "".join([*pieces, text[end:]])


def find_keystrokes(text: str, known: Callable[[str], bool] | None = None) -> list[tuple[int, int, str]]:
    """Start, end and meaning of each word of raw keystrokes in a text in NFC, in order.

    >>> find_keystrokes("thu ngaan 2021")
    [(4, 9, 'ngân')]
    """
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        reading = None if len(word) > MAX_WORD or (known and known(word)) else _read(word)
        if reading and not (reading.is_vni and text[match.start() - 1 : match.start()].isdecimal()):
            found.append((match, reading))
    schemes = [reading.is_vni for _, reading in found if not reading.is_doubtful]
    sure = set(schemes)
    decoded = []
    for match, reading in found:
        is_counter = _is_counter(match.group().lower()) and not _NUMBER_NEXT.match(text, match.end())
        is_bare_counter = is_counter and schemes.count(True) < SURE_SCHEME
        if not reading.is_doubtful or (reading.is_vni in sure and not is_bare_counter):
            decoded.append((match.start(), match.end(), with_case(reading.word, match.group())))
    return decoded


def bare_letters(word: str) -> str:
    """The letters of a word, without the keys for its marks and tone where Telex has them: "sahcs" is sahc."""
    keys = _collect(word.casefold(), _take_telex)
    return keys.letters if keys and keys.letters else word.casefold()


def with_case(word: str, model: str) -> str:
    """The word in capitals or with a capital where the model has them."""
    letters = [char for char in model if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return word.upper()
    return word[0].upper() + word[1:] if model[0].isupper() else word


@lru_cache(maxsize=16384)
def _read(word: str) -> _Reading | None:
    """The word decoded; None if it is fine as it is or its keys make no syllable."""
    lower = word.lower()
    is_d_bar = word.islower() and word.startswith("dd")  # "ddi" is đi as well as an abbreviation
    if (is_abbreviation(word) and not is_d_bar) or _is_fine(lower):
        return None
    is_vni = any(char.isdecimal() for char in lower)
    keys = _collect(lower, _take_vni if is_vni else _take_telex)
    decoded = _build(keys) if keys else None
    if keys is None or decoded is None or decoded == lower:
        return None
    return _Reading(decoded, is_vni, keys.is_doubtful or _is_look_alike(lower) or is_abbreviation(word))


def _is_fine(word: str) -> bool:
    """Whether the word needs no decoding; "oo" is ô in Telex."""
    if word in load_syllables().lists["fixed"]:
        return True
    return "oo" not in word and (is_syllable(word) or is_folded_syllable(word))


def _is_look_alike(word: str) -> bool:
    """Whether the word could as well be English, a loan like xoong, or a noun with its number."""
    lists = load_syllables().lists
    return word in lists["english"] or word in lists["loan"] or _is_counter(word)


def _is_counter(word: str) -> bool:
    """Whether the word may be a noun with its number glued on ("thang8"); a mark and a tone together rule it out."""
    stem = word.rstrip(_DIGITS)
    digits = set(word[len(stem) :])
    is_number = digits and not (digits & set("6789") and digits & set("12345"))
    return bool(is_number) and stem in load_syllables().lists["counter"]


def _collect(word: str, take: Callable[[_Keys, str, str], bool]) -> _Keys | None:
    """The keys of a word in lower case, perhaps half decoded; None if they contradict each other."""
    toneless, tones = split_tone(word)
    keys, previous = _Keys(tones=set(tones)), ""
    for char in toneless:
        if not take(keys, char, previous):
            keys.add_letter(char)
        previous = char
    if keys.bars > 1 or len(keys.marks) > 1 or len(keys.tones) > 1:
        return None
    is_lone = len(keys.letters) == 1 and not (keys.marks and keys.tones)
    is_tone_inside = bool(keys.tones) and not keys.marks and word.isalpha() and word[-1] not in _TELEX_TONES
    keys.is_doubtful = word.isascii() and (keys.is_doubtful or is_lone or is_tone_inside or len(word) < 3)
    return keys


def _take_telex(keys: _Keys, char: str, previous: str) -> bool:
    """Take a Telex key; False if here it is a letter."""
    has_vowel = not _VOWELS.isdisjoint(keys.letters)
    if char == "d" and keys.letters.startswith("d"):
        keys.bars, keys.has_d_bar = keys.bars + 1, True
        keys.is_doubtful |= previous != "d" and not keys.marks
    elif char == "w" and keys.letters:
        keys.letters += "" if has_vowel else "u"
        keys.marks.add("w")
    elif char in _TELEX_TONES and has_vowel:
        keys.tones.add(char)
    elif char in "aeo" and char in keys.letters and char + previous not in ("oa", "oe"):  # ngoao, khoeo
        keys.marks.add("6")
        keys.is_doubtful |= previous != char
    else:
        return False
    return True


def _take_vni(keys: _Keys, char: str, _previous: str) -> bool:
    """Take a VNI key; False if here it is a letter, or a digit that is no key."""
    if char in _VNI_TONES and keys.letters:
        keys.tones.add(_VNI_TONES[char])
    elif char == "9" and keys.letters.startswith("d"):
        keys.bars, keys.has_d_bar = keys.bars + 1, True
    elif char in _VNI_MARKS and keys.letters:
        keys.marks.add(_VNI_MARKS[char])
    else:
        return False
    return True


@lru_cache(maxsize=1)
def _marked_rhymes() -> dict[tuple[str, str], str]:
    """(base letters, mark) -> the rhyme they spell."""
    rhymes = {}
    for rhyme in load_syllables().rhymes:
        marks = {_MARKS[char][1] for char in rhyme if char in _MARKS}
        rhymes[fold(rhyme), "".join(marks)] = rhyme
    return rhymes


def _build(keys: _Keys) -> str | None:
    """The syllable the keys spell; its unaccented form where a mark was forgotten; None if there is none."""
    mark, tone = "".join(keys.marks), "".join(keys.tones)
    for size in (3, 2, 1, 0):
        onset = keys.letters[:size]
        if onset and onset not in load_syllables().initials:
            continue
        initial = "đ" if keys.has_d_bar and onset == "d" else onset
        rhyme = _marked_rhymes().get((keys.letters[size:], mark), "")
        parts = split_syllable(initial + rhyme) if rhyme else None
        if parts and is_tone_legal(parts[1], tone):
            return place_tone(*parts, tone)
    is_mark_forgotten = not mark and is_folded_syllable(keys.letters)
    return keys.letters if is_mark_forgotten and is_tone_legal(keys.letters, tone) else None

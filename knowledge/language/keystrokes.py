"""Raw Telex and VNI keystrokes in a text -> Vietnamese.

Of each word the base letters, the mark keys and the tone key are collected wherever they were typed, the syllable is
rebuilt, and only a legal one is accepted. Words that could be something else ("bans", "thang8") are decoded only
beside words that cannot. Source of the keys: Telex and VNI as in Unikey's manual; closed lists: tables/syllables.tsv.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from knowledge.language.abbreviations import is_abbreviation
from knowledge.language.syllables import (
    is_folded_syllable,
    is_syllable,
    is_tone_legal,
    load_syllables,
    place_tone,
    split_syllable,
    split_tone,
)
from knowledge.language.text import fold

MAX_WORD = 12  # the longest syllable, nghiêng, takes 9 keys in Telex
_WORD = re.compile(r"[^\W\d_][^\W_]*")
_NUMBER_NEXT = re.compile(r"\s*(?:[0-9]|[IVX]+\b)")
_VOWELS = frozenset("aeiouy")
_DIGITS = "0123456789"
_MARKS = {"ă": ("a", "8"), "â": ("a", "6"), "ê": ("e", "6"), "ô": ("o", "6"), "ơ": ("o", "7"), "ư": ("u", "7")}
_VNI_TONES = {"1": "s", "2": "f", "3": "r", "4": "x", "5": "j"}


@dataclass(frozen=True, slots=True)
class _Keys:
    """What the keys of a word say. mark: "", "6" for a hat, "w" for a horn or breve. tone: its Telex key or ""."""

    letters: str
    mark: str
    tone: str
    has_d_bar: bool
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    word: str
    is_doubtful: bool


def decode_keystrokes(text: str, known: Callable[[str], bool] | None = None) -> str:
    """The text with raw Telex and VNI words written out; everything else, spaces too, as it was.

    known: tells which words belong to the loaded knowledge and must stay.

    >>> decode_keystrokes("thu ngaan sachs thành phố 2021")
    'thu ngân sách thành phố 2021'
    >>> decode_keystrokes("to63ng mu71c ba1n le3, 200 m2")
    'tổng mức bán lẻ, 200 m2'
    """
    text = unicodedata.normalize("NFC", text)
    found: list[tuple[re.Match[str], _Reading, bool]] = []
    sure: set[bool] = set()
    for match in _WORD.finditer(text):
        word = match.group()
        reading = None if len(word) > MAX_WORD or (known and known(word)) else _read(word)
        is_vni = any(char.isdecimal() for char in word)
        if reading is None or (is_vni and text[match.start() - 1 : match.start()].isdecimal()):
            continue
        found.append((match, reading, is_vni))
        if not reading.is_doubtful:
            sure.add(is_vni)
    pieces, end = [], 0
    for match, reading, is_vni in found:
        if reading.is_doubtful and (is_vni not in sure or not _is_free(match, text)):
            continue
        pieces += [text[end : match.start()], _with_case(reading.word, match.group())]
        end = match.end()
    return "".join([*pieces, text[end:]])


def _is_free(match: re.Match[str], text: str) -> bool:
    """Whether a doubtful word may be decoded: "quy1" is quý only where its number follows."""
    return not _is_counter(match.group().lower()) or _NUMBER_NEXT.match(text, match.end()) is not None


def _with_case(word: str, model: str) -> str:
    letters = [char for char in model if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return word.upper()
    return word[0].upper() + word[1:] if model[0].isupper() else word


@lru_cache(maxsize=16384)
def _read(word: str) -> _Reading | None:
    """The word decoded; None if it is fine as it is or its keys make no syllable."""
    lower = word.lower()
    if is_abbreviation(word) or _is_fine(lower):
        return None
    is_vni = any(char.isdecimal() for char in lower)
    keys = _collect_vni(lower) if is_vni else _collect_telex(lower)
    decoded = _build(keys) if keys else None
    if keys is None or decoded is None or decoded == lower:
        return None
    return _Reading(decoded, keys.is_doubtful or _is_look_alike(lower))


def _is_fine(word: str) -> bool:
    """Whether the word needs no decoding; of the words in "oo" (ô in Telex) only a few loans are fine."""
    lists = load_syllables().lists
    if word in lists["fixed"] or word in lists["loan"]:
        return True
    return "oo" not in word and (is_syllable(word) or is_folded_syllable(word))


def _is_look_alike(word: str) -> bool:
    return word in load_syllables().lists["english"] or _is_counter(word)


def _is_counter(word: str) -> bool:
    """Whether the word may be a noun with its number glued on ("thang8"); a mark and a tone together rule it out."""
    stem = word.rstrip(_DIGITS)
    digits = set(word[len(stem) :])
    is_number = digits and not (digits & set("6789") and digits & set("12345"))
    return bool(is_number) and stem in load_syllables().lists["counter"]


def _collect_telex(word: str) -> _Keys | None:
    """The keys of a Telex word, lower case, perhaps half decoded; None if it has none."""
    letters: list[str] = []
    marks, tones, d_bars, doubtful, vowel_seen = "", "", 0, False, False
    toneless, typed_tones = split_tone(word)
    for index, char in enumerate(toneless):
        base, mark = _MARKS.get(char, (char, ""))
        marks += mark
        if char == "đ" or (char == "d" and letters[:1] == ["d"]):
            d_bars += char == "d"
            doubtful |= char == "d" and index > 1 and not marks
            letters += ["d"] if char == "đ" else []
        elif char == "w" and (vowel_seen or letters):
            marks += "w"
            if not vowel_seen:
                letters.append("u")
            vowel_seen = True
        elif char in "sfrxj" and vowel_seen:
            doubtful |= index < len(toneless) - 1 and "w" not in toneless and not marks
            tones += char
        elif char in "aeo" and char in letters:
            marks += "6"
            doubtful |= toneless[index - 1] != char
        else:
            letters.append(base)
            vowel_seen |= base in _VOWELS
    if not (d_bars or tones or "w" in marks or "6" in marks) or d_bars > 1:
        return None
    doubtful = word.isascii() and (doubtful or len(word) < 3)
    return _keys(letters, marks, typed_tones + tones, bool(d_bars) or "đ" in toneless, doubtful)


def _collect_vni(word: str) -> _Keys | None:
    """The keys of a VNI word, lower case, perhaps half decoded; None if a digit is none of its keys."""
    letters: list[str] = []
    marks, d_bars = "", 0
    toneless, tones = split_tone(word)
    for char in toneless:
        base, mark = _MARKS.get(char, (char, ""))
        if char in _VNI_TONES:
            tones += _VNI_TONES[char]
        elif char == "9" and letters[:1] == ["d"]:
            d_bars += 1
        elif char in "678" and letters:
            marks += char
        elif char.isdecimal():
            return None
        else:
            letters.append("d" if char == "đ" else base)
            marks += mark
    if d_bars > 1 or len(marks) > 2:
        return None
    return _keys(letters, marks, tones, bool(d_bars) or "đ" in toneless, len(letters) < 2)


def _keys(letters: list[str], marks: str, tones: str, has_d_bar: bool, is_doubtful: bool) -> _Keys | None:
    """The keys as one value; None if they contradict each other."""
    kinds = {"w" if mark in "78w" else mark for mark in marks}
    if len(kinds) > 1 or len(set(tones)) > 1 or len(letters) < 1:
        return None
    is_lone = len(letters) == 1 and not (marks and tones)
    return _Keys("".join(letters), "".join(kinds), tones[:1], has_d_bar, is_doubtful or is_lone)


@lru_cache(maxsize=1)
def _marked_rhymes() -> dict[tuple[str, str], str]:
    """(base letters, mark class) -> the rhyme they spell."""
    rhymes = {}
    for rhyme in load_syllables().rhymes:
        kinds = {"6" if _MARKS[char][1] == "6" else "w" for char in rhyme if char in _MARKS}
        rhymes[fold(rhyme), "".join(sorted(kinds))] = rhyme
    return rhymes


def _build(keys: _Keys) -> str | None:
    """The syllable the keys spell; its unaccented form where a mark was forgotten; None if there is none."""
    onsets = [keys.letters[:size] for size in (3, 2, 1, 0)]
    for initial in ("đ" + onset[1:] if keys.has_d_bar and onset[:1] == "d" else onset for onset in onsets):
        rhyme = _marked_rhymes().get((keys.letters[len(initial) :], keys.mark), "")
        parts = split_syllable(initial + rhyme) if rhyme else None
        if parts and is_tone_legal(parts[1], keys.tone):
            return place_tone(*parts, keys.tone)
    is_mark_forgotten = not keys.mark and is_folded_syllable(keys.letters)
    return keys.letters if is_mark_forgotten and is_tone_legal(keys.letters, keys.tone) else None

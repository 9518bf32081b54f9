"""How far a word is from what was typed: keys left out, doubled, swapped or beside the right one, tones, marks, sounds.

Words are accented keys: letters with their marks, the tone a digit at the end.
"""

import unicodedata

from rapidfuzz.distance import OSA

from knowledge.language.spelling.sounds import sound_key
from knowledge.language.text.tokens import accented_key, fold

# What a slip costs; two of them in a word are added. The order matters, not the size.
TONE, MARKS, SOUND, FINGER, OTHER_LETTER, FIRST_LETTER = 0.3, 0.4, 0.4, 0.5, 0.9, 0.2
TWICE = 1.0  # two slips in one word: more than any single one
_TONE_DIGITS = "12345"
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")  # of a keyboard; each row is shifted by about half a key
_PLACE = {key: (row, column + row / 2) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)}


def slip_cost(typed: str, meant: str) -> float:
    """What it costs to have typed that instead of the key; TWICE and more if it takes two slips.

    >>> slip_cost("đănf", "đăng"), slip_cost("suất", "xuât2"), slip_cost("xăng", "hang1") >= TWICE
    (0.5, 0.4, True)
    """
    own = accented_key(typed)
    letters, tone = _split(own)
    other, other_tone = _split(meant)
    is_plain = fold(typed) == typed.casefold()
    tones = TONE if tone != other_tone and not is_plain else 0.0
    if letters == other:
        return tones
    plain, other_plain = fold(letters), fold(other)
    if plain == other_plain:
        return (0.0 if is_plain else MARKS) + tones + (TWICE if tones else 0.0)
    if is_plain or len(plain) != len(other_plain):
        letters, other = plain, other_plain  # a letter that is left out may have had the marks
    finger = _finger_cost(letters, other)
    sound = SOUND if sound_key(plain) == sound_key(other_plain) else TWICE + FINGER
    if sound < TWICE and not is_plain and _marks(own) != _marks(meant):
        sound += TWICE
    cost = min(finger, sound) + tones
    return cost + (TWICE if tones and min(finger, sound) else 0.0)


def _finger_cost(typed: str, meant: str) -> float:
    """The cost of one letter too many, missing, wrong or swapped; TWICE if it takes more."""
    if OSA.distance(typed, meant, score_cutoff=1) > 1:
        return TWICE + FINGER
    first = FIRST_LETTER if typed[:1] != meant[:1] else 0.0
    wrong = [(a, b) for a, b in zip(typed, meant, strict=False) if a != b]
    if len(typed) == len(meant) and len(wrong) == 1 and not _are_beside(*wrong[0]):
        return OTHER_LETTER + first
    return FINGER + first


def _are_beside(one: str, other: str) -> bool:
    """Are the keys of the letters beside each other, or the letters the same but for their marks?"""
    a, b = fold(one), fold(other)
    if a == b:
        return True
    if a not in _PLACE or b not in _PLACE:
        return False
    (row, column), (other_row, other_column) = _PLACE[a], _PLACE[b]
    return abs(row - other_row) <= 1 and abs(column - other_column) <= 1


def _split(key: str) -> tuple[str, str]:
    letters = key.rstrip(_TONE_DIGITS)
    return (letters, key[len(letters) :]) if letters else (key, "")


def _marks(key: str) -> str:
    """The marks on the letters of a key, in order, without the letters."""
    return "".join(c for c in unicodedata.normalize("NFD", _split(key)[0]) if unicodedata.combining(c))

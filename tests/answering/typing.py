"""How people type: a phrase without accents, with one slip, in Telex keystrokes."""

import random
import re
import unicodedata

from knowledge.language.text.tokens import fold

_MARKS = {"\u0302": {"a": "aa", "e": "ee", "o": "oo"}, "\u0306": {"a": "aw"}, "\u031b": {"o": "ow", "u": "uw"}}
_TONES = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}


def to_telex(text: str) -> str:
    """The keys a Telex typist presses, tone last in each word.

    >>> to_telex("thu ngân sách đạt")
    'thu ngaan sachs ddatj'
    """
    return re.sub(r"[^\W\d_]+", lambda m: _telex_word(m.group()), text)


def _telex_word(word: str) -> str:
    keys, tone = [], ""
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tone = _TONES[char]
        elif char in _MARKS:
            keys[-1] = _MARKS[char].get(keys[-1].lower(), keys[-1])
        else:
            keys.append("dd" if char in "đĐ" else char)
    body = "".join(keys)
    return body + tone


def to_bare(text: str) -> str:
    """The text as typed by people who leave accents out."""
    return fold(text)


def to_slipped(text: str, seed: int) -> str:
    """The text with one slip in one word of four letters or more: a letter doubled, dropped or swapped."""
    chance = random.Random(seed)
    words = text.split(" ")
    long = [i for i, w in enumerate(words) if len(w) >= 4 and w.isalpha()]
    if not long:
        return text
    i = chance.choice(long)
    word = words[i]
    at = chance.randrange(1, len(word) - 1)
    slips = (
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    words[i] = chance.choice(slips)
    return " ".join(words)

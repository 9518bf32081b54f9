"""What people do to a name when they ask for it: frames around it, other words, keys, slips, no accents."""

import random
import re
import unicodedata
from functools import lru_cache

from knowledge.language.table import load_table
from knowledge.language.text.syllables import split_tone
from knowledge.language.text.tokens import fold
from training.phrases import is_english, read_rows

_ROW_OF_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_HATS = {"ă": ("a", "w", "8"), "â": ("a", "a", "6"), "ê": ("e", "e", "6"), "ô": ("o", "o", "6"), "ơ": ("o", "w", "7")}
_HATS |= {"ư": ("u", "w", "7"), "đ": ("d", "d", "9")}
_HORNS = re.compile("ư(?=[ơờớởỡợ])")
_TELEX_TONES = "sfrxj"
CHAT_KINDS = frozenset({"teencode", "typo", "topic", "org", "unit"})
LONGEST_SWAP = 4  # words of a phrase that an abbreviation or a synonym may stand for


def with_frame(text: str, rng: random.Random) -> str:
    """A question, or part of one, that asks for the text."""
    frames = _frames()
    if is_english(text):
        order = (("en_before", 0.6), (None, 1.0), ("en_after", 0.35), ("en_time", 0.4))
    else:
        order = (("greet", 0.25), ("time", 0.15), ("before", 0.4), (None, 1.0), ("place", 0.25), ("time", 0.25))
        order += (("after", 0.45), ("tail", 0.2))
    parts = [rng.choice(frames[part]) if part else text for part, share in order if rng.random() < share]
    if rng.random() < 0.12:
        parts.append(_place(rng))
    return " ".join(parts)


def with_noise(text: str, rng: random.Random) -> str:
    """The text as somebody may type it; often unchanged."""
    if rng.random() < 0.2:
        text = swap_words(text, rng)
    way = rng.random()
    if way < 0.36:
        text = fold(text) if rng.random() < 0.97 else text.upper()
    elif way < 0.5:
        is_vni, is_tone_last = way > 0.44, rng.random() < 0.5
        text = " ".join(to_keys(word, is_vni=is_vni, is_tone_last=is_tone_last) for word in text.split())
    while rng.random() < 0.35:
        text = with_slip(text, rng)
    return text


def swap_words(text: str, rng: random.Random) -> str:
    """The text with one of its phrases in short or in other words, if a table knows any."""
    words, swaps = text.split(), _swaps()
    keys = [word.lower().strip(".,:;") for word in words]
    places = [
        (at, size)
        for size in range(1, LONGEST_SWAP + 1)
        for at in range(len(words) + 1 - size)
        if " ".join(keys[at : at + size]) in swaps
    ]
    if not places:
        return text
    at, size = rng.choice(places)
    return " ".join([*words[:at], rng.choice(swaps[" ".join(keys[at : at + size])]), *words[at + size :]])


def with_slip(text: str, rng: random.Random) -> str:
    """The text with one slip of the fingers in a word of three letters or more, or two words joined."""
    words = text.split()
    if not words:
        return text
    at = rng.randrange(len(words))
    word = words[at]
    if len(words) > 1 and rng.random() < 0.12:
        at = min(at, len(words) - 2)
        return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])
    if len(word) < 3:
        return text
    key = rng.randrange(len(word) - 1)
    before, char, after = word[:key], word[key], word[key + 1 :]
    slips = (before + after, before + after[0] + char + after[1:], before + char + char + after)
    words[at] = rng.choice((*slips, before + _neighbour(char, rng) + after, _with_other_tone(word, rng)))
    return " ".join(words)


def to_keys(word: str, *, is_vni: bool, is_tone_last: bool = True) -> str:
    """The keys of a word; "ươ" takes one key for both marks. The tone comes last or after its vowel.

    >>> to_keys("ngân", is_vni=False), to_keys("sách", is_vni=True), to_keys("sách", is_vni=True, is_tone_last=False)
    ('ngaan', 'sach1', 'sa1ch')
    """
    keys, last = "", ""
    for char in _HORNS.sub("u", unicodedata.normalize("NFC", word.lower())):
        letter, tones = split_tone(char)
        keys += letter if letter not in _HATS else _HATS[letter][0] + _HATS[letter][2 if is_vni else 1]
        tone = "".join(str(_TELEX_TONES.index(one) + 1) if is_vni else one for one in tones)
        keys, last = (keys, last + tone) if is_tone_last else (keys + tone, last)
    return keys + last


def opposite(text: str, rng: random.Random) -> str | None:
    """The text with one word of it turned into its look-alike; None if it has no such word."""
    padded = f" {text.lower()} "
    found = [(one, other) for one, other in _opposites() if f" {one} " in padded]
    if not found:
        return None
    one, other = rng.choice(found)
    return padded.replace(f" {one} ", f" {other} ", 1).strip()


def _neighbour(char: str, rng: random.Random) -> str:
    """A key beside the letter's on the keyboard."""
    for row in _ROW_OF_KEYS:
        at = row.find(fold(char))
        if at >= 0:
            return row[max(at - 1, 0)] if at == len(row) - 1 or rng.random() < 0.5 else row[at + 1]
    return char


def _with_other_tone(word: str, rng: random.Random) -> str:
    """The word with another tone mark, if it has one."""
    letters = unicodedata.normalize("NFD", word)
    marks = [at for at, char in enumerate(letters) if char in "\u0300\u0301\u0303\u0309\u0323"]
    if not marks:
        return word
    tone = rng.choice(("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"))
    return unicodedata.normalize("NFC", letters[: marks[0]] + tone + letters[marks[0] + 1 :])


@lru_cache(maxsize=1)
def _frames() -> dict[str, list[str]]:
    frames: dict[str, list[str]] = {}
    for part, words in read_rows("frames"):
        frames.setdefault(part, []).append(words)
    return frames


@lru_cache(maxsize=1)
def _places() -> list[str]:
    return [f"{level} {name}" for level, name, *_ in load_table("places/places")]


def _place(rng: random.Random) -> str:
    place = rng.choice(_places())
    return place if rng.random() < 0.5 else place.split(" ", 1)[1]


@lru_cache(maxsize=1)
def _swaps() -> dict[str, list[str]]:
    """A phrase in lower case -> what may stand for it: abbreviations, synonyms, sayings."""
    swaps: dict[str, list[str]] = {}
    for short, full, kind, *_ in load_table("spelling/abbreviations"):
        if kind in CHAT_KINDS:
            swaps.setdefault(full.lower(), []).append(short)
    for name, variants in load_table("question/synonyms"):
        swaps.setdefault(name, []).extend(one for one in variants.split(" | ") if not is_english(one))
    for name, sayings in read_rows("sayings"):
        swaps.setdefault(name.lower(), []).extend(sayings.split(" | "))
    return {phrase: shorts for phrase, shorts in swaps.items() if shorts}


@lru_cache(maxsize=1)
def _opposites() -> list[tuple[str, str]]:
    pairs = [(one, other) for one, other in read_rows("opposites")]
    return [*pairs, *((other, one) for one, other in pairs)]

"""A text and its lower-case shadow of the same length, so that a match in the one is a place in the other."""

import re
import unicodedata
from dataclasses import dataclass

_LINE_BREAK = re.compile(r"(?<=[^\n])\n(?=[^\W_])")
_ACCENTED = re.compile(r"[đ\u00e0-\u00fd\u0103\u0129\u0169\u01a1\u01b0\u1ea1-\u1ef9]")


class _Lower(dict[int, str]):
    """Character code -> lower case in exactly one character; every blank but the line break becomes a space."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        lower = " " if char.isspace() and char != "\n" else char.lower()
        self[code] = lower if len(lower) == 1 else char
        return self[code]


_LOWER = _Lower()


@dataclass(frozen=True, slots=True)
class Aligned:
    """text: NFC. lower: its shadow, character by character; a line break within a sentence is a space there.

    is_plain: no letter has an accent, so that words are known without theirs too.
    offsets: for each character, where it starts in the text given; None if that was NFC already.
    """

    text: str
    lower: str
    is_plain: bool
    offsets: tuple[int, ...] | None = None

    def at(self, index: int) -> int:
        """The place in the text given."""
        return index if self.offsets is None else self.offsets[index]


def align(text: str) -> Aligned:
    """The text with its shadow.

    >>> align("Đạt 433 tỷ\\nđồng").lower
    'đạt 433 tỷ đồng'
    >>> align("Có 45 HTX\\nHộ nghèo").lower
    'có 45 htx\\nhộ nghèo'
    """
    if unicodedata.is_normalized("NFC", text):
        return _shadow(text, None)
    return _shadow(*_compose(text))


def _shadow(text: str, offsets: tuple[int, ...] | None) -> Aligned:
    lower = _lower(text)
    return Aligned(text, lower, _ACCENTED.search(lower) is None, offsets)


def _lower(text: str) -> str:
    lower = text.translate(_LOWER)
    if "\n" not in lower:
        return lower
    return _LINE_BREAK.sub(lambda m: " " if _is_wrapped(text, m.start()) else "\n", lower)


def _is_wrapped(text: str, at: int) -> bool:
    """Does the sentence go on? It does before a small letter, capitals (USD) and, after a word, a digit."""
    before, after = text[at - 1], text[at + 1]
    if after.isdigit():
        return before.isalpha()
    return after.islower() or text[at + 1 : at + 3].isupper()


def _compose(text: str) -> tuple[str, tuple[int, ...]]:
    """The text in NFC and, for each of its characters, where it came from; one more place for the end."""
    chars, offsets, start = [], [], 0
    for end in range(1, len(text) + 1):
        if end < len(text) and unicodedata.combining(text[end]):
            continue
        cluster = unicodedata.normalize("NFC", text[start:end])
        chars.append(cluster)
        offsets += [start] * len(cluster)
        start = end
    return "".join(chars), (*offsets, len(text))

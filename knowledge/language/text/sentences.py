"""Paragraphs -> sentences and clauses, as slices of the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge.language.table import load_table

_CLOSERS = "\"'”’»)]*"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text: `source[start:end] == text`; paragraph counts the lines that are not blank, from 0."""

    text: str
    start: int
    end: int
    paragraph: int


def find_sentences(text: str) -> list[Sentence]:
    """The sentences in order, without the blanks around them; a line break always ends one.

    >>> [s.text for s in find_sentences("TP. Hà Giang thu 158,3 tỷ đồng. Chi 3.250 tỷ đồng...")]
    ['TP. Hà Giang thu 158,3 tỷ đồng.', 'Chi 3.250 tỷ đồng...']
    """
    sentences: list[Sentence] = []
    paragraph = 0
    for line in _patterns()["line"].finditer(text):
        pieces = [_trimmed(text, start, end) for start, end in _split(text, line.start(), line.end())]
        found = [Sentence(text[start:end], start, end, paragraph) for start, end in pieces if start < end]
        sentences += found
        paragraph += bool(found)
    return sentences


def find_clauses(sentence: str) -> list[tuple[int, int]]:
    """Where the parts between semicolons begin and end, without the blanks around them.

    >>> find_clauses("thu 5 tỷ; chi 3 tỷ.")
    [(0, 8), (10, 19)]
    """
    pieces = [_trimmed(sentence, m.start(), m.end()) for m in _patterns()["clause"].finditer(sentence)]
    return [(start, end) for start, end in pieces if start < end]


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "line": re.compile(r"[^\n\r\u2028\u2029]+"),
        "clause": re.compile(r"[^;]+"),
        "mark": re.compile(r"[.?!…]+(?:/\.+)?[\"'”’»)\]*]*(?:\[[0-9]{1,3}\])*[\"'”’»)\]*]*(?=\s)"),
        "next": re.compile(r"\s+[\"'“‘«(\[*–—-]*\s*(?P<first>\S)?"),
        "number": re.compile(r"\W*(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[IVX]+|[a-zđA-ZĐ])\."),
        "word": re.compile(r"[^\s\"'“‘«(\[*.]+$"),
    }


@lru_cache(maxsize=1)
def _dotted() -> frozenset[str]:
    return frozenset(word for (word,) in load_table("spelling/dotted_words"))


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one line, blanks included."""
    for mark in _patterns()["mark"].finditer(text, start, end):
        if _is_end(text, start, mark, end):
            yield start, mark.end()
            start = mark.end()
    yield start, end


def _is_end(text: str, start: int, mark: re.Match[str], end: int) -> bool:
    """Does the sentence that begins at `start` end with the mark? A full stop does before a capital, digit or quote."""
    following = _patterns()["next"].match(text, mark.end(), end)
    first = following["first"] if following else None
    if mark[0][0] in "?!" or first is None:
        return True
    if first.islower() or _patterns()["number"].fullmatch(text[start : mark.end()].strip()):
        return False
    return mark[0].rstrip(_CLOSERS) != "." or not _is_dotted(text, start, mark.start())


def _is_dotted(text: str, start: int, dot: int) -> bool:
    """Is the word before the full stop an initial or a title that a name follows?"""
    word = _patterns()["word"].search(text, max(start, dot - 12), dot)
    if word is None:
        return False
    return (len(word[0]) == 1 and word[0].isupper()) or (word[0][0].isalpha() and word[0].lower() in _dotted())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the blanks at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (
        len(piece) - len(piece.rstrip())
    ) if piece.strip() else start

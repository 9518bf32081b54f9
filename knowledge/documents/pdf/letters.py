"""The letters of a printed page -> its lines."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple
from unicodedata import normalize

from knowledge.documents.layout.cleaning import clean_text, to_raised

SAME_LINE = 3  # points between the tops of letters of one line
DOUBLE = 0.35  # of a letter's width: a second print is nearer than that, the next letter never
WORD_GAP = 0.15  # of the type size; justified lines set blanks as small as 0.2, letters stand nearer than 0.1
RAISED_SIZE = 0.8  # of the size of the letter before it: raised letters are smaller
RAISED_BY = 0.1  # of that size
_LIGATURE = re.compile(r"[\ufb00-\ufb06]")


class Letter(NamedTuple):
    """A letter; distances in points from the page's upper left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page; distances as of letters. size: of its type. is_note: it begins with a raised mark."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float = 0.0
    is_note: bool = False


def build_lines(letters: Iterable[Letter]) -> list[PrintedLine]:
    """The lines from top to bottom; letters printed twice count once, marks of notes are left out."""
    return [_build_line(row) for row in find_rows(letters) if any(letter.text.strip() for letter in row)]


def find_rows(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    """The letters of each line from left to right, second prints left out."""
    row: list[Letter] = []
    for letter in sorted(letters, key=lambda letter: letter.top):
        if row and letter.top - row[-1].top > SAME_LINE:
            yield _drop_second_prints(row)
            row = []
        row.append(letter)
    if row:
        yield _drop_second_prints(row)


def _drop_second_prints(row: list[Letter]) -> list[Letter]:
    """Some programs make bold by printing twice, which would double the digits."""
    row.sort(key=lambda letter: letter.left)
    kept: list[Letter] = []
    for letter in row:
        shift = min(1.0, DOUBLE * (letter.right - letter.left))
        if not any(old.text == letter.text and letter.left - old.left < shift for old in kept[-2:]):
            kept.append(letter)
    return kept


def is_raised(letter: Letter, neighbour: Letter) -> bool:
    """Is it smaller and stands higher than its neighbour, as the 2 of m² does?"""
    is_smaller = letter.size <= RAISED_SIZE * neighbour.size
    return is_smaller and neighbour.bottom - letter.bottom > RAISED_BY * neighbour.size


def mark_raised(row: Sequence[Letter]) -> list[Letter]:
    """The letters of a line; what stands raised is written with raised characters, "" if it is a mark of no digits."""
    marked: list[Letter] = []
    base = _first_base(row)
    for letter in row:
        if base is not None and is_raised(letter, base):
            marked.append(letter._replace(text=to_raised(letter.text)))
        else:
            marked.append(letter)
            base = letter if letter.text.strip() else base
    return marked


def _first_base(row: Sequence[Letter]) -> Letter | None:
    """The letter that a raised one at the start of the line stands beside."""
    words = [letter for letter in row if letter.text.strip()]
    return next((after for before, after in pairwise(words) if is_raised(before, after)), None) if words else None


def _build_line(row: list[Letter]) -> PrintedLine:
    words = [letter for letter in row if letter.text.strip()]
    marked = mark_raised(row)
    is_note = len(words) > 1 and is_raised(words[0], words[-1])
    edges = (min(letter.left for letter in words), max(letter.right for letter in words))
    top, bottom = min(letter.top for letter in words), max(letter.bottom for letter in words)
    size = median(letter.size for letter in words)
    return PrintedLine(clean_text(_join(marked)), *edges, top, bottom, size, is_note)


def _join(row: Sequence[Letter]) -> str:
    """The text, with a blank wherever letters stand apart."""
    parts: list[str] = []
    for number, letter in enumerate(row):
        before = row[number - 1] if number else letter
        if number and letter.left - before.right > WORD_GAP * before.size:
            parts.append(" ")
        parts.append(letter.text)
    return _LIGATURE.sub(lambda match: normalize("NFKC", match[0]), "".join(parts))

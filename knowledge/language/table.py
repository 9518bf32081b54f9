"""Word tables: tab-separated files below tables/; the first row names the columns, '#' starts a comment line.

Folders by their reader: question, report, spelling, places, units. A malformed table stops whoever loads it.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

TABLES = Path(__file__).parent / "tables"


class TableError(ValueError):
    """A row that breaks its table; the message names file and line."""


@cache
def load_table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of tables/<name>.tsv without the head, each filled with "" to the length of the head.

    Raises TableError for a row with more cells than the head, an empty first cell or blanks around a cell.

    >>> load_table("units/qualifiers")[0]
    ('trên', 'before', 'above')
    """
    path = TABLES / f"{name}.tsv"
    head: list[str] = []
    rows: list[tuple[str, ...]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not head:
            head = cells
        elif len(cells) > len(head) or not cells[0] or any(cell != cell.strip() for cell in cells):
            raise TableError(f"{name}.tsv:{number}: {line!r} is no row of {head}")
        else:
            rows.append((*cells, *[""] * (len(head) - len(cells))))
    return tuple(rows)


@cache
def load_words(name: str, kind: str) -> tuple[str, ...]:
    """The words of one kind in a table of words and kinds, in the table's order. Raises TableError if there are none.

    >>> load_words("units/date_words", "month")
    ('tháng',)
    """
    words = tuple(row[0] for row in load_table(name) if row[1] == kind)
    if not words:
        raise TableError(f"{name}.tsv: no row of kind {kind}")
    return words


def any_of(words: Iterable[str]) -> str:
    """A group of a regular expression that matches any of the words, the longest first.

    >>> any_of(["tổng", "tổng số"])
    '(?:tổng\\\\ số|tổng)'
    """
    return f"(?:{'|'.join(map(re.escape, sorted(sorted(words), key=len, reverse=True)))})"

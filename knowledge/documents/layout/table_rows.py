"""The cells of a table -> paragraphs, a row each."""

import re
from collections.abc import Sequence

from knowledge.documents.layout.document import Paragraph
from knowledge.documents.layout.paragraphs import parse_line

_NUMERIC = re.compile(r"[-+±~≈(]?\s?[0-9]")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
MAX_NUMERIC = 30  # characters of a cell that is a figure
MAX_CELL = 400  # a longer one is a text set in columns


def is_data(grid: Sequence[Sequence[str]]) -> bool:
    """True if the table holds figures in cells of their own; tables that only lay out a page or a letterhead do not."""
    wide = [row for row in grid if sum(map(bool, row)) > 1]
    if len(wide) < 2 or any(len(cell) > MAX_CELL for row in wide for cell in row):
        return False
    return any(_is_numeric(cell) for row in wide for cell in row[1:])


def split_captions(grid: Sequence[Sequence[str]]) -> tuple[list[str], list[Sequence[str]]]:
    """The texts that stand across the whole table above its header, and the rest.

    >>> split_captions([["Đơn vị: tấn", "Đơn vị: tấn"], ["Chỉ tiêu", "2021"], ["Lúa", "158,3"]])[0]
    ['Đơn vị: tấn']
    """
    captions: list[str] = []
    rest = list(grid)
    while len(rest) > 2 and len(set(filter(None, rest[0]))) == 1 and len(rest[0]) > 1 and not rest[0][0].isdigit():
        captions.append(next(filter(None, rest.pop(0))))
    return captions, rest


def count_header_rows(grid: Sequence[Sequence[str]]) -> int:
    """1 if the first row names the columns, 0 if it holds figures already.

    >>> count_header_rows([["Chỉ tiêu", "2021"], ["Thu", "158,3"]]), count_header_rows([["Thu", "158,3"], ["Chi", "9"]])
    (1, 0)
    """
    return 0 if any(_is_numeric(cell) and not _YEAR.fullmatch(cell) for cell in grid[0][1:]) else 1


def has_figures(row: Sequence[str]) -> bool:
    """Does a cell hold a figure that is no year?"""
    return any(_is_numeric(cell) and not _YEAR.fullmatch(cell) for cell in row)


def _is_numeric(cell: str) -> bool:
    return len(cell) <= MAX_NUMERIC and _NUMERIC.match(cell) is not None


def build_rows(grid: Sequence[Sequence[str]], header_rows: int = 1) -> list[Paragraph]:
    """A paragraph "header: value; …" for each row below the header; one with a single text is plain text.

    >>> build_rows([["Chỉ tiêu", "2021"], ["Thu ngân sách", "158,3"]])[0].text
    'Chỉ tiêu: Thu ngân sách; 2021: 158,3'
    >>> build_rows([["Thu ngân sách", "158,3 tỷ đồng"]], header_rows=0)[0].text
    'Thu ngân sách: 158,3 tỷ đồng'
    """
    width = max((len(row) for row in grid), default=0)
    padded = [[*row, *[""] * (width - len(row))] for row in grid]
    heads = build_heads(padded[:header_rows], width)
    return [paragraph for row in padded[header_rows:] if (paragraph := _build_row(heads, row)).text]


def build_heads(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """The header of each column, of all its rows; empty ones if there are no rows."""
    columns = zip(*rows, strict=True) if rows else [()] * width
    return [" ".join(dict.fromkeys(filter(None, cells))) for cells in columns]


def _build_row(heads: list[str], row: list[str]) -> Paragraph:
    distinct = list(dict.fromkeys(filter(None, row)))
    if len(distinct) <= 1:
        return parse_line(" ".join(distinct))
    if not any(heads):
        return Paragraph(f"{distinct[0]}: {'; '.join(distinct[1:])}", "cell_row")
    cells = tuple((head, cell) for head, cell in zip(heads, row, strict=True) if cell)
    return Paragraph("; ".join(f"{head}: {cell}" if head else cell for head, cell in cells), "cell_row", cells=cells)

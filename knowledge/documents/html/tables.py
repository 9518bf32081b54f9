"""The tables of a page -> grids of text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from knowledge.documents.html.blocks import Block, Cell, Table
from knowledge.documents.layout.cleaning import clean_text
from knowledge.documents.layout.document import Paragraph
from knowledge.documents.layout.paragraphs import parse_line
from knowledge.documents.layout.table_rows import build_rows, count_header_rows, is_data, split_captions


def flatten(content: Iterable[Block | Table]) -> Iterator[Block | Table]:
    """The content in order, with only those tables left that hold data; one that lays out the page gives its blocks."""
    for part in content:
        if isinstance(part, Block) or (not _is_nested(part) and is_data(build_grid(part))):
            yield part
        else:
            yield from flatten(inner for row in part.rows for cell in row for inner in cell.content)


def _is_nested(table: Table) -> bool:
    return any(isinstance(part, Table) for row in table.rows for cell in row for part in cell.content)


def build_table(table: Table) -> list[Paragraph]:
    """The texts across the table above its header, then its rows."""
    captions, grid = split_captions(build_grid(table))
    below = replace(table, rows=table.rows[len(captions) :])
    return [*map(parse_line, captions), *build_rows(grid, count_heads(below, grid))]


def count_heads(table: Table, grid: Sequence[Sequence[str]]) -> int:
    """As many rows as the first one's cells span, as are made of header cells, or as the figures leave."""
    first = table.rows[0]
    heads = next((n for n, row in enumerate(table.rows) if not all(cell.is_head for cell in row)), 1)
    spanned = max((cell.rows for cell in first), default=1)
    grouped = 2 if any(1 < cell.columns < len(grid[0]) for cell in first) else 1
    return min(len(grid) - 1, max(heads, spanned, grouped)) if count_header_rows(grid) or heads else 0


def build_grid(table: Table) -> list[list[str]]:
    """The texts of the cells, one that spans columns or rows repeated in each; empty rows left out."""
    grid: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}  # column -> rows still to fill, text
    for cells in table.rows:
        row: list[str] = []
        for cell in cells:
            _fill_hanging(row, hanging)
            text = _cell_text(cell)
            if cell.rows > 1:
                hanging.update({len(row) + n: (cell.rows - 1, text) for n in range(cell.columns)})
            row.extend([text] * cell.columns)
        _fill_hanging(row, hanging)
        grid.append(row)
    return [row for row in grid if any(row)]


def _fill_hanging(row: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    """Append the texts that hang down into the next columns from rows above."""
    while left := hanging.pop(len(row), None):
        if left[0] > 1:
            hanging[len(row)] = (left[0] - 1, left[1])
        row.append(left[1])


def _cell_text(cell: Cell) -> str:
    return clean_text(" ".join(part.text for part in cell.content if isinstance(part, Block)).replace("\n", " "))

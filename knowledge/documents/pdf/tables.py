"""The tables of a PDF -> rows; one that goes on on the next page keeps its header."""

from dataclasses import dataclass

from knowledge.documents.layout.document import Paragraph
from knowledge.documents.layout.paragraphs import parse_line
from knowledge.documents.layout.table_rows import build_rows, count_header_rows, has_figures, split_captions

SAME_EDGE = 3  # points between the borders of columns on two pages
NAMED = 0.6  # of the columns: a header names so many
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """The cells of a table, merged ones repeated. edges: where its columns begin and end, in points.

    hangs: of each row whether a cell of the row above reaches down into it; groups: whether a cell spans columns.
    """

    grid: tuple[Row, ...]
    edges: tuple[float, ...]
    top: float
    hangs: tuple[bool, ...]
    groups: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class TableHead:
    """The header of a table that may go on on the next page."""

    rows: tuple[Row, ...]
    edges: tuple[float, ...]


def build_table(table: PrintedTable, above: TableHead | None) -> tuple[list[Paragraph], TableHead]:
    """The rows, and the header for the page after. above: the header of the table that ended the page before."""
    if above is not None and _goes_on(table, above):
        body = table.grid[len(above.rows) :] if table.grid[: len(above.rows)] == above.rows else table.grid
        return build_rows([*above.rows, *body], len(above.rows)), above
    captions, _ = split_captions(table.grid)
    grid = table.grid[len(captions) :]
    heads = _count_heads(table, len(captions)) if count_header_rows(grid) else 0
    head = TableHead(grid[:heads], table.edges)
    return [*map(parse_line, captions), *build_rows(grid, heads)], head


def _goes_on(table: PrintedTable, above: TableHead) -> bool:
    """Has it the columns of the table before, and no header but that one's?"""
    is_same = len(table.edges) == len(above.edges)
    if not is_same or any(abs(a - b) > SAME_EDGE for a, b in zip(table.edges, above.edges, strict=True)):
        return False
    first = table.grid[0]
    is_head = sum(map(bool, first)) >= NAMED * len(first) and not has_figures(first)
    return not is_head or first == above.rows[0] if above.rows else True


def _count_heads(table: PrintedTable, start: int) -> int:
    """As many rows as the cells of the first reach down, two if one of them spans columns."""
    heads = 1
    while start + heads < len(table.grid) - 1 and table.hangs[start + heads]:
        heads += 1
    return max(heads, min(2 if table.groups[start] else 1, len(table.grid) - start - 1))

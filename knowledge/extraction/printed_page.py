"""A page of a PDF -> its lines and tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from pdfminer.layout import LTChar, LTComponent, LTContainer, LTCurve, LTPage
from pdfplumber.page import Page
from pdfplumber.table import Table

from knowledge.extraction.cleaning import clean_text
from knowledge.extraction.grid import has_figures, is_data
from knowledge.extraction.letters import Letter, PrintedLine, build_lines, find_rows, mark_raised
from knowledge.extraction.paragraph import DocumentError
from knowledge.extraction.printed_table import PrintedTable

SIDEWAYS = "trang {page} có bảng nằm ngang; hãy xoay trang cho đứng lại rồi gửi, hoặc gửi bản .docx"
MAX_RULES = 3000  # lines drawn on a page; more are a drawing, not tables
MIN_RULES = 4
MIN_SIDEWAYS = 0.5  # of the letters of a page
Char = dict[str, float | str]


Part = PrintedLine | PrintedTable


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """The lines and tables from top to bottom. height: of the page in points."""

    parts: list[Part] = field(default_factory=list)
    height: float = 0.0


def read_page(page: Page, number: int) -> PrintedPage:
    """What is printed on a page. Raises DocumentError if a table stands sideways on it."""
    layout: LTPage = page.layout
    letters, rules, sideways = _take_apart(layout)
    if len(sideways) > MIN_SIDEWAYS * (len(letters) + len(sideways)):
        if MIN_RULES <= rules < MAX_RULES:
            raise DocumentError(SIDEWAYS.format(page=number))
        parts: list[Part] = [*build_lines(_turn(sideways, layout))]
    elif MIN_RULES <= rules < MAX_RULES:
        parts = _read_ruled(page)
    else:
        parts = [*build_lines(letters)]
    page.close()
    return PrintedPage(parts, layout.height)


def _take_apart(layout: LTPage) -> tuple[list[Letter], int, list[LTChar]]:
    """The upright letters, how many lines are drawn, the letters that stand sideways."""
    letters, rules, sideways = [], 0, []
    for item in _flatten(layout):
        if isinstance(item, LTChar):
            if item.upright and item.matrix[0] > 0:
                top, bottom = layout.height - item.y1, layout.height - item.y0
                letters.append(Letter(item.get_text(), item.x0, item.x1, top, bottom, item.size))
            elif item.get_text().strip():
                sideways.append(item)
        elif isinstance(item, LTCurve):
            rules += 1
    return letters, rules, sideways


def _flatten(container: LTContainer[LTComponent]) -> Iterator[LTComponent]:
    for item in container:
        if isinstance(item, LTContainer):
            yield from _flatten(item)
        else:
            yield item


def _turn(sideways: list[LTChar], layout: LTPage) -> list[Letter]:
    """The letters as they stand when the page is turned so that most of them are upright."""
    upward = sum(item.matrix[1] > 0 for item in sideways)
    down = sum(item.matrix[1] < 0 for item in sideways)
    turned = []
    for item in sideways:
        if max(upward, down) == 0:
            box = (layout.width - item.x1, layout.width - item.x0, item.y0, item.y1)
        elif upward >= down:
            box = (item.y0, item.y1, item.x0, item.x1)
        else:
            box = (layout.height - item.y1, layout.height - item.y0, layout.width - item.x1, layout.width - item.x0)
        turned.append(Letter(item.get_text(), *box, box[3] - box[2]))
    return turned


def _read_ruled(whole: Page) -> list[Part]:
    """The lines and tables of a page that has lines drawn on it."""
    page = whole.filter(_clean_chars(whole.chars))
    placed: list[Part] = []
    for table in page.find_tables():
        if (printed := _read_table(table)) is not None:
            placed.append(printed)
            page = page.filter(partial(_is_outside, table.bbox))
    letters = (_to_letter(char) for char in page.chars if char["upright"])
    return sorted([*placed, *build_lines(letters)], key=lambda part: part.top)


def _to_letter(char: Char) -> Letter:
    left, right, top, bottom, size = (float(char[name]) for name in ("x0", "x1", "top", "bottom", "size"))
    return Letter(str(char["text"]), left, right, top, bottom, size)


def _clean_chars(chars: list[Char]) -> "partial[bool]":
    """A test that second prints fail, once what stands raised is written with raised characters."""
    known = {(letter[0], *letter[1:4]): char for char in chars for letter in [_to_letter(char)]}
    kept: set[int] = set()
    for row in find_rows(map(_to_letter, chars)):
        for letter, marked in zip(row, mark_raised(row), strict=True):
            char = known[letter.text, letter.left, letter.right, letter.top]
            char["text"] = marked.text
            kept.add(id(char))
    return partial(_is_kept, kept)


def _is_kept(kept: set[int], item: Char) -> bool:
    return item["object_type"] != "char" or id(item) in kept


def _is_outside(box: tuple[float, float, float, float], item: Mapping[str, float]) -> bool:
    across, down = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return not (box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _read_table(table: Table) -> PrintedTable | None:
    """The table with merged cells filled; None if it only lays out the page."""
    cells = [[None if cell is None else clean_text(cell.replace("\n", " ")) for cell in row] for row in table.extract()]
    boxes = [list(row.cells) for row in table.rows]
    grid: list[list[str]] = []
    hangs, groups = [], []
    for number, row in enumerate(cells):
        below = [cell is None and _reaches_down(boxes, number, at) for at, cell in enumerate(row)]
        filled: list[str] = []
        for at, cell in enumerate(row):
            aside = filled[at - 1] if at else ""
            filled.append(cell if cell is not None else grid[number - 1][at] if below[at] else aside)
        grid.append(filled)
        hangs.append(any(below))
        groups.append(any(cell is None and not down for cell, down in zip(row[1:], below[1:], strict=True)))
    if not is_data(grid) and not (len(grid) == 1 and len(grid[0]) > 2 and has_figures(grid[0])):
        return None
    edges = sorted({round(side) for row in boxes for box in row if box for side in (box[0], box[2])})
    return PrintedTable(tuple(map(tuple, grid)), tuple(edges), table.bbox[1], tuple(hangs), tuple(groups))


def _reaches_down(boxes: list[list[tuple[float, float, float, float] | None]], number: int, at: int) -> bool:
    """Does a cell of a row above reach down to this one, whose own place is empty?"""
    top = min((box[1] for box in boxes[number] if box), default=0.0)
    above = next((box for n in range(number - 1, -1, -1) if (box := boxes[n][at])), None)
    return above is not None and above[3] > top + 1

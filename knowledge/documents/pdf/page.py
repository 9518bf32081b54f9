"""A page of a PDF -> its lines and tables."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from playa.content import GlyphObject, PathObject, TextObject
from playa.page import Page

from knowledge.documents.layout.cleaning import clean_text
from knowledge.documents.layout.document import DocumentError
from knowledge.documents.layout.table_rows import has_figures, is_data
from knowledge.documents.pdf.letters import Letter, PrintedLine, build_lines
from knowledge.documents.pdf.ruled_tables import Box, Row, Rule, find_tables
from knowledge.documents.pdf.tables import PrintedTable

SIDEWAYS = "trang {page} có bảng nằm ngang; hãy xoay trang cho đứng lại rồi gửi, hoặc gửi bản .docx"
MAX_DRAWN = 20_000  # lines drawn on a page, a border of a cell being four or more; beyond it is a drawing
MIN_DRAWN = 1.0  # points; shorter ones are dots and the thickness of lines
SLANT = 1.0  # points by which a level line may rise
MIN_SIDEWAYS = 0.5  # of the letters of a page

Part = PrintedLine | PrintedTable
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """The lines and tables from top to bottom."""

    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Print:
    """What is printed on a page: upright letters, letters that stand sideways, lines drawn."""

    letters: list[Letter] = field(default_factory=list)
    sideways: list[GlyphObject] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


def read_page(page: Page, number: int) -> PrintedPage:
    """What is printed on a page. Raises DocumentError if a table stands sideways on it."""
    printed = _take_apart(page)
    tables = find_tables(printed.rules) if len(printed.rules) < MAX_DRAWN else []
    if len(printed.sideways) > MIN_SIDEWAYS * (len(printed.letters) + len(printed.sideways)):
        if tables:
            raise DocumentError(SIDEWAYS.format(page=number))
        return PrintedPage([*build_lines(_turn(printed.sideways))])
    letters = printed.letters
    placed: list[Part] = []
    for rows in tables:
        table, outside = _read_table(rows, letters)
        if table is not None:
            placed.append(table)
            letters = outside
    return PrintedPage(sorted([*placed, *build_lines(letters)], key=lambda part: part.top))


def _take_apart(page: Page) -> Print:
    """Every letter and drawn line, those inside of forms too, taken from the page's content once."""
    printed = Print()
    for item in page.flatten():
        if isinstance(item, PathObject) and len(printed.rules) < MAX_DRAWN:
            printed.rules.extend(_find_rules(item))
        elif isinstance(item, TextObject):
            for glyph in item:
                right, up, lean, down, *_ = glyph.matrix
                if right > 0 > down and up * lean >= 0:
                    printed.letters.append(_to_letter(glyph))
                elif _text(glyph).strip():
                    printed.sideways.append(glyph)
    return printed


def _to_letter(glyph: GlyphObject) -> Letter:
    """The letter with a box as high as its size."""
    left, _, right, bottom = glyph.bbox
    return Letter(_text(glyph), left, right, bottom - glyph.size, bottom, glyph.size)


def _text(glyph: GlyphObject) -> str:
    return glyph.text or f"(cid:{glyph.cid})"


def _find_rules(path: PathObject) -> Iterator[Rule]:
    """The level and the upright lines of what was drawn or filled."""
    first = last = (0.0, 0.0)
    for operator, points in path.segments:
        if operator == "m":
            first = last = points[0]
            continue
        after = first if operator == "h" else points[-1]
        if operator in "lh" and (rule := _to_rule(last, after)):
            yield rule
        last = after


def _to_rule(one: Point, two: Point) -> Rule | None:
    """The rule between two points; None if it is slanted or a dot."""
    (left, right), (top, bottom) = sorted((one[0], two[0])), sorted((one[1], two[1]))
    if bottom - top <= SLANT and right - left >= max(MIN_DRAWN, bottom - top):
        return Rule(True, (top + bottom) / 2, left, right)
    if right - left <= SLANT and bottom - top >= MIN_DRAWN:
        return Rule(False, (left + right) / 2, top, bottom)
    return None


def _turn(sideways: list[GlyphObject]) -> list[Letter]:
    """The letters as they stand when the page is turned so that most of them are upright.

    Only their distances from one another count: on a turned page they may be negative.
    """
    upward = sum(glyph.matrix[1] < 0 for glyph in sideways)
    downward = sum(glyph.matrix[1] > 0 for glyph in sideways)
    turned = []
    for glyph in sideways:
        left, top, right, bottom = glyph.bbox
        if max(upward, downward) == 0:
            box = (-right, -left, -bottom, -top)
        elif upward >= downward:
            box = (-bottom, -top, left, right)
        else:
            box = (top, bottom, -right, -left)
        turned.append(Letter(_text(glyph), *box, box[3] - box[2]))
    return turned


def _read_table(rows: Sequence[Row], letters: Sequence[Letter]) -> tuple[PrintedTable | None, list[Letter]]:
    """The table with merged cells filled, None if it only lays out the page; and the letters outside of its cells."""
    boxes = [box for box in chain.from_iterable(rows) if box is not None]
    inside, outside = _share_out(letters, boxes)
    texts = {box: clean_text(" ".join(line.text for line in build_lines(inside.get(box, [])))) for box in boxes}
    grid: list[list[str]] = []
    hangs, groups = [], []
    for number, row in enumerate(rows):
        below = [box is None and _reaches_down(rows, number, at) for at, box in enumerate(row)]
        filled: list[str] = []
        for at, box in enumerate(row):
            aside = filled[at - 1] if at else ""
            filled.append(texts[box] if box is not None else grid[number - 1][at] if below[at] else aside)
        grid.append(filled)
        hangs.append(any(below))
        groups.append(any(box is None and not down for box, down in zip(row[1:], below[1:], strict=True)))
    if not is_data(grid) and not (len(grid) == 1 and len(grid[0]) > 2 and has_figures(grid[0])):
        return None, list(letters)
    edges = sorted({round(side) for box in boxes for side in (box.left, box.right)})
    top = min(box.top for box in boxes)
    return PrintedTable(tuple(map(tuple, grid)), tuple(edges), top, tuple(hangs), tuple(groups)), outside


def _share_out(letters: Sequence[Letter], boxes: Sequence[Box]) -> tuple[dict[Box, list[Letter]], list[Letter]]:
    """The letters whose middle lies in each box, and those that lie in none."""
    across = sorted({side for box in boxes for side in (box.left, box.right)})
    down = sorted({side for box in boxes for side in (box.top, box.bottom)})
    spots = {
        (x, y): box
        for box in boxes
        for x in range(across.index(box.left), across.index(box.right))
        for y in range(down.index(box.top), down.index(box.bottom))
    }
    inside: dict[Box, list[Letter]] = {}
    outside: list[Letter] = []
    for letter in letters:
        column = bisect_right(across, (letter.left + letter.right) / 2) - 1
        row = bisect_right(down, (letter.top + letter.bottom) / 2) - 1
        box = spots.get((column, row))
        (outside if box is None else inside.setdefault(box, [])).append(letter)
    return inside, outside


def _reaches_down(rows: Sequence[Row], number: int, at: int) -> bool:
    """Does a cell of a row above reach down to this one, whose own place is empty?"""
    top = min((box.top for box in rows[number] if box), default=0.0)
    above = next((box for n in range(number - 1, -1, -1) if (box := rows[n][at])), None)
    return above is not None and above.bottom > top + 1

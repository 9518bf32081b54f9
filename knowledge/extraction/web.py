"""A web page, or a Word document converted to HTML -> Document."""

from collections import Counter
from collections.abc import Iterator

from knowledge.extraction.document_words import load_words
from knowledge.extraction.grid import build_rows, count_header_rows, is_data
from knowledge.extraction.lines import Line, join_lines
from knowledge.extraction.page import HEADINGS, Block, Cell, Page, Table, parse_page
from knowledge.extraction.paragraph import Document, Paragraph
from knowledge.extraction.shapes import build_document, parse_line
from knowledge.language.text import normalize

PROSE = 60  # letters outside links from which a block is text and not a menu entry
MAX_FURNITURE = 100  # letters of a line that begins like furniture
MAIN_SHARE = 0.7  # of the prose: the innermost element that holds so much is the article
MARKED_SHARE = 0.4  # the same for an element the page itself calls article or main


def parse_html(html: str) -> Document:
    """The document of a web page: its article, without menus, related news and share buttons."""
    page = parse_page(html)
    content = _find_article(page)
    headline = next((b for b in _find_blocks(page.content) if b.tag == "h1" and not b.is_furniture), None)
    title = normalize((headline.text if headline else page.title).replace("\n", " ")) or None
    return build_document(_drop_furniture(_build_paragraphs(content)), title)


def parse_word_html(html: str) -> Document:
    """The document of a Word file, all of it; a heading of its own counts one level below the title."""
    return build_document(list(_build_paragraphs(parse_page(html).content)))


def _find_blocks(content: list[Block | Table]) -> Iterator[Block]:
    for part in content:
        if isinstance(part, Block):
            yield part
        else:
            yield from _find_blocks([inner for row in part.rows for cell in row for inner in cell.content])


def _find_article(page: Page) -> list[Block | Table]:
    """The part of the page that holds its text; all of it if none stands out."""
    blocks = list(_find_blocks(page.content))
    kept = [block for block in blocks if not block.is_furniture]
    all_prose, prose = sum(map(_prose, blocks)), sum(map(_prose, kept))
    if prose * 2 < all_prose:  # the classes mislead: what they call a menu is the text
        return page.content
    root = _find_main(kept, prose, page.mains)
    inside = [part for part in page.content if not part.is_furniture and (root in part.path or root == 0)]
    return [part for part in inside if isinstance(part, Table) or not _is_link(part)] or page.content


def _find_main(blocks: list[Block], prose: int, mains: frozenset[int]) -> int:
    """The number of the innermost element with most of the prose; 0 if there is none."""
    held: Counter[int] = Counter()
    for block in blocks:
        if length := _prose(block):
            held.update(dict.fromkeys(block.path, length))
    marked = [number for number in mains if held[number] > prose * MARKED_SHARE]
    inner = [number for number, length in held.items() if length >= prose * MAIN_SHARE]
    return max(marked, key=lambda number: (held[number], number), default=0) or max(inner, default=0)


def _prose(block: Block) -> int:
    length = len(block.text) - block.linked
    return length if length >= PROSE else 0


def _is_link(block: Block) -> bool:
    return block.tag != "h1" and block.linked >= 0.8 * len(block.text)


def _drop_furniture(paragraphs: Iterator[Paragraph]) -> list[Paragraph]:
    lines, starts = load_words("furniture"), tuple(load_words("furniture_start"))
    kept = []
    for paragraph in paragraphs:
        line = paragraph.text.casefold()
        is_short_start = len(line) <= MAX_FURNITURE and line.startswith(starts)
        if line.strip(" :.…»>") not in lines and not is_short_start:
            kept.append(paragraph)
    return kept


def _build_paragraphs(content: list[Block | Table]) -> Iterator[Paragraph]:
    for part in content:
        if isinstance(part, Block):
            yield from _build_block(part)
        else:
            yield from _build_table(part)


def _build_block(block: Block) -> Iterator[Paragraph]:
    letters = len(block.text.replace(" ", "").replace("\n", ""))
    lines = [Line(normalize(line)) for line in block.text.split("\n")]
    for text in join_lines(lines):
        if block.tag in HEADINGS:
            yield Paragraph(text, "heading", HEADINGS[block.tag])
        elif block.tag == "li":
            yield Paragraph(text, "item", max(1, block.depth))
        else:
            yield parse_line(text, is_emphasised=block.bold >= 0.9 * letters)


def _build_table(table: Table) -> Iterator[Paragraph]:
    cells = [cell for row in table.rows for cell in row]
    is_nested = any(isinstance(part, Table) for cell in cells for part in cell.content)
    grid = [] if is_nested else _build_grid(table)
    if is_data(grid):
        yield from build_rows(grid, _count_header_rows(table, grid))
        return
    for cell in cells:
        yield from _build_paragraphs(cell.content)


def _count_header_rows(table: Table, grid: list[list[str]]) -> int:
    """As many rows as the first one's cells span, as are made of header cells, or as the figures leave."""
    first = table.rows[0]
    heads = next((n for n, row in enumerate(table.rows) if not all(cell.is_head for cell in row)), 1)
    spanned = max((cell.rows for cell in first), default=1)
    grouped = 2 if any(1 < cell.columns < len(grid[0]) for cell in first) else 1
    return min(len(grid) - 1, max(heads, spanned, grouped)) if count_header_rows(grid) or heads else 0


def _build_grid(table: Table) -> list[list[str]]:
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
    return normalize(" ".join(block.text for block in _find_blocks(cell.content)).replace("\n", " "))

"""A web page, or a Word document converted to HTML -> Document."""

from collections import Counter
from collections.abc import Iterator

from knowledge.extraction.cleaning import clean_text
from knowledge.extraction.document_words import load_words
from knowledge.extraction.lines import Line, join_lines
from knowledge.extraction.page import HEADINGS, Block, Table, parse_page
from knowledge.extraction.paragraph import Document, Paragraph
from knowledge.extraction.shapes import build_document, parse_line
from knowledge.extraction.spans import build_table, flatten
from knowledge.extraction.table_units import Part, with_units

PROSE = 60  # letters outside links from which a block is text and not a menu entry
MAX_FURNITURE = 100  # letters of a line that begins like furniture
MAIN_SHARE = 0.7  # of the prose: the innermost element that holds so much is the article
MARKED_SHARE = 0.4  # the same for an element the page itself calls article or main


def parse_html(html: str) -> Document:
    """The document of a web page: its article, without menus, related news and share buttons."""
    page = parse_page(html)
    content = list(flatten(page.content))
    headline = next((part for part in content if _is_headline(part)), None)
    title = clean_text((headline.text if isinstance(headline, Block) else page.title).replace("\n", " ")) or None
    return build_document(_drop_furniture(_build_paragraphs(_find_article(content, page.mains))), title)


def parse_word_html(html: str) -> Document:
    """The document of a Word file, all of it; a heading of its own counts one level below the title."""
    return build_document(list(_build_paragraphs(list(flatten(parse_page(html).content)))))


def _is_headline(part: Block | Table) -> bool:
    return isinstance(part, Block) and part.tag == "h1" and not part.is_furniture


def _find_article(content: list[Block | Table], mains: frozenset[int]) -> list[Block | Table]:
    """The part of the page that holds its text; all of it if none stands out."""
    blocks = [part for part in content if isinstance(part, Block)]
    kept = [block for block in blocks if not block.is_furniture]
    prose = sum(map(_prose, kept))
    if prose * 2 < sum(map(_prose, blocks)):  # the classes mislead: what they call a menu is the text
        return content
    root = _find_main(kept, prose, mains)
    inside = [part for part in content if not part.is_furniture and (root in part.path or root == 0)]
    return [part for part in inside if isinstance(part, Table) or not _is_link(part)] or content


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
    return with_units(_build_parts(content))


def _build_parts(content: list[Block | Table]) -> Iterator[Part]:
    for part in content:
        if isinstance(part, Block):
            yield from _build_block(part)
        else:
            yield build_table(part)


def _build_block(block: Block) -> Iterator[Paragraph]:
    letters = len(block.text.replace(" ", "").replace("\n", ""))
    lines = [Line(clean_text(line)) for line in block.text.split("\n")]
    for text in join_lines(lines):
        if block.tag in HEADINGS:
            yield Paragraph(text, "heading", HEADINGS[block.tag])
        elif block.tag == "li":
            yield Paragraph(text, "item", max(1, block.depth))
        else:
            yield parse_line(text, is_emphasised=block.bold >= 0.9 * letters)

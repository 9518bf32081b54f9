"""A web page, or a Word document converted to HTML -> Document."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from knowledge.documents.html.article import drop_related, find_article, find_headline, is_furniture
from knowledge.documents.html.blocks import HEADINGS, Block, Table, parse_page
from knowledge.documents.html.tables import build_table, flatten
from knowledge.documents.layout.cleaning import clean_text
from knowledge.documents.layout.document import Document, Paragraph
from knowledge.documents.layout.lines import Line, join_lines
from knowledge.documents.layout.paragraphs import build_document, parse_line
from knowledge.documents.layout.table_units import Part, with_units


def parse_html(html: str) -> Document:
    """The document of a web page: its article, without menus, related news and share buttons."""
    page = parse_page(html)
    content = list(flatten(page.content))
    title = clean_text((find_headline(content) or page.title).replace("\n", " ")) or None
    article = find_article(content, page.mains)
    return build_document(_drop_furniture(_build_paragraphs(drop_related(article))), title)


def parse_word_html(html: str) -> Document:
    """The document of a Word file, all of it; a heading of its own counts one level below the title."""
    return build_document(list(_build_paragraphs(list(flatten(parse_page(html).content)))))


def _drop_furniture(paragraphs: Iterator[Paragraph]) -> list[Paragraph]:
    return [paragraph for paragraph in paragraphs if not is_furniture(paragraph.text)]


def _build_paragraphs(content: list[Block | Table]) -> Iterator[Paragraph]:
    return with_units(_build_parts(_join_terms(content)))


def _join_terms(content: Sequence[Block | Table]) -> Iterator[Block | Table]:
    """The parts; what a list of terms says of one stands behind the term and a colon."""
    for at, part in enumerate(content):
        before = content[at - 1] if at else None
        after = content[at + 1] if at + 1 < len(content) else None
        if isinstance(part, Block) and part.tag == "dt" and isinstance(after, Block) and after.tag == "dd":
            continue
        if isinstance(part, Block) and part.tag == "dd" and isinstance(before, Block) and before.tag == "dt":
            yield replace(part, text=f"{before.text.rstrip(' :')}: {part.text}")
        else:
            yield part


def _build_parts(content: Iterable[Block | Table]) -> Iterator[Part]:
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

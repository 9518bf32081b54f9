"""A .pdf file with text -> Document.

playa reads the letters that pdfminer reads, those of a fallback font too, in a quarter of the time.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import playa
from playa.exceptions import PDFEncryptionError, PDFException

from knowledge.documents.layout.document import MAX_WORDS, TOO_MANY_WORDS, Document, DocumentError, Paragraph
from knowledge.documents.layout.lines import ENDED, LONG, Line, join_lines
from knowledge.documents.layout.paragraphs import build_document, parse_line
from knowledge.documents.layout.table_units import with_units
from knowledge.documents.pdf.furniture import drop_furniture
from knowledge.documents.pdf.letters import PrintedLine
from knowledge.documents.pdf.page import Part, PrintedPage, read_page
from knowledge.documents.pdf.tables import TableHead, build_table
from knowledge.documents.word.word_file import PASSWORD

DAMAGED = "tệp PDF hỏng hoặc tải dở; hãy xuất lại PDF, hoặc gửi bản .docx"
SCANNED = "PDF này là ảnh quét, không có chữ; hãy gửi bản .docx, hoặc nhận dạng chữ (OCR) rồi gửi lại"
LOCKED_FONT = "PDF này không cho chép chữ (phông không kèm bảng mã); hãy gửi bản .docx"
TOO_LONG = "PDF có hơn {pages} trang; hãy tách thành các tệp nhỏ hơn rồi gửi lại"
MAX_PAGES = 300
MAX_COUNT = 3000  # pages told by the file itself, or entries of its outline: no need to count them
MIN_LETTERS = 20  # on a page; fewer are a stamp or a page number on a picture
INDENT = 6  # points
GAP = 0.6  # of a line's height, beyond the usual distance: paragraphs set apart
OTHER_SIZE = 1.08  # times the size of the next line: a heading, not the start of its paragraph
_COUNT = re.compile(rb"/Count\s+([0-9]{4,9})\b")
_UNKNOWN_LETTER = re.compile(r"\(cid:[0-9]+\)")


@dataclass(frozen=True, slots=True)
class Column:
    """Where the text of the pages begins and ends, in points."""

    left: float
    right: float


def parse_pdf(content: bytes) -> Document:
    """The document of a PDF. Raises DocumentError if it is damaged, locked, scanned, too long or has no letters."""
    pages, head = drop_furniture(_read_pages(content))
    document = build_document(list(with_units(_build_parts(pages))))
    if document.title is None and head:  # the running head is all the title there is
        document = build_document([parse_line(head), *document.paragraphs])
    return document


def _read_pages(content: bytes) -> list[PrintedPage]:
    if any(int(count) > MAX_COUNT for count in _COUNT.findall(content)):
        raise DocumentError(TOO_LONG.format(pages=MAX_PAGES))
    try:
        document = playa.parse(content)
        pages = document.pages
    except PDFEncryptionError as error:
        raise DocumentError(PASSWORD) from error
    except (PDFException, StopIteration) as error:  # the latter where the file ends before it tells what it holds
        raise DocumentError(DAMAGED) from error
    if len(pages) > MAX_PAGES:
        raise DocumentError(TOO_LONG.format(pages=MAX_PAGES))
    read: list[PrintedPage] = []
    words = 0
    for number, page in enumerate(pages, 1):
        read.append(read_page(page, number))
        words += sum(len(_text(part).split()) for part in read[-1].parts)
        if words > MAX_WORDS:
            raise DocumentError(TOO_MANY_WORDS)
    _check_letters(read)
    return read


def _check_letters(pages: Sequence[PrintedPage]) -> None:
    """Raise if most pages are pictures, or the letters have no code."""
    texts = ["".join(map(_text, page.parts)) for page in pages]
    if sum(len(text) >= MIN_LETTERS for text in texts) * 2 < len(texts) or not any(texts):
        raise DocumentError(SCANNED)
    text = "".join(texts)
    if len("".join(_UNKNOWN_LETTER.findall(text))) * 20 > len(text):
        raise DocumentError(LOCKED_FONT)


def _text(part: Part) -> str:
    return part.text if isinstance(part, PrintedLine) else " ".join(cell for row in part.grid for cell in row)


def _build_parts(pages: Sequence[PrintedPage]) -> Iterator[Paragraph | list[Paragraph]]:
    """Paragraphs and tables, both of which may go on over pages."""
    run: list[Line] = []
    above: TableHead | None = None
    every = [line for page in pages for line in _lines(page)]
    column = Column(_edge([line.left for line in every], 0.05), _edge([line.right for line in every], 0.95))
    for number, page in enumerate(pages):
        marked = iter(_mark_lines(_lines(page), _first_words(pages[number + 1 :]), column, is_first=number == 0))
        for at, part in enumerate(page.parts):
            if isinstance(part, PrintedLine):
                run.append(next(marked))
                above = None
                continue
            yield from map(parse_line, join_lines(run))
            rows, above = build_table(part, above if at == 0 else None)
            run = []
            yield rows
    yield from map(parse_line, join_lines(run))


def _lines(page: PrintedPage) -> list[PrintedLine]:
    return [part for part in page.parts if isinstance(part, PrintedLine)]


def _first_words(pages: Sequence[PrintedPage]) -> str:
    """The line that the text goes on with; "" if a table or nothing follows."""
    first = next((part for page in pages for part in page.parts[:1]), None)
    return first.text if isinstance(first, PrintedLine) else ""


def _edge(sides: list[float], share: float) -> float:
    return sorted(sides)[int(len(sides) * share)] if sides else 0.0


def _mark_lines(lines: Sequence[PrintedLine], after: str, column: Column, is_first: bool) -> Iterator[Line]:
    """The lines of a page: full if they run to the right margin, a start if indented, set apart or of another size.

    after: the line that begins the next page. is_first: the page begins with the title.
    """
    gaps = sorted(below.top - above.bottom for above, below in pairwise(lines))
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    for number, line in enumerate(lines):
        above = lines[number - 1] if number else line
        is_apart = line.top - above.bottom > usual + GAP * (line.bottom - line.top) or _is_other(above, line)
        is_start = line.left > column.left + INDENT if number == 0 else is_apart or line.left > above.left + INDENT
        following = lines[number + 1].text if number + 1 < len(lines) else after
        is_full = _is_full(line, following, column)
        is_title = is_first and number == 0 and not any(_reaches(line, other) for other in lines[1:])
        yield Line(line.text, is_full and not is_title, is_start)


def _is_other(above: PrintedLine, line: PrintedLine) -> bool:
    """Are the two lines of different sizes?"""
    return max(above.size, line.size) > OTHER_SIZE * min(above.size, line.size)


def _reaches(title: PrintedLine, line: PrintedLine) -> bool:
    """Does another line run as far as the title, so that there is a margin at which it may have been wrapped?"""
    return line.right >= title.right - 2 * (title.right - title.left) / max(1, len(title.text))


def _is_full(line: PrintedLine, following: str, column: Column) -> bool:
    """True if the first word of `following` had no room; nearly none will do if the line ends no sentence."""
    letter = (line.right - line.left) / max(1, len(line.text))
    has_room = line.right + letter * (1 + len(following.partition(" ")[0])) <= column.right
    reaches = line.right - column.left >= LONG * (column.right - column.left)
    return not has_room or (reaches and not ENDED.search(line.text[-40:]))

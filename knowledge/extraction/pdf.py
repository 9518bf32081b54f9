"""A .pdf file with text -> Document.

pdfplumber was alone in reading Vietnamese letters that come from a fallback font.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from itertools import pairwise

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from knowledge.extraction.cleaning import clean_text
from knowledge.extraction.grid import build_rows, count_header_rows, is_data
from knowledge.extraction.lines import ENDED, LONG, Line, join_lines
from knowledge.extraction.paragraph import Document, DocumentError, Paragraph
from knowledge.extraction.shapes import build_document, parse_line
from knowledge.extraction.table_units import with_units
from knowledge.extraction.word import PASSWORD

DAMAGED = "tệp PDF hỏng hoặc tải dở; hãy xuất lại PDF, hoặc gửi bản .docx"
SCANNED = "PDF này là ảnh quét, không có chữ; hãy gửi bản .docx, hoặc nhận dạng chữ (OCR) rồi gửi lại"
LOCKED_FONT = "PDF này không cho chép chữ (phông không kèm bảng mã); hãy gửi bản .docx"
TOO_LONG = "PDF có hơn {pages} trang; hãy tách thành các tệp nhỏ hơn rồi gửi lại"
MAX_PAGES = 300
MIN_LETTERS = 20  # on a page; fewer are a stamp or a page number on a picture
MAX_RULES = 3000  # lines drawn on a page; more are a drawing, not tables
DOUBLE = 0.35  # of a letter's width: a second print is nearer than that, the next letter never
INDENT = 6  # points
WORD_GAP = 0.15  # of the type size; justified lines set blanks as small as 0.2, letters stand nearer than 0.1
GAP = 0.6  # of a line's height, beyond the usual distance: paragraphs set apart
_BARE_NUMBER = re.compile(r"\W*#\W*")
_NUMBER = re.compile(r"[0-9]+")
_UNKNOWN_LETTER = re.compile(r"\(cid:[0-9]+\)")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page; distances in points from the page's upper left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


Part = PrintedLine | list[Paragraph]  # a line, or the rows of a table


def parse_pdf(content: bytes) -> Document:
    """The document of a PDF. Raises DocumentError if it is damaged, locked, scanned, too long or has no letters."""
    try:
        pdf = pdfplumber.open(BytesIO(content), pages=list(range(1, MAX_PAGES + 2)))
        pages = pdf.pages
    except PdfminerException as error:
        is_locked = any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args)
        raise DocumentError(PASSWORD if is_locked else DAMAGED) from error
    if len(pages) > MAX_PAGES:
        raise DocumentError(TOO_LONG.format(pages=MAX_PAGES))
    read = [_read_page(page) for page in pages]
    _check_letters(read)
    return build_document(list(with_units(_build_parts(_drop_running_heads(read)))))


def _check_letters(pages: Sequence[Sequence[Part]]) -> None:
    """Raise if most pages are pictures, or the letters have no code."""
    texts = ["".join(map(_text, page)) for page in pages]
    if sum(len(text) >= MIN_LETTERS for text in texts) * 2 < len(texts) or not any(texts):
        raise DocumentError(SCANNED)
    text = "".join(texts)
    if len("".join(_UNKNOWN_LETTER.findall(text))) * 20 > len(text):
        raise DocumentError(LOCKED_FONT)


def _read_page(whole: Page) -> list[Part]:
    """The lines and tables of a page from top to bottom."""
    page = whole.filter(_FirstPrints())
    tables = page.find_tables() if 3 < len(page.edges) < MAX_RULES else []
    placed: list[tuple[float, Part]] = []
    for table in tables:
        grid = [[clean_text(cell or "").replace("\n", " ") for cell in row] for row in table.extract()]
        if grid and is_data(grid) and (rows := build_rows(grid, count_header_rows(grid))):
            placed.append((table.bbox[1], rows))
            page = page.filter(partial(_is_outside, table.bbox))
    for line in page.extract_text_lines(return_chars=False, x_tolerance_ratio=WORD_GAP):
        printed = PrintedLine(clean_text(line["text"]), line["x0"], line["x1"], line["top"], line["bottom"])
        placed.append((printed.top, printed))
    whole.close()
    return [part for _, part in sorted(placed, key=lambda item: item[0])]


class _FirstPrints:
    """Tells letters from their second prints: some programs make bold by printing twice, which doubles the digits."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, int, int], float] = {}

    def __call__(self, item: Mapping[str, float | str]) -> bool:
        if item["object_type"] != "char":
            return True
        text, left, top = str(item["text"]), float(item["x0"]), float(item["top"])
        shift = min(1.0, DOUBLE * (float(item["x1"]) - left))
        near = [(text, round(left) + x, round(top) + y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
        is_second = any(abs(self._seen.get(place, -shift - 1e6) - left) < shift for place in near)
        self._seen.setdefault(near[4], left)
        return not is_second


def _is_outside(box: tuple[float, float, float, float], item: Mapping[str, float]) -> bool:
    across, down = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return not (box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _drop_running_heads(pages: Sequence[Sequence[Part]]) -> list[list[Part]]:
    """The pages without page numbers and without first and last lines that most pages repeat; page 1 keeps its own."""
    edges = Counter(key for page in pages for key in {_edge_key(part) for part in (*page[:1], *page[-1:])})
    repeated = {key for key, count in edges.items() if key and count >= 3 and count * 2 > len(pages)}

    def is_head(part: Part, number: int) -> bool:
        numbers = (str(number), f"- {number} -", f"{number}/{len(pages)}")
        is_repeat = _edge_key(part) in repeated and (number > 1 or _BARE_NUMBER.fullmatch(_edge_key(part)) is not None)
        return is_repeat or _text(part) in numbers

    kept = []
    for number, page in enumerate(pages, 1):
        edge = {index for index in (0, len(page) - 1) if page and is_head(page[index], number)}
        kept.append([part for index, part in enumerate(page) if index not in edge])
    return kept


def _text(part: Part) -> str:
    return part.text if isinstance(part, PrintedLine) else part[0].text


def _edge_key(part: Part) -> str:
    return _NUMBER.sub("#", part.text) if isinstance(part, PrintedLine) else ""


def _build_parts(pages: Sequence[Sequence[Part]]) -> Iterator[Paragraph | list[Paragraph]]:
    run: list[Line] = []
    for page in pages:
        lines = [part for part in page if isinstance(part, PrintedLine)]
        marked = iter(_mark_lines(lines))
        for part in page:
            if isinstance(part, PrintedLine):
                run.append(next(marked))
            else:
                yield from map(parse_line, join_lines(run))
                yield part
                run = []
    yield from map(parse_line, join_lines(run))


def _mark_lines(lines: Sequence[PrintedLine]) -> Iterator[Line]:
    """The lines of a page: full if they run to its right margin, a start if indented or set apart."""
    if not lines:
        return
    margin = sorted(line.right for line in lines)[int(len(lines) * 0.95)]
    left = min(line.left for line in lines)
    gaps = sorted(below.top - above.bottom for above, below in pairwise(lines))
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    for number, line in enumerate(lines):
        above = lines[number - 1] if number else line
        is_apart = line.top - above.bottom > usual + GAP * (line.bottom - line.top)
        is_start = number > 0 and (is_apart or line.left > above.left + INDENT)
        following = lines[number + 1].text if number + 1 < len(lines) else ""
        yield Line(line.text, _is_full(line, following, left, margin), is_start)


def _is_full(line: PrintedLine, following: str, left: float, margin: float) -> bool:
    """True if the first word of `following` had no room; nearly none will do if the line ends no sentence."""
    letter = (line.right - line.left) / max(1, len(line.text))
    has_room = line.right + letter * (1 + len(following.partition(" ")[0])) <= margin
    reaches = line.right - left >= LONG * (margin - left)
    return not has_room or (reaches and not ENDED.search(line.text[-40:]))

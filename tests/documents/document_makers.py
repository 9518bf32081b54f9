"""Small documents made by hand: Word files by zipfile, PDFs from their objects."""

from io import BytesIO
from itertools import pairwise
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/'
    'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONSHIPS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def make_run(text: str, is_bold: bool = False) -> str:
    return f'<w:r>{"<w:rPr><w:b/></w:rPr>" if is_bold else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def make_paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def make_word_table(rows: list[list[str]]) -> str:
    cells = ["".join(f"<w:tc>{make_paragraph(make_run(cell))}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def make_docx(body: str, declaration: str = "") -> bytes:
    """A Word file whose body is the given WordprocessingML."""
    document = f'<?xml version="1.0"?>{declaration}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONSHIPS)
        archive.writestr("word/document.xml", document)
    return packed.getvalue()


def make_pdf_file(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of the given objects, numbered from 1; the first is the catalog."""
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
    return content + head + table + end % (len(objects) + 1, trailer, len(content))


def make_stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


Printed = tuple[float, float, str] | tuple[float, float, str, float]  # x, y from below, text; its size, 12 if untold


def make_pdf(pages: list[list[Printed]], drawing: str = "", trailer: bytes = b"", matrix: str = "1 0 0 1") -> bytes:
    """A PDF of A4 pages, every letter half its size wide, coded by its own code point.

    drawing: operators for every page. matrix: how the letters are turned.
    """
    contents = [f"{drawing}\nBT\n{''.join(_show(item, matrix) for item in page)}ET" for page in pages]
    return _make_pages(contents, {letter for page in pages for item in page for letter in item[2]}, trailer)


def make_signed_pdf(pages: list[list[Printed]], borders: str = "") -> bytes:
    """The same as a signed document printed from Word: every word clipped and tagged. borders: of every page."""
    contents = []
    for page in pages:
        words = [(at, y, word) for x, y, text, *_ in page for at, word in _place_words(x, text)]
        shown = (f"/P <</MCID 0>> BDC q 0 0 595.32 842.04 re W* n\nBT {_show(word)}ET\nQ EMC\n" for word in words)
        contents.append(f"{borders}\n{''.join(shown)}")
    return _make_pages(contents, {letter for page in pages for item in page for letter in item[2] + " "}, b"")


def _place_words(x: float, text: str) -> list[tuple[float, str]]:
    """The words of a text with their places, every letter 6 points wide."""
    words = text.split(" ")
    return [(x + 6 * len(" ".join([*words[:n], ""])), word) for n, word in enumerate(words)]


def _show(item: Printed, matrix: str = "1 0 0 1") -> str:
    x, y, text, *size = item
    return f"/F {size[0] if size else 12} Tf {matrix} {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj\n"


def _make_pages(contents: list[str], letters: set[str], trailer: bytes) -> bytes:
    """The file whose pages have these contents."""
    kids = b" ".join(b"%d 0 R" % (6 + 2 * number) for number in range(len(contents)))
    codes = "".join(f"<{ord(letter):04X}> <{ord(letter):04X}>\n" for letter in sorted(letters))
    cmap = f"begincmap\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{len(letters)} beginbfchar\n{codes}"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents)),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H "
        b"/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /DW 500 /CIDSystemInfo << /Registry (Adobe) "
        b"/Ordering (Identity) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /F /Flags 4 "
        b"/FontBBox [0 -200 500 800] /Ascent 800 /Descent -200 /CapHeight 700 /ItalicAngle 0 /StemV 80 >> >>",
        make_stream(f"{cmap}endbfchar\nendcmap".encode()),
    ]
    for number, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> >> >>" % (7 + 2 * number)
        )
        objects.append(make_stream(content.encode()))
    return make_pdf_file(objects, trailer)


def make_table_rules(xs: list[float], ys: list[float]) -> str:
    """Drawing operators for the ruled lines of a table with these borders."""
    down = [f"{x} {ys[0]} m {x} {ys[-1]} l S" for x in xs]
    across = [f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys]
    return "\n".join(down + across)


def make_word_borders(xs: list[float], ys: list[float]) -> str:
    """The same as Word prints them: each border of each cell as thin filled pieces of at most 15 points."""
    pieces = []
    for left, right in pairwise(xs):
        count = max(1, round((right - left) / 15))
        width = (right - left) / count
        pieces += [f"{left + width * n:.2f} {y} {width:.2f} 0.48 re f*" for y in ys for n in range(count)]
    for above, below in pairwise(ys):
        pieces += [f"{x} {below} 0.48 {above - below:.2f} re f*" for x in xs for _ in range(2)]
    return "\n".join(pieces)

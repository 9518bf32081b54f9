"""A .docx file -> Document.

mammoth keeps tracked insertions, text boxes and nested tables, which python-docx loses, and leaves deletions out.
"""

from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

import mammoth  # type: ignore[import-untyped]

from knowledge.documents.html.web_page import parse_word_html
from knowledge.documents.layout.document import Document, DocumentError
from knowledge.documents.word.struck_out import drop_struck

DAMAGED = "tệp Word hỏng hoặc tải dở; hãy mở bằng Word, lưu lại thành .docx rồi gửi lại"
PASSWORD = "tệp có mật khẩu; hãy gỡ mật khẩu rồi gửi lại"
BOMB = "tệp Word bung ra quá lớn; hãy chép phần chữ sang một tệp mới rồi gửi lại"
HOSTILE = "tệp Word chứa khai báo XML không an toàn; hãy mở bằng Word, lưu lại thành .docx rồi gửi lại"
MAX_PARTS = 5000
MAX_UNPACKED = 200_000_000  # bytes, pictures included
MAX_XML = 30_000_000  # bytes of one part; a report of 300 pages has about 5 MB
NOT_WORD = "không phải tệp Word; hãy mở bằng chương trình đã tạo ra nó, Lưu thành .docx rồi gửi lại"
_DECLARATIONS = tuple("<!DOCTYPE".encode(codec) for codec in ("ascii", "utf-16-le", "utf-16-be"))
_UNREAD = ("word/media/", "word/embeddings/", "word/fonts/")  # pictures may be XML too; no reader opens them
_BLANK = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"


def parse_docx(content: bytes) -> Document:
    """The document of a Word file. Raises DocumentError if it is damaged, locked or not safe to open."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_archive(archive)
    except (BadZipFile, EOFError, NotImplementedError) as error:
        raise DocumentError(DAMAGED) from error
    pictures = mammoth.images.img_element(lambda _: {})
    html: str = mammoth.convert_to_html(BytesIO(drop_struck(content)), convert_image=pictures).value
    return parse_word_html(html)


def _check_archive(archive: ZipFile) -> None:
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise DocumentError(PASSWORD)
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise DocumentError(BOMB)
    if not any(part.filename.lower().startswith("word/") for part in parts):
        raise DocumentError(NOT_WORD)
    for part in parts:
        if not part.filename.startswith(_UNREAD):
            _check_part(archive, part)


def _check_part(archive: ZipFile, part: ZipInfo) -> None:
    """Raise if the part is XML, whatever it is called, and too large or with a declaration of its own."""
    with archive.open(part) as file:
        head = file.read(200)
    if not part.filename.endswith((".xml", ".rels")) and not head.lstrip(_BLANK).startswith(b"<"):
        return
    if part.file_size > MAX_XML:
        raise DocumentError(BOMB)
    content = archive.read(part)
    if any(declaration in content for declaration in _DECLARATIONS):
        raise DocumentError(HOSTILE)

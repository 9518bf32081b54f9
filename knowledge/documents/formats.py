"""A file -> its paragraphs.

>>> sorted(ENDINGS)
['.docx', '.htm', '.html', '.md', '.pdf', '.txt']
"""

import re
from pathlib import Path

from knowledge.documents.layout.document import MAX_WORDS, TOO_MANY_WORDS, Document, DocumentError, Paragraph
from knowledge.documents.plain.encodings import LEGACY_FONT, find_legacy_font, parse_bytes

__all__ = ["ENDINGS", "Document", "DocumentError", "Paragraph", "read_document"]

TEXT_ENDINGS = frozenset([".txt", ".md"])
ENDINGS = TEXT_ENDINGS | {".html", ".htm", ".docx", ".pdf"}
MAX_BYTES = 20_000_000  # what Telegram lets a bot download
MAX_TEXT_BYTES = 3_000_000  # of plain text
MISSING = "không tìm thấy hoặc không mở được tệp; hãy kiểm tra đường dẫn"
UNKNOWN = "chưa đọc được loại tệp này; hãy lưu thành .docx, .pdf (có chữ), .html, .md hoặc .txt rồi gửi lại"
LEGACY_WORD = "là tệp Word đời cũ (.doc); hãy mở bằng Word, Lưu thành .docx rồi gửi lại"
RICH_TEXT = "là tệp RTF; hãy mở bằng Word, Lưu thành .docx rồi gửi lại"
WEB_ARCHIVE = "là trang web lưu dạng .mht; hãy mở ra, Lưu thành .html hoặc chép phần chữ sang .docx rồi gửi lại"
PASSWORD = "tệp có mật khẩu; hãy gỡ mật khẩu rồi gửi lại"
EMPTY = "tệp không có chữ nào; hãy kiểm tra lại tệp"
HUGE = "tệp lớn hơn {megabytes} MB; hãy tách nhỏ hoặc bỏ hình ảnh rồi gửi lại"
DISGUISED = "thực ra là tệp {ending}; hãy đổi đuôi tệp thành {ending} rồi gửi lại"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED_PART = "EncryptedPackage".encode("utf-16-le")
_ARCHIVE = re.compile(rb"(?:[A-Za-z-]+:[^\n]*\n[ \t]*){0,20}Content-Type:\s*multipart/", re.IGNORECASE)
_PAGE = re.compile(rb"(?:<!--[^>]*-->\s*|<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_MAGIC = {b"%PDF-": ".pdf", b"PK\x03\x04": ".docx"}


def read_document(path: Path) -> Document:
    """The document of a .txt, .md, .html, .docx or .pdf file; it holds at least one word and at most MAX_WORDS.

    Raises DocumentError, whose one line names the file and says what to do, if it cannot be read; on a damaged or
    hostile file a reader may also fail in any other way, or never end: the sandbox is for those.
    """
    try:
        document = _read(path)
        _check_words(document)
    except DocumentError as error:
        raise DocumentError(error.reason, " ".join(path.name.split())) from error
    return document


def _read(path: Path) -> Document:
    ending = path.suffix.lower()
    content = _load_bytes(path)
    _check_kind(content, ending)
    if ending in TEXT_ENDINGS and len(content) > MAX_TEXT_BYTES:
        raise DocumentError(HUGE.format(megabytes=MAX_TEXT_BYTES // 1_000_000))
    return _parse(content, ending)


def _parse(content: bytes, ending: str) -> Document:
    """The document; each reader is imported only when it is used."""
    if ending == ".pdf":
        from knowledge.documents.pdf.pdf_file import parse_pdf

        return parse_pdf(content)
    if ending == ".docx":
        from knowledge.documents.word.word_file import parse_docx

        return parse_docx(content)
    if ending in TEXT_ENDINGS:
        from knowledge.documents.plain.plain_text import parse_text

        return parse_text(parse_bytes(content), is_markdown=ending == ".md")
    from knowledge.documents.html.web_page import parse_html

    return parse_html(parse_bytes(content))


def _load_bytes(path: Path) -> bytes:
    """The content. Raises DocumentError if the file is missing, empty, too large or no regular file."""
    try:
        if not path.is_file():
            raise DocumentError(MISSING)
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise DocumentError(MISSING) from error
    if not content:
        raise DocumentError(EMPTY)
    if len(content) > MAX_BYTES:
        raise DocumentError(HUGE.format(megabytes=MAX_BYTES // 1_000_000))
    return content


def _check_kind(content: bytes, ending: str) -> None:
    """Raise if the file is of a kind no reader takes, or not of the kind its ending says."""
    if content.startswith(_OLE):
        raise DocumentError(PASSWORD if _LOCKED_PART in content else LEGACY_WORD)
    if ending == ".doc":
        raise DocumentError(LEGACY_WORD)
    if ending not in ENDINGS:
        raise DocumentError(UNKNOWN)
    head = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{\\rtf"):
        raise DocumentError(RICH_TEXT)
    if _ARCHIVE.match(head):
        raise DocumentError(WEB_ARCHIVE)
    if ending in TEXT_ENDINGS | {".docx", ".pdf"} and _PAGE.match(head):
        raise DocumentError(DISGUISED.format(ending=".html"))
    real = next((kind for magic, kind in _MAGIC.items() if content.startswith(magic)), ending)
    if real != ending:
        raise DocumentError(DISGUISED.format(ending=real))


def _check_words(document: Document) -> None:
    if not any(char.isalnum() for paragraph in document.paragraphs for char in paragraph.text):
        raise DocumentError(EMPTY)
    for paragraph in document.paragraphs:
        if font := find_legacy_font(paragraph.text):
            raise DocumentError(LEGACY_FONT.format(font=font))
    if sum(len(paragraph.text.split()) for paragraph in document.paragraphs) > MAX_WORDS:
        raise DocumentError(TOO_MANY_WORDS)

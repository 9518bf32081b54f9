"""What cannot be read gets one line of advice."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from handlers.terminal.extracting import run
from knowledge.documents.formats import MAX_BYTES, DocumentError
from knowledge.extraction.sandbox import extract_file
from tests.documents.document_makers import make_docx, make_paragraph, make_pdf, make_run
from tests.documents.documents import SENTENCE, Save, refusal


def zip_of(name: str) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr(name, "<x/>")
    return packed.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
LOCKED = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (b"11" * 32, b"22" * 32)


@pytest.mark.parametrize(
    ("name", "content", "advice"),
    [
        ("a.txt", b"", "không có chữ"),
        ("a.txt", b" \r\n\t", "không có chữ"),
        ("a.html", b"<!-- x --><p> </p>", "không có chữ"),
        ("a.docx", make_docx(make_paragraph()), "không có chữ"),
        ("a.txt", bytes(500), "không phải tệp văn bản"),
        ("a.txt", b"\xff\x00\x80" * 99, "không phải tệp văn bản"),
        ("a.txt", b"\x81\x8d\x8f\x90" * 9 + b"abc" * 40, "bảng mã"),
        ("a.txt", b"a" * 3_000_001, "lớn hơn 3 MB"),
        ("a.pdf", b"%PDF-1.4" + bytes(MAX_BYTES), "lớn hơn 20 MB"),
        ("a.txt", make_pdf([[]]), "đổi đuôi tệp thành .pdf"),
        ("a.pdf", make_docx(""), "đổi đuôi tệp thành .docx"),
        ("a.xlsx", b"PK\x03\x04", "chưa đọc được loại tệp"),
        ("a", b"abc", "chưa đọc được loại tệp"),
        ("a.doc", OLE, "Lưu thành .docx"),
        ("a.docx", OLE, "Lưu thành .docx"),
        ("a.doc", b"{\\rtf1}", "Lưu thành .docx"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "gỡ mật khẩu"),
        ("a.pdf", make_pdf([[(72, 700, SENTENCE)]], trailer=LOCKED), "gỡ mật khẩu"),
        ("a.pdf", make_pdf([[], [(72, 700, "3")]]), "ảnh quét"),
        ("a.pdf", make_pdf([[(72, 700, SENTENCE)]])[:400], "xuất lại PDF"),
        ("a.docx", make_docx(make_paragraph(make_run(SENTENCE)))[:300], "lưu lại thành .docx"),
        ("a.docx", b"PK\x03\x04" + bytes(90), "lưu lại thành .docx"),
        ("a.docx", zip_of("xl/workbook.xml"), "không phải tệp Word"),
        ("a.docx", zip_of("content.xml"), "không phải tệp Word"),
        ("a.txt", b"{\\rtf1\\ansi Thu 5 t\\u7927 ?}", "RTF"),
        ("a.docx", b"{\\rtf1 x}", "RTF"),
        ("a.html", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n<p>5</p>", ".mht"),
        ("a.mht", b"From: <x>\nContent-Type: multipart/related;\n\n--x", "chưa đọc được loại tệp"),
        ("a.txt", f"<!DOCTYPE html>\n<html><body><p>{SENTENCE}</p></body></html>".encode(), "thành .html"),
        ("a.docx", f"<html><body><p>{SENTENCE}</p></body></html>".encode(), "thành .html"),
    ],
)
def test_what_cannot_be_read_gets_one_line_of_advice(save: Save, name: str, content: bytes, advice: str) -> None:
    assert advice in refusal(save(name, content))


@pytest.mark.parametrize("name", ["missing.txt", "x\x00y.txt", ""])
def test_missing_file_or_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(DocumentError, match="không tìm thấy"):
        extract_file(tmp_path / name)


def test_file_name_with_a_line_break_still_gives_one_line(save: Save) -> None:
    with pytest.raises(DocumentError) as caught:
        extract_file(save("a\nb.xls", b"x"))
    assert str(caught.value).startswith("a b.xls: ") and "\n" not in str(caught.value)


def test_a_name_too_long_for_a_folder_is_one_line(save: Save, capsys: pytest.CaptureFixture[str]) -> None:
    file = save("a.txt", SENTENCE.encode())
    assert run(file, file.parent / ("x" * 300), as_json=False) == 1
    assert capsys.readouterr().err.count("\n") == 1

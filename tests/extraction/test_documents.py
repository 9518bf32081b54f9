"""Every kind of file gives its paragraphs, or one clear line."""

import resource
import time
import unicodedata
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.extraction.documents import MAX_BYTES, Document, DocumentError, Paragraph, read_document
from knowledge.extraction.encodings import find_legacy_font, parse_bytes
from knowledge.extraction.lines import Line, join_lines
from knowledge.extraction.plain_text import parse_text
from knowledge.extraction.sandbox import MEMORY, read_in_child
from knowledge.language.table import load_table
from tests.extraction.document_makers import (
    make_docx,
    make_paragraph,
    make_pdf,
    make_pdf_file,
    make_run,
    make_stream,
    make_table_rules,
    make_word_table,
)

SENTENCE = "Thu ngân sách huyện Mẫu năm 2021 đạt 158,3 tỷ đồng, bằng 102% kế hoạch."
TABLE = [["Chỉ tiêu", "2020", "2021"], ["Thu (tỷ đồng)", "400", "433"], ["Chi (tỷ đồng)", "450", "500"]]
ROWS = ["Chỉ tiêu: Thu (tỷ đồng); 2020: 400; 2021: 433", "Chỉ tiêu: Chi (tỷ đồng); 2020: 450; 2021: 500"]
Save = Callable[[str, bytes], Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def write(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def refusal(path: Path) -> str:
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    line = str(caught.value)
    assert line.startswith(f"{path.name}: ") and "\n" not in line
    return line


# --- text files ---


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_unicode_text_is_read_in_any_form(save: Save, codec: str, form: str) -> None:
    content = unicodedata.normalize(form, f"Báo cáo\r\n\r\n{SENTENCE}\r\n").encode(codec)  # type: ignore[arg-type]
    assert texts(read_document(save("a.txt", content))) == ["Báo cáo", SENTENCE]


def test_windows_1258_is_read(save: Save) -> None:
    content = "".join(_cp1258(letter) for letter in SENTENCE).encode("cp1258")
    assert texts(read_document(save("a.txt", content))) == [SENTENCE]


def _cp1258(letter: str) -> str:
    """The letter as Windows-1258 writes it: a base letter with its shape, then the tone."""
    decomposed = unicodedata.normalize("NFD", letter)
    tones = [mark for mark in decomposed if mark in "\u0300\u0301\u0303\u0309\u0323"]
    return unicodedata.normalize("NFC", "".join(m for m in decomposed if m not in tones)) + "".join(tones)


def _in_legacy_font(text: str, font: str) -> str:
    """The text as typed in the font, seen by a Unicode program."""
    codes = {
        "".join(sorted("".join(chr(int(c[2:], 16)) for c in meaning.split()) if meaning[:2] == "U+" else meaning)): code
        for name, code, meaning in reversed(load_table("legacy_fonts"))
        if name == font
    }
    shown = []
    for letter in text.lower():
        base, *marks = unicodedata.normalize("NFD", letter)
        horned = unicodedata.normalize("NFC", base + "\u031b") if "\u031b" in marks and letter not in codes else ""
        rest = "".join(sorted(mark for mark in marks if mark != "\u031b"))
        known = [letter] if letter in codes else [horned or base, rest]
        shown += [chr(int(codes[part][2:], 16)) if part in codes else part for part in known]
    return "".join(shown)


@pytest.mark.parametrize("font", ["TCVN3", "VNI"])
@pytest.mark.parametrize("codec", ["latin-1", "utf-8"])
def test_legacy_fonts_are_refused_by_name(save: Save, font: str, codec: str) -> None:
    line = refusal(save("a.txt", _in_legacy_font(SENTENCE, font).encode(codec)))
    assert font in line and "Unicode" in line


def test_legacy_font_in_one_paragraph_of_a_word_file_is_found(save: Save) -> None:
    old = _in_legacy_font(SENTENCE, "TCVN3")
    body = make_paragraph(make_run(SENTENCE)) + make_paragraph(make_run(old))
    assert "TCVN3" in refusal(save("a.docx", make_docx(body)))


@pytest.mark.parametrize(
    "text", [SENTENCE, "Đắk Lắk, Bắc Kạn, Kon Plông, Đắk Tô, Krông Nô", "plain words", "", "m² «ê»"]
)
def test_unicode_is_no_legacy_font(text: str) -> None:
    assert find_legacy_font(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đạt (433 tỷ\nđồng)", ["đạt (433 tỷ đồng)"]),
        ("Hai.\n\nThu ngân sách đạt\n158,3 tỷ đồng", ["Hai.", "Thu ngân sách đạt 158,3 tỷ đồng"]),
        ("Huyện Mẫu\nNăm 2021 thu đạt 5 tỷ đồng.", ["Huyện Mẫu", "Năm 2021 thu đạt 5 tỷ đồng."]),
        ("Huyện Mẫu\n15 dự án khởi công.", ["Huyện Mẫu", "15 dự án khởi công."]),
        ("Thu 5 tỷ.\nMô hình trồng rau.", ["Thu 5 tỷ.", "Mô hình trồng rau."]),
        ("Gồm:\n- Lúa 5 tấn;\n- Ngô 6 tấn.", ["Gồm:", "Lúa 5 tấn;", "Ngô 6 tấn."]),
        ("Gồm:\n- Lúa\ntăng 5%.\n+ Ngô 6 tấn.", ["Gồm:", "Lúa tăng 5%.", "Ngô 6 tấn."]),
        ("*2.1.\nThu ngân sách*\n\nHết.", ["2.1. Thu ngân sách", "Hết."]),
        ("**I. TÌNH HÌNH\nTHỰC HIỆN NĂM 2021**\n\nHết.", ["I. TÌNH HÌNH THỰC HIỆN NĂM 2021", "Hết."]),
        ("*(GRDP) *theo giá", ["(GRDP) theo giá"]),
        ("kích thước 2*3 m, 4 * 5 m", ["kích thước 2*3 m, 4 * 5 m"]),
        ("[sửa | sửa mã nguồn]Thu 5 tỷ.[5]\n[5]", ["Thu 5 tỷ.[5]"]),
        ("Thu [tạm tính] 5 tỷ.", ["Thu [tạm tính] 5 tỷ."]),
        ("A.\n-----\n***\nB.", ["A.", "B."]),
        ("thu\u200b ngân\u00a0sách\t 5\u202f000 tỷ", ["thu ngân sách 5 000 tỷ"]),
        ("| Chỉ tiêu | 2021 |\n|---|---:|\n| Thu | **433** |", ["Chỉ tiêu: Thu; 2021: 433"]),
        ("Năm 2021\fTrang hai.\u2028Ba.", ["Năm 2021", "Trang hai.", "Ba."]),
    ],
)
def test_text_is_joined_and_cleaned(text: str, expected: list[str]) -> None:
    assert texts(parse_text(text)) == expected


def test_hard_wrapped_paragraphs_are_joined_before_capitals_and_kept_apart() -> None:
    first = (
        "Trong năm, các ngành, các cấp của huyện đã triển khai nhiều giải pháp, theo đó\n"
        "GRDP tăng 8%, thu ngân sách đạt 433 tỷ đồng, vượt dự toán Hội đồng nhân dân\n"
        "Tỉnh giao."
    )
    second = (
        "Năm tới, huyện phấn đấu thu ngân sách đạt 500 tỷ đồng, công nghiệp và dịch vụ\n"
        "- du lịch tăng 9% so với năm trước, theo nghị quyết."
    )
    expected = [first.replace("\n", " "), second.replace("\n", " ")]
    assert texts(parse_text(f"{first}\n{second}")) == expected
    assert texts(parse_text(f"{first}\n\n{second}")) == expected


def test_lines_of_one_paragraph_each_are_never_joined() -> None:
    lines = ["Thu ngân sách của huyện năm nay đạt kết quả tốt " * 4 + f"thứ {n} tỷ đồng." for n in range(3)]
    assert texts(parse_text("\n".join(lines))) == lines


@pytest.mark.parametrize(
    ("line", "kind", "level"),
    [
        ("## Kinh tế", "heading", 2),
        ("=== Kinh tế ===", "heading", 3),
        ("II. Phương hướng năm 2022", "heading", 2),
        ("1. Kết quả 9 tháng đầu năm 2021", "heading", 3),
        ("**Về nông nghiệp**", "heading", 2),
        ("ĐÁNH GIÁ CHUNG", "heading", 2),
        ("1. Thu ngân sách 12 tỷ đồng", "item", 1),
        ("1. Sản xuất phát triển.", "item", 1),
        ("- Lúa", "item", 1),
        ("+ Ngô", "item", 2),
        ("**Thu đạt 12 tỷ đồng**", "text", 0),
        ("Dịch vụ: tăng khá", "text", 0),
    ],
)
def test_kind_of_a_line(line: str, kind: str, level: int) -> None:
    paragraph = parse_text(f"Báo cáo\n\n{line}\n\nHết.").paragraphs[1]
    assert (paragraph.kind, paragraph.level) == (kind, level)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Huyện Mẫu năm 2021\n\nThu 5 tỷ.", "Huyện Mẫu năm 2021"),
        (
            "UBND HUYỆN MẪU\n\nSố: 12/BC-UBND\n\nBÁO CÁO\n\nTình hình năm 2021\n\nThu 5 tỷ.",
            "BÁO CÁO Tình hình năm 2021",
        ),
        ("Thu ngân sách đạt 5 tỷ đồng.\n\nHết.", None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    assert parse_text(text).title == title


def test_markdown_escapes_and_links_are_markup(save: Save) -> None:
    content = "# Báo cáo\n\n2\\. Thu [433 tỷ](http://a.vn/2020) đồng\\.\n".encode()
    document = read_document(save("a.md", content))
    assert (document.title, texts(document)) == ("Báo cáo", ["Báo cáo", "2. Thu 433 tỷ đồng."])


@given(st.lists(st.text("aâ Đ1.,;:()*-\t"), max_size=8))
def test_joining_keeps_every_letter_in_order(lines: list[str]) -> None:
    stripped = [line.strip() for line in lines]
    joined = join_lines([Line(line) for line in stripped])
    assert "".join("".join(joined).split()) == "".join("".join(stripped).split())


@given(st.text())
def test_text_survives_with_its_words(text: str) -> None:
    def words(value: str) -> str:
        return "".join(char for char in value if char.isdigit())

    assert words("".join(texts(parse_text(text)))) in (words(text), words(unicodedata.normalize("NFC", text)), "") or (
        "[" in text or "|" in text
    )


@given(st.binary(max_size=300) | st.text().map(lambda text: text.encode("utf-16")))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        document = parse_text(parse_bytes(content))
    except DocumentError as error:
        assert error.reason
    else:
        assert all(p.text and "\n" not in p.text and p.text == p.text.strip() for p in document.paragraphs)


# --- web pages ---

PAGE = f"""<!doctype html><html><head><title>Huyện Mẫu | Báo</title><script>thu 9 tỷ</script></head>
<body class="no-sidebar"><form><nav><a href="/">Trang chủ</a></nav><h1>Huyện Mẫu năm 2021</h1>
<div class="share-box">Chia sẻ 15 lượt</div>
<div class="content"><p>{SENTENCE} Đời sống nhân dân được nâng lên rõ rệt.</p><p><b>I. Kết quả</b></p>
<p>Giá trị sản xuất đạt <a href="x">3.250</a> tỷ
đồng;<br>tăng 8%.</p><ul><li>Lúa 5 tấn<ul><li>Vụ xuân 2 tấn</li></ul></li></ul>
<table><tr><th rowspan="2">Chỉ tiêu</th><th colspan="2">Năm 2021</th></tr><tr><th>Giao</th><th>Đạt</th></tr>
<tr><td>Thu</td><td>400</td><td>433</td></tr></table>
<table><tr><td>UBND HUYỆN</td><td>Độc lập</td></tr></table>
<p>Xem thêm:</p><p><a href="y">Huyện khác thu 99 tỷ đồng</a></p></div>
<div class="related-news"><p>Huyện khác năm 2020 thu 77 tỷ đồng, cao hơn mọi huyện quanh vùng.</p></div>
</form><footer>Lượt truy cập: 123.456</footer></body></html>"""


def test_web_page_gives_its_article_and_nothing_else(save: Save) -> None:
    document = read_document(save("a.html", PAGE.encode()))
    assert document.title == "Huyện Mẫu năm 2021"
    assert document.paragraphs == (
        Paragraph("Huyện Mẫu năm 2021", "heading", 1),
        Paragraph(f"{SENTENCE} Đời sống nhân dân được nâng lên rõ rệt."),
        Paragraph("I. Kết quả", "heading", 2),
        Paragraph("Giá trị sản xuất đạt 3.250 tỷ đồng;"),
        Paragraph("tăng 8%."),
        Paragraph("Lúa 5 tấn", "item", 1),
        Paragraph("Vụ xuân 2 tấn", "item", 2),
        Paragraph("Chỉ tiêu: Thu; Năm 2021 Giao: 400; Năm 2021 Đạt: 433", "cell_row"),
        Paragraph("UBND HUYỆN", "heading", 2),
        Paragraph("Độc lập"),
    )


def test_page_whose_classes_mislead_is_kept(save: Save) -> None:
    content = f'<body><div class="main-menu"><p>{SENTENCE}</p><p>{SENTENCE}</p></div></body>'.encode()
    assert texts(read_document(save("a.htm", content))) == [SENTENCE, SENTENCE]


def test_page_laid_out_in_tables_is_read_without_its_menu(save: Save) -> None:
    menu = '<td class="menu"><a href="a">Trang chủ</a><table><tr><td><a href="b">Tin tức</a></td></tr></table></td>'
    content = f"<h1>Huyện Mẫu</h1><table><tr>{menu}<td><p>{SENTENCE}</p><p>Hết.</p></td></tr></table>".encode()
    assert texts(read_document(save("a.html", content))) == ["Huyện Mẫu", SENTENCE, "Hết."]


# --- Word files ---


def test_word_file(save: Save) -> None:
    inserted = f'<w:ins w:id="1">{make_run(" Kết nạp 65 đảng viên.")}</w:ins>'
    deleted = '<w:del w:id="2"><w:r><w:delText> Thu 99 tỷ.</w:delText></w:r></w:del>'
    body = (
        make_paragraph(make_run("BÁO CÁO"))
        + make_paragraph(make_run("Tình hình năm 2021"))
        + make_paragraph(make_run("I. Kinh tế", is_bold=True))
        + make_paragraph(make_run("Thu đạt 433"), make_run(" tỷ đồng."), inserted, deleted)
        + make_word_table(TABLE)
    )
    document = read_document(save("a.docx", make_docx(body)))
    assert document.title == "BÁO CÁO Tình hình năm 2021"
    paragraphs = [Paragraph("I. Kinh tế", "heading", 2), Paragraph("Thu đạt 433 tỷ đồng. Kết nạp 65 đảng viên.")]
    assert list(document.paragraphs[2:]) == [*paragraphs, *(Paragraph(row, "cell_row") for row in ROWS)]


# --- PDF files ---


def test_pdf_lines_are_joined_over_pages_and_running_heads_dropped(save: Save) -> None:
    wrapped = [
        "Thu ngân sách trên địa bàn huyện năm 2021 ước đạt 433 tỷ",
        "đồng, bằng 102% kế hoạch; chi ngân sách 500 tỷ đồng, trong",
        "đó chi đầu tư 120 tỷ đồng.",
    ]
    head = (72.0, 800.0, "BÁO CÁO HUYỆN MẪU")
    one = [head, (92.0, 760.0, wrapped[0]), (72.0, 744.0, wrapped[1]), (290.0, 40.0, "1")]
    two = [head, (72.0, 760.0, wrapped[2]), (92.0, 744.0, "Nông nghiệp tăng 3%."), (290.0, 40.0, "2")]
    three = [head, (92.0, 760.0, "Hết báo cáo của huyện."), (290.0, 40.0, "3")]
    document = read_document(save("a.pdf", make_pdf([one, two, three])))
    assert texts(document) == [head[2], " ".join(wrapped), "Nông nghiệp tăng 3%.", "Hết báo cáo của huyện."]


def test_pdf_table_gives_a_row_a_paragraph(save: Save) -> None:
    cells = [(105.0 + 120 * x, 705.0 - 30 * y, cell) for y, row in enumerate(TABLE) for x, cell in enumerate(row)]
    content = make_pdf(
        [[(72.0, 800.0, "BÁO CÁO NĂM 2021"), *cells]], make_table_rules([100, 220, 340, 460], [720, 690, 660, 630])
    )
    assert texts(read_document(save("a.pdf", content))) == ["BÁO CÁO NĂM 2021", *ROWS]


def test_letters_printed_twice_count_once_and_neighbours_twice(save: Save) -> None:
    line = "Thu 11.222 tỷ đồng, chi 33 tỷ đồng."
    document = read_document(save("a.pdf", make_pdf([[(72.0, 700.0, line), (72.3, 700.0, line)]])))
    assert texts(document) == [line]


# --- refusals ---

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
    ],
)
def test_what_cannot_be_read_gets_one_line_of_advice(save: Save, name: str, content: bytes, advice: str) -> None:
    assert advice in refusal(save(name, content))


@pytest.mark.parametrize("name", ["missing.txt", "x\x00y.txt", ""])
def test_missing_file_or_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(DocumentError, match="không tìm thấy"):
        read_document(tmp_path / name)


def test_file_name_with_a_line_break_still_gives_one_line(save: Save) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(save("a\nb.xls", b"x"))
    assert str(caught.value).startswith("a b.xls: ") and "\n" not in str(caught.value)


# --- hostile files ---


def make_one_page(content: bytes, entries: bytes = b"", resources: bytes = b"") -> list[bytes]:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 500] /Contents 4 0 R /Resources << %s >> >>" % resources
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return [b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, make_stream(content, entries)]


def make_flate_bomb() -> bytes:
    packer = zlib.compressobj()
    block = bytes(10_000_000)
    return b"".join([*(packer.compress(block) for _ in range(80)), packer.flush()])


_FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>"
_GOOD = make_pdf([[(72, 700, SENTENCE)]])
HOSTILE = {
    "zip_bomb.docx": make_docx(make_paragraph(make_run("9" * 40_000_000))),
    "entities.docx": make_docx("&b;", '<!DOCTYPE x [<!ENTITY a "aaa"><!ENTITY b "&a;&a;&a;">]>'),
    "external.docx": make_docx("&a;", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    "nested.docx": make_docx("<w:smartTag>" * 5000 + make_paragraph(make_run("a")) + "</w:smartTag>" * 5000),
    "nested.html": b"<div>" * 100_000 + b"Thu 5",
    "flate_bomb.pdf": make_pdf_file(make_one_page(make_flate_bomb(), b"/Filter /FlateDecode")),
    "nested.pdf": make_pdf_file([b"<< /Type /Catalog /Pages 2 0 R /X " + b"[" * 100_000 + b"]" * 100_000 + b" >>"]),
    "self_kid.pdf": make_pdf_file([b"<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] >>"]),
    "self_length.pdf": make_pdf_file(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Length 2 0 R >>\nstream\nx\nendstream"]
    ),
    "self_form.pdf": make_pdf_file(
        [*make_one_page(b"/X Do", resources=b"/XObject << /X 5 0 R >>"), make_stream(b"/X Do /X Do", _FORM)]
    ),
    "widths.pdf": _GOOD.replace(b"/DW 500", b"/DW 500 /W [0 2000000000 500]"),
    "many_pages.pdf": make_pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count 9999 >>" % b" ".join(b"%d 0 R" % n for n in range(3, 10_000)),
            *[b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"] * 9_997,
        ]
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_in_time(save: Save, name: str) -> None:
    path = save(name, HOSTILE[name])
    started = time.monotonic()
    refusal(path)
    assert time.monotonic() - started < 10


def test_no_child_took_more_memory_than_it_may(save: Save) -> None:
    refusal(save("flate_bomb.pdf", HOSTILE["flate_bomb.pdf"]))
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 <= MEMORY < 500_000_000


def test_endless_file_is_stopped_by_the_clock(save: Save) -> None:
    doubling = [make_stream(b"/X Do /X Do", _FORM.replace(b"5 0 R", b"%d 0 R" % (6 + n))) for n in range(30)]
    pages = make_one_page(b"/X Do", resources=b"/XObject << /X 5 0 R >>")
    path = save("a.pdf", make_pdf_file([*pages, *doubling, make_stream(b"0 0 1 1 re f", _FORM)]))
    started = time.monotonic()
    with pytest.raises(DocumentError, match="quá nặng"):
        read_in_child(path, wall_s=1)
    assert time.monotonic() - started < 3


CHILD = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ORIGINALS = {
    ".pdf": _GOOD,
    ".docx": make_docx(make_paragraph(make_run(SENTENCE)) + make_word_table(TABLE)),
    ".html": PAGE.encode(),
}


@pytest.mark.parametrize("ending", ORIGINALS)
@given(st.data())
@CHILD
def test_damaged_file_is_read_or_refused(save: Save, ending: str, data: st.DataObject) -> None:
    content = bytearray(ORIGINALS[ending])
    for place in data.draw(st.lists(st.integers(8, len(content) - 1), max_size=12)):
        content[place] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(1, len(content)) | st.just(len(content)))
    assert is_read_or_refused(save(f"a{ending}", bytes(content[:end])))


@given(st.sampled_from([".txt", ".md", ".html", ".docx", ".pdf", ".doc", ""]), st.binary(min_size=1, max_size=200))
@settings(CHILD, max_examples=25)
def test_any_bytes_in_any_ending_are_read_or_refused(save: Save, ending: str, content: bytes) -> None:
    assert is_read_or_refused(save(f"a{ending}", content))


def is_read_or_refused(path: Path) -> bool:
    """Is there a text, or a refusal that names the file and says why?"""
    try:
        return bool(read_document(path).paragraphs)
    except DocumentError as error:
        return error.name == path.name and bool(error.reason)

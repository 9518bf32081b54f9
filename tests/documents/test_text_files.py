"""A text file gives its paragraphs, hard-wrapped or not, in any encoding of Unicode."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents.formats import DocumentError, read_document
from knowledge.documents.layout.lines import Line, join_lines
from knowledge.documents.plain.encodings import find_legacy_font, parse_bytes
from knowledge.documents.plain.plain_text import parse_text
from knowledge.language.table import load_table
from tests.documents.document_makers import make_docx, make_paragraph, make_run
from tests.documents.documents import SENTENCE, Save, refusal, texts


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_unicode_text_is_read_in_any_form(save: Save, codec: str, form: str) -> None:
    content = unicodedata.normalize(form, f"Báo cáo\r\n\r\n{SENTENCE}\r\n").encode(codec)  # type: ignore[arg-type]
    assert texts(read_document(save("a.txt", content))) == ["Báo cáo", SENTENCE]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_is_left_out(save: Save, codec: str) -> None:
    assert texts(read_document(save("a.txt", f"\ufeff{SENTENCE}".encode(codec)))) == [SENTENCE]


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
        for name, code, meaning in reversed(load_table("spelling/legacy_fonts"))
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
        return "".join(char for char in value if char.isdecimal())

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

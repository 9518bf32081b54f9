"""A PDF gives its paragraphs over pages, and the rows of its tables."""

import pytest

from knowledge.documents.formats import read_document
from tests.documents.document_makers import Printed, make_pdf, make_table_rules
from tests.documents.documents import ROWS, SENTENCE, TABLE, Save, refusal, texts


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


def test_a_short_first_line_is_not_swallowed_by_the_title(save: Save) -> None:
    lines = ["Báo cáo tình hình kinh tế xã Mẫu năm 2021", "Thu ngân sách: 5 tỷ đồng", "Chi: 6 tỷ đồng"]
    content = make_pdf([[(72, 700 - 17 * number, line) for number, line in enumerate(lines)]])
    assert texts(read_document(save("a.pdf", content))) == lines


@pytest.mark.parametrize("matrix", ["0 1 -1 0", "0 -1 1 0", "-1 0 0 -1"])
def test_text_that_stands_sideways_is_read(save: Save, matrix: str) -> None:
    a, b = (float(number) for number in matrix.split()[:2])
    lines = ["BÁO CÁO XÃ MẪU", "Thu ngân sách: 5 tỷ đồng."]
    placed: list[Printed] = [(300 + b * 17 * n, 400 - a * 17 * n, line) for n, line in enumerate(lines)]
    assert texts(read_document(save("a.pdf", make_pdf([placed], matrix=matrix)))) == lines


def test_a_table_that_stands_sideways_is_refused(save: Save) -> None:
    content = make_pdf([[(300, 100, SENTENCE)]], make_table_rules([100, 220, 340], [720, 690, 660]), matrix="0 1 -1 0")
    assert "xoay trang" in refusal(save("a.pdf", content))


def _place(rows: list[list[str]], top: float) -> list[Printed]:
    return [(105.0 + 120 * x, top - 15 - 30 * y, cell) for y, row in enumerate(rows) for x, cell in enumerate(row)]


def test_a_header_of_two_rows_names_its_columns(save: Save) -> None:
    rows = [["", "Năm 2021", ""], ["Chỉ tiêu", "Giao", "Đạt"], ["Thu (tỷ đồng)", "400", "433"]]
    rules = [
        "100 720 m 460 720 l S",
        "220 690 m 460 690 l S",
        "100 660 m 460 660 l S",
        "100 630 m 460 630 l S",
        *(f"{x} 720 m {x} 630 l S" for x in (100, 220, 460)),
        "340 690 m 340 630 l S",
    ]
    content = make_pdf([[(72, 800, "BÁO CÁO NĂM 2021"), *_place(rows, 720)]], "\n".join(rules))
    expected = "Chỉ tiêu: Thu (tỷ đồng); Năm 2021 Giao: 400; Năm 2021 Đạt: 433"
    assert texts(read_document(save("a.pdf", content))) == ["BÁO CÁO NĂM 2021", expected]


@pytest.mark.parametrize("is_repeated", [True, False])
def test_a_table_that_goes_on_on_the_next_page_keeps_its_header(save: Save, is_repeated: bool) -> None:
    second = [TABLE[0], TABLE[2]] if is_repeated else [TABLE[2], ["Nợ (tỷ đồng)", "1", "2"]]
    rules = make_table_rules([100, 220, 340, 460], [720, 690, 660])
    pages = [_place(TABLE[:2], 720), _place(second, 720)]
    expected = ROWS if is_repeated else [*ROWS, "Chỉ tiêu: Nợ (tỷ đồng); 2020: 1; 2021: 2"]
    assert texts(read_document(save("a.pdf", make_pdf(pages, rules)))) == expected


def test_another_table_on_the_next_page_has_its_own_header(save: Save) -> None:
    other = [["Ngành", "Kế hoạch", "Đạt"], ["Lúa (tấn)", "5", "6"]]
    rules = make_table_rules([100, 220, 340, 460], [720, 690, 660])
    found = texts(read_document(save("a.pdf", make_pdf([_place(TABLE[:2], 720), _place(other, 720)], rules))))
    assert found == [ROWS[0], "Ngành: Lúa (tấn); Kế hoạch: 5; Đạt: 6"]

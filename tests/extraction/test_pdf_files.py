"""A PDF gives its paragraphs over pages, and the rows of its tables."""

from knowledge.extraction.documents import read_document
from tests.extraction.document_makers import (
    make_pdf,
    make_table_rules,
)
from tests.extraction.documents import ROWS, TABLE, Save, texts


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

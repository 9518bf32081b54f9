"""A Word file gives its paragraphs and the rows of its tables."""

from knowledge.documents.formats import Paragraph, read_document
from tests.documents.document_makers import make_docx, make_paragraph, make_run, make_word_table
from tests.documents.documents import ROWS, TABLE, Save


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

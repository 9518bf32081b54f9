"""A hyphen is a hyphen in whichever of its forms."""

import pytest

from knowledge.documents.formats import read_document
from knowledge.documents.plain.plain_text import parse_text
from knowledge.extraction.report.extract import extract
from tests.documents.document_makers import make_docx, make_paragraph, make_pdf, make_run
from tests.documents.documents import Save, texts

TEXT = "Giai đoạn 2021{h}2025, kinh tế {h} xã hội; tốc độ tăng dân số năm 2023 là {h}1,2%."
FORMS = ["\u2010", "\u2011", "\u2212", "\u00ad"]


@pytest.mark.parametrize("hyphen", FORMS)
def test_every_form_of_the_hyphen_is_read(save: Save, hyphen: str) -> None:
    text, expected = TEXT.format(h=hyphen), [TEXT.format(h="-")]
    assert texts(read_document(save("a.txt", text.encode()))) == expected
    assert texts(read_document(save("a.html", f"<p>{text}</p>".encode()))) == expected
    assert texts(read_document(save("a.docx", make_docx(make_paragraph(make_run(text)))))) == expected
    assert texts(read_document(save("a.pdf", make_pdf([[(40, 700, text)]])))) == expected


@pytest.mark.parametrize("hyphen", [*FORMS, "-", "–"])
def test_a_minus_keeps_its_sign(hyphen: str) -> None:
    text = f"Xã Mẫu năm 2023\n\nTốc độ tăng dân số năm 2023 là {hyphen}1,2%."
    assert [fact.figure for fact in extract(parse_text(text)).record.facts] == ["-1,2%"]


def test_a_soft_hyphen_inside_a_word_is_not_shown() -> None:
    assert texts(parse_text("Số doanh nghi\u00adệp: 5")) == ["Số doanh nghiệp: 5"]


def test_a_dash_between_two_figures_is_no_minus() -> None:
    assert texts(parse_text("tăng 8 –10%, 5% –6%")) == ["tăng 8 –10%, 5% –6%"]

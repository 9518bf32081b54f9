"""Marks of notes, and what is struck out or hidden, do not get into a figure."""

import pytest

from knowledge.documents.formats import read_document
from knowledge.language.quantities.quantity import find_quantities
from tests.documents.document_makers import make_docx, make_paragraph, make_pdf, make_run
from tests.documents.documents import Save, texts


def _run(text: str, properties: str) -> str:
    return make_run(text).replace("<w:r>", f"<w:r><w:rPr>{properties}</w:rPr>")


RAISED = '<w:vertAlign w:val="superscript"/>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("Thu 435,7<sup>1</sup> tỷ đồng", "Thu 435,7 tỷ đồng"),
        ("Thu 435,7<sup>(1)</sup> tỷ đồng<sup>[2]</sup>.", "Thu 435,7 tỷ đồng."),
        ("Thu 5<sup>1, 2</sup> tỷ, chi 6<sup>*</sup> tỷ", "Thu 5 tỷ, chi 6 tỷ"),
        ("Thu 5<sup><a href='#n'>[3]</a></sup> tỷ, chi 6<sup>a)</sup> tỷ", "Thu 5 tỷ, chi 6 tỷ"),
        ("5.200 m<sup>2</sup>, 3 km<sup>2</sup>, 4 m<sup>3</sup><sup>1</sup>", "5.200 m², 3 km², 4 m³"),
        ("Thu 5 trăm<sup>2</sup> đồng", "Thu 5 trăm đồng"),
        ("Nợ 2 x 10<sup>3</sup> tỷ đồng", "Nợ 2 x 10³ tỷ đồng"),
        ("Chi <del>400</del><ins>435,7</ins> tỷ, <s>480</s><strike>490</strike>500 tỷ", "Chi 435,7 tỷ, 500 tỷ"),
        ("Thu <span style='DISPLAY : None'>4</span>5 tỷ<i style='visibility:HIDDEN'>6</i>", "Thu 5 tỷ"),
    ],
)
def test_web_page_leaves_out_marks_of_notes_and_what_is_struck_out(save: Save, html: str, expected: str) -> None:
    assert texts(read_document(save("a.html", f"<p>{html}</p>".encode()))) == [expected]


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([make_run("Thu 435,7"), _run("1", RAISED), make_run(" tỷ đồng.")], "Thu 435,7 tỷ đồng."),
        ([make_run("Xây 5.200 m"), _run("2", RAISED), make_run(" nhà.")], "Xây 5.200 m² nhà."),
        ([make_run("Thu "), _run("400", "<w:strike/>"), make_run("435,7 tỷ.")], "Thu 435,7 tỷ."),
        ([make_run("Thu "), _run("400", "<w:dstrike/>"), make_run("435,7 tỷ.")], "Thu 435,7 tỷ."),
        ([make_run("Thu 435,7 tỷ."), _run(" Thu 9 tỷ.", "<w:vanish/>")], "Thu 435,7 tỷ."),
        ([make_run("Thu "), _run("435,7", '<w:vanish w:val="0"/>'), make_run(" tỷ.")], "Thu 435,7 tỷ."),
    ],
)
def test_word_file_leaves_out_marks_of_notes_and_what_is_struck_out(save: Save, runs: list[str], expected: str) -> None:
    assert texts(read_document(save("a.docx", make_docx(make_paragraph(*runs))))) == [expected]


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_text_file_leaves_out_marks_of_notes_and_what_is_struck_out(save: Save, name: str) -> None:
    content = "Thu 435,7¹ tỷ đồng² trên 3 m², ~~chi 999 tỷ đồng,~~ chi 5 tỷ đồng.".encode()
    assert texts(read_document(save(name, content))) == ["Thu 435,7 tỷ đồng trên 3 m², chi 5 tỷ đồng."]


@pytest.mark.parametrize("text", ["Nợ 2 x 10³ tỷ đồng", "Nợ 2.10³ tỷ đồng", "Nợ 10³ tỷ đồng", "Nợ 2×10⁻³ tỷ"])
def test_a_power_of_ten_is_refused(text: str) -> None:
    assert find_quantities(text) == []


def test_pdf_leaves_out_marks_of_notes(save: Save) -> None:
    pieces = [
        ("Thu 435,7", 12.0, 0.0),
        ("1", 7.0, 5.0),
        (" tỷ, xây 5.200 m", 12.0, 0.0),
        ("2", 7.0, 5.0),
        (" nhà.", 12.0, 0.0),
    ]
    placed, x = [], 72.0
    for text, size, rise in pieces:
        placed.append((x, 700 + rise, text, size))
        x += len(text) * size / 2
    assert texts(read_document(save("a.pdf", make_pdf([placed])))) == ["Thu 435,7 tỷ, xây 5.200 m² nhà."]

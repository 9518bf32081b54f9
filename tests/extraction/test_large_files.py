"""What an office really sends is read: long tables in Word files, PDFs of Word that were signed."""

import pytest

from knowledge.extraction.documents import read_document
from knowledge.extraction.sandbox import CPU_S, extract_file
from tests.extraction.document_makers import (
    Printed,
    make_docx,
    make_paragraph,
    make_pdf,
    make_run,
    make_signed_pdf,
    make_table_rules,
    make_word_borders,
    make_word_table,
)
from tests.extraction.documents import Save, child_cpu_s, texts

XS = [50.0, 85.0, 320.0, 370.0, 440.0, 510.0]
YS = [800 - 17.0 * row for row in range(42)]
HEAD = ["TT", "Chỉ tiêu", "Đơn vị", "Năm 2029", "Năm 2030"]
PAGES, A_PAGE = 10, 40  # of the tests; rows of a page
PROMISED_PAGES, PROMISED_S = 100, 60  # of dense tables, and of CPU
START_S = 1  # of CPU: the reader starts, whatever it reads


def _rows(count: int) -> list[list[str]]:
    return [[str(n), f"Vườn cây của thôn {n}", "ha", str(n * 7 % 997), str(n * 11 % 983)] for n in range(1, count + 1)]


def _print(rows: list[list[str]]) -> list[Printed]:
    """A page of a table: its header and these rows."""
    return [
        (left + 2, 788 - 17 * number, cell)
        for number, row in enumerate([HEAD, *rows])
        for left, cell in zip(XS, row, strict=False)
    ]


def _pages(count: int) -> list[list[Printed]]:
    rows = _rows(count * A_PAGE)
    return [_print(rows[start : start + A_PAGE]) for start in range(0, len(rows), A_PAGE)]


def test_borders_that_word_prints_in_pieces_rule_the_same_table_as_lines(save: Save) -> None:
    signed = save("signed.pdf", make_signed_pdf(_pages(2), make_word_borders(XS, YS)))
    plain = save("plain.pdf", make_pdf(_pages(2), make_table_rules(XS, YS)))
    assert texts(read_document(signed)) == texts(read_document(plain))
    assert len(texts(read_document(signed))) == 2 * A_PAGE


def test_a_hundred_pages_signed_in_word_are_read_within_the_cpu_there_is(save: Save) -> None:
    path = save("a.pdf", make_signed_pdf(_pages(PAGES), make_word_borders(XS, YS)))
    before = child_cpu_s()
    assert len(extract_file(path).record.facts) == PAGES * A_PAGE * 2
    assert (child_cpu_s() - before - START_S) * PROMISED_PAGES / PAGES <= PROMISED_S


def test_a_word_table_of_a_thousand_rows_is_read(save: Save) -> None:
    title = make_paragraph(make_run("Báo cáo huyện Mẫu năm 2030"))
    path = save("a.docx", make_docx(title + make_word_table([HEAD, *_rows(1000)])))
    before = child_cpu_s()
    facts = extract_file(path).record.facts
    assert [fact.figure for fact in facts[:2]] == ["7", "11"] and len(facts) == 2000
    assert child_cpu_s() - before <= CPU_S / 4


@pytest.mark.parametrize("count", [1, 3])
def test_a_drawing_of_many_lines_is_no_table(save: Save, count: int) -> None:
    drawing = "\n".join(f"{x} {y} m {x + 9} {y + 9 * count} l S" for x in range(0, 500, 5) for y in range(0, 800, 8))
    path = save("a.pdf", make_pdf([[(72, 700, "Thu ngân sách huyện Mẫu năm 2030 đạt 5 tỷ đồng.")]], drawing))
    assert texts(read_document(path)) == ["Thu ngân sách huyện Mẫu năm 2030 đạt 5 tỷ đồng."]

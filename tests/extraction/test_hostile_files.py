"""No file takes more than its time and memory."""

import resource
import time
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.extraction.documents import DocumentError
from knowledge.extraction.limits import MAX_WORDS
from knowledge.extraction.sandbox import MEMORY, extract_file
from tests.extraction.document_makers import (
    make_docx,
    make_paragraph,
    make_pdf,
    make_pdf_file,
    make_run,
    make_stream,
    make_word_table,
)
from tests.extraction.documents import PAGE, SENTENCE, TABLE, Save, is_read_or_refused, refusal


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
    "late.docx": make_docx("&b;", " " * 9000 + '<!DOCTYPE x [<!ENTITY b "bbb">]>'),
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
        extract_file(path, wall_s=1)
    assert time.monotonic() - started < 3


def _make_text(sentences: int) -> bytes:
    """A text of sentences of 20 words each with two figures, no two alike."""
    lines = (
        f"Năm 2023, sản lượng cây số {n} của toàn huyện Mẫu đạt {n},{n % 10} tấn, tăng {n % 97},3% so với cùng kỳ."
        for n in range(sentences)
    )
    return "\n\n".join(lines).encode()


def test_the_longest_text_is_extracted_in_time(save: Save) -> None:
    path = save("a.txt", _make_text(MAX_WORDS // 20))
    started = time.monotonic()
    assert len(extract_file(path).record.facts) == MAX_WORDS // 20
    assert time.monotonic() - started < 10


def test_a_longer_text_is_to_be_split(save: Save) -> None:
    line = refusal(save("a.txt", _make_text(MAX_WORDS // 20 + 1)))
    assert "35.000 chữ" in line and "tách" in line


def test_a_text_of_nothing_but_numbers_is_to_be_split(save: Save) -> None:
    text = "\n\n".join(" ".join(map(str, range(start, start + 100))) for start in range(0, 11_000, 100))
    assert "10.000 con số" in refusal(save("a.txt", text.encode()))


def test_extraction_is_stopped_by_the_clock_too(save: Save) -> None:
    with pytest.raises(DocumentError, match="quá nặng"):
        extract_file(save("a.txt", _make_text(MAX_WORDS // 20)), wall_s=0.7)


@pytest.mark.parametrize(
    "text",
    [
        ("Thu ngân sách đạt " + ", ".join(f"{n} tỷ đồng" for n in range(480)) + ".\n\n") * 10,
        ("năm 2023 " * 880 + "\n\n") * 10,
        "# a\n" * 14_000,
        "Thu đạt " + "1" * 100_000 + " tỷ đồng.",
        "(" * 100_000 + "1",
        "1 " * 34_000,
    ],
)
def test_text_that_no_report_holds_is_read_in_time(save: Save, text: str) -> None:
    path = save("a.md", text.encode())
    started = time.monotonic()
    assert is_read_or_refused(path)
    assert time.monotonic() - started < 8


@pytest.mark.parametrize(
    ("name", "content", "advice"),
    [
        ("a.pdf", make_pdf_file(make_one_page(make_flate_bomb(), b"/Filter /FlateDecode")), "quá nặng"),
        ("a.pdf", _GOOD.replace(b"/Count 1", b"/Count 1000000"), "hơn 300 trang"),
    ],
)
def test_what_is_too_large_is_called_so(save: Save, name: str, content: bytes, advice: str) -> None:
    assert advice in refusal(save(name, content))


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

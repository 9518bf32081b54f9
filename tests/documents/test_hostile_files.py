"""No file takes more than its CPU and memory; the clock counts for nothing but a machine that is busy."""

import subprocess
import sys
import zlib
from pathlib import Path
from threading import Timer

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.documents.formats import DocumentError
from knowledge.documents.layout.document import MAX_WORDS
from knowledge.extraction import sandbox
from knowledge.extraction.sandbox import CPU_S, MEMORY, WALL_S, extract_file
from tests.documents.document_makers import (
    make_docx,
    make_paragraph,
    make_pdf,
    make_pdf_file,
    make_run,
    make_stream,
    make_word_table,
)
from tests.documents.documents import PAGE, SENTENCE, TABLE, Save, child_cpu_s, is_read_or_refused, refusal


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
    "many_pages.pdf": make_pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count 9999 >>" % b" ".join(b"%d 0 R" % n for n in range(3, 10_000)),
            *[b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"] * 9_997,
        ]
    ),
}


SHORT_CPU_S = 4  # of these tests, so that an endless file ends sooner
SLACK_S = 1  # the system looks at the limit once in a while


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_within_its_cpu(save: Save, name: str) -> None:
    path = save(name, HOSTILE[name])
    before = child_cpu_s()
    refusal(path, SHORT_CPU_S)
    assert child_cpu_s() - before <= SHORT_CPU_S + SLACK_S


def test_widths_of_two_thousand_million_letters_are_not_written_out(save: Save) -> None:
    path = save("widths.pdf", _GOOD.replace(b"/DW 500", b"/DW 500 /W [0 2000000000 500]"))
    assert is_read_or_refused(path, SHORT_CPU_S)


def test_a_child_takes_no_more_memory_than_it_may(save: Save) -> None:
    file = save("flate_bomb.pdf", HOSTILE["flate_bomb.pdf"])
    code = (
        "import resource, sys; from pathlib import Path; from knowledge.extraction.sandbox import extract_file\n"
        "try: extract_file(Path(sys.argv[1]))\n"
        "except Exception: pass\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)"
    )  # in a process of its own: this one has had other children
    run = subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True, cwd=sandbox.ROOT
    )
    assert 0 < int(run.stdout) <= MEMORY < 500_000_000


def _make_endless() -> bytes:
    """A page whose forms show one another twice, thirty deep."""
    doubling = [make_stream(b"/X Do /X Do", _FORM.replace(b"5 0 R", b"%d 0 R" % (6 + n))) for n in range(30)]
    pages = make_one_page(b"/X Do", resources=b"/XObject << /X 5 0 R >>")
    return make_pdf_file([*pages, *doubling, make_stream(b"0 0 1 1 re f", _FORM)])


def test_an_endless_file_is_stopped_by_its_cpu_and_called_heavy(save: Save) -> None:
    before = child_cpu_s()
    assert "quá nặng" in refusal(save("a.pdf", _make_endless()), SHORT_CPU_S)
    assert SHORT_CPU_S - SLACK_S <= child_cpu_s() - before <= SHORT_CPU_S + SLACK_S


def test_a_machine_without_time_is_called_busy_not_the_file_heavy(save: Save) -> None:
    with pytest.raises(DocumentError, match="máy đang bận") as caught:
        extract_file(save("a.txt", SENTENCE.encode()), wall_s=0.01)
    assert "nặng" not in str(caught.value)


def test_a_try_that_the_clock_ended_is_made_once_more(save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    path, clocks = save("a.txt", SENTENCE.encode()), [0.01, WALL_S]
    monkeypatch.setattr(sandbox, "Timer", lambda _, *rest: Timer(clocks.pop(0), *rest))
    assert len(extract_file(path).record.facts) == 1


def test_the_clock_leaves_room_for_a_machine_with_ten_times_its_work() -> None:
    assert WALL_S >= 10 * CPU_S


def _make_text(sentences: int) -> bytes:
    """A text of sentences of 20 words each with two figures, no two alike."""
    lines = (
        f"Năm 2023, sản lượng cây số {n} của toàn huyện Mẫu đạt {n},{n % 10} tấn, tăng {n % 97},3% so với cùng kỳ."
        for n in range(sentences)
    )
    return "\n\n".join(lines).encode()


def _cpu_of(path: Path) -> float:
    before = child_cpu_s()
    assert is_read_or_refused(path)
    return child_cpu_s() - before


def test_a_text_of_ten_times_the_length_takes_no_more_cpu_a_word(save: Save) -> None:
    start, short, long = (_cpu_of(save("a.txt", _make_text(size))) for size in (1, 60, 600))
    assert long - start <= 2 * 10 * max(short - start, start / 10)


def test_a_text_within_the_limits_leaves_half_of_the_cpu(save: Save) -> None:
    path = save("a.txt", _make_text(MAX_WORDS // 20 // 10))
    assert _cpu_of(path) <= CPU_S / 2 / 10 + SLACK_S


def test_a_longer_text_is_to_be_split(save: Save) -> None:
    line = refusal(save("a.txt", _make_text(MAX_WORDS // 20 + 1)))
    assert "120.000 chữ" in line and "tách" in line


def test_a_text_of_nothing_but_numbers_is_to_be_split(save: Save) -> None:
    text = "\n\n".join(" ".join(map(str, range(start, start + 100))) for start in range(0, 21_000, 100))
    assert "20.000 con số" in refusal(save("a.txt", text.encode()))


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
def test_text_that_no_report_holds_is_read_or_refused_within_its_cpu(save: Save, text: str) -> None:
    assert _cpu_of(save("a.md", text.encode())) <= CPU_S / 4


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

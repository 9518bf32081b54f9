"""Reports of words alone: the sentence that answers is found however it is asked, and none is made to fit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answering import Index, Outcome, ask
from knowledge.answering.reading.asked_for import parse_interrogative
from knowledge.facts.store import load_store
from tests.benchmarks.statements import compare

TEXT = """Chùa Lưng Đồi

Chùa Lưng Đồi được nhà sư Tịnh Viên dựng năm 1702 trên một gò đất cao.
Ông qua đời năm 1744 và được chôn dưới gốc bồ đề sau chùa.
Mái chùa phải lợp lại vì một cơn lốc cuốn bay hết ngói.
Quả chuông đồng nặng ba tạ treo trong gác hai tầng.
Dân làng mở hội chùa vào mùng tám tháng tư âm lịch.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("reports")
    (folder / "chua").mkdir()
    (folder / "chua" / "report.txt").write_text(TEXT, encoding="utf-8")
    (folder / "chua" / "facts.yaml").write_text("title: Chùa Lưng Đồi\n", encoding="utf-8")
    return Index(load_store(folder))


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("Ai dựng chùa Lưng Đồi?", "Chùa Lưng Đồi được"),
        ("chua lung doi dung nam nao", "Chùa Lưng Đồi được"),
        ("Chùa Lưng Đồi được xây năm nào?", "Chùa Lưng Đồi được"),
        ("Vì sao mái chuà phải lợpp lại?", "Mái chùa"),
        ("qua chuong dong treo o dau", "Quả chuông"),
        ("Quả chuông đồng nặng bao nhiêu tạ?", "Quả chuông"),
        ("Hội chùa mở khi nào?", "Dân làng"),
        ("Ông mất năm nào, chôn ở đâu?", "Ông qua đời"),
    ],
)
def test_the_sentence_that_answers_is_said(index: Index, question: str, start: str) -> None:
    turn = ask(question, index)
    assert turn.outcome is Outcome.ANSWERED
    assert turn.answer.facts[0].sentence.startswith(start)


@pytest.mark.parametrize(
    "question",
    [
        "Chùa Lưng Đồi có bao nhiêu nhà sư?",
        "Nhà sư Tịnh Viên dựng chùa năm 1802 phải không?",
        "Vé vào chùa giá bao nhiêu?",
        "Ai đúc quả chuông vàng cho vua Gia Long?",
        "Sông Hồng bắt nguồn từ đâu?",
        "Vì sao dân làng bỏ hội chùa?",
        "xin chào",
        "cảm ơn nhé",
        "bạn là ai?",
        "Chùa Lưng Đồi",
    ],
)
def test_what_no_sentence_says_is_not_said(index: Index, question: str) -> None:
    assert ask(question, index).outcome is not Outcome.ANSWERED


def test_a_heading_is_no_answer(index: Index) -> None:
    turn = ask("Chùa Lưng Đồi là gì?", index)
    assert all(f.sentence != "Chùa Lưng Đồi" for f in (*turn.answer.facts, *turn.answer.choices))


@pytest.mark.parametrize(
    ("question", "kinds", "content"),
    [
        ("Chùa xây năm nào?", {"when"}, ["Chùa", "xây"]),
        ("vi sao lop lai mai", {"why"}, ["lop", "mai"]),
        ("Ai dựng chùa?", {"who"}, ["dựng", "chùa"]),
        ("chua nam o dau", {"where"}, ["chua"]),
        ("chùa Lưng Đồi", set(), ["chùa", "Lưng", "Đồi"]),
    ],
)
def test_question_words_tell_what_is_asked_and_are_no_content(
    question: str, kinds: set[str], content: list[str]
) -> None:
    asked = parse_interrogative(question)
    assert asked.kinds == kinds
    assert [asked.tokens[i].text for i in sorted(asked.content)] == content


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_no_text_breaks_it(index: Index, text: str) -> None:
    assert ask(text, index).reply.text


def test_more_right_than_bm25_with_less_than_half_of_its_wrong_answers() -> None:
    ours, bm25 = compare()
    assert ours.right >= bm25.right
    assert ours.wrong < bm25.wrong / 2

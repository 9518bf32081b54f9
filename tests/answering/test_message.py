"""What of a message is read and answered, and that the rest is told with its number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering import Index, Outcome, ask
from knowledge.answering.reading.message import MAX_CHARS, MAX_QUESTIONS, MAX_WORDS, Message, cut_question, read_message
from knowledge.answering.telling.result_lines import tell_limits
from knowledge.facts.store import load_store
from knowledge.language.text.tokens import tokenize
from tests.answering.ten_reports import write_ten_reports

THINGS = (
    "chi ngân sách", "bán lẻ", "giá trị sản xuất công nghiệp", "sản lượng lúa", "sản lượng ngô", "diện tích chè",
    "đàn trâu", "dân số", "số hộ nghèo", "số giường bệnh", "số học sinh phổ thông", "tỷ lệ che phủ rừng", "GRDP",
)  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return Index(load_store(write_ten_reports(tmp_path_factory.mktemp("ten"))), home_place="huyện Mộc Thanh")


SPLIT = [
    ("dân số? HTX!\nhộ nghèo; lúa. ngô", ("dân số", " HTX", "hộ nghèo", " lúa", " ngô")),
    ("dân số TP. Vân Khê", ("dân số TP. Vân Khê",)),
    ("", ("",)),
    ("?!…\n🙏", ("",)),
]


@pytest.mark.parametrize(("text", "questions"), SPLIT)
def test_a_message_is_taken_apart_at_its_ends(text: str, questions: tuple[str, ...]) -> None:
    assert read_message(text) == Message(questions)


def test_questions_beyond_ten_are_counted() -> None:
    assert read_message("dân số? " * 13).left == 3


def test_text_beyond_the_bound_is_told_and_blanks_there_are_not() -> None:
    assert read_message("a" + " " * MAX_CHARS + "b").is_cut
    assert read_message("a " + " " * 2 * MAX_CHARS) == Message(("a",))


def test_a_long_question_and_a_long_word_are_cut_and_told() -> None:
    assert read_message("thu " * (MAX_WORDS + 1)).is_shortened
    assert read_message("x" * 50) == Message(("x" * 40,), is_shortened=True)
    assert not read_message("thu " * MAX_WORDS).is_shortened


@given(st.text(max_size=6000))
def test_any_text_is_some_questions_within_all_bounds(text: str) -> None:
    message = read_message(text)
    assert 1 <= len(message.questions) <= MAX_QUESTIONS
    assert all(len(tokenize(question)) <= MAX_WORDS for question in message.questions)
    assert all(cut_question(question) == question for question in message.questions)


TOLD = [
    (Message(("a",)), []),
    (
        Message(("a",), left=7),
        ["Mỗi tin nhắn được trả lời nhiều nhất 10 câu, còn 7 câu chưa trả lời. Bạn gửi tiếp phần còn lại nhé."],
    ),
    (
        Message(("a",), is_cut=True),
        ["Tin nhắn dài quá 4.096 ký tự, phần sau đó chưa được đọc. Bạn gửi tiếp phần còn lại nhé."],
    ),
]


@pytest.mark.parametrize(("message", "lines"), TOLD)
def test_what_is_left_out_is_told_in_one_line(message: Message, lines: list[str]) -> None:
    assert [paragraph.text for paragraph in tell_limits(message)] == lines


def test_the_eleventh_question_is_told_and_not_answered(index: Index) -> None:
    turn = ask("? ".join(f"{thing} năm 2031" for thing in THINGS), index)
    assert turn.answer.asked == MAX_QUESTIONS
    assert "còn 3 câu chưa trả lời" in turn.reply.text


@pytest.mark.xfail(strict=True, reason="neighbours of a list that one name says are counted as one")
def test_the_eleventh_of_a_list_is_told_and_not_answered(index: Index) -> None:
    turn = ask("năm 2031: " + ", ".join(THINGS), index)
    assert (turn.outcome, turn.answer.asked, turn.answer.left) == (Outcome.ANSWERED, MAX_QUESTIONS, 3)
    assert "còn 3 câu chưa trả lời" in turn.reply.text


def test_a_list_that_does_not_fit_any_more_waits(index: Index) -> None:
    turn = ask("dân số 2031? đàn trâu 2031? năm 2031: " + ", ".join(THINGS[:9]), index)
    assert turn.answer.asked == 2
    assert "còn 1 câu chưa trả lời" in turn.reply.text


def test_what_is_left_out_is_told_above_the_offers(index: Index) -> None:
    turn = ask("thu ngân sách 2020? " * 12, index)
    assert turn.reply.offers
    assert "còn 2 câu" in turn.reply.paragraphs[-2].text

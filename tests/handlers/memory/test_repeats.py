import pytest

from handlers.memory import repeats as repeats_module
from handlers.memory.repeats import LONGEST_TEXT, Repeats, Talk


class Work:
    """Answers that are numbered by how often one had to be worked out."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> int:
        self.count += 1
        return self.count


@pytest.mark.parametrize(
    ("talk", "knowledge", "answer"),
    [
        (Talk("?", ""), "k", 1),
        (Talk("?!", ""), "k", 2),
        (Talk("?", "{}"), "k", 2),
        (Talk("?", ""), "other", 2),
    ],
)
def test_only_the_same_question_after_the_same_talk_about_the_same_knowledge_is_a_repeat(
    talk: Talk, knowledge: str, answer: int
) -> None:
    repeats, work = Repeats[int](), Work()
    repeats.find(Talk("?", ""), "k", work)
    assert repeats.find(talk, knowledge, work) == answer


def test_an_old_answer_is_not_given_for_knowledge_that_changed_meanwhile() -> None:
    repeats, work = Repeats[int](), Work()
    repeats.find(Talk("?", ""), "old", lambda: repeats.find(Talk("!", ""), "new", work))
    assert repeats.find(Talk("?", ""), "new", work) == 2


def test_the_answers_kept_are_few_and_the_latest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeats_module, "KEPT", 2)
    repeats, work = Repeats[int](), Work()
    for text in ("a", "b", "a", "c"):
        repeats.find(Talk(text, ""), "k", work)
    assert [repeats.find(Talk(text, ""), "k", work) for text in ("a", "c", "b")] == [1, 3, 4]


def test_long_texts_are_not_kept() -> None:
    repeats, work = Repeats[int](), Work()
    talk = Talk("a" * (LONGEST_TEXT + 1), "")
    assert [repeats.find(talk, "k", work) for _ in range(2)] == [1, 2]


def test_an_error_is_no_answer() -> None:
    repeats, work = Repeats[int](), Work()
    with pytest.raises(ZeroDivisionError):
        repeats.find(Talk("?", ""), "k", lambda: 1 // 0)
    assert repeats.find(Talk("?", ""), "k", work) == 1

"""Sentences: each row of sentences.tsv is a claim; what comes out is the text itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.text.sentences import find_clauses, find_sentences
from tests.effort import measure_effort
from tests.rows import load_rows


@pytest.mark.parametrize(("text", "sentences"), load_rows("language/text/sentences.tsv"))
def test_a_paragraph_splits_as_in_the_corpus(text: str, sentences: str) -> None:
    assert [sentence.text for sentence in find_sentences(text)] == sentences.split(" ¦ ")


def test_a_line_break_always_ends_a_sentence() -> None:
    assert [s.text for s in find_sentences("Chú thích ảnh\nthu đạt 5 tỷ")] == ["Chú thích ảnh", "thu đạt 5 tỷ"]


def test_paragraphs_are_counted_without_blank_lines() -> None:
    found = find_sentences("Tên bài\n\n \nCâu một. Câu hai.\r\nCâu ba.")
    assert [(s.text, s.paragraph) for s in found] == [("Tên bài", 0), ("Câu một.", 1), ("Câu hai.", 1), ("Câu ba.", 2)]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0\n\t"])
def test_blank_text_has_no_sentence(text: str) -> None:
    assert find_sentences(text) == []


@given(st.text(max_size=80) | st.text(alphabet='AÂa1.?!…/;\n"”) [5]', max_size=80))
def test_sentences_are_slices_that_leave_only_blanks_out(text: str) -> None:
    found = find_sentences(text)
    assert [text[s.start : s.end] for s in found] == [s.text for s in found]
    assert "".join("".join(s.text for s in found).split()) == "".join(text.split())


def test_clauses_are_split_at_semicolons_and_trimmed() -> None:
    text = "thu 5 tỷ; chi 3 tỷ ;; còn 2 tỷ."
    assert [text[start:end] for start, end in find_clauses(text)] == ["thu 5 tỷ", "chi 3 tỷ", "còn 2 tỷ."]


@pytest.mark.parametrize("text", [". " * 9000, ".)" * 9000, "A. " * 6000, "[5]" * 6000, "\n" * 9000, "…/." * 6000])
def test_hostile_repetition_is_read_in_no_time(text: str) -> None:
    assert measure_effort(lambda: find_sentences(text)) < 50  # below 2 where it is linear, thousands where it is not

"""Phrases that compare: one row serves all four readers, and no other table has a row for them."""

import pytest

from knowledge.language.lexicon.comparing import number_rows, pair_rows, question_rows, report_rows
from knowledge.language.table import load_table

PHRASES = [row[0] for row in load_table("comparing")]


def test_each_phrase_stands_once() -> None:
    assert len(PHRASES) == len(set(PHRASES))


@pytest.mark.parametrize(
    ("table", "uses"),
    [
        ("report/words", {"change", "exceed", "times"}),
        ("question/cues", {"direction", "over_time"}),
        ("question/pair_words", {"more", "gap"}),
    ],
)
def test_no_other_table_has_a_phrase_that_compares(table: str, uses: set[str]) -> None:
    assert [row for row in load_table(table) if row[1] in uses] == []


def test_a_row_serves_every_reader() -> None:
    assert ("thấp hơn", "change", "down") in report_rows()
    assert ("thấp hơn", "direction", "down") in question_rows()
    assert ("thấp hơn", "more") in pair_rows()
    assert ("thấp hơn", "none") in number_rows()

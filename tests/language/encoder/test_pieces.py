"""A text's pieces: the rows of the table."""

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.language.encoder.pieces import Blocks, find_rows, split_words

BLOCKS = Blocks()


@given(st.text(max_size=80))
@settings(deadline=None)
def test_rows_lie_in_the_table_each_once(text: str) -> None:
    rows = find_rows(text, BLOCKS)
    assert len(rows) == len(set(rows))
    assert all(0 <= row < BLOCKS.rows for row in rows)
    assert bool(rows) == bool(split_words(text))


def test_accents_only_add_rows() -> None:
    assert set(find_rows("thu ngan sach", BLOCKS)) < set(find_rows("thu ngân sách", BLOCKS))


def test_case_and_the_way_accents_are_encoded_change_nothing() -> None:
    assert find_rows("THU NGÂN SÁCH", BLOCKS) == find_rows("thu nga\u0302n sa\u0301ch", BLOCKS)


def test_figures_are_alike_and_years_are_not() -> None:
    assert find_rows("thu 158 tỷ", BLOCKS) == find_rows("thu 92 tỷ", BLOCKS)
    assert find_rows("thu năm 2021", BLOCKS) != find_rows("thu năm 2022", BLOCKS)

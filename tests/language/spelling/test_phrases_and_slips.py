"""Pairs of words and what a slip costs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.spelling.phrases import Phrases
from knowledge.language.spelling.slips import TWICE, slip_cost
from knowledge.language.text.tokens import accented_key, to_keys

ONE_SLIP = [("hợ", "hợp"), ("suất", "xuất"), ("đăgn", "đăng"), ("ngânn", "ngân"), ("hố", "hộ"), ("dụng", "dựng")]
TWO_SLIPS = [("nấm", "năm"), ("xăng", "hàng"), ("ngo", "nghèo")]


@pytest.mark.parametrize(("typed", "meant"), ONE_SLIP)
def test_one_slip_costs_less_than_two(typed: str, meant: str) -> None:
    assert 0 < slip_cost(typed, accented_key(meant)) < TWICE


@pytest.mark.parametrize(("typed", "meant"), TWO_SLIPS)
def test_two_slips_cost_more(typed: str, meant: str) -> None:
    assert slip_cost(typed, accented_key(meant)) >= TWICE


@given(st.text(alphabet="abcdđeêghiklmnoôơpqrstuưvxyáàảãạ", min_size=1, max_size=9))
def test_a_word_costs_nothing_as_itself(word: str) -> None:
    assert slip_cost(word, accented_key(word)) == 0


def test_neighbours_foretell_by_share() -> None:
    phrases = Phrases(map(to_keys, ("kết nạp", "kết nối", "kết quả")), Phrases([to_keys("đăng ký")]))
    one, other = to_keys("kết nạp")
    assert phrases.foretells_last(one, other) == 1.0
    assert phrases.foretells_next(one, other) == pytest.approx(1 / 3)
    assert phrases.has(*to_keys("đăng ký")) and not phrases.names(*to_keys("đăng ký"))

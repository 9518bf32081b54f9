"""Intervals: what a bounded number allows; what lies in another meets it, and turning twice changes nothing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.quantities.interval import Bound, Interval, allowed, bound_of, possible, spread
from knowledge.language.quantities.quantity import parse_quantity
from knowledge.language.table import load_table

NUMBERS = st.decimals(min_value=-1000, max_value=1000, places=2)
INTERVALS = st.builds(lambda bound, value: spread(bound, value, Decimal("0.1")), st.sampled_from(list(Bound)), NUMBERS)


@pytest.mark.parametrize(
    ("figure", "inside", "outside"),
    [
        ("158,3 tỷ", "158.3", "158.4"),
        ("trên 3.250 tỷ", "3251", "3250"),
        ("trên 3.250 tỷ", "3269", "3400"),
        ("hơn 300 tỷ", "310", "500"),
        ("dưới 5%", "4.9", "5"),
        ("gần 200 người", "199", "200"),
        ("gần 200 người", "181", "150"),
        ("khoảng 200 người", "205", "230"),
        ("không quá 3%", "3", "3.1"),
        ("ít nhất 3%", "3", "2.9"),
        ("từ 5 đến 7%", "6", "7.1"),
        ("70% trở lên", "70", "69"),
    ],
)
def test_a_figure_may_be_what_its_qualifier_allows(figure: str, inside: str, outside: str) -> None:
    within = possible(parse_quantity(figure), Decimal(1))
    points = [Interval(Decimal(value), Decimal(value)) for value in (inside, outside)]
    assert [point.lies_in(within) for point in points] == [True, False]


def test_every_qualifier_before_or_after_a_number_bounds_it() -> None:
    rows = [row for row in load_table("units/qualifiers") if row[1] in ("before", "accented", "after")]
    assert [words for words, _, bound in rows if bound_of(words) != bound] == []


@given(INTERVALS, INTERVALS)
def test_what_lies_in_another_meets_it(one: Interval, other: Interval) -> None:
    is_empty = one.point is not None and (one.is_low_open or one.is_high_open)
    assert is_empty or not one.lies_in(other) or one.meets(other)
    assert one.meets(other) == other.meets(one)


@given(INTERVALS)
def test_turning_twice_changes_nothing(one: Interval) -> None:
    assert one.turned().turned() == one


@given(INTERVALS, INTERVALS)
def test_turning_both_keeps_what_they_are_to_each_other(one: Interval, other: Interval) -> None:
    assert one.turned().lies_in(other.turned()) == one.lies_in(other)


@given(st.sampled_from(list(Bound)), NUMBERS)
def test_what_is_surely_so_is_possibly_so(bound: Bound, value: Decimal) -> None:
    sure, possibly = allowed(bound, value)
    assert sure.lies_in(possibly)

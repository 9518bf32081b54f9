"""Quantities: each row of the two corpora is a claim; every digit of a text is accounted for."""

import re
import unicodedata
from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.language.quantities.quantity import (
    NumberError,
    Quantity,
    QuantityError,
    base_value,
    find_non_quantities,
    find_quantities,
    format_number,
    format_quantity,
    parse_number,
    parse_quantity,
)
from tests.effort import measure_effort
from tests.rows import load_rows

WHOLE = load_rows("language/quantities/quantities.tsv")
FOUND = load_rows("language/quantities/found_quantities.tsv")


def as_row(quantity: Quantity) -> list[str]:
    """The quantity as quantities.tsv writes it."""
    numbers = ("" if n is None else str(n) for n in (quantity.value_max, quantity.total))
    return [str(quantity.value), quantity.unit, quantity.qualifier, *numbers]


@pytest.mark.parametrize("row", [row for row in WHOLE if row[1] != "REFUSED"], ids=lambda row: row[0])
def test_a_whole_text_states_the_quantity_of_the_corpus(row: list[str]) -> None:
    assert as_row(parse_quantity(row[0])) == row[1:]


@pytest.mark.parametrize("text", [row[0] for row in WHOLE if row[1] == "REFUSED"])
def test_a_text_that_is_no_single_quantity_is_refused(text: str) -> None:
    with pytest.raises(QuantityError):
        parse_quantity(text)


@pytest.mark.parametrize("row", [row for row in WHOLE if row[1] != "REFUSED"], ids=lambda row: row[0])
def test_a_quantity_goes_round(row: list[str]) -> None:
    quantity = parse_quantity(row[0])
    assert parse_quantity(format_quantity(quantity)) == quantity


@pytest.mark.parametrize(("text", "quantities", "others"), FOUND)
def test_a_running_text_states_the_quantities_of_the_corpus(text: str, quantities: str, others: str) -> None:
    found = " · ".join(format_quantity(quantity) for quantity in find_quantities(text))
    refused = " · ".join(f"{other.surface}={other.reason}" for other in find_non_quantities(text))
    assert (found, refused) == (quantities, others)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3.250", "3250"),
        ("158,3", "158.3"),
        ("10.367,700", "10367.7"),
        ("2.534,00", "2534"),
        ("02", "2"),
        ("3\u00a0250,5", "3250.5"),
        ("-2,5", "-2.5"),
        ("hai mươi mốt", "21"),
        ("hai muoi mot", "21"),
        ("một trăm linh năm", "105"),
        ("một trăm bốn bảy nghìn", "147000"),
        ("hai nghìn ba trăm tỷ", "2300000000000"),
        ("hai phẩy không ba", "2.03"),
        ("âm sáu mươi", "-60"),
        ("một tỷ hai", "1200000000"),
        ("hai tỷ rưỡi", "2500000000"),
    ],
)
def test_a_number_is_read_as_vietnamese_writes_it(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        *["33,448.222", "12.34.56", "12.50", "3.25", "1,234,567", "0.250", "3.25O", "1e5", "٣", "1_000", "NaN"],
        "-",
        "2,",
        ",5",
        "9" * 19,
        "",
        " ",
    ],
)
def test_a_number_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(NumberError):
        parse_number(text)


@pytest.mark.parametrize(
    "text", ["3 250", "trăm hai", "mười mười", "linh năm", "hai ba bốn", "hai mươi năm", "vài chục"]
)
def test_words_that_make_no_one_number_are_refused(text: str) -> None:
    with pytest.raises(NumberError):
        parse_number(text)


@given(st.decimals(-(10**15), 10**15, places=3))
def test_a_number_goes_round(number: Decimal) -> None:
    assert parse_number(format_number(number)) == number


@settings(max_examples=60)
@given(
    st.decimals(0, 10**12, places=2),
    st.sampled_from(
        ["", "%", "tỷ đồng", "nghìn tỷ đồng", "triệu đồng/người/năm", "HTX", "viên chức, công chức", "tạ/ha"]
    ),
    st.sampled_from(["", "trên", "gần", "khoảng", "trở lên", "không quá"]),
    st.none() | st.integers(1, 999),
)
def test_what_is_formatted_is_found_again(value: Decimal, unit: str, qualifier: str, total: int | None) -> None:
    quantity = Quantity(value, unit, qualifier, total=Decimal(total) if total and unit else None)
    text = format_quantity(quantity)
    assert parse_quantity(text) == quantity
    assert find_quantities(f"Đạt {text}") == [quantity]


@pytest.mark.parametrize(
    ("text", "value", "base"),
    [
        ("44,4 nghìn tỷ đồng", "44400000000000", "đồng"),
        ("44.400 tỷ đồng", "44400000000000", "đồng"),
        ("4,23 nghìn tấn", "4230", "tấn"),
        ("45 HTX", "45", "hợp tác xã"),
        ("45 hợp tác xã", "45", "hợp tác xã"),
        ("200 héc-ta", "200", "ha"),
        ("2,5 tỉ đồng", "2500000000", "đồng"),
        ("55 trđ/ng/năm", "55000000", "đồng/người/năm"),
        ("52,5 tạ/ha", "5.25", "tấn/ha"),
        ("102 phần trăm", "102", "%"),
        ("158,3 tỷ", "158300000000", ""),
        ("2 sản phẩm OCOP mới", "2", "sản phẩm OCOP mới"),
    ],
)
def test_units_of_several_scales_have_one_base(text: str, value: str, base: str) -> None:
    assert base_value(parse_quantity(text)) == (Decimal(value), base)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_quantity_is_a_slice_of_the_text_given(form: Literal["NFC", "NFD"]) -> None:
    text = unicodedata.normalize(form, "Thu đạt trên 433 tỷ\nđồng, có 45 hộ nghèo; số 2; năm 2021")
    found, others = find_quantities(text), find_non_quantities(text)
    assert [(str(q.value), q.unit, q.qualifier) for q in found] == [("433", "tỷ đồng", "trên"), ("45", "hộ nghèo", "")]
    assert [text[q.start : q.end] for q in found] == [q.surface for q in found]
    assert [text[o.start : o.end] for o in others] == [o.surface for o in others]
    assert found[0].surface == unicodedata.normalize(form, "trên 433 tỷ\nđồng")


def test_a_unit_does_not_reach_into_the_next_line() -> None:
    assert [q.unit for q in find_quantities("Tổng số 45\nHộ nghèo giảm")] == [""]


def test_a_unit_does_not_swallow_a_period() -> None:
    assert [q.unit for q in find_quantities("Sản lượng 45 năm 2021")] == [""]


@settings(max_examples=80)
@given(st.text(alphabet="0123456789.,/-% ()\nhộtỷnămtrêđếnA[]", max_size=60) | st.text(max_size=40))
def test_every_digit_is_in_a_quantity_or_in_a_non_quantity(text: str) -> None:
    places = [(one.start, one.end) for one in find_quantities(text)]
    places += [(one.start, one.end) for one in find_non_quantities(text)]
    taken = [index for start, end in places for index in range(start, end)]
    assert len(taken) == len(set(taken))
    assert {match.start() for match in re.finditer("[0-9]", text)} <= set(taken)


@settings(max_examples=60)
@given(st.text(max_size=30) | st.text(alphabet="0123456789.,/- %tỷđồngtừ", max_size=20))
def test_junk_is_refused_or_goes_round(text: str) -> None:
    try:
        quantity = parse_quantity(text)
    except QuantityError:
        return
    assert parse_quantity(format_quantity(quantity)) == quantity


@pytest.mark.parametrize(
    "text",
    [
        "1 " * 8000,
        "1." * 8000,
        "5 tỷ " * 4000,
        "-1 " * 6000,
        "1/2" * 5000,
        "một " * 8000,
        "trên " * 5000,
        "@" * 9000,
        "9" * 9000,
    ],
)
def test_hostile_repetition_is_read_in_no_time(text: str) -> None:
    effort = measure_effort(lambda: (find_quantities(text), find_non_quantities(text)))
    assert effort < 120  # below 15 where it is linear, thousands where it is not

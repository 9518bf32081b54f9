"""Times are told as they are in Vietnam."""

import pytest

from handlers.editors.panels.moments import format_day, format_moment, tell_now
from handlers.editors.panels.panel import find_page, parse_number


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2026-11-26T06:35:00+00:00", "13:35 ngày 26/11/2026"),
        ("2026-12-31T20:00:00-04:00", "07:00 ngày 01/01/2027"),
        ("hôm qua", "hôm qua"),
    ],
)
def test_a_moment_is_told_in_the_countrys_own_time(when: str, words: str) -> None:
    assert format_moment(when) == words


def test_now_can_be_told() -> None:
    assert format_moment(tell_now()) != tell_now()
    assert format_day("2026-11-26") == "ngày 26/11/2026"


@pytest.mark.parametrize(("number", "items", "shown"), [(0, "abc", 0), (1, "de", 1), (9, "de", 1), (-1, "abc", 0)])
def test_a_page_that_is_not_there_is_the_nearest_one(number: int, items: str, shown: int) -> None:
    page = find_page("abcde", number, 3)
    assert ("".join(page.items), page.number, page.count) == (items, shown, 2)


def test_one_page_has_no_buttons_and_more_go_round() -> None:
    assert find_page("ab", 0, 3).turn_row("x:{}") == ()
    assert [data for _, data in find_page("abcde", 1, 3).turn_row("x:{}")[0]] == ["x:0", "x:1", "x:0"]


@pytest.mark.parametrize("text", ["", "²", "-1", "1e3", "9" * 10, "١"])
def test_what_is_no_number_of_ours_is_none(text: str) -> None:
    assert parse_number(text) is None

"""Periods: each row of periods.tsv is a claim; codes go round; nothing hostile hurts."""

import unicodedata
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.language.times.period_mentions import (
    Period,
    PeriodError,
    PeriodMention,
    Role,
    find_periods,
    format_period,
    parse_period,
    period_words,
)
from tests.effort import measure_effort
from tests.rows import load_rows

REPORT = parse_period("2021")


def codes(mentions: list[PeriodMention]) -> str:
    """The mentions as periods.tsv writes them."""
    told = [f"{format_period(m.period)} {m.role}{' relative' if m.relative else ''}" for m in mentions]
    return " | ".join(told)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Any period that has a code."""
    year, last = draw(st.integers(1900, 2100)), draw(st.integers(1900, 2100))
    if year < last:
        return Period((year, 1), (last, 12))
    first = draw(st.integers(1, 12))
    until = draw(st.integers(first, 12))
    return Period((year, first), (year, until), draw(st.booleans()) and (first, until) == (1, 12))


@pytest.mark.parametrize(("text", "in_report", "in_question"), load_rows("language/times/periods.tsv"))
def test_words_mean_the_periods_of_the_corpus(text: str, in_report: str, in_question: str) -> None:
    assert (codes(find_periods(text, REPORT)), codes(find_periods(text))) == (in_report, in_question)


@given(periods())
def test_a_code_goes_round(period: Period) -> None:
    assert parse_period(format_period(period)) == period


@given(periods())
def test_the_words_of_a_period_mean_it(period: Period) -> None:
    if not period.to_date and period.year - period.first[0] <= 60 and period.year < 2100:
        assert [mention.period for mention in find_periods(period_words(period))] == [period]


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2021", (2021, 1), (2021, 12)),
        ("2021-Q1", (2021, 1), (2021, 3)),
        ("2021-H2", (2021, 7), (2021, 12)),
        ("2021-08", (2021, 8), (2021, 8)),
        ("2021-M01..M09", (2021, 1), (2021, 9)),
        ("2021-M01..M06", (2021, 1), (2021, 6)),
        ("2011..2015", (2011, 1), (2015, 12)),
    ],
)
def test_a_code_names_whole_months(code: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    assert parse_period(code) == Period(first, last)


def test_a_year_to_date_is_not_the_whole_year() -> None:
    assert parse_period("2018-YTD") != parse_period("2018")
    assert format_period(parse_period("2018-YTD")) == "2018-YTD"


@pytest.mark.parametrize(
    "code",
    [
        "",
        "21",
        "2021-13",
        "2021-00",
        "2021-Q5",
        "2021-H3",
        "2021-8",
        "2021-M09..M01",
        "2015..2011",
        "1899",
        "2101",
        "2021-2025",
        "năm 2021",
        "2021-YTD2",
        "٢٠٢١",
    ],
)
def test_a_malformed_code_is_refused(code: str) -> None:
    with pytest.raises(PeriodError, match=r"[Tt]hời kỳ"):
        parse_period(code)


def test_months_of_several_years_have_no_code() -> None:
    with pytest.raises(PeriodError):
        format_period(Period((2020, 12), (2021, 11)))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("2021", "năm 2021"),
        ("2022-H1", "6 tháng đầu năm 2022"),
        ("2022-H2", "6 tháng cuối năm 2022"),
        ("2023-Q1", "quý I/2023"),
        ("2022-M01..M09", "9 tháng đầu năm 2022"),
        ("2021..2025", "giai đoạn 2021–2025"),
        ("2021-08", "tháng 8/2021"),
        ("2021-M03..M08", "từ tháng 3 đến tháng 8/2021"),
        ("2018-YTD", "từ đầu năm 2018"),
    ],
)
def test_a_period_is_called_as_readers_call_it(code: str, words: str) -> None:
    assert period_words(parse_period(code)) == words


def test_a_year_contains_its_quarter_and_not_the_other_way_round() -> None:
    year, quarter = parse_period("2021"), parse_period("2021-Q3")
    assert (year.contains(quarter), quarter.contains(year), year.is_year, quarter.is_year) == (True, False, True, False)


def test_the_previous_year_has_the_same_months() -> None:
    assert parse_period("2021-M01..M09").previous_year() == parse_period("2020-M01..M09")


def test_the_same_period_moves_the_whole_period_of_the_report() -> None:
    found = find_periods("bằng 103% cùng kỳ, bằng 98% cùng kỳ năm 2019", parse_period("2021-H1"))
    assert codes(found) == "2020-H1 base relative | 2019-H1 base"


def test_the_month_before_is_known_only_in_a_report_of_a_month() -> None:
    assert codes(find_periods("so với tháng trước", parse_period("2022-01"))) == "2021-12 base relative"
    assert find_periods("so với tháng trước", REPORT) == []


def test_a_horizon_is_later_than_its_report() -> None:
    text = "đến hết năm 2025"
    assert [m.role for m in find_periods(text, REPORT)] == [Role.BY]
    assert [m.role for m in find_periods(text, parse_period("2025"))] == [Role.AS_OF]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_mention_is_a_slice_of_the_text_given(form: Literal["NFC", "NFD"]) -> None:
    text = unicodedata.normalize(form, "Năm 2021 thu đạt 8 tỷ đồng, so với năm 2020 tăng; đến ngày 31/10/2022 thì đủ.")
    found = find_periods(text)
    assert codes(found) == "2021 when | 2020 base | 2022-M01..M10 as_of"
    assert [text[m.start : m.end] for m in found] == [m.surface for m in found]
    assert found[1].surface == unicodedata.normalize(form, "năm 2020")


def test_a_line_break_within_a_period_does_not_hide_it() -> None:
    assert codes(find_periods("tính đến hết\nngày 31 tháng 10\nnăm 2021 đạt")) == "2021-M01..M10 as_of"


@settings(max_examples=60)
@given(st.text(alphabet="năm tháng quý 0123456789/-.,TQkntđến\n'", max_size=60))
def test_junk_is_survived_and_what_is_found_has_a_code(text: str) -> None:
    for anchor in (None, REPORT):
        found = find_periods(text, anchor)
        assert all(parse_period(format_period(mention.period)) == mention.period for mention in found)
        assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "text", ["năm " * 4000, "1/" * 8000, "2021-" * 4000, "tháng 1" * 3000, "so với " * 3000, "9 " * 8000]
)
def test_hostile_repetition_is_read_in_no_time(text: str) -> None:
    assert measure_effort(lambda: find_periods(text, REPORT)) < 50  # 1 where it is linear, thousands where it is not

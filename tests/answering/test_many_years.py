"""Many years of one place: in order, the same months compared, the later report first."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.answering import Index, Outcome, ask
from knowledge.answering.answer.order import is_later
from knowledge.facts.record.fact import Fact
from knowledge.facts.record.report_record import parse_last_day
from knowledge.facts.store import load_store
from knowledge.language.times.period_mentions import parse_period
from tests.answering.reports import MANY, TRA, Line, Told, thu, write_reports


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return Index(load_store(write_reports(tmp_path_factory.mktemp("reports"), MANY)))


def told(index: Index, question: str) -> list[list[str | None]]:
    """The figures of each entry."""
    return [[f.figure for f in entry.facts] for entry in ask(question, index).answer.entries]


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("thu ngân sách huyện Sơn Bạch 2031 so với năm trước", ["412 tỷ đồng", "388 tỷ đồng"]),
        ("thu ngân sách huyện Sơn Bạch tăng bao nhiêu so với năm trước", ["412 tỷ đồng", "388 tỷ đồng"]),
        ("thu ngân sách huyện Sơn Bạch 2031 so với cùng kỳ", ["412 tỷ đồng", "388 tỷ đồng"]),
        ("thu ngân sách huyện Sơn Bạch tăng hay giảm", ["412 tỷ đồng", "388 tỷ đồng"]),
        ("thu ngân sách huyện Sơn Bạch tăng bao nhiêu so với năm 2029", ["412 tỷ đồng", "350 tỷ đồng"]),
        ("thu ngân sách huyện Sơn Bạch từ 2029 đến 2031 tăng bao nhiêu", ["412 tỷ đồng", "350 tỷ đồng"]),
        ("so sánh 2 năm 2030 và 2031 thu ngân sách thành phố Vân Khê", ["1.120 tỷ đồng", "1.010 tỷ đồng"]),
        ("thu ngân sách xã Lan Đình huyện Sơn Bạch 2031 so với năm trước", ["5,8 tỷ đồng", "5,35 tỷ đồng"]),
    ],
)
def test_a_change_compares_the_same_months_of_one_place(index: Index, question: str, figures: list[str]) -> None:
    assert told(index, question) == [figures]


@pytest.mark.parametrize(
    "question",
    [
        "thu ngân sách huyện Sơn Bạch 6 tháng đầu năm 2032 so với cùng kỳ",
        "thu ngân sách huyện Sơn Bạch 6 tháng đầu năm 2032 tăng bao nhiêu so với năm trước",
        "thu ngân sách xã Trà Lũng 2031 so với năm trước",
        "thu ngân sách xã Trà Lũng so với năm 2031",
    ],
)
def test_a_change_that_nothing_states_is_declined(index: Index, question: str) -> None:
    assert ask(question, index).outcome is Outcome.NOT_FOUND


def test_half_a_year_is_shown_beside_a_year_but_not_compared_with_it(index: Index) -> None:
    entries = ask("thu ngân sách huyện Sơn Bạch 6 tháng đầu năm 2032 so với năm 2031", index).answer.entries
    assert [([f.figure for f in entry.facts], entry.derived) for entry in entries] == [
        (["215 tỷ đồng"], ()),
        (["412 tỷ đồng"], ()),
    ]


def test_half_a_year_is_compared_with_half_of_the_year_before(tmp_path: Path) -> None:
    reports = [
        Told("a", TRA, "2030", (thu("6 tỷ đồng"), thu("2,5 tỷ đồng", "2030-H1"))),
        Told("b", TRA, "2031-H1", (thu("3 tỷ đồng"),)),
    ]
    index = Index(load_store(write_reports(tmp_path, reports)))
    assert told(index, "thu ngân sách 6 tháng đầu năm 2031 so với cùng kỳ") == [["3 tỷ đồng", "2,5 tỷ đồng"]]


@pytest.mark.parametrize(
    "question",
    [
        "thu ngân sách xã Lan Đình huyện Sơn Bạch qua các năm",
        "diễn biến thu ngân sách xã Lan Đình huyện Sơn Bạch",
        "thu ngân sách xã Lan Đình, huyện Sơn Bạch giai đoạn 2029-2031",
    ],
)
def test_a_series_is_in_order_with_targets_after_and_the_later_figure_first(index: Index, question: str) -> None:
    turn = ask(question, index)
    assert told(index, question) == [["4,9 tỷ đồng"], ["5,35 tỷ đồng", "5,2 tỷ đồng"], ["5,8 tỷ đồng"], ["5,6 tỷ đồng"]]
    assert "năm 2031 (mục tiêu): 5,6 tỷ đồng" in turn.reply.text
    assert turn.reply.text.count("Trước đó công bố: 5,2 tỷ đồng") == 1


def test_a_series_of_years_leaves_parts_of_years_out(index: Index) -> None:
    assert told(index, "thu ngân sách huyện Sơn Bạch qua các năm") == [
        ["350 tỷ đồng"],
        ["388 tỷ đồng"],
        ["412 tỷ đồng"],
        ["430 tỷ đồng"],
    ]


@pytest.mark.parametrize(
    ("question", "first", "operation"),
    [
        ("năm nào thu ngân sách huyện Sơn Bạch cao nhất", "412 tỷ đồng", "max"),
        ("thu ngân sách huyện Sơn Bạch thấp nhất là năm nào", "350 tỷ đồng", "min"),
        ("huyện Sơn Bạch năm nào dân số đông nhất", "99.750 người", "max"),
        ("thu ngân sách cao nhất của xã Lan Đình huyện Sơn Bạch", "5,8 tỷ đồng", "max"),
        ("thu ngân sách xã Lan Đình huyện Sơn Bạch thấp nhất giai đoạn 2030-2031", "5,35 tỷ đồng", "min"),
    ],
)
def test_the_highest_year_is_found_among_whole_years_done(
    index: Index, question: str, first: str, operation: str
) -> None:
    [entry] = ask(question, index).answer.entries
    assert (entry.facts[0].figure, str(entry.derived[0].operation)) == (first, operation)
    assert all(f.period and f.period.is_year and f.status == "actual" for f in entry.facts)


@pytest.mark.parametrize(
    "question", ["thu ngân sách huyện Sơn Bạch mới nhất", "thu ngân sách huyện Sơn Bạch gần đây nhất"]
)
def test_the_latest_is_no_maximum(index: Index, question: str) -> None:
    assert told(index, question) == [["215 tỷ đồng", "430 tỷ đồng"]]


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("tổng thu ngân sách huyện Sơn Bạch 2030 và 2031", "800"),
        ("tổng thu ngân sách huyện Sơn Bạch 3 năm 2029-2031", "1150"),
        ("tổng cộng thu ngân sách tỉnh Vân Khê hai năm 2030 và 2031", "18950"),
        ("tổng thu ngân sách xã Lan Đình, huyện Sơn Bạch của hai năm 2030, 2031", "11.15"),
    ],
)
def test_a_total_of_years_is_their_sum(index: Index, question: str, total: str) -> None:
    [entry] = ask(question, index).answer.entries
    assert [(str(d.operation), str(d.value)) for d in entry.derived] == [("sum", total)]


def test_rates_are_not_added_up(index: Index) -> None:
    question = "tổng tỷ lệ hộ nghèo thành phố Vân Khê năm 2030 và 2031"
    assert [entry.derived for entry in ask(question, index).answer.entries] == [(), ()]


def test_the_reading_says_what_was_computed_from(index: Index) -> None:
    answer = ask("thu ngân sách huyện Sơn Bạch 2031 so với năm trước", index).answer
    assert answer.reading == "thu ngân sách · huyện Sơn Bạch · năm 2031, năm 2030 · thực hiện"


REVISED = "thu ngân sách xã Lan Đình huyện Sơn Bạch 2030 có phải {} không?"


@pytest.mark.parametrize(
    ("number", "told_first", "words"),
    [
        ("5,35 tỷ", "5,35 tỷ đồng", "Trước đó công bố: 5,2 tỷ đồng"),
        ("5,2 tỷ", "5,2 tỷ đồng", "Sau đó công bố: 5,35 tỷ đồng"),
        ("5 tỷ", "5,35 tỷ đồng", "Trước đó công bố: 5,2 tỷ đồng"),
    ],
)
def test_a_claim_about_a_revised_figure_shows_both(index: Index, number: str, told_first: str, words: str) -> None:
    turn = ask(REVISED.format(number), index)
    assert turn.answer.facts[0].figure == told_first
    assert words in turn.reply.text


def test_a_claim_is_judged_by_its_own_place_and_another_place_is_named(index: Index) -> None:
    turn = ask("thu ngân sách tỉnh Vân Khê 2031 có phải 1.120 tỷ không?", index)
    assert [str(entry.verdict) for entry in turn.answer.entries] == ["mismatch"]
    assert "Thu ngân sách, thành phố Vân Khê, năm 2031 (thực hiện): 1.120 tỷ đồng" in turn.reply.text
    assert "công bố" not in turn.reply.text


def test_a_claim_of_no_place_is_borne_out_by_the_one_that_has_it(index: Index) -> None:
    turn = ask("thu ngân sách 2030 có phải 388 tỷ không?", index)
    assert "✅" in turn.reply.text
    assert "Thu ngân sách, huyện Sơn Bạch, năm 2030" in turn.reply.text


def _fact(published: str) -> Fact:
    issued = date.min
    if published:
        year, month = (
            parse_period(published).last if len(published) < len("2030-01-31") or ".." in published else (0, 0)
        )
        issued = parse_last_day(f"{year}-{month:02}" if year else published)
    return Fact(id="a/b", indicator="Thu", sentence="", report="a", title="", published=published, issued=issued)


@pytest.mark.parametrize(
    ("one", "other", "is_surely_later"),
    [
        ("2031-03-01", "2031-02-28", True),
        ("2031-02-28", "2031-03-01", False),
        ("2031-02-28", "2031-02-28", False),
        ("2031", "2031-H1", True),
        ("2031-M01..M09", "2031-H1", True),
        ("2031-Q1", "2031-H1", False),
        ("2031", "2031", False),
        ("2031-12-20", "2030", True),
        ("2030-12-20", "2030", False),  # the other may have come out before or after that day
        ("2030", "2030-12-20", False),
        ("2031-02-01", "2030", False),
        ("2031", "", False),
        ("", "2031", False),
        ("2031-12-20", "", False),
    ],
)
def test_of_two_reports_one_is_later_only_where_that_is_sure(one: str, other: str, is_surely_later: bool) -> None:
    assert is_later(_fact(one), _fact(other)) is is_surely_later


def test_reports_that_cannot_be_ordered_are_both_shown(tmp_path: Path) -> None:
    reports = [Told(name, TRA, "2031", (thu(figure),)) for name, figure in (("a", "6 tỷ đồng"), ("b", "7 tỷ đồng"))]
    text = ask("thu ngân sách 2031", Index(load_store(write_reports(tmp_path, reports)))).reply.text
    assert ("6 tỷ đồng" in text, "7 tỷ đồng" in text, "Báo cáo khác công bố: " in text) == (True, True, True)
    assert "Trước đó" not in text


def test_an_estimate_is_no_earlier_word_on_an_actual(tmp_path: Path) -> None:
    reports = [
        Told("a", TRA, "2031", (thu("6 tỷ đồng", "", "estimate"),), "2031-12-01"),
        Told("b", TRA, "2031", (thu("7 tỷ đồng"),), "2032-06-01"),
    ]
    text = ask("thu ngân sách qua các năm", Index(load_store(write_reports(tmp_path, reports)))).reply.text
    assert "Trước đó" not in text


@pytest.mark.parametrize("question", ["dan so nam 2031", "dân số năm 2031", "dan so nam 2031 la bao nhieu"])
def test_the_population_of_a_year_is_no_comparison_with_it(tmp_path: Path, question: str) -> None:
    lines = (Line("Tổng đàn gia súc", "trên 3.000 con"), Line("Số hộ nghèo", "40 hộ"))
    index = Index(load_store(write_reports(tmp_path, [Told("a", TRA, "2031", lines)])))
    assert ask(question, index).answer.entries == ()

"""A row of a table states its figures in the name, place, time, status and unit that the table gives them."""

import pytest

from knowledge.documents.plain.plain_text import parse_text
from knowledge.extraction.report.extract import extract
from knowledge.facts.record.report_record import FactRecord

TITLE = "# Báo cáo kinh tế - xã hội xã Mẫu năm 2023\n\n"
OUTLOOK = "Năm 2024, xã phấn đấu thu ngân sách đạt 470 tỷ đồng.\n\n"


def table(*rows: str) -> str:
    head, *rest = [f"| {row} |" for row in rows]
    return "\n".join([head, "|---" * head.count(" | ") + "|---|", *rest]) + "\n"


def facts(text: str) -> list[FactRecord]:
    found = extract(parse_text(TITLE + text, is_markdown=True)).record.facts
    return [fact for fact in found if ": " in fact.sentence]


def levels(text: str) -> list[tuple[str, str | None, str | None, str]]:
    return [(fact.indicator, fact.figure, fact.period, str(fact.status)) for fact in facts(text)]


def compared(text: str) -> list[tuple[str | None, str, str]]:
    """The figure, and what its comparisons say."""
    return [(fact.figure, str(one.relation), one.figure) for fact in facts(text) for one in fact.compared]


@pytest.mark.parametrize("before", ["", OUTLOOK, "## Kế hoạch năm 2024\n\n"])
@pytest.mark.parametrize(
    ("head", "period", "status"),
    [
        ("Thực hiện 2022", "2022", "actual"),
        ("TH 2023", "2023", "actual"),
        ("Thực hiện năm 2023", "2023", "actual"),
        ("Kết quả năm 2023", "2023", "actual"),
        ("Năm 2022", "2022", "actual"),
        ("2023", "2023", "actual"),
        ("Ước TH 2023", "2023", "estimate"),
        ("Kế hoạch 2023", "2023", "plan"),
        ("KH 2024", "2024", "plan"),
        ("Mục tiêu 2024", "2024", "target"),
    ],
)
def test_a_column_says_its_time_and_status_whatever_stands_before(
    before: str, head: str, period: str, status: str
) -> None:
    text = before + table(f"Chỉ tiêu | {head}", "Sản lượng chè (tấn) | 5.210")
    assert levels(text) == [("Sản lượng chè (tấn)", "5.210", period, status)]


def test_what_was_done_in_no_named_year_was_done_in_the_reports_own() -> None:
    text = OUTLOOK + table("Chỉ tiêu | Thực hiện | Kế hoạch 2024", "Sản lượng chè (tấn) | 5.210 | 5.300")
    assert [level[1:] for level in levels(text)] == [("5.210", "2023", "actual"), ("5.300", "2024", "plan")]


HEAD = "Chỉ tiêu | TH 2022 | KH 2023 | TH 2023 | {} | KH 2024"


@pytest.mark.parametrize("before", ["", OUTLOOK])
@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("So với KH (%)", ("433", "pct_of_plan", "105")),
        ("% KH", ("433", "pct_of_plan", "105")),
        ("Tỷ lệ hoàn thành KH (%)", ("433", "pct_of_plan", "105")),
        ("TH 2023/KH 2023 (%)", ("433", "pct_of_plan", "105")),
        ("TH/KH (%)", ("433", "pct_of_plan", "105")),
        ("So với cùng kỳ (%)", ("433", "pct_of_previous", "105")),
        ("So với năm 2022 (%)", ("433", "pct_of_previous", "105")),
        ("So sánh TH 2023 với TH 2022 (%)", ("433", "pct_of_previous", "105")),
        ("So sánh (%) TH 2023/TH 2022", ("433", "pct_of_previous", "105")),
        ("Tăng, giảm so với 2022 (%)", ("433", "pct_change", "105")),
        ("Tăng trưởng (%)", ("433", "pct_change", "105")),
        ("KH 2024/TH 2023 (%)", ("450", "pct_of_previous", "105")),
    ],
)
def test_a_comparison_hangs_on_what_it_compares(before: str, head: str, expected: tuple[str, str, str]) -> None:
    text = before + table(HEAD.format(head), "Thu ngân sách (tỷ đồng) | 400 | 412 | 433 | 105 | 450")
    assert compared(text) == [expected]
    assert [fact.figure for fact in facts(text)] == ["400", "412", "433", "450"]


@pytest.mark.parametrize("head", ["So sánh (%)", "Tỷ lệ (%)", "Cơ cấu (%)", "KH 2025/TH 2023 (%)", "So với NQ (%)"])
def test_a_share_of_what_is_not_told_is_no_figure_of_the_row(head: str) -> None:
    text = table(HEAD.format(head), "Thu ngân sách (tỷ đồng) | 400 | 412 | 433 | 105 | 450")
    assert [fact.figure for fact in facts(text)] == ["400", "412", "433", "450"]
    assert compared(text) == []


def test_a_fall_is_told_by_its_direction() -> None:
    (fact,) = facts(table("Chỉ tiêu | Năm 2023 | Tăng, giảm (%)", "Đàn trâu (con) | 880 | -2,2"))
    assert [(one.figure, one.direction) for one in fact.compared] == [("2,2", "down")]


@pytest.mark.parametrize(
    "above",
    [
        "Đơn vị tính: triệu đồng\n\n",
        "(ĐVT: triệu đồng)\n\n",
        "Bảng 1: Thu, chi ngân sách\n\nĐơn vị: Triệu đồng.\n\n",
        "Đơn vị: triệu đồng\n\nBảng 1: Thu, chi ngân sách\n\n",
        "Bảng 1: Thu, chi ngân sách (đơn vị tính: triệu đồng)\n\n",
    ],
)
def test_the_unit_above_a_table_is_that_of_its_cells(above: str) -> None:
    text = above + table("Chỉ tiêu | Năm 2023", "Tổng thu ngân sách | 120.500", "Số dự án | 5", "Tỷ lệ chi (%) | 3")
    (money, count, share) = facts(text)
    assert money.indicator.lower() == "tổng thu ngân sách (triệu đồng)"
    assert (count.indicator, share.indicator) == ("Số dự án", "Tỷ lệ chi (%)")
    assert money.doubts == count.doubts == share.doubts == ()


def test_the_unit_above_one_table_is_not_that_of_the_next() -> None:
    rows = table("Chỉ tiêu | Năm 2023", "Tổng thu ngân sách | 120.500")
    text = f"Đơn vị: triệu đồng\n\n{rows}\nNhư trên.\n\n{rows.replace('Tổng thu', 'Tổng chi')}"
    assert [fact.doubts for fact in facts(text)] == [(), ("không rõ đơn vị",)]


@pytest.mark.parametrize(
    ("head", "value", "place"),
    [
        ("Xã, phường", "Tân Lập", "Tân Lập"),
        ("Xã", "Tân Lập", "xã Tân Lập"),
        ("Huyện", "Na Rì", "huyện Na Rì"),
        ("Địa phương", "1. Bình Yên", "Bình Yên"),
        ("Đơn vị", "Xã Bình Yên", "Xã Bình Yên"),
        ("Đơn vị", "Bình Yên", "Bình Yên"),
        ("Xã", "Tổng cộng", None),
        ("Xã", "Toàn huyện", None),
    ],
)
def test_a_table_of_places_gives_the_columns_their_names(head: str, value: str, place: str | None) -> None:
    found = facts(table(f"STT | {head} | Sản lượng lúa năm 2022 (tấn) | Diện tích (ha)", f"1 | {value} | 4.230 | 720"))
    assert [(fact.indicator, fact.figure, fact.period, fact.place) for fact in found] == [
        ("Sản lượng lúa (tấn)", "4.230", "2022", place),
        ("Diện tích (ha)", "720", "2023", place),
    ]


@pytest.mark.parametrize(
    ("head", "values", "periods"),
    [
        ("Năm", ["2021", "Năm 2022"], ["2021", "2022"]),
        ("Tháng", ["5", "Tháng 6"], ["2023-05", "2023-06"]),
        ("Thời gian", ["Quý I/2023", "6 tháng đầu năm 2023"], ["2023-Q1", "2023-H1"]),
    ],
)
def test_a_table_of_times_gives_the_columns_their_names(head: str, values: list[str], periods: list[str]) -> None:
    text = table(f"{head} | Thu ngân sách (tỷ đồng) | Số hộ", *(f"{value} | 12,5 | 40" for value in values))
    names = ["Thu ngân sách (tỷ đồng)", "Số hộ"]
    assert [(fact.indicator, fact.period) for fact in facts(text)] == [(n, p) for p in periods for n in names]


def test_a_column_that_names_a_measure_is_read_with_the_row() -> None:
    text = table("Cây trồng | Diện tích (ha) | Sản lượng (tấn)", "Lúa | 720 | 4.230")
    assert [level[:2] for level in levels(text)] == [("Diện tích lúa (ha)", "720"), ("Sản lượng lúa (tấn)", "4.230")]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("720 ha; sản lượng: 4.230 tấn", [("720 ha", "Diện tích lúa"), ("4.230 tấn", "Sản lượng lúa")]),
        ("9.120 ha; 8,2", [("9.120 ha", "Diện tích lúa")]),
    ],
)
def test_a_cell_with_marks_in_it_is_one_cell(cell: str, expected: list[tuple[str, str]]) -> None:
    text = table("Nội dung | Ghi chú: năm | Kết quả", f"Diện tích lúa | a; b: c | {cell}")
    assert [(fact.figure, fact.indicator) for fact in facts(text)][: len(expected)] == expected


def test_a_cell_of_words_names_what_it_measures() -> None:
    text = table("Tiêu chí | Nội dung", "Diện tích | Diện tích lúa 720 ha; sản lượng: 4.230 tấn")
    assert [level[:2] for level in levels(text)] == [("Diện tích lúa", "720 ha"), ("Sản lượng lúa", "4.230 tấn")]

"""One sentence each: which facts it states, under which name, in which relation, period and status."""

import pytest

from knowledge.extraction.extract import extract
from knowledge.extraction.plain_text import parse_text
from knowledge.facts.fact import FactRecord

TITLE = "Kết quả kinh tế - xã hội năm 2021 của huyện Na Rì\n\n"


def read(text: str) -> list[FactRecord]:
    """The facts of a text in a report on 2021."""
    return list(extract(parse_text(TITLE + text)).record.facts)


def named(text: str) -> list[tuple[str, str | None]]:
    return [(fact.indicator, fact.figure) for fact in read(text)]


NAMES = [
    ("Thu ngân sách đạt 158,3 tỷ đồng.", [("Thu ngân sách", "158,3 tỷ đồng")]),
    ("Toàn huyện có 21.450 ha đất trồng rừng.", [("Diện tích đất trồng rừng", "21.450 ha")]),
    ("Huyện đã thành lập mới 9 HTX.", [("Số HTX thành lập mới", "9 HTX")]),
    ("Kết nạp 65 quần chúng ưu tú vào Đảng.", [("Số quần chúng ưu tú kết nạp vào Đảng", "65 quần chúng ưu tú")]),
    ("Giải quyết việc làm cho 1.250 lao động.", [("Số lao động giải quyết việc làm", "1.250 lao động")]),
    ("Trồng mới 512 ha rừng phòng hộ.", [("Diện tích rừng phòng hộ trồng mới", "512 ha")]),
    ("Tổng số doanh nghiệp trên địa bàn huyện có 186 doanh nghiệp.", [("Tổng số doanh nghiệp", "186 doanh nghiệp")]),
    ("Sản lượng thịt trâu, bò, lợn đạt 500 tấn.", [("Sản lượng thịt trâu, bò, lợn", "500 tấn")]),
    ("Công tác tuyên truyền được chú trọng, tổ chức 5 lớp tập huấn.", [("Số lớp tập huấn tổ chức", "5 lớp tập huấn")]),
    ("98% người dân tham gia bảo hiểm y tế.", [("Tỷ lệ người dân tham gia bảo hiểm y tế", "98%")]),
    ("Bình quân mỗi xã đạt 16,2 tiêu chí.", [("Số tiêu chí bình quân mỗi xã", "16,2 tiêu chí")]),
    ("Tổng diện tích: 275 ha.", [("Tổng diện tích", "275 ha")]),
    (
        "Tổng sản phẩm trong huyện (GRDP) theo giá hiện hành đạt 900 tỷ đồng.",
        [("Tổng sản phẩm trong huyện theo giá hiện hành", "900 tỷ đồng")],
    ),
    ("Mức tăng là 5,5%.", [("Mức tăng", "5,5%")]),
    ("Kinh tế tăng trưởng đạt 7%.", [("Kinh tế tăng trưởng", "7%")]),
    ("Đàn trâu 8.120 con, đàn bò 5.430 con.", [("Đàn trâu", "8.120 con"), ("Đàn bò", "5.430 con")]),
    (
        "1. Thu ngân sách đạt 5 tỷ đồng; chi 4 tỷ đồng.",
        [("Thu ngân sách", "5 tỷ đồng"), ("Chi ngân sách", "4 tỷ đồng")],
    ),
    ("Chăn nuôi: dê có 1.200 con.", [("Đàn dê", "1.200 con")]),
    ("Toàn huyện có 38.500 người.", [("Dân số", "38.500 người")]),
    ("Vốn sự nghiệp đã giải ngân 12 tỷ đồng.", [("Giải ngân vốn sự nghiệp", "12 tỷ đồng")]),
    ("Ngân sách xã ước thu 7 tỷ đồng.", [("Thu ngân sách xã", "7 tỷ đồng")]),
    ("Thủy điện mang về 90 tỷ đồng doanh thu.", [("Doanh thu thủy điện", "90 tỷ đồng")]),
    ("Doanh thu vận tải, tháng 3 ước đạt 8 tỷ đồng.", [("Doanh thu vận tải", "8 tỷ đồng")]),
    ("Sắn: 180 tạ/ha.", [("Năng suất sắn", "180 tạ/ha")]),
    ("Trang trại: hiện có 24 cơ sở.", [("Số cơ sở trang trại", "24 cơ sở")]),
    ("Hỗ trợ các hộ nghèo, cận nghèo: 350 triệu đồng.", [("Hỗ trợ các hộ nghèo, cận nghèo", "350 triệu đồng")]),
    ("Doanh thu trên 1 ha đất trồng chè đạt 95 triệu đồng.", [("Doanh thu trên 1 ha đất trồng chè", "95 triệu đồng")]),
]

PARTS = [
    (
        "Giá trị sản xuất đạt 900 tỷ đồng, trong đó: nông nghiệp 400 tỷ đồng; thương mại – dịch vụ 500 tỷ đồng.",
        ["Giá trị sản xuất", "Giá trị sản xuất nông nghiệp", "Giá trị sản xuất thương mại – dịch vụ"],
    ),
    (
        "Giá trị sản xuất nông nghiệp 400 tỷ đồng; thương mại – dịch vụ 500 tỷ đồng.",
        ["Giá trị sản xuất nông nghiệp", "Giá trị sản xuất thương mại – dịch vụ"],
    ),
    ("Tổng đàn gia súc 41.200 con, gia cầm 512.000 con.", ["Tổng đàn gia súc", "Tổng đàn gia cầm"]),
    (
        "Toàn huyện có 52 trường, trong đó: THPT 4 trường; mầm non 18 trường.",
        ["Số trường", "Số trường THPT", "Số trường mầm non"],
    ),
    (
        "Diện tích nuôi cá 262 ha (cá lồng 240 ha, cá ao 22 ha), diện tích lúa 610 ha.",
        ["Diện tích nuôi cá", "Diện tích nuôi cá lồng", "Diện tích nuôi cá ao", "Diện tích lúa"],
    ),
    ("Huyện có 27 HTX với 1.315 thành viên.", ["Số HTX", "Số thành viên HTX"]),
    (
        "Thu hút 20 dự án FDI, với tổng vốn đăng ký 728 triệu USD.",
        ["Số dự án FDI thu hút", "Tổng vốn đăng ký dự án FDI"],
    ),
    (
        "Diện tích lúa 3.210 ha, năng suất 52,3 tạ/ha, sản lượng 16.788 tấn.",
        ["Diện tích lúa", "Năng suất lúa", "Sản lượng lúa"],
    ),
    (
        "Có 29/31 trường công lập đạt chuẩn, đạt tỷ lệ 93,5%.",
        ["Số trường công lập đạt chuẩn", "Tỷ lệ trường công lập đạt chuẩn"],
    ),
    (
        "Cơ cấu kinh tế: nông nghiệp chiếm 31,5%, công nghiệp chiếm 28,5% và dịch vụ chiếm 40% trong GRDP.",
        ["Tỷ trọng nông nghiệp trong GRDP", "Tỷ trọng công nghiệp trong GRDP", "Tỷ trọng dịch vụ trong GRDP"],
    ),
    (
        "Cơ cấu kinh tế: nông nghiệp 31,5%, công nghiệp 28,5%, dịch vụ 40%.",
        ["Tỷ trọng nông nghiệp", "Tỷ trọng công nghiệp", "Tỷ trọng dịch vụ"],
    ),
    ("Có 420 hộ nghèo, chiếm 8,4% tổng số hộ.", ["Số hộ nghèo", "Tỷ lệ hộ nghèo"]),
    ("Các dân tộc: Tày (54%), Nùng (30%).", ["Dân tộc Tày", "Dân tộc Nùng"]),
    (
        "Toàn xã có 14 đơn vị hành chính cấp thôn.",
        ["Số đơn vị hành chính cấp thôn"],
    ),
]

COMPARISONS = [
    ("Thu ngân sách đạt 158 tỷ đồng, bằng 102% kế hoạch.", [("pct_of_plan", "102%", None)]),
    ("Thu ngân sách đạt 158 tỷ đồng, vượt 2% kế hoạch.", [("pct_over_plan", "2%", None)]),
    ("Thu ngân sách đạt 158 tỷ đồng, tăng 2%.", [("pct_change", "2%", "up")]),
    ("Thu ngân sách đạt 158 tỷ đồng, giảm 3,1% so với cùng kỳ.", [("pct_change", "3,1%", "down")]),
    ("Thu ngân sách đạt 158 tỷ đồng, bằng 106,7% so với cùng kỳ.", [("pct_of_previous", "106,7%", None)]),
    ("Thu ngân sách đạt 158 tỷ đồng, tăng 46,2 tỷ đồng.", [("abs_change", "46,2 tỷ đồng", "up")]),
    ("Thu ngân sách đạt 158 tỷ đồng, gấp 3 lần năm 2015.", [("ratio", "3 lần", "up")]),
    (
        "Sản lượng lúa 281 tấn (đạt 100% kế hoạch và 104,1% cùng kỳ).",
        [("pct_of_plan", "100%", None), ("pct_of_previous", "104,1%", None)],
    ),
    ("Diện tích lúa 34 ha (tăng 1,4 ha so với năm 2020).", [("abs_change", "1,4 ha", "up")]),
    ("Thu ngân sách đạt 158 tỷ đồng, vượt dự toán 12,4%.", [("pct_over_plan", "12,4%", None)]),
    ("Thu ngân sách đạt 158 tỷ đồng, so với dự toán đạt 96%.", [("pct_of_plan", "96%", None)]),
    ("Thu ngân sách đạt 158 tỷ đồng, so với cùng kỳ tăng 5%.", [("pct_change", "5%", "up")]),
    ("Thu ngân sách đạt 158 tỷ đồng, bằng so với cùng kỳ 105%.", [("pct_of_previous", "105%", None)]),
    ("Thu ngân sách đạt 158 tỷ đồng, tương đương 97% kế hoạch.", [("pct_of_plan", "97%", None)]),
    ("Thu ngân sách đạt 158 tỷ đồng (+3,5%).", [("pct_change", "3,5%", "up")]),
    ("Sản lượng chè đạt 900 tấn, nhiều hơn năm trước 40 tấn.", [("abs_change", "40 tấn", "up")]),
    ("Đàn ong đạt 300 đàn, thêm 12 đàn so với cùng kỳ.", [("abs_change", "12 đàn", "up")]),
]


@pytest.mark.parametrize(("text", "facts"), NAMES)
def test_a_figure_gets_the_full_name_of_its_indicator(text: str, facts: list[tuple[str, str]]) -> None:
    assert named(text) == facts


@pytest.mark.parametrize(("text", "names"), PARTS)
def test_a_part_inherits_what_the_figure_before_it_names(text: str, names: list[str]) -> None:
    assert [name for name, _ in named(text)] == names


@pytest.mark.parametrize(("text", "compared"), COMPARISONS)
def test_a_comparison_hangs_on_its_fact(text: str, compared: list[tuple[str, str, str | None]]) -> None:
    (fact,) = read(text)
    assert [(str(c.relation), c.figure, c.direction) for c in fact.compared] == compared


def test_a_comparison_without_a_level_hangs_on_a_statement() -> None:
    (fact,) = read("Lệ phí trước bạ ước vượt 9,5% dự toán.")
    assert (fact.indicator, fact.figure, fact.status) == ("Lệ phí trước bạ", None, "estimate")
    assert [str(c.relation) for c in fact.compared] == ["pct_over_plan"]


def test_two_plan_authorities_are_told_apart() -> None:
    (fact,) = read("Thu ngân sách 158 tỷ đồng, đạt 108% dự toán Trung ương giao và 97,2% dự toán tỉnh giao.")
    assert [c.against for c in fact.compared] == ["dự toán Trung ương giao", "dự toán tỉnh giao"]


def test_achieved_of_planned_money_is_told_as_a_plan() -> None:
    (fact,) = read("Quỹ khuyến học huy động được 1.250,5/1.100 triệu đồng.")
    assert (fact.figure, fact.total_is) == ("1.250,5/1.100 triệu đồng", "plan")


BRACKETS = [
    ("Tốc độ tăng trưởng đạt 6,4% (chỉ tiêu 7,2%).", ("Tốc độ tăng trưởng", "7,2%", "2021", "plan")),
    ("Sản lượng điện đạt 450 tấn (kế hoạch 430 tấn).", ("Sản lượng điện", "430 tấn", "2021", "plan")),
    (
        "Chi thường xuyên 260 tỷ đồng, tăng 4% so cùng kỳ (250 tỷ đồng).",
        ("Chi thường xuyên", "250 tỷ đồng", "2020", "actual"),
    ),
    (
        "Chi thường xuyên 260 tỷ đồng, bằng 104% kế hoạch (250 tỷ đồng).",
        ("Chi thường xuyên", "250 tỷ đồng", "2021", "plan"),
    ),
    (
        "Thu nhập bình quân đạt 41,5 triệu đồng/KH 42 triệu đồng, tăng 3 triệu đồng.",
        ("Thu nhập bình quân", "42 triệu đồng", "2021", "plan"),
    ),
    (
        "Chi thường xuyên 260 tỷ đồng, cao hơn mức 240 tỷ đồng của năm 2019.",
        ("Chi thường xuyên", "240 tỷ đồng", "2019", "actual"),
    ),
    (
        "Kim ngạch nhập khẩu đạt 240 tỷ đồng (10,4 triệu USD).",
        ("Kim ngạch nhập khẩu", "10,4 triệu USD", "2021", "actual"),
    ),
]


@pytest.mark.parametrize(("text", "second"), BRACKETS)
def test_a_bracket_holds_a_plan_a_level_of_last_year_or_an_equivalent(text: str, second: tuple[str, ...]) -> None:
    fact = read(text)[1]
    assert (fact.indicator, fact.figure, fact.period, str(fact.status)) == second


def test_from_one_level_to_another_is_two_facts_of_two_years() -> None:
    facts = read("Tỷ lệ hộ nghèo giảm từ 12,5% năm 2018 xuống còn 9,8%.")
    assert [(f.indicator, f.figure, f.period) for f in facts] == [
        ("Tỷ lệ hộ nghèo", "12,5%", "2018"),
        ("Tỷ lệ hộ nghèo", "9,8%", "2021"),
    ]


STATUSES = [
    ("Thu ngân sách ước đạt 158 tỷ đồng.", ["estimate"]),
    ("Thu ngân sách dự kiến đạt 158 tỷ đồng.", ["estimate"]),
    ("HĐND huyện quyết nghị tổng chi ngân sách 412 tỷ đồng.", ["plan"]),
    ("Kế hoạch vốn xây dựng cơ bản là 66 tỷ đồng.", ["plan"]),
    ("Huyện phấn đấu thu ngân sách đạt 188 tỷ đồng.", ["target"]),
    ("Thu ngân sách ước đạt 158 tỷ đồng; chi ngân sách đạt 150 tỷ đồng.", ["estimate", "actual"]),
    ("Thu ngân sách ước đạt 158 tỷ đồng, trong đó thu nội địa 100 tỷ đồng.", ["estimate", "estimate"]),
    ("Có 7/12 khoản thu ước đạt dự toán.", ["estimate"]),
    ("Vốn chương trình mục tiêu quốc gia đạt 20 tỷ đồng.", ["actual"]),
    ("Huyện đề ra nhiệm vụ mới, trong 9 tháng thu ngân sách đạt 70 tỷ đồng.", ["actual"]),
    ("Trong đó: thu nội địa ước thu 50 tỷ đồng; thu phí đạt 4 tỷ đồng.", ["estimate", "actual"]),
    ("Theo số liệu sơ bộ, dân số đạt 38.500 người.", ["estimate"]),
]


PLANNED_CHANGES = ["Năng suất lao động tăng 7%/KH tăng 6%.", "Năng suất lao động tăng 7% (kế hoạch: 6%)."]


@pytest.mark.parametrize("text", PLANNED_CHANGES)
def test_a_change_that_was_planned_is_no_change_of_what_was_done(text: str) -> None:
    told = [(f.indicator, str(f.status), [c.figure for c in f.compared]) for f in read(text)]
    assert told == [("Năng suất lao động", "actual", ["7%"]), ("Năng suất lao động", "plan", ["6%"])]


def test_what_a_figure_without_a_base_compares_with_is_told_by_its_verb() -> None:
    text = "Nhập khẩu đạt 12 tỷ đồng, đạt 90% kế hoạch và bằng 80% so cùng kỳ; xuất khẩu đạt 4 tỷ đồng, bằng 58%."
    assert [[str(c.relation) for c in fact.compared] for fact in read(text)] == [
        ["pct_of_plan", "pct_of_previous"],
        ["pct_of_previous"],
    ]


def test_what_has_changed_is_found_by_what_is_said_about_it() -> None:
    text = "Có 16 doanh nghiệp thành lập với tổng vốn đăng ký 9 tỷ đồng, giảm 27% về số doanh nghiệp và giảm 5% về vốn."
    assert [[c.figure for c in fact.compared] for fact in read(text)] == [["27%"], ["5%"]]


def test_levels_of_several_years_take_the_year_behind_each() -> None:
    facts = read("Dân số đạt 36.100 người năm 2018, 37.200 người năm 2019 và 38.500 người năm 2020.")
    assert [(f.figure, f.period) for f in facts] == [
        ("36.100 người", "2018"),
        ("37.200 người", "2019"),
        ("38.500 người", "2020"),
    ]


def test_shares_and_their_plans_in_brackets_stay_together() -> None:
    facts = read("GRDP tăng 8%; cơ cấu kinh tế gồm nông nghiệp 30% (kế hoạch: 29%), dịch vụ 70% (kế hoạch: 71%).")
    assert [(f.indicator, f.figure, str(f.status)) for f in facts[1:]] == [
        ("Tỷ trọng nông nghiệp", "30%", "actual"),
        ("Tỷ trọng nông nghiệp", "29%", "plan"),
        ("Tỷ trọng dịch vụ", "70%", "actual"),
        ("Tỷ trọng dịch vụ", "71%", "plan"),
    ]


@pytest.mark.parametrize(("text", "statuses"), STATUSES)
def test_status_goes_as_far_as_its_words(text: str, statuses: list[str]) -> None:
    assert [str(fact.status) for fact in read(text)] == statuses


def test_a_name_that_no_word_for_an_indicator_begins_is_doubted() -> None:
    doubts = [fact.doubts for fact in read("Quỹ khuyến học đạt 3 tỷ đồng. Thu ngân sách đạt 5 tỷ đồng.")]
    assert doubts == [("tên lấy nguyên từ câu, không có từ mở đầu một chỉ tiêu",), ()]


def test_figures_of_several_places_name_their_places() -> None:
    facts = read("Toàn tỉnh có 900 ha quế, chủ yếu ở các huyện: Na Rì 160 ha, Ba Bể 90 ha.")
    assert [(f.indicator, f.figure, f.place) for f in facts] == [
        ("Diện tích quế", "900 ha", None),
        ("Diện tích quế", "160 ha", "Na Rì"),
        ("Diện tích quế", "90 ha", "Ba Bể"),
    ]


HORIZONS = [
    ("Tỷ lệ đô thị hóa đến năm 2025 đạt 30%, đến năm 2030 đạt 40%.", [("30%", "2025"), ("40%", "2030")]),
    ("GRDP giai đoạn 2026-2030 tăng 8%/năm.", [(None, "2026..2030")]),
]


@pytest.mark.parametrize(("text", "told"), HORIZONS)
def test_a_time_right_before_the_verb_is_the_figures_own_and_to_come(
    text: str, told: list[tuple[str | None, str]]
) -> None:
    assert [(f.figure, f.period) for f in read(text)] == told
    assert {str(f.status) for f in read(text)} == {"target"}


NOT_FACTS = [
    "Ngày 15/12/2021, HĐND huyện họp kỳ thứ 12.",
    "Thực hiện Nghị quyết số 05-NQ/HU ngày 3/2/2021 của Huyện ủy.",
    "Huyện xếp thứ 3/8 huyện, thành phố.",
    "Điện thoại 0203.385.1234.",
    "Mô hình chính quyền địa phương 02 cấp vận hành ổn định.",
    "Sau hơn 04 tháng hoạt động, trung tâm đã ổn định.",
    "Đây là lần thứ 3 huyện vượt mốc 100 tỷ đồng.",
    "Dịch Covid-19 diễn biến phức tạp trên quốc lộ 3.",
    "Giống ngô NK 67 được trồng đại trà.",
    "Chương trình giai đoạn 2021-2025, định hướng đến năm 2030.",
    "Tại cuộc họp tháng 8 đồng thời triển khai nhiệm vụ mới.",
    "Na Rì là một trong 7 huyện của tỉnh.",
]


@pytest.mark.parametrize("text", NOT_FACTS)
def test_a_number_that_is_no_figure_is_ignored_with_a_reason(text: str) -> None:
    record = extract(parse_text(TITLE + text)).record
    assert record.facts == ()
    assert all(item.reason for item in record.ignored)

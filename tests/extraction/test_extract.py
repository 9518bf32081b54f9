"""A whole document: period and status from title, headings and earlier sentences; the seed; any text at all."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.terminal.extracting import run
from knowledge.documents.formats import read_document
from knowledge.documents.plain.plain_text import parse_text
from knowledge.extraction.report.draft_folder import prove_extraction
from knowledge.extraction.report.extract import Extraction, extract
from knowledge.facts.folder.proof import prove
from knowledge.facts.folder.report_folder import ReportFolder, load_report_folder
from knowledge.facts.record.report_record import FactRecord
from tests.effort import measure_effort

SEED = Path("knowledge/reports/bac-kan-2021")

REPORT = """BÁO CÁO
Tình hình kinh tế - xã hội 9 tháng đầu năm 2023 của huyện Chợ Đồn

I. KẾT QUẢ 9 THÁNG ĐẦU NĂM 2023

1. Về kinh tế

Thu ngân sách đạt 85,6 tỷ đồng. Trong tháng 9, thu ngân sách đạt 9 tỷ đồng.

Sản lượng lúa ước cả năm đạt 16.800 tấn.

Tính đến ngày 30/9/2023, dư nợ cho vay đạt 756 tỷ đồng.

II. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2024

Thu ngân sách đạt 120 tỷ đồng.

- Thành lập mới 5 HTX.
"""

ENCYCLOPAEDIA = """Chợ Đồn (huyện)
== Kinh tế ==
Ngày 5/3/1998, dự án được phê duyệt. Diện tích quy hoạch 275 ha. Năm 2019, thu ngân sách đạt 120 tỷ đồng.

Toàn huyện có 45 HTX.

== Giáo dục ==
Toàn huyện có 52 trường học.
"""

NEWS = """Chợ Đồn vượt khó

Năm 2020, huyện gặp nhiều khó khăn. Theo báo cáo, thu ngân sách đạt 120 tỷ đồng.

Năm 2021, huyện đề ra các chỉ tiêu chủ yếu như: Thu ngân sách đạt 130 tỷ đồng; thành lập mới 2 HTX. Số hộ kinh doanh \
3.700 hộ.

Trong năm qua, huyện cấp mới 300 giấy phép kinh doanh.
"""


def slots(text: str) -> list[tuple[str | None, str | None, str]]:
    return [(fact.figure, fact.period, str(fact.status)) for fact in extract(parse_text(text)).record.facts]


def test_headings_sentences_and_the_outlook_set_period_and_status() -> None:
    assert slots(REPORT) == [
        ("85,6 tỷ đồng", "2023-M01..M09", "actual"),
        ("9 tỷ đồng", "2023-09", "actual"),
        ("16.800 tấn", "2023", "estimate"),
        ("756 tỷ đồng", "2023-M01..M09", "actual"),
        ("120 tỷ đồng", "2024", "target"),
        ("5 HTX", "2024", "target"),
    ]


def test_a_stock_keeps_its_day() -> None:
    assert [fact.as_of for fact in extract(parse_text(REPORT)).record.facts if fact.as_of] == ["2023-09-30"]


def test_an_encyclopaedia_hands_no_year_from_section_to_section_nor_from_an_event() -> None:
    assert slots(ENCYCLOPAEDIA) == [
        ("275 ha", None, "actual"),
        ("120 tỷ đồng", "2019", "actual"),
        ("45 HTX", "2019", "actual"),
        ("52 trường học", None, "actual"),
    ]


def test_targets_end_with_their_paragraph_and_the_year_comes_back() -> None:
    assert slots(NEWS) == [
        ("120 tỷ đồng", "2020", "actual"),
        ("130 tỷ đồng", "2021", "target"),
        ("2 HTX", "2021", "target"),
        ("3.700 hộ", "2021", "target"),
        ("300 giấy phép kinh doanh", "2020", "actual"),
    ]


def test_of_two_years_in_a_sentence_without_figures_none_goes_on() -> None:
    text = "Thành phố Lạng Sơn năm 2020\n\nHội nghị tổng kết năm 2020, triển khai nhiệm vụ năm 2021. Thu đạt 5 tỷ đồng."
    assert slots(text) == [("5 tỷ đồng", "2020", "actual")]


def test_a_plain_line_that_names_what_follows_opens_a_part() -> None:
    parts = (
        "Xã Mẫu Sơn năm 2030",
        "Thu đạt 5 tỷ đồng.",
        "Phương hướng",
        "Thu 6 tỷ đồng.",
        "Kết quả năm 2029",
        "Chi 4 tỷ đồng.",
    )
    text = "\n\n".join(parts)
    assert slots(text) == [
        ("5 tỷ đồng", "2030", "actual"),
        ("6 tỷ đồng", "2031", "target"),
        ("4 tỷ đồng", "2029", "actual"),
    ]


def test_the_title_of_a_resolution_stands_below_its_letterhead_and_its_articles_are_parts() -> None:
    head = ("HỘI ĐỒNG NHÂN DÂN", "HUYỆN SA THẦY", "Số: 45/NQ-HĐND", "NGHỊ QUYẾT", "Về nhiệm vụ năm 2024")
    first = ("Điều 1. Kết quả năm 2023", "Thu ngân sách đạt 90 tỷ đồng.")
    second = ("Điều 2. Mục tiêu năm 2024", "1. Chỉ tiêu kinh tế", "a) Thu ngân sách 98 tỷ đồng.")
    record = extract(parse_text("\n\n".join((*head, *first, *second)))).record
    assert (record.title, record.period) == ("NGHỊ QUYẾT Về nhiệm vụ năm 2024", "2024")
    assert [(f.figure, f.period, str(f.status), f.doubts) for f in record.facts] == [
        ("90 tỷ đồng", "2023", "actual", ()),
        ("98 tỷ đồng", "2024", "target", ()),
    ]


def test_what_is_not_sure_is_doubted_and_what_is_stated_is_not() -> None:
    text = "Huyện Na Rì năm 2021\n\nThu ngân sách đạt 5 tỷ đồng. Dự toán thu 6 tỷ đồng. Thu ngân sách đạt 7 tỷ đồng."
    doubts = [fact.doubts for fact in extract(parse_text(text)).record.facts]
    assert doubts == [("hai số cùng chỗ",), (), ("hai số cùng chỗ",)]


def test_title_and_place_of_the_report_are_read() -> None:
    record = extract(parse_text(REPORT)).record
    assert (record.place, record.period) == ("huyện Chợ Đồn", "2023-M01..M09")
    assert extract(parse_text(ENCYCLOPAEDIA)).record.place == "huyện Chợ Đồn"


def test_a_row_of_a_table_takes_period_and_status_from_its_headers() -> None:
    table = "| Chỉ tiêu | Đơn vị | Kế hoạch 2022 | Thực hiện 2022 | So với KH (%) |\n|---|---|---|---|---|\n"
    text = f"# Huyện Na Rì năm 2022\n\n{table}| Thu ngân sách | tỷ đồng | 120 | 132,5 | 110,4 |\n"
    planned, actual = extract(parse_text(text, is_markdown=True)).record.facts
    assert (planned.figure, planned.period, planned.status) == ("120", "2022", "plan")
    assert (actual.figure, actual.status, actual.compared[0].figure) == ("132,5", "actual", "110,4")
    assert actual.indicator == "Thu ngân sách (tỷ đồng)"


def proved_figures(facts: list[FactRecord], default: str | None) -> Counter[tuple[str, ...]]:
    """Value words, sentence, period and status of every figure, comparisons included."""
    found: Counter[tuple[str, ...]] = Counter()
    for fact in facts:
        for figure in [fact.figure, *(comparison.figure for comparison in fact.compared)]:
            if figure:
                digits = " ".join(part for part in figure.split() if any(c.isdigit() for c in part))
                number = "".join(c for c in digits if c.isdigit() or c in ",.")
                found[number, " ".join(fact.sentence.split()), str(fact.period or default), str(fact.status)] += 1
    return found


def test_the_seed_is_extracted_as_it_was_reviewed() -> None:
    reviewed = load_report_folder(SEED).record
    extracted = extract(read_document(SEED / "report.txt")).record
    wanted = proved_figures([fact for fact in reviewed.facts if fact.status], reviewed.period)
    got = proved_figures(list(extracted.facts), extracted.period)
    assert sum((wanted & got).values()) / sum(wanted.values()) >= 0.95
    assert sum((wanted & got).values()) / sum(got.values()) >= 0.95


def count_left_over(extraction: Extraction) -> int:
    """Numbers of the text that no fact has and none of `ignored` names. Raises DataError if a fact is not proved."""
    return prove(ReportFolder(Path("draft"), extraction.record, extraction.text, {})).left_numbers


@pytest.mark.parametrize("text", [REPORT, ENCYCLOPAEDIA, NEWS, (SEED / "report.txt").read_text(encoding="utf-8")])
def test_what_is_extracted_passes_proof_with_no_number_left_over(text: str) -> None:
    assert count_left_over(extract(parse_text(text))) == 0


VOCABULARY = (
    "thu ngân sách đạt ước tăng giảm chiếm vượt bằng so với cùng kỳ kế hoạch trong đó gồm từ lên còn năm 2021 2022 "
    "6 tháng đầu 5% 102% 3.250 tỷ đồng 9 HTX 12/15 xã 02 dự án ha ( ) , ; : . [5] - – “ ” / 1. \n \n\n Quý III đến "
    "ngày 31/12/2021 giai đoạn 2016-2020 phấn đấu mục tiêu hộ nghèo về của và diện tích lúa"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_row_of_report_words_is_extracted_and_proved(text: str) -> None:
    assert count_left_over(extract(parse_text(text))) == 0


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_is_extracted_and_proved(text: str) -> None:
    assert count_left_over(extract(parse_text(text))) == 0


def test_ten_thousand_words_are_read_with_little_effort() -> None:
    text = "\n\n".join([REPORT, NEWS] * 70)
    document = parse_text(text)
    assert len(text.split()) >= 10_000
    assert measure_effort(lambda: extract(document)) < 100  # 40 when this was written, some 0.9 s


@pytest.mark.parametrize(
    "text",
    [
        "Thu đạt 5 tỷ đồng " + "(" * 5_000 + " 5%",
        "Thu đạt (5 tỷ đồng " * 400,
        "Thu đạt 5 tỷ đồng, " * 400,
        "[5" * 4_000,
        "lúa " * 4_000 + "đạt 5 tấn",
    ],
)
def test_a_hostile_sentence_takes_no_more_effort_than_an_honest_one(text: str) -> None:
    found: list[Extraction] = []
    assert measure_effort(lambda: found.append(extract(parse_text(text)))) < 80  # below 10 where it is linear
    assert count_left_over(found[0]) == 0


def write(folder: Path, text: str) -> Path:
    path = folder / "bao-cao.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_command_writes_a_folder_that_passes_proof(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(write(tmp_path, REPORT), tmp_path / "reports" / "cho-don", as_json=False) == 0
    folder = load_report_folder(tmp_path / "reports" / "cho-don")
    assert prove(folder).left_numbers == 0
    assert folder.record == extract(parse_text(REPORT)).record
    assert sorted(path.name for path in folder.path.iterdir()) == ["facts.yaml", "report.txt"]
    assert "Đọc được 6 số liệu" in capsys.readouterr().out


def test_the_command_prints_facts_as_scripts_read_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(write(tmp_path, REPORT), None, as_json=True) == 0
    printed = json.loads(capsys.readouterr().out)
    assert [fact["value"] for fact in printed["facts"]] == [85.6, 9, 16800, 756, 120, 5]
    assert {item["reason"] for item in printed["ignored"]} >= {"thời kỳ"}


def test_an_existing_folder_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "there").mkdir()
    assert run(write(tmp_path, REPORT), tmp_path / "there", as_json=False) == 1
    assert list((tmp_path / "there").iterdir()) == []
    assert capsys.readouterr().err.count("\n") == 1


def test_a_file_that_cannot_be_read_is_one_line_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "khong-co.txt", tmp_path / "new", as_json=False) == 1
    assert not (tmp_path / "new").exists()
    assert capsys.readouterr().err.count("\n") == 1


def test_every_id_of_a_report_is_its_own() -> None:
    text = (
        "Huyện Na Rì năm 2021\n\n" + "Thu đạt 5 tỷ đồng, bằng 102% dự toán tỉnh giao, 103% dự toán huyện giao.\n\n" * 3
    )
    ids = [fact.id for fact in prove_extraction(extract(parse_text(text)), "draft")]
    assert len(ids) == len(set(ids)) == 9


def test_items_take_what_they_are_of_from_the_sentence_that_introduces_them() -> None:
    text = (
        "Huyện Na Rì năm 2021\n\nDiện tích lúa 3.210 ha, sản lượng 16.788 tấn. Kết quả lúa từng vụ như sau:\n\n"
        "- Vụ xuân: năng suất 52,3 tạ/ha.\n\n- Vụ mùa: năng suất 50,1 tạ/ha.\n"
    )
    names = [fact.indicator for fact in extract(parse_text(text)).record.facts]
    assert names == ["Diện tích lúa", "Sản lượng lúa", "Năng suất lúa vụ xuân", "Năng suất lúa vụ mùa"]


def test_an_outlook_without_a_year_of_its_own_takes_that_of_the_part_it_is_in() -> None:
    text = (
        "Báo cáo huyện Na Rì năm 2021\n\nII. PHƯƠNG HƯỚNG NĂM 2022\n\n1. Mục tiêu\n\nThu ngân sách đạt 120 tỷ đồng.\n"
    )
    assert slots(text) == [("120 tỷ đồng", "2022", "target")]


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("Thu chi năm 2024 của xã Tân Hòa, huyện Phú Bình", "xã Tân Hòa, huyện Phú Bình"),
        ("Quận Hải Châu, thành phố Đà Nẵng năm 2024", "quận Hải Châu, thành phố Đà Nẵng"),
        ("Huyện Na Rì, huyện Chợ Mới năm 2024", "huyện Chợ Mới"),
    ],
)
def test_a_report_is_of_the_smallest_place_of_an_address(title: str, place: str) -> None:
    assert extract(parse_text(f"{title}\n\nThu ngân sách đạt 5 tỷ đồng.")).record.place == place

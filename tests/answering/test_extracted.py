"""Questions on reports that were extracted and never touched: names in part, headings, growth, two things compared."""

import pytest

from knowledge.answering import Index, ask
from knowledge.documents.plain.plain_text import parse_text
from knowledge.extraction.report.draft_folder import write_report
from knowledge.extraction.report.extract import extract
from knowledge.facts.store import load_store

REPORT = """Huyện Na Rì năm 2030

1. Vụ Xuân

Diện tích lúa 700 ha, năng suất 52 tạ/ha. Diện tích ngô 300 ha, năng suất 40 tạ/ha.

2. Vụ Mùa

Diện tích lúa 800 ha, năng suất 48 tạ/ha.

3. Kinh tế

Thu ngân sách nhà nước đạt 90 tỷ đồng. Chỉ số sản xuất công nghiệp (IIP) tăng 6% so với cùng kỳ.

Kinh tế nhà nước chiếm 30%, kinh tế ngoài nhà nước chiếm 55%. GRDP đạt 2.000 tỷ đồng (85 triệu USD), tốc độ tăng \
trưởng GRDP đạt 7,5%.

Kinh phí quản lý hành chính 3 tỷ đồng; kinh phí sự nghiệp 20 tỷ đồng.

Năm 2031, huyện phấn đấu thu ngân sách đạt 99 tỷ đồng.
"""

ANSWERS = [
    ("năng suất lúa vụ xuân", "52 tạ/ha"),
    ("nang suat lua vu mua 2030", "48 tạ/ha"),
    ("thu ngân sách 2030", "90 tỷ đồng"),
    ("thu ngân sách 2031", "99 tỷ đồng"),
    ("IIP tăng bao nhiêu phần trăm?", "6%"),
    ("GRDP tăng bao nhiêu %", "7,5%"),
    ("tốc độ tăng chỉ số sản xuất công nghiệp", "6%"),
    ("GRDP tính bằng USD", "85 triệu USD"),
    ("kinh tế nhà nước chiếm mấy phần trăm", "30%"),
    ("KP quản lý hành chính 2030", "3 tỷ đồng"),
    ("huyện có diện tích ngô bao nhiêu ha?", "300 ha"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("reports")
    write_report(extract(parse_text(REPORT)), folder / "na-ri-2030")
    return Index(load_store(folder))


@pytest.mark.parametrize(("question", "figure"), ANSWERS)
def test_a_reader_of_the_report_could_answer_and_so_can_the_bot(index: Index, question: str, figure: str) -> None:
    facts = ask(question, index).answer.facts
    assert facts and facts[0].figure == figure


PAIRS = [
    ("Năng suất lúa cao hơn năng suất ngô vụ xuân bao nhiêu?", ["52 tạ/ha", "40 tạ/ha"]),
    ("kinh tế nhà nước với kinh tế ngoài nhà nước, bên nào lớn hơn?", ["30%", "55%"]),
    ("kinh phí quản lý hành chính và sự nghiệp chênh nhau bao nhiêu", ["3 tỷ đồng", "20 tỷ đồng"]),
]


@pytest.mark.parametrize(("question", "figures"), PAIRS)
def test_two_things_compared_are_both_told(index: Index, question: str, figures: list[str]) -> None:
    assert [fact.figure for fact in ask(question, index).answer.facts] == figures


@pytest.mark.parametrize(
    "question", ["năng suất lúa vụ đông", "GRDP bình quân đầu người 2030", "thu ngân sách xã 2030"]
)
def test_what_the_report_does_not_state_is_not_told(index: Index, question: str) -> None:
    assert ask(question, index).answer.entries == ()

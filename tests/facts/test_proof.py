"""Nothing is served that the text does not prove."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.facts.folder.proof import ProvedReport, find_figure, prove
from knowledge.facts.folder.report_folder import load_report_folder
from knowledge.facts.record.errors import DataError
from knowledge.facts.record.fact import Relation, Status
from knowledge.facts.store import load_store
from knowledge.language.times.period_mentions import format_period

TEXT = (
    "Xã Mẫu năm 2030\n\nThu ngân sách đạt\u00a0trên 5,2 tỷ\u00a0đồng, bằng 104% kế hoạch; "
    "lập 3 đội, 3 tổ. Dịch Covid-19 đã hết."
)
SENTENCE = "Thu ngân sách đạt trên 5,2 tỷ đồng, bằng 104% kế hoạch; lập 3 đội, 3 tổ."
YAML = f"""title: Xã Mẫu năm 2030
author: An
place: xã Mẫu
period: 2030
facts:
  - id: thu
    indicator: Thu ngân sách
    status: estimate
    figure: trên 5,2 tỷ đồng
    compared:
      - relation: pct_of_plan
        figure: 104%
    sentence: >-
      {SENTENCE}
  - id: doi
    indicator: Số đội
    figure: 3 đội
    sentence: {SENTENCE}
  - id: to
    indicator: Số tổ
    figure: 3 tổ
    sentence: {SENTENCE}
ignored:
  - text: Covid-19
    reason: tên dịch bệnh
  - text: năm 2030
    reason: thời kỳ
"""


def prove_text(folder: Path, yaml: str = YAML, text: str = TEXT) -> ProvedReport:
    (folder / "facts.yaml").write_text(yaml, encoding="utf-8")
    (folder / "report.txt").write_text(text, encoding="utf-8")
    return prove(load_report_folder(folder))


def refusals(folder: Path, yaml: str) -> list[str]:
    with pytest.raises(DataError) as caught:
        prove_text(folder, yaml)
    return [str(p).replace(str(folder), "") for p in caught.value.problems]


def test_a_fact_carries_its_slots_its_value_and_its_proof(tmp_path: Path) -> None:
    fact = prove_text(tmp_path).facts[0]
    assert fact.quantity is not None and fact.period is not None and fact.figure_span is not None
    assert (fact.quantity.value, fact.quantity.unit, fact.quantity.qualifier) == (Decimal("5.2"), "tỷ đồng", "trên")
    assert (format_period(fact.period), fact.place, fact.status) == ("2030", "xã Mẫu", Status.ESTIMATE)
    assert fact.sentence == SENTENCE
    assert fact.sentence[slice(*fact.figure_span)] == "trên 5,2 tỷ đồng"


def test_a_comparison_is_a_fact_of_its_own(tmp_path: Path) -> None:
    comparison = prove_text(tmp_path).facts[1]
    assert (comparison.id, comparison.of) == (f"{tmp_path.name}/thu.pct_of_plan", f"{tmp_path.name}/thu")
    assert (comparison.relation, comparison.indicator) == (Relation.PCT_OF_PLAN, "Thu ngân sách")


DATES = [
    ("published: 2031-02-10\nperiod: 2030", date(2031, 2, 10)),
    ("published: 2031-02\nperiod: 2030", date(2031, 2, 28)),
    ("published: 2031\nperiod: 2030", date(2031, 12, 31)),
    ("period: 2030", date(2030, 12, 31)),
    ("period: 2030-H1", date(2030, 6, 30)),
    ("period: 2026..2030", date(2030, 12, 31)),
]


@pytest.mark.parametrize(("dated", "day"), DATES)
def test_a_report_is_of_the_day_it_was_published_else_of_the_end_of_its_period(
    tmp_path: Path, dated: str, day: date
) -> None:
    report = prove_text(tmp_path, YAML.replace("period: 2030", dated))
    assert {report.issued, *(fact.issued for fact in (*report.facts, *report.statements))} == {day}


def test_every_sentence_is_a_statement(tmp_path: Path) -> None:
    statements = prove_text(tmp_path).statements
    assert [s.id.partition("/")[2] for s in statements] == ["s1", "s2", "s3"]
    assert statements[2].sentence == "Dịch Covid-19 đã hết."


def test_every_number_is_covered_or_ignored(tmp_path: Path) -> None:
    report = prove_text(tmp_path)
    assert (report.covered_numbers, report.ignored_numbers, report.left_numbers) == (4, 2, 0)


def test_a_number_left_over_is_told_and_does_not_stop_serving(tmp_path: Path) -> None:
    report = prove_text(tmp_path, YAML.replace("  - id: to\n", "  - id: to-khac\n").partition("  - id: doi")[0])
    assert report.left_numbers > 0
    assert any("số chưa có trong facts hay ignored" in str(w) for w in report.warnings)


def test_the_same_slots_with_two_figures_are_a_warning(tmp_path: Path) -> None:
    report = prove_text(tmp_path, YAML.replace("indicator: Số tổ", "indicator: Số đội"))
    assert any("nhiều số khác nhau" in str(w) for w in report.warnings)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("Thu ngân sách đạt trên", "Thu ngân sách được trên"), "sentence: câu không có nguyên văn trong report.txt"),
        (("figure: trên 5,2 tỷ đồng", "figure: 2 tỷ đồng"), "figure: '2 tỷ đồng' không đứng trong câu"),
        (("figure: 104%", "figure: 04%"), "compared[1].figure: '04%' không đứng trong câu"),
        (("id: doi", "id: thu"), "id: id 'thu' đã dùng ở facts[1].id"),
        (("text: Covid-19", "text: Covid-20"), "ignored[1].text: 'Covid-20' không có trong report.txt"),
        (("figure: 3 đội", "figure: lập"), "figure: "),
    ],
)
def test_what_the_text_does_not_prove_is_refused(tmp_path: Path, change: tuple[str, str], expected: str) -> None:
    found = refusals(tmp_path, YAML.replace(*change, 1))
    assert len(found) == 1
    assert expected in found[0]
    assert found[0].startswith("/facts.yaml:")


@pytest.mark.parametrize(
    ("figure", "sentence"),
    [
        ("58,3 tỷ", "đạt 158,3 tỷ"),
        ("3 tỷ", "đạt 158,3 tỷ"),
        ("15", "đạt 15.000"),
        ("15", "đạt 15,5"),
        ("2 h", "có 2 hộ"),
    ],
)
def test_a_part_of_a_number_is_not_the_figure(figure: str, sentence: str) -> None:
    assert find_figure(figure, sentence) is None


def test_a_store_tells_the_mistakes_of_all_reports_at_once(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "facts.yaml").write_text("titel: x\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_store(tmp_path)
    assert {Path(p.path).parent.name for p in caught.value.problems} == {"a", "b"}


def test_facts_are_found_by_id_by_key_and_by_short_id(tmp_path: Path) -> None:
    (tmp_path / "xa-mau").mkdir()
    prove_text(tmp_path / "xa-mau")
    store = load_store(tmp_path)
    fact = store.facts[0]
    assert [store.find(name) for name in (fact.id, fact.key, "thu")] == [fact] * 3
    assert store.find("không có") is None
    assert fact.key.isascii() and len(fact.key) <= 16


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="chưa có báo cáo nào"):
        load_store(tmp_path)

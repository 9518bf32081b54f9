"""facts.yaml in, record out; every mistake named by file, line, field and remedy."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.facts.folder.format import SCHEMA_PATH, format_report, format_schema
from knowledge.facts.folder.report_folder import load_report_folder
from knowledge.facts.record.errors import DataError
from knowledge.facts.record.fact import Relation, Status
from knowledge.facts.record.report_record import ComparisonRecord, FactRecord, IgnoredRecord, ReportRecord

HEAD = "title: Xã Mẫu năm 2030\nfacts:\n"


def write(folder: Path, yaml: str, text: str = "Xã Mẫu thu 5 tỷ đồng.") -> Path:
    (folder / "facts.yaml").write_text(yaml, encoding="utf-8")
    (folder / "report.txt").write_text(text, encoding="utf-8")
    return folder


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(DataError) as caught:
        load_report_folder(folder)
    return [str(p).replace(str(folder), "") for p in caught.value.problems]


def test_only_the_title_is_required(tmp_path: Path) -> None:
    folder = load_report_folder(write(tmp_path, "title: Xã Mẫu\n"))
    assert (folder.record.title, folder.record.facts) == ("Xã Mẫu", ())


@pytest.mark.parametrize("written", ["2021", '"2021"', "2021-H1", "2021-M01..M09", "2021..2025"])
def test_a_period_is_number_or_text(tmp_path: Path, written: str) -> None:
    folder = load_report_folder(write(tmp_path, f"title: Xã Mẫu\nperiod: {written}\n"))
    assert folder.record.period == written.strip('"')


def test_scalars_are_text_never_numbers_or_truths(tmp_path: Path) -> None:
    yaml = HEAD + "  - id: so-1\n    indicator: no\n    figure: 3.250\n    sentence: 010\n"
    fact = load_report_folder(write(tmp_path, yaml)).record.facts[0]
    assert (fact.indicator, fact.figure, fact.sentence) == ("no", "3.250", "010")


BROKEN = [
    (HEAD + "  - id: a\n    sentence: x\n", ["/facts.yaml:3: facts[1].indicator: thiếu trường này"]),
    (HEAD + "  - id: A B\n    indicator: x\n    sentence: x\n", ["/facts.yaml:3: facts[1].id: viết sai khuôn"]),
    ("titel: x\n", ["/facts.yaml:1: title: thiếu", "/facts.yaml:1: titel: không có trường tên này"]),
    ("title: x\ntitle: y\n", ["/facts.yaml:2: title: trường này đã có ở trên"]),
    ("title: x\nperiod: 20211\n", ["/facts.yaml:2: period: "]),
    (
        HEAD + "  - id: a\n    indicator: x\n    sentence: x\n    status: done\n",
        ["/facts.yaml:6: facts[1].status: giá trị lạ; dùng một trong: 'actual'"],
    ),
    (HEAD + "  - {id: a, figure: 106,72%}\n", ["/facts.yaml:3: facts[1]: không viết {…} trên một dòng"]),
    (HEAD + "  - id: a\n    sentence: Thu: 5 tỷ\n", ["/facts.yaml:4: dấu ': ' trong câu"]),
    (HEAD + "  - id: a\n    figure: %5\n", ["/facts.yaml:4: ký tự đầu giá trị không hợp lệ"]),
    ("title: &a x\nauthor: *a\n", ["/facts.yaml:1: không dùng & và *"]),
    ("title: !!python/object:os.system x\n", ["/facts.yaml:1: không dùng thẻ !"]),
    ("title: " + "[" * 40 + "]" * 40, ["/facts.yaml:1: lồng quá sâu"]),
    ("- x\n", ["/facts.yaml:1: cần bắt đầu bằng 'title: …'"]),
    ("", ["/facts.yaml:1: cần bắt đầu bằng 'title: …'"]),
    ("title: x\npublished: 2021-02-30\n", ["/facts.yaml:2: published: “2021-02-30” không phải là ngày có thật"]),
    ("title: x\npublished: 2021-13\n", ["/facts.yaml:2: published: “2021-13” không phải là ngày có thật"]),
    ("title: x\npublished: hôm qua\n", ["/facts.yaml:2: published: “hôm qua” không phải là ngày có thật"]),
    (
        HEAD + "  - id: a\n    indicator: x\n    sentence: x\n    as_of: 2021-06-31\n",
        ["/facts.yaml:6: facts[1].as_of: “2021-06-31” không phải là ngày có thật"],
    ),
    ("title: x\n[a, b]: y\n", ["/facts.yaml:2: tên trường phải là chữ"]),
    ("title: x\n? - a\n: y\n", ["/facts.yaml:2: tên trường phải là chữ"]),
    ("title: x\nfacts: y\n", ["/facts.yaml:2: facts: cần một danh sách"]),
]


@pytest.mark.parametrize(("yaml", "expected"), BROKEN)
def test_a_broken_file_is_told_by_line_field_and_remedy(tmp_path: Path, yaml: str, expected: list[str]) -> None:
    found = problems_of(write(tmp_path, yaml))
    assert len(found) == len(expected)
    assert all(problem.startswith(start) for problem, start in zip(found, expected, strict=True)), found


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    yaml = HEAD + "  - id: a\n  - id: b\n    indicator: x\n    sentence: x\n    perod: 2021\n"
    assert len(problems_of(write(tmp_path, yaml))) == 3


def test_a_missing_report_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text("title: x\n", encoding="utf-8")
    assert problems_of(tmp_path) == ["/report.txt: không có tệp này; đặt toàn văn báo cáo vào đây"]


def test_a_missing_file_of_figures_is_told_by_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("x", encoding="utf-8")
    [problem] = problems_of(tmp_path)
    assert problem.startswith("/facts.yaml: không có tệp này; tạo bằng python bot.py extract")


@pytest.mark.parametrize("written", ["2021", "2021-12", "2021-12-31"])
def test_a_date_is_a_year_a_month_or_a_day(tmp_path: Path, written: str) -> None:
    assert load_report_folder(write(tmp_path, f"title: x\npublished: {written}\n")).record.published == written


def test_text_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    write(tmp_path, "title: x\n")
    (tmp_path / "report.txt").write_bytes(b"\xff\xfe\x00")
    assert "không phải chữ UTF-8" in problems_of(tmp_path)[0]


def test_the_schema_in_the_repository_is_the_generated_one() -> None:
    assert SCHEMA_PATH.read_text(encoding="utf-8") == format_schema()


line = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1, max_size=60).map(
    lambda s: " ".join(s.split()) or "x"
)
prose = line
comparisons = st.builds(ComparisonRecord, relation=st.sampled_from(Relation), figure=line, against=st.none() | line)
facts = st.builds(
    FactRecord,
    id=st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True),
    indicator=line,
    aliases=st.lists(line, max_size=3).map(tuple),
    period=st.none() | st.sampled_from(["2021", "2021-H1", "2021-08", "2021-M01..M09", "2011..2015"]),
    status=st.none() | st.sampled_from(Status),
    figure=st.none() | line,
    compared=st.lists(comparisons, max_size=2).map(tuple),
    sentence=prose,
    as_of=st.none(),
    place=st.none() | line,
    total_is=st.none(),
    doubts=st.lists(line, max_size=2).map(tuple),
)
reports = st.builds(
    ReportRecord,
    title=line,
    author=st.none() | line,
    publisher=st.none() | line,
    published=st.none() | st.just("2021-12-31"),
    place=st.none() | line,
    period=st.none() | st.just("2021"),
    facts=st.lists(facts, max_size=3).map(tuple),
    ignored=st.lists(st.builds(IgnoredRecord, text=line, reason=line), max_size=2).map(tuple),
)


@given(reports)
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, record: ReportRecord) -> None:
    folder = tmp_path_factory.mktemp("report")
    assert load_report_folder(write(folder, format_report(record))).record == record


@given(st.text(max_size=300))
def test_any_text_is_a_record_or_a_named_mistake(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("report")
    try:
        assert load_report_folder(write(folder, text)).record.title
    except DataError as error:
        assert all(p.message for p in error.problems)

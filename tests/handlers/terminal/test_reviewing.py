"""A doubtful fact is decided with a key; each decision is in the file at once, proved, comments kept."""

import io
from pathlib import Path

import pytest

from handlers.editors.drafts.decisions import CHANGED, GONE, accept_fact, drop_fact, ignore_fact
from handlers.terminal.reviewing import describe_fact, run_review
from knowledge.facts.folder.report_folder import load_report_folder
from knowledge.facts.record.errors import DataError
from tests.handlers.shell import Command

TEXT = "Xã Mẫu năm 2030\n\nThu ngân sách đạt 5,2 tỷ đồng, bằng 104% kế hoạch. Quốc lộ 6 đi qua xã. Chi 16 tỷ đồng."
YAML = """# người nhập: An
title: Xã Mẫu năm 2030
period: 2030
facts:
  # về thu
  - id: thu
    indicator: Thu ngân sách
    figure: 5,2 tỷ đồng   # đã đối chiếu
    compared:
      - relation: pct_of_plan
        figure: 104%
    sentence: Thu ngân sách đạt 5,2 tỷ đồng, bằng 104% kế hoạch.
    doubts:
      - năm lấy từ tiêu đề

  - id: duong
    indicator: Quốc lộ
    figure: "6"
    sentence: Quốc lộ 6 đi qua xã.
    doubts:
      - không có đơn vị

  - id: chi
    indicator: Chi ngân sách
    figure: 16 tỷ đồng
    sentence: Chi 16 tỷ đồng.
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    folder = tmp_path / "xa-mau"
    folder.mkdir()
    (folder / "facts.yaml").write_text(YAML, encoding="utf-8")
    (folder / "report.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def review(report: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> "Typed":
    return Typed(report, monkeypatch, capsys)


class Typed:
    """Reviews the report with lines typed in advance; what was shown comes back."""

    def __init__(self, report: Path, patch: pytest.MonkeyPatch, shown: pytest.CaptureFixture[str]) -> None:
        self.report, self.patch, self.shown = report, patch, shown

    def __call__(self, *lines: str) -> str:
        typed = "".join(f"{line}\n" for line in lines).encode()
        self.patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8"))
        assert run_review(self.report) == 0
        return self.shown.readouterr().out

    @property
    def yaml(self) -> str:
        return (self.report / "facts.yaml").read_text(encoding="utf-8")


def test_only_doubtful_facts_are_shown_with_their_sentence_and_figure_marked(review: Typed) -> None:
    shown = review("n", "n")
    assert "“Thu ngân sách đạt »5,2 tỷ đồng«, bằng 104% kế hoạch.”" in shown
    assert "năm lấy từ tiêu đề" in shown and "Chi ngân sách" not in shown
    assert shown.endswith("Còn 2 mục cần xem.\n")


def test_a_fact_called_right_loses_its_doubts_and_nothing_else(review: Typed) -> None:
    review("d", "t")
    assert review.yaml == YAML.replace("    doubts:\n      - năm lấy từ tiêu đề\n", "")


def test_each_decision_is_written_before_the_next_is_asked(review: Typed) -> None:
    review("d")  # the input ends here, as if the terminal was closed
    assert [bool(fact.doubts) for fact in load_report_folder(review.report).record.facts] == [False, True, False]


def test_a_dropped_fact_is_gone_and_comments_stay(review: Typed) -> None:
    review("x", "t")
    assert "id: thu" not in review.yaml
    assert "# người nhập: An" in review.yaml and "  # về thu\n" in review.yaml


def test_what_is_no_figure_is_ignored_with_its_reason_and_only_there(review: Typed) -> None:
    review("n", "b", "số hiệu đường")
    ignored = load_report_folder(review.report).record.ignored
    assert [(item.text, item.reason) for item in ignored] == [("Quốc lộ 6", "số hiệu đường")]


def test_a_comparison_of_an_ignored_fact_is_ignored_too(review: Typed) -> None:
    review("b", "", "t")
    ignored = load_report_folder(review.report).record.ignored
    assert [(item.text, item.reason) for item in ignored] == [
        ("sách đạt 5,2 tỷ đồng", "không phải số liệu"), ("đồng, bằng 104%", "không phải số liệu"),
    ]  # fmt: skip


EDITS = [
    ("1", "5,2 tỷ", "figure", "5,2 tỷ"),
    ("2", "Thu nội địa", "indicator", "Thu nội địa"),
    ("3", "2031-H1", "period", "2031-H1"),
    ("4", "estimate", "status", "estimate"),
    ("5", "thu NSNN; thu NS", "aliases", ("thu NSNN", "thu NS")),
    ("6", "xã Mẫu, tỉnh Mẫu", "place", "xã Mẫu, tỉnh Mẫu"),
]


@pytest.mark.parametrize(("key", "typed", "name", "value"), EDITS)
def test_a_field_is_edited_and_the_fact_stays_in_doubt_until_called_right(
    review: Typed, key: str, typed: str, name: str, value: object
) -> None:
    review("s", key, typed)
    fact = load_report_folder(review.report).record.facts[0]
    assert (getattr(fact, name), bool(fact.doubts)) == (value, True)


@pytest.mark.parametrize("key", "123456")
def test_enter_leaves_a_field_as_it_is(review: Typed, key: str) -> None:
    assert "Enter: giữ nguyên" in review("s", key, "")
    assert review.yaml == YAML


@pytest.mark.parametrize(("key", "typed", "name", "empty"), [
    ("3", "2031", "period", None), ("4", "target", "status", None),
    ("5", "thu NSNN", "aliases", ()), ("6", "xã Mẫu", "place", None),
])  # fmt: skip
def test_a_dash_empties_a_field(review: Typed, key: str, typed: str, name: str, empty: object) -> None:
    review("s", key, typed, "s", key, "-")
    assert getattr(load_report_folder(review.report).record.facts[0], name) == empty


def test_a_decision_is_about_the_fact_as_it_was_shown(report: Path) -> None:
    shown = load_report_folder(report).record.facts[0]
    changed = YAML.replace("indicator: Thu ngân sách", "indicator: Thu nội địa")
    (report / "facts.yaml").write_text(changed, encoding="utf-8")
    assert {decide(report, shown) for decide in (accept_fact, drop_fact, ignore_fact)} == {CHANGED}
    assert (report / "facts.yaml").read_text(encoding="utf-8") == changed
    (report / "facts.yaml").write_text(YAML.replace("id: thu", "id: thu-khac"), encoding="utf-8")
    assert accept_fact(report, shown) == GONE


def test_a_fact_that_changed_while_it_was_read_is_shown_again(report: Path) -> None:
    review = Command("review", report)
    review.hear("d s x b n t >")
    changed = YAML.replace("indicator: Thu ngân sách", "indicator: Thu nội địa")
    (report / "facts.yaml").write_text(changed, encoding="utf-8")
    review.say("d")
    shown = review.hear("d s x b n t >")
    assert f"Chưa ghi được: {CHANGED}" in shown and "Thu nội địa" in shown
    review.say("d")
    review.hear("[2/2]")
    assert "năm lấy từ tiêu đề" not in (report / "facts.yaml").read_text(encoding="utf-8")
    review.end()


REFUSED = [
    ("1", "-", "không để trống được"),
    ("2", "-", "không để trống được"),
    ("1", "5,3 tỷ đồng", "không đứng trong câu"),
    ("3", "năm kia", "facts[1].period"),
    ("4", "xong", "dùng một trong"),
]


@pytest.mark.parametrize(("key", "typed", "reason"), REFUSED)
def test_an_edit_that_is_not_proved_is_refused_and_nothing_written(
    review: Typed, key: str, typed: str, reason: str
) -> None:
    assert reason in review("s", key, typed)
    assert review.yaml == YAML


def test_an_unknown_key_shows_the_keys_and_changes_nothing(review: Typed) -> None:
    assert review("?").count("[d] đúng") == 2
    assert review.yaml == YAML


def test_all_decided_leads_to_publishing(review: Typed) -> None:
    assert review("d", "d").endswith(f"Xong. Công bố: python bot.py publish {review.report}\n")
    assert "không còn mục nào cần xem" in review()


def test_a_fact_that_someone_removed_meanwhile_is_passed_over(review: Typed) -> None:
    facts = load_report_folder(review.report).record.facts
    assert describe_fact(facts[2]).startswith("chi\n")
    (review.report / "facts.yaml").write_text(YAML.replace("      - không có đơn vị\n", ""), encoding="utf-8")
    assert "Quốc lộ" not in review("d")


def test_a_report_that_is_not_proved_is_not_reviewed(report: Path) -> None:
    (report / "report.txt").write_text("khác", encoding="utf-8")
    with pytest.raises(DataError):
        run_review(report)

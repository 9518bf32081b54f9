"""What an editor types into a draft is written if the report still proves every fact; the last step is taken back."""

from pathlib import Path

import pytest

from handlers.editors.drafts.decisions import drop_fact
from handlers.editors.drafts.edits import (
    BEFORE_FILE,
    is_last_a_drop,
    keep_before,
    set_fact_field,
    set_report_field,
    take_back,
)
from knowledge.facts.folder.report_folder import load_report_folder
from knowledge.facts.record.errors import DataError, Problem
from knowledge.facts.record.report_record import FactRecord, ReportRecord
from tests.facts.reports import write_report


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return write_report(tmp_path / "1" / "xa-mau")


def load(draft: Path) -> ReportRecord:
    return load_report_folder(draft).record


def set_field(draft: Path, name: str, text: str) -> tuple[str, FactRecord]:
    """Why it was refused, and the fact then."""
    refusal = keep_before(draft, lambda: set_fact_field(draft, load(draft).facts[0], name, text))
    return refusal, load(draft).facts[0]


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("figure", "3 đội", "3 đội"),
        ("indicator", "  Thu  ngân sách xã ", "Thu ngân sách xã"),
        ("period", "quý 3 năm 2030", "2030-Q3"),
        ("period", "2030-H1", "2030-H1"),
        ("period", "-", None),
        ("status", "plan", "plan"),
        ("aliases", "tiền vào; thu NSNN; tiền vào", ("tiền vào", "thu NSNN")),
        ("aliases", "-", ()),
        ("place", "xã Khác", "xã Khác"),
    ],
)
def test_a_field_is_as_it_was_typed(draft: Path, name: str, typed: str, value: object) -> None:
    refusal, fact = set_field(draft, name, typed)
    assert (refusal, getattr(fact, name)) == ("", value)


@pytest.mark.parametrize(
    ("name", "typed"),
    [("figure", "9,9 tỷ đồng"), ("figure", "-"), ("indicator", "-"), ("indicator", " "), ("period", "năm ngoái"),
     ("period", "2030 và 2031"), ("status", "xong"), ("place", "x" * 2001)],
)  # fmt: skip
def test_what_is_not_proved_or_not_understood_is_refused_without_a_path(draft: Path, name: str, typed: str) -> None:
    before = load(draft)
    refusal, _ = set_field(draft, name, typed)
    assert refusal and str(draft) not in refusal
    assert load(draft) == before
    assert not (draft.parent / BEFORE_FILE).exists()


@pytest.mark.parametrize(
    ("name", "typed", "value"), [("title", "Xã Khác", "Xã Khác"), ("place", "-", None), ("period", "năm 2031", "2031")]
)
def test_the_head_of_the_report_is_mended(draft: Path, name: str, typed: str, value: str | None) -> None:
    assert set_report_field(draft, name, typed) == ""
    assert getattr(load(draft), name) == value


@pytest.mark.parametrize(("name", "typed"), [("title", "-"), ("period", "hôm qua"), ("place", "x" * 2001)])
def test_a_head_that_cannot_be_is_refused(draft: Path, name: str, typed: str) -> None:
    before = load(draft)
    assert set_report_field(draft, name, typed)
    assert load(draft) == before


def test_the_last_step_is_taken_back_once(draft: Path) -> None:
    before = (draft / "facts.yaml").read_bytes()
    fact = load(draft).facts[0]
    assert keep_before(draft, lambda: drop_fact(draft, fact)) == ""
    assert is_last_a_drop(draft)
    assert take_back(draft)
    assert (draft / "facts.yaml").read_bytes() == before
    assert not take_back(draft)


@pytest.mark.parametrize("reason", [OSError("full"), DataError((Problem("audit.jsonl", 0, "", "full"),))])
def test_a_step_that_cannot_be_noted_is_not_done_and_the_one_before_can_be_taken_back(
    draft: Path, reason: Exception
) -> None:
    first = (draft / "facts.yaml").read_bytes()
    set_field(draft, "aliases", "tiền vào")
    second = (draft / "facts.yaml").read_bytes()

    def refuse() -> None:
        raise reason

    with pytest.raises(type(reason), match="full"):
        keep_before(draft, lambda: drop_fact(draft, load(draft).facts[0]), refuse)
    assert (draft / "facts.yaml").read_bytes() == second
    assert take_back(draft)
    assert (draft / "facts.yaml").read_bytes() == first


def test_a_step_that_could_not_be_taken_back_is_not_done(draft: Path) -> None:
    before, fact = (draft / "facts.yaml").read_bytes(), load(draft).facts[0]
    (draft.parent / BEFORE_FILE).mkdir()
    with pytest.raises(OSError):
        keep_before(draft, lambda: drop_fact(draft, fact))
    assert (draft / "facts.yaml").read_bytes() == before

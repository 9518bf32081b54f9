"""A question's words become a name of an indicator, proved and published, or nothing changes."""

from pathlib import Path

from handlers.aliases import KNOWN, add_alias
from knowledge.answering import Index, ask
from knowledge.facts.audit import Author, list_changes
from knowledge.facts.fact import Fact
from knowledge.facts.store import load_store
from tests.facts.reports import write_report

ALIAS, QUESTION = "kho bạc xã gom được", "kho bạc xã gom được 2030?"
LAN = Author("telegram:5001", "2030-01-01T00:00:00+07:00")
BREAKING = f'"{QUESTION}": không có\n'


def find_fact(reports: Path) -> Fact:
    return next(fact for fact in load_store(reports).facts if fact.id == "xa-mau/thu")


def test_the_question_is_answered_then_and_the_log_knows_who(tmp_path: Path) -> None:
    write_report(tmp_path / "xa-mau")
    told, is_done = add_alias(tmp_path, find_fact(tmp_path), ALIAS, (QUESTION,), LAN)
    assert is_done
    assert f"? {QUESTION}: " in told
    assert "-> 5,2 tỷ đồng (xa-mau/thu)" in told
    assert [fact.id for fact in ask(QUESTION, Index(load_store(tmp_path))).answer.facts] == ["xa-mau/thu"]
    assert list_changes(tmp_path)[-1].who == LAN.who


def test_the_comments_of_the_file_stay(tmp_path: Path) -> None:
    write_report(tmp_path / "xa-mau")
    add_alias(tmp_path, find_fact(tmp_path), ALIAS, (), LAN)
    text = (tmp_path / "xa-mau" / "facts.yaml").read_text(encoding="utf-8")
    assert text.startswith("# ghi chú của người biên tập\n")


def test_a_name_given_twice_changes_nothing(tmp_path: Path) -> None:
    write_report(tmp_path / "xa-mau")
    add_alias(tmp_path, find_fact(tmp_path), ALIAS, (), LAN)
    changes = list_changes(tmp_path)
    assert add_alias(tmp_path, find_fact(tmp_path), ALIAS, (), LAN) == (KNOWN, True)
    assert list_changes(tmp_path) == changes


def test_a_name_that_breaks_a_golden_question_is_refused(tmp_path: Path) -> None:
    write_report(tmp_path / "xa-mau", golden=BREAKING)
    told, is_done = add_alias(tmp_path, find_fact(tmp_path), ALIAS, (), LAN)
    assert (is_done, list_changes(tmp_path)) == (False, [])
    assert f"'{QUESTION}'" in told

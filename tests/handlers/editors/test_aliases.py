"""Words become a name of an indicator, proved and published, or nothing changes."""

from dataclasses import replace
from pathlib import Path

import pytest

from handlers.editors.inbox.aliases import (
    GENERIC,
    NO_WORDS,
    TAKEN,
    USELESS,
    Naming,
    add_alias,
    find_trouble,
    preview_alias,
    write_alias,
)
from handlers.library import Library, Served, change_served
from knowledge.answering import Index, ask
from knowledge.facts.folder.report_folder import load_report_folder
from knowledge.facts.folder.rewrite import set_field
from knowledge.facts.record.errors import DataError
from knowledge.facts.store import load_store
from knowledge.facts.versions.audit import Author, list_changes
from tests.facts.reports import write_report

ALIAS, QUESTION = "kho bạc xã gom được", "kho bạc xã gom được 2030?"
LAN, MINH = Author("telegram:5001", "2030-01-01T00:00:00+07:00"), Author("telegram:5002", "2030-01-01T00:00:00+07:00")
NAMING = Naming(ALIAS, "Thu ngân sách", ("xa-mau",), (QUESTION,))
BREAKING = f'"{QUESTION}": không có\n'


def add(reports: Path, naming: Naming = NAMING) -> list[Served]:
    return list(add_alias(Library(reports), naming, LAN))


def find_aliases(reports: Path) -> list[tuple[str, ...]]:
    return [fact.aliases for fact in load_report_folder(reports / "xa-mau").record.facts]


def test_the_question_is_answered_then_and_the_log_knows_who_and_what(tmp_path: Path) -> None:
    write_report(tmp_path / "xa-mau")
    add(tmp_path)
    assert [fact.id for fact in ask(QUESTION, Index(load_store(tmp_path))).answer.facts] == ["xa-mau/thu"]
    change = list_changes(tmp_path)[-1]
    assert (change.who, change.note) == (LAN.who, f"tên khác “{ALIAS}” của “Thu ngân sách”")


def test_the_comments_of_the_file_stay(tmp_path: Path) -> None:
    write_report(tmp_path / "xa-mau")
    add(tmp_path)
    text = (tmp_path / "xa-mau" / "facts.yaml").read_text(encoding="utf-8")
    assert text.startswith("# ghi chú của người biên tập\n")


def test_a_name_given_twice_changes_nothing(tmp_path: Path) -> None:
    write_report(tmp_path / "xa-mau")
    add(tmp_path)
    changes = list_changes(tmp_path)
    assert add(tmp_path) == [Served(None)]
    assert list_changes(tmp_path) == changes


def test_a_name_that_breaks_a_golden_question_is_refused(tmp_path: Path) -> None:
    write_report(tmp_path / "xa-mau", golden=BREAKING)
    [served] = add(tmp_path)
    assert ([change.question for change in served.broken], list_changes(tmp_path)) == ([QUESTION], [])
    assert QUESTION in preview_alias(Library(tmp_path), NAMING, []).trouble


def test_a_name_given_while_another_one_is_published_loses_neither(tmp_path: Path) -> None:
    write_report(tmp_path / "xa-mau")
    others = iter(["tên của người khác"])

    def write(draft: Path) -> bool:
        for alias in others:  # once, between the copy and its publication
            publish_alias(tmp_path, alias)
        record = load_report_folder(draft).record.facts[0]
        text = (draft / "facts.yaml").read_text(encoding="utf-8")
        text = set_field(text, ("facts", 0, "aliases"), (*record.aliases, ALIAS))
        (draft / "facts.yaml").write_text(text, encoding="utf-8")
        return True

    change_served(Library(tmp_path), "xa-mau", write, LAN, "")
    assert find_aliases(tmp_path) == [("tên của người khác", ALIAS)]


def test_where_others_never_cease_nothing_is_written_over(tmp_path: Path) -> None:
    write_report(tmp_path / "xa-mau")
    others = (f"tên {letter}" for letter in "abcdefghijklmnop")

    def write(draft: Path) -> bool:
        publish_alias(tmp_path, next(others))
        return write_alias(draft, "Thu ngân sách", ALIAS)

    with pytest.raises(DataError, match="có người khác đang sửa"):
        change_served(Library(tmp_path), "xa-mau", write, LAN, "")
    assert ALIAS not in find_aliases(tmp_path)[0]


def publish_alias(reports: Path, alias: str) -> None:
    """As another editor does in the same moment."""
    list(add_alias(Library(reports), replace(NAMING, alias=alias), MINH))


def test_the_effect_tells_the_groups_questions_and_others_and_nothing_that_stays(tmp_path: Path) -> None:
    write_report(tmp_path / "xa-mau")
    other = "xã gom được bao nhiêu ở kho bạc 2030"
    effect = preview_alias(Library(tmp_path), NAMING, [other, "dân số?", "thu ngân sách 2030?"])
    assert effect.own == (f"• “{QUESTION}”: không có số liệu → 5,2 tỷ đồng · Thu ngân sách, năm 2030 (thực hiện)",)
    assert not [line for line in effect.others if "dân số" in line or "“thu ngân sách" in line]
    assert list_changes(tmp_path) == []


def test_a_name_that_answers_none_of_the_questions_is_refused(tmp_path: Path) -> None:
    write_report(tmp_path / "xa-mau")
    naming = replace(NAMING, alias="tiền điện", questions=("dân số 2030?",))
    assert preview_alias(Library(tmp_path), naming, []).trouble == USELESS


@pytest.mark.parametrize(
    ("alias", "trouble"),
    [
        ("của", GENERIC), ("bao nhiêu", GENERIC), ("tổng số", GENERIC), ("", NO_WORDS), ("thu 2030", NO_WORDS),
        ("!!!", NO_WORDS), ("a" * 81, NO_WORDS), ("chi", TAKEN), ("Chi ngân sách", TAKEN), ("chi của kho", TAKEN),
        ("kho bạc", ""), ("thu ngân sách xã", ""),
    ],
)  # fmt: skip
def test_no_name_is_generic_or_belongs_to_another_indicator(tmp_path: Path, alias: str, trouble: str) -> None:
    write_report(tmp_path / "xa-mau")
    other = write_report(tmp_path / "xa-khac") / "facts.yaml"
    text = other.read_text(encoding="utf-8").replace("indicator: Thu ngân sách", "indicator: Chi ngân sách")
    other.write_text(text.replace("    figure:", "    aliases: [chi của kho]\n    figure:"), encoding="utf-8")
    index = Index(load_store(tmp_path))
    assert find_trouble(alias, "Thu ngân sách", index) == trouble.format(alias=alias, other="Chi ngân sách")

"""A file that was sent becomes a draft under an id that takes no other report's place."""

from pathlib import Path

import pytest

from handlers.editors.drafts.draft_report import draft_report, find_sent, name_file, part_draft
from handlers.editors.drafts.edits import set_report_field
from knowledge.documents.formats import DocumentError
from knowledge.facts.folder.proof import prove
from knowledge.facts.folder.report_folder import load_report_folder

TEXT = "Xã Mẫu năm 2031\n\nNăm 2031, thu ngân sách đạt {} tỷ đồng.\n"


def put(folder: Path, text: str, name: str = "bao cao.txt") -> Path:
    file = name_file(folder, name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_file_becomes_a_proved_report_named_after_it(tmp_path: Path) -> None:
    report = draft_report(put(tmp_path / "1", TEXT.format("7,4")), "Báo cáo.txt", tmp_path / "reports")
    assert report == "bao-cao"
    assert [fact.figure for fact in prove(load_report_folder(tmp_path / "1" / report)).facts] == ["7,4 tỷ đồng"]


def test_reading_again_after_a_cut_begins_anew(tmp_path: Path) -> None:
    file = put(tmp_path / "1", TEXT.format("7,4"))
    assert [draft_report(file, "a.txt", tmp_path) for _ in range(2)] == ["a", "a"]


def publish(reports: Path, text: str, name: str) -> Path:
    """A report of that text, served under that name."""
    return put(reports, text).parent / draft_report(put(reports, text), f"{name}.txt", reports.parent / "none")


@pytest.mark.parametrize("served_as", ["a", "khac"])
def test_the_same_report_in_other_words_takes_the_place_of_the_served_one(tmp_path: Path, served_as: str) -> None:
    publish(tmp_path / "reports", TEXT.format("6,0"), served_as)
    assert draft_report(put(tmp_path / "1", TEXT.format("7,4")), "a.txt", tmp_path / "reports") == served_as


def test_another_report_takes_the_place_of_none(tmp_path: Path) -> None:
    publish(tmp_path / "reports", TEXT.format("6,0").replace("Mẫu", "Khác"), "a")
    assert draft_report(put(tmp_path / "1", TEXT.format("7,4")), "a.txt", tmp_path / "reports") == "a-2"


def test_what_was_decided_on_the_served_report_stays(tmp_path: Path) -> None:
    served = publish(tmp_path / "reports", TEXT.format("7,4"), "a")
    facts = (served / "facts.yaml").read_text(encoding="utf-8").replace("thu-ngan-sach-2031", "thu")
    (served / "facts.yaml").write_text(facts, encoding="utf-8")
    for text, figure in ((TEXT.format("7,4"), "7,4 tỷ đồng"), (TEXT.format("8,8"), "8,8 tỷ đồng")):
        report = draft_report(put(tmp_path / "1", text), "b.txt", tmp_path / "reports")
        [fact] = prove(load_report_folder(tmp_path / "1" / report)).facts
        assert (fact.id, fact.figure) == ("a/thu", figure)


def test_a_text_sent_again_has_the_served_file_as_it_is(tmp_path: Path) -> None:
    served = publish(tmp_path / "reports", TEXT.format("7,4"), "a") / "facts.yaml"
    served.write_text(f"# của Lan\n{served.read_text(encoding='utf-8')}", encoding="utf-8")
    report = draft_report(put(tmp_path / "1", TEXT.format("7,4")), "b.txt", tmp_path / "reports")
    assert (tmp_path / "1" / report / "facts.yaml").read_bytes() == served.read_bytes()


def test_a_draft_can_part_from_the_report_it_was_taken_for(tmp_path: Path) -> None:
    publish(tmp_path / "reports", TEXT.format("6,0"), "a")
    file = put(tmp_path / "1", TEXT.format("7,4"), "b.txt")
    old = tmp_path / "1" / draft_report(file, "b.txt", tmp_path / "reports")
    assert find_sent(old) == file
    assert (old.name, part_draft(file, tmp_path / "reports")) == ("a", "b")
    assert load_report_folder(tmp_path / "1" / "b").record.facts[0].doubts == ()


@pytest.mark.parametrize(("field", "mended"), [("title", "Báo cáo xã Mẫu"), ("place", "xã Mẫu"), ("period", "2031-H1")])
def test_a_report_whose_head_was_mended_is_still_known(tmp_path: Path, field: str, mended: str) -> None:
    text = TEXT + "\nXã trồng 12 ha rừng.\n\nToàn xã có 310 hộ nghèo.\n"
    served = publish(tmp_path / "reports", text.format("6,0"), "a")
    assert set_report_field(served, field, mended) == ""
    assert draft_report(put(tmp_path / "1", text.format("7,4")), "b.txt", tmp_path / "reports") == "a"


def test_a_text_without_figures_is_refused_by_its_own_name(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"^thư ngỏ\.txt: .*không thấy số liệu"):
        draft_report(put(tmp_path, "Kính gửi bà con trong xã."), "thư ngỏ.txt", tmp_path)


@pytest.mark.parametrize("name", ["../../x.txt", "/etc/passwd", "a\x00b.pdf", "", "..", "x." + "y/" * 50, "a" * 300])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    file = name_file(tmp_path / "1", name)
    assert file.parent == tmp_path / "1"
    assert len(file.name.encode()) < 80

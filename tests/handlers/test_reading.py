"""A file that was sent becomes a draft under an id that takes no other report's place."""

from pathlib import Path

import pytest

from handlers.reading import draft_report, name_file
from knowledge.extraction.documents import DocumentError
from knowledge.facts.files import load_report_folder
from knowledge.facts.proof import prove

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


@pytest.mark.parametrize(
    ("served", "report"), [(TEXT.format("6,0"), "a"), (TEXT.format("6,0").replace("Mẫu", "Khác"), "a-2")]
)
def test_only_the_same_report_in_other_words_takes_the_place_of_a_served_one(
    tmp_path: Path, served: str, report: str
) -> None:
    reports = tmp_path / "reports"
    assert draft_report(put(reports, served), "a.txt", reports) == "a"
    assert draft_report(put(tmp_path / "1", TEXT.format("7,4")), "a.txt", reports) == report


def test_a_text_without_figures_is_refused_by_its_own_name(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"^thư ngỏ\.txt: .*không thấy số liệu"):
        draft_report(put(tmp_path, "Kính gửi bà con trong xã."), "thư ngỏ.txt", tmp_path)


@pytest.mark.parametrize("name", ["../../x.txt", "/etc/passwd", "a\x00b.pdf", "", "..", "x." + "y/" * 50, "a" * 300])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    file = name_file(tmp_path / "1", name)
    assert file.parent == tmp_path / "1"
    assert len(file.name.encode()) < 80

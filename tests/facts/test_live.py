"""A running program sees a new file or version; a broken one is told and changes nothing."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from knowledge.facts.live import Live
from knowledge.facts.record.errors import DataError, Problem
from knowledge.facts.store import Store
from knowledge.facts.versions.audit import Author
from knowledge.facts.versions.publish import publish, rollback
from tests.facts.reports import write_report

AN = Author("an", "2030-01-02")
Figures = list[str | None]


def figures_of(store: Store) -> Figures:
    return [fact.figure for fact in store.facts]


class Watched:
    """A folder of one report, what is known of it, and what the operator was told."""

    def __init__(self, folder: Path) -> None:
        self.directory = folder / "reports"
        self.report = write_report(self.directory / "xa-mau", "5,2")
        self.told: list[tuple[Problem, ...]] = []
        self.builds = 0
        self.changed = Event()
        self.live: Live[Figures] = Live(self.directory, self.build, self.told.append)

    def build(self, store: Store) -> Figures:
        self.builds += 1
        if self.builds > 1:
            self.changed.set()
        return figures_of(store)

    def looks(self, number: int) -> Figures:
        for _ in range(number):
            self.live.poll()
        return self.live.current()


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    yield Watched(tmp_path)


def test_an_edited_file_is_read_at_the_second_look_that_finds_it_the_same(watched: Watched) -> None:
    write_report(watched.report, "6,1")
    assert watched.looks(1) == ["5,2 tỷ đồng"]
    assert watched.looks(1) == ["6,1 tỷ đồng"]


def test_a_file_that_still_grows_is_not_read(watched: Watched) -> None:
    for figure in ("6,1", "66,1", "666,1"):
        write_report(watched.report, figure)
        assert watched.looks(1) == ["5,2 tỷ đồng"]
    assert watched.looks(1) == ["666,1 tỷ đồng"]


def test_who_asks_now_waits_for_the_edit_to_be_whole(watched: Watched) -> None:
    write_report(watched.report, "6,1")
    assert watched.live.refresh() == ["6,1 tỷ đồng"]


def test_an_unchanged_file_written_again_is_not_built_again(watched: Watched) -> None:
    write_report(watched.report, "5,2")
    watched.looks(3)
    assert (watched.builds, watched.told) == (1, [])


def test_a_published_version_and_its_rollback_are_seen(watched: Watched) -> None:
    publish(watched.directory, write_report(watched.directory.parent / "xa-mau", "6,1"), AN)
    assert watched.looks(2) == ["6,1 tỷ đồng"]
    rollback(watched.directory, "xa-mau", None, AN)
    assert watched.looks(2) == ["5,2 tỷ đồng"]


def test_a_new_report_is_served_and_a_removed_one_no_more(watched: Watched) -> None:
    new = write_report(watched.directory / "xa-moi", "8,8")
    assert watched.looks(2) == ["5,2 tỷ đồng", "8,8 tỷ đồng"]
    (new / "facts.yaml").unlink()
    assert watched.looks(2) == ["5,2 tỷ đồng"]


BROKEN_EDITS = [
    ("figure: 5,2 tỷ đồng", "figure: 5,3 tỷ đồng", (8, "facts[1].figure"), "chép đúng như câu viết"),
    ("title: Xã Mẫu năm 2030", "title: Xã: Mẫu", (2, ""), "dấu ': '"),
    ("    indicator: Thu ngân sách\n", "", (6, "facts[1].indicator"), "thêm vào"),
    ("period: 2030", "perod: 2030", (4, "perod"), "kiểm tra chính tả"),
]


@pytest.mark.parametrize(("old", "new", "where", "remedy"), BROKEN_EDITS)
def test_a_broken_edit_is_told_by_file_line_field_and_remedy_and_changes_nothing(
    watched: Watched, old: str, new: str, where: tuple[int, str], remedy: str
) -> None:
    path = watched.report / "facts.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert watched.looks(2) == ["5,2 tỷ đồng"]
    problem = watched.told[0][0]
    assert (problem.path, (problem.line, problem.field)) == (str(path), where)
    assert remedy in problem.message


def test_a_broken_edit_is_told_once_and_its_repair_served(watched: Watched) -> None:
    (watched.report / "report.txt").write_text("khác", encoding="utf-8")
    watched.looks(5)
    assert len(watched.told) == 1
    write_report(watched.report, "6,1")
    assert watched.looks(2) == ["6,1 tỷ đồng"]
    (watched.report / "report.txt").write_text("khác", encoding="utf-8")
    watched.looks(5)
    assert len(watched.told) == 2


def test_a_broken_report_does_not_hold_back_another(watched: Watched) -> None:
    other = write_report(watched.directory / "xa-moi", "8,8")
    watched.looks(2)
    (watched.report / "facts.yaml").write_text("title: [", encoding="utf-8")
    write_report(other, "9,9")
    assert watched.looks(2) == ["5,2 tỷ đồng", "9,9 tỷ đồng"]


def test_a_folder_that_vanishes_is_told_and_the_last_knowledge_stays(watched: Watched) -> None:
    watched.directory.rename(watched.directory.with_name("elsewhere"))
    assert watched.looks(3) == ["5,2 tỷ đồng"]
    assert len(watched.told) == 1


def test_a_report_broken_at_the_start_is_left_out_told_once_and_comes_back_repaired(tmp_path: Path) -> None:
    write_report(tmp_path / "xa-mau", "5,2")
    other = write_report(tmp_path / "xa-moi", "8,8")
    (other / "facts.yaml").write_text("title: [", encoding="utf-8")
    told: list[tuple[Problem, ...]] = []
    live: Live[Figures] = Live(tmp_path, figures_of, told.append)
    for _ in range(3):
        live.poll()
    assert (live.current(), len(told)) == (["5,2 tỷ đồng"], 1)
    write_report(other, "9,9")
    assert live.refresh() == ["5,2 tỷ đồng", "9,9 tỷ đồng"]


def test_a_file_that_is_gone_is_told_and_a_published_report_stays(watched: Watched) -> None:
    write_report(watched.directory / "xa-la", "1,1")
    draft = write_report(watched.directory.parent / "drafts" / "xa-moi", "8,8")
    publish(watched.directory, draft, AN)
    watched.looks(2)
    for name in ("xa-la", "xa-moi"):
        (watched.directory / name / "facts.yaml").unlink()
    assert watched.looks(2) == ["5,2 tỷ đồng", "8,8 tỷ đồng"]
    assert [(Path(p.path).parent.name, p.served) for p in watched.told[-1]] == [
        ("xa-moi", "vẫn trả lời theo bản 1 đã công bố"), ("xa-la", "tạm không trả lời theo báo cáo này"),
    ]  # fmt: skip
    rollback(watched.directory, "xa-moi", 0, AN)
    assert watched.looks(2) == ["5,2 tỷ đồng"]
    assert len(watched.told) == 1


def test_broken_knowledge_stops_the_start(tmp_path: Path) -> None:
    report = write_report(tmp_path / "xa-mau")
    (report / "report.txt").unlink()
    with pytest.raises(DataError):
        Live(tmp_path, figures_of, print)


def test_the_watching_thread_sees_an_edit_by_itself(watched: Watched) -> None:
    stop = watched.live.watch(interval_s=0.01)
    write_report(watched.report, "6,1")
    seen = watched.changed.wait(10)
    stop()
    assert (seen, watched.live.current()) == (True, ["6,1 tỷ đồng"])

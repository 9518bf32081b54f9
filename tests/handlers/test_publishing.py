"""Publishing shows what changes, and refuses what would break a question whose answer is known."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest

from handlers.asked import count_question
from handlers.publishing import describe_change, run_publish, run_rollback, run_versions
from handlers.state import State
from knowledge.answering import Index, ask
from knowledge.answering.golden import load_golden
from knowledge.answering.proposal import propose
from knowledge.facts.audit import Author
from knowledge.facts.errors import DataError
from knowledge.facts.store import load_store
from knowledge.facts.versions import fingerprint, publish

ROOT = Path(__file__).parent.parent.parent
TEXT = "Thu ngân sách đạt {} tỷ đồng. Trồng rừng {} ha."
YAML = """title: Xã Mẫu năm 2030
place: xã Mẫu
period: 2030
facts:
  - id: thu
    indicator: {}
    figure: {} tỷ đồng
    sentence: Thu ngân sách đạt {} tỷ đồng.
  - id: rung
    indicator: Diện tích trồng rừng
    figure: {} ha
    sentence: Trồng rừng {} ha.
"""
GOLDEN = "Thu ngân sách năm 2030 là bao nhiêu?: thu\nDân số năm 2030?: không có\n"


def write(folder: Path, revenue: str = "5,2", forest: str = "40", name: str = "Thu ngân sách") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.txt").write_text(TEXT.format(revenue, forest), encoding="utf-8")
    (folder / "facts.yaml").write_text(YAML.format(name, revenue, revenue, forest, forest), encoding="utf-8")
    return folder


@pytest.fixture
def served(tmp_path: Path) -> Path:
    report = write(tmp_path / "reports" / "xa-mau")
    (report / "golden.yaml").write_text(GOLDEN, encoding="utf-8")
    return tmp_path / "reports"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return tmp_path / "drafts" / "xa-mau"


def url_of(directory: Path) -> str:
    return f"sqlite:///{directory.parent / 'state.db'}"


def agree(directory: Path, draft: Path, is_agreed: bool = True) -> int:
    return run_publish(directory, draft, is_agreed, url_of(directory))


def answer_of(directory: Path, question: str) -> list[str | None]:
    return [fact.figure for fact in ask(question, Index(load_store(directory))).answer.facts]


def test_the_difference_is_shown_and_the_new_figure_answers(
    served: Path, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert agree(served, write(draft, "6,1")) == 0
    shown = capsys.readouterr().out
    assert "thêm 0, sửa 1, bỏ 0" in shown
    assert "số liệu: 5,2 tỷ đồng -> 6,1 tỷ đồng" in shown
    assert "? Thu ngân sách năm 2030 là bao nhiêu?: 5,2 tỷ đồng (xa-mau/thu) -> 6,1 tỷ đồng (xa-mau/thu)" in shown
    assert "Hoàn tác: python bot.py rollback xa-mau 1" in shown
    assert answer_of(served, "thu ngân sách 2030?") == ["6,1 tỷ đồng"]


def test_a_broken_golden_question_is_refused_in_a_line_with_a_remedy(
    served: Path, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert agree(served, write(draft, "6,1", name="Chi đầu tư")) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "cần xa-mau/thu" in line and "thêm bí danh" in line
    assert answer_of(served, "thu ngân sách 2030?") == ["5,2 tỷ đồng"]


def test_a_question_that_must_have_no_answer_is_golden_too(served: Path, draft: Path) -> None:
    write(draft)
    (draft / "golden.yaml").write_text("Diện tích trồng rừng năm 2030?: không có\n", encoding="utf-8")
    assert agree(served, draft) == 1


def test_the_golden_questions_of_other_reports_are_kept_from_harm(served: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "drafts" / "xa-mau-sua", "9,9")
    path = other / "facts.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("xã Mẫu", "xã Khác"), encoding="utf-8")
    assert agree(served, other) == 0
    assert "5,2 tỷ đồng" in answer_of(served, "thu ngân sách xã Mẫu 2030?")


@pytest.mark.parametrize(("typed", "outcome"), [("c\n", (0, "6,1")), ("k\n", (1, "5,2")), ("", (1, "5,2"))])
def test_nothing_is_published_without_a_yes(
    served: Path, draft: Path, monkeypatch: pytest.MonkeyPatch, typed: str, outcome: tuple[int, str]
) -> None:
    (served.parent / "typed").write_text(typed, encoding="utf-8")
    with (served.parent / "typed").open(encoding="utf-8") as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        code = agree(served, write(draft, "6,1"), is_agreed=False)
    assert (code, answer_of(served, "thu ngân sách 2030?")) == (outcome[0], [f"{outcome[1]} tỷ đồng"])


def test_what_people_asked_lately_is_compared(served: Path, draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async def ask_both() -> None:
        async with State(url_of(served)) as state:
            for question in ("Trồng rừng 2030?", "thu ngân sách bao nhiêu"):
                await count_question(state, question, ask(question, Index(load_store(served))).answer)

    asyncio.run(ask_both())
    assert agree(served, write(draft, forest="41")) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines() if line.startswith("  ? ")]
    assert lines == ["? trồng rừng 2030?: 40 ha (xa-mau/rung) -> 41 ha (xa-mau/rung)"]


def test_a_database_out_of_reach_does_not_stop_a_publication(
    served: Path, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_publish(served, write(draft, "6,1"), True, f"sqlite:///{served}/xa-mau/report.txt/state.db") == 0
    assert capsys.readouterr().err.startswith("DATABASE_URL: không mở được")


def test_a_proposal_names_what_it_was_worked_out_from(served: Path, draft: Path) -> None:
    proposal = propose(served, write(draft, "6,1"))
    assert proposal.seen == fingerprint(served, draft)


def test_the_note_of_a_change_is_told(served: Path, draft: Path) -> None:
    change = publish(served, write(draft, "6,1"), Author("an", "2030-01-02"), note="theo đính chính")
    assert change and describe_change(change) == "bản 2 · công bố · 2030-01-02 · an · theo đính chính"


def test_versions_tell_what_is_served_and_what_was_edited_since(
    served: Path, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    agree(served, write(draft, "6,1"))
    run_rollback(served, "xa-mau", None)
    write(served / "xa-mau", "7,7")
    capsys.readouterr()
    assert run_versions(served, "xa-mau") == 0
    first, *changes = capsys.readouterr().out.splitlines()
    assert first == "xa-mau: đang phục vụ bản 1 (tệp đã sửa thêm sau đó, chưa công bố)"
    assert [" · ".join(line.strip().split(" · ")[:2]) for line in changes] == [
        "bản 1 · sửa thẳng trong tệp", "bản 2 · công bố", "bản 1 · trở về",
    ]  # fmt: skip


def test_no_versions_yet_is_said(served: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (run_versions(served, None), run_versions(served, "xa-la")) == (0, 1)
    assert "Chưa có bản nào được công bố của xa-la." in capsys.readouterr().out


@pytest.mark.parametrize("text", ["- a\n", "câu?:\n  - a\n", "câu?: a: b\n", "a\n"])
def test_a_broken_golden_file_is_told_by_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "golden.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"golden\.yaml:1"):
        load_golden(tmp_path / "golden.yaml", "xa-mau")


def test_a_running_console_answers_from_the_edited_file_and_tells_of_a_broken_one(served: Path) -> None:
    console = subprocess.Popen(
        [sys.executable, "bot.py", "console", "--knowledge", str(served)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert console.stdin and console.stdout

    def hears(question: str) -> str:
        print(question, file=console.stdin, flush=True)
        lines = iter(console.stdout.readline, "\n")  # type: ignore[union-attr]
        return "".join(lines)

    assert "5,2 tỷ đồng" in hears("thu ngân sách 2030?")
    write(served / "xa-mau", "6,1")
    assert "6,1 tỷ đồng" in hears("thu ngân sách 2030?")
    (served / "xa-mau" / "report.txt").write_text("khác", encoding="utf-8")
    assert "6,1 tỷ đồng" in hears("thu ngân sách 2030?")
    _, errors = console.communicate()
    assert errors.splitlines()[0].startswith("bản vừa sửa chưa dùng được, vẫn trả lời theo bản trước: ")
    assert f"{served / 'xa-mau' / 'facts.yaml'}:8: facts[1].sentence: câu không có nguyên văn" in errors


def test_the_commands_refuse_in_one_line_and_exit_1(served: Path, draft: Path) -> None:
    (write(draft) / "report.txt").write_text("khác", encoding="utf-8")
    options = ["--knowledge", str(served)]
    runs = [["publish", str(draft), "--yes", *options], ["rollback", "xa-mau", "9", *options], ["review", str(draft)]]
    for arguments in runs:
        run = subprocess.run(
            [sys.executable, "bot.py", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert (run.returncode, "Traceback" in run.stderr) == (1, False), json.dumps(run.stderr)

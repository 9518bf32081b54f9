"""Publishing shows what changes, and refuses what would break a question whose answer is known."""

import asyncio
import json
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from handlers.database.asking import make_asking
from handlers.memory.state import State
from handlers.terminal.publishing import (
    describe_answers,
    describe_change,
    describe_facts,
    run_publish,
    run_rollback,
    run_versions,
)
from knowledge.answering import Index, ask
from knowledge.facts.record.errors import DataError
from knowledge.facts.store import load_store
from knowledge.facts.versions.audit import Author, list_changes
from knowledge.facts.versions.publish import fingerprint, publish
from knowledge.review.golden import load_golden
from knowledge.review.proposal import propose
from tests.handlers.shell import Command, run

ROOT = Path(__file__).parent.parent.parent.parent
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
                asking = make_asking(question, ask(question, Index(load_store(served))).answer)
                assert asking
                await state.record_sent(1, 1, is_last=True, answer=None, asked=asking)

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
    run_rollback(served, "xa-mau", None, True)
    write(served / "xa-mau", "7,7")
    capsys.readouterr()
    assert run_versions(served, "xa-mau") == 0
    first, *changes = capsys.readouterr().out.splitlines()
    assert first == "xa-mau: đang phục vụ bản 1 (tệp đã sửa thêm sau đó, chưa công bố)"
    assert [" · ".join(line.strip().split(" · ")[:2]) for line in changes] == [
        "bản 1 · đưa vào bằng tệp", "bản 2 · công bố", "bản 1 · trở về",
    ]  # fmt: skip


def test_no_versions_yet_is_said(served: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (run_versions(served, None), run_versions(served, "xa-la")) == (0, 1)
    assert "Chưa có bản nào được công bố của xa-la." in capsys.readouterr().out


BROKEN_GOLDEN = [
    ("- a\n", "1: cần bắt đầu bằng 'câu hỏi: id'"),
    ("câu?:\n  - a\n", "1: câu?: mỗi dòng là"),
    ("câu?: a: b\n", "1: "),
    ("a\n", "1: cần bắt đầu bằng 'câu hỏi: id'"),
    ("a?: thu\ncâu?: \n", "2: câu?: thiếu câu trả lời"),
    ('a?: thu\ncâu?: ""\n', "2: câu?: thiếu câu trả lời"),
]


@pytest.mark.parametrize(("text", "told"), BROKEN_GOLDEN)
def test_a_broken_golden_file_is_told_by_line(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "golden.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_golden(tmp_path / "golden.yaml", "xa-mau")
    [line] = str(caught.value).splitlines()
    assert f"golden.yaml:{told}" in line


@pytest.mark.parametrize("text", ["", "\n", "# chưa có\n", "---\n"])
def test_an_empty_golden_file_has_no_questions(tmp_path: Path, text: str) -> None:
    (tmp_path / "golden.yaml").write_text(text, encoding="utf-8")
    assert load_golden(tmp_path / "golden.yaml", "xa-mau") == ()


@pytest.mark.parametrize("nothing", ["không có", "Không có", "KHÔNG CÓ", '" không có "'])
def test_that_there_is_no_answer_is_written_in_any_case(tmp_path: Path, nothing: str) -> None:
    (tmp_path / "golden.yaml").write_text(f"Dân số?: {nothing}\n", encoding="utf-8")
    assert [golden.fact for golden in load_golden(tmp_path / "golden.yaml", "xa-mau")] == [""]


def test_a_golden_question_that_names_an_unknown_fact_is_told_by_line(served: Path, draft: Path) -> None:
    write(draft, "6,1")
    (draft / "golden.yaml").write_text(GOLDEN + "Rừng?: rung-2030\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"golden\.yaml:3: Rừng\?: không có mục 'rung-2030' trong facts\.yaml"):
        propose(served, draft)


def test_golden_questions_dropped_by_the_draft_are_shown(
    served: Path, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(draft, "6,1")
    (draft / "golden.yaml").write_text("Dân số năm 2030?: không có\n", encoding="utf-8")
    assert agree(served, draft) == 0
    assert "  - câu hỏi mẫu: Thu ngân sách năm 2030 là bao nhiêu?: thu\n" in capsys.readouterr().out


HEAD_CHANGES = [
    ("title: Xã Mẫu năm 2030", "title: Xã Mẫu 2030", "~ tên báo cáo: Xã Mẫu năm 2030 -> Xã Mẫu 2030"),
    ("place: xã Mẫu\n", "place: xã Mẫu, tỉnh Mẫu\n", "~ nơi: xã Mẫu -> xã Mẫu, tỉnh Mẫu"),
    ("place: xã Mẫu\n", "author: An\nplace: xã Mẫu\n", "+ tác giả: An"),
    ("place: xã Mẫu\n", "published: 2030-12-31\nplace: xã Mẫu\n", "+ ngày đăng: 2030-12-31"),
    ("period: 2030\n", "", "- thời kỳ: 2030"),
    ("facts:\n", "ignored:\n  - text: 40\n    reason: mẫu\nfacts:\n", "+ số bỏ qua: 40 (mẫu)"),
]


@pytest.mark.parametrize(("old", "new", "told"), HEAD_CHANGES)
def test_changes_of_the_report_itself_are_shown(served: Path, draft: Path, old: str, new: str, told: str) -> None:
    path = write(draft) / "facts.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    (served / "xa-mau" / "golden.yaml").unlink()
    assert f"  {told}" in describe_facts(propose(served, draft))


def test_a_changed_text_is_shown_by_its_sentences(served: Path, draft: Path) -> None:
    with (write(draft) / "report.txt").open("a", encoding="utf-8") as text:
        text.write(" Thêm một câu. Thêm câu nữa.")
    assert "  ~ toàn văn: thêm 2 câu, bỏ 0 câu" in describe_facts(propose(served, draft))


def test_a_first_publication_lists_its_figures(served: Path, tmp_path: Path) -> None:
    told = describe_facts(propose(served, write(tmp_path / "drafts" / "xa-moi")))
    assert told[1:] == [
        "Số liệu: công bố lần đầu, 2 mục",
        "  + thu  Thu ngân sách, năm 2030 (thực hiện): 5,2 tỷ đồng",
        "  + rung  Diện tích trồng rừng, năm 2030 (thực hiện): 40 ha",
    ]


def test_what_reads_the_same_to_a_person_is_no_change(served: Path, tmp_path: Path) -> None:
    draft = write(tmp_path / "drafts" / "xa-moi", "9,9")
    path = draft / "facts.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("xã Mẫu", "xã Khác"), encoding="utf-8")
    for name in ("xa-hai", "xa-ba"):
        write(served / name)
        path = served / name / "facts.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("xã Mẫu", f"xã {name}"), encoding="utf-8")
    asked = ["thu ngân sách 2030?", "trồng rừng?", "con 2030", "năm 2030"]
    for line in describe_answers(propose(served, draft, asked)):
        old, new = line.rpartition("?: ")[2].split(" -> ")
        assert old != new


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


def test_what_changed_while_it_was_read_is_shown_again_before_it_is_published(served: Path, draft: Path) -> None:
    publication = Command("publish", write(draft, "6,1"), "--knowledge", served)
    publication.hear("k = không] ")
    write(draft, "7,7")
    publication.say("c")
    assert "5,2 tỷ đồng -> 7,7 tỷ đồng" in publication.hear("k = không] ")
    assert answer_of(served, "thu ngân sách 2030?") == ["5,2 tỷ đồng"]
    publication.say("c")
    code, _, err = publication.end()
    assert (code, err) == (0, "Trong lúc đó bản nháp hay bản đang phục vụ đã đổi; nay là:\n")
    assert answer_of(served, "thu ngân sách 2030?") == ["7,7 tỷ đồng"]


def test_ctrl_c_at_the_question_publishes_nothing_and_says_so(served: Path, draft: Path) -> None:
    publication = Command("publish", write(draft, "6,1"), "--knowledge", served)
    publication.hear("k = không] ")
    publication.process.send_signal(signal.SIGINT)
    code, _, err = publication.end()
    assert (code, err.startswith("Chưa công bố."), len(err.splitlines())) == (1, True, 1)
    assert list_changes(served) == []


def test_a_rollback_shows_what_changes_and_what_breaks_and_asks(served: Path, draft: Path) -> None:
    agree(served, write(draft, "6,1"))
    (served / "xa-mau" / "golden.yaml").write_text("Chi đầu tư năm 2030?: thu\n", encoding="utf-8")
    agree(served, write(served.parent / "more" / "xa-mau", "6,1", name="Chi đầu tư"))
    code, out, err = run("rollback", "xa-mau", "--knowledge", served)
    assert (code, err) == (1, "Chưa làm gì. Làm mà không hỏi lại: thêm --yes\n")
    assert "Trở về bản 3:" in out and "chỉ tiêu: Chi đầu tư -> Thu ngân sách" in out
    code, out, err = run("rollback", "xa-mau", "1", "--knowledge", served, "--yes")
    assert (code, err) == (0, "")
    assert "số liệu: 6,1 tỷ đồng -> 5,2 tỷ đồng" in out
    assert "Hỏng câu hỏi mẫu 'Chi đầu tư năm 2030?' cần xa-mau/thu" in out
    assert out.endswith(f"bot.py rollback xa-mau 4 --knowledge {served}\n")


def test_taking_a_report_away_shows_what_goes(served: Path, tmp_path: Path) -> None:
    agree(served, write(tmp_path / "drafts" / "xa-moi"))
    code, out, _ = run("rollback", "xa-moi", "0", "--yes", "--knowledge", served)
    assert (code, out.splitlines()[:3]) == (
        0, ["Gỡ báo cáo:", "xa-moi: Xã Mẫu năm 2030 · gỡ khỏi phục vụ", "Số liệu: thêm 0, sửa 0, bỏ 2"],
    )  # fmt: skip
    assert "  - rung  Diện tích trồng rừng, năm 2030 (thực hiện): 40 ha" in out


def test_before_the_first_version_a_rollback_says_so(served: Path, tmp_path: Path) -> None:
    agree(served, write(tmp_path / "drafts" / "xa-moi"))
    code, _, err = run("rollback", "xa-moi", "--yes", "--knowledge", served)
    assert (code, len(err.splitlines()), "nêu rõ số 0" in err) == (1, 1, True)


def test_printed_commands_can_be_typed(served: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "nháp của An" / "xa-mau", "6,1")
    path = folder / "facts.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "    doubts:\n      - lạ\n", encoding="utf-8")
    code, out, _ = run("publish", folder, "--yes", "--knowledge", served)
    assert (code, f"Còn 1 mục chưa xem: python bot.py review '{folder}'\n" in out) == (0, True)
    assert out.endswith(f"Hoàn tác: python bot.py rollback xa-mau 1 --knowledge {served}\n")


CLOSED = [("publish", "{draft}"), ("review", "{draft}"), ("ask", "--jsonl"), ("console",), ("rollback", "xa-mau", "1")]


@pytest.mark.parametrize("arguments", CLOSED)
def test_a_closed_input_is_told_in_one_line(served: Path, draft: Path, arguments: tuple[str, ...]) -> None:
    agree(served, write(draft, "6,1"))
    named = [word.format(draft=write(draft, "6,2")) for word in arguments]
    options = [] if arguments[0] == "review" else ["--knowledge", str(served)]
    code, _, err = run(*named, *options, stdin="<&-")
    assert (code, len(err.splitlines()), "Traceback" in err) == (1, 1, False), err


WRONG_FOLDERS = [("publish", "{draft}", "--yes"), ("rollback", "xa-mau", "--yes"), ("versions",), ("ask", "thu?")]


@pytest.mark.parametrize("arguments", WRONG_FOLDERS)
@pytest.mark.parametrize(("name", "told"), [("report", "không có thư mục này"), ("typed", "không phải là thư mục")])
def test_a_mistyped_folder_of_reports_is_told_and_not_made(
    served: Path, draft: Path, arguments: tuple[str, ...], name: str, told: str
) -> None:
    (served.parent / "typed").write_text("x", encoding="utf-8")
    named = [word.format(draft=write(draft)) for word in arguments]
    code, _, err = run(*named, "--knowledge", served.parent / name)
    assert (code, err) == (1, f"{served.parent / name}: {told}; kiểm tra KNOWLEDGE_DIR hay --knowledge\n")
    assert not (served.parent / "report").exists()


UNREADABLE = [("publish", "{draft}", "--yes"), ("rollback", "xa-mau", "--yes"), ("versions",)]


@pytest.mark.parametrize("arguments", UNREADABLE)
def test_an_audit_log_out_of_reach_is_told_in_one_line(served: Path, draft: Path, arguments: tuple[str, ...]) -> None:
    (served / ".versions" / "audit.jsonl").mkdir(parents=True)
    named = [word.format(draft=write(draft, "6,1")) for word in arguments]
    code, _, err = run(*named, "--knowledge", served)
    assert (code, err.splitlines()) == (
        1, [f"{served}/.versions/audit.jsonl: cần một tệp, không phải thư mục; kiểm tra đường dẫn"],
    )  # fmt: skip


def test_a_broken_report_does_not_stop_the_others_from_answering_and_check_fails(served: Path) -> None:
    write(served / "xa-ba")
    (served / "xa-ba" / "facts.yaml").write_text("titel: x\n", encoding="utf-8")
    code, out, err = run("ask", "thu ngân sách xã Mẫu 2030?", "--knowledge", served)
    assert (code, "5,2 tỷ đồng" in out) == (0, True)
    assert err.splitlines()[0].startswith(
        f"bản vừa sửa chưa dùng được, tạm không trả lời theo báo cáo này: {served}/xa-ba/facts.yaml:1: title: thiếu"
    )
    assert run("check", served)[0] == 1


def test_check_tells_of_a_file_that_is_gone_and_of_golden_questions(served: Path, tmp_path: Path) -> None:
    agree(served, write(tmp_path / "drafts" / "xa-moi"))
    (served / "xa-moi" / "facts.yaml").unlink()
    (served / "xa-mau" / "golden.yaml").write_text("a?: thuu\n", encoding="utf-8")
    code, _, err = run("check", served)
    gone, golden = err.splitlines()
    assert (code, gone.startswith(f"{served}/xa-moi/facts.yaml: không còn tệp này")) == (1, True)
    assert (
        golden
        == f"{served}/xa-mau/golden.yaml:1: a?: không có mục 'thuu' trong facts.yaml; sửa id này, hoặc bỏ câu hỏi mẫu"
    )


def test_a_draft_is_not_read_into_a_folder_whose_name_is_no_id(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Thu ngân sách năm 2023 đạt 5,2 tỷ đồng.", encoding="utf-8")
    code, _, err = run("extract", tmp_path / "a.txt", "--into", tmp_path / "Xã An Hòa 2023")
    assert (code, len(err.splitlines()), err.endswith("đổi tên, ví dụ xa-an-hoa-2023\n")) == (1, 1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_disk_that_takes_no_bytes_is_told_in_one_line(served: Path, draft: Path) -> None:
    path = write(draft, "6,1") / "facts.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "    doubts:\n      - lạ\n", encoding="utf-8")
    bot = shlex.join([sys.executable, "bot.py"])
    for command in (f"{bot} publish {draft} --yes --knowledge {served}", f"echo d | {bot} review {draft}"):
        done = subprocess.run(
            ["bash", "-c", f"ulimit -f 0; {command}"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert (done.returncode, "Traceback" in done.stderr) == (1, False)
        assert "tệp vượt cỡ được ghi ở đây" in done.stderr.splitlines()[-1]
    assert (list_changes(served), answer_of(served, "thu ngân sách 2030?")) == ([], ["5,2 tỷ đồng"])

"""Golden questions belong to their report: asked in its place, judged on its facts, whatever other reports state."""

import shutil
from pathlib import Path

import pytest

from handlers.terminal.publishing import run_publish
from knowledge.facts.folder.contents import GOLDEN_FILE
from knowledge.facts.versions.audit import list_changes
from knowledge.review.proposal import propose
from tests.handlers.shell import run

SEED = Path(__file__).parents[2] / "knowledge" / "reports" / "bac-kan-2021"
NOBODY_COUNTED = "Dân số: không có\n"
REVENUE = "Tổng thu của xã?: thu\n"


def write(folder: Path, place: str, year: int, *figures: tuple[str, str, str], golden: str = "") -> Path:
    """A report of that place and year; of each figure id, indicator and figure."""
    folder.mkdir(parents=True, exist_ok=True)
    sentences = [f"{indicator} năm {year} là {figure}." for _, indicator, figure in figures]
    lines = [f"title: Tình hình {place} năm {year}", f"place: {place}", f"period: {year}", "facts:"]
    for (name, indicator, figure), sentence in zip(figures, sentences, strict=True):
        lines += [f"  - id: {name}", f"    indicator: {indicator}"]
        lines += [f"    figure: {figure}", f"    sentence: {sentence}"]
    (folder / "facts.yaml").write_text("\n".join(lines), encoding="utf-8")
    (folder / "report.txt").write_text(" ".join(sentences), encoding="utf-8")
    if golden:
        (folder / GOLDEN_FILE).write_text(golden, encoding="utf-8")
    return folder


def people(figure: str) -> tuple[str, str, str]:
    return ("dan-so", "Dân số", figure)


def revenue(figure: str) -> tuple[str, str, str]:
    return ("thu", "Tổng thu của xã", figure)


@pytest.fixture
def served(tmp_path: Path) -> Path:
    """A report that counts nobody, and says so in its golden questions."""
    write(tmp_path / "reports" / "xa-tre-2030", "xã Tre", 2030, revenue("4 tỷ đồng"), golden=NOBODY_COUNTED + REVENUE)
    return tmp_path / "reports"


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    return tmp_path / "drafts"


def publish(served: Path, draft: Path) -> int:
    return run_publish(served, draft, True, f"sqlite:///{served.parent / 'state.db'}")


@pytest.mark.parametrize(("place", "year"), [("xã Lim", 2030), ("xã Tre", 2031), ("xã Tre", 2030)])
def test_what_another_report_states_does_not_break_that_this_one_states_nothing(
    served: Path, drafts: Path, place: str, year: int
) -> None:
    assert publish(served, write(drafts / "khac", place, year, people("6.120 người"), golden="Dân số: dan-so\n")) == 0


@pytest.mark.parametrize("place", ["huyện Sông Gấm, tỉnh Mẫu", "thành phố Bắc Kạn, tỉnh Bắc Kạn"])
def test_a_second_report_with_a_population_is_published_beside_the_seed(tmp_path: Path, place: str) -> None:
    shutil.copytree(SEED, tmp_path / "reports" / SEED.name)
    draft = write(tmp_path / "drafts" / "moi-2030", place, 2030, people("48.300 người"), golden="Dân số?: dan-so\n")
    assert publish(tmp_path / "reports", draft) == 0


def test_a_fact_of_its_own_breaks_that_it_states_nothing(
    served: Path, drafts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(served, write(drafts / "khac", "xã Tre", 2031, people("6.120 người")))
    capsys.readouterr()
    draft = write(drafts / "xa-tre-2030", "xã Tre", 2030, revenue("4 tỷ đồng"), people("5.980 người"))
    assert publish(served, draft) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{served}/xa-tre-2030/golden.yaml:1: câu hỏi mẫu 'Dân số' cần không trả lời")
    assert line.endswith("hoặc sửa dòng này nếu câu trả lời mới mới là đúng")


def test_the_refusal_names_the_file_of_the_draft_where_that_has_one(
    served: Path, drafts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    golden = "# đã đối chiếu\n\nSố gà của xã: không có\nTổng chi của xã: thu\n"
    assert publish(served, write(drafts / "xa-tre-2030", "xã Tre", 2030, revenue("4 tỷ đồng"), golden=golden)) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{drafts}/xa-tre-2030/golden.yaml:4: câu hỏi mẫu 'Tổng chi của xã' cần xa-tre-2030/thu")


def test_the_same_question_of_two_reports_is_asked_about_the_place_of_each(served: Path, drafts: Path) -> None:
    first = write(drafts / "xa-lim-2030", "xã Lim", 2030, revenue("7 tỷ đồng"), golden=REVENUE)
    assert publish(served, first) == 0
    second = write(drafts / "xa-lim-2030", "xã Lim", 2030, revenue("8 tỷ đồng"), golden=REVENUE)
    proposal = propose(served, second, home_place="xã Tre")
    told = [(c.new.facts[0].figure, c.golden.report if c.golden else "") for c in proposal.answers]
    assert (proposal.broken, told) == ((), [("8 tỷ đồng", "xa-lim-2030")])


def test_both_reports_whose_question_breaks_are_named(
    served: Path, drafts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    others = "Tổng thu của xã Tre?: xa-tre-2030/thu\n"
    write(served / "xa-lim-2030", "xã Lim", 2030, revenue("7 tỷ đồng"), golden=others)
    draft = write(drafts / "xa-tre-2030", "xã Tre", 2030, ("quy", "Quỹ khuyến học", "4 tỷ đồng"), golden="Thu?: quy\n")
    assert publish(served, draft) == 1
    told = [line.partition(": câu hỏi mẫu")[0] for line in capsys.readouterr().err.splitlines()]
    assert told == [f"{drafts}/xa-tre-2030/golden.yaml:1", f"{served}/xa-lim-2030/golden.yaml:1"]


def test_a_later_report_of_the_place_may_answer_what_names_no_year(served: Path, drafts: Path) -> None:
    assert publish(served, write(drafts / "xa-tre-2031", "xã Tre", 2031, revenue("9 tỷ đồng"), golden=REVENUE)) == 0
    assert publish(served, write(drafts / "xa-tre-2030", "xã Tre", 2030, revenue("4,5 tỷ đồng"))) == 0


def test_a_later_report_does_not_hide_that_an_earlier_one_lost_its_name(served: Path, drafts: Path) -> None:
    publish(served, write(drafts / "xa-tre-2031", "xã Tre", 2031, revenue("9 tỷ đồng"), golden=REVENUE))
    draft = write(drafts / "xa-tre-2030", "xã Tre", 2030, ("thu", "Quỹ khuyến học", "4 tỷ đồng"))
    [broken] = propose(served, draft).broken
    assert broken.golden and broken.golden.report == "xa-tre-2030"


BROKEN = [("- a\n", 1), ("Dân số: không có\nThu: {a: b}\n", 2), ("a: b: c\n", 1)]


@pytest.mark.parametrize(("text", "line"), BROKEN)
def test_broken_golden_questions_of_one_report_do_not_stop_another(
    served: Path, drafts: Path, capsys: pytest.CaptureFixture[str], text: str, line: int
) -> None:
    (served / "xa-tre-2030" / GOLDEN_FILE).write_text(text, encoding="utf-8")
    assert publish(served, write(drafts / "xa-lim-2030", "xã Lim", 2030, people("6.120 người"))) == 0
    [warning] = [told for told in capsys.readouterr().out.splitlines() if told.startswith("Lưu ý: ")]
    assert warning.startswith(f"Lưu ý: {served}/xa-tre-2030/golden.yaml:{line}: ")
    code, out, _ = run("rollback", "xa-lim-2030", "0", "--yes", "--knowledge", served)
    assert (code, warning in out.splitlines()) == (0, True)


def test_golden_questions_that_are_no_text_do_not_stop_another_report(served: Path, drafts: Path) -> None:
    (served / "xa-tre-2030" / GOLDEN_FILE).write_bytes(b"\xff\xfe")
    assert publish(served, write(drafts / "xa-lim-2030", "xã Lim", 2030, people("6.120 người"))) == 0
    assert publish(served, write(drafts / "xa-tre-2030", "xã Tre", 2030, revenue("4,5 tỷ đồng"), golden=REVENUE)) == 0
    assert [change.report for change in list_changes(served) if change.what == "publish"] == [
        "xa-lim-2030", "xa-tre-2030",
    ]  # fmt: skip

"""Many reports together: place and year choose, home or the last place is said aloud, later reports come first."""

from pathlib import Path

import pytest

from knowledge.answering import Context, Index, Outcome, ask
from knowledge.facts.store import load_store

REPORTS = [  # folder, place, period, published, figure
    ("an-2030", "xã An, huyện Bình", "2030", "2031-01-10", "12 tỷ đồng"),
    ("an-2031", "xã An, huyện Bình", "2031", "2032-01-10", "15 tỷ đồng"),
    ("an-2029", "xã An, huyện Bình", "2029", "2030-01-10", "10 tỷ đồng"),
    ("an-2030-quyet-toan", "xã An, huyện Bình", "2030", "2031-07-01", "12,4 tỷ đồng"),
    ("hoa-2031", "xã Hòa, huyện Bình", "2031", "2032-02-01", "99 tỷ đồng"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("reports")
    for name, place, period, published, figure in REPORTS:
        (root / name).mkdir()
        sentence = f"Thu ngân sách đạt {figure}."
        (root / name / "report.txt").write_text(sentence, encoding="utf-8")
        (root / name / "facts.yaml").write_text(
            f"title: Báo cáo {name}\nplace: {place}\nperiod: {period}\npublished: {published}\nfacts:\n"
            f"  - id: thu\n    indicator: Thu ngân sách\n    figure: {figure}\n    sentence: {sentence}\n",
            encoding="utf-8",
        )
    return root


def figures(index: Index, question: str, context: Context | None = None) -> list[str | None]:
    return [f.figure for f in ask(question, index, context).answer.facts]


def test_place_and_year_in_the_question_choose(folder: Path) -> None:
    index = Index(load_store(folder))
    assert figures(index, "thu ngân sách xã Hòa 2031") == ["99 tỷ đồng"]
    assert figures(index, "thu ngân sách xã An 2031") == ["15 tỷ đồng"]
    assert ask("thu ngân sách xã Hòa 2029", index).outcome is Outcome.NOT_FOUND


def test_without_a_place_the_places_are_offered(folder: Path) -> None:
    turn = ask("thu ngân sách 2031", Index(load_store(folder)))
    assert turn.outcome is Outcome.CHOOSE
    assert [o.label.partition(": ")[0] for o in turn.reply.offers] == ["xã Hòa", "xã An"]


def test_home_is_meant_where_no_place_is_named_and_said_aloud(folder: Path) -> None:
    turn = ask("thu ngân sách 2031", Index(load_store(folder), home_place="xã An"))
    assert [f.figure for f in turn.answer.facts] == ["15 tỷ đồng"]
    assert "xã An" in turn.reply.paragraphs[0].text


def test_the_place_last_talked_about_goes_before_home(folder: Path) -> None:
    index = Index(load_store(folder), home_place="xã An")
    context = ask("thu ngân sách xã Hòa 2031", index).context
    assert figures(index, "thu ngân sách 2031", context) == ["99 tỷ đồng"]


def test_two_reports_with_two_figures_are_both_told_the_later_first(folder: Path) -> None:
    turn = ask("thu ngân sách xã An 2030", Index(load_store(folder)))
    assert [f.figure for f in turn.answer.facts] == ["12,4 tỷ đồng", "12 tỷ đồng"]
    assert "Trước đó công bố: 12 tỷ đồng" in turn.reply.text
    assert turn.reply.text.count("Nguồn: ") == 2


@pytest.mark.parametrize("question", ["thu ngân sách xã An qua các năm", "thu ngân sách xã An giai đoạn 2029-2031"])
def test_a_series_comes_in_order_of_time(folder: Path, question: str) -> None:
    found = figures(Index(load_store(folder)), question)
    assert [found[0], found[-1]] == ["10 tỷ đồng", "15 tỷ đồng"]
    assert len(found) == 4

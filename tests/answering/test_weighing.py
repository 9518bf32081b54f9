"""The weighing: a table of weights and bars, chosen from dev rows; nearness never lifts a vetoed candidate."""

from pathlib import Path

import pytest

from knowledge.answering import Index
from knowledge.answering.deciding.weigh import Bar, accepted_matches, bar_of, chance_of, weigh
from knowledge.answering.finding.features import features_of
from knowledge.answering.finding.match import find_matches
from knowledge.answering.reading.query import parse_question
from knowledge.facts.store import load_store
from knowledge.language.table import load_table
from tests.answering.reports import LAN, Line, Told, write_reports
from training.weighing import Judged, Lesson, choose_bar, learn

LINES = (Line("Sản lượng mật ong", "8,5 tấn"), Line("Số học sinh tiểu học", "640 học sinh"))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    told = Told("lan-dinh-2030", LAN, "2030", LINES)
    return Index(load_store(write_reports(tmp_path_factory.mktemp("weighing"), [told])))


def test_every_feature_has_a_weight_and_every_weight_a_feature(index: Index) -> None:
    query = parse_question("sản lượng mật ong rừng tràm", index)
    _, _, row = features_of(query, find_matches(query, index), index)[0]
    names = {name for name, _ in load_table("question/weighing")}
    assert names == {*row, "bar.answer", "bar.offer"}


def test_bars_part_the_chances_in_three() -> None:
    table = {name: float(value) for name, value in load_table("question/weighing")}
    assert table["bar.offer"] <= table["bar.answer"]
    assert (bar_of(1.0), bar_of(table["bar.answer"]), bar_of(0.0)) == (Bar.ANSWER, Bar.ANSWER, Bar.DECLINE)


@pytest.mark.parametrize("text", ["sản lượng mật ong chưa xuất bán", "sản lượng mật ong ngoài nhà nước"])
def test_a_vetoed_candidate_is_not_weighed(text: str, index: Index) -> None:
    query = parse_question(text, index)
    assert weigh(query, find_matches(query, index), index) == []


def test_a_qualifier_lowers_the_chance_and_is_not_accepted(index: Index) -> None:
    chances = []
    for text in ("cô giáo dặn, sản lượng mật ong", "sản lượng mật ong rừng tràm"):
        query = parse_question(text, index)
        found = find_matches(query, index)
        chances.append(weigh(query, found, index)[0].chance)
        accepted = accepted_matches(weigh(query, found, index), found)
    assert chances[0] > chances[1]
    assert accepted == []


def test_a_chance_is_between_nothing_and_all() -> None:
    assert 0 < chance_of({"within": 1e9}) < 1e-9
    assert chance_of({}) == 0.5


# ------------------------------------------------------------------------------------------------- how they are chosen
def lesson(near: float, is_right: bool, report: str = "one") -> Lesson:
    return Lesson(report, "row", "?", ({"bias": 1.0, "near": near},), (is_right,))


def test_learning_finds_what_tells_right_from_wrong() -> None:
    weights = learn(
        [lesson(0.9, True), lesson(0.8, True), lesson(0.1, False), lesson(0.2, False)] * 5, ["bias", "near"]
    )
    assert weights[1] > 0 > weights[0]


def test_a_wrong_answer_costs_more_declines_than_it_brings() -> None:
    chances = [(0.9, True), (0.7, False), *[(0.6, True)] * 5]
    judged = [Judged(chance, is_right, False, lesson(chance, is_right)) for chance, is_right in chances]
    assert choose_bar(judged, wrong_costs=10) > 0.7
    assert choose_bar(judged, wrong_costs=1) <= 0.6


def test_held_rows_are_not_read_by_the_choice() -> None:
    source = Path("training/weighing.py").read_text(encoding="utf-8")
    assert 'row.split != "dev"' in source

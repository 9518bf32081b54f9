"""A report that is sent again keeps what was decided on it, and takes its figures from the new text."""

from pathlib import Path

import pytest

from knowledge.extraction.report.merge import is_same_text, merge_served
from knowledge.facts.folder.proof import prove
from knowledge.facts.folder.report_folder import ReportFolder
from knowledge.facts.record.fact import Relation, Status
from knowledge.facts.record.report_record import ComparisonRecord, FactRecord, IgnoredRecord, ReportRecord

REVENUE, FOREST, SCHOOL = (
    "Thu ngân sách đạt 7,4 tỷ đồng, bằng 105% kế hoạch.",
    "Toàn xã trồng 12 ha rừng.",
    "Xã có 3 trường và 31 con trâu.",
)
OLD = " ".join((REVENUE, FOREST, SCHOOL))
SERVED = ReportRecord(
    title="Xã Mẫu",
    place="xã Mẫu",
    period="2031",
    author="Lan",
    facts=(
        FactRecord(
            id="thu",
            indicator="Thu ngân sách",
            aliases=("tiền vào",),
            status=Status.ACTUAL,
            figure="7,4 tỷ đồng",
            compared=(ComparisonRecord(relation=Relation.PCT_OF_PLAN, figure="105%", id="thu-dat"),),
            sentence=REVENUE,
        ),
        FactRecord(id="rung", indicator="Rừng mới", status=Status.ACTUAL, figure="12 ha", sentence=FOREST),
    ),
    ignored=(IgnoredRecord(text="31 con", reason="đếm sai"),),
)


def serve(text: str = OLD) -> ReportFolder:
    return ReportFolder(Path("xa-mau"), SERVED, text, {})


def read(**facts: tuple[str, str, str]) -> ReportRecord:
    """What an extraction finds: id -> label, figure, sentence; all in doubt."""
    records = tuple(
        FactRecord(id=name, indicator=label, status=Status.ACTUAL, figure=figure, sentence=sentence, doubts=("ngờ",))
        for name, (label, figure, sentence) in facts.items()
    )
    return ReportRecord(title="Xã Mẫu", place="xã Mẫu", period="2031", facts=records)


def merge(new: ReportRecord, text: str) -> dict[str, FactRecord]:
    record = merge_served(new, text, serve())
    prove(ReportFolder(Path("xa-mau"), record, text, {}))
    return {fact.id: fact for fact in record.facts}


def test_sentences_that_stand_as_before_keep_their_facts_whatever_is_read_there() -> None:
    new = read(x=("Thu ngân sách xã", "7,4 tỷ đồng", REVENUE), trau=("Trâu", "31 con", SCHOOL))
    assert merge(new, OLD) == {fact.id: fact for fact in SERVED.facts}


def test_a_sentence_worded_anew_with_its_figure_keeps_id_names_and_comparisons_undoubted() -> None:
    sentence = "Trong năm, thu ngân sách đạt 7,4 tỷ đồng, bằng 105% kế hoạch."
    fact = FactRecord(
        id="tien-vao-2031",
        indicator="Tiền vào",
        period="2031",
        status=Status.ACTUAL,
        figure="7,4 tỷ đồng",
        compared=(ComparisonRecord(relation=Relation.PCT_OF_PLAN, figure="105%"),),
        sentence=sentence,
        doubts=("ngờ",),
    )
    new = read().model_copy(update={"facts": (fact,)})
    merged = merge(new, f"{sentence} {FOREST}")["thu"]
    assert (merged.indicator, merged.aliases, merged.doubts) == ("Thu ngân sách", ("tiền vào",), ())
    assert [item.id for item in merged.compared] == ["thu-dat"]


def test_a_changed_figure_keeps_id_and_names_and_is_to_be_looked_at() -> None:
    sentence = "Toàn xã trồng 13 ha rừng."
    merged = merge(read(moi=("rừng mới", "13 ha", sentence)), f"{REVENUE} {sentence}")["rung"]
    assert (merged.figure, merged.doubts) == ("13 ha", ("ngờ", "bản đang phục vụ nêu 12 ha"))


@pytest.mark.parametrize("change", [{"period": "2030"}, {"status": Status.PLAN}, {"place": "xã Khác"}])
def test_another_period_status_or_place_is_another_fact(change: dict[str, str]) -> None:
    sentence = "Toàn xã trồng 13 ha rừng."
    new = read(rung=("rừng mới", "13 ha", sentence))
    new = new.model_copy(update={"facts": (new.facts[0].model_copy(update=change),)})
    assert merge(new, f"{sentence} {REVENUE}")["rung"].indicator == "rừng mới"


def test_a_new_fact_takes_no_served_id() -> None:
    sentence = "Đội múa có 9 người."
    assert set(merge(read(thu=("Đội múa", "9 người", sentence)), f"{OLD} {sentence}")) == {"thu", "rung", "thu-2"}


def test_what_was_no_figure_stays_none_and_the_head_stays() -> None:
    record = merge_served(read(), OLD, serve())
    assert (record.author, record.ignored) == ("Lan", SERVED.ignored)


def test_a_text_differs_by_more_than_white_space() -> None:
    assert is_same_text(OLD.replace(" ", "\n"), serve())
    assert not is_same_text(OLD.replace("12", "13"), serve())

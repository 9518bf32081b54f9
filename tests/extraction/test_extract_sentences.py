"""One sentence each: which facts it states, whole, and which numbers state none."""

import pytest

from knowledge.documents.plain.plain_text import parse_text
from knowledge.extraction.report.extract import extract
from knowledge.facts.record.report_record import FactRecord
from tests.rows import load_rows

TITLE = "Kết quả kinh tế - xã hội năm 2021 của huyện Na Rì\n\n"
STATED = [
    pytest.param(text, facts, marks=[pytest.mark.xfail(strict=True)] if gap else [], id=text)
    for text, facts, gap in load_rows("extraction/sentences.tsv")
]
NO_FIGURES = [text for (text,) in load_rows("extraction/no_figures.tsv")]


def read(text: str) -> list[FactRecord]:
    """The facts of a text in a report on 2021."""
    return list(extract(parse_text(TITLE + text)).record.facts)


def tell(fact: FactRecord) -> str:
    """The fact in the words of sentences.tsv."""
    where = "".join(f", {word}" for word in (fact.period, fact.status, fact.place) if word).removeprefix(", ")
    compared = "".join(
        f"; {c.relation} {c.figure}" + f" {c.direction or ''}".rstrip() + (f" [{c.against}]" if c.against else "")
        for c in fact.compared
    )
    return f"{fact.indicator} = {fact.figure or '—'} ({where}){compared}"


@pytest.mark.parametrize(("text", "facts"), STATED)
def test_a_sentence_states_these_facts_and_no_others(text: str, facts: str) -> None:
    assert " · ".join(map(tell, read(text))) == facts


@pytest.mark.parametrize("text", NO_FIGURES)
def test_a_number_that_is_no_figure_is_ignored_with_a_reason(text: str) -> None:
    record = extract(parse_text(TITLE + text)).record
    assert record.facts == ()
    assert all(item.reason for item in record.ignored)


def test_achieved_of_planned_money_is_told_as_a_plan() -> None:
    (fact,) = read("Quỹ khuyến học huy động được 1.250,5/1.100 triệu đồng.")
    assert (fact.figure, fact.total_is) == ("1.250,5/1.100 triệu đồng", "plan")


def test_a_name_that_no_word_for_an_indicator_begins_is_doubted() -> None:
    doubts = [fact.doubts for fact in read("Quỹ khuyến học đạt 3 tỷ đồng. Thu ngân sách đạt 5 tỷ đồng.")]
    assert doubts == [("tên lấy nguyên từ câu, không có từ mở đầu một chỉ tiêu",), ()]

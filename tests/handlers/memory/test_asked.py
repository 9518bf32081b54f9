"""Questions are counted, those in vain by what is missing, without anything that tells who asked or is asked about."""

from pathlib import Path

import pytest

from handlers.database.asking import keep_words, make_asking, read_asking
from handlers.editors.inbox.groups import Group, find_group, list_groups
from handlers.memory.absent import forget_absent, list_absent, note_absent
from handlers.memory.asked import list_recent, skip_questions
from handlers.memory.state import State
from knowledge.answering import Index, ask
from knowledge.answering.answer.answer import Answer, Missing, Outcome, declined
from knowledge.facts.store import load_store
from tests.facts.reports import write_report


@pytest.fixture
def index(tmp_path: Path) -> Index:
    write_report(tmp_path / "reports" / "xa-mau")
    return Index(load_store(tmp_path / "reports"))


async def ask_all(state: State, index: Index, *texts: str) -> list[Group]:
    """What waits after people asked these."""
    for text in texts:
        if asking := read_asking(text, index, ask(text, index).answer):
            await state.record_sent(1, 1, is_last=True, answer=None, asked=asking)
    return await list_groups(state, index)


async def test_questions_about_one_thing_are_one_group_the_most_asked_first(state: State, index: Index) -> None:
    asked = ("Số hồ chứa?", "Dân số năm 2030?", "dân  số 2030?", "cho hỏi dân số trong năm 2030")
    groups = await ask_all(state, index, *asked)
    assert [(g.name, g.count) for g in groups] == [("dân số · năm 2030", 3), ("số hồ chứa", 1)]


@pytest.mark.parametrize("typed", ["quý 3/2030", "quý III năm 2030", "quí 3 2030"])
async def test_a_period_is_one_however_it_is_typed(state: State, index: Index, typed: str) -> None:
    [group] = await ask_all(state, index, f"dân số {typed}?")
    assert group.name == "dân số · quý III/2030"


@pytest.mark.parametrize(
    "private", ["0912 345 678", "lan.nguyen@example.com", "@lan_nguyen", "+84912345678", "chị Lê Thị Hoa"]
)
async def test_what_leads_to_a_person_is_not_kept(state: State, index: Index, private: str) -> None:
    [group] = await ask_all(state, index, f"dân số của {private}?")
    assert private.casefold() not in f"{group.texts} {group.topic}".casefold()
    assert "dân số" in group.topic


@pytest.mark.parametrize("typed", ["dân số giai đoạn 2021-2025", "thu 3.250.000 đồng", "thu 158.300.000.000 đồng"])
def test_a_span_of_years_and_an_amount_are_no_telephone_number(index: Index, typed: str) -> None:
    assert keep_words(typed, index) == typed


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("FDI 2030", "đầu tư trực tiếp nước ngoài · năm 2030"),
        ("số gv 2030", "số giáo viên · năm 2030"),
        ("dân số của chị Lê Thị Hoa 2030", "dân số · năm 2030"),
    ],
)
async def test_a_topic_is_what_is_missing_without_who_is_named(
    state: State, index: Index, typed: str, name: str
) -> None:
    assert [group.name for group in await ask_all(state, index, typed)] == [name]


async def test_an_answered_question_waits_for_nobody_and_is_among_the_recent_ones(state: State, index: Index) -> None:
    groups = await ask_all(state, index, "dân số?", "thu ngân sách?", "chào bạn")
    assert [group.topic for group in groups] == ["dân số"]
    assert await list_recent(state) == ["thu ngân sách?", "dân số?"]


async def test_what_the_present_knowledge_answers_waits_no_more_and_comes_back_with_the_old_one(
    state: State, index: Index, tmp_path: Path
) -> None:
    await ask_all(state, index, "diện tích rừng 2030?")
    write_report(tmp_path / "later" / "xa-mau")
    facts = (tmp_path / "later" / "xa-mau" / "facts.yaml").read_text(encoding="utf-8")
    facts = facts.replace("indicator: Thu ngân sách", "indicator: Diện tích rừng")
    (tmp_path / "later" / "xa-mau" / "facts.yaml").write_text(facts, encoding="utf-8")
    later = Index(load_store(tmp_path / "later"))
    assert await ask_all(state, later, "diện tích rừng 2030?") == []
    assert [group.count for group in await list_groups(state, index)] == [2]


async def test_skipped_comes_back_when_asked_again(state: State, index: Index) -> None:
    [group] = await ask_all(state, index, "dân số?")
    await skip_questions(state, group.texts)
    assert await list_groups(state, index) == []
    assert len(await ask_all(state, index, "dân số?")) == 1


async def test_absent_holds_for_every_wording_until_it_is_taken_back(state: State, index: Index) -> None:
    [group] = await ask_all(state, index, "dân số 2030?")
    assert await note_absent(state, group.topic_key, group.period, group.topic)
    assert not await note_absent(state, group.topic_key, group.period, group.topic)
    waiting = await ask_all(state, index, "cho hỏi dân số năm 2030", "dân số 2031?")
    assert [g.name for g in waiting] == ["dân số · năm 2031"]
    [item] = await list_absent(state)
    assert await forget_absent(state, item.id) == item
    assert len(await list_groups(state, index)) == 2


async def test_a_group_is_found_whether_it_waits_or_not(state: State, index: Index) -> None:
    [group] = await ask_all(state, index, "dân số 2030?")
    await skip_questions(state, group.texts)
    assert await find_group(state, group.id) == group
    assert await find_group(state, 99) is None


@pytest.mark.parametrize(
    ("missing", "topic", "is_nameable"),
    [
        (Missing(words="tiền chợ năm 2030"), "tiền chợ", True),
        (Missing(words="12,5 tỷ"), "12,5 tỷ", False),
        (Missing(indicator="Thu ngân sách", slot="năm 2040"), "thu ngân sách năm 2040", False),
        (Missing(numbers="8.000"), "8.000", False),
    ],
)
async def test_only_words_without_numbers_can_become_a_name(
    state: State, index: Index, missing: Missing, topic: str, is_nameable: bool
) -> None:
    asking = make_asking("tiền chợ 12,5 tỷ 8.000 bao nhiêu năm 2030?", declined(missing))
    assert asking
    await state.record_sent(1, 1, is_last=True, answer=None, asked=asking)
    [group] = await list_groups(state, index)
    assert (group.topic, group.is_nameable) == (topic, is_nameable)


def test_small_talk_is_not_counted() -> None:
    assert make_asking("chào", Answer(Outcome.CHAT)) is None

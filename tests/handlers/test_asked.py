"""Questions are counted, those in vain by what is missing, without anything that tells who asked."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.asked import ABSENT, SKIPPED, count_question, list_groups, list_recent, mark_group
from handlers.state import State
from knowledge.answering.answer import Answer, Missing, Outcome, declined


@pytest.fixture
async def state(tmp_path: Path) -> AsyncIterator[State]:
    async with State(f"sqlite:///{tmp_path / 'state.db'}") as state:
        yield state


async def test_questions_about_one_thing_are_one_group_the_most_asked_first(state: State) -> None:
    await count_question(state, "Số hồ chứa?", declined(Missing(words="hồ chứa")))
    for text in ("Giá vàng năm 2030?", "giá  vàng năm 2030?", "cho hỏi giá vàng năm 2030"):
        await count_question(state, text, declined(Missing(words="giá vàng")))
    groups = await list_groups(state)
    assert [(g.topic, g.period, g.count) for g in groups] == [("giá vàng", "năm 2030", 3), ("hồ chứa", "", 1)]
    assert groups[0].texts == ("giá vàng năm 2030?", "cho hỏi giá vàng năm 2030")


@pytest.mark.parametrize("private", ["0912 345 678", "lan.nguyen@example.com", "@lan_nguyen", "+84912345678"])
async def test_what_leads_to_a_person_is_not_kept(state: State, private: str) -> None:
    await count_question(state, f"giá vàng? gọi {private}", declined(Missing(words=f"giá vàng gọi {private}")))
    [group] = await list_groups(state)
    assert private not in f"{group.texts} {group.topic}"


async def test_an_answered_question_waits_for_nobody_and_is_among_the_recent_ones(state: State) -> None:
    await count_question(state, "giá vàng?", declined(Missing(words="giá vàng")))
    await count_question(state, "thu?", Answer(Outcome.ANSWERED))
    await count_question(state, "chào bạn", Answer(Outcome.CHAT))
    assert [group.topic for group in await list_groups(state)] == ["giá vàng"]
    assert await list_recent(state) == ["thu?", "giá vàng?"]


async def test_a_question_answered_since_waits_no_more(state: State) -> None:
    await count_question(state, "giá vàng?", declined(Missing(words="giá vàng")))
    await count_question(state, "giá vàng?", Answer(Outcome.ANSWERED))
    assert await list_groups(state) == []


@pytest.mark.parametrize(("mark", "waiting"), [(ABSENT, []), (SKIPPED, ["giá vàng?"])])
async def test_skipped_comes_back_when_asked_again_absent_does_not(state: State, mark: str, waiting: list[str]) -> None:
    answer = declined(Missing(words="giá vàng"))
    await count_question(state, "giá vàng?", answer)
    [group] = await list_groups(state)
    await mark_group(state, group, mark)
    assert await list_groups(state) == []
    await count_question(state, "giá vàng?", answer)
    assert [text for group in await list_groups(state) for text in group.texts] == waiting


@pytest.mark.parametrize(
    ("missing", "topic", "is_nameable"),
    [
        (Missing(words="tiền chợ năm 2030"), "tiền chợ", True),
        (Missing(words="12,5 tỷ"), "12,5 tỷ", False),
        (Missing(indicator="Thu ngân sách", slot="năm 2040"), "thu ngân sách", False),
        (Missing(numbers="8.000"), "8.000", False),
    ],
)
async def test_only_words_without_numbers_can_become_a_name(
    state: State, missing: Missing, topic: str, is_nameable: bool
) -> None:
    await count_question(state, "bao nhiêu?", declined(missing))
    [group] = await list_groups(state)
    assert (group.topic, group.is_nameable) == (topic, is_nameable)

import pytest

from handlers.asked import list_recent
from handlers.asking import Asking
from handlers.retention import ANSWERS_KEPT_DAYS, UPDATES_KEPT_S
from handlers.state import Answer, Progress, State
from tests.handlers.databases import fetch

FIRST = Answer(chat_id=-100, message_id=11, person_id=7, question_id=10, before="", after='{"a":1}')
SECOND = Answer(chat_id=-100, message_id=13, person_id=7, question_id=12, before='{"a":1}', after='{"b":2}')


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


async def test_an_unknown_update_is_not_handled(state: State) -> None:
    assert (await state.is_handled(1), await state.count_sent(1)) == (False, 0)


async def test_what_was_committed_survives_a_restart(url: str) -> None:
    async with State(url) as state:
        await state.record_sent(1, 1, is_last=True, answer=FIRST)
    async with State(url) as state:
        assert await state.is_handled(1)
        assert await state.find_answers(-100, 10) == [FIRST]


async def test_a_reply_sent_in_part_is_not_handled(state: State) -> None:
    await state.record_sent(1, 1, is_last=False, answer=None)
    assert (await state.is_handled(1), await state.count_sent(1)) == (False, 1)


async def test_finishing_keeps_the_count_of_messages(state: State) -> None:
    await state.record_sent(1, 2, is_last=False, answer=None)
    await state.finish(1)
    assert (await state.is_handled(1), await state.count_sent(1)) == (True, 2)


async def test_the_context_is_the_one_of_the_last_answer(state: State) -> None:
    await state.record_sent(1, 1, is_last=True, answer=FIRST)
    await state.record_sent(2, 1, is_last=True, answer=SECOND)
    assert await state.find_context(-100, 7, None) == SECOND.after


async def test_replying_to_an_old_answer_brings_its_context_back_for_anyone(state: State) -> None:
    await state.record_sent(1, 1, is_last=True, answer=FIRST)
    await state.record_sent(2, 1, is_last=True, answer=SECOND)
    assert await state.find_context(-100, 8, FIRST.message_id) == FIRST.after


@pytest.mark.parametrize(("chat", "person"), [(-100, 8), (-200, 7)])
async def test_nobody_inherits_the_context_of_another_person_or_chat(state: State, chat: int, person: int) -> None:
    await state.record_sent(1, 1, is_last=True, answer=FIRST)
    assert await state.find_context(chat, person, None) == ""


async def test_an_answer_told_again_replaces_what_was_remembered(state: State) -> None:
    changed = Answer(-100, 11, 7, 10, "", "{}")
    await state.record_sent(1, 1, is_last=True, answer=FIRST)
    await state.record_sent(2, 1, is_last=True, answer=changed)
    assert await state.find_answers(-100, 10) == [changed]


async def test_kept_updates_wait_in_order_until_they_are_finished(state: State) -> None:
    assert await state.keep([(6, '{"update_id": 6}'), (5, '{"update_id": 5}')])
    assert await state.find_kept() == ['{"update_id": 5}', '{"update_id": 6}']
    await state.finish(5)
    assert await state.find_kept() == ['{"update_id": 6}']


async def test_an_update_begins_where_it_was_left(url: str) -> None:
    async with State(url) as state:
        assert await state.begin(1, -100, 7, None) == Progress()
        await state.record_sent(1, 1, is_last=False, answer=FIRST)
        assert [await state.record_unconfirmed(1) for _ in range(2)] == [1, 2]
        assert await state.record_failure(1) == 1
        left = Progress(is_handled=False, sent=1, unconfirmed=2, failures=1, context=FIRST.after)
        assert await state.begin(1, -100, 7, None) == left
    async with State(url) as state:
        assert await state.begin(1, -100, 7, None) == left
        assert await state.record_failure(1) == 2
        await state.record_sent(1, 2, is_last=True, answer=None)
    async with State(url) as state:
        assert await state.begin(1, -100, 7, None) == Progress(True, 2, 0, 2, FIRST.after)


async def test_a_question_is_counted_with_the_last_message_of_its_answer(state: State) -> None:
    await state.record_sent(1, 1, is_last=True, answer=FIRST, asked=Asking("dân số?", "2030-01-01"))
    assert await list_recent(state) == ["dân số?"]


async def test_a_handled_update_is_not_kept_any_more_and_its_words_are_gone(url: str) -> None:
    async with State(url) as state:
        assert await state.keep([(5, "{}")])
        await state.record_sent(5, 1, is_last=True, answer=None)
        assert await state.keep([(5, "{}")])
        assert await state.find_kept() == []
    assert fetch(url, "SELECT raw FROM updates") == [(None,)]


async def test_keeping_an_update_forgets_no_message_it_sent(state: State) -> None:
    await state.record_sent(5, 1, is_last=False, answer=None)
    assert await state.keep([(5, "{}")])
    assert await state.count_sent(5) == 1


async def test_what_is_too_old_is_forgotten(url: str) -> None:
    clock = Clock()
    async with State(url, clock) as state:
        await state.record_sent(1, 1, is_last=True, answer=FIRST)
        clock.now += UPDATES_KEPT_S + 1
        await state.prune()
        assert not await state.is_handled(1)
        assert await state.find_context(-100, 7, None) == FIRST.after
        clock.now += ANSWERS_KEPT_DAYS * 86400
        await state.prune()
        assert await state.find_context(-100, 7, None) == ""

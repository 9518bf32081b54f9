import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

from handlers.state import ANSWERS_KEPT_S, UPDATES_KEPT_S, Answer, State

FIRST = Answer(chat_id=-100, message_id=11, person_id=7, question_id=10, before="", after='{"a":1}')
SECOND = Answer(chat_id=-100, message_id=13, person_id=7, question_id=12, before='{"a":1}', after='{"b":2}')


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'var' / 'state.db'}"


@pytest.fixture
async def state(url: str) -> AsyncIterator[State]:
    async with State(url) as state:
        yield state


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
        clock.now += ANSWERS_KEPT_S
        await state.prune()
        assert await state.find_context(-100, 7, None) == ""


@pytest.mark.usefixtures("state")
async def test_readers_do_not_wait_for_the_writer(url: str) -> None:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize("url", ["nonsense", "sqlite:////proc/nowhere/state.db", "postgresql+nothing://h/d"])
async def test_a_database_that_cannot_be_opened_is_told_at_once(url: str) -> None:
    with pytest.raises((SQLAlchemyError, OSError)):
        async with State(url):
            pass

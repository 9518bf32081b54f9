import asyncio

import pytest
import sqlalchemy as sa

from handlers.database.asking import Asking
from handlers.database.records import ANSWERS_KEPT_DAYS, UPDATES_KEPT_S
from handlers.memory import recent
from handlers.memory.asked import list_recent
from handlers.memory.prompts import Prompt, find_prompt, save_prompt
from handlers.memory.state import Answer, Progress, State
from tests.handlers.database.databases import connect, fetch

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


async def test_a_person_is_forgotten_in_one_chat_alone(url: str) -> None:
    async with State(url) as state:
        for number, (chat, person) in enumerate([(-100, 7), (-100, 8), (-200, 7)], start=1):
            await state.record_sent(number, 1, is_last=True, answer=Answer(chat, number, person, 10, "", "{}"))
        await save_prompt(state, Prompt(-100, "q:1:w", 5))
        assert await state.forget_chat(-100, 7) == 2
        assert await state.forget_chat(-100, 7) == 0
        others = [(-100, 7), (-100, 8), (-200, 7)]
        assert [await state.find_context(*other, None) for other in others] == ["", "{}", "{}"]
        assert await find_prompt(state, -100) is None
    async with State(url) as state:
        assert [await state.find_context(*other, None) for other in others] == ["", "{}", "{}"]
        assert await state.find_context(-100, 7, 1) == ""


@pytest.mark.parametrize(("days", "texts"), [(90, ["mới?", "cũ?"]), (30, ["mới?"]), (0, [])])
async def test_questions_are_kept_as_long_as_they_shall_be(url: str, days: int, texts: list[str]) -> None:
    clock = Clock()  # 1970-01-12
    clock.now = 86400.0 * 60  # 1970-03-02
    async with State(url, clock, days) as state:
        await state.record_sent(1, 1, is_last=True, answer=FIRST, asked=Asking("cũ?", "1970-01-20"))
        await state.record_sent(2, 1, is_last=True, answer=SECOND, asked=Asking("mới?", "1970-02-20"))
        await state.prune()
        assert await list_recent(state) == texts
        clock.now += 86401
        await state.prune()
        assert bool(await state.find_context(-100, 7, None)) == (days > 0)


async def test_an_edited_question_is_read_once(url: str) -> None:
    async with State(url) as state:
        await state.record_sent(1, 1, is_last=True, answer=FIRST)
    async with State(url) as state:
        await state.begin(2, -100, 7, None, edited_id=10)
        with connect(url) as db:
            db.execute(sa.text("DELETE FROM answers"))
        assert await state.find_answers(-100, 10) == [FIRST]
        assert await state.find_answers(-100, 99) == []


async def test_what_is_known_is_not_read_again(url: str) -> None:
    async with State(url) as state:
        await state.begin(1, -100, 7, None)
        await state.record_sent(1, 1, is_last=True, answer=FIRST)
        with connect(url) as db:
            db.execute(sa.text("DELETE FROM answers"))
        assert (await state.begin(2, -100, 7, None)).context == FIRST.after
        assert (await state.begin(2, -100, 7, FIRST.message_id)).context == FIRST.after


async def test_an_id_from_before_the_start_is_looked_up(url: str) -> None:
    async with State(url) as state:
        await state.record_sent(7, 1, is_last=True, answer=None)
        await state.record_sent(9, 1, is_last=False, answer=None)
    async with State(url) as state:
        assert [await state.is_handled(number) for number in (7, 8, 9, 10)] == [True, False, False, False]


async def test_what_memory_dropped_is_read_again(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "UPDATES_REMEMBERED", 10)
    monkeypatch.setattr(recent, "ANSWERS_REMEMBERED", 10)
    async with State(url) as state:
        for number in range(1, 31):
            told = Answer(number, 1, 7, 1, "", f'"{number}"')
            await state.record_sent(number, 1, is_last=number % 2 == 0, answer=told)
        for number in range(1, 31):
            progress = await state.begin(number, number, 7, None)
            assert (progress.is_handled, progress.sent, progress.context) == (number % 2 == 0, 1, f'"{number}"')


async def test_kept_updates_are_found_by_the_page(state: State) -> None:
    assert await state.keep([(number, str(number)) for number in range(1, 8)])
    assert await state.find_kept(limit=3) == ["1", "2", "3"]
    assert await state.find_kept(after=3, limit=3) == ["4", "5", "6"]


async def test_many_at_once_are_written_in_few_transactions(url: str) -> None:
    async with State(url) as state:
        commits = 0

        def count(_: sa.Connection) -> None:
            nonlocal commits
            commits += 1

        sa.event.listen(sa.Engine, "commit", count)
        try:
            await asyncio.gather(*(state.record_sent(number, 1, True, None) for number in range(100)))
        finally:
            sa.event.remove(sa.Engine, "commit", count)
    assert commits < 10
    assert fetch(url, "SELECT count(*) FROM updates WHERE is_handled") == [(100,)]


async def test_an_update_costs_a_read_and_a_write_at_most(url: str) -> None:
    async with State(url) as state:
        done: list[str] = []

        def note(db: sa.Connection) -> None:
            done.append("read" if db.get_execution_options().get("is_reading") else "write")

        sa.event.listen(sa.Engine, "begin", note)
        try:
            for number in (1, 2):
                await state.begin(number, -100, 7, None)
                asked = Asking("dân số?", "2030-01-01")
                await state.record_sent(number, 1, True, Answer(-100, number, 7, number, "", "{}"), asked)
                await state.finish(number)
        finally:
            sa.event.remove(sa.Engine, "begin", note)
    assert done == ["read", "write", "write"]


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

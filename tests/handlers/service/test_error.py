import asyncio
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from telegram import Update

from handlers.context import Services
from handlers.memory.drafts import find_ending, open_draft, save_draft
from handlers.service import application as application_module
from handlers.service.application import (
    FAILURE_PAUSES_S,
    BotApplication,
    build_application,
    give_up_update,
    handle_update,
    make_context,
)
from handlers.wire.delivery import UndeliveredError
from tests.e2e.telegram_server import TelegramServer

LAN = 1001


def next_update(server: TelegramServer, application: BotApplication) -> Update:
    return Update.de_json(server.queue[min(server.queue)], application.bot)


async def handle_until_done(application: BotApplication, update: Update) -> list[float | None]:
    """Handle it as often as it comes back; the pauses before that."""
    pauses = []
    while True:
        try:
            await handle_update(application, update)
        except UndeliveredError as error:
            pauses.append(error.retry_after_s)
        else:
            return pauses


async def test_an_error_is_tried_again_in_silence_and_apologised_for_with_the_id_that_stands_in_the_log(
    server: TelegramServer, application: BotApplication, caplog: pytest.LogCaptureFixture
) -> None:
    server.say(LAN, "thu ngân sách 2021?")
    update = next_update(server, application)
    assert await handle_until_done(application, update) == list(FAILURE_PAUSES_S)
    [apology] = server.messages
    [error_id] = apology.marked("b")
    assert re.fullmatch("[0-9a-f]{8}", error_id)
    assert caplog.text.count(f"error {error_id} ") == 1
    assert caplog.text.count("Traceback") == 1 and "the knowledge is gone" in caplog.text
    assert await application.bot_data.state.is_handled(update.update_id)


@pytest.mark.parametrize(
    "error",
    [StopIteration, RecursionError, MemoryError, SystemExit, GeneratorExit, asyncio.CancelledError, TimeoutError],
)
async def test_any_error_at_all_ends_in_one_apology(
    server: TelegramServer, application: BotApplication, error: Callable[[], BaseException]
) -> None:
    def break_down() -> None:
        raise error()

    services = Services(break_down, application.bot_data.state)  # type: ignore[arg-type]  # it never returns
    async with build_application("1:in_process", server.url, services) as broken:
        server.say(LAN, "/chude")
        update = next_update(server, broken)
        assert len(await handle_until_done(broken, update)) == len(FAILURE_PAUSES_S)
    assert len(server.messages) == 1


async def test_failures_are_counted_over_restarts(
    server: TelegramServer, application: BotApplication, caplog: pytest.LogCaptureFixture
) -> None:
    server.say(LAN, "thu ngân sách 2021?")
    update = next_update(server, application)
    for _ in range(1 + len(FAILURE_PAUSES_S)):  # and the process ended before it could apologise
        await application.bot_data.state.record_failure(update.update_id)
    await handle_update(application, update)
    assert len(server.messages) == 1
    assert "Traceback" not in caplog.text  # it is not tried once more


async def test_an_apology_that_was_not_delivered_comes_back_alone(
    server: TelegramServer, application: BotApplication
) -> None:
    server.fail("sendMessage", "500")
    server.say(LAN, "thu ngân sách 2021?")
    update = next_update(server, application)
    assert len(await handle_until_done(application, update)) == len(FAILURE_PAUSES_S) + 1
    assert len(server.messages) == 1


async def test_who_got_a_part_of_the_answer_gets_the_apology_too(
    server: TelegramServer, application: BotApplication
) -> None:
    server.say(LAN, "thu ngân sách 2021?")
    update = next_update(server, application)
    await application.bot_data.state.record_sent(update.update_id, 2, is_last=False, answer=None)
    await handle_until_done(application, update)
    assert len(server.messages) == 1


async def test_the_end_of_the_lanes_is_no_error(
    server: TelegramServer, application: BotApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = asyncio.Event()

    class Slow:
        def check_update(self, _: Update) -> bool:
            return True

        def collect_additional_context(self, *_: object) -> None:
            pass

        async def callback(self, *_: object) -> None:
            begun.set()
            await asyncio.Event().wait()

    server.say(LAN, "?")
    update = next_update(server, application)
    monkeypatch.setattr(application_module, "find_route", lambda *_: (Slow(), True))
    task = asyncio.create_task(handle_update(application, update))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    state = application.bot_data.state
    assert (await state.begin(update.update_id, LAN, LAN, None)).failures == 0
    assert make_context(application, update).progress.failures == 0


async def test_an_update_that_was_handled_is_not_handled_again(
    server: TelegramServer, application: BotApplication
) -> None:
    server.send(LAN, dice={"emoji": "🎲", "value": 3})
    update = next_update(server, application)
    await handle_update(application, update)
    await handle_update(application, update)
    assert len(server.messages) == 1


async def test_a_reply_to_someone_who_blocked_the_bot_is_not_tried_again(
    server: TelegramServer, application: BotApplication
) -> None:
    server.fail("sendMessage", "403")
    server.send(LAN, dice={"emoji": "🎲", "value": 3})
    update = next_update(server, application)
    await handle_update(application, update)
    assert await application.bot_data.state.is_handled(update.update_id)
    assert server.messages == []


async def test_a_document_given_up_does_not_look_as_if_it_were_still_read(
    server: TelegramServer, application: BotApplication
) -> None:
    server.send_document(LAN, "a.txt", b"x")
    update, state = next_update(server, application), application.bot_data.state
    shown = await application.bot.send_message(LAN, "Đang đọc a.txt…")
    draft = await open_draft(state, update.update_id, LAN)
    await save_draft(state, replace(draft, message_id=shown.message_id))
    await give_up_update(application, update)
    [panel] = server.messages
    assert panel.text.startswith("Chưa đọc được tệp này")
    assert await find_ending(state, draft.id) == panel.text
    assert await state.is_handled(update.update_id)

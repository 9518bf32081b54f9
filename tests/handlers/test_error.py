import re
from dataclasses import replace

import pytest
from telegram import Update

from handlers.application import BotApplication, give_up_update, handle_update
from handlers.delivery import UndeliveredError
from handlers.drafts import find_ending, open_draft, save_draft
from tests.e2e.telegram_server import TelegramServer

LAN = 1001


def next_update(server: TelegramServer, application: BotApplication) -> Update:
    return Update.de_json(server.queue[min(server.queue)], application.bot)


async def test_an_error_is_apologised_for_with_the_id_that_stands_in_the_log(
    server: TelegramServer, application: BotApplication, caplog: pytest.LogCaptureFixture
) -> None:
    server.say(LAN, "thu ngân sách 2021?")
    update = next_update(server, application)
    await handle_update(application, update)
    [apology] = server.messages
    [error_id] = apology.marked("b")
    assert re.fullmatch("[0-9a-f]{8}", error_id)
    assert f"error {error_id} " in caplog.text and "the knowledge is gone" in caplog.text
    assert await application.bot_data.state.is_handled(update.update_id)


async def test_an_apology_that_was_not_delivered_comes_back(
    server: TelegramServer, application: BotApplication
) -> None:
    server.fail("sendMessage", "500")
    server.say(LAN, "thu ngân sách 2021?")
    update = next_update(server, application)
    with pytest.raises(UndeliveredError):
        await handle_update(application, update)
    assert not await application.bot_data.state.is_handled(update.update_id)
    await handle_update(application, update)
    assert len(server.messages) == 1


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

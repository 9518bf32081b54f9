"""A network and a Telegram that fail: answered all the same, and as few times as can be."""

import pytest

from tests.e2e.bot_process import BotProcess
from tests.e2e.conftest import MakeBot
from tests.e2e.telegram_server import TelegramServer

LAN, MINH = 1001, 1002
QUESTION, FIGURE = "thu ngân sách 2021?", "158,3 tỷ đồng"


async def test_a_message_that_had_no_effect_is_sent_once_in_the_end(server: TelegramServer, bot: BotProcess) -> None:
    faults = {LAN: ("429",), MINH: ("500", "502"), 1003: ("reset_before",), 1004: ("reset_before", "reset_before")}
    for count, (chat_id, kinds) in enumerate(faults.items(), start=1):
        server.fail("sendMessage", *kinds)
        server.say(chat_id, QUESTION)
        [answer] = await server.answers(chat_id)
        await server.until(lambda: not server.queue, "confirmed")
        assert FIGURE in answer.text
        assert len(server.messages) == count
    assert bot.is_running


@pytest.mark.usefixtures("bot")
async def test_a_message_whose_outcome_is_unknown_is_tried_once_more_in_place(server: TelegramServer) -> None:
    server.fail("sendMessage", "reset_after")
    server.say(LAN, QUESTION)
    await server.answers(LAN, 2)
    await server.until(lambda: not server.queue, "confirmed")
    assert len(server.messages) == 2


@pytest.mark.usefixtures("bot")
async def test_a_failing_edit_is_done_in_the_end_and_nothing_is_said_twice(server: TelegramServer) -> None:
    question = server.say(LAN, QUESTION)
    [answer] = await server.answers(LAN)
    server.fail("editMessageText", "502", "reset_after")
    server.edit(LAN, question, "thu ngân sách 2022?")
    await server.until(lambda: server.refused and not server.queue, "the edit, told that it was done before")
    assert server.messages == [answer] and answer.history
    assert "not modified" in server.refused.pop()


@pytest.mark.parametrize("kinds", [("502", "reset_before"), ("429", "reset_after"), ("500",)])
async def test_polling_goes_on_after_it_failed(
    server: TelegramServer, make_bot: MakeBot, kinds: tuple[str, ...]
) -> None:
    server.fail("getUpdates", *kinds)
    server.fail("setMyCommands", "500")
    server.fail("getMe", "502")
    server.say(LAN, QUESTION)
    await make_bot().start()
    [answer] = await server.answers(LAN)
    assert FIGURE in answer.text
    await server.until(lambda: not server.queue, "confirmed")
    assert len(server.messages) == 1


@pytest.mark.usefixtures("bot")
async def test_another_poller_only_delays(server: TelegramServer) -> None:
    await server.until(lambda: server.called("getUpdates"), "polling")
    await server.poll_once()
    server.say(LAN, QUESTION)
    [answer] = await server.answers(LAN)
    assert FIGURE in answer.text


async def test_a_forgotten_webhook_is_removed(server: TelegramServer, make_bot: MakeBot) -> None:
    server.webhook = {"url": "https://bot.example/old"}
    server.say(LAN, QUESTION)
    await make_bot().start()
    await server.answers(LAN)
    assert server.webhook == {}


@pytest.mark.usefixtures("bot")
async def test_a_slow_chat_holds_up_no_other(server: TelegramServer) -> None:
    [slow] = server.fail("sendMessage", "hold_before")
    server.say(LAN, QUESTION)
    await server.until(slow.arrived.is_set, "the slow message")
    server.say(MINH, QUESTION)
    await server.answers(MINH)
    assert server.seen_in(LAN) == []
    slow.gate.set()
    await server.answers(LAN)
    await server.until(lambda: not server.queue, "confirmed")


async def test_a_chat_told_to_wait_long_holds_up_neither_others_nor_the_stop(
    server: TelegramServer, bot: BotProcess
) -> None:
    server.fail("sendMessage", "429", retry_after=3600)
    server.say(LAN, QUESTION)
    await server.until(lambda: not server.faults.once["sendMessage"], "the refused message")
    for chat_id in range(2001, 2021):
        server.say(chat_id, QUESTION)
    await server.until(lambda: len(server.messages) == 20, "twenty answers")
    assert await bot.stop() == 0
    assert server.seen_in(LAN) == []
    await bot.start()
    await server.answers(LAN)
    await server.until(lambda: not server.queue, "confirmed")
    assert len(server.messages) == 21


@pytest.mark.usefixtures("bot")
async def test_who_blocked_the_bot_is_not_tried_again(server: TelegramServer) -> None:
    server.fail("sendMessage", "403")
    server.say(LAN, QUESTION)
    await server.until(lambda: server.called("sendMessage") and not server.queue, "confirmed")
    assert len(server.called("sendMessage")) == 1

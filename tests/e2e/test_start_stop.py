"""How the bot starts and how it ends."""

import signal

import pytest

from tests.e2e.bot_process import BotProcess
from tests.e2e.conftest import MakeBot
from tests.e2e.telegram_server import TelegramServer

LAN, MINH = 1001, 1002
QUESTION, FIGURE = "thu ngân sách 2021?", "158,3 tỷ đồng"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_in_time_with_exit_code_0(
    server: TelegramServer, bot: BotProcess, number: signal.Signals
) -> None:
    await server.until(lambda: server.called("getUpdates"), "polling")
    assert await bot.stop(number) == 0


async def test_the_update_in_hand_is_finished_and_what_waits_is_answered_later(
    server: TelegramServer, bot: BotProcess
) -> None:
    [held] = server.fail("sendMessage", "hold_before")
    server.say(LAN, QUESTION)
    server.say(LAN, "thu ngân sách 2022?")
    await server.until(held.arrived.is_set, "the message")
    stopping = bot.begin_stop()
    await bot.until_written("stopping")
    held.gate.set()
    assert await stopping == 0
    [answer] = server.messages
    assert FIGURE in answer.text
    await bot.start()
    _, waited = await server.answers(LAN, 2)
    await server.until(lambda: not server.queue, "confirmed")
    assert FIGURE not in waited.text and server.messages == [answer, waited]


async def test_it_can_be_ended_while_telegram_cannot_be_reached(server: TelegramServer, make_bot: MakeBot) -> None:
    bot = make_bot()
    [held] = server.fail("getMe", "hold_before")
    await bot.start()
    await server.until(held.arrived.is_set, "the first request")
    assert await bot.stop() == 0


async def test_without_a_token_one_line_says_how_to_get_one(make_bot: MakeBot) -> None:
    bot = make_bot(TELEGRAM_TOKEN="")
    await bot.start()
    assert await bot.wait() == 1
    [line] = bot.lines
    assert "@BotFather" in line and "console" in line


async def test_a_token_that_telegram_does_not_know_is_told_in_one_line(make_bot: MakeBot) -> None:
    bot = make_bot(TELEGRAM_TOKEN="1:unknown_token")
    await bot.start()
    assert await bot.wait() == 1
    output = "".join(bot.lines)
    assert bot.lines[-1].startswith("TELEGRAM_TOKEN: ")
    assert "unknown_token" not in output and "Traceback" not in output


async def test_a_database_that_cannot_be_opened_is_told_in_one_line(make_bot: MakeBot) -> None:
    bot = make_bot(DATABASE_URL="sqlite:////proc/nowhere/state.db")
    await bot.start()
    assert await bot.wait() == 1
    assert [line.split()[0] for line in bot.lines] == ["DATABASE_URL:"]

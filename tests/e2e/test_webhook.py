"""With WEBHOOK_URL set, Telegram comes to the bot; it hears 200 only of what was handled."""

from aiohttp import ClientSession

from tests.e2e.bot_process import BotProcess
from tests.e2e.conftest import MakeBot
from tests.e2e.telegram_server import TelegramServer

LAN = 1001
QUESTION, FIGURE = "thu ngân sách 2021?", "158,3 tỷ đồng"


async def start_with_webhook(server: TelegramServer, bot: BotProcess) -> None:
    """Start the bot and tell the server where it listens, as DNS and a proxy would."""
    before = len(server.called("setWebhook"))
    await bot.start()
    await server.until(lambda: len(server.called("setWebhook")) > before, "setWebhook")
    port = (await bot.until_written("webhook on port")).split()[-1]
    server.webhook_target = f"http://127.0.0.1:{port}/telegram"
    server.touch()


def make_listener(make_bot: MakeBot) -> BotProcess:
    return make_bot(WEBHOOK_URL="https://bot.example/telegram", WEBHOOK_LISTEN="127.0.0.1:0")


async def test_a_question_that_comes_by_webhook_is_answered_before_200(
    server: TelegramServer, make_bot: MakeBot
) -> None:
    bot = make_listener(make_bot)
    await start_with_webhook(server, bot)
    [held] = server.fail("sendMessage", "hold_before")
    server.push({"message": None})
    server.say(LAN, QUESTION)
    await server.until(held.arrived.is_set, "the message")
    assert server.webhook_statuses == [200]  # of the one that cannot be read
    held.gate.set()
    [answer] = await server.answers(LAN)
    assert FIGURE in answer.text
    await server.until(lambda: server.webhook_statuses == [200, 200], "200")
    assert await bot.stop() == 0


async def test_a_kill_while_it_answers_loses_nothing(server: TelegramServer, make_bot: MakeBot) -> None:
    bot = make_listener(make_bot)
    await start_with_webhook(server, bot)
    [held] = server.fail("sendMessage", "hold_before")
    server.say(LAN, QUESTION)
    await server.until(held.arrived.is_set, "the message")
    await bot.kill()
    server.webhook_target = ""
    held.gate.set()
    await start_with_webhook(server, bot)
    await server.until(lambda: not server.queue, "200")
    assert FIGURE in server.messages[-1].text


async def test_who_does_not_know_the_secret_is_turned_away(server: TelegramServer, make_bot: MakeBot) -> None:
    await start_with_webhook(server, make_listener(make_bot))
    update = {
        "update_id": 1,
        "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "?"},
    }
    async with ClientSession() as session:
        for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "guess"}):
            async with session.post(server.webhook_target, json=update, headers=headers) as answer:
                assert answer.status == 403
    assert server.messages == []

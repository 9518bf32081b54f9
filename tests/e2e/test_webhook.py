"""With WEBHOOK_URL set, Telegram comes to the bot; it hears 200 only of what was handled."""

import asyncio

import pytest
from aiohttp import ClientSession

from tests.e2e.bot_process import BotProcess
from tests.e2e.conftest import MakeBot
from tests.e2e.peer import Peer, connect
from tests.e2e.telegram_server import TelegramServer

LAN = 1001
HALF_OPEN = 300
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


async def test_200_comes_only_after_a_question_is_answered_or_written_down(
    server: TelegramServer, make_bot: MakeBot
) -> None:
    bot = make_listener(make_bot)
    await start_with_webhook(server, bot)
    [held] = server.fail("sendMessage", "hold_before")
    server.push({"message": None})
    server.say(LAN, QUESTION)
    update_id = max(server.queue)
    await server.until(held.arrived.is_set, "the message")
    await server.until(lambda: len(server.webhook_statuses) == 2, "200")
    assert server.webhook_statuses == [200, 200]  # the first of the one that cannot be read
    assert server.messages == []
    assert bot.find_waiting() == {update_id}
    held.gate.set()
    [answer] = await server.answers(LAN)
    assert FIGURE in answer.text
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
    assert FIGURE in (await server.answers(LAN))[0].text
    await server.until(lambda: not server.queue, "200")


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


GARBAGE = [b"[" * 100_000, b'{"update_id": NaN}', b'{"update_id": -1}', b'{"update_id": 1e400}', b"\xff", b"[]", b"{}"]


async def test_what_is_no_update_is_turned_away_with_a_line_in_the_log(
    server: TelegramServer, make_bot: MakeBot
) -> None:
    bot = make_listener(make_bot)
    await start_with_webhook(server, bot)
    secret = server.webhook["secret_token"]
    async with ClientSession(headers={"X-Telegram-Bot-Api-Secret-Token": secret}) as session:
        for body in GARBAGE:
            async with session.post(server.webhook_target, data=body) as refusal:
                assert refusal.status == 400
    server.say(LAN, QUESTION)
    [answer] = await server.answers(LAN)
    assert FIGURE in answer.text
    assert sum("refused a post with 400" in line for line in bot.lines) == len(GARBAGE)
    half_open = [await connect(find_port(server), words) for words in ("", "POST", write_head(server, 100))]
    assert await bot.stop() == 0
    await leave(half_open)
    assert secret not in bot.describe() and "Traceback" not in bot.describe()


async def test_half_open_connections_are_gone_in_30_s_while_posts_are_answered(
    server: TelegramServer, make_bot: MakeBot, is_long: bool
) -> None:
    if not is_long:
        pytest.skip("takes 20 s; its short form is in tests/handlers/test_webhook.py")
    await start_with_webhook(server, make_listener(make_bot))
    head = write_head(server, 100)
    kinds = ["", "POST", head.removesuffix("\r\n"), head, head + "{"]
    async with asyncio.timeout(30):
        half_open = [await connect(find_port(server), kinds[i % len(kinds)]) for i in range(HALF_OPEN)]
        closed = asyncio.create_task(leave(half_open))
        while not closed.done():
            count = len(server.seen_in(LAN))
            server.say(LAN, QUESTION)
            await server.answers(LAN, count + 1)
            await asyncio.wait({closed}, timeout=0.2)
    assert set(server.webhook_statuses) == {200} and len(server.webhook_statuses) > 10


def write_head(server: TelegramServer, length: int) -> str:
    secret = server.webhook["secret_token"]
    head = f"POST /telegram HTTP/1.1\r\nHost: h\r\nX-Telegram-Bot-Api-Secret-Token: {secret}\r\n"
    return f"{head}Content-Length: {length}\r\n\r\n"


def find_port(server: TelegramServer) -> int:
    return int(server.webhook_target.rpartition(":")[2].partition("/")[0])


async def leave(peers: list[Peer]) -> None:
    """Wait until the bot closed the connections, then close this end of each."""
    await asyncio.gather(*(peer.until_closed() for peer in peers))
    for peer in peers:
        peer.writer.close()

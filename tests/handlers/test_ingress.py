import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial

import pytest
from telegram.ext import ExtBot

from handlers import ingress
from handlers.application import BotApplication, finish_update, handle_update
from handlers.ingress import Poller, parse_update
from handlers.lanes import Lanes
from tests.e2e.telegram_server import TelegramServer

LAN, MINH = 1001, 1002
DICE = {"dice": {"emoji": "🎲", "value": 3}}


@asynccontextmanager
async def polling(application: BotApplication) -> AsyncIterator[Poller]:
    """A poller at work; stopped in order at the end."""
    lanes = Lanes(partial(handle_update, application), partial(finish_update, application))
    poller = Poller(application.bot, lanes, application.bot_data.state)
    task = asyncio.create_task(poller.run())
    yield poller
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    await lanes.close()
    await poller.acknowledge()


async def test_telegram_forgets_an_update_only_after_it_was_handled(
    server: TelegramServer, application: BotApplication
) -> None:
    [held] = server.fail("sendMessage", "hold_before")
    async with polling(application):
        server.send(LAN, **DICE)
        await server.until(held.arrived.is_set, "the message that is held")
        server.send(MINH, **DICE)
        await server.answers(MINH)
        polls = len(server.called("getUpdates"))
        await server.until(lambda: len(server.called("getUpdates")) > polls + 2, "three more polls")
        assert len(server.queue) == 2
        held.gate.set()
        await server.until(lambda: not server.queue, "confirmed")


async def test_while_nothing_is_unhandled_the_poller_waits_on_the_line(
    server: TelegramServer, application: BotApplication
) -> None:
    async with polling(application):
        server.send(LAN, **DICE)
        await server.until(lambda: server.messages and not server.queue, "confirmed")
        assert server.called("getUpdates")[-1]["timeout"] == str(ingress.POLL_S)


async def test_an_update_undeliverable_for_long_waits_in_our_own_database(
    server: TelegramServer, application: BotApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingress, "KEEP_AFTER_S", 0.0)
    server.fail("sendMessage", "429", retry_after=3600)
    async with polling(application):
        server.send(LAN, **DICE)
        await server.until(lambda: server.called("sendMessage") and not server.queue, "Telegram forgets it")
        server.send(MINH, **DICE)
        await server.answers(MINH)
    assert server.seen_in(LAN) == []
    async with polling(application):
        await server.answers(LAN)
    assert await application.bot_data.state.find_kept() == []


async def test_update_ids_may_start_again_lower(server: TelegramServer, application: BotApplication) -> None:
    async with polling(application):
        server.send(LAN, **DICE)
        await server.until(lambda: server.messages and not server.queue, "confirmed")
        server.queue[5] = {**next(iter(server.confirmed.values())), "update_id": 5}
        server.touch()
        await server.until(lambda: len(server.messages) == 2 and not server.queue, "confirmed")


WRONG = [None, [], {}, {"update_id": 2**64}, {"update_id": True}, {"update_id": 5, "message": {"text": "chuyện riêng"}},
         {"update_id": 5, "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"},
                                      "photo": "chuyện riêng"}}]  # fmt: skip


@pytest.mark.parametrize("raw", WRONG)
def test_an_update_that_cannot_be_read_is_one_line_without_what_it_says(
    raw: object, caplog: pytest.LogCaptureFixture
) -> None:
    assert parse_update(raw, ExtBot("1:in_process")) is None
    [record] = caplog.records
    assert "cannot be read" in record.getMessage() and "chuyện riêng" not in caplog.text

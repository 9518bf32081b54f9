import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram.ext import ExtBot

from handlers.service.application import BotApplication
from handlers.service.lifecycle import build_lanes
from handlers.settings import Settings
from handlers.wire import ingress, intake
from handlers.wire.ingress import Poller
from handlers.wire.intake import HANDFUL, Intake, parse_update
from tests.e2e.telegram_server import TelegramServer

LAN, MINH = 1001, 1002
DICE = {"dice": {"emoji": "🎲", "value": 3}}
NO_LIMIT = Settings(share_burst=10_000, share_backlog=10_000)


@asynccontextmanager
async def polling(application: BotApplication) -> AsyncIterator[Intake]:
    """A poller at work; stopped in order at the end."""
    lanes = build_lanes(application, NO_LIMIT)
    intake = Intake(application.bot, lanes, application.bot_data.state)
    poller = Poller(application.bot, lanes, intake)
    await intake.restore()
    tasks = [asyncio.create_task(poller.run()), asyncio.create_task(intake.run())]
    yield intake
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await lanes.close()
    await poller.acknowledge()


async def test_telegram_forgets_an_update_only_after_it_was_handled_or_written_down(
    server: TelegramServer, application: BotApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "KEEP_AFTER_S", 3600.0)
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


async def test_while_nothing_is_held_the_poller_waits_on_the_line(
    server: TelegramServer, application: BotApplication
) -> None:
    async with polling(application):
        server.send(LAN, **DICE)
        await server.until(lambda: server.messages and not server.queue, "confirmed")
        await server.until(lambda: server.called("getUpdates")[-1]["timeout"] == str(ingress.POLL_S), "a long poll")


async def test_what_is_not_handled_soon_is_written_down_and_taken_up_after_a_restart(
    server: TelegramServer, application: BotApplication
) -> None:
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


async def test_more_than_a_handful_is_written_down_at_once_and_the_poller_moves_on(
    server: TelegramServer, application: BotApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "KEEP_AFTER_S", 3600.0)
    [held] = server.fail("sendMessage", "hold_before")
    async with polling(application):
        for _ in range(250):
            server.send(LAN, **DICE)
        await server.until(lambda: held.arrived.is_set() and not server.queue, "Telegram forgets all of them")
        assert server.messages == []
        server.send(MINH, **DICE)
        await server.answers(MINH)
        held.gate.set()
        await server.answers(LAN, 250)


async def test_what_waits_is_restored_in_order_a_page_at_a_time(
    server: TelegramServer, application: BotApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_IN_MEMORY", 20)
    monkeypatch.setattr(intake, "PAGE", 8)
    monkeypatch.setattr(intake, "TICK_S", 0.01)
    [held] = server.fail("sendMessage", "hold_before")
    async with polling(application) as running:
        for _ in range(60):
            server.say(-LAN, "/hoi")
        await server.until(lambda: held.arrived.is_set() and not server.queue, "all written down")
        most = len(running._lanes.unhandled)
    assert most <= 20
    assert len(await application.bot_data.state.find_kept()) == 60
    held.gate.set()
    async with polling(application):
        for number in range(5):
            server.say(-LAN, "/hoi")
            await server.answers(-LAN, number)
        answers = await server.answers(-LAN, 65)
    asked = [message.reply_to or 0 for message in answers]
    assert asked == sorted(set(asked))
    assert await application.bot_data.state.find_kept() == []


async def test_what_cannot_be_written_down_stays_at_telegram(
    server: TelegramServer, application: BotApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def keep(_: object) -> bool:
        return False

    monkeypatch.setattr(application.bot_data.state, "keep", keep)
    [held] = server.fail("sendMessage", "hold_before")
    async with polling(application):
        for _ in range(2 * HANDFUL):
            server.send(LAN, **DICE)
        await server.until(held.arrived.is_set, "the message that is held")
        server.send(MINH, **DICE)
        await server.answers(MINH)
        assert len(server.queue) == 2 * HANDFUL + 1
        held.gate.set()
        await server.until(lambda: not server.queue, "confirmed")


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


class QuietBot:
    """A bot that nobody writes to."""

    async def _post(self, *_: object, **__: object) -> list[object]:
        await asyncio.sleep(0)
        return []


@pytest.mark.parametrize("ticks", range(8))
async def test_a_poller_that_is_to_end_ends_also_in_the_moment_when_nothing_is_held_any_more(
    application: BotApplication, ticks: int
) -> None:
    lanes = build_lanes(application, NO_LIMIT)
    intake = Intake(application.bot, lanes, application.bot_data.state)
    lanes.is_free.clear()
    polling = asyncio.create_task(Poller(QuietBot(), lanes, intake).run())  # type: ignore[arg-type]
    for _ in range(20):
        await asyncio.sleep(0)
    lanes.is_free.set()
    for _ in range(ticks):
        await asyncio.sleep(0)
    polling.cancel()
    done, _ = await asyncio.wait({polling}, timeout=20)
    assert done == {polling} and polling.cancelled()

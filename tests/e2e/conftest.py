"""A server and a bot for each end-to-end test; whatever happens, the token is in none of the bot's output."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.e2e.bot_process import ROOT, BotProcess
from tests.e2e.telegram_server import TelegramServer

TOKEN = "987654321:AAF-tests-only_hC4qzZ0kT7mX1vB9"

MakeBot = Callable[..., BotProcess]


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    server = TelegramServer(TOKEN)
    await server.start()
    yield server
    await server.stop()
    assert server.broken == []
    assert server.refused == []


@pytest.fixture
async def make_bot(server: TelegramServer, tmp_path: Path) -> AsyncIterator[MakeBot]:
    """Makes a bot that talks to the server; not started. entry: another script than bot.py."""
    bots: list[BotProcess] = []

    def make(entry: Path = ROOT / "bot.py", **settings: str) -> BotProcess:
        bots.append(BotProcess(tmp_path, server.url, TOKEN, entry, **settings))
        return bots[-1]

    yield make
    for bot in bots:
        if bot.is_running:
            await bot.kill()
    output = "".join(line for bot in bots for line in bot.lines)
    print(output)  # pytest shows it of a test that failed
    assert TOKEN.partition(":")[2] not in output
    assert "Warning" not in output, output


@pytest.fixture
async def bot(make_bot: MakeBot) -> BotProcess:
    """A bot that has started to ask for updates or will soon."""
    bot = make_bot()
    await bot.start()
    return bot

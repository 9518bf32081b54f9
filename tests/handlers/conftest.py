"""The handlers in this process, against the Bot API server of the end-to-end tests; the knowledge is out of order."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from handlers.context import Services
from handlers.memory.state import State
from handlers.service.application import BotApplication, build_application
from knowledge.answering import Index
from tests.e2e.telegram_server import TelegramServer
from tests.handlers.database.databases import empty_database, start_postgres

TOKEN = "1:in_process"


def open_broken_knowledge() -> Index:
    raise RuntimeError("the knowledge is gone")


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    server = TelegramServer(TOKEN)
    await server.start()
    yield server
    await server.stop()
    assert server.refused == []


@pytest.fixture
async def application(server: TelegramServer, tmp_path: Path) -> AsyncIterator[BotApplication]:
    async with State(f"sqlite:///{tmp_path / 'state.db'}") as state:
        application = build_application(TOKEN, server.url, Services(open_broken_knowledge, state))
        async with application:
            yield application


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server, started once for all tests that need one."""
    with start_postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database that is not there yet (SQLite), or empty."""
    if request.param == "postgresql":
        return empty_database(request.getfixturevalue("postgres"))
    return f"sqlite:///{tmp_path / 'var' / 'state.db'}"


@pytest.fixture
async def state(url: str) -> AsyncIterator[State]:
    async with State(url) as state:
        yield state

"""A database that is full, locked or read-only: questions are answered from memory, and nothing is lost."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from handlers.database import journal
from handlers.database.asking import Asking
from handlers.memory.state import Answer, State, StateError
from tests.e2e.watch import Watch
from tests.handlers.database.databases import connect, empty_database, fetch

PERSON = 7
RAW = '{"update_id": 1}'


class Log(Watch, logging.Handler):
    """What the operator is told; a test waits for it."""

    def __init__(self) -> None:
        Watch.__init__(self)
        logging.Handler.__init__(self)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))
        self.touch()

    async def until_told(self, words: str) -> None:
        await self.until(lambda: words in "".join(self.lines), words)

    def describe(self) -> str:
        return "\n".join(self.lines)


@pytest.fixture
def log() -> Iterator[Log]:
    log = Log()
    logging.getLogger("handlers").addHandler(log)
    yield log
    logging.getLogger("handlers").removeHandler(log)


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "FIRST_PAUSE_S", 0.05)
    monkeypatch.setattr(journal, "LONGEST_PAUSE_S", 0.05)


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Another program holds the lock without which nothing can be written; on PostgreSQL nothing read either."""
    with connect(url) as db:
        db.execute(sa.text("BEGIN IMMEDIATE" if url.startswith("sqlite") else "BEGIN"))
        if url.startswith("postgresql"):
            db.execute(sa.text("LOCK TABLE updates, answers IN ACCESS EXCLUSIVE MODE"))
        yield
        db.execute(sa.text("ROLLBACK"))


async def set_pragma(state: State, name: str, value: object) -> None:
    await state.read(lambda db: db.exec_driver_sql(f"PRAGMA {name} = {value}"))


async def fill(state: State) -> None:
    """No page can be added to the file."""
    await set_pragma(state, "max_page_count", await state.read(lambda db: db.scalar(sa.text("PRAGMA page_count"))))


async def answer(state: State, number: int, context: str = "") -> str:
    """The context the update found, after what was answered is recorded; each in a chat of its own from 1001 on."""
    chat = 1001 + number % 40
    progress = await state.begin(number, chat, PERSON, None)
    assert not progress.is_handled
    told = Answer(chat, number, PERSON, number, progress.context, context or str(number))
    await state.record_sent(number, 1, is_last=True, answer=told, asked=Asking(f"câu {number}", "2030-01-01"))
    return progress.context


async def answer_120(state: State) -> list[str]:
    return [await answer(state, number, str(number).zfill(900)) for number in range(1, 121)]


def check_answered(contexts: list[str]) -> None:
    assert contexts == ["" for _ in range(40)] + [str(number).zfill(900) for number in range(1, 81)]


def check_written(url: str) -> None:
    assert fetch(url, "SELECT count(*) FROM updates WHERE is_handled") == [(120,)]
    assert fetch(url, "SELECT count(*) FROM answers") == [(120,)]
    assert fetch(url, "SELECT sum(count) FROM asked") == [(120,)]


def check_told_twice(log: Log) -> None:
    assert [line.split(" (")[0].split(":")[0] for line in log.lines] == [
        "the database is out of order",
        "the database works again",
    ]


async def test_while_the_database_is_locked_everyone_is_answered(url: str, log: Log) -> None:
    async with State(url) as state:
        with locked(url):
            check_answered(await answer_120(state))
        await log.until_told("works again")
    check_written(url)
    check_told_twice(log)


async def test_while_the_disk_is_full_everyone_is_answered(tmp_path: Path, log: Log) -> None:
    async with State(url := f"sqlite:///{tmp_path / 'state.db'}") as state:
        await fill(state)
        check_answered(await answer_120(state))
        assert "full" in log.lines[0]
        await set_pragma(state, "max_page_count", 100_000)
        await log.until_told("works again")
    check_written(url)
    check_told_twice(log)


async def test_while_the_database_is_read_only_everyone_is_answered(tmp_path: Path, log: Log) -> None:
    async with State(url := f"sqlite:///{tmp_path / 'state.db'}") as state:
        await set_pragma(state, "query_only", 1)
        check_answered(await answer_120(state))
        assert "readonly" in log.lines[0]
        await set_pragma(state, "query_only", 0)
        await log.until_told("works again")
    check_written(url)
    check_told_twice(log)


async def test_while_postgresql_is_read_only_everyone_is_answered(postgres: str, log: Log) -> None:
    url, own = empty_database(postgres), "SET default_transaction_read_only = {}"
    async with State(url) as state:
        await state.run(lambda db: db.execute(sa.text(own.format("on"))))
        check_answered(await answer_120(state))
        await state.read(lambda db: db.execute(sa.text(own.format("off"))))
        await log.until_told("works again")
    check_written(url)
    check_told_twice(log)


async def test_a_connection_that_broke_is_made_again_unnoticed(postgres: str, log: Log) -> None:
    async with State(url := empty_database(postgres)) as state:
        await answer(state, 1)
        with connect(url) as db:
            db.execute(sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid != pg_backend_pid()"))
        await answer(state, 2)
    assert fetch(url, "SELECT count(*) FROM answers") == [(2,)]
    assert log.lines == []


async def test_a_database_that_can_only_be_read_is_started_with(tmp_path: Path, log: Log) -> None:
    async with State(f"sqlite:///{tmp_path / 'state.db'}") as state:
        await answer(state, 1)
    async with State(f"sqlite:///file:{tmp_path / 'state.db'}?mode=ro&uri=true") as state:
        assert await state.is_handled(1)
        await answer(state, 2)
        assert await state.is_handled(2)
    assert log.lines[0].startswith("the database is out of order")
    assert log.lines[1:] == ["1 records were never written down"]


async def test_what_cannot_be_kept_is_not_taken_from_telegram(url: str, log: Log) -> None:
    async with State(url) as state:
        with locked(url):
            assert not await state.keep([(1, RAW)])
            assert not await state.keep([(1, RAW)])
        await log.until_told("works again")
        assert await state.keep([(1, RAW)])
        assert await state.find_kept() == [RAW]
    check_told_twice(log)


async def test_tries_and_failures_are_counted_in_memory_meanwhile(url: str) -> None:
    async with State(url) as state:
        with locked(url):
            assert [await state.record_unconfirmed(1) for _ in range(3)] == [1, 2, 3]
            assert [await state.record_failure(1) for _ in range(2)] == [1, 2]
            await state.finish(2)
            assert await state.is_handled(2)
    async with State(url) as state:
        progress = await state.begin(1, 1001, PERSON, None)
        assert (progress.unconfirmed, progress.failures, await state.is_handled(2)) == (3, 2, True)


async def test_only_the_latest_records_wait(url: str, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "WAITING_AT_MOST", 100)
    async with State(url) as state:
        with locked(url):
            await answer_120(state)
        await log.until_told("works again: 100 records written, 20 lost")
    assert fetch(url, "SELECT min(update_id), count(*) FROM updates") == [(21, 100)]


async def test_what_no_database_takes_holds_up_nothing(url: str, log: Log) -> None:
    async with State(url) as state:
        await state.finish(2**63)
        await answer(state, 1)
    assert fetch(url, "SELECT update_id FROM updates") == [(1,)]
    [line] = log.lines
    assert line.startswith(f"update {2**63}: cannot be written down")


async def test_what_is_said_to_be_forgotten_is(url: str) -> None:
    async with State(url) as state:
        await answer(state, 1)
        with locked(url), pytest.raises(StateError, match="Cơ sở dữ liệu"):
            await state.forget_chat(1002, PERSON)
        assert await state.forget_chat(1002, PERSON) == 1
    assert fetch(url, "SELECT count(*) FROM answers") == [(0,)]


async def test_a_long_wait_for_the_database_is_an_outage_too(
    url: str, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("database.journal", "memory.state"):
        monkeypatch.setattr(f"handlers.{module}.PATIENCE_S", 0.05)
    async with State(url) as state:
        with locked(url):
            await answer(state, 1)
            assert "does not answer" in log.lines[0]
        await log.until_told("works again")
    assert fetch(url, "SELECT count(*) FROM answers") == [(1,)]

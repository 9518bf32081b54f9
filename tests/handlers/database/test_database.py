"""How a database is opened: private, patient, and refused in one line that says what to do."""

import os
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from handlers.database.database import parse_url
from handlers.memory.state import State, StateError


async def refuse(url: str) -> str:
    """The line for the operator."""
    with pytest.raises(StateError) as refusal:
        async with State(url):
            pass
    line = str(refusal.value)
    assert line.startswith("DATABASE_URL: ") and "\n" not in line
    return line


async def make(file: Path) -> str:
    """The URL of a database with some rows in it."""
    async with State(url := f"sqlite:///{file}") as state:
        for number in range(300):
            await state.keep([(number, "x" * 500)])
    return url


def find_rights(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_mode & 0o777 for path in folder.rglob("*")}


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("postgresql://bot:secret@db/state", "postgresql+psycopg"),
        ("postgres://bot:secret@db/state", "postgresql+psycopg"),
        ("postgresql+psycopg://bot:secret@db/state", "postgresql+psycopg"),
        ("sqlite:///var/state.db", "sqlite"),
    ],
)
def test_urls_are_taken_as_people_write_them(url: str, driver: str) -> None:
    parsed = parse_url(url)
    assert (parsed.drivername, parsed.password) == (driver, "secret" if "secret" in url else None)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense", "postgresql://"),
        ("mysql://bot:secret@db/state", "postgresql://"),
        ("postgresql+nothing://h/d", "requirements.txt"),
        ("postgresql+psycopg2://h/d", "requirements.txt"),
        ("sqlite:////proc/nowhere/state.db", "/proc/nowhere"),
        ("postgresql://bot:secret@127.0.0.1:1/state", "không mở được"),
    ],
)
async def test_a_database_that_cannot_be_opened_is_told_in_one_line_without_its_password(url: str, words: str) -> None:
    line = await refuse(url)
    assert words in line and "secret" not in line


@pytest.mark.parametrize("where", [0, 4096, 8 * 4096, -4096])
async def test_a_corrupt_file_is_told_with_how_to_start_anew(tmp_path: Path, where: int) -> None:
    url = await make(tmp_path / "state.db")
    with (tmp_path / "state.db").open("r+b") as file:
        file.seek(where, os.SEEK_END if where < 0 else os.SEEK_SET)
        file.write(b"\xa5" * 4096)
    line = await refuse(url)
    assert "state.db đã hỏng" in line and "drafts" in line


async def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "state.db").write_text("Thu ngân sách\n" * 500, encoding="utf-8")
    assert "đã hỏng" in await refuse(f"sqlite:///{tmp_path / 'state.db'}")
    assert (tmp_path / "state.db").read_text(encoding="utf-8").startswith("Thu ngân sách")


async def test_a_lock_held_at_the_start_is_told(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "state.db", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "locked" in await refuse(f"sqlite:///{tmp_path / 'state.db'}")
    other.close()


async def test_readers_do_not_wait_for_the_writer(tmp_path: Path) -> None:
    await make(tmp_path / "state.db")
    with sqlite3.connect(tmp_path / "state.db") as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    db.close()


async def test_what_was_deleted_is_not_in_the_file(tmp_path: Path) -> None:
    async with State(f"sqlite:///{tmp_path / 'state.db'}") as state:
        await state.keep([(1, "thu ngân sách")])
        await state.finish(1)
        await state.run(lambda db: db.execute(sa.text("DELETE FROM updates")))
    assert "thu ngân sách".encode() not in (tmp_path / "state.db").read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="rights of owner, group and others are POSIX")
async def test_files_that_the_bot_makes_are_for_their_owner_alone(tmp_path: Path) -> None:
    async with State(f"sqlite:///{tmp_path / 'a' / 'b' / 'state.db'}") as state:
        await state.finish(1)
        made = find_rights(tmp_path)
    assert made == {
        "a": 0o700,
        "a/b": 0o700,
        "a/b/state.db": 0o600,
        "a/b/state.db-wal": 0o600,
        "a/b/state.db-shm": 0o600,
    }

"""A database of every version that ever landed becomes a present one, with all that was in it."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from handlers import migrations
from handlers.asked import Asked, list_in_vain
from handlers.database import parse_url
from handlers.drafts import find_draft
from handlers.migrations import STEPS
from handlers.prompts import find_prompt
from handlers.schema import METADATA
from handlers.state import Progress, State, StateError
from tests.handlers.databases import connect, fetch

OLD = sorted((Path(__file__).parent / "schemas").glob("*.sql"))
NOW = 1_900_000_000.0  # 2030-03-17, when the rows in those files were new


def describe(url: str) -> dict[str, Any]:
    """The tables with their columns, keys and indexes."""
    engine = sa.create_engine(parse_url(url))
    tables = sa.inspect(engine)
    found = {
        name: {
            "columns": [
                (c["name"], str(c["type"]), c["nullable"], str(c["default"]).strip("'"))
                for c in tables.get_columns(name)
            ],
            "key": tables.get_pk_constraint(name)["constrained_columns"],
            "unique": sorted(c["column_names"] for c in tables.get_unique_constraints(name)),
            "indexes": sorted((str(i["name"]), i["column_names"]) for i in tables.get_indexes(name)),
        }
        for name in tables.get_table_names()
    }
    engine.dispose()
    return found


def load_old(script: Path, folder: Path) -> str:
    """The URL of a database as that script leaves it."""
    with sqlite3.connect(folder / "state.db") as db:
        db.executescript(script.read_text(encoding="utf-8"))
    db.close()
    return f"sqlite:///{folder / 'state.db'}"


def make_present(url: str) -> dict[str, Any]:
    """The tables of schema.py, made in one go."""
    engine = sa.create_engine(parse_url(url))
    METADATA.create_all(engine)
    engine.dispose()
    return describe(url)


async def test_the_steps_lead_to_the_tables_of_the_schema(url: str) -> None:
    async with State(url):
        pass
    made = describe(url)
    with connect(url) as db:
        METADATA.drop_all(db)
    assert describe(url) == {}
    assert made == make_present(url)


@pytest.mark.parametrize("script", OLD, ids=lambda path: path.stem)
async def test_an_old_database_becomes_a_present_one(script: Path, tmp_path: Path) -> None:
    async with State(url := load_old(script, tmp_path), lambda: NOW):
        pass
    assert describe(url) == make_present(f"sqlite:///{tmp_path / 'other.db'}")
    assert fetch(url, "SELECT version FROM schema_version") == [(len(STEPS),)]


@pytest.mark.parametrize("script", OLD, ids=lambda path: path.stem)
async def test_what_was_in_an_old_database_is_still_there(script: Path, tmp_path: Path) -> None:
    number = int(script.name[0])
    async with State(load_old(script, tmp_path), lambda: NOW) as state:
        assert await state.begin(41, -100, 7, None) == Progress(True, 2, context='{"facts": ["xa-mau/thu"]}')
        assert await state.find_kept() == ['{"update_id": 42}']
        if number >= 2:
            draft = await find_draft(state, 1)
            assert draft and (draft.report, draft.message_id) == ("xa-mau", 12)
            assert await list_in_vain(state) == [Asked(1, "dân số 2030?", "dân số", "2030", True, 3, "2030-01-02", "")]
        if number >= 5:
            assert await find_prompt(state, 7)


async def test_a_database_is_migrated_once(url: str) -> None:
    for _ in range(2):
        async with State(url) as state:
            await state.record_sent(1, 1, is_last=True, answer=None)
    assert fetch(url, "SELECT version FROM schema_version") == [(len(STEPS),)]


async def test_a_step_that_fails_leaves_what_the_one_before_made(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(db: sa.Connection) -> None:
        db.execute(sa.text("CREATE TABLE half (id INTEGER)"))
        db.execute(sa.text("SELECT * FROM nowhere"))

    monkeypatch.setattr(migrations, "STEPS", (*STEPS[:1], fail))
    with pytest.raises(StateError):
        async with State(url):
            pass
    assert fetch(url, "SELECT version FROM schema_version") == [(1,)]
    assert "half" not in describe(url)
    monkeypatch.undo()
    async with State(url) as state:
        await state.record_sent(1, 1, is_last=True, answer=None)


async def test_bots_that_start_at_once_migrate_once(url: str) -> None:
    async def start() -> None:
        async with State(url):
            pass

    await asyncio.gather(*(start() for _ in range(3)))
    assert fetch(url, "SELECT version FROM schema_version") == [(len(STEPS),)]


async def test_a_database_of_a_newer_bot_is_refused(url: str) -> None:
    async with State(url) as state:
        await state.run(lambda db: db.execute(sa.text("UPDATE schema_version SET version = 99")))
    with pytest.raises(StateError, match=r"^DATABASE_URL: .*phiên bản 99, bản này biết đến \d+.*$"):
        async with State(url):
            pass
    assert fetch(url, "SELECT version FROM schema_version") == [(99,)]

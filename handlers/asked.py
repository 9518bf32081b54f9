"""The questions that people asked, counted, as editors see them."""

from dataclasses import dataclass

import sqlalchemy as sa

from handlers.asking import SKIPPED
from handlers.database import Database
from handlers.schema import ASKED
from handlers.state import State

RECENT = 200  # of these a publisher reads how they would be answered


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is kept. topic: what was missing, "" if nothing ever was; period: codes, between commas.

    is_nameable: the topic could be a name; it is not where the reports know the thing, but of another time or place.
    """

    id: int
    text: str
    topic: str
    period: str
    is_nameable: bool
    count: int
    day: str
    mark: str


async def list_in_vain(state: State) -> list[Asked]:
    """The questions that were asked in vain at least once and are not skipped, the latest first."""
    query = sa.select(ASKED).where(ASKED.c.mark != SKIPPED, ASKED.c.topic != "")
    rows = await state.read(
        lambda db: db.execute(query.order_by(ASKED.c.day.desc(), ASKED.c.id.desc())).mappings().all()
    )
    return [Asked(**{name: row[name] for name in Asked.__slots__}) for row in rows]


async def find_asked(state: State, number: int) -> Asked | None:
    """The question of that id, whatever became of it."""
    row = await state.read(lambda db: db.execute(sa.select(ASKED).where(ASKED.c.id == number)).mappings().first())
    return Asked(**{name: row[name] for name in Asked.__slots__}) if row is not None else None


async def list_recent(state: State | Database) -> list[str]:
    """What people asked lately, with or without an answer, the latest first."""
    query = sa.select(ASKED.c.text).order_by(ASKED.c.day.desc(), ASKED.c.id.desc()).limit(RECENT)
    return await state.read(lambda db: list(db.scalars(query)))


async def skip_questions(state: State, texts: tuple[str, ...]) -> None:
    """They wait no more until someone asks again."""
    query = sa.update(ASKED).where(ASKED.c.text.in_(texts)).values(mark=SKIPPED)
    await state.run(lambda db: db.execute(query))

"""What editors noted as not in the reports: a topic and a period, however people ask for it."""

from dataclasses import dataclass

import sqlalchemy as sa

from handlers.database.schema import ABSENT
from handlers.memory.state import State


@dataclass(frozen=True, slots=True)
class Absent:
    """A topic that the reports do not have. topic_key: how a group's topic is compared."""

    id: int
    topic_key: str
    period: str
    topic: str


async def list_absent(state: State) -> list[Absent]:
    """All that was noted, the latest first."""
    query = sa.select(ABSENT).order_by(ABSENT.c.id.desc())
    rows = await state.read(lambda db: db.execute(query).mappings().all())
    return [Absent(**{name: row[name] for name in Absent.__slots__}) for row in rows]


async def note_absent(state: State, topic_key: str, period: str, topic: str) -> bool:
    """Was it not noted before?"""

    def work(db: sa.Connection) -> bool:
        own = (ABSENT.c.topic_key == topic_key, ABSENT.c.period == period)
        if db.execute(sa.select(ABSENT.c.id).where(*own)).first():
            return False
        db.execute(sa.insert(ABSENT).values(topic_key=topic_key, period=period, topic=topic))
        return True

    return await state.run(work)


async def forget_absent(state: State, number: int) -> Absent | None:
    """What is noted no more; None if that was not noted."""

    def work(db: sa.Connection) -> Absent | None:
        row = db.execute(sa.select(ABSENT).where(ABSENT.c.id == number)).mappings().first()
        db.execute(sa.delete(ABSENT).where(ABSENT.c.id == number))
        return Absent(**{name: row[name] for name in Absent.__slots__}) if row is not None else None

    return await state.run(work)

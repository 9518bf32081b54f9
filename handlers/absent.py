"""What editors noted as not in the reports: a topic and a period, however people ask for it."""

from dataclasses import dataclass

import sqlalchemy as sa

from handlers.asked import MAX_TOPIC
from handlers.state import State, metadata

_absent = sa.Table(
    "absent",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("topic_key", sa.String(MAX_TOPIC), nullable=False),
    sa.Column("period", sa.String(MAX_TOPIC), nullable=False),
    sa.Column("topic", sa.String(MAX_TOPIC), nullable=False),
    sa.UniqueConstraint("topic_key", "period"),
)


@dataclass(frozen=True, slots=True)
class Absent:
    """A topic that the reports do not have. topic_key: how a group's topic is compared."""

    id: int
    topic_key: str
    period: str
    topic: str


async def list_absent(state: State) -> list[Absent]:
    """All that was noted, the latest first."""
    query = sa.select(_absent).order_by(_absent.c.id.desc())
    rows = await state.run(lambda db: db.execute(query).mappings().all())
    return [Absent(**{name: row[name] for name in Absent.__slots__}) for row in rows]


async def note_absent(state: State, topic_key: str, period: str, topic: str) -> bool:
    """Was it not noted before?"""

    def work(db: sa.Connection) -> bool:
        own = (_absent.c.topic_key == topic_key, _absent.c.period == period)
        if db.execute(sa.select(_absent.c.id).where(*own)).first():
            return False
        db.execute(sa.insert(_absent).values(topic_key=topic_key, period=period, topic=topic))
        return True

    return await state.run(work)


async def forget_absent(state: State, number: int) -> Absent | None:
    """What is noted no more; None if that was not noted."""

    def work(db: sa.Connection) -> Absent | None:
        row = db.execute(sa.select(_absent).where(_absent.c.id == number)).mappings().first()
        db.execute(sa.delete(_absent).where(_absent.c.id == number))
        return Absent(**{name: row[name] for name in Absent.__slots__}) if row is not None else None

    return await state.run(work)

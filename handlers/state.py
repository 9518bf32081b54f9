"""What must survive a restart: which updates are handled, which answers were given and what they talked about."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeVar

import sqlalchemy as sa

T = TypeVar("T")
Work = Callable[[sa.Connection], T]

UPDATES_KEPT_S = 3 * 86400  # Telegram repeats an update for 24 h at most
ANSWERS_KEPT_S = 90 * 86400  # whoever replies to an older answer asks as if it stood alone

metadata = sa.MetaData()
_updates = sa.Table(
    "updates",
    metadata,
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("sent", sa.Integer, nullable=False),  # messages of its reply that Telegram took
    sa.Column("is_handled", sa.Boolean, nullable=False),
    sa.Column("raw", sa.Text),  # the update itself where it waits here instead of in Telegram's queue
    sa.Column("at", sa.BigInteger, nullable=False, index=True),
)
_answers = sa.Table(
    "answers",
    metadata,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("message_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("person_id", sa.BigInteger, nullable=False),
    sa.Column("question_id", sa.BigInteger, nullable=False),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("after", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False, index=True),
    sa.Index("answers_of_person", "chat_id", "person_id", "message_id"),
    sa.Index("answers_to_question", "chat_id", "question_id"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A message of ours to a person. before, after: the contexts, as JSON, that their question found and left."""

    chat_id: int
    message_id: int
    person_id: int
    question_id: int
    before: str
    after: str


class State:
    """The tables behind one DATABASE_URL, worked on in one thread of their own, off the event loop."""

    def __init__(self, url: str, clock: Callable[[], float] = time.time) -> None:
        self._url = sa.make_url(url)
        self._clock = clock
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="state")

    async def __aenter__(self) -> Self:
        """The tables made where they are missing. Raises SQLAlchemyError, OSError or ImportError if that cannot be."""
        try:
            self._engine = _create_engine(self._url)
            await self.run(metadata.create_all)
            await self.prune()
        except BaseException:
            self._thread.shutdown()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, self._engine.dispose)
        self._thread.shutdown()

    async def is_handled(self, update_id: int) -> bool:
        query = sa.select(_updates.c.is_handled).where(_updates.c.update_id == update_id)
        return bool(await self.run(lambda db: db.scalar(query)))

    async def count_sent(self, update_id: int) -> int:
        """How many messages of the reply to this update Telegram took already."""
        query = sa.select(_updates.c.sent).where(_updates.c.update_id == update_id)
        return await self.run(lambda db: db.scalar(query)) or 0

    async def record_sent(self, update_id: int, sent: int, is_last: bool, answer: Answer | None) -> None:
        """Remember, in one transaction, that Telegram took message number `sent`, and what it answered."""
        at = int(self._clock())

        def work(db: sa.Connection) -> None:
            _upsert(db, _updates, {"update_id": update_id}, {"sent": sent, "is_handled": is_last, "at": at})
            if answer:
                key = {"chat_id": answer.chat_id, "message_id": answer.message_id}
                names = ("person_id", "question_id", "before", "after")
                _upsert(db, _answers, key, {"at": at} | {name: getattr(answer, name) for name in names})

        await self.run(work)

    async def finish(self, update_id: int) -> None:
        """Remember that nothing more is to be done for this update."""
        key, values = {"update_id": update_id}, {"is_handled": True, "raw": None, "at": int(self._clock())}
        await self.run(lambda db: _upsert(db, _updates, key, values, {"sent": 0}))

    async def keep(self, update_id: int, raw: str) -> None:
        """Let the update wait here, so that Telegram may forget it."""
        key, values = {"update_id": update_id}, {"raw": raw, "at": int(self._clock())}
        await self.run(lambda db: _upsert(db, _updates, key, values, {"sent": 0, "is_handled": False}))

    async def find_kept(self) -> list[str]:
        """The updates that wait here, in order."""
        query = sa.select(_updates.c.raw).where(_updates.c.raw.is_not(None), ~_updates.c.is_handled)
        return await self.run(lambda db: list(db.scalars(query.order_by(_updates.c.update_id))))

    async def find_context(self, chat_id: int, person_id: int, replied_id: int | None) -> str:
        """What the answer replied to left, else what the person's last one in this chat did; "" if there is none."""
        after = sa.select(_answers.c.after).where(_answers.c.chat_id == chat_id)
        last = after.where(_answers.c.person_id == person_id).order_by(_answers.c.message_id.desc()).limit(1)
        replied = after.where(_answers.c.message_id == replied_id)
        return await self.run(lambda db: db.scalar(replied) or db.scalar(last)) or ""

    async def find_answers(self, chat_id: int, question_id: int) -> list[Answer]:
        """Our messages that answer that one, in order."""
        query = sa.select(_answers).where(_answers.c.chat_id == chat_id, _answers.c.question_id == question_id)
        rows = await self.run(lambda db: db.execute(query.order_by(_answers.c.message_id)).mappings().all())
        return [Answer(**{name: row[name] for name in Answer.__slots__}) for row in rows]

    async def prune(self) -> None:
        """Forget what is too old to be asked for."""
        now = int(self._clock())

        def work(db: sa.Connection) -> None:
            db.execute(sa.delete(_updates).where(_updates.c.at < now - UPDATES_KEPT_S))
            db.execute(sa.delete(_answers).where(_answers.c.at < now - ANSWERS_KEPT_S))

        await self.run(work)

    async def run(self, work: Work[T]) -> T:
        """What `work` returns, done in one transaction in the thread of the tables."""

        def transaction() -> T:
            with self._engine.begin() as db:
                return work(db)

        return await asyncio.get_running_loop().run_in_executor(self._thread, transaction)


def _create_engine(url: sa.URL) -> sa.Engine:
    """An engine; on SQLite with its folder made, readers beside one writer, and patience with a locked file."""
    if url.get_backend_name() != "sqlite":
        return sa.create_engine(url, pool_pre_ping=True)
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(url, connect_args={"timeout": 10})

    @sa.event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _: object) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")  # a kill loses nothing; a power cut at most the last commits

    return engine


def _upsert(
    db: sa.Connection,
    table: sa.Table,
    key: dict[str, Any],
    values: dict[str, Any],
    defaults: dict[str, Any] | None = None,
) -> None:
    """Set `values` in the row of `key`, made with `defaults` if it is missing. The same SQL on every database."""
    matches = [table.c[name] == value for name, value in key.items()]
    if not db.execute(sa.update(table).where(*matches).values(values)).rowcount:
        db.execute(sa.insert(table).values(key | (defaults or {}) | values))

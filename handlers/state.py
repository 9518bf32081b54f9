"""What must survive a restart: which updates are handled, which answers were given and what they talked about."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from handlers.asking import Asking, count_asking
from handlers.schema import ANSWERS, METADATA, PROMPTS, UPDATES

T = TypeVar("T")
Work = Callable[[sa.Connection], T]

UPDATES_KEPT_S = 3 * 86400  # Telegram repeats an update for 24 h at most
ANSWERS_KEPT_S = 90 * 86400  # whoever replies to an older answer asks as if it stood alone

logger = logging.getLogger(__name__)


class StateError(Exception):
    """The database did not do what it was asked; raised from what it said."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an update is. sent: messages of its reply that Telegram took; unconfirmed: sends of the next one whose
    outcome nobody knows; failures: how often handling it raised what nobody foresaw; context: what its question goes
    on from, JSON."""

    is_handled: bool = False
    sent: int = 0
    unconfirmed: int = 0
    failures: int = 0
    context: str = ""


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
        """The tables made where they are missing. Raises StateError, SQLAlchemyError, OSError or ImportError if not."""
        try:
            self._engine = _create_engine(self._url)
            await self.run(METADATA.create_all)
            await self.prune()
        except BaseException:
            self._thread.shutdown()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, self._engine.dispose)
        self._thread.shutdown()

    async def begin(self, update_id: int, chat_id: int, person_id: int, replied_id: int | None) -> Progress:
        """How far the update is, and what it goes on from."""
        columns = (UPDATES.c.is_handled, UPDATES.c.sent, UPDATES.c.unconfirmed, UPDATES.c.failures)

        def work(db: sa.Connection) -> Progress:
            row = db.execute(sa.select(*columns).where(UPDATES.c.update_id == update_id)).first()
            context = _find_context(db, chat_id, person_id, replied_id)
            return Progress(*row, context) if row else Progress(context=context)

        return await self.run(work)

    async def is_handled(self, update_id: int) -> bool:
        return (await self.begin(update_id, 0, 0, None)).is_handled

    async def count_sent(self, update_id: int) -> int:
        """How many messages of the reply to this update Telegram took already."""
        return (await self.begin(update_id, 0, 0, None)).sent

    async def record_sent(
        self, update_id: int, sent: int, is_last: bool, answer: Answer | None, asked: Asking | None = None
    ) -> None:
        """Remember, in one transaction, that Telegram took message number `sent`, what it answered and what was asked."""
        at = int(self._clock())
        values = {"sent": sent, "is_handled": is_last, "unconfirmed": 0, "at": at} | ({"raw": None} if is_last else {})

        def work(db: sa.Connection) -> None:
            _upsert(db, UPDATES, {"update_id": update_id}, values)
            if answer:
                key = {"chat_id": answer.chat_id, "message_id": answer.message_id}
                names = ("person_id", "question_id", "before", "after")
                _upsert(db, ANSWERS, key, {"at": at} | {name: getattr(answer, name) for name in names})
            if asked:
                count_asking(db, asked)

        await self.run(work)

    async def record_unconfirmed(self, update_id: int) -> int:
        """How many sends of its next message there are now whose outcome nobody knows; one more than before."""
        return await self._count_up(update_id, "unconfirmed")

    async def record_failure(self, update_id: int) -> int:
        """How often handling it has failed now in a way nobody foresaw; once more than before."""
        return await self._count_up(update_id, "failures")

    async def _count_up(self, update_id: int, name: str) -> int:
        def work(db: sa.Connection) -> int:
            own = UPDATES.c.update_id == update_id
            number = (db.scalar(sa.select(UPDATES.c[name]).where(own)) or 0) + 1
            defaults = {"sent": 0, "is_handled": False, "at": int(self._clock())}
            _upsert(db, UPDATES, {"update_id": update_id}, {name: number}, defaults)
            return number

        return await self.run(work)

    async def finish(self, update_id: int) -> None:
        """Remember that nothing more is to be done for this update."""
        key, values = {"update_id": update_id}, {"is_handled": True, "raw": None, "at": int(self._clock())}
        await self.run(lambda db: _upsert(db, UPDATES, key, values, {"sent": 0}))

    async def keep(self, rows: Sequence[tuple[int, str]]) -> bool:
        """Let the updates (id, raw JSON) wait here. True once they are on disk, so that Telegram may forget them."""
        at = int(self._clock())

        def work(db: sa.Connection) -> None:
            for update_id, raw in rows:
                values = {"raw": raw, "at": at}
                _upsert(db, UPDATES, {"update_id": update_id}, values, {"sent": 0, "is_handled": False})

        try:
            await self.run(work)
        except StateError:
            logger.exception("%d updates could not be written down; Telegram keeps them", len(rows))
            return False
        return True

    async def count(self, asked: Asking) -> None:
        """Count a question that is part of no update."""
        await self.run(lambda db: count_asking(db, asked))

    async def forget_chat(self, chat_id: int, person_id: int) -> int:
        """How many rows were kept of that person in that chat; there are none any more."""
        own = (ANSWERS.c.chat_id == chat_id, ANSWERS.c.person_id == person_id)
        queries = sa.delete(ANSWERS).where(*own), sa.delete(PROMPTS).where(PROMPTS.c.chat_id == chat_id)
        return await self.run(lambda db: sum(db.execute(query).rowcount for query in queries))

    async def find_kept(self, after: int | None = None, limit: int | None = None) -> list[str]:
        """The updates that wait here, in order. after: only those with a higher id; limit: at most so many."""
        query = sa.select(UPDATES.c.raw).where(UPDATES.c.raw.is_not(None), ~UPDATES.c.is_handled)
        if after is not None:
            query = query.where(UPDATES.c.update_id > after)
        return await self.run(lambda db: list(db.scalars(query.order_by(UPDATES.c.update_id).limit(limit))))

    async def find_context(self, chat_id: int, person_id: int, replied_id: int | None) -> str:
        """What the answer replied to left, else what the person's last one in this chat did; "" if there is none."""
        return await self.run(lambda db: _find_context(db, chat_id, person_id, replied_id))

    async def find_answers(self, chat_id: int, question_id: int) -> list[Answer]:
        """Our messages that answer that one, in order."""
        query = sa.select(ANSWERS).where(ANSWERS.c.chat_id == chat_id, ANSWERS.c.question_id == question_id)
        rows = await self.run(lambda db: db.execute(query.order_by(ANSWERS.c.message_id)).mappings().all())
        return [Answer(**{name: row[name] for name in Answer.__slots__}) for row in rows]

    async def prune(self) -> None:
        """Forget what is too old to be asked for."""
        now = int(self._clock())

        def work(db: sa.Connection) -> None:
            db.execute(sa.delete(UPDATES).where(UPDATES.c.at < now - UPDATES_KEPT_S))
            db.execute(sa.delete(ANSWERS).where(ANSWERS.c.at < now - ANSWERS_KEPT_S))

        await self.run(work)

    async def run(self, work: Work[T]) -> T:
        """What `work` returns, done in one transaction in the thread of the tables. Raises StateError if it cannot be."""

        def transaction() -> T:
            try:
                with self._engine.begin() as db:
                    return work(db)
            except SQLAlchemyError as error:
                raise StateError from error

        return await asyncio.get_running_loop().run_in_executor(self._thread, transaction)


def _find_context(db: sa.Connection, chat_id: int, person_id: int, replied_id: int | None) -> str:
    after = sa.select(ANSWERS.c.after).where(ANSWERS.c.chat_id == chat_id)
    last = after.where(ANSWERS.c.person_id == person_id).order_by(ANSWERS.c.message_id.desc()).limit(1)
    replied = after.where(ANSWERS.c.message_id == replied_id)
    return db.scalar(replied) or db.scalar(last) or ""


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

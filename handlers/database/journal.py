"""Records that wait to be written: many in one transaction, and after trouble as soon as that is over."""

import asyncio
import logging
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field, replace

from handlers.database.database import Database, is_trouble, say_reason
from handlers.database.records import Record, write_records

BATCH = 200  # records in one transaction
WAITING_AT_MOST = 20_000  # records while nothing can be written; the oldest are dropped
PATIENCE_S = 3.0  # for the database to answer, then it counts as out of order
FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 15.0  # between tries while it is
LAST_TRY_S = 0.5  # of the 5 s a stop may take

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Outage:
    """The database is out of order. can_read: until a read fails, too. written, lost: records since it began."""

    can_read: bool = True
    written: int = 0
    lost: int = 0
    pause_s: float = 0.0


@dataclass(slots=True)
class Waiting:
    """A record not written yet. done: set once it is, or once nobody shall wait for that any more."""

    record: Record
    done: asyncio.Event = field(default_factory=asyncio.Event)


class Journal:
    """The only writer of records. outage: None while the database works."""

    def __init__(self, database: Database) -> None:
        self.outage: Outage | None = None
        self._database = database
        self._waiting: deque[Waiting] = deque()
        self._in_hand: list[Waiting] = []
        self._writing: asyncio.Future[None] | None = None
        self._retry: asyncio.TimerHandle | None = None

    @property
    def is_idle(self) -> bool:
        return not (self._waiting or self._in_hand)

    async def write(self, record: Record) -> None:
        """Return once it is on disk; at once while the database is out of order: then it is written afterwards."""
        waiting = Waiting(record)
        self._waiting.append(waiting)
        self._drop_oldest()
        if self.outage:
            return
        self._write_next()
        try:
            async with asyncio.timeout(PATIENCE_S):
                await waiting.done.wait()
        except TimeoutError as error:
            self.begin_outage(error)

    def begin_outage(self, error: BaseException, *, can_read: bool = True) -> None:
        """From now on nobody waits for a write; that is said once."""
        if not self.outage:
            self.outage = Outage(pause_s=FIRST_PAUSE_S)
            reason = "it does not answer" if isinstance(error, TimeoutError) else say_reason(error)
            logger.error("the database is out of order (%s): answering from memory, what is to be kept waits", reason)
        self.outage.can_read &= can_read
        for waiting in (*self._in_hand, *self._waiting):
            waiting.done.set()
        if not self._writing and not self._retry:
            self._retry = asyncio.get_running_loop().call_later(self.outage.pause_s, self._write_next)
            self.outage.pause_s = min(2 * self.outage.pause_s, LONGEST_PAUSE_S)

    def forget_chat(self, chat_id: int, person_id: int) -> None:
        """What waits says no more what was answered to that person in that chat."""
        for waiting in (*self._in_hand, *self._waiting):
            answer = waiting.record.answer
            if answer and (answer.chat_id, answer.person_id) == (chat_id, person_id):
                waiting.record = replace(waiting.record, answer=None)

    async def close(self) -> None:
        """Write what waits if that can be done at once."""
        if self._waiting:
            self._write_next()
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_TRY_S):
                while self._writing:
                    await asyncio.wait({self._writing})
        if self._retry:
            self._retry.cancel()
        if left := len(self._waiting) + len(self._in_hand):
            logger.error("%d records were never written down", left)

    def _write_next(self) -> None:
        """Write the first records that wait, unless some are being written."""
        if self._retry:
            self._retry.cancel()
            self._retry = None
        if not self._writing:
            self._in_hand = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
            records = [waiting.record for waiting in self._in_hand]
            self._writing = self._database.submit(lambda: _write(self._database, records))
            self._writing.add_done_callback(self._finish)

    def _finish(self, writing: asyncio.Future[None]) -> None:
        self._writing = None
        if error := writing.exception():
            self._waiting.extendleft(reversed(self._in_hand))
            self._in_hand = []
            self._drop_oldest()
            return self.begin_outage(error)
        for waiting in self._in_hand:
            waiting.done.set()
        if self.outage:
            self.outage.written += len(self._in_hand)
        self._in_hand = []
        if self._waiting:
            self._write_next()
        elif self.outage:
            logger.warning(
                "the database works again: %d records written, %d lost", self.outage.written, self.outage.lost
            )
            self.outage = None

    def _drop_oldest(self) -> None:
        while len(self._waiting) > WAITING_AT_MOST and self.outage:
            self._waiting.popleft()
            self.outage.lost += 1


def _write(database: Database, records: list[Record]) -> None:
    """Write them in one transaction; those that no database takes are left out. Raises what tells of trouble."""
    try:
        database.transact(lambda db: write_records(db, records))
    except Exception as error:
        if is_trouble(error):
            raise
        if len(records) > 1:
            for record in records:
                _write(database, [record])
        elif records:  # an id beyond 64 bits, a character that PostgreSQL does not know
            logger.error("update %d: cannot be written down (%s)", records[0].update_id, say_reason(error))

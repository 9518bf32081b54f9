"""What must survive a restart: which updates are handled, which answers were given and what they talked about."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Self, TypeVar

import sqlalchemy as sa

from handlers.asking import Asking
from handlers.database import Database, StateError, Work
from handlers.journal import PATIENCE_S, Journal
from handlers.lookups import find_kept, find_newest, find_progress, find_talk, find_told
from handlers.recent import Recent
from handlers.records import Answer, Progress, Record, keep_raw
from handlers.retention import forget_chat, prune

__all__ = ["Answer", "Progress", "State", "StateError"]

T = TypeVar("T")
Talk = tuple[int, int, int | None]  # ids of a chat, a person, the message replied to


class State:
    """The tables behind one DATABASE_URL, and what this process need not read of them.

    An update costs a read at most, none where the chat is known here, and a write. Neither raises because the database
    is out of order: then what is known is told, and what is recorded is written when the database works again.
    """

    def __init__(self, url: str, clock: Callable[[], float] = time.time, questions_kept_days: int = 90) -> None:
        self._database = Database(url)
        self._journal = Journal(self._database)
        self._recent = Recent(-1)
        self._clock = clock
        self.questions_kept_days = questions_kept_days

    async def __aenter__(self) -> Self:
        """The tables made or migrated where that is needed. Raises StateError with a line for the operator."""
        await self._database.open()
        try:
            self._recent = Recent(await self._database.read(find_newest))
            await self.prune()
        except BaseException:
            await self._database.close()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._journal.close()
        await self._database.close()

    async def begin(
        self, update_id: int, chat_id: int, person_id: int, replied_id: int | None, edited_id: int | None = None
    ) -> Progress:
        """How far the update is, and what it goes on from.

        edited_id: of the question that was edited; then `find_answers` need not read any more.
        """
        talk = (chat_id, person_id, replied_id)
        await self._learn(update_id, talk, None if edited_id is None else (chat_id, edited_id))
        return replace(self._recall_progress(update_id), context=self._recall_context(talk))

    async def is_handled(self, update_id: int) -> bool:
        """Is nothing more to be done for this update?"""
        return (await self._find_progress(update_id)).is_handled

    async def count_sent(self, update_id: int) -> int:
        """How many messages of the reply to this update Telegram took already."""
        return (await self._find_progress(update_id)).sent

    async def find_context(self, chat_id: int, person_id: int, replied_id: int | None) -> str:
        """What the answer replied to left, else what the person's last one in this chat did; "" if there is none."""
        talk = (chat_id, person_id, replied_id)
        await self._learn(talk=talk)
        return self._recall_context(talk)

    async def record_sent(
        self, update_id: int, sent: int, is_last: bool, answer: Answer | None, asked: Asking | None = None
    ) -> None:
        """Remember that Telegram took message number `sent`, what it answered, and what was asked."""
        if answer:
            self._recent.note_answer(answer)
        asked = asked if self.questions_kept_days else None
        await self._record(update_id, answer, asked, sent=sent, is_handled=is_last, unconfirmed=0)

    async def record_unconfirmed(self, update_id: int) -> int:
        """How many sends of its next message there are now whose outcome nobody knows: one more."""
        number = (await self._find_progress(update_id)).unconfirmed + 1
        await self._record(update_id, unconfirmed=number)
        return number

    async def record_failure(self, update_id: int) -> int:
        """How often handling it has failed now in a way nobody foresaw: once more."""
        number = (await self._find_progress(update_id)).failures + 1
        await self._record(update_id, failures=number)
        return number

    async def finish(self, update_id: int) -> None:
        """Remember that nothing more is to be done for this update."""
        if not (await self._find_progress(update_id)).is_handled:
            await self._record(update_id, is_handled=True)

    async def keep(self, rows: Sequence[tuple[int, str]]) -> bool:
        """Let the updates (id, raw JSON) wait here. Are they on disk, so that Telegram may forget them?"""
        if self._journal.outage:
            return False
        at = int(self._clock())
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._database.run(lambda db: keep_raw(db, rows, at))
        except (StateError, TimeoutError) as error:
            self._journal.begin_outage(error)
            return False
        return True

    async def find_kept(self, after: int | None = None, limit: int | None = None) -> list[str]:
        """At most `limit` updates that wait here, in order, with ids above `after`. Raises StateError."""
        return await self._database.read(lambda db: find_kept(db, after, limit))

    async def find_answers(self, chat_id: int, question_id: int) -> list[Answer]:
        """Our messages that answer that one, in order."""
        await self._learn(question=(chat_id, question_id))
        return self._recent.find_answers(chat_id, question_id) or []

    async def forget_chat(self, chat_id: int, person_id: int) -> int:
        """How many rows were kept of that person in that chat; there are none any more.

        Raises StateError if that cannot be written: what is said to be gone must be gone.
        """
        self._recent.forget_chat(chat_id, person_id)
        self._journal.forget_chat(chat_id, person_id)
        return await self._database.run(lambda db: forget_chat(db, chat_id, person_id))

    async def prune(self) -> None:
        """Forget what is too old to be asked for."""
        now, days = int(self._clock()), self.questions_kept_days

        def work(db: sa.Connection) -> int:
            prune(db, now, days)
            return find_newest(db)

        try:
            newest = await self._database.run(work)
        except StateError as error:
            return self._journal.begin_outage(error)
        if self._journal.is_idle:  # else only memory knows yet what waits to be written
            self._recent = Recent(newest)

    async def read(self, work: Work[T]) -> T:
        """What `work` returns, done in one transaction that writes nothing. Raises StateError."""
        return await self._database.read(work)

    async def run(self, work: Work[T]) -> T:
        """What `work` returns, done in one transaction. Raises StateError."""
        return await self._database.run(work)

    async def _find_progress(self, update_id: int) -> Progress:
        await self._learn(update_id)
        return self._recall_progress(update_id)

    def _recall_progress(self, update_id: int) -> Progress:
        return self._recent.find_progress(update_id) or Progress()

    def _recall_context(self, talk: Talk) -> str:
        """What is known; where the answer replied to cannot be read, what the person's last one left."""
        context = self._recent.find_context(*talk)
        return self._recent.find_context(*talk[:2], None) or "" if context is None else context

    async def _record(
        self, update_id: int, answer: Answer | None = None, asked: Asking | None = None, **changes: Any
    ) -> None:
        progress = replace(await self._find_progress(update_id), **changes)
        self._recent.note_progress(update_id, progress)
        await self._journal.write(Record(update_id, progress, int(self._clock()), answer, asked))

    async def _learn(
        self, update_id: int | None = None, talk: Talk | None = None, question: tuple[int, int] | None = None
    ) -> None:
        """Read in one transaction what of these is not known here; nothing where the database is out of order."""
        recent, outage = self._recent, self._journal.outage
        wanted: list[tuple[Work[Any], Callable[[Recent, Any], None]]] = []
        if update_id is not None and recent.find_progress(update_id) is None:
            wanted.append((lambda db: find_progress(db, update_id), lambda now, v: now.note_progress(update_id, v)))
        if talk and recent.find_context(*talk) is None:
            wanted.append((lambda db: find_talk(db, *talk), lambda now, v: now.note_talk(talk, v)))
        if question and recent.find_answers(*question) is None:
            wanted.append((lambda db: find_told(db, *question), lambda now, v: now.note_answers(question, v)))
        if not wanted or (outage and not outage.can_read):
            return
        try:
            async with asyncio.timeout(PATIENCE_S):
                found = await self._database.read(lambda db: [find(db) for find, _ in wanted])
        except (StateError, TimeoutError) as error:
            return self._journal.begin_outage(error, can_read=False)
        for (_, note), value in zip(wanted, found, strict=True):
            note(self._recent, value)  # not `recent`: another may have taken its place meanwhile

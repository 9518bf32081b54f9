"""What is written down of an update, how it becomes rows, and how long it is kept.

The same SQL on SQLite and PostgreSQL.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from handlers.database.asking import Asking, count_asking
from handlers.database.schema import ANSWERS, ASKED, PROMPTS, UPDATES, VERSION

UPDATES_KEPT_S = 3 * 86400  # Telegram repeats an update for 24 h at most
ANSWERS_KEPT_DAYS = 90  # whoever replies to an older answer asks as if it stood alone
PROMPTS_KEPT_S = 3600  # an editor who comes back later asks a question again


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an update is. sent: messages of its reply that Telegram took. context: what it goes on from, JSON.

    unconfirmed: sends of its next message whose outcome nobody knows. failures: times that handling it raised
    what nobody foresaw.
    """

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


@dataclass(frozen=True, slots=True)
class Record:
    """What is written at once: how far an update is, what was just answered, what was asked. at: seconds since 1970."""

    update_id: int
    progress: Progress
    at: int
    answer: Answer | None = None
    asked: Asking | None = None


def write_records(db: sa.Connection, records: Sequence[Record]) -> None:
    """Write them in their order; with none, write nothing new, which still tells whether writing works."""
    if not records:
        db.execute(sa.update(VERSION).values(version=VERSION.c.version))
        return
    dialect = db.dialect.name
    db.execute(_upsert(dialect, UPDATES), [_to_row(record) for record in records])
    if answers := [_to_answer(record.answer, record.at) for record in records if record.answer]:
        db.execute(_upsert(dialect, ANSWERS), answers)
    for record in records:
        if record.asked:
            count_asking(db, record.asked)


def _to_row(record: Record) -> dict[str, Any]:
    now = record.progress
    tries = {"unconfirmed": now.unconfirmed, "failures": now.failures}
    return {"update_id": record.update_id, "sent": now.sent, "is_handled": now.is_handled, "at": record.at} | tries


def _to_answer(answer: Answer, at: int) -> dict[str, Any]:
    return {name: getattr(answer, name) for name in Answer.__slots__} | {"at": at}


def keep_raw(db: sa.Connection, rows: Sequence[tuple[int, str]], at: int) -> None:
    """Let the updates (id, JSON) wait in the database; not those that were handled meanwhile."""
    new = {"sent": 0, "is_handled": False, "at": at}
    if rows:
        db.execute(
            _upsert_raw(db.dialect.name), [{"update_id": update_id, "raw": raw} | new for update_id, raw in rows]
        )


def _insert(dialect: str, table: sa.Table) -> Any:  # the two have no type in common that knows on_conflict_do_update
    return {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[dialect](table)


@cache
def _upsert(dialect: str, table: sa.Table) -> sa.Executable:
    """What replaces the row of the same key; a handled update need not wait any more."""
    insert = _insert(dialect, table)
    new = {column.name: insert.excluded[column.name] for column in table.c if not column.primary_key}
    if table is UPDATES:
        new["raw"] = sa.case((insert.excluded.is_handled, sa.null()), else_=UPDATES.c.raw)
    return insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=new)  # type: ignore[no-any-return]


@cache
def _upsert_raw(dialect: str) -> sa.Executable:
    insert = _insert(dialect, UPDATES)
    return insert.on_conflict_do_update(  # type: ignore[no-any-return]
        index_elements=[UPDATES.c.update_id], set_={"raw": insert.excluded.raw}, where=~UPDATES.c.is_handled
    )


def prune(db: sa.Connection, now: int, questions_kept_days: int) -> None:
    """Remove what is too old at `now`, seconds since 1970. What was talked about is kept a day at least."""
    answers_kept_s = min(ANSWERS_KEPT_DAYS, max(questions_kept_days, 1)) * 86400
    last_day = datetime.fromtimestamp(now, UTC).date() - timedelta(days=questions_kept_days)
    db.execute(sa.delete(UPDATES).where(UPDATES.c.at < now - UPDATES_KEPT_S))
    db.execute(sa.delete(ANSWERS).where(ANSWERS.c.at < now - answers_kept_s))
    db.execute(sa.delete(ASKED).where(ASKED.c.day <= last_day.isoformat()))
    db.execute(sa.delete(PROMPTS).where(PROMPTS.c.at < now - PROMPTS_KEPT_S))


def forget_chat(db: sa.Connection, chat_id: int, person_id: int) -> int:
    """How many rows were kept of that person in that chat; there are none any more."""
    own = (ANSWERS.c.chat_id == chat_id, ANSWERS.c.person_id == person_id)
    answers = db.execute(sa.delete(ANSWERS).where(*own)).rowcount
    return answers + db.execute(sa.delete(PROMPTS).where(PROMPTS.c.chat_id == chat_id)).rowcount

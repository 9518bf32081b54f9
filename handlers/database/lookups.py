"""What the database has of an update, a chat, an answer."""

import sqlalchemy as sa

from handlers.database.records import Answer, Progress
from handlers.database.schema import ANSWERS, UPDATES

_NEWEST = sa.select(sa.func.max(UPDATES.c.update_id))
_KEPT = sa.select(UPDATES.c.raw).where(UPDATES.c.raw.is_not(None), ~UPDATES.c.is_handled).order_by(UPDATES.c.update_id)
_PROGRESS = sa.select(UPDATES.c.is_handled, UPDATES.c.sent, UPDATES.c.unconfirmed, UPDATES.c.failures).where(
    UPDATES.c.update_id == sa.bindparam("update")
)
_ANSWERS = sa.select(*(ANSWERS.c[name] for name in Answer.__slots__)).where(ANSWERS.c.chat_id == sa.bindparam("chat"))
_OF_MESSAGE = _ANSWERS.where(ANSWERS.c.message_id == sa.bindparam("message"))
_OF_PERSON = _ANSWERS.where(ANSWERS.c.person_id == sa.bindparam("person"))
_LAST = _OF_PERSON.order_by(ANSWERS.c.message_id.desc()).limit(1)
_TOLD = _ANSWERS.where(ANSWERS.c.question_id == sa.bindparam("question")).order_by(ANSWERS.c.message_id)


def find_newest(db: sa.Connection) -> int:
    """The highest id of an update; -1 if there is none."""
    newest = db.scalar(_NEWEST)
    return -1 if newest is None else newest


def find_kept(db: sa.Connection, after: int | None = None, limit: int | None = None) -> list[str]:
    """The updates that wait, as JSON, in order. after: only those with a higher id; limit: at most so many."""
    query = _KEPT if after is None else _KEPT.where(UPDATES.c.update_id > after)
    return [str(raw) for raw in db.scalars(query.limit(limit))]


def find_progress(db: sa.Connection, update_id: int) -> Progress:
    """How far the update is, without what it goes on from."""
    row = db.execute(_PROGRESS, {"update": update_id}).first()
    return Progress(*row) if row else Progress()


def find_talk(
    db: sa.Connection, chat_id: int, person_id: int, replied_id: int | None
) -> tuple[Answer | None, Answer | None]:
    """The answer replied to, and the last one to that person in that chat."""
    replied = db.execute(_OF_MESSAGE, {"chat": chat_id, "message": replied_id}).first() if replied_id else None
    last = db.execute(_LAST, {"chat": chat_id, "person": person_id}).first()
    return Answer(*replied) if replied else None, Answer(*last) if last else None


def find_told(db: sa.Connection, chat_id: int, question_id: int) -> list[Answer]:
    """Our messages that answer that one, in order."""
    return [Answer(*row) for row in db.execute(_TOLD, {"chat": chat_id, "question": question_id})]

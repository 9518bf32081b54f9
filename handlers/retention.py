"""How long what is kept of people is kept, and how it is removed."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from handlers.schema import ANSWERS, ASKED, PROMPTS, UPDATES

UPDATES_KEPT_S = 3 * 86400  # Telegram repeats an update for 24 h at most
ANSWERS_KEPT_DAYS = 90  # whoever replies to an older answer asks as if it stood alone
PROMPTS_KEPT_S = 3600  # an editor who comes back later asks a question again


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

"""What the next words of an editor are for: a row a chat, so that a restart forgets none."""

import time
from dataclasses import dataclass

import sqlalchemy as sa

from handlers.database.records import PROMPTS_KEPT_S
from handlers.database.schema import PROMPTS
from handlers.memory.state import State


@dataclass(frozen=True, slots=True)
class Prompt:
    """data: as of a button, what the words are for; message_id: the panel that asked."""

    chat_id: int
    data: str
    message_id: int


async def save_prompt(state: State, prompt: Prompt) -> None:
    """Wait for words in that chat, for nothing else any more."""
    values = {"data": prompt.data, "message_id": prompt.message_id, "at": int(time.time())}

    def work(db: sa.Connection) -> None:
        db.execute(sa.delete(PROMPTS).where(PROMPTS.c.chat_id == prompt.chat_id))
        db.execute(sa.insert(PROMPTS).values(chat_id=prompt.chat_id, **values))

    await state.run(work)


async def find_prompt(state: State, chat_id: int) -> Prompt | None:
    """What is waited for in that chat."""
    query = sa.select(PROMPTS).where(PROMPTS.c.chat_id == chat_id, PROMPTS.c.at > int(time.time()) - PROMPTS_KEPT_S)
    row = await state.read(lambda db: db.execute(query).mappings().first())
    return Prompt(row["chat_id"], row["data"], row["message_id"]) if row is not None else None


async def drop_prompt(state: State, chat_id: int) -> None:
    """Wait for nothing there."""
    await state.run(lambda db: db.execute(sa.delete(PROMPTS).where(PROMPTS.c.chat_id == chat_id)))

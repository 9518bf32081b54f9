"""What the next words of an editor are for: a row a chat, so that a restart forgets none."""

import time
from dataclasses import dataclass

import sqlalchemy as sa

from handlers.state import State, metadata

KEPT_S = 3600  # an editor who comes back later asks a question again

_prompts = sa.Table(
    "prompts",
    metadata,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("data", sa.String(64), nullable=False),
    sa.Column("message_id", sa.BigInteger, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
)


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
        db.execute(sa.delete(_prompts).where(_prompts.c.chat_id == prompt.chat_id))
        db.execute(sa.insert(_prompts).values(chat_id=prompt.chat_id, **values))

    await state.run(work)


async def find_prompt(state: State, chat_id: int) -> Prompt | None:
    """What is waited for in that chat."""
    query = sa.select(_prompts).where(_prompts.c.chat_id == chat_id, _prompts.c.at > int(time.time()) - KEPT_S)
    row = await state.run(lambda db: db.execute(query).mappings().first())
    return Prompt(row["chat_id"], row["data"], row["message_id"]) if row is not None else None


async def drop_prompt(state: State, chat_id: int) -> None:
    """Wait for nothing there."""
    await state.run(lambda db: db.execute(sa.delete(_prompts).where(_prompts.c.chat_id == chat_id)))

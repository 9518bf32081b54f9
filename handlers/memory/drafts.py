"""Drafts: reports that editors sent and have not published; a row each, so that a restart loses none."""

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from handlers.database.schema import DRAFTS, ENDINGS
from handlers.memory.state import State

READING, OPEN, CLOSED = "reading", "open", "closed"


@dataclass(frozen=True, slots=True)
class Draft:
    """A report on its way. message_id: of the panel that shows it, 0 before there is one; report: its id.

    stage: READING, OPEN or CLOSED. cursor: the doubtful fact before the editor's eyes, "" for the first.
    """

    id: int
    update_id: int
    chat_id: int
    message_id: int = 0
    report: str = ""
    stage: str = READING
    cursor: str = ""

    def find_folder(self, drafts: Path) -> Path:
        """Where its report.txt and facts.yaml lie."""
        return drafts / str(self.id) / self.report


async def open_draft(state: State, update_id: int, chat_id: int) -> Draft:
    """The draft of that update: the one there is if it was begun before, else a new one."""

    def work(db: sa.Connection) -> Draft:
        own = sa.select(DRAFTS).where(DRAFTS.c.update_id == update_id)
        if (row := db.execute(own).mappings().first()) is None:
            new = {"message_id": 0, "report": "", "stage": READING, "cursor": ""}
            db.execute(sa.insert(DRAFTS).values(update_id=update_id, chat_id=chat_id, **new))
            row = db.execute(own).mappings().one()
        return _to_draft(row)

    return await state.run(work)


async def find_draft(state: State, number: int) -> Draft | None:
    """The draft of that number if it is read and not closed, whichever editor sent it."""
    own = (DRAFTS.c.id == number, DRAFTS.c.stage == OPEN)
    row = await state.read(lambda db: db.execute(sa.select(DRAFTS).where(*own)).mappings().first())
    return _to_draft(row) if row is not None else None


async def find_begun(state: State, update_id: int) -> Draft | None:
    """The draft of that update if it is not closed."""
    own = (DRAFTS.c.update_id == update_id, DRAFTS.c.stage != CLOSED)
    row = await state.read(lambda db: db.execute(sa.select(DRAFTS).where(*own)).mappings().first())
    return _to_draft(row) if row is not None else None


async def list_open(state: State) -> list[Draft]:
    """The drafts that are read and not closed, the latest first."""
    query = sa.select(DRAFTS).where(DRAFTS.c.stage == OPEN).order_by(DRAFTS.c.id.desc())
    rows = await state.read(lambda db: db.execute(query).mappings().all())
    return [_to_draft(row) for row in rows]


async def close_draft(state: State, draft: Draft, told: str) -> None:
    """The draft is over; `told`: what became of it, for whoever presses its old buttons."""

    def work(db: sa.Connection) -> None:
        db.execute(sa.update(DRAFTS).where(DRAFTS.c.id == draft.id).values(stage=CLOSED))
        db.execute(sa.delete(ENDINGS).where(ENDINGS.c.draft_id == draft.id))
        db.execute(sa.insert(ENDINGS).values(draft_id=draft.id, told=told))

    await state.run(work)


async def find_ending(state: State, number: int) -> str:
    """What became of the draft; "" if that is not known."""
    query = sa.select(ENDINGS.c.told).where(ENDINGS.c.draft_id == number)
    return await state.read(lambda db: db.scalar(query)) or ""


async def save_draft(state: State, draft: Draft) -> None:
    """Remember it as it is now."""
    values = {name: getattr(draft, name) for name in ("message_id", "report", "stage", "cursor")}
    await state.run(lambda db: db.execute(sa.update(DRAFTS).where(DRAFTS.c.id == draft.id).values(values)))


def _to_draft(row: sa.RowMapping) -> Draft:
    return Draft(**{name: row[name] for name in Draft.__slots__})

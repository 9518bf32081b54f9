"""Names that editors were shown the effect of: a row each, for a button holds no words."""

from dataclasses import dataclass

import sqlalchemy as sa

from handlers.database.schema import OFFERS
from handlers.memory.state import State


@dataclass(frozen=True, slots=True)
class AliasOffer:
    """The words, a fact of the indicator they would name, and whether in all reports that have it."""

    alias: str
    fact_key: str
    is_everywhere: bool


async def save_offer(state: State, offer: AliasOffer) -> int:
    """The number under which it is found again; the same for the same offer."""

    def work(db: sa.Connection) -> int:
        values = {name: getattr(offer, name) for name in AliasOffer.__slots__}
        own = sa.select(OFFERS.c.id).where(*(OFFERS.c[name] == value for name, value in values.items()))
        if (found := db.scalar(own)) is None:
            db.execute(sa.insert(OFFERS).values(values))
            found = db.scalar(own)
        return int(found or 0)

    return await state.run(work)


async def find_offer(state: State, number: int) -> AliasOffer | None:
    """The offer of that number."""
    row = await state.read(lambda db: db.execute(sa.select(OFFERS).where(OFFERS.c.id == number)).mappings().first())
    return AliasOffer(**{name: row[name] for name in AliasOffer.__slots__}) if row is not None else None

"""Questions that people asked, counted; who asked and where is not kept. Those without an answer wait for an editor."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from handlers.state import State, metadata
from knowledge.answering.answer import Answer, Missing, Outcome
from knowledge.language.period import find_periods
from knowledge.language.text import normalize

WAITING, ABSENT, SKIPPED, ALIASED = "", "absent", "skipped", "aliased"
MAX_TEXT, MAX_TOPIC = 200, 120  # characters; what is longer is no question but a letter
MAX_ROWS = 5000  # the latest are kept
RECENT = 200  # of these a publisher reads how they would be answered
_PRIVATE = re.compile(r"[^\s@]{0,64}@\S+|\+?[0-9][0-9.\s-]{6,20}[0-9]")  # an address, @name, a phone number

_asked = sa.Table(
    "asked",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("text", sa.String(MAX_TEXT), nullable=False, unique=True),
    sa.Column("topic", sa.String(MAX_TOPIC), nullable=False),
    sa.Column("period", sa.String(MAX_TOPIC), nullable=False),
    sa.Column("is_nameable", sa.Boolean, nullable=False),
    sa.Column("is_answered", sa.Boolean, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("day", sa.String(10), nullable=False),
    sa.Column("mark", sa.String(10), nullable=False),
)


_NOTHING: dict[str, str | bool] = {"topic": "", "period": "", "is_nameable": False}


@dataclass(frozen=True, slots=True)
class Group:
    """Questions about one thing. id: of the first; topic: what is missing.

    is_nameable: the topic could be a name; it is not where the reports know the thing, but of another time or place.
    """

    id: int
    topic: str
    period: str
    is_nameable: bool
    count: int
    day: str
    texts: tuple[str, ...]


async def count_question(state: State, text: str, answer: Answer) -> None:
    """Count the question; without an answer it waits for an editor, also where it was skipped before."""
    plain = " ".join(_PRIVATE.sub(" ", normalize(text)).casefold().split())[:MAX_TEXT]
    if answer.outcome is Outcome.CHAT or not plain:
        return
    day = datetime.now(UTC).date().isoformat()
    about = _find_topic(plain, answer.missing[0]) if answer.missing else _NOTHING
    about |= {"is_answered": answer.outcome is not Outcome.NOT_FOUND or not answer.missing}

    def work(db: sa.Connection) -> None:
        own, mark = _asked.c.text == plain, _asked.c.mark
        again = sa.case((mark == ABSENT, ABSENT), else_=WAITING)
        values = {"count": _asked.c.count + 1, "day": day, "mark": again}
        if not db.execute(sa.update(_asked).where(own).values(about | values)).rowcount:
            db.execute(sa.insert(_asked).values(text=plain, count=1, day=day, mark=WAITING, **about))
            newest = db.scalar(sa.select(sa.func.max(_asked.c.id))) or 0
            db.execute(sa.delete(_asked).where(_asked.c.id <= newest - MAX_ROWS))

    await state.run(work)


def _find_topic(plain: str, missing: Missing) -> dict[str, str | bool]:
    """What is missing, of which period, and whether it could be a name."""
    topic = _without_periods(_PRIVATE.sub(" ", missing.words or missing.indicator or missing.numbers).casefold())
    period = missing.slot or ", ".join(m.surface for m in find_periods(plain))
    is_nameable = bool(missing.words) and any(c.isalpha() for c in topic) and not any(c.isdigit() for c in topic)
    return {"topic": topic[:MAX_TOPIC], "period": period[:MAX_TOPIC], "is_nameable": is_nameable}


def _without_periods(words: str) -> str:
    """The words without "năm 2021" and the like: a name is of every year."""
    for mention in reversed(find_periods(words)):
        words = f"{words[: mention.start]} {words[mention.end :]}"
    return " ".join(words.split()).strip(" ?!.,;:")


async def list_groups(state: State) -> list[Group]:
    """What waits, the most asked first."""
    query = sa.select(_asked).where(_asked.c.mark == WAITING, ~_asked.c.is_answered).order_by(_asked.c.id)
    rows = await state.run(lambda db: db.execute(query).mappings().all())
    found: dict[tuple[str, str], list[sa.RowMapping]] = {}
    for row in rows:
        found.setdefault((row["topic"], row["period"]), []).append(row)
    return sorted(map(_to_group, found.values()), key=lambda group: (-group.count, group.id))


async def find_group(state: State, number: int) -> Group | None:
    """The group that began with that question; None if it waits no more."""
    return next((group for group in await list_groups(state) if group.id == number), None)


async def list_recent(state: State) -> list[str]:
    """What people asked lately, with or without an answer, the latest first."""
    query = sa.select(_asked.c.text).order_by(_asked.c.day.desc(), _asked.c.id.desc()).limit(RECENT)
    return await state.run(lambda db: list(db.scalars(query)))


async def mark_group(state: State, group: Group, mark: str) -> None:
    """The group waits no more, and why."""
    query = sa.update(_asked).where(_asked.c.text.in_(group.texts)).values(mark=mark)
    await state.run(lambda db: db.execute(query))


def _to_group(rows: Iterable[sa.RowMapping]) -> Group:
    listed = list(rows)
    first, texts = listed[0], tuple(row["text"] for row in listed)
    day = max(row["day"] for row in listed)
    count = sum(row["count"] for row in listed)
    return Group(first["id"], first["topic"], first["period"], first["is_nameable"], count, day, texts)

"""Questions that people asked, counted; who asked and where is not kept, nor who is named in them."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from handlers.state import State, metadata
from knowledge.answering.answer import Answer, Missing, Outcome
from knowledge.answering.index import Index
from knowledge.answering.veto import Veto
from knowledge.language.people import BLANK, hide_people
from knowledge.language.period import PeriodError, find_periods, format_period
from knowledge.language.text import normalize, tokenize

WAITING, SKIPPED = "", "skipped"
MAX_TEXT, MAX_TOPIC = 200, 120  # characters; what is longer is no question but a letter
MAX_ROWS = 5000  # the latest are kept
RECENT = 200  # of these a publisher reads how they would be answered
_PHONE = r"(?<![0-9.,])(?:\+84|84|0)(?:[ .-]?[0-9]){8,10}(?![0-9])"
# an address, @name, a telephone number, the number of an identity card
_PRIVATE = re.compile(rf"[^\s@]{{0,64}}@\S+|{_PHONE}|(?<![0-9.,])[0-9]{{9,}}(?![0-9])")

_asked = sa.Table(
    "asked",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("text", sa.String(MAX_TEXT), nullable=False, unique=True),
    sa.Column("topic", sa.String(MAX_TOPIC), nullable=False),  # "" where it was never asked in vain
    sa.Column("period", sa.String(MAX_TOPIC), nullable=False),  # codes, as parsed
    sa.Column("is_nameable", sa.Boolean, nullable=False),
    sa.Column("is_answered", sa.Boolean, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("day", sa.String(10), nullable=False),
    sa.Column("mark", sa.String(10), nullable=False),
)

_NOTHING: dict[str, str | bool] = {"topic": "", "period": "", "is_nameable": False}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is kept. topic: what was missing, "" if nothing ever was; period: codes, between commas.

    is_nameable: the topic could be a name; it is not where the reports know the thing, but of another time or place.
    """

    id: int
    text: str
    topic: str
    period: str
    is_nameable: bool
    count: int
    day: str
    mark: str


def keep_words(text: str, index: Index) -> str:
    """What is kept of a question: no addresses, numbers of telephones, names of people; "" if that is nothing."""
    plain = hide_people(_PRIVATE.sub(" ", normalize(text)), index.vocabulary.has_folded)
    return plain if any(char.isalnum() for char in plain) else ""


async def count_question(state: State, kept: str, answer: Answer, typed: str = "") -> None:
    """Count the question, its words as `keep_words` left them; one that was skipped before waits again.

    typed: the question as it was, so that what is not kept of it is not kept as its topic either.
    """
    kept = " ".join(kept.casefold().split())[:MAX_TEXT]
    if answer.outcome is Outcome.CHAT or not kept:
        return
    day = datetime.now(UTC).date().isoformat()
    is_answered = answer.outcome is not Outcome.NOT_FOUND or not answer.missing
    about = {} if is_answered else _find_topic(kept, answer.missing[0], _find_words(typed) - _find_words(kept))

    def work(db: sa.Connection) -> None:
        own = _asked.c.text == kept
        values = {"count": _asked.c.count + 1, "day": day, "mark": WAITING, "is_answered": is_answered}
        if not db.execute(sa.update(_asked).where(own).values(values | about)).rowcount:
            db.execute(sa.insert(_asked).values({"text": kept, **values, "count": 1} | _NOTHING | about))
            newest = db.scalar(sa.select(sa.func.max(_asked.c.id))) or 0
            db.execute(sa.delete(_asked).where(_asked.c.id <= newest - MAX_ROWS))

    await state.run(work)


def _find_topic(kept: str, missing: Missing, hidden: frozenset[str]) -> dict[str, str | bool]:
    """What is missing, of which period, and whether it could be a name. hidden: words that are not kept."""
    words = _PRIVATE.sub(" ", missing.words or missing.indicator or missing.numbers)
    said = _without_periods(" ".join(word for word in words.split() if not _find_words(word) & hidden))
    slot = f"{said} {missing.slot}" if missing.slot and missing.veto is not Veto.PERIOD else said
    topic = (slot or _without_periods(kept)).casefold()[:MAX_TOPIC].strip() or BLANK
    is_nameable = bool(missing.words and said) and not any(char.isdigit() or char == BLANK for char in topic)
    return {"topic": topic, "period": _find_codes(kept) or missing.slot[:MAX_TOPIC], "is_nameable": is_nameable}


def _find_words(text: str) -> frozenset[str]:
    return frozenset(token.accented for token in tokenize(normalize(text)))


def _without_periods(words: str) -> str:
    """The words without "năm 2021" and the like: a name is of every year."""
    for mention in reversed(find_periods(words)):
        words = f"{words[: mention.start]} {words[mention.end :]}"
    return " ".join(words.split()).strip(" ?!.,;:")


def _find_codes(text: str) -> str:
    """The periods named, in the code of facts.yaml: one period however it was typed."""
    codes = []
    for mention in find_periods(text):
        try:
            codes.append(format_period(mention.period))
        except PeriodError:
            codes.append(mention.surface)
    return ", ".join(dict.fromkeys(codes))[:MAX_TOPIC]


async def list_in_vain(state: State) -> list[Asked]:
    """The questions that were asked in vain at least once and are not skipped, the latest first."""
    query = sa.select(_asked).where(_asked.c.mark != SKIPPED, _asked.c.topic != "")
    rows = await state.run(
        lambda db: db.execute(query.order_by(_asked.c.day.desc(), _asked.c.id.desc())).mappings().all()
    )
    return [Asked(**{name: row[name] for name in Asked.__slots__}) for row in rows]


async def find_asked(state: State, number: int) -> Asked | None:
    """The question of that id, whatever became of it."""
    row = await state.run(lambda db: db.execute(sa.select(_asked).where(_asked.c.id == number)).mappings().first())
    return Asked(**{name: row[name] for name in Asked.__slots__}) if row is not None else None


async def list_recent(state: State) -> list[str]:
    """What people asked lately, with or without an answer, the latest first."""
    query = sa.select(_asked.c.text).order_by(_asked.c.day.desc(), _asked.c.id.desc()).limit(RECENT)
    return await state.run(lambda db: list(db.scalars(query)))


async def skip_questions(state: State, texts: tuple[str, ...]) -> None:
    """They wait no more until someone asks again."""
    query = sa.update(_asked).where(_asked.c.text.in_(texts)).values(mark=SKIPPED)
    await state.run(lambda db: db.execute(query))

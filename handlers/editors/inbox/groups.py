"""Questions in vain -> the groups that wait for an editor: those the present knowledge does not answer either."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from handlers.memory.absent import list_absent
from handlers.memory.asked import Asked, find_asked, list_in_vain
from handlers.memory.state import State
from knowledge.answering import Index, ask
from knowledge.answering.answer.answer import Outcome
from knowledge.language.text.tokens import folded_key, tokenize
from knowledge.language.times.period_mentions import PeriodError, parse_period, period_words

MAX_ASKED_AGAIN = 300  # of the latest questions; a few milliseconds each


@dataclass(frozen=True, slots=True)
class Group:
    """Questions about one thing. id: of the first; topic: what is missing, as most people wrote it; period: codes.

    is_nameable: the topic could be a name; it is not where the reports know the thing, but of another time or place.
    """

    id: int
    topic: str
    period: str
    is_nameable: bool
    count: int
    day: str
    texts: tuple[str, ...]

    @property
    def topic_key(self) -> str:
        return find_topic_key(self.topic)

    @property
    def name(self) -> str:
        """The topic and the period in words."""
        return name_topic(self.topic, self.period)


def find_topic_key(topic: str) -> str:
    """The topic without accents and punctuation: people leave them out."""
    return " ".join(folded_key(token.text) for token in tokenize(topic)) or topic


def name_topic(topic: str, period: str) -> str:
    """ "dân số · năm 2021"; the topic alone where no period was asked about."""
    return " · ".join(part for part in (topic, ", ".join(map(_period_words, filter(None, period.split(", "))))) if part)


def _period_words(code: str) -> str:
    try:
        return period_words(parse_period(code))
    except PeriodError:
        return code


async def list_groups(state: State, index: Index) -> list[Group]:
    """What waits, the most asked first: not answered by that knowledge, and not noted as absent."""
    rows, absent = await list_in_vain(state), await list_absent(state)
    noted = {(item.topic_key, item.period) for item in absent}
    rows = [row for row in rows if (find_topic_key(row.topic), row.period) not in noted]
    return await asyncio.to_thread(_group_unanswered, rows[:MAX_ASKED_AGAIN], index)


async def find_group(state: State, number: int) -> Group | None:
    """All questions about what the question of that id is about, whether they wait or not."""
    asked = await find_asked(state, number)
    if asked is None:
        return None
    key = (find_topic_key(asked.topic), asked.period)
    same = [row for row in await list_in_vain(state) if (find_topic_key(row.topic), row.period) == key]
    return _to_group(same or [asked])


def is_answered(text: str, index: Index) -> bool:
    """Is there a figure for the question, or a choice of figures?"""
    return ask(text, index).answer.outcome in (Outcome.ANSWERED, Outcome.CHOOSE)


def _group_unanswered(rows: Iterable[Asked], index: Index) -> list[Group]:
    found: dict[tuple[str, str], list[Asked]] = {}
    for row in rows:
        if not is_answered(row.text, index):
            found.setdefault((find_topic_key(row.topic), row.period), []).append(row)
    return sorted(map(_to_group, found.values()), key=lambda group: (-group.count, group.id))


def _to_group(rows: list[Asked]) -> Group:
    first = min(rows, key=lambda row: row.id)
    rows = sorted(rows, key=lambda row: (-row.count, row.id))
    shown = max(rows, key=lambda row: (sum(not char.isascii() for char in row.topic), row.count))
    return Group(
        id=first.id,
        topic=shown.topic,
        period=first.period,
        is_nameable=any(row.is_nameable for row in rows),
        count=sum(row.count for row in rows),
        day=max(row.day for row in rows),
        texts=tuple(row.text for row in rows),
    )

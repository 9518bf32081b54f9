"""A question about the answer just given, or a pick from the offers just shown -> Answer.

"Nguồn?", "tính đến ngày nào", "đơn vị gì" are about facts that were told; nothing is looked for anew.
"""

import re
from collections.abc import Sequence
from functools import cache

from knowledge.answering.answer.answer import Answer, Entry, Remark, Topic, answered, offered
from knowledge.answering.answer.phrases import read_back
from knowledge.answering.index.index import Index
from knowledge.answering.reading.acts import stands_before_day
from knowledge.answering.reading.context import Context
from knowledge.facts.record.fact import Fact
from knowledge.language.table import any_of, load_words
from knowledge.language.text.tokens import tokenize


def answer_about(what: str, index: Index, context: Context) -> Answer | None:
    """The last answer's facts with what is asked of them, "source", "day" or "unit"; None if nothing was told."""
    facts = [index.store.by_id[i] for i in context.told if i in index.store.by_id]
    if not facts:
        return None
    entries = [Entry(tuple(f for f in (fact, index.store.by_id.get(fact.of or "")) if f)) for fact in facts]
    remarks = {"day": remark_day, "unit": remark_unit}
    said = (remarks[what](facts[0]),) if what in remarks else ()
    reading = read_back(entries, index.store)
    return Answer(answered(entries).outcome, tuple(entries), reading=reading, remarks=said, context=context)


def refuse_pick(rank: int, facts: Sequence[Fact], context: Context) -> Answer:
    """The offers once more, and that they have no such place."""
    remark = Remark(Topic.NO_SUCH_OFFER, str(rank), str(len(facts)))
    again = offered(facts)
    return Answer(again.outcome, choices=again.choices, remarks=(remark,), context=context)


def remark_day(fact: Fact) -> Remark:
    """The day up to which the figure counts: the record's, else the one its sentence leads to with "đến"."""
    if fact.as_of:
        return Remark(Topic.DAY, value="/".join(reversed(fact.as_of.split("-"))))
    before = fact.sentence[: fact.figure_span[0]] if fact.figure_span else fact.sentence
    days = [day for text in (before, fact.sentence) for day in find_days(text)]
    return Remark(Topic.DAY, value=days[-1 if before == fact.sentence else 0]) if days else Remark(Topic.NO_DAY)


def find_days(text: str) -> list[str]:
    """Each day that a figure counts up to, as written, in order.

    >>> find_days("Nghị quyết ngày 5/1/2031; thu đến ngày 30/6/2031 đạt 5 tỷ")
    ['30/6/2031']
    """
    return [
        found[0]
        for found in _day().finditer(text)
        if stands_before_day([token.text for token in tokenize(text[: found.start()])[-3:]])
    ]


def remark_unit(fact: Fact) -> Remark:
    """The unit of the figure."""
    return Remark(Topic.UNIT, value=fact.quantity.unit) if fact.quantity else Remark(Topic.NO_UNIT)


@cache
def _day() -> re.Pattern[str]:
    month, year = (any_of(load_words("units/date_words", kind)) for kind in ("month", "year"))
    return re.compile(
        rf"(?<![0-9/.-])[0-9]{{1,2}}(?:[/.-][0-9]{{1,2}}[/.-]| {month} [0-9]{{1,2}} {year} )[0-9]{{4}}(?![0-9])",
        re.IGNORECASE,
    )

"""Drafts -> the records of facts.yaml, each with an id made of its name."""

import re

from knowledge.extraction.sentence.draft import Comparison, Draft
from knowledge.facts.folder.proof import find_figure
from knowledge.facts.record.fact import Relation
from knowledge.facts.record.report_record import ComparisonRecord, FactRecord
from knowledge.language.quantities.quantity import Quantity, QuantityError, parse_quantity
from knowledge.language.text.tokens import fold
from knowledge.language.times.period_mentions import PeriodError, format_period

SAME_PLACE = "hai số cùng chỗ"  # one name, period and status with several figures
MAX_FIGURE = 200  # characters; a longer run of digits or units is no figure of a report

MAX_SLUG = 52  # of 80, so that the period, a number and ".pct_of_previous" fit behind


class Ids:
    """Gives out ids, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def take(self, stem: str, ending: str = "") -> str:
        """`stem` + `ending`, with a number between them if that is taken."""
        number = self._last.get(stem + ending, 0) + 1
        while (found := f"{stem}-{number}{ending}" if number > 1 else stem + ending) in self._taken:
            number += 1
        self._last[stem + ending] = number
        self._taken.add(found)
        return found


def to_record(draft: Draft, sentence: str, ids: Ids) -> FactRecord | None:
    """The record of a draft; None if nothing of it can be proved by the sentence."""
    figure = _figure(draft.quantity, sentence)
    kept = [comparison for comparison in draft.compared if _figure(comparison.quantity, sentence)]
    if figure is None and not kept:
        return None
    period = _code(draft)
    fact_id = ids.take("-".join(filter(None, [slug(draft.name), (period or "").lower().replace("..", "-")])))
    return FactRecord(
        id=fact_id,
        indicator=draft.name,
        aliases=tuple(draft.aliases),
        place=draft.place or None,
        period=period,
        as_of=draft.as_of or None,
        status=draft.status,
        figure=figure,
        total_is="plan" if figure and draft.total_is == "plan" else None,
        compared=tuple(_to_comparison(comparison, fact_id, ids) for comparison in kept),
        sentence=sentence,
        doubts=tuple(draft.doubts),
    )


def mark_conflicts(facts: list[FactRecord]) -> list[FactRecord]:
    """The same facts; those of one name, period and status with several figures get a doubt."""
    figures: dict[tuple[str, ...], set[str]] = {}
    for fact in facts:
        if fact.figure:
            figures.setdefault(_slots(fact), set()).add(fact.figure)
    return [
        fact.model_copy(update={"doubts": (*fact.doubts, SAME_PLACE)})
        if len(figures.get(_slots(fact), ())) > 1
        else fact
        for fact in facts
    ]


def _slots(fact: FactRecord) -> tuple[str, ...]:
    return (fact.indicator.casefold(), fact.place or "", fact.period or "", str(fact.status))


def _to_comparison(comparison: Comparison, fact_id: str, ids: Ids) -> ComparisonRecord:
    wanted = f"{fact_id}.{comparison.relation}"
    given = ids.take(fact_id, f".{comparison.relation}")
    is_change = comparison.relation in (Relation.PCT_CHANGE, Relation.ABS_CHANGE, Relation.RATIO)
    return ComparisonRecord(
        relation=comparison.relation,
        figure=comparison.quantity.surface,
        id=given if given != wanted else None,
        direction=comparison.direction if is_change else None,
        against=comparison.against or None,
    )


def _figure(quantity: Quantity | None, sentence: str) -> str | None:
    """The figure as the sentence writes it; None if it does not read the same on its own."""
    if quantity is None or not 0 < len(quantity.surface) <= MAX_FIGURE:
        return None
    if find_figure(quantity.surface, sentence) is None:
        return None
    try:
        return quantity.surface if parse_quantity(quantity.surface).value == quantity.value else None
    except QuantityError:
        return None


def _code(draft: Draft) -> str | None:
    try:
        return format_period(draft.period) if draft.period else None
    except PeriodError:
        return None


def slug(words: str) -> str:
    """The words as an id: [a-z0-9-], at most MAX_SLUG characters, whole words; "muc" if nothing is left.

    >>> slug("Tổng đàn gia súc, gia cầm (2021)")
    'tong-dan-gia-suc-gia-cam-2021'
    """
    words = re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")
    return (words if len(words) <= MAX_SLUG else words[:MAX_SLUG].rpartition("-")[0] or words[:MAX_SLUG]) or "muc"

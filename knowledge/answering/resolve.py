"""Matches -> Answer: vetoes first, then the operation the question asks for."""

from collections.abc import Sequence

from knowledge.answering.answer import Answer, Entry, Missing, answered, join_answers, offered
from knowledge.answering.changes import tell_comparison, tell_implied, tell_operation
from knowledge.answering.group import (
    WRONG_SORT,
    Group,
    choose_group,
    decline,
    fits_slots_but_period,
    prefer_asked,
    share_name,
)
from knowledge.answering.index import Index
from knowledge.answering.match import Match
from knowledge.answering.numbers import check_claim
from knowledge.answering.order import actual_first, by_label, newest_of_each, newest_of_places, others, unlike
from knowledge.answering.veto import Veto, fits_period, has_asked_unit
from knowledge.answering.wording import reading_of
from knowledge.facts.fact import Fact
from knowledge.language.period import period_words
from knowledge.language.quantity import Quantity

VAGUE = 0.38  # of a name's weight: less said of the best name is offered, not told


def resolve(matches: Sequence[Match], index: Index, numbers: Sequence[Quantity] = ()) -> Answer:
    """The answer to a question that names something; `matches` explain every hard word, best first, at least one.

    numbers: figures in the question that are no part of a name.
    """
    group = choose_group(matches)
    if group is None:
        return decline(matches, [m.fact for m in matches if m.score >= WRONG_SORT * matches[0].score])
    slots = group.slots
    if numbers and (slots.is_claim or not (slots.asks - {"yesno"} or slots.asks_figure)):
        return check_claim(group, numbers, index)
    if slots.measure and slots.other_measure:
        both = [group.with_measure(m) for m in (slots.measure, slots.other_measure)]
        return join_answers([tell_comparison(g, index) for g in both])
    if slots.measure:
        return tell_comparison(group, index)
    if slots.operation in ("difference", "compare", "ratio", "sum"):
        return tell_operation(group, index) or _tell(group, index)
    return _tell(group, index)


def _tell(group: Group, index: Index) -> Answer:
    """The fact, or the facts one after the other where several periods are asked for."""
    slots = group.slots
    allowed = group.allowed()
    if series := _tell_range(group):
        return series
    if not allowed:
        return tell_implied(group, index) or decline(group.matches, group.facts)
    reading = reading_of(allowed[0])
    if len(slots.periods) > 1:
        return _tell_series(group, allowed)
    allowed = prefer_asked(group, allowed)
    labels = {f.indicator for f in allowed}
    is_vague = max(m.said for m in group.matches) < VAGUE and not any(
        f.is_statement or has_asked_unit(f, slots) for f in allowed
    )
    if is_vague or (len(labels) > 1 and not share_name(group, allowed)):
        return offered(by_label(allowed), reading)
    if len({f.place for f in allowed}) > 1 and not (slots.places or slots.level):
        return offered(newest_of_places(allowed), reading)
    ordered = sorted(allowed, key=actual_first)
    best = ordered[0]
    if slots.periods or slots.statuses:
        told = unlike([f for f in ordered if f.period == best.period and f.status == best.status])
    else:
        told = unlike(newest_of_each(ordered))
    told = [g for f in told for g in (index.store.comparisons_of(f) if f.figure is None and f.is_compared else [f])]
    return answered([Entry(tuple(told))], [f for f in others(index, best) if f not in told], reading)


def _tell_range(group: Group) -> Answer | None:
    """The figures within the years asked for, or of all ("qua các năm"), oldest first; None if not asked."""
    slots = group.slots
    spans = [p for p in slots.periods if p.last[0] > p.first[0]]
    if not spans and slots.operation != "series":
        return None
    figures = [m.fact for m in group.matches if m.fact.quantity and fits_slots_but_period(m)]
    inside = [f for f in figures if f.period and (not spans or any(s.contains(f.period) for s in spans))]
    if len({f.period for f in inside}) < 2 or any(f.period in spans for f in inside):
        return None
    oldest_first = sorted(unlike(inside), key=lambda f: f.period.first if f.period else (0, 0))
    return answered([Entry((f,)) for f in oldest_first], (), reading_of(oldest_first[0]))


def _tell_series(group: Group, allowed: Sequence[Fact]) -> Answer:
    """An entry for each period asked for, in order; periods without a figure are declined by name."""
    entries, missing = [], []
    for period in group.slots.periods:
        facts = sorted((f for f in allowed if fits_period(f, period)), key=actual_first)
        if facts:
            entries.append(Entry(tuple(unlike(facts[:2]))))
        else:
            missing.append(period)
    answer = answered(entries, (), reading_of(allowed[0]))
    if not missing:
        return answer
    slot = ", ".join(period_words(period) for period in missing)
    note = Missing(indicator=group.facts[0].indicator, veto=Veto.PERIOD, slot=slot)
    return Answer(answer.outcome, answer.entries, missing=(note,), reading=answer.reading)

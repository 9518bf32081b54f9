"""A group -> its figures over time: one after the other, or the highest and the lowest of them."""

from collections.abc import Sequence
from decimal import Decimal

from knowledge.answering.answer.answer import Answer, Entry, Missing, answered
from knowledge.answering.answer.arithmetic import Derived, Operation, is_comparable
from knowledge.answering.answer.order import actual_first, comparable_years, is_planned, oldest_first, unlike
from knowledge.answering.deciding.group import Group, fits_slots_but_period
from knowledge.answering.finding.veto import Veto, fits_period
from knowledge.answering.reading.slots import Slots
from knowledge.facts.record.fact import Fact
from knowledge.language.quantities.quantity import base_value
from knowledge.language.times.period_mentions import Period, period_words


def tell_range(group: Group) -> Answer | None:
    """The figures within the years asked for, or of all ("qua các năm"), oldest first; None if not asked.

    What is meant to happen comes after what has happened.
    """
    slots = group.slots
    spans = _spans(slots)
    if not spans and slots.operation != "series":
        return None
    inside = _within(group, spans)
    if len({f.period for f in inside}) < 2 or any(f.period in spans for f in inside):
        return None
    of_years = comparable_years([f for f in inside if not is_planned(f)])
    planned = [f for f in inside if is_planned(f) and f.period and (f.period.is_year or of_years == inside)]
    return _tell_in_order([*of_years, *planned])


def tell_periods(group: Group, allowed: Sequence[Fact]) -> Answer:
    """An entry for each period asked for, in order; periods without a figure are declined by name."""
    entries, missing = [], []
    for period in group.slots.periods:
        facts = sorted((f for f in allowed if fits_period(f, period)), key=actual_first)
        if facts:
            entries.append(Entry(tuple(unlike(facts))))
        else:
            missing.append(period)
    answer = answered(entries)
    if not missing:
        return answer
    slot = ", ".join(period_words(period) for period in missing)
    note = Missing(indicator=group.facts[0].indicator, veto=Veto.PERIOD, slot=slot)
    return Answer(answer.outcome, answer.entries, missing=(note,), reading=answer.reading)


def tell_extreme(group: Group) -> Answer | None:
    """The year with the highest or lowest figure of what has happened; None where there are no years to compare."""
    slots = group.slots
    spans = _spans(slots)
    if slots.periods and not spans:
        return None
    figures = [f for f in _within(group, spans) if not is_planned(f)]
    newest_said = {f.period: f for f in sorted(figures, key=actual_first, reverse=True)}
    years = [f for f in newest_said.values() if f.period and f.period.is_year]
    if len(years) < 2 or len({f.indicator for f in years}) > 1 or not all(is_comparable(years[0], f) for f in years):
        return None
    ordered = sorted(sorted(years, key=oldest_first), key=_value, reverse=slots.operation == "max")
    quantity = ordered[0].quantity
    operation = Operation.MAX if slots.operation == "max" else Operation.MIN
    derived = (Derived(operation, quantity.value, quantity.unit),) if quantity else ()
    return answered([Entry(tuple(ordered), derived)])


def _value(fact: Fact) -> Decimal:
    return base_value(fact.quantity)[0] if fact.quantity else Decimal(0)


def _spans(slots: Slots) -> list[Period]:
    """The periods asked for that are longer than a year."""
    return [p for p in slots.periods if p.last[0] > p.first[0]]


def _within(group: Group, spans: Sequence[Period]) -> list[Fact]:
    figures = [m.fact for m in group.matches if m.fact.quantity and fits_slots_but_period(m)]
    return [f for f in figures if f.period and (not spans or any(s.contains(f.period) for s in spans))]


def _tell_in_order(facts: Sequence[Fact]) -> Answer:
    """An entry for each period and what it is (done or planned), its figures the later report's first."""
    entries: dict[tuple[object, ...], list[Fact]] = {}
    for fact in unlike(sorted(facts, key=oldest_first)):
        entries.setdefault((fact.period, fact.status, fact.indicator), []).append(fact)
    told = [Entry(tuple(same)) for same in entries.values()]
    return answered(told)

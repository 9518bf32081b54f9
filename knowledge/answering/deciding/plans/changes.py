"""A group -> how its figures compare with plan, earlier periods and each other."""

from collections.abc import Sequence

from knowledge.answering.answer.answer import Answer, Entry, Missing, answered, declined, offered
from knowledge.answering.answer.arithmetic import change_of, compare, implied_base, total_of
from knowledge.answering.answer.bases import has_base, is_year_before, read_since
from knowledge.answering.answer.order import (
    actual_first,
    by_label,
    is_planned,
    months_of,
    oldest_first,
    one_of_each,
    others,
)
from knowledge.answering.answer.phrases import reading_of
from knowledge.answering.deciding.group import Group, decline, fits_slots_but_period
from knowledge.answering.finding.veto import Veto, find_veto
from knowledge.answering.index.index import Index
from knowledge.answering.reading.claim import PLAN, PREVIOUS
from knowledge.answering.reading.slots import Since, Slots
from knowledge.facts.record.fact import Fact, Relation
from knowledge.language.times.period import whole_year
from knowledge.language.times.period_mentions import Period, period_words

PLAN_RELATIONS = (Relation.PCT_OF_PLAN, Relation.PCT_OVER_PLAN)
PREVIOUS_RELATIONS = (Relation.PCT_OF_PREVIOUS, Relation.PCT_CHANGE, Relation.ABS_CHANGE, Relation.RATIO)


def tell_comparison(group: Group, index: Index) -> Answer:
    """What the report says of the facts against plan or previous period; else the two levels, if it has both."""
    slots = group.slots
    relations = PREVIOUS_RELATIONS if slots.measure == "previous" else PLAN_RELATIONS
    wants_amount = slots.unit is not None and slots.unit.kind != "percent"
    bases = sorted((m.fact for m in group.matches if find_veto(m.fact, m.slots) in (None, Veto.UNIT)), key=actual_first)
    rates = [f for f in bases if is_planned(f) and f.quantity and f.quantity.unit.startswith("%")]
    if slots.measure == "pct_of_plan" and rates and not any(index.store.comparisons_of(f) for f in bases):
        return answered([Entry((rates[0],))], others(index, rates[0]))  # a rate that was planned
    if wants_amount and (implied := _imply(bases, relations, index)):
        return answered([implied])
    told = [(base, c) for base in bases for c in index.store.comparisons_of(base) if c.relation in relations]
    against = PREVIOUS if slots.measure == "previous" else PLAN
    found = [(base, c) for base, c in told if has_base(c, base, against, _since_of(base, slots))]
    if not found:
        near = [c for _, c in told] or bases  # against another base than asked
        return _compare_levels(group, index) or decline(group.matches, near, Veto.MEASURE)
    labels = {base.indicator for base, _ in found}
    if len(labels) > 1:
        return offered([c for _, c in found], reading_of(found[0][0]))
    base = found[0][0]
    comparisons = [c for b, c in found if b.id == base.id]
    derived = tuple(d for c in comparisons if (d := change_of(c)))
    return answered([Entry((*comparisons, base), derived)], others(index, base))


def _since_of(fact: Fact, slots: Slots) -> Since | None:
    """The base that is named; "cùng kỳ 2021" of the figure of 2021 is the period before it."""
    is_own = slots.since is not None and slots.since.period is not None and slots.since.period == fact.period
    return None if is_own else slots.since


def _compare_levels(group: Group, index: Index) -> Answer | None:
    """The actual against the plan for the same period, or against the same months of the year before."""
    slots = group.slots
    figures = sorted((m.fact for m in group.matches if m.fact.quantity and fits_slots_but_period(m)), key=actual_first)
    for new in figures:
        if (slots.periods and new.period not in slots.periods) or (is_planned(new) and not slots.is_planned):
            continue
        for old in figures:
            is_plan_pair = is_planned(old) and not is_planned(new) and old.period == new.period
            is_time_pair = new.period is not None and old.period == new.period.previous_year() and not is_planned(old)
            if is_plan_pair if slots.measure != "previous" else is_time_pair:
                return _compare(new, old, index, slots)
    return None


def tell_operation(group: Group, index: Index) -> Answer | None:
    """Difference, ratio or sum of periods of one thing; None where there is nothing to compare with."""
    slots = group.slots
    fitting = sorted((m.fact for m in group.matches if fits_slots_but_period(m)), key=actual_first)
    figures = [f for f in fitting if f.quantity]
    changes = [f for f in figures if f.relation in PREVIOUS_RELATIONS and has_base(f, f, "", slots.since)]
    own = [f for f in changes if not slots.periods or f.period in slots.periods]
    if own and slots.base is None:
        return answered([Entry((own[0],))])  # "tăng trưởng GRDP" names the change itself
    if not figures:
        return _tell_stated(fitting, index, slots) or decline(group.matches, group.facts)
    if len({f.indicator for f in figures}) > 1 and not group.has_one_name():
        return offered(by_label(figures), reading_of(figures[0]))
    wanted = [*ends_of(slots, figures), *([slots.base] if slots.base else [])]
    if len(wanted) >= 2:
        return _compare_periods(figures, wanted, index, slots)
    if len(wanted) == 1 and slots.operation == "compare" and slots.base is None and len(slots.periods) == 1:
        wanted = []
    if slots.base is not None:
        return _compare_with_base(figures, slots.base, index, slots)
    if stated := _tell_stated(fitting, index, slots):
        return stated
    if pair := _newest_pair(figures, slots):
        return _compare_periods(figures, pair, index, slots)
    return None if slots.operation == "compare" else decline(group.matches, figures, Veto.MEASURE)


def _tell_stated(facts: Sequence[Fact], index: Index, slots: Slots) -> Answer | None:
    """How the report says that the first of the facts has changed; None if it does not say so of any."""
    chosen = [f for f in facts if not slots.periods or f.period in slots.periods]
    stated = [(f, c) for f in chosen for c in _changes_of(f, index) if has_base(c, f, "", slots.since)]
    grown = [g for f in chosen if is_year_before(slots.since, f.period) for g in index.growth_of(f)]
    if grown and not stated and slots.operation == "difference":
        return answered([Entry((grown[0],))])
    if not stated:
        return None
    base = stated[0][0]
    comparisons = [c for f, c in stated if f.id == base.id]
    derived = tuple(d for c in comparisons if (d := change_of(c)))
    told = (*comparisons, base) if base.figure else tuple(comparisons)
    return answered([Entry(told, derived)])


def _changes_of(fact: Fact, index: Index) -> list[Fact]:
    """What the report says of how the fact has changed in time."""
    return [c for c in index.store.comparisons_of(fact) if c.relation in PREVIOUS_RELATIONS]


def ends_of(slots: Slots, figures: Sequence[Fact]) -> list[Period]:
    """The periods asked for; of a span that has no figure of its own the first and the last year, all for a sum."""
    found: list[Period] = []
    for period in slots.periods:
        is_span = period.first[0] < period.last[0] and not any(f.period == period for f in figures)
        years = [whole_year(year) for year in range(period.first[0], period.last[0] + 1)] if is_span else [period]
        found += years if slots.operation == "sum" or not is_span else [years[0], years[-1]]
    return list(dict.fromkeys(found))


def _compare_with_base(figures: Sequence[Fact], base: Period, index: Index, slots: Slots) -> Answer:
    """The newest figure of as many months as the base, a later one where there is one."""
    new = [f.period for f in figures if f.period and f.period != base and months_of(f.period) == months_of(base)]
    later = [period for period in new if period > base]
    if all(f.period != base for f in figures) and (stated := _tell_stated(figures, index, slots)):
        return stated
    if not new:
        slot = f"so với {period_words(base)}"
        missing = Missing(indicator=figures[0].indicator, veto=Veto.MEASURE, slot=slot)
        return declined(missing, one_of_each(figures), "")
    return _compare_periods(figures, [*(later or new)[:1], base], index, slots)


def _newest_pair(figures: Sequence[Fact], slots: Slots) -> list[Period]:
    """The newest period and the one before it, of the same months: a year before if there is that; [] if there is none.

    What has happened goes before what is meant to.
    """
    done = [f for f in figures if not is_planned(f)]
    for pool in (done, figures):
        periods = sorted({f.period for f in pool if f.period}, reverse=True)
        newest = [p for p in periods if not slots.periods or p in slots.periods]
        if slots.since:
            return next(([p, q] for p in newest if (q := read_since(slots.since, p)) in periods and q), [])
        pairs = [[p, p.previous_year()] for p in newest if p.previous_year() in periods]
        pairs += [[p, q] for p in newest for q in periods if q < p and months_of(q) == months_of(p)]
        if pairs:
            return pairs[0]
    return []


def _compare_periods(figures: Sequence[Fact], wanted: Sequence[Period], index: Index, slots: Slots) -> Answer:
    periods = sorted(set(wanted), reverse=True)
    picked = []
    for period in periods:
        of_period = sorted((f for f in figures if f.period == period), key=actual_first)
        if not of_period:
            missing = Missing(indicator=figures[0].indicator, veto=Veto.PERIOD, slot=period_words(period))
            return _stated_change(figures, periods, index) or declined(missing, one_of_each(figures), "")
        picked.append(of_period[0])
    if slots.operation == "sum":
        return _add_up(picked)
    if slots.operation == "ratio" and wanted[0] != periods[0]:
        picked.reverse()  # "2021 gấp mấy lần 2022": as asked, not as time goes
    return _compare(picked[0], picked[-1], index, slots)


def _stated_change(figures: Sequence[Fact], periods: Sequence[Period], index: Index) -> Answer | None:
    """The report's own word on the change, where the earlier period has no figure but is the one before."""
    for fact in figures:
        if fact.period == periods[0] and len(periods) == 2 and periods[1] == periods[0].previous_year():
            found = [c for c in _changes_of(fact, index) if has_base(c, fact, PREVIOUS, None)]
            if found:
                derived = tuple(d for c in found if (d := change_of(c)))
                return answered([Entry((*found, fact), derived)])
    return None


def _compare(new: Fact, old: Fact, index: Index, slots: Slots) -> Answer:
    if new.period and old.period and months_of(new.period) != months_of(old.period):
        return answered([Entry((new,)), Entry((old,))])  # half a year is no less than a year
    stated = [c for c in _changes_of(new, index) if has_base(c, new, PREVIOUS, None)]
    is_yearly = old.period is not None and new.period is not None and old.period == new.period.previous_year()
    cited = tuple(stated) if is_yearly and not is_planned(new) else ()
    derived = sorted(compare(new, old), key=lambda d: d.operation != slots.operation)  # what was asked for first
    return answered([Entry((new, old, *cited), tuple(derived))])


def _add_up(facts: Sequence[Fact]) -> Answer:
    """The figures and their sum; an entry for each where they do not add up, as rates do not."""
    total = total_of(facts)
    in_time = sorted(facts, key=oldest_first)
    if total is None or total.unit.startswith(("%", "‰")):
        return answered([Entry((f,)) for f in in_time])
    return answered([Entry(tuple(in_time), (total,))])


def _imply(bases: Sequence[Fact], relations: Sequence[Relation], index: Index) -> Entry | None:
    """The plan or previous value in the fact's own unit."""
    for base in sorted(bases, key=actual_first):
        for comparison in index.store.comparisons_of(base):
            if comparison.relation in relations and (derived := implied_base(base, comparison)):
                return Entry((base, comparison), (derived,))
    return None


def tell_implied(group: Group, index: Index) -> Answer | None:
    """A plan that is not stated, from the actual and its attainment; asked to, also the year before."""
    slots = group.slots
    if slots.operation == "implied" and not slots.statuses:
        after = [f for f in group.figures if f.period and f.period.previous_year() in slots.periods]
        entry = _imply(after, PREVIOUS_RELATIONS, index)
        return answered([entry]) if entry else None
    if "plan" not in slots.statuses or slots.has_relative_period:
        return None
    bases = [f for f in group.figures if not is_planned(f) and (not slots.periods or f.period in slots.periods)]
    entry = _imply(bases, PLAN_RELATIONS, index)
    return answered([entry]) if entry else None

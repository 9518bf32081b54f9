"""Matches -> Answer: vetoes first, then the operation the question asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.answering.answer import Answer, Entry, Missing, Verdict, answered, declined, join_answers, offered
from knowledge.answering.compute import Derived, Operation, change_of, compare, implied_base, share_of_base, total_of
from knowledge.answering.index import Index
from knowledge.answering.match import Match, Veto, find_veto, fits_period, has_asked_unit, scopes_of
from knowledge.answering.slots import TEXT_ASKS, Slots
from knowledge.answering.wording import reading_of, slot_words
from knowledge.facts.fact import Fact, Relation, Status
from knowledge.language.period import Period, period_words
from knowledge.language.quantity import Quantity, base_value

TIE = 0.93  # of the best score; below it a name is clearly less meant
EXACT = 0.99  # a name said to the word, nothing more and nothing less, ties only with its equals
LOOSE_TIE = 0.8  # how much lower the bar is for a best name of which little was said: it is less sure to be meant
STATEMENT_BONUS = 1.12  # for "ra sao", "là ai": a sentence answers better than a figure
FIGURE_BONUS = 1.04  # for bare keywords: people come for figures

VAGUE = 0.38  # of a name's weight: less said of the best name is offered, not told
WRONG_SORT = 0.75  # of the best score: a name far below it does not stand in when the best is of the wrong sort
WRONG_SORTS = (Veto.SCOPE, Veto.KIND, Veto.UNIT)
UNIT_BONUS = 1.08  # for a figure in the unit asked: "mấy sao" is about sao, not about sản phẩm

PLAN_RELATIONS = (Relation.PCT_OF_PLAN, Relation.PCT_OVER_PLAN)
PREVIOUS_RELATIONS = (Relation.PCT_OF_PREVIOUS, Relation.PCT_CHANGE, Relation.ABS_CHANGE, Relation.RATIO)


def resolve(matches: Sequence[Match], index: Index, numbers: Sequence[Quantity] = ()) -> Answer:
    """The answer to a question that names something; `matches` explain every hard word, best first, at least one.

    numbers: figures in the question that are no part of a name.
    """
    bar = WRONG_SORT * matches[0].score
    named = [m for m in matches if m.score >= bar and find_veto(m.fact, m.slots) not in WRONG_SORTS]
    if not named:
        return _decline(matches, [m.fact for m in matches if m.score >= bar])
    ranked = sorted(named, key=lambda m: -_rank(m))
    is_exact = ranked[0].said >= EXACT and ranked[0].score >= EXACT
    bar = EXACT if is_exact else TIE - LOOSE_TIE * max(0.0, TIE - ranked[0].said)
    top = [m for m in ranked if _rank(m) >= bar * _rank(ranked[0])]
    top = [m for m in top if not m.beside] or top
    group = _Group.of(top)
    slots = group.slots
    if numbers and (slots.is_claim or not (slots.asks - {"yesno"} or slots.asks_figure)):
        return _check_claim(group, numbers, index)
    if slots.measure and slots.other_measure:
        both = [group.with_measure(m) for m in (slots.measure, slots.other_measure)]
        return join_answers([_tell_comparison(g, index) for g in both])
    if slots.measure:
        return _tell_comparison(group, index)
    if slots.operation in ("difference", "compare", "ratio", "sum"):
        return _tell_operation(group, index)
    return _tell(group, index)


@dataclass(frozen=True, slots=True)
class _Group:
    """The matches that tie for best."""

    matches: tuple[Match, ...]

    @classmethod
    def of(cls, matches: Sequence[Match]) -> "_Group":
        return cls(tuple(matches))

    def with_measure(self, measure: str) -> "_Group":
        """The same matches, asked about one of two comparisons."""
        return _Group(
            tuple(replace(m, slots=replace(m.slots, measure=measure, other_measure="")) for m in self.matches)
        )

    @property
    def slots(self) -> Slots:
        return self.matches[0].slots

    @property
    def facts(self) -> list[Fact]:
        return [m.fact for m in self.matches]

    @property
    def figures(self) -> list[Fact]:
        return [f for f in self.facts if f.quantity]

    def allowed(self) -> list[Fact]:
        """The facts that no slot vetoes."""
        return [m.fact for m in self.matches if find_veto(m.fact, m.slots) is None]

    def has_one_name(self) -> bool:
        """Do all the facts go by one name that the question says?"""
        return len({m.fact.indicator for m in self.matches}) == 1 or len({m.name.order for m in self.matches}) == 1


def _rank(match: Match) -> float:
    bonus = 1.0
    if match.fact.is_statement and match.slots.asks & TEXT_ASKS:
        bonus = STATEMENT_BONUS
    elif not match.fact.is_statement and not match.slots.asks & TEXT_ASKS:
        bonus = FIGURE_BONUS
    if has_asked_unit(match.fact, match.slots):
        bonus *= UNIT_BONUS
    return match.score * bonus


def _tell(group: _Group, index: Index) -> Answer:
    """The fact, or the facts one after the other where several periods are asked for."""
    slots = group.slots
    allowed = group.allowed()
    if series := _tell_range(group):
        return series
    if not allowed:
        return _tell_implied(group, index) or _decline(group.matches, group.facts)
    reading = reading_of(allowed[0])
    if len(slots.periods) > 1:
        return _tell_series(group, allowed)
    allowed = _prefer_asked(allowed, slots)
    labels = {f.indicator for f in allowed}
    is_vague = max(m.said for m in group.matches) < VAGUE and not any(
        f.is_statement or has_asked_unit(f, slots) for f in allowed
    )
    if is_vague or (len(labels) > 1 and not _share_name(group, allowed)):
        return offered(_by_label(allowed), reading)
    if len({f.place for f in allowed}) > 1 and not (slots.places or slots.level):
        return offered(_newest_of_places(allowed), reading)
    ordered = sorted(allowed, key=_actual_first)
    best = ordered[0]
    if slots.periods or slots.statuses:
        told = _unlike([f for f in ordered if f.period == best.period and f.status == best.status])
    else:
        told = _unlike(_newest_of_each(ordered))
    told = [g for f in told for g in (index.store.comparisons_of(f) if f.figure is None and f.is_compared else [f])]
    return answered([Entry(tuple(told))], [f for f in _others(index, best) if f not in told], reading)


def _tell_range(group: _Group) -> Answer | None:
    """The figures within the years asked for, or of all ("qua các năm"), oldest first; None if not asked."""
    slots = group.slots
    spans = [p for p in slots.periods if p.last[0] > p.first[0]]
    if not spans and slots.operation != "series":
        return None
    figures = [m.fact for m in group.matches if m.fact.quantity and _fits_slots_but_period(m)]
    inside = [f for f in figures if f.period and (not spans or any(s.contains(f.period) for s in spans))]
    if len({f.period for f in inside}) < 2 or any(f.period in spans for f in inside):
        return None
    oldest_first = sorted(_unlike(inside), key=lambda f: f.period.first if f.period else (0, 0))
    return answered([Entry((f,)) for f in oldest_first], (), reading_of(oldest_first[0]))


def _prefer_asked(facts: list[Fact], slots: Slots) -> list[Fact]:
    """Of facts that tie, those of the sort the question words ask for, where there are such."""
    if slots.asks & TEXT_ASKS:
        facts = [f for f in facts if f.is_statement] or facts
    else:
        facts = [f for f in facts if not f.is_statement] or facts
    if slots.scope:
        facts = [f for f in facts if slots.scope in scopes_of(f)] or facts
    return facts


def _share_name(group: _Group, facts: Sequence[Fact]) -> bool:
    """Does one name cover facts of several labels, each for another period or status?"""
    slots_of = {(f.period, f.status and f.status.is_planned) for f in facts}
    ids = {f.id for f in facts}
    names = {m.name.order for m in group.matches if m.fact.id in ids}
    return len(names) == 1 and len(slots_of) == len(facts)


def _by_label(facts: Sequence[Fact]) -> list[Fact]:
    return list({(f.indicator, f.period): f for f in reversed(facts)}.values())[::-1]


def _tell_series(group: _Group, allowed: Sequence[Fact]) -> Answer:
    """An entry for each period asked for, in order; periods without a figure are declined by name."""
    entries, missing = [], []
    for period in group.slots.periods:
        facts = sorted((f for f in allowed if fits_period(f, period)), key=_actual_first)
        if facts:
            entries.append(Entry(tuple(_unlike(facts[:2]))))
        else:
            missing.append(period)
    answer = answered(entries, (), reading_of(allowed[0]))
    if not missing:
        return answer
    slot = ", ".join(period_words(period) for period in missing)
    note = Missing(indicator=group.facts[0].indicator, veto=Veto.PERIOD, slot=slot)
    return Answer(answer.outcome, answer.entries, missing=(note,), reading=answer.reading)


def _tell_comparison(group: _Group, index: Index) -> Answer:
    """What the report says of the facts against plan or previous period; else the two levels, if it has both."""
    slots = group.slots
    relations = PREVIOUS_RELATIONS if slots.measure == "previous" else PLAN_RELATIONS
    wants_amount = slots.unit is not None and slots.unit.kind != "percent"
    bases = [m.fact for m in group.matches if find_veto(m.fact, m.slots) in (None, Veto.UNIT)]
    if wants_amount and (implied := _imply(bases, relations, index)):
        return answered([implied], (), reading_of(implied.facts[0]))
    found = [(base, c) for base in bases for c in index.store.comparisons_of(base) if c.relation in relations]
    if not found:
        return _compare_levels(group, index) or _decline(group.matches, bases, Veto.MEASURE)
    labels = {base.indicator for base, _ in found}
    if len(labels) > 1:
        return offered([c for _, c in found], reading_of(found[0][0]))
    base = found[0][0]
    comparisons = [c for b, c in found if b.id == base.id]
    derived = tuple(d for c in comparisons if (d := change_of(c)))
    return answered([Entry((*comparisons, base), derived)], _others(index, base), reading_of(comparisons[0]))


def _compare_levels(group: _Group, index: Index) -> Answer | None:
    """The actual against the plan for the same period, or against the period before."""
    slots = group.slots
    figures = [m.fact for m in group.matches if m.fact.quantity and _fits_slots_but_period(m)]
    for new in sorted(figures, key=_actual_first):
        if slots.periods and new.period not in slots.periods:
            continue
        for old in figures:
            is_plan_pair = _is_planned(old) and not _is_planned(new) and old.period == new.period
            is_time_pair = old.period is not None and new.period is not None and old.period.last < new.period.first
            if is_plan_pair if slots.measure != "previous" else is_time_pair:
                return _compare(new, old, index, slots)
    return None


def _fits_slots_but_period(match: Match) -> bool:
    return find_veto(match.fact, match.slots) in (None, Veto.PERIOD, Veto.STATUS, Veto.UNIT)


def _tell_operation(group: _Group, index: Index) -> Answer:
    """Difference, ratio or sum of two periods of one thing."""
    slots = group.slots
    figures = [m.fact for m in group.matches if m.fact.quantity and _fits_slots_but_period(m)]
    if not figures:
        return _decline(group.matches, group.facts)
    if len({f.indicator for f in figures}) > 1 and not group.has_one_name():
        return offered(_by_label(figures), reading_of(figures[0]))
    wanted = [*slots.periods, *([slots.base] if slots.base else [])]
    if len(wanted) >= 2:
        return _compare_periods(figures, wanted, index, slots)
    if len(wanted) == 1 and slots.operation == "compare" and slots.base is None and len(slots.periods) == 1:
        wanted = []
    if slots.base is not None:
        new = [f for f in figures if f.period != slots.base]
        return _compare_periods(figures, [*[f.period for f in new if f.period][:1], slots.base], index, slots)
    chosen = [f for f in figures if not slots.periods or f.period in slots.periods]
    stated = [(f, c) for f in chosen for c in index.store.comparisons_of(f) if c.relation in PREVIOUS_RELATIONS]
    if stated:
        base = stated[0][0]
        comparisons = [c for f, c in stated if f.id == base.id]
        derived = tuple(d for c in comparisons if (d := change_of(c)))
        return answered([Entry((*comparisons, base), derived)], (), reading_of(comparisons[0]))
    periods = sorted({f.period for f in figures if f.period}, reverse=True)
    if len(periods) >= 2 and (not slots.periods or periods[0] in slots.periods):
        return _compare_periods(figures, periods[:2], index, slots)
    if slots.operation == "compare":
        return _tell(group, index)
    return _decline(group.matches, figures, Veto.MEASURE)


def _compare_periods(figures: Sequence[Fact], wanted: Sequence[Period], index: Index, slots: Slots) -> Answer:
    periods = sorted(set(wanted), reverse=True)
    picked = []
    for period in periods:
        of_period = sorted((f for f in figures if f.period == period), key=_actual_first)
        if not of_period:
            missing = Missing(indicator=figures[0].indicator, veto=Veto.PERIOD, slot=period_words(period))
            return _stated_change(figures, periods, index) or declined(missing, figures, "")
        picked.append(of_period[0])
    if slots.operation == "ratio" and wanted[0] != periods[0]:
        picked.reverse()  # "2021 gấp mấy lần 2022": as asked, not as time goes
    return _compare(picked[0], picked[-1], index, slots)


def _stated_change(figures: Sequence[Fact], periods: Sequence[Period], index: Index) -> Answer | None:
    """The report's own word on the change, where the earlier period has no figure but is the one before."""
    for fact in figures:
        if fact.period == periods[0] and len(periods) == 2 and periods[1] == _year_before(periods[0]):
            found = [c for c in index.store.comparisons_of(fact) if c.relation in PREVIOUS_RELATIONS]
            if found:
                derived = tuple(d for c in found if (d := change_of(c)))
                return answered([Entry((*found, fact), derived)], (), reading_of(found[0]))
    return None


def _year_before(period: Period) -> Period:
    (year, month), (last_year, last_month) = period.first, period.last
    return Period((year - 1, month), (last_year - 1, last_month), period.to_date)


def _compare(new: Fact, old: Fact, index: Index, slots: Slots) -> Answer:
    if slots.operation == "sum":
        total = total_of([new, old])
        return answered([Entry((new, old), (total,) if total else ())], (), reading_of(new))
    stated = [c for c in index.store.comparisons_of(new) if c.relation in PREVIOUS_RELATIONS]
    is_yearly = old.period is not None and new.period is not None and old.period == _year_before(new.period)
    cited = tuple(stated) if is_yearly and not _is_planned(new) else ()
    derived = sorted(compare(new, old), key=lambda d: d.operation != slots.operation)  # what was asked for first
    return answered([Entry((new, old, *cited), tuple(derived))], (), reading_of(new))


def _imply(bases: Sequence[Fact], relations: Sequence[Relation], index: Index) -> Entry | None:
    """The plan or previous value in the fact's own unit."""
    for base in bases:
        for comparison in index.store.comparisons_of(base):
            if comparison.relation in relations and (derived := implied_base(base, comparison)):
                return Entry((base, comparison), (derived,))
    return None


def _tell_implied(group: _Group, index: Index) -> Answer | None:
    """A plan that is not stated, from the actual and its attainment; asked to, also the year before."""
    slots = group.slots
    if slots.operation == "implied" and not slots.statuses:
        after = [f for f in group.figures if f.period and _year_before(f.period) in slots.periods]
        entry = _imply(after, PREVIOUS_RELATIONS, index)
        return answered([entry], (), reading_of(entry.facts[0])) if entry else None
    if "plan" not in slots.statuses or slots.has_relative_period:
        return None
    bases = [f for f in group.figures if not _is_planned(f) and (not slots.periods or f.period in slots.periods)]
    entry = _imply(bases, PLAN_RELATIONS, index)
    return answered([entry], (), reading_of(entry.facts[0])) if entry else None


def _check_claim(group: _Group, numbers: Sequence[Quantity], index: Index) -> Answer:
    """Is the number in the question the report's? The fact in the slots asked first, the one with the number second."""
    slots = group.slots
    relations = {"previous": PREVIOUS_RELATIONS}.get(slots.measure, PLAN_RELATIONS) if slots.measure else (None,)
    allowed = [m.fact for m in group.matches if find_veto(m.fact, m.slots) in (None, Veto.UNIT) and m.fact.quantity]
    if not allowed:
        return _decline(group.matches, group.facts)
    related = [c for f in allowed for c in index.store.comparisons_of(f)]
    pool = [f for f in (*allowed, *related) if f.relation in relations]
    matching = [f for f in (*pool, *related, *allowed) if any(is_number(f, n) for n in numbers)]
    if matching:
        return answered([Entry((matching[0],), verdict=Verdict.MATCH)], (), reading_of(matching[0]))
    like = [f for f in pool if any(_is_same_kind(f, n) for n in numbers)] or pool or allowed
    first = sorted(like, key=_actual_first)[0]
    others = [f for f in index.store.facts if any(is_number(f, n) for n in numbers) and f.indicator == first.indicator]
    return answered([Entry((first, *others[:1]), verdict=Verdict.MISMATCH)], (), reading_of(first))


def is_number(fact: Fact, number: Quantity) -> bool:
    """Is the number the fact's figure? A number without a unit may be in any."""
    if fact.quantity is None:
        return False
    own, own_unit = base_value(fact.quantity)
    asked, unit = base_value(number)
    is_same_unit = not unit or own_unit.split("/")[0] == unit.split("/")[0]
    return is_same_unit and (own == asked or (not unit and fact.quantity.value == number.value))


def _is_same_kind(fact: Fact, number: Quantity) -> bool:
    return fact.quantity is not None and base_value(fact.quantity)[1] == base_value(number)[1]


def find_numbers(numbers: Sequence[Quantity], slots: Slots, index: Index) -> Answer:
    """Every fact with the number: one is told, several are offered, none is declined by its number."""
    relations = {"previous": PREVIOUS_RELATIONS}.get(slots.measure, PLAN_RELATIONS) if slots.measure else None
    found = [
        f
        for f in index.store.facts
        if any(is_number(f, n) for n in numbers)
        and (relations is None or f.relation in relations)
        and find_veto(f, slots) in (None, Veto.UNIT, Veto.FIGURE)
    ]
    if not found:
        return declined(Missing(numbers=", ".join(n.surface for n in numbers)))
    distinct = list({(f.indicator, f.relation, f.period): f for f in reversed(found)}.values())[::-1]
    if len({(f.indicator, f.relation) for f in distinct}) == 1:
        return answered([Entry(tuple(distinct))], (), reading_of(distinct[0]))
    return offered(distinct)


def rank_facts(slots: Slots, index: Index, among: Sequence[Fact]) -> Answer | None:
    """The highest or lowest of figures that can be compared: attainment, growth, or one unit; None if they cannot."""
    relations = PREVIOUS_RELATIONS if slots.measure == "previous" else PLAN_RELATIONS if slots.measure else (None,)
    pool = [f for f in among if f.relation in relations and f.quantity and find_veto(f, slots) in (None, Veto.UNIT)]
    shares = {f.id: share for f in pool if (share := share_of_base(f)) is not None}
    pool = [f for f in pool if f.id in shares]
    if not slots.measure or len(pool) < 2:
        return None
    ordered = sorted(pool, key=lambda f: shares[f.id], reverse=slots.operation == "max")
    best = [f for f in ordered if shares[f.id] == shares[ordered[0].id]]
    operation = Operation.MAX if slots.operation == "max" else Operation.MIN
    quantity = best[0].quantity
    derived = (Derived(operation, quantity.value, quantity.unit),) if quantity else ()
    bases = [index.store.by_id[f.of] for f in best if f.of]
    return answered([Entry((*best, *bases), derived)], tuple(f for f in ordered if f not in best))


def list_facts(slots: Slots, among: Sequence[Fact]) -> list[Fact]:
    """The figures that fit the slots, in the report's order; comparisons only where a measure is asked for."""
    relations = PREVIOUS_RELATIONS if slots.measure == "previous" else PLAN_RELATIONS if slots.measure else (None,)
    return [f for f in among if f.relation in relations and f.quantity and find_veto(f, slots) in (None, Veto.UNIT)]


def _decline(matches: Sequence[Match], near: Sequence[Fact], veto: Veto | None = None) -> Answer:
    first = matches[0]
    veto = veto or find_veto(first.fact, first.slots)
    offers = [f for f in near if find_veto(f, first.slots) is not Veto.PLACE] if near else []
    slot = slot_words(veto, first.slots) if veto else ""
    return declined(Missing(indicator=first.fact.indicator, veto=veto, slot=slot), _unlike(offers), "")


def _others(index: Index, fact: Fact) -> list[Fact]:
    """The same thing in other periods, to offer."""
    same = [f for f in index.facts if f.indicator == fact.indicator and f.id != fact.id and f.period != fact.period]
    return sorted(same, key=lambda f: f.period.last if f.period else (0, 0), reverse=True)


def _unlike(facts: Sequence[Fact]) -> list[Fact]:
    """The facts without those that say the same figure for the same slots again."""
    found: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        figure = base_value(fact.quantity) if fact.quantity else fact.sentence
        found.setdefault(
            (figure, fact.place, fact.period, fact.relation, fact.indicator if not fact.quantity else ""), fact
        )
    return list(found.values())


def _newest_of_each(facts: Sequence[Fact]) -> list[Fact]:
    """The newest actual and, after it, the newest target."""
    done = [f for f in facts if not _is_planned(f)]
    planned = [f for f in facts if _is_planned(f)]
    newest = [f for f in done if f.period == done[0].period] if done else []
    return newest + [f for f in planned if f.period == planned[0].period]


def _actual_first(fact: Fact) -> tuple[bool, tuple[int, int], tuple[int, ...]]:
    """What has happened before what is meant to, the newest first, of one period the later report first."""
    year, month = fact.period.last if fact.period else (0, 0)
    return (_is_planned(fact), (-year, -month), tuple(-ord(char) for char in fact.published))


def _newest_of_places(facts: Sequence[Fact]) -> list[Fact]:
    """One fact for each place: the newest actual."""
    ordered = sorted(facts, key=_actual_first)
    return list({f.place: f for f in reversed(ordered)}.values())[::-1]


def _is_planned(fact: Fact) -> bool:
    return fact.status in (Status.PLAN, Status.TARGET)

"""A claim and a fact -> all that the report says on it: levels, comparisons, growth, what two levels make.

What compares counts only for the base it is against, growth only for its own period.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from knowledge.answering.answer.arithmetic import Operation, compare, share_of_base
from knowledge.answering.answer.bases import has_base, is_year_before, read_since
from knowledge.answering.answer.judging import Evidence
from knowledge.answering.answer.order import actual_first, is_planned, months_of
from knowledge.answering.finding.veto import cues_in
from knowledge.answering.index.index import Index
from knowledge.answering.reading.claim import PLAN, Claim, Kind
from knowledge.answering.reading.slots import is_percent
from knowledge.facts.record.fact import Fact, Relation
from knowledge.language.numbers.unit import base_unit
from knowledge.language.quantities.interval import bound_of, possible
from knowledge.language.quantities.quantity import Quantity
from knowledge.language.text.tokens import Keys, to_keys

HUNDRED = Decimal(100)
_SHARES = (Relation.PCT_OF_PLAN, Relation.PCT_OVER_PLAN, Relation.PCT_OF_PREVIOUS, Relation.PCT_CHANGE)


def find_evidence(claim: Claim, fact: Fact, peers: Sequence[Fact], index: Index) -> list[Evidence]:
    """All that the report says on the claim about the fact, what it states before what is computed.

    peers: figures of the same thing, of other periods and plans.
    """
    match claim.kind:
        case Kind.LEVEL:
            return [*_level(claim, fact), *_share_of_any(claim, fact, index)]
        case Kind.RATIO:
            return [*_stated(claim, fact, index), *_computed(claim, fact, peers)]
        case Kind.CHANGE:
            changed = [*_stated(claim, fact, index), *_growth(claim, fact, index), *_computed(claim, fact, peers)]
            is_level = claim.is_level_too or _is_named_growth(fact, claim.direction)
            return [*(_level(claim, fact) if is_level else ()), *changed]
        case Kind.TIMES:
            return [*_level(claim, fact), *_times(claim, fact, index), *_computed(claim, fact, peers)]


def units_fit(number: Quantity, fact: Fact) -> Decimal | None:
    """What one of the number is in the base of the fact's unit; None where it may not be said of the fact.

    Less of a unit may be said, and more only if the name has the words: "hộ kinh doanh" for its "hộ".
    """
    if fact.quantity is None:
        return None
    factor, own = base_unit(fact.quantity.unit)
    if not number.unit:
        return factor
    asked_factor, asked = base_unit(number.unit)
    (asked_words, asked_per), (own_words, own_per) = _parts(asked), _parts(own)
    size = min(len(asked_words), len(own_words))
    is_said = asked_words[:size] == own_words[:size] and {*asked_words[size:]} <= {*to_keys(fact.indicator)}
    return asked_factor if is_said and asked_per <= own_per else None


def _parts(unit: str) -> tuple[Keys, frozenset[str]]:
    """ "đồng/người/năm" -> the words of "đồng", and {"người", "năm"}."""
    counted, *per = unit.split("/")
    return to_keys(counted), frozenset(per)


def _level(claim: Claim, fact: Fact) -> Iterator[Evidence]:
    factor, quantity = units_fit(claim.number, fact), fact.quantity
    if factor is None or quantity is None or fact.relation is not None or claim.is_worded:
        return
    own = base_unit(quantity.unit)[0]
    most = quantity.value_max * own if quantity.value_max is not None else None
    within = possible(quantity, own)
    yield Evidence((fact,), quantity.value * own, within, factor, bound_of(quantity.qualifier), most)


def _share_of_any(claim: Claim, fact: Fact, index: Index) -> Iterator[Evidence]:
    """ "Lương thực đạt 104 %": of what is not said, so that only what is borne out counts."""
    for comparison in index.store.comparisons_of(fact):
        is_share = comparison.relation in (Relation.PCT_OF_PLAN, Relation.PCT_OF_PREVIOUS)
        if is_share and is_percent(claim.number) and units_fit(claim.number, comparison) is not None:
            yield _of_share(comparison, Decimal(0))


def _stated(claim: Claim, fact: Fact, index: Index) -> Iterator[Evidence]:
    """What comparisons say of the ratio to the base, or of the change from it."""
    own = [fact] if fact.relation is not None else []
    for comparison in [*own, *index.store.comparisons_of(fact)]:
        if comparison.quantity is None or not has_base(comparison, fact, claim.base, claim.since):
            continue
        is_share = comparison.relation in _SHARES and base_unit(comparison.quantity.unit)[1] == "%"
        if is_share and (claim.is_worded or is_percent(claim.number)):
            yield _of_share(comparison, _offset(claim))
        elif comparison.relation is Relation.ABS_CHANGE and claim.kind is Kind.CHANGE:
            factor = Decimal(1) if claim.is_worded else units_fit(claim.number, comparison)
            if factor is not None:
                yield _of_change(comparison, factor)


def _of_share(comparison: Fact, by: Decimal) -> Evidence:
    share, quantity = share_of_base(comparison), comparison.quantity
    assert share is not None and quantity is not None
    within = possible(quantity, Decimal(1))
    within = within.turned() if comparison.direction == "down" else within
    is_added = comparison.relation in (Relation.PCT_OVER_PLAN, Relation.PCT_CHANGE)
    within = within.moved((HUNDRED if is_added else Decimal(0)) + by)
    most = within.high if quantity.value_max is not None and comparison.direction != "down" else None
    return Evidence((comparison,), share + by, within, Decimal(1), bound_of(quantity.qualifier), most)


def _of_change(comparison: Fact, factor: Decimal) -> Evidence:
    quantity = comparison.quantity
    assert quantity is not None
    own = base_unit(quantity.unit)[0]
    is_down, within = comparison.direction == "down", possible(quantity, own)
    value = -quantity.value * own if is_down else quantity.value * own
    bound = bound_of(quantity.qualifier)
    return Evidence((comparison,), value, within.turned() if is_down else within, factor, bound)


def _growth(claim: Claim, fact: Fact, index: Index) -> Iterator[Evidence]:
    """What facts of growth say of the fact's own time; they are against the year before, and against nothing else."""
    if claim.base == PLAN or not is_year_before(claim.since, fact.period):
        return
    for grown in index.growth_of(fact):
        factor = Decimal(1) if claim.is_worded else units_fit(claim.number, grown)
        if grown.quantity and factor is not None and grown is not fact:
            own = base_unit(grown.quantity.unit)[0]
            bound = bound_of(grown.quantity.qualifier)
            yield Evidence((grown,), grown.quantity.value * own, possible(grown.quantity, own), factor, bound)


def _times(claim: Claim, fact: Fact, index: Index) -> Iterator[Evidence]:
    for comparison in index.store.comparisons_of(fact):
        quantity = comparison.quantity
        if quantity and comparison.relation is Relation.RATIO and has_base(comparison, fact, claim.base, claim.since):
            bound = bound_of(quantity.qualifier)
            yield Evidence((comparison,), quantity.value, possible(quantity, Decimal(1)), Decimal(1), bound)


def _computed(claim: Claim, fact: Fact, peers: Sequence[Fact]) -> Iterator[Evidence]:
    """What follows from the figure and the figure of the base."""
    old = _base_figure(claim, fact, peers)
    if old is None or fact.quantity is None or old.quantity is None:
        return
    derived = {d.operation: d for d in compare(fact, old)}
    new_unit, old_unit = base_unit(fact.quantity.unit)[0], base_unit(old.quantity.unit)[0]
    new, before = fact.quantity.value * new_unit, old.quantity.value * old_unit
    after, within = possible(fact.quantity, new_unit), possible(old.quantity, old_unit)
    if Operation.DIFFERENCE not in derived or not before:
        return
    facts, told = (fact, old), tuple(derived.values())
    if claim.kind is Kind.CHANGE and (claim.is_worded or not is_percent(claim.number)):
        factor = Decimal(1) if claim.is_worded else _in_unit(claim.number, derived[Operation.DIFFERENCE].unit)
        if factor is not None:
            yield Evidence(facts, new - before, after.less(within), factor, derived=told)
    elif Operation.PERCENT_CHANGE in derived or claim.is_worded:  # a rate that rose by 2 points did not rise by 2 %
        scale, by = (Decimal(1), Decimal(0)) if claim.kind is Kind.TIMES else (HUNDRED, _offset(claim))
        ratio = new / before * scale + by
        yield Evidence(facts, ratio, after.over(within, scale).moved(by), derived=told)


def _offset(claim: Claim) -> Decimal:
    return -HUNDRED if claim.kind is Kind.CHANGE else Decimal(0)


def _in_unit(number: Quantity, unit: str) -> Decimal | None:
    factor, asked = base_unit(number.unit)
    own_factor, own = base_unit(unit)
    if not number.unit:
        return own_factor
    return factor if asked == own or (not asked and factor != 1) else None


def _base_figure(claim: Claim, fact: Fact, peers: Sequence[Fact]) -> Fact | None:
    """The plan for the same period, or the figure of the period named, else of the year before."""
    if fact.period is None or fact.relation is not None or (claim.base == PLAN and is_planned(fact)):
        return None
    like = [f for f in peers if f.relation is None and f.quantity and f.place == fact.place and f is not fact]
    like = [f for f in like if f.indicator == fact.indicator]
    if claim.base == PLAN:
        return next((f for f in like if is_planned(f) and f.period == fact.period), None)
    since = read_since(claim.since, fact.period) if claim.since else fact.period.previous_year()
    done = sorted((f for f in like if f.period == since), key=actual_first)
    return next((f for f in done if months_of(since) == months_of(fact.period)), None) if since else None


def _is_named_growth(fact: Fact, direction: str) -> bool:
    """Does the fact's own name say that it is a change that way: "Tốc độ tăng GRDP"?"""
    return ("direction", direction) in cues_in(fact.indicator)

"""Facts -> a list or a ranking of those that fit the slots."""

from collections.abc import Sequence

from knowledge.answering.answer import Answer, Entry, answered
from knowledge.answering.changes import PLAN_RELATIONS, PREVIOUS_RELATIONS
from knowledge.answering.compute import Derived, Operation, share_of_base
from knowledge.answering.index import Index
from knowledge.answering.slots import Slots
from knowledge.answering.veto import Veto, find_veto
from knowledge.facts.fact import Fact


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

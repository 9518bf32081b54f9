"""Facts -> a list or a ranking of those that fit the slots."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering.answer.answer import Answer, Entry, answered, join_answers, offered
from knowledge.answering.answer.arithmetic import Derived, Operation, share_of_base
from knowledge.answering.deciding.changes import PLAN_RELATIONS, PREVIOUS_RELATIONS
from knowledge.answering.deciding.one_place import place_here, say_aloud
from knowledge.answering.finding.veto import Veto, find_veto, fits_place
from knowledge.answering.index.index import Index
from knowledge.answering.index.localities import localities_of
from knowledge.answering.reading.context import Context
from knowledge.answering.reading.slots import Slots
from knowledge.facts.record.fact import Fact


def answer_many(slots: Slots, index: Index, context: Context, among: Sequence[Fact], is_named: bool) -> Answer | None:
    """A list or a ranking of the facts of one place: the one named, the chat's, the home, the only one; else a choice.

    None where nothing fits, or nothing is asked for but all there is.
    """
    by_place: dict[str, list[Fact]] = {}
    for fact in among:
        if fits_place(fact, slots):
            by_place.setdefault(localities_of(index.store).whole_of(fact), []).append(fact)
    answers = {whole: _list_or_rank(slots, index, facts, is_named) for whole, facts in by_place.items()}
    told = {whole: answer for whole, answer in answers.items() if answer}
    if not told:
        return None
    if here := place_here(told, slots, index, context) if len(by_place) > 1 else "":
        return say_aloud(told[here], here, index, context)
    if len(told) == 1 or len(slots.places) > 1:
        return join_answers(list(told.values()))
    return replace(offered([answer.entries[0].facts[0] for answer in told.values()]), asks_place=True)


def _list_or_rank(slots: Slots, index: Index, facts: Sequence[Fact], is_named: bool) -> Answer | None:
    if slots.operation in ("max", "min"):
        return rank_facts(slots, index, facts)
    listed = list_facts(slots, facts)
    if not listed or not (slots.periods or slots.statuses or slots.measure or is_named):
        return None
    return answered([Entry((f,)) for f in listed])


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

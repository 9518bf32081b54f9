"""Matches -> Answer: vetoes first, then the operation the question asks for."""

from collections.abc import Sequence

from knowledge.answering.answer.answer import Answer, Entry, answered, join_answers, offered
from knowledge.answering.answer.order import actual_first, by_label, newest_of_each, others, unlike
from knowledge.answering.answer.phrases import reading_of
from knowledge.answering.deciding.group import WRONG_SORT, Group, choose_group, decline, prefer_asked, share_name
from knowledge.answering.deciding.plans.changes import tell_comparison, tell_implied, tell_operation
from knowledge.answering.deciding.plans.claims import check_claims
from knowledge.answering.deciding.plans.listing import find_ranks
from knowledge.answering.deciding.plans.series import tell_extreme, tell_periods, tell_range
from knowledge.answering.finding.match import Match
from knowledge.answering.finding.veto import has_asked_unit, scopes_of
from knowledge.answering.index.index import Index
from knowledge.answering.reading.claim import Claim
from knowledge.facts.record.fact import Fact
from knowledge.language.quantities.quantity import base_value

VAGUE = 0.38  # of a name's weight: less said of the best name is offered, not told


def resolve(matches: Sequence[Match], index: Index, claims: Sequence[Claim] = ()) -> Answer:
    """The answer to a question that names something; `matches` explain every hard word, best first, at least one.

    claims: what the question says is so.
    """
    group = choose_group(matches)
    if group is None:
        if matches[0].slots.kind == "rank" and (ranks := find_ranks(matches[0].fact, matches[0].slots, index)):
            return answered([Entry((ranks[0],))])
        return decline(matches, [m.fact for m in matches if m.score >= WRONG_SORT * matches[0].score])
    if group.slots.is_total and not any("total" in scopes_of(f) for f in group.facts if not f.is_statement):
        group = group.with_operation("sum")
    slots = group.slots
    if claims and (checked := check_claims(group, claims, index)):
        return checked
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
    if slots.operation in ("max", "min") and (extreme := tell_extreme(group)):
        return extreme
    if series := tell_range(group):
        return series
    if not allowed:
        return tell_implied(group, index) or decline(group.matches, group.facts)
    reading = reading_of(allowed[0])
    if len(slots.periods) > 1:
        return tell_periods(group, allowed)
    allowed = prefer_asked(group, allowed)
    allowed = _without_repeats(allowed)
    labels = {f.indicator for f in allowed}
    is_vague = max(m.said for m in group.matches) < VAGUE and not any(
        f.is_statement or has_asked_unit(f, slots) for f in allowed
    )
    if is_vague or (len(labels) > 1 and not share_name(group, allowed)):
        return offered(by_label(allowed), reading)
    ordered = sorted(allowed, key=actual_first)
    best = ordered[0]
    if slots.periods or slots.statuses:
        told = unlike([f for f in ordered if f.period == best.period and f.status == best.status])
    else:
        told = unlike(newest_of_each(ordered))
    told = [g for f in told for g in (index.store.comparisons_of(f) if f.figure is None and f.is_compared else [f])]
    return answered([Entry(tuple(told))], [f for f in others(index, best) if f not in told])


def _without_repeats(facts: list[Fact]) -> list[Fact]:
    """The first of facts that say the same under several names: one number, of one place, time and status."""
    figures = {(base_value(f.quantity), f.period, f.status, f.place) if f.quantity else f.id for f in facts}
    return facts[:1] if len(figures) == 1 else facts

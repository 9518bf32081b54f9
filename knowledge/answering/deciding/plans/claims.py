"""Claims about a resolved fact -> borne out, denied or left open, with what the report says."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answering.answer.answer import Answer, Entry, Missing, Verdict, answered, declined, offered
from knowledge.answering.answer.arithmetic import change_of
from knowledge.answering.answer.judging import Evidence, judge
from knowledge.answering.answer.order import actual_first, is_planned, same_slots, unlike
from knowledge.answering.deciding.group import Group, decline, fits_slots_but_period
from knowledge.answering.deciding.plans.changes import PLAN_RELATIONS, PREVIOUS_RELATIONS
from knowledge.answering.deciding.plans.evidence import find_evidence, units_fit
from knowledge.answering.finding.veto import Veto, find_veto
from knowledge.answering.index.index import Index
from knowledge.answering.reading.claim import Claim
from knowledge.answering.reading.slots import Slots
from knowledge.facts.record.fact import Fact
from knowledge.language.numbers.unit import base_unit
from knowledge.language.quantities.interval import Bound
from knowledge.language.quantities.quantity import Quantity, find_quantities
from knowledge.language.table import load_words


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the report says of a fact on every claim. is_so: None where it is left open; found: what it is told by.

    is_described: no number of the question is foreign to the fact.
    """

    fact: Fact
    is_so: bool | None
    found: tuple[Evidence, ...]
    is_described: bool


def check_claims(group: Group, claims: Sequence[Claim], index: Index) -> Answer | None:
    """Is it so? The fact in the slots asked first, the one with the number second; None if claims in words alone
    find nothing to be held against.
    """
    allowed = [m.fact for m in group.matches if find_veto(m.fact, m.slots) in (None, Veto.UNIT) and m.fact.quantity]
    told_by_words = claims[0].is_worded
    if not allowed:
        return None if told_by_words else decline(group.matches, group.facts)
    peers = [m.fact for m in group.matches if fits_slots_but_period(m)]
    ordered = sorted(dict.fromkeys(allowed), key=actual_first)
    judged = [judge_fact(f, claims, peers, index) for f in ordered]
    best = _choose(judged, claims, group.slots)
    if told_by_words and not best.found:
        return None
    return _tell(best, _verdict(best, judged, group), claims, index)


def judge_fact(fact: Fact, claims: Sequence[Claim], peers: Sequence[Fact], index: Index) -> Judgement:
    """Every claim held against the fact; a number that describes the thing must stand in its sentence."""
    found: list[Evidence] = []
    said: list[bool | None] = []
    is_foreign = False
    for claim in claims:
        evidence = find_evidence(claim, fact, peers, index)
        if not evidence:
            is_foreign |= not is_described(claim.number, fact)
            continue
        results = [(judge(claim, one), one) for one in evidence]
        is_so, telling = next((r for r in results if r[0]), results[0])
        found.append(telling)
        said.append(is_so)
    is_open = is_foreign or not found or (None in said and False not in said)
    return Judgement(fact, None if is_open else False not in said, tuple(found), not is_foreign)


def is_described(number: Quantity, fact: Fact) -> bool:
    """Does the number describe the thing: does its sentence state it, or is the fact's time so many months long?"""
    stated = {(q.value, base_unit(q.unit)[1]) for q in find_quantities(fact.sentence)}
    is_month = base_unit(number.unit)[1] in load_words("units/date_words", "month")
    if is_month and fact.period and number.value == fact.period.last[1] - fact.period.first[1] + 1:
        return True
    return (number.value, base_unit(number.unit)[1]) in stated


def _choose(judged: Sequence[Judgement], claims: Sequence[Claim], slots: Slots) -> Judgement:
    """The one that bears out the claims, else the newest that speaks of them.

    Only a number as it stands picks its fact: "trên 150" is asked of the newest, if no time is.
    """
    is_picking = bool(slots.periods) or all(c.bound in (Bound.PLAIN, Bound.EXACT) for c in claims)
    speaking = sorted((one for one in judged if one.found), key=lambda one: not one.is_described)
    pool = speaking if is_picking else speaking[:1]
    return next((one for one in pool if one.is_so), speaking[0] if speaking else judged[0])


def _verdict(best: Judgement, judged: Sequence[Judgement], group: Group) -> Verdict | None:
    """None where it is left open, or not sure what the claim is about."""
    is_sure = group.has_one_name() or len({one.fact.indicator for one in judged}) == 1
    if not best.is_so:
        return Verdict.MISMATCH if best.is_so is False and is_sure else None
    done = [one for one in judged if not is_planned(one.fact) and one.is_so is False]
    is_of_plan = is_planned(best.fact) and group.slots.is_planned is None and not group.slots.periods
    return None if (is_of_plan and done) else Verdict.MATCH


def _tell(best: Judgement, verdict: Verdict | None, claims: Sequence[Claim], index: Index) -> Answer:
    """The entry: what bears on the claim, where it is denied what has the number, and what other reports say."""
    facts = list(dict.fromkeys(f for one in best.found for f in one.facts)) or [best.fact]
    derived = tuple(d for one in best.found for d in one.derived)
    first = facts[0]
    if claims[0].is_worded and first.of:
        facts.append(index.store.by_id[first.of])
        derived = tuple(d for d in [change_of(first)] if d)
    stating = [f for c in claims for f in index.with_number(c.number) if is_number(f, c.number)]
    others = [f for f in dict.fromkeys(stating) if f.indicator == first.indicator and f not in facts]
    elsewhere = others if verdict is Verdict.MISMATCH else []
    told = tuple(dict.fromkeys((*facts, *elsewhere[:1], *_said_elsewhere(first, index))))
    return answered([Entry(told, derived, verdict)])


def _said_elsewhere(fact: Fact, index: Index) -> list[Fact]:
    """What other reports state in the same slots, where it is another figure; the later report first."""
    same = [f for f in index.alike(fact) if f.report != fact.report and f.quantity and same_slots(f, fact, index.store)]
    return [f for f in unlike([fact, *sorted(same, key=actual_first)]) if f is not fact]


def is_number(fact: Fact, number: Quantity) -> bool:
    """Is the number the fact's figure: alone, or in a unit that one may write for the figure's own?"""
    if fact.quantity is None:
        return False
    own = fact.quantity.value * base_unit(fact.quantity.unit)[0]
    asked = number.value * base_unit(number.unit or fact.quantity.unit)[0]
    return own == asked and units_fit(number, fact) is not None


def is_same_kind(fact: Fact, number: Quantity) -> bool:
    """Does one of the two units begin with the other: "hộ kinh doanh" and "hộ"?"""
    if fact.quantity is None:
        return False
    own, asked = (base_unit(q.unit)[1].split("/")[0].split() for q in (fact.quantity, number))
    return own[: len(asked)] == asked or asked[: len(own)] == own


def find_numbers(numbers: Sequence[Quantity], slots: Slots, index: Index) -> Answer:
    """Every fact with the number: one is told, several are offered, none is declined by its number."""
    relations = {"previous": PREVIOUS_RELATIONS}.get(slots.measure, PLAN_RELATIONS) if slots.measure else None
    found = [
        f
        for f in dict.fromkeys(f for n in dict.fromkeys(numbers) for f in index.with_number(n))
        if any(is_number(f, n) for n in dict.fromkeys(numbers))
        and (relations is None or f.relation in relations)
        and find_veto(f, slots) in (None, Veto.UNIT, Veto.FIGURE)
    ]
    if not found:
        return declined(Missing(numbers=", ".join(n.surface for n in numbers)))
    distinct = list({(f.indicator, f.relation, f.period, f.place): f for f in reversed(found)}.values())[::-1]
    if len({(f.indicator, f.relation) for f in distinct}) == 1:
        return answered([Entry(tuple(distinct))])
    return offered(distinct)

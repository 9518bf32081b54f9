"""Numbers in a question -> the facts that have them, or what the report says instead."""

from collections.abc import Sequence

from knowledge.answering.answer.answer import Answer, Entry, Missing, Verdict, answered, declined, offered
from knowledge.answering.answer.order import actual_first, same_slots, unlike
from knowledge.answering.answer.phrases import reading_of
from knowledge.answering.deciding.changes import PLAN_RELATIONS, PREVIOUS_RELATIONS
from knowledge.answering.deciding.group import Group, decline
from knowledge.answering.finding.veto import Veto, find_veto
from knowledge.answering.index.index import Index
from knowledge.answering.reading.slots import Slots
from knowledge.facts.record.fact import Fact
from knowledge.language.quantities.quantity import Quantity, base_value
from knowledge.language.text.tokens import Keys, to_keys


def check_claim(group: Group, numbers: Sequence[Quantity], index: Index) -> Answer:
    """Is the number in the question the report's? The fact in the slots asked first, the one with the number second."""
    slots = group.slots
    relations = {"previous": PREVIOUS_RELATIONS}.get(slots.measure, PLAN_RELATIONS) if slots.measure else (None,)
    allowed = [m.fact for m in group.matches if find_veto(m.fact, m.slots) in (None, Veto.UNIT) and m.fact.quantity]
    if not allowed:
        return decline(group.matches, group.facts)
    related = [c for f in allowed for c in index.store.comparisons_of(f)]
    pool = [f for f in (*allowed, *related) if f.relation in relations]
    matching = [f for f in (*pool, *related, *allowed) if any(is_number(f, n) for n in numbers)]
    if matching:
        told = (matching[0], *_said_elsewhere(matching[0], index))
        return answered([Entry(told, verdict=Verdict.MATCH)], (), reading_of(matching[0]))
    like = [f for f in pool if any(is_same_kind(f, n) for n in numbers)] or pool or allowed
    first = sorted(like, key=actual_first)[0]
    stating = dict.fromkeys(f for n in numbers for f in index.with_number(n) if is_number(f, n))
    others = [f for f in stating if f.indicator == first.indicator]
    all_told = tuple(dict.fromkeys((first, *others[:1], *_said_elsewhere(first, index))))
    return answered([Entry(all_told, verdict=Verdict.MISMATCH)], (), reading_of(first))


def _said_elsewhere(fact: Fact, index: Index) -> list[Fact]:
    """What other reports state in the same slots, where it is another figure; the later report first."""
    same = [f for f in index.alike(fact) if f.report != fact.report and f.quantity and same_slots(f, fact, index.store)]
    return [f for f in unlike([fact, *sorted(same, key=actual_first)]) if f is not fact]


def is_number(fact: Fact, number: Quantity) -> bool:
    """Is the number the fact's figure: alone, or in a unit that one may write for the figure's own?"""
    if fact.quantity is None:
        return False
    if not number.unit and number.value == fact.quantity.value:
        return True
    own, own_unit = base_value(fact.quantity)
    asked, asked_unit = base_value(number)
    return own == asked and _may_stand_for(asked_unit, own_unit, fact.indicator)


def is_same_kind(fact: Fact, number: Quantity) -> bool:
    """Does one of the two units begin with the other: "hộ kinh doanh" and "hộ"?"""
    if fact.quantity is None:
        return False
    (own, _), (asked, _) = _parts(base_value(fact.quantity)[1]), _parts(base_value(number)[1])
    return own[: len(asked)] == asked or asked[: len(own)] == own


def _may_stand_for(asked: str, own: str, name: str) -> bool:
    """Less of the unit may be said, and more only if the name has the words: "hộ kinh doanh" for its "hộ"."""
    (asked_words, asked_per), (own_words, own_per) = _parts(asked), _parts(own)
    size = min(len(asked_words), len(own_words))
    more = asked_words[size:]
    return asked_words[:size] == own_words[:size] and asked_per <= own_per and {*more} <= {*to_keys(name)}


def _parts(unit: str) -> tuple[Keys, frozenset[str]]:
    """ "đồng/người/năm" -> the words of "đồng", and {"người", "năm"}."""
    counted, *per = unit.split("/")
    return to_keys(counted), frozenset(per)


def find_numbers(numbers: Sequence[Quantity], slots: Slots, index: Index) -> Answer:
    """Every fact with the number: one is told, several are offered, none is declined by its number."""
    relations = {"previous": PREVIOUS_RELATIONS}.get(slots.measure, PLAN_RELATIONS) if slots.measure else None
    found = [
        f
        for f in dict.fromkeys(f for n in numbers for f in index.with_number(n))
        if any(is_number(f, n) for n in numbers)
        and (relations is None or f.relation in relations)
        and find_veto(f, slots) in (None, Veto.UNIT, Veto.FIGURE)
    ]
    if not found:
        return declined(Missing(numbers=", ".join(n.surface for n in numbers)))
    distinct = list({(f.indicator, f.relation, f.period, f.place): f for f in reversed(found)}.values())[::-1]
    if len({(f.indicator, f.relation) for f in distinct}) == 1:
        return answered([Entry(tuple(distinct))], (), reading_of(distinct[0]))
    return offered(distinct)

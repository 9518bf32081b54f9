"""A question that names something -> its answer, by the numbers, the chat and the slots it has."""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering.answer.answer import MAX_CHOICES, Answer, Entry, Missing, Outcome, answered, declined, offered
from knowledge.answering.deciding.followup import carried_words, inherit
from knowledge.answering.deciding.group import TIE
from knowledge.answering.deciding.plans.claims import is_described, is_number, is_same_kind
from knowledge.answering.deciding.resolve import resolve
from knowledge.answering.deciding.several_places import answer_by_place
from knowledge.answering.deciding.vague import bare_noun_choices
from knowledge.answering.finding.match import Match
from knowledge.answering.finding.veto import find_veto
from knowledge.answering.index.index import Index
from knowledge.answering.reading.claim import read_claims
from knowledge.answering.reading.context import Context
from knowledge.answering.reading.query import Query
from knowledge.answering.reading.slots import TEXT_ASKS, Slots
from knowledge.facts.record.fact import Fact
from knowledge.language.quantities.quantity import Quantity, base_value, find_quantities
from knowledge.language.table import load_words
from knowledge.language.times.period import parse_period

_BROKEN_YEAR = re.compile(r"(?:19|20)(?:[0-9]|[0-9]{3})")  # a digit too few or too many


def answer_named(query: Query, full: Sequence[Match], index: Index, context: Context) -> Answer:
    """The answer for the place or places the question is about; `full` explain every hard word, at least one."""
    if full[0].slots.asks_where:  # "nơi nào … 6,1 tỷ": the places that have the number
        full = [m for m in full if any(is_number(m.fact, n) for n in query.quantities)] or full
    return answer_by_place(full, index, context, lambda of_place: _answer(query, of_place, index, context))


def _answer(query: Query, full: Sequence[Match], index: Index, context: Context) -> Answer:
    top = full[0]
    if (several := bare_noun_choices(query, full)) and not top.slots.is_follow_up:
        return offered(several)
    said = [m.covered for m in full if m.score >= TIE * top.score]
    numbers = [q for q in query.quantities if not any(_words_of(q, query) <= covered for covered in said)]
    numbers = [q for q in numbers if not _counts_slots(q, query, top.slots)]
    if any(_BROKEN_YEAR.fullmatch(q.surface) for q in numbers):
        return offered([m.fact for m in full if m.score >= TIE * top.score])
    stating = [m for m in full if any(is_number(m.fact, n) for n in numbers) and find_veto(m.fact, m.slots) is None]
    if len(stating) == 1 and top.slots.asks & TEXT_ASKS:
        return answered([Entry((stating[0].fact,))])
    if describing := _describing(numbers, full, index):
        described = [m for m in full if _states_all(m.fact, describing)]
        if not described:
            words = ", ".join(q.surface for q in describing)
            return declined(Missing(words=words), [m.fact for m in full[:MAX_CHOICES]])
        full = described
        numbers = [n for n in numbers if n not in describing]
    if context.choices and top.slots.is_anaphora:
        chosen = [m for m in full if m.fact.id in context.choices]
        full = chosen or full
    claims = read_claims(query, full[0].slots, numbers, full[0].covered)
    if top.slots.is_follow_up and top.slots.is_open and context.facts:
        for kept in (context, replace(context, measure="", operation="")):  # what is not said does not decline
            inherited = [replace(m, slots=inherit(m.slots, kept)) for m in full]
            answer = resolve(inherited, index, read_claims(query, inherited[0].slots, numbers, top.covered))
            if answer.outcome is not Outcome.NOT_FOUND:
                return replace(answer, carried=", ".join(carried_words(kept)))
        open_answer = resolve(full, index, claims)
        return open_answer if _is_near_in_time(open_answer, index, context) else answer
    return resolve(full, index, claims)


def _is_near_in_time(answer: Answer, index: Index, context: Context) -> bool:
    """Is it of the year the chat is about, and done or planned like what was told: the half of a month's year?"""
    last = next((f for i in (*context.told, *context.facts) if (f := index.store.by_id.get(i))), None)
    if answer.outcome is not Outcome.ANSWERED or last is None or not context.periods:
        return False
    found, talked = answer.facts[0], parse_period(context.periods[-1])
    is_like = (found.status and found.status.is_planned) == (last.status and last.status.is_planned)
    return is_like and found.period is not None and found.period.year == talked.year


def _describing(numbers: Sequence[Quantity], full: Sequence[Match], index: Index) -> list[Quantity]:
    """The numbers that describe the thing asked for ("200 ha đất ấy", "5 sao") and are not its figure."""
    top = full[0]
    if top.slots.is_claim:
        return []
    if top.slots.asks_figure:
        return list(numbers)
    like = [m.fact for m in full if m.score >= TIE * top.score]
    like += [c for f in like for c in index.store.comparisons_of(f)]
    return [n for n in numbers if base_value(n)[1] and not any(is_same_kind(f, n) for f in like)]


def _states_all(fact: Fact, numbers: Sequence[Quantity]) -> bool:
    """Are the numbers that describe the thing asked for in its sentence: "200 ha đất ấy …"?"""
    quantities = [*find_quantities(fact.sentence), *([fact.quantity] if fact.quantity else [])]
    values = {value for q in quantities for value in (q.value, q.total)}
    return all(number.value in values or is_described(number, fact) for number in numbers)


def _counts_slots(quantity: Quantity, query: Query, slots: Slots) -> bool:
    """Does it count the places or the years that are named: "2 xã Lan Đình, Trà Lũng", "2 năm 2030, 2031"?"""
    inside = _words_of(quantity, query)
    is_of_places = any(inside & set(range(m.start, m.end)) for m in query.mentions)
    is_before_time = any(0 <= p.start - quantity.end <= 1 for p in query.periods) and not quantity.unit
    is_of_years = is_before_time or base_value(quantity)[1] in load_words("units/unit_words", "years")
    return is_of_places or (len(slots.periods) > 1 and is_of_years)


def _words_of(quantity: Quantity, query: Query) -> frozenset[int]:
    return frozenset(i for i in query.quantity_words if quantity.start <= query.words[i].token.start < quantity.end)

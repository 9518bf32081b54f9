"""Matches and several places -> an answer for each place, or the places compared with each other."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from knowledge.answering.answer.answer import MAX_CHOICES, Answer, Entry, Outcome, answered, join_answers
from knowledge.answering.answer.arithmetic import Derived, Operation, compare, is_comparable, share_of, total_of
from knowledge.answering.answer.order import is_planned
from knowledge.answering.deciding.group import TIE
from knowledge.answering.deciding.one_place import Tell, answer_in_place
from knowledge.answering.finding.match import Match
from knowledge.answering.finding.veto import find_veto
from knowledge.answering.index.index import Index
from knowledge.answering.index.localities import localities_of
from knowledge.answering.reading.context import Context
from knowledge.answering.reading.slots import Slots
from knowledge.facts.record.fact import Fact
from knowledge.language.places.administrative_units import parse_place
from knowledge.language.quantities.quantity import base_value
from knowledge.language.times.period_mentions import Period

FEW = 64  # matches that are looked at again for each place
COMPARING = ("compare", "difference", "ratio", "max", "min", "sum")


def answer_by_place(matches: Sequence[Match], index: Index, context: Context, tell: Tell) -> Answer:
    """The answer for the place or places the question names, or leaves to the chat."""
    places = known_places(matches[0].slots.places, index)
    slots = matches[0].slots
    if slots.asks_where and slots.operation in ("max", "min") and not slots.measure and not slots.places:
        places = _places_with_a_figure(matches, index)
    if len(places) < 2:
        return answer_in_place(_at(matches, places), index, context, tell)
    is_between = slots.operation in COMPARING and not (slots.measure or slots.is_over_time)
    if is_between and not (slots.base and slots.periods):
        return _compare_places(matches, places, index, tell)
    return _answer_each(matches, places, index, tell)


def known_places(paths: Sequence[str], index: Index) -> tuple[str, ...]:
    """The places meant; names in a row that are no path of a known place are several, unless their levels tie them."""
    found: list[str] = []
    for path in paths:
        is_tied = all(unit.level for unit in parse_place(path))
        found += [path] if is_tied else _take_apart([step.strip() for step in path.split(",")], index)
    return tuple(dict.fromkeys(found))


def _take_apart(steps: Sequence[str], index: Index) -> list[str]:
    """The longest paths of known places that the names make, from left to right."""
    found, at = [], 0
    while at < len(steps):
        paths = [", ".join(steps[at:end]) for end in range(len(steps), at + 1, -1)]
        path = next((p for p in paths if localities_of(index.store).fitting(p)), steps[at])
        found.append(path)
        at += path.count(",") + 1
    return found


def _places_with_a_figure(matches: Sequence[Match], index: Index) -> tuple[str, ...]:
    """The places that may be ranked: those with a figure of what has happened in the time asked about, if one is."""
    best = max(m.score for m in matches)
    named = [m for m in matches if m.score >= TIE * best and find_veto(m.fact, m.slots) is None]
    done = [m.fact for m in named if m.fact.place and m.fact.quantity and not is_planned(m.fact)]
    return tuple(dict.fromkeys(localities_of(index.store).whole_of(f) for f in done))


def _of_place(matches: Sequence[Match], place: str, index: Index) -> Sequence[Match]:
    """Those of the place and of none; all of them where there are none, or few places to choose from."""
    if len(matches) <= FEW:
        return matches
    written = {"", *index.localities.written_like(place)}
    return [m for m in matches if m.fact.place in written] or matches


def _at(matches: Sequence[Match], places: tuple[str, ...]) -> list[Match]:
    return [replace(m, slots=replace(m.slots, places=places)) for m in matches]


def _answer_each(matches: Sequence[Match], places: Sequence[str], index: Index, tell: Tell) -> Answer:
    """An answer for each place; of a name that several have, all of them where the question is after a bare figure."""
    answers = [answer_in_place(_at(matches, (place,)), index, Context(), tell) for place in places]
    if not matches[0].slots.operation:
        answers = [answered([Entry((f,)) for f in a.choices]) if a.asks_place else a for a in answers]
    return join_answers(answers)


def _compare_places(matches: Sequence[Match], places: Sequence[str], index: Index, tell: Tell) -> Answer:
    """One entry of a figure for each place, and what follows from them; an answer for each if they do not compare."""
    slots = matches[0].slots
    plain = [replace(m, slots=_without_operation(m.slots)) for m in matches]
    if not plain[0].slots.periods and (period := _newest_common(plain, places, index)):
        plain = [replace(m, slots=replace(m.slots, periods=(period,))) for m in plain]
    answers = [
        answer_in_place(_at(_of_place(plain, place, index), (place,)), index, Context(), tell) for place in places
    ]
    unsaid = [answer for answer in answers if answer.outcome is not Outcome.ANSWERED]
    if unsaid:
        return unsaid[0]
    asked = "share" if slots.unit is not None and slots.unit.kind == "percent" else slots.operation
    firsts = [answer.entries[0].facts[0] for answer in answers]
    derived = _derive(firsts, asked) if _are_alike(firsts, answers) else ()
    if not derived:
        return join_answers(answers)
    if derived[0].operation in (Operation.MAX, Operation.MIN):
        firsts.sort(key=_value, reverse=derived[0].operation is Operation.MAX)
    return answered([Entry(tuple(firsts[:MAX_CHOICES]), derived)])


def _without_operation(slots: Slots) -> Slots:
    periods = slots.periods or ((slots.base,) if slots.base else ())
    unit = None if slots.unit is not None and slots.unit.kind == "percent" else slots.unit  # of the one in the other
    return replace(slots, operation="", periods=periods, base=None, unit=unit)


def _newest_common(matches: Sequence[Match], places: Sequence[str], index: Index) -> Period | None:
    """The newest period for which every place has a figure."""
    best = max(m.score for m in matches)
    times = []
    for place in places:
        of_place = [
            m
            for m in _at(_of_place(matches, place, index), (place,))
            if m.score >= TIE * best and find_veto(m.fact, m.slots) is None
        ]
        times.append({m.fact.period for m in of_place if m.fact.quantity and m.fact.period and not is_planned(m.fact)})
    common = set.intersection(*times)
    return max(common, key=lambda period: period.last, default=None)


def _are_alike(firsts: Sequence[Fact], answers: Sequence[Answer]) -> bool:
    """Do they state one thing for one time, each alone in its answer?"""
    is_single = all(len(answer.entries) == 1 for answer in answers)
    kinds = {(f.period, is_planned(f), f.relation) for f in firsts}
    return is_single and len(kinds) == 1 and all(is_comparable(firsts[0], f) for f in firsts)


def _derive(facts: Sequence[Fact], operation: str) -> tuple[Derived, ...]:
    """What follows from the figures for the operation asked for; () if nothing does."""
    if operation == "sum":
        total = total_of(facts)
        return (total,) if total and not total.unit.startswith(("%", "‰")) else ()
    if operation == "share" and len(facts) == 2:
        share = share_of(*facts)
        return (share,) if share else ()
    if len(facts) == 2 and operation not in ("max", "min"):
        asked = {"ratio": Operation.RATIO}.get(operation, Operation.DIFFERENCE)
        return tuple(sorted(compare(*facts), key=lambda d: d.operation is not asked))
    if operation not in ("max", "min"):
        return ()
    best = (min if operation == "min" else max)(facts, key=_value).quantity
    return (Derived(Operation(operation), best.value, best.unit),) if best else ()


def _value(fact: Fact) -> Decimal:
    return base_value(fact.quantity)[0] if fact.quantity else Decimal(0)

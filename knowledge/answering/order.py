"""Facts -> the same facts in the order they are told, without repetition."""

from collections.abc import Sequence

from knowledge.answering.index import Index
from knowledge.facts.fact import Fact, Status
from knowledge.language.quantity import base_value


def is_planned(fact: Fact) -> bool:
    return fact.status in (Status.PLAN, Status.TARGET)


def actual_first(fact: Fact) -> tuple[bool, tuple[int, int], tuple[int, ...]]:
    """What has happened before what is meant to, the newest first, of one period the later report first."""
    year, month = fact.period.last if fact.period else (0, 0)
    return (is_planned(fact), (-year, -month), tuple(-ord(char) for char in fact.published))


def newest_of_each(facts: Sequence[Fact]) -> list[Fact]:
    """The newest actual and, after it, the newest target."""
    done = [f for f in facts if not is_planned(f)]
    planned = [f for f in facts if is_planned(f)]
    newest = [f for f in done if f.period == done[0].period] if done else []
    return newest + [f for f in planned if f.period == planned[0].period]


def newest_of_places(facts: Sequence[Fact]) -> list[Fact]:
    """One fact for each place: the newest actual."""
    ordered = sorted(facts, key=actual_first)
    return list({f.place: f for f in reversed(ordered)}.values())[::-1]


def unlike(facts: Sequence[Fact]) -> list[Fact]:
    """The facts without those that say the same figure for the same slots again."""
    found: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        figure = base_value(fact.quantity) if fact.quantity else fact.sentence
        found.setdefault(
            (figure, fact.place, fact.period, fact.relation, fact.indicator if not fact.quantity else ""), fact
        )
    return list(found.values())


def others(index: Index, fact: Fact) -> list[Fact]:
    """The same thing in other periods, to offer."""
    same = [f for f in index.facts if f.indicator == fact.indicator and f.id != fact.id and f.period != fact.period]
    return sorted(same, key=lambda f: f.period.last if f.period else (0, 0), reverse=True)


def by_label(facts: Sequence[Fact]) -> list[Fact]:
    return list({(f.indicator, f.period): f for f in reversed(facts)}.values())[::-1]

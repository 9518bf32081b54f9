"""Facts -> the same facts in the order they are told, without repetition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.answering.index.index import Index
from knowledge.answering.index.localities import localities_of
from knowledge.facts.record.fact import Fact, Status
from knowledge.facts.store import Store
from knowledge.language.quantities.quantity import base_value
from knowledge.language.text.tokens import to_keys
from knowledge.language.times.period_mentions import Period

HASTE, DELAY = timedelta(days=62), timedelta(days=183)  # a report without a day may be ahead of its year's end, or late


def is_planned(fact: Fact) -> bool:
    return fact.status in (Status.PLAN, Status.TARGET)


def actual_first(fact: Fact) -> tuple[bool, tuple[int, int], int]:
    """What has happened before what is meant to, the newest first, of one period the later report first."""
    year, month = fact.period.last if fact.period else (0, 0)
    return (is_planned(fact), (-year, -month), _recency(fact))


def oldest_first(fact: Fact) -> tuple[bool, tuple[int, int], tuple[int, int], int]:
    """What has happened before what is meant to, each as time goes, of one period the later report first."""
    first, last = (fact.period.first, fact.period.last) if fact.period else ((0, 0), (0, 0))
    return (is_planned(fact), last, first, _recency(fact))


def is_later(one: Fact, other: Fact) -> bool:
    """Did the one's report surely come out after the other's: by their days, else by the ends of their periods?"""
    a, b = _release_of(one), _release_of(other)
    if a is None or b is None:
        return False
    return a.day > b.day if a.is_dated == b.is_dated else a.earliest > b.latest


@dataclass(frozen=True, slots=True)
class _Release:
    """When a report came out. day: as it says, else the end of its period."""

    day: date
    is_dated: bool

    @property
    def earliest(self) -> date:
        return self.day if self.is_dated else self.day - HASTE

    @property
    def latest(self) -> date:
        return self.day if self.is_dated else self.day + DELAY


def _release_of(fact: Fact) -> _Release | None:
    """None if the report tells neither a day nor a period."""
    if fact.issued == date.min:
        return None
    return _Release(fact.issued, fact.published == fact.issued.isoformat())


def _recency(fact: Fact) -> int:
    """The later the report, the smaller."""
    return -fact.issued.toordinal()


def same_slots(one: Fact, other: Fact, store: Store) -> bool:
    """Do both state the same thing: of one place, name, period, status and comparison?"""
    whole_of = localities_of(store).whole_of
    slots = [(whole_of(f), to_keys(f.indicator), f.period, f.status, f.relation, f.against) for f in (one, other)]
    return slots[0] == slots[1]


def newest_of_each(facts: Sequence[Fact]) -> list[Fact]:
    """The newest actual and, after it, the newest target."""
    done = [f for f in facts if not is_planned(f)]
    planned = [f for f in facts if is_planned(f)]
    newest = [f for f in done if f.period == done[0].period] if done else []
    return newest + [f for f in planned if f.period == planned[0].period]


def unlike(facts: Sequence[Fact]) -> list[Fact]:
    """The facts without those that say the same figure for the same slots again."""
    found: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        figure = base_value(fact.quantity) if fact.quantity else fact.sentence
        found.setdefault(
            (figure, fact.place, fact.period, fact.relation, fact.indicator if not fact.quantity else ""), fact
        )
    return list(found.values())


def one_of_each(facts: Sequence[Fact]) -> list[Fact]:
    """One fact for each name, place, period and status: what a button may stand for."""
    return list({(f.indicator, f.place, f.period, f.status, f.relation): f for f in reversed(facts)}.values())[::-1]


def others(index: Index, fact: Fact) -> list[Fact]:
    """The same thing of the same place in other periods, to offer."""
    of_other_time = [f for f in index.same_label(fact) if f.id != fact.id and f.period != fact.period]
    return sorted(of_other_time, key=lambda f: f.period.last if f.period else (0, 0), reverse=True)


def by_label(facts: Sequence[Fact]) -> list[Fact]:
    return list({(f.indicator, f.place, f.period): f for f in reversed(facts)}.values())[::-1]


def months_of(period: Period) -> tuple[int, int, int]:
    """Which months of a year, and how many years: what two periods must share to be compared."""
    return period.first[1], period.last[1], period.last[0] - period.first[0]


def comparable_years(facts: Sequence[Fact]) -> list[Fact]:
    """The facts of whole years where there are two such years at least; all of them otherwise."""
    whole = [f for f in facts if f.period and f.period.is_year]
    return whole if len({f.period for f in whole}) > 1 else list(facts)
